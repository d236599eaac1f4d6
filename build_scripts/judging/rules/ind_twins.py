"""IND rules on values beside their name and their twins: the unit that the name asks for, the same indicator elsewhere."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from build_scripts.cells.amounts import clean
from build_scripts.cells.dimensions import Dimension, dimension_of, dimensions_named, units_named
from build_scripts.cells.value_model import Value
from build_scripts.judging.rules.counterparts import counterpart
from build_scripts.judging.rules.registry import Hit, Place, statement_rule
from build_scripts.judging.rules.rows import indicator_name, row_cell
from build_scripts.judging.rules.texts import COLUMN_NAMES, quoted
from build_scripts.judging.score import IndicatorResult, StatementResult
from build_scripts.words.language import UNSAID, Both
from build_scripts.words.vocabulary import Level2, Severity

_COUNTED = {Dimension.TIMES, Dimension.COUNT}
_DEGREE = re.compile("(?:有所|不断|持续|进一步|逐步)?(?:提升|提高|改善|增强|加强|优化)")
"""A target that only says that something gets better."""
_CHECKABLE = re.compile("^(?:不发生|未发生|不出现|无|零|杜绝|全部|按期|按时)|[0-9]")
"""A target of which anybody can say afterwards whether it was reached."""
SLIPPED_ROWS = 3
"""As many rows in a row whose units fit their neighbours' names are a column that slipped, and no chance."""


@statement_rule("IND-24", Severity.WARNING,
    title=Both("计量单位与指标名称不符，或指标值一栏疑似错行", "The unit does not fit the name, or the values seem to have slipped by a row"),
    reason=Both("名称为人数而以次计、名称为面积而以万元计，读者不知道该信名称还是单位。连续几行的单位都合上一行或下一行的名称，多半是整栏错了一行。", "A number of persons counted in times, an area in yuan: name or unit, which is right? Where the units of several rows fit the names of their neighbours, the column has probably slipped by a row."),
    formula=Both("人数以人、户计，次数以次、场计，面积以面积单位计，里程以长度计，天数、时限以时间计，金额以元计，满意度以%或分计", "persons in persons or households, times in times, areas, lengths, lengths of time and money in units of their own, satisfaction in percent or points"),
    basis=Both("指标名称的字面含义。", "The plain meaning of the name."),
    wrong="""
        goals:
          - kind: overall
            indicators:
              - {level1: 产出指标, level2: 数量指标, name: 培训人数, target: ≥200平方米}
    """,
    right="goals[0].indicators[0].target: ≥200人",
)  # fmt: skip
def units_fit_names(result: StatementResult) -> Iterator[Hit]:
    """Compare what a row's cells measure with what its name says; rows that slipped together make one finding."""
    of_themselves: list[tuple[IndicatorResult, _Misfit]] = []
    for rows in _by_goal(result):
        slipped = _slipped(rows)
        if slipped:
            units = "、".join(quoted(item.effective_target.raw) for item in slipped)
            names = "、".join(indicator_name(item) for item in slipped)
            yield Place(f"{slipped[0].path}.target").hit(
                f"连续 {len(slipped)} 行（{names}）的目标值 {units} 与本行名称不符，却与相邻一行的名称相符，疑似整栏错了一行。",
                f"The targets of {len(slipped)} rows in a row ({names}), {units}, do not fit their own names but those of the rows next to them: the column may have slipped by a row.",
                gathered=tuple(item.row.name for item in slipped),
                places=tuple(f"{item.path}.target" for item in slipped),
            )
        of_themselves += [(item, misfit) for item in rows if item not in slipped for misfit in _misfits(item)]
    told: dict[tuple[str, str], list[tuple[IndicatorResult, _Misfit]]] = defaultdict(list)
    for item, misfit in of_themselves:
        told[item.bare_name, clean(misfit.value.raw or "")].append((item, misfit))
    for places in told.values():  # long-term and annual rows often print one thing twice
        item, (column, value, allowed) = places[0]
        wanted = Both("、".join(dim.zh for dim in allowed), " or ".join(dim.en for dim in allowed))
        cells = (
            Both(f"（连同往年值等共 {len(places)} 格）", f" ({len(places)} cells with earlier years and twins)")
            if len(places) > 1
            else UNSAID
        )
        yield row_cell(item, column).hit(
            f"{COLUMN_NAMES[column].zh}印作“{quoted(value.raw)}”{cells.zh}，按名称应以{wanted.zh}计。",
            f"the {COLUMN_NAMES[column].en} is printed as “{quoted(value.raw)}”{cells.en}; by its name it is counted in {wanted.en}.",
            places=tuple(f"{row.path}.{misfit.column}" for row, misfit in places),
        )


def _by_goal(result: StatementResult) -> list[list[IndicatorResult]]:
    goals: dict[int, list[IndicatorResult]] = defaultdict(list)
    for item in result.indicators:
        goals[item.goal_order].append(item)
    return list(goals.values())


class _Misfit(NamedTuple):
    column: str
    value: Value
    allowed: list[Dimension]


def _misfits(item: IndicatorResult) -> Iterator[_Misfit]:
    allowed = dimensions_named(item.row.name)
    if not allowed:
        return
    for column, value in (
        ("target", item.effective_target),
        ("actual", item.actual),
        ("baseline_y1", item.baseline_y1),
        ("baseline_y2", item.baseline_y2),
    ):
        measured = dimension_of(value)
        if measured is not None and measured not in allowed:
            yield _Misfit(column, value, [dim for dim in Dimension if dim in allowed])


def _slipped(rows: Sequence[IndicatorResult]) -> list[IndicatorResult]:
    """Return the longest run of rows whose targets fit the names of the next rows, or of the rows before, and not their own."""
    few = len(rows) < SLIPPED_ROWS
    misfits = {item.path for item in rows if _fits(item, item.row.name) is False} if not few else set[str]()
    best: list[IndicatorResult] = []
    for step in (1, -1) if len(misfits) >= SLIPPED_ROWS else ():
        run: list[IndicatorResult] = []
        for place, item in enumerate(rows):
            beside = rows[place + step].row.name if 0 <= place + step < len(rows) else ""
            if item.path in misfits and _fits(item, beside):
                run.append(item)
                best = max(best, run, key=len)
            else:
                run = []
    return best if len(best) >= SLIPPED_ROWS else []


def _fits(item: IndicatorResult, name: str) -> bool | None:
    """Tell whether a row's target is in a unit that a name asks for; None where the name asks for none, or no unit is printed."""
    units, dimensions = units_named(name), dimensions_named(name)
    measured = dimension_of(item.effective_target) if units or dimensions else None
    if measured is None:
        return None
    return item.effective_target.unit in units if units else measured in dimensions


@statement_rule("IND-25", Severity.WARNING,
    title=Both("同一目标下同一指标印了两次", "One indicator twice below one goal"),
    reason=Both("同一目标、同一类别下，同一名称的指标印了两行，目标值不同，不知道以哪一行为准；目标值相同的是重复；同名、同目标值的两行分在两个类别下（质量与社会效益）的，也是重复（提示）。", "Below one goal and category an indicator is printed twice with two targets: which one counts? With one target it is a repetition, and so is one row with one target in two categories, such as quality and outcome (notes)."),
    formula=Both("同一目标、同一二级指标下，名称相同的指标只有一行；同一目标下名称、目标值都相同的指标只有一行", "below one goal a name stands once in each sub-category, and with one target once in all"),
    basis=Both("表内勾稽关系。", "The form's own rows."),
    wrong="""
        goals:
          - kind: overall
            indicators:
              - {level1: 产出指标, level2: 数量指标, name: 培训人数, target: ≥200人}
              - {level1: 产出指标, level2: 数量指标, name: 培训人数, target: ≥300人}
    """,
    right="goals[0].indicators[1].name: 参训单位职工人数",
)  # fmt: skip
def indicators_stand_once(result: StatementResult) -> Iterator[Hit]:
    """Find rows of one goal with the same name and category: one finding for each name."""
    seen: dict[tuple[int, str, Level2 | None], list[IndicatorResult]] = defaultdict(list)
    for item in result.indicators:
        name = item.bare_name
        if name and item.effective_target.state == "reported":
            seen[item.goal_order, name, item.level2].append(item)
    yield from _in_two_categories(result)
    told: set[tuple[str, ...]] = set()
    for items in seen.values():
        if len(items) < 2:
            continue
        said = (items[0].bare_name, *(clean(item.effective_target.raw or "") for item in items))
        if said in told:  # the annual goal often prints the long-term one again
            continue
        told.add(said)
        targets = list(dict.fromkeys(quoted(item.effective_target.raw) for item in items))
        same = len({clean(item.effective_target.raw or "") for item in items}) == 1
        yield row_cell(items[1], "target").hit(
            f"同一目标、同一类别下印了 {len(items)} 行，目标值为 {'、'.join(targets)}。",
            f"printed {len(items)} times below one goal and category, with the target{'s' if len(targets) > 1 else ''} {', '.join(targets)}.",
            gathered=tuple(item.effective_target.raw or "" for item in items),
            places=tuple(f"{item.path}.target" for item in items),
            severity=Severity.NOTE if same else None,
        )


def _in_two_categories(result: StatementResult) -> Iterator[Hit]:
    """Find rows of one goal with one name and one target below two sub-categories; what goals share is told once."""
    names = Counter(item.bare_name for item in result.indicators)
    found: dict[tuple[str, str], dict[int, list[IndicatorResult]]] = defaultdict(lambda: defaultdict(list))
    for item in result.indicators:
        name = item.bare_name
        if name and names[name] > 1 and item.level2 is not None and item.effective_target.state == "reported":
            found[name, clean(item.effective_target.raw or "")][item.goal_order].append(item)
    for goals in found.values():
        pairs = [items for items in goals.values() if len({item.level2 for item in items}) > 1]
        if pairs:
            kinds = list(dict.fromkeys(item.level2 for item in pairs[0] if item.level2))
            below = (
                Both(f"（{len(pairs)} 个目标下都是如此）", f" ({len(pairs)} goals alike)") if len(pairs) > 1 else UNSAID
            )
            yield row_cell(pairs[0][-1], "name").hit(
                f"同一目标下分在{'、'.join(f'“{kind.zh}”' for kind in kinds)}两类各印一行，目标值都是 {quoted(pairs[0][0].effective_target.raw)}{below.zh}。",
                f"printed below one goal in {len(kinds)} categories ({', '.join(kind.en for kind in kinds)}) with one target, {quoted(pairs[0][0].effective_target.raw)}{below.en}.",
                places=tuple(f"{item.path}.name" for items in pairs for item in items),
                severity=Severity.NOTE,
            )


@statement_rule("IND-26", Severity.WARNING, needs={"IND-24", "IND-14"},
    title=Both("同一指标的长期、年度或往年的数量纲不同", "One indicator measured in two ways: long-term and annual, or this year and before"),
    reason=Both("同一名称、同一类别的指标，长期目标以人计、年度目标以元计，无法判断年度目标是否服务于长期目标；多半有一处填错了格。往年以平方米计、本年以人计的，也无法比较。长期以次计、年度以项计的，两个数同样比不了；一处写得出做没做到、一处只写“提升”的，也是（提示）。", "An indicator of one name and category is counted in persons for the long term and in yuan for the year: whether the year serves the long term cannot be told, and one of the two is probably in a wrong cell. Nor can square metres of earlier years be compared with persons of this year. Times for the long term and items for the year cannot be compared either, nor can an event that is to be avoided and a word such as 提升, better (notes)."),
    formula=Both("同一指标的长期目标值与年度目标值、同一行的往年值与目标值量纲相同（人、次、金额、百分比、面积、时间……）；数不同的，不一处以次计一处以个、项计；同名指标不一处写能核对的事、一处只写程度词", "long-term and annual target of one indicator, and the values of earlier years and the target of one row, measure the same (persons, times, money, a share, an area, a time …); two different numbers are not counted in times here and in items there; one name has not a target that can be checked here and a word of degree there"),
    basis=Both("表内勾稽关系。", "The form's own rows."),
    wrong="""
        form_type: dept_target
        goals:
          - kind: long_term
            number: 1
            indicators: [{level1: 产出指标, level2: 数量指标, name: 参保群众, target: "5400人"}]
          - kind: annual
            number: 1
            indicators: [{level1: 产出指标, level2: 数量指标, name: 参保群众, target: 331.2万元}]
    """,
    right="goals[1].indicators[0].target: 5400人",
)  # fmt: skip
def twins_measure_the_same(result: StatementResult) -> Iterator[Hit]:
    """Compare annual rows with the row of the same name below their long-term goal, and rows with their earlier years."""
    yield from _past_measures_another(result)
    yield from _event_and_degree(result)
    later = _long_term_rows(result)
    for item in result.indicators if later else ():
        twin = (
            None if item.long_term else later.get((counterpart(result, item.goal_order), item.bare_name, item.level2))
        )
        if twin is None:
            continue
        per_piece = bool(item.target.per) != bool(twin.target.per) and {item.target.unit, twin.target.unit} & {"yuan"}
        if (
            _apart(item.target, twin.target) or (per_piece and item.target.unit != twin.target.unit)
        ) and item.target.number:
            yield row_cell(item, "target").hit(
                f"年度目标 {quoted(item.target.raw)}，长期目标 {quoted(twin.target.raw)}，计量的不是同一种量。",
                f"the annual target is {quoted(item.target.raw)}, the long-term one {quoted(twin.target.raw)}: two different things are measured.",
                reference=quoted(twin.target.raw),
            )
        elif item.target.number and twin.target.number and _counted_otherwise(item.target, twin.target):
            less = twin.target.number < item.target.number
            below = Both("，长期的数还比年度的小", ", and the long-term number is the lower one") if less else UNSAID
            yield row_cell(item, "target").hit(
                f"年度目标 {quoted(item.target.raw)}，长期目标 {quoted(twin.target.raw)}，一处以次计、一处以个数计，比不了{below.zh}。",
                f"the annual target is {quoted(item.target.raw)}, the long-term one {quoted(twin.target.raw)}: times and a number of things cannot be compared{below.en}.",
                reference=quoted(twin.target.raw),
                severity=Severity.NOTE,
            )


def _event_and_degree(result: StatementResult) -> Iterator[Hit]:
    """Find names whose targets can be checked in one table and are only a word of degree in the other, below any goal."""
    named: dict[str, tuple[list[IndicatorResult], list[IndicatorResult]]] = defaultdict(lambda: ([], []))
    both = any(item.long_term for item in result.indicators)
    for item in result.indicators if both else ():
        if item.bare_name and item.has_target:
            named[item.bare_name][item.long_term].append(item)
    for annual, later in named.values():
        if not annual or not later:
            continue
        tables = [[clean(item.target.raw or "") for item in rows] for rows in (annual, later)]
        for words, others in (tables, tables[::-1]):
            if all(map(_DEGREE.fullmatch, words)) and all(map(_CHECKABLE.search, others)):
                one, other = annual[0], later[0]
                yield row_cell(one, "target").hit(
                    f"年度目标“{quoted(one.target.raw)}”，长期目标“{quoted(other.target.raw)}”，一处能核对，一处只是程度词。",
                    f"the annual target is “{quoted(one.target.raw)}”, the long-term one “{quoted(other.target.raw)}”: one can be checked, the other is a word of degree.",
                    reference=quoted(other.target.raw),
                    severity=Severity.NOTE,
                )


def _counted_otherwise(one: Value, other: Value) -> bool:
    """Tell whether two different numbers are in times and in things; one number in two units is only a way of writing."""
    return {dimension_of(one), dimension_of(other)} == _COUNTED and one.number != other.number


def _apart(one: Value, other: Value) -> bool:
    if one.unit == other.unit:
        return False
    measures = {dimension_of(one), dimension_of(other)}
    return None not in measures and len(measures) > 1 and measures != _COUNTED


def _past_measures_another(result: StatementResult) -> Iterator[Hit]:
    """Find rows whose earlier years measure another thing than their target does."""
    for item in result.indicators:
        if not item.target.number or not (item.baseline_y1.number or item.baseline_y2.number):
            continue
        past = [
            (column, value)
            for column, value in (("baseline_y2", item.baseline_y2), ("baseline_y1", item.baseline_y1))
            if value.number and _apart(value, item.target)
        ]
        if past:
            printed = "、".join(quoted(value.raw) for _, value in past)
            yield row_cell(item, past[0][0]).hit(
                f"往年值 {printed}，目标值 {quoted(item.target.raw)}，印的不是同一种单位，无法比较。",
                f"earlier years: {printed}; the target is {quoted(item.target.raw)}: the units differ, and they cannot be compared.",
                reference=quoted(item.target.raw),
                places=tuple(f"{item.path}.{column}" for column, _ in past),
            )


def _long_term_rows(result: StatementResult) -> dict[tuple[int | None, str, Level2 | None], IndicatorResult]:
    rows: dict[tuple[int | None, str, Level2 | None], IndicatorResult] = {}
    for item in result.indicators:
        if item.long_term and item.head:
            rows.setdefault((item.goal_order, item.bare_name, item.level2), item)
    return rows
