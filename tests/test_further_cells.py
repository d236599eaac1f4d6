"""What forms print beyond the fields of the model is kept, shown and published with its label; names and telephones are not."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from decimal import Decimal

import pytest
from assembled import assembled, texts_in
from conftest import TODAY
from rule_examples import portal_of

from build_scripts.answers import recorded
from build_scripts.cells.amounts import parse_coefficient
from build_scripts.cli import main
from build_scripts.judging.audit import audit, judged
from build_scripts.pages.render import render
from build_scripts.reading.model import Column, FundingLine, FurtherCell, Goal, Indicator, Restatements
from build_scripts.reading.printed import PERSONAL_DATA
from build_scripts.reading.row_ids import row_ids
from build_scripts.reports import REPORTERS, messages
from build_scripts.tables.catalogue import tables
from build_scripts.words.language import LANGUAGES
from build_scripts.words.page_kinds import PageKind

FORM = """
    funding:
      - line_code: total
        label: 年度资金总额
        adjusted: "10"
        executed: "10"
        further: [{label: 备注1, text: 财政直达}, {label: 占比, text: 100%}]
      - {line_code: other_line, label: 帮扶资金, adjusted: "1", executed: "1"}
    goals:
      - kind: overall
        adjusted_text: 修好三条路
        further: [{label: 目标类别, text: 民生}]
        indicators:
          - {level1: 产出指标, name: 里程, further: [{label: 佐证, text: 验收单}, {label: 佐证, text: 照片}]}
          - {level1: 产出指标, name: 桥梁, further: [{label: 数据来源, text: ""}]}
    total: {label: 合计, score: "98", reviewed_score: "95", further: [{label: 复核人意见, text: 同意}]}
    narratives:
      - {kind: attributes, heading: 项目属性, text: □新增 ☑延续}
      - {kind: project_overview, heading: 项目概况, text: 县道维修}
"""


def page_of(portal, lang="zh"):
    """Return the page of the portal's only form."""
    public = judged(portal, lambda _: None, TODAY).public()
    page = next(page for page in assembled(public).pages if page.kind is PageKind.STATEMENT)
    return render(page, portal.settings, lang)


def cells_of_rows(page):
    """Return the texts of every table row of a page."""
    rows = re.findall(r"<tr\b.*?</tr>", page, re.DOTALL)
    cells = [re.findall(r"<t[hd]\b.*?</t[hd]>", row, re.DOTALL) for row in rows]
    return [[html.unescape(re.sub("<[^>]*>", "", cell)).strip() for cell in row] for row in cells]


def templated(portal, **columns):
    """Return a portal whose template prints these columns, each ``key: heading``."""
    made = {
        f"{block}_columns": tuple(Column(key=key, heading=heading) for key, heading in listed)
        for block, listed in columns.items()
    }
    template = portal.templates["sample"].model_copy(update=made)
    return replace(portal, templates={"sample": template})


def test_further_cells_stand_below_their_labels():
    """A template says where such a column stands; what it does not name comes last, and two of one label are two columns."""
    portal = templated(
        portal_of(FORM),
        funding=[("label", "项目资金"), ("further", "占比"), ("adjusted", "预算")],
        indicator=[("name", "指标"), ("further", "数据来源")],
    )
    rows = cells_of_rows(page_of(portal))
    assert ["项目资金", "占比", "预算", "备注1"] in rows
    assert ["年度资金总额", "100%", "10", "财政直达"] in rows
    assert ["帮扶资金", "", "1", ""] in rows
    assert ["序号", "指标", "数据来源", "佐证", "佐证"] in rows
    (road,) = [row for row in rows if row[-1] == "照片"]
    assert road[-3:] == ["", "验收单", "照片"]
    assert [row[-3:] for row in rows if row[0] == "指标 2"] == [["空白", "", ""]]


def test_what_stands_in_no_row_is_shown_too():
    """Adjusted goal, further cells of goal and total, the score after review, and what the head of a form prints."""
    page = page_of(portal_of(FORM))
    words = html.unescape(re.sub("<[^>]*>", "", page))
    assert all(text in words for text in ("修好三条路", "目标类别", "民生", "复核得分 95", "复核人意见", "县道维修"))
    assert ["项目属性", "□新增 ☑延续"] in cells_of_rows(page)


def test_further_cells_are_published():
    """One row each, in the order of the form, with the row on which they stand."""
    made = tables(judged(portal_of(FORM), lambda _: None, TODAY))["further_cells"]
    rows = [dict(zip(made.header, row, strict=True)) for row in made.rows]
    assert [(row["order"], row["label_raw"], row["text"]) for row in rows] == [
        (1, "备注1", "财政直达"),
        (2, "占比", "100%"),
        (3, "目标类别", "民生"),
        (4, "佐证", "验收单"),
        (5, "佐证", "照片"),
        (6, "数据来源", ""),
        (7, "复核人意见", "同意"),
    ]
    assert [row["row_id"] and row["row_id"].rpartition("#")[2][0] for row in rows] == [*"ffgiii", None]


def test_cells_that_are_not_printed_change_no_id():
    """Rows that print the same name are told apart by all their cells; a field that came later counts where it is printed."""
    twins = (FundingLine(line_code="other", label="其他", adjusted="1"), FundingLine(line_code="other", label="其他"))
    assert list(row_ids((), twins, (), ()).values()) == ["f-zrudhqgr", "f-3dszsafy"]
    for changed in (
        twins[0].model_copy(update={"deviation": "压减"}),
        twins[0].model_copy(update={"further": (FurtherCell(label="备注", text="压减"),)}),
    ):
        now = list(row_ids((), (changed, twins[1]), (), ()).values())
        assert now[1] == "f-3dszsafy"
        assert now[0] not in {"f-zrudhqgr", "f-3dszsafy"}
    rows = (Indicator(name="里程", target="1"), Indicator(name="里程", target="2"))
    assert list(row_ids((Goal(kind="overall", indicators=rows),), (), (), ()).values()) == [
        "g-74ud6f2m", "i-pmbpd4k5", "i-h4i4qlkb",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("raw", "share", "margin"),
    [
        ("0.95", "95", "0.5"),
        ("95%", "95", "0.5"),
        ("95", "95", "0.5"),
        ("1", "100", "0"),
        ("1.00", "100", "0.5"),
        ("100.0%", "100", "0.05"),
        ("0", "0", "0.5"),
        ("0.5%", "0.5", "0.05"),
        ("一半", None, "0.5"),
        (None, None, "0.5"),
    ],
)
def test_a_coefficient_is_a_share(raw, share, margin):
    """A number up to one and a percentage say the same."""
    read = parse_coefficient(raw)
    assert (read.value, read.margin) == (None if share is None else Decimal(share), Decimal(margin))


# --- names and telephone numbers ---------------------------------------------------------------------------------------

PROJECT = "wuhan-jiangxia/gov-office/2023/projects/road-repair.yml"
STATEMENT = "wuhan-jiangxia/gov-office/2023/road-repair"
PEOPLE = """
narratives:
  - kind: "person"
    heading: "项目负责人"
    text: "欧阳某人"
  - kind: "person"
    text: "司马填表"
  - kind: "telephone"
    heading: "联系电话"
    text: "13812345678，027-87654321"
  - kind: "telephone"
    heading: "电话"
    text: ""
"""
SECRETS = ("欧阳某人", "司马填表", "13812345678", "87654321")


def form_with_people(tree, more=""):
    """Return the form with names and telephone numbers."""
    assert "\nnarratives:" not in tree[PROJECT]
    return {PROJECT: tree[PROJECT].rstrip() + PEOPLE + more}


def ids_of(data):
    audited, problems = audit(data, lambda _: None, TODAY)
    statement = audited.portal.by_id[STATEMENT]
    return audited, [statement.row_ids[f"narratives[{number}]"] for number in range(4)], problems


def said(audited):
    """Return everything that is published of a portal."""
    made = assembled(audited)
    texts = [*texts_in(made.files).values()]
    texts += [page.body for page in made.rendered]
    texts += recorded(audited).values()
    found = messages([], audited.findings)
    texts += [reporter(found, {}, lang) for lang in LANGUAGES for reporter in REPORTERS.values()]
    return "\n".join(texts)


def test_names_and_telephones_are_held_back_and_nothing_else(tree, write_tree):
    """The form is published; the cells say that they are withheld, and why, and a blank one says nothing of that."""
    data = write_tree(form_with_people(tree))
    audited, ids, problems = ids_of(data)
    assert (audited.held, problems) == (frozenset(), [])
    everything = said(audited)
    assert [secret for secret in SECRETS if secret in everything] == []
    rows = tables(audited)["narratives"]
    shown = [dict(zip(rows.header, row, strict=True)) for row in rows.rows]
    assert [(row["text"], row["withheld"]) for row in shown if row["statement_id"] == STATEMENT] == [
        (PERSONAL_DATA, "text: privacy"),
        (PERSONAL_DATA, "text: privacy"),
        (PERSONAL_DATA, "text: privacy"),
        ("", None),
    ]
    assert "Personal privacy" in everything
    other = form_with_people(tree)[PROJECT].replace("司马填表", "另一个人").replace("欧阳某人", "另一个人")
    assert ids_of(write_tree({PROJECT: other}))[1] == ids, "an id must not tell a name"


RELEASE = """\
release:
  rules: ["{rule}"]
  cells: [{{row: "{row}", column: "text", printed: "{printed}"}}]
  by: "办公室"
  date: "2026-10-01"
  reason: "本人同意公开"
"""


def test_a_release_makes_one_name_public(tree, write_tree):
    """It quotes the name; the others stay withheld, and the row keeps its id."""
    ids = ids_of(write_tree(form_with_people(tree)))[1]
    release = RELEASE.format(rule="DSC-05", row=ids[1], printed="司马填表")
    audited, now, problems = ids_of(write_tree(form_with_people(tree, release)))
    assert (now, problems) == (ids, [])
    everything = said(audited)
    assert [secret for secret in SECRETS if secret in everything] == ["司马填表"]


@pytest.mark.parametrize(("rule", "printed"), [("DSC-05", "司马"), ("DSC-04", "司马填表")])
def test_a_release_of_other_words_is_none(rule, printed, tree, write_tree, capsys):
    """A name that it does not quote, and a release of another rule, make nothing public; the message says no name."""
    ids = ids_of(write_tree(form_with_people(tree)))[1]
    data = write_tree(form_with_people(tree, RELEASE.format(rule=rule, row=ids[1], printed=printed)))
    audited, _, problems = ids_of(data)
    assert "words-changed" in {problem.code for problem in problems}
    assert [cell.printed for cell in audited.portal.by_id[STATEMENT].form.release.cells] == [PERSONAL_DATA]
    assert not any(secret in said(audited) for secret in SECRETS)
    main(["check", "--data", str(data)])
    assert not any(secret in capsys.readouterr().out for secret in SECRETS)


def test_a_release_of_findings_keeps_what_is_said_of_names(tree, write_tree):
    """``mingzhang release`` writes a new release in the place of the old one, with the names that it had released."""
    ids = ids_of(write_tree(form_with_people(tree)))[1]
    release = RELEASE.format(rule="DSC-05", row=ids[1], printed="司马填表")
    changed = form_with_people(tree, release)[PROJECT].replace('title: "', 'title: "13912345678 ', 1)
    data = write_tree({PROJECT: changed})
    assert ids_of(data)[0].held == {STATEMENT}
    assert main(["release", STATEMENT, "--data", str(data), "--by", "办公室", "--text", "办公电话"]) == 0
    audited, _, problems = ids_of(data)
    assert (audited.held, problems) == (frozenset(), [])
    assert [secret for secret in SECRETS if secret in said(audited)] == ["司马填表"]


def test_what_was_recorded_of_further_cells_and_of_names(tree, write_tree):
    """A further cell that changed after a release is restated by its place; a name may come and go without a word."""
    form = form_with_people(tree)[PROJECT].replace('label: "年度资金总额"', f'label: "年度资金总额"\n{FURTHER}', 1)
    data = write_tree({PROJECT: form})
    assert main(["record", "--data", str(data)]) == 0
    now = form.replace("财政直达", "一般拨款").replace("欧阳某人", "另一个人")
    (data / PROJECT).write_text(now, encoding="utf-8")
    audited, _, problems = ids_of(data)
    assert [problem.code for problem in problems] == ["text-changed"]
    row = audited.portal.by_id[STATEMENT].row_ids["funding[0]"]
    (data / "wuhan-jiangxia/gov-office/restatements.yml").write_text(
        f'restatements:\n  - statement: "{STATEMENT}"\n    row: "{row}"\n    column: "further[0].text"\n'
        '    old: "财政直达"\n    new: "一般拨款"\n    date: "2026-10-01"\n    reason: "核对原件后更正。"\n',
        encoding="utf-8",
    )
    assert ids_of(data)[2] == []
    release = RELEASE.format(rule="DSC-05", row=ids_of(data)[1][0], printed="另一个人")
    (data / PROJECT).write_text(now + release, encoding="utf-8")
    assert ids_of(data)[2] == []
    assert "另一个人" not in "".join(text or "" for text in recorded(ids_of(data)[0]).values())


FURTHER = '    further: [{label: "备注", text: "财政直达"}]'


def test_a_template_names_further_columns_as_often_as_a_form_prints_them(tree, write_tree):
    """Two columns without a key stand in it, each with its heading; other columns stand once."""
    template = "form_templates/project-form.yml"
    more = 'funding_columns:\n  - {key: "further", heading: "备注"}\n  - {key: "further", heading: "占比"}'
    assert "funding_columns:" in tree[template]
    audited, problems = audit(
        write_tree({template: tree[template].replace("funding_columns:", more)}), lambda _: None, TODAY
    )
    assert (audited is None, problems) == (False, [])


def test_a_corrected_further_cell_has_its_mark():
    """In a row, a goal and the total; the list names the row and the printed heading."""
    portal = portal_of(FORM)
    statement = portal.statements[0]
    places = ["funding[0].further[1].text", "goals[0].further[0].text", "total.further[0].text"]
    changes = []
    for path in places:
        row, column = statement.row_at(path)
        said = {"statement": statement.id, "column": column, "old": "?", "new": statement.printed_at(path)}
        changes.append({**said, **({"row": row} if row else {}), "date": "2021-09-01", "reason": "核对原件"})
    listed = Restatements.model_validate({"restatements": changes})
    page = page_of(replace(portal, restatements={statement.department_id: listed}))
    form, _, corrections = page.partition('id="findings"')
    assert re.findall('href="#(restated-[0-9])"', form) == ["restated-1", "restated-2", "restated-3"]
    words = html.unescape(re.sub("<[^>]*>", " ", corrections.partition('id="restated"')[2]))
    assert [label for label in ("占比", "目标类别", "复核人意见", "年度资金总额") if label not in words] == []
    assert '#total"' in corrections
