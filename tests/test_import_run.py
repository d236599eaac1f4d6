"""``mingzhang import`` loses no form and nothing that a person wrote: every form has its own file, or none is written."""

from __future__ import annotations

import re
import shutil
from itertools import count
from pathlib import Path

import pytest

from build_scripts.cli import main

PROJECT = Path(__file__).parent.parent
DOCUMENTS = Path(__file__).parent / "fixtures" / "documents"
JIANGXIA = "wuhan-jiangxia/government-office/2019/projects"
HUGUAN = "changzhi-huguan/government-office/2021/projects"
HUGUAN_OFFICE = "changzhi-huguan/government-office/department.yml"
DONGXIHU = "wuhan-dongxihu-2025.txt"


@pytest.fixture
def data(tmp_path):
    """Return a copy of the real data."""
    return Path(shutil.copytree(PROJECT / "data", tmp_path / "data"))


def files(folder):
    """Return what a folder holds."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def imported(data, path, *options):
    """Import a document and return the exit code."""
    return main(["import", str(path), "--data", str(data), *options])


def renamed_projects(tmp_path, name):
    """Return the Huguan document with its eight projects named by ``name``, which is given their numbers."""
    text = (DOCUMENTS / "changzhi-huguan-2021.txt").read_text(encoding="utf-8")
    numbers = count(1)
    text, found = re.subn(r"(?<=\t项目名称\t\t\t\t).*", lambda _: name(next(numbers)), text)
    assert found == 8
    path = tmp_path / "new projects.txt"
    path.write_text(text, encoding="utf-8")
    return path


def list_projects(data, shown):
    """Add the lines that an import asks for to the department's projects."""
    lines = re.findall(r'add \{(id: ".*?"), (name: ".*?")\} to projects', shown)
    assert len(lines) == 8
    department = data / HUGUAN_OFFICE
    added = "".join(f"  - {project_id}\n    {name}\n" for project_id, name in lines)
    department.write_text(
        department.read_text(encoding="utf-8").replace("projects:\n", f"projects:\n{added}"), encoding="utf-8"
    )


@pytest.mark.parametrize("name", ["二〇二一年度新增项目{}", "二〇二一年度新增项目"])
def test_projects_whose_names_begin_alike_have_a_file_each(data, tmp_path, capsys, name):
    """Eight projects whose ids would be one, even eight of one name, become eight files; again, nothing changes."""
    shutil.rmtree(data / HUGUAN)
    path = renamed_projects(tmp_path, name.format)
    before = files(data)
    assert imported(data, path) == 0
    made = {place for place in files(data) if place not in before}
    assert len(made) == 9
    assert {place for place in made if place.startswith("sources/")} == {"sources/new-projects.yml"}
    assert f"{HUGUAN}/er-ling-er-yi-nian-du-8.yml" in made
    list_projects(data, capsys.readouterr().out)
    after = files(data)
    assert imported(data, path) == 0
    assert files(data) == after


def test_a_new_project_does_not_take_another_ones_id(data, tmp_path, capsys):
    """A project with the pinyin of one that stands in data/ gets an id of its own; the standing form stays."""
    shutil.rmtree(data / HUGUAN)
    assert imported(data, renamed_projects(tmp_path, "二〇二一年度新增项目甲{}".format)) == 0
    list_projects(data, capsys.readouterr().out)
    before = files(data / HUGUAN)
    assert imported(data, renamed_projects(tmp_path, "二〇二一年度新增项目乙{}".format)) == 0
    after = files(data / HUGUAN)
    assert len(after) == 16
    assert before.items() <= after.items()


def test_one_folder_is_not_given_to_many_departments(data, capsys):
    """--to serves one unknown department: with thirty-six nothing is written, and each is named with its line."""
    shutil.rmtree(data / "wuhan-dongxihu")
    before = files(data)
    assert imported(data, DOCUMENTS / DONGXIHU, "--to", "wuhan-dongxihu/all") == 1
    assert files(data) == before
    shown = capsys.readouterr().out
    assert shown.count("--to serves one department") == 35
    assert "什么也没有写入" in shown


def test_an_unknown_department_leaves_everything_unwritten(data, capsys):
    """Where one department of a document is not in data/, the forms of the others are not written either."""
    shutil.rmtree(data / "wuhan-dongxihu/archives")
    (data / "wuhan-dongxihu/party-committee-office/2025/targets.yml").unlink()
    before = files(data)
    assert imported(data, DOCUMENTS / DONGXIHU) == 1
    assert files(data) == before
    assert "东西湖区档案馆" in capsys.readouterr().out


def test_two_forms_that_would_be_one_file_are_named_with_their_lines(data, tmp_path, capsys):
    """A department form printed twice has one file only: both lines are named and nothing is written."""
    text = (DOCUMENTS / DONGXIHU).read_text(encoding="utf-8")
    first, second = "武汉市东西湖区档案馆", "武汉市东西湖区科学技术协会"
    path = tmp_path / "twice.txt"
    path.write_text(text.replace(second, first), encoding="utf-8")
    assert text.count(second)
    before = files(data)
    assert imported(data, path, "--replace") == 1
    assert files(data) == before
    assert re.search(
        r"the forms at lines \d+ and \d+ would both be data/wuhan-dongxihu/archives", capsys.readouterr().out
    )


def test_a_department_name_of_two_places_is_not_guessed(data, capsys):
    """Where two departments bear the printed name, --to decides; without it nothing is written."""
    other = data / "wuhan/archives/department.yml"
    other.parent.mkdir()
    shutil.copy(data / "wuhan-jiangxia/government-office/department.yml", other)
    form = data / JIANGXIA / "smart-office-platform.yml"
    text = form.read_bytes()
    form.unlink()
    assert imported(data, DOCUMENTS / "wuhan-jiangxia-2019.txt") == 1
    assert not form.exists()
    assert "wuhan/archives" in capsys.readouterr().out
    assert imported(data, DOCUMENTS / "wuhan-jiangxia-2019.txt", "--to", "data/wuhan-jiangxia/government-office") == 0
    assert form.read_bytes() == text


@pytest.mark.parametrize(
    "to",
    [
        "/elsewhere/x",
        "../../x",
        "data/wuhan-dongxihu",
        "data/Bad Name/x y",
        "data/a/b/2025",
        "sources/x",
        "a//",
        "data",
    ],
)
def test_a_folder_that_is_no_department_is_a_wrong_call(data, capsys, to):
    """--to is exactly jurisdiction/department; anything else is refused before the document is read."""
    before = files(data)
    assert imported(data, DOCUMENTS / "wuhan-shouyilu-2020.txt", "--to", to) == 2
    assert files(data) == before
    shown = capsys.readouterr()
    assert "--to" in shown.err
    assert shown.out == ""


@pytest.mark.parametrize("to", ["wuhan-wuchang/new", "data/wuhan-wuchang/new/", "{data}/wuhan-wuchang/new"])
def test_a_department_folder_may_be_written_in_three_ways(data, capsys, to):
    """With or without data/, and as the absolute path that a shell completes; a new folder needs its department.yml."""
    shutil.rmtree(data / "wuhan-wuchang/shouyilu-subdistrict")
    assert imported(data, DOCUMENTS / "wuhan-shouyilu-2020.txt", "--to", to.format(data=data)) == 0
    assert (data / "wuhan-wuchang/new/2020/self-evaluation.yml").is_file()
    assert "wuhan-wuchang/new/department.yml" in capsys.readouterr().out


def test_what_a_person_added_outlives_a_new_import(data, capsys):
    """Unit and polarity stay with --replace; a release does not, because it was given to another text."""
    form = data / JIANGXIA / "smart-office-platform.yml"
    text = form.read_text(encoding="utf-8")
    added = (
        'currency_unit_override:\n  unit: "yuan"\n  reason: "经办公室核实"\n'
        'release:\n  by: "区政府办"\n  date: "2024-05-06"\n  reason: "可以公开"\n'
    )
    head, funding, rest = text.partition("scoring_profile:")
    name = re.search(r'^ +name: "(.*)"\n', rest, re.MULTILINE)
    line = re.search(r"^( +)source_line: .*\n", rest[name.start() :], re.MULTILINE)
    place = name.start() + line.start()
    edited = f'{head}{added}{funding}{rest[:place]}{line[1]}polarity: "lower_better"\n{rest[place:]}'
    form.write_text(edited, encoding="utf-8")
    document = DOCUMENTS / "wuhan-jiangxia-2019.txt"
    assert imported(data, document) == 0
    assert form.read_text(encoding="utf-8") == edited
    form.write_text(edited.replace('label: "', 'label: "改', 1), encoding="utf-8")
    capsys.readouterr()
    assert imported(data, document, "--replace") == 0
    release = added.partition("release:")[1] + added.partition("release:")[2]
    assert form.read_text(encoding="utf-8") == edited.replace(release, "")
    said = capsys.readouterr().out
    assert "release 不再适用" in said
    assert "currency_unit_override" in said


def test_a_direction_whose_row_is_gone_is_announced(data, tmp_path, capsys):
    """Where the new text no longer prints a row that has a polarity, the import says that it was not kept."""
    form = data / "wuhan-wuchang/shouyilu-subdistrict/2020/self-evaluation.yml"
    text = form.read_text(encoding="utf-8")
    row = re.search(r'^( +)(?:- )?name: "([^"\\]{4,})"\n', text[text.index("indicators:") :], re.MULTILINE)
    start = text.index("indicators:") + row.start()
    line = re.search(r"^( +)source_line: .*\n", text[start:], re.MULTILINE)
    place = start + line.start()
    form.write_text(f'{text[:place]}{line[1]}polarity: "lower_better"\n{text[place:]}', encoding="utf-8")
    document = (DOCUMENTS / "wuhan-shouyilu-2020.txt").read_text(encoding="utf-8")
    assert document.count(row[2])
    changed = tmp_path / "changed.txt"
    changed.write_text(document.replace(row[2], f"{row[2]}（新）"), encoding="utf-8")
    assert imported(data, changed, "--replace") == 0
    assert f"the polarity lower_better written for {row[2]} was not kept" in capsys.readouterr().out


def test_a_changed_document_does_not_overwrite_another_ones_record(data, tmp_path):
    """A text with the name of a known document but another checksum gets a record of its own."""
    record = data / "sources/wuhan-jiangxia-2019.yml"
    before = record.read_bytes()
    text = (DOCUMENTS / "wuhan-jiangxia-2019.txt").read_text(encoding="utf-8")
    changed = tmp_path / "wuhan jiangxia 2019.txt"
    changed.write_text(text.rstrip("\n") + "\n\n\n", encoding="utf-8")
    assert imported(data, changed, "--replace") == 0
    assert record.read_bytes() == before
    assert (data / "sources/wuhan-jiangxia-2019-2.yml").is_file()
    for form in (data / JIANGXIA).glob("*.yml"):
        assert 'document: "wuhan-jiangxia-2019-2"' in form.read_text(encoding="utf-8")
    assert main(["check", "--data", str(data), "--rules", "BUD", "--format", "json"]) in {0, 1}
