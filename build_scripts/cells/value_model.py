"""What a value cell says: the record beside its printed text, the numbers it allows, and what is odd about it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from build_scripts.cells.amounts import margin_of, times
from build_scripts.cells.made_often import made_often
from build_scripts.words.language import Term
from build_scripts.words.vocabulary import CellState, Operator, ValueKind

Confidence = Literal["high", "medium", "low"]


class ValueNote(Term):
    """What is odd about a value cell; rules and pages go by the code."""

    EXTRACTION_ARTEFACT = (
        "extraction_artefact",
        "去除了文件转换残留",
        "A left-over of the file conversion was removed",
    )
    NONSTANDARD_OPERATOR = ("nonstandard_operator", "比较符不规范", "Non-standard operator sign")
    TITLE_MARK_OPERATOR = ("title_mark_operator", "以书名号代比较符", "A title mark used as an operator")
    VERBAL_OPERATOR = ("verbal_operator", "比较符以文字写出", "The operator is written in words")
    OPERATOR_WITHOUT_NUMBER = ("operator_without_number", "有比较符而无数值", "An operator without a number")
    CONTRADICTORY_OPERATOR = ("contradictory_operator", "前后比较符矛盾", "Operators before and behind contradict")
    OPERATOR_WITH_RANGE = ("operator_with_range", "比较符与范围并用", "An operator before a range")
    REVERSED_RANGE = ("reversed_range", "范围的下限大于上限", "A range whose lower end exceeds its upper end")
    OPEN_ENDED = ("open_ended", "以“以上”“以内”等表示", "Open-ended wording: or more, within and the like")
    APPROXIMATE = ("approximate", "约数", "An approximate number")
    STRAY_CHARACTER = ("stray_character", "比较符后有多余的字", "A stray character behind the operator")
    DOUBLED_PERCENT = ("doubled_percent", "百分号重复", "A doubled percent sign")
    AMBIGUOUS_UNIT = ("ambiguous_unit", "计量单位有歧义", "The unit can be read in two ways")
    UNKNOWN_UNIT = ("unknown_unit", "计量单位不在词表中", "The unit is not in the list of units")
    UNIT_FROM_NAME = ("unit_from_name", "单位取自指标名称", "The unit was taken from the indicator's name")
    UNIT_FROM_FORM = ("unit_from_form", "金额单位取自表头", "The money unit was taken from the form's header")
    UNIT_IN_DOUBT = (
        "unit_in_doubt",
        "金额单位存疑，不换算成元",
        "The money unit is in doubt: not converted to yuan",
    )
    UNIT_REPEATED = ("unit_repeated", "单元格重复了单位", "The cell repeats the unit")
    UNIT_DIFFERS_FROM_NAME = ("unit_differs_from_name", "单位与指标名称不一致", "The unit differs from the name's unit")
    BARE_NUMBER = ("bare_number", "数字没有单位", "A number without a unit")
    RATE_WITHOUT_PERCENT_SIGN = ("rate_without_percent_sign", "比率没有百分号", "A rate without a percent sign")
    SUSPECTED_FRACTION = ("suspected_fraction", "疑似以小数表示的百分比", "Possibly a percentage given as a fraction")
    UNIT_WITHOUT_NUMBER = ("unit_without_number", "有单位而无数值", "A unit without a number")
    SEVERAL_NUMBERS = ("several_numbers", "一格内有多个数字", "Several numbers in one cell")
    SPREADSHEET_ERROR = ("spreadsheet_error", "电子表格的错误值", "An error value of a spreadsheet")
    LETTER_FOR_DIGIT = ("letter_for_digit", "数里有字母", "A letter where a digit should be")
    NUMBER_IN_WORD = ("number_in_word", "数字是名称的一部分", "The number is part of a word")
    DEADLINE = ("deadline", "期限或日期", "A deadline or a date")
    NOT_MEASURABLE = ("not_measurable", "未说明可衡量的结果", "Names no result that could be measured")
    NAMES_AN_INDICATOR = ("names_an_indicator", "指标值写成了指标名称", "The value is the name of an indicator")
    REFERENCE_BOUND = ("reference_bound", "以别处的数额为限", "Bounded by a figure that stands elsewhere")
    WRITTEN_NUMBER = ("written_number", "数以汉字写出", "The number is written in words")
    ZERO_IN_WORDS = ("zero_in_words", "以文字表示的零", "Zero, in words")
    FRACTION = ("fraction", "分数", "A fraction")
    CHANGE = ("change", "增减数：减为负", "A rise or a fall; a fall is below zero")
    END_STATE = ("end_state", "由…到…，取终值", "From one figure to another; the latter is taken")
    QUALIFIED = ("qualified", "数后括号里另有说明", "Brackets behind the number say more")
    AMBIGUOUS_NONE = ("ambiguous_none", "“无”可指零或未填", "A word for none, which may mean zero or not applicable")


_UNCLEAR = frozenset({ValueNote.OPERATOR_WITH_RANGE, ValueNote.CONTRADICTORY_OPERATOR, ValueNote.APPROXIMATE})
"""What keeps a number from saying which numbers its cell allows."""
_BOUNDS = frozenset({Operator.GE, Operator.GT, Operator.LE, Operator.LT})
"""Signs that leave one side of a number open."""
ONE_SIDED = frozenset({"余", "多", "近", "将近", "接近"})
"""Words that say on which side of its number an approximate figure lies."""


@made_often
@dataclass(frozen=True)
class Interval:
    """The numbers between two ends; None is an end that is not there."""

    lo: Decimal | None
    lo_closed: bool
    hi: Decimal | None
    hi_closed: bool

    def contains(self, other: Interval) -> bool:
        """Tell whether every number of ``other`` lies in this interval."""
        from_below = self.lo is None or (
            other.lo is not None
            and (other.lo > self.lo or (other.lo == self.lo and (self.lo_closed or not other.lo_closed)))
        )
        from_above = self.hi is None or (
            other.hi is not None
            and (other.hi < self.hi or (other.hi == self.hi and (self.hi_closed or not other.hi_closed)))
        )
        return from_below and from_above

    def meets(self, other: Interval) -> bool:
        """Tell whether the two intervals share a number."""
        return not (self._ends_before(other) or other._ends_before(self))

    def _ends_before(self, other: Interval) -> bool:
        if self.hi is None or other.lo is None:
            return False
        return self.hi < other.lo or (self.hi == other.lo and not (self.hi_closed and other.lo_closed))

    def times(self, factor: int) -> Interval:
        """Return the interval in a unit ``factor`` times smaller; ``factor`` is positive."""
        if factor == 1:  # as nearly everywhere: cells of one row share their unit
            return self
        lo = None if self.lo is None else times(self.lo, factor)
        hi = None if self.hi is None else times(self.hi, factor)
        return Interval(lo, self.lo_closed, hi, self.hi_closed)


@made_often
@dataclass(frozen=True)
class Value:
    """What a target, baseline or actual cell says, beside its text as printed."""

    raw: str | None
    """The cell as printed, its operator and unit with it where they have cells of their own; None for no such cell."""
    state: CellState = CellState.REPORTED
    kind: ValueKind | None = None
    """None for a blank or a placeholder."""
    op: Operator | None = None
    op_raw: str = ""
    """The sign or word the operator was read from."""
    number: Decimal | None = None
    """In ``unit``, scale words already applied: ``8万人次`` is 80000; percent as percent, money in yuan."""
    number_max: Decimal | None = None
    """Upper end of a range, in ``unit``."""
    scale: int = 1
    """By which the printed number was multiplied (万, 亿, the form's money unit)."""
    unit_raw: str = ""
    unit: str = ""
    """Canonical unit, or the printed classifier where none exists, or ``""``."""
    per: str = ""
    """``year`` in ``12次/年``, ``person/year`` in ``3600元/人/年``."""
    text: str = ""
    """Words beside the number, the noun counted, or the whole text of a cell without a number."""
    confidence: Confidence = "high"
    notes: tuple[ValueNote, ...] = ()
    items: tuple[Value, ...] = ()
    """The single values of a list."""
    lo_open: bool = False
    """Whether the lower end of a range is not in it: ``(80,90]``."""
    hi_open: bool = False
    """Whether its upper end is not in it: ``90≤X<100``."""

    @property
    def is_clear(self) -> bool:
        """Whether it says by itself which numbers the cell allows."""
        numbers = self.number is not None and self.kind in {"number", "range", "mixed"}
        return numbers and _UNCLEAR.isdisjoint(self.notes)

    @property
    def interval(self) -> Interval | None:
        """The numbers this cell allows by itself: a bare number is a point. None where it has no such meaning."""
        if self.number is None or not self.is_clear:
            return None
        if self.kind == "range":
            return Interval(self.number, not self.lo_open, self.number_max, not self.hi_open)
        lo = None if self.op in {"le", "lt"} else self.number
        hi = None if self.op in {"ge", "gt"} else self.number
        return Interval(lo, self.op != "gt", hi, self.op != "lt")

    @property
    def about(self) -> Interval | None:
        """The numbers that words like 余 and 近 allow, which blur on one side only: ``3000余人`` is no less than 3000."""
        if self.number is None or ValueNote.APPROXIMATE not in self.notes or self.op is not None:
            return None
        if self.op_raw not in ONE_SIDED:
            return None
        above = self.op_raw in {"余", "多"}
        return Interval(self.number if above else None, True, None if above else self.number, True)

    @property
    def definite(self) -> Decimal | None:
        """The number, where the cell holds one and nothing that bounds, spreads or blurs it."""
        return self.number if self.kind == "number" and self.op not in _BOUNDS and self.is_clear else None

    @property
    def margin(self) -> Decimal:
        """By how much the number may differ from the exact one: half a unit of its last printed decimal, in ``unit``."""
        return times(margin_of(self.raw), self.scale)
