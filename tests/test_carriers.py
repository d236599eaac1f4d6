"""Every kind of file gives the same grid: text, span, position and address of each cell, and nothing lost or read twice."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from itertools import pairwise

import carrier_files as files
import pytest
import xlsxwriter
from carrier_files import Printed
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from build_scripts.carriers import CarriedDocument, CarrierError, Grid, Paragraph, read_carrier
from build_scripts.carriers.kinds import read_any
from build_scripts.carriers.number_formats import shown_number

FORM = Printed((
    (0, 0, 1, 4, "2024年度项目支出绩效自评表"),
    (1, 0, 2, 1, "绩\n效\n指\n标"), (1, 1, 1, 1, "数量指标"), (1, 2, 1, 1, "=6人"), (1, 3, 1, 1, ""),
    (2, 1, 1, 2, "≥98%"), (2, 3, 1, 1, "007"),
))  # fmt: skip
MONEY = Printed(((0, 0, 1, 1, "执行数"), (0, 1, 1, 1, "1,234.50"), (1, 0, 1, 1, ""), (1, 1, 1, 1, "-5")))
PARTS: files.Parts = ["附件2", FORM, "单位：万元，下同", MONEY, "填表人：某某"]

needs_libre_office = pytest.mark.skipif(files.SOFFICE is None, reason="LibreOffice 没有安装 · is not installed")


def by_office(write: Callable[[files.Parts], bytes], suffix: str, to: str):
    return pytest.param(lambda parts: files.by_libre_office(write(parts), suffix, to), marks=needs_libre_office, id=to)


FLOWING = [
    pytest.param(files.as_docx, id="docx"),
    pytest.param(files.as_html, id="html"),
    pytest.param(lambda parts: files.as_html(parts, "gb18030"), id="html-gb18030"),
    pytest.param(files.as_pdf, id="pdf"),
    by_office(files.as_docx, ".docx", "doc"),
]
"""Kinds with paragraphs and merged cells."""
SHEETS = [
    pytest.param(files.as_xlsx, id="xlsx"),
    pytest.param(files.as_xls, id="xls"),
    by_office(files.as_xlsx, ".xlsx", "ods"),
]
SEPARATED = [
    pytest.param(lambda parts: files.as_separated(parts, ",", "utf-8-sig"), id="csv"),
    pytest.param(lambda parts: files.as_separated(parts, ",", "gb18030"), id="csv-gb18030"),
    pytest.param(lambda parts: files.as_separated(parts, "\t"), id="tsv"),
    pytest.param(lambda parts: files.as_separated(parts, "\t", "utf-16"), id="unicode-text"),
]
"""Kinds without merged cells: the text stands at the top left, the rest is blank."""


def cells(grid: Grid) -> tuple[tuple[int, int, int, int, str], ...]:
    return tuple((cell.row, cell.column, cell.rows, cell.columns, cell.text) for cell in grid.cells)


def outline(document: CarriedDocument) -> list[object]:
    """The texts of paragraphs, and the cells of tables."""
    return [cells(block) if isinstance(block, Grid) else block.text for block in document.blocks]


def addresses(document: CarriedDocument) -> list[str]:
    return [c.address for b in document.blocks for c in ((b,) if isinstance(b, Paragraph) else b.cells)]


@pytest.mark.parametrize("write", FLOWING)
def test_a_document_is_read_in_printed_order_with_its_merged_cells(write):
    document = read_carrier(write(PARTS), "form")
    assert outline(document) == ["附件2", FORM.cells, "单位：万元，下同", MONEY.cells, "填表人：某某"]
    assert [block.line for block in document.blocks if isinstance(block, Paragraph)] == [1, 5, 8]
    assert document.lines == 8
    assert len(set(addresses(document))) == len(addresses(document))


@pytest.mark.parametrize("write", SHEETS)
def test_a_workbook_is_read_sheet_by_sheet(write):
    document = read_carrier(write(PARTS), "form")
    assert outline(document) == [FORM.cells, MONEY.cells]
    assert [block.name for block in document.blocks] == ["表1", "表2"]
    assert addresses(document)[:4] == ["表1!A1", "表1!A2", "表1!B2", "表1!C2"]
    assert document.blocks[1].cells[-1].line == 5


@pytest.mark.parametrize("write", SEPARATED)
def test_separated_text_is_read_with_quoted_line_breaks(write):
    document = read_carrier(write(PARTS), "form")
    blocks = [
        b.text if isinstance(b, Paragraph) else [[c.text for c in b.cells if c.row == r] for r in range(9)]
        for b in document.blocks
    ]
    tables = [table.unmerged + [[]] * (9 - table.size[0]) for table in (FORM, MONEY)]
    assert len(set(addresses(document))) == len(addresses(document))
    assert blocks == ["附件2", tables[0], "单位：万元，下同", tables[1], "填表人：某某"]
    assert document.blocks[1].cells[-1].address == "第 7 行第 4 列"  # the cell above is four lines high


def test_a_word_text_has_one_cell_a_line():
    """What follows a table runs into its last cell: the text says nowhere that the table has ended."""
    document = read_carrier(files.as_word_text(["附件2", FORM]), "form")
    assert [c.text for c in document.blocks[1].cells] == [text for *_, text in FORM.cells]
    assert [c.line for c in document.blocks[1].cells] == [3, 5, 9, 10, 11, 13, 14]
    assert document.blocks[0] == Paragraph("附件2", "第 1 行", 1)


def test_the_kind_is_told_and_never_taken_from_the_name():
    said = [read_carrier(write(PARTS), "form.pdf").carrier.zh for write in (files.as_docx, files.as_xls, files.as_html)]
    assert said == ["Word 文档（.docx）", "Excel 97–2003 工作簿（.xls）", "网页（.html）"]


TEXTS = st.text("年度≥98%=6人,;\"'-\n é<&", max_size=8).map(
    lambda text: "\n".join(line.strip() for line in text.split("\n")).strip("\n")
)


@st.composite
def merged_grids(draw) -> Printed:
    """Draw a table of up to 5 × 5 cells, merged at random, its last row and column with words."""
    rows, columns = draw(st.integers(1, 5)), draw(st.integers(1, 5))
    taken: set[tuple[int, int]] = set()
    placed = []
    for row in range(rows):
        for column in range(columns):
            if (row, column) in taken:
                continue
            right = draw(
                st.integers(1, next((c for c in range(column, columns) if (row, c) in taken), columns) - column)
            )
            down = draw(st.integers(1, rows - row))
            taken |= {(r, c) for r in range(row, row + down) for c in range(column, column + right)}
            last = row + down == rows and column + right == columns
            placed.append((row, column, down, right, draw(TEXTS) or ("末" if last or not placed else "")))
    return Printed(tuple(placed))


@pytest.mark.parametrize("write", [files.as_docx, files.as_html, files.as_xlsx, files.as_xls])
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(table=merged_grids())
def test_every_cell_of_a_random_table_comes_back(write, table):
    """Text, span and position of every cell, wherever cells are merged."""
    assert outline(read_any(write([table]))) == [table.cells]


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(table=merged_grids().filter(lambda table: len(table.cells) > 1))
def test_every_cell_of_a_random_table_comes_back_from_pdf(table):
    """A PDF knows only the lines that are drawn, and no spaces at the end of a line."""
    down = sorted({edge for row, _, rows, _, _ in table.cells for edge in (row, row + rows)})
    across = sorted({edge for _, column, _, columns, _ in table.cells for edge in (column, column + columns)})
    ruled = [
        (
            down.index(r),
            across.index(c),
            down.index(r + rows) - down.index(r),
            across.index(c + columns) - across.index(c),
            text,
        )
        for r, c, rows, columns, text in table.cells
    ]
    before, grid, after = outline(read_any(files.as_pdf(["前", table, "后"])))
    assert (before, after) == ("前", "后")
    assert [(*at, "".join(text.split())) for *at, text in grid] == [(*at, "".join(text.split())) for *at, text in ruled]


def may_be_an_amount(row: list[str]) -> bool:
    """Tell whether its marks may stand inside a number: ``6,666``."""
    return all(before[-1:].isdecimal() and re.match(r"\d{3}(?!\d)", after) for before, after in pairwise(row))


@pytest.mark.parametrize("mark", [",", "\t"])
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(table=merged_grids().filter(lambda table: table.size[0] > 1 and table.size[1] > 1))
@example(table=Printed(((0, 0, 2, 1, "6"), (0, 1, 2, 1, "666"))))
def test_every_cell_of_a_random_table_comes_back_from_separated_text(mark, table):
    """Where no more than a line could be anything but an amount (``6,666``) nobody can tell, but for rows of blank cells."""
    rows = table.unmerged
    assume(sum(not may_be_an_amount(row) for row in rows) > 1 or [""] * table.size[1] in rows)
    grid = read_any(files.as_separated([table], mark)).blocks[0]
    assert [[c.text for c in grid.cells if c.row == r] for r in range(table.size[0])] == table.unmerged


# Word

WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
OTHERS = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
)


def word(body: str, **around: str) -> CarriedDocument:
    """Read a Word document with this body and further parts by kind (``header="<w:p>…"``)."""
    rels = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    file = io.BytesIO()

    def relations(of: dict[str, str]) -> str:
        listed = "".join(
            f'<Relationship Id="{kind}" Type="{rels}/{kind}" Target="{part}"/>' for kind, part in of.items()
        )
        return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{listed}</Relationships>'

    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("_rels/.rels", relations({"officeDocument": "word/document.xml"}))
        archive.writestr("word/_rels/document.xml.rels", relations({kind: f"{kind}.xml" for kind in around}))
        archive.writestr("word/document.xml", f"<w:document {WORD} {OTHERS}><w:body>{body}</w:body></w:document>")
        for kind, content in around.items():
            archive.writestr(f"word/{kind}.xml", f"<w:hdr {WORD}>{content}</w:hdr>")
    return read_any(file.getvalue())


def p(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def tc(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text)}</w:tc>"


def sdt(content: str) -> str:
    return f"<w:sdt><w:sdtPr><w:alias w:val='x'/></w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def test_content_controls_around_rows_cells_and_words_lose_nothing():
    row = f"<w:tr>{tc('满意度')}{sdt(tc('≥98%'))}{tc('98%')}<w:tc>{sdt(p('10'))}</w:tc></w:tr>"
    document = word(sdt(p("甲")) + f"<w:tbl>{sdt(row)}</w:tbl><w:p>{sdt('<w:r><w:t>乙</w:t></w:r>')}</w:p>")
    assert outline(document) == [
        "甲",
        ((0, 0, 1, 1, "满意度"), (0, 1, 1, 1, "≥98%"), (0, 2, 1, 1, "98%"), (0, 3, 1, 1, "10")),
        "乙",
    ]


def test_a_row_that_begins_later_keeps_its_columns():
    """``gridBefore`` leaves columns out on the left; what is merged downwards stands below its own column."""
    merged, wide = '<w:vMerge w:val="restart"/>', '<w:gridSpan w:val="2"/>'
    table = (
        f"<w:tr>{tc('甲')}{tc('乙', merged)}{tc('丙')}</w:tr>"
        f"<w:tr><w:trPr><w:gridBefore w:val='1'/></w:trPr>{tc('', '<w:vMerge/>')}{tc('丁')}</w:tr>"
        f"<w:tr>{tc('戊', wide)}{tc('己', '<w:vMerge/>')}</w:tr>"
    )
    assert outline(word(f"<w:tbl>{table}</w:tbl>")) == [(
        (0, 0, 1, 1, "甲"), (0, 1, 2, 1, "乙"), (0, 2, 1, 1, "丙"), (1, 2, 1, 1, "丁"), (2, 0, 1, 2, "戊"), (2, 2, 1, 1, "己"),
    )]  # fmt: skip


def test_a_table_in_a_cell_follows_its_table():
    inner = f"<w:tbl><w:tr>{tc('内')}</w:tr></w:tbl>"
    outer = f"<w:tbl><w:tr><w:tc>{p('外')}{inner}{p('后')}</w:tc></w:tr></w:tbl>"
    document = word(outer + p("末"))
    assert outline(document) == [((0, 0, 1, 1, "外\n后"),), ((0, 0, 1, 1, "内"),), "末"]
    assert addresses(document) == ["表 1 第 1 行第 1 列", "表 2 第 1 行第 1 列", "第 1 段"]


def test_a_text_box_is_read_once():
    """New programs write a box twice, for themselves and for old ones."""
    box = f"<w:txbxContent>{p('框')}</w:txbxContent>"
    both = f"<mc:AlternateContent><mc:Choice Requires='wps'><wps:txbx>{box}</wps:txbx></mc:Choice><mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent>"
    run = f"<w:r><w:t>段</w:t></w:r><w:r>{both}</w:r>"
    assert outline(word(f"<w:p>{run}</w:p><w:tbl><w:tr><w:tc><w:p>{run}</w:p></w:tc></w:tr></w:tbl>")) == [
        "段",
        "框",
        ((0, 0, 1, 1, "段\n框"),),
    ]


def test_what_was_deleted_is_left_out_and_what_was_inserted_is_read():
    changes = "<w:del><w:r><w:delText>旧</w:delText></w:r></w:del><w:ins><w:r><w:t>新</w:t></w:r></w:ins>"
    gone = f"<w:tr><w:trPr><w:del/></w:trPr>{tc('删')}</w:tr>"
    document = word(f"<w:p>{changes}</w:p><w:tbl>{gone}<w:tr>{tc('留')}</w:tr></w:tbl>")
    assert outline(document) == ["新", ((0, 0, 1, 1, "留"),)]
    assert "修订痕迹" in document.notices[0].zh


@pytest.mark.parametrize(
    ("run", "text"),
    [
        ("<w:t>甲</w:t><w:br/><w:t>乙</w:t><w:tab/><w:noBreakHyphen/><w:softHyphen/><w:t>丙</w:t>", "甲\n乙\t-丙"),
        ('<w:t>是</w:t><w:sym w:font="Wingdings" w:char="F0A8"/><w:sym w:font="Wingdings 2" w:char="F052"/>', "是□☑"),
        ('<w:rPr><w:rFonts w:ascii="Wingdings 2"/></w:rPr><w:t>R是</w:t>', "☑是"),
        ('<w:sym w:font="Symbol" w:char="F0B3"/><w:t>95%</w:t>', "≥95%"),
        ('<w:fldChar><w:ffData><w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox></w:ffData></w:fldChar>', "☑"),
        ('<w:fldChar><w:ffData><w:checkBox><w:default w:val="0"/></w:checkBox></w:ffData></w:fldChar>', "□"),
        ('<w:fldChar><w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="差"/><w:listEntry w:val="优"/></w:ddList></w:ffData></w:fldChar>', "优"),
        ("<w:instrText>PAGE</w:instrText><w:t>3</w:t>", "3"),
        ("<w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r><w:r><w:t>见</w:t>", "见"),
    ],
)  # fmt: skip
def test_signs_breaks_and_form_fields_are_read_as_printed(run, text):
    assert outline(word(f"<w:p><w:r>{run}</w:r></w:p>")) == [text]


def test_a_check_box_control_is_read_as_its_sign():
    box = "<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val='1'/></w14:checkbox></w:sdtPr><w:sdtContent><w:r><w:t>☑</w:t></w:r></w:sdtContent></w:sdt>"
    assert outline(word(f"<w:p>{box}<w:r><w:t>是</w:t></w:r></w:p>")) == ["☑是"]


def test_headers_and_footnotes_are_paragraphs_and_page_numbers_are_not():
    document = word(p("正文"), header=p("附件3"), footer=p("第 1 页 共 3 页"), footnotes=p("注：含上年结转"))
    assert [(block.text, block.address) for block in document.blocks] == [
        ("附件3", "页眉 第 1 段"),
        ("正文", "第 1 段"),
        ("注：含上年结转", "脚注 第 1 段"),
    ]


# Excel


def workbook(fill: Callable[[xlsxwriter.Workbook], None]) -> CarriedDocument:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        fill(book)
    return read_any(file.getvalue())


@pytest.mark.parametrize(
    ("number", "code", "text"),
    [
        (0.75, "0%", "75%"), (0.375, "0.00%", "37.50%"), (1234.5, "#,##0.00", "1,234.50"), (1.2, "0.00_ ", "1.20"),
        (-3.5, "0.00_);[Red](0.00)", "(3.50)"), (-3.0, "0.0_ ;[Red]\\-0.0\\ ", "-3.0"), (7, "000", "007"), (0.285, "0.00", "0.29"),
        (45292, "yyyy/m/d", "2024/1/1"), (45292, '[$-804]yyyy"年"m"月"d"日";@', "2024年1月1日"), (1.5, "[h]:mm", "36:00"),
        (45292.5, "yyyy-mm-dd hh:mm", "2024-01-01 12:00"), (0.75, '上午/下午h"时"mm"分"', "下午6时00分"), (45292, "aaaa", "星期一"),
        (59, "m/d", "2/28"), (61, "m/d", "3/1"), (1234.5, '_ ¥* #,##0.00_ ;_ ¥* -#,##0.00_ ;_ ¥* "-"??_ ;_ @_ ', "¥1,234.50"),
        (0, '_ ¥* #,##0.00_ ;_ ¥* -#,##0.00_ ;_ ¥* "-"??_ ;_ @_ ', "¥-"), (0, "0;-0;;@", ""), (98, "@", "98"),
        (0.30000000000000004, "General", "0.3"), (1 / 3, "General", "0.333333333"), (123456789012, "", "1.23457E+11"), (-5, "General", "-5"),
        (12.5, '0.0"万元"', "12.5万元"), (12345.678, '0!.0,"万"', "1.2万"), (1.5, "# ?/?", "1 1/2"), (0.5, "?/?", "1/2"),
        (12345, "0.00E+00", "1.23E+04"), (95, '[>=90]"优";[>=60]"良";"差"', "优"), (5, '[>=90]"优";[>=60]"良";"差"', "差"),
        (13800138000, "000-0000-0000", "138-0013-8000"), (-0.001, "0.00", "0.00"), (5, "#.##", "5."), (12.3, 'General"万"', "12.3万"),
    ],
)  # fmt: skip
def test_a_number_is_what_the_cell_shows(number, code, text):
    assert shown_number(number, code) == text


def test_cells_of_every_type_are_read_as_shown():
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet("自评 表")
        sheet.write_number(0, 0, 0.75, book.add_format({"num_format": "0%"}))
        sheet.write_number(0, 1, 45292, book.add_format({"num_format": 31}))
        sheet.write_formula(0, 2, "=1/0", None, "#DIV/0!")
        sheet.write_formula(0, 3, "=A1*100", None, 75)
        sheet.write_boolean(0, 4, True)
        sheet.write_rich_string(1, 0, "全年", book.add_format({"bold": True}), "预算数")
        sheet.write_string(1, 1, "00100")
        sheet.write_string(1, 2, " 其中：")
        sheet.write_formula(1, 3, "=A9", None, "")

    document = workbook(fill)
    assert [cell.text for cell in document.blocks[0].cells] == [
        "75%", "2024年1月1日", "#DIV/0!", "75", "TRUE", "全年预算数", "00100", " 其中：", "", "",
    ]  # fmt: skip
    assert document.blocks[0].cells[0].address == "'自评 表'!A1"
    assert ["没有保存结果" in notice.zh for notice in document.notices] == [True]


def test_what_is_hidden_is_read_and_reported():
    def fill(book: xlsxwriter.Workbook) -> None:
        shown, hidden = book.add_worksheet("表"), book.add_worksheet("底稿")
        for row in range(3):
            shown.write_row(row, 0, ["甲", "乙", "丙"])
        shown.set_row(1, None, None, {"hidden": True})
        shown.set_column(2, 2, None, None, {"hidden": True})
        hidden.write_string(0, 0, "草稿")
        hidden.hide()

    document = workbook(fill)
    assert [len(block.cells) for block in document.blocks] == [9, 1]
    assert [notice.zh for notice in document.notices] == [
        "工作表“表”中隐藏的行 2也读取了",
        "工作表“表”中隐藏的列 C也读取了",
        "工作表“底稿”是隐藏的，也读取了",
    ]


def test_a_box_over_a_sheet_is_read():
    document = workbook(lambda book: book.add_worksheet("表").insert_textbox(0, 0, "说明：金额为万元"))
    assert document.blocks == (Paragraph("说明：金额为万元", "表 文本框 第 1 段", 1),)


# Web pages


def page(body: str) -> list[object]:
    return outline(read_any(f"<html><head><title>题</title></head><body>{body}</body></html>".encode()))


def test_spans_of_a_page_are_placed_as_a_browser_does():
    """0 rows is all that are left; a cell that would cover another gives way."""
    assert page("<table><tr><td rowspan=0>甲<td>乙<td rowspan=2>丙<tr><td colspan=3>丁<tr><td>戊<td>己</table>") == [(
        (0, 0, 3, 1, "甲"), (0, 1, 1, 1, "乙"), (0, 2, 2, 1, "丙"), (1, 1, 1, 1, "丁"), (2, 1, 1, 1, "戊"), (2, 2, 1, 1, "己"),
    )]  # fmt: skip


def test_a_table_that_arranges_the_page_is_no_table():
    inner = "<table><tr><td>项目<td>值</table>"
    form = ((0, 0, 1, 1, "项目"), (0, 1, 1, 1, "值"))
    assert page(f"<table><tr><td>标题<tr><td>{inner}</table>") == ["标题", form]
    assert page(f"<table><tr><td>指标<td>明细{inner}</table>") == [((0, 0, 1, 1, "指标"), (0, 1, 1, 1, "明细")), form]


def test_words_of_a_page_are_read_as_shown():
    assert page("<p>第一\n 行<br>第二&nbsp;行</p><style>p{}</style><script>x()</script><div style='display: none'>藏</div>末") == [
        "第一 行", "第二 行", "末",
    ]  # fmt: skip
    assert page(
        "<table><caption>表1</caption><tr><td><p>绩</p><p>效</p><td>&nbsp;<td><input type=checkbox checked>是<td hidden>藏</table>"
    ) == [
        "表1",
        ((0, 0, 1, 1, "绩\n效"), (0, 1, 1, 1, ""), (0, 2, 1, 1, "☑是")),
    ]


def test_a_page_saved_as_a_single_file_is_read():
    letter = (
        b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\n"
        b"Content-Type: text/html; charset=gb2312\nContent-Transfer-Encoding: quoted-printable\n\n"
        b"<meta charset=3Dgb2312><table><tr><td>=CF=EE=C4=BF</table>\n--x--\n"
    )
    assert outline(read_any(letter)) == [((0, 0, 1, 1, "项目"),)]


def test_rows_inside_a_form_of_the_page_are_rows():
    table = "<table>前<tr><td>甲</td></tr><form><tr><td>乙</td></tr></form><tbody><tr><td>丙</td></tr></tbody></table>"
    assert page(table) == ["前", ((0, 0, 1, 1, "甲"), (1, 0, 1, 1, "乙"), (2, 0, 1, 1, "丙"))]


def wrapped(inside: st.SearchStrategy[str], *around: str) -> st.SearchStrategy[str]:
    """Draw one of ``around``, each with some of ``inside`` where it has an ``@``."""
    some = st.lists(inside, min_size=1, max_size=3).map("".join)
    return st.builds(lambda frame, words: frame.replace("@", words), st.sampled_from(around), some)


def numbered(text: str) -> tuple[str, list[str]]:
    """Return ``text`` with a number of its own for each ``#``, and the numbers."""
    parts = text.split("#")
    return "".join(f"{part}{number:03}x" for number, part in enumerate(parts[:-1])) + parts[-1], [
        f"{n:03}x" for n in range(len(parts) - 1)
    ]


def words_of(document: CarriedDocument) -> str:
    return " ".join(t.text for b in document.blocks for t in ((b,) if isinstance(b, Paragraph) else b.cells))


PAGES = st.recursive(
    st.just("#"),
    lambda inside: wrapped(
        inside, "<div>@</div>", "<p>@</p>", "@<br>", "<b>@</b>", "<table>#<tr><td>@<td>#</table>", "<table><caption>#</caption><form><tr><td>@</form></table>",
        "<table><tr><td>@</table>", "<table><tfoot><tr><td rowspan=0>@</tfoot><tbody><tr><td>#<td colspan=2>@</tbody></table>", "<td>@</td>", "<table>@</table>",
    ),
    max_leaves=12,
)  # fmt: skip


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(PAGES)
def test_no_word_of_a_page_is_lost_or_read_twice(body):
    text, numbers = numbered(f"#{body}")
    assert sorted(re.findall(r"\d{3}x", words_of(read_any(f"<html><body>{text}</body></html>".encode())))) == numbers


RUN = "<w:r><w:t>#</w:t></w:r>"
BOX = "<w:r><mc:AlternateContent><mc:Choice><w:txbxContent>@</w:txbxContent></mc:Choice><mc:Fallback/></mc:AlternateContent></w:r>"
DOCUMENTS = st.recursive(
    st.just(f"<w:p>{RUN}</w:p>"),
    lambda inside: wrapped(
        inside, sdt("@"), "<w:ins>@</w:ins>", f"<w:customXml>@</w:customXml><w:p><w:hyperlink>{RUN}</w:hyperlink></w:p>",
        f"<w:tbl><w:tr><w:tc>@</w:tc>{sdt('<w:tc>@</w:tc>')}</w:tr>{sdt('<w:tr><w:tc>@</w:tc></w:tr>')}</w:tbl>",
        f"<w:p>{RUN}{BOX}{sdt(RUN)}</w:p>",
    ),
    max_leaves=8,
)  # fmt: skip


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(DOCUMENTS)
def test_no_word_of_a_document_is_lost_or_read_twice(body):
    text, numbers = numbered(body)
    assert sorted(re.findall(r"\d{3}x", words_of(word(text)))) == numbers


def test_control_characters_are_read_as_browsers_do_or_left_out_and_told():
    """``&#150;`` is a dash; what prints nothing is left out, because no file of data/ may hold it."""
    document = read_any("<table><tr><td>5&#150;6月</td><td>甲&#127;&#x81;&#xfffe;乙</td></tr></table>".encode())
    assert [cell.text for cell in document.blocks[0].cells] == ["5–6月", "甲乙"]
    assert "控制字符" in document.notices[-1].zh
    assert all(notice.zh != "控制字符" for notice in read_any(b"<table><tr><td>1</td></tr></table>").notices)


# Text


def test_gb18030_is_read_and_said_to_be_so():
    document = read_any("项目,预算数\n甲,1\n".encode("gb18030"))
    assert "GB18030" in document.notices[0].zh
    assert document.carrier.zh == "逗号分隔的文本（CSV）"


def test_commas_in_prose_make_no_table():
    text = "一、预算1,234.50万元\n二、执行1,000,000元，结转2,3项\n三、无\n四、说明\n五、其他"
    assert outline(read_any(text.encode())) == text.split("\n")


def test_thousands_make_no_table():
    text = "预算 1,234.50\n执行 1,000.00\n结转 2,345,678"
    assert outline(read_any(text.encode())) == text.split("\n")
    assert len(read_any(b"a,1,234\nb,2,345\n").blocks[0].cells) == 6


def test_a_quote_that_is_no_quote_is_a_sign():
    assert outline(read_any('尺寸\t"5寸\n长\t6'.encode())) == [
        ((0, 0, 1, 1, "尺寸"), (0, 1, 1, 1, '"5寸'), (1, 0, 1, 1, "长"), (1, 1, 1, 1, "6"))
    ]


def test_a_kind_that_needs_libre_office_says_so_where_it_is_missing(monkeypatch):
    monkeypatch.setattr("shutil.which", lambda _: None)
    with pytest.raises(CarrierError) as caught:
        read_carrier(b"{\\rtf1 x}", "表.rtf")
    assert caught.value.said.zh.startswith("表.rtf：这是富文本文档（.rtf），要有 LibreOffice 才能读取")
    assert "另存为 docx" in caught.value.said.zh


def test_lines_without_ruled_tables_are_read_and_reported():
    document = read_any(files.as_pdf(["项目名称 某某", "预算数 10"]))
    assert outline(document) == ["项目名称 某某", "预算数 10"]
    assert addresses(document) == ["第 1 页 第 1 段", "第 1 页 第 2 段"]
    assert "没有画出框线的表格" in document.notices[0].zh


HEADS = [("一级指标", 1), ("二级指标", 1), ("三级指标", 2), ("指标值", 1), ("完成值", 1), ("分值", 1), ("得分", 1)]


def test_a_table_that_goes_on_over_a_page_keeps_its_columns():
    """The second page draws no line where the first has a merged heading: its columns are counted as those of the first."""
    first = [
        HEADS,
        [("产出指标", 1), ("数量指标", 1), ("新建", 1), ("道路", 1), ("3条", 1), ("3条", 1), ("20", 1), ("20", 1)],
    ]
    second = [[("效益指标", 1), ("社会效益", 1), ("受益农户", 2), ("≥650户", 1), ("702户", 1), ("10", 1), ("10", 1)]]
    document = read_any(files.pages_as_pdf(first, second, widths=[80] * 8))
    above, below = (block for block in document.blocks if isinstance(block, Grid))
    places = {cell.text: cell.column for cell in above.cells}
    assert [(cell.column, cell.text) for cell in below.cells] == [
        (places["一级指标"], "效益指标"),
        (places["二级指标"], "社会效益"),
        (places["三级指标"], "受益农户"),
        (places["指标值"], "≥650户"),
        (places["完成值"], "702户"),
        (places["分值"], "10"),
        (places["得分"], "10"),
    ]


def test_a_row_that_the_end_of_a_page_has_cut_is_one_row():
    """Its texts go on, its figures stand above alone; the file says that it was joined. A row of its own stays one."""
    cut = [("效益指标", 1), ("可持续影响", 1), ("养护长", 2), ("健全", 1), ("较为健", 1), ("10", 1), ("9", 1)]
    rest = [("", 1), ("", 1), ("效机制", 2), ("", 1), ("全", 1), ("", 1), ("", 1)]
    own = [("满意度指标", 1), ("满意度", 1), ("市民满意度", 2), ("≥90%", 1), ("93%", 1), ("10", 1), ("10", 1)]
    document = read_any(files.pages_as_pdf([HEADS, cut], [rest, own], widths=[80] * 8))
    above, below = (block for block in document.blocks if isinstance(block, Grid))
    assert [cell.text for cell in above.cells if cell.row == 1] == [
        "效益指标",
        "可持续影响",
        "养护长效机制",
        "健全",
        "较为健全",
        "10",
        "9",
    ]
    assert [cell.text for cell in below.cells] == [text for text, _ in own]
    assert below.cells[0].address == "第 2 页 表 1 第 2 行第 1 列"
    assert any("合为一行" in notice.zh for notice in document.notices)

    blank = [("", 1), ("", 1), ("指标2：", 2), ("", 1), ("", 1), ("", 1), ("", 1)]
    document = read_any(files.pages_as_pdf([HEADS, cut], [blank, own], widths=[80] * 8))
    assert not any("合为一行" in notice.zh for notice in document.notices)


def test_a_line_that_fills_its_cell_goes_on_without_a_break():
    """A word that did not fit is no new line; a line that ends early is one."""
    rows = [
        [("云溪县农田建设服务中心与水利工程质量监督站", 1), ("1289.36", 1)],
        [("目标1：修路\n目标2：架桥", 1), ("≥14.5平方米", 1)],
    ]
    (grid,) = read_any(files.pages_as_pdf(rows, widths=[120, 44])).blocks
    assert [cell.text for cell in grid.cells] == [
        "云溪县农田建设服务中心与水利工程质量监督站",
        "1289.36",
        "目标1：修路\n目标2：架桥",
        "≥14.5平方米",
    ]
