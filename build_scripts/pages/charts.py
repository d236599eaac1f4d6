"""Which charts the pages show, each with a sentence that says what is to be seen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal

from build_scripts.amounts import parse_points, plain
from build_scripts.charts import Bars, Series
from build_scripts.pages.contexts import DepartmentSummary, StatementSummary
from build_scripts.pages.summaries import Site
from build_scripts.score import HUNDRED, StatementResult, rounded
from build_scripts.vocabulary import Achievement, Level1, TargetChange

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


def chart_id(*parts: str) -> str:
    """Return a chart's id from the page and subject it belongs to; also its file name."""
    return "-".join(part.strip("/").replace("/", "-") for part in parts if part.strip("/"))


def statement_charts(result: StatementResult) -> tuple[Bars, ...]:
    """Return the charts of a form: achievement by category, or targets against last year."""
    key = result.statement.id
    return _drawn([_achievement(chart_id(key, "achievement"), [result]), _target_change_by_category(key, result)])


def department_charts(site: Site, department_id: str) -> tuple[Bars, ...]:
    """Return the charts of a department: rates, achievement, scores, targets against last year."""
    results = site.of_department(department_id)
    summaries = [site.summaries[result.statement.id] for result in results]
    return _drawn(
        [
            execution_rates(chart_id(department_id, "execution-rate"), [s for s in summaries if s.counted]),
            _achievement(chart_id(department_id, "achievement"), results),
            scores(chart_id(department_id, "scores"), summaries),
            *(_target_change_by_category(r.statement.id, r, chart_id(department_id, "targets")) for r in results),
        ]
    )


def jurisdiction_charts(site: Site, jurisdiction_id: str) -> tuple[Bars, ...]:
    """Return the charts of a jurisdiction: its departments side by side."""
    keys = site.departments_of(jurisdiction_id)
    departments = [site.department(key) for key in keys]
    return _drawn(
        [
            department_rates(chart_id(jurisdiction_id, "execution-rate"), departments),
            achievement_by_department(site, chart_id(jurisdiction_id, "achievement"), keys),
            target_change_by_department(site, chart_id(jurisdiction_id, "targets"), keys),
        ]
    )


def compare_charts(site: Site) -> tuple[Bars, ...]:
    """Return the charts over the whole portal."""
    keys = [key for place in site.jurisdictions_with_departments() for key in site.departments_of(place)]
    return _drawn(
        [
            department_rates("compare-execution-rate", [site.department(key) for key in keys]),
            achievement_by_department(site, "compare-achievement", keys),
            scores("compare-scores", list(site.summaries.values())),
            target_change_by_department(site, "compare-targets", keys),
        ]
    )


def _drawn(charts: Iterable[Bars]) -> tuple[Bars, ...]:
    return tuple(chart for chart in charts if not chart.is_empty)


def execution_rates(key: str, summaries: Sequence[StatementSummary]) -> Bars:
    """Execution rate of each form whose money counts, in percent."""
    shown = sorted((s for s in summaries if s.rate is not None), key=lambda s: (s.rate or Decimal(), s.name))
    rates = tuple(rounded(s.rate, 2) for s in shown if s.rate is not None)
    below = sum(rate < HUNDRED for rate in rates)
    extremes_zh = f"最低为{shown[0].name}（{plain(rates[0])}%）。" if below else ""
    extremes_en = f"The lowest is {shown[0].name} ({plain(rates[0])}%)." if below else ""
    return Bars(
        key, "预算执行率", "Execution rate",
        f"{len(rates)} 份表单中有 {below} 份的执行率低于 100%。{extremes_zh}",
        f"{below} of {len(rates)} forms executed less than 100% of the budget. {extremes_en}".strip(),
        "%", "%", tuple(s.name for s in shown),
        (Series("执行率（重算）", "Execution rate (recomputed)", rates, "a"),),
        links=tuple(s.url for s in shown), marker=HUNDRED,
    )  # fmt: skip


def department_rates(key: str, departments: Sequence[DepartmentSummary]) -> Bars:
    """Execution rate of each department, in percent; departments without countable money are left out and counted."""
    shown = [d for d in departments if d.money.rate is not None]
    rates = tuple(rounded(d.money.rate, 2) for d in shown if d.money.rate is not None)
    none = len(departments) - len(shown)
    best_zh = (
        "；".join(f"{d.name} {plain(rate)}%" for d, rate in zip(shown, rates, strict=True)) if len(shown) <= 4 else ""
    )
    return Bars(
        key, "各部门预算执行率", "Execution rate by department",
        f"{len(shown)} 个部门可以计算执行率{'：' + best_zh if best_zh else ''}；另有 {none} 个部门没有可计入的资金数据。",
        f"{len(shown)} departments have an execution rate{': ' + best_zh if best_zh else ''}; {none} have no countable money.",
        "%", "%", tuple(d.name for d in shown),
        (Series("执行率（重算）", "Execution rate (recomputed)", rates, "a"),),
        links=tuple(d.url for d in shown), marker=HUNDRED,
    )  # fmt: skip


def _achievement(key: str, results: Iterable[StatementResult]) -> Bars:
    """Indicators by category and achievement; only forms that report actual values."""
    counts: dict[Level1 | None, Counter[Achievement]] = {level: Counter() for level in (*Level1, None)}
    for result in results:
        if not any(item.row.actual is not None for item in result.indicators):
            continue
        for item in result.indicators:
            if item.target.state == "reported":
                counts[item.level1][item.achievement] += 1
    shown = [(level, tally) for level, tally in counts.items() if tally]
    whole = sum((tally for _, tally in shown), Counter[Achievement]())
    return _judged(key, "各类指标达成情况", "Achievement by category",
                   [(level.zh if level else "类别无法识别", tally) for level, tally in shown], whole)  # fmt: skip


def achievement_by_department(site: Site, key: str, department_ids: Sequence[str]) -> Bars:
    """Indicators by department and achievement; only departments that report actual values."""
    rows = []
    for department_id in department_ids:
        tally = Counter(
            item.achievement
            for result in site.of_department(department_id)
            for item in result.indicators
            if item.target.state == "reported" and any(row.row.actual is not None for row in result.indicators)
        )
        if tally:
            rows.append((site.portal.departments[department_id].name, tally))
    return _judged(
        key, "各部门指标达成情况", "Achievement by department", rows, sum((t for _, t in rows), Counter[Achievement]())
    )


def _judged(
    key: str, zh: str, en: str, rows: Sequence[tuple[str, Counter[Achievement]]], whole: Counter[Achievement]
) -> Bars:
    total, met, missed = whole.total(), whole[Achievement.MET], whole[Achievement.MISSED]
    return Bars(
        key, zh, en,
        f"{total} 项设有目标的指标中，{met} 项达成，{missed} 项未达成，其余 {total - met - missed} 项无法判断、不可比或未填报。",
        f"Of {total} indicators with a target, {met} were met, {missed} missed; {total - met - missed} cannot be judged.",
        "项", "indicators", tuple(name for name, _ in rows),
        tuple(Series(a.zh, a.en, tuple(Decimal(tally[a]) for _, tally in rows), tone) for a, tone in JUDGED if whole[a]),
        stacked=True,
    )  # fmt: skip


def scores(key: str, summaries: Sequence[StatementSummary]) -> Bars:
    """Published total beside the sum of the points printed on the same form."""
    shown = [s for s in summaries if parse_points(s.total_score_raw) is not None and s.score_sum is not None]
    pairs = [(parse_points(s.total_score_raw), s.score_sum) for s in shown]
    differ = sum(published != added for published, added in pairs)
    return Bars(
        key, "印出的总分与各项得分之和", "Published total and the sum of its points",
        f"{len(shown)} 份计分表中有 {differ} 份的总分与各项得分之和不一致。",
        f"On {differ} of {len(shown)} scored forms the total differs from the sum of its points.",
        "分", "points", tuple(s.name if len({x.department for x in shown}) == 1 else f"{s.department} {s.name}" for s in shown),
        (
            Series("印出的总分", "Published total", tuple(published for published, _ in pairs), "a"),
            Series("各项得分之和", "Sum of the points", tuple(added for _, added in pairs), "c"),
        ),
        links=tuple(s.url for s in shown),
    )  # fmt: skip


def _target_change_by_category(page: str, result: StatementResult, key: str = "") -> Bars:
    counts = {
        level: Counter(i.target_change for i in result.indicators if i.level1 is level and i.target_change)
        for level in Level1
    }
    rows = [(level.zh, tally) for level, tally in counts.items() if tally]
    return _changes(
        key or chart_id(page, "targets"), "本年目标与上年指标值相比", "Targets against last year's figures", rows
    )


def target_change_by_department(site: Site, key: str, department_ids: Sequence[str]) -> Bars:
    """This year's targets against last year's figures, by department."""
    rows = []
    for department_id in department_ids:
        results = site.of_department(department_id)
        tally = Counter(item.target_change for result in results for item in result.indicators if item.target_change)
        if tally:
            rows.append((site.portal.departments[department_id].name, tally))
    return _changes(key, "各部门本年目标与上年指标值相比", "Targets against last year's figures by department", rows)


def _changes(key: str, zh: str, en: str, rows: Sequence[tuple[str, Counter[TargetChange]]]) -> Bars:
    whole = sum((tally for _, tally in rows), Counter[TargetChange]())
    comparable = whole.total() - whole[TargetChange.NOT_COMPARABLE]
    return Bars(
        key, zh, en,
        f"{comparable} 项目标可与上年指标值相比：{whole[TargetChange.STRONGER]} 项要求更高，{whole[TargetChange.EQUAL]} 项持平，"
        f"{whole[TargetChange.WEAKER]} 项放宽；另有 {whole[TargetChange.NOT_COMPARABLE]} 项不可比。",
        f"{comparable} targets can be compared with last year: {whole[TargetChange.STRONGER]} are stronger,"
        f" {whole[TargetChange.EQUAL]} equal, {whole[TargetChange.WEAKER]} weaker; {whole[TargetChange.NOT_COMPARABLE]} cannot.",
        "项", "indicators", tuple(name for name, _ in rows),
        tuple(Series(c.zh, c.en, tuple(Decimal(tally[c]) for _, tally in rows), tone) for c, tone in CHANGES if whole[c]),
        stacked=True,
    )  # fmt: skip
