"""The reporting scorecard against forms counted by hand; what is claimed, and what is not."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

import pytest
from conftest import sample_audit
from hypothesis import given, settings
from hypothesis import strategies as st
from rule_examples import PROFILE, SMALLEST, loaded, portal_with

from build_scripts.judging.findings import Finding
from build_scripts.judging.score import score
from build_scripts.judging.scorecard import ASPECTS, scorecard
from build_scripts.reading.model import STATEMENT_MODELS, Column, FormTemplate
from build_scripts.reading.records import HeldForm
from build_scripts.words.language import Both
from build_scripts.words.vocabulary import FindingStatus, FormType, Severity

ROADS = "sample-county/transport-bureau"
SELF, TARGETS = FormType.DEPT_SELF_EVAL, FormType.DEPT_TARGET
PROJECTS, PROJECT_TARGETS = FormType.PROJECT_SELF_EVAL, FormType.PROJECT_TARGET
TEMPLATE = FormTemplate(
    name="示例",
    name_en="Sample",
    form_type=PROJECTS,
    indicator_columns=tuple(
        Column(key=key, heading=key) for key in ("level1", "level2", "name", "target", "actual", "weight", "score", "deviation")
    ),
)  # fmt: skip


@cache
def real():
    """Return the cards of the real data by department and year."""
    found = sample_audit()
    return {card.id: card for card in scorecard(found.portal, found.results, found.findings)}


def form(kind, *, year=2021, rows=(), name="form", **keys):
    """Return a form of the sample department with indicator ``rows``."""
    given_ = {**SMALLEST[kind], "form_type": kind.value, "fiscal_year": str(year), **keys}
    if rows:
        given_["goals"] = [{"kind": "overall", "target_text": "通行", "indicators": list(rows)}]
    return loaded(STATEMENT_MODELS[kind].model_validate(given_), ROADS, f"{name}-{kind}".replace("_", "-"))


def row(**cells):
    """Return a filled indicator row; cells given replace it, None takes a cell away."""
    full = {"level1": "产出指标", "name": "里程", "target": "≥5公里", "actual": "5公里", "weight": "10", "score": "10", "deviation": ""}  # fmt: skip
    return {key: value for key, value in {**full, **cells}.items() if value is not None}


def portal(*forms, template=TEMPLATE):
    """Return a portal with these forms, all of one template."""
    return replace(portal_with(forms, {"sample": PROFILE}), templates={"sample": template})


def card(*forms, findings=(), year=2021):
    """Return the sample department's card of a year."""
    made = portal(*forms)
    return next(item for item in scorecard(made, score(made), findings) if item.fiscal_year == year)


def finding(statement, severity, status):
    """Return a finding on a form."""
    return Finding(
        f"{statement.id}#X-1", "BUD-01", severity, statement.id, ROADS, "sample-county", "funding", "", "", Both("", ""), "", "", None,
        statement.file, 1, status,
    )  # fmt: skip


# --- published forms, counted by hand ------------------------------------------------------------------------------


def test_shouyilu_dated_its_year_before_it_ended():
    """The form of 2020 is dated 2020.10.15; it prints 5,742.01 万元 of project expenditure, and no project form is here."""
    found = real()["wuhan-wuchang/shouyilu-subdistrict/2020"]
    assert (found["before_year_end"], found["self_evaluations"], found["undated"]) == (1, 1, 0)
    assert found["not_in_portal"] == (PROJECTS, TARGETS)
    assert (found["department_forms"], found["project_forms"], found["publication_unknown"]) == (1, 0, 1)


def test_heshan_has_everything_but_its_targets():
    """Three department forms and 21 project forms of 2023, none of the 22 self-evaluations with a date of its own."""
    found = real()["yiyang-heshan/government-office/2023"]
    assert (found["department_forms"], found["project_forms"]) == (3, 21)
    assert found["not_in_portal"] == (PROJECT_TARGETS, TARGETS)
    assert (found["self_evaluations"], found["undated"]) == (22, 22)
    assert found["targets"] == 93, "89 filled rows on the project forms and 4 on the department's"


def test_jiangxia_explains_none_of_its_missed_targets():
    """Its template has no points; of 39 rows all have target and actual, 10 are missed and none says why: 10 of 88."""
    found = real()["wuhan-jiangxia/government-office/2019"]
    assert (found["cells_blank"], found["cells_due"]) == (10, 39 + 39 + 10)


def test_targets_of_a_year_that_nobody_has_reported_on_yet_claim_nothing():
    """The 36 departments of Dongxihu have targets for 2025; no self-evaluation can be due as far as the portal knows."""
    cards = [item for key, item in real().items() if key.startswith("wuhan-dongxihu/")]
    assert len(cards) == 36
    assert {item["not_in_portal"] for item in cards} == {()}
    assert {item["self_evaluations"] for item in cards} == {0}


# --- one measure after the other -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Kinds:
    """Form types in the portal for 2021, and which are then said not to be in it."""

    held: tuple[FormType, ...]
    lacking: tuple[FormType, ...]


@pytest.mark.parametrize(
    "kinds",
    [
        Kinds((SELF, TARGETS, PROJECTS, PROJECT_TARGETS), ()),
        Kinds((PROJECTS,), (PROJECT_TARGETS, SELF)),
        Kinds((PROJECTS, PROJECT_TARGETS, SELF), (TARGETS,)),
        Kinds((SELF,), (TARGETS,)),
        Kinds((TARGETS,), ()),
        Kinds((PROJECT_TARGETS,), ()),
        Kinds((FormType.DEPT_REPORT,), ()),
    ],
    ids=lambda kinds: "+".join(kinds.held),
)
def test_only_what_other_forms_show_to_exist_is_not_in_the_portal(kinds):
    """A self-evaluation shows targets, project forms show a department's self-evaluation; a report shows nothing."""
    assert card(*(form(kind) for kind in kinds.held))["not_in_portal"] == kinds.lacking


def test_targets_of_a_year_that_is_over_are_due_a_self_evaluation():
    """A self-evaluation of a later year shows that the year is over; one of an earlier year does not."""
    assert card(form(TARGETS), form(SELF, year=2022))["not_in_portal"] == (SELF,)
    assert card(form(TARGETS), form(SELF, year=2020))["not_in_portal"] == ()


@pytest.mark.parametrize(("amount", "shown"), [("57.4", (PROJECTS, TARGETS)), ("0", (TARGETS,)), ("", (TARGETS,))])
def test_printed_project_expenditure_shows_that_there_are_projects(amount, shown):
    """Only an amount above zero does; a blank is no amount."""
    lines = [{"line_code": "project", "label": "项目支出总额", "amount": amount}]
    assert card(form(SELF, funding=lines))["not_in_portal"] == shown


@pytest.mark.parametrize(
    ("printed", "basis", "before", "undated"),
    [
        ("2021.10.15", "printed", 1, 0),
        ("2021.10.15", "inferred", 0, 0),
        ("2021年12月31日", "printed", 0, 0),
        ("2022.3.1", "printed", 0, 0),
        ("   年   月   日", "printed", 0, 1),
        ("", "printed", 0, 1),
        (None, "printed", 0, 1),
    ],
)
def test_dates_are_compared_only_where_they_are_printed(printed, basis, before, undated):
    """No date is an unknown date, and an inferred year decides nothing."""
    found = card(form(SELF, report_date=printed, fiscal_year_basis=basis))
    assert (found["before_year_end"], found["undated"]) == (before, undated)


@pytest.mark.parametrize(
    ("cells", "blank", "due"),
    [
        ({}, 0, 4),
        ({"actual": "　"}, 1, 4),
        ({"actual": "--"}, 0, 4),
        ({"weight": "", "score": " "}, 2, 4),
        ({"actual": "4公里"}, 1, 5),
        ({"actual": "4公里", "deviation": "暴雨停工"}, 0, 5),
        ({"score": None}, 0, 3),
        ({"target_basis": ""}, 0, 4),
        ({"name": "　", "target": "", "actual": "", "weight": "", "score": ""}, 0, 0),
    ],
)
def test_blank_cells_are_those_that_a_filled_row_should_fill(cells, blank, due):
    """A sign is no blank, a column the template lacks is not due, a row without a name is not filled."""
    found = card(form(PROJECTS, rows=[row(**cells)]))
    assert (found["cells_blank"], found["cells_due"]) == (blank, due)


def test_a_form_that_awaits_review_is_not_missing():
    """A target form shows that self-evaluations exist: they are missing where none is here, and not where one is held."""
    statements = (form(PROJECTS), form(PROJECT_TARGETS))
    held = HeldForm("x", "sample-county", ROADS, 2021, SELF, Both("自评表", "Self-evaluation"))
    for waiting, missing in (((), (SELF,)), ((held,), ()), ((replace(held, fiscal_year=2020),), (SELF,))):
        made = replace(portal(*statements), held=waiting)
        found = next(item for item in scorecard(made, score(made), ()) if item.fiscal_year == 2021)
        assert tuple(found["not_in_portal"]) == missing
        assert found["forms_held"] == sum(item.fiscal_year == 2021 for item in waiting)


@pytest.mark.parametrize("status", list(FindingStatus))
@pytest.mark.parametrize("severity", list(Severity))
def test_errors_count_while_they_are_open_and_answers_out_of_what_needs_one(status, severity):
    """Notes need no answer; false positives, accepted gaps and what a release has looked at are in no denominator."""
    statement = form(PROJECTS)
    found = card(statement, findings=[finding(statement, severity, status)])
    is_open = severity is Severity.ERROR and status is FindingStatus.OPEN
    assert (found["errors_open"], found["forms_with_errors"]) == (is_open, is_open)
    answered = status in {FindingStatus.EXPLAINED, FindingStatus.CORRECTED}
    asked = severity is not Severity.NOTE
    assert found["findings_answered"] == (asked and answered)
    assert found["findings_due"] == (asked and (answered or status is FindingStatus.OPEN))


def test_measurable_targets_are_numbers_and_ranges():
    """≥5公里 and 10-30本 can be measured, 有所提升 cannot, a blank target is none: 2 of 3, 66.6667 %."""
    rows = [row(target=target) for target in ("≥5公里", "10-30本", "有所提升", "　")]
    found = card(form(PROJECTS, rows=rows))
    assert (found["targets_measurable"], found["targets"]) == (2, 3)
    assert str(found["measurable_share"]) == "66.6667"
    assert card(form(FormType.DEPT_REPORT))["measurable_share"] is None


def test_each_measure_is_explained_in_two_sentences():
    """Chinese and English, two sentences each; no word of ranking or of blame. Only what is collected says all by its name."""
    assert len({aspect.key for aspect in ASPECTS}) == len(ASPECTS)
    for method in (aspect.method for aspect in ASPECTS if aspect.key != "collected"):
        assert method.zh.count("。") == 2
        assert method.en.count(". ") == 1
        assert method.en.endswith(".")


def test_the_page_has_a_line_for_each_department_and_year_and_is_linked(real_site):
    """40 lines in order of place, the method of each measure, and links from compare and findings."""
    page = (real_site / "scorecard" / "index.html").read_text(encoding="utf-8")
    body = page.partition("<tbody>")[2].partition("</tbody>")[0]
    assert body.count("<tr>") == len(real()) == 40
    assert all(aspect.method.zh in page for aspect in ASPECTS if aspect.method)
    for other in ("compare", "findings"):
        assert 'href="../scorecard/"' in (real_site / other / "index.html").read_text(encoding="utf-8")


# --- whatever the forms say ----------------------------------------------------------------------------------------

CELL = st.sampled_from(["", "　", "--", "5公里", "4公里", "有所提升", "10"])
ROWS = st.lists(st.fixed_dictionaries(dict.fromkeys(("target", "actual", "weight", "score", "deviation"), CELL)), max_size=6)  # fmt: skip


@settings(max_examples=40)
@given(ROWS, ROWS)
def test_a_card_is_the_sum_of_its_forms(one, other):
    """Two forms of a year count what each of them counts, and no count exceeds what it is out of."""
    forms = [
        form(PROJECTS, rows=[row(**cells) for cells in rows], name=name) for name, rows in (("a", one), ("b", other))
    ]
    both, first, second = card(*forms), card(forms[0]), card(forms[1])
    for name in (
        "cells_due",
        "cells_blank",
        "targets",
        "targets_measurable",
        "self_evaluations",
        "undated",
        "project_forms",
    ):
        assert both[name] == first[name] + second[name]
    assert both["cells_blank"] <= both["cells_due"]
    assert both["targets_measurable"] <= both["targets"]
