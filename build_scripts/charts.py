"""Charts: one description of bars seen four ways: a sentence, a table, a static SVG, an interactive plotly figure.

The table is the content; the SVG is there without JavaScript; plotly draws the same numbers when a reader asks.
Bars are told apart by colour and by pattern, and every bar carries its value, so no chart depends on colour.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal
from html import escape

import plotly.graph_objects as go

from build_scripts.amounts import plain

ROW_HEIGHT = 24
GROUP_GAP = 10
LABEL_WIDTH = 250
PLOT_WIDTH = 430
VALUE_WIDTH = 100
HEADER = 56
FONT_SIZE = 13
PLOTLY_PATTERNS = ("", "/", "x", ".", "-")


@dataclass(frozen=True)
class Series:
    """One run of bars: its names and one value (or None) per category."""

    zh: str
    en: str
    values: tuple[Decimal | None, ...]
    tone: str
    """Which of the house's colours: ``a`` … ``e``; a pattern goes with each."""


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
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    stacked: bool = False
    links: tuple[str, ...] = ()
    """Addresses of the categories relative to the portal's root, where they have pages."""
    marker: Decimal | None = None
    """A value marked by a line, such as a rate of 100 %."""

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
        return [header, *([name, *row] for name, row in zip(self.categories, cells, strict=True))]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to draw."""
        return not any(value is not None for series in self.series for value in series.values)


def svg(chart: Bars, lang: str = "zh") -> str:
    """Return the chart as a static, labelled, deterministic SVG element; colours come from the page's style sheet."""
    zh = lang == "zh"
    rows = 1 if chart.stacked else len(chart.series)
    group = rows * ROW_HEIGHT + GROUP_GAP
    height = HEADER + group * len(chart.categories) + 8
    width = LABEL_WIDTH + PLOT_WIDTH + VALUE_WIDTH
    scale = Decimal(PLOT_WIDTH) / _extent(chart)
    title = escape(chart.title_zh if zh else chart.title_en)
    sentence = escape(chart.sentence_zh if zh else chart.sentence_en)
    parts = [
        (
            f'<svg class="mz-chart" viewBox="0 0 {width} {height}" role="img" aria-labelledby="{chart.id}-t {chart.id}-d"'
            f' xmlns="http://www.w3.org/2000/svg" font-size="{FONT_SIZE}">'
        ),
        f'<title id="{chart.id}-t">{title}</title><desc id="{chart.id}-d">{sentence}</desc>',
        _patterns(chart),
        _legend(chart, zh=zh),
    ]
    for index, category in enumerate(chart.categories):
        top = HEADER + index * group
        middle = top + rows * ROW_HEIGHT / 2 + 4
        parts.append(f'<text x="{LABEL_WIDTH - 8}" y="{middle:g}" text-anchor="end">{escape(_short(category))}</text>')
        parts.append(_stack(chart, index, top, scale) if chart.stacked else _rows(chart, index, top, scale))
    if chart.marker is not None:
        x = _number(LABEL_WIDTH + chart.marker * scale)
        label = escape(plain(chart.marker) + (chart.unit_zh if zh else chart.unit_en))
        parts.append(f'<line class="mz-marker" x1="{x}" x2="{x}" y1="{HEADER - 8}" y2="{height - 4}"/>')
        parts.append(f'<text x="{x}" y="{HEADER - 12}" text-anchor="middle" font-size="11">{label}</text>')
    return "".join([*parts, "</svg>"])


def figure_json(chart: Bars, lang: str = "zh") -> str:
    """Return the chart as plotly figure JSON without plotly's default template (the page's script sets the look)."""
    zh = lang == "zh"
    bars = [
        go.Bar(
            name=series.zh if zh else series.en,
            y=[escape(category) for category in chart.categories],
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


def _bar(chart: Bars, series: int, x: Decimal, y: float, width: Decimal) -> str:
    box = f'x="{_number(x)}" y="{y:g}" width="{_number(width)}" height="{ROW_HEIGHT - 6}"'
    hatch = f'<rect {box} fill="url(#{chart.id}-p{series})"/>' if series else ""
    return f'<rect {box} class="mz-{chart.series[series].tone}"/>{hatch}'


def _rows(chart: Bars, index: int, top: int, scale: Decimal) -> str:
    parts = []
    for row, series in enumerate(chart.series):
        value, y = series.values[index], top + row * ROW_HEIGHT
        text = "—" if value is None else plain(value)
        length = (value or Decimal()) * scale
        if value is not None:
            parts.append(_bar(chart, row, Decimal(LABEL_WIDTH), y, length))
        parts.append(f'<text x="{_number(LABEL_WIDTH + length + 6)}" y="{y + 14}">{text}</text>')
    return "".join(parts)


def _stack(chart: Bars, index: int, top: int, scale: Decimal) -> str:
    x, total, parts = Decimal(LABEL_WIDTH), Decimal(), []
    for row, series in enumerate(chart.series):
        value = series.values[index] or Decimal()
        if not value:
            continue
        length = value * scale
        parts.append(_bar(chart, row, x, top, length))
        if length >= 9 * len(plain(value)) + 8:
            centre = _number(x + length / 2)
            parts.append(
                f'<text class="mz-on-{series.tone}" x="{centre}" y="{top + 14}" text-anchor="middle">{plain(value)}</text>'
            )
        x, total = x + length, total + value
    return "".join([*parts, f'<text x="{_number(x + 6)}" y="{top + 14}">{plain(total)}</text>'])


def _legend(chart: Bars, *, zh: bool) -> str:
    x, parts = LABEL_WIDTH, []
    for index, series in enumerate(chart.series):
        name = series.zh if zh else series.en
        parts.append(_bar(chart, index, Decimal(x), 4, Decimal(18)))
        parts.append(f'<text x="{x + 24}" y="18">{escape(name)}</text>')
        x += 24 + sum(FONT_SIZE if ord(letter) > 0x2E7F else 7 for letter in name) + 18
    return "".join(parts)


def _short(text: str) -> str:
    """Cut a label to the space left of the bars; the table beside the chart has it whole."""
    room, cut = LABEL_WIDTH - 16, ""
    for letter in text:
        room -= FONT_SIZE if ord(letter) > 0x2E7F else 7
        if room < FONT_SIZE:
            return f"{cut}…"
        cut += letter
    return cut


def _number(value: Decimal) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
