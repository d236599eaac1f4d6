"""IND rules on what an indicator is: its name, its category and its unit belong together."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from build_scripts.cells.amounts import clean
from build_scripts.cells.value_model import Value, ValueNote
from build_scripts.judging.rules.registry import Hit, Place, statement_rule
from build_scripts.judging.rules.rows import (
    indicator_name,
    named_by_target,
    named_target,
    row_cell,
    slipped_percent,
)
from build_scripts.judging.rules.texts import ROW, quoted, together
from build_scripts.judging.score import IndicatorResult, StatementResult
from build_scripts.words.language import UNSAID, Both
from build_scripts.words.vocabulary import Level2, Severity

_NAME_IS_VALUE = re.compile(r"(?:[≥≤≧≦＞＜><=]+)[0-9].*|[0-9]+(?:\.[0-9]+)?%?")
_FIRST_OF_VALUE = frozenset("≥≤≧≦＞＜><=0123456789０１２３４５６７８９")
_RATE = re.compile("(?<!效)(?<!频)(?<!速)(?<!功)(?<!利)(?<!税)(?<!汇)(?<!费)(?<!积)率$")
"""Names of ratios. 效率, 频率, 速率, 功率, 利率, 税率, 汇率, 费率, 容积率 are measured in units of their own."""
_RATIO = re.compile(f"{_RATE.pattern}|(?<![评对环同类])比$|占比$|比例$|比重$")
_RATIO_UNITS = frozenset({"", "percent", "permille", "percentage_point", "multiple", "point"})
_SATISFACTION = re.compile("满意(?:度|率|程度)")
_NEAR_SATISFACTION = re.compile("满意|认可|投诉|好评|评价|测评|评议|评查|反馈|口碑|舆情|信访|感受|获得感|幸福感|安全感")
"""What may stand in the satisfaction category: satisfaction itself, and how people answer or complain."""
_POINTS = re.compile("[（(]≥?[0-9]+分(?:以上)?[）)]")
"""A threshold in points beside a word: the target holds a number, the values of earlier years may hold none."""
_NUMBER_MEANT = re.compile(
    "[0-9一二两三四五六七八九十百千万零无未]|(?<![安健])全|均(?!衡)|所有|应.尽.|每|是|否|据实|比例|以内|总量内|编制内|限额|^不|不(?:超|高于|低于|大于|小于)"
)
"""Words that hold a number, or mean all, none, or a number that stands elsewhere."""
_WORD_AND_PERCENT = re.compile(r"[一-龥]{1,6}率(?:达到?|为|不低于)?[≥>＞≧]?=?\d+(?:\.\d+)?[%％](?:以上)?[。.]?")
"""A rate of some name with its percentage: 覆盖率100%."""
_NOT_TOLD_HERE = frozenset({ValueNote.NOT_MEASURABLE, ValueNote.NAMES_AN_INDICATOR, ValueNote.DEADLINE})
LONG_NAME = 8
"""From this many characters on, a target that equals the name is no answer; a short word may well be both."""


@statement_rule("IND-08", Severity.WARNING, needs={"STR-04"},
    title=Both("目标值写成了指标或类别名称", "The target cell holds the name of an indicator or category"),
    reason=Both("目标值应是要达到的数或结果；写的是指标名称，读者看不到目标，多半是填错了格。", "A target is a number or a result; where the cell names an indicator, nobody can see the target."),
    formula=Both("目标值 ≠ 指标名称、类别名称", "target ≠ name of an indicator or a category"),
    basis=Both("表头“年度指标值”“年初目标值”。", "The column's own heading."),
    wrong="""
        goals:
          - kind: overall
            indicators:
              - {level1: 效益指标, level2: 服务对象满意度指标, name: 群众满意度, target: 社会公众或服务对象满意度指标, actual: ≥90%}
    """,
    right="""
        goals[0].indicators[0].target: ≥90%
        goals[0].indicators[0].actual: 92%
    """,
)  # fmt: skip
def target_is_no_name(result: StatementResult) -> Iterator[Hit]:
    """Find targets that name an indicator, a category, or repeat the row's own name; the goals of a row called so are told."""
    goals_by_name: dict[str, list[int]] = defaultdict(list)
    for item in result.indicators:
        goals_by_name[item.bare_name].append(item.goal_order)
    for item in result.indicators:
        target = item.effective_target
        if target.kind != "qualitative":
            continue
        own_name = len(target.text) >= LONG_NAME and target.text == item.bare_name
        elsewhere = [] if own_name or len(target.text) < LONG_NAME else goals_by_name.get(target.text, [])
        if item.category_in_target or own_name or ValueNote.NAMES_AN_INDICATOR in target.notes:
            where = UNSAID
            if elsewhere:
                orders = "、".join(map(str, dict.fromkeys(elsewhere)))
                where = Both(f"（第 {orders} 个目标下的指标名称）", f" (that of an indicator below goal {orders})")
            yield row_cell(item, "target").hit(
                f"目标值写作“{quoted(target.raw)}”，是名称{where.zh}而不是要达到的数或结果。",
                f"the target reads {quoted(target.raw)}, a name{where.en} and no number or result.",
            )


@statement_rule("IND-12", Severity.NOTE,
    title=Both("指标类别或名称与计量方式不符", "Category or name and the way of measuring disagree"),
    reason=Both("数量指标以百分比计（“100%”“覆盖率100%”），看不出数量；数量指标或“率”只有文字没有数，名称为“率”而以人、次等计，则与类别、名称不符（作疑点）。", "A quantity indicator in percent (100%, “覆盖率100%”) shows no quantity; a quantity or a rate in words without a number, or a rate counted in persons or times, contradicts category or name (a warning)."),
    formula=Both("数量指标以数量计；“率”以百分比计；两者的目标值、完成值都有数，“率”的往年值也有数", "quantity indicators are counted; rates are in percent; targets and actual values of both hold a number, and so do earlier values of rates"),
    basis=Both("指标类别与名称的字面含义；本门户约定。“全部”“应检尽检”“无”等不作提示；名称栏印的是分类的，以目标值栏的名称为准。", "The plain meaning of category and name; own convention. Words for all and for none are left alone; where the name cell holds a category, the name in the target column counts."),
    wrong="""
        goals:
          - kind: overall
            indicators:
              - {level1: 效益指标, level2: 经济效益指标, name: 就业率, target: 5000人}
    """,
    right="goals[0].indicators[0].target: ≥95%",
)  # fmt: skip
def measured_as_named(result: StatementResult) -> Iterator[Hit]:
    """Compare the target's unit with the category and with the head of the name; quantities in percent make one note.

    A quantity of so few percent that the sign itself seems a slip is the matter of FMT-01, a target that cannot be
    measured that of IND-07.
    """
    in_percent: list[tuple[str, str]] = []
    rates: list[tuple[str, str]] = []
    quantities: list[tuple[str, str]] = []
    few = result.thresholds.slip_percent
    for item in result.indicators:
        target = item.effective_target
        rate = item.head.endswith("率")
        if (rate or target.kind == "qualitative") and (said := _rate_in_words(item)) is not None:
            rates.append(said)
        elif item.level2 is Level2.QUANTITY and _in_words(target) and item.bare_name:
            quantities.append(named_target(item))
        if item.level2 is Level2.QUANTITY and _rate_and_percent(target):
            in_percent.append(named_target(item))
        elif target.kind != "number":
            continue
        elif rate and target.unit not in _RATIO_UNITS and _is_rate(item.head):
            yield row_cell(item, "target").hit(
                f"名称为“率”，目标值却写作 {quoted(target.raw)}。",
                f"a rate by its name, and yet the target is {quoted(target.raw)}.",
                severity=Severity.WARNING,
            )
        elif item.level2 is Level2.QUANTITY and _is_share(item) and not slipped_percent(item, target, few):
            in_percent.append(named_target(item))
    rates_of_all = (item for item in result.indicators if item.head.endswith("率"))
    past = [said for item in rates_of_all if (said := _past_in_words(item)) is not None]
    yield from together(
        past,
        "名称为“率”，往年值却只有文字，不能与目标值比较（往年值 / 目标值）",
        "A rate by its name, and words for earlier years that cannot be compared with the target (earlier / target)",
        ROW,
    )
    yield from together(
        in_percent,
        "数量指标以百分比计，看不出数量",
        "Quantity indicators in percent, which show no quantity",
        ROW,
    )
    for found, zh, en in (
        (rates, "名称为“率”，值却只有文字", "A rate by its name, and words without a number"),
        (quantities, "数量指标的目标值只有文字", "Quantity indicators whose target is words without a number"),
    ):
        for hit in together(found, zh, en, ROW):
            yield replace(hit, severity=Severity.WARNING)


def _rate_and_percent(target: Value) -> bool:
    return "率" in (target.raw or "") and _WORD_AND_PERCENT.fullmatch(clean(target.raw or "")) is not None


def _is_rate(name: str) -> bool:
    return name.endswith("率") and _RATE.search(name) is not None


def _is_share(item: IndicatorResult) -> bool:
    """Tell whether a target is a percentage, or a bare number of what is a rate by its name."""
    target = item.effective_target
    return target.unit == "percent" or (not target.unit and bool(target.number) and bool(_RATIO.search(item.head)))


def _in_words(value: Value) -> bool:
    """Tell whether a cell is words that hold no number and mean none: neither all, nor none, nor a target nobody can measure."""
    if (
        value.kind not in {"qualitative", "grade"}
        or value.number is not None
        or not _NOT_TOLD_HERE.isdisjoint(value.notes)
    ):
        return False
    return not _NUMBER_MEANT.search(clean(value.raw or ""))


def _rate_in_words(item: IndicatorResult) -> tuple[str, str] | None:
    """Return the place and the text of a rate's target that is words, or else of its actual value; None where one has a number.

    A target in a number beside an actual value in words is the matter of FMT-05. Where the name cell holds a category,
    the target column may hold the rate.
    """
    moved = named_by_target(item)
    if moved and _is_rate(moved) and _in_words(item.actual):
        return f"{item.path}.actual", f"{quoted(moved)} {quoted(item.actual.raw)}"
    if not _is_rate(item.head) or item.category_in_target:
        return None
    if _holds_number(item):
        return None
    for column, value in (("target", item.effective_target), ("actual", item.actual)):
        if _in_words(value):
            return f"{item.path}.{column}", f"{indicator_name(item)} {quoted(value.raw)}"
    return None


def _holds_number(item: IndicatorResult) -> bool:
    target = item.effective_target
    return target.number is not None or bool(_POINTS.search(clean(target.raw or "")))


def _past_in_words(item: IndicatorResult) -> tuple[str, str] | None:
    """Return the place and the text of a rate's earlier value that is words beside a target with a number, or with points."""
    if not _is_rate(item.head) or item.category_in_target or not _holds_number(item):
        return None
    for column, value in (("baseline_y2", item.baseline_y2), ("baseline_y1", item.baseline_y1)):
        if _in_words(value):
            return (
                f"{item.path}.{column}",
                f"{indicator_name(item)} {quoted(value.raw)} / {quoted(item.effective_target.raw)}",
            )
    return None


@statement_rule("IND-15", Severity.WARNING,
    title=Both("指标名称写成了数值", "The indicator's name is a value"),
    reason=Both("指标名称应说明衡量什么；写的是数值，读者不知道衡量的是什么，多半是填错了格。", "A name says what is measured; where it is a number, nobody knows what the row is about."),
    formula=Both("三级指标 ≠ 数值", "indicator's name ≠ a number"),
    basis=Both("表头“三级指标”“指标名称”。", "The column's own heading."),
    wrong="""
        goals:
          - kind: overall
            indicators:
              - {level1: 满意度指标, level2: 服务对象满意度指标, name: ≥90%, target: ≥90%}
    """,
    right="goals[0].indicators[0].name: 群众满意度",
)  # fmt: skip
def name_is_no_value(result: StatementResult) -> Iterator[Hit]:
    """Find names that begin with an operator and a digit, or are a number."""
    for item in result.indicators:
        if item.row.name.lstrip()[:1] in _FIRST_OF_VALUE and _NAME_IS_VALUE.fullmatch(item.bare_name):
            yield Place(f"{item.path}.name").hit(
                f"三级指标写作“{indicator_name(item)}”，是数值而不是名称。",
                f"The indicator's name reads {indicator_name(item)}, a value and no name.",
            )


@statement_rule("IND-16", Severity.WARNING,
    title=Both("满意度指标与类别不符", "Satisfaction indicator and category disagree"),
    reason=Both("满意度列在别的类别下，或满意度类别下列的不是满意度，按类别汇总时就会算错。", "Satisfaction stands in another category, or the satisfaction category holds something else; sums by category go wrong."),
    formula=Both("名称为满意度 ⇔ 类别为满意度指标", "satisfaction by its name ⇔ in the category satisfaction"),
    basis=Both("指标类别的字面含义。", "The plain meaning of the category."),
    wrong="""
        goals:
          - kind: overall
            indicators:
              - {level1: 满意度指标, level2: 服务对象满意度指标, name: 长效管理制度健全性, target: 健全}
    """,
    right="""
        goals[0].indicators[0].name: 工作人员满意度
        goals[0].indicators[0].target: ≥95%
    """,
)  # fmt: skip
def satisfaction_in_its_category(result: StatementResult) -> Iterator[Hit]:
    """Compare the name with the category, where both are printed; words near satisfaction are left alone."""
    for item in result.indicators:
        satisfaction = item.is_satisfaction
        said_of = item.row.name + item.effective_target.text
        if item.level2 is None or item.effective_target.state == "blank" or not (satisfaction or "满" in said_of):
            continue
        name = item.bare_name
        if satisfaction and name:
            stray = not _NEAR_SATISFACTION.search(name + item.effective_target.text)
            said = Both(
                "列在满意度指标下，名称却不是满意度", "stands below satisfaction, and its name says something else"
            )
        else:
            target = item.effective_target
            by_name = bool(_SATISFACTION.search(name)) and (target.kind == "number" or _answered_in_percent(item))
            by_target = "满" not in name and bool(_SATISFACTION.search(target.text)) and _answered_in_percent(item)
            stray = by_name or by_target
            said = Both(
                f"{'目标值说的是' if by_target else '名称为'}满意度，却列在{item.level2.zh}下",
                f"is about satisfaction{' by its target' if by_target else ''}, and stands below {item.level2.en.lower()}",
            )
        if stray:
            yield Place(f"{item.path}.name").hit(
                f"{indicator_name(item)}：{said.zh}。", f"{indicator_name(item)} {said.en}."
            )


def _answered_in_percent(item: IndicatorResult) -> bool:
    return item.effective_target.kind == "qualitative" and item.actual.unit == "percent"
