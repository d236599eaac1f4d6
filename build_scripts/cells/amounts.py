"""Numbers of money, points and rate columns, exactly as printed and exactly in yuan.

These columns hold one number each; cells that say what is to be reached are read by ``values``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache, reduce
from typing import Literal

from build_scripts.cells.lookalikes import LOOKALIKES
from build_scripts.words.language import Both
from build_scripts.words.vocabulary import CurrencyUnit

EXACT = Context(prec=10_000)
"""Arithmetic without rounding: far more digits than any number read from a cell has, or their products and sums."""
_DIVISION = Context(prec=28)

REMEMBERED = 1 << 14
"""How many texts a reading of cells remembers: the cells of a form repeat each other, and each is asked for many times."""

NUMBER = r"(?:[0-9]{1,3}(?:,[0-9]{3}){1,5}(?![0-9])|[0-9]{1,18}(?![0-9]))(?:\.[0-9]{1,40}(?![0-9]))?"
"""A number as the forms print it; commas only between groups of three.

More than 18 digits before the point are no figure of a budget but an account number, or two cells run together.
"""

_BOOKMARK = re.compile(r"\[bookmark:[^][]*\]")
_WHITE = re.compile(r"[\s\u200b\u2060\ufeff]+")
_FULL_WIDTH = {
    code: chr(code - 0xFEE0) for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))
}
_WIDTHS = LOOKALIKES | _FULL_WIDTH | str.maketrans("％＞＜＝．／＊－＋～()−﹪﹥﹤﹦﹣﹢", "%><=./*-+~（）-%><=-+")
_MASK = re.compile(
    r"[*■█×╳]+|[≥≤><=]?[*■█×╳]{2,}(?:[万亿]?元|[人次项个件户%])?|（?(?:涉密)?[，,]?(?:(?:依法|涉密|暂)?不(?:予|宜)?公开|涉密)）?|略"
)
_OF_MASKS = "*■█×╳公密略"
_SIGN_OF_MASK = re.compile(
    f"[{_OF_MASKS}{''.join(one for one in map(chr, _WIDTHS) if one.translate(_WIDTHS) in _OF_MASKS)}]"
)
"""One of them, as it may be printed, is in every mask; most cells have none."""
_PLACEHOLDER = re.compile(r"[-—–/\\]+|无|暂无|暂无数据|不涉及|（?空）?|…+|未设置|不适用|%|[Nn]/?[Aa]")
_MONEY = re.compile(rf"(-?{NUMBER})(亿元?|万元?|元)?")
_IN_YUAN = {"亿": 100_000_000, "万": 10_000, "元": 1}
_RATE = re.compile(rf"(-?{NUMBER})%?")
_POINTS = re.compile(rf"（?(-?{NUMBER})分?）?")


@lru_cache(maxsize=REMEMBERED)
def clean(raw: str) -> str:
    """Return a copy fit for parsing: no white space, no Word bookmarks, digits and signs in their narrow form, radicals as characters.

    Brackets become full-width and ``㎡`` stays, so that a unit keeps one spelling.
    """
    return _WHITE.sub("", _BOOKMARK.sub("", raw) if has_artefact(raw) else raw).translate(_WIDTHS)


def has_artefact(raw: str) -> bool:
    """Tell whether the text holds a left-over of the conversion from Word."""
    return "[bookmark:" in raw and _BOOKMARK.search(raw) is not None


def is_placeholder(text: str) -> bool:
    """Tell whether a cleaned cell holds a sign for "not applicable" (``--``, ``/``, ``无``, a lone ``%``): never 0."""
    return bool(_PLACEHOLDER.fullmatch(text))


@lru_cache(maxsize=REMEMBERED)
def is_masked(text: str) -> bool:
    """Tell whether a cleaned cell holds nothing but a sign or word for "not disclosed" (``*``, ``■``, ``不公开``, ``略``)."""
    return bool(_MASK.fullmatch(text))


def is_printed_mask(raw: str) -> bool:
    """Tell the same of a cell as printed."""
    return _SIGN_OF_MASK.search(raw) is not None and is_masked(clean(raw))


def number_of(digits: str) -> Decimal:
    """Return the number a match of ``NUMBER`` prints."""
    return Decimal(digits.replace(",", ""))


def times(number: Decimal, factor: Decimal | int) -> Decimal:
    """Return ``number * factor`` without rounding and without an exponent."""
    return EXACT.multiply(number, Decimal(factor))


def added(numbers: Iterable[Decimal]) -> Decimal:
    """Return the sum without rounding; 0 of nothing."""
    return reduce(EXACT.add, numbers, Decimal())


def divided(number: Decimal, by: Decimal) -> Decimal:
    """Return ``number ÷ by`` with 28 significant digits; ``by`` is not zero."""
    return _DIVISION.divide(number, by)


def percent_of(part: Decimal, whole: Decimal) -> Decimal:
    """Return ``part ÷ whole`` in percent with 28 significant digits; ``whole`` is not zero."""
    return _DIVISION.divide(times(part, 100), whole)


def rounded(value: Decimal, decimals: int) -> Decimal:
    """Return ``value`` rounded half up, as the forms do (9.355 → 9.36), however long it is."""
    return value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP, context=EXACT)


def rounded_apart(value: Decimal, *limits: Decimal, decimals: int = 2) -> Decimal:
    """Return ``value`` rounded to so many decimals, or as many more as it takes to show on which side of each limit it is.

    89.998 is below 90, and no sentence says that 90 is.
    """
    while True:
        short = rounded(value, decimals)
        if all(short.compare(limit) == value.compare(limit) for limit in limits):
            return short
        decimals += 1


NumberState = Literal["reported", "zero", "blank", "not_applicable", "withheld", "unparseable"]
"""What became of a cell that should hold one number; ``unparseable`` is text that is none."""


@dataclass(frozen=True)
class PrintedNumber:
    """A cell that holds one number. A blank, a sign for "not applicable" and a mask are never zero."""

    raw: str | None
    """The cell as printed; None where the form has no such cell."""
    state: NumberState
    value: Decimal | None = None

    @property
    def decimals(self) -> int:
        """How many decimals are printed."""
        return decimals(self.raw)

    @property
    def margin(self) -> Decimal:
        """By how much a figure printed like this one may differ from the exact one."""
        return margin_of(self.raw)


@dataclass(frozen=True)
class Points(PrintedNumber):
    """A weight or score cell: ``97.5分``, ``(15 分)``, ``10.00``."""


@dataclass(frozen=True)
class Rate(PrintedNumber):
    """A rate cell, in percent: ``64%`` and a bare ``64`` alike."""


@dataclass(frozen=True)
class Coefficient(PrintedNumber):
    """Which share of its weight a row is awarded, in percent: ``0.95``, ``95%`` and a bare ``95`` alike; ``1`` is all of it."""

    @property
    def margin(self) -> Decimal:
        """By how many percent the share may differ from the exact one."""
        as_share = self.value is not None and number_of(_first_number(self.raw)) != self.value
        if as_share and not self.decimals:
            return Decimal()  # 1 is the whole weight, and nothing is rounded
        return times(margin_of(self.raw), 100 if as_share else 1)


@dataclass(frozen=True)
class Amount(PrintedNumber):
    """A money cell. ``value`` is its money in the form's unit, so that all amounts of a form compare; ``yuan`` in yuan."""

    yuan: Decimal | None = None
    of_printed: Decimal = Decimal(1)
    """What one of the printed number is in the form's unit; other than 1 where the cell prints a unit of its own."""

    @property
    def margin(self) -> Decimal:
        """By how much the money may differ from the exact sum, in the form's unit."""
        return times(margin_of(self.raw), self.of_printed)

    @property
    def shown(self) -> Both:
        """What a sentence says of it: the printed number, with the cell's own unit where that is not the form's."""
        value = plain(self.value or Decimal())
        if self.of_printed == 1:
            return Both.printed(value)
        printed = clean(self.raw or "")
        return Both(f"{printed}（按本表金额单位为 {value}）", f"{printed} ({value} in the unit of the form)")


@lru_cache(maxsize=REMEMBERED)
def parse_amount(raw: str | None, unit: CurrencyUnit) -> Amount:
    """Read a money cell of a form that prints its amounts in ``unit``.

    A unit in the cell replaces the header's and is never applied on top of it: ``463万`` under a header 万元
    is 463 万元. Never raises: text that is no amount comes back with state ``unparseable``.
    """
    state, found = _one_number(raw, _MONEY)
    if found is None:
        return Amount(raw, state)
    number = number_of(found[1])
    factor = _IN_YUAN[found[2][0]] if found[2] else unit.in_yuan
    of_printed = EXACT.divide(Decimal(factor), Decimal(unit.in_yuan))  # both are powers of ten
    return Amount(raw, state, times(number, of_printed), times(number, factor), of_printed)


@lru_cache(maxsize=REMEMBERED)
def parse_rate(raw: str | None) -> Rate:
    """Read a rate cell. Never raises."""
    state, found = _one_number(raw, _RATE)
    return Rate(raw, state, number_of(found[1]) if found else None)


@lru_cache(maxsize=REMEMBERED)
def parse_points(raw: str | None) -> Points:
    """Read a weight or score cell. Never raises."""
    state, found = _one_number(raw, _POINTS)
    return Points(raw, state, number_of(found[1]) if found else None)


@lru_cache(maxsize=REMEMBERED)
def parse_coefficient(raw: str | None) -> Coefficient:
    """Read the share of a weight. A bare number up to 1 is a share, a greater one percent. Never raises."""
    rate = parse_rate(raw)
    share = rate.value is not None and 0 < rate.value <= 1 and not clean(raw or "").endswith("%")
    value = times(rate.value, 100) if rate.value is not None and share else rate.value
    return Coefficient(raw, rate.state, value)


def _one_number(raw: str | None, pattern: re.Pattern[str]) -> tuple[NumberState, re.Match[str] | None]:
    text = clean(raw or "")
    if not text:
        return "blank", None
    if is_placeholder(text):
        return "not_applicable", None
    if is_masked(text):
        return "withheld", None
    found = pattern.fullmatch(text)
    if found is None:
        return "unparseable", None
    return "reported" if number_of(found[1]) else "zero", found


@lru_cache(maxsize=REMEMBERED)
def decimals(raw: str | None) -> int:
    """Return how many decimals the first number of a cell is printed with; 0 where there is no number."""
    return len(_first_number(raw).partition(".")[2])


def _first_number(raw: str | None) -> str:
    found = re.search(NUMBER, clean(raw or ""))
    return found[0] if found else ""


def margin_of(raw: str | None) -> Decimal:
    """Return half a unit of the last decimal that a number is printed with: so far rounding may have moved it."""
    return Decimal(5).scaleb(-decimals(raw) - 1)


def plain(number: Decimal) -> str:
    """Return a finite number in plain digits: no exponent, no zeros at the end of the decimals, no ``-0``."""
    digits = format(number, "f")
    if "." in digits:
        digits = digits.rstrip("0").rstrip(".")
    return "0" if digits in {"-0", ""} else digits
