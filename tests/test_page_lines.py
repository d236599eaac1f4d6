"""What the first pages say in figures: charts that tell only what differs, years side by side, groups that compare."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from conftest import TREE

from build_scripts.audit import audit
from build_scripts.build import assemble
from build_scripts.cli import commands
from build_scripts.render import render
from build_scripts.vocabulary import MoneyScope

PROJECT = Path(__file__).parent.parent
TARGETS, ROAD = "wuhan-jiangxia/gov-office/2023/targets.yml", "wuhan-jiangxia/gov-office/2023/projects/road-repair.yml"
DEPARTMENT = "wuhan-jiangxia/gov-office/"
D = Decimal


def pages_of(data):
    """Return the pages made from a data tree, by address."""
    audited, problems = audit(data, lambda _: None, date(2026, 11, 1))
    assert audited, problems
    _, pages, _ = assemble(audited, commands(), lambda _: None)
    return {page.url: page for page in pages}


@pytest.fixture(scope="module")
def real():
    """Return the pages of the real data."""
    return pages_of(PROJECT / "data")


def charts(page):
    """Return the charts of a page by the last part of their id."""
    return {re.split(r"^compare-|--", chart.id)[-1]: chart for chart in page.context.charts}


def test_totals_that_agree_are_told_and_not_drawn(real):
    """On the real forms every printed total equals its sum and its recomputed score: one sentence, no thirty bars."""
    chart = charts(real["compare/"])["scores"]
    assert chart.is_empty
    assert "30 份计分表中，30 份的总分对得上" in chart.sentence_zh


def test_totals_that_differ_are_drawn_with_all_three_figures(write_tree):
    """A printed 98 beside points of 50 is drawn; so is the recomputed score where there is a formula."""
    profile = TREE["scoring_profiles/plain.yml"].replace("citations:", "indicator_formula: true\ncitations:")
    chart = charts(pages_of(write_tree({"scoring_profiles/plain.yml": profile}))["compare/"])["scores"]
    assert [(series.zh, series.values) for series in chart.series] == [
        ("印出的总分", (D(98),)), ("各项得分之和", (D(50),)), ("重算得分", (D(50),)),
    ]  # fmt: skip
    assert "1 份对不上" in chart.sentence_zh


def test_lost_points_lead_to_their_rows(real):
    """The rows that lost most come first, each with the address of its row; all of them are counted."""
    chart = charts(real["compare/"])["points-lost"]
    (series,) = chart.series
    assert list(series.values) == sorted(series.values, reverse=True)
    assert all(re.search(r"#(indicator|funding)-\d+$", link) for link in chart.links)
    assert len(chart.categories) == 7


def test_the_rates_in_bands_are_all_the_rates(real):
    """Every counted form with a rate stands in exactly one band."""
    chart = charts(real["compare/"])["rates-spread"]
    counted = int(re.match(r"\d+", chart.sentence_zh)[0])
    assert sum(chart.series[0].values) == counted > 20


def test_money_is_said_to_be_whose_it_is(real):
    """A department whose own form does not count shows the sum of its projects and says so; one without forms, nothing."""
    money = real["yiyang-heshan/government-office/"].context.summary.money
    assert (money.scope, money.fiscal_year) == (MoneyScope.PROJECTS, 2023)
    assert money.initial == D("2813200")
    assert real["wuhan-dongxihu/archives/"].context.summary.money.scope is None


def test_an_initial_budget_is_summed_only_where_every_form_prints_one(write_tree):
    """One form without an initial budget: no sum of initial budgets, rather than a sum that is too small."""
    assert pages_of(write_tree())[DEPARTMENT].context.summary.money.initial is None
    form = TREE[ROAD].replace('    adjusted: "100"', '    initial: "90"\n    adjusted: "100"')
    template = TREE["form_templates/project-form.yml"].replace(
        '  - key: "adjusted"', '  - key: "initial"\n    heading: "年初预算数"\n  - key: "adjusted"', 1
    )
    tree = write_tree({ROAD: form, "form_templates/project-form.yml": template})
    assert pages_of(tree)[DEPARTMENT].context.summary.money.initial == D(900_000)


def test_years_stand_side_by_side_where_there_are_several(write_tree):
    """Two years give two lines, newest first, each with its own money; one year gives no such table."""
    assert pages_of(write_tree())[DEPARTMENT].context.by_year == ()
    earlier = TREE[ROAD].replace("fiscal_year: 2023", "fiscal_year: 2022").replace('executed: "95"', 'executed: "80"')
    earlier = earlier.replace('rate: "95%"', 'rate: "80%"')
    pages = pages_of(write_tree({ROAD.replace("2023", "2022"): earlier}))
    lines = pages[DEPARTMENT].context.by_year
    assert [(line.year, line.money.rate) for line in lines] == [(2023, 95), (2022, 80)]
    html = render(pages[DEPARTMENT], pages["downloads/"].context.settings)
    assert 'id="years"' in html
    assert len(set(re.findall(r' id="([^"]+)"', html))) == len(re.findall(r' id="([^"]+)"', html))


def test_a_missed_indicator_with_full_points_stands_first(write_tree):
    """The list of missed indicators begins with those that got all their points, and says so."""
    row = '        actual: "{}"\n        weight: "25"\n        score: "{}"\n        source_line: {}\n'
    head = '      - name: "{}"\n        target: ">=5公里"\n'
    form = TREE[ROAD].replace(
        "total:",
        head.format("甲路")
        + row.format("4公里", "20", 51)
        + head.format("乙路")
        + row.format("3公里", "25", 52)
        + "total:",
    )
    context = pages_of(write_tree({ROAD: form}))[DEPARTMENT].context
    assert [(line.name, line.full) for line in context.missed] == [("乙路", True), ("甲路", False)]
    (goal,) = [line for line in context.goals if line.form.name.zh == "道路维修"]
    assert (goal.met, goal.missed, len(goal.rows)) == (1, 2, 3)


def test_only_what_is_alike_shares_a_group(real):
    """Each group has one year, form type and scoring profile; each department is in one row for each of its groups."""
    groups = real["compare/"].context.groups
    keys = [(group.fiscal_year, group.form_type, group.profile) for group in groups]
    assert len(set(keys)) == len(keys)
    assert len({group.anchor for group in groups}) == len(groups)
    for group in groups:
        ids = [row.department_id for row in group.rows]
        assert ids == sorted(set(ids))
        for row in group.rows:
            assert [cell.rollup.measure for cell in row.cells] == list(group.measures)


def test_the_heat_map_adds_up_to_all_findings(real):
    """Every finding is in exactly one cell."""
    context = real["findings/"].context
    assert sum(map(sum, context.heat.counts)) == context.total.value == len(context.findings)


def test_a_department_without_forms_says_so(write_tree):
    """No empty tables and no "no findings", which would read like a clean bill: one sentence, in both languages."""
    empty = 'name: "区教育局"\nkind: "government_department"\n'
    audited, _ = audit(
        write_tree({"wuhan-jiangxia/education/department.yml": empty}), lambda _: None, date(2026, 11, 1)
    )
    _, pages, _ = assemble(audited, commands(), lambda _: None)
    page = next(page for page in pages if page.url == "wuhan-jiangxia/education/")
    for lang, sentence in (
        ("zh", "本门户尚未收录该部门的表单。"),
        ("en", "This portal does not hold any forms of this department yet."),
    ):
        body = render(page, audited.portal.settings, lang)
        assert sentence in body
        assert "<table" not in body
        assert "<h2" not in body
    full = next(page for page in pages if page.url == "wuhan-jiangxia/gov-office/")
    assert "尚未收录" not in render(full, audited.portal.settings)
    above = next(page for page in pages if page.url == "wuhan/")
    assert "<table" not in render(above, audited.portal.settings)
