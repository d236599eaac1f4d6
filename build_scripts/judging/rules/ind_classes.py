"""IND rules on rows below a category that they do not speak of: time, ecology, the economy, quality, effects."""

from __future__ import annotations

import re
from collections.abc import Iterator

from build_scripts.cells.amounts import clean
from build_scripts.cells.dimensions import Dimension, dimension_of
from build_scripts.judging.rules.registry import Hit, statement_rule
from build_scripts.judging.rules.rows import STOCK_PHRASES, named_target
from build_scripts.judging.rules.texts import ROW, together
from build_scripts.judging.score import IndicatorResult, StatementResult
from build_scripts.words.language import Both
from build_scripts.words.vocabulary import Level1, Level2, Severity

_SPEAKS_OF: dict[Level2, tuple[Both, re.Pattern[str]]] = {
    Level2.ECOLOGICAL: (Both("生态环境", "the environment"), re.compile(
        "生态|环|绿|污|排|能|水|气|土|耕|垃圾|废|碳|噪|卫生|林|草|湿地|河|湖|清洁|扬尘|市容|洁|景|资源|纸|自然|植|树|花|园|动物|鸟|鱼|渔"
        "|粮|药|肥|秸秆|畜|粪|灰|尘|烟|雾|霾|耗|净|美|人居|面貌|村容|病媒|蚊|鼠|消杀|电|油|煤|山|沙|矿|海|岸|泥|渣|循环|回收|再生|塑|厕|辐射|振|震|光|节约|可持续|出行|车|影响|周边|周围|PM|浓度|危险|危化|臭|味"
    )),
    Level2.TIMELINESS: (Both("时间", "time"), re.compile(
        "时|期|进度|年|月|日|周|季|天|快|速|频|早|晚|夜|晨|完成|办结|到位|延|拖|逾|缓|提前|立即|迅速|当场|马上|准点|按计划|启动|开工|竣工|交付|截止|节点|阶段|分钟|秒|效率|率先|完工|到账|履约|支付|拨付|兑付|随到|随时|即|前$|后$|底$|初$"
    )),
    Level2.ECONOMIC: (Both("经济", "the economy"), re.compile(
        "经济|收|产|税|投|成本|节|增|利|就业|金|费|元|企|业|营商|消|招商|价|损失|补贴|财|农|销|市场|贷|商|创|效益|贸|融|银|债|购|采|旅|租|贫|富|支|发展|省|减|降|岗位|人才|成果|转化|科技|GDP|外资|出口|物流|经营|运营|资产|资本|内需|拉动|带动"
    )),
}  # fmt: skip
"""What rows of these categories speak of, widely meant. Social and lasting effects have no closed list of words."""
_OTHER_SURROUNDINGS = re.compile(
    "(?:办公|营商|社会|投资|经济|工作|法治|学习|育人|政治)环境|水平|能力|功能|职能|效能|可能"
)
"""Surroundings that are no ecology, and other words that hold a character of the list by chance."""
_TIMES_OF_WORK = re.compile("(?:响应|修复|处理|处置|办理|办结|审批|等待|到达)(?:时间|时限|时长)$|及时率$")
_OUTPUT_HEADS = re.compile(
    "(?:(?:数据|信息|报表)(?:统计|汇总|采集|录入)|完成率|落实程度|落实率|到位率|及时率|验收合格率)$"
)
"""Measures of output: how much was done, and how well and when. 办结率 and 回复率 may be what people get of it."""
_EFFECT_OF_WORK = re.compile("(?:效用|成效|效益|效果)$")
"""What comes of the work. 影响 is none: a cost to society or to the environment is an influence on it."""
_PUBLISHED = frozenset({"篇", "期", "版", "session"})
"""Units of what is published or held: articles, issues, pages, events."""
_COMPLETION = re.compile("完成率$")
COMPLETION_ROWS = 3
_PAYMENT = re.compile("(?:支付|拨付|发放|兑付|资金使用|经费使用)(准确|合规|规范|及时|足额|到位)(?:率|性|度)$")
_HANDLED_WELL = frozenset({"准确", "合规", "规范"})
"""How money was handled. Paid in time and in full may be the quality of a payment, and no effect either."""
_PAYS = re.compile("补贴|补助|奖|发放|救助|工资|津贴|待遇|抚恤|慰问|工程款|拨付|支付|发给|低保|养老金|酬|薪")
"""Words of projects that consist in paying money out."""
_OWN_RUNNING = re.compile("(?:日常工作|正常运转|正常运行|正常开展|工作效率|办公效率|工作积极性)")
_ANY_RUNNING = re.compile(
    "(?:(?:确保|保障|维持|维护|提高|提升)?(?:本|全)?(?:单位|机关|部门|政府|行政|工作人员|人员|各单位|协同)*(?:日常|各项)?(?:的)?"
    "(?:工作)?(?:日常工作|正常运转|正常运行|正常开展|工作效率|办公效率|工作积极性)(?:得到)?(?:保障|提升|提高)?(?:度)?。?)"
)
"""Names that speak of the unit's own running and of nothing else; what runs for the public has a word more."""


@statement_rule("IND-32", Severity.NOTE,
    title=Both("指标与所在类别没有关系的词", "Rows without a word of their category"),
    reason=Both("列在生态效益下而没有说到生态环境、列在时效下而没有说到时间、列在经济效益下而没有说到经济的，多半放错了类别，或者这一类没有真正的指标。", "Below ecology and no word of the environment, below timeliness and no word of time, below economic benefit and no word of the economy: the row stands in a wrong place, or the category has no indicator of its own."),
    formula=Both("生态效益、时效、经济效益指标的名称、目标值或完成值中有与类别有关的词（以百分比为目标的时效指标看名称）", "name, target or actual value of rows below ecology, timeliness and economic benefit hold a word of the category (timeliness in percent: the name does)"),
    basis=Both("指标类别的字面含义；词表是本门户约定，从宽。", "The plain meaning of the category; the lists of words are our own convention, and wide."),
    wrong="""
        goals:
          - kind: overall
            indicators:
              - {level1: 效益指标, level2: 生态效益指标, name: 综合办公环境提升, target: 明显提升, actual: 明显提升}
    """,
    right="goals[0].indicators[0].name: 办公区垃圾分类覆盖率",
)  # fmt: skip
def rows_speak_of_their_category(result: StatementResult) -> Iterator[Hit]:
    """Gather the rows of a category that hold none of its words: one finding for each category of a form."""
    for level2, (matter, words) in _SPEAKS_OF.items():
        found = [named_target(item) for item in result.indicators if item.level2 is level2 and not _speaks(item, words)]
        yield from together(
            found,
            f"列在{level2.zh}下，文字没有说到{matter.zh}",
            f"Rows below {level2.en.lower()} that do not speak of {matter.en}",
            ROW,
        )


def _speaks(item: IndicatorResult, words: re.Pattern[str]) -> bool:
    """Tell whether a row has a word of its category; true as well where it says nothing at all."""
    name, target = item.bare_name, item.effective_target
    if name in STOCK_PHRASES or item.category_in_name or target.state != "reported":
        return True
    if target.kind in {"month_range", "date_range", "duty"} or dimension_of(target) is Dimension.DURATION:
        return True
    values = [] if target.unit == "percent" and target.kind == "number" else [target.raw or "", item.actual.raw or ""]
    return any(words.search(_OTHER_SURROUNDINGS.sub("", clean(text))) for text in (name, *values))


@statement_rule("IND-33", Severity.NOTE,
    title=Both("产出或效果的计量放在别的类别下", "A measure of an output class, or an effect, below another category"),
    reason=Both("响应时间、及时率是时效，完成率说明做了多少，验收合格率、落实程度说的是产出；放在质量或效益下，就看不到真正的质量和效益。", "Response times are timeliness, completion says how much was done, acceptance says how well: below quality or benefit they stand in the place of what the category asks for."),
    formula=Both("响应、办理时间和及时率 ∈ 时效；完成率、到位率、落实程度、验收合格率、数据统计 ∉ 效益；效用、成效、效果 ∉ 成本；质量指标中的完成率不到 3 行或不到一半", "response times and rates of punctuality stand below timeliness; completion, delivery, acceptance and the keeping of statistics not below benefit; effects not below cost; of the quality rows fewer than 3, or fewer than half, are completion rates"),
    basis=Both("财预〔2020〕10号附件：数量看完成率，质量看达标率，时效看及时性；界限是本门户约定。", "财预〔2020〕10号: quantity by completion, quality by standards met, timeliness by punctuality; the limits are our own convention."),
    wrong="""
        goals:
          - kind: overall
            indicators:
              - {level1: 产出指标, level2: 质量指标, name: 故障修复处理时间, target: ≤4小时, actual: 3小时}
    """,
    right="goals[0].indicators[0].level2: 时效指标",
)  # fmt: skip
def measures_stand_in_their_class(result: StatementResult) -> Iterator[Hit]:
    """Gather times below quality, output below benefit, and quality that is mostly completion: one finding for each."""
    times = [item for item in result.indicators if item.level2 in _NO_TIMES and _TIMES_OF_WORK.search(item.head)]
    yield from together(
        [named_target(item) for item in times],
        "说的是时间，列在数量或质量指标下",
        "About time, and below quantity or quality",
        ROW,
    )
    outputs = [item for item in result.indicators if item.level1 is Level1.OUTCOME and _is_output(item)]
    yield from together(
        [named_target(item) for item in outputs],
        "说的是产出，列在效益指标下",
        "About what was done, and below benefit",
        ROW,
    )
    effects = [item for item in result.indicators if item.is_cost and _EFFECT_OF_WORK.search(item.head)]
    yield from together(
        [named_target(item) for item in effects],
        "说的是效果，列在成本指标下",
        "About an effect, and below cost",
        ROW,
    )
    quality = [item for item in result.indicators if item.level2 is Level2.QUALITY and item.bare_name]
    done = [item for item in quality if _COMPLETION.search(item.head)]
    if len(done) >= COMPLETION_ROWS and len(done) * 2 >= len(quality):
        yield from together(
            [named_target(item) for item in done],
            f"质量指标 {len(quality)} 行中，这些只说完成多少",
            f"Of {len(quality)} quality rows these only say how much was done",
            ROW,
        )


_NO_TIMES = frozenset({Level2.QUANTITY, Level2.QUALITY})


def _is_output(item: IndicatorResult) -> bool:
    if item.is_satisfaction or (item.level2 is not None and item.level2 not in _BENEFITS):
        return False
    target = item.effective_target
    published = target.kind == "number" and target.unit in _PUBLISHED and bool(target.number) and target.op != "le"
    return published or bool(_OUTPUT_HEADS.search(item.head))


_BENEFITS = frozenset({Level2.ECONOMIC, Level2.SOCIAL, Level2.ECOLOGICAL, Level2.SUSTAINABILITY})


@statement_rule("IND-34", Severity.NOTE,
    title=Both("资金支付的准确、合规作了质量或效益指标", "The handling of money as quality or benefit"),
    reason=Both("支付准确、使用合规是对财务工作的起码要求，说明不了项目做得好不好、有什么效果。", "That money is paid correctly and used by the rules is asked of all accounts; it says nothing of the quality or the effect of the work."),
    formula=Both("效益指标 ∌ 支付（拨付、发放、使用）准确、合规、及时、足额率；不发钱的项目，质量指标 ∌ 支付准确、合规率", "no rate of correct, proper, timely or full payment below benefit; none of correct or proper payment below quality unless the project pays money out"),
    basis=Both("指标类别的字面含义；本门户约定。", "The plain meaning of the category; own convention."),
    wrong="""
        project: 协同办公平台建设
        goals:
          - kind: overall
            target_text: 建成全县协同办公平台
            indicators:
              - {level1: 产出指标, level2: 质量指标, name: 资金发放准确率, target: 100%, actual: 100%}
    """,
    right="goals[0].indicators[0].name: 平台验收合格率",
)  # fmt: skip
def money_is_no_quality(result: StatementResult) -> Iterator[Hit]:
    """Gather rows on how money was paid below benefit, and below quality of projects that pay nothing out."""
    goals = [clean(goal.target_text or "") for goal in result.statement.goals]
    project = clean(result.statement.project or "")
    found = []
    for item in result.indicators:
        said = _PAYMENT.search(item.head)
        if said is None:
            continue
        benefit = item.level1 is Level1.OUTCOME and (item.level2 is None or item.level2 in _BENEFITS)
        pays = bool(_PAYS.search(project + goals[item.goal_order - 1]))
        if benefit or (item.level2 is Level2.QUALITY and said[1] in _HANDLED_WELL and not pays):
            found.append(named_target(item))
    yield from together(
        found,
        "说的是资金怎样支付，列在质量或效益指标下",
        "About how money was paid, and below quality or benefit",
        ROW,
    )


@statement_rule("IND-35", Severity.NOTE,
    title=Both("社会、经济效益写的是单位自身运转", "Social or economic benefit that is the unit's own running"),
    reason=Both("效益指标应说明群众、企业或社会得到了什么；“单位日常工作得到保障”“办公效率提高”只说本单位自己。", "Benefit is what people, enterprises or society get of it; that the unit's own work goes on, or goes faster, speaks of the unit alone."),
    formula=Both("社会效益、经济效益指标名称 ≠ 单位正常运转、日常工作、工作（办公）效率、工作积极性", "the name of a social or economic benefit is not only the unit's running, its daily work, its efficiency or its staff's zeal"),
    basis=Both("指标类别的字面含义；本门户约定。", "The plain meaning of the category; own convention."),
    wrong="""
        goals:
          - kind: overall
            indicators:
              - {level1: 效益指标, level2: 社会效益指标, name: 保障单位正常运转, target: 全年不停摆, actual: 未停摆}
    """,
    right="goals[0].indicators[0].name: 群众办事等候时间",
)  # fmt: skip
def benefit_is_for_others(result: StatementResult) -> Iterator[Hit]:
    """Gather the social and economic benefits that speak of the unit's own running and of nothing else."""
    found = [
        named_target(item)
        for item in result.indicators
        if item.level2 in {Level2.SOCIAL, Level2.ECONOMIC}
        and _OWN_RUNNING.search(item.row.name)
        and _ANY_RUNNING.fullmatch(item.head)
    ]
    yield from together(found, "效益指标只说单位自身运转", "Benefits that speak only of the unit's own running", ROW)


_LEASE_TERM = re.compile(
    "(?:租赁|租用|承租)(?=[一-龥]{0,8}(?:时间|期限|期)$)(?!.*(?:付|拨|缴|交|签|续|到位|完成|办|率))|租期$"
)
"""Names of how long something is rented; when it was paid for, renewed or handed over may be late."""


@statement_rule("IND-48", Severity.NOTE, needs={"STR-04"},
    title=Both("时效指标写的是租期，不是是否及时", "A timeliness indicator that gives the term of a lease"),
    reason=Both("时效指标说明事情是否按时做到；租期只说租多长时间，合同一签就定了，看不出是否及时（如何时开通、故障多久修复）。", "Timeliness says whether something came in time; the term of a lease only says how long it runs and is settled by the contract, and does not tell that (when the line was connected, how soon faults were mended)."),
    formula=Both("时效指标的名称不是“租赁……时间（期限）”，或目标值不是一段日期、月数、年数", "below timeliness no name is the term of a lease with a span of dates, months or years as its target"),
    basis=Both("指标类别与名称的字面含义；本门户约定。", "The plain meaning of category and name; own convention."),
    wrong="""
        goals:
          - kind: overall
            indicators:
              - {level1: 产出指标, level2: 时效指标, name: 租赁线路时间, target: 2021年1月1日—12月底, actual: 2021年1月1日—12月底}
    """,
    right="""
        goals[0].indicators[0].name: 租赁线路开通时间
        goals[0].indicators[0].target: 2021年1月5日前
        goals[0].indicators[0].actual: 2021年1月4日
    """,
)  # fmt: skip
def timeliness_is_no_term(result: StatementResult) -> Iterator[Hit]:
    """Gather the rows below timeliness that are the term of a lease."""
    yield from together(
        [named_target(item) for item in result.indicators if item.level2 is Level2.TIMELINESS and _is_term(item)],
        "时效指标写的是租期，看不出是否及时",
        "Timeliness indicators that give the term of a lease and do not tell whether something came in time",
        ROW,
    )


def _is_term(item: IndicatorResult) -> bool:
    target = item.effective_target
    span = target.kind in {"date_range", "month_range"} or (
        target.kind == "number" and target.unit in {"year", "month"}
    )
    return span and bool(_LEASE_TERM.search(item.head))
