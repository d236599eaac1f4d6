"""Whether an actual value reaches its target, and how far: by containment of intervals, never by resemblance.

A target allows a set of numbers, and so does an actual cell. Only where the second lies wholly in the first is the target
met, only where they share nothing is it missed; everything between is undetermined and stays so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from build_scripts.cells.amounts import clean, percent_of, plain, times
from build_scripts.cells.units import FACTORS
from build_scripts.cells.value_model import Interval, Value, ValueNote
from build_scripts.words.vocabulary import Achievement, Level1, Level2, Operator, Polarity, PolaritySource

_HIGHER = (
    "办结|处理率|回复率|满意|合格|达标|完成|及时率|覆盖|节能率|节支率|节约率|无故障|降低率|下降率|使用年限|进度"
    "|(?:在岗|服务|开放|运行)(?:时间|时长)"
)
_HANDLED = "处理|处置|修复|维修|抢修|监测|调查|审核|回复|答复|办理|受理|化解|整改|排查|应对"
_EVENTS = f"(?:超支|故障|事故|投诉|上访|舆情|差错|违规|出险|赔付额)(?!.*(?:{_HANDLED}))|控制率|结余率"
"""What is better rarer, unless the name speaks of its handling: ``事故率``, but not ``事故调查处理按期结案率``."""
_MEASURES = "时间|时限|响应|耗时|费用|成本"
"""What is better smaller, where it is measured at all: 100 % of ``费用报销合规率`` is no cost."""
_RATE_NAME = re.compile("率(?:（.*）)?$")
_OF_RATES = re.compile(f"(?P<higher>{_HIGHER})|(?P<lower>{_EVENTS})")
_OF_MEASURES = re.compile(f"(?P<higher>{_HIGHER})|(?P<lower>{_EVENTS}|{_MEASURES})")
_WORD_KINDS = frozenset({"qualitative", "grade", "duty", "date_range", "month_range"})
_COST = frozenset({Level2.COST, Level2.ECONOMIC_COST, Level2.SOCIAL_COST, Level2.ECO_COST})
_SAYS_NOTHING = frozenset({ValueNote.NOT_MEASURABLE, ValueNote.NAMES_AN_INDICATOR})


def is_cost(level1: Level1 | None, level2: Level2 | None) -> bool:
    """Tell whether a row stands among costs, in the new template or the old one."""
    return level1 is Level1.COST or level2 in _COST


def polarity_of(  # noqa: PLR0911 - one reason after the other, first match wins
    target: Value,
    *,
    level1: Level1 | None,
    level2: Level2 | None,
    name: str,
    manual: Polarity | None,
    printed: Polarity | None = None,
) -> tuple[Polarity, PolaritySource]:
    """Return in which direction an indicator is better, and what that was read from.

    The author's own entry comes first (``manual``); then the nature that the form prints beside the target (``printed``,
    正向 or 反向; not of a target in words); then the target's operator (``operator``; a range is bounded on
    both sides and therefore exact); then the category, as cost is better lower (``category``); then words of the name
    (``name``); else higher (``default``). A target in words is qualitative (``default``).

    The operator decides even where it contradicts the name: that contradiction is a finding, not a correction.
    A rate in a cost row whose name says higher is better (``经费支出进度``) is no cost and goes by its name.
    Of several words in a name the last one decides, because it is the head of a Chinese noun: ``投诉处理率`` is a rate
    of handling, ``办结时限`` a time limit; only ``无故障`` wins wherever it stands.
    """
    if manual is not None:
        return manual, PolaritySource.MANUAL
    if target.kind in _WORD_KINDS:
        return Polarity.QUALITATIVE, PolaritySource.DEFAULT
    if printed is not None:
        return printed, PolaritySource.PRINTED
    if target.kind == "range" or target.op == "eq":
        return Polarity.EXACT, PolaritySource.OPERATOR
    if target.op is not None:
        return (Polarity.HIGHER_BETTER if target.op in {"ge", "gt"} else Polarity.LOWER_BETTER), PolaritySource.OPERATOR
    by_name = _polarity_by_name(clean(name), is_rate=target.unit in {"percent", "permille"})
    if is_cost(level1, level2):
        no_money = target.unit in {"", "percent"}
        return (
            by_name
            if no_money and by_name == (Polarity.HIGHER_BETTER, PolaritySource.NAME)
            else (Polarity.LOWER_BETTER, PolaritySource.CATEGORY)
        )
    return by_name


def _polarity_by_name(name: str, *, is_rate: bool) -> tuple[Polarity, PolaritySource]:
    words = list((_OF_RATES if is_rate or _RATE_NAME.search(name) else _OF_MEASURES).finditer(name))
    if not words:
        return Polarity.HIGHER_BETTER, PolaritySource.DEFAULT
    higher = words[-1]["higher"] or "无故障" in name
    return (Polarity.HIGHER_BETTER if higher else Polarity.LOWER_BETTER), PolaritySource.NAME


def achievement_of(target: Value, actual: Value | None, polarity: Polarity) -> Achievement:
    """Tell whether ``actual`` reaches ``target``.

    Not reported: there is no actual cell, it is blank, or it holds a placeholder such as ``--``.
    Not comparable: no target; a number against words (``健全`` / ``100%``); units that measure different things,
    which includes a number without a unit against one with a unit (``0.95`` is not read as ``95%``).
    Numbers: met where every number the actual cell allows is allowed by the target, missed where none is, else
    undetermined (``≥100%`` / ``95%以上``). A target of several values is judged value by value.
    Words: met where the two texts are identical, grades included; nobody can order or compare different words, so
    anything else is undetermined. So are identical texts that name no result (``辖区范围``, ``项目完成率``).
    """
    if actual is None or actual.state != "reported":
        return Achievement.NOT_REPORTED
    if target.state != "reported":
        return Achievement.NOT_COMPARABLE
    if target.kind == actual.kind == "list":
        return _each(target, actual, polarity)
    if target.number is None or actual.number is None or {target.kind, actual.kind} & _WORD_KINDS:
        return _by_words(target, actual)
    return _by_number(target, actual, polarity)


def _each(target: Value, actual: Value, polarity: Polarity) -> Achievement:
    if len(target.items) != len(actual.items):
        return Achievement.NOT_COMPARABLE
    single = {achievement_of(one, other, polarity) for one, other in zip(target.items, actual.items, strict=True)}
    for answer in (Achievement.NOT_COMPARABLE, Achievement.MISSED, Achievement.UNDETERMINED):
        if answer in single:
            return answer
    return Achievement.MET


def _by_words(target: Value, actual: Value) -> Achievement:
    words = (_WORD_KINDS | {"mixed"}) if target.number is None or target.kind in _WORD_KINDS else {target.kind}
    if actual.kind not in words:
        return Achievement.NOT_COMPARABLE
    identical = (target.kind, target.op, target.text) == (actual.kind, actual.op, actual.text)
    if identical and not _SAYS_NOTHING & set(target.notes):
        return Achievement.MET
    return Achievement.UNDETERMINED


def _by_number(target: Value, actual: Value, polarity: Polarity) -> Achievement:
    factors = _factors(target, actual)
    if factors is None:
        return Achievement.NOT_COMPARABLE
    strict = _by_interval(target, actual, polarity, factors)
    if ValueNote.TITLE_MARK_OPERATOR in target.notes:
        # 》 stands for > or for ≥: the answer counts only where both readings agree.
        loose = replace(target, op=Operator.GE if target.op is Operator.GT else Operator.LE)
        return strict if strict is _by_interval(loose, actual, polarity, factors) else Achievement.UNDETERMINED
    return strict


def _by_interval(target: Value, actual: Value, polarity: Polarity, factors: tuple[int, int]) -> Achievement:
    wanted, reached = _allowed(target, polarity), actual.interval
    if wanted is None or reached is None:
        return Achievement.UNDETERMINED
    wanted, reached = wanted.times(factors[0]), reached.times(factors[1])
    if wanted.contains(reached):
        return Achievement.MET
    return Achievement.UNDETERMINED if wanted.meets(reached) else Achievement.MISSED


def _allowed(target: Value, polarity: Polarity) -> Interval | None:
    """Return the numbers that reach a target; the polarity opens one side of a number without an operator."""
    interval = target.interval
    if interval is None or target.kind == "range" or target.op is not None:
        return interval
    if polarity is Polarity.HIGHER_BETTER:
        return replace(interval, hi=None)
    return replace(interval, lo=None) if polarity is Polarity.LOWER_BETTER else interval


def _factors(target: Value, actual: Value) -> tuple[int, int] | None:
    """Return by what both numbers are multiplied to share a unit; None where they measure different things."""
    other_words = target.text and actual.text and target.text != actual.text
    if other_words or target.per != actual.per:
        return None
    if target.unit == actual.unit:
        return 1, 1
    of_target, of_actual = FACTORS.get(target.unit), FACTORS.get(actual.unit)
    if of_target is None or of_actual is None or of_target[0] != of_actual[0]:
        return None
    return of_target[1], of_actual[1]


@dataclass(frozen=True)
class Attainment:
    """How far a target is reached: one number divided by another."""

    percent: Decimal
    """With 28 significant digits; not capped at 100, below 0 where one of the numbers is."""
    formula: str
    """The division with the two numbers and units as printed, such as ``76% ÷ 95%``."""


def attainment_of(target: Value, actual: Value | None, polarity: Polarity) -> Attainment | None:
    """Return how far a target is reached; None where no ratio says it.

    By form note 2 of the Wuhan department form: actual ÷ target where higher is better, target ÷ actual where lower is
    better; an exact target is treated as higher-is-better.
    None unless both cells hold one number of the same unit, the actual one is a point (``95%以上`` is none), and
    the divisor is not zero. A ratio to a number below zero says nothing.
    """
    if actual is None or polarity is Polarity.QUALITATIVE:
        return None
    if not _is_single(target) or not _is_single(actual) or actual.op not in {None, "eq"}:
        return None
    factors = _factors(target, actual)
    if factors is None or target.number is None or actual.number is None:
        return None
    numbers = [times(target.number, factors[0]), times(actual.number, factors[1])]
    # A unit on one cell alone says nothing of the other: then both stand in the unit in which they were compared.
    alike = (target.scale, target.unit_raw) == (actual.scale, actual.unit_raw) or (target.unit_raw and actual.unit_raw)
    texts = [_without_operator(target), _without_operator(actual)] if alike else [plain(number) for number in numbers]
    if polarity is not Polarity.LOWER_BETTER:
        numbers, texts = numbers[::-1], texts[::-1]
    return Attainment(percent_of(*numbers), " ÷ ".join(texts)) if numbers[1] > 0 else None


def _without_operator(value: Value) -> str:
    return clean(value.raw or "").replace(value.op_raw, "", 1)


def _is_single(value: Value) -> bool:
    return value.kind in {"number", "mixed"} and value.interval is not None
