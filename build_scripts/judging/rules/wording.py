"""How rules compare texts by their words alone: pairs of characters, clauses that one text copies from another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from build_scripts.cells.amounts import percent_of

LONG_TEXT, FEWEST_CLAUSES, COPIED_PERCENT = 20, 3, Decimal(75)
"""Of shorter texts, and of fewer clauses, some may be the same by chance."""
_CLAUSES = re.compile(r"[，,。；;：:\n]|目标\d+")
_FIGURES = re.compile(r"\d+(?:\.\d+)?")
_COMMON = frozenset(
    [
        "工作",
        "保障",
        "提高",
        "提升",
        "加强",
        "完成",
        "开展",
        "推进",
        "实现",
        "强化",
        "进一",
        "一步",
        "不断",
        "管理",
        "水平",
        "服务",
        "建设",
        "目标",
        "项目",
        "全区",
        "全县",
        "全市",
        "单位",
        "政府",
        "年度",
        "相关",
        "各项",
        "有效",
        "确保",
        "落实",
        "做好",
        "能力",
        "质量",
        "全面",
        "加快",
        "促进",
        "发展",
        "推动",
        "正常",
        "运行",
        "运转",
        "社会",
        "安全",
        "任务",
        "及时",
        "组织",
        "实施",
        "优化",
        "完善",
        "持续",
        "深入",
        "覆盖",
        "全覆",
        "专项",
        "资金",
        "情况",
        "重点",
        "问题",
    ]
)
"""Pairs of characters that any goal and any row may have."""
_PAIR = re.compile("(?=([一-龥]{2}))")


def word_pairs(text: str) -> set[str]:
    """Return the pairs of neighbouring characters that may be a word, common ones aside."""
    return {*_PAIR.findall(text)} - _COMMON


def pieces_of(text: str, length: int) -> Iterator[str]:
    """Yield each run of so many neighbouring characters of a text; none where it is shorter."""
    return (text[start : start + length] for start in range(len(text) - length + 1))


@dataclass(frozen=True)
class Copy:
    """A text most of which repeats the clauses of another."""

    clauses: tuple[str, ...]
    """All of its clauses, in order."""
    same: tuple[str, ...]
    """Those that are repeated word for word."""
    share: Decimal
    """How much of its characters these are, in percent."""


def copied(wanted: str, reached: str) -> Copy | None:
    """Return what an achievement repeats of its goal; None unless most of it is that, and no figure is its own."""
    planned, done = (tuple(part for part in _CLAUSES.split(text) if part) for text in (wanted, reached))
    known = set(planned)
    same = tuple(part for part in done if part in known)
    share = percent_of(Decimal(sum(map(len, same))), Decimal(sum(map(len, done)) or 1))
    own_figures = {*_FIGURES.findall(reached)} - {*_FIGURES.findall(wanted)}
    return (
        Copy(done, same, share) if len(same) >= FEWEST_CLAUSES and share >= COPIED_PERCENT and not own_figures else None
    )
