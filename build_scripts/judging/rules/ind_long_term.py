"""IND rules on annual rows beside their long-term ones: the same throughout, more than these, under other names, with other signs."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from build_scripts.cells.amounts import clean, percent_of
from build_scripts.cells.value_model import Value, ValueNote
from build_scripts.judging.rules.counterparts import counterpart, long_term_pairs, renamed_pairs, stem
from build_scripts.judging.rules.registry import Hit, Place, statement_rule
from build_scripts.judging.rules.rows import indicator_name, row_cell
from build_scripts.judging.rules.texts import quoted, together
from build_scripts.judging.score import HUNDRED, IndicatorResult, StatementResult
from build_scripts.words.language import Both
from build_scripts.words.vocabulary import GoalKind, Polarity, Severity

SAME_ROWS, SAME_PERCENT = 8, Decimal(90)
"""As many rows, and as much of them, make a habit of copying and no chance."""
_PAIR = Both("对", "pair")
_SHOWN = 12
"""Characters of a name that are shown beside another name, so that both fit a quotation."""


def _printed(value: Value) -> str:
    """Return a value for comparison: two ways of printing one sign (≧, ≥) are the same."""
    sign = value.op_raw or ""
    return f"{value.op or ''}{clean(value.raw or '').removeprefix(clean(sign))}".replace("/年", "")


@statement_rule("IND-60", Severity.NOTE,
    title=Both("长期目标值与本年目标值几乎全部相同", "Nearly all long-term targets equal this year's"),
    reason=Both("长期目标逐行等于本年目标的，到期末没有提出新的要求，看不出几年里要走到哪一步。", "Long-term targets that equal this year's row by row ask for nothing new until their last year."),
    formula=Both("目标值相同的行 ÷ 长期、年度都有的行 < 90%（8 行以上才比较；同名、同类别、同属一个目标的为一对）", "rows with equal targets ÷ rows that are both long-term and annual < 90% (from 8 rows on; a pair has one name and category below goals that belong together)"),
    basis=Both("本门户约定。", "Own convention."),
    wrong="""
        form_type: dept_target
        goals:
          - kind: long_term
            number: 1
            indicators:
              - {level1: 产出指标, level2: 数量指标, name: 培训人数, target: 100人}
              - {level2: 数量指标, name: 培训班次, target: 2次}
              - {level2: 数量指标, name: 走访户数, target: 30户}
              - {level2: 数量指标, name: 发放手册, target: 50册}
              - {level2: 质量指标, name: 培训合格率, target: ≥95%}
              - {level2: 质量指标, name: 档案完好率, target: ≥98%}
              - {level2: 时效指标, name: 办结时限, target: ≤3天}
              - {level2: 时效指标, name: 答复时限, target: ≤5天}
          - kind: annual
            number: 1
            indicators:
              - {level1: 产出指标, level2: 数量指标, name: 培训人数, target: 100人}
              - {level2: 数量指标, name: 培训班次, target: 2次}
              - {level2: 数量指标, name: 走访户数, target: 30户}
              - {level2: 数量指标, name: 发放手册, target: 50册}
              - {level2: 质量指标, name: 培训合格率, target: ≥95%}
              - {level2: 质量指标, name: 档案完好率, target: ≥98%}
              - {level2: 时效指标, name: 办结时限, target: ≤3天}
              - {level2: 时效指标, name: 答复时限, target: ≤5天}
    """,
    right="goals[1].indicators[0].target: 40人",
)  # fmt: skip
def long_term_targets_ask_more(result: StatementResult) -> Iterator[Hit]:
    """Count the rows of a form whose long-term target is printed again as the annual one: one finding for all."""
    pairs = [(later, item) for later, item in long_term_pairs(result) if later.has_target and item.has_target]
    same = [(later, item) for later, item in pairs if _printed(later.target) == _printed(item.target)]
    if len(pairs) < SAME_ROWS or percent_of(Decimal(len(same)), Decimal(len(pairs))) < SAME_PERCENT:
        return
    below = sum(later.target.number is not None and _not_full(later.target) for later, _ in same)
    yield Place(f"{same[0][0].path}.target").hit(
        f"长期、年度都有的 {len(pairs)} 行指标中，{len(same)} 行的长期目标值就等于本年目标值，其中 {below} 行是 100% 以外的数。",
        f"Of {len(pairs)} rows that are both long-term and annual {len(same)} have the same target for both; {below} of them are figures other than 100%.",
        of_cell=False,
        gathered=tuple(later.row.name for later, _ in same),
    )


def _not_full(value: Value) -> bool:
    full = value.number == HUNDRED if value.unit == "percent" else value.number == 1
    return not (full and (value.unit == "percent" or ValueNote.SUSPECTED_FRACTION in value.notes))


FAR_BELOW = Decimal(5)
"""By so many percentage points a long-term share is lower for a reason: a floor for years may lie a little below a year's."""
_STATE = re.compile("在册|列管|存量|对象人?数|在职|编外|库存|人口|贫困|失业|积压|职工")
"""Numbers of what there is: they do not add up over years, and fewer may be better."""
_STAFF, _PUBLIC = re.compile("工作人员|职工|干部|员工"), re.compile("服务对象|群众|公众|企业|居民|市民|用户|家长")
"""Who answers: the department's own people, or those for whom it works."""


def _comparable(later: Value, this_year: Value) -> bool:
    """Tell whether both are lower bounds, or plain numbers, of one unit; a long-term one may be meant for each year."""
    kinds = {later.kind, this_year.kind} == {"number"}
    bounds = {later.op, this_year.op} <= {None, "ge", "gt", "eq"}
    return kinds and bounds and later.unit == this_year.unit and {later.per, this_year.per} <= {"", "year"}


@statement_rule("IND-61", Severity.WARNING, needs={"IND-23", "IND-14", "IND-26"},
    title=Both("长期目标的要求低于本年目标", "A long-term target asks for less than this year's"),
    reason=Both("几年的长期目标比当年一年的目标还低：数量累计起来不会少于一年，两个数多半有一个写错；比例相差很多的，只作提示。", "A target for several years is below that of the year alone: counts only add up, and one of the two is probably wrong; a share that is much lower is a note."),
    formula=Both("长期目标值 ≥ 本年目标值（越多越好的指标，单位相同，金额除外；比例低 5 个百分点以上的、在册人数等现有数、名称只差词尾的比例、各自唯一的满意度指标名称不同的为提示）", "long-term target ≥ this year's (where more is better, in one unit, no money; a note for shares that are 5 percentage points lower and more, for numbers of what there is, for shares whose names differ by their ending, and for the only satisfaction rows of both goals under two names)"),
    basis=Both("表内勾稽关系。", "The form's own figures."),
    wrong="""
        form_type: dept_target
        goals:
          - {kind: long_term, number: 1, indicators: [{level1: 产出指标, level2: 数量指标, name: 发放学习资料, target: ≥200册}]}
          - {kind: annual, number: 1, indicators: [{level1: 产出指标, level2: 数量指标, name: 发放学习资料, target: ≥400册}]}
    """,
    right="goals[0].indicators[0].target: ≥1200册",
)  # fmt: skip
def long_term_target_not_below_annual(result: StatementResult) -> Iterator[Hit]:
    """Compare rows of one name, and satisfaction rows that stand alone below both goals."""
    pairs = (*long_term_pairs(result), *_only_satisfaction(result), *_of_one_stem(result))
    annual = (item for item in result.indicators if pairs and not item.long_term)
    elsewhere = {(item.bare_name, _printed(item.target)) for item in annual}
    for later, item in pairs:
        one, other = later.target, item.target
        if (later.bare_name, _printed(one)) in elsewhere:
            continue  # the goals may have changed places: the same row stands below another annual goal
        if not _comparable(one, other) or one.unit == "yuan" or not one.number or other.number is None:
            continue
        higher = {later.polarity, item.polarity} == {Polarity.HIGHER_BETTER} and not item.is_cost
        rate = one.unit == "percent"
        if higher and (other.number - one.number >= FAR_BELOW if rate else one.number < other.number):
            beside = Both.printed("") if later.bare_name == item.bare_name else _called(item)
            yield row_cell(later, "target").hit(
                f"长期目标 {quoted(one.raw)}，本年目标 {quoted(other.raw)}{beside.zh}，长期的要求反而较低。",
                f"the long-term target is {quoted(one.raw)}, this year's {quoted(other.raw)}{beside.en}: the long-term one asks for less.",
                reference=quoted(other.raw),
                difference=one.number - other.number,
                severity=Severity.NOTE if rate or beside.zh or _STATE.search(item.row.name) else None,
            )


def _called(item: IndicatorResult) -> Both:
    return Both(f"（{indicator_name(item)}）", f" ({indicator_name(item)})")


def _only_satisfaction(result: StatementResult) -> Iterator[tuple[IndicatorResult, IndicatorResult]]:
    """Yield the satisfaction rows of two goals that belong together, where each has one and the names differ."""
    rows: dict[int, list[IndicatorResult]] = defaultdict(list)
    for item in result.indicators:
        if item.is_satisfaction and item.has_target:
            rows[item.goal_order].append(item)
    for order, items in rows.items():
        later = rows.get(counterpart(result, order) or 0, [])
        if len(items) == len(later) == 1 and items[0].bare_name != later[0].bare_name:
            yield later[0], items[0]


def _of_one_stem(result: StatementResult) -> Iterator[tuple[IndicatorResult, IndicatorResult]]:
    """Yield shares below goals that belong together whose names differ by the word for the measure only, in any category."""
    exact = {item.path for pair in long_term_pairs(result) for item in pair}
    rows = {
        (item.goal_order, stem(item)): item
        for item in result.indicators
        if item.long_term and item.target.unit == "percent" and item.path not in exact
    }
    for item in result.indicators if rows else ():
        later = rows.get((counterpart(result, item.goal_order) or 0, stem(item)))
        same = later is None or item.is_satisfaction or later.bare_name == item.bare_name
        if later is not None and not same and item.target.unit == "percent" and item.path not in exact:
            yield later, item


_FEW_ROWS, _MANY_ROWS, _FEW_PERCENT = 3, 10, Decimal(30)


@statement_rule("IND-62", Severity.NOTE,
    title=Both("长期目标与对应的年度目标没有共同的指标", "A long-term goal and its annual goal share no indicator"),
    reason=Both("长期目标与年度目标各用各的指标，年度做完以后长期目标走到了哪一步，无法衡量。", "Where long-term and annual goal have indicators of their own, how far the year brings the long-term goal cannot be measured."),
    formula=Both("对应的长期、年度目标各有 3 行以上（满意度除外）⇒ 至少一行同名（“率”“数量”等词尾除外）", "a long-term goal and the annual goal that belongs to it have three rows each (satisfaction aside) ⇒ at least one has the same name (words for the measure at its end aside)"),
    basis=Both("本门户约定：年度目标是长期目标的分年安排。", "Own convention: annual goals are the long-term goal year by year."),
    wrong="""
        form_type: dept_target
        goals:
          - kind: long_term
            number: 1
            target_text: 完善公共卫生体系
            indicators: [{level1: 产出指标, level2: 数量指标, name: 卫生服务中心, target: 12个}, {level2: 数量指标, name: 家庭医生, target: 90人}, {level2: 质量指标, name: 签约覆盖率, target: ≥60%}]
          - kind: annual
            number: 1
            target_text: 完善公共卫生体系
            indicators: [{level1: 产出指标, level2: 数量指标, name: 义诊活动, target: 4次}, {level2: 数量指标, name: 宣传手册, target: 900册}, {level2: 质量指标, name: 建档合格率, target: ≥95%}]
    """,
    right="goals[1].indicators[0]: {level1: 产出指标, level2: 数量指标, name: 卫生服务中心数量, target: 3个}",
)  # fmt: skip
def goals_share_indicators(result: StatementResult) -> Iterator[Hit]:
    """Gather the annual goals none of whose rows is called like one of the long-term goal; then the share over the form."""
    if all(goal.kind is not GoalKind.LONG_TERM for goal in result.statement.goals):
        return
    stems: dict[int, set[str]] = defaultdict(set)
    for item in result.indicators:
        if not item.is_satisfaction and item.head:
            stems[item.goal_order].add(stem(item))
    goals, apart = result.statement.goals, []
    for index, goal in enumerate(goals):
        later = counterpart(result, index + 1) if goal.kind is GoalKind.ANNUAL else None
        one, other = (stems[index + 1], stems[later]) if later else (set[str](), set[str]())
        if min(len(one), len(other)) >= _FEW_ROWS and not one & other:
            apart.append((f"goals[{index}].indicators[0].name", goal.target_text or goal.overview or goal.label or ""))
    yield from together(
        apart,
        "与对应的长期目标没有同名指标（满意度除外）的年度目标",
        "Annual goals without an indicator of the name of one of their long-term goal (satisfaction aside)",
        Both("个", "goal"),
    )
    kinds = [
        {stem for order, found in stems.items() if (goals[order - 1].kind is kind) for stem in found}
        for kind in (GoalKind.LONG_TERM, GoalKind.ANNUAL)
    ]
    long, annual = kinds
    if (
        not apart
        and annual
        and len(long) >= _MANY_ROWS
        and percent_of(Decimal(len(long & annual)), Decimal(len(long))) <= _FEW_PERCENT
    ):
        yield Place("goals").hit(
            f"{len(long)} 个长期指标（满意度除外）中只有 {len(long & annual)} 个在年度指标表中有同名的。",
            f"Of {len(long)} long-term indicators (satisfaction aside) only {len(long & annual)} have one of their name among the annual ones.",
            of_cell=False,
        )


@statement_rule("IND-63", Severity.NOTE,
    title=Both("同一指标在长期目标与年度目标中名称不同", "One indicator under two names, long-term and annual"),
    reason=Both("名称只差“率”“数量”“人数”等词尾、计量方式相同的，多半是同一个指标；名称不统一，逐年比较时会漏掉。长期目标问职工、年度目标问群众的满意度，两个数不能比较。", "Names that differ only by an ending such as 率 or 数量 and are measured alike are probably one indicator; a comparison over the years misses it. Satisfaction of the staff for the long term and of the public for the year cannot be compared."),
    formula=Both("对应的长期、年度目标下，去掉词尾后同名、同类别、同单位的指标名称相同；各自只有一行满意度的，问的同为职工或同为外部对象", "rows of a long-term goal and its annual goal that have one name without the ending, one category and one unit, have one name; where each has one satisfaction row, both ask the staff or both do not"),
    basis=Both("本门户约定。", "Own convention."),
    wrong="""
        form_type: dept_target
        goals:
          - {kind: long_term, number: 1, indicators: [{level1: 产出指标, level2: 数量指标, name: 理论读物发放数, target: ≥150册}]}
          - {kind: annual, number: 1, indicators: [{level1: 产出指标, level2: 数量指标, name: 理论读物发放数量, target: ≥100册}]}
    """,
    right="goals[1].indicators[0].name: 理论读物发放数",
)  # fmt: skip
def indicators_keep_their_names(result: StatementResult) -> Iterator[Hit]:
    """Gather the pairs without a row of exactly their name on the other side."""
    found = [(f"{item.path}.name", f"{_ending(later)} / {_ending(item)}") for later, item in renamed_pairs(result)]
    asked = [
        (f"{item.path}.name", f"{indicator_name(later)} / {indicator_name(item)}")
        for later, item in _only_satisfaction(result)
        if _of_staff(later) is not _of_staff(item) and _PUBLIC.search(f"{later.row.name}{item.row.name}")
    ]
    yield from together(
        asked,
        "各自唯一的满意度，长期与年度问的不是同一批人",
        "The only satisfaction rows, long-term and annual, ask different people",
        _PAIR,
    )
    yield from together(
        found,
        "长期与年度只差词尾的指标名称",
        "Names of indicators that differ by their endings, long-term and annual",
        _PAIR,
    )


def _of_staff(item: IndicatorResult) -> bool:
    return bool(_STAFF.search(item.row.name))


def _ending(item: IndicatorResult) -> str:
    """Return a name with its target, where it is long without its beginning: such names differ at their ends."""
    name = indicator_name(item)
    return f"{name if len(name) <= _SHOWN else f'…{name[1 - _SHOWN :]}'} {quoted(item.target.raw)}"


@statement_rule("IND-64", Severity.NOTE,
    title=Both("同一指标的比较符，长期与年度不同", "One indicator with a sign in one table only"),
    reason=Both("同一指标、同一个数，一张表写“≥”，另一张没有符号（或写“≤”）：是至少还是恰好，读法不一。", "One indicator and one figure have ≥ in one table and no sign, or ≤, in the other: at least, at most or exactly?"),
    formula=Both("同一指标、同一数值的比较符：长期目标 = 年度目标；方向相反的为疑点", "sign before one figure of one indicator: long-term = annual; a doubt where the signs are opposite"),
    basis=Both("本门户约定。", "Own convention."),
    wrong="""
        form_type: dept_target
        goals:
          - {kind: long_term, number: 1, indicators: [{level1: 产出指标, level2: 质量指标, name: 档案完好率, target: 95%}]}
          - {kind: annual, number: 1, indicators: [{level1: 产出指标, level2: 质量指标, name: 档案完好率, target: ≥95%}]}
    """,
    right="goals[0].indicators[0].target: ≥95%",
)  # fmt: skip
def signs_agree(result: StatementResult) -> Iterator[Hit]:
    """Compare the signs of rows that print one figure in one unit; a full share needs none."""
    found = []
    for later, item in long_term_pairs(result):
        one, other = later.target, item.target
        if {one.kind, other.kind} != {"number"} or (one.number, one.unit) != (other.number, other.unit):
            continue
        signs = {_SIDES.get(one.op or ""), _SIDES.get(other.op or "")}
        if signs == {"up", "down"}:
            yield row_cell(item, "target").hit(
                f"长期目标写“{quoted(one.raw)}”，年度目标写“{quoted(other.raw)}”，方向相反。",
                f"the long-term target reads {quoted(one.raw)}, the annual one {quoted(other.raw)}: the signs are opposite.",
                reference=quoted(one.raw),
                severity=Severity.WARNING,
            )
        elif len(signs) > 1 and None in signs and _not_full(one):
            found.append((f"{item.path}.target", f"{indicator_name(item)} {quoted(one.raw)} / {quoted(other.raw)}"))
    yield from together(
        found,
        "比较符只在一张表上有的指标（长期 / 年度）",
        "Indicators with a sign in one table only (long-term / annual)",
        _PAIR,
    )


_SIDES = {"ge": "up", "gt": "up", "le": "down", "lt": "down"}
