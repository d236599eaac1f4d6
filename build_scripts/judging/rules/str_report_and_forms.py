"""STR rules on what one paper of a department speaks of and another leaves out: the largest project, maintenance."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from build_scripts.cells.amounts import clean, percent_of, plain, rounded
from build_scripts.judging.rules.groups import by_year, first_of
from build_scripts.judging.rules.money import in_form_unit
from build_scripts.judging.rules.registry import Hit, Place, department_rule, statement_rule
from build_scripts.judging.rules.reports import listed_items
from build_scripts.judging.rules.texts import MOST_EXAMPLES, is_blank, line_name, narratives, quoted
from build_scripts.judging.rules.wording import pieces_of
from build_scripts.judging.score import StatementResult
from build_scripts.words.language import Both
from build_scripts.words.vocabulary import FormType, NarrativeKind, Severity, StandardSection

_ITEMS, _LARGE, _PIECE = 5, Decimal(30), 4
"""A list of so many items; the percent of its sum from which one is large; characters of a name by which a text speaks of it."""
_MAINTENANCE = "project_maintenance"
"""Code of the row for operation and maintenance in the base data."""
_MAINTAINING = re.compile("运维|维护")
_OTHER_MAINTENANCE = re.compile("维护(?:社会|群众|稳定|和谐|权益|合法|秩序|安全|国家)")


@statement_rule("STR-28", Severity.NOTE,
    title=Both("报告列出的最大项目，绩效情况里没有提到", "The largest project of a report is not mentioned among its results"),
    reason=Both("报告列出各项目的金额，其中最大的一项占了相当大的部分，绩效情况部分却没有一处说到它：花得最多的钱做成了什么，看不出。", "The report lists the amounts of its projects; the largest is a good part of the sum, and the section on results has not a word of it: what most of the money achieved cannot be seen."),
    formula=Both("报告所列项目（5 个以上）中最大一项 ≥ 各项之和的 30% ⇒ 绩效情况部分出现其名称中连续的四个字", "the largest of 5 listed projects and more is ≥ 30% of their sum ⇒ the section on results has four successive characters of its name"),
    basis=Both("本门户约定：只说用词，不判断含义。", "Own convention: words are compared, meanings are not judged."),
    wrong="""
        form_type: dept_report
        narratives:
          - {kind: report_section, heading: 项目支出, text: 项目支出68万元。其中修路经费2万元、架桥经费3万元、绿化经费2万元、路灯经费1万元、城市排水管网改造60万元。}
          - {kind: report_section, standard_section: performance, heading: 绩效情况, text: 修路、架桥按期完成。}
    """,
    right="narratives[1].text: 修路、架桥按期完成，排水管网改造通过验收。",
)  # fmt: skip
def largest_project_has_results(result: StatementResult) -> Iterator[Hit]:
    """Look for the name of the largest item of the report's list in its sections on results."""
    if result.statement.form.form_type is not FormType.DEPT_REPORT:
        return
    items = listed_items(result)
    if len(items) < _ITEMS:
        return
    largest, total = max(items, key=lambda item: item.yuan), sum((item.yuan for item in items), Decimal())
    share = percent_of(largest.yuan, total)
    blocks = [
        (path, block)
        for path, block in narratives(result.statement.form, frozenset({NarrativeKind.REPORT_SECTION}))
        if block.standard_section is StandardSection.PERFORMANCE and clean(block.text or "")
    ]
    name, told = clean(largest.name), "\n".join(clean(block.text or "") for _, block in blocks)
    mentioned = any(piece in told for piece in pieces_of(name, min(_PIECE, len(name))))
    if share >= _LARGE and blocks and not mentioned:
        yield Place(f"{blocks[0][0]}.text").hit(
            f"报告列出的 {len(items)} 个项目中，最大的是“{quoted(largest.name)}”{largest.printed} 万元，占各项之和的 {plain(rounded(share, 1))}%；绩效情况部分没有提到它。",
            f"Of {len(items)} projects that the report lists “{quoted(largest.name)}” is the largest, {largest.printed} (ten thousand yuan), {plain(rounded(share, 1))}% of their sum; the section on results does not mention it.",
            of_cell=False,
            recomputed=f"{plain(rounded(share, 1))}%",
            worked=f"{in_form_unit(result, largest.yuan)} ÷ ({' + '.join(in_form_unit(result, item.yuan) for item in items)}) = {plain(rounded(share, 1))}%",
            reference=f"{plain(_LARGE)}%",
        )


@department_rule("STR-29", Severity.NOTE,
    title=Both("项目里有维护，基础数据表的运行维护经费为空", "Projects of maintenance, and no maintenance in the base data"),
    reason=Both("同年项目自评表的项目或指标名称写有“维护”“运维”，基础数据表的“运行维护经费”却没有填：这些支出归在哪一行，需要说明。", "Names of projects or indicators of the year speak of maintenance, and the row for it in the base data is blank: in which row that spending stands needs an explanation."),
    formula=Both("项目、指标名称写有维护（维护稳定、权益一类除外）⇒ 基础数据表“运行维护经费”的决算数不为空", "names of projects or indicators speak of maintenance (of order or rights aside) ⇒ the final figure of the row for maintenance is not blank"),
    basis=Both("表间勾稽关系；本门户约定。空白不等于零。", "Forms of one year beside each other; own convention. A blank is not zero."),
    wrong="""
        forms:
          - form_type: dept_base_data
            base_data:
              - {section: expenditure, line_code: project, label: 项目支出, final: "50"}
              - {section: expenditure, line_code: project_activities, label: 1、业务活动经费, final: "50"}
              - {section: expenditure, line_code: project_maintenance, label: 2、运行维护经费, final: ""}
          - {project: 政务平台维护}
    """,
    right="""
        forms[0].base_data[1].final: 40
        forms[0].base_data[2].final: 10
    """,
)  # fmt: skip
def maintenance_has_its_row(forms: tuple[StatementResult, ...]) -> Iterator[Hit]:
    """Look for maintenance in the names of a year's projects and rows where the base data leave its row blank."""
    for group in by_year(forms):
        table = first_of(group, FormType.DEPT_BASE_DATA)
        rows = table.statement.cells.base_data if table is not None else ()
        blank = next((row for row in rows if row.row.line_code == _MAINTENANCE), None)
        if table is None or blank is None or not is_blank(blank.row.final):
            continue
        found = list(dict.fromkeys(name for form in group for name in _maintained(form)))
        if found:
            shown = [f"“{quoted(name)}”" for name in found[:MOST_EXAMPLES]]
            more = len(found) > MOST_EXAMPLES
            yield Place(f"{blank.path}.final", line_name(blank.row.label)).hit(
                f"决算数空白，同年的项目或指标名称里却有{'、'.join(shown)}{'等' if more else ''}。",
                f"the final figure is blank; among the year's projects and indicators there is {', '.join(shown)}{' and others' if more else ''}.",
                gathered=tuple(found),
                statement_id=table.statement.id,
            )


def _maintained(form: StatementResult) -> Iterator[str]:
    """Yield the names on a project's form that speak of the maintenance of things."""
    if form.statement.form.form_type is not FormType.PROJECT_SELF_EVAL:
        return
    for name in (form.statement.project or "", *(item.row.name for item in form.indicators)):
        if _MAINTAINING.search(_OTHER_MAINTENANCE.sub("", clean(name))):
            yield name
