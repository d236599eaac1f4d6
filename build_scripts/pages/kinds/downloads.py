"""The page from which every table can be taken, with the dictionary of their columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from build_scripts.opendata.api import Answer, Endpoint, endpoints
from build_scripts.opendata.scopes import Scope
from build_scripts.pages.makers import one_page
from build_scripts.pages.page import Page, page_of, said
from build_scripts.pages.site import Site
from build_scripts.reading.model import PortalSettings, SourceDocument
from build_scripts.reading.records import AS_OF
from build_scripts.tables.catalogue import TABLE_OF
from build_scripts.tables.downloads import Download
from build_scripts.tables.loading_code import Recipe, recipes
from build_scripts.tables.published import PublishedColumn
from build_scripts.words.language import Both, Term
from build_scripts.words.page_kinds import PageKind


@dataclass(frozen=True)
class DictionaryEntry:
    """A column in the data dictionary."""

    anchor: str
    column: PublishedColumn[Any]
    codes_at: str
    """Anchor of the column where its codes are listed; empty where that is here."""


@dataclass(frozen=True)
class DownloadsContext:
    """``/downloads/``."""

    settings: PortalSettings = said("门户设置", "Portal settings")
    as_of: str = said("全部数据的日期，未知则空", "Day up to which the data are told, empty where unknown")
    files: Scope = said("各表和含有各表的文件", "All tables, and the files that hold them all")
    dictionary: Sequence[tuple[Download, Sequence[DictionaryEntry]]] = said(
        "数据字典：各表及其各列", "The dictionary: every table with its columns"
    )
    recipes: Sequence[Recipe] = said("读取数据表的代码", "Code that loads the tables")
    endpoints: Sequence[Endpoint] = said("JSON 接口的各种答复", "The kinds of answers of the JSON API")
    api_command: str = said("读取一个答复的命令", "A command that fetches an answer")
    sources: Sequence[tuple[str, SourceDocument]] = said("来源文件", "Source documents")


@one_page(PageKind.DOWNLOADS, DownloadsContext)
def downloads_page(site: Site) -> Page:
    """Return the page from which every table can be taken."""
    scope = site.scopes[""]
    answers = {one.answer: one for one in endpoints(site.portal, site.outlines, site.scopes)}
    form = answers[Answer.FORM]
    context = DownloadsContext(
        settings=site.portal.settings,
        as_of=site.portal.days.get(AS_OF, ""),
        files=scope,
        dictionary=_dictionary(scope.tables),
        recipes=recipes(),
        endpoints=tuple(answers.values()),
        api_command=f"curl -s {site.address((form if form.exists else answers[Answer.INDEX]).url).zh}",
        sources=tuple(site.portal.sources.items()),
    )
    return page_of(
        PageKind.DOWNLOADS,
        Both(
            "全部表单、资金、指标与核对发现的数据表，附数据字典与校验和。",
            "Tables of all forms, money, indicators and findings, with dictionary and checksums.",
        ),
        context,
        cited=Both("全部数据表", "All tables"),
    )


def _dictionary(downloads: tuple[Download, ...]) -> list[tuple[Download, list[DictionaryEntry]]]:
    """Return the columns of every table; a list of codes stands at the first column that has it, later ones point there."""
    first: dict[type[Term], str] = {}
    return [
        (file, [_dictionary_entry(file.name, column, first) for column in TABLE_OF[file.name].columns])
        for file in downloads
    ]


def _dictionary_entry(table: str, column: PublishedColumn[Any], first: dict[type[Term], str]) -> DictionaryEntry:
    anchor = f"column-{table}-{column.name}"
    codes_at = first.setdefault(column.codes, anchor) if column.codes else anchor
    return DictionaryEntry(anchor, column, "" if codes_at == anchor else codes_at)
