"""A printed cell → operator, number, unit. Exact decimals; no reading raises, and none guesses in silence.

What the grammar is not sure of stands as a note beside the value, or as a lower confidence.
The cell's text itself is never changed: all clean-up happens on a copy.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from build_scripts.cells.amounts import (
    NUMBER,
    REMEMBERED,
    clean,
    has_artefact,
    is_masked,
    is_placeholder,
    number_of,
    times,
)
from build_scripts.cells.instructions import is_instruction
from build_scripts.cells.made_often import made_often
from build_scripts.cells.units import BOUND_WORDS, Measurement, per_word, read_measure, unit_in_name
from build_scripts.cells.value_model import Confidence, Value, ValueNote
from build_scripts.words.vocabulary import CellState, CurrencyUnit, Level1, Level2, Operator, Unit, ValueKind

_LOW = frozenset(
    {
        ValueNote.CONTRADICTORY_OPERATOR,
        ValueNote.OPERATOR_WITH_RANGE,
        ValueNote.REVERSED_RANGE,
        ValueNote.OPERATOR_WITHOUT_NUMBER,
        ValueNote.UNIT_WITHOUT_NUMBER,
        ValueNote.DOUBLED_PERCENT,
        ValueNote.SUSPECTED_FRACTION,
        ValueNote.SEVERAL_NUMBERS,
        ValueNote.NUMBER_IN_WORD,
    }
)
_MEDIUM = frozenset(
    {
        ValueNote.TITLE_MARK_OPERATOR,
        ValueNote.APPROXIMATE,
        ValueNote.STRAY_CHARACTER,
        ValueNote.AMBIGUOUS_UNIT,
        ValueNote.UNKNOWN_UNIT,
        ValueNote.UNIT_FROM_FORM,
        ValueNote.UNIT_DIFFERS_FROM_NAME,
        ValueNote.BARE_NUMBER,
        ValueNote.AMBIGUOUS_NONE,
    }
)


@made_often
@dataclass(frozen=True)
class _Row:
    """What the row around a cell says about its unit."""

    name: str
    cost: bool
    currency_unit: CurrencyUnit | None


_SIGNS: dict[str, Operator] = {
    **dict.fromkeys((">=", "=>", "≥", "≧", "⩾"), Operator.GE),
    **dict.fromkeys(("<=", "=<", "≤", "≦", "⩽"), Operator.LE),
    **dict.fromkeys((">", "》", "〉"), Operator.GT),
    **dict.fromkeys(("<", "《", "〈"), Operator.LT),
    "=": Operator.EQ,
}
_STANDARD_SIGNS = frozenset("≥≤><=")
_TITLE_MARKS = frozenset("》《〉〈")
_WORDS: dict[str, Operator] = {
    **dict.fromkeys(("大于等于", "大于或等于", "不低于", "不少于", "不小于", "至少"), Operator.GE),
    **dict.fromkeys(("小于等于", "小于或等于", "不超过", "不高于", "不大于", "不多于", "最多", "至多"), Operator.LE),
    **dict.fromkeys(("大于", "高于", "超过", "多于"), Operator.GT),
    **dict.fromkeys(("小于", "低于", "少于", "不足", "不到"), Operator.LT),
    "等于": Operator.EQ,
}
_OPERATORS: dict[str, Operator] = _SIGNS | _WORDS
_OP = "|".join(sorted(_OPERATORS, key=lambda word: -len(word)))
_DASH = "[-—–~至]+"
_DAY = r"(?:[0-9]{1,2}[日号]|[底末])"
_DATES = re.compile(rf"[0-9]{{4}}年[0-9]{{1,2}}月{_DAY}?{_DASH}(?:[0-9]{{4}}年)?[0-9]{{1,2}}月{_DAY}?")
_MONTHS = re.compile(rf"([0-9]{{1,2}})月?{_DASH}([0-9]{{1,2}})月份?")
_DUTY = re.compile(r"[0-9]+[*×xX][0-9]+(?:小时|h)?")
_DATE = re.compile(
    r"(?<![0-9.])(?:(?:19|20)[0-9]{2}年|(?:1[0-2]|0?[1-9])月(?!度)|[0-9]{4}[./-][0-9]{1,2}[./-][0-9]{1,2}(?![0-9]))"
    r"|年底|月底|之前|时间内|规定时限"
)
_RANGE = re.compile(rf"(?P<op>{_OP})?(?P<lo>{NUMBER})(?P<first>[^0-9]*?){_DASH}(?P<hi>{NUMBER})(?P<rest>[^0-9]*)")
_ONE = re.compile(rf"(?P<pre>[^0-9]*?)(?P<op>{_OP})?(?P<stray>于)?(?P<number>-?{NUMBER})(?P<rest>[^0-9]*)", re.DOTALL)
_SCALED = re.compile(rf"{NUMBER}[余多来]?(?:万亿|[百千]?[万亿]|[百千])?")
_HIGH = re.compile(rf"{_SCALED.pattern}(?!.*[0-9])")
_EVERY = re.compile(r"每([一-龥]{1,2})")
_ABOUT = frozenset({"约", "大约", "近", "将近"})
_GRADE = re.compile(
    r"(?P<grade>[一二三四五六七八九十甲乙丙丁特]级[A-Z]?|优秀|良好|合格|达标|[优良中差]|[A-E]级?)"
    rf"(?P<bound>{'|'.join(BOUND_WORDS)})?"
)
_RATE_NAME = re.compile("(?:率|比例|占比|比重|满意度|进度|程度)(?:（.*）)?$")
_MONEY_NAME = re.compile("额(?:（.*）)?$")
_COUNT_NAME = re.compile("(?:数|数量|时间|时限|时长|年限)(?:（.*）)?$")
_QUALITATIVE_NOTES = {
    ValueNote.OPERATOR_WITHOUT_NUMBER: re.compile("|".join(_SIGNS)),
    ValueNote.DEADLINE: _DATE,
    ValueNote.REFERENCE_BOUND: re.compile("^[不未]超|^控制在|限额以内$"),
    ValueNote.NOT_MEASURABLE: re.compile("^辖区范围$|^根据|^按照?实际|^据实|^依照|^按.*要求|长效管理机制$"),
    ValueNote.NAMES_AN_INDICATOR: re.compile(
        "^(?!提高|提升|降低|减少|增强|保障).*(?:(?<!效)率|指标|满意度|满意程度)$|是否"
    ),
}


def is_money_row(level1: Level1 | None, level2: Level2 | None) -> bool:
    """Tell whether a row's bare numbers are money: economic cost, or the old template's cost under output.

    Social and ecological cost rows are not: their cells count complaints or give a percentage.
    """
    return level2 in {Level2.COST, Level2.ECONOMIC_COST} or (level1 is Level1.COST and level2 is None)


@lru_cache(maxsize=REMEMBERED)
def joined(raw: str | None, operator: str | None, unit: str | None) -> str | None:
    """Return what one cell would print of a value whose operator and unit stand in cells of their own: ``≥``, 95, ``%`` → ``≥95%``.

    A sign or a unit that the value prints itself is not repeated, words take neither, and what is no sign (定性, 正向)
    stands before no number.
    """
    text, sign, measure = clean(raw or ""), clean(operator or ""), clean(unit or "")
    if not sign and not measure:
        return raw
    value = parse_value(raw)
    if value.kind not in {ValueKind.NUMBER, ValueKind.RANGE, ValueKind.MIXED, ValueKind.LIST}:
        return raw
    parts = value.items or (value,)
    sign = "" if sign not in _OPERATORS or any(part.op_raw in _OPERATORS for part in parts) else sign
    if (is_placeholder(measure) and measure != "%") or any(part.unit or part.number is None for part in parts):
        measure = ""
    if not sign and not measure:
        return raw
    each = 0 if value.kind is ValueKind.LIST else 1
    if measure:
        number = _HIGH if value.kind is ValueKind.RANGE else _SCALED
        text = number.sub(lambda found: f"{found[0]}{measure}", text, count=each)
    return re.sub(rf"-?{NUMBER}", lambda found: f"{sign}{found[0]}", text, count=each) if sign else text


@lru_cache(maxsize=REMEMBERED)
def operator_of(raw: str | None) -> Operator | None:
    """Return the operator that a cell for it prints; None for 定性, 正向 and other words that are no sign."""
    return _OPERATORS.get(clean(raw or ""))


@lru_cache(maxsize=1 << 16)  # a form repeats its cells: this year's target is often last year's
def parse_value(
    raw: str | None, *, name: str = "", cost: bool = False, currency_unit: CurrencyUnit | None = None
) -> Value:
    """Read a target, baseline or actual cell.

    Args:
        raw: the cell as printed; None where the form has no such cell.
        name: the indicator's name, for a unit in brackets at its end: （人）, （%）, （万元）.
        cost: whether the row is about money (``is_money_row``), so that a bare number has the form's unit.
        currency_unit: the unit in the form's header.

    Never raises. ``number`` is in ``unit``; a fraction such as ``0.95`` is never turned into a percentage.
    """
    text = clean(raw or "").rstrip("。；;，,")
    if not text:
        return Value(raw, state=CellState.BLANK)
    if is_placeholder(text) or is_instruction(text):
        notes: tuple[ValueNote, ...] = (ValueNote.AMBIGUOUS_NONE,) if text == "无" else ()
        return Value(raw, state=CellState.PLACEHOLDER, text=text, confidence="medium" if notes else "high", notes=notes)
    if is_masked(text):
        return Value(raw, state=CellState.WITHHELD, text=text)
    row = _Row(clean(name), cost, currency_unit)
    value = _calendar(text) or _range(text, row) or _list(text, row) or _number(text, row) or _words(text)
    notes = ((ValueNote.EXTRACTION_ARTEFACT,) if raw and has_artefact(raw) else ()) + value.notes
    return replace(value, raw=raw, notes=notes, confidence=_confidence(value))


def _confidence(value: Value) -> Confidence:
    if value.kind == "mixed" or _LOW & set(value.notes):
        return "low"
    return "medium" if value.kind == "list" or _MEDIUM & set(value.notes) else "high"


def _calendar(text: str) -> Value | None:
    """Read months, dates and duty patterns, whose digits are no quantities."""
    months = _MONTHS.fullmatch(text)
    if months and 1 <= int(months[1]) <= 12 and 1 <= int(months[2]) <= 12:
        first, last = Decimal(months[1]), Decimal(months[2])
        return Value(
            None, kind=ValueKind.MONTH_RANGE, number=first, number_max=last, unit=Unit.CALENDAR_MONTH, text=text
        )
    if _DATES.fullmatch(text):
        return Value(None, kind=ValueKind.DATE_RANGE, text=text)
    if _DUTY.fullmatch(text):
        return Value(None, kind=ValueKind.DUTY, text=text)
    if _DATE.search(text):
        return Value(None, kind=ValueKind.QUALITATIVE, text=text, notes=(ValueNote.DEADLINE,))
    return None


def _range(text: str, row: _Row) -> Value | None:
    """Read ``10-30万元/本``; None where the text is no range or its two units differ."""
    found = _RANGE.fullmatch(text)
    if found is None:
        return None
    measure = read_measure(found["rest"], row.name)
    first = read_measure(found["first"], row.name) if found["first"] else measure
    if measure.rest or measure.bound or (first.unit, first.per, first.rest) != (measure.unit, measure.per, ""):
        return None
    value = _in_unit(number_of(found["lo"]), measure, row, (), kind=ValueKind.RANGE, text=measure.noun)
    high = times(number_of(found["hi"]), value.scale)
    notes = value.notes + _sign_notes(found["op"])
    if found["first"]:
        value = replace(value, number=times(number_of(found["lo"]), first.scale))
    if found["op"]:
        notes += (ValueNote.OPERATOR_WITH_RANGE,)
    if value.number is not None and value.number > high:
        notes += (ValueNote.REVERSED_RANGE,)
    op = _OPERATORS.get(found["op"] or "")
    return replace(value, number_max=high, op=op, op_raw=found["op"] or "", notes=notes)


def _list(text: str, row: _Row) -> Value | None:
    """Read several values of one cell: ``20%/20%``, ``区级60场，市级7场``; None where a part has no single number."""
    for separator, kinds in (("/", {ValueKind.NUMBER}), ("[，；;]", {ValueKind.NUMBER, ValueKind.MIXED})):
        parts = re.split(separator, text)
        if len(parts) > 1 and all(re.search("[0-9]", part) for part in parts):
            items = tuple(
                parse_value(part, name=row.name, cost=row.cost, currency_unit=row.currency_unit) for part in parts
            )
            if all(item.kind in kinds and item.number is not None for item in items):
                notes = tuple(dict.fromkeys(note for item in items for note in item.notes))
                return Value(None, kind=ValueKind.LIST, text=text, items=items, notes=notes)
    return None


def _number(text: str, row: _Row) -> Value | None:
    """Read a cell with digits: a number with its unit, words with one number, or words with several."""
    found = _ONE.fullmatch(text)
    if found is None:
        several = Value(None, kind=ValueKind.MIXED, text=text, notes=(ValueNote.SEVERAL_NUMBERS,))
        return several if re.search("[0-9]", text) else None
    before, rest = found["pre"], found["rest"]
    if before[-1:].isascii() and before[-1:].isalpha():
        return Value(None, kind=ValueKind.MIXED, text=text, notes=(ValueNote.NUMBER_IN_WORD,))
    if before.endswith("（") and rest.endswith("）"):
        before, rest = before[:-1], rest[:-1]
    measure = read_measure(rest, row.name)
    every = _EVERY.fullmatch(before)
    if every and not measure.per:
        measure, before = replace(measure, per=per_word(every[1])), ""
    notes = _sign_notes(found["op"]) + ((ValueNote.STRAY_CHARACTER,) if found["stray"] else ())
    if before in _ABOUT:
        measure, before = replace(measure, bound="approximate"), ""
    words = (before + measure.rest).strip("：:（）")
    op, op_raw, of_bound = _bounded(found["op"], measure)
    return _in_unit(
        number_of(found["number"]),
        measure,
        row,
        notes + of_bound,
        kind=ValueKind.MIXED if words else ValueKind.NUMBER,
        op=op,
        op_raw=op_raw,
        text=words or measure.noun,
    )


def _sign_notes(sign: str | None) -> tuple[ValueNote, ...]:
    if not sign or sign in _STANDARD_SIGNS:
        return ()
    if sign in _WORDS:
        return (ValueNote.VERBAL_OPERATOR,)
    return (ValueNote.NONSTANDARD_OPERATOR,) + ((ValueNote.TITLE_MARK_OPERATOR,) if sign in _TITLE_MARKS else ())


def _bounded(sign: str | None, measure: Measurement) -> tuple[Operator | None, str, tuple[ValueNote, ...]]:
    """Join the sign before a number with the word behind it: the operator, what it was read from, and what is odd about it."""
    op = _OPERATORS.get(sign or "")
    if measure.bound == "approximate":
        return op, sign or "", (ValueNote.APPROXIMATE,)
    if not measure.bound:
        return op, sign or "", ()
    behind = Operator.GE if measure.bound == "ge" else Operator.LE
    agree = op is None or op[0] == behind[0]
    note = ValueNote.OPEN_ENDED if agree else ValueNote.CONTRADICTORY_OPERATOR
    return op or behind, sign or measure.bound_raw, (note,)


def _in_unit(
    number: Decimal,
    measure: Measurement,
    row: _Row,
    noted: tuple[ValueNote, ...],
    *,
    kind: ValueKind,
    text: str,
    op: Operator | None = None,
    op_raw: str = "",
) -> Value:
    """Return a printed number with its unit and scale: the cell's own, else the name's, else the form's for money."""
    unit, per, scale = measure.unit, measure.per, measure.scale
    notes = list(noted)
    named = unit_in_name(row.name)
    money = row.cost and row.currency_unit and (scale > 1 or not (per or _not_money(row.name)))
    if unit:
        if named:
            same = (named.unit, named.per) == (unit, per)
            notes.append(ValueNote.UNIT_REPEATED if same else ValueNote.UNIT_DIFFERS_FROM_NAME)
    elif named or money:
        notes.append(ValueNote.UNIT_FROM_NAME if named else ValueNote.UNIT_FROM_FORM)
        inherited = named.scale if named else (row.currency_unit.in_yuan if row.currency_unit else 1)
        if scale > 1 and inherited > 1:
            notes.append(ValueNote.UNIT_REPEATED)
        scale = scale if scale > 1 else inherited
        unit, per = (named.unit, per or named.per) if named else (Unit.YUAN, per)
    elif scale > 1 and _MONEY_NAME.search(row.name):
        notes.append(ValueNote.UNIT_FROM_NAME)  # 1500万 of 赔付额 can only be money
        unit = Unit.YUAN
    else:
        notes.extend(_bare(number, row))
    for flag, note in (
        (measure.doubled_percent, ValueNote.DOUBLED_PERCENT),
        (measure.ambiguous, ValueNote.AMBIGUOUS_UNIT),
        (measure.unknown, ValueNote.UNKNOWN_UNIT),
    ):
        notes.extend([note] if flag else [])
    return Value(
        None,
        kind=kind,
        op=op,
        op_raw=op_raw,
        number=times(number, scale),
        scale=scale,
        unit_raw=measure.raw,
        unit=unit,
        per=per,
        text=text,
        notes=tuple(notes),
    )


def _not_money(name: str) -> bool:
    return bool(_RATE_NAME.search(name) or _COUNT_NAME.search(name))


def _bare(number: Decimal, row: _Row) -> list[ValueNote]:
    notes = [ValueNote.BARE_NUMBER]
    if _RATE_NAME.search(row.name):
        notes.append(ValueNote.SUSPECTED_FRACTION if 0 < number <= 1 else ValueNote.RATE_WITHOUT_PERCENT_SIGN)
    elif 0 < number < 1 and not row.cost:
        notes.append(ValueNote.SUSPECTED_FRACTION)
    return notes


def _words(text: str) -> Value:
    """Read a cell without digits: a grade, a unit that lost its number, or words."""
    grade = _GRADE.fullmatch(text)
    if grade:
        bound = BOUND_WORDS.get(grade["bound"] or "")
        op = Operator.GE if bound == "ge" else Operator.LE if bound == "le" else None
        notes: tuple[ValueNote, ...] = (ValueNote.OPEN_ENDED,) if bound else ()
        return Value(None, kind=ValueKind.GRADE, op=op, op_raw=grade["bound"] or "", text=grade["grade"], notes=notes)
    measure = read_measure(text)
    if measure.raw == text and not measure.unknown and (measure.unit or measure.scale > 1):
        return Value(None, kind=ValueKind.QUALITATIVE, text=text, notes=(ValueNote.UNIT_WITHOUT_NUMBER,))
    notes = tuple(note for note, pattern in _QUALITATIVE_NOTES.items() if pattern.search(text))
    return Value(None, kind=ValueKind.QUALITATIVE, text=text, notes=notes)
