"""Layouts of forms outside the five documents: each is read, judged and scored, and no rule speaks where nothing is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest
from rule_examples import findings_of, portal_of, results_of
from test_further_cells import page_of

from build_scripts.reading import strict_yaml, validation
from build_scripts.reading.model import FormTemplate
from build_scripts.words.vocabulary import Severity

TEMPLATES = Path(__file__).parent / "sample" / "data" / "form_templates"
MOF = '{execution_weight: "10", level1_weights: {output: "50", outcome: "30", satisfaction: "10"}, indicator_formula: "false"}'

INTEGRATED = """
    project: 51000021R000012345678-乡村道路养护
    funding:
      - {line_code: total, label: 总额, initial: "100", adjusted: "120", executed: "96", rate: 80%, weight: "10", score: "8", deviation: 汛期停工，24 万元结转下年}
      - {line_code: fiscal, label: 其中：财政资金, initial: "80", adjusted: "100", executed: "80", rate: 80%, weight: "", score: "", deviation: ""}
      - {line_code: special_account, label: 财政专户管理资金, initial: "0", adjusted: "0", executed: "0", rate: 0%, deviation: ""}
      - {line_code: unit_funds, label: 单位资金, initial: "20", adjusted: "20", executed: "16", rate: 80%, deviation: ""}
    goals:
      - kind: overall
        target_text: 养护乡村道路，方便群众出行
        actual_text: 养护道路 52 公里，群众出行更方便
        indicators:
          - {level1: 产出指标, level2: 数量指标, name: 养护里程, operator: ≥, target: "50", unit: 公里, actual: "52", weight: "20", score: "20", deviation: ""}
          - {level2: 质量指标, name: 验收合格率, operator: "=", target: "100", unit: "%", actual: "100", weight: "10", score: "10", deviation: ""}
          - {level2: 时效指标, name: 完成时限, operator: ≤, target: "12", unit: 月, actual: "11", weight: "10", score: "10", deviation: ""}
          - {level2: 成本指标, name: 养护成本, operator: ≤, target: "120", unit: 万元, actual: "96", weight: "10", score: "10", deviation: ""}
          - {level1: 效益指标, level2: 社会效益指标, name: 出行条件, operator: 定性, target: 明显改善, unit: "", actual: 明显改善, weight: "30", score: "30", deviation: ""}
          - {level1: 满意度指标, level2: 服务对象满意度指标, name: 群众满意度, operator: ≥, target: "95", unit: "%", actual: "90", weight: "10", score: "9.5", deviation: 个别路段返工}
    total: {label: 合计, weight: "100", score: "97.5"}
    narratives:
      - {kind: report_number, heading: 报告编号, text: JX-2023-0001}
      - {kind: implementation, heading: 项目实施内容及过程概述, text: 分两个标段实施。}
      - {kind: conclusion, heading: 评价结论, text: 完成年度目标。}
      - {kind: person, heading: 项目负责人, text: 某某}
"""
HUNDRED = """
    funding:
      - {line_code: total, label: 年度资金总额, initial: 150万, adjusted: 150万, executed: 135万, weight: "100", rate: 90%, score: "9.5"}
      - {line_code: fiscal, label: 其中：财政拨款, initial: 150万, adjusted: 150万, executed: 135万}
      - {line_code: superior, label: 上级资金, initial: 50万, adjusted: 50万, executed: 45万}
      - {line_code: city_county, label: 本级资金, initial: 100万, adjusted: 100万, executed: 90万}
    goals:
      - kind: overall
        target_text: 完成维修
        actual_text: 已完成维修三处
        indicators:
          - {level1: 产出指标(50分), level2: 数量指标, name: 维修处数, target: ≥3处, actual: 3处, weight: "50", score: "50", deviation: ""}
          - {level1: 效益指标（30分）, level2: 社会效益指标, name: 安全隐患, target: 消除, actual: 消除, weight: "30", score: "30", deviation: ""}
          - {level1: 满意度指标（10 分）, level2: 服务对象满意度指标, name: 居民满意度, target: ≥100百分比, actual: 100%, weight: "10", score: "10", deviation: ""}
    total: {label: 总分, weight: "100", score: "99.5"}
"""
NO_LEVELS = """
    funding:
      - {line_code: total, label: 总额, adjusted: "106.5", executed: "106.5", weight: "10", rate: 100%, score: "10"}
      - {line_code: other_line, label: 其中：帮扶资金, adjusted: "3", executed: "3"}
      - {line_code: fiscal, label: 财政资金, adjusted: "103.5", executed: "103.5"}
    goals:
      - kind: overall
        target_text: 办好培训
        adjusted_text: 办好线上培训
        actual_text: 办班十二期
        indicators:
          - {name: 办班期数, unit: 期, operator: 正向, target: "10", adjusted_target: "12", actual: "12", coefficient: "1", weight: "45", score: "45", core: 是}
          - {name: 投诉次数, unit: 次, operator: 反向, target: "2", adjusted_target: "", actual: "4", coefficient: 50%, weight: "45", score: "22.5", core: 否, deviation: 一期场地变更}
    total: {label: 合计, weight: "100", score: "77.5", reviewed_score: "76"}
    narratives:
      - {kind: self_score, heading: 自评得分, text: "77.5"}
      - {kind: reviewed_score, heading: 财政审定得分, text: 76分}
"""
LAYOUTS = {"integrated": INTEGRATED, "weight of the whole form": HUNDRED, "without levels": NO_LEVELS}


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_form_without_a_fault_has_no_error(name):
    """No error and no doubt, whatever the columns, rows and levels are."""
    found = findings_of(LAYOUTS[name] + f"    profile: {MOF}\n")
    assert [(item.rule_id, item.path, item.message.en) for item in found if item.severity is not Severity.NOTE] == []


def test_a_changed_budget_is_explained_in_its_row():
    """A reason in the money row is one; a stock phrase and what the blank form says there are none."""
    for reason in ("无", "请简要说明原因（100字以内）", ""):
        text = INTEGRATED.replace("汛期停工，24 万元结转下年", f'"{reason}"')
        assert {"BUD-07"} <= {item.rule_id for item in findings_of(text)}


def test_rows_are_known_by_the_cells_of_their_own():
    """Operator and unit decide; the weight of the whole form says nothing of what execution earns."""
    (result,) = results_of(INTEGRATED).values()
    assert [item.achievement.value for item in result.indicators] == [
        "met",
        "met",
        "undetermined",
        "met",
        "met",
        "missed",
    ]
    assert result.indicators[0].target.raw == "≥50公里"
    (result,) = results_of(HUNDRED).values()
    assert result.funding[0].score_recomputed.reason == "other_weight"
    assert [item.level1_points.value for item in result.indicators] == [50, 30, 10]
    assert "共失 0 分" in page_of(portal_of(HUNDRED))
    notes = {item.rule_id for item in findings_of(HUNDRED) if item.severity is Severity.NOTE}
    assert "SCO-02" in notes


FUNDS = """
    funding:
      - {{line_code: total, label: 总额, adjusted: "100"}}
      - {{line_code: fiscal, label: 财政拨款, adjusted: "{fiscal}"}}
      - {{line_code: superior, label: 上级补助, adjusted: "{superior}"}}
      - {{line_code: self_raised, label: 自筹资金, adjusted: "{raised}"}}
      {more}
"""


@pytest.mark.parametrize(
    ("fiscal", "superior", "raised", "more", "wrong"),
    [
        ("80", "30", "20", "", False),  # a part of fiscal money
        ("50", "30", "20", "", False),  # a source beside it
        ("50", "30", "30", "", True),
        ("50", "30", "10", '- {line_code: other_line, label: 某项, adjusted: "10"}', False),  # nobody knows what it is
    ],
)
def test_fiscal_money_and_its_levels(fiscal, superior, raised, more, wrong):
    """Rows by level may be parts of fiscal money or sources beside it; an error is what agrees with neither."""
    found = findings_of(FUNDS.format(fiscal=fiscal, superior=superior, raised=raised, more=more), "BUD-01")
    assert bool(found) is wrong


BANDS = """
    profile: {{indicator_formula: "true", formula_printed: "true", over_fulfilment_bands: [{{lower: "200", deduction: "10"}}, {{lower: "300", deduction: "20"}}, {{lower: "500", deduction: "30"}}]}}
    goals:
      - kind: overall
        indicators:
          - {{level1: 产出指标, level2: 数量指标, name: {name}, target: {target}, actual: "{actual}", weight: "20", score: "{score}", deviation: ""}}
    total: {{label: 总分, weight: "20", score: "{score}"}}
"""


@pytest.mark.parametrize(
    ("target", "actual", "score", "formula"),
    [
        ("≥10场", "19.99场", "20", "20 × min(19.99场 ÷ 10场, 100%) = 20"),
        ("≥10场", "20场", "18", "20 × min(20场 ÷ 10场, 100%) × (100% − 10%) = 18"),
        ("≥10场", "29.9场", "18", "20 × min(29.9场 ÷ 10场, 100%) × (100% − 10%) = 18"),
        ("≥10场", "30场", "16", "20 × min(30场 ÷ 10场, 100%) × (100% − 20%) = 16"),
        ("≥10场", "49.99场", "16", "20 × min(49.99场 ÷ 10场, 100%) × (100% − 20%) = 16"),
        ("≥10场", "50场", "14", "20 × min(50场 ÷ 10场, 100%) × (100% − 30%) = 14"),
        ("≥10场", "500场", "14", "20 × min(500场 ÷ 10场, 100%) × (100% − 30%) = 14"),
        ("≤10场", "2场", "20", "20 × min(10场 ÷ 2场, 100%) = 20"),
    ],
)
def test_over_fulfilment_takes_points_from_its_bands_on(target, actual, score, formula):
    """Bands hold from their lower bound on, for what is better higher; the formula says what was taken, and SCO-04 agrees."""
    example = BANDS.format(name="宣传活动场数", target=target, actual=actual, score=score)
    ((result,),) = (item.indicators for item in results_of(example).values())
    assert result.score_recomputed.formula == formula
    assert findings_of(example, "SCO-04") == findings_of(example, "SCO-07") == []
    assert findings_of(example.replace(f'score: "{score}", deviation', 'score: "19", deviation'), "SCO-04")


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("说明项目完成情况、取得的效益（100字以内）", True),
        ("请在此处简要说明审计中发现的问题，如没有请填写无", True),
        ("请填写年度目标", True),
        ("（请填写偏差原因）", True),
        ("简要概述（不超过200字）", True),
        ("完成维修三处，群众满意", False),
        ("说明会已召开三次", False),
    ],
)
def test_what_a_blank_form_says_is_no_answer(text, is_one):
    """As a target it is a placeholder, as a reason none; STR-03 speaks of it."""
    row = f"{{level1: 产出指标, level2: 数量指标, name: 维修, target: {text}, actual: 1处, weight: '10', score: '8', deviation: {text}}}"
    example = f"""
        goals:
          - {{kind: overall, indicators: [{row}]}}
    """
    ((result,),) = (item.indicators for item in results_of(example).values())
    assert (result.target.state == "placeholder") is is_one
    assert bool(findings_of(example, "STR-03")) is is_one
    assert bool(findings_of(example, "SCO-07")) is is_one


def test_head_prints_the_result_where_no_total_row_does():
    """A form whose head prints its score is not without one (STR-12); SCO-19 compares it with the sum of the points."""
    text = NO_LEVELS.replace(
        'total: {label: 合计, weight: "100", score: "77.5", reviewed_score: "76"}', "{}".format("")
    )
    assert {"STR-12", "SCO-19"} & {item.rule_id for item in findings_of(text)} == set()
    assert [item.rule_id for item in findings_of(text.replace('text: "77.5"', 'text: "78.5"'), "SCO-19")] == ["SCO-19"]


@pytest.mark.parametrize("name", ["mof-project-2020", "integrated-project-2023"])
def test_national_templates_stand_beside_those_of_provinces(name):
    """They are valid, and name no province."""
    data, positions, _ = strict_yaml.read_yaml((TEMPLATES / f"{name}.yml").read_bytes(), name)
    template, problems = validation.validate(FormTemplate, data or {}, positions, name)
    assert (problems, "省" in template.name) == ([], False)
    keys = {column.key for column in template.indicator_columns}
    assert ({"operator", "unit"} <= keys) is name.startswith("integrated")
    assert portal_of(INTEGRATED).statements
