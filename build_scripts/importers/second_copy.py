"""A second copy of a form in the same document, such as the text of a picture beside the table, compared cell by cell.

The copy may print the cells in another order, a label once for several rows, a long text over several lines: every cell
of the form is looked for in it, the longest first. White space is not compared, but a cell begins and ends at it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher

from build_scripts.carriers.text_export import compact
from build_scripts.importers.document import CellPlace
from build_scripts.reading.model import Duplicate, DuplicateDifference, LeftOut
from build_scripts.words.language import Both

SHORT_WORD = 4
"""Letters of a text that may come about by chance where two words meet: ``10`` and ``0`` side by side are no ``100``."""


def compared_copy(
    places: Sequence[CellPlace], part: LeftOut, lines: Mapping[int, str]
) -> tuple[Duplicate, tuple[Both, ...]]:
    """Return where a copy differs from its form, and what it prints that no cell of the form resembles.

    Args:
        places: the form's cells and their fields.
        part: the lines of the copy.
        lines: the text of these lines, by their numbers.
    """
    copy = "\n".join(lines.get(number, "") for number in range(part.first_line, part.last_line + 1))
    missing, rest = _compared(_texts(places), copy)
    found: dict[str, list[tuple[int, str]]] = {}
    others = []
    for match in re.finditer(r"\S+", rest):
        line, text = part.first_line + rest.count("\n", 0, match.start()), match[0]
        likeness = {path: SequenceMatcher(None, due, text).ratio() for path, due in missing.items()}
        path = max(likeness, key=likeness.__getitem__, default="")
        if likeness.get(path):
            found.setdefault(path, []).append((line, text))
        else:
            said = f"第 {line} 行：第二份印的“{text}”在表里没有对应的格，请核对"
            others.append(Both(said, f"line {line}: the second copy prints {text}, the form does not; compare"))
    differences = tuple(
        DuplicateDifference(path=path, text="\n".join(text for _, text in runs), source_line=runs[0][0])
        for path, runs in found.items()
    )
    span = {"first_line": part.first_line, "last_line": part.last_line}
    return Duplicate(**span, description=part.reason, differences=differences), tuple(others)


def _texts(places: Sequence[CellPlace]) -> list[tuple[str, str]]:
    """Return the path and text of each cell, the longest first; cells of one field are one text."""
    joined: dict[str, str] = {}
    for place in places:
        if place.field:
            joined[place.field] = joined.get(place.field, "") + compact(place.cell.text)
    headings = [("", compact(place.cell.text)) for place in places if not place.field]
    return sorted([*joined.items(), *headings], key=lambda item: -len(item[1]))


def _compared(texts: Sequence[tuple[str, str]], copy: str) -> tuple[dict[str, str], str]:
    """Return the fields whose text the copy does not print, by path, and the copy with blanks for what it does print."""
    missing, copy = _without([item for item in texts if len(item[1]) > SHORT_WORD], r"\s*", copy)
    short, copy = _without([item for item in texts if len(item[1]) <= SHORT_WORD], "", copy)
    short, copy = _without(short, r"\s*", copy)
    return {path: text for path, text in (*missing, *short) if path}, copy


def _without(texts: Sequence[tuple[str, str]], between: str, copy: str) -> tuple[list[tuple[str, str]], str]:
    """Return the texts that a copy does not print, and the copy without the others; ``between`` may stand in a text."""
    left = []
    for path, text in texts:
        match = re.search(rf"(?<!\S){between.join(map(re.escape, text))}(?!\S)", copy)
        if match:
            copy = copy[: match.start()] + re.sub(r"\S", " ", match[0]) + copy[match.end() :]
        else:
            left.append((path, text))
    return left, copy
