"""Money in every shape that forms print it in: under headings, as labels with their amounts, one source a column.

Each form is a web page written here; what is due was read off it by eye.
"""

from __future__ import annotations

import pytest
from test_import_odd_forms import HEAD, INDICATORS, ROW, TITLE, read, table


def money(*rows, keys="adjusted executed rate"):
    """Return the rows of money of a form with such a block, each with its code, its label and its amounts."""
    (form,) = read(TITLE, table(*HEAD, *rows, INDICATORS, ROW))
    assert [goal.target_text for goal in form.statement.goals] == [None]
    assert {text.kind for text in form.statement.narratives} <= {"other_cell"}
    return [(row.line_code, row.label, *(getattr(row, key) for key in keys.split())) for row in form.statement.funding]


@pytest.mark.parametrize("merged", [True, False])
def test_labels_of_two_columns_each_with_its_amount_are_one_row(merged):
    """Budget and execution side by side, the sources named twice; the same where a text has lost its merged cells."""
    block = ("预算执行情况（万元）", 3, 1) if merged else "预算执行情况（万元）"
    first = (block, "预算数：", ("200", 1, 2), "执行数：", ("198", 1, 2))
    below = (
        ("其中：财政拨款", ("150", 1, 2), "其中：财政拨款", ("148", 1, 2)),
        ("其他资金", ("50", 1, 2), "其他资金", ("50", 1, 2)),
    )
    below = below if merged else tuple(("", *row) for row in below)
    assert money(first, *below) == [
        ("total", "预算数：", "200", "198", None),
        ("current_year_appropriation", "其中：财政拨款", "150", "148", None),
        ("other", "其他资金", "50", "50", None),
    ]


def test_an_amount_without_a_label_is_what_stands_over_it():
    """An execution rate below a heading beside pairs of label and amount; what has no field is kept with its label."""
    block = (
        (("预算执行情况", 3, 1), ("预算安排情况", 1, 2), ("资金到位情况", 1, 2), "资金执行情况", "预算执行进度"),
        ("预算数", "100", "到位数", "90", "80", "80%"),
        ("其中：财政资金", "100", "其中：财政资金", "90", "80", ""),
    )
    (form,) = read(TITLE, table(*HEAD, *block, INDICATORS, ROW))
    total, fiscal = form.statement.funding
    assert (total.adjusted, total.executed, total.rate) == ("100", "80", "80%")
    assert (fiscal.line_code, fiscal.adjusted, fiscal.executed, fiscal.rate) == ("fiscal", "100", "80", None)
    assert [(cell.label, cell.text) for row in (total, fiscal) for cell in row.further] == [("到位数", "90")] * 2


def test_the_money_of_all_years_stands_beside_the_years():
    """The ministry's target form prints both with the sources named twice: two amounts of one row, not two totals."""
    rows = (
        (("项目资金（万元）", 3, 1), "实施期资金总额：", ("300", 1, 2), "年度资金总额：", ("100", 1, 2)),
        ("其中：财政拨款", ("280", 1, 2), "其中：财政拨款", ("90", 1, 2)),
        ("其他资金", ("20", 1, 2), "其他资金", ("10", 1, 2)),
    )
    assert money(*rows, keys="whole_period amount") == [
        ("total", "年度资金总额：", "300", "100"),
        ("current_year_appropriation", "其中：财政拨款", "280", "90"),
        ("other", "其他资金", "20", "10"),
    ]


def test_one_row_of_labels_and_amounts_is_the_whole_money():
    """预算数 | 80 | 执行数 | 76 | 执行率 | 95% in one row."""
    row = ("预算执行情况", "预算数（万元）", "80", "执行数（万元）", "76", "执行率", "95%")
    assert money(row) == [("total", "预算数（万元）", "80", "76", "95%")]


def test_amounts_below_headings_need_no_label():
    """A form that prints one row of amounts and no name for it: the whole money; its blank rows are none."""
    heads = (("项目资金（万元）", 3, 1), ("全年预算数", 1, 2), "全年执行数", "分值", "执行率", "得分")
    rows = ((("80", 1, 2), "76", "10", "95%", "9.5"), (("", 1, 2), "", "", "", ""))
    found = money(heads, *rows, keys="adjusted executed rate weight score")
    assert found == [("total", "", "80", "76", "95%", "10", "9.5")]


def test_sources_may_stand_as_columns():
    """A table turned on its side: each source is a row of money, each printed row one of its amounts."""
    rows = (
        (("部门预算（万元）", 3, 1), ("资金类别", 1, 2), "资金总额", "财政拨款", "国有资本经营预算", "单位资金"),
        (("年初预算", 1, 2), "100", "80", "10", "10"),
        (("执行数", 1, 2), "95", "75", "10", "10"),
    )
    assert money(*rows, keys="initial executed") == [
        ("total", "资金总额", "100", "95"),
        ("current_year_appropriation", "财政拨款", "80", "75"),
        ("state_capital", "国有资本经营预算", "10", "10"),
        ("unit_funds", "单位资金", "10", "10"),
    ]


def test_sources_as_columns_with_one_row_of_amounts():
    """Without a label the amounts are just that."""
    heads = (("部门整体支出预算（万元）", 1, 2), "资金总额", "财政拨款", "其他资金", "其中：基本支出", "项目支出")
    rows = (heads, (("", 1, 2), "100", "90", "10", "60", "40"))
    assert [row[2] for row in money(*rows, keys="amount")] == ["100", "90", "10", "60", "40"]


def test_sources_without_amounts_are_no_table_of_money():
    """Where only a rate stands below headings that name sources, the form is read all the same and nothing is lost."""
    heads = (("部门预算（万元）", 2, 1), ("资金总额", 1, 2), ("财政拨款", 1, 2), ("执行率", 1, 2))
    (form,) = read(TITLE, table(*HEAD, heads, (("", 1, 2), ("", 1, 2), ("95%", 1, 2)), INDICATORS, ROW))
    assert "95%" in repr(form.statement)
