"""A chart as a static, labelled, deterministic SVG element; colours come from the page's style sheet.

It is drawn twice, for a telephone and for a wide screen, and the style sheet shows one. Lengths across are percentages, so
that a drawing is as wide as its place: the letters keep their size, and nothing has to scroll.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from html import escape

from build_scripts.cells.amounts import plain
from build_scripts.pages.drawing import HATCHES, Bars, Drawn, Series

NARROW, WIDE = 288, 720
"""Pixels that a drawing has on the narrowest screen and on a wide one: what is written must have room there."""
NAMES_ROOM = {NARROW: 112, WIDE: 250}
"""Pixels that names may take beside the bars."""
SHOWN = {NARROW: "mz-narrow", WIDE: "mz-roomy"}
FONT_SIZE = 13
LINE_HEIGHT = 17
BAR = 16
ROW_HEIGHT = 24
GAP = 8
"""Pixels between a name and its bar, between columns, and what a bar's own number keeps from its sides."""
KEY = 22
MOST_LINES = 3
"""A name has no more lines than this."""
_UNBROKEN = re.compile(r"[^\u2e80-\uffff\s]+\s*|[（《〈【「『〔]*[\u2e80-\uffff][）》〉】」』〕、，。；：？！]*\s*|\s+")
"""What stays on one line: a word, or a Chinese character with the brackets and signs that belong to it."""
_WIDE = re.compile("[\u2e80-\U0010ffff]+")
"""Letters as wide as a Chinese character."""
STEPS = tuple(Decimal(step).scaleb(power) for power in range(-4, 16) for step in (1, 2, 5))
"""How far the lines of a grid may stand apart."""
APART = 56
"""Pixels between them, at the least."""


@dataclass(frozen=True)
class NamePlace:
    """Where the names stand in a drawing, and what is left for the bars."""

    room: int
    """Pixels across."""
    lines: tuple[tuple[str, ...], ...]
    """Each name in its lines."""
    share: Decimal
    """Percent of the width that the names take beside the bars; 0 where they stand above them."""

    @classmethod
    def of(cls, names: list[str], room: int) -> NamePlace:
        """Put the names beside the bars; on a telephone long ones stand above them instead."""
        beside = tuple(lines_of(name, NAMES_ROOM[room]) for name in names)
        if room == NARROW and any(len(lines) > MOST_LINES for lines in beside):
            return cls(room, tuple(_cut(lines_of(name, room), room) for name in names), Decimal())
        widest = max((_width(line) for lines in beside for line in lines), default=0)
        share = Decimal(min(widest, NAMES_ROOM[room]) + GAP) * 100 / room
        return cls(room, tuple(_cut(lines, NAMES_ROOM[room]) for lines in beside), share)

    def pixels(self, columns: int) -> Decimal:
        """Return how wide a column of bars is."""
        return (self.room * (100 - self.share) / 100 - GAP * (columns - 1)) / columns

    def height(self, row: int) -> int:
        """Return how high a row is."""
        lines = LINE_HEIGHT * len(self.lines[row])
        return max(ROW_HEIGHT, lines + GAP) if self.share else lines + ROW_HEIGHT + 4

    def bar(self, row: int) -> int:
        """Return how far below the top of its row a bar begins."""
        return (self.height(row) - BAR) // 2 if self.share else LINE_HEIGHT * len(self.lines[row]) + 2

    def named(self, row: int, top: int, whole: str) -> str:
        """Return the name of a row; ``whole`` is what it is short for."""
        lines = self.lines[row]
        where = f'x="{_number(self.share)}%" dx="-{GAP}" text-anchor="end" ' if self.share else ""
        first = top + (self.height(row) - LINE_HEIGHT * len(lines)) // 2 + 13 if self.share else top + 12
        hint = f"<title>{escape(whole)}</title>" if "".join(lines) != whole.replace(" ", "") else ""
        return "".join(
            f'<text {where}y="{first + LINE_HEIGHT * at}">{escape(line)}{hint}</text>' for at, line in enumerate(lines)
        )


def svg(chart: Bars, lang: str = "zh") -> str:
    """Return both drawings of a chart."""
    return "".join(drawing(chart, lang, room) for room in (NARROW, WIDE))


def drawing(chart: Bars, lang: str, room: int) -> str:
    """Return the drawing of a chart for a place that is ``room`` pixels wide, or wider."""
    place = NamePlace.of([name.of(lang) for name in chart.names], room)
    bars = chart.marked(Drawn.BAR)
    columns = (bars,) if chart.stacked else tuple((series,) for series in bars)
    pixels = place.pixels(len(columns))
    scale = _scale(chart, pixels)
    id_ = f"{chart.id}-{SHOWN[room][3]}"
    subject = lines_of(chart.subject.of(lang), room)
    head, y = [_written("mz-unit", subject, 14)], LINE_HEIGHT * len(subject) + 6
    if len(columns) == 1:
        keys, y = _keys(chart, id_, lang, y, room)
        head.append(keys)
    headings = [_cut(lines_of(series.name.of(lang), int(pixels)), int(pixels)) for (series, *_) in columns]
    top = y + (LINE_HEIGHT * max(map(len, headings)) + 4 if len(columns) > 1 else 18)
    tops, height = [], top
    for row in range(len(place.lines)):
        tops.append(height)
        height += place.height(row)
    wholes = [name.of(lang) for name in chart.categories]
    names = [place.named(row, at, wholes[row]) for row, at in enumerate(tops)]
    parts = [
        f'<svg class="mz-chart {SHOWN[room]}" width="100%" height="{height + 4}" role="img" aria-labelledby="{id_}-t {id_}-d"',
        f' xmlns="http://www.w3.org/2000/svg" font-size="{FONT_SIZE}">',
        f'<title id="{id_}-t">{escape(chart.headline.of(lang))}</title><desc id="{id_}-d">{escape(chart.sentence.of(lang))}</desc>',
        _patterns(bars, id_) if chart.stacked else "",
        *head,
        *names,
    ]
    for number, column in enumerate(columns):
        width = pixels * 100 / room
        x = place.share + number * (width + Decimal(GAP * 100) / room)
        parts.append(f'<svg x="{_number(x)}%" width="{_number(width)}%" height="{height + 4}" overflow="visible">')
        if len(columns) > 1:
            parts.append(_written("mz-heading", headings[number], y + 12))
        parts.append(_grid(chart, scale, pixels, top, height, named=len(columns) == 1, lang=lang))
        for row, at in enumerate(tops):
            parts.append(_row(chart, id_, column, row, at + place.bar(row), scale, pixels))
        parts.append("</svg>")
    return "".join([*parts, "</svg>"])


def _written(kind: str, lines: tuple[str, ...], first: int) -> str:
    return "".join(
        f'<text class="{kind}" font-size="12" y="{first + LINE_HEIGHT * at}">{escape(line)}</text>'
        for at, line in enumerate(lines)
    )


def _scale(chart: Bars, pixels: Decimal) -> Decimal:
    """Return how many percent of a column stand for one: as many as leave room for the number at the end of every bar."""
    reach = [pixels / chart.marker - 16 / chart.marker] if chart.marker else []
    for length, text in _ends(chart):
        if length:
            reach.append(max(pixels - GAP - _width(text), pixels / 4) / length)
    return min(reach, default=pixels) * 100 / pixels


def _ends(chart: Bars) -> list[tuple[Decimal, str]]:
    """How far each bar reaches, a tick across it too, and what is written at its end."""
    bars = chart.marked(Drawn.BAR)[: chart.columns]
    return [_end(chart, series, row) for series in bars for row in range(len(chart.categories))]


def _end(chart: Bars, series: Series, row: int) -> tuple[Decimal, str]:
    """How far one bar reaches, and what is written there: of bars side by side its own number, else all of its category."""
    if chart.columns == 1:
        return max((n for n in chart.numbers(row) if n is not None), default=Decimal()), chart.end(row)
    value = series.values[row]
    return (Decimal(), "—") if value is None else (value, plain(value))


def _row(chart: Bars, id_: str, column: tuple[Series, ...], row: int, y: int, scale: Decimal, pixels: Decimal) -> str:
    if chart.stacked:
        return _stack(chart, id_, row, y, scale, pixels)
    (series,) = column
    value, parts = series.values[row], []
    end, text = _end(chart, series, row)
    if value is not None:
        parts.append(_bar(chart.tone(series, row), "0", y, f"{_number(value * scale)}%"))
    for tick in chart.marked(Drawn.TICK):
        if (at := tick.values[row]) is not None:
            x = f"{_number(at * scale)}%"
            parts.append(f'<line class="mz-tick" x1="{x}" x2="{x}" y1="{y - 3}" y2="{y + BAR + 3}"/>')
    return "".join([*parts, f'<text x="{_number(end * scale)}%" dx="6" y="{y + 13}">{text}</text>'])


def _stack(chart: Bars, id_: str, row: int, y: int, scale: Decimal, pixels: Decimal) -> str:
    x, parts = Decimal(), []
    for series in chart.marked(Drawn.BAR):
        value = series.values[row] or Decimal()
        if not value:
            continue
        length, text = value * scale, plain(value)
        parts.append(_bar(series.tone, f"{_number(x)}%", y, f"{_number(length)}%", id_))
        if length / 100 * pixels >= _width(text) + GAP:
            where = f'x="{_number(x + length / 2)}%" y="{y + 13}" text-anchor="middle"'
            parts.append(f'<text class="mz-on-{series.tone}" {where}>{text}</text>')
        x += length
    return "".join([*parts, f'<text x="{_number(x)}%" dx="6" y="{y + 13}">{chart.end(row)}</text>'])


def _bar(tone: str, x: str, y: int, width: str, hatched: str = "") -> str:
    """Return a piece of a bar, with its pattern in the drawing ``hatched``."""
    box = f'x="{x}" y="{y}" width="{width}" height="{BAR}"'
    hatch = f'<rect {box} fill="url(#{hatched}-{tone})"/>' if hatched and HATCHES[tone].path else ""
    return f'<rect {box} class="mz-{tone}"/>{hatch}'


def _patterns(bars: tuple[Series, ...], id_: str) -> str:
    """The hatching of every tone that has one, so that colour is never the only difference."""
    return "".join(
        f'<defs><pattern id="{id_}-{tone}" width="8" height="8" patternUnits="userSpaceOnUse">'
        f'<path class="mz-hatch mz-hatch-{tone}" d="{HATCHES[tone].path}"/></pattern></defs>'
        for tone in dict.fromkeys(series.tone for series in bars)
        if HATCHES[tone].path
    )


def _grid(chart: Bars, scale: Decimal, pixels: Decimal, top: int, bottom: int, *, named: bool, lang: str) -> str:
    """Return light lines across the bars, with their numbers above them, and the line of the value that is marked."""
    whole = all(value == int(value) for series in chart.series for value in series.values if value is not None)
    longest = max([chart.marker or Decimal(), *(length for length, _ in _ends(chart))])
    step = next((step for step in STEPS if step * scale * pixels >= APART * 100 and (step >= 1 or not whole)), longest)
    parts, at = [], Decimal()
    while at * scale <= 100 and at <= longest:
        near = chart.marker is not None and abs(at - chart.marker) * scale * pixels < APART * 50
        if not near or not at:
            parts.append(_upright("mz-grid", at, scale, top, bottom, plain(at) if named else ""))
        at += step or 1
    if chart.marker is not None:
        parts.append(_upright("mz-marker", chart.marker, scale, top, bottom, plain(chart.marker) + chart.unit.of(lang)))
    return "".join(parts)


def _upright(kind: str, value: Decimal, scale: Decimal, top: int, bottom: int, label: str) -> str:
    x = f"{_number(value * scale)}%"
    anchor = ' text-anchor="middle"' if value else ""
    line = f'<line class="{kind}" x1="{x}" x2="{x}" y1="{top - 3}" y2="{bottom}"/>'
    return line + (
        f'<text class="mz-unit" x="{x}" y="{top - 7}"{anchor} font-size="12">{escape(label)}</text>' if label else ""
    )


def _keys(chart: Bars, id_: str, lang: str, y: int, room: int) -> tuple[str, int]:
    """Return what the pieces and ticks stand for, one after the other, and where the drawing goes on below."""
    bars, ticks = chart.marked(Drawn.BAR), chart.marked(Drawn.TICK)
    if len(bars) + len(ticks) < 2:
        return "", y
    x, parts = 0, []
    for series in (*bars, *ticks):
        name = series.name.of(lang)
        width = 22 + _width(name) + 2 * GAP
        if x and x + width > room:
            x, y = 0, y + KEY
        if series.mark is Drawn.TICK:
            parts.append(f'<line class="mz-tick" x1="{x + 8}" x2="{x + 8}" y1="{y}" y2="{y + BAR}"/>')
        else:
            parts.append(_bar(series.tone, str(x), y, "16", id_ if chart.stacked else ""))
        parts.append(f'<text x="{x + 22}" y="{y + 13}">{escape(name)}</text>')
        x += width
    return "".join(parts), y + KEY


def _width(text: str) -> int:
    """Return about how many pixels ``text`` takes."""
    narrow = _WIDE.sub("", text)
    return FONT_SIZE * (len(text) - len(narrow)) + 8 * len(narrow) - sum(map(str.islower, narrow))


@lru_cache(1 << 12)  # most names stand in several charts, and the printed ones in both languages
def lines_of(text: str, room: int) -> tuple[str, ...]:
    """Break a text into lines of ``room`` pixels."""
    lines, line = [], ""
    for part in _UNBROKEN.findall(text):
        if line and _width(f"{line}{part}".rstrip()) > room:
            lines.append(line.rstrip())
            line = ""
        line += part
    return (*lines, line)


def _cut(lines: tuple[str, ...], room: int) -> tuple[str, ...]:
    """Return no more lines than there may be; the table beside the chart has the name whole."""
    if len(lines) <= MOST_LINES:
        return lines
    last = lines[MOST_LINES - 1]
    while _width(f"{last}…") > room:
        last = last[:-1]
    return (*lines[: MOST_LINES - 1], f"{last}…")


def _number(value: Decimal) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
