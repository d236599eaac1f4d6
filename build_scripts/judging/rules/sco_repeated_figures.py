"""SCO rules on results that recur: each equal to its target, one pair for many effects, a run of pairs on two forms."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import takewhile

from build_scripts.cells.amounts import REMEMBERED, clean, percent_of, plain, rounded
from build_scripts.cells.value_model import Value
from build_scripts.judging.rules.groups import by_year, first_of
from build_scripts.judging.rules.registry import Hit, Place, department_rule, statement_rule
from build_scripts.judging.rules.rows import pair
from build_scripts.judging.rules.texts import quoted
from build_scripts.judging.score import HUNDRED, IndicatorResult, StatementResult
from build_scripts.words.language import COMMA, UNSAID, Both
from build_scripts.words.vocabulary import FormType, Level2, Operator, Severity

_BOUNDS = frozenset({Operator.GE, Operator.GT, Operator.LE, Operator.LT})
_ROWS_OF_A_FORM, _NEARLY_FROM = 3, 4
_FORMS, _ROWS = 3, 10
_SAME_PAIRS = 3
_RUN, _UNEQUAL_IN_RUN = 5, 3
_NAMED = 3
"""Forms that a message about many of them names."""
_SAME_COUNTS = 4
_ROWS_IN_WORDS, _SHORTEST = 8, 4
_DIGIT, _FIGURES = re.compile("[0-9]"), re.compile(r"[^0-9.,≥≤<>＞＜=%％]+")


def _called(result: StatementResult) -> str:
    """Return what a message calls a form: its project, or its title."""
    return quoted(result.statement.project or result.statement.form.title)


def _comparable(item: IndicatorResult) -> bool:
    """Tell whether target and actual value are single numbers of one unit, and the actual one is definite."""
    target, actual = item.effective_target, item.actual
    numbers = target.kind == actual.kind == "number" and target.number is not None and actual.definite is not None
    return numbers and (target.unit, target.per) == (actual.unit, actual.per)


def _hit(item: IndicatorResult) -> bool:
    return item.effective_target.number == item.actual.number


def _could_be_passed(target: Value) -> bool:
    """Tell whether a target is a bound or a share below all, so that a result equal to it is not to be expected."""
    full = target.unit == "percent" and target.number == HUNDRED
    return (_is_bound(target) and not full) or (
        target.unit in {"percent", ""} and target.op is None and target.number != HUNDRED
    )


def _is_bound(target: Value) -> bool:
    return target.op in _BOUNDS


@dataclass(frozen=True)
class _Form:
    """A form with its rows that can be compared."""

    result: StatementResult
    rows: list[IndicatorResult]

    @property
    def hits(self) -> int:
        return sum(map(_hit, self.rows))

    @property
    def is_exact(self) -> bool:
        """Whether all its results, or all but one of four and more, equal targets of which some could be passed."""
        nearly = len(self.rows) - (len(self.rows) >= _NEARLY_FROM)
        enough = len(self.rows) >= _ROWS_OF_A_FORM and self.hits >= nearly
        return enough and any(_could_be_passed(item.effective_target) for item in self.rows if _hit(item))


@department_rule("SCO-20", Severity.NOTE,
    title=Both("完成值处处恰好等于目标值", "Results that equal their targets to the digit"),
    reason=Both("目标写“≥97%”，完成恰为 97%，一处可能是巧合，整张表、多张表都如此，完成值可能是照目标填写的。", "A target of ≥97% met with exactly 97% may happen once; where it is so on whole forms, the results may have been copied from the targets."),
    formula=Both("同一部门同一年度的自评表：完成值与目标值（可比的定量指标，不少于 3 条）全部相等，或 4 条以上除一条外都相等，且目标不都是 100% 或定数；这样的表不少于 3 张，或可比的行共有 10 行以上", "self-evaluations of a department and year: results equal targets in all comparable rows (3 or more; of 4 or more all but one), targets not all 100% or exact counts; on at least 3 forms, or in 10 rows and more"),
    basis=Both("本门户约定。", "Own convention."),
    wrong="""
        forms:
          - {goals: [{kind: overall, indicators: [{level1: 产出指标, level2: 质量指标, name: 甲合格率, target: ≥97%, actual: 97%}, {name: 乙合格率, target: ≥96%, actual: 96%}, {name: 丙满意度, target: ≥98%, actual: 98%}]}]}
          - {goals: [{kind: overall, indicators: [{level1: 产出指标, level2: 质量指标, name: 甲合格率, target: ≥92%, actual: 92%}, {name: 乙合格率, target: ≥91%, actual: 91%}, {name: 丙满意度, target: ≥93%, actual: 93%}]}]}
          - {goals: [{kind: overall, indicators: [{level1: 产出指标, level2: 质量指标, name: 甲合格率, target: ≥94%, actual: 94%}, {name: 乙合格率, target: ≥95%, actual: 95%}, {name: 丙满意度, target: ≥96%, actual: 96%}]}]}
    """,
    right="forms[2].goals[0].indicators[0].actual: 97.2%",
)  # fmt: skip
def results_are_their_own(forms: tuple[StatementResult, ...]) -> Iterator[Hit]:
    """Count a year's forms whose results equal their targets: told once, of the department."""
    for group in by_year(forms):
        own = [one for one in group if one.statement.form.form_type.is_self_evaluation]
        read = [_Form(one, [item for item in one.indicators if _comparable(item)]) for one in own]
        exact = [form for form in read if form.is_exact]
        rows = [item for form in exact for item in form.rows]
        if len(exact) < _FORMS and len(rows) < _ROWS:
            continue
        hits, bounds = sum(map(_hit, rows)), sum(_is_bound(item.effective_target) for item in rows if _hit(item))
        satisfied = sum(any(item.is_satisfaction and _hit(item) for item in form.rows) for form in exact)
        year = group[0].statement.form.fiscal_year
        whole = first_of(group, FormType.DEPT_SELF_EVAL) or exact[0].result
        bounded, pleased = UNSAID, UNSAID
        if bounds:
            bounded = Both(f"，其中 {bounds} 行的目标是“≥”“≤”一类界限", f", {bounds} of them bounds such as ≥")
        if satisfied:
            pleased = Both(
                f"；这些表中有 {satisfied} 张的满意度恰为目标值",
                f"; satisfaction is exactly its target on {satisfied} of these forms",
            )
        shown = [f"“{_called(form.result)}”" for form in exact[:_NAMED]]
        more = len(exact) > _NAMED
        yield Place("").hit(
            f"本部门 {year} 年度 {len(own)} 张自评表中有 {len(exact)} 张（{'、'.join(shown)}{'等' if more else ''}），可比的定量指标 {len(rows)} 行里 {hits} 行的完成值与目标值分毫不差{bounded.zh}{pleased.zh}。",
            f"On {len(exact)} of {len(own)} self-evaluations of the department for {year} ({', '.join(shown)}{' and others' if more else ''}), {hits} of {len(rows)} comparable results equal their targets to the digit{bounded.en}{pleased.en}.",
            gathered=tuple(form.result.statement.id for form in exact),
            statement_id=whole.statement.id,
        )


@statement_rule("SCO-21", Severity.NOTE,
    title=Both("不同的指标，同一对目标值和完成值", "Different indicators with one and the same pair of figures"),
    reason=Both("几项不同的效果，目标相同、完成值也相同（又不等于目标），可能没有分别测算。", "Several different effects have the same target and the same result, other than the target: they may not have been measured one by one."),
    formula=Both("同一目标下名称不同的指标：（目标值，完成值）相同且二者不等的少于 3 条；完成值为 100% 或 0 的、全表都是这一对的除外", "indicators of a goal with different names: fewer than 3 share one (target, actual) pair of unlike numbers; results of 100% or 0 and forms with that pair alone excepted"),
    basis=Both("本门户约定。", "Own convention."),
    wrong="""
        goals:
          - kind: overall
            indicators:
              - {level1: 产出指标, level2: 数量指标, name: 办结公文, target: 8000件, actual: 8420件}
              - {level1: 效益指标, level2: 社会效益指标, name: 有效维护安全稳定, target: 100%, actual: 95%}
              - {level1: 效益指标, level2: 社会效益指标, name: 提升公共服务质量, target: 100%, actual: 95%}
              - {level1: 效益指标, level2: 生态效益指标, name: 综合环境提升, target: 100%, actual: 95%}
    """,
    right="goals[0].indicators[2].actual: 98%",
)  # fmt: skip
def effects_are_measured_one_by_one(result: StatementResult) -> Iterator[Hit]:
    """Gather pairs that recur below a goal: one finding per form, at the first."""
    groups: dict[tuple[object, ...], list[IndicatorResult]] = defaultdict(list)
    compared = list(filter(_comparable, result.indicators))
    for item in compared:
        if not _hit(item) and not _at_an_end(item.actual):
            target = item.effective_target
            groups[item.goal_order, target.op, target.number, target.unit, item.actual.number].append(item)
    found = [rows for rows in groups.values() if _SAME_PAIRS <= len({item.bare_name for item in rows}) < len(compared)]
    if found:
        told = [(pair(rows[0]), len(rows), COMMA.join(f"“{quoted(item.row.name)}”" for item in rows)) for rows in found]
        listed = Both("；", "; ").join(
            Both(
                f"目标 {target}、完成 {actual} 的有 {number} 条（{names.zh}）",
                f"target {target} with actual {actual} in {number} rows ({names.en})",
            )
            for (target, actual), number, names in told
        )
        yield Place(f"{found[0][0].path}.actual").hit(
            f"不同的指标印有同一对数：{listed.zh}。",
            f"Different indicators print one pair of figures: {listed.en}.",
            of_cell=False,
            gathered=tuple(item.row.name for rows in found for item in rows),
        )


def _at_an_end(value: Value) -> bool:
    """Tell whether a result is all or nothing, which many works rightly have in common."""
    return not value.number or (value.unit in {"percent", ""} and value.number == HUNDRED)


@department_rule("SCO-22", Severity.NOTE,
    title=Both("两张表连续多行的目标值和完成值相同", "A run of rows with the same figures on two forms"),
    reason=Both("两个不同的项目，连续几行的目标值和完成值一一相同，可能有一张是从另一张复制的。", "Two different projects have the same targets and results in several rows one after the other; one form may have been copied from the other."),
    formula=Both("同一部门同一年度的两张表：连续 5 行以上（目标值，完成值）去掉计量单位后相同，其中 3 行以上目标值与完成值不同（完成值为 100% 的不计）⇒ 提示；全表相同的除外", "two forms of a department and year: 5 or more rows running with the same (target, actual) but for units, 3 or more of them with an actual unlike its target and other than 100%; forms alike throughout excepted"),
    basis=Both("本门户约定。", "Own convention."),
    wrong="""
        forms:
          - project: 甲
            goals: [{kind: overall, indicators: [{level1: 产出指标, level2: 质量指标, name: 甲一, target: 100%, actual: 98%}, {name: 甲二, target: 5000人, actual: ≤5000人}, {name: 甲三, target: 逐步提高, actual: 95%}, {name: 甲四, target: 100%, actual: 97%}, {name: 甲五, target: 90%, actual: 90%}, {name: 甲六, target: 3次, actual: 4次}]}]
          - project: 乙
            goals: [{kind: overall, indicators: [{level1: 产出指标, level2: 质量指标, name: 乙一, target: 100%, actual: 98%}, {name: 乙二, target: 5000批, actual: ≤5000批}, {name: 乙三, target: 逐步提高, actual: 95%}, {name: 乙四, target: 100%, actual: 97%}, {name: 乙五, target: 90%, actual: 90%}]}]
    """,
    right="forms[1].goals[0].indicators[2].actual: 92%",
)  # fmt: skip
def runs_are_not_copied(forms: tuple[StatementResult, ...]) -> Iterator[Hit]:
    """Look for runs that recur on a second form of the year; each later form is told once, beside the first that has the run."""
    for group in by_year(forms):
        seen: dict[tuple[tuple[str, str], ...], tuple[StatementResult, list[IndicatorResult], int]] = {}
        whole: set[tuple[tuple[str, str], ...]] = set()
        for result in group:
            rows = [item for item in result.indicators if _filled(item)]
            keys = list(map(_key, rows))
            tells = list(map(_is_telling, keys))
            starts = [at for at in range(len(keys) - _RUN + 1) if sum(tells[at : at + _RUN]) >= _UNEQUAL_IN_RUN]
            telling = [(tuple(keys[at : at + _RUN]), at) for at in starts]
            copied = [run for run in telling if run[0] in seen] if tuple(keys) not in whole else []
            if copied:
                first, at = copied[0]
                other, same, there = seen[first]
                pairs = zip(rows[at:], same[there:], strict=False)
                length = sum(1 for _ in takewhile(lambda both: _key(both[0]) == _key(both[1]), pairs))
                yield _copied(result, rows[at : at + length], other, same[there : there + length])
            whole.add(tuple(keys))
            for run, at in telling:
                seen.setdefault(run, (result, rows, at))


def _filled(item: IndicatorResult) -> bool:
    return item.effective_target.state == item.actual.state == "reported"


def _is_telling(key: tuple[str, str]) -> bool:
    """Tell whether a result is another number than its target's, or only a bound, and not simply all."""
    target, actual = key
    return actual not in {target, target.lstrip("≥≤<>＞＜="), "100%"}


def _key(item: IndicatorResult) -> tuple[str, str]:
    return _bare(item.effective_target.raw), _bare(item.actual.raw)


@lru_cache(maxsize=REMEMBERED)
def _bare(raw: str | None) -> str:
    """Return the figures of a cell without its units, or its words where it has no figure."""
    text = clean(raw or "")
    return _FIGURES.sub("", text) if _DIGIT.search(text) else text


def _copied(
    result: StatementResult, rows: list[IndicatorResult], other: StatementResult, same: list[IndicatorResult]
) -> Hit:
    here, there = (f"“{quoted(ends[0].row.name)}”—“{quoted(ends[-1].row.name)}”" for ends in (rows, same))
    name = _called(other)
    return Place(f"{rows[0].path}.actual").hit(
        f"从这一行起连续 {len(rows)} 行（{here}）的目标值和完成值与“{name}”的 {there} 一一相同（计量单位不计）。",
        f"From this row on, targets and actual values of {len(rows)} rows ({here}) are those of {there} on the form “{name}”, units aside.",
        of_cell=False,
        gathered=tuple(f"{item.effective_target.raw} {item.actual.raw}" for item in rows),
        statement_id=result.statement.id,
    )


@statement_rule("SCO-23", Severity.NOTE,
    title=Both("许多数量指标都是同一个数", "Many counts are one and the same number"),
    reason=Both("好几项不同的工作，目标和完成都是“1次”一类的同一个数，数量指标没有反映各项工作的量。", "Several different works have one and the same count, such as once, as target and as result; the counts do not show how much was done."),
    formula=Both("自评表中名称不同的数量指标，目标值和完成值同为一个数和单位的少于 4 条，或不到计数的数量指标的一半", "counts of a self-evaluation with different names: fewer than 4, or less than half, have one number and unit as target and as actual value"),
    basis=Both("本门户约定。", "Own convention."),
    wrong="""
        goals:
          - kind: overall
            indicators:
              - {level1: 产出指标, level2: 数量指标, name: 环境整治, target: 1次, actual: 1次}
              - {level2: 数量指标, name: 消防检查, target: 1次, actual: 1次}
              - {level2: 数量指标, name: 慰问困难群众, target: 1次, actual: 1次}
              - {level2: 数量指标, name: 防汛演练, target: 1次, actual: 1次}
    """,
    right="goals[0].indicators[0].actual: 12次",
)  # fmt: skip
def counts_differ(result: StatementResult) -> Iterator[Hit]:
    """Find the count that recurs most among the quantity rows of a self-evaluation."""
    counted = [
        item
        for item in result.indicators
        if item.level2 is Level2.QUANTITY and _comparable(item) and item.actual.unit not in {"percent", "yuan"}
    ]
    groups: dict[tuple[object, str], list[IndicatorResult]] = defaultdict(list)
    for item in counted:
        if _hit(item):
            groups[item.actual.number, item.actual.unit].append(item)
    rows = max(groups.values(), key=len, default=[])
    if len({item.bare_name for item in rows}) >= _SAME_COUNTS and 2 * len(rows) >= len(counted):
        raw, names = quoted(rows[0].actual.raw), COMMA.join(f"“{quoted(item.row.name)}”" for item in rows[:3])
        yield Place(f"{rows[0].path}.actual").hit(
            f"{len(counted)} 条计数的数量指标中有 {len(rows)} 条的目标和完成都是 {raw}：{names.zh}等。",
            f"{len(rows)} of {len(counted)} counts have {raw} as target and as actual value: {names.en} and others.",
            of_cell=False,
            gathered=tuple(item.row.name for item in rows),
        )


@statement_rule("SCO-24", Severity.NOTE,
    title=Both("许多定性指标的完成值照抄目标值", "Many results in words repeat their targets"),
    reason=Both("目标是文字、完成值是同样的文字，读者看不到做了什么；一两条无妨，占到三分之一以上就没有报告结果。", "A target in words with the same words as its result does not tell what was done; in a third of the rows that is no report of results."),
    formula=Both("自评表中目标为文字（4 字以上、没有数）的指标不少于 8 条：完成值与目标值相同的 < 三分之一", "of at least 8 rows whose target is words (4 characters and more, no number), fewer than a third repeat it as their actual value"),
    basis=Both("本门户约定；表头“实际完成值”。", "Own convention; the column's heading (actual value)."),
    wrong="""
        goals:
          - kind: overall
            indicators:
              - {level1: 产出指标, level2: 质量指标, name: 甲, target: 按要求办理, actual: 按要求办理}
              - {name: 乙, target: 及时完成整改, actual: 及时完成整改}
              - {name: 丙, target: 根据防控要求实施, actual: 根据防控要求实施}
              - {name: 丁, target: 落实到位不漏项, actual: 全部落实}
              - {name: 戊, target: 群众普遍知晓, actual: 知晓面扩大}
              - {name: 己, target: 设施正常运行, actual: 运行正常}
              - {name: 庚, target: 有效改善环境, actual: 环境改善}
              - {name: 辛, target: 长期坚持巡查, actual: 每周巡查}
    """,
    right="goals[0].indicators[0].actual: 受理36件，办结36件",
)  # fmt: skip
def words_report_results(result: StatementResult) -> Iterator[Hit]:
    """Count rows in words and those that repeat them, other rules' findings or not: one finding per form."""
    in_words = [
        item
        for item in result.indicators
        if _filled(item)
        and len(text := clean(item.effective_target.raw or "")) >= _SHORTEST
        and item.effective_target.number is None
        and not re.search("[0-9一二三四五六七八九十][%％次个人项件场天年月]", text)
    ]
    same = [item for item in in_words if clean(item.effective_target.raw or "") == clean(item.actual.raw or "")]
    if len(in_words) >= _ROWS_IN_WORDS and 3 * len(same) >= len(in_words):
        share = plain(rounded(percent_of(Decimal(len(same)), Decimal(len(in_words))), 0))
        yield Place(f"{same[0].path}.actual").hit(
            f"目标为文字（{_SHORTEST} 字以上，不含数）的 {len(in_words)} 条指标中，{len(same)} 条（{share}%）的完成值与目标值一字不差，如“{quoted(same[0].actual.raw)}”。",
            f"Of {len(in_words)} rows whose target is words ({_SHORTEST} characters or more, no number), {len(same)} ({share}%) repeat it as their result, such as “{quoted(same[0].actual.raw)}”.",
            of_cell=False,
            gathered=tuple(item.row.name for item in same),
        )
