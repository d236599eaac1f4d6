"""Which charts the pages show, each with a sentence that says what is to be seen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal
from hashlib import sha256

from build_scripts.charts import Bars, Series
from build_scripts.pages.finding_charts import findings_by_jurisdiction
from build_scripts.pages.money_charts import (
    department_money,
    department_rates,
    execution_rates,
    project_money,
    rate_bands,
)
from build_scripts.pages.score_charts import points_lost, scores
from build_scripts.pages.summaries import Site
from build_scripts.score import StatementResult
from build_scripts.vocabulary import Achievement, Both, Level1, TargetChange, Term

JUDGED = (
    (Achievement.MET, "a"),
    (Achievement.MISSED, "b"),
    (Achievement.UNDETERMINED, "c"),
    (Achievement.NOT_COMPARABLE, "d"),
    (Achievement.NOT_REPORTED, "e"),
)
CHANGES = (
    (TargetChange.STRONGER, "a"),
    (TargetChange.EQUAL, "c"),
    (TargetChange.WEAKER, "b"),
    (TargetChange.NOT_COMPARABLE, "e"),
)

LONGEST = 160
"""Characters of a chart's id, which is also the name of its files."""
NO_CATEGORY = Both("类别无法识别", "Category not recognised")


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


def statement_charts(site: Site, result: StatementResult) -> tuple[Bars, ...]:
    """Return the charts of a form: achievement by category, points lost, or targets against last year."""
    key = result.statement.id
    return _drawn(
        [
            _achievement(chart_id(key, "achievement"), [result]),
            points_lost(chart_id(key, "points-lost"), site, [result]),
            _target_change_by_category(site, result),
        ]
    )


def department_charts(site: Site, department_id: str) -> tuple[Bars, ...]:
    """Return the charts of a department: money, rates, achievement, scores, points lost, targets against last year."""
    results = site.of_department(department_id)
    summaries = [site.summaries[result.statement.id] for result in results]
    return _drawn(
        [
            project_money(chart_id(department_id, "money"), summaries),
            execution_rates(chart_id(department_id, "execution-rate"), [s for s in summaries if s.counted]),
            _achievement(chart_id(department_id, "achievement"), results),
            points_lost(chart_id(department_id, "points-lost"), site, results),
            scores(chart_id(department_id, "scores"), summaries),
            *(_target_change_by_category(site, result) for result in results),
        ]
    )


def jurisdiction_charts(site: Site, jurisdiction_id: str) -> tuple[Bars, ...]:
    """Return the charts of a jurisdiction: its departments side by side."""
    keys = site.departments_of(jurisdiction_id)
    departments = [site.department(key) for key in keys]
    results = [result for key in keys for result in site.of_department(key)]
    return _drawn(
        [
            department_money(chart_id(jurisdiction_id, "money"), departments),
            department_rates(chart_id(jurisdiction_id, "execution-rate"), departments),
            rate_bands(chart_id(jurisdiction_id, "rates-spread"), [site.summaries[r.statement.id] for r in results]),
            achievement_by_department(site, chart_id(jurisdiction_id, "achievement"), keys),
            points_lost(chart_id(jurisdiction_id, "points-lost"), site, results),
            target_change_by_department(site, chart_id(jurisdiction_id, "targets"), keys),
        ]
    )


def compare_charts(site: Site) -> tuple[Bars, ...]:
    """Return the charts over the whole portal: jurisdictions side by side, then departments."""
    places = site.jurisdictions_with_departments()
    keys = [key for place in places for key in site.departments_of(place)]
    departments = [site.department(key) for key in keys]
    return _drawn(
        [
            department_rates("compare-execution-rate", departments),
            rate_bands("compare-rates-spread", list(site.summaries.values())),
            department_money("compare-money", departments),
            achievement_by_place(site, "compare-jurisdictions", places),
            achievement_by_department(site, "compare-achievement", keys),
            points_lost("compare-points-lost", site, site.audit.results.values()),
            scores("compare-scores", list(site.summaries.values())),
            target_change_by_department(site, "compare-targets", keys),
            findings_by_jurisdiction(site, "compare-findings", places),
        ]
    )


def _drawn(charts: Iterable[Bars]) -> tuple[Bars, ...]:
    return tuple(chart for chart in charts if not chart.is_empty or chart.tells_without_bars)


def _achievement(key: str, results: Iterable[StatementResult]) -> Bars:
    """Indicators by category and achievement; only forms that report actual values."""
    counts: dict[Level1 | None, Counter[Achievement]] = {level: Counter() for level in (*Level1, None)}
    for result in results:
        if not any(item.row.actual is not None for item in result.indicators):
            continue
        for item in result.indicators:
            if item.target.state == "reported":
                counts[item.level1][item.achievement] += 1
    rows = [(_name(level), "", tally) for level, tally in counts.items()]
    return _judged(key, "各类指标达成情况", "Achievement by category", rows)


def _name(level: Term | None) -> Both:
    return Both(level.zh, level.en) if level else NO_CATEGORY


def achievement_by_department(site: Site, key: str, department_ids: Sequence[str]) -> Bars:
    """Indicators by department and achievement; only departments that report actual values."""
    rows = [(site.department_name(place), f"{place}/", _tally(site.of_department(place))) for place in department_ids]
    return _judged(key, "各部门指标达成情况", "Achievement by department", rows)


def achievement_by_place(site: Site, key: str, places: Sequence[str]) -> Bars:
    """Indicators by jurisdiction and achievement; only jurisdictions with forms that report actual values."""
    rows = [
        (
            site.full_name(place),
            f"{place}/",
            _tally(result for key in site.departments_of(place) for result in site.of_department(key)),
        )
        for place in places
    ]
    return _judged(key, "各行政区指标达成情况", "Achievement by jurisdiction", rows)


def _tally(results: Iterable[StatementResult]) -> Counter[Achievement]:
    """Count the indicators with a target by achievement; forms that report no actual value are left out."""
    return Counter(
        item.achievement
        for result in results
        if any(row.row.actual is not None for row in result.indicators)
        for item in result.indicators
        if item.target.state == "reported"
    )


def _judged(key: str, zh: str, en: str, rows: Sequence[tuple[Both, str, Counter[Achievement]]]) -> Bars:
    """Bars of rows with a name, an address (or none) and a tally; rows that count nothing are left out."""
    shown = [row for row in rows if row[2]]
    whole = sum((tally for *_, tally in shown), Counter[Achievement]())
    total, met, missed = whole.total(), whole[Achievement.MET], whole[Achievement.MISSED]
    return Bars(
        key, zh, en,
        f"{total} 项设有目标的指标中，{met} 项达成，{missed} 项未达成，其余 {total - met - missed} 项无法判断、不可比或未填报。",
        f"Of {total} indicators with a target, {met} were met, {missed} missed; {total - met - missed} cannot be judged.",
        "项", "indicators", tuple(name for name, *_ in shown),
        tuple(Series(a.zh, a.en, tuple(Decimal(tally[a]) for *_, tally in shown), tone) for a, tone in JUDGED if whole[a]),
        stacked=True, links=tuple(url for _, url, _ in shown if url),
    )  # fmt: skip


def _target_change_by_category(site: Site, result: StatementResult) -> Bars:
    """This year's targets of one form; its department shows it beside those of other forms, so the title names it."""
    summary = site.summaries[result.statement.id]
    counts = {
        level: Counter(i.target_change for i in result.indicators if i.level1 is level and i.target_change)
        for level in Level1
    }
    rows = [(_name(level), tally) for level, tally in counts.items() if tally]
    return _changes(
        chart_id(result.statement.id, "targets"),
        f"本年目标与上年指标值相比（{summary.fiscal_year}，{summary.name.zh}）",
        f"Targets against last year's figures ({summary.fiscal_year}, {summary.name.en})",
        rows,
    )


def target_change_by_department(site: Site, key: str, department_ids: Sequence[str]) -> Bars:
    """This year's targets against last year's figures, by department."""
    rows = []
    for department_id in department_ids:
        results = site.of_department(department_id)
        tally = Counter(item.target_change for result in results for item in result.indicators if item.target_change)
        if tally:
            rows.append((site.department_name(department_id), tally))
    return _changes(key, "各部门本年目标与上年指标值相比", "Targets against last year's figures by department", rows)


def _changes(key: str, zh: str, en: str, rows: Sequence[tuple[Both, Counter[TargetChange]]]) -> Bars:
    whole = sum((tally for _, tally in rows), Counter[TargetChange]())
    comparable = whole.total() - whole[TargetChange.NOT_COMPARABLE]
    return Bars(
        key, zh, en,
        f"{comparable} 项目标可与上年指标值相比：{whole[TargetChange.STRONGER]} 项要求更高，{whole[TargetChange.EQUAL]} 项持平，"
        f"{whole[TargetChange.WEAKER]} 项低于上年；另有 {whole[TargetChange.NOT_COMPARABLE]} 项不可比。",
        f"{comparable} targets can be compared with last year: {whole[TargetChange.STRONGER]} are stronger,"
        f" {whole[TargetChange.EQUAL]} equal, {whole[TargetChange.WEAKER]} lower; {whole[TargetChange.NOT_COMPARABLE]} cannot.",
        "项", "indicators", tuple(name for name, _ in rows),
        tuple(Series(c.zh, c.en, tuple(Decimal(tally[c]) for _, tally in rows), tone) for c, tone in CHANGES if whole[c]),
        stacked=True,
    )  # fmt: skip
