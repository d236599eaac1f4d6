"""What is known of a form where many are spoken of: no template reads it, pages and charts are made of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from build_scripts.judging.rollups import Measure
from build_scripts.pages.summaries import CompareCell, StatementSummary
from build_scripts.tables.ledger import Figure
from build_scripts.words.vocabulary import FormType


@dataclass(frozen=True)
class LostPoints:
    """A row that was not awarded all its points."""

    points: Decimal
    """Weight less score, as printed."""
    form: StatementSummary
    name: str
    url: str
    """Its place on the form's page."""

    def place(self) -> tuple[Decimal, str]:
        """Return its place among others: what lost most comes first."""
        return -self.points, self.url


@dataclass(frozen=True)
class Losses:
    """Where a form lost points."""

    scored: int
    """Rows with weight and score."""
    lost: int
    """Of these, rows that were not awarded all their points."""
    points: Decimal
    """What these lost together."""
    most: Sequence[LostPoints]
    """Those that lost most, in that order; no chart shows more."""


@dataclass(frozen=True)
class FormOutline:
    """What the pages of many forms know of one: all that places, comparisons and lists are made of, and nothing large."""

    id: str
    department_id: str
    jurisdiction_id: str
    form_type: FormType
    fiscal_year: int
    document: str
    """Id of the source document from which it was taken."""
    template: str
    scoring_profile: str
    """Empty for a form without points."""
    summary: StatementSummary
    indicators: int
    """Its indicator rows."""
    reports_money: bool
    """Whether it reports what was spent: a self-evaluation with a total row, not a target form."""
    has_baseline: bool
    """Whether a target of it can be held against one of the two years before."""
    losses: Losses
    compared: Mapping[Measure, CompareCell]
    """Of a project's self-evaluation: its figures beside those of others."""
    warnings: Figure
    """Open warnings."""
