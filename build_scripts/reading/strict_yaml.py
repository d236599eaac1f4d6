"""YAML in which every scalar is text and every key and value knows its line and column.

Reading is a stack machine over the events of PyYAML's C parser: no recursion, no implicit types
(``no`` stays ``no``, ``7.50`` stays ``7.50``), and whatever YAML would silently change or lose is refused:
repeated keys, references, tags, comments glued to a value, line breaks that would become spaces. Control characters are
refused however they are written: no form prints them, and no page, workbook or feed can show them.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import yaml

from build_scripts.reading.plain_yaml import Node, read_plain
from build_scripts.reading.positions import END, LIST, MAPPING, SCALAR, Positions
from build_scripts.reading.problems import Edit, Problem
from build_scripts.reading.yaml_cures import read_on
from build_scripts.reading.yaml_messages import key_trap, refusal, whole_value

__all__ = ["Node", "read_yaml", "shown_lines", "with_plain_line_ends"]

MAX_BYTES = 1024 * 1024
"""Largest file in bytes: some 3,000 indicator rows, sixteen times the largest file of the forms read so far."""
MAX_DEPTH = 20
"""Deepest nesting; the forms need seven."""
MAX_NODES = 200_000
"""Most keys and values in one file."""
MAX_BAD_CHARACTERS = 20
"""Forbidden characters reported from one file; a file with more is not a text file."""

_CONTROLS = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff"
_CONTROL = re.compile(f"[{_CONTROLS}]")
"""Stands in no text, not even by its escape."""
_FORBIDDEN = re.compile(f"[{_CONTROLS}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")
"""Stands in no file as it is: what would turn lines around, or break them unseen, is written as its escape."""
_GLUED_COMMENT = re.compile(r"[ \t]#")


class _StopReadingError(Exception):
    """Raised inside the machine where nothing sensible can follow; the problem is already recorded."""


class _Machine:
    """Builds one file's data from its events; what it cannot accept becomes a problem."""

    def __init__(self, text: str, file: str, under: str) -> None:
        self.text = text
        self.lines = text.split("\n")
        self.file = file
        self.under = under
        self.problems: list[Problem] = []
        self.positions = Positions()
        self.root: Node | None = None
        self.container: list[Node] | dict[str, Node] | None = None
        self.key: str | None = None
        self.first_lines: dict[str, int] = {}
        self.stack: list[tuple[list[Node] | dict[str, Node] | None, dict[str, int]]] = []
        self.documents = 0
        self.stopped = False
        """Whether syntax, or what is no data, ended the reading: there may be more such further down."""
        self.handlers = {
            yaml.ScalarEvent: self.scalar,
            yaml.MappingStartEvent: self.open_mapping,
            yaml.SequenceStartEvent: self.open_list,
            yaml.MappingEndEvent: self.end,
            yaml.SequenceEndEvent: self.end,
            yaml.AliasEvent: self.alias,
            yaml.DocumentStartEvent: self.document,
        }

    def run(self) -> dict[str, Node] | None:
        """Read all events; None where the file is not one mapping or cannot be read to its end."""
        parser = yaml.CSafeLoader(self.text)  # only its events are used: nothing is constructed
        handlers = self.handlers
        try:
            while (event := parser.get_event()) is not None:
                handler = handlers.get(type(event))
                if handler is not None:
                    handler(event)
        except yaml.YAMLError:
            self.stopped = True
            return None
        except _StopReadingError:
            return None
        finally:
            parser.dispose()
        if self.documents == 0:
            self.problems.append(Problem(self.file, 0, 0, *refusal("yaml-empty-file")))
        return self.root if isinstance(self.root, dict) else None

    def refuse(self, mark: Any, code: str, **words: object) -> None:  # noqa: ANN401 - PyYAML's C mark has no type
        """Record a problem at ``mark``."""
        self.problems.append(Problem(self.file, mark.line + 1, mark.column + 1, *refusal(code, **words)))

    def note(self, token: str | int, mark: Any) -> None:  # noqa: ANN401 - as above
        """Remember where a key, a value or an end stands."""
        self.positions.tokens.append(token)
        self.positions.marks.append((mark.line + 1) << 32 | (mark.column + 1))
        if len(self.positions.tokens) > MAX_NODES:
            self.refuse(mark, "yaml-too-many-nodes", limit=MAX_NODES)
            raise _StopReadingError

    def document(self, event: Any) -> None:  # noqa: ANN401 - PyYAML's events have no types
        """Accept one document without directives."""
        self.documents += 1
        if self.documents > 1:
            self.refuse(event.start_mark, "yaml-many-documents")
            self.stopped = True
            raise _StopReadingError
        if event.version or event.tags:
            self.refuse(event.start_mark, "yaml-directive")

    def scalar(self, event: Any) -> None:  # noqa: ANN401 - as above
        """Take a key or a text."""
        if event.tag or event.anchor:
            self.decorated(event)
        if event.style == '"' and (control := _CONTROL.search(event.value)):
            self.refuse(event.start_mark, "yaml-control", character=f"U+{ord(control[0]):04X}")
        if event.style in ('"', "'"):
            self.closed(event.end_mark)
        if self.key is None and isinstance(self.container, dict):
            self.take_key(event)
            return
        style, start, end = event.style, event.start_mark, event.end_mark
        if style in ("|", ">"):
            if not event.value:
                self.refuse(start, "yaml-empty-block", sign=style)
            elif style == ">":
                self.refuse(start, "yaml-folded-text")
        elif start.line != end.line:
            self.refuse(start, "yaml-folded-text")
        elif not style and not event.tag:
            self.unquoted(event.value, start, end)
        self.place(event.value, SCALAR, start)

    def unquoted(self, value: str, start: Any, end: Any) -> None:  # noqa: ANN401 - as above
        """Refuse a value without quotes that is empty, loses a comment, or has other quotes than YAML's."""
        if not value:
            braces = self.text[end.index : end.index + 1] in ("}", "]", ",")
            self.refuse(start, "yaml-braces" if braces else "yaml-empty-value", key=self.key or "-")
        elif _GLUED_COMMENT.match(self.text, end.index):
            self.refuse(end, "yaml-comment", value=value)
        elif value[-1] in "\"'" and value.count(value[-1]) == 1:
            self.refuse(start, "yaml-half-quote", sign=value[-1], value=value)
        elif value[0] + value[-1] in ("“”", "‘’"):
            self.refuse(start, "yaml-chinese-quotes", inside=value[1:-1], value=value)

    def closed(self, end: Any) -> None:  # noqa: ANN401 - as above
        """Refuse a comment that begins right behind a quote or a bracket: that is text, and YAML would drop it."""
        if self.text.startswith("#", end.index):
            self.refuse(end, "yaml-glued-comment", sample=whole_value(self.lines[end.line]))

    def decorated(self, event: Any) -> None:  # noqa: ANN401 - as above
        """Refuse an anchor or a tag; the value itself is still read."""
        if event.anchor:
            self.refuse(event.start_mark, "yaml-anchor", name=event.anchor)
        if event.tag:
            self.refuse(event.start_mark, "yaml-tag", name=event.tag)

    def alias(self, event: Any) -> None:  # noqa: ANN401 - as above
        """Refuse a reference; it counts as the text an author may have meant."""
        self.refuse(event.start_mark, "yaml-alias", name=event.anchor)
        if self.key is None and isinstance(self.container, dict):
            self.key = f"*{event.anchor}"
            self.note(self.key, event.start_mark)
        else:
            self.place(f"*{event.anchor}", SCALAR, event.start_mark)

    def take_key(self, event: Any) -> None:  # noqa: ANN401 - as above
        """Take a key; the first of two equal ones counts."""
        key: str = event.value
        mark = event.start_mark
        if not event.style:
            if key and key_trap(key, self.lines[mark.line], mark.column):
                self.stopped = True
                raise _StopReadingError
            if key == "<<":
                self.refuse(mark, "yaml-merge-key")
            elif not key:
                self.refuse(mark, "yaml-key")
        first = self.first_lines.get(key)
        if first is not None and not self.positions.doubtful(first):
            self.refuse(mark, "yaml-duplicate-key", key=key, first=first)
        self.first_lines.setdefault(key, mark.line + 1)
        self.key = key
        self.note(key, mark)

    def open_mapping(self, event: Any) -> None:  # noqa: ANN401 - as above
        """Open a mapping."""
        self.open(event, {}, MAPPING)

    def open_list(self, event: Any) -> None:  # noqa: ANN401 - as above
        """Open a list."""
        self.open(event, [], LIST)

    def open(self, event: Any, container: list[Node] | dict[str, Node], token: int) -> None:  # noqa: ANN401 - as above
        """Open a container inside the current one."""
        mark = event.start_mark
        if event.tag or event.anchor:
            self.decorated(event)
        if self.key is None and isinstance(self.container, dict):
            self.refuse(mark, "yaml-key")
            self.stopped = True
            raise _StopReadingError
        if len(self.stack) >= MAX_DEPTH:
            self.refuse(mark, "yaml-too-deep", limit=MAX_DEPTH)
            raise _StopReadingError
        self.place(container, token, mark)
        self.stack.append((self.container, self.first_lines))
        self.container, self.first_lines = container, {}

    def end(self, event: Any) -> None:  # noqa: ANN401 - as above
        """Close the current container."""
        self.note(END, event.start_mark)
        self.container, self.first_lines = self.stack.pop()
        if event.end_mark.index > event.start_mark.index:  # the end of a block is nothing that is written
            self.closed(event.end_mark)

    def place(self, value: Node, token: int, mark: Any) -> None:  # noqa: ANN401 - as above
        """Put a value where it belongs."""
        self.note(token, mark)
        if isinstance(self.container, dict):
            self.container.setdefault(self.key or "", value)
            self.key = None
        elif self.container is not None:
            self.container.append(value)
        else:
            self.root = value
            if not isinstance(value, dict):
                self.refuse(mark, "yaml-not-mapping", colon="：" in value, under=self.under)


def read_yaml(
    content: str | bytes, file: str, under: str = ""
) -> tuple[dict[str, Node] | None, Positions, list[Problem]]:
    """Return what a file holds, where each piece of it stands, and what is wrong with it.

    Args:
        content: the file's text or its bytes, which must be UTF-8.
        file: the name shown in problems.
        under: the one key below which all of such a file stands; empty where it has several.

    Returns:
        The data (None where the file cannot be read to its end or is no mapping), the positions (for as much as
        was read) and the problems in the order of the file. A file with problems may still have data, so that
        further checks can add theirs. Never raises for any content.
    """
    size = len(content)
    if size > MAX_BYTES:
        return None, Positions(), [Problem(file, 0, 0, *refusal("yaml-too-large", size=size, limit=MAX_BYTES))]
    try:
        text = content if isinstance(content, str) else content.decode("utf-8")
    except UnicodeDecodeError as error:
        before = error.object[: error.start].decode("utf-8").split("\n")
        return None, Positions(), [Problem(file, len(before), len(before[-1]) + 1, *refusal("yaml-encoding"))]
    text = with_plain_line_ends(text)
    problems = _bad_characters(text, file)
    plain = None if problems else read_plain(text)
    if plain is not None:
        return *plain, []
    text = _FORBIDDEN.sub("\ufffd", text)
    machine = _Machine(text, file, under)
    data = machine.run()
    if machine.stopped:
        return _read_on(text, file, under, problems)
    return data, machine.positions, sorted(problems + machine.problems)


def _read_on(
    text: str, file: str, under: str, problems: list[Problem]
) -> tuple[dict[str, Node] | None, Positions, list[Problem]]:
    """Return the same of a text that YAML cannot read to its end: with all syntax errors, and what stands beside them."""
    cured = read_on(text, MAX_DEPTH)
    machine = _Machine(cured.text, file, under)
    machine.positions.guesses.extend(cured.guesses)
    data = machine.run()
    marks = machine.positions.marks
    for number, mark in enumerate(marks):
        line, column = mark >> 32, mark & 0xFFFFFFFF
        if line in cured.moves:
            marks[number] = line << 32 | cured.column(line, column)
    syntax = [
        Problem(file, line, column, *refusal(code, **words), cure=cure)
        for line, column, code, words, cure in cured.problems
    ]
    told = [replace(problem, column=cured.column(problem.line, problem.column)) for problem in machine.problems]
    places = {(problem.line, problem.column) for problem in syntax}
    last = max((problem.line for problem in syntax), default=0)
    beside = [
        problem
        for problem in told
        if (problem.line or not syntax)
        and not machine.positions.doubtful(problem.line)
        and (problem.line, problem.column) not in places
        and (cured.whole or problem.line < last)  # what follows where nothing helped only follows from the mistake
    ]
    return data if cured.whole else None, machine.positions, sorted(problems + syntax + beside)


def shown_lines(content: bytes) -> list[str]:
    """Return a file's lines, counted as ``read`` counts them; what has no place in a text file is U+FFFD."""
    text = with_plain_line_ends(content.decode("utf-8", errors="replace"))
    return _FORBIDDEN.sub("\ufffd", text).split("\n")


def with_plain_line_ends(text: str) -> str:
    """Return a text without the mark that Windows begins files with, its lines ended as everywhere else."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _bad_characters(text: str, file: str) -> list[Problem]:
    """Return a problem for each character that has no place in a text file, up to a limit."""
    problems = []
    for found in _FORBIDDEN.finditer(text):
        line, column = text.count("\n", 0, found.start()) + 1, found.start() - text.rfind("\n", 0, found.start())
        code = "yaml-control" if _CONTROL.match(found[0]) else "yaml-character"
        cure = (Edit(line, column, 1, ""),) if code == "yaml-control" else ()  # the others a form may print
        problems.append(Problem(file, line, column, *refusal(code, character=f"U+{ord(found[0]):04X}"), cure=cure))
        if len(problems) == MAX_BAD_CHARACTERS:
            break
    return problems
