"""IND rule on what a target rests on: one figure, long-term and annual, has one basis."""

from __future__ import annotations

import re
from collections.abc import Iterator

from build_scripts.cells.amounts import clean
from build_scripts.judging.rules.counterparts import long_term_pairs, renamed_pairs
from build_scripts.judging.rules.registry import Hit, statement_rule
from build_scripts.judging.rules.rows import STOCK_PHRASES, indicator_name
from build_scripts.judging.rules.texts import quoted, together
from build_scripts.judging.score import IndicatorResult, StatementResult
from build_scripts.words.language import Both
from build_scripts.words.vocabulary import Severity

_SIGNS = re.compile(r"[\W_]+")
"""What two ways of printing one basis may differ by."""
_OPERATORS = str.maketrans("≧≦", "≥≤")
_SHOWN = 10
"""Characters of a name and of each basis that are shown, so that all fit a quotation."""


@statement_rule("IND-77", Severity.NOTE,
    title=Both("同一指标、同一目标值，长期与年度的确定依据不同", "One indicator and one target with two bases, long-term and annual"),
    reason=Both("同一个数，长期表说依据计划，年度表说依据历史或行业标准：这个数究竟从哪里来，看不出。", "Of one and the same figure the long-term table says that it rests on a plan, the annual one on past figures or on a standard: where it comes from cannot be seen."),
    formula=Both("对应的长期、年度目标下同名（或只差词尾）、同类别、目标值也相同的指标，指标值确定依据相同（空白的不比；一个写法是另一个的一部分的不作提示）", "rows of one name (or one that differs by its ending), category and target below a long-term goal and its annual goal have one basis (blanks are not compared; nor is one that is a part of the other)"),
    basis=Both("表头“指标值确定依据”；本门户约定。", "The form's own column for the basis of a target; own convention."),
    wrong="""
        form_type: dept_target
        goals:
          - {kind: long_term, number: 1, indicators: [{level1: 产出指标, level2: 质量指标, name: 培训合格率, target: ≥95%, target_basis: 历史数据}]}
          - {kind: annual, number: 1, indicators: [{level1: 产出指标, level2: 质量指标, name: 培训合格率, target: ≥95%, target_basis: 行业标准}]}
    """,
    right="goals[1].indicators[0].target_basis: 历史数据",
)  # fmt: skip
def one_figure_has_one_basis(result: StatementResult) -> Iterator[Hit]:
    """Gather the pairs that print one target with two bases, each by the name, the long-term and the annual basis."""
    found = [
        (f"{item.path}.target_basis", f"{_cut(indicator_name(item))} {_cut(one)} / {_cut(other)}")
        for later, item in (*long_term_pairs(result), *renamed_pairs(result))
        if (one := clean(later.row.target_basis or "")) and (other := clean(item.row.target_basis or ""))
        if _target(later) == _target(item) and _differ(one, other)
    ]
    yield from together(
        found,
        "同名、同类别、目标值相同而确定依据不同的指标（长期 / 年度）",
        "Indicators of one name, category and target with two bases (long-term / annual)",
        Both("对", "pair"),
    )


def _target(item: IndicatorResult) -> str:
    return clean(item.target.raw or "").translate(_OPERATORS)


def _differ(one: str, other: str) -> bool:
    if {one, other} & STOCK_PHRASES:
        return False
    short, long = sorted((_SIGNS.sub("", one), _SIGNS.sub("", other)), key=len)
    return short not in long


def _cut(text: str) -> str:
    said = quoted(text)
    return said if len(said) <= _SHOWN else f"{said[: _SHOWN - 1]}…"
