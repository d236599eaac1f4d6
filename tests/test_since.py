"""``check --since``: a request fails for what it breaks, wherever that is, and is told what it does."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess

import pytest
from conftest import TODAY, TREE

from build_scripts.cli import main
from build_scripts.commands import REPORT_FORMATS
from build_scripts.judging.audit import audit
from build_scripts.reading.model import ProjectSelfEvaluation
from build_scripts.reading.row_ids import row_ids
from build_scripts.reading.strict_yaml import read_yaml

FORM = "wuhan-jiangxia/gov-office/2023/projects/road-repair.yml"
TARGETS = "wuhan-jiangxia/gov-office/2023/targets.yml"
DEPARTMENT = "wuhan-jiangxia/gov-office/department.yml"
REPLIES = "wuhan-jiangxia/gov-office/replies.yml"
RESTATEMENTS = "wuhan-jiangxia/gov-office/restatements.yml"
STATEMENT = "wuhan-jiangxia/gov-office/2023/road-repair"
REPLY = f"""\
replies:
  - statement: "{STATEMENT}"
    rule: "SCO-03"
    cells: [{{column: "total.score", printed: "98"}}]
    status: "explained"
    reply: "另有加分。"
    date: "2024-06-01"
"""
RESTATED = f"""\
restatements:
  - statement: "{STATEMENT}"
    row: "f-4pm2ww3v"
    column: "executed"
    old: "95"
    new: "94"
    date: "2024-06-01"
    reason: "决算数更正。"
  - statement: "{STATEMENT}"
    row: "f-4pm2ww3v"
    column: "rate"
    old: "95%"
    new: "94%"
    date: "2024-06-01"
    reason: "决算数更正。"
"""


def git(folder, *words):
    """Run git in a folder as nobody in particular."""
    who = {f"GIT_{role}_{what}": "test" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    environment = {**os.environ, **who, "GIT_CONFIG_GLOBAL": os.devnull}
    return subprocess.run(["git", *words], cwd=folder, env=environment, capture_output=True, text=True, check=True)


def committed(folder):
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "data")


@pytest.fixture
def repository(write_tree):
    """Return a function that makes a repository of the tree with some changes, its branch ``main``, and returns data/."""

    def make(changes=None):
        data = write_tree(changes)
        git(data.parent, "init", "-q", "-b", "main")
        committed(data.parent)
        git(data.parent, "switch", "-q", "-c", "request")
        return data

    return make


@pytest.fixture
def since(capsys):
    """Return a function that checks data/ since main: exit code and the JSON report."""

    def check(data, *more):
        capsys.readouterr()
        code = main(["check", "--since", "main", "--format", "json", "--data", str(data), *more])
        return code, json.loads(capsys.readouterr().out)

    return check


def change(data, path, old, new):
    text = (data / path).read_text(encoding="utf-8")
    assert old in text
    (data / path).write_text(text.replace(old, new), encoding="utf-8")


def say_why(data, file="scoring_profiles/plain.yml"):
    """Write into a file that forms are judged by why it was changed."""
    with (data / file).open("a", encoding="utf-8") as written:
        written.write('revisions:\n  - date: "2026-10-20"\n    reason: "按新印发的办法调整。"\n')


def ids(report):
    return [message["id"] for message in report["messages"] if message["severity"] == "error"]


def test_nothing_changed_is_nothing_said(repository, since):
    """Open errors of the base stop nobody and are counted, not repeated."""
    code, report = since(repository())
    assert (code, report["messages"]) == (0, [])
    assert report["findings"]["standing"] > 2
    assert report["forms"] == {"added": [], "removed": [], "moved": []}


def test_the_working_tree_counts_committed_or_not(repository, since):
    """Before and after the commit the answer is the same."""
    data = repository()
    change(data, FORM, 'executed: "95"', 'executed: "97"')
    before = since(data)
    committed(data.parent)
    assert since(data) == before
    assert before[0] == 1


def test_a_figure_needs_its_restatement(repository, since):
    """Old and new are listed either way; with a restatement of each the request passes."""
    data = repository()
    change(data, FORM, 'executed: "95"', 'executed: "94"')
    change(data, FORM, 'rate: "95%"', 'rate: "94%"')
    code, report = since(data)
    assert (code, ids(report)) == (1, ["figure-changed", "figure-changed"])
    (data / RESTATEMENTS).write_text(RESTATED, encoding="utf-8")
    code, report = since(data)
    assert (code, ids(report)) == (0, [])
    changed = [(item["column"], item["old"], item["new"], item["explained"]) for item in report["figures"]]
    assert changed == [("executed", "95", "94", True), ("rate", "95%", "94%", True)]


def test_what_main_got_since_is_no_change_of_the_request(repository, since):
    """The request is compared with the point where it left main, not with what others added there."""
    data = repository()
    git(data.parent, "switch", "-q", "main")
    change(data, FORM, 'executed: "95"', 'executed: "94"')
    committed(data.parent)
    git(data.parent, "switch", "-q", "request")
    code, report = since(data)
    assert (code, report["figures"], report["messages"]) == (0, [], [])


def test_a_deleted_form_that_a_reply_names_fails(repository, since):
    """The portal could not be built any more: the reply is named, with no other form as the cure."""
    data = repository({REPLIES: REPLY})
    (data / FORM).unlink()
    code, report = since(data)
    assert (code, ids(report)) == (1, ["reference-unknown"])
    assert report["messages"][0]["file"] == f"data/{REPLIES}"
    assert "是不是" not in report["messages"][0]["text"]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("sources/document.yml", {"reference-unknown"}),
        (DEPARTMENT, {"file-missing"}),
        ("scoring_profiles/plain.yml", {"reference-unknown"}),
        ("wuhan/jurisdiction.yml", {"reference-unknown"}),
        ("portal.yml", {"file-missing"}),
    ],
)
def test_a_deleted_file_that_others_need_fails(repository, since, path, expected):
    """Whatever can no longer be understood fails, although no file that is left was changed."""
    data = repository()
    (data / path).unlink()
    code, report = since(data, str(data / FORM))
    assert (code, set(ids(report))) == (1, expected)
    assert report["not_compared"]


def test_a_changed_profile_reaches_forms_that_were_not_touched(repository, since, tree):
    """The new error stands in another file than the change."""
    data = repository({FORM: tree[FORM].replace('score: "50"', 'score: "40"')})
    formula = "scored: true\nindicator_formula: true\nformula_printed: true"
    change(data, "scoring_profiles/plain.yml", "scored: true", formula)
    say_why(data)
    code, report = since(data, str(data / "scoring_profiles"))
    assert (code, ids(report)) == (1, ["SCO-04"])
    assert report["messages"][0]["file"] == f"data/{FORM}"


def test_a_form_with_a_mobile_number_fails(repository, since):
    """After the merge it would silently drop off the site; the number is not repeated."""
    data = repository()
    change(data, FORM, 'actual_text: "已完成"', 'actual_text: "已完成，联系电话13812345678"')
    code, report = since(data)
    assert code == 1
    assert {"form-held", "DSC-05"} <= {message["id"] for message in report["messages"]}
    assert "13812345678" not in json.dumps(report)


def test_a_hold_that_only_doubts_fails_too_and_a_release_passes(repository, since):
    """DSC-04 is no error, but what it holds back does not appear."""
    data = repository()
    change(data, FORM, 'label: "年度资金总额"', 'label: "涉密项目资金总额"')
    assert "form-held" in ids(since(data)[1])
    assert main(["release", STATEMENT, "--data", str(data), "--by", "区保密办", "--text", "已经审查，可以公开。"]) == 0
    assert "form-held" not in ids(since(data)[1])


def test_a_form_held_before_stops_nobody(repository, since, tree):
    """What main holds back already is no news, and its figures were never public."""
    data = repository({FORM: tree[FORM].replace('"已完成"', '"已完成，联系电话13812345678"')})
    change(data, FORM, 'executed: "95"', 'executed: "94"')
    change(data, FORM, 'rate: "95%"', 'rate: "94%"')
    code, report = since(data)
    assert (code, ids(report)) == (0, [])


def test_a_deleted_form_or_department_needs_its_word(repository, since):
    """An address that is gone says where it went, or why."""
    data = repository()
    (data / FORM).unlink()
    code, report = since(data)
    assert (code, ids(report), report["forms"]["removed"]) == (1, ["address-gone"], [STATEMENT])
    shutil.rmtree(data / "wuhan-jiangxia/gov-office")
    code, report = since(data)
    assert (code, set(ids(report))) == (1, {"address-gone"})
    assert [message["file"] for message in report["messages"]] == ["data/wuhan-jiangxia/jurisdiction.yml"]


def test_the_record_of_what_was_published_is_not_taken_away(repository, since):
    """Without it a later change of a figure would pass unnoticed: its going is an error of the request."""
    data = repository()
    assert main(["record", "--data", str(data)]) == 0
    git(data.parent, "switch", "-q", "main")
    committed(data.parent)
    git(data.parent, "switch", "-q", "-c", "second")
    record = data / "wuhan-jiangxia/gov-office/2023/published/road-repair.yml"
    record.unlink()
    code, report = since(data)
    assert code == 1
    assert "record-gone" in json.dumps(report)
    git(data.parent, "checkout", "-q", "main", "--", ".")
    assert since(data)[0] == 0
    (data / "addresses.yml").unlink()
    code, report = since(data)
    assert (code, ids(report), report["messages"][0]["file"]) == (1, ["record-gone"], "data/addresses.yml")


def test_a_renamed_department_takes_its_findings_along(repository, since):
    """With ``formerly`` its forms moved: no finding is new, no figure unexplained, no address gone."""
    data = repository()
    standing = since(data)[1]["findings"]["standing"]
    (data / "wuhan-jiangxia/gov-office").rename(data / "wuhan-jiangxia/office")
    code, report = since(data)
    assert (code, set(ids(report))) == (1, {"address-gone"} | set(ids(report)))
    moved = DEPARTMENT.replace("gov-office", "office")
    text = (data / moved).read_text(encoding="utf-8")
    (data / moved).write_text(f'{text}formerly: ["wuhan-jiangxia/gov-office"]\n', encoding="utf-8")
    code, report = since(data)
    assert (code, report["messages"]) == (0, [])
    assert report["findings"] == {"raised": [], "settled": [], "milder": [], "by_form": {}, "standing": standing}
    assert {"from": STATEMENT, "to": STATEMENT.replace("gov-office", "office")} in report["forms"]["moved"]
    change(data, moved.replace("department", "2023/projects/road-repair"), 'executed: "95"', 'executed: "94"')
    assert "figure-changed" in ids(since(data)[1])


def test_new_open_errors_fail_and_answered_ones_pass(repository, since, tree):
    """A new form brings its errors; a department's word in the same request lets it through."""
    form = tree[FORM].replace("道路维修", "桥梁维修").replace('document: "document"', 'document: "another"')
    data = repository({"sources/another.yml": tree["sources/document.yml"]})
    change(data, DEPARTMENT, 'name: "道路维修"', 'name: "道路维修"\n  - id: "bridges"\n    name: "桥梁维修"')
    (data / FORM.replace("road-repair", "bridges")).write_text(form, encoding="utf-8")
    code, report = since(data)
    new = STATEMENT.replace("road-repair", "bridges")
    assert (code, report["forms"]["added"]) == (1, [new])
    assert all(message["statement_id"] == new for message in report["messages"] if message["severity"] == "error")
    for rule in set(ids(report)):
        assert main(["reply", new, "--rule", rule, "--data", str(data), "--text", "原件如此。"]) == 0
    assert since(data)[0] == 0


def test_a_reply_taken_back_opens_its_finding_again(repository, since):
    """What was answered in main and is answered no more is a new error."""
    data = repository({REPLIES: REPLY})
    (data / REPLIES).unlink()
    code, report = since(data)
    assert (code, ids(report)) == (1, ["SCO-03"])
    assert [item["id"] for item in report["findings"]["raised"]] == [f"{STATEMENT}#SCO-03-total.score"]


def test_settled_findings_are_listed(repository, since):
    """A reply settles its finding; nothing new is said."""
    data = repository()
    (data / REPLIES).write_text(REPLY, encoding="utf-8")
    code, report = since(data)
    settled = [(item["id"], item["by_settings"]) for item in report["findings"]["settled"]]
    assert (code, settled) == (0, [(f"{STATEMENT}#SCO-03-total.score", False)])


def test_warnings_fail_only_where_asked(repository, since):
    """``--strict`` lets new doubts fail, and old ones still not."""
    data = repository({REPLIES: REPLY})
    assert since(data, "--strict")[0] == 0
    change(data, REPLIES, "SCO-03", "SCO-99")
    assert since(data)[0] == 1
    change(data, REPLIES, "SCO-99", "BUD-03")
    code, report = since(data, "--ignore", "SCO")
    assert (code, [item["id"] for item in report["messages"]]) == (0, ["finding-unknown"])
    assert since(data, "--ignore", "SCO", "--strict")[0] == 1


def test_a_base_of_another_time_is_said_to_be_unreadable(repository, since, tree, capsys):
    """Then nothing is compared and everything is new: no silence, no failure of the program."""
    data = repository({"portal.yml": "titel: x\n"})
    (data / "portal.yml").write_text(tree["portal.yml"], encoding="utf-8")
    code, report = since(data)
    assert code == 1
    assert "读不懂" in report["not_compared"]
    assert "data/portal.yml" in report["not_compared"]
    assert main(["check", "--since", "main", "--data", str(data), "--lang", "en"]) == 1
    assert "everything counts as new" in capsys.readouterr().out
    assert main(["check", "--since", "main", "--data", str(data), "--format", "github"]) == 1
    assert "everything counts as new" in capsys.readouterr().err


def test_the_first_data_of_a_repository_is_all_new(repository, since):
    """A base without the folder is no failure of git."""
    data = repository()
    shutil.copytree(data, data.parent / "more" / "data")
    code, report = since(data.parent / "more" / "data")
    assert (code, "还没有数据文件夹" in report["not_compared"]) == (1, True)


def test_a_ref_that_is_none_and_a_folder_without_git_are_wrong_calls(repository, tmp_path_factory, capsys):
    """Said in a line in both languages, with what to do; a name that looks like an option is none."""
    data = repository()
    for ref in ("origin/mian", "", "--output=x", "-x"):
        assert main(["check", f"--since={ref}", "--data", str(data)]) == 2
        assert f"--since {ref}: git 不认识" in capsys.readouterr().err
    elsewhere = tmp_path_factory.mktemp("no git") / "data"
    shutil.copytree(data, elsewhere)
    assert main(["check", "--since", "main", "--data", str(elsewhere)]) == 2
    assert "not a git repository" in capsys.readouterr().err


def test_no_git_is_said(repository, monkeypatch, capsys):
    """A machine without git is told so."""
    data = repository()
    monkeypatch.setenv("PATH", "")
    assert main(["check", "--since", "main", "--data", str(data)]) == 2
    assert "--since 需要 git" in capsys.readouterr().err


def test_a_shallow_clone_is_told_what_to_fetch(repository, tmp_path, capsys):
    """CI that fetches one commit knows neither main nor where the request left it."""
    data = repository()
    change(data, FORM, "source_line: 45", "source_line: 46")
    committed(data.parent)
    git(data.parent, "switch", "-q", "main")
    change(data, TARGETS, '"改善办公条件"', '"改善办公环境"')
    committed(data.parent)
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "-q", "--depth", "1", "--branch", "request", f"file://{data.parent}", str(clone))
    assert main(["check", "--since", "origin/main", "--data", str(clone / "data")]) == 2
    assert "fetch-depth: 0" in capsys.readouterr().err
    git(clone, "fetch", "-q", "--depth", "1", "origin", "main:refs/remotes/origin/main")
    assert main(["check", "--since", "origin/main", "--data", str(clone / "data")]) == 2
    assert "git fetch --unshallow" in capsys.readouterr().err
    git(clone, "fetch", "-q", "--unshallow")
    assert main(["check", "--since", "origin/main", "--data", str(clone / "data")]) == 0


def test_a_hook_of_git_can_call_it(repository, monkeypatch, since):
    """What git tells its hooks of the repository does not lead away from data/."""
    data = repository()
    monkeypatch.setenv("GIT_DIR", ".git")
    monkeypatch.setenv("GIT_INDEX_FILE", ".git/index")
    assert since(data)[0] == 0


def test_one_of_two_findings_on_a_cell_may_go(repository, since, tree):
    """The other, whose id then has no words of its message in it, is no new one."""
    row = '      - name: "简报期数"\n        target: ""\n'
    data = repository({TARGETS: tree[TARGETS].replace(row, row + row.replace('""', '"约 3 期 约 4 期"'))})
    code, report = since(data)
    assert (code, report["messages"]) == (0, [])


@pytest.mark.parametrize("name", REPORT_FORMATS)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_format_shows_what_is_new(repository, capsys, name, lang):
    """Text, JSON and Markdown list what the change does, each in the language asked for; a pipe sign stays in its cell."""
    data = repository()
    change(data, FORM, 'executed: "95"', 'executed: "9|5"')
    (data / TARGETS).unlink()
    assert main(["check", "--since", "main", "--data", str(data), "--format", name, "--lang", lang]) == 1
    shown = capsys.readouterr().out
    assert "figure-changed" in shown
    if name in {"text", "markdown"}:
        words = (
            ("减少的表 1", "改动的数与文字 1", "“95” →")
            if lang == "zh"
            else ("Forms removed 1", "Figures and texts changed 1", "'95' →")
        )
        assert all(word in shown for word in words)
        assert ("相比" in shown) == (lang == "zh")
    if name == "markdown":
        assert r"9\|5" in shown


def test_a_path_narrows_what_is_shown_and_never_what_fails(repository, since):
    """A new error elsewhere is shown and fails; a new doubt elsewhere is not shown."""
    data = repository({REPLIES: REPLY})
    change(data, REPLIES, "SCO-03", "BUD-03")
    assert {message["id"] for message in since(data)[1]["messages"]} == {"SCO-03", "finding-unknown"}
    code, report = since(data, str(data / TARGETS))
    assert (code, [message["id"] for message in report["messages"]]) == (1, ["SCO-03"])


def test_a_path_that_is_none_is_a_wrong_call(repository, capsys):
    """As without --since."""
    data = repository()
    assert main(["check", "--since", "main", "--data", str(data), str(data / "nothing.yml")]) == 2
    assert "nothing.yml" in capsys.readouterr().err


# --- what people vouch for -------------------------------------------------------------------------------------------

PHONE = "已完成，联系电话13812345678"
RELEASE = """\
release:
  rules: ["DSC-05"]
  cells: [{row: "g-k2c6rq2g", column: "actual_text", printed: "已完成，联系电话13812345678"}]
  by: "区政务公开办"
  date: "2024-06-01"
  reason: "号码为公开的服务热线。"
"""
CELL = 'row: "f-4pm2ww3v", column: "executed", printed: "195"'
KNOWN = f"""\
known_gaps:
  - statement: "{STATEMENT}"
    rule: "SCO-03"
    cells: [{{column: "total.score", printed: "98"}}]
    reason: "等候财政部门答复。"
    until: "2027-01-01"
"""


@pytest.fixture
def released(repository, tree):
    """Return data/ of a request whose base has a form with a number in it that somebody released."""
    form = tree[FORM].replace('actual_text: "已完成"', f'actual_text: "{PHONE}"')
    return repository({FORM: form + RELEASE.replace("g-k2c6rq2g", row_of_the_objective(tree))})


def row_of_the_objective(tree):
    goals = ProjectSelfEvaluation.model_validate(read_yaml(tree[FORM].encode(), "")[0]).goals
    return row_ids(goals, (), (), ())["goals[0]"]


def test_a_release_copied_to_new_words_is_refused(released, since, capsys):
    """The new words under the old day: nobody has looked at them. A new day, or mingzhang release, lets them through."""
    change(released, FORM, PHONE, "已完成，经办人电话13912345678")
    code, report = since(released)
    assert (code, "release-not-renewed" in ids(report)) == (1, True)
    (message,) = (item for item in report["messages"] if item["id"] == "release-not-renewed")
    line = next(n for n, text in enumerate((released / FORM).read_text().splitlines(), 1) if "release:" in text)
    assert (message["file"], message["line"] - line in {0, 1}) == (f"data/{FORM}", True)
    (review,) = report["reviews"]
    assert (review["change"], review["after"]["kind"], review["after"]["by"]) == ("altered", "release", "区政务公开办")
    assert review["before"]["cells"][0]["printed"] != PHONE
    for name in REPORT_FORMATS:
        for lang in ("zh", "en"):
            assert main(["check", "--since", "main", "--data", str(released), "--format", name, "--lang", lang]) == 1
            shown = capsys.readouterr().out
            assert "release-not-renewed" in shown
            assert "13912345678" not in shown
            assert "13812345678" not in shown
    change(released, FORM, "经办人电话", "联系电话")
    for lang, said in (("zh", "改动发布审查（号码换了）"), ("en", "Release altered (a number was changed)")):
        main(["check", "--since", "main", "--data", str(released), "--lang", lang])
        assert said in capsys.readouterr().out
    change(released, FORM, "2024-06-01", "2024-07-01")
    assert "release-not-renewed" not in ids(since(released)[1])


@pytest.mark.parametrize("what", ["release", "reply"])
def test_new_words_under_the_day_of_today_are_refused_where_nothing_else_is_new(repository, since, tree, what):
    """Day, office and reason are those of before: nobody has said anything of the new words, even if it was today."""
    form = tree[FORM].replace('actual_text: "已完成"', f'actual_text: "{PHONE}"')
    release = RELEASE.replace("g-k2c6rq2g", row_of_the_objective(tree)).replace("2024-06-01", "2026-11-01")
    data = repository({FORM: form + release, REPLIES: REPLY.replace("2024-06-01", "2026-11-01")})
    if what == "release":
        change(data, FORM, PHONE, "已完成，经办人电话13912345678")
    else:
        change(data, FORM, 'score: "98"', 'score: "97"')
        change(data, REPLIES, '"98"', '"97"')
    assert f"{what}-not-renewed" in ids(since(data)[1])
    change(data, *{"release": (FORM, "公开的服务", "已公布的服务"), "reply": (REPLIES, "另有", "表外另有")}[what])
    assert f"{what}-not-renewed" not in ids(since(data)[1])


def test_a_release_of_another_rule_says_so_anew(released, since):
    """To add a rule is to vouch for more."""
    change(released, FORM, '["DSC-05"]', '["DSC-05", "DSC-04"]')
    assert "release-not-renewed" in ids(since(released)[1])


def test_a_release_written_by_the_command_passes(released, since):
    """It gives the day of today, even where the last one is of today too."""
    change(released, FORM, "2024-06-01", "2026-11-01")
    git(released.parent, "switch", "-q", "main")
    committed(released.parent)
    git(released.parent, "switch", "-q", "-c", "second")
    change(released, FORM, f'actual_text: "{PHONE}"', 'actual_text: "已完成，经办人电话13912345678"')
    assert "form-held" in ids(since(released)[1])
    assert main(["release", STATEMENT, "--data", str(released), "--by", "区政务公开办", "--text", "已另行核对。"]) == 0
    report = since(released)[1]
    assert not {"form-held", "release-not-renewed"} & set(ids(report))
    assert [item["change"] for item in report["reviews"]] == ["altered"]


@pytest.mark.parametrize(
    ("file", "text", "code"), [(REPLIES, REPLY, "reply-not-renewed"), ("known_gaps", KNOWN, "known-gap-not-renewed")]
)
def test_an_answer_copied_to_other_words_is_refused(repository, since, file, text, code):
    """The quoted words were changed in the file and the day was not."""
    file = file if "/" in file else REPLIES.replace("replies", file)
    data = repository({file: text})
    change(data, FORM, 'score: "98"', 'score: "97"')
    change(data, file, 'printed: "98"', 'printed: "97"')
    restated = "restatements:\n" + f'  - statement: "{STATEMENT}"\n    column: "total.score"\n'
    restated += '    old: "98"\n    new: "97"\n    date: "2024-06-01"\n    reason: "总分更正。"\n'
    (data / RESTATEMENTS).write_text(restated, encoding="utf-8")
    result, report = since(data)
    assert (result, ids(report)) == (1, [code])
    assert (report["messages"][0]["file"], report["messages"][0]["line"]) == (f"data/{file}", 2)
    assert {item["change"] for item in report["reviews"]} == {"altered", "added"}
    change(
        data,
        file,
        "2024-06-01" if "replies" in file else "2027-01-01",
        "2026-10-01" if "replies" in file else "2027-06-01",
    )
    assert (since(data)[0], ids(since(data)[1])) == (0, [])


def test_an_answer_written_by_hand_speaks_of_no_other_figures(repository, since):
    """It keeps only the words of its cell; the finding rests on another cell, which changed: refused, and told how to mend."""
    answer = REPLY.replace("SCO-03", "BUD-03").replace('column: "total.score", printed: "98"', CELL)
    data = repository({FORM: TREE[FORM].replace('executed: "95"', 'executed: "195"'), REPLIES: answer})
    change(data, FORM, 'adjusted: "100"', 'adjusted: "90"')
    code, report = since(data)
    assert (code, sorted(ids(report))) == (1, ["answer-outlived", "figure-changed"])
    (message,) = (item for item in report["messages"] if item["id"] == "answer-outlived")
    assert "mingzhang reply" in message["text"]
    (data / REPLIES).unlink()
    assert main(["reply", STATEMENT, "--rule", "BUD-03", "--data", str(data), "--text", "追加预算后重新核对。"]) == 0
    assert ids(since(data)[1]) == ["figure-changed"]


def test_everything_that_somebody_vouches_for_is_listed(repository, capsys, since):
    """Added, altered and taken back: of which form, rule and cell, in which words, whose, of which day."""
    data = repository({REPLIES: REPLY})
    change(data, REPLIES, '"explained"', '"false_positive"')
    change(data, FORM, 'executed: "95"', 'executed: "94"')
    change(data, FORM, 'rate: "95%"', 'rate: "94%"')
    (data / RESTATEMENTS).write_text(RESTATED, encoding="utf-8")
    (data / REPLIES.replace("replies", "known_gaps")).write_text(KNOWN.replace("SCO-03", "BUD-03"), encoding="utf-8")
    with (data / FORM).open("a", encoding="utf-8") as form:
        form.write('withheld: [{column: "total.score", reason: "internal"}]\n')
    (data / TARGETS).unlink()
    gone = TARGETS.removesuffix(".yml")
    change(
        data,
        DEPARTMENT,
        "projects:",
        f'withdrawn: [{{statement: "{gone}", date: "2024-06-01", reason: "重复公开。"}}]\nprojects:',
    )
    listed = [(item["change"], item["after"]["kind"]) for item in since(data)[1]["reviews"]]
    assert sorted(listed) == [
        ("added", "known_gap"), ("added", "restatement"), ("added", "restatement"), ("added", "withdrawal"), ("added", "withheld"),
        ("altered", "reply"),
    ]  # fmt: skip
    words = {
        "zh": ["审查、说明、更正 6", "新增更正", "改动部门说明", "误报", "原为", "已说明", "“另有加分。”", "新增撤下", "“重复公开。”", "内部事务信息", "执行数"],
        "en": ["Reviews, replies, restatements 6", "Restatement added", "Reply altered", "before", "'另有加分。'", "Withdrawal added", "until 2027-01-01", "Internal"],
    }  # fmt: skip
    for lang in ("zh", "en"):
        for name in ("text", "markdown", "github"):
            main(["check", "--since", "main", "--data", str(data), "--format", name, "--lang", lang])
            shown = capsys.readouterr().out.replace("\\", "")
            assert all(word in shown for word in words[lang] if name != "github" or not word[-1].isdigit()), name
    (data / REPLIES).unlink()
    assert "removed" in {item["change"] for item in since(data)[1]["reviews"]}


def test_new_redirects_are_listed_and_one_from_nowhere_is_doubted(repository, since, capsys):
    """An address that nothing ever had, or that a colleague's form has never had, leads nobody anywhere."""
    data = repository()
    never = ["wuhan/water-office/2022/pumps", "wuhan-jiangxia/gov-office/2023/road-reapir"]
    with (data / FORM).open("a", encoding="utf-8") as form:
        form.write(f"formerly: {json.dumps(never)}\n")
    code, report = since(data)
    assert (code, report["redirects"]) == (0, [{"from": old, "to": STATEMENT} for old in sorted(never)])
    line = len((data / FORM).read_text(encoding="utf-8").splitlines())
    told = [(item["id"], item["severity"], item["file"], item["line"]) for item in report["messages"]]
    assert told == [("former-id-unknown", "warning", f"data/{FORM}", line)] * 2
    assert since(data, "--strict")[0] == 1
    main(["check", "--since", "main", "--data", str(data)])
    assert f"  {never[0]} → {STATEMENT}\n" in capsys.readouterr().out
    committed(data.parent)
    git(data.parent, "branch", "-f", "main")
    assert since(data)[1]["redirects"] == []
    change(data, FORM, json.dumps(never), "[]")
    assert {item["to"] for item in since(data)[1]["redirects"]} == {""}


def test_a_line_break_in_a_cell_begins_no_line_of_a_report(repository, since, capsys):
    """A code host takes a line that begins with two colons for a command: it stands in no text, no list, no annotation."""
    data = repository()
    forged = "得到\\n::error file=x::假"
    change(data, FORM, 'actual_text: "已完成"', f'actual_text: "{forged}"')
    change(data, FORM, 'name: "维修里程"', f'name: "{forged}"')
    change(data, FORM, 'target: ">=5公里"', 'target: "》5公里"')
    change(data, FORM, 'title: "项目支出绩效自评表"', f'title: "{forged}"')
    (data / REPLIES).write_text(REPLY.replace("另有加分。", f"另有加分。{forged}"), encoding="utf-8")
    for lang in ("zh", "en"):
        for name in ("text", "markdown", "github"):
            for compared in ((), ("--since", "main")):
                main(["check", *compared, "--data", str(data), "--format", name, "--lang", lang])
                shown = capsys.readouterr().out
                assert "假" in shown
                assert [line for line in shown.splitlines() if line.lstrip().startswith("::error file=x")] == []
    assert since(data)[0] == 1


def test_order_and_place_of_entries_do_not_count(repository, since):
    """Entries that stand elsewhere in their file say what they said; a newer reply below an older one is an addition."""
    other = REPLY.removeprefix("replies:\n").replace("2024-06-01", "2024-05-01").replace("另有加分", "尚在核对")
    data = repository({REPLIES: REPLY + other})
    (data / REPLIES).write_text("replies:\n# 次序不同\n" + other + REPLY.removeprefix("replies:\n"), encoding="utf-8")
    assert since(data)[1]["reviews"] == []
    newer = REPLY.removeprefix("replies:\n").replace("2024-06-01", "2024-07-01").replace("另有加分", "已经核对")
    (data / REPLIES).write_text(REPLY + other + newer, encoding="utf-8")
    code, report = since(data)
    assert (code, [(item["change"], item["after"]["words"]) for item in report["reviews"]]) == (
        0,
        [("added", "已经核对。")],
    )


def test_a_review_follows_its_renamed_form(repository, since):
    """Under ``formerly``, its ids rewritten, a reply is the same reply: nothing added, nothing taken back."""
    data = repository({REPLIES: REPLY})
    (data / "wuhan-jiangxia/gov-office").rename(data / "wuhan-jiangxia/office")
    change(data, REPLIES.replace("gov-office", "office"), "gov-office", "office")
    with (data / "wuhan-jiangxia/office/department.yml").open("a", encoding="utf-8") as written:
        written.write('formerly: ["wuhan-jiangxia/gov-office"]\n')
    code, report = since(data)
    assert (code, report["reviews"]) == (0, [])


@pytest.mark.parametrize("how", ["copied", "left out"])
def test_what_a_finding_says_is_not_put_into_an_old_answer(repository, since, how):
    """The new sentence copied by hand, or the old one taken out: nobody has said anything of what the finding says now."""
    data = repository({FORM: TREE[FORM].replace('executed: "95"', 'executed: "195"')})
    assert main(["reply", STATEMENT, "--rule", "BUD-03", "--data", str(data), "--text", "追加预算后核对。"]) == 0
    git(data.parent, "switch", "-q", "main")
    committed(data.parent)
    git(data.parent, "switch", "-q", "-c", "second")
    change(data, FORM, 'adjusted: "100"', 'adjusted: "90"')
    (then,) = re.findall(' +finding: "(.*)"\n', (data / REPLIES).read_text(encoding="utf-8"))
    assert "BUD-03" in ids(since(data)[1])
    (now,) = (x.said for x in audit(data, lambda _: None, TODAY)[0].findings if x.rule_id == "BUD-03")
    change(data, REPLIES, *((then, now) if how == "copied" else (f'        finding: "{then}"\n', "")))
    assert {"answer-outlived", "reply-not-renewed"} < set(ids(since(data)[1]))


@pytest.mark.parametrize("project", ["bridges", "roads", "tunnels"])
def test_a_finding_over_many_forms_keeps_its_form_whatever_it_is_called(repository, since, project):
    """A rename takes a form to the end of the alphabet; what is said of all of them stands where it stood, answered."""
    office = "wuhan-jiangxia/gov-office"
    names = {"bridges": "架桥", "roads": "修路", "tunnels": "隧道"}
    department = TREE[DEPARTMENT].partition("projects:")[0] + "projects:\n"
    department += "".join(f'  - id: "{id_}"\n    name: "{name}"\n' for id_, name in names.items())
    plain = TREE[FORM].replace("    source_line: 45\n", "").replace("        source_line: 50\n", "")
    forms = {
        f"{office}/2023/projects/{id_}.yml": plain.replace("道路维修", name)
        .replace("道路平整", f"{name}平整")
        .replace("first_line: 41", f"first_line: {line}1")
        .replace("last_line: 100", f"last_line: {line}9")
        for line, (id_, name) in enumerate(names.items(), 4)
    }
    data = repository({FORM: None, DEPARTMENT: department, **forms})
    assert (
        main(["reply", f"{office}/2023/bridges", "--rule", "IND-10", "--data", str(data), "--text", "各处通用。"]) == 0
    )
    git(data.parent, "switch", "-q", "main")
    committed(data.parent)
    git(data.parent, "switch", "-q", "-c", "rename")
    folder = data / office / "2023/projects"
    (folder / f"{project}.yml").rename(folder / "zebra.yml")
    change(data, DEPARTMENT, f'id: "{project}"', 'id: "zebra"')
    with (folder / "zebra.yml").open("a", encoding="utf-8") as written:
        written.write(f'formerly: ["{office}/2023/{project}"]\n')
    code, report = since(data)
    assert (code, report["messages"], report["findings"]["raised"], report["findings"]["settled"]) == (0, [], [], [])
    assert main(["check", "--data", str(data), "--rules", "IND-10", "--format", "json"]) == 0


# --- settings ----------------------------------------------------------------------------------------------------------


def test_a_changed_setting_is_named(repository, since, capsys):
    """File, line, key with its title, old and new; of a whole file its name."""
    data = repository()
    profile = "scoring_profiles/plain.yml"
    assert since(data)[1]["settings"] == []
    change(data, profile, 'output: "50"', 'output: "60"')
    change(data, profile, "citations:", 'rate_threshold: "50"\ncitations:')
    say_why(data)
    (data / "sources/another.yml").write_text((data / "sources/document.yml").read_text(), encoding="utf-8")
    report = since(data)[1]
    listed = [(item["file"], item["key"], item["old"], item["new"]) for item in report["settings"]]
    assert listed == [
        ("data/scoring_profiles/plain.yml", "level1_weights.output", "50", "60"),
        ("data/scoring_profiles/plain.yml", "rate_threshold", "90", "50"),
        ("data/scoring_profiles/plain.yml", "revisions[0].date", "", "2026-10-20"),
        ("data/scoring_profiles/plain.yml", "revisions[0].reason", "", "按新印发的办法调整。"),
        ("data/sources/another.yml", "", "", "2023年度绩效自评"),
    ]
    assert report["settings"][0]["line"] == 6
    assert main(["check", "--since", "main", "--data", str(data)]) == 0
    shown = capsys.readouterr().out
    assert "一级指标分值 level1_weights.output：“50” → “60”" in shown


def test_what_published_forms_are_judged_by_changes_with_a_reason_only(repository, since, tree):
    """A weight, a threshold, a grade: refused, in one sentence a file, until a reason is added; names need none."""
    profile, settings = "scoring_profiles/plain.yml", "portal.yml"
    data = repository({"scoring_profiles/unused.yml": tree[profile]})
    change(data, profile, "name: ", "name: 改后的")
    change(data, "scoring_profiles/unused.yml", 'output: "50"', 'output: "60"')
    assert since(data)[0] == 0
    change(data, profile, 'output: "50"', 'output: "60"')
    change(data, profile, "citations:", 'rate_threshold: "50"\ncitations:')
    change(data, settings, 'excellent: "90"', 'excellent: "95"')
    code, report = since(data)
    refused = [(message["file"], message["line"]) for message in report["messages"]]
    assert (code, ids(report)) == (1, ["setting-unexplained"] * 2)
    assert refused[0][0] == f"data/{settings}"
    assert refused[1] == (f"data/{profile}", 6)
    assert "等 2 处" in str(report["messages"][1])
    say_why(data)
    say_why(data, settings)
    assert since(data)[0] == 0
    committed(data.parent)
    git(data.parent, "branch", "-f", "main")
    change(data, profile, 'output: "60"', 'output: "70"')
    assert ids(since(data)[1]) == ["setting-unexplained"]  # the reason was that of the former change


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", ["text", "json", "markdown", "github"])
def test_a_loosened_threshold_settles_nothing_in_silence(repository, tree, capsys, name, lang):
    """The finding is gone although its form is as it was: that stands first, apart from what was mended."""
    low = tree[FORM].replace('executed: "95"', 'executed: "85"').replace('rate: "95%"', 'rate: "85%"')
    data = repository({FORM: low})
    assert "rate_threshold" not in (data / "scoring_profiles/plain.yml").read_text()
    change(data, "scoring_profiles/plain.yml", "citations:", 'rate_threshold: "50"\ncitations:')
    say_why(data)
    assert main(["check", "--since", "main", "--data", str(data), "--format", name, "--lang", lang]) == 0
    shown = capsys.readouterr().out
    if name == "json":
        settled = json.loads(shown)["findings"]["settled"]
        assert settled
        assert all(item["by_settings"] for item in settled)
    elif name == "github":
        assert "settled-by-setting" in shown
        assert "setting-changed" in shown
    else:
        words = ("只因规则、设置改动", "改动的规则") if lang == "zh" else ("only because rules", "settings changed")
        assert all(word in shown for word in words)
        assert f"data/{FORM}" in shown
        assert (f"{STATEMENT}：新增 0，减少 " if lang == "zh" else f"{STATEMENT}: 0 more") in shown.replace("\\", "")


def test_a_rule_that_only_grew_milder_is_told_too(repository, tree, since, capsys):
    """An error that a changed profile makes a remark is not settled, but nobody mended it either."""
    profile = "scoring_profiles/plain.yml"
    formula = "scored: true\nindicator_formula: true\nformula_printed: true"
    form = tree[FORM].replace('score: "50"', 'score: "40"')
    data = repository({FORM: form, profile: tree[profile].replace("scored: true", formula)})
    change(data, profile, "formula_printed: true", "formula_printed: false")
    say_why(data)
    code, report = since(data)
    milder = [(item["id"].split("#")[1][:6], item["by_settings"]) for item in report["findings"]["milder"]]
    assert (code, milder) == (0, [("SCO-04", True)])
    assert main(["check", "--since", "main", "--data", str(data)]) == 0
    shown = capsys.readouterr().out
    assert "再提示或减轻的发现，表没有改 1\n" in shown
    assert "SCO-04" in shown


def test_lines_of_the_source_and_notes_need_no_restatement_and_are_listed(repository, since, capsys):
    """Where a form was taken from may be put right at any time, but not in silence."""
    data = repository()
    change(data, FORM, 'document: "document"', 'document: "document"\n  notes: ["第3行缺字。"]')
    change(data, FORM, "last_line: 100", "last_line: 99")
    code, report = since(data)
    assert (code, report["figures"], report["settings"]) == (0, [], [])
    assert {(item["key"], item["old"], item["new"]) for item in report["filed"]} == {
        ("source.last_line", "100", "99"),
        ("source.notes[0]", "", "第3行缺字。"),
    }
    main(["check", "--since", "main", "--data", str(data)])
    assert "改动的来源行号与提取说明 2" in capsys.readouterr().out


def test_a_renamed_department_changes_no_setting(repository, since):
    """Its record is compared with its own; a new name of a project is a change of one key."""
    data = repository()
    (data / "wuhan-jiangxia/gov-office").rename(data / "wuhan-jiangxia/office")
    department = DEPARTMENT.replace("gov-office", "office")
    with (data / department).open("a", encoding="utf-8") as file:
        file.write('formerly: ["wuhan-jiangxia/gov-office"]\n')
    assert since(data)[1]["settings"] == []
    change(data, department, 'kind: "', 'short_names: ["区府办"]\nkind: "')
    assert [(item["key"], item["new"]) for item in since(data)[1]["settings"]] == [("short_names", "区府办")]


def test_a_merged_department_is_no_changed_one(repository, tree, since):
    """The department that takes in another one's forms stays as it was; the other's record is gone."""
    other = (
        tree[DEPARTMENT]
        .replace("区政府办公室", "区档案馆")
        .replace("road-repair", "bridges")
        .replace("道路维修", "桥梁维修")
    )
    data = repository({"wuhan-jiangxia/archives/department.yml": other})
    old, new = data / "wuhan-jiangxia/gov-office", data / "wuhan-jiangxia/archives"
    (old / "2023").rename(new / "2023")
    projects = "projects:" + tree[DEPARTMENT].partition("projects:")[2].rstrip() + "\n"
    change(data, "wuhan-jiangxia/archives/department.yml", "projects:\n", projects)
    shutil.rmtree(old)
    report = since(data)[1]
    (gone,) = (item for item in report["messages"] if item["id"] == "address-gone")
    assert 'data/wuhan-jiangxia/archives/department.yml 中写 formerly: ["wuhan-jiangxia/gov-office"]' in gone["text"]
    assert {item["key"] for item in report["settings"]} == {"", "projects[road-repair].name"}


def test_what_cannot_be_read_says_nothing_of_old_findings(repository, capsys):
    """Nothing was compared: no count of what stood before."""
    data = repository()
    (data / "portal.yml").write_text("titel: x\n", encoding="utf-8")
    for name in ("text", "markdown"):
        assert main(["check", "--since", "main", "--data", str(data), "--format", name]) == 1
        shown = capsys.readouterr().out
        assert "没有比较" in shown
        assert "另有" not in shown


def test_errors_stand_first(repository, capsys):
    """Before what the change does, and before doubts, in every format; columns have their Chinese title."""
    data = repository()
    change(data, FORM, 'executed: "95"', 'executed: "94"')
    for name in REPORT_FORMATS:
        main(["check", "--since", "main", "--data", str(data), "--format", name])
        shown = capsys.readouterr().out
        error = shown.index("figure-changed")
        assert all(error < shown.index(word) for word in ('"figures"', "改动的数", "疑点 BUD") if word in shown)
        if name in {"text", "markdown"}:
            assert "全年执行数（B） executed：“95” → “94”" in shown
            assert "新出现的发现" not in shown


# --- what seems to have become of what is gone -------------------------------------------------------------------------


def shown_in_every_way(data, capsys, *words):
    """Check that every format, in both languages, shows all these words."""
    for name in REPORT_FORMATS:
        for lang in ("zh", "en"):
            assert main(["check", "--since", "main", "--data", str(data), "--format", name, "--lang", lang]) == 1
            shown = capsys.readouterr().out.replace("\\", "")
            assert [word for word in words if word not in shown] == [], (name, lang)


def test_a_renamed_department_without_its_word_is_guessed(repository, since, capsys):
    """One error, in the new folder, says what to write; no finding is repeated, no setting new."""
    data = repository()
    (data / "wuhan-jiangxia/gov-office").rename(data / "wuhan-jiangxia/office")
    code, report = since(data)
    assert (code, [item["id"] for item in report["messages"]]) == (1, ["address-gone"])
    (message,) = report["messages"]
    file = "data/wuhan-jiangxia/office/department.yml"
    assert (message["file"], message["line"]) == (file, 1)
    assert "看来由它改名而来" in message["text"]
    assert f'请在 {file} 中写 formerly: ["wuhan-jiangxia/gov-office"]' in message["text"]
    assert (report["settings"], report["findings"]["raised"], report["forms"]["added"]) == ([], [], [])
    shown_in_every_way(data, capsys, "formerly:", "wuhan-jiangxia/gov-office", file)
    with (data / "wuhan-jiangxia/office/department.yml").open("a", encoding="utf-8") as written:
        written.write('formerly: ["wuhan-jiangxia/gov-office"]\n')
    assert since(data)[0] == 0


@pytest.mark.parametrize(
    ("old", "new"), [("wuhan-jiangxia/gov-office", "wuhan-jiangxia/office"), ("wuhan-jiangxia", "jiangxia")]
)
def test_a_renamed_folder_is_guessed_without_another_state_too(write_tree, capsys, old, new):
    """After a release its records come along with the folder: plain ``check`` says what to write."""
    data = write_tree()
    assert main(["record", "--data", str(data)]) == 0
    (data / old).rename(data / new)
    for lang in ("zh", "en"):
        assert main(["check", "--data", str(data), "--lang", lang]) == 1
        assert f'formerly: ["{old}"]' in capsys.readouterr().out
    file = data / new / ("department.yml" if "/" in old else "jurisdiction.yml")
    with file.open("a", encoding="utf-8") as written:
        written.write(f'formerly: ["{old}"]\n')
    main(["check", "--data", str(data)])
    assert "address-gone" not in capsys.readouterr().out


def test_a_renamed_jurisdiction_is_guessed_too(repository, since):
    """Its departments and forms are told with it, not one by one."""
    data = repository()
    (data / "wuhan-jiangxia").rename(data / "jiangxia")
    code, report = since(data)
    assert (code, [item["file"] for item in report["messages"]]) == (1, ["data/jiangxia/jurisdiction.yml"])
    assert 'formerly: ["wuhan-jiangxia"]' in report["messages"][0]["text"]


def test_a_renamed_form_without_its_word_is_guessed(repository, since, capsys):
    """The new file is named; what only looks a little alike is none."""
    data = repository()
    moved = FORM.replace("road-repair", "roads")
    (data / FORM).rename(data / moved)
    change(data, DEPARTMENT, '"road-repair"', '"roads"')
    code, report = since(data)
    assert (code, ids(report), report["findings"]["raised"]) == (1, ["address-gone"], [])
    assert report["messages"][0]["file"] == f"data/{moved}"
    shown_in_every_way(data, capsys, f'formerly: ["{STATEMENT}"]')
    change(data, moved, 'executed: "95"', 'executed: "94"')
    assert ids(since(data)[1]).count("address-gone") == 1
    (data / moved).unlink()
    assert "看来" not in json.dumps(since(data)[1], ensure_ascii=False)


def test_replies_that_came_along_with_a_renamed_folder_say_what_to_write(repository, since):
    """They still name the old ids, so that nothing can be compared: the message tells the folder's new name and both cures."""
    data = repository({REPLIES: REPLY})
    (data / "wuhan-jiangxia/gov-office").rename(data / "wuhan-jiangxia/office")
    code, report = since(data)
    assert (code, ids(report)) == (1, ["reference-unknown"])
    text = report["messages"][0]["text"]
    assert 'formerly: ["wuhan-jiangxia/gov-office"]' in text
    assert STATEMENT.replace("gov-office", "office") in text


def test_rows_below_a_changed_level_are_told_once_with_their_cure(repository, since, tree, capsys):
    """One merged first level changed: all rows below it have new ids, one error names them and what keeps the old ones."""
    row = '      - level2: "质量指标"\n        name: "合格率"\n        target: "100%"\n        actual: "100%"\n        weight: "0"\n        score: "0"\n'
    first = tree[FORM].index("      - level1:")
    end = tree[FORM].find("      - ", first + 8)
    end = end if end > 0 else tree[FORM].index("total:")
    data = repository({FORM: tree[FORM][:end] + row + tree[FORM][end:]})
    before = {item["id"] for item in since(data)[1]["findings"]["raised"]}
    change(data, FORM, 'level1: "产出指标"', 'level1: "产出"')
    code, report = since(data)
    gone = [item for item in report["messages"] if item["id"] == "row-gone"]
    assert (code, len(gone), before) == (1, 1, set())
    assert gone[0]["line"] > 1
    assert "看来是同样的行（“维修里程”、“合格率”）" in gone[0]["text"]
    old = [item["row_id"] for item in report["figures"] if item["guess"]]
    assert len(old) == 2
    assert all(f'id: "{row}"' in gone[0]["text"] for row in old)
    shown_in_every_way(data, capsys, 'column: "level1", old: "产出指标", new: "产出", date: "2026-11-01"')
    named = dict(zip(("维修里程", "合格率"), old, strict=True))
    for name, id_ in named.items():
        change(data, FORM, f'name: "{name}"', f'name: "{name}"\n        id: "{id_}"')
    entry = pasted(gone[0]["text"])
    (data / RESTATEMENTS).write_text(f"restatements:\n  {entry}\n", encoding="utf-8")
    assert not {"row-gone", "text-changed", "row-renamed"} & set(ids(since(data)[1]))


def pasted(text, which=0):
    """Return an entry that a message hands out, with the reason filled in."""
    return re.findall(r"- \{.*?\}", text)[which].replace('reason: ""', 'reason: "核对原件后更正。"')


def test_a_removed_row_hands_out_its_entry(repository, since):
    """Line, name and everything that a restatement must hold; what is pasted passes."""
    data = repository()
    row = '      - name: "简报期数"\n        target: ""\n'
    change(data, TARGETS, row, "")
    code, report = since(data)
    (gone,) = (item for item in report["messages"] if item["id"] == "row-gone")
    assert (code, gone["line"] > 0, "“简报期数”" in gone["text"]) == (1, True, True)
    entry = pasted(gone["text"])
    assert all(f"{key}: " in entry for key in ("statement", "row", "column", "old", "new", "date", "reason"))
    (data / RESTATEMENTS).write_text(f"restatements:\n  {entry}\n", encoding="utf-8")
    assert since(data)[0] == 0


def test_an_entry_is_not_taken_without_its_reason(repository, since):
    """Pasted as it is, it asks for the one thing that only a person knows."""
    data = repository()
    change(data, FORM, 'score: "98"', 'score: "97"')
    (message,) = (item for item in since(data)[1]["messages"] if item["id"] == "figure-changed")
    assert "总得分 total.score" in message["text"]
    entry = re.findall(r"- \{.*?\}", message["text"])[0]
    (data / RESTATEMENTS).write_text(f"restatements:\n  {entry}\n", encoding="utf-8")
    assert ids(since(data)[1]) == ["shape-words-missing"]
    (data / RESTATEMENTS).write_text(f"restatements:\n  {pasted(message['text'])}\n", encoding="utf-8")
    assert "figure-changed" not in ids(since(data)[1])


def test_a_corrected_name_is_guessed_by_its_other_cells(repository, since):
    """The row is named, its line too; id and restatement as told make the request pass, and findings are not repeated."""
    data = repository()
    change(data, FORM, 'name: "维修里程"', 'name: "道路维修里程"')
    report = since(data)[1]
    (gone,) = (item for item in report["messages"] if item["id"] == "row-gone")
    lines = (data / FORM).read_text(encoding="utf-8").splitlines()
    assert "道路维修里程" in "".join(lines[gone["line"] - 1 : gone["line"] + 3])
    id_ = re.search(r'写 id: "(i-\w+)"', gone["text"])[1]
    change(data, FORM, 'name: "道路维修里程"', f'name: "道路维修里程"\n        id: "{id_}"')
    (data / RESTATEMENTS).write_text(f"restatements:\n  {pasted(gone['text'])}\n", encoding="utf-8")
    code, report = since(data)
    assert (code, ids(report), report["findings"]["raised"]) == (0, [], [])


def test_what_is_held_again_names_the_line_and_the_rule(repository, since):
    """The line of the number, not the file."""
    data = repository()
    change(data, FORM, 'actual_text: "已完成"', 'actual_text: "已完成，联系电话13812345678"')
    (held,) = (item for item in since(data)[1]["messages"] if item["id"] == "form-held")
    assert "13812345678" in (data / FORM).read_text(encoding="utf-8").splitlines()[held["line"] - 1]
    assert "DSC-05" in held["text"]
    assert "DSC-04" not in held["text"]


def test_changed_words_are_named_by_their_row(repository, since):
    """A lapsed reply says of which row and cell, not at which place of the file."""
    reply = REPLY.replace(
        'column: "total.score", printed: "98"', 'row: "f-4pm2ww3v", column: "executed", printed: "96"'
    )
    data = repository({REPLIES: REPLY})
    (data / REPLIES).write_text(reply.replace("SCO-03", "BUD-03"), encoding="utf-8")
    texts = [item["text"] for item in since(data)[1]["messages"] if item["id"] in {"words-changed", "finding-unknown"}]
    assert any("“年度资金总额”（f-4pm2ww3v） 全年执行数（B） executed" in text for text in texts)
    assert all("funding[0]" not in text for text in texts)
