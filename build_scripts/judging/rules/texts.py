"""What rules share: the printed texts of a form with their places, and how one cell or many are quoted in a message."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import groupby

from build_scripts.cells.amounts import added, clean, has_artefact, plain
from build_scripts.cells.made_often import made_often
from build_scripts.cells.value_model import Value, ValueNote
from build_scripts.judging.rules.registry import Hit, Place
from build_scripts.judging.score import IndicatorResult, StatementResult
from build_scripts.reading.model import AnyStatement, Narrative
from build_scripts.words.language import Both
from build_scripts.words.one_line import visible
from build_scripts.words.vocabulary import NarrativeKind

LONGEST_QUOTE = 40
"""Characters of a cell that a message repeats; the page shows the whole cell beside it."""
COLUMN_NAMES = {
    "target": Both("目标值", "target"),
    "adjusted_target": Both("调整后目标值", "adjusted target"),
    "baseline_y2": Both("前年指标值", "value two years before"),
    "baseline_y1": Both("上年指标值", "last year's value"),
    "actual": Both("完成值", "actual value"),
}
MOST_EXAMPLES = 3
"""Texts that a message about many cells repeats."""
_CELL = Both("格", "cell")
ROW = Both("行", "row")
"""What ``together`` counts where a finding is of rows."""
_PLACING = re.compile(r"^(?:\d{1,2}、|其中[：:])")
_BOOKMARK = re.compile(r"\[bookmark:[^][]*\]")


@made_often
@dataclass(frozen=True)
class ValueCell:
    """A value cell of an indicator row."""

    item: IndicatorResult
    column: str
    value: Value

    @property
    def path(self) -> str:
        """Its place in the form's file."""
        return f"{self.item.path}.{self.column}"

    @property
    def heading(self) -> Both:
        """The column's name."""
        return COLUMN_NAMES[self.column]


@lru_cache(maxsize=1 << 12)  # one rule after the other names the rows of a form
def quoted(raw: str | None) -> str:
    """Return a cell for a message: on one line, without conversion left-overs, cut where it is long."""
    words = _BOOKMARK.sub("", raw or "") if has_artefact(raw or "") else raw or ""
    text = visible(" ".join(words.replace("\n", "").split()))  # a sign that turns lines around would turn the sentence
    return text if len(text) <= LONGEST_QUOTE else text[: LONGEST_QUOTE - 1] + "…"


def added_up(terms: Iterable[Decimal | None], unit: int = 1) -> str:
    """Return a sum with its terms that are printed, each counted in ``unit``: ``10 + 12.5 = 22.5``."""
    counted = [term / unit for term in terms if term is not None]
    return f"{' + '.join(map(plain, counted))} = {plain(added(counted))}"


def line_name(label: str) -> str:
    """Return a money row's label for a message, without the words and signs that only place it in its table."""
    return _PLACING.sub("", quoted(label)).rstrip("：:")


def is_blank(raw: str | None) -> bool:
    """Tell whether a cell is printed and empty; a cell the form does not have is not blank."""
    return raw is not None and not clean(raw)


@lru_cache(maxsize=1)  # as above
def value_cells(result: StatementResult) -> tuple[ValueCell, ...]:
    """Return every value cell that the form has."""
    return tuple(
        ValueCell(item, column, value)
        for item in result.indicators
        for column, value in _values(item)
        if value.raw is not None
    )


def noted_cells(result: StatementResult, notes: frozenset[ValueNote]) -> Iterator[ValueCell]:
    """Go through the value cells whose reading carries one of ``notes``."""
    return (cell for cell in _all_noted(result) if not notes.isdisjoint(cell.value.notes))


@lru_cache(maxsize=1)  # as above
def _all_noted(result: StatementResult) -> tuple[ValueCell, ...]:
    return tuple(cell for cell in value_cells(result) if cell.value.notes)


def by_row(cells_found: Iterable[ValueCell]) -> Iterator[list[ValueCell]]:
    """Gather neighbouring cells of one row, so that one row gives one finding."""
    for _, group in groupby(cells_found, key=lambda cell: cell.item.path):
        yield list(group)


def _values(item: IndicatorResult) -> tuple[tuple[str, Value], ...]:
    return (
        ("target", item.target),
        ("adjusted_target", item.adjusted_target),
        ("baseline_y2", item.baseline_y2),
        ("baseline_y1", item.baseline_y1),
        ("actual", item.actual),
    )


def together(found: Sequence[tuple[str, str]], zh: str, en: str, each: Both = _CELL) -> Iterator[Hit]:
    """Yield one hit for many places with their texts, at the first: how many there are and the first different texts."""
    if not found:
        return
    number, texts = len(found), list(dict.fromkeys(quoted(text) for _, text in found))
    shown, more = [f"“{text}”" for text in texts[:MOST_EXAMPLES]], len(texts) > MOST_EXAMPLES
    yield Place(found[0][0]).hit(
        f"{zh}（{number} {each.zh}）：{'、'.join(shown)}{'等' if more else ''}。",
        f"{en} ({number} {each.en}{'s' if number > 1 else ''}): {', '.join(shown)}{' and others' if more else ''}.",
        gathered=tuple(text for _, text in found),
        places=tuple(path for path, _ in found),
    )


def narratives(form: AnyStatement, kinds: frozenset[NarrativeKind]) -> Iterator[tuple[str, Narrative]]:
    """Go through the form's blocks of text of some kinds, each with its path."""
    for index, block in enumerate(form.narratives):
        if block.kind in kinds:
            yield f"narratives[{index}]", block


_NO_STATEMENT = frozenset({NarrativeKind.FORM_NOTE, NarrativeKind.PERSON, NarrativeKind.OTHER_CELL})


def passages(result: StatementResult) -> Iterator[tuple[str, str]]:
    """Go through what a form says in sentences: its goals and results, and its blocks of text, each with its path."""
    for index, goal in enumerate(result.statement.goals):
        for column in ("overview", "target_text", "adjusted_text", "actual_text"):
            text = getattr(goal, column)
            if text:
                yield f"goals[{index}].{column}", text
    for index, block in enumerate(result.statement.form.narratives):
        if block.text and block.kind not in _NO_STATEMENT:
            yield f"narratives[{index}].text", block.text
