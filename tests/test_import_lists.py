"""Tables of the indicators of many projects: a form for each, with what they share."""

from __future__ import annotations

from itertools import pairwise

import pytest
from test_import_odd_forms import read, rows_of, table

HEADS = ("单位名称、项目名称", "项目年度绩效目标", "一级指标", "二级指标", "三级指标", "指标性质", "指标值", "度量单位")
TITLE = "2024年度项目支出绩效目标表"


def projects(*rows):
    """Return the forms that a table of projects becomes."""
    return read(TITLE, "单位名称：甲县民政局", table(HEADS, *rows))


@pytest.mark.parametrize("merged", [True, False])
def test_a_table_of_projects_is_a_form_for_each(merged):
    """The project and its goal stand once beside its rows, or in each of them; levels are each form's own."""
    own = (("减免补助", "落实减免政策"), ("救助站运转", "及时救助"))
    rows = [
        ((own[0][0], 2, 1), (own[0][1], 2, 1), "产出指标", "数量指标", "减免人数", "≥", "860", "人"),
        ("效益指标", "社会效益指标", "火化率", "≥", "90", "%"),
        (*own[1], "产出指标", "数量指标", "救助人次", "≥", "130", "人次"),
    ]
    if not merged:
        rows = [(*own[0], *rows[0][2:]), (*own[0], *rows[1]), rows[2]]
    first, second = projects(*rows)
    assert [(form.statement.project, form.department) for form in (first, second)] == [
        ("减免补助", "甲县民政局"),
        ("救助站运转", "甲县民政局"),
    ]
    assert [goal.target_text for form in (first, second) for goal in form.statement.goals] == [
        "落实减免政策",
        "及时救助",
    ]
    assert rows_of(first, "level1", "name", "operator", "target", "unit") == [
        [("产出指标", "减免人数", "≥", "860", "人"), ("效益指标", "火化率", "≥", "90", "%")]
    ]
    assert rows_of(second, "level1", "name") == [[("产出指标", "救助人次")]]


def test_forms_of_one_table_name_lines_of_their_own():
    """No two forms have the same lines of the source, and no row one that is not its form's."""
    rows = [(f"项目{n}", "做好", "产出指标", "数量指标", f"指标{n}号", "≥", "1", "个") for n in range(3)]
    forms = projects(*rows)
    spans = [(form.statement.source.first_line, form.statement.source.last_line) for form in forms]
    assert all(last < first for (_, last), (first, _) in pairwise(spans))
    for form, (first, last) in zip(forms, spans, strict=True):
        lines = [
            row.source_line for goal in form.statement.goals for row in (goal, *goal.indicators) if row.source_line
        ]
        assert all(first <= line <= last for line in lines)


def test_a_units_name_above_its_projects_is_theirs():
    """A row that prints one name alone is the unit whose projects follow."""
    (form,) = projects(
        ("甲县救助站", "", "", "", "", "", "", ""),
        ("救助站运转", "及时救助", "产出指标", "数量指标", "救助人次", "≥", "130", "人次"),
    )
    assert form.statement.project == "救助站运转"
    assert "甲县救助站" in {form.department, form.statement.implementing_unit}


def test_levels_side_by_side_are_the_levels_of_what_stands_below():
    """Cost, output, benefit and satisfaction as columns: each pair of name and value is an indicator of its level."""
    (form,) = read(
        TITLE,
        table(
            ("项目名称", ("水库加固", 1, 7)),
            (("绩效指标", 1, 8),),
            (("成本指标", 1, 2), ("产出指标", 1, 2), ("效益指标", 1, 2), ("满意度指标", 1, 2)),
            ("三级指标", "指标值") * 4,
            ("总成本", "≤860万元", "加固数量", "2座", "保护耕地", "≥1万亩", "满意度", "≥90%"),
            ("", "", "合格率", "100%", "", "", "", ""),
        ),
    )
    assert rows_of(form, "level1", "name", "target") == [
        [
            ("成本指标", "总成本", "≤860万元"),
            ("产出指标", "加固数量", "2座"),
            ("效益指标", "保护耕地", "≥1万亩"),
            ("满意度指标", "满意度", "≥90%"),
            ("产出指标", "合格率", "100%"),
        ]
    ]
