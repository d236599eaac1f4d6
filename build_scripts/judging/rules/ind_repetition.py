"""IND rules on what repeats itself: one row below many goals, texts copied word for word."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from build_scripts.cells.amounts import clean, plain, rounded
from build_scripts.judging.rules.registry import Hit, Place, department_rule, statement_rule
from build_scripts.judging.rules.rows import indicator_name, named_by_target, row_cell
from build_scripts.judging.rules.texts import quoted, together
from build_scripts.judging.rules.wording import LONG_TEXT, copied
from build_scripts.judging.score import IndicatorResult, StatementResult
from build_scripts.words.language import Both
from build_scripts.words.vocabulary import FormType, GoalKind, Severity

NAME_OF_ITS_OWN = 6
_OF_MONEY = re.compile("资金|支出|预算|执行率")
"""Rows on the handling of the money that a template prescribes to every project."""
_MOVED = "\n"
"""Stands for the target of a row whose name is printed in the target column; no target that is printed."""
_KEEP_RUNNING = re.compile(
    "(?:保障|确保|维持|保证)(?:单位|机关|[县区市]?政府|行政|办公室|部门)*(?:的)?(?:日常|正常|各项|工作)*(?:运转|运行|开展)[。.]?"
)
"""An objective that any office has."""
_SATISFACTION_WITH = re.compile("(?:对)?(.{2,12}[局办委院会部])(?:工作)?(?:的)?满意(?:度|率)")
"""Satisfaction with an office, by its name."""


@department_rule("IND-10", Severity.NOTE,
    title=Both("同一指标在多个目标或项目下重复", "One indicator repeated below many goals or projects"),
    reason=Both("名称和目标值都相同的指标出现在多个目标或项目下，看不出各自要达到什么。名称栏印的是分类、名称印在目标值栏的，按目标值栏的文字比较。", "An indicator with the same name and target stands below several goals or projects and tells nothing about each. Where the name cell holds a category, the words of the target column are taken as the name."),
    formula=Both("名称、目标值相同的指标，所在目标（项目）少于门户设置的个数（没有另写的为 3 个；部门当年只有两个项目的，名称 6 字以上的为 2 个）", "indicators with the same name and target stand below fewer goals (projects) than the portal's settings say (3 where they do not; 2 for names of six characters and more where a department has two projects in the year)"),
    basis=Both("本门户约定；满意度指标可以通用，不作提示。", "Own convention; satisfaction indicators may be shared and are left alone."),
    wrong="""
        form_type: dept_target
        goals:
          - {kind: annual, number: 1, indicators: [{level1: 产出指标, level2: 质量指标, name: 任务完成率, target: 100%}]}
          - {kind: annual, number: 2, indicators: [{level1: 产出指标, level2: 质量指标, name: 任务完成率, target: 100%}]}
          - {kind: annual, number: 3, indicators: [{level1: 产出指标, level2: 质量指标, name: 任务完成率, target: 100%}]}
    """,
    right="""
        goals[0].indicators[0].name: 桥梁检查完成率
        goals[1].indicators[0].name: 路面修补完成率
    """,
)  # fmt: skip
def indicators_are_each_goals_own(results: tuple[StatementResult, ...]) -> Iterator[Hit]:
    """Count a department's goals of one year that share name and target of a row: one finding for each such row.

    Long-term goals are not counted beside the annual ones that repeat them.
    """
    found: dict[tuple[int, FormType, str, str], dict[tuple[str, int], IndicatorResult]] = defaultdict(dict)
    enough = results[0].thresholds.repeated_indicators if results else 0
    for result in results:
        statement = result.statement
        moved = _moved(result)
        for item in result.indicators:
            if item.long_term or item.is_satisfaction or item.effective_target.state != "reported":
                continue
            name, target = _name_and_target(item, moved)
            key = (statement.form.fiscal_year, statement.form.form_type, name, target)
            found[key].setdefault((statement.id, item.goal_order), item)
    project = {result.statement.id: result.statement.project or "" for result in results}
    forms_of = Counter((result.statement.form.fiscal_year, result.statement.form.form_type) for result in results)
    for (year, form_type, name, target), places in found.items():
        both = form_type.of_project and forms_of[year, form_type] == 2 == len({form for form, _ in places})
        if len(places) < enough and not (both and len(name) >= NAME_OF_ITS_OWN and not _OF_MONEY.search(name)):
            continue
        (statement_id, _), item = next(iter(places.items()))
        forms = len({form for form, _ in places})
        where = Both(f"{len(places)} 个年度目标", f"{len(places)} annual goals")
        if forms > 1:
            where = Both(f"{forms} 个项目", f"{forms} projects")
        targets = dict.fromkeys(quoted(place.effective_target.raw) for place in places.values())
        aims = Both("或".join(f"“{target}”" for target in targets), " or ".join(targets))
        said = Both(f"{indicator_name(item)}（目标{aims.zh}）", f"{indicator_name(item)} (target {aims.en})")
        if target == _MOVED:
            rows = sum(bool(named_by_target(place)) for place in places.values())
            said = Both(
                f"{quoted(name)}（{rows} 行的名称印在目标值栏）", f"{quoted(name)} (as the target of {rows} rows)"
            )
        yield Place(f"{item.path}.name").hit(
            f"{said.zh}在 {year} 年度 {where.zh}下重复出现。",
            f"{said.en} stands below {where.en} of {year}.",
            gathered=tuple(sorted(project[form] for form, _ in places)),
            statement_id=statement_id,
        )


def _moved(result: StatementResult) -> set[str]:
    """Return the names that stand in the target column; not where a number beside them seems to be the target."""
    rows = (item for item in result.indicators if item.effective_target.kind == "qualitative")
    return {name for item in rows if (name := named_by_target(item)) and item.actual.number is None}


def _name_and_target(item: IndicatorResult, moved: set[str]) -> tuple[str, str]:
    """Return what makes a row the same as another; of names that stand in the target column anywhere the targets are unknown."""
    for name in (named_by_target(item), item.bare_name) if moved else ():
        if name in moved:
            return name, _MOVED
    return item.bare_name, clean(item.effective_target.raw or "").rstrip("%")


@statement_rule("IND-11", Severity.NOTE, needs={"IND-04", "IND-07", "IND-08"},
    title=Both("完成情况照抄目标", "The achievement repeats the target word for word"),
    reason=Both("实际完成的文字与目标的文字完全相同，读者看不到做了什么、结果如何。", "The text of what was achieved equals the text of the target; a reader learns nothing about the result."),
    formula=Both("完成情况文字 ≠ 目标文字（门户设置的字数以上，没有另写的为 8 字）；三个分句以上的目标，逐字相同的分句占完成情况的字数不到 75%，或完成情况有目标没有的数", "text of the achievement ≠ text of the goal (for texts as long as the portal's settings say; 8 characters where they do not); of goals with three clauses and more the clauses that are repeated make less than 75% of the achievement, or it has a figure of its own"),
    basis=Both("本门户约定。", "Own convention."),
    wrong="""
        goals:
          - kind: overall
            target_text: 推动全县政务办公一体化，实现协同办公
            actual_text: 推动全县政务办公一体化，实现协同办公
    """,
    right="goals[0].actual_text: 平台于9月上线，43个单位接入",
)  # fmt: skip
def achievement_in_own_words(result: StatementResult) -> Iterator[Hit]:
    """Find goals and qualitative rows whose achievement repeats a long target; 及时 and 及时 may well be the same by chance."""
    long = result.thresholds.identical_text
    for index, goal in enumerate(result.statement.goals):
        wanted, reached = clean(goal.target_text or ""), clean(goal.actual_text or "")
        if len(wanted) >= long and wanted == reached:
            yield Place(f"goals[{index}].actual_text").hit(
                f"实际完成情况与目标文字完全相同：{quoted(goal.target_text).rstrip('。')}。",
                f"The achievement repeats the goal word for word: {quoted(goal.target_text).rstrip('。')}.",
            )
        elif len(reached) >= max(long, LONG_TEXT):
            yield from _nearly_copied(f"goals[{index}].actual_text", wanted, reached)
    for item in result.indicators:
        target, actual = item.effective_target, item.actual
        if target.kind == actual.kind == "qualitative" and len(target.text) >= long and target.text == actual.text:
            yield row_cell(item, "actual").hit(
                f"完成值与目标值文字完全相同：{quoted(target.raw).rstrip('。')}。",
                f"the actual value repeats the target word for word: {quoted(target.raw).rstrip('。')}.",
            )


def _nearly_copied(path: str, wanted: str, reached: str) -> Iterator[Hit]:
    """Find an achievement most of which are clauses of the goal, word for word, and none of whose figures is its own."""
    copy = copied(wanted, reached)
    if copy is not None:
        number, same, shown = len(copy.clauses), len(copy.same), plain(rounded(copy.share, 0))
        yield Place(path).hit(
            f"实际完成情况的 {number} 个分句中，{same} 个与目标逐字相同（占 {shown}% 的字），没有目标以外的数。",
            f"Of {number} clauses of the achievement {same} repeat the goal word for word ({shown}% of its characters), and it has no figure of its own.",
            gathered=copy.same,
        )


@statement_rule("IND-19", Severity.NOTE,
    title=Both("年度总体目标只写了项目名称，或只写保障运转", "The objective only repeats the project's name, or only says to keep things running"),
    reason=Both("年度总体目标应说明要达到什么；只写项目名称，等于没有目标；只写保障单位正常运转，哪个项目都可以这样写，看不出本项目的结果。", "The annual objective says what is to be reached; the project's name alone says nothing, and to keep the office running is an objective that any project may have."),
    formula=Both("年度总体目标 ≠ 项目名称，≠“保障单位（日常）正常运转”一类的话", "annual objective ≠ name of the project, and is more than to keep the office running"),
    basis=Both("表头“年度总体目标”。", "The form's own heading for the annual objective."),
    wrong="""
        project: 产业发展服务经费
        goals:
          - {kind: overall, target_text: 产业发展服务经费, actual_text: 已完成}
    """,
    right="""
        goals[0].target_text: 走访重点企业60家，协调解决用地用工问题
        goals[0].actual_text: 走访64家，解决问题31个
    """,
)  # fmt: skip
def objective_is_no_name(result: StatementResult) -> Iterator[Hit]:
    """Compare each goal's text with the project's name."""
    project = clean(result.statement.project or "")
    for index, goal in enumerate(result.statement.goals):
        if project and clean(goal.target_text or "").rstrip("。") == project:
            yield Place(f"goals[{index}].target_text").hit(
                f"年度总体目标写作“{quoted(goal.target_text)}”，与项目名称相同。",
                f"The objective reads {quoted(goal.target_text)}, the project's name.",
            )
        elif goal.kind is GoalKind.OVERALL and _KEEP_RUNNING.fullmatch(clean(goal.target_text or "")):
            yield Place(f"goals[{index}].target_text").hit(
                f"年度总体目标只写“{quoted(goal.target_text)}”，没有写本项目要达到的结果。",
                f"The objective only reads “{quoted(goal.target_text)}” and names no result of the project.",
            )


@statement_rule("IND-73", Severity.NOTE,
    title=Both("一张表的几个目标下，同一指标、同一目标值", "One indicator with one target below several goals of a form"),
    reason=Both("两个目标下的指标名称和目标值都相同，看不出各自要达到什么；数量（人、次、件）可能被算了两次。", "Rows below two goals have one name and one target: what each is to reach cannot be seen, and a count may be counted twice."),
    formula=Both("同一张表、同一类目标下，名称、目标值相同的指标 = 1 个（满意度除外，指明是对本部门的不除外；目标个数多的见 IND-10）", "rows of one name and one target on a form, long-term and annual apart = 1 (satisfaction aside, unless with the department by its name; for more goals see IND-10)"),
    basis=Both("本门户约定；满意度指标可以通用，不作提示；对本部门的满意度只有一个，放在几个目标下是同一项调查。", "Own convention; satisfaction indicators may be shared and are left alone; satisfaction with the department is one survey, whatever the goals below which it stands."),
    wrong="""
        form_type: dept_target
        goals:
          - {kind: annual, number: 1, indicators: [{level1: 产出指标, level2: 数量指标, name: 培训基层干部, target: 300人}]}
          - {kind: annual, number: 2, indicators: [{level1: 产出指标, level2: 数量指标, name: 培训基层干部, target: 300人}]}
    """,
    right="goals[1].indicators[0].name: 培训社区志愿者",
)  # fmt: skip
def counts_are_each_goals_own(result: StatementResult) -> Iterator[Hit]:
    """Gather the rows that two goals of one kind share, counts first; what three annual goals share is told by IND-10."""
    if len(result.statement.goals) < 2:
        return
    places: dict[tuple[bool, str, str], dict[int, IndicatorResult]] = defaultdict(dict)
    moved = _moved(result)
    for item in result.indicators:
        if item.has_target and item.bare_name and (not item.is_satisfaction or _is_with_own(result, item)):
            places[item.long_term, *_name_and_target(item, moved)].setdefault(item.goal_order, item)
    shared: dict[tuple[str, str], list[IndicatorResult]] = {}
    for (later, name, target), rows in places.items():
        unlike = target == _MOVED and not all(named_by_target(item) for item in rows.values())
        if len(rows) > 1 and not unlike and (later or len(rows) < result.thresholds.repeated_indicators):
            shared.setdefault((name, target), list(rows.values()))
    first = sorted(shared.values(), key=lambda rows: not _is_count(rows[0]))
    counts = sum(_is_count(rows[0]) for rows in first)
    yield from together(
        [
            (
                f"{rows[1].path}.name",
                named_by_target(rows[0]) or f"{indicator_name(rows[0])} {quoted(rows[0].effective_target.raw)}",
            )
            for rows in first
        ],
        f"两个以上目标下名称、目标值都相同的指标（一般的满意度除外）{f'（其中 {counts} 个是数量，可能重复计算）' if counts else ''}",
        f"Indicators of one name and one target below two or more goals, general satisfaction aside{f', {counts} of them counts that may be counted twice' if counts else ''}",
        Both("个", "indicator"),
    )


def _is_with_own(result: StatementResult, item: IndicatorResult) -> bool:
    """Tell whether a row is satisfaction with the department as such (区信访局满意度): one survey whatever the goal."""
    found = _SATISFACTION_WITH.fullmatch(item.bare_name)
    form = result.statement.form
    return found is not None and found[1] in clean(f"{form.department or ''} {form.title}")


def _is_count(item: IndicatorResult) -> bool:
    value = item.effective_target
    return value.kind == "number" and value.unit not in {"percent", "yuan", ""}
