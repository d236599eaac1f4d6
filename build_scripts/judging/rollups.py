"""Figures of many forms as one figure, by the aggregation rules printed on the forms, always with what they cover.

Notes 1 and 2 of the Wuhan project form 2019 and notes 2 and 3 of the department form 2020 say how: absolute values are
added up (绝对值直接累加), relative values and points are averaged with the funds as weights (按资金额度加权平均). An
execution rate is the ratio of two sums, which is the same as its average weighted by the budgets.

Only forms of one type meet in a roll-up, so a department's own form never meets the projects that are part of it.
A form with an error on what a measure rests on is left out and named with the rule, whatever has been said of the error: an
explanation does not make a figure right, only a false positive was none. A total row that was left at 0 above parts that are
not is no doubt: the parts are read. A form that prints no such figure, or that is
held back from publication, is named as missing. Sums then tell how many forms they cover; averages and percentages are
not given at all, because nobody could tell what the whole would be. How several satisfaction rows of one form become
one rate (their plain mean) is our own convention; the notes do not say.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from operator import attrgetter
from typing import TypedDict

from build_scripts.cells.amounts import added, percent_of, plain, rounded, times
from build_scripts.judging.findings import Finding
from build_scripts.judging.score import IndicatorResult, StatementResult
from build_scripts.reading.records import HeldForm, Portal
from build_scripts.words.language import COLON, Both, Term
from build_scripts.words.vocabulary import Achievement, FormType

MONEY_CELLS = ("funding", "currency_unit_text")
"""Parts of a form whose errors put all its money in doubt."""
PUBLISHED_DECIMALS = 4
"""Decimals of averages and percentages: more than any form prints, and no endless fractions."""


class RollupLevel(Term):
    """Whose figure a roll-up is."""

    DEPARTMENT = ("department", "部门", "Department")
    JURISDICTION = ("jurisdiction", "行政区", "Jurisdiction")


class Method(Term):
    """How the figures of many forms become one."""

    SUM = ("sum", "直接累加", "Added up")
    WEIGHTED = ("weighted_by_funds", "按资金额度加权平均", "Averaged with the funds as weights")
    RATIO = ("ratio_of_sums", "分别累加后相除", "Ratio of two sums")


class Measure(Term):
    """What is rolled up."""

    ADJUSTED = ("adjusted_budget", "全年预算数", "Adjusted budget")
    EXECUTED = ("executed", "全年执行数", "Executed amount")
    RATE = ("execution_rate", "执行率", "Execution rate")
    EXECUTION_POINTS = ("execution_points", "预算执行得分（印出）", "Points for budget execution (printed)")
    TOTAL_SCORE = ("total_score", "总分（印出）", "Total score (printed)")
    SATISFACTION = ("satisfaction", "满意度（完成值）", "Satisfaction (actual value)")
    INDICATORS = ("indicators", "指标行数（不含表样空行）", "Indicator rows, without blank rows of the template")
    TARGETS = ("targets", "设有目标值的指标", "Indicators with a target")
    MET = ("targets_met", "达成的指标", "Targets met")
    MISSED = ("targets_missed", "未达成的指标", "Targets missed")
    MET_SHARE = ("targets_met_share", "可判断指标的达成率", "Share of targets met among those judged")


class NoRollup(Term):
    """Why a roll-up has no value."""

    INCOMPLETE = (
        "denominator_incomplete",
        "有表单缺此数或不计入，不给比率",
        "The denominator is incomplete: forms are missing or left out",
    )
    NOTHING_COUNTED = ("nothing_counted", "没有可计入的表单", "No form can be counted")
    UNSCORED = ("unscored", "这些表样不计分", "These forms award no points")
    OTHER_SCALES = ("other_scales", "各表满分不同", "The forms have different maximum points")
    ZERO_BASE = ("zero_base", "分母为零", "The denominator is zero")


@dataclass(frozen=True)
class Party:
    """A form or department that a roll-up names."""

    id: str
    """Statement or department id: the page's address without its last slash. Of a form without a page its department and year."""
    name: Both
    held: bool = False
    """Whether it is a form that awaits review and has no page yet."""
    rules: tuple[str, ...] = ()
    """Of a form that is left out: the rules whose errors are the reason."""


@dataclass(frozen=True)
class Rollup:
    """One figure of a department or jurisdiction, with its coverage. The unit is ``HOW[measure].unit``."""

    level: RollupLevel
    place: str
    """Id of the department or jurisdiction."""
    fiscal_year: int
    form_type: FormType
    """From which forms the figure is made."""
    measure: Measure
    value: Decimal | None
    """Exact where it is a sum; averages and percentages have four decimals."""
    reason: NoRollup | None
    formula: str
    """With the forms' own numbers; money in yuan."""
    counted: int
    total: int
    """Forms that should be in it: those in the portal, and one of each department for whole-department forms."""
    money_share: Decimal | None
    """Percent of the adjusted budget of all forms that stands on the counted ones; None where it is not all known."""
    missing: tuple[Party, ...]
    excluded: tuple[Party, ...]
    as_printed: Decimal | None = None
    """Of money: what the total rows of all forms print, one left at 0 above its parts too."""
    by_parts: Decimal | None = None
    """Of money: the same, where the parts are read of a total row that was left at 0."""
    in_doubt: Decimal | None = None
    """Of money: how much of that stands on forms that are left out because of errors."""
    per_inhabitant: Decimal | None = None
    """Of money: yuan for each inhabitant of the jurisdiction, four decimals; None where its population is not given."""
    population_year: int | None = None
    """The year of that population, which need not be the fiscal year."""
    rows_judged: int | None = None
    """For a share of rows: how many it is taken of; no other measure has it."""
    rows_total: int | None = None
    """For a share of rows: how many rows all forms have that it could be taken of."""

    @property
    def id(self) -> str:
        """The id of the row in ``rollups.csv``."""
        return f"{self.place}/{self.fiscal_year}#{self.form_type}-{self.measure}"

    @property
    def unit(self) -> str:
        """``yuan``, ``percent``, ``points`` or ``rows``."""
        return HOW[self.measure].unit

    @property
    def method(self) -> Method:
        """How the figures were brought together."""
        return HOW[self.measure].method


@dataclass(frozen=True)
class Share:
    """What one form brings to a measure: a number and, for averages and ratios, what it is weighed or divided by."""

    number: Decimal
    base: Decimal = Decimal(1)
    scale: Decimal | None = None
    """Maximum of the points; averages need the same on all forms."""


@dataclass(frozen=True)
class How:
    """How a measure is read from one form and rolled up from many."""

    method: Method
    unit: str
    read: Callable[[StatementResult], Share | None]
    """Returns None where the form prints no such figure."""
    rests_on: Callable[[StatementResult], Sequence[str]]
    """Paths within the form whose errors put its figure in doubt; ``""`` is the whole form."""
    points: bool = False
    """Whether only forms that award points have it."""
    printed: Callable[[StatementResult], Decimal | None] | None = None
    """Of money: reads what the total row prints."""


@dataclass(frozen=True)
class Brought:
    """What one form brings to every measure of its type: all that roll-ups need of it, and nothing that is large."""

    id: str
    jurisdiction_id: str
    department_id: str
    fiscal_year: int
    form_type: FormType
    project: str
    """The project's name as printed, on one line; empty for a form of the whole department."""
    scored: bool
    """Whether it awards points, as far as its scoring profile says."""
    targets: int
    """Its indicators with a target."""
    budget: Decimal | None
    """Adjusted budget in yuan; None where it is missing or in doubt."""
    shares: Mapping[Measure, Share | None]
    printed: Mapping[Measure, Decimal | None]
    """What its total row prints of the measures that are money, in yuan."""
    doubted: Mapping[Measure, tuple[str, ...]]
    """Measures from which errors keep the form, with the rules."""


def brought(results: Iterable[StatementResult], findings: Iterable[Finding]) -> tuple[Brought, ...]:
    """Return what each form brings, given the findings on it."""
    errors = standing_errors(findings)
    return tuple(_brought(result, errors.get(result.statement.id, ())) for result in results)


def roll_up(portal: Portal, forms: Iterable[Brought], level: RollupLevel) -> Iterator[Rollup]:
    """Yield the roll-ups of a level: places in order of id, newest year first, then form type, measure."""
    groups: dict[tuple[str, int, FormType], list[Brought]] = defaultdict(list)
    held: dict[tuple[str, int, FormType], list[HeldForm]] = defaultdict(list)
    place_of = attrgetter(f"{level}_id")
    for form in forms:
        groups[place_of(form), form.fiscal_year, form.form_type].append(form)
    for waiting in portal.held:
        held[place_of(waiting), waiting.fiscal_year, waiting.form_type].append(waiting)
    order = list(FormType)
    for key in sorted({*groups, *held}, key=lambda key: (key[0], -key[1], order.index(key[2]))):
        for measure in MEASURES_OF.get(key[2], ()):
            yield _rolled(level, key, measure, portal, groups[key], held[key])


def by_place(rollups: Iterable[Rollup]) -> dict[str, list[Rollup]]:
    """Return roll-ups by the id of the department or jurisdiction that they are about."""
    places: dict[str, list[Rollup]] = defaultdict(list)
    for item in rollups:
        places[item.place].append(item)
    return dict(places)


def standing_errors(findings: Iterable[Finding]) -> dict[str, tuple[Finding, ...]]:
    """Return the errors of each form that has any that leave a figure in doubt, by statement id."""
    errors: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        if finding.is_standing_error:
            errors[finding.statement_id].append(finding)
    return {key: tuple(found) for key, found in errors.items()}


def money_in_doubt(findings: Iterable[Finding]) -> frozenset[str]:
    """Return the ids of the forms whose money has an error: no total takes them in."""
    return frozenset(key for key, errors in standing_errors(findings).items() if doubts(MONEY_CELLS, errors))


def doubts(parts: Sequence[str], errors: Iterable[Finding]) -> tuple[str, ...]:
    """Return the rules of the errors that lie on or below one of the paths ``parts``, in order of their ids."""
    below = tuple(f"{part}{sign}" for part in parts for sign in ".[")
    return tuple(sorted({error.rule_id for error in errors if error.path in parts or error.path.startswith(below)}))


def _brought(result: StatementResult, errors: Sequence[Finding]) -> Brought:
    statement = result.statement
    measures = MEASURES_OF.get(statement.form.form_type, ())
    return Brought(
        statement.id,
        statement.jurisdiction_id,
        statement.department_id,
        statement.form.fiscal_year,
        statement.form.form_type,
        project=" ".join((statement.project or "").split()),
        scored=result.profile is None or result.profile.scored,
        targets=len(_with_target(result)),
        budget=None if doubts(MONEY_CELLS, errors) else _budget(result),
        shares={measure: HOW[measure].read(result) for measure in measures},
        printed={measure: read(result) for measure in measures if (read := HOW[measure].printed)},
        doubted={
            measure: rules
            for measure in measures
            if errors and (rules := doubts(HOW[measure].rests_on(result), errors))
        },
    )


def _rolled(
    level: RollupLevel,
    key: tuple[str, int, FormType],
    measure: Measure,
    portal: Portal,
    group: Sequence[Brought],
    held: Sequence[HeldForm],
) -> Rollup:
    place, year, form_type = key
    how = HOW[measure]
    excluded = [item for item in group if measure in item.doubted]
    missing = [item for item in group if measure not in item.doubted and item.shares[measure] is None]
    counted = [item for item in group if measure not in item.doubted and item.shares[measure] is not None]
    absent = [_held_party(form, level, portal) for form in held]
    if level is RollupLevel.JURISDICTION:
        have = {item.department_id for item in group} | {form.department_id for form in held}
        absent += _without_form(place, form_type, have, portal)
    shares = [share for item in counted if (share := item.shares[measure])]
    unscored = how.points and bool(group) and not any(item.scored for item in group)
    complete = not (missing or absent or excluded)
    value, reason, formula = _value(how, shares, complete=complete, unscored=unscored)
    of_rows = measure is Measure.MET_SHARE
    population = portal.jurisdictions[place.partition("/")[0]].population if how.unit == "yuan" else None
    return Rollup(
        level, place, year, form_type, measure, value, reason, formula,
        counted=len(counted),
        total=len(group) + len(absent),
        money_share=None if absent else _money_share(group, counted),
        missing=(*(_party(item, level, portal) for item in missing), *absent),
        excluded=tuple(replace(_party(item, level, portal), rules=item.doubted[measure]) for item in excluded),
        **(_money_three_ways(measure, group, excluded) if how.printed else {}),
        per_inhabitant=rounded(value / population.value, PUBLISHED_DECIMALS) if population and value is not None else None,
        population_year=population.year if population and value is not None else None,
        rows_judged=int(sum(share.base for share in shares)) if of_rows else None,
        rows_total=sum(item.targets for item in group) if of_rows else None,
    )  # fmt: skip


class _ThreeWays(TypedDict, total=False):
    as_printed: Decimal
    by_parts: Decimal
    in_doubt: Decimal


def _money_three_ways(measure: Measure, group: Sequence[Brought], excluded: Sequence[Brought]) -> _ThreeWays:
    """Return what the total rows of all forms print, what their parts make of it, and how much of that is in doubt."""
    printed = [amount for item in group if (amount := item.printed[measure]) is not None]
    if not printed:
        return {}
    read, doubted = (
        added(share.number for item in forms if (share := item.shares[measure])) for forms in (group, excluded)
    )
    return {"as_printed": added(printed), "by_parts": read, "in_doubt": doubted}


def _party(form: Brought, level: RollupLevel, portal: Portal) -> Party:
    """Name a form: its project or form type, after its department where several departments meet."""
    department = portal.departments[form.department_id].both("name")
    if level is RollupLevel.DEPARTMENT:
        return Party(form.id, Both.printed(form.project) if form.project else form.form_type.both)
    named = COLON.join([department, form.project]) if form.project else department
    return Party(form.id, named)


def _held_party(form: HeldForm, level: RollupLevel, portal: Portal) -> Party:
    """Name a form that awaits review, and say so; one that never was public not by its id, which may say what it is about."""
    name, department = form.name, portal.departments[form.department_id].both("name")
    if level is RollupLevel.JURISDICTION:
        name = COLON.join([department, name])
    id_ = form.id if form.was_public else f"{form.department_id}/{form.fiscal_year}"
    return Party(id_, Both(f"{name.zh}（待审查）", f"{name.en} (awaiting review)"), held=True)


def _without_form(place: str, form_type: FormType, have: set[str], portal: Portal) -> list[Party]:
    """Return the departments that have no whole-department form; which of them have projects is not known."""
    if form_type.of_project:
        return []
    return [
        Party(key, portal.departments[key].both("name"))
        for key in portal.departments
        if key.startswith(f"{place}/") and key not in have
    ]


def _money_share(group: Sequence[Brought], counted: Sequence[Brought]) -> Decimal | None:
    """Percent of the adjusted budget; None where a form's budget is missing or in doubt, or all are zero."""
    whole, covered = ([item.budget for item in part] for part in (group, counted))
    known = [budget for budget in whole if budget is not None]
    if len(known) < len(whole) or not any(known):
        return None
    return _percent(added(budget for budget in covered if budget), added(known))


def _value(
    how: How, shares: Sequence[Share], *, complete: bool, unscored: bool
) -> tuple[Decimal | None, NoRollup | None, str]:
    """Return the value, or the reason why there is none, and the formula."""
    if unscored:
        return None, NoRollup.UNSCORED, ""
    if not shares:
        return None, NoRollup.NOTHING_COUNTED, ""
    if not complete and how.method is not Method.SUM:
        return None, NoRollup.INCOMPLETE, ""
    if len({share.scale for share in shares}) > 1:
        return None, NoRollup.OTHER_SCALES, ""
    base = added(share.base for share in shares)
    if not base:
        return None, NoRollup.ZERO_BASE, ""
    value = BRINGING_TOGETHER[how.method](shares)
    return value, None, f"{_formula(how.method, shares)} = {plain(value)}{'%' if how.unit == 'percent' else ''}"


def _weighted(shares: Sequence[Share]) -> Decimal:
    products = added(times(share.base, share.number) for share in shares)
    return rounded(products / added(share.base for share in shares), PUBLISHED_DECIMALS)


def _added(shares: Sequence[Share]) -> Decimal:
    return added(share.number for share in shares)


def _ratio(shares: Sequence[Share]) -> Decimal:
    return _percent(_added(shares), added(share.base for share in shares))


def _percent(part: Decimal, whole: Decimal) -> Decimal:
    return rounded(percent_of(part, whole), PUBLISHED_DECIMALS)


BRINGING_TOGETHER: dict[Method, Callable[[Sequence[Share]], Decimal]] = {
    Method.SUM: _added,
    Method.WEIGHTED: _weighted,
    Method.RATIO: _ratio,
}


def _formula(method: Method, shares: Sequence[Share]) -> str:
    base = plain(added(share.base for share in shares))
    if method is Method.SUM:
        return " + ".join(plain(share.number) for share in shares)
    if method is Method.RATIO:
        return f"{plain(_added(shares))} ÷ {base}"
    products = " + ".join(f"{plain(share.base)} × {plain(share.number)}" for share in shares)
    return f"({products}) ÷ {base}"


def _budget(result: StatementResult) -> Decimal | None:
    """Return the form's adjusted budget in yuan, the weight of its rates and points; None below zero."""
    budget = result.money.adjusted if result.money else None
    return None if budget is None or budget < 0 else budget


def _adjusted(result: StatementResult) -> Share | None:
    pair = _rate(result)
    return Share(pair.base) if pair else None


def _executed(result: StatementResult) -> Share | None:
    pair = _rate(result)
    return Share(pair.number) if pair else None


def _rate(result: StatementResult) -> Share | None:
    """Executed and adjusted amount; a form that lacks one of them is left out of both sums, so that they match."""
    money = result.money
    if money is None or money.adjusted is None or money.executed is None:
        return None
    return Share(money.executed, money.adjusted)


def _printed_adjusted(result: StatementResult) -> Decimal | None:
    line = result.total_line
    return line.adjusted.yuan if line and _rate(result) else None


def _printed_executed(result: StatementResult) -> Decimal | None:
    line = result.total_line
    return line.executed.yuan if line and _rate(result) else None


def _execution_points(result: StatementResult) -> Share | None:
    line, budget = result.total_line, _budget(result)
    points = line.score.value if line else None
    if line is None or points is None or budget is None:
        return None
    profile = result.profile.execution_weight if result.profile else None
    return Share(points, budget, line.own_weight or (Decimal(profile) if profile else None))


def _total_score(result: StatementResult) -> Share | None:
    total, budget = result.statement.cells.total, _budget(result)
    points = total.score.value if total else None
    if total is None or points is None or budget is None:
        return None
    profile = result.profile.total_weight if result.profile else None
    return Share(points, budget, total.weight.value or (Decimal(profile) if profile else None))


def _satisfaction(result: StatementResult) -> Share | None:
    """Plain mean of the form's satisfaction rates; None where one of them is no definite percentage (``≥90%``)."""
    budget = _budget(result)
    rates = [item.actual for item in _satisfaction_rows(result) if item.actual.unit == "percent"]
    definite = [rate.definite for rate in rates if rate.definite is not None]
    if budget is None or not rates or len(definite) < len(rates):
        return None
    return Share(added(definite) / len(definite), budget)


def _satisfaction_rows(result: StatementResult) -> list[IndicatorResult]:
    return [item for item in result.indicators if item.is_satisfaction]


def _with_target(result: StatementResult) -> list[IndicatorResult]:
    return [item for item in result.indicators if item.has_target]


def _judged(result: StatementResult) -> Share | None:
    """Targets met, and those that could be judged; None where the form has no target at all."""
    rows = _with_target(result)
    met = sum(item.achievement is Achievement.MET for item in rows)
    missed = sum(item.achievement is Achievement.MISSED for item in rows)
    return Share(Decimal(met), Decimal(met + missed)) if rows else None


def _number(count: Callable[[StatementResult], int]) -> Callable[[StatementResult], Share | None]:
    """Return a reader of a count; a form without indicator rows has none."""
    return lambda result: Share(Decimal(count(result))) if result.indicators else None


def _with_achievement(achievement: Achievement) -> Callable[[StatementResult], int]:
    return lambda result: sum(item.achievement is achievement for item in _with_target(result))


def _scores(_: StatementResult) -> tuple[str, ...]:
    """All that has a weight and points; a date and the texts have none."""
    return (*MONEY_CELLS, "goals", "total")


def _nothing(_: StatementResult) -> tuple[str, ...]:
    return ()


def _funding(_: StatementResult) -> tuple[str, ...]:
    return MONEY_CELLS


def _funding_and_satisfaction(result: StatementResult) -> tuple[str, ...]:
    return (*MONEY_CELLS, *(item.path for item in _satisfaction_rows(result)))


def _target_rows(result: StatementResult) -> tuple[str, ...]:
    return tuple(item.path for item in _with_target(result))


HOW: dict[Measure, How] = {
    Measure.ADJUSTED: How(Method.SUM, "yuan", _adjusted, _funding, printed=_printed_adjusted),
    Measure.EXECUTED: How(Method.SUM, "yuan", _executed, _funding, printed=_printed_executed),
    Measure.RATE: How(Method.RATIO, "percent", _rate, _funding),
    Measure.EXECUTION_POINTS: How(Method.WEIGHTED, "points", _execution_points, _funding, points=True),
    Measure.TOTAL_SCORE: How(Method.WEIGHTED, "points", _total_score, _scores, points=True),
    Measure.SATISFACTION: How(Method.WEIGHTED, "percent", _satisfaction, _funding_and_satisfaction),
    # That a row is printed no error can put in doubt.
    Measure.INDICATORS: How(
        Method.SUM,
        "rows",
        _number(lambda result: len(result.filled_rows)),
        _nothing,
    ),
    Measure.TARGETS: How(Method.SUM, "rows", _number(lambda result: len(_with_target(result))), _nothing),
    Measure.MET: How(Method.SUM, "rows", _number(_with_achievement(Achievement.MET)), _target_rows),
    Measure.MISSED: How(Method.SUM, "rows", _number(_with_achievement(Achievement.MISSED)), _target_rows),
    Measure.MET_SHARE: How(Method.RATIO, "percent", _judged, _target_rows),
}
PROMISED = (Measure.INDICATORS, Measure.TARGETS)
"""What forms bring that promise and report no results."""
MEASURES_OF: dict[FormType, tuple[Measure, ...]] = {
    form_type: PROMISED if form_type.is_target else tuple(Measure)
    for form_type in FormType
    if form_type.is_target or form_type.is_self_evaluation
}
"""Reports and base data have neither money totals nor indicators."""
