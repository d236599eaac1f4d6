"""A form's cells are read once, when it is loaded, into values that carry text, number, unit and category."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from rule_examples import portal_of, results_of

from build_scripts.cells.amounts import plain
from build_scripts.cells.dates import PrintedDay, parse_day
from build_scripts.words.vocabulary import Grade, Level1, Level2, TargetBasis, Unit


def cells_of(example):
    """Return the cells of the only form of an example."""
    (statement,) = portal_of(example).statements
    assert statement.cells is statement.cells
    return statement.cells


FORM = """
    currency_unit: ten_thousand_yuan
    report_date: 2022年3月15日
    funding:
      - {line_code: total, label: 年度资金总额, adjusted: "24", executed: 180000元, rate: "75", weight: "10", score: 7.5分}
    goals:
      - kind: overall
        weight: （90 分）
        indicators:
          - {level1: 成本指标, level2: 成本指标, name: 维修成本（万元）, target: "24", actual: "18", weight: "20", score: "--"}
          - {name: 材料费, target: "3", adjusted_target: "2", target_basis: 计划文件}
          - {level1: 满 意 度, name: 满意度指标, target: 满意度, baseline_y1: "*"}
      - kind: overall
        indicators:
          - {level2: 数量指标, name: 维修次数（次）, target: ≥2}
    total: {label: 总分, weight: "100", score: 97.50分, grade: 优 秀}
"""


def test_a_form_is_read_with_its_places_units_and_notes():
    """Money stands in yuan and in the form's unit, points and rates as numbers, goals and rows with their place in the file."""
    cells = cells_of(FORM)
    (line,) = cells.funding
    assert (line.path, line.name, line.initial.state) == ("funding[0]", "年度资金总额", "blank")
    assert (line.adjusted.yuan, line.executed.yuan, line.executed.value) == (240_000, 180_000, 18)
    assert (line.rate.value, line.weight.value, line.score.value) == (75, 10, Decimal("7.5"))
    assert [(goal.path, goal.order, goal.weight.value) for goal in cells.goals] == [
        ("goals[0]", 1, 90),
        ("goals[1]", 2, None),
    ]
    assert [(row.path, row.order, row.goal_order) for row in cells.indicators] == [
        ("goals[0].indicators[0]", 1, 1),
        ("goals[0].indicators[1]", 2, 1),
        ("goals[0].indicators[2]", 3, 1),
        ("goals[1].indicators[0]", 4, 2),
    ]
    assert cells.total is not None
    assert (cells.total.weight.value, cells.total.score.decimals, cells.total.grade) == (100, 2, Grade.EXCELLENT)
    assert cells.report_date == PrintedDay("2022年3月15日", date(2022, 3, 15))


def test_an_indicator_row_knows_its_merged_categories():
    """A category spans the rows below it; a new first level begins without a second, a new goal without either."""
    rows = cells_of(FORM).indicators
    assert [(row.level1, row.level2, row.level2_raw) for row in rows] == [
        (Level1.COST, Level2.ECONOMIC_COST, "成本指标"),
        (Level1.COST, Level2.ECONOMIC_COST, "成本指标"),
        (Level1.SATISFACTION, None, ""),
        (None, Level2.QUANTITY, "数量指标"),
    ]
    assert [(row.is_money, row.is_cost, row.is_satisfaction) for row in rows] == [
        (True, True, False),
        (True, True, False),
        (False, False, True),
        (False, False, False),
    ]
    assert [row.category_in_name for row in rows] == [None, None, Level2.BENEFICIARY_SATISFACTION, None]
    assert [row.category_in_target for row in rows] == [None, None, Level1.SATISFACTION, None]


def test_an_indicator_row_has_its_figures():
    """Bare numbers of money rows have the form's unit, the adjusted target counts, and grounds are codes."""
    first, second, third, fourth = cells_of(FORM).indicators
    assert [row.name_unit for row in (first, second, third, fourth)] == [Unit.YUAN, None, None, Unit.TIME]
    assert (first.target.number, first.actual.number) == (240_000, 180_000)
    assert (first.weight.value, first.score.state, first.target_bases) == (20, "not_applicable", ())
    assert (second.target.number, second.effective_target.number) == (30_000, 20_000)
    assert second.target_bases == (TargetBasis.PLAN, TargetBasis.POLICY_DOCUMENT)
    assert (third.baseline_y1.state, third.baseline_y2.state) == ("withheld", "blank")
    assert (fourth.target.number, fourth.target.unit) == (2, Unit.TIME)


def test_money_is_read_in_the_unit_that_somebody_confirmed():
    """A confirmed unit replaces the printed one in money rows, money indicators and base data."""
    cells = cells_of(FORM + "    currency_unit_override: {unit: yuan, reason: 与财政核实}\n")
    assert cells.funding[0].adjusted.yuan == 24
    assert cells.indicators[0].target.number == 240_000, "the name's own unit says more than the form's"
    assert cells.indicators[1].target.number == 3


def test_base_data_have_amounts_or_one_value():
    """Expenditure rows hold money; staff, rates and areas one number; unknown rows nothing."""
    cells = cells_of(
        """
        form_type: dept_base_data
        base_data:
          - {section: expenditure, line_code: vehicles, label: 公务用车, budget: "4", final: 30000元}
          - {section: staffing, line_code: staffing_authorised, label: 编制数, value: 81人, budget: "9"}
          - {section: staffing, line_code: staffing_rate, label: 控制率, value: "85.19"}
          - {section: buildings, line_code: approved_area, label: 批复规模, value: 120㎡}
          - {section: buildings, line_code: actual_investment, label: 实际投资, value: "2"}
          - {section: staffing, line_code: drivers, label: 司机, value: 3人}
        """
    )
    vehicles, staff, *rest = cells.base_data
    assert (vehicles.path, vehicles.is_expenditure) == ("base_data[0]", True)
    assert (vehicles.prior_final.yuan, vehicles.budget.yuan, vehicles.final.yuan) == (None, 40_000, 30_000)
    assert (staff.is_expenditure, staff.budget.state, staff.head_count) == (False, "blank", 81)
    assert [(row.number, row.unit, row.head_count) for row in (vehicles, staff, *rest)] == [
        (None, None, None),
        (81, Unit.PERSON, 81),
        (Decimal("85.19"), Unit.PERCENT, None),
        (120, Unit.M2, None),
        (20_000, Unit.YUAN, None),
        (None, None, None),
    ]


@pytest.mark.parametrize(
    ("raw", "day"),
    [
        ("2020.10.15", date(2020, 10, 15)),
        ("2021年3月5日", date(2021, 3, 5)),
        (" 2021-3-5 ", date(2021, 3, 5)),
        ("2021/12/31", date(2021, 12, 31)),
    ],
)
def test_days(raw, day):
    """A day is read with dots, strokes or Chinese words, with or without white space."""
    assert parse_day(raw) == PrintedDay(raw, day)


@pytest.mark.parametrize("raw", [None, "", "2021年3月", "3月5日", "1899.1.1", "2021.3.5 10:00"])
def test_what_is_no_day(raw):
    """What lacks a year, a month or a day, or says more, names no day."""
    assert parse_day(raw) == PrintedDay(raw)


def test_a_day_that_no_calendar_has():
    """The thirteenth month is told apart from words without a date."""
    assert parse_day("2022.13.45") == PrintedDay("2022.13.45", in_no_calendar=True)


def costs(*targets, **cells):
    """Return the cost rows of a target form with these targets; ``cells`` are further cells of the last one."""
    rows = [
        {"level1": "成本指标", "level2": "经济成本指标", "name": f"费用{n}", "target": target}
        for n, target in enumerate(targets)
    ]
    rows[-1] |= cells
    form = {"form_type": "dept_target", "goals": [{"kind": "annual", "number": "1", "indicators": rows}]}
    (result,) = results_of(form).values()
    return result.indicators


@pytest.mark.parametrize(
    ("targets", "cells", "doubted"),
    [
        (("≤12", "≤30万元", "≤8", "87500"), {}, {"target"}),
        (("≤12", "≤30万元", "≤8", "≤87500"), {"baseline_y1": "86000"}, {"target", "baseline_y1"}),
        (("≤12", "≤30万元", "≤8", "875"), {}, set()),
        (("≤12", "≤30万元", "≤8", "87500元"), {}, set()),
        (("≤12", "≤30万元", "87500"), {}, set()),
        (("≤12", "≤30万元", "≤8", "99999999"), {}, set()),
        (("280000",), {"baseline_y1": "29万元", "baseline_y2": "30万元"}, {"target"}),
        (("28",), {"baseline_y1": "29万元"}, set()),
    ],
)
def test_a_bare_cost_far_above_its_neighbours_has_no_unit(targets, cells, doubted):
    """Where yuan would fit and the header's 万元 is over a thousand times the others, the number stands as printed."""
    row = costs(*targets, **cells)[-1]
    held = {name for name in ("target", "baseline_y1", "baseline_y2") if "unit_in_doubt" in getattr(row, name).notes}
    assert held == doubted
    for name in held:
        value = getattr(row, name)
        assert (value.unit, value.scale, value.confidence) == ("", 1, "low")
        assert plain(value.number) == value.raw.lstrip("≤")
