"""IND rules on money: what indicators say of spending agrees with the money rows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from build_scripts.cells.amounts import clean, plain, rounded_apart
from build_scripts.cells.value_model import ValueNote
from build_scripts.judging.rules.money import in_form_unit, spending
from build_scripts.judging.rules.registry import Hit, Place, statement_rule
from build_scripts.judging.rules.rows import row_cell
from build_scripts.judging.rules.texts import added_up, narratives, quoted
from build_scripts.judging.score import HUNDRED, IndicatorResult, StatementResult
from build_scripts.words.language import UNSAID, Both
from build_scripts.words.vocabulary import NarrativeKind, Severity

_SPENDING_PROGRESS = re.compile("(?:支出|开支|资金执行|经费执行|预算执行)(?:进度|率)$|^执行率$|支出(?:达标|完成)率$")
"""Names of the form's own execution rate, told once more as an indicator."""
_PER_PIECE = re.compile("单价|均价|平均|人均|每|标准|单位成本")
"""Cost rows with these words are prices of one piece: they never add up to the form's spending."""
_BY_BUDGET = re.compile("按照?(?:年初)?预算(?:对照)?执行")
_WITHIN_BUDGET = re.compile("[未不]超(?:过|出)?(?:年初)?预算|控制在预算|预算(?:范围)?内")
_SHORT_OF_MONEY = re.compile("(?:弥补|解决|缓解)[^。；，、]{0,12}(?:经费|资金)[^。；，、]{0,4}(?:不足|缺口|短缺|紧张)")
"""A goal that says that money is lacking."""
_PRACTICE = frozenset({NarrativeKind.GOOD_PRACTICE, NarrativeKind.CONCLUSION})
_PAID_IN_FULL = re.compile(
    "(?:支付|拨付|发放|到位|拨款|兑付)(?:的)?(?:及时|足额|完成|到位)(?:率|性|度)?$|(?:经费|资金)保障(?:率|性|度|程度|水平)?$"
)
"""Payment itself, in time or in full, and money guaranteed (经费保障程度, never 保障单位运转); 准确率 is left out, as one may pay little without an error."""
_WORDS_OF_FULL_PAYMENT = re.compile("^(?:已|均|全部)*(?:及时|足额|按时)+(?:拨付|支付|发放|到位|完成)*$")


@statement_rule("IND-03", Severity.WARNING,
    title=Both("指标中的支出与资金执行数不同", "Spending told by indicators differs from the executed amount"),
    reason=Both("成本指标的完成值合计等于预算数而不等于执行数，或支出进度指标与执行率不同：同一张表对花了多少钱有两种说法。成本可能按合同金额填，进度可能另有统计时点，所以作疑点。", "Cost indicators add up to the budget and not to what was executed, or a spending-progress indicator differs from the execution rate. A cost may be the contract price, progress may have been measured at another date: a doubt, no contradiction."),
    formula=Both("Σ 成本指标完成值 ≤ 全年执行数（总额一行为 0 的，用各资金来源之和）；支出进度 = 执行率", "Σ actual values of the cost indicators ≤ executed (the sum of the sources where the total row is 0); progress of spending = execution rate"),
    basis=Both("表内勾稽关系；《预算法实施条例》第八十三条：决算数应当以核实的会计数据为准，不得以估计数据替代。", "The form's own arithmetic; Implementing Regulations of the Budget Law, article 83: final figures rest on verified accounts."),
    wrong="""
        funding:
          - {line_code: total, label: 年度资金总额, adjusted: "3", executed: "2.46", weight: "10", rate: "82%", score: "8.2"}
        goals:
          - kind: overall
            indicators:
              - {level1: 产出指标, level2: 成本指标, name: 考核奖发放成本, target: ≤3万元, actual: 3万元, weight: "10", score: "10"}
    """,
    right="goals[0].indicators[0].actual: 2.46万元",
)  # fmt: skip
def spending_told_once(result: StatementResult) -> Iterator[Hit]:
    """Compare cost indicators and spending progress with the total money row.

    Costs below the executed amount say nothing, as cost indicators need not cover everything.
    """
    yield from _costs_differ(result)
    yield from _progress_differs(result)


def _costs_differ(result: StatementResult) -> Iterator[Hit]:
    whole = spending(result)
    if whole is None or not whole.executed:
        return
    costs = [item for item in result.indicators if _is_amount_of_cost(item)]
    if not costs:
        return
    amounts = [item.actual.number for item in costs if item.actual.number is not None]
    added = sum(amounts, Decimal())
    budget, executed = whole.budget, whole.executed
    unit_slip = added >= executed * 1000
    margin = sum((item.actual.margin for item in costs), Decimal())
    if unit_slip or added <= executed + margin:
        return
    unit = result.statement.money_unit
    cost, planned, spent = (in_form_unit(result, amount) for amount in (added, budget, executed))
    parts = Both("（各资金来源之和）", " (sum of the sources)") if whole.by_parts else UNSAID
    if abs(added - budget) <= margin:
        said = Both(
            f"等于预算数而不等于执行数 {spent} {unit.zh}{parts.zh}",
            f"the budget and not the executed amount of {spent}{parts.en}",
        )
    else:
        said = Both(
            f"大于执行数 {spent} {unit.zh}{parts.zh}（预算数 {planned} {unit.zh}）",
            f"above the executed amount of {spent}{parts.en} of a budget of {planned}",
        )
    several = len(costs) > 1
    yield Place(f"{costs[0].path}.actual").hit(
        f"成本指标合计 {cost} {unit.zh}，{said.zh}。",
        f"The cost indicators add up to {cost} {unit.en}, {said.en}.",
        of_cell=not several,
        recomputed=cost if several else "",
        worked=added_up(amounts, unit.in_yuan) if several else "",
        reference=spent,
        difference=(added - executed) / unit.in_yuan,
    )


def _is_amount_of_cost(item: IndicatorResult) -> bool:
    """Tell whether a row's actual value is an amount of money spent, and no price of one piece."""
    value = item.actual
    amount = item.is_money and value.kind == "number" and value.unit == "yuan" and not value.per
    spent = amount and value.op in {None, "eq"} and ValueNote.UNIT_FROM_FORM not in value.notes
    return spent and not _PER_PIECE.search(item.bare_name)


def _progress_differs(result: StatementResult) -> Iterator[Hit]:
    whole = spending(result)
    rate = whole.rate if whole else None
    for item in result.indicators if rate is not None else ():
        value = item.actual
        percent = value.unit == "percent" or ValueNote.RATE_WITHOUT_PERCENT_SIGN in value.notes
        named = percent and value.kind == "number" and _SPENDING_PROGRESS.search(item.head)
        if rate is None or not named or value.number is None or value.op not in {None, "eq"}:
            continue
        if abs(value.number - rate) > value.margin:
            shown = rounded_apart(rate, value.number)
            yield row_cell(item, "actual").hit(
                f"完成值 {quoted(value.raw)}，资金表的执行率为 {plain(shown)}%。",
                f"the actual value is {quoted(value.raw)}; the money rows give a rate of {plain(shown)}%.",
                reference=f"{plain(shown)}%",
                difference=value.number - shown,
            )


@statement_rule("IND-04", Severity.ERROR,
    title=Both("称按预算执行，执行率却不符", "Said to follow the budget, while the execution rate says otherwise"),
    reason=Both("指标或经验、结论文字称“按照预算执行”或“不超预算”，资金表的执行数却大于预算数（或远低于预算数，作疑点）。", "An indicator, or a text on practices or conclusions, says that the budget was followed, while the money rows show more (or, as a warning, far less) than the budget."),
    formula=Both("完成值或文字为按预算执行 ⇒ 执行率 ≤ 100%，且不低于执行率说明门槛", "an actual value or a text says that the budget was kept ⇒ execution rate ≤ 100% and not below the threshold for an explanation"),
    basis=Both("表内勾稽关系；《预算法》第十三条：支出必须以经批准的预算为依据。门槛见评分规则。", "The form's own figures; Budget Law, article 13. The threshold stands in the scoring profile."),
    wrong="""
        funding:
          - {line_code: total, label: 年度资金总额, adjusted: "100", executed: "170", rate: "170%"}
        goals:
          - kind: overall
            indicators:
              - {level1: 产出指标, level2: 成本指标, name: 经费支出, target: 按照预算执行, actual: 按照预算执行}
    """,
    right="""
        funding[0].executed: 98
        funding[0].rate: 98%
    """,
)  # fmt: skip
def budget_followed_as_said(result: StatementResult) -> Iterator[Hit]:
    """Compare words about the budget with the form's execution rate: one finding for all such rows, one for such a text."""
    whole = spending(result)
    if whole is None:
        return
    rate = whole.rate
    threshold = Decimal(result.profile.rate_threshold) if result.profile is not None else HUNDRED
    low, shown = result.profile is not None and rate < threshold, plain(rounded_apart(rate, threshold, HUNDRED))
    said = [
        item
        for item in result.indicators
        if _BY_BUDGET.search(item.actual.text) or (rate > 100 and _WITHIN_BUDGET.search(item.actual.text))
    ]
    if said and (rate > 100 or low):
        words = quoted(said[0].actual.raw)
        yield Place(f"{said[0].path}.actual").hit(
            f"{len(said)} 条指标的完成值写作“{words}”等，资金表的执行率为 {shown}%。",
            f"{len(said)} indicators say {words} or the like; the money rows give a rate of {shown}%.",
            reference=f"{shown}%",
            severity=None if rate > 100 else Severity.WARNING,
        )
    for path, block in narratives(result.statement.form, _PRACTICE):
        words = clean(block.text or "")
        found = _BY_BUDGET.search(words) or (_WITHIN_BUDGET.search(words) if rate > HUNDRED else None)
        if found and (rate > HUNDRED or low):
            yield Place(f"{path}.text").hit(
                f"“{quoted(block.heading) or block.kind.zh}”一栏写“{quoted(block.text)}”，资金表的执行率为 {shown}%。",
                f"{block.kind.en}: the form says “{quoted(block.text)}”; the money rows give a rate of {shown}%.",
                reference=f"{shown}%",
                severity=Severity.WARNING,
            )


@statement_rule("IND-05", Severity.WARNING,
    title=Both("称资金及时足额支付或经费已保障，执行率却偏低", "Said to be paid in time, in full or guaranteed, while the execution rate is low"),
    reason=Both("指标称资金及时、足额支付或经费得到保障（100%），资金表的执行率却低于说明门槛。应付的款可能都已及时付清而仍有结余，两者可以同时成立；结余的原因应当说明。目标称要弥补经费不足而钱没有用完的，也在这里提出。", "An indicator says that money was paid in time or in full, or guaranteed (100%), while the execution rate is below the threshold. All that was due may have been paid and money left over; both can be true, and the reason for the rest is due. So is one where a goal speaks of a want of money that was then not used."),
    formula=Both("支付及时、足额或经费保障 = 100%，或目标称弥补经费不足，而执行率 < 执行率说明门槛 ⇒ 需要说明", "payment in time, in full or money guaranteed = 100%, or a goal that wants of money, and execution rate < threshold ⇒ an explanation is due"),
    basis=Both("表内勾稽关系；门槛见评分规则（没有另写的为 90%，本门户约定）。", "The form's own figures; the threshold stands in the scoring profile (90% where it gives none, own convention)."),
    wrong="""
        funding:
          - {line_code: total, label: 年度资金总额, adjusted: "24", executed: "18", weight: "10", rate: "75%", score: "7.5"}
        goals:
          - kind: overall
            indicators:
              - {level1: 产出指标, level2: 时效指标, name: 扶贫资金支付及时性, target: 资金拨付及时到位, actual: 100%}
    """,
    right="""
        funding[0].executed: 24
        funding[0].rate: 100%
        funding[0].score: 10
    """,
)  # fmt: skip
def paid_as_said(result: StatementResult) -> Iterator[Hit]:
    """Find rows that report full payment, and goals that want of money, while the execution rate is below the threshold."""
    whole = spending(result)
    if whole is None or result.profile is None or whole.rate >= Decimal(result.profile.rate_threshold):
        return
    shown = plain(rounded_apart(whole.rate, Decimal(result.profile.rate_threshold)))
    for index, goal in enumerate(result.statement.goals):
        if found := _SHORT_OF_MONEY.search(clean(goal.target_text or "")):
            unused = in_form_unit(result, whole.budget - whole.executed)
            unit = result.statement.money_unit
            yield Place(f"goals[{index}].target_text").hit(
                f"目标写“{found[0]}”，资金表的执行率为 {shown}%，还有 {unused} {unit.zh}没有用。",
                f"The goal says “{found[0]}”; the money rows give a rate of {shown}%, and {unused} {unit.en} were not used.",
                reference=f"{shown}%",
            )
    for item in result.indicators:
        value = item.actual
        full = value.kind == "number" and value.unit == "percent" and value.number == 100 and value.op in {None, "eq"}
        if _PAID_IN_FULL.search(item.head) and (full or _WORDS_OF_FULL_PAYMENT.search(value.text)):
            yield row_cell(item, "actual").hit(
                f"完成值 {quoted(value.raw)}，资金表的执行率为 {shown}%。",
                f"the actual value is {quoted(value.raw)}; the money rows give a rate of {shown}%.",
                reference=f"{shown}%",
            )
