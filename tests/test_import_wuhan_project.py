"""The reader of Wuhan's project self-evaluation form of 2019, against the document it was written for."""

import re
from collections import Counter
from pathlib import Path

import pytest

from build_scripts.carriers.text_export import lines_of
from build_scripts.importers.document import DocumentError
from build_scripts.importers.wuhan_project import read_wuhan_project
from build_scripts.reading.model import Indicator, ProjectSelfEvaluation
from build_scripts.words.vocabulary import ExtractionNote, LineCode, NarrativeKind

DOCUMENT = "wuhan-jiangxia-2019"
LINES = lines_of((Path(__file__).parent / "fixtures" / "documents" / f"{DOCUMENT}.txt").read_bytes())
# What the form prints for every project and no field holds.
HEADINGS = {
    *("专项（项目）名称", "主管部门", "实施单位", "全年预算数（A）", "全年执行数（B）", "执行率（B/A）"),
    *("年度总体目标", "年初设定目标", "全年实际完成情况", "绩效指标", "一级指标", "二级指标", "三级指标"),
    *("年度指标值", "全年完成值", "未完成原因和改进措施"),
}
# Fields that hold codes or remarks of ours, not printed text.
OWN_FIELDS = {
    *("template", "scoring_profile", "form_type", "fiscal_year_basis", "currency_unit", "line_code", "kind"),
    *("document", "extraction_notes"),
}


def forms() -> list[ProjectSelfEvaluation]:
    statements = [form.statement for form in read_wuhan_project(LINES, DOCUMENT).forms]
    assert all(isinstance(statement, ProjectSelfEvaluation) for statement in statements)
    return statements


def rows() -> dict[int, Indicator]:
    return {row.source_line: row for form in forms() for goal in form.goals for row in goal.indicators}


def printed_texts(value, key=""):
    """Yield every line of every string that was taken from the document."""
    if isinstance(value, dict):
        for name, part in value.items():
            yield from printed_texts(part, name)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from printed_texts(part, key)
    elif isinstance(value, str) and key not in OWN_FIELDS:
        yield from (line.strip() for line in value.split("\n") if line.strip())


def test_counts():
    """The document holds two forms with 21 and 18 indicator rows, four money rows and four texts each."""
    assert [len(form.goals[0].indicators) for form in forms()] == [21, 18]
    assert [(len(form.goals), len(form.funding), len(form.narratives)) for form in forms()] == [(1, 4, 4)] * 2


def test_nothing_is_lost_or_invented():
    """Every printed cell is in exactly one field, is a heading, or its line is accounted for; no field holds more."""
    document = read_wuhan_project(LINES, DOCUMENT)
    held = Counter(text for form in document.forms for text in printed_texts(form.statement.model_dump()))
    for number, line in enumerate(LINES, 1):
        content = 0
        for cell in (cell.strip() for cell in line.split("\t")):
            if held[cell] > 0:
                held[cell] -= 1
                content += 1
            else:
                assert not cell or cell in HEADINGS, (number, cell)
        assert not line.strip() or (content == 0) == (number in document.left_out), number
    assert not +held


def test_left_out_are_the_headings_of_goals_and_indicators():
    """Only four lines print nothing but headings, and each is given a reason."""
    left_out = read_wuhan_project(LINES, DOCUMENT).left_out
    assert sorted(left_out) == [14, 16, 59, 61]
    assert all(left_out.values())


def test_identification():
    """Titles, year, names and annex stand as printed, and the forms' line ranges do not overlap."""
    first, second = forms()
    assert first.title == "区政府专项工作经费（项目）绩效目标自评表"
    assert second.title == "江夏区智慧办公平台专项经费（项目）绩效目标自评表"
    assert (first.project, second.project) == ("政府专项工作经费", "江夏区智慧办公平台专项经费")
    assert (first.source.annex, second.source.annex) == (None, "附件2")
    assert [(f.source.first_line, f.source.last_line) for f in (first, second)] == [(3, 44), (46, 86)]
    for form in (first, second):
        assert (form.department, form.implementing_unit) == ("江夏区人民政府办公室",) * 2
        assert (form.fiscal_year, form.fiscal_year_text) == (2019, "(2019年度)")
        assert (form.template, form.scoring_profile, form.total) == ("wuhan-project-2019", "none-2019", None)


@pytest.mark.parametrize(
    ("number", "amount", "executed", "rate"), [(0, "463万", "297.1万", "64%"), (1, "176.01", "176.01", "100%")]
)
def test_money(number, amount, executed, rate):
    """Money is read under its heading in both tables, though the columns stand at other positions; blank stays blank."""
    printed = [(line.line_code, line.adjusted, line.executed, line.rate) for line in forms()[number].funding]
    assert printed == [
        (LineCode.TOTAL, amount, executed, rate),
        (LineCode.CENTRAL, "", "", ""),
        (LineCode.LOCAL, amount, executed, rate),
        (LineCode.OTHER_WITH_CARRY_OVER, "", "", ""),
    ]
    assert all(line.initial is line.weight is line.score is None for line in forms()[number].funding)


def test_labels_keep_their_spaces():
    """The label that one table prints with a space and the other without is kept as each prints it."""
    assert [form.funding[3].label for form in forms()] == ["其他资金（包括结转结余）", "其他资金 （包括结转结余）"]


SHIFTED_ROWS = {
    23: (1, None, "时效指标", "保障机关各项工作按时完成", "100%", "100%"),
    24: (1, None, None, "重大事件、应急平台稳定及时", "100%", "≥98%"),
    25: (1, None, None, "各项督查工作及时回复", "100%", "≥99%"),
    32: (2, None, "可持续影响指标", "经费保障程度", "100%", "100%"),
    33: (2, None, None, "群众满意率", "群众满意度逐步提高", "≥95%"),
    34: (2, None, None, "应急事件落实程度", "100%", "90%以上"),
    35: (1, "满意指标", "服务对象满意度指标", "区长热线满意率", "群众满意度逐步提高", "≥90%"),
    36: (1, None, None, "督办时间报告率、落实率", "100%", "100%"),
    37: (1, None, None, "应急平台应用", "1000批、次", "1000批、次"),
    68: (1, None, "时效指标", "保障机关各项工作按时完成", "100%", "100%"),
    69: (1, None, None, "市区集约、部门协同、整体联动", "100%", "≥98%"),
    70: (1, None, None, "各项公文及时回复", "100%", "≥99%"),
    75: (1, None, "生态效益指标", "综合办公环境提升", "100%", "98%"),
    76: (1, None, None, "推进服务江夏区建设", "100%", "98%"),
    77: (2, None, "可持续影响指标", "保障政府门户网站平台安全", "100%", "100%"),
    78: (2, None, None, "提升整体服务水平", "满意度逐步提高", "≥95%"),
    79: (1, None, None, "实现资源共享", "100%", "90%以上"),
}


@pytest.mark.parametrize("line", SHIFTED_ROWS)
def test_shifted_rows_are_put_back_and_say_so(line):
    """A row whose merged cells are missing has its cells under the right headings and a note of its shift."""
    shift, *cells = SHIFTED_ROWS[line]
    row = rows()[line]
    assert [row.level1, row.level2, row.name, row.target, row.actual] == cells
    assert row.deviation == ""
    assert row.extraction_notes[0] is {1: ExtractionNote.CELL_LOST, 2: ExtractionNote.TWO_CELLS_LOST}[shift]


def test_only_shifted_rows_carry_a_note():
    """A row that stands where its headings are is not said to be repaired."""
    assert {line for line, row in rows().items() if row.extraction_notes} == set(SHIFTED_ROWS)


def test_doubtful_rows_say_what_is_doubtful():
    """A label in the wrong column and a row of unknown category are pointed out beyond the shift."""
    assert rows()[75].extraction_notes[1:] == (ExtractionNote.LEVEL2_BY_NAME,)
    assert rows()[79].extraction_notes[1:] == (ExtractionNote.MERGED_WITH_ABOVE,)


@pytest.mark.parametrize(
    ("line", "cells"),
    [
        (17, ("产出指标", "数量指标", "保障区长热线前后台正常运转", "100%", "100%")),
        (18, (None, None, "专线整体接通率、回复督办率", "≥100%", "95%以上")),
        (27, (None, None, "推进就业率", "5000人/次", "≤5000人/次")),
        (64, (None, None, "提供公文管理、流转、查阅服务", ">1000次/批", "100%")),
        (65, (None, "质量指标", "安全保护等级", "二级", "二级")),
        (71, ("效益指标", "经济效益指标", "推进江夏区各单位协同办公效率", "100%", "100%")),
    ],
)
def test_unshifted_rows(line, cells):
    """A row in its place is read under its headings; a merged level is left out."""
    row = rows()[line]
    assert (row.level1, row.level2, row.name, row.target, row.actual) == cells


def test_goal_and_texts():
    """The overall objective keeps both its texts, the remarks and the three notes theirs."""
    first = forms()[0]
    assert "开展扫黑除恶专项斗争" in first.goals[0].target_text
    assert "深入开展信访矛盾化解攻坚战" in first.goals[0].actual_text
    assert first.narratives[0].kind is NarrativeKind.AUDIT_REMARKS
    assert (first.narratives[0].heading, first.narratives[0].text[:5]) == ("说明", "请在此处简")
    assert [note.text[:5] for note in first.narratives[1:]] == ["注：1. ", "2. 定性", "3. 资金"]
    assert {note.kind for note in first.narratives[1:]} == {NarrativeKind.FORM_NOTE}


@pytest.mark.parametrize(
    ("line", "old", "new"),
    [
        (3, "自评表", "汇总表"),
        (5, "2019年度", "年度"),
        (7, "专项（项目）名称", "项目"),
        (8, "实施单位\t", "实施单位\t另一单位\t"),
        (9, "全年执行数（B）", "执行数"),
        (9, "全年执行数（B）", ""),
        (11, "其中：中央补助", "其中：省级补助"),
        (11, "中央补助\t\t\t", "中央补助\t\t\t5"),
        (18, "\t\t\t专线", "\t\t\t\t专线"),
        (17, "产出指标", "数量指标"),
        (17, "产出指标", "步骤指标"),
        (24, "≥98%", "已完成"),
        (26, "100%\t100%\t", "100%\t100%"),
        (40, "注：1", "附注：1"),
    ],
)
def test_unknown_structures_are_refused_with_their_line(line, old, new):
    """What the reader does not understand is refused and never guessed at."""
    assert old in LINES[line - 1]
    changed = [*LINES[: line - 1], LINES[line - 1].replace(old, new, 1), *LINES[line:]]
    with pytest.raises(DocumentError) as error:
        read_wuhan_project(changed, DOCUMENT)
    assert error.value.said.zh
    assert re.search(r"[a-z]", error.value.said.en)
    if line != 3:  # without its title the second form is the first one found
        assert error.value.line == line


@pytest.mark.parametrize("length", [0, 5, 7, 8, 12, 14, 15, 20, 37])
def test_a_document_that_breaks_off_is_refused(length):
    """A form without its end is not published as if it were whole."""
    with pytest.raises(DocumentError):
        read_wuhan_project(LINES[:length], DOCUMENT)
