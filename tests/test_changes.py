"""What the last release showed: no figure changes, and no row or form goes, before somebody says why."""

from __future__ import annotations

import pytest
from conftest import TODAY

from build_scripts.cli import main
from build_scripts.judging.audit import audit
from build_scripts.reading.load import load

FORM = "wuhan-jiangxia/gov-office/2023/projects/road-repair.yml"
TARGETS = "wuhan-jiangxia/gov-office/2023/targets.yml"
STATEMENT = "wuhan-jiangxia/gov-office/2023/road-repair"
DEPARTMENT = "wuhan-jiangxia/gov-office/department.yml"
PUBLISHED = "wuhan-jiangxia/gov-office/published.yml"
RESTATEMENTS = "wuhan-jiangxia/gov-office/restatements.yml"
FUNDING, ROAD = "f-4pm2ww3v", "i-q65tndpr"


def entry(row, column, old, new, day="2026-10-01"):
    """Return a restatement as it stands in its file."""
    named = f'    row: "{row}"\n' if row else ""
    return (
        f'  - statement: "{STATEMENT}"\n{named}    column: "{column}"\n    old: "{old}"\n    new: "{new}"\n'
        f'    date: "{day}"\n    reason: "核对原件后更正。"\n'
    )


@pytest.fixture
def released(write_tree):
    """Return the data folder just after a release."""
    data = write_tree()
    assert main(["record", "--data", str(data)]) == 0
    assert codes(data) == []
    return data


def change(data, path, old, new):
    """Change one text of a file."""
    text = (data / path).read_text(encoding="utf-8")
    assert old in text
    (data / path).write_text(text.replace(old, new), encoding="utf-8")


def problems_of(data):
    audited, problems = audit(data, lambda _: None, TODAY)
    assert audited is not None, problems
    return problems


def codes(data):
    return [problem.code for problem in problems_of(data)]


def restate(data, *entries):
    (data / RESTATEMENTS).write_text("restatements:\n" + "".join(entries), encoding="utf-8")


def row_named(data, words):
    """Return the id of the row of the project's form with this name."""
    portal, _ = load(data)
    statement = portal.by_id[STATEMENT]
    return next(id_ for path, id_ in statement.row_ids.items() if statement.words_at(path) == words)


def test_a_changed_figure_is_an_error_until_a_restatement_says_why(released):
    """Both check and build refuse it; the message names the cell, its line, and both figures."""
    change(released, FORM, 'executed: "95"', 'executed: "97"')
    (problem,) = problems_of(released)
    assert (problem.code, problem.file, problem.line) == ("figure-changed", f"data/{FORM}", 15)
    assert all(word in problem.message.zh for word in ("“95”", "“97”", f'row: "{FUNDING}"', 'column: "executed"'))
    assert main(["build", "--data", str(released), "--out", str(released.parent / "site")]) == 1
    assert not (released.parent / "site").exists()
    restate(released, entry(FUNDING, "executed", "95", "97"))
    assert codes(released) == []


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        ([("95", "96"), ("96", "97")], []),
        ([("94", "97")], ["figure-changed"]),
        ([("95", "96")], ["figure-changed", "restatement-new"]),
    ],
)
def test_restatements_lead_from_the_published_figure_to_the_printed_one(released, entries, expected):
    """Two steps are as good as one; another beginning or another end explains nothing."""
    change(released, FORM, 'executed: "95"', 'executed: "97"')
    restate(released, *(entry(FUNDING, "executed", *figures) for figures in entries))
    assert codes(released) == expected


@pytest.mark.parametrize(
    ("old", "new", "column"),
    [('score: "98"', 'score: "99"', "total.score"), ('score: "98"', 'score: ""', "total.score")],
)
def test_a_figure_that_stands_in_no_row_is_looked_at_too(released, old, new, column):
    """The total of a form has no row of its own."""
    change(released, FORM, old, new)
    assert codes(released) == ["figure-changed"]
    restate(released, entry("", column, "98", new.split('"')[1]))
    assert codes(released) == []


def test_a_total_that_was_not_there_is_a_change(write_tree, tree):
    """A form without any figure outside its rows had none published; one that appears needs its word."""
    data = write_tree({FORM: tree[FORM].replace('  score: "98"\n', "")})
    assert main(["record", "--data", str(data)]) == 0
    change(data, FORM, '  label: "总分"\n', '  label: "总分"\n  score: "98"\n')
    assert codes(data) == ["figure-changed"]


def test_words_and_new_rows_need_no_restatement(released):
    """Only figures were promised: what is said beside them may be mended, and rows may be added."""
    change(released, FORM, 'actual_text: "已完成"', 'actual_text: "全部完成"')
    change(
        released,
        TARGETS,
        '      - name: "简报期数"',
        '      - name: "培训次数"\n        target: "2次"\n      - name: "简报期数"',
    )
    assert codes(released) == []


def test_a_row_that_is_gone_is_an_error_until_somebody_says_why(released):
    """Removed with a word in the ledger, or kept under its old id where only its name was corrected."""
    row = row_named(released, "维修里程")
    change(released, FORM, 'name: "维修里程"', 'name: "道路维修里程"')
    (problem,) = problems_of(released)
    assert (problem.code, row in problem.message.zh) == ("row-gone", True)
    restate(released, entry(row, "name", "维修里程", ""))
    assert codes(released) == []


def test_the_id_of_a_release_is_never_that_of_another_row(released):
    """A row that takes over an old id must say that its name was corrected, in the ledger and word for word."""
    row = row_named(released, "维修里程")
    change(released, FORM, 'name: "维修里程"', f'id: "{row}"\n        name: "绿化面积"')
    (problem,) = problems_of(released)
    assert (problem.code, problem.line) == ("row-renamed", 23)
    restate(released, entry(row, "name", "维修里程", "绿化面积"))
    assert codes(released) == []


def test_a_form_that_is_gone_is_an_error_until_it_is_withdrawn_or_moved(released):
    """The file is missed where the department keeps its words; a new name keeps the figures under guard."""
    text = (released / FORM).read_text(encoding="utf-8")
    (released / FORM).unlink()
    (problem,) = problems_of(released)
    assert (problem.code, problem.file) == ("address-gone", f"data/{DEPARTMENT}")
    moved = FORM.replace("road-repair", "roads")
    change(released, DEPARTMENT, '"road-repair"', '"roads"')
    (released / moved).write_text(f'{text}formerly: ["{STATEMENT}"]\n', encoding="utf-8")
    assert codes(released) == []
    change(released, moved, 'executed: "95"', 'executed: "97"')
    assert codes(released) == ["figure-changed"]
    (released / moved).unlink()
    change(
        released,
        DEPARTMENT,
        "projects:",
        f'withdrawn: [{{statement: "{STATEMENT}", date: "2026-10-01", reason: "重复公开，撤下。"}}]\nprojects:',
    )
    assert codes(released) == []


def test_a_held_form_is_not_recorded(write_tree, tree):
    """What awaits its release stands in no list of published figures; once released it does, as printed."""
    data = write_tree({FORM: tree[FORM].replace('actual: "5公里"', 'actual: "5公里，电话13812345678"')})
    assert main(["record", "--data", str(data)]) == 0
    assert "road-repair" not in (data / PUBLISHED).read_text(encoding="utf-8")
    assert main(["release", STATEMENT, "--data", str(data), "--by", "区政务公开办", "--text", "号码为样例。"]) == 0
    assert main(["record", "--data", str(data)]) == 0
    assert load(data)[0].published["wuhan-jiangxia/gov-office"].forms[STATEMENT]
    assert codes(data) == []


def test_a_message_never_repeats_a_number(released):
    """A changed figure that holds somebody's number is masked like everywhere else."""
    change(released, FORM, 'actual: "5公里"', 'actual: "5公里，电话13812345678"')
    assert all("13812345678" not in problem.text(lang) for problem in problems_of(released) for lang in ("zh", "en"))


def test_recording_again_changes_nothing_and_unexplained_changes_are_not_recorded(released, capsys):
    """A release cannot forget what the last one showed by being recorded."""
    before = (released / PUBLISHED).read_bytes()
    assert main(["record", "--data", str(released)]) == 0
    assert (released / PUBLISHED).read_bytes() == before
    change(released, FORM, 'executed: "95"', 'executed: "97"')
    assert main(["record", "--data", str(released)]) == 1
    assert "figure-changed" in capsys.readouterr().out
    assert (released / PUBLISHED).read_bytes() == before


def test_what_is_recorded_is_read_back_as_it_was(write_tree, tree):
    """Quotes, line breaks and invisible characters of a printed figure survive, and a blank is no figure."""
    odd = r'"\"5\\公里\"\n约：\u00a0— \u200b　"'
    data = write_tree(
        {FORM: tree[FORM].replace('actual: "5公里"', f"actual: {odd}").replace('score: "50"', 'score: "　"')}
    )
    assert main(["record", "--data", str(data)]) == 0
    row = load(data)[0].published["wuhan-jiangxia/gov-office"].forms[STATEMENT][row_named(data, "维修里程")]
    assert row["actual"] == '"5\\公里"\n约：\u00a0— \u200b　'
    assert "score" not in row
    assert codes(data) == []


@pytest.mark.parametrize("text", ["{", '"a": 1', '"a": {"b": ["c"]}', "[" * 2000, '"a": {"b": "c"}}'])
def test_a_damaged_record_is_a_problem_of_its_file(released, text):
    """A file that somebody edited by hand is named; nothing is raised."""
    (released / PUBLISHED).write_text(f'date: "2026-11-01"\nforms:\n  {STATEMENT}: |\n    {text}\n', encoding="utf-8")
    portal, problems = load(released)
    assert portal is None
    assert {problem.file for problem in problems} == {f"data/{PUBLISHED}"}
