"""A chart as plotly figure JSON: the form of the static drawing, with values to point at.

A bar stands at its place among the others, and its name is no more than what is written there: plotly would put two bars
of one name together, and take names that look like days for days.

It is written as plotly's own classes would write it, which take a hundred times as long; a test holds it against them.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from html import escape

from build_scripts.cells.amounts import plain
from build_scripts.pages.drawing import HATCHES, Bars, Drawn, Series
from build_scripts.pages.static_drawing import BAR, NAMES_ROOM, NARROW, lines_of

NAMES = 168
"""Pixels that names may take …"""
HEADING = 42
"""… and the heading of a column: four of them stand beside the names on a telephone."""

Made = dict[str, object]


def figure_json(chart: Bars, lang: str = "zh") -> str:
    """Return the figure without plotly's default template: the page's script sets the look, by the tones in ``meta``."""
    lines = [lines_of(name.of(lang), NAMES_ROOM[NARROW] if chart.columns > 1 else NAMES) for name in chart.names]
    bars, columns = chart.marked(Drawn.BAR), chart.columns
    headings = [lines_of(series.name.of(lang), HEADING) if columns > 1 else () for series in bars]
    above = 40 + 15 * max(map(len, headings), default=0)
    row = max(26, 15 * max(map(len, lines), default=1) + 6)
    data = [_bars(chart, series, 0 if columns == 1 else at, lang) for at, series in enumerate(bars)]
    data += [_ticks(series, lang) for series in chart.marked(Drawn.TICK)]
    if columns == 1:
        data.append(_ends(chart))
    layout: Made = {
        "title": {"text": _text(chart.headline.of(lang))},
        "barmode": "stack" if chart.stacked else "overlay",
        "bargap": round(1 - BAR / row, 2),
        "yaxis": {
            "type": "linear",
            "range": [len(lines) - 0.5, -0.5],
            "tickvals": _places(chart),
            "ticktext": [_lined(own) for own in lines],
            "automargin": True,
            "ticks": "",
            "zeroline": False,
        },
        "showlegend": columns == 1 and len(bars) + len(chart.marked(Drawn.TICK)) > 1,
        "legend": {"orientation": "h"},
        "margin": {"t": above},
        "height": 80 + above + row * len(lines),
    }
    longest = max([*(float(value or 0) for series in bars for value in series.values), 0])
    for at in range(columns):
        axis: Made = {"title": {"text": _text(chart.unit.of(lang))}, "zeroline": True, "side": "top"}
        if columns > 1:
            width = 1 / columns
            axis |= {
                "domain": [round(at * width, 4), round((at + 0.9) * width, 4)],
                "range": [0, longest * 1.7 or 1],
                "showticklabels": False,
                "title": {"text": ""},
            }
        layout[_axis("xaxis", at)] = axis
    if columns > 1:
        layout["annotations"] = [_heading(_lined(lines), at) for at, lines in enumerate(headings)]
    if chart.marker is not None:
        line = {"type": "line", "yref": "paper", "x0": float(chart.marker), "x1": float(chart.marker), "y0": 0, "y1": 1}
        layout["shapes"] = [{**line, "line": {"dash": "dot", "width": 1}}]
    return json.dumps({"data": data, "layout": layout}, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def _text(text: str) -> str:
    """Escape what plotly reads as markup; it knows no name for a quotation mark."""
    return escape(text, quote=False)


def _lined(lines: Sequence[str]) -> str:
    return "<br>".join(map(_text, lines))


def _places(chart: Bars) -> list[int]:
    return list(range(len(chart.names)))


def _heading(text: str, column: int) -> Made:
    """Return what stands above a column, however many lines it has: the title of an axis would grow into the bars."""
    where = {"x": 0, "xref": f"x{column + 1 if column else ''} domain", "xanchor": "left", "align": "left"}
    above = {"y": 1, "yref": "paper", "yanchor": "bottom", "showarrow": False}
    return {**where, **above, "text": text, "font": {"size": 12}}


def _axis(name: str, at: int) -> str:
    return f"{name}{at + 1}" if at else name


def _floats(series: Series) -> list[float | None]:
    return [None if value is None else float(value) for value in series.values]


def _bars(chart: Bars, series: Series, column: int, lang: str) -> Made:
    return {
        "type": "bar",
        "name": _text(series.name.of(lang)),
        "y": _places(chart),
        "x": _floats(series),
        "text": ["" if value is None else plain(value) for value in series.values],
        "textposition": "inside" if chart.stacked else "none" if chart.columns == 1 else "outside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "cliponaxis": False,
        "orientation": "h",
        "marker": {"pattern": {"shape": HATCHES[series.tone].plotly}},
        "meta": [chart.tone(series, place) for place in _places(chart)],
        "xaxis": _axis("x", column),
    }


def _ends(chart: Bars) -> Made:
    """The numbers at the ends of the bars."""
    numbers = map(chart.numbers, _places(chart))
    return {
        "type": "scatter",
        "mode": "text",
        "y": _places(chart),
        "x": [float(max((number for number in own if number is not None), default=0)) for own in numbers],
        "text": [f" {chart.end(place)}" for place in _places(chart)],
        "textposition": "middle right",
        "cliponaxis": False,
        "hoverinfo": "skip",
        "showlegend": False,
    }


def _ticks(series: Series, lang: str) -> Made:
    return {
        "type": "scatter",
        "mode": "markers",
        "name": _text(series.name.of(lang)),
        "y": list(range(len(series.values))),
        "x": _floats(series),
        "marker": {"symbol": "line-ns-open", "size": 20, "line": {"width": 3}},
        "meta": ["tick"],
    }
