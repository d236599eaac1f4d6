"""IND rules on what a name leaves open: two measures in one, whose satisfaction, words of a template."""

from __future__ import annotations

import re
from collections.abc import Iterator

from build_scripts.cells.amounts import clean
from build_scripts.judging.rules.registry import Hit, Place, statement_rule
from build_scripts.judging.rules.rows import indicator_name, named_target
from build_scripts.judging.rules.texts import ROW, quoted, together
from build_scripts.judging.score import IndicatorResult, StatementResult
from build_scripts.words.language import Both
from build_scripts.words.vocabulary import Severity

_JOINS = re.compile("[、，,和及与]")
_MEASURES = (
    re.compile("(?:(?<!效)(?<!频)率|满意度|及时性|准确性)$"),
    re.compile("(?:数量|次数|人数|户数|金额|时间|时长|面积|里程)$"),
)
"""Last words of shares, and of amounts: 供水时间、水压达标率 is one rate of two matters, 受理率、回复率 are two rates."""
_NOBODY = re.compile("(?:满意度|满意率)(?:指标)?")
"""Names of satisfaction without anybody who is satisfied. 服务对象满意度 is the usual phrase."""
_OF_OFFICE = re.compile("([一-龥]{2,}(?:局|委|办|办公室|中心|街道|街))(?:的)?满意[度率]")
_EXPLAINS = re.compile(
    "^反映年度|^反映(?!社情|民意|群众|居民|市民|村民|职工|代表|企业|问题|诉求|事项|意见|情况|信访|线索|困难).+(?:率|及时性|程度|情况)$"
    "|^(?:考核|考察)(?!工作|结果).+情况$"
)
"""Names that a template explains. What people report (反映问题办结率), whom an assessment concerns (考核单位数量) is a matter of its own."""
_WHETHER = re.compile("是否")


@statement_rule("IND-38", Severity.NOTE,
    title=Both("一行指标里有两项计量", "Two measures in one row"),
    reason=Both("“接通率、回复率 ≥100%”是两项计量共用一个目标值和一个完成值，其中一项没有做到也看不出来。", "“Rate of connection and rate of reply, 100%” gives two measures one target and one result; that one of them fell short cannot be seen."),
    formula=Both("一行指标的名称只有一项计量（率、满意度、及时性、次数、人数……）", "a row's name holds one measure (a rate, a satisfaction, a number of times or persons …)"),
    basis=Both("表样一行填一个目标值；本门户约定。", "The form has one target for a row; own convention."),
    wrong="""
        goals:
          - kind: overall
            indicators:
              - {level1: 产出指标, level2: 质量指标, name: 信访受理率和回复率, target: 100%}
    """,
    right="goals[0].indicators[0].name: 信访回复率",
)  # fmt: skip
def one_measure_a_row(result: StatementResult) -> Iterator[Hit]:
    """Gather the rows whose name joins two measures and whose target is one value."""
    found = [
        named_target(item)
        for item in result.indicators
        if item.effective_target.kind == "number" and _JOINS.search(item.row.name) and _measures(item.head) > 1
    ]
    yield from together(found, "两项计量共用一个目标值", "Two measures with one target", ROW)


def _measures(name: str) -> int:
    parts = _JOINS.split(name)
    return max(sum(bool(kind.search(part)) and len(part) > 1 for part in parts) for kind in _MEASURES)


@statement_rule("IND-44", Severity.NOTE, needs={"STR-04", "IND-08"},
    title=Both("没有说是谁的满意度", "Satisfaction: whose?"),
    reason=Both("只写“满意度”，或写“某某局满意度”，看不出调查的是谁：群众、企业，还是本单位职工。", "“Satisfaction”, or “satisfaction of the bureau”: the public, enterprises or the bureau's own staff? Who was asked cannot be seen."),
    formula=Both("满意度指标的名称写明满意的人（群众、企业、服务对象……）", "the name says who is satisfied (the public, enterprises, those served …)"),
    basis=Both("财预〔2020〕10号附件：满意度反映服务对象或项目受益人的认可程度；“服务对象满意度”不作提示。", "财预〔2020〕10号: satisfaction is that of those who are served; 服务对象满意度 is left alone."),
    wrong="""
        goals:
          - kind: overall
            indicators:
              - {level1: 满意度指标, level2: 服务对象满意度指标, name: 满意度, target: ≥90%, actual: 92%}
    """,
    right="goals[0].indicators[0].name: 办事群众满意度",
)  # fmt: skip
def satisfaction_of_somebody(result: StatementResult) -> Iterator[Hit]:
    """Gather satisfaction rows that name nobody, or only the department itself."""
    department = clean(result.department.name)
    found = [
        named_target(item)
        for item in result.indicators
        if item.effective_target.kind == "number" and _names_nobody(item.bare_name, department)
    ]
    yield from together(found, "名称没有说是谁的满意度", "The name does not say whose satisfaction", ROW)


def _names_nobody(name: str, department: str) -> bool:
    if "满意" not in name:
        return False
    if _NOBODY.fullmatch(name):
        return True
    own = _OF_OFFICE.fullmatch(name)
    return own is not None and department.endswith(own[1].lstrip("区县市我本"))


@statement_rule("IND-45", Severity.NOTE,
    title=Both("指标名称是解释或问句", "A name that explains, or asks"),
    reason=Both("“反映……数量”“是否……”是表样对指标的解释或提问，不是指标名称；直接写衡量什么即可。", "“Reflects the number of …”, “whether …” is how a template explains an indicator or asks for it, and no name; what is measured is enough."),
    formula=Both("指标名称不以“反映”“考核……情况”来解释指标，不含“是否”", "a name does not begin with words such as reflects or assesses, and does not ask whether"),
    basis=Both("表头“三级指标”“指标名称”；本门户约定。", "The column's own heading; own convention."),
    wrong="""
        goals:
          - kind: overall
            indicators:
              - {level1: 产出指标, level2: 质量指标, name: 反映档案整理准确率, target: ≥90%}
    """,
    right="goals[0].indicators[0].name: 档案整理准确率",
)  # fmt: skip
def names_do_not_explain(result: StatementResult) -> Iterator[Hit]:
    """Gather names that begin with a word of explanation and end in a measure, and names that ask whether."""
    found = [
        (f"{item.path}.name", item.row.name)
        for item in result.indicators
        if _WHETHER.search(item.row.name) or _EXPLAINS.search(item.head)
    ]
    yield from together(found, "指标名称是解释或问句", "Names that explain, or ask", ROW)


@statement_rule("IND-46", Severity.NOTE, needs={"IND-15"},
    title=Both("指标名称里已经写了目标值", "The name already holds the target"),
    reason=Both("名称写“挂职干部3人”、目标值又写“3人”：名称应说明衡量什么，目标值只填在目标值栏。", "The name “three seconded officials” and the target “3”: a name says what is measured, the target stands in its own column."),
    formula=Both("指标名称不含目标值（数和单位）", "the name does not hold the target, number and unit"),
    basis=Both("表头“三级指标”“年度指标值”；本门户约定。", "The columns' own headings; own convention."),
    wrong="""
        goals:
          - kind: overall
            indicators:
              - {level1: 产出指标, level2: 数量指标, name: 挂职干部3人, target: 3人, actual: 3人}
    """,
    right="goals[0].indicators[0].name: 挂职干部人数",
)  # fmt: skip
def names_hold_no_target(result: StatementResult) -> Iterator[Hit]:
    """Find names that hold the row's number with its unit; long-term and annual rows are told once."""
    told: set[str] = set()
    for item in result.indicators:
        text = _number_and_unit(item)
        if (
            not text
            or text not in item.bare_name
            or item.row.name in told
            or not re.search(rf"(?<![0-9.]){re.escape(text)}", item.bare_name)
        ):
            continue
        told.add(item.row.name)
        yield Place(f"{item.path}.name").hit(
            f"三级指标“{indicator_name(item)}”里已经写了目标值 {quoted(item.effective_target.raw)}。",
            f"The name “{indicator_name(item)}” already holds the target {quoted(item.effective_target.raw)}.",
        )


def _number_and_unit(item: IndicatorResult) -> str:
    """Return a target without its operator, where it is one number with a unit that is printed."""
    target = item.effective_target
    if target.kind != "number" or not target.unit_raw or target.unit in {"", "calendar_month"}:
        return ""
    return clean(target.raw or "").lstrip("≥≤≧≦＞＜><=")
