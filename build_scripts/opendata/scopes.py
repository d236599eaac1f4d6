"""What a set of files is about: the portal, a jurisdiction or a department, with its tables and the files that hold them all."""

from __future__ import annotations

from dataclasses import dataclass

from build_scripts.reading.model import SourceDocument
from build_scripts.tables.downloads import Download, TableFile
from build_scripts.words.language import Both


@dataclass(frozen=True)
class Area:
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
    whole: tuple[TableFile, ...] = ()
    """The files that hold all of its tables: workbook, database, zip."""
    day: str = ""
    """The day on which its data last changed; empty where that is not known."""
    years: tuple[int, ...] = ()
    """The fiscal years of its forms, in order."""
    areas: tuple[Area, ...] = ()
    """The jurisdictions whose forms it has."""
    sources: tuple[SourceDocument, ...] = ()
    """The documents from which its forms were taken."""

    @property
    def folder(self) -> str:
        """The folder below the site's root in which its files stand: ``downloads/`` for the portal."""
        return f"{self.place or 'downloads'}/"

    @property
    def stem(self) -> str:
        """The name of a file that holds all of it, without its suffix, which says what it is of wherever it is kept."""
        return self.place.replace("/", "_") or "mingzhang"
