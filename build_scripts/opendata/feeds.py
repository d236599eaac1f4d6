"""What has happened to what is published, as Atom feeds (RFC 4287): one of the portal, one of each department.

The ids of feeds and entries are made of lasting names and never of addresses, so that they stay when a portal moves to
another host; each day is one that the data tell. A feed holds the newest events, ``changes.csv`` all of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree as ET

from build_scripts.judging.events import Event
from build_scripts.judging.rules import RULES
from build_scripts.reading.model import (
    BaseDataRow,
    DepartmentTarget,
    FundingLine,
    Goal,
    Indicator,
    Narrative,
    ProjectSelfEvaluation,
    SourceReference,
    Total,
    key_called,
)
from build_scripts.reading.records import AS_OF, Portal
from build_scripts.words.language import COLON, PAUSE, UNSAID, Both
from build_scripts.words.vocabulary import EventKind, FindingStatus

MOST_ENTRIES = 200
"""Entries of a feed; readers ask for it often."""
FEED = "feed.xml"
_ATOM = "http://www.w3.org/2005/Atom"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_UNDATED = "1970-01-01"
"""Of a feed in which nothing has a day: Atom wants one."""
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML cannot hold."""


def feed_of(place: str) -> str:
    """Return where the feed of a department or, without one, of the portal stands, from the portal's root."""
    return f"{place}/{FEED}" if place else FEED


def feed_of_portal(portal: Portal, happened: Iterable[Event]) -> bytes:
    """Return the portal's feed; ``happened`` is given newest first."""
    settings = portal.settings
    title = Both("变动", "changes")
    name = COLON.join([settings.both("title"), title])
    return _feed(portal, "", f"portal of {settings.publisher}", name, "changes/", happened, portal.days.get(AS_OF, ""))


def feed_of_department(portal: Portal, place: str, happened: Iterable[Event]) -> bytes:
    """Return a department's feed; ``happened`` may tell of others too and is given newest first."""
    department = portal.departments[place]
    name = COLON.join([department.both("name"), Both("变动", "changes")])
    own = (event for event in happened if event.place == place)
    return _feed(
        portal, place, f"department {portal.first_id(place)}", name, f"{place}/", own, portal.days.get(place, "")
    )


_OF_RELEASES = {EventKind.RELEASE, EventKind.RELEASE_WITHDRAWN}
"""What has happened to a release itself."""


def headline(event: Event) -> Both:
    """Return what has happened, in a line: what, where, on which form and row."""
    about = [Both.printed(event.row)] if event.row else []
    if event.kind in {EventKind.FINDING_RAISED, EventKind.FINDING_SETTLED, EventKind.REPLY} and event.rule_id in RULES:
        about.append(RULES[event.rule_id].title)
    elif event.column and event.row != column_told(event).zh:
        about.append(column_told(event))
    if event.kind in _OF_RELEASES:
        about.append(Both.printed(event.release))
    parts = [part for part in (event.place_name, event.form, *about) if part != UNSAID]
    return COLON.join([event.kind.both, PAUSE.join(parts)])


PRINTED_RECORDS = (
    Goal,
    Narrative,
    FundingLine,
    Indicator,
    BaseDataRow,
    Total,
    ProjectSelfEvaluation,
    DepartmentTarget,
    SourceReference,
)
"""The records whose cells are printed: each says what its cells are called."""


def column_told(event: Event) -> Both:
    """Return what the cell is called of which an event speaks."""
    return key_called(event.column.rpartition(".")[2], *PRINTED_RECORDS)


def state_told(event: Event, state: str) -> Both:
    """Return what stood in a cell before or after an event: of findings the name of a status, of figures what is printed."""
    if event.kind in {EventKind.FINDING_RAISED, EventKind.FINDING_SETTLED, EventKind.REPLY}:
        return next((one.both for one in FindingStatus if one == state), Both("（没有）", "(none)"))
    return Both.printed(state) if state else Both("（空白）", "(blank)")


def _detail(event: Event) -> Both:
    lines = []
    if event.kind is EventKind.RESTATEMENT:
        old, new = state_told(event, event.old), state_told(event, event.new)
        lines.append(Both(f"原来“{old.zh}”，现在“{new.zh}”。", f"Was “{old.en}”, is now “{new.en}”."))
    elif event.old or event.new:
        arrow = Both.printed(" → ").join([state_told(event, event.old), state_told(event, event.new)])
        lines.append(arrow if event.kind is not EventKind.REPLY else state_told(event, event.new))
    if event.reason:
        words = (
            Both("部门说：", "The department says: ") if event.kind is EventKind.REPLY else Both("原因：", "Reason: ")
        )
        lines.append(Both(f"{words.zh}{event.reason}", f"{words.en}{event.reason}"))
    if event.release and event.kind not in _OF_RELEASES:
        lines.append(Both(f"最早见于数据版本 {event.release}。", f"First seen in release {event.release}."))
    if not event.date:
        lines.append(Both("日期不详。", "Its day is not known."))
    return Both(" ", " ").join(lines)


def _feed(
    portal: Portal, place: str, lasting: str, title: Both, page: str, happened: Iterable[Event], day: str
) -> bytes:
    base = portal.settings.base_url or "../" * feed_of(place).count("/")
    entries = list(islice(happened, MOST_ENTRIES))
    newest = max((event.order[0] for event in entries), default=day or _UNDATED)
    ET.register_namespace("", _ATOM)
    feed = ET.Element(f"{{{_ATOM}}}feed", {_LANGUAGE: "zh-CN"})
    _tell(feed, "id", _urn(lasting))
    _tell(feed, "title", str(title))
    _tell(feed, "updated", _moment(newest))
    _tell(_tell(feed, "author"), "name", portal.settings.publisher)
    own = f"{base}{feed_of(place)}" if portal.settings.base_url else FEED
    _tell(feed, "link", rel="self", type="application/atom+xml", href=own)
    _tell(feed, "link", rel="alternate", type="text/html", hreflang="zh-CN", href=f"{base}{page}")
    for event in entries:
        _entry(feed, event, base)
    ET.indent(feed)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(feed, encoding="unicode")}\n'.encode()


def _entry(feed: ET.Element, event: Event, base: str) -> None:
    entry = _tell(feed, "entry")
    title, detail = headline(event), _detail(event)
    _tell(entry, "id", _urn(event.id))
    _tell(entry, "title", str(title))
    _tell(entry, "updated", _moment(event.order[0]))
    if event.date:
        _tell(entry, "published", _moment(event.date))
    _tell(entry, "link", rel="alternate", type="text/html", href=f"{base}{event.url}")
    _tell(entry, "category", term=event.kind.value, label=event.kind.zh)
    _tell(entry, "summary", f"{title.zh}。{detail.zh}\n{title.en}. {detail.en}".strip(), type="text")


def _tell(parent: ET.Element, name: str, text: str = "", **attributes: str) -> ET.Element:
    """Put an element into another one; characters that XML cannot hold are shown as such."""
    told = {key: _NO_XML.sub("\ufffd", value) for key, value in attributes.items()}
    element = ET.SubElement(parent, f"{{{_ATOM}}}{name}", told)
    element.text = _NO_XML.sub("\ufffd", text) or None
    return element


def _urn(lasting: str) -> str:
    return uuid5(NAMESPACE_URL, f"mingzhang:{lasting}").urn


def _moment(day: str) -> str:
    """Return the beginning of a day in China."""
    return f"{day}T00:00:00+08:00"
