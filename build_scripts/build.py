"""From audited data to a published site, in the order in which the data flows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from plotly.offline import get_plotlyjs

from build_scripts.judging.audit import Audit, Tell
from build_scripts.pages import Page, Site, all_pages
from build_scripts.pages.drawing import Bars, Heat, figure_json
from build_scripts.pages.render import render
from build_scripts.publish import PublishError, Rendered, SiteFiles, edition, publish
from build_scripts.reading.records import AS_OF
from build_scripts.tables.catalogue import tables
from build_scripts.tables.chunks import explore_files
from build_scripts.tables.csv_format import grid_bytes
from build_scripts.tables.downloads import downloadable
from build_scripts.tables.formats import CSV
from build_scripts.tables.ledger import Ledger, prove
from build_scripts.words.language import LANGUAGES, Both
from build_scripts.words.vocabulary import Severity, Subject


@dataclass(frozen=True)
class Summary:
    """What a build made, for the last lines it prints."""

    forms: int
    departments: int
    indicators: int
    findings: Counter[Severity]
    figures: int
    pages: int
    held: tuple[str, ...]
    """Ids of the forms that wait for a release."""


def build(project: Path, out: Path, audited: Audit, tell: Tell, *, plain: Path | None = None) -> Summary:
    """Make the whole site from audited data and swap it in.

    With ``plain`` MkDocs makes every page itself, and the tree that it read stays in that folder.

    Raises:
        UnprovedError: where a figure on a page differs from the published CSV.
        PublishError: where the site cannot be written.
    """
    public = audited.public()
    files, pages, proved = assemble(public, tell)
    settings = public.portal.settings
    tell(Both(f"生成 {len(pages)} 个页面", f"rendering {len(pages)} pages"))
    days = public.portal.days
    rendered = tuple(
        Rendered(page, lang, render(page, settings, lang), days.get(page.shows, ""))
        for lang in LANGUAGES
        for page in pages
    )
    tell(Both("发布", "publishing"))
    count = publish(project, out, settings, SiteFiles(rendered, files, days.get(AS_OF, "")), plain=plain)
    return Summary(
        forms=len(public.portal.statements),
        departments=len(public.portal.departments),
        indicators=sum(len(result.indicators) for result in public.results.values()),
        findings=Counter(finding.severity for finding in public.findings if finding.about is Subject.FORM),
        figures=proved,
        pages=count,
        held=tuple(sorted(audited.held)),
    )


def assemble(audited: Audit, tell: Tell) -> tuple[dict[str, bytes], list[Page], int]:
    """Return the files of the site, its pages before rendering, and how many figures were proved against the files."""
    tell(Both("制表", "tabulating"))
    published = tables(audited)
    files, downloads = downloadable(published, audited.portal)
    files |= explore_files(published)
    ledger = Ledger(published)
    pages = all_pages(Site(audited, published, ledger, downloads))
    files |= chart_files(pages)
    files["assets/javascripts/plotly.min.js"] = get_plotlyjs().encode()
    tell(Both("验证页面数字", "proving the figures"))
    texts = {name: files[CSV.file(f"downloads/{name}")].decode("utf-8-sig") for name in published}
    return files, pages, prove(ledger.shown.values(), texts)


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
