"""What forms do that no layout does: titles left out, pages that cut merged cells, weights of every level, rows nobody filled in."""

from __future__ import annotations

import html
import random
from dataclasses import replace

import pytest
from printed.layouts import LAYOUTS
from printed.writers import grid

from build_scripts.carriers import Grid
from build_scripts.carriers.web_page import read_web_page
from build_scripts.importers import DocumentError, KnownForms, read_carried

INDICATORS = ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分")


def table(*rows):
    """Return a table of a web page; a cell is a text, or its text, rows and columns."""

    def cell(printed):
        text, rows, columns = printed if isinstance(printed, tuple) else (printed, 1, 1)
        return f'<td rowspan="{rows}" colspan="{columns}">{html.escape(text)}</td>'

    return "<table>" + "".join(f"<tr>{''.join(map(cell, row))}</tr>" for row in rows) + "</table>"


def read(*parts, year=None):
    """Return the forms of a web page of tables and paragraphs."""
    body = "".join(part if part.startswith("<table") else f"<p>{part}</p>" for part in parts)
    page = f'<html><meta charset="utf-8"><body>{body}</body></html>'.encode()
    document = read_carried(read_web_page(page), "x", year, known=KnownForms({}, {}))
    assert document.not_read == ()
    return document.forms


def rows_of(form, *keys):
    """Return the indicators' cells of a form: a list of rows for each goal."""
    return [[tuple(getattr(row, key) for key in keys) for row in goal.indicators] for goal in form.statement.goals]


def test_a_form_without_a_title_is_named_by_what_it_is():
    """It is read all the same, and the import says that no title is printed."""
    head = (("项目名称", ("图书采购", 1, 6)), ("主管部门", ("甲市图书馆", 1, 2), "实施单位", ("乙分馆", 1, 3)))
    (form,) = read(table(*head, INDICATORS, ("产出指标", "数量指标", "新书", "1000册", "990册", "50", "49")), year=2024)
    assert (form.statement.project, form.department, form.statement.implementing_unit) == (
        "图书采购",
        "甲市图书馆",
        "乙分馆",
    )
    assert any("没有印表名" in remark.zh for remark in form.remarks)


def test_rows_of_the_blank_form_and_page_numbers_are_left_out():
    """``指标2：`` and ``……`` are nobody's answer; a level that begins in such a row is that of the next row, also over a page."""
    (form,) = read(
        "2024年度项目支出绩效自评表",
        table(
            ("项目名称", ("图书采购", 1, 6)),
            INDICATORS,
            (("产出指标", 4, 1), ("数量指标", 2, 1), "新书", "1000册", "990册", "50", "49"),
            ("指标2：", "", "", "", ""),
            (("质量指标", 2, 1), "指标1：", "", "", "", ""),
            ("……", "", "", "", ""),
        ),
        "—2—",
        table(
            ("", ("时效指标", 2, 1), "到馆", "6月", "7月", "20", "18"),
            ("", "指标2：", "", "", "", ""),
            ("效益指标", "社会效益指标", "借阅", "提升", "提升", "30", "30"),
        ),
    )
    assert rows_of(form, "level1", "level2", "name") == [
        [("产出指标", "数量指标", "新书"), (None, "时效指标", "到馆"), ("效益指标", "社会效益指标", "借阅")]
    ]
    assert form.blank_rows == 4


def test_levels_that_stand_once_belong_to_both_sets_of_columns():
    """Long-term and annual indicators side by side share the levels at their left."""
    (form,) = read(
        "2024年度项目绩效目标申报表",
        table(
            ("项目名称", ("图书采购", 1, 5)),
            ("总体目标", ("实施期目标", 1, 2), ("年度目标", 1, 3)),
            ("", ("三年内藏书翻番", 1, 2), ("新购一千册", 1, 3)),
            ("一级指标", "二级指标", "三级指标", "指标值", "三级指标", "指标值"),
            ("产出指标", "数量指标", "藏书", "≥3万册", "新书", "≥1000册"),
        ),
    )
    assert [goal.target_text for goal in form.statement.goals] == ["三年内藏书翻番", "新购一千册"]
    assert rows_of(form, "level1", "level2", "name", "target") == [
        [("产出指标", "数量指标", "藏书", "≥3万册")],
        [("产出指标", "数量指标", "新书", "≥1000册")],
    ]


def test_of_several_weights_the_one_behind_the_name_is_the_indicators():
    """Weights of levels and headings below a heading are kept with their own words."""
    heads = ("一级指标", "权重", "二级指标", "分值", "三级指标", "目标值(标准)", "分值")
    (form,) = read(
        "2023年度疫病防控项目支出绩效评价表",
        table(
            (*((text, 2, 1) for text in heads), ("采集数据项", 1, 2)),
            ("数据项1", "数据项2"),
            ("预算绩效", "50", "预算管理", "75", "执行进度", "40%", "7", "10", "20"),
        ),
    )
    ((row,),) = (goal.indicators for goal in form.statement.goals)
    assert (row.level1, row.level2, row.name, row.target, row.weight) == (
        "预算绩效",
        "预算管理",
        "执行进度",
        "40%",
        "7",
    )
    assert [(cell.label, cell.text) for cell in row.further] == [
        ("权重", "50"),
        ("分值", "75"),
        ("数据项1", "10"),
        ("数据项2", "20"),
    ]


def test_money_may_stand_below_the_indicators_and_a_score_for_two_rows():
    """Blocks in another order, columns in another, and a cell merged over two rows, whose text the first of them has."""
    (form,) = read(
        "2024年度项目支出绩效自评表",
        table(
            ("项目名称", ("图书采购", 1, 7)),
            ("三级指标", "计量单位", "分值", "得分", "目标值", "完成值", "一级指标", "备注"),
            ("新书", "册", ("50", 2, 1), ("48", 2, 1), "1000", "990", ("产出指标", 2, 1), ""),
            ("合格率", "%", "100", "100", "抽检"),
            (
                ("项目资金（万元）", 2, 1),
                "资金来源",
                "年初预算数",
                "全年预算数",
                "全年执行数",
                "分值",
                "执行率",
                "得分",
            ),
            ("年度资金总额", "10", "10", "9", "10", "90%", "9"),
        ),
    )
    assert rows_of(form, "level1", "name", "target", "unit", "actual", "weight", "score") == [
        [("产出指标", "新书", "1000", "册", "990", "50", "48"), (None, "合格率", "100", "%", "100", None, None)]
    ]
    (line,) = form.statement.funding
    assert (line.label, line.initial, line.adjusted, line.executed, line.rate, line.score) == (
        "年度资金总额",
        "10",
        "10",
        "9",
        "90%",
        "9",
    )


WORDS = (
    "",
    "其中",
    "总分",
    "合计",
    "项目名称",
    "一级指标",
    "备注：",
    "年度目标1",
    "绩效指标",
    "得分",
    "注：1.甲",
    "12",
)


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_damaged_form_is_read_or_refused_and_never_breaks_the_reader(name):
    """Rows and cells that are missing, labels where answers should stand: every cell has a place or is said to have none."""
    chance = random.Random(name)  # noqa: S311 - no secret
    for turn in range(12):
        document = grid(LAYOUTS[name](turn % 3).document)
        blocks = [damaged(block, chance) if isinstance(block, Grid) else block for block in document.blocks]
        try:
            found = read_carried(replace(document, blocks=tuple(blocks)), "x", None, known=KnownForms({}, {}))
        except DocumentError:
            continue
        placed = {place.cell.address for form in found.forms for place in form.places}
        assert not placed & {cell.address for cell in found.not_read}


def damaged(block, chance):
    """Return a table with a few rows and cells gone, spans lost and texts replaced by words of the blank form."""
    gone = {cell.row for cell in block.cells if chance.random() < 0.02}
    cells = [cell for cell in block.cells if cell.row not in gone and chance.random() > 0.03]
    cells = [replace(cell, text=chance.choice(WORDS)) if chance.random() < 0.05 else cell for cell in cells]
    return Grid(tuple(replace(cell, rows=1) if chance.random() < 0.02 else cell for cell in cells))
