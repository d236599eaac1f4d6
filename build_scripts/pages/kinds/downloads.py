"""The page from which every table can be taken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from build_scripts.pages.makers import one_page
from build_scripts.pages.page import Page, page_of, said
from build_scripts.pages.site import Site
from build_scripts.reading.model import PortalSettings, SourceDocument
from build_scripts.reading.records import AS_OF
from build_scripts.tables.downloads import Download
from build_scripts.tables.loading_code import Recipe, recipes
from build_scripts.words.language import Both
from build_scripts.words.page_kinds import PageKind


@dataclass(frozen=True)
class DownloadsContext:
    """``/downloads/``."""

    settings: PortalSettings = said("门户设置", "Portal settings")
    as_of: str = said("全部数据的日期，未知则空", "Day up to which the data are told, empty where unknown")
    tables: Sequence[Download] = said("各表", "All tables")
    recipes: Sequence[Recipe] = said("读取数据表的代码", "Code that loads the tables")
    sources: Sequence[tuple[str, SourceDocument]] = said("来源文件", "Source documents")
    citation: Both = said("建议引用格式", "How to cite")


@one_page(PageKind.DOWNLOADS, DownloadsContext)
def downloads_page(site: Site) -> Page:
    """Return the page from which every table can be taken."""
    context = DownloadsContext(
        settings=site.portal.settings,
        as_of=site.portal.days.get(AS_OF, ""),
        tables=site.downloads[""],
        recipes=recipes(),
        sources=tuple(site.portal.sources.items()),
        citation=site.citation(Both("全部数据表", "All tables"), "downloads/"),
    )
    return page_of(
        PageKind.DOWNLOADS,
        Both(
            "全部表单、资金、指标与核对发现的数据表，附数据字典与校验和。",
            "Tables of all forms, money, indicators and findings, with dictionary and checksums.",
        ),
        context,
    )
