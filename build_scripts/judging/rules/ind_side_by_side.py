"""IND rules on rows beside their neighbours and their goal: an output as outcome, satisfactions far apart, no growth where it is asked."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from build_scripts.cells.amounts import clean
from build_scripts.judging.rules.registry import Hit, statement_rule
from build_scripts.judging.rules.rows import indicator_name, row_cell
from build_scripts.judging.rules.texts import quoted
from build_scripts.judging.score import HUNDRED, IndicatorResult, StatementResult
from build_scripts.words.language import Both
from build_scripts.words.vocabulary import Level1, Level2, Severity

_STEM = 4
_ENDINGS = ("数量", "次数", "数", "情况", "人员", "人", "工作")
_ENDING = re.compile(f"(?:{'|'.join(_ENDINGS)}){{1,8}}$")
"""Ends of names that do not tell what is counted. 率 is none of them: the share that an output reached may be an outcome."""
_ALL = re.compile("全部|所有|全覆盖")
"""Words of a target for all of something, which an upper bound on the same thing contradicts."""


def _stem(item: IndicatorResult) -> str:
    name = item.head
    stem = _ENDING.sub("", name) if name.endswith(_ENDINGS) else name
    return stem if len(stem) >= _STEM else ""


@statement_rule("IND-74", Severity.NOTE,
    title=Both("同一件事既作数量，又作效益", "One thing is both an output and an outcome"),
    reason=Both("效益指标应说明做了事以后带来什么。名称去掉词尾后与同一目标的数量指标相同的，只是把产出再列一次；数量写“≤”、效益写“全部”的，两处要求相反（疑点）。", "An outcome says what the work brought about. A row called like a quantity row of its goal only lists the output again; where the quantity has an upper bound and the outcome asks for all, the two contradict each other (a warning)."),
    formula=Both("同一目标下，效益指标的名称（去掉“数量”“人数”“次数”“情况”“人员”“工作”等词尾，4 字以上）≠ 数量指标的名称；同一件事不一处写“≤”一处写“全部”", "below one goal no outcome has the name of a quantity (from four characters on, words for number, state or persons at the end aside); one thing does not have an upper bound in one row and “all” in the other"),
    basis=Both("财预〔2021〕101号：产出指标反映预期完成的数量等，效益指标反映预期的效果；本门户约定。", "Circular 财预〔2021〕101号: outputs are what is done, outcomes what it brings about; own convention."),
    wrong="""
        goals:
          - kind: overall
            indicators:
              - {level1: 产出指标, level2: 数量指标, name: 走访困难家庭数量, target: ≤300户}
              - {level1: 效益指标, level2: 社会效益指标, name: 走访困难家庭情况, target: 全部走访}
    """,
    right="goals[0].indicators[1]: {level1: 效益指标, level2: 社会效益指标, name: 困难家庭返贫率, target: ≤1%}",
)  # fmt: skip
def outcomes_are_no_outputs(result: StatementResult) -> Iterator[Hit]:
    """Compare the stems of outcome rows with those of the quantity rows of their goal; one pair printed twice is told once."""
    quantities: dict[tuple[int, str], IndicatorResult] = {}
    for item in result.indicators:
        if item.level2 is Level2.QUANTITY and item.has_target and (stem := _stem(item)):
            quantities.setdefault((item.goal_order, stem), item)
    told: dict[tuple[str, ...], list[tuple[IndicatorResult, IndicatorResult]]] = defaultdict(list)
    for item in result.indicators if quantities else ():
        if item.level1 is not Level1.OUTCOME or not item.has_target:
            continue
        output = quantities.get((item.goal_order, _stem(item)))
        if output is None:
            continue
        if _same_row(item, output):
            continue  # printed twice, which IND-25 says
        told[_stem(item), clean(item.effective_target.raw or "")].append((item, output))
    for places in told.values():
        item, output = places[0]
        aim, counted = item.effective_target, output.effective_target
        contradicts = counted.op in {"le", "lt"} and bool(_ALL.search(aim.text))
        against = (
            Both("，一处是上限，一处要求全部", ", an upper bound here and all there") if contradicts else Both("", "")
        )
        times = Both(f"（共 {len(places)} 处）", f" ({len(places)} times)") if len(places) > 1 else Both("", "")
        yield row_cell(item, "name").hit(
            f"效益指标的目标是“{quoted(aim.raw)}”；同一件事已是数量指标“{indicator_name(output)}”{quoted(counted.raw)}{against.zh}{times.zh}。",
            f"this outcome has the target “{quoted(aim.raw)}”; the same thing is a quantity already, {indicator_name(output)} {quoted(counted.raw)}{against.en}{times.en}.",
            reference=quoted(counted.raw),
            places=tuple(f"{row.path}.name" for row, _ in places),
            severity=Severity.WARNING if contradicts else None,
        )


def _same_row(one: IndicatorResult, other: IndicatorResult) -> bool:
    return (one.bare_name, clean(one.effective_target.raw or "")) == (
        other.bare_name,
        clean(other.effective_target.raw or ""),
    )


_FAR_APART = Decimal(20)
_OF_NOBODY = re.compile("(?:(?:相关)?(?:服务)?(?:对象)?|总体|综合)满意(?:度|率)(?:指标)?")
"""Names of satisfaction that do not say whose it is."""
_SATISFACTION = re.compile("满意(?:度|率)(?:指标)?$")


@statement_rule("IND-75", Severity.NOTE,
    title=Both("同一张表的两个满意度目标相差很大", "Two satisfaction targets of one form are far apart"),
    reason=Both("同一部门的满意度，一处要求九成、一处只要求六成多，较低的一处又没有写明是谁的满意度：为什么低这么多，表上看不出。", "One satisfaction target of a department asks for nine in ten, another for little more than six, and one of them does not say whose satisfaction is meant: why the one is so much lower cannot be seen."),
    formula=Both("长期目标（或年度目标）各表内，满意度目标值最高 − 最低 < 20 个百分点（其中一行没有写明对象的才比较）", "among the long-term goals, or among the others, highest − lowest satisfaction target < 20 percentage points (compared where one of the two does not say whose it is)"),
    basis=Both("本门户约定。", "Own convention."),
    wrong="""
        goals:
          - kind: overall
            indicators:
              - {level1: 满意度指标, level2: 服务对象满意度指标, name: 服务对象满意度, target: ≥65%}
              - {level2: 服务对象满意度指标, name: 来访群众满意度, target: ≥90%}
    """,
    right="goals[0].indicators[0].target: ≥88%",
)  # fmt: skip
def satisfactions_are_comparable(result: StatementResult) -> Iterator[Hit]:
    """Compare the lowest and the highest satisfaction target of long-term goals, and of the other goals."""
    for later in (True, False):
        rows = [
            (item.effective_target.number, item)
            for item in result.indicators
            if item.is_satisfaction and item.long_term is later and _is_share(item)
        ]
        if len(rows) < 2:
            continue
        (low, lowest), (high, highest) = (choose(rows, key=lambda row: row[0] or Decimal()) for choose in (min, max))
        if (
            low is not None
            and high is not None
            and high - low >= _FAR_APART
            and any(_OF_NOBODY.fullmatch(item.head) for item in (lowest, highest))
        ):
            yield row_cell(lowest, "target").hit(
                f"目标值 {quoted(lowest.effective_target.raw)}，同一张表的“{indicator_name(highest)}”是 {quoted(highest.effective_target.raw)}，低 {(high - low).normalize():f} 个百分点。",
                f"the target is {quoted(lowest.effective_target.raw)}, that of {indicator_name(highest)} on the same form {quoted(highest.effective_target.raw)}: {(high - low).normalize():f} percentage points lower.",
                reference=quoted(highest.effective_target.raw),
                difference=low - high,
            )


def _is_share(item: IndicatorResult) -> bool:
    target = item.effective_target
    share = target.kind == "number" and target.unit == "percent" and target.op not in {"le", "lt"}
    return share and 1 < (target.number or 0) <= HUNDRED and bool(_SATISFACTION.search(item.head))


_MORE = re.compile("推广|扩大|延伸|拓展|扩面|增设|增加|新增")
"""Words of a goal by which there is to be more of something."""
_CLAUSE = re.compile(r"[，,、。；;：:\n]")
_SHARED = 5


@statement_rule("IND-76", Severity.NOTE,
    title=Both("目标说要推广、扩大，数量却几年不变", "The goal asks for more, and the count stands still"),
    reason=Both("目标的文字说要推广、扩大、延伸某件事，衡量它的数量却与前年、上年相同：推广了什么，表上看不出。", "The goal is to extend or to spread something, and the count of it is that of both earlier years: what was extended cannot be seen."),
    formula=Both("目标的分句写有推广、扩大、延伸、拓展、增设、增加、新增，并含数量指标名称开头 5 字以上 ⇒ 该指标的目标值 > 前年值、上年值", "a clause of the goal speaks of extending, spreading or adding and has the first five characters or more of a quantity's name ⇒ its target is above the values of both earlier years"),
    basis=Both("表内勾稽关系；本门户约定。", "The form's own words and figures; own convention."),
    wrong="""
        form_type: dept_target
        goals:
          - kind: annual
            number: 1
            target_text: 加强自助服务终端建设和推广应用
            indicators: [{level1: 产出指标, level2: 数量指标, name: 自助服务终端数量, baseline_y2: 34台, baseline_y1: 34台, target: ≥34台}]
    """,
    right="goals[0].indicators[0].target: ≥40台",
)  # fmt: skip
def counts_grow_where_the_goal_says_so(result: StatementResult) -> Iterator[Hit]:
    """Look for the beginnings of the names of counts that stand still in the clauses that ask for more."""
    clauses: dict[int, list[str]] = {}
    for item in result.indicators:
        if not _stands_still(item):
            continue
        order = item.goal_order
        if order not in clauses:
            text = clean(result.statement.goals[order - 1].target_text or "")
            clauses[order] = [clause for clause in _CLAUSE.split(text) if _MORE.search(clause)]
        start = item.head[:_SHARED]
        found = next((clause for clause in clauses[order] if start in clause), "") if len(start) == _SHARED else ""
        if found:
            yield row_cell(item, "target").hit(
                f"目标写“{quoted(found)}”；目标值 {quoted(item.target.raw)}，前年 {quoted(item.baseline_y2.raw)}、上年 {quoted(item.baseline_y1.raw)}，没有增加。",
                f"the goal says “{quoted(found)}”; the target is {quoted(item.target.raw)}, after {quoted(item.baseline_y2.raw)} and {quoted(item.baseline_y1.raw)} in the years before: no more than that.",
                reference=quoted(item.baseline_y1.raw),
            )


def _stands_still(item: IndicatorResult) -> bool:
    """Tell whether a count of things, in the unit printed three times, is the same in three years."""
    values = (item.target, item.baseline_y1, item.baseline_y2)
    counted = item.level2 is Level2.QUANTITY and item.target.unit not in {"percent", "yuan", "time", ""}
    return (
        counted
        and bool(item.target.number)
        and item.target.op not in {"le", "lt"}
        and len({(value.number, value.unit) for value in values}) == 1
    )
