"""``mingzhang import`` loses no form and nothing that a person wrote: every form has its own file, or none is written."""

from __future__ import annotations

import re
import shutil
from itertools import count
from pathlib import Path

import pytest
from conftest import SAMPLE, WITHOUT_LARGEST
from test_releases_read import keep, packed

from build_scripts.cli import main
from build_scripts.importers import read_document

DOCUMENTS = Path(__file__).parent / "fixtures" / "documents"
JIANGXIA = "wuhan-jiangxia/government-office/2019/projects"
HUGUAN = "changzhi-huguan/government-office/2021/projects"
HUGUAN_OFFICE = "changzhi-huguan/government-office/department.yml"
DONGXIHU = "wuhan-dongxihu-2025.txt"


@pytest.fixture
def data(tmp_path):
    """Return a copy of part of the real data."""
    return Path(shutil.copytree(SAMPLE, tmp_path / "data", ignore=WITHOUT_LARGEST))


@pytest.fixture
def whole(tmp_path):
    """Return a copy of the real data."""
    return Path(shutil.copytree(SAMPLE, tmp_path / "data"))


def files(folder):
    """Return what a folder holds."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def written(text, encoding, line_end):
    """Return a text as an editor saves it: with a byte-order mark, which stands before the first character."""
    return f"\ufeff{text}".replace("\n", line_end).encode(encoding)


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


@pytest.mark.parametrize("name", ["二〇二一年度新增项目{}", "二〇二一年度新增项目"])
def test_projects_whose_names_begin_alike_have_a_file_each(data, tmp_path, name):
    """Eight projects whose ids would be one, even eight of one name, become eight listed files; again, nothing changes."""
    shutil.rmtree(data / HUGUAN)
    path = renamed_projects(tmp_path, name.format)
    before = files(data)
    assert imported(data, path) == 0
    made = {place for place in files(data) if place not in before}
    assert len(made) == 9
    assert {place for place in made if place.startswith("sources/")} == {"sources/new-projects.yml"}
    assert f"{HUGUAN}/er-ling-er-yi-nian-du-8.yml" in made
    after = files(data)
    assert len(after[HUGUAN_OFFICE].splitlines()) == len(before[HUGUAN_OFFICE].splitlines()) + 16
    assert imported(data, path) == 0
    assert files(data) == after


def test_releases_stand_in_no_imports_way(data, tmp_path, capsys):
    """Data of which there is a release take new forms as others do; that release is not touched."""
    keep(data, "2026.10", "2026-10-31", packed("2026.10", "2026-10-31"))
    shutil.rmtree(data / HUGUAN)
    before = files(data)
    assert imported(data, renamed_projects(tmp_path, "二〇二一年度新增项目{}".format)) == 0
    after, told = files(data), capsys.readouterr().out
    assert "release-missing" not in told  # else nothing was checked
    assert len(after) > len(before)
    assert {name: after[name] for name in before if "releases" in name} == {
        name: content for name, content in before.items() if "releases" in name
    }


def test_a_new_project_does_not_take_another_ones_id(data, tmp_path):
    """A project with the pinyin of one that stands in data/ gets an id of its own; the standing form stays."""
    shutil.rmtree(data / HUGUAN)
    assert imported(data, renamed_projects(tmp_path, "二〇二一年度新增项目甲{}".format)) == 0
    before = files(data / HUGUAN)
    assert imported(data, renamed_projects(tmp_path, "二〇二一年度新增项目乙{}".format)) == 0
    after = files(data / HUGUAN)
    assert len(after) == 16
    assert before.items() <= after.items()


def test_one_folder_is_not_given_to_many_departments(data, capsys):
    """--to serves one unknown department: with thirty-six nothing is written, and each is named with its line."""
    before = files(data)
    assert imported(data, DOCUMENTS / DONGXIHU, "--to", "wuhan-dongxihu/all") == 1
    assert files(data) == before
    shown = capsys.readouterr().out
    assert shown.count("--to serves one department") == 35
    assert "什么也没有写入" in shown


def test_an_unknown_department_leaves_everything_unwritten(whole, capsys):
    """Where one department of a document is not in data/, the forms of the others are not written either."""
    shutil.rmtree(whole / "wuhan-dongxihu/archives")
    (whole / "wuhan-dongxihu/party-committee-office/2025/targets.yml").unlink()
    before = files(whole)
    assert imported(whole, DOCUMENTS / DONGXIHU) == 1
    assert files(whole) == before
    assert "东西湖区档案馆" in capsys.readouterr().out


def test_two_forms_that_would_be_one_file_are_named_with_their_lines(whole, tmp_path, capsys):
    """A department form printed twice has one file only: both lines are named and nothing is written."""
    text = (DOCUMENTS / DONGXIHU).read_text(encoding="utf-8")
    first, second = "武汉市东西湖区档案馆", "武汉市东西湖区科学技术协会"
    path = tmp_path / "twice.txt"
    path.write_text(text.replace(second, first), encoding="utf-8")
    assert text.count(second)
    before = files(whole)
    assert imported(whole, path, "--replace") == 1
    assert files(whole) == before
    assert re.search(
        r"form \d+ \(from line \d+\) and form \d+ \(from line \d+\) would both be data/wuhan-dongxihu/archives",
        capsys.readouterr().out,
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
        "data/wuhan-wuchang",
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
    assert "data/sample-county/archives" in shown.err
    assert shown.out == ""


@pytest.mark.parametrize("to", ["wuhan-wuchang/new", "data/wuhan-wuchang/new/", "{data}/wuhan-wuchang/new"])
def test_a_department_folder_may_be_written_in_three_ways(data, to):
    """With or without data/, and as the absolute path that a shell completes; a new folder needs its department.yml first."""
    department = data / "wuhan-wuchang/shouyilu-subdistrict/department.yml"
    (data / "wuhan-wuchang/new").mkdir()
    (data / "wuhan-wuchang/new/department.yml").write_bytes(department.read_bytes())
    shutil.rmtree(department.parent)
    assert imported(data, DOCUMENTS / "wuhan-shouyilu-2020.txt", "--to", to.format(data=data)) == 0
    assert (data / "wuhan-wuchang/new/2020/self-evaluation.yml").is_file()


def test_what_a_person_added_outlives_a_new_import(data, capsys):
    """Unit, polarity and release stay with --replace; a release is bound to its words and lapses by itself."""
    form = data / JIANGXIA / "smart-office-platform.yml"
    text = form.read_text(encoding="utf-8")
    added = (
        'currency_unit_override:\n  unit: "yuan"\n  reason: "经办公室核实"\n'
        'release:\n  rules:\n    - "DSC-05"\n  cells:\n    - column: "title"\n      printed: "联系人"\n  by: "区政府办"\n  date: "2024-05-06"\n  reason: "可以公开"\n'
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
    assert form.read_text(encoding="utf-8") == edited
    assert "currency_unit_override" in capsys.readouterr().out


def test_ids_that_a_person_wrote_outlive_a_new_import(data, capsys):
    """The id of every kind of row stays where the row prints what it did; where it does not, the import says so."""
    document = DOCUMENTS / "changzhi-huguan-2021.txt"
    form = data / HUGUAN / "daily-office-expenses.yml"
    edited = form.read_text(encoding="utf-8")
    for first, id_ in (("level1", "i-aaaaaaaa"), ('line_code: "total"', "f-bbbbbbbb"), ("kind", "g-cccccccc")):
        edited = re.sub(rf"^( +)- (?={first})", rf'\1- id: "{id_}"\n\1  ', edited, count=1, flags=re.MULTILINE)
    form.write_text(edited, encoding="utf-8")
    assert imported(data, document) == 0
    assert form.read_text(encoding="utf-8") == edited
    form.write_text(edited.replace("年度资金总额", "年度资金合计"), encoding="utf-8")
    capsys.readouterr()
    assert imported(data, document, "--replace") == 0
    assert "the id f-bbbbbbbb that was written" in capsys.readouterr().out
    assert form.read_text(encoding="utf-8") == edited.replace('id: "f-bbbbbbbb"\n    ', "")


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


@pytest.mark.parametrize("name", ["wuhan-jiangxia-2019", "wuhan-shouyilu-2020"])
@pytest.mark.parametrize(
    ("encoding", "line_end"), [("utf-8", "\r\n"), ("utf-8", "\r"), ("utf-16-le", "\r\n"), ("utf-16-be", "\n")]
)
def test_a_text_is_read_as_windows_saves_it(name, encoding, line_end):
    """Byte-order mark, UTF-16 (Excel's Unicode text) and other line ends change nothing in any layout."""
    text = (DOCUMENTS / f"{name}.txt").read_text(encoding="utf-8")
    document = read_document(text.encode(), "x")
    assert read_document(written(text, encoding, line_end), "x").forms == document.forms


def test_a_byte_order_mark_is_no_part_of_a_name(data, tmp_path):
    """The form with the mark finds its department and becomes the same file, but for its source's id."""
    form = data / JIANGXIA / "smart-office-platform.yml"
    text = form.read_text(encoding="utf-8")
    path = tmp_path / "marked.txt"
    path.write_bytes(written((DOCUMENTS / "wuhan-jiangxia-2019.txt").read_text(encoding="utf-8"), "utf-8", "\r\n"))
    assert imported(data, path, "--replace") == 0
    made = form.read_text(encoding="utf-8")
    assert made.partition("goals:")[0] == text.partition("goals:")[0]
    assert 'document: "marked"' in made
    assert re.search(r'^lines: "?86"?$', (data / "sources/marked.yml").read_text(encoding="utf-8"), re.MULTILINE)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"PK\x03\x04rest", ("不完整或已损坏", "damaged")),
        (b"\xd0\xcf\x11\xe0rest", ("认不出这是什么文件", "unknown kind of file")),
        (b"%PDF-1.7", ("不完整或已损坏", "damaged")),
        ("甲\n乙".encode("gbk"), ("没有认得出的表单", "no form in the file")),
        (b"\xff\xfe\x00", ("认不出这是什么文件", "unknown kind of file")),
        ("一封信".encode(), ("没有认得出的表单", "no form in the file")),
    ],
)
def test_a_file_without_a_form_is_told_with_what_to_do(data, tmp_path, capsys, content, words):
    """A file that cannot be read or holds no form is named as what it is, with what to do; nothing is written."""
    path = tmp_path / "file"
    path.write_bytes(content)
    before = files(data)
    assert imported(data, path) == 1
    assert files(data) == before
    shown = capsys.readouterr().out
    assert all(word in shown for word in words)
    assert ":0:" not in shown


def test_a_folder_takes_no_form_of_another_department(data, capsys):
    """With --to a registered department the printed name must be its name or an alias; what to do is said."""
    shutil.rmtree(data / "wuhan-wuchang/shouyilu-subdistrict")
    before = files(data)
    document = DOCUMENTS / "wuhan-shouyilu-2020.txt"
    assert imported(data, document, "--to", "data/changzhi-huguan/government-office") == 1
    assert files(data) == before
    shown = capsys.readouterr().out
    assert "表上印的是“武汉市武昌区人民政府首义路街办事处”" in shown
    assert "名称是“壶关县人民政府办公室”" in shown
    assert "aliases" in shown
    department = data / HUGUAN_OFFICE
    text = department.read_text(encoding="utf-8")
    department.write_text(
        text.replace("aliases:\n", 'aliases:\n  - "武汉市武昌区人民政府首义路街办事处"\n'), encoding="utf-8"
    )
    assert imported(data, document, "--to", "data/changzhi-huguan/government-office") == 0


def test_a_folder_that_contradicts_the_register_is_refused(data, capsys):
    """A document whose only department is registered is not put elsewhere, and --to is not silently ignored."""
    before = files(data)
    assert imported(data, DOCUMENTS / "wuhan-jiangxia-2019.txt", "--to", "data/wuhan-wuchang/office") == 1
    assert files(data) == before
    assert "已登记为 data/wuhan-jiangxia/government-office" in capsys.readouterr().out


def test_a_year_is_given_only_where_none_is_printed(whole, tmp_path, capsys):
    """--year names the year of target forms that print none; what a form prints is not overruled."""
    assert imported(whole, DOCUMENTS / "wuhan-jiangxia-2019.txt", "--year", "2020") == 1
    assert "与 --year 2020 不同" in capsys.readouterr().out
    assert imported(whole, DOCUMENTS / "wuhan-jiangxia-2019.txt", "--year", "2019") == 0
    text = (DOCUMENTS / DONGXIHU).read_text(encoding="utf-8").replace("2025年度", "本年度")
    for year in whole.glob("wuhan-dongxihu/*/2025"):
        shutil.rmtree(year)
    path = tmp_path / "no year.txt"
    path.write_text(text, encoding="utf-8")
    capsys.readouterr()
    assert imported(whole, path) == 1
    shown = capsys.readouterr().out
    assert "请用 --year 指定" in shown
    assert "[]" not in shown
    assert imported(whole, path, "--year", "2026") == 0
    form = (whole / "wuhan-dongxihu/archives/2026/targets.yml").read_text(encoding="utf-8")
    assert 'fiscal_year_basis: "inferred"' in form
    assert "导入时指定为 2026 年度" in form
    assert main(["check", "--data", str(whole), "--rules", "STR-18", "--format", "json"]) == 0


@pytest.mark.parametrize("year", ["1200", "abc", "二〇二六"])
def test_a_year_that_is_none_is_a_wrong_call(data, capsys, year):
    """--year is a year of four digits, as fiscal_year is."""
    with pytest.raises(SystemExit) as caught:
        imported(data, DOCUMENTS / DONGXIHU, "--year", year)
    assert caught.value.code == 2
    assert f"{year}: 应是 1990 至 2100 之间的年份 · should be a year" in capsys.readouterr().err


def test_an_import_says_what_it_wrote_and_what_is_to_be_done(data, tmp_path, capsys):
    """Every file written is named, and the draft of a new source record is said to need its title and publisher."""
    text = (DOCUMENTS / "wuhan-jiangxia-2019.txt").read_text(encoding="utf-8")
    path = tmp_path / "公开表.txt"
    path.write_text(text + "\n", encoding="utf-8")
    before = files(data)
    assert imported(data, path, "--replace") == 0
    shown = capsys.readouterr().out
    after = files(data)
    changed = [name for name in after if before.get(name) != after[name]]
    assert len(changed) == 3
    for name in changed:
        assert f"  {data / name}\n" in shown
    assert f"请补全 {data / 'sources/gong-kai-biao.yml'}：title（标题）、publisher（发布单位）" in shown
    main(["check", "--data", str(data), "--rules", "STR-18", "--format", "json"])
    found = capsys.readouterr().out
    assert found.count('"STR-18"') == 1
    assert "data/sources/gong-kai-biao.yml 中 title、publisher 还是“待填写”" in found


def test_no_message_of_an_import_is_in_one_language_only(whole, capsys):
    """The reasons why lines stand in no form and the notes on mended rows are given in Chinese and English."""
    for document in sorted(DOCUMENTS.glob("*.txt")):
        assert imported(whole, document) == 0
        for line in capsys.readouterr().out.splitlines()[1:]:
            words = line.partition(": ")[2] if line.startswith("第") else line
            assert re.search("[a-z]{2}", words), line


def test_an_import_says_no_personal_number(data, tmp_path, capsys):
    """A project named with a number is held when it is published: until then no id, file name or message is made of it."""
    number = "421125198711223453"
    strange = tmp_path / "strange.txt"
    text = (DOCUMENTS / "changzhi-huguan-2021.txt").read_text(encoding="utf-8")
    strange.write_text(text.replace("得分", f"得分 {number}"), encoding="utf-8")
    assert imported(data, strange) == 1
    said = capsys.readouterr().out
    shutil.rmtree(data / HUGUAN)
    assert imported(data, renamed_projects(tmp_path, lambda turn: f"慰问{turn}人{number}")) == 0
    assert number not in said + capsys.readouterr().out + "".join(files(data))
    assert number in "".join(map(bytes.decode, files(data).values()))


HUNAN = (DOCUMENTS / "yiyang-heshan-2023.txt").read_text(encoding="utf-8")
FIRST_PROJECT = HUNAN.index("附件3")
DEPARTMENT_FORM = HUNAN.index("附件2")
BASE_DATA = HUNAN.index("附件1")


def test_hunan_project_forms_are_read_without_the_report():
    """The 21 project forms alone are the same forms, each under the unit that it names."""
    whole = [form.statement for form in read_document(HUNAN.encode(), "x").forms][3:]
    alone = read_document(HUNAN[FIRST_PROJECT:].encode(), "x").forms
    assert {form.department for form in alone} == {"益阳市赫山区人民政府办公室"}
    assert [form.statement.project for form in alone] == [form.project for form in whole]
    assert [[row.target for row in form.statement.goals[0].indicators] for form in alone] == [
        [row.target for row in form.goals[0].indicators] for form in whole
    ]


def test_hunan_project_forms_alone_are_imported_like_the_whole_document(data, tmp_path):
    """They go into the files of the department's projects, which change by their lines only."""
    before = files(data / "yiyang-heshan")
    path = tmp_path / "projects.txt"
    path.write_text(HUNAN[FIRST_PROJECT:], encoding="utf-8")
    assert imported(data, path, "--replace") == 0
    after = files(data / "yiyang-heshan")
    assert before.keys() == after.keys()
    changed = {name for name in after if before[name] != after[name]}
    assert len(changed) == 21
    assert all("/projects/" in name for name in changed)


def test_a_hunan_base_data_table_alone_needs_its_folder(data, tmp_path, capsys):
    """It prints no department: --to says whose it is; without it nothing is written."""
    path = tmp_path / "base.txt"
    path.write_text(HUNAN[BASE_DATA:DEPARTMENT_FORM], encoding="utf-8")
    assert imported(data, path, "--replace") == 1
    assert "没有印部门名称，请用 --to" in capsys.readouterr().out
    assert imported(data, path, "--replace", "--to", "yiyang-heshan/government-office") == 0
    (form,) = read_document(HUNAN[DEPARTMENT_FORM:FIRST_PROJECT].encode(), "x").forms
    assert form.department == "益阳市赫山区人民政府办公室"


def test_no_form_is_put_on_another_provinces_template(data, tmp_path):
    """A county of Hunan whose form has the very columns of one of Shanxi: its page prints neither that name nor its profile."""
    county, office = data / "hunan-county", data / "hunan-county" / "office"
    office.mkdir(parents=True)
    county.joinpath("jurisdiction.yml").write_text(
        'name: "湖南省某县"\nname_en: "A County"\nlevel: "county"\nparent: "hunan"\n', encoding="utf-8"
    )
    office.joinpath("department.yml").write_text(
        'name: "某县人民政府办公室"\nkind: "government_department"\n', encoding="utf-8"
    )
    text = (DOCUMENTS / "changzhi-huguan-2021.txt").read_text(encoding="utf-8").replace("壶关县", "某县")
    path = tmp_path / "another.txt"
    path.write_text(text, encoding="utf-8")
    names = [path.stem for path in (data / "form_templates").iterdir()]
    places = [name for name in names if not name.startswith(("mof", "integrated"))]
    assert imported(data, path, "--to", "hunan-county/office") == 0
    forms = [form.read_text(encoding="utf-8") for form in office.rglob("projects/*.yml")]
    assert len(forms) == 8
    assert not [name for name in places for form in forms if f'template: "{name}"' in form]
    assert not [name for name in places for form in forms if f'scoring_profile: "{name}"' in form]
    assert imported(data, DOCUMENTS / "changzhi-huguan-2021.txt") == 0
