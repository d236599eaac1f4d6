"""Roll-ups against sums worked by hand: official methods, coverage, who is missing, who is left out and why."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from decimal import Decimal

import pytest
from assembled import site_of
from conftest import SAMPLE, TODAY, sample_audit
from hypothesis import given, settings
from hypothesis import strategies as st
from rule_examples import PROFILE, SMALLEST, loaded, portal_with

from build_scripts.judging.audit import Audit, audit
from build_scripts.judging.check import check
from build_scripts.judging.findings import Finding
from build_scripts.judging.rollups import Measure, Method, NoRollup, RollupLevel, money_in_doubt
from build_scripts.judging.score import score
from build_scripts.reading.model import STATEMENT_MODELS, Department
from build_scripts.reading.records import HeldForm
from build_scripts.tables.catalogue import tables
from build_scripts.tables.csv_format import csv_text
from build_scripts.words.language import Both
from build_scripts.words.vocabulary import FindingStatus, FormType, Severity

HUGUAN = "changzhi-huguan/government-office"
PROJECTS = FormType.PROJECT_SELF_EVAL
COUNTY = "sample-county"
ROADS, WATER = f"{COUNTY}/roads", f"{COUNTY}/water"


def rolled(audited, place, year, form_type=PROJECTS):
    """Return a place's roll-ups of one year and form type by measure."""
    return {item.measure: item for item in audited.rollups if (item.place, item.fiscal_year, item.form_type) == (place, year, form_type)}  # fmt: skip


# --- worked by hand on published forms -----------------------------------------------------------------------------


@pytest.mark.parametrize("place", [HUGUAN, "changzhi-huguan"])
def test_the_eight_forms_of_huguan(place):
    """One of eight totals is in doubt (yuan printed as 万元); two that print 0 are read by their parts, 190 and 118.82.

    Left in: 260.82 + 190 + 118.82 = 569.64 万元 budget, 243.27 + 190 + 101.48 = 534.75 executed (the five others: 114 + 39.5
    + 80.32 + 24 + 3 and 114 + 33.61 + 75.2 + 18 + 2.46). Told beside them: as printed 260.82 + 50,000, by parts 569.64 +
    50,000, in doubt 50,000. With one form out nobody can tell the rate of the whole: neither it nor an average is given.
    """
    found = rolled(sample_audit(), place, 2021)
    for measure, counted, printed in ((Measure.ADJUSTED, 5696400, 2608200), (Measure.EXECUTED, 5347500, 2432700)):
        item = found[measure]
        assert (item.value, item.as_printed) == (counted, printed + 500_000_000)
        assert (item.by_parts, item.in_doubt) == (counted + 500_000_000, 500_000_000)
    assert {item.as_printed for measure, item in found.items() if item.unit != "yuan"} == {None}
    for measure in (Measure.RATE, Measure.EXECUTION_POINTS, Measure.TOTAL_SCORE, Measure.SATISFACTION):
        assert (found[measure].value, found[measure].reason) == (None, NoRollup.INCOMPLETE)
    for measure in (Measure.ADJUSTED, Measure.EXECUTED, Measure.RATE):
        assert (found[measure].counted, found[measure].total, found[measure].missing) == (7, 8, ())
        excluded = [(party.id.rpartition("/")[2], party.rules) for party in found[measure].excluded]
        assert excluded == [("daily-office-expenses", ("BUD-06",))]
        assert found[measure].money_share is None, "the money of one form is not known, so no share of it is"


def counted_forms_of_huguan():
    """Return the roll-ups as they would be, had Huguan only the seven forms whose money nothing puts in doubt."""
    data = sample_audit()
    out = money_in_doubt(data.findings)
    results = {key: result for key, result in data.results.items() if key.startswith(HUGUAN) and key not in out}
    return {item.measure: item for item in replace(data, results=results).rollups if item.place == HUGUAN}


def test_a_rate_is_the_ratio_of_two_sums():
    """534.75 ÷ 569.64 = 93.8751 %, from seven of seven forms."""
    found = counted_forms_of_huguan()[Measure.RATE]
    assert (found.value, found.counted, found.total) == (Decimal("93.8751"), 7, 7)
    assert found.formula == "5347500 ÷ 5696400 = 93.8751%"


def test_points_and_satisfaction_of_huguan_are_weighted_by_funds():
    """Points: (190×10 + 114×10 + 39.5×8.51 + 80.32×9.36 + 118.82×8.54 + 24×7.5 + 3×8.2) ÷ 569.64 = 9.3871.

    Satisfaction: (190×97 + 114×96 + 39.5×98 + 80.32×98 + 118.82×98 + 24×100 + 3×98) ÷ 569.64 = 97.3505 %.
    """
    found = counted_forms_of_huguan()
    assert found[Measure.EXECUTION_POINTS].value == Decimal("9.3871")
    assert found[Measure.SATISFACTION].value == Decimal("97.3505")
    assert found[Measure.SATISFACTION].method is Method.WEIGHTED
    assert found[Measure.SATISFACTION].formula == (
        "(1900000 × 97 + 1140000 × 96 + 395000 × 98 + 803200 × 98 + 1188200 × 98 + 240000 × 100 + 30000 × 98) ÷ 5696400 = 97.3505%"
    )


def test_a_total_score_rests_on_all_points():
    """One form has an error on its money, so its total is left out; a doubt on an indicator leaves a form in.

    Of the others: (190×100 + 118.82×98.54 + 114×99.9 + 80.32×99.36 + 24×97.5 + 39.5×98.51 + 3×98.2) ÷ 569.64 = 99.3671.
    """
    found = rolled(sample_audit(), HUGUAN, 2021)[Measure.TOTAL_SCORE]
    assert (found.counted, len(found.excluded)) == (7, 1)
    assert counted_forms_of_huguan()[Measure.TOTAL_SCORE].value == Decimal("99.3671")


def test_a_share_of_targets_tells_how_many_could_be_judged():
    """Of Huguan's 62 targets 22 are words or not comparable: the share is taken of 40, and both numbers are published."""
    found = rolled(sample_audit(), HUGUAN, 2021)
    share = found[Measure.MET_SHARE]
    assert (share.rows_judged, share.rows_total) == (40, 62)
    assert share.rows_judged == found[Measure.MET].value + found[Measure.MISSED].value
    assert share.rows_total == found[Measure.TARGETS].value
    assert {item.rows_total for key, item in found.items() if key is not Measure.MET_SHARE} == {None}
    table = tables(sample_audit())["rollups"]
    row = next(dict(zip(table.header, line, strict=True)) for line in table.rows if line[0] == share.id)
    assert (row["rows_judged"], row["rows_total"]) == (40, 62)


def test_huguan_after_its_corrections(tmp_path):
    """With the two zero totals and the unit mended, all eight count: 574.64 万元 budget, 539.75 executed, 93.93 %.

    260.82 + 190 + 118.82 + 5 = 574.64; 243.27 + 190 + 101.48 + 5 = 539.75; 539.75 ÷ 574.64 = 93.9284 %.
    """
    shutil.copytree(SAMPLE, tmp_path / "data")
    folder = tmp_path / "data" / HUGUAN / "2021" / "projects"
    zero = '    initial: "0"\n    adjusted: "0"\n    executed: "0"\n    rate: "0"\n'
    for name, budget, executed, rate in (
        ("collaborative-office-platform", "190", "190", "100"),
        ("government-websites-and-systems", "118.82", "101.48", "85.41"),
    ):
        path = folder / f"{name}.yml"
        total = f'    initial: "{budget}"\n    adjusted: "{budget}"\n    executed: "{executed}"\n    rate: "{rate}"\n'
        path.write_text(path.read_text(encoding="utf-8").replace(zero, total, 1), encoding="utf-8")
    path = folder / "daily-office-expenses.yml"
    unit = 'currency_unit: "ten_thousand_yuan"\n'
    confirmed = f'{unit}currency_unit_override:\n  unit: "yuan"\n  reason: "成本指标合计 5 万元"\n'
    path.write_text(path.read_text(encoding="utf-8").replace(unit, confirmed, 1), encoding="utf-8")
    mended, problems = audit(tmp_path / "data", lambda _: None, TODAY)
    assert not problems
    found = rolled(mended, HUGUAN, 2021)
    assert found[Measure.ADJUSTED].value == 5746400
    assert found[Measure.EXECUTED].value == 5397500
    assert found[Measure.RATE].value == Decimal("93.9284")
    assert (found[Measure.RATE].counted, found[Measure.RATE].money_share) == (8, 100)


def test_the_two_forms_of_jiangxia_award_no_points():
    """463 + 176.01 = 639.01 万元 and 297.1 + 176.01 = 473.11; there are no points, and no definite satisfaction rate."""
    found = rolled(sample_audit(), "wuhan-jiangxia", 2019)
    assert (found[Measure.ADJUSTED].value, found[Measure.EXECUTED].value) == (6390100, 4731100)
    assert found[Measure.RATE].value == Decimal("74.0380")
    assert found[Measure.TOTAL_SCORE].reason is NoRollup.UNSCORED
    assert found[Measure.SATISFACTION].reason is NoRollup.NOTHING_COUNTED
    assert len(found[Measure.SATISFACTION].missing) == 2


def test_a_bare_90_is_no_satisfaction_rate():
    """Fifteen of Heshan's 21 forms print 90 without a percent sign: no average, and all fifteen are named."""
    found = rolled(sample_audit(), "yiyang-heshan", 2023)[Measure.SATISFACTION]
    assert (found.value, found.reason) == (None, NoRollup.INCOMPLETE)
    assert (found.counted, found.total, len(found.missing)) == (6, 21, 15)


def test_the_whole_form_of_heshan_never_meets_its_projects():
    """Project forms add up to 281.32 万元; the department's own 1,960.84 is another row, here left out with its error."""
    projects = rolled(sample_audit(), "yiyang-heshan", 2023)[Measure.ADJUSTED]
    whole = rolled(sample_audit(), "yiyang-heshan", 2023, FormType.DEPT_SELF_EVAL)[Measure.ADJUSTED]
    assert (projects.value, projects.total) == (2813200, 21)
    assert (whole.value, whole.total, len(whole.excluded)) == (None, 1, 1)


def test_money_agrees_with_the_money_on_the_pages():
    """Where a page already shows a sum of money, the roll-up of the same forms is the same to the yuan."""
    data = sample_audit()
    site = site_of(data)
    seen = 0
    for item in data.rollups:
        if item.measure not in {Measure.ADJUSTED, Measure.EXECUTED, Measure.RATE}:
            continue
        where = {"department_id" if item.level is RollupLevel.DEPARTMENT else "jurisdiction_id": item.place}
        money = site.money(item.form_type, fiscal_year=item.fiscal_year, **where)
        shown = {Measure.ADJUSTED: money.adjusted, Measure.EXECUTED: money.executed, Measure.RATE: money.rate}
        same = shown[item.measure]
        assert item.value == (same if item.measure is not Measure.RATE or same is None else round(same, 4)), item.id
        assert money.counted.value == item.counted
        assert money.forms.value == item.total
        seen += item.value is not None
    assert seen > 9


def test_the_table_has_a_row_for_each_roll_up_with_names_and_ids():
    """Level, measure and method are codes; who is left out stands with names and with ids."""
    data = sample_audit()
    text = csv_text(tables(data)["rollups"])
    row = next(line for line in text.splitlines() if line.startswith(f"{HUGUAN}/2021#project_self_eval-executed,"))
    assert f"department,changzhi-huguan,{HUGUAN},2021,project_self_eval,executed,5347500.0,yuan,sum,7,8" in row
    assert "505347500.0,500000000.0" in row, "by parts and in doubt"
    assert "日常办公经费（BUD-06）" in row
    assert f"{HUGUAN}/2021/daily-office-expenses" in row


@pytest.mark.parametrize("place", [HUGUAN, "changzhi-huguan"])
def test_the_pages_show_the_figure_its_coverage_and_who_is_left_out(real_site, place):
    """On the department's and the county's page: 569.64 万元, 7 of 8 forms, a link to the form that is left out and to the rule."""
    page = (real_site / place / "index.html").read_text(encoding="utf-8").partition('id="rollups"')[2]
    query = f"rollups.csv: sum value where rollup_id={place}/2021#project_self_eval-adjusted_budget"
    assert f'<data class="mz-figure" value="5696400" title="{query}">569.64</data>' in page
    for ways in ("50260.82", "50569.64", "50000.00"):
        assert re.search(rf">{ways}</data>", page.replace(",", "")), ways
    assert re.search(r">7</data> / <data [^>]*>8</data>", page)
    assert "不给比率" in page
    assert re.search(r">40</data> / <data [^>]*>62</data> 条可判断", page)
    section = page.partition('id="charts"')[0]
    assert re.search(
        rf'{HUGUAN}/2021/daily-office-expenses/">[^<]*</a>（<a class="mz-rule" href="[./]*/rules/BUD-06/">', section
    )


# --- a small county, to be changed at will -------------------------------------------------------------------------


def money(adjusted, executed, score_="10", weight="10"):
    """Return the total row of a form, in 万元."""
    return {"line_code": "total", "label": "年度资金总额", "adjusted": adjusted, "executed": executed, "weight": weight, "score": score_}  # fmt: skip


def project(
    department,
    name,
    adjusted,
    executed,
    *,
    total="100",
    satisfied="95%",
    weight="100",
    of="10",
    earned="10",
    rows=(),
    kind=PROJECTS,
):
    """Return a scored form of a department with a satisfaction row and ``rows`` of (target, actual)."""
    indicators = [
        {"level1": "满意度指标", "level2": "服务对象满意度指标", "name": "群众满意度", "target": "≥90%", "actual": rate}
        for rate in satisfied.split()
    ]
    indicators += [
        {"level1": "产出指标", "level2": "数量指标", "name": "里程", "target": a, "actual": b} for a, b in rows
    ]
    keys = {
        **SMALLEST[kind],
        "form_type": kind.value,
        "funding": [money(adjusted, executed, earned, of)],
        "goals": [{"kind": "overall", "target_text": "通行", "indicators": indicators}],
        "total": {"label": "总分", "weight": weight, "score": total},
    }
    if kind is PROJECTS:
        keys["project"] = name
    return loaded(STATEMENT_MODELS[kind].model_validate(keys), department, name)


@pytest.mark.parametrize(("budget", "weighs"), [("-0.01", False), ("-0.00001", False), ("0", True), ("0.01", True)])
def test_no_form_weighs_less_than_nothing(budget, weighs):
    """A negative budget is no weight: its form is missing from every average; a budget of 0 weighs nothing."""
    forms = (project(ROADS, "a", "300", "270", total="90"), project(ROADS, "b", budget, "0", total="60"))
    found = figures(county(*forms))
    for measure in (Measure.TOTAL_SCORE, Measure.EXECUTION_POINTS, Measure.SATISFACTION):
        assert (found[measure].counted, found[measure].value is not None) == ((2, True) if weighs else (1, False)), (
            measure
        )
    assert (found[Measure.ADJUSTED].money_share is None) == (not weighs)


@pytest.mark.parametrize("missing", ["adjusted", "executed"])
def test_a_form_without_one_of_its_amounts_is_in_no_total(missing):
    """Budget and spending of the others still match: rolled up, on the pages and in the table, which says incomplete."""
    amounts = {"adjusted": "200", "executed": "100", missing: ""}
    made = county(project(ROADS, "a", "300", "270"), project(ROADS, "b", **amounts))
    audited = Audit(made, score(made), (), TODAY)
    published = tables(audited)
    at = [published["funding"].header.index(name) for name in ("statement_id", "counted_as")]
    assert {tuple(row[place] for place in at) for row in published["funding"].rows} == {
        (f"{ROADS}/2021/a", "project"),
        (f"{ROADS}/2021/b", "incomplete"),
    }
    found = figures(made)
    money_ = site_of(audited).department_money(ROADS)
    for adjusted, executed, counted in (
        (found[Measure.ADJUSTED].value, found[Measure.EXECUTED].value, found[Measure.ADJUSTED].counted),
        (money_.adjusted, money_.executed, money_.counted.value),
    ):
        assert (adjusted, executed, counted) == (3_000_000, 2_700_000, 1)


@pytest.mark.parametrize(("printed", "doubted"), [("单位：万元", False), ("单位：元", True)])
def test_money_in_another_unit_than_the_printed_one_is_in_no_total(printed, doubted):
    """Every amount of such a form may be off by ten thousand, though none of its cells is at odds with another."""
    form = project(ROADS, "a", "300", "270")
    form = replace(form, form=form.form.model_copy(update={"currency_unit_text": printed}))
    made = county(form, project(ROADS, "b", "200", "100"))
    found = [item for item in check(made, score(made), TODAY) if item.rule_id == "BUD-19"]
    assert (form.id in money_in_doubt(found)) == doubted
    assert figures(made, found)[Measure.ADJUSTED].value == (2_000_000 if doubted else 5_000_000)


def county(*forms, departments=(ROADS, WATER)):
    """Return a portal of one county with these departments and forms."""
    bodies = {key: Department(name=key.rpartition("/")[2], kind="government_department") for key in departments}
    return replace(portal_with(forms, {"sample": PROFILE}), departments=bodies)


def error_on(statement, path, status=FindingStatus.OPEN, severity=Severity.ERROR):
    """Return a finding on a form."""
    return Finding(
        f"{statement.id}#X-1", "BUD-01", severity, statement.id, statement.department_id, statement.jurisdiction_id,
        path, "", "", Both("", ""), "", "", None, statement.file, 1, status,
    )  # fmt: skip


def figures(portal, findings=(), place=COUNTY, form_type=PROJECTS):
    """Return the roll-ups of a place by measure."""
    listed = Audit(portal, score(portal), tuple(findings), TODAY).rollups
    return {item.measure: item for item in listed if (item.place, item.form_type) == (place, form_type)}


def test_points_are_averaged_with_the_funds_not_with_the_forms():
    """100 points on 300 万元 and 60 on 100 give (300×100 + 100×60) ÷ 400 = 90, not the plain mean 80."""
    found = figures(county(project(ROADS, "a", "300", "300"), project(ROADS, "b", "100", "50", total="60")))
    assert found[Measure.TOTAL_SCORE].value == 90
    assert found[Measure.RATE].value == Decimal("87.5")
    assert found[Measure.TOTAL_SCORE].formula == "(3000000 × 100 + 1000000 × 60) ÷ 4000000 = 90"


def test_one_form_left_out_takes_the_average_and_the_ratio_away():
    """93 % over the forms that happen to be right says nothing of the whole: sums go on, percentages do not."""
    wrong = project(WATER, "b", "100", "50")
    found = figures(county(project(ROADS, "a", "300", "300"), wrong), [error_on(wrong, "funding[0].executed")])
    assert (found[Measure.ADJUSTED].value, found[Measure.ADJUSTED].counted) == (3000000, 1)
    for measure in (Measure.RATE, Measure.TOTAL_SCORE, Measure.SATISFACTION, Measure.EXECUTION_POINTS):
        assert (found[measure].value, found[measure].reason) == (None, NoRollup.INCOMPLETE)
        assert [party.id for party in found[measure].excluded] == [wrong.id]
    assert found[Measure.MET_SHARE].value == 100, "what rests on the indicators is not in doubt"


def test_an_answer_brings_no_wrong_amount_into_a_total(tmp_path):
    """Huguan explains that it printed yuan as 万元: its 50000 stays out, the total 569.64 万元, and the check is content."""
    shutil.copytree(SAMPLE, tmp_path / "data")
    (tmp_path / "data" / HUGUAN / "replies.yml").write_text(
        f"""replies:
  - statement: "{HUGUAN}/2021/daily-office-expenses"
    rule: "BUD-06"
    cells: [{{row: "f-4pm2ww3v", column: "adjusted", printed: "50000"}}]
    status: "explained"
    reply: "填表时误用元。"
    date: "2022-03-01"
""",
        encoding="utf-8",
    )
    answered, problems = audit(tmp_path / "data", lambda _: None, TODAY)
    assert not problems
    assert [item.status for item in answered.findings if item.rule_id == "BUD-06" and item.reply] == ["explained"]
    found = rolled(answered, "changzhi-huguan", 2021)[Measure.ADJUSTED]
    assert (found.value, found.counted) == (5696400, 7)
    counted = tables(answered)["funding"]
    place = counted.header.index("counted_as")
    rows = [row for row in counted.rows if row[1] == f"{HUGUAN}/2021/daily-office-expenses"]
    assert "project" not in {row[place] for row in rows}


def test_one_form_without_the_figure_takes_the_average_away_and_is_named():
    """A blank score is not zero and not left out in silence; the amounts are still added up."""
    blank = project(WATER, "b", "100", "50", total="　")
    found = figures(county(project(ROADS, "a", "300", "300"), blank))
    score_ = found[Measure.TOTAL_SCORE]
    assert (score_.value, score_.reason, score_.counted, score_.total) == (None, NoRollup.INCOMPLETE, 1, 2)
    assert [(party.id, party.name.zh) for party in score_.missing] == [(blank.id, "water：b")]
    assert score_.money_share == 75
    assert found[Measure.ADJUSTED].value == 4000000


def test_a_form_without_an_executed_amount_is_in_neither_sum_and_takes_the_rate_away():
    """Budget and execution are summed over the same forms; with one missing there is no rate."""
    found = figures(county(project(ROADS, "a", "300", "300"), project(ROADS, "b", "100", "　")))
    assert (found[Measure.ADJUSTED].value, found[Measure.EXECUTED].value) == (3000000, 3000000)
    assert (found[Measure.RATE].value, found[Measure.RATE].reason) == (None, NoRollup.INCOMPLETE)
    assert [party.name.zh for party in found[Measure.EXECUTED].missing] == ["roads：b"]


@pytest.mark.parametrize("status", list(FindingStatus))
@pytest.mark.parametrize("severity", list(Severity))
def test_an_explanation_does_not_make_a_figure_right(status, severity):
    """An error leaves its form out, explained, accepted or "corrected" with the figure still there; a false positive and a mere doubt do not."""
    form = project(ROADS, "a", "300", "300")
    finding = error_on(form, "funding[0].executed", status, severity)
    found = figures(county(form), [finding])[Measure.RATE]
    out = status is not FindingStatus.FALSE_POSITIVE and severity is Severity.ERROR
    assert money_in_doubt([finding]) == ({form.id} if out else set())
    assert (found.value, found.reason) == ((None, NoRollup.NOTHING_COUNTED) if out else (Decimal(100), None))
    assert [party.id for party in found.excluded] == ([form.id] if out else [])


@pytest.mark.parametrize(
    ("path", "left_out"),
    [
        ("funding[0].rate", {Measure.ADJUSTED, Measure.EXECUTED, Measure.RATE, Measure.EXECUTION_POINTS, Measure.TOTAL_SCORE, Measure.SATISFACTION}),
        ("total.score", {Measure.TOTAL_SCORE}),
        ("report_date", set()),
        ("narratives[0].text", set()),
        ("goals", {Measure.TOTAL_SCORE}),
        ("goals[0].indicators[0].actual", {Measure.TOTAL_SCORE, Measure.SATISFACTION, Measure.MET, Measure.MISSED, Measure.MET_SHARE}),
        ("goals[0].indicators[1].actual", {Measure.TOTAL_SCORE, Measure.MET, Measure.MISSED, Measure.MET_SHARE}),
        ("goals[0].indicators[10].actual", {Measure.TOTAL_SCORE}),
    ],
)  # fmt: skip
def test_an_error_leaves_a_form_out_of_what_rests_on_it(path, left_out):
    """Money rests on the money rows, satisfaction on money and its rows, the total score on all that has points; a date or a text takes nothing away."""
    form = project(ROADS, "a", "300", "300", rows=[("≥5公里", "5公里")])
    found = figures(county(form), [error_on(form, path)])
    assert {measure for measure, item in found.items() if item.excluded} == left_out


def test_targets_met_are_a_share_of_those_judged():
    """Of 4 km ≥ 5, 6 ≥ 5 and 良好 against ≥ 5, with 95 % satisfaction: met 2, missed 1, so 2 ÷ 3 = 66.6667 %."""
    form = project(ROADS, "a", "1", "1", rows=[("≥5公里", "4公里"), ("≥5公里", "6公里"), ("≥5公里", "良好")])
    found = figures(county(form))
    assert [found[m].value for m in (Measure.INDICATORS, Measure.TARGETS, Measure.MET, Measure.MISSED)] == [4, 4, 2, 1]
    assert found[Measure.MET_SHARE].value == Decimal("66.6667")
    assert found[Measure.MET_SHARE].formula == "2 ÷ 3 = 66.6667%"


@pytest.mark.parametrize("printed", ["≥90%", "95分", "950‰"])
def test_what_is_no_definite_percentage_is_no_satisfaction(printed):
    """≥90% says no number, 95 points and 950 ‰ say no percentage; such a form is missing, not 90 or 95."""
    found = figures(county(project(ROADS, "a", "1", "1", satisfied=printed)))[Measure.SATISFACTION]
    assert (found.value, found.counted, len(found.missing)) == (None, 0, 1)


def test_points_out_of_different_maxima_are_not_averaged():
    """90 of 100 and 45 of 50 points have no common average."""
    forms = project(ROADS, "a", "1", "1", total="90"), project(ROADS, "b", "1", "1", total="45", weight="50")
    found = figures(county(*forms))[Measure.TOTAL_SCORE]
    assert (found.value, found.reason) == (None, NoRollup.OTHER_SCALES)


def test_a_maximum_that_is_not_printed_is_the_profile_s():
    """The profile says 100 points, 10 of them for execution: with a form that prints 100 and 10 there is an average."""
    printed = project(ROADS, "a", "1", "1", total="90")
    silent = project(ROADS, "b", "1", "1", total="70", weight="", of="")
    found = figures(county(printed, silent))
    assert (found[Measure.TOTAL_SCORE].value, found[Measure.EXECUTION_POINTS].value) == (80, 10)
    other = project(ROADS, "a", "1", "1", total="90", weight="120")
    assert figures(county(other, silent))[Measure.TOTAL_SCORE].reason is NoRollup.OTHER_SCALES


@pytest.mark.parametrize(
    ("place", "names"),
    [(COUNTY, ["roads：a", "roads"]), (ROADS, ["a", FormType.DEPT_SELF_EVAL.zh])],
)
def test_a_form_is_named_by_its_department_where_several_meet(place, names):
    """In the county a form is its department's and its project's; in the department itself its own name is enough."""
    forms = project(ROADS, "a", "1", ""), project(ROADS, "self-evaluation", "1", "", kind=FormType.DEPT_SELF_EVAL)
    portal = county(*forms, departments=(ROADS,))
    kinds = (PROJECTS, FormType.DEPT_SELF_EVAL)
    listed = [figures(portal, place=place, form_type=kind)[Measure.EXECUTED].missing for kind in kinds]
    assert [party.name.zh for parties in listed for party in parties] == names


def test_a_form_without_points_for_execution_is_missing_from_their_average():
    """Blank points are not nought: the other form's 8 are no average of both."""
    forms = project(ROADS, "a", "1", "1", earned="8"), project(ROADS, "b", "1", "1", earned="")
    found = figures(county(*forms))[Measure.EXECUTION_POINTS]
    assert (found.value, found.reason) == (None, NoRollup.INCOMPLETE)
    assert [party.id for party in found.missing] == [forms[1].id]


def test_two_rates_of_one_form_count_as_their_mean():
    """90 % and 81 % are 85.5 % for the form, which the other form's 95 % meets with as much money: 90.25 %."""
    forms = project(ROADS, "a", "1", "1", satisfied="90% 81%"), project(ROADS, "b", "1", "1", satisfied="95%")
    assert figures(county(*forms))[Measure.SATISFACTION].value == Decimal("90.25")


def test_forms_without_points_have_neither_a_score_nor_points_for_execution():
    """Where no form's profile awards points, that is the reason; the rate does not need any."""
    made = replace(
        county(project(ROADS, "a", "2", "1")),
        profiles=portal_with((), {"sample": {**PROFILE, "scored": "false"}}).profiles,
    )
    found = figures(made)
    assert found[Measure.TOTAL_SCORE].reason is found[Measure.EXECUTION_POINTS].reason is NoRollup.UNSCORED
    assert found[Measure.RATE].value == 50


@pytest.mark.parametrize(("place", "name"), [(COUNTY, "roads：修桥（待审查）"), (ROADS, "修桥（待审查）")])
def test_a_form_that_awaits_review_is_missing_and_says_so(place, name):
    """It is due like the others, under its registered name; of the others nobody awaits anything."""
    held = HeldForm(f"{ROADS}/2021/bridge", COUNTY, ROADS, 2021, PROJECTS, Both("修桥", "Bridge"))
    blank = project(ROADS, "b", "1", "")
    for public, id_ in ((False, f"{ROADS}/2021"), (True, held.id)):  # an id may say what a form is about
        waiting = replace(held, was_public=public)
        found = figures(replace(county(blank), held=(waiting,)), place=place)[Measure.EXECUTED]
        assert [(party.name.zh, party.held) for party in found.missing if party.id == id_] == [(name, True)]
    assert [party.held for party in found.missing if party.id == blank.id] == [False]
    assert (found.counted, found.total, found.money_share) == (0, 2, None)


def test_the_newest_year_stands_first():
    """Of one place the years come down from the newest, and the forms of one year in the order of their types."""
    kinds = (PROJECTS, FormType.DEPT_SELF_EVAL)
    forms = [project(ROADS, f"a{n}", "1", "1", kind=kind) for n, kind in enumerate(kinds)]
    years = [
        loaded(form.form.model_copy(update={"fiscal_year": year}), ROADS, f"{year}-{n}")
        for n, form in enumerate(forms)
        for year in (2020, 2022, 2021)
    ]
    made = county(*years)
    rolled_up = Audit(made, score(made), (), TODAY).rollups
    listed = dict.fromkeys((item.place, item.fiscal_year, item.form_type) for item in rolled_up)
    order = [kind for kind in FormType if kind in kinds]
    assert list(listed) == [
        (place, year, kind) for place in (COUNTY, ROADS) for year in (2022, 2021, 2020) for kind in order
    ]


def test_without_any_budget_there_is_no_rate():
    """0 ÷ 0 is nothing, and so is an average with weight zero."""
    found = figures(county(project(ROADS, "a", "0", "0")))
    assert found[Measure.RATE].reason is found[Measure.TOTAL_SCORE].reason is NoRollup.ZERO_BASE
    assert found[Measure.ADJUSTED].value == 0
    assert found[Measure.ADJUSTED].money_share is None


def test_a_department_without_its_whole_form_is_missing_from_the_county():
    """Each department has one whole-department form a year; without it the county has sums but no rate."""
    parks = f"{COUNTY}/parks"
    form = project(ROADS, "self-evaluation", "300", "300", kind=FormType.DEPT_SELF_EVAL)
    portal = county(form, departments=(ROADS, WATER, parks))
    found = figures(portal, form_type=FormType.DEPT_SELF_EVAL)
    assert (found[Measure.ADJUSTED].value, found[Measure.ADJUSTED].counted, found[Measure.ADJUSTED].total) == (
        3000000,
        1,
        3,
    )
    assert [party.id for party in found[Measure.RATE].missing] == [WATER, parks]
    assert (found[Measure.RATE].reason, found[Measure.RATE].money_share) == (NoRollup.INCOMPLETE, None)
    assert figures(portal, place=ROADS, form_type=FormType.DEPT_SELF_EVAL)[Measure.RATE].value == 100


def test_forms_of_a_department_and_its_projects_are_rolled_up_apart():
    """The department's 500 already holds the projects' 300 and 100."""
    portal = county(
        project(ROADS, "self-evaluation", "500", "500", kind=FormType.DEPT_SELF_EVAL),
        project(ROADS, "a", "300", "300"),
        project(ROADS, "b", "100", "100"),
        departments=(ROADS,),
    )
    assert figures(portal)[Measure.ADJUSTED].value == 4000000
    assert figures(portal, form_type=FormType.DEPT_SELF_EVAL)[Measure.ADJUSTED].value == 5000000


# --- whatever the forms say ----------------------------------------------------------------------------------------

AMOUNTS = st.decimals(min_value=0, max_value=10**6, places=2)
FORMS = st.lists(
    st.tuples(st.sampled_from([ROADS, WATER]), AMOUNTS, AMOUNTS, st.decimals(0, 100, places=2), st.integers(0, 100)),
    min_size=1,
    max_size=6,
)
ADDED_UP = (Measure.ADJUSTED, Measure.EXECUTED, Measure.INDICATORS, Measure.TARGETS, Measure.MET, Measure.MISSED)


def forms_of(drawn):
    """Return project forms with drawn amounts, total scores and satisfaction rates."""
    return [
        project(place, f"p{number}", f"{budget:f}", f"{spent:f}", total=f"{total:f}", satisfied=f"{happy}%")
        for number, (place, budget, spent, total, happy) in enumerate(drawn)
    ]


@settings(max_examples=25)
@given(FORMS)
def test_departments_add_up_to_their_county(drawn):
    """Sums of the county are the sums of its departments; its averages are theirs, weighted by their budgets."""
    portal = county(*forms_of(drawn))
    whole = figures(portal)
    parts = [found for place in (ROADS, WATER) if (found := figures(portal, place=place))]
    for measure in ADDED_UP:
        assert whole[measure].value == sum(part[measure].value for part in parts)
        assert whole[measure].total == sum(part[measure].total for part in parts)
    budget = whole[Measure.ADJUSTED].value
    for measure in (Measure.TOTAL_SCORE, Measure.SATISFACTION, Measure.RATE):
        assert (whole[measure].value is None) == (budget == 0)
        if budget and all(part[Measure.ADJUSTED].value for part in parts):
            weighed = sum(part[Measure.ADJUSTED].value * (part[measure].value or 0) for part in parts)
            assert abs(whole[measure].value - weighed / budget) <= Decimal("0.0002")


@settings(max_examples=25)
@given(FORMS, st.data())
def test_leaving_a_form_out_lowers_the_coverage_and_names_it(drawn, data):
    """An open error takes exactly the form's own amount out of the sum; the number of forms due stays."""
    forms = forms_of(drawn)
    portal = county(*forms)
    out = data.draw(st.sampled_from(forms))
    before, after = figures(portal), figures(portal, [error_on(out, "funding[0]")])
    for measure in (Measure.ADJUSTED, Measure.EXECUTED, Measure.RATE, Measure.TOTAL_SCORE):
        assert after[measure].counted == before[measure].counted - 1
        assert after[measure].total == before[measure].total == len(forms)
        assert [party.id for party in after[measure].excluded] == [out.id]
    own = score(portal)[out.id].total_line.adjusted.yuan
    assert (after[Measure.ADJUSTED].value or 0) == before[Measure.ADJUSTED].value - own


@settings(max_examples=25)
@given(FORMS)
def test_every_form_is_counted_missing_or_left_out_once(drawn):
    """Nobody is dropped in silence, and there is a value or a reason, never both."""
    portal = county(*forms_of(drawn))
    errors = [error_on(form, "total.score") for form in portal.statements[::2]]
    for item in Audit(portal, score(portal), tuple(errors), TODAY).rollups:
        assert item.counted + len(item.missing) + len(item.excluded) == item.total
        assert (item.value is None) == (item.reason is not None) == (not item.formula)
