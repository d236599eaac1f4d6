"""FMT rules on habits of writing: one finding per form and habit, with the number of cells, so that a page stays readable."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from build_scripts.cells.amounts import clean
from build_scripts.cells.value_model import ValueNote
from build_scripts.judging.rules.money import BASE_DATA_COLUMNS
from build_scripts.judging.rules.registry import Hit, statement_rule
from build_scripts.judging.rules.rows import SHARE_NAME
from build_scripts.judging.rules.texts import (
    ValueCell,
    is_blank,
    noted_cells,
    quoted,
    together,
    value_cells,
)
from build_scripts.judging.score import StatementResult
from build_scripts.words.language import Both
from build_scripts.words.vocabulary import BaseDataSection, Severity

# Names that say what is counted (走访次数, 学校数, 路灯维护数量, 培训人员): a number beside them needs no unit of its own.
COUNT_NAME = re.compile(r"(?:数|数量|人次|场次|人员)(?:（[^）]*）)?$")
_MONEY_UNIT = re.compile(r"[亿万元]")
_AMOUNTS = ("initial", "adjusted", "executed", "amount", "whole_period", "executed_y2", "executed_y1")
_BITS_OR_BYTES = Both("可读作兆比特每秒或兆字节", "can be read as megabits per second or as megabytes")
_SPEED = re.compile("速率|带宽|网速")
_NO_SPEED = re.compile(r"[0-9](M|G|兆)$")
"""A speed with a unit that is a size; M级 and 1000Mbps are none."""
_UNIT_ALONE = re.compile("[%％㎡]|平方米|万?元|人")
"""What a blank form prints in a cell for a number."""
_OWN_READINGS = {
    "方": Both("可读作平方米或立方米", "can be read as square or as cubic metres"),
    "点": Both("可读作百分点或点数", "can be read as percentage points or as points"),
    "M": _BITS_OR_BYTES,
    "G": Both("可读作吉比特每秒或吉字节", "can be read as gigabits per second or as gigabytes"),
    "兆": _BITS_OR_BYTES,
}


def _row_and_value(found: Iterable[ValueCell]) -> list[tuple[str, str]]:
    return [(cell.path, f"{quoted(cell.item.row.name)} {quoted(cell.value.raw)}") for cell in found]


@statement_rule("FMT-02", Severity.NOTE,
    title=Both("以书名号代替比较符", "A title mark used as an operator"),
    reason=Both("书名号“》”“《”当作比较符使用，是大于还是不小于并不清楚，判断达成时两种读法不一致的按“无法判断”处理。“>=”“≧”意思清楚，不作提示。", "Title marks (》, 《) are used as operators. Whether 》 means > or ≥ is not clear; where it matters the row stays undetermined. Of >= and ≧ nobody has a doubt, and nothing is said."),
    formula=Both("比较符不写作“》”“《”“〉”“〈”", "no operator is written 》, 《, 〉 or 〈"),
    basis=Both("本门户约定；数学符号的通用写法，书名号用于标示书名。", "Own convention; title marks enclose the title of a work."),
    wrong="""
        goals:
          - kind: overall
            indicators:
              - {level1: 产出指标, level2: 数量指标, name: 救助困难人群, target: 》10人}
    """,
    right="goals[0].indicators[0].target: ≥10人",
)  # fmt: skip
def operators_are_standard(result: StatementResult) -> Iterator[Hit]:
    """Find title marks used as operators: one finding per sign of a form."""
    by_sign: dict[str, list[ValueCell]] = defaultdict(list)
    for cell in noted_cells(result, frozenset({ValueNote.TITLE_MARK_OPERATOR})):
        by_sign[cell.value.op_raw].append(cell)
    for sign, found in by_sign.items():
        yield from together(_row_and_value(found), f"比较符写作“{sign}”", f"The operator is written “{sign}”")


@statement_rule("FMT-06", Severity.NOTE,
    title=Both("数字没有单位", "A number without a unit"),
    reason=Both("单元格和指标名称都没有写单位，读者不知道是次、个还是百分比。", "Neither the cell nor the indicator's name gives a unit: times, items or percent?"),
    formula=Both("定量指标值 = 数 + 单位（名称已写明单位的除外）", "value of a quantitative indicator = number + unit (unless the name gives the unit)"),
    basis=Both("本门户约定。", "Own convention."),
    wrong="""
        goals:
          - kind: overall
            indicators:
              - {level1: 产出指标, level2: 数量指标, name: 应急平台突发事件, target: "1000"}
    """,
    right="""
        goals[0].indicators[0].target: 1000件
        goals[0].indicators[1]: {level1: 产出指标, level2: 数量指标, name: 走访次数, target: 12}
    """,
)  # fmt: skip
def numbers_have_units(result: StatementResult) -> Iterator[Hit]:
    """Find bare numbers whose indicator's name gives no unit either; rates are the matter of FMT-07 and FMT-12."""
    bare = noted_cells(result, frozenset({ValueNote.BARE_NUMBER}))
    found = [cell for cell in bare if cell.value.kind == "number" and cell.value.number and _says_no_unit(cell)]
    yield from together(_row_and_value(found), "数字没有单位", "Numbers without a unit")


def _says_no_unit(cell: ValueCell) -> bool:
    name = clean(cell.item.row.name)
    ambiguous = ValueNote.AMBIGUOUS_UNIT in cell.value.notes  # FMT-09 says it
    return not (ambiguous or SHARE_NAME.search(name) or COUNT_NAME.search(name))


@statement_rule("FMT-08", Severity.NOTE,
    title=Both("单位重复", "The unit is repeated in the cell"),
    reason=Both("表头或指标名称已有单位，单元格又写一次（如“万元”栏中的“463万”）。按一次计，不重复相乘。", "Heading or name gives the unit and the cell repeats it (463万 under 万元). It is applied once."),
    formula=Both("单位只写一处", "the unit stands in one place only"),
    basis=Both("表头的单位；本门户约定：单元格里的单位代替表头的单位，不与之相乘。", "The heading's unit; own convention: a unit in the cell replaces the heading's and is never multiplied with it."),
    wrong="""
        funding:
          - {line_code: total, label: 年度资金总额, adjusted: 463万, executed: 297.1万}
    """,
    right="""
        funding[0].adjusted: 463
        funding[0].executed: 297.1
    """,
)  # fmt: skip
def units_stand_once(result: StatementResult) -> Iterator[Hit]:
    """Find money cells and totals with a unit of their own, and value cells that repeat the unit of the name."""
    printed = [
        (f"{item.path}.{column}", raw)
        for item in result.funding
        for column in _AMOUNTS
        if (raw := getattr(item.line, column)) and getattr(item, column).value is not None and _MONEY_UNIT.search(raw)
    ]
    printed += [
        (f"{cells.path}.{column}", raw)
        for cells in result.statement.cells.base_data
        for column in BASE_DATA_COLUMNS
        if (raw := getattr(cells.row, column)) and getattr(cells, column).value is not None and _MONEY_UNIT.search(raw)
    ]
    total = result.statement.total
    printed += [("total.score", total.score)] if total and "分" in (total.score or "") else []
    yield from together(printed, "栏目单位之外又写单位", "The column has a unit and the cell repeats it")
    cells_found = noted_cells(result, frozenset({ValueNote.UNIT_REPEATED}))
    # A percent sign behind a rate is how rates are written, whatever the heading says.
    repeated = (cell for cell in cells_found if cell.value.unit != "percent")
    yield from together(
        _row_and_value(repeated),
        "指标名称或表头已有单位，单元格又写单位",
        "Name or heading gives the unit and the cell repeats it",
    )


@statement_rule("FMT-09", Severity.NOTE,
    title=Both("计量单位有歧义，或前面多一条斜线", "A unit that can be read in two ways, or a stray slash before it"),
    reason=Both("“人/次”“批、次”“台（次）”等可以有两种读法，数字无法与其他表相加；“130/门”的斜线前没有单位，看不出是不是漏了字。", "人/次, 批、次 or 台（次） can be read in two ways; such numbers cannot be added to those of other forms. In 130/门 nothing stands before the slash: a word may be missing."),
    formula=Both("计量单位只有一个（人次、批次、台……），前面没有斜线", "one unit only (persons or times, batches, sets …), with no slash before it"),
    basis=Both("本门户约定：照原样保留单位，不作换算。", "Own convention: the unit is kept as printed and not converted."),
    wrong="""
        goals:
          - kind: overall
            indicators:
              - {level1: 产出指标, level2: 数量指标, name: 业务培训, target: ≥60人/次}
    """,
    right="goals[0].indicators[0].target: ≥60人次",
)  # fmt: skip
def units_are_clear(result: StatementResult) -> Iterator[Hit]:
    """Find units with two readings: one finding per unit of a form."""
    by_unit: dict[str, list[ValueCell]] = defaultdict(list)
    for cell in noted_cells(result, frozenset({ValueNote.AMBIGUOUS_UNIT})):
        by_unit[cell.value.unit_raw or cell.value.unit].append(cell)
    for cell in value_cells(result) if _SPEED.search(result.statement.printed_text) else ():
        size = _NO_SPEED.search(clean(cell.value.raw or "")) if _SPEED.search(cell.item.row.name) else None
        if size and ValueNote.AMBIGUOUS_UNIT not in cell.value.notes:
            by_unit[size[1]].append(cell)
    for unit, found in by_unit.items():
        read = _two_readings(unit)
        yield from together(_row_and_value(found), f"单位“{unit}”{read.zh}", f"The unit “{unit}” {read.en}")


def _two_readings(unit: str) -> Both:
    """Return how a unit as printed can be read."""
    before, slash, after = unit.partition("/")
    if slash and not before:
        return Both(
            "前面多一条斜线，或斜线前漏了字", "has a stray slash before it, or a word before the slash is missing"
        )
    if slash:
        joined = "批次" if {before, after} == {"批", "次"} else f"{before}{after}"
        return Both(
            f"可读作“{joined}”或“每{after}的{before}数”",
            f"can be read as one word, or as {before} for each {after}",
        )
    if found := re.fullmatch("(?=.*）$)(.+)（(.+)）", unit):
        return Both(
            f"可读作“{found[1]}”或“{found[1]}{found[2]}”", f"can be read as {found[1]} alone or as both words together"
        )
    if "、" in unit:
        return Both("可读作几种单位合计，或其中一种", "can be read as the sum of its units, or as any one of them")
    return _OWN_READINGS.get(unit[-1:], Both("有两种读法", "can be read in two ways"))


@statement_rule("FMT-11", Severity.NOTE,
    title=Both("应填数的单元格是空白或占位符", "Blank or a placeholder where a figure is expected"),
    reason=Both("空白和“-”“/”不等于 0：读者不知道是没有、没填还是不适用。本门户照原样公布，不当作 0。", "A blank or “-” is not 0: nothing, not entered or not applicable? It is shown as printed and never read as 0."),
    formula=Both("指标值、近两年指标值、金额 ≠ 空白或占位符", "targets, values of the two previous years and amounts ≠ blank or placeholder"),
    basis=Both("基层政务公开标准目录：“没有数据的表格应当列出空表并说明”；本门户约定：空白不作 0。", "The basic-level disclosure catalogue asks for an explanation of empty tables; own convention: blank is never 0."),
    wrong="""
        goals:
          - kind: overall
            indicators:
              - {level1: 产出指标, level2: 数量指标, name: 接访, target: ""}
    """,
    right="goals[0].indicators[0].target: 10次",
)  # fmt: skip
def figures_are_filled(result: StatementResult) -> Iterator[Hit]:
    """Find blank or placeholder targets and past values of named rows, and blank money cells: one finding each."""
    targets, past = [], []
    for cell in value_cells(result):
        # 无 may be a true answer: no accident.
        if (
            cell.value.state == "reported"
            or ValueNote.AMBIGUOUS_NONE in cell.value.notes
            or not clean(cell.item.row.name)
        ):
            continue
        if cell.column == "target" and not clean(cell.item.row.criteria or ""):
            targets.append((cell.path, cell.item.row.name))
        elif cell.column.startswith("baseline"):
            past.append((cell.path, cell.item.row.name))
    yield from together(targets, "目标值为空白或占位符", "Targets are blank or placeholders")
    yield from together(past, "前年、上年指标值为空白或占位符", "Values of earlier years are blank or placeholders")
    yield from together(_blank_money(result), "金额为空白", "Amounts are blank")
    yield from together(_dashes_for_money(result), "金额为占位符", "Amounts are placeholders")
    yield from together(_unit_alone(result), "只印了单位，没有数", "Only a unit is printed, and no number")


def _unit_alone(result: StatementResult) -> list[tuple[str, str]]:
    """Return base-data values that hold the form's printed unit alone, where another row of their block is filled in."""
    rows = list(enumerate(result.statement.base_data))
    bare = [(index, row) for index, row in rows if _UNIT_ALONE.fullmatch(clean(row.value or ""))]
    return [
        (f"base_data[{index}].value", f"{row.label} {clean(row.value or '')}")
        for index, row in bare
        if any(
            other.section is row.section and clean(other.value or "") and (at, other) not in bare for at, other in rows
        )
    ]


def _dashes_for_money(result: StatementResult) -> list[tuple[str, str]]:
    """Return amounts of base data, and totals whose parts hold money, that are a dash; a part may have none."""
    money = [
        (f"{cells.path}.{column}", cells.row.label)
        for cells in result.statement.cells.base_data
        for column in BASE_DATA_COLUMNS
        if getattr(cells, column).state == "not_applicable"
    ]
    total = result.total_line
    if total is not None:
        money += [
            (f"{total.path}.{column}", total.line.label)
            for column in _AMOUNTS
            if getattr(total, column).state == "not_applicable"
            and any(getattr(item, column).value for item in result.funding)
        ]
    return money


def _blank_money(result: StatementResult) -> list[tuple[str, str]]:
    money = [
        (f"{item.path}.{column}", item.line.label)
        for item in result.funding
        for column in _AMOUNTS
        if is_blank(getattr(item.line, column))
    ]
    for index, row in enumerate(result.statement.base_data):
        if row.section is BaseDataSection.EXPENDITURE:
            columns = BASE_DATA_COLUMNS
            money += [
                (f"base_data[{index}].{column}", row.label) for column in columns if is_blank(getattr(row, column))
            ]
    return money


@statement_rule("FMT-12", Severity.NOTE,
    title=Both("比率没有百分号", "A rate without a percent sign"),
    reason=Both("满意度印作“90”，意思应是 90%；没有百分号，单独摘引时容易误读。执行率一栏的数只能是百分数，印作“75”的不作提示。", "A satisfaction rate printed as 90 means 90 %; without the sign it is easily misread when quoted alone. In the column of the execution rate every number is a percentage, and nothing is said of a bare 75."),
    formula=Both("名称为比率的指标：值 = 数 + %", "an indicator that is a rate by its name: value = number + %"),
    basis=Both("本门户约定：指标值不代为加百分号。", "Own convention: no percent sign is added to indicator values."),
    wrong="""
        goals:
          - kind: overall
            indicators:
              - {level1: 满意度指标, level2: 服务对象满意度指标, name: 群众满意度, target: "90"}
    """,
    right="goals[0].indicators[0].target: 90%",
)  # fmt: skip
def rates_have_a_percent_sign(result: StatementResult) -> Iterator[Hit]:
    """Find values of rates, other than 0, without a percent sign: one finding for all rows of a form."""
    unsigned = noted_cells(result, frozenset({ValueNote.RATE_WITHOUT_PERCENT_SIGN}))
    found = [cell for cell in unsigned if cell.value.number and SHARE_NAME.search(clean(cell.item.row.name))]
    yield from together(
        _row_and_value(found), "名称为比率，值没有百分号", "By its name a rate, printed without a percent sign"
    )
