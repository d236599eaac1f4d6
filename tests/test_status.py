"""What becomes of a finding: replies, accepted gaps with a last day, forms held back until somebody releases them."""

from __future__ import annotations

import json
import re
import shutil
from collections import Counter

import pytest
from assembled import assembled, site_of
from conftest import SAMPLE, TODAY, sample_audit

from build_scripts.cli import main
from build_scripts.judging.audit import audit
from build_scripts.judging.check import check
from build_scripts.judging.rollups import Measure, NoRollup
from build_scripts.judging.rules import RULES
from build_scripts.judging.score import score
from build_scripts.reading.load import load
from build_scripts.tables.catalogue import tables
from build_scripts.words.vocabulary import FindingStatus, FormType, Severity

PROJECTS, WHOLE = FormType.PROJECT_SELF_EVAL, FormType.DEPT_SELF_EVAL
FORM = "wuhan-jiangxia/gov-office/2023/projects/road-repair.yml"
STATEMENT = "wuhan-jiangxia/gov-office/2023/road-repair"
REPLIES, GAPS = (f"wuhan-jiangxia/gov-office/{name}.yml" for name in ("replies", "known_gaps"))
OVERSPENT = '[{{row: "f-4pm2ww3v", column: "executed", printed: "195"}}]'
"""The cell with more spent than budgeted, as a reply names and quotes it."""
GAP = f"""\
known_gaps:
  - statement: "wuhan-jiangxia/gov-office/2023/road-repair"
    rule: "BUD-03"
    cells: {OVERSPENT}
    reason: "等待财政批复"
    until: "{{until}}"
"""
REPLY = f"""\
replies:
  - statement: "wuhan-jiangxia/gov-office/2023/road-repair"
    rule: "{{rule}}"
    cells: {OVERSPENT}
    status: "explained"
    reply: "年末追加预算，批复见附件。"
    date: "2024-06-01"
"""


@pytest.fixture
def overspent(tree):
    """Return the changes that make the form spend more than its budget (BUD-03)."""
    return {FORM: tree[FORM].replace('executed: "95"', 'executed: "195"').replace('rate: "95%"', 'rate: "195%"')}


def status(data, rule="BUD-03"):
    """Return the statuses and replies of a rule's findings."""
    audited, problems = audit(data, lambda _: None, TODAY)
    assert all(item.severity is Severity.WARNING for item in problems)
    return [(item.status, item.reply) for item in audited.findings if item.rule_id == rule]


def test_a_finding_is_open_until_somebody_says_something(write_tree, overspent):
    """Without reply or gap a finding is open and has no reply."""
    assert status(write_tree(overspent)) == [(FindingStatus.OPEN, "")]


def test_a_departments_reply_stands_beside_the_finding(write_tree, overspent):
    """The finding stays; its status and the department's words are shown with it."""
    data = write_tree({**overspent, "wuhan-jiangxia/gov-office/replies.yml": REPLY.format(rule="BUD-03")})
    assert status(data) == [(FindingStatus.EXPLAINED, "年末追加预算，批复见附件。")]


def test_an_explained_error_no_longer_fails_the_check(write_tree, overspent):
    """Exit 1 with the open error, exit 0 once it is explained."""
    assert main(["check", "--data", str(write_tree(overspent)), "--rules", "BUD-03"]) == 1
    data = write_tree({**overspent, "wuhan-jiangxia/gov-office/replies.yml": REPLY.format(rule="BUD-03")})
    assert main(["check", "--data", str(data), "--rules", "BUD-03"]) == 0


@pytest.mark.parametrize("explained", [False, True])
def test_errors_are_open_errors_wherever_they_are_counted(write_tree, overspent, explained):
    """Form, department, home and compare page, statements.csv, scorecard and explore count one error, and none once it is explained."""
    reply = {"wuhan-jiangxia/gov-office/replies.yml": REPLY.format(rule="BUD-03")}
    audited, _ = audit(write_tree({**overspent, **(reply if explained else {})}), lambda _: None, TODAY)
    errors = [item for item in audited.findings if item.severity is Severity.ERROR]
    expected = sum(item.rule_id != "BUD-03" for item in errors) if explained else len(errors)
    assert len(errors) > sum(item.rule_id != "BUD-03" for item in errors)
    published = tables(audited)
    site, made = site_of(audited), assembled(audited)
    shown = {page.kind: page.context for page in made.pages}
    department = "wuhan-jiangxia/gov-office"
    column = published["statements"].header.index("errors")
    assert sum(row[column] for row in published["statements"].rows) == expected
    assert sum(summary.errors.value for summary in site.summaries.values()) == expected
    assert site.department(department).errors.value == expected
    assert shown["home"].errors.value == expected
    assert sum(row.errors.value for group in shown["compare"].groups for row in group.rows) == expected
    assert sum(card["errors_open"] for card in audited.cards) == expected
    (rows,) = json.loads(made.files["explore/wuhan-jiangxia-001.json"])
    on_rows = [item for item in errors if item.path.startswith("goals") and ".indicators" in item.path]
    assert sum(rows["errors"]) == sum(item.is_open_error for item in on_rows)


@pytest.mark.parametrize(
    ("until", "expected"), [("2026-11-01", FindingStatus.ACCEPTED), ("2026-10-31", FindingStatus.OPEN)]
)
def test_an_accepted_gap_holds_to_its_last_day(write_tree, overspent, until, expected):
    """On the last day the gap is still accepted, on the next the finding is open again."""
    data = write_tree({**overspent, GAPS: GAP.format(until=until)})
    assert [item for item, _ in status(data)] == [expected]


def told(data):
    """Return what is said of replies and accepted gaps: file, line, code, severity."""
    _, problems = audit(data, lambda _: None, TODAY)
    return [(item.file, item.line, item.code, item.severity) for item in problems]


def test_a_reply_to_no_finding_is_told_and_keeps_nobody_from_publishing(write_tree, capsys):
    """One department's outlived reply is a warning with file and line; only --strict makes it stop the portal."""
    data = write_tree({REPLIES: REPLY.format(rule="BUD-03")})
    assert told(data) == [(f"data/{REPLIES}", 4, "finding-unknown", Severity.WARNING)]
    options = ["--data", str(data), "--out", str(data.parent / "site")]
    assert main(["build", "--strict", *options]) == 1
    assert not (data.parent / "site").exists()
    capsys.readouterr()
    assert main(["build", *options]) == 0
    assert "replies.yml:4" in capsys.readouterr().out


def test_a_reply_that_a_figure_was_corrected_is_in_order_once_it_is(write_tree):
    """“Corrected” and no finding any more is the end of the matter, not a slip."""
    corrected = REPLY.format(rule="BUD-03").replace("explained", "corrected")
    assert corrected != REPLY.format(rule="BUD-03")
    assert told(write_tree({REPLIES: corrected})) == []


def test_a_reply_to_a_rule_that_does_not_exist_is_an_error(write_tree):
    """A slip in the rule's id is named as such, with the rule that was meant."""
    data = write_tree({REPLIES: REPLY.format(rule="BUB-03")})
    assert told(data) == [(f"data/{REPLIES}", 3, "rule-unknown", Severity.ERROR)]
    _, (problem,) = audit(data, lambda _: None, TODAY)
    assert "BUD-03" in problem.message.zh
    assert "BUD-03" in problem.message.en


def test_an_expired_gap_is_told_at_its_line(write_tree, overspent):
    """Whose last day has passed, and what to do about it; on the last day itself nothing is said."""
    assert told(write_tree({**overspent, GAPS: GAP.format(until="2026-11-01")})) == []
    data = write_tree({**overspent, GAPS: GAP.format(until="2026-10-31")})
    assert told(data) == [(f"data/{GAPS}", 2, "gap-expired", Severity.WARNING)]


IDENTITY = "420112198001010004"  # made up, with a right check digit


def held_tree(write_tree, tree, release="", changes=()):
    """Write a tree whose project form prints an identity card number."""
    text = tree[FORM].replace('"已完成"', f'"已完成，联系人 {IDENTITY}"')
    return write_tree({FORM: text + release, **dict(changes)})


LOOKED_AT = f'row: "g-le36at43", column: "actual_text", printed: "已完成，联系人 {IDENTITY}"'


def release(rules="DSC-05", cell=LOOKED_AT):
    """Return the lines by which a form is released."""
    return f"""\
release:
  rules: ["{rules}"]
  cells: [{{{cell}}}]
  by: "区政务公开办"
  date: "2024-05-06"
  reason: "号码为样例，不是真实号码。"
"""


def bare(page):
    """Return a page without the marks of printed text."""
    return re.sub(r"</?span[^>]*>", "", page)


def held_forms(data):
    """Return the ids of the forms that are not published."""
    audited, _ = audit(data, lambda _: None, TODAY)
    return audited.held


def places(audited, rule):
    """Return the pages on which a finding of the only form is told of, without marks, by language and kind."""
    pages = {
        f"{STATEMENT}/": "form",
        f"{audited.results[STATEMENT].statement.department_id}/": "department",
        f"rules/{rule}/": "rule",
        "findings/": "findings",
    }
    rendered = assembled(audited).rendered
    pages |= {one.page.url: "finding" for one in rendered if one.page.url.startswith(f"{STATEMENT}/{rule}-")}
    made = [one for one in rendered if one.page.url in pages]
    return {(one.lang, pages[one.page.url]): bare(one.body) for one in made}


ANSWERED = REPLY.format(rule="BUD-03")
LAPSED = ANSWERED.replace('printed: "195"', 'printed: "196"')
STATES = {
    "nothing said": ("", "open", "待说明", "Open"),
    "explained": (ANSWERED, "explained", "已说明；部门 2024-06-01 答复", "Explained; reply of 2024-06-01"),
    "corrected": (
        ANSWERED.replace('"explained"', '"corrected"'), "corrected", "已更正；部门 2024-06-01 答复", "Corrected; reply of 2024-06-01",
    ),
    "false positive": (
        ANSWERED.replace('"explained"', '"false_positive"'), "false_positive", "误报；部门 2024-06-01 答复", "False positive; reply of 2024-06-01",
    ),
    "still open": (
        ANSWERED.replace('"explained"', '"open"'), "open", "待说明；部门 2024-06-01 答复", "Open; reply of 2024-06-01",
    ),
    "other words": (
        LAPSED, "open", "待说明；2024-06-01 的答复针对当时印的“196”，文字已改，不再适用",
        "Open; the reply of 2024-06-01 was given to “196”; the words have changed since",
    ),
    "accepted": (GAP.format(until="2026-11-01"), "accepted", "暂时接受；至 2026-11-01", "Accepted for now; until 2026-11-01"),
    "no more accepted": (GAP.format(until="2026-10-31"), "open", "待说明", "Open"),
}  # fmt: skip


@pytest.mark.parametrize(("written", "expected", "zh", "en"), STATES.values(), ids=STATES)
def test_pages_check_and_tables_agree_on_the_state(write_tree, overspent, capsys, written, expected, zh, en):
    """One state, said in one way on form, department, rule and findings page, in every format of ``check`` and in the table."""
    data = write_tree({**overspent, (GAPS if "known_gaps" in written else REPLIES): written or None})
    audited, _ = audit(data, lambda _: None, TODAY)
    told = {"zh": zh, "en": en}
    for (lang, kind), page in places(audited, "BUD-03").items():
        state = re.split("[；;]", told[lang])[0]
        shapes = {"finding": f"{told[lang]}{'；' if lang == 'zh' else '; '}<a", "findings": state}
        assert shapes.get(kind, f"<td>{told[lang]}</td>") in page, (lang, kind)
        if kind == "finding":
            entry = page.partition('id="reply"')[2]
            nothing = "尚无答复" if lang == "zh" else "No reply yet"
            assert (nothing in entry) == ((expected == "open" and "known_gaps" in written) or not written)
            assert ("年末追加预算" in entry) == ("replies" in written)
            assert ("从前的答复" in entry or "Earlier reply" in entry) == (written == LAPSED)
            assert ("接受的原因" in entry or "Why it is accepted" in entry) == (expected == "accepted")
    (row,) = (row for row in rows_of(tables(audited)["findings"]) if row["rule_id"] == "BUD-03")
    assert row["status"] == expected
    spoken = expected != "open" or "replies" in written
    for lang in ("zh", "en"):
        said = told[lang] if lang == "zh" else told[lang][0].lower() + told[lang][1:]
        for name in ("text", "github", "markdown", "json"):
            main(["check", "--data", str(data), "--rules", "BUD-03", "--format", name, "--lang", lang])
            printed = capsys.readouterr().out
            expects = spoken or name in {"markdown", "json"}
            assert ((told[lang] if name in {"markdown", "json"} else said) in printed) == expects, (lang, name)
            if name == "json":
                (item,) = json.loads(printed)
                assert (item["status"], item["outcome"]) == (expected, told[lang])


def rows_of(table):
    """Return the rows of a table by their columns."""
    return [dict(zip(table.header, row, strict=True)) for row in table.rows]


def test_a_released_finding_is_reviewed_everywhere_and_says_by_whom_and_when(write_tree, tree, capsys):
    """On its form, its department's page, the rule's and the list of all; in the text of ``check`` too, in both languages."""
    data = held_tree(write_tree, tree, release())
    audited, _ = audit(data, lambda _: None, TODAY)
    for (lang, kind), page in places(audited, "DSC-05").items():
        said = "已审查，可以公开；区政务公开办 2024-05-06 审查"
        english = "Reviewed, may be public; reviewed by 区政务公开办 on 2024-05-06"
        whole = said if lang == "zh" else english
        assert (re.split("[；;]", whole)[0] if kind == "findings" else whole) in page, (lang, kind)
    main(["check", "--data", str(data), "--rules", "DSC-05"])
    assert "（已审查，可以公开；区政务公开办 2024-05-06 审查）" in capsys.readouterr().out
    main(["check", "--data", str(data), "--rules", "DSC-05", "--lang", "en"])
    assert "(reviewed, may be public; reviewed by 区政务公开办 on 2024-05-06)" in capsys.readouterr().out


def test_what_is_explained_is_not_called_the_first_to_be_explained(write_tree, overspent):
    """The department's page asks for what is open only, and a form's notice counts the open ones apart."""
    findings = {}
    for name, files in {"open": {}, "explained": {REPLIES: ANSWERED}}.items():
        audited, _ = audit(write_tree({**overspent, **files}), lambda _: None, TODAY)
        findings[name] = places(audited, "BUD-03")
    assert "/BUD-03-" in findings["open"]["zh", "department"].partition("</dl>")[0]
    assert "/BUD-03-" not in findings["explained"]["zh", "department"].partition("</dl>")[0]
    notice = re.compile(r'<p class="mz-notice.*?</p>', re.DOTALL)
    assert "（待说明 " not in notice.search(findings["open"]["zh", "form"])[0]
    assert "（待说明 " in notice.search(findings["explained"]["zh", "form"])[0]


def test_personal_data_hold_a_form_back(write_tree, tree, capsys):
    """A form with an identity number is not published: no page, no row, and the number is nowhere in the site."""
    data = held_tree(write_tree, tree)
    out = data.parent / "site"
    assert main(["build", "--data", str(data), "--out", str(out)]) == 0
    assert "暂缓发布" in capsys.readouterr().out
    assert not (out / STATEMENT).exists()
    for path in out.rglob("*"):
        if path.is_file():
            assert IDENTITY.encode() not in path.read_bytes(), path


def test_a_released_form_is_published_with_its_review(write_tree, tree):
    """The page is there and says who released it, when and why: not as the department's reply; the finding is reviewed."""
    data = held_tree(write_tree, tree, release())
    out = data.parent / "site"
    assert main(["build", "--data", str(data), "--out", str(out)]) == 0
    assert status(data, "DSC-05") == [(FindingStatus.REVIEWED, "")]
    ((place, page),) = (
        (path.parent.name, path.read_text(encoding="utf-8")) for path in (out / STATEMENT).glob("DSC-05-*/index.html")
    )
    assert "发布审查：区政务公开办，2024-05-06：号码为样例，不是真实号码。" in bare(page)
    assert "已审查，可以公开" in page
    assert "尚无答复" not in page
    english = bare((out / "en" / STATEMENT / place / "index.html").read_text(encoding="utf-8"))
    assert "Release: 区政务公开办, 2024-05-06: 号码为样例，不是真实号码。" in english
    rows = (out / "downloads" / "findings.csv").read_text(encoding="utf-8-sig").splitlines()
    (row,) = (row for row in rows if ",DSC-05," in row)
    assert row.endswith(",reviewed,,,,,区政务公开办，2024-05-06：号码为样例，不是真实号码。")


@pytest.mark.parametrize(
    ("rules", "cell", "codes"),
    [
        ("DSC-04", LOOKED_AT, {"finding-unknown"}),
        ("DSC-05", 'row: "g-le36at43", column: "target_text", printed: "道路平整"', {"finding-unknown"}),
        ("DSC-04", 'column: "project", printed: "道路维修"', {"finding-unknown"}),
        ("DSC-05", LOOKED_AT.replace("联系人", "联系电话"), {"words-changed"}),
        ("DSC-05", LOOKED_AT.replace("g-le36at43", "g-aaaaaaaa"), {"row-unknown"}),
    ],
)
def test_a_release_frees_nothing_but_what_was_looked_at(write_tree, tree, rules, cell, codes):
    """Released for another rule, place or other words, the form stays held, and the release is told of with its line."""
    data = held_tree(write_tree, tree, release(rules, cell))
    audited, problems = audit(data, lambda _: None, TODAY)
    assert audited.held == {STATEMENT}
    assert {item.code for item in problems} == codes
    assert not any(IDENTITY in item.text(lang) for item in problems for lang in ("zh", "en"))
    first = tree[FORM].count("\n") + 1
    assert {item.line for item in problems} <= {first + 1, first + 2}


def test_a_second_number_holds_a_released_form_again(write_tree, tree):
    """What was written after the review was not looked at: another number elsewhere is not published."""
    data = held_tree(write_tree, tree, release())
    assert held_forms(data) == frozenset()
    path = data / FORM
    path.write_text(path.read_text(encoding="utf-8").replace('"道路维修"', f'"道路维修 {IDENTITY}"'), encoding="utf-8")
    assert held_forms(data) == {STATEMENT}


def test_what_a_release_has_looked_at_is_neither_due_nor_answered(write_tree, tree):
    """On the department's card the reviewed finding is in no count; all others are due."""
    audited, problems = audit(held_tree(write_tree, tree, release()), lambda _: None, TODAY)
    assert problems == []
    (card,) = audited.cards
    due = [item for item in audited.findings if item.severity is not Severity.NOTE]
    assert "DSC-05" in {item.rule_id for item in due}
    assert (card["findings_due"], card["findings_answered"]) == (len(due) - 1, 0)


def test_choosing_rules_makes_no_findings(capsys, monkeypatch):
    """A rule that another silences stays silent when it is asked for alone: what is shown is a part of the full run."""
    audited = sample_audit(), []
    monkeypatch.setattr("build_scripts.judging.audit.audit", lambda *_: audited)

    def shown(*options):
        main(["check", "--data", str(SAMPLE), "--format", "json", *options])
        return [(item["id"], item["file"], item["path"]) for item in json.loads(capsys.readouterr().out)]

    portal, _ = load(SAMPLE)
    results, full = score(portal), shown()
    often = Counter(rule for rule, _, _ in full)
    silenced = [
        rule for rule in RULES.values() if rule.needs and len(check(portal, results, TODAY, [rule])) > often[rule.id]
    ]
    assert silenced, "by itself, some rule says what another has said already"
    for rule in silenced:
        assert shown("--rules", rule.id) == [item for item in full if item[0] == rule.id]
        assert shown("--ignore", ",".join(rule.needs)) == [item for item in full if item[0] not in rule.needs]


def test_findings_agree_on_the_page_in_the_csv_and_in_check(real_site, capsys):
    """The same findings with the same words stand in `check`, in findings.csv and on their pages."""
    import csv
    from html import unescape

    main(["check", "--data", str(SAMPLE), "--format", "json"])
    checked = sorted(
        (item["id"], item["file"], item["line"], item["text"]) for item in json.loads(capsys.readouterr().out)
    )
    with (real_site / "downloads" / "findings.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert sorted((row["rule_id"], row["file"], int(row["line"]), row["message_zh"]) for row in rows) == checked
    pages: dict[str, str] = {}
    for row in rows:
        anchor = row["finding_id"].rpartition("#")[2]
        own = anchor if row["severity"] != "note" and row["about"] == "form" else "notes"
        path = real_site / row["statement_id"] / own / "index.html"
        page = pages.setdefault(str(path), "".join(unescape(path.read_text(encoding="utf-8")).split()))
        assert "".join(row["message_zh"].split()) in page, row["finding_id"]
        assert f'id="{anchor}"' in page or own == anchor


def test_nothing_but_a_release_frees_a_held_form(write_tree, tree):
    """A reply or an accepted gap on the finding does not publish personal data, not even one that calls it a false alarm."""
    looked_at = LOOKED_AT.replace(IDENTITY, "〔身份证号 · identity card number〕")
    gap = GAP.format(until="2999-12-31").replace("BUD-03", "DSC-05")
    gap = re.sub("cells: .*", f"cells: [{{{looked_at}}}]", gap)
    data = held_tree(write_tree, tree, changes={GAPS: gap})
    assert status(data, "DSC-05") == [(FindingStatus.ACCEPTED, "等待财政批复")]
    assert held_forms(data) == {STATEMENT}
    reply = REPLY.format(rule="DSC-05").replace("explained", "false_positive")
    reply = re.sub("cells: .*", f"cells: [{{{looked_at}}}]", reply)
    data = held_tree(write_tree, tree, changes={"wuhan-jiangxia/gov-office/replies.yml": reply})
    assert [item for item, _ in status(data, "DSC-05")] == [FindingStatus.FALSE_POSITIVE]
    audited, _ = audit(data, lambda _: None, TODAY)
    assert STATEMENT not in {item.id for item in audited.public().portal.statements}


MARK = "7391846"
"""Seven digits that no form and no hash beside them is likely to hold: every number of the held forms begins with them."""
HESHAN = "yiyang-heshan/government-office"


@pytest.fixture(scope="module")
def heshan(tmp_path_factory):
    """Return the data of Heshan with its report and one project form held back, both full of ``MARK``; and the site."""
    data = tmp_path_factory.mktemp("heshan") / "data"
    data.mkdir()
    for name in ("portal.yml", "form_templates", "scoring_profiles", "sources", "hunan", "yiyang", "yiyang-heshan"):
        (shutil.copy if name.endswith(".yml") else shutil.copytree)(SAMPLE / name, data / name)
    for name in ("report.yml", "projects/printing.yml"):
        path = data / HESHAN / "2023" / name
        text = path.read_text(encoding="utf-8")
        text = re.sub(r'(?<=: ")(\d+(?:\.\d+)?)(?=%?"$)', rf"{MARK}00000\1", text, flags=re.MULTILINE)
        for words in ("预算调整", "已完成"):
            text = text.replace(words, f"{words}{MARK}，证号{IDENTITY}，", 1)
        text = re.sub(r"(?<=[\u4e00-\u9fff])(\d+\.\d+)(?=万元)", rf"{MARK}00000\1", text)
        path.write_text(text, encoding="utf-8")
    out = data.parent / "site"
    assert main(["build", "--data", str(data), "--out", str(out)]) == 0
    audited, problems = audit(data, lambda _: None, TODAY)
    assert {problem.code for problem in problems} == {"placeholder-sample"}  # it is a part of the sample
    assert audited.held == {f"{HESHAN}/2023/report", f"{HESHAN}/2023/printing"}
    return audited, out


def test_nothing_that_a_held_form_says_gets_out(heshan):
    """Other forms' findings quote the held ones and add them up; no file of the site holds a digit of theirs."""
    audited, out = heshan
    telling = {
        item.rule_id
        for item in audited.findings
        if item.statement_id not in audited.held and MARK in f"{item.message.zh}{item.recomputed}{item.reference}"
    }
    assert {"BUD-08", "BUD-15"} <= telling, "a finding quotes the report, another adds the projects up"
    for path in out.rglob("*"):
        if path.is_file():
            text = path.read_bytes().replace(b",", b"")
            assert MARK.encode() not in text, path
            assert IDENTITY.encode() not in text, path


def test_no_figure_is_put_in_doubt_because_a_form_is_held(heshan):
    """Without the report no reason for a change of the budget would be found: what rests on its absence is not said."""
    audited, _ = heshan
    public = audited.public()
    alone = check(public.portal, public.results, TODAY)
    assert ("BUD-08", Severity.WARNING) in {(item.rule_id, item.severity) for item in alone}
    assert "BUD-08" not in {item.rule_id for item in public.findings}
    assert set(public.findings) <= set(audited.findings)
    assert len(public.findings) > len(audited.findings) / 2


def test_a_held_form_brings_no_wrong_amount_into_a_total(heshan):
    """The department's total disagrees with the held report: the finding is not shown, and the amount is not counted either."""
    audited, _ = heshan
    public, form = audited.public(), f"{HESHAN}/2023/self-evaluation"
    assert "BUD-14" in {item.rule_id for item in audited.findings if item.statement_id == form}
    assert "BUD-14" not in {item.rule_id for item in public.findings if item.statement_id == form}
    assert public.money_in_doubt == {form}
    found = {item.measure: item for item in public.rollups if (item.place, item.form_type) == (HESHAN, WHOLE)}
    assert (found[Measure.ADJUSTED].value, [party.id for party in found[Measure.ADJUSTED].excluded]) == (None, [form])


def test_held_forms_are_named_as_awaiting_review(heshan):
    """Department, jurisdiction and roll-ups name them; nothing claims to be complete, and no link leads to their pages."""
    _, out = heshan
    for place, lead in ((HESHAN, ""), ("yiyang-heshan", "益阳市赫山区人民政府办公室：")):
        page = " ".join((out / place / "index.html").read_text(encoding="utf-8").split())
        notice = page.partition('id="held"')[2].partition("</div>")[0]
        assert "2 份表单待审查，暂缓发布" in notice
        assert f"<li>{lead}文印费，2023，项目支出绩效自评表</li>" in notice
        assert f"<li>{lead}部门整体支出绩效自评报告，2023</li>" in notice
        assert "/2023/printing" not in page
        assert "/2023/report" not in page
        assert re.search(r">20</data> / <data [^>]*>21</data>", page)
        assert f"{lead}文印费（待审查）" in page
    english = bare((out / "en" / HESHAN / "index.html").read_text(encoding="utf-8"))
    assert "文印费 (awaiting review)" in english


def test_roll_ups_and_card_count_held_forms_as_missing(heshan):
    """20 of 21 project forms: the sum says so, there is no rate; the card counts two held forms and no lacking report."""
    audited, _ = heshan
    public = audited.public()
    found = {item.measure: item for item in public.rollups if (item.place, item.form_type) == (HESHAN, PROJECTS)}
    amount, rate = found[Measure.ADJUSTED], found[Measure.RATE]
    assert (amount.counted, amount.total, amount.money_share) == (20, 21, None)
    assert [(party.name.zh, party.held) for party in amount.missing] == [("文印费（待审查）", True)]
    assert (rate.value, rate.reason) == (None, NoRollup.INCOMPLETE)
    (card,) = public.cards
    assert (card["forms_held"], card["project_forms"], card["department_forms"]) == (2, 20, 2)
    assert PROJECTS not in card["not_in_portal"]


def test_a_department_whose_only_form_is_held_is_not_called_empty(write_tree, tree):
    """Its page names the form instead of saying that there is none, and its roll-ups and card count it."""
    targets = "wuhan-jiangxia/gov-office/2023/targets.yml"
    data = held_tree(write_tree, tree, changes={targets: None})
    (data / targets).unlink(missing_ok=True)
    out = data.parent / "site"
    assert main(["build", "--data", str(data), "--out", str(out)]) == 0
    page = (out / "wuhan-jiangxia" / "gov-office" / "index.html").read_text(encoding="utf-8")
    assert "1 份表单待审查，暂缓发布" in page
    assert "尚未收录" not in page
    audited, _ = audit(data, lambda _: None, TODAY)
    public = audited.public()
    assert {(item.counted, item.total, item.reason) for item in public.rollups} == {(0, 1, NoRollup.NOTHING_COUNTED)}
    (card,) = public.cards
    assert (card["forms_held"], card["project_forms"], card["not_in_portal"]) == (1, 0, ())


def test_a_held_form_is_not_quoted_by_its_restatement(write_tree, tree):
    """What a restatement says of a held form is held back with it."""
    text = tree[FORM].replace('"已完成"', f'"已完成，联系人 {IDENTITY}"')
    change = f"""\
restatements:
  - statement: "{STATEMENT}"
    row: "g-le36at43"
    column: "actual_text"
    old: "已完成"
    new: "已完成，联系方式见原件"
    date: "2024-06-01"
    reason: "遮盖"
"""
    department = "wuhan-jiangxia/gov-office"
    files = {FORM: text, f"{department}/restatements.yml": change}
    audited, _ = audit(write_tree(files), lambda _: None, TODAY)
    assert len(audited.portal.restatements[department].restatements) == 1
    assert audited.public().portal.restatements[department].restatements == ()


def test_the_newest_reply_counts(write_tree, overspent):
    """A later reply replaces an earlier one, wherever it stands in the file."""
    later = (
        REPLY.format(rule="BUD-03")
        .partition("\n")[2]
        .replace("explained", "corrected")
        .replace("2024-06-01", "2024-09-01")
    )
    both = f"replies:\n{later}" + REPLY.format(rule="BUD-03").partition("\n")[2]
    data = write_tree({**overspent, "wuhan-jiangxia/gov-office/replies.yml": both})
    assert [item for item, _ in status(data)] == [FindingStatus.CORRECTED]


def test_of_two_replies_of_one_day_the_later_line_counts(write_tree, overspent):
    """A department that corrects itself on the same day writes below what it said."""
    one = REPLY.format(rule="BUD-03")
    both = one + one.partition("\n")[2].replace("explained", "corrected")
    data = write_tree({**overspent, "wuhan-jiangxia/gov-office/replies.yml": both})
    assert [item for item, _ in status(data)] == [FindingStatus.CORRECTED]


def test_a_department_does_not_accept_its_own_finding(write_tree, overspent):
    """``accepted`` in a reply is refused with its line; in two languages it is said where accepting is done, and until when."""
    reply = REPLY.format(rule="BUD-03").replace("explained", "accepted")
    audited, (problem,) = audit(
        write_tree({**overspent, "wuhan-jiangxia/gov-office/replies.yml": reply}), lambda _: None, TODAY
    )
    assert audited is None
    assert (problem.code, problem.line) == ("shape-accepted-without-end", 5)
    for text in (problem.message.zh, problem.message.en):
        assert "known_gaps.yml" in text
        assert "until" in text


def test_a_mistyped_status_names_what_may_be_written(write_tree, overspent):
    """The four statuses of a reply, with their names; accepted is none of them."""
    reply = REPLY.format(rule="BUD-03").replace("explained", "explaned")
    _, (problem,) = audit(
        write_tree({**overspent, "wuhan-jiangxia/gov-office/replies.yml": reply}), lambda _: None, TODAY
    )
    assert problem.code == "shape-unknown-code"
    assert "explained（已说明）" in problem.message.zh
    assert "accepted" not in problem.message.zh


def test_a_department_answers_only_for_its_own_forms(write_tree, tree, overspent):
    """A reply in another department's file is refused with its place."""
    other = tree["wuhan-jiangxia/gov-office/department.yml"].replace("区政府办公室", "区水务局")
    files = {
        **overspent,
        "wuhan-jiangxia/water/department.yml": other,
        "wuhan-jiangxia/water/replies.yml": REPLY.format(rule="BUD-03"),
    }
    audited, problems = audit(write_tree(files), lambda _: None, TODAY)
    assert audited is None
    assert [(item.code, item.line) for item in problems] == [("form-elsewhere", 2)]


def test_a_second_total_row_is_not_counted_again(write_tree, tree):
    """Only one total row of a form stands in the sums."""
    row = """\
  - line_code: "total"
    label: "年度资金总额（重复）"
    adjusted: "100"
    executed: "95"
    rate: "95%"
goals:
"""
    data = write_tree({FORM: tree[FORM].replace("goals:\n", row, 1)})
    audited, _ = audit(data, lambda _: None, TODAY)
    funding = tables(audited)["funding"]
    counted = funding.header.index("counted_as")
    assert [line[counted] for line in funding.rows] == ["project", "part"]
