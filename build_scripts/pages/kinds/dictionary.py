"""The page that says of every column of the tables what it holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from build_scripts.opendata.dictionary import DescribedColumn, described_columns
from build_scripts.pages.makers import one_page
from build_scripts.pages.page import Page, page_of, said
from build_scripts.pages.site import Site
from build_scripts.tables.downloads import Download
from build_scripts.words.language import Both, Term
from build_scripts.words.page_kinds import PageKind


@dataclass(frozen=True)
class DictionaryEntry:
    """A column in the data dictionary."""

    anchor: str
    told: DescribedColumn
    codes_at: str
    """Anchor of the column where its codes are listed; empty where that is here."""


@dataclass(frozen=True)
class DictionaryContext:
    """``/dictionary/``."""

    tables: Sequence[tuple[Download, Sequence[DictionaryEntry]]] = said("各表及其各列", "Every table with its columns")


@one_page(PageKind.DICTIONARY, DictionaryContext)
def dictionary_page(site: Site) -> Page:
    """Return the page of the data dictionary; a list of codes stands at the first column that has it."""
    first: dict[type[Term], str] = {}
    tables = [(item, [_entry(told, first) for told in described_columns((item,))]) for item in site.scopes[""].tables]
    return page_of(
        PageKind.DICTIONARY,
        Both(
            "各数据表每一列的类型、单位、含义、例子和可有的代码。",
            "Type, unit, meaning, example and codes of every column of the tables.",
        ),
        DictionaryContext(tables),
        ("数据字典", "字段", "列名", "代码表"),
    )


def _entry(told: DescribedColumn, first: dict[type[Term], str]) -> DictionaryEntry:
    anchor = f"column-{told.table.name}-{told.column.name}"
    codes_at = first.setdefault(told.column.codes, anchor) if told.column.codes else anchor
    return DictionaryEntry(anchor, told, "" if codes_at == anchor else codes_at)
