"""What the first pages say in figures: charts that tell only what differs, years side by side, groups that compare."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from decimal import Decimal

import pytest
from assembled import assembled
from conftest import SAMPLE, TODAY, TREE

from build_scripts.cells.achievement import change_between
from build_scripts.cells.values import parse_value
from build_scripts.judging.audit import audit
from build_scripts.pages.render import render
from build_scripts.words.vocabulary import Achievement, Level1, MoneyScope, Severity

TARGETS, ROAD = "wuhan-jiangxia/gov-office/2023/targets.yml", "wuhan-jiangxia/gov-office/2023/projects/road-repair.yml"
DEPARTMENT = "wuhan-jiangxia/gov-office/"
D = Decimal


def pages_of(data):
    """Return the pages made from a data tree, by address."""
    return {page.url: page for page in assembled(data).pages}


@pytest.fixture(scope="module")
def made():
    """Return what a build makes of the real data."""
    return assembled(SAMPLE)


@pytest.fixture(scope="module")
def real(made):
    """Return the pages of the real data."""
    return {page.url: page for page in made.pages}


def charts(page):
    """Return the charts of a page by the last part of their id."""
    return {re.split(r"^compare-|--", chart.id)[-1]: chart for chart in page.context.charts}


def test_totals_that_agree_are_told_and_not_drawn(real):
    """On the real forms every printed total equals its sum and its recomputed score: one sentence, no thirty bars."""
    chart = charts(real["compare/"])["scores"]
    assert chart.is_empty
    assert "30 份计分表中，30 份的总分对得上" in chart.sentence.zh


def test_totals_that_differ_are_drawn_with_all_three_figures(write_tree):
    """A printed 98 beside points of 50 is drawn; so is the recomputed score where there is a formula."""
    profile = TREE["scoring_profiles/plain.yml"].replace("citations:", "indicator_formula: true\ncitations:")
    chart = charts(pages_of(write_tree({"scoring_profiles/plain.yml": profile}))["compare/"])["scores"]
    assert [(series.name.zh, series.values) for series in chart.series] == [
        ("印出的总分", (D(98),)), ("各项得分之和", (D(50),)), ("重算得分", (D(50),)),
    ]  # fmt: skip
    assert "1 份对不上" in chart.sentence.zh


def test_lost_points_lead_to_their_rows(real):
    """The rows that lost most come first, each with the address of its row; all of them are counted."""
    chart = charts(real["compare/"])["points-lost"]
    (series,) = chart.series
    assert list(series.values) == sorted(series.values, reverse=True)
    assert all(re.search(r"#[if]-[a-z2-7]{8}", link) for link in chart.links)
    assert len(chart.categories) == 7


def test_the_rates_in_bands_are_all_the_rates(real):
    """Every counted form with a rate stands in exactly one band."""
    chart = charts(real["compare/"])["rates-spread"]
    counted = int(re.match(r"\d+", chart.sentence.zh)[0])
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
    once = pages_of(write_tree())[DEPARTMENT]
    assert once.context.by_year == ()
    assert not [key for key in charts(once) if key.endswith("by-year")]
    earlier = TREE[ROAD].replace("fiscal_year: 2023", "fiscal_year: 2022").replace('executed: "95"', 'executed: "80"')
    earlier = earlier.replace('rate: "95%"', 'rate: "80%"')
    earlier = earlier.replace('"document"', '"earlier"')
    another = {"sources/earlier.yml": TREE["sources/document.yml"]}
    pages = pages_of(write_tree({**another, ROAD.replace("2023", "2022"): earlier}))
    lines = pages[DEPARTMENT].context.by_year
    assert [(line.year, line.money.rate) for line in lines] == [(2023, 95), (2022, 80)]
    drawn = charts(pages[DEPARTMENT])
    rates, met = drawn["rates-by-year"], drawn["achievement-by-year"]
    assert [name.zh for name in rates.categories] == [name.zh for name in met.categories] == ["2022", "2023"]
    assert rates.series[0].values == (80, 95)
    assert rates.headline.zh == "执行率从 2022 年的 80% 到 2023 年的 95%"
    assert met.headline.zh == "未达成的目标：2022 年 0 / 1，2023 年 0 / 1"
    assert met.links == tuple(f"{DEPARTMENT}{year}/" for year in (2022, 2023))
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
    assert (goal.met.value, goal.missed.value, len(goal.rows)) == (1, 2, 3)


def test_the_targets_that_changed_most_stand_first(real):
    """Each with both figures as printed and by how many percent it differs; equal targets are not among them."""
    context = real["wuhan-dongxihu/human-resources-and-social-security-bureau/"].context
    assert [(line.indicator.name, line.before, line.indicator.target, line.change) for line in context.changes[:3]] == [
        ("劳动保障监察外包服务", "58.22", "≤758.22", "weaker"),
        ("农民工工资保证金利息", "18.99", "≤90", "weaker"),
        ("维护设备及系统数量", "8套", "14套", "stronger"),
    ]
    assert [round(line.percent, 2) for line in context.changes] == [D("1202.34"), D("373.93"), 75, D("42.86"), -40]
    assert len(context.changes) + len(context.further_changes) == 18 + 14
    assert [finding.rule_id for finding in context.changes[0].doubts] == ["IND-28"]
    sizes = [abs(line.percent or 0) for line in (*context.changes, *context.further_changes)]
    assert sizes == sorted(sizes, reverse=True)
    assert real["yiyang-heshan/government-office/"].context.changes == ()


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("武汉市江夏区教育局", "教育局"),
        ("江夏区人民政府办公室", "人民政府办公室"),
        ("中国共产党武汉市江夏区委员会宣传部", "区委宣传部"),
        ("中共武汉市江夏区委党校", "区委党校"),
        ("中共江夏区委机构编制委员会办公室", "区委机构编制委员会办公室"),
        ("中国人民政治协商会议武汉市江夏区委员会办公室", "区政协办公室"),
        ("区政府办公室", "区政府办公室"),
        ("武汉市江夏区", "武汉市江夏区"),
    ],
)
def test_inside_its_place_a_department_is_called_without_it(write_tree, name, short):
    """As one says it there; a name that is nothing but the place's stays whole."""
    file = "wuhan-jiangxia/gov-office/department.yml"
    pages = pages_of(write_tree({file: TREE[file].replace("区政府办公室", name)}))
    (row,) = pages["wuhan-jiangxia/"].context.own.departments
    assert (row.short.zh, row.name.zh) == (short, name)


def test_of_very_many_departments_the_first_page_draws_jurisdictions(write_tree, monkeypatch):
    """A first page with thousands of bars would be no picture; every jurisdiction then has one bar, of all its departments."""
    monkeypatch.setattr("build_scripts.pages.kinds.home.PICTURED", 0)
    pages = pages_of(write_tree())
    html = render(pages[""], pages["downloads/"].context.settings)
    places = [place for place in pages[""].context.jurisdictions if place.strip is not None]
    assert places
    assert html.count('class="mz-strip"') >= len(places)
    assert all(f'href="{place.url}"' in html for place in places)
    assert not any(f'href="{row.url}"><' in html for place in places for row in place.departments)
    assert 'id="picker"' not in html


@pytest.mark.parametrize(
    ("before", "after", "percent"),
    [
        ("8套", "14套", 75),
        ("10000人", "≥6000人", -40),
        ("1万人", "6000人", -40),
        ("80%", "≥100%", 25),
        ("-4%", "-2%", 50),
        ("0件", "3件", None),
        ("8套", "14人", None),
        ("及时", "14套", None),
        ("3-5套", "6套", None),
    ],
)
def test_a_change_is_a_share_of_the_earlier_figure(before, after, percent):
    """In one unit; nothing is a percentage of nought, of a range, of words or of another unit."""
    assert change_between(parse_value(before), parse_value(after)) == percent


def test_only_what_is_alike_shares_a_group(real):
    """Each group has one year, form type and scoring profile; each department is in one row for each of its groups."""
    groups = real["compare/"].context.groups
    keys = [(group.fiscal_year, group.form_type, group.anchor.partition(slug(group))[2]) for group in groups]
    assert len(set(keys)) == len(keys)
    assert all(group.anchor.startswith(slug(group)) for group in groups)
    assert len({group.anchor for group in groups}) == len(groups)
    for group in groups:
        ids = [row.url.rstrip("/") for row in group.rows]
        assert ids == sorted(set(ids))
        for row in group.rows:
            assert [cell.rollup.measure for cell in row.cells] == [measure for measure, _ in group.measures]


def slug(group):
    """Return how the anchor of a group begins; its scoring profile follows."""
    return f"group-{group.fiscal_year}-{group.form_type}".replace("_", "-")


def rows_of(site_files, table):
    """Return the rows of a published table as a reader has them."""
    text = site_files[f"downloads/{table}.csv"].decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.fixture(scope="module")
def files(made):
    """Return the files made from the real data."""
    return made.files


def drawn(chart):
    """Return a chart's numbers that are not 0, by Chinese names of category and series."""
    return {
        (category.zh, series.name.zh): int(value)
        for series in chart.series
        for category, value in zip(chart.categories, series.values, strict=True)
        if value
    }


def test_targets_are_drawn_against_both_previous_years(real, files):
    """Last year and the year before have a bar each; both and their sentence agree with the published columns."""
    rows = [row for row in rows_of(files, "indicators") if row["department_id"] == "wuhan-dongxihu/archives"]
    (chart,) = (one for key, one in charts(real["wuhan-dongxihu/archives/"]).items() if key == "targets")
    counted = Counter()
    words = {"weaker": "要求低于", "stronger": "要求高于", "equal": "要求等于", "not_comparable": "不可比于"}
    for column, year in (("target_change", "上年"), ("target_change_y2", "前年")):
        for row in rows:
            if row[column]:
                counted[Level1(row["level1"]).zh, f"{words[row[column]]}{year}"] += 1
    assert drawn(chart) == counted
    for word, column in (("上年", "target_change"), ("前年", "target_change_y2")):
        equal = sum(row[column] == "equal" for row in rows)
        assert re.search(f"与{word}相比，[^。]*，{equal} 项持平", chart.sentence.zh)


def test_departments_that_moved_no_target_are_told_and_not_drawn(real, files):
    """Every target of all departments is in the sentence, and each department with a moved target has its two bars."""
    chart = charts(real["compare/"])["targets"]
    rows = rows_of(files, "indicators")
    changes = {column: Counter(row[column] for row in rows) for column in ("target_change", "target_change_y2")}
    for found, counted in zip(
        re.findall(r"(\d+) 项要求更高，(\d+) 项持平，(\d+) 项要求更低；另有 (\d+) 项不可比", chart.sentence.zh),
        changes.values(),
        strict=True,
    ):
        assert [int(number) for number in found] == [
            counted[code] for code in ("stronger", "equal", "weaker", "not_comparable")
        ]
    moved = {r["department_id"] for r in rows if {r["target_change"], r["target_change_y2"]} & {"stronger", "weaker"}}
    assert {link.rstrip("/") for link in chart.links} == moved
    still = {row["department_id"] for row in rows if row["target_change"] or row["target_change_y2"]} - moved
    assert f"另有 {len(still)} 个部门" in chart.sentence.zh
    assert changes["target_change"]["equal"] > changes["target_change"]["not_comparable"] * 50


def test_achievement_and_findings_are_drawn_as_the_tables_count_them(real, files):
    """The bars of every jurisdiction are the rows of the CSV: indicators with a target, findings on the forms."""
    shown = charts(real["compare/"])
    names = {row["jurisdiction_id"]: row["name"] for row in rows_of(files, "jurisdictions")}
    judged = Counter(
        (names[row["jurisdiction_id"]], Achievement(row["achievement"]).zh)
        for row in rows_of(files, "indicators")
        if row["target_state"] == "reported" and row["form_type"].endswith("self_eval")
    )
    assert drawn(shown["jurisdictions"]) == judged
    found = Counter(
        (names[row["jurisdiction_id"]], Severity(row["severity"]).zh)
        for row in rows_of(files, "findings")
        if row["about"] == "form"
    )
    assert drawn(shown["findings"]) == found


def test_only_an_adjusted_target_is_a_target_everywhere(write_tree):
    """A row whose target stands in the column for adjusted targets alone counts in charts, roll-ups and scorecard."""
    form = TREE[ROAD].replace('target: ">=5公里"', 'target: ""\n        adjusted_target: ">=5公里"')
    template = TREE["form_templates/project-form.yml"].replace(
        '  - key: "actual"', '  - key: "adjusted_target"\n    heading: "调整后指标值"\n  - key: "actual"', 1
    )
    assert form != TREE[ROAD]
    assert template != TREE["form_templates/project-form.yml"]
    before, after = (
        pages_of(write_tree(tree)) for tree in ({}, {ROAD: form, "form_templates/project-form.yml": template})
    )
    for pages in (before, after):
        assert drawn(charts(pages[DEPARTMENT])["achievement"])
    assert drawn(charts(before[DEPARTMENT])["achievement"]) == drawn(charts(after[DEPARTMENT])["achievement"])
    targets = [
        next(line.values["targets"].value for line in pages["scorecard/"].context.lines if line.url == DEPARTMENT)
        for pages in (before, after)
    ]
    assert targets[0] == targets[1] > 0


def test_every_project_stands_in_one_group_of_its_template_and_year(real, files):
    """All project self-evaluations are there, each in one group, and no group mixes templates or years."""
    groups = real["compare/"].context.projects
    shown = [row.url.rstrip("/") for group in groups for row in group.rows]
    forms = {
        row["statement_id"]: row for row in rows_of(files, "statements") if row["form_type"] == "project_self_eval"
    }
    assert sorted(shown) == sorted(forms)
    for group in groups:
        alike = {
            (forms[row.url.rstrip("/")]["fiscal_year"], forms[row.url.rstrip("/")]["template"]) for row in group.rows
        }
        assert len(alike) == 1
        assert all(len(row.cells) == len(group.measures) for row in group.rows)


def test_projects_of_another_year_or_scoring_profile_stand_apart(write_tree):
    """The same form twice is one group of two; another profile, or another year, makes it two groups of one."""
    twin, profile = ROAD.replace("road-repair", "bridge"), "scoring_profiles/other.yml"
    department = TREE[f"{DEPARTMENT}department.yml"] + '  - id: "bridge"\n    name: "桥梁维修"\n'
    bridge = TREE[ROAD].replace('project: "道路维修"', 'project: "桥梁维修"').replace('"document"', '"bridge"')
    added = {
        f"{DEPARTMENT}department.yml": department,
        profile: TREE["scoring_profiles/plain.yml"],
        "sources/bridge.yml": TREE["sources/document.yml"],
    }
    for place, form, groups in (
        (twin, bridge, [2]),
        (twin, bridge.replace('scoring_profile: "plain"', 'scoring_profile: "other"'), [1, 1]),
        (twin.replace("2023", "2022"), bridge.replace("fiscal_year: 2023", "fiscal_year: 2022"), [1, 1]),
    ):
        tree = write_tree({**added, place: form})
        assert [len(group.rows) for group in pages_of(tree)["compare/"].context.projects] == groups
        (tree / place).unlink()


def test_a_project_has_its_own_figures_and_none_that_rests_on_an_error(real):
    """Money and rate are those of the form's CSV row; a form whose money has an error shows none and says why."""
    (group,) = [group for group in real["compare/"].context.projects if group.fiscal_year == 2021]
    names = [measure for measure, _ in group.measures]
    rows = {row.url.split("/")[-2]: dict(zip(names, row.cells, strict=True)) for row in group.rows}
    research = rows["poverty-alleviation-research"]
    assert [(str(m), research[m].value.value) for m in names[:3]] == [
        ("adjusted_budget", D(240000)), ("executed", D(180000)), ("execution_rate", D(75)),
    ]  # fmt: skip
    assert "counted_as=project" in research[names[0]].value.query
    doubted = rows["daily-office-expenses"][names[0]]
    assert (doubted.value, doubted.doubted) == (None, True)
    html = render(real["compare/"], real["downloads/"].context.settings)
    assert "因有错误而不计入" in html


def test_lines_of_forms_goals_and_comparisons_are_proved(real, files):
    """What a line counts is a figure with its query, not a number made beside the tables."""
    summary = real["yiyang-heshan/government-office/2023/printing/"].context.summary
    assert summary.met.query == (
        "indicators.csv: rows where achievement=met & statement_id=yiyang-heshan/government-office/2023/printing"
    )
    goal = real["yiyang-heshan/government-office/"].context.goals[0]
    assert "goal_id=" in goal.met.query
    group = real["compare/"].context.groups[0]
    assert "sum errors" in group.rows[0].errors.query
    assert all(cell.counted.value <= cell.total.value for row in group.rows for cell in row.cells)
    targets = next(group for group in real["compare/"].context.groups if group.has_baseline)
    for column, shown in (("target_change", "weaker"), ("target_change_y2", "weaker_y2")):
        counted = sum(row[column] == "weaker" for row in rows_of(files, "indicators"))
        assert sum(getattr(row, shown).value for row in targets.rows) == counted > 0


def test_the_heat_map_adds_up_to_all_that_asks(real):
    """Every error and every doubt is in exactly one cell; the lists have the remarks too."""
    context = real["findings/"].context
    listed = {severity.value: findings.total for severity, _, findings in context.by_severity}
    assert sum(map(sum, context.heat.counts)) == listed["error"] + listed["warning"]
    assert sum(listed.values()) == context.total.value


def test_a_department_without_forms_says_so(write_tree):
    """No empty tables and no "no findings", which would read like a clean bill: one sentence, in both languages."""
    empty = 'name: "区教育局"\nkind: "government_department"\n'
    audited, _ = audit(write_tree({"wuhan-jiangxia/education/department.yml": empty}), lambda _: None, TODAY)
    pages = assembled(audited).pages
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
