"""TXT rules on the figures of a goal's text: against its own rows, without a row, in the aim alone; and on what is said to be done."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache

from build_scripts.cells.amounts import NUMBER, clean, margin_of, number_of
from build_scripts.cells.value_model import Value
from build_scripts.judging.rules.registry import Hit, Place, department_rule, statement_rule
from build_scripts.judging.rules.rows import head, indicator_name, missed, weight_and_points
from build_scripts.judging.rules.texts import MOST_EXAMPLES, narratives, quoted, together
from build_scripts.judging.score import IndicatorResult, StatementResult
from build_scripts.words.language import UNSAID, Both
from build_scripts.words.vocabulary import Achievement, FormType, NarrativeKind, Severity

_UNITS = (
    "%|‰|个百分点|人次|场次|万元|亿元|平方米|平方公里|立方米|个工作日|公里|小时|分钟|个月|课时|"
    "[人名户个项件次场期篇台套亩吨辆家条处所座元天日批份册部盏棵]"
)
_LINK = "(?:达到|达|为|不少于|不低于|不高于|不超过|超过|保持在|保持|控制在|提高到|提升到|提升至|增加到|完成|在|至|到|共|≥|≤|>|<){0,3}"
_AFTER = re.compile(rf"{_LINK}(?P<amount>{NUMBER}[万亿]?(?:{_UNITS}))(?!左右|上下|余|多)")
_BEFORE = re.compile(rf"(?P<amount>{NUMBER}[万亿]?(?:{_UNITS}))(?:以上|以内)?的?$")
_OTHER_PERIOD = re.compile("累计|每[年月季周天日]|年均|月均|[一二三四五六七八九十\\d]年[来内]?|上年|去年|同比|比|较")
"""Words beside a figure by which it is of another period than the row's target, or a change."""
_COUNTED = re.compile("(?:总?数量?|人数|次数|件数|户数|场次|场数|期数|篇数|总量)$")
_SHORTEST_NAME = 4
_CLAUSE = re.compile(r"[，,。；;：:\n、]")


def _amounts_beside(text: str, name: str) -> list[str]:
    """Return the amount that stands at the only place where a text has a name: right behind it, else right before it."""
    start = text.find(name)
    if start < 0 or text.find(name, start + 1) >= 0:
        return []
    end = start + len(name)
    clause = _CLAUSE.split(text[:start])[-1] + _CLAUSE.split(text[end:])[0]
    behind, before = _AFTER.match(text, end), _BEFORE.search(text[max(0, start - 24) : start])
    if _OTHER_PERIOD.search(clause):
        return []
    return [found["amount"] for found in (behind or before,) if found]


def _named_as(item: IndicatorResult) -> str:
    name = head(item)
    stem = _COUNTED.sub("", name)
    return stem if len(stem) >= _SHORTEST_NAME else name if len(name) >= _SHORTEST_NAME else ""


@statement_rule("TXT-08", Severity.WARNING,
    title=Both("目标文字里的数与它自己的指标不同", "A figure in a goal's text differs from its own indicator"),
    reason=Both("目标的文字写明了某个指标的数，下面这个指标的目标值（完成情况则为完成值）却是另一个数：应以哪一个为准。", "The text of a goal gives a figure for one of its own indicators, and the row prints another one as its target (or, for the achievement, as its actual value): which one counts?"),
    formula=Both("文字中紧接指标名称的数 = 该指标的目标值；实际完成情况中的数 = 完成值（单位相同的才比较；写明累计、每年、比上年的不比较）", "the figure right beside an indicator's name in the text = its target; in the achievement = its actual value (in one unit only; not where the text speaks of several years, each year or a change)"),
    basis=Both("表内勾稽关系。", "The form's own figures."),
    wrong="""
        goals:
          - kind: overall
            target_text: 热线办复率达95%以上
            indicators: [{level1: 产出指标, level2: 质量指标, name: 热线办复率, target: ≥90%}]
    """,
    right="goals[0].target_text: 热线办复率达90%以上",
)  # fmt: skip
def texts_and_rows_agree(result: StatementResult) -> Iterator[Hit]:
    """Look for each row's name in its goal's texts, and compare the figure beside it with the row's."""
    by_goal: dict[int, list[IndicatorResult]] = defaultdict(list)
    for item in result.indicators:
        by_goal[item.goal_order].append(item)
    for index, goal in enumerate(result.statement.goals):
        for column, text in (("target_text", goal.target_text), ("actual_text", goal.actual_text)):
            words = clean(text or "")
            if not re.search("[0-9]", words):
                continue
            rows = by_goal[index + 1]
            names = [_named_as(item) for item in rows]
            for item, name in zip(rows, names, strict=True):
                value = item.target if column == "target_text" else item.actual
                alone = name and names.count(name) == 1 and not any(name in other != name for other in names)
                if not alone or value.kind != "number" or value.number is None:
                    continue
                for amount in _amounts_beside(words, name):
                    if _differs(amount, value):
                        what = Both("目标值", "target") if column == "target_text" else Both("完成值", "actual value")
                        yield Place(f"goals[{index}].{column}").hit(
                            f"文字写“{name}”{amount}，指标“{indicator_name(item)}”的{what.zh}为 {quoted(value.raw)}。",
                            f"The text gives {amount} for “{name}”; the {what.en} of {indicator_name(item)} is {quoted(value.raw)}.",
                            of_cell=False,
                            quote=amount,
                            reference=quoted(value.raw),
                        )


_AMOUNT = re.compile(rf"(?P<number>{NUMBER})(?P<scale>[万亿]?)(?P<unit>.+)")
_SCALES = {"": 1, "万": 10_000, "亿": 100_000_000}


def _differs(amount: str, printed: Value) -> bool:
    """Tell whether two figures with one printed unit differ by more than either is rounded; a rate may lack its sign."""
    found = _AMOUNT.fullmatch(amount)
    unit = "%" if printed.unit == "percent" else printed.unit_raw.lstrip("万亿")
    if not found or printed.number is None or found["unit"] != unit or printed.per:
        return False
    scale = _SCALES[found["scale"]]
    said, margin = number_of(found["number"]) * scale, margin_of(found["number"]) * scale
    return abs(said - printed.number) > max(margin, printed.margin)


_NAME = "[一-龥]{2,20}(?:(?<![效频税功速])率|满意度)"
_RATES = re.compile(
    rf"(?P<names>{_NAME}(?:[、和及]{_NAME})*)(?P<amount>{_LINK}(?:100|\d{{1,2}})(?:\.\d+)?%(?:以上|以下|以内)?)?"
)
_AND = re.compile("(?<=率)[、和及]|(?<=度)[、和及]")
_STATE = re.compile("失业|死亡|事故|发病|犯罪|案发|降低|减少|下降|增长|增速")
"""Rates that are a state of the district rather than a result of the goal, and changes."""
_GENERIC = re.compile("(?:完成|及时|达标|合格|整改|办结|覆盖|到位|达成|实现|回复|处置|满意)[率度]$")
"""Ends of names that many rows have: the words before them tell which is meant."""


@statement_rule("TXT-09", Severity.NOTE,
    title=Both("目标写明了比率，表上没有这个指标", "A goal states a rate that no indicator measures"),
    reason=Both("目标的文字写明要达到某个率，下面却没有衡量它的指标，做到没有无从看出。", "A goal says which rate is to be reached, and no indicator below measures it: whether it was reached cannot be seen."),
    formula=Both("目标文字中每个写有百分数的率（或并列的几个率） ⇒ 本目标下有名称相同（结尾相同）的指标", "each rate with a percentage, or named beside another, in a goal's text ⇒ an indicator of that name (or of its end) below the goal"),
    basis=Both("表内勾稽关系；失业率、死亡率等全区状况除外。", "The form's own rows; not for rates that are a state of the district, such as unemployment."),
    wrong="""
        goals:
          - kind: overall
            target_text: 路灯亮灯率达98%以上
            indicators: [{level1: 产出指标, level2: 数量指标, name: 维护路灯, target: 500盏}]
    """,
    right="goals[0].indicators[0]: {level1: 产出指标, level2: 质量指标, name: 亮灯率, target: ≥98%}",
)  # fmt: skip
def stated_rates_are_measured(result: StatementResult) -> Iterator[Hit]:
    """Gather the rates of goals with rows that no row of the goal measures, with the goal under which one stands."""
    names: dict[int, list[str]] = defaultdict(list)
    for item in result.indicators:
        names[item.goal_order].append(clean(item.row.name))
    missing: list[tuple[str, str]] = []
    for index, goal in enumerate(result.statement.goals):
        for rate, amount in _stated(clean(goal.target_text or "")) if names[index + 1] else ():
            if _STATE.search(rate) or any(_measures(name, rate) for name in names[index + 1]):
                continue
            others = (name for order, rows in names.items() if order != index + 1 for name in rows)
            there = "（在别的目标下）" if any(_measures(name, rate) for name in others) else ""
            missing.append((f"goals[{index}].target_text", f"{rate}{amount}{there}"))
    yield from together(
        missing,
        "目标写明的比率没有指标",
        "Rates that goals state and no indicator below measures",
        Both("个", "rate"),
    )


def _stated(text: str) -> Iterator[tuple[str, str]]:
    """Yield each rate of a text that has a percentage, or is one of several in a row."""
    for found in _RATES.finditer(text):
        rates = _AND.split(found["names"])
        if found["amount"] or len(rates) > 1:
            yield from ((rate, found["amount"] or "") for rate in rates)


@lru_cache(maxsize=1 << 12)
def _measures(name: str, rate: str) -> bool:
    """Tell whether a row's name has the end of a rate's and, where that is a common one, two characters of the rest."""
    rate, name = rate.replace("满意度", "满意率"), name.replace("满意度", "满意率")
    if rate[-3:] not in name:
        return False
    rest = rate[:-3]
    if not _GENERIC.search(rate) or len(rest) < 2 or name in rate:
        return True
    return any(rest[place : place + 2] in name for place in range(len(rest) - 1))


@statement_rule("TXT-10", Severity.NOTE,
    title=Both("目标写有数，完成情况没有一个数", "The goal gives figures, the achievement none"),
    reason=Both("年初目标写明了几个数，实际完成情况一个数也没有，无从知道各自做到了多少。", "The goal as set gives several figures, what was achieved gives none: how far each was reached cannot be seen."),
    formula=Both("目标文字有 2 个以上带单位的数 ⇒ 实际完成情况至少有一个数", "a goal's text with two figures and more (with units) ⇒ at least one figure in the achievement"),
    basis=Both("表头“年初设定目标”“实际完成情况”；本门户约定。", "The form's own two columns; own convention."),
    wrong="""
        goals:
          - {kind: overall, target_text: "办复率达90%以上，满意率在95%以上", actual_text: 基本完成预期目标}
    """,
    right="goals[0].actual_text: 办复率92%，满意率96%",
)  # fmt: skip
def figures_are_answered(result: StatementResult) -> Iterator[Hit]:
    """Count the figures of each goal's aim where its achievement has words and no figure, in digits or in characters."""
    for index, goal in enumerate(result.statement.goals):
        reached = clean(goal.actual_text or "")
        wanted = _FIGURE.findall(clean(goal.target_text or ""))
        if reached and len(wanted) > 1 and not _ANY_FIGURE.search(reached):
            shown = "、".join(dict.fromkeys(wanted))
            yield Place(f"goals[{index}].actual_text").hit(
                f"目标写有 {len(wanted)} 个数（{shown}），实际完成情况“{quoted(goal.actual_text)}”没有一个数。",
                f"The goal gives {len(wanted)} figures ({shown}); what was achieved, “{quoted(goal.actual_text)}”, gives none.",
                gathered=tuple(wanted),
            )


_FIGURE = re.compile(rf"{NUMBER}[万亿]?(?:{_UNITS})")
_ANY_FIGURE = re.compile("[0-9]|[一二三四五六七八九十百千两]+[个项次场人件名户家年条座台套辆处所期篇]|全部达标|零")


_STOCK = re.compile(
    "(?:已|均|都|全部|圆满|如期|基本)*(?:完成|达成|实现)了?(?:年初|年度|预期|全年|总体|绩效|各项|设定|既定|的)*(?:目标|任务|工作)*"
)
"""A whole text that only says "done"."""


@statement_rule("TXT-11", Severity.NOTE,
    title=Both("完成情况只写“已完成”，没有写结果", "The achievement says “done” and no result"),
    reason=Both("实际完成情况应写明做了什么、达到多少；只写“已完成”，读者看不到结果。下面的指标有没达成、没得满分的，“已完成”与它们不符，作为疑点。", "What was achieved says what was done and how far; “done” alone tells no result. Where rows below are missed or lost points, “done” does not agree with them, and that is a doubt."),
    formula=Both("实际完成情况 ∉ {已完成、完成年度目标……}；下面有指标未达成、可能未达成或扣分的为疑点", "the achievement is more than “done”; a doubt where rows below are missed, may be missed, or lost points"),
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
        if not _STOCK.fullmatch(clean(goal.actual_text or "").rstrip("。.；;")):
            continue
        rows = [item for item in result.indicators if item.goal_order == index + 1]
        open_rows = [_as_printed(item) for item in rows if missed(item) or _may_be_missed(item) or _lost(item)]
        against = _against(open_rows, len(rows))
        yield Place(f"goals[{index}].actual_text").hit(
            f"实际完成情况只写“{quoted(goal.actual_text)}”，没有写结果{against.zh}。",
            f"What was achieved reads “{quoted(goal.actual_text)}” and tells no result{against.en}.",
            gathered=tuple(open_rows),
            severity=Severity.WARNING if open_rows and "基本" not in (goal.actual_text or "") else None,
        )


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


def _lost(item: IndicatorResult) -> bool:
    printed = weight_and_points(item)
    return printed is not None and printed[1] < printed[0]


def _may_be_missed(item: IndicatorResult) -> bool:
    """Tell whether an actual value is an open range that begins below the least that the target allows."""
    wanted, reached = item.effective_target.interval, item.actual.interval
    same = item.achievement is Achievement.UNDETERMINED and item.effective_target.unit == item.actual.unit
    if not same or wanted is None or reached is None or wanted.lo is None or reached.lo is None:
        return False
    return reached.hi is None and reached.lo < wanted.lo


_ALL_DONE = re.compile(
    "(?:各项|所有|全部|全年|年度|年初)(?:的|设定的?|预期|绩效|工作|考核|重点)*(?:指标|目标|任务)(?:任务|值)?"
    "(?:均|都|全部|已|圆满|如期|全面|按时|按期)+(?:按时|按期)?(?:完成|达成|实现|达标)"
    "|(?:圆满|全面|全部|如期)完成了?(?:各项|所有|全部|全年|年度|年初|预期|既定)(?:的|设定的?|预期|绩效|工作|考核|重点)*(?:指标|目标|任务)"
)
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
                    quote=claim,
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
