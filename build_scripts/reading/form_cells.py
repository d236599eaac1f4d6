"""A form's cells read once: beside the printed text the number, the unit and the category that it says.

Everything behind takes figures from here; nothing behind reads printed text again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from statistics import median
from typing import Any

from build_scripts.cells.achievement import is_cost
from build_scripts.cells.amounts import (
    REMEMBERED,
    Amount,
    Coefficient,
    Points,
    Rate,
    clean,
    parse_amount,
    parse_coefficient,
    parse_points,
    parse_rate,
)
from build_scripts.cells.categories import (
    category_of,
    direction_of,
    grade_of,
    level1_of,
    level2_of,
    target_bases_of,
    without_points,
)
from build_scripts.cells.dates import PrintedDay, parse_day
from build_scripts.cells.made_often import made_often
from build_scripts.cells.units import read_measure, unit_in_name
from build_scripts.cells.value_model import Value, ValueNote
from build_scripts.cells.values import is_money_row, joined, operator_of, parse_value
from build_scripts.reading.model import BaseDataRow, FundingLine, Goal, Indicator, Narrative, Total
from build_scripts.words.vocabulary import (
    BaseDataLine,
    BaseDataSection,
    CurrencyUnit,
    GoalKind,
    Grade,
    Level1,
    Level2,
    NarrativeKind,
    Operator,
    Polarity,
    RowKind,
    TargetBasis,
    Unit,
)

# The base-data rows that print one value, and the unit it is read in.
_SINGLE_VALUES: dict[str, Unit] = {
    BaseDataLine.STAFFING_AUTHORISED: Unit.PERSON,
    BaseDataLine.STAFFING_ACTUAL: Unit.PERSON,
    BaseDataLine.STAFFING_RATE: Unit.PERCENT,
    BaseDataLine.APPROVED_AREA: Unit.M2,
    BaseDataLine.ACTUAL_AREA: Unit.M2,
    BaseDataLine.AREA_RATE: Unit.PERCENT,
    BaseDataLine.BUDGET_INVESTMENT: Unit.YUAN,
    BaseDataLine.ACTUAL_INVESTMENT: Unit.YUAN,
    BaseDataLine.INVESTMENT_RATE: Unit.PERCENT,
}
_NO_CELL = parse_value(None)
_UNIT_IN_BRACKETS = re.compile("（[^（）]*）$")
_NO_ANSWER = frozenset({"id", "level1", "level2", "polarity", "source_line", "extraction_notes", "further"})
"""What a row has besides the cells that its author fills in."""


@dataclass(frozen=True)
class FundingCells:
    """A money row."""

    path: str
    line: FundingLine
    initial: Amount
    adjusted: Amount
    executed: Amount
    amount: Amount
    whole_period: Amount
    executed_y2: Amount
    executed_y1: Amount
    rate: Rate
    weight: Points
    score: Points

    @property
    def name(self) -> str:
        """What the row is called, as printed."""
        return self.line.label


@made_often
@dataclass(frozen=True)
class IndicatorCells:
    """An indicator row; merged category cells stand on every row that they span."""

    path: str
    order: int
    goal_order: int
    long_term: bool
    """Whether it stands below a long-term goal."""
    row: Indicator
    bare_name: str
    """The name without white space, digits and signs in one form: what is compared."""
    head: str
    """That without a unit in brackets, so that its last word is the head of the Chinese noun."""
    level1_raw: str
    level2_raw: str
    level1: Level1 | None
    level2: Level2 | None
    is_satisfaction: bool
    """Whether the row stands in the satisfaction category, of either level."""
    is_cost: bool
    """Whether the row stands among costs, in the new template or the old one."""
    is_money: bool
    """Whether the row's bare numbers are money."""
    level1_points: Points
    """The points that the label of the first level prints: 产出指标(50分)."""
    level2_points: Points
    operator: Operator | None
    """The operator that has a cell of its own."""
    unit: str
    """The unit that has a cell of its own; empty for none."""
    direction: Polarity | None
    """The direction that the form prints: 正向, 反向."""
    name_unit: str | None
    """The unit that stands at the end of the name: （人）, （万元）."""
    target: Value
    adjusted_target: Value
    effective_target: Value
    """The adjusted target where one was printed, else the target."""
    has_target: bool
    """Whether the row was given a target."""
    baseline_y2: Value
    baseline_y1: Value
    actual: Value
    coefficient: Coefficient
    weight: Points
    score: Points
    reviewed_score: Points
    target_bases: tuple[TargetBasis, ...]

    @property
    def name(self) -> str:
        """What the row is called, as printed."""
        return self.row.name

    @property
    def kind(self) -> RowKind:
        """Whether the row was filled in, or stands as the blank form prints it: a category and nothing else."""
        if self.bare_name:
            return RowKind.FILLED
        cells = (value for name, value in self.row if name not in _NO_ANSWER)
        filled = any(isinstance(cell, str) and clean(cell) for cell in cells) or any(
            clean(cell.text) for cell in self.row.further
        )
        return RowKind.FILLED if filled else RowKind.BLANK

    @property
    def category_in_name(self) -> Level1 | Level2 | None:
        """The category that stands where a name should."""
        return category_of(self.row.name)

    @property
    def category_in_target(self) -> Level1 | Level2 | None:
        """The category that stands where a target should."""
        return category_of(self.effective_target.raw)


@dataclass(frozen=True)
class GoalCells:
    """A goal."""

    path: str
    order: int
    goal: Goal
    weight: Points


@dataclass(frozen=True)
class TotalCells:
    """The total row."""

    row: Total
    weight: Points
    score: Points
    reviewed_score: Points
    grade: Grade | None
    """None where the cell names no grade of this portal's vocabulary."""


@dataclass(frozen=True)
class BaseDataCells:
    """A row of a base-data table: amounts in an expenditure row, one value in most others."""

    path: str
    row: BaseDataRow
    prior_final: Amount
    budget: Amount
    final: Amount
    value: Amount | Rate | Value | None
    """None where the row prints no single value that could be read."""
    unit: Unit | None
    """The unit of ``number``."""

    @property
    def number(self) -> Decimal | None:
        """The single value in the row's unit: persons, percent, square metres or yuan."""
        match self.value:
            case Amount(yuan=number) | Rate(value=number) | Value(number=number):
                return number
        return None

    @property
    def head_count(self) -> Decimal | None:
        """The number of persons, where the row prints one and no bound or estimate."""
        return self.value.definite if isinstance(self.value, Value) and self.unit is Unit.PERSON else None

    @property
    def is_expenditure(self) -> bool:
        """Whether the row stands in the block of expenditure."""
        return self.row.section is BaseDataSection.EXPENDITURE


@dataclass(frozen=True)
class FormCells:
    """All cells of a form that say more than words."""

    funding: tuple[FundingCells, ...]
    goals: tuple[GoalCells, ...]
    indicators: tuple[IndicatorCells, ...]
    """Of all goals, in printed order."""
    total: TotalCells | None
    base_data: tuple[BaseDataCells, ...]
    report_date: PrintedDay
    head_scores: tuple[tuple[str, NarrativeKind, Points], ...]
    """Scores that the form's head prints beside the total row: path, kind and points."""


def read_cells(
    funding: Sequence[FundingLine],
    goals: Sequence[Goal],
    total: Total | None,
    base_data: Sequence[BaseDataRow],
    report_date: str | None,
    narratives: Sequence[Narrative],
    unit: CurrencyUnit,
) -> FormCells:
    """Read the rows of a form whose money is in ``unit``."""
    return FormCells(
        tuple(_funding(f"funding[{index}]", line, unit) for index, line in enumerate(funding)),
        tuple(_goal(index, goal) for index, goal in enumerate(goals)),
        _with_doubted_units(tuple(_indicators(goals, unit))),
        None if total is None else _total(total),
        tuple(_base_data(f"base_data[{index}]", row, unit) for index, row in enumerate(base_data)),
        parse_day(report_date),
        tuple(
            (f"narratives[{index}]", text.kind, parse_points(text.text))
            for index, text in enumerate(narratives)
            if text.kind in {NarrativeKind.SELF_SCORE, NarrativeKind.REVIEWED_SCORE}
        ),
    )


def _funding(path: str, line: FundingLine, unit: CurrencyUnit) -> FundingCells:
    return FundingCells(
        path,
        line,
        initial=parse_amount(line.initial, unit),
        adjusted=parse_amount(line.adjusted, unit),
        executed=parse_amount(line.executed, unit),
        amount=parse_amount(line.amount, unit),
        whole_period=parse_amount(line.whole_period, unit),
        executed_y2=parse_amount(line.executed_y2, unit),
        executed_y1=parse_amount(line.executed_y1, unit),
        rate=parse_rate(line.rate),
        weight=parse_points(line.weight),
        score=parse_points(line.score),
    )


def _goal(index: int, goal: Goal) -> GoalCells:
    return GoalCells(f"goals[{index}]", index + 1, goal, parse_points(goal.weight))


def _indicators(goals: Sequence[Goal], unit: CurrencyUnit) -> Iterator[IndicatorCells]:
    order = 0
    for goal_index, goal in enumerate(goals):
        long_term = goal.kind is GoalKind.LONG_TERM
        for row_index, (row, level1_raw, level2_raw) in enumerate(goal.spanned()):
            order += 1
            path = f"goals[{goal_index}].indicators[{row_index}]"
            yield _indicator((path, order, goal_index + 1, long_term), row, level1_raw, level2_raw, unit)


def _indicator(
    place: tuple[str, int, int, bool], row: Indicator, level1_raw: str, level2_raw: str, unit: CurrencyUnit
) -> IndicatorCells:
    of_categories = _of_categories(level1_raw, level2_raw)
    name = clean(row.name)
    named = unit_in_name(name)
    money = of_categories["is_money"]

    def value(raw: str | None, operator: str | None = None) -> Value:
        if raw is None:
            return _NO_CELL
        text = joined(raw, operator, row.unit) if operator or row.unit else raw
        return parse_value(text, name=row.name, cost=money, currency_unit=unit)

    target, adjusted_target = value(row.target, row.operator), value(row.adjusted_target, row.operator)
    return IndicatorCells(
        *(*place, row, name, _without_unit_in_brackets(name), level1_raw, level2_raw),
        **of_categories,
        operator=operator_of(row.operator),
        unit=read_measure(clean(row.unit), name).unit if row.unit else "",
        direction=direction_of(row.operator),
        name_unit=named.unit if named else None,
        target=target,
        adjusted_target=adjusted_target,
        effective_target=_effective(target, adjusted_target),
        has_target="reported" in {target.state, adjusted_target.state},
        baseline_y2=value(row.baseline_y2),
        baseline_y1=value(row.baseline_y1),
        actual=value(row.actual),
        coefficient=parse_coefficient(row.coefficient),
        weight=parse_points(row.weight),
        score=parse_points(row.score),
        reviewed_score=parse_points(row.reviewed_score),
        target_bases=target_bases_of(row.target_basis),
    )


@lru_cache(maxsize=REMEMBERED)  # many rows stand below the same two words
def _of_categories(level1_raw: str, level2_raw: str) -> dict[str, Any]:
    """Return what a row's categories say, by the fields of the row."""
    level1 = level1_of(level1_raw)
    level2 = level2_of(level2_raw, level1)
    return {
        "level1": level1,
        "level2": level2,
        "is_satisfaction": level1 is Level1.SATISFACTION or level2 is Level2.BENEFICIARY_SATISFACTION,
        "is_cost": is_cost(level1, level2),
        "is_money": is_money_row(level1, level2),
        "level1_points": parse_points(without_points(level1_raw)[1]),
        "level2_points": parse_points(without_points(level2_raw)[1]),
    }


def _effective(target: Value, adjusted: Value) -> Value:
    return adjusted if adjusted.state == "reported" else target


def _without_unit_in_brackets(name: str) -> str:
    return _UNIT_IN_BRACKETS.sub("", name) if name.endswith("）") else name


_VALUE_CELLS = ("target", "adjusted_target", "baseline_y2", "baseline_y1", "actual")
_ROWS_TO_COMPARE = 4
"""Fewer money rows say nothing of what is usual on a form."""
_FAR = 1000
"""By so many times a bare amount exceeds its neighbours where its unit is other than theirs: ten thousand, give or take."""
_NEAR = 30
"""Within so many times amounts of one form are usual neighbours."""


def _with_doubted_units(rows: tuple[IndicatorCells, ...]) -> tuple[IndicatorCells, ...]:
    """Return the rows with the bare amounts put in doubt that can hardly be in the unit of the form's header.

    ``69080`` among costs of 20 to 60 under 万元 is probably in yuan; so is a bare figure beside cells of its own row that
    print 元. Nobody knows, so the number stands as printed, without a unit.
    """
    amounts = [amount for row in rows if row.is_money and (amount := _yuan(row.effective_target)) is not None]
    usual = median(amounts) if len(amounts) >= _ROWS_TO_COMPARE else None
    return tuple(_with_doubts(row, usual) if row.is_money else row for row in rows)


def _yuan(value: Value) -> Decimal | None:
    return value.number if value.unit == Unit.YUAN and not value.per and value.number else None


def _with_doubts(row: IndicatorCells, usual: Decimal | None) -> IndicatorCells:
    values = {name: getattr(row, name) for name in _VALUE_CELLS}
    printed = [
        number
        for value in values.values()
        if ValueNote.UNIT_FROM_FORM not in value.notes and (number := _yuan(value)) is not None
    ]
    beside = median(printed) if printed else usual
    doubted: dict[str, Any] = {
        name: _without_unit(value)
        for name, value in values.items()
        if ValueNote.UNIT_FROM_FORM in value.notes
        and beside is not None
        and _is_slip(_yuan(value), value.scale, beside)
    }
    if not doubted:
        return row
    target, adjusted = (doubted.get(name, values[name]) for name in ("target", "adjusted_target"))
    return replace(row, **doubted, effective_target=_effective(target, adjusted))


def _is_slip(amount: Decimal | None, scale: int, usual: Decimal) -> bool:
    """Tell whether an amount is far above what is usual, and would be usual in yuan."""
    if amount is None or scale <= 1 or amount < usual * _FAR:
        return False
    return usual <= amount / scale * _NEAR and amount / scale <= usual * _NEAR


def _without_unit(value: Value) -> Value:
    notes = tuple(ValueNote.UNIT_IN_DOUBT if note is ValueNote.UNIT_FROM_FORM else note for note in value.notes)
    high = None if value.number_max is None else value.number_max / value.scale
    number = None if value.number is None else value.number / value.scale
    return replace(value, number=number, number_max=high, scale=1, unit="", notes=notes, confidence="low")


def _total(total: Total) -> TotalCells:
    return TotalCells(
        total,
        weight=parse_points(total.weight),
        score=parse_points(total.score),
        reviewed_score=parse_points(total.reviewed_score),
        grade=grade_of(total.grade),
    )


def _base_data(path: str, row: BaseDataRow, unit: CurrencyUnit) -> BaseDataCells:
    """Read a row; what another block than expenditure prints in the columns of amounts is no money."""
    money = row.section is BaseDataSection.EXPENDITURE
    single = _SINGLE_VALUES.get(row.line_code)
    value: Amount | Rate | Value | None = None
    if single is Unit.YUAN:
        value = parse_amount(row.value, unit)
    elif single is Unit.PERCENT:
        value = parse_rate(row.value)
    elif single is not None:
        value = parse_value(row.value)
    return BaseDataCells(
        path,
        row,
        prior_final=parse_amount(row.prior_final if money else None, unit),
        budget=parse_amount(row.budget if money else None, unit),
        final=parse_amount(row.final if money else None, unit),
        value=value,
        unit=single,
    )
