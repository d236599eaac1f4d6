"""The reader of Shanxi's project self-evaluation form of 2021, against the document it was written for."""

from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from build_scripts.carriers.text_export import lines_of
from build_scripts.importers.document import DocumentError
from build_scripts.importers.shanxi import read_shanxi
from build_scripts.reading.model import Indicator, ProjectSelfEvaluation
from build_scripts.words.vocabulary import LineCode, NarrativeKind

DOCUMENT = "changzhi-huguan-2021"
LINES = lines_of((Path(__file__).parent / "fixtures" / "documents" / f"{DOCUMENT}.txt").read_bytes())
# What the form prints for every project and no field holds.
HEADINGS = {
    *("项目名称", "主管部门", "实施单位", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"),
    *("年度总体目标", "预期目标", "实际完成情况", "一级指标", "二级指标", "三级指标", "年度指标值"),
    *("调整后指标值", "实际完成值", "偏差原因分析及改进措施", "绩效目标", "项目自评结论"),
    *("下一步改进措施及", "管理建议"),
}
CONTAINERS = {"Sheet2", "image1.emf", "image2.emf", "image5.emf", "image8.emf"}
# Fields that hold codes or remarks of ours, not printed text.
OWN_FIELDS = {
    *("template", "scoring_profile", "form_type", "fiscal_year_basis", "currency_unit", "line_code", "kind"),
    *("document", "extraction_notes", "duplicate"),
}


@cache
def forms() -> list[ProjectSelfEvaluation]:
    statements = [form.statement for form in read_shanxi(LINES, DOCUMENT).forms]
    assert all(isinstance(statement, ProjectSelfEvaluation) for statement in statements)
    return statements


def rows() -> dict[int, Indicator]:
    return {row.source_line: row for form in forms() for goal in form.goals for row in goal.indicators}


def printed_texts(value, key=""):
    """Yield every line of every string that was taken from the document."""
    if key in OWN_FIELDS:
        return
    if isinstance(value, dict):
        for name, part in value.items():
            yield from printed_texts(part, name)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from printed_texts(part, key)
    elif isinstance(value, str):
        yield from (line.strip() for line in value.split("\n") if line.strip())


def duplicate_lines() -> set[int]:
    duplicates = [form.source.duplicate for form in forms()]
    return {number for copy in duplicates for number in range(copy.first_line, copy.last_line + 1)}


def replaced(line, old, new):
    assert old in LINES[line - 1]
    return [*LINES[: line - 1], LINES[line - 1].replace(old, new, 1), *LINES[line:]]


def test_counts():
    """The document holds eight forms with 62 indicator rows, six money rows and eight conclusions each."""
    assert [len(form.goals[0].indicators) for form in forms()] == [7, 8, 8, 8, 6, 7, 7, 11]
    assert [(len(form.goals), len(form.funding), len(form.narratives)) for form in forms()] == [(1, 6, 8)] * 8


def test_nothing_is_lost_or_invented():
    """Every cell of the worksheets is in exactly one field or is a heading; only duplicates are wholly left out."""
    document = read_shanxi(LINES, DOCUMENT)
    held = Counter(text for form in document.forms for text in printed_texts(form.statement.model_dump()))
    duplicates = duplicate_lines()
    for number, line in enumerate(LINES, 1):
        if number in duplicates or not line.strip():
            assert (number in document.left_out) == bool(line.strip()), number
            continue
        cells = [line.replace("\t", "")] if "年度）" in line else [cell.strip() for cell in line.split("\t")]
        content = 0
        for cell in cells:
            if held[cell] > 0:
                held[cell] -= 1
                content += 1
            else:
                assert not cell or cell in HEADINGS | CONTAINERS, (number, cell)
        assert (content == 0) == (number in document.left_out), number
    assert not +held


def test_lines_are_left_out_for_a_reason():
    """Containers' names, headings and duplicates are told apart in the account of lines left out."""
    left_out = read_shanxi(LINES, DOCUMENT).left_out
    reasons = {number: reason for number, reason in left_out.items() if number not in duplicate_lines()}
    named = {LINES[number - 1].strip() for number, reason in reasons.items() if "名称" in reason}
    assert named == CONTAINERS
    assert Counter(reasons.values()) == {
        "工作表或图片的名称 · name of a worksheet or picture": 12,
        "印出的表头 · printed heading": 32,
    }


def test_identification():
    """Both cells of a title are kept, the year is read from its three cells, the department keeps its code."""
    titles = [form.title.split("\n") for form in forms()]
    assert all(second == "项目绩效自评表" for _, second in titles)
    assert [name for name, _ in titles] == [form.project for form in forms()]
    assert forms()[0].project == "扶贫调研经费（2020年国库集中支付年终结余资金）"
    assert {(form.fiscal_year, form.fiscal_year_text, form.department) for form in forms()} == {
        (2021, "（2021年度）", "壶关县人民政府办公室-002")
    }
    assert [form.implementing_unit == "壶关县人民政府办公室" for form in forms()] == [True] * 2 + [False] + [True] * 5
    assert forms()[2].implementing_unit == "壶关县治理车辆超限超载领导组办公室"
    assert [(form.source.first_line, form.source.last_line) for form in forms()] == [
        *((3, 71), (193, 263), (394, 464), (586, 656)),
        *((778, 844), (975, 1043), (1182, 1250), (1375, 1451)),
    ]


# Initial, adjusted, executed, weight, rate, score of the total row, then of the city and county row.
NOTHING = ("0", "0", "0", "--", "0", "--")
FUNDING = [
    (("24", "24", "18", "10", "75", "7.5"), ("24", "24", "18", "--", "75", "--")),
    (("0", "0", "0", "10", "0", "10"), ("190", "190", "190", "--", "100", "--")),
    (("50000", "50000", "50000", "10", "100", "10"), ("50000", "50000", "50000", "--", "100", "--")),
    (("114", "114", "114", "10", "100", "10"), ("114", "114", "114", "--", "100", "--")),
    (("80.32", "80.32", "75.2", "10", "93.63", "9.36"), ("80.32", "80.32", "75.2", "--", "93.63", "--")),
    (("3", "3", "2.46", "10", "82", "8.2"), ("3", "3", "2.46", "--", "82", "--")),
    (("0", "0", "0", "10", "0", "8.54"), ("118.82", "118.82", "101.48", "--", "85.41", "--")),
    (("39.5", "39.5", "33.61", "10", "85.09", "8.51"), ("39.5", "39.5", "33.61", "--", "85.09", "--")),
]


@pytest.mark.parametrize("number", range(8))
def test_money(number):
    """Every amount stands as printed, contradictory totals and the placeholder ``--`` too."""
    total, city_county = FUNDING[number]
    assert [
        (line.line_code, (line.initial, line.adjusted, line.executed, line.weight, line.rate, line.score))
        for line in forms()[number].funding
    ] == [
        (LineCode.TOTAL, total),
        (LineCode.CENTRAL, NOTHING),
        (LineCode.PROVINCIAL, NOTHING),
        (LineCode.CITY_COUNTY, city_county),
        (LineCode.CARRY_OVER, NOTHING),
        (LineCode.OTHER, NOTHING),
    ]


def test_labels_keep_their_indent():
    """The indent that shows what belongs under the total is part of the label."""
    assert [line.label for line in forms()[0].funding[:3]] == [
        "年度资金总额",
        "    其中：中央财政资金",
        "          省级财政资金",
    ]


def test_totals():
    """The total row of every form stands as printed."""
    assert [(form.total.label, form.total.weight, form.total.score) for form in forms()] == [
        ("总分", "100", score) for score in ("97.5", "100", "100", "99.9", "99.36", "98.2", "98.54", "98.51")
    ]


@pytest.mark.parametrize(
    ("line", "cells"),
    [
        (33, ("产出指标", "数量指标", "定向扶持贫困人口数（人）", "=6人", "6人", "15", "15", "")),
        (229, ("产出指标", "成本指标", "平台建设成本", "<=190万元", "190万元", "10", "10", "")),
        (430, ("产出指标", "成本指标", "劳务费用", "<=4.83万元", "4.83万元", "10", "10", "")),
        (622, ("产出指标", "时效指标", "业务处理及时性", "及时", "99%", "10", "9.9", "故障处理的及时性有待提高")),
        (814, ("产出指标", "成本指标", "单位正常运转成本（降低百分点）", "<100点", "100点", "10", "10", "")),
        (1407, ("产出指标", "数量指标", "网络经营主体数据维护次数（次）", "一月一次", "100%", "5", "5", "")),
        (1419, ("产出指标", "成本指标", "网络线路维护成本", "=3.50万元", "3.5万元", "8", "8", "")),
        (1425, ("满意度指标", "服务对象满意度指标", "使用人员满意度", ">=98%", "98%", "10", "10", "")),
    ],
)
def test_indicator_rows(line, cells):
    """A row's cells stand under their headings, both levels on every row."""
    row = rows()[line]
    printed = (row.level1, row.level2, row.name, row.target, row.actual, row.weight, row.score, row.deviation)
    assert printed == cells


def test_adjusted_targets_are_printed_blank():
    """The column of adjusted targets exists on every row and is blank on every row."""
    assert {row.adjusted_target for row in rows().values()} == {""}


def test_conclusions():
    """The eight conclusions keep their headings, line breaks too, and their kinds in printed order."""
    narratives = forms()[3].narratives
    assert [(text.kind, text.heading, text.text, text.source_line) for text in narratives] == [
        (NarrativeKind.GOOD_PRACTICE, "主要经验做法", "全面提升工作效率", 638),
        (NarrativeKind.PROBLEMS, "项目管理中存在的\n主要问题及原因分析", "故障处理的及时性还有待提高", 640),
        (NarrativeKind.RECOMMEND_DECISION, "对项目决策的建议：", "提升用户满意度", 646),
        (NarrativeKind.RECOMMEND_BUDGET, "对预算安排与执行的建议：", "及时列出预算，保证资金到位。", 648),
        (NarrativeKind.RECOMMEND_FUNDS, "对资金管理的建议：", "按照相关规定，加强资金管理。", 650),
        (NarrativeKind.RECOMMEND_MANAGEMENT, "项目管理的建议：", "全面提升出口电路速率，保障政务网络正常运行", 652),
        (NarrativeKind.RECOMMEND_OTHER, "其他：", "无", 654),
        (NarrativeKind.REMARKS, "备注：", "无", 656),
    ]


def test_duplicates_and_their_only_difference():
    """Every form has its copy as a picture's text; the only difference of content is one truncated period."""
    duplicates = [form.source.duplicate for form in forms()]
    assert [(copy.first_line, copy.last_line) for copy in duplicates] == [
        *((72, 188), (271, 389), (465, 581), (657, 773)),
        *((852, 970), (1051, 1177), (1258, 1370), (1452, 1582)),
    ]
    assert [len(copy.differences) for copy in duplicates] == [0] * 7 + [1]
    (difference,) = duplicates[7].differences
    assert (difference.path, difference.text, difference.source_line) == (
        "goals[0].indicators[5].actual",
        "2020年1月1日—12月",
        1562,
    )
    assert forms()[7].goals[0].indicators[5].actual == "2020年1月1日—12月底"


@pytest.mark.parametrize(
    ("line", "old", "new", "path", "text"),
    [
        (112, "实施单位 壶关县人民政府办公室", "实施单位 壶关县政府", "implementing_unit", "壶关县政府"),
        (118, "24 24 18 10 75 7.5", "24 24 18 10 75 8.5", "funding[0].score", "8.5"),
        (144, "已完成", "", "goals[0].actual_text", ""),
        (172, "15 15", "15 14", "goals[0].indicators[1].score", "14"),
        (166, "人口数", "户数", "goals[0].indicators[0].name", "定向扶持贫困户数\n\n（人）"),
        (88, "无", "有 若干", "narratives[1].text", "有 若干"),
        (188, "健全 100%", "健全 良好 100%", "goals[0].indicators[6].target", "健全 良好"),
    ],
)
def test_a_changed_copy_is_told_with_its_place(line, old, new, path, text):
    """A change in the picture's text is reported for the cell it stands in, in its own words, and nowhere else."""
    (difference,) = read_shanxi(replaced(line, old, new), DOCUMENT).forms[0].statement.source.duplicate.differences
    assert (difference.path, difference.text) == (path, text)
    assert abs(difference.source_line - line) <= 2


@pytest.mark.parametrize(
    ("line", "old", "new"),
    [
        (1, "Sheet2", "表2"),
        (3, "项目绩效自评表", "项目汇总表"),
        (5, "2021", ""),
        (9, "实施单位", "承担单位"),
        (11, "执行率", "进度"),
        (15, "中央财政资金", "国债资金"),
        (15, "财政资金\t", "财政资金\t9"),
        (33, "=6人\t\t\t\t6人", "=6人\t\t\t6人"),
        (33, "15\t\t15\t\t", "15\t\t15"),
        (33, "绩效目标", "指标"),
        (49, "总分", "合计"),
        (67, "项目管理的建议：", "项目管理："),
        (71, "备注：", "附注："),
        (72, "扶贫调研", "另一张表"),
        (110, "项目名称", "名称"),
    ],
)
def test_unknown_structures_are_refused(line, old, new):
    """What the reader does not understand is refused and never guessed at."""
    with pytest.raises(DocumentError) as error:
        read_shanxi(replaced(line, old, new), DOCUMENT)
    assert error.value.said.zh
    assert error.value.said.en


@pytest.mark.parametrize("length", [0, 3, 9, 23, 31, 45, 49, 70])
def test_a_document_that_breaks_off_is_refused(length):
    """A form without its end is not published as if it were whole."""
    with pytest.raises(DocumentError):
        read_shanxi(LINES[:length], DOCUMENT)
