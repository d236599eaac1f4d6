"""IND rules on the figures of earlier years: all the same, far apart, or different where nobody knows the direction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from build_scripts.cells.amounts import clean, divided, percent_of, plain, rounded_apart
from build_scripts.cells.value_model import Value
from build_scripts.judging.rules.counterparts import counterpart
from build_scripts.judging.rules.registry import Hit, Place, statement_rule
from build_scripts.judging.rules.rows import indicator_name, row_cell
from build_scripts.judging.rules.texts import COLUMN_NAMES, ROW, quoted, together
from build_scripts.judging.score import IndicatorResult, StatementResult
from build_scripts.words.language import UNSAID, Both
from build_scripts.words.vocabulary import Level2, Severity

_YEARS = ("baseline_y2", "baseline_y1", "target")


def _years(item: IndicatorResult) -> list[tuple[str, Value]]:
    """Return the figures of a row that are one number above 0, oldest first."""
    return [
        (column, value)
        for column, value in (
            ("baseline_y2", item.baseline_y2),
            ("baseline_y1", item.baseline_y1),
            ("target", item.target),
        )
        if value.number and value.kind == "number" and value.number > 0
    ]


def _alike(one: Value, other: Value) -> bool:
    return (one.unit, one.per) == (other.unit, other.per)


@statement_rule("IND-27", Severity.NOTE,
    title=Both("前年、上年与本年目标几乎全部相同", "Nearly all figures of earlier years equal this year's targets"),
    reason=Both("前年、上年的数与本年目标逐行相同，多半填的是目标而不是实际数，看不出以前做到了多少，也看不出目标有没有进步。长期目标逐行等于往年数的，长期目标没有提出新的要求。", "Where the figures of earlier years equal this year's targets row by row, targets were probably entered and no results: neither past nor progress can be seen. Long-term targets that equal earlier figures throughout ask for nothing new."),
    formula=Both("往年数与本年目标相同的行 ÷ 两者都有数的行 < 门户设置的比例（没有另写的为 80%；不少于设置的行数，没有另写的为 10 行；有数的行不够而连文字行无一不同的，文字行一并计入）", "rows whose earlier figures equal the target ÷ rows with both < the share in the portal's settings (80% where they give none, of at least 10 rows where they give no number; rows in words count too where there are fewer, and no row of either kind differs)"),
    basis=Both("表头“近两年指标值”应填当年的实际数；本门户约定。", "The column's heading asks for the figures of the two previous years; own convention."),
    wrong="""
        form_type: dept_target
        thresholds: {same_history_rows: "2"}
        goals:
          - kind: annual
            number: 1
            indicators:
              - {level1: 产出指标, level2: 数量指标, name: 培训人数, baseline_y2: 200人, baseline_y1: 200人, target: 200人}
              - {level1: 产出指标, level2: 质量指标, name: 培训合格率, baseline_y2: 95%, baseline_y1: 95%, target: ≥95%}
    """,
    right="""
        goals[0].indicators[0].baseline_y1: 187人
        goals[0].indicators[1].baseline_y1: 93.4%
    """,
)  # fmt: skip
def history_is_no_copy(result: StatementResult) -> Iterator[Hit]:
    """Count rows whose earlier figures equal the target: one finding for annual rows, one for long-term ones."""
    limits = result.thresholds
    annual = [item for item in result.indicators if _has_history(item)]
    same = [item for item in annual if _is_copied(item)]
    in_words = UNSAID
    worded = [item for item in result.indicators if _has_worded_history(item)]
    if len(annual) < limits.same_history_rows and [*annual, *worded] == [*same, *filter(_repeats_words, worded)]:
        annual = same = [*same, *worded]  # too few figures to tell, and no row of either kind that differs
        if worded:
            in_words = Both(f"（其中 {len(worded)} 行是文字）", f" ({len(worded)} of them in words)")
    if len(annual) >= limits.same_history_rows and _share(len(same), len(annual)) >= Decimal(
        limits.same_history_percent
    ):
        yield Place(f"{same[0].path}.baseline_y1").hit(
            f"填有往年数的 {len(annual)} 行中，{len(same)} 行的前年、上年数与本年目标完全相同{in_words.zh}。",
            f"In {len(same)} of {len(annual)} rows with figures of earlier years these equal this year's target{in_words.en}.",
            of_cell=False,
            gathered=tuple(item.row.name for item in same),
            places=tuple(f"{item.path}.baseline_y1" for item in same),
        )
    pairs = list(_long_term_pairs(result))
    kept = [later for later, item in pairs if item.baseline_y1.number == later.target.number]
    if len(pairs) >= limits.same_history_rows and _share(len(kept), len(pairs)) >= Decimal(limits.same_history_percent):
        yield Place(f"{kept[0].path}.target").hit(
            f"能与上年数比较的 {len(pairs)} 行长期目标中，{len(kept)} 行就等于上年数。",
            f"Of {len(pairs)} long-term targets that can be compared with last year's figures {len(kept)} equal them.",
            of_cell=False,
            gathered=tuple(item.row.name for item in kept),
            places=tuple(f"{item.path}.target" for item in kept),
        )


def _share(some: int, all_: int) -> Decimal:
    return percent_of(Decimal(some), Decimal(all_))


def _has_history(item: IndicatorResult) -> bool:
    return item.target.number is not None and item.baseline_y1.number is not None


def _has_worded_history(item: IndicatorResult) -> bool:
    return item.target.number is None and bool(item.target.text) and bool(item.baseline_y1.text)


def _repeats_words(item: IndicatorResult) -> bool:
    before = [value.text for value in (item.baseline_y1, item.baseline_y2) if value.state == "reported"]
    return item.target.state == "reported" and all(text == item.target.text for text in before)


def _is_copied(item: IndicatorResult) -> bool:
    before = [value.number for value in (item.baseline_y1, item.baseline_y2) if value.state == "reported"]
    return all(number == item.target.number for number in before)


def _long_term_pairs(result: StatementResult) -> Iterator[tuple[IndicatorResult, IndicatorResult]]:
    """Yield long-term rows with the annual row of the same name below a goal that belongs to theirs, and its history."""
    rows: dict[tuple[int | None, str, Level2 | None], IndicatorResult] = {}
    for item in result.indicators:
        if item.long_term:
            rows[item.goal_order, item.bare_name, item.level2] = item
    for item in result.indicators if rows else ():
        if not item.long_term and item.baseline_y1.number is not None:
            later = rows.get((counterpart(result, item.goal_order), item.bare_name, item.level2))
            if later is not None and later.target.number is not None and _alike(later.target, item.baseline_y1):
                yield later, item


@statement_rule("IND-28", Severity.WARNING,
    title=Both("相邻年度的数相差多倍，疑似少写或多写一位", "Figures of neighbouring years are many times apart: a digit may be lost or added"),
    reason=Both("同一指标相邻两年的数、或上年数与本年目标相差很多倍，可能是少写、多写了一位数，或漏写了“万”字；确有变化的请说明。", "Figures of one indicator in two neighbouring years, or last year's figure and the target, are many times apart: a digit or the word 万 may be missing; if things did change, that needs a word."),
    formula=Both("相邻两数之比 < 门户设置的倍数（没有另写的为 10 倍）", "ratio of two neighbouring figures < the factor in the portal's settings (10 where they give none)"),
    basis=Both("本门户约定。", "Own convention."),
    wrong="""
        form_type: dept_target
        goals:
          - kind: annual
            number: 1
            indicators:
              - {level1: 产出指标, level2: 数量指标, name: 企业年报报送率, baseline_y2: "7.5%", baseline_y1: 75%, target: "7.5%"}
    """,
    right="""
        goals[0].indicators[0].baseline_y2: 75%
        goals[0].indicators[0].target: 76%
    """,
)  # fmt: skip
def figures_keep_their_size(result: StatementResult) -> Iterator[Hit]:
    """Compare neighbouring figures of a row that are in one unit: one finding for a row, one for rows that print the same."""
    factor = Decimal(result.thresholds.jump_factor)
    told: dict[tuple[str, ...], list[IndicatorResult]] = defaultdict(list)
    for item in result.indicators:
        figures = _years(item)
        if any(_ratio(one, other) >= factor for (_, one), (_, other) in pairwise(figures)):
            told[item.bare_name, *(clean(value.raw or "") for _, value in figures)].append(item)
    for items in told.values():
        item, figures = items[0], _years(items[0])
        low, high = max(
            (sorted(pair, key=_number) for pair in pairwise([value for _, value in figures])),
            key=lambda pair: _ratio(*pair),
        )
        perhaps = _lost(low, high)
        printed = [(COLUMN_NAMES[column], quoted(value.raw)) for column, value in figures]
        times = plain(rounded_apart(_ratio(low, high), factor, decimals=0))
        yield row_cell(item, figures[-1][0]).hit(
            f"{'、'.join(f'{name.zh} {raw}' for name, raw in printed)}，相邻两数最多相差 {times} 倍{perhaps.zh}。",
            f"{', '.join(f'{name.en} {raw}' for name, raw in printed)}: up to {times} times apart{perhaps.en}.",
            of_cell=False,
        )


def _number(value: Value) -> Decimal:
    return value.number or Decimal()


def _lost(low: Value, high: Value) -> Both:
    """Return what the smaller of two figures may have lost: a power of ten, or a digit at either end."""
    if _ratio(low, high).normalize().as_tuple().digits == (1,):
        return Both("，可能少写、多写了零，或漏写“万”字", "; zeros or the word 万 may be missing")
    one, other = plain(_number(low)), plain(_number(high))
    return Both("，可能少写了一位数", "; a digit may be missing") if one in {other[1:], other[:-1]} else UNSAID


def _ratio(one: Value, other: Value) -> Decimal:
    """Return how many times the larger of two figures is the smaller; 0 where they are in two units."""
    if not _alike(one, other) or not one.number or not other.number:
        return Decimal()
    if one.number == other.number:
        return Decimal(1)
    low, high = sorted((one.number, other.number))
    return divided(high, low)


@statement_rule("IND-29", Severity.NOTE, needs={"IND-13", "IND-28"},
    title=Both("目标值与上年相差很大，看不出是提高还是放松", "Targets far from last year's figure, in no known direction"),
    reason=Both("这些指标越多越好还是越少越好，表上没有说，所以不说目标是提高了还是放松了；与上年数相差一半以上的，请说明变化的原因。", "Whether more or less is better is not said for these indicators, so nothing is said of weaker or stronger; where the target is more than half away from last year's figure, the reason of the change is due."),
    formula=Both("|本年目标 − 上年数| ÷ 上年数 < 门户设置的比例（没有另写的为 50%），只看方向不明的指标", "|target − last year's figure| ÷ last year's figure < the share in the portal's settings (50% where they give none), for indicators of unknown direction"),
    basis=Both("本门户约定。", "Own convention."),
    wrong="""
        form_type: dept_target
        goals:
          - kind: annual
            number: 1
            indicators:
              - {level1: 产出指标, level2: 数量指标, name: 走访社区, baseline_y2: 30个, baseline_y1: 30个, target: 12个}
    """,
    right="goals[0].indicators[0].target: 28个",
)  # fmt: skip
def unknown_directions_are_compared(result: StatementResult) -> Iterator[Hit]:
    """Gather the rows of a form whose direction is only assumed and whose target differs much from last year's figure."""
    limits = result.thresholds
    far: list[tuple[str, str]] = []
    for item in result.indicators:
        target, before = item.effective_target, item.baseline_y1
        if item.polarity_source != "default" or target.kind != "number" or before.kind != "number" or not target.number:
            continue
        if not before.number or not _alike(target, before) or _ratio(target, before) >= Decimal(limits.jump_factor):
            continue
        if percent_of(abs(target.number - before.number), abs(before.number)) >= Decimal(limits.change_percent):
            far.append((f"{item.path}.target", f"{indicator_name(item)} {quoted(before.raw)} → {quoted(target.raw)}"))
    share = plain(Decimal(limits.change_percent))
    yield from together(
        far,
        f"目标值与上年相差 {share}% 以上，而指标以大为好还是以小为好没有说明",
        f"Targets {share}% or more away from last year's figure; whether more or less is better is not told",
        ROW,
    )
