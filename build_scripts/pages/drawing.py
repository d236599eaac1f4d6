"""Charts: one description of bars seen four ways: a sentence, a table, a static SVG, an interactive plotly figure.

The table is the content; the SVG is there without JavaScript; plotly draws the same numbers when a reader asks.
A chart is drawn as in a newspaper: its headline says what is to be seen, names stand left of the bars and numbers at their
ends, and one accent picks out among greys what the headline tells. Every bar carries its number, so no chart depends on
colour; on paper and where a reader's own colours are forced, the parts of a bar are told apart by patterns too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from functools import cached_property

from build_scripts.cells.amounts import plain
from build_scripts.words.language import Both
from build_scripts.words.vocabulary import Achievement, Severity


@dataclass(frozen=True)
class Pattern:
    """A hatching, drawn twice."""

    path: str
    """The line of an 8 × 8 tile in SVG; empty for a plain ground."""
    plotly: str
    """Plotly's name of the shape."""


PLAIN = Pattern("", "")
RISING = Pattern("M0 8L8 0", "/")
UPRIGHT = Pattern("M4 0V8", "|")
DOTTED = Pattern("M2 2h2M6 6h2", ".")
CROSSED = Pattern("M0 0L8 8M0 8L8 0", "x")
LEVEL = Pattern("M0 4H8", "-")
HATCHES: Mapping[str, Pattern] = {
    "a": PLAIN, "b": RISING, "c": UPRIGHT,
    Achievement.MET: PLAIN, Achievement.MISSED: RISING, Achievement.UNDETERMINED: DOTTED,
    Achievement.NOT_COMPARABLE: CROSSED, Achievement.NOT_REPORTED: LEVEL, Achievement.NOT_DUE: UPRIGHT,
    Severity.ERROR: CROSSED, Severity.WARNING: RISING, Severity.NOTE: PLAIN,
}  # fmt: skip
"""The tones that a series may have, each with its pattern: ``a`` is the accent, ``b`` and ``c`` are greys, and the others
go with what a bar stands for. The style sheet says how each looks."""


NAME = Both("名称", "Name")
NOBODY = Both.printed("")


class Drawn(Enum):
    """How the values of a series are drawn."""

    BAR = "bar"
    TICK = "tick"
    """A line across the bar beside it, such as a budget across what was spent of it."""
    TOLD = "told"
    """Not at all: the table and the CSV have them."""


@dataclass(frozen=True)
class Series:
    """One run of bars: its name and one value (or None) per category."""

    name: Both
    values: tuple[Decimal | None, ...]
    tone: str
    """One of ``HATCHES``: what colour and pattern it has."""
    mark: Drawn = Drawn.BAR


def with_values(series: Iterable[Series]) -> tuple[Series, ...]:
    """Return the series that have a value at all."""
    return tuple(item for item in series if any(value is not None for value in item.values))


@dataclass(frozen=True)
class Bars:
    """A horizontal bar chart.

    The bars of several series stand in columns side by side, on one scale; ``stacked`` lays those of a category end to end,
    and the number at the end is that of the first series out of the whole.
    """

    id: str
    title: Both
    """What is shown, such as the execution rate by department."""
    sentence: Both
    """What is to be seen, in full, with its numbers."""
    unit: Both
    categories: tuple[Both, ...]
    series: tuple[Series, ...]
    stacked: bool = False
    links: tuple[str, ...] = ()
    """Addresses of the categories relative to the portal's root, where they have pages."""
    marker: Decimal | None = None
    """A value marked by a line, such as a rate of 100 %."""
    tells_without_bars: bool = False
    """Whether its sentence is worth reading where there is nothing to draw, such as "all figures agree"."""
    whose: Both = NOBODY
    """Whose figures they are, and of which years: what a picture says that has left its page."""
    credit: Both = NOBODY
    """The portal it comes from and its licence, for the same use."""
    message: Both = NOBODY
    """What is to be seen, in a few words: the headline."""
    labels: tuple[Both, ...] = ()
    """Shorter names of the categories for the drawing, where there are; the table has the whole ones."""
    told: int | None = None
    """The place of the category that the headline names, which has the accent; without one all bars of a series look alike."""

    @property
    def headline(self) -> Both:
        """What stands above the chart: its message, or where it has none what it shows."""
        return self.title if self.message == NOBODY else self.message

    @property
    def names(self) -> tuple[Both, ...]:
        """What stands beside the bars."""
        return self.labels or self.categories

    def marked(self, mark: Drawn) -> tuple[Series, ...]:
        """Return the series that are drawn as ``mark``."""
        return tuple(series for series in self.series if series.mark is mark)

    @property
    def columns(self) -> int:
        """How many columns of bars stand side by side."""
        return 1 if self.stacked else len(self.marked(Drawn.BAR))

    @property
    def subject(self) -> Both:
        """What is shown, in which unit and, of bars end to end, which number stands there."""
        bars = self.marked(Drawn.BAR)
        zh, en = f"单位：{self.unit.zh}", f"unit: {self.unit.en}"
        if self.stacked and len(bars) > 1:
            zh, en = f"{zh}；末尾：{bars[0].name.zh} / 合计", f"{en}; at the end: {bars[0].name.en} / all"
        return Both(f"{self.title.zh}（{zh}）", f"{self.title.en} ({en})")

    def tone(self, series: Series, place: int) -> str:
        """Return the tone of one bar: grey beside the one that the headline names."""
        return "c" if self.told is not None and place != self.told and series.tone == "a" else series.tone

    def numbers(self, place: int) -> tuple[Decimal | None, ...]:
        """Return the numbers at the end of a category's bar: its own and those of the ticks across it, or of pieces the first and all."""
        bars = self.marked(Drawn.BAR)
        if self.stacked:
            pieces = [series.values[place] or Decimal() for series in bars]
            return tuple(pieces[:1] + [sum(pieces, Decimal())] * (len(pieces) > 1))
        return tuple(dict.fromkeys(series.values[place] for series in (*bars[:1], *self.marked(Drawn.TICK))))

    def end(self, place: int) -> str:
        """Return what is written at the end of a category's bar."""
        return " / ".join("—" if number is None else plain(number) for number in self.numbers(place))

    def grid(self, lang: str = "zh") -> list[list[str]]:
        """Return the chart's numbers as a table: a header row, then one row per category."""
        unit = self.unit.of(lang)
        named = (Both(f"{series.name.zh}（{unit}）", f"{series.name.en} ({unit})") for series in self.series)
        header = [NAME.of(lang), *(name.of(lang) for name in named)]
        cells = (
            [*("" if s.values[i] is None else plain(s.values[i] or Decimal()) for s in self.series)]
            for i in range(len(self.categories))
        )
        return [header, *([name.of(lang), *row] for name, row in zip(self.categories, cells, strict=True))]

    @property
    def is_empty(self) -> bool:
        """Whether there is no value at all."""
        return not any(value is not None for series in self.series for value in series.values)

    @property
    def is_drawn(self) -> bool:
        """Whether there are bars to compare; a single one says no more than the sentence."""
        return sum(bool(value) for series in self.marked(Drawn.BAR) for value in series.values) > 1


READABLE = 60
"""A heat map draws no more rows and no more columns than this."""


@dataclass(frozen=True)
class Heat:
    """A table of counts in which a darker ground is a larger count; every count is written."""

    id: str
    title: Both
    sentence: Both
    rows: tuple[Both, ...]
    links: tuple[str, ...]
    """Addresses of the rows relative to the portal's root."""
    columns: tuple[str, ...]
    """Ids of rules."""
    counts: tuple[tuple[int, ...], ...]
    """One tuple per row."""

    def grid(self, lang: str = "zh") -> list[list[str]]:
        """Return the counts as a table: a header row, then one row per place."""
        header = [NAME.of(lang), *self.columns]
        return [header, *([name.of(lang), *map(str, row)] for name, row in zip(self.rows, self.counts, strict=True))]

    @cached_property
    def drawn(self) -> tuple[int, ...]:
        """Numbers of the columns that are drawn: those with the largest sums, in their order; the download has all."""
        sums = [sum(row[number] for row in self.counts) for number in range(len(self.columns))]
        return tuple(sorted(sorted(range(len(sums)), key=lambda number: (-sums[number], number))[:READABLE]))

    @cached_property
    def shades(self) -> tuple[tuple[int, ...], ...]:
        """How dark each cell is: 0 for none, then 1 to 4, each step three times the one before."""
        return tuple(tuple(sum(count >= step for step in (1, 3, 9, 27)) for count in row) for row in self.counts)
