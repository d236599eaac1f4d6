"""One fault at a time: small changes to clean forms, each found by the rule meant for it and by no other error rule."""

from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

import pytest
from conftest import SAMPLE
from mutation_forms import FORMS
from rule_examples import TODAY, portal_of

from build_scripts.judging.check import check
from build_scripts.judging.findings import Finding
from build_scripts.judging.rules import RULES
from build_scripts.judging.score import score
from build_scripts.reading import strict_yaml, validation
from build_scripts.reading.model import ScoringProfile
from build_scripts.reading.yaml_writing import write
from build_scripts.words.vocabulary import Severity

SHIPPED_PROFILES = SAMPLE / "scoring_profiles"
REMOVED = None
"""As a new value: the key or row is taken away."""
TOGETHER: dict[str, dict[str, dict[str, Any]]] = {
    "year": {
        "hunan_report": {},
        "hunan_department": {"source.annex": "附件1"},
        "hunan_project": {"source.annex": "附件2"},
    },
    "siblings": {
        "wuhan_project": {"fiscal_year": "2021", "fiscal_year_text": "（2021年度）"},
        "shanxi_project": {},
        "hunan_project": {"fiscal_year": "2021", "fiscal_year_text": "2021年度"},
        "wuhan_department": {"form_type": "project_self_eval"},
    },
    "years": {"hunan_department": {}, "next_year": {}},
    "plan": {
        "next_year": {"fiscal_year": "2023"},
        "hunan_department": {"goals[0].indicators[2].target": "≥97%"},
    },
    "papers": {
        "hunan_report": {
            "narratives": [{"kind": "report_section", "heading": "基本情况", "text": "本单位内设科室6个。"}]
        },
        "base_data": {},
    },
    "list": {
        "hunan_report": {
            "narratives[1].text": "2023年项目支出年初预算数为336.00万元，决算数325.50万元。其中区长热线运行经费120.00万元、电子政务外网运行维护40.00万元、智慧办公平台运行176.00万元。"
        },
        "hunan_project": {},
        "shanxi_project": {"fiscal_year": "2023", "fiscal_year_text": "（2023年度）"},
        "wuhan_project": {"fiscal_year": "2023", "fiscal_year_text": "（2023年度）"},
    },
    "scores": {
        "hunan_department": {"fiscal_year": "2021", "fiscal_year_text": "2021年度"},
        "shanxi_project": {},
        "wuhan_department": {"form_type": "project_self_eval"},
    },
}
"""Departments with several forms, for rules that look across them: form → changes that fit it in."""
ROW = "goals[0].indicators[{}].{}"


@dataclass(frozen=True)
class Fault:
    """A change to a clean form, and the rule that is to find it."""

    name: str
    form: str
    rule: str
    changes: dict[str, Any]
    implied: set[str] = field(default_factory=set)
    """Error rules that cannot but find the same fault."""


def row(number: int, **cells: Any) -> dict[str, Any]:
    """Return changes to the cells of an indicator row of the first goal."""
    return {ROW.format(number, key): value for key, value in cells.items()}


def low_execution() -> dict[str, Any]:
    """Return a Shanxi form's execution rate of 75 %, consistent in itself."""
    return {
        "funding[0].executed": "30.00",
        "funding[0].rate": "75.00%",
        "funding[0].score": "7.5",
        "funding[3].executed": "15.00",
        "funding[3].rate": "60%",
        "total.score": "97.3",
        **row(3, actual="28万元"),
    }


def copied() -> dict[str, Any]:
    """Return a target form's figures of both earlier years as copies of the year's targets."""
    targets = ("28万元", "800件", "96%", "2天", "70%", "92%")
    return {
        f"goals[1].indicators[{number}].{year}": target
        for number, target in enumerate(targets)
        for year in ("baseline_y1", "baseline_y2")
    }


def total_left_zero() -> dict[str, Any]:
    """Return a Shanxi form's total row with every amount and the rate left 0, above parts that hold the money."""
    return {f"funding[0].{key}": "0" for key in ("initial", "adjusted", "executed")} | {"funding[0].rate": "--"}


def in_yuan() -> dict[str, Any]:
    """Return a Shanxi form's amounts in yuan, under a heading that says ten thousand yuan."""
    amounts = (("400000", "385000"), ("50000", "50000"), ("100000", "100000"), ("250000", "235000"))
    return {
        f"funding[{line}].{key}": value
        for line, (budget, executed) in enumerate(amounts)
        for key, value in (("initial", budget), ("adjusted", budget), ("executed", executed))
    }


HEAD_SCORE = {"kind": "self_score", "heading": "自评得分", "text": "97.00分"}
NOTHING_BUDGETED = {
    "line_code": "total",
    "label": "年度资金总额",
    "adjusted": "0",
    "executed": "0",
    "weight": "10",
    "rate": "--",
    "score": "10",
}
CARRIED_NOTHING_OVER = {
    "line_code": "carry_over",
    "label": "上年结转资金",
    "initial": "0",
    "adjusted": "0",
    "executed": "0",
}
ONE_INDICATOR = {"level1": "产出指标", "level2": "质量指标", "name": "档案数字化率", "target": "≥60%"}
SHANXI, WUHAN, TARGETS, BASE = "shanxi_project", "wuhan_department", "targets", "base_data"
MONEY = (
    Fault("a digit too many in the total", SHANXI, "BUD-01", {"funding[0].initial": "400.00"}),
    Fault("a part off by one", SHANXI, "BUD-01", {"funding[3].initial": "26.00"}),
    Fault("digits of a part swapped", "hunan_project", "BUD-01", {"funding[1].initial": "02.00"}),
    Fault("a part left out", SHANXI, "BUD-01", {"funding[1]": REMOVED}),
    Fault("digits of a rate swapped", SHANXI, "BUD-02", {"funding[0].rate": "92.65%"}),
    Fault("rate of another row", SHANXI, "BUD-02", {"funding[3].rate": "100%"}),
    Fault("rate turned upside down", "hunan_project", "BUD-02", {"funding[3].rate": "103.45%"}),
    Fault(
        "a part spent beyond its budget",
        SHANXI,
        "BUD-03",
        {
            "funding[2].executed": "11.00",
            "funding[2].rate": "110%",
            "funding[3].executed": "22.50",
            "funding[3].rate": "90%",
        },
    ),
    Fault("execution points swapped", SHANXI, "BUD-04", {"funding[0].score": "9.36", "total.score": "99.16"}),
    Fault("full execution points", SHANXI, "BUD-04", {"funding[0].score": "10.00", "total.score": "99.80"}),
    Fault("execution points of last year", WUHAN, "BUD-04", {"funding[2].score": "9.5", "total.score": "97.97"}),
    Fault("points without a budget", SHANXI, "BUD-05", {"funding": [NOTHING_BUDGETED], "total.score": "99.8"}),
    Fault(
        "total left 0, points by no rate of its parts",
        SHANXI,
        "BUD-05",
        {**total_left_zero(), "funding[0].score": "8", "total.score": "97.8"},
        implied={"BUD-01"},
    ),
    Fault("amounts in yuan under 万元", SHANXI, "BUD-06", in_yuan()),
    Fault("low rate, no reason", SHANXI, "BUD-07", low_execution()),
    Fault("budget cut, no reason", SHANXI, "BUD-08", {"funding[0].initial": "60.00", "funding[3].initial": "45.00"}),
    Fault("revenue side a digit too long", "hunan_department", "BUD-09", {"funding[2].amount": "200.00"}),
    Fault("digits of basic expenditure swapped", "hunan_department", "BUD-09", {"funding[3].amount": "870.00"}),
    Fault(
        "carried over by name only",
        SHANXI,
        "BUD-10",
        {"project": "电子政务外网维护（上年结转资金）", "funding[+]": CARRIED_NOTHING_OVER},
    ),
    Fault("three-public total off by one", BASE, "BUD-12", {"base_data[3].final": "13.50"}),
    Fault("vehicles do not add up", BASE, "BUD-12", {"base_data[6].final": "5.70"}),
    Fault("project parts do not add up", BASE, "BUD-12", {"base_data[11].prior_final": "57.10"}),
    Fault("operating items above their sum", BASE, "BUD-12", {"base_data[14].budget": "62.00"}),
    Fault("receptions above budget", BASE, "BUD-13", {"base_data[8].final": "6.50", "base_data[3].final": "14.00"}),
    Fault(
        "project spending above budget",
        BASE,
        "BUD-13",
        {"base_data[10].final": "204.00", "base_data[9].final": "261.00"},
    ),
    Fault("staffing rate wrong", BASE, "BUD-16", {"base_data[2].value": "85.00%"}),
    Fault("more staff than posts", BASE, "BUD-16", {"base_data[1].value": "84", "base_data[2].value": "105.00%"}),
    Fault("unit of the header recorded as another", SHANXI, "BUD-19", {"currency_unit_text": "项目资金（元）"}),
    Fault("zero of zero printed as a rate", "hunan_project", "BUD-17", {"funding[2].rate": "0%"}),
    Fault(
        "three-public spending grown",
        BASE,
        "BUD-18",
        {"base_data[8].prior_final": "3.00", "base_data[3].prior_final": "11.00"},
    ),
)
POINTS = (
    Fault("points above the weight", SHANXI, "SCO-01", {**row(0, score="16"), "total.score": "100.43"}),
    Fault("points below zero", SHANXI, "SCO-01", {**row(0, score="-1"), "total.score": "83.43"}),
    Fault("weight raised", SHANXI, "SCO-02", row(0, weight="18")),
    Fault("weight of a row lost", SHANXI, "SCO-02", row(5, weight="")),
    Fault("total weight misprinted", SHANXI, "SCO-02", {"total.weight": "110"}),
    Fault("total off by one", SHANXI, "SCO-03", {"total.score": "98.43"}),
    Fault("digits of the total swapped", "hunan_project", "SCO-03", {"total.score": "96.97"}),
    Fault("total copied from another form", WUHAN, "SCO-03", {"total.score": "97.5分"}),
    Fault("points by another formula", WUHAN, "SCO-04", {**row(1, score="9.00"), "total.score": "97.80"}),
    Fault("met and yet points lost", WUHAN, "SCO-04", {**row(0, score="12"), "total.score": "95.27"}),
    Fault("missed with full points", SHANXI, "SCO-05", row(1, actual="95%")),
    Fault("dearer than the ceiling, full points", SHANXI, "SCO-05", row(3, actual="37万元")),
    Fault("operator of a cost turned", SHANXI, "SCO-05", row(3, target="≥36万元")),
    Fault("too late, full points", WUHAN, "SCO-05", row(2, actual="5小时")),
    Fault("too few, full points", "hunan_project", "SCO-05", row(1, actual="1286件")),
    Fault("open-ended, full points", SHANXI, "SCO-06", row(1, actual="97%以上")),
    Fault("points lost, no reason", SHANXI, "SCO-07", row(2, deviation="")),
    Fault("points lost, stock phrase", SHANXI, "SCO-07", row(2, deviation="已完成。")),
    Fault("missed, no reason", "wuhan_project", "SCO-08", row(3, deviation="")),
    Fault("slipped below target, no reason", "wuhan_project", "SCO-08", row(1, actual="69%")),
    Fault(
        "weights moved between categories",
        SHANXI,
        "SCO-09",
        {**row(6, weight="20", score="20"), **row(4, weight="5", score="5")},
    ),
    Fault("words answered by a percentage", SHANXI, "SCO-10", row(4, target="明显提升", actual="100%")),
    Fault("target doubled", SHANXI, "SCO-13", row(0, actual="25条")),
    Fault(
        "weights not printed",
        WUHAN,
        "SCO-14",
        {
            f"goals[{goal}].indicators[{line}].weight": REMOVED
            for goal, line in [(0, 0), (0, 1), (0, 2), (0, 3), (1, 0), (1, 1), (1, 2)]
        },
    ),
    Fault("exact target exceeded, full points", SHANXI, "SCO-05", row(0, target="=12条", actual="13条")),
    Fault("grade too low", "hunan_project", "SCO-12", {"total.grade": "良"}),
    Fault("points above the weight after review", SHANXI, "SCO-01", row(0, reviewed_score="16")),
    Fault("coefficient of another row", SHANXI, "SCO-17", row(0, coefficient="0.5")),
    Fault("points in the label of a level misprinted", SHANXI, "SCO-18", row(0, level1="产出指标（55分）")),
    Fault("score in the head of a draft", SHANXI, "SCO-19", {"narratives": [HEAD_SCORE]}),
    Fault("goal's points above its weight", WUHAN, "SCO-15", {"goals[0].weight": "（40分）"}),
    Fault("goal's points below its weight", WUHAN, "SCO-16", {"goals[1].weight": "（50分）"}),
)
INDICATORS = (
    Fault("satisfaction at most", SHANXI, "IND-01", row(6, target="≤96%", actual="95%")),
    Fault("response time at least", WUHAN, "IND-01", row(2, target="≥4小时", actual="5小时")),
    Fault("strict bound met by equality", SHANXI, "IND-02", row(5, target=">3年")),
    Fault("cost copied from the budget", SHANXI, "IND-03", row(3, target="≤40万元", actual="40万元")),
    Fault(
        "spending progress of its own",
        SHANXI,
        "IND-03",
        {**row(2, name="经费支出进度", target="≥90%", actual="90%", score="10"), "total.score": "99.63"},
    ),
    Fault(
        "budget said to be followed, overspent",
        WUHAN,
        "IND-04",
        {
            **row(3, actual="按照预算执行"),
            "funding[2].executed": "1600.00",
            "funding[2].rate": "106.67%",
            "funding[2].score": "10",
            "total.score": "98.47",
        },
        implied={"BUD-03"},
    ),
    Fault(
        "paid in full at a low rate",
        SHANXI,
        "IND-05",
        {**low_execution(), **row(6, name="专线费用支付及时率", target="100%", actual="100%")},
    ),
    Fault("share of at most everything", SHANXI, "IND-06", row(4, target="≤100%")),
    Fault("at least nothing", SHANXI, "IND-06", row(0, target="≥0条")),
    Fault("scope for a target", SHANXI, "IND-07", row(0, target="辖区范围")),
    Fault("name for a target", SHANXI, "IND-08", row(0, target="专线覆盖率")),
    Fault(
        "year not changed",
        SHANXI,
        "IND-09",
        {**row(2, target="2020年12月底", actual="2020年12月底", score="10"), "total.score": "99.63"},
    ),
    Fault(
        "one row below three goals",
        TARGETS,
        "IND-10",
        {
            "goals": [
                {
                    "kind": "annual",
                    "number": str(number),
                    "label": f"年度目标{number}：",
                    "target_text": text,
                    "indicators": [ONE_INDICATOR],
                }
                for number, text in enumerate(("整理馆藏档案", "开展档案宣传", "培训档案人员"), 1)
            ]
        },
    ),
    Fault("objective copied", SHANXI, "IND-11", {"goals[0].actual_text": "保障全县政务网络稳定运行"}),
    Fault("quantity in percent", SHANXI, "IND-12", row(0, target="100%", actual="100%")),
    Fault("rate in pieces", SHANXI, "IND-12", row(1, target="≥12条", actual="12条")),
    Fault("below last year", TARGETS, "IND-13", {"goals[1].indicators[4].target": "≥50%"}),
    Fault("longer than last year", TARGETS, "IND-13", {"goals[1].indicators[3].target": "≤5天"}),
    Fault("nothing asked for any more", TARGETS, "IND-23", {"goals[1].indicators[1].target": "0"}),
    Fault("below the long-term target", TARGETS, "IND-14", {"goals[1].indicators[2].target": "≥69%"}),
    Fault("ceiling above the long-term one", TARGETS, "IND-14", {"goals[1].indicators[0].target": "≤82万元"}),
    Fault("twice the plan", SHANXI, "IND-17", row(4, name="网上办件完成率", target="200%", actual="200%")),
    Fault("value for a name", SHANXI, "IND-15", row(6, name="≥90%")),
    Fault("no satisfaction among satisfaction", SHANXI, "IND-16", row(6, name="机房管理制度健全率")),
    Fault("satisfaction of everybody", SHANXI, "IND-17", row(6, target="100%", actual="100%")),
    Fault("objective is the project's name", SHANXI, "IND-19", {"goals[0].target_text": "电子政务外网运行维护"}),
    Fault("target lowered in the year", SHANXI, "IND-21", row(0, adjusted_target="≥10条", actual="10条")),
)
WRITING = (
    Fault("percent sign doubled", SHANXI, "FMT-01", row(1, target="≥98%%")),
    Fault("one percent for a whole", TARGETS, "FMT-01", {"goals[1].indicators[1].target": "1%"}),
    Fault("rate in words", SHANXI, "FMT-01", {"funding[1].rate": "百分之百"}),
    Fault("points in words", SHANXI, "FMT-01", {"funding[1].score": "满分"}),
    Fault("title mark for at least", SHANXI, "FMT-02", row(1, target="》98%")),
    Fault("operator in an actual value", SHANXI, "FMT-03", row(1, actual="≥98%")),
    Fault("operator in a figure of last year", TARGETS, "FMT-03", {"goals[1].indicators[4].baseline_y1": "≥65%"}),
    Fault("actual value open-ended", SHANXI, "FMT-04", row(1, actual="98%以上")),
    Fault("pieces against percent", SHANXI, "FMT-05", row(0, actual="100%")),
    Fault("units lost", SHANXI, "FMT-06", row(0, target="≥12", actual="12")),
    Fault("rate as a fraction", SHANXI, "FMT-07", row(1, target="≥0.98", actual="0.985")),
    Fault("unit in name and cell", SHANXI, "FMT-08", row(0, name="租用政务专线（条）")),
    Fault("unit of two readings", SHANXI, "FMT-09", row(0, target="≥12批/次", actual="12批/次")),
    Fault("slash before the unit", SHANXI, "FMT-09", row(0, target="≥12/条", actual="12/条")),
    Fault("operator before a range", SHANXI, "FMT-10", row(0, target="≥10-12条")),
    Fault("placeholder for a target", SHANXI, "FMT-11", row(0, target="--")),
    Fault("operator of its own contradicts the target", SHANXI, "FMT-13", row(0, operator="≤")),
    Fault("unit of its own contradicts the target", SHANXI, "FMT-13", row(0, unit="公里")),
    Fault("coefficient in words", SHANXI, "FMT-01", row(0, coefficient="全额")),
    Fault("percent signs lost", SHANXI, "FMT-12", row(4, target="≥80", actual="84")),
    Fault("unit's cell blank", SHANXI, "STR-02", {"implementing_unit": ""}),
    Fault("instruction left in place", SHANXI, "STR-03", {"goals[0].actual_text": "请在此处简要说明（100字以内）"}),
    Fault("row shifted", SHANXI, "STR-04", row(0, name="数量指标")),
    Fault("category by another name", SHANXI, "STR-05", row(4, level2="社会效益")),
    Fault("category below the wrong one", SHANXI, "STR-06", row(2, level2="社会效益指标")),
    Fault("actual value lost", SHANXI, "STR-07", row(0, actual="")),
    Fault("bookmark in a cell", SHANXI, "STR-08", row(0, target="[bookmark: _GoBack]≥12条")),
    Fault(
        "second copy differs",
        SHANXI,
        "STR-09",
        {
            "source": {
                "duplicate": {
                    "first_line": "20",
                    "last_line": "40",
                    "description": "工作表内嵌图片的文字",
                    "differences": [{"path": "goals[0].indicators[0].actual", "text": "13条"}],
                }
            }
        },
    ),
    Fault(
        "goal number twice",
        TARGETS,
        "STR-10",
        {
            "goals[+]": {
                "kind": "annual",
                "number": "1",
                "label": "年度目标1：",
                "target_text": "培训档案人员",
                "indicators": [ONE_INDICATOR],
            }
        },
    ),
    Fault(
        "goal without rows",
        TARGETS,
        "STR-10",
        {"goals[1].overview": "目标1：整理馆藏档案并开展宣传", "goals[1].indicators": []},
    ),
    Fault("total left out", SHANXI, "STR-12", {"total": REMOVED}),
    Fault("form in another department's folder", SHANXI, "STR-17", {"department": "示例县教育局"}),
    Fault(
        "title of another department", TARGETS, "STR-17", {"department": "", "title": "示例县教育局整体支出绩效目标表"}
    ),
    Fault("source record left as imported", SHANXI, "STR-18", {"document": {"publisher": "待填写"}}),
    Fault("day that no calendar has", WUHAN, "DSC-07", {"report_date": "2022.13.45"}),
    Fault(
        "no outcome at all",
        SHANXI,
        "STR-13",
        {**row(4, level1="产出指标", level2="质量指标"), **row(5, level2="质量指标")},
    ),
    Fault(
        "beginning of a paragraph lost", WUHAN, "STR-16", {"narratives[0].text": "，两处路面未通过首次验收，已返工。"}
    ),
    Fault("reported before the year ended", WUHAN, "DSC-01", {"report_date": "2021.11.30"}),
    Fault(
        "published late",
        SHANXI,
        "DSC-02",
        {"document": {"approval_date": "2022-07-20", "publication_date": "2022-08-31"}},
    ),
    Fault("actual value masked", SHANXI, "DSC-06", row(0, actual="*")),
    Fault("points masked", SHANXI, "DSC-06", row(0, score="*")),
    Fault("amount masked", SHANXI, "DSC-06", {"funding[3].executed": "■■"}),
    Fault("reporting date left blank", WUHAN, "DSC-03", {"report_date": "  年  月  日"}),
    Fault("secrecy beside an amount", TARGETS, "DSC-04", {"goals[1].indicators[0].name": "涉密档案整理费用"}),
    Fault("an identity number", WUHAN, "DSC-05", {"narratives[0].text": "联系人身份证号11010519491231002X，已返工。"}),
)
ACROSS = (
    Fault(
        "report tells another sum",
        "year",
        "BUD-14",
        {"forms[0].narratives[0].text": "2023年基本支出预算数为780.00万元，决算数842.50万元。"},
    ),
    Fault(
        "projects beyond the department's",
        "year",
        "BUD-15",
        {
            "forms[0].narratives": [],
            "forms[1].funding[3].amount": "870.00",
            "forms[1].funding[4].amount": "30.00",
        },
    ),
    Fault("an annex left out", "year", "STR-11", {"forms[2].source.annex": "附件3"}),
    Fault(
        "one form of several in yuan",
        "siblings",
        "BUD-06",
        {
            f"forms[0].funding[{line}].{key}": f"{amount}0000"
            for line in (0, 1)
            for key, amount in (("adjusted", "176"), ("executed", "171"))
        },
    ),
    Fault("less than reported last year", "years", "IND-22", {"forms[1].goals[0].indicators[1].target": "≥90%"}),
    Fault(
        "full marks everywhere",
        "scores",
        "SCO-11",
        {f"forms[{number}].total.score": "100" for number in range(3)},
        implied={"SCO-03"},
    ),
)
NAMES_AND_YEARS = (
    Fault("persons counted in square metres", SHANXI, "IND-24", row(4, name="网上办件人数")),
    Fault("a length of use in pieces", SHANXI, "IND-24", row(5, target="≥3台", actual="3台")),
    Fault(
        "an indicator twice with two targets",
        TARGETS,
        "IND-25",
        {"goals[1].indicators[4].name": "档案完好率", "goals[1].indicators[4].level2": "质量指标"},
        {"IND-14"},
    ),
    Fault("long-term costs in persons", TARGETS, "IND-26", {"goals[0].indicators[2].target": "≥90人次"}),
    Fault("earlier years copied", TARGETS, "IND-27", {**copied(), "thresholds": {"same_history_rows": "5"}}),
    Fault("a digit lost", TARGETS, "IND-28", {"goals[1].indicators[1].baseline_y1": "78件"}),
    Fault("word for ten thousand lost", TARGETS, "IND-28", {"goals[1].indicators[1].baseline_y2": "750万件"}),
    Fault("half of last year", TARGETS, "IND-29", {"goals[1].indicators[1].target": "380件"}),
    Fault("a cost in yuan beside ten thousand yuan", TARGETS, "FMT-20", {"goals[1].indicators[0].target": "280000"}),
    Fault(
        "fraction beside percentages",
        TARGETS,
        "FMT-07",
        {"goals[1].indicators[4].name": "公众知晓情况", "goals[1].indicators[4].baseline_y1": "0.65"},
    ),
    Fault("radical for a character", SHANXI, "STR-19", row(6, name="使用⼈员满意度")),
    Fault("character lost", SHANXI, "STR-19", row(6, name="使用人员满意度\ufffd")),
)
PLANS = (
    Fault("heading of last year", SHANXI, "STR-40", {"fiscal_year_text": "（2019年度）"}),
    Fault(
        "a day that no month has", SHANXI, "DSC-07", row(2, name="线路验收时间", target="2月30日前", actual="2月28日")
    ),
    Fault(
        "published before it was approved",
        SHANXI,
        "DSC-02",
        {"document": {"approval_date": "2022-08-31", "publication_date": "2022-07-20"}},
    ),
    Fault("level of secrecy in a project's name", SHANXI, "DSC-04", {"project": "机要通信（机密）"}),
    Fault(
        "another target than planned",
        "plan",
        "IND-80",
        {"forms[1].goals[0].indicators[2].target": "≥95%"},
    ),
    Fault(
        "dated after its publication",
        WUHAN,
        "DSC-08",
        {"report_date": "2022年11月1日", "document": {"publication_date": "2022-08-31"}},
    ),
)
TEXTS = (
    Fault(
        "parts of a text beyond its total",
        "year",
        "TXT-01",
        {
            "forms[0].narratives[+]": {
                "kind": "report_section",
                "heading": "项目支出",
                "text": "下拨经费9.00万元，其中甲乡5.00万元，乙乡5.00万元。",
            }
        },
    ),
    Fault(
        "more projects in the report than forms",
        "year",
        "TXT-02",
        {"forms[0].narratives[+]": {"kind": "report_section", "heading": "自评", "text": "对12个项目开展了绩效自评。"}},
    ),
    Fault(
        "control rate of a text",
        "year",
        "TXT-03",
        {
            "forms[0].narratives[+]": {
                "kind": "report_section",
                "heading": "人员",
                "text": "编制20名，在职19人，控制率为85%。",
            }
        },
    ),
)
MORE_TARGETS = {
    "goals[0].indicators[+]": {"level1": "产出指标", "level2": "数量指标", "name": "编研成果", "target": "≥6种", "target_basis": "计划数据"},
    "goals[1].indicators[+]": {"level1": "产出指标", "level2": "数量指标", "name": "档案展览", "target": "≥2个", "target_basis": "计划数据"},
}  # fmt: skip
"""Two more rows of a target form, so that there are enough to tell what is usual on it."""
ROWS = (
    Fault(
        "words of degree for targets",
        TARGETS,
        "IND-30",
        {
            "goals[1].indicators[2].name": "提升档案管理水平",
            "goals[1].indicators[2].target": "提升",
            "goals[1].indicators[3].name": "查档及时性",
            "goals[1].indicators[3].target": "及时",
            "goals[1].indicators[4].name": "档案工作影响力",
            "goals[1].indicators[4].target": "有效保障",
        },
    ),
    Fault("a number for an influence", SHANXI, "IND-31", row(4, name="社会影响")),
    Fault("a percentage for a benefit", SHANXI, "IND-31", row(4, name="提升政务服务质量")),
    Fault("an effect on nothing ecological", SHANXI, "IND-32", row(4, level2="生态效益指标", name="网上协同")),
    Fault("completion for a benefit", SHANXI, "IND-33", row(4, name="线路维护完成率")),
    Fault("a time for a quality", WUHAN, "IND-33", row(2, level2="质量指标")),
    Fault("use of the money for a quality", SHANXI, "IND-34", row(1, name="资金使用合规率")),
    Fault("own running for a benefit", SHANXI, "IND-35", row(4, name="保障机关正常运转")),
    Fault(
        "spending progress for a cost",
        "hunan_project",
        "IND-36",
        row(0, name="热线经费支出进度", target="≥95%", actual="96.67%"),
    ),
    Fault("cost to be hit exactly", SHANXI, "IND-37", row(3, target="=36万元")),
    Fault("two rates in one row", SHANXI, "IND-38", row(1, name="线路接通率、故障修复率")),
    Fault("three years of use in the first", SHANXI, "IND-39", {"project": "电子政务外网建设"}),
    Fault("incidents planned", SHANXI, "IND-40", row(0, name="网络突发事件", target="12起", actual="12起")),
    Fault("a number against last year's", SHANXI, "IND-47", row(4, name="网上办件数量较上年")),
    Fault("a measure the name lacks", SHANXI, "FMT-15", row(4, name="提高办件水平", target="覆盖率80%")),
    Fault("works in times", SHANXI, "IND-41", row(0, name="政务专线安装", target="12次", actual="12次")),
    Fault("response within the year", TARGETS, "IND-42", {"goals[1].indicators[3].target": "1-12月"}),
    Fault("quality nearly doubled", SHANXI, "IND-43", row(1, name="线路质量提升率")),
    Fault("satisfaction of nobody", SHANXI, "IND-44", row(6, name="满意度")),
    Fault("a template's word before the name", SHANXI, "IND-45", row(1, name="反映线路网络稳定率")),
    Fault("target in the name", SHANXI, "IND-46", row(0, name="租用政务专线12条")),
    Fault("word typed twice", SHANXI, "FMT-14", row(0, name="租用政务政务专线")),
    Fault("word before the operator", SHANXI, "FMT-15", row(0, target="租用≥12条")),
    Fault("basis forgotten", TARGETS, "FMT-16", {**MORE_TARGETS, "goals[1].indicators[2].target_basis": ""}),
    Fault("strict among inclusive", TARGETS, "FMT-17", {**MORE_TARGETS, "goals[1].indicators[2].target": ">96%"}),
    Fault("rate answered in words", SHANXI, "IND-12", row(1, target="平稳", actual="平稳")),
    Fault("quantity in words", SHANXI, "IND-12", row(0, target="逐步增加", actual="有所增加")),
    Fault("control rate at least", SHANXI, "IND-01", row(1, name="公用经费控制率")),
    Fault("reduction at most", SHANXI, "IND-01", row(3, name="运行成本（降低百分点）", target="≤3点", actual="3点")),
    Fault("cost reduced to nothing", SHANXI, "IND-06", row(3, name="运行成本降低率", target="≥5%", actual="100%")),
    Fault(
        "satisfaction in the target",
        SHANXI,
        "IND-16",
        row(4, name="提升服务水平", target="满意度逐步提高", actual="84%"),
    ),
    Fault("speed in a size", SHANXI, "FMT-09", row(0, name="出口电路速率", target="≥1000M", actual="1000M")),
)
PAIRS = (("≥100%", "98%"), ("≥5000人", "4900人"), ("≥95%", "94%"), ("≥96%", "95%"), ("≤3年", "2年"))
"""Targets with results unlike them."""


def one_project(name: str, amount: str, satisfaction: str) -> dict[str, Any]:
    """Return a smallest project form of 2023 with one amount of money and one satisfaction row."""
    money = dict.fromkeys(("initial", "adjusted", "executed"), amount)
    satisfied = {"level1": "满意度指标", "level2": "服务对象满意度指标", "name": "群众满意度"}
    return {
        "project": name,
        "fiscal_year": "2023",
        "funding": [{"line_code": "total", "label": "年度资金总额", **money}],
        "goals": [{"kind": "overall", "indicators": [{**satisfied, "target": "90%", "actual": satisfaction}]}],
    }


def five_projects(of_department: str) -> list[dict[str, Any]]:
    """Return a department's form with its satisfaction, and five projects with theirs, whose amounts never moved."""
    row = {"level1": "满意度指标", "level2": "服务对象满意度指标", "name": "公众满意度"}
    goals = [{"kind": "overall", "indicators": [{**row, "target": "95%", "actual": of_department}]}]
    projects = [one_project(f"项目{n}", f"{n}.35", f"9{n}%") for n in "12345"]
    return [{"form_type": "dept_self_eval", "fiscal_year": "2023", "goals": goals}, *projects]


def exact_rows(number: int) -> list[dict[str, Any]]:
    """Return so many rows whose results equal their bounds."""
    level = {"level1": "产出指标", "level2": "质量指标"}
    return [{**level, "name": f"第{n}类档案完好率", "target": f"≥9{n}%", "actual": f"9{n}%"} for n in range(number)]


def in_words() -> dict[str, Any]:
    """Return a Shanxi form's rows, and one more, as words that repeat their targets."""
    words = (
        "按要求办理",
        "及时完成整改",
        "根据防控要求实施",
        "落实到位不漏项",
        "群众普遍知晓",
        "设施保持运行",
        "环境得到改善",
    )
    rows = {ROW.format(n, key): text for n, text in enumerate(words) for key in ("target", "actual")}
    return rows | {"goals[0].indicators[+]": {"name": "专线巡查", "target": "坚持巡查", "actual": "坚持巡查"}}


def all_spent() -> dict[str, Any]:
    """Return a Shanxi form that spent its whole budget and missed three targets without a reason."""
    return {
        **{f"funding[{line}].executed": amount for line, amount in ((0, "40.00"), (3, "25.00"))},
        **{f"funding[{line}].rate": "100%" for line in (0, 3)},
        "funding[0].score": "10",
        **row(1, actual="95%", score="14.5"),
        **row(2, deviation=""),
        **row(4, actual="70%", score="13.1"),
        **row(6, actual="90%", score="9.4"),
        "total.score": "96.8",
    }


GENERAL_WORDS = "预算绩效管理工作有待继续推进，考评体系还需完善。"
ADVICE = [{"kind": "recommend_budget", "heading": "对预算安排的建议", "text": "及时列出预算，保障资金到位。"}]
REPAID = {"line_code": "other_revenue", "label": "其他资金", "amount": "20.00"}
WHOLES = (
    Fault(
        "another amount in the report's list",
        "list",
        "BUD-20",
        {
            "forms[0].narratives[1].text": "2023年项目支出年初预算数为336.00万元，决算数325.50万元。其中区长热线运行经费120.00万元、电子政务外网运行维护36.00万元、智慧办公平台运行180.00万元。"
        },
    ),
    Fault("another name in the report's list", "list", "BUD-21", {"forms[1].project": "区长热线运行（含值班）"}),
    Fault("amounts that never move", "year", "BUD-22", {"forms": five_projects("93%")}),
    Fault(
        "carry-over like the grant",
        "hunan_project",
        "BUD-23",
        {"funding[1].initial": "100.00", "funding[3].initial": "200.00"},
    ),
    Fault(
        "last year's figure left standing",
        BASE,
        "BUD-24",
        {"base_data[11].final": "51.70", "base_data[9].final": "249.70"},
    ),
    Fault("parts that are a trifle", BASE, "BUD-25", {"base_data[12].final": "458.00"}),
    Fault(
        "upkeep many times last year's",
        BASE,
        "BUD-26",
        {"base_data[11].prior_final": "11.70", "base_data[9].prior_final": "211.70"},
    ),
    Fault(
        "an adjustment that was budgeted",
        BASE,
        "BUD-27",
        {
            "base_data[+]": {
                "section": "expenditure",
                "line_code": "basic_budget_adjustment",
                "label": "部门基本支出预算调整",
                "prior_final": "18.12",
                "budget": "44.50",
                "final": "44.50",
            }
        },
    ),
    Fault(
        "thrift beside an overrun",
        BASE,
        "BUD-28",
        {
            "base_data[3].final": "14.50",
            "base_data[8].final": "7.00",
            "narratives": [{"kind": "austerity_measures", "heading": "厉行节约保障措施", "text": "加强内控管理。"}],
        },
        {"BUD-13"},
    ),
    Fault(
        "other funds on one level",
        "year",
        "BUD-29",
        {"forms[1].funding[2].amount": "0.00", "forms[1].funding[+]": REPAID},
    ),
    Fault(
        "earmarked funds in the report alone",
        "papers",
        "BUD-30",
        {
            "forms[0].narratives[+]": {
                "kind": "report_section",
                "heading": "绩效目标",
                "text": "专项资金绩效目标：完成值班电话、文印等项目。",
            },
            "forms[1].base_data[+]": {
                "section": "expenditure",
                "line_code": "project_earmarked",
                "label": "3、本级专项资金",
                "final": "0.00",
            },
        },
    ),
    Fault("all spent, three targets missed", SHANXI, "BUD-31", all_spent(), {"SCO-03", "SCO-04"}),
    Fault("reasons of no figure", WUHAN, "BUD-32", {"narratives[0].text": GENERAL_WORDS}),
    Fault(
        "results at their bounds",
        "wuhan_project",
        "SCO-20",
        {"goals[0].indicators": exact_rows(10)},
    ),
    Fault(
        "one pair of figures for three effects",
        SHANXI,
        "SCO-21",
        {**row(1, target="≥99%", actual="97%"), **row(4, target="≥99%", actual="97%")},
        {"SCO-04", "SCO-05"},
    ),
    Fault(
        "a run of figures on two forms",
        "siblings",
        "SCO-22",
        {
            f"forms[{form}].goals[0].indicators[{number}].{key}": text
            for form in (1, 2)
            for number, pair in enumerate(PAIRS)
            for key, text in zip(("target", "actual"), pair, strict=True)
        },
        {"SCO-04", "SCO-05"},
    ),
    Fault(
        "four works, once each",
        SHANXI,
        "SCO-23",
        {
            ROW.format(number, key): text
            for number in range(4)
            for key, text in (("level2", "数量指标"), ("target", "1次"), ("actual", "1次"))
        },
        {"SCO-04"},
    ),
    Fault("targets in words repeated", SHANXI, "SCO-24", in_words()),
    Fault(
        "points lost and no problems",
        "hunan_project",
        "SCO-25",
        {"narratives": [{"kind": "problems", "heading": "存在的主要问题", "text": "无"}]},
    ),
    Fault("a department more content than its projects", "year", "SCO-26", {"forms": five_projects("99%")}),
    Fault("thirty points on one word", "hunan_project", "SCO-27", row(3, target="有效", actual="有效")),
    Fault("no indicator of cost", SHANXI, "STR-20", {"goals[0].indicators[3]": REMOVED}, {"SCO-02", "SCO-03"}),
    Fault(
        "a line of the template left blank",
        "hunan_project",
        "STR-21",
        {
            "goals[0].indicators[+]": {
                "level1": "产出指标",
                "level2": "质量指标",
                "name": "",
                "target": "",
                "actual": "",
            }
        },
    ),
    Fault("no year on the form", TARGETS, "STR-22", {"fiscal_year_basis": "inferred"}),
    Fault(
        "a report without a result",
        "hunan_report",
        "STR-23",
        {"narratives[+]": {"kind": "report_section", "heading": "部门整体支出绩效情况", "text": "总体较好。"}},
    ),
    Fault("expenditure of the whole department", SHANXI, "STR-24", row(1, name="整体支出绩效达标率")),
    Fault("a code in the department's name", SHANXI, "STR-25", {"department": "示例县交通运输局-002"}),
    Fault(
        "one advice for three projects",
        "list",
        "STR-26",
        {f"forms[{number}].narratives": ADVICE for number in (1, 2, 3)},
    ),
    Fault("an ASCII full stop", SHANXI, "STR-27", {"goals[0].target_text": "保障全县政务网络稳定运行."}),
)

TWO_ITEMS = "目标1：保障政务网络线路畅通。目标2：{}。"


def rows_alike() -> list[dict[str, str]]:
    """Return eight rows that can stand below a long-term and an annual goal alike."""
    names = ("整理馆藏", "修复档案", "征集档案", "扫描档案", "编研成果", "展览场次", "讲座场次", "接待查档")
    return [{"level1": "产出指标", "level2": "数量指标", "name": name, "target": "≥12件"} for name in names]


GOALS = (
    Fault(
        "the overview of another level",
        TARGETS,
        "TXT-04",
        {"goals[1].overview": "目标1：整理全市馆藏档案", "goals[1].target_text": "整理全区馆藏档案"},
    ),
    Fault(
        "the year of another level",
        TARGETS,
        "TXT-05",
        {"goals[0].target_text": "提升全区档案管理水平", "goals[1].target_text": "提升全市档案管理水平"},
    ),
    Fault("annual goal copied", TARGETS, "TXT-06", {"goals[1].target_text": "档案应收尽收、方便查阅"}),
    Fault("label pasted into the goal", TARGETS, "TXT-07", {"goals[1].target_text": "目标1：整理馆藏档案并开展宣传"}),
    Fault("another share in the goal", SHANXI, "TXT-08", {"goals[0].target_text": "网上办件占比达85%以上"}),
    Fault("a rate without a row", SHANXI, "TXT-09", {"goals[0].target_text": "网络故障修复率达99%以上"}),
    Fault(
        "figures without an answer",
        SHANXI,
        "TXT-10",
        {"goals[0].target_text": "修复故障30次，改造机房12处", "goals[0].actual_text": "网络全年平稳"},
    ),
    Fault("done, and a row missed", SHANXI, "TXT-11", {"goals[0].actual_text": "已完成"}),
    Fault("all said to be reached", SHANXI, "TXT-12", {"goals[0].actual_text": "网络平稳，各项指标均已完成"}),
    Fault(
        "another item reported",
        SHANXI,
        "TXT-13",
        {
            "goals[0].target_text": TWO_ITEMS.format("扩大专线的覆盖范围"),
            "goals[0].actual_text": TWO_ITEMS.format("更换机房空调设备"),
        },
    ),
    Fault("an item without a row", SHANXI, "TXT-14", {"goals[0].target_text": TWO_ITEMS.format("清查固定资产账目")}),
    Fault(
        "a plan that has ended",
        TARGETS,
        "TXT-15",
        {"goals[0].target_text": "落实《档案事业规划2021-2025年》，档案应收尽收"},
    ),
    Fault(
        "this year of another year's project",
        SHANXI,
        "TXT-16",
        {"project": "2020年电子政务外网运行维护", "goals[0].target_text": "完成本年度网络维护"},
    ),
    Fault("training that never occurs", SHANXI, "TXT-17", {"project": "电子政务外网培训"}),
    Fault("another name in the title", SHANXI, "TXT-18", {"title": "县电子政务外网运行维护项目支出绩效自评表"}),
    Fault("nine items", SHANXI, "TXT-19", {"project": "电子政务外网等九项费用"}),
    Fault(
        "long-term targets copied",
        TARGETS,
        "IND-60",
        {"goals[0].indicators": rows_alike(), "goals[1].indicators": rows_alike()},
    ),
    Fault(
        "fewer in years than in one",
        TARGETS,
        "IND-61",
        {"goals[0].indicators[0]": rows_alike()[0] | {"name": "整理档案", "target": "≥500件"}},
    ),
    Fault(
        "nothing in common",
        TARGETS,
        "IND-62",
        {
            "goals[0].indicators[0].name": "库房改造费用",
            "goals[0].indicators[1].name": "档案利用率",
            "goals[0].indicators[+]": rows_alike()[2] | {"target_basis": "计划数据"},
        },
    ),
    Fault("two names of one row", TARGETS, "IND-63", {"goals[0].indicators[1].name": "档案完好"}),
    Fault("a sign in one table only", TARGETS, "IND-64", {"goals[0].indicators[1].target": "96%"}),
    Fault(
        "completion as quality",
        SHANXI,
        "IND-65",
        row(1, name="租用政务专线完成率", target="≥12条", actual="12条"),
    ),
    Fault(
        "a sentence as a name",
        SHANXI,
        "IND-66",
        {
            "goals[0].target_text": "推动全县政务数据互联互通共享",
            **row(4, name="全县政务数据互联互通共享", target="推动", actual="联通8个系统"),
        },
    ),
    Fault(
        "the target of another row",
        SHANXI,
        "IND-67",
        {
            **row(4, target="使用人员满意度逐步提高", actual="逐步提高"),
            **row(6, target="使用人员满意度逐步提高", actual="逐步提高"),
        },
    ),
    Fault(
        "a raise without a base",
        SHANXI,
        "IND-68",
        {**row(4, name="提高网络安全等级"), **row(1, name="网络安全等级", target="二级", actual="二级")},
    ),
    Fault(
        "one count twice",
        SHANXI,
        "IND-69",
        {
            **row(0, name="政务专线用户", target="1200户", actual="1200户"),
            **row(5, name="政务专线持续使用", target="1200户", actual="1200户"),
        },
    ),
    Fault("a survey without a result", SHANXI, "IND-70", row(6, target="根据问卷结果统计", actual="有所提高")),
    Fault("no cost at all", TARGETS, "IND-71", {"goals[0].indicators[0]": REMOVED, "goals[1].indicators[0]": REMOVED}),
    Fault("no cost in the year", TARGETS, "IND-72", {"goals[1].indicators[0]": REMOVED}),
    Fault(
        "one count below two goals",
        TARGETS,
        "IND-73",
        {
            "goals[+]": {
                "kind": "annual",
                "number": "2",
                "label": "年度目标2：",
                "target_text": "清点库房",
                "indicators": [rows_alike()[0] | {"name": "整理档案", "target": "≥800件"}],
            }
        },
    ),
)
BESIDE = (
    Fault(
        "an output as outcome",
        TARGETS,
        "IND-74",
        {"goals[1].indicators[1].name": "整理馆藏档案数量", "goals[1].indicators[4].name": "整理馆藏档案情况"},
    ),
    Fault(
        "two satisfactions far apart",
        TARGETS,
        "IND-75",
        {
            "goals[1].indicators[+]": {
                "level1": "满意度指标",
                "level2": "服务对象满意度指标",
                "name": "服务对象满意度",
                "target": "≥65%",
            }
        },
    ),
    Fault(
        "more of what stands still",
        TARGETS,
        "IND-76",
        {
            "goals[1].target_text": "扩大整理馆藏档案范围",
            "goals[1].indicators[1].name": "整理馆藏档案",
            "goals[1].indicators[1].baseline_y2": "800件",
            "goals[1].indicators[1].baseline_y1": "800件",
        },
    ),
    Fault(
        "more names than projects",
        "hunan_report",
        "TXT-23",
        {
            "narratives[+]": {
                "kind": "report_section",
                "heading": "专项资金绩效目标",
                "text": "完成区志办、调研室、文印费、热线费、党建费等4个项目的实施。",
            }
        },
    ),
    Fault(
        "less satisfaction than the department asks",
        "year",
        "TXT-24",
        {
            "forms[1].goals[0].target_text": "做好区长热线运行工作，来电群众满意率在98%以上",
        },
    ),
    Fault(
        "a day and a month",
        TARGETS,
        "TXT-25",
        {
            "goals[1].target_text": "整理馆藏档案并开展国际档案日宣传",
            "goals[1].indicators[4].name": "国际档案月公众知晓率",
        },
    ),
)
UNANSWERED = (
    Fault(
        "a problem without advice",
        SHANXI,
        "TXT-20",
        {
            "narratives": [
                {"kind": "problems", "heading": "主要问题", "text": "故障处理的及时性还有待提高"},
                {"kind": "recommend_budget", "heading": "预算建议", "text": "按时列出预算，保证经费到位。"},
                {"kind": "recommend_management", "heading": "管理建议", "text": "扩大出口带宽。"},
            ]
        },
    ),
    Fault("the term of a lease", SHANXI, "IND-48", row(2, name="租赁专线期限", target="12个月", actual="12个月")),
    Fault("a task force", SHANXI, "TXT-21", {"implementing_unit": "示例县治理车辆超限超载领导组办公室"}),
    Fault("better lives", SHANXI, "TXT-22", {"goals[0].target_text": "保障全县政务网络稳定运行，提高群众生活质量"}),
)
SHARED_NAMES = ("工作成效", "社会影响", "公众满意度")
RESULTS = {
    "kind": "report_section",
    "standard_section": "performance",
    "heading": "绩效情况",
    "text": "专项督查39次，办结交办事项62项，受理热线19084条。",
}
NO_COUNT = {"name": "工作任务完成率", "target": "100%", "actual": "100%"}


def shared_names() -> list[dict[str, Any]]:
    """Return six projects that have all their indicator names in common."""
    level = {"level1": "产出指标", "level2": "质量指标"}
    rows = [{**level, "name": name, "target": "90", "actual": "91"} for name in SHARED_NAMES]
    return [{"project": f"项目{n}", "goals": [{"kind": "overall", "indicators": rows}]} for n in "123456"]


def one_loss() -> list[dict[str, Any]]:
    """Return a department that loses three points, and three projects that lose none."""
    row = {
        "level1": "产出指标",
        "level2": "质量指标",
        "name": "合格率",
        "target": "≥95%",
        "actual": "97%",
        "weight": "50",
    }
    forms = [
        {"project": f"项目{n}", "goals": [{"kind": "overall", "indicators": [{**row, "score": "50"}]}]} for n in "123"
    ]
    whole = {"kind": "overall", "indicators": [{**row, "actual": "平稳", "score": "47", "deviation": "报告晚报一次"}]}
    return [{"form_type": "dept_self_eval", "goals": [whole]}, *forms]


ODDITIES = (
    Fault(
        "one figure with two bases",
        TARGETS,
        "IND-77",
        {"goals[1].indicators[2].target": "≥95%", "goals[1].indicators[2].target_basis": "行业标准"},
    ),
    Fault("six projects with one set of names", "year", "IND-78", {"forms": shared_names()}),
    Fault(
        "results that nothing counts",
        "year",
        "IND-79",
        {
            "forms[0].narratives[+]": RESULTS,
            **{f"forms[1].goals[0].indicators[0].{key}": text for key, text in NO_COUNT.items()},
        },
    ),
    Fault("points lost in no project", "year", "SCO-28", {"forms": one_loss()}),
    Fault(
        "the largest project without a word",
        "list",
        "STR-28",
        {
            "forms[0].narratives[1].text": "2023年项目支出年初预算数为336.00万元，决算数325.50万元。其中区长热线运行经费120.00万元、电子政务外网运行维护40.00万元、智慧办公平台运行174.00万元、文印费1.00万元、党建费1.00万元。",
            "forms[0].narratives[+]": {**RESULTS, "text": "区长热线、政务外网全年平稳。"},
        },
    ),
    Fault(
        "maintenance in no row",
        "papers",
        "STR-29",
        {
            "forms[1].base_data[11].final": "",
            "forms[1].base_data[10].final": "255.00",
            "forms[+]": {"project": "政务平台维护", "fiscal_year": "2023"},
        },
    ),
    Fault(
        "a budget for what never was",
        BASE,
        "BUD-33",
        {"base_data[7].budget": "2.00", "base_data[3].budget": "16.00"},
    ),
)
FAULTS = (
    *(*MONEY, *POINTS, *INDICATORS, *WRITING, *ACROSS, *NAMES_AND_YEARS),
    *(*TEXTS, *PLANS, *ROWS, *WHOLES, *GOALS, *BESIDE, *UNANSWERED, *ODDITIES),
)


@cache
def shipped_profiles() -> dict[str, ScoringProfile]:
    """Return the scoring profiles as the portal ships them."""
    profiles = {}
    for path in sorted(SHIPPED_PROFILES.glob("*.yml")):
        data, positions, _ = strict_yaml.read_yaml(path.read_bytes(), path.name)
        record, _ = validation.validate(ScoringProfile, data or {}, positions, path.name)
        assert record is not None
        profiles[path.stem] = record
    return profiles


def clean_form(name: str) -> dict[str, Any]:
    """Return a clean form as its keys, or the clean forms of one department."""
    if name in TOGETHER:
        return {"forms": [fitted(clean_form(form), changes) for form, changes in TOGETHER[name].items()]}
    data, _, problems = strict_yaml.read_yaml(textwrap.dedent(FORMS[name]).lstrip(), f"{name}.yml")
    assert not problems
    assert data is not None
    return dict(data)


def fitted(keys: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    """Return ``keys`` with all ``changes`` made."""
    for path, value in changes.items():
        change(keys, path, value)
    return keys


def findings_of(keys: dict[str, Any]) -> list[Finding]:
    """Run all rules on a form."""
    portal = replace(portal_of(write(keys)), profiles=shipped_profiles())
    return list(check(portal, score(portal), TODAY))


def change(keys: dict[str, Any], path: str, value: Any) -> None:
    """Put ``value`` at ``path`` (``goals[0].indicators[2].score``); ``[+]`` adds a row, ``REMOVED`` takes one away."""
    *parents, last = re.findall(r"[^.\[\]]+", path)
    place: Any = keys
    for part in parents:
        place = place[int(part)] if isinstance(place, list) else place.setdefault(part, {})
    if last == "+":
        place.append(value)
        return
    where = int(last) if isinstance(place, list) else last
    if value is REMOVED:
        del place[where]
    else:
        place[where] = value


@pytest.mark.parametrize("name", [*FORMS, *TOGETHER])
def test_a_clean_form_has_no_finding(name):
    """None of the clean forms has a finding of any severity, so whatever a fault brings is the fault's."""
    assert [(finding.rule_id, finding.path, finding.message.en) for finding in findings_of(clean_form(name))] == []


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_fault_is_found_by_its_rule(fault):
    """The rule meant for a fault finds it, and no error rule finds a fault that is not there."""
    found = findings_of(fitted(clean_form(fault.form), fault.changes))
    said = [(finding.rule_id, finding.path, finding.message.en) for finding in found]
    assert fault.rule in {finding.rule_id for finding in found}, said
    errors = {finding.rule_id for finding in found if finding.severity is Severity.ERROR}
    assert errors <= {fault.rule} | fault.implied, said


def test_every_rule_has_its_fault():
    """Each rule is shown to find at least one fault in a form that is otherwise clean; names tell faults apart."""
    assert {fault.rule for fault in FAULTS} == set(RULES)
    assert len({fault.name for fault in FAULTS}) == len(FAULTS)
