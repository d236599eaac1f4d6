"""One form once, and hints that lead nowhere else: copies, places, names of projects, and files that are no data."""

from __future__ import annotations

import pytest

from build_scripts.cli import main
from build_scripts.reading.load import load

FORM = "wuhan-jiangxia/gov-office/2023/projects/road-repair.yml"
BRIDGES = "wuhan-jiangxia/gov-office/2023/projects/bridges.yml"
TARGETS = "wuhan-jiangxia/gov-office/2023/targets.yml"
DEPARTMENT = "wuhan-jiangxia/gov-office/department.yml"
REPLIES = "wuhan-jiangxia/gov-office/replies.yml"
STATEMENT = "wuhan-jiangxia/gov-office/2023/road-repair"


@pytest.fixture
def two_projects(tree):
    """Return the changes that register a second project, and the text of its form: other name, other lines, same rows."""
    department = tree[DEPARTMENT] + '  - id: "bridges"\n    name: "桥梁 维修"\n'
    other = tree[FORM].replace("道路维修", "桥梁维修").replace('document: "document"', 'document: "another"')
    return {DEPARTMENT: department, "sources/another.yml": tree["sources/document.yml"]}, other


def told(data):
    """Return codes and files of the errors, and all they say."""
    portal, problems = load(data)
    assert (portal is None) == bool(problems)
    return {(item.code, item.file.removeprefix("data/")) for item in problems}, " ".join(
        str(i.message) for i in problems
    )


def test_a_second_form_of_its_own_is_no_copy(write_tree, two_projects):
    """Two projects may have the same rows and figures; spaces in a printed name do not count."""
    changes, form = two_projects
    assert told(write_tree({**changes, BRIDGES: form})) == (set(), "")


def test_a_form_copied_and_left_unedited_is_named_with_its_original(write_tree, tree, two_projects):
    """Content, place and project name each say so: its money would count double."""
    changes, _ = two_projects
    found, words = told(write_tree({**changes, BRIDGES: tree[FORM]}))
    assert found == {("form-twice", FORM), ("source-lines-twice", FORM), ("project-name", BRIDGES)}
    assert words.count(f"data/{BRIDGES}") == 4  # in both languages
    assert "那是项目 road-repair 的名称" in words


def test_of_two_that_are_alike_the_one_that_is_not_public_yet_is_the_copy(write_tree, tree, two_projects):
    """Whatever their names: the original has been published, and what is to be mended is the new file."""
    changes, _ = two_projects
    assert main(["record", "--data", str(write_tree())]) == 0
    found, words = told(write_tree({**changes, BRIDGES: tree[FORM]}))
    assert {("form-twice", BRIDGES), ("source-lines-twice", BRIDGES), ("project-name", BRIDGES)} <= found
    assert f"data/{FORM}" in words


def test_a_form_copied_into_another_year_is_a_copy(write_tree, tree):
    """The fiscal year is nobody's printed word: where all that is printed is the same, somebody forgot to fill it in."""
    copy = tree[FORM].replace("fiscal_year: 2023", "fiscal_year: 2024").replace('document: "document"', 'document: "b"')
    data = write_tree({FORM.replace("2023", "2024"): copy, "sources/b.yml": tree["sources/document.yml"]})
    assert told(data)[0] == {("form-twice", FORM.replace("2023", "2024"))}


@pytest.mark.parametrize(
    ("first", "last", "overlaps"), [(1, 40, False), (1, 41, True), (60, 70, True), (100, 100, True)]
)
def test_a_place_in_a_source_holds_one_form_of_a_kind(write_tree, two_projects, first, last, overlaps):
    """Ranges that share a line overlap, and both are named; forms of other kinds, such as annexes, may stand inside."""
    changes, form = two_projects
    rows = form.replace("    source_line: 45\n", "").replace("        source_line: 50\n", "")
    placed = rows.replace('"another"', '"document"').replace("first_line: 41", f"first_line: {first}")
    data = write_tree({**changes, BRIDGES: placed.replace("last_line: 100", f"last_line: {last}")})
    found, words = told(data)
    assert {code for code, _ in found} == ({"source-lines-twice"} if overlaps else set())
    for word in (FORM, BRIDGES, f"{first}—{last}", "41—100") if overlaps else ():
        assert word in words + str(found)


def test_a_scan_has_one_line_and_tells_no_place(write_tree, tree, two_projects):
    """All forms of a PDF stand on its line 1."""
    changes, form = two_projects

    def scanned(text):
        lines = [line for line in text.splitlines() if "source_line" not in line]
        return (
            "\n".join(lines).replace("first_line: 41", "first_line: 1").replace("last_line: 100", "last_line: 1") + "\n"
        )

    source = tree["sources/document.yml"].replace("lines: 100", "lines: 1")
    data = write_tree(
        {
            **changes,
            "sources/another.yml": source,
            FORM: scanned(tree[FORM].replace('"document"', '"another"')),
            BRIDGES: scanned(form),
        }
    )
    assert told(data) == (set(), "")


@pytest.mark.parametrize(
    ("printed", "expected"),
    [("道路维修", set()), ("道路 养护", set()), ("", set()), ("桥梁维修", {("project-name", FORM)})],
)
def test_a_printed_project_is_the_registered_one(write_tree, tree, printed, expected):
    """Its name, an alias or a blank cell; the message names file and register."""
    data = write_tree(
        {
            DEPARTMENT: tree[DEPARTMENT].replace('name: "道路维修"', 'name: "道路维修"\n    aliases: ["道路养护"]'),
            FORM: tree[FORM].replace('project: "道路维修"', f'project: "{printed}"'),
        }
    )
    found, words = told(data)
    assert found == expected
    assert not expected or "wuhan-jiangxia/gov-office/department.yml" in words


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("~$road-repair.yml", "Office"),
        ("road-repair.yml.orig", "合并"),
        ("road-repair_BACKUP_4711.yml", "合并"),
        ("road-repair.yml~", "备份"),
        ("road-repair.yml.bak", "备份"),
        ("road-repair.bak.yml", "备份"),
        ("road-repair.yml.swp", "交换文件"),
        ("road-repair - 副本.yml", "副本"),
        ("road-repair - 副本 (2).yml", "副本"),
        ("road-repair - Copy.yml", "副本"),
        ("road-repair (1).yml", "副本"),
        ("Copy of road-repair.yml", "副本"),
    ],
)
@pytest.mark.parametrize("folder", ["projects/", ""])
def test_a_left_over_is_named_for_what_it_is(write_tree, folder, name, what):
    """Nobody is told to give a backup the name of a form."""
    place = f"wuhan-jiangxia/gov-office/2023/{folder}{name}"
    found, words = told(write_tree({place: "x"}))
    assert found == {("file-left-over", place)}
    assert what in words
    assert "是不是" not in words


def test_a_copied_folder_is_one_left_over(write_tree):
    """Nothing in it is read, and nobody is told to rename it."""
    found, words = told(write_tree({"wuhan-jiangxia/gov-office - 副本/department.yml": "x"}))
    assert found == {("file-left-over", "wuhan-jiangxia/gov-office - 副本")}
    assert "请改名" not in words


@pytest.mark.parametrize("name", ["Thumbs.db", "thumbs.db", "desktop.ini", ".road-repair.yml.swp", "__MACOSX/x.yml"])
def test_what_the_system_leaves_is_passed_over_with_a_notice(write_tree, tmp_path, capsys, name):
    """It stops neither check nor build, strict or not, and is named once."""
    data = write_tree({f"wuhan-jiangxia/gov-office/2023/projects/{name}": "x"})
    portal, problems = load(data)
    assert portal is not None
    assert [(item.code, item.severity) for item in problems] == [("file-of-system", "note")]
    assert main(["check", "--data", str(data), "--rules", "BUD"]) == 0
    assert main(["check", "--data", str(data)]) == main(["check", "--data", str(write_tree())])
    assert "file-of-system" in capsys.readouterr().out
    assert main(["build", "--data", str(data), "--out", str(tmp_path / "site")]) == 0


@pytest.mark.parametrize(
    ("place", "proposed"),
    [
        ("2023/target.yml", None),
        ("2023/reprt.yml", "report.yml"),
        ("2023/road-repair.yml", None),
        ("2023/report.pdf", None),
        ("2023/projects/Road_Repair.yml", None),
        ("2023/projects/Bridges.YAML", "bridges.yml"),
        ("2023/projects/report.docx", None),
    ],
)
def test_no_file_that_is_there_and_no_other_form_is_proposed(write_tree, place, proposed):
    """A hint names a free name that the file was meant to have, or none."""
    found, words = told(write_tree({f"wuhan-jiangxia/gov-office/{place}": "x"}))
    assert {code for code, _ in found} == {"file-unknown"}
    assert (f"是不是应叫 {proposed}？" in words) if proposed else ("是不是" not in words)
    assert "targets.yml" not in words


def test_an_unregistered_project_is_not_taken_for_one_that_has_its_form(write_tree, tree):
    """``road-repair-2`` beside ``road-repair`` is no slip of the pen."""
    data = write_tree(
        {
            FORM.replace("repair", "repairs"): tree[FORM].replace('"document"', '"b"'),
            "sources/b.yml": tree["sources/document.yml"],
        }
    )
    found, words = told(data)
    assert ("project-undeclared", FORM.replace("repair", "repairs")) in found
    assert "是不是" not in words


@pytest.mark.parametrize(
    ("statement", "row", "meant"),
    [
        ("wuhan-jiangxia/gov-office/2023/roads", "f-4pm2ww3v", STATEMENT),
        ("wuhan-jiangxia/gov-office/2023/raod-repair", "", STATEMENT),
        ("wuhan-jiangxia/gov-office/2023/road-widening", "", None),
        ("wuhan-jiangxia/gov-office/2023/road-repairs", "f-aaaaaaaa", None),
        ("wuhan-jiangxia/gov-office/2022/road-repair", "", None),
    ],
)
def test_a_reply_to_a_form_that_is_gone_is_never_led_to_another(write_tree, statement, row, meant):
    """A form is proposed where it has the very row, or where its name is a letter away; its neighbour is not."""
    cell = f'row: "{row}", column: "executed", ' if row else ""
    entry = f'  - statement: "{statement}"\n    rule: "BUD-03"\n    cells: [{{{cell}printed: ""}}]\n    status: "explained"\n    reply: "已说明"\n    date: "2024-06-01"\n'
    found, words = told(write_tree({REPLIES: f"replies:\n{entry}"}))
    assert found == {("reference-unknown", REPLIES)}
    assert (f"是不是 {meant}？" in words) if meant else ("是不是" not in words)
    assert "请删去这一条" in words  # no release showed it


def test_what_was_said_of_a_public_form_that_is_gone_stays(write_tree, tree):
    """The cure is to say what became of the form; then the entry holds, whoever wrote it in the meantime."""
    entry = f'  - statement: "{STATEMENT}"\n    rule: "BUD-03"\n    cells: [{{printed: ""}}]\n    status: "explained"\n    reply: "已说明"\n    date: "2024-06-01"\n'
    of_row = entry.replace("{printed", '{row: "f-4pm2ww3v", printed')
    data = write_tree({REPLIES: f"replies:\n{entry}{of_row}"})
    assert main(["record", "--data", str(data)]) == 0
    new = FORM.replace("road-repair", "roads")
    (data / FORM).rename(data / new)
    department = data / "wuhan-jiangxia/gov-office/department.yml"
    department.write_text(department.read_text(encoding="utf-8").replace("road-repair", "roads"), encoding="utf-8")
    found, words = told(data)
    assert found == {("reference-unknown", REPLIES)}
    assert (
        words.count("是不是 wuhan-jiangxia/gov-office/2023/roads？") == 2
    )  # the first entry names no row, its neighbour does
    assert f'formerly: ["{STATEMENT}"]' in words
    assert "withdrawn" in words
    (data / new).write_text(f'{tree[FORM]}formerly: ["{STATEMENT}"]\n', encoding="utf-8")
    assert told(data)[0] == set()


def test_a_source_of_another_year_is_not_proposed(write_tree, tree):
    """Where numbers differ it is another document, not a slip."""
    data = write_tree(
        {
            "sources/county-2022.yml": tree["sources/document.yml"],
            TARGETS: tree[TARGETS].replace('"document"', '"county-2023"'),
        }
    )
    assert "是不是" not in told(data)[1]


def test_hidden_files_stay_unseen(write_tree):
    """As before: what begins with a dot is nobody's data."""
    data = write_tree(
        {".DS_Store": "x", "wuhan/.gitkeep": "", "wuhan-jiangxia/gov-office/2023/.~lock.targets.yml#": "x"}
    )
    assert told(data) == (set(), "")
