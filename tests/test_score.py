"""Figures recomputed: worked examples by hand, with the formula as a reader sees it or the reason why there is none."""

from __future__ import annotations

import json
import re
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rule_examples import findings_of, results_of

from build_scripts.cells.amounts import added, parse_amount, percent_of, rounded
from build_scripts.cells.values import parse_value
from build_scripts.judging.score import NotRecomputed, target_change
from build_scripts.pages.render import percent, points, wan
from build_scripts.words.vocabulary import Achievement, CurrencyUnit, Polarity, TargetChange

HIGHER, LOWER, EXACT, QUALITATIVE = Polarity
STRONGER, EQUAL, WEAKER, NOT_COMPARABLE = TargetChange
D = Decimal


def row(target, actual, *, weight="10", level1="产出指标", level2="数量指标", name="道路维修", **more):
    """Return the recomputed row of a scored form with one indicator."""
    keys = {
        "level1": level1,
        "level2": level2,
        "name": name,
        "target": target,
        "actual": actual,
        "weight": weight,
        **more,
    }
    example = f"goals:\n  - kind: overall\n    indicators:\n      - {json.dumps(keys, ensure_ascii=False)}\n"
    (result,) = results_of(example).values()
    return result.indicators[0]


def money(adjusted, executed, unit="ten_thousand_yuan"):
    """Return the recomputed money row of a scored form."""
    line = {"line_code": "total", "label": "年度资金总额", "adjusted": adjusted, "executed": executed, "weight": "10"}
    (result,) = results_of(f"currency_unit: {unit}\nfunding:\n  - {json.dumps(line, ensure_ascii=False)}\n").values()
    return result.funding[0]


def by_sources(*parts, total=("0", "0", "0")):
    """Return the first money row of a scored form, its total, above ``parts``: code, adjusted, executed."""
    initial, adjusted, executed = total
    lines = [
        {
            "line_code": "total",
            "label": "总额",
            "initial": initial,
            "adjusted": adjusted,
            "executed": executed,
            "weight": "10",
        }
    ]
    lines += [{"line_code": code, "label": code, "adjusted": a, "executed": e} for code, a, e in parts]
    (result,) = results_of(f"funding: {json.dumps(lines, ensure_ascii=False)}\n").values()
    return result.funding[0], result.money


def test_a_total_row_left_at_0_is_read_by_its_parts():
    """(180 + 20) ÷ (190 + 24) = 93.46 %, 10 × that = 9.35 points, 214 万元: marked as the sum of the parts, the cells as printed."""
    row_, whole = by_sources(("central", "190", "180"), ("city_county", "24", "20"), ("other", "0", "0"))
    assert (row_.rate_recomputed.formula, row_.rate_recomputed.by_parts) == ("(180 + 20) ÷ (190 + 24) = 93.46%", True)
    assert (row_.score_recomputed.formula, row_.score_recomputed.by_parts) == (
        "10 × (180 + 20) ÷ (190 + 24) = 9.35",
        True,
    )
    assert (whole.initial, whole.adjusted, whole.executed, whole.by_parts) == (None, 2140000, 2000000, True)
    assert (row_.adjusted.raw, row_.adjusted.yuan) == ("0", 0)


@pytest.mark.parametrize(
    ("parts", "total"),
    [
        ([("central", "0", "0")], ("0", "0", "0")),
        ([("central", "190", "180"), ("city_county", "*", "*")], ("0", "0", "0")),
        ([("central", "190", "180"), ("city_county", "24", "")], ("0", "0", "0")),
        ([("central", "190", "180"), ("other_line", "24", "20")], ("0", "0", "0")),
        ([("fiscal", "190", "180"), ("central", "190", "180")], ("0", "0", "0")),
        ([("central", "190", "180")], ("0", "0", "180")),
        ([("central", "190", "180")], ("", "", "")),
        ([("central", "190", "180")], ("190", "190", "0")),
    ],
)
def test_a_total_is_read_by_its_parts_only_where_nobody_can_doubt_them(parts, total):
    """Not with nothing in them, one masked, half filled or unknown, two readings of what is a part, or a total that says something."""
    row_, whole = by_sources(*parts, total=total)
    assert {whole.by_parts, row_.rate_recomputed.by_parts, row_.score_recomputed.by_parts} == {False}


COST = {"level1": "成本指标", "level2": "经济成本指标", "name": "维修成本"}


@pytest.mark.parametrize(
    ("cells", "keys", "score", "formula"),
    [
        (("≥95%", "76%"), {}, "8", "10 × 76% ÷ 95% = 8"),
        (("≤5次", "8次"), {}, "6.25", "10 × 5次 ÷ 8次 = 6.25"),
        (("≥100%", "99%"), {}, "9.9", "10 × 99% ÷ 100% = 9.9"),
        (("≥95%", "100%"), {}, "10", "10 × min(100% ÷ 95%, 100%) = 10"),
        (("98%以上", "98%"), {}, "10", "10 × 98% ÷ 98% = 10"),
        (("≥95%", "≥95%"), {}, "10", "≥95% → ≥95%: 10"),
        (("≤5次", "0次"), {}, "10", "≤5次 → 0次: 10"),
        (("≤1小时", "90分钟"), {}, "6.67", "10 × 1小时 ÷ 90分钟 = 6.67"),
        # Below zero a target is not reached at all: no points are taken away.
        (("≥8%", "-2%"), {"name": "收入增长率"}, "0", "10 × max(-2% ÷ 8%, 0%) = 0"),
        # Exact targets: what falls short counts like a number to be reached, a cheaper cost is no loss.
        (("=4套", "3套"), {}, "7.5", "10 × 3套 ÷ 4套 = 7.5"),
        (("=4套", "4套"), {}, "10", "10 × 4套 ÷ 4套 = 10"),
        (("=36万元", "30万元"), COST, "10", "10 × min(36万元 ÷ 30万元, 100%) = 10"),
        (("=36万元", "45万元"), COST, "8", "10 × 36万元 ÷ 45万元 = 8"),
        (("=36万元", "36万元"), COST, "10", "10 × 36万元 ÷ 36万元 = 10"),
        # A sign decides, also where the category would say the opposite.
        (("≥95%", "76%"), COST, "8", "10 × 76% ÷ 95% = 8"),
        # A unit on one of the two cells only: both are written in the unit in which they were compared.
        (("≤50000元", "6.25"), COST, "8", "10 × 50000 ÷ 62500 = 8"),
        # Points are rounded to the profile's decimals and never above the weight.
        (("≥90%", "70%"), {}, "7.78", "10 × 70% ÷ 90% = 7.78"),
        (("≥100%", "99.99%"), {"weight": "2.356"}, "2.356", "2.356 × 99.99% ÷ 100% = 2.356"),
    ],
)
def test_points_of_a_row_with_its_own_numbers(cells, keys, score, formula):
    """The formula holds the row's numbers and units as printed, and any bound that was put on their ratio."""
    item = row(*cells, **keys)
    assert (item.score_recomputed.value, item.score_recomputed.formula, item.score_recomputed.reason) == (
        D(score),
        formula,
        None,
    )


@pytest.mark.parametrize(
    ("target", "actual", "reason"),
    [
        ("=1套", "2套", NotRecomputed.BEYOND_EXACT),
        ("10-30次", "40次", NotRecomputed.UNDETERMINED),
        ("10-30次", "4次", NotRecomputed.NO_RATIO),
        ("≥95%", "90%以下", NotRecomputed.NO_RATIO),
        ("≥95%", "90%以上", NotRecomputed.UNDETERMINED),
        ("及时", "及时", NotRecomputed.QUALITATIVE),
        ("≥95%", "", NotRecomputed.NOT_REPORTED),
    ],
)
def test_what_no_rule_scores_has_a_reason_instead(target, actual, reason):
    """Two sets where exactly one was due: no rule says what that earns, so no equation is shown."""
    item = row(target, actual)
    assert (item.score_recomputed.value, item.score_recomputed.formula, item.score_recomputed.reason) == (
        None,
        "",
        reason,
    )


@pytest.mark.parametrize(
    ("adjusted", "executed", "rate", "score"),
    [
        ("24", "18", "18 ÷ 24 = 75%", "10 × 18 ÷ 24 = 7.5"),
        ("4376.35", "7469.35", "7469.35 ÷ 4376.35 = 170.68%", "10 × min(7469.35 ÷ 4376.35, 100%) = 10"),
        ("-5", "-3", "-3 ÷ -5 = 60%", "10 × -3 ÷ -5 = 6"),
        ("24", "-3", "-3 ÷ 24 = -12.5%", "10 × max(-3 ÷ 24, 0%) = 0"),
        ("1,960.84万元", "1,960.84万元", "1,960.84万元 ÷ 1,960.84万元 = 100%", None),
        ("2", "15000元", "15000 ÷ 20000 = 75%", "10 × 15000 ÷ 20000 = 7.5"),
    ],
)
def test_points_for_execution_with_the_amounts_as_printed(adjusted, executed, rate, score):
    """Rate and points show the two amounts; the points stay between 0 and the weight."""
    line = money(adjusted, executed)
    assert line.rate_recomputed.formula == rate
    assert line.score_recomputed.formula == (score or "10 × 1,960.84万元 ÷ 1,960.84万元 = 10")
    assert 0 <= line.score_recomputed.value <= 10


def test_no_attainment_where_the_direction_is_a_guess():
    """90 → 100 in a cost row without a unit may be better or worse: neither a judgement nor a percentage."""
    item = row("90", "100", level1="成本指标", level2="社会成本指标", name="居民影响")
    assert (item.achievement, item.attainment) == (Achievement.UNDETERMINED, None)
    same = row("90", "90", level1="成本指标", level2="社会成本指标", name="居民影响")
    assert (same.achievement, same.attainment) == (Achievement.MET, 100)


@pytest.mark.parametrize("name", ["道路维修", "居民满意度"])
@pytest.mark.parametrize(("target", "actual", "percent"), [("≥90", "81", 90), ("90", "81", 90)])
def test_without_a_unit_a_sign_or_a_name_still_says_the_direction(name, target, actual, percent):
    """81 of 90 is missed by a tenth; only where nothing but the category says the direction is it a guess."""
    item = row(target, actual, name=name)
    assert (item.achievement, item.attainment) == (Achievement.MISSED, percent)
    assert item.score_recomputed.value == 9


def test_a_target_that_is_met_earns_its_weight_whatever_the_ratio():
    """The author says that more is better, the sign that 5 is the most: 3 of them is met, not three fifths of it."""
    item = row("≤5次", "3次", polarity="higher_better")
    assert item.score_recomputed.formula == "≤5次 → 3次: 10"


@pytest.mark.parametrize("target", ["", "--", "*"])
def test_without_a_target_nothing_is_scored(target):
    """A blank, a dash and a mask are no target; that is the reason, not that they are words."""
    item = row(target, "5次")
    assert item.score_recomputed.reason is NotRecomputed.NO_TARGET


MONEY = '{line_code: total, label: 年度资金总额, adjusted: "24", executed: "18", weight: "10"}'


def totals(*rows, line=MONEY, **keys):
    """Return the sum of the printed and of the recomputed points of a form with these rows: target, actual, weight, points."""
    listed = "".join(
        f"      - {{level1: 产出指标, level2: 数量指标, name: 里程{n}, target: {t}, actual: {a}, weight: '{w}', score: '{s}'}}\n"
        for n, (t, a, w, s) in enumerate(rows)
    )
    (result,) = results_of(
        "".join(f"{key}: {value}\n" for key, value in keys.items())
        + f"funding:\n  - {line}\ngoals:\n  - kind: overall\n    indicators:\n{listed}"
    ).values()
    return result.score_sum, result.score_recomputed


def test_the_total_is_the_sum_of_its_rows():
    """Execution earns 7.5 of 10, the rows 16 of 20 and 30 of 30; what is printed adds up by itself."""
    printed, recomputed = totals(("≥5公里", "4公里", "20", "18"), ("≥5公里", "5公里", "30", "30"))
    assert (printed.value, printed.formula) == (48, "18 + 30")
    assert (recomputed.value, recomputed.formula) == (D("53.5"), "7.5 + 16 + 30")


def test_a_row_without_a_weight_takes_no_part_in_the_total():
    """Its points cannot be known, and none are asked of it."""
    _, recomputed = totals(("≥5公里", "4公里", "", ""), ("≥5公里", "5公里", "30", "30"))
    assert recomputed.formula == "7.5 + 30"


def test_one_row_that_cannot_be_recomputed_leaves_no_total():
    """Of the other rows' points nobody could say what they are the sum of."""
    _, recomputed = totals(("≥5公里", "4公里", "20", "16"), ("通畅", "通畅", "30", "30"))
    assert (recomputed.value, recomputed.reason) == (None, NotRecomputed.PARTS_MISSING)


def test_how_much_of_a_score_was_proved():
    """Of 24.5 printed points 24 stand on rows that come out the same: 16 (4 of 5 km, weight 20) and 8, but not 0.5 for 5 of 5."""
    listed = (
        ("≥5公里", "4公里", "20", "16"),
        ("≥5公里", "4公里", "10", "8"),
        ("≥5公里", "5公里", "10", "0.5"),
        ("通畅", "通畅", "30", "30"),
    )
    rows = "".join(
        f"      - {{level1: 产出指标, level2: 数量指标, name: 里程{n}, target: {t}, actual: {a}, weight: '{w}', score: '{s}'}}\n"
        for n, (t, a, w, s) in enumerate(listed)
    )
    (result,) = results_of(f"goals:\n  - kind: overall\n    indicators:\n{rows}").values()
    assert (result.score_proved, result.score_sum.value) == (24, D("54.5"))
    (unscored,) = results_of(
        f"profile: {{scored: 'false'}}\ngoals:\n  - kind: overall\n    indicators:\n{rows}"
    ).values()
    assert unscored.score_proved is None


@pytest.mark.parametrize("line", [MONEY, MONEY.replace("10", "")])
def test_where_no_indicator_has_a_weight_there_is_no_total(line):
    """The points for execution alone are no total of the form."""
    printed, recomputed = totals(("≥5公里", "4公里", "", ""), line=line)
    assert (printed.value, printed.reason) == (None, NotRecomputed.NO_SCORES)
    assert (recomputed.value, recomputed.reason) == (None, NotRecomputed.NO_WEIGHT)


def test_a_profile_without_points_or_without_a_formula_says_so():
    """Why nothing is recomputed stands on every row and below it."""
    rows = ("≥5公里", "4公里", "20", "16"), ("≥5公里", "5公里", "30", "30")
    assert totals(*rows, profile='{scored: "false"}')[1].reason is NotRecomputed.UNSCORED
    assert totals(*rows, profile='{indicator_formula: "false"}')[1].reason is NotRecomputed.PARTS_MISSING
    (result,) = results_of(f'profile: {{scored: "false"}}\nfunding:\n  - {MONEY}\n').values()
    assert result.funding[0].score_recomputed.reason is NotRecomputed.UNSCORED


@pytest.mark.parametrize(
    ("target", "before", "polarity", "change"),
    [
        ("≥95%", "90%", HIGHER, STRONGER),
        ("≥90%", "95%", HIGHER, WEAKER),
        ("≤5天", "3天", LOWER, WEAKER),
        ("≥5%", "5%", HIGHER, EQUAL),
        # What says the same is equal, in words, spans, lists and grades too, however it is printed.
        ("提升", "提升", QUALITATIVE, EQUAL),
        ("及 时", "及时", QUALITATIVE, EQUAL),
        ("1-12月", "1-12 月", QUALITATIVE, EQUAL),
        ("10-30万元/本", "10-30万元/本", EXACT, EQUAL),
        ("7*24小时", "7*24小时", QUALITATIVE, EQUAL),
        ("20%/20%", "20%/20%", HIGHER, EQUAL),
        ("20%/20%", "20%/30%", HIGHER, NOT_COMPARABLE),
        ("提升", "有所提升", QUALITATIVE, NOT_COMPARABLE),
        ("100%", "高质量", HIGHER, NOT_COMPARABLE),
        ("1次/年", "1次", HIGHER, NOT_COMPARABLE),
        ("=6人", "8人", EXACT, NOT_COMPARABLE),
        # A bare 0 is 0 in every unit; 0 of something is not.
        ("0", "99%", HIGHER, WEAKER),
        ("0", "6.6万件", HIGHER, WEAKER),
        ("≥4次", "0", HIGHER, STRONGER),
        ("0", "3次", LOWER, STRONGER),
        ("0", "0", HIGHER, EQUAL),
        ("≤0", "0", LOWER, EQUAL),
        # A span or words around a number are no single number.
        ("10-30次", "20次", EXACT, NOT_COMPARABLE),
        ("20次", "10-30次", HIGHER, NOT_COMPARABLE),
        ("新修5公里", "4公里", HIGHER, NOT_COMPARABLE),
        ("0起", "3次", LOWER, NOT_COMPARABLE),
        # Numbers beyond the usual precision are still told apart.
        ("100000000000000000.00000000000001", "100000000000000000", HIGHER, STRONGER),
        ("100%", "", HIGHER, None),
        ("", "100%", HIGHER, None),
        ("--", "--", HIGHER, None),
        ("5次", "*", HIGHER, None),
        ("*", "5次", HIGHER, None),
    ],
)
def test_a_target_against_an_earlier_year(target, before, polarity, change):
    """Stronger, equal or weaker in the indicator's direction; not comparable where nothing says so; else nothing."""
    assert target_change(parse_value(target), parse_value(before), polarity) is change


@pytest.mark.parametrize(
    ("target", "actual", "is_at_limit"),
    [
        ("<1小时", "1小时", True), ("＞90%", "90%", True), (">5次", "5次", True),
        ("<1小时", "2小时", False), ("≤1小时", "1小时", False), (">5次", "4次", False), ("≥95%", "", False),
    ],
)  # fmt: skip
def test_a_target_that_was_to_be_passed_and_was_hit_is_at_its_limit(target, actual, is_at_limit):
    """It is missed, its attainment is 100 %, and that is said; nothing else is at the limit."""
    item = row(target, actual)
    assert item.is_at_limit == is_at_limit
    if is_at_limit:
        assert (item.achievement, item.attainment) == ("missed", 100)


@pytest.mark.parametrize(
    ("form_type", "line", "achievement"),
    [
        ("dept_target", "", "not_due"),
        ("project_target", "", "not_due"),
        ("project_self_eval", "", "not_reported"),
        ("project_self_eval", ', actual: ""', "not_reported"),
        ("dept_self_eval", ', actual: "--"', "not_reported"),
    ],
)
def test_a_plan_is_no_failure_to_report(form_type, line, achievement):
    """Of a form that has no cell for it the result is not due yet; where there is one and it says nothing, it is missing."""
    (result,) = results_of(f"""
        form_type: {form_type}
        goals:
          - kind: annual
            number: 1
            indicators:
              - {{level1: 产出指标, level2: 数量指标, name: 培训人次, target: ≥50人次{line}}}
    """).values()
    assert [item.achievement for item in result.indicators] == [achievement]


def test_both_previous_years_are_compared():
    """8 % two years ago, 5 % last year, 5 % now: equal to last year and less than the year before."""
    (result,) = results_of("""
        form_type: dept_target
        goals:
          - kind: annual
            number: 1
            indicators:
              - {level1: 产出指标, level2: 数量指标, name: 节支率, baseline_y2: 8%, baseline_y1: 5%, target: ≥5%}
              - {level1: 产出指标, level2: 数量指标, name: 签约项目, baseline_y2: "", baseline_y1: 40个, target: ≥50个}
    """).values()
    assert [(item.target_change, item.target_change_y2) for item in result.indicators] == [
        (EQUAL, WEAKER), (STRONGER, None),
    ]  # fmt: skip


# --- long numbers --------------------------------------------------------------------------------------------------


def test_rounding_and_adding_hold_every_digit():
    """Half up as the forms do, far beyond 28 digits, and sums in which no small part is lost."""
    assert rounded(D("9.355"), 2) == D("9.36")
    assert rounded(D("9" * 60 + ".995"), 2) == D("1" + "0" * 60)
    assert added([D("1" + "0" * 40), D("0.01")]) == D("1" + "0" * 40 + ".01")
    assert percent_of(D(1), D(3)) == D("33.33333333333333333333333333")


def test_an_account_number_is_no_amount():
    """18 digits are read exactly; more are two cells run together or an account, and a finding says so."""
    assert parse_amount("9" * 18, CurrencyUnit.YUAN).yuan == D("9" * 18)
    assert parse_amount("9" * 26, CurrencyUnit.YUAN).state == "unparseable"
    found = findings_of(f"""
        funding:
          - {{line_code: total, label: 年度资金总额, adjusted: "100", executed: "{"9" * 26}", weight: "10"}}
    """)
    assert any("9" * 26 in finding.message.zh for finding in found)


LONG = st.from_regex(r"-?[0-9]{1,60}(\.[0-9]{1,60})?", fullmatch=True)


@settings(max_examples=60)
@given(adjusted=LONG, executed=LONG, weight=LONG, target=LONG, actual=LONG)
def test_long_numbers_are_found_and_never_break_anything(adjusted, executed, weight, target, actual):
    """Whatever digits stand in the cells: recomputed, checked and shown without an exception, points within 0 and the weight."""
    example = f"""
        funding:
          - {{line_code: total, label: 总额, adjusted: "{adjusted}", executed: "{executed}", rate: "{actual}", weight: "{weight}", score: "{weight}"}}
        goals:
          - kind: overall
            indicators:
              - {{level1: 产出指标, level2: 数量指标, name: 里程, target: "≥{target.lstrip("-")}", actual: "{actual}", weight: "{weight}", score: "{weight}"}}
        total: {{label: 总分, weight: "{weight}", score: "{executed}"}}
    """
    findings_of(example)
    (result,) = results_of(example).values()
    for item in (*result.funding, *result.indicators):
        assert item.score_recomputed.value is None or item.score_recomputed.value >= 0 or weight.startswith("-")
        assert re.search("[0-9]|—", points(item.score_recomputed.value))
    for line in result.funding:
        assert "E" not in wan(line.adjusted.yuan) + percent(line.rate_recomputed.value)
