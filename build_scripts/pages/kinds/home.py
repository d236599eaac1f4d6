"""The home page: what there is, what it comes to, and the findings that tell most."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from build_scripts.opendata.feeds import feed_of
from build_scripts.opendata.releasing import ReleaseFile
from build_scripts.opendata.scopes import Scope
from build_scripts.pages.finding_rows import FindingRow
from build_scripts.pages.makers import one_page
from build_scripts.pages.page import Page, said
from build_scripts.pages.site import Site
from build_scripts.pages.summaries import JurisdictionSummary, StatementSummary, Strip
from build_scripts.reading.records import AS_OF
from build_scripts.tables.ledger import Figure
from build_scripts.words.page_kinds import PageKind
from build_scripts.words.vocabulary import FindingStatus, RowKind, Severity

HIGHLIGHTS = 3
PICTURED = 300
"""With more departments than these the first page draws jurisdictions; each draws its own departments."""
NEWEST = 2
"""So many forms of each jurisdiction's latest year stand on the home page."""
# The rules whose findings a reader understands without the method page, in the order in which they tell most.
MOST_TELLING_RULES = ("BUD-03", "SCO-05", "BUD-01", "SCO-03", "BUD-05", "BUD-02")


@dataclass(frozen=True)
class HomeContext:
    """``/``."""

    statements: Figure = said("表单数", "Number of forms")
    departments: Figure = said("部门数", "Number of departments")
    indicators: Figure = said("填有内容的指标行数", "Number of indicator rows that were filled in")
    outcomes: Strip | None = said("已评价的目标：达成、未达成", "Targets whose year is over: met, missed")
    plans: Strip | None = said("计划的目标：与上年相比", "Targets of plans: beside last year's figures")
    errors: Figure = said("待说明的错误", "Open errors")
    jurisdictions: Sequence[JurisdictionSummary] = said("行政区", "Jurisdictions with departments")
    draws_departments: bool = said(
        "是否画出每个部门；部门太多时只画行政区", "Whether every department is drawn; of very many only the jurisdictions are"
    )
    newest: Sequence[StatementSummary] = said(
        "各行政区最近年度的表单，每区几份", "Forms of each jurisdiction's latest year, a few of each"
    )
    highlights: Sequence[tuple[FindingRow, StatementSummary]] = said(
        "最值得说明的发现，每条规则一处", "The most telling findings, one of each rule"
    )
    files: Scope = said("下载：含有全部数据的文件", "Downloads: the files that hold all data")
    as_of: str = said("全部数据的日期，未知则空", "Day up to which the data are told, empty where unknown")
    release: ReleaseFile | None = said("最新的数据版本；没有则无", "The latest release of the data, if there is one")


@one_page(PageKind.HOME, HomeContext)
def home_page(site: Site) -> Page:
    """Return the home page."""
    ledger = site.ledger
    context = HomeContext(
        statements=ledger.count("statements"),
        departments=ledger.count("departments"),
        indicators=ledger.count("indicators", row_kind=RowKind.FILLED),
        outcomes=site.outcomes(),
        plans=site.plans(),
        errors=ledger.count("findings", severity=Severity.ERROR, status=FindingStatus.OPEN),
        draws_departments=len(site.portal.departments) <= PICTURED,
        jurisdictions=tuple(site.jurisdiction(key) for key in site.jurisdictions_with_departments()),
        newest=_newest(site),
        highlights=_highlights(site),
        files=site.scopes[""],
        as_of=site.portal.days.get(AS_OF, ""),
        release=site.releases[-1] if site.releases else None,
    )
    settings = site.portal.settings
    title, description = settings.both("title"), settings.both("description")
    return Page(PageKind.HOME, "", title, description, (), context, feed=feed_of(""))


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
