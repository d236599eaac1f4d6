"""``mingzhang template xlsx``: a form goes into a workbook and comes back as it was; an empty one is filled in and imported."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape
from zipfile import ZipFile

import pytest
from conftest import SAMPLE
from printed.writers import has_libreoffice

from build_scripts.carriers.xlsx import read_xlsx
from build_scripts.cli import main
from build_scripts.form_workbook import form_workbook
from build_scripts.importers import read_carried, read_document
from build_scripts.importers.added import with_added
from build_scripts.importers.document import DocumentError
from build_scripts.importers.run import known_of
from build_scripts.importers.workbook_reader import form_address, own_workbook, read_workbook
from build_scripts.reading.load import load
from build_scripts.reading.model import Record
from build_scripts.reading.printed import with_cells
from build_scripts.reading.yaml_writing import write

PORTAL, _ = load(SAMPLE)
KNOWN = known_of(PORTAL)
FORMS = {statement.id: statement for statement in PORTAL.statements}
HUGUAN = "changzhi-huguan/government-office/2021"
EXPENSES = f"{HUGUAN}/daily-office-expenses"
OF_SOURCE = {"source", "source_line", "overview_line", "extraction_notes"}


def printed(value):
    """Return a form as its file has it, without where it was taken from."""
    if isinstance(value, Record):
        keys = [key for key in type(value).model_fields if key in value.model_fields_set - OF_SOURCE]
        return {key: printed(getattr(value, key)) for key in keys if getattr(value, key) not in {None, ()}}
    return [printed(item) for item in value] if isinstance(value, tuple) else value


def written(name):
    """Return what the workbook of a form of the sample holds."""
    form = FORMS[name].form
    address = form_address(PORTAL.settings, name)
    data = form_workbook(form.template, PORTAL.templates[form.template], form, "部门", address)
    return read_xlsx(data)


def there_and_back(form, name="部门"):
    """Return a form as it comes back from its workbook into a portal that does not know it, and the document."""
    data = form_workbook(form.template, PORTAL.templates[form.template], form, name)
    carried = read_xlsx(data)
    document = read_workbook(carried, own_workbook(carried), "x")
    return document.forms[0], carried


def with_rows(carried, change):
    """Return a document with the rows of its first sheet changed: lists of cells by row."""
    grid = carried.blocks[0]
    rows = {}
    for cell in grid.cells:
        rows.setdefault(cell.row, []).append(cell)
    moved = [
        replace(cell, row=number, line=number + 1)
        for number, cells in enumerate(change([*rows.values()]))
        for cell in cells
    ]
    return replace(carried, blocks=(replace(grid, cells=tuple(moved)), *carried.blocks[1:]))


@pytest.mark.parametrize("name", FORMS)
def test_every_form_comes_back_as_it_was(name):
    """Every printed cell and code; what a person added is put to it; and every cell of the workbook is accounted for."""
    form = FORMS[name].form
    back, carried = there_and_back(form)
    again, lost = with_added(back.statement, form)
    assert printed(again) == printed(form)
    assert lost == ()
    placed = {place.cell.address for place in back.places}
    assert [
        cell for block in carried.blocks for cell in block.cells if cell.text.strip() and cell.address not in placed
    ] == []


@pytest.mark.parametrize("name", FORMS)
def test_an_unchanged_workbook_changes_no_byte(name):
    """Where the form still stands, its source, the lines of its rows and whatever a person added stay."""
    (back,) = read_carried(written(name), "x", None, known=KNOWN).forms
    made = write(with_added(back.statement, FORMS[name].form)[0])
    assert made == (SAMPLE.parent / FORMS[name].file).read_text(encoding="utf-8")
    assert back.remarks == ()


def indicators(carried, known=KNOWN):
    """Return name and line of each indicator that comes back, and the form's source."""
    (back,) = read_carried(carried, "x", None, known=known).forms
    rows = [(row.name, row.source_line) for goal in back.statement.goals for row in goal.indicators]
    return rows, back.statement.source


def test_rows_that_a_person_adds_are_on_no_line_of_the_source():
    """An inserted row and a copy of a row with its tag are printed by no document; the rows around them keep their lines."""
    rows, source = indicators(written(EXPENSES))
    assert source == FORMS[EXPENSES].form.source

    def change(lines):
        at = next(n for n, cells in enumerate(lines) if '"block":"indicators"' in cells[0].text)
        inserted = [replace(cell, text="插入" if cell.column == 3 else "") for cell in lines[at + 1]]
        return [*lines[: at + 2], inserted, lines[at + 1], *lines[at + 2 :]]

    changed, source = indicators(with_rows(written(EXPENSES), change))
    assert changed == [*rows[:2], ("插入", None), (rows[1][0], None), *rows[2:]]
    assert source == FORMS[EXPENSES].form.source


def typed_year(lines):
    """Put another year into a workbook, as who fills in the next one on the last does."""
    return [
        [replace(cell, text="2022") if cell.column == 2 else cell for cell in cells]
        if '"fiscal_year"' in cells[0].text
        else cells
        for cells in lines
    ]


FORM = FORMS[EXPENSES].form
OTHER_SOURCE = FORM.model_copy(update={"source": FORM.source.model_copy(update={"document": "wuhan-shouyilu-2020"})})


@pytest.mark.parametrize(
    ("known", "change"),
    [
        (replace(KNOWN, standing={}), list),
        (known_of(replace(PORTAL, settings=PORTAL.settings.model_copy(update={"title": "另一门户"}))), list),
        (replace(KNOWN, standing={form_address(PORTAL.settings, EXPENSES): OTHER_SOURCE}), list),
        (KNOWN, typed_year),
    ],
    ids=["the form is gone", "another portal", "from another document since", "the form of another year"],
)
def test_a_workbook_of_no_standing_form_is_a_document_of_its_own(known, change):
    """Nothing is taken from a source in which the form does not stand."""
    rows, source = indicators(with_rows(written(EXPENSES), change), known)
    assert (source.document, source.annex, source.notes) == ("x", None, ())
    assert [line for _, line in rows] == sorted({line for _, line in rows})
    assert [line for _, line in rows] != [line for _, line in indicators(written(EXPENSES))[0]]


def without_column(carried):
    """Return a workbook whose hidden column was deleted."""
    return with_rows(carried, lambda rows: [[replace(c, column=c.column - 1) for c in row if c.column] for row in rows])


def copied(carried):
    """Return the visible table in a workbook of its own."""
    return replace(without_column(carried), blocks=without_column(carried).blocks[:1])


def without_first_row(carried):
    """Return a workbook whose first row was deleted."""
    return with_rows(carried, lambda rows: rows[1:])


@pytest.mark.parametrize(
    "name", [EXPENSES, "wuhan-dongxihu/archives/2025/targets", "yiyang-heshan/government-office/2023/report"]
)
@pytest.mark.parametrize("change", [without_column, copied, without_first_row])
def test_a_workbook_without_its_tags_is_no_ordinary_form(name, change):
    """It is known by its own labels and lists, and refused with what to do."""
    with pytest.raises(DocumentError, match=r"重新导出.*Export it again"):
        read_carried(change(written(name)), "x", None, known=KNOWN)


HOSTILE = ["=6人", "002", "7.50", '=HYPERLINK("http://evil.example","x")', "<script>alert(1)</script>", "_x0041_", "a\nb", "　", "'1", "+1", "@x", "#N/A", "2024-01-02", "1e5", "50%"]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_stays_a_text_in_every_cell(text):
    """No formula, no number, no date, no link is made of what a form prints, wherever it stands."""
    form = with_cells(
        FORMS[f"{HUGUAN}/daily-office-expenses"].form,
        lambda cell: text if cell.text and cell.path != "title" else cell.text,
    )
    data = form_workbook(form.template, PORTAL.templates[form.template], form, "部门")
    back, _ = there_and_back(form)
    assert printed(back.statement) == printed(form)
    with ZipFile(BytesIO(data)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
        assert "hyperlink" not in "".join(archive.namelist()) + sheet.lower()
    assert len(re.findall("<f[ >]", sheet)) == sheet.count('t="array"') == 1  # the sum of the weights


@pytest.fixture
def data(tmp_path):
    """Return a copy of the sample data."""
    return Path(shutil.copytree(SAMPLE, tmp_path / "data"))


def exported(data, form, to):
    """Write a form's workbook by the command."""
    assert main(["template", "xlsx", "--from", str(data / form), "--to", str(to), "--data", str(data)]) == 0


def edited(path, change):
    """Change the first sheet of a workbook as Excel would leave it."""
    with ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = "xl/worksheets/sheet1.xml"
    parts[name] = change(parts[name].decode()).encode()
    with ZipFile(path, "w") as archive:
        for part, content in parts.items():
            archive.writestr(part, content)


def typed(cells):
    """Return what types texts into cells."""

    def change(sheet):
        for name, text in cells.items():
            sheet, count = re.subn(
                rf'<c r="{name}"( s="\d+")?(?:/>|[^>]*>.*?</c>)',
                lambda found, name=name, text=text: (
                    f'<c r="{name}"{found[1] or ""} t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'
                ),
                sheet,
            )
            assert count == 1, name
        return sheet

    return change


def test_a_form_is_corrected_in_excel(data, tmp_path, capsys):
    """Exported, one cell changed, imported with --replace: one line of the file differs, no source is added, the change is told."""
    form = f"{HUGUAN}/projects/daily-office-expenses.yml"
    book = tmp_path / "改.xlsx"
    exported(data, form, book)
    assert main(["import", str(book), "--data", str(data)]) == 0  # nothing was changed yet, and nothing is
    cells = {cell.text: cell.address.partition("!")[2] for cell in read_xlsx(book.read_bytes()).blocks[0].cells}
    edited(book, typed({cells["<=2人"]: "<=3人"}))
    before = {path: path.read_text(encoding="utf-8") for path in data.rglob("*.yml")}
    assert main(["import", str(book), "--data", str(data)]) == 1
    assert before[data / form] == (data / form).read_text(encoding="utf-8")
    capsys.readouterr()
    assert main(["import", str(book), "--data", str(data), "--replace"]) == 0
    assert "“<=2人” → “<=3人”" in capsys.readouterr().out
    after = {path: path.read_text(encoding="utf-8") for path in data.rglob("*.yml")}
    assert after == before | {data / form: before[data / form].replace('target: "<=2人"', 'target: "<=3人"')}


TYPED = [
    ({"表名": "2022年度项目自评表", "表上是否印有年度": "是"}, ["2022年度项目自评表", "printed"], 0),
    ({"表上是否印有年度": "否"}, ["项目支出绩效自评表", "inferred", "表上未印年度；填表时写为 2022 年度。"], 1),
    ({}, ["项目支出绩效自评表", "inferred", "填表时写为 2022 年度，没有说明表上是否印有。"], 2),
]


@pytest.mark.parametrize(("said", "kept", "remarks"), TYPED)
def test_an_empty_workbook_is_filled_in_and_imported(data, tmp_path, capsys, said, kept, remarks):
    """The form of a template, its headings in order; what is typed comes into the file as typed, empty rows do not.

    The title is none of the template's, and a typed year is not said to be printed unless the person says so.
    """
    book = tmp_path / "空.xlsx"
    command = ["template", "xlsx", "--form", "project_self_eval", "--data", str(data), "--to", str(book)]
    assert main([*command, "--template", "shanxi-project-2021"]) == 0
    assert main([*command, "--template", "shanxi-project-2021"]) == 2  # it is there
    cells = read_xlsx(book.read_bytes()).blocks[0].cells
    at = {}
    for cell in cells:
        at.setdefault(cell.text, cell)
    headings = [column.heading for column in PORTAL.templates["shanxi-project-2021"].indicator_columns]
    row = at["三级指标"].row
    assert [cell.text for cell in cells if cell.row == row and cell.column][: len(headings)] == headings
    assert main(["import", str(book), "--data", str(data)]) == 1  # no year yet

    def beside(label):
        return f"C{at[label].row + 1}"

    texts = {
        beside("项目名称"): "新项目",
        beside("主管部门（单位名称）"): "壶关县人民政府办公室",
        beside("财政年度"): "2022",
        **{beside(label): text for label, text in said.items()},
        **{f"{letter}{row + 2}": text for letter, text in zip("BCDEGHI", ("产出指标", "数量指标", "=6人", "≥002", "7.50", "10", "10"), strict=True)},
        f"D{row + 3}": "第二行",
    }  # fmt: skip
    edited(book, typed(texts))
    assert main(["import", str(book), "--data", str(data)]) == 0
    made = (data / "changzhi-huguan/government-office/2022/projects/xin-xiang-mu.yml").read_text(encoding="utf-8")
    assert 'name: "=6人"\n        target: "≥002"' in made
    assert 'actual: "7.50"' in made
    assert made.count("        name:") + made.count("- name:") == 2
    assert re.findall('(?:^title|^fiscal_year_basis|^fiscal_year_note): "(.*)"', made, re.MULTILINE) == kept
    told = capsys.readouterr().out
    assert ("没有填表名" in told) + ("没有填“表上是否印有年度”" in told) == remarks


def test_of_several_templates_the_national_one_is_taken_and_told(data, tmp_path, capsys):
    """Whoever names a form type gets no other province's form; where all are of places they are listed."""
    command = ["template", "xlsx", "--data", str(data), "--to"]
    (data / "form_templates" / "mof-targets.yml").write_text(
        'name: "全国目标表"\nname_en: "National targets"\nform_type: "dept_self_eval"\n'
        'indicator_columns: [{key: "name", heading: "三级指标"}, {key: "score", heading: "得分"}]\n',
        encoding="utf-8",
    )
    book = tmp_path / "空.xlsx"
    assert main([*command, str(book), "--form", "dept_self_eval"]) == 0
    assert "mof-targets（全国目标表）" in capsys.readouterr().out
    cells = {cell.text: cell.row for cell in read_xlsx(book.read_bytes()).blocks[0].cells}
    edited(
        book,
        typed({f"C{cells['财政年度'] + 1}": "2022", f"C{cells['主管部门（单位名称）'] + 1}": "壶关县人民政府办公室"}),
    )
    assert main(["import", str(book), "--data", str(data)]) == 0
    made = (data / "changzhi-huguan/government-office/2022/self-evaluation.yml").read_text(encoding="utf-8")
    assert 'template: "mof-targets"\n' in made
    assert 'scoring_profile: "as-printed"\n' in made
    (data / "form_templates" / "mof-targets.yml").unlink()
    assert main([*command, str(tmp_path / "x.xlsx"), "--form", "dept_self_eval"]) == 2


def test_the_sum_of_weights_alarms_nobody(data, tmp_path):
    """A library saves no results of formulas: of the workbook's own check nothing is said, of a person's formula it is."""
    book = tmp_path / "表.xlsx"
    exported(data, f"{HUGUAN}/projects/daily-office-expenses.yml", book)
    edited(book, lambda sheet: re.sub(r"(</f>)<v>.*?</v>", r"\1", sheet.replace(' t="str"', "")))
    assert "公式" not in str(read_xlsx(book.read_bytes()).notices)
    edited(book, lambda sheet: sheet.replace("核对（不导入）", "合计"))
    assert "1 个公式没有保存结果" in str(read_xlsx(book.read_bytes()).notices)


def test_an_inserted_row_is_like_the_row_above():
    """A row that a person put between others has no tag: it is one more indicator."""
    form = FORMS[f"{HUGUAN}/daily-office-expenses"].form
    data = form_workbook(form.template, PORTAL.templates[form.template], form, "部门")
    carried = read_xlsx(data)
    block = carried.blocks[0]
    tagged = [cell for cell in block.cells if cell.column == 0 and '"block":"indicators"' in cell.text]
    cells = tuple(cell for cell in block.cells if cell is not tagged[3])
    changed = type(carried)(carried.carrier, (type(block)(cells, block.name),), carried.lines)
    back = read_workbook(changed, own_workbook(changed), "x").forms[0].statement
    names = [row.name for goal in form.goals for row in goal.indicators]
    assert [row.name for goal in back.goals for row in goal.indicators] == names


@pytest.mark.parametrize(
    "tag", ['{"mingzhang":"project_self_eval","x":1}', '{"mingzhang":"no_form"}', '{"mingzhang":3}']
)
def test_a_spoilt_tag_is_said_plainly(tag):
    """Whoever changes the hidden column is told; nothing breaks."""
    form = FORMS[f"{HUGUAN}/daily-office-expenses"].form
    data = form_workbook(form.template, PORTAL.templates[form.template], form, "部门")
    saved = BytesIO(data)
    with ZipFile(saved) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    strings = parts["xl/sharedStrings.xml"].decode()
    first = re.search(r"<t[^>]*>(\{\"mingzhang.*?)</t>", strings)[1]
    parts["xl/sharedStrings.xml"] = strings.replace(first, tag).encode()
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    with pytest.raises(DocumentError, match="隐藏"):
        read_document(out.getvalue(), "x", name="改.xlsx")


@pytest.mark.skipif(not has_libreoffice(), reason="LibreOffice is not installed")
def test_another_program_may_save_the_workbook(data, tmp_path):
    """Opened and saved by LibreOffice the workbook holds the same form."""
    import subprocess

    book = tmp_path / "表.xlsx"
    exported(data, "wuhan-dongxihu/archives/2025/targets.yml", book)
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{tmp_path}/lo", "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(tmp_path / "out"), str(book)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    carried = read_xlsx((tmp_path / "out" / book.name).read_bytes())
    back = read_workbook(carried, own_workbook(carried), "x").forms[0].statement
    form = FORMS["wuhan-dongxihu/archives/2025/targets"].form
    assert printed(with_added(back, form)[0]) == printed(form)
