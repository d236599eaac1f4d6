"""The findings of lists: each is made into its row once for each language, and every list is put together of such rows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from markupsafe import Markup

from build_scripts.words.language import Both
from build_scripts.words.vocabulary import FindingStatus, Severity, Subject

TRANSCRIPTION = Both("本门户对各表的处理", "How this portal transcribed the forms")
"""What the list of findings is called that speak only of that."""
ROOT = "\0"
"""Stands in a row for the way to the first page, which is another on every page; no data hold this sign, nor the marks."""


class Among(StrEnum):
    """Among which findings a row stands: what is the same of all of them is left out."""

    ALL = "all"
    RULE = "rule"
    DEPARTMENT = "department"
    FORM = "form"


MARKS = {"title": "\1", "sentence": "\2", "department": "\3", "form": "\4", "anchor": "\5"}
"""Stand in a row around what some lists leave out, by its name."""
_LEFT_OUT = {
    Among.ALL: ("sentence", "anchor"),
    Among.RULE: ("title", "anchor"),
    Among.DEPARTMENT: ("sentence", "department", "anchor"),
    Among.FORM: ("sentence", "department", "form"),
}
_PARTS = {
    among: re.compile("|".join(f"{MARKS[name]}[^{MARKS[name]}]*{MARKS[name]}" for name in names))
    for among, names in _LEFT_OUT.items()
}
_NO_MARKS = str.maketrans(dict.fromkeys(MARKS.values()))


@dataclass(frozen=True)
class FindingRow:
    """A finding as a row of lists."""

    rule_id: str
    severity: Severity
    about: Subject
    statement_id: str
    line: int
    also: tuple[str, ...]
    """Rules that its row meets too and that are silent because this one spoke."""
    status: FindingStatus | None
    url: str
    """The address of its page."""
    title: Both
    sentence: Both
    html: Mapping[str, str]
    """By language; what some lists leave out stands between marks."""
    digest: bytes
    """Of all the rest: lists are compared by it."""

    @property
    def place(self) -> tuple[int, str, str, int]:
        """Return its place among others: errors before doubts before remarks, then by rule."""
        return _SEVERITIES.index(self.severity), self.rule_id, self.statement_id, self.line


_SEVERITIES = list(Severity)


def in_order(rows: Iterable[FindingRow]) -> tuple[FindingRow, ...]:
    """Return rows in the order of lists."""
    return tuple(sorted(rows, key=lambda row: row.place))


def put_together(rows: Iterable[FindingRow], lang: str, root: str, among: Among) -> Markup:
    """Return the rows of a list, in ``lang``, for a page with this way to the first page."""
    html = _PARTS[among].sub("", "".join(row.html[lang] for row in rows)).translate(_NO_MARKS)
    return Markup(html.replace(ROOT, root))  # noqa: S704 - made by templates
