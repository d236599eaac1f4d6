"""IND rules on what is counted: work that is no occasion, incidents that nobody plans, times that bound nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from build_scripts.cells.amounts import clean
from build_scripts.judging.rules.registry import Hit, statement_rule
from build_scripts.judging.rules.rows import named_target, row_cell
from build_scripts.judging.rules.texts import ROW, quoted, together
from build_scripts.judging.score import IndicatorResult, StatementResult
from build_scripts.words.language import Both
from build_scripts.words.vocabulary import FormType, Severity

_SELF_EVALUATIONS = frozenset({FormType.PROJECT_SELF_EVAL, FormType.DEPT_SELF_EVAL})
_LIFE = re.compile("(?:使用年限|使用寿命|质保期|质保期限|保修期|保修期限|质保年限)$")
_AGAINST_LAST_YEAR = re.compile("(?:人次|人数|次数|户数|件数|数量|场次)[与同]?[较比](?:去年|上年|往年|上一年)")
"""A count, compared: 人次较去年相比. 增长率 and 同比增长 are figures of their own."""
_NEW = re.compile("建设|采购|购置|新建|升级|改造|提升|安装|更新")
_KEPT = re.compile("维护|运维|运行|维修|养护|服务")
_INCIDENTS = re.compile("(?:突发事件|事故|火灾|灾害|舆情|上访)(?:发生)?(?:数|起数|件数|次数|数量)?$")
_HANDLED = re.compile(
    "处置|处理|应对|应急处|办理|化解|预防|防范|防治|演练|接待|不发生|未发生|无|零|杜绝|减少|降低|控制|救助|救援|调解|排查|监测|接访|劝|扑救|宣传"
)
"""Words for what is done about incidents, or for preventing them."""
_WORKS = re.compile(
    "(?:小区|家园|道路|公路|桥梁|管网|平台|系统|设施|工程|场所|站点|驿站|基地|校舍|厂房|厕所|停车场|公园|绿地|改造)建设$|(?:新建|改造|修建|微治理|安装)$"
)
"""Works, which are counted in what is built. A style of work, a party branch or a safe city may be built up in sessions."""
_SERVICES = re.compile(
    "推广|走访|巡查|巡察|巡逻|治理|养护|(?<!档案)管理$|(?:养老|托育|便民|保洁|物业|助餐|帮扶|家政|照护|护理|惠民)服务"
)
"""What goes on all year. An examination or a contract of service may be one occasion."""
_OCCASIONS = re.compile(
    "活动|培训|演练|会议|宣传|清查|志愿|咨询|检查|考核|评估|审计|讲座|调研|评选|会$|次数$|频次$|场次$"
)
"""What is held on occasions."""
_ANSWERS = re.compile("响应|(?:办结|办理|处理|处置|修复|审批|反馈|回复|受理)(?:时间|时限|时效|及时性|速度)")
"""Names of times that end with an answer. Monthly payments and terms of service may well run from January to December."""
_WHOLE_YEAR = re.compile("(?:1|01|一)月?[-—–~至到]+(?:12|十二)月(?:底|份)?|全年|1年|一年|12个月|365天")


@statement_rule("IND-47", Severity.NOTE,
    title=Both("与上年相比的数量没有给出上年数", "A number compared with last year's, which is not given"),
    reason=Both("“帮扶人次较去年 ≥12%”说的是增长幅度，名称却是人次；上年是多少没有写，多少人次才算达成无从知道。", "“Persons helped, against last year, 12%” is an increase by its value and a number by its name; without last year's figure nobody knows how many persons reach it."),
    formula=Both("名称为数量（人次、人数、次数、数量……）且与去年、上年相比、目标为百分数的指标，填有上年数", "rows that compare a number with last year's in percent give last year's figure"),
    basis=Both("算术：百分数要有基数；本门户约定。增长率、增幅不作提示。", "Arithmetic: a percentage needs its base; own convention. Growth rates are left alone."),
    wrong="""
        goals:
          - kind: overall
            indicators:
              - {level1: 效益指标, level2: 社会效益指标, name: 帮扶人次较去年相比, target: ≥12%, actual: 12%}
    """,
    right="goals[0].indicators[0]: {level1: 效益指标, level2: 社会效益指标, name: 帮扶人次较去年相比, baseline_y1: 2500人次, target: ≥12%, actual: 12%}",
)  # fmt: skip
def comparisons_have_their_base(result: StatementResult) -> Iterator[Hit]:
    """Gather counts compared with last year in percent on rows that do not print last year's figure."""
    found = [
        named_target(item)
        for item in result.indicators
        if item.effective_target.unit == "percent"
        and item.effective_target.number
        and item.baseline_y1.raw in {None, ""}
        and _AGAINST_LAST_YEAR.search(item.row.name)
        and not item.head.endswith(("率", "幅度", "幅", "比例"))
    ]
    yield from together(
        found, "与上年相比，没有给出上年数", "Compared with last year's figure, which is not given", ROW
    )


@statement_rule("IND-39", Severity.WARNING,
    title=Both("使用年限超过一年，本年自评不可能已经看到", "A service life of years, which a year cannot have shown"),
    reason=Both("当年建设、购置的东西，当年的自评表就报告“使用年限 3年”，只能是预计或承诺；是预计的请写明依据，也可以改用当年能够观察的指标。", "What was built or bought this year is reported to have a service life of three years: that is expected or promised. The ground of it is due, or a measure that the year can show."),
    formula=Both("建设、购置、升级项目的自评表：使用年限、使用寿命、质保期的完成值 ≤ 1 年", "self-evaluations of projects that build, buy or raise something: actual service life or warranty ≤ 1 year"),
    basis=Both("自评表反映本年度实际完成情况；本门户约定。运行维护项目不作提示。", "A self-evaluation reports what the year achieved; own convention. Projects of operation and maintenance are left alone."),
    wrong="""
        project: 协同办公平台建设
        goals:
          - kind: overall
            indicators:
              - {level1: 效益指标, level2: 可持续影响指标, name: 使用年限, target: ≥3年, actual: 3年}
    """,
    right="goals[0].indicators[0]: {level1: 效益指标, level2: 可持续影响指标, name: 设备完好率, target: ≥98%, actual: 99%}",
)  # fmt: skip
def life_is_not_over(result: StatementResult) -> Iterator[Hit]:
    """Find actual service lives of more than a year on self-evaluations of projects that built or bought something."""
    project = clean(result.statement.project or "")
    if result.statement.form.form_type not in _SELF_EVALUATIONS or not _NEW.search(project) or _KEPT.search(project):
        return
    for item in result.indicators:
        actual = item.actual
        if actual.kind == "number" and actual.unit == "year" and (actual.number or 0) > 1 and _LIFE.search(item.head):
            yield row_cell(item, "actual").hit(
                f"完成值为 {quoted(actual.raw)}，{result.statement.form.fiscal_year} 年度内不可能已经看到。",
                f"the actual value is {quoted(actual.raw)}, which the year {result.statement.form.fiscal_year} cannot have shown.",
            )


@statement_rule("IND-40", Severity.NOTE,
    title=Both("以突发事件、事故的起数作目标", "Incidents as a target"),
    reason=Both("突发事件、事故没有人能够计划，也不是越多越好；要衡量的多半是处置了多少、多快，或者不超过多少。", "Nobody plans emergencies or accidents, and more of them is not better; what was dealt with, how fast, or an upper bound is probably meant."),
    formula=Both("名称以突发事件、事故、火灾、灾害、舆情、上访结尾的指标，目标值为 0 或写“≤”", "targets of rows named after incidents are 0 or bounded by ≤"),
    basis=Both("指标名称的字面含义；本门户约定。名称里有处置、预防等词的不作提示。", "The plain meaning of the name; own convention. Names that speak of dealing with incidents or preventing them are left alone."),
    wrong="""
        goals:
          - kind: overall
            indicators:
              - {level1: 产出指标, level2: 数量指标, name: 应急平台突发事件, target: 1000件, actual: 1000件}
    """,
    right="goals[0].indicators[0].name: 应急平台突发事件处置件数",
)  # fmt: skip
def incidents_are_not_planned(result: StatementResult) -> Iterator[Hit]:
    """Find numbers of incidents above 0 as targets that are no upper bound."""
    for item in result.indicators:
        target = item.effective_target
        counted = target.kind == "number" and bool(target.number) and target.unit not in {"percent", "permille", "yuan"}
        if (
            counted
            and target.op not in {"le", "lt"}
            and _INCIDENTS.search(item.head)
            and not _HANDLED.search(item.row.name)
        ):
            yield row_cell(item, "target").hit(
                f"名称说的是发生的事，谁也不能计划；目标值 {quoted(target.raw)} 又不是上限。",
                f"the name speaks of what happens and nobody plans; the target, {quoted(target.raw)}, is no upper bound.",
            )


@statement_rule("IND-41", Severity.NOTE,
    title=Both("建设、服务以“次”计", "Works and services counted in times"),
    reason=Both("小区改造、平台建设应以个、处、户计；养老服务、出租屋走访全年“1次”，看不出做了多少。", "Works are counted in estates, places or households; a service that counts as done after one occasion in a year does not tell how much was done."),
    formula=Both("名称以建设、改造、安装结尾的不以次计；服务、走访、巡查、治理、管理一类的年度目标 ≠ 1次", "works are not counted in times; the annual target of services, visits, patrols and management is not once"),
    basis=Both("本门户约定；活动、培训、检查等以次计的不作提示。", "Own convention; what is held on occasions is left alone."),
    wrong="""
        goals:
          - kind: overall
            indicators:
              - {level1: 产出指标, level2: 数量指标, name: 老旧小区改造, target: 1次, actual: 1次}
    """,
    right="goals[0].indicators[0].target: 1个",
)  # fmt: skip
def works_are_no_occasions(result: StatementResult) -> Iterator[Hit]:
    """Gather works in times, and services that one occasion in the year fulfils."""
    found = [named_target(item) for item in result.indicators if _no_occasion(item)]
    yield from together(
        found, "以“次”计，看不出做了多少", "Counted in times, which does not tell how much was done", ROW
    )


def _no_occasion(item: IndicatorResult) -> bool:
    target, name = item.effective_target, item.head
    if target.kind != "number" or target.unit != "time" or target.per or not target.number:
        return False
    if _WORKS.search(name):
        return True
    once = target.number == 1 and not item.long_term
    return once and bool(_SERVICES.search(name)) and not _OCCASIONS.search(name)


@statement_rule("IND-42", Severity.WARNING,
    title=Both("响应、办理时间写成全年", "A response time that is the whole year"),
    reason=Both("响应时效写“1-12月”，等于一年之内任何时候响应都算达成，没有时限；多半是把工作的起止时间填了进去。", "A response “January to December” is reached by any answer within the year and sets no limit; the period of the work was probably entered."),
    formula=Both("响应、办结、办理、处理、修复、回复时间（时限、时效）的目标值 ≠ 全年、1-12月", "the target of a time of response, handling or repair is not the whole year"),
    basis=Both("指标名称的字面含义。", "The plain meaning of the name."),
    wrong="""
        form_type: dept_target
        goals:
          - kind: annual
            number: 1
            indicators: [{level1: 产出指标, level2: 时效指标, name: 响应时效, target: 1-12月}]
    """,
    right="goals[0].indicators[0].target: ≤2个工作日",
)  # fmt: skip
def answers_have_a_limit(result: StatementResult) -> Iterator[Hit]:
    """Gather times of response and handling whose target is the whole year: one finding for a form."""
    found = [
        named_target(item)
        for item in result.indicators
        if _WHOLE_YEAR.fullmatch(clean(item.effective_target.raw or "")) and _ANSWERS.search(item.head)
    ]
    yield from together(
        found, "响应、办理时间写成全年，没有时限", "Times of response that are the whole year and set no limit", ROW
    )
