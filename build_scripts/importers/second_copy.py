"""A second copy of a form in the same document, such as the text of a picture beside the table, compared cell by cell.

The copy may print the cells in another order, a label once for several rows, a long text over several lines: every cell
of the form is looked for in it, the longest first. White space is not compared, but a cell begins and ends at it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from build_scripts.carriers.text_export import compact
from build_scripts.importers.document import CellPlace
from build_scripts.reading.model import Duplicate, DuplicateDifference, LeftOut
from build_scripts.words.language import Both

SHORT_WORD = 4
"""Letters of a text that may come about by chance where two words meet."""


@dataclass(frozen=True)
class _Letter:
    """A character of the copy that is no white space."""

    text: str
    line: int
    begins: bool
    """Whether white space stands before it."""
    ends: bool


def compared_copy(
    places: Sequence[CellPlace], part: LeftOut, lines: Mapping[int, str]
) -> tuple[Duplicate, tuple[Both, ...]]:
    """Return where a copy differs from its form, and what it prints that no cell of the form resembles.

    Args:
        places: the form's cells and their fields.
        part: the lines of the copy.
        lines: the text of these lines, by their numbers.
    """
    letters = list(_letters(lines))
    free = [True] * len(letters)
    missing = _missing(_texts(places), letters, free)
    runs_of: dict[str, list[list[_Letter]]] = {}
    others = []
    for run in _runs(letters, free):
        text = "".join(letter.text for letter in run)
        path = max(missing, key=lambda one: SequenceMatcher(None, missing[one], text).ratio(), default="")
        if path and SequenceMatcher(None, missing[path], text).ratio() > 0:
            runs_of.setdefault(path, []).append(run)
        else:
            said = f"第 {run[0].line} 行：第二份印的“{text}”在表里没有对应的格，请核对"
            others.append(Both(said, f"line {run[0].line}: the second copy prints {text}, the form does not; compare"))
    differences = (
        DuplicateDifference(
            path=path,
            text="\n".join("".join(letter.text for letter in run) for run in runs),
            source_line=runs[0][0].line,
        )
        for path, runs in runs_of.items()
    )
    found = Duplicate(
        first_line=part.first_line, last_line=part.last_line, description=part.reason, differences=tuple(differences)
    )
    return found, tuple(others)


def _texts(places: Sequence[CellPlace]) -> list[tuple[str, str]]:
    """Return the path and text of each cell, the longest first; cells of one field are one text."""
    joined: dict[str, str] = {}
    headings = []
    for place in places:
        if place.field:
            joined[place.field] = joined.get(place.field, "") + compact(place.cell.text)
        else:
            headings.append(("", compact(place.cell.text)))
    return sorted([*joined.items(), *headings], key=lambda item: -len(item[1]))


def _missing(texts: Sequence[tuple[str, str]], letters: Sequence[_Letter], free: list[bool]) -> dict[str, str]:
    """Return the fields whose text the copy does not print, by path; what it does print is taken from ``free``.

    Short texts are first looked for as words of their own: ``10`` and ``0`` side by side are no ``100``.
    """
    whole = "".join(letter.text for letter in letters)

    def take(text: str, *, one_word: bool) -> bool:
        place = -1
        while (place := whole.find(text, place + 1)) >= 0:
            stretch = range(place, place + len(text))
            bounded = letters[place].begins and letters[stretch[-1]].ends
            crossed = one_word and any(letters[here].begins for here in stretch[1:])
            if bounded and not crossed and all(free[here] for here in stretch):
                free[place : stretch.stop] = [False] * len(text)
                return True
        return False

    short = [item for item in texts if len(item[1]) <= SHORT_WORD]
    missing = [item for item in texts if item not in short and not take(item[1], one_word=False)]
    short = [item for item in short if not take(item[1], one_word=True)]
    missing += [item for item in short if not take(item[1], one_word=False)]
    return {path: text for path, text in missing if path}


def _letters(lines: Mapping[int, str]) -> Iterator[_Letter]:
    for number, text in sorted(lines.items()):
        for word in text.split():
            for place, letter in enumerate(word):
                yield _Letter(letter, number, place == 0, place == len(word) - 1)


def _runs(letters: Sequence[_Letter], free: Sequence[bool]) -> Iterator[list[_Letter]]:
    """Yield what no cell has taken, as stretches on one line."""
    run: list[_Letter] = []
    for letter, is_free in zip(letters, free, strict=True):
        if run and (not is_free or letter.line != run[-1].line or letter.begins):
            yield run
            run = []
        if is_free:
            run.append(letter)
    if run:
        yield run
