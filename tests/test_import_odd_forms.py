"""What forms do that no layout does: titles left out, pages that cut merged cells, weights of every level, rows nobody filled in."""

from __future__ import annotations

import html
import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from printed.layouts import LAYOUTS
from printed.writers import grid

from build_scripts.carriers import CarrierError, Grid
from build_scripts.carriers.kinds import read_any
from build_scripts.carriers.web_page import read_web_page
from build_scripts.importers import DocumentError, KnownForms, read_carried
from build_scripts.reading.strict_yaml import read_yaml
from build_scripts.reading.yaml_writing import write
from build_scripts.words.language import Both
from build_scripts.words.vocabulary import CurrencyUnit, LineCode

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


HEAD = (("项目名称", ("图书采购", 1, 6)), ("主管部门", ("甲市图书馆", 1, 6)))
ROW = ("产出指标", "数量指标", "新书", "1000册", "990册", "50", "49")
TITLE = "2024年度项目支出绩效自评表"


def test_the_money_of_a_departments_targets_is_kept():
    """Amounts beside their labels are rows of money, on a form of the whole department too."""
    (form,) = read(
        "2024年度部门整体支出绩效目标表",
        table(("部门名称", "甲市图书馆"), ("年度资金总额", "640"), ("其中：基本支出", "400"), ("项目支出", "240")),
        table(INDICATORS[:4], ROW[:4]),
    )
    assert [(row.line_code, row.amount) for row in form.statement.funding] == [
        ("total", "640"),
        ("basic", "400"),
        ("project", "240"),
    ]
    assert any(column.key == "amount" for column in form.template.funding_columns)


def test_a_row_that_prints_an_amount_is_no_heading():
    """Labels with their amounts in one row are a row of money in the unit that they print, though columns are called so elsewhere."""
    (form,) = read(TITLE, table(*HEAD, ("预算执行数（元）", "936000", "预算执行率（%）", "97.5"), INDICATORS, ROW))
    (line,) = form.statement.funding
    assert (line.line_code, line.executed, line.rate) == (LineCode.TOTAL, "936000", "97.5")
    assert form.statement.currency_unit is CurrencyUnit.YUAN


def test_the_label_of_the_goals_block_is_no_goal():
    """年度总体目标完成情况 beside two columns names the block, though other forms call a column so."""
    (form,) = read(
        TITLE,
        table(
            *HEAD,
            (("年度总体目标完成情况", 2, 1), ("预期目标", 1, 3), ("实际完成情况", 1, 3)),
            (("购书千册", 1, 3), ("购书990册", 1, 3)),
            INDICATORS,
            ROW,
        ),
    )
    (goal,) = form.statement.goals
    assert (goal.target_text, goal.actual_text, goal.further) == ("购书千册", "购书990册", ())


@pytest.mark.parametrize(
    "row",
    [("预算数", ("单位：元", 1, 6)), ("资金单位", ("元", 1, 6)), ("项目总预算（元）", ("2000000", 1, 6))],
)
def test_the_unit_is_found_where_it_stands(row):
    """A cell of its own, the value of its label and the brackets of a label say in what the amounts are."""
    (form,) = read(TITLE, table(*HEAD, row, INDICATORS, ROW))
    assert form.statement.currency_unit == "yuan"
    assert not any("没有印金额单位" in remark.zh for remark in form.remarks)


def test_the_year_beside_its_label_is_printed():
    """预算年度 with a year beside it is the form's year."""
    (form,) = read("项目支出绩效自评表", table(*HEAD, ("预算年度", ("2023", 1, 6)), INDICATORS, ROW))
    assert (form.statement.fiscal_year, form.statement.fiscal_year_basis) == (2023, "printed")


def test_a_subtotal_is_no_indicator():
    """A row that adds up a part of the indicators is kept as a text and weighs nothing."""
    subtotal = (("小计", 1, 5), "50", "49")
    (form,) = read(TITLE, table(*HEAD, INDICATORS, ROW, subtotal, (("总分", 1, 5), "100", "98")))
    assert rows_of(form, "name") == [[("新书",)]]
    assert [(text.heading, text.text) for text in form.statement.narratives] == [("小计", "50\t49")]
    assert (form.statement.total.weight, form.statement.total.score) == ("100", "98")


def test_a_form_of_monitoring_is_refused():
    """It would stand where the targets belong; what to do is said."""
    with pytest.raises(DocumentError, match="监控"):
        read("2024年度项目支出绩效运行监控表", table(*HEAD, INDICATORS, ROW))


def test_money_rows_below_a_merged_of_which_are_read():
    """其中： beside the labels of several rows ends no block."""
    heads = (("项目资金（万元）", 1, 2), "年初预算数", "全年预算数", "全年执行数", "分值", "得分")
    rows = (
        (("年度资金总额", 1, 2), "200", "200", "190", "10", "9.5"),
        (("其中：", 2, 1), "中央资金", "120", "120", "120", "—", "—"),
        ("地方资金", "80", "80", "70", "—", "—"),
    )
    (form,) = read(TITLE, table(*HEAD, heads, *rows, INDICATORS, ROW))
    assert [(row.line_code, row.label, row.executed) for row in form.statement.funding] == [
        ("total", "年度资金总额", "190"),
        ("central", "中央资金", "120"),
        ("local", "地方资金", "70"),
    ]


def test_a_form_is_not_put_on_another_provinces_template():
    """Where the columns of a provincial template and the national one fit alike, the national one is taken."""
    (drafted,) = read(TITLE, table(*HEAD, INDICATORS, ROW))
    templates = {"hunan-project-2023": drafted.template, "mof-project-2020": drafted.template}
    page = f'<html><meta charset="utf-8"><body><p>{TITLE}</p>{table(*HEAD, INDICATORS, ROW)}</body></html>'.encode()
    (form,) = read_carried(read_web_page(page), "x", None, known=KnownForms(templates, {})).forms
    assert form.statement.template == "mof-project-2020"


def test_goals_in_rows_of_their_own_are_one_objective():
    """The indicators below belong to all of them, not to the last."""
    (form,) = read(
        TITLE,
        table(
            *HEAD,
            (("年度总体目标", 3, 1), ("预期目标", 1, 3), ("实际完成情况", 1, 3)),
            (("目标1：购书", 1, 3), ("购书990册", 1, 3)),
            (("目标2：办展", 1, 3), ("办展2场", 1, 3)),
            INDICATORS,
            ROW,
        ),
    )
    (goal,) = form.statement.goals
    assert (goal.target_text, goal.actual_text) == ("目标1：购书\n目标2：办展", "购书990册\n办展2场")
    assert [row.name for row in goal.indicators] == ["新书"]


def test_a_heading_parted_into_sign_value_and_unit_is_three_columns():
    """Sub-headings name their columns, though alone they would say little."""
    heads = (
        *((text, 2, 1) for text in INDICATORS[:3]),
        ("年度指标值", 1, 3),
        *((text, 2, 1) for text in INDICATORS[4:]),
    )
    row = ("产出指标", "数量指标", "渠道", "≥", "8", "公里", "8公里", "50", "50")
    (form,) = read(TITLE, table(*HEAD, heads, ("符号", "值", "单位"), row))
    (indicator,) = form.statement.goals[0].indicators
    assert (indicator.operator, indicator.target, indicator.unit, indicator.further) == ("≥", "8", "公里", ())


def test_points_in_another_label_are_no_weight_of_the_money():
    """Only what stands over or beside the money rows gives them their points."""
    heads = (("预算执行情况", 1, 2), "年初预算数", "全年预算数", "全年执行数", "执行率", "得分")
    money = (("年度资金总额", 1, 2), "200", "200", "190", "95%", "9.5")
    (form,) = read(TITLE, table(*HEAD, ("立项依据（20分）", ("区政府会议纪要", 1, 6)), heads, money, INDICATORS, ROW))
    assert [row.weight for row in form.statement.funding] == [None]


def test_a_table_beside_its_label_is_kept_as_printed():
    """What a form asks in a table of its own (tasks, how the money was managed) is one text, a row a line."""
    rows = (
        (("资金管理情况", 3, 1), ("", 1, 2), ("情况说明", 1, 2), ("存在问题和改进措施", 1, 2)),
        (("分配科学性", 1, 2), ("按因素法分配", 1, 2), ("无", 1, 2)),
        (("下达及时性", 1, 2), ("按时下达", 1, 2), ("", 1, 2)),
    )
    (form,) = read(TITLE, table(*HEAD, *rows, INDICATORS, ROW))
    (text,) = form.statement.narratives
    assert text.heading == "资金管理情况"
    assert text.text.split("\n")[1:] == ["分配科学性\t按因素法分配\t无", "下达及时性\t按时下达\t"]


def test_the_goals_of_transfer_payments_are_read():
    """总体目标 beside 全年实际完成情况 is a column, below a label of the block that says the same."""
    rows = (
        (("总体目标完成情况", 2, 1), ("总体目标", 1, 3), ("全年实际完成情况", 1, 3)),
        (("购书千册", 1, 3), ("购书990册", 1, 3)),
    )
    (form,) = read(TITLE, table(*HEAD, *rows, INDICATORS, ROW))
    (goal,) = form.statement.goals
    assert (goal.target_text, goal.actual_text, len(goal.indicators)) == ("购书千册", "购书990册", 1)


def test_the_years_indicators_belong_to_the_years_objective():
    """年度绩效指标 beside the indicators begins no other goal than 年度总体目标 above them."""
    heads = (("年度绩效指标", 2, 1), *INDICATORS[:6])
    (form,) = read(
        TITLE,
        table(*HEAD, ("年度总体目标", ("做好采购", 1, 6)), heads, ROW[:6]),
    )
    (goal,) = form.statement.goals
    assert (goal.target_text, [row.name for row in goal.indicators]) == ("做好采购", ["新书"])


def test_what_a_site_prints_around_a_form_is_no_part_of_it():
    """Bread crumbs, buttons and the foot of the page: in no field, and no name of whoever edited the page."""
    before = ("首页 > 政务公开 > 财政信息", "发布日期：2025-05-01 来源：财政局 字体：[大 中 小]", "打印 关闭")
    after = ("责任编辑：甲乙丙", "附件：", "1. 自评表.xlsx", "版权所有：某县人民政府 ICP备1号")
    (form,) = read(*before, TITLE, table(*HEAD, INDICATORS, ROW), *after)
    assert form.statement.title == TITLE
    assert "甲乙丙" not in repr(form.statement)
    assert [text.text for text in form.statement.narratives] == []


def test_a_list_of_projects_is_no_form():
    """A row for each project and no indicators: the import says so and takes in none of it as if it were one project."""
    rows = (("序号", "项目名称", "预算数", "执行数"), ("1", "购书", "10", "9"), ("2", "办展", "8", "8"))
    with pytest.raises(DocumentError, match="汇总表"):
        read("2024年度项目支出绩效自评汇总表", table(*rows))
    page = table(*rows)
    with pytest.raises(DocumentError, match="汇总表"):
        read(page, year=2024)


PEOPLE = ("沈一鸣", "0571-88001234", "梁丹")


@pytest.mark.parametrize(
    "parts",
    [
        (("填表人：", "沈一鸣", "审核人：", "梁丹", "联系电话", "0571-88001234", ""),),
        ("填表人：沈一鸣　填报日期：2023年4月18日　联系电话：0571-88001234　单位负责人签字：梁丹",),
        ((("评价小组成员", 3, 1), "姓名", ("职务", 1, 3), ("签字", 1, 2)), ("沈一鸣", ("副局长", 1, 3), ("0571-88001234", 1, 2)), ("梁丹", ("会计师", 1, 3), ("", 1, 2))),
        (("项目负责人及联系电话", ("沈一鸣 0571-88001234 梁丹", 1, 6)),),
        ((("单位负责人意见：同意。负责人：沈一鸣 0571-88001234 审核人：梁丹", 1, 7),),),
        ("评价组组长（签字）：沈一鸣  联系电话：0571-88001234  制表人：梁丹",),
    ],
)  # fmt: skip
def test_nobodys_name_or_telephone_is_public(parts):
    """However who signs is printed (cells, a line, a list of people): it is kept as a person's or a telephone, which are withheld."""
    rows = [part for part in parts if not isinstance(part, str)]
    lines = [part for part in parts if isinstance(part, str)]
    (form,) = read(TITLE, table(*HEAD, INDICATORS, ROW, *rows), *lines)
    public = form.statement.model_copy(
        update={"narratives": tuple(text for text in form.statement.narratives if not text.kind.is_personal)}
    )
    assert not [name for name in PEOPLE if name in repr(public)]
    withheld = [text.text or "" for text in form.statement.narratives if text.kind.is_personal]
    assert all(any(name in text for text in withheld) for name in PEOPLE)


@pytest.mark.parametrize("cells", [("≥", "95", "%"), ("=", "3", "座"), ("定性", "健全")])
def test_a_target_over_several_cells_is_a_sign_a_value_and_a_unit(cells):
    """One heading over three columns without names of their own."""
    heads = (*INDICATORS[:3], ("年度指标值", 1, 3), *INDICATORS[4:])
    row = ("产出指标", "数量指标", "新书", *(cells + ("",) * (3 - len(cells))), "990册", "50", "49")
    (form,) = read(TITLE, table(*HEAD, heads, row))
    (indicator,) = form.statement.goals[0].indicators
    assert (indicator.operator, indicator.target) == cells[:2]
    assert (indicator.unit or "") == "".join(cells[2:])


@pytest.mark.parametrize(
    "line", ["（2022年度）", "评价年度：2022年", "年度：2022", "二〇二二年度", "2022年度    单位：元"]
)
def test_the_year_is_read_in_whatever_words(line):
    """A line of its own below the title, with a label, in Chinese numerals or beside the unit."""
    (form,) = read("项目支出绩效自评表", line, table(*HEAD, INDICATORS, ROW))
    assert (form.statement.fiscal_year, form.statement.fiscal_year_basis) == (2022, "printed")
    assert form.department == "甲市图书馆"


def test_the_units_name_stands_before_the_unit_of_money():
    """Without a label of its own it is kept, and 万元 is nobody's name."""
    (form,) = read(TITLE, "341006某县文化站      单位：万元", table(HEAD[0], INDICATORS, ROW))
    assert form.statement.currency_unit_text == "单位：万元"
    assert "341006某县文化站" in {form.department, form.statement.implementing_unit}


@pytest.mark.parametrize("label", ["自评得分", "最终得分", "自评总分", "评价得分", "得分合计", "项目总分"])
def test_a_total_row_is_one_by_any_name(label):
    """Behind the label of a total stand points alone; it is no indicator."""
    (form,) = read(TITLE, table(*HEAD, INDICATORS, ROW, ((label, 1, 5), "100", "97.5")))
    assert (form.statement.total.weight, form.statement.total.score) == ("100", "97.5")
    assert rows_of(form, "name") == [[("新书",)]]


def test_subtotals_of_levels_and_texts_below_the_total_are_no_indicators():
    """产出指标小计 adds up; a text below the total, in a table without merged cells too, is a text."""
    rows = (("产出指标小计", "", "", "", "", "50", "49"), ("总分", "", "", "", "", "100", "97"), ("8.存在问题及改进措施", "流标一次", "", "", "", "", ""))  # fmt: skip
    (form,) = read(TITLE, table(*HEAD, INDICATORS, ROW, *rows))
    assert rows_of(form, "name") == [[("新书",)]]
    assert {text.heading: text.text for text in form.statement.narratives}["8.存在问题及改进措施"] == "流标一次"


def test_names_below_each_level_are_the_levels():
    """名称 and 权重 below 一级, 二级 and 三级指标: the indicator's own stand below the third."""
    heads = (
        (("一级指标", 1, 2), ("二级指标", 1, 2), ("三级指标", 1, 2), ("评分标准", 2, 1), ("得分", 2, 1)),
        ("名称", "权重") * 3,
    )
    row = ("投入", "20", "预算配置", "15", "编制完整性", "10", "完整得满分", "9")
    (form,) = read("2024年度部门整体支出绩效自评表", table(("部门名称", ("甲县档案馆", 1, 7)), *heads, row))
    (indicator,) = form.statement.goals[0].indicators
    assert (indicator.level1, indicator.level2, indicator.name) == ("投入", "预算配置", "编制完整性")
    assert (indicator.weight, indicator.criteria, indicator.score) == ("10", "完整得满分", "9")


def test_what_was_meant_and_what_became_of_it_in_one_row():
    """A label with two texts, or two labels with one each, are one goal."""
    two = ("目标及完成情况", ("布设80处", 1, 3), ("布设80处，全部上线", 1, 3))
    pairs = ("年度绩效目标", ("布设80处", 1, 2), "完成情况", ("布设80处，全部上线", 1, 3))
    stacked = (
        ("年度绩效目标", "年初设定目标", ("布设80处", 1, 5)),
        ("年度绩效目标", "全年实际完成情况", ("布设80处，全部上线", 1, 5)),
    )
    for rows in ((two,), (pairs,), stacked):
        (form,) = read(TITLE, table(*HEAD, *rows, INDICATORS, ROW))
        (goal,) = form.statement.goals
        assert (goal.target_text, goal.actual_text) == ("布设80处", "布设80处，全部上线")


def test_no_amount_and_no_long_text_is_lost_as_a_heading():
    """Where a row is not understood, what can be no label is kept with it."""
    (form,) = read(TITLE, table(*HEAD, (("绩效目标", 2, 1), ("建设周期", 1, 2), "1234.5", ("备用金额", 1, 3)), (("其中", 1, 3), ("567.8", 1, 3)), INDICATORS, ROW))  # fmt: skip
    assert all(text in repr(form.statement) for text in ("1234.5", "567.8"))


def test_a_drafted_template_is_named_by_its_form():
    """Neither the county nor the year of the first form that is printed on it; and it has every column that the rows use."""
    heads = (("资金（万元）", 3, 1), ("资金类别", 1, 2), "资金总额", "财政拨款", "执行率", "单位资金")
    rows = (heads, (("年初预算", 1, 2), "100", "80", ("95%", 2, 1), "20"), (("执行数", 1, 2), "95", "75", "20"))
    (form,) = read("云溪县2024年项目支出绩效自评表", table(*HEAD, *rows, INDICATORS, ROW))
    assert form.template.name == "项目支出绩效自评表"
    used = {key for row in form.statement.funding for key in row.model_fields_set}
    assert used - {"line_code", "source_line"} == {column.key for column in form.template.funding_columns}
    assert form.statement.funding[0].rate == "95%"


def test_a_sites_navigation_in_a_table_is_no_part_of_the_form():
    """Nor is the table in which government sites catalogue their pages."""
    menu, catalogue = (
        table(("首页", "政务公开", "政务服务")),
        table(("索引号", "QH0012/2024-1", "发布机构", "甲县财政局")),
    )
    (form,) = read(menu, catalogue, TITLE, table(*HEAD, INDICATORS, ROW))
    assert form.statement.narratives == ()


PRINTED = st.sampled_from(
    [
        *INDICATORS,
        *(
            "产出指标",
            "数量指标",
            "满意度指标",
            "指标1：",
            "……",
            "小计",
            "合计",
            "总分",
            "100",
            "≥95%",
            "12.5",
            "",
            "万元",
            "（元）",
        ),
        *(
            "项目名称",
            "主管部门",
            "部门名称",
            "年初设定目标",
            "全年实际完成情况",
            "资金总额",
            "其中：财政拨款",
            "年初预算数",
        ),
        *(
            "全年执行数",
            "执行率",
            "图书采购",
            "甲市图书馆",
            "2024年度项目支出绩效自评表",
            "附件1",
            "存在问题",
            "基本支出",
        ),
    ]
)
CELL = st.tuples(PRINTED | st.text(max_size=4), st.integers(1, 3), st.integers(1, 4))
PAGE = st.lists(
    st.lists(st.lists(CELL, min_size=1, max_size=6), max_size=8).map(lambda rows: table(*rows)) | PRINTED, max_size=5
)


@given(PAGE)
def test_whatever_a_page_prints_is_read_or_refused(parts):
    """Cells of forms in any disorder: every cell is in a form or told to be in none, or a sentence says why none was read."""
    body = "".join(part if part.startswith("<table") else f"<p>{html.escape(part)}</p>" for part in parts)
    try:
        carried = read_any(f'<html><meta charset="utf-8"><body>{body}</body></html>'.encode())
        forms = read_carried(carried, "x", 2024, known=KnownForms({}, {})).forms
    except (CarrierError, DocumentError) as error:
        forms, said = (), error.said
    else:
        said = Both("", "")
    assert bool(forms) is not bool(said.zh and said.en)
    for form in forms:
        assert read_yaml(write(form.statement), "f.yml")[2] == []
