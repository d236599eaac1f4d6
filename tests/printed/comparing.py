"""What was read beside what should have been: differences by path, texts lost and texts invented."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from printed.table import Document

ABSENT = type("Absent", (), {"__repr__": lambda _: "(no key)"})()
"""Stands in ``Either`` for a key left out."""
UNPRINTED = frozenset(
    {
        *("source", "source_line", "overview_line", "extraction_notes", "fiscal_year_note", "id", "formerly"),
        *("template", "scoring_profile", "release", "withheld", "currency_unit_override", "polarity"),
    }
)
"""Keys that no form prints: nothing is expected of them."""
CODES = frozenset(
    {
        *("form_type", "line_code", "kind", "number", "fiscal_year", "fiscal_year_basis", "currency_unit"),
        *("long_term_end_year", "standard_section"),
    }
)
"""Keys whose values are ours; all others hold printed text."""
LABELS = frozenset({"label", "heading", "long_term_text"})
"""Keys of printed labels, whose colons and brackets say nothing."""
LEVELS = frozenset({"level1", "level2"})


class Either:
    """Values of which each is right; ``ABSENT`` among them where the key may be left out."""

    def __init__(self, *values):
        """Take the values, the likeliest first."""
        self.values = values


@dataclass(frozen=True)
class Matching:
    """A pattern that the text, white space aside, must match from its first character to its last."""

    pattern: str


class Maybe(dict):
    """An item of a list that may be left out, such as a row of the blank form that nobody filled in."""


class Holding(NamedTuple):
    """Texts that must stand in narratives, however many there are; a form has no field of its own for them."""

    texts: tuple[str, ...]
    kinds: frozenset[str] = frozenset()
    """Kinds of narratives in which they may stand; empty for any."""


def plain(text: str) -> str:
    """Return a text without white space, of which most kinds of files keep little."""
    return re.sub(r"\s", "", text)


def word(text: str) -> str:
    """Return a label as one word: without white space and closing colon, brackets and digits of one width."""
    return plain(unicodedata.normalize("NFKC", text)).rstrip(":")


def differences(expected: Mapping, read: Mapping, *, exact: bool = False) -> list[str]:
    """Return what differs, a line each with its path.

    Args:
        expected: What should be read, with ``Either``, ``Matching``, ``Maybe`` and, under ``holding``, ``Holding``.
        read: A form in the shape of its YAML file; records, enumerations and tuples are taken too.
        exact: Whether white space, the order of money rows and texts, and the colons of labels count.
    """
    want = {key: value for key, value in expected.items() if key != "holding"}
    form = bare(read)
    rest, missing = form, []
    if "holding" in expected:
        rest, missing = _without_held(form, expected["holding"], want)
    return [*_Comparison(exact).of_mapping("", want, rest), *missing]


def bare(read: object) -> object:
    """Return a form as plain dicts, lists and texts, without keys that are None, empty or not printed."""
    if hasattr(read, "model_dump"):
        read = read.model_dump()
    if isinstance(read, Enum):
        return str(read.value)
    if isinstance(read, Mapping):
        items = {key: bare(value) for key, value in read.items() if key not in UNPRINTED}
        return {key: value for key, value in items.items() if value is not None and value != []}
    if isinstance(read, (list, tuple)):
        return [bare(item) for item in read]
    return read


def _without_held(form, holdings: Sequence[Holding], want) -> tuple[dict, list[str]]:
    """Return the form without the narratives that hold the texts, and what they do not hold."""
    awaited = [item for item in want.get("narratives", ()) if isinstance(item, Mapping)]
    missing, rest = [], list(form.get("narratives", ()))
    for holding in holdings:
        free = [
            item
            for item in rest
            if (not holding.kinds or item["kind"] in holding.kinds)
            and all(_Comparison(exact=False).of_mapping("", one, item) for one in awaited)
        ]
        held = [(item, plain(item.get("heading", "") + item.get("text", ""))) for item in free]
        missing += [
            f"narratives: {text!r} stands in none of them"
            for text in holding.texts
            if not any(plain(text) in said for _, said in held)
        ]
        for item, said in held:
            if any(plain(text) in said for text in holding.texts):
                rest.remove(item)
    return {**form, "narratives": rest} if rest else {k: v for k, v in form.items() if k != "narratives"}, missing


Pairs = Iterator[tuple[dict | None, dict | None]]
"""Items that stand for one another; None where one has no partner."""


@dataclass(frozen=True)
class _Comparison:
    """How strictly two forms are held against each other."""

    exact: bool

    def of_mapping(self, path: str, want: Mapping, got: Mapping) -> list[str]:
        found = []
        for key in dict.fromkeys((*want, *got)):
            if key in UNPRINTED:
                continue
            one, other = want.get(key, ABSENT), got.get(key, ABSENT)
            found += self.of_value(f"{path}.{key}".lstrip("."), key, one, other)
        return found

    def of_value(self, path: str, key: str, want: object, got: object) -> list[str]:
        if isinstance(want, list) or (want is ABSENT and isinstance(got, list)):
            items = [] if want is ABSENT else want
            return self.of_list(path, key, items, [] if got is ABSENT else got)
        if isinstance(want, Mapping) and isinstance(got, Mapping):
            return self.of_mapping(path, want, got)
        choices = want.values if isinstance(want, Either) else (want,)
        if any(self._same(key, choice, got) for choice in choices):
            return []
        return [f"{path}: {_shown(got)} where {' or '.join(map(_shown, choices))} is printed"]

    def _same(self, key: str, want: object, got: object) -> bool:
        if isinstance(want, Matching):
            return got is not ABSENT and re.fullmatch(want.pattern, plain(str(got))) is not None
        if want is ABSENT or got is ABSENT or not isinstance(want, str):
            blank = not self.exact and key in LEVELS and {want, got} <= {ABSENT, ""}  # a page break leaves a blank cell
            return want is got or want == got or blank
        if self.exact or key in CODES:
            return want == str(got)
        made = word if key in LABELS else plain
        return made(want) == made(str(got))

    def of_list(self, path: str, key: str, want: list, got: list) -> list[str]:
        if key == "further":  # a blank cell without a field may be left out
            want, got = ([item for item in items if item["text"] != ""] for items in (want, got))
        by_place = zip(want, got, strict=False)
        if len(want) == len(got):
            found = [one for at, pair in enumerate(by_place) for one in self.of_mapping(f"{path}[{at}]", *pair)]
            if not found or self.exact or key == "goals":  # goals are too long to be tried against each other
                return found
        pairs = self._unordered if key in {"funding", "narratives", "further"} and not self.exact else self._aligned
        found: list[str] = []
        levels: dict[str, str] = {}
        for one, other in pairs(want, got):
            if one is None:
                found.append(f"{path}[{got.index(other)}]: {_shown(other)} is not printed so")
            elif other is not None:
                due = {key: text for key, text in levels.items() if isinstance(one.get(key), Either)}
                found += self.of_mapping(f"{path}[{got.index(other)}]", {**one, **due}, other)
                levels = {}
            elif isinstance(one, Maybe):  # the next row that is kept takes over the levels whose cells began here
                levels |= {key: one[key] for key in LEVELS if isinstance(one.get(key), str)}
            else:
                found.append(f"{path}: {_shown(one)} is missing")
        return found

    def _unordered(self, want: list, got: list) -> Pairs:
        """Yield the most alike first."""
        costs = sorted(
            (len(self.of_mapping("", one, other)), at, to)
            for at, one in enumerate(want)
            for to, other in enumerate(got)
        )
        left, right = set(range(len(want))), set(range(len(got)))
        for cost, at, to in costs:
            if at in left and to in right and cost <= len(want[at]) // 2:
                left.remove(at)
                right.remove(to)
                yield want[at], got[to]
        yield from ((want[at], None) for at in sorted(left))
        yield from ((None, got[to]) for to in sorted(right))

    def _aligned(self, want: list, got: list) -> Pairs:
        """Yield the pairs that, in printed order, differ least."""
        skip_want = [0 if isinstance(item, Maybe) else len(item) for item in want]
        costs = [[len(self.of_mapping("", one, other)) for other in got] for one in want]
        best: dict[tuple[int, int], tuple[int, str]] = {}
        for at in range(len(want), -1, -1):
            for to in range(len(got), -1, -1):
                ways = []
                if at < len(want) and to < len(got):
                    ways.append((costs[at][to] + best[at + 1, to + 1][0], "both"))
                if at < len(want):
                    ways.append((skip_want[at] + best[at + 1, to][0], "want"))
                if to < len(got):
                    ways.append((len(got[to]) + best[at, to + 1][0], "got"))
                best[at, to] = min(ways, key=lambda way: way[0], default=(0, "end"))
        at = to = 0
        while (way := best[at, to][1]) != "end":
            yield (want[at] if way != "got" else None), (got[to] if way != "want" else None)
            at, to = at + (way != "got"), to + (way != "want")


def _shown(value: object) -> str:
    text = str(dict(value)) if isinstance(value, Mapping) else repr(value)
    return text if len(text) <= 160 else f"{text[:160]}…"


def lost(document: Document, read: Mapping) -> list[str]:
    """Return the texts of printed cells that stand nowhere in the read form, as often as they are missing.

    Column headings and what the blank form prints for an answer are not looked for.
    """
    leaves = list(_leaves("", bare(read)))
    had = Counter(word(text) for _, text in leaves)
    outside_rows = [word(text) for path, text in leaves if not re.match(r"funding|goals\[\d+\]\.indicators", path)]
    missing = []
    for item in document.cells():
        text = word(item.text)
        if item.kind in {"heading", "template"} or not text:
            continue
        if had[text]:
            had[text] -= 1
        elif not any(text in other for other in outside_rows) and not _in_parts(text, had):
            missing.append(item.text)
    return missing


def _in_parts(text: str, had: Mapping[str, int]) -> bool:
    """Return whether a cell stands in several fields, such as ``年度目标1：(15分)``; a label before a colon may be gone."""
    rest = text
    for part in sorted((part for part in had if len(part) > 1 and part in text), key=len, reverse=True):
        rest = rest.replace(part, "")
    return rest != text and re.fullmatch(r"\W*([^:]{1,12}:)?\W*", rest) is not None


def invented(document: Document, read: Mapping) -> list[str]:
    """Return the texts of the read form that no printed cell holds, each with its path."""
    printed = "\n".join(word(item.text) for item in document.cells())
    return [
        f"{path}: {text!r}"
        for path, text in _leaves("", bare(read))
        if not all(word(line) in printed for line in re.split("[\n\t]", text)) and word(text) not in printed
    ]


def _leaves(path: str, value: object) -> Iterator[tuple[str, str]]:
    """Yield every printed text with its path."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            if key not in CODES:
                yield from _leaves(f"{path}.{key}".lstrip("."), inner)
    elif isinstance(value, list):
        for at, inner in enumerate(value):
            yield from _leaves(f"{path}[{at}]", inner)
    else:
        yield path, str(value)
