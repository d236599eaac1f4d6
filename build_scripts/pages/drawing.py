"""Charts: one description of bars seen four ways: a sentence, a table, a static SVG, an interactive plotly figure.

The table is the content; the SVG is there without JavaScript; plotly draws the same numbers when a reader asks.
Bars are told apart by colour and by pattern, and every bar carries its value, so no chart depends on colour. Colour and
pattern go with what a bar stands for: an achievement has the same ones in every chart and its colour in every table.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, lru_cache
from html import escape

from build_scripts.cells.amounts import plain
from build_scripts.words.language import Both
from build_scripts.words.vocabulary import Achievement, Severity

ROW_HEIGHT = 24
LABEL_HEIGHT = 20
GROUP_GAP = 10
UNIT_HEIGHT = 22
LEGEND_ROW = 24
LEGEND_COLUMN = 160
MARKER_HEIGHT = 22
MOST_LINES = 3
"""A label has no more lines than this."""
_UNBROKEN = re.compile(r"[^\u2e80-\uffff\s]+\s*|[（《〈【「『〔]*[\u2e80-\uffff][）》〉】」』〕、，。；：？！]*\s*|\s+")
"""What stays on one line: a word, or a Chinese character with the brackets and signs that belong to it."""
_WIDE = re.compile("[\u2e80-\U0010ffff]+")
"""Letters as wide as a Chinese character."""
FONT_SIZE = 13
NARROW = 288
"""Pixels that a drawing has on the narrowest screen: what is written must have room there."""
WIDE = 720
"""Pixels that it has on a wide one, where the style sheet shows longer lines and the numbers of shorter pieces."""
FULL = Decimal(84)
"""Percent of the width that the longest bar takes, so that its number has room beside it."""


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
"""The tones that a series may have, each with its pattern: ``a`` to ``c`` stand for nothing of their own. The colour of
a tone is ``--mz-<tone>`` in the style sheet."""


NAME = Both("名称", "Name")
NOBODY = Both.printed("")


@dataclass(frozen=True)
class Series:
    """One run of bars: its name and one value (or None) per category."""

    name: Both
    values: tuple[Decimal | None, ...]
    tone: str
    """One of ``HATCHES``: what colour and pattern it has."""


def with_values(series: Iterable[Series]) -> tuple[Series, ...]:
    """Return the series that have a value at all."""
    return tuple(item for item in series if any(value is not None for value in item.values))


@dataclass(frozen=True)
class Bars:
    """A horizontal bar chart; ``stacked`` lays the series of a category end to end."""

    id: str
    title: Both
    sentence: Both
    """What is to be seen, in one sentence with its numbers."""
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
        return sum(bool(value) for series in self.series for value in series.values) > 1


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


@dataclass(frozen=True)
class Label:
    """A name above its bars, in the lines that a narrow screen holds and in those that a wide one holds."""

    narrow: tuple[str, ...]
    wide: tuple[str, ...]

    @classmethod
    def of(cls, text: str) -> Label:
        """Break ``text`` for both widths."""
        return cls(_lines(text, NARROW), _lines(text, WIDE))

    @property
    def height(self) -> int:
        """Pixels that it takes on a narrow screen."""
        return LABEL_HEIGHT * len(self.narrow)

    def drawn(self, bottom: int) -> str:
        """Return its lines, the last one above ``bottom``; both ways where they differ, and the style sheet shows one."""
        if self.narrow == self.wide:
            return self._at(self.narrow, bottom, "")
        return self._at(self.narrow, bottom, "mz-narrow") + self._at(self.wide, bottom, "mz-roomy")

    @staticmethod
    def _at(lines: tuple[str, ...], bottom: int, shown: str) -> str:
        first = bottom - LABEL_HEIGHT * len(lines) + 14
        kind = f'class="{shown}" ' if shown else ""
        return "".join(
            f'<text {kind}y="{first + LABEL_HEIGHT * place}">{escape(line)}</text>' for place, line in enumerate(lines)
        )


def svg(chart: Bars, lang: str = "zh") -> str:
    """Return the chart as a static, labelled, deterministic SVG element; colours come from the page's style sheet.

    Lengths across are percentages and the names stand above their bars, so that one drawing is as wide as its place:
    the letters keep their size, and nothing has to scroll on a telephone.
    """
    names = [series.name.of(lang) for series in chart.series]
    labels = [Label.of(category.of(lang)) for category in chart.categories]
    bars = (1 if chart.stacked else len(chart.series)) * ROW_HEIGHT
    legend = UNIT_HEIGHT + _legend_rows(names) * LEGEND_ROW
    top = legend + (MARKER_HEIGHT if chart.marker is not None else 0)
    height = top + sum(label.height + bars + GROUP_GAP for label in labels)
    scale = FULL / _extent(chart)
    title, sentence = escape(chart.title.of(lang)), escape(chart.sentence.of(lang))
    unit = escape(Both(f"单位：{chart.unit.zh}", f"Unit: {chart.unit.en}").of(lang))
    parts = [
        f'<svg class="mz-chart" width="100%" height="{height}" role="img" aria-labelledby="{chart.id}-t {chart.id}-d"',
        f' xmlns="http://www.w3.org/2000/svg" font-size="{FONT_SIZE}">',
        f'<title id="{chart.id}-t">{title}</title><desc id="{chart.id}-d">{sentence}</desc>',
        _patterns(chart),
        _legend(chart, names),
        f'<text class="mz-unit" y="{legend - UNIT_HEIGHT + 14}">{unit}</text>',
    ]
    if chart.marker is not None:  # before the numbers, whose rims keep it off them
        parts.append(_marker(chart, chart.marker * scale, top, height, lang))
    y = top
    for index, label in enumerate(labels):
        y += label.height
        parts += [label.drawn(y), (_stack if chart.stacked else _rows)(chart, index, y, scale)]
        y += bars + GROUP_GAP
    return "".join([*parts, "</svg>"])


def figure_json(chart: Bars, lang: str = "zh") -> str:
    """Return the chart as plotly figure JSON without plotly's default template (the page's script sets the look).

    It is written as plotly's own ``Bar`` and ``Layout`` would write it, which take a hundred times as long; a test compares.
    """
    names = [escape(category.of(lang)) for category in chart.categories]
    bars = [
        {
            "type": "bar",
            "name": series.name.of(lang),
            "y": names,
            "x": [None if value is None else float(value) for value in series.values],
            "orientation": "h",
            "marker": {"pattern": {"shape": HATCHES[series.tone].plotly}},
            "meta": series.tone,
        }
        for series in chart.series
    ]
    layout = {
        "title": {"text": chart.title.of(lang)},
        "barmode": "stack" if chart.stacked else "group",
        "xaxis": {"title": {"text": chart.unit.of(lang)}, "zeroline": True},
        "yaxis": {"autorange": "reversed", "automargin": True},
        "legend": {"orientation": "h"},
        "height": max(320, 120 + len(chart.categories) * (30 if chart.stacked else 22 * len(chart.series) + 12)),
    }
    return json.dumps({"data": bars, "layout": layout}, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def _extent(chart: Bars) -> Decimal:
    """The longest bar, or the marker where that is farther; never zero."""
    if chart.stacked:
        lengths = [
            sum((series.values[index] or Decimal() for series in chart.series), Decimal())
            for index in range(len(chart.categories))
        ]
    else:
        lengths = [value for series in chart.series for value in series.values if value is not None]
    return max([*lengths, chart.marker or Decimal(), Decimal("0.0001")])


def _patterns(chart: Bars) -> str:
    """The hatching of every tone that has one, so that colour is never the only difference."""
    return "".join(
        f'<defs><pattern id="{chart.id}-{tone}" width="8" height="8" patternUnits="userSpaceOnUse">'
        f'<path class="mz-hatch mz-hatch-{tone}" d="{HATCHES[tone].path}"/></pattern></defs>'
        for tone in dict.fromkeys(series.tone for series in chart.series)
        if HATCHES[tone].path
    )


def _bar(chart: Bars, series: int, x: str, y: float, width: str) -> str:
    tone = chart.series[series].tone
    box = f'x="{x}" y="{y:g}" width="{width}" height="{ROW_HEIGHT - 6}"'
    hatch = f'<rect {box} fill="url(#{chart.id}-{tone})"/>' if HATCHES[tone].path else ""
    return f'<rect {box} class="mz-{tone}"/>{hatch}'


def _rows(chart: Bars, index: int, top: int, scale: Decimal) -> str:
    parts = []
    for row, series in enumerate(chart.series):
        value, y = series.values[index], top + row * ROW_HEIGHT
        if value is None:
            parts.append(f'<text y="{y + 14}">—</text>')
            continue
        length = value * scale
        parts.append(_bar(chart, row, "0", y, f"{_number(length)}%"))
        parts.append(_end(length, y, plain(value), series.tone))
    return "".join(parts)


def _end(length: Decimal, y: int, text: str, tone: str) -> str:
    """The number at the end of a bar: beside it, or inside where there is no room beside it on a narrow screen."""
    if (100 - length) / 100 * NARROW >= _width(text) + 8:
        return f'<text x="{_number(length)}%" dx="6" y="{y + 14}">{text}</text>'
    return f'<text class="mz-on-{tone}" x="{_number(length)}%" dx="-5" y="{y + 14}" text-anchor="end">{text}</text>'


def _stack(chart: Bars, index: int, top: int, scale: Decimal) -> str:
    x, total, parts = Decimal(), Decimal(), []
    for row, series in enumerate(chart.series):
        value = series.values[index] or Decimal()
        if not value:
            continue
        length, text = value * scale, plain(value)
        parts.append(_bar(chart, row, f"{_number(x)}%", top, f"{_number(length)}%"))
        room = [length / 100 * pixels >= _width(text) + 8 for pixels in (NARROW, WIDE)]
        if any(room):
            hidden = "" if room[0] else " mz-roomy"
            parts.append(
                f'<text class="mz-on-{series.tone}{hidden}" x="{_number(x + length / 2)}%" y="{top + 14}"'
                f' text-anchor="middle">{text}</text>'
            )
        x, total = x + length, total + value
    return "".join([*parts, f'<text x="{_number(x)}%" dx="6" y="{top + 14}">{plain(total)}</text>'])


def _marker(chart: Bars, x: Decimal, top: int, height: int, lang: str) -> str:
    label = escape(plain(chart.marker or Decimal()) + chart.unit.of(lang))
    place = f"{_number(x)}%"
    return (
        f'<line class="mz-marker" x1="{place}" x2="{place}" y1="{top - 4}" y2="{height}"/>'
        f'<text x="{place}" y="{top - 8}" text-anchor="middle" font-size="12">{label}</text>'
    )


def _columns(names: list[str]) -> int:
    """How many entries of the legend stand side by side on the narrowest screen."""
    return 2 if all(24 + _width(name) <= LEGEND_COLUMN - 8 for name in names) else 1


def _legend_rows(names: list[str]) -> int:
    return 0 if len(names) == 1 else -(-len(names) // _columns(names))


def _legend(chart: Bars, names: list[str]) -> str:
    if len(names) == 1:
        return ""
    across, parts = _columns(names), []
    for index, name in enumerate(names):
        x, y = index % across * LEGEND_COLUMN, index // across * LEGEND_ROW
        parts.append(_bar(chart, index, str(x), y, "18"))
        parts.append(f'<text x="{x + 24}" y="{y + 14}">{escape(name)}</text>')
    return "".join(parts)


def _width(text: str) -> int:
    """Return about how many pixels ``text`` takes."""
    narrow = _WIDE.sub("", text)
    return FONT_SIZE * (len(text) - len(narrow)) + 8 * len(narrow) - sum(map(str.islower, narrow))


@lru_cache(1 << 12)  # most names stand in several charts, and the printed ones in both languages
def _lines(text: str, room: int) -> tuple[str, ...]:
    """Break a label into lines of ``room`` pixels; what is too long is cut, the table beside the chart has it whole."""
    lines, line = [], ""
    for part in _UNBROKEN.findall(text):
        if line and _width(f"{line}{part}".rstrip()) > room:
            lines.append(line.rstrip())
            line = ""
        line += part
    lines.append(line)
    if len(lines) <= MOST_LINES:
        return tuple(lines)
    last = lines[MOST_LINES - 1]
    while _width(f"{last}…") > room:
        last = last[:-1]
    return (*lines[: MOST_LINES - 1], f"{last}…")


def _number(value: Decimal) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
