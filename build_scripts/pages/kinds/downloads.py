"""The page from which every table can be taken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from build_scripts.opendata.api import Answer, Endpoint, endpoints
from build_scripts.opendata.releasing import ReleaseFile
from build_scripts.opendata.scopes import Scope
from build_scripts.pages.makers import one_page
from build_scripts.pages.page import Page, page_of, said
from build_scripts.pages.site import Site
from build_scripts.reading.model import PortalSettings, SourceDocument
from build_scripts.reading.records import AS_OF
from build_scripts.tables.loading_code import Recipe, recipes
from build_scripts.words.language import Both
from build_scripts.words.page_kinds import PageKind


@dataclass(frozen=True)
class DownloadsContext:
    """``/downloads/``."""

    settings: PortalSettings = said("门户设置", "Portal settings")
    as_of: str = said("全部数据的日期，未知则空", "Day up to which the data are told, empty where unknown")
    files: Scope = said("各表和含有各表的文件", "All tables, and the files that hold them all")
    releases: Sequence[ReleaseFile] = said("数据版本，新的在前", "Releases of the data, the latest first")
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
        releases=tuple(reversed(site.releases)),
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
