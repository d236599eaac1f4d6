"""What a source record declares of a broken text is done to its cells before its forms are read, and nothing else is."""

from __future__ import annotations

import pytest

from build_scripts.carriers import CarriedDocument, Grid, GridCell, Paragraph
from build_scripts.carriers.texts import read_plain_text
from build_scripts.importers import DocumentError, read_document
from build_scripts.importers.document import CellPlace
from build_scripts.importers.repairs import repaired
from build_scripts.importers.second_copy import compared_copy
from build_scripts.reading.model import FormNote, LeftOut, RowRepair, SourceDocument
from build_scripts.words.language import Both

TEXT = """Sheet1
项目绩效自评表
（2024年度）
项目名称\t道路养护\t\t\t
主管部门\t示例县档案馆\t\t\t
一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值
产出指标\t数量指标\t里程\t10公里\t10公里
质量指标\t合格率\t98%\t98%\t
社会效益指标\t\t满意\t90%\t95%
效益指标\t社会效益指标\t知晓率
90%\t91%
总分\t\t\t\t95
"""


def source(**declared):
    """Return a source record with what is declared of its text."""
    required = {"title": "示例表", "publisher": "示例县", "media_type": "纯文本", "sha256": "0" * 64, "lines": 20}
    return SourceDocument(**required, **declared)


def repair(line, *done):
    """Return a repair of one row."""
    return RowRepair(lines=(line,), done=done, reason="与表头逐格对照")


def rows(document: CarriedDocument):
    """Return the texts of a document: a paragraph as it is, a row as a list."""
    found = []
    for block in document.blocks:
        if isinstance(block, Paragraph):
            found.append(block.text)
            continue
        assert isinstance(block, Grid)
        for number in sorted({cell.row for cell in block.cells}):
            found.append([cell.text for cell in block.cells if cell.row == number])
    return found


@pytest.mark.parametrize(
    ("line", "done", "row"),
    [
        (8, ["cell_lost"], ["", "质量指标", "合格率", "98%", "98%"]),
        (8, ["two_cells_lost"], ["", "", "质量指标", "合格率", "98%", "98%", ""]),
        (9, ["level2_by_name"], ["", "社会效益指标", "满意", "90%", "95%"]),
        (7, ["extra_cell"], ["产出指标", "数量指标", "里程", "10公里"]),
        (8, ["merged_with_above"], ["质量指标", "合格率", "98%", "98%", ""]),
    ],
)
def test_a_row_is_mended_as_its_repair_says(line, done, row):
    """Cells are moved, never changed; the rows around stay as they are."""
    document = read_plain_text(TEXT.encode())
    before, after = rows(document), rows(repaired(document, source(repairs=(repair(line, *done),))))
    changed = [place for place, (one, other) in enumerate(zip(before, after, strict=True)) if one != other]
    assert after[line - 1] == row
    assert changed in ([], [line - 1])


def test_a_row_that_a_page_has_cut_is_joined():
    """The rest of the row stands behind its beginning; what filled its end with blanks is not printed."""
    text = TEXT.replace("知晓率\n", "知晓率").replace("知晓率90%", "知晓率\n90%")
    document = read_plain_text(text.encode())
    joined = rows(repaired(document, source(repairs=(repair(10, "row_split"),))))
    assert [cell for cell in joined[9] if cell] == ["效益指标", "社会效益指标", "知晓率", "90%", "91%"]
    assert len(joined) == len(rows(document)) - 1


def test_a_label_that_the_next_page_repeats_stands_once():
    """The text of a cell of two equal prints, blank lines between, is one of them; other texts stay."""
    text = "\t产出\n指标\n\n\n产出\n指标\n\t数量指标\n\t里程\n\n\t效益指标\n\t社会效益\n\t人数\n"
    document = repaired(read_plain_text(text.encode()), source(repairs=(repair(1, "label_repeated"),)))
    assert rows(document) == [["产出\n指标", "数量指标", "里程"], ["效益指标", "社会效益", "人数"]]


def test_a_repair_of_a_line_on_which_no_row_begins_is_refused():
    """A record of another text than this one is told with the line."""
    with pytest.raises(DocumentError) as caught:
        repaired(read_plain_text(TEXT.encode()), source(repairs=(repair(500, "cell_lost"),)))
    assert caught.value.line == 500


def test_what_the_record_says_of_a_form_stands_in_it():
    """Notes on a form and on its rows, and lines that are left out, are in the form and in the account."""
    record = source(
        repairs=(repair(8, "cell_lost"),),
        left_out=(LeftOut(first_line=1, last_line=1, reason="工作表的名称"),),
        form_notes=(FormNote(line=3, note="标题下印有年度"),),
    )
    document = read_document(TEXT.encode(), "x", source=record)
    (form,) = document.forms
    assert form.statement.source.notes == ("标题下印有年度",)
    assert form.statement.source.first_line == 2
    assert document.left_out == {1: Both.printed("工作表的名称")}
    second = form.statement.goals[0].indicators[1]
    assert (second.level2, second.name, second.target, second.actual) == ("质量指标", "合格率", "98%", "98%")
    assert [note.value for note in second.extraction_notes] == ["cell_lost"]
    assert form.statement.goals[0].indicators[0].extraction_notes == ()


COPY = {20: "道路养护项目 （2024年度）", 21: "里程 10 0", 22: "100 95", 23: "一条很长的", 24: "说明"}
PLACES = [("project", "道路养护项目"), ("fiscal_year_text", "（2024年度）"), ("", "里程"), ("a", "10"), ("b", "0"),
          ("c", "100"), ("total.score", "95"), ("narratives[0].text", "一条很长的说明")]  # fmt: skip


@pytest.mark.parametrize(
    ("line", "text", "path", "said"),
    [
        (21, "里程 10 0", None, None),
        (24, "说法", "narratives[0].text", None),
        (22, "100 96", "total.score", None),
        (22, "100 95 无", None, "无"),
    ],
)
def test_a_second_copy_is_compared_cell_by_cell(line, text, path, said):
    """Another order, a text over two lines and two numbers side by side are no difference; another text is."""
    document = read_plain_text("\n".join(text for _, text in PLACES).encode())
    places = [CellPlace(cell, field) for cell, (field, _) in zip(cells(document), PLACES, strict=True)]
    part = LeftOut(first_line=20, last_line=24, reason="图片的文字", second_copy=True)
    found, others = compared_copy(places, part, {**COPY, line: text})
    assert [item.path for item in found.differences] == ([path] if path else [])
    assert [said for other in others if said and said in other.zh] == [said for _ in others]


def cells(document):
    """Return the paragraphs of a document as cells."""
    return [GridCell(block.text, 0, 0, 1, 1, block.address, block.line) for block in document.blocks]
