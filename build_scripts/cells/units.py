"""Words of measure as the forms print them → canonical units, scales and the bounds that words like 以上 set.

A unit without a canonical form keeps its printed classifier (``篇``, ``本``): two counts are compared
only where the forms use the same word, because a 场 is not a 次 and nobody may decide that it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from build_scripts.cells.amounts import REMEMBERED
from build_scripts.cells.made_often import made_often
from build_scripts.words.vocabulary import Unit

_SPELLINGS: dict[Unit, str] = {
    Unit.PERCENT: "% 百分比 百分数 百分率 个百分比",
    Unit.PERCENTAGE_POINT: "个百分点 百分点 点",
    Unit.PERMILLE: "‰",
    Unit.POINT: "分",
    Unit.YUAN: "元",
    Unit.PERSON: "人 名 位",
    Unit.PERSON_TIME: "人次",
    Unit.TIME: "次",
    Unit.SESSION: "场 场次",
    Unit.HOUSEHOLD: "户",
    Unit.MULTIPLE: "倍",
    Unit.SECOND: "秒 秒钟 s",
    Unit.MINUTE: "分钟 min",
    Unit.HOUR: "小时 h H",
    Unit.DAY: "天 日 个自然日 自然日 个日历日 日历日",
    Unit.WORKING_DAY: "个工作日 工作日",
    Unit.WEEK: "周",
    Unit.MONTH: "个月",
    Unit.QUARTER: "季度 个季度",
    Unit.YEAR: "年",
    Unit.KM: "公里 千米 km KM Km",
    Unit.M: "米 m",
    Unit.KM2: "平方公里 平方千米 km²",
    Unit.M2: "平方米 平米 平方 ㎡ m²",
    Unit.M3: "立方米 立方 m³",
    Unit.MU: "亩",
    Unit.HECTARE: "公顷 hm²",
    Unit.TON: "吨",
    Unit.KG: "公斤 千克 kg KG",
    Unit.JIN: "斤",
    Unit.MBIT_S: "Mbps 兆",
    Unit.MW: "兆瓦 MW",
    Unit.KWH: "千瓦时 kWh KWH",
    Unit.VEHICLE_TIME: "辆次",
}
_CLASSIFIERS = (
    "个 项 件 版 本 部 册 处 对 方 份 幅 集 家 卷 棵 块 类 辆 例 枚 门 盆 批 篇 期 起 人份 台 套 条 项次 页 张 支 株 种 字 座"
    " 届 轮 间 所 栋 幢 组 站 盏 课时 学时 人天 人日 人月 工日 台班 ms GW TB GB PB 台次 批次 车次 件次 家次 户次 分贝 dB ℃ mg/L μg/m³ 毫克/升 微克/立方米 毫克/立方米 MB/s Gbps"
)
"""Counting words without a canonical form: the printed word is the unit."""
_ONE_UNIT = frozenset({"台（套）"})
"""Composites that are one unit: machinery statistics count in 台（套）."""
_CANONICAL: dict[str, str] = {word: unit for unit, words in _SPELLINGS.items() for word in words.split()} | {
    "毫秒": "ms",
    "分贝": "dB",
    "微克/立方米": "μg/m³",
    "毫克/升": "mg/L",
}
_PER_ONLY = {
    "月": Unit.MONTH,
    "季": Unit.QUARTER,
    "生": Unit.STUDENT,
    "学期": Unit.SCHOOL_TERM,
    "学年": Unit.SCHOOL_YEAR,
}
_MEASURED = frozenset(_SPELLINGS) - {Unit.PERSON, Unit.SESSION, Unit.HOUSEHOLD, Unit.TIME, Unit.VEHICLE_TIME}
"""Units that are measured, not counted: no noun may follow them (``2个项目`` counts projects, ``100%项目`` does not)."""

FACTORS: dict[str, tuple[str, int]] = {
    "ms": ("time span", 1),
    "second": ("time span", 1000),
    "minute": ("time span", 60_000),
    "hour": ("time span", 3_600_000),
    "day": ("time span", 86_400_000),
    "week": ("time span", 604_800_000),
    "mw": ("power", 1),
    "GW": ("power", 1000),
    "month": ("months", 1),
    "quarter": ("months", 3),
    "year": ("months", 12),
    "m": ("length", 1),
    "km": ("length", 1000),
    "m2": ("area", 3),
    "mu": ("area", 2000),
    "hectare": ("area", 30_000),
    "km2": ("area", 3_000_000),
    "mbit_s": ("line speed", 1),
    "Gbps": ("line speed", 1000),
    "jin": ("weight", 1),
    "kg": ("weight", 2),
    "ton": ("weight", 2000),
}
"""Units that measure the same thing, in whole multiples of a common base (a 亩 is 2000/3 m²), so that nothing is rounded."""

SCALES: dict[str, int] = {
    "": 1,
    "百": 100,
    "千": 1000,
    "万": 10_000,
    "百万": 1_000_000,
    "千万": 10_000_000,
    "亿": 100_000_000,
    "百亿": 10_000_000_000,
    "千亿": 100_000_000_000,
    "万亿": 1_000_000_000_000,
}
_BOUNDS = {
    "ge": "以及以上 及以上 以上",
    "le": "以及以下 及以下 以下 及以内 以内 之内 内",
    "approximate": "左右 上下",
}
BOUND_WORDS: dict[str, str] = {word: bound for bound, words in _BOUNDS.items() for word in words.split()}
"""Words behind a value that bound it; the bound itself is included, as Chinese law reads 以上, 以下 and 以内."""


def _any_of(words: set[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


_COUNTED_WORDS = set(_CLASSIFIERS.split()) | {word for word, unit in _CANONICAL.items() if unit not in _MEASURED}
_UNIT = _any_of(set(_CANONICAL) | set(_CLASSIFIERS.split()))
_COUNT = _any_of(_COUNTED_WORDS)
_COMPOSITE = rf"(?:{_COUNT})(?:、(?:{_COUNT}))+|(?:{_COUNT})（(?:{_COUNT})）"
_PER_WORD = _any_of(set(_CANONICAL) | set(_CLASSIFIERS.split()) | set(_PER_ONLY))
_BOUND = _any_of(set(BOUND_WORDS))
_SCALE = rf"(?:万亿|[百千]?[万亿])(?!分)|[百千](?=元|{_COUNT})"
_TAIL = re.compile(
    rf"(?P<vague>[余多来])?(?P<measure>(?P<scale>{_SCALE})?(?P<vaguely>[余多])?(?P<unit>{_COMPOSITE}|M(?![A-Za-z])|{_UNIT})?(?P<doubled>(?<=%)%+)?"
    rf"(?P<per>(?:(?:[/·]每?|每)(?:{_PER_WORD}|(?:(?!{_BOUND})[一-龥]){{1,3}}))*))"
    rf"(?:（含）)?(?P<bound>{_BOUND})?(?:（含）)?(?P<rest>.*)",
    re.DOTALL,
)
_NOUN = re.compile(r"[一-龥]{1,12}")
_UNKNOWN_UNIT = re.compile(r"[一-龥A-Za-z]{1,3}")
_LINE_SPEED = re.compile("速率|带宽|网速")
_SETTLED_BY_NAME = frozenset("方点Mm")
_UNIT_AT_END = re.compile(r"(?:[（(]([^（）()]+)[）)]|/([^/]+))\Z")


@made_often
@dataclass(frozen=True)
class Measurement:
    """What follows a number in a cell."""

    raw: str
    """Scale, unit and per as printed: ``万元/本``."""
    scale: int
    """The printed number times this is the number in ``unit``."""
    unit: str
    """Canonical unit, the printed classifier, or ``""``."""
    per: str
    """Canonical or printed words after ``/`` or ``每``, joined by ``/``; ``""`` where there are none."""
    bound: str
    """``ge``, ``le``, ``approximate`` or ``""``."""
    bound_raw: str
    """The word the bound was read from."""
    noun: str
    """What is counted: ``项目`` in ``2个项目``."""
    rest: str
    """Words that belong to no measure; where there are any, the cell is more than a number."""
    doubled_percent: bool
    ambiguous: bool
    """The unit can be read in two ways: ``人/次``, ``批、次``, ``台（次）`` (the first word is taken), ``141/门``, ``方``, ``M``."""
    unknown: bool
    """The unit is a word this list does not know."""


def per_word(word: str) -> str:
    """Return the canonical form of one word after ``/`` or ``每``, or the word itself."""
    return _PER_ONLY.get(word) or _CANONICAL.get(word, word)


def read_measure(tail: str, name: str = "") -> Measurement:
    """Read what follows a number (``tail``, white space removed); ``name`` is the indicator's name.

    The name is asked only where it settles a word: ``M`` is a line speed where the name speaks of one, ``方`` of an
    area (面积) is square metres.
    """
    return _read(tail, "" if _SETTLED_BY_NAME.isdisjoint(tail) else name)


@lru_cache(maxsize=REMEMBERED)  # without names that settle nothing: a unit stands in the rows of many names
def _read(tail: str, name: str) -> Measurement:
    found = _TAIL.fullmatch(tail)
    assert found is not None, "every part of the pattern is optional and the last takes anything"
    unit_raw, rest = found["unit"] or "", found["rest"]
    unit = _CANONICAL.get(unit_raw, unit_raw)
    pers = [per_word(word) for word in re.split("[/·每]", found["per"]) if word]
    noun, unknown = "", False
    if rest and not found["bound"]:
        if unit_raw in _COUNTED_WORDS and not pers and _NOUN.fullmatch(rest):
            noun, rest = rest, ""
        elif not unit_raw and not pers and _UNKNOWN_UNIT.fullmatch(rest):
            unit, rest, unknown = rest, "", True
    ambiguous = (
        "、" in unit
        or ("（" in unit and unit not in _ONE_UNIT)
        or (unit == "方" and "面积" not in name)
        or (unit_raw == "点" and "百分点" not in name)
    )
    unit = "m2" if unit == "方" and "面积" in name else unit
    if unit_raw in {"M", "m"}:
        line_speed = bool(_LINE_SPEED.search(name))
        unit, ambiguous = (Unit.MBIT_S, False) if line_speed else (unit, unit_raw == "M")
    if unit_raw in _COUNTED_WORDS and pers in (["time"], ["批"]):
        # 人/次 is how systems print 人次; of 次/批 nobody knows what is counted
        unit, pers, ambiguous = (
            Unit.PERSON_TIME if unit is Unit.PERSON and pers == ["time"] else unit_raw + found["per"],
            [],
            True,
        )
    elif "（" in unit and unit not in _ONE_UNIT:
        first, second = unit.rstrip("）").split("（")
        unit = Unit.PERSON_TIME if (first, second) == ("人", "次") else _CANONICAL.get(first, first)
    ambiguous = ambiguous or bool(pers and not found["unit"] and not found["scale"])
    return Measurement(
        raw=found["measure"].replace(found["vaguely"] or "\n", "") + (unit if unknown else ""),
        scale=SCALES[found["scale"] or ""],
        unit=unit,
        per="/".join(pers),
        bound="approximate" if found["vague"] or found["vaguely"] else BOUND_WORDS.get(found["bound"] or "", ""),
        bound_raw=found["vague"] or found["vaguely"] or found["bound"] or "",
        noun=noun,
        rest=rest,
        doubled_percent=bool(found["doubled"]),
        ambiguous=ambiguous,
        unknown=unknown,
    )


@lru_cache(maxsize=REMEMBERED)
def unit_in_name(name: str) -> Measurement | None:
    """Return the unit an indicator's name carries in brackets or behind a slash at its end, or None.

    ``定向扶持贫困人口数（人）`` counts persons, ``费用支出/万元`` money; brackets with other words say nothing.
    """
    found = _UNIT_AT_END.search(name) if name.endswith(("）", ")")) or "/" in name else None
    if found is None:
        return None
    words = (found[1] or found[2]).removeprefix("单位").lstrip("：:")
    measure = read_measure(words.removesuffix("数"), name)
    plain = measure.unit and not (measure.unknown or measure.rest or measure.noun or measure.bound)
    return measure if plain else None
