"""DSC rules: dates of reporting, words and numbers that deserve a second look before they are public."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from build_scripts.cells.amounts import clean
from build_scripts.cells.personal_data import (
    OF_OFFICES,
    PersonalData,
    identity_over,
    may_hold_personal_data,
    personal_data,
)
from build_scripts.cells.secrecy import (
    SECRECY,
    classified,
    classified_amount,
    hints_at_secrecy,
    may_hint_at_secrecy,
    names_an_amount,
)
from build_scripts.cells.value_model import ValueNote
from build_scripts.judging.rules.money import expenditure_rows
from build_scripts.judging.rules.registry import Hit, Place, statement_rule
from build_scripts.judging.rules.rows import row_cell
from build_scripts.judging.rules.texts import is_blank, narratives, noted_cells, quoted
from build_scripts.judging.score import StatementResult
from build_scripts.words.language import Both
from build_scripts.words.vocabulary import NarrativeKind, Severity, YearBasis

_EMPTY_DATE = re.compile(r"年月日")
_DAY_OF_MONTH = re.compile(r"(?<!\d)(\d{1,2})月(\d{1,2})[日号]")


@statement_rule("DSC-01", Severity.ERROR,
    title=Both("自评在财政年度结束之前填报", "The self-evaluation was dated before the fiscal year ended"),
    reason=Both("财政年度到 12 月 31 日为止。此前填报的“全年”执行数和完成值不可能是全年的实际数。", "The fiscal year ends on 31 December; figures entered before cannot be those of the whole year."),
    formula=Both("填报日期 ≥ 财政年度 12 月 31 日", "reporting date ≥ 31 December of the fiscal year"),
    basis=Both("《预算法》第十八条：预算年度自公历一月一日起，至十二月三十一日止；《预算法实施条例》第八十三条：决算数字以经核实的会计数据为准，不得以估计数据替代。", "Budget Law, article 18: the budget year is the calendar year; Implementing Regulations, article 83: final figures rest on verified accounts, not on estimates."),
    wrong="""
        fiscal_year: 2020
        report_date: 2020.10.15
    """,
    right="report_date: 2021年3月15日",
)  # fmt: skip
def reported_after_the_year(result: StatementResult) -> Iterator[Hit]:
    """Compare the printed reporting date of a self-evaluation with the last day of its year."""
    form, printed = result.statement.form, result.statement.cells.report_date
    day = printed.value
    if form.form_type.is_self_evaluation and day is not None and day < date(form.fiscal_year, 12, 31):
        yield Place("report_date").hit(
            f"填报日期为“{quoted(printed.raw)}”，早于 {form.fiscal_year} 财政年度结束（12 月 31 日）。",
            f"The form is dated “{quoted(printed.raw)}”, before the fiscal year {form.fiscal_year} ended on 31 December.",
            reference=f"{form.fiscal_year}-12-31",
            severity=None if form.fiscal_year_basis is YearBasis.PRINTED else Severity.WARNING,
        )


@statement_rule("DSC-03", Severity.NOTE,
    title=Both("填报日期空白", "The date of reporting is blank"),
    reason=Both("表上有填报日期一栏而没有填，读者不知道这些数是什么时候的数。", "The form has a place for its date and nothing is entered; a reader cannot tell when the figures were taken."),
    formula=Both("填报日期一栏 ≠ 空白、“年 月 日”", "reporting date ≠ blank, or the words for year, month and day without figures"),
    basis=Both("表样自身的栏目；《政府信息公开条例》第二十六条的公开期限须有日期才能核对。", "The form's own field; the time limit of article 26 of the Open Government Information Regulations can only be checked with a date."),
    wrong="""
        form_type: dept_report
        narratives:
          - {kind: report_preface, text: " 年   月   日"}
    """,
    right='narratives[0].text: " 2024年 3月 20日"',
)  # fmt: skip
def date_is_filled(result: StatementResult) -> Iterator[Hit]:
    """Find a reporting date printed blank, or a title block that ends in 年 月 日 without numbers."""
    form, raw = result.statement.form, result.statement.report_date
    if is_blank(raw) or _EMPTY_DATE.fullmatch(clean(raw or "")):
        yield Place("report_date").hit("填报日期一栏没有填。", "The date of reporting is not entered.")
    for path, block in narratives(form, frozenset({NarrativeKind.REPORT_PREFACE})):
        lines = (block.text or "").splitlines()
        if any(_EMPTY_DATE.fullmatch(clean(line)) for line in lines):
            yield Place(f"{path}.text").hit(
                "报告题头的日期只印“年 月 日”，没有填。",
                "The title block prints 年 月 日 without a date.",
            )


@statement_rule("DSC-07", Severity.NOTE,
    title=Both("填报日期看不出是哪一天", "The date of reporting names no day"),
    reason=Both("填报日期印有文字，但看不出年、月、日，或没有这一天，因此无法核对是否早于财政年度结束。", "The date is printed without year, month and day, or names a day that no calendar has; it cannot be compared with the end of the fiscal year."),
    formula=Both("填报日期 = 某年某月某日；填报日期、目标值、完成值写了没有的一天，为疑点", "reporting date = a day of a month of a year; a day that does not exist, there or in a target or actual value, is a doubt"),
    basis=Both("表样自身的栏目；DSC-01 和公开期限须有日期才能核对。", "The form's own field; DSC-01 and the time limit of disclosure can only be checked with a day."),
    wrong="""
        report_date: 2022.13.45
    """,
    right="report_date: 2022.3.15",
)  # fmt: skip
def date_is_a_day(result: StatementResult) -> Iterator[Hit]:
    """Find a reporting date that is filled and cannot be read as a day."""
    printed = result.statement.cells.report_date
    text = clean(printed.raw or "")
    if text and not _EMPTY_DATE.fullmatch(text) and printed.value is None:
        yield Place("report_date").hit(
            f"填报日期印作“{quoted(printed.raw)}”，看不出是哪一天。",
            f"The date of reporting is printed as “{quoted(printed.raw)}”, which names no day.",
            severity=Severity.WARNING if printed.in_no_calendar else None,
        )
    for cell in noted_cells(result, frozenset({ValueNote.DEADLINE})):
        days = [found for found in _DAY_OF_MONTH.finditer(cell.value.text) if not _in_calendar(found)]
        if days:
            yield row_cell(cell.item, cell.column).hit(
                f"{cell.heading.zh}印作“{quoted(cell.value.raw)}”，没有 {days[0][0]} 这一天。",
                f"the {cell.heading.en} is printed as “{quoted(cell.value.raw)}”; no calendar has that day.",
                severity=Severity.WARNING,
            )


def _in_calendar(found: re.Match[str]) -> bool:
    """Tell whether a month has so many days; of February 29, for a year that may be a leap year."""
    month, day = int(found[1]), int(found[2])
    return 1 <= month <= 12 and 1 <= day <= (29 if month == 2 else 30 if month in {4, 6, 9, 11} else 31)


@statement_rule("DSC-04", Severity.WARNING, holds=True,
    title=Both("金额旁印有保密用语", "A word of secrecy beside an amount"),
    reason=Both("“涉密”“保密”等字样与金额印在一起。公开前应经保密审查；已公开的，请确认审查过。这不是说这些内容不应公开。", "A word of secrecy stands beside an amount. A secrecy review comes before publication; this does not say that it should not be public."),
    formula=Both("行、项目的名称含保密用语，且有金额；或行中其他格、实施单位、表名称涉密或有密级，且该行、该表有金额；或文字的一句中既称涉密又有金额 ⇒ 请确认保密审查", "the name of a row or project has a word of secrecy and there is an amount; or another cell of the row, the implementing unit or the title says that something is secret, and the row or form has an amount; or a sentence has both ⇒ please confirm the secrecy review"),
    basis=Both("《政府信息公开条例》第十四条（国家秘密不予公开）、第十七条（公开前的保密审查）；《预算法》第十四条。用语表为本门户约定。", "Open Government Information Regulations, articles 14 and 17 (secrecy review before release); Budget Law, article 14. The word list is our own convention."),
    wrong="""
        goals:
          - kind: overall
            indicators:
              - {level1: 成本指标, level2: 经济成本指标, name: 涉密项目, target: ≤60万元}
    """,
    right="goals[0].indicators: [{level1: 产出指标, level2: 数量指标, name: 保密检查, target: ≥4次}]",
)  # fmt: skip
def secrecy_was_reviewed(result: StatementResult) -> Iterator[Hit]:
    """Find, beside amounts, names that hold a word of the list, and other cells that say that something is secret.

    A row's name is looked at with the whole list: of its other words many are harmless in prose.
    """
    statement = result.statement
    suspected = statement.printed_where(hints_at_secrecy) if may_hint_at_secrecy(statement.printed_text) else []
    if not suspected:
        return
    names = {f"{item.path}.name" for item in result.indicators}
    names |= {f"{path}.label" for path in _money_paths(result)}
    of_form = {"project", "implementing_unit", "title"} if result.funding else set()
    money = _rows_with_money(result)
    for path, _, text in suspected:
        row, _ = result.statement.row_at(path)
        if path in names | {"project"}:
            found = SECRECY.findall(clean(text)) if row in money or path in of_form else []
        else:
            found = classified(text) if row in money or path in of_form else classified_amount(text)
        if found:
            yield Place(path).hit(
                f"“{quoted(text)}”含“{found[0]}”字样并印有金额，请确认已经保密审查。",
                f"“{quoted(text)}” holds the word “{found[0]}” beside an amount; please confirm the secrecy review.",
            )


def _money_paths(result: StatementResult) -> list[str]:
    """Return the paths of the rows of money: of the form's funds, and of the expenditure of base data."""
    return [item.path for item in result.funding] + [item.path for item in expenditure_rows(result)]


def _rows_with_money(result: StatementResult) -> set[str]:
    """Return the ids of the rows that have an amount: money rows, and indicators with a value or a text in yuan."""
    statement = result.statement
    amounts = {statement.row_at(path)[0] for path, _, _ in statement.printed_where(names_an_amount)}
    ids = {statement.row_ids[path] for path in _money_paths(result)}
    for item in result.indicators:
        id_, values = statement.row_ids[item.path], (item.target, item.actual, item.baseline_y1, item.baseline_y2)
        if id_ in amounts or any(value.unit == "yuan" for value in values):
            ids.add(id_)
    return ids


_HAS_DIGITS = re.compile("[0-9０-９]")


@statement_rule("DSC-05", Severity.ERROR, holds=True, private=True,
    title=Both("疑似个人信息", "What looks like personal data"),
    reason=Both("文字里有形如身份证号、银行卡号、手机或固定电话号码的数字（全角、分组、换行、分在几格或带 86 的也算），或电子邮箱。个人隐私不予公开，请核对后遮盖；未确认前，这张表不发布。此处不重复该号码。", "The text holds digits in the form of an identity card, bank card or telephone number (full-width, in groups, over lines or cells, or with 86 too), or an e-mail address. Please check and mask; until that is confirmed the form is not published. The number is not repeated here."),
    formula=Both("身份证号（校验码正确，或地区码和出生日期像一个）、银行卡号（校验位正确）为错误；电话号码没有校验位，邮箱可能是单位的，为疑点；都先暂缓发布", "an identity number (valid check character, or region and day of birth like one's) or bank-card number (valid check digit) is an error; a telephone number has no check digit and an e-mail address may be the office's: a doubt; all hold the form back"),
    basis=Both("《政府信息公开条例》第十五条：涉及个人隐私、公开会对第三方合法权益造成损害的政府信息，不得公开。身份证号按 GB 11643 的校验码、银行卡号按 Luhn 校验位核对。", "Open Government Information Regulations, article 15: personal privacy is not disclosed. Check digits as in GB 11643 and the Luhn algorithm."),
    wrong="""
        narratives:
          - {kind: remarks, heading: 备注, text: 经办人身份证号 11010519491231002X。}
    """,
    right="narratives[0].text: 受理市长热线 19084 条，资金 13800000000 元。",
)  # fmt: skip
def no_personal_data(result: StatementResult) -> Iterator[Hit]:
    """Look through every printed text for personal numbers, and through the cells of every row for an identity number in parts."""
    rows: dict[str, list[tuple[str, str]]] = {}
    parts: dict[str, list[tuple[str, str]]] = {}  # the cells of a record stand on one row
    for path, _, text in result.statement.printed_where(lambda text: _HAS_DIGITS.search(text) is not None):
        part = path.rpartition(".")[0]
        if part not in parts:
            parts[part] = rows.setdefault(result.statement.row_at(path)[0], [])
        parts[part].append((path, text))
    several = [cells for cells in rows.values() if len(cells) > 1]
    all_rows = ("\n".join([*(text for _, text in cells), ""]) for cells in several)  # a blank line parts two numbers
    for cells in several if identity_over(all_rows) else ():
        texts = [text for _, text in cells]
        if identity_over(texts) and not any(PersonalData.IDENTITY in personal_data(text) for text in texts):
            yield Place(cells[0][0]).hit(
                "这一行相邻的几格连起来疑似身份证号，请核对后遮盖。",
                "Cells of this row side by side seem to be an identity card number; please check and mask it.",
            )
    for path, _, text in result.statement.printed_where(may_hold_personal_data):
        for kind in personal_data(text):
            yield Place(path).hit(
                f"文字中疑似有{kind.zh}，请核对后遮盖。",
                f"The text seems to hold {kind.with_article}; please check and mask it.",
                severity=Severity.WARNING if kind in {PersonalData.MOBILE, *OF_OFFICES} else None,
            )
