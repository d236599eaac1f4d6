"""What has happened to what is published, the newest first, with the feed that tells it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from build_scripts.opendata.feeds import feed_of
from build_scripts.pages.happened import ChangeLine, line_of_event
from build_scripts.pages.long_lists import Listed, Part, cut, going_on
from build_scripts.pages.makers import one_page
from build_scripts.pages.page import Page, page_of, said
from build_scripts.pages.site import Site
from build_scripts.tables.downloads import Download
from build_scripts.words.language import Both
from build_scripts.words.page_kinds import PageKind
from build_scripts.words.vocabulary import EventKind


@dataclass(frozen=True)
class ChangesContext:
    """``/changes/``."""

    lines: Sequence[ChangeLine] = said("变动，新的在前，前几行", "Events, newest first, the first rows")
    part: Part = said("其余各行在哪里", "Where the other rows are")
    counts: Sequence[tuple[EventKind, int]] = said("各种变动的条数", "How many events there are of each kind")
    compared: bool = said("有没有可以比较的数据版本", "Whether there is a release to compare with")
    table: Download = said("本表的下载", "The table to download")
    feed: str = said("订阅源", "The feed")


@one_page(PageKind.CHANGES, ChangesContext)
def changes_page(site: Site) -> Page:
    """Return the page of what has happened, the newest first."""
    parts = cut(tuple(map(line_of_event, site.events)), "changes/#events", "changes/")
    kinds = [event.kind for event in site.events]
    context = ChangesContext(
        lines=parts[0].rows,
        part=parts[0],
        counts=tuple((kind, kinds.count(kind)) for kind in EventKind if kind in kinds),
        compared=bool(site.portal.release),
        table=site.scopes[""].table("changes"),
        feed=feed_of(""),
    )
    page = page_of(
        PageKind.CHANGES,
        Both(
            "发布以后更正了哪些数、为什么，哪些表新增或撤下，部门作了哪些说明，核对发现有何增减。",
            "Which figures were corrected after publication and why, which forms came or went, what departments replied,"
            " which findings were raised or settled.",
        ),
        context,
    )
    page = replace(page, feed=context.feed)
    return going_on(page, Both("各项变动", "Events"), Listed.CHANGES, parts)
