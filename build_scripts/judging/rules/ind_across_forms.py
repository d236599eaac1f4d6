"""IND rules on the forms of a department beside each other: no indicator of its own, results that no indicator counts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from build_scripts.cells.amounts import clean
from build_scripts.judging.rules.groups import by_year, first_of
from build_scripts.judging.rules.registry import Hit, Place, department_rule
from build_scripts.judging.rules.texts import MOST_EXAMPLES, narratives, quoted
from build_scripts.judging.score import IndicatorResult, StatementResult
from build_scripts.words.language import Both
from build_scripts.words.vocabulary import FormType, Level2, NarrativeKind, Severity, StandardSection

_SISTERS, _FEWEST_NAMES = 5, 3
"""Other forms on which a name stands that is nobody's own; fewer rows may be of one kind by chance."""
_RESULTS = 3
_COUNTED = re.compile(r"(?<![\d.%年月第])\d{2,6}余?多?(?:次|项|件|条|起|篇|户|家|场|期)(?![\d以个])")
"""Results that a report counts."""
_NO_COUNT = frozenset({"", "percent", "permille", "percentage_point", "point", "yuan", "multiple"})


def _names(result: StatementResult) -> list[str]:
    return list(dict.fromkeys(name for item in result.indicators if (name := item.bare_name)))


@department_rule("IND-78", Severity.NOTE,
    title=Both("项目表没有一行自己的指标", "Project forms without an indicator of their own"),
    reason=Both("一张项目表的全部指标名称都印在许多别的项目表上，换成哪个项目都一样，看不出这个项目做成了什么。", "All indicator names of a project's form stand on many other forms, too: they would fit any project, and what this one achieved cannot be seen."),
    formula=Both("项目自评表（3 个以上指标名称）：至少有一个名称印在同年少于 5 张的别的项目自评表上", "a project's form with 3 indicator names and more has at least one that stands on fewer than 5 others of the year"),
    basis=Both("财预〔2015〕88号：绩效目标应当指向明确、与项目密切相关；界限是本门户约定。", "财预〔2015〕88号: objectives are specific to the project; the limits are our own convention."),
    wrong="""
        forms:
          - {project: 甲, goals: [{kind: overall, indicators: [{level1: 产出指标, level2: 质量指标, name: 工作成效, target: 90}, {level1: 效益指标, level2: 社会效益指标, name: 社会影响, target: 90}, {level1: 满意度指标, level2: 服务对象满意度指标, name: 群众满意度, target: 90}]}]}
          - {project: 乙, goals: [{kind: overall, indicators: [{level1: 产出指标, level2: 质量指标, name: 工作成效, target: 90}, {level1: 效益指标, level2: 社会效益指标, name: 社会影响, target: 90}, {level1: 满意度指标, level2: 服务对象满意度指标, name: 群众满意度, target: 90}]}]}
          - {project: 丙, goals: [{kind: overall, indicators: [{level1: 产出指标, level2: 质量指标, name: 工作成效, target: 90}, {level1: 效益指标, level2: 社会效益指标, name: 社会影响, target: 90}, {level1: 满意度指标, level2: 服务对象满意度指标, name: 群众满意度, target: 90}]}]}
          - {project: 丁, goals: [{kind: overall, indicators: [{level1: 产出指标, level2: 质量指标, name: 工作成效, target: 90}, {level1: 效益指标, level2: 社会效益指标, name: 社会影响, target: 90}, {level1: 满意度指标, level2: 服务对象满意度指标, name: 群众满意度, target: 90}]}]}
          - {project: 戊, goals: [{kind: overall, indicators: [{level1: 产出指标, level2: 质量指标, name: 工作成效, target: 90}, {level1: 效益指标, level2: 社会效益指标, name: 社会影响, target: 90}, {level1: 满意度指标, level2: 服务对象满意度指标, name: 群众满意度, target: 90}]}]}
          - {project: 己, goals: [{kind: overall, indicators: [{level1: 产出指标, level2: 质量指标, name: 工作成效, target: 90}, {level1: 效益指标, level2: 社会效益指标, name: 社会影响, target: 90}, {level1: 满意度指标, level2: 服务对象满意度指标, name: 群众满意度, target: 90}]}]}
    """,
    right="forms[0].goals[0].indicators[0].name: 网络故障修复时间",
)  # fmt: skip
def projects_have_indicators_of_their_own(forms: tuple[StatementResult, ...]) -> Iterator[Hit]:
    """Gather the forms of a year whose every indicator name stands on many others: told once, of the department."""
    for group in by_year(forms):
        projects = [one for one in group if one.statement.form.form_type is FormType.PROJECT_SELF_EVAL]
        names = {one.statement.id: _names(one) for one in projects}
        printed = Counter(name for own in names.values() for name in own)
        found = [
            one
            for one in projects
            if len(own := names[one.statement.id]) >= _FEWEST_NAMES and all(printed[name] > _SISTERS for name in own)
        ]
        if not found:
            continue
        shared = "、".join(f"“{quoted(name)}”" for name in names[found[0].statement.id][:MOST_EXAMPLES])
        whole = first_of(group, FormType.DEPT_SELF_EVAL) or found[0]
        shown = [f"“{quoted(one.statement.project)}”" for one in found[:MOST_EXAMPLES]]
        more = len(found) > MOST_EXAMPLES
        yield Place("").hit(
            f"{len(projects)} 张项目自评表中有 {len(found)} 张（{'、'.join(shown)}{'等' if more else ''}）的指标名称（如{shared}）全都印在另外 {_SISTERS} 张以上的表上，没有一个是本项目自己的。",
            f"On {len(found)} of {len(projects)} project forms ({', '.join(shown)}{' and others' if more else ''}) every indicator name (such as {shared.replace('、', ', ')}) stands on {_SISTERS} other forms and more; none is the project's own.",
            gathered=tuple(one.statement.project or "" for one in found),
            statement_id=whole.statement.id,
        )


@department_rule("IND-79", Severity.NOTE,
    title=Both("报告数得出成果，部门表没有一个计数的指标", "A report counts results, the department's form has no indicator that counts"),
    reason=Both("自评报告写了办结多少件、督查多少次，同年的部门自评表却只有比率和文字：这些成果没有定过目标，也没有计分。", "The report counts matters settled and inspections made; the department's form of the year has only rates and words: for these results there was neither a target nor a score."),
    formula=Both("报告绩效情况部分写有 3 个以上计数（两位数以上的次、项、件、条……）⇒ 部门自评表至少有一行指标以数量计", "3 counts (of two digits and more) in the report's section on results ⇒ at least one row of the department's form is a count"),
    basis=Both("财预〔2015〕88号：绩效指标以定量为主；界限是本门户约定。", "财预〔2015〕88号: indicators are quantitative where they can be; the limit is our own convention."),
    wrong="""
        forms:
          - form_type: dept_report
            narratives: [{kind: report_section, standard_section: performance, heading: 绩效情况, text: 专项督查39次，办结交办事项62项，受理热线19084条。}]
          - form_type: dept_self_eval
            goals: [{kind: overall, indicators: [{level1: 产出指标, level2: 数量指标, name: 工作任务完成率, target: 100%, actual: 100%}]}]
    """,
    right="forms[1].goals[0].indicators[0]: {level1: 产出指标, level2: 数量指标, name: 专项督查, target: ≥36次, actual: 39次}",
)  # fmt: skip
def counted_results_are_indicators(forms: tuple[StatementResult, ...]) -> Iterator[Hit]:
    """Count the results that a year's report counts, where no row of the department's form is a count."""
    for group in by_year(forms):
        report, whole = first_of(group, FormType.DEPT_REPORT), first_of(group, FormType.DEPT_SELF_EVAL)
        rows = [item for item in whole.indicators if item.has_target] if whole is not None else []
        if report is None or whole is None or not rows or any(map(_is_count, rows)):
            continue
        sections = narratives(report.statement.form, frozenset({NarrativeKind.REPORT_SECTION}))
        told = [
            found[0]
            for _, block in sections
            if block.standard_section is StandardSection.PERFORMANCE
            for found in _COUNTED.finditer(clean(block.text or ""))
        ]
        if len(told) >= _RESULTS:
            yield Place(f"{rows[0].path}.target").hit(
                f"同年的报告在绩效情况中写有 {len(told)} 个计数（{'、'.join(told[:MOST_EXAMPLES])}{'等' if len(told) > MOST_EXAMPLES else ''}），本表 {len(rows)} 行指标只有比率和文字，没有一行以数量计。",
                f"The report of the year counts {len(told)} results ({', '.join(told[:MOST_EXAMPLES])}{' and others' if len(told) > MOST_EXAMPLES else ''}); this form has only rates and words (rows: {len(rows)}), and none is a count.",
                of_cell=False,
                gathered=tuple(told),
                statement_id=whole.statement.id,
            )


def _is_count(item: IndicatorResult) -> bool:
    """Tell whether a row counts something; a bare number of a quantity does."""
    bare = {""} if item.level2 is Level2.QUANTITY else set()
    return any(
        value.number is not None and value.unit not in _NO_COUNT - bare
        for value in (item.effective_target, item.actual)
    )
