"""Recompute what the portal publishes from the downloads alone: ``python verify.py PLACE``, with nothing but Python.

PLACE is a folder, a zip or an address (of a zip, of a ``datapackage.json``, or of a folder of downloads). This file
imports nothing of the portal's program: whoever doubts a figure downloads it with the data, reads it and runs it.

What it does, in this order: sizes and checksums as the package lists them; every table read once; numbers read from the
printed cells beside them; ids, keys and references; execution rates, attainment, scores and their formulas; the sums of
each form; what findings calculate; counts, the scorecard, and every roll-up from the forms below it. Of each check it
says how many figures it looked at, how many agree, how many differ, and how many cannot be worked out again from the
downloads, with the reason.

Exit codes: 0 everything agrees, 1 something differs, 2 the place cannot be read.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import io
import json
import os
import re
import sys
import time
import unicodedata
import urllib.error
import urllib.parse
import urllib.request
import zipfile
from collections import Counter, defaultdict
from decimal import ROUND_HALF_UP, Context, Decimal, DecimalException
from typing import BinaryIO, Callable, Dict, Iterable, Iterator, List, NamedTuple, Optional, Sequence, Set, Tuple, Union

AGREES, DIFFERS, UNREADABLE = 0, 1, 2

LARGEST_FILE = 2 << 30
"""No file of more bytes is read, whatever it says of its size."""
LARGEST_CELL = 16 << 20
MOST_MEMBERS = 100_000
MOST_KEPT = 1_000
"""So many differences of a check are told one by one; all are counted."""
MOST_PRINTED = 20
WAIT = 30
"""Seconds until an address has to answer."""
LONGEST = 900
"""Seconds that one file may take to arrive."""
PIECE = 1 << 20

Said = Tuple[str, str]
"""A text in Chinese and in English."""
OptionalNumber = Optional[Decimal]

CHECKS: Dict[str, Said] = {
    "files": ("文件的大小与 SHA-256 同清单相符，没有缺失、改动或漏列", "files have the listed size and SHA-256; none is missing, changed or left out of the list"),
    "numbers": ("数值列里都是数", "columns of numbers hold numbers"),
    "keys": ("每行的代码在表中唯一", "every row's id is unique in its table"),
    "ids": ("代码写法正确，重复写在行上的所属与表单一致", "ids are well-formed, and what rows repeat of their form is the form's"),
    "links": ("代码指向的表单、行、部门、行政区、来源、评分规则都在", "forms, rows, departments, jurisdictions, sources and scoring profiles that ids name are there"),
    "cells": ("由照印的单元格读出的数、乘以金额单位后的元", "numbers read from the printed cells, money multiplied by its unit"),
    "rates": ("执行率＝执行数÷全年预算数", "execution rate = executed ÷ adjusted budget"),
    "targets": ("完成程度与是否达成，由目标值和完成值", "attainment and achievement, from target and actual value"),
    "scores": ("逐行重算的得分及不能重算的原因", "score of each row recomputed, or the reason why it cannot be"),
    "formulas": ("得分的算式按印出的数字再算一遍", "the formula of each score worked out again as written"),
    "totals": ("每张表的得分之和、重算总分、已证实得分与等级", "each form's sum of scores, recomputed total, proved points and grade"),
    "counted_as": ("资金行计入哪一类合计", "in which totals each money row takes part"),
    "differences": ("核对发现的差额", "the difference that a finding gives"),
    "worked": ("核对发现的算式再算一遍", "the formula of each finding worked out again"),
    "counts": ("表单数、指标行数、发现数、涉及格数", "numbers of forms, indicator rows, findings and cells"),
    "scorecard": ("填报情况各项计数", "counts of the reporting scorecard"),
    "rollups": ("每个汇总数由其下各表单重算", "every roll-up recomputed from its forms"),
}  # fmt: skip

WHY_NOT: Dict[str, Said] = {
    "no_list": ("没有 SHA256SUMS，也没有 datapackage.json", "there is neither SHA256SUMS nor datapackage.json"),
    "elsewhere": ("清单所列的文件在别处，或其摘要不是 SHA-256", "the listed file stands elsewhere, or its digest is no SHA-256"),
    "no_table": ("下载中没有所指的表", "the downloads do not hold the table that is named"),
    "words": ("照印的单元格不只是一个数", "the printed cell holds more than one plain number"),
    "values": ("目标值或完成值不是同一单位的两个单独的数", "target and actual value are not two single numbers of one unit"),
    "adjusted": ("按调整后目标判断，其数值不在表中", "judged by an adjusted target, whose number stands in no table"),
    "no_profile": ("没有评分规则", "there is no scoring profile"),
    "units": ("算式里的单位要换算", "the formula needs a conversion of units"),
    "not_stated": ("所比的不是两个单独的数", "what is compared are not two single numbers"),
    "held": ("依据待审查、未公布的表单", "it rests on forms that await review and are not published"),
    "templates": ("要有表样或原来的日期写法才能算", "it takes the form's template, or dates as they are written"),
    "places": ("说到的格只列出所在的行", "of the cells that are spoken of only the rows are listed"),
}  # fmt: skip

KEYS: Dict[str, Tuple[str, ...]] = {
    "jurisdictions": ("jurisdiction_id",),
    "departments": ("department_id",),
    "statements": ("statement_id",),
    "funding": ("funding_id",),
    "goals": ("goal_id",),
    "indicators": ("indicator_id",),
    "narratives": ("narrative_id",),
    "base_data": ("base_data_id",),
    "further_cells": ("statement_id", "order"),
    "findings": ("finding_id",),
    "rollups": ("rollup_id",),
    "scorecard": ("scorecard_id",),
    "restatements": ("statement_id", "row_id", "column", "old", "new", "date"),
    "sources": ("source_id",),
    "scoring_profiles": ("scoring_profile",),
}
"""The tables, each with the columns whose cells together name one row."""

IN_YUAN = {"yuan": 1, "ten_thousand_yuan": 10_000, "hundred_million_yuan": 100_000_000}
SCALES = {"": 1, "万": 10_000, "亿": 100_000_000}
COSTS = {"cost", "economic_cost", "social_cost", "eco_cost"}
GRADES = ("excellent", "good", "fair", "poor")
"""Best first."""
BY_LEVEL = {"central", "provincial", "city_county", "county", "local", "superior"}
BY_SOURCE = BY_LEVEL | {
    *("fiscal", "current_year_appropriation", "carry_over", "special_account", "unit_funds", "self_raised", "other"),
    "other_with_carry_over",
}
BY_BUDGET = {"general_public_budget", "government_fund", "state_capital"}
"""Which money rows are parts of the total; by levels of government they may be parts of a source above."""
ANSWERS = {"explained", "corrected", "reviewed"}
HARMLESS = {
    *("unit_from_name", "unit_from_form", "nonstandard_operator", "verbal_operator", "bare_number", "unit_repeated"),
    *("rate_without_percent_sign", "stray_character", "doubled_percent"),
}
"""What may be said of the reading of a value that is one plain number all the same."""
UNCLEAR = {"operator_with_range", "contradictory_operator", "approximate"}

EXACT = Context(prec=10_000)
LONG = Context(prec=28)
"""To so many significant digits the portal divides."""
ZERO, HUNDRED, HUNDREDTH = Decimal(0), Decimal(100), Decimal("0.01")


class UnreadableError(Exception):
    """Raised where the place, or a table in it, cannot be read at all."""

    def __init__(self, zh: str, en: str) -> None:
        """Keep what is wrong in both languages."""
        super().__init__(zh)
        self.said: Said = (zh, en)


# --- The place: a folder, a zip, an address -----------------------------------------------------------------------


class FolderPlace:
    """A folder of downloads; of a whole site its ``downloads/``."""

    def __init__(self, folder: str) -> None:
        """Look where in the folder the tables are."""
        below = os.path.join(folder, "downloads")
        here = os.path.isfile(os.path.join(folder, "statements.csv"))
        self.folder = below if not here and os.path.isfile(os.path.join(below, "statements.csv")) else folder

    def names(self) -> Optional[List[str]]:
        """Return all files, by their paths below the folder."""
        found = []
        for folder, _, files in os.walk(self.folder):
            found += [os.path.relpath(os.path.join(folder, file), self.folder) for file in files]
        return sorted(name.replace(os.sep, "/") for name in found)

    def opened(self, name: str) -> Optional[BinaryIO]:
        """Return a file, None where there is none."""
        path = os.path.join(self.folder, *name.split("/"))
        return io.FileIO(path) if os.path.isfile(path) else None  # type: ignore[return-value]


class ZipPlace:
    """A zip of downloads. Nothing is unpacked; names that would leave their folder make it unreadable all the same."""

    def __init__(self, file: Union[str, BinaryIO]) -> None:
        """Look through the list of what it holds."""
        self.zip = zipfile.ZipFile(file)
        members = [one for one in self.zip.infolist() if not one.is_dir()]
        if len(members) > MOST_MEMBERS:
            raise UnreadableError(f"zip 里有 {len(members)} 个文件，太多了", f"the zip holds {len(members)} files, too many")
        self.members = {one.filename: one for one in members}
        for name in self.members:
            if not _is_safe(name):
                raise UnreadableError(
                    f"zip 里的文件名 {name!r} 会跑到文件夹外面，请勿解压",
                    f"the name {name!r} in the zip leads out of its folder; do not unpack it",
                )
        if len(self.members) < len(members):
            raise UnreadableError("zip 里有重名的文件", "two files in the zip have one name")

    def names(self) -> Optional[List[str]]:
        """Return all files."""
        return sorted(self.members)

    def opened(self, name: str) -> Optional[BinaryIO]:
        """Return a file, None where there is none."""
        if name not in self.members:
            return None
        if self.members[name].file_size > LARGEST_FILE:
            raise UnreadableError(f"{name} 太大", f"{name} is too large")
        return self.zip.open(self.members[name])  # type: ignore[return-value]


class WebPlace:
    """An address below which the downloads stand."""

    def __init__(self, base: str) -> None:
        """Look where below the address the tables are."""
        self.base = base
        if self.opened("statements.csv") is None and self.opened("downloads/statements.csv") is not None:
            self.base = f"{base}downloads/"

    def names(self) -> Optional[List[str]]:
        """Return None: nobody lists what stands below an address."""
        return None

    def opened(self, name: str) -> Optional[BinaryIO]:
        """Return a file, None where there is none."""
        return _fetched(self.base + urllib.parse.quote(name))


AnyPlace = Union[FolderPlace, ZipPlace, WebPlace]


def _fetched(url: str) -> Optional[BinaryIO]:
    """Return what an address answers; None where nothing is there. Only http and https are asked, also after a redirect."""
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler,
        urllib.request.HTTPHandler,
        urllib.request.HTTPSHandler,
        urllib.request.HTTPRedirectHandler,
        urllib.request.HTTPDefaultErrorHandler,
        urllib.request.HTTPErrorProcessor,
    ):
        opener.add_handler(handler())
    try:
        answer = opener.open(url, timeout=WAIT)
    except urllib.error.HTTPError as error:
        error.close()
        if error.code in {404, 410}:
            return None
        raise UnreadableError(f"{url} 回答 {error.code}", f"{url} answers {error.code}") from error
    if answer is None:
        raise UnreadableError(f"{url} 转向了不认识的地址", f"{url} leads to an address of another kind")
    return answer  # type: ignore[no-any-return]


def _is_safe(name: str) -> bool:
    """Tell whether a path stays below its folder on every system."""
    parts = name.split("/")
    return bool(name) and not re.search(r"[\\:\0]", name) and not {"", ".", ".."} & set(parts)


def place_of(named: str) -> AnyPlace:
    """Return the place that a path or an address names.

    Raises:
        UnreadableError: where there is nothing that could be read.
    """
    if re.match(r"https?://", named):
        address = urllib.parse.urlsplit(named)._replace(query="", fragment="")
        if address.path.endswith(".zip"):
            answer = _fetched(named)
            if answer is None:
                raise UnreadableError(f"{named} 不存在", f"there is nothing at {named}")
            return _zip(io.BytesIO(b"".join(_pieces(answer, named))), named)
        folder = address.path[: address.path.rfind("/") + 1] if address.path.endswith(".json") else address.path
        return WebPlace(address._replace(path=folder if folder.endswith("/") else f"{folder}/").geturl())
    if os.path.isdir(named):
        return FolderPlace(named)
    if os.path.basename(named) == "datapackage.json" and os.path.isfile(named):
        return FolderPlace(os.path.dirname(named) or ".")
    if os.path.isfile(named):
        return _zip(named, named)
    raise UnreadableError(f"没有 {named}", f"there is no {named}")


def _zip(file: Union[str, BinaryIO], named: str) -> ZipPlace:
    try:
        return ZipPlace(file)
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise UnreadableError(f"{named} 不是可读的 zip", f"{named} is no zip that can be read") from error


def _pieces(file: BinaryIO, name: str) -> Iterator[bytes]:
    """Yield a file piece by piece, up to the largest size and the longest time."""
    until, size = time.monotonic() + LONGEST, 0
    with file:
        while True:
            piece = file.read(PIECE)
            if not piece:
                return
            size += len(piece)
            if size > LARGEST_FILE:
                raise UnreadableError(f"{name} 太大", f"{name} is too large")
            if time.monotonic() > until:
                raise UnreadableError(f"{name} 传得太慢", f"{name} takes too long to arrive")
            yield piece


# --- Numbers and formulas -----------------------------------------------------------------------------------------

_PLAIN = re.compile(r"-?[0-9]{1,80}(?:\.[0-9]{1,80})?")
_NUMBER = r"(?:[0-9]{1,3}(?:,[0-9]{3}){1,5}(?![0-9])|[0-9]{1,18}(?![0-9]))(?:\.[0-9]{1,40}(?![0-9]))?"
"""A number as forms print it; more digits are no figure of a budget."""
_MONEY = re.compile(rf"(-?{_NUMBER})(亿|万)?元?")
_POINTS = re.compile(rf"\(?(-?{_NUMBER})分?\)?")
_RATE = re.compile(rf"(-?{_NUMBER})%?")
_ANY_NUMBER = re.compile(_NUMBER)
_GUARDED = re.compile(r"'+[\s\u200b]*[=+\-@\t\r\n\0＝＋－＠]")
_MASKED = re.compile(r"[*■█×╳]|不(?:予|宜)?公开|涉密|略")


class NoNumberError(Exception):
    """Raised where a cell that should hold a number holds something else."""


class _Numbers(Dict[str, OptionalNumber]):
    """The text of a cell → its number, None of an empty cell; the same texts come again and again."""

    def __missing__(self, text: str) -> OptionalNumber:
        if text and not _PLAIN.fullmatch(text):
            raise NoNumberError(text)
        self[text] = number = Decimal(text) if text else None
        return number


NUMBERS = _Numbers()


def _unguarded(text: str) -> str:
    """Take the apostrophe off that keeps a spreadsheet from reading a text as a formula."""
    return text[1:] if text[:1] == "'" and _GUARDED.match(text) else text


def _narrow(text: str) -> str:
    """Return a printed cell without white space, its digits and signs in their narrow form."""
    return re.sub(r"[\s\u200b\u2060\ufeff]+", "", unicodedata.normalize("NFKC", _unguarded(text))).replace("−", "-")


def _read_money(cell: str, unit: int) -> OptionalNumber:
    found = _MONEY.fullmatch(_narrow(cell))
    if not found:
        return None
    factor = SCALES[found[2] or ""] if found[2] or found[0].endswith("元") else unit
    return _times(Decimal(found[1].replace(",", "")), factor)


def _read_points(cell: str) -> OptionalNumber:
    found = _POINTS.fullmatch(_narrow(cell))
    return Decimal(found[1].replace(",", "")) if found else None


def _read_rate(cell: str) -> OptionalNumber:
    found = _RATE.fullmatch(_narrow(cell))
    return Decimal(found[1].replace(",", "")) if found else None


def _read_share(cell: str) -> OptionalNumber:
    """Read which share of its weight a row is given: 0.95, 95% and 95 alike."""
    rate = _read_rate(cell)
    is_share = rate is not None and 0 < rate <= 1 and not _narrow(cell).endswith("%")
    return _times(rate, 100) if rate is not None and is_share else rate


def _times(number: Decimal, factor: Union[Decimal, int]) -> Decimal:
    return EXACT.multiply(number, Decimal(factor))


def _added(numbers: Iterable[Decimal]) -> Decimal:
    total = ZERO
    for number in numbers:
        total = EXACT.add(total, number)
    return total


def _half_up(value: Decimal, decimals: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP, context=EXACT)


def _percent(part: Decimal, whole: Decimal) -> Decimal:
    return LONG.divide(_times(part, 100), whole)


def _digits(number: OptionalNumber) -> str:
    """Return a number in plain digits, without zeros behind its decimals."""
    if number is None:
        return ""
    text = format(number, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text


def _decimals(cell: str) -> int:
    found = _ANY_NUMBER.search(_narrow(cell))
    return len(found[0].partition(".")[2]) if found else 0


class FormulaError(Exception):
    """Raised where a formula cannot be worked out; its text is a key of ``WHY_NOT``, or empty where it is none at all."""


_TERM = re.compile(
    r"\s*(?:(min|max)(?=\()|([()+−÷×]|,(?=\s))|(-?(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]+)(?:\.[0-9]+)?)([%‰]?)([^\s+−÷×,()=]*))"
)
_SHARES = {"": Decimal(1), "%": HUNDREDTH, "‰": Decimal("0.001")}
_YUAN = re.compile("(万|亿)?元?")
DEEPEST = 50


class Formula:
    """A formula as it is written: numbers with their units, ``%`` as hundredths, min and max, the four operations."""

    def __init__(self, text: str) -> None:
        """Cut a text into terms."""
        self.terms: List[Union[str, Decimal]] = []
        units: Set[str] = set()
        numbers: List[Tuple[int, str]] = []
        end = 0
        while end < len(text):
            found = _TERM.match(text, end)
            if not found:
                raise FormulaError("")
            end = found.end()
            word, sign, number, share, unit = found.groups()
            if number:
                numbers.append((len(self.terms), unit))
                units.add(unit)
                self.terms.append(_times(Decimal(number.replace(",", "")), _SHARES[share]))
            else:
                self.terms.append(word or sign)
        if len(units - {""}) > 1:
            if not all(_YUAN.fullmatch(unit) for unit in units):
                raise FormulaError("units")
            for place, unit in numbers:
                number_there = self.terms[place]
                assert isinstance(number_there, Decimal)
                self.terms[place] = _times(number_there, SCALES[unit[:1] if unit[:1] in SCALES else ""])
        self.terms.reverse()

    def value(self) -> Decimal:
        """Work it out."""
        try:
            value = self._sum(0)
        except (DecimalException, IndexError) as error:
            raise FormulaError("") from error
        if self.terms:
            raise FormulaError("")
        return value

    def _sum(self, depth: int) -> Decimal:
        value = self._product(depth)
        while self.terms and self.terms[-1] in ("+", "−"):
            sign = self.terms.pop()
            other = self._product(depth)
            value = EXACT.add(value, other) if sign == "+" else EXACT.subtract(value, other)
        return value

    def _product(self, depth: int) -> Decimal:
        value = self._one(depth)
        while self.terms and self.terms[-1] in ("×", "÷"):
            sign = self.terms.pop()
            other = self._one(depth)
            value = _times(value, other) if sign == "×" else Context(prec=60).divide(value, other)
        return value

    def _one(self, depth: int) -> Decimal:
        term = self.terms.pop()
        if isinstance(term, Decimal):
            return term
        if depth > DEEPEST or term not in {"min", "max", "("}:
            raise FormulaError("")
        if term != "(":
            self.terms.pop()
        values = [self._sum(depth + 1)]
        while self.terms[-1] == ",":
            self.terms.pop()
            values.append(self._sum(depth + 1))
        if self.terms.pop() != ")":
            raise FormulaError("")
        return max(values) if term == "max" else min(values)


# --- What was found -----------------------------------------------------------------------------------------------


class Difference(NamedTuple):
    """A figure that is not what the downloads make of it."""

    check: str
    file: str
    row: str
    column: str
    published: str
    recomputed: str


class Check:
    """One check: what it looked at and what came of it."""

    def __init__(self, name: str) -> None:
        """Begin with nothing."""
        self.name, self.agree, self.differ = name, 0, 0
        self.why_not: Dict[str, int] = {}
        self.differences: List[Difference] = []

    def differs(self, file: str, row: str, column: str, published: object, recomputed: object) -> None:
        """Note a difference."""
        self.differ += 1
        if self.differ <= MOST_KEPT:
            self.differences.append(Difference(self.name, file, row, column, str(published), str(recomputed)))

    def unknown(self, why: str, number: int = 1) -> None:
        """Note what cannot be worked out again."""
        self.why_not[why] = self.why_not.get(why, 0) + number

    def same(self, file: str, row: str, column: str, published: object, recomputed: object) -> bool:
        """Compare a figure with what was worked out."""
        if published == recomputed:
            self.agree += 1
            return True
        shown = [_digits(one) if isinstance(one, Decimal) else "" if one is None else one for one in (published, recomputed)]
        self.differs(file, row, column, *shown)
        return False


class Report:
    """All checks of a place."""

    def __init__(self, place: str) -> None:
        """Begin with nothing looked at."""
        self.place = place
        self.checks = {name: Check(name) for name in CHECKS}

    @property
    def differ(self) -> int:
        """How many figures differ."""
        return sum(one.differ for one in self.checks.values())

    def as_json(self) -> str:
        """Return it for machines, the same for the same downloads."""
        checks = [
            {
                "id": one.name,
                "what_zh": CHECKS[one.name][0],
                "what_en": CHECKS[one.name][1],
                "looked_at": one.agree + one.differ + sum(one.why_not.values()),
                "agree": one.agree,
                "differ": one.differ,
                "not_recomputable": sum(one.why_not.values()),
                "reasons": [
                    {"figures": number, "why_zh": WHY_NOT[why][0], "why_en": WHY_NOT[why][1]}
                    for why, number in sorted(one.why_not.items())
                ],
            }
            for one in self.checks.values()
        ]
        told = [item._asdict() for one in self.checks.values() for item in one.differences]
        return json.dumps({"place": self.place, "checks": checks, "differences": told}, ensure_ascii=False, indent=1) + "\n"

    def as_text(self, languages: Sequence[int]) -> str:
        """Return it for people: each check in the languages (0 Chinese, 1 English)."""
        lines = []
        for one in self.checks.values():
            unknown = sum(one.why_not.values())
            told = (
                f"相符 {one.agree}，不同 {one.differ}，无法重算 {unknown}",
                f"{one.agree} agree, {one.differ} differ, {unknown} cannot be recomputed",
            )
            sign = "✗" if one.differ else "✓" if one.agree else "–"
            lines += [f"{sign if place == 0 else ' '} {CHECKS[one.name][lang]}：{told[lang]}" if lang == 0 else f"{sign if place == 0 else ' '} {CHECKS[one.name][lang]}: {told[lang]}" for place, lang in enumerate(languages)]
            for why, number in sorted(one.why_not.items()):
                lines.append("    – " + " · ".join(f"{number}: {WHY_NOT[why][lang]}" for lang in languages))
            for item in one.differences[:MOST_PRINTED]:
                where = " ".join(filter(None, (item.file, item.row, item.column)))
                said = (f"公布 {item.published or '空'}，重算 {item.recomputed or '空'}", f"published {item.published or 'nothing'}, recomputed {item.recomputed or 'nothing'}")
                lines.append(f"    ✗ {where}：" + " · ".join(said[lang] for lang in languages))
            if one.differ > MOST_PRINTED:
                more = one.differ - MOST_PRINTED
                lines.append("    … " + " · ".join((f"另有 {more} 处", f"{more} more")[lang] for lang in languages))
        end = ("全部相符", "everything agrees") if not self.differ else (f"有 {self.differ} 处不同", f"{self.differ} figures differ")
        return "\n".join([*lines, " · ".join(end[lang] for lang in languages)]) + "\n"


# --- What is gathered of a form -----------------------------------------------------------------------------------


class Profile(NamedTuple):
    """A scoring profile."""

    scoring: str
    total_weight: OptionalNumber
    execution_weight: OptionalNumber
    decimals: int
    bands: Tuple[Tuple[Decimal, Decimal], ...]
    grades: Tuple[Tuple[str, Decimal], ...]


class Line(NamedTuple):
    """A money row."""

    id: str
    code: str
    masked: bool
    adjusted: OptionalNumber
    executed: OptionalNumber
    terms: Tuple[str, str]
    """Executed and adjusted amount as printed."""
    rate: OptionalNumber
    weight: OptionalNumber
    score: OptionalNumber
    again: OptionalNumber
    reason: str
    formula: str
    counted_as: str


class Money(NamedTuple):
    """A form's money as a whole."""

    total: Line
    parts: Tuple[Line, ...]
    adjusted: OptionalNumber
    executed: OptionalNumber


class Form:
    """What is gathered of a form while the tables are read; a few numbers, so that a large portal fits into memory."""

    __slots__ = (
        "again", "answered", "department", "due", "errors", "filled", "form_type", "found", "has_weight", "id", "is_known",
        "judged_wrong", "jurisdiction", "known", "lines", "measurable", "met", "missed", "money", "points", "profile",
        "project", "proved", "published", "row_rules", "rows", "rules", "satisfaction", "satisfied_rules", "scored",
        "source", "target_rules", "targets", "total_score", "total_weight", "unit", "weighted", "year",
    )  # fmt: skip

    def __init__(self, id_: str, department: str, jurisdiction: str, year: str, form_type: str) -> None:
        """Begin a form."""
        self.id, self.department, self.jurisdiction, self.year, self.form_type = id_, department, jurisdiction, year, form_type
        self.project = self.source = ""
        self.unit = 1
        self.profile: Optional[Profile] = None
        self.is_known = True
        """Whether its scoring profile is in the downloads, where it names one."""
        self.published: Dict[str, str] = {}
        self.total_weight: OptionalNumber = None
        self.total_score: OptionalNumber = None
        self.lines: List[Line] = []
        self.money: Optional[Money] = None
        self.rows = self.filled = self.targets = self.met = self.missed = self.measurable = self.judged_wrong = 0
        self.satisfaction: List[OptionalNumber] = []
        self.points = self.again = self.proved = ZERO
        self.scored = self.weighted = self.known = 0
        self.has_weight = False
        self.found: Counter[str] = Counter()
        self.errors = self.due = self.answered = 0
        self.rules: Dict[str, Set[str]] = defaultdict(set)
        """Rules of standing errors: on ``money``, and on all that has points (``scores``)."""
        self.row_rules: Dict[str, Set[str]] = {}
        self.satisfied_rules: Set[str] = set()
        self.target_rules: Set[str] = set()

    @property
    def of_project(self) -> bool:
        """Whether it is a form of one project."""
        return self.form_type.startswith("project")

    @property
    def unscored(self) -> bool:
        """Whether it awards no points."""
        return self.profile is None or self.profile.scoring == "unscored"

    @property
    def budget(self) -> OptionalNumber:
        """The adjusted budget, by which averages are weighed."""
        adjusted = self.money.adjusted if self.money else None
        return None if adjusted is None or adjusted < 0 else adjusted


def _money(lines: Sequence[Line]) -> Optional[Money]:
    """Return the money of a form: its total row or, where that is left at 0 above parts that are not, the sum of these."""
    total = next((one for code in ("total", "department_total") for one in lines if one.code == code), None)
    if total is None:
        return None
    parts: Tuple[Line, ...] = ()
    if total.adjusted == 0 and total.executed == 0:
        sources = [one for one in lines if one.code in BY_SOURCE]
        codes = {one.code for one in sources}
        nested = codes & BY_LEVEL and codes & {"fiscal", "current_year_appropriation"}
        budgets = sources and any(one.code in BY_BUDGET for one in lines)
        unclear = nested or budgets or any(one.code == "other_line" for one in lines) or any(one.masked for one in sources)
        filled = tuple(one for one in sources if one.adjusted is not None and one.executed is not None)
        halves = any((one.adjusted or one.executed) and one not in filled for one in sources)
        if not unclear and not halves and any(one.adjusted and one.adjusted > 0 for one in filled):
            parts = filled
    read = parts or (total,)
    adjusted = [one.adjusted for one in read if one.adjusted is not None]
    executed = [one.executed for one in read if one.executed is not None]
    return Money(total, parts, _added(adjusted) if adjusted else None, _added(executed) if executed else None)


def _earned(weight: Decimal, percent: Decimal, profile: Profile, deduction: Decimal) -> Decimal:
    """Return the points for the part of a weight that was reached: never below 0, never above the weight."""
    share = min(max(percent, ZERO), HUNDRED)
    earned = _times(_times(weight, share), HUNDREDTH)
    if deduction:
        earned = _times(_times(earned, EXACT.subtract(HUNDRED, deduction)), HUNDREDTH)
    return min(_half_up(earned, profile.decimals), weight)


def _deduction(percent: Decimal, profile: Profile, direction: str) -> Decimal:
    taken = [deduction for lower, deduction in profile.bands if direction == "higher_better" and percent >= lower]
    return taken[-1] if taken else ZERO


# --- Reading the tables -------------------------------------------------------------------------------------------

_ROW = re.compile(r"[a-z0-9][a-z0-9-]*")


class Verification:
    """Reads every table of a place once and checks it as it goes."""

    def __init__(self, place: AnyPlace, named: str) -> None:
        """Begin with nothing read."""
        self.place, self.report = place, Report(named)
        self.digests: Dict[str, Tuple[int, str]] = {}
        self.forms: Dict[str, Form] = {}
        self.ids: Dict[str, Set[str]] = {}
        """The keys of small tables and of goals."""
        self.profiles: Dict[str, Profile] = {}
        self.named: Dict[str, Tuple[str, str, str]] = {}
        """Rows that other tables name, each with the place that names it first; what is left at the end is nowhere."""
        self.held: Dict[Tuple[str, str], int] = {}
        """Department and year → forms that await review."""
        self.departments: List[str] = []

    def run(self) -> Report:
        """Check everything."""
        self._ids_of("jurisdictions")
        self._ids_of("sources")
        self._profiles()
        self._statements()
        self._further_cells()
        self._findings()
        self._funding()
        self._goals()
        self._indicators()
        self._texts("narratives", "narrative_id", ())
        self._base_data()
        for row, told in self.named.items():
            self.report.checks["links"].differs(*told, row, "")
        self._forms()
        self._departments()
        self._jurisdictions()
        self._restatements()
        self._scorecard()
        self._rollups()
        self._files()
        return self.report

    def _content(self, name: str) -> Optional[bytes]:
        file = self.place.opened(name)
        if file is None:
            return None
        content = b"".join(_pieces(file, name))
        self.digests[name] = len(content), hashlib.sha256(content).hexdigest()
        return content

    def _rows(self, table: str, columns: str) -> Iterator[Tuple[str, ...]]:
        """Yield the rows of a table, of each the cells of some columns; nothing where the table is not there."""
        file = f"{table}.csv"
        content = self._content(file)
        if content is None:
            return
        text = io.TextIOWrapper(io.BytesIO(content), "utf-8-sig", newline="")
        reader = csv.reader(text, strict=True)
        try:
            header = next(reader, [])
            wanted = columns.split()
            missing = [name for name in wanted if name not in header]
            if missing:
                listed = "、".join(missing)
                raise UnreadableError(f"{file} 缺少列 {listed}", f"{file} lacks the columns {', '.join(missing)}")
            if len(set(header)) < len(header):
                raise UnreadableError(f"{file} 有重名的列", f"{file} has two columns of one name")
            places = [header.index(name) for name in wanted]
            keys = [header.index(name) for name in KEYS[table] if name in header]
            width, check, seen = len(header), self.report.checks["keys"], set()
            for row in reader:
                if len(row) != width:
                    raise UnreadableError(
                        f"{file} 第 {reader.line_num} 行有 {len(row)} 格，应有 {width} 格",
                        f"{file} line {reader.line_num} has {len(row)} cells instead of {width}",
                    )
                key = row[keys[0]] if len(keys) == 1 else "\0".join([row[place] for place in keys])
                if key in seen:
                    check.differs(file, key.replace("\0", " "), " ".join(KEYS[table]), "2", "1")
                else:
                    seen.add(key)
                yield tuple([row[place] for place in places])
            check.agree += len(seen)
        except csv.Error as error:
            raise UnreadableError(
                f"{file} 第 {reader.line_num} 行不是正确的 CSV（{error}）", f"{file} line {reader.line_num} is no proper CSV: {error}"
            ) from error
        except UnicodeDecodeError as error:
            raise UnreadableError(f"{file} 不是 UTF-8", f"{file} is not UTF-8") from error

    def _each(self, table: str, columns: str, read: Callable[[Tuple[str, ...]], None]) -> None:
        """Read every row; of a row with something else where a number should be say so and go on."""
        check, names = self.report.checks["numbers"], columns.split()
        for row in self._rows(table, columns):
            try:
                read(row)
            except NoNumberError as error:
                text = str(error)
                check.differs(f"{table}.csv", row[0], names[row.index(text)] if text in row else "", text, "")
            else:
                check.agree += 1

    def _ids_of(self, table: str) -> None:
        self._each(table, KEYS[table][0], lambda row: self.ids.setdefault(table, set()).add(row[0]))

    def _link(self, file: str, row: str, column: str, id_: str, table: str) -> None:
        """Check that an id is in a table, where that is among the downloads."""
        check = self.report.checks["links"]
        if not id_:
            return
        if table not in self.ids:
            check.unknown("no_table")
        elif id_ in self.ids[table]:
            check.agree += 1
        else:
            check.differs(file, row, column, id_, "")

    def _cells(self, file: str, row: str, pairs: Iterable[Tuple[str, str, OptionalNumber, OptionalNumber]]) -> None:
        """Compare numbers with those read from the printed cell: column, cell, published, read."""
        check = self.report.checks["cells"]
        for column, cell, published, read in pairs:
            if read is not None:
                check.same(file, row, column, published, read)
            elif published is None:
                check.agree += 1
            elif cell:
                check.unknown("words")
            else:
                check.differs(file, row, column, _digits(published), "")

    def _profiles(self) -> None:
        def read(row: Tuple[str, ...]) -> None:
            id_, scoring, total, execution, decimals, bands, *floors = row
            over = [tuple(band.split(": ")) for band in bands.split("；") if band]
            places = NUMBERS[decimals] or ZERO
            grades = tuple((grade, floor) for grade, text in zip(GRADES, floors) if (floor := NUMBERS[text]) is not None)
            if not 0 <= places <= 12 or any(len(band) != 2 for band in over):
                raise NoNumberError(decimals)
            listed = tuple((NUMBERS[lower] or ZERO, NUMBERS[taken] or ZERO) for lower, taken in over)
            self.profiles[id_] = Profile(scoring, NUMBERS[total], NUMBERS[execution], int(places), listed, grades)
            self.ids.setdefault("scoring_profiles", set()).add(id_)

        columns = "scoring_profile scoring total_weight execution_weight score_decimals over_fulfilment"
        self._each("scoring_profiles", f"{columns} {' '.join(f'{grade}_from' for grade in GRADES)}", read)

    def _statements(self) -> None:
        ids = self.report.checks["ids"]
        kept = "score_sum score_recomputed score_proved score_reason grade_recomputed errors warnings notes".split()

        def read(row: Tuple[str, ...]) -> None:
            (id_, form_type, jurisdiction, department, project, year, unit, profile, source, url, weight_raw, weight, score_raw,
             score, reviewed_raw, reviewed, *told) = row  # fmt: skip
            form = self.forms[id_] = Form(id_, department, jurisdiction, year, form_type)
            form.project, form.source, form.published = " ".join(_unguarded(project).split()), source, dict(zip(kept, told))
            form.unit = IN_YUAN.get(unit, 1)
            form.profile, form.is_known = self.profiles.get(profile), not profile or profile in self.profiles
            form.total_weight, form.total_score = NUMBERS[weight], NUMBERS[score]
            file = "statements.csv"
            self._cells(file, id_, (
                ("total_weight", weight_raw, form.total_weight, _read_points(weight_raw)),
                ("total_score", score_raw, form.total_score, _read_points(score_raw)),
                ("total_reviewed_score", reviewed_raw, NUMBERS[reviewed], _read_points(reviewed_raw)),
            ))  # fmt: skip
            ids.same(file, id_, "statement_id", id_[: len(department) + len(year) + 2], f"{department}/{year}/" if id_ != f"{department}/{year}" else f"{department}/{year}")
            ids.same(file, id_, "jurisdiction_id", jurisdiction, department.partition("/")[0])
            ids.same(file, id_, "page_url", url, f"{id_}/")
            ids.same(file, id_, "money_unit", unit in IN_YUAN, True)
            for column, value, table in (
                ("jurisdiction_id", jurisdiction, "jurisdictions"),
                ("source_id", source, "sources"),
                ("scoring_profile", profile, "scoring_profiles"),
            ):
                self._link(file, id_, column, value, table)

        columns = (
            "statement_id form_type jurisdiction_id department_id project fiscal_year money_unit scoring_profile source_id "
            "page_url total_weight_raw total_weight total_score_raw total_score total_reviewed_score_raw total_reviewed_score "
        )
        self._each("statements", columns + " ".join(kept), read)
        if "statements.csv" not in self.digests:
            raise UnreadableError("没有 statements.csv，不是本门户的下载", "there is no statements.csv: these are no downloads of the portal")

    def _on_form(self, file: str, row: str, statement: str, rest: Sequence[Tuple[str, str, str]]) -> Optional[Form]:
        """Return the form that a row says it stands on; ``rest`` are columns that repeat something of it."""
        form = self.forms.get(statement)
        if form is None:
            self.report.checks["links"].differs(file, row, "statement_id", statement, "")
            return None
        self.report.checks["links"].agree += 1
        check = self.report.checks["ids"]
        for column, told, of_form in rest:
            if told == of_form:
                check.agree += 1
            else:
                check.differs(file, row, column, told, of_form)
        return form

    def _row_id(self, file: str, column: str, id_: str, statement: str) -> None:
        """Check the id of a form's row, and note that the row is there."""
        if id_.startswith(f"{statement}#") and _ROW.fullmatch(id_, len(statement) + 1):
            self.report.checks["ids"].agree += 1
        else:
            self.report.checks["ids"].differs(file, id_, column, id_, f"{statement}#…")
        if id_ in self.named:
            del self.named[id_]
            self.report.checks["links"].agree += 1

    def _further_cells(self) -> None:
        def read(row: Tuple[str, ...]) -> None:
            statement, department, order, at = row
            form = self.forms.get(statement)
            self._on_form("further_cells.csv", f"{statement} {order}", statement, [("department_id", department, form.department)] if form else [])
            if at:
                self.named.setdefault(at, ("further_cells.csv", f"{statement} {order}", "row_id"))

        self._each("further_cells", "statement_id department_id order row_id", read)

    def _findings(self) -> None:
        ids, counts = self.report.checks["ids"], self.report.checks["counts"]
        file = "findings.csv"

        def read(row: Tuple[str, ...]) -> None:
            (id_, rule, severity, about, statement, department, jurisdiction, row_id, row_ids, cells, path, published, recomputed,
             reference, difference, worked, source, status) = row  # fmt: skip
            form = self.forms.get(statement)
            rest = form and [("department_id", department, form.department), ("jurisdiction_id", jurisdiction, form.jurisdiction), ("source_id", source, form.source)]
            self._on_form(file, id_, statement, rest or [])
            ids.same(file, id_, "finding_id", id_.startswith(f"{statement}#{rule}"), True)
            rows = row_ids.split("；") if row_ids else []
            for place in {*rows, *filter(None, [row_id])}:
                self.named.setdefault(place, (file, id_, "row_ids" if place in rows else "row_id"))
            number = NUMBERS[cells] or ZERO
            if number < max(len(rows), 1) or len(set(rows)) < len(rows):
                counts.differs(file, id_, "cells", cells, f"≥ {max(len(set(rows)), 1)}")
            elif number == len(rows) or not rows:
                counts.agree += 1
            else:
                counts.unknown("places")
            self._difference(id_, published, recomputed, reference, NUMBERS[difference])
            self._worked(id_, worked, recomputed)
            if form is None:
                return
            if about == "form" and status == "open":
                form.found[severity] += 1
            if severity != "note":
                is_open = about == "form" and status == "open"
                form.errors += is_open and severity == "error"
                form.due += is_open or status in ANSWERS
                form.answered += status in ANSWERS
            if severity == "error" and status != "false_positive":
                below = path.split(".")[0].split("[")[0]
                on_money = below in {"funding", "currency_unit_text"}
                if on_money:
                    form.rules["money"].add(rule)
                if on_money or below in {"goals", "total"}:
                    form.rules["scores"].add(rule)
                if row_id:
                    form.row_rules.setdefault(row_id, set()).add(rule)

        self._each(
            "findings",
            "finding_id rule_id severity about statement_id department_id jurisdiction_id row_id row_ids cells path published "
            "recomputed reference difference worked source_id status",
            read,
        )

    def _difference(self, id_: str, published: str, recomputed: str, reference: str, difference: OptionalNumber) -> None:
        """Published less recomputed or, where there is a reference, the recomputed figure (else the published one) less that."""
        check = self.report.checks["differences"]
        if difference is None:
            return
        first, second = (recomputed or published, reference) if reference else (published, recomputed)
        one, other = (_STATED.fullmatch(_narrow(text)) for text in (first, second))
        if not one or not other or one[2] != other[2] or (one[3] and other[3] and one[3] != other[3]):
            check.unknown("not_stated")
            return
        numbers = [Decimal(found[1].replace(",", "")) for found in (one, other)]
        check.same("findings.csv", id_, "difference", difference, EXACT.subtract(*numbers))

    def _worked(self, id_: str, worked: str, recomputed: str) -> None:
        check = self.report.checks["worked"]
        if not worked:
            return
        if " → " in worked:
            check.same("findings.csv", id_, "worked", worked.rpartition(": ")[2], recomputed)
            return
        left, _, result = worked.rpartition(" = ")
        stated = result[:-1] if result.endswith("%") else result
        if (recomputed and result != recomputed) or not _PLAIN.fullmatch(stated):
            check.differs("findings.csv", id_, "worked", worked, recomputed)
            return
        try:
            value = Formula(left).value()
        except FormulaError as error:
            if str(error):
                check.unknown(str(error))
            else:
                check.differs("findings.csv", id_, "worked", worked, "")
            return
        if result.endswith("%"):
            value = _times(value, 100)
        close = EXACT.add(Decimal(5).scaleb(-len(stated.partition(".")[2]) - 1), Decimal("1e-12"))
        if abs(EXACT.subtract(value, Decimal(stated))) <= close:
            check.agree += 1
        else:
            check.differs("findings.csv", id_, "worked", worked, _digits(_half_up(value, 10)))

    def _funding(self) -> None:
        file = "funding.csv"
        amounts = "initial adjusted executed amount whole_period executed_y2 executed_y1".split()
        columns = "funding_id statement_id department_id jurisdiction_id fiscal_year line_code rate_raw rate rate_recomputed weight_raw weight score_raw score score_recomputed score_difference score_reason score_formula counted_as"

        def read(row: Tuple[str, ...]) -> None:
            (id_, statement, department, jurisdiction, year, code, rate_raw, rate, rate_again, weight_raw, weight, score_raw, score,
             again, difference, reason, formula, counted_as) = row[:18]  # fmt: skip
            raws, yuans = row[18:25], [NUMBERS[cell] for cell in row[25:32]]
            form = self.forms.get(statement)
            rest = form and [("department_id", department, form.department), ("jurisdiction_id", jurisdiction, form.jurisdiction), ("fiscal_year", year, form.year)]
            form = self._on_form(file, id_, statement, rest or [])
            self._row_id(file, "funding_id", id_, statement)
            if form is None:
                return
            unit = form.unit
            self._cells(file, id_, [
                *((f"{name}_yuan", cell, told, _read_money(cell, unit)) for name, cell, told in zip(amounts, raws, yuans) if cell or told is not None),
                ("rate", rate_raw, NUMBERS[rate], _read_rate(rate_raw)),
                ("weight", weight_raw, NUMBERS[weight], _read_points(weight_raw)),
                ("score", score_raw, NUMBERS[score], _read_points(score_raw)),
            ])  # fmt: skip
            line = Line(
                id_, code, any(map(_masks, raws[1:3])), yuans[1], yuans[2], (_narrow(raws[2]), _narrow(raws[1])), NUMBERS[rate_again],
                NUMBERS[weight], NUMBERS[score], NUMBERS[again], reason, formula, counted_as,
            )  # fmt: skip
            form.lines.append(line)
            self._points(form, file, id_, line.weight, line.score, line.again, NUMBERS[difference], score_raw)

        self._each("funding", f"{columns} {' '.join(f'{name}_raw' for name in amounts)} {' '.join(f'{name}_yuan' for name in amounts)}", read)
        for form in self.forms.values():
            form.money = _money(form.lines)
            for line in form.lines:
                self._line(form, line)

    def _points(self, form: Form, file: str, id_: str, weight: OptionalNumber, score: OptionalNumber, again: OptionalNumber, difference: OptionalNumber, score_raw: str) -> None:
        """Add the points of a row to those of its form."""
        if weight is None and score is None and again is None and difference is None:
            return
        if score is not None:
            form.scored += 1
            form.points = EXACT.add(form.points, score)
        if weight is not None:
            form.weighted += 1
            if again is not None:
                form.again = EXACT.add(form.again, again)
            else:
                form.judged_wrong += 1
        expected = EXACT.subtract(score, again) if score is not None and again is not None else None
        self.report.checks["scores"].same(file, id_, "score_difference", difference, expected)
        if score is not None and again is not None:
            form.known += 1
            decimals = form.profile.decimals if form.profile else 0
            margin = max(Decimal(5).scaleb(-_decimals(score_raw) - 1), Decimal(5).scaleb(-decimals - 1) if form.profile else ZERO)
            if abs(EXACT.subtract(score, again)) <= margin:
                form.proved = EXACT.add(form.proved, score)

    def _line(self, form: Form, line: Line) -> None:
        """Check what is recomputed of a money row."""
        file, money, scores = "funding.csv", form.money, self.report.checks["scores"]
        parts = money.parts if money and line is money.total else ()
        adjusted, executed = (money.adjusted, money.executed) if money and parts else (line.adjusted, line.executed)
        rate = _percent(executed, adjusted) if adjusted and executed is not None else None
        shown = None if rate is None else _half_up(rate, 4).normalize()
        self.report.checks["rates"].same(file, line.id, "rate_recomputed", line.rate, shown)
        self._counted(form, line)
        profile = form.profile
        if not form.is_known:
            scores.unknown("no_table")
            return
        points: OptionalNumber = None
        reason = ""
        if profile is None or profile.scoring == "unscored":
            reason = "unscored"
        elif line.weight is None:
            reason = "no_weight"
        elif rate is None:
            reason = "no_amounts" if adjusted is None or executed is None else "zero_budget"
        elif profile.execution_weight is not None and line.weight == profile.total_weight and line.weight > profile.execution_weight:
            reason = "other_weight"
        else:
            points = _earned(line.weight, rate, profile, ZERO)
        scores.same(file, line.id, "score_reason", line.reason, reason)
        scores.same(file, line.id, "score_recomputed", line.again, points)
        self._formula(form, file, line.id, line.formula, line.weight, line.again, rate, ZERO)

    def _counted(self, form: Form, line: Line) -> None:
        """In which totals a money row takes part."""
        money, check = form.money, self.report.checks["counted_as"]
        errors = form.rules["money"] - _settled(form)
        if form.form_type.endswith("_target"):
            counted = "plan"
        elif errors:
            counted = "excluded"
        elif money is None or money.adjusted is None or money.executed is None:
            counted = "incomplete"
        else:
            counted = {"dept_self_eval": "department", "project_self_eval": "project"}.get(form.form_type, "part")
        by_parts = money is not None and bool(money.parts) and counted in {"department", "project"}
        if money is not None and line is money.total:
            expected = "by_parts" if by_parts else counted
        else:
            expected = counted if by_parts and money is not None and line in money.parts else "part"
        if line.counted_as == "excluded" and not errors and self._may_be_held():
            check.unknown("held")
        else:
            check.same("funding.csv", line.id, "counted_as", line.counted_as, expected)

    def _may_be_held(self) -> bool:
        """Tell whether forms await review: then an error may rest on one of them and is not told."""
        if not self.held:
            for department, year, held in self._rows_again("scorecard", "department_id fiscal_year forms_held"):
                self.held[department, year] = int(held) if held.isdigit() and len(held) < 9 else 0
        return any(self.held.values())

    def _rows_again(self, table: str, columns: str) -> Iterator[Tuple[str, ...]]:
        """Yield rows of a table that is read as a whole at another time."""
        agree = self.report.checks["keys"].agree, self.report.checks["keys"].differ
        yield from self._rows(table, columns)
        self.report.checks["keys"].agree, self.report.checks["keys"].differ = agree

    def _formula(self, form: Form, file: str, id_: str, formula: str, weight: OptionalNumber, again: OptionalNumber, percent: OptionalNumber, deduction: Decimal, *, exactly: bool = True) -> None:
        """Work out the formula of a score: weight × what was reached, bounded by 0 and 100 %."""
        check, profile = self.report.checks["formulas"], form.profile
        if not formula and again is None:
            return
        if not formula or again is None or weight is None:
            check.differs(file, id_, "score_formula", formula, _digits(again))
            return
        if " → " in formula:
            check.same(file, id_, "score_formula", formula.rpartition(": ")[2], _digits(again))
            return
        if profile is None:
            check.unknown("no_profile")
            return
        head, tail = f"{_digits(weight)} × ", f" = {_digits(again)}"
        less = f" × (100% − {_digits(deduction)}%)" if deduction else ""
        if not (formula.startswith(head) and formula.endswith(less + tail)):
            check.differs(file, id_, "score_formula", formula, f"{head}…{less}{tail}")
            return
        ratio = formula[len(head) : len(formula) - len(less + tail)]
        bound = next((mark for mark in ("min(|, 100%)", "max(|, 0%)") if ratio.startswith(mark[:4]) and ratio.endswith(mark[5:])), "")
        if bound:
            ratio = ratio[4 : -len(bound[5:])]
        try:
            reached = _times(Formula(ratio).value(), 100)
        except FormulaError as error:
            if str(error):
                check.unknown(str(error))
            else:
                check.differs(file, id_, "score_formula", formula, "")
            return
        least = Decimal("1e-20") if exactly else Decimal("0.00005")
        right = percent is None or abs(EXACT.subtract(reached, percent)) <= least
        bounded = bool(bound) == (reached > HUNDRED or reached < 0)
        tiny = Decimal("1e-20")
        ends = [_earned(weight, end, profile, deduction) for end in (EXACT.subtract(reached, tiny), EXACT.add(reached, tiny))]
        if right and bounded and ends[0] <= again <= ends[1]:
            check.agree += 1
        else:
            check.differs(file, id_, "score_formula", formula, f"{_digits(_half_up(reached, 4))}% → {_digits(ends[1])}")

    def _goals(self) -> None:
        found = self.ids.setdefault("goals", set())

        def read(row: Tuple[str, ...]) -> None:
            id_, statement, department, weight_raw, weight = row
            form = self.forms.get(statement)
            self._on_form("goals.csv", id_, statement, [("department_id", department, form.department)] if form else [])
            self._row_id("goals.csv", "goal_id", id_, statement)
            found.add(id_)
            self._cells("goals.csv", id_, [("weight", weight_raw, NUMBERS[weight], _read_points(weight_raw))])

        self._each("goals", "goal_id statement_id department_id weight_raw weight", read)

    def _indicators(self) -> None:
        file, cells, targets, scores = "indicators.csv", self.report.checks["cells"], self.report.checks["targets"], self.report.checks["scores"]
        goals, links = self.ids["goals"], self.report.checks["links"]

        def read(row: Tuple[str, ...]) -> None:
            (id_, statement, department, jurisdiction, year, form_type, project, source, goal, row_kind, level1, level2, criteria,
             adjusted, target_raw, target_state, target_kind, target_op, target_value, target_unit, target_per, target_notes, actual_raw, actual_state, actual_kind,
             actual_op, actual_value, actual_unit, actual_per, actual_notes, coefficient_raw, coefficient, weight_raw, weight_text,
             score_raw, score_text, reviewed_raw, reviewed, polarity, polarity_source, achievement, attainment_text, again_text, difference, reason, formula) = row  # fmt: skip
            form = self.forms.get(statement)
            rest = form and (
                ("department_id", department, form.department), ("jurisdiction_id", jurisdiction, form.jurisdiction), ("fiscal_year", year, form.year),
                ("form_type", form_type, form.form_type), ("source_id", source, form.source), ("project", " ".join(_unguarded(project).split()), form.project),
            )  # fmt: skip
            form = self._on_form(file, id_, statement, rest or ())
            self._row_id(file, "indicator_id", id_, statement)
            if goal in goals:
                links.agree += 1
            else:
                links.differs(file, id_, "goal_id", goal, "")
            if form is None:
                return
            weight, score, again, attainment = NUMBERS[weight_text], NUMBERS[score_text], NUMBERS[again_text], NUMBERS[attainment_text]
            if weight_raw or score_raw or coefficient_raw or reviewed_raw or weight_text or score_text or coefficient or reviewed:
                self._cells(file, id_, (
                    ("weight", weight_raw, weight, _read_points(weight_raw)),
                    ("score", score_raw, score, _read_points(score_raw)),
                    ("reviewed_score", reviewed_raw, NUMBERS[reviewed], _read_points(reviewed_raw)),
                    ("coefficient", coefficient_raw, NUMBERS[coefficient], _read_share(coefficient_raw)),
                ))  # fmt: skip
            else:
                cells.agree += 4
            goal_number, actual_number = NUMBERS[target_value], NUMBERS[actual_value]
            self._value(file, id_, "target_value", target_raw, target_kind, target_notes, target_unit, goal_number)
            self._value(file, id_, "actual_value", actual_raw, actual_kind, actual_notes, actual_unit, actual_number)
            # What the form has of such rows.
            form.rows += 1
            form.filled += row_kind == "filled"
            form.has_weight = form.has_weight or weight is not None
            has_target = target_state == "reported"
            satisfied = level1 == "satisfaction" or level2 == "beneficiary_satisfaction"
            if has_target:
                form.targets += 1
                form.met += achievement == "met"
                form.missed += achievement == "missed"
                if adjusted.strip():
                    form.measurable = -1_000_000
                form.measurable += target_kind in {"number", "range"}
            if satisfied and actual_unit == "percent":
                clear = actual_kind == "number" and actual_op in {"", "eq"} and not UNCLEAR.intersection(actual_notes.split("；"))
                form.satisfaction.append(actual_number if clear else None)
            if id_ in form.row_rules:
                form.satisfied_rules |= form.row_rules[id_] if satisfied else set()
                form.target_rules |= form.row_rules[id_] if has_target else set()
            self._points(form, file, id_, weight, score, again, NUMBERS[difference], score_raw)
            # Whether the target is reached, and how far.
            direction = "lower_better" if polarity == "exact" and (level1 == "cost" or level2 in COSTS) else polarity
            if actual_state != "reported":
                targets.same(file, id_, "achievement", achievement, "not_reported")
            elif not has_target:
                targets.same(file, id_, "achievement", achievement, "not_comparable")
            elif adjusted.strip():
                targets.unknown("adjusted")
            elif (
                achievement in {"met", "missed"} and goal_number is not None and actual_number is not None
                and target_kind == actual_kind == "number" and (target_unit, target_per) == (actual_unit, actual_per)
                and actual_op in {"", "eq"} and HARMLESS.issuperset(filter(None, f"{target_notes}；{actual_notes}".split("；")))
            ):  # fmt: skip
                sign = target_op or {"higher_better": "ge", "lower_better": "le"}.get(polarity, "eq")
                met = (actual_number == goal_number and sign in {"ge", "le", "eq"}) or (actual_number > goal_number and sign in {"ge", "gt"}) or (actual_number < goal_number and sign in {"le", "lt"})
                targets.same(file, id_, "achievement", achievement, "met" if met else "missed")
                if attainment is not None:
                    pair = (goal_number, actual_number) if direction == "lower_better" else (actual_number, goal_number)
                    told = _half_up(_percent(*pair), 4) if pair[1] > 0 else None
                    targets.same(file, id_, "attainment", attainment, told)
            else:
                targets.unknown("values")
            # The score.
            profile = form.profile
            if not form.is_known:
                scores.unknown("no_table")
                return
            expected = ""
            low = high = None
            if profile is None or profile.scoring == "unscored":
                expected = "unscored"
            elif weight is None:
                expected = "no_weight"
            elif profile.scoring != "formula":
                expected = "no_formula"
            elif not has_target:
                expected = "by_criteria" if _unguarded(criteria).strip() else "no_target"
            elif goal_number is None and not adjusted.strip():
                expected = "qualitative"
            elif adjusted.strip() and reason == "qualitative":
                scores.unknown("adjusted")
                return
            elif achievement not in {"met", "missed"}:
                expected = achievement
            elif achievement == "met" and (attainment is None or attainment < HUNDRED):
                low = high = weight
            elif attainment is None:
                expected = "no_ratio"
            elif direction == "exact" and attainment > HUNDRED:
                expected = "beyond_exact"
            else:
                off = Decimal("0.00005")  # attainment is published with four decimals
                ends = [_earned(weight, end, profile, _deduction(end, profile, direction)) for end in (EXACT.subtract(attainment, off), EXACT.add(attainment, off))]
                low, high = min(ends), max(ends)
            scores.same(file, id_, "score_reason", reason, expected)
            if low is not None and high is not None and again is not None and low <= again <= high:
                scores.agree += 1
            else:
                scores.same(file, id_, "score_recomputed", again, high)
            deduction = _deduction(attainment, profile, direction) if profile and attainment is not None else ZERO
            self._formula(form, file, id_, formula, weight, again, attainment, deduction, exactly=False)

        self._each(
            "indicators",
            "indicator_id statement_id department_id jurisdiction_id fiscal_year form_type project source_id goal_id row_kind level1 "
            "level2 criteria_raw adjusted_target_raw target_raw target_state target_kind target_op target_value target_unit target_per target_notes actual_raw "
            "actual_state actual_kind actual_op actual_value actual_unit actual_per actual_notes coefficient_raw coefficient "
            "weight_raw weight score_raw score reviewed_score_raw reviewed_score polarity polarity_source achievement attainment "
            "score_recomputed score_difference score_reason score_formula",
            read,
        )

    def _value(self, file: str, id_: str, column: str, cell: str, kind: str, notes: str, unit: str, number: OptionalNumber) -> None:
        """Compare a target or an actual value with the one number that its cell prints."""
        if kind != "number" or number is None:
            return
        printed = _ANY_NUMBER.findall(_narrow(cell))
        if len(printed) != 1 or unit not in _PRINTED_AS or not _PRINTED_AS[unit].search(_narrow(cell)) or not HARMLESS.issuperset(filter(None, notes.split("；"))):
            self.report.checks["cells"].unknown("words")
            return
        read = Decimal(printed[0].replace(",", ""))
        self.report.checks["cells"].same(file, id_, column, abs(number), read)

    def _texts(self, table: str, key: str, _: Tuple[str, ...]) -> None:
        def read(row: Tuple[str, ...]) -> None:
            id_, statement = row
            self._on_form(f"{table}.csv", id_, statement, [])
            self._row_id(f"{table}.csv", key, id_, statement)

        self._each(table, f"{key} statement_id", read)

    def _base_data(self) -> None:
        file, amounts = "base_data.csv", "prior_final budget final".split()

        def read(row: Tuple[str, ...]) -> None:
            id_, statement, *rest = row
            form = self._on_form(file, id_, statement, [])
            self._row_id(file, "base_data_id", id_, statement)
            unit = form.unit if form else 1
            self._cells(file, id_, (
                (f"{name}_yuan", cell, NUMBERS[told], _read_money(cell, unit)) for name, cell, told in zip(amounts, rest[:3], rest[3:]) if told
            ))  # fmt: skip

        self._each("base_data", f"base_data_id statement_id {' '.join(f'{name}_raw' for name in amounts)} {' '.join(f'{name}_yuan' for name in amounts)}", read)

    # --- What is counted and added up -----------------------------------------------------------------------------

    def _forms(self) -> None:
        """Check the sums and counts of each form."""
        totals, counts, file = self.report.checks["totals"], self.report.checks["counts"], "statements.csv"
        for form in self.forms.values():
            told = form.published
            for column, severity in (("errors", "error"), ("warnings", "warning"), ("notes", "note")):
                counts.same(file, form.id, column, told[column], str(form.found[severity]))
            try:
                numbers = {name: NUMBERS[told[name]] for name in ("score_sum", "score_recomputed", "score_proved")}
            except NoNumberError as error:
                self.report.checks["numbers"].differs(file, form.id, "", str(error), "")
                continue
            totals.same(file, form.id, "score_sum", numbers["score_sum"], form.points if form.scored else None)
            totals.same(file, form.id, "score_proved", numbers["score_proved"], form.proved if form.known else None)
            if not form.is_known:
                totals.unknown("no_table", 2)
                continue
            reason = "unscored" if form.unscored else "" if form.has_weight else "no_weight"
            if not reason and form.judged_wrong:
                reason = "parts_missing"
            totals.same(file, form.id, "score_reason", told["score_reason"], reason)
            totals.same(file, form.id, "score_recomputed", numbers["score_recomputed"], None if reason else form.again)
            if form.total_score is not None and form.profile is None:
                totals.unknown("no_profile")
                continue
            floors = form.profile.grades if form.profile and form.total_score is not None else ()
            grade = next((grade for grade, floor in floors if form.total_score is not None and form.total_score >= floor), "")
            totals.same(file, form.id, "grade_recomputed", told["grade_recomputed"], grade)

    def _departments(self) -> None:
        forms, rows, file = Counter[str](), Counter[str](), "departments.csv"
        for form in self.forms.values():
            forms[form.department] += 1
            rows[form.department] += form.filled
        found: Set[str] = set()

        def read(row: Tuple[str, ...]) -> None:
            id_, jurisdiction, statements, indicators = row
            found.add(id_)
            self.report.checks["ids"].same(file, id_, "jurisdiction_id", jurisdiction, id_.partition("/")[0])
            self._link(file, id_, "jurisdiction_id", jurisdiction, "jurisdictions")
            self.report.checks["counts"].same(file, id_, "statements", statements, str(forms[id_]))
            self.report.checks["counts"].same(file, id_, "indicators", indicators, str(rows[id_]))

        self._each("departments", "department_id jurisdiction_id statements indicators", read)
        if f"{file}" in self.digests:
            self.ids["departments"] = found
        self.departments = sorted(found, key=lambda id_: id_.split("/"))
        for form in self.forms.values():
            self._link("statements.csv", form.id, "department_id", form.department, "departments")

    def _jurisdictions(self) -> None:
        for id_, parent in self._rows_again("jurisdictions", "jurisdiction_id parent_id"):
            self._link("jurisdictions.csv", id_, "parent_id", parent, "jurisdictions")

    def _restatements(self) -> None:
        def read(row: Tuple[str, ...]) -> None:
            self._on_form("restatements.csv", " ".join(row), row[0], [])

        self._each("restatements", "statement_id row_id column date", read)

    def _scorecard(self) -> None:
        groups: Dict[Tuple[str, str], List[Form]] = defaultdict(list)
        for form in self.forms.values():
            groups[form.department, form.year].append(form)
        dates = {id_: date for id_, date in self._rows_again("sources", "source_id publication_date")} if "sources" in self.ids else None
        check, file = self.report.checks["scorecard"], "scorecard.csv"
        names = (
            "department_forms project_forms forms_held self_evaluations publication_unknown errors_open forms_with_errors findings_due "
            "findings_answered targets targets_measurable measurable_share".split()
        )
        seen: Set[Tuple[str, str]] = set()

        def read(row: Tuple[str, ...]) -> None:
            id_, jurisdiction, department, year, *cells = row
            told = dict(zip(names, (NUMBERS[cell] for cell in cells)))
            own = groups.get((department, year), [])
            seen.add((department, year))
            self.held[department, year] = int(told["forms_held"] or 0)
            ids = self.report.checks["ids"]
            ids.same(file, id_, "scorecard_id", id_, f"{department}/{year}")
            ids.same(file, id_, "jurisdiction_id", jurisdiction, department.partition("/")[0])
            self._link(file, id_, "department_id", department, "departments")
            counted = {
                "department_forms": sum(not form.of_project for form in own),
                "project_forms": sum(form.of_project for form in own),
                "self_evaluations": sum(form.form_type.endswith("_self_eval") for form in own),
                "errors_open": sum(form.errors for form in own),
                "forms_with_errors": sum(bool(form.errors) for form in own),
                "findings_due": sum(form.due for form in own),
                "findings_answered": sum(form.answered for form in own),
                "targets": sum(form.targets for form in own),
            }
            if dates is None:
                check.unknown("no_table")
            else:
                counted["publication_unknown"] = sum(not dates.get(form.source) for form in own)
            measurable, targets = sum(form.measurable for form in own), counted["targets"]
            if measurable < 0:
                check.unknown("adjusted", 2)
            else:
                counted["targets_measurable"] = measurable
                share = _half_up(_percent(Decimal(measurable), Decimal(targets)), 4) if targets else None
                check.same(file, id_, "measurable_share", told["measurable_share"], share)
            for name, number in counted.items():
                check.same(file, id_, name, told[name], Decimal(number))
            check.unknown("templates", 5)  # not_in_portal, before_year_end, undated, cells_due, cells_blank

        self._each("scorecard", f"scorecard_id jurisdiction_id department_id fiscal_year {' '.join(names)}", read)
        if file in self.digests:
            for department, year in sorted(groups.keys() - seen):
                check.differs(file, f"{department}/{year}", "scorecard_id", "", f"{department}/{year}")

    def _rollups(self) -> None:
        Rollups(self).check()

    # --- Sizes and checksums --------------------------------------------------------------------------------------

    def _files(self) -> None:
        check, listed, others = self.report.checks["files"], {}, {f"{name}.csv" for name in KEYS}
        sums = self._content("SHA256SUMS")
        package = self._content("datapackage.json")
        if sums is not None:
            for line in sums.decode("utf-8", "replace").splitlines():
                digest, _, name = line.partition(" ")
                if line.strip():
                    listed.setdefault(name.lstrip(" *"), []).append(("SHA256SUMS", None, digest.lower()))
        if package is not None:
            for name, size, digest in _resources(package):
                listed.setdefault(name, []).append(("datapackage.json", size, digest))
        if not listed:
            check.unknown("no_list")
            return
        for name, claims in sorted(listed.items()):
            for by, size, digest in claims:
                self._claimed(name, by, size, digest)
        names = self.place.names()
        there = names if names is not None else sorted(self.digests)
        if sums is None or names is None:
            there = [name for name in there if name in others]
        for name in there:
            if name not in listed and name != "SHA256SUMS":
                check.differs(name, "", "", "SHA256SUMS" if sums is not None else "datapackage.json", "not listed")

    def _claimed(self, name: str, by: str, size: Optional[int], digest: str) -> None:
        """Compare a file with what a list says of it."""
        check = self.report.checks["files"]
        if re.match("[a-z]+://", name) or not re.fullmatch("[0-9a-f]{64}", digest):
            check.unknown("elsewhere")
            return
        if not _is_safe(name):
            check.differs(name, "", by, name, "unsafe path")
            return
        if name not in self.digests:
            file = self.place.opened(name)
            if file is None:
                check.differs(name, "", by, digest, "missing")
                return
            told, bytes_ = hashlib.sha256(), 0
            for piece in _pieces(file, name):
                told.update(piece)
                bytes_ += len(piece)
            self.digests[name] = bytes_, told.hexdigest()
        found = self.digests[name]
        check.same(name, "", f"{by} sha256", digest, found[1])
        if size is not None:
            check.same(name, "", f"{by} bytes", size, found[0])


_STATED = re.compile(rf"[≥≤><=]*(-?{_NUMBER})(%?)([^0-9万亿千百半‰%]*)")
"""A figure that a finding compares: a number with at most a sign before it and a unit behind."""
_PRINTED_AS = {"percent": re.compile("[0-9]%"), "person": re.compile("[0-9](?:人|名)"), "time": re.compile("[0-9]次"), "item": re.compile("[0-9]项")}
"""Units in which the printed number is the number itself."""


def _masks(cell: str) -> bool:
    """Tell whether a money cell is masked."""
    return bool(cell) and _MONEY.fullmatch(_narrow(cell)) is None and bool(_MASKED.search(_narrow(cell)))


def _settled(form: Form) -> Set[str]:
    """Return the rules whose errors leave no total in doubt: that a total row was left at 0 is settled by its parts."""
    return {"BUD-01"} if form.money and form.money.parts else set()


def _resources(package: bytes) -> Iterator[Tuple[str, Optional[int], str]]:
    """Yield what a data package lists: path, bytes, SHA-256."""
    try:
        told = json.loads(package)
    except (ValueError, RecursionError) as error:
        raise UnreadableError("datapackage.json 不是正确的 JSON", "datapackage.json is no proper JSON") from error
    resources = told.get("resources") if isinstance(told, dict) else None
    if not isinstance(resources, list):
        raise UnreadableError("datapackage.json 没有 resources", "datapackage.json has no resources")
    for one in resources:
        path = one.get("path") if isinstance(one, dict) else None
        if isinstance(path, str):
            size, digest = one.get("bytes"), str(one.get("hash") or "")
            yield path, size if isinstance(size, int) else None, digest[7:] if digest.startswith("sha256:") else ""


# --- Roll-ups -----------------------------------------------------------------------------------------------------

SUM, WEIGHTED, RATIO = "sum", "weighted_by_funds", "ratio_of_sums"


class Share(NamedTuple):
    """What a form brings to a measure: a number, what it is weighed or divided by, and the maximum of points."""

    number: Decimal
    base: Decimal = Decimal(1)
    scale: OptionalNumber = None


def _amounts(form: Form) -> Optional[Share]:
    money = form.money
    if money is None or money.adjusted is None or money.executed is None:
        return None
    return Share(money.executed, money.adjusted)


def _adjusted(form: Form) -> Optional[Share]:
    pair = _amounts(form)
    return Share(pair.base) if pair else None


def _executed(form: Form) -> Optional[Share]:
    pair = _amounts(form)
    return Share(pair.number) if pair else None


def _execution_points(form: Form) -> Optional[Share]:
    line, budget, profile = form.money.total if form.money else None, form.budget, form.profile
    if line is None or line.score is None or budget is None:
        return None
    own = None if line.reason == "other_weight" else line.weight
    return Share(line.score, budget, own or (profile.execution_weight if profile else None))


def _total_score(form: Form) -> Optional[Share]:
    if form.total_score is None or form.budget is None:
        return None
    return Share(form.total_score, form.budget, form.total_weight or (form.profile.total_weight if form.profile else None))


def _satisfaction(form: Form) -> Optional[Share]:
    definite = [rate for rate in form.satisfaction if rate is not None]
    if form.budget is None or not definite or len(definite) < len(form.satisfaction):
        return None
    return Share(LONG.divide(_added(definite), Decimal(len(definite))), form.budget)


def _number_of(name: str) -> Callable[[Form], Optional[Share]]:
    return lambda form: Share(Decimal(getattr(form, name))) if form.rows else None


def _judged(form: Form) -> Optional[Share]:
    return Share(Decimal(form.met), Decimal(form.met + form.missed)) if form.targets else None


class Measured(NamedTuple):
    """A measure: how the forms' figures become one, in which unit, and which errors keep a form from it."""

    method: str
    unit: str
    read: Callable[[Form], Optional[Share]]
    doubted: Callable[[Form], Set[str]]


def _doubts_money(form: Form) -> Set[str]:
    return form.rules["money"] - _settled(form)


MEASURES: Dict[str, Measured] = {
    "adjusted_budget": Measured(SUM, "yuan", _adjusted, _doubts_money),
    "executed": Measured(SUM, "yuan", _executed, _doubts_money),
    "execution_rate": Measured(RATIO, "percent", _amounts, _doubts_money),
    "execution_points": Measured(WEIGHTED, "points", _execution_points, _doubts_money),
    "total_score": Measured(WEIGHTED, "points", _total_score, lambda form: form.rules["scores"] - _settled(form)),
    "satisfaction": Measured(WEIGHTED, "percent", _satisfaction, lambda form: _doubts_money(form) | form.satisfied_rules),
    "indicators": Measured(SUM, "rows", _number_of("filled"), lambda _: set()),
    "targets": Measured(SUM, "rows", _number_of("targets"), lambda _: set()),
    "targets_met": Measured(SUM, "rows", _number_of("met"), lambda form: form.target_rules),
    "targets_missed": Measured(SUM, "rows", _number_of("missed"), lambda form: form.target_rules),
    "targets_met_share": Measured(RATIO, "percent", _judged, lambda form: form.target_rules),
}
PROMISED = ("indicators", "targets")
_RULES = re.compile(r"（([A-Z]{3}-[0-9]+(?:、[A-Z]{3}-[0-9]+)*)）(?=；|$)")


class Rollups:
    """Checks the roll-ups against the forms below them."""

    def __init__(self, verified: Verification) -> None:
        """Put the forms of each department, and of each jurisdiction, together by year and type."""
        self.verified, self.check_ = verified, verified.report.checks["rollups"]
        self.groups: Dict[Tuple[str, str, str], List[Form]] = defaultdict(list)
        for form in sorted(verified.forms.values(), key=lambda form: form.id):
            for place in (form.department, form.jurisdiction):
                self.groups[place, form.year, form.form_type].append(form)

    def check(self) -> None:
        """Work out every roll-up again, and look whether one is missing."""
        seen: Set[str] = set()
        levels: Set[str] = set()

        def read(row: Tuple[str, ...]) -> None:
            seen.add(row[0])
            levels.add(row[1])
            self._rollup(dict(zip(columns.split(), row)))

        columns = (
            "rollup_id level jurisdiction_id department_id fiscal_year form_type measure value unit method forms_counted forms_total "
            "rows_judged rows_total money_share missing_ids as_printed by_parts in_doubt excluded excluded_ids formula reason"
        )
        self.verified._each("rollups", columns, read)  # noqa: SLF001 - one program in one file
        if "rollups.csv" not in self.verified.digests:
            return
        if "jurisdictions" in self.verified.ids:
            levels |= {"department", "jurisdiction"}
        for place, year, form_type in self.groups:
            if ("department" if "/" in place else "jurisdiction") in levels and form_type.endswith(("_target", "_self_eval")):
                for measure in PROMISED if form_type.endswith("_target") else MEASURES:
                    id_ = f"{place}/{year}#{form_type}-{measure}"
                    if id_ not in seen:
                        self.check_.differs("rollups.csv", id_, "rollup_id", "", id_)

    def _rollup(self, told: Dict[str, str]) -> None:
        id_, measure = told["rollup_id"], told["measure"]
        how = MEASURES.get(measure)
        place = told["department_id"] or told["jurisdiction_id"]
        ids = self.verified.report.checks["ids"]
        ids.same("rollups.csv", id_, "rollup_id", id_, f"{place}/{told['fiscal_year']}#{told['form_type']}-{measure}")
        ids.same("rollups.csv", id_, "jurisdiction_id", told["jurisdiction_id"], place.partition("/")[0])
        ids.same("rollups.csv", id_, "level", told["level"], "department" if told["department_id"] else "jurisdiction")
        if how is None:
            self.check_.differs("rollups.csv", id_, "measure", measure, "")
            return
        group = self.groups.get((place, told["fiscal_year"], told["form_type"]), [])
        doubted = self._excluded(told, group, how)
        shares = {form.id: how.read(form) for form in group}
        counted = [form for form in group if form.id not in doubted and shares[form.id] is not None]
        missing = [form.id for form in group if form.id not in doubted and shares[form.id] is None]
        absent = self._absent(told, group)
        own = [share for form in counted if (share := shares[form.id]) is not None]
        complete = not (missing or absent or doubted)
        unscored = how.unit == "points" and bool(group) and all(form.profile is not None and form.unscored for form in group)
        value, reason, formula = _brought_together(how, own, complete, unscored)
        of_rows = measure == "targets_met_share"
        again: Dict[str, object] = {
            "value": value,
            "reason": reason,
            "formula": formula,
            "unit": how.unit,
            "method": how.method,
            "forms_counted": Decimal(len(counted)),
            "forms_total": Decimal(len(group) + len(absent)),
            "missing_ids": "；".join([*missing, *absent]),
            "excluded_ids": "；".join(form.id for form in group if form.id in doubted),
            "money_share": None if absent else _money_share(group, counted),
            "rows_judged": _added(share.base for share in own) if of_rows else None,
            "rows_total": Decimal(sum(form.targets for form in group)) if of_rows else None,
            **_three_ways(measure, group, [form for form in group if form.id in doubted], shares),
        }
        if any(not form.is_known for form in group) and how.unit == "points":
            self.check_.unknown("no_table", 3)
            for column in ("value", "reason", "formula"):
                del again[column]
        for column, expected in again.items():
            published = NUMBERS[told[column]] if isinstance(expected, Decimal) else told[column]
            self.check_.same("rollups.csv", id_, column, published, "" if expected is None else expected)

    def _excluded(self, told: Dict[str, str], group: Sequence[Form], how: Measured) -> Set[str]:
        """Return the forms that errors keep from a measure: those with findings, and those whose findings are not told."""
        rules = {form.id: found for form in group if (found := how.doubted(form))}
        listed = told["excluded_ids"].split("；") if told["excluded_ids"] else []
        unexplained = [id_ for id_ in listed if id_ not in rules]
        if unexplained and self.verified._may_be_held() and {form.id for form in group} >= set(unexplained):  # noqa: SLF001 - see above
            self.check_.unknown("held", len(unexplained))
            return {*rules, *unexplained}
        named = [set(found.split("、")) for found in _RULES.findall(told["excluded"])]
        for id_, found in zip(listed, named):
            if id_ in rules and not self.verified._may_be_held():  # noqa: SLF001 - see above
                self.check_.same("rollups.csv", told["rollup_id"], "excluded", "、".join(sorted(found)), "、".join(sorted(rules[id_])))
        return set(rules)

    def _absent(self, told: Dict[str, str], group: Sequence[Form]) -> List[str]:
        """Return the forms that await review, which nothing else names, and the departments without a form."""
        listed = told["missing_ids"].split("；") if told["missing_ids"] else []
        own = {form.id for form in group}
        held = [id_ for id_ in listed if id_.count("/") >= 2 and id_ not in own]
        place, year = told["department_id"] or told["jurisdiction_id"], told["fiscal_year"]
        for id_ in held:
            department = "/".join(id_.split("/")[:2])
            right = id_.startswith((f"{place}/", f"{department}/{year}")) and department.partition("/")[0] == told["jurisdiction_id"]
            waits = self.verified.held.get((department, year), 0) > 0
            if not (right and waits):
                self.check_.differs("rollups.csv", told["rollup_id"], "missing_ids", id_, "")
        if told["level"] != "jurisdiction" or told["form_type"].startswith("project"):
            return held
        if "departments" not in self.verified.ids:
            self.check_.unknown("no_table")
            return held + [id_ for id_ in listed if id_.count("/") == 1]
        have = {form.department for form in group} | {"/".join(id_.split("/")[:2]) for id_ in held}
        return held + [id_ for id_ in self.verified.departments if id_.startswith(f"{place}/") and id_ not in have]


def _brought_together(
    how: Measured, shares: Sequence[Share], complete: bool, unscored: bool  # noqa: FBT001 - two facts of a group
) -> Tuple[OptionalNumber, str, str]:
    """Return a roll-up's value, or the reason why there is none, and its formula."""
    if unscored:
        return None, "unscored", ""
    if not shares:
        return None, "nothing_counted", ""
    if not complete and how.method != SUM:
        return None, "denominator_incomplete", ""
    if len({share.scale for share in shares}) > 1:
        return None, "other_scales", ""
    base = _added(share.base for share in shares)
    if not base:
        return None, "zero_base", ""
    if how.method == SUM:
        value = _added(share.number for share in shares)
        written = " + ".join(_digits(share.number) for share in shares)
    elif how.method == RATIO:
        number = _added(share.number for share in shares)
        value, written = _half_up(_percent(number, base), 4), f"{_digits(number)} ÷ {_digits(base)}"
    else:
        value = _half_up(LONG.divide(_added(_times(share.base, share.number) for share in shares), base), 4)
        written = f"({' + '.join(f'{_digits(share.base)} × {_digits(share.number)}' for share in shares)}) ÷ {_digits(base)}"
    return value, "", f"{written} = {_digits(value)}{'%' if how.unit == 'percent' else ''}"


def _money_share(group: Sequence[Form], counted: Sequence[Form]) -> OptionalNumber:
    """Return how many percent of all forms' budget stand on those that count; None where not all is known."""
    budgets = {form.id: None if _doubts_money(form) else form.budget for form in group}
    known = [budget for budget in budgets.values() if budget is not None]
    if len(known) < len(group) or not any(known):
        return None
    return _half_up(_percent(_added(budgets[form.id] or ZERO for form in counted), _added(known)), 4)


def _three_ways(
    measure: str, group: Sequence[Form], excluded: Sequence[Form], shares: Dict[str, Optional[Share]]
) -> Dict[str, OptionalNumber]:
    """Return of money what the total rows print, what their parts make of it, and how much of that is in doubt."""
    nothing: Dict[str, OptionalNumber] = {"as_printed": None, "by_parts": None, "in_doubt": None}
    if measure not in {"adjusted_budget", "executed"}:
        return nothing
    lines = [form.money.total for form in group if form.money and _amounts(form)]
    printed = [line.adjusted if measure == "adjusted_budget" else line.executed for line in lines]
    known = [amount for amount in printed if amount is not None]
    if not known:
        return nothing
    read, doubted = (_added(share.number for form in forms if (share := shares[form.id])) for forms in (group, excluded))
    return {"as_printed": _added(known), "by_parts": read, "in_doubt": doubted}


# --- The command --------------------------------------------------------------------------------------------------


def verified(place: AnyPlace, named: str) -> Report:
    """Check a place that goes by such a name.

    Raises:
        UnreadableError: where it, or a table in it, cannot be read.
    """
    csv.field_size_limit(LARGEST_CELL)
    try:
        return Verification(place, named).run()
    except (OSError, zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError) as error:
        told = str(error) or type(error).__name__
        raise UnreadableError(f"{named} 读不下去：{told}", f"{named} cannot be read further: {told}") from error


def verify(argv: Optional[Sequence[str]] = None) -> int:
    """Check the place that the command line names, and return the exit code."""
    parser = argparse.ArgumentParser(
        prog="verify.py",
        description="由下载的数据重算全部合计、得分、汇总与校验和 · recompute every total, score, roll-up and checksum from the downloads alone",
        epilog="退出码 · exit codes: 0 全部相符 everything agrees · 1 有不同 something differs · 2 读不了 cannot be read",
    )
    parser.add_argument("place", metavar="PLACE", help="文件夹、zip 或网址 · a folder, a zip or an address")
    parser.add_argument("--lang", choices=("zh", "en"), help="只用一种语言 · in one language only")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="输出格式 · output format")
    asked = parser.parse_args(argv)
    languages = {"zh": [0], "en": [1]}.get(asked.lang, [0, 1])
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        report = verified(place_of(asked.place), asked.place)
    except UnreadableError as error:
        print("\n".join(error.said[lang] for lang in languages), file=sys.stderr)
        return UNREADABLE
    except (OSError, ValueError, zipfile.BadZipFile) as error:
        said = (f"读不了 {asked.place}：{error}", f"{asked.place} cannot be read: {error}")
        print("\n".join(said[lang] for lang in languages), file=sys.stderr)
        return UNREADABLE
    print(report.as_json() if asked.format == "json" else report.as_text(languages), end="")
    return DIFFERS if report.differ else AGREES


if __name__ == "__main__":
    sys.exit(verify())
