"""The charts and pictures of pages as files: of a chart its values as CSV, the bars as an interactive figure and as SVG."""

from __future__ import annotations

from collections.abc import Iterable

from build_scripts.opendata.texts import page_address
from build_scripts.pages import Page, UnitSite
from build_scripts.pages.chart_pictures import picture
from build_scripts.pages.charts import department_charts
from build_scripts.pages.drawing import Bars, Heat
from build_scripts.pages.interactive_drawing import figure_json
from build_scripts.publish import PublishError, edition, picture_place
from build_scripts.tables.csv_format import grid_bytes
from build_scripts.tables.formats import CSV
from build_scripts.words.language import LANGUAGES, UNSAID, Both


def chart_files(pages: Iterable[Page]) -> dict[str, bytes]:
    """Return the values of every chart as CSV and as an interactive figure, and those of heat maps as CSV.

    Raises:
        PublishError: where two charts have one id, and so one file; a chart that stands on two pages is one chart.
    """
    charts: dict[str, Bars | Heat] = {}
    for page in pages:
        bars = (chart for chart in getattr(page.context, "charts", ()) if chart.is_drawn)
        heats = (page.context.heat,) if hasattr(page.context, "heat") else ()
        for chart in (*bars, *heats):
            if charts.setdefault(chart.id, chart) != chart:
                raise PublishError(
                    f"/{page.url}",
                    Both(f"两张不同的图表用了同一个编号 {chart.id}", f"two different charts have the id {chart.id}"),
                )
    files: dict[str, bytes] = {}
    for lang in LANGUAGES:
        folder = f"{edition(lang)}charts"
        files |= {CSV.file(f"{folder}/{chart.id}"): grid_bytes(chart.grid(lang)) for chart in charts.values()}
        figures = (chart for chart in charts.values() if isinstance(chart, Bars))
        files |= {f"{folder}/{chart.id}.json": figure_json(chart, lang).encode() for chart in figures}
    return files


def chart_pictures(site: UnitSite, department_id: str) -> dict[str, bytes]:
    """Return the charts of a department's page as pictures, by the names that they have in its zip."""
    charts = [chart for chart in department_charts(site, department_id) if chart.is_drawn]
    base = site.portal.settings.base_url
    address = page_address(base, f"{department_id}/") if base else UNSAID
    return {
        f"charts/{lang}/{chart.id}.svg": picture(chart, lang, address.of(lang)).encode()
        for lang in LANGUAGES
        for chart in charts
    }


def picture_files(pages: Iterable[Page]) -> dict[str, bytes]:
    """Return the pictures that are shown where links to pages are shared, beside each page; both editions share them."""
    return {picture_place(page): page.picture for page in pages if page.picture}
