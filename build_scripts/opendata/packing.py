"""The files that hold all tables of a scope, workbook, database and zip, and the one that describes them, made of its tables' files."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from hashlib import sha256
from itertools import chain
from types import MappingProxyType

from build_scripts import verify
from build_scripts.opendata.archive import checksums, packed
from build_scripts.opendata.citation import citation_cff
from build_scripts.opendata.database import database
from build_scripts.opendata.dictionary import DICTIONARY, dictionary_table
from build_scripts.opendata.package import datapackage_json
from build_scripts.opendata.scopes import Container, Filled, Provenance, Scope, WholeFile
from build_scripts.opendata.texts import change_log, cover_lines, licence_text, read_me
from build_scripts.opendata.workbook import workbook
from build_scripts.reading.releases import CHECKSUMS, csv_rows
from build_scripts.tables.catalogue import TABLE_OF
from build_scripts.tables.csv_format import csv_bytes, unguarded
from build_scripts.tables.downloads import Read, Write
from build_scripts.tables.formats import CSV, PARQUET
from build_scripts.tables.parquet_format import read_parquet
from build_scripts.tables.portal_tables import HAPPENED
from build_scripts.tables.published import Table


@dataclass(frozen=True)
class Packing:
    """Where the files of tables are, and whose they are."""

    read: Read
    write: Write
    provenance: Provenance

    def from_tables(self, scope: Scope, tables: Sequence[Table], pictures: Mapping[str, bytes]) -> Scope:
        """Return a scope with the files that hold all of its tables, which are written; these are at hand.

        ``pictures`` are the files of its charts, which are put into the zip.
        """

        def filled(names: Collection[str]) -> Iterator[Filled]:
            return ((one.declared, one.typed) for one in tables if one.name in names)

        return self.put_together(scope, [work() for work in self._works(scope, filled, pictures=pictures).values()])

    def from_parts(
        self, scope: Scope, parts: Sequence[Scope], own: Collection[str]
    ) -> dict[Container, Callable[[], WholeFile]]:
        """Return the works each of which writes one of the files that hold all tables of a scope; see ``put_together``.

        Of ``parts``, what it is made of, the database takes the rows of all tables but its ``own``.
        """

        def filled(names: Collection[str]) -> Iterator[Filled]:
            for table in scope.tables:
                if table.name in names:
                    (content,) = self.read([table.file(PARQUET).url])
                    yield TABLE_OF[table.name], read_parquet(content)

        return self._works(scope, filled, parts, own)

    def put_together(self, scope: Scope, files: Iterable[WholeFile]) -> Scope:
        """Return a scope with the files that hold all of its tables, and write what describes them."""
        descriptor = datapackage_json(scope, self.provenance.settings, self.provenance.release)
        _, described = self.write(scope.descriptor_url, (descriptor,))
        scope = replace(scope, whole=tuple(files), described=described)
        if scope.place:
            self.write(scope.checksums_url, (checksums(scope.digests),))
        return scope

    def _works(
        self,
        scope: Scope,
        filled: Callable[[Collection[str]], Iterable[Filled]],
        parts: Sequence[Scope] = (),
        own: Collection[str] = (),
        pictures: Mapping[str, bytes] = MappingProxyType({}),
    ) -> dict[Container, Callable[[], WholeFile]]:
        names = [table.name for table in scope.tables]
        dictionary = dictionary_table(scope.tables)
        made: dict[Container, Callable[[], bytes]] = {
            Container.XLSX: lambda: workbook(cover_lines(scope, self.provenance), filled(names)),
            Container.SQLITE: lambda: database(
                [DICTIONARY, *(TABLE_OF[name] for name in names)],
                chain([(DICTIONARY, dictionary.typed)], filled(own if parts else names)),
                self.read(part.file(Container.SQLITE).url for part in parts),
            ),
            Container.ZIP: lambda: packed(self._packed(scope, dictionary, pictures)),
        }
        return {kind: partial(self._written, scope, kind, make) for kind, make in made.items()}

    def _written(self, scope: Scope, kind: Container, make: Callable[[], bytes]) -> WholeFile:
        url = scope.url_of(kind)
        return WholeFile(kind, url, *self.write(url, (make(),)))

    def _packed(self, scope: Scope, dictionary: Table, pictures: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
        """Yield the files of a zip; the last has the checksums of all others."""
        alone = replace(scope, tables=tuple(replace(table, files=(table.file(CSV),)) for table in scope.tables))
        told = self.provenance.settings, self.provenance.release, self.provenance.released
        beside = {
            "README.md": read_me(scope, self.provenance, len(pictures)).encode(),
            "datapackage.json": datapackage_json(alone, *told),
            "dictionary.csv": csv_bytes(dictionary),
            "CHANGELOG.md": change_log(scope, self._events(scope)).encode(),
            "CITATION.cff": citation_cff(scope, *told).encode(),
            "LICENSE.txt": licence_text(scope, self.provenance).encode(),
            "verify.py": verify.own_text(),
            **pictures,
        }
        yield from beside.items()
        names = (CSV.file(table.name) for table in scope.tables)
        yield from zip(names, self.read(table.file(CSV).url for table in scope.tables), strict=True)
        sums = {name: sha256(content).hexdigest() for name, content in beside.items()}
        sums |= {CSV.file(table.name): table.file(CSV).sha256 for table in scope.tables}
        yield CHECKSUMS, checksums(sums)

    def _events(self, scope: Scope) -> Iterable[Mapping[str, str]]:
        """Return what has happened to the data of a scope, the newest first."""
        urls = [table.file(CSV).url for table in scope.tables if table.name == HAPPENED.name]
        rows = (row for content in self.read(urls) for row in csv_rows(content.decode("utf-8-sig")))
        return ({name: unguarded(cell) for name, cell in row.items()} for row in rows)
