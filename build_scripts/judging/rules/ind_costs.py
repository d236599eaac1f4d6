"""IND rules on cost rows: no amount, the progress of spending for a cost, an amount that must be hit exactly."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from build_scripts.cells.amounts import clean
from build_scripts.judging.rules.registry import Hit, statement_rule
from build_scripts.judging.rules.rows import named_target
from build_scripts.judging.rules.texts import ROW, together
from build_scripts.judging.score import IndicatorResult, StatementResult
from build_scripts.words.language import UNSAID, Both
from build_scripts.words.vocabulary import Level2, Severity

_MONEY_COSTS = frozenset({Level2.COST, Level2.ECONOMIC_COST})
_MONEY = re.compile("[元万亿]")
_SAVING = re.compile("节约|节省|节支|节能|压减|压降|降低|下降|减少|增长|增幅|差异|偏差|占|比例|比重|税率|利率|收益率")
"""Names of ratios that are costs in their own right."""
_PROGRESS = re.compile("(?:支出|开支|执行|资金使用|经费使用)(?:进度|率)$")
"""Names of how much of the money was spent. 成本控制率 is none."""
COST_ROWS = 2
"""From this many rows on: a single “within the budget” may be all there is to say."""
_STANDARD = re.compile(
    "标准|单价|每|/|均价|价格|人均|补贴|补助|奖|工资|津贴|发放|抚恤|救助|慰问|定额|固定|还本|付息|偿还|上缴"
)
"""Names and values of fixed rates, and of what is owed: an equality is right for them."""


@statement_rule("IND-36", Severity.NOTE,
    title=Both("成本指标没有金额", "Cost indicators without an amount"),
    reason=Both("“不超预算”“按合同执行”“≤100%”没有说花多少钱，看不出成本高低；支出进度说的是钱花得快慢，资金执行率已经反映。", "“Within the budget”, “by contract”, “≤100%” name no cost; the progress of spending says how fast money went, as the execution rate does."),
    formula=Both("成本指标的名称或目标值写有金额（没有金额的不到 2 行）；成本指标 ≠ 支出进度、执行率", "name or target of a cost indicator holds an amount (fewer than 2 rows do not); a cost is not the progress of spending or its execution rate"),
    basis=Both("指标类别的字面含义；本门户约定。节约、压减等比率不作提示。", "The plain meaning of the category; own convention. Rates of saving are left alone."),
    wrong="""
        goals:
          - kind: overall
            indicators:
              - {level1: 成本指标, level2: 经济成本指标, name: 按合同执行, target: 不超合同金额}
              - {level1: 成本指标, level2: 经济成本指标, name: 相关预算支出, target: ≤100%}
    """,
    right="""
        goals[0].indicators[0]: {level1: 成本指标, level2: 经济成本指标, name: 运维合同金额, target: ≤36万元}
    """,
)  # fmt: skip
def costs_are_amounts(result: StatementResult) -> Iterator[Hit]:
    """Gather cost rows whose name and target hold no amount, and those on the progress of spending: one finding each."""
    rows = [item for item in result.indicators if item.is_cost and item.effective_target.state == "reported"]
    progress = [item for item in rows if _PROGRESS.search(item.head)]
    yield from together(
        [named_target(item) for item in progress],
        "成本指标写的是支出进度或执行率，资金执行率已经反映",
        "Cost indicators on the progress of spending, as the execution rate does",
        ROW,
    )
    money = [item for item in rows if item.level2 in _MONEY_COSTS and item not in progress]
    without = [item for item in money if _no_amount(item)]
    if len(without) >= COST_ROWS:
        none = len(without) == len(money)
        unit = clean(result.statement.form.currency_unit_text or "")
        nowhere = Both(f"，表头却印有“{unit}”", f", though the heading says {unit}") if unit and none else UNSAID
        some = Both(f"{len(money)} 行成本指标中，没有金额的", f"Of {len(money)} cost indicators without an amount")
        each = Both("成本指标都没有金额", "No cost indicator has an amount") if none else some
        for hit in together(
            [named_target(item) for item in without], f"{each.zh}{nowhere.zh}", f"{each.en}{nowhere.en}", ROW
        ):
            yield replace(hit, of_cell=False)


def _no_amount(item: IndicatorResult) -> bool:
    """Tell whether a cost is words or a percentage of something; a ratio of saving is a cost in its own right."""
    target, name = item.effective_target, item.bare_name
    if _MONEY.search(name + clean(target.raw or "")) or _SAVING.search(name):
        return False
    if target.kind in {"qualitative", "grade"}:
        return True
    return target.kind == "number" and target.unit == "percent"


@statement_rule("IND-37", Severity.NOTE,
    title=Both("成本目标写成“=”", "A cost target that must be hit exactly"),
    reason=Both("成本越低越好；目标值写“=36万元”，节省下来反而算没有达到。多半应写“≤”。", "A cost gets better as it falls; with “=36万元” any saving would miss the target. ≤ is probably meant."),
    formula=Both("成本指标的金额不用“=”", "amounts of cost indicators are not given with ="),
    basis=Both("武汉市部门表说明第2条：反向指标目标值为≤X；本门户约定。标准、单价、补助发放不作提示。", "Note 2 of the Wuhan department form: ≤ for indicators that are better lower; own convention. Standards, unit prices and what is paid out are left alone."),
    wrong="""
        goals:
          - kind: overall
            indicators:
              - {level1: 产出指标, level2: 成本指标, name: 线路租赁成本, target: =36万元, actual: 36万元}
    """,
    right="goals[0].indicators[0].target: ≤36万元",
)  # fmt: skip
def costs_are_bounded(result: StatementResult) -> Iterator[Hit]:
    """Gather cost rows with an equals sign before an amount of money."""
    found = [
        named_target(item)
        for item in result.indicators
        if item.is_cost
        and (target := item.effective_target).op == "eq"
        and target.op_raw in {"=", "＝"}
        and target.unit == "yuan"
        and not target.per
        and target.number
        and not _STANDARD.search(item.row.name + (target.raw or ""))
    ]
    yield from together(
        found, "成本目标用“=”，节省也算没有达到", "Costs with =, so that a saving misses the target", ROW
    )
