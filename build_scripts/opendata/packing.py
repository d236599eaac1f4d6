"""The files that hold all tables of a scope: workbook, database and zip, made of the files of its tables."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from build_scripts.opendata.archive import packed
from build_scripts.opendata.database import database
from build_scripts.opendata.scopes import Container, Filled, Provenance, Scope, WholeFile
from build_scripts.opendata.texts import cover_lines, read_me
from build_scripts.opendata.workbook import workbook
from build_scripts.tables.catalogue import TABLE_OF
from build_scripts.tables.downloads import Read, Write
from build_scripts.tables.formats import CSV, PARQUET
from build_scripts.tables.parquet_format import read_parquet
from build_scripts.tables.published import Table


@dataclass(frozen=True)
class Packing:
    """Where the files of tables are, and whose they are."""

    read: Read
    write: Write
    provenance: Provenance

    def from_tables(self, scope: Scope, tables: Sequence[Table]) -> Scope:
        """Return a scope with the files that hold all of its tables, which are written; these are at hand."""
        return self._whole(scope, lambda: ((table.declared, table.typed) for table in tables))

    def from_parts(self, scope: Scope, parts: Sequence[Scope], own: Collection[str]) -> Scope:
        """Return a scope with the files that hold all of its tables, which are written.

        Of ``parts``, what it is made of, the database takes the rows of all tables but its ``own``.
        """
        return self._whole(scope, lambda: self._filled(scope), parts, own)

    def _whole(
        self,
        scope: Scope,
        filled: Callable[[], Iterable[Filled]],
        parts: Sequence[Scope] = (),
        own: Collection[str] = (),
    ) -> Scope:
        made: dict[Container, Callable[[], bytes]] = {
            Container.XLSX: lambda: workbook(cover_lines(scope, self.provenance), filled()),
            Container.SQLITE: lambda: database(
                (pair for pair in filled() if not parts or pair[0].name in own),
                self.read(part.file(Container.SQLITE).url for part in parts),
            ),
            Container.ZIP: lambda: packed(self._packed(scope)),
        }
        return replace(scope, whole=tuple(self._written(scope, kind, make()) for kind, make in made.items()))

    def _written(self, scope: Scope, kind: Container, content: bytes) -> WholeFile:
        url = scope.url_of(kind)
        return WholeFile(kind, url, *self.write(url, (content,)))

    def _filled(self, scope: Scope) -> Iterator[Filled]:
        for table in scope.tables:
            (content,) = self.read([table.file(PARQUET).url])
            yield TABLE_OF[table.name], read_parquet(content)

    def _packed(self, scope: Scope) -> Iterable[tuple[str, Iterable[bytes]]]:
        for table in scope.tables:
            yield CSV.file(table.name), self.read([table.file(CSV).url])
        sums = [(table.file(CSV).sha256, CSV.file(table.name)) for table in scope.tables]
        yield "README.md", (read_me(scope, self.provenance).encode(),)
        yield "SHA256SUMS", ("".join(f"{digest}  {name}\n" for digest, name in sums).encode(),)
