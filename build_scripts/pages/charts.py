"""Which charts a page shows, in their order, with whose they are and where they come from."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from hashlib import sha256

from build_scripts.judging.score import StatementResult
from build_scripts.pages.drawing import NOBODY, Bars
from build_scripts.pages.finding_charts import findings_by_jurisdiction
from build_scripts.pages.indicator_charts import (
    achievement_by_category,
    achievement_by_department,
    achievement_by_place,
    achievement_by_year,
    measurable_by_department,
    target_change_by_category,
    target_change_by_department,
)
from build_scripts.pages.money_charts import (
    department_money,
    department_rates,
    execution_rates,
    project_money,
    rate_bands,
    rates_by_year,
)
from build_scripts.pages.outlines import FormOutline
from build_scripts.pages.score_charts import points_lost, scores
from build_scripts.pages.site import Site
from build_scripts.pages.unit_site import UnitSite
from build_scripts.words.language import COLON, COMMA, Both

ALL_DEPARTMENTS = Both("本门户收录的全部部门", "All departments of this portal")

LONGEST = 160
"""Characters of a chart's id, which is also the name of its files."""


def chart_id(place: str, subject: str) -> str:
    """Return a chart's id from the form, department or jurisdiction it belongs to and its subject; also its file name.

    Ids of places never hold two hyphens together, so ``--`` between their parts keeps two places apart. An id longer
    than ``LONGEST`` ends in a digest of the whole instead: file systems allow 255 bytes for a name.
    """
    whole = "--".join((*place.split("/"), subject))
    if len(whole) <= LONGEST:
        return whole
    digest = f"---{sha256(whole.encode()).hexdigest()[:24]}"  # three hyphens: no id in full has them
    return whole[: LONGEST - len(digest)].rstrip("-") + digest


def statement_charts(site: UnitSite, result: StatementResult) -> tuple[Bars, ...]:
    """Return the charts of a form: achievement by category, points lost, or targets against the two previous years."""
    key = result.statement.id
    return _worth_telling(
        site,
        _form(site, result),
        [
            achievement_by_category(site, chart_id(key, "achievement"), [result], statement_id=key),
            points_lost(chart_id(key, "points-lost"), [site.outlines[key]]),
            *_targets(site, [result]),
        ],
    )


def department_charts(site: UnitSite, department_id: str) -> tuple[Bars, ...]:
    """Return the charts of a department: its years, money, rates, achievement, scores, points lost, targets beside two years."""
    forms, results = site.of_department(department_id), site.results(department_id)
    summaries = [form.summary for form in forms]
    years = {form.fiscal_year for form in forms}
    by_year = _by_year(site, department_id, years) if len(years) > 1 else ()  # of one year there is nothing to ask
    return _worth_telling(
        site,
        _whose(site.department_name(department_id), forms),
        [
            *by_year,
            project_money(chart_id(department_id, "money"), summaries),
            execution_rates(chart_id(department_id, "execution-rate"), [s for s in summaries if s.counted]),
            achievement_by_category(site, chart_id(department_id, "achievement"), results, department_id=department_id),
            points_lost(chart_id(department_id, "points-lost"), forms),
            scores(chart_id(department_id, "scores"), summaries),
            *_targets(site, results),
        ],
    )


def _by_year(site: UnitSite, department_id: str, years: Collection[int]) -> tuple[Bars, ...]:
    money = [site.money_of_year(department_id, year) for year in years]
    return (
        rates_by_year(chart_id(department_id, "rates-by-year"), money),
        achievement_by_year(site, chart_id(department_id, "achievement-by-year"), department_id, years),
    )


def jurisdiction_charts(site: Site, jurisdiction_id: str) -> tuple[Bars, ...]:
    """Return the charts of a jurisdiction: its departments side by side."""
    keys = site.departments_of(jurisdiction_id)
    departments = [site.department(key) for key in keys]
    forms = [form for key in keys for form in site.of_department(key)]
    return _worth_telling(
        site,
        _whose(site.full_name(jurisdiction_id), forms),
        [
            department_money(site, chart_id(jurisdiction_id, "money"), departments),
            department_rates(site, chart_id(jurisdiction_id, "execution-rate"), departments),
            rate_bands(chart_id(jurisdiction_id, "rates-spread"), [form.summary for form in forms]),
            achievement_by_department(site, chart_id(jurisdiction_id, "achievement"), keys),
            points_lost(chart_id(jurisdiction_id, "points-lost"), forms),
            target_change_by_department(site, chart_id(jurisdiction_id, "targets"), keys),
            measurable_by_department(site, chart_id(jurisdiction_id, "measurable"), keys),
        ],
    )


def compare_charts(site: Site) -> tuple[Bars, ...]:
    """Return the charts over the whole portal: jurisdictions side by side, then departments."""
    places = site.jurisdictions_with_departments()
    keys = [key for place in places for key in site.departments_of(place)]
    departments = [site.department(key) for key in keys]
    return _worth_telling(
        site,
        _whose(ALL_DEPARTMENTS, site.outlines.values()),
        [
            department_rates(site, "compare-execution-rate", departments),
            rate_bands("compare-rates-spread", list(site.summaries.values())),
            department_money(site, "compare-money", departments),
            achievement_by_place(site, "compare-jurisdictions", places),
            achievement_by_department(site, "compare-achievement", keys),
            points_lost("compare-points-lost", list(site.outlines.values())),
            scores("compare-scores", list(site.summaries.values())),
            target_change_by_department(site, "compare-targets", keys),
            measurable_by_department(site, "compare-measurable", keys),
            findings_by_jurisdiction(site, "compare-findings", places),
        ],
    )


def _worth_telling(site: Site, whose: Both, charts: Iterable[Bars]) -> tuple[Bars, ...]:
    """Return the charts that say something, with whose they are where they do not say so, their portal and licence."""
    settings = site.portal.settings
    credit = Both(
        f"来源：{settings.title}，许可：{settings.licence}", f"Source: {settings.title_en}, licence: {settings.licence}"
    )
    told = (chart for chart in charts if not chart.is_empty or chart.tells_without_bars)
    return tuple(replace(chart, whose=whose if chart.whose == NOBODY else chart.whose, credit=credit) for chart in told)


def _targets(site: UnitSite, results: Iterable[StatementResult]) -> Iterator[Bars]:
    """Yield a chart for each form that has figures of the years before."""
    for result in results:
        if site.outlines[result.statement.id].has_baseline:
            chart = target_change_by_category(site, chart_id(result.statement.id, "targets"), result)
            yield replace(chart, whose=_form(site, result))


def _form(site: UnitSite, result: StatementResult) -> Both:
    summary = site.summaries[result.statement.id]
    name = COLON.join([summary.department, summary.name])
    return _whose(name, [site.outlines[result.statement.id]])


def _whose(name: Both, forms: Iterable[FormOutline]) -> Both:
    """Return a name with the fiscal years of the forms."""
    years = sorted({str(form.fiscal_year) for form in forms})
    return Both.printed(" ").join([name, COMMA.join(years)]) if years else name
