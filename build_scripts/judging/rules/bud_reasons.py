"""BUD rules on figures for which a reason is due: low execution rates, large changes of the budget."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from build_scripts.cells.amounts import clean, plain, rounded_apart
from build_scripts.cells.instructions import is_instruction
from build_scripts.judging.rules.money import in_form_unit, money_cell, spending
from build_scripts.judging.rules.registry import Hit, Place, department_rule
from build_scripts.judging.rules.reports import what_report_says
from build_scripts.judging.rules.rows import has_explanation
from build_scripts.judging.rules.texts import line_name, narratives, quoted
from build_scripts.judging.score import HUNDRED, FundingResult, StatementResult
from build_scripts.words.language import COMMA, UNSAID, Both
from build_scripts.words.vocabulary import FormType, NarrativeKind, Severity

WHERE_REASONS_STAND = frozenset(
    {
        NarrativeKind.AUDIT_REMARKS,
        NarrativeKind.DEVIATION_SUMMARY,
        NarrativeKind.PROBLEMS,
        NarrativeKind.REMARKS,
        NarrativeKind.OTHER_CELL,
        NarrativeKind.REPORT_SECTION,
    }
)
"""Blocks in which a form explains itself. Recommendations, practices and form notes give no reasons."""
# A sentence that speaks of the rate or of unspent money: whether it is a good reason is for a reader to judge.
ON_THE_RATE = re.compile(
    r"(?<![^。；\n])[^。；\n]*(?:执行率|支出进度|执行进度|未执行|未支付|未支出|未拨付|结余|结转)[^。；\n]*"
)
# A sentence that speaks of a change of the budget.
ON_THE_CHANGE = re.compile(
    r"(?<![^。；\n])[^。；\n]*(?:预算调整|调整预算|预算追加|追加预算|追加安排|年中追加|调增|调减)[^。；\n]*"
)


_PARTS = {
    "basic": Both("基本支出", "basic expenditure"),
    "personnel": Both("人员经费", "staff"),
    "operating": Both("公用经费", "operating costs"),
}
_USUAL_THRESHOLD = Decimal(20)
"""Percent, as scoring profiles set it; a report has no profile."""


def explanation(
    result: StatementResult, forms: tuple[StatementResult, ...], about: re.Pattern[str]
) -> tuple[str, bool]:
    """Return the sentence that speaks of the matter and whether it stands on the form itself; "" where there is none.

    A department's form may be explained by the department's report of the same year, a project's form only by itself.
    """
    if sentence := _sentence(result, about):
        return sentence, True
    form = result.statement.form
    if form.form_type is FormType.DEPT_SELF_EVAL:
        for other in forms:
            report = other.statement.form
            same_year = report.form_type is FormType.DEPT_REPORT and report.fiscal_year == form.fiscal_year
            if same_year and (sentence := _sentence(other, about)):
                return sentence, False
    return "", False


def _sentence(result: StatementResult, about: re.Pattern[str]) -> str:
    texts = [block.text for block in result.statement.form.narratives if block.kind in WHERE_REASONS_STAND]
    texts += [item.row.deviation for item in result.indicators]
    found = (about.search(clean(text)) for text in texts if text and not is_instruction(text))
    own = (clean(item.line.deviation or "") for item in result.funding if has_explanation(item.line))
    return next((match[0] for match in found if match), next(own, ""))


@department_rule("BUD-07", Severity.WARNING,
    title=Both("执行率低而没有说明原因", "A low execution rate without a reason"),
    reason=Both("钱没有按预算用出去，事情可能没有做完，也可能预算编多了；表上没有说明原因。", "Money was left unspent: the work may be unfinished or the budget too large. The form does not say."),
    formula=Both("执行率 < 评分规则的说明门槛（没有另写的为 90%）⇒ 有说明", "execution rate < the profile's threshold for an explanation (90% where it gives none) ⇒ an explanation"),
    basis=Both("本门户约定，参照四川省项目自评表的要求（执行率低于 90% 应说明原因）；门槛见评分规则。", "Own convention after the project form of Sichuan province (a reason is due below 90 %); the threshold is set in the scoring profile."),
    wrong="""
        funding:
          - {line_code: total, label: 年度资金总额, adjusted: "24", executed: "18"}
        narratives:
          - {kind: problems, heading: 存在的主要问题及原因分析, text: 无}
    """,
    right="narratives[0].text: 调研推迟到次年，6 万元未支付。",
)  # fmt: skip
def low_rate_is_explained(forms: tuple[StatementResult, ...]) -> Iterator[Hit]:
    """Compare the whole form's rate (of the parts' sum where the total row prints 0) with the profile's threshold and look for a sentence on it."""
    for result in forms:
        whole, profile = spending(result), result.profile
        if whole is None or profile is None:
            continue
        threshold = Decimal(profile.rate_threshold)
        if whole.rate >= threshold or explanation(result, forms, ON_THE_RATE)[0]:
            continue
        rate, name = rounded_apart(whole.rate, threshold), line_name(whole.line.line.label)
        amounts = f"{in_form_unit(result, whole.executed)} ÷ {in_form_unit(result, whole.budget)}"
        by_parts = Both(
            f"印为 0，按各资金来源之和（{amounts}）", f" is printed as 0; by the sum of its sources ({amounts})"
        )
        how = by_parts if whole.by_parts else Both("：", ":")
        none = _no_problems(result)
        yield Place(f"{whole.line.path}.rate").hit(
            f"{name}{how.zh}执行率 {plain(rate)}%，低于 {plain(threshold)}%，表上没有找到关于执行率的说明{none.zh}。",
            f"{name}{how.en} the execution rate is {plain(rate)}%, below {plain(threshold)}%, and no text of the form speaks of it{none.en}.",
            recomputed=f"{plain(rate)}%",
            worked=f"{amounts} = {plain(rate)}%",
            reference=f"{plain(threshold)}%",
            difference=rate - threshold,
            statement_id=result.statement.id,
        )


def _no_problems(result: StatementResult) -> Both:
    """Say where the box for problems says none."""
    for _, block in narratives(result.statement.form, frozenset({NarrativeKind.PROBLEMS})):
        if clean(block.text or "").rstrip("。.") in {"无", "暂无", "没有"}:
            text = quoted(block.text)
            return Both(f"，问题及原因一栏写“{text}”", f"; the box for problems says “{text}”")
    return UNSAID


@department_rule("BUD-08", Severity.WARNING,
    title=Both("预算调整幅度大", "The budget was changed by much"),
    reason=Both("全年预算数与年初预算数相差很大：年初预算可能没有编准，追加的钱用在哪里需要说明。报告里已有说明的降为提示，并引出原话。报告正文自己写的基本支出、人员经费、公用经费也这样核对。", "The adjusted budget differs much from the initial one; what the change was for needs an explanation. Where the report speaks of it, this is a note that quotes it. What a report writes of basic expenditure and its parts is compared alike."),
    formula=Both("|全年预算数 − 年初预算数| ÷ 年初预算数 > 评分规则的说明门槛（没有另写的为 20%）⇒ 有说明", "|adjusted − initial budget| ÷ initial budget > the profile's threshold for an explanation (20% where it gives none) ⇒ an explanation"),
    basis=Both("本门户约定；《预算法》第十三条：经人民代表大会批准的预算，非经法定程序，不得调整。门槛见评分规则。", "Own convention; Budget Law, article 13: an approved budget is adjusted only by legal procedure. The threshold is set in the scoring profile."),
    against=Both("年初预算", "initial budget"),
    wrong="""
        funding:
          - {line_code: total, label: 年度资金总额, initial: "968.99", adjusted: "1960.84", executed: "1960.84"}
    """,
    right="narratives: [{kind: problems, heading: 存在的主要问题及原因分析, text: 年中追加人员经费 991.85 万元。}]",
)  # fmt: skip
def large_change_is_explained(forms: tuple[StatementResult, ...]) -> Iterator[Hit]:
    """Compare adjusted with initial budget of the whole form; silent where the form itself speaks of the change.

    A report is compared by its sentences on basic expenditure and its parts.
    """
    for result in forms:
        if result.statement.form.form_type is FormType.DEPT_REPORT:
            yield from _changes_in_report(result)
        total, profile = result.total_line, result.profile
        if total is None or profile is None or total.initial.value is None or total.adjusted.value is None:
            continue
        if total.initial.value <= 0:  # nothing can be told in percent of it
            continue
        initial, adjusted = total.initial.value, total.adjusted.value
        change = (adjusted - initial) / initial * HUNDRED
        sentence, here = explanation(result, forms, ON_THE_CHANGE)
        if abs(change) <= Decimal(profile.adjustment_threshold) or (sentence and here):
            continue
        word = Both("增加", "up") if change > 0 else Both("减少", "down")
        percent = plain(rounded_apart(abs(change), Decimal(profile.adjustment_threshold)))
        said = Both("表上没有找到关于预算调整的说明", "no text of the form speaks of it")
        if sentence:
            said = Both(f"报告中的说明：“{quoted(sentence)}”", f"the report says: “{quoted(sentence)}”")
        spent = _spent_as_adjusted(total)
        yield money_cell(total, "adjusted").hit(
            f"年初预算 {total.initial.shown.zh}，全年预算 {total.adjusted.shown.zh}，{word.zh} {percent}%{spent.zh}；{said.zh}。",
            f"initial budget {total.initial.shown.en}, adjusted budget {total.adjusted.shown.en}, {word.en} by {percent}%{spent.en}; {said.en}.",
            reference=plain(initial),
            difference=adjusted - initial,
            statement_id=result.statement.id,
            severity=Severity.NOTE if sentence else None,
        )


def _spent_as_adjusted(total: FundingResult) -> Both:
    """Say where the executed amount is the adjusted budget to the last digit, and what points that earned."""
    if total.executed.value is None or total.executed.value != total.adjusted.value:
        return UNSAID
    points, weight = total.score.value, total.weight.value
    earned = UNSAID
    if points is not None and points == weight:
        earned = Both(f"，预算执行得满分 {plain(points)}", f", which earns full points ({plain(points)})")
    return Both(f"，执行数与调整后的预算数完全相等{earned.zh}", f", and exactly that was executed{earned.en}")


def _changes_in_report(result: StatementResult) -> Iterator[Hit]:
    """Compare what a report says of the initial and the adjusted budget of basic expenditure: one finding for all its parts."""
    figures = what_report_says(result).figures
    told, path, spent = [], "", True
    for code, name in _PARTS.items():
        initial, adjusted = figures.get((code, "initial")), figures.get((code, "adjusted"))
        if initial is None or adjusted is None or not initial.value:
            continue
        change = (adjusted.value - initial.value) / initial.value * HUNDRED
        if abs(change) <= _USUAL_THRESHOLD:
            continue
        executed = figures.get((code, "executed"))
        spent = spent and executed is not None and executed.value == adjusted.value
        percent = plain(rounded_apart(change, _USUAL_THRESHOLD, -_USUAL_THRESHOLD))
        told.append(
            Both(
                f"{name.zh} {initial.printed} → {adjusted.printed}（{percent}%）",
                f"{name.en} {initial.printed} → {adjusted.printed} ({percent}%)",
            )
        )
        path = path or adjusted.path
    if told:
        sentence = _sentence(result, ON_THE_CHANGE)
        said = Both("报告没有找到关于预算调整的说明", "no text of the report speaks of it")
        if sentence:
            said = Both(f"报告的说明：“{quoted(sentence)}”", f"the report says: “{quoted(sentence)}”")
        as_adjusted = Both("，决算数与调整后的预算数都相等", ", each spent exactly as adjusted") if spent else UNSAID
        listed = COMMA.join(told)
        yield Place(path).hit(
            f"报告写的预算由年初到调整后变动大：{listed.zh}{as_adjusted.zh}；{said.zh}。",
            f"By the report the budget changed by much: {listed.en}{as_adjusted.en}; {said.en}.",
            of_cell=False,
            statement_id=result.statement.id,
            severity=Severity.NOTE if sentence else None,
        )
