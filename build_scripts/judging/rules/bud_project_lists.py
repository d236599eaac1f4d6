"""BUD rules on a report's list of projects and their amounts, beside the projects' own forms."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from build_scripts.cells.amounts import clean
from build_scripts.judging.rules.groups import by_year, first_of
from build_scripts.judging.rules.money import in_form_unit
from build_scripts.judging.rules.registry import Hit, Place, department_rule
from build_scripts.judging.rules.reports import Said, listed_items
from build_scripts.judging.rules.texts import line_name, quoted
from build_scripts.judging.score import StatementResult
from build_scripts.words.language import COMMA, SEMICOLON, Both
from build_scripts.words.vocabulary import FormType, LineCode, Severity

_ENDING = re.compile("(?:专项|项目|工作|支出|经费|费用|资金|费){1,8}$")
"""Words at the end of a project's name that one paper writes and another leaves out: 文印费, 文印支出经费."""
_SHORTEST_PART = 3
"""Characters of a name that may stand for a longer one: 金融办 in 交通办、金融办."""
_CENT = Decimal(50)
"""Half of 0.01 万元, in yuan."""


@dataclass(frozen=True)
class _Matched:
    """An item of the report's list with the form of its project."""

    item: Said
    form: StatementResult
    only_part: bool
    """Whether only a part of the longer name is the shorter one."""


@dataclass(frozen=True)
class _List:
    """A report's list of projects beside the forms of its year."""

    report: StatementResult
    items: list[Said]
    forms: list[StatementResult]
    matched: list[_Matched]


def _bare(name: str) -> str:
    return _ENDING.sub("", clean(name)) or clean(name)


def _project(form: StatementResult) -> str:
    return form.statement.project or ""


def _lists(forms: tuple[StatementResult, ...]) -> Iterator[_List]:
    """Match the list of each year's report with the year's forms; a list of which less than half is found is of something else."""
    for group in by_year(forms):
        report = first_of(group, FormType.DEPT_REPORT)
        projects = [form for form in group if form.statement.form.form_type is FormType.PROJECT_SELF_EVAL]
        items = listed_items(report) if report is not None and projects else []
        counted = Counter(_bare(item.name) for item in items)
        named = Counter(_bare(_project(form)) for form in projects)
        by_name = {name: form for form in projects if named[name := _bare(_project(form))] == 1}
        matched = [
            _Matched(item, by_name[name], only_part=False)
            for item in items
            if counted[name := _bare(item.name)] == 1 and name in by_name
        ]
        if report is not None and len(matched) > 1 and 2 * len(matched) >= len(items):
            yield _List(report, items, projects, [*matched, *_by_part(items, projects, matched)])


def _by_part(items: list[Said], projects: list[StatementResult], matched: list[_Matched]) -> Iterator[_Matched]:
    """Match what is left over where one name is a part of the only other that it could mean."""
    found, forms = {one.item for one in matched}, {one.form for one in matched}
    left, others = [item for item in items if item not in found], [form for form in projects if form not in forms]
    for item in left:
        like = [form for form in others if _is_part(item, form)]
        if len(like) == 1 and sum(_is_part(other, like[0]) for other in left) == 1:
            yield _Matched(item, like[0], only_part=True)


def _is_part(item: Said, form: StatementResult) -> bool:
    short, long = sorted((_bare(item.name), _bare(_project(form))), key=len)
    return len(short) >= _SHORTEST_PART and short in long


@department_rule("BUD-20", Severity.WARNING,
    title=Both("报告所列的项目金额与项目自评表不同", "A project's amount in the report differs from its form"),
    reason=Both("同一项目在报告和自评表里应是同一个数。相差的恰为上年结转资金时，两处口径不同，作提示。", "A project has one amount in report and form. Where money carried over makes the difference, the two count different things: a note."),
    formula=Both("报告所列项目金额 = 项目自评表的年度资金总额（年初、全年预算或执行数之一）；等于当年财政拨款或扣除上年结转后相等的为提示", "amount in the report's list = total funds of the project's form (initial, adjusted or executed); a note where it equals the grant of the year, or the total without carry-over"),
    basis=Both("表间勾稽关系。名称去掉“经费”“费”“支出”等词尾后相同，或一个是另一个的一部分且没有别的可能，才作比较（本门户约定）。", "Arithmetic between forms. Names are compared without endings such as 经费 (funds), and as part of a longer one where no other could be meant (own convention)."),
    against=Both("报告所列", "in the report"),
    wrong="""
        forms:
          - form_type: dept_report
            narratives: [{kind: report_section, heading: 项目支出, text: 项目支出17万元。其中修路经费12万元、架桥5万元。}]
          - {project: 修路, funding: [{line_code: total, label: 年度资金总额, initial: "15", adjusted: "15", executed: "15"}]}
          - {project: 架桥经费, funding: [{line_code: total, label: 年度资金总额, initial: "5", adjusted: "5", executed: "5"}]}
    """,
    right="""
        forms[0].narratives[0].text: 项目支出20万元。其中修路经费15万元、架桥5万元。
    """,
)  # fmt: skip
def amounts_are_those_of_the_list(forms: tuple[StatementResult, ...]) -> Iterator[Hit]:
    """Compare each item of the report's list with the total of its form, in yuan."""
    for listed in _lists(forms):
        finest = min(item.margin for item in listed.items)
        for one in listed.matched:
            yield from _amount_differs(one, finest)


def _amount_differs(one: _Matched, margin: Decimal) -> Iterator[Hit]:
    """Compare an item with its form; all amounts of a list are taken to be as precise as its most precise one."""
    form, line = one.form, one.form.total_line
    money = form.money
    if money is None or line is None:
        return
    amounts = {"initial": money.initial, "adjusted": money.adjusted, "executed": money.executed}
    printed = {column: yuan for column, yuan in amounts.items() if yuan is not None}
    within = margin + _CENT
    if not printed or any(abs(yuan - one.item.yuan) <= within for yuan in printed.values()):
        return
    column, total = next(iter(printed.items()))
    grant, carried = (
        getattr(row, column).yuan if (row := form.line(code)) is not None else None
        for code in (LineCode.CURRENT_YEAR_APPROPRIATION, LineCode.CARRY_OVER)
    )
    by_carry_over = carried and abs(total - carried - one.item.yuan) <= within
    why = Both("", "")
    if by_carry_over:
        same = grant is not None and abs(grant - one.item.yuan) <= within
        sum_ = in_form_unit(form, carried or Decimal())
        why = Both(
            f"，差额为上年结转资金 {sum_}{'，报告的数与当年财政拨款相等' if same else ''}",
            f"; {sum_} of it was carried over{', the report gives the grant of the year alone' if same else ''}",
        )
    unit = form.statement.money_unit
    yield Place(f"{line.path}.{column}").hit(
        f"报告列“{quoted(one.item.name)}”{one.item.printed} 万元，本表（“{quoted(_project(form))}”）{line_name(line.line.label)}为 {in_form_unit(form, total)}（{unit.zh}）{why.zh}。",
        f"The report lists “{quoted(one.item.name)}” at {one.item.printed} (ten thousand yuan); on this form (“{quoted(_project(form))}”) {line_name(line.line.label)} is {in_form_unit(form, total)} ({unit.en}){why.en}.",
        reference=in_form_unit(form, one.item.yuan),
        difference=(total - one.item.yuan) / unit.in_yuan,
        statement_id=form.statement.id,
        severity=Severity.NOTE if by_carry_over else None,
    )


@department_rule("BUD-21", Severity.NOTE,
    title=Both("报告所列的项目名称与项目自评表对不上", "Projects are named differently in the report and on their forms"),
    reason=Both("报告列出的项目与项目自评表一样多，名称却对不上：读者不能肯定说的是同一个项目。", "The report lists as many projects as there are forms, and some names do not match: a reader cannot be sure that the same project is meant."),
    formula=Both("报告所列项目名称 = 项目自评表的项目名称（词尾“经费”“费”“支出”等除外）；两边个数相同时核对", "name in the report's list = name on the form (without endings such as “funds”); where both are equally many"),
    basis=Both("本门户约定。", "Own convention."),
    wrong="""
        forms:
          - form_type: dept_report
            narratives: [{kind: report_section, heading: 项目支出, text: 项目支出20万元。其中修路经费12万元、架桥5万元、金融办经费3万元。}]
          - {project: 修路, funding: [{line_code: total, label: 年度资金总额, adjusted: "12", executed: "12"}]}
          - {project: 架桥, funding: [{line_code: total, label: 年度资金总额, adjusted: "5", executed: "5"}]}
          - {project: 交通办、金融办, funding: [{line_code: total, label: 年度资金总额, adjusted: "3", executed: "3"}]}
    """,
    right="forms[3].project: 金融办",
)  # fmt: skip
def names_are_those_of_the_list(forms: tuple[StatementResult, ...]) -> Iterator[Hit]:
    """Name the pairs of which only a part is alike, and what is left over on both sides: one finding on the report."""
    for listed in _lists(forms):
        if len(listed.items) != len(listed.forms):
            continue
        parts = [one for one in listed.matched if one.only_part]
        items, found = {one.item for one in listed.matched}, {one.form for one in listed.matched}
        said_only = [item.name for item in listed.items if item not in items]
        form_only = [_project(form) for form in listed.forms if form not in found]
        if not parts and not said_only:
            continue
        pairs = COMMA.join(
            Both(
                f"“{quoted(one.item.name)}”（自评表为“{quoted(_project(one.form))}”）",
                f"“{quoted(one.item.name)}” (on its form “{quoted(_project(one.form))}”)",
            )
            for one in parts
        )
        left = COMMA.join(f"“{quoted(name)}”" for name in said_only)
        over = COMMA.join(f"“{quoted(name)}”" for name in form_only)
        apart = Both(
            f"只在报告上的：{left.zh}，只在自评表上的：{over.zh}",
            f"only in the report: {left.en}, only on forms: {over.en}",
        )
        told = SEMICOLON.join([*([pairs] if parts else []), *([apart] if said_only else [])])
        yield Place(listed.items[0].path).hit(
            f"报告列出 {len(listed.items)} 个项目，项目自评表也有 {len(listed.forms)} 张，名称对不上的 {len(parts) + len(said_only)} 个：{told.zh}。",
            f"The report lists {len(listed.items)} projects and there are as many forms; names that do not match ({len(parts) + len(said_only)}): {told.en}.",
            of_cell=False,
            gathered=(*(_project(one.form) for one in parts), *said_only, *form_only),
            statement_id=listed.report.statement.id,
        )
