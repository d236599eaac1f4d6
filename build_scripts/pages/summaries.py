"""What several page kinds say of a form, a department, a jurisdiction or a sum; templates read every field."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from build_scripts.cells.amounts import Points, Rate, percent_of
from build_scripts.judging.rollups import NoRollup, Rollup
from build_scripts.tables.ledger import Figure
from build_scripts.words.language import UNSAID, Both
from build_scripts.words.vocabulary import Achievement, CountedAs, FormType, MoneyScope, TargetChange


@dataclass(frozen=True)
class Money:
    """The amounts of one form or one sum of forms, in yuan."""

    scope: MoneyScope | None = None
    fiscal_year: int | None = None
    """None across years."""
    initial: Decimal | None = None
    """Only where every form prints one."""
    adjusted: Decimal | None = None
    executed: Decimal | None = None
    rate: Decimal | None = None
    """Execution rate recomputed, in percent; only where every form is counted."""
    no_rate: NoRollup | None = None
    counted: Figure | None = None
    """How many forms are counted …"""
    forms: Figure | None = None
    """… out of how many."""


@dataclass(frozen=True)
class StatementSummary:
    """One line about a form; amounts are in yuan."""

    url: str
    name: Both
    """The project's, or the form type's."""
    form_type: FormType
    fiscal_year: int
    department: Both
    """With its jurisdiction, unless its name says it."""
    initial: Decimal | None
    adjusted: Decimal | None
    """Shown even where it is not counted in totals."""
    executed: Decimal | None
    by_parts: bool
    """Whether these amounts are the sum of the parts, because the total row was left at 0."""
    rate: Rate
    """Execution rate as printed."""
    rate_recomputed: Decimal | None
    """In percent."""
    counted: bool
    """Whether its money is counted in totals."""
    counted_as: CountedAs | None
    """In which totals its money is counted, or why in none."""
    total_score: Points
    """Total score as printed."""
    score_sum: Decimal | None
    """Sum of the printed scores."""
    score_recomputed: Decimal | None
    """Score recomputed by the formula."""
    indicators: Figure
    """Rows that were filled in …"""
    blank_rows: Figure
    """… and blank rows of the template."""
    met: Figure
    missed: Figure
    errors: Figure
    """Open errors."""
    judged: Figure
    """Indicators with an actual value."""


@dataclass(frozen=True)
class StripPart:
    """A part of a strip: rows that are alike."""

    of: Achievement | TargetChange
    rows: Figure
    start: Decimal
    """Where it begins, in percent of the strip …"""
    width: Decimal
    """… and how wide it is."""


@dataclass(frozen=True)
class Strip:
    """Rows as one bar of 100 percent: what came of their targets or, of a plan, what they ask for beside last year."""

    parts: Sequence[StripPart]
    """First the one that stands out, which may have no rows; then those that have any."""
    told: Figure
    """The rows that a reader looks for: targets missed, or targets that ask for less."""
    is_plan: bool
    """Whether it shows targets beside last year's, because no form reports what came of them."""
    rows: Decimal
    """All rows together."""

    @property
    def share(self) -> Decimal:
        """How many percent of the rows stand out."""
        return percent_of(self.told.value, self.rows)


def in_doubt(errors: Figure, warnings: Figure) -> Both:
    """Return what a link to a page says of its figures that wait for an explanation; nothing where none does."""
    if not errors.value and not warnings.value:
        return UNSAID
    return Both(
        f"需要说明的数字：错误 {errors.value} 处，疑点 {warnings.value} 处。",
        f" Figures that need an explanation: {errors.value} errors, {warnings.value} warnings.",
    )


@dataclass(frozen=True)
class CompareCell:
    """One figure of a project's form among those that it can be compared with."""

    value: Figure | None
    """None where it is not printed or not counted."""
    unit: str
    doubted: bool
    """Whether errors on the form keep it out."""


@dataclass(frozen=True)
class DepartmentSummary:
    """One line about a department."""

    url: str
    name: Both
    short: Both
    """Its name among others of the same jurisdiction, whose own name is left out."""
    names: Sequence[str]
    """What it is found by: its names in both languages, other spellings on forms, short names."""
    statements: Figure
    indicators: Figure
    money: Money
    """Of the whole department, else the sum of its projects."""
    met: Figure
    missed: Figure
    judged: Figure
    """Indicators with an actual value."""
    errors: Figure
    """Open errors."""
    warnings: Figure
    """Open warnings."""
    strip: Strip | None
    """What came of its targets, else how they stand to last year's; None where neither can be said."""
    measurable: Decimal | None
    """How many percent of the targets of its latest year are a number or a range."""
    years: Sequence[int]
    """Years with forms."""


@dataclass(frozen=True)
class JurisdictionSummary:
    """One card about a jurisdiction."""

    url: str
    name: Both
    departments: Sequence[DepartmentSummary]
    """Those first of whose targets most stand out."""
    statements: Figure
    indicators: Figure
    strip: Strip | None
    """All its departments' rows together."""
    money: Sequence[Money]
    """By year and scope, newest first; nothing is added over them."""

    @property
    def forms(self) -> int:
        """How many forms it has."""
        return int(self.statements.value)

    @property
    def years(self) -> list[int]:
        """The years with forms, newest first."""
        return sorted({year for row in self.departments for year in row.years}, reverse=True)

    @property
    def has_money(self) -> bool:
        """Whether an amount of any department is counted."""
        return any(row.money.adjusted is not None for row in self.departments)

    @property
    def has_rates(self) -> bool:
        """Whether any department has an execution rate."""
        return any(row.money.rate is not None for row in self.departments)

    @property
    def has_targets(self) -> bool:
        """Whether any department has targets of which one can say whether they are measurable."""
        return any(row.measurable is not None for row in self.departments)

    @property
    def has_results(self) -> bool:
        """Whether any department reports what came of its targets."""
        return any(row.strip is not None and not row.strip.is_plan for row in self.departments)

    @property
    def has_plans(self) -> bool:
        """Whether any department has but plans, with figures of last year beside them."""
        return any(row.strip is not None and row.strip.is_plan for row in self.departments)

    @property
    def has_errors(self) -> bool:
        """Whether any department has an open error."""
        return any(row.errors.value for row in self.departments)


@dataclass(frozen=True)
class ThreeWays:
    """A sum of money as one may read it."""

    as_printed: Figure
    """What the total rows print, one left at 0 above its parts too."""
    by_parts: Figure
    """With the parts of such a row instead of it."""
    in_doubt: Figure
    """How much of that is left out because of errors."""


@dataclass(frozen=True)
class RollupRow:
    """A figure of many forms with its coverage."""

    rollup: Rollup
    value: Figure | None
    counted: Figure
    """How many forms are counted …"""
    total: Figure
    """… out of how many that should be in it."""
    rows_judged: Figure | None
    """For the share of targets met: the targets that can be judged …"""
    rows_total: Figure | None
    """… out of all; None for other measures."""
    three_ways: ThreeWays | None
    """Of money, where the three differ."""
    per_inhabitant: Figure | None
    """Of money, where the population of the jurisdiction is given: yuan for each inhabitant."""


@dataclass(frozen=True)
class RollupGroup:
    """The roll-ups of one year from forms of one type."""

    fiscal_year: int
    form_type: FormType
    rows: Sequence[RollupRow]
