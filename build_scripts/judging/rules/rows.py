"""What rules say and ask about a row alike: its name, its printed pair, its points, whether it is explained."""

from __future__ import annotations

import re
from decimal import Decimal

from build_scripts.cells.amounts import Points, clean
from build_scripts.cells.instructions import is_instruction
from build_scripts.cells.value_model import Value, ValueNote
from build_scripts.judging.rules.registry import Place
from build_scripts.judging.rules.texts import quoted
from build_scripts.judging.score import HUNDRED, IndicatorResult, StatementResult, margin_of_points
from build_scripts.reading.model import FundingLine, Indicator
from build_scripts.words.vocabulary import Achievement, Level2

STOCK_PHRASES = frozenset(
    {
        # Fillers seen in deviation cells: they repeat that the work was done and explain no deviation.
        *("", "无", "/", "-", "--", "—", "——", "暂无", "没有", "无偏差", "无变化", "不涉及", "不适用"),
        *("完成", "已完成", "均已完成", "全部完成", "已达成", "达成", "达标", "已达标", "正常", "良好", "同上"),
    }
)
_ALL_OF = re.compile("全覆盖|全部|所有|全[县区市省镇街乡村]|各(?:乡镇|单位|部门|街道|社区|村|科室|县|区)|每[个户人]")
"""Words for all of something; 100% of all is a full answer to them."""
_SHARE_OR_CHANGE = re.compile("率|比|占|幅|增|降|减|压|提高|提升|变化|度$")
SHARE_NAME = re.compile(r"(?:(?<!效)率|比例|占比|比重|满意度|满意程度|(?:支出|开支|执行)进度)(?:（[^）]*）)?$")
"""Names whose value is a share by meaning. 效率 (efficiency) also ends in 率 and is none."""


def indicator_name(item: IndicatorResult) -> str:
    """Return the indicator's name for a message."""
    return quoted(item.row.name)


def row_cell(item: IndicatorResult, column: str) -> Place:
    """Return the place of a cell of an indicator row."""
    return Place(f"{item.path}.{column}", indicator_name(item))


def satisfaction_by_category(item: IndicatorResult) -> bool:
    """Tell whether the category in the name cell may serve as a name: satisfaction, with a number to be reached."""
    satisfaction = item.category_in_name is Level2.BENEFICIARY_SATISFACTION or "满意" in item.bare_name
    return satisfaction and (item.target.number is not None or not item.bare_name.endswith("指标"))


def named_by_target(item: IndicatorResult) -> str:
    """Return the words in the target column where the name cell only holds a category; empty where it holds a name."""
    target = item.effective_target
    if target.kind != "qualitative" or item.category_in_name is None or satisfaction_by_category(item):
        return ""
    return clean(target.raw or "").rstrip("。.")


def named_target(item: IndicatorResult) -> tuple[str, str]:
    """Return the place of a row's target, and name and target together, for a message about many rows."""
    return f"{item.path}.target", f"{indicator_name(item)} {quoted(item.effective_target.raw)}"


def pair(item: IndicatorResult) -> tuple[str, str]:
    """Return target and actual value for a message."""
    return quoted(item.effective_target.raw), quoted(item.actual.raw)


def weight_and_points(item: IndicatorResult) -> tuple[Decimal, Decimal] | None:
    """Return a row's printed weight and points; None where one is missing or the weight is zero."""
    weight, points = item.weight.value, item.score.value
    return (weight, points) if weight and points is not None else None


def direction_guessed(item: IndicatorResult) -> bool:
    """Tell whether a row is read as "lower is better" only because it stands among costs, and names no money.

    ``支出进度 90`` below a cost category is such a row: two guesses are too little to contradict its points.
    """
    target = item.effective_target
    return item.polarity_source == "category" and (target.unit != "yuan" or ValueNote.UNIT_FROM_FORM in target.notes)


def missed(item: IndicatorResult) -> bool:
    """Tell whether a target is missed beyond doubt."""
    return item.achievement is Achievement.MISSED and not direction_guessed(item)


def has_explanation(row: Indicator | FundingLine) -> bool:
    """Tell whether the row's deviation cell says more than a stock phrase, or than what the blank form says there."""
    text = row.deviation or ""
    return clean(text).rstrip("。.；;") not in STOCK_PHRASES and not is_instruction(text)


def answered_in_full(item: IndicatorResult) -> bool:
    """Tell whether a target names all of something and the actual value says 100%: that is an answer in a number."""
    actual = item.actual
    whole = actual.kind == "number" and actual.unit == "percent" and actual.number == HUNDRED
    return whole and bool(_ALL_OF.search(item.effective_target.text))


def slipped_percent(item: IndicatorResult, value: Value, most: str) -> bool:
    """Tell whether a quantity reads so few percent (at ``most``) that the sign, or the number before it, seems a slip.

    ``1%`` of 完成编制规划 may be one plan or 100 %, ``≥3%`` of 用工数 three persons; names of shares and of changes mean it.
    """
    if item.level2 is not Level2.QUANTITY or value.kind != "number" or value.unit != "percent" or not value.number:
        return False
    return 0 < value.number <= Decimal(most) and not _SHARE_OR_CHANGE.search(item.head)


def points_margin(result: StatementResult, points: Points) -> Decimal:
    """Return by how much printed points may differ from those recomputed: either may be rounded more than the other."""
    return margin_of_points(points, result.profile)
