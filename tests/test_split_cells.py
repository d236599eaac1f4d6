"""Values whose operator and unit stand in cells of their own say the same as in one cell, in every figure and finding."""

from __future__ import annotations

import json
from dataclasses import asdict, replace

import pytest
from assembled import assembled
from conftest import TODAY
from golden.make_value_catalogue import CATALOGUE, rows_of_catalogue
from hypothesis import given, settings
from hypothesis import strategies as st
from mutation_forms import FORMS
from rule_examples import findings_of, portal_of, results_of
from test_values import CELL_CHARACTERS

from build_scripts.cells.amounts import clean
from build_scripts.cells.categories import direction_of, level1_of, level2_of, without_points
from build_scripts.cells.names import without_code
from build_scripts.cells.values import joined, parse_value
from build_scripts.judging.audit import judged
from build_scripts.judging.rules.examples import read_example
from build_scripts.tables.catalogue import tables
from build_scripts.words.vocabulary import Level1, Level2, Polarity, ValueKind


@pytest.mark.parametrize(
    ("raw", "operator", "unit", "one"),
    [
        ("95", "≥", "%", "≥95%"),
        ("95", "≥", "百分比", "≥95百分比"),
        ("1.5", "≤", "个百分点", "≤1.5个百分点"),
        ("10-30", None, "万元/本", "10-30万元/本"),
        ("100余", "＞＝", "人", ">=100余人"),
        ("8万", "不低于", "人次", "不低于8万人次"),
        ("接访160", "≥", "次", "接访≥160次"),
        ("20/30", "≥", "%", "≥20%/≥30%"),
        ("90以上", "", "%", "90%以上"),
        ("12", "≤", "月", "≤12月"),
        ("1,200.50", "=", "万元", "=1,200.50万元"),
        ("-3", "≥", "%", "≥-3%"),
        # what the value prints itself is not repeated
        ("≥95%", "≥", "%", "≥95%"),
        ("95%", "≥", "%", "≥95%"),
        ("5公里", None, "公里", "5公里"),
        ("1-12月", "=", "月", "1-12月"),
        # words, blanks, masks and natures take no sign
        ("优良", "=", "级", "优良"),
        ("", "≥", "%", ""),
        ("*", "≥", "%", "*"),
        ("--", "≥", "%", "--"),
        (None, "≥", "%", None),
        ("95", "定性", "%", "95%"),
        ("95", "正向", "", "95"),
        ("95", "≥", "/", "≥95"),
    ],
)
def test_joined_cells(raw, operator, unit, one):
    """Sign before the number, unit behind it and its scale."""
    assert joined(raw, operator, unit) == one


@given(
    st.one_of(st.text(), CELL_CHARACTERS),
    st.sampled_from(["≥", "不低于", "定性", "", "\\1"]),
    st.one_of(st.text(), CELL_CHARACTERS),
)
def test_no_text_breaks_the_joining(raw, operator, unit):
    """Whatever stands in the three cells, they are joined without an exception, and what is joined is read."""
    one = joined(raw, operator, unit)
    assert one is not None
    assert parse_value(one).raw == one
    assert joined("5", operator, "\\g<1>\\") == f"{operator if operator in {'≥', '不低于'} else ''}5\\g<1>\\"


def split(text):
    """Return a printed value as operator, value and unit in three cells; None where it has neither sign nor unit."""
    value = parse_value(text)
    if value.kind not in {ValueKind.NUMBER, ValueKind.RANGE, ValueKind.MIXED} or value.number is None:
        return None
    one = clean(text)
    sign = (
        value.op_raw
        if f"{value.op_raw}" and one.find(value.op_raw) < next(i for i, c in enumerate(one) if c.isdigit())
        else ""
    )
    unit = value.unit_raw
    rest = one.replace(sign, "", 1) if sign else one
    rest = rest[::-1].replace(unit[::-1], "", 1)[::-1] if unit else rest
    return (sign, rest, unit) if joined(rest, sign, unit) == one else None


def in_three_cells(node, choose):
    """Return an example with its targets and actual values split where ``choose`` says so, and how many were."""
    if isinstance(node, list):
        return [in_three_cells(item, choose) for item in node]
    if not isinstance(node, dict):
        return node
    node = {key: in_three_cells(value, choose) for key, value in node.items()}
    parts = split(node["target"]) if node.get("target") else None
    if "name" not in node or parts is None or "adjusted_target" in node or not choose():
        return node
    operator, target, unit = parts
    if any(node.get(key) for key in ("baseline_y1", "baseline_y2")):
        return node
    actual = node.get("actual")
    if actual and unit:
        own = split(actual)
        if own is not None and own[2] == unit and own[0] == "":
            node["actual"] = own[1]
        elif parse_value(actual).unit == "" and parse_value(actual).kind == ValueKind.NUMBER:
            return node  # a bare number beside a unit is a number of that unit, and was none before
    return {**node, "operator": operator, "target": target, "unit": unit}


def told(example):
    """Return all that is computed of an example's rows, and all that is found, but for the cells' own text."""
    rows = []
    for result in results_of(example).values():
        for item in result.indicators:
            rows.append(replace(item, row=None, operator=None, unit=""))
    found = [
        {
            key: value
            for key, value in asdict(finding).items()
            if key not in {"quote", "published", "line", "column", "id"}
        }
        for finding in findings_of(example)
    ]
    return rows, found


@pytest.mark.parametrize("name", FORMS)
@settings(max_examples=8, deadline=None)
@given(chance=st.randoms())
def test_splitting_changes_nothing_that_is_computed_or_found(name, chance):
    """Whichever targets of a form are split into three cells, results and findings are the same."""
    whole = read_example(FORMS[name])
    parts = in_three_cells(whole, lambda: chance.random() < 0.7)
    before, after = told(whole), told(parts)
    texts = [[(row.target.raw, row.actual.raw) for row in one[0]] for one in (before, after)]
    assert [(clean(a or ""), clean(b or "")) for a, b in texts[0]] == [
        (clean(a or ""), clean(b or "")) for a, b in texts[1]
    ]
    assert without_raw(before[0]) == without_raw(after[0])
    assert before[1] == after[1]


def without_raw(rows):
    """Return rows without the white space of their cells."""
    return [
        replace(
            row,
            target=replace(row.target, raw=""),
            adjusted_target=replace(row.adjusted_target, raw=""),
            actual=replace(row.actual, raw=""),
        )
        for row in rows
    ]


def test_some_targets_of_the_sample_are_split():
    """The property above speaks of something."""
    examples = [in_three_cells(read_example(text), lambda: True) for text in FORMS.values()]
    assert sum(str(example).count("'operator'") for example in examples) > 20


ROW = """
    goals:
      - kind: overall
        indicators:
          - {{level1: 产出指标, level2: 数量指标, name: 走访户数, operator: "{}", target: "{}", unit: "{}", actual: "{}", weight: "10", score: "10"}}
"""


@pytest.mark.parametrize(
    ("cells", "polarity", "achievement"),
    [
        (("≥", "95", "户", "96"), Polarity.HIGHER_BETTER, "met"),
        (("≤", "95", "户", "96"), Polarity.LOWER_BETTER, "missed"),
        (("正向", "95", "户", "96"), Polarity.HIGHER_BETTER, "met"),
        (("反向", "95", "户", "96"), Polarity.LOWER_BETTER, "missed"),
        (("定性", "优良", "", "优良"), Polarity.QUALITATIVE, "met"),
        (("", "95", "百分点", "96"), Polarity.HIGHER_BETTER, "met"),
        (("≥", "95", "户", "96户"), Polarity.HIGHER_BETTER, "met"),
        (("≥", "95", "户", "基本完成"), Polarity.HIGHER_BETTER, "not_comparable"),
    ],
)
def test_a_row_of_three_cells_is_judged(cells, polarity, achievement):
    """The unit is that of the actual value too; a direction in words decides like a sign."""
    ((result,),) = [result.indicators for result in results_of(ROW.format(*cells)).values()]
    assert (result.polarity, result.achievement) == (polarity, achievement)


@pytest.mark.parametrize(
    ("raw", "direction"),
    [("正向", Polarity.HIGHER_BETTER), ("反向指标", Polarity.LOWER_BETTER), ("逆向", Polarity.LOWER_BETTER)]
    + [(raw, None) for raw in ("定性", "≥", "", None, "正常", "反向波动")],
)
def test_directions(raw, direction):
    """Only the words that name a direction do."""
    assert direction_of(raw) is direction


@pytest.mark.parametrize(
    ("raw", "name", "points"),
    [
        ("产出指标(50分)", "产出指标", "50"),
        ("产出指标\n（50 分）", "产出指标", "50"),
        ("效益指标30分", "效益指标", "30"),
        ("满意度指标（10）", "满意度指标", "10"),
        ("产出指标", "产出指标", ""),
        ("指标1", "指标1", ""),
        (None, "", ""),
    ],
)
def test_levels_with_their_points(raw, name, points):
    """Brackets or the word for points tell them."""
    assert without_points(raw) == (name, points)


def test_levels_are_known_by_their_names():
    """Points in the label, names of tables of criteria, and the ministry's framework for whole departments."""
    assert [level1_of(raw) for raw in ("产出指标(50分)", "项目产出", "效益", "项目决策", "过程", "履职效能", "其他")] == [
        Level1.OUTPUT, Level1.OUTPUT, Level1.OUTCOME, Level1.DECISION, Level1.PROCESS, Level1.DUTIES, None,
    ]  # fmt: skip
    assert level2_of("数量指标（20分）", Level1.OUTPUT) is Level2.QUANTITY


CRITERIA = """
    goals:
      - kind: overall
        indicators:
          - {level1: 项目决策, level2: 项目立项, name: 立项规范性, criteria: 程序规范得满分, weight: "10", score: "10"}
          - {level1: 过程, level2: 资金管理, name: 资金使用合规性, criteria: 合规得满分, weight: "20", score: "20"}
          - {level1: 产出, level2: 实际完成情况, name: 完成率, criteria: 按比例得分, weight: "40", score: "40"}
          - {level1: 效益, level2: 实施效益, name: 受益面, criteria: 明显得满分, weight: "30", score: "30"}
    total: {label: 合计, weight: "100", score: "100"}
"""


def test_a_table_of_criteria_is_not_measured_by_the_indicator_tree():
    """Rows with criteria and points and no target: nothing is missing, nothing stands in a wrong place."""
    assert {finding.rule_id for finding in findings_of(CRITERIA) if finding.about == "form"} <= {"SCO-11", "SCO-14"}
    rows = [row for result in results_of(CRITERIA).values() for row in result.indicators]
    assert {row.score_recomputed.reason for row in rows} == {"by_criteria"}


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("51000021R000012345678-工资性支出", "工资性支出"),
        ("219001-某镇人民政府", "某镇人民政府"),
        ("219001－某镇 人民政府", "某镇人民政府"),
        ("2021-2023年规划编制", "2021-2023年规划编制"),
        ("工资性支出", "工资性支出"),
        ("A4-纸张", "A4-纸张"),
        (None, ""),
    ],
)
def test_codes_before_names(raw, name):
    """A code begins with a digit and ends before a dash; years of a plan are none."""
    assert without_code(raw) == name


def test_a_department_with_its_code_is_the_registered_one():
    """STR-17 speaks of another name only."""
    assert findings_of('department: "219001-示例县交通运输局"', "STR-17") == []
    assert len(findings_of('department: "219001-示例县教育局"', "STR-17")) == 1
    assert portal_of('department: "219001-示例县交通运输局"').statements[0].form.department.startswith("219001-")


def test_nearly_every_value_of_the_catalogue_can_be_split():
    """Of all patterns seen, three cells say what one does; only a counting word with a noun behind it cannot be taken out."""
    texts = [row[0] for row in rows_of_catalogue(CATALOGUE.read_text(encoding="utf-8"))]
    values = [(text, parse_value(text)) for text in texts]
    numbers = [
        (text, value)
        for text, value in values
        if value.kind in {ValueKind.NUMBER, ValueKind.RANGE, ValueKind.MIXED}
        and value.number is not None
        and (value.op_raw or value.unit_raw)
    ]
    whole = [(text, value) for text, value in numbers if split(text) is None]
    assert len(numbers) > 900
    assert all(value.text and value.text != text for text, value in whole)
    for text, _ in numbers:
        if (parts := split(text)) is not None:
            operator, number, unit = parts
            assert parse_value(joined(number, operator, unit)) == parse_value(clean(text))


def test_explore_shows_a_value_with_its_own_cells():
    """A reader of Explore sees sign and unit beside the number; the published table has each cell by itself."""
    audited = judged(portal_of(ROW.format("≥", "95", "户", "96")), lambda _: None, TODAY)
    made = tables(audited)
    row = dict(zip(made["indicators"].header, made["indicators"].rows[0], strict=True))
    assert [row[name] for name in ("operator_raw", "target_raw", "unit_raw", "actual_raw")] == ["≥", "95", "户", "96"]
    (shown,) = json.loads(assembled(audited).files["explore/sample-county-001.json"])
    assert (shown["target_raw"]["values"], shown["actual_raw"]["values"]) == (["≥ 95 户"], ["96 户"])
