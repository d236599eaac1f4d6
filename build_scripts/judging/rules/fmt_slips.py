"""FMT rules on slips of the pen: a word twice, words before an operator, a basis left out, an operator unlike the others."""

from __future__ import annotations

import re
from collections.abc import Iterator

from build_scripts.cells.amounts import clean
from build_scripts.cells.value_model import ValueNote
from build_scripts.judging.rules.registry import Hit, statement_rule
from build_scripts.judging.rules.rows import named_target
from build_scripts.judging.rules.texts import ROW, is_blank, passages, quoted, together, value_cells
from build_scripts.judging.score import IndicatorResult, StatementResult
from build_scripts.words.language import Both
from build_scripts.words.vocabulary import Operator, Severity

_PLACE = Both("处", "place")
_SHORTEST_TWICE = 4
_TWICE = re.compile(r"([一-龥]{2,6})\1(?![员厂节站机室人者费证表册所局部队班组团会长师生物品卡券点场])")
"""A word twice; 教师教师节 and 处理处理厂 are two words, of which the second begins with the first."""
_MAY_STAND_TWICE = re.compile(
    "[一每逐]|^(?:服务|管理|培训|宣传|评价|考核|监督|指导|研究|讨论|商量|学习|调查|评审|审计|检查|测试|教育|表彰|奖励|补助|补贴|救助|慰问|采购|维护|建设|招商|治理|评估|保障|防控|监测|处理|处置|办理|清理|整治|管护|养护|救护|护理|保护|防护|修缮|运输|运营|接待|受理|审批|登记|统计|监管|执法|巡查|创建|推广|种植|养殖|供水|供电|排水|改造)$"
)
"""A verb may govern a noun that begins with it (服务服务对象); 一个一个 and the like are idioms."""
_AROUND = 6
"""Characters on either side of a doubled word that are quoted with it."""
_WORD_BEFORE = re.compile(r"^([一-龥]{2,8})(?:[≥≤≧≦＞＜><=]|>=|<=)[0-9][0-9.,]*[^0-9≥≤≧≦＞＜><=、，,；;和]*$")
_MEASURE_BEFORE = re.compile(
    r"^([一-龥]{1,6}(?:(?<!效)(?<!频)率|满意度|比例|占比))(?:[≥≤≧≦＞＜><=]|>=|<=)?[0-9][0-9.]*%(?:以上|以下|以内)?$"
)
_OF_VALUE = re.compile(
    "每|各|全|年|其中|均|级|平均|年均|月均|人均|累计|共计|合计|总计|达到?$|力争|确保|不|控制|预计|大约|至少|至多|最多|最少|大于|小于|高于|低于|超过|增|减|降|提|升|较|比|同|率$|率为|为$|占|以|约|在$|时间|年限"
)
"""Words that belong to a value: per month, on average, at least, more than last year."""
BASIS_ROWS, BASIS_PERCENT = 10, 90
SIGN_ROWS, SIGN_PERCENT = 10, 80
_INCLUSIVE, _STRICT = frozenset({Operator.GE, Operator.LE}), frozenset({Operator.GT, Operator.LT})


@statement_rule("FMT-14", Severity.NOTE,
    title=Both("同一个词连着印了两遍", "A word printed twice in a row"),
    reason=Both("“公共公共资源”“工作工作情况”多半是多打了一个词；确是两个词的可以不改。", "公共公共资源 probably holds one word too many; where two words are meant, nothing need be changed."),
    formula=Both("两个字以上的词不紧接着重复", "no word of two characters or more stands twice in a row"),
    basis=Both("本门户约定；“服务服务对象”一类动词带同字名词的不作提示。", "Own convention; a verb before a noun that begins with it, such as 服务服务对象, is left alone."),
    wrong="""
        goals:
          - kind: overall
            indicators:
              - {level1: 产出指标, level2: 数量指标, name: 公共公共资源交易项目数, target: 60个}
    """,
    right="goals[0].indicators[0].name: 公共资源交易项目数",
)  # fmt: skip
def words_stand_once(result: StatementResult) -> Iterator[Hit]:
    """Gather doubled words of names, targets and texts: one finding for a form, with a few characters around each."""
    department = clean(result.department.name)
    cells, sentences = value_cells(result), list(passages(result))
    texts = {item.row.name for item in result.indicators}
    texts |= {cell.value.raw or "" for cell in cells} | {text for _, text in sentences}
    twice = [text for text in texts if len(text) >= _SHORTEST_TWICE and _TWICE.search(clean(text))]
    doubled = {text: said for text in twice if (said := tuple(_doubled(clean(text), department)))}
    places = (
        *((f"{item.path}.name", item.row.name) for item in result.indicators if item.row.name in doubled),
        *((cell.path, cell.value.raw or "") for cell in cells if (cell.value.raw or "") in doubled),
        *((path, text) for path, text in sentences if text in doubled),
    )
    found = [(path, said) for path, text in places for said in doubled[text]]
    yield from together(found, "同一个词连着印了两遍", "A word is printed twice in a row", _PLACE)


def _doubled(text: str, department: str) -> Iterator[str]:
    for found in _TWICE.finditer(text):
        # 东西湖区湖区: the end of a name of a place, and a word that begins with it.
        if not _MAY_STAND_TWICE.search(found[1]) and f"{found[1]}" not in department:
            start, end = max(0, found.start() - _AROUND), found.end() + _AROUND
            yield f"{'…' if start else ''}{text[start:end]}{'…' if end < len(text) else ''}"


@statement_rule("FMT-15", Severity.NOTE,
    title=Both("指标值的数前有文字", "Words before the number of a value"),
    reason=Both("“接访≥160次”里的“接访”说的是衡量什么，应写在指标名称里；目标值只填比较符、数和单位。名称是“提高安全等级”、目标值写“覆盖率100%”的，衡量的是名称没有说到的另一件事。", "In 接访≥160次 the word says what is measured and belongs to the name; a target is an operator, a number and a unit. Where the name is “raise the level of security” and the target a coverage of 100%, something is measured that the name does not speak of."),
    formula=Both("目标值 = 比较符 + 数 + 单位", "target = operator + number + unit"),
    basis=Both("表头“指标名称”“年度指标值”；本门户约定。每月、平均、累计等词不作提示。", "The columns' own headings; own convention. Words such as 每月, 平均, 累计 are left alone."),
    wrong="""
        goals:
          - kind: overall
            indicators:
              - {level1: 产出指标, level2: 数量指标, name: 法律咨询服务, target: 接访≥160次}
    """,
    right="""
        goals[0].indicators[0].name: 法律咨询接访
        goals[0].indicators[0].target: ≥160次
    """,
)  # fmt: skip
def values_begin_with_their_operator(result: StatementResult) -> Iterator[Hit]:
    """Gather targets with a noun before one operator and one number, and those with a measure that the name lacks."""
    found, other = [], []
    for item in result.indicators:
        measure = _MEASURE_BEFORE.match(clean(item.effective_target.raw or ""))
        if measure and measure[1][-3:] not in item.bare_name:
            other.append(named_target(item))
            continue
        before = _WORD_BEFORE.match(clean(item.effective_target.raw or ""))
        if before and not _OF_VALUE.search(before[1]) and not clean(item.row.operator or ""):
            found.append(named_target(item))
    yield from together(
        other, "目标值里的计量，名称没有说到", "Targets with a measure that the name does not speak of", ROW
    )
    yield from together(
        found, "比较符前有文字，应写在指标名称里", "Words before the operator, which belong to the name", ROW
    )


@statement_rule("FMT-16", Severity.NOTE,
    title=Both("个别指标没有填指标值确定依据", "A few rows without the basis of their target"),
    reason=Both("同一张表几乎每行都填了指标值确定依据，个别行空着，可能是漏填。", "Nearly every row of the form gives the basis of its target; a few are blank, perhaps by oversight."),
    formula=Both("有目标值的行都填依据（只在 10 行以上、90% 以上的行已填时提示）", "every row with a target gives its basis (said only where at least 10 rows, and 90% of all, do)"),
    basis=Both("表头“指标值确定依据”；界限是本门户约定。", "The column's own heading; the limits are our own convention."),
    wrong="""
        form_type: dept_target
        goals:
          - kind: annual
            number: 1
            indicators:
              - {level1: 产出指标, level2: 数量指标, name: 走访社区, target: 20个, target_basis: 计划数据}
              - {level1: 产出指标, level2: 数量指标, name: 走访企业, target: 21家, target_basis: 计划数据}
              - {level1: 产出指标, level2: 数量指标, name: 走访学校, target: 22所, target_basis: 计划数据}
              - {level1: 产出指标, level2: 数量指标, name: 走访医院, target: 23家, target_basis: 计划数据}
              - {level1: 产出指标, level2: 数量指标, name: 走访商户, target: 24家, target_basis: 计划数据}
              - {level1: 产出指标, level2: 数量指标, name: 走访农户, target: 25户, target_basis: 计划数据}
              - {level1: 产出指标, level2: 数量指标, name: 走访园区, target: 26个, target_basis: 计划数据}
              - {level1: 产出指标, level2: 数量指标, name: 走访工地, target: 27个, target_basis: 计划数据}
              - {level1: 产出指标, level2: 数量指标, name: 走访车站, target: 28个, target_basis: 计划数据}
              - {level1: 产出指标, level2: 数量指标, name: 走访市场, target: 29个, target_basis: 计划数据}
              - {level1: 产出指标, level2: 质量指标, name: 信息准确率, target: ≥95%, target_basis: ""}
    """,
    right="goals[0].indicators[10].target_basis: 历史数据",
)  # fmt: skip
def targets_have_their_basis(result: StatementResult) -> Iterator[Hit]:
    """Gather rows with a target and a blank basis, where nearly all rows of the form give one."""
    rows = [item for item in result.indicators if item.effective_target.state == "reported"]
    given = sum(bool(clean(item.row.target_basis or "")) for item in rows)
    if given < BASIS_ROWS or given * 100 < BASIS_PERCENT * len(rows):
        return
    found = [
        (f"{item.path}.target_basis", f"{quoted(item.row.name)}") for item in rows if is_blank(item.row.target_basis)
    ]
    yield from together(
        found,
        f"有目标值的 {len(rows)} 行中，没有填指标值确定依据的",
        f"Of {len(rows)} rows with a target those without its basis",
        ROW,
    )


@statement_rule("FMT-17", Severity.NOTE, needs={"IND-02"},
    title=Both("个别目标用“>”“<”，其余都用“≥”“≤”", "A few targets with > or <, all others with ≥ or ≤"),
    reason=Both("同一张表几乎都写“≥”“≤”，个别行写“>”“<”：恰好等于时算不算达成就不同了，可能是顺手写成的。", "Nearly all targets of the form are given with ≥ or ≤, a few with > or <: whether the bound itself counts is another matter there, and may not be meant."),
    formula=Both("同一张表的比较符一致（只在 10 行以上、80% 以上写“≥”“≤”时提示；“>0”除外）", "one kind of operator on a form (said only where at least 10 rows, and 80% of all, have ≥ or ≤; > 0 excepted)"),
    basis=Both("武汉市部门表说明第2条用“≥”“≤”；界限是本门户约定。", "Note 2 of the Wuhan department form has ≥ and ≤; the limits are our own convention."),
    wrong="""
        form_type: dept_target
        goals:
          - kind: annual
            number: 1
            indicators:
              - {level1: 产出指标, level2: 数量指标, name: 走访社区, target: ≥20个}
              - {level1: 产出指标, level2: 数量指标, name: 走访企业, target: ≥21家}
              - {level1: 产出指标, level2: 数量指标, name: 走访学校, target: ≥22所}
              - {level1: 产出指标, level2: 数量指标, name: 走访医院, target: ≥23家}
              - {level1: 产出指标, level2: 数量指标, name: 走访商户, target: ≥24家}
              - {level1: 产出指标, level2: 数量指标, name: 走访农户, target: ≥25户}
              - {level1: 产出指标, level2: 数量指标, name: 走访园区, target: ≥26个}
              - {level1: 产出指标, level2: 数量指标, name: 走访工地, target: ≥27个}
              - {level1: 产出指标, level2: 数量指标, name: 走访车站, target: ≥28个}
              - {level1: 产出指标, level2: 数量指标, name: 走访市场, target: ≥29个}
              - {level1: 产出指标, level2: 质量指标, name: 信息准确率, target: ">95%"}
    """,
    right="goals[0].indicators[10].target: ≥95%",
)  # fmt: skip
def operators_are_of_one_kind(result: StatementResult) -> Iterator[Hit]:
    """Gather strict operators on a form whose operators are nearly all inclusive."""
    bounded = [item for item in result.indicators if item.effective_target.kind == "number"]
    inclusive = sum(item.effective_target.op in _INCLUSIVE for item in bounded)
    strict = [item for item in bounded if _is_strict(item)]
    if inclusive >= SIGN_ROWS and inclusive * 100 >= SIGN_PERCENT * (inclusive + len(strict)):
        yield from together(
            [named_target(item) for item in strict],
            f"其余 {inclusive} 行写“≥”“≤”，这些写“>”“<”",
            f"While {inclusive} rows have ≥ or ≤, these have > or <",
            ROW,
        )


def _is_strict(item: IndicatorResult) -> bool:
    target = item.effective_target
    # 小于, 不足 and the like are said on purpose, and a title mark is FMT-02's.
    signs = ValueNote.TITLE_MARK_OPERATOR not in target.notes and ValueNote.VERBAL_OPERATOR not in target.notes
    return target.op in _STRICT and signs and bool(target.number)
