"""TXT rules on an objective item by item: reported as planned, with an indicator, resting on a plan that still holds."""

from __future__ import annotations

import re
from collections.abc import Iterator

from build_scripts.cells.amounts import clean
from build_scripts.judging.rules.registry import Hit, Place, statement_rule
from build_scripts.judging.rules.texts import MOST_EXAMPLES, quoted
from build_scripts.judging.rules.wording import pieces_of, word_pairs
from build_scripts.judging.score import StatementResult
from build_scripts.words.language import Both
from build_scripts.words.vocabulary import GoalKind, Severity

_ITEM = re.compile(r"(?:目标)?(?:\d{1,2}|[一二三四五六七八九十]{1,2})[：:、.．](?!\d)")
_CLAUSE = re.compile("[，,。；;\n]")
_REPORTED = re.compile(r"[\d]|已|完成|共|率")
"""What an achieved item may say instead of the planned words."""
_SHARED = 4
_SENTENCE = re.compile("[。；;\n]")
_FEWEST_SENTENCES = 4


def _items(text: str | None) -> list[str]:
    """Return the items of a numbered list; none where the text is no list."""
    words = clean(text or "")
    marks = list(_ITEM.finditer(words))
    if len(marks) < 2 or marks[0].start():
        return []
    ends = [mark.start() for mark in marks[1:]] + [len(words)]
    return [words[mark.end() : end].rstrip("。；;，,") for mark, end in zip(marks, ends, strict=True)]


def _sentences(text: str | None) -> list[str]:
    """Return the sentences of an objective that have a word of their own."""
    return [part for part in _SENTENCE.split(clean(text or "")) if word_pairs(part)]


@statement_rule("TXT-13", Severity.WARNING,
    title=Both("完成情况里，计划的一项换成了另一项", "In the achievement a planned item was replaced by another"),
    reason=Both("目标与完成情况逐项相同，只有一项换成了另一件事：原来计划的那件做了没有，表上没有说。", "Aim and achievement are the same item by item, but for one that is another piece of work: whether the planned one was done is not said."),
    formula=Both("逐条列出的目标与完成情况条数相同、半数以上逐字相同的，其余各条的每个分句应与计划的分句有相同的字（连续 4 字）", "where aim and achievement are lists of equal length and half of the items are the same word for word, each clause of the others shares four characters in a row with what was planned"),
    basis=Both("表头“年初设定目标”“实际完成情况”；本门户约定。", "The form's own two columns; own convention."),
    wrong="""
        goals:
          - kind: overall
            target_text: 目标1：弥补机关运行经费不足。目标2：强化社会治理，开展扫黑除恶专项斗争。
            actual_text: 目标1：弥补机关运行经费不足。目标2：强化社会治理，深入推进信访矛盾化解。
    """,
    right="goals[0].actual_text: 目标1：弥补机关运行经费不足。目标2：强化社会治理，扫黑除恶专项斗争打掉团伙3个。",
)  # fmt: skip
def planned_items_are_reported(result: StatementResult) -> Iterator[Hit]:
    """Compare the lists of each goal's aim and achievement, item by item and clause by clause."""
    for index, goal in enumerate(result.statement.goals):
        planned, reached = _items(goal.target_text), _items(goal.actual_text)
        same = sum(one == other for one, other in zip(planned, reached, strict=False))
        if not same or len(planned) != len(reached) or 2 * same < len(planned):
            continue
        for number, (one, other) in enumerate(zip(planned, reached, strict=True), 1):
            wanted, done = _CLAUSE.split(one), _CLAUSE.split(other)
            gone = [clause for clause in wanted if len(clause) >= _SHARED and not _shares(clause, other)]
            new = [clause for clause in done if len(clause) >= _SHARED and not _shares(clause, one)]
            if gone and new and not any(_REPORTED.search(clause) for clause in new):
                yield Place(f"goals[{index}].actual_text").hit(
                    f"第 {number} 项计划“{quoted(gone[0])}”，完成情况写“{quoted(new[0])}”，其余 {same} 项逐字相同。",
                    f"Item {number} was planned as “{quoted(gone[0])}” and is reported as “{quoted(new[0])}”; {same} others are the same word for word.",
                    of_cell=False,
                    reference=gone[0],
                )


def _shares(clause: str, text: str) -> bool:
    """Tell whether a text has four characters in a row of a clause."""
    return any(piece in text for piece in pieces_of(clause, _SHARED))


@statement_rule("TXT-14", Severity.NOTE,
    title=Both("目标列出的一项或多数句子，指标里一个字也没有提到", "An item, or most sentences, of the objective that no indicator has a word of"),
    reason=Both("目标逐条列出几项任务，其中一项的用词在所有指标的名称、目标值和完成值里都没有出现：这一项由哪个指标衡量，表上看不出。没有编号而有四句以上的目标，四分之三以上的句子没有提到的，也是这样。", "The objective lists several tasks, and no word of one of them occurs in the name, the target or the actual value of any indicator: what measures it cannot be seen. So it is with an objective of four sentences and more, three quarters of which are not spoken of."),
    formula=Both("逐条列出的目标，每条至少有一个两字词（通用词除外）出现在指标中；没有编号的四句以上的目标，这样的句子多于四分之一；总目标里带引号的试点、平台、工程、行动等名称，目标或指标中至少有连续三个字", "each item of a numbered objective has at least one word of two characters (common ones aside) in some indicator; without numbers, from four sentences on, more than a quarter of them have; a pilot, platform or campaign named in quotation marks in the overview has three successive characters in goals or indicators"),
    basis=Both("本门户约定：只说用词，不判断含义。", "Own convention: words are compared, meanings are not judged."),
    wrong="""
        goals:
          - kind: overall
            target_text: 目标1：区长热线前后台正常运转。目标2：政府投资审计全覆盖。
            indicators: [{level1: 产出指标, level2: 质量指标, name: 区长热线接通率, target: ≥95%}]
    """,
    right="goals[0].indicators[1]: {level1: 产出指标, level2: 数量指标, name: 审计政府投资项目, target: 12个}",
)  # fmt: skip
def items_have_indicators(result: StatementResult) -> Iterator[Hit]:
    """Look for each item of a numbered objective in the words of the goal's rows; silent where all of them are missing.

    Of sentences without numbers one or the other may only lead to the next: most of them must be missing. Of an overview
    that stands before several goals, the works named in quotation marks are looked for in goals and rows.
    """
    yield from _named_works(result)
    for index, goal in enumerate(result.statement.goals):
        items = _items(goal.target_text) if goal.kind is GoalKind.OVERALL else []
        sentences = _sentences(goal.target_text) if goal.kind is GoalKind.OVERALL and not items else []
        if len(sentences) < _FEWEST_SENTENCES:
            sentences = []
        rows = [item for item in (result.filled_rows if items or sentences else ()) if item.goal_order == index + 1]
        words = word_pairs("\n".join(f"{row.row.name}\n{row.row.target or ''}\n{row.row.actual or ''}" for row in rows))
        missing = [
            (number, item) for number, item in enumerate(items, 1) if word_pairs(item) and not word_pairs(item) & words
        ]
        gone = [part for part in sentences if not word_pairs(part) & words]
        if rows and sentences and 4 * len(gone) >= 3 * len(sentences):
            first, more = "、".join(f"“{quoted(part)}”" for part in gone[:MOST_EXAMPLES]), len(gone) > MOST_EXAMPLES
            yield Place(f"goals[{index}].target_text").hit(
                f"目标的 {len(sentences)} 句中，有 {len(gone)} 句的用词（通用词除外）在本目标的 {len(rows)} 行指标中没有出现：{first}{'等' if more else ''}。",
                f"Of {len(sentences)} sentences of the objective {len(gone)} have no word, common ones aside, in the goal's {len(rows)} rows: {first}{' and others' if more else ''}.",
                of_cell=False,
                gathered=tuple(gone),
            )
        if not rows or not missing or len(missing) == len(items):
            continue
        zh = "、".join(f"第 {number} 项“{quoted(item)}”" for number, item in missing[:MOST_EXAMPLES])
        en = ", ".join(f"{number} “{quoted(item)}”" for number, item in missing[:MOST_EXAMPLES])
        yield Place(f"goals[{index}].target_text").hit(
            f"{zh}的用词（“工作”“提升”一类通用词除外）在本目标的 {len(rows)} 行指标中没有出现。",
            f"No word of item {en}, common ones aside, occurs in the goal's {len(rows)} rows.",
            of_cell=False,
            gathered=tuple(item for _, item in missing),
        )


_WORK = re.compile("“([^“”]{3,16})”(?=(?:试点|示范|平台|工程|行动|项目|品牌|基地|改革))")
"""A work that has a name; other words in quotation marks may be mere emphasis."""


def _named_works(result: StatementResult) -> Iterator[Hit]:
    goals = result.statement.goals
    overviews = [
        (index, clean(goal.overview or "")) for index, goal in enumerate(goals) if "“" in (goal.overview or "")
    ]
    named = {work: index for index, text in reversed(overviews) for work in _WORK.findall(text)}
    if not named:
        return
    rows = (f"{item.row.name}\n{item.row.target or ''}" for item in result.indicators)
    told = clean("\n".join([*(goal.target_text or "" for goal in goals), *rows]))
    for work, index in named.items():
        if result.indicators and not any(piece in told for piece in pieces_of(work, 3)):
            yield Place(f"goals[{index}].overview").hit(
                f"总目标写有“{quoted(work)}”，各目标的文字和全表 {len(result.indicators)} 行指标都没有提到它。",
                f"The overview names “{quoted(work)}”, which neither the goals nor any row of the form mention (rows: {len(result.indicators)}).",
                of_cell=False,
                quote=work,
            )


_PLAN = re.compile(
    r"《[^《》]{0,60}?(?P<first>20\d\d)年?[-—–~～至到]+(?P<last>20\d\d)年?[^《》]{0,60}》|《[^《》]{1,80}》[（(](?P<from>20\d\d)年?[-—–~～至到]+(?P<to>20\d\d)年?[)）]"
)

_IS_PLAN = re.compile("规划|计划|纲要|方案|行动")
"""Words of a plan's title; a notice on the accounts of past years has ended for good."""


@statement_rule("TXT-15", Severity.NOTE,
    title=Both("目标依据的规划到目标年度已经期满", "The goal rests on a plan that has ended by then"),
    reason=Both("目标引用的规划期满早于目标要达到的年份：期满以后按什么执行，应写明新的依据。", "The plan that a goal quotes ends before the year for which the goal is set: what it rests on from then on is due."),
    formula=Both("目标引用的规划的末年 ≥ 财政年度（长期目标：长期目标的末年）", "last year of the plan that a goal quotes ≥ fiscal year (for a long-term goal: its last year)"),
    basis=Both("表内勾稽关系：规划名称中印出的年份。", "The form's own words: the years in the plan's title."),
    wrong="""
        form_type: dept_target
        fiscal_year: 2025
        long_term_end_year: 2028
        goals:
          - {kind: long_term, number: 1, target_text: 根据《全民科学素质行动规划2021-2025年》提升科学素质, indicators: [{name: 科普场次, target: 20场}]}
    """,
    right="goals[0].target_text: 根据《全民科学素质行动规划纲要（2021-2035年）》提升科学素质",
)  # fmt: skip
def plans_still_hold(result: StatementResult) -> Iterator[Hit]:
    """Compare the last year in the title of each plan that a goal quotes with the goal's own."""
    form = result.statement.form
    for index, goal in enumerate(result.statement.goals):
        end = getattr(form, "long_term_end_year", None) if goal.kind is GoalKind.LONG_TERM else None
        last = end or form.fiscal_year
        for found in _PLAN.finditer(clean(goal.target_text or "")):
            until = found["last"] or found["to"]
            if int(until) < last and _IS_PLAN.search(found[0]):
                yield Place(f"goals[{index}].target_text").hit(
                    f"目标依据“{quoted(found[0])}”，按名称到 {until} 年期满，目标定到 {last} 年。",
                    f"The goal rests on “{quoted(found[0])}”, which by its name ends in {until}; the goal is for {last}.",
                    of_cell=False,
                    reference=str(last),
                )
