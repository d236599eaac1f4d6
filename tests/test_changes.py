"""What the last release showed: no cell changes, and no row or form goes, before somebody says why."""

from __future__ import annotations

import pytest
from conftest import TODAY

from build_scripts.cli import main
from build_scripts.judging.audit import audit
from build_scripts.reading import model
from build_scripts.reading.load import load
from build_scripts.reading.printed import published_keys

FORM = "wuhan-jiangxia/gov-office/2023/projects/road-repair.yml"
TARGETS = "wuhan-jiangxia/gov-office/2023/targets.yml"
STATEMENT = "wuhan-jiangxia/gov-office/2023/road-repair"
DEPARTMENT = "wuhan-jiangxia/gov-office/department.yml"
PUBLISHED = "wuhan-jiangxia/gov-office/2023/published/road-repair.yml"
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


def test_new_rows_need_no_restatement(released):
    """What was not published yet takes nothing back."""
    change(
        released,
        TARGETS,
        '      - name: "简报期数"',
        '      - name: "培训次数"\n        target: "2次"\n      - name: "简报期数"',
    )
    assert codes(released) == []


LONG_TEXT = "全年修补路面120处，支出12万元；" * 3 + "其余资金用于安全设施，结余2万元。"


def test_a_changed_text_is_told_as_text_and_of_a_long_one_the_part_that_changed_is_enough(write_tree, tree):
    """Amounts in prose are public too; the record keeps the beginning of a long text, and notices a change at its end."""
    data = write_tree({FORM: tree[FORM].replace('actual_text: "已完成"', f'actual_text: "{LONG_TEXT}"')})
    assert main(["record", "--data", str(data)]) == 0
    assert LONG_TEXT not in (data / PUBLISHED).read_text(encoding="utf-8")
    goal = row_named(data, "道路平整")
    change(data, FORM, "结余2万元", "结余3万元")
    (problem,) = problems_of(data)
    assert (problem.code, problem.line) == ("text-changed", 21)
    assert all(
        word in problem.message.zh for word in (f'row: "{goal}"', 'column: "actual_text"', "可以只写改动的那一段")
    )
    for old, new, expected in (
        ("结余2万元", "结余3万元", []),
        (LONG_TEXT, LONG_TEXT.replace("结余2", "结余3"), []),
        ("结余1万元", "结余3万元", ["text-changed"]),  # what it leads back to was never recorded
        ("支出11万元", "支出12万元", ["restatement-new", "text-changed"]),  # which of the three places?
        ("结余2万元", "结余4万元", ["restatement-new", "text-changed"]),
    ):
        restate(data, entry(goal, "actual_text", old, new))
        assert sorted(codes(data)) == expected, (old, new)
    change(data, FORM, "其余资金", "剩余资金")
    steps = [("结余2万元", "结余3万元"), ("其余资金用于", "剩余资金用于")]
    restate(data, *(entry(goal, "actual_text", *step) for step in steps))
    assert codes(data) == []
    restate(data, *(entry(goal, "actual_text", *step) for step in [("结余2万元", "结余5万元"), steps[1]]))
    assert sorted(codes(data)) == ["restatement-old", "text-changed"]


@pytest.mark.parametrize(
    ("old", "new", "row", "column", "codes_of"),
    [
        ('currency_unit: "ten_thousand_yuan"', 'currency_unit: "yuan"', "", "currency_unit", ("ten_thousand_yuan", "yuan")),
        ('scoring_profile: "plain"', 'scoring_profile: "other"', "", "scoring_profile", ("plain", "other")),
        ('template: "project-form"', 'template: "other"', "", "template", ("project-form", "other")),
        ('document: "document"', 'document: "other"', "", "source.document", ("document", "other")),
        ('fiscal_year_basis: "printed"', 'fiscal_year_basis: "inferred"\nfiscal_year_note: "按批复文件推定。"', "", "fiscal_year_basis", ("printed", "inferred")),
        ('        target: ">=5公里"', '        polarity: "lower_better"\n        target: ">=5公里"', "维修里程", "polarity", ("", "lower_better")),
        ('form_type: "project_self_eval"', 'form_type: "project_self_eval"\ncurrency_unit_override: {unit: "yuan", reason: "经核实。"}', "", "currency_unit_override.unit", ("", "yuan")),
        ('  - line_code: "total"', f'  - id: "{FUNDING}"\n    line_code: "other"', FUNDING, "line_code", ("total", "other")),
    ],
)  # fmt: skip
def test_a_changed_code_that_decides_how_figures_count_is_told_as_code(
    write_tree, tree, old, new, row, column, codes_of
):
    """Another unit, profile, template, source or kind of money changes what is told without touching a printed cell."""
    shared = {"scoring_profiles": "plain", "form_templates": "project-form", "sources": "document"}
    data = write_tree({f"{folder}/other.yml": tree[f"{folder}/{name}.yml"] for folder, name in shared.items()})
    assert main(["record", "--data", str(data)]) == 0
    row = row_named(data, row) if row == "维修里程" else row
    change(data, FORM, old, new)
    (problem,) = problems_of(data)
    assert problem.code == "code-changed"
    assert f'column: "{column}"' in problem.message.en
    restate(data, entry(row, column, *codes_of))
    assert codes(data) == []


def test_every_code_of_a_form_that_rules_and_scores_ask_for_is_marked():
    """What is neither printed nor recorded can change no figure: it names, places or explains a form."""
    unmarked = {
        f"{kind.__name__}.{name}"
        for kind in vars(model).values()
        if isinstance(kind, type) and issubclass(kind, (model.Statement, model.PrintedRow, model.Total))
        for name in kind.model_fields.keys() - published_keys(kind).keys()
    }
    assert {name.partition(".")[2] for name in unmarked} == {
        *("id", "source_line", "overview_line", "extraction_notes", "standard_section"),
        *("form_type", "fiscal_year_note"),
        *("release", "formerly", "withheld"),
        *("funding", "goals", "indicators", "base_data", "narratives", "total", "source", "currency_unit_override"),
        "further",
    }


def test_a_renamed_form_goes_on_with_the_day_of_its_first_record(released):
    """The old record goes, the new one says what it said."""
    text = (released / PUBLISHED).read_text(encoding="utf-8")
    (released / PUBLISHED).write_text(text.replace("2026-11-01", "2025-03-01"), encoding="utf-8")
    form = (released / FORM).read_text(encoding="utf-8")
    change(released, DEPARTMENT, '"road-repair"', '"roads"')
    (released / FORM).unlink()
    (released / FORM.replace("road-repair", "roads")).write_text(f'{form}formerly: ["{STATEMENT}"]\n', encoding="utf-8")
    assert main(["record", "--data", str(released)]) == 0
    assert not (released / PUBLISHED).exists()
    new = (released / PUBLISHED.replace("road-repair", "roads")).read_text(encoding="utf-8")
    assert new == text.replace("2026-11-01", "2025-03-01").replace(STATEMENT, STATEMENT.replace("road-repair", "roads"))


def test_a_form_that_is_held_again_keeps_the_record_of_what_was_public(released):
    """Else a change while it is held would pass unnoticed when it comes back."""
    before = (released / PUBLISHED).read_bytes()
    change(released, FORM, 'actual: "5公里"', 'actual: "5公里，电话13812345678"')
    restate(
        released, entry(row_named(released, "维修里程"), "actual", "5公里", "5公里，电话〔手机号码 · mobile number〕")
    )
    assert main(["record", "--data", str(released)]) == 0
    assert (released / PUBLISHED).read_bytes() == before


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
    assert (problem.code, problem.line) == ("row-renamed", 26)
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
    assert not (data / PUBLISHED).exists()
    assert main(["release", STATEMENT, "--data", str(data), "--by", "区政务公开办", "--text", "号码为样例。"]) == 0
    assert main(["record", "--data", str(data)]) == 0
    row = load(data)[0].published[STATEMENT].rows[row_named(data, "维修里程")]
    assert row["actual"] == "5公里，电话〔手机号码 · mobile number〕"
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
    row = load(data)[0].published[STATEMENT].rows[row_named(data, "维修里程")]
    assert row["actual"] == '"5\\公里"\n约：\u00a0— \u200b　'
    assert "score" not in row
    assert codes(data) == []


@pytest.mark.parametrize("text", ["{", '"a": 1', '"a": {"b": ["c"]}', "[" * 2000, '"a": {"b": "c"}}'])
def test_a_damaged_record_is_a_problem_of_its_file(released, text):
    """A file that somebody edited by hand is named; nothing is raised."""
    (released / PUBLISHED).write_text(
        f'statement: "{STATEMENT}"\ndate: "2026-11-01"\nrows: |\n  {text}\n', encoding="utf-8"
    )
    portal, problems = load(released)
    assert portal is None
    assert {problem.file for problem in problems} == {f"data/{PUBLISHED}"}
