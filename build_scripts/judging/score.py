"""Published figures recomputed: execution rates, achievement, scores and totals.

Nothing here replaces a published figure; each result stands beside it with the formula and this row's own numbers,
or with the reason why it cannot be recomputed. All arithmetic is decimal. Rates and attainments are in percent,
money is in yuan, scores are in points.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache, cached_property

from build_scripts.cells.achievement import Attainment, achievement_of, attainment_of, polarity_of
from build_scripts.cells.amounts import Amount, Points, added, clean, margin_of, percent_of, plain, rounded, times
from build_scripts.cells.made_often import made_often
from build_scripts.cells.value_model import Value, ValueNote
from build_scripts.judging.form_money import FormMoney, form_money
from build_scripts.reading.form_cells import FundingCells, IndicatorCells
from build_scripts.reading.model import Department, ScoringProfile, SourceDocument, Thresholds
from build_scripts.reading.records import LoadedStatement, Portal
from build_scripts.words.language import Term
from build_scripts.words.vocabulary import Achievement, Grade, LineCode, Polarity, RowKind, TargetChange

HUNDRED = Decimal(100)


class NotRecomputed(Term):
    """Why a figure cannot be recomputed."""

    UNSCORED = ("unscored", "本表样不计分", "This form awards no points")
    NO_FORMULA = ("no_formula", "本表的评分规则没有计分公式", "The form's scoring profile has no formula")
    NO_WEIGHT = ("no_weight", "该行没有印出分值", "No weight is printed for this row")
    NOT_REPORTED = ("not_reported", "未填实际完成值", "No actual value was reported")
    NOT_DUE = ("not_due", "计划，结果尚未到期", "A plan, whose result is not due yet")
    NO_TARGET = ("no_target", "未填目标值", "No target value was given")
    BY_CRITERIA = (
        "by_criteria",
        "按评分标准给分，没有目标值",
        "Points are given by printed criteria, without a target",
    )
    QUALITATIVE = (
        "qualitative",
        "定性指标的得分由评分人在档次内确定",
        "A qualitative indicator is scored by judgement within a band",
    )
    NOT_COMPARABLE = ("not_comparable", "目标值与完成值不可比", "Target and actual value are not comparable")
    UNDETERMINED = (
        "undetermined",
        "完成值不是确定的数，无法判断是否达到目标",
        "The actual value is not a definite number",
    )
    NO_RATIO = ("no_ratio", "无法计算完成比例", "No ratio of actual to target can be formed")
    BEYOND_EXACT = (
        "beyond_exact",
        "完成值超过了须恰好等于的目标值，评分规则没有说怎样计分",
        "The actual value goes beyond an exact target; the scoring rules do not say what that earns",
    )
    OTHER_WEIGHT = (
        "other_weight",
        "资金行印的分值是整张表的满分，预算执行占多少分看不出",
        "The money row prints the maximum of the whole form as its weight; what execution earns cannot be seen",
    )
    NO_AMOUNTS = ("no_amounts", "没有预算数或执行数", "Budget or executed amount is missing")
    ZERO_BUDGET = ("zero_budget", "预算数为零，执行率没有意义", "The budget is zero, so there is no rate")
    PARTS_MISSING = ("parts_missing", "部分行的得分无法重算", "Some rows' scores cannot be recomputed")
    NO_SCORES = ("no_scores", "没有印出可相加的得分", "No scores are printed that could be added")


@made_often
@dataclass(frozen=True)
class Recomputed:
    """A recomputed figure with its formula, or the reason why there is none."""

    value: Decimal | None = None
    formula: str = ""
    reason: NotRecomputed | None = None
    by_parts: bool = False
    """Whether it rests on the sum of the row's parts, because the total row was left at 0."""


@dataclass(frozen=True)
class FundingResult(FundingCells):
    """A money row with its rate (percent) and its score (points) recomputed beside the printed ones."""

    rate_recomputed: Recomputed
    score_recomputed: Recomputed

    @property
    def own_weight(self) -> Decimal | None:
        """The printed weight; None where it is the maximum of the whole form."""
        return None if self.score_recomputed.reason is NotRecomputed.OTHER_WEIGHT else self.weight.value


@made_often
@dataclass(frozen=True)
class IndicatorResult(IndicatorCells):
    """An indicator row with its achievement, and its score (points) recomputed beside the printed one."""

    polarity: Polarity
    polarity_source: str
    achievement: Achievement
    attainment: Decimal | None
    target_change: TargetChange | None
    """The target against last year's figure."""
    target_change_y2: TargetChange | None
    """The target against the figure of the year before last."""
    score_recomputed: Recomputed

    @property
    def own_weight(self) -> Decimal | None:
        """The printed weight."""
        return self.weight.value

    @property
    def is_at_limit(self) -> bool:
        """Whether it is missed though its actual value is the very number of the target, which was to be passed: <1 hour, 1 hour."""
        return self.achievement is Achievement.MISSED and self.attainment == HUNDRED


ScoredRow = FundingResult | IndicatorResult
"""A row that can have a weight and points."""


@dataclass(frozen=True)
class StatementResult:
    """Everything recomputed for one form."""

    statement: LoadedStatement
    profile: ScoringProfile | None
    source: SourceDocument
    department: Department
    """In whose folder the form stands."""
    thresholds: Thresholds
    """The portal's, for what neither the form nor its profile says."""
    funding: tuple[FundingResult, ...]
    indicators: tuple[IndicatorResult, ...]
    money: FormMoney | None
    """The money of the whole form; None where no row stands for it."""
    score_sum: Recomputed
    """Sum of the scores printed on the form, in points."""
    score_recomputed: Recomputed
    """Sum of the recomputed scores, in points; only where every row with a weight can be recomputed."""
    score_proved: Decimal | None
    """How many of the printed points stand on rows whose score was recomputed and is equal; None where none could be."""
    grade_recomputed: Grade | None
    """Grade of the published total, by the thresholds."""

    __hash__ = object.__hash__
    """What rules share of a form is kept for the very form: to hash what it says would go through all of it."""

    @property
    def scored_rows(self) -> tuple[ScoredRow, ...]:
        """All rows that can have a weight and points, in printed order."""
        return (*self.funding, *self.indicators)

    @cached_property
    def filled_rows(self) -> tuple[IndicatorResult, ...]:
        """The indicators without the blank rows of the template: what every number of indicators counts."""
        return tuple(item for item in self.indicators if item.kind is RowKind.FILLED)

    def line(self, code: LineCode) -> FundingResult | None:
        """Return the first money row with ``code``."""
        return next((result for result in self.funding if result.line.line_code is code), None)

    @property
    def total_line(self) -> FundingResult | None:
        """The money row that stands for the whole form."""
        return self.line(LineCode.TOTAL) or self.line(LineCode.DEPARTMENT_TOTAL)


def score(portal: Portal) -> dict[str, StatementResult]:
    """Recompute every form of the portal; keys are statement ids in the portal's order."""
    return {statement.id: _statement(statement, portal) for statement in portal.statements}


def _statement(statement: LoadedStatement, portal: Portal) -> StatementResult:
    cells = statement.cells
    profile = portal.profiles.get(statement.scoring_profile)
    money = form_money(cells.funding)
    funding = tuple(_funding(row, money, profile) for row in cells.funding)
    is_plan = statement.form.form_type.is_target
    indicators = tuple(_indicator(row, profile, is_plan=is_plan) for row in cells.indicators)
    published = cells.total.score.value if cells.total else None
    return StatementResult(
        statement,
        profile,
        portal.sources[statement.form.source.document],
        portal.departments[statement.department_id],
        portal.settings.thresholds,
        funding,
        indicators,
        money,
        score_sum=_score_sum((*funding, *indicators)),
        score_recomputed=_score_total((*funding, *indicators), profile),
        score_proved=_score_proved((*funding, *indicators), profile),
        grade_recomputed=_grade(published, (profile.grades if profile else {}) or portal.settings.grades),
    )


def _funding(cells: FundingCells, money: FormMoney | None, profile: ScoringProfile | None) -> FundingResult:
    if money is not None and money.by_parts and money.total is cells:
        rate = _rate_of_parts(money)
    else:
        rate = _execution_rate(cells.adjusted, cells.executed)
    points = _execution_score(cells, rate, profile)
    return FundingResult(**vars(cells), rate_recomputed=rate, score_recomputed=points)


def _execution_rate(adjusted: Amount, executed: Amount) -> Recomputed:
    """Executed ÷ adjusted budget, as the forms' own heading 执行率（B/A） says."""
    if adjusted.yuan is None or executed.yuan is None:
        return Recomputed(reason=NotRecomputed.NO_AMOUNTS)
    if adjusted.yuan == 0:
        return Recomputed(reason=NotRecomputed.ZERO_BUDGET)
    rate = percent_of(executed.yuan, adjusted.yuan)
    return Recomputed(rate, f"{_division(executed, adjusted)} = {plain(rounded(rate, 2))}%")


def _rate_of_parts(money: FormMoney) -> Recomputed:
    """Executed ÷ adjusted budget of the parts of a total row that was left at 0."""
    rate = money.rate
    assert rate is not None, "parts are read only where one has a budget"
    return Recomputed(rate, f"{money.division} = {plain(rounded(rate, 2))}%", by_parts=True)


def _division(executed: Amount, adjusted: Amount) -> str:
    """Write the two amounts as printed; in yuan where only one of them carries a unit of its own."""
    texts = [clean(amount.raw or "") for amount in (executed, adjusted)]
    if len({text[-1:].isdigit() for text in texts}) > 1:
        texts = [plain(amount.yuan or Decimal()) for amount in (executed, adjusted)]
    return " ÷ ".join(texts)


def _execution_score(cells: FundingCells, rate: Recomputed, profile: ScoringProfile | None) -> Recomputed:
    """Weight × execution rate, at least 0 and at most the weight (得分不得突破权重总额)."""
    if profile is None or not profile.scored:
        return Recomputed(reason=NotRecomputed.UNSCORED)
    weight = cells.weight.value
    if weight is None:
        return Recomputed(reason=NotRecomputed.NO_WEIGHT)
    if rate.value is None:
        return Recomputed(reason=rate.reason)
    if is_weight_of_all(weight, profile):
        return Recomputed(reason=NotRecomputed.OTHER_WEIGHT)
    division = rate.formula.rpartition(" = ")[0]
    return replace(_share_of(weight, Attainment(rate.value, division), profile), by_parts=rate.by_parts)


def is_weight_of_all(weight: Decimal, profile: ScoringProfile) -> bool:
    """Tell whether a money row's weight is the maximum of the whole form, though execution earns less by the profile."""
    own, total = profile.execution_weight, profile.total_weight
    return own is not None and total is not None and weight == Decimal(total) > Decimal(own)


def _share_of(weight: Decimal, reached: Attainment, profile: ScoringProfile, deduction: str = "") -> Recomputed:
    """Return the part of the weight that was reached, with the bound that was put on it written out.

    ``deduction`` is what over-fulfilment takes of it, in percent.
    """
    bounded = min(max(reached.percent, Decimal()), HUNDRED)
    earned = times(times(weight, bounded), Decimal("0.01"))
    ratio = reached.formula
    if reached.percent != bounded:
        ratio = f"min({ratio}, 100%)" if bounded else f"max({ratio}, 0%)"
    if deduction:
        earned = times(times(earned, HUNDRED - Decimal(deduction)), Decimal("0.01"))
        ratio = f"{ratio} × (100% − {deduction}%)"
    points = min(rounded(earned, profile.score_decimals), weight)
    return Recomputed(points, f"{plain(weight)} × {ratio} = {plain(points)}")


def _indicator(cells: IndicatorCells, profile: ScoringProfile | None, *, is_plan: bool) -> IndicatorResult:
    target, actual = cells.effective_target, cells.actual
    polarity, source = polarity_of(
        target,
        level1=cells.level1,
        level2=cells.level2,
        name=cells.row.name,
        manual=cells.row.polarity,
        printed=cells.direction,
    )
    is_due = not is_plan or actual.raw is not None
    achievement = achievement_of(target, actual, polarity) if is_due else Achievement.NOT_DUE
    guessed = source == "category" and not target.unit and target.number != actual.number
    if guessed and achievement in {Achievement.MET, Achievement.MISSED}:
        # 90 → 100 in a cost row may be 万元 (worse) or a share of progress (better): nobody can tell without a unit.
        achievement = Achievement.UNDETERMINED
    # The forms' notes are silent on exact targets; by our own convention a cost below one is no loss.
    direction = Polarity.LOWER_BETTER if polarity is Polarity.EXACT and cells.is_cost else polarity
    reached = None if guessed else attainment_of(target, actual, direction)
    return IndicatorResult(
        **vars(cells),
        polarity=polarity,
        polarity_source=source,
        achievement=achievement,
        attainment=reached.percent if reached else None,
        target_change=target_change(target, cells.baseline_y1, polarity),
        target_change_y2=target_change(target, cells.baseline_y2, polarity),
        score_recomputed=_indicator_score(cells, achievement, direction, reached, profile),
    )


def target_change(target: Value, before: Value, polarity: Polarity) -> TargetChange | None:
    """Compare a target with the figure of an earlier year; None where the form prints only one of them, or neither.

    What says the same, in numbers or in words, is equal. Besides, only single numbers of one unit can be compared; a
    bare 0 is 0 in every unit. An exact value is equal or not comparable.
    """
    if target.state != "reported" or before.state != "reported":
        return None
    if target is before or _content(target) == _content(before):  # cells of a row that print the same are read once
        return TargetChange.EQUAL
    if target.number is None or before.number is None or not _share_a_unit(target, before):
        return TargetChange.NOT_COMPARABLE
    if target.number == before.number:
        return TargetChange.EQUAL
    if polarity not in {Polarity.HIGHER_BETTER, Polarity.LOWER_BETTER}:
        return TargetChange.NOT_COMPARABLE
    better = (target.number > before.number) is (polarity is Polarity.HIGHER_BETTER)
    return TargetChange.STRONGER if better else TargetChange.WEAKER


def _share_a_unit(target: Value, before: Value) -> bool:
    units = {(value.unit, value.per) for value in (target, before) if value.number or value.unit}
    changes = {ValueNote.CHANGE in value.notes for value in (target, before) if value.number}
    return len(units) <= 1 and len(changes) <= 1 and {target.kind, before.kind} == {"number"}


def _content(value: Value) -> tuple[object, ...]:
    """Return what a cell says, however it is printed."""
    items = tuple(map(_content, value.items))
    return value.kind, value.op, value.number, value.number_max, value.unit, value.per, value.text, items


def _indicator_score(  # noqa: PLR0911 - one reason after the other, first match wins
    cells: IndicatorCells,
    achievement: Achievement,
    direction: Polarity,
    reached: Attainment | None,
    profile: ScoringProfile | None,
) -> Recomputed:
    """Full weight where the target is met, pro rata where a quantitative target is missed, never above the weight.

    Where the profile has bands for over-fulfilment (actual ÷ target), the last one that is reached takes its share.

    The rule is form note 2 of the Wuhan department form (得分=权重*B/A，反向 权重*A/B，得分不得突破权重总额);
    a profile says whether its forms follow it and on whose word. What goes beyond an exact target has no score.
    """
    if profile is None or not profile.scored:
        return Recomputed(reason=NotRecomputed.UNSCORED)
    weight, target = cells.weight.value, cells.effective_target
    if weight is None:
        return Recomputed(reason=NotRecomputed.NO_WEIGHT)
    if not profile.indicator_formula:
        return Recomputed(reason=NotRecomputed.NO_FORMULA)
    if target.state != "reported":
        by_criteria = (cells.row.criteria or "").strip()
        return Recomputed(reason=NotRecomputed.BY_CRITERIA if by_criteria else NotRecomputed.NO_TARGET)
    reason = {
        Achievement.NOT_REPORTED: NotRecomputed.NOT_REPORTED,
        Achievement.NOT_DUE: NotRecomputed.NOT_DUE,
        Achievement.NOT_COMPARABLE: NotRecomputed.NOT_COMPARABLE,
        Achievement.UNDETERMINED: NotRecomputed.UNDETERMINED,
    }.get(achievement)
    if target.number is None:
        return Recomputed(reason=NotRecomputed.QUALITATIVE)
    if reason:
        return Recomputed(reason=reason)
    if achievement is Achievement.MET and (reached is None or reached.percent < HUNDRED):
        return Recomputed(weight, f"{(target.raw or '').strip()} → {(cells.actual.raw or '').strip()}: {plain(weight)}")
    if reached is None:
        return Recomputed(reason=NotRecomputed.NO_RATIO)
    if direction is Polarity.EXACT and reached.percent > HUNDRED:
        return Recomputed(reason=NotRecomputed.BEYOND_EXACT)
    deductions = [
        band.deduction
        for band in profile.over_fulfilment_bands
        if direction is Polarity.HIGHER_BETTER and reached.percent >= Decimal(band.lower)
    ]
    return _share_of(weight, reached, profile, deductions[-1] if deductions else "")


def _score_sum(rows: tuple[ScoredRow, ...]) -> Recomputed:
    points = [item.score.value for item in rows if item.score.value is not None]
    if not points:
        return Recomputed(reason=NotRecomputed.NO_SCORES)
    return Recomputed(added(points), " + ".join(plain(value) for value in points))


def margin_of_points(points: Points, profile: ScoringProfile | None) -> Decimal:
    """Return by how much printed points may differ from those recomputed: either may be rounded more than the other."""
    return max(points.margin, _margin_of_decimals(profile.score_decimals) if profile else Decimal())


@cache
def _margin_of_decimals(decimals: int) -> Decimal:
    return margin_of(str(rounded(Decimal(), decimals)))


def _score_proved(rows: tuple[ScoredRow, ...], profile: ScoringProfile | None) -> Decimal | None:
    """Add up the printed points of the rows whose score can be recomputed and is, within rounding, the printed one."""
    pairs = [(item.score, item.score_recomputed.value) for item in rows]
    known = [(points, again) for points, again in pairs if points.value is not None and again is not None]
    equal = (
        points.value
        for points, again in known
        if abs((points.value or Decimal()) - again) <= margin_of_points(points, profile)
    )
    return added(value for value in equal if value is not None) if known else None


def _score_total(rows: tuple[ScoredRow, ...], profile: ScoringProfile | None) -> Recomputed:
    """Sum of the recomputed scores; a row without a weight takes no part, unless no row has one."""
    if profile is None or not profile.scored:
        return Recomputed(reason=NotRecomputed.UNSCORED)
    if not any(isinstance(item, IndicatorResult) and item.weight.value is not None for item in rows):
        return Recomputed(reason=NotRecomputed.NO_WEIGHT)
    weighted = [item.score_recomputed.value for item in rows if item.weight.value is not None]
    points = [value for value in weighted if value is not None]
    if len(points) < len(weighted):
        return Recomputed(reason=NotRecomputed.PARTS_MISSING)
    return Recomputed(added(points), " + ".join(plain(value) for value in points))


def _grade(total: Decimal | None, thresholds: dict[Grade, str]) -> Grade | None:
    """Return the first grade, best first, whose lowest score the total reaches."""
    if total is None:
        return None
    return next((grade for grade in Grade if grade in thresholds and total >= Decimal(thresholds[grade])), None)
