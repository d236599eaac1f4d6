"""Whether an actual value reaches its target, and how far: by containment of intervals, never by resemblance.

A target allows a set of numbers, and so does an actual cell. Only where the second lies wholly in the first is the target
met, only where they share nothing is it missed; everything between is undetermined and stays so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from build_scripts.cells.amounts import clean, percent_of, plain, times
from build_scripts.cells.dates import span_of
from build_scripts.cells.grades import reaches
from build_scripts.cells.made_often import with_fields
from build_scripts.cells.units import FACTORS
from build_scripts.cells.value_model import Interval, Value, ValueNote
from build_scripts.words.vocabulary import Achievement, Level1, Level2, Operator, Polarity, PolaritySource, Unit

_HIGHER = (
    "办结|处理率|回复率|满意|合格|达标|完成|及时率|覆盖|节能率|节支率|节约率|无故障|降低率|下降率|使用年限|进度"
    "|(?:在岗|服务|开放|运行)(?:时间|时长)"
)
_HANDLED = "处理|处置|修复|维修|抢修|监测|调查|审核|回复|答复|办理|受理|化解|整改|排查|应对|审理|审结|结案|执行|查办|侦办|防控|防范|预防|宣传|演练|保障|响应"
_EVENTS = f"(?:超支|故障|事故|投诉|上访|舆情|差错|违规|出险|赔付额|失误|发案|警情|返工|返贫|死淘|淘汰率|损耗|漏损|病死|空置|逾期|坏账|住院日|误差|超标|失业|流失|死亡|伤亡|漏检|(?:安全|群体性|责任|恶性|极端|泄密|感染)事件)(?!.*(?:{_HANDLED}))|控制率|结余率"
"""What is better rarer, unless the name speaks of its handling: ``事故率``, but not ``事故调查处理按期结案率``."""
_MEASURES = "时间|时限|工期|周期|响应|耗时|费用|成本|浓度|能耗|噪声|排放"
"""What is better smaller, where it is measured at all: 100 % of ``费用报销合规率`` is no cost."""
_RATE_NAME = re.compile("率(?:（.*）)?$")
_OF_RATES = re.compile(f"(?P<higher>{_HIGHER})|(?P<lower>{_EVENTS})")
_OF_MEASURES = re.compile(f"(?P<higher>{_HIGHER})|(?P<lower>{_EVENTS}|{_MEASURES})")
_NOT_DONE = re.compile(
    "(?:因.{1,12})?(?:尚|暂|还)?未能?(?P<what>完成|开展|实施|启动|达标|建立|达到|落实|执行|发放|支付|建成)"
)
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
    both sides and therefore exact; of ranks and falls less is better); then the category, as cost is better lower (``category``); then words of the name
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
    if target.unit == Unit.RANK or (
        ValueNote.CHANGE in target.notes and target.number is not None and target.number < 0
    ):
        return Polarity.LOWER_BETTER, PolaritySource.OPERATOR  # a place in an order; a fall
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

    Not reported: there is no actual cell, it is blank, or it holds a placeholder such as ``--``. Whether the form is a plan,
    whose result is not due yet, is not asked here.
    Not comparable: no target; a number against words (``健全`` / ``100%``); units that measure different things,
    which includes a number without a unit against one with a unit (``0.95`` is not read as ``95%``).
    Numbers: met where every number the actual cell allows is allowed by the target, missed where none is, else
    undetermined (``≥100%`` / ``95%以上``). A target of several values is judged value by value.
    A deadline is compared with a date, a grade with one of its order. Other words: met where the two texts are identical;
    nobody can order or compare different words, so anything else is undetermined, and so are identical texts that name no
    result (``辖区范围``, ``项目完成率``). What was not done at all (``未完成``, ``未建立``) is missed.
    """
    if actual is None or actual.state != "reported":
        return Achievement.NOT_REPORTED
    if target.state != "reported":
        return Achievement.NOT_COMPARABLE
    if _not_done(target, actual):
        return Achievement.MISSED
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


def _not_done(target: Value, actual: Value) -> bool:
    """Tell whether the actual value says that nothing came of it, and the target did not ask for that."""
    said = _NOT_DONE.fullmatch(actual.text) if actual.kind == "qualitative" else None
    return (
        bool(said)
        and target.text != actual.text
        and (
            target.number is not None or bool(span_of(target.text)) or (said["what"] in target.text if said else False)
        )
    )


def _by_words(target: Value, actual: Value) -> Achievement:
    wanted, reached = span_of(target.text), span_of(actual.text)
    if wanted and reached:
        inside = reached.within(wanted)
        if inside and target.kind == actual.kind == "month_range" and wanted != reached:
            return Achievement.UNDETERMINED  # work from January to November may or may not be that of the year
        return Achievement.UNDETERMINED if inside is None else Achievement.MET if inside else Achievement.MISSED
    better = reaches(target.text, target.op, actual.text) if actual.op is None else None
    if better is not None:
        return Achievement.MET if better else Achievement.MISSED
    words = (_WORD_KINDS | {"mixed"}) if target.number is None or target.kind in _WORD_KINDS else {target.kind}
    if actual.kind not in words:
        return Achievement.NOT_COMPARABLE
    identical = (target.kind, target.op, _as_words(target)) == (actual.kind, actual.op, _as_words(actual))
    if identical and not _SAYS_NOTHING & set(target.notes):
        return Achievement.MET
    return Achievement.UNDETERMINED


def _as_words(value: Value) -> str:
    return value.text.replace("×", "*") if value.kind == "duty" else value.text


def _by_number(target: Value, actual: Value, polarity: Polarity) -> Achievement:
    if _of_the_year(target, actual):
        return Achievement.MET
    answers = {_by_factors(*reading, polarity) for reading in _readings(target, actual)}
    return answers.pop() if len(answers) == 1 else Achievement.UNDETERMINED


def _by_factors(target: Value, actual: Value, polarity: Polarity) -> Achievement:
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
    wanted, reached = _allowed(target, polarity), actual.interval or actual.about
    if wanted is None or reached is None:
        return Achievement.UNDETERMINED
    wanted, reached = wanted.times(factors[0]), reached.times(factors[1])
    if wanted.contains(reached):
        return Achievement.MET
    if (
        target.kind == "range"
        and target.unit
        and _beyond(
            wanted, reached, shorter=FACTORS.get(target.unit, ("",))[0] == "time span" or target.unit in _LENGTHS
        )
    ):
        return Achievement.UNDETERMINED
    return Achievement.UNDETERMINED if wanted.meets(reached) else Achievement.MISSED


def _beyond(wanted: Interval, reached: Interval, *, shorter: bool) -> bool:
    """Tell whether what was reached lies on the better side of a target from one number to another: 7 of 3 to 5 households."""
    if shorter:
        return wanted.lo is not None and reached.hi is not None and reached.hi < wanted.lo
    return wanted.hi is not None and reached.lo is not None and reached.lo > wanted.hi


def _allowed(target: Value, polarity: Polarity) -> Interval | None:
    """Return the numbers that reach a target; the polarity opens one side of a number without an operator."""
    interval = target.interval
    if interval is None or target.kind == "range" or target.op is not None:
        return interval
    if polarity is Polarity.HIGHER_BETTER:
        return with_fields(interval, hi=None)
    return with_fields(interval, lo=None) if polarity is Polarity.LOWER_BETTER else interval


_A_YEAR = {"year": 1, "half_year": 2, "半年": 2, "quarter": 4, "month": 12}
"""How often a stretch of time comes in a year."""
_LENGTHS = {"month": (28, 31), "quarter": (90, 92), "year": (365, 366), "working_day": (1, 3)}
"""The fewest and the most days of a stretch of time; holidays may stand between working days."""
_DAYS = frozenset({"second", "minute", "hour", "day", "week"})


def _of_the_year(target: Value, actual: Value) -> bool:
    """Tell whether a number of the year reaches what was to be done each quarter or month; less may be meant for one of them."""
    often = _A_YEAR.get(target.per)
    if often is None or actual.per or target.unit != actual.unit or target.number is None or actual.number is None:
        return False
    at_least = target.op in {None, Operator.GE} and actual.op in {None, Operator.GE, Operator.EQ}
    odd = {*target.notes, *actual.notes} - {ValueNote.WRITTEN_NUMBER, ValueNote.VERBAL_OPERATOR}
    counted = target.unit not in {"yuan", "percent", ""} and not odd
    return at_least and counted and often > 1 and actual.number >= times(target.number, often)


def _readings(target: Value, actual: Value) -> list[tuple[Value, Value]]:
    """Return what both cells may mean where one counts days and the other months or working days, which have no fixed length."""
    units = {target.unit, actual.unit}
    if len(units) == 1 or not (units & _LENGTHS.keys() and units & _DAYS):
        return [(target, actual)]
    return [(_of_days(target, which), _of_days(actual, which)) for which in (0, 1)]


def _of_days(value: Value, which: int) -> Value:
    lengths = _LENGTHS.get(value.unit)
    if lengths is None or value.number is None:
        return value
    high = None if value.number_max is None else times(value.number_max, lengths[which])
    return replace(value, number=times(value.number, lengths[which]), number_max=high, unit=Unit.DAY)


def _factors(target: Value, actual: Value) -> tuple[int, int] | None:
    """Return by what both numbers are multiplied to share a unit; None where they measure different things.

    A level is not compared with a change. A 0 without a unit is 0 in every unit, a fraction is a part of a hundred percent, and a number above 1 under the name of a
    rate is one in percent.
    """
    other_words = target.text and actual.text and target.text != actual.text
    if other_words or _level_and_change(target, actual):
        return None
    if target.per != actual.per:
        often = _A_YEAR.get(target.per, 0), _A_YEAR.get(actual.per, 0)
        return often if target.unit == actual.unit and all(often) else None
    if target.unit == actual.unit or any(one.number == 0 and not one.unit for one in (target, actual)):
        return 1, 1
    if Unit.PERCENT in {target.unit, actual.unit}:
        shares = _in_percent(target), _in_percent(actual)
        return (shares[0], shares[1]) if all(shares) else None
    of_target, of_actual = FACTORS.get(target.unit), FACTORS.get(actual.unit)
    if of_target is None or of_actual is None or of_target[0] != of_actual[0]:
        return None
    return of_target[1], of_actual[1]


def _level_and_change(one: Value, other: Value) -> bool:
    """Tell whether one cell says how much there is and the other by how much it changed; 0 may be either."""
    changes = {ValueNote.CHANGE in value.notes for value in (one, other) if value.number}
    return len(changes) > 1


def _in_percent(value: Value) -> int:
    """Return how many thousandths one of a value's number is; 0 where it is no share."""
    if value.unit in {Unit.PERCENT, Unit.PERMILLE}:
        return 10 if value.unit == Unit.PERCENT else 1
    if ValueNote.FRACTION in value.notes:
        return 1000
    above_one = value.number is not None and value.number > 1
    return 10 if above_one and ValueNote.RATE_WITHOUT_PERCENT_SIGN in value.notes else 0


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
    if actual is None or polarity is Polarity.QUALITATIVE or Unit.RANK in {target.unit, actual.unit}:
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


def change_between(before: Value, after: Value) -> Decimal | None:
    """Return by how many percent a number differs from an earlier one, below 0 where it is smaller; None where no ratio says it.

    None unless both cells hold one number of the same unit and the earlier one is not zero: nothing is a percentage of 0.
    """
    factors = _factors(before, after)
    if factors is None or not _is_single(before) or not _is_single(after) or Unit.RANK in {before.unit, after.unit}:
        return None
    if before.number is None or after.number is None or not before.number:
        return None
    was, now = times(before.number, factors[0]), times(after.number, factors[1])
    return percent_of(now - was, abs(was))


def _without_operator(value: Value) -> str:
    return clean(value.raw or "").replace(value.op_raw, "", 1)


def _is_single(value: Value) -> bool:
    return value.kind in {"number", "mixed"} and value.is_clear
