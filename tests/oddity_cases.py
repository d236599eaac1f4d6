"""Cases of the rules that two readers of whole documents asked for: what is said, what stays silent, where it begins."""

from __future__ import annotations

from goal_cases import both, flow, overall, quantity

from build_scripts.words.vocabulary import Severity

_SHARED = "goals: [{{kind: overall, indicators: [{{level1: 产出指标, level2: 质量指标, name: {}, target: 90}}, {{level1: 效益指标, level2: 社会效益指标, name: 社会影响, target: 90}}, {{level1: 满意度指标, level2: 服务对象满意度指标, name: 群众满意度, target: 90}}]}}]"
_REPORT_AND_FORM = """
    forms:
      - form_type: dept_report
        narratives: [{{kind: report_section, standard_section: performance, heading: 绩效情况, text: '{}'}}]
      - form_type: dept_self_eval
        goals: [{{kind: overall, indicators: [{{level1: 产出指标, level2: {}}}]}}]
"""
_THREE_COUNTS = "专项督查39次，办结交办事项62项，受理热线19084条。"
_RATES = "数量指标, name: 工作任务完成率, target: 100%, actual: 100%"
_LARGEST = """
    form_type: dept_report
    narratives:
      - {{kind: report_section, heading: 项目支出, text: 项目支出若干。其中修路经费10万元、架桥经费20万元、绿化经费20万元、路灯经费20万元、排水管网改造{}万元。}}
      - {{kind: report_section, standard_section: performance, heading: 绩效情况, text: {}}}
"""
_MAINTENANCE = """
    forms:
      - {{form_type: dept_base_data, base_data: [{{section: expenditure, line_code: project_maintenance, label: 2、运行维护经费{}}}]}}
      - {{project: {}}}
"""
_BOTH_YEARS = (
    "form_type: dept_base_data\nbase_data: [{{section: expenditure, line_code: receptions, label: 3、公务接待, {}}}]"
)
_PLEASED = "level1: 满意度指标, level2: 服务对象满意度指标, name: {}, target: ≥90%"
_QUICK = "level1: 产出指标, level2: 时效指标, name: {}, target: {}"
_BENEFIT = "level1: 效益指标, level2: 社会效益指标, name: {}, target: '{}'"
_DEGREES = ("档案管理", "有效提升"), ("工作正常运行", "有效保障")


def _project(points: str, name: str) -> str:
    return f"      - {{project: {name}, goals: [{{kind: overall, indicators: [{{level1: 产出指标, level2: 质量指标, name: 合格率, target: ≥95%, actual: 97%, weight: '50', score: '{points}'}}]}}]}}\n"


def _in_full(*points: str) -> str:
    """Return a department's form that loses three points, and projects with these points of fifty."""
    whole = _project("47", "甲").replace("project: 甲", "form_type: dept_self_eval")
    return "    forms:\n" + whole + "".join(map(_project, points, "乙丙丁戊己"))


def _sisters(number: int, own: str = "工作成效") -> str:
    """Return a project's form and so many others with the same indicator names."""
    forms = [_SHARED.format(own), *[_SHARED.format("工作成效")] * number]
    return "forms:\n" + "".join(f"  - {{project: 第{n}个, {cells}}}\n" for n, cells in enumerate(forms))


def _based(one: str, other: str, targets: tuple[str, str] = ("5公里", "5公里")) -> str:
    """Return one indicator with its long-term and its annual basis."""
    return both(
        flow(f"{quantity('里程', targets[0])}, target_basis: '{one}'"),
        flow(f"{quantity('里程', targets[1])}, target_basis: '{other}'"),
    )


def _classes(*goals: str) -> str:
    """Return annual goals of three rows each: ``-`` for one without timeliness, ``t`` for one with it."""
    plain = (quantity("里程", "5公里"), quantity("桥", "2座"))
    last = {"t": _QUICK.format("工期", "≤90天"), "-": quantity("站", "3座"), "s": ""}
    return "form_type: dept_target\ngoals:\n" + "".join(
        f"  - {{kind: annual, number: {number}, target_text: '第{number}件', indicators: [{flow(*(row for row in (*plain, last[goal]) if row))}]}}\n"
        for number, goal in enumerate(goals, 1)
    )


def _copied(figures: int, words: int, *more: str) -> str:
    """Return so many rows whose earlier figures, or words, equal the target."""
    rows = [
        *(f"{quantity(f'走访{n}', '5户')}, baseline_y2: 5户, baseline_y1: 5户" for n in range(figures)),
        *(f"{_BENEFIT.format(f'能力{n}', '提升')}, baseline_y2: 提升, baseline_y1: 提升" for n in range(words)),
        *more,
    ]
    return f"form_type: dept_target\ngoals: [{{kind: annual, number: 1, indicators: [{flow(*rows)}]}}]"


def _own_satisfaction(name: str) -> str:
    rows = "".join(f"  - {{kind: annual, number: {n}, indicators: [{{{_PLEASED.format(name)}}}]}}\n" for n in (1, 2))
    return f"form_type: dept_target\ntitle: 示例县信访局整体支出绩效目标表\ngoals:\n{rows}"


def _rate(target: str, before: str) -> str:
    return f"form_type: dept_target\ngoals: [{{kind: annual, number: 1, indicators: [{{level1: 产出指标, level2: 质量指标, name: 考核达标率, baseline_y1: '{before}', target: '{target}'}}]}}]"


def _overview(text: str) -> str:
    return f"form_type: dept_target\ngoals: [{{kind: annual, number: 1, overview: '{text}', target_text: 开展科普活动, indicators: [{{{quantity('科普场次', '20场')}}}]}}]"


SAID_OF_ODDITIES: dict[str, tuple[str, str, Severity, str]] = {
    "two bases of one figure": ("IND-77", _based("计划数据", "行业标准"), Severity.NOTE, "“里程 计划数据 / 行业标准”"),
    "forms that name nothing of their own": (
        "IND-78",
        _sisters(5),
        Severity.NOTE,
        "6 张项目自评表中有 6 张（“第0个”、“第1个”、“第2个”等）的指标名称",
    ),
    "counts without an indicator": (
        "IND-79",
        _REPORT_AND_FORM.format(_THREE_COUNTS, _RATES),
        Severity.NOTE,
        "写有 3 个计数（39次、62项、19084条），本表 1 行指标",
    ),
    "points lost by the department alone": (
        "SCO-28",
        _in_full("50", "50", "50"),
        Severity.NOTE,
        "分值 50，得分 47；部门自评表的指标共扣 3 分，同年 3 张项目自评表的指标却全都满分。",
    ),
    "the largest project without a result": (
        "STR-28",
        _LARGEST.format("50", "修路、架桥按期完成。"),
        Severity.NOTE,
        "最大的是“排水管网改造”50 万元，占各项之和的 41.7%",
    ),
    "maintenance without its row": (
        "STR-29",
        _MAINTENANCE.format(", final: ''", "政务平台维护运营"),
        Severity.NOTE,
        "运行维护经费：决算数空白，同年的项目或指标名称里却有“政务平台维护运营”",
    ),
    "a budget without spending": (
        "BUD-33",
        _BOTH_YEARS.format("prior_final: '0', budget: '5', final: '0'"),
        Severity.NOTE,
        "（1 行）：“公务接待 5”",
    ),
    "timeliness that is a grade": (
        "IND-30",
        overall("", "", _QUICK.format("工作完成及时性", "合格")),
        Severity.NOTE,
        "时效指标的目标值只有等次",
    ),
    "a benefit that is all that is due": (
        "IND-30",
        overall("", "", *(_BENEFIT.format(*row) for row in _DEGREES), _BENEFIT.format("落实减税政策", "应减尽减")),
        Severity.NOTE,
        "（3 行）",
    ),
    "a degree of support": (
        "IND-31",
        overall("", "", _BENEFIT.format("政府工作持续优质保障度", "100%")),
        Severity.NOTE,
        "“政府工作持续优质保障度 100%”",
    ),
    "work with a bare number": (
        "IND-31",
        overall("", "", "level1: 产出指标, level2: 质量指标, name: 政务平台维护运营, target: '90'"),
        Severity.NOTE,
        "“政务平台维护运营 90”",
    ),
    "statistics as a benefit": (
        "IND-33",
        overall("", "", _BENEFIT.format("运行数据统计", "90")),
        Severity.NOTE,
        "说的是产出，列在效益指标下",
    ),
    "an effect as a cost": (
        "IND-33",
        overall("", "", "level1: 成本指标, level2: 社会成本指标, name: 电子政务建设项目效用, target: '90'"),
        Severity.NOTE,
        "说的是效果，列在成本指标下",
    ),
    "figures and words copied": (
        "IND-27",
        _copied(8, 4),
        Severity.NOTE,
        "12 行的前年、上年数与本年目标完全相同（其中 4 行是文字）。",
    ),
    "earlier years of a rate in words": (
        "IND-12",
        _rate("达标（90分以上）", "达标"),
        Severity.NOTE,
        "“考核达标率 达标 / 达标（90分以上）”",
    ),
    "two surveys": (
        "IND-63",
        both(flow(_PLEASED.format("工作人员满意度")), flow(_PLEASED.format("服务对象满意度"))),
        Severity.NOTE,
        "“工作人员满意度 / 服务对象满意度”",
    ),
    "one survey below two goals": (
        "IND-73",
        _own_satisfaction("县信访局满意度"),
        Severity.NOTE,
        "“县信访局满意度 ≥90%”",
    ),
    "timeliness in one goal of three": (
        "IND-72",
        _classes("-", "-", "t"),
        Severity.NOTE,
        "时效指标：年度目标 1、2 没有，它们对应的长期目标也没有。",
    ),
    "basically done and all done": (
        "TXT-11",
        overall(
            "修路",
            "基本完成预期目标",
            "level1: 产出指标, level2: 质量指标, name: 工作任务完成率, target: 100%, actual: 100%",
        ),
        Severity.NOTE,
        "“工作任务完成率 100% → 100%”却是全部完成",
    ),
    "a loss that nothing measures": (
        "SCO-07",
        overall(
            "",
            "",
            "level1: 产出指标, level2: 质量指标, name: 履职目标实现, target: 全区经济发展有效提升, actual: 有效提升, weight: '25', score: '22', deviation: ''",
        ),
        Severity.WARNING,
        "目标值和完成值都没有数",
    ),
    "a pilot without a goal": (
        "TXT-14",
        _overview("推动“科创湖北”试点区建设"),
        Severity.NOTE,
        "总目标写有“科创湖北”，各目标的文字和全表 1 行指标都没有提到它。",
    ),
}
"""What is so → rule, example, severity and words of its only finding."""
SILENT_OF_ODDITIES: dict[str, tuple[str, str]] = {
    "another target has another basis": ("IND-77", _based("计划数据", "行业标准", ("5公里", "8公里"))),
    "a basis with a colon": ("IND-77", _based("行业标准", "行业标准：")),
    "a part of the basis": ("IND-77", _based("计划数据", "计划数据和历史数据")),
    "a basis that is not told": ("IND-77", _based("计划数据", "/")),
    "an indicator of its own": ("IND-78", _sisters(5, "网络故障修复时间").replace("第0个", "网络")),
    "results that an indicator counts": (
        "IND-79",
        _REPORT_AND_FORM.format(_THREE_COUNTS, "数量指标, name: 专项督查, target: ≥36次, actual: 39次"),
    ),
    "a bare number of a quantity": (
        "IND-79",
        _REPORT_AND_FORM.format(_THREE_COUNTS, "数量指标, name: 专项督查, target: '36'"),
    ),
    "dates are no results": ("IND-79", _REPORT_AND_FORM.format("第39次会议后，2023年12月办结，办结率98%。", _RATES)),
    "a project that loses points too": ("SCO-28", _in_full("50", "50", "48")),
    "the largest project by a part of its name": ("STR-28", _LARGEST.format("50", "排水管网全线贯通。")),
    "order is maintained": ("STR-29", _MAINTENANCE.format(", final: ''", "维护社会稳定经费")),
    "a row that is not there": ("STR-29", _MAINTENANCE.format("", "政务平台维护")),
    "no spending is printed as 0": ("STR-29", _MAINTENANCE.format(", final: '0'", "政务平台维护")),
    "a blank is not zero": ("BUD-33", _BOTH_YEARS.format("prior_final: '', budget: '5', final: '0'")),
    "nothing was budgeted": ("BUD-33", _BOTH_YEARS.format("prior_final: '0', budget: '0', final: '0'")),
    "grades of a quality": (
        "IND-30",
        overall("", "", "level1: 产出指标, level2: 质量指标, name: 绿化养护, target: 合格"),
    ),
    "all of a count": (
        "IND-30",
        overall("", "", *(_BENEFIT.format(*row) for row in _DEGREES), quantity("血检人数", "应检尽检")),
    ),
    "support of the people asked": ("IND-31", overall("", "", _BENEFIT.format("群众支持度", "95%"))),
    "work in units": (
        "IND-31",
        overall("", "", "level1: 产出指标, level2: 质量指标, name: 管网运行维护, target: 90公里"),
    ),
    "a cost to the environment": (
        "IND-33",
        overall("", "", "level1: 成本指标, level2: 生态环境成本指标, name: 施工对环境的影响, target: 较小"),
    ),
    "one of the words differs": (
        "IND-27",
        _copied(8, 4, f"{_BENEFIT.format('秩序', '改善')}, baseline_y2: 较差, baseline_y1: 一般"),
    ),
    "earlier years of a rate in figures": ("IND-12", _rate("≥95%", "93%")),
    "two names for the public": (
        "IND-63",
        both(flow(_PLEASED.format("群众满意度")), flow(_PLEASED.format("服务对象满意度"))),
    ),
    "satisfaction with another office": ("IND-73", _own_satisfaction("县财政局满意度")),
    "timeliness in most goals": ("IND-72", _classes("-", "t", "t")),
    "goals with few rows": ("IND-72", _classes("s", "s", "t")),
    "basically done, not all": (
        "TXT-12",
        overall(
            "修路",
            "基本完成预期目标",
            "level1: 产出指标, level2: 质量指标, name: 工作任务完成率, target: 100%, actual: 98%",
        ),
    ),
    "words in quotation marks are no work": ("TXT-14", _overview("当好群众的“贴心人”，推动“科普活动”品牌建设")),
}
"""What must not be reported → rule and example."""
EDGES_OF_ODDITIES: dict[str, tuple[str, str, dict[str, str | None]]] = {
    "three tenths of a list": ("STR-28", _LARGEST.format("@", "修路完成。"), {"30": "note", "29": None}),
}
COUNTS_OF_ODDITIES = {
    "sisters with the same names": ("IND-78", {_sisters(number): number >= 5 for number in (4, 5)}),
    "counts in a report": (
        "IND-79",
        {
            _REPORT_AND_FORM.format(text, _RATES): all_
            for text, all_ in ((_THREE_COUNTS, True), (_THREE_COUNTS[:15], False))
        },
    ),
    "projects with full marks": ("SCO-28", {_in_full(*["50"] * number): number >= 3 for number in (2, 3)}),
    "rows copied in all": ("IND-27", {_copied(8, words): words >= 2 for words in (1, 2)}),
    "goals that are compared": ("IND-72", {_classes(*goals): len(goals) > 2 for goals in ("-t", "--t")}),
}
"""Rule → examples with too few of something, and with enough of it."""
