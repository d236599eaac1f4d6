"""Figures that were changed after publication: marked where they stand, listed on their form and on their department's page."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from assembled import site_of as made_from
from conftest import TODAY, sample_audit

from build_scripts.cli import main
from build_scripts.judging.audit import audit
from build_scripts.pages.kinds.department import department_page
from build_scripts.pages.kinds.statement import statement_page
from build_scripts.pages.render import render
from build_scripts.reading.model import Restatement, Restatements
from build_scripts.reading.printed import printed_cells
from build_scripts.tables.catalogue import tables
from build_scripts.words.vocabulary import FormType

DEPARTMENT = "wuhan-jiangxia/gov-office"
ROAD = f"{DEPARTMENT}/2023/road-repair"
FORM = f"{DEPARTMENT}/2023/projects/road-repair.yml"
LIST = f"{DEPARTMENT}/restatements.yml"
CHANGES = f"""\
restatements:
  - statement: "{ROAD}"
    row: "f-4pm2ww3v"
    column: "executed"
    old: "85"
    new: "90"
    date: "2024-05-01"
    reason: "单位核实后更正。"
  - statement: "{ROAD}"
    row: "i-aaaaaaaa"
    column: "name"
    old: "绿化面积"
    new: ""
    date: "2024-07-01"
    reason: "该行为重复，单位撤去。"
  - statement: "{ROAD}"
    column: "total.score"
    old: ""
    new: "98"
    date: "2024-06-01"
    reason: "补印总分。"
    commit: "0123456789abcdef0123"
  - statement: "{ROAD}"
    row: "f-4pm2ww3v"
    column: "executed"
    old: "90"
    new: "95"
    date: "2024-06-01"
    reason: "决算数批复后更正。"
"""


def site_of(data):
    """Return what the pages of a tree are made from; nothing is wrong with it."""
    audited, problems = audit(data, lambda _: None, TODAY)
    assert problems == []
    return made_from(audited.public())


def form_page(site, statement_id=ROAD, lang="zh"):
    """Return the page of a form."""
    return render(statement_page(site, site.audit.results[statement_id]), site.audit.portal.settings, lang)


def section(page):
    """Return the rows of the list of corrections, cells as text."""
    body = page.partition('id="restated"')[2].partition("<tbody>")[2].partition("</tbody>")[0]
    cells = re.compile(r"<t[dh][^>]*>(.*?)</t[dh]>", re.DOTALL)
    return [[re.sub("<[^>]*>", "", cell).strip() for cell in cells.findall(row)] for row in body.split("<tr")[1:]]


@pytest.fixture
def site(write_tree):
    """Return the smallest portal with four corrections on one form."""
    return site_of(write_tree({LIST: CHANGES}))


def test_a_form_lists_its_corrections_newest_first(site):
    """Date, cell, old and new text, reason and commit; a row that is gone is named and leads nowhere."""
    assert section(form_page(site)) == [
        ["三级指标 （该行已删去）", "2024-07-01", "绿化面积", "（无）", "该行为重复，单位撤去。"],
        ["年度资金总额：全年执行数", "2024-06-01", "90", "95", "决算数批复后更正。"],
        ["总分：得分", "2024-06-01", "（无）", "98", "补印总分。 提交 0123456789"],
        ["年度资金总额：全年执行数", "2024-05-01", "85", "90", "单位核实后更正。"],
    ]
    english = section(form_page(site, lang="en"))
    assert [row[0] for row in english] == [
        "Indicator (the row was removed)", "年度资金总额: Executed", "Total: Score", "年度资金总额: Executed",
    ]  # fmt: skip
    assert english[0][3] == "(none)"


def test_the_mark_stands_in_the_cell_and_leads_to_its_newest_correction(site):
    """Corrected twice, a cell has one mark; its neighbours have none."""
    page = form_page(site)
    marked = re.findall(r"<(t[dh])[^>]*>(?:(?!</\1).)*?mz-restated.*?</\1>", page, re.DOTALL)
    assert len(marked) == 2
    row = re.search(r'<tr id="f-4pm2ww3v">.*?</tr>', page, re.DOTALL)[0]
    cells = re.findall(r"<td.*?</td>", row, re.DOTALL)
    assert ["mz-restated" in cell for cell in cells] == [False, True, False, False]
    assert 'href="#restated-4"' in cells[1]
    total = re.search(r'<table class="mz-table[^"]* mz-total[^"]*">.*?</table>', page, re.DOTALL)[0]
    assert 'href="#restated-3"' in total
    assert "本格已</span>更正" in page
    assert "This cell was </span>corrected" in form_page(site, lang="en")


def test_every_link_of_a_correction_leads_to_something_on_the_page(site):
    """Marks lead to rows of the list, the list to rows of the form, and the department's page to both."""
    for lang in ("zh", "en"):
        page = form_page(site, lang=lang)
        ids = set(re.findall(r' id="([^"]+)"', page))
        own = page.partition('id="restated"')[2].partition("</table>")[0]
        led = re.findall(r'href="#(restated-[^"]+)"', page) + re.findall(rf'href="[^"]*{ROAD}/#([^"]+)"', own)
        assert set(led) == {"restated-3", "restated-4", "f-4pm2ww3v", "total"}
        assert set(led) <= ids
        department = render(department_page(site, DEPARTMENT), site.audit.portal.settings, lang)
        places = re.findall(rf'href="[^"]*{ROAD}/#([^"]+)"', department.partition('id="restated"')[2])
        assert len(places) == 7  # of four corrections each the place in the form's list, and the row where it is left
        assert set(places) <= ids


def test_a_department_lists_the_corrections_of_all_its_forms_newest_first(write_tree):
    """The older form's later correction comes first, and the page's contents lead to the list."""
    other = f"""\
  - statement: "{DEPARTMENT}/2023/targets"
    column: "title"
    old: "绩效目标表"
    new: "部门整体支出绩效目标表"
    date: "2024-06-15"
    reason: "表名改正。"
"""
    site = site_of(write_tree({LIST: CHANGES + other}))
    page = render(department_page(site, DEPARTMENT), site.audit.portal.settings)
    rows = section(page)
    assert [row[1] for row in rows] == ["2024-07-01", "2024-06-15", "2024-06-01", "2024-06-01", "2024-05-01"]
    assert rows[1] == [
        "表名",
        "2024-06-15",
        "部门整体支出绩效目标申报表 2023",
        "绩效目标表",
        "部门整体支出绩效目标表",
        "表名改正。",
    ]
    assert '<a href="#restated">更正</a>' in page


def test_nothing_is_said_where_nothing_was_corrected(write_tree):
    """Neither a heading nor a mark nor a link to a section that is not there."""
    site = site_of(write_tree())
    assert "restated" not in form_page(site)
    assert "restated" not in render(department_page(site, DEPARTMENT), site.audit.portal.settings)


def test_the_correction_of_a_held_form_is_on_no_page(write_tree, tree):
    """Held for an identity number: neither page nor table says what was corrected on it."""
    held = tree[FORM].replace('"已完成"', '"已完成，联系人 420112198001010004"')
    site = site_of(write_tree({LIST: CHANGES, FORM: held}))
    page = render(department_page(site, DEPARTMENT), site.audit.portal.settings)
    assert "restated" not in page
    assert "决算数批复" not in page
    assert tables(site.audit)["restatements"].rows == ()


def test_what_a_cell_printed_before_it_was_masked_is_not_told(write_tree, tree):
    """The correction by which a cell is withheld says so and does not repeat the figure, on no page and in no table."""
    masked = tree[FORM].replace('executed: "95"', 'executed: "*"').replace('rate: "95%"', 'rate: "*"')
    masked += """\
withheld:
  - row: "f-4pm2ww3v"
    column: "executed"
    reason: "commercial"
  - row: "f-4pm2ww3v"
    column: "rate"
    reason: "commercial"
"""
    change = f"""\
restatements:
  - statement: "{ROAD}"
    row: "f-4pm2ww3v"
    column: "executed"
    old: "8765.43"
    new: "*"
    date: "2024-05-01"
    reason: "涉及商业秘密，不再公开。"
"""
    site = site_of(write_tree({LIST: change, FORM: masked}))
    page = form_page(site) + render(department_page(site, DEPARTMENT), site.audit.portal.settings)
    assert "8765.43" not in page
    assert "〔不公开 · withheld〕" in page
    assert "8765.43" not in str(tables(site.audit)["restatements"].rows)


@pytest.mark.parametrize(
    ("now", "told"), [("道路维护费", False), ("涉密道路维护费", True), ("保密道路维护费", False)]
)  # fmt: skip
def test_words_of_secrecy_that_a_cell_prints_no_more_are_not_repeated(write_tree, tree, now, told):
    """Nobody reviews them any more; those that stand there today were reviewed with the form."""
    changed = tree[FORM].replace('label: "年度资金总额"', f'id: "f-4pm2ww3v"\n    label: "{now}"')
    data = write_tree(
        {
            FORM: changed,
            LIST: CHANGES.replace('column: "executed"', 'column: "label"', 1)
            .replace('"85"', '"涉密专网费"', 1)
            .replace('"90"', f'"{now}"', 1)
            .replace('old: "90"', 'old: "91"'),
        }
    )
    if "密" in now:
        assert main(["release", ROAD, "--data", str(data), "--by", "区保密办", "--text", "已审查，可以公开。"]) == 0
    site = site_of(data)
    for shown in (form_page(site), str(tables(site.audit)["restatements"].rows)):
        assert ("涉密专网费" in shown) == told
        assert ("〔不公开 · withheld〕" in shown) != told


def test_what_a_reply_quotes_of_a_masked_cell_is_not_told(write_tree, tree):
    """A reply that was given to a figure is shown as lapsed, without the figure, when the cell is withheld."""
    masked = tree[FORM].replace('target: ">=5公里"', 'target: "按实际"') + (
        'withheld:\n  - row: "i-lgkszaxt"\n    column: "target"\n    reason: "commercial"\n'
    )
    reply = f"""\
replies:
  - statement: "{ROAD}"
    rule: "IND-07"
    cells: [{{row: "i-lgkszaxt", column: "target", printed: "据实处理8765"}}]
    status: "explained"
    reply: "原表如此。"
    date: "2024-06-01"
"""
    audited, _ = audit(write_tree({FORM: masked, f"{DEPARTMENT}/replies.yml": reply}), lambda _: None, TODAY)
    (found,) = (item for item in audited.findings if item.reply)
    assert (found.is_open, found.given_to) == (True, "〔不公开 · withheld〕")
    assert "8765" not in str(tables(audited.public())["findings"].rows)


@pytest.mark.parametrize("form_type", FormType)
def test_every_printed_cell_of_every_kind_of_form_has_a_place_for_its_mark(form_type):
    """Each cell of a form corrected: each has its mark on the page, and its line with a name in both languages."""
    sample = sample_audit()
    of_kind = [item.statement for item in sample.results.values() if item.statement.form.form_type is form_type]
    if not of_kind:
        pytest.skip("the sample has no such form")
    statement = max(of_kind, key=lambda item: len({type(item.at(path.rpartition(".")[0])) for path, *_ in cells(item)}))
    changes = []
    for cell in cells(statement):
        row, column = statement.row_at(cell.path)
        named = {"row": row} if row else {}
        changes.append(
            Restatement.model_validate(
                {
                    "statement": statement.id,
                    **named,
                    "column": column,
                    "old": "?",
                    "new": cell.text,
                    "date": "2024-01-01",
                    "reason": "核对原件",
                }
            )
        )
    record = Restatements(restatements=tuple(changes))
    portal = replace(sample.portal, restatements={statement.department_id: record})
    site = made_from(replace(sample, portal=portal))
    page = form_page(site, statement.id)
    marked = set(re.findall(r'mz-restated" href="#restated-(\d+)"', page))
    missing = [change.column for number, change in enumerate(changes, 1) if str(number) not in marked]
    assert missing == []
    for lang in ("zh", "en"):
        names = [row[0] for row in section(form_page(site, statement.id, lang))]
        assert len(names) == len(changes)
        assert all(name and not name.endswith(("：", ": ")) for name in names)


def cells(statement):
    """Return the printed cells of a form; what its duplicate prints otherwise stands in a finding alone."""
    return [cell for cell in printed_cells(statement.form) if not cell.path.startswith("source.duplicate")]
