"""BUD rules on forms whose money and results need a reason and whose words give none of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from build_scripts.cells.amounts import clean, plain, rounded_apart
from build_scripts.cells.instructions import is_instruction
from build_scripts.judging.rules.money import spending
from build_scripts.judging.rules.registry import Hit, Place, statement_rule
from build_scripts.judging.rules.rows import STOCK_PHRASES, has_explanation, missed
from build_scripts.judging.rules.texts import line_name, narratives, quoted
from build_scripts.judging.rules.wording import pieces_of
from build_scripts.judging.score import HUNDRED, IndicatorResult, StatementResult
from build_scripts.words.language import COMMA, Both
from build_scripts.words.vocabulary import Achievement, NarrativeKind, Severity

_REASONS = frozenset({NarrativeKind.DEVIATION_SUMMARY, NarrativeKind.PROBLEMS})
_ON_MANAGEMENT = re.compile("绩效|评价指标|考评")
"""Words of performance management itself, which is no reason for a figure."""
_ON_FIGURES = re.compile(
    "[0-9０-９%％]|执行率|超支|支出|结余|结转|追加|调整|扣分|得分|未完成|未达|未实现|未能|滞后|延期|推迟|疫情|减少|增加|进度|[一二三四五六七八九十两][项个次处条]"
)
"""What speaks of money, of points or of work that was not done."""
_PIECE = 3
"""Characters that a text shares with an indicator's name where it speaks of it."""
_MISSED_ROWS = 3


@statement_rule("BUD-31", Severity.NOTE,
    title=Both("资金全部用完，多项指标却未达成", "All money spent and several targets missed"),
    reason=Both("预算一分不剩，而有多项指标没有达到目标，也没有写原因：钱够不够、事为什么没有做到，需要说明。", "The whole budget was used, several targets were missed and no reason is given: whether the money was enough, or why the work fell short, needs an explanation."),
    formula=Both("执行率 = 100%，未达成的指标不少于 3 条且不少于可判断指标的四分之一 ⇒ 写有原因", "execution rate = 100% and at least 3 rows, and a quarter of those that can be judged, missed ⇒ a reason is given"),
    basis=Both("本门户约定。", "Own convention."),
    wrong="""
        funding: [{line_code: total, label: 年度资金总额, adjusted: "176.01", executed: "176.01"}]
        goals:
          - kind: overall
            indicators:
              - {level1: 产出指标, level2: 数量指标, name: 接入单位, target: 43个, actual: 40个, deviation: ""}
              - {level2: 质量指标, name: 系统验收合格率, target: 100%, actual: 96%, deviation: ""}
              - {level1: 效益指标, level2: 社会效益指标, name: 公文上网率, target: 100%, actual: 95%, deviation: ""}
    """,
    right="funding[0].executed: 165.2",
)  # fmt: skip
def all_spent_and_all_done(result: StatementResult) -> Iterator[Hit]:
    """Count missed rows on forms that spent their budget to the last cent and give no reason at all."""
    whole = spending(result)
    if whole is None or whole.executed != whole.budget or _gives_reasons(result):
        return
    judged = [item for item in result.indicators if item.achievement in {Achievement.MET, Achievement.MISSED}]
    fell_short = [item for item in judged if missed(item)]
    if len(fell_short) < _MISSED_ROWS or 4 * len(fell_short) < len(judged):
        return
    names = COMMA.join(f"“{quoted(item.row.name)}”" for item in fell_short[:_MISSED_ROWS])
    yield Place(f"{whole.line.path}.executed", line_name(whole.line.line.label)).hit(
        f"执行率 100%，而可以判断的 {len(judged)} 条指标中有 {len(fell_short)} 条未达成（{names.zh}等），表上没有写原因。",
        f"the execution rate is 100%, and {len(fell_short)} of {len(judged)} rows that can be judged are missed ({names.en} and so on), without a reason.",
        reference="100%",
        gathered=tuple(item.row.name for item in fell_short),
    )


def _gives_reasons(result: StatementResult) -> bool:
    return any(has_explanation(item.row) for item in result.indicators if item.row.deviation) or bool(_texts(result))


def _texts(result: StatementResult) -> list[tuple[str, str, NarrativeKind]]:
    """Return the boxes for reasons and problems that hold more than a stock phrase or the form's instruction."""
    return [
        (f"{path}.text", block.text or "", block.kind)
        for path, block in narratives(result.statement.form, _REASONS)
        if clean(block.text or "").rstrip("。.；;") not in STOCK_PHRASES and not is_instruction(block.text or "")
    ]


@statement_rule("BUD-32", Severity.WARNING,
    title=Both("原因分析没有说到本表的任何偏差", "The analysis of deviations speaks of none on the form"),
    reason=Both("“偏差大或目标未完成原因分析”只谈绩效管理工作本身，没有提到本表的超预算、低执行率、未达成的指标或扣掉的分。", "The box for deviations speaks of performance management in general and of no overspending, low rate, missed target or lost point of this form."),
    formula=Both("表上有超预算、执行率低于说明门槛、未达成的指标或扣分 ⇒ 原因分析提到其中之一", "overspending, a rate below the threshold, a missed target or lost points on the form ⇒ the analysis speaks of one of them"),
    basis=Both("表样自身的栏目“偏差大或目标未完成原因分析”。只看谈绩效管理、没有数字也没有指标名称的文字（本门户约定）。", "The form's own box for the analysis of deviations. Only texts on performance management without a figure or an indicator's name are meant (own convention)."),
    wrong="""
        form_type: dept_self_eval
        funding: [{line_code: department_total, label: 部门整体支出总额, adjusted: "4376.35", executed: "7469.35"}]
        narratives:
          - {kind: deviation_summary, heading: 偏差大或目标未完成原因分析, text: 预算绩效管理工作有待继续推进，考评体系还需完善。}
    """,
    right="narratives[0].text: 年中追加街道整治经费，执行数超过年初预算。",
)  # fmt: skip
def analysis_is_of_this_form(result: StatementResult) -> Iterator[Hit]:
    """Find an analysis on performance management alone where the form has something to explain."""
    told = _to_be_explained(result)
    if told is None:
        return
    for path, text, kind in _texts(result):
        words = clean(text)
        general = _ON_MANAGEMENT.search(words) and not _ON_FIGURES.search(words)
        if kind is NarrativeKind.DEVIATION_SUMMARY and general and not _names_a_row(words, result.indicators):
            yield Place(path).hit(
                f"原因分析写“{quoted(text)}”，没有提到本表的{told.zh}。",
                f"The analysis says “{quoted(text)}” but is silent on this form's {told.en}.",
            )


def _names_a_row(text: str, rows: tuple[IndicatorResult, ...]) -> bool:
    names = {item.bare_name for item in rows}
    pieces = {piece for name in names for piece in pieces_of(name, _PIECE)}
    return any(piece in text for piece in pieces if not _ON_MANAGEMENT.search(piece) and "指标" not in piece)


def _to_be_explained(result: StatementResult) -> Both | None:
    """Return the gravest of what a form should explain; None where there is nothing."""
    whole, profile = spending(result), result.profile
    threshold = Decimal(profile.rate_threshold) if profile is not None else Decimal()
    if whole is not None and (whole.rate > HUNDRED or whole.rate < threshold):
        rate = plain(rounded_apart(whole.rate, HUNDRED, threshold))
        return Both(f"执行率 {rate}%", f"execution rate of {rate}%")
    fell_short = sum(map(missed, result.indicators))
    if fell_short:
        return Both(f" {fell_short} 条未达成的指标", f"missed target ({fell_short} rows)")
    lost = sum(
        (
            item.weight.value - item.score.value
            for item in result.indicators
            if item.weight.value and item.score.value is not None
        ),
        Decimal(),
    )
    return Both(f" {plain(lost)} 分扣分", f"lost points ({plain(lost)})") if lost > 0 else None
