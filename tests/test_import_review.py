"""What a person sees of an import before and after it is written: the report, the page of ``--review``, what would change."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser
from itertools import cycle
from pathlib import Path

import pytest
from conftest import SAMPLE
from printed.layouts import LAYOUTS
from printed.table import Document, Paragraph, Table
from printed.writers import docx, html

from build_scripts.cli import main

DOCUMENTS = Path(__file__).parent / "fixtures" / "documents"
SHOUYILU = "wuhan-wuchang/shouyilu-subdistrict"
HOSTILE = '<script>alert(1)</script>&<img src=x onerror=y>=HYPERLINK("http://evil.example","x")'


@pytest.fixture
def data(tmp_path):
    """Return a copy of the sample data."""
    return Path(shutil.copytree(SAMPLE, tmp_path / "data"))


@pytest.fixture
def file(tmp_path):
    """Return what saves a printed form under a name."""

    def save(content, name="表.docx"):
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return save


def tree(folder):
    """Return what a folder holds."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def register(data, name, place="qinghe/traffic"):
    """Register a department of a new place."""
    folder = data / place
    folder.mkdir(parents=True)
    (folder.parent / "jurisdiction.yml").write_text('name: "青禾县"\nname_en: "Qinghe"\nlevel: "county"\n', "utf-8")
    (folder / "department.yml").write_text(f'name: "{name}"\nkind: "government_department"\n', "utf-8")


class Page(HTMLParser):
    """The ids, links, tags and texts of a page."""

    def __init__(self, text):
        """Read the page."""
        super().__init__()
        self.ids, self.links, self.tags, self.attributes, self.texts = Counter(), [], Counter(), Counter(), []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        """Take a tag."""
        self.tags[tag] += 1
        for name, value in attrs:
            self.attributes[name] += 1
            self.ids.update([value] if name == "id" else [])
            self.links += [value] if name in {"href", "src"} else []

    def handle_data(self, data):
        """Take a text."""
        self.texts.append(data)


def reviewed(tmp_path, data, path, *options):
    """Import with a review page; return the exit code and the page."""
    out = tmp_path / "review.html"
    code = main(["import", str(path), "--data", str(data), "--review", str(out), *options])
    return code, Page(out.read_text(encoding="utf-8"))


def every_cell(document: Document, change) -> Document:
    """Return a printed document in which every answer says what ``change`` makes of it."""

    def changed(block):
        if isinstance(block, Paragraph):
            return block
        return Table(
            tuple(
                tuple(replace(cell, text=change(cell.text)) if cell.kind == "value" else cell for cell in row)
                for row in block.rows
            )
        )

    return replace(document, blocks=tuple(map(changed, document.blocks)))


def test_a_place_that_does_not_exist_is_refused_with_the_lines_to_paste(data, file, capsys):
    """Nothing is written; the printed lines, put where they say, are all that the same command waits for."""
    path = file(docx(LAYOUTS["A"](0).document))
    before = tree(data)
    command = ["import", str(path), "--data", str(data), "--to", "data/qinghe/traffic"]
    assert main(command) == 1
    assert tree(data) == before
    shown = capsys.readouterr().out
    assert "还没有登记" in shown
    for name, content in re.findall(r"# data/(\S+\.yml)\n((?:.+\n)+)", shown):
        (data / name).parent.mkdir(parents=True, exist_ok=True)
        (data / name).write_text(content, encoding="utf-8")
    assert 'name: "青禾县交通运输局"' in (data / "qinghe/traffic/department.yml").read_text(encoding="utf-8")
    assert 'name: "青禾县"' in (data / "qinghe/jurisdiction.yml").read_text(encoding="utf-8")
    assert main(command) == 0
    assert (data / "qinghe/traffic/2023/projects").is_dir()


@pytest.mark.parametrize(
    "printed",
    [
        "219-青禾县交通运输局",
        "青禾县交通运输局-002",
        "[329]青禾县交通运输局",
        "青禾县 交通运输局",
        "219001—青禾县交通运输局",
    ],
)
def test_a_budget_code_does_not_hide_a_name(data, file, printed):
    """The department is found by its name, whatever code stands before or behind it on the form."""
    register(data, "青禾县交通运输局")
    document = LAYOUTS["A"](0).document
    path = file(docx(every_cell(document, lambda text: printed if text == "219-青禾县交通运输局" else text)))
    assert main(["import", str(path), "--data", str(data)]) == 0
    (form,) = (data / "qinghe/traffic/2023/projects").glob("*.yml")
    assert f'department: "{printed}"' in form.read_text(encoding="utf-8")


@pytest.mark.parametrize(("name", "write"), list(zip(LAYOUTS, cycle((docx, html)), strict=False)))
def test_every_cell_of_the_source_is_on_the_page(tmp_path, data, file, name, write):
    """Every link leads somewhere on the page, no id stands twice, nothing is fetched, and every printed text is there."""
    document = LAYOUTS[name](0).document
    _, page = reviewed(tmp_path, data, file(write(document), f"表.{write.__name__}"), "--dry-run")
    assert max(page.ids.values()) == 1
    assert {link.removeprefix("#") for link in page.links} <= page.ids.keys()
    assert not {"script", "img", "iframe", "link"} & page.tags.keys()
    shown = re.sub(r"\s", "", "".join(page.texts))
    private = {"林向阳", "周清和", "何远舟"}
    for cell in document.cells():
        text = re.sub(r"\s", "", cell.text)
        assert text in shown or any(name in text for name in private) or re.search(r"\d{7}", text), cell


def test_names_of_persons_and_numbers_are_masked(tmp_path, data, file, capsys):
    """The page and the terminal say neither the person in charge nor a telephone number."""
    document = every_cell(LAYOUTS["A"](0).document, lambda text: f"{text}13812345678" if "三月招标" in text else text)
    _, page = reviewed(tmp_path, data, file(docx(document), "表.docx"), "--dry-run")
    shown = "".join(page.texts) + capsys.readouterr().out
    assert "林向阳" not in shown
    assert "13812345678" not in shown
    assert "不公开（个人信息）" in shown


@pytest.mark.parametrize("name", ["A", "E", "G", "J"])
def test_hostile_texts_do_nothing_on_the_page(tmp_path, data, file, name):
    """In every cell of the source: markup is text, and nothing asks for anything."""
    document = every_cell(LAYOUTS[name](0).document, lambda text: f"{text}{HOSTILE}")
    _, page = reviewed(tmp_path, data, file(docx(document)), "--dry-run", "--year", "2023")
    assert not {"script", "img"} & page.tags.keys()
    assert not [name for name in page.attributes if name.startswith("on")]
    assert all(link.startswith("#") for link in page.links)
    assert HOSTILE in "".join(page.texts)


def test_a_refused_import_shows_why_beside_the_source(tmp_path, data, file, capsys):
    """Where nothing is written the page says why, of a form without a year as of a file that cannot be read."""
    document = every_cell(LAYOUTS["D"](0).document, lambda text: text.replace("2023", ""))
    blank = replace(document, blocks=tuple(b for b in document.blocks if isinstance(b, Table)))
    before = tree(data)
    code, page = reviewed(tmp_path, data, file(docx(blank)))
    assert (code, tree(data)) == (1, before)
    assert "没有写入，原因如下" in "".join(page.texts)
    code, page = reviewed(tmp_path, data, file(b"PK\x03\x04rest", "坏.docx"))
    assert (code, tree(data)) == (1, before)
    assert "没有读出表单。" in "".join(page.texts)
    assert "坏.docx" in capsys.readouterr().out


def test_a_dry_run_says_what_check_would_say_and_writes_nothing(data, file, capsys):
    """The findings on the draft are those of ``check`` after it is written; every file that would be is named."""
    register(data, "青禾县交通运输局")
    before = tree(data)
    path = file(docx(every_cell(LAYOUTS["A"](0).document, lambda text: "99.5" if text == "94.5" else text)))
    assert main(["import", str(path), "--data", str(data), "--dry-run"]) == 0
    assert tree(data) == before
    shown = capsys.readouterr().out
    assert "什么也没有写入" in shown
    assert "SCO-" in shown
    assert "把握：高" in shown
    assert "有字的格" in shown
    assert "department.yml：城乡公交线路补助 → cheng-xiang-gong-jiao-xian-lu" in shown
    files = re.findall(r"^  (\S+\.yml)$", shown, re.MULTILINE)
    assert str(data / "qinghe/traffic/department.yml") in files
    assert main(["import", str(path), "--data", str(data)]) == 0
    assert sorted(files) == sorted(str(data / name) for name, text in tree(data).items() if before.get(name) != text)


def edited(data, old, new):
    """Change a figure in the form of the subdistrict."""
    form = data / SHOUYILU / "2020/self-evaluation.yml"
    text = form.read_text(encoding="utf-8")
    assert text.count(old)
    form.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_what_a_replacement_changes_is_listed_with_the_restatement_to_paste(data, capsys):
    """Old → new for each printed cell; of a published form the entry that makes ``check`` content."""
    edited(data, "97.5分", "98分")
    assert main(["record", "--data", str(data)]) == 0
    capsys.readouterr()
    document = str(DOCUMENTS / "wuhan-shouyilu-2020.txt")
    assert main(["import", document, "--data", str(data), "--replace"]) == 0
    shown = capsys.readouterr().out
    assert "“98分” → “97.5分”" in shown
    entry = re.search(r"- \{statement: .*\}\n", shown)[0].replace('reason: ""', 'reason: "按原件更正"')
    assert main(["check", "--data", str(data), "--format", "json"]) == 1
    assert "figure-changed" in capsys.readouterr().out
    (data / SHOUYILU / "restatements.yml").write_text(f"restatements:\n  {entry}", encoding="utf-8")
    main(["check", "--data", str(data), "--format", "json"])
    assert "figure-changed" not in capsys.readouterr().out


def test_an_import_without_replace_says_what_would_change(data, capsys):
    """The standing form is not touched, and the person sees what the file prints otherwise."""
    edited(data, "97.5分", "98分")
    before = tree(data)
    assert main(["import", str(DOCUMENTS / "wuhan-shouyilu-2020.txt"), "--data", str(data)]) == 1
    assert tree(data) == before
    shown = capsys.readouterr().out
    assert "“98分” → “97.5分”" in shown
    assert "--replace" in shown
