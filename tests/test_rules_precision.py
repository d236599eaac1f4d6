"""Where rules must be silent, and every error they find in the five published documents."""

from __future__ import annotations

from itertools import groupby

import pytest
from conftest import SAMPLE
from goal_cases import SAID_OF_GOALS, SILENT_OF_GOALS
from golden.make_rule_findings import FINDINGS, findings_of_example
from oddity_cases import SAID_OF_ODDITIES, SILENT_OF_ODDITIES
from rule_cases_wholes import SAID_OF_WHOLES, SILENT_OF_WHOLES
from rule_examples import PROFILE, TODAY, findings_of, loaded, portal_with
from side_by_side_cases import SAID_BESIDE, SILENT_BESIDE

from build_scripts.judging.check import check
from build_scripts.judging.rules import RULES
from build_scripts.judging.score import score
from build_scripts.reading.load import load
from build_scripts.words.vocabulary import Severity

ERRORS = {
    # The total says 0 and the county's row 190 (and 118.82): three columns each; the points follow from the county's row.
    *(
        ("changzhi-huguan-2021", "BUD-01", f"form-{form}", f"funding[0].{column}")
        for form in (1, 6)
        for column in ("initial", "adjusted", "executed")
    ),
    # 50,000 万元 beside cost indicators of 4.83 and 0.17 万元.
    ("changzhi-huguan-2021", "BUD-06", "form-2", "funding[0].adjusted"),
    # 7469.35 executed against 4376.35; dated 15 October of the year it reports on.
    ("wuhan-shouyilu-2020", "BUD-03", "form-0", "funding[2].executed"),
    ("wuhan-shouyilu-2020", "DSC-01", "form-0", "report_date"),
    # Three-public expenses above budget, overseas travel without one.
    *(("yiyang-heshan-2023", "BUD-13", "form-1", f"base_data[{row}].final") for row in (3, 7)),
    # Operating budget 372.13 against 120.42 in the text; 1960.84 executed against 1936.97 + 251.70 in the text.
    ("yiyang-heshan-2023", "BUD-14", "form-1", "base_data[13].budget"),
    ("yiyang-heshan-2023", "BUD-14", "form-2", "funding[0].executed"),
    # Points on every row and no total row.
    ("yiyang-heshan-2023", "STR-12", "form-2", "goals"),
}
"""Document, rule, form (by its place in the document, from 0) and place: each was compared with the document by hand."""
COST = "goals: [{{kind: overall, indicators: [{{level1: 成本指标, level2: {}, name: 维修费用, target: ≤20万元, actual: 20万元}}]}}]"
EXACT = 'goals: [{{kind: overall, indicators: [{{level1: {}, weight: "8", score: "8"}}]}}]'
ONE = "goals: [{{kind: overall, indicators: [{{level1: {}, level2: {}, name: {}, target: '{}', actual: '{}'}}]}}]"
QUANTITY, QUALITY, TIMELY = (("产出指标", level2) for level2 in ("数量指标", "质量指标", "时效指标"))
SOCIAL, ECOLOGICAL, ECONOMIC, LASTING = (
    ("效益指标", level2) for level2 in ("社会效益指标", "生态效益指标", "经济效益指标", "可持续影响指标")
)
COSTS, PLEASED = ("成本指标", "经济成本指标"), ("满意度指标", "服务对象满意度指标")
TWO_COSTS = """
    goals:
      - kind: overall
        indicators:
          - {{level1: 成本指标, level2: 经济成本指标, name: 按合同执行, target: 不超合同金额}}
          - {{level1: 成本指标, level2: 经济成本指标, name: {}, target: {}}}
    """
DEGREES = """
    form_type: dept_target
    goals:
      - kind: annual
        number: 1
        indicators:
          - {{level1: 效益指标, level2: 社会效益指标, name: 提升档案管理水平, target: 提升}}
          - {{level1: 效益指标, level2: 社会效益指标, name: 工作正常运行, target: 有效保障}}
          - {{level1: 产出指标, level2: 质量指标, name: 档案整理, target: {}}}
    """
ROW = "goals: [{{kind: overall, indicators: [{{level1: 产出指标, level2: 时效指标, name: 处理时间, {}}}]}}]"
GOLDEN = FINDINGS.read_text(encoding="utf-8").split("\n\n")
SILENT = {
    "an exact rate is neither at least nor at most": (
        "IND-01",
        ROW.replace("处理时间", "群众满意率").format("target: =95%"),
    ),
    "a target that is masked": ("FMT-05", ROW.format("target: '*', actual: 5次")),
    "a share in a cost row is no cost": (
        "IND-03",
        'funding: [{line_code: total, label: 总额, adjusted: "0.005", executed: "0.005"}]\n'
        + COST.format("经济成本指标").replace("20万元", "100%"),
    ),
    "a building that the form leaves blank": (
        "STR-02",
        "form_type: dept_base_data\nbase_data: [{section: buildings, line_code: three_public, label: 楼堂馆所, final: ''}]",
    ),
    "weights below an unknown category": (
        "SCO-09",
        """
        funding: [{line_code: total, label: 总额, weight: "10"}]
        goals:
          - kind: overall
            indicators:
              - {level1: 产出指标, level2: 数量指标, name: 里程, target: 及时, actual: 及时, weight: "60", score: "60"}
              - {level1: 其他指标, level2: 其他, name: 通行, target: 及时, actual: 及时, weight: "30", score: "30"}
        """,
    ),
    "a long-term bound from above asks for no more": (
        "IND-23",
        """
        form_type: dept_target
        goals:
          - {kind: long_term, number: 1, indicators: [{level1: 产出指标, level2: 质量指标, name: 资料扫描率, target: ≤5%}]}
          - {kind: annual, number: 1, indicators: [{level1: 产出指标, level2: 质量指标, name: 资料扫描率, target: "0"}]}
    """,
    ),
    "the long-term goal of the same number does not have the row": (
        "IND-23",
        """
        form_type: dept_target
        goals:
          - {kind: long_term, number: 1, indicators: [{level1: 产出指标, level2: 质量指标, name: 资料完好率, target: ≥95%}]}
          - {kind: long_term, number: 2, indicators: [{level1: 产出指标, level2: 质量指标, name: 资料扫描率, target: ≥99%}]}
          - {kind: annual, number: 1, indicators: [{level1: 产出指标, level2: 质量指标, name: 资料扫描率, target: "0"}]}
    """,
    ),
    "the old template's cost has a new name": ("STR-05", COST.format("成本指标")),
    "a long-term target of 0 asks for no more than the year's": (
        "IND-23",
        """
        form_type: dept_target
        goals:
          - {kind: long_term, number: 1, indicators: [{level1: 产出指标, level2: 质量指标, name: 资料扫描率, target: "0"}]}
          - {kind: annual, number: 1, indicators: [{level1: 产出指标, level2: 质量指标, name: 资料扫描率, target: "0"}]}
    """,
    ),
    "a unit price beside a large total is no slip of units": (
        "BUD-06",
        """
        funding: [{line_code: total, label: 年度资金总额, adjusted: "100", executed: "100"}]
        goals: [{kind: overall, indicators: [{level1: 成本指标, level2: 经济成本指标, name: 补助标准, target: 100元, actual: 100元}]}]
    """,
    ),
    "a bare cost takes the form's unit and proves nothing about it": (
        "BUD-06",
        """
        funding: [{line_code: total, label: 年度资金总额, adjusted: "50000", executed: "50000"}]
        goals: [{kind: overall, indicators: [{level1: 成本指标, level2: 经济成本指标, name: 劳务费, target: "5", actual: "5"}]}]
    """,
    ),
    "a project that says it has no carry-over": (
        "BUD-10",
        """
        project: 修路（无结转资金）
        funding: [{line_code: carry_over, label: 上年结转资金, adjusted: "0", executed: "0"}]
    """,
    ),
    "parts that are blank may hold what is missing": (
        "BUD-12",
        """
        form_type: dept_base_data
        base_data:
          - {section: expenditure, line_code: vehicles, label: 公务用车, final: "4"}
          - {section: expenditure, line_code: vehicles_purchase, label: 购置, final: ""}
          - {section: expenditure, line_code: vehicles_operation, label: 运行维护, final: "3"}
    """,
    ),
    "a title that begins with the year and the department names the folder's department or none": (
        "STR-17",
        """
        form_type: dept_target
        department: ""
        title: 2021年度示例县交通运输局部门整体支出绩效目标表
    """,
    ),
    "a title with the year behind the department names the folder's department or none": (
        "STR-17",
        """
        form_type: dept_target
        department: ""
        title: 示例县交通运输局2021年度整体支出绩效自评报告
    """,
    ),
    "a title without a department names the folder's department or none": (
        "STR-17",
        """
        form_type: dept_target
        department: ""
        title: （2021年度）部门整体支出绩效目标申报表
    """,
    ),
    "a project form that leaves its department blank": (
        "STR-17",
        """
        department: "　"
        title: 示例县教育局项目支出绩效自评表
    """,
    ),
    "a date that is not entered is said once": (
        "DSC-07",
        """
        report_date: "  年  月  日"
    """,
    ),
    "eighteen digits with a wrong check digit are no identity card": (
        "DSC-05",
        """
        narratives: [{kind: remarks, heading: 备注, text: 合同编号 110105194912310021。}]
    """,
    ),
    "eleven digits within a longer number are no mobile number": (
        "DSC-05",
        """
        narratives: [{kind: remarks, heading: 备注, text: 统一编号 2013800138000999。}]
    """,
    ),
    "a report of last year explains nothing about this year": (
        "BUD-14",
        """
        forms:
          - form_type: dept_report
            fiscal_year: 2020
            narratives: [{kind: report_section, heading: 基本支出, text: 基本支出决算数10万元。}, {kind: report_section, heading: 项目支出, text: 项目支出决算数5万元。}]
          - form_type: dept_self_eval
            funding: [{line_code: total, label: 年度资金总额, adjusted: "20", executed: "20"}]
    """,
    ),
    "a sentence on both kinds of expenditure has two readings": (
        "BUD-14",
        """
        forms:
          - form_type: dept_report
            narratives: [{kind: report_section, heading: 支出, text: 基本支出和项目支出决算数10万元。}]
          - form_type: dept_self_eval
            funding: [{line_code: basic, label: 基本支出, amount: "7"}]
    """,
    ),
    "satisfaction may stand under outcome where the form has no block for it": (
        "STR-06",
        """
        goals: [{kind: overall, indicators: [{level1: 效益指标, level2: 服务对象满意度指标, name: 群众满意度, target: 90%}]}]
    """,
    ),
    "satisfaction is a category and a good name": (
        "STR-04",
        """
        goals: [{kind: overall, indicators: [{level1: 满意度指标, level2: 服务对象满意度指标, name: 服务对象满意度, target: ≥90%}]}]
    """,
    ),
    "a grade or better is a definite grade": (
        "FMT-04",
        """
        form_type: dept_target
        goals: [{kind: annual, number: 1, indicators: [{name: 四害密度控制水平, baseline_y1: C以及以上, target: C以及以上}]}]
    """,
    ),
    "none may be the true number of accidents": (
        "FMT-11",
        """
        form_type: dept_target
        goals: [{kind: annual, number: 1, indicators: [{name: 责任事故, target: 无}]}]
    """,
    ),
    "machinery is counted in 台（套）": (
        "FMT-09",
        """
        goals: [{kind: overall, indicators: [{level1: 产出指标, level2: 数量指标, name: 推广适用农业机械, target: 40台（套）}]}]
    """,
    ),
    "a percent sign behind a rate repeats no unit": (
        "FMT-08",
        """
        goals: [{kind: overall, indicators: [{level1: 满意度指标, level2: 服务对象满意度指标, name: 工作人员满意度（%）, target: ≥98%, actual: 98%}]}]
    """,
    ),
    "no accident is the best aim": (
        "IND-23",
        """
        form_type: dept_target
        goals: [{kind: annual, number: 1, indicators: [{level1: 产出指标, level2: 质量指标, name: 安全事故率, baseline_y2: 3%, baseline_y1: 1%, target: "0"}]}]
    """,
    ),
    "nothing before and nothing later": (
        "IND-23",
        """
        form_type: dept_target
        goals: [{kind: annual, number: 1, indicators: [{level1: 产出指标, level2: 数量指标, name: 公墓维护, baseline_y2: "0", baseline_y1: "", target: "0"}]}]
    """,
    ),
    "another goal's long-term target of that name": (
        "IND-23",
        """
        form_type: dept_target
        goals:
          - {kind: long_term, number: 1, indicators: [{level1: 产出指标, level2: 数量指标, name: 公文办理, target: ≥9件}]}
          - {kind: long_term, number: 2, indicators: [{level1: 产出指标, level2: 数量指标, name: 档案归档, target: ≥9件}]}
          - {kind: annual, number: 2, indicators: [{level1: 产出指标, level2: 数量指标, name: 公文办理, target: "0"}]}
    """,
    ),
    "a dearer examination is no lower aim": (
        "IND-13",
        """
        form_type: dept_target
        goals: [{kind: annual, number: 1, indicators: [{level1: 成本指标, level2: 社会成本指标, name: 免费筛查费用, baseline_y2: 220.8元/人, baseline_y1: 238.8元/人, target: 331.2元/人}]}]
    """,
    ),
    "numbers that follow applications are no aim": (
        "IND-13",
        """
        form_type: dept_target
        goals: [{kind: annual, number: 1, indicators: [{level1: 产出指标, level2: 数量指标, name: 发放公租房租赁补贴户数, baseline_y2: 22户, baseline_y1: 22户, target: ≥9户}]}]
    """,
    ),
    "all places and 100 percent is an answer": (
        "SCO-10",
        """
        goals: [{kind: overall, indicators: [{level1: 产出指标, level2: 数量指标, name: 网络覆盖面积, target: 全县各乡镇、各单位, actual: 100%, weight: "10", score: "10"}]}]
    """,
    ),
    "all places and 100 percent can be compared": (
        "FMT-05",
        """
        goals: [{kind: overall, indicators: [{level1: 产出指标, level2: 数量指标, name: 网络覆盖面积, target: 全县各乡镇、各单位, actual: 100%}]}]
    """,
    ),
    "a bound that the row itself misses can be missed": (
        "IND-06",
        """
        goals: [{kind: overall, indicators: [{level1: 产出指标, level2: 成本指标, name: 运转成本（降低百分点）, target: <100点, actual: 100点}]}]
    """,
    ),
    "a total of 0 above parts that cover the costs": (
        "IND-03",
        """
        funding:
          - {line_code: total, label: 年度资金总额, adjusted: "0", executed: "0"}
          - {line_code: city_county, label: 市县(区)财政资金, adjusted: "190", executed: "190"}
        goals: [{kind: overall, indicators: [{level1: 产出指标, level2: 成本指标, name: 平台建设成本, target: ≤190万元, actual: 190万元}]}]
    """,
    ),
    "the report's heading does not say whose money it is": (
        "BUD-14",
        """
        forms:
          - form_type: dept_report
            narratives:
              - {kind: report_section, heading: 二、部门支出情况, text: ""}
              - {kind: report_section, heading: （一）基本支出, text: 基本支出年初预算数为717.29万元。}
              - {kind: report_section, heading: （二）项目支出, text: 项目支出年初预算数为251.70万元。}
          - form_type: dept_self_eval
            funding:
              - {line_code: total, label: 年度资金总额, initial: "968.99", adjusted: "1960.84", executed: "1960.84"}
              - {line_code: general_public_budget, label: 一般公共预算, amount: "939.09"}
              - {line_code: basic, label: 基本支出, amount: "717.29"}
              - {line_code: project, label: 项目支出, amount: "251.70"}
    """,
    ),
    "points that follow from the parts of a total left 0": (
        "BUD-05",
        """
        funding:
          - {line_code: total, label: 年度资金总额, adjusted: "0", executed: "0", weight: "10", score: "8.54"}
          - {line_code: city_county, label: 市县(区)财政资金, adjusted: "118.82", executed: "101.48"}
    """,
    ),
    "a project is no money of its unit": (
        "IND-05",
        """
        funding: [{line_code: total, label: 年度资金总额, adjusted: "100", executed: "64"}]
        goals: [{kind: overall, indicators: [{level1: 产出指标, level2: 质量指标, name: 保障单位正常运转, target: 100%, actual: 100%}]}]
    """,
    ),
    "other goals set other targets under one name": (
        "IND-14",
        """
        form_type: dept_target
        goals:
          - {kind: long_term, number: 1, indicators: [{level1: 满意度指标, level2: 服务对象满意度指标, name: 群众满意度, target: ≥65%}]}
          - {kind: long_term, number: 2, indicators: [{level1: 满意度指标, level2: 服务对象满意度指标, name: 群众满意度, target: ≥90%}]}
          - {kind: annual, number: 1, indicators: [{level1: 满意度指标, level2: 服务对象满意度指标, name: 群众满意度, target: ≥85%}]}
    """,
    ),
    "a goal without that indicator is not compared with other goals": (
        "IND-14",
        """
        form_type: dept_target
        goals:
          - {kind: long_term, number: 1, indicators: [{level1: 产出指标, level2: 质量指标, name: 公文差错率, target: ≤1%}]}
          - {kind: long_term, number: 2, indicators: [{level1: 满意度指标, level2: 服务对象满意度指标, name: 群众满意度, target: ≥90%}]}
          - {kind: annual, number: 1, indicators: [{level1: 满意度指标, level2: 服务对象满意度指标, name: 群众满意度, target: ≥85%}]}
    """,
    ),
    "an area in 万方 is square metres": (
        "FMT-09",
        """
        goals: [{kind: overall, indicators: [{level1: 产出指标, level2: 数量指标, name: 预防施工面积, target: ≥300万方}]}]
    """,
    ),
    "a growth of a few percent is a share": (
        "FMT-01",
        """
        goals: [{kind: overall, indicators: [{level1: 产出指标, level2: 数量指标, name: 三公经费压减率, target: ≥5%}]}]
    """,
    ),
    "three percent of quality is no count": (
        "FMT-01",
        """
        goals: [{kind: overall, indicators: [{level1: 产出指标, level2: 质量指标, name: 重点提案, target: ≥3%}]}]
    """,
    ),
    "a little more than the plan": (
        "IND-17",
        """
        goals: [{kind: overall, indicators: [{level1: 产出指标, level2: 质量指标, name: 任务完成率, target: 103.15%}]}]
    """,
    ),
    "points of a goal rounded up row by row": (
        "SCO-15",
        """
        profile: {level1_weights: {}}
        goals:
          - kind: annual
            weight: （10分）
            indicators:
              - {level1: 产出指标, level2: 数量指标, name: 走访, target: 3次, actual: 2次, score: "3.34"}
              - {level1: 产出指标, level2: 数量指标, name: 接访, target: 3次, actual: 2次, score: "3.34"}
              - {level1: 产出指标, level2: 数量指标, name: 下访, target: 3次, actual: 2次, score: "3.33"}
    """,
    ),
    "sister forms whose budgets are not above zero": (
        "BUD-06",
        """
        forms:
          - {project: 甲, funding: [{line_code: total, label: 年度资金总额, adjusted: "10", executed: "10"}]}
          - {project: 乙, funding: [{line_code: total, label: 年度资金总额, adjusted: "5", executed: "5"}]}
          - {project: 丙, funding: [{line_code: total, label: 年度资金总额, adjusted: "-5", executed: "5"}]}
          - {project: 丁, funding: [{line_code: total, label: 年度资金总额, adjusted: "5", executed: "5"}]}
          - {project: 戊, funding: [{line_code: total, label: 年度资金总额, adjusted: "-5", executed: "5"}]}
    """,
    ),
    "a portal that allows no unit slip": (
        "BUD-06",
        """
        thresholds: {unit_slip_doubt: "0"}
        funding: [{line_code: total, label: 年度资金总额, adjusted: "10", executed: "10"}]
        goals: [{kind: overall, indicators: [{level1: 成本指标, level2: 经济成本指标, name: 经费, target: 10万元, actual: 10万元}]}]
    """,
    ),
    "three sister forms are too few for a median": (
        "BUD-06",
        """
        forms:
          - {project: 甲, funding: [{line_code: total, label: 年度资金总额, adjusted: "50000", executed: "50000"}]}
          - {project: 乙, funding: [{line_code: total, label: 年度资金总额, adjusted: "5", executed: "5"}]}
          - {project: 丙, funding: [{line_code: total, label: 年度资金总额, adjusted: "6", executed: "6"}]}
    """,
    ),
    "a confirmed unit needs no comparison": (
        "BUD-06",
        """
        forms:
          - project: 甲
            currency_unit_override: {unit: ten_thousand_yuan, reason: 财政局核实}
            funding: [{line_code: total, label: 年度资金总额, adjusted: "50000", executed: "50000"}]
          - {project: 乙, funding: [{line_code: total, label: 年度资金总额, adjusted: "5", executed: "5"}]}
          - {project: 丙, funding: [{line_code: total, label: 年度资金总额, adjusted: "6", executed: "6"}]}
          - {project: 丁, funding: [{line_code: total, label: 年度资金总额, adjusted: "7", executed: "7"}]}
    """,
    ),
    "a confirmed unit is none that was misprinted": (
        "BUD-19",
        """
        currency_unit: yuan
        currency_unit_text: 单位：万元
        currency_unit_override: {unit: yuan, reason: 财政局核实}
    """,
    ),
    "the twentieth day is in time": (
        "DSC-02",
        """
        document: {approval_date: "2022-07-20", publication_date: "2022-08-09"}
    """,
    ),
    "one of the two days is unknown": (
        "DSC-02",
        """
        document: {publication_date: "2022-12-31"}
    """,
    ),
    "a grade in other words": (
        "SCO-12",
        """
        total: {label: 总分, weight: "100", score: "85", grade: 合格}
    """,
    ),
    "a masked amount is no unreadable number": (
        "FMT-01",
        """
        funding: [{line_code: total, label: 年度资金总额, adjusted: "■■", executed: 不公开, rate: "*"}]
    """,
    ),
    "a sum with a masked part may be right": (
        "BUD-01",
        """
        funding:
          - {line_code: total, label: 年度资金总额, adjusted: "200", executed: "200"}
          - {line_code: central, label: 中央财政资金, adjusted: "*", executed: "*"}
          - {line_code: city_county, label: 市县(区)财政资金, adjusted: "190", executed: "190"}
    """,
    ),
    "of a negative initial budget nothing is told in percent": (
        "BUD-08",
        'funding: [{line_code: total, label: 年度资金总额, initial: "-10", adjusted: "10", executed: "10"}]',
    ),
    "a total row left at 0 above its parts has a budget": (
        "BUD-17",
        """
        funding:
          - {line_code: total, label: 年度资金总额, adjusted: "0", executed: "0", rate: "0"}
          - {line_code: city_county, label: 市县(区)财政资金, adjusted: "190", executed: "190", rate: "100"}
    """,
    ),
    "the report's figure, in a unit of the cell's own": (
        "BUD-14",
        """
        forms:
          - form_type: dept_report
            narratives:
              - {kind: report_section, heading: 基本支出, text: 基本支出预算数为717.29万元，决算数1936.97万元。}
              - {kind: report_section, heading: 项目支出, text: 项目支出年初预算数为251.70万元，决算数251.70万元。}
          - form_type: dept_self_eval
            funding:
              - {line_code: total, label: 年度资金总额, initial: "968.99", adjusted: 2188.67万, executed: 21886700元}
    """,
    ),
    "a total and its parts, each in another unit": (
        "BUD-01",
        """
        funding:
          - {line_code: total, label: 年度资金总额, adjusted: 1.2亿元, executed: "12000"}
          - {line_code: central, label: 中央财政资金, adjusted: "11000", executed: 110000000元}
          - {line_code: city_county, label: 市县(区)财政资金, adjusted: 10000000元, executed: 1000万元}
    """,
    ),
    "money by its budget is a part beside other sources": (
        "BUD-01",
        """
        funding:
          - {line_code: total, label: 年度资金总额, adjusted: "100", executed: "90"}
          - {line_code: general_public_budget, label: 按收入性质分：一般公共预算, adjusted: "60", executed: "55"}
          - {line_code: state_capital, label: 国有资本经营预算, adjusted: "30", executed: "25"}
          - {line_code: other, label: 其他资金, adjusted: "10", executed: "10"}
    """,
    ),
    "points of execution without their weight leave it to the rest": (
        "SCO-02",
        """
        funding: [{line_code: total, label: 年度资金总额, adjusted: "100", executed: "98.6", rate: 98.6%, score: "9.86"}]
        goals:
          - kind: overall
            indicators: [{level1: 产出指标, level2: 数量指标, name: 接访, target: 10次, actual: 10次, weight: "90", score: "90"}]
        total: {label: 总分, weight: "100", score: "99.86"}
    """,
    ),
    "a grade is no word of degree": ("IND-30", DEGREES.format("合格")),
    "a standard stands beside the word": ("IND-30", DEGREES.format("达标（90分以上）")),
    "a rate in words is told once": ("IND-30", DEGREES.format("提升").replace("档案整理", "档案完好率")),
    "a number of persons is no effect": ("IND-31", ONE.format(*SOCIAL, "扩大受益面", "90%", "92%")),
    "an index is measured": ("IND-31", ONE.format(*SOCIAL, "提升营商环境指数", "90%", "92%")),
    "an effect in units of its own": ("IND-31", ONE.format(*QUALITY, "服务效率", "≤2天", "1天")),
    "an influence that is bounded": ("IND-31", ONE.format(*ECOLOGICAL, "施工对环境的影响", "≤5%", "3%")),
    "a small raise is an increase": ("IND-31", ONE.format(*QUALITY, "公共服务水平提升", "≥5%", "6%")),
    "raised satisfaction": ("IND-31", ONE.format(*PLEASED, "提升游客满意度。", "≥95%", "96%")),
    "a utilisation rate": ("IND-31", ONE.format(*SOCIAL, "提高档案利用率", "≥60%", "65%")),
    "the value speaks of the environment": ("IND-32", ONE.format(*ECOLOGICAL, "改善面貌", "垃圾日产日清", "已做到")),
    "a day is a time": ("IND-32", ONE.format(*TIMELY, "投诉处理", "≤3天", "2天")),
    "months are a time": ("IND-32", ONE.format(*TIMELY, "设备租赁", "1-12月", "1-12月")),
    "a rate of completion in time": ("IND-32", ONE.format(*TIMELY, "任务办结率", "100%", "100%")),
    "farmers' income": ("IND-32", ONE.format(*ECONOMIC, "带动农户", "增收500元", "增收520元")),
    "a row without a name": ("IND-32", ONE.format(*ECOLOGICAL, "无", "无", "无")),
    "service time is no time of answering": ("IND-33", ONE.format(*QUALITY, "设备使用时间", "≥8小时", "9小时")),
    "matters settled are a benefit": ("IND-33", ONE.format(*SOCIAL, "群众诉求办结率", "≥95%", "96%")),
    "output of a firm is a benefit": ("IND-33", ONE.format(*ECONOMIC, "产值完成情况", "≥5亿元", "5.2亿元")),
    "one completion among the quality": ("IND-33", ONE.format(*QUALITY, "任务完成率", "100%", "100%")),
    "a project that pays out": (
        "IND-34",
        "project: 临时救助补助\n" + ONE.format(*QUALITY, "资金发放准确率", "100%", "100%"),
    ),
    "the goal says that it pays out": (
        "IND-34",
        ONE.format(*QUALITY, "资金发放准确率", "100%", "100%").replace(
            "indicators", "target_text: 发放高龄津贴, indicators"
        ),
    ),
    "payment in time is timeliness": ("IND-34", ONE.format(*TIMELY, "资金拨付及时率", "100%", "100%")),
    "paid in full is the quality of a payment": ("IND-34", ONE.format(*QUALITY, "奖金发放足额率", "100%", "100%")),
    "enterprises that run": ("IND-35", ONE.format(*SOCIAL, "保障企业正常运行", "保障", "保障")),
    "a portal that runs": ("IND-35", ONE.format(*SOCIAL, "政府门户网站正常运行", "保障", "保障")),
    "efficiency of courts for the public": ("IND-35", ONE.format(*SOCIAL, "提高群众办事及工作效率", "提高", "提高")),
    "one cost without an amount": ("IND-36", ONE.format(*COSTS, "经费支出", "不超预算", "不超预算")),
    "a rate of saving is a cost": ("IND-36", TWO_COSTS.format("资金节约率", "≥5%")),
    "a control rate of costs is no progress": ("IND-36", ONE.format(*COSTS, "成本控制率", "≤100%", "98%")),
    "an amount in the name": ("IND-36", TWO_COSTS.format("每人每月1200元", "100%")),
    "a fixed standard is an equality": ("IND-37", ONE.format(*COSTS, "补助标准", "=500元", "500元")),
    "money per person is an equality": ("IND-37", ONE.format(*COSTS, "培训费用", "=500元/人", "500元/人")),
    "a plain amount": ("IND-37", ONE.format(*COSTS, "租赁费用", "36万元", "36万元")),
    "one rate of two matters": ("IND-38", ONE.format(*QUALITY, "信访和投诉回复率", "100%", "100%")),
    "two words of which one is a measure": ("IND-38", ONE.format(*QUALITY, "效率、质量达标率", "100%", "100%")),
    "upkeep of what is older": (
        "IND-39",
        "project: 政务网建设及运行维护\n" + ONE.format(*LASTING, "使用年限", "≥3年", "3年"),
    ),
    "one year of use": ("IND-39", "project: 平台建设\n" + ONE.format(*LASTING, "使用年限", "≥1年", "1年")),
    "accidents at most": ("IND-40", ONE.format(*SOCIAL, "安全生产事故起数", "≤2起", "1起")),
    "incidents dealt with": ("IND-40", ONE.format(*QUANTITY, "处置突发事件", "100起", "120起")),
    "no incident": ("IND-40", ONE.format(*SOCIAL, "安全生产事故", "0", "0")),
    "a party branch built up in sessions": ("IND-41", ONE.format(*QUANTITY, "党支部建设", "4次", "4次")),
    "a volunteers' day": ("IND-41", ONE.format(*QUANTITY, "志愿服务活动", "1次", "1次")),
    "patrols each week": ("IND-41", ONE.format(*QUANTITY, "河道巡查", "52次", "53次")),
    "payments month by month": ("IND-42", ONE.format(*TIMELY, "低保金发放及时性", "1-12月", "1-12月")),
    "a term of service": ("IND-42", ONE.format(*TIMELY, "服务期限", "1-12月", "1-12月")),
    "growth may be large": ("IND-43", ONE.format(*ECONOMIC, "产值增长率", "≥60%", "65%")),
    "an upper bound of improvement": ("IND-43", ONE.format(*QUALITY, "效率提升度", "<=100%", "100%")),
    "those served": ("IND-44", ONE.format(*PLEASED, "服务对象满意度", "≥90%", "92%")),
    "another office's satisfaction": ("IND-44", ONE.format(*PLEASED, "教育局满意度", "≥90%", "92%")),
    "matters reported by people": ("IND-45", ONE.format(*QUALITY, "反映问题办结率", "≥90%", "92%")),
    "a bonus for an assessment": ("IND-45", ONE.format(*TIMELY, "考核奖发放及时率", "100%", "100%")),
    "the number of a hotline": ("IND-46", ONE.format(*QUANTITY, "受理12345热线", "≥12345", "13000")),
    "part of a larger number": ("IND-46", ONE.format(*QUANTITY, "改造13人以上班级", "3人", "3人")),
    "a verb before its noun": ("FMT-14", ONE.format(*QUANTITY, "走访服务服务对象", "≥20人", "21人")),
    "one by one": ("FMT-14", ONE.format(*QUANTITY, "一项一项一项办理", "≥20人", "21人")),
    "a place whose name ends like the word": ("FMT-14", ONE.format(*QUANTITY, "交通运输运输局改造", "≥20人", "21人")),
    "so many each month": ("FMT-15", ONE.format(*QUANTITY, "医保培训", "每月≥1次", "12次")),
    "two values in a cell": ("FMT-15", ONE.format(*QUANTITY, "文化活动", "区级≥50场，市级≥7场", "57场")),
    "growth against last year": ("IND-47", ONE.format(*ECONOMIC, "企业营收较上年增长率", "≥5%", "6%")),
    "a number against last year's number": ("IND-47", ONE.format(*SOCIAL, "帮扶人次较去年", "≥2000人次", "2100人次")),
    "the measure of the name": ("FMT-15", ONE.format(*PLEASED, "服务对象满意度", "满意度90%以上", "92%")),
    "a rate answered in words is another rule's": ("IND-12", ONE.format(*QUALITY, "满意率", "≥95%", "有所提高")),
    "an efficiency raised by a fifth": ("IND-31", ONE.format(*QUALITY, "工作效率", "提升20%", "提升25%")),
    "a safe city built up in sessions": ("IND-41", ONE.format(*QUANTITY, "平安建设", "2次", "2次")),
    "an examination is an occasion": ("IND-41", ONE.format(*QUANTITY, "年度体检服务", "1次", "1次")),
    "a small growth of jobs": ("IND-31", ONE.format(*SOCIAL, "促进就业", "≥5%", "6%")),
    "growth has its measure": ("IND-31", ONE.format(*SOCIAL, "促进就业增长", "≥60%", "65%")),
    "money that arrived is as good as a time": ("IND-32", ONE.format(*TIMELY, "资金到账率", "100%", "100%")),
    "one rate of a time and a pressure": ("IND-38", ONE.format(*QUALITY, "供水时间、水压达标率", "≥90%", "92%")),
    "opinions that were reported": ("IND-45", ONE.format(*QUANTITY, "反映社情民意信息数量", "≥20条", "22条")),
    "units that are assessed": ("IND-45", ONE.format(*QUANTITY, "考核单位数量", "≥20个", "22个")),
    "teachers on Teachers' Day": ("FMT-14", ONE.format(*QUANTITY, "教师教师节慰问", "10人", "10人")),
    "so many all year": ("FMT-15", ONE.format(*QUANTITY, "开展活动", "全年≥12次", "12次")),
    "points of a contest": ("IND-12", ONE.format(*QUANTITY, "开展评比", "90", "100")),
    "each of them": ("IND-12", ONE.format(*QUANTITY, "走访社区", "均走访", "均走访")),
    "a rate of what must not happen": ("IND-12", ONE.format(*QUALITY, "信息泄露率", "不泄露", "未泄露")),
    "a subsidy is owed to the yuan": ("IND-37", ONE.format(*COSTS, "困难群众补贴", "=36万元", "36万元")),
    "a second is a time": ("IND-32", ONE.format(*TIMELY, "系统响应", "≤1s", "0.8s")),
    "no influence on what is around": ("IND-32", ONE.format(*ECOLOGICAL, "对周边影响", "无影响", "无影响")),
    "the public or those served": ("IND-44", ONE.format(*PLEASED, "社会公众或服务对象满意度指标", "≥90%", "92%")),
    "so many at a level": ("FMT-15", ONE.format(*QUANTITY, "宣传报道", "市级≥5篇", "6篇")),
    "on average": ("FMT-15", ONE.format(*TIMELY, "办理时间", "平均≤3天", "2天")),
    "a strict bound on a small form": ("FMT-17", ONE.format(*QUALITY, "信息准确率", ">95%", "97%")),
    "all of them": ("IND-12", ONE.format(*QUANTITY, "血检人数", "应检尽检", "应检尽检")),
    "a quantity bounded elsewhere": ("IND-12", ONE.format(*QUANTITY, "核定编制数", "控制在编制总量内", "未超")),
    "nothing to report": ("IND-12", ONE.format(*QUALITY, "事故发生率", "无", "无")),
    "efficiency is no rate": ("IND-12", ONE.format(*QUALITY, "工作效率", "提升", "提升")),
    "control of an epidemic": ("IND-01", ONE.format(*QUALITY, "疫情控制率", "≥95%", "96%")),
    "a budget that may not grow": ("IND-01", ONE.format(*QUANTITY, "三公经费控制率", "0%", "0%")),
    "a control rate with its bound": ("IND-01", ONE.format(*QUALITY, "三公经费控制率", "≤100%", "98%")),
    "a cost reduced in full as planned work": (
        "IND-06",
        'funding: [{line_code: total, label: 总额, adjusted: "80", executed: "75.2"}]\n'
        + ONE.format(*COSTS, "降低运行成本", "≥5%", "100%"),
    ),
    "satisfaction answered in words": ("IND-16", ONE.format(*LASTING, "提升服务水平", "满意度逐步提高", "逐步提高")),
    "megabits per second": ("FMT-09", ONE.format(*QUANTITY, "出口电路速率", "≥1000Mbps", "1000Mbps")),
    "a half-day is no rate": (
        "FMT-07",
        """
        goals: [{kind: overall, indicators: [{level1: 产出指标, level2: 数量指标, name: 里程, target: "0.5"}]}]
    """,
    ),
    **SILENT_OF_WHOLES,
}
SILENT |= SILENT_OF_GOALS | SILENT_BESIDE | SILENT_OF_ODDITIES
"""What is so → rule and example in which it must find nothing."""


@pytest.mark.parametrize(("rule_id", "example"), SILENT.values(), ids=list(SILENT))
def test_silence(rule_id: str, example: str) -> None:
    """The rule finds nothing where the figures allow an innocent reading."""
    assert [finding.message.en for finding in findings_of(example, rule_id)] == []


def test_a_reason_in_the_report_makes_a_note() -> None:
    """A large change of the budget that the department's report speaks of is a note that quotes it."""
    found = findings_of(
        """
        forms:
          - form_type: dept_self_eval
            funding: [{line_code: total, label: 年度资金总额, initial: "100", adjusted: "150", executed: "150"}]
          - form_type: dept_report
            narratives: [{kind: report_section, heading: 问题, text: 年中追加人员经费。预算编制有待提高。}]
        """,
        "BUD-08",
    )
    assert [finding.severity for finding in found] == [Severity.NOTE]
    assert "“年中追加人员经费”" in found[0].message.zh


ZERO_TOTAL = """
    funding:
      - {line_code: total, label: 年度资金总额, adjusted: "0", executed: "0"}
      - {line_code: city_county, label: 市县(区)财政资金, adjusted: "118.82", executed: "101.48"}
    goals:
      - kind: overall
        indicators: [{level1: 产出指标, level2: 成本指标, name: 机房配套设施, target: =118.82万元, actual: 118.82万元}]
"""
"""A total printed as 0 above a part that is not (Huguan 2021)."""
GENERAL_PUBLIC_BUDGET = """
    forms:
      - form_type: dept_report
        narratives:
          - {kind: report_section, heading: 二、一般公共预算支出情况, text: ""}
          - {kind: report_section, heading: （一）基本支出, text: 基本支出年初预算数为717.29万元。}
          - {kind: report_section, heading: （二）项目支出, text: 项目支出年初预算数为251.70万元。}
      - form_type: dept_self_eval
        funding:
          - {line_code: total, label: 年度资金总额, initial: "968.99", adjusted: "1960.84", executed: "1960.84"}
          - {line_code: general_public_budget, label: 一般公共预算, amount: "939.09"}
          - {line_code: basic, label: 基本支出, amount: "717.29"}
          - {line_code: project, label: 项目支出, amount: "251.70"}
"""
"""Basic and project expenditure of 968.99 under the report's heading of the general public budget (Heshan 2023)."""
OPERATING = """
    forms:
      - form_type: dept_report
        narratives:
          - {kind: report_section, heading: 基本支出, text: "基本支出预算数为717.29万元，其中人员经费596.87万元，公用经费120.42万元。"}
          - {kind: report_section, heading: 项目支出, text: 项目支出年初预算数为251.70万元。}
      - form_type: dept_base_data
        base_data: [{section: expenditure, line_code: operating, label: 公用经费, budget: "372.13"}]
"""
"""Operating costs printed as what the report gives for them and for projects together (Heshan 2023)."""
CARRIED_OVER = """
    forms:
      - form_type: dept_self_eval
        funding:
          - {line_code: total, label: 年度资金总额, initial: "30", adjusted: "40", executed: "40"}
          - {line_code: basic, label: 基本支出, amount: "20"}
          - {line_code: project, label: 项目支出, amount: "10"}
      - project: 修路
        funding:
          - {line_code: total, label: 年度资金总额, initial: "13", adjusted: "13", executed: "12"}
          - {line_code: carry_over, label: 上年结转资金, initial: "3", adjusted: "3", executed: "2"}
"""
"""Projects above the department's figure by what was carried over."""
WORDS_BESIDE_NUMBERS = """
    profile: {level1_weights: {}}
    goals:
      - kind: annual
        weight: （15分）
        indicators:
          - {level1: 产出指标, level2: 数量指标, name: 应急演练, target: 2次, actual: 2次, score: "10"}
          - {level1: 效益指标, level2: 社会效益指标, name: 安全感, target: 提高, actual: 提高, score: "4.5"}
"""
"""A goal of a number and words that earns 14.5 of 15 points."""
TARGETS = "form_type: dept_target\ngoals: [{{kind: annual, number: 1, indicators: [{{level1: 产出指标, level2: 质量指标, name: 完好率, {}}}]}}]"
LATER = """
    form_type: dept_target
    goals:
      - {{kind: long_term, number: 1, indicators: [{{level1: {level1}, level2: {level2}, name: {name}, target: {target}}}]}}
      - {{kind: long_term, number: 2, indicators: [{{level1: {level1}, level2: {level2}, name: {name}, target: 50%}}]}}
      - {{kind: annual, number: 1, indicators: [{{level1: {level1}, level2: {level2}, name: {name}, target: {annual}}}]}}
"""
"""One indicator below two long-term goals; only that of the annual goal's number counts."""
NINETY = """
      - project: {project}
        goals:
          - kind: overall
            indicators:
              - {{level1: 产出指标, level2: 质量指标, name: 合格, target: "{target}", actual: "95"}}
              - {{level1: 产出指标, level2: 时效指标, name: 及时, target: "{target}", actual: "95"}}
              - {{level1: 效益指标, level2: 社会效益指标, name: 满意, target: "{target}", actual: "95"}}
"""
SPENT = 'funding: [{{line_code: total, label: 总额, adjusted: "300", executed: "{}"}}]\n'
STAFF = """
    form_type: dept_base_data
    base_data:
      - {{section: staffing, line_code: staffing_authorised, label: 编制数, value: "3"}}
      - {{section: staffing, line_code: staffing_actual, label: 实际在职人数, value: "{}"}}
      - {{section: staffing, line_code: staffing_rate, label: 控制率, value: "{}"}}
"""
BELOW_GOALS = """
    goals:
      - {{kind: annual, number: 1, weight: "10", indicators: [{{level1: 产出指标, level2: 数量指标, name: 里程, target: 5公里, actual: {}, score: "{}"}}]}}
      - {{kind: annual, number: 2, weight: "10", indicators: [{{level1: 产出指标, level2: 数量指标, name: 桥长, target: 5公里, actual: {}, score: "{}"}}]}}
"""
GOALS = "form_type: dept_target\ngoals: [{}]"
SAID = {
    "points of execution that are not printed": (
        "SCO-03",
        """
        funding: [{line_code: total, label: 年度资金总额, adjusted: "200", executed: "194.4", weight: "10"}]
        goals:
          - kind: overall
            indicators: [{level1: 产出指标, level2: 数量指标, name: 接访, target: 9次, actual: 9次, weight: "90", score: "89"}]
        total: {label: 总分, weight: "100", score: "98"}
        """,
        Severity.WARNING,
        "各项得分之和为 89；预算执行的得分（至多 10）没有印出。",
    ),
    "a main row of the base data left blank": (
        "STR-02",
        "form_type: dept_base_data\nbase_data: [{section: expenditure, line_code: three_public, label: 三公经费, final: ''}]",
        Severity.NOTE,
        "三公经费一栏印为空白。",
    ),
    "a sign the wrong way behind a target in words": (
        "IND-01",
        """
        goals:
          - kind: overall
            indicators:
              - {level1: 产出指标, level2: 时效指标, name: 故障修复响应时间, target: 及时}
              - {level1: 产出指标, level2: 时效指标, name: 故障处理响应时间, target: ≥24小时}
    """,
        Severity.WARNING,
        "故障处理响应时间：按名称越低越好，目标值却写作 ≥24小时。",
    ),
    "a lower number in the overview": (
        "STR-10",
        GOALS.format(
            "{kind: annual, number: 1, indicators: [{name: 里程, target: 5公里}]}, {kind: annual, number: 2, overview: 目标1：修路, indicators: [{name: 里程, target: 5公里}]}"
        ),
        Severity.WARNING,
        "总目标表印作“目标1”，指标表印作年度目标2。",
    ),
    "points below the second goal": (
        "SCO-15",
        BELOW_GOALS.format("5公里", "10", "5公里", "11"),
        Severity.ERROR,
        "11",
    ),
    "the first goal met, the second missed": (
        "SCO-16",
        BELOW_GOALS.format("5公里", "9", "4公里", "8"),
        Severity.WARNING,
        "该目标下 1 条指标均达成，得分之和 9",
    ),
    "two rows that say in other words that the budget was kept": (
        "IND-04",
        SPENT.format("400")
        + ROW.format(
            "target: 按照预算执行, actual: 按照预算执行}, "
            "{level1: 产出指标, level2: 成本指标, name: 差旅费, target: 按预算执行, actual: 按预算执行"
        ),
        Severity.ERROR,
        "2 条指标的完成值写作“按照预算执行”等",
    ),
    "a kilometre more, and no unit": ("FMT-05", ROW.format("target: 5公里, actual: '6'"), Severity.WARNING, "不可比"),
    "the same number of something else": (
        "FMT-05",
        ROW.format("target: 5公里, actual: 5次"),
        Severity.WARNING,
        "不可比",
    ),
    "the same number without a unit": ("FMT-05", ROW.format("target: 5公里, actual: '5'"), Severity.NOTE, "不可比"),
    "an unknown word at the first level": (
        "STR-06",
        ROW.replace("产出指标", "其他指标").format("target: 及时, actual: 及时"),
        Severity.WARNING,
        "一级指标“其他指标”之下的二级指标为“时效指标”",
    ),
    "one row mended": (
        "STR-08",
        "goals: [{kind: overall, indicators: [{level1: 产出指标, level2: 数量指标, name: 里程, target: 5公里, extraction_notes: [cell_lost]}]}]",
        Severity.NOTE,
        "“里程”（1 行）",
    ),
    "a year below the only long-term goal there is": (
        "IND-14",
        """
        form_type: dept_target
        goals:
          - {kind: long_term, number: 1, indicators: [{level1: 产出指标, level2: 质量指标, name: 完好率, target: ≥95%}]}
          - {kind: annual, number: 2, indicators: [{level1: 产出指标, level2: 质量指标, name: 完好率, target: ≥90%}]}
    """,
        Severity.WARNING,
        "≥95%",
    ),
    "a long target word for word": (
        "IND-11",
        ROW.format("target: 道路平整通畅方便群众出行, actual: 道路平整通畅方便群众出行"),
        Severity.NOTE,
        "完成值与目标值文字完全相同：道路平整通畅方便群众出行。",
    ),
    "the same row behind a satisfaction that may well be the same": (
        "IND-10",
        "form_type: dept_target\ngoals:\n"
        + "".join(
            f"  - {{kind: annual, number: {n}, indicators: ["
            "{level1: 满意度指标, level2: 服务对象满意度指标, name: 群众满意度, target: ≥90%}, "
            "{level1: 产出指标, level2: 质量指标, name: 任务完成率, target: 100%}]}\n"
            for n in (1, 2, 3)
        ),
        Severity.NOTE,
        "任务完成率",
    ),
    "a goal's number left out": (
        "STR-10",
        GOALS.format("{kind: annual, number: 1}, {kind: annual, number: 3}"),
        Severity.WARNING,
        "年度目标3之前没有序号 2。",
    ),
    "a higher number in the overview": (
        "STR-10",
        GOALS.format("{kind: annual, number: 1, overview: 目标2：修路, indicators: [{name: 里程, target: 5公里}]}"),
        Severity.WARNING,
        "总目标表印作“目标2”，指标表印作年度目标1。",
    ),
    "a label of the other kind": (
        "STR-10",
        GOALS.format("{kind: annual, number: 1, label: 长期目标1, indicators: [{name: 里程, target: 5公里}]}"),
        Severity.WARNING,
        "年度目标1的标签印作“长期目标1”。",
    ),
    "words around the number, and a unit on one side": (
        "FMT-05",
        ROW.format("target: 新修5公里, actual: 新修5"),
        Severity.WARNING,
        "不可比",
    ),
    "no long-term goal has the year's number": (
        "IND-23",
        """
        form_type: dept_target
        goals:
          - {kind: long_term, number: 1, indicators: [{level1: 产出指标, level2: 质量指标, name: 资料扫描率, target: ≥99%}]}
          - {kind: annual, number: 2, indicators: [{level1: 产出指标, level2: 质量指标, name: 资料扫描率, target: "0"}]}
    """,
        Severity.WARNING,
        "目标值为 0，长期目标 ≥99%",
    ),
    "nothing stands at the second level": (
        "STR-06",
        "goals: [{kind: overall, indicators: [{level1: 效益指标, level2: '', name: 通行, target: 及时, actual: 及时}]}]",
        Severity.WARNING,
        "一级指标“效益指标”之下的二级指标为空白，无法归类。",
    ),
    "a form that says that it rounds": (
        "BUD-01",
        """
        funding:
          - {line_code: total, label: 年度资金总额, initial: "21", adjusted: "22", executed: "22"}
          - {line_code: superior, label: 上级补助, initial: "12", adjusted: "12", executed: "13"}
          - {line_code: county, label: 县级财政资金, initial: "10", adjusted: "11", executed: "9"}
        narratives: [{kind: form_note, heading: 注, text: 1.金额单位为万元。2.部分合计因四舍五入与各项之和略有差异。}]
        """,
        Severity.NOTE,
        "表注写明“部分合计因四舍五入与各项之和略有差异”；合计与各项之和不等、差额在四舍五入之内的有 2 处。",
    ),
    "an unknown word at the second level": (
        "STR-06",
        "goals: [{kind: overall, indicators: [{level1: 效益指标, level2: 其他, name: 通行, target: 及时, actual: 及时}]}]",
        Severity.WARNING,
        "一级指标“效益指标”之下的二级指标为“其他”，不是它的二级指标。",
    ),
    "a unit with another in brackets": (
        "FMT-09",
        ROW.format("target: ≥60台（次）"),
        Severity.NOTE,
        "可读作“台”或“台次”",
    ),
    "two and a half hundred times the median of the others": (
        "BUD-06",
        "forms:\n"
        + "".join(
            f'  - {{project: "{n}", funding: [{{line_code: total, label: 总额, adjusted: "{budget}"}}]}}\n'
            for n, budget in enumerate(("2625", "9", "10.5", "11"))
        ),
        Severity.WARNING,
        "中位数 10.5 万元的 250 倍",
    ),
    "points lost in two goals, nobody sees where": (
        "SCO-16",
        "goals:\n"
        + "".join(
            f"  - {{kind: annual, number: {n}, weight: '10', indicators: ["
            "{level1: 产出指标, level2: 数量指标, name: 里程, target: 5公里, actual: 5公里, score: '5'}, "
            "{level1: 产出指标, level2: 质量指标, name: 通行, target: 及时, actual: 及时, score: '4'}]}\n"
            for n in (1, 2)
        ),
        Severity.WARNING,
        "2 个目标中目标值为数的指标均达成",
    ),
    "three points of eight lost": (
        "SCO-07",
        ROW.format('target: 100%, actual: 99%, weight: "8", score: "5", deviation: ""'),
        Severity.WARNING,
        "分值 8，得分 5，扣 3 分",
    ),
    "a blank amount": (
        "FMT-11",
        "form_type: dept_base_data\nbase_data: [{section: expenditure, line_code: three_public, label: 三公经费, final: ''}]",
        Severity.NOTE,
        "金额为空白",
    ),
    "a third above the budget, and words that say it was kept": (
        "IND-04",
        SPENT.format("400") + ROW.format("target: 按照预算执行, actual: 按照预算执行"),
        Severity.ERROR,
        "133.33%",
    ),
    "a third of the budget, and words that say it was kept": (
        "IND-04",
        SPENT.format("100") + ROW.format("target: 按照预算执行, actual: 按照预算执行"),
        Severity.WARNING,
        "33.33%",
    ),
    "a third of the budget, and all paid in time": (
        "IND-05",
        SPENT.format("100") + ROW.replace("处理时间", "资金支付及时性").format("target: 及时, actual: 100%"),
        Severity.WARNING,
        "33.33%",
    ),
    "a third of the budget, and another progress": (
        "IND-03",
        SPENT.format("100") + ROW.replace("处理时间", "预算执行率").format("target: 100%, actual: 34.5%"),
        Severity.WARNING,
        "完成值 34.5%，资金表的执行率为 33.33%。",
    ),
    "costs of twice the budget": (
        "IND-03",
        'funding: [{line_code: total, label: 总额, adjusted: "10", executed: "8"}]\n' + COST.format("经济成本指标"),
        Severity.WARNING,
        "成本指标合计 20 万元，大于执行数 8 万元（预算数 10 万元）。",
    ),
    "two and a half times the budget spent": (
        "BUD-03",
        SPENT.format("750"),
        Severity.ERROR,
        "执行数 750 大于预算数 300",
    ),
    "a third spent without a word": ("BUD-07", SPENT.format("100"), Severity.WARNING, "执行率 33.33%"),
    "a third spent, and another rate": (
        "BUD-02",
        SPENT.format("100").replace("}]", ', rate: "35%"}]'),
        Severity.ERROR,
        "执行率印为 35%，按 100 ÷ 300 = 33.33%。",
    ),
    "a shade below the threshold": (
        "BUD-07",
        SPENT.format("269.994"),
        Severity.WARNING,
        "执行率 89.998%，低于 90%",
    ),
    "a shade more than the threshold in the course of the year": (
        "BUD-08",
        SPENT.format("300").replace("adjusted", 'initial: "249.999", adjusted'),
        Severity.WARNING,
        "增加 20.0005%",
    ),
    "a shade more staff than posts": (
        "BUD-16",
        """
        form_type: dept_base_data
        base_data:
          - {section: staffing, line_code: staffing_authorised, label: 编制数, value: "99999"}
          - {section: staffing, line_code: staffing_actual, label: 实有人数, value: "100000"}
    """,
        Severity.WARNING,
        "100000 ÷ 99999 = 100.001%",
    ),
    "a third spent, rounded up": (
        "BUD-02",
        SPENT.format("100").replace("}]", ', rate: "33.34%"}]'),
        Severity.NOTE,
        "执行率印为 33.34%，按 100 ÷ 300 = 33.33%；只差末位的一个单位。",
    ),
    "a rate with a third decimal": (
        "BUD-02",
        'funding: [{line_code: total, label: 总额, adjusted: "10000", executed: "8533.49", rate: 85.330%}]',
        Severity.ERROR,
        "执行率印为 85.330%，按 8533.49 ÷ 10000 = 85.335%。",
    ),
    "spent, and a rate of 0": (
        "BUD-02",
        'funding: [{line_code: total, label: 总额, adjusted: "100", executed: "30", rate: 0%}]',
        Severity.ERROR,
        "执行率印为 0%，按 30 ÷ 100 = 30%。",
    ),
    "staff in a ratio of the posts": (
        "BUD-16",
        """
        form_type: dept_base_data
        base_data:
          - {section: staffing, line_code: staffing_authorised, label: 编制数, value: "81"}
          - {section: staffing, line_code: staffing_actual, label: 实有人数, value: "69"}
          - {section: staffing, line_code: staffing_rate, label: 控制率, value: "0.8519"}
    """,
        Severity.ERROR,
        "控制率印为 0.8519，按人数为 69 ÷ 81 = 85.19%；印的可能是以小数表示的比率。",
    ),
    "a third spent, as a ratio": (
        "BUD-02",
        SPENT.format("100").replace("}]", ', rate: "0.3333"}]'),
        Severity.ERROR,
        "执行率印为 0.3333，按 100 ÷ 300 = 33.33%；印的可能是以小数表示的比率。",
    ),
    "a third more in the course of the year": (
        "BUD-08",
        SPENT.format("300").replace("adjusted", 'initial: "225", adjusted'),
        Severity.WARNING,
        "增加 33.33%",
    ),
    "a third less in the course of the year": (
        "BUD-08",
        SPENT.format("300").replace("adjusted", 'initial: "450", adjusted'),
        Severity.WARNING,
        "减少 33.33%",
    ),
    "a total of nothing above parts of which a third is spent": (
        "BUD-05",
        """
        funding:
          - {line_code: total, label: 总额, adjusted: "0", executed: "0", weight: "10", score: "8"}
          - {line_code: central, label: 中央, adjusted: "300", executed: "100"}
    """,
        Severity.ERROR,
        "按各资金来源之和应为 3.33",
    ),
    "a third of the posts filled": ("BUD-16", STAFF.format("1", "35%"), Severity.ERROR, "1 ÷ 3 = 33.33%"),
    "a third more staff than posts": ("BUD-16", STAFF.format("4", "133.33%"), Severity.WARNING, "4 ÷ 3 = 133.33%"),
    "a third more than the year before": (
        "BUD-18",
        "form_type: dept_base_data\nbase_data: [{section: expenditure, line_code: three_public, label: 三公经费, prior_final: '3', final: '4'}]",
        Severity.NOTE,
        "33.33%",
    ),
    "more than twice the target": (
        "SCO-13",
        ROW.replace("时效指标, name: 处理时间", "数量指标, name: 接访").format("target: ≥3次, actual: 7次"),
        Severity.WARNING,
        "233.33%",
    ),
    "points outside the class": (
        "SCO-10",
        ROW.format('target: 及时, actual: 部分达成, weight: "3", score: "1"'),
        Severity.WARNING,
        "得分占分值 33.33%",
    ),
    "three times the plan": (
        "IND-17",
        ROW.replace("处理时间", "任务完成率").format("target: ≥300%"),
        Severity.NOTE,
        "按字面要求完成计划的 3 倍",
    ),
    "a short name below cost is not the old template's": (
        "STR-05",
        COST.format("经济成本"),
        Severity.NOTE,
        "二级指标印作“经济成本”（1 处）",
    ),
    "two rows mended alike": (
        "STR-08",
        "goals: [{kind: overall, indicators: ["
        + ", ".join(
            f"{{level1: 产出指标, level2: 数量指标, name: 里程{n}, target: 5公里, extraction_notes: [cell_lost]}}"
            for n in (1, 2)
        )
        + "]}]",
        Severity.NOTE,
        "“里程1”等（2 行）",
    ),
    "the parts stand for a total of 0, costs": (
        "IND-03",
        ZERO_TOTAL,
        Severity.WARNING,
        "不等于执行数 101.48 万元（各资金来源之和）",
    ),
    "the parts stand for a total of 0, rate": (
        "BUD-07",
        ZERO_TOTAL,
        Severity.WARNING,
        "（101.48 ÷ 118.82）执行率 85.41%",
    ),
    "points by another rate than that of the parts": (
        "BUD-05",
        """
        funding:
          - {line_code: total, label: 年度资金总额, adjusted: "0", executed: "0", weight: "10", score: "10"}
          - {line_code: city_county, label: 市县(区)财政资金, adjusted: "118.82", executed: "101.48"}
        """,
        Severity.ERROR,
        "按各资金来源之和应为 8.54",
    ),
    "full points beyond the budget": (
        "BUD-03",
        """
        funding: [{line_code: total, label: 年度资金总额, adjusted: "4376.35", executed: "7469.35", weight: "10", score: "10"}]
        """,
        Severity.ERROR,
        "，预算执行得分印为满分 10；两数的小数部分相同，相差恰为整数 3093。",
    ),
    "money guaranteed at a low rate": (
        "IND-05",
        """
        funding: [{line_code: total, label: 年度资金总额, adjusted: "100", executed: "64"}]
        goals: [{kind: overall, indicators: [{level1: 产出指标, level2: 质量指标, name: 经费保障程度, target: 100%, actual: 100%}]}]
        """,
        Severity.WARNING,
        "执行率为 64%",
    ),
    "a ceiling above the long-term one": (
        "IND-14",
        LATER.format(target="≤67.8", annual="≤90", level1="成本指标", level2="经济成本指标", name="法律援助"),
        Severity.WARNING,
        "年度的上限更高，要求弱于长期目标",
    ),
    "a floor below the long-term one": (
        "IND-14",
        LATER.format(target="100%", annual="≥90%", level1="产出指标", level2="质量指标", name="工作完成率"),
        Severity.WARNING,
        "年度的数更低，要求弱于长期目标",
    ),
    "points that the formula rounds to the full weight": (
        "SCO-05",
        """
        goals: [{kind: overall, indicators: [{level1: 产出指标, level2: 数量指标, name: 接访, target: ≥1000次, actual: 999次, weight: "2", score: "2"}]}]
        """,
        Severity.WARNING,
        "未达成，得分 2 等于分值",
    ),
    "an exact target exceeded": (
        "SCO-05",
        EXACT.format("产出指标, level2: 数量指标, name: 接入单位, target: =43人, actual: 45人"),
        Severity.WARNING,
        "与定值不同，得分 8 等于分值",
    ),
    "a cost below an exact target": (
        "SCO-05",
        EXACT.format("产出指标, level2: 成本指标, name: 租赁费用, target: =36万元, actual: 30万元"),
        Severity.WARNING,
        "与定值不同，得分 8 等于分值",
    ),
    "an exact target missed": (
        "SCO-05",
        EXACT.format("产出指标, level2: 数量指标, name: 接入单位, target: =43人, actual: 40人"),
        Severity.ERROR,
        "未达成，得分 8 等于分值",
    ),
    "a cost above an exact target": (
        "SCO-05",
        EXACT.format("产出指标, level2: 成本指标, name: 租赁费用, target: =36万元, actual: 40万元"),
        Severity.ERROR,
        "未达成，得分 8 等于分值",
    ),
    "a hundred times its sister forms": (
        "BUD-06",
        """
        forms:
          - {project: 甲, funding: [{line_code: total, label: 年度资金总额, adjusted: "50000", executed: "50000"}]}
          - {project: 乙, funding: [{line_code: total, label: 年度资金总额, adjusted: "5", executed: "5"}]}
          - {project: 丙, funding: [{line_code: total, label: 年度资金总额, adjusted: "6", executed: "6"}]}
          - {project: 丁, funding: [{line_code: total, label: 年度资金总额, adjusted: "7", executed: "7"}]}
        """,
        Severity.WARNING,
        "是同部门同年其他 3 张同类表中位数 6 万元的 8333 倍",
    ),
    "the portal sets the factor": (
        "BUD-06",
        """
        thresholds: {sibling_factor: "2", sibling_forms: "1"}
        forms:
          - {project: 甲, funding: [{line_code: total, label: 年度资金总额, adjusted: "50", executed: "50"}]}
          - {project: 乙, funding: [{line_code: total, label: 年度资金总额, adjusted: "5", executed: "5"}]}
        """,
        Severity.WARNING,
        "的 10 倍",
    ),
    "by the portal's thresholds a grade is only doubted": (
        "SCO-12",
        """
        total: {label: 总分, weight: "100", score: "85", grade: 优秀}
        """,
        Severity.WARNING,
        "等级印为“优秀”，总分 85 按等级门槛为“良”",
    ),
    "a target of 90 and of 90%": (
        "SCO-11",
        "forms:"
        + "".join(
            NINETY.format(project=name, target=target)
            for name, target in zip("甲乙丙", ("90", "90%", "90"), strict=True)
        ),
        Severity.NOTE,
        "本部门 2021 年度有 3 张表，每条定量指标的目标值都是 90 或 90%。",
    ),
    "a unit read in two ways": (
        "FMT-09",
        TARGETS.format("target: ≥60人/次"),
        Severity.NOTE,
        "可读作“人次”或“每次的人数”",
    ),
    "a slash with nothing before it": ("FMT-09", TARGETS.format("target: 130/门"), Severity.NOTE, "前面多一条斜线"),
    "general public budget": ("BUD-14", GENERAL_PUBLIC_BUDGET, Severity.WARNING, "合计 968.99"),
    "two figures in one": ("BUD-14", OPERATING, Severity.ERROR, "120.42 + 251.70 = 372.12 相近"),
    "carry-over explains the rest": (
        "BUD-15",
        CARRIED_OVER,
        Severity.NOTE,
        "年初预算数 13、全年预算数 13、全年执行数 12",
    ),
    "points lost where no row prints a weight": (
        "SCO-16",
        WORDS_BESIDE_NUMBERS,
        Severity.WARNING,
        "（14.5/15，共少 0.5 分）",
    ),
    "equality with full points": (
        "IND-02",
        ROW.format('target: <1小时, actual: 1小时, weight: "5", score: "5"'),
        Severity.WARNING,
        "严格说没有达到目标，得分 5 等于分值",
    ),
    "equality with points lost": (
        "IND-02",
        ROW.format('target: <1小时, actual: 1小时, weight: "5", score: "4"'),
        Severity.WARNING,
        "严格说没有达到目标。",
    ),
    "a bound for an earlier year": ("FMT-03", TARGETS.format("baseline_y1: ≥90%"), Severity.NOTE, "只是范围"),
    "an open end for an earlier year": ("FMT-04", TARGETS.format("baseline_y1: 90%以上"), Severity.NOTE, "只是范围"),
    "nothing asked for where the long-term target asks": (
        "IND-23",
        LATER.format(target="≥99%", annual="0", level1="产出指标", level2="质量指标", name="提前办结率"),
        Severity.WARNING,
        "目标值为 0，长期目标 ≥99%；表上没有说明为什么是 0。",
    ),
    "nothing asked for after years with something": (
        "IND-23",
        TARGETS.format('baseline_y2: 99%, baseline_y1: "0", target: "0"'),
        Severity.NOTE,
        "目标值为 0，上年 0，前年 99%；",
    ),
    "less than last year only": (
        "IND-13",
        TARGETS.format("baseline_y2: 95%, baseline_y1: 100%, target: ≥95%"),
        Severity.NOTE,
        "要求低于上年。",
    ),
    "less than both years": (
        "IND-13",
        TARGETS.format("baseline_y2: 99%, baseline_y1: 100%, target: ≥95%"),
        Severity.WARNING,
        "要求低于上年、前年。",
    ),
    "a date of another year below a long-term goal": (
        "IND-09",
        """
        form_type: dept_target
        fiscal_year: 2021
        goals:
          - {kind: long_term, number: 1, indicators: [{level1: 产出指标, level2: 时效指标, name: 建成时间, target: 2023年12月底}]}
          - {kind: annual, number: 1, indicators: [{level1: 产出指标, level2: 时效指标, name: 开工时间, target: 2020年12月底}]}
    """,
        Severity.WARNING,
        "日期 2020年12月底 不在 2021 年度。",
    ),
    "three words of degree": (
        "IND-30",
        DEGREES.format("及时"),
        Severity.NOTE,
        "其中 1 行与名称里的词相同或同义（3 行）",
    ),
    "ninety of an influence": ("IND-31", ONE.format(*SOCIAL, "社会影响", "90", "95"), Severity.NOTE, "“社会影响 90”"),
    "all of an efficiency": (
        "IND-31",
        ONE.format(*QUALITY, "开标场所使用效率", "100%", "100%"),
        Severity.NOTE,
        "（1 行）",
    ),
    "a slogan in percent": (
        "IND-31",
        ONE.format(*SOCIAL, "维护群众合法权益，促进社会和谐稳定。", "100%", "100%"),
        Severity.NOTE,
        "（1 行）",
    ),
    "an office is no ecology": (
        "IND-32",
        ONE.format(*ECOLOGICAL, "综合办公环境提升", "100%", "98%"),
        Severity.NOTE,
        "没有说到生态环境（1 行）",
    ),
    "a rate of replies is no time": (
        "IND-32",
        ONE.format(*TIMELY, "咨询回复率", "100%", "100%"),
        Severity.NOTE,
        "没有说到时间（1 行）",
    ),
    "sharing data earns nothing": (
        "IND-32",
        ONE.format(*ECONOMIC, "信息数据共享", "5000批", "5000批"),
        Severity.NOTE,
        "没有说到经济（1 行）",
    ),
    "an article for a benefit": (
        "IND-33",
        ONE.format(*SOCIAL, "主流媒体宣传", "≥1篇", "1篇"),
        Severity.NOTE,
        "说的是产出",
    ),
    "payments for an economic benefit": (
        "IND-34",
        ONE.format(*ECONOMIC, "扶贫资金支付准确率", "100%", "100%"),
        Severity.NOTE,
        "（1 行）",
    ),
    "running of the unit": (
        "IND-35",
        ONE.format(*SOCIAL, "单位日常工作", "得到保障", "已保障"),
        Severity.NOTE,
        "（1 行）",
    ),
    "two costs without an amount": (
        "IND-36",
        TWO_COSTS.format("相关预算支出", "≤100%") + "currency_unit_text: 单位：万元",
        Severity.NOTE,
        "成本指标都没有金额，表头却印有“单位：万元”（2 行）",
    ),
    "progress for a cost to society": (
        "IND-36",
        ONE.format("成本指标", "社会成本指标", "工作经费支出进度", "90", "100"),
        Severity.NOTE,
        "支出进度或执行率",
    ),
    "an equality beside a bound": (
        "IND-37",
        ONE.format(*COSTS, "机房配套设施", "=118.82万元", "118.82万元"),
        Severity.NOTE,
        "=118.82万元",
    ),
    "two rates, one value": (
        "IND-38",
        ONE.format(*QUALITY, "信访受理率和回复率", "100%", "100%"),
        Severity.NOTE,
        "（1 行）",
    ),
    "three years in the first": (
        "IND-39",
        "project: 平台建设\n" + ONE.format(*LASTING, "使用年限", "≥3年", "3年"),
        Severity.WARNING,
        "完成值为 3年，2021 年度内不可能已经看到",
    ),
    "a thousand emergencies": (
        "IND-40",
        ONE.format(*QUANTITY, "应急平台突发事件", "1000", "1000"),
        Severity.NOTE,
        "目标值 1000 又不是上限",
    ),
    "one patrol a year": (
        "IND-41",
        ONE.format(*QUANTITY, "出租屋的走访巡察", "1次", "1次"),
        Severity.NOTE,
        "“出租屋的走访巡察 1次”",
    ),
    "an answer from January to December": (
        "IND-42",
        ONE.format(*TIMELY, "响应时效", "1-12月", "1-12月"),
        Severity.WARNING,
        "（1 行）",
    ),
    "improved by all": (
        "IND-43",
        ONE.format(*QUALITY, "审批质效提升率", "100%", "100%"),
        Severity.WARNING,
        "提升率定为 50% 以上",
    ),
    "the bureau's own satisfaction": (
        "IND-44",
        ONE.format(*PLEASED, "县交通运输局满意度", "≥90%", "92%"),
        Severity.NOTE,
        "（1 行）",
    ),
    "whether it was done": ("IND-45", ONE.format(*COSTS, "是否按照预算执行", "是", "是"), Severity.NOTE, "（1 行）"),
    "three persons, three": (
        "IND-46",
        ONE.format(*QUANTITY, "挂职干部3人", "3人", "3人"),
        Severity.NOTE,
        "已经写了目标值 3人",
    ),
    "one of two rates that all can reach": (
        "IND-17",
        ONE.format(*QUANTITY, "专线接通率、回复督办次数", "≥100%", "95%"),
        Severity.NOTE,
        "“≥”不起作用",
    ),
    "windows in balance": (
        "IND-12",
        ONE.format(*QUANTITY, "窗口设置", "保持窗口数量基本均衡", "已保持"),
        Severity.WARNING,
        "数量指标的目标值只有文字（1 行）",
    ),
    "a bare ratio among quantities": (
        "IND-12",
        ONE.format(*QUANTITY, "覆盖单位数量达标比", "90", "100"),
        Severity.NOTE,
        "覆盖单位数量达标比 90",
    ),
    "openness of all": (
        "IND-31",
        ONE.format(*SOCIAL, "提升财政透明度", "100%", "100%"),
        Severity.NOTE,
        "提升财政透明度 100%",
    ),
    "a word twice in a goal": (
        "FMT-14",
        "goals: [{kind: overall, target_text: 提升政务服务和公共公共资源服务效能}]",
        Severity.NOTE,
        "政务服务和公共公共资源服务效",
    ),
    "a noun before the operator": (
        "FMT-15",
        ONE.format(*QUANTITY, "法律咨询服务", "接访≥160次", "170次"),
        Severity.NOTE,
        "接访≥160次",
    ),
    "a rate in words": (
        "IND-12",
        ONE.format(*QUALITY, "政务水平提升率", "提升", "提升"),
        Severity.WARNING,
        "名称为“率”，值却只有文字（1 行）：“政务水平提升率 提升”",
    ),
    "persons against last year": (
        "IND-47",
        ONE.format(*SOCIAL, "扶贫帮扶人次较去年相比", ">=12%", "12%"),
        Severity.NOTE,
        "扶贫帮扶人次较去年相比 >=12%",
    ),
    "coverage for a level": (
        "FMT-15",
        ONE.format(*QUANTITY, "提高业务信息安全等级", "覆盖率100%", "100%"),
        Severity.NOTE,
        "目标值里的计量，名称没有说到（1 行）",
    ),
    "a rate answered in words": (
        "IND-12",
        ONE.format(*SOCIAL, "居民生活质量提高率", "根据问卷结果统计", "有所提高"),
        Severity.WARNING,
        "“居民生活质量提高率 有所提高”",
    ),
    "a quantity in words": (
        "IND-12",
        ONE.format(*QUANTITY, "推进票据电子化", "逐步推进", "逐步推进"),
        Severity.WARNING,
        "数量指标的目标值只有文字（1 行）",
    ),
    "a bare rate among quantities": (
        "IND-12",
        ONE.format(*QUANTITY, "劝返接谈率", "90", "92"),
        Severity.NOTE,
        "劝返接谈率 90",
    ),
    "a control rate of at least": (
        "IND-01",
        ONE.format(*QUALITY, "三公经费控制率", "≥95%", "98%"),
        Severity.WARNING,
        "按名称越低越好",
    ),
    "a control rate of no direction": (
        "IND-01",
        ONE.format(*QUALITY, "三公经费控制率", "100%", "98%"),
        Severity.NOTE,
        "没有写明是上限",
    ),
    "a reduction of no more than": (
        "IND-01",
        ONE.format(*COSTS, "运转成本（降低百分点）", "<100点", "90点"),
        Severity.WARNING,
        "按名称越高越好",
    ),
    "a cost reduced by all of it": (
        "IND-06",
        'funding: [{line_code: total, label: 总额, adjusted: "80", executed: "75.2"}]\n'
        + ONE.format(*COSTS, "运转成本（降低百分点）", "≥5点", "100点"),
        Severity.WARNING,
        "完成值 100点，按名称等于全部降掉，而表上全年执行 75.2",
    ),
    "satisfaction by the target": (
        "IND-16",
        ONE.format(*LASTING, "提升整体服务水平", "满意度逐步提高", "≥95%"),
        Severity.WARNING,
        "目标值说的是满意度，却列在可持续影响指标下",
    ),
    "satisfaction in words below another category": (
        "IND-16",
        ONE.format(*LASTING, "群众满意率", "群众满意度逐步提高", "≥95%"),
        Severity.WARNING,
        "名称为满意度，却列在可持续影响指标下",
    ),
    "a speed in megabytes": (
        "FMT-09",
        ONE.format(*QUANTITY, "出口电路速率", "=1000M", "1000M"),
        Severity.NOTE,
        "单位“M”可读作",
    ),
    "a sign typed twice": ("FMT-01", TARGETS.format("target: 100%%"), Severity.WARNING, "百分号重复"),
    **SAID_OF_WHOLES,
}
SAID |= SAID_OF_GOALS | SAID_BESIDE | SAID_OF_ODDITIES
"""What is so → rule, example, severity and words of its only finding."""


@pytest.mark.parametrize(("rule_id", "example", "severity", "words"), SAID.values(), ids=list(SAID))
def test_what_is_said(rule_id: str, example: str, severity: Severity, words: str) -> None:
    """The rule says what is so in these words, as an error, a doubt or a note."""
    found = findings_of(example, rule_id)
    assert [finding.severity for finding in found] == [severity]
    assert words in found[0].message.zh


@pytest.mark.parametrize(("rule_id", "example"), [said[:2] for said in SAID.values()], ids=list(SAID))
def test_it_is_said_in_two_languages_with_its_figures(rule_id: str, example: str) -> None:
    """Both messages, figure and difference, word for word: ``golden/make_rule_findings.py`` writes them anew."""
    assert findings_of_example(rule_id, example) in GOLDEN


@pytest.mark.parametrize(
    ("others", "place"),
    [
        ("", "project-1"),
        ("  - {form_type: dept_base_data}\n", "project-1"),
        ("  - {form_type: dept_self_eval}\n", "self-evaluation"),
    ],
)
def test_what_is_said_of_a_department_stands_on_its_own_form(others: str, place: str) -> None:
    """Three project forms with full marks: told on the department's self-evaluation where there is one, else on the first."""
    full = '  - {total: {label: 总分, weight: "100", score: "100"}}\n'
    (found,) = findings_of(f"forms:\n{full * 3}{others}", "SCO-11")
    assert found.statement_id.rpartition("/")[2] == place


EDGES = {
    "BUD-02": (
        "funding: [{{line_code: total, label: 年度资金总额, adjusted: '200', executed: '151', rate: {}}}]",
        ("76%", "75%", "75.5"),
        ("77%", "74%", "75.4", "75.6%"),
    ),
    "BUD-04": (
        "funding: [{{line_code: total, label: 年度资金总额, adjusted: '24', executed: '18', weight: '10', score: {}}}]",
        ("7.5", "8", "7", "7.50分"),
        ("7.4", "9", "6", "7.51"),
    ),
    # 3 × 5 ÷ 6 is 2.5 to the digit, though 5 ÷ 6 has no last decimal.
    "BUD-05": (
        """
        funding:
          - {{line_code: total, label: 年度资金总额, adjusted: "0", executed: "0", weight: "3", score: {}}}
          - {{line_code: city_county, label: 市县(区)财政资金, adjusted: "6", executed: "5"}}
        """,
        ("2.5", "3", "2"),
        ("2.6", "1", "2.4"),
    ),
    "BUD-16": (
        """
        form_type: dept_base_data
        base_data:
          - {{section: staffing, line_code: staffing_authorised, label: 编制数, value: "80人"}}
          - {{section: staffing, line_code: staffing_actual, label: 实际在职人数, value: "69"}}
          - {{section: staffing, line_code: staffing_rate, label: 控制率, value: {}}}
        """,
        ("86.25%", "86.3%", "86.2%", "86%"),
        ("86.26%", "86.4%", "86.1%", "87%", "85%"),
    ),
    "SCO-03": (
        """
        goals:
          - kind: overall
            indicators: [{{level1: 产出指标, level2: 数量指标, name: 接访, target: 9次, actual: 9次, weight: "10", score: "9.45"}}]
        total: {{label: 总分, weight: "10", score: {}}}
        """,
        ("9.45", "9.5", "9.4", "9"),
        ("9.46", "9.6", "9.3", "8", "10"),
    ),
}
"""Rule → example with a figure left open, figures within rounding of the recomputed one, figures just beyond."""


@pytest.mark.parametrize("rule_id", EDGES)
def test_a_figure_may_be_off_by_half_a_unit_of_its_last_decimal(rule_id: str) -> None:
    """Rounding up or down is no fault, whatever number of decimals a form prints; anything more is."""
    example, within, beyond = EDGES[rule_id]
    assert [figure for figure in (*within, *beyond) if findings_of(example.format(f'"{figure}"'), rule_id)] == [*beyond]


UNPRINTED = """
    funding: [{{line_code: total, label: 年度资金总额, adjusted: "200", executed: "194.4"{money}}}]
    goals:
      - kind: overall
        indicators: [{{level1: 产出指标, level2: 数量指标, name: 接访, target: 9次, actual: 9次, weight: "{weight}", score: "89"}}]
    total: {{label: 总分, weight: "100", score: "{total}"}}
"""
WEIGHT = ', weight: "10"'


@pytest.mark.parametrize(
    ("money", "weight", "total", "severity"),
    [
        (WEIGHT, "90", "98.72", None),
        (WEIGHT, "90", "98.7", None),
        (WEIGHT + ', rate: "97%"', "90", "98.70", None),  # by the printed rate
        ("", "90", "98.72", None),  # the weight is the scoring profile's
        (WEIGHT, "90", "89", None),
        (WEIGHT, "90", "98.71", Severity.WARNING),
        (WEIGHT, "90", "99", None),
        (WEIGHT, "90", "98", Severity.WARNING),
        ("", "90", "97", Severity.WARNING),
        (WEIGHT, "90", "99.01", Severity.ERROR),
        (WEIGHT, "90", "88", Severity.ERROR),
        ("", "100", "98.72", Severity.ERROR),  # the indicators leave no points for execution
        (WEIGHT + ', score: ""', "90", "98.72", Severity.ERROR),  # there is a column for them
    ],
)
def test_points_of_execution_without_a_column_are_not_missed(
    money: str, weight: str, total: str, severity: Severity | None
) -> None:
    """A total that is the sum plus weight × rate is right; one that only could be is a doubt, and any other an error."""
    found = findings_of(UNPRINTED.format(money=money, weight=weight, total=total), "SCO-03")
    assert [finding.severity for finding in found] == ([] if severity is None else [severity])


def test_a_copy_cut_off_is_a_note() -> None:
    """A second copy that is only the beginning of the cell may have been cut in conversion; another text is a doubt."""
    example = """
        goals:
          - kind: overall
            indicators: [{level1: 产出指标, level2: 时效指标, name: 租赁时间, target: 1月1日—12月底, actual: 1月1日—12月底}]
        source:
          duplicate:
            first_line: 72
            last_line: 99
            description: 图片的文字
            differences: [{path: "goals[0].indicators[0].actual", text: COPY}]
    """
    severities = {
        text: [finding.severity for finding in findings_of(example.replace("COPY", text), "STR-09")]
        for text in ("1月1日—12月", "1月1日—11月底")
    }
    assert severities == {"1月1日—12月": [Severity.NOTE], "1月1日—11月底": [Severity.WARNING]}
    (cut,), (other,) = (findings_of(example.replace("COPY", text), "STR-09") for text in severities)
    assert ("少末尾的字" in cut.message.zh, "少末尾的字" in other.message.zh) == (True, False)


def test_errors_in_the_published_documents() -> None:
    """The form, format, budget and disclosure rules find exactly the errors that were confirmed by reading the documents."""
    portal, _ = load(SAMPLE)
    stored = sorted(portal.statements, key=lambda item: (item.form.source.document, item.form.source.first_line))
    statements = [
        loaded(item.form, f"{document}/department", f"form-{number}")
        for document, items in groupby(stored, key=lambda item: item.form.source.document)
        for number, item in enumerate(items)
    ]
    names = {getattr(statement.form, "scoring_profile", "none") for statement in statements}
    unscored = {"name": "不计分", "name_en": "Unscored", "scored": "false", "citations": ["示例"]}
    portal = portal_with(statements, {name: unscored if "none" in name else PROFILE for name in names})
    rules = [rule for rule in RULES.values() if rule.id.startswith(("STR", "FMT", "BUD", "DSC"))]
    found = {
        (finding.jurisdiction_id, finding.rule_id, finding.statement_id.rpartition("/")[2], finding.path)
        for finding in check(portal, score(portal), TODAY, rules)
        if finding.severity is Severity.ERROR
    }
    assert found == ERRORS
