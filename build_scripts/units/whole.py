"""Summaries → what the portal says of all departments: its pages, tables, search and map.

Departments that make one unit need not stand side by side: whatever is listed is put into the order in which a look at the
whole would list it. Departments stand as their folders do, forms and what is told of them in the order of their ids.
"""

from __future__ import annotations

import io
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from hashlib import sha256
from itertools import chain
from operator import attrgetter
from typing import Any

from build_scripts import verify
from build_scripts.judging.audit import Audit
from build_scripts.judging.events import Event, events_of_all, newest_first
from build_scripts.judging.rollups import Rollup, RollupLevel, by_place, roll_up
from build_scripts.opendata.api import answers_of_portal, endpoints, notices
from build_scripts.opendata.api_schema import schema_files
from build_scripts.opendata.archive import checksums
from build_scripts.opendata.catalogues import DCAT_URL, POD_URL, dcat_catalogue, pod_catalogue
from build_scripts.opendata.citation import citation_cff
from build_scripts.opendata.described import json_bytes
from build_scripts.opendata.dictionary import dictionary_csv, dictionary_json
from build_scripts.opendata.feeds import feed_of, feed_of_portal
from build_scripts.opendata.gov_cn import CATALOGUE, catalogue
from build_scripts.opendata.packing import Packing
from build_scripts.opendata.releasing import RELEASE_LIST, ReleaseFile, release_list, unpacked
from build_scripts.opendata.scopes import Container, Provenance, Scope, WholeFile
from build_scripts.pages import Page, Site, all_pages, found_files
from build_scripts.pages.search_files import SearchIndex, SearchPart
from build_scripts.publish import (
    Claim,
    Rendered,
    claims_of_files,
    claims_of_pages,
    page_files,
    page_places,
    refuse_duplicates,
    signers_files,
)
from build_scripts.publish.kept import NO_MEMORY, Memory
from build_scripts.publish.stores import Store
from build_scripts.reading.load import SharedFiles
from build_scripts.reading.model import (
    FormTemplate,
    Jurisdiction,
    PortalSettings,
    RecordT,
    ReleaseEntry,
    ReleaseLedger,
    ScoringProfile,
    SourceDocument,
)
from build_scripts.reading.records import AS_OF, Portal
from build_scripts.reading.releases import DataRelease, version_order
from build_scripts.tables.catalogue import TABLE_OF, TABLES
from build_scripts.tables.chunks import Chunk, chunks, index_of
from build_scripts.tables.csv_format import csv_text
from build_scripts.tables.downloads import Download, made_of_parts, rows_by_place, written
from build_scripts.tables.ledger import TALLIED, Ledger, Tally, UnprovedError, prove
from build_scripts.tables.portal_tables import HAPPENED, JURISDICTIONS, ROLLUPS, SCORING_PROFILES, SOURCES
from build_scripts.tables.published import PublishedTable, Table
from build_scripts.units.beside import Beside, at_once
from build_scripts.units.drawn import chart_files
from build_scripts.units.work import CARRIED, CHOSEN, Common, Standing, UnitSummary, in_every_language
from build_scripts.words.language import Both
from build_scripts.words.page_kinds import PageKind
from build_scripts.words.vocabulary import FormType, Severity, Subject

TOGETHER = 32
"""So many pages are rendered and written together; all at once would be most of what a large portal holds in memory."""

VERIFIED = "downloads/verify.json"
"""What the program found that everybody can run."""


@dataclass(frozen=True)
class MadeWhole:
    """What was made of all summaries."""

    pages: tuple[Rendered, ...]
    """Where they are not among the files."""
    searched: SearchIndex
    unlisted: frozenset[str]
    leading: frozenset[str]
    """The files of pages that lead to those of the units."""
    made: frozenset[str]
    """The files of all pages that are made from the data."""
    proved: int
    findings: Counter[Severity]
    """Those on the forms, by severity."""


def portal_of(
    common: Common, summaries: Sequence[UnitSummary], rest: frozenset[str], days: Mapping[str, str]
) -> Portal:
    """Return the records that pages of the whole portal speak of: all but forms, and what is said of them."""
    shared = common.shared

    def by_key(kind: type[RecordT]) -> dict[str, RecordT]:
        return {file.key: record for file, record in shared.records.items() if isinstance(record, kind)}

    shown, held = (frozenset(chain.from_iterable(one.documents[place] for one in summaries)) for place in (0, 1))
    departments = {place: own for one in summaries for place, own in one.departments.items()}
    settings, ledger = shared.single(PortalSettings), shared.single(ReleaseLedger)
    assert settings is not None  # nothing is published without
    return Portal(
        jurisdictions=by_key(Jurisdiction),
        departments=dict(sorted(departments.items(), key=lambda item: item[0].split("/"))),
        templates=by_key(FormTemplate),
        profiles=by_key(ScoringProfile),
        sources={id_: one for id_, one in by_key(SourceDocument).items() if id_ not in held - shown},
        statements=(),
        restatements={},
        known_gaps={},
        replies={},
        published={},
        positions=shared.positions,
        settings=settings,
        held=tuple(sorted((form for one in summaries for form in one.held), key=_ID)),
        addresses=rest,
        made=ledger.releases if ledger is not None else (),
        days=days,
        release=common.latest,
    )


def made_whole(
    common: Common,
    portal: Portal,
    summaries: Sequence[UnitSummary],
    store: Store,
    taken: Iterable[Claim],
    memory: Memory = NO_MEMORY,
    beside: Beside = at_once,
) -> MadeWhole:
    """Make what speaks of all departments and write it beside the files of the units, which ``store`` has.

    ``taken`` are the addresses of what is not made from the data, ``memory`` knows what an earlier build made, ``beside``
    lends processes.

    Raises:
        UnprovedError: where a figure on a page, or one worked out again from the downloads, differs from the published CSV.
        PublishError: where two things have one address.
    """
    forms = sorted((form for one in summaries for form in one.brought), key=_ID)
    rolled = tuple(roll_up(portal, forms, RollupLevel.JURISDICTION))
    told = (event for one in summaries for event in one.events)
    happened = newest_first(chain(told, events_of_all(portal)))
    carried = _carried(portal, rolled, happened, summaries, common.today)
    scopes, verified = _scopes(common, portal, carried, summaries, store, memory, beside)
    whole, sums = scopes[""].file(Container.ZIP), scopes[""].checksums_url
    released, kept = _released(portal.made, common.releases, whole, store, memory)
    tallied = {name: _tally(name, (one.told[name] for one in summaries)) for name in TALLIED}
    ledger = Ledger({**carried, **tallied})
    site = _site(portal, rolled, happened, summaries, ledger, scopes, released)
    pages = all_pages(site)
    proof: dict[str, str | Tally] = {name: csv_text(carried[name]) for name in CARRIED}
    proof |= {name: _tally(name, (one.proof[name] for one in summaries)) for name in TALLIED}
    proved = prove(ledger.shown.values(), proof)
    files = chart_files(pages) | found_files(site) | _described(portal, scopes)
    files |= answers_of_portal(portal, carried, scopes)
    files |= notices(portal, site.moved, site.gone, (), scopes)
    files |= schema_files(portal.settings, endpoints(portal, site.outlines, scopes))
    files[feed_of("")] = feed_of_portal(portal, happened)
    if portal.settings.gov_cn is not None:
        files[CATALOGUE] = catalogue(portal.settings, portal.settings.gov_cn, scopes[""].tables)
    chunked = _chunked(summaries, store, memory)
    files |= signers_files(portal.settings.signing_keys)
    files["downloads/verify.py"] = verify.own_text()
    files["explore/index.json"] = index_of(chunked, carried["jurisdictions"], carried["departments"])
    tabled = (url for place in ("", *portal.jurisdictions) if place in scopes for url in scopes[place].urls)
    leading = tuple(claims_of_pages(pages))
    below = tuple(chain.from_iterable(one.claims for one in summaries))
    explored = (f"explore/{chunk.name}" for chunk, _, _ in chunked)
    refuse_duplicates(
        chain(leading, claims_of_files(chain(files, (VERIFIED, sums), kept, explored, tabled)), below, taken)
    )
    store.write_all(files)
    rendered = list[Rendered]()
    changed = [*_changed(pages, portal, memory)]
    for start in range(0, len(changed), TOGETHER):
        some = in_every_language(changed[start : start + TOGETHER], portal)
        if common.worn is None:
            rendered += some
        else:
            store.write_all(page_files(common.worn, some))
    verified()
    store.write_all({sums: _checksums(scopes[""], files, store)})
    unlisted = frozenset(page.url for page in pages if not page.kind.is_listed)
    return MadeWhole(
        tuple(rendered),
        SearchIndex.of(pages, sorted((part for one in summaries for part in one.searched), key=_place_of)),
        unlisted.union(*(one.unlisted for one in summaries)),
        frozenset(place for place, _ in leading),
        frozenset(place for place, _ in chain(leading, below) if place.endswith(".html")),
        proved + sum(one.proved for one in summaries),
        Counter(row.severity for row in site.finding_rows if row.about is Subject.FORM),
    )


def _carried(
    portal: Portal, rolled: Iterable[Rollup], happened: Iterable[Event], summaries: Sequence[UnitSummary], today: date
) -> dict[str, Table]:
    """Return the tables whose rows are at hand: those of ``CARRIED`` and those of records that departments share."""
    audit = Audit(portal, {}, (), today)
    rows = {name: [row for one in summaries for row in one.rows[name]] for name in CARRIED}
    rows["rollups"] += ROLLUPS.of(rolled).rows
    # The first cell of each is an id that begins with that of its place; before the year of a roll-up stands all of it.
    for name in ("departments", "restatements"):
        rows[name].sort(key=lambda row: str(row[0]).split("/")[:2])
    for name in ("rollups", "scorecard"):
        rows[name].sort(key=lambda row: str(row[0]).partition("#")[0][:-5])
    tables = {name: Table(TABLE_OF[name], tuple(own)) for name, own in rows.items()}
    tables["changes"] = HAPPENED.of(happened)
    return {**tables, **{one.name: one.filled(audit) for one in (JURISDICTIONS, SOURCES, SCORING_PROFILES)}}


def _scopes(
    common: Common,
    portal: Portal,
    carried: Mapping[str, Table],
    summaries: Sequence[UnitSummary],
    store: Store,
    memory: Memory,
    beside: Beside,
) -> tuple[dict[str, Scope], Callable[[], None]]:
    """Write the files of the portal and of each jurisdiction; return those of all, and what waits for ``_verified``."""
    found = {place: own for one in summaries for place, own in one.scopes.items()}
    parts: dict[str, list[Scope]] = defaultdict(list)
    for place, own in sorted(found.items(), key=lambda item: _of_forms(item[0])):
        parts[""].append(own)
        parts[place.partition("/")[0]].append(own)
    above = rows_by_place({name: table for name, table in carried.items() if table.declared.by_place})
    told = Provenance(portal.settings, common.release, common.today.isoformat() if common.release else "")
    packing = Packing(store.read, store.write, told)

    def of(place: str) -> Iterator[Download]:
        own = dict(carried) if not place else {table.name: table for table in above.get(place, ())}
        for table in TABLES:
            below = [one for part in parts[place] for one in part.tables if one.name == table.name]
            if table.name in own:
                yield written(place, own[table.name], store.write)
            elif table.name not in carried and (not place or below):
                yield _joined(place, table, below, store, memory)

    def whole(place: str, name: Both) -> _Begun:
        below = parts[place]
        scope = Scope(
            place,
            name,
            tuple(of(place)),
            day=portal.days.get(place or AS_OF, ""),
            years=tuple(sorted({year for part in below for year in part.years})),
            territories=tuple(dict.fromkeys(territory for part in below for territory in part.territories)),
            sources=tuple(
                {(source.title, source.sha256): source for part in below for source in part.sources}.values()
            ),
        )
        made_of = (scope, packing.provenance, [part.file(Container.SQLITE).sha256 for part in below])
        again: Scope | None = memory.again(f"{place}/*", made_of)
        if again is not None:
            return _Begun(again, {file.kind: partial(again.file, file.kind) for file in again.whole})
        if not scope.tables:
            return _Begun(scope, {})
        return _Begun(scope, _begun(packing, scope, below, carried, beside))

    names = {"": portal.settings.both("title"), **{id_: one.both("name") for id_, one in portal.jurisdictions.items()}}
    portals, *others = [whole(place, name) for place, name in names.items()]
    verified = _verified(portals.files[Container.ZIP](), store, memory, beside)
    made = (_ended(one, packing, store, memory) for one in (portals, *others))
    return {**found, **{scope.place: scope for scope in made if scope.tables}}, verified


@dataclass(frozen=True)
class _Begun:
    """A scope whose files are being written."""

    scope: Scope
    files: Mapping[Container, Callable[[], WholeFile]]
    """What waits for each of those that hold all of its tables."""


def _begun(
    packing: Packing, scope: Scope, parts: Sequence[Scope], own: Collection[str], beside: Beside
) -> dict[Container, Callable[[], WholeFile]]:
    works = packing.from_parts(scope, parts, own)
    begun = {kind: beside(works[kind]) for kind in sorted(works, key=lambda kind: kind is not Container.ZIP)}
    return {kind: begun[kind] for kind in works}  # others wait for the zip


def _ended(begun: _Begun, packing: Packing, store: Store, memory: Memory) -> Scope:
    """Return a scope whose files are written."""
    scope = begun.scope
    if scope.whole or not scope.tables:
        return scope
    files = [one() for one in begun.files.values()]
    store.digests.update({file.url: file.sha256 for file in files})
    return memory.made_anew(f"{scope.place}/*", packing.put_together(scope, files), scope.urls_of_whole)


def _described(portal: Portal, scopes: Mapping[str, Scope]) -> dict[str, bytes]:
    """Return the files that describe what can be downloaded of the portal, and of all places together."""
    settings, whole = portal.settings, scopes[""]
    listed = [scopes[place] for place in ("", *portal.jurisdictions, *portal.departments) if place in scopes]
    pod = pod_catalogue(listed, settings)
    return {
        f"{whole.folder}dictionary.csv": dictionary_csv(whole.tables),
        f"{whole.folder}dictionary.json": dictionary_json(whole.tables),
        f"{whole.folder}CITATION.cff": citation_cff(whole, settings).encode(),
        DCAT_URL: dcat_catalogue(listed, settings),
        **({POD_URL: pod} if pod is not None else {}),
    }


def _joined(
    place: str, table: PublishedTable[Any], parts: Sequence[Download], store: Store, memory: Memory
) -> Download:
    name = f"{place}/{table.name}"
    again: Download | None = memory.again(name, (table.title, [file.sha256 for part in parts for file in part.files]))
    if again is not None:
        return again
    made = made_of_parts(place, table, parts, store.read, store.write)
    return memory.made_anew(name, made, (file.url for file in made.files))


def _checksums(whole: Scope, made: Mapping[str, bytes], store: Store) -> bytes:
    """Return the checksums of all files that stand beside the tables of the portal: what is at hand, and what was written."""
    beside = {**made, VERIFIED: b"".join(store.read([VERIFIED]))}
    named = (
        (url.removeprefix(whole.folder), content) for url, content in beside.items() if url.startswith(whole.folder)
    )
    return checksums(whole.digests | {name: sha256(content).hexdigest() for name, content in named})


def _verified(whole: WholeFile, store: Store, memory: Memory, beside: Beside) -> Callable[[], None]:
    """Begin to run the program that everybody can run over the zip of all data.

    Returns what waits for it and publishes what it found, and raises ``UnprovedError`` where something differs.
    """
    if memory.again(VERIFIED, whole.sha256) is not None:
        return lambda: None
    begun = beside(partial(_report_on, whole, store))

    def ended() -> None:
        memory.made_anew(VERIFIED, store.write(VERIFIED, (begun(),)), (VERIFIED,))

    return ended


def _report_on(whole: WholeFile, store: Store) -> bytes:
    """Return what the program says of a zip.

    Raises:
        UnprovedError: where something differs.
    """
    place = verify.ZipPlace(io.BytesIO(*store.read([whole.url])))
    try:
        report = verify.verified(place, whole.url)
    except verify.UnreadableError as error:
        raise UnprovedError(str(Both(*error.said))) from error
    if report.differ:
        raise UnprovedError(report.as_text((0, 1)))
    return report.as_json().encode()


def _released(
    made: Iterable[ReleaseEntry], releases: Iterable[DataRelease], latest: WholeFile, store: Store, memory: Memory
) -> tuple[tuple[ReleaseFile, ...], list[str]]:
    """Publish every release as it was published, of a withdrawn one that it is, and the data of today beside them.

    Returns what is told of each, the oldest first, and where all of it stands.
    """
    kept, told, urls = {one.version: one for one in releases}, [], [RELEASE_LIST]
    for entry in sorted(made, key=lambda entry: version_order(entry.version)):
        folder, url = f"data/{entry.version}/", f"data/{entry.version}.zip"
        one = ReleaseFile(entry.version, entry.date, folder, url, entry.size, entry.sha256, entry.withdrawn)
        told.append(one)
        if entry.withdrawn is None:
            content = kept[entry.version].content()
            urls += _unfolded(folder, content, entry.sha256, store, memory)
        else:
            url, content = f"{folder}index.json", json_bytes(one.told)
        store.write_all({url: content})
        urls.append(url)
    (content,) = store.read([latest.url])
    urls += _unfolded("data/latest/", content, latest.sha256, store, memory)
    store.write_all({RELEASE_LIST: release_list(told)})
    return tuple(told), urls


def _unfolded(folder: str, content: bytes, digest: str, store: Store, memory: Memory) -> tuple[str, ...]:
    """Write the files of a zip into a folder and return where they stand."""
    again: tuple[str, ...] | None = memory.again(folder, digest)
    if again is not None:
        return again
    urls = []
    for name, held in unpacked(content):
        urls.append(f"{folder}{name}")
        store.write(urls[-1], (held,))
    return memory.made_anew(folder, tuple(urls), urls)


def _changed(pages: Iterable[Page], portal: Portal, memory: Memory) -> Iterator[Page]:
    """Yield the pages that show something else than they did."""
    for page in pages:
        name = f"page {page.url}"
        if memory.again(name, (page, portal.days.get(page.shows), portal.settings)) is None:
            memory.made_anew(name, True, page_places(page.url))
            yield page


def _site(
    portal: Portal,
    rolled: Iterable[Rollup],
    happened: tuple[Event, ...],
    summaries: Sequence[UnitSummary],
    ledger: Ledger,
    scopes: Mapping[str, Scope],
    released: tuple[ReleaseFile, ...],
) -> Site:
    findings = sorted((row for one in summaries for row in one.finding_rows()), key=attrgetter("statement_id"))
    return Site(
        portal,
        {form.id: form for form in sorted((form for one in summaries for form in one.outlines), key=_ID)},
        tuple(findings),
        by_place(chain(rolled, *(one.rollups for one in summaries))),
        tuple(sorted((card for one in summaries for card in one.cards), key=attrgetter("department_id"))),
        ledger,
        scopes,
        {place: line for one in summaries for place, line in one.lines.items()},
        {name: frozenset(chain.from_iterable(one.occurring[name] for one in summaries)) for name in CHOSEN},
        happened,
        released,
    )


_ID = attrgetter("id")


def _of_forms(department_id: str) -> str:
    """Return a department's place where its forms stand in the order of their ids."""
    return f"{department_id}/"


def _chunked(summaries: Iterable[UnitSummary], store: Store, memory: Memory) -> list[tuple[Chunk, int, str]]:
    """Write the rows for Explore, one file after the other, and return how each was written: its bytes and its SHA-256."""
    found = {place: piece for one in summaries for place, piece in one.pieces.items()}
    written = []
    for chunk in chunks(found[place] for place in sorted(found, key=_of_forms)):
        url = f"explore/{chunk.name}"
        told = memory.again(url, chunk)
        if told is None:
            told = memory.made_anew(url, store.write(url, (chunk.content,)), (url,))
        written.append((chunk, *told))
    return written


def _place_of(part: SearchPart) -> list[str]:
    """Return the place of a part among those of its kind, which the index keeps together."""
    return part.place.split("/") if part.kind is PageKind.DEPARTMENT else [_of_forms(part.place)]


def _tally(name: str, parts: Iterable[Tally]) -> Tally:
    """Return the tallies of all units as one; a portal may have no department yet."""
    whole = list(parts)
    return Tally(
        tuple(chain.from_iterable(TALLIED[name])),
        tuple(line for one in whole for line in one.lines),
        tuple(count for one in whole for count in one.rows),
    )


def at_odds(shared: SharedFiles, portal: Portal, summaries: Sequence[UnitSummary]) -> bool:
    """Tell whether units, each right in itself, may contradict each other; then the data are looked at as a whole."""
    names = Counter((place.partition("/")[0], own.name) for one in summaries for place, own in one.departments.items())
    former = Counter(id_ for one in summaries for id_ in one.former)
    former.update(
        id_ for one in portal.jurisdictions.values() for id_ in (*one.formerly, *(p.place for p in one.withdrawn))
    )
    words = Counter(form.words for one in summaries for form in one.placed)
    return any(
        (
            max(names.values(), default=0) > 1,
            max(former.values(), default=0) > 1,
            max(words.values(), default=0) > 1,
            _overlap(shared, [form for one in summaries for form in one.placed]),
            bool(portal.gone(portal.addresses)),
        )
    )


def _overlap(shared: SharedFiles, placed: Iterable[Standing]) -> bool:
    """Tell whether two forms of one kind stand on the same lines of a source; a scan has one line and tells nothing."""
    scans = {file.key for file, one in shared.records.items() if isinstance(one, SourceDocument) and one.lines <= 1}
    last: dict[tuple[str, FormType], int] = {}
    for form in sorted(placed, key=lambda form: form.lines):
        if form.document not in scans:
            if form.lines[0] <= last.get((form.document, form.form_type), 0):
                return True
            last[form.document, form.form_type] = form.lines[1]
    return False
