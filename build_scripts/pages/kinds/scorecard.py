"""How each department reports; in order of name of place, never of merit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from build_scripts.judging.scorecard import ASPECTS, Aspect, Card
from build_scripts.pages.makers import one_page
from build_scripts.pages.page import Page, page_of, said
from build_scripts.pages.site import Site
from build_scripts.tables.downloads import Download
from build_scripts.tables.ledger import Figure
from build_scripts.words.language import Both
from build_scripts.words.page_kinds import PageKind

COUNTS = (
    "department_forms", "project_forms", "forms_held", "self_evaluations", "before_year_end", "undated", "publication_unknown",
    "cells_due", "cells_blank", "errors_open", "forms_with_errors", "findings_due", "findings_answered",
    "targets", "targets_measurable",
)  # fmt: skip


@dataclass(frozen=True)
class ScorecardLine:
    """How a department reported in one year: its card, and each of the card's counts as a proved figure."""

    url: str
    department: Both
    jurisdiction: Both
    card: Card
    department_forms: Figure
    """Whole-department forms in the portal."""
    project_forms: Figure
    """Project forms in the portal."""
    forms_held: Figure
    """Forms that await review."""
    self_evaluations: Figure
    before_year_end: Figure
    """Forms dated before the year's end."""
    undated: Figure
    """Forms without a readable date."""
    publication_unknown: Figure
    """Forms without a known publication date."""
    cells_due: Figure
    """Cells that should be filled."""
    cells_blank: Figure
    errors_open: Figure
    forms_with_errors: Figure
    """Forms with open errors."""
    findings_due: Figure
    """Errors and doubts, open or answered."""
    findings_answered: Figure
    targets: Figure
    """Indicators with a target."""
    targets_measurable: Figure


@dataclass(frozen=True)
class ScorecardContext:
    """``/scorecard/``."""

    aspects: Sequence[Aspect] = said("各项怎样数", "How each measure is taken")
    lines: Sequence[ScorecardLine] = said("各部门各年度", "Departments and years")
    table: Download = said("本表的下载", "The table to download")


@one_page(PageKind.SCORECARD, ScorecardContext)
def scorecard_page(site: Site) -> Page:
    """Return the page on how each department reports; in order of name of place, never of merit."""
    return page_of(
        PageKind.SCORECARD,
        Both(
            "各部门各年度的表单缺什么、空什么、哪些数字待说明、多少目标可衡量；不打总分，不排名。",
            "What is missing or blank on each department's forms, which figures await an explanation and how many targets"
            " are measurable; no overall score, no ranking.",
        ),
        ScorecardContext(
            aspects=ASPECTS,
            lines=tuple(_line(site, card) for card in site.audit.cards),
            table=next(item for item in site.downloads[""] if item.name == "scorecard"),
        ),
    )


def _line(site: Site, card: Card) -> ScorecardLine:
    return ScorecardLine(
        url=f"{card.department_id}/",
        department=site.department_name(card.department_id),
        jurisdiction=site.full_name(card.jurisdiction_id),
        card=card,
        **{name: site.ledger.total("scorecard", name, scorecard_id=card.id) for name in COUNTS},
    )
