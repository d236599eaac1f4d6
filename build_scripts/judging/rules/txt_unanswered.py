"""TXT rules on what a form raises and does not take up: a problem without advice, a task force, a promised outcome."""

from __future__ import annotations

import re
from collections.abc import Iterator

from build_scripts.cells.amounts import clean
from build_scripts.judging.rules.registry import Hit, Place, statement_rule
from build_scripts.judging.rules.texts import narratives, passages, quoted, together
from build_scripts.judging.rules.wording import word_pairs
from build_scripts.judging.score import IndicatorResult, StatementResult
from build_scripts.words.language import Both
from build_scripts.words.vocabulary import NarrativeKind, Severity

_PROBLEMS = frozenset({NarrativeKind.PROBLEMS})
_ADVICE = frozenset(
    {
        NarrativeKind.IMPROVEMENT_PLAN,
        NarrativeKind.RECOMMEND_DECISION,
        NarrativeKind.RECOMMEND_BUDGET,
        NarrativeKind.RECOMMEND_FUNDS,
        NarrativeKind.RECOMMEND_MANAGEMENT,
        NarrativeKind.RECOMMEND_OTHER,
    }
)
_NO_PROBLEM = re.compile("^(?:无|暂无|没有|不存在|未发现|/|-)|不存在|没有问题|无问题")
FEWEST_WORDS, FEWEST_ADVICE = 4, 2
"""Of a problem in fewer words, or of a single piece of advice, too little can be compared."""


@statement_rule("TXT-20", Severity.NOTE,
    title=Both("写了问题，各项建议里没有用到其中的词", "A problem is stated, and no advice has a word of it"),
    reason=Both("主要问题栏写了问题，下面的建议却没有用到其中任何一个词：问题怎样解决，表上看不出。", "A problem is stated, and the advice below has none of its words: what is to be done about it cannot be seen."),
    formula=Both("问题的两字词（通用词除外，4 个以上）至少有一个出现在建议中（2 栏以上已填）", "at least one word of two characters of the problem (common ones aside; 4 and more) occurs in the advice (2 boxes and more are filled)"),
    basis=Both("本门户约定：只比用词，不判断含义。", "Own convention: only words are compared, meanings are not judged."),
    wrong="""
        narratives:
          - {kind: problems, heading: 主要问题, text: 故障处理的及时性还有待提高}
          - {kind: recommend_budget, heading: 对预算的建议, text: 及时列出预算，保证资金到位。}
          - {kind: recommend_management, heading: 项目管理的建议, text: 全面提升出口电路速率}
    """,
    right="narratives[2].text: 建立故障报修台账，两小时内到场",
)  # fmt: skip
def problems_are_answered(result: StatementResult) -> Iterator[Hit]:
    """Compare the words of the problems with those of all advice."""
    form = result.statement.form
    advice = [text for _, block in narratives(form, _ADVICE) if word_pairs(text := clean(block.text or ""))]
    if len(advice) < FEWEST_ADVICE:
        return
    words = word_pairs("\n".join(advice))
    for path, block in narratives(form, _PROBLEMS):
        text = clean(block.text or "")
        own = word_pairs(text)
        if len(own) >= FEWEST_WORDS and not _NO_PROBLEM.search(text) and not own & words:
            yield Place(f"{path}.text").hit(
                f"问题写“{quoted(block.text)}”，其中的词（通用词除外）在已填的 {len(advice)} 栏建议里都没有出现；只比用词，不判断含义。",
                f"The problem reads “{quoted(block.text)}”; no word of it, common ones aside, occurs in the {len(advice)} boxes of advice (only words are compared).",
                of_cell=False,
                gathered=tuple(advice),
            )


_TASK_FORCE = re.compile(
    "^(?:.{2,12}?[省市县区旗](?=.{4}))?(?P<task>.+?)(?:工作)?(?:领导小组|领导组|指挥部|专班)(?:办公室|办)?$"
)


@statement_rule("TXT-21", Severity.NOTE,
    title=Both("实施单位是专项领导小组，表上没有提到它的任务", "The implementing unit is a task force whose task the form never mentions"),
    reason=Both("实施单位是为一件专门的事设立的领导小组、指挥部等，目标和指标却没有一个字说到这件事：钱是否用在这件事上，表上看不出。", "The implementing unit was set up for one special task, and neither objective nor indicators have a word of it: whether the money served that task cannot be seen."),
    formula=Both("实施单位 ≠ 填报部门，且为领导小组、指挥部、专班 ⇒ 名称中的任务用词出现在项目名称、目标、指标或文字说明中", "implementing unit ≠ department and a task force ⇒ some word of its task occurs in the project's name, the objective, the indicators or the texts"),
    basis=Both("本门户约定：只比用词，不判断含义。", "Own convention: only words are compared, meanings are not judged."),
    wrong="""
        project: 日常办公经费
        implementing_unit: 示例县治理车辆超限超载领导组办公室
        goals:
          - kind: overall
            target_text: 保障单位日常正常运转
            indicators: [{level1: 产出指标, level2: 数量指标, name: 合同工人数, target: 2人}]
    """,
    right="goals[0].indicators[0]: {level1: 产出指标, level2: 数量指标, name: 检查超载车辆, target: 2000辆}",
)  # fmt: skip
def task_forces_do_their_task(result: StatementResult) -> Iterator[Hit]:
    """Look for the words of a task force's task in everything else that the form says."""
    unit = clean(getattr(result.statement.form, "implementing_unit", None) or "")
    found = _TASK_FORCE.match(unit)
    if not found or not result.indicators or unit in clean(result.statement.form.department):
        return
    task = word_pairs(found["task"])
    said = [result.statement.project or "", *(text for _, text in passages(result))]
    words = word_pairs(clean("\n".join([*said, *map(_all_of, result.indicators)])))
    if task and not task & words:
        yield Place("implementing_unit").hit(
            f"实施单位为“{quoted(unit)}”，项目名称、目标和 {len(result.indicators)} 行指标里没有说到它的任务“{quoted(found['task'])}”。",
            f"The implementing unit is “{quoted(unit)}”; neither the project's name, the objective nor {len(result.indicators)} rows speak of its task, “{quoted(found['task'])}”.",
            of_cell=False,
        )


def _all_of(item: IndicatorResult) -> str:
    return f"{item.row.name}\n{item.row.target or ''}\n{item.row.actual or ''}\n{item.row.criteria or ''}"


_PROMISED = {
    "生活": re.compile("(?:提高|提升|改善)[^，,。；;]{0,12}(?:生活质量|生活水平)"),
    "收入": re.compile(
        "(?:提高|提升|增加)[^，,。；;]{0,12}收入水平|(?:促进|带动|实现|帮助)[^，,。；;]{0,12}增收(?!节支)"
    ),
}
"""Outcomes for people that an objective may promise, each with the word by which a row would speak of it."""
_SPOKEN_OF = {
    "生活": re.compile("生活|民生|幸福|获得感"),
    "收入": re.compile("收入|增收|创收|致富|脱贫|人均|报酬|工资"),
}


@statement_rule("TXT-22", Severity.NOTE,
    title=Both("目标承诺改善生活或收入，没有一行衡量", "The objective promises better lives or incomes, and no row measures that"),
    reason=Both("目标写明要提高生活质量、生活水平或收入，这是项目最终的成效，指标里却没有说到：做到了没有，表上看不出。", "The objective promises a better life or a higher income, the final outcome of the work, and no indicator speaks of it: whether it came about cannot be seen."),
    formula=Both("目标写提高（改善）生活质量、生活水平、收入水平或促进增收 ⇒ 本目标至少有一行指标说到生活或收入", "an objective that promises a better quality or standard of living, or higher incomes ⇒ at least one row of the goal speaks of life or income"),
    basis=Both("本门户约定：只查这几个词和它们的近义词。", "Own convention: only these words and their synonyms are looked for."),
    wrong="""
        goals:
          - kind: overall
            target_text: 助力精准帮扶，提高帮扶对象生活质量
            indicators: [{level1: 产出指标, level2: 数量指标, name: 帮扶人数, target: 6人}]
    """,
    right="goals[0].indicators[1]: {level1: 效益指标, level2: 社会效益指标, name: 帮扶对象生活支出增长, target: ≥5%}",
)  # fmt: skip
def promised_outcomes_are_measured(result: StatementResult) -> Iterator[Hit]:
    """Look in the rows of each goal for the outcome that its text promises."""
    promised: list[tuple[str, str]] = []
    for index, goal in enumerate(result.statement.goals):
        text = clean(goal.target_text or "")
        for word, promise in _PROMISED.items():
            found = promise.search(text)
            rows = [item for item in result.indicators if item.goal_order == index + 1] if found else []
            if found and rows and not any(_SPOKEN_OF[word].search(_all_of(item)) for item in rows):
                promised.append((f"goals[{index}].target_text", found[0]))
    yield from together(
        promised,
        "目标写明的成效，本目标的指标里没有一行说到",
        "Outcomes that an objective promises and no row of its goal speaks of",
        Both("处", "place"),
    )
