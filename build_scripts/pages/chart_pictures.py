"""A chart as an SVG file of its own: whose it is, its headline, its drawing, where it comes from; it needs no page.

What opens such files knows neither variables nor lists of selectors, and draws the rim of a text over the text: each class has
a rule of its own in the light colours of the style sheets, and texts have no rim.
"""

from __future__ import annotations

import re
from functools import cache

from markupsafe import Markup

from build_scripts.pages.drawing import Bars
from build_scripts.pages.render import environment
from build_scripts.pages.static_drawing import FONT_SIZE, WIDE, drawing, lines_of

_SHEETS = "theme/assets/stylesheets/"
_RULE = re.compile(r"^\.mz-chart (?::is\(([^)\n]+)\)|(\S+)) \{([^}]*)\}", re.MULTILINE)
_VARIABLE = re.compile(r"var\((--[\w-]+)\)")
_TEXTS, _RIM = ("text", ".mz-on-"), ("stroke", "paint-order")
_HEADLINE = 16
"""The size of its letters, in pixels."""


def picture(chart: Bars, lang: str, address: str) -> str:
    """Return a chart that is drawn, as SVG; ``address`` is where it stands, empty where that is not known."""
    drawn = drawing(chart, lang, WIDE)
    whose, credit = (lines_of(text.of(lang), WIDE) if text.of(lang) else () for text in (chart.whose, chart.credit))
    return (
        environment(lang)
        .get_template("chart_picture.svg.j2")
        .render(
            whose=whose,
            headline=lines_of(chart.headline.of(lang), WIDE * FONT_SIZE // _HEADLINE),
            size=_HEADLINE,
            drawn=Markup(drawn),  # noqa: S704 - ``drawing`` has escaped its texts
            room=WIDE,
            height=int(drawn.partition(' height="')[2].partition('"')[0]),
            source=(*credit, *([address] if address else [])),
            looks=_looks(),
        )
    )


@cache
def _looks() -> Markup:
    """Return a rule for each part of a drawing, with the light colours: they are the first that the style sheet has."""
    env = environment("zh")
    assert env.loader is not None
    tokens, rules = (env.loader.get_source(env, f"{_SHEETS}{name}.css")[0] for name in ("tokens", "charts"))
    declared = (part.rpartition(": ") for part in tokens.partition("{")[2].partition("}")[0].split(";"))
    values = {name.split()[-1]: value for name, _, value in declared if name}

    def resolved(told: str) -> str:
        told = told.replace("currentcolor", "var(--mz-text)")
        return _VARIABLE.sub(lambda name: values[name[1]], told)

    looks = [
        resolved("svg { fill: currentcolor; font-family: var(--mz-chinese), var(--mz-latin), sans-serif; }"),
        resolved(".mz-paper { fill: var(--mz-ground); }"),
    ]
    for several, one, told in _RULE.findall(rules):
        for part in (several or one).split(", "):
            lines = [line.strip() for line in resolved(told).split(";")]
            kept = [line for line in lines if line and not (part.startswith(_TEXTS) and line.startswith(_RIM))]
            looks += [f"{part} {{ {'; '.join(kept)}; }}"] if kept else []
    return Markup("\n".join(looks))  # noqa: S704 - our own files
