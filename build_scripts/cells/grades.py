"""Grades: what a cell calls good, in words or classes → which of two is better, where that is certain.

一级 is the best of some orders and the lowest of others (等保三级 is above 二级), so nobody orders it; nor a word of one order
against a word of another.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from build_scripts.cells.amounts import REMEMBERED
from build_scripts.words.vocabulary import Operator


class GradePlace(NamedTuple):
    """A grade that stands in an order."""

    order: str
    place: int
    """1 is the best."""


_ROMAN = {
    word: place for place, words in enumerate(("Ⅰ I", "Ⅱ II", "Ⅲ III", "Ⅳ IV", "Ⅴ V"), 1) for word in words.split()
}
_ORDERS: dict[str, tuple[str, ...]] = {
    "words": ("优秀 优", "良好 良", "中等 中", "合格 及格", "不合格 不及格 差"),
    "satisfaction": ("非常满意 十分满意", "满意 比较满意", "基本满意", "不满意"),
    "ten stems": ("甲等 甲级 甲", "乙等 乙级 乙", "丙等 丙级 丙", "丁等 丁级 丁"),
    "levels of government": (
        "国家级 全国",
        "省级 省部级",
        "市级 地市级 市厅级",
        "县级 区级 区县级 县处级",
        "乡级 镇级 乡镇级",
    ),
    "attributes": ("高级", "中级", "初级"),
    "stars": ("五星级 五星", "四星级 四星", "三星级 三星", "二星级 二星", "一星级 一星"),
    "letters": (
        "5A级 AAAAA级 五A级",
        "4A级 AAAA级 四A级",
        "3A级 AAA级 三A级 AAA",
        "2A级 AA级 二A级 AA",
        "A级 A",
        "B级 B",
        "C级 C",
        "D级 D",
    ),
    "discharge": ("一级A", "一级B"),
}
_PLACES: dict[str, GradePlace] = {
    word: GradePlace(order, place)
    for order, places in _ORDERS.items()
    for place, words in enumerate(places, 1)
    for word in words.split()
}
_WATER = re.compile(r"(?P<worse>劣)?(?P<roman>[ⅠⅡⅢⅣⅤ]|I{1,3}|IV|V)类(?:水质?|标准)?")
_HOSPITAL = re.compile(r"(?P<level>[一二三])级(?P<class>[甲乙丙特])等")
_SUFFIXES = re.compile("(?:等次|等级|档次?|水平|标准)$")
_GRADE = re.compile(
    r"(?:优秀|良好|优良|合格|不合格|达标|不达标|中等|及格|[优良中差])(?:等次|等级|档)?"
    r"|[甲乙丙丁特][等级](?:[A-Z]|[甲乙丙]等)?|[一二三四五六七八九十][级等](?:[A-Z]|[甲乙丙]等)?|第[一二三四1-4](?:等次|档次?)"
    r"|[一二三四五1-5]星级?|[2-5二三四五]A级|A{1,5}级?|[B-E]级?|劣?(?:[ⅠⅡⅢⅣⅤ]|I{1,3}|IV|V)类(?:水质?|标准)?"
    r"|(?:国家|省|省部|市|地市|市厅|县|区|区县|乡|镇|乡镇)级|[高中初]级|等保[一二三四1-4]级|非常满意|基本满意"
)


def is_grade(text: str) -> bool:
    """Tell whether a cleaned text is the name of a grade and nothing more."""
    return bool(_GRADE.fullmatch(text))


@lru_cache(maxsize=REMEMBERED)
def grade_place(text: str) -> GradePlace | None:
    """Return where a grade stands in its order; None where it has no certain place in one."""
    water = _WATER.fullmatch(text)
    if water:
        return GradePlace("water", _ROMAN[water["roman"]] + bool(water["worse"]))
    hospital = _HOSPITAL.fullmatch(text)
    if hospital:
        return GradePlace("hospitals", "三二一".index(hospital["level"]) * 4 + "特甲乙丙".index(hospital["class"]))
    return _PLACES.get(text) or _PLACES.get(_SUFFIXES.sub("", text))


def reaches(wanted: str, op: Operator | None, reached: str) -> bool | None:
    """Tell whether one grade reaches another; None where their order is not certain. A worse one is asked for by 以下 alone."""
    one, other = grade_place(wanted), grade_place(reached)
    if one is None or other is None or one.order != other.order:
        return None
    if op in {Operator.LE, Operator.LT}:
        return other.place >= one.place
    return other.place < one.place if op is Operator.GT else other.place <= one.place
