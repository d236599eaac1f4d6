"""Clean forms for planted faults, beside those of ``mutation_forms``, and the real ones that are copied for them.

Columns of criteria, operator and unit in columns of their own, targets of a project, two years of history for many
rows, base data with every part, and a department all of whose forms of a year agree.
"""

from __future__ import annotations

CRITERIA = """
scoring_profile: wuhan-department-2020
fiscal_year: 2021
fiscal_year_text: 2021年度
project: 村道养护
report_date: "2022年2月18日"
funding:
  - {line_code: total, label: 年度资金总额, initial: "260.00", adjusted: "260.00", executed: "252.20", weight: "10", rate: 97.00%, score: "9.7"}
  - {line_code: superior, label: 上级补助资金, initial: "100.00", adjusted: "100.00", executed: "100.00"}
  - {line_code: county, label: 县级财政资金, initial: "160.00", adjusted: "160.00", executed: "152.20"}
goals:
  - kind: overall
    target_text: 管养村道全年畅通
    actual_text: 管养88公里，雨季两处塌方均在三日内抢通
    indicators:
      - {level1: 项目决策, level2: 项目立项, name: 立项依据充分性, explanation: 是否符合规划, criteria: 一项不符扣2分, target: 充分, actual: 充分, weight: "9", score: "9", deviation: ""}
      - {level2: 绩效目标, name: 绩效目标合理性, explanation: 目标是否与预算匹配, criteria: 一项不符扣2分, target: 合理, actual: 合理, weight: "7", score: "7", deviation: ""}
      - {level1: 项目过程, level2: 组织实施, name: 管理制度健全性, explanation: 是否制定养护办法, criteria: 缺一项扣2分, target: 健全, actual: 健全, weight: "14", score: "14", deviation: ""}
      - {level1: 产出指标, level2: 数量指标, name: 养护村道里程, explanation: 实际养护里程, criteria: 按完成比例计分, target: ≥86公里, actual: 88公里, weight: "15", score: "15", deviation: ""}
      - {level2: 质量指标, name: 养护路段合格率, explanation: 抽检合格路段占比, criteria: 按完成比例计分, target: ≥96%, actual: 93%, weight: "15", score: "14.53", deviation: 雨季塌方路段尚未复检}
      - {level1: 效益指标, level2: 社会效益指标, name: 村道交通事故起数, explanation: 责任事故起数, criteria: 每超一起扣5分, target: ≤5起, actual: 4起, weight: "20", score: "20", deviation: ""}
      - {level1: 满意度指标, level2: 服务对象满意度指标, name: 沿线村民满意度, explanation: 问卷调查, criteria: 按完成比例计分, target: ≥90%, actual: 94%, weight: "10", score: "10", deviation: ""}
total: {label: 总分, weight: "100", score: "99.23"}
"""

INTEGRATED = """
scoring_profile: mof-default-2020
fiscal_year: 2022
fiscal_year_text: 2022年度
project: 城区路灯养护
funding:
  - {line_code: total, label: 年度资金总额, initial: "80.00", adjusted: "84.00", executed: "79.80", weight: "10", rate: 95.00%, score: "9.50"}
  - {line_code: fiscal, label: 财政资金, initial: "72.00", adjusted: "76.00", executed: "71.80", rate: 94.47%}
  - {line_code: unit_funds, label: 单位资金, initial: "8.00", adjusted: "8.00", executed: "8.00", rate: 100.00%}
goals:
  - kind: overall
    target_text: 城区道路夜间照明正常
    actual_text: 更换灯具1260盏，亮灯率保持在98%以上
    indicators:
      - {level1: 产出指标, level2: 数量指标, name: 更换灯具, operator: ≥, target: "1200", unit: 盏, actual: "1260", coefficient: "1", weight: "10", score: "10", reviewed_score: "10", deviation: ""}
      - {level2: 质量指标, name: 路灯亮灯率, operator: ≥, target: "97", unit: "%", actual: "98.2", coefficient: "1", weight: "20", score: "20", reviewed_score: "20", deviation: ""}
      - {level2: 时效指标, name: 故障修复时间, operator: ≤, target: "24", unit: 小时, actual: "22", coefficient: "1", weight: "10", score: "10", reviewed_score: "10", deviation: ""}
      - {level1: 效益指标, level2: 生态效益指标, name: 节约用电, operator: ≥, target: "35", unit: 万千瓦时, actual: "28", coefficient: "0.8", weight: "30", score: "24", reviewed_score: "24", deviation: 两条道路的节能灯推迟到次年更换}
      - {level1: 满意度指标, level2: 服务对象满意度指标, name: 市民满意度, operator: ≥, target: "90", unit: "%", actual: "91", coefficient: "1", weight: "10", score: "10", reviewed_score: "10", deviation: ""}
      - {level1: 成本指标, level2: 经济成本指标, name: 每盏路灯养护费, operator: ≤, target: "650", unit: 元, actual: "633", coefficient: "1", weight: "10", score: "10", reviewed_score: "10", deviation: ""}
total: {label: 总分, weight: "100", score: "93.50", reviewed_score: "93.50"}
narratives:
  - {kind: self_score, heading: 自评得分, text: 93.50分}
"""

PROJECT_TARGET = """
form_type: project_target
fiscal_year: 2024
fiscal_year_text: 2024年度
currency_unit_text: 单位：万元
project: 农村饮水管网改造
funding:
  - {line_code: total, label: 年度资金总额, initial: "360.00"}
  - {line_code: provincial, label: 省级财政资金, initial: "150.00"}
  - {line_code: county, label: 县级财政资金, initial: "210.00"}
goals:
  - kind: annual
    number: 1
    label: 年度目标1：
    target_text: 改造三个乡镇的供水管网
    indicators:
      - {level1: 成本指标, level2: 经济成本指标, name: 管网改造费用, target: ≤360万元, target_basis: 计划数据}
      - {level1: 产出指标, level2: 数量指标, name: 改造管网长度, target: ≥42公里, target_basis: 计划数据}
      - {level2: 质量指标, name: 水质检测合格率, target: ≥98%, target_basis: 行业标准}
      - {level2: 时效指标, name: 爆管抢修时间, target: ≤12小时, target_basis: 行业标准}
      - {level1: 效益指标, level2: 社会效益指标, name: 受益人数, target: ≥6500人, target_basis: 计划数据}
      - {level1: 满意度指标, level2: 服务对象满意度指标, name: 用水户满意度, target: ≥90%, target_basis: 历史数据}
"""

WIDE_TARGETS = """
form_type: dept_target
fiscal_year: 2025
currency_unit_text: 单位：万元
goals:
  - kind: long_term
    number: 1
    label: 长期目标1：
    overview: 目标1：就业服务覆盖城乡
    target_text: 就业服务覆盖城乡
    indicators:
      - {level1: 产出指标, level2: 质量指标, name: 培训合格率, target: ≥92%, target_basis: 历史数据}
      - {level1: 效益指标, level2: 社会效益指标, name: 岗位信息公开率, target: ≥95%, target_basis: 历史数据}
      - {level1: 满意度指标, level2: 服务对象满意度指标, name: 学员满意度, target: ≥94%, target_basis: 历史数据}
      - {level1: 成本指标, level2: 经济成本指标, name: 培训费用, target: ≤95万元, target_basis: 计划数据}
  - kind: annual
    number: 1
    label: 年度目标1：
    overview: 目标1：开展职业培训
    target_text: 开展职业培训
    indicators:
      - {level1: 成本指标, level2: 经济成本指标, name: 培训费用, baseline_y2: 96万元, baseline_y1: 98万元, target: ≤95万元, target_basis: 计划数据}
      - {level1: 产出指标, level2: 数量指标, name: 培训劳动者, baseline_y2: 1180人次, baseline_y1: 1260人次, target: ≥1300人次, target_basis: 计划数据}
      - {level2: 数量指标, name: 举办培训班, baseline_y2: 28期, baseline_y1: 31期, target: ≥32期, target_basis: 计划数据}
      - {level2: 质量指标, name: 培训合格率, baseline_y2: 90%, baseline_y1: 91%, target: ≥93%, target_basis: 历史数据}
      - {level2: 时效指标, name: 补贴审核时间, baseline_y2: 12天, baseline_y1: 10天, target: ≤9天, target_basis: 行业标准}
      - {level1: 满意度指标, level2: 服务对象满意度指标, name: 学员满意度, baseline_y2: 91%, baseline_y1: 93%, target: ≥94%, target_basis: 历史数据}
  - kind: annual
    number: 2
    label: 年度目标2：
    overview: 目标2：组织招聘活动
    target_text: 组织招聘活动
    indicators:
      - {level1: 产出指标, level2: 数量指标, name: 举办招聘会, baseline_y2: 20场, baseline_y1: 22场, target: ≥24场, target_basis: 计划数据}
      - {level2: 数量指标, name: 发布岗位, baseline_y2: 8600个, baseline_y1: 9100个, target: ≥9500个, target_basis: 计划数据}
      - {level2: 时效指标, name: 岗位信息审核时间, baseline_y2: 3天, baseline_y1: 2天, target: ≤2天, target_basis: 行业标准}
      - {level1: 效益指标, level2: 社会效益指标, name: 岗位信息公开率, baseline_y2: 93%, baseline_y1: 95%, target: ≥96%, target_basis: 历史数据}
      - {level1: 满意度指标, level2: 服务对象满意度指标, name: 求职者满意度, baseline_y2: 88%, baseline_y1: 90%, target: ≥91%, target_basis: 历史数据}
"""

OFFICE_REPORT = """
form_type: dept_report
fiscal_year: 2023
fiscal_year_text: 2023年度
narratives:
  - {kind: report_preface, text: 2024年3月20日}
  - {kind: report_section, heading: 一、基本情况, text: 核定编制80名，在职72人，在职人员控制率为90.00%。}
  - {kind: report_section, heading: （一）基本支出情况, text: 2023年基本支出预算数为780.00万元，其中人员经费650.00万元，公用经费130.00万元；决算数824.50万元，其中人员经费696.50万元，公用经费128.00万元。}
  - {kind: report_section, heading: （二）项目支出情况, text: 2023年项目支出年初预算数为120.00万元，决算数116.00万元。}
  - {kind: report_section, heading: 三、绩效自评开展情况, text: 我单位对2个项目开展了绩效自评，自评表随本报告公开。}
"""

HOTLINE = """
scoring_profile: hunan-project-2023
fiscal_year: 2023
fiscal_year_text: 2023年度
project: 区长热线运行
funding:
  - {line_code: current_year_appropriation, label: 其中：当年财政拨款, initial: "70.00", adjusted: "70.00", executed: "68.00"}
  - {line_code: total, label: 年度资金总额, initial: "70.00", adjusted: "70.00", executed: "68.00", weight: "10", rate: 97.14%, score: "9.71"}
goals:
  - kind: overall
    target_text: 全天候受理群众来电并按期办结
    actual_text: 受理来电12860件，按期办结率98.6%
    indicators:
      - {level1: 成本指标, level2: 经济成本指标, name: 热线运行经费, target: ≤70万元, actual: 68万元, weight: "20", score: "20", deviation: ""}
      - {level1: 产出指标, level2: 数量指标, name: 受理群众来电, target: ≥12000件, actual: 12860件, weight: "15", score: "15", deviation: ""}
      - {level2: 时效指标, name: 来电按期办结率, target: ≥95%, actual: 98.6%, weight: "15", score: "15", deviation: ""}
      - {level1: 效益指标, level2: 社会效益指标, name: 重复投诉占比, target: ≤8%, actual: 6.5%, weight: "30", score: "30", deviation: ""}
      - {level1: 满意度指标, level2: 服务对象满意度指标, name: 来电群众满意度, target: ≥90%, actual: 93%, weight: "10", score: "10", deviation: ""}
total: {label: 总分, weight: "100", score: "99.71"}
"""

SUPERVISION = """
scoring_profile: hunan-project-2023
fiscal_year: 2023
fiscal_year_text: 2023年度
project: 督查专项工作
funding:
  - {line_code: current_year_appropriation, label: 其中：当年财政拨款, initial: "50.00", adjusted: "50.00", executed: "48.00"}
  - {line_code: total, label: 年度资金总额, initial: "50.00", adjusted: "50.00", executed: "48.00", weight: "10", rate: 96.00%, score: "9.60"}
goals:
  - kind: overall
    target_text: 督查事项件件有回音
    actual_text: 组织督查39次，反馈问题212个
    indicators:
      - {level1: 成本指标, level2: 经济成本指标, name: 督查工作经费, target: ≤50万元, actual: 48万元, weight: "20", score: "20", deviation: ""}
      - {level1: 产出指标, level2: 数量指标, name: 组织督查, target: ≥36次, actual: 39次, weight: "15", score: "15", deviation: ""}
      - {level2: 质量指标, name: 问题整改率, target: ≥94%, actual: 96%, weight: "15", score: "15", deviation: ""}
      - {level1: 效益指标, level2: 社会效益指标, name: 督查事项办结率, target: ≥97%, actual: 97.5%, weight: "30", score: "30", deviation: ""}
      - {level1: 满意度指标, level2: 服务对象满意度指标, name: 被督查单位满意度, target: ≥85%, actual: 88%, weight: "10", score: "10", deviation: ""}
total: {label: 总分, weight: "100", score: "99.60"}
"""

FULL_BASE = """
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
  - {section: expenditure, line_code: project, label: 项目支出：, prior_final: "118.00", budget: "120.00", final: "116.00"}
  - {section: expenditure, line_code: project_activities, label: 1、业务活动经费, prior_final: "70.00", budget: "72.00", final: "69.50"}
  - {section: expenditure, line_code: project_maintenance, label: 2、运行维护经费, prior_final: "36.00", budget: "36.00", final: "34.70"}
  - {section: expenditure, line_code: project_earmarked, label: 3、本级专项资金, prior_final: "12.00", budget: "12.00", final: "11.80"}
  - {section: expenditure, line_code: operating, label: 公用经费：, prior_final: "134.00", budget: "130.00", final: "128.00"}
  - {section: expenditure, line_code: operating_office, label: 其中：办公经费, prior_final: "42.00", budget: "40.00", final: "38.50"}
  - {section: expenditure, line_code: operating_utilities_travel, label: 水费、电费、差旅费, prior_final: "60.00", budget: "58.00", final: "56.00"}
  - {section: expenditure, line_code: operating_meetings_training, label: 会议费、培训费, prior_final: "12.00", budget: "11.00", final: "10.60"}
"""

OWN = {
    "criteria": CRITERIA,
    "integrated": INTEGRATED,
    "project_target": PROJECT_TARGET,
    "wide_targets": WIDE_TARGETS,
    "office_report": OFFICE_REPORT,
    "hotline": HOTLINE,
    "supervision": SUPERVISION,
    "full_base": FULL_BASE,
}
"""Clean forms that ``mutation_forms`` has no like of: columns of criteria, operator and unit apart, targets of a project."""
OFFICE = {
    "office_report": {},
    "hunan_department": {"source.annex": "附件1"},
    "full_base": {"source.annex": "附件2"},
    "hotline": {"source.annex": "附件3"},
    "supervision": {"source.annex": "附件4"},
}
"""A department with all its forms of one year, whose figures agree throughout."""
REAL = {
    "real network": "changzhi-huguan/government-office/2021/e-government-network-maintenance",
    "real poverty research": "changzhi-huguan/government-office/2021/poverty-alleviation-research",
    "real expenses": "changzhi-huguan/government-office/2021/daily-office-expenses",
    "real platform": "wuhan-jiangxia/government-office/2019/smart-office-platform",
    "real subdistrict": "wuhan-wuchang/shouyilu-subdistrict/2020/self-evaluation",
    "real hotline": "yiyang-heshan/government-office/2023/district-head-hotline",
    "real department": "yiyang-heshan/government-office/2023/self-evaluation",
    "real base data": "yiyang-heshan/government-office/2023/base-data",
    "real report": "yiyang-heshan/government-office/2023/report",
    "real archives": "wuhan-dongxihu/archives/2025/targets",
    "real party school": "wuhan-dongxihu/party-school/2025/targets",
}
"""Published forms, in whose copies only what a fault adds is looked at."""
