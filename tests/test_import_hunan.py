"""The Hunan document of 2023: 24 forms, and every line of the document in a field or a heading of a form."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from build_scripts.carriers.text_export import lines_of
from build_scripts.importers import hunan
from build_scripts.importers.document import DocumentError, ImportedDocument
from build_scripts.reading.model import (
    DepartmentBaseData,
    DepartmentReport,
    DepartmentSelfEvaluation,
    Indicator,
    ProjectSelfEvaluation,
)
from build_scripts.words.vocabulary import StandardSection

SOURCE = Path(__file__).parent / "fixtures" / "documents" / "yiyang-heshan-2023.txt"
LINES = lines_of(SOURCE.read_bytes())
BLANK = "\u3000"
HEADINGS = {
    # base data
    *("财政供养人员情况", "经费控制情况(万元)", "2022年决算数", "2023年预算数", "2023年决算数"),
    *("楼堂馆所控制情况", "（2023年完工项目）"),
    # department
    *("预算部门名称", "年度预算申请", "年初预算数(万元)", "全年预算数（万元）", "全年执行数（万元）"),
    *("按收入性质分：", "按支出性质分："),
    # projects
    *("项目支出", "名称", "项目支出名称", "主管部门", "实施", "单位", "实施单位", "项目资金", "项目资金(万元)"),
    *("资金来源", "年初预算数", "全年预算数", "全年执行数"),
    # both
    *("分值", "执行率", "得分", "年度总体", "目标", "年度总体目标", "预期目标", "实际完成情况"),
    *("绩效指标", "一级", "指标", "一级指标", "二级指标", "三级", "三级指标", "年度指标值"),
    *("实   际", "完成值", "实际完成值", "偏差原因分析及改进措施"),
}
NOT_PRINTED = {
    *(
        "form_type",
        "template",
        "scoring_profile",
        "document",
        "kind",
        "standard_section",
        "section",
        "line_code",
        "notes",
    ),
    *("fiscal_year_basis", "currency_unit"),
}
"""Fields that hold no text of the form."""
SURPLUS = {
    "2023年度": 24,  # a part of each title
    "附件3": 20,  # printed once for 21 forms
    "益阳市赫山区人民政府办公室": 1,  # of the report's title
    "(万元)": 15,  # a part of the line 项目资金(万元) on 14 forms and of 经费控制情况(万元)
}
"""How often the forms repeat a part of a line that is consumed, or left out, as a whole."""


@pytest.fixture(scope="module")
def imported() -> ImportedDocument:
    return hunan.read_hunan(LINES, "yiyang-heshan-2023")


@pytest.fixture(scope="module")
def report(imported: ImportedDocument) -> DepartmentReport:
    statement = imported.forms[0].statement
    assert isinstance(statement, DepartmentReport)
    return statement


@pytest.fixture(scope="module")
def base_data(imported: ImportedDocument) -> DepartmentBaseData:
    statement = imported.forms[1].statement
    assert isinstance(statement, DepartmentBaseData)
    return statement


@pytest.fixture(scope="module")
def department(imported: ImportedDocument) -> DepartmentSelfEvaluation:
    statement = imported.forms[2].statement
    assert isinstance(statement, DepartmentSelfEvaluation)
    return statement


@pytest.fixture(scope="module")
def projects(imported: ImportedDocument) -> dict[str, ProjectSelfEvaluation]:
    forms = [form.statement for form in imported.forms[3:]]
    found = {form.project: form for form in forms if isinstance(form, ProjectSelfEvaluation)}
    assert len(found) == len(forms), "each form is a project's, and no two have one name"
    return found


def printed_lines(value: object) -> Iterator[str]:
    """Yield every non-blank line of every text that a form holds as printed."""
    if isinstance(value, str):
        yield from (line.strip() for line in value.split("\n") if line.strip())
    elif isinstance(value, dict):
        for key, item in value.items():
            if key not in NOT_PRINTED:
                yield from printed_lines(item)
    elif isinstance(value, list):
        for item in value:
            yield from printed_lines(item)


def row(form: DepartmentSelfEvaluation | ProjectSelfEvaluation, line: int) -> Indicator:
    """Return the indicator row that begins on a line of the document."""
    return next(item for item in form.goals[0].indicators if item.source_line == line)


def cells(item: Indicator) -> tuple[str | None, ...]:
    """Return a row's cells from the second level on, without the deviation."""
    return (item.level2, item.name, item.target, item.actual, item.weight, item.score)


def test_24_forms(imported: ImportedDocument, projects: dict[str, ProjectSelfEvaluation]) -> None:
    """A report, a base-data table, a department form and 21 project forms, in printed order."""
    assert [str(form.statement.form_type) for form in imported.forms] == [
        "dept_report",
        "dept_base_data",
        "dept_self_eval",
        *["project_self_eval"] * 21,
    ]
    assert {form.department for form in imported.forms} == {"益阳市赫山区人民政府办公室"}
    assert list(projects)[:3] == ["产业发展服务经费", "党建经费", "电子政务"]
    assert list(projects)[-2:] == ["政务公开", "值班电话"]


def test_242_rows_of_which_93_are_filled(
    department: DepartmentSelfEvaluation, projects: dict[str, ProjectSelfEvaluation]
) -> None:
    """Each scored form prints eleven rows; 4 rows of the department's form and 89 of the projects' have a name."""
    rows = {name: form.goals[0].indicators for name, form in {department.title: department, **projects}.items()}
    assert {len(found) for found in rows.values()} == {11}
    filled = {name: sum(item.name != BLANK for item in found) for name, found in rows.items()}
    assert filled.pop(department.title) == 4
    assert sum(filled.values()) == 89
    assert {name: count for name, count in filled.items() if count != 4} == {
        "产业发展服务经费": 6,
        "电子政务外网平台建设": 5,
        "挂职区长3人": 3,
        "区长热线": 5,
        "区志办": 5,
        "政府门户网站": 5,
    }


def test_unused_template_rows_are_kept_blank(
    department: DepartmentSelfEvaluation, projects: dict[str, ProjectSelfEvaluation]
) -> None:
    """A row that a unit does not use is printed with U+3000 in each cell and stays so."""
    for form in (department, *projects.values()):
        for item in form.goals[0].indicators:
            if item.name == BLANK:
                assert (item.target, item.actual, item.weight, item.score) == (BLANK,) * 4
            assert item.deviation == BLANK
            assert item.adjusted_target is None


def test_every_line_is_in_a_field_or_is_a_heading(imported: ImportedDocument) -> None:
    """Each printed line is consumed once from the forms' texts, or is one of the listed headings, and none is both."""
    texts: Counter[str] = Counter()
    for form in imported.forms:
        texts.update(printed_lines(form.statement.model_dump(mode="json", exclude_none=True)))
    headings: set[str] = set()
    for number, line in enumerate(LINES, 1):
        for piece in (part.strip() for part in line.split("\t")):
            if not piece:
                continue
            if number in imported.left_out:
                headings.add(piece)
            else:
                texts.subtract([piece])
                assert texts[piece] >= 0, f"line {number} is in no field: {piece}"
    assert dict(+texts) == SURPLUS
    assert headings == HEADINGS


def test_lines_left_out_have_a_reason(imported: ImportedDocument) -> None:
    """Every line left out says why, and no blank line is listed."""
    assert all(imported.left_out.values())
    assert all(LINES[number - 1].strip() for number in imported.left_out)


def test_places_in_the_document(imported: ImportedDocument) -> None:
    """Forms lie one behind the other; the annex number stands as printed; run-on titles are noted."""
    sources = [form.statement.source for form in imported.forms]
    assert [(source.annex, source.first_line, source.last_line) for source in sources[:5]] == [
        (None, 1, 68),
        ("附件1", 69, 188),
        ("附件2", 189, 377),
        ("附件3", 381, 620),
        ("附件3", 623, 864),
    ]
    assert (sources[-1].annex, sources[-1].first_line, sources[-1].last_line) == ("附件3", 5199, 5435)
    assert all(a.last_line < b.first_line for a, b in pairwise(sources))
    assert [len(source.notes) for source in sources] == [0, *[1] * 22, 0]
    assert "189—190" in sources[1].notes[0]
    assert "381—382" in sources[2].notes[0]


def test_report_sections(report: DepartmentReport) -> None:
    """The report has a blank date above its title, ten numbered sections, seven subsections and a list of annexes."""
    assert report.title == "2023年度益阳市赫山区人民政府办公室\n整体支出绩效自评报告"
    preface, *sections = report.narratives
    assert (preface.kind, preface.heading, preface.text) == ("report_preface", None, " 年   月   日")
    headings = [section.heading or "" for section in sections]
    assert [heading[0] for heading in headings if heading[1] == "、"] == list("一二三四五六七八九十")
    assert [heading for heading in headings if heading.startswith("（")] == [
        "（一）部门基本情况",
        "（二）年度整体支出绩效目标，专项资金绩效目标",
        "（一）基本支出预算安排情况",
        "（二）项目支出预算安排情况",
        "（一）服务领导的能力有提升",
        "（二）服务机关的能力有提升",
        "（三）服务群众的能力有提升",
    ]
    assert headings[-1] == "附件："
    standard = [section.standard_section for section in sections]
    numbered = [code for code, heading in zip(standard, headings, strict=True) if heading[0] != "（"]
    assert numbered == list(StandardSection)
    assert standard[:4] == ["basic_information"] * 3 + ["general_public_budget"], "a subsection goes with its section"
    assert (sections[-1].text or "").split("\n")[2] == "       3.2023年度项目支出绩效自评表"


def test_report_paragraphs_stay_as_printed(report: DepartmentReport) -> None:
    """A bookmark, a paragraph that begins with a comma and numbered paragraphs of a section stay in its text."""
    texts = {section.heading: section.text for section in report.narratives}
    about = (texts["（一）部门基本情况"] or "").split("\n")
    assert len(about) == 21
    assert about[6] == "[bookmark: _GoBack]7.负责区长热线，受处市长热线。"
    assert about[19].startswith("，属副科级公益一类事业单位")
    problems = (texts["七、存在的问题及原因分析"] or "").split("\n")
    assert [text[:3] for text in problems] == ["（一）", "（二）"]
    assert texts["一、基本情况"] is None
    assert texts["十、其他需要说明的情况"] == "无"


def test_base_data(base_data: DepartmentBaseData) -> None:
    """All 25 values of the table, row by row; blanks are U+3000 and the unfilled rates ``%`` with a blank."""
    assert base_data.department is None
    staffing = [(item.line_code, item.label, item.value) for item in base_data.base_data[:3]]
    assert staffing == [
        ("staffing_authorised", "编制数", "81"),
        ("staffing_actual", "2023年实际在职人数", "69"),
        ("staffing_rate", "控制率", "85.19%"),
    ]
    amounts = [(r.line_code, r.prior_final, r.budget, r.final, r.value) for r in base_data.base_data[3:19]]
    assert amounts == [
        ("three_public", "7.85", "9", "15.52", None),
        ("vehicles", "7.85", "4", "4", None),
        ("vehicles_purchase", BLANK, BLANK, BLANK, None),
        ("vehicles_operation", "7.85", "4", "4", None),
        ("overseas_travel", "0", "0", "11.52", None),
        ("receptions", "0", "5", "0", None),
        ("project", "251.7", "251.7", "251.7", None),
        ("project_activities", "251.7", "251.7", "251.7", None),
        ("project_maintenance", BLANK, BLANK, BLANK, None),
        ("project_earmarked", BLANK, BLANK, BLANK, None),
        ("operating", "577.41", "372.13", "935.58", None),
        ("operating_office", "14.66", "8", "14.66", None),
        ("operating_utilities_travel", "10.89", "10.14", "17.41", None),
        ("operating_meetings_training", "8.71", "3", "8.53", None),
        ("procurement", BLANK, BLANK, BLANK, None),
        ("basic_budget_adjustment", "185.12", "997.88", "997.88", None),
    ]
    buildings = [(item.line_code, item.value) for item in base_data.base_data[19:]]
    assert buildings == [
        ("approved_area", "0.00"),
        ("actual_area", BLANK),
        ("area_rate", "%" + BLANK),
        ("budget_investment", BLANK),
        ("actual_investment", BLANK),
        ("investment_rate", "%" + BLANK),
    ]
    assert base_data.base_data[19].label == "批复规模 \n（㎡）"
    assert base_data.base_data[18].label == "部门基本支出预算调整 "
    assert [text.text for text in base_data.narratives] == ["领导重视，加强内控管理，制定了相应财务制度。"]


def test_department_money(department: DepartmentSelfEvaluation) -> None:
    """The total prints seven columns; the amounts by revenue and by nature print one each, two to a table row."""
    total, *amounts = department.funding
    assert (total.line_code, total.label, total.initial, total.adjusted, total.executed) == (
        "total",
        "年度资金总额：",
        "968.99",
        "1960.84",
        "1960.84",
    )
    assert (total.weight, total.rate, total.score, total.amount) == ("10", "100.00%", "10.00", None)
    assert [(line.line_code, line.label, line.amount, line.source_line) for line in amounts] == [
        ("general_public_budget", "一般公共预算：", "939.09", 218),
        ("government_fund", "政府性基金拨款：", "0.0", 224),
        ("non_tax_special_account", "纳入专户管理的非税收入拨款：", "0.0", 230),
        ("other_revenue", "其他资金", "29.89", 236),
        ("basic", "其中:基本支出：", "717.29", 220),
        ("project", "项目支出：", "251.70", 232),
    ]
    assert department.total is None


def test_department_indicators(department: DepartmentSelfEvaluation) -> None:
    """The four filled rows, one of them scored below its weight without a printed reason."""
    assert cells(row(department, 269)) == ("数量指标", "工作任务完成率", "100%", "100%", "25", "25")
    quality = row(department, 279)
    assert cells(quality) == ("质量指标", "履职目标实现", "推动全区经济发展有效提升", "有效提升", "25", "22")
    assert (quality.level1, quality.deviation) == (None, BLANK)
    assert cells(row(department, 309)) == ("社会效益指标", "政府工作持续优质保障度", "100%", "100%", "30", "30")
    assert cells(row(department, 339)) == ("服务对象满意度指标", "社会公众满意度", "99%", "99%", "10", "10")
    assert department.goals[0].actual_text == "基本完成预期目标"
    assert department.department == "益阳市赫山区人民政府办公室"


MONEY = {
    "产业发展服务经费": ("8", "0", "8"),
    "党建经费": ("2", "2", "4"),
    "电子政务": ("10", "0", "10"),
    "电子政务外网平台建设": ("120", "0.21", "120.21"),
    "挂职区长3人": ("9", "4.73", "13.73"),
    "行政审批服务费": ("3", "0.57", "3.57"),
    "计算机联网经费": ("4.8", "0", "4.8"),
    "建议提案办理": ("1", "0", "1"),
    "交通办、金融办经费": ("4", "0", "4"),
    "交通管理模范城市": ("12", "0", "12"),
    "临时工3人": ("5.4", "0", "5.4"),
    "区长热线": ("10", "8.08", "18.08"),
    "区志办": ("12", "4.33", "16.33"),
    "体改经费": ("2.5", "0", "2.5"),
    "调研室": ("3", "3", "6"),
    "文印费": ("10", "0", "10"),
    "信息应急": ("8", "2.86", "10.86"),
    "政府常务会议室": ("9", "2.72", "11.72"),
    "政府门户网站": ("10", "0.91", "10.91"),
    "政务公开": ("3", "0", "3"),
    "值班电话": ("5", "0.21", "5.21"),
}
"""Read by eye from the document: appropriation, carry-over and total; the other funds are 0 on each form."""


def test_project_money(projects: dict[str, ProjectSelfEvaluation]) -> None:
    """Appropriation, carry-over, other and total of all 21 forms; budget, adjusted and executed amounts are equal."""
    assert list(projects) == list(MONEY)
    codes = ["current_year_appropriation", "carry_over", "other", "total"]
    for name, (appropriation, carry_over, total) in MONEY.items():
        lines = projects[name].funding
        assert [line.line_code for line in lines] == codes
        for line, amount in zip(lines, (appropriation, carry_over, "0", total), strict=True):
            assert (line.initial, line.adjusted, line.executed) == (amount,) * 3, name
        for line in lines[:3]:
            assert (line.weight, line.rate, line.score) == (BLANK,) * 3, name
        assert (lines[3].weight, lines[3].rate, lines[3].score) == ("10", "100.00%", "10.00"), name


def test_project_heads_and_totals(projects: dict[str, ProjectSelfEvaluation]) -> None:
    """Each project form prints the same title, a blank supervising department, the unit, and 100 of 100 points."""
    for form in projects.values():
        assert form.title == "2023年度项目支出绩效自评表"
        assert form.department == BLANK
        assert form.implementing_unit == "益阳市赫山区人民政府办公室"
        assert form.currency_unit_text == "(万元)"
        assert form.total is not None
        assert (form.total.label, form.total.weight, form.total.score) == ("总分", "100", "100.00")


def test_project_goals(projects: dict[str, ProjectSelfEvaluation]) -> None:
    """Nineteen forms print the project's name as its goal; two print another text, one of them with a slip."""
    other = {name: form.goals[0] for name, form in projects.items() if form.goals[0].target_text != name}
    assert {name: (goal.target_text, goal.actual_text) for name, goal in other.items()} == {
        "挂职区长3人": ("挂职区长3人，对指导全区经济发展起积极作用。", "已完成年度总体目标"),
        "计算机联网经费": ("保障网络通常", "完成年度目标"),
    }
    assert projects["交通办、金融办经费"].goals[0].actual_text == "已完成年度目标"


def test_project_rows(projects: dict[str, ProjectSelfEvaluation]) -> None:
    """Rows read by hand: a row without result, weight and score; points unlike the sister forms; an expected excess."""
    industrial = projects["产业发展服务经费"]
    assert cells(row(industrial, 547)) == ("社会效益指标", "社会影响", "90", "91", "15", "15.00")
    assert cells(row(industrial, 597)) == ("社会成本指标", "工作经费支出进度", "90", BLANK, BLANK, BLANK)
    seconded = projects["挂职区长3人"]
    assert cells(row(seconded, 1468)) == ("数量指标", "挂职区长3人", "3人", "3人", "30", "30.00")
    assert cells(row(seconded, 1538)) == ("服务对象满意度指标", "满意度指标", "90%", "90%", "30", "30.00")
    gazetteer = projects["区志办"]
    assert cells(row(gazetteer, 3479)) == ("经济成本指标", "区志编制成本", "90", "90", "10", "10.00")
    portal = projects["政府门户网站"]
    assert cells(row(portal, 4865)) == ("时效指标", "门户网站信息公布速度", "90", "95", "15", "15.00")
    duty = projects["值班电话"]
    assert cells(row(duty, 5412)) == ("社会成本指标", "值班值守工作经费支出进度", "90", "95", "20", "20.00")


def test_levels_keep_their_line_breaks(projects: dict[str, ProjectSelfEvaluation]) -> None:
    """A category broken over two lines stays broken; a merged first level is left out."""
    rows = projects["临时工3人"].goals[0].indicators
    assert [item.level1 for item in rows if item.level1 is not None] == [
        "产出\n指标",
        "效益\n指标",
        "满意度指标",
        "成本\n指标",
    ]
    assert [item.level2 for item in rows][3:5] == ["经济效益\n指标", "社会效益\n指标"]
    assert all(item.level2 for form in projects.values() for item in form.goals[0].indicators)


@pytest.mark.parametrize(
    ("number", "text", "told"),
    [
        (6, "工作总结", 1),
        (86, "\t四公经费", 86),
        (102, None, 101),
        (220, "\t人员支出：", 220),
        (390, "\t主办部门", 390),
        (425, "\t其中:上级拨款", 425),
        (482, "\t全年完成值", 482),
        (617, "\t合计", 617),
        (620, "\t有话要说", 620),
        (622, "又一段文字", 620),
    ],
)
def test_another_layout_is_refused(number: int, text: str | None, told: int) -> None:
    """A heading or label that is not this form's, a missing cell or a text with no place stops the reader there."""
    changed = [*LINES]
    changed[number - 1 : number] = [] if text is None else [text]
    with pytest.raises(DocumentError) as caught:
        hunan.read_hunan(changed, "changed")
    assert caught.value.line == told


def test_figures_are_not_judged() -> None:
    """An amount that is no number is kept as printed: a wrong figure is no other layout."""
    changed = [*LINES]
    changed[207] = "\t 二千万"
    form = hunan.read_hunan(changed, "changed").forms[2].statement
    assert isinstance(form, DepartmentSelfEvaluation)
    assert (form.funding[0].adjusted, form.funding[0].executed) == ("1960.84", " 二千万")


def test_another_document_is_refused() -> None:
    """A text without annexed forms is not this document; nor is one whose annexed table is cut off."""
    with pytest.raises(DocumentError):
        hunan.read_hunan(LINES[:68], "report-only")
    with pytest.raises(DocumentError):
        hunan.read_hunan(LINES[:600], "cut")
