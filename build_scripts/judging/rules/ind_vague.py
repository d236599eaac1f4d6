"""IND rules on targets that say little: words of degree, a number for an effect, an improvement rate nobody can mean."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from build_scripts.cells.amounts import REMEMBERED, clean
from build_scripts.cells.value_model import ValueNote
from build_scripts.judging.rules.registry import Hit, statement_rule
from build_scripts.judging.rules.rows import SHARE_NAME, named_target
from build_scripts.judging.rules.texts import ROW, together
from build_scripts.judging.score import IndicatorResult, StatementResult
from build_scripts.words.language import UNSAID, Both
from build_scripts.words.vocabulary import Level1, Level2, Severity

_DEGREE = re.compile(
    "(?:氛围|效果|成效|工作|作用)?(?:有所|有效|进一步|逐步|逐年|不断|持续|稳步|得到|明显|显著|大幅|切实|全面|较)*"
    "(提升|提高|增强|加强|规范|完善|明显|显著|保障|改善|优化|筑牢|夯实|减轻|促进|推进|强化|健全|及时|稳定|良好|有效|满足|达到要求|积极作用)"
)
"""A whole cell that only names a direction or a degree. Grades such as 合格, and cells with a number or more words, are none."""
_SAME_WORD = {"提升": re.compile("提升|提高"), "提高": re.compile("提升|提高")}
_GRADE = re.compile("合格|达标|良好|优秀|优良")
"""Grades: of quality they may be the answer, of time they name no time."""
_ALL_DUE = re.compile(r"应([^应尽])尽\1")
"""All that is due (应减尽减): of a count it means all, of a benefit it says neither what nor how much."""
DEGREE_ROWS = 3
"""From this many rows on, words of degree are a habit of the form: one qualitative target may well be a word."""
_EFFECT = re.compile(
    "(?:成效|影响|影响力|影响程度|作用|力度|效用|效果|(?:工作|办公|服务|使用|利用|运行|协同办公)效率|(?:保障|支撑|促进|推动)度)$"
)
"""Last words of names of effects, which no number measures by itself. 质量 and 水平 may be an index."""
_ACTIVITY = re.compile("(?:维护运营|运营维护|运行维护|日常维护|数据统计|数据汇总|信息采集)$")
"""Names that are work to be done and no result of it: a number without a unit says nothing of it."""
_RAISING = re.compile("^(?:提升|提高|增强|促进|扩大|强化)|(?:提升|提高|增强)$|[。；]$")
"""Names that raise something, or that are a sentence: a large percentage is neither a level nor an increase."""
_BETTERING = re.compile("推进|推动|促进|协助|提升|提高|维护|保障|满足|实现|打造|营造|影响|正常运行|建设|和谐")
_MEASURE_IN_NAME = re.compile("[率度比数量占面额值幅次级]|增长|收入|指数|得分|评分|完成|办结|培训|满意")
"""What says of what a number is a share or a measure."""
_NO_MEASURE = re.compile("质量|透明度|知名度|美誉度|公信度|舒适度|便利度|便捷度|美观度")
"""Qualities that no number measures by itself, though their last character is one of measure."""
_IMPROVEMENT = re.compile("(?:提升|提高|改善)(?:率|幅度|度)$")
"""Names of improvement rates. 增长率 may well be large where a small number grows."""
LARGE_IMPROVEMENT = 50


@statement_rule("IND-30", Severity.NOTE,
    title=Both("目标值只有“提升”“及时”一类的词", "Targets that are nothing but a word of degree"),
    reason=Both("定性指标可以用文字，但“提升”“明显”“及时”没有说做到什么样才算达成；名称是“提升……能力”、目标值又写“提升”的，只是把名称重复了一遍。", "A qualitative target may be words; but “raised”, “marked”, “in time” do not say what counts as reached, and “raise the capacity of … – raised” only repeats the name."),
    formula=Both("目标值写明结果或标准；只有程度词的目标值（效益指标的“应减尽减”一类在内）少于 3 行；自评表中没有目标值只是名称里的一个程度词（如“保障单位正常运转：保障”）；时效指标的目标值不只是“合格”一类的等次", "targets name a result or a standard; fewer than 3 rows have a target that is only a word of degree (of a benefit, also “all that is due”), and in a self-evaluation none repeats such a word of its own name; no target of timeliness is only a grade"),
    basis=Both("本门户约定；时效以外的“合格”“优秀”等等次、带有数或其他说明的目标值、印有评分标准的行不作提示。", "Own convention; grades other than of timeliness, targets with a number or further words, and rows with printed criteria are left alone."),
    wrong="""
        form_type: dept_target
        goals:
          - kind: annual
            number: 1
            indicators:
              - {level1: 效益指标, level2: 社会效益指标, name: 提升档案管理水平, target: 提升}
              - {level1: 效益指标, level2: 社会效益指标, name: 工作正常运行, target: 有效保障}
              - {level1: 产出指标, level2: 时效指标, name: 资金拨付及时性, target: 及时}
    """,
    right="goals[0].indicators[2].target: 每月15日前",
)  # fmt: skip
def targets_are_more_than_degrees(result: StatementResult) -> Iterator[Hit]:
    """Gather the rows whose target is a word of degree; one finding says how many, and how many repeat their own name.

    Fewer are told of self-evaluations only, and only those that repeat their name: there the result answers the word.
    """
    late = [item for item in result.indicators if item.level2 is Level2.TIMELINESS and _is_grade(item)]
    yield from together(
        [named_target(item) for item in late],
        "时效指标的目标值只有等次，看不出何时完成",
        "Timeliness whose target is only a grade and does not say by when",
        ROW,
    )
    rows = [(item, word) for item in result.indicators if (word := _degree_of(item))]
    rows = [
        (item, word) for item, word in rows if not SHARE_NAME.search(item.head) and not clean(item.row.criteria or "")
    ]
    if len(rows) < DEGREE_ROWS:
        own = [named_target(item) for item, word in rows if _is_in(word, item)]
        if result.statement.form.form_type.is_self_evaluation:
            yield from together(
                own,
                "目标值只是名称里已有的一个词，看不出做到什么样才算达成",
                "Targets that are only a word of degree that the name already has, and do not say what counts as reached",
                ROW,
            )
        return
    again = sum(_is_in(word, item) for item, word in rows)
    repeats = (
        Both(f"，其中 {again} 行与名称里的词相同或同义", f" (already said by the name: {again})") if again else UNSAID
    )
    yield from together(
        [named_target(item) for item, _ in rows],
        f"目标值只有程度词，看不出做到什么样才算达成{repeats.zh}",
        f"Targets that are only a word of degree and do not say what counts as reached{repeats.en}",
        ROW,
    )


def _is_grade(item: IndicatorResult) -> bool:
    return bool(_GRADE.fullmatch(clean(item.effective_target.text).rstrip("。")))


def _degree_of(item: IndicatorResult) -> str:
    """Return the word of degree that a target consists of; a benefit may also be said to be all that there should be."""
    text = item.effective_target.text
    if item.level1 is Level1.OUTCOME and _ALL_DUE.fullmatch(clean(text).rstrip("。")):
        return text
    return _degree(text)


@lru_cache(maxsize=REMEMBERED)
def _degree(text: str) -> str:
    """Return the word of degree that a cell consists of; empty where it says more."""
    found = _DEGREE.fullmatch(clean(text).rstrip("。"))
    return found[1] if found else ""


def _is_in(word: str, item: IndicatorResult) -> bool:
    name = item.bare_name
    return bool(_SAME_WORD[word].search(name)) if word in _SAME_WORD else word in name


@statement_rule("IND-31", Severity.NOTE,
    title=Both("效果用数表示，看不出是什么的数", "A number for an effect: of what?"),
    reason=Both("“工作成效 90”“提升公共服务质量 100%”没有说是谁的多少：是得分、占比，还是提高的幅度，无法衡量。", "“Effect of the work: 90”, “raise the quality of public service: 100%”: points, a share or an increase? It cannot be measured."),
    formula=Both("成效、影响、作用、力度、效率一类的指标，以及“提升……”“促进……”的效益指标，目标值不只是一个没有单位的数，或 50% 以上的百分数", "the target of an effect, an influence, an efficiency, or of a benefit that raises or promotes something, is more than a bare number, or a percentage of 50 and above"),
    basis=Both("本门户约定；名称里有“率”“数”等计量词的不作提示；“保障度”一类没有公认的算法，“维护运营”“数据统计”一类是一项工作，其后只有一个数的一并提示。", "Own convention; names with a word of measure are left alone. A “degree of support” has no common measure, and maintenance or statistics is work: where only a number follows, that is told, too."),
    wrong="""
        goals:
          - kind: overall
            indicators:
              - {level1: 效益指标, level2: 社会效益指标, name: 社会影响, target: 90%, actual: 92%}
    """,
    right="goals[0].indicators[0]: {level1: 效益指标, level2: 社会效益指标, name: 公众知晓率, target: 90%, actual: 92%}",
)  # fmt: skip
def effects_are_no_bare_numbers(result: StatementResult) -> Iterator[Hit]:
    """Gather the rows whose name is an effect and whose target is a bare number or a percentage; quantities are IND-12's."""
    found = [named_target(item) for item in result.indicators if _number_of_nothing(item)]
    yield from together(found, "没有说明是什么的数", "Numbers that leave open what they count", ROW)


def _number_of_nothing(item: IndicatorResult) -> bool:
    target, name = item.effective_target, item.head
    if target.kind != "number" or not target.number or target.unit not in {"", "percent"} or target.op in {"le", "lt"}:
        return False
    if ValueNote.CHANGE in target.notes or item.is_satisfaction or item.level2 is Level2.QUANTITY or "满意" in name:
        return False
    if target.unit == "percent" and target.number < LARGE_IMPROVEMENT:
        return False
    if _EFFECT.search(name) or (not target.unit and _ACTIVITY.search(name)):
        return True
    if _MEASURE_IN_NAME.search(_NO_MEASURE.sub("", name)):
        return False
    return bool(_RAISING.search(name) or (item.level1 is Level1.OUTCOME and _BETTERING.search(name)))


@statement_rule("IND-43", Severity.WARNING,
    title=Both("提升率定为 50% 以上，疑似完成率", "An improvement rate of 50% or more, perhaps a completion rate"),
    reason=Both("“提升率100%”按字面是翻一番；每年提升一半以上不合常理，多半指的是完成率，或提升后的水平。", "An improvement rate of 100% means twice as much; to improve by half each year is hardly meant, but a completion rate or the level reached."),
    formula=Both("提升率、提高率、改善率：目标值 < 50%", "improvement rates: target < 50%"),
    basis=Both("指标名称的字面含义；界限是本门户约定。增长率、“≤”的目标值不作提示。", "The plain meaning of the name; the limit is our own convention. Growth rates and upper bounds are left alone."),
    wrong="""
        goals:
          - kind: overall
            indicators:
              - {level1: 产出指标, level2: 质量指标, name: 审批质效提升率, target: 100%}
    """,
    right="goals[0].indicators[0].target: ≥5%",
)  # fmt: skip
def improvement_is_no_completion(result: StatementResult) -> Iterator[Hit]:
    """Find improvement rates of half and more: one finding for a form."""
    found = [
        named_target(item)
        for item in result.indicators
        if (target := item.effective_target).kind == "number"
        and target.unit == "percent"
        and target.op not in {"le", "lt"}
        and (target.number or 0) >= LARGE_IMPROVEMENT
        and _IMPROVEMENT.search(item.head)
    ]
    yield from together(
        found,
        f"提升率定为 {LARGE_IMPROVEMENT}% 以上，按字面要提升一半以上",
        f"Improvement rates of {LARGE_IMPROVEMENT}% or more, by their words half as much again",
        ROW,
    )
