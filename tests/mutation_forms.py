"""Clean forms: realistic, whole, and without any finding; ``test_mutations`` puts one fault at a time into them.

Each is laid over the smallest valid form like a rule's example (``rule_examples``) and scored by a profile that the
portal ships, at least one form for each family of published templates.
"""

from __future__ import annotations

WUHAN_DEPARTMENT = """
form_type: dept_self_eval
scoring_profile: wuhan-department-2020
fiscal_year: 2021
fiscal_year_text: 2021年度
report_date: "2022.3.10"
funding:
  - {line_code: basic, label: 基本支出总额, amount: "1210.50"}
  - {line_code: project, label: 项目支出总额, amount: "289.50"}
  - line_code: department_total
    label: 部门整体支出总额
    adjusted: "1500.00"
    executed: "1470.00"
    rate: 98.00%
    weight: （10分）
    score: "9.8"
goals:
  - kind: annual
    number: 1
    label: 年度目标1：
    weight: （45分）
    target_text: 改善辖区道路通行条件
    indicators:
      - {level1: 产出指标, level2: 数量指标, name: 修补路面面积, target: ≥5000平方米, actual: 5200平方米, weight: "15", score: "15"}
      - {level2: 质量指标, name: 工程验收合格率, target: ≥95%, actual: 90%, weight: "10", score: "9.47"}
      - {level2: 时效指标, name: 道路抢修响应时间, target: ≤4小时, actual: 3小时, weight: "10", score: "10"}
      - {level2: 成本指标, name: 经费支出, target: 不超预算, actual: 不超预算, weight: "10", score: "9"}
  - kind: annual
    number: 2
    label: 年度目标2：
    weight: （45分）
    target_text: 提高应急处置能力
    indicators:
      - {level1: 产出指标, level2: 数量指标, name: 应急演练次数, target: ≥4次, actual: 5次, weight: "20", score: "20"}
      - {level1: 效益指标, level2: 社会效益指标, name: 安全生产事故起数, target: ≤2起, actual: 1起, weight: "15", score: "15"}
      - {level1: 满意度指标, level2: 服务对象满意度指标, name: 辖区居民满意度, target: ≥90%, actual: 92%, weight: "10", score: "10"}
total: {label: 总分, weight: "100", score: "98.27"}
narratives:
  - {kind: deviation_summary, heading: 偏差大或目标未完成原因分析, text: 两处路面因雨季施工未通过首次验收，已返工。}
"""

HUNAN_PROJECT = """
scoring_profile: hunan-project-2023
fiscal_year: 2023
fiscal_year_text: 2023年度
project: 区长热线运行
funding:
  - {line_code: current_year_appropriation, label: 其中：当年财政拨款, initial: "100.00", adjusted: "100.00", executed: "96.00"}
  - {line_code: carry_over, label: 上年结转金额, initial: "20.00", adjusted: "20.00", executed: "20.00"}
  - {line_code: other, label: 其它资金, initial: "0.00", adjusted: "0.00", executed: "0.00"}
  - line_code: total
    label: 年度资金总额
    initial: "120.00"
    adjusted: "120.00"
    executed: "116.00"
    weight: "10"
    rate: 96.67%
    score: "9.67"
goals:
  - kind: overall
    target_text: 全天候受理群众来电并按期办结
    actual_text: 受理来电12860件，按期办结率98.6%
    indicators:
      - {level1: 成本指标, level2: 经济成本指标, name: 热线运行经费, target: ≤120万元, actual: 116万元, weight: "20", score: "20", deviation: ""}
      - {level1: 产出指标, level2: 数量指标, name: 受理群众来电, target: ≥12000件, actual: 12860件, weight: "15", score: "15", deviation: ""}
      - {level2: 时效指标, name: 来电按期办结率, target: ≥95%, actual: 98.6%, weight: "15", score: "15", deviation: ""}
      - {level1: 效益指标, level2: 社会效益指标, name: 重复投诉占比, target: ≤8%, actual: 6%, weight: "30", score: "30", deviation: ""}
      - {level1: 满意度指标, level2: 服务对象满意度指标, name: 来电群众满意度, target: ≥90%, actual: 93%, weight: "10", score: "10", deviation: ""}
total: {label: 总分, weight: "100", score: "99.67", grade: 优}
"""

SHANXI_PROJECT = """
scoring_profile: shanxi-project-2021
fiscal_year: 2021
fiscal_year_text: （2021年度）
project: 电子政务外网运行维护
funding:
  - {line_code: total, label: 年度资金总额, initial: "40.00", adjusted: "40.00", executed: "38.50", weight: "10", rate: 96.25%, score: "9.63"}
  - {line_code: central, label: 其中：中央财政资金, initial: "5.00", adjusted: "5.00", executed: "5.00", weight: "--", rate: 100%, score: "--"}
  - {line_code: provincial, label: 省级财政资金, initial: "10.00", adjusted: "10.00", executed: "10.00", weight: "--", rate: 100%, score: "--"}
  - {line_code: city_county, label: 市县(区)财政资金, initial: "25.00", adjusted: "25.00", executed: "23.50", weight: "--", rate: 94%, score: "--"}
goals:
  - kind: overall
    target_text: 保障全县政务网络稳定运行
    actual_text: 全年中断累计2小时，低于上年
    indicators:
      - {level1: 产出指标, level2: 数量指标, name: 租用政务专线, target: ≥12条, adjusted_target: "", actual: 12条, weight: "15", score: "15", deviation: ""}
      - {level2: 质量指标, name: 线路网络稳定率, target: ≥98%, adjusted_target: "", actual: 98.5%, weight: "15", score: "15", deviation: ""}
      - {level2: 时效指标, name: 维修及时率, target: ≥99%, adjusted_target: "", actual: 97%, weight: "10", score: "9.8", deviation: 两次故障因暴雨道路中断未及时修复}
      - {level2: 成本指标, name: 专线租赁费用, target: ≤36万元, adjusted_target: "", actual: 34.5万元, weight: "10", score: "10", deviation: ""}
      - {level1: 效益指标, level2: 社会效益指标, name: 网上办件占比, target: ≥80%, adjusted_target: "", actual: 84%, weight: "15", score: "15", deviation: ""}
      - {level2: 可持续影响指标, name: 设备使用年限, target: ≥3年, adjusted_target: "", actual: 3年, weight: "15", score: "15", deviation: ""}
      - {level1: 满意度指标, level2: 服务对象满意度指标, name: 使用人员满意度, target: ≥96%, adjusted_target: "", actual: 97%, weight: "10", score: "10", deviation: ""}
total: {label: 总分, weight: "100", score: "99.43"}
"""

TARGETS = """
form_type: dept_target
fiscal_year: 2025
currency_unit_text: 单位：万元
long_term_end_year: 2028
goals:
  - kind: long_term
    number: 1
    label: 长期目标1：
    target_text: 档案应收尽收、方便查阅
    indicators:
      - {level1: 成本指标, level2: 经济成本指标, name: 档案整理费用, target: ≤30万元, target_basis: 计划数据}
      - {level1: 产出指标, level2: 质量指标, name: 档案完好率, target: ≥95%, target_basis: 历史数据}
      - {level1: 满意度指标, level2: 服务对象满意度指标, name: 查档群众满意度, target: ≥90%, target_basis: 历史数据}
  - kind: annual
    number: 1
    label: 年度目标1：
    target_text: 整理馆藏档案并开展宣传
    indicators:
      - {level1: 成本指标, level2: 经济成本指标, name: 档案整理费用, baseline_y2: 30万元, baseline_y1: 29万元, target: ≤28万元, target_basis: 计划数据}
      - {level1: 产出指标, level2: 数量指标, name: 整理档案, baseline_y2: 750件, baseline_y1: 780件, target: ≥800件, target_basis: 计划数据}
      - {level2: 质量指标, name: 档案完好率, baseline_y2: 94%, baseline_y1: 95%, target: ≥96%, target_basis: 历史数据}
      - {level2: 时效指标, name: 查档响应时间, baseline_y2: 3天, baseline_y1: 2天, target: ≤2天, target_basis: 行业标准}
      - {level1: 效益指标, level2: 社会效益指标, name: 公众知晓率, baseline_y2: 60%, baseline_y1: 65%, target: ≥70%, target_basis: 历史数据}
      - {level1: 满意度指标, level2: 服务对象满意度指标, name: 查档群众满意度, baseline_y2: 90%, baseline_y1: 91%, target: ≥92%, target_basis: 历史数据}
"""

BASE_DATA = """
form_type: dept_base_data
fiscal_year: 2023
fiscal_year_text: 2023年度
base_data:
  - {section: staffing, line_code: staffing_authorised, label: 编制数, value: "80"}
  - {section: staffing, line_code: staffing_actual, label: 2023年实际在职人数, value: "72"}
  - {section: staffing, line_code: staffing_rate, label: 控制率, value: 90.00%}
  - {section: expenditure, line_code: three_public, label: 三公经费, prior_final: "15.00", budget: "14.00", final: "12.50"}
  - {section: expenditure, line_code: vehicles, label: 1、公务用车购置和维护经费, prior_final: "8.00", budget: "8.00", final: "7.50"}
  - {section: expenditure, line_code: vehicles_purchase, label: 其中：公车购置, prior_final: "0.00", budget: "0.00", final: "0.00"}
  - {section: expenditure, line_code: vehicles_operation, label: 公车运行维护, prior_final: "8.00", budget: "8.00", final: "7.50"}
  - {section: expenditure, line_code: overseas_travel, label: 2、出国经费, prior_final: "0.00", budget: "0.00", final: "0.00"}
  - {section: expenditure, line_code: receptions, label: 3、公务接待, prior_final: "7.00", budget: "6.00", final: "5.00"}
  - {section: expenditure, line_code: project, label: 项目支出：, prior_final: "251.70", budget: "260.00", final: "255.00"}
  - {section: expenditure, line_code: project_activities, label: 1、业务活动经费, prior_final: "200.00", budget: "200.00", final: "198.00"}
  - {section: expenditure, line_code: project_maintenance, label: 2、运行维护经费, prior_final: "51.70", budget: "60.00", final: "57.00"}
  - {section: expenditure, line_code: operating, label: 公用经费：, prior_final: "70.00", budget: "60.00", final: "58.00"}
  - {section: expenditure, line_code: operating_office, label: 其中：办公经费, prior_final: "20.00", budget: "18.00", final: "17.00"}
  - {section: expenditure, line_code: operating_utilities_travel, label: 水费、电费、差旅费, prior_final: "30.00", budget: "26.00", final: "25.00"}
"""

HUNAN_DEPARTMENT = """
form_type: dept_self_eval
scoring_profile: hunan-department-2023
fiscal_year: 2023
fiscal_year_text: 2023年度
funding:
  - {line_code: total, label: 年度资金总额：, initial: "900.00", adjusted: "950.00", executed: "940.50", weight: "10", rate: 99.00%, score: "9.90"}
  - {line_code: general_public_budget, label: 一般公共预算：, amount: "880.00"}
  - {line_code: government_fund, label: 政府性基金拨款：, amount: "20.00"}
  - {line_code: basic, label: 其中：基本支出：, amount: "780.00"}
  - {line_code: project, label: 项目支出：, amount: "120.00"}
goals:
  - kind: overall
    target_text: 保障区政府日常工作高效运转
    actual_text: 办结公文8420件，专项督查39次
    indicators:
      - {level1: 产出指标, level2: 数量指标, name: 办结公文, target: ≥8000件, actual: 8420件, weight: "25", score: "25", deviation: ""}
      - {level2: 质量指标, name: 公文差错率, target: ≤1%, actual: 0.4%, weight: "25", score: "25", deviation: ""}
      - {level1: 效益指标, level2: 社会效益指标, name: 督办事项办结率, target: ≥95%, actual: 97%, weight: "30", score: "30", deviation: ""}
      - {level1: 满意度指标, level2: 服务对象满意度指标, name: 服务单位满意度, target: ≥95%, actual: 96%, weight: "10", score: "10", deviation: ""}
total: {label: 总分, weight: "100", score: "99.90"}
"""

WUHAN_PROJECT = """
scoring_profile: none-2019
fiscal_year: 2019
fiscal_year_text: （2019年度）
project: 智慧办公平台运行
funding:
  - {line_code: total, label: 年度资金总额：, adjusted: "176.00", executed: "171.00", rate: 97.16%}
  - {line_code: local, label: 地方资金, adjusted: "176.00", executed: "171.00", rate: 97.16%}
goals:
  - kind: overall
    target_text: 全区公文网上流转
    actual_text: 43个单位接入，网上流转公文5.2万件
    indicators:
      - {level1: 产出指标, level2: 数量指标, name: 接入单位, target: ≥40个, actual: 43个, deviation: ""}
      - {level2: 质量指标, name: 系统验收合格率, target: ≥95%, actual: 96%, deviation: ""}
      - {level1: 效益指标, level2: 社会效益指标, name: 公文办理时间, target: ≤3天, actual: 2天, deviation: ""}
      - {level1: 满意度指标, level2: 服务对象满意度指标, name: 使用人员满意度, target: ≥95%, actual: 93%, deviation: 移动端上线较晚，已于12月补齐}
"""

HUNAN_REPORT = """
form_type: dept_report
fiscal_year: 2023
fiscal_year_text: 2023年度
narratives:
  - {kind: report_section, heading: （一）基本支出情况, text: 2023年基本支出预算数为780.00万元，决算数824.50万元。}
  - {kind: report_section, heading: （二）项目支出情况, text: 2023年项目支出年初预算数为120.00万元，决算数116.00万元。}
"""

NEXT_YEAR = """
form_type: dept_target
fiscal_year: 2024
currency_unit_text: 单位：万元
goals:
  - kind: annual
    number: 1
    label: 年度目标1：
    target_text: 督办事项件件有着落
    indicators:
      - {level1: 产出指标, level2: 数量指标, name: 专项督查次数, target: ≥36次, target_basis: 计划数据}
      - {level1: 效益指标, level2: 社会效益指标, name: 督办事项办结率, target: ≥97%, target_basis: 历史数据}
"""

FORMS = {
    "wuhan_department": WUHAN_DEPARTMENT,
    "wuhan_project": WUHAN_PROJECT,
    "hunan_report": HUNAN_REPORT,
    "hunan_department": HUNAN_DEPARTMENT,
    "hunan_project": HUNAN_PROJECT,
    "shanxi_project": SHANXI_PROJECT,
    "targets": TARGETS,
    "next_year": NEXT_YEAR,
    "base_data": BASE_DATA,
}
