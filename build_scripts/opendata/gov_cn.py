"""What the rules for Chinese government websites ask for: meta tags, the foot of pages, the core items of the catalogue.

The tags are those of 政府网站发展指引 (国办发〔2017〕47号), the thirteen items those of 政务信息资源目录编制指南（试行）. All is
said by the key ``gov_cn`` of ``portal.yml``; without it nothing of this is there. Badges are links: a page loads nothing
from elsewhere.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

from markupsafe import Markup

from build_scripts.reading.model import GovernmentSite, PortalSettings
from build_scripts.tables.catalogue import TABLE_OF, TABLES
from build_scripts.tables.downloads import Download
from build_scripts.tables.published import PublishedTable
from build_scripts.words.language import Both

CATALOGUE = "downloads/gov-cn-catalogue.json"
"""Where the catalogue stands, relative to the portal's root."""
_ICP, _POLICE = "https://beian.miit.gov.cn/", "https://beian.mps.gov.cn/#/query/webSearch?code="
"""Where the two filings can be looked up."""
_KINDS = {"integer": "整数型", "decimal": "数值型"}
"""Kinds of columns by the names of the guide; all others are text."""


def site_tags(settings: PortalSettings, site: GovernmentSite) -> list[tuple[str, str]]:
    """Return the meta tags of all pages."""
    domain = urlsplit(settings.base_url or "").hostname or ""
    return [("SiteName", settings.title), ("SiteDomain", domain), ("SiteIDCode", site.site_id_code)]


def column_tags(site: GovernmentSite) -> list[tuple[str, str]]:
    """Return what is the same of all columns of the website."""
    return [("ColumnKeywords", ",".join(site.column_keywords)), ("ColumnType", site.column_type)]


def foot(settings: PortalSettings, site: GovernmentSite, lang: str) -> Markup:
    """Return what stands at the foot of all pages, as HTML."""
    number = "".join(sign for sign in site.police_record if sign.isdigit())

    def link(text: Both, url: str) -> Markup:
        return Markup('<a href="{}" rel="noopener noreferrer">{}</a>').format(url, text.of(lang))

    def fact(name: Both, value: str) -> Markup:
        return Markup("{}{}").format(name.of(lang), Markup('<span lang="zh-CN">{}</span>').format(value))

    items = (
        link(Both("党政机关网站标识", "Mark of party and government websites"), site.party_gov_badge_url),
        link(Both("我为政府网站找错", "Report mistakes on government websites"), site.find_error_url),
        fact(Both("网站标识码：", "Website id: "), site.site_id_code),
        fact(Both("主办单位：", "Run by "), site.host_unit),
        fact(Both("联系方式：", "Contact: "), site.contact),
        link(Both.printed(site.icp), _ICP),
        link(Both.printed(site.police_record), f"{_POLICE}{number}"),
        link(Both("网站地图", "Site map"), f"{settings.base_url}sitemap.xml"),
    )
    return Markup('<span class="mz-government">{}</span>').format(Markup(" · ").join(items))


def catalogue(settings: PortalSettings, site: GovernmentSite, downloads: Sequence[Download]) -> bytes:
    """Return the core items of every table, as a file."""
    entries = [_entry(settings, site, download) for download in downloads]
    return f"{json.dumps(entries, ensure_ascii=False, indent=1)}\n".encode()


def _entry(settings: PortalSettings, site: GovernmentSite, download: Download) -> dict[str, object]:
    table = TABLE_OF[download.name]
    return {
        "信息资源分类": list(site.classification),
        "信息资源名称": f"{settings.title}：{table.title.zh}",
        "信息资源代码": _code(site, table.name),
        "信息资源提供方": site.host_unit,
        "信息资源提供方代码": site.host_unit_code,
        "信息资源摘要": f"{settings.description}本表每行是：{table.title.zh}，共 {download.rows} 行。",
        "信息资源格式": [file.format.suffix for file in download.files],
        "信息项信息": [
            {"信息项名称": column.name, "数据类型": _KINDS.get(column.kind, "字符型"), "说明": column.sentence.zh}
            for column in table.columns
        ],
        "共享属性": site.sharing,
        "开放属性": site.opening,
        "更新周期": site.update_cycle,
        "发布日期": site.published,
        "关联资源代码": [_code(site, other.name) for other in _joined(table)],
    }


def _code(site: GovernmentSite, table: str) -> str:
    return f"{site.resource_code}/{table}"


def _joined(table: PublishedTable[object]) -> Iterable[PublishedTable[object]]:
    """Yield the other tables to whose rows this one leads: it has all columns of their key."""
    return (other for other in TABLES if other is not table and set(other.key) <= set(table.header))


__all__ = ["CATALOGUE", "catalogue", "column_tags", "foot", "site_tags"]
