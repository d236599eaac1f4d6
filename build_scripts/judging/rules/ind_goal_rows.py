"""IND rules on the rows of a form beside each other: completion for quality, sentences for names, values of others, a raise without a base."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from build_scripts.cells.amounts import clean
from build_scripts.cells.value_model import Value
from build_scripts.judging.rules.registry import Hit, statement_rule
from build_scripts.judging.rules.rows import indicator_name, row_cell
from build_scripts.judging.rules.texts import ROW, quoted, together
from build_scripts.judging.rules.wording import pieces_of
from build_scripts.judging.score import HUNDRED, IndicatorResult, StatementResult
from build_scripts.words.language import Both
from build_scripts.words.vocabulary import Level1, Level2, Severity

_COMPLETION = re.compile("(?:完成率|完成情况|完成)$")
_COUNTED = re.compile("(?:总?数量?|人数|次数|个数|场次|总量)$")
_STEM, _TWINS = 3, 3


def _by_goal(result: StatementResult) -> dict[int, list[IndicatorResult]]:
    goals: dict[int, list[IndicatorResult]] = defaultdict(list)
    for item in result.indicators:
        if item.head and item.has_target:
            goals[item.goal_order].append(item)
    return goals


@statement_rule("IND-65", Severity.NOTE,
    title=Both("质量指标只是数量指标的完成率", "Quality rows are the completion rates of the quantity rows"),
    reason=Both("数量指标已经衡量做了多少，质量指标只写同一件事的“完成率”，没有衡量做得好不好。", "The quantity rows measure how much was done; quality rows that only add the completion rate of the same thing do not measure how well."),
    formula=Both("质量指标名称 ≠ 数量指标名称 + “完成率”（同一目标下 3 行以上、占质量指标三分之二以上，或两行目标值也相同）", "name of a quality row ≠ name of a quantity row + completion rate (three rows and two thirds of a goal's quality rows, or both with the same target)"),
    basis=Both("财预〔2020〕10号：质量指标反映产出的质量达标情况；本门户约定。", "Circular 财预〔2020〕10号: quality indicators tell how good the output is; own convention."),
    wrong="""
        goals:
          - kind: overall
            indicators:
              - {level1: 产出指标, level2: 数量指标, name: 科普讲座, target: 100%}
              - {level2: 质量指标, name: 科普讲座完成率, target: 100%}
    """,
    right="goals[0].indicators[1]: {level2: 质量指标, name: 科普讲座听众知识测试合格率, target: ≥80%}",
)  # fmt: skip
def quality_is_more_than_completion(result: StatementResult) -> Iterator[Hit]:
    """Gather the quality rows of goals that only complete their quantity rows."""
    found: list[tuple[str, str]] = []
    for rows in _by_goal(result).values():
        counted = {_COUNTED.sub("", item.head): item for item in rows if item.level2 is Level2.QUANTITY}
        quality = [item for item in rows if item.level2 is Level2.QUALITY]
        twins = []
        for item in quality:
            stem = _COMPLETION.sub("", item.head)
            if stem != item.head and len(stem) >= _STEM and stem in counted:
                twins.append((item, counted[stem]))
        many = len(twins) >= _TWINS and 3 * len(twins) >= 2 * len(quality)
        found += [
            (f"{item.path}.name", f"{indicator_name(item)} {quoted(item.effective_target.raw)}")
            for item, other in twins
            if many or clean(item.effective_target.raw or "") == clean(other.effective_target.raw or "")
        ]
    yield from together(
        found,
        "质量指标只是同一目标下数量指标的完成率",
        "Quality rows that are the completion rates of their goal's quantity rows",
        ROW,
    )


_SENTENCE = 10
_ONE_OF_TEXT = 8


@statement_rule("IND-66", Severity.NOTE,
    title=Both("效益指标的名称就是目标里的一句话", "An outcome is called by a sentence of the goal"),
    reason=Both("把目标里的一句话照搬作指标名称，目标值又不是一个能衡量的数，等于只把目标再说一遍，没有说用什么衡量。", "A sentence of the goal copied as the indicator's name, with a target in words or a bare percentage, says the goal again and not how it is measured."),
    formula=Both("效益指标名称（10 字以上）不是目标文字的一段，或目标值是数；目标值与名称连起来（8 字以上）是目标的一段的，同", "the name of an outcome row (10 characters and more) is no part of its goal's text, or the target is a number; the same for name and target joined, from 8 characters on"),
    basis=Both("财预〔2015〕88号：绩效指标应细化、量化；本门户约定。", "Circular 财预〔2015〕88号: indicators are specific and quantified; own convention."),
    wrong="""
        goals:
          - kind: overall
            target_text: 推动全县政府系统政务办公一体化，实现信息资源共享和协同办公
            indicators: [{level1: 效益指标, level2: 社会效益指标, name: 信息资源共享和协同办公, target: 实现, actual: 100%}]
    """,
    right="goals[0].indicators[0]: {level1: 效益指标, level2: 社会效益指标, name: 网上流转公文占比, target: ≥90%, actual: 93%}",
)  # fmt: skip
def names_are_no_sentences(result: StatementResult) -> Iterator[Hit]:
    """Gather the outcome rows whose name, alone or with its target, stands word for word in the text of their goal."""
    texts = {
        order: clean(f"{goal.target_text or ''}\n{goal.overview or ''}")
        for order, goal in enumerate(result.statement.goals, 1)
    }
    found = []
    for item in result.indicators:
        if item.level1 is not Level1.OUTCOME:
            continue
        text, name = texts.get(item.goal_order, ""), item.bare_name.rstrip("。.；;，,")
        target = item.effective_target
        if not text or len(name) < _ONE_OF_TEXT or target.number is not None:
            continue
        joined = (f"{target.text}{name}", f"{name}{target.text}") if target.text else ()
        if (len(name) >= _SENTENCE and name in text) or any(part in text for part in joined):
            found.append((f"{item.path}.name", f"{indicator_name(item)} {quoted(target.raw)}"))
    yield from together(
        found, "效益指标的名称就是目标里的话", "Outcome rows that are called by words of their goal", ROW
    )


_WORDS = 5


@statement_rule("IND-67", Severity.NOTE,
    title=Both("目标值说的是另一个指标", "The target speaks of another indicator"),
    reason=Both("文字目标值写在两行里，说的只是其中一行的事，另一行要达到什么没有写。", "A target in words stands in two rows and speaks of one of them only: what the other is to reach is not said."),
    formula=Both("文字目标值（5 字以上）含有同一目标下另一指标的名称，且两行目标值相同的，只能写在那个指标", "a target in words (5 characters and more) that two rows of a goal share and that has the name of one of them stands in that row only"),
    basis=Both("表内勾稽关系。", "The form's own words."),
    wrong="""
        goals:
          - kind: overall
            indicators:
              - {level1: 满意度指标, level2: 服务对象满意度指标, name: 区长热线接通情况, target: 群众满意度逐步提高}
              - {level2: 服务对象满意度指标, name: 群众满意度, target: 群众满意度逐步提高}
    """,
    right="goals[0].indicators[0].target: 接通率逐步提高",
)  # fmt: skip
def targets_speak_of_their_row(result: StatementResult) -> Iterator[Hit]:
    """Compare rows of one goal that share a target in words with the names of each other."""
    for rows in _by_goal(result).values():
        shared: dict[str, list[IndicatorResult]] = defaultdict(list)
        for item in rows:
            words = item.effective_target.text
            if item.effective_target.kind == "qualitative" and len(words) >= _WORDS:
                shared[words].append(item)
        for words, items in shared.items():
            said = _alike(words)
            own = [item for item in items if (name := _alike(item.head)) in said and len(name) > 2]
            others = [
                item
                for item in items
                if item not in own and not _overlap(_alike(item.head).removesuffix("满意度"), said)
            ]
            if len(own) == 1:
                for item in others:
                    yield row_cell(item, "target").hit(
                        f"目标值“{quoted(item.effective_target.raw)}”说的是另一行指标“{indicator_name(own[0])}”。",
                        f"the target “{quoted(item.effective_target.raw)}” is that of another row, {indicator_name(own[0])}.",
                        reference=indicator_name(own[0]),
                    )


def _alike(words: str) -> str:
    return words.replace("满意率", "满意度").replace("提升", "提高")


def _overlap(name: str, words: str) -> bool:
    """Tell whether a name shares three characters in a row with a target."""
    return any(piece in words for piece in pieces_of(name, _STEM)) or name in words


_RAISE = re.compile("^(?:进一步|有效|不断)?(?P<verb>提高|提升|增加|扩大|降低|减少|缩短)(?P<what>[一-龥]{4,})$")
_TAIL = 4


@statement_rule("IND-68", Severity.NOTE,
    title=Both("说的是提高，表上只有一个水平，没有原来的数", "A raise is reported and only a level is shown"),
    reason=Both("项目或指标说的是提高、降低，衡量它的一行目标值与完成值却是同一个水平，表上没有原来是多少：提高了没有，看不出。", "Project or row speak of a raise or a cut; the row that measures it prints one level as target and as actual value, and no former one: whether it was raised cannot be seen."),
    formula=Both("“提高/降低 + X”，而 X 一行的目标值 = 完成值 ⇒ 表上有 X 原来的数（满意度除外）", "raising or lowering X, while the row of X has target = actual value ⇒ the form gives the former value of X (satisfaction aside)"),
    basis=Both("本门户约定。", "Own convention."),
    wrong="""
        goals:
          - kind: overall
            indicators:
              - {level1: 产出指标, level2: 质量指标, name: 提高业务信息安全等级, target: 100%, actual: 100%}
              - {level2: 质量指标, name: 业务信息安全等级, target: 二级, actual: 二级}
    """,
    right="goals[0].indicators[1]: {level2: 质量指标, name: 业务信息安全等级, baseline_y1: 一级, target: 二级, actual: 二级}",
)  # fmt: skip
def raises_show_their_base(result: StatementResult) -> Iterator[Hit]:
    """Look for what is raised by name, in rows and in the project's name, among the names of the rows that show a level."""
    named = [clean(result.statement.project or ""), *(item.head for item in result.indicators)]
    raised = {found["what"]: name for name in named if (found := _RAISE.match(name))}
    for item in result.indicators if raised else ():
        name, target, actual = item.head, item.effective_target, item.actual
        before = item.baseline_y1.state == "reported" or item.baseline_y2.state == "reported"
        all_of_it = target.unit == "percent" and target.number == HUNDRED
        if before or item.is_satisfaction or len(name) < _TAIL or all_of_it:
            continue
        for what, said in raised.items():
            if (name == what or what.endswith(name) or name.endswith(what)) and _is_level(target, actual):
                yield row_cell(item, "actual").hit(
                    f"本表另有“{quoted(said)}”（指标或项目名称），说的是变化；此行目标值与完成值都是 {quoted(actual.raw)}，表上没有原来的数。",
                    f"“{quoted(said)}”, which the form has as a name, speaks of a change; target and actual value of this row are both {quoted(actual.raw)}, and no former value is given.",
                    reference=quoted(target.raw),
                )
                break


def _is_level(target: Value, actual: Value) -> bool:
    """Tell whether a result is what its target says."""
    return target.state == actual.state == "reported" and _content(target) == _content(actual)


def _content(value: Value) -> tuple[object, ...]:
    return (value.number, value.unit) if value.number is not None else (clean(value.raw or ""),)


_LEAST_COUNT = 101
_MOST_ALIKE = 20
"""More rows with one number are a habit, not one count used twice."""


@statement_rule("IND-69", Severity.NOTE,
    title=Both("同一个数在两行指标里用了两次", "One count is used in two rows"),
    reason=Both("两行不同类别的指标名称相近，目标值、完成值都是同一个数：多半是同一件事算了两次。", "Two rows of different categories with similar names have the same number as target and as actual value: probably one thing counted twice."),
    formula=Both("类别不同、名称有连续 4 字相同、目标值和完成值都等于同一个数（101 以上，不含金额和比例）的两行 = 0", "no two rows of different categories whose names share four characters in a row and whose targets and actual values are all one number (from 101 on, neither money nor a share)"),
    basis=Both("本门户约定。", "Own convention."),
    wrong="""
        goals:
          - kind: overall
            indicators:
              - {level1: 产出指标, level2: 数量指标, name: 应急平台突发事件, target: "1000", actual: "1000"}
              - {level1: 满意度指标, level2: 服务对象满意度指标, name: 应急平台应用, target: 1000批次, actual: 1000批次}
    """,
    right="goals[0].indicators[1]: {level1: 满意度指标, level2: 服务对象满意度指标, name: 应急平台用户满意度, target: ≥90%, actual: 92%}",
)  # fmt: skip
def counts_stand_once(result: StatementResult) -> Iterator[Hit]:
    """Compare the few rows that share a large number as target and as actual value."""
    shared: dict[object, list[IndicatorResult]] = defaultdict(list)
    for item in result.indicators:
        number = _count(item.effective_target)
        if number is not None and number == _count(item.actual):
            shared[number].append(item)
    for items in shared.values():
        for place, item in enumerate(items[:_MOST_ALIKE]):
            before = [one for one in items[:place] if one.level2 is not item.level2 and _alike_names(one, item)]
            if before:
                yield row_cell(item, "actual").hit(
                    f"目标值、完成值 {quoted(item.actual.raw)} 与另一类别的“{indicator_name(before[0])}” {quoted(before[0].actual.raw)} 是同一个数。",
                    f"target and actual value, {quoted(item.actual.raw)}, are the number of a row of another category, {indicator_name(before[0])}, {quoted(before[0].actual.raw)}.",
                    reference=quoted(before[0].actual.raw),
                )


def _count(value: Value) -> object:
    large = value.number is not None and value.number >= _LEAST_COUNT
    return value.number if large and value.unit not in {"yuan", "percent"} else None


def _alike_names(one: IndicatorResult, other: IndicatorResult) -> bool:
    name, long = one.head, other.head
    return any(piece in long for piece in pieces_of(name, _TAIL))


_SURVEY = re.compile("问卷|调查结果|测评结果|调查统计|满意度调查")


@statement_rule("IND-70", Severity.NOTE,
    title=Both("目标依据问卷或测评，完成值没有写结果", "The target rests on a survey whose result is not given"),
    reason=Both("目标值或评分标准写明按问卷、测评的结果，完成值却是文字或范围：问卷的结果是多少没有写。", "Target or criteria refer to a survey or a rating, and the actual value is words or a bound: what the survey found is not given."),
    formula=Both("目标值或评分标准写“问卷、调查结果、测评结果” ⇒ 完成值是确定的数", "target or criteria refer to a survey or a rating ⇒ the actual value is a definite number"),
    basis=Both("表内勾稽关系。", "The form's own words."),
    wrong="""
        goals:
          - kind: overall
            indicators: [{level1: 效益指标, level2: 社会效益指标, name: 居民生活质量, target: 根据问卷结果统计, actual: 有所提高}]
    """,
    right="goals[0].indicators[0].actual: 92%",
)  # fmt: skip
def surveys_have_results(result: StatementResult) -> Iterator[Hit]:
    """Gather the rows that refer to a survey and report words, or a bound."""
    found = [
        (
            f"{item.path}.actual",
            f"{indicator_name(item)} {quoted(item.effective_target.raw)} → {quoted(item.actual.raw)}",
        )
        for item in result.indicators
        if item.actual.state == "reported"
        and item.actual.definite is None
        and _SURVEY.search(clean(f"{item.effective_target.raw or ''}\n{item.row.criteria or ''}"))
    ]
    yield from together(
        found, "目标依据问卷或测评，完成值没有写结果", "Rows that rest on a survey and do not give its result", ROW
    )
