"""The page at the address of what was published and is withdrawn, a form, a department, a jurisdiction or a release: when, and why."""

from __future__ import annotations

from dataclasses import dataclass

from build_scripts.opendata.releasing import ReleaseFile
from build_scripts.pages.makers import page_for_each
from build_scripts.pages.page import HOME, Link, Page, said
from build_scripts.pages.site import Site
from build_scripts.pages.unit_site import UnitSite
from build_scripts.reading.layout import KIND_OF
from build_scripts.reading.model import Jurisdiction, ReleaseLedger, Withdrawn, WithdrawnPlace, WithdrawnRelease
from build_scripts.tables.ids import page_url
from build_scripts.words.language import Both
from build_scripts.words.page_kinds import PageKind


@dataclass(frozen=True)
class WithdrawnContext:
    """Any address of a form, a department, a jurisdiction or a release that is no longer published."""

    id: str = said("原来的代码，数据版本则为原来的文件", "The id that it had; of a release its file")
    entry: Withdrawn | WithdrawnPlace | WithdrawnRelease = said("撤下的日期与原因", "The day and the reason")
    above: Link = said("所在的部门或行政区", "The department or jurisdiction to which it belonged")
    now: Link | None = said("现在的部门或行政区", "The department or jurisdiction that has taken its place")
    sha256: str = said("数据版本的校验和，其余则空", "Of a release its checksum, else empty")


def _gone(site: Site) -> tuple[str | ReleaseFile, ...]:
    return (*site.gone, *(one for one in site.releases if one.withdrawn is not None))


@page_for_each(_gone, PageKind.WITHDRAWN, WithdrawnContext, Site, UnitSite)
def withdrawn_page(site: Site, gone: str | ReleaseFile) -> Page:
    """Return the page of what was withdrawn."""
    return _place_or_form(site, gone) if isinstance(gone, str) else _release(gone)


def _release(release: ReleaseFile) -> Page:
    entry, title = release.withdrawn, Both(f"数据版本 {release.version}", f"Release {release.version} of the data")
    assert entry is not None  # only of such a one there is this page
    downloads = Link(PageKind.DOWNLOADS.both, PageKind.DOWNLOADS.address or "")
    return Page(
        kind=PageKind.WITHDRAWN,
        url=release.folder,
        title=_withdrawn(title),
        description=_told(title, entry.date),
        crumbs=(HOME, downloads),
        context=WithdrawnContext(release.url, entry, downloads, None, release.sha256),
        crumb=PageKind.WITHDRAWN.both,
        shows=KIND_OF[ReleaseLedger].path(),
    )


def _withdrawn(title: Both) -> Both:
    return Both(f"{title.zh}（已撤下）", f"{title.en} (withdrawn)")


def _told(title: Both, day: str) -> Both:
    return Both(f"{title.zh}：已于 {day} 撤下。", f"{title.en}: withdrawn on {day}.")


def _place_or_form(site: Site, id_: str) -> Page:
    owner, entry = site.portal.withdrawn[id_]
    title = site.title_of(id_)
    now = entry.now if isinstance(entry, WithdrawnPlace) else None
    return Page(
        kind=PageKind.WITHDRAWN,
        url=page_url(id_),
        title=_withdrawn(title),
        description=_told(title, entry.date),
        crumbs=site.crumbs(*owner.split("/")),
        context=WithdrawnContext(
            id_,
            entry,
            Link(site.title_of(owner), page_url(owner)),
            Link(site.title_of(now), page_url(now)) if now else None,
            "",
        ),
        crumb=PageKind.WITHDRAWN.both,
        shows=owner if "/" in owner else KIND_OF[Jurisdiction].path(owner),
    )
