"""A whole portal in memory: the work of a build without MkDocs, from judged records or from a data folder.

Judged records go through the work of one unit, as if all departments spoke of each other; a data folder is parted into
units as a build parts it. Both ways what speaks of many departments is made of the units' summaries alone.
"""

from __future__ import annotations

import io
import sqlite3
import zipfile
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from fnmatch import fnmatch
from functools import cache
from pathlib import Path, PurePosixPath

import pyarrow.parquet as pq
from conftest import PROJECT, TODAY

from build_scripts.build import evaluated_until
from build_scripts.judging.audit import Audit
from build_scripts.pages import Page, UnitSite
from build_scripts.publish import Rendered, claimed
from build_scripts.publish.stores import MemoryStore
from build_scripts.reading.layout import FILE_KINDS, KIND_OF, DataFile
from build_scripts.reading.load import SharedFiles, content_of, looked_through, read_shared
from build_scripts.reading.model import FormTemplate, Jurisdiction, PortalSettings, ScoringProfile, SourceDocument
from build_scripts.reading.records import Portal
from build_scripts.reading.releases import releases, shown_by_department
from build_scripts.tables.catalogue import tables
from build_scripts.tables.ledger import Ledger
from build_scripts.units.parting import Parted, parted
from build_scripts.units.spreading import spread
from build_scripts.units.whole import at_odds, made_whole, portal_of
from build_scripts.units.work import Common, UnitSummary, published
from build_scripts.words.language import LANGUAGES
from build_scripts.words.page_kinds import PageKind


@dataclass(frozen=True)
class Assembled:
    """All that a build makes of data."""

    files: dict[str, bytes]
    """The files of the site but for its HTML pages."""
    rendered: tuple[Rendered, ...]
    """Its generated pages in every language, kind by kind."""
    proved: int
    """How many figures were proved against the CSV files."""
    searched: dict[tuple[str, str], bytes]
    """By language and name the files of the search index."""

    @property
    def pages(self) -> list[Page]:
        """The generated pages themselves."""
        return [one.page for one in self.rendered if one.lang == "zh"]


def assembled(data: Audit | Path) -> Assembled:
    """Return what a build makes of judged records, held forms left out, or of a data folder without an error."""
    return _of_folder(data) if isinstance(data, Path) else _of_audit(data)


def site_of(audited: Audit) -> UnitSite:
    """Return what the pages of departments and forms are made from; it leads to no files."""
    return UnitSite.of(audited, Ledger(tables(audited)), {})


def _of_audit(audited: Audit) -> Assembled:
    portal, store = audited.portal, MemoryStore()
    summary, files, pages = published(audited, None)
    store.write_all(files)
    elsewhere = frozenset(id_ for id_ in portal.addresses if _department_of(id_, portal) not in portal.departments)
    common = Common(_shared(portal), None, audited.today, portal.evaluated_until)
    whole = portal_of(common, [summary], elsewhere, portal.days)
    return _whole(common, whole, [summary], pages, store)


def _department_of(id_: str, portal: Portal) -> str:
    """Return the id that the department of a form has today."""
    place = "/".join(id_.split("/")[:2])
    return portal.moved.get(place, place)


def _shared(portal: Portal) -> SharedFiles:
    """Return what a portal's files would say that belong to no department."""
    records = {
        data_file(KIND_OF[kind].path(key)): record
        for kind, named in {
            PortalSettings: {"": portal.settings},
            Jurisdiction: portal.jurisdictions,
            FormTemplate: portal.templates,
            ScoringProfile: portal.profiles,
            SourceDocument: portal.sources,
        }.items()
        for key, record in named.items()
    }
    return SharedFiles(
        root="data",
        ids={},
        records=records,
        positions=portal.positions,
        digests={},
        problems=(),
        addresses=portal.addresses,
    )


def data_file(path: str) -> DataFile:
    """Return the file at a path below a data folder, whether it is there or not."""
    parts = PurePosixPath(path).with_suffix("").parts
    depth = len(parts)
    (kind,) = (one for one in FILE_KINDS if fnmatch(path, one.place) and len(PurePosixPath(one.place).parts) == depth)
    return DataFile(Path(path), f"data/{path}", parts, kind)


def departments(tree: Mapping[str, str], *places: str) -> dict[str, str]:
    """Return the files of more departments, each like that of the smallest tree with sources and words of its own."""
    own, added = "wuhan-jiangxia/gov-office/", {}
    for number, place in enumerate(places):
        jurisdiction = f"{place.partition('/')[0]}/jurisdiction.yml"
        if jurisdiction not in tree:
            added[jurisdiction] = f'name: "第{number}区"\nname_en: "District {number}"\nlevel: "county"\n'
        added[f"sources/of-{number}.yml"] = tree["sources/document.yml"]
        for path in (path for path in tree if path.startswith(own)):
            text = tree[path].replace('document: "document"', f'document: "of-{number}"')
            for word in ("区政府办公室", "改善办公条件", "道路平整"):
                text = text.replace(word, f"{word}之{number}")
            added[f"{place}/{path.removeprefix(own)}"] = text
    return added


def units_of(data: Path) -> Parted:
    """Return the units of a data folder."""
    files, _ = looked_through(data)
    shared = read_shared(data, files)
    contents = ((file, content_of(file.path)) for file in files if file.department_id)
    return parted(shared, contents, shown_by_department(releases(data)))


def _of_folder(data: Path) -> Assembled:
    files, _ = looked_through(data)
    shared = read_shared(data, files)
    found = units_of(data)
    common, store = Common(shared, None, TODAY, evaluated_until(files), releases(data)), MemoryStore()
    results = [result for _, result in spread(common, dict(enumerate(found.units)), {}, store, 1)]
    summaries = [one.done.summary for one in results if one.done.summary is not None]
    whole = portal_of(common, summaries, found.rest, {})
    problems = [*shared.problems, *(problem for one in results for problem in one.done.problems)]
    assert len(summaries) == len(results), problems
    assert not at_odds(shared, whole, summaries)
    return _whole(common, whole, summaries, [page for one in results for page in one.rendered], store)


def _whole(
    common: Common, portal: Portal, summaries: Sequence[UnitSummary], pages: Sequence[Rendered], store: MemoryStore
) -> Assembled:
    made = made_whole(common, portal, summaries, store, _claimed())
    order = list(PageKind)
    rendered = sorted((*pages, *made.pages), key=lambda one: order.index(one.page.kind))
    index = '{"config": {}, "docs": []}'
    searched = {(lang, name): text for lang in LANGUAGES for name, text in made.searched.files(lang, index)}
    return Assembled(store.files, tuple(rendered), made.proved, searched)


@cache
def _claimed():
    return claimed(PROJECT)


def texts_in(files: Mapping[str, bytes]) -> dict[str, str]:
    """Return what files say by their names, those that are packed or have types among them."""
    found = {}
    for name, content in files.items():
        if name.endswith((".zip", ".xlsx")):
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                found |= texts_in({f"{name}/{one}": archive.read(one) for one in archive.namelist()})
        elif name.endswith(".parquet"):
            found[name] = str(pq.read_table(io.BytesIO(content)).to_pydict())
        elif name.endswith(".sqlite"):
            with closing(sqlite3.connect(":memory:")) as base:
                base.deserialize(content)
                found[name] = "\n".join(base.iterdump())
        else:
            found[name] = content.decode()
    return found
