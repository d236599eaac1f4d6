"""``mingzhang template xlsx``: a form goes into a workbook and comes back as it was; an empty one is filled in and imported."""

from __future__ import annotations

import re
import shutil
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
from build_scripts.importers import read_document
from build_scripts.importers.added import with_added
from build_scripts.importers.document import DocumentError
from build_scripts.importers.workbook_reader import own_workbook, read_workbook
from build_scripts.reading.load import load
from build_scripts.reading.model import Record
from build_scripts.reading.printed import with_cells

PORTAL, _ = load(SAMPLE)
FORMS = {statement.id: statement for statement in PORTAL.statements}
HUGUAN = "changzhi-huguan/government-office/2021"
OF_SOURCE = {"source", "source_line", "overview_line", "extraction_notes"}


def printed(value):
    """Return a form as its file has it, without where it was taken from."""
    if isinstance(value, Record):
        keys = [key for key in type(value).model_fields if key in value.model_fields_set - OF_SOURCE]
        return {key: printed(getattr(value, key)) for key in keys if getattr(value, key) not in {None, ()}}
    return [printed(item) for item in value] if isinstance(value, tuple) else value


def there_and_back(form, name="部门"):
    """Return a form as it comes back from its workbook, and the document."""
    data = form_workbook(form.template, PORTAL.templates[form.template], form, name)
    carried = read_xlsx(data)
    document = read_workbook(carried, own_workbook(carried), "x")
    return document.forms[0], carried


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
    """Exported, one cell changed, imported with --replace: the file differs there and in its source, and the change is told."""
    form = f"{HUGUAN}/projects/daily-office-expenses.yml"
    book = tmp_path / "改.xlsx"
    exported(data, form, book)
    cells = {cell.text: cell.address.partition("!")[2] for cell in read_xlsx(book.read_bytes()).blocks[0].cells}
    edited(book, typed({cells["<=2人"]: "<=3人"}))
    before = (data / form).read_text(encoding="utf-8")
    assert main(["import", str(book), "--data", str(data)]) == 1
    assert (data / form).read_text(encoding="utf-8") == before
    capsys.readouterr()
    assert main(["import", str(book), "--data", str(data), "--replace"]) == 0
    assert "“<=2人” → “<=3人”" in capsys.readouterr().out

    def lines(text):
        kept = text.partition("\nsource:")[0]
        return [line for line in kept.splitlines() if "source_line" not in line]

    after = (data / form).read_text(encoding="utf-8")
    changed = [pair for pair in zip(lines(before), lines(after), strict=True) if pair[0] != pair[1]]
    assert [(old.strip(), new.strip()) for old, new in changed] == [('target: "<=2人"', 'target: "<=3人"')]


def test_an_empty_workbook_is_filled_in_and_imported(data, tmp_path):
    """The form of a template, its headings in order; what is typed comes into the file as typed, empty rows do not."""
    book = tmp_path / "空.xlsx"
    command = ["template", "xlsx", "--form", "project_self_eval", "--data", str(data), "--to", str(book)]
    assert main(command) == 2  # several templates
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
        **{f"{letter}{row + 2}": text for letter, text in zip("BCDEGHI", ("产出指标", "数量指标", "=6人", "≥002", "7.50", "10", "10"), strict=True)},
        f"D{row + 3}": "第二行",
    }  # fmt: skip
    edited(book, typed(texts))
    assert main(["import", str(book), "--data", str(data)]) == 0
    made = (data / "changzhi-huguan/government-office/2022/projects/xin-xiang-mu.yml").read_text(encoding="utf-8")
    assert 'name: "=6人"\n        target: "≥002"' in made
    assert 'actual: "7.50"' in made
    assert made.count("        name:") + made.count("- name:") == 2


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
