"""What becomes of a finding: replies, accepted gaps with a last day, forms held back until somebody releases them."""

from __future__ import annotations

import json
from datetime import date

import pytest

from build_scripts.audit import audit
from build_scripts.cli import main
from build_scripts.vocabulary import FindingStatus

FORM = "wuhan-jiangxia/gov-office/2023/projects/road-repair.yml"
STATEMENT = "wuhan-jiangxia/gov-office/2023/road-repair"
TODAY = date(2026, 11, 1)
GAP = """\
known_gaps:
  - rule: "BUD-03"
    statement: "wuhan-jiangxia/gov-office/2023/road-repair"
    reason: "等待财政批复"
    until: "{until}"
"""
REPLY = """\
replies:
  - statement: "wuhan-jiangxia/gov-office/2023/road-repair"
    rule: "{rule}"
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
    assert problems == []
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


@pytest.mark.parametrize(
    ("until", "expected"), [("2026-11-01", FindingStatus.ACCEPTED), ("2026-10-31", FindingStatus.OPEN)]
)
def test_an_accepted_gap_holds_to_its_last_day(write_tree, overspent, until, expected):
    """On the last day the gap is still accepted, on the next the finding is open again."""
    data = write_tree({**overspent, "known_gaps.yml": GAP.format(until=until)})
    assert [item for item, _ in status(data)] == [expected]


def test_a_reply_to_no_finding_is_a_problem_with_its_line(write_tree, capsys):
    """A mistyped or outlived reply is reported with file, line and what to do; nothing is published."""
    data = write_tree({"wuhan-jiangxia/gov-office/replies.yml": REPLY.format(rule="BUD-03")})
    _, problems = audit(data, lambda _: None, TODAY)
    assert [(item.file, item.line, item.code) for item in problems] == [
        ("data/wuhan-jiangxia/gov-office/replies.yml", 2, "finding-unknown")
    ]
    assert main(["build", "--data", str(data), "--out", str(data.parent / "site")]) == 1
    assert not (data.parent / "site").exists()
    assert "replies.yml:2" in capsys.readouterr().out


IDENTITY = "420112198001010004"  # made up, with a right check digit


def held_tree(write_tree, tree, release=""):
    """Write a tree whose project form prints an identity card number."""
    text = tree[FORM].replace('"已完成"', f'"已完成，联系人 {IDENTITY}"')
    return write_tree({FORM: text + release})


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


def test_a_released_form_is_published_with_the_reason(write_tree, tree):
    """Once the file says who released it and why, the page is there and the finding carries the reason."""
    release = 'release:\n  by: "区政务公开办"\n  date: "2024-05-06"\n  reason: "号码为样例，不是真实号码。"\n'
    data = held_tree(write_tree, tree, release)
    out = data.parent / "site"
    assert main(["build", "--data", str(data), "--out", str(out)]) == 0
    assert (out / STATEMENT / "index.html").is_file()
    assert status(data, "DSC-05") == [(FindingStatus.EXPLAINED, "区政务公开办，2024-05-06：号码为样例，不是真实号码。")]


def test_findings_agree_on_the_page_in_the_csv_and_in_check(real_site, capsys):
    """The same findings with the same words stand in `check`, in findings.csv and on the page of their form."""
    import csv
    from html import unescape
    from pathlib import Path

    main(["check", "--data", str(Path(__file__).parent.parent / "data"), "--format", "json"])
    checked = sorted(
        (item["id"], item["file"], item["line"], item["text"]) for item in json.loads(capsys.readouterr().out)
    )
    with (real_site / "downloads" / "findings.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert sorted((row["rule_id"], row["file"], int(row["line"]), row["message_zh"]) for row in rows) == checked
    pages: dict[str, str] = {}
    for row in rows:
        path = real_site / row["statement_id"] / "index.html"
        page = pages.setdefault(row["statement_id"], "".join(unescape(path.read_text(encoding="utf-8")).split()))
        assert "".join(row["message_zh"].split()) in page, row["finding_id"]
        assert f'id="finding-{row["finding_id"].rpartition("#")[2]}"' in page or row["rule_id"] in page


def test_nothing_but_a_release_frees_a_held_form(write_tree, tree):
    """A reply or an accepted gap on the finding does not publish personal data."""
    text = tree[FORM].replace('"已完成"', f'"已完成，联系人 {IDENTITY}"')
    gap = GAP.format(until="2999-12-31").replace("BUD-03", "DSC-05")
    reply = REPLY.format(rule="DSC-05")
    data = write_tree({FORM: text, "known_gaps.yml": gap, "wuhan-jiangxia/gov-office/replies.yml": reply})
    assert status(data, "DSC-05") == [(FindingStatus.OPEN, "")]
    audited, _ = audit(data, lambda _: None, TODAY)
    assert STATEMENT not in {item.id for item in audited.public().portal.statements}


def test_a_held_form_is_not_quoted_by_its_restatement(write_tree, tree):
    """What a restatement says of a held form is held back with it."""
    text = tree[FORM].replace('"已完成"', f'"已完成，联系人 {IDENTITY}"')
    change = f"""\
restatements:
  - statement: "{STATEMENT}"
    path: "goals[0]"
    column: "actual_text"
    old: "联系人 {IDENTITY}"
    new: "已完成"
    date: "2024-06-01"
    reason: "遮盖"
"""
    audited, problems = audit(write_tree({FORM: text, "restatements.yml": change}), lambda _: None, TODAY)
    assert problems == []
    assert len(audited.portal.restatements) == 1
    assert audited.public().portal.restatements == ()


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
    assert [(item.code, item.line) for item in problems] == [("reply-elsewhere", 2)]


def test_a_second_total_row_is_not_counted_again(write_tree, tree):
    """Only one total row of a form stands in the sums."""
    from build_scripts.tables import tables

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
