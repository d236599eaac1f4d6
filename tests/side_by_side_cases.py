"""Cases of the rules on rows beside their neighbours and on what texts call by name: what is said, what stays silent, where it begins."""

from __future__ import annotations

from goal_cases import both, flow, outcome, overall, quality, quantity

from build_scripts.words.vocabulary import Severity

_REPORT = (
    "form_type: dept_report\nnarratives: [{{kind: report_section, heading: 年度绩效目标, text: {}}}, "
    "{{kind: report_section, heading: 部门整体支出绩效情况, text: {}}}]"
)
_NO_RESULTS = "form_type: dept_report\nnarratives: [{kind: report_section, heading: 年度绩效目标, text: 热线办复率达90%以上}, {kind: report_section, heading: 基本支出情况, text: 支出5万元}]"
_GROWTH = "form_type: dept_target\ngoals: [{{kind: annual, number: 1, target_text: '{}', indicators: [{{level1: 产出指标, level2: 数量指标, name: 自助服务终端数量, baseline_y2: {}, baseline_y1: {}, target: '{}'}}]}}]"
_PROJECT = """
forms:
  - form_type: dept_self_eval
    goals: [{{kind: overall, target_text: '{}'}}]
  - project: 建议提案办理
    goals: [{{kind: overall, indicators: [{{level1: 满意度指标, level2: 服务对象满意度指标, name: {}, target: '{}', actual: 96%}}]}}]
"""


def satisfaction(name: str, target: str) -> str:
    """Return a satisfaction row."""
    return f"level1: 满意度指标, level2: 服务对象满意度指标, name: {name}, target: '{target}'"


def history(goal: str = "加强自助服务终端推广", before: str = "34台", last: str = "34台", target: str = "≥34台") -> str:
    """Return a goal that asks for more, with a count and its earlier years."""
    return _GROWTH.format(goal, before, last, target)


SILENT_BESIDE = {
    "a share that an output reached": ("IND-74", overall("", "", quantity("惠民政策宣传次数", "≥5次"), outcome("惠民政策宣传知晓率", "≥90%"))),
    "an output of another goal": (
        "IND-74",
        both(flow(quantity("走访困难家庭数量", "≤300户")), flow(outcome("走访困难家庭情况", "全部走访"))),
    ),
    "a stem of three characters": ("IND-74", overall("", "", quantity("受益户数", "≤5户"), outcome("受益户情况", "全部受益"))),
    "a row printed twice is another rule's": ("IND-74", overall("", "", quantity("走访困难家庭", "9户"), outcome("走访困难家庭", "9户"))),
    "satisfactions of two named groups": (
        "IND-75",
        overall("", "", satisfaction("沿江居民满意度", "≥60%"), satisfaction("业主满意度", "≥90%")),
    ),
    "a share of good files is no satisfaction": (
        "IND-75",
        overall("", "", satisfaction("案卷优良率", "≥60%"), satisfaction("满意度", "≥90%")),
    ),
    "long-term and annual satisfaction": ("IND-75", both(flow(satisfaction("满意度", "≥60%")), flow(satisfaction("群众满意度", "≥90%")))),
    "a goal that asks for no more": ("IND-76", history("加强自助服务终端维护")),
    "more of another thing": ("IND-76", history("推广网上办事，维护自助服务终端")),
    "more of the next thing in the list": ("IND-76", history("增加财政收入、维护自助服务终端")),
    "a slip of a percent is another rule's": ("IND-75", overall("", "", satisfaction("满意度", "≥0.9%"), satisfaction("群众满意度", "≥90%"))),
    "a section that tells how objectives were met": (
        "TXT-09",
        _REPORT.format("热线办复率达90%以上", "一切平稳").replace("年度绩效目标", "绩效目标完成情况"),
    ),
    "a count that grew last year": ("IND-76", history(before="30台")),
    "years in another unit": ("IND-76", history(before="34个")),
    "rows of one name with two targets in two categories": (
        "IND-25",
        overall("", "", quantity("法律服务", "≥30次"), "level1: 成本指标, level2: 经济成本指标, name: 法律服务, target: ≤3万元"),
    ),
    "one row below two goals": ("IND-25", both(flow(quantity("里程", "5公里")), flow(quality("里程", "5公里")))),
    "one number in times and in things": ("IND-26", both(flow(quantity("法规宣传", "≥12次")), flow(quantity("法规宣传", "≥12期")))),
    "twelve times and twelve items": ("IND-26", both(flow(quantity("法规宣传", "≥12次")), flow(quantity("法规宣传", "≥12项")))),
    "an annual degree in two words": ("IND-26", both(flow(outcome("社会稳定", "有效维护")), flow(outcome("社会稳定", "提升")))),
    "words in both tables": ("IND-26", both(flow(outcome("社会稳定", "不发生事件")), flow(outcome("社会稳定", "无事件")))),
    "a rate that the report takes up": ("TXT-09", _REPORT.format("热线办复率达90%以上，满意率95%", "办复率92%，群众满意度96%")),
    "a report without a section on results": ("TXT-09", _NO_RESULTS),
    "a state of the district": ("TXT-09", _REPORT.format("城镇失业率控制在5%以内", "一切平稳")),
    "fewer names than projects": ("TXT-23", overall("完成区志办、调研室、文印费、热线、党建等21个项目", "")),
    "four names": ("TXT-23", overall("完成区志办、调研室、文印费、热线费等3个项目", "")),
    "places are no projects": ("TXT-23", overall("走访金河、银湖、东山、西塘、南桥等3个街道", "")),
    "a list with brackets": ("TXT-23", overall("完成区志办、调研室（调研、督查）、文印费、热线费、党建费等4个项目", "")),
    "a project that asks for as much": ("TXT-24", _PROJECT.format("做好建议提案办理工作，代表委员满意率在90%以上", "代表委员满意率", "90%")),
    "satisfaction two clauses away": ("TXT-24", _PROJECT.format("做好建议提案办理工作，优化服务，群众满意率在95%以上", "群众满意度", "90%")),
    "satisfaction in the next sentence": ("TXT-24", _PROJECT.format("做好建议提案办理工作。群众满意率在95%以上", "群众满意度", "90%")),
    "satisfaction with a hotline": ("TXT-24", _PROJECT.format("做好建议提案办理工作，热线满意率在95%以上", "群众满意度", "90%")),
    "a day and a week of one name": ("TXT-25", overall("办好全国防灾减灾日活动", "", quantity("全国防灾减灾周活动", "1次"))),
    "each day and each month": ("TXT-25", overall("全国各地每日上报，全国各地每月汇总", "")),
    "a journal of the month": ("TXT-25", overall("全国科普月刊，全国科普日活动", "")),
    "a control rate near zero of growth": ("IND-01", overall("", "", quality("三公经费增长率", "0%"))),
}  # fmt: skip
"""What is so → rule and example in which it must find nothing."""
SAID_BESIDE = {
    "all of what has an upper bound": (
        "IND-74",
        both(
            flow(quantity("劝返上访人员数量", "≤3000人"), outcome("劝返上访人员情况", "全部劝返")),
            flow(quantity("劝返上访人数", "≤3000人"), outcome("劝返上访人员情况", "全部劝返")),
        ),
        Severity.WARNING,
        "一处是上限，一处要求全部（共 2 处）。",
    ),
    "an output as outcome": (
        "IND-74",
        overall("", "", quantity("走访困难家庭数量", "≥300户"), outcome("走访困难家庭工作", "有序开展")),
        Severity.NOTE,
        "效益指标的目标是“有序开展”；同一件事已是数量指标“走访困难家庭数量”≥300户。",
    ),
    "satisfaction of nobody": (
        "IND-75",
        overall("", "", satisfaction("服务对象满意度", "≥65%"), satisfaction("区信访局满意度", "≥90%")),
        Severity.NOTE,
        "目标值 ≥65%，同一张表的“区信访局满意度”是 ≥90%，低 25 个百分点。",
    ),
    "more of what stands still": (
        "IND-76",
        history(),
        Severity.NOTE,
        "目标写“加强自助服务终端推广”；目标值 ≥34台，前年 34台、上年 34台，没有增加。",
    ),
    "one row in two categories": (
        "IND-25",
        overall("", "", quality("咨询验收合格率", "100%"), outcome("咨询验收合格率", "100%")),
        Severity.NOTE,
        "同一目标下分在“质量指标”、“社会效益指标”两类各印一行，目标值都是 100%。",
    ),
    "one row in two categories of two goals": (
        "IND-25",
        both(*[flow(quantity("党建活动", "≥10次"), quality("党建活动", "≥10次"))] * 2),
        Severity.NOTE,
        "目标值都是 ≥10次（2 个目标下都是如此）。",
    ),
    "twelve times and fifteen items": (
        "IND-26",
        both(flow(quantity("法规宣传", "≥12次")), flow(quantity("法规宣传", "≥15项"))),
        Severity.NOTE,
        "年度目标 ≥15项，长期目标 ≥12次，一处以次计、一处以个数计，比不了，长期的数还比年度的小。",
    ),
    "an event and a degree": (
        "IND-26",
        both(flow(outcome("维护社会稳定", "不发生大型上访事件")), flow(outcome("维护社会稳定", "提升"))),
        Severity.NOTE,
        "年度目标“提升”，长期目标“不发生大型上访事件”，一处能核对，一处只是程度词。",
    ),
    "nothing may be spent": (
        "IND-01",
        overall("", "", quality("“三公”经费控制率（不增长）", "0%")),
        Severity.NOTE,
        "目标值 0% 照字面是一分不花；名称又注明不增长，那是增长率。",
    ),
    "a rate that the report drops": (
        "TXT-09",
        _REPORT.format("热线办复率达90%以上，满意率95%", "受理热线190条"),
        Severity.NOTE,
        "绩效目标一节写明的比率，报告其余各节没有再提到（2 个）：“热线办复率 90%以上”、“满意率 95%”。",
    ),
    "five names for four projects": (
        "TXT-23",
        overall("完成区志办、调研室、文印费、热线费、党建费等4个项目", ""),
        Severity.NOTE,
        "文字写“等4个项目”，前面列了 5 个名称。",
    ),
    "satisfaction of others": (
        "TXT-24",
        _PROJECT.format("做好建议提案办理工作，代表委员满意率在95%以上", "群众满意度", "90"),
        Severity.NOTE,
        "目标值 90；部门的总体目标对这个项目写“代表委员满意率在95%”，衡量的又是“群众满意度”。",
    ),
    "less satisfaction of the same": (
        "TXT-24",
        _PROJECT.format("做好建议提案办理工作，代表委员满意率在95%以上", "代表委员满意率", "90%"),
        Severity.WARNING,
        "部门的总体目标对这个项目写“代表委员满意率在95%”。",
    ),
    "a day and a month": (
        "TXT-25",
        overall("办好全国科普日活动", "", quantity("全国科普月主题活动", "2次")),
        Severity.NOTE,
        "写作“全国科普月”（1 处），表上另有“全国科普日”（1 处）。",
    ),
}  # fmt: skip
"""What is so → rule, example, severity and a part of what it says."""
EDGES_BESIDE: dict[str, tuple[str, str, dict[str, str | None]]] = {
    "satisfactions twenty points apart": (
        "IND-75",
        overall("", "", satisfaction("服务对象满意度", "≥@%"), satisfaction("来访群众满意度", "≥90%")),
        {"70": "note", "70.1": None},
    ),
    "four characters of an output": (
        "IND-74",
        overall("", "", quantity("@数量", "≥300户"), outcome("@情况", "良好")),
        {"走访困难": "note", "走访户": None},
    ),
    "five characters of a count": ("IND-76", history("加强@推广"), {"自助服务终": "note", "自助服务": None}),
    "names before a number": (
        "TXT-23",
        overall("完成区志办、调研室、文印费、热线费、党建费等@个项目", ""),
        {"4": "note", "5": None},
    ),
    "satisfaction asked of a project": (
        "TXT-24",
        _PROJECT.format("做好建议提案办理工作，代表委员满意率在95%以上", "代表委员满意率", "@%"),
        {"94.9": "warning", "95": None},
    ),
}
