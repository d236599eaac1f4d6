"""TXT rules on what is said to be done: "done" and no result, everything reached while rows are missed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from build_scripts.cells.amounts import clean
from build_scripts.judging.rules.registry import Hit, Place, department_rule, statement_rule
from build_scripts.judging.rules.rows import indicator_name, missed, weight_and_points
from build_scripts.judging.rules.texts import MOST_EXAMPLES, narratives, quoted
from build_scripts.judging.rules.wording import LONG_TEXT, copied, word_pairs
from build_scripts.judging.score import HUNDRED, IndicatorResult, StatementResult
from build_scripts.reading.model import Goal
from build_scripts.words.language import UNSAID, Both
from build_scripts.words.vocabulary import Achievement, FormType, NarrativeKind, Severity

_STOCK = re.compile(
    "(?:已|均|都|全部|圆满|如期|基本)*(?:完成|达成|实现)了?(?:年初|年度|预期|全年|总体|绩效|各项|设定|既定|的)*(?:目标|任务|工作)*"
)
"""A whole text that only says "done"."""
_MOST_ROWS = 5
"""Rows that a message about a copied goal repeats, those nearest to its words first."""
_NOT_ALL = re.compile("未|没有|尚|部分|基本|除|接近|大多|偏差|低于")
"""Words by which an achievement admits that something was not reached."""
_ALL_TASKS = re.compile("(?:年度|全年|各项|重点)?(?:工作|任务|目标)+完成率")
"""Rows that measure all of the work; 基本完成 says that not quite all was done."""


@statement_rule("TXT-11", Severity.NOTE,
    title=Both("完成情况只写“已完成”或照抄目标，没有写结果", "The achievement says “done” or repeats the goal, and tells no result"),
    reason=Both("实际完成情况应写明做了什么、达到多少；只写“已完成”，读者看不到结果。下面的指标有没达成、没得满分的，“已完成”与它们不符，作为疑点。完成情况照抄目标（75% 以上的字相同，没有自己的数），而下面有没达成或可能没达成的行的，也是这样。写“基本完成”而任务完成率为 100% 的，一并说明。", "What was achieved says what was done and how far; “done” alone tells no result. Where rows below are missed or lost points, “done” does not agree with them, and that is a doubt. So it is where the achievement repeats the goal (75% of its characters, no figure of its own) above rows that were or may be missed. “Basically done” beside a completion of 100% is mentioned."),
    formula=Both("实际完成情况 ∉ {已完成、完成年度目标……}，照抄目标的没有未达成、可能未达成的行；下面有指标未达成、可能未达成或扣分的为疑点", "the achievement is more than “done”, and one that repeats the goal has no row below that is or may be missed; a doubt where rows below are missed, may be missed, or lost points"),
    basis=Both("表头“全年实际完成情况”；本门户约定。", "The form's own heading; own convention."),
    wrong="""
        goals:
          - kind: overall
            target_text: 保障全县政务网络稳定运行
            actual_text: 已完成
            indicators: [{level1: 产出指标, level2: 质量指标, name: 网络稳定率, target: ≥98%, actual: 95%}]
    """,
    right="goals[0].actual_text: 网络稳定率95%，比目标低3个百分点",
)  # fmt: skip
def achievements_tell_results(result: StatementResult) -> Iterator[Hit]:
    """Find achievements that are a stock phrase; with them the rows of their goal that were not reached or lost points."""
    for index, goal in enumerate(result.statement.goals):
        if goal.actual_text is None:
            continue
        rows = [item for item in result.filled_rows if item.goal_order == index + 1]
        if not _STOCK.fullmatch(clean(goal.actual_text or "").rstrip("。.；;")):
            short = [item for item in rows if missed(item) or _may_be_missed(item)]
            if short and _is_copy(result, goal):
                said = word_pairs(goal.target_text or "")
                short.sort(key=lambda item: -len(said & word_pairs(item.row.name)))
                open_rows = [_as_printed(item) for item in short]
                shown, more = "、".join(open_rows[:_MOST_ROWS]), len(open_rows) > _MOST_ROWS
                yield Place(f"goals[{index}].actual_text").hit(
                    f"实际完成情况全部或大多照抄目标，等于说都已做到；{len(rows)} 行指标中 {len(open_rows)} 行没有达成或可能没有达成：{shown}{'等' if more else ''}。",
                    f"What was achieved repeats all or most of the goal, as if all were done; of {len(rows)} rows {len(open_rows)} were or may be missed: {shown}{' and others' if more else ''}.",
                    gathered=tuple(open_rows),
                    severity=Severity.WARNING,
                )
            continue
        open_rows = [_as_printed(item) for item in rows if missed(item) or _may_be_missed(item) or _lost(item)]
        against = _against(open_rows, len(rows))
        if "基本" in (goal.actual_text or "") and (full := [_as_printed(item) for item in rows if _all_done(item)]):
            against = UNSAID.join((against, Both(f"；“{full[0]}”却是全部完成", f"; yet all was done by “{full[0]}”")))
        yield Place(f"goals[{index}].actual_text").hit(
            f"实际完成情况只写“{quoted(goal.actual_text)}”，没有写结果{against.zh}。",
            f"What was achieved reads “{quoted(goal.actual_text)}” and tells no result{against.en}.",
            gathered=tuple(open_rows),
            severity=Severity.WARNING if open_rows and "基本" not in (goal.actual_text or "") else None,
        )


def _is_copy(result: StatementResult, goal: Goal) -> bool:
    """Tell whether an achievement is its goal word for word, or mostly so and admits nothing in the clauses of its own."""
    wanted, reached = clean(goal.target_text or ""), clean(goal.actual_text or "")
    long = result.thresholds.identical_text
    if wanted == reached:
        return len(wanted) >= long
    copy = copied(wanted, reached) if len(reached) >= max(long, LONG_TEXT) else None
    return copy is not None and not any(_NOT_ALL.search(part) for part in set(copy.clauses) - set(copy.same))


def _against(rows: list[str], all_: int) -> Both:
    if not rows:
        return UNSAID
    shown, more = "、".join(rows[:MOST_EXAMPLES]), len(rows) > MOST_EXAMPLES
    return Both(
        f"；{all_} 行指标中 {len(rows)} 行没有达成、可能没有达成或被扣分：{shown}{'等' if more else ''}",
        f"; of {all_} rows {len(rows)} were or may be missed, or lost points: {shown}{' and others' if more else ''}",
    )


def _as_printed(item: IndicatorResult) -> str:
    return f"{indicator_name(item)} {quoted(item.effective_target.raw)} → {quoted(item.actual.raw)}"


def _all_done(item: IndicatorResult) -> bool:
    """Tell whether a row says that all tasks or targets were done."""
    done = item.actual.kind == "number" and item.actual.unit == "percent" and item.actual.number == HUNDRED
    return done and bool(_ALL_TASKS.fullmatch(item.head))


def _lost(item: IndicatorResult) -> bool:
    printed = weight_and_points(item)
    return printed is not None and printed[1] < printed[0]


def _may_be_missed(item: IndicatorResult) -> bool:
    """Tell whether an actual value is an open range that begins below the least that the target allows."""
    if item.achievement is not Achievement.UNDETERMINED or item.effective_target.unit != item.actual.unit:
        return False
    wanted, reached = item.effective_target.interval, item.actual.interval
    if wanted is None or reached is None or wanted.lo is None or reached.lo is None:
        return False
    return reached.hi is None and reached.lo < wanted.lo


_ALL_DONE = re.compile(
    "(?:各项|所有|全部|全年|年度|年初)(?:的|设定的?|预期|绩效|工作|考核|重点)*(?:指标|目标)(?:任务|值)?"
    "(?:均|都|全部|已|圆满|如期|全面|按时|按期)+(?:完成|达成|实现|达标)"
    "|(?:圆满|全面|全部|如期)完成了?(?:各项|所有|全部|全年|年度|年初|预期|既定)(?:的|设定的?|预期|绩效|工作|考核|重点)*(?:指标|目标)"
)
"""The claim that every target was reached; 各项工作任务 are not the targets of the form."""
_RESERVED = re.compile("未|没有|部分|基本|除|力争|确保|努力|要求|争取|下一步|以上|若|如果|为|应|将|待|推动|保障")
"""Words in the sentence by which it does not say that all is done: plans, wishes, reservations."""
_SENTENCE = re.compile(r"[。；;\n]")
_CONCLUDING = frozenset(
    {
        NarrativeKind.REPORT_SECTION,
        NarrativeKind.CONCLUSION,
        NarrativeKind.IMPLEMENTATION,
        NarrativeKind.DEVIATION_SUMMARY,
        NarrativeKind.PROBLEMS,
        NarrativeKind.GOOD_PRACTICE,
        NarrativeKind.AUDIT_REMARKS,
        NarrativeKind.REMARKS,
    }
)


@department_rule("TXT-12", Severity.WARNING,
    title=Both("文字说各项指标都已完成，表上却有未达成的行", "A text says that everything was reached, and rows are missed"),
    reason=Both("结论或报告说各项指标均已完成，同一张表（报告则看同年的部门自评表）却有没有达成的指标：两处应当一致。", "A conclusion or the report says that all targets were reached, while rows of the same form (for a report, of the department's self-evaluation of the year) are missed: the two should agree."),
    formula=Both("文字写“各项指标均已完成” ⇒ 没有未达成的行", "a text says that all was reached ⇒ no row is missed"),
    basis=Both("表内勾稽关系，报告与部门自评表的勾稽关系。", "The form's own rows; for a report those of the department's form."),
    wrong="""
        goals:
          - kind: overall
            target_text: 保障全县政务网络稳定运行
            actual_text: 全年网络平稳，各项指标均已完成
            indicators: [{level1: 产出指标, level2: 质量指标, name: 网络稳定率, target: ≥98%, actual: 95%}]
    """,
    right="goals[0].indicators[0].actual: 98.4%",
)  # fmt: skip
def what_is_done_is_done(results: tuple[StatementResult, ...]) -> Iterator[Hit]:
    """Look in achievements and conclusions for the claim that all was reached, and name the rows that were not."""
    for result in results:
        form = result.statement.form
        rows = list(result.indicators)
        if form.form_type is FormType.DEPT_REPORT:
            rows = [
                item
                for other in results
                if other.statement.form.form_type is FormType.DEPT_SELF_EVAL
                and other.statement.form.fiscal_year == form.fiscal_year
                for item in other.indicators
            ]
        open_rows = [_as_printed(item) for item in rows if missed(item)]
        for path, text in _conclusions(result) if open_rows else ():
            claim = next((said for part in _SENTENCE.split(text) if (said := _claim(part))), "")
            if claim:
                shown, more = "、".join(open_rows[:MOST_EXAMPLES]), len(open_rows) > MOST_EXAMPLES
                yield Place(path).hit(
                    f"文字写“{quoted(claim)}”，{len(rows)} 行指标中 {len(open_rows)} 行没有达成：{shown}{'等' if more else ''}。",
                    f"The text says “{quoted(claim)}”; of {len(rows)} rows {len(open_rows)} are missed: {shown}{' and others' if more else ''}.",
                    of_cell=False,
                    gathered=tuple(open_rows),
                    statement_id=result.statement.id,
                )


def _claim(sentence: str) -> str:
    found = _ALL_DONE.search(sentence)
    if not found:
        return ""
    clauses = [part for part in re.split("[，,]", sentence) if _ALL_DONE.search(part)]
    return found[0] if any(not _RESERVED.search(part) for part in clauses) else ""


def _conclusions(result: StatementResult) -> Iterator[tuple[str, str]]:
    for index, goal in enumerate(result.statement.goals):
        if goal.actual_text:
            yield f"goals[{index}].actual_text", clean(goal.actual_text)
    for path, block in narratives(result.statement.form, _CONCLUDING):
        if block.text:
            yield f"{path}.text", "\n".join(clean(line) for line in block.text.splitlines())
