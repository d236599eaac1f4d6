"""TXT rules on what texts call by name: lists that count their names, a project in the goal, a day that is a month elsewhere."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from build_scripts.cells.amounts import NUMBER, clean, number_of
from build_scripts.judging.rules.groups import by_year
from build_scripts.judging.rules.registry import Hit, Place, department_rule, statement_rule
from build_scripts.judging.rules.rows import indicator_name
from build_scripts.judging.rules.texts import passages, quoted
from build_scripts.judging.score import HUNDRED, IndicatorResult, StatementResult
from build_scripts.words.language import Both
from build_scripts.words.vocabulary import Severity

_LISTED = re.compile(
    "(?P<names>(?:[^、，,。；;：:（）()\\n]{2,20}、){4,60}[^、，,。；;：:（）()\\n]{2,20}?)等(?:共|共计)?(?P<number>[1-9]\\d?)个?(?=项目|专项|子项)"
)
"""A list of five names and more before 等N个项目; one with brackets may have lists within."""


@statement_rule("TXT-23", Severity.NOTE,
    title=Both("列出的名称比写明的项目数多", "More names are listed than the text counts"),
    reason=Both("“甲、乙、丙等N个项目”列出的名称已经超过N个：是数错了，还是其中两个名称是一个项目，读者无从知道。", "“A, B, C, N projects in all” lists more than N names: is the number wrong, or are two of the names one project?"),
    formula=Both("“等N个项目”前以顿号分开的名称个数 ≤ N（5 个以上的名称才数）", "names separated by the Chinese list comma before “N projects in all” ≤ N (lists of five names and more)"),
    basis=Both("文字自身的数。", "The text's own number."),
    wrong="""
        form_type: dept_report
        narratives: [{kind: report_section, heading: 绩效目标, text: 完成区长热线、区志办、调研室、文印费、党建经费等4个项目的实施。}]
    """,
    right="narratives[0].text: 完成区长热线、区志办、调研室、文印费、党建经费等5个项目的实施。",
)  # fmt: skip
def lists_count_their_names(result: StatementResult) -> Iterator[Hit]:
    """Count the names before each 等N个项目 of a form's texts."""
    for path, text in passages(result):
        for found in _LISTED.finditer(clean(text)):
            names = found["names"].split("、")
            if len(names) > int(found["number"]):
                yield Place(path).hit(
                    f"文字写“等{found['number']}个项目”，前面列了 {len(names)} 个名称。",
                    f"The text says {found['number']} projects and lists {len(names)} names before that.",
                    of_cell=False,
                    reference=found["number"],
                    gathered=tuple(names),
                )


_SENTENCE = re.compile(r"[。；;\n]")
_SAID_RATE = re.compile(
    rf"^[^，,]{{0,8}}[，,]?(?P<who>|[一-龥]{{0,7}}?(?:[员众民工者人户象企生师位体属]|企业|单位|家长|社会))满意(?:率|度)(?:达到|达|为|在|不低于|≥)?(?P<number>{NUMBER})%"
)
"""The satisfaction behind a project's name, at most the next clause away."""
_ANYBODY = re.compile("服务对象|群众|公众|社会")
_SHORTEST_PROJECT = 4


@department_rule("TXT-24", Severity.NOTE,
    title=Both("部门目标对一个项目提出的满意率，高于该项目自己的表", "The department asks for more satisfaction with a project than its own form"),
    reason=Both("部门的总体目标写明某个项目的满意率，该项目自己的表却把目标定得更低：应以哪一个为准（疑点）；衡量的是另一些人的满意度的，部门的目标用哪张表衡量，看不出来（提示）。", "The department's objective states the satisfaction with a project; the project's own form asks for less: which one counts (a warning)? Where it asks for less of other persons, no form measures the objective (a note)."),
    formula=Both("总体目标中紧跟项目名称的满意率 ≤ 该项目表的满意度目标值", "the satisfaction that follows a project's name in the department's objective ≤ the satisfaction target of that project's form"),
    basis=Both("同一部门同一年度各表之间的勾稽关系。", "The forms of one department and year."),
    wrong="""
        forms:
          - form_type: dept_self_eval
            goals: [{kind: overall, target_text: 认真做好建议提案办理工作，代表委员满意率在95%以上}]
          - project: 建议提案办理
            goals: [{kind: overall, indicators: [{level1: 满意度指标, level2: 服务对象满意度指标, name: 群众满意度, target: "90", actual: "93"}]}]
    """,
    right="forms[1].goals[0].indicators[0]: {level1: 满意度指标, level2: 服务对象满意度指标, name: 代表委员满意率, target: 95%, actual: 96%}",
)  # fmt: skip
def projects_keep_to_the_departments_goal(results: tuple[StatementResult, ...]) -> Iterator[Hit]:
    """Look for project names with a satisfaction in the goals of the year's department form, and compare the projects' forms."""
    for forms in by_year(results):
        texts = [
            clean(goal.target_text or "")
            for form in forms
            if not form.statement.form.form_type.of_project
            for goal in form.statement.goals
        ]
        sentences = [part for text in texts if "满意" in text for part in _SENTENCE.split(text)]
        for form in forms if sentences else ():
            name = clean(form.statement.project or "")
            if len(name) < _SHORTEST_PROJECT:
                continue
            rests = (part.partition(name)[2] for part in sentences if name in part)
            found = next((rate for rest in rests if (rate := _SAID_RATE.search(rest))), None)
            rows = [item for item in form.indicators if item.is_satisfaction and item.effective_target.number]
            if found and rows:
                yield from _below(form, found, rows)


def _below(form: StatementResult, found: re.Match[str], rows: list[IndicatorResult]) -> Iterator[Hit]:
    said, who = number_of(found["number"]), _ANYBODY.sub("", found["who"])
    said_so = found.string[found.start("who") : found.end()]
    shares = [
        (target.number, item)
        for item in rows
        if (target := item.effective_target).kind == "number"
        and target.unit in {"percent", "point", ""}
        and target.number is not None
        and 1 < target.number <= HUNDRED
    ]
    if len(shares) != len(rows):
        return
    number, item = max(shares, key=lambda share: share[0])
    others = bool(who) and not any(who in row.head or who[-2:] in row.head for row in rows)
    if number >= said:
        return
    whose = Both(f"，衡量的又是“{indicator_name(item)}”", f", while this form measures “{indicator_name(item)}”")
    beside = whose if others else Both("", "")
    yield Place(f"{item.path}.target", indicator_name(item)).hit(
        f"目标值 {quoted(item.effective_target.raw)}；部门的总体目标对这个项目写“{quoted(said_so)}”{beside.zh}。",
        f"the target is {quoted(item.effective_target.raw)}; the department's objective says of this project “{quoted(said_so)}”{beside.en}.",
        reference=f"{found['number']}%",
        difference=number - said,
        statement_id=form.statement.id,
        severity=Severity.WARNING if who and not others else None,
    )


_OCCASION = re.compile(
    "(?P<name>(?:全国|世界|国际)(?![一-龥]{0,6}[每各当本次单上下全])[一-龥]{2,8}?)(?P<period>[日月])(?![报期度刊常光末均计内初底中份])"
)
"""A named day or month. A week beside a day of one name is a real pair (防灾减灾日, 防灾减灾周) and no slip."""


@statement_rule("TXT-25", Severity.NOTE,
    title=Both("同一个活动，一处写“日”一处写“月”", "One occasion is a day here and a month there"),
    reason=Both("同一张表里，全国性的活动一处称“日”、一处称“月”：是两个活动还是写错了一处，无从知道。", "A national occasion is called a day in one place of a form and a month in another: two occasions, or a slip?"),
    formula=Both("同一张表中，以全国、世界、国际开头的同名活动只称“日”或只称“月”", "an occasion whose name begins with national, world or international is called either a day or a month on one form"),
    basis=Both("表内用词；本门户约定。", "The form's own words; own convention."),
    wrong="""
        form_type: dept_target
        goals:
          - kind: annual
            number: 1
            target_text: 办好全国科普日活动
            indicators: [{level1: 产出指标, level2: 数量指标, name: 全国科普月主题活动次数, target: 2次}]
    """,
    right="goals[0].indicators[0].name: 全国科普日主题活动次数",
)  # fmt: skip
def occasions_keep_their_period(result: StatementResult) -> Iterator[Hit]:
    """Gather the days and months that texts and names speak of: one finding for each name that is both."""
    rows = ((f"{item.path}.name", item.row.name) for item in result.indicators)
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for path, text in (*passages(result), *rows):
        if "全国" in text or "世界" in text or "国际" in text:
            for occasion in _OCCASION.finditer(clean(text)):
                found[occasion["name"]][occasion["period"]].append(path)
    for name, places in found.items():
        if len(places) > 1:
            days, months = places["日"], places["月"]
            yield Place(months[0]).hit(
                f"写作“{name}月”（{len(months)} 处），表上另有“{name}日”（{len(days)} 处）。",
                f"“{name}月”, a month ({len(months)} times); elsewhere on the form it is “{name}日”, a day ({len(days)} times).",
                of_cell=False,
                reference=f"{name}日",
                places=(*months, *days),
            )
