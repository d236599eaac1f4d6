"""How each department reports; in order of name of place, never of merit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from build_scripts.judging.scorecard import ASPECTS, Aspect, Card, Measured
from build_scripts.pages.long_lists import Listed, Part, cut, going_on
from build_scripts.pages.makers import one_page
from build_scripts.pages.page import Page, page_of, said
from build_scripts.pages.site import Site
from build_scripts.tables.downloads import Download
from build_scripts.tables.ledger import Figure
from build_scripts.words.language import Both
from build_scripts.words.page_kinds import PageKind


@dataclass(frozen=True)
class ScorecardLine:
    """How a department reported in one year."""

    url: str
    department: Both
    jurisdiction: Both
    year: int
    cells: Sequence[tuple[Aspect, Both]]
    """What is said of each measure, with ``{columns}`` to be filled in."""
    values: Mapping[str, Figure | Measured]
    """What the card holds by column, each count as a proved figure."""


@dataclass(frozen=True)
class ScorecardContext:
    """``/scorecard/``."""

    aspects: Sequence[Aspect] = said("各项怎样数", "How each measure is taken")
    lines: Sequence[ScorecardLine] = said("各部门各年度，前几行", "Departments and years, the first rows")
    part: Part = said("其余各行在哪里", "Where the other rows are")
    table: Download = said("本表的下载", "The table to download")


@one_page(PageKind.SCORECARD, ScorecardContext)
def scorecard_page(site: Site) -> Page:
    """Return the page on how each department reports; in order of name of place, never of merit."""
    parts = cut(tuple(_line(site, card) for card in site.cards), "scorecard/#departments", "scorecard/")

    def context(part: Part) -> ScorecardContext:
        return ScorecardContext(ASPECTS, part.rows, part, site.scopes[""].table("scorecard"))

    page = page_of(
        PageKind.SCORECARD,
        Both(
            "各部门各年度的表单缺什么、空什么、哪些数字待说明、多少目标可衡量；不打总分，不排名。",
            "What is missing or blank on each department's forms, which figures await an explanation and how many targets"
            " are measurable; no overall score, no ranking.",
        ),
        context(parts[0]),
    )
    return going_on(page, Both("各部门各年度", "Departments and years"), Listed.SCORECARD, parts, context)


def _line(site: Site, card: Card) -> ScorecardLine:
    return ScorecardLine(
        url=f"{card.department_id}/",
        department=site.department_name(card.department_id),
        jurisdiction=site.full_name(card.jurisdiction_id),
        year=card.fiscal_year,
        cells=tuple((aspect, card.said(aspect)) for aspect in ASPECTS),
        values={
            name: site.ledger.total("scorecard", name, scorecard_id=card.id) if isinstance(value, int) else value
            for name, value in card.values.items()
        },
    )
