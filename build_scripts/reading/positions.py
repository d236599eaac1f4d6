"""Where each key and value of a file stands: path → line and column.

Most files are read without anybody asking where their values stand, so nothing is made until somebody does.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

SCALAR, MAPPING, LIST, END = range(4)
"""What a token of ``Positions`` is, where it is no key."""


@dataclass(frozen=True)
class Guess:
    """Lines of a file that could only be read on by a guess: what is said of them may follow from the guess alone."""

    first: int
    last: int
    keys: frozenset[str]
    """Which keys stand on these lines: they may belong to any of …"""
    within: frozenset[int]
    """… the mappings that begin on these."""
    lost: frozenset[int]
    """Where mappings begin to which a key may belong that could not even be recognised."""
    moved: bool
    """Whether the lines themselves may stand where they do not belong, and not only one value be another."""


@dataclass(frozen=True, eq=False)
class Positions(Mapping[str, tuple[int, int]]):
    """Path of a value, such as ``goals[0].indicators[3].target``, → its 1-based line and column.

    The file itself is the path ``""``. Kept as two flat sequences in the order of the file; the paths are
    made when first asked for and only those of the file asked about last are kept.
    """

    tokens: list[str | int] = field(default_factory=list, repr=False)
    """A key as its text, a value or the end of a container as a number."""
    marks: array[int] = field(default_factory=lambda: array("Q"), repr=False)
    """For each token its line and column in one number."""
    guesses: list[Guess] = field(default_factory=list)
    """What was guessed in reading the file on behind a syntax error."""

    __hash__ = object.__hash__
    """Two files' positions are never the same thing, and the index is kept per file."""

    def __eq__(self, other: object) -> bool:
        """Only the same positions are equal."""
        return self is other

    def __getitem__(self, path: str) -> tuple[int, int]:
        """Return line and column of the value at ``path``; KeyError where the file has none."""
        return _unpacked(_index(self, of_keys=False)[path])

    def __iter__(self) -> Iterator[str]:
        """Go through the paths in the order of the file."""
        return iter(_index(self, of_keys=False))

    def __len__(self) -> int:
        """Return the number of values."""
        return len(_index(self, of_keys=False))

    def key(self, path: str) -> tuple[int, int] | None:
        """Return line and column of the key before the value at ``path``; None for items of a list."""
        mark = _index(self, of_keys=True).get(path)
        return None if mark is None else _unpacked(mark)

    def doubtful(self, line: int) -> bool:
        """Tell whether what stands on a line was guessed."""
        return any(guess.first <= line <= guess.last for guess in self.guesses)

    def may_hold(self, line: int, key: str) -> bool:
        """Tell whether the mapping that begins on ``line`` may have a key that was not read as one of its own."""
        return any(line in guess.lost or (line in guess.within and key in guess.keys) for guess in self.guesses)

    def nearest(self, path: str) -> tuple[int, int]:
        """Return the place of the value at ``path``, or of the nearest thing around it; (0, 0) for an empty file."""
        values = _index(self, of_keys=False)
        while path and path not in values:
            path = around(path)
        return _unpacked(values.get(path, 0))


def around(path: str) -> str:
    """Return the path of what stands around the value at ``path``: ``goals[0].kind`` → ``goals[0]`` → ``goals`` → nothing."""
    return path[: max(path.rfind("."), path.rfind("["), 0)]


def _unpacked(mark: int) -> tuple[int, int]:
    return mark >> 32, mark & 0xFFFFFFFF


@lru_cache(maxsize=2)
def _index(positions: Positions, *, of_keys: bool) -> dict[str, int]:
    """Return the marks of all values or of all keys by path; of a repeated key the first counts."""
    found: dict[str, int] = {}
    keep = found.setdefault
    stack: list[tuple[str, int]] = []
    path, before, number = "", "", -1  # before: what begins the path of each part; number: the next item of a list
    for token, mark in zip(positions.tokens, positions.marks, strict=True):
        if type(token) is str:
            path = before + token
            if of_keys:
                keep(path, mark)
            continue
        if token == END:
            before, number = stack.pop()
            continue
        if number >= 0:
            path = f"{before}{number}]"
            number += 1
        if not of_keys:
            keep(path, mark)
        if token != SCALAR:
            stack.append((before, number))
            before, number = (f"{path}[", 0) if token == LIST else (path and f"{path}.", -1)
    return found
