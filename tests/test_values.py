"""The value grammar: worked examples of every class of cell, the judgement of achievement, and laws that always hold."""

from __future__ import annotations

import csv
from decimal import Decimal
from itertools import product

import pytest
from golden.make_value_catalogue import CATALOGUE, catalogue, escape, rows_of_catalogue, rows_of_tables, unescape
from hypothesis import given
from hypothesis import strategies as st

from build_scripts.cells import values
from build_scripts.cells.achievement import achievement_of, attainment_of, polarity_of
from build_scripts.cells.amounts import clean, decimals, parse_amount, parse_points, parse_rate, plain, rounded_apart
from build_scripts.cells.units import BOUND_WORDS, FACTORS, unit_in_name
from build_scripts.cells.value_model import Interval, Value
from build_scripts.cells.values import is_money_row, parse_value
from build_scripts.words.vocabulary import Achievement, CurrencyUnit, Level1, Level2, Polarity

WAN = CurrencyUnit.TEN_THOUSAND_YUAN
HIGHER, LOWER, EXACT, QUALITATIVE = Polarity
MET, MISSED, UNDETERMINED, NOT_COMPARABLE, NOT_REPORTED, _ = Achievement

# cell → kind, operator, number, upper end, unit, per, text
NUMBERS = [
    # plain percent and operators
    ("100%", "number", None, "100", None, "percent", "", ""),
    ("99.60%", "number", None, "99.60", None, "percent", "", ""),
    ("≥95%", "number", "ge", "95", None, "percent", "", ""),
    ("≧90%", "number", "ge", "90", None, "percent", "", ""),
    ("≦5%", "number", "le", "5", None, "percent", "", ""),
    ("＞90%", "number", "gt", "90", None, "percent", "", ""),
    ("=100%", "number", "eq", "100", None, "percent", "", ""),
    (">=98%", "number", "ge", "98", None, "percent", "", ""),
    ("》0.95", "number", "gt", "0.95", None, "", "", ""),
    ("《16万元", "number", "lt", "160000", None, "yuan", "", ""),
    ("<=190万元", "number", "le", "1900000", None, "yuan", "", ""),
    ("=1套", "number", "eq", "1", None, "套", "", ""),
    ("<1小时", "number", "lt", "1", None, "hour", "", ""),
    ("<100点", "number", "lt", "100", None, "percentage_point", "", ""),
    # bounds in words
    ("90%以上", "number", "ge", "90", None, "percent", "", ""),
    ("24小时以内", "number", "le", "24", None, "hour", "", ""),
    ("不超过5天", "number", "le", "5", None, "day", "", ""),
    ("不低于90%", "number", "ge", "90", None, "percent", "", ""),
    # fractions and bare numbers stay what they are
    ("0.95", "number", None, "0.95", None, "", "", ""),
    ("1000", "number", None, "1000", None, "", "", ""),
    ("≤69.08", "number", "le", "69.08", None, "", "", ""),
    # money and unit prices
    ("1.12万元", "number", None, "11200", None, "yuan", "", ""),
    ("7.5亿元", "number", None, "750000000", None, "yuan", "", ""),
    ("200元", "number", None, "200", None, "yuan", "", ""),
    ("135元/生·学期", "number", None, "135", None, "yuan", "student/term", ""),
    ("3600元/人/年", "number", None, "3600", None, "yuan", "person/year", ""),
    ("0.99元/㎡", "number", None, "0.99", None, "yuan", "m2", ""),
    ("5万元/本", "number", None, "50000", None, "yuan", "本", ""),
    ("141/门", "number", None, "141", None, "", "门", ""),
    ("≥6.6万/人/年", "number", "ge", "66000", None, "", "person/year", ""),
    # counts
    ("6人", "number", None, "6", None, "person", "", ""),
    ("2个项目", "number", None, "2", None, "个", "", "项目"),
    ("72个部门及所属单位", "number", None, "72", None, "个", "", "部门及所属单位"),
    ("≥50枚金牌", "number", "ge", "50", None, "枚", "", "金牌"),
    ("12 项", "number", None, "12", None, "项", "", ""),
    ("≥8万人次", "number", "ge", "80000", None, "person_time", "", ""),
    ("40万吨", "number", None, "400000", None, "ton", "", ""),
    ("2700万平方米", "number", None, "27000000", None, "m2", "", ""),
    ("≥9万", "number", "ge", "90000", None, "", "", ""),
    ("1,234.5元", "number", None, "1234.5", None, "yuan", "", ""),
    # frequencies
    ("12次/年", "number", None, "12", None, "time", "year", ""),
    ("400万平方米/每年", "number", None, "4000000", None, "m2", "year", ""),
    ("每月≥1次", "number", "ge", "1", None, "time", "month", ""),
    # ambiguous units keep their printed words
    (">1000次/批", "number", "gt", "1000", None, "次/批", "", ""),
    ("1000批、次", "number", None, "1000", None, "批、次", "", ""),
    ("77台（套）", "number", None, "77", None, "台（套）", "", ""),
    ("77台(套)", "number", None, "77", None, "台（套）", "", ""),
    # measures and time
    ("31.527km", "number", None, "31.527", None, "km", "", ""),
    ("1013千米", "number", None, "1013", None, "km", "", ""),
    ("495平方公里", "number", None, "495", None, "km2", "", ""),
    ("48h", "number", None, "48", None, "hour", "", ""),
    ("5个工作日", "number", None, "5", None, "working_day", "", ""),
    ("12个月", "number", None, "12", None, "month", "", ""),
    # ranges, words with one number, doubled sign, zero
    ("10-30万元/本", "range", None, "100000", "300000", "yuan", "本", ""),
    ("10万元—30万元", "range", None, "100000", "300000", "yuan", "", ""),
    ("≥1-2次", "range", "ge", "1", "2", "time", "", ""),
    ("覆盖率100%", "mixed", None, "100", None, "percent", "", "覆盖率"),
    ("接访≥160次", "mixed", "ge", "160", None, "time", "", "接访"),
    ("满意度90%以上", "mixed", "ge", "90", None, "percent", "", "满意度"),
    ("拉动社会投资12倍以上", "mixed", "ge", "12", None, "multiple", "", "拉动社会投资"),
    ("达标（90  分以上）", "mixed", "ge", "90", None, "point", "", "达标"),
    ("群众参与活动人次500", "mixed", None, "500", None, "", "", "群众参与活动人次"),
    ("下降0.5%", "number", None, "-0.5", None, "percent", "", ""),
    ("100%%", "number", None, "100", None, "percent", "", ""),
    ("0起", "number", None, "0", None, "起", "", ""),
    ("3伏特电压表", "mixed", None, "3", None, "", "", "伏特电压表"),
    # the word of measure ends where it ends; what follows it is no part of it
    ("20元/本书", "mixed", None, "20", None, "yuan", "本", "书"),
    ("5次/学期末", "mixed", None, "5", None, "time", "term", "末"),
    ("1-12月", "month_range", None, "1", "12", "calendar_month", "", "1-12月"),
    ("１-12月", "month_range", None, "1", "12", "calendar_month", "", "1-12月"),
]


@pytest.mark.parametrize("case", NUMBERS, ids=lambda case: case[0])
def test_cells_with_numbers(case):
    """Each printed form of a number gives its operator, its number in a canonical unit, and what it counts."""
    raw, kind, op, number, high, unit, per, text = case
    value = parse_value(raw)
    assert (value.kind, value.op, value.unit, value.per, value.text) == (kind, op, unit, per, text)
    assert (value.number, value.number_max) == (Decimal(number), None if high is None else Decimal(high))
    assert (value.raw, value.state) == (raw, "reported")


@pytest.mark.parametrize(
    ("raw", "kind", "op", "text"),
    [
        ("2020年1月1日—12月底", "date_range", None, "2020年1月1日—12月底"),
        ("2020年1月1日—12月", "date_range", None, "2020年1月1日—12月"),
        ("7*24小时", "duty", None, "7*24小时"),
        ("二级", "grade", None, "二级"),
        ("一级A", "grade", None, "一级A"),
        ("达标", "grade", None, "达标"),
        ("良好以上", "grade", "ge", "良好"),
        ("C以及以上", "grade", "ge", "C"),
        ("逐步提高", "qualitative", None, "逐步提高"),
        ("应检尽检", "qualitative", None, "应检尽检"),
        ("每周", "qualitative", None, "每周"),
        ("未发生", "qualitative", None, "未发生"),
        ("当年12月", "qualitative", None, "当年12月"),
        ("2025年12月31日前", "qualitative", None, "2025年12月31日前"),
    ],
)
def test_cells_without_quantities(raw, kind, op, text):
    """Dates, duty patterns, grades and words hold no quantity, whatever digits they are written with."""
    value = parse_value(raw)
    assert (value.kind, value.op, value.number, value.interval, value.text) == (kind, op, None, None, text)


@pytest.mark.parametrize("raw", ["-", "--", "—", "/", "无", "未设置", "%\u3000", "％"])
def test_placeholders_are_never_zero(raw):
    """A sign for "not applicable" is a placeholder without a number, not the number 0."""
    value = parse_value(raw)
    assert (value.state, value.kind, value.number) == ("placeholder", None, None)


@pytest.mark.parametrize("raw", [None, "", " ", "\u3000", "\u00a0\n", "[bookmark: _GoBack]"])
def test_blanks_are_never_zero(raw):
    """An empty cell, a wide space and a missing cell are blank and hold no number."""
    value = parse_value(raw)
    assert (value.state, value.kind, value.number) == ("blank", None, None)


def test_lists_keep_each_value():
    """Cells with two values give both, in their order; the typo 于 after an operator is noted."""
    both = parse_value("区级≥50场，市级≥于7场")
    assert [(item.text, item.op, plain(item.number), item.unit) for item in both.items] == [
        ("区级", "ge", "50", "session"),
        ("市级", "ge", "7", "session"),
    ]
    assert both.notes == ("stray_character",)
    assert [plain(item.number) for item in parse_value("20%/20%").items] == ["20", "20"]
    assert parse_value("20%/20%").number is None


@pytest.mark.parametrize(
    ("raw", "row", "note", "confidence"),
    [
        ("≧90%", {}, "nonstandard_operator", "high"),
        ("》10人", {}, "title_mark_operator", "medium"),
        ("不低于90%", {}, "verbal_operator", "high"),
        ("≤5天以上", {}, "contradictory_operator", "low"),
        ("≥5天以内", {}, "contradictory_operator", "low"),
        ("≥1-2次", {}, "operator_with_range", "low"),
        ("30-10次", {}, "reversed_range", "low"),
        ("90%以上", {}, "open_ended", "high"),
        ("约100人", {}, "approximate", "medium"),
        ("100余人", {}, "approximate", "medium"),
        ("100%%", {}, "doubled_percent", "low"),
        ("5000人/次", {}, "ambiguous_unit", "medium"),
        ("1000M", {}, "ambiguous_unit", "medium"),
        ("3方", {}, "ambiguous_unit", "medium"),
        ("3伏特", {}, "unknown_unit", "medium"),
        ("12", {}, "bare_number", "medium"),
        ("0.95", {"name": "完成及时率"}, "suspected_fraction", "low"),
        ("1", {"name": "调研报告验收合格率"}, "suspected_fraction", "low"),
        ("1.01", {"name": "调研报告验收合格率"}, "rate_without_percent_sign", "medium"),
        ("0", {"name": "调研报告验收合格率"}, "rate_without_percent_sign", "medium"),
        ("-0.5", {"name": "同比增长率"}, "rate_without_percent_sign", "medium"),
        ("90", {"name": "群众满意度"}, "rate_without_percent_sign", "medium"),
        ("亿元", {}, "unit_without_number", "low"),
        ("公里", {}, "unit_without_number", "low"),
        ("万", {}, "unit_without_number", "low"),
        ("≥", {}, "operator_without_number", "low"),
        ("3个街道7个社区", {}, "several_numbers", "low"),
        ("共5%/30场", {}, "several_numbers", "low"),
        ("10-30次左右", {}, "several_numbers", "low"),
        ("执行GB/T5", {}, "number_in_word", "low"),
        ("型号A5", {}, "number_in_word", "low"),
        ("符合GB18030", {}, "number_in_word", "low"),
        ("当年12月", {}, "deadline", "high"),
        ("辖区范围", {}, "not_measurable", "high"),
        ("根据问卷结果统计", {}, "not_measurable", "high"),
        ("项目完成率", {}, "names_an_indicator", "high"),
        ("不超预算", {}, "reference_bound", "high"),
        ("无", {}, "ambiguous_none", "medium"),
        ("[bookmark: _GoBack]≥95%", {}, "extraction_artefact", "high"),
        ("6人", {"name": "贫困人口数（人）"}, "unit_repeated", "high"),
        ("100%", {"name": "维护次数（次）"}, "unit_differs_from_name", "medium"),
    ],
)
def test_what_is_odd_is_noted(raw, row, note, confidence):
    """Whatever the grammar cannot be sure of stands as a note, with a confidence to match."""
    value = parse_value(raw, **row)
    assert note in value.notes
    assert value.confidence == confidence


@pytest.mark.parametrize("raw", ["100%", "≥95%", "12次/年", "44.53万元", "提升", "1-12月", "≥8万人次"])
def test_ordinary_cells_carry_no_note(raw):
    """The commonest forms of a cell are certain: no note, high confidence."""
    value = parse_value(raw)
    assert (value.notes, value.confidence) == ((), "high")


@pytest.mark.parametrize(
    "case",
    [
        ("60", {"cost": True, "currency_unit": WAN}, "600000", "yuan", ("unit_from_form",), "medium"),
        ("60", {"cost": True, "currency_unit": CurrencyUnit.YUAN}, "60", "yuan", ("unit_from_form",), "medium"),
        (
            "100万",
            {"cost": True, "currency_unit": WAN},
            "1000000",
            "yuan",
            ("unit_from_form", "unit_repeated"),
            "medium",
        ),
        ("83万元", {"cost": True, "currency_unit": WAN}, "830000", "yuan", (), "high"),
        ("52%", {"cost": True, "currency_unit": WAN}, "52", "percent", (), "high"),
        ("60", {"cost": True}, "60", "", ("bare_number",), "medium"),
        ("60", {"currency_unit": WAN}, "60", "", ("bare_number",), "medium"),
        ("6", {"name": "贫困人口数（人）"}, "6", "person", ("unit_from_name",), "high"),
        ("97", {"name": "满意度（%）"}, "97", "percent", ("unit_from_name",), "high"),
        ("3", {"name": "成本（万元）"}, "30000", "yuan", ("unit_from_name",), "high"),
        ("3万", {"name": "成本（万元）"}, "30000", "yuan", ("unit_from_name", "unit_repeated"), "high"),
        ("8", {"name": "参保人数（单位：万人）"}, "80000", "person", ("unit_from_name",), "high"),
        ("532.8", {"name": "社零额完成值/亿元"}, "53280000000", "yuan", ("unit_from_name",), "high"),
        ("7", {"name": "线路（含备用）"}, "7", "", ("bare_number",), "medium"),
    ],
)
def test_unit_from_around_the_cell(case):
    """A bare number has the unit in its indicator's name, else the form's for money; nothing is multiplied twice."""
    raw, row, number, unit, notes, confidence = case
    value = parse_value(raw, **row)
    assert (value.number, value.unit, value.notes, value.confidence) == (Decimal(number), unit, notes, confidence)


def test_a_rate_or_a_count_in_a_cost_row_is_no_money():
    """Progress rates and complaint counts that stand among cost indicators do not become ten thousand yuan."""
    for name in ("工作经费支出进度", "业务支出控制率", "检查过程中引发的企业投诉次数"):
        assert parse_value("90", name=name, cost=True, currency_unit=WAN).unit == ""
    assert is_money_row(Level1.OUTPUT, Level2.COST)
    assert is_money_row(Level1.COST, Level2.ECONOMIC_COST)
    assert not is_money_row(Level1.COST, Level2.SOCIAL_COST)
    assert not is_money_row(Level1.OUTPUT, Level2.QUANTITY)


def test_line_speed_needs_a_name_that_says_so():
    """``M`` is a line speed only where the indicator's name speaks of one; ``m`` is a metre otherwise."""
    assert parse_value("=1000M", name="外网出口电路速率").unit == "mbit_s"
    assert parse_value("1000M").unit == "M"
    assert parse_value("1000m", name="雨污水管网改造里程").unit == "m"


@pytest.mark.parametrize(
    ("raw", "unit", "state", "value", "yuan"),
    [
        ("463万", WAN, "reported", "463", "4630000"),
        ("463万元", WAN, "reported", "463", "4630000"),
        ("463", WAN, "reported", "463", "4630000"),
        ("463万", CurrencyUnit.YUAN, "reported", "4630000", "4630000"),
        ("50000", CurrencyUnit.YUAN, "reported", "50000", "50000"),
        ("12元", WAN, "reported", "0.0012", "12"),
        ("2986600元", WAN, "reported", "298.66", "2986600"),
        ("1.2亿元", WAN, "reported", "12000", "120000000"),
        ("1.5", CurrencyUnit.HUNDRED_MILLION_YUAN, "reported", "1.5", "150000000"),
        ("-3.5", WAN, "reported", "-3.5", "-35000"),
        (" 1,727.34 ", WAN, "reported", "1727.34", "17273400"),
        ("0.0", WAN, "zero", "0.0", "0"),
        ("0", WAN, "zero", "0", "0"),
        ("--", WAN, "not_applicable", None, None),
        ("\u3000", WAN, "blank", None, None),
        ("", WAN, "blank", None, None),
        (None, WAN, "blank", None, None),
        ("约10", WAN, "unparseable", None, None),
        ("64%", WAN, "unparseable", None, None),
    ],
)
def test_amounts(raw, unit, state, value, yuan):
    """A money cell gives its exact money in the form's unit and in yuan; a unit in the cell replaces the header's."""
    amount = parse_amount(raw, unit)
    wanted = tuple(None if number is None else Decimal(number) for number in (value, yuan))
    assert (amount.raw, amount.state) == (raw, state)
    assert (amount.value, amount.yuan) == wanted


@pytest.mark.parametrize(
    ("value", "limits", "shown"),
    [
        ("89.998", ["90"], "89.998"), ("89.994", ["90"], "89.99"), ("90.0004", ["90"], "90.0004"), ("90", ["90"], "90"),
        ("100.001", ["90", "100"], "100.001"), ("33.3333333", [], "33.33"), ("0.00004", ["0"], "0.00004"),
        ("89.99999999999999999999999999", ["90"], "89.99999999999999999999999999"),
    ],
)  # fmt: skip
def test_a_rounded_figure_stays_on_its_side_of_a_limit(value, limits, shown):
    """As many decimals as it takes, and no more."""
    assert plain(rounded_apart(Decimal(value), *map(Decimal, limits))) == shown


@pytest.mark.parametrize(
    ("raw", "said", "margin"),
    [
        ("8.20", ("8.2", "8.2"), "0.005"),
        ("8.20万元", ("8.2", "8.2"), "0.005"),
        (
            "2986600元",
            ("2986600元（按本表金额单位为 298.66）", "2986600元 (298.66 in the unit of the form)"),
            "0.00005",
        ),
        ("1.2亿", ("1.2亿（按本表金额单位为 12000）", "1.2亿 (12000 in the unit of the form)"), "500"),
    ],
)
def test_an_amount_is_quoted_as_printed(raw, said, margin):
    """A sentence says the cell's own unit, where it is not the form's, and what that is in the form's."""
    amount = parse_amount(raw, WAN)
    assert (amount.shown.zh, amount.shown.en) == said
    assert plain(amount.margin) == margin


@pytest.mark.parametrize(
    ("raw", "percent"),
    [
        ("64%", "64"), ("75", "75"), ("93.63", "93.63"), ("170.68%", "170.68"), ("１００％", "100"),
        ("--", None), ("", None), (None, None), ("100%%", None), ("快", None),
    ],
)  # fmt: skip
def test_rates(raw, percent):
    """An execution rate is in percent with or without its sign; anything else is no rate."""
    assert (parse_rate(raw).raw, parse_rate(raw).value) == (raw, None if percent is None else Decimal(percent))


@pytest.mark.parametrize(
    ("raw", "points"),
    [
        ("97.5分", "97.5"), ("(15 分)", "15"), ("（10 分)", "10"), ("10.00", "10"), ("[bookmark: _GoBack]1.5", "1.5"),
        ("--", None), ("\u3000", None), (None, None), ("15%", None),
    ],
)  # fmt: skip
def test_points(raw, points):
    """Weights and scores are read with their brackets, their 分 and left-overs of the conversion."""
    assert (parse_points(raw).raw, parse_points(raw).value) == (raw, None if points is None else Decimal(points))


@pytest.mark.parametrize("read", [parse_rate, parse_points, lambda raw: parse_amount(raw, WAN)])
def test_what_became_of_a_cell_that_should_hold_one_number(read):
    """A blank, a sign for "not applicable", a mask, a zero and words are told apart, and only numbers have a value."""
    cells = {
        "7.5": "reported", "0.00": "zero", "": "blank", "\u3000": "blank", None: "blank",
        "--": "not_applicable", "/": "not_applicable", "*": "withheld", "不公开": "withheld", "满分": "unparseable",
    }  # fmt: skip
    assert {raw: read(raw).state for raw in cells} == cells
    assert [raw for raw in cells if read(raw).value is not None] == ["7.5", "0.00"]


def test_printed_decimals():
    """The precision of a printed figure is its count of decimals, zeros included."""
    cells = ("100.00%", "75", "93.6", "97.50分", "[bookmark: _GoBack]1.5", "--", None)
    assert [decimals(cell) for cell in cells] == [2, 0, 1, 2, 1, 0, 0]


def test_margin_of_rounding():
    """A figure may be off by half a unit of its last printed decimal, a value in the unit that it is read in."""
    printed = (parse_rate("93.6%"), parse_points("(15 分)"), parse_amount("8.20万元", WAN))
    assert [plain(figure.margin) for figure in printed] == ["0.05", "0.5", "0.005"]
    assert [figure.decimals for figure in printed] == [1, 0, 2]
    assert plain(parse_value("36.5万元").margin) == "500"


@pytest.mark.parametrize(("name", "repeated"), [("赔付（元）", False), ("赔付（万元）", True), ("赔付（百元）", True)])
def test_a_scale_is_repeated_only_where_the_name_has_one(name, repeated):
    """1500万 of （万元） says 万 twice; of （元） it says the unit's scale once."""
    assert ("unit_repeated" in parse_value("1500万", name=name, cost=True, currency_unit=WAN).notes) is repeated


@pytest.mark.parametrize(
    ("name", "unit"), [("办结数（个）", "个"), ("办结数（个项目）", None), ("办结数（个以上）", None)]
)
def test_a_name_s_bracket_is_a_unit_only_where_it_says_nothing_else(name, unit):
    """（个） is a unit; （个项目） says what is counted, （个以上） how many."""
    found = unit_in_name(name)
    assert (found and found.unit) == unit


def test_what_is_judged_in_words_has_no_ratio():
    """Where the author says that an indicator is qualitative, its numbers are divided by nothing."""
    assert attainment_of(parse_value("≥90%"), parse_value("81%"), QUALITATIVE) is None
    assert attainment_of(parse_value("≥90%"), parse_value("81%"), HIGHER).percent == 90


@pytest.mark.parametrize(("raw", "backwards"), [("5-6次", False), ("5-5次", False), ("6-5次", True)])
def test_a_range_of_one_number_is_not_reversed(raw, backwards):
    """From 5 to 5 is 5; only from 6 to 5 leads backwards."""
    assert ("reversed_range" in parse_value(raw).notes) is backwards


@pytest.mark.parametrize(
    ("raw", "sign"),
    [
        ("≥5次", "≥"),
        ("≥5次左右", "≥"),
        ("5次以上", "以上"),
        ("≥5次以上", "≥"),
        ("5次左右", ""),
        ("良好以上", "以上"),
        ("良好", ""),
    ],
)
def test_an_operator_is_quoted_as_printed(raw, sign):
    """What the cell itself prints is kept: the sign before a number comes before the word behind it."""
    assert parse_value(raw).op_raw == sign


@pytest.mark.parametrize(
    ("raw", "number"),
    [("81", "81"), ("=81人", "81"), ("≥81人", None), ("81人以上", None), ("约81人", None), ("70-81", None), ("无", None),
     ("编制81人（含工勤）", None)],
)  # fmt: skip
def test_definite_numbers(raw, number):
    """A bound, a range, a guess and words around it make a number indefinite."""
    assert parse_value(raw).definite == (None if number is None else Decimal(number))


ACHIEVEMENTS = [
    # about five is no bound that six could be said to reach
    ("约5次", "6次", UNDETERMINED),
    ("3个街道7个社区", "3个街道7个社区", MET),
    ("3个街道7个社区", "全部覆盖", UNDETERMINED),
    # two numbers in one cell are no number, also where the other has no unit either
    ("3个街道7个社区", "10", NOT_COMPARABLE),
    ("10", "3个街道7个社区", NOT_COMPARABLE),
    ("≥95%", "100%", MET),
    ("100%", "98%", MISSED),
    ("≥100%", "95%以上", UNDETERMINED),
    ("<1小时", "1小时", MISSED),
    ("<=1小时", "60分钟", MET),
    (">100次", "100次", MISSED),
    (">100次", ">100次", MET),
    (">100次", "≥100次", UNDETERMINED),
    ("5000人/次", "≤5000人/次", UNDETERMINED),
    ("健全", "100%", NOT_COMPARABLE),
    ("及时", "99%", NOT_COMPARABLE),
    ("100%", "及时", NOT_COMPARABLE),
    ("及时", "及时", MET),
    ("及时", "比较及时", UNDETERMINED),
    ("二级", "二级", MET),
    ("二级", "三级", UNDETERMINED),
    ("良好以上", "良好", MET),
    ("良好以上", "优秀", MET),
    ("辖区范围", "辖区范围", UNDETERMINED),
    ("项目完成率", "项目完成率", UNDETERMINED),
    ("95%", "0.95", NOT_COMPARABLE),
    ("0.95", "》0.95", MET),
    ("覆盖率100%", "100%", MET),
    ("覆盖率100%", "满意度100%", NOT_COMPARABLE),
    ("满意度100%", "覆盖率100%", NOT_COMPARABLE),
    ("2个项目", "2个", MET),
    ("2个项目", "2个社区", NOT_COMPARABLE),
    ("=6人", "6人", MET),
    ("=6人", "7人", MISSED),
    ("10-30次", "20次", MET),
    ("10-30次", "31次", UNDETERMINED),
    ("10-30次", "9次", MISSED),
    ("3-5个工作日", "2个工作日", UNDETERMINED),
    ("3-5个工作日", "6个工作日", MISSED),
    ("10%-30%", "31%", UNDETERMINED),
    ("10-30次", "20-40次", UNDETERMINED),
    ("≥1-2次", "1次", UNDETERMINED),
    ("≥100人", "约100人", UNDETERMINED),
    ("《16万元", "15万元", MET),
    ("《16万元", "16万元", UNDETERMINED),
    ("《16万元", "17万元", MISSED),
    ("1-12月", "1-12月", MET),
    ("1-12月", "1-11月", UNDETERMINED),
    ("2020年1月1日—12月底", "2020年1月1日—12月底", MET),
    ("7*24小时", "168小时", NOT_COMPARABLE),
    ("1公里", "1000米", MET),
    ("12次/年", "12次", NOT_COMPARABLE),
    ("12次", "12次/年", NOT_COMPARABLE),
    ("1公里", "1小时", NOT_COMPARABLE),
    ("1小时", "1公里", NOT_COMPARABLE),
    ("5个", "5次", NOT_COMPARABLE),
    # how much there is, and by how much it changed
    ("提高5%", "95%", NOT_COMPARABLE),
    ("≤10起", "减少3起", NOT_COMPARABLE),
    ("增长5%以上", "下降1%", MISSED),
    ("下降5%以上", "下降8%", MET),
    ("下降5%以上", "下降3%", MISSED),
    ("增长5%以上", "0", MISSED),
    # places in an order, months that have no fixed length, frequencies of a year
    ("全市前10", "第5名", MET),
    ("第3名", "第4名", MISSED),
    ("≤30天", "1个月", UNDETERMINED),
    ("≤90天", "2个月", MET),
    ("≤1个月", "45天", MISSED),
    ("≤5个工作日", "3天", MET),
    ("≥12次/年", "1次/月", MET),
    ("每季度1次", "4次", MET),
    ("每季度1次", "1次", NOT_COMPARABLE),
    ("≥3000人", "3000余人", MET),
    ("≥2000人", "近1500人", MISSED),
    ("1/3以上", "40%", MET),
    ("2/3以上", "60%", MISSED),
    ("≤1%", "5‰", MET),
    ("≤5%", "0", MET),
    ("12月底前", "11月20日", MET),
    ("2024年6月前", "2024年9月", MISSED),
    ("合格以上", "优秀", MET),
    ("优秀", "良好", MISSED),
    ("6月底前", "未完成", MISSED),
    ("20%/20%", "20%/25%", MET),
    ("20%/20%", "20%/15%", MISSED),
    ("20%/20%", "20%", NOT_COMPARABLE),
    ("20%/20%", "20%/20%/20%", NOT_COMPARABLE),
    ("20%/20%/20%", "20%/20%", NOT_COMPARABLE),
    ("3个街道7个社区", "3个街道7个社区", MET),
    ("≥95%", None, NOT_REPORTED),
    ("≥95%", "", NOT_REPORTED),
    ("≥95%", "--", NOT_REPORTED),
    ("及时", "\u3000", NOT_REPORTED),
    ("", "100%", NOT_COMPARABLE),
    ("", "及时", NOT_COMPARABLE),
    ("--", "及时", NOT_COMPARABLE),
]


@pytest.mark.parametrize(("target", "actual", "answer"), ACHIEVEMENTS)
def test_achievement(target, actual, answer):
    """An actual value is judged by what it and its target allow, and never by resemblance."""
    wanted = parse_value(target)
    polarity, _ = polarity_of(wanted, level1=Level1.OUTPUT, level2=None, name="", manual=None)
    assert achievement_of(wanted, None if actual is None else parse_value(actual), polarity) is answer


def test_polarity_opens_one_side_of_a_bare_target():
    """98 % misses a target of 100 % where higher is better, and meets it where lower is."""
    target, actual = parse_value("100%"), parse_value("98%")
    assert [achievement_of(target, actual, polarity) for polarity in (HIGHER, LOWER, EXACT)] == [MISSED, MET, MISSED]


@pytest.mark.parametrize(
    ("target", "level1", "level2", "name", "answer"),
    [
        ("≥24小时", Level1.OUTPUT, Level2.TIMELINESS, "故障修复响应时间", (HIGHER, "operator")),
        ("<=100%", Level1.OUTPUT, Level2.QUALITY, "工作效率提升度", (LOWER, "operator")),
        ("=6人", Level1.OUTPUT, Level2.QUANTITY, "", (EXACT, "operator")),
        ("10-30万元/本", Level1.COST, Level2.ECONOMIC_COST, "", (EXACT, "operator")),
        ("100万元", Level1.COST, Level2.ECONOMIC_COST, "任务完成", (LOWER, "category")),
        ("100万元", Level1.OUTPUT, Level2.COST, "", (LOWER, "category")),
        ("90%", Level1.COST, Level2.SOCIAL_COST, "工作经费支出进度", (HIGHER, "name")),
        ("90%", Level1.COST, Level2.ECONOMIC_COST, "三公经费控制率", (LOWER, "category")),
        ("90%", Level1.COST, None, "物业", (LOWER, "category")),
        ("100%", Level1.OUTPUT, Level2.QUALITY, "投诉处理率", (HIGHER, "name")),
        ("100%", Level1.OUTPUT, Level2.QUALITY, "三公经费控制率", (LOWER, "name")),
        ("98%", Level1.OUTPUT, Level2.QUALITY, "设备运转无故障率", (HIGHER, "name")),
        ("0", Level1.OUTPUT, Level2.QUALITY, "安全事故率", (LOWER, "name")),
        ("100%", Level1.OUTPUT, Level2.QUALITY, "事故调查处理按期结案率", (HIGHER, "default")),
        ("100%", Level1.OUTPUT, Level2.QUALITY, "费用报销合规率", (HIGHER, "default")),
        ("24小时", Level1.OUTPUT, Level2.TIMELINESS, "故障响应\u3000时间", (LOWER, "name")),
        ("3天", Level1.OUTPUT, Level2.TIMELINESS, "办结时限", (LOWER, "name")),
        ("3年", Level1.OUTCOME, None, "使用年限", (HIGHER, "name")),
        ("12次", None, None, "应急演练", (HIGHER, "default")),
        ("及时", Level1.COST, None, "", (QUALITATIVE, "default")),
        ("良好以上", None, None, "", (QUALITATIVE, "default")),
    ],
)
def test_polarity(target, level1, level2, name, answer):
    """The operator decides first, then cost, then the words of the name; a target in words is qualitative."""
    assert polarity_of(parse_value(target), level1=level1, level2=level2, name=name, manual=None) == answer


def test_an_author_overrules_the_reading():
    """A direction that an author wrote is taken before anything that is read from the form."""
    assert polarity_of(parse_value("≥5"), level1=None, level2=None, name="", manual=LOWER) == (LOWER, "manual")


@pytest.mark.parametrize(
    ("target", "actual", "polarity", "percent"),
    [
        ("≥100%", "98%", HIGHER, "98"),
        ("<=1小时", "120分钟", LOWER, "50"),
        ("=6人", "6人", EXACT, "100"),
        ("90", "120", HIGHER, "133.3333333333333333333333333"),
        ("≥100%", "95%以上", HIGHER, None),
        ("0次", "1次", HIGHER, None),
        ("-5%", "-4%", HIGHER, None),
        ("-5%", "4%", LOWER, "-125"),
        ("0次", "0次", LOWER, None),
        ("100%", "0.98", HIGHER, None),
        ("及时", "100%", QUALITATIVE, None),
        ("全市前10", "第5名", LOWER, None),
        ("10-30次", "20次", EXACT, None),
        ("1-12月", "1-12月", QUALITATIVE, None),
        ("100%", "", HIGHER, None),
        ("100%", None, HIGHER, None),
    ],
)
def test_attainment(target, actual, polarity, percent):
    """The ratio stands only between two single numbers of one unit with a divisor that is not zero."""
    cell = None if actual is None else parse_value(actual)
    wanted = None if percent is None else Decimal(percent)
    reached = attainment_of(parse_value(target), cell, polarity)
    assert (reached.percent if reached else None) == wanted


@pytest.mark.parametrize(
    ("target", "actual", "polarity", "money", "formula"),
    [
        ("≥95%", "76%", HIGHER, False, "76% ÷ 95%"),
        ("<=1小时", "120分钟", LOWER, False, "1小时 ÷ 120分钟"),
        ("不低于90人次", "=120人次", HIGHER, False, "120人次 ÷ 90人次"),
        ("90", "120", HIGHER, False, "120 ÷ 90"),
        ("4", "2", LOWER, True, "4 ÷ 2"),
        ("4", "2万元", LOWER, True, "40000 ÷ 20000"),
        ("4万元", "2", LOWER, True, "40000 ÷ 20000"),
    ],
)
def test_attainment_shows_its_division(target, actual, polarity, money, formula):
    """The two numbers stand as printed, without operator; where one cell alone prints its unit, both in that unit."""
    row = {"cost": True, "currency_unit": WAN} if money else {}
    reached = attainment_of(parse_value(target, **row), parse_value(actual, **row), polarity)
    assert reached is not None
    assert reached.formula == formula


def test_golden_catalogue():
    """Every distinct value cell of the five published documents is read as a person has approved it."""
    text = CATALOGUE.read_text(encoding="utf-8")
    assert text.count("\n") > 1300
    assert catalogue(rows_of_catalogue(text)) == text


def test_catalogue_reads_published_tables(tmp_path):
    """The catalogue of published tables takes each cell with its indicator's name and its form's money unit."""
    tables = {
        "statements": [{"statement_id": "s", "currency_unit": WAN.value}],
        "indicators": [
            dict(
                zip(
                    ("target_raw", "adjusted_target_raw", "baseline_y2_raw", "baseline_y1_raw", "actual_raw"),
                    cells,
                    strict=True,
                )
            )
            | {"statement_id": "s", "name_raw": "经费", "level1": "cost", "level2": "economic_cost"}
            for cells in (("≤60", "", "", "\t58", "58"), ("≤60", "", "", "", "及时"))
        ],
    }
    for name, rows in tables.items():
        with (tmp_path / f"{name}.csv").open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
    lines = [line.split("\t") for line in catalogue(rows_of_tables(tmp_path)).splitlines()[1:]]
    assert [(line[0], line[7], line[9]) for line in lines] == [
        (r"\t58", "580000", "yuan"),
        ("≤60", "600000", "yuan"),
        ("及时", "", ""),
    ]


SIGNS = {"": None, "≥": "ge", "≤": "le", ">": "gt", "<": "lt", "=": "eq", ">=": "ge", "<=": "le"}
UNITS = {
    "%": "percent",
    "元": "yuan",
    "人次": "person_time",
    "小时": "hour",
    "km": "km",
    "篇": "篇",
    "个工作日": "working_day",
}
DECIMALS = st.decimals(min_value=0, max_value=10**12, places=4, allow_nan=False, allow_infinity=False)
CELLS = st.builds(
    lambda sign, number, unit, word: f"{sign}{plain(number)}{unit}{word}",
    st.sampled_from(sorted(SIGNS)), DECIMALS, st.sampled_from(sorted(UNITS)), st.sampled_from(["", "以上", "以内"]),
)  # fmt: skip
CELL_CHARACTERS = st.text(
    "0123456789１.,，-—~至%％≥≤><=》《/·、（）() \u3000\n*年月日底万亿千百元人次个项率以上内余每约不超过于无M㎡。"
)


@given(
    st.one_of(st.text(), CELL_CHARACTERS),
    st.one_of(st.text(), CELL_CHARACTERS),
    st.booleans(),
    st.sampled_from([None, *CurrencyUnit]),
)
def test_no_text_breaks_the_grammar(raw, name, cost, unit):
    """Whatever stands in a cell or a name, it is read without an exception and kept as printed."""
    value = parse_value(raw, name=name, cost=cost, currency_unit=unit)
    assert value.raw == raw
    assert (value.kind is None) == (value.state != "reported")
    for number in (value.number, value.number_max):
        assert number is None or Decimal(plain(number)) == number
    for reader in (parse_rate, parse_points, decimals):
        reader(raw)
    polarity, _ = polarity_of(value, level1=None, level2=None, name=name, manual=None)
    achievement_of(value, value, polarity)
    attainment_of(value, value, polarity)
    if unit:
        assert parse_amount(raw, unit).raw == raw


@given(st.sampled_from(sorted(SIGNS)), DECIMALS, st.sampled_from(sorted(UNITS)))
def test_round_trip(sign, number, unit):
    """A number rendered with an operator and a unit is read back as the same operator, number and unit."""
    value = parse_value(f"{sign}{plain(number)}{unit}")
    assert (value.kind, value.op, value.number, value.unit) == ("number", SIGNS[sign], number, UNITS[unit])


@given(DECIMALS)
def test_scale_is_exact(number):
    """万 multiplies by ten thousand without rounding, in value cells and in money cells alike."""
    assert parse_value(f"{plain(number)}万元").number == number * 10_000
    assert parse_amount(plain(number), WAN).yuan == number * 10_000


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**15), max_value=10**15))
def test_plain_round_trip(number):
    """Plain digits hold the same number, without exponent and without zeros at the end of the decimals."""
    digits = plain(number)
    assert Decimal(digits) == number
    assert "E" not in digits
    assert not ("." in digits and digits[-1] in "0.")
    assert digits != "-0"


def test_plain_writes_out_exponents():
    """A number that Decimal would show with an exponent is written in digits."""
    assert [plain(Decimal(text)) for text in ("8E+4", "3.50", "-0.00", "0E+3", "1200")] == [
        "80000",
        "3.5",
        "0",
        "0",
        "1200",
    ]


@given(DECIMALS, st.sampled_from(sorted(UNITS)))
def test_a_value_meets_itself(number, unit):
    """A value set as the least or the most allowed is met by itself, and its attainment is 100 %."""
    point = parse_value(f"{plain(number)}{unit}")
    for sign, polarity in (("≥", HIGHER), ("≤", LOWER), ("=", EXACT)):
        target = parse_value(f"{sign}{plain(number)}{unit}")
        assert achievement_of(target, point, polarity) is MET
        reached = attainment_of(target, point, polarity)
        assert (reached.percent if reached else None) == (Decimal(100) if number > 0 else None)


@given(CELLS)
def test_white_space_and_width_do_not_matter(cell):
    """Spaces, wide digits and wide signs change nothing but the text that is kept."""
    wide = cell.translate(str.maketrans("0123456789%><=.", "０１２３４５６７８９％＞＜＝．"))
    spaced = "\u3000" + " ".join(wide) + "\n"
    one, other = parse_value(cell), parse_value(spaced)
    assert other.raw == spaced
    assert (one.op, one.number, one.unit, one.kind, one.notes) == (
        other.op,
        other.number,
        other.unit,
        other.kind,
        other.notes,
    )


ENDS = [None, *(Decimal(number) for number in range(4))]
INTERVALS = [
    Interval(lo, lo_closed, hi, hi_closed)
    for lo, hi, lo_closed, hi_closed in product(ENDS, ENDS, (True, False), (True, False))
    if lo is None or hi is None or lo < hi or (lo == hi and lo_closed and hi_closed)
]


def _holds(interval, number):
    above = interval.lo is None or number > interval.lo or (interval.lo_closed and number == interval.lo)
    below = interval.hi is None or number < interval.hi or (interval.hi_closed and number == interval.hi)
    return above and below


def test_interval_laws():
    """Containment and meeting of intervals agree with the numbers they hold, tried on a grid finer than their ends."""
    grid = [Decimal(number) / 4 for number in range(-8, 21)]
    members = {interval: {number for number in grid if _holds(interval, number)} for interval in INTERVALS}
    for one, other in product(INTERVALS, INTERVALS):
        assert one.meets(other) == bool(members[one] & members[other])
        assert one.contains(other) == (members[other] <= members[one])


@given(
    st.tuples(st.sampled_from(sorted(SIGNS)), DECIMALS, st.sampled_from(["", "以上", "以内"])),
    st.tuples(st.sampled_from(sorted(SIGNS)), DECIMALS, st.sampled_from(["", "以上", "以内"])),
)
def test_met_and_missed_are_what_the_intervals_say(target, actual):
    """With a direction of its own a target is met where it contains the actual value, missed where they are apart."""
    wanted, reached = (parse_value(f"{sign}{plain(number)}次{word}") for sign, number, word in (target, actual))
    one, other = wanted.interval, reached.interval
    answer = achievement_of(wanted, reached, EXACT)
    if one is None or other is None:
        assert answer is UNDETERMINED
    else:
        assert (answer is MET) == one.contains(other)
        assert (answer is MISSED) == (not one.meets(other))


@given(st.text())
def test_escaped_text_stands_on_one_line(text):
    """The catalogue can hold any cell: escaping keeps it on one line and loses nothing."""
    assert "\n" not in escape(text)
    assert "\t" not in escape(text)
    assert unescape(escape(text)) == text


def test_common_bases_are_whole_numbers():
    """Every convertible unit is a whole multiple of its base, so that no comparison rounds."""
    assert all(isinstance(factor, int) and factor > 0 for _, factor in FACTORS.values())
    assert FACTORS["mu"][1] * 3 == FACTORS["m2"][1] * 2000
    assert set(BOUND_WORDS.values()) == {"ge", "le", "approximate"}


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("1小时", "60分钟", "61分钟"),
        ("1天", "1440分钟", "1439分钟"),
        ("1周", "168小时", "169小时"),
        ("1个季度", "3个月", "4个月"),
        ("1年", "12个月", "11个月"),
        ("2年", "8个季度", "9个季度"),
        ("1公里", "1000米", "999米"),
        ("3亩", "2000平方米", "2001平方米"),
        ("1平方公里", "1000000平方米", "999999平方米"),
        ("1公斤", "2斤", "3斤"),
        ("1吨", "1000公斤", "1001公斤"),
    ],
)
def test_the_same_in_another_unit(one, other, apart):
    """A week is 168 hours, 3 亩 are 2,000 square metres: equal in either direction, and nothing near it is."""
    for target, actual in ((one, other), (other, one)):
        assert achievement_of(parse_value(f"={target}"), parse_value(actual), EXACT) is MET
    assert achievement_of(parse_value(f"={one}"), parse_value(apart), EXACT) is MISSED


@pytest.mark.parametrize(
    ("word", "number"),
    [
        ("百元", 100),
        ("千元", 1000),
        ("万元", 10_000),
        ("百万元", 1_000_000),
        ("千万元", 10_000_000),
        ("亿元", 100_000_000),
        ("百亿元", 10_000_000_000),
        ("千亿元", 100_000_000_000),
        ("万亿元", 1_000_000_000_000),
    ],
)
def test_scale_words(word, number):
    """Each scale word is a power of ten, and the value remembers by what the printed number was multiplied."""
    value = parse_value(f"3{word}")
    assert (value.number, value.scale, value.unit) == (3 * number, number, "yuan")


def test_units_of_a_money_cell():
    """亿, 万 and 元 in a cell, with or without 元 behind them, replace the header's unit."""
    cells = ("3亿", "3亿元", "3万", "3万元", "3元")
    assert [parse_amount(cell, WAN).yuan for cell in cells] == [300_000_000, 300_000_000, 30_000, 30_000, 3]


def test_clean_narrows_letters_and_digits_only():
    """Full-width letters and digits become narrow, from the first to the last; their neighbours stay."""
    assert clean("０９ＡＺａｚ") == "09AZaz"
    assert clean("：＠［｀｛") == "：＠［｀｛"


def test_clean_leaves_units_alone():
    """Clean-up narrows digits and signs but keeps ㎡ and the brackets of a unit in one spelling."""
    assert clean(" １２．５㎡ (套)\u3000％") == "12.5㎡（套）%"
    assert isinstance(parse_value("12"), Value)


def test_a_scaled_amount_without_a_unit_is_money_by_its_name():
    """1500万 of a 赔付额 is money and says whence; of a count, and without a scale word, nothing is inferred."""
    money = parse_value("≤1500万/年", name="不动产登记责任保险赔付额")
    assert (money.number, money.unit, money.per, money.notes) == (
        *(Decimal(15_000_000), "yuan", "year"),
        ("unit_from_name",),
    )
    assert parse_value("9万", name="服务人数").unit == ""
    assert parse_value("0", name="不动产登记责任保险赔付额").unit == ""


@pytest.mark.parametrize(
    "name", ["培训人数", "完成时间", "合格率", "降幅（%）", "投诉次数", "人均标准（元）", "全国排名"]
)
def test_a_plain_number_reads_the_same_by_every_way(name):
    """One short number is read at once: none of the other ways of reading would have found anything else in it."""
    signs, numbers = ("", "≥", "<=", ">"), ("0", "12", "110", "0.95", "2020", "20.5", "202005", "2021.05")
    units = ("", "%", "次", "人次", "万元", "期", "天", "个工作日", "场次/年", "平方米")
    texts = [f"{sign}{number}{unit}" for sign in signs for number in numbers for unit in units]
    plain = [text for text in texts if values._PLAIN.fullmatch(text)]
    assert len(plain) > len(texts) / 2
    for text in plain:
        row = values._Row(name, cost=False, currency_unit=None)
        assert values._read(text, row) == values._number(text, row), text
