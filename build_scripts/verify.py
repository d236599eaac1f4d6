"""Recompute what the portal publishes from the downloads alone: ``python verify.py PLACE``, with nothing but Python.

PLACE is a folder, a zip or an address (of a zip, of a ``datapackage.json``, or of a folder of downloads); of a whole site
in a folder every file is looked at, and with OpenSSH who signed the list of them. This file
imports nothing of the portal's program: whoever doubts a figure downloads it with the data, reads it and runs it.

What it does, in this order: sizes and checksums as the package lists them; every table read once; numbers read from the
printed cells beside them; ids, keys and references; execution rates, attainment, scores and their formulas; the sums of
each form; what findings calculate; counts, the scorecard, and every roll-up from the forms below it. Of each check it
says how many figures it looked at, how many agree, how many differ, and how many cannot be worked out again from the
downloads, with the reason; at the end, which tables are not there and what no check looks at.

Exit codes: 0 nothing differs, 1 something differs, 2 the place cannot be read.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import http.client
import io
import json
import os
import re
import shutil
import subprocess
import sys
import time
import unicodedata
import urllib.error
import urllib.parse
import urllib.request
import zipfile
import zlib
from collections import Counter, defaultdict
from decimal import ROUND_HALF_UP, Context, Decimal, DecimalException
from functools import lru_cache
from operator import itemgetter
from typing import (
    BinaryIO,
    Callable,
    Dict,
    Iterable,
    Iterator,
    NamedTuple,
    Optional,
    Protocol,
    Sequence,
    Tuple,
    TypeVar,
)

AGREES, DIFFERS, UNREADABLE = 0, 1, 2

LARGEST_FILE = 2 << 30
"""No file of more bytes is read, whatever it says of its size."""
LARGEST_ROW = 16 << 20
"""No row of a table has more characters. Tables are read row by row, so that this bounds the memory they take."""
LARGEST_LIST = 16 << 20
"""No list of files has more bytes."""
MOST_MEMBERS = 100_000
MOST_KEPT = 1_000
"""So many differences of a check are told one by one; all are counted."""
MOST_PRINTED = 20
WAIT = 30
"""Seconds until an address has to answer."""
LONGEST = 900
"""Seconds that one file may take to arrive."""
PIECE = 1 << 20
REMEMBERED = 1 << 16
"""How many texts a reading of cells remembers: the same cells come again and again."""

Said = Tuple[str, str]
"""A text in Chinese and in English."""
OptionalNumber = Optional[Decimal]

CHECKS: dict[str, Said] = {
    "files": ("文件的大小与 SHA-256 同清单相符，没有缺失、改动或漏列", "files have the listed size and SHA-256; none is missing, changed or left out of the list"),
    "site": ("整个站点的每个文件同根目录的 SHA256SUMS 相符，没有多出的", "every file of the whole site has the SHA-256 that SHA256SUMS at its root lists, and there is none besides"),
    "signature": ("SHA256SUMS 的签名出自 allowed_signers 里的公钥", "SHA256SUMS was signed with a key of allowed_signers"),
    "numbers": ("数值列里都是数，应有内容的列没有空格", "columns of numbers hold numbers, and columns that are never empty hold something"),
    "keys": ("每行的代码在表中唯一", "every row's id is unique in its table"),
    "rows": ("行数与 datapackage.json 所列相符，每张表单的行从 1 起连续编号", "tables have the listed number of rows, and the rows of each form are numbered from 1 without a gap"),
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
    "changes": ("变动记录同表单、核对发现和更正相符", "what is told of changes fits the forms, findings and corrections"),
}  # fmt: skip

WHY_NOT: dict[str, Said] = {
    "no_list": ("没有 SHA256SUMS，也没有 datapackage.json", "there is neither SHA256SUMS nor datapackage.json"),
    "unsigned": ("站点没有签名", "the site is not signed"),
    "no_ssh_keygen": ("这台机器没有 ssh-keygen", "there is no ssh-keygen on this machine"),
    "elsewhere": ("清单所列的文件在别的网址", "the listed file stands at another address"),
    "stray": ("文件夹中还有清单没有列出的其他文件，没有看", "other files stand in the folder that no list names; they were not looked at"),
    "no_table": ("下载中没有所指的表", "the downloads do not hold the table that is named"),
    "words": ("照印的单元格不只是一个数", "the printed cell holds more than one plain number"),
    "values": ("目标值或完成值不是同一单位的两个单独的数", "target and actual value are not two single numbers of one unit"),
    "adjusted": ("按调整后目标判断，其数值不在表中", "judged by an adjusted target, whose number stands in no table"),
    "confirmed": ("金额单位经核实另定，依据不在下载中", "another unit of money was confirmed; on whose word stands in no table"),
    "no_profile": ("没有评分规则", "there is no scoring profile"),
    "units": ("算式里的单位要换算", "the formula needs a conversion of units"),
    "not_stated": ("所比的不是两个单独的数", "what is compared are not two single numbers"),
    "held": ("依据待审查、未公布的表单", "it rests on forms that await review and are not published"),
    "templates": ("要有表样或原来的日期写法才能算", "it takes the form's template, or dates as they are written"),
    "places": ("说到的格只列出所在的行", "of the cells that are spoken of only the rows are listed"),
}  # fmt: skip

NOT_CHECKED: tuple[Said, ...] = (
    ("印出的文字、名称、标题、说明、引文（只核对由它们读出的数）", "printed words, names, titles, messages and quotations (only the numbers read from them are)"),
    ("核对发现所引的印出数和对照数（只核对它们的差额）", "the printed figures that a finding quotes and compares (only their difference is)"),
    ("由文字定出的代码：类别、种类、方向、单位、状态", "codes that words were read as: categories, kinds, directions, units, states"),
    ("一格不只一个数时读出的数（各项已写明多少）", "numbers of cells that hold more than one (how many is told above)"),
    ("取自文件的数据：行政区、部门、来源、评分规则的分值与等级门槛", "what was taken from documents: jurisdictions, departments, sources, points and grades of scoring profiles"),
    ("表样、日期、空白格的计数", "counts that take form templates, dates and blank cells"),
    ("没有 datapackage.json 时，别处没有数到的行：表单末尾的行、没有表单用到的来源和评分规则、变动记录", "without datapackage.json, rows that nothing else counts: at the end of a form, sources and profiles that no form uses, changes"),
)  # fmt: skip
"""What no check looks at, said at the end."""

WORDS: dict[str, Said] = {
    "missing": ("没有这个文件", "missing"),
    "not listed": ("清单没有列出", "not listed"),
    "unsafe path": ("路径会跑到文件夹外面", "unsafe path"),
    "malformed": ("写法不对", "malformed"),
    "unproved": (
        "签名不对，或签名之后改过",
        "not signed with a key of allowed_signers, or changed since",
    ),
}
"""What is said of files in the place of a figure; programs get the English words."""

KEYS: dict[str, tuple[str, ...]] = {
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
    "finding_cells": ("finding_id", "row_id", "column"),
    "rollups": ("rollup_id",),
    "scorecard": ("scorecard_id",),
    "changes": ("change_id",),
    "restatements": ("statement_id", "row_id", "column", "old", "new", "date"),
    "sources": ("source_id",),
    "scoring_profiles": ("scoring_profile",),
}
"""The tables, each with the columns whose cells together name one row."""
NEVER_EMPTY: dict[str, tuple[str, ...]] = {
    "jurisdictions": ("jurisdiction_id", "name", "name_en", "level"),
    "departments": ("department_id", "jurisdiction_id", "name", "kind", "statements", "indicators"),
    "statements": (
        *("statement_id", "form_type", "template", "jurisdiction_id", "department_id", "fiscal_year"),
        *("fiscal_year_basis", "currency_unit", "errors", "warnings", "notes", "source_id", "source_line", "page_url"),
    ),
    "funding": (
        *("funding_id", "statement_id", "department_id", "jurisdiction_id", "fiscal_year", "order", "line_code"),
        "counted_as",
    ),
    "goals": ("goal_id", "statement_id", "department_id", "kind", "order"),
    "indicators": (
        *("indicator_id", "statement_id", "department_id", "jurisdiction_id", "fiscal_year", "form_type", "goal_id"),
        *("goal_kind", "order", "row_kind", "polarity", "polarity_source", "achievement", "source_id"),
    ),
    "narratives": ("narrative_id", "statement_id", "order", "kind"),
    "base_data": ("base_data_id", "statement_id", "order", "section", "line_code"),
    "further_cells": ("statement_id", "department_id", "order"),
    "findings": (
        *("finding_id", "rule_id", "severity", "about", "statement_id", "department_id", "jurisdiction_id", "cells"),
        *("message_zh", "message_en", "file", "line"),
    ),
    "finding_cells": ("finding_id", "statement_id", "department_id", "jurisdiction_id"),
    "rollups": (
        *("rollup_id", "level", "jurisdiction_id", "fiscal_year", "form_type", "measure", "unit", "method"),
        *("forms_counted", "forms_total"),
    ),
    "scorecard": ("scorecard_id", "jurisdiction_id", "department_id", "fiscal_year"),
    "restatements": ("statement_id", "column", "date", "reason"),
    "changes": ("change_id",),
    "sources": ("source_id", "title", "publisher", "media_type", "sha256", "lines"),
    "scoring_profiles": ("scoring_profile",),
}
"""The columns in which no row is empty."""
WHOLE = "mingzhang"
"""What the data package of the whole portal is called; it has all tables."""

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
SUBTRACT = {
    *("BUD-01", "BUD-02", "BUD-03", "BUD-04", "BUD-07", "BUD-08", "BUD-09", "BUD-12", "BUD-13", "BUD-15", "BUD-16"),
    *("BUD-18", "BUD-20", "BUD-25", "BUD-26", "BUD-29", "IND-03", "IND-61", "IND-75", "SCO-01", "SCO-02", "SCO-03"),
    *("SCO-04", "SCO-05", "SCO-15", "SCO-17", "SCO-18", "SCO-26"),
}
"""Rules whose findings give the difference wherever both of its figures are single numbers."""
LOOK_UP = {"DSC-02", "SCO-12"}
"""Rules whose recomputed figure is looked up: they have no formula."""
ANSWERS = {"explained", "corrected"}
HARMLESS = {
    *("unit_from_name", "unit_from_form", "nonstandard_operator", "verbal_operator", "bare_number", "unit_repeated"),
    *("rate_without_percent_sign", "stray_character", "doubled_percent"),
}
"""What may be said of the reading of a value that is one plain number all the same."""
ROUNDED = Decimal("0.00005")
"""By how much a number with four decimals may differ from what it was."""
UNCLEAR = {"operator_with_range", "contradictory_operator", "approximate"}

EXACT = Context(prec=10_000)
LONG = Context(prec=28)
"""To so many significant digits the portal divides."""
ZERO, HUNDRED, HUNDREDTH = Decimal(0), Decimal(100), Decimal("0.01")


BROKEN = (OSError, RuntimeError, EOFError, zipfile.BadZipFile, zlib.error, http.client.HTTPException)
"""What Python raises where a file, a zip or an answer is broken; an encrypted zip is a RuntimeError."""


class UnreadableError(Exception):
    """Raised where the place, or a table in it, cannot be read at all."""

    def __init__(self, zh: str, en: str) -> None:
        """Keep what is wrong in both languages."""
        super().__init__(zh)
        self.said: Said = (zh, en)


# --- The place: a folder, a zip, an address -----------------------------------------------------------------------


class AnyPlace(Protocol):
    """What is read from."""

    is_closed: bool
    """Whether nobody but its publisher puts files into it."""
    site: str
    """The folder of the whole site to which it belongs; empty where there is none."""

    def names(self) -> list[str] | None:
        """Return all files by their paths; None where nobody can list them."""

    def opened(self, name: str) -> BinaryIO | None:
        """Return a file, None where there is none."""


class FolderPlace:
    """A folder of downloads; of a whole site its ``downloads/``."""

    is_closed = False

    def __init__(self, folder: str) -> None:
        """Look where in the folder the tables are."""
        below = os.path.join(folder, "downloads")
        here = os.path.isfile(os.path.join(folder, "statements.csv"))
        self.folder = below if not here and os.path.isfile(os.path.join(below, "statements.csv")) else folder
        self.site = folder if self.folder == below else ""

    def names(self) -> list[str] | None:
        """Return all files, by their paths below the folder."""
        return self.below(self.folder)

    @staticmethod
    def below(root: str) -> list[str]:
        """Return all files below a folder, by their paths there."""
        found = []
        for folder, _, files in os.walk(root):
            found += [os.path.relpath(os.path.join(folder, file), root) for file in files]
        return sorted(name.replace(os.sep, "/") for name in found)

    def opened(self, name: str) -> BinaryIO | None:
        """Return a file, None where there is none."""
        path = os.path.join(self.folder, *name.split("/"))
        return io.FileIO(path) if os.path.isfile(path) else None


class ZipPlace:
    """A zip of downloads. Nothing is unpacked; names that would leave their folder make it unreadable all the same."""

    is_closed = True
    site = ""

    def __init__(self, file: str | BinaryIO) -> None:
        """Look through the list of what it holds."""
        self.zip = zipfile.ZipFile(file)
        members = [one for one in self.zip.infolist() if not one.is_dir()]
        if len(members) > MOST_MEMBERS:
            raise UnreadableError(
                f"zip 里有 {len(members)} 个文件，太多了", f"the zip holds {len(members)} files, too many"
            )
        self.members = {one.filename: one for one in members}
        for name in self.members:
            if not _is_safe(name):
                raise UnreadableError(
                    f"zip 里的文件名 {name!r} 会跑到文件夹外面，请勿解压",
                    f"the name {name!r} in the zip leads out of its folder; do not unpack it",
                )
        if any(one.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED} for one in members):
            raise UnreadableError("zip 的压缩方式不常用", "the zip is compressed in an unusual way")
        if len(self.members) < len(members):
            raise UnreadableError("zip 里有重名的文件", "two files in the zip have one name")

    def names(self) -> list[str] | None:
        """Return all files."""
        return sorted(self.members)

    def opened(self, name: str) -> BinaryIO | None:
        """Return a file, None where there is none."""
        if name not in self.members:
            return None
        if self.members[name].file_size > LARGEST_FILE:
            raise UnreadableError(f"{name} 太大", f"{name} is too large")
        return self.zip.open(self.members[name])  # type: ignore[return-value]


class WebPlace:
    """An address below which the downloads stand."""

    is_closed = False
    site = ""

    def __init__(self, base: str) -> None:
        """Look where below the address the tables are."""
        self.base = base
        if self.opened("statements.csv") is None and self.opened("downloads/statements.csv") is not None:
            self.base = f"{base}downloads/"

    def names(self) -> list[str] | None:
        """Return None: nobody lists what stands below an address."""
        return None

    def opened(self, name: str) -> BinaryIO | None:
        """Return a file, None where there is none."""
        return _fetched(self.base + urllib.parse.quote(name))


def _fetched(url: str) -> BinaryIO | None:
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
    if re.match(r"https?://", named, re.IGNORECASE):
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


def _zip(file: str | BinaryIO, named: str) -> ZipPlace:
    try:
        return ZipPlace(file)
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise UnreadableError(f"{named} 不是可读的 zip", f"{named} is no zip that can be read") from error


class Stream(io.RawIOBase):
    """A file that is read once, from its beginning: counted and hashed, up to the largest size and the longest time."""

    def __init__(self, file: BinaryIO, name: str) -> None:
        """Begin with nothing read."""
        self.file, self.name = file, name
        self.size, self.hash, self.until = 0, hashlib.sha256(), time.monotonic() + LONGEST

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Read the next bytes."""
        piece = self.file.read(len(buffer))
        self.size += len(piece)
        if self.size > LARGEST_FILE:
            raise UnreadableError(f"{self.name} 太大", f"{self.name} is too large")
        if time.monotonic() > self.until:
            raise UnreadableError(f"{self.name} 传得太慢", f"{self.name} takes too long to arrive")
        self.hash.update(piece)
        buffer[: len(piece)] = piece
        return len(piece)

    def close(self) -> None:
        """Close the file too."""
        self.file.close()
        super().close()


def _pieces(file: BinaryIO, name: str) -> Iterator[bytes]:
    """Yield a file piece by piece."""
    with Stream(file, name) as stream:
        yield from iter(lambda: stream.read(PIECE), b"")


class Rows:
    """The lines of a table for Python's reader of CSV, which puts them together into rows; no row may be too long."""

    def __init__(self, stream: Stream) -> None:
        """Begin with the first line."""
        self.stream, self.number, self.length = stream, 0, 0
        self.text = io.TextIOWrapper(io.BufferedReader(stream, PIECE), "utf-8-sig", newline="")

    def __iter__(self) -> Rows:
        """Return itself."""
        return self

    def __next__(self) -> str:
        """Return the next line, no more of it than a row may have."""
        line = self.text.readline(LARGEST_ROW - self.length + 1)
        if not line:
            raise StopIteration
        self.number += 1
        self.length += len(line)
        if self.length > LARGEST_ROW:
            raise UnreadableError(
                f"{self.stream.name} 第 {self.number} 行的一行数据超过 {LARGEST_ROW:,} 字，太长，没有读下去；门户的表没有这样长的行",
                f"{self.stream.name} line {self.number}: a row of more than {LARGEST_ROW:,} characters is too long and was not read; the portal's tables have no such row",
            )
        return line


# --- Numbers and formulas -----------------------------------------------------------------------------------------

_PLAIN = re.compile(r"-?[0-9]{1,80}(?:\.[0-9]{1,80})?")
_NUMBER = r"(?:[0-9]{1,3}(?:,[0-9]{3}){1,5}(?![0-9])|[0-9]{1,18}(?![0-9]))(?:\.[0-9]{1,40}(?![0-9]))?"
"""A number as forms print it; more digits are no figure of a budget."""
_MONEY = re.compile(rf"(-?{_NUMBER})(亿|万)?元?")
_POINTS = re.compile(rf"\(?(-?{_NUMBER})分?\)?")
_RATE = re.compile(rf"(-?{_NUMBER})%?")
_ANY_NUMBER = re.compile(_NUMBER)
_GUARDED = re.compile(r"'+[\s\u200b]*[=+\-@\t\r\n\0＝＋－＠]")
_SAYS_MORE = re.compile("[0-9A-Za-z万亿千百十半两双几数零〇一二三四五六七八九壹贰叁肆伍陆柒捌玖拾%‰]")
"""What beside a number may be a part of it, or multiply it."""
_SIGNS = re.compile("^[≥≤><=]+")
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


@lru_cache(maxsize=REMEMBERED)
def _narrow(text: str) -> str:
    """Return a printed cell without white space, its digits and signs in their narrow form."""
    return re.sub(r"[\s\u200b\u2060\ufeff]+", "", unicodedata.normalize("NFKC", _unguarded(text))).replace("−", "-")


@lru_cache(maxsize=REMEMBERED)
def _read_money(cell: str, unit: int) -> OptionalNumber:
    found = _MONEY.fullmatch(_narrow(cell))
    if not found:
        return None
    factor = SCALES[found[2] or ""] if found[2] or found[0].endswith("元") else unit
    return _times(Decimal(found[1].replace(",", "")), factor)


@lru_cache(maxsize=REMEMBERED)
def _read_points(cell: str) -> OptionalNumber:
    found = _POINTS.fullmatch(_narrow(cell))
    return Decimal(found[1].replace(",", "")) if found else None


def _read_rate(cell: str) -> OptionalNumber:
    found = _RATE.fullmatch(_narrow(cell))
    return Decimal(found[1].replace(",", "")) if found else None


@lru_cache(maxsize=REMEMBERED)
def _read_share(cell: str) -> OptionalNumber:
    """Read which share of its weight a row is given: 0.95, 95% and 95 alike."""
    rate = _read_rate(cell)
    is_share = rate is not None and 0 < rate <= 1 and not _narrow(cell).endswith("%")
    return _times(rate, 100) if rate is not None and is_share else rate


@lru_cache(maxsize=REMEMBERED)
def _read_value(cell: str, unit: str, beside: str = "", notes: str = "", of_money: int = 1) -> OptionalNumber:
    """Read the one number of a cell, where nothing in it and ``beside`` it, its unit in a cell of its own, changes it."""
    said, text = set(filter(None, notes.split("；"))), _SIGNS.sub("", _narrow(cell))
    if not said <= HARMLESS:
        return None
    if unit == "yuan":
        own = text[-1:] in {"元", "万", "亿"}
        return _read_money(text, of_money) if own or ("unit_from_form" in said and not beside) else None
    printed = _ANY_NUMBER.findall(text)
    if len(printed) != 1 or ("unit_from_name" in said and unit != "percent"):
        return None
    words = text.replace(printed[0], "", 1) + _narrow(beside)
    if unit == "percent":
        words = words.replace("%", "")
    number = Decimal(printed[0].replace(",", ""))
    return None if _SAYS_MORE.search(words) else -number if text.startswith("-") else number


def _read_as(cell: str, unit: str, of_money: int) -> OptionalNumber:
    """Read a cell that should hold one number in a unit; none where nothing says in which."""
    if unit == "yuan":
        return _read_money(cell, of_money)
    if unit == "percent":
        return _read_rate(cell)
    return _read_value(cell, unit) if unit else None


def _is_masked(cell: str) -> bool:
    """Tell whether a money cell is masked."""
    return bool(cell) and _MONEY.fullmatch(_narrow(cell)) is None and bool(_MASKED.search(_narrow(cell)))


def _times(number: Decimal, factor: Decimal | int) -> Decimal:
    return EXACT.multiply(number, Decimal(factor))


def _added(numbers: Iterable[Decimal]) -> Decimal:
    total = ZERO
    for number in numbers:
        total = EXACT.add(total, number)
    return total


@lru_cache(maxsize=REMEMBERED)
def _half_up(value: Decimal, decimals: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP, context=EXACT)


def _percent(part: Decimal, whole: Decimal) -> Decimal:
    return LONG.divide(_times(part, 100), whole)


@lru_cache(maxsize=REMEMBERED)
def _digits(number: OptionalNumber) -> str:
    """Return a number in plain digits, without zeros behind its decimals."""
    if number is None:
        return ""
    text = format(number, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text


@lru_cache(maxsize=REMEMBERED)
def _decimals(cell: str) -> int:
    found = _ANY_NUMBER.search(_narrow(cell))
    return len(found[0].partition(".")[2]) if found else 0


_BOUND = re.compile(r"min\((.*), 100%\)|max\((.*), 0%\)")
"""What was reached with the bound that the formula of a score puts on it."""
_STATED = re.compile(rf"[≥≤><=]*(-?{_NUMBER})(%?)([^0-9万亿千百半‰%]*)")
"""A figure that a finding compares: a number with at most a sign before it and a unit behind."""


def are_stated(published: str, recomputed: str, reference: str) -> tuple[Decimal, Decimal] | None:
    """Return the two figures that a finding compares, where both are single numbers of one unit."""
    pair = (recomputed or published, reference) if reference else (published, recomputed)
    one, other = (_STATED.fullmatch(_narrow(text)) for text in pair)
    if not one or not other or one[2] != other[2] or (one[3] and other[3] and one[3] != other[3]):
        return None
    return Decimal(one[1].replace(",", "")), Decimal(other[1].replace(",", ""))


class FormulaError(Exception):
    """Raised where a formula cannot be worked out; its text is a key of ``WHY_NOT``, or empty where it is none at all."""


_TERM = re.compile(
    r"\s*(?:(min|max)(?=\()|([()+−÷×]|,(?=\s))"
    r"|[^\s+−÷×,()=0-9%‰-]*(-?(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]+)(?:\.[0-9]+)?)([%‰]?)([a-zA-Z]{1,2}[23](?![0-9])|[^\s+−÷×,()=0-9]*))"
)
_WORDS = re.compile(r"\s*[^\s+−÷×,()=]*[\u4e00-\u9fff]")
"""A printed value that is more than a number: ``一月一次``."""
_SHARES = {"": Decimal(1), "%": HUNDREDTH, "‰": Decimal("0.001")}
_YUAN = re.compile("(万|亿)?元?")
DEEPEST = 50


class Formula:
    """A formula as it is written: numbers with their units, ``%`` as hundredths, min and max, the four operations."""

    def __init__(self, text: str) -> None:
        """Cut a text into terms; a unit of points of a hundred in words is the sign."""
        text = text.replace("百分比", "%")
        self.terms: list[str | Decimal] = []
        units: set[str] = set()
        numbers: list[tuple[int, str]] = []
        end = 0
        while end < len(text):
            found = _TERM.match(text, end)
            if not found:
                raise FormulaError("words" if _WORDS.match(text, end) else "")
            end = found.end()
            word, sign, number, share, unit = found.groups()
            if number and self.terms and isinstance(self.terms[-1], Decimal):
                raise FormulaError("words" if unit or numbers[-1][1] else "")  # 3年内2次: two numbers in one value
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
        self.why_not: dict[str, int] = {}
        self.differences: list[Difference] = []

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
        shown = [
            _digits(one) if isinstance(one, Decimal) else "" if one is None else one for one in (published, recomputed)
        ]
        self.differs(file, row, column, *shown)
        return False

    def filled(self, file: str, row: str, column: str, cell: str, *, expected: bool) -> None:
        """Look whether a cell is empty where it should be, and only there."""
        if bool(cell) is expected:
            self.agree += 1
        else:
            self.differs(file, row, column, cell, "…" if expected else "")


class Report:
    """All checks of a place."""

    def __init__(self, place: str) -> None:
        """Begin with nothing looked at."""
        self.place = place
        self.checks = {name: Check(name) for name in CHECKS}
        self.absent: list[str] = []
        """Tables that should be there, or of which nothing says whether they should, and are not."""

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
        report = {
            "place": self.place,
            "checks": checks,
            "differences": told,
            "absent_tables": self.absent,
            "not_checked": [{"zh": zh, "en": en} for zh, en in NOT_CHECKED],
        }
        return f"{json.dumps(report, ensure_ascii=False, indent=1)}\n"

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
            lines += [
                f"{sign if place == 0 else ' '} {CHECKS[one.name][lang]}：{told[lang]}"
                if lang == 0
                else f"{sign if place == 0 else ' '} {CHECKS[one.name][lang]}: {told[lang]}"
                for place, lang in enumerate(languages)
            ]
            for why, number in sorted(one.why_not.items()):
                lines.append("    – " + " · ".join(f"{number}: {WHY_NOT[why][lang]}" for lang in languages))
            for item in one.differences[:MOST_PRINTED]:
                where = " ".join(filter(None, (item.file, item.row, item.column)))
                again = WORDS.get(item.recomputed, (item.recomputed, item.recomputed))
                said = (
                    f"公布 {item.published or '空'}，重算 {again[0] or '空'}",
                    f"published {item.published or 'nothing'}, recomputed {again[1] or 'nothing'}",
                )
                lines.append(f"    ✗ {where}：" + " · ".join(said[lang] for lang in languages))
            if one.differ > MOST_PRINTED:
                more = one.differ - MOST_PRINTED
                lines.append("    … " + " · ".join((f"另有 {more} 处", f"{more} more")[lang] for lang in languages))
        lines += [
            (
                f"不核对：{'；'.join(zh for zh, _ in NOT_CHECKED)}",
                f"Not checked: {'; '.join(en for _, en in NOT_CHECKED)}",
            )[lang]
            for lang in languages
        ]
        return "\n".join([*lines, " · ".join(self._end()[lang] for lang in languages)]) + "\n"

    def _end(self) -> Said:
        """Return what came of it all."""
        zh, en = "全部相符", "everything agrees"
        if self.differ:
            zh, en = f"有 {self.differ} 处不同", f"{self.differ} figures differ"
        elif self.absent:
            zh, en = "这里有的都相符", "what is here agrees"
        if not self.absent:
            return zh, en
        number = len(self.absent)
        return (
            f"{zh}；有 {number} 张表不在这里：{'、'.join(self.absent)}",
            f"{en}; {number} tables are not here: {', '.join(self.absent)}",
        )


# --- What is gathered of a form -----------------------------------------------------------------------------------


class Profile(NamedTuple):
    """A scoring profile."""

    scoring: str
    total_weight: OptionalNumber
    execution_weight: OptionalNumber
    decimals: int
    bands: tuple[tuple[Decimal, Decimal], ...]
    """From which attainment on over-fulfilment takes how many percent of the points."""
    grades: tuple[tuple[str, Decimal], ...]
    """Each grade with its lowest total, best first."""


class Line(NamedTuple):
    """A money row."""

    id: str
    code: str
    masked: bool
    adjusted: OptionalNumber
    executed: OptionalNumber
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
    parts: tuple[Line, ...]
    """The rows that are read instead of a total row left at 0."""
    adjusted: OptionalNumber
    executed: OptionalNumber


class Form:
    """What is gathered of a form while the tables are read: a few numbers, so that a large portal fits into memory."""

    __slots__ = (
        "again", "answered", "due", "errors", "filled", "found", "has_weight", "is_adjusted", "is_known", "known", "lines",
        "measurable", "met", "missed", "money", "places", "points", "profile", "proved", "row", "row_rules", "rows", "rules",
        "satisfaction", "satisfaction_rules", "scored", "target_rules", "targets", "told", "total_score", "total_weight",
        "unit", "unknown",
    )  # fmt: skip

    def __init__(self, row: StatementRow, profile: Profile | None) -> None:
        """Begin a form with its row of statements.csv."""
        if row.money_unit not in IN_YUAN:
            raise NoNumberError(row.money_unit)
        self.row, self.profile, self.unit = row, profile, IN_YUAN[row.money_unit]
        self.told = row._asdict()
        self.is_known = profile is not None or not row.scoring_profile
        """Whether its scoring profile is among the downloads, where it names one."""
        self.total_weight, self.total_score = NUMBERS[row.total_weight], NUMBERS[row.total_score]
        self.places: dict[str, tuple[int, Decimal, Decimal]] = {}
        """By file, of the places of its rows: how many, their sum, the last."""
        self.lines: list[Line] = []
        self.money: Money | None = None
        self.rows = self.filled = self.targets = self.measurable = self.met = self.missed = 0
        self.is_adjusted = self.has_weight = False
        self.satisfaction: list[OptionalNumber] = []
        self.points = self.again = self.proved = ZERO
        self.scored = self.known = self.unknown = 0
        """Rows with points; with points that could be compared; with a weight and no recomputed score."""
        self.found: Counter[str] = Counter()
        self.errors = self.due = self.answered = 0
        self.rules: dict[str, set[str]] = {"money": set(), "points": set()}
        """Rules of the errors that leave in doubt its money, and all that has points."""
        self.row_rules: dict[str, set[str]] = {}
        self.satisfaction_rules: set[str] = set()
        self.target_rules: set[str] = set()

    @property
    def id(self) -> str:
        """Its id."""
        return self.row.statement_id

    @property
    def department(self) -> str:
        """The id of its department."""
        return self.row.department_id

    @property
    def year(self) -> str:
        """Its fiscal year."""
        return self.row.fiscal_year

    @property
    def form_type(self) -> str:
        """Its type."""
        return self.row.form_type

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

    @property
    def settled(self) -> set[str]:
        """The rules whose errors leave no total in doubt: of a total row left at 0, the parts are taken."""
        return {"BUD-01"} if self.money and self.money.parts else set()

    @property
    def doubts_money(self) -> set[str]:
        """The rules of the errors for which no total takes its money in."""
        return self.rules["money"] - self.settled

    def note(self, row: FoundRow) -> None:
        """Note a finding."""
        is_open = row.about == "form" and row.status == "open"
        if is_open:
            self.found[row.severity] += 1
        if row.severity != "note":
            self.errors += is_open and row.severity == "error"
            self.due += is_open or row.status in ANSWERS
            self.answered += row.status in ANSWERS
        if row.severity == "error" and row.status != "false_positive":
            block = re.split(r"[.\[]", row.path, maxsplit=1)[0]
            if block in {"funding", "currency_unit_text"}:
                self.rules["money"].add(row.rule_id)
            if block in {"funding", "currency_unit_text", "goals", "total"}:
                self.rules["points"].add(row.rule_id)
            if row.row_id:
                self.row_rules.setdefault(row.row_id, set()).add(row.rule_id)

    def add_points(self, weight: OptionalNumber, score: OptionalNumber, printed: str, again: OptionalNumber) -> None:
        """Add the points of a row: as printed, recomputed, and those of the printed ones that the recomputed ones prove."""
        if score is not None:
            self.scored += 1
            self.points = EXACT.add(self.points, score)
        if weight is not None:
            self.unknown += again is None
            self.again = EXACT.add(self.again, again or ZERO)
        if score is not None and again is not None:
            self.known += 1
            decimals = min(_decimals(printed), self.profile.decimals) if self.profile else _decimals(printed)
            if abs(EXACT.subtract(score, again)) <= Decimal(5).scaleb(-decimals - 1):
                self.proved = EXACT.add(self.proved, score)

    def add_indicator(self, row: IndicatorRow) -> None:
        """Add what roll-ups and the scorecard take of an indicator row."""
        self.rows += 1
        self.filled += row.row_kind == "filled"
        self.has_weight = self.has_weight or bool(row.weight)
        rules = self.row_rules.get(row.indicator_id, set())
        if row.target_state == "reported":
            self.targets += 1
            self.met += row.achievement == "met"
            self.missed += row.achievement == "missed"
            self.measurable += row.target_kind in {"number", "range"}
            self.is_adjusted = self.is_adjusted or row.is_adjusted
            self.target_rules |= rules
        if row.level1 == "satisfaction" or row.level2 == "beneficiary_satisfaction":
            self.satisfaction_rules |= rules
            if row.actual_unit == "percent":
                is_one = row.actual_kind == "number" and row.actual_op in {"", "eq"}
                is_clear = is_one and UNCLEAR.isdisjoint(row.actual_notes.split("；"))
                self.satisfaction.append(NUMBERS[row.actual_value] if is_clear else None)


def _money_of(lines: Sequence[Line]) -> Money | None:
    """Return the money of a form: its total row or, where that is left at 0 above parts that are not, the sum of these."""
    total = next((one for code in ("total", "department_total") for one in lines if one.code == code), None)
    if total is None:
        return None
    read = _parts_of(lines) if total.adjusted == 0 and total.executed == 0 else ()
    adjusted = [one.adjusted for one in read or (total,) if one.adjusted is not None]
    executed = [one.executed for one in read or (total,) if one.executed is not None]
    return Money(total, read, _added(adjusted) if adjusted else None, _added(executed) if executed else None)


def _parts_of(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Return the rows that make up a total, where it is certain which these are and all of them are filled in."""
    sources = [one for one in lines if one.code in BY_SOURCE]
    codes = {one.code for one in lines}
    nested = codes & BY_LEVEL and codes & {"fiscal", "current_year_appropriation"}
    unclear = nested or (sources and codes & BY_BUDGET) or "other_line" in codes or any(one.masked for one in sources)
    filled = tuple(one for one in sources if one.adjusted is not None and one.executed is not None)
    halves = any((one.adjusted or one.executed) and one not in filled for one in sources)
    some = any(one.adjusted and one.adjusted > 0 for one in filled)
    return filled if some and not unclear and not halves else ()


def _is_weight_of_all(weight: Decimal, profile: Profile) -> bool:
    """Tell whether a money row prints the maximum of the whole form as its weight."""
    own = profile.execution_weight
    return own is not None and weight == profile.total_weight and weight > own


def _earned(weight: Decimal, percent: Decimal, profile: Profile, deduction: Decimal) -> Decimal:
    """Return the points for the part of a weight that was reached: never below 0, never above the weight."""
    points = _times(_times(weight, min(max(percent, ZERO), HUNDRED)), HUNDREDTH)
    if deduction:
        points = _times(_times(points, EXACT.subtract(HUNDRED, deduction)), HUNDREDTH)
    return min(_half_up(points, profile.decimals), weight)


def _deducted(percent: Decimal, profile: Profile, direction: str) -> Decimal:
    """Return how many percent of the points over-fulfilment takes."""
    taken = [part for lower, part in profile.bands if direction == "higher_better" and percent >= lower]
    return taken[-1] if taken else ZERO


def _unscored_because(row: IndicatorRow, profile: Profile | None) -> str:
    """Return why the score of a row cannot be recomputed; empty where it can."""
    beyond = row.direction == "exact" and (NUMBERS[row.attainment] or ZERO) > HUNDRED
    target = row.target_state == "reported"
    reasons = (
        ("unscored", profile is None or profile.scoring == "unscored"),
        ("no_weight", not row.weight),
        ("no_formula", profile is not None and profile.scoring != "formula"),
        ("by_criteria", not target and bool(_unguarded(row.criteria_raw).strip())),
        ("no_target", not target),
        ("qualitative", not row.target_value and (not row.is_adjusted or row.score_reason == "qualitative")),
        (row.achievement, row.achievement not in {"met", "missed"}),
        ("", row.achievement == "met" and (NUMBERS[row.attainment] or ZERO) < HUNDRED),
        ("no_ratio", not row.attainment),
        ("beyond_exact", beyond),
    )
    return next((reason for reason, holds in reasons if holds), "")


# --- The columns that are read ------------------------------------------------------------------------------------


class ProfileRow(NamedTuple):
    """Of scoring_profiles.csv."""

    scoring_profile: str
    scoring: str
    total_weight: str
    execution_weight: str
    score_decimals: str
    over_fulfilment: str
    excellent_from: str
    good_from: str
    fair_from: str
    poor_from: str


class StatementRow(NamedTuple):
    """Of statements.csv."""

    statement_id: str
    form_type: str
    jurisdiction_id: str
    department_id: str
    project: str
    fiscal_year: str
    currency_unit: str
    money_unit: str
    scoring_profile: str
    source_id: str
    page_url: str
    total_weight_raw: str
    total_weight: str
    total_score_raw: str
    total_score: str
    total_reviewed_score_raw: str
    total_reviewed_score: str
    score_sum: str
    score_recomputed: str
    score_proved: str
    score_reason: str
    grade_recomputed: str
    errors: str
    warnings: str
    notes: str


class FoundRow(NamedTuple):
    """Of findings.csv."""

    finding_id: str
    rule_id: str
    severity: str
    about: str
    statement_id: str
    department_id: str
    jurisdiction_id: str
    row_id: str
    row_ids: str
    cells: str
    path: str
    published: str
    recomputed: str
    reference: str
    difference: str
    worked: str
    formula: str
    formula_en: str
    source_id: str
    status: str


class MoneyRow(NamedTuple):
    """Of funding.csv."""

    funding_id: str
    statement_id: str
    department_id: str
    jurisdiction_id: str
    fiscal_year: str
    order: str
    line_code: str
    initial_raw: str
    adjusted_raw: str
    executed_raw: str
    amount_raw: str
    whole_period_raw: str
    executed_y2_raw: str
    executed_y1_raw: str
    initial_yuan: str
    adjusted_yuan: str
    executed_yuan: str
    amount_yuan: str
    whole_period_yuan: str
    executed_y2_yuan: str
    executed_y1_yuan: str
    rate_raw: str
    rate: str
    rate_recomputed: str
    weight_raw: str
    weight: str
    score_raw: str
    score: str
    score_recomputed: str
    score_difference: str
    score_reason: str
    score_formula: str
    counted_as: str


class GoalRow(NamedTuple):
    """Of goals.csv."""

    goal_id: str
    statement_id: str
    department_id: str
    kind: str
    number: str
    order: str
    weight_raw: str
    weight: str


class IndicatorRow(NamedTuple):
    """Of indicators.csv."""

    indicator_id: str
    statement_id: str
    department_id: str
    jurisdiction_id: str
    fiscal_year: str
    form_type: str
    project: str
    source_id: str
    goal_id: str
    goal_kind: str
    goal_number: str
    order: str
    row_kind: str
    level1: str
    level2: str
    criteria_raw: str
    unit_raw: str
    adjusted_target_raw: str
    target_raw: str
    target_state: str
    target_kind: str
    target_op: str
    target_value: str
    target_value_max: str
    target_unit: str
    target_per: str
    target_notes: str
    baseline_y2_raw: str
    baseline_y2_kind: str
    baseline_y2_op: str
    baseline_y2_value: str
    baseline_y2_value_max: str
    baseline_y2_unit: str
    baseline_y2_per: str
    baseline_y2_notes: str
    baseline_y1_raw: str
    baseline_y1_kind: str
    baseline_y1_op: str
    baseline_y1_value: str
    baseline_y1_value_max: str
    baseline_y1_unit: str
    baseline_y1_per: str
    baseline_y1_notes: str
    actual_raw: str
    actual_state: str
    actual_kind: str
    actual_op: str
    actual_value: str
    actual_value_max: str
    actual_unit: str
    actual_per: str
    actual_notes: str
    coefficient_raw: str
    coefficient: str
    weight_raw: str
    weight: str
    score_raw: str
    score: str
    reviewed_score_raw: str
    reviewed_score: str
    polarity: str
    achievement: str
    attainment: str
    target_change: str
    target_change_y2: str
    score_recomputed: str
    score_difference: str
    score_reason: str
    score_formula: str

    @property
    def direction(self) -> str:
        """In which direction it is better; a cost below an exact target is no loss."""
        cost = self.polarity == "exact" and (self.level1 == "cost" or self.level2 in COSTS)
        return "lower_better" if cost else self.polarity

    @property
    def is_adjusted(self) -> bool:
        """Whether it is judged by an adjusted target, of which the tables have the text alone."""
        return bool(self.adjusted_target_raw.strip())

    @property
    def has_plain_values(self) -> bool:
        """Whether target and actual value are single numbers of one unit that say no more than they print."""
        notes = filter(None, f"{self.target_notes}；{self.actual_notes}".split("；"))
        return (
            self.target_kind == self.actual_kind == "number"
            and self.actual_op in {"", "eq"}
            and (self.target_unit, self.target_per) == (self.actual_unit, self.actual_per)
            and HARMLESS.issuperset(notes)
        )


class BasicRow(NamedTuple):
    """Of base_data.csv."""

    base_data_id: str
    statement_id: str
    order: str
    section: str
    prior_final_raw: str
    budget_raw: str
    final_raw: str
    value_raw: str
    value: str
    value_unit: str
    prior_final_yuan: str
    budget_yuan: str
    final_yuan: str


class CardRow(NamedTuple):
    """Of scorecard.csv."""

    scorecard_id: str
    jurisdiction_id: str
    department_id: str
    fiscal_year: str
    department_forms: str
    project_forms: str
    forms_held: str
    self_evaluations: str
    publication_unknown: str
    errors_open: str
    forms_with_errors: str
    findings_due: str
    findings_answered: str
    targets: str
    targets_measurable: str
    measurable_share: str


class RollupRow(NamedTuple):
    """Of rollups.csv."""

    rollup_id: str
    level: str
    jurisdiction_id: str
    department_id: str
    fiscal_year: str
    form_type: str
    measure: str
    value: str
    unit: str
    method: str
    forms_counted: str
    forms_total: str
    rows_judged: str
    rows_total: str
    money_share: str
    missing_ids: str
    as_printed: str
    by_parts: str
    in_doubt: str
    value_per_inhabitant: str
    population_year: str
    missing: str
    excluded: str
    excluded_ids: str
    formula: str
    reason: str


class ChangeRow(NamedTuple):
    """Of changes.csv."""

    change_id: str
    date: str
    kind: str
    jurisdiction_id: str
    department_id: str
    statement_id: str
    row_id: str
    column: str
    old: str
    new: str
    reason: str
    rule_id: str
    finding_id: str
    release: str
    page_url: str


FURTHER = ("statement_id", "order", "department_id", "row_id")
SPOKEN_OF = ("finding_id", "statement_id", "department_id", "jurisdiction_id", "row_id")
RESTATED = ("statement_id", "row_id", "column", "old", "new", "date", "reason")

NAMED_BY = {
    "form_added": "#added",
    "form_withdrawn": "#withdrawn-{date}",
    "place_withdrawn": "#withdrawn-{date}",
    "restatement": "#restated-[0-9]+",
    "reply": "#reply-{rule_id}-{date}-[^/]+",
    "release": "^release/{release}",
    "release_withdrawn": "^release/{release}#withdrawn",
    "finding_raised": "#{rule_id}.*/raised-since-[0-9.]+",
    "finding_settled": "#{rule_id}.*/settled-since-[0-9.]+",
}
"""How the id of an event ends, by its kind."""
OF_NO_FORM = {"release", "release_withdrawn", "place_withdrawn"}
"""Kinds of events that stand on no form."""

# --- Reading the tables -------------------------------------------------------------------------------------------

_ROW = re.compile(r"[a-z0-9][a-z0-9-]*")
_IN_ROW = re.compile("-[a-z]-[a-z0-9]{8}(?![a-z0-9])")
"""How the id of a finding on a row goes on behind its rule."""
AMOUNTS = ("initial", "adjusted", "executed", "amount", "whole_period", "executed_y2", "executed_y1")
_OF_VALUES = {
    name: itemgetter(
        *(
            IndicatorRow._fields.index(f"{name}_{what}")
            for what in ("raw", "value", "value_max", "kind", "op", "unit", "notes")
        )
    )
    for name in ("target", "baseline_y2", "baseline_y1", "actual")
}
"""What a row says of each of its values, all seven cells at a time."""
_HOLD_A_NUMBER = {"number", "range", "month_range"}
OPERATORS = {"≥": "ge", ">=": "ge", "≤": "le", "<=": "le", ">": "gt", "<": "lt", "=": "eq"}
RowT = TypeVar("RowT", bound=Tuple[str, ...])


class Tables:
    """Reads the tables of a place, each once, and notes what is wrong with their rows as such."""

    def __init__(self, place: AnyPlace, report: Report) -> None:
        """Begin with nothing read."""
        self.place, self.report = place, report
        self.digests: dict[str, tuple[int, str]] = {}
        """Bytes and SHA-256 of the files that were read."""
        self.rows: dict[str, int] = {}
        """How many rows each table has."""

    def __contains__(self, table: str) -> bool:
        """Tell whether a table is there, once it has been read."""
        return f"{table}.csv" in self.digests

    def opened(self, name: str) -> Stream | None:
        """Return a file to read it once, None where there is none."""
        file = self.place.opened(name)
        return None if file is None else Stream(file, name)

    def noted(self, stream: Stream) -> None:
        """Note the bytes and the SHA-256 of a file that was read to its end."""
        self.digests[stream.name] = stream.size, stream.hash.hexdigest()

    def content(self, name: str) -> bytes | None:
        """Return a whole list of files, None where there is none."""
        stream = self.opened(name)
        if stream is None:
            return None
        with stream:
            content = io.BufferedReader(stream, PIECE).read(LARGEST_LIST + 1)
            if len(content) > LARGEST_LIST:
                raise UnreadableError(f"{name} 太大", f"{name} is too large")
            self.noted(stream)
            return content

    def each(
        self, table: str, columns: Sequence[str], make: Callable[[Iterable[str]], RowT], read: Callable[[RowT], None]
    ) -> None:
        """Have every row of a table read, none where it is not there.

        Of a row with something else where a number should be, say so and go on.
        """
        check = self.report.checks["numbers"]
        for cells in self._rows(table, columns):
            try:
                read(make(cells))
            except NoNumberError as error:  # noqa: PERF203 - one row may be wrong
                text = str(error)
                column = columns[cells.index(text)] if text in cells else ""
                check.differs(f"{table}.csv", cells[0], column, text, "")
            else:
                check.agree += 1

    def _rows(self, table: str, columns: Sequence[str]) -> Iterator[tuple[str, ...]]:
        """Yield of each row of a table the cells of some columns."""
        file = f"{table}.csv"
        stream = self.opened(file)
        if stream is None:
            return
        lines = Rows(stream)
        reader = csv.reader(lines, strict=True)
        try:
            header = next(reader, [])
            places = _places(file, header, columns)
            chosen = itemgetter(*places)  # of which there are several
            keys = _places(file, header, KEYS[table])
            filled = [(name, header.index(name)) for name in NEVER_EMPTY[table] if name in header]
            check, seen, number = self.report.checks["keys"], set(), 0
            for number, row in enumerate(reader, 1):  # noqa: B007 - the last one counts
                lines.length = 0
                if len(row) != len(header):
                    raise UnreadableError(
                        f"{file} 第 {reader.line_num} 行有 {len(row)} 格，应有 {len(header)} 格",
                        f"{file} line {reader.line_num} has {len(row)} cells instead of {len(header)}",
                    )
                key = row[keys[0]] if len(keys) == 1 else " ".join([row[place] for place in keys])
                if key in seen:
                    check.differs(file, key, " ".join(KEYS[table]), "2", "1")
                seen.add(key)
                for name, place in filled:
                    if not row[place]:
                        self.report.checks["numbers"].differs(file, key, name, "", "…")
                yield chosen(row)
            check.agree += len(seen)
            self.rows[table] = number
            self.noted(stream)
        except csv.Error as error:
            line = reader.line_num
            said = (f"{file} 第 {line} 行不是正确的 CSV", f"{file} line {line} is no proper CSV: {error}")
            raise UnreadableError(*said) from error
        except UnicodeDecodeError as error:
            raise UnreadableError(f"{file} 不是 UTF-8", f"{file} is not UTF-8") from error
        finally:
            lines.text.close()


def _places(file: str, header: list[str], columns: Sequence[str]) -> list[int]:
    missing = [name for name in columns if name not in header]
    if missing:
        raise UnreadableError(f"{file} 缺少列 {'、'.join(missing)}", f"{file} lacks the columns {', '.join(missing)}")
    if len(set(header)) < len(header):
        raise UnreadableError(f"{file} 有重名的列", f"{file} has two columns of one name")
    return [header.index(name) for name in columns]


class Verification:
    """Checks a place: what rows say of themselves while they are read, then what is counted and added up of them."""

    def __init__(self, place: AnyPlace, named: str) -> None:
        """Begin with nothing read."""
        self.report = Report(named)
        self.checks = self.report.checks
        self.tables = Tables(place, self.report)
        self.forms: dict[str, Form] = {}
        self.ids: dict[str, dict[str, str]] = {}
        """The small tables and goals: id → the one further cell that is asked for."""
        self.profiles: dict[str, Profile] = {}
        self.cards: list[CardRow] = []
        self.named: dict[str, tuple[str, str, str]] = {}
        """Rows that other tables name, each with the place that names it first; what is left at the end is nowhere."""
        self.held: dict[tuple[str, str], int] = {}
        """Department and year → forms that await review, on which an error may rest that is not told."""
        self.people: dict[str, tuple[str, str]] = {}
        """Jurisdiction → its inhabitants, and the year of that figure."""
        self.goals: dict[str, tuple[str, str]] = {}
        """Goal → its kind and number."""
        self.formulas: dict[str, tuple[str, str]] = {}
        """Rule → its formula in both languages."""
        self.found: dict[str, str] = {}
        """Finding → its status."""
        self.spoken: dict[str, tuple[int, int]] = {}
        """Finding → of how many cells it speaks at least and at most."""
        self.listed: Counter[str] = Counter()
        """Finding → how many of them are listed."""
        self.corrections: Counter[tuple[str, ...]] = Counter()
        self.withdrawn: set[str] = set()
        self.added: dict[str, str] = {}

    def run(self) -> Report:
        """Check everything."""
        self._kept("jurisdictions", ("jurisdiction_id", "parent_id", "population", "population_year"), self._people)
        self._kept("sources", ("source_id", "publication_date"))
        self.tables.each("scoring_profiles", ProfileRow._fields, ProfileRow._make, self._profile)
        if "scoring_profiles" in self.tables:
            self.ids["scoring_profiles"] = dict.fromkeys(self.profiles, "")
        self.tables.each("scorecard", CardRow._fields, CardRow._make, self._card)
        self.tables.each("statements", StatementRow._fields, StatementRow._make, self._statement)
        if "statements" not in self.tables:
            raise UnreadableError(
                "没有 statements.csv：不是本门户的下载",
                "there is no statements.csv: these are no downloads of the portal",
            )
        self.ids["statements"] = dict.fromkeys(self.forms, "")
        self.tables.each("further_cells", FURTHER, tuple, self._further_cell)
        self.tables.each("findings", FoundRow._fields, FoundRow._make, self._finding)
        self.ids["findings"] = self.found
        self.tables.each("finding_cells", SPOKEN_OF, tuple, self._finding_cell)
        self._spoken_of()
        self.tables.each("funding", MoneyRow._fields, MoneyRow._make, self._funding)
        self._money()
        self.tables.each("goals", GoalRow._fields, GoalRow._make, self._goal)
        self.tables.each("indicators", IndicatorRow._fields, IndicatorRow._make, self._indicator)
        self.tables.each("narratives", ("narrative_id", "statement_id", "order"), tuple, self._narrative)
        self.tables.each("base_data", BasicRow._fields, BasicRow._make, self._basic)
        for row, told in self.named.items():
            self.checks["links"].differs(*told, row, "")
        self._totals()
        self._numbered()
        self._departments()
        self.tables.each("restatements", RESTATED, tuple, self._restatement)
        self.tables.each("changes", ChangeRow._fields, ChangeRow._make, self._change)
        self._corrected()
        self._scorecard()
        Rollups(self).check()
        files = Files(self.tables)
        files.check()
        WholeSite(self.tables.place.site, self.report).check()
        reported = any(form.form_type.endswith(("_target", "_self_eval")) for form in self.forms.values())
        self.report.absent = files.absent([*["scorecard"] * bool(self.forms), *["rollups"] * reported])
        return self.report

    def _kept(
        self, table: str, columns: Sequence[str], more: Callable[[tuple[str, ...]], None] = lambda _: None
    ) -> None:
        """Keep the first two columns of a small table."""
        own: dict[str, str] = {}

        def read(row: tuple[str, ...]) -> None:
            own[row[0]] = row[1]
            more(row)

        self.tables.each(table, columns, tuple, read)
        if table in self.tables:
            self.ids[table] = own

    def _people(self, row: tuple[str, ...]) -> None:
        id_, _, people, year = row
        self.checks["ids"].filled("jurisdictions.csv", id_, "population_year", year, expected=bool(people))
        self.people[id_] = people, year

    def link(self, file: str, row: str, column: str, id_: str, table: str) -> None:
        """Check that an id is in a table, where that is among the downloads."""
        if not id_:
            return
        if table not in self.ids:
            self.checks["links"].unknown("no_table")
        elif id_ in self.ids[table]:
            self.checks["links"].agree += 1
        else:
            self.checks["links"].differs(file, row, column, id_, "")

    def _on_form(self, file: str, row: str, statement: str, **repeated: str) -> Form | None:
        """Return the form that a row says it stands on; ``repeated`` are columns that repeat what its form says."""
        form = self.forms.get(statement)
        if form is None:
            self.checks["links"].differs(file, row, "statement_id", statement, "")
            return None
        self.checks["links"].agree += 1
        check, own = self.checks["ids"], form.told
        for column, told in repeated.items():
            if told == own[column]:
                check.agree += 1
            else:
                check.differs(file, row, column, told, own[column])
        return form

    def _row_id(self, file: str, column: str, id_: str, statement: str, order: str) -> None:
        """Check the id of a form's row, and note that the row is there and at which place."""
        self._at(file, statement, order)
        if id_.startswith(f"{statement}#") and _ROW.fullmatch(id_, len(statement) + 1):
            self.checks["ids"].agree += 1
        else:
            self.checks["ids"].differs(file, id_, column, id_, f"{statement}#…")
        if id_ in self.named:
            del self.named[id_]
            self.checks["links"].agree += 1

    def _at(self, file: str, statement: str, order: str) -> None:
        """Note at which place of its form a row stands."""
        form, place = self.forms.get(statement), NUMBERS[order]
        if form is not None:
            number, added, last = form.places.get(file, (0, ZERO, ZERO))
            form.places[file] = number + 1, added + (place or ZERO), max(last, place or ZERO)

    def _numbered(self) -> None:
        """Look whether the rows of each form are numbered from 1 without a gap."""
        for form in self.forms.values():
            for file, (number, added, last) in form.places.items():
                is_right = last == number and added == Decimal(number * (number + 1) // 2)
                if is_right:
                    self.checks["rows"].agree += 1
                else:
                    self.checks["rows"].differs(file, form.id, "order", f"≤ {_digits(last)}", f"1–{number}")

    def _cells(self, file: str, row: str, cells: Iterable[tuple[str, str, OptionalNumber, OptionalNumber]]) -> None:
        """Compare numbers with those read from the printed cell: column, cell, published, read."""
        check = self.checks["cells"]
        for column, cell, published, read in cells:
            if read is not None:
                check.same(file, row, column, published, read)
            elif published is None:
                check.agree += 1
            elif cell:
                check.unknown("words")
            else:
                check.differs(file, row, column, _digits(published), "")

    def _profile(self, row: ProfileRow) -> None:
        bands = [band.partition(": ") for band in row.over_fulfilment.split("；") if band]
        decimals = NUMBERS[row.score_decimals]
        if decimals is None or not 0 <= decimals <= 12:
            raise NoNumberError(row.score_decimals)
        floors = zip(GRADES, map(NUMBERS.__getitem__, row[-len(GRADES) :]))
        grades = [floor for floor in map(NUMBERS.__getitem__, row[-len(GRADES) :]) if floor is not None]
        if grades != sorted(set(grades), reverse=True):
            self.checks["totals"].differs(
                "scoring_profiles.csv", row.scoring_profile, " ".join(row._fields[-4:]), " ".join(row[-4:]), "↓"
            )
        self.profiles[row.scoring_profile] = Profile(
            row.scoring,
            NUMBERS[row.total_weight],
            NUMBERS[row.execution_weight],
            int(decimals),
            tuple((NUMBERS[lower] or ZERO, NUMBERS[taken] or ZERO) for lower, _, taken in bands),
            tuple((grade, floor) for grade, floor in floors if floor is not None),
        )

    def _card(self, row: CardRow) -> None:
        self.cards.append(row)
        held = NUMBERS[row.forms_held]
        if held:
            self.held[row.department_id, row.fiscal_year] = int(held)

    def _statement(self, row: StatementRow) -> None:
        file, id_, ids = "statements.csv", row.statement_id, self.checks["ids"]
        form = self.forms[id_] = Form(row, self.profiles.get(row.scoring_profile))
        self._cells(file, id_, (
            ("total_weight", row.total_weight_raw, form.total_weight, _read_points(row.total_weight_raw)),
            ("total_score", row.total_score_raw, form.total_score, _read_points(row.total_score_raw)),
            ("total_reviewed_score", row.total_reviewed_score_raw, NUMBERS[row.total_reviewed_score], _read_points(row.total_reviewed_score_raw)),
        ))  # fmt: skip
        folder = f"{row.department_id}/{row.fiscal_year}/"
        ids.same(file, id_, "statement_id", id_[: len(folder)], folder)
        ids.same(file, id_, "jurisdiction_id", row.jurisdiction_id, row.department_id.partition("/")[0])
        ids.same(file, id_, "page_url", row.page_url, f"{id_}/")
        if row.currency_unit not in IN_YUAN:
            ids.differs(file, id_, "currency_unit", row.currency_unit, row.money_unit)
        elif row.currency_unit != row.money_unit:
            self.checks["cells"].unknown("confirmed")
        self.link(file, id_, "jurisdiction_id", row.jurisdiction_id, "jurisdictions")
        self.link(file, id_, "source_id", row.source_id, "sources")
        self.link(file, id_, "scoring_profile", row.scoring_profile, "scoring_profiles")

    def _further_cell(self, row: tuple[str, ...]) -> None:
        statement, order, department, at = row
        here = f"{statement} {order}"
        self._on_form("further_cells.csv", here, statement, department_id=department)
        self._at("further_cells.csv", statement, order)
        if at:
            self.named.setdefault(at, ("further_cells.csv", here, "row_id"))

    def _narrative(self, row: tuple[str, ...]) -> None:
        id_, statement, order = row
        self._on_form("narratives.csv", id_, statement)
        self._row_id("narratives.csv", "narrative_id", id_, statement, order)

    def _basic(self, row: BasicRow) -> None:
        form = self._on_form("base_data.csv", row.base_data_id, row.statement_id)
        self._row_id("base_data.csv", "base_data_id", row.base_data_id, row.statement_id, row.order)
        unit = form.unit if form else 1
        value = _read_as(row.value_raw, row.value_unit, unit)
        told = [("value", row.value_raw if row.value_unit else "", NUMBERS[row.value], value)]
        names, yuans = ("prior_final_yuan", "budget_yuan", "final_yuan"), row[10:13]
        cells = row[4:7] if row.section == "expenditure" else ("", "", "")  # elsewhere these columns hold no money
        told += [(name, cell, NUMBERS[yuan], _read_money(cell, unit)) for name, cell, yuan in zip(names, cells, yuans)]
        self._cells("base_data.csv", row.base_data_id, told)

    def _goal(self, row: GoalRow) -> None:
        self._on_form("goals.csv", row.goal_id, row.statement_id, department_id=row.department_id)
        self._row_id("goals.csv", "goal_id", row.goal_id, row.statement_id, row.order)
        self.goals[row.goal_id] = row.kind, row.number
        self._cells(
            "goals.csv", row.goal_id, (("weight", row.weight_raw, NUMBERS[row.weight], _read_points(row.weight_raw)),)
        )

    # --- What has happened ----------------------------------------------------------------------------------------

    def _restatement(self, row: tuple[str, ...]) -> None:
        statement, at = row[:2]
        self._on_form("restatements.csv", " ".join(row[:-1]), statement)
        if at and not at.startswith(f"{statement}#"):
            self.checks["ids"].differs("restatements.csv", " ".join(row[:-1]), "row_id", at, f"{statement}#…")
        self.corrections[row] += 1

    def _change(self, row: ChangeRow) -> None:
        """Look whether an event stands on a form that is there, and whether a finding is what it is said to have become."""
        file, id_, check = "changes.csv", row.change_id, self.checks["changes"]
        place, statement = row.department_id or row.jurisdiction_id, row.statement_id
        check.same(file, id_, "jurisdiction_id", row.jurisdiction_id, place.partition("/")[0])
        if statement:
            check.same(file, id_, "page_url", row.page_url[: len(statement) + 1], f"{statement}/")
            self._form_told(row)
        is_open = row.kind.startswith("finding_") and not row.release  # since the last release
        check.filled(file, id_, "kind", row.kind, expected=True)
        check.filled(file, id_, "date", row.date, expected=not is_open)
        check.filled(file, id_, "statement_id", statement, expected=row.kind not in OF_NO_FORM)
        if row.row_id and not row.row_id.startswith(f"{statement}#"):
            check.differs(file, id_, "row_id", row.row_id, f"{statement}#…")
        if row.kind == "restatement":
            told = (statement, row.row_id, row.column, row.old, row.new, row.date, row.reason)
            self.corrections[told] -= 1
        end = NAMED_BY.get(row.kind, "").format(**row._asdict())
        if not re.search(f"{end}$", id_):
            check.differs(file, id_, "change_id", id_, end)
        if row.kind.startswith("finding_"):
            check.filled(file, id_, "rule_id", row.rule_id * (f"#{row.rule_id}" in row.finding_id), expected=True)
            was, expected = (row.new, row.old) if row.kind == "finding_raised" else (row.old, row.new)
            check.same(file, id_, "old" if row.kind == "finding_settled" else "new", was, "open")
            if expected == "open":
                check.differs(file, id_, "kind", row.kind, "")
            if is_open:
                check.same(file, id_, "new", row.new, self.found.get(row.finding_id, ""))

    def _form_told(self, row: ChangeRow) -> None:
        """Look whether the form of an event is there; one that was withdrawn may be, and one that was added may be gone."""
        file, id_, statement = "changes.csv", row.change_id, row.statement_id
        if row.kind == "form_withdrawn":
            self.withdrawn.add(statement)
            return
        department = "/".join(statement.split("/")[:2])
        self.checks["changes"].same(file, id_, "department_id", row.department_id, department)
        if row.kind == "form_added":
            self.added[id_] = statement
        else:
            self.link(file, id_, "statement_id", statement, "statements")

    def _corrected(self) -> None:
        """Compare the corrections with what is told of them among the changes, and look for the forms that are told to be new."""
        for id_, statement in self.added.items():
            if statement not in self.withdrawn:
                self.link("changes.csv", id_, "statement_id", statement, "statements")
        if not {"restatements", "changes"} <= self.tables.rows.keys():
            if self.corrections:
                self.checks["changes"].unknown("no_table", sum(map(abs, self.corrections.values())))
            return
        for row, number in self.corrections.items():
            if number:
                self.checks["changes"].differs(
                    "restatements.csv", " ".join(row[:3]), "", *(("", row[4]) if number < 0 else (row[4], ""))
                )
            else:
                self.checks["changes"].agree += 1

    # --- Findings -------------------------------------------------------------------------------------------------

    def _finding(self, row: FoundRow) -> None:
        file, id_, check = "findings.csv", row.finding_id, self.checks["counts"]
        form = self._on_form(
            file, id_, row.statement_id, department_id=row.department_id, jurisdiction_id=row.jurisdiction_id, source_id=row.source_id
        )  # fmt: skip
        ids, beginning = self.checks["ids"], f"{row.statement_id}#{row.rule_id}"
        ids.same(file, id_, "finding_id", id_[: len(beginning)], beginning)
        own = row.formula, row.formula_en
        ids.filled(file, id_, "formula_en", row.formula_en, expected=bool(row.formula))
        for column, told, same in zip(("formula", "formula_en"), own, self.formulas.setdefault(row.rule_id, own)):
            ids.same(file, id_, column, told, same)
        self.found[id_] = row.status
        local = row.row_id.partition("#")[2]
        if local:
            beginning = f"{beginning}-{local}"
            ids.same(file, id_, "row_id", id_[: len(beginning)], beginning)
        elif _IN_ROW.match(id_, len(beginning)):
            ids.differs(file, id_, "row_id", "", f"{row.statement_id}#…")
        rows = row.row_ids.split("；") if row.row_ids else []
        for place in rows:
            self.named.setdefault(place, (file, id_, "row_ids"))
        if row.row_id:
            self.named.setdefault(row.row_id, (file, id_, "row_id"))
        cells = NUMBERS[row.cells] or ZERO
        if cells < max(len(rows), 1):
            check.differs(file, id_, "cells", row.cells, f"≥ {max(len(rows), 1)}")
        elif row.row_id and cells > 1 and row.row_id not in rows:
            check.differs(file, id_, "row_ids", row.row_ids, row.row_id)
        elif cells == len(rows) or cells == 1:
            check.agree += 1
        else:
            check.unknown("places")
        self.spoken[id_] = (int(cells) if cells > 1 or row.row_id else 0), int(cells)
        self._difference(row)
        self._worked(row)
        if form is not None:
            form.note(row)

    def _finding_cell(self, row: tuple[str, ...]) -> None:
        id_, statement, department, jurisdiction, at = row
        file, here = "finding_cells.csv", f"{id_} {at}"
        self._on_form(file, here, statement, department_id=department, jurisdiction_id=jurisdiction)
        self.link(file, here, "finding_id", id_, "findings")
        self.listed[id_] += 1
        if at:
            self.named.setdefault(at, (file, here, "row_id"))

    def _spoken_of(self) -> None:
        """Compare how many cells each finding speaks of with those that are listed."""
        if "finding_cells" in self.tables:
            for id_, (least, most) in self.spoken.items():
                if least <= self.listed[id_] <= most:
                    self.checks["counts"].agree += 1
                else:
                    self.checks["counts"].differs("findings.csv", id_, "cells", most, self.listed[id_])

    def _difference(self, row: FoundRow) -> None:
        """Published less recomputed or, where there is a reference, the recomputed figure (else the published one) less that."""
        difference = NUMBERS[row.difference]
        stated = are_stated(row.published, row.recomputed, row.reference)
        if stated and (difference is not None or row.rule_id in SUBTRACT):
            less = EXACT.subtract(*stated)
            self.checks["differences"].same("findings.csv", row.finding_id, "difference", difference, less)
        elif difference is not None:
            self.checks["differences"].unknown("not_stated")

    def _worked(self, row: FoundRow) -> None:
        """Work out the formula of a finding; it makes the figure that the finding gives, within rounding."""
        check, worked, recomputed = self.checks["worked"], _unguarded(row.worked), _unguarded(row.recomputed)
        if not worked or not recomputed:
            if worked or (recomputed and row.rule_id not in LOOK_UP):  # each is given with the other
                blank = "recomputed" if worked else "worked"
                check.differs("findings.csv", row.finding_id, blank, "", worked or recomputed)
            return
        if " → " in worked:
            check.same("findings.csv", row.finding_id, "worked", worked.rpartition(": ")[2], recomputed)
            return
        left, _, result = worked.rpartition(" = ")
        stated = result[:-1] if result.endswith("%") else result
        if not _PLAIN.fullmatch(stated) or result != recomputed:
            check.differs("findings.csv", row.finding_id, "worked", worked, recomputed)
            return
        value = self._value_of(left, "worked", "findings.csv", row.finding_id, worked)
        if value is None:
            return
        value = _times(value, 100) if result.endswith("%") else value
        close = EXACT.add(Decimal(5).scaleb(-len(stated.partition(".")[2]) - 1), Decimal("1e-12"))
        if abs(EXACT.subtract(value, Decimal(stated))) <= close:
            check.agree += 1
        else:
            check.differs("findings.csv", row.finding_id, "worked", worked, _digits(_half_up(value, 10)))

    def _value_of(self, text: str, check: str, file: str, id_: str, told: str) -> OptionalNumber:
        """Work out a formula; None where that cannot be, which is then noted."""
        try:
            return Formula(text).value()
        except FormulaError as error:
            if str(error):
                self.checks[check].unknown(str(error))
            else:
                self.checks[check].differs(file, id_, check, told, "")
        return None

    # --- Money rows -----------------------------------------------------------------------------------------------

    def _funding(self, row: MoneyRow) -> None:
        file, id_ = "funding.csv", row.funding_id
        form = self._on_form(
            file, id_, row.statement_id, department_id=row.department_id, jurisdiction_id=row.jurisdiction_id, fiscal_year=row.fiscal_year
        )  # fmt: skip
        self._row_id(file, "funding_id", id_, row.statement_id, row.order)
        if form is None:
            return
        raws, yuans = row[7:14], row[14:21]
        money = (
            (f"{name}_yuan", cell, NUMBERS[yuan], _read_money(cell, form.unit))
            for name, cell, yuan in zip(AMOUNTS, raws, yuans)
            if cell or yuan
        )
        self._cells(file, id_, (*money,
            ("rate", row.rate_raw, NUMBERS[row.rate], _read_rate(row.rate_raw)),
            ("weight", row.weight_raw, NUMBERS[row.weight], _read_points(row.weight_raw)),
            ("score", row.score_raw, NUMBERS[row.score], _read_points(row.score_raw)),
        ))  # fmt: skip
        form.lines.append(Line(
            id_, row.line_code, _is_masked(row.adjusted_raw) or _is_masked(row.executed_raw), NUMBERS[row.adjusted_yuan],
            NUMBERS[row.executed_yuan], NUMBERS[row.rate_recomputed], NUMBERS[row.weight], NUMBERS[row.score],
            NUMBERS[row.score_recomputed], row.score_reason, row.score_formula, row.counted_as,
        ))  # fmt: skip
        self._points(form, file, row, id_)

    def _points(self, form: Form, file: str, row: MoneyRow | IndicatorRow, id_: str) -> None:
        """Add the points of a row to those of its form."""
        score, again = NUMBERS[row.score], NUMBERS[row.score_recomputed]
        expected = EXACT.subtract(score, again) if score is not None and again is not None else None
        self.checks["scores"].same(file, id_, "score_difference", NUMBERS[row.score_difference], expected)
        if row.weight or row.score:
            form.add_points(NUMBERS[row.weight], score, row.score_raw, again)

    def _money(self) -> None:
        """Check what is recomputed of the money rows, once all those of a form are known."""
        for form in self.forms.values():
            form.money = _money_of(form.lines)
            for line in form.lines:
                self._line(form, line)
                self._counted(form, line)

    def _line(self, form: Form, line: Line) -> None:
        file, money, scores = "funding.csv", form.money, self.checks["scores"]
        by_parts = money is not None and bool(money.parts) and line is money.total
        adjusted, executed = (money.adjusted, money.executed) if money and by_parts else (line.adjusted, line.executed)
        rate = _percent(executed, adjusted) if adjusted and executed is not None else None
        self.checks["rates"].same(
            file, line.id, "rate_recomputed", line.rate, None if rate is None else _half_up(rate, 4)
        )
        if not form.is_known:
            scores.unknown("no_table")
            return
        profile, points = form.profile, None
        reason = "no_amounts" if adjusted is None or executed is None else "zero_budget" if rate is None else ""
        if profile is None or profile.scoring == "unscored":
            reason = "unscored"
        elif line.weight is None:
            reason = "no_weight"
        elif rate is not None and _is_weight_of_all(line.weight, profile):
            reason = "other_weight"
        elif rate is not None:
            points = _earned(line.weight, rate, profile, ZERO)
        scores.same(file, line.id, "score_reason", line.reason, reason)
        scores.same(file, line.id, "score_recomputed", line.again, points)
        self._formula(form, file, line.id, (line.formula, line.weight, line.again), rate, Decimal("1e-20"))

    def _counted(self, form: Form, line: Line) -> None:
        """In which totals a money row takes part."""
        money = form.money
        if form.form_type.endswith("_target"):
            counted = "plan"
        elif form.doubts_money:
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
        if line.counted_as == "excluded" and not form.doubts_money and self.held:
            self.checks["counted_as"].unknown("held")
        else:
            self.checks["counted_as"].same("funding.csv", line.id, "counted_as", line.counted_as, expected)

    def _formula(
        self,
        form: Form,
        file: str,
        id_: str,
        told: tuple[str, OptionalNumber, OptionalNumber],
        percent: OptionalNumber,
        margin: Decimal,
        deduction: Decimal = ZERO,
    ) -> None:
        """Work out the formula of a score: weight × what was reached, bounded by 0 and 100 %.

        ``told`` are formula, weight and score, ``percent`` is what was reached as the row tells it, ``margin`` how exactly.
        """
        check, formula, (weight, again) = self.checks["formulas"], _unguarded(told[0]), told[1:]
        if not formula and again is None:
            return
        if not formula or again is None or weight is None:
            check.differs(file, id_, "score_formula", formula, _digits(again))
            return
        if " → " in formula:
            check.same(file, id_, "score_formula", formula.rpartition(": ")[2], _digits(again))
            return
        if form.profile is None:
            check.unknown("no_table")
            return
        head, tail = f"{_digits(weight)} × ", f" = {_digits(again)}"
        tail = f" × (100% − {_digits(deduction)}%){tail}" if deduction else tail
        ratio = formula[len(head) : -len(tail)]
        if formula != f"{head}{ratio}{tail}":
            check.differs(file, id_, "score_formula", formula, f"{head}…{tail}")
            return
        bound = _BOUND.fullmatch(ratio)
        value = self._value_of(bound[1] or bound[2] if bound else ratio, "formulas", file, id_, formula)
        if value is None:
            return
        reached, tiny = _times(value, 100), Decimal("1e-20")
        low, high = (
            _earned(weight, end, form.profile, deduction)
            for end in (EXACT.subtract(reached, tiny), EXACT.add(reached, tiny))
        )
        fits = percent is None or abs(EXACT.subtract(reached, percent)) <= margin
        if fits and bool(bound) == (not 0 <= reached <= HUNDRED) and low <= again <= high:
            check.agree += 1
        else:
            check.differs(file, id_, "score_formula", formula, f"{_digits(_half_up(reached, 4))}% → {_digits(high)}")

    # --- Indicator rows -------------------------------------------------------------------------------------------

    def _indicator(self, row: IndicatorRow) -> None:
        file, id_ = "indicators.csv", row.indicator_id
        form = self._on_form(
            file, id_, row.statement_id, department_id=row.department_id, jurisdiction_id=row.jurisdiction_id,
            fiscal_year=row.fiscal_year, form_type=row.form_type, source_id=row.source_id, project=row.project,
        )  # fmt: skip
        self._row_id(file, "indicator_id", id_, row.statement_id, row.order)
        if row.goal_id in self.goals:
            self.checks["links"].agree += 1
            goal = self.goals[row.goal_id]
            self.checks["ids"].same(
                file, id_, "goal_kind goal_number", f"{row.goal_kind} {row.goal_number}", " ".join(goal)
            )
        else:
            self.checks["links"].differs(file, id_, "goal_id", row.goal_id, "")
        if form is None:
            return
        if row.weight_raw or row.weight or row.score_raw or row.score or row.reviewed_score or row.coefficient:
            self._cells(file, id_, (
                ("weight", row.weight_raw, NUMBERS[row.weight], _read_points(row.weight_raw)),
                ("score", row.score_raw, NUMBERS[row.score], _read_points(row.score_raw)),
                ("reviewed_score", row.reviewed_score_raw, NUMBERS[row.reviewed_score], _read_points(row.reviewed_score_raw)),
                ("coefficient", row.coefficient_raw, NUMBERS[row.coefficient], _read_share(row.coefficient_raw)),
            ))  # fmt: skip
        for name, cells in _OF_VALUES.items():
            self._value(form, row, name, cells(row))
        form.add_indicator(row)
        self._points(form, file, row, id_)
        self._reached(row)
        self._score(form, row)

    def _value(self, form: Form, row: IndicatorRow, name: str, cells: tuple[str, ...]) -> None:
        """Compare what a target, an earlier or an actual value says with the one number that its cell prints."""
        cell, value, last, kind, op, unit, notes = cells
        file, id_, check, number = "indicators.csv", row.indicator_id, self.checks["cells"], NUMBERS[value]
        if kind or value:
            check.filled(file, id_, f"{name}_raw", cell, expected=True)
        holds = _HOLD_A_NUMBER - {"month_range"} if name.startswith("baseline") else _HOLD_A_NUMBER
        state = row.target_state if name == "target" else row.actual_state if name == "actual" else None
        if state is not None and cell:
            check.filled(file, id_, f"{name}_state", state, expected=True)
        if state is not None and not (name == "target" and row.is_adjusted):
            check.filled(file, id_, f"{name}_kind", kind, expected=state == "reported")
        if kind != "number" or number is None:
            if (number is None and kind in holds) or (number is not None and kind not in {*holds, "mixed"}):
                check.differs(file, id_, f"{name}_value", value, cell if kind in holds else "")
            elif number is not None:
                check.unknown("words")
        else:
            read = _read_value(cell, unit, row.unit_raw, notes, form.unit)
            if read is None:
                check.unknown("words")
            else:
                check.same(file, id_, f"{name}_value", number, read)
                sign = _SIGNS.match(_narrow(cell))
                if sign and sign[0] in OPERATORS:
                    check.same(file, id_, f"{name}_op", op, OPERATORS[sign[0]])
        check.filled(file, id_, f"{name}_value_max", last, expected=kind in holds - {"number"})

    def _reached(self, row: IndicatorRow) -> None:
        """Whether a target is reached, and how far."""
        check, file, id_ = self.checks["targets"], "indicators.csv", row.indicator_id
        target, actual = NUMBERS[row.target_value], NUMBERS[row.actual_value]
        if row.actual_state != "reported":
            is_due = not row.form_type.endswith("_target") or bool(row.actual_state)
            check.same(file, id_, "achievement", row.achievement, "not_reported" if is_due else "not_due")
        elif row.target_state != "reported":
            check.same(file, id_, "achievement", row.achievement, "not_comparable")
        elif row.is_adjusted:
            check.unknown("adjusted")
        elif target is None or actual is None or row.achievement not in {"met", "missed"} or not row.has_plain_values:
            check.unknown("values")
        else:
            sign = row.target_op or {"higher_better": "ge", "lower_better": "le"}.get(row.polarity, "eq")
            met = actual > target if sign == "gt" else actual < target if sign == "lt" else actual == target
            met = met or (sign == "ge" and actual > target) or (sign == "le" and actual < target)
            check.same(file, id_, "achievement", row.achievement, "met" if met else "missed")
            part, whole = (target, actual) if row.direction == "lower_better" else (actual, target)
            has_ratio = whole > 0 and row.polarity != "qualitative" and row.target_unit != "rank"
            told = _half_up(_percent(part, whole), 4) if has_ratio else None
            check.same(file, id_, "attainment", NUMBERS[row.attainment], told)
        if "" in {row.actual_value, row.target_value} and not row.is_adjusted:
            check.same(file, id_, "attainment", NUMBERS[row.attainment], None)
        self._change_of_target(row, "target_change", row[row._fields.index("baseline_y1_raw") :])
        self._change_of_target(row, "target_change_y2", row[row._fields.index("baseline_y2_raw") :])

    def _change_of_target(self, row: IndicatorRow, column: str, earlier: Sequence[str]) -> None:
        """Compare a target with the figure of an earlier year: its columns from the printed cell on."""
        check, file, id_, told = self.checks["targets"], "indicators.csv", row.indicator_id, getattr(row, column)
        cell, kind, _, value, _, unit, per, notes = earlier[:8]
        if not row.target_kind or not kind:
            check.same(file, id_, column, told, "")
            return
        if not row.target_kind == kind == "number":
            expected = {"equal", "not_comparable"} if row.target_kind == kind else {"not_comparable"}
            if told not in expected or (
                told != "equal" and kind != "list" and _narrow(cell) == _narrow(row.target_raw)
            ):
                check.differs(file, id_, column, told, " / ".join(sorted(expected)))
            elif len(expected) > 1:
                check.unknown("words")
            else:
                check.agree += 1
            return
        target, before = NUMBERS[row.target_value], NUMBERS[value]
        if target is None or before is None:
            return  # it is told already
        pair = ((target, row.target_unit, row.target_per, row.target_notes), (before, unit, per, notes))
        units = {(unit, per) for number, unit, per, _ in pair if number or unit}
        changes = {"change" in notes.split("；") for number, _, _, notes in pair if number}
        if len(units) > 1:
            expected_one = "not_comparable"
        elif len(changes) > 1:
            check.unknown("words")
            return
        elif target == before:
            expected_one = "equal"
        elif row.polarity not in {"higher_better", "lower_better"}:
            expected_one = "not_comparable"
        else:
            expected_one = "stronger" if (target > before) is (row.polarity == "higher_better") else "weaker"
        check.same(file, id_, column, told, expected_one)

    def _score(self, form: Form, row: IndicatorRow) -> None:
        """Full weight where a target is met, pro rata where it is missed, never above the weight."""
        file, id_, scores, profile = "indicators.csv", row.indicator_id, self.checks["scores"], form.profile
        if not form.is_known:
            scores.unknown("no_table")
            return
        weight, again, attainment = NUMBERS[row.weight], NUMBERS[row.score_recomputed], NUMBERS[row.attainment]
        reason = _unscored_because(row, profile)
        if reason == "qualitative" and row.is_adjusted:
            scores.unknown("adjusted")
            return
        scores.same(file, id_, "score_reason", row.score_reason, reason)
        if reason or profile is None or weight is None:
            scores.same(file, id_, "score_recomputed", again, None)
        elif row.achievement == "met" and (attainment is None or attainment < HUNDRED):
            scores.same(file, id_, "score_recomputed", again, weight)
        elif attainment is not None:
            # Attainment is published with four decimals: the points lie between those of what it may have been before.
            ends = [
                _earned(weight, end, profile, _deducted(end, profile, row.direction))
                for end in (attainment - ROUNDED, attainment + ROUNDED)
            ]
            fits = again is not None and min(ends) <= again <= max(ends)
            scores.same(file, id_, "score_recomputed", again, again if fits else max(ends))
        deduction = _deducted(attainment, profile, row.direction) if profile and attainment is not None else ZERO
        self._formula(form, file, id_, (row.score_formula, weight, again), attainment, ROUNDED, deduction)

    # --- What is counted and added up -----------------------------------------------------------------------------

    def _totals(self) -> None:
        """Check the sums and counts of each form."""
        for form in self.forms.values():
            row = form.row
            for column, severity in (("errors", "error"), ("warnings", "warning"), ("notes", "note")):
                self.checks["counts"].same(
                    "statements.csv", form.id, column, getattr(row, column), str(form.found[severity])
                )
            try:
                self._total(form, row)
            except NoNumberError as error:
                self.checks["numbers"].differs("statements.csv", form.id, "", str(error), "")

    def _total(self, form: Form, row: StatementRow) -> None:
        check, file = self.checks["totals"], "statements.csv"
        check.same(file, form.id, "score_sum", NUMBERS[row.score_sum], form.points if form.scored else None)
        check.same(file, form.id, "score_proved", NUMBERS[row.score_proved], form.proved if form.known else None)
        if not form.is_known:
            check.unknown("no_table", 3)
            return
        reason = "unscored" if form.unscored else "" if form.has_weight else "no_weight"
        reason = reason or ("parts_missing" if form.unknown else "")
        check.same(file, form.id, "score_reason", row.score_reason, reason)
        check.same(file, form.id, "score_recomputed", NUMBERS[row.score_recomputed], None if reason else form.again)
        total = form.total_score
        if total is not None and form.profile is None:
            check.unknown("no_profile")
            return
        floors = form.profile.grades if form.profile else ()
        grade = next((grade for grade, floor in floors if total is not None and total >= floor), "")
        check.same(file, form.id, "grade_recomputed", row.grade_recomputed, grade)

    def _departments(self) -> None:
        forms: Counter[str] = Counter()
        rows: Counter[str] = Counter()
        file = "departments.csv"
        for form in self.forms.values():
            forms[form.department] += 1
            rows[form.department] += form.filled
        own: dict[str, str] = {}

        def read(row: tuple[str, ...]) -> None:
            id_, jurisdiction, statements, indicators = row
            own[id_] = jurisdiction
            self.checks["ids"].same(file, id_, "jurisdiction_id", jurisdiction, id_.partition("/")[0])
            self.link(file, id_, "jurisdiction_id", jurisdiction, "jurisdictions")
            self.checks["counts"].same(file, id_, "statements", statements, str(forms[id_]))
            self.checks["counts"].same(file, id_, "indicators", indicators, str(rows[id_]))

        self.tables.each("departments", ("department_id", "jurisdiction_id", "statements", "indicators"), tuple, read)
        if "departments" in self.tables:
            self.ids["departments"] = own
        for form in self.forms.values():
            self.link("statements.csv", form.id, "department_id", form.department, "departments")
        for id_, parent in self.ids.get("jurisdictions", {}).items():
            self.link("jurisdictions.csv", id_, "parent_id", parent, "jurisdictions")

    def _scorecard(self) -> None:
        groups: dict[tuple[str, str], list[Form]] = defaultdict(list)
        for form in self.forms.values():
            groups[form.department, form.year].append(form)
        for card in self.cards:
            ids, id_ = self.checks["ids"], card.scorecard_id
            ids.same("scorecard.csv", id_, "scorecard_id", id_, f"{card.department_id}/{card.fiscal_year}")
            ids.same(
                "scorecard.csv", id_, "jurisdiction_id", card.jurisdiction_id, card.department_id.partition("/")[0]
            )
            self.link("scorecard.csv", id_, "department_id", card.department_id, "departments")
            self._reporting(card, groups.pop((card.department_id, card.fiscal_year), []))
        if "scorecard" in self.tables:
            for department, year in sorted(groups):
                self.checks["scorecard"].differs(
                    "scorecard.csv", f"{department}/{year}", "scorecard_id", "", f"{department}/{year}"
                )

    def _reporting(self, card: CardRow, own: Sequence[Form]) -> None:
        """Compare the counts of a department's year with its forms."""
        check, dates, targets = self.checks["scorecard"], self.ids.get("sources"), sum(form.targets for form in own)
        counted = {
            "department_forms": sum(not form.of_project for form in own),
            "project_forms": sum(form.of_project for form in own),
            "self_evaluations": sum(form.form_type.endswith("_self_eval") for form in own),
            "errors_open": sum(form.errors for form in own),
            "forms_with_errors": sum(bool(form.errors) for form in own),
            "findings_due": sum(form.due for form in own),
            "findings_answered": sum(form.answered for form in own),
            "targets": targets,
        }
        if dates is None:
            check.unknown("no_table")
        else:
            counted["publication_unknown"] = sum(not dates.get(form.row.source_id) for form in own)
        if any(form.is_adjusted for form in own):
            check.unknown("adjusted", 2)
        else:
            counted["targets_measurable"] = measurable = sum(form.measurable for form in own)
            share = _half_up(_percent(Decimal(measurable), Decimal(targets)), 4) if targets else None
            check.same("scorecard.csv", card.scorecard_id, "measurable_share", NUMBERS[card.measurable_share], share)
        for name, number in counted.items():
            check.same("scorecard.csv", card.scorecard_id, name, getattr(card, name), str(number))
        check.unknown("templates", 5)  # not_in_portal, before_year_end, undated, cells_due, cells_blank


# --- Sizes and checksums ------------------------------------------------------------------------------------------


_LISTED = re.compile("([0-9a-fA-F]{64}) [ *](.+)")
"""A line of SHA256SUMS."""
_DIGEST = re.compile("[0-9a-f]{64}")
_ADDRESS = re.compile("[a-zA-Z][a-zA-Z0-9+.-]*://")


class Listed(NamedTuple):
    """What a data package says of a file."""

    name: str
    size: int | None
    digest: str
    rows: int | None
    """Of a table how many rows it has."""


class Files:
    """Checks the files against the lists that come with them."""

    def __init__(self, tables: Tables) -> None:
        """Take what has been read already."""
        self.tables, self.check_ = tables, tables.report.checks["files"]
        self.is_whole = True
        """Whether the portal's data package is there, or none that would tell."""
        self.told: set[str] = set()
        """The tables that a dictionary or a data package speaks of."""

    def check(self) -> None:
        """Compare every file with SHA256SUMS and datapackage.json, and look for files that neither lists."""
        sums, package = self.tables.content("SHA256SUMS"), self.tables.content("datapackage.json")
        self._explained()
        if sums is None and package is None:
            self.check_.unknown("no_list")
            return
        listed: set[str] = set()
        for number, line in enumerate((sums or b"").decode("utf-8", "replace").splitlines(), 1):
            found = _LISTED.fullmatch(line)
            if found:
                self._claimed(found[2], "SHA256SUMS", None, found[1].lower())
                listed.add(found[2])
            elif line:
                self.check_.differs("SHA256SUMS", str(number), "", line[:200], "malformed")
        for item in self._resources(package) if package is not None else ():
            self._claimed(item.name, "datapackage.json", item.size, item.digest)
            listed.add(item.name)
            self._counted(item)
        names = self.tables.place.names()
        for name in names if names is not None else sorted(self.tables.digests):
            if name in listed or name == "SHA256SUMS":
                continue
            if _table(name) or (sums is not None and self.tables.place.is_closed):
                self.check_.differs(name, "", "", "", "not listed")
            elif sums is not None:
                self.check_.unknown("stray")  # who unpacks the files puts others beside them

    def absent(self, due: Iterable[str]) -> list[str]:
        """Return the tables that are not here though they are ``due``, or nothing says that they should not be."""
        wanted = {*due, *self.told, *(KEYS if self.is_whole else ())}
        return [table for table in KEYS if table in wanted and table not in self.tables]

    def _explained(self) -> None:
        """Look of which tables the dictionary explains the columns: they are here."""
        stream = self.tables.opened("dictionary.csv")
        if stream is None:
            return
        lines = Rows(stream)
        try:
            reader = csv.reader(lines)
            place = next(reader, []).index("table")
            for row in reader:
                lines.length = 0
                self.told.update(row[place : place + 1])
            self.tables.noted(stream)
        except (ValueError, csv.Error) as error:
            said = ("dictionary.csv 读不了", "dictionary.csv cannot be read")
            raise UnreadableError(*said) from error
        finally:
            lines.text.close()
        self.is_whole = False
        for table in KEYS:
            if table in self.told and table not in self.tables:
                self.check_.differs(f"{table}.csv", "", "dictionary.csv", table, "missing")

    def _resources(self, package: bytes) -> Iterator[Listed]:
        """Yield what a data package lists, each table in every format."""
        try:
            told = json.loads(package)
        except (ValueError, RecursionError) as error:
            raise UnreadableError("datapackage.json 不是正确的 JSON", "datapackage.json is no proper JSON") from error
        resources = told.get("resources") if isinstance(told, dict) else None
        if not isinstance(resources, list):
            raise UnreadableError("datapackage.json 没有 resources", "datapackage.json has no resources")
        self.is_whole = told.get("name") == WHOLE
        for one in resources:
            others = one.get("alternates") if isinstance(one, dict) else None
            for file in (one, *(others if isinstance(others, list) else ())):
                path = file.get("path") if isinstance(file, dict) else None
                if isinstance(path, str):
                    size, rows, digest = file.get("bytes"), file.get("rowCount"), str(file.get("hash") or "")
                    yield Listed(
                        path,
                        size if isinstance(size, int) else None,
                        digest[7:].lower() if digest.startswith("sha256:") else digest,
                        rows if isinstance(rows, int) else None,
                    )

    def _counted(self, item: Listed) -> None:
        """Compare the number of a table's rows with what the data package says of it."""
        table = _table(item.name)
        self.told.add(table)
        if item.rows is not None and table in self.tables.rows:
            check = self.tables.report.checks["rows"]
            check.same(item.name, "", "rowCount", str(item.rows), str(self.tables.rows[table]))

    def _claimed(self, name: str, by: str, size: int | None, digest: str) -> None:
        """Compare a file with what a list says of it."""
        if _ADDRESS.match(name):
            self.check_.unknown("elsewhere")
            return
        if not _is_safe(name):
            self.check_.differs(name, "", by, name, "unsafe path")
            return
        if not _DIGEST.fullmatch(digest):
            self.check_.differs(name, "", f"{by} sha256", digest, "malformed")
            return
        found = self.tables.digests.get(name) or self._read(name)
        if found is None:
            self.check_.differs(name, "", by, digest, "missing")
            return
        self.check_.same(name, "", f"{by} sha256", digest, found[1])
        if size is not None:
            self.check_.same(name, "", f"{by} bytes", str(size), str(found[0]))

    def _read(self, name: str) -> tuple[int, str] | None:
        """Return bytes and SHA-256 of a file that is no table; None where there is none."""
        stream = self.tables.opened(name)
        if stream is None:
            return None
        with stream:
            while stream.read(PIECE):
                pass
        self.tables.noted(stream)
        return self.tables.digests[name]


class WholeSite:
    """Checks a whole site that stands in a folder: each of its files, and whose key signed the list of them."""

    def __init__(self, folder: str, report: Report) -> None:
        """Take the folder; where it is empty there is no site."""
        self.folder, self.check_, self.signature = folder, report.checks["site"], report.checks["signature"]

    def check(self) -> None:
        """Compare every file with SHA256SUMS, look for files that it does not list, and check its signature."""
        sums = os.path.join(self.folder, "SHA256SUMS") if self.folder else ""
        if not os.path.isfile(sums):
            return
        with io.FileIO(sums) as file:
            content = b"".join(_pieces(file, "SHA256SUMS"))
        listed = {"SHA256SUMS", "SHA256SUMS.sig", "SHA256SUMS.minisig"}
        for number, line in enumerate(content.decode("utf-8", "surrogateescape").rstrip("\n").split("\n"), 1):
            found = _LISTED.fullmatch(line)
            if found and _is_safe(found[2]):
                listed.add(found[2])
                self._claimed(found[2], found[1].lower())
            else:
                self.check_.differs("SHA256SUMS", str(number), "", line[:200], "malformed")
        for name in FolderPlace.below(self.folder):
            if name not in listed:
                self.check_.differs(name, "", "", "", "not listed")
        self._signed(content)

    def _claimed(self, name: str, digest: str) -> None:
        path = os.path.join(self.folder, *name.split("/"))
        if not os.path.isfile(path):
            self.check_.differs(name, "", "SHA256SUMS", digest, "missing")
            return
        told = hashlib.sha256()
        with io.FileIO(path) as file:
            for piece in _pieces(file, name):
                told.update(piece)
        self.check_.same(name, "", "SHA256SUMS", digest, told.hexdigest())

    def _signed(self, content: bytes) -> None:
        signed, signers = (os.path.join(self.folder, name) for name in ("SHA256SUMS.sig", "allowed_signers"))
        program = shutil.which("ssh-keygen")
        if not os.path.isfile(signed):
            self.signature.unknown("unsigned")
        elif program is None:
            self.signature.unknown("no_ssh_keygen")
        else:
            call = (program, "-Y", "verify", "-f", signers, "-I", "publisher", "-n", "mingzhang", "-s", signed)
            if subprocess.run(call, input=content, capture_output=True, check=False).returncode:  # noqa: S603 - no shell
                self.signature.differs("SHA256SUMS", "", "SHA256SUMS.sig", "", "unproved")
            else:
                self.signature.agree += 1


def _table(name: str) -> str:
    """Return the table that a file holds; empty for any other file."""
    return name[:-4] if name.endswith(".csv") and name[:-4] in KEYS else ""


# --- Roll-ups -----------------------------------------------------------------------------------------------------

SUM, WEIGHTED, RATIO = "sum", "weighted_by_funds", "ratio_of_sums"


class Share(NamedTuple):
    """What a form brings to a measure: a number, what it is weighed or divided by, and the maximum of points."""

    number: Decimal
    base: Decimal = Decimal(1)
    scale: OptionalNumber = None


def _amounts(form: Form) -> Share | None:
    money = form.money
    if money is None or money.adjusted is None or money.executed is None:
        return None
    return Share(money.executed, money.adjusted)


def _adjusted(form: Form) -> Share | None:
    pair = _amounts(form)
    return Share(pair.base) if pair else None


def _executed(form: Form) -> Share | None:
    pair = _amounts(form)
    return Share(pair.number) if pair else None


def _execution_points(form: Form) -> Share | None:
    line, budget, profile = form.money.total if form.money else None, form.budget, form.profile
    if line is None or line.score is None or budget is None:
        return None
    own = None if line.reason == "other_weight" else line.weight
    return Share(line.score, budget, own or (profile.execution_weight if profile else None))


def _total_score(form: Form) -> Share | None:
    if form.total_score is None or form.budget is None:
        return None
    return Share(
        form.total_score, form.budget, form.total_weight or (form.profile.total_weight if form.profile else None)
    )


def _satisfaction(form: Form) -> Share | None:
    definite = [rate for rate in form.satisfaction if rate is not None]
    if form.budget is None or not definite or len(definite) < len(form.satisfaction):
        return None
    return Share(LONG.divide(_added(definite), Decimal(len(definite))), form.budget)


def _number_of(name: str) -> Callable[[Form], Share | None]:
    return lambda form: Share(Decimal(getattr(form, name))) if form.rows else None


def _judged(form: Form) -> Share | None:
    return Share(Decimal(form.met), Decimal(form.met + form.missed)) if form.targets else None


class Measured(NamedTuple):
    """A measure: how the forms' figures become one, in which unit, and which errors keep a form from it."""

    method: str
    unit: str
    read: Callable[[Form], Share | None]
    doubted: Callable[[Form], set[str]]


MEASURES: dict[str, Measured] = {
    "adjusted_budget": Measured(SUM, "yuan", _adjusted, lambda form: form.doubts_money),
    "executed": Measured(SUM, "yuan", _executed, lambda form: form.doubts_money),
    "execution_rate": Measured(RATIO, "percent", _amounts, lambda form: form.doubts_money),
    "execution_points": Measured(WEIGHTED, "points", _execution_points, lambda form: form.doubts_money),
    "total_score": Measured(WEIGHTED, "points", _total_score, lambda form: form.rules["points"] - form.settled),
    "satisfaction": Measured(
        WEIGHTED, "percent", _satisfaction, lambda form: form.doubts_money | form.satisfaction_rules
    ),
    "indicators": Measured(SUM, "rows", _number_of("filled"), lambda _: set()),
    "targets": Measured(SUM, "rows", _number_of("targets"), lambda _: set()),
    "targets_met": Measured(SUM, "rows", _number_of("met"), lambda form: form.target_rules),
    "targets_missed": Measured(SUM, "rows", _number_of("missed"), lambda form: form.target_rules),
    "targets_met_share": Measured(RATIO, "percent", _judged, lambda form: form.target_rules),
}
PROMISED = ("indicators", "targets")
"""What forms have that report no results."""
_RULES = re.compile(r"（([A-Z]{3}-[0-9]+(?:、[A-Z]{3}-[0-9]+)*)）(?=；|$)")


class Covered(NamedTuple):
    """The forms of a roll-up: all, those that count, those that errors keep out, and what has no such figure."""

    group: Sequence[Form]
    shares: dict[str, Share | None]
    counted: Sequence[Form]
    excluded: Sequence[Form]
    missing: Sequence[str]
    absent: Sequence[str]
    """Forms that await review, and departments without a form."""

    @property
    def own(self) -> list[Share]:
        """What the forms that count bring."""
        return [share for form in self.counted if (share := self.shares[form.id]) is not None]

    @property
    def is_complete(self) -> bool:
        """Whether nothing is left out."""
        return not (self.missing or self.absent or self.excluded)


class Rollups:
    """Checks the roll-ups against the forms below them."""

    def __init__(self, whole: Verification) -> None:
        """Put the forms of each department, and of each jurisdiction, together by year and type."""
        self.whole, self.check_ = whole, whole.checks["rollups"]
        self.groups: dict[tuple[str, str, str], list[Form]] = defaultdict(list)
        for form in sorted(whole.forms.values(), key=lambda form: form.id):
            for place in (form.department, form.row.jurisdiction_id):
                self.groups[place, form.year, form.form_type].append(form)
        self.departments = sorted(whole.ids.get("departments", {}), key=lambda id_: id_.split("/"))
        self.seen: set[str] = set()
        self.levels: set[str] = {"department", "jurisdiction"} if "jurisdictions" in whole.tables else set()

    def check(self) -> None:
        """Work out every roll-up again, and look whether one is missing."""
        self.whole.tables.each("rollups", RollupRow._fields, RollupRow._make, self._rollup)
        if "rollups" not in self.whole.tables:
            return
        for place, year, form_type in self.groups:
            promises, reports = form_type.endswith("_target"), form_type.endswith("_self_eval")
            if ("department" if "/" in place else "jurisdiction") in self.levels:
                for measure in PROMISED if promises else MEASURES if reports else ():
                    id_ = f"{place}/{year}#{form_type}-{measure}"
                    if id_ not in self.seen:
                        self.check_.differs("rollups.csv", id_, "rollup_id", "", id_)

    def _rollup(self, row: RollupRow) -> None:
        file, id_, ids, how = "rollups.csv", row.rollup_id, self.whole.checks["ids"], MEASURES.get(row.measure)
        place = row.department_id or row.jurisdiction_id
        self.seen.add(id_)
        self.levels.add(row.level)
        ids.same(file, id_, "rollup_id", id_, f"{place}/{row.fiscal_year}#{row.form_type}-{row.measure}")
        ids.same(file, id_, "jurisdiction_id", row.jurisdiction_id, place.partition("/")[0])
        ids.same(file, id_, "level", row.level, "department" if row.department_id else "jurisdiction")
        self.whole.link(file, id_, "department_id", row.department_id, "departments")
        if how is None:
            self.check_.differs(file, id_, "measure", row.measure, "")
            return
        covered = self._covered(row, self.groups.get((place, row.fiscal_year, row.form_type), []), how)
        again = _rolled_up(row.measure, how, covered)
        self._per_inhabitant(row, how, again)
        for name in ("missing", "excluded"):
            self.check_.filled(file, id_, name, getattr(row, name), expected=bool(getattr(row, f"{name}_ids")))
        if how.unit == "points" and any(not form.is_known for form in covered.group):
            self.check_.unknown("no_table", 3)
            again = {name: told for name, told in again.items() if name not in {"value", "reason", "formula"}}
        if self.whole.held and not row.money_share and again["money_share"] is not None:
            self.check_.unknown("held")  # a form's money may be in doubt for what a form says that is not published
            del again["money_share"]
        for column, expected in again.items():
            published = getattr(row, column)
            if isinstance(expected, Decimal):
                self.check_.same(file, id_, column, NUMBERS[published], expected)
            else:
                self.check_.same(file, id_, column, _unguarded(published), expected or "")

    def _per_inhabitant(self, row: RollupRow, how: Measured, again: dict[str, Decimal | str | None]) -> None:
        """Add of money what it makes for each inhabitant, and the year of that number."""
        value, year = again["value"], ""
        people: OptionalNumber = None
        if how.unit == "yuan" and isinstance(value, Decimal):
            if "jurisdictions" not in self.whole.ids:
                self.check_.unknown("no_table", 2)
                return
            told, year = self.whole.people.get(row.jurisdiction_id, ("", ""))
            people = NUMBERS[told]
        again["value_per_inhabitant"] = (
            _half_up(LONG.divide(value, people), 4) if people and isinstance(value, Decimal) else None
        )
        again["population_year"] = year if people else ""

    def _covered(self, row: RollupRow, group: Sequence[Form], how: Measured) -> Covered:
        doubted, shares = self._excluded(row, group, how), {form.id: how.read(form) for form in group}
        rest = [form for form in group if form.id not in doubted]
        return Covered(
            group,
            shares,
            [form for form in rest if shares[form.id] is not None],
            [form for form in group if form.id in doubted],
            [form.id for form in rest if shares[form.id] is None],
            self._absent(row, group),
        )

    def _excluded(self, row: RollupRow, group: Sequence[Form], how: Measured) -> set[str]:
        """Return the forms that errors keep from a measure: those with findings, and those whose findings are not told."""
        rules = {form.id: found for form in group if (found := how.doubted(form))}
        listed = row.excluded_ids.split("；") if row.excluded_ids else []
        if self.whole.held:
            untold = {id_ for id_ in listed if id_ not in rules} & {form.id for form in group}
            if untold:
                self.check_.unknown("held", len(untold))
            return untold.union(rules)
        named = _RULES.findall(row.excluded)
        if len(named) != len(listed):
            self.check_.differs("rollups.csv", row.rollup_id, "excluded", row.excluded, row.excluded_ids)
        for id_, told in zip(listed, named):
            if id_ in rules:
                self.check_.same("rollups.csv", row.rollup_id, "excluded", told, "、".join(sorted(rules[id_])))
        return set(rules)

    def _absent(self, row: RollupRow, group: Sequence[Form]) -> list[str]:
        """Return the forms that await review, which nothing else names, and the departments without a form."""
        listed = row.missing_ids.split("；") if row.missing_ids else []
        own, place = {form.id for form in group}, row.department_id or row.jurisdiction_id
        held = [id_ for id_ in listed if id_.count("/") >= 2 and id_ not in own]
        for id_ in held:
            department = "/".join(id_.split("/")[:2])
            waits = (department, row.fiscal_year) in self.whole.held and f"{id_}/".startswith(
                f"{department}/{row.fiscal_year}/"
            )
            if not waits or place not in {department, department.partition("/")[0]}:
                self.check_.differs("rollups.csv", row.rollup_id, "missing_ids", id_, "")
        if row.level != "jurisdiction" or row.form_type.startswith("project"):
            return held
        if "departments" not in self.whole.ids:
            self.check_.unknown("no_table")
            return held + [id_ for id_ in listed if id_.count("/") == 1]
        have = {form.department for form in group} | {"/".join(id_.split("/")[:2]) for id_ in held}
        return held + [id_ for id_ in self.departments if id_.startswith(f"{place}/") and id_ not in have]


def _rolled_up(measure: str, how: Measured, covered: Covered) -> dict[str, Decimal | str | None]:
    """Return what each column of a roll-up should hold."""
    value, reason, formula = _brought_together(how, covered)
    of_rows = measure == "targets_met_share"
    return {
        "value": value,
        "reason": reason,
        "formula": formula,
        "unit": how.unit,
        "method": how.method,
        "forms_counted": Decimal(len(covered.counted)),
        "forms_total": Decimal(len(covered.group) + len(covered.absent)),
        "missing_ids": "；".join([*covered.missing, *covered.absent]),
        "excluded_ids": "；".join(form.id for form in covered.excluded),
        "money_share": None if covered.absent else _money_share(covered),
        "rows_judged": _added(share.base for share in covered.own) if of_rows else None,
        "rows_total": Decimal(sum(form.targets for form in covered.group)) if of_rows else None,
        **_three_ways(measure, covered),
    }


def _brought_together(how: Measured, covered: Covered) -> tuple[OptionalNumber, str, str]:
    """Return a roll-up's value, or the reason why there is none, and its formula."""
    shares, group = covered.own, covered.group
    base = _added(share.base for share in shares)
    reasons = (
        ("unscored", how.unit == "points" and group and all(form.profile and form.unscored for form in group)),
        ("nothing_counted", not shares),
        ("denominator_incomplete", not covered.is_complete and how.method != SUM),
        ("other_scales", len({share.scale for share in shares}) > 1),
        ("zero_base", not base),
    )
    reason = next((reason for reason, holds in reasons if holds), "")
    if reason:
        return None, reason, ""
    number = _added(share.number for share in shares)
    if how.method == SUM:
        value, written = number, " + ".join(_digits(share.number) for share in shares)
    elif how.method == RATIO:
        value, written = _half_up(_percent(number, base), 4), f"{_digits(number)} ÷ {_digits(base)}"
    else:
        value = _half_up(LONG.divide(_added(_times(share.base, share.number) for share in shares), base), 4)
        products = " + ".join(f"{_digits(share.base)} × {_digits(share.number)}" for share in shares)
        written = f"({products}) ÷ {_digits(base)}"
    return value, "", f"{written} = {_digits(value)}{'%' if how.unit == 'percent' else ''}"


def _money_share(covered: Covered) -> OptionalNumber:
    """Return how many percent of all forms' budget stand on those that count; None where not all is known."""
    budgets = {form.id: None if form.doubts_money else form.budget for form in covered.group}
    known = [budget for budget in budgets.values() if budget is not None]
    if len(known) < len(budgets) or not any(known):
        return None
    return _half_up(_percent(_added(budgets[form.id] or ZERO for form in covered.counted), _added(known)), 4)


def _three_ways(measure: str, covered: Covered) -> dict[str, OptionalNumber]:
    """Return of money what the total rows print, what their parts make of it, and how much of that is in doubt."""
    lines = [form.money.total for form in covered.group if form.money and _amounts(form)]
    printed = [line.adjusted if measure == "adjusted_budget" else line.executed for line in lines]
    known = [amount for amount in printed if amount is not None]
    if measure not in {"adjusted_budget", "executed"} or not known:
        return dict.fromkeys(("as_printed", "by_parts", "in_doubt"))
    read, doubted = (
        _added(share.number for form in forms if (share := covered.shares[form.id]))
        for forms in (covered.group, covered.excluded)
    )
    return {"as_printed": _added(known), "by_parts": read, "in_doubt": doubted}


def own_text() -> bytes:
    """Return this file, which stands among the downloads."""
    with io.FileIO(__file__) as file:
        return file.readall()


# --- The command --------------------------------------------------------------------------------------------------


def verified(place: AnyPlace, named: str) -> Report:
    """Check a place that goes by such a name.

    Raises:
        UnreadableError: where it, or a table in it, cannot be read.
    """
    csv.field_size_limit(LARGEST_ROW)
    try:
        return Verification(place, named).run()
    except BROKEN as error:
        told = str(error) or type(error).__name__
        raise UnreadableError(f"{named} 读不下去：{told}", f"{named} cannot be read further: {told}") from error


def verify(argv: Sequence[str] | None = None) -> int:
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
    except (*BROKEN, ValueError) as error:
        said = (f"读不了 {asked.place}：{error}", f"{asked.place} cannot be read: {error}")
        print("\n".join(said[lang] for lang in languages), file=sys.stderr)
        return UNREADABLE
    print(report.as_json() if asked.format == "json" else report.as_text(languages), end="")
    return DIFFERS if report.differ else AGREES


if __name__ == "__main__":
    sys.exit(verify())
