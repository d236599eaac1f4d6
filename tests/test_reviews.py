"""What was said of a figure stays with the words it was said of: no edit hands it to another row, and what lapses is told."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from conftest import TODAY
from hypothesis import given, settings
from hypothesis import strategies as st
from rule_examples import loaded, portal_with
from test_row_ids import edited

from build_scripts.cli import main
from build_scripts.judging.audit import audit
from build_scripts.judging.check import check
from build_scripts.judging.reviews import lapsed
from build_scripts.judging.score import score
from build_scripts.reading.load import load
from build_scripts.reading.model import Goal, Indicator, ProjectSelfEvaluation, Replies, Restatements, says_something
from build_scripts.tables.catalogue import tables
from build_scripts.words.vocabulary import FindingStatus, Severity

FORM = "wuhan-jiangxia/gov-office/2023/projects/road-repair.yml"
STATEMENT = "wuhan-jiangxia/gov-office/2023/road-repair"
DEPARTMENT = "wuhan-jiangxia/gov-office"
ROW = """\
      - level1: "产出指标"
        level2: "数量指标"
        name: "新增指标"
        target: "按实际开展"
        actual: "7公里"
        weight: "10"
        score: "10"
"""


def said_of_row(status="explained", printed="据实处理", row="i-lgkszaxt"):
    """Return a reply to the finding on the target of 维修里程, which sets no figure (IND-07)."""
    return f"""\
replies:
  - statement: "{STATEMENT}"
    rule: "IND-07"
    cells: [{{row: "{row}", column: "target", printed: "{printed}"}}]
    status: "{status}"
    reply: "原表如此。"
    date: "2024-06-01"
"""


def plain(tree):
    """Return the form with a target that sets no figure."""
    return tree[FORM].replace(">=5公里", "据实处理")


def findings(data, rule="IND-07"):
    audited, problems = audit(data, lambda _: None, TODAY)
    found = [item for item in audited.findings if item.rule_id == rule and item.statement_id == STATEMENT]
    return found, [item.code for item in problems]


# --- the situations in which a review once spoke of something else ---------------------------------------------------


def test_a_row_inserted_above_takes_no_reply_and_no_id(write_tree, tree):
    """The reply stays beside its own row, whose id is what it was; the new row's finding is open."""
    text = plain(tree).replace("    indicators:\n", f"    indicators:\n{ROW}", 1)
    reply = {f"{DEPARTMENT}/replies.yml": said_of_row()}
    (before,), _ = findings(write_tree({**reply, FORM: plain(tree)}))
    after, codes = findings(write_tree({**reply, FORM: text}))
    assert codes == []
    assert {item.quote: item.status for item in after} == {
        "按实际开展": FindingStatus.OPEN,
        "据实处理": FindingStatus.EXPLAINED,
    }
    assert before.id in {item.id for item in after}


def test_a_reply_to_other_words_leaves_the_finding_open_and_says_what_it_was_given_to(write_tree, tree):
    """The words beside it changed: open again, the reply shown as given to what was printed then, with a warning."""
    text = plain(tree).replace("据实处理", "按实际开展")
    (found,), codes = findings(write_tree({FORM: text, f"{DEPARTMENT}/replies.yml": said_of_row()}))
    assert (found.status, found.reply, found.given_to, found.replied) == (
        FindingStatus.OPEN,
        "原表如此。",
        "据实处理",
        "2024-06-01",
    )
    assert codes == ["words-changed"]


def test_a_reply_answers_no_finding_that_came_later(write_tree, tree):
    """Only the cells that it lists are answered: a second finding of the rule on the form is open."""
    text = plain(tree).replace("    indicators:\n", f"    indicators:\n{ROW}", 1)
    found, _ = findings(write_tree({FORM: text, f"{DEPARTMENT}/replies.yml": said_of_row()}))
    assert sorted(item.status for item in found) == [FindingStatus.EXPLAINED, FindingStatus.OPEN]


def test_an_edited_cell_of_a_released_form_holds_it_again(write_tree, tree):
    """A release is bound to the words that were looked at: others in the same cell are not published."""
    row = tree[FORM].replace('name: "维修里程"', 'name: "涉密项目"').replace(">=5公里", "≤60万元")
    release = """\
release:
  rules: ["DSC-04"]
  cells: [{{row: "{row}", column: "name", printed: "涉密项目"}}]
  by: "区保密办"
  date: "2024-05-06"
  reason: "已审查。"
"""
    portal, problems = load(write_tree({FORM: row}))
    assert problems == []
    row_id = portal.by_id[STATEMENT].row_ids["goals[0].indicators[0]"]
    released = row + release.format(row=row_id)
    assert audit(write_tree({FORM: released}), lambda _: None, TODAY)[0].held == frozenset()
    edited_text = released.replace(
        'name: "涉密项目"', f'id: "{row_id}"\n        name: "涉密专网与密码设备采购（机密级）"'
    )
    audited, problems = audit(write_tree({FORM: edited_text}), lambda _: None, TODAY)
    assert audited.held == {STATEMENT}
    (problem,) = problems
    assert problem.code == "words-changed"
    for lang in ("zh", "en"):  # to copy the new words into the old review would release what nobody looked at
        assert f"mingzhang release {STATEMENT}" in problem.text(lang)
        assert "printed" not in problem.text(lang)
    assert STATEMENT not in {item.id for item in audited.public().portal.statements}


def held_by_command(data, capsys):
    """Return whether the command says that the form is held back by DSC-04, and on which lines."""
    capsys.readouterr()
    main(["check", "--data", str(data), "--rules", "DSC-04", "--format", "json"])
    return [item["path"] for item in json.loads(capsys.readouterr().out)]


@pytest.mark.parametrize(
    ("old", "new", "path"),
    [
        ('">=5公里"', '"涉密专网900万元"', "goals[0].indicators[0].target"),
        ('actual: "5公里"', 'actual: "≤483000万元（绝密级）"', "goals[0].indicators[0].actual"),
        ('actual: "5公里"', 'actual: "九百万元"\n        deviation: "机密级设备到货迟"', "goals[0].indicators[0].deviation"),
        ('"道路平整"', '"道路平整。建机密级专网，经费900万元"', "goals[0].target_text"),
        ('label: "年度资金总额"', 'label: "年度资金总额"\n    deviation: "绝密级专网"', "funding[0].deviation"),
        ('project: "道路维修"', 'project: "道路维修"\nimplementing_unit: "绝密工程处（机密级）"', "implementing_unit"),
        ('project: "道路维修"', 'project: "道路维修"\nnarratives: [{kind: "remarks", heading: "备注", text: "绝密级专网经费９００万 元"}]', "narratives[0].text"),
        ('"道路平整"', '"道路平整。除涉密信息外已公开支出900万元，不涉及国家秘密"', ""),
        ('"道路平整"', '"按保密规定安排全国安全检查经费5万元"', ""),
        ('"道路平整"', '"更换涉密设备12台。安排经费5万元"', ""),
        ('actual: "5公里"', 'actual: "5公里，涉密"', ""),
    ],
)  # fmt: skip
def test_words_of_secrecy_beside_an_amount_hold_a_form_wherever_they_stand(write_tree, tree, capsys, old, new, path):
    """In any cell of a row with money, in one sentence of a text; what is said not to be secret and harmless words do not."""
    template = tree["form_templates/project-form.yml"]
    for block in ("funding_columns:\n", "indicator_columns:\n"):  # reasons, which the form of the tests does not print
        template = template.replace(block, f'{block}  - key: "deviation"\n    heading: "原因"\n')
    assert old in tree[FORM]
    data = write_tree({FORM: tree[FORM].replace(old, new), "form_templates/project-form.yml": template})
    assert held_by_command(data, capsys) == ([path] if path else [])
    assert audit(data, lambda _: None, TODAY)[0].held == ({STATEMENT} if path else frozenset())


def test_a_release_lapses_where_another_cell_of_its_row_gets_words_of_secrecy(write_tree, tree, capsys):
    """Who looked at the row's name has not looked at its target."""
    row = tree[FORM].replace('name: "维修里程"', 'name: "涉密项目"').replace(">=5公里", "≤60万元")
    data = write_tree({FORM: row})
    assert (
        main(["release", STATEMENT, "--data", str(data), "--by", "区保密办", "--text", "涉密项目名称已经保密审查。"])
        == 0
    )
    assert audit(data, lambda _: None, TODAY)[0].held == frozenset()
    text = (data / FORM).read_text(encoding="utf-8")
    (data / FORM).write_text(text.replace("≤60万元", "‹=483000万元（绝密级）"), encoding="utf-8")
    assert "goals[0].indicators[0].target" in held_by_command(data, capsys)
    assert audit(data, lambda _: None, TODAY)[0].held == {STATEMENT}


CLASSIFIED = "本单位涉密专网（机密级）密码机，系绝密工程。"


@pytest.mark.parametrize("secret", [CLASSIFIED, "已经保密审查，不涉及国家秘密。"])
@pytest.mark.parametrize(
    ("file", "text"),
    [
        (f"{DEPARTMENT}/replies.yml", 'replies:\n  - statement: "{form}"\n    rule: "SCO-03"\n    cells: [{{column: "total.score", printed: "98"}}]\n    status: "explained"\n    date: "2024-06-01"\n    reply: "{said}"\n'),
        (f"{DEPARTMENT}/known_gaps.yml", 'known_gaps:\n  - statement: "{form}"\n    rule: "SCO-03"\n    cells: [{{column: "total.score", printed: "98"}}]\n    until: "2030-06-01"\n    reason: "{said}"\n'),
        (f"{DEPARTMENT}/restatements.yml", 'restatements:\n  - statement: "{form}"\n    column: "total.score"\n    old: "97"\n    new: "98"\n    date: "2024-06-01"\n    reason: "{said}"\n'),
        (f"{DEPARTMENT}/department.yml", 'withdrawn:\n  - statement: "wuhan-jiangxia/gov-office/2022/report"\n    date: "2024-06-01"\n    reason: "{said}"\n'),
        ("wuhan-jiangxia/jurisdiction.yml", 'withdrawn:\n  - place: "wuhan-jiangxia/office"\n    name: "区办公室"\n    date: "2024-06-01"\n    reason: "{said}"\n'),
        (FORM, 'currency_unit_override:\n  unit: "yuan"\n  reason: "{said}"\n'),
        ("sources/document.yml", 'notes: ["{said}"]\n'),
    ],
)  # fmt: skip
def test_what_people_write_says_no_word_of_secrecy(write_tree, tree, capsys, file, text, secret):
    """It is published as it stands: an error with its line, in place of a review that nobody makes. That there was one may be said."""
    added = tree.get(file, "") + text.format(form=STATEMENT, said=secret)
    data = write_tree({file: added})
    capsys.readouterr()
    main(["check", "--data", str(data), "--format", "json"])
    told = {
        (item["file"], item["line"]) for item in json.loads(capsys.readouterr().out) if item["id"] == "secrecy-words"
    }
    assert told == ({(f"data/{file}", len(added.splitlines()))} if secret == CLASSIFIED else set())
    assert main(["build", "--data", str(data), "--out", str(data.parent / "site")]) == (secret == CLASSIFIED)


def test_no_command_writes_a_word_of_secrecy(write_tree, tree, capsys):
    """Nothing is changed; of the words that a release has looked at one may speak."""
    row = tree[FORM].replace('name: "维修里程"', 'name: "涉密项目"').replace(">=5公里", "≤60万元")
    data = write_tree({FORM: row})
    release = ["release", STATEMENT, "--data", str(data), "--by", "区保密办", "--text"]
    answer = ["reply", STATEMENT, "--data", str(data), "--rule", "SCO-03", "--text"]
    assert main([*release, CLASSIFIED]) == main([*answer, "涉密项目另有加分。"]) == 2
    assert "什么也没有改" in capsys.readouterr().err
    assert (data / FORM).read_text(encoding="utf-8") == row
    assert main([*release, "涉密项目已经审查。"]) == main([*answer, "涉密项目另有加分。"]) == 0
    assert load(data)[1] == []
    assert main([*answer, CLASSIFIED]) == 2
    (data / FORM).unlink()
    with (data / f"{DEPARTMENT}/department.yml").open("a", encoding="utf-8") as department:
        department.write(f'withdrawn: [{{statement: "{STATEMENT}", date: "2024-06-02", reason: "重复公开。"}}]\n')
    assert load(data)[1] == []  # what was said of it may stay, and is shown nowhere


@pytest.mark.parametrize(
    ("file", "key", "old"),
    [
        (f"{DEPARTMENT}/replies.yml", "reply", '"原表如此。"'),
        (f"{DEPARTMENT}/department.yml", "name", '"区政府办公室"'),
        ("wuhan-jiangxia/jurisdiction.yml", "name", '"武汉市江夏区"'),
        ("sources/document.yml", "publisher", '"某区财政局"'),
        ("portal.yml", "publisher", '"某区财政局"'),
    ],
)
@pytest.mark.parametrize(
    "blank",
    [
        "",
        " ",
        "——",
        "--",
        "。",
        "1",
        "2024",
        "a",
        "x",
        "xx",
        "无",
        "无。",
        "（暂无）",
        "TODO",
        "N/A",
        "同上。",
        "测试",
        "ok",
        "tbd tbd",
        "无原因",
        "不详不详",
        "aaaa ab",
        "嗯嗯嗯啊",
    ],
)
def test_what_must_be_said_in_words_is_not_left_blank(write_tree, tree, file, key, old, blank):
    """Names, reasons and replies hold two different letters or characters and are no placeholder; else their line is named."""
    text = {**tree, f"{DEPARTMENT}/replies.yml": said_of_row()}[file]
    if f"{key}: {old}" not in text:
        old = next(line.partition(": ")[2] for line in text.splitlines() if line.strip().startswith(f"{key}: "))
    portal, problems = load(write_tree({file: text.replace(f"{key}: {old}", f'{key}: "{blank}"', 1)}))
    assert portal is None
    assert [(item.code, item.file) for item in problems] == [("shape-words-missing", f"data/{file}")]


@pytest.mark.parametrize(
    "words",
    [
        "已改",
        "见附件",
        "人人有责",
        "原表如此",
        "No such row",
        "Moved",
        "办公室",
        "同上年",
        "OK after review",
        "CC0 1.0",
    ],
)
def test_short_words_are_words(words):
    """What says something in few characters is let through."""
    assert says_something(words)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("blank", ["a", "无", "待填写", "TODO"])
def test_a_command_says_what_words_are(write_tree, capsys, blank, lang):
    """``check`` names the line and what is allowed."""
    data = write_tree({f"{DEPARTMENT}/replies.yml": said_of_row().replace('"原表如此。"', f'"{blank}"')})
    assert main(["check", "--data", str(data), "--lang", lang]) == 1
    shown = capsys.readouterr().out
    assert f"{DEPARTMENT}/replies.yml:" in shown
    assert {"zh": "至少两个不同的字或字母", "en": "at least two different letters"}[lang] in shown


# --- restatements ----------------------------------------------------------------------------------------------------

RESTATED = {"row": "i-lgkszaxt", "column": "actual", "old": "4公里", "new": "5公里", "date": "2024-06-01"}


def restated(*changes):
    lines = ["restatements:"]
    for change in changes:
        entry = {"statement": STATEMENT, **RESTATED, **change, "reason": "单位更正。"}
        lines += [
            f'  - statement: "{STATEMENT}"',
            *(f'    {key}: "{entry[key]}"' for key in entry if key != "statement"),
        ]
    return {f"{DEPARTMENT}/restatements.yml": "\n".join(lines) + "\n"}


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ([{}], []),
        ([{"old": "3公里", "new": "4公里", "date": "2024-05-01"}, {}], []),
        ([{"column": "nonsense"}], ["restatement-column"]),
        ([{"column": "source_line"}], ["restatement-column"]),
        ([{"new": "6公里"}], ["restatement-new"]),
        ([{"old": "5公里"}], ["restatement-new"]),
        ([{"row": "i-aaaaaaaa"}], ["restatement-row"]),
        ([{"row": "i-aaaaaaaa", "new": ""}], []),
        ([{"date": "2099-01-01"}], ["restatement-date"]),
        ([{"date": "2026-11-01"}], []),
        ([{"date": "2026-11-02"}], []),  # in China it may be tomorrow already
        ([{"date": "2026-11-03"}], ["restatement-date"]),
        ([{"old": "3公里", "new": "4公里", "date": "2024-07-01"}, {}], ["restatement-date"]),
        ([{"old": "2公里", "new": "3公里", "date": "2024-05-01"}, {}], ["restatement-old"]),
    ],
)
def test_a_restatement_says_what_was_and_what_is_printed(write_tree, changes, codes):
    """Column, figures and dates hold, in order and to the day; what does not hold is an error at its line."""
    _, problems = audit(write_tree(restated(*changes)), lambda _: None, TODAY)
    assert [item.code for item in problems] == codes
    assert all(item.severity is Severity.ERROR and item.line > 1 for item in problems)


@pytest.mark.parametrize(("day", "code"), [("2026-11-02", 0), ("2026-11-03", 1), ("2099-01-01", 1)])
@pytest.mark.parametrize("kind", ["reply", "release", "form withdrawn", "place withdrawn"])
def test_nobody_has_said_a_thing_in_days_to_come(write_tree, tree, capsys, kind, day, code):
    """A day later than tomorrow (in China it may be tomorrow already) is an error at its line, in both languages."""
    withdrawn = f'date: "{day}", reason: "机构改革，已经撤并。"}}]\n'
    data = write_tree(
        {
            "reply": {FORM: plain(tree), f"{DEPARTMENT}/replies.yml": said_of_row().replace("2024-06-01", day)},
            "release": {
                FORM: tree[FORM].replace('"已完成"', '"已完成，电话13812345678"')
                + 'release: {rules: ["DSC-05"], cells: [{row: "ROW", column: "actual_text", printed: "已完成，电话13812345678"}],'
                f' by: "区政府办", date: "{day}", reason: "公开的服务热线。"}}\n'.replace("ROW", "g-k2c6rq2g")
            },
            "form withdrawn": {
                f"{DEPARTMENT}/department.yml": tree[f"{DEPARTMENT}/department.yml"]
                + f'withdrawn: [{{statement: "{DEPARTMENT}/2022/targets", {withdrawn}'
            },
            "place withdrawn": {
                "wuhan-jiangxia/jurisdiction.yml": tree["wuhan-jiangxia/jurisdiction.yml"]
                + f'withdrawn: [{{place: "wuhan-jiangxia/archives", name: "区档案馆", {withdrawn}'
            },
        }[kind]
    )
    for lang, said in (("zh", "还没有到"), ("en", "still to come")):
        main(["check", "--data", str(data), "--lang", lang])
        shown = capsys.readouterr().out
        assert shown.count("date-to-come") == shown.count(said) == code


# --- forms that are renamed or withdrawn ------------------------------------------------------------------------------


def test_what_was_said_of_a_form_goes_with_it_where_form_and_department_are_renamed(write_tree, tree):
    """``formerly`` is enough: reply, gap and restatement stay with the form, and nobody edits them."""
    said = {
        "replies.yml": said_of_row(),
        "known_gaps.yml": f"""\
known_gaps:
  - statement: "{STATEMENT}"
    rule: "STR-03"
    cells: [{{column: "total.weight", printed: ""}}]
    reason: "原表没有总分值。"
    until: "2027-01-01"
""",
        **{name.rpartition("/")[2]: text for name, text in restated({}).items()},
    }
    new = "wuhan-jiangxia/office"
    moved = {
        name.replace(DEPARTMENT, new): text
        for name, text in (tree | {f"{DEPARTMENT}/{name}": text for name, text in said.items()}).items()
    }
    moved[f"{new}/department.yml"] += f'formerly: ["{DEPARTMENT}"]\n'
    moved[f"{new}/department.yml"] = moved[f"{new}/department.yml"].replace('"road-repair"', '"roads"')
    form = moved.pop(f"{new}/2023/projects/road-repair.yml").replace(">=5公里", "据实处理")
    moved[f"{new}/2023/projects/roads.yml"] = f'{form}formerly: ["{new}/2023/road-repair"]\n'
    data = write_tree({**dict.fromkeys(tree), **moved})
    audited, problems = audit(data, lambda _: None, TODAY)
    assert [item for item in problems if item.code != "finding-unknown"] == []
    spoken = {item.rule_id: item.status for item in audited.findings if item.statement_id == f"{new}/2023/roads"}
    assert spoken["IND-07"] is FindingStatus.EXPLAINED
    (change,) = audited.portal.restatements[new].restatements
    assert change.statement == f"{new}/2023/roads"


def test_what_was_said_of_a_withdrawn_form_needs_no_edit(write_tree, tree):
    """Its replies and restatements stay in their files, and no page shows them: there is nothing that they speak of."""
    data = write_tree(
        {
            FORM: None,
            f"{DEPARTMENT}/replies.yml": said_of_row(),
            **restated({}),
            f"{DEPARTMENT}/department.yml": tree[f"{DEPARTMENT}/department.yml"]
            + f'withdrawn: [{{statement: "{STATEMENT}", date: "2026-10-01", reason: "重复公开，撤下。"}}]\n',
        }
    )
    audited, problems = audit(data, lambda _: None, TODAY)
    assert problems == []
    assert tables(audited.public())["restatements"].rows == ()
    assert main(["build", "--data", str(data), "--out", str(data.parent / "site")]) == 0


# --- any sequence of edits -------------------------------------------------------------------------------------------

NAMES = st.lists(st.sampled_from(("培训人次", "发布期数", "检查次数", "群众满意度")), min_size=1, max_size=4)


def form_with(goals):
    return loaded(
        ProjectSelfEvaluation.model_validate(
            {
                "form_type": "project_self_eval",
                "template": "sample",
                "title": "自评表",
                "project": "培训",
                "fiscal_year": 2023,
                "fiscal_year_basis": "printed",
                "currency_unit": "yuan",
                "scoring_profile": "none",
                "source": {"document": "sample", "first_line": 1, "last_line": 9},
                "goals": goals,
            }
        ),
        "sample-county/roads",
        "training",
    )


def judged(form, replies):
    portal = replace(portal_with([form], {}), replies={"sample-county/roads": replies})
    found = check(portal, score(portal), TODAY)
    return portal, found


@settings(max_examples=60)
@given(
    NAMES,
    st.lists(
        st.tuples(st.sampled_from(("insert", "delete", "move", "reword", "figure", "split")), st.randoms()), max_size=5
    ),
)
def test_no_edit_hands_a_reply_to_other_words_and_every_lapsed_reply_is_told(names, edits):
    """An explained finding prints, in its row, exactly what the reply quotes; each reply that lost its words is reported."""
    goals = [
        Goal(
            kind="overall",
            target_text="办好培训",
            indicators=tuple(
                Indicator(level1="产出指标", name=name, target=f">={n}次") for n, name in enumerate(names)
            ),
        )
    ]
    portal, found = judged(form_with(goals), Replies())
    replies = Replies.model_validate(
        {
            "replies": [
                {
                    "statement": item.statement_id,
                    "rule": "IND-07",
                    "cells": [{"row": item.row_id, "column": item.cell, "printed": item.quote}],
                    "status": "explained",
                    "reply": f"关于{portal.by_id[item.statement_id].words_at(item.path.rpartition('.')[0])}",
                    "date": "2024-01-01",
                }
                for item in found
                if item.rule_id == "IND-07"
            ]
        }
    )
    for edit, chance in edits:
        goals = edited(goals, edit, chance)
    portal, found = judged(form_with(goals), replies)
    form = portal.statements[0]
    for item in found:
        if item.status is FindingStatus.EXPLAINED:
            (cell,) = next(reply for reply in replies.replies if reply.reply == item.reply).cells
            assert (item.row_id, item.quote) == (cell.row, cell.printed)
            assert item.reply == f"关于{form.words_at(item.path.rpartition('.')[0])}"
    standing = {item.reply for item in found if item.status is FindingStatus.EXPLAINED}
    told = lapsed(replace(portal, positions={"data/sample-county/roads/replies.yml": form.positions}), found, TODAY)
    assert len(told) == sum(reply.reply not in standing for reply in replies.replies)


def test_restatements_of_a_department_that_has_none_are_none():
    """An empty record is in order."""
    assert Restatements().restatements == ()
