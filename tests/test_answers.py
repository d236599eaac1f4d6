"""Replies and releases written by the program: the right row, its words, and nothing else of the file changed."""

from __future__ import annotations

import re

import pytest
from conftest import TODAY

from build_scripts.cli import main
from build_scripts.judging.audit import audit
from build_scripts.words.vocabulary import FindingStatus, Severity

FORM = "wuhan-jiangxia/gov-office/2023/projects/road-repair.yml"
STATEMENT = "wuhan-jiangxia/gov-office/2023/road-repair"
REPLIES = "wuhan-jiangxia/gov-office/replies.yml"
IDENTITY = "420112198001010004"  # made up, with a right check digit


@pytest.fixture
def overspent(tree):
    """Return the changes that make the form spend more than its budget (BUD-03)."""
    return {FORM: tree[FORM].replace('executed: "95"', 'executed: "195"').replace('rate: "95%"', 'rate: "195%"')}


def statuses(data, rule):
    audited, problems = audit(data, lambda _: None, TODAY)
    assert problems == []
    return [item.status for item in audited.findings if (item.rule_id, item.statement_id) == (rule, STATEMENT)]


def reply(data, target, *more):
    return main(["reply", target, "--data", str(data), *more])


def test_a_reply_is_written_and_stands_beside_its_finding(write_tree, overspent):
    """By the finding's id; the file is made where there was none, and quotes what was printed."""
    data = write_tree(overspent)
    assert reply(data, f"{STATEMENT}#BUD-03-f-4pm2ww3v-executed", "--text", "年末追加预算。") == 0
    assert statuses(data, "BUD-03") == [FindingStatus.EXPLAINED]
    text = (data / REPLIES).read_text(encoding="utf-8")
    assert 'printed: "195"' in text
    assert 'date: "2026-11-01"' in text


def test_check_says_how_the_first_open_finding_is_answered(write_tree, overspent, capsys):
    """The command is there to be copied; once all errors are answered, and for what is held back, there is none."""
    data = write_tree(overspent)
    for _ in range(9):
        assert main(["check", "--data", str(data)]) in {0, 1}
        command = re.search("^部门要写说明的，如：mingzhang (reply .*)$", capsys.readouterr().out, re.MULTILINE)
        if command is None:
            break
        assert main([*command[1].split(), "--data", str(data), "--text", "年末追加预算。"]) == 0
    assert FindingStatus.OPEN not in {
        item.status for item in audit(data, lambda _: None, TODAY)[0].findings if item.severity is not Severity.NOTE
    }
    held = overspent[FORM].replace('actual_text: "已完成"', f'actual_text: "已完成，{IDENTITY}"')
    main(["check", "--data", str(write_tree({**overspent, FORM: held})), "--rules", "DSC"])
    shown = capsys.readouterr().out
    assert "DSC-" in shown
    assert "mingzhang reply" not in shown


def test_a_reply_is_added_below_and_leaves_the_file_as_it_is(write_tree, overspent):
    """Comments, order and indentation of what people wrote stay; a rule of a form is answered by file and rule."""
    before = f"""\
# 由办公室维护
replies:
    - rule: "SCO-03"   # 见附件
      statement: "{STATEMENT}"
      cells: [{{column: "total.score", printed: "98"}}]
      status: "explained"
      reply: "分值另行约定。"
      date: "2024-06-01"
"""
    data = write_tree({**overspent, REPLIES: before})
    assert reply(data, str(data / FORM), "--rule", "BUD-03", "--status", "false_positive", "--text", "已核对。") == 0
    text = (data / REPLIES).read_text(encoding="utf-8")
    assert text.startswith(before.rstrip())
    assert statuses(data, "BUD-03") == [FindingStatus.FALSE_POSITIVE]
    assert statuses(data, "SCO-03") == [FindingStatus.EXPLAINED]


def test_a_finding_is_not_answered_twice(write_tree, overspent, capsys):
    """The second reply is a wrong call that names the file; the first one is all that stands there."""
    data = write_tree(overspent)
    assert reply(data, STATEMENT, "--rule", "BUD-03", "--text", "追加预算。") == 0
    written = (data / REPLIES).read_bytes()
    assert reply(data, STATEMENT, "--rule", "BUD-03", "--text", "再说一遍。") == 2
    assert "replies.yml" in capsys.readouterr().err
    assert (data / REPLIES).read_bytes() == written


@pytest.mark.parametrize(("written", "meant"), [("SCO3", "SCO-03"), ("bud 3", "BUD-03"), ("SCO－03", "SCO-03")])
def test_a_misspelt_rule_is_told_with_the_one_that_was_meant(write_tree, overspent, capsys, written, meant):
    """And not with the ids of all rules."""
    data = write_tree(overspent)
    for call in (["reply", STATEMENT, "--rule", written, "--text", "x"], ["check", "--rules", written]):
        assert main([*call, "--data", str(data)]) == 2
        assert f"是不是 {meant}？" in capsys.readouterr().err


def rows_like(number):
    """Return rows of the form whose targets write the operator as 》 (FMT-02)."""
    return "".join(
        f"""\
      - level1: "产出指标"
        level2: "数量指标"
        name: "第{n}段里程"
        target: "》{n}0公里"
        actual: "{n}0公里"
        weight: "5"
        score: "5"
"""
        for n in range(1, number + 1)
    )


@pytest.mark.parametrize("status", ["explained", "false_positive"])
@pytest.mark.parametrize(
    ("rule", "old", "new"),
    [
        ("BUD-03", 'adjusted: "100"', 'adjusted: "90"'),  # another cell of the row
        (
            "FMT-02",
            "total:\n",
            rows_like(5).split("\n      - ")[0].replace("第1段", "另一段") + "\ntotal:\n",
        ),  # more cells
        ("FMT-02", "》40公里", "》41公里"),  # a cell that the message does not show
        ("SCO-10", '"及时"', '"按时"'),  # what the cell is compared with
    ],
)
def test_an_answer_lapses_where_its_finding_says_something_else(write_tree, overspent, capsys, rule, old, new, status):
    """The words of its own cell are the same; figures, other cells or ground are not: open again, and told."""
    timely = rows_like(1).replace("》10公里", "及时").replace("10公里", "100%")
    text = overspent[FORM].replace("total:\n", rows_like(4) + timely.replace("第1段里程", "开工及时性") + "total:\n")
    data = write_tree({FORM: text})
    assert reply(data, STATEMENT, "--rule", rule, "--status", status, "--text", "已核对。") == 0
    assert set(statuses(data, rule)) == {FindingStatus(status)}
    assert old in text
    (data / FORM).write_text(text.replace(old, new), encoding="utf-8")
    audited, problems = audit(data, lambda _: None, TODAY)
    assert [item.code for item in problems] == ["finding-changed"]
    assert FindingStatus.OPEN in {item.status for item in audited.findings if item.rule_id == rule}
    capsys.readouterr()
    for lang, said in (("zh", "针对这条发现当时的内容"), ("en", "was given to what this finding said then")):
        main(["check", "--data", str(data), "--lang", lang])
        assert said in capsys.readouterr().out
    assert reply(data, STATEMENT, "--rule", rule, "--status", status, "--text", "再次核对。") == 0
    audited, _ = audit(data, lambda _: None, TODAY)
    answered = {item.status for item in audited.findings if (item.rule_id, item.statement_id) == (rule, STATEMENT)}
    assert answered == {FindingStatus(status)}


def test_a_sentence_of_the_program_may_be_worded_anew(write_tree, overspent):
    """An answer keeps figures and quotations of the finding, not the program's own words."""
    data = write_tree({FORM: overspent[FORM].replace("total:\n", rows_like(1) + "total:\n")})
    assert reply(data, STATEMENT, "--rule", "FMT-02", "--text", "已核对。") == 0
    text = (data / REPLIES).read_text(encoding="utf-8")
    (data / REPLIES).write_text(text.replace("比较符写作", "此表的比较符号是"), encoding="utf-8")
    assert "此表的比较符号是" in (data / REPLIES).read_text(encoding="utf-8")
    assert statuses(data, "FMT-02") == [FindingStatus.EXPLAINED]
    (data / REPLIES).write_text(text.replace("（1 格）", "（2 格）"), encoding="utf-8")
    assert [item.code for item in audit(data, lambda _: None, TODAY)[1]] == ["finding-changed"]


@pytest.mark.parametrize("text", ["", " ", "——", "123", "a", "无", "待填写"])
def test_nothing_said_writes_nothing(write_tree, overspent, text, capsys):
    """A reply without a word is refused, and no file is made."""
    data = write_tree(overspent)
    assert reply(data, STATEMENT, "--rule", "BUD-03", "--text", text) == 2
    assert "--text" in capsys.readouterr().err
    assert not (data / REPLIES).exists()


@pytest.mark.parametrize(
    ("words", "kind"), [("请联系张三13812345678。", "手机号码"), (f"经办人 {IDENTITY} 已核对。", "身份证号")]
)
@pytest.mark.parametrize("command", ["reply", "release", "by"])
def test_a_personal_number_is_not_written_into_an_answer(write_tree, overspent, capsys, words, kind, command):
    """Refused before anything is written: after it no file of data/ could be read. The number is not repeated."""
    text = overspent[FORM].replace('"已完成"', f'"已完成，联系人 {IDENTITY}"')
    data = write_tree({FORM: text})
    said = {
        "reply": ["reply", STATEMENT, "--rule", "BUD-03", "--text", words],
        "release": ["release", STATEMENT, "--by", "区政府办", "--text", words],
        "by": ["release", STATEMENT, "--by", words, "--text", "号码为样例。"],
    }[command]
    assert main([*said, "--data", str(data)]) == 2
    shown = capsys.readouterr().err
    assert kind in shown
    assert "什么也没有改" in shown
    assert not {"13812345678", IDENTITY} & set(shown.replace("。", " ").split())
    assert ((data / FORM).read_text(encoding="utf-8"), (data / REPLIES).exists()) == (text, False)


def test_another_number_is_said_to_be_one(write_tree, tree, capsys):
    """Masked, old and new look the same: the message says that the number was changed, and repeats neither."""
    data = write_tree({FORM: tree[FORM].replace('"已完成"', '"已完成，电话13812345678"')})
    assert main(["release", STATEMENT, "--data", str(data), "--by", "区政务公开办", "--text", "公开的热线。"]) == 0
    text = (data / FORM).read_text(encoding="utf-8")
    (data / FORM).write_text(text.replace("13812345678", "13912345678", 1), encoding="utf-8")
    for lang, said in (("zh", "所印的号码换了"), ("en", "was changed since")):
        main(["check", "--data", str(data), "--lang", lang])
        shown = capsys.readouterr().out
        assert said in shown
        assert not re.search("13[89]12345678", shown)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_changed_number_needs_no_restatement(write_tree, capsys, lang):
    """Masked, old and new are the same: the entry is refused with what says it instead."""
    number = "已完成，电话〔手机号码 · mobile number〕"
    entry = f'restatements: [{{statement: "{STATEMENT}", column: "title", old: "{number}", new: "{number}", date: "2024-06-01", reason: "号码更正。"}}]'
    data = write_tree({REPLIES.replace("replies", "restatements"): entry + "\n"})
    assert main(["check", "--data", str(data), "--lang", lang]) == 1
    assert {"zh": "只换了号码的不记更正", "en": "only a number was changed"}[lang] in capsys.readouterr().out


def test_an_unknown_finding_or_form_is_named_with_those_that_are_there(write_tree, overspent, capsys):
    """A slip is told with what may be written."""
    data = write_tree(overspent)
    assert reply(data, f"{STATEMENT}#BUD-99", "--text", "说明") == 2
    assert capsys.readouterr().err.count("#BUD-03-f-4pm2ww3v-executed") == 1
    assert reply(data, STATEMENT, "--rule", "BUD-99", "--text", "说明") == 2
    assert "没有规则 BUD-99" in capsys.readouterr().err
    assert reply(data, STATEMENT.replace("road", "raod"), "--rule", "BUD-03", "--text", "说明") == 2
    assert STATEMENT in capsys.readouterr().err


def test_a_file_that_cannot_be_added_to_is_left_alone(write_tree, overspent, capsys):
    """A list in brackets is not taken apart: the entry is shown, to be written by hand."""
    before = f'replies: [{{statement: "{STATEMENT}", rule: "SCO-03", cells: [{{printed: ""}}], status: "corrected", reply: "已改", date: "2024-06-01"}}]\n'
    data = write_tree({**overspent, REPLIES: before})
    assert reply(data, STATEMENT, "--rule", "BUD-03", "--text", "年末追加预算。") == 2
    assert 'printed: "195"' in capsys.readouterr().err
    assert (data / REPLIES).read_text(encoding="utf-8") == before


def test_a_release_is_written_and_lapses_when_the_released_words_change(write_tree, tree, capsys):
    """The form is published after the release, and held again once the released cell says something else."""
    text = tree[FORM].replace('"已完成"', f'"已完成，联系人 {IDENTITY}"')
    data = write_tree({FORM: text})
    assert audit(data, lambda _: None, TODAY)[0].held == {STATEMENT}
    assert main(["release", STATEMENT, "--data", str(data), "--by", "x", "--text", "号码为样例。"]) == 2
    assert "--by 没有写明" in capsys.readouterr().err
    assert main(["release", STATEMENT, "--data", str(data), "--by", "区政务公开办", "--text", "号码为样例。"]) == 0
    assert audit(data, lambda _: None, TODAY)[0].held == frozenset()
    released = (data / FORM).read_text(encoding="utf-8")
    assert released.startswith(text.rstrip())
    (data / FORM).write_text(
        released.replace(f'actual_text: "已完成，联系人 {IDENTITY}', f'actual_text: "已完成，经办人 {IDENTITY}'),
        encoding="utf-8",
    )
    audited, problems = audit(data, lambda _: None, TODAY)
    assert audited.held == {STATEMENT}
    assert [item.code for item in problems] == ["words-changed"]
    assert main(["release", STATEMENT, "--data", str(data), "--by", "区政务公开办", "--text", "再次核对。"]) == 0
    audited, problems = audit(data, lambda _: None, TODAY)
    assert (audited.held, problems) == (frozenset(), [])
    assert (data / FORM).read_text(encoding="utf-8").count("release:") == 1


def test_a_form_that_is_not_held_needs_no_release(write_tree, capsys):
    """Nothing is written where nothing holds the form back."""
    data = write_tree()
    before = (data / FORM).read_bytes()
    assert main(["release", STATEMENT, "--data", str(data), "--by", "区政府办", "--text", "可以公开"]) == 2
    assert "没有被暂缓发布" in capsys.readouterr().err
    assert (data / FORM).read_bytes() == before


def test_what_was_reviewed_is_not_reviewed_again_in_another_name(write_tree, tree, capsys):
    """A release stands until its words change: a second one does not put another office in its place."""
    data = write_tree({FORM: tree[FORM].replace('"已完成"', f'"已完成，联系人 {IDENTITY}"')})
    assert main(["release", STATEMENT, "--data", str(data), "--by", "区政务公开办", "--text", "号码为样例。"]) == 0
    before = (data / FORM).read_bytes()
    assert main(["release", STATEMENT, "--data", str(data), "--by", "区政府办", "--text", "可以公开"]) == 2
    assert "没有被暂缓发布" in capsys.readouterr().err
    assert (data / FORM).read_bytes() == before
