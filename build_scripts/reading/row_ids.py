"""The ids of a form's rows, made of what they print: a row that moves keeps its own, and no other row ever gets it.

An id is a letter for the kind of row and eight characters of a hash: of the goal's own words, of the goal, levels and
name of an indicator, of the label of an amount, of the heading of a text. Spaces and line breaks do not count. Rows that
print the same there are told apart by all their other cells, and only those that are the same in every cell by a number.
Where printed words were corrected, ``id`` in the row keeps the id that was published.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from hashlib import sha256
from itertools import product

from build_scripts.cells.personal_data import masked
from build_scripts.reading.model import (
    STATEMENT_MODELS,
    BaseDataRow,
    FundingLine,
    Goal,
    Indicator,
    Narrative,
    PrintedRow,
    Record,
)
from build_scripts.reading.printed import printed_cells, printed_keys, title_at

ID_LENGTH = 8
"""Characters of the hash, five bits each: two of a thousand rows share one in one of two million forms."""
_ID_BYTES = ID_LENGTH * 5 // 8
_PAIRS = [*map("".join, product("abcdefghijklmnopqrstuvwxyz234567", repeat=2))]
"""Two characters of base 32 for each ten bits: by its pieces a hash is written sooner than ``b32encode`` does it."""
_BITS = range((ID_LENGTH - 2) * 5, -1, -10)
_KINDS: dict[str, type[Record]] = {"g": Goal, "i": Indicator, "f": FundingLine, "b": BaseDataRow, "n": Narrative}
"""Which kind of row each letter stands for."""
_LATER: dict[type[PrintedRow], frozenset[str]] = {
    FundingLine: frozenset({"whole_period", "executed_y2", "executed_y1", "deviation", "further"}),
    Goal: frozenset({"adjusted_text", "further"}),
    Indicator: frozenset(
        {
            *("core", "explanation", "criteria", "operator", "unit", "coefficient", "reviewed_score", "remarks"),
            "further",
        }
    ),
}
"""Cells for which there was no field when the first ids were published: where they are not printed they change none."""
_Named = tuple[str, PrintedRow, tuple[str | None, ...]]
"""Path, row and the words that make it this row."""


def hashed(words: Iterable[str | None]) -> str:
    """Return eight characters (a–z, 2–7) that stand for these words, whatever spaces are between or in them.

    A personal number in them is masked before: a number has so few digits that it could be guessed from its hash.
    """
    text = "\x1f".join(["\x1e" if word is None else _bare(word) for word in words])
    number = int.from_bytes(sha256(text.encode()).digest()[:_ID_BYTES], "big")
    return "".join([_PAIRS[number >> bits & 1023] for bits in _BITS])


@lru_cache(maxsize=1 << 14)  # the words of categories stand on every row
def _bare(word: str) -> str:
    return "".join(masked(word).split())


def told_apart(names: Sequence[str], longer: Callable[[int], str]) -> list[str]:
    """Return each of these names where no other is the same, else what ``longer`` makes of its number in the list.

    Only behind the second and later of those that share even that stands a number.
    """
    shared = Counter(names)
    seen: Counter[str] = Counter()
    ids = []
    for number, short in enumerate(names):
        name = longer(number) if shared[short] > 1 else short
        seen[name] += 1
        ids.append(f"{name}-{seen[name]}" if seen[name] > 1 else name)
    return ids


def row_ids(
    goals: Sequence[Goal], funding: Sequence[FundingLine], base_data: Sequence[BaseDataRow], texts: Sequence[Narrative]
) -> dict[str, str]:
    """Return the id of every row of a form by its path; the ids of a goal's indicators follow from the goal's."""
    of_goals = _ids("g", _block("goals", goals))
    indicators = [
        (f"goals[{number}].indicators[{place}]", row, (of_goals[f"goals[{number}]"], level1, level2, *row.words))
        for number, goal in enumerate(goals)
        for place, (row, level1, level2) in enumerate(goal.spanned())
    ]
    return (
        of_goals
        | _ids("i", indicators)
        | _ids("f", _block("funding", funding))
        | _ids("b", _block("base_data", base_data))
        | _ids("n", _block("narratives", texts))
    )


def _block(name: str, rows: Sequence[PrintedRow]) -> list[_Named]:
    return [(f"{name}[{number}]", row, row.words) for number, row in enumerate(rows)]


def _ids(prefix: str, rows: Sequence[_Named]) -> dict[str, str]:
    def longer(number: int) -> str:
        _, row, words = rows[number]
        return f"{prefix}-{hashed((*words, *_all_cells(row)))}"

    made = told_apart([f"{prefix}-{hashed(words)}" for _, _, words in rows], longer)
    return {path: row.id or id_ for (path, row, _), id_ in zip(rows, made, strict=True)}


def _all_cells(row: PrintedRow) -> Iterator[str | None]:
    """Yield what every cell of a row prints; of one that came to the model later only where it is printed."""
    later = _LATER.get(type(row), frozenset())
    yield from (getattr(row, key) for key in printed_keys(type(row)) if key not in later)
    yield from (f"{cell.path}={cell.text}" for cell in printed_cells(row) if cell.path.partition("[")[0] in later)


def title_of_cell(row_id: str, column: str) -> str:
    """Return the Chinese title of a cell by its row's id (empty for the form as a whole) and its key; empty for none."""
    kinds = [_KINDS[row_id[0]]] if row_id else STATEMENT_MODELS.values()
    return next(filter(None, (title_at(kind, column) for kind in kinds)), "")
