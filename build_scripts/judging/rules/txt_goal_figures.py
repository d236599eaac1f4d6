"""TXT rules on the figures of a goal's text: against its own rows, without a row, in the aim alone."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache

from build_scripts.cells.amounts import NUMBER, clean, margin_of, number_of
from build_scripts.cells.value_model import Value
from build_scripts.judging.rules.registry import Hit, Place, statement_rule
from build_scripts.judging.rules.rows import indicator_name
from build_scripts.judging.rules.texts import quoted, together
from build_scripts.judging.rules.wording import pieces_of
from build_scripts.judging.score import IndicatorResult, StatementResult
from build_scripts.words.language import Both
from build_scripts.words.vocabulary import FormType, Severity

_UNITS = (
    "%|‰|个百分点|人次|场次|万元|亿元|平方米|平方公里|立方米|个工作日|公里|小时|分钟|个月|课时|"
    "[人名户个项件次场期篇台套亩吨辆家条处所座元天日批份册部盏棵]"
)
_LINK = "(?:达到|达|为|不少于|不低于|不高于|不超过|超过|保持在|保持|控制在|提高到|提升到|提升至|增加到|完成|在|至|到|共|≥|≤|>|<){0,3}"
_AFTER = re.compile(rf"{_LINK}(?P<amount>{NUMBER}[万亿]?(?:{_UNITS}))(?!左右|上下|余|多)")
_BEFORE = re.compile(rf"(?P<amount>{NUMBER}[万亿]?(?:{_UNITS}))(?:以上|以内)?的?$")
_OTHER_PERIOD = re.compile(
    "累计|每[年月季周天日]|年均|月均|[一二三四五六七八九十\\d]年[来内]?|上年|去年|同比|比|较|[上下]半年|季度|其中|截至|平均"
)
"""Words beside a figure by which it is of another period than the row's target, or a change."""
_BEFORE_NAME = re.compile(
    "(?:全年|年内|本年度?|20\\d\\d年度?|确保|实现|完成|开展|组织|举办|力争|做到|达到|使|共|已|和|及|并|全区|全县|全市|辖区|我[区县市局])*"
)
"""What may stand before an indicator's name in its clause; other words (新增, 其他) make another thing of it."""
_BOUND = re.compile("(?P<least>≥|>|不少于|不低于|超过|以上)|(?P<most>≤|<|不高于|不超过|控制在|以下|以内)")
_COUNTED = re.compile("(?:总?数量?|人数|次数|件数|户数|场次|场数|期数|篇数|总量)$")
_SHORTEST_NAME = 4
_CLAUSE = re.compile(r"[，,。；;：:\n、]")


def _amount_beside(text: str, name: str) -> tuple[str, str]:
    """Return the amount at the only place where a text has a name, right behind it or before it, and the words around."""
    start = text.find(name)
    if start < 0 or text.find(name, start + 1) >= 0:
        return "", ""
    end = start + len(name)
    first, last = _CLAUSE.split(text[:start])[-1], _CLAUSE.split(text[end:])[0]
    behind, before = _AFTER.match(text, end), _BEFORE.search(first)
    found = behind or before
    lead = first if behind else first[: before.start()] if before else ""
    if not found or _OTHER_PERIOD.search(first + last) or not _BEFORE_NAME.fullmatch(lead):
        return "", ""
    return found["amount"], first + last


def _named_as(item: IndicatorResult) -> str:
    name = item.head
    stem = _COUNTED.sub("", name)
    return stem if len(stem) >= _SHORTEST_NAME else name if len(name) >= _SHORTEST_NAME else ""


@statement_rule("TXT-08", Severity.WARNING,
    title=Both("目标文字里的数与它自己的指标不同", "A figure in a goal's text differs from its own indicator"),
    reason=Both("目标的文字写明了某个指标的数，下面这个指标的目标值（完成情况则为完成值）却是另一个数：应以哪一个为准。", "The text of a goal gives a figure for one of its own indicators, and the row prints another one as its target (or, for the achievement, as its actual value): which one counts?"),
    formula=Both("文字中紧接指标名称的数 = 该指标的目标值；实际完成情况中的数 = 完成值（单位相同的才比较；写明累计、每年、比上年的不比较）", "the figure right beside an indicator's name in the text = its target; in the achievement = its actual value (in one unit only; not where the text speaks of several years, each year or a change)"),
    basis=Both("表内勾稽关系。", "The form's own figures."),
    wrong="""
        goals:
          - kind: overall
            target_text: 热线办复率达95%以上
            indicators: [{level1: 产出指标, level2: 质量指标, name: 热线办复率, target: ≥90%}]
    """,
    right="goals[0].target_text: 热线办复率达90%以上",
)  # fmt: skip
def texts_and_rows_agree(result: StatementResult) -> Iterator[Hit]:
    """Look for each row's name in its goal's texts, and compare the figure beside it with the row's."""
    by_goal: dict[int, list[IndicatorResult]] = defaultdict(list)
    for item in result.indicators:
        by_goal[item.goal_order].append(item)
    for index, goal in enumerate(result.statement.goals):
        for column, text in (("target_text", goal.target_text), ("actual_text", goal.actual_text)):
            words = clean(text or "")
            if not re.search("[0-9]", words):
                continue
            for item, name in _named_in(words, by_goal[index + 1]):
                value = item.target if column == "target_text" else item.actual
                amount, around = _amount_beside(words, name)
                bound = _BOUND.search(around) if column == "actual_text" else None
                if amount and _differs(amount, value, bound):
                    what = Both("目标值", "target") if column == "target_text" else Both("完成值", "actual value")
                    yield Place(f"goals[{index}].{column}").hit(
                        f"文字写“{quoted(name)}”{amount}，指标“{indicator_name(item)}”的{what.zh}为 {quoted(value.raw)}。",
                        f"The text gives {amount} for “{quoted(name)}”; the {what.en} of {indicator_name(item)} is {quoted(value.raw)}.",
                        of_cell=False,
                        reference=quoted(value.raw),
                    )


def _named_in(text: str, rows: list[IndicatorResult]) -> Iterator[tuple[IndicatorResult, str]]:
    """Yield the rows whose name a text has, with that name; not where it is, or is a part of, that of another row."""
    named = [(item, name) for item in rows if (name := _named_as(item)) and name in text]
    for item, name in named:
        if sum(name in other for _, other in named) == 1:
            yield item, name


_AMOUNT = re.compile(rf"(?P<number>{NUMBER})(?P<scale>[万亿]?)(?P<unit>.+)")
_SCALES = {"": 1, "万": 10_000, "亿": 100_000_000}


def _differs(amount: str, printed: Value, bound: re.Match[str] | None) -> bool:
    """Tell whether two figures with one printed unit differ by more than either is rounded; a rate may lack its sign.

    Where a text of what was achieved gives a bound, a figure on its right side agrees with it.
    """
    found = _AMOUNT.fullmatch(amount)
    unit = "%" if printed.unit == "percent" else printed.unit_raw.lstrip("万亿")
    if not found or printed.kind != "number" or printed.number is None or found["unit"] != unit or printed.per:
        return False
    scale = _SCALES[found["scale"]]
    said, margin = number_of(found["number"]) * scale, margin_of(found["number"]) * scale
    if bound and (printed.number >= said if bound["least"] else printed.number <= said):
        return False
    return abs(said - printed.number) > max(margin, printed.margin)


_NAME = "[一-龥]{2,20}(?:(?<![效频税功速])率|满意度)"
_RATES = re.compile(
    rf"(?P<names>{_NAME}(?:[、和及]{_NAME})*)(?:{_LINK}(?P<amount>(?:100|\d{{1,2}})(?:\.\d+)?%(?:以上|以下|以内)?))?"
)
_AND = re.compile("(?<=率)[、和及]|(?<=度)[、和及]")
_STATE = re.compile("失业|死亡|事故|发病|犯罪|案发|降低|减少|下降|增长|增速")
"""Rates that are a state of the district rather than a result of the goal, and changes."""
_GENERIC = frozenset(
    [
        "完成",
        "及时",
        "达标",
        "合格",
        "整改",
        "办结",
        "覆盖",
        "到位",
        "达成",
        "实现",
        "回复",
        "处置",
        "满意",
        "处理",
        "执行",
    ]
)
"""What many rows measure: the words before tell which of them is meant."""
_ANYBODY = re.compile(
    "确保|实现|群众|公众|社会|服务对象|居民|人民|市民|辖区|全[区县市]|使|让|的|达到|提高|提升|各类|各项|工作|任务"
)
"""Words before a rate that do not tell it from another."""
_MEASURES = re.compile("率|满意度|及时性|占比|比例")


@statement_rule("TXT-09", Severity.NOTE,
    title=Both("目标写明了比率，表上没有这个指标", "A goal states a rate that no indicator measures"),
    reason=Both("目标的文字写明要达到某个率，下面却没有衡量它的指标，或者报告的其余部分没有再提到这个率，做到没有无从看出。", "A goal says which rate is to be reached, and no indicator below measures it, or the rest of the report never speaks of it again: whether it was reached cannot be seen."),
    formula=Both("目标文字中每个写有百分数的率（或并列的几个率） ⇒ 本目标下有名称相同（结尾相同）的指标；报告绩效目标一节写有百分数的率 ⇒ 其余各节再出现（最后两字相同）", "each rate with a percentage, or named beside another, in a goal's text ⇒ an indicator of that name (or of its end) below the goal; a rate with a percentage in the report's section on objectives ⇒ its last word stands in another section"),
    basis=Both("表内勾稽关系；失业率、死亡率等全区状况除外。", "The form's own rows; not for rates that are a state of the district, such as unemployment."),
    wrong="""
        goals:
          - kind: overall
            target_text: 路灯亮灯率达98%以上
            indicators: [{level1: 产出指标, level2: 数量指标, name: 维护路灯, target: 500盏}]
    """,
    right="goals[0].indicators[0]: {level1: 产出指标, level2: 质量指标, name: 亮灯率, target: ≥98%}",
)  # fmt: skip
def stated_rates_are_measured(result: StatementResult) -> Iterator[Hit]:
    """Gather the rates of goals with rows that no row of the goal measures, with the goal under which one stands."""
    names: dict[int, list[str]] = defaultdict(list)
    for item in result.indicators:
        names[item.goal_order].append(item.bare_name)
    missing: list[tuple[str, str]] = []
    elsewhere = 0
    for index, goal in enumerate(result.statement.goals):
        for rate, amount in _stated(clean(goal.target_text or "")) if names[index + 1] else ():
            if _STATE.search(rate) or any(_measures(name, rate) for name in names[index + 1]):
                continue
            others = (name for order, rows in names.items() if order != index + 1 for name in rows)
            elsewhere += any(_measures(name, rate) for name in others)
            missing.append((f"goals[{index}].target_text", f"{rate} {amount}".rstrip()))
    yield from _unanswered_in_report(result)
    yield from together(
        missing,
        f"目标写明的比率，本目标下没有指标{f'（其中 {elsewhere} 个在别的目标下）' if elsewhere else ''}",
        f"Rates that goals state and no indicator below measures{f', {elsewhere} of them below another goal' if elsewhere else ''}",
        Both("个", "rate"),
    )


_OBJECTIVES = re.compile("绩效目标")
_ON_RESULTS = re.compile("绩效情况|完成情况|绩效分析|产出|成效|绩效评价|提升")


def _unanswered_in_report(result: StatementResult) -> Iterator[Hit]:
    """Gather the rates of a report's section on objectives whose last word no other section has; needs a section on results."""
    blocks = list(enumerate(result.statement.form.narratives))
    if result.statement.form.form_type is not FormType.DEPT_REPORT:
        return
    aims = [
        index
        for index, block in blocks
        if _OBJECTIVES.search(block.heading or "") and not _ON_RESULTS.search(block.heading or "")
    ]
    answers = [block for index, block in blocks if index not in aims and block.text]
    if not any(_ON_RESULTS.search(block.heading or "") for _, block in blocks):
        return
    rest = clean("".join(block.text or "" for block in answers)).replace("满意度", "满意率")
    missing = [
        (f"narratives[{index}].text", f"{rate} {amount}")
        for index in aims
        for rate, amount in _stated(clean(result.statement.form.narratives[index].text or ""))
        if amount and rest and not _STATE.search(rate) and rate.replace("满意度", "满意率")[-3:] not in rest
    ]
    yield from together(
        missing,
        "绩效目标一节写明的比率，报告其余各节没有再提到",
        "Rates of the section on objectives that no other section of the report speaks of",
        Both("个", "rate"),
    )


def _stated(text: str) -> Iterator[tuple[str, str]]:
    """Yield each rate of a text that has a percentage, or is one of several in a row."""
    for found in _RATES.finditer(text):
        rates = _AND.split(found["names"])
        if found["amount"] or len(rates) > 1:
            yield from ((rate, found["amount"] or "") for rate in rates)


@lru_cache(maxsize=1 << 12)
def _measures(name: str, rate: str) -> bool:
    """Tell whether a row of rates has the word of a rate (亮灯, 办结) and, where that is a common one, a word of the rest."""
    word, rest = rate.replace("满意度", "满意率")[-3:-1], _ANYBODY.sub("", rate.replace("满意度", "满意率")[:-3])
    if word not in name or not _MEASURES.search(name):
        return False
    if word not in _GENERIC or len(rest) < 2 or name in rate:
        return True
    return any(piece in name for piece in pieces_of(rest, 2))


@statement_rule("TXT-10", Severity.NOTE,
    title=Both("目标写有数，完成情况没有一个数", "The goal gives figures, the achievement none"),
    reason=Both("年初目标写明了几个数，实际完成情况一个数也没有，无从知道各自做到了多少。", "The goal as set gives several figures, what was achieved gives none: how far each was reached cannot be seen."),
    formula=Both("目标文字有 2 个以上不同的带单位的数 ⇒ 实际完成情况至少有一个数", "a goal's text with two different figures and more (with units) ⇒ at least one figure in the achievement"),
    basis=Both("表头“年初设定目标”“实际完成情况”；本门户约定。", "The form's own two columns; own convention."),
    wrong="""
        goals:
          - {kind: overall, target_text: "办复率达90%以上，满意率在95%以上", actual_text: 基本完成预期目标}
    """,
    right="goals[0].actual_text: 办复率92%，满意率96%",
)  # fmt: skip
def figures_are_answered(result: StatementResult) -> Iterator[Hit]:
    """Count the figures of each goal's aim where its achievement has words and no figure, in digits or in characters."""
    for index, goal in enumerate(result.statement.goals):
        reached = clean(goal.actual_text or "")
        wanted = list(dict.fromkeys(_FIGURE.findall(clean(goal.target_text or ""))))
        if reached and len(wanted) > 1 and not _ANY_FIGURE.search(reached):
            shown = "、".join(wanted)
            yield Place(f"goals[{index}].actual_text").hit(
                f"目标写有 {len(wanted)} 个数（{shown}），实际完成情况“{quoted(goal.actual_text)}”没有一个数。",
                f"The goal gives {len(wanted)} figures ({shown}); what was achieved, “{quoted(goal.actual_text)}”, gives none.",
                gathered=tuple(wanted),
            )


_FIGURE = re.compile(rf"{NUMBER}[万亿]?(?:{_UNITS})")
_ANY_FIGURE = re.compile("[0-9]|[一二三四五六七八九十百千两][个项次场人件名户家年条座台套辆处所期篇]|全部达标|零")
