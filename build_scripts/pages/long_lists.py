"""Lists that are too long for one page: the first rows stand on the page they belong to, the others on pages of their own.

A page of a list is whole without scripts and has an address of its own; links lead from each to the next. Where scripts
run, ``parts.js`` takes the rows of these pages into the table of the first as the reader asks for them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise
from typing import Any

from build_scripts.pages.page import Link, Page, said
from build_scripts.words.language import COLON, UNSAID, Both
from build_scripts.words.page_kinds import PageKind

MOST_ROWS = 100
"""Rows of a list that stand on one page."""


class Listed(StrEnum):
    """What a list is a list of, and so which table shows it."""

    FINDINGS = "findings"
    FINDINGS_OF_A_RULE = "findings_of_a_rule"
    TRANSCRIPTION = "transcription"
    DEPARTMENTS = "departments"
    PROJECTS = "projects"
    SCORECARD = "scorecard"
    CHANGES = "changes"
    STATEMENTS = "statements"


@dataclass(frozen=True)
class Part:
    """The rows of a list that stand on one page, and the way to the others."""

    rows: Sequence[Any]
    number: int
    """The first page has number one."""
    of: int
    """How many pages the list has."""
    first: int
    """Which row of the list is the first here."""
    total: int
    """How many rows the list has."""
    addresses: Sequence[str]
    """Where its pages stand, relative to the portal's root; of the first the place on its page."""

    @property
    def last(self) -> int:
        """Which row of the list is the last here."""
        return self.first + len(self.rows) - 1

    @property
    def before(self) -> str | None:
        """The address of the page before."""
        return self.addresses[self.number - 2] if self.number > 1 else None

    @property
    def after(self) -> str | None:
        """The address of the page that follows."""
        return self.addresses[self.number] if self.number < self.of else None

    @property
    def pages(self) -> tuple[tuple[str, str], ...]:
        """The pages that are named here, each with its address: first, last, those beside this one; a gap has none."""
        near = sorted({1, self.number - 1, self.number, self.number + 1, self.of} & {*range(1, self.of + 1)})
        named = [(str(number), self.addresses[number - 1]) for number in near]
        gaps = [index for index, (one, other) in enumerate(pairwise(near), 1) if other > one + 1]
        for index in reversed(gaps):
            named.insert(index, ("…", ""))
        return tuple(named)


def cut(
    rows: Sequence[object], start: str, below: str, *, first: int | None = None, most: int | None = None
) -> tuple[Part, ...]:
    """Cut a list into parts: its ``first`` rows at ``start``, then ``most`` each at ``<below>2/``, ``<below>3/`` and so on."""
    most = most or MOST_ROWS
    begins = [0, *range(first or most, len(rows), most)]
    addresses = (start, *(f"{below}{number}/" for number in range(2, len(begins) + 1)))
    return tuple(
        Part(tuple(rows[begin:end]), number, len(begins), begin + 1, len(rows), addresses)
        for number, (begin, end) in enumerate(pairwise([*begins, len(rows)]), 1)
    )


@dataclass(frozen=True)
class PartContext:
    """``/findings/error/2/``, ``/rules/<RULE>/2/``, ``/compare/<group>/`` and other pages of a list."""

    name: Both = said("列表的名称", "What the list is called")
    listed: Listed = said("列的是什么，用哪种表", "What is listed, and so by which table")
    part: Part = said("这一页的行，其余各页的网址", "The rows of this page, and where the others are")
    head: object = said("表头所需", "What the head of the table is made of")


def going_on(
    page: Page, name: Both, listed: Listed, parts: Iterable[Part], head: Callable[[Part], object] = lambda _: None
) -> Page:
    """Return ``page`` with the pages on which a list of it goes on: all parts that do not stand on a page already."""
    own = (part for part in parts if "#" not in part.addresses[part.number - 1])
    made = (_page(page, PartContext(name, listed, part, head(part))) for part in own)
    return replace(page, further=(*page.further, *made))


def _page(page: Page, context: PartContext) -> Page:
    name, part = context.name, context.part
    where = Both(f"（第 {part.number} 页，共 {part.of} 页）", f" (page {part.number} of {part.of})")
    crumb = UNSAID.join([name, where]) if part.number > 1 else name
    return Page(
        kind=PageKind.PART,
        url=part.addresses[part.number - 1],
        title=COLON.join([page.title, crumb]),
        description=Both(
            f"{page.title.zh}：{name.zh}，第 {part.first} 至 {part.last} 行，共 {part.total} 行。",
            f"{page.title.en}: {name.en}, rows {part.first} to {part.last} of {part.total}.",
        ),
        crumbs=(*page.crumbs, Link(page.title, page.url)),
        context=context,
        crumb=crumb,
        shows=page.shows,
    )
