"""``mingzhang import`` is the one command: it lists new projects, knows departments by their names, and tells of sources."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import SAMPLE, WITHOUT_LARGEST
from printed.layouts import LAYOUTS
from printed.table import Document, Paragraph, Table
from printed.writers import docx, xlsx, xlsx_sheets

from build_scripts.cli import main
from build_scripts.importers.registering import NotRegisteredError, with_projects
from build_scripts.publish import write_all_or_none
from build_scripts.reading.model import ProjectName

OFFICE = "qinghe/traffic"
REGISTER = f"{OFFICE}/department.yml"
FORM = f"{OFFICE}/2023/projects/cheng-xiang-gong-jiao-xian-lu.yml"
PRINTED, UNIT = "219-青禾县交通运输局", "219001-青禾县交通运输局本级"
HEAD = '# 交通口\nname: "青禾县交通运输局"  # 全称\nkind: "government_department"\n'
PROJECTS = (ProjectName(id="x", name="甲项目"), ProjectName(id="y", name="乙“项目”"))


@pytest.fixture
def data(tmp_path):
    """Return a copy of part of the sample with a department of a new place."""
    folder = Path(shutil.copytree(SAMPLE, tmp_path / "data", ignore=WITHOUT_LARGEST))
    (folder / OFFICE).mkdir(parents=True)
    (folder / "qinghe/jurisdiction.yml").write_text('name: "青禾县"\nname_en: "Qinghe"\nlevel: "county"\n', "utf-8")
    (folder / REGISTER).write_text(HEAD, "utf-8")
    return folder


@pytest.fixture
def file(tmp_path):
    """Return what saves a form with some of its texts changed."""

    def save(*changes: tuple[str, str], name="表.docx", write=docx):
        path = tmp_path / name
        path.write_bytes(write(changed(LAYOUTS["A"](0).document, dict(changes))))
        return path

    return save


def changed(document: Document, texts) -> Document:
    """Return a document with other texts in some of its cells."""

    def block(part):
        if isinstance(part, Paragraph):
            return part
        rows = (tuple(replace(cell, text=texts.get(cell.text, cell.text)) for cell in row) for row in part.rows)
        return Table(tuple(rows))

    return replace(document, blocks=tuple(map(block, document.blocks)))


def tree(folder):
    """Return what a folder holds."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def imported(data, path, *options):
    """Import a file and return the exit code."""
    return main(["import", str(path), "--data", str(data), *options])


def test_a_new_project_is_listed_with_its_form(tmp_path, data, file, capsys):
    """One command, no --replace: the list grows, everything else of the file stays, and check and import find no fault."""
    review = tmp_path / "review.html"
    path, before = file(), tree(data)
    assert imported(data, path, "--dry-run", "--review", str(review)) == 0
    assert tree(data) == before
    line = f"{REGISTER}：城乡公交线路补助 → cheng-xiang-gong-jiao-xian-lu"
    assert line in capsys.readouterr().out
    assert line in review.read_text("utf-8")
    assert imported(data, path) == 0
    assert (data / REGISTER).read_text("utf-8") == (
        f'{HEAD}projects:\n  - id: "cheng-xiang-gong-jiao-xian-lu"\n    name: "城乡公交线路补助"\n'
    )
    assert str(data / REGISTER) in capsys.readouterr().out
    after = tree(data)
    main(["check", "--data", str(data), "--format", "json"])
    assert "project-undeclared" not in capsys.readouterr().out
    assert imported(data, path) == 0
    assert tree(data) == after


def test_a_project_much_like_a_listed_one_is_pointed_out(data, file, capsys):
    """Another spelling would be another address for ever: the person sees both names."""
    (data / REGISTER).write_text(f'{HEAD}projects:\n  - id: "bus"\n    name: "城乡公交线路补贴"\n', "utf-8")
    assert imported(data, file(), "--dry-run") == 0
    assert "与已登记的“城乡公交线路补贴”（bus）相近" in capsys.readouterr().out


def test_a_form_whose_project_has_no_name_is_refused(data, file, capsys):
    """A name that the register would refuse is not written into it."""
    before = tree(data)
    assert imported(data, file(("51000023R000000417-城乡公交线路补助", "12"))) == 1
    assert tree(data) == before
    assert "项目名称“12”不成名称" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("text", "added"),
    [
        (HEAD, "projects:\n  - {x}\n    {nx}\n  - {y}\n    {ny}\n"),
        (f'{HEAD}projects:\n- id: "a"\n  name: "旧项目"  # 注\n  # 说明\n\n# 其他\n<>budget_code: "1"\n', None),
        (f"{HEAD}projects: []  # 暂无\n", None),
        (f'{HEAD}projects: [{{id: "a", name: "旧]项目"}}]\nshort_names: ["局"]\n', None),
        (f'{HEAD}projects:\n  - {{id: "a",\n     name: "旧项目"\n    }}\nshort_names: ["局"]\n', None),
        ('  name: "局名"\n  kind: "party"\n', None),
        (HEAD.removesuffix("\n"), None),
        (HEAD.replace("\n", "\r\n"), None),
        (f"\ufeff{HEAD}", None),
    ],
)  # fmt: skip
def test_a_register_is_only_added_to(text, added):
    """However a person has laid it out, all its characters stay, in their order, around what is added in one place."""
    text = text.replace("<>", "")
    result = with_projects(text, PROJECTS)
    begin = next(place for place in range(len(text) + 1) if text[place:] == "" or text[place] != result[place])
    rest = text[begin:]
    assert result.endswith(rest)
    assert result.count("甲项目") == result.count("乙“项目”") == 1
    assert ("\r\n" in text) == ("\r\n" in result)
    if added:
        words = {"x": 'id: "x"', "nx": 'name: "甲项目"', "y": 'id: "y"', "ny": 'name: "乙“项目”"'}
        assert result == text + added.format(**words)


def test_a_comment_stays_with_the_project_above_it():
    """What is indented below the last project speaks of that one; what stands after a blank line does not."""
    text = f'{HEAD}projects:\n  - id: "a"\n    name: "旧项目"\n    # 旧项目的说明\n\n# 其他\nbudget_code: "1"\n'
    assert '    # 旧项目的说明\n  - id: "x"\n' in with_projects(text, PROJECTS)


def test_a_register_that_cannot_be_added_to_leaves_everything_unwritten(data, file, capsys):
    """The file is named with the lines to add by hand, and neither form nor source record is written."""
    with pytest.raises(NotRegisteredError):
        with_projects('{name: "局名", kind: "party"}\n', PROJECTS)
    (data / REGISTER).write_text('{name: "青禾县交通运输局", kind: "government_department"}\n', "utf-8")
    before = tree(data)
    assert imported(data, file()) == 1
    assert tree(data) == before
    shown = capsys.readouterr().out
    assert f"{data / REGISTER}：写法特殊" in shown
    assert '  - id: "cheng-xiang-gong-jiao-xian-lu"\n    name: "城乡公交线路补助"' in shown


def test_files_that_cannot_all_be_written_are_put_back(tmp_path):
    """Where the last of three cannot be written, the first is as it was and the second is gone."""
    (tmp_path / "a").write_text("old")
    (tmp_path / "blocked").write_text("a file, no folder")
    with pytest.raises(OSError, match="blocked"):
        write_all_or_none(tmp_path, {"a": b"new", "b": b"new", "blocked/c": b"new"})
    assert tree(tmp_path) == {"a": b"old", "blocked": b"a file, no folder"}


@pytest.mark.parametrize(
    "printed",
    [
        "青禾县交通运输局 118001",
        "[125]青禾县交通运输局",
        "【125】青禾县交通运输局",
        "118001青禾县交通运输局",
        "青禾县交通运输局（118001）",
        "青禾县交通运输局（本级）",
        "青禾县交通运输局(机关)",
        "青禾县交通运输局（部门）",
        "青禾县交通运输局〔局机关〕",
        "118001-青禾县交通运输局（含下属单位）",
        "青禾县交通运输局本级",
    ],
)
def test_a_code_or_a_level_does_not_hide_a_department(data, file, capsys, printed):
    """The form goes to the registered department, as printed, and check takes its name for the registered one."""
    assert imported(data, file((PRINTED, printed), (UNIT, ""))) == 0
    assert f'department: "{printed}"' in (data / FORM).read_text("utf-8")
    capsys.readouterr()
    main(["check", str(data / OFFICE), "--data", str(data), "--rules", "STR-17", "--format", "json"])
    assert "STR-17" not in capsys.readouterr().out


@pytest.mark.parametrize(
    "printed", ["青禾县交通运输局（铁路建设办公室）", "青禾县交通运输局公路段", "青禾县教育局（本级）"]
)
def test_another_body_is_not_taken_for_the_department(data, file, printed):
    """A bracket with another name, or a longer name, is another body."""
    before = tree(data)
    assert imported(data, file((PRINTED, printed), (UNIT, ""))) == 1
    assert tree(data) == before


def test_brackets_of_either_width_are_one(data, file):
    """A registered name with full-width brackets is found by one with narrow ones, before the name without."""
    (data / "qinghe/rail").mkdir()
    (data / "qinghe/rail/department.yml").write_text(HEAD.replace("局", "局（本级）"), "utf-8")
    assert imported(data, file((PRINTED, "青禾县交通运输局(本级)"), (UNIT, ""))) == 0
    assert (data / FORM.replace("traffic", "rail")).is_file()


@pytest.mark.parametrize(
    ("department", "unit"), [("青禾县人民政府", "青禾县交通运输局"), ("青禾县交通运输局", "青禾县公路养护中心")]
)
def test_the_one_of_two_names_that_is_registered_counts(data, file, capsys, department, unit):
    """The form prints a superior or a subordinate beside the department: it is filed all the same, and check agrees."""
    assert imported(data, file((PRINTED, department), (UNIT, unit))) == 0
    assert (data / FORM).is_file()
    capsys.readouterr()
    main(["check", str(data / OFFICE), "--data", str(data), "--rules", "STR-17", "--format", "json"])
    assert "STR-17" not in capsys.readouterr().out


def test_of_two_registered_names_the_department_counts_unless_the_person_says(data, file):
    """--to names the unit's folder where that is meant."""
    (data / "qinghe/roads").mkdir()
    (data / "qinghe/roads/department.yml").write_text(HEAD.replace("交通运输局", "公路养护中心"), "utf-8")
    path = file((UNIT, "青禾县公路养护中心"))
    assert imported(data, path, "--dry-run") == 0
    assert imported(data, path, "--to", "data/qinghe/roads") == 0
    assert (data / FORM.replace("traffic", "roads")).is_file()
    assert not (data / FORM).exists()


@pytest.mark.parametrize("to", [OFFICE, f"data/{OFFICE}", f"copy/{OFFICE}", f"./data/{OFFICE}/"])
def test_a_copy_of_the_data_takes_the_same_folders(data, file, to):
    """Whatever the data folder is called, --to is written as everywhere."""
    copy = data.rename(data.parent / "copy")
    assert imported(copy, file(), "--to", to) == 0
    assert (copy / FORM).is_file()


def test_a_saved_copy_is_told_from_a_changed_form(data, file, capsys):
    """Same cells in another file: nothing differs but the source; what may be done is said, and nothing is written."""
    assert imported(data, file(name="first.docx")) == 0
    before = tree(data)
    for path in (file(name="again.xlsx", write=xlsx), file(name="again.docx", write=resaved)):
        capsys.readouterr()
        assert imported(data, path) == 1
        assert tree(data) == before
        shown = capsys.readouterr().out
        assert "印出的内容与现有的一样" in shown
        assert "sources/first.yml" in shown
        assert "已存在且内容不同" not in shown


def resaved(document: Document) -> bytes:
    """Return the same form in other bytes."""
    return docx(replace(document, blocks=(*document.blocks, Paragraph(" "))))


def test_a_change_of_source_is_told(tmp_path, data, file, capsys):
    """A corrected file takes the place of the form: the report and the page say which document it was and is."""
    assert imported(data, file(name="first.docx")) == 0
    capsys.readouterr()
    review = tmp_path / "review.html"
    corrected = file(("94.5", "95.5"), name="second.docx")
    assert imported(data, corrected, "--replace", "--review", str(review)) == 0
    shown = capsys.readouterr().out
    line = (
        f"{FORM}：sources/first.yml（青禾县交通运输局2023年度项目支出绩效自评报告） → sources/second.yml（second.docx）"
    )
    assert line in shown
    assert "sources/second.yml" in review.read_text("utf-8")
    assert "城乡公交线路补助 · 总分：得分：“94.5” → “95.5”" in shown
    assert 'document: "second"' in (data / FORM).read_text("utf-8")


def test_comments_in_a_form_are_no_difference(data, file):
    """A form that says the same in another layout is left as the person has it."""
    path = file()
    assert imported(data, path) == 0
    form = data / FORM
    form.write_text("# 已与原件核对\n" + form.read_text("utf-8"), "utf-8")
    before = tree(data)
    assert imported(data, path, "--replace") == 0
    assert tree(data) == before


def test_one_corrected_form_among_copies_is_no_mere_copy(data, tmp_path, capsys):
    """Where a file corrects one of its forms, nobody is told that there is nothing to import."""
    form = LAYOUTS["A"](0).document
    other = changed(form, {"51000023R000000417-城乡公交线路补助": "道路养护"})
    path = tmp_path / "forms.xlsx"
    path.write_bytes(xlsx_sheets(form, other))
    assert imported(data, path) == 0
    path.write_bytes(xlsx_sheets(form, changed(other, {"94.5": "95.5"})))
    capsys.readouterr()
    assert imported(data, path) == 1
    shown = capsys.readouterr().out
    assert f"{data / OFFICE}/2023/projects/dao-lu-yang-hu.yml: 已存在且内容不同" in shown
    assert f"{data / FORM}：印出的内容与现有的一样" in shown
    assert "不用导入" not in shown
