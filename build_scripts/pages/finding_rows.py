"""The findings of lists: each is made into its row once for each language, and every list is put together of such rows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from build_scripts.words.language import Both
from build_scripts.words.vocabulary import Severity, Subject

TRANSCRIPTION = Both("本门户对各表的处理", "How this portal transcribed the forms")
"""What the list of findings is called that speak only of that."""
ROOT, MARK = "\0", "\1"
"""Stand in a row for the way to the first page, which is another on every page, and around what some lists leave out; no
data hold these signs."""
_OF_SEVERAL = re.compile(f"{MARK}[^{MARK}]*{MARK}")


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
    html: Mapping[str, str]
    """By language; between two ``MARK`` stands what a list of its rule alone leaves out."""
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


def put_together(rows: Iterable[FindingRow], lang: str, root: str, *, alone: bool) -> Markup:
    """Return the rows of a list, in ``lang``, for a page with this way to the first page."""
    html = "".join(row.html[lang] for row in rows)
    html = _OF_SEVERAL.sub("", html) if alone else html.replace(MARK, "")
    return Markup(html.replace(ROOT, root))  # noqa: S704 - made by templates
