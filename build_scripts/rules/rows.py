"""What rules say and ask about a row alike: its name for a message, its rounding, whether it is explained."""

from __future__ import annotations

import re
from decimal import Decimal

from build_scripts.amounts import clean, decimals
from build_scripts.model import Indicator
from build_scripts.score import IndicatorResult

STOCK_PHRASES = frozenset(
    {
        # Fillers seen in deviation cells: they repeat that the work was done and explain no deviation.
        *("", "无", "/", "-", "--", "—", "——", "暂无", "没有", "无偏差", "无变化", "不涉及", "不适用"),
        *("完成", "已完成", "均已完成", "全部完成", "已达成", "达成", "达标", "已达标", "正常", "良好", "同上"),
    }
)
_BOOKMARK = re.compile(r"\[bookmark:[^\]]*\]")


def one_line(text: str | None) -> str:
    """Return printed text fit for a message: cells break lines within words, so a line break is no space."""
    joined = _BOOKMARK.sub("", text or "").replace("\n", "")
    return " ".join(joined.split())


def label(item: IndicatorResult) -> str:
    """Return the indicator's name for a message."""
    return one_line(item.row.name)


def explained(row: Indicator) -> bool:
    """Tell whether the row's deviation cell says more than a stock phrase."""
    return clean(row.deviation or "").rstrip("。.；;") not in STOCK_PHRASES


def rounding_margin(raw: str | None) -> Decimal:
    """Return by how much a figure printed like ``raw`` may differ from the exact one: half a unit of its last decimal."""
    return Decimal(5).scaleb(-decimals(raw) - 1) + Decimal("1e-9")
