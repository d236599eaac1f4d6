"""``mingzhang diff``: two states in any of their forms, and what changed between them as people and programs read it."""

from __future__ import annotations

import json
import re
import subprocess
import zipfile

import pytest
from conftest import TODAY, TREE
from test_releases_read import packed, released

from build_scripts.cli import main
from build_scripts.judging.audit import audit
from build_scripts.tables.catalogue import tables
from build_scripts.tables.csv_format import csv_bytes

OFFICE = "wuhan-jiangxia/gov-office"
FORM = f"{OFFICE}/2023/projects/road-repair.yml"
STATEMENT = f"{OFFICE}/2023/road-repair"


def published(data):
    """Return the tables of a data folder as they are published."""
    audited, problems = audit(data, lambda _: None, TODAY)
    assert audited is not None, problems
    return {f"{name}.csv": csv_bytes(table) for name, table in tables(audited.public()).items()}


def git(folder, *words):
    """Call git in a folder."""
    who = ("-c", "user.name=a", "-c", "user.email=a@example.cn", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *who, *words], cwd=folder, check=True, capture_output=True)


@pytest.fixture(scope="module")
def before(tmp_path_factory):
    """Return the tables of the smallest tree as they are published."""
    data = tmp_path_factory.mktemp("before") / "data"
    for name, text in TREE.items():
        (data / name).parent.mkdir(parents=True, exist_ok=True)
        (data / name).write_text(text, encoding="utf-8")
    return published(data)


@pytest.fixture
def states(write_tree, tmp_path, before):
    """Return a data folder in which a figure was corrected, with what was there before in every form in which it may be given."""
    data = write_tree()
    git(tmp_path, "init", "-q", "-b", "main")
    git(tmp_path, "add", "data")
    git(tmp_path, "commit", "-qm", "first")
    (tmp_path / "csv").mkdir()
    (tmp_path / "site" / "downloads").mkdir(parents=True)
    for name, content in before.items():
        (tmp_path / "csv" / name).write_bytes(content)
        (tmp_path / "site" / "downloads" / name).write_bytes(content)
    (tmp_path / "csv" / "dictionary.csv").write_text("no,table\r\n1\r\n", encoding="utf-8")
    (row,) = re.findall(rf"^{STATEMENT}#(i-\w+)", before["indicators.csv"].decode("utf-8-sig"), re.MULTILINE)
    write_tree(
        {
            **released(v2026_10=packed("2026.10", "2026-10-01", **before)),
            FORM: TREE[FORM].replace('actual: "5公里"', 'actual: "4公里"'),
            f"{OFFICE}/restatements.yml": f'restatements:\n  - statement: "{STATEMENT}"\n    row: "{row}"\n    column: "actual"\n'
            '    old: "5公里"\n    new: "4公里"\n    date: "2026-10-20"\n    reason: "抄错了一位。"\n',
        }
    )
    return data


STATES = ["2026.10", "data/releases/2026.10.zip", "csv", "site", "HEAD", "main"]


@pytest.mark.parametrize("name", STATES)
def test_a_state_may_be_given_in_any_of_its_forms(states, name, monkeypatch, capsys):
    """A release by its version or its file, a folder of CSV files or of a site, and a commit lead to the same answer."""
    monkeypatch.chdir(states.parent)
    assert main(["diff", name, "data", "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    (row,) = told["tables"]["indicators"]["changed"]
    cell = next(cell for cell in row["cells"] if cell["column"] == "actual_raw")
    assert row["name"] == "维修里程"
    assert (cell["old"], cell["new"], cell["kind"]) == ("5公里", "4公里", "printed")
    assert cell["reasons"] == [{"date": "2026-10-20", "text": "抄错了一位。"}]
    assert told["counts"]["printed_cells_changed"] == told["counts"]["of_these_with_a_reason"] == 1
    worked_out = {cell["column"] for cell in row["cells"] if cell["kind"] == "worked_out"}
    assert {"actual_value", "achievement"} <= worked_out


@pytest.mark.parametrize("form", ["text", "markdown", "html"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_people_read_counts_first_and_then_department_form_and_row(states, form, lang, monkeypatch, capsys):
    """The name as printed, what was, what is and why; what was worked out from it follows."""
    monkeypatch.chdir(states.parent)
    assert main(["diff", "2026.10", "data", "--format", form, "--lang", lang]) == 0
    said = re.sub("<style>.*</style>", "", capsys.readouterr().out, flags=re.DOTALL)
    order = {
        "zh": [
            "表上所印改动的格",
            "区政府办公室",
            "道路维修",
            "维修里程",
            "实际完成值",
            "5公里",
            "4公里",
            "抄错了一位。",
        ],
        "en": [
            "printed cells changed",
            "区政府办公室",
            "道路维修",
            "维修里程",
            "Actual value",
            "5公里",
            "4公里",
            "抄错了一位。",
        ],
    }[lang]
    places = [said.index(words, said.index("道路维修") if number > 2 else 0) for number, words in enumerate(order)]
    assert places == sorted(places)
    assert ("读出与重算" if lang == "zh" else "read or worked out") in said


def test_the_page_is_whole_in_itself(states, monkeypatch, capsys, browser, tmp_path):
    """It asks nobody for anything, says in which language it is, and shows no text of the data as markup."""
    monkeypatch.chdir(states.parent)
    (states / FORM).write_text(
        (states / FORM).read_text(encoding="utf-8").replace("道路平整", "<b>道路</b>平整"), encoding="utf-8"
    )
    assert main(["diff", "2026.10", "data", "--format", "html", "--lang", "en"]) == 0
    (tmp_path / "diff.html").write_text(capsys.readouterr().out, encoding="utf-8")
    page = browser.new_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto((tmp_path / "diff.html").as_uri())
    assert [url for url in asked if not url.startswith("file:")] == []
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.locator("th", has_text="<b>道路</b>平整").count() == 1
    assert page.locator("h1").inner_text() == "What changed from 2026.10 to data"
    page.close()


def test_without_a_difference_that_is_said(states, monkeypatch, capsys):
    """Nothing changed is an answer, and no failure."""
    monkeypatch.chdir(states.parent)
    assert main(["diff", "data", "data"]) == 0
    assert "没有变化" in capsys.readouterr().out


def test_forms_that_come_and_go_are_told_as_such(states, monkeypatch, capsys):
    """A form that is gone is one line, not one for each of its rows; the other way round it is new."""
    monkeypatch.chdir(states.parent)
    (states / f"{OFFICE}/2023/targets.yml").unlink()
    for pair, word in ((["2026.10", "data"], "减少的表"), (["data", "2026.10"], "新增的表")):
        assert main(["diff", *pair]) == 0
        said = capsys.readouterr().out
        assert f"{word} 1" in said
        assert f"2023 部门整体支出绩效目标申报表，{word}，{OFFICE}/2023/targets" in said
        assert "绩效指标：会议次数" not in said
        assert word == "新增的表" or "简报期数" not in said


def test_findings_that_come_and_go_stand_on_their_forms(states, monkeypatch, capsys):
    """A rate that no longer is its quotient raises a finding, and mended it settles that."""
    monkeypatch.chdir(states.parent)
    path = states / FORM
    path.write_text(path.read_text(encoding="utf-8").replace('rate: "95%"', 'rate: "90%"'), encoding="utf-8")
    assert main(["diff", "2026.10", "data", "--lang", "zh"]) == 0
    said = capsys.readouterr().out
    assert re.search("新的发现：BUD-[0-9]+ ", said)
    assert "执行率：95% → 90%" in said
    assert main(["diff", "data", "2026.10", "--lang", "zh"]) == 0
    assert re.search("不再待说明的发现：BUD-[0-9]+ ", capsys.readouterr().out)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("2026.11", "2026.10"),
        ("nothing", "版本号"),
        ("empty", "没有数据表"),
        ("evil.zip", "evil.csv"),
        ("broken", "不是完整的 CSV"),
    ],
)
def test_a_wrong_name_is_a_wrong_call(states, tmp_path, name, words, monkeypatch, capsys):
    """The message says what may be given, and of a version which there are."""
    monkeypatch.chdir(states.parent)
    (tmp_path / "empty").mkdir()
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "statements.csv").write_text('a\r\n"1\r\n', encoding="utf-8")
    with zipfile.ZipFile(tmp_path / "evil.zip", "w") as archive:
        archive.writestr("../evil.csv", "x")
    assert main(["diff", name, "data"]) == 2
    assert words in capsys.readouterr().err


def test_data_that_cannot_be_read_are_not_compared(states, monkeypatch, capsys):
    """The first place is named; ``check`` tells them all."""
    monkeypatch.chdir(states.parent)
    (states / FORM).write_text("x: [", encoding="utf-8")
    assert main(["diff", "2026.10", "data"]) == 2
    assert "mingzhang check" in capsys.readouterr().err


def test_a_commit_is_compared_as_it_is_and_not_where_the_branch_left_it(states, monkeypatch, capsys):
    """Another branch may be ahead of this one; what it holds is what is asked for."""
    monkeypatch.chdir(states.parent)
    git(states.parent, "checkout", "-qb", "ahead")
    git(states.parent, "add", "data")
    git(states.parent, "commit", "-qm", "second")
    git(states.parent, "checkout", "-q", "main")
    assert main(["diff", "main", "ahead", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["counts"]["printed_cells_changed"] == 1
