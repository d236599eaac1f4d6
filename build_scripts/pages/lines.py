"""The lines of a department's page: its goals with their indicators, what was missed, its years side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from build_scripts.cells.achievement import change_between
from build_scripts.cells.made_often import made_often
from build_scripts.judging.findings import Finding
from build_scripts.judging.score import IndicatorResult, StatementResult
from build_scripts.pages.finding_places import asked_of, found_on
from build_scripts.pages.summaries import Money, StatementSummary
from build_scripts.pages.unit_site import UnitSite
from build_scripts.reading.model import Goal
from build_scripts.tables.ledger import Figure
from build_scripts.words.vocabulary import Achievement, RowKind, TargetChange


@made_often
@dataclass(frozen=True)
class IndicatorLine:
    """One line about an indicator, cells as printed."""

    url: str
    """Its place on the form's page."""
    form: StatementSummary
    """The form it stands on."""
    name: str
    target: str | None
    """The adjusted one where there is one."""
    actual: str | None
    achievement: Achievement
    weight: str | None
    """Points to be had."""
    score: str | None
    """Points awarded."""
    full: bool
    """Whether it was awarded all its points."""
    is_at_limit: bool
    """Whether it is missed by nothing: the target was to be passed, and was hit."""


@dataclass(frozen=True)
class GoalLine:
    """A goal of a form with its indicators."""

    anchor: str
    url: str
    """Its place on the form's page."""
    form: StatementSummary
    """The form it stands on."""
    goal: Goal
    rows: Sequence[IndicatorLine]
    """Those that are filled in."""
    met: Figure
    missed: Figure


@dataclass(frozen=True)
class ChangedTarget:
    """A target that asks for more or for less than last year's figure."""

    indicator: IndicatorLine
    before: str | None
    """Last year's figure as printed."""
    change: TargetChange | None
    percent: Decimal | None
    """By how many percent the number differs; None where no ratio says it."""
    doubts: Sequence[Finding]
    """What is to be explained on its row."""


@dataclass(frozen=True)
class YearLine:
    """A department's year in one line."""

    year: int
    statements: Figure
    indicators: Figure
    money: Money
    met: Figure
    missed: Figure
    errors: Figure
    """Open errors."""


def goal_lines(site: UnitSite, results: Iterable[StatementResult]) -> tuple[GoalLine, ...]:
    """Return the goals of all forms in the forms' own order, each with the indicators that are filled in."""
    return tuple(line for result in results for line in _goals(site, result))


def _goals(site: UnitSite, result: StatementResult) -> list[GoalLine]:
    summary = site.summaries[result.statement.id]
    page = "-".join(result.statement.id.split("/")[2:])
    lines = []
    for cells in result.statement.cells.goals:
        items = [item for item in result.indicators if item.goal_order == cells.order and _filled(item)]
        row_id = result.statement.row_ids[cells.path]
        where = {"goal_id": f"{result.statement.id}#{row_id}"}
        rows = tuple(_indicator(site, result, item) for item in items)
        lines.append(
            GoalLine(
                anchor=f"{page}-{row_id}",
                url=f"{summary.url}#{row_id}",
                form=summary,
                goal=cells.goal,
                rows=rows,
                met=site.ledger.count("indicators", achievement=Achievement.MET, **where),
                missed=site.ledger.count("indicators", achievement=Achievement.MISSED, **where),
            )
        )
    return lines


def missed_lines(site: UnitSite, results: Iterable[StatementResult]) -> tuple[IndicatorLine, ...]:
    """Return the indicators that were missed, those with full points first."""
    lines = [
        _indicator(site, result, item)
        for result in results
        for item in result.indicators
        if item.achievement is Achievement.MISSED
    ]
    return tuple(sorted(lines, key=lambda line: not line.full))


def change_lines(site: UnitSite, results: Iterable[StatementResult]) -> tuple[ChangedTarget, ...]:
    """Return the targets that ask for more or less than last year, the largest change first."""
    lines = [line for result in results for line in _changes(site, result)]
    return tuple(sorted(lines, key=lambda line: -abs(line.percent or Decimal())))


def _changes(site: UnitSite, result: StatementResult) -> Iterator[ChangedTarget]:
    changed = [item for item in result.indicators if item.target_change in {TargetChange.STRONGER, TargetChange.WEAKER}]
    found = found_on(result.statement, site.findings_of[result.statement.id]) if changed else {}
    for item in changed:
        yield ChangedTarget(
            indicator=_indicator(site, result, item),
            before=item.baseline_y1.raw,
            change=item.target_change,
            percent=change_between(item.baseline_y1, item.effective_target),
            doubts=asked_of(found.get(item.path, ())),
        )


def year_lines(site: UnitSite, department_id: str, results: Sequence[StatementResult]) -> tuple[YearLine, ...]:
    """Return one line for each year with forms, newest first; empty where there is one year only."""
    years = sorted({result.statement.form.fiscal_year for result in results}, reverse=True)
    return tuple(_year(site, department_id, year) for year in years) if len(years) > 1 else ()


def _year(site: UnitSite, department_id: str, year: int) -> YearLine:
    where: dict[str, str | int] = {"department_id": department_id, "fiscal_year": year}
    return YearLine(
        year=year,
        statements=site.ledger.count("statements", **where),
        indicators=site.ledger.count("indicators", row_kind=RowKind.FILLED, **where),
        money=site.money_of_year(department_id, year),
        met=site.ledger.count("indicators", achievement=Achievement.MET, **where),
        missed=site.ledger.count("indicators", achievement=Achievement.MISSED, **where),
        errors=site.ledger.total("statements", "errors", **where),
    )


def _filled(item: IndicatorResult) -> bool:
    return bool(item.row.name.strip()) or item.has_target


def _indicator(site: UnitSite, result: StatementResult, item: IndicatorResult) -> IndicatorLine:
    summary, row = site.summaries[result.statement.id], item.row
    weight, score = item.weight.value, item.score.value
    return IndicatorLine(
        url=f"{summary.url}#{result.statement.row_ids[item.path]}",
        form=summary,
        name="".join(row.name.split()),
        target=item.effective_target.raw,
        actual=item.actual.raw,
        achievement=item.achievement,
        weight=row.weight,
        score=row.score,
        full=weight is not None and score is not None and score >= weight,
        is_at_limit=item.is_at_limit,
    )
