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
from conftest import SAMPLE, WITHOUT_LARGEST
from printed.layouts import LAYOUTS
from printed.table import Document, Paragraph, Table
from printed.writers import docx, html

from build_scripts.cli import main

DOCUMENTS = Path(__file__).parent / "fixtures" / "documents"
SHOUYILU = "wuhan-wuchang/shouyilu-subdistrict"
HOSTILE = '<script>alert(1)</script>&<img src=x onerror=y>=HYPERLINK("http://evil.example","x")'


@pytest.fixture
def data(tmp_path):
    """Return a copy of part of the sample."""
    return Path(shutil.copytree(SAMPLE, tmp_path / "data", ignore=WITHOUT_LARGEST))


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
    """The ids, links (each with the text up to the next), tags, classes, titles and texts of a page."""

    def __init__(self, text):
        """Read the page."""
        super().__init__()
        self.ids, self.links, self.tags, self.attributes, self.texts = Counter(), [], Counter(), Counter(), []
        self.classes, self.titles, self.linked = Counter(), {}, []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        """Take a tag."""
        self.tags[tag] += 1
        for name, value in attrs:
            self.attributes[name] += 1
            self.ids.update([value] if name == "id" else [])
            self.links += [value] if name in {"href", "src"} else []
            self.classes.update(value.split() if name == "class" else [])
        given = dict(attrs)
        if "title" in given:
            self.titles[given.get("id")] = given["title"]
        if "href" in given:
            self.linked.append((given["href"], ""))

    def handle_data(self, data):
        """Take a text."""
        self.texts.append(data)
        if self.linked:
            self.linked[-1] = (self.linked[-1][0], self.linked[-1][1] + data)


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


def with_answers(document, answers):
    """Return a printed document with some of its answers exchanged."""
    return every_cell(document, lambda text: answers.get(text, text))


POINTS = {"94.5": "99.5"}
"""A total that is not the sum of its points."""


def test_findings_are_told_in_the_words_of_the_form(tmp_path, data, file, capsys):
    """Project, row, column and the source's cell come first, no path of a file; on the page they lead to the cell."""
    register(data, "青禾县交通运输局")
    path = file(docx(with_answers(LAYOUTS["A"](0).document, POINTS)))
    _, page = reviewed(tmp_path, data, path, "--dry-run")
    line = next(line for line in capsys.readouterr().out.splitlines() if "SCO-03" in line)
    found = re.match(r"  城乡公交线路补助 · 总分：得分（(表 1 第 \d+ 行第 \d+ 列)）：SCO-03 总分印为 99.5", line)
    assert found
    assert ".yml" not in line
    (link,) = [link for link, text in page.linked if "SCO-03" in text]
    assert page.titles[link.removeprefix("#")] == found[1]
    assert any("cheng-xiang-gong-jiao-xian-lu.yml" in text for text in page.texts)


def test_a_blank_cell_is_found_from_its_row(data, file, capsys):
    """Of a cell printed blank the report names where its row begins, for no cell of the source prints it."""
    register(data, "青禾县交通运输局")
    path = file(docx(with_answers(LAYOUTS["A"](0).document, {"同上": ""})))
    assert main(["import", str(path), "--data", str(data), "--dry-run"]) == 0
    shown = capsys.readouterr().out
    assert re.search(r"覆盖行政村：偏差原因分析及改进措施（表 1 第 \d+ 行第 \d+ 列起）：SCO-07", shown)


def test_an_import_ends_with_the_check_of_its_department(data, file, capsys):
    """The command prints what is said of this department, and nothing of others."""
    register(data, "青禾县交通运输局")
    assert main(["import", str(file(docx(with_answers(LAYOUTS["A"](0).document, POINTS)))), "--data", str(data)]) == 0
    command = re.search(r"再运行 mingzhang (check .*?) · ", capsys.readouterr().out)[1].split()
    assert command == ["check", str(data / "qinghe/traffic"), "--data", str(data)]
    assert main(command) == 1
    shown = capsys.readouterr().out
    assert "SCO-03" in shown
    assert set(re.findall(r"^data/(\w+)", shown, re.MULTILINE)) == {"qinghe"}


def test_a_document_with_one_form_has_a_drafted_title(data, file, capsys):
    """Whose, of which year and the printed title, nothing twice; the publisher waits for a person."""
    register(data, "青禾县交通运输局")
    assert main(["import", str(file(docx(LAYOUTS["A"](0).document), "gongjiao.docx")), "--data", str(data)]) == 0
    record = (data / "sources/gongjiao.yml").read_text(encoding="utf-8")
    title = re.search('^title: "(.*)"$', record, re.MULTILINE)[1]
    assert title.startswith("青禾县交通运输局")
    assert title.count("青禾县") == title.count("2023") == 1
    assert 'publisher: "待填写"' in record
    assert f"现为“{title}”" in capsys.readouterr().out


def test_a_replacement_is_told_in_the_past_with_the_record_that_is_left_over(data, file, capsys):
    """What has changed, from which document to which, and which source record no form is taken from any more."""
    register(data, "青禾县交通运输局")
    document = LAYOUTS["A"](0).document
    assert main(["import", str(file(docx(document), "old.docx")), "--data", str(data)]) == 0
    capsys.readouterr()
    new = str(file(docx(with_answers(document, POINTS)), "new.docx"))
    assert main(["import", new, "--data", str(data)]) == 1
    shown = capsys.readouterr().out
    assert "会改变的内容" in shown
    assert "可删除" not in shown
    assert main(["import", new, "--data", str(data), "--replace"]) == 0
    shown = capsys.readouterr().out
    assert "改变了的内容" in shown
    assert "来源文件换成了另一份" in shown
    assert "会" not in shown.partition("改变了的内容")[2].partition("核对 check")[0]
    assert "城乡公交线路补助 · " in shown.partition("改变了的内容")[2]
    assert f"{data / 'sources/old.yml'} 已无表引用，可删除" in shown
    (data / "sources/old.yml").unlink()
    assert main(["import", new, "--data", str(data), "--replace"]) == 0
    assert "已导入过，没有变化" in capsys.readouterr().out


def test_a_form_that_would_be_held_is_named_with_its_cell(tmp_path, data, file, capsys):
    """Which form, which cell, and the command that releases it, which knows the form."""
    register(data, "青禾县交通运输局")
    document = every_cell(LAYOUTS["A"](0).document, lambda text: f"{text}13812345678" if "三月招标" in text else text)
    _, page = reviewed(tmp_path, data, file(docx(document)))
    shown = capsys.readouterr().out
    line = next(line for line in shown.splitlines() if "会暂缓发布" in line)
    assert re.match(r"表单 1 会暂缓发布，原因在：城乡公交线路补助 · .*（表 1 第 \d+ 行第 \d+ 列） DSC-", line)
    form = re.search(r"mingzhang release (\S+) --by", line)[1]
    reason = ["--by", "县交通运输局办公室", "--text", "号码是公开的值班电话", "--data", str(data)]
    assert main(["release", form, *reason]) == 0
    assert any("会暂缓发布" in text for text in page.texts)


def test_a_drafted_template_is_named_with_what_to_look_at(data, file, capsys):
    """The first form says which file and what to look at, the second that it was drafted for the first."""
    register(data, "青禾县交通运输局")
    first = LAYOUTS["A"](0).document
    second = with_answers(first, {"51000023R000000417-城乡公交线路补助": "51000023R000000418-农村公路养护"})
    both = replace(first, blocks=(*first.blocks, *second.blocks))
    assert main(["import", str(file(docx(both))), "--data", str(data)]) == 0
    lines = [line for line in capsys.readouterr().out.splitlines() if "表样 template" in line]
    assert len(lines) == 2
    drafted = re.search(r"新起草，请打开 data/(\S+) 核对：name", lines[0])[1]
    assert (data / drafted).is_file()
    assert "为表单 1 新起草的" in lines[1]
    assert "（；" not in "".join(lines)


def test_a_profile_of_the_program_is_explained(data, file, capsys):
    """Why points are only compared with each other, and which profiles may be chosen instead."""
    register(data, "青禾县交通运输局")
    assert main(["import", str(file(docx(LAYOUTS["A"](0).document))), "--data", str(data), "--dry-run"]) == 0
    shown = capsys.readouterr().out
    assert "as-printed（以表上印出的分值为准）" in shown
    assert re.search("改 scoring_profile，data/scoring_profiles/ 中有 .*mof-default-2020", shown)


def test_what_belongs_to_the_page_is_part_of_no_form(tmp_path, data, file):
    """Navigation and foot are grey, listed with their reason, and never called not taken."""
    register(data, "青禾县交通运输局")
    document = LAYOUTS["A"](0).document
    around = replace(document, blocks=(Paragraph("网站首页"), *document.blocks, Paragraph("版权所有：青禾县人民政府")))
    _, page = reviewed(tmp_path, data, file(html(around), "表.html"), "--dry-run")
    shown = "".join(page.texts)
    assert "没有收录 0" in shown
    assert "不属于表单的行 2：页码，或网站的导航与页脚" in shown
    assert page.classes["apart"] == 1 + 2 + 2
    assert page.classes["lost"] == 1


def test_year_and_unit_lead_back_to_the_cell_that_prints_them(tmp_path, data, file):
    """Where the title says the year and a heading the unit, the fields link to title and heading."""
    register(data, "青禾县交通运输局")
    out = tmp_path / "review.html"
    command = ["import", str(file(docx(LAYOUTS["A"](0).document))), "--data", str(data), "--review", str(out)]
    assert main([*command, "--dry-run"]) == 0
    text = out.read_text(encoding="utf-8")
    for key in ("fiscal_year_text", "currency_unit_text"):
        field = re.search(rf"<code>{key}</code></dt>(.*?)</dd>", text, re.DOTALL)[1]
        assert '<a href="#' in field


def test_hidden_cells_of_an_own_workbook_are_not_counted(tmp_path, data, capsys, monkeypatch):
    """The column of tags and the lists to choose from are no printed cells, and not on the page."""
    monkeypatch.chdir(tmp_path)
    form = data / SHOUYILU / "2020/self-evaluation.yml"
    book = tmp_path / "表.xlsx"
    command = ["template", "xlsx", "--from", str(form), "--to", str(book), "--data", str(data)]
    assert main(command) == 0
    capsys.readouterr()
    _, page = reviewed(tmp_path, data, book, "--replace", "--dry-run")
    assert '{"mingzhang"' not in "".join(page.texts)
    assert '{"block"' not in "".join(page.texts)
    counted = int(re.search(r"有字的格 (\d+)：", capsys.readouterr().out)[1])
    assert counted == page.classes["field"] + page.classes["heading"] + page.classes["further"] - 3


def test_a_project_without_a_name_is_said_with_its_place(tmp_path, data, capsys):
    """The form and the cell of the label are named, in the same words as in the list of forms."""
    form = next((data / "changzhi-huguan/government-office/2021/projects").glob("*.yml"))
    text = form.read_text(encoding="utf-8")
    form.write_text(re.sub("^project: .*$", 'project: ""', text, flags=re.MULTILINE), encoding="utf-8")
    book = tmp_path / "表.xlsx"
    assert main(["template", "xlsx", "--from", str(form), "--to", str(book), "--data", str(data)]) == 0
    form.unlink()
    capsys.readouterr()
    assert main(["import", str(book), "--data", str(data)]) == 1
    shown = capsys.readouterr().out
    assert "表单 1：项目支出绩效自评表" in shown
    assert re.search(r"表单 1（.*起）：没有填项目名称（表单!\w+）", shown)


@pytest.mark.parametrize(("name", "said"), [("x.txt", "应以 .html 结尾"), ("none/x.html", "没有文件夹")])
def test_a_review_that_no_browser_would_show_is_refused(tmp_path, data, file, capsys, name, said):
    """A page has the name of a page and a folder that is there; otherwise nothing is read and nothing written."""
    before = tree(tmp_path)
    path = file(docx(LAYOUTS["A"](0).document))
    assert main(["import", str(path), "--data", str(data), "--review", str(tmp_path / name)]) == 2
    assert tree(tmp_path).keys() == before.keys() | {path.name}
    assert said in capsys.readouterr().err
