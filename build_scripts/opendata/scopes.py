"""What a set of files is about: the portal, a jurisdiction or a department, with its tables and the files that hold them all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from build_scripts.reading.model import PortalSettings, SourceDocument
from build_scripts.reading.releases import CHECKSUMS
from build_scripts.tables.downloads import Download
from build_scripts.tables.published import PublishedTable
from build_scripts.words.language import Both, Term

Filled = tuple[PublishedTable[Any], pa.Table]
"""A table as declared, and its rows with the types of its columns."""


class Container(Term):
    """A kind of file that holds all tables of a scope; its code is the end of the file's name."""

    ZIP = (
        "zip",
        "压缩包（全部 CSV、说明、字典、校验，部门的还有图）",
        "Zip (all CSVs, README, dictionary, checksums; a department's charts too)",
    )
    XLSX = "xlsx", "Excel 工作簿", "Excel workbook"
    SQLITE = "sqlite", "SQLite 数据库", "SQLite database"

    @property
    def media_type(self) -> str:
        """Its registered media type."""
        return _MEDIA_TYPES[self]


_MEDIA_TYPES = {
    Container.ZIP: "application/zip",
    Container.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Container.SQLITE: "application/vnd.sqlite3",
}


@dataclass(frozen=True)
class WholeFile:
    """A file that holds all tables of a scope."""

    kind: Container
    url: str
    """Address relative to the portal's root, one for both editions."""
    size: int
    """Bytes."""
    sha256: str

    @property
    def media_type(self) -> str:
        """Its registered media type."""
        return self.kind.media_type


@dataclass(frozen=True)
class Territory:
    """A jurisdiction that files speak of."""

    name: Both
    code: str
    """Of GB/T 2260; empty where its file does not say it."""


@dataclass(frozen=True)
class Scope:
    """The portal, a jurisdiction or a department as a set of files."""

    place: str
    """``""`` for the portal, ``a`` for a jurisdiction, ``a/b`` for a department."""
    name: Both
    tables: tuple[Download, ...]
    """The tables that have rows of it, each in every format of tables."""
    day: str = ""
    """The day on which its data last changed; empty where that is not known."""
    years: tuple[int, ...] = ()
    """The fiscal years of its forms, in order."""
    territories: tuple[Territory, ...] = ()
    """The jurisdictions whose forms it has."""
    sources: tuple[SourceDocument, ...] = ()
    """The documents from which its forms were taken."""
    whole: tuple[WholeFile, ...] = ()
    """The files that hold all of its tables."""
    described: str = ""
    """The SHA-256 of the file that describes them."""

    @property
    def folder(self) -> str:
        """The folder below the site's root in which its files stand: ``downloads/`` for the portal."""
        return f"{self.place or 'downloads'}/"

    @property
    def stem(self) -> str:
        """The name of a file that holds all of it, without its suffix, which says what it is of wherever it is kept."""
        return self.place.replace("/", "_") or "mingzhang"

    @property
    def urls(self) -> tuple[str, ...]:
        """The addresses of all its files."""
        return (*(file.url for table in self.tables for file in table.files), *self.urls_of_whole)

    @property
    def urls_of_whole(self) -> tuple[str, ...]:
        """The addresses of the files that hold all of its tables, and of those that describe them.

        The checksums of the portal are no work of its tables: more files than these stand beside them.
        """
        sums = (self.checksums_url,) if self.place else ()
        return (self.descriptor_url, *sums, *map(self.url_of, Container))

    @property
    def descriptor_url(self) -> str:
        """The address of its Data Package."""
        return f"{self.folder}datapackage.json"

    @property
    def checksums_url(self) -> str:
        """The address of the checksums of its files."""
        return f"{self.folder}{CHECKSUMS}"

    @property
    def digests(self) -> dict[str, str]:
        """The SHA-256 of its files by their names."""
        named = {file.url: file.sha256 for table in self.tables for file in table.files}
        named |= {file.url: file.sha256 for file in self.whole} | {self.descriptor_url: self.described}
        return {url.removeprefix(self.folder): digest for url, digest in named.items()}

    def url_of(self, kind: Container) -> str:
        """Return the address of the file of a kind."""
        return f"{self.folder}{self.stem}.{kind}"

    def file(self, kind: Container) -> WholeFile:
        """Return the file of a kind."""
        return next(file for file in self.whole if file.kind is kind)

    def table(self, name: str) -> Download:
        """Return one of its tables."""
        return next(table for table in self.tables if table.name == name)


@dataclass(frozen=True)
class Provenance:
    """Whose data these are, and in which release."""

    settings: PortalSettings
    release: str = ""
    """The version of the release that they are; empty where they are none."""
    released: str = ""
    """The day on which that is made."""
    latest: str = ""
    """The version of the latest release, which they may have left behind; empty where there is none."""
