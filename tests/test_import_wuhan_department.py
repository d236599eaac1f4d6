"""The Wuhan department form of 2020: every line of the document ends in a field or is a heading of the form."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from build_scripts.carriers.text_export import lines_of
from build_scripts.importers import wuhan_department
from build_scripts.importers.document import DocumentError, ImportedDocument
from build_scripts.reading.model import DepartmentSelfEvaluation

SOURCE = Path(__file__).parent / "fixtures" / "documents" / "wuhan-shouyilu-2020.txt"
LINES = lines_of(SOURCE.read_bytes())
HEADINGS = Counter(
    {"单位名称": 1, "预算执行情况": 1, "预算数(A)": 1, "执行数(B)": 1, "执行率(B/A)": 1, "得分": 7}
    | dict.fromkeys(
        ["年度绩效指标", "一级", "指标", "二级指标", "三级指标", "年初目标值", "(A)", "实际完成值", "(B)"], 6
    )
)
NOT_PRINTED = {
    "form_type",
    "template",
    "scoring_profile",
    "document",
    "kind",
    "line_code",
    "notes",
    "fiscal_year_basis",
    "currency_unit",
}
"""Fields that hold no text of the form."""


@pytest.fixture(scope="module")
def imported() -> ImportedDocument:
    return wuhan_department.read_wuhan_department(LINES, "wuhan-shouyilu-2020")


@pytest.fixture(scope="module")
def form(imported: ImportedDocument) -> DepartmentSelfEvaluation:
    statement = imported.forms[0].statement
    assert isinstance(statement, DepartmentSelfEvaluation)
    return statement


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


def test_one_form_of_six_goals_and_55_indicators(imported: ImportedDocument, form: DepartmentSelfEvaluation) -> None:
    """The document holds one form; its six goals have 10, 8, 9, 11, 10 and 7 indicator rows."""
    assert len(imported.forms) == 1
    assert [len(goal.indicators) for goal in form.goals] == [10, 8, 9, 11, 10, 7]
    assert sum(len(goal.indicators) for goal in form.goals) == 55
    assert imported.forms[0].department == "武汉市武昌区人民政府首义路街办事处"


def test_every_line_is_in_a_field_or_is_a_heading(imported: ImportedDocument, form: DepartmentSelfEvaluation) -> None:
    """Each printed line is consumed once from the form's texts, or is one of the listed headings, and none is both."""
    texts = Counter(printed_lines(form.model_dump(mode="json", exclude_none=True)))
    assert texts.pop("2020年度") == 1, "the year is a part of the title, which is consumed whole"
    headings: Counter[str] = Counter()
    for number, line in enumerate(LINES, 1):
        pieces = [line.strip()]
        if number == 2:
            left, right = line.split("\t")
            assert right.startswith("填报日期：")
            pieces = ["单位名称：", left.removeprefix("单位名称："), right.removeprefix("填报日期：")]
        for piece in filter(None, pieces):
            if number in imported.left_out:
                headings[piece] += 1
            else:
                texts.subtract([piece])
                assert texts[piece] >= 0, f"line {number} is in no field: {piece}"
    assert not +texts, "texts of the form that the document does not print"
    assert headings == HEADINGS


def test_lines_left_out_have_a_reason(imported: ImportedDocument) -> None:
    """Every line left out says why, and no blank line is listed."""
    assert all(imported.left_out.values())
    assert all(LINES[number - 1].strip() for number in imported.left_out)


def test_head_of_the_form(form: DepartmentSelfEvaluation) -> None:
    """Title, year, unit and date stand as printed; the unit printed a second time above the table is kept too."""
    assert form.title == "2020年度武汉市武昌区人民政府首义路街办事处         部门整体绩效自评表"
    assert (form.fiscal_year, form.fiscal_year_text) == (2020, "2020年度")
    assert form.report_date == "2020.10.15"
    assert form.department == "武汉市武昌区人民政府首义路街办事处"
    assert form.currency_unit_text == "(万元)"
    other = form.narratives[0]
    assert (other.kind, other.heading, other.text, other.source_line) == (
        "other_cell",
        "单位名称：",
        "武汉市武昌区人民政府首义路街办事处",
        2,
    )


def test_money_rows(form: DepartmentSelfEvaluation) -> None:
    """Two rows print one amount each; the total prints budget, execution, an impossible rate, weight and score."""
    basic, project, total = form.funding
    assert (basic.line_code, basic.label, basic.amount, basic.adjusted) == ("basic", "基本支出总额", "1727.34", None)
    assert (project.line_code, project.label, project.amount) == ("project", "项目支出总额", "5742.01")
    assert total.label == "部门整体\n支出总额"
    assert (total.line_code, total.initial, total.amount) == ("department_total", None, None)
    assert (total.adjusted, total.executed, total.rate) == ("4376.35", "7469.35", "170.68%")
    assert (total.weight, total.score) == ("(10 分)", "10")


def test_total_prints_its_unit(form: DepartmentSelfEvaluation) -> None:
    """The total is printed with 分 and without a weight."""
    assert form.total is not None
    assert (form.total.label, form.total.weight, form.total.score) == ("总分", None, "97.5分")


def test_goal_labels_carry_the_weight(form: DepartmentSelfEvaluation) -> None:
    """Label and weight stand in one cell on two lines; the fifth label lacks the blank the others have."""
    assert [goal.number for goal in form.goals] == [1, 2, 3, 4, 5, 6]
    assert {goal.weight for goal in form.goals} == {"(15 分)"}
    assert form.goals[0].label == "年度目标 1："
    assert form.goals[4].label == "年度目标5："
    assert form.goals[0].target_text == "齐心协力，筑牢战疫“安全墙”"
    assert form.goals[5].target_text == "深化改革创新，助推基层治理“高效能”。"


def test_merged_levels_and_printed_level2(form: DepartmentSelfEvaluation) -> None:
    """The first level is printed once per block and merged below; the second is printed on every row."""
    for goal in form.goals:
        printed = [row.level1 for row in goal.indicators if row.level1 is not None]
        assert printed == ["产出指标", "效益指标"]
        assert all(row.level2 for row in goal.indicators)
        assert all(row.weight is None for row in goal.indicators)


def test_blank_lines_of_the_export_are_no_printed_text(form: DepartmentSelfEvaluation) -> None:
    """The fourteen merged cells lose the blank lines before their text; the form's notes name the lines they begin on."""
    cells = [row.level1 for goal in form.goals for row in goal.indicators if row.level1]
    cells += [text.heading for text in form.narratives if text.heading]
    assert not [cell for cell in cells if cell != cell.strip("\n")]
    note = next(note for note in form.source.notes if "空行" in note)
    assert "55、122、166、209、261、312、364、431、483、542、594、629、660、672。" in note
    assert [LINES[line - 1 : line + 3] for line in (55,)] == [["\t", "", "", "产出指标"]]
    assert form.goals[0].indicators[0].level1 == "产出指标"


def test_trap_rows_are_kept_as_printed(form: DepartmentSelfEvaluation) -> None:
    """Rows whose cells are shifted or mistyped on the form stay so."""
    shifted = form.goals[0].indicators[6]
    assert (shifted.level2, shifted.name, shifted.target, shifted.actual, shifted.score, shifted.source_line) == (
        "质量指标",
        "质量指标",
        "质量达标率",
        "≥95%",
        "1.5",
        105,
    )
    glyph = form.goals[0].indicators[7]
    assert (glyph.name, glyph.target, glyph.actual) == ("完成及时率", "0.95", "》0.95")
    variant = form.goals[2].indicators[7]
    assert (variant.level2, variant.target, variant.actual, variant.score) == (
        "环境效益指标",
        "根据问卷结果统计",
        "有所提升",
        "1",
    )
    bookmark = form.goals[5].indicators[6]
    assert (bookmark.target, bookmark.actual, bookmark.score) == (
        "社会公众或服务对象满意度指标",
        "≥90%",
        "[bookmark: _GoBack]1.5",
    )


def test_conclusions_and_notes(form: DepartmentSelfEvaluation) -> None:
    """Two conclusions, then the four notes that the export runs into the table's last cell."""
    kinds = [str(text.kind) for text in form.narratives]
    assert kinds == ["other_cell", "deviation_summary", "improvement_plan"] + ["form_note"] * 4
    summary, plan, *notes = form.narratives[1:]
    assert summary.heading == "偏差大或 目标未完成原因分析"
    assert plan.text is not None
    assert plan.text.endswith("促进第三方机构执业水平提升。")
    assert [(note.text or "")[:3] for note in notes] == ["1. ", "2. ", "3. ", "4. "]
    assert [note.heading for note in notes] == ["备注：", None, None, None]
    assert len(form.source.notes) == 2
    assert (form.source.first_line, form.source.last_line) == (1, 689)


@pytest.mark.parametrize(
    ("number", "text"),
    [(1, "部门整体绩效自评表"), (2, "单位名称：某办事处"), (16, "\t年初预算数"), (60, "\t转运\n"), (655, "\t合计")],
)
def test_another_layout_is_refused(number: int, text: str) -> None:
    """A heading that is not this form's, a missing cell or a missing date stops the reader at that place."""
    changed = [*LINES]
    changed[number - 1 : number] = [] if text.endswith("\n") else [text]
    with pytest.raises(DocumentError) as caught:
        wuhan_department.read_wuhan_department(changed, "changed")
    assert abs(caught.value.line - number) <= 8


def test_without_notes_it_is_another_form() -> None:
    """A document without 备注 is refused, and so is an empty one."""
    with pytest.raises(DocumentError):
        wuhan_department.read_wuhan_department(LINES[:684], "cut")
    with pytest.raises(DocumentError):
        wuhan_department.read_wuhan_department([""], "empty")
