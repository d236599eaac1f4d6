"""Days as the forms print them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from build_scripts.cells.amounts import clean

_DAY = re.compile(r"((?:19|20)\d{2})[年./-](\d{1,2})[月./-](\d{1,2})日?")


@dataclass(frozen=True)
class PrintedDay:
    """A cell that holds a date."""

    raw: str | None
    """The cell as printed; None where the form has no such cell."""
    value: date | None = None
    """The day; None where the cell names none."""
    in_no_calendar: bool = False
    """Whether year, month and day are printed and no calendar has that day."""


def parse_day(raw: str | None) -> PrintedDay:
    """Read a date cell (``2020.10.15``, ``2020年10月15日``). Never raises."""
    found = _DAY.fullmatch(clean(raw or ""))
    if found is None:
        return PrintedDay(raw)
    try:
        return PrintedDay(raw, date(int(found[1]), int(found[2]), int(found[3])))
    except ValueError:
        return PrintedDay(raw, in_no_calendar=True)


@dataclass(frozen=True, order=True)
class _Moment:
    """A day of a year; the year is 0 for the form's own and 1 for the next where none is printed."""

    year: int
    month: int
    day: int


@dataclass(frozen=True)
class Span:
    """The days that a deadline, a date or a stretch of months speaks of, both ends in it."""

    first: _Moment
    last: _Moment

    def within(self, other: Span) -> bool | None:
        """Tell whether all of it lies in ``other``, or all behind it; None where only a part does, or it comes earlier."""
        if (self.last.year > 1) != (other.last.year > 1):
            return self._yearless().within(other._yearless()) if self._one_year() and other._one_year() else None
        if other.first <= self.first and self.last <= other.last:
            return True
        return False if self.first > other.last else None

    def _one_year(self) -> bool:
        """Whether it lies in one year, which may be the form's own."""
        return self.last.year != 1 and (self.first.year in {self.last.year, _EVER.year})

    def _yearless(self) -> Span:
        first = self.first if self.first == _EVER else _Moment(0, self.first.month, self.first.day)
        return Span(first, _Moment(0, self.last.month, self.last.day))


_EVER = _Moment(-1, 1, 1)
_YEAR = r"(?:(?P<year{0}>(?:19|20)\d\d)年度?|(?P<which{0}>当年|本年|次年|翌年|下一年|下年))?"
_MONTH = (
    r"(?P<month{0}>1[0-2]|0?[1-9])月份?(?:(?P<day{0}>3[01]|[12]?\d)[日号]|(?P<end{0}>底|末)|(?P<third{0}>[上中下])旬)?"
)
_BY = r"(?:之?前|以前|内|止|前完成|底前|完成|前办结|前支付)*"
_ONE_DATE = re.compile(rf"(?:截至|截止|于|在)?{_YEAR.format(1)}{_MONTH.format(1)}(?P<by>{_BY})")
_TWO_DATES = re.compile(
    rf"{_YEAR.format(1)}{_MONTH.format(1)}[-—–~～至到]+{_YEAR.format(2)}{_MONTH.format(2)}(?P<by>{_BY})"
)
_MONTHS = re.compile(
    rf"{_YEAR.format(1)}(?P<month1>1[0-2]|0?[1-9])[-—–~～至到](?P<month2>1[0-2]|0?[1-9])月份?(?P<end2>底|末)?(?P<by>{_BY})"
)
_DIGITS_OF_A_DAY = re.compile(
    rf"(?P<year1>(?:19|20)\d\d)[./-](?P<month1>\d{{1,2}})[./-](?P<day1>\d{{1,2}})(?P<by>{_BY})"
)
_WHOLE_YEAR = re.compile(rf"{_YEAR.format(1)}(?:年?内|年?底|年?末|全年|12月底)?(?P<by>{_BY})")
_LENGTH = {1: 31, 2: 29, 3: 31, 4: 30, 5: 31, 6: 30, 7: 31, 8: 31, 9: 30, 10: 31, 11: 30, 12: 31}
_THIRDS = {"上": (1, 10), "中": (11, 20), "下": (21, 31)}
_PERIOD = re.compile(
    rf"{_YEAR.format(1)}(?:第?(?P<low>[1-4])(?:[-—–~～至到、]第?(?P<high>[1-4]))?季度|第(?P<from>[1-4])季度[-—–~～至到]第?(?P<to>[1-4])季度"
    r"|前(?P<first>[1-4])个?季度|(?P<half>[上下])半年|(?P<span1>1[0-2]|0?[1-9])月?[-—–~～至到、](?P<span2>1[0-2]|0?[1-9])月份?|(?P<month>1[0-2]|0?[1-9])月份)"
    r"(?:（[^（）]*）)?"
)


def months_of(text: str) -> tuple[int, int] | None:
    """Return the first and the last month of a stretch that a cleaned cell names: ``1-12月``, ``第4季度``, ``上半年``."""
    found = _PERIOD.fullmatch(text)
    if found is None:
        return None
    if found["half"]:
        return (1, 6) if found["half"] == "上" else (7, 12)
    if found["first"]:
        return 1, 3 * int(found["first"])
    if found["month"]:
        return int(found["month"]), int(found["month"])
    if found["span1"]:
        return int(found["span1"]), int(found["span2"])
    low = int(found["low"] or found["from"])
    return 3 * low - 2, 3 * int(found["high"] or found["to"] or low)


def span_of(text: str) -> Span | None:
    """Return the days that a cleaned cell speaks of: up to its end for a deadline; None where it names none.

    ``2024年6月前`` ends with 31 May, as 前 says in Chinese law of periods that it stands before; ``6月底前`` with June.
    """
    months = months_of(text)
    if months is not None:
        printed = re.match(r"(?:19|20)\d\d", text)
        at = int(printed[0]) if printed else 0
        return Span(_Moment(at, months[0], 1), _Moment(at, months[1], _LENGTH[months[1]]))
    for pattern in (_TWO_DATES, _MONTHS, _ONE_DATE, _DIGITS_OF_A_DAY):
        found = pattern.fullmatch(text)
        if found is not None:
            return _span(found)
    found = _WHOLE_YEAR.fullmatch(text) if re.search("年", text) else None
    if found is None:
        return None
    year = _year_of(found.groupdict(), "1") or 0
    return Span(_EVER, _Moment(year, 12, 31))


def _span(found: re.Match[str]) -> Span | None:
    parts = found.groupdict()
    one = _ends(parts, "1", None)
    two = _ends(parts, "2", one[0].year if one else None) if parts.get("month2") else one
    if one is None or two is None:
        return None
    by = parts["by"] or ""
    if one is two and by:
        last = _before(one[0]) if _excludes(by, parts) else one[1]
        return Span(_EVER, last)
    return Span(one[0], two[1]) if one[0] <= two[1] else None


def _excludes(by: str, parts: dict[str, str | None]) -> bool:
    """Whether a deadline ends before what it names: ``6月前``; ``6月30日前`` and ``6月底前`` are read with their day."""
    whole_month = not (parts.get("day1") or parts.get("end1") or parts.get("third1"))
    return whole_month and "前" in by


def _before(moment: _Moment) -> _Moment:
    if moment.month == 1:
        return _Moment(moment.year - 1, 12, 31)
    return _Moment(moment.year, moment.month - 1, _LENGTH[moment.month - 1])


def _year_of(parts: dict[str, str | None], which: str) -> int | None:
    if parts.get(f"year{which}"):
        return int(parts[f"year{which}"] or 0)
    word = parts.get(f"which{which}")
    return None if word is None else 0 if word in {"当年", "本年"} else 1


def _ends(parts: dict[str, str | None], which: str, year: int | None) -> tuple[_Moment, _Moment] | None:
    month, own = int(parts[f"month{which}"] or 0), _year_of(parts, which)
    at = own if own is not None else year or 0
    if not 1 <= month <= 12:
        return None
    first, last = 1, _LENGTH[month]
    if parts.get(f"day{which}"):
        first = last = int(parts[f"day{which}"] or 0)
    elif parts.get(f"end{which}"):
        first = last
    elif parts.get(f"third{which}"):
        first, last = _THIRDS[parts[f"third{which}"] or ""]
    if not 1 <= first <= _LENGTH[month]:
        return None
    return _Moment(at, month, first), _Moment(at, month, min(last, _LENGTH[month]))
