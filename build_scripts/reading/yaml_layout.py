"""A file of ``data/`` laid out as ``yaml_writing`` lays out what it writes: no value changes, no comment is lost.

Block style, two spaces, one value a line, texts in double quotes; keys and items stay in their order, comments before, or
behind, what they stand at. Made of the events of the parser that the loader uses, so that both see the same file.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import yaml

from build_scripts.reading.strict_yaml import read_yaml, with_plain_line_ends
from build_scripts.reading.yaml_writing import double_quoted, written_key

_PLAIN = re.compile(r"0|[1-9][0-9]{0,14}|true|false")
"""Values that ``yaml_writing`` may write without quotes; where they have some these stay."""
_COMMENT = re.compile(r"#[^\n]*")
_BEHIND_BLOCK = re.compile(r"[|>][0-9+-]*[ \t]+(#[^\n]*)")
_LITERAL = re.compile(r"(?![ \n\t])[^\n]*(?:\n[^\n]*)*[^\n]\n?")
"""A text that can stand as a block of lines: no blank before it, at most one line break at its end."""


class NotLaidOutError(Exception):
    """Raised where a file would not read as it did: it stays as it is."""


@dataclass(frozen=True)
class _Piece:
    """A value of the file, with where it begins and ends there."""

    begin: int
    end: int
    text: str = ""
    """What is written for a value of one piece, an empty list or mapping among them."""
    block: str = ""
    """The text that stands as a block of lines."""
    items: tuple[_Piece, ...] = ()
    pairs: tuple[tuple[_Piece, _Piece], ...] = ()


@dataclass(frozen=True)
class _Line:
    """What is written on a line."""

    indent: int
    text: str
    begin: int
    """Where in the file the first thing on it stands …"""
    end: int
    """… and where the last one ends."""


@dataclass(frozen=True)
class _Comment:
    """A comment, where it stands, and whether something stands before it on its line."""

    begin: int
    text: str
    behind: bool


def laid_out(content: str | bytes) -> str:
    """Return a file that can be read as it should be laid out; what is so already stays as it is.

    Raises:
        NotLaidOutError: where it could not be read, or would not read as it did.
    """
    text = with_plain_line_ends(content if isinstance(content, str) else content.decode("utf-8"))
    data, _, problems = read_yaml(text, "")
    if data is None or problems:
        raise NotLaidOutError
    root, comments = _Events(text).run()
    made = "\n".join(_placed(text, [*_lines(root, 0)], comments)) + "\n"
    if read_yaml(made, "")[::2] != (data, []) or sorted(found.text for found in _Events(made).run()[1]) != sorted(
        found.text for found in comments
    ):
        raise NotLaidOutError
    return made


class _Events:
    """Goes through the events of a file that can be read."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.comments: list[_Comment] = []
        self.seen = 0
        """Up to where comments were looked for."""

    def run(self) -> tuple[_Piece, list[_Comment]]:
        """Return what the file holds, and its comments in their order."""
        self.parser = yaml.CSafeLoader(self.text)
        try:
            while not isinstance(self.next(), yaml.DocumentStartEvent):
                pass
            root = self.piece(self.next())
            self.pass_over(len(self.text))
        finally:
            self.parser.dispose()
        return root, self.comments

    def next(self) -> Any:  # noqa: ANN401 - PyYAML's events have no types
        """Return the next event, and note the comments before it."""
        event: Any = self.parser.get_event()
        begin, end = event.start_mark.index, event.end_mark.index
        self.pass_over(begin)
        if isinstance(event, yaml.ScalarEvent):
            if event.style == "|" and (found := _BEHIND_BLOCK.match(self.text, begin)):
                self.comments.append(_Comment(found.start(1), found[1].rstrip(), behind=True))
            self.seen = end
        return event

    def pass_over(self, end: int) -> None:
        """Note the comments up to ``end``: between values there is nothing else that a # could begin."""
        for found in _COMMENT.finditer(self.text, self.seen, end):
            line = self.text[self.text.rfind("\n", 0, found.start()) + 1 : found.start()]
            self.comments.append(_Comment(found.start(), found[0].rstrip(), behind=bool(line.strip())))
        self.seen = max(self.seen, end)

    def piece(self, event: Any) -> _Piece:  # noqa: ANN401 - as above
        """Return the value that an event begins; the loader has seen that it is nested no deeper than a form."""
        begin, end = event.start_mark.index, event.end_mark.index
        if isinstance(event, yaml.ScalarEvent):
            if event.style == "|":
                return _Piece(begin, end, double_quoted(event.value), event.value)
            plain = not event.style and _PLAIN.fullmatch(event.value)
            return _Piece(begin, end, event.value if plain else double_quoted(event.value))
        pieces: list[_Piece] = []
        while True:
            inner = self.next()
            end = inner.end_mark.index
            if isinstance(inner, yaml.CollectionEndEvent):
                break
            pieces.append(self.key(inner) if self.is_key(event, pieces) else self.piece(inner))
        if isinstance(event, yaml.SequenceStartEvent):
            return _Piece(begin, end, "" if pieces else "[]", items=tuple(pieces))
        return _Piece(begin, end, "" if pieces else "{}", pairs=tuple(zip(pieces[::2], pieces[1::2], strict=True)))

    @staticmethod
    def is_key(opened: Any, before: list[_Piece]) -> bool:  # noqa: ANN401 - as above
        """Tell whether the next piece of what was opened is a key."""
        return isinstance(opened, yaml.MappingStartEvent) and len(before) % 2 == 0

    @staticmethod
    def key(event: Any) -> _Piece:  # noqa: ANN401 - as above
        """Return a key, which the loader has seen to be a text."""
        return _Piece(event.start_mark.index, event.end_mark.index, written_key(event.value))


def _lines(piece: _Piece, indent: int) -> Iterator[_Line]:
    """Yield the lines of a mapping or a list that is not empty."""
    for key, value in piece.pairs:
        if value.items or value.pairs:
            yield _Line(indent, f"{key.text}:", key.begin, key.end)
            yield from _lines(value, indent + 2)
        else:
            yield _Line(indent, f"{key.text}: {_written(value, indent + 2)}", key.begin, value.end)
    for item in piece.items:
        if item.items or item.pairs:
            first, *rest = _lines(item, indent + 2)
            yield replace(first, indent=indent, text=f"- {first.text}")
            yield from rest
        else:
            yield _Line(indent, f"- {_written(item, indent + 2)}", item.begin, item.end)


def _written(value: _Piece, indent: int) -> str:
    """Return a value as it stands behind its key; a block of lines stays one where nothing of it would be lost."""
    if not _LITERAL.fullmatch(value.block) or not value.block.replace("\n", "").replace("\u3000", "").isprintable():
        return value.text
    sign = "|" if value.block.endswith("\n") else "|-"
    lines = value.block.removesuffix("\n").split("\n")
    return "\n".join([sign, *(f"{' ' * indent}{line}" if line else "" for line in lines)])


def _placed(text: str, lines: list[_Line], comments: list[_Comment]) -> Iterator[str]:
    """Yield the lines as they are written, each comment before or behind its line, and one blank line where there were some."""
    begins = [0, *(found.end() for found in re.finditer("\n", text))]
    source = text.split("\n")

    def number(index: int) -> int:
        return bisect_right(begins, index) - 1

    def column(index: int) -> int:
        """Return the column of what stands first on a line: its dash, where it has one."""
        line = source[number(index)]
        return len(line) - len(line.lstrip())

    before: dict[int, list[_Comment]] = defaultdict(list)
    behind: dict[int, str] = {}
    ends = [line.end for line in lines]
    for comment in comments:
        at = bisect_right(ends, comment.begin)  # the line of the next thing that ends behind the comment
        if comment.behind and at and (at - 1) not in behind and "\n" not in lines[at - 1].text:
            behind[at - 1] = comment.text
        else:
            before[at].append(comment)
    columns: dict[int, int] = {}
    written = -1  # the line of the file of which something was written last
    for at in range(len(lines) + 1):
        line = lines[at] if at < len(lines) else None
        for comment in before[at]:
            own = column(comment.begin)
            here = (line.indent, column(line.begin)) if line is not None else (0, 0)
            above = columns.get(own, lines[at - 1].indent if at else 0)  # what it stands in line with, further in
            indent = max(here[0], above) if own > here[1] else here[0]
            yield from _blank(source, number(comment.begin), written)
            yield f"{' ' * indent}{comment.text}"
            written = number(comment.begin)
        if line is None:
            return
        yield from _blank(source, number(line.begin), written)
        tail = f"  {behind[at]}" if at in behind else ""
        yield f"{' ' * line.indent}{line.text}{tail}"
        columns[column(line.begin)] = line.indent
        written = number(max(line.begin, line.end - 1))


def _blank(source: list[str], number: int, written: int) -> Iterator[str]:
    """Yield a blank line where there is one above line ``number`` of the file, and something was written above that."""
    if written >= 0 and number > written and not source[number - 1].strip():
        yield ""
