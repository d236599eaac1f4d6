"""Every tolerance, threshold, band and grade of the rules from both sides: the last figure within, the first beyond."""

from __future__ import annotations

from decimal import Decimal
from types import SimpleNamespace

import pytest
from goal_cases import COUNTS_OF_GOALS, EDGES_OF_GOALS
from oddity_cases import COUNTS_OF_ODDITIES, EDGES_OF_ODDITIES
from rule_examples import findings_of, results_of
from side_by_side_cases import EDGES_BESIDE

from build_scripts.cells.amounts import parse_amount, parse_points, parse_rate
from build_scripts.cells.values import parse_value
from build_scripts.judging.rules.texts import quoted, together
from build_scripts.pages.money_charts import rate_bands
from build_scripts.reading.model import ScoringProfile, Thresholds
from build_scripts.words.vocabulary import CurrencyUnit, Grade

Edges = dict[str, tuple[str, str, dict[str, str | None]]]
SILENT = None


def money(cells: str) -> str:
    """Return an example of one money row; its cells as YAML."""
    return f"funding: [{{line_code: total, label: 年度资金总额, {cells}}}]"


def row(cells: str, *, category: str = "level1: 产出指标, level2: 数量指标", **keys: str) -> str:
    """Return an example of one indicator row; ``keys`` are further keys of the form."""
    rest = "".join(f"{key}: {value}\n" for key, value in keys.items())
    return f"{rest}goals: [{{kind: overall, indicators: [{{{category}, {cells}}}]}}]"


def history(target: str) -> str:
    """Return a target form of three rows with last year's figures, of which two are copied and one may be."""
    cells = (("7个", "7个"), ("8个", target), ("5个", "6个"))
    rows = "".join(
        f"{{level1: 产出指标, level2: 数量指标, name: 走访{n}, baseline_y1: {before}, target: {now}}}, "
        for n, (before, now) in enumerate(cells)
    )
    return f"form_type: dept_target\ngoals: [{{kind: annual, number: 1, indicators: [{rows}]}}]"


def many(number: int, cells: str, *others: str) -> str:
    """Return a target form of so many rows that print these cells, and of other rows."""
    rows = ", ".join(f"{{{row_cells}}}" for row_cells in (*[cells] * number, *others))
    return f"form_type: dept_target\ngoals: [{{kind: annual, number: 1, indicators: [{rows}]}}]"


def siblings(*budgets: str) -> str:
    """Return a department's project forms with these budgets in 万元, the first one open."""
    forms = "".join(
        f'  - {{project: "{n}", funding: [{{line_code: total, label: 年度资金总额, adjusted: "{budget}"}}]}}\n'
        for n, budget in enumerate(("@", *budgets))
    )
    return f"forms:\n{forms}"


def totals(*scores: str) -> str:
    """Return a department's forms with these totals."""
    return "forms:\n" + "".join(
        f'  - {{total: {{label: 总分, weight: "100", score: "{score}"}}}}\n' for score in scores
    )


def base_data(*rows: str) -> str:
    """Return a base-data form with these rows of expenditure."""
    return "form_type: dept_base_data\nbase_data:\n" + "".join(
        f"  - {{section: expenditure, {cells}}}\n" for cells in rows
    )


def costs(*amounts: str, money_row: str) -> str:
    """Return a form with cost rows of these actual values beside a money row."""
    rows = ", ".join(
        f"{{level1: 产出指标, level2: 成本指标, name: 费用{n}, target: {amount}, actual: {amount}}}"
        for n, amount in enumerate(amounts)
    )
    return f"{money_row}\ngoals: [{{kind: overall, indicators: [{rows}]}}]"


def goals(number: int, *, form_type: str = "dept_target") -> str:
    """Return a form with one row below so many annual goals."""
    cells = "{level1: 产出指标, level2: 质量指标, name: 任务完成率, target: 95%}"
    listed = "".join(f"  - {{kind: annual, number: {n + 1}, indicators: [{cells}]}}\n" for n in range(number))
    return f"form_type: {form_type}\ngoals:\n{listed}"


def one_target(forms: int, rows: int) -> str:
    """Return so many forms with so many rows, all with the target 5."""
    cells = ", ".join(
        f"{{level1: 产出指标, level2: 数量指标, name: 里程{n}, target: 5公里, actual: 5公里}}" for n in range(rows)
    )
    return "forms:\n" + f"  - {{goals: [{{kind: overall, indicators: [{cells}]}}]}}\n" * forms


PARTS = [
    f'{{line_code: {code}, label: 资金, adjusted: "{amount}"}}'
    for code, amount in (("central", "10.00"), ("provincial", "10.00"), ("city_county", "@"))
]
BREAKDOWNS = """
        form_type: dept_self_eval
        funding:
          - {line_code: general_public_budget, label: 一般公共预算, amount: "60.00"}
          - {line_code: other_revenue, label: 其他资金, amount: "@"}
          - {line_code: basic, label: 基本支出, amount: "70.00"}
          - {line_code: project, label: 项目支出, amount: "30.00"}
        """
MONEY: Edges = {
    "a total and one part": (
        "BUD-01",
        'funding: [{line_code: total, label: 总额, adjusted: "100.00"}, {line_code: central, label: 中央, adjusted: "@"}]',
        {"99.98": "error", "99.99": SILENT, "100.01": SILENT, "100.02": "error"},
    ),
    "a total and three parts": (
        "BUD-01",
        f'funding: [{{line_code: total, label: 总额, adjusted: "30.00"}}, {", ".join(PARTS)}]',
        {"9.97": "error", "9.98": SILENT, "10.02": SILENT, "10.03": "error"},
    ),
    "the finest printed decimal counts": (
        "BUD-01",
        f'funding: [{{line_code: total, label: 总额, adjusted: "30"}}, {", ".join(PARTS)}]',
        {"9.97": "error", "10.02": SILENT, "10.03": "error"},
    ),
    "whole numbers, which may be rounded": (
        "BUD-01",
        f'funding: [{{line_code: total, label: 总额, adjusted: "24"}}, {", ".join(PARTS).replace(".00", "")}]',
        {"1": "error", "2": "warning", "3": "warning", "4": SILENT, "5": "warning", "6": "warning", "7": "error"},
    ),
    "whole numbers beside an amount with decimals": (
        "BUD-01",
        f'funding: [{{line_code: total, label: 总额, adjusted: "24", executed: "7.46"}}, {", ".join(PARTS).replace(".00", "")}]',
        {"3": "error", "4": SILENT, "4.02": SILENT, "4.03": "error", "5": "error"},
    ),
    "a part in a unit of its own": (
        "BUD-01",
        'funding: [{line_code: total, label: 总额, adjusted: "298.66"}, {line_code: central, label: 中央, adjusted: "@"}]',
        {
            "298.66": SILENT,
            "298.66万元": SILENT,
            "2986600元": SILENT,
            "2986550元": SILENT,
            "2986549元": "error",
            "0.029866亿元": SILENT,
            "2.9866亿元": "error",
        },
    ),
    "spent beyond the budget, in a unit of its own": (
        "BUD-03",
        money('adjusted: "350", executed: "@"'),
        {"2986600元": SILENT, "3500000元": SILENT, "350万": SILENT, "3500001元": "error", "0.0351亿": "error"},
    ),
    "spent beyond the budget": (
        "BUD-03",
        money('adjusted: "100", executed: "@"'),
        {"100": SILENT, "100.01": "error"},
    ),
    "a rate that is off in its last digit": (
        "BUD-02",
        money('adjusted: "1000", executed: "861.83", rate: "@"'),
        {
            "86.18%": SILENT,
            "86.19": "note",
            "86.17%": "note",
            "86.16%": "error",
            "86.20%": "error",
            "86.2%": SILENT,
            "86%": SILENT,
            "87": "note",
            "85%": "note",
            "84%": "error",
            "88%": "error",
            "0.8618": "error",
        },
    ),
    "points printed more exactly than they are recomputed": (
        "BUD-04",
        money('adjusted: "10000", executed: "9123.4", weight: "10", score: "@"'),
        {"9.123": SILENT, "9.1234": SILENT, "9.12": SILENT, "9.1": SILENT, "9.13": "error", "9.126": "error"},
    ),
    "an amount in a larger unit": (
        "BUD-03",
        money('adjusted: "298.66", executed: "@"'),
        {"0.03亿": SILENT, "0.034亿": "error", "0.04亿": "error", "300": "error"},
    ),
    "a part in a larger unit": (
        "BUD-01",
        'funding: [{line_code: total, label: 总额, adjusted: "@"}, {line_code: central, label: 中央, adjusted: 1.2亿}]',
        {"12000": SILENT, "12400": "warning", "12400.50": "warning", "12501": "error"},
    ),
    "a part in yuan below whole numbers": (
        "BUD-01",
        'funding: [{line_code: total, label: 总额, adjusted: "299"}, {line_code: central, label: 中央, adjusted: "@"}]',
        {"2990000元": SILENT, "2986600元": "warning", "2986600.00元": "warning", "2984000元": "error"},
    ),
    "points without a budget": (
        "BUD-05",
        money('adjusted: "0", executed: "0", weight: "10", score: "@"'),
        {"0": SILENT, "0.01": "error"},
    ),
    "a budget of next to nothing": (
        "BUD-05",
        money('adjusted: "@", executed: "0", weight: "10", score: "1"'),
        {"0": "error", "0.01": SILENT},
    ),
    "yuan under 万元, ten thousand times the costs": (
        "BUD-06",
        costs("4万元", "1万元", money_row=money('adjusted: "@", executed: "@"')),
        {
            "24999.99": SILENT,
            "25000": "warning",
            "47499.99": "warning",
            "47500": "error",
            "52500": "error",
            "52500.01": "warning",
            "100000": "warning",
            "100000.01": SILENT,
        },
    ),
    "万元 under yuan, a ten thousandth of the costs": (
        "BUD-06",
        costs("40000万元", "10000万元", money_row=money('adjusted: "@", executed: "@"')),
        {
            "2.49": SILENT,
            "2.5": "warning",
            "4.76": "warning",
            "4.77": "error",
            "5.26": "error",
            "5.27": "warning",
            "10": "warning",
            "10.01": SILENT,
        },
    ),
    "a hundred times the median of three others": (
        "BUD-06",
        siblings("9", "10", "11"),
        {"1000": SILENT, "1000.01": "warning"},
    ),
    "a hundred times the median of two others": ("BUD-06", siblings("10", "10"), {"1000.01": SILENT}),
    "a tenth of a rate below ninety": (
        "BUD-07",
        money('adjusted: "10000", executed: "@"'),
        {"8999.99": "warning", "9000": SILENT},
    ),
    "a profile's own threshold of the rate": (
        "BUD-07",
        'profile: {rate_threshold: "80"}\n' + money('adjusted: "10000", executed: "@"'),
        {"7999.99": "warning", "8000": SILENT},
    ),
    "a budget raised or cut by a fifth": (
        "BUD-08",
        money('initial: "100", adjusted: "@"'),
        {"79.99": "warning", "80": SILENT, "120": SILENT, "120.01": "warning"},
    ),
    "a profile's own threshold of the change": (
        "BUD-08",
        'profile: {adjustment_threshold: "50"}\n' + money('initial: "100", adjusted: "@"'),
        {"49.99": "warning", "50": SILENT, "150": SILENT, "150.01": "warning"},
    ),
    "revenue against nature of expenditure": (
        "BUD-09",
        BREAKDOWNS,
        {"39.97": "error", "39.98": "note", "40.00": SILENT, "40.02": "note", "40.03": "error"},
    ),
    "a breakdown against the total": (
        "BUD-09",
        """
        form_type: dept_self_eval
        funding:
          - {line_code: total, label: 年度资金总额, adjusted: "@"}
          - {line_code: basic, label: 基本支出, amount: "70.00"}
          - {line_code: project, label: 项目支出, amount: "30.00"}
        """,
        {"99.98": "error", "99.99": SILENT, "100.01": SILENT, "100.02": "error"},
    ),
    "breakdowns in whole numbers": (
        "BUD-09",
        BREAKDOWNS.replace(".00", ""),
        {"37": "error", "38": "warning", "40": SILENT, "42": "warning", "43": "error", "400000元": SILENT},
    ),
    "money carried over by name": (
        "BUD-10",
        """
        project: 修路（上年结转资金）
        funding:
          - {line_code: total, label: 年度资金总额, adjusted: "5"}
          - {line_code: carry_over, label: 上年结转资金, adjusted: "@"}
        """,
        {"0": "warning", "0.01": SILENT},
    ),
    "three-public spending and its three parts": (
        "BUD-12",
        base_data(
            'line_code: three_public, label: 三公经费, final: "@"',
            'line_code: vehicles, label: 车辆, final: "4.00"',
            'line_code: overseas_travel, label: 出国, final: "1.00"',
            'line_code: receptions, label: 接待, final: "5.00"',
        ),
        {"9.97": "error", "9.98": SILENT, "10.02": SILENT, "10.03": "error"},
    ),
    "three-public spending in whole numbers": (
        "BUD-12",
        base_data(
            'line_code: three_public, label: 三公经费, final: "@"',
            'line_code: vehicles, label: 车辆, final: "4"',
            'line_code: overseas_travel, label: 出国, final: "0"',
            'line_code: receptions, label: 接待, final: "6"',
        ),
        {"7": "error", "8": "warning", "9": "warning", "10": SILENT, "12": "warning", "13": "error"},
    ),
    "three-public spending in units of their own": (
        "BUD-12",
        base_data(
            'line_code: three_public, label: 三公经费, final: "10.25"',
            'line_code: vehicles, label: 车辆, final: "4.25"',
            'line_code: overseas_travel, label: 出国, final: "0"',
            'line_code: receptions, label: 接待, final: "@"',
        ),
        {"6": SILENT, "60000元": SILENT, "59849元": "error", "6万元": SILENT, "6元": "error"},
    ),
    "of which: some parts": (
        "BUD-12",
        base_data(
            'line_code: operating, label: 公用经费, final: "@"',
            'line_code: operating_office, label: 办公费, final: "9.00"',
        ),
        {"8.98": "error", "8.99": SILENT, "9.00": SILENT, "20.00": SILENT},
    ),
    "spending beyond its budget, in a unit of its own": (
        "BUD-13",
        base_data('line_code: project, label: 项目支出, budget: "12", final: "@"'),
        {"120000元": SILENT, "120001元": "warning", "12万": SILENT},
    ),
    "spending beyond its budget": (
        "BUD-13",
        base_data('line_code: project, label: 项目支出, budget: "12", final: "@"'),
        {"12": SILENT, "12.01": "warning"},
    ),
    "receptions beyond their budget": (
        "BUD-13",
        base_data('line_code: receptions, label: 公务接待, budget: "12", final: "@"'),
        {"12": SILENT, "12.01": "error"},
    ),
    "the unit in the header": (
        "BUD-19",
        """
        currency_unit: ten_thousand_yuan
        currency_unit_text: "@"
        funding: [{line_code: total, label: 年度资金总额, adjusted: "40"}]
        """,
        {
            **dict.fromkeys(("（单位：万元）", "金额（ 万 元 ）", "单位：元、万元", "单位", ""), SILENT),
            **dict.fromkeys(("单位：元", "人民币元", "单位：千元", "百万元", "亿元", "万亿元"), "error"),
        },
    ),
    "the report and the form, each rounded": (
        "BUD-14",
        """
        forms:
          - form_type: dept_report
            narratives: [{kind: report_section, heading: 基本支出, text: 基本支出预算数为780.00万元。}]
          - form_type: dept_self_eval
            funding: [{line_code: basic, label: 基本支出, amount: "@"}]
        """,
        {"779.98": "error", "779.99": SILENT, "780.01": SILENT, "780.02": "error"},
    ),
    "heads counted in the report and on the form": (
        "BUD-14",
        """
        forms:
          - form_type: dept_report
            narratives: [{kind: report_section, heading: 概况, text: 编制81名，在职人数69人。}]
          - form_type: dept_base_data
            base_data: [{section: staffing, line_code: staffing_actual, label: 在职人数, value: "@"}]
        """,
        {"68": "error", "69": SILENT, "70": "error"},
    ),
    "one project against the department": (
        "BUD-15",
        """
        forms:
          - form_type: dept_self_eval
            funding:
              - {line_code: total, label: 年度资金总额, initial: "30", adjusted: "40", executed: "40"}
              - {line_code: basic, label: 基本支出, amount: "20"}
              - {line_code: project, label: 项目支出, amount: "10"}
          - {project: 修路, funding: [{line_code: total, label: 年度资金总额, initial: "@"}]}
        """,
        {"9.98": "note", "9.99": SILENT, "10.01": SILENT, "10.02": "error"},
    ),
    "three projects against the department": (
        "BUD-15",
        """
        forms:
          - form_type: dept_self_eval
            funding:
              - {line_code: total, label: 年度资金总额, initial: "30", adjusted: "40", executed: "40"}
              - {line_code: basic, label: 基本支出, amount: "20"}
              - {line_code: project, label: 项目支出, amount: "10"}
          - {project: 修路, funding: [{line_code: total, label: 年度资金总额, initial: "@"}]}
          - {project: 架桥, funding: [{line_code: total, label: 年度资金总额, initial: "3"}]}
          - {project: 栽树, funding: [{line_code: total, label: 年度资金总额, initial: "2"}]}
        """,
        {"4.97": "note", "4.98": SILENT, "5.02": SILENT, "5.03": "error"},
    ),
    "posts and staff": (
        "BUD-16",
        """
        form_type: dept_base_data
        base_data:
          - {section: staffing, line_code: staffing_authorised, label: 编制数, value: "80"}
          - {section: staffing, line_code: staffing_actual, label: 实际在职人数, value: "@"}
        """,
        {"80": SILENT, "81": "warning"},
    ),
    "three-public spending of two years": (
        "BUD-18",
        base_data('line_code: three_public, label: 三公经费, prior_final: "15.52", final: "@"'),
        {"15.52": SILENT, "15.53": "note"},
    ),
}
WEIGHTED = [
    f"{{level1: {level1}, level2: {level2}, name: {level2}, target: 及时, actual: 及时, weight: {weight}, score: 0}}"
    for level1, level2, weight in (("产出指标", "数量指标", '"@"'), ("效益指标", "社会效益指标", '"30"'), ("满意度指标", "满意度指标", '"10"'))
]  # fmt: skip
POINTS: Edges = {
    "points between none and the weight": (
        "SCO-01",
        row('name: 里程, target: 5公里, actual: 5公里, weight: "10", score: "@"'),
        {"-0.01": "error", "0": SILENT, "10": SILENT, "10.01": "error"},
    ),
    "points of a money row": (
        "SCO-01",
        money('weight: "10", score: "@"'),
        {"-0.01": "error", "0": SILENT, "10": SILENT, "10.01": "error"},
    ),
    "weights make up a hundred": (
        "SCO-02",
        f"{money('weight: 10')}\ngoals: [{{kind: overall, indicators: [{', '.join(WEIGHTED)}]}}]",
        {"49.99": "error", "50": SILENT, "50.01": "error"},
    ),
    "first-level weights as in the profile": (
        "SCO-09",
        f"""
        profile: {{level1_weights: {{output: "@", outcome: "30", satisfaction: "10"}}}}
        funding: [{{line_code: total, label: 总额, weight: "10"}}]
        goals: [{{kind: overall, indicators: [{", ".join(WEIGHTED).replace("@", "50")}]}}]
        """,
        {"49.99": "note", "50": SILENT, "50.01": "note"},
    ),
    "points by the formula": (
        "SCO-04",
        row('name: 合格率, target: ≥100%, actual: 95%, weight: "10", score: "@"'),
        {"9": SILENT, "9.4": "note", "9.5": SILENT, "9.50": SILENT, "9.51": "note", "9.6": "note", "10": SILENT},
    ),
    "missed with full points": (
        "SCO-05",
        row('name: 合格率, target: ≥95%, actual: 76%, weight: "10", score: "@"'),
        {"9.99": SILENT, "10": "error"},
    ),
    "open-ended with full points": (
        "SCO-06",
        row('name: 合格率, target: ≥95%, actual: 90%以上, weight: "10", score: "@"'),
        {"9.99": SILENT, "10": "warning"},
    ),
    "points lost without a reason": (
        "SCO-07",
        row('name: 合格率, target: ≥95%, actual: 95%, weight: "10", score: "@", deviation: ""'),
        {"9.99": "warning", "10": SILENT},
    ),
    "the highest class": (
        "SCO-10",
        row('name: 成效, target: 明显, actual: 达成, weight: "10", score: "@"'),
        {"7.99": "warning", "8": SILENT, "10": SILENT},
    ),
    "the middle class": (
        "SCO-10",
        row('name: 成效, target: 明显, actual: 部分达成, weight: "10", score: "@"'),
        {"5.99": "warning", "6": SILENT, "7.99": SILENT, "8": "warning"},
    ),
    "the lowest class": (
        "SCO-10",
        row('name: 成效, target: 明显, actual: 未达成, weight: "10", score: "@"'),
        {"0": SILENT, "5.99": SILENT, "6": "warning"},
    ),
    "full marks on three forms": ("SCO-11", totals("100", "100.00", "@"), {"100": "note", "99.99": SILENT}),
    "full marks on two forms": ("SCO-11", totals("100", "@"), {"100": SILENT}),
    "far more than planned": (
        "SCO-13",
        row('name: 接访, target: ≥10次, actual: @次, weight: "10", score: "10", deviation: ""'),
        {"13": SILENT, "13.01": "warning"},
    ),
    "a profile's own threshold of over-fulfilment": (
        "SCO-13",
        row(
            'name: 接访, target: ≥10次, actual: @次, weight: "10", score: "10", deviation: ""',
            profile='{over_fulfilment_threshold: "200"}',
        ),
        {"20": SILENT, "20.01": "warning"},
    ),
    "a goal's points above its weight, three roundings": (
        "SCO-15",
        """
        goals:
          - kind: annual
            weight: （20分）
            indicators:
              - {level1: 产出指标, level2: 数量指标, name: 演练, target: 2次, actual: 2次, score: "6.67"}
              - {level1: 产出指标, level2: 数量指标, name: 培训, target: 2次, actual: 2次, score: "6.67"}
              - {level1: 产出指标, level2: 数量指标, name: 检查, target: 2次, actual: 2次, score: "@"}
        """,
        {"6.67": SILENT, "6.68": "error"},
    ),
    "a goal's points above its weight, whole numbers": (
        "SCO-15",
        row('name: 演练, target: 2次, actual: 2次, score: "@"').replace(
            "kind: overall", "kind: annual, weight: （20分）"
        ),
        {"20": SILENT, "21": "error"},
    ),
    "a met goal's points below its weight": (
        "SCO-16",
        row('name: 演练, target: 2次, actual: 2次, score: "@"').replace(
            "kind: overall", "kind: annual, weight: （20分）"
        ),
        {"19.99": "warning", "20": SILENT},
    ),
}
DAYS: Edges = {
    "reported before the year ended": (
        "DSC-01",
        "form_type: dept_self_eval\nreport_date: '@'",
        {"2021年12月30日": "error", "2021年12月31日": SILENT},
    ),
    "published within twenty days": (
        "DSC-02",
        'document: {approval_date: "2022-07-20", publication_date: "@"}',
        {"2022-08-09": SILENT, "2022-08-10": "warning"},
    ),
    "a date of the year": (
        "IND-09",
        row("name: 完工时间, target: '@', actual: '@'", category="level1: 产出指标, level2: 时效指标"),
        {"2020年12月31日": "warning", "2021年1月1日": SILENT, "2021年12月31日": SILENT, "2022年1月1日": "warning"},
    ),
}
RATE = "level1: 产出指标, level2: 质量指标"
INDICATORS: Edges = {
    "a quantity of a few percent": (
        "FMT-01",
        row("name: 用工数, target: 6人, actual: '@'"),
        {"0%": SILENT, "0.01%": "warning", "5%": "warning", "5.01%": SILENT},
    ),
    "a share written as a fraction": (
        "FMT-07",
        row("name: 合格率, target: '@', actual: 100%", category=RATE),
        {"0": SILENT, "0.01": "warning", "1": "warning", "1.01": SILENT},
    ),
    "a rate of more than one without its sign": (
        "FMT-12",
        row("name: 合格率, target: '@', actual: 100%", category=RATE),
        {"0": SILENT, "1": SILENT, "1.01": "note"},
    ),
    "a strict bound reached": (
        "IND-02",
        row("name: 处理时间, target: <1小时, actual: '@'", category="level1: 产出指标, level2: 时效指标"),
        {"0.99小时": SILENT, "1小时": "warning", "1.01小时": SILENT, "60分钟": SILENT},
    ),
    "costs above what was spent": (
        "IND-03",
        costs("30.00万元", money_row=money('adjusted: "40", executed: "@"')),
        {"29.994": "warning", "29.995": SILENT, "30": SILENT},
    ),
    "costs that seem to be in another unit": (
        "IND-03",
        costs("30万元", money_row=money('adjusted: "40", executed: "@"')),
        {"0.03": SILENT, "0.0301": "warning"},
    ),
    "spending progress told once more": (
        "IND-03",
        row(
            "name: 支出进度, target: ≥70%, actual: 76%", category=RATE,
            funding='[{line_code: total, label: 总额, adjusted: "200", executed: "@"}]',
        ),
        {"150.9": "warning", "151": SILENT, "153": SILENT, "153.1": "warning"},
    ),
    "within the budget, by the words": (
        "IND-04",
        row(
            "name: 控制成本, target: 不超预算, actual: 未超预算", category="level1: 产出指标, level2: 成本指标",
            funding='[{line_code: total, label: 总额, adjusted: "100", executed: "@"}]',
        ),
        {"100": SILENT, "100.01": "error"},
    ),
    "by the budget, by the words": (
        "IND-04",
        row(
            "name: 经费支出, target: 按照预算执行, actual: 按照预算执行", category="level1: 产出指标, level2: 成本指标",
            funding='[{line_code: total, label: 总额, adjusted: "100", executed: "@"}]',
        ),
        {"89.99": "warning", "90": SILENT, "100": SILENT, "100.01": "error"},
    ),
    "paid in full, by the words": (
        "IND-05",
        row(
            "name: 资金支付及时率, target: 100%, actual: 100%", category=RATE,
            funding='[{line_code: total, label: 总额, adjusted: "100", executed: "@"}]',
        ),
        {"89.99": "warning", "90": SILENT},
    ),
    "paid in full, by the number": (
        "IND-05",
        row(
            "name: 资金支付及时率, target: 100%, actual: '@'", category=RATE,
            funding='[{line_code: total, label: 总额, adjusted: "100", executed: "80"}]',
        ),
        {"99.99%": SILENT, "100%": "warning"},
    ),
    "at least nothing": ("IND-06", row("name: 接访, target: '@', actual: 3次"), {"≥0次": "warning", "≥0.01次": SILENT}),
    "at most everything": (
        "IND-06",
        row("name: 覆盖率, target: '@', actual: 90%", category=RATE),
        {"≤99.99%": SILENT, "≤100%": "warning", "<100%": SILENT, "<100.01%": "warning"},
    ),
    "more than everything": (
        "IND-06",
        row("name: 覆盖率, target: '@', actual: 120%", category=RATE),
        {"≥100%": SILENT, ">99.99%": SILENT, ">100%": "warning", "100%": SILENT, "100.01%": "warning"},
    ),
    "a reduction of everything": (
        "IND-06",
        row("name: 事故降低幅度, target: '@', actual: 120%", category=RATE),
        {"≥99.99%": SILENT, "≥100%": "warning"},
    ),
    "a reduction of at most everything": (
        "IND-06",
        row("name: 事故降低幅度, target: '@', actual: 20%", category=RATE),
        {"≤99.99%": SILENT, "≤100%": "warning", "<100%": SILENT, "<100.01%": "warning"},
    ),
    "a target that is its own name": (
        "IND-08",
        row("name: '@', target: '@', actual: 完成"),
        {"组织开展安全培训": "warning", "开展安全培训会": SILENT},
    ),
    "a goal told in its own words": (
        "IND-11",
        "goals: [{kind: overall, target_text: '@', actual_text: '@'}]",
        {"保障道路安全畅通": "note", "保障道路安全畅": SILENT},
    ),
    "a target told in its own words": (
        "IND-11",
        row("name: 成效, target: '@', actual: '@'"),
        {"保障道路安全畅通": "note", "保障道路安全畅": SILENT},
    ),
    "less than last year": (
        "IND-13",
        row(
            "name: 合格率, baseline_y2: 90%, baseline_y1: 95%, target: '@'", category=RATE, form_type="dept_target"
        ),
        {"≥95%": SILENT, "≥94.99%": "note", "≥90%": "note", "≥89.99%": "warning"},
    ),
    "less than in the long term": (
        "IND-14",
        """
        form_type: dept_target
        goals:
          - {kind: long_term, number: 1, indicators: [{level1: 产出指标, level2: 质量指标, name: 完好率, target: ≥95%}]}
          - {kind: annual, number: 1, indicators: [{level1: 产出指标, level2: 质量指标, name: 完好率, target: '@'}]}
        """,
        {"≥95%": SILENT, "≥94.99%": "warning"},
    ),
    "twice the plan": (
        "IND-17",
        row("name: 任务完成率, target: '@', actual: 300%", category=RATE),
        {"199.99%": SILENT, "200%": "note"},
    ),
    "everybody satisfied": (
        "IND-17",
        row("name: 群众满意度, target: '@', actual: 100%", category="level1: 满意度指标, level2: 满意度指标"),
        {"≥99.99%": SILENT, "≥100%": "note"},
    ),
    "less than first set": (
        "IND-21",
        row("name: 培训人次, target: ≥500人次, adjusted_target: '@', actual: 500人次, deviation: ''"),
        {"≥500人次": SILENT, "≥499人次": "warning"},
    ),
    "less than reported": (
        "IND-22",
        """
        forms:
          - {fiscal_year: 2021, goals: [{kind: annual, number: 1, indicators: [{level1: 产出指标, level2: 时效指标, name: 办结率, target: ≥90%, actual: 97%}]}]}
          - {fiscal_year: 2022, goals: [{kind: annual, number: 1, indicators: [{level1: 产出指标, level2: 时效指标, name: 办结率, target: '@'}]}]}
        """,
        {"≥97%": SILENT, "≥96.99%": "note"},
    ),
    "nothing asked for beside more": (
        "IND-23",
        row(
            "name: 扫描率, baseline_y1: '@', target: '0'", category=RATE, form_type="dept_target"
        ).replace("kind: overall", "kind: annual, number: 1"),
        {"0%": SILENT, "0.01%": "note"},
    ),
    "next to nothing asked for": (
        "IND-23",
        row(
            "name: 扫描率, baseline_y1: 99%, target: '@'", category=RATE, form_type="dept_target"
        ).replace("kind: overall", "kind: annual, number: 1"),
        {"0": "note", "0.01": SILENT},
    ),
}  # fmt: skip
OPERATING = base_data(
    "line_code: operating, label: 公用经费, final: '100'",
    "line_code: operating_office, label: 其中：办公经费, final: '@'",
)
OTHER_FUNDS = """
        forms:
          - {form_type: dept_self_eval, funding: [{line_code: other_revenue, label: 其他资金, amount: "100.00"}]}
          - project: 修路
            funding:
              - {line_code: carry_over, label: 上年结转, executed: "@"}
              - {line_code: other, label: 其它资金, executed: "0"}
        """
LISTED = """
        forms:
          - form_type: dept_report
            narratives: [{kind: report_section, heading: 项目支出, text: "项目支出20.00万元。其中修路经费@万元、架桥5.00万元。"}]
          - {project: 修路, funding: [{line_code: total, label: 年度资金总额, adjusted: "15.00", executed: "15.00"}]}
          - {project: 架桥, funding: [{line_code: total, label: 年度资金总额, adjusted: "5.00", executed: "5.00"}]}
        """
IN_BASE_DATA = """
        forms:
          - {form_type: dept_base_data, base_data: [{section: expenditure, line_code: project, label: 项目支出, final: "@"}]}
          - {project: 修路, funding: [{line_code: total, label: 年度资金总额, adjusted: "15.00", executed: "15.00"}]}
        """
WHOLES: Edges = {
    "an amount of the report's list": ("BUD-20", LISTED, {"14.98": "warning", "14.99": SILENT, "15.01": SILENT, "15.02": "warning"}),
    "a final account of all projects": ("BUD-15", IN_BASE_DATA, {"14.98": "error", "14.99": SILENT, "15.01": SILENT, "15.02": "note"}),
    "significant digits of two years": (
        "BUD-24",
        base_data("line_code: operating, label: 公用经费, prior_final: '@', final: '@'"),
        {"120.00": SILENT, "0.12": SILENT, "123": "note", "1.03": "note"},
    ),
    "a fifth of the whole": ("BUD-25", OPERATING, {"20": SILENT, "19.99": "note"}),
    "a whole that matters": (
        "BUD-25",
        OPERATING.replace("'@'", "'1'").replace("'100'", "'@'"),
        {"49.99": SILENT, "50": "note"},
    ),
    "half away from last year's accounts": (
        "BUD-26",
        base_data("line_code: operating, label: 公用经费, prior_final: '100', final: '@'"),
        {"49.99": "note", "50": SILENT, "150": SILENT, "150.01": "note"},
    ),
    "a hundred thousand yuan away": (
        "BUD-26",
        base_data("line_code: operating, label: 公用经费, prior_final: '10', final: '@'"),
        {"19.99": SILENT, "20": "note"},
    ),
    "carry-over near other funds": ("BUD-29", OTHER_FUNDS, {"94.99": SILENT, "95.00": "note", "105.00": "note", "105.01": SILENT}),
    "a fifth more by the report": (
        "BUD-08",
        "form_type: dept_report\nnarratives: [{kind: report_section, heading: 支出, text: '基本支出预算数为100.00万元，调整后预算数为@万元。'}]",
        {"79.99": "warning", "80.00": SILENT, "120.00": SILENT, "120.01": "warning"},
    ),
    "a trace of a point": (
        "SCO-25",
        money('adjusted: "80", executed: "79"')
        + "\ntotal: {label: 总分, weight: '100', score: '@'}\nnarratives: [{kind: problems, heading: 问题, text: 无}]",
        {"99.95": SILENT, "99.94": "warning"},
    ),
    "fifteen points on one word": (
        "SCO-27",
        """
        goals:
          - kind: overall
            indicators:
              - {level1: 产出指标, level2: 数量指标, name: 办文, target: 80件, actual: 84件, weight: "50", score: "50"}
              - {level1: 效益指标, level2: 社会效益指标, name: 保障运行, target: 有效, actual: 有效, weight: "@", score: "9"}
        """,
        {"14.99": SILENT, "15": "note"},
    ),
}  # fmt: skip


def all_alike(forms: int, cells: str) -> str:
    """Return so many project forms with the same cells."""
    return "forms:\n" + "".join(f"  - {{project: 第{n}个, {cells}}}\n" for n in range(forms))


def rows_of(number: int, cells: str, *more: str) -> str:
    """Return the goals of a form with so many rows of these cells, ``#`` for a row's number, and others."""
    listed = ", ".join([*(f"{{{cells.replace('#', str(n))}}}" for n in range(number)), *(f"{{{one}}}" for one in more)])
    return f"goals: [{{kind: overall, indicators: [{listed}]}}]"


STOOD_STILL = "funding: [{line_code: total, label: 年度资金总额, initial: '5', adjusted: '5', executed: '5'}]"
ADVICE = "narratives: [{kind: recommend_budget, heading: 建议, text: 及时列出预算，保障资金到位}]"
SATISFIED = "level1: 满意度指标, level2: 服务对象满意度指标, name: 群众满意度, target: 80%, actual"
KNOWN = "level1: 效益指标, level2: 社会效益指标, name: 第#类知晓率, target: "
ONCE = "level1: 产出指标, level2: 数量指标, name: 检查#, target: 1次, actual: 1次"
OFTEN = "level1: 产出指标, level2: 数量指标, name: 走访#, target: 8次, actual: 9次"
SAME_WORDS = "level1: 产出指标, level2: 质量指标, name: 甲#, target: 按要求办理, actual: 按要求办理"
OTHER_WORDS = "level1: 产出指标, level2: 质量指标, name: 乙#, target: 按要求办理, actual: 受理后当天办结"
MISSED_AND_MET = {
    number: money('adjusted: "5", executed: "5"')
    + "\n"
    + rows_of(
        number,
        f"{KNOWN}90%, actual: 85%",
        *(f"{KNOWN.replace('#', str(n))}90%, actual: 95%" for n in range(10, 10 + met)),
    )
    for number, met in ((2, 1), (3, 9))
}
MISSED_AND_MET[0] = MISSED_AND_MET[3].replace("]}]", f", {{{KNOWN}90%, actual: 99%}}]}}]")
"""Missed rows → a form with them; 0 → one with a row more that is met, so that those are no quarter."""
EDGES: Edges = MONEY | POINTS | DAYS | INDICATORS | WHOLES | EDGES_OF_GOALS | EDGES_BESIDE | EDGES_OF_ODDITIES
COUNTS: dict[str, tuple[str, dict[str, bool]]] = {
    "sister forms with a median": ("BUD-06", {siblings("1", "1").replace("@", "101"): False, siblings("1", "1", "1").replace("@", "101"): True}),
    "forms with full marks": ("SCO-11", {totals(*["100"] * number): number >= 3 for number in (2, 3, 4)}),
    "forms with one target": ("SCO-11", {one_target(forms, 3): forms >= 3 for forms in (2, 3)}),
    "rows with one target": ("SCO-11", {one_target(3, rows): rows >= 3 for rows in (2, 3, 4)}),
    "words of degree": ("IND-30", {many(number, "level1: 效益指标, level2: 社会效益指标, name: 能力, target: 提升"): number >= 3 for number in (2, 3)}),
    "costs without an amount": ("IND-36", {many(number, "level1: 成本指标, level2: 经济成本指标, name: 支出, target: ≤100%"): number >= 2 for number in (1, 2)}),
    "quality that is completion": ("IND-33", {many(number, f"{RATE}, name: 完成率, target: 100%", "level1: 产出指标, level2: 质量指标, name: 合格率, target: 100%", "level1: 产出指标, level2: 质量指标, name: 优良率, target: 90%", "level1: 产出指标, level2: 质量指标, name: 完好率, target: 90%"): number >= 3 for number in (2, 3)}),
    "half of the quality": ("IND-33", {many(3, f"{RATE}, name: 完成率, target: 100%", *[f"{RATE}, name: 合格率{n}, target: 90%" for n in range(others)]): others <= 3 for others in (3, 4)}),
    "rows with a basis": ("FMT-16", {many(number, f"{RATE}, name: 合格率, target: 90%, target_basis: 计划", f"{RATE}, name: 优良率, target: 90%, target_basis: ''"): number >= 10 for number in (9, 10)}),
    "most rows with a basis": ("FMT-16", {many(18, f"{RATE}, name: 合格率, target: 90%, target_basis: 计划", *[f"{RATE}, name: 优良率{n}, target: 90%, target_basis: ''" for n in range(blank)]): blank <= 2 for blank in (2, 3)}),
    "rows with an inclusive operator": ("FMT-17", {many(number, f"{RATE}, name: 合格率, target: ≥90%", f"{RATE}, name: 优良率, target: '>90%'"): number >= 10 for number in (9, 10)}),
    "most rows with an inclusive operator": ("FMT-17", {many(12, f"{RATE}, name: 合格率, target: ≥90%", *[f"{RATE}, name: 优良率{n}, target: '>90%'" for n in range(strict)]): strict <= 3 for strict in (3, 4)}),
    "goals with one row": ("IND-10", {goals(number): number >= 3 for number in (2, 3)}),
    "the portal's own number of sister forms": (
        "BUD-06",
        {'thresholds: {sibling_forms: "2"}\n' + siblings(*["1"] * number).replace("@", "101"): number >= 2 for number in (1, 2)},
    ),
    "the portal's own number of forms alike": (
        "SCO-11",
        {'thresholds: {forms_alike: "2"}\n' + totals(*["100"] * number): number >= 2 for number in (1, 2)},
    ),
    "the portal's own number of goals": (
        "IND-10",
        {'thresholds: {repeated_indicators: "4"}\n' + goals(number): number >= 4 for number in (3, 4)},
    ),
    "projects that stand still": ("BUD-22", {all_alike(forms, STOOD_STILL): forms >= 5 for forms in (4, 5)}),
    "targets missed with all money spent": ("BUD-31", {MISSED_AND_MET[number]: number == 3 for number in (2, 3, 0)}),
    "forms with exact results": ("SCO-20", {all_alike(forms, rows_of(3, KNOWN + "≥9#%, actual: 9#%")): forms >= 3 for forms in (2, 3)}),
    "rows with exact results": ("SCO-20", {rows_of(rows, KNOWN + "≥8#%, actual: 8#%"): rows >= 10 for rows in (9, 10)}),
    "effects with one pair": ("SCO-21", {rows_of(rows, KNOWN + "90%, actual: 95%", OFTEN): rows >= 3 for rows in (2, 3)}),
    "rows of a run": (
        "SCO-22",
        {
            f"forms:\n  - {{project: 甲, {rows_of(rows, KNOWN + '90%, actual: 8#%')}}}\n  - {{project: 乙, {rows_of(rows, KNOWN + '90%, actual: 8#%', OFTEN)}}}\n": rows >= 5
            for rows in (4, 5)
        },
    ),
    "works done once": ("SCO-23", {rows_of(rows, ONCE): rows >= 4 for rows in (3, 4)}),
    "half of the works done once": ("SCO-23", {rows_of(4, ONCE, *(OFTEN.replace("#", str(n)) for n in range(more))): more <= 4 for more in (4, 5)}),
    "rows in words": ("SCO-24", {rows_of(rows, SAME_WORDS): rows >= 8 for rows in (7, 8)}),
    "a third of the rows in words": ("SCO-24", {rows_of(3, SAME_WORDS, *(OTHER_WORDS.replace("#", str(n)) for n in range(more))): more <= 6 for more in (6, 7)}),
    "projects less content than their department": (
        "SCO-26",
        {
            f"forms:\n  - {{form_type: dept_self_eval, {rows_of(1, f'{SATISFIED}: 99%')}}}\n"
            + all_alike(forms, rows_of(1, f"{SATISFIED}: 95%")).removeprefix("forms:\n"): forms >= 5
            for forms in (4, 5)
        },
    ),
    "forms with one advice": ("STR-26", {all_alike(forms, ADVICE): forms >= 3 for forms in (2, 3)}),
}  # fmt: skip
COUNTS |= COUNTS_OF_GOALS | COUNTS_OF_ODDITIES
"""Rule → examples with too few of something, and with enough of it."""
OWN_THRESHOLDS: Edges = {
    "yuan under 万元, an error": ("BUD-06", 'thresholds: {unit_slip_error: "1"}\n' + MONEY["yuan under 万元, ten thousand times the costs"][1], {"49500": "error", "49499.99": "warning"}),
    "yuan under 万元, a doubt": ("BUD-06", 'thresholds: {unit_slip_doubt: "4"}\n' + MONEY["yuan under 万元, ten thousand times the costs"][1], {"12500": "warning", "12499.99": SILENT}),
    "times the median": ("BUD-06", 'thresholds: {sibling_factor: "10"}\n' + siblings("10", "10", "10"), {"100": SILENT, "100.01": "warning"}),
    "characters of a text": ("IND-11", 'thresholds: {identical_text: "4"}\n' + row("name: 成效, target: '@', actual: '@'"), {"安全畅通": "note", "安全通": SILENT}),
    "a few percent": ("FMT-01", 'thresholds: {slip_percent: "2"}\n' + row("name: 用工数, target: 6人, actual: '@'"), {"2%": "warning", "2.01%": SILENT}),
    "times the plan": ("IND-17", 'thresholds: {completion_percent: "150"}\n' + row("name: 任务完成率, target: '@', actual: 300%", category=RATE), {"150%": "note", "149.99%": SILENT}),
    "a figure ten times last year's": (
        "IND-28",
        row("name: 培训人数, baseline_y1: 20人, target: '@'", form_type="dept_target"),
        {"159人": SILENT, "160人": "warning", "2人": "warning", "3人": SILENT},
    ),
    "a figure many times last year's": (
        "IND-28",
        'thresholds: {jump_factor: "5"}\n' + row("name: 培训人数, baseline_y1: 20人, target: '@'", form_type="dept_target"),
        {"99人": SILENT, "100人": "warning"},
    ),
    "half away from last year": (
        "IND-29",
        row("name: 走访社区, baseline_y1: 20个, target: '@'", form_type="dept_target"),
        {"10个": "note", "11个": SILENT, "29个": SILENT, "30个": "note"},
    ),
    "a fifth away from last year": (
        "IND-29",
        'thresholds: {change_percent: "20"}\n' + row("name: 走访社区, baseline_y1: 20个, target: '@'", form_type="dept_target"),
        {"16个": "note", "17个": SILENT},
    ),
    "two rows of three copied": (
        "IND-27",
        'thresholds: {same_history_rows: "3", same_history_percent: "60"}\n' + history("@"),
        {"8个": "note", "9个": SILENT},
    ),
    "parts beyond a total of text": (
        "TXT-01",
        "form_type: dept_report\nnarratives: [{kind: report_section, heading: 支出, text: 支出10.00万元，其中甲4.00万元，乙@万元。}]",
        {"6.01": SILENT, "6.02": "warning", "2.00": SILENT},
    ),
    "half as much again": ("IND-43", row("name: 质效提升率, target: '@'", category=RATE), {"49.99%": SILENT, "50%": "warning"}),
    "half of an effect": ("IND-31", row("name: 提升服务质量, target: '@'", category=RATE), {"49.99%": SILENT, "50%": "note"}),
    "half of a limit": ("IND-01", row("name: 公用经费控制率, target: '≥@'", category=RATE), {"49.99%": SILENT, "50%": "warning"}),
    "a year of use": ("IND-39", "project: 平台建设\n" + row("name: 使用年限, target: ≥1年, actual: '@'"), {"1年": SILENT, "1.1年": "warning"}),
    "all of a cost": (
        "IND-06",
        money('adjusted: "80", executed: "75"') + "\n" + row("name: 成本降低率, target: ≥5%, actual: '@'", category="level1: 成本指标, level2: 经济成本指标"),
        {"99.9%": SILENT, "100%": "warning"},
    ),
    "a control rate of a text": (
        "TXT-03",
        "form_type: dept_report\nnarratives: [{kind: report_section, heading: 人员, text: 编制81名，在职69人，控制率为@%。}]",
        {"85.19": SILENT, "85.2": SILENT, "85.18": "warning", "85.20": "warning"},
    ),
}  # fmt: skip


@pytest.mark.parametrize(("name", "edges"), [*EDGES.items(), *OWN_THRESHOLDS.items()], ids=[*EDGES, *OWN_THRESHOLDS])
def test_a_rule_speaks_from_its_edge_on(name: str, edges: tuple[str, str, dict[str, str | None]]) -> None:
    """Just within nothing is said, just beyond the rule speaks, with the severity that is due there."""
    rule_id, example, figures = edges
    said: dict[str, str | None] = {}
    for figure in figures:
        found = findings_of(example.replace("@", figure), rule_id)
        assert len(found) <= 1, (name, figure, found)
        said[figure] = found[0].severity.value if found else SILENT
    assert said == figures


@pytest.mark.parametrize("name", COUNTS)
def test_a_pattern_needs_so_many_cases(name: str) -> None:
    """One case fewer makes no pattern."""
    rule_id, examples = COUNTS[name]
    assert {example: bool(findings_of(example, rule_id)) for example in examples} == examples
    assert set(examples.values()) == {False, True}


def test_every_edge_has_two_sides() -> None:
    """No table of figures is of one mind, but for that of too few sister forms; each threshold that can be set is set."""
    alone = {name for name, (_, _, figures) in EDGES.items() if len(set(figures.values())) == 1}
    assert alone == {"a hundred times the median of two others", "full marks on two forms"}
    examples = "".join(
        [
            *(example for _, example, _ in (EDGES | OWN_THRESHOLDS).values()),
            *(text for _, texts in COUNTS.values() for text in texts),
        ]
    )
    for record in (Thresholds, ScoringProfile):
        settable = {
            name for name in record.model_fields if name in Thresholds.model_fields or name.endswith("_threshold")
        }
        assert [name for name in sorted(settable - {"citations"}) if f"{name}: " not in examples] == []


@pytest.mark.parametrize(
    ("total", "grade"),
    [
        ("100", Grade.EXCELLENT), ("90", Grade.EXCELLENT), ("89.99", Grade.GOOD), ("80", Grade.GOOD),
        ("79.99", Grade.FAIR), ("60", Grade.FAIR), ("59.99", Grade.POOR), ("0", Grade.POOR),
    ],
)  # fmt: skip
def test_a_grade_begins_with_its_lowest_score(total: str, grade: Grade) -> None:
    """90 points are 优, 89.99 are 良, and so on down; a printed grade is compared with that one."""
    example = f'total: {{label: 总分, score: "{total}", grade: "@"}}'
    (result,) = results_of(example.replace("@", "")).values()
    assert result.grade_recomputed is grade
    spoken = {one for one in Grade if findings_of(example.replace("@", one.zh), "SCO-12")}
    assert spoken == set(Grade) - {grade}


def test_a_profile_has_grades_of_its_own() -> None:
    """Where the form's own rules say so, 85 points are 优 and 84.99 are not."""
    example = 'profile: {grades: {excellent: "85", good: "70"}}\ntotal: {label: 总分, score: "@"}'
    for total, grade in (("85", Grade.EXCELLENT), ("84.99", Grade.GOOD), ("70", Grade.GOOD), ("69.99", None)):
        (result,) = results_of(example.replace("@", total)).values()
        assert result.grade_recomputed is grade, total


@pytest.mark.parametrize(
    ("cell", "name", "unit", "yuan"),
    [
        ("1500", "赔付", CurrencyUnit.YUAN, 1_500), ("1500", "赔付", CurrencyUnit.TEN_THOUSAND_YUAN, 15_000_000),
        ("1500万", "赔付", CurrencyUnit.YUAN, 15_000_000), ("1500万", "赔付", CurrencyUnit.TEN_THOUSAND_YUAN, 15_000_000),
        ("1500元", "赔付", CurrencyUnit.TEN_THOUSAND_YUAN, 1_500), ("1500万元", "赔付", CurrencyUnit.YUAN, 15_000_000),
        ("1500万", "赔付（元）", CurrencyUnit.TEN_THOUSAND_YUAN, 15_000_000), ("1500", "赔付（元）", CurrencyUnit.TEN_THOUSAND_YUAN, 1_500),
        ("1500万", "赔付（万元）", CurrencyUnit.YUAN, 15_000_000), ("1500", "赔付（万元）", CurrencyUnit.YUAN, 15_000_000),
        ("1.5亿", "赔付（元）", CurrencyUnit.YUAN, 150_000_000),
    ],
)  # fmt: skip
def test_the_nearest_unit_counts_and_only_once(cell: str, name: str, unit: CurrencyUnit, yuan: int) -> None:
    """The cell's own 万 comes before the name's （元）, and that before the form's heading; none is applied on another."""
    value = parse_value(cell, name=name, cost=True, currency_unit=unit)
    assert (value.kind, value.number, value.unit) == ("number", yuan, "yuan")
    if "（" not in name:
        assert parse_amount(cell, unit).yuan == yuan


@pytest.mark.parametrize("end", ["", "。", "；", ";", "，", ",", "，。", ",;"])
def test_a_sign_at_the_end_of_a_cell_is_no_part_of_it(end: str) -> None:
    """``100%,`` is the number 100 percent, as ``100%。`` is; a sign within it is another matter."""
    value = parse_value(f"100%{end}")
    assert (value.kind, value.number, value.unit, value.confidence) == ("number", 100, "percent", "high")


@pytest.mark.parametrize(
    ("digits", "value"),
    [
        ("9" * 18, Decimal("9" * 18)), ("9" * 19, None),
        (f"0.{'1' * 40}", Decimal(f"0.{'1' * 40}")), (f"0.{'1' * 41}", None),
        ("1,000", 1000), ("1,00", None), ("1,0000", None), ("1000,000", None),
        ("1" + ",000" * 5, Decimal(10) ** 15), ("1" + ",000" * 6, None),
    ],
)  # fmt: skip
def test_how_long_a_number_may_be(digits: str, value: Decimal | None) -> None:
    """Eighteen digits, forty decimals and five groups of three are a number; one more is an account or two cells run together."""
    assert parse_amount(digits, CurrencyUnit.YUAN).value == value
    assert parse_points(digits).value == value
    assert parse_rate(f"{digits}%").value == value


@pytest.mark.parametrize(
    ("cell", "months"),
    [("1-12月", True), ("1-1月", True), ("0-12月", False), ("1-13月", False), ("13-1月", False), ("12-12月", True)],
)
def test_months_are_twelve(cell: str, months: bool) -> None:  # noqa: FBT001 - one of two
    """A span of months begins with January at the earliest and ends with December at the latest."""
    assert (parse_value(cell).kind == "month_range") is months


def test_a_message_quotes_forty_characters_and_three_cells() -> None:
    """A text of 40 characters is quoted whole, of 41 cut; of four different cells three are named, and that there are more."""
    assert [quoted("字" * number) for number in (40, 41)] == ["字" * 40, "字" * 39 + "…"]
    for number, more in ((3, False), (4, True)):
        cells = [(f"funding[{n}].amount", f"{n}万元") for n in range(number)]
        (hit,) = together(cells, "单位", "units")
        assert [f"“{n}万元”" in hit.message.zh for n in range(number)] == [n < 3 for n in range(number)]
        assert ("等" in hit.message.zh, "and others" in hit.message.en) == (more, more)


@pytest.mark.parametrize(
    ("rate", "band"),
    [
        ("0", "不到 50%"), ("49.99", "不到 50%"), ("50", "50% 至不到 80%"), ("79.99", "50% 至不到 80%"),
        ("80", "80% 至不到 95%"), ("94.99", "80% 至不到 95%"), ("95", "95% 至不到 100%"), ("99.99", "95% 至不到 100%"),
        ("100", "正好 100%"), ("100.01", "超过 100%"),
    ],
)  # fmt: skip
def test_a_rate_stands_in_one_band(rate: str, band: str) -> None:
    """A band begins with its lower end and stops short of its upper one; exactly 100 % is a band of its own."""
    forms = [SimpleNamespace(counted=True, rate_recomputed=Decimal(rate))] * 9
    chart = rate_bands("x", forms)
    counted = dict(zip((name.zh for name in chart.categories), chart.series[0].values, strict=True))
    assert {name for name, number in counted.items() if number} == {band}
