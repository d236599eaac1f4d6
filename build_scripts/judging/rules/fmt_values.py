"""FMT rules on single cells: text that cannot be read as one number, or not as a fact."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from build_scripts.cells.amounts import PrintedNumber, clean, plain
from build_scripts.cells.value_model import Value, ValueNote
from build_scripts.judging.rules.money import AMOUNT_COLUMNS, BASE_DATA_COLUMNS
from build_scripts.judging.rules.registry import Hit, Place, statement_rule
from build_scripts.judging.rules.rows import SHARE_NAME, answered_in_full, row_cell, slipped_percent
from build_scripts.judging.rules.texts import COLUMN_NAMES, ValueCell, by_row, noted_cells, quoted
from build_scripts.judging.score import IndicatorResult, StatementResult
from build_scripts.words.language import PAUSE, UNSAID, Both
from build_scripts.words.vocabulary import Achievement, Level2, Polarity, Severity

FACT_COLUMNS = frozenset({"actual", "baseline_y1", "baseline_y2"})
"""Columns that say what was; a bound there is no fact."""
BOUNDS = frozenset({"ge", "gt", "le", "lt"})
_POINTS_COLUMNS = {
    "weight": Both("分值", "weight"),
    "score": Both("得分", "points"),
    "reviewed_score": Both("复核得分", "score after review"),
    "coefficient": Both("得分系数", "coefficient"),
}
_UNREADABLE = {
    ValueNote.DOUBLED_PERCENT: Both("，百分号重复", "; the percent sign is doubled"),
    ValueNote.UNIT_WITHOUT_NUMBER: Both("，有单位而没有数", "; there is a unit and no number"),
    ValueNote.SPREADSHEET_ERROR: Both("，是电子表格的错误值", "; that is an error value of a spreadsheet"),
    ValueNote.LETTER_FOR_DIGIT: Both("，数里有字母（O、l）", "; there is a letter (O, l) among the digits"),
    ValueNote.OPERATOR_WITHOUT_NUMBER: Both("，有比较符而没有数", "; there is an operator and no number"),
}
_SLIPPED = Both(
    "，数量指标少有只占百分之几的，可能是 100%，也可能是个数",
    ", a quantity of a few percent: 100% or a count may be meant",
)
_INDEFINITE = Both("，不是确定的数", ", which is not a definite number")
_NOT_ABOVE = Both(
    "，只说明没有超过目标，少做多少都符合，不是确定的数",
    ", which only says that the target was not exceeded, so that any shortfall fits, and is no definite number",
)
_PAST_RANGE = Both("，只是范围，看不出当年的实际数", ": a range that does not tell that year's actual figure")
_MONEY_COLUMNS = {
    **AMOUNT_COLUMNS,
    "amount": Both("金额", "amount"),
    "whole_period": Both("实施期金额", "amount of the whole period"),
    "executed_y2": Both("前年决算数", "amount executed two years before"),
    "executed_y1": Both("上年决算数", "amount executed the year before"),
    "rate": Both("执行率", "rate"),
}


@statement_rule("FMT-01", Severity.ERROR,
    title=Both("数字栏的内容读不成数，或百分数疑似写错", "A cell of a numeric column is no number, or seems to be a mistaken percentage"),
    reason=Both("金额、执行率、分值、得分栏应是一个数；目标值、完成值写作“100%%”“亿元”等也读不成数，无法汇总和比较。数量指标写作“1%”“≥3%”的，是 100%、1 个还是 3 人看不出来（疑点）。", "Money, rate, weight and points are single numbers; a value such as 100%% or a unit alone cannot be read, added or compared. A quantity of 1% or ≥3% may mean 100%, one piece or three persons (a doubt)."),
    formula=Both("单元格 = 一个数（可带单位）、空白或“--”；百分号只写一个；数量指标的值不是很小的百分数（门户设置的界限，没有另写的为 5%；比率、增减幅度除外）", "cell = one number (with or without unit), blank or “--”; one percent sign at most; no quantity of a few percent (5% where the portal's settings give no other limit; rates and changes apart)"),
    basis=Both("表头：该栏为数字栏；算术。", "The column's heading; arithmetic."),
    wrong="""
        goals:
          - kind: overall
            indicators:
              - {level1: 产出指标, level2: 质量指标, name: 审核准确率, target: "100%%"}
    """,
    right="goals[0].indicators[0].target: 100%",
)  # fmt: skip
def numbers_can_be_read(result: StatementResult) -> Iterator[Hit]:
    """Find money, rates, weights and points that are no number, and value cells with a sign or unit that is wrong."""
    yield from _unreadable_money(result)
    yield from _unreadable_base_data(result)
    yield from _unreadable_points(result)
    for found in by_row(noted_cells(result, frozenset(_UNREADABLE))):
        fault = next(_UNREADABLE[note] for note in found[0].value.notes if note in _UNREADABLE)
        yield _said_of(found, fault, Severity.WARNING)
    for item in result.indicators:
        if item.level2 is not Level2.QUANTITY:
            continue
        slipped = [
            ValueCell(item, column, value)
            for column, value in _values_of(item)
            if slipped_percent(item, value, result.thresholds.slip_percent)
        ]
        if slipped:
            yield _said_of(slipped, _SLIPPED, Severity.WARNING)


def _values_of(item: IndicatorResult) -> tuple[tuple[str, Value], ...]:
    return ("target", item.target), ("adjusted_target", item.adjusted_target), ("actual", item.actual)


def _unreadable_money(result: StatementResult) -> Iterator[Hit]:
    for item in result.funding:
        for column, name in _MONEY_COLUMNS.items():
            if getattr(item, column).state == "unparseable":
                yield _no_number(
                    Place(f"{item.path}.{column}", quoted(item.line.label)), name, getattr(item.line, column)
                )


def _unreadable_base_data(result: StatementResult) -> Iterator[Hit]:
    for cells in result.statement.cells.base_data:
        for column, name in BASE_DATA_COLUMNS.items():
            if getattr(cells, column).state == "unparseable":
                place = Place(f"{cells.path}.{column}", quoted(cells.row.label))
                yield _no_number(place, name, getattr(cells.row, column))


def _unreadable_points(result: StatementResult) -> Iterator[Hit]:
    total = result.statement.cells.total
    for row in result.scored_rows:
        for column, name, cell in _unreadable(row):
            yield _no_number(Place(f"{row.path}.{column}", quoted(row.name)), name, cell.raw or "")
    for column, name, cell in _unreadable(total):
        yield _no_number(Place(f"total.{column}", quoted(total.row.label if total else "")), name, cell.raw or "")


def _unreadable(row: object) -> list[tuple[str, Both, PrintedNumber]]:
    """Return the cells of points of a row that are no number."""
    return [
        (column, name, cell)
        for column, name in _POINTS_COLUMNS.items()
        if (cell := getattr(row, column, None)) is not None and cell.state == "unparseable"
    ]


def _no_number(place: Place, column: Both, raw: str) -> Hit:
    return place.hit(
        f"{column.zh}印作“{quoted(raw)}”，不是一个数。",
        f"the {column.en} is printed as “{quoted(raw)}”, which is no number.",
    )


@statement_rule("FMT-03", Severity.WARNING, needs={"STR-04"},
    title=Both("完成值或往年数带比较符", "A bound in a column of facts"),
    reason=Both("完成值说的是已经发生的事，应是一个确定的数；写作“≥98%”只说明了范围。往年指标值可能填的是当年的目标，只作提示：看不出当年的实际数。", "An actual value says what happened and is definite; “≥98%” only gives a range. Values of earlier years may be that year's targets and are only noted: they do not tell the actual figure."),
    formula=Both("完成值、前年指标值、上年指标值中没有 ≥、>、≤、<", "no ≥, >, ≤ or < in an actual value or in the values of the two previous years"),
    basis=Both("表头“实际完成值”“近两年指标值”；表下说明：定量指标填写实际完成数。", "The columns' headings; form note: for quantitative indicators the actual number is entered."),
    wrong="""
        goals:
          - kind: overall
            indicators:
              - {level1: 产出指标, level2: 时效指标, name: 回复及时率, target: "100%", actual: "≥98%"}
    """,
    right="goals[0].indicators[0].actual: 98.6%",
)  # fmt: skip
def facts_have_no_operator(result: StatementResult) -> Iterator[Hit]:
    """Find actual and past values whose number has an operator written before it."""
    for item in result.indicators:
        facts = (("baseline_y2", item.baseline_y2), ("baseline_y1", item.baseline_y1), ("actual", item.actual))
        bounded = [
            ValueCell(item, column, value)
            for column, value in facts
            if value.op in BOUNDS and ValueNote.OPEN_ENDED not in value.notes
        ]
        if bounded:
            yield _indefinite(bounded)


def _indefinite(found: list[ValueCell]) -> Hit:
    """Return a hit for cells of a row; a note where all are of earlier years, as those may be that year's targets."""
    past = all(cell.column != "actual" for cell in found)
    if past:
        return _said_of(found, _PAST_RANGE, Severity.NOTE)
    return _said_of(found, _NOT_ABOVE if any(map(_only_not_above, found)) else _INDEFINITE)


def _only_not_above(cell: ValueCell) -> bool:
    """Tell whether a result says "at most" of the very number that was to be reached."""
    target, value, item = cell.item.effective_target, cell.value, cell.item
    upper = cell.column == "actual" and value.op in {"le", "lt"} and target.op not in {"le", "lt"}
    return upper and value.number == target.number and item.polarity is not Polarity.LOWER_BETTER and not item.is_cost


def _said_of(found: list[ValueCell], fault: Both, severity: Severity | None = None) -> Hit:
    """Return one hit for the cells of a row, each with its text."""
    cells = [(cell.heading, quoted(cell.value.raw)) for cell in found]
    printed = PAUSE.join(
        Both(f"{name.zh}印作“{text}”", f"the {name.en} is printed as “{text}”") for name, text in cells
    )
    place = row_cell(found[0].item, found[0].column)
    return place.hit(f"{printed.zh}{fault.zh}。", f"{printed.en}{fault.en}.", severity=severity)


@statement_rule("FMT-04", Severity.WARNING, needs={"STR-04", "FMT-03"},
    title=Both("完成值或往年数写作“以上”“左右”", "An open-ended fact"),
    reason=Both("“95%以上”可以是 95%，也可以是 100%，无法据以判断目标是否达成。往年指标值可能填的是当年的目标，只作提示。", "“95%以上” may be 95 % or 100 %; whether the target was reached cannot be told. Values of earlier years may be that year's targets and are only noted."),
    formula=Both("完成值、前年指标值、上年指标值不写“以上、以下、以内、左右、约”", "no “or more”, “or less”, “within”, “about” in an actual value or in the values of the two previous years"),
    basis=Both("表头“实际完成值”“近两年指标值”；表下说明：定量指标填写实际完成数。", "The columns' headings; form note: for quantitative indicators the actual number is entered."),
    wrong="""
        goals:
          - kind: overall
            indicators:
              - {level1: 产出指标, level2: 数量指标, name: 专线接通率, target: "≥100%", actual: "95%以上"}
    """,
    right="""
        goals[0].indicators[0].target: ≥95%
        goals[0].indicators[0].actual: 97%
    """,
)  # fmt: skip
def facts_are_not_open_ended(result: StatementResult) -> Iterator[Hit]:
    """Find actual and past numbers with words such as 以上, 以内 or 左右; a grade such as C级以上 is one by definition."""
    found = noted_cells(result, frozenset({ValueNote.OPEN_ENDED, ValueNote.APPROXIMATE}))
    facts = (cell for cell in found if cell.column in FACT_COLUMNS and cell.value.kind != "grade")
    for row in by_row(facts):
        yield _indefinite(row)


@statement_rule("FMT-13", Severity.WARNING,
    title=Both("单列的比较符或单位与指标值里写的不同", "Operator or unit differ between their own cell and the value"),
    reason=Both("指标性质、度量单位各有一格，指标值里又写了不同的比较符或单位，读者不知道以哪一个为准。本门户按指标值里写的读。", "Operator and unit have cells of their own, and the value prints others: a reader cannot tell which counts. This portal reads those of the value."),
    formula=Both("指标性质 = 指标值里的比较符；度量单位 = 指标值、完成值里的单位（值里没有写的不比较）", "operator cell = operator in the value; unit cell = unit in target and actual value (where the value prints one)"),
    basis=Both("表头“指标性质”“度量单位”。", "The form's own columns 指标性质 and 度量单位."),
    wrong="""
        goals:
          - kind: overall
            indicators:
              - {level1: 产出指标, level2: 数量指标, name: 养护里程, operator: ≤, target: ≥50公里, unit: 公里, actual: "52"}
    """,
    right="goals[0].indicators[0].operator: ≥",
)  # fmt: skip
def cells_of_a_value_agree(result: StatementResult) -> Iterator[Hit]:
    """Compare operator and unit with those that the value itself prints."""
    for item in result.indicators:
        for column, value in _values_of(item):
            signs = column != "actual" and value.op and item.operator
            if (signs and value.op is not item.operator) or (item.unit and value.unit not in {"", item.unit}):
                beside = "、".join(quoted(raw) for raw in (item.row.operator, item.row.unit) if raw)
                yield row_cell(item, column).hit(
                    f"{COLUMN_NAMES[column].zh}印作“{quoted(value.raw)}”，单列的是“{beside}”。",
                    f"the {COLUMN_NAMES[column].en} is printed as “{quoted(value.raw)}”, the cells beside it say “{beside}”.",
                )


@statement_rule("FMT-05", Severity.WARNING, needs={"STR-04", "SCO-10", "IND-07", "IND-08"},
    title=Both("目标值与完成值不可比", "Target and actual value cannot be compared"),
    reason=Both("一个是文字、一个是数，或者计量单位不同，读者无法判断目标是否达成。", "One is words and the other a number, or their units differ: whether the target was reached cannot be told."),
    formula=Both("目标值与完成值同为文字，或同为同一单位的数", "target and actual value are both words, or both numbers of one unit"),
    basis=Both("本门户约定：只比较同一种量；表下说明：定量指标填写实际完成数。", "Own convention: only like is compared with like; form note: the actual number is entered."),
    wrong="""
        goals:
          - kind: overall
            indicators:
              - {level1: 产出指标, level2: 时效指标, name: 平台建设及时性, target: 及时, actual: "100%"}
    """,
    right="""
        goals[0].indicators[0].name: 按时完成率
        goals[0].indicators[0].target: 100%
    """,
)  # fmt: skip
def target_and_actual_are_alike(result: StatementResult) -> Iterator[Hit]:
    """Find rows whose target and actual value are both filled and not comparable; a note where only a unit is missing."""
    for item in result.indicators:
        target = item.effective_target
        if (
            item.achievement is not Achievement.NOT_COMPARABLE
            or target.state != "reported"
            or item.actual.state != "reported"
            or answered_in_full(item)
        ):
            continue
        wanted, reached = quoted(target.raw), quoted(item.actual.raw)
        yield row_cell(item, "actual").hit(
            f"目标值“{wanted}”与完成值“{reached}”不可比。",
            f"the target “{wanted}” and the actual value “{reached}” cannot be compared.",
            severity=Severity.NOTE if _only_a_unit_missing(item) else None,
        )


def _only_a_unit_missing(item: IndicatorResult) -> bool:
    target, actual = item.effective_target, item.actual
    numbers = target.kind == actual.kind == "number" and target.number == actual.number
    return numbers and bool(target.unit) != bool(actual.unit)


@statement_rule("FMT-07", Severity.WARNING, needs={"STR-04"},
    title=Both("比率疑似写作 0 至 1 的小数", "A rate possibly given as a fraction"),
    reason=Both("名称是“率”“满意度”“占比”的指标，值写作“1”或“0.95”：是 1% 还是 100%，读者只能猜；本门户不代为换算。", "A rate whose value is “1” or “0.95”: 1 % or 100 %? A reader has to guess; nothing is converted here."),
    formula=Both("名称为比率，或同一行另一格以 % 计 ⇒ 值带 %（0 < 值 ≤ 1 且没有单位时提示）", "a rate by its name, or by another cell of its row that is in percent ⇒ the value has % (told where 0 < value ≤ 1 without a unit)"),
    basis=Both("本门户约定：不自动把小数换算成百分数。", "Own convention: a fraction is never turned into a percentage."),
    wrong="""
        goals:
          - kind: overall
            indicators:
              - {level1: 产出指标, level2: 质量指标, name: 验收合格率, target: "1"}
    """,
    right="goals[0].indicators[0].target: 100%",
)  # fmt: skip
def rates_are_no_fractions(result: StatementResult) -> Iterator[Hit]:
    """Find values between 0 and 1 without a unit where the indicator's name, or a twin in percent, says that it is a share."""
    suspected = noted_cells(result, frozenset({ValueNote.SUSPECTED_FRACTION}))
    for row in by_row(cell for cell in suspected if _is_share(cell.item)):
        percent = plain((row[0].value.number or Decimal()) * 100)
        yield _said_of(row, Both(f"，没有单位，可能指 {percent}%", f" without a unit and may mean {percent}%"))


def _is_share(item: IndicatorResult) -> bool:
    """Tell whether a row is a share by its name, or because another of its cells is in percent."""
    values = (item.target, item.adjusted_target, item.baseline_y2, item.baseline_y1, item.actual)
    return bool(SHARE_NAME.search(item.bare_name)) or any(value.unit == "percent" for value in values)


@statement_rule("FMT-20", Severity.WARNING,
    title=Both("成本指标的金额单位存疑", "The money unit of a cost figure is in doubt"),
    reason=Both("成本指标只写数、没有写单位，按表头的单位读会比同表其他成本大一千倍以上，按元读却相当：单位多半是元。在确认以前，本门户照印出的数公布，不换算成元。", "A cost is printed as a bare number that, read in the unit of the header, is over a thousand times the form's other costs, and like them if read in yuan: yuan is probably meant. Until that is confirmed the number is published as printed and not converted."),
    formula=Both("只写数的成本 × 表头单位 ÷ 同表成本的中位数（同一行另有写明单位的，用其金额）< 1000", "bare cost × unit of the header ÷ median of the form's costs (or the amounts of its own row that print a unit) < 1000"),
    basis=Both("本门户约定：表头的单位只用于与同表其他成本相当的数。", "Own convention: the header's unit is applied only to figures that are like their neighbours."),
    wrong="""
        form_type: dept_target
        goals:
          - kind: annual
            number: 1
            indicators:
              - {level1: 成本指标, level2: 经济成本指标, name: 印刷费, target: ≤12}
              - {level1: 成本指标, level2: 经济成本指标, name: 培训费, target: ≤30万元}
              - {level1: 成本指标, level2: 经济成本指标, name: 会议费, target: ≤8}
              - {level1: 成本指标, level2: 经济成本指标, name: 除四害, target: "87500"}
    """,
    right="goals[0].indicators[3].target: 8.75",
)  # fmt: skip
def cost_units_are_clear(result: StatementResult) -> Iterator[Hit]:
    """Find the bare costs whose unit the reading holds in doubt: one finding for rows that print the same."""
    told: dict[tuple[str, str], list[ValueCell]] = defaultdict(list)
    for cell in noted_cells(result, frozenset({ValueNote.UNIT_IN_DOUBT})):
        told[clean(cell.item.row.name), clean(cell.value.raw or "")].append(cell)
    unit = result.statement.money_unit
    for cells in told.values():
        first = cells[0]
        count = Both(f"（{len(cells)} 格）", f" ({len(cells)} cells)") if len(cells) > 1 else UNSAID
        yield row_cell(first.item, first.column).hit(
            f"{first.heading.zh}印作“{quoted(first.value.raw)}”{count.zh}，没有单位；按表头的{unit.zh}读，比同表成本的中位数大一千倍以上，可能是元，未换算。",
            f"the {first.heading.en} is printed as “{quoted(first.value.raw)}”{count.en} without a unit; in {unit.en} it is over a thousand times the median of the form's costs. Yuan may be meant; it is not converted.",
            places=tuple(cell.path for cell in cells),
        )


@statement_rule("FMT-10", Severity.WARNING,
    title=Both("比较符与范围并用或互相矛盾", "An operator with a range, or bounds that contradict"),
    reason=Both("“≥1-2次”既说不少于，又给出范围；“≤90%以上”前后相反；“30-10”下限大于上限：目标到底是多少无法确定。", "“≥1-2次” gives a lower bound and a range; a range may also run backwards: what the target is cannot be told."),
    formula=Both("一个目标值 = 一个比较符加一个数，或一个下限小于上限的范围", "one target = one operator and one number, or one range whose lower bound is below its upper bound"),
    basis=Both("算术。", "Arithmetic."),
    wrong="""
        goals:
          - kind: overall
            indicators:
              - {level1: 产出指标, level2: 数量指标, name: 开展政策咨询, target: ≥1-2次}
    """,
    right="goals[0].indicators[0].target: ≥1次",
)  # fmt: skip
def bounds_agree(result: StatementResult) -> Iterator[Hit]:
    """Find value cells with an operator before a range, contradicting bounds, or a range that runs backwards."""
    wanted = frozenset({ValueNote.OPERATOR_WITH_RANGE, ValueNote.CONTRADICTORY_OPERATOR, ValueNote.REVERSED_RANGE})
    for row in by_row(noted_cells(result, wanted)):
        note = next(note for note in row[0].value.notes if note in wanted)
        yield _said_of(row, Both(f"（{note.zh}）", f" ({note.en[0].lower() + note.en[1:]})"))
