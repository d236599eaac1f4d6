"""What a unit measures, and what an indicator's name says that it measures."""

from __future__ import annotations

import re
from functools import lru_cache

from build_scripts.cells.amounts import REMEMBERED, clean
from build_scripts.cells.units import FACTORS
from build_scripts.cells.value_model import Value, ValueNote
from build_scripts.words.language import Term
from build_scripts.words.vocabulary import Unit


class Dimension(Term):
    """What is measured."""

    PERSONS = ("persons", "人", "persons")
    HOUSEHOLDS = ("households", "户", "households")
    TIMES = ("times", "次、场", "times")
    SHARE = ("share", "百分比", "a share")
    MONEY = ("money", "金额", "money")
    LENGTH = ("length", "长度", "a length")
    AREA = ("area", "面积", "an area")
    VOLUME = ("volume", "体积", "a volume")
    WEIGHT = ("weight", "重量", "a weight")
    DURATION = ("duration", "时间", "a length of time")
    POINTS = ("points", "分", "points")
    RANK = ("rank", "名次", "a rank")
    COUNT = ("count", "个数", "a number of things")


_OF_GROUP = {
    "time span": Dimension.DURATION, "months": Dimension.DURATION, "length": Dimension.LENGTH, "area": Dimension.AREA,
    "weight": Dimension.WEIGHT,
}  # fmt: skip
_OF_UNIT: dict[str, Dimension] = {
    Unit.PERSON: Dimension.PERSONS, Unit.PERSON_TIME: Dimension.PERSONS, Unit.STUDENT: Dimension.PERSONS,
    Unit.HOUSEHOLD: Dimension.HOUSEHOLDS, Unit.TIME: Dimension.TIMES, Unit.SESSION: Dimension.TIMES,
    Unit.PERCENT: Dimension.SHARE, Unit.PERMILLE: Dimension.SHARE, Unit.PERCENTAGE_POINT: Dimension.SHARE,
    Unit.YUAN: Dimension.MONEY, Unit.M3: Dimension.VOLUME, Unit.POINT: Dimension.POINTS, Unit.RANK: Dimension.RANK,
    Unit.WORKING_DAY: Dimension.DURATION,
    **dict.fromkeys(["个", "项", "件", "份", "本", "册", "篇", "台", "套", "条", "家", "处", "座", "辆", "期", "批", "起", "例", "部", "张", "支", "株", "棵", "幅", "块", "届", "轮", "间", "所", "栋", "组", "站", "盏", "字"], Dimension.COUNT),
    "期": Dimension.TIMES, "批": Dimension.TIMES, "届": Dimension.TIMES, "轮": Dimension.TIMES, "批次": Dimension.TIMES,
}  # fmt: skip
_PERSONS = frozenset({Dimension.PERSONS, Dimension.HOUSEHOLDS})
_HAPPENINGS = frozenset({Dimension.TIMES, Dimension.COUNT, Dimension.PERSONS})
_OF_NAME: tuple[tuple[tuple[str, ...], frozenset[Dimension]], ...] = (
    (("人次", "人次数"), frozenset({Dimension.PERSONS, Dimension.TIMES})),
    (("人数", "人员数", "人员数量"), _PERSONS),
    (("户数",), _PERSONS),
    (("次数", "场次", "频次", "频率", "场数", "期数"), _HAPPENINGS | {Dimension.HOUSEHOLDS}),
    (("面积",), frozenset({Dimension.AREA})),
    (("里程", "长度", "公里数"), frozenset({Dimension.LENGTH})),
    (("字数",), frozenset({Dimension.COUNT})),
    (("天数", "工期", "时长", "时限", "耗时", "年限", "周期"), frozenset({Dimension.DURATION})),
    (("金额", "总额", "经费", "费用", "资金", "单价"), frozenset({Dimension.MONEY, Dimension.SHARE})),
    (("满意度", "满意率"), frozenset({Dimension.SHARE, Dimension.POINTS})),
)


def _ends(nouns: str, *behind: str) -> tuple[str, ...]:
    """Return each noun alone and with each of the words that may stand behind it."""
    return tuple(f"{noun}{end}" for noun in nouns.split() for end in ("", *behind))


_UNITS_OF_NAME: tuple[tuple[tuple[str, ...], frozenset[str]], ...] = tuple(
    (ends, frozenset(units.split()))
    for ends, units in (
        (("字数",), "字"),
        (_ends("书本 书籍 图书 年鉴 刊物 手册 画册", "数", "数量"), "本 册 部 套 种 卷"),
        (_ends("文章 信息 稿件 报道 推文 简报 论文 报告", "数", "数量", "篇数"), "篇 条 期 个 次 time 份"),
        (
            _ends(" ".join(_ends("视频 影片 专题片 宣传片", "拍摄", "制作")), "数", "数量"),
            "集 部 个 条 期",
        ),
        (("场次", "场数"), "session time 期"),
        (("人数",), "person household person_time"),
        (("户数",), "household person"),
    )
)
_CHANGE_IN_NAME = re.compile("增|提高|提升|降|减|占|比")
"""Names of changes, whose values are percentages though what changes is counted."""
_INHERITED = frozenset({ValueNote.UNIT_FROM_NAME, ValueNote.UNIT_FROM_FORM})
_LAST_TWO = frozenset(end[-2:] for ends, _ in (*_OF_NAME, *_UNITS_OF_NAME) for end in ends)
_OUTSIDE_HEAD = re.compile("（[^（）]*）$|/[^/]*$")


def dimension_of(value: Value) -> Dimension | None:
    """Return what a value measures by the unit that its own cell prints; None where it prints none, or a price of something."""
    if value.number is None or not value.unit or value.per or value.kind not in {"number", "range"}:
        return None
    if not _INHERITED.isdisjoint(value.notes):
        return None
    return _OF_UNIT.get(value.unit) or _OF_GROUP.get(FACTORS.get(value.unit, ("",))[0])


def _head(name: str) -> str:
    """Return a name without what stands behind its last word; empty where no word of the lists ends as that does."""
    text = clean(name)
    head = _OUTSIDE_HEAD.sub("", text) if text.endswith("）") or "/" in text else text
    return head if head[-2:] in _LAST_TWO else ""


@lru_cache(maxsize=REMEMBERED)
def dimensions_named(name: str) -> frozenset[Dimension]:
    """Return what an indicator may measure by the last word of its name (人数, 面积, 次数); empty where that says nothing."""
    head = _head(name)
    found = next((dimensions for ends, dimensions in _OF_NAME if head.endswith(ends)), frozenset())
    return found | {Dimension.SHARE} if found and _CHANGE_IN_NAME.search(head) else found


@lru_cache(maxsize=REMEMBERED)
def units_named(name: str) -> frozenset[str]:
    """Return the units in which the last word of a name is counted (文章 in 篇); empty where that says nothing."""
    head = _head(name)
    return next((units for ends, units in _UNITS_OF_NAME if head.endswith(ends)), frozenset())
