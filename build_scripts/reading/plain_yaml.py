"""Files in the plain shape in which nearly all of ``data/`` is written, read line by line at less than half the cost.

One ``key: "text"`` on a line, lists indented below their key, nothing that YAML could read in two ways. A file with any
other line is not judged here but left to ``strict_yaml``, which says the same of a plain file and has words for the others.
"""

from __future__ import annotations

import re
from typing import Any, TypeAlias

from build_scripts.reading.positions import END, LIST, MAPPING, SCALAR, Positions

Node: TypeAlias = "str | list[Node] | dict[str, Node]"
"""What a file holds: texts in lists and mappings."""

MOST_LEVELS, MOST_TOKENS = 15, 150_000
"""Deeper and longer files are left to ``strict_yaml``, which knows the bounds."""
_LINES = re.compile(
    r'^(?:( *)(- |)(?:([a-z][a-z0-9_]*+):(?: (?=["0-9A-Za-z])|$)|)'
    r'("[^"\\\n]*+"|[0-9A-Za-z][0-9A-Za-z_.-]*+|"[^"\\\n]*+(?:\\[n"\\][^"\\\n]*+)*+"|)| *#.*|(.*))$',
    re.MULTILINE,
)
"""Every line: its indentation, dash, key and value, of blanks and comments nothing; all of it where it is no plain one.

A piece that may be missing is one of two ways to go on, and what was read is never given back: both are sooner matched.
"""
_ESCAPED = re.compile(r"\\(.)")
_LINE = 1 << 32
"""By which a mark grows from line to line."""


class _File:
    """What was read of a file so far, and what the next line may be."""

    def __init__(self) -> None:
        self.root: dict[str, Node] = {}
        self.positions = Positions([MAPPING])
        self.positions.marks.append(0)
        self.top: Any = self.root
        """The innermost mapping or list, and ``column``, at which its lines begin."""
        self.column = 0
        self.around: list[tuple[Any, int]] = []
        self.waiting = ""
        """The key whose value begins on the next line."""
        self.next_key = 0
        """The column of a line that is just the next key; -1 where it cannot be one."""

    def turn(self, column: int, dash: str, key: str, line: int) -> bool:
        """Open and close what a line opens and closes that is not just the next key; False where it does neither rightly."""
        mark = line + column + 1
        if self.waiting:
            if column <= self.column:
                return False
            self.open([] if dash else {}, column, mark)
        self.close(column, mark)
        if column != self.column or isinstance(self.top, list) is not bool(dash):
            return False
        if dash and key:
            self.open({}, column + len(dash), mark + len(dash))
        self.next_key = -1 if isinstance(self.top, list) else self.column
        return len(self.around) < MOST_LEVELS

    def open(self, container: Node, column: int, mark: int) -> None:
        """Open a mapping or a list inside the innermost one."""
        if self.waiting:
            self.top[self.waiting] = container
            self.waiting = ""
        else:
            self.top.append(container)
        self.positions.tokens.append(LIST if isinstance(container, list) else MAPPING)
        self.positions.marks.append(mark)
        self.around.append((self.top, self.column))
        self.top, self.column = container, column

    def close(self, column: int, mark: int) -> None:
        """Close all whose lines begin further in."""
        while column < self.column:
            self.positions.tokens.append(END)
            self.positions.marks.append(mark)
            self.top, self.column = self.around.pop()


def read_plain(text: str) -> tuple[dict[str, Node], Positions] | None:
    """Return what a plain file holds and where each piece of it stands; None for any other.

    Every character of ``text`` may stand in a text file, and its lines end in line feeds.
    """
    file, line = _File(), 0
    tokens, marks = file.positions.tokens, file.positions.marks
    for indent, dash, key, value, odd in _LINES.findall(text):
        line += _LINE
        if not (key or value or dash or odd):
            continue
        column = len(indent)
        if (dash or column != file.next_key) and not file.turn(column, dash, key, line):
            return None
        begin = line + column + len(dash) + 1
        if key:
            if key in file.top:
                return None
            tokens.append(key)
            marks.append(begin)
            if not value:
                file.waiting, file.next_key = key, -1
                continue
            file.top[key] = _text(value)
            begin += len(key) + 2
        elif dash and value:
            file.top.append(_text(value))
        else:
            return None
        tokens.append(SCALAR)
        marks.append(begin)
    if file.waiting or not file.root or not text.endswith("\n") or len(tokens) > MOST_TOKENS:
        return None
    file.close(0, line + 1)
    tokens.append(END)
    marks.append(line + 1)
    marks[0] = marks[1]
    return file.root, file.positions


def _text(value: str) -> str:
    """Return what a value says, as it stands or in double quotes."""
    if value[0] != '"':
        return value
    return _ESCAPED.sub(_meant, value[1:-1]) if "\\" in value else value[1:-1]


def _meant(escaped: re.Match[str]) -> str:
    return "\n" if escaped[1] == "n" else escaped[1]
