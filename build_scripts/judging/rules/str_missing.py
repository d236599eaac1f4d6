"""STR rules on what a whole form lacks: a class of indicators, lines of its template, its year, its result."""

from __future__ import annotations

import re
from collections.abc import Iterator

from build_scripts.cells.amounts import clean
from build_scripts.judging.rules.groups import by_year
from build_scripts.judging.rules.money import spending
from build_scripts.judging.rules.registry import Hit, Place, department_rule, statement_rule
from build_scripts.judging.rules.texts import narratives, quoted
from build_scripts.judging.score import StatementResult
from build_scripts.words.language import COMMA, UNSAID, Both
from build_scripts.words.vocabulary import FormType, Level1, Level2, NarrativeKind, Severity, StandardSection, YearBasis

_OUTPUTS = frozenset({Level2.QUANTITY, Level2.QUALITY, Level2.TIMELINESS})
_ONE_OF = (
    *(frozenset({level2}) for level2 in (Level2.QUANTITY, Level2.QUALITY, Level2.TIMELINESS)),
    frozenset({Level2.ECONOMIC, Level2.SOCIAL, Level2.ECOLOGICAL, Level2.SUSTAINABILITY}),
    frozenset({Level2.COST, Level2.ECONOMIC_COST, Level2.SOCIAL_COST, Level2.ECO_COST}),
)
"""Sub-categories of which a project has something to say on one at least; of effects and costs it need not have all."""
_OPTIONAL = re.compile("满意度指标[^。；]{0,200}(?:可不|暂可不|不作为必)")
"""A form's note that satisfaction need not be measured."""
_SCORE = re.compile(r"[0-9]分(?![钟之别类析管组工支公])")
_GRADE = re.compile(
    '(?:等级|等次|评为|评定为|结果为|结论为|自评为)[为是：:“"]*(?:优|良|中|差|合格)|[“"](?:优秀?|良好?|中|差)[”"]'
)
_RESULT_SECTIONS = frozenset({StandardSection.PERFORMANCE, StandardSection.USE_OF_RESULTS})
_RESULT_HEADING = re.compile("绩效情况|自评结果|评价结果|评价结论|自评结论")


@department_rule("STR-20", Severity.NOTE,
    title=Both("项目表缺成本指标或满意度指标", "A project's form has no indicator of cost or of satisfaction"),
    reason=Both("花了钱的项目，产出有数量、质量、时效而没有成本；或同部门的项目都有满意度而本表没有，读者看不到钱花得值不值、群众满意不满意。", "A project that spent money measures quantity, quality and time and no cost, or has no satisfaction where its sister forms do."),
    formula=Both("项目自评表有执行数，且填有数量、质量、时效指标 ⇒ 有成本指标；同部门同年半数以上其他项目有满意度指标 ⇒ 本表也有（表上注明可以不评的除外）", "a self-evaluation of a project with executed money and rows of quantity, quality and timeliness ⇒ rows of cost; at least half of its sister forms have satisfaction ⇒ so has it (unless a note of the form makes that optional)"),
    basis=Both("财预〔2020〕10号附表的指标框架：产出包括数量、质量、时效、成本，另有效益和满意度（据转载，未与原文核对）。", "The indicator frame of 财预〔2020〕10号 has quantity, quality, timeliness and cost, effects and satisfaction (from a reprint, not checked against the original)."),
    wrong="""
        funding: [{line_code: total, label: 年度资金总额, adjusted: "24", executed: "18"}]
        goals:
          - kind: overall
            indicators:
              - {level1: 产出指标, level2: 数量指标, name: 调研次数, target: ≥6次, actual: 6次}
              - {level2: 质量指标, name: 报告采用率, target: ≥80%, actual: 85%}
              - {level2: 时效指标, name: 完成时间, target: 12月底前, actual: 12月10日}
    """,
    right="goals[0].indicators[3]: {level2: 成本指标, name: 调研费用, target: ≤24万元, actual: 18万元}",
)  # fmt: skip
def classes_are_there(forms: tuple[StatementResult, ...]) -> Iterator[Hit]:
    """Look for cost and satisfaction on each project's form: one finding for both; cost that STR-13 misses is left to it."""
    for group in by_year(forms):
        projects = [one for one in group if one.statement.form.form_type is FormType.PROJECT_SELF_EVAL]
        satisfied = {id(one) for one in projects if _has_satisfaction(one)}
        for one in projects:
            others = len(projects) - 1
            with_it = len(satisfied - {id(one)})
            asked = others > 0 and 2 * with_it >= others and id(one) not in satisfied and not _optional(one)
            missing = [
                *([Both("成本指标", "cost")] if _lacks_cost(one) else []),
                *([Both("满意度指标", "satisfaction")] if asked and _rows(one) else []),
            ]
            if missing:
                names = COMMA.join(missing)
                beside = UNSAID
                if asked:
                    beside = Both(
                        f"；同年其他 {others} 张项目表中有 {with_it} 张填有满意度",
                        f"; of the year's other project forms ({others}) {with_it} have satisfaction",
                    )
                yield Place("goals").hit(
                    f"本表没有一条{names.zh}{beside.zh}。",
                    f"The form has no indicator of {names.en}{beside.en}.",
                    statement_id=one.statement.id,
                )


def _rows(result: StatementResult) -> set[Level2 | None]:
    return {item.level2 for item in result.indicators if item.bare_name}


def _lacks_cost(result: StatementResult) -> bool:
    whole = spending(result)
    weighted = result.profile is not None and Level1.COST in result.profile.level1_weights
    cost = any(item.is_cost or item.is_money for item in result.indicators if item.bare_name)
    return whole is not None and whole.executed > 0 and _rows(result) >= _OUTPUTS and not cost and not weighted


def _has_satisfaction(result: StatementResult) -> bool:
    return any(item.is_satisfaction or "满意" in item.row.name for item in result.indicators if item.bare_name)


def _optional(result: StatementResult) -> bool:
    notes = narratives(result.statement.form, frozenset({NarrativeKind.FORM_NOTE}))
    return any(_OPTIONAL.search(clean(note.text or "")) for _, note in notes)


@statement_rule("STR-21", Severity.NOTE,
    title=Both("表样印有的二级指标多处空白", "Sub-categories that the form prints are left blank"),
    reason=Both("表样把二级指标逐行印出，本表有几类一条也没有填；没有数量指标的，看不到做了多少。", "The form prints its sub-categories line by line and several have no indicator; without quantities nobody sees how much was done."),
    formula=Both("自评表印出的数量、质量、时效 ⇒ 各有一条有名称的指标；印出的效益、成本 ⇒ 至少一类有", "quantity, quality and timeliness, where a self-evaluation prints them ⇒ a named row each; effects and costs ⇒ a named row in one of their sub-categories at least"),
    basis=Both("表样自身的栏目。", "The form's own lines."),
    wrong="""
        goals:
          - kind: overall
            indicators:
              - {level1: 产出指标, level2: 数量指标, name: "", target: "", actual: ""}
              - {level2: 质量指标, name: 热线畅通率, target: 90%, actual: 92%}
              - {level2: 时效指标, name: "", target: "", actual: ""}
    """,
    right="""
        goals[0].indicators[0].name: 受理来电
        goals[0].indicators[2].name: 按期办结率
    """,
)  # fmt: skip
def lines_are_filled(result: StatementResult) -> Iterator[Hit]:
    """Gather the sub-categories that have no named row: one finding per form."""
    if not result.statement.form.form_type.is_self_evaluation:
        return
    printed = {item.level2: item for item in reversed(result.indicators) if item.level2 is not None}
    blank = [level2 for level2 in Level2 if level2 in printed and level2 not in _rows(result)]
    there = [(printed.keys() & classes, len(classes)) for classes in _ONE_OF]
    lacking = any(found and found <= set(blank) and (size == 1 or len(found) > 1) for found, size in there)
    if not lacking or len(blank) == len(printed):
        return
    names = COMMA.join(level2.both for level2 in blank)
    none = UNSAID
    if Level2.QUANTITY in blank:
        none = Both("；没有一条数量指标", "; there is not one quantity")
    yield Place(printed[blank[0]].path).hit(
        f"表样印有 {len(printed)} 类二级指标，{len(blank)} 类空白：{names.zh}{none.zh}。",
        f"The form prints {len(printed)} sub-categories; {len(blank)} without an indicator: {names.en}{none.en}.",
        of_cell=False,
        gathered=tuple(level2.zh for level2 in blank),
    )


@statement_rule("STR-22", Severity.NOTE,
    title=Both("表上没有印财政年度", "The form does not print its fiscal year"),
    reason=Both("表上任何地方都没有写明是哪一年的表，年度是本门户从标题、截止年份或来源推定的；单独看到这张表的人不知道说的是哪一年。", "Nowhere does the form say of which year it is; the year was inferred by this portal. Whoever sees the form by itself cannot tell."),
    formula=Both("表上印有财政年度", "the fiscal year is printed on the form"),
    basis=Both("《预算法》第十八条：预算年度自公历1月1日起，至12月31日止；绩效目标和自评都按年度公开。", "Budget Law, article 18: the budget year is the calendar year; targets and self-evaluations are published by year."),
    wrong="""
        title: 部门整体支出绩效目标表
        fiscal_year_basis: inferred
    """,
    right="""
        title: 2021年度部门整体支出绩效目标表
        fiscal_year_basis: printed
    """,
)  # fmt: skip
def year_is_printed(result: StatementResult) -> Iterator[Hit]:
    """Find forms whose year was inferred."""
    form = result.statement.form
    if form.fiscal_year_basis is YearBasis.INFERRED:
        yield Place("title").hit(
            f"表上没有印财政年度；{form.fiscal_year} 年是推定的。",
            f"The form prints no fiscal year; {form.fiscal_year} was inferred.",
            of_cell=False,
        )


@department_rule("STR-23", Severity.NOTE,
    title=Both("自评报告没有得分，也没有等级", "A self-evaluation report without a score or a grade"),
    reason=Both("报告写了绩效情况和结果应用，却没有自评得分，也没有等级，部门自评表上也没有总分：读者看不到自评的结果。", "The report tells of performance and of the use of its result, and neither it nor the department's form gives a score or a grade."),
    formula=Both("报告有绩效情况、评价结果一类章节 ⇒ 正文或同年部门自评表印有得分或等级", "a report with sections on performance or results ⇒ a score or a grade in its text or on the department's form of the year"),
    basis=Both("本门户约定。", "Own convention."),
    wrong="""
        forms:
          - form_type: dept_report
            narratives: [{kind: report_section, heading: 部门整体支出绩效情况, text: 总体看，部门整体绩效较好。}]
    """,
    right="forms[0].narratives[0].text: 自评得分96.5分，等级为优。",
)  # fmt: skip
def report_has_a_result(forms: tuple[StatementResult, ...]) -> Iterator[Hit]:
    """Look for a score or grade in each report with sections on results, else on the department's form of the year."""
    for group in by_year(forms):
        scored = any(map(_prints_total, group))
        for result in group:
            form = result.statement.form
            sections = [
                index
                for index, block in enumerate(form.narratives)
                if block.standard_section in _RESULT_SECTIONS or _RESULT_HEADING.search(block.heading or "")
            ]
            if form.form_type is not FormType.DEPT_REPORT or not sections or scored:
                continue
            text = clean("".join(block.text or "" for block in form.narratives))
            if not _SCORE.search(text) and not _GRADE.search(text):
                heading = quoted(form.narratives[sections[0]].heading)
                yield Place(f"narratives[{sections[0]}]").hit(
                    f"报告写了“{heading}”，正文没有得分，也没有等级，同年的部门自评表也没有印总分。",
                    f"The report has a section “{heading}”; its text gives no score and no grade, and no form of the department for the year prints a total.",
                    of_cell=False,
                    statement_id=result.statement.id,
                )


def _prints_total(result: StatementResult) -> bool:
    total, cells = result.statement.form.form_type, result.statement.cells
    own = total is FormType.DEPT_SELF_EVAL and cells.total is not None and cells.total.score.value is not None
    return own or (
        total is FormType.DEPT_SELF_EVAL and any(points.value is not None for _, _, points in cells.head_scores)
    )
