"""The home page: what there is, what it comes to, and the findings that tell most."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from build_scripts.opendata.feeds import feed_of
from build_scripts.pages.finding_rows import FindingRow
from build_scripts.pages.makers import one_page
from build_scripts.pages.page import Link, Page, said
from build_scripts.pages.site import Site
from build_scripts.pages.summaries import JurisdictionSummary, Money, StatementSummary
from build_scripts.tables.form_tables import COUNTED_AS
from build_scripts.tables.ledger import Figure
from build_scripts.words.page_kinds import PageKind
from build_scripts.words.vocabulary import Achievement, FindingStatus, RowKind, Severity

HIGHLIGHTS = 6
NEWEST = 2
"""So many forms of each jurisdiction's latest year stand on the home page."""
# The rules whose findings a reader understands without the method page, in the order in which they tell most.
MOST_TELLING_RULES = ("BUD-03", "SCO-05", "BUD-01", "SCO-03", "BUD-05", "BUD-02")


@dataclass(frozen=True)
class PlaceMoney:
    """The money of a jurisdiction's departments in one fiscal year, from forms of one type."""

    place: Link
    money: Money


@dataclass(frozen=True)
class HomeContext:
    """``/``."""

    statements: Figure = said("表单数", "Number of forms")
    departments: Figure = said("部门数", "Number of departments")
    indicators: Figure = said("填有内容的指标行数", "Number of indicator rows that were filled in")
    blank_rows: Figure = said("表样的空行", "Blank rows of the template")
    met: Figure = said("达成的指标数", "Indicators met")
    missed: Figure = said("未达成的指标数", "Indicators missed")
    judged: Figure = said("已填完成值的指标数", "Indicators with an actual value")
    errors: Figure = said("待说明的错误", "Open errors")
    money: Sequence[PlaceMoney] = said(
        "各行政区各年度的资金，新的在前；不同年度、不同口径不相加",
        "Money by fiscal year and jurisdiction, newest first; years and scopes are never added",
    )
    jurisdictions: Sequence[JurisdictionSummary] = said("行政区", "Jurisdictions with departments")
    newest: Sequence[StatementSummary] = said(
        "各行政区最近年度的表单，每区几份", "Forms of each jurisdiction's latest year, a few of each"
    )
    highlights: Sequence[tuple[FindingRow, StatementSummary]] = said(
        "最值得说明的发现，每条规则一处", "The most telling findings, one of each rule"
    )


@one_page(PageKind.HOME, HomeContext)
def home_page(site: Site) -> Page:
    """Return the home page."""
    ledger = site.ledger
    context = HomeContext(
        statements=ledger.count("statements"),
        departments=ledger.count("departments"),
        indicators=ledger.count("indicators", row_kind=RowKind.FILLED),
        blank_rows=ledger.count("indicators", row_kind=RowKind.BLANK),
        met=ledger.count("indicators", achievement=Achievement.MET),
        missed=ledger.count("indicators", achievement=Achievement.MISSED),
        judged=ledger.count("indicators", actual_state="reported"),
        errors=ledger.count("findings", severity=Severity.ERROR, status=FindingStatus.OPEN),
        money=tuple(_money_by_place(site)),
        jurisdictions=tuple(site.jurisdiction(key) for key in site.jurisdictions_with_departments()),
        newest=_newest(site),
        highlights=_highlights(site),
    )
    settings = site.portal.settings
    title, description = settings.both("title"), settings.both("description")
    return Page(PageKind.HOME, "", title, description, (), context, feed=feed_of(""))


def _money_by_place(site: Site) -> Iterator[PlaceMoney]:
    """Yield what was budgeted and spent, newest year first: nothing is added over years, scopes or jurisdictions."""
    found = {
        (-form.fiscal_year, form.jurisdiction_id, form.form_type.of_project, form.form_type)
        for form in site.outlines.values()
        if form.form_type in COUNTED_AS
    }
    for year, place, _, form_type in sorted(found):
        money = site.money(form_type, jurisdiction_id=place, fiscal_year=-year)
        yield PlaceMoney(Link(site.full_name(place), f"{place}/"), money)


def _newest(site: Site) -> tuple[StatementSummary, ...]:
    """Return forms of each jurisdiction's latest year, so that one with many forms does not fill the list."""
    newest: dict[str, list[StatementSummary]] = {}
    for item in sorted(site.summaries.values(), key=lambda item: (-item.fiscal_year, item.url)):
        own = newest.setdefault(item.url.partition("/")[0], [])
        if len(own) < NEWEST and (not own or own[0].fiscal_year == item.fiscal_year):
            own.append(item)
    return tuple(item for own in newest.values() for item in own)


def _highlights(site: Site) -> tuple[tuple[FindingRow, StatementSummary], ...]:
    """Return one open error of each rule, those first that tell most."""
    errors = (row for row in site.finding_rows if row.severity is Severity.ERROR and row.status is FindingStatus.OPEN)
    first: dict[str, FindingRow] = {}
    for row in errors:
        first.setdefault(row.rule_id, row)
    order = sorted(
        first,
        key=lambda rule: (
            MOST_TELLING_RULES.index(rule) if rule in MOST_TELLING_RULES else len(MOST_TELLING_RULES),
            rule,
        ),
    )
    return tuple((first[rule], site.summaries[first[rule].statement_id]) for rule in order[:HIGHLIGHTS])
