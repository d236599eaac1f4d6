"""The door of the data: what a folder must hold, and what an author reads when it does not."""

from __future__ import annotations

import os
import re
import shutil
from dataclasses import dataclass, fields
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from build_scripts.reading import model, validation
from build_scripts.reading.load import load
from build_scripts.reading.model import AnyStatement, Record
from build_scripts.reading.strict_yaml import MAX_BYTES, read_yaml
from build_scripts.words.vocabulary import FormType

DEPARTMENT = "wuhan-jiangxia/gov-office"
TARGETS = f"{DEPARTMENT}/2023/targets.yml"
PROJECT = f"{DEPARTMENT}/2023/projects/road-repair.yml"


def problems_of(data: Path) -> list[tuple[str, str, int, int]]:
    """Return code, file, line and column of every problem, after a look at its words."""
    portal, problems = load(data)
    assert (portal is None) == bool(problems)
    assert problems == sorted(problems)
    for problem in problems:
        assert re.search("请|改|写", problem.message.zh), problem.message.zh
        assert re.search(r"[.\w)\"'\]}]$", problem.message.en), problem.message.en
        assert not re.search(
            "Input should|Field required|Extra inputs|valid (string|tuple|dict)",
            problem.message.zh + problem.message.en,
        )
    return [(p.code, p.file, p.line, p.column) for p in problems]


def test_the_smallest_tree_loads(write_tree):
    """Every record is under its id, forms are sorted, texts are as typed."""
    portal, problems = load(write_tree())
    assert problems == []
    assert portal is not None
    assert portal.settings.title == "明账"
    assert list(portal.jurisdictions) == ["wuhan", "wuhan-jiangxia"]
    assert portal.departments[DEPARTMENT].projects[0].id == "road-repair"
    assert (set(portal.templates), set(portal.profiles), set(portal.sources)) == (
        {"target-form", "project-form"},
        {"plain"},
        {"document"},
    )
    project, targets = portal.statements
    assert (project.id, project.file, project.project_id) == (
        f"{DEPARTMENT}/2023/road-repair",
        f"data/{PROJECT}",
        "road-repair",
    )
    assert (targets.id, targets.department_id, targets.jurisdiction_id) == (
        f"{DEPARTMENT}/2023/targets",
        DEPARTMENT,
        "wuhan-jiangxia",
    )
    assert targets.form.form_type is FormType.DEPT_TARGET
    assert targets.form.fiscal_year == 2023
    assert targets.form.goals[1].indicators[1].target == ""
    assert targets.form.goals[1].indicators[1].level1 is None


def test_a_form_knows_the_line_of_each_cell(write_tree):
    """A cell's own line, or that of the nearest thing around it."""
    portal, _ = load(write_tree())
    assert portal is not None
    targets = portal.statements[1]
    assert targets.place_of("goals[1].indicators[0].target")[0] == 29
    assert targets.place_of("goals[1].indicators[1].level1")[0] == 31
    assert targets.place_of("goals[9]")[0] == 12
    assert portal.positions[targets.file] is targets.positions


def test_the_portal_cannot_be_changed(write_tree):
    """Stages after loading cannot change what was authored."""
    portal, _ = load(write_tree())
    with pytest.raises(AttributeError):
        portal.settings = None
    with pytest.raises(ValueError, match="frozen"):
        portal.settings.title = "x"


def test_project_targets_have_an_address_of_their_own(write_tree, tree):
    """A project's targets and its self-evaluation of one year stand side by side."""
    template = tree["form_templates/project-form.yml"].replace("project_self_eval", "project_target")
    form = re.sub(r"scoring_profile.*\n|total:\n.*\n.*\n", "", tree[PROJECT])
    form = form.replace("project-form", "project-target").replace("project_self_eval", "project_target")
    data = write_tree(
        {
            "form_templates/project-target.yml": template,
            f"{DEPARTMENT}/2023/project-targets/road-repair.yml": form,
        }
    )
    portal, problems = load(data)
    assert problems == []
    assert portal is not None
    assert [(s.id.rpartition("/")[2], s.project_id) for s in portal.statements] == [
        ("road-repair", "road-repair"),
        ("road-repair-targets", "road-repair"),
        ("targets", None),
    ]


def test_ledgers_are_loaded(write_tree):
    """Restatements and known gaps are optional and keep their order."""
    statement = f"{DEPARTMENT}/2023/targets"
    data = write_tree(
        {
            f"{DEPARTMENT}/restatements.yml": f'restatements:\n  - statement: "{statement}"\n    row: "i-6vx5r6sj"\n'
            '    column: "target"\n    old: "1"\n    new: "2"\n    date: "2024-01-02"\n    reason: "更正"\n',
            f"{DEPARTMENT}/known_gaps.yml": f'known_gaps:\n  - rule: "STR-02"\n    statement: "{statement}"\n    cells: [{{printed: ""}}]\n'
            '    reason: "待补齐附表"\n    until: "2027-01-01"\n',
        }
    )
    portal, problems = load(data)
    assert problems == []
    assert portal is not None
    assert [change.new for change in portal.restatements[DEPARTMENT].restatements] == ["2"]
    assert [(gap.rule, gap.until) for gap in portal.known_gaps[DEPARTMENT].known_gaps] == [("STR-02", "2027-01-01")]


def test_hidden_files_and_readmes_are_ignored(write_tree):
    """Notes for authors and what editors leave behind are no data."""
    data = write_tree({"README.md": "x", f"{DEPARTMENT}/README.md": "x", ".DS_Store": b"\x00", "wuhan/.idea/x": "y"})
    assert problems_of(data) == []


@dataclass(frozen=True)
class Broken:
    """One change to the smallest tree, and the one problem it makes."""

    name: str
    file: str
    """The file that is changed."""
    old: str | None
    """What is replaced in it; None replaces the whole file."""
    new: str | bytes | None
    """What stands there instead; None deletes the file."""
    code: str
    line: int
    column: int
    says: str
    """Words that the Chinese text must have: the value, what is allowed, the fix."""
    at: str | None = None
    """The file of the problem, where it is another."""


BROKEN = [
    Broken("syntax", TARGETS, '">=800平方米"', ">=800平方米", "yaml-unquoted", 19, 17, 'target: ">=800平方米"'),
    Broken("blank value", TARGETS, 'target: ""', "target:", "yaml-empty-value", 32, 16, "''"),
    Broken(
        "duplicate key",
        TARGETS,
        '    number: 1\n    target_text: "改',
        '    number: 1\n    number: 2\n    target_text: "改',
        "yaml-duplicate-key",
        14,
        5,
        "第 13 行",
    ),
    Broken(
        "unknown key",
        TARGETS,
        "baseline_y1:",
        "baseline_y3:",
        "shape-unknown-key",
        28,
        9,
        "可以写的键：id（行的代码）、level1（一级指标）",
    ),
    Broken(
        "misspelt key",
        "portal.yml",
        "title_en",
        "titel_en",
        "shape-unknown-key",
        2,
        1,
        "是不是想写 title_en（英文名称）",
    ),
    Broken(
        "Chinese title as key",
        TARGETS,
        "baseline_y1:",
        "上年指标值:",
        "shape-unknown-key",
        28,
        9,
        "是不是想写 baseline_y1（上年指标值）",
    ),
    Broken(
        "missing key", "wuhan/jurisdiction.yml", 'name_en: "Wuhan"\n', "", "shape-missing-key", 1, 1, 'name_en: "…"'
    ),
    Broken(
        "missing code",
        "wuhan/jurisdiction.yml",
        'level: "prefecture"\n',
        "",
        "shape-missing-key",
        1,
        1,
        "province（省）、prefecture（市（州））",
    ),
    Broken(
        "missing name of a row",
        TARGETS,
        '      - name: "简报期数"\n        target: ""',
        '      - target: ""',
        "shape-missing-key",
        31,
        9,
        "三级指标",
    ),
    Broken(
        "missing group",
        TARGETS,
        'source:\n  document: "document"\n  first_line: 1\n  last_line: 40\n',
        "",
        "shape-missing-key",
        1,
        1,
        "first_line: 1",
    ),
    Broken("list for text", TARGETS, '"办公面积"', "[办公面积]", "shape-text-expected", 18, 15, "列表"),
    Broken("braces for text", TARGETS, '"办公面积"', "{办公: 面积}", "shape-text-expected", 18, 15, "引号"),
    Broken(
        "text for list",
        f"{DEPARTMENT}/department.yml",
        "kind:",
        'aliases: "办公室"\nkind:',
        "shape-list-expected",
        2,
        10,
        "- ",
    ),
    Broken(
        "text for a group",
        TARGETS,
        'source:\n  document: "document"\n  first_line: 1\n  last_line: 40\n',
        'source: "document"\n',
        "shape-group-expected",
        5,
        9,
        "document（来源文件）",
    ),
    Broken(
        "text for an item",
        f"{DEPARTMENT}/department.yml",
        'projects:\n  - id: "road-repair"\n    name: "道路维修"',
        "projects:\n  - 道路维修",
        "shape-group-expected",
        4,
        5,
        "id（项目代码）",
    ),
    Broken(
        "unknown code",
        "wuhan/jurisdiction.yml",
        '"prefecture"',
        '"prefectur"',
        "shape-unknown-code",
        3,
        8,
        "county（县（区））",
    ),
    Broken(
        "Chinese name for code",
        "wuhan/jurisdiction.yml",
        '"prefecture"',
        '"省"',
        "shape-unknown-code",
        3,
        8,
        "是不是 province？",
    ),
    Broken(
        "list for code",
        "wuhan/jurisdiction.yml",
        '"prefecture"',
        "[prefecture]",
        "shape-unknown-code",
        3,
        8,
        "prefecture",
    ),
    Broken("unknown grade", "portal.yml", "  good:", "  goood:", "shape-unknown-code", 10, 3, "good（良）"),
    Broken("bad number of points", "portal.yml", 'good: "80"', 'good: "八十"', "shape-bad-pattern", 10, 9, "八十"),
    Broken(
        "bad id", TARGETS, 'document: "document"', 'document: "../document"', "shape-bad-pattern", 6, 13, "../document"
    ),
    Broken(
        "bad address", "portal.yml", '"https://creative', '"javascript:creative', "shape-bad-pattern", 7, 14, "https://"
    ),
    Broken("bad checksum", "sources/document.yml", '"000', '"x00', "shape-bad-pattern", 5, 9, "64 位"),
    Broken("bad date", "sources/document.yml", "2024-05-06", "2024/5/6", "shape-bad-pattern", 3, 12, "YYYY-MM-DD"),
    Broken("no such day", "sources/document.yml", "2024-05-06", "2024-02-30", "shape-bad-date", 3, 12, "2024-02-30"),
    Broken("number in words", TARGETS, "last_line: 40", "last_line: 四十", "shape-bad-number", 8, 14, "半角数字"),
    Broken("number with decimals", TARGETS, "last_line: 40", "last_line: 40.0", "shape-bad-number", 8, 14, "40.0"),
    Broken("list for number", TARGETS, "last_line: 40", "last_line: [40]", "shape-bad-number", 8, 14, "整数"),
    Broken("number too small", TARGETS, "first_line: 1", "first_line: 0", "shape-out-of-range", 7, 15, "不小于 1"),
    Broken(
        "number too great",
        "scoring_profiles/plain.yml",
        "total_weight",
        "score_decimals: 9\ntotal_weight",
        "shape-out-of-range",
        9,
        17,
        "不大于 6",
    ),
    Broken("yes for true", "scoring_profiles/plain.yml", "scored: true", "scored: yes", "shape-bad-flag", 3, 9, "true"),
    Broken(
        "form of another file",
        TARGETS,
        'form_type: "dept_target"',
        'form_type: "dept_report"',
        "shape-wrong-form-type",
        10,
        12,
        "dept_target",
    ),
    Broken("year of another folder", TARGETS, "fiscal_year: 2023", "fiscal_year: 2022", "year-folder", 3, 14, "2022"),
    Broken(
        "unknown template", TARGETS, '"target-form"', '"target-from"', "reference-unknown", 1, 11, "是不是 target-form"
    ),
    Broken(
        "template of another form",
        TARGETS,
        '"target-form"',
        '"project-form"',
        "template-form-type",
        1,
        11,
        "target-form",
    ),
    Broken("unknown profile", PROJECT, '"plain"', '"plein"', "reference-unknown", 10, 18, "是不是 plain"),
    Broken(
        "unknown document",
        TARGETS,
        'document: "document"',
        'document: "documents"',
        "reference-unknown",
        6,
        13,
        "是不是 document",
    ),
    Broken(
        "unknown parent",
        "wuhan-jiangxia/jurisdiction.yml",
        'parent: "wuhan"',
        'parent: "wuhn"',
        "reference-unknown",
        4,
        9,
        "是不是 wuhan",
    ),
    Broken(
        "parent of itself",
        "wuhan/jurisdiction.yml",
        "level:",
        'parent: "wuhan"\nlevel:',
        "jurisdiction-cycle",
        3,
        9,
        "wuhan → wuhan",
    ),
    Broken(
        "undeclared project",
        f"{DEPARTMENT}/department.yml",
        '"road-repair"',
        '"road-repairs"',
        "project-undeclared",
        35,
        10,
        "road-repairs",
        PROJECT,
    ),
    Broken(
        "duplicate project",
        f"{DEPARTMENT}/department.yml",
        "projects:\n",
        'projects:\n  - id: "road-repair"\n    name: "道路"\n',
        "project-duplicate",
        6,
        9,
        "road-repair",
    ),
    Broken(
        "reserved project",
        f"{DEPARTMENT}/department.yml",
        "projects:\n",
        'projects:\n  - id: "report"\n    name: "道路"\n',
        "project-reserved",
        4,
        9,
        "没有用过的",
    ),
    Broken(
        "project like another's targets",
        f"{DEPARTMENT}/department.yml",
        "projects:\n",
        'projects:\n  - id: "road-repair-targets"\n    name: "道路"\n',
        "project-reserved",
        4,
        9,
        "换一个",
    ),
    Broken("end before start", PROJECT, "first_line: 41", "first_line: 101", "source-lines-order", 8, 14, "101"),
    Broken("beyond the document", PROJECT, "last_line: 100", "last_line: 101", "source-lines-outside", 8, 14, "100 行"),
    Broken("row outside the form", TARGETS, "source_line: 9", "source_line: 41", "row-line-outside", 30, 22, "1—40"),
    Broken(
        "column not printed", TARGETS, 'baseline_y1: "--"', 'actual: "--"', "column-not-printed", 28, 17, "baseline_y1"
    ),
    Broken(
        "column not printed for long-term goals",
        TARGETS,
        '        name: "办公面积"',
        '        level2: "数量指标"\n        name: "办公面积"',
        "column-not-printed",
        18,
        17,
        "level1、name、target",
    ),
    Broken(
        "money column not printed",
        PROJECT,
        'rate: "95%"',
        'score: "10"',
        "column-not-printed",
        16,
        12,
        "adjusted、executed、rate",
    ),
    Broken(
        "nothing to merge with",
        TARGETS,
        '      - level1: "产出指标"\n        level2',
        "      - level2",
        "level1-nothing-to-merge",
        25,
        9,
        "level1",
    ),
    Broken(
        "column of no row",
        "form_templates/target-form.yml",
        "indicator_columns:",
        'indicator_columns:\n  - key: "baseline_y9"\n    heading: "前年"',
        "template-column",
        12,
        10,
        "可以写：level1、level2",
    ),
    Broken(
        "column twice",
        "form_templates/target-form.yml",
        "indicator_columns:",
        'indicator_columns:\n  - key: "target"\n    heading: "指标值"',
        "template-column",
        22,
        10,
        "上面已经列过",
    ),
    Broken("no portal", "portal.yml", None, None, "file-missing", 0, 0, "title（门户名称）"),
    Broken("no jurisdiction", "wuhan-jiangxia/jurisdiction.yml", None, None, "file-missing", 0, 0, "name_en（英文名）"),
    Broken(
        "no department",
        f"{DEPARTMENT}/department.yml",
        None,
        None,
        "file-missing",
        0,
        0,
        "kind（类型：party（党委部门）",
    ),
    Broken("empty file", "wuhan/jurisdiction.yml", None, "", "yaml-empty-file", 0, 0, "空"),
    Broken("GBK", "wuhan/jurisdiction.yml", None, 'name: "武汉"'.encode("gbk"), "yaml-encoding", 1, 8, "UTF-8"),
    Broken("too large", "wuhan/jurisdiction.yml", None, b"#" * (MAX_BYTES + 1), "yaml-too-large", 0, 0, str(MAX_BYTES)),
    Broken("unknown file", "notes.txt", None, "x", "file-unknown", 0, 0, "notes.txt”。请改名"),
    Broken("yaml for yml", f"{DEPARTMENT}/2023/report.yaml", None, "x", "file-unknown", 0, 0, "是不是应叫 report.yml"),
    Broken("upper case", f"{DEPARTMENT}/2023/Report.yml", None, "x", "file-unknown", 0, 0, "是不是应叫 report.yml"),
    Broken(
        "project file in upper case",
        f"{DEPARTMENT}/2023/projects/Road Repair.yml",
        None,
        "x",
        "file-unknown",
        0,
        0,
        "只留一份",
    ),
    Broken(
        "project file with a blank",
        f"{DEPARTMENT}/2023/projects/Bridge_Repair.yml",
        None,
        "x",
        "file-unknown",
        0,
        0,
        "是不是应叫 bridge-repair.yml？",
    ),
    Broken("Chinese file", "sources/年报.yml", None, "x", "file-unknown", 0, 0, "小写英文字母"),
    Broken("file beside the jurisdiction", "wuhan/department.yml", None, "x", "file-unknown", 0, 0, "移到正确的文件夹"),
    Broken("Chinese folder", "武汉/jurisdiction.yml", None, "x", "folder-name", 0, 0, "行政区", "武汉"),
    Broken(
        "department in upper case",
        "wuhan/Gov_Office/department.yml",
        None,
        "x",
        "folder-name",
        0,
        0,
        "部门",
        "wuhan/Gov_Office",
    ),
    Broken(
        "year in words",
        f"{DEPARTMENT}/2023年/report.yml",
        None,
        "x",
        "folder-name",
        0,
        0,
        "四位数年份",
        f"{DEPARTMENT}/2023年",
    ),
    Broken(
        "project folder misspelt",
        f"{DEPARTMENT}/2023/project/a.yml",
        None,
        "x",
        "folder-name",
        0,
        0,
        "可以是 project-targets、projects",
        f"{DEPARTMENT}/2023/project",
    ),
    Broken(
        "folder too deep",
        f"{DEPARTMENT}/2023/projects/a/b.yml",
        None,
        "x",
        "folder-unknown",
        0,
        0,
        "移到",
        f"{DEPARTMENT}/2023/projects/a",
    ),
    Broken("folder among sources", "sources/a/b.yml", None, "x", "folder-unknown", 0, 0, "移到", "sources/a"),
    Broken(
        "address of the portal's own",
        "compare/jurisdiction.yml",
        None,
        "x",
        "folder-reserved",
        0,
        0,
        "compare",
        "compare",
    ),
    Broken(
        "shared folder with hyphen",
        "form-templates/a.yml",
        None,
        "x",
        "folder-reserved",
        0,
        0,
        "form_templates",
        "form-templates",
    ),
    Broken(
        "restated form unknown",
        f"{DEPARTMENT}/restatements.yml",
        None,
        'restatements:\n  - statement: "a/b/2023/targets"\n    column: "y"\n    old: "1"\n    new: "2"\n    date: "2024-01-02"\n    reason: "核对原件"\n',
        "reference-unknown",
        2,
        16,
        "a/b/2023/targets",
    ),
    Broken(
        "restated row that is no id",
        f"{DEPARTMENT}/restatements.yml",
        None,
        f'restatements:\n  - statement: "{DEPARTMENT}/2023/targets"\n    row: "goals[7]"\n    column: "y"\n    old: "1"\n    new: "2"\n    date: "2024-01-02"\n    reason: "核对原件"\n',
        "shape-bad-pattern",
        3,
        10,
        "goals[7]",
    ),
    Broken(
        "gap of an unknown form",
        f"{DEPARTMENT}/known_gaps.yml",
        None,
        'known_gaps:\n  - rule: "STR-02"\n    statement: "a/b/2023/targets"\n    cells: [{printed: ""}]\n    reason: "核对原件"\n    until: "2027-01-01"\n',
        "reference-unknown",
        3,
        16,
        "行政区/部门",
    ),
    Broken(
        "gap without a last day",
        f"{DEPARTMENT}/known_gaps.yml",
        None,
        f'known_gaps:\n  - rule: "STR-02"\n    statement: "{DEPARTMENT}/2023/targets"\n    cells: [{{printed: ""}}]\n    reason: "核对原件"\n',
        "shape-missing-key",
        2,
        5,
        "2021-03-31",
    ),
]


@pytest.mark.parametrize("case", BROKEN, ids=lambda case: case.name)
def test_each_mistake_is_one_problem_where_it_stands(case, tree, write_tree):
    """A single change gives a single problem with its code, file, line and column, and words that help."""
    content = case.new
    if case.old is not None:
        assert case.old in tree[case.file]
        content = tree[case.file].replace(case.old, case.new, 1)
    data = write_tree({case.file: content})
    assert problems_of(data) == [(case.code, f"data/{case.at or case.file}", case.line, case.column)]
    (problem,) = load(data)[1]
    assert case.says in problem.message.zh


def test_a_needed_key_under_a_wrong_name_is_one_problem(write_tree, tree):
    """The wrong name is told with what was meant; that the right one is missing follows from it and is not told."""
    text = tree["wuhan/jurisdiction.yml"]
    wrong = write_tree({"wuhan/jurisdiction.yml": text.replace("level:", "级别:")})
    assert problems_of(wrong) == [("shape-unknown-key", "data/wuhan/jurisdiction.yml", 3, 1)]
    two = write_tree({"wuhan/jurisdiction.yml": text.replace("level:", "x:")})
    assert problems_of(two) == [
        ("shape-missing-key", "data/wuhan/jurisdiction.yml", 1, 1),
        ("shape-unknown-key", "data/wuhan/jurisdiction.yml", 3, 1),
    ]


def test_problems_of_all_files_come_at_once_and_sorted(write_tree, tree):
    """Syntax, shape, references and places of several files are reported together, by file, line and column."""
    data = write_tree(
        {
            "portal.yml": tree["portal.yml"].replace("title_en", "titel_en").replace('"80"', '"x"'),
            "wuhan/jurisdiction.yml": "a: 1 #x\nb: &c 2\n",
            TARGETS: tree[TARGETS].replace("fiscal_year: 2023", "fiscal_year: 2020").replace('"target-form"', '"x"'),
            PROJECT: tree[PROJECT].replace('"95%"', ">=95%"),
            "z.txt": "",
        }
    )
    assert [(code, file.removeprefix("data/"), line) for code, file, line, _ in problems_of(data)] == [
        ("shape-unknown-key", "portal.yml", 2),
        ("shape-bad-pattern", "portal.yml", 10),
        ("yaml-unquoted", PROJECT, 16),
        ("reference-unknown", TARGETS, 1),
        ("year-folder", TARGETS, 3),
        *[("shape-missing-key", "wuhan/jurisdiction.yml", 1)] * 3,
        ("shape-unknown-key", "wuhan/jurisdiction.yml", 1),
        ("yaml-comment", "wuhan/jurisdiction.yml", 1),
        ("shape-unknown-key", "wuhan/jurisdiction.yml", 2),
        ("yaml-anchor", "wuhan/jurisdiction.yml", 2),
        ("file-unknown", "z.txt", 0),
    ]


def test_a_broken_file_is_not_also_a_missing_one(write_tree):
    """What refers to a file with problems of its own is left alone: mending that file comes first."""
    data = write_tree(dict.fromkeys(("sources/document.yml", "scoring_profiles/plain.yml"), "title: >=1\n"))
    assert {problem.file for problem in load(data)[1]} == {
        "data/sources/document.yml",
        "data/scoring_profiles/plain.yml",
    }


def test_two_departments_of_one_name(write_tree, tree):
    """Names differ within a jurisdiction, and may be alike in two."""
    department = tree[f"{DEPARTMENT}/department.yml"]
    assert problems_of(write_tree({"wuhan/gov-office/department.yml": department})) == []
    assert problems_of(write_tree({"wuhan-jiangxia/other/department.yml": department})) == [
        ("department-duplicate-name", "data/wuhan-jiangxia/other/department.yml", 1, 7)
    ]


def test_a_circle_of_parents_is_told_of_each_member(write_tree, tree):
    """Each jurisdiction of a circle is named; one that only leads into it is not."""
    changes = {"wuhan/jurisdiction.yml": tree["wuhan/jurisdiction.yml"] + 'parent: "wuhan-jiangxia"\n'}
    changes["wuhan-b/jurisdiction.yml"] = tree["wuhan/jurisdiction.yml"] + 'parent: "wuhan"\n'
    assert problems_of(write_tree(changes)) == [
        ("jurisdiction-cycle", "data/wuhan-jiangxia/jurisdiction.yml", 4, 9),
        ("jurisdiction-cycle", "data/wuhan/jurisdiction.yml", 4, 9),
    ]


def test_links_are_refused_and_not_followed(write_tree, tmp_path):
    """Neither a linked file nor a linked folder is read, whatever it points to."""
    data = write_tree()
    secret = tmp_path / "secret.yml"
    shutil.copy(data / "wuhan/jurisdiction.yml", secret)
    (data / "wuhan/jurisdiction.yml").unlink()
    (data / "wuhan/jurisdiction.yml").symlink_to(secret)
    (data / "elsewhere").symlink_to(tmp_path)
    (data / "nowhere.yml").symlink_to(tmp_path / "nothing")
    found = problems_of(data)
    assert [row for row in found if row[0] == "file-link"] == [
        ("file-link", f"data/{name}", 0, 0) for name in ("elsewhere", "nowhere.yml", "wuhan/jurisdiction.yml")
    ]
    assert {code for code, *_ in found} == {"file-link", "reference-unknown"}


def test_the_data_folder_itself_is_no_link(write_tree, tmp_path):
    """A linked data folder could show any folder of the machine."""
    link = tmp_path / "link"
    link.symlink_to(write_tree())
    assert problems_of(link) == [("data-missing", "link", 0, 0)]
    assert problems_of(tmp_path / "nothing") == [("data-missing", "nothing", 0, 0)]


def test_pipes_are_refused_without_waiting(write_tree):
    """A named pipe would block a reader for ever."""
    data = write_tree()
    os.mkfifo(data / "sources/pipe.yml")
    assert problems_of(data) == [("file-not-regular", "data/sources/pipe.yml", 0, 0)]


def test_file_names_cannot_forge_messages(write_tree):
    """Line breaks and control characters of a file's name are shown escaped."""
    (problem,) = load(write_tree({"a\n::error::x\x1b[31m.yml": "x"}))[1]
    assert problem.file == "data/a\\u000a::error::x\\u001b[31m.yml"
    assert problem.text().isprintable()


def test_names_that_are_not_utf8(write_tree):
    """A file name in another encoding is a problem like any other."""
    data = write_tree()
    Path(os.fsdecode(os.fsencode(data) + b"/\xce\xe4.yml")).write_text("x", encoding="utf-8")
    (problem,) = load(data)[1]
    assert (problem.code, problem.file.encode()) == ("file-unknown", b"data/\\udcce\\udce4.yml")


LINES = (
    *("name: x", "level: county", "parent: wuhan", "  - a", "- ", ">", "a: [", "*", "goals:", "  x: 1", "\t", "名：1"),
    *("projects: {id: 1}", "aliases: [1]", "fiscal_year: x", "source: {}", "\x00", "\u202e", "---", "form_type: 1"),
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from(sorted(["portal.yml", TARGETS, PROJECT, f"{DEPARTMENT}/department.yml"])),
    st.lists(st.sampled_from(LINES)).map("\n".join),
)
def test_no_file_makes_loading_raise(write_tree, file, text):
    """Whatever stands in a file, loading returns problems with both texts."""
    assert problems_of(write_tree({file: text}))


def records() -> list[type[Record]]:
    """Return every record of the model."""
    found = [kind for kind in vars(model).values() if isinstance(kind, type) and issubclass(kind, Record)]
    return [kind for kind in found if kind.model_fields]


def test_every_pattern_of_the_model_has_its_words():
    """A value that does not fit a pattern is explained with a sample, and the sample fits."""
    used = {
        part.pattern
        for kind in records()
        for declared in kind.model_fields.values()
        for part in declared.metadata
        if getattr(part, "pattern", None)
    } | {value for name, value in vars(model).items() if name.endswith("_PATTERN")}
    assert used == set(validation.PATTERNS)
    assert all(re.search(pattern, sample) for pattern, (_, sample) in validation.PATTERNS.items())


@pytest.mark.parametrize("kind", records(), ids=lambda kind: kind.__name__)
@pytest.mark.parametrize("value", ["x", ["x"], {"x": "y"}], ids=["text", "list", "group"])
def test_no_wrong_kind_of_value_lacks_its_own_words(kind, value):
    """Each key with a text, a list or a group where it does not belong has a sentence, never pydantic's."""
    data, positions, _ = read_yaml("\n".join(f"{key}: x" for key in kind.model_fields), "f.yml")
    assert data is not None
    _, problems = validation.validate(kind, dict.fromkeys(data, value), positions, "f.yml")
    assert {problem.code for problem in problems} - {"shape-unsuitable"} == {problem.code for problem in problems}
    for problem in problems:
        assert not re.search("Input|valid|Field", problem.message.zh)


def test_the_portal_gives_every_kind_of_form():
    """Each form type has a file of its own kind that loading accepts."""
    from build_scripts.reading.layout import DEPARTMENT_FORMS, PROJECT_FOLDERS

    assert {kind.record for kind in (*DEPARTMENT_FORMS.values(), *PROJECT_FOLDERS.values())} == set(
        AnyStatement.__args__
    )


def test_records_are_plain_and_complete(write_tree):
    """The portal's parts are what their names say."""
    portal, _ = load(write_tree())
    assert portal is not None
    assert {field.name for field in fields(portal)} == {
        "days",
        "release",
        "released",
        "settings",
        "jurisdictions",
        "departments",
        "templates",
        "profiles",
        "sources",
        "statements",
        "restatements",
        "known_gaps",
        "replies",
        "published",
        "positions",
        "held",
        "addresses",
        "made",
        "evaluated_until",
    }
    assert all(isinstance(record, BaseModel) for record in portal.templates.values())


def test_what_a_broken_form_names_is_looked_up_too(write_tree, tree):
    """A wrong year does not hide a wrong template, profile and document: all four in one go, each where it stands."""
    text = tree[PROJECT].replace("fiscal_year: 2023", "fiscal_year: 1").replace('"plain"', '"plane"')
    text = text.replace('template: "project-form"', 'template: "no-form"').replace('"document"', '"paper"')
    _, problems = load(write_tree({PROJECT: text}))
    assert [(item.line, item.code) for item in problems] == [
        (1, "reference-unknown"),
        (3, "shape-out-of-range"),
        (6, "reference-unknown"),
        (10, "reference-unknown"),
    ]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ('template: "project-form"\n', "可以写：project-form、target-form。"),
        ('  document: "document"\n', "可以写：document。"),
        ('currency_unit: "ten_thousand_yuan"\n', "ten_thousand_yuan（万元）"),
        ("fiscal_year: 2023\n", "fiscal_year: 1990"),
        ('form_type: "project_self_eval"\n', '。请补上，如 form_type: "project_self_eval"'),
    ],
)
def test_what_to_write_for_a_missing_key_is_right(write_tree, tree, line, expected):
    """The ids that are there, all codes with their meaning, a number that is allowed: pasted as told, the line is accepted."""
    _, problems = load(write_tree({PROJECT: tree[PROJECT].replace(line, "")}))
    assert [item.code for item in problems] == ["shape-missing-key"]
    assert expected in problems[0].message.zh


def test_a_year_written_out_is_told_in_digits(write_tree, tree):
    """The year that was meant is told, and not any that fits."""
    _, problems = load(write_tree({PROJECT: tree[PROJECT].replace("fiscal_year: 2023", 'fiscal_year: "二〇二三"')}))
    assert '"2023"' in problems[0].message.zh


def test_a_project_form_one_level_too_high_is_told_where_it_belongs(write_tree, tree):
    """A form of a project beside the department's own forms: the message names the folder for such forms."""
    _, problems = load(write_tree({f"{DEPARTMENT}/2023/road-repair.yml": tree[PROJECT]}))
    assert [item.code for item in problems] == ["file-unknown"]
    assert "projects" in problems[0].message.zh
    assert "projects" in problems[0].message.en
