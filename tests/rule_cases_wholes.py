"""What rules on whole forms, departments and reports say in so many words, and what they leave alone."""

from __future__ import annotations

from build_scripts.words.vocabulary import Severity

_PROJECT = '{{project: {}, funding: [{{line_code: total, label: 年度资金总额, initial: "{}", adjusted: "{}", executed: "{}"}}]}}'
_LISTED = """
    forms:
      - form_type: dept_report
        narratives: [{{kind: report_section, heading: 项目支出, text: "{}"}}]
      - {}
      - {}
"""
_BASE = """
    form_type: dept_base_data
    base_data: [{{section: expenditure, line_code: {}, label: 经费, {}}}]
"""
_ROWS = "goals: [{{kind: overall, indicators: [{}]}}]"
_RATE = "{{level1: 效益指标, level2: 社会效益指标, name: {}, target: {}, actual: {}}}"
_WORDS = "{{level1: 产出指标, level2: 质量指标, name: {}, target: {}, actual: {}}}"
_SPENT = 'funding: [{{line_code: total, label: 年度资金总额, adjusted: "{}", executed: "{}"}}]\n'
_PROJECTS_AND_BASE = """
    forms:
      - form_type: dept_base_data
        base_data: [{{section: expenditure, line_code: project, label: 项目支出, budget: "{}", final: "{}"}}]
      - {{form_type: dept_report, narratives: [{{kind: report_section, heading: 项目支出, text: 项目支出年初预算数为{}万元，决算数{}万元。}}]}}
      - project: 修路
        funding:
          - {{line_code: current_year_appropriation, label: 当年财政拨款, initial: "8", adjusted: "8", executed: "8"}}
          - {{line_code: carry_over, label: 上年结转, initial: "2", adjusted: "2", executed: "2"}}
          - {{line_code: total, label: 年度资金总额, initial: "10", adjusted: "10", executed: "10"}}
"""
_IN_YUAN = """
    forms:
      - form_type: dept_report
        narratives:
          - {{kind: report_section, heading: 基本支出, text: 基本支出预算数为717.29万元，决算数1936.97万元。}}
          - {{kind: report_section, heading: 项目支出, text: 项目支出年初预算数为251.70万元，决算数251.70万元。}}
      - form_type: dept_self_eval
        currency_unit: yuan
        funding: [{{line_code: total, label: 年度资金总额, initial: "9689900", adjusted: "{0}", executed: "{0}"}}]
"""
_ANALYSIS = """
    form_type: dept_self_eval
    funding: [{{line_code: department_total, label: 部门整体支出总额, adjusted: "100", executed: "{}"}}]
    goals: [{{kind: overall, indicators: [{{level1: 产出指标, level2: 质量指标, name: 路面验收合格率, target: ≥95%, actual: 96%}}]}}]
    narratives: [{{kind: deviation_summary, heading: 原因分析, text: {}}}]
"""
_THRIFT = """
    forms:
      - form_type: dept_report
        narratives: [{{kind: report_section, heading: {}, text: {}}}]
      - form_type: dept_base_data
        base_data: [{{section: expenditure, line_code: three_public, label: 三公经费, budget: "9", final: "{}"}}]
"""

SAID_OF_WHOLES: dict[str, tuple[str, str, Severity, str]] = {
    "a form in yuan beside a report in 万元": (
        "BUD-14",
        _IN_YUAN.format("19608400"),
        Severity.ERROR,
        "基本支出决算 1936.97万元 与项目支出决算 251.70万元 合计 21886700",
    ),
    "a final account without what was spent of carry-over": (
        "BUD-15",
        _PROJECTS_AND_BASE.format("10", "8", "10", "8"),
        Severity.WARNING,
        "全年执行数中上年结转 2，扣除后相等，而决算数应包括用结转资金安排的支出；报告印为 8",
    ),
    "a budget without carry-over": (
        "BUD-15",
        _PROJECTS_AND_BASE.format("8", "10", "8", "10"),
        Severity.NOTE,
        "年初预算数中上年结转 2，扣除后相等；报告印为 8",
    ),
    "a final account at odds with the projects": (
        "BUD-15",
        _PROJECTS_AND_BASE.format("10", "7", "10", "10"),
        Severity.ERROR,
        "项目支出本年决算数印为 7",
    ),
    "a list that leaves carry-over out": (
        "BUD-20",
        """
        forms:
          - {form_type: dept_report, narratives: [{kind: report_section, heading: 项目支出, text: 项目支出7万元。其中党建经费2万元、文印支出经费5万元。}]}
          - project: 党建
            funding:
              - {line_code: current_year_appropriation, label: 当年财政拨款, adjusted: "2", executed: "2"}
              - {line_code: carry_over, label: 上年结转, adjusted: "2.4", executed: "2.4"}
              - {line_code: total, label: 年度资金总额, adjusted: "4.4", executed: "4.4"}
          - {project: 文印费, funding: [{line_code: total, label: 年度资金总额, adjusted: "5", executed: "5"}]}
        """,
        Severity.NOTE,
        "差额为上年结转资金 2.4，报告的数与当年财政拨款相等",
    ),
    "a figure that seems to stand in the next row": (
        "BUD-13",
        """
        form_type: dept_base_data
        base_data:
          - {section: expenditure, line_code: overseas_travel, label: 2、出国经费, budget: "0", final: "11.52"}
          - {section: expenditure, line_code: receptions, label: 3、公务接待, budget: "5", final: "0"}
        """,
        Severity.ERROR,
        "；相邻的“公务接待”预算 5、决算 0，这个数可能填错了行",
    ),
    "what contradicts a total left at 0": (
        "BUD-01",
        """
        funding:
          - {line_code: total, label: 年度资金总额, executed: "0", rate: "0", weight: "10", score: "10"}
          - {line_code: city_county, label: 县级资金, executed: "190"}
        goals: [{kind: overall, indicators: [{level1: 产出指标, level2: 成本指标, name: 建设成本, target: ≤190万元, actual: 190万元}]}]
        """,
        Severity.ERROR,
        "各项之和为 190；同一行执行率印为 0 而得分 10；成本指标“建设成本”完成值为 190万元。",
    ),
    "overspending beside the form's own note": (
        "BUD-03",
        """
        form_type: dept_self_eval
        funding:
          - {line_code: basic, label: 基本支出总额, amount: "1727.34"}
          - {line_code: project, label: 项目支出总额, amount: "5742.01"}
          - {line_code: department_total, label: 部门整体支出总额, adjusted: "4376.35", executed: "7469.35"}
        narratives: [{kind: form_note, text: 预算数为调整后财政资金总额(包括上年结余结转)，执行数为实际支出数。}]
        """,
        Severity.ERROR,
        "，而本表说明写“预算数为调整后财政资金总额（包括上年结余结转）”；基本支出与项目支出 1727.34 + 5742.01 等于执行数，仅“项目支出总额”一项就大于全部预算数；两数的小数部分相同，相差恰为整数 3093。",
    ),
    "a want of money at a low rate": (
        "IND-05",
        _SPENT.format("463", "297.1") + "goals: [{kind: overall, target_text: 目标1：弥补机关运行经费不足}]",
        Severity.WARNING,
        "目标写“弥补机关运行经费不足”，资金表的执行率为 64.17%，还有 165.9 万元没有用",
    ),
    "a practice that says the budget was kept": (
        "IND-04",
        _SPENT.format("39.5", "33.61")
        + "narratives: [{kind: good_practice, heading: 主要经验做法, text: 严格按照年初预算执行}]",
        Severity.WARNING,
        "“主要经验做法”一栏写“严格按照年初预算执行”，资金表的执行率为 85.09%",
    ),
    "a practice within the budget above it": (
        "IND-04",
        _SPENT.format("100", "120") + "narratives: [{kind: good_practice, heading: 做法, text: 全年支出未超预算}]",
        Severity.WARNING,
        "资金表的执行率为 120%",
    ),
    "expenditure up to target": (
        "IND-03",
        _SPENT.format("463", "297.1") + _ROWS.format(_RATE.format("整体支出达标率", "≥100%", "98%")),
        Severity.WARNING,
        "资金表的执行率为 64.17%",
    ),
    "a low rate and no problems": (
        "BUD-07",
        _SPENT.format("24", "18") + "narratives: [{kind: problems, heading: 存在的问题, text: 无}]",
        Severity.WARNING,
        "，问题及原因一栏写“无”。",
    ),
    "a report that tells of large changes": (
        "BUD-08",
        """
        form_type: dept_report
        narratives:
          - {kind: report_section, heading: 基本支出, text: 基本支出预算数为717.29万元，其中人员经费596.87万元，公用经费120.42万元；调整后预算数为1936.97万元，其中人员经费1001.39万元，公用经费935.58万元；决算数1936.97万元，其中人员经费1001.39万元，公用经费935.58万元。}
        """,
        Severity.WARNING,
        "基本支出 717.29 → 1936.97（170.04%）、人员经费 596.87 → 1001.39（67.77%）、公用经费 120.42 → 935.58（676.93%），决算数与调整后的预算数都相等",
    ),
    "a doubled budget spent to the last cent": (
        "BUD-08",
        'funding: [{line_code: total, label: 年度资金总额, initial: "10", adjusted: "20", executed: "20", weight: "10", score: "10"}]',
        Severity.WARNING,
        "，执行数与调整后的预算数完全相等，预算执行得满分 10；",
    ),
    "a box on austerity": (
        "BUD-28",
        """
        form_type: dept_base_data
        base_data: [{section: expenditure, line_code: three_public, label: 三公经费, budget: "9", final: "15.52"}]
        narratives: [{kind: austerity_measures, heading: 厉行节约保障措施, text: 领导重视，加强内控管理。}]
        """,
        Severity.WARNING,
        "文字写“领导重视，加强内控管理。”，同年基础数据表的三公经费决算 15.52 大于预算 9",
    ),
    "base-data cells with a unit alone": (
        "FMT-11",
        """
        form_type: dept_base_data
        base_data:
          - {section: buildings, line_code: approved_area, label: 批复规模, value: "0.00"}
          - {section: buildings, line_code: area_rate, label: 规模控制率, value: "%　"}
        """,
        Severity.NOTE,
        "只印了单位，没有数（1 格）：“规模控制率 %”",
    ),
    "rows that may be missed": (
        "SCO-08",
        """
        goals:
          - kind: overall
            indicators:
              - {level1: 产出指标, level2: 时效指标, name: 回复及时, target: 100%, actual: ≥98%, deviation: ""}
              - {level1: 产出指标, level2: 时效指标, name: 办理及时, target: 100%, actual: 90%以上, deviation: ""}
        """,
        Severity.NOTE,
        "2 条指标中有 2 条的完成值只写了下限，可能低于目标，原因栏未说明：回复及时 100% → ≥98%、办理及时 100% → 90%以上。",
    ),
    "a result that says no more than the target": (
        "FMT-03",
        _ROWS.format(_RATE.format("接待企业", "5000批次", "≤5000批次")),
        Severity.WARNING,
        "完成值印作“≤5000批次”，只说明没有超过目标，少做多少都符合，不是确定的数",
    ),
    "a bound in a shifted row": (
        "STR-04",
        _ROWS.format(_WORDS.format("质量指标", "质量达标率", "≥95%")),
        Severity.WARNING,
        "目标值栏印的是“质量达标率”，完成值栏的“≥95%”是目标的界限，不是结果。",
    ),
    "a target that is another goal's indicator": (
        "IND-08",
        """
        form_type: dept_self_eval
        goals:
          - {kind: annual, number: 1, indicators: [{level1: 产出指标, level2: 成本指标, name: 经费支出是否严格按照预算执行, target: 是, actual: 是}]}
          - {kind: annual, number: 2, indicators: [{level1: 产出指标, level2: 成本指标, name: 经费执行率, target: 经费支出是否严格按照预算执行, actual: 是}]}
        """,
        Severity.WARNING,
        "是名称（第 1 个目标下的指标名称）而不是",
    ),
    "satisfaction on no form but the others": (
        "STR-20",
        f"""
        forms:
          - {{project: 甲, goals: [{{kind: overall, indicators: [{_RATE.format("网上办件占比", "80%", "84%")}]}}]}}
          - {{project: 乙, goals: [{{kind: overall, indicators: [{_RATE.format("群众满意度", "90%", "92%")}]}}]}}
        """.replace("{{", "{").replace("}}", "}"),
        Severity.NOTE,
        "本表没有一条满意度指标；同年其他 1 张项目表中有 1 张填有满意度。",
    ),
}
"""What is so → rule, example, severity and words of its only finding."""

SILENT_OF_WHOLES: dict[str, tuple[str, str]] = {
    "a form in yuan that agrees with its report": ("BUD-14", _IN_YUAN.format("21886700")),
    "projects that add up to base data and report": ("BUD-15", _PROJECTS_AND_BASE.format("10", "10", "10.0", "10.00")),
    "a list of sums, no projects": (
        "BUD-20",
        _LISTED.format(
            "项目支出年初预算数为20万元，决算数20万元，其中人员经费12万元，公用经费8万元。",
            _PROJECT.format("修路", *"777"),
            _PROJECT.format("架桥", *"555"),
        ),
    ),
    "amounts of two projects with one name": (
        "BUD-20",
        _LISTED.format(
            "项目支出10万元。其中修路经费7万元、修路费3万元、架桥5万元。",
            _PROJECT.format("修路", *"888"),
            _PROJECT.format("架桥", *"555"),
        ),
    ),
    "an amount that is the one executed": (
        "BUD-20",
        _LISTED.format(
            "项目支出10万元。其中修路经费6万元、架桥5万元。",
            _PROJECT.format("修路", "8", "8", "6"),
            _PROJECT.format("架桥", *"555"),
        ),
    ),
    "fewer names in the list than forms": (
        "BUD-21",
        _LISTED.format(
            "项目支出12万元。其中修路经费7万元、架桥5万元。",
            _PROJECT.format("修路", *"777"),
            _PROJECT.format("架桥", *"555") + "\n      - " + _PROJECT.format("造林", *"222"),
        ),
    ),
    "names without their endings": (
        "BUD-21",
        _LISTED.format(
            "项目支出12万元。其中文印支出经费7万元、架桥5万元。",
            _PROJECT.format("文印费", *"777"),
            _PROJECT.format("架桥项目经费", *"555"),
        ),
    ),
    "no carry-over and no grant": (
        "BUD-23",
        """
        funding:
          - {line_code: current_year_appropriation, label: 当年财政拨款, adjusted: "0"}
          - {line_code: carry_over, label: 上年结转, adjusted: "0"}
        """,
    ),
    "a round figure two years running": (
        "BUD-24",
        _BASE.format("operating_office", 'prior_final: "200.00", final: "200.00"'),
    ),
    "nothing in both years": ("BUD-24", _BASE.format("operating_office", 'prior_final: "0.00", final: "0.00"')),
    "parts of which one is blank": (
        "BUD-25",
        """
        form_type: dept_base_data
        base_data:
          - {section: expenditure, line_code: operating, label: 公用经费, final: "935.58"}
          - {section: expenditure, line_code: operating_office, label: 办公经费, final: "14.66"}
          - {section: expenditure, line_code: operating_meetings_training, label: 会议费, final: ""}
        """,
    ),
    "no figure of last year": ("BUD-26", _BASE.format("operating", 'prior_final: "0", final: "35.20"')),
    "procurement varies": ("BUD-26", _BASE.format("procurement", 'prior_final: "100", final: "400"')),
    "an adjustment without a budget": ("BUD-27", _BASE.format("basic_budget_adjustment", 'budget: "", final: "97.88"')),
    "thrift to come": ("BUD-28", _THRIFT.format("总体评价", "支出管理规范性有待提高，今后要厉行节约。", "15")),
    "thrift as a next step": ("BUD-28", _THRIFT.format("下一步改进措施", "严格控制三公经费支出。", "15")),
    "thrift within the budget": ("BUD-28", _THRIFT.format("总体评价", "支出管理较为规范。", "9.00")),
    "other funds on a project's form too": (
        "BUD-29",
        """
        forms:
          - {form_type: dept_self_eval, funding: [{line_code: other_revenue, label: 其他资金, amount: "30"}]}
          - project: 修路
            funding:
              - {line_code: carry_over, label: 上年结转, executed: "30"}
              - {line_code: other, label: 其它资金, executed: "30"}
        """,
    ),
    "no earmarked funds by the report": (
        "BUD-30",
        """
        forms:
          - {form_type: dept_report, narratives: [{kind: report_section, heading: 目标, text: "专项资金绩效目标：无专项资金项目"}]}
          - {form_type: dept_base_data, base_data: [{section: expenditure, line_code: project_earmarked, label: 专项资金, final: "0"}]}
        """,
    ),
    "all spent and one target missed": (
        "BUD-31",
        _SPENT.format("100", "100")
        + _ROWS.format(
            ", ".join(_RATE.format(f"群众知晓率{n}", "90%", actual) for n, actual in enumerate(("85%", "92%", "95%")))
        ),
    ),
    "an analysis that names an indicator": ("BUD-32", _ANALYSIS.format("170", "路面验收的绩效评价有待加强。")),
    "an analysis that speaks of money": ("BUD-32", _ANALYSIS.format("170", "年中追加项目，绩效目标没有随之修订。")),
    "an analysis in words of the work": ("BUD-32", _ANALYSIS.format("170", "两处工地因雨季停工。")),
    "an analysis with nothing to explain": ("BUD-32", _ANALYSIS.format("98", "预算绩效管理工作有待继续推进。")),
    "a want of hands at a low rate": (
        "IND-05",
        _SPENT.format("463", "297.1") + "goals: [{kind: overall, target_text: 缓解人手不足，保障经费}]",
    ),
    "a template of buildings left blank": (
        "FMT-11",
        """
        form_type: dept_base_data
        base_data:
          - {section: buildings, line_code: approved_area, label: 批复规模, value: ""}
          - {section: buildings, line_code: area_rate, label: 规模控制率, value: "%"}
        """,
    ),
    "all targets are 100%": (
        "SCO-20",
        "forms:\n"
        + "".join(
            "  - "
            "{goals: [{kind: overall, indicators: ["
            + ", ".join(_RATE.format(f"办结率{n}", "100%", "100%") for n in range(4))
            + "]}]}\n"
            for _ in range(3)
        ),
    ),
    "three effects that hit their targets": (
        "SCO-21",
        _ROWS.format(
            ", ".join(_RATE.format(f"知晓率{n}", "90%", "90%") for n in range(3))
            + ", "
            + _RATE.format("占比", "≤8%", "6%")
        ),
    ),
    "one pair on the whole form": (
        "SCO-21",
        _ROWS.format(", ".join(_RATE.format(f"知晓率{n}", "90%", "92%") for n in range(4))),
    ),
    "one row named three times": (
        "SCO-21",
        _ROWS.format(
            ", ".join(_RATE.format("知晓率", "90%", "92%") for _ in range(3)) + ", " + _RATE.format("占比", "≤8%", "6%")
        ),
    ),
    "three effects that are all there is": (
        "SCO-21",
        _ROWS.format(
            ", ".join(_RATE.format(f"知晓率{n}", "≥95%", "100%") for n in range(3))
            + ", "
            + _RATE.format("占比", "≤8%", "6%")
        ),
    ),
    "a run of results that are all there is": (
        "SCO-22",
        "forms:\n"
        + "".join(
            "  - {goals: [{kind: overall, indicators: ["
            + ", ".join(_RATE.format(f"知晓率{n}", "≥95%", "100%") for n in range(rows))
            + "]}]}\n"
            for rows in (5, 6)
        ),
    ),
    "effects of one kind alone": (
        "STR-21",
        """
        goals:
          - kind: overall
            indicators:
              - {level1: 产出指标, level2: 数量指标, name: 里程, target: 5公里, actual: 5公里}
              - {level1: 效益指标, level2: 经济效益指标, name: "", target: ""}
              - {level1: 效益指标, level2: 社会效益指标, name: 出行时间, target: 3分钟, actual: 3分钟}
        """,
    ),
    "two copies of one form": (
        "SCO-22",
        "forms:\n"
        + "".join(
            "  - {goals: [{kind: overall, indicators: ["
            + ", ".join(_RATE.format(f"知晓率{n}", "90%", f"9{n}%") for n in range(1, 7))
            + "]}]}\n"
            for _ in range(2)
        ),
    ),
    "a run of results that equal their targets": (
        "SCO-22",
        "forms:\n"
        + "".join(
            "  - {goals: [{kind: overall, indicators: ["
            + ", ".join(_RATE.format(f"知晓率{n}", "100%", "100%") for n in range(rows))
            + "]}]}\n"
            for rows in (5, 6)
        ),
    ),
    "shares are no counts": (
        "SCO-23",
        _ROWS.format(
            ", ".join(
                f"{{level1: 产出指标, level2: 数量指标, name: 完成率{n}, target: 100%, actual: 100%}}" for n in range(5)
            )
        ),
    ),
    "grades repeat their targets": (
        "SCO-24",
        _ROWS.format(", ".join(_WORDS.format(f"质量{n}", "合格", "合格") for n in range(9))),
    ),
    "a deduction with a reason": (
        "SCO-25",
        """
        funding: [{line_code: total, label: 年度资金总额, adjusted: "80", executed: "75", weight: "10", score: "9.38", deviation: 会议压减}]
        total: {label: 总分, weight: "100", score: "99.38"}
        narratives: [{kind: problems, heading: 问题, text: 无}]
        """,
    ),
    "a deduction at a rate of which BUD-07 speaks": (
        "SCO-25",
        _SPENT.format("80", "60")
        + 'total: {label: 总分, weight: "100", score: "97"}\nnarratives: [{kind: problems, heading: 问题, text: 无}]',
    ),
    "the content of own staff": (
        "SCO-26",
        "forms:\n  - {form_type: dept_self_eval, goals: [{kind: overall, indicators: [{level1: 满意度指标, level2: 服务对象满意度指标, name: 单位职工满意度, target: 99%, actual: 99%}]}]}\n"
        + "".join(
            f"  - {{project: {n}项目, goals: [{{kind: overall, indicators: [{{level1: 满意度指标, level2: 服务对象满意度指标, name: 群众满意度, target: 90%, actual: 9{n}%}}]}}]}}\n"
            for n in range(5)
        ),
    ),
    "two rows in words": (
        "SCO-27",
        """
        goals:
          - kind: overall
            indicators:
              - {level1: 产出指标, level2: 数量指标, name: 办文, target: 80件, actual: 84件, weight: "50", score: "50"}
              - {level1: 效益指标, level2: 社会效益指标, name: 保障运行, target: 有效, actual: 有效, weight: "15", score: "15"}
              - {level1: 效益指标, level2: 社会效益指标, name: 提升效率, target: 提升, actual: 提升, weight: "15", score: "15"}
        """,
    ),
    "a bound that is met": (
        "SCO-08",
        _ROWS.format("{level1: 产出指标, level2: 时效指标, name: 回复及时, target: 95%, actual: ≥98%, deviation: ''}"),
    ),
    "a cost that stayed at most": (
        "FMT-03",
        _ROWS.format("{level1: 产出指标, level2: 成本指标, name: 费用, target: ≤3万元, actual: 3万元}"),
    ),
    "satisfaction that need not be measured": (
        "STR-20",
        """
        forms:
          - project: 甲
            goals: [{kind: overall, indicators: [{level1: 效益指标, level2: 社会效益指标, name: 占比, target: 80%, actual: 84%}]}]
            narratives: [{kind: form_note, text: 4. 满意度指标暂可不作为必评指标。}]
          - {project: 乙, goals: [{kind: overall, indicators: [{level1: 满意度指标, level2: 服务对象满意度指标, name: 满意度, target: 90%, actual: 92%}]}]}
        """,
    ),
    "no output of which cost were a part": (
        "STR-20",
        _SPENT.format("24", "18") + _ROWS.format(_RATE.format("占比", "80%", "84%")),
    ),
    "ecological effects left blank": (
        "STR-21",
        """
        goals:
          - kind: overall
            indicators:
              - {level1: 产出指标, level2: 数量指标, name: 里程, target: 5公里, actual: 5公里}
              - {level1: 效益指标, level2: 生态效益指标, name: "", target: ""}
        """,
    ),
    "a report beside a form with its total": (
        "STR-23",
        """
        forms:
          - {form_type: dept_report, narratives: [{kind: report_section, heading: 绩效情况, text: 总体较好。}]}
          - {form_type: dept_self_eval, total: {label: 总分, weight: "100", score: "96"}}
        """,
    ),
    "a report with a grade": (
        "STR-23",
        "form_type: dept_report\nnarratives: [{kind: report_section, heading: 绩效评价结果, text: 评价等级为“良”。}]",
    ),
    "a project of official vehicles": (
        "STR-24",
        "project: 三公经费公开平台\n" + _ROWS.format(_RATE.format("三公经费公开单位覆盖率", "95%", "96%")),
    ),
    "a name that ends in a year": ("STR-25", "department: 示例县第12中学"),
    "a short answer on many forms": (
        "STR-26",
        "forms:\n" + "  - {narratives: [{kind: problems, heading: 问题, text: 无。}]}\n" * 3,
    ),
    "decimal points and addresses": (
        "STR-27",
        "goals: [{kind: overall, target_text: '投入3.5万元，网址www.example.cn，A.B两段，目标1.修路'}]",
    ),
}
"""What is so → rule and example in which it must find nothing."""
