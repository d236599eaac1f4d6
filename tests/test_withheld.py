"""What a form masks is read as withheld, stands in the tables with its ground, and is shown in the cell."""

from __future__ import annotations

from decimal import Decimal

import pytest
from assembled import site_of
from conftest import TODAY

from build_scripts.cells.amounts import parse_amount
from build_scripts.cells.values import parse_value
from build_scripts.judging.audit import audit
from build_scripts.pages.cell_names import cell_called
from build_scripts.pages.kinds.statement import statement_page
from build_scripts.tables.catalogue import tables
from build_scripts.words.vocabulary import Achievement, CellState, CurrencyUnit, WithheldReason

FORM = "wuhan-jiangxia/gov-office/2023/projects/road-repair.yml"
STATEMENT = "wuhan-jiangxia/gov-office/2023/road-repair"
MASKED = """\
withheld:
  - row: "i-lgkszaxt"
    column: "actual"
    reason: "commercial"
  - row: "f-4pm2ww3v"
    column: "executed"
    reason: "state_secret"
"""
GRADED = '  score: "98"\n'


@pytest.fixture
def audited(write_tree, tree):
    """Return the audit of a tree whose form masks an amount and an actual value, and prints a grade."""
    text = tree[FORM].replace('executed: "95"', 'executed: "■"').replace('actual: "5公里"', 'actual: "*"')
    text = text.replace(GRADED, f'{GRADED}  grade: "优"\n')
    document = tree["sources/document.yml"] + 'approval_date: "2024-05-01"\npublication_date: "2024-05-21"\n'
    result, problems = audit(write_tree({FORM: text + MASKED, "sources/document.yml": document}), lambda _: None, TODAY)
    assert problems == []
    return result


@pytest.mark.parametrize("mask", ["*", "＊＊", "■■", "×", "不公开", "略", "依法不予公开"])
def test_a_mask_is_neither_blank_nor_text(mask):
    """A cell that holds nothing but a mask is withheld: no amount, no value, no 0."""
    assert parse_amount(mask, CurrencyUnit.YUAN).state == "withheld"
    assert parse_amount(mask, CurrencyUnit.YUAN).yuan is None
    assert parse_value(mask).state is CellState.WITHHELD


@pytest.mark.parametrize("text", ["3×24小时", "略有提高", "政务公开", "主动公开"])
def test_words_beside_a_mask_are_words(text):
    """Signs and words of masks within other text mask nothing."""
    assert parse_value(text).state is CellState.REPORTED


def test_a_masked_value_is_not_reported(audited):
    """Nobody can tell whether a target was reached by a value that is withheld."""
    (first, *_) = audited.results[STATEMENT].indicators
    assert first.achievement is Achievement.NOT_REPORTED
    assert [finding.rule_id for finding in audited.findings if finding.rule_id in {"DSC-06", "FMT-01"}] == []


def test_the_tables_say_which_cells_are_withheld_and_why(audited):
    """Each row has its withheld cells with their grounds; a printed grade stands beside the one worked out."""
    made = tables(audited)

    def column(table, name):
        return [row[made[table].header.index(name)] for row in made[table].rows]

    assert column("funding", "withheld")[0] == "executed: state_secret"
    assert [cell for cell in column("indicators", "withheld") if cell] == ["actual: commercial"]
    assert "优" in column("statements", "grade_raw")
    assert column("sources", "approval_date") == ["2024-05-01"]


def test_a_ground_stands_on_its_own_row(write_tree, tree):
    """Of three masked rows, one is withheld: the table and the page say so on that row and on no other."""
    row = tree[FORM][tree[FORM].index('      - level1: "产出指标"') : tree[FORM].index("total:\n")]
    text = tree[FORM].replace(row, row * 3).replace('actual: "5公里"', 'actual: "*"')
    for number, row_id in enumerate(("i-nkskeyco", "i-nkskeyco-2", "i-nkskeyco-3")):
        entry = f'withheld:\n  - row: "{row_id}"\n    column: "actual"\n    reason: "privacy"\n'
        found, _ = audit(write_tree({FORM: text + entry}), lambda _: None, TODAY)
        made = tables(found)
        at = [made["indicators"].header.index(name) for name in ("statement_id", "withheld")]
        cells = [row[at[1]] for row in made["indicators"].rows if row[at[0]] == STATEMENT]
        assert cells == ["actual: privacy" if place == number else None for place in range(3)]
        context = statement_page(site_of(found), found.results[STATEMENT]).context
        shown = [any(cell.withheld for cell in row.cells) for row in context.goals[0].rows]
        assert shown == [place == number for place in range(3)]
    entry = 'withheld:\n  - row: "i-nkskeyco-4"\n    column: "actual"\n    reason: "privacy"\n'
    _, problems = audit(write_tree({FORM: text + entry}), lambda _: None, TODAY)
    assert [problem.code for problem in problems] == ["withheld-cell"]


def test_the_cell_shows_the_ground(audited):
    """The page's cell is told why it is withheld; other cells are public."""
    context = statement_page(site_of(audited), audited.results[STATEMENT]).context
    cells = [cell for row in context.goals[0].rows for cell in row.cells] + [
        cell for row in context.funding for cell in row.cells
    ]
    grounds = {(cell.key, cell.withheld) for cell in cells if cell.withheld}
    assert grounds == {("actual", WithheldReason.COMMERCIAL), ("executed", WithheldReason.STATE_SECRET)}


def test_own_grades_of_a_profile_come_first(write_tree, tree):
    """Where the scoring profile gives thresholds of its own, the grade is worked out by them and not by the portal's."""
    profile = tree["scoring_profiles/plain.yml"] + 'grades:\n  excellent: "98"\n  good: "80"\n  poor: "0"\n'
    form = tree[FORM].replace(GRADED, '  score: "95"\n  grade: "优"\n')
    result, _ = audit(write_tree({FORM: form, "scoring_profiles/plain.yml": profile}), lambda _: None, TODAY)
    assert result.results[STATEMENT].grade_recomputed == "good"
    assert [finding.severity for finding in result.findings if finding.rule_id == "SCO-12"] == ["error"]


def test_thresholds_of_the_portal_have_defaults(write_tree):
    """A portal that sets no thresholds has the documented ones."""
    result, _ = audit(write_tree({}), lambda _: None, TODAY)
    limits = result.results[STATEMENT].thresholds
    assert (Decimal(limits.sibling_factor), limits.forms_alike, limits.citations) == (100, 3, ())


def test_the_list_names_cells_in_the_words_of_the_form(audited):
    """What is withheld is listed by row and column, no path of the file among them."""
    context = statement_page(site_of(audited), audited.results[STATEMENT]).context
    assert {str(name.zh) for name in context.cells.values()} == {"维修里程：实际完成值", "年度资金总额：全年执行数"}
    assert all("[" not in name.zh + name.en for name in context.cells.values())


def test_a_colon_that_a_label_prints_is_not_said_twice(write_tree, tree):
    """What follows the name of a cell begins with a colon; the one at the end of the printed label is no part of the name."""
    texts = 'narratives:\n  - kind: "person"\n    heading: "填表人： "\n    text: "某"\n    source_line: 50\n'
    result, problems = audit(write_tree({FORM: tree[FORM] + texts}), lambda _: None, TODAY)
    assert problems == []
    assert cell_called(result.portal.by_id[STATEMENT], "narratives[0].text").zh == "填表人"
