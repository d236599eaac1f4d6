"""How a file in which YAML stops is read on: the cure of each syntax error, made in memory until the file can be read.

An author learns of all mistakes of a file in one round. A cure keeps the number of lines, and columns are told as they
stand in the file. Where it can only be a guess, what is said of the lines that it touched could follow from the guess
alone: these lines are remembered, and nothing more is said of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

import yaml

from build_scripts.reading.positions import Guess
from build_scripts.reading.problems import Edit
from build_scripts.reading.yaml_messages import (
    CONFLICT,
    DASH,
    FULL_WIDTH,
    KEY_AND_VALUE,
    NO_SPACE,
    closed,
    entry_signs,
    entry_trap,
    key_trap,
    syntax_trap,
    value_meant,
    with_escapes,
)

MOST_CURES = 200
"""So many syntax errors of a file are looked for; no more problems of one file are shown."""
MOST_PARSED = 12_000_000
"""So many characters are parsed in looking for them, each time from the beginning: about a second."""
_KEY = re.compile(r"[ \t]*(?:- +)*([A-Za-z_][A-Za-z0-9_]*)(?:[ \t]*[:：]|[ \t]|$)")
"""A key at the beginning of a line, however it is separated from its value."""
_BARE_KEY = re.compile(r" *(?:- +)*[a-z][a-z0-9_]*$")
_DASHES = re.compile(r"\s*(?:- +)*")
_Trap: TypeAlias = tuple[int, int, str, dict[str, str]]
"""Line and column (0-based), code and words of a mistake."""


@dataclass(frozen=True)
class _Cure:
    """What is done about one syntax error: pieces of lines, and what of it is guessed."""

    edits: tuple[Edit, ...]
    """Against the line as it is now, from left to right; lines are 1-based."""
    guessed: bool = False
    """Whether the value of the line is a guess …"""
    moved: bool = False
    """… or even where it and what follows belong."""
    lost: bool = False
    """Whether a line is left out that holds nothing one could recognise."""


@dataclass(frozen=True)
class Cured:
    """A file read on."""

    text: str
    """With as many lines as the file has."""
    problems: list[tuple[int, int, str, dict[str, str], tuple[Edit, ...]]]
    """Line, column, code and words of each syntax error, and what to write where that is certain."""
    guesses: list[Guess]
    whole: bool
    """Whether the text can be parsed to its end."""
    moves: dict[int, list[tuple[int, int, int]]]
    """Of each line that was cured (1-based), in the order in which they were made: where a piece began, and how long it was
    and is now."""

    def column(self, line: int, column: int) -> int:
        """Return where what stands at ``column`` of the cured line stands in the file; both 1-based."""
        return _before(self.moves, line, column)


def read_on(text: str, depth: int) -> Cured:
    """Return a text in which YAML stops so that it can be read on, with all its syntax errors; never deeper than ``depth``."""
    return _Reading(text, depth).run()


def _before(moves: dict[int, list[tuple[int, int, int]]], line: int, column: int) -> int:
    for begin, was, now in reversed(moves.get(line, [])):
        if column >= begin + now and now + was:
            column += was - now
        elif column > begin:
            column = begin
    return column


class _Reading:
    """Looks for one syntax error after the other."""

    def __init__(self, text: str, depth: int) -> None:
        self.lines = text.split("\n")
        self.bare = [line.rstrip() for line in self.lines]
        """The same without the blanks at their ends."""
        self.original = [*self.lines]
        self.depth = depth
        self.problems: list[tuple[int, int, str, dict[str, str], tuple[Edit, ...]]] = []
        self.guesses: list[Guess] = []
        self.moves: dict[int, list[tuple[int, int, int]]] = {}
        self.left_out: set[int] = set()
        self.told: set[int] = set()
        self.codes: dict[int, str] = {}

    def run(self) -> Cured:
        """Cure until nothing is wrong, nothing helps, or the limit is reached."""
        parsed, text, whole = 0, "\n".join(self.lines), False
        while len(self.problems) < MOST_CURES and parsed < MOST_PARSED:
            parsed += len(text) + 1
            error = _error(text, self.lines, self.depth)
            whole = error is None
            if error is None or isinstance(error, int) or not self.cure(error):
                break
            text = "\n".join(self.lines)
        return Cured(text, self.problems, self.guesses, whole, self.moves)

    def cure(self, error: yaml.YAMLError | _Trap) -> bool:
        """Do something about an error and tell it; False where nothing helps."""
        line, column, code, words = error if isinstance(error, tuple) else syntax_trap(error, self.bare)
        if code == "yaml-indent" and (first := self.first_of_block(line)) is not None:
            line, column = first, len(_indent(self.lines[first]))
        if line in self.told:  # the cure has not helped, and no other is told of one line
            line = next(
                (
                    at
                    for at in (line, getattr(getattr(error, "problem_mark", None), "line", -1))
                    if at not in self.left_out
                ),
                -1,
            )
            if not 0 <= line < len(self.lines) or not self.lines[line].strip():
                return False
            cure = self.without(line)
        else:
            cure = self.cure_of(line, column, code, words)
        known = line in self.told or self.goes_with_the_one_before(line, code, cure)
        self.told.add(line)
        self.codes.setdefault(line, code)
        begin = self.opener(line)
        old = self.lines[line]
        chain = [*_open_above(self.lines, line)]
        if not known:
            safe = () if cure.guessed or cure.moved or cure.lost else cure.edits
            edits = tuple(replace(edit, column=_before(self.moves, edit.line, edit.column)) for edit in safe)
            self.problems.append((line + 1, _before(self.moves, line + 1, column + 1), code, words, edits))
        for edit in reversed(cure.edits):
            self.apply(edit)
        if cure.guessed or cure.moved or cure.lost:
            self.remember(line, old, cure, begin, chain)
        return True

    def apply(self, edit: Edit) -> None:
        """Write a piece, and remember what became of the columns."""
        line = self.lines[edit.line - 1]
        begin = edit.column - 1
        self.lines[edit.line - 1] = line[:begin] + edit.text + line[begin + edit.length :]
        self.bare[edit.line - 1] = self.lines[edit.line - 1].rstrip()
        self.moves.setdefault(edit.line, []).append((edit.column, edit.length, len(edit.text)))

    def goes_with_the_one_before(self, line: int, code: str, cure: _Cure) -> bool:
        """Tell whether a line is as wrong as the one right above it that is told already: a block moved, or text pasted in."""
        above = next((at for at in range(line - 1, -1, -1) if self.original[at].strip()), -1)
        if above not in self.told or not (code == "yaml-indent" or (code == "yaml-no-colon" and cure.lost)):
            return False
        same = _indent(self.original[above]) == _indent(self.original[line])
        return same and self.codes[above] == code

    def remember(self, line: int, old: str, cure: _Cure, begin: int, chain: list[tuple[int, int, bool]]) -> None:
        """Remember a guess: the lines that it may have put in a wrong place, and which keys they hold."""
        last = line
        if cure.moved or cure.lost:
            least = min(len(_indent(old)), len(_indent(self.lines[line])) if self.lines[line].strip() else len(old))
            last = _end_of_block(self.original, line, least)
        if any(edit.line - 1 > line for edit in cure.edits):
            last = max(last, *(edit.line - 1 for edit in cure.edits))
        found = [_KEY.match(self.original[at]) for at in range(line, last + 1)]
        keys = frozenset(match[1] for match in found if match)
        below = next((at for at in range(last + 1, len(self.lines)) if self.lines[at].strip()), line)
        mappings = [(at, column) for at, column, of_list in chain if not of_list]
        within = {at + 1 for at, _ in mappings} | {below + 1}
        lost: set[int] = set()
        if cure.lost and not all(found):
            around = [at for at, column in mappings if column == len(_indent(old))] or [at for at, _ in mappings[:1]]
            lost = {at + 1 for at in around} | {below + 1}
        moved = cure.moved or cure.lost
        first = begin if moved else line
        self.guesses.append(Guess(first + 1, last + 1, keys, frozenset(within), frozenset(lost), moved=moved))

    def opener(self, line: int) -> int:
        """Return the line above that opens a block, where ``line`` begins it; else the line itself."""
        above = next((at for at in range(line - 1, -1, -1) if self.lines[at].strip()), line)
        return above if self.lines[above].rstrip().endswith(":") else line

    def without(self, line: int) -> _Cure:
        """Leave a line out."""
        self.left_out.add(line)
        return _Cure((Edit(line + 1, 1, len(self.lines[line]), ""),), lost=True)

    def cure_of(self, at: int, column: int, code: str, words: dict[str, str]) -> _Cure:
        """Return the cure of one error."""
        line = self.bare[at]
        if code == "yaml-merge-conflict":
            return self.one_side(at)
        if code in {"yaml-indent", "yaml-tab", "yaml-blank", "yaml-no-colon"}:
            empty = None if line else _Cure((Edit(at + 1, 1, len(self.lines[at]), ""),))
            return empty or (self.with_colon(at) if code == "yaml-no-colon" else self.in_line(at)) or self.without(at)
        if code == "yaml-unquoted" and line[column : column + 1] in {"[", "{"} and self.goes_on(at, column):
            return self.without(at)
        edits = [Edit(at + 1, begin + 1, length, text) for begin, length, text in _rewritten(line, column, code)]
        changed = [edit for edit in edits if line[edit.column - 1 : edit.column - 1 + edit.length] != edit.text]
        if not changed:
            return self.without(at)
        wide = code == "yaml-full-width-colon" and _KEY.match(line) is None
        either = code == "yaml-after-quote" and bool(words["other"])
        return _Cure(tuple(changed), guessed=code == "yaml-unclosed-quote" or wide or either)

    def goes_on(self, at: int, column: int) -> bool:
        """Tell whether a bracket that a line opens is meant as one: it is closed on a later line, not on this one."""
        line = self.lines[at][column:]
        closing = "]" if line[0] == "[" else "}"
        below = self.lines[at + 1] if at + 1 < len(self.lines) else ""
        return closing not in line and (below.strip()[:1] == closing or line.rstrip().endswith((",", "[", "{")))

    def one_side(self, at: int) -> _Cure:
        """Keep what stands before the middle marker of a conflict, and neither its markers nor the other side."""
        end = next((n for n in range(at, len(self.lines)) if self.lines[n].startswith(">>>>>>> ")), at)
        edits, other = [], False
        for number in range(at, end + 1):
            line = self.lines[number]
            marker = CONFLICT.match(line.rstrip()) is not None
            other = other or line.startswith("=======")
            if marker or other:
                edits.append(Edit(number + 1, 1, len(line), ""))
                self.left_out.add(number)
        return _Cure(tuple(edits), moved=True)

    def first_of_block(self, at: int) -> int | None:
        """Return the line that begins a block in a wrong column, where the line at ``at`` of that block stands rightly."""
        width = len(_indent(self.lines[at]))
        blocks = _open_above(self.lines, at)
        for first, column, _ in blocks:
            above = next((n for n in range(first - 1, -1, -1) if self.lines[n].strip()), None)
            if above is None or first in self.told or not self.lines[above].rstrip().endswith(":"):
                continue
            off = column - _content(self.lines[above]) - 2
            others = (self.lines[n] for n in range(first + 1, at) if self.lines[n].strip())
            alone = all(len(_indent(line)) != column for line in others)
            if off and alone and any(one == width + off for start, one, _ in blocks if start >= first):
                return first
        return None

    def in_line(self, at: int) -> _Cure | None:
        """Bring a line, and what belongs to it, into line with what is open above it; None where nothing fits."""
        line = self.lines[at]
        indent = _indent(line)
        width = sum(2 if char in "\t\u3000" else 1 for char in indent)
        rest = line[len(indent) :]
        dash = rest.startswith("- ") or rest.rstrip() == "-"
        above = next((n for n in range(at - 1, -1, -1) if self.lines[n].strip()), None)
        fitting = [column for _, column, of_list in _open_above(self.lines, at) if of_list is dash]
        if above is not None and self.lines[above].rstrip().endswith(":"):
            fitting.append(_content(self.lines[above]) + 2)
        plain = indent == " " * width
        fitting = [column for column in fitting if not (plain and column == width)]
        if not fitting:
            return None
        column = min(fitting, key=lambda one: (abs(one - width), -one))
        edits = [Edit(at + 1, 1, len(indent), " " * column)]
        if plain and column != width and (rest.rstrip().endswith(":") or dash):
            edits += self.children(at, width, column, dash=dash)
        return _Cure(tuple(edits), moved=True)

    def children(self, at: int, width: int, column: int, *, dash: bool) -> Iterator[Edit]:
        """Yield how the lines below a line move with it, where they do not stand rightly as they are."""
        last = _end_of_block(self.lines, at, width)
        first = next((n for n in range(at + 1, last + 1) if self.lines[n].strip()), None)
        if first is None:
            return
        inner = len(_indent(self.lines[first]))
        if inner == column + 2 if dash else inner > column:
            return
        for number in range(at + 1, last + 1):
            if self.lines[number].strip():
                was = len(_indent(self.lines[number]))
                yield Edit(number + 1, 1, was, " " * max(was + column - width, 0))

    def with_colon(self, at: int) -> _Cure | None:
        """Give a key the colon that it lacks; None where the line begins with no key."""
        line = self.bare[at]
        below = next((n for n in range(at + 1, len(self.lines)) if self.lines[n].strip()), None)
        deeper = below is not None and len(_indent(self.lines[below])) > len(_indent(line))
        if _BARE_KEY.match(line) and deeper:
            return _Cure((Edit(at + 1, len(line) + 1, 0, ":"),))
        both = KEY_AND_VALUE.match(line)
        if both is None:
            return None
        edits = (
            Edit(at + 1, both.start(2) + 1, len(both[2]), ": "),
            Edit(at + 1, both.start(3) + 1, len(both[3]), value_meant(both[3])),
        )
        return _Cure(edits, guessed=True)


def _rewritten(line: str, column: int, code: str) -> Iterator[tuple[int, int, str]]:
    """Yield where a piece of a line begins (0-based), how long it is and what is written for it."""
    value = line[column:]
    if code == "yaml-entry":
        yield from entry_signs(line)
    elif code in {"yaml-full-width-colon", "yaml-colon-space"}:
        wide = code == "yaml-full-width-colon"
        found = (FULL_WIDTH if wide else NO_SPACE).match(line)
        if found is not None:
            value, begin = found["value"], found.start("value")
            yield found.end("key"), begin - found.end("key"), ": " if value else ":"
            yield begin, len(value), value_meant(value, typed_wide=wide)
    elif code == "yaml-dash" and (dash := DASH.match(line)):
        yield dash.start(1), dash.start(2) - dash.start(1), "- "
    elif code == "yaml-escape":
        yield column, len(value), with_escapes(value)
    elif code == "yaml-unclosed-quote" and value:
        yield column, len(value), closed(value)
    elif code in {"yaml-unquoted", "yaml-unquoted-colon", "yaml-after-quote"} and value:
        yield column, len(value), value_meant(value)


def _error(text: str, lines: list[str], depth: int) -> yaml.YAMLError | _Trap | int | None:
    """Return the first syntax error of a text, or the first key that is a mistake though YAML can read it; None where it has none.

    A number says that the text is nested too deep to be looked at.
    """
    parser = yaml.CSafeLoader(text)
    now = 0
    try:
        while (event := parser.get_event()) is not None:
            if isinstance(event, yaml.ScalarEvent):
                if (trap := _odd_key(event, lines)) is not None:
                    return trap
            elif isinstance(event, yaml.CollectionStartEvent):
                now += 1
            elif isinstance(event, yaml.CollectionEndEvent):
                now -= 1
            if now > depth:
                return now
    except yaml.YAMLError as error:
        return error
    finally:
        parser.dispose()
    return None


def _odd_key(event: Any, lines: list[str]) -> _Trap | None:  # noqa: ANN401 - PyYAML's events have no types
    begin, end = event.start_mark, event.end_mark
    if event.style or not event.value or begin.line != end.line:
        return None
    line = lines[begin.line]
    if line[end.column :].lstrip()[:1] == ":":
        trap = key_trap(event.value, line, begin.column)
    else:
        trap = entry_trap(line.rstrip()) if ":" in event.value or "：" in event.value else None
    return None if trap is None else (begin.line, *trap)


def _indent(line: str) -> str:
    return line[: len(line) - len(line.lstrip())]


def _content(line: str) -> int:
    """Return the column of what stands behind the dashes of a line."""
    found = _DASHES.match(line)
    return found.end() if found else 0


def _end_of_block(lines: list[str], at: int, width: int) -> int:
    """Return the last line of those from ``at`` on that are indented further than ``width``."""
    last = at
    for number in range(at + 1, len(lines)):
        if lines[number].strip():
            if len(_indent(lines[number])) <= width:
                break
            last = number
    return last


def _open_above(lines: list[str], at: int) -> list[tuple[int, int, bool]]:
    """Return the mappings and lists that are open above a line, innermost first: first line, column, whether it is a list."""
    found: dict[tuple[int, bool], int] = {}
    limit: float = float("inf")
    for number in range(at - 1, -1, -1):
        line = lines[number]
        stripped = line.strip()
        if not stripped or stripped[0] == "#" or stripped == "---":
            continue
        indent, content = len(_indent(line)), _content(line)
        if indent > limit:
            continue
        if content <= limit:
            found[content, False] = number
        for column in range(content - 1, indent - 1, -1):
            if line[column] == "-" and column <= limit:
                found[column, True] = number
        limit = indent
    return [(number, column, of_list) for (column, of_list), number in found.items()]
