"""Charts: one description of bars seen four ways: a sentence, a table, a static SVG, an interactive plotly figure.

The table is the content; the SVG is there without JavaScript; plotly draws the same numbers when a reader asks.
Bars are told apart by colour and by pattern, and every bar carries its value, so no chart depends on colour.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from html import escape

import plotly.graph_objects as go

from build_scripts.amounts import plain
from build_scripts.vocabulary import Both

ROW_HEIGHT = 24
LABEL_HEIGHT = 20
GROUP_GAP = 10
LEGEND_ROW = 24
LEGEND_COLUMN = 160
MARKER_HEIGHT = 22
MOST_LINES = 3
"""A label has no more lines than this."""
_UNBROKEN = re.compile(r"[^\u2e80-\uffff\s]+\s*|[\u2e80-\uffff]\s*|\s+")
FONT_SIZE = 13
NARROW = 288
"""Pixels that a drawing has on the narrowest screen: what is written must have room there."""
WIDE = 720
"""Pixels from which on shorter pieces of a bar have room for their number; the style sheet shows it then."""
FULL = Decimal(84)
"""Percent of the width that the longest bar takes, so that its number has room beside it."""
PLOTLY_PATTERNS = ("", "/", "x", ".", "-")


@dataclass(frozen=True)
class Series:
    """One run of bars: its names and one value (or None) per category."""

    zh: str
    en: str
    values: tuple[Decimal | None, ...]
    tone: str
    """Which of the house's colours: ``a`` … ``e``; a pattern goes with each."""


def with_values(series: Iterable[Series]) -> tuple[Series, ...]:
    """Return the series that have a value at all."""
    return tuple(item for item in series if any(value is not None for value in item.values))


@dataclass(frozen=True)
class Bars:
    """A horizontal bar chart; ``stacked`` lays the series of a category end to end."""

    id: str
    title_zh: str
    title_en: str
    sentence_zh: str
    """What is to be seen, in one sentence with its numbers."""
    sentence_en: str
    unit_zh: str
    unit_en: str
    categories: tuple[Both, ...]
    series: tuple[Series, ...]
    stacked: bool = False
    links: tuple[str, ...] = ()
    """Addresses of the categories relative to the portal's root, where they have pages."""
    marker: Decimal | None = None
    """A value marked by a line, such as a rate of 100 %."""
    tells_without_bars: bool = False
    """Whether its sentence is worth reading where there is nothing to draw, such as "all figures agree"."""

    def grid(self, lang: str = "zh") -> list[list[str]]:
        """Return the chart's numbers as a table: a header row, then one row per category."""
        zh = lang == "zh"
        unit = self.unit_zh if zh else self.unit_en
        header = [
            "名称" if zh else "Name",
            *(f"{s.zh if zh else s.en}（{unit}）" if zh else f"{s.en} ({unit})" for s in self.series),
        ]
        cells = (
            [*("" if s.values[i] is None else plain(s.values[i] or Decimal()) for s in self.series)]
            for i in range(len(self.categories))
        )
        return [header, *([name.of(lang), *row] for name, row in zip(self.categories, cells, strict=True))]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to draw."""
        return not any(value is not None for series in self.series for value in series.values)


@dataclass(frozen=True)
class Heat:
    """A table of counts in which a darker ground is a larger count; every count is written."""

    id: str
    title_zh: str
    title_en: str
    sentence_zh: str
    sentence_en: str
    rows: tuple[Both, ...]
    links: tuple[str, ...]
    """Addresses of the rows relative to the portal's root."""
    columns: tuple[str, ...]
    """Ids of rules."""
    counts: tuple[tuple[int, ...], ...]
    """One tuple per row."""

    def grid(self, lang: str = "zh") -> list[list[str]]:
        """Return the counts as a table: a header row, then one row per place."""
        header = ["名称" if lang == "zh" else "Name", *self.columns]
        return [header, *([name.of(lang), *map(str, row)] for name, row in zip(self.rows, self.counts, strict=True))]

    @property
    def shades(self) -> tuple[tuple[int, ...], ...]:
        """How dark each cell is: 0 for none, then 1 to 4, each step three times the one before."""
        return tuple(tuple(sum(count >= step for step in (1, 3, 9, 27)) for count in row) for row in self.counts)


def svg(chart: Bars, lang: str = "zh") -> str:
    """Return the chart as a static, labelled, deterministic SVG element; colours come from the page's style sheet.

    Lengths across are percentages and the names stand above their bars, so that one drawing is as wide as its place:
    the letters keep their size, and nothing has to scroll on a telephone.
    """
    names = [series.zh if lang == "zh" else series.en for series in chart.series]
    legend = _legend_rows(names)
    top = legend * LEGEND_ROW + (MARKER_HEIGHT if chart.marker is not None else 0)
    labels = [_lines(category.of(lang)) for category in chart.categories]
    above = LABEL_HEIGHT * max(map(len, labels), default=1)
    group = above + (1 if chart.stacked else len(chart.series)) * ROW_HEIGHT + GROUP_GAP
    height = top + group * len(chart.categories)
    scale = FULL / _extent(chart)
    title = escape(chart.title_zh if lang == "zh" else chart.title_en)
    sentence = escape(chart.sentence_zh if lang == "zh" else chart.sentence_en)
    parts = [
        f'<svg class="mz-chart" width="100%" height="{height}" role="img" aria-labelledby="{chart.id}-t {chart.id}-d"',
        f' xmlns="http://www.w3.org/2000/svg" font-size="{FONT_SIZE}">',
        f'<title id="{chart.id}-t">{title}</title><desc id="{chart.id}-d">{sentence}</desc>',
        _patterns(chart),
        _legend(chart, names) if legend else "",
    ]
    for index, lines in enumerate(labels):
        y = top + index * group + above
        parts += [
            f'<text y="{y - LABEL_HEIGHT * (len(lines) - place) + 14}">{escape(line)}</text>'
            for place, line in enumerate(lines)
        ]
        parts.append((_stack if chart.stacked else _rows)(chart, index, y, scale))
    if chart.marker is not None:
        parts.append(_marker(chart, chart.marker * scale, top, height, lang))
    return "".join([*parts, "</svg>"])


def figure_json(chart: Bars, lang: str = "zh") -> str:
    """Return the chart as plotly figure JSON without plotly's default template (the page's script sets the look)."""
    zh = lang == "zh"
    bars = [
        go.Bar(
            name=series.zh if zh else series.en,
            y=[escape(category.of(lang)) for category in chart.categories],
            x=[None if value is None else float(value) for value in series.values],
            orientation="h",
            marker={"pattern": {"shape": PLOTLY_PATTERNS[index % len(PLOTLY_PATTERNS)]}},
            meta=series.tone,
        )
        for index, series in enumerate(chart.series)
    ]
    layout = go.Layout(
        title={"text": chart.title_zh if zh else chart.title_en},
        barmode="stack" if chart.stacked else "group",
        xaxis={"title": {"text": chart.unit_zh if zh else chart.unit_en}, "zeroline": True},
        yaxis={"autorange": "reversed", "automargin": True},
        legend={"orientation": "h"},
        height=max(320, 120 + len(chart.categories) * (30 if chart.stacked else 22 * len(chart.series) + 12)),
    )
    # A Figure would add plotly's default template, 7 kB of looks that the page's own script replaces.
    figure = {"data": [bar.to_plotly_json() for bar in bars], "layout": layout.to_plotly_json()}
    return json.dumps(figure, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


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
    """Hatching for every series but the first, so that colour is never the only difference."""
    shapes = ("", "M0 8L8 0", "M0 0L8 8M0 8L8 0", "M4 0V8", "M0 4H8")
    return "".join(
        f'<defs><pattern id="{chart.id}-p{index}" width="8" height="8" patternUnits="userSpaceOnUse">'
        f'<path class="mz-hatch" d="{shapes[index % len(shapes)]}"/></pattern></defs>'
        for index in range(1, len(chart.series))
    )


def _bar(chart: Bars, series: int, x: str, y: float, width: str) -> str:
    box = f'x="{x}" y="{y:g}" width="{width}" height="{ROW_HEIGHT - 6}"'
    hatch = f'<rect {box} fill="url(#{chart.id}-p{series})"/>' if series else ""
    return f'<rect {box} class="mz-{chart.series[series].tone}"/>{hatch}'


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
    label = escape(plain(chart.marker or Decimal()) + (chart.unit_zh if lang == "zh" else chart.unit_en))
    place = f"{_number(x)}%"
    return (
        f'<line class="mz-marker" x1="{place}" x2="{place}" y1="{top - 4}" y2="{height}"/>'
        f'<text x="{place}" y="{top - 8}" text-anchor="middle" font-size="11">{label}</text>'
    )


def _columns(names: list[str]) -> int:
    """How many entries of the legend stand side by side on the narrowest screen."""
    return 2 if all(24 + _width(name) <= LEGEND_COLUMN - 8 for name in names) else 1


def _legend_rows(names: list[str]) -> int:
    return 0 if len(names) == 1 else -(-len(names) // _columns(names))


def _legend(chart: Bars, names: list[str]) -> str:
    across, parts = _columns(names), []
    for index, name in enumerate(names):
        x, y = index % across * LEGEND_COLUMN, index // across * LEGEND_ROW
        parts.append(_bar(chart, index, str(x), y, "18"))
        parts.append(f'<text x="{x + 24}" y="{y + 14}">{escape(name)}</text>')
    return "".join(parts)


def _width(text: str) -> int:
    """Return about how many pixels ``text`` takes."""
    return sum(FONT_SIZE if ord(letter) > 0x2E7F else 7 if letter.islower() else 8 for letter in text)


def _lines(text: str) -> list[str]:
    """Break a label into lines that a narrow screen holds; what is too long is cut, the table beside the chart has it whole."""
    lines, line = [], ""
    for part in _UNBROKEN.findall(text):
        if line and _width(f"{line}{part}".rstrip()) > NARROW:
            lines.append(line.rstrip())
            line = ""
        line += part
    lines.append(line)
    if len(lines) <= MOST_LINES:
        return lines
    last = lines[MOST_LINES - 1]
    while _width(f"{last}…") > NARROW:
        last = last[:-1]
    return [*lines[: MOST_LINES - 1], f"{last}…"]


def _number(value: Decimal) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
