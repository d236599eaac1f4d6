"""What a message proposes is taken at its word: written where it says, the file is right and says what was meant."""

from __future__ import annotations

import json
import shutil

import pytest
from conftest import TODAY

from build_scripts import reports
from build_scripts.cli import main
from build_scripts.judging.audit import audit
from build_scripts.reading.load import load
from build_scripts.reading.strict_yaml import read_yaml
from build_scripts.words.meant import meant

DEPARTMENT = "wuhan-jiangxia/gov-office"
FORM = f"{DEPARTMENT}/2023/projects/road-repair.yml"
TARGETS = f"{DEPARTMENT}/2023/targets.yml"
TEMPLATE = "form_templates/project-form.yml"
REPLIES = f"{DEPARTMENT}/replies.yml"
RESTATED = f"{DEPARTMENT}/restatements.yml"
SAID = {
    REPLIES: """\
replies:
  - statement: "wuhan-jiangxia/gov-office/2023/road-repair"
    rule: "BUD-07"
    cells:
      - column: "title"
        printed: "项目支出绩效自评表"
    status: "explained"
    reply: "已经核对过。"
    date: "2026-10-01"
""",
    RESTATED: """\
restatements:
  - statement: "wuhan-jiangxia/gov-office/2023/road-repair"
    column: "title"
    old: "绩效自评表"
    new: "项目支出绩效自评表"
    date: "2026-10-01"
    reason: "补全了表名。"
""",
}
"""Files beside the smallest tree."""
BLOCK = SAID[RESTATED].removeprefix("restatements:\n")
ENTRY = '  - {statement: "wuhan-jiangxia/gov-office/2023/road-repair", column: "title", old: "绩效自评表", new: "项目支出绩效自评表", date: "2026-10-01", reason: "补全了表名。"}\n'
"""The same on one line, as ``check`` proposes it."""
CERTAIN = {
    FORM: [
        ("title: ", "titel: "),
        ("fiscal_year_basis: ", "fiscal-year-basis: "),
        ("currency_unit: ", "金额单位: "),
        ("target_text: ", '"“target_text”": '),
        ("        name: ", "        nane: "),
        ("        weight: ", "        分值: "),
        ('template: "project-form"', 'template: "projct-form"'),
        ('template: "project-form"', "template: project_form"),
        ('document: "document"', 'document: "documnet"'),
        ('scoring_profile: "plain"', 'scoring_profile: "plian"'),
        ("fiscal_year: 2023", 'fiscal_year: "2023年度"'),
        ("fiscal_year: 2023", "fiscal_year: ２０２３"),
        ("fiscal_year: 2023", "fiscal_year: 二〇二三年  # 注"),
        ('fiscal_year_basis: "printed"', 'fiscal_year_basis: "prnted"'),
        ('currency_unit: "ten_thousand_yuan"', 'currency_unit: "万元"'),
        ('currency_unit: "ten_thousand_yuan"', "currency_unit: ten thousand yuan"),
        ('  - kind: "overall"', '  - kind: "“总体目标”"'),
        ('form_type: "project_self_eval"\n', ""),
        ('rate: "95%"', "rate: 95%\x0b"),
        ('title: "项目支出绩效自评表"', "title：“项目支出绩效自评表”"),
        ('title: "项目支出绩效自评表"', 'title:"项目支出绩效自评表"'),
        ('        target: ">=5公里"', "        target: >=5公里"),
        ('  - kind: "overall"', '  -kind: "overall"'),
    ],
    TEMPLATE: [
        ('key: "adjusted"', 'key: "adjustd"'),
        ('form_type: "project_self_eval"', 'form_type: "项目支出绩效自评表"'),
    ],
    "portal.yml": [('excellent: "90"', 'excellent: "90%"')],
    "sources/document.yml": [
        ('retrieved: "2024-05-06"', 'retrieved: "2024年5月6日"'),
        ('retrieved: "2024-05-06"', "retrieved: 2024.5.6"),
        ('retrieved: "2024-05-06"', 'retrieved: "2024/05/06"'),
        ("lines: 100", "lines: １００"),
    ],
    "scoring_profiles/plain.yml": [("scored: true", "scored: 是"), ("scored: true", "scored: yes")],
    "wuhan-jiangxia/jurisdiction.yml": [
        ('level: "county"', 'level: "County"'),
        ('parent: "wuhan"', 'parent: "wuhna"'),
    ],
    f"{DEPARTMENT}/department.yml": [('kind: "government_department"', 'kind: "政府部门"')],
    REPLIES: [
        ('rule: "BUD-07"', 'rule: "BUD-7"'),
        ('rule: "BUD-07"', 'rule: "bud07"'),
        ('rule: "BUD-07"', 'rule: "BDU-07"'),
        ('status: "explained"', 'status: "已说明"'),
        ('2023/road-repair"', '2023/road-repiar"'),
        ('date: "2026-10-01"', 'date: "2026-10-1"'),
    ],
    RESTATED: [
        ('column: "title"', 'column: "titel"'),
        (BLOCK, ENTRY.replace(", old", "，old")),
        (BLOCK, ENTRY.replace(", old", " old")),
        (BLOCK, ENTRY.replace(", old", "、old").replace("reason: ", "reason：")),
        (BLOCK, ENTRY.replace("reason: ", "reason:")),
        (BLOCK, ENTRY.replace("}", "")),
        (BLOCK, ENTRY.replace("}", "｝").replace("{", "｛")),
        (BLOCK, ENTRY.replace("{", "")),
        (BLOCK, ENTRY.replace("}", "，}")),
    ],
}
"""File → what it says, and what is written for it: the cure leads back."""


def cured(content, message):
    """Return a file with what a message of ``check --format json`` proposes."""
    lines = content.split("\n")
    for edit in reversed(message["cure"]):
        line, begin = lines[edit["line"] - 1], edit["column"] - 1
        lines[edit["line"] - 1] = line[:begin] + edit["text"] + line[begin + edit["length"] :]
    return "\n".join(lines)


def checked(data):
    """Return what ``check --format json`` says of a folder, whose forms are judged only where it can be understood."""
    problems = load(data)[1] or audit(data, lambda _: None, TODAY)[1]
    found = reports.messages(problems, ())
    return json.loads(reports.as_json(found, reports.sources_of(data.parent, found, "json"), "zh"))


def test_the_command_tells_cures(write_tree, tree, capsys):
    """What programs read has the pieces to be written, with their lengths."""
    main(["check", "--data", str(write_tree({FORM: tree[FORM].replace("title: ", "titel: ")})), "--format", "json"])
    (message,) = json.loads(capsys.readouterr().out)
    assert message["cure"] == [{"line": 2, "column": 1, "length": 5, "text": "title"}]


@pytest.mark.parametrize(
    ("file", "good", "bad"),
    [(file, *pair) for file, pairs in CERTAIN.items() for pair in pairs],
)
def test_a_cure_taken_at_its_word_leads_back(file, good, bad, write_tree, tree):
    """The proposal is put in where it says, and the file holds what it held before the slip."""
    right = {**tree, **SAID}[file]
    assert good in right
    wrong = right.replace(good, bad, 1)
    (message,) = (
        item
        for item in checked(write_tree({**SAID, file: wrong}))
        if item["severity"] == "error" and item["file"] == f"data/{file}" and item["cure"]
    )
    mended = cured(wrong, message)
    assert read_yaml(mended, file)[::2] == (read_yaml(right, file)[0], [])
    left = [item for item in checked(write_tree({**SAID, file: mended})) if item["id"] == message["id"]]
    assert left == []


def test_entries_without_the_line_above_them_are_told_which(write_tree):
    """A file of replies or restatements into which a proposed entry was pasted as it stands is told its first line."""
    (message,) = checked(write_tree({RESTATED: ENTRY.lstrip()}))
    assert (message["id"], "restatements:" in message["message_zh"]) == ("yaml-not-mapping", True)


UNCERTAIN = {
    FORM: [
        ("title: ", "称呼: "),
        ("actual_text: ", "target_text: "),
        ('template: "project-form"', 'template: "road"'),
        ('document: "document"', 'document: "document-2022"'),
        ("fiscal_year: 2023", 'fiscal_year: "今年"'),
        ("fiscal_year: 2023", 'fiscal_year: "十二"'),
        ('currency_unit: "ten_thousand_yuan"', 'currency_unit: "两"'),
        ('actual_text: "已完成"', "actual_text: “已完成”"),
        ('actual_text: "已完成"', 'actual_text: "“已”"完成"'),
        ('actual_text: "已完成"', "actual_text: &x 已完成"),
        ('actual_text: "已完成"', 'actual_text: "已完成'),
        ('actual_text: "已完成"', 'actual_text "已完成"'),
        ('    actual_text: "已完成"', '   actual_text: "已完成"'),
    ],
    "sources/document.yml": [
        ('retrieved: "2024-05-06"', 'retrieved: "5月6日"'),
        ('retrieved: "2024-05-06"', 'retrieved: "2024年13月1日"'),
        ("lines: 100", 'lines: "一百"'),
    ],
    "scoring_profiles/plain.yml": [("scored: true", "scored: 大概")],
    REPLIES: [('rule: "BUD-07"', 'rule: "XYZ-77"')],
}
"""The same, where only a person can know what was meant."""


@pytest.mark.parametrize(
    ("file", "good", "bad"),
    [(file, *pair) for file, pairs in UNCERTAIN.items() for pair in pairs],
)
def test_where_nobody_can_know_nothing_is_proposed(file, good, bad, write_tree, tree):
    """The message says what is allowed; there is nothing that a program could write."""
    right = {**tree, **SAID}[file]
    assert good in right
    found = checked(write_tree({**SAID, file: right.replace(good, bad, 1)}))
    told = [item for item in found if item["severity"] == "error" and item["file"] == f"data/{file}"]
    assert told
    assert not any(item["cure"] for item in told), told


def test_a_cure_never_repeats_a_number(write_tree, tree):
    """Where the line holds a telephone number the cure is not told: logs of checks are often public."""
    wrong = tree[FORM].replace('actual_text: "已完成"', "actual_text: @13800138000")
    found = checked(write_tree({FORM: wrong}))
    assert "13800138000" not in json.dumps(found)
    assert [item["cure"] for item in found if item["id"] == "yaml-unquoted"] == [[]]


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        (f"{DEPARTMENT}/24", f"{DEPARTMENT}/2024"),
        (f"{DEPARTMENT}/2024年", f"{DEPARTMENT}/2024"),
        (f"{DEPARTMENT}/2023年", ""),  # which is there
        (f"{DEPARTMENT}/去年", ""),
        (f"{DEPARTMENT}/2023/Projects", ""),
        (f"{DEPARTMENT}/2023/project_targets", f"{DEPARTMENT}/2023/project-targets"),
        ("wuhan-jiangxia/Bureau_of Finance", "wuhan-jiangxia/bureau-of-finance"),
        ("wuhan-jiangxia/财政局", ""),
        ("Wuhan", ""),
        (f"{DEPARTMENT}/2023/self_evaluation.yml", f"{DEPARTMENT}/2023/self-evaluation.yml"),
        (f"{DEPARTMENT}/2023/target.yml", ""),
        (f"{DEPARTMENT}/2023/projects/Road_Repair.yml", ""),
        (f"{DEPARTMENT}/2023/projects/Bridge Repair.yml", f"{DEPARTMENT}/2023/projects/bridge-repair.yml"),
        ("wuhan/departmnet.yml", ""),
    ],
)
def test_a_name_that_is_proposed_is_free_and_allowed(wrong, right, write_tree):
    """A file or folder that takes the proposed name is in its place; no name is proposed that is taken."""
    data = write_tree()
    place = data / wrong
    if place.suffix:
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text("x", encoding="utf-8")
    else:
        place.mkdir(parents=True)
    (problem,) = (one for one in load(data)[1] if one.file == f"data/{wrong}")
    last = right.rpartition("/")[2]
    assert ("是不是应叫" in problem.message.zh) is bool(right), problem.message.zh
    if right:
        assert f"是不是应叫 {last}？" in problem.message.zh
        assert not (data / right).exists()
        shutil.move(place, data / right)
        assert problem.code not in {one.code for one in load(data)[1] if one.file.startswith(f"data/{right}")}


@pytest.mark.parametrize(
    ("written", "known", "word"),
    [
        ("BUD-7", ["BUD-07", "BUD-17"], "BUD-07"),
        ("BUD-70", ["BUD-07", "BUD-17"], ""),
        ("baseline", ["baseline_y1", "baseline_y2"], ""),
        ("baseline_y_1", ["baseline_y1", "baseline_y2"], "baseline_y1"),
        ("“数量指标”", ["数量指标", "质量指标"], "数量指标"),
        ("ＴＡＲＧＥＴ", ["target", "targets"], "target"),
        ("document-2019", ["document-2020"], ""),
        ("", ["a"], ""),
        ("x" * 1000, ["x" * 1001], ""),
    ],
)
def test_one_word_is_meant_or_none(written, known, word):
    """Padding, width and size of letters make no difference, another number does; of two as likely none is meant."""
    assert meant(written, known) == word


def test_a_line_to_paste_names_the_file_as_one_types_it(write_tree, tree):
    """A changed figure and a form that is gone say what to write, where, with the folder in front."""
    data = write_tree()
    assert main(["record", "--data", str(data)]) == 0
    (data / FORM).write_text(tree[FORM].replace('executed: "95"', 'executed: "96"'), encoding="utf-8")
    (data / TARGETS).unlink()
    told = {problem.code: problem.message.zh for problem in audit(data, lambda _: None, TODAY)[1]}
    assert f"data/{DEPARTMENT}/restatements.yml 的 restatements: 下" in told["figure-changed"]
    gone = told["address-gone"]
    assert f"data/{DEPARTMENT}/department.yml 的 withdrawn: 下" in gone
    line = gone.partition("写明 reason（原因）：")[2].partition("。不是要删的")[0]
    department = tree[f"{DEPARTMENT}/department.yml"] + "withdrawn:\n  " + line.replace('""', '"误登记。"') + "\n"
    (data / DEPARTMENT / "department.yml").write_text(department, encoding="utf-8")
    assert "address-gone" not in {problem.code for problem in audit(data, lambda _: None, TODAY)[1]}
