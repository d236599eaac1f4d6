"""One unit: its files in, its pages and tables written, its summary out.

A unit is given the bytes of its files, never a place to read them from, so that it can be worked on anywhere. What it
writes is of its departments alone. Its summary is all that is kept for the pages that speak of many departments.
"""

from __future__ import annotations

import pickle
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import sha256

from jinja2 import TemplateError

from build_scripts.judging.audit import Audit, examined, still_released
from build_scripts.judging.events import Event
from build_scripts.judging.rollups import Brought, Rollup, RollupLevel
from build_scripts.judging.scorecard import Card
from build_scripts.opendata.api import answers_of_departments, notices
from build_scripts.opendata.feeds import feed_of, feed_of_department
from build_scripts.opendata.packing import Packing
from build_scripts.opendata.scopes import Provenance, Scope, Territory
from build_scripts.pages import Page, UnitSite, all_pages
from build_scripts.pages.finding_rows import FindingRow
from build_scripts.pages.outlines import FormOutline
from build_scripts.pages.render import place_of_mistake, render
from build_scripts.pages.search_files import SearchPart, search_parts
from build_scripts.pages.summaries import DepartmentSummary
from build_scripts.publish import Claim, Dress, PublishError, Rendered, claims_of_files, claims_of_pages, page_files
from build_scripts.publish.stores import MemoryStore
from build_scripts.reading.layout import DataFile
from build_scripts.reading.load import SharedFiles, load_part
from build_scripts.reading.model import Department
from build_scripts.reading.problems import Problem, any_error
from build_scripts.reading.records import HeldForm, Portal
from build_scripts.reading.releases import DataRelease
from build_scripts.tables.catalogue import tables
from build_scripts.tables.chunks import Piece, pieces
from build_scripts.tables.downloads import rows_by_place, written
from build_scripts.tables.formats import CSV
from build_scripts.tables.ledger import TALLIED, Ledger, Rows, Tally, asked, prove, rows_in
from build_scripts.tables.published import Cell, Table
from build_scripts.units.drawn import chart_files, chart_pictures, picture_files
from build_scripts.units.inputs import kept_back
from build_scripts.units.parting import WorkUnit
from build_scripts.words.language import LANGUAGES, Both
from build_scripts.words.vocabulary import FormType

CARRIED = ("departments", "rollups", "scorecard", "restatements")
"""Tables that are small, or have rows of whole places too: their rows are kept; of all others there are the files."""


@contextmanager
def naming_mistakes() -> Iterator[None]:
    """Say of a mistake in a template where it is.

    Raises:
        PublishError: with its file and line.
    """
    try:
        yield
    except TemplateError as error:
        said = Both("页面模板有误", f"the page template is wrong: {error.message or type(error).__name__}")
        raise PublishError(place_of_mistake(error), said) from error


@dataclass(frozen=True)
class Common:
    """What every unit is given."""

    shared: SharedFiles
    worn: Dress | None
    """None where MkDocs makes the pages itself: then they are not written here."""
    today: date
    evaluated_until: int
    """The last fiscal year of which anybody reported results."""
    releases: tuple[DataRelease, ...] = ()
    """The releases of the data, the oldest first."""
    release: str = ""
    """The version of the release that is being made; empty where none is."""
    templates: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """The project's own, in the place of the program's: name → text and file."""

    @property
    def latest(self) -> str:
        """The version of the latest release; empty where there is none."""
        return self.releases[-1].version if self.releases else ""


@dataclass(frozen=True)
class Standing:
    """Where a form stands and what tells it from others: enough to see that two departments hold the same one."""

    id: str
    words: bytes
    """A digest of all that is printed."""
    form_type: FormType
    document: str
    lines: tuple[int, int]
    """First and last line in its document."""


@dataclass(frozen=True)
class UnitSummary:
    """What is kept of a unit that is understood."""

    held: tuple[HeldForm, ...]
    held_ids: frozenset[str]
    asks: bool
    """Whether an error or a doubt, shown or not, awaits an explanation."""
    packed_findings: bytes
    """All findings as rows of lists; packed, for they are most of what is kept."""
    departments: Mapping[str, Department]
    documents: tuple[frozenset[str], frozenset[str]]
    """Ids of the source documents of the forms that are shown, and of those that are held back."""
    placed: tuple[Standing, ...]
    former: tuple[str, ...]
    """Ids that its files say are former or withdrawn ones."""
    outlines: tuple[FormOutline, ...]
    lines: Mapping[str, DepartmentSummary]
    brought: tuple[Brought, ...]
    rollups: tuple[Rollup, ...]
    cards: tuple[Card, ...]
    events: tuple[Event, ...]
    rows: Mapping[str, tuple[tuple[Cell, ...], ...]]
    """Of the tables in ``CARRIED``."""
    told: Mapping[str, Tally]
    """What pages of many departments ask of its tables."""
    proof: Mapping[str, Tally]
    """The same, from its CSV files."""
    scopes: Mapping[str, Scope]
    """The files of each department."""
    pieces: Mapping[str, Piece]
    """By department, for Explore."""
    occurring: Mapping[str, frozenset[Cell]]
    """By column of the table of indicators, the values for which choices are offered."""
    searched: tuple[SearchPart, ...]
    """Of the search index."""
    claims: tuple[Claim, ...]
    unlisted: frozenset[str]
    """Addresses that no map names."""
    proved: int
    """How many figures of its pages were proved."""

    def finding_rows(self) -> tuple[FindingRow, ...]:
        """Return its findings as rows of lists."""
        rows: tuple[FindingRow, ...] = pickle.loads(zlib.decompress(self.packed_findings))  # noqa: S301 - packed above
        return rows


@dataclass(frozen=True)
class Done:
    """A unit that was looked at."""

    unit: WorkUnit
    rests_on: frozenset[str]
    """The names of the shared files that it was made from."""
    problems: tuple[Problem, ...]
    summary: UnitSummary | None
    """None where something in its files is an error."""
    kept_back: frozenset[str] = frozenset()
    """The files that say something which the site does not show, by their names; see ``inputs``."""


CHOSEN = ("fiscal_year", "form_type", "level1", "level2", "achievement", "target_change")
"""Columns of indicators for whose values Explore offers a choice."""


def worked(
    common: Common, unit: WorkUnit, contents: Mapping[DataFile, bytes], days: Mapping[str, str]
) -> tuple[Done, dict[str, bytes], tuple[Rendered, ...]]:
    """Return what is kept of a unit, its files, and its pages where they are not among these.

    Raises:
        UnprovedError: where a figure on a page differs from the unit's CSV files.
        PublishError: where two of its charts have one name.
    """
    portal, problems, rests_on = load_part(common.shared, contents, unit.addresses)
    if portal is None:
        return Done(unit, rests_on, tuple(problems), None), {}, ()
    portal = replace(
        portal, evaluated_until=common.evaluated_until, days=days, released=unit.released, release=common.latest
    )
    audited, more = examined(portal, lambda _: None, common.today)
    more += still_released(audited, {one.version: one.forms for one in unit.released})
    told = tuple(sorted({*problems, *more}))
    if any_error(told):
        return Done(unit, rests_on, told, None), {}, ()
    summary, files, rendered = published(audited, common.worn)
    return Done(unit, rests_on, told, summary, kept_back(unit, portal, audited)), files, rendered


def published(audited: Audit, worn: Dress | None) -> tuple[UnitSummary, dict[str, bytes], tuple[Rendered, ...]]:
    """Return the summary of judged records, their files, and their pages where they are not among these."""
    public = audited.public()
    portal = public.portal
    made = _own(tables(public))
    tabled = MemoryStore()
    parts = rows_by_place(made)
    scopes: dict[str, Scope] = {}
    ledger = Ledger(made)
    site = UnitSite.of(public, ledger, scopes)
    scopes |= {place: _scope(site, place, parts[place], tabled) for place in portal.departments if place in parts}
    files = tabled.files
    lines = {place: site.department(place) for place in portal.departments}
    pages = all_pages(site)
    files |= chart_files(pages) | picture_files(pages)
    files |= {feed_of(place): feed_of_department(portal, place, public.events) for place in portal.departments}
    files |= answers_of_departments(made, scopes)
    files |= notices(portal, site.moved, site.gone, portal.held, scopes)
    read = {
        name: _read_back(made[name], files, scopes.values(), own) for name, own in asked(ledger.shown.values()).items()
    }
    proved = prove(ledger.shown.values(), read)
    rendered = in_every_language(pages, portal)
    claims = (*claims_of_pages(pages), *claims_of_files(files))
    if worn is not None:
        files |= page_files(worn, rendered)
    summary = UnitSummary(
        held=portal.held,
        held_ids=audited.held,
        asks=any(item.fails_strict_build for item in audited.findings),
        packed_findings=zlib.compress(pickle.dumps(tuple(site.rows.values())), 1),
        departments=portal.departments,
        documents=_documents(audited),
        placed=tuple(_placed(audited.portal)),
        former=tuple(_former(audited.portal)),
        outlines=tuple(site.outlines.values()),
        lines=lines,
        brought=public.brought,
        rollups=tuple(item for item in public.rollups if item.level is RollupLevel.DEPARTMENT),
        cards=public.cards,
        events=public.events,
        rows={name: made[name].rows for name in CARRIED},
        told=ledger.tallies(),
        proof={name: read[name].tallied(name) for name in TALLIED},
        scopes=scopes,
        pieces=pieces(made),
        occurring={name: frozenset(_column(made["indicators"], name)) for name in CHOSEN},
        searched=tuple(search_parts(pages)),
        claims=claims,
        unlisted=frozenset(page.url for page in pages if not page.kind.is_listed),
        proved=proved,
    )
    return summary, files, () if worn is not None else rendered


def _scope(site: UnitSite, place: str, tables_of: Sequence[Table], store: MemoryStore) -> Scope:
    """Write the files of a department."""
    portal = site.portal
    forms = [form for form in portal.statements if form.department_id == place]
    jurisdiction = portal.jurisdictions[place.partition("/")[0]]
    scope = Scope(
        place,
        portal.departments[place].both("name"),
        tuple(written(place, table, store.write) for table in tables_of),
        day=portal.days.get(place, ""),
        years=tuple(sorted({form.form.fiscal_year for form in forms})),
        territories=(Territory(jurisdiction.both("name"), jurisdiction.admin_code or ""),),
        sources=tuple(portal.sources[key] for key in sorted({form.form.source.document for form in forms})),
    )
    packing = Packing(store.read, store.write, Provenance(portal.settings))
    return packing.from_tables(scope, tables_of, chart_pictures(site, place))


def in_every_language(pages: Iterable[Page], portal: Portal) -> tuple[Rendered, ...]:
    """Return pages with their bodies; both languages of one stand together, for they have most of their texts in common."""
    return tuple(
        Rendered(page, lang, render(page, portal.settings, lang), portal.days.get(page.shows, ""))
        for page in pages
        for lang in LANGUAGES
    )


def _own(made: Mapping[str, Table]) -> dict[str, Table]:
    """Return the tables without what is the whole portal's: its roll-ups of jurisdictions speak of other departments too."""
    rollups = made["rollups"]
    level = rollups.header.index("level")
    rows = tuple(row for row in rollups.rows if row[level] == RollupLevel.DEPARTMENT)
    return {**made, "rollups": replace(rollups, rows=rows)}


def _read_back(table: Table, files: Mapping[str, bytes], scopes: Iterable[Scope], columns: Iterable[str]) -> Rows:
    """Return columns of a table as its files have it; one that has no files of departments as the file of all would have it."""
    urls = [one.file(CSV).url for scope in scopes for one in scope.tables if one.name == table.name]
    own = [files[url] for url in urls] if table.declared.by_place else [CSV.write(table)]
    return rows_in(b"".join(CSV.join(table.declared, own)).decode("utf-8-sig"), {table.header[0], *columns})


def _column(table: Table, name: str) -> Iterable[Cell]:
    place = table.header.index(name)
    return (row[place] for row in table.rows)


def _documents(audited: Audit) -> tuple[frozenset[str], frozenset[str]]:
    shown, held = (
        frozenset(
            item.form.source.document for item in audited.portal.statements if (item.id in audited.held) is is_held
        )
        for is_held in (False, True)
    )
    return shown, held


def _placed(portal: Portal) -> Iterable[Standing]:
    for item in portal.statements:
        cells = (f"{cell.path}\0{cell.text}" for cell in item.printed if not cell.path.startswith("source."))
        kind, source = item.form.form_type, item.form.source
        words = sha256("\0".join((kind.value, *cells)).encode()).digest()
        yield Standing(item.id, words, kind, source.document, (source.first_line, source.last_line))


def _former(portal: Portal) -> Iterable[str]:
    for department in portal.departments.values():
        yield from department.formerly
        yield from (entry.statement for entry in department.withdrawn)
    for item in portal.statements:
        yield from item.form.formerly
