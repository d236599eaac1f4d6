"""TXT rules on what a project is called: its year, its activity, its title, the items that its name counts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from build_scripts.cells.amounts import clean
from build_scripts.judging.rules.registry import Hit, Place, statement_rule
from build_scripts.judging.rules.texts import passages, quoted
from build_scripts.judging.score import IndicatorResult, StatementResult
from build_scripts.words.language import UNSAID, Both
from build_scripts.words.vocabulary import Level2, Severity

_YEAR = re.compile(r"(?<!\d)(20[0-4]\d)(?=年)")
_THIS_YEAR = re.compile("本年度|本年|当年|今年")
_CARRIED = re.compile("结转|结余|[至到—–-]20")


@statement_rule("TXT-16", Severity.NOTE,
    title=Both("项目名称写的是另一年度，目标却说“本年度”", "The project's name has another year, the objective says “this year”"),
    reason=Both("项目名称里的年份不是本表的财政年度，目标又说“本年度”：说的是哪一年，表上看不出。", "The year in the project's name is not that of the form, and the objective speaks of this year: which one is meant cannot be told."),
    formula=Both("项目名称中的年份 ≠ 财政年度 ⇒ 目标写明年份，不写“本年度”", "year in the project's name ≠ fiscal year ⇒ the objective names the year rather than saying “this year”"),
    basis=Both("表内勾稽关系：项目名称、年度总体目标、财政年度。", "The form's own words: name, objective and fiscal year."),
    wrong="""
        fiscal_year: 2021
        project: 2020年度目标责任制考核奖
        goals:
          - {kind: overall, target_text: 完成政府制定的本年度工作目标后发放考核奖}
    """,
    right="goals[0].target_text: 完成政府制定的2020年度工作目标后发放考核奖",
)  # fmt: skip
def this_year_is_the_forms(result: StatementResult) -> Iterator[Hit]:
    """Look for words for this year on forms whose project is named after another; carried-over money is named after its year."""
    project, year = clean(result.statement.project or ""), result.statement.form.fiscal_year
    years = {*_YEAR.findall(project)}
    if not years or str(year) in years or _CARRIED.search(project):
        return
    for index, goal in enumerate(result.statement.goals):
        text = clean(goal.target_text or "")
        found = _THIS_YEAR.search(text)
        if found and not _YEAR.search(text):
            named = "、".join(sorted(years))
            yield Place(f"goals[{index}].target_text").hit(
                f"项目名称写 {named} 年，本表为 {year} 年度，目标写“{found[0]}”。",
                f"The project's name says {named}, the form is for {year}, and the objective says “{found[0]}”.",
                of_cell=False,
                reference=str(year),
            )


_ACTIVITIES = {
    "调研": "调研|调查|研究|课题",
    "培训": "培训|轮训|参训|学习|授课|课程|教学",
    "审计": "审计|审核|审减|决算",
    "宣传": "宣传|报道|推广|普及|知晓|刊发",
    "印刷|文印|打印|印制": "印|打字|复印",
    "租赁|租用|租金": "租",
    "招商": "招商|引资|签约|企业",
    "普查": "普查|调查",
    "监测": "监测|监控|监管",
    "督办|督查": "督办|督查|督导",
    "值班": "值班|值守|在岗",
    "演练": "演练|演习",
    "评审": "评审|评估|审查|审核",
    "测绘": "测绘|测量|勘测",
    "检测": "检测|检验|抽检|化验",
    "招聘": "招聘|招录|录用",
    "体检": "体检|检查",
}
"""Activities that a project may be named after, each with the words by which a form may speak of it."""
_OF_OFFICE = "(?!部|中心|室|办(?!公)|局|站|大?队|科|股|所|处|员)"
"""Behind an activity, what makes it the name of an office or of persons: 宣传部, 监测站."""
_OFFICE = re.compile("[一-龥]*(?:室|办公室|办|局|中心|科|所|站|队)(?:工作)?(?:经费)?")
"""Names of offices (调研室), which may do many things."""


@statement_rule("TXT-17", Severity.NOTE,
    title=Both("项目名称说的事，表上再没有提到", "What the project is named after is nowhere else on the form"),
    reason=Both("项目名称写明是做什么的（调研、培训、监测……），目标、完成情况和指标里却都没有提到：钱用在什么上，表上看不出。", "The name says what the project is for (research, training, monitoring …), and neither objective, achievement nor indicators mention it: what the money went to cannot be seen."),
    formula=Both("项目名称中的活动 ∈ 目标、完成情况、指标、文字说明的用词", "an activity in the project's name occurs in the objective, the achievement, the indicators or the texts"),
    basis=Both("本门户约定：只查词表中的活动，近义词（文印与印刷、督查与督办）视为相同。", "Own convention: only activities of a closed list, synonyms alike."),
    wrong="""
        project: 扶贫调研经费
        goals:
          - kind: overall
            target_text: 提高帮扶对象生活质量
            indicators: [{level1: 产出指标, level2: 数量指标, name: 帮扶人数, target: 20人}]
    """,
    right="goals[0].indicators[0]: {level1: 产出指标, level2: 数量指标, name: 调研报告, target: 2篇}",
)  # fmt: skip
def projects_do_what_they_are_called(result: StatementResult) -> Iterator[Hit]:
    """Look for the activities of the project's name in everything that the form says besides."""
    project = clean(result.statement.project or "")
    named = {
        found[0]: words
        for activity, words in _ACTIVITIES.items()
        if (found := re.search(f"(?:{activity}){_OF_OFFICE}", project))
    }
    if not named or not result.indicators or _OFFICE.fullmatch(project):
        return
    rows = [
        f"{item.row.name}{item.row.target or ''}{item.row.actual or ''}{item.row.criteria or ''}"
        for item in result.indicators
    ]
    said = clean("\n".join([*rows, *(text for _, text in passages(result))]))
    missing = [activity for activity, words in named.items() if not re.search(words, said)]
    if missing:
        words = Both("”“".join(missing), "”, “".join(missing))
        yield Place("project").hit(
            f"项目名称写有“{words.zh}”，目标、完成情况和 {len(result.indicators)} 行指标中都没有提到。",
            f"The project's name has “{words.en}”; neither objective, achievement nor {len(result.indicators)} rows speak of that.",
            of_cell=False,
            gathered=tuple(missing),
        )


_TITLE_END = re.compile(
    r"(?:（项目）|项目|支出|（支出）){0,8}(?:支出)?(?:绩效)?(?:目标)?(?:自评|自我评价|申报|评价|目标){0,8}(?:报告)?表.*$"
)
_KIND = re.compile("(?:（项目）|（支出）|项目|支出){1,8}$")
"""What a name may have at its end, as the title has before the words for the form."""
_TITLE_START = re.compile(r"^(?:（?20\d\d年?度?）?|附件?\d*[：:]?)+")
_SHORTEST_TITLE = 4


@statement_rule("TXT-18", Severity.NOTE,
    title=Both("标题里的项目名称与项目名称栏不同", "The project is called otherwise in the title than in its cell"),
    reason=Both("同一张表的标题和项目名称栏写的是两个名称，搜索、比对时会当成两个项目。", "Title and name cell of one form give two names: whoever searches or compares takes them for two projects."),
    formula=Both("标题中的项目名称 = 项目名称栏（一个包含另一个时才比较）", "the name within the title = the name cell (compared where one contains the other)"),
    basis=Both("表样自身的编排。", "The form's own layout."),
    wrong="""
        title: 区政府专项工作经费（项目）绩效目标自评表
        project: 政府专项工作经费
    """,
    right="project: 区政府专项工作经费",
)  # fmt: skip
def titles_name_the_project(result: StatementResult) -> Iterator[Hit]:
    """Compare the project's name with the title less the words for the form."""
    project = _KIND.sub("", clean(result.statement.project or ""))
    whole = _TITLE_END.sub("", clean(result.statement.form.title))
    title = _TITLE_START.sub("", whole)
    if not project or len(title) < _SHORTEST_TITLE or project in {title, whole}:
        return
    short, long = sorted((title, project), key=len)
    more = long.replace(short, "", 1)
    if (
        short in long
        and len(more) < len(short)
        and not (len(more) > 1 and more in clean(result.statement.form.department))
    ):
        yield Place("project").hit(
            f"标题写“{quoted(title)}”，项目名称栏写“{quoted(result.statement.project)}”。",
            f"The title says “{quoted(title)}”, the name cell “{quoted(result.statement.project)}”.",
            reference=title,
        )


_MANY_ITEMS = re.compile(
    "(?<![第\\d一二三四五六七八九十])(?P<number>[三四五六七八九十]|[1-9]\\d?)项(?!目|指标|制度|行动计划)"
)
_NUMERALS = "零一二三四五六七八九十"
_FEWEST = 5
_PIECES = frozenset({"项", "套", "个", "件", "台", "种", "item", "set", "piece"})
"""Units in which the items of a name may be counted."""


@statement_rule("TXT-19", Severity.NOTE,
    title=Both("项目名称说有几项，表上只衡量了其中少数", "The name speaks of several items, few of which are measured"),
    reason=Both("项目名称写明包含几项费用或任务，数量、成本指标却不到一半：其余各项做了什么、花了多少，表上看不出。数量指标的数比项数还小的，一并写出。", "The name says how many items the project has, and there are less than half as many quantity and cost rows: what became of the others cannot be seen. A quantity below the number of items is quoted."),
    formula=Both("数量指标、成本指标行数 × 2 ≥ 项目名称写明的项数（5 项以上）", "quantity and cost rows × 2 ≥ the number of items in the project's name (from 5 on)"),
    basis=Both("本门户约定。", "Own convention."),
    wrong="""
        project: 网站监测、督办系统等九项费用
        goals:
          - kind: overall
            indicators:
              - {level1: 产出指标, level2: 数量指标, name: 购置配套设施数量, target: 1套}
              - {level1: 产出指标, level2: 成本指标, name: 配套设施费用, target: 118万元}
    """,
    right="project: 机房配套设施购置",
)  # fmt: skip
def items_of_the_name_are_measured(result: StatementResult) -> Iterator[Hit]:
    """Compare the number of items in the project's name with the rows that could measure them."""
    found = _MANY_ITEMS.search(clean(result.statement.project or ""))
    if not found or not result.indicators:
        return
    digits = found["number"]
    number = int(digits) if digits.isdigit() else _NUMERALS.index(digits)
    rows = [item for item in result.indicators if item.is_cost or item.level2 is Level2.QUANTITY]
    if number >= _FEWEST and 2 * len(rows) < number:
        few = [f"{item.row.name} {quoted(item.effective_target.raw)}" for item in rows if _counts_less(item, number)]
        counted = (
            Both(f"；其中“{quoted(few[0])}”少于 {number}", f"; “{quoted(few[0])}” counts fewer than {number}")
            if few
            else UNSAID
        )
        yield Place("project").hit(
            f"项目名称写“{found[0]}”，数量指标和成本指标共 {len(rows)} 行{counted.zh}。",
            f"The project's name speaks of {number} items; there are {len(rows)} quantity and cost rows{counted.en}.",
            of_cell=False,
            reference=str(number),
            gathered=tuple(item.row.name for item in rows),
        )


def _counts_less(item: IndicatorResult, items: int) -> bool:
    """Tell whether a row counts pieces, and fewer of them than the name has items."""
    target = item.effective_target
    piece = item.level2 is Level2.QUANTITY and target.kind == "number" and target.unit in _PIECES
    return piece and target.number is not None and target.number < items
