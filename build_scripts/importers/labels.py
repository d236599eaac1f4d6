"""The words that forms print for one thing, declared once: label → field.

Labels are compared without white space, enumeration, brackets and colons; what stood in brackets (unit, points, a letter)
is kept beside. The words are those of the forms of many places; see ``domain.md``, appendix 3, for where they were seen.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from build_scripts.carriers.text_export import compact
from build_scripts.words.vocabulary import BaseDataLine, BaseDataSection, GoalKind, LineCode, NarrativeKind

_ENUMERATION = re.compile(r"^(?:[一二三四五六七八九十]+、|\d{1,2}[.、](?!\d)|[①-⑳]|注\d*:)")
_BRACKETS = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]|【([^【】]*)】")
_OF_ONE_YEAR = re.compile(r"^(?:19|20)\d{2}年度?(?:决算|实际|执行|支出)(?:支出|执行|完成)?数?$")
YEARS_FINAL = "某年决算数"
YEAR = "某年"
"""The words of a label that prints a year alone, whatever its year."""
"""The words of a label such as ``2023年决算数``, whatever its year."""
_YEAR = re.compile(r"(?:19|20)\d{2}年度?")
_OF_WHICH = re.compile(r"^其中[:,，、—－-]?")
_PERSON = re.compile(
    r"(?:负责人|联系人|填表人|填报人|经办人|审核人|制表人|复核人|责任人|评价人员|评价组?组长|分管领导|主要领导|财务人员|法人代表|法定代表人|项目经理|评价人|[科所局站校院]长|支书|姓名)(?:签[字名章]|姓名)?(?:[及和]?联?系?(?:电话|方式))?$"
)
_SIGNS = re.compile("制表|填表|审核|复核|经办|审批|复审|财务主管")
_TELEPHONE = re.compile(
    r"^(?:座机|(?:移动|固定|联系|办公|手机)?(?:人|负责人|填报人|经办人)?(?:联系)?(?:电话|手机|联系方式)(?:号码)?)$"
)
_SIGNED = re.compile("签[字名章]")
_LONGEST_LABEL = 16
"""Characters; what ends like the label of a person and is longer is a sentence."""


@dataclass(frozen=True)
class PrintedLabel:
    """What a cell prints, read as a label."""

    core: str
    """Its words without white space, enumeration, brackets, colons."""
    brackets: tuple[str, ...]
    """What stood in brackets: ``万元``, ``10分``, ``A``."""
    of_which: bool
    """Whether it began with 其中."""
    colon: bool
    """Whether it ended with a colon."""


@lru_cache(maxsize=4096)
def label_of(text: str) -> PrintedLabel:
    """Return a cell's text read as a label."""
    words = label_words(text)
    words = words.translate(_ODD_SIGNS)
    brackets = tuple(part for match in _BRACKETS.finditer(words) for part in match.groups() if part)
    bare = _BRACKETS.sub("", words)
    colon = bare.endswith(":")
    bare = _ENUMERATION.sub("", bare).strip(":;*#、-—/")
    of_which = bool(_OF_WHICH.match(bare)) and bare not in {"其中", "其中:"}
    bare = YEARS_FINAL if _OF_ONE_YEAR.match(bare) else _OF_WHICH.sub("", bare) if of_which else bare
    signed = any(map(_SIGNED.search, brackets)) and len(bare) <= _LONGEST_LABEL and ":" not in bare
    return PrintedLabel("负责人" if signed else _plain(bare), brackets, of_which, colon)


def _plain(core: str) -> str:
    """Return a label's words without the block before a colon (``资金来源:其他资金``); whoever signs is 负责人."""
    block, _, own = core.rpartition(":")
    core = YEAR if _YEAR.fullmatch(core) else own if block in ALL_GROUPS else core
    if len(core) <= _LONGEST_LABEL and (_PERSON.search(core) or _SIGNS.fullmatch(core)):
        return "负责人"
    if _TELEPHONE.search(core):
        return "联系电话"
    return core if core in _words_known() else next((w for p, w in _COMPOSED.items() if p.fullmatch(core)), core)


@cache
def _words_known() -> frozenset[str]:
    """Return every word of the vocabulary."""
    tables = (MONEY_COLUMNS, INDICATOR_COLUMNS, GOAL_COLUMNS, GOAL_KINDS, HEAD, FUNDING_LABELS, TEXT_LABELS)
    return ALL_GROUPS | TOTAL_LABELS | {word for table in tables for word in table}


_COMPOSED = {
    re.compile(pattern): word
    for pattern, word in {
        r"(?:年末|年终|全年|年度|当年|本年|期末)?(?:实际)?(?:完成|达到|实现|达成)(?:指标)?(?:值|数|水平)": "完成值",
        r"(?:年末|年终|全年|年度|当年|本年|目标|实际)(?:实际|目标)?(?:完成|达到|实现|达成)(?:情况)?": "完成情况",
        r"(?:年初|年度|全年|当年|本年|本年度|(?:19|20)\d\d年度?)?(?:计划|预期|目标|设定|绩效)(?:完成|实现)?(?:指标)?(?:值|水平|数)": "目标值",
        r"(?:19|20)\d\d年度?指标值": "目标值",
        r"(?:19|20)\d\d年度?(?:绩效)?(?:总?体?)目标": "年度目标",
        r"(?:19|20)\d\d年度?(?:申请|预算|安排)(?:数|金额|资金)?": "金额",
        r"(?:目标|年度|实际|全年|年终)?(?:实现|达成|执行)情况(?:综述|说明)?": "完成情况",
        r"(?!中央).{0,4}主管(?:部门|单位|处室)(?:名称|及代码)?|归口管理(?:部门|单位)": "主管部门",
        r".{0,4}(?:实施|执行|承担|承办|建设|使用|责任|申报)(?:单位|主体|部门)": "实施单位",
        r"(?:项目|专项|政策|计划|资金){0,8}(?:实施|执行|建设|设立)(?:期|期限|周期|年限|时间)": "起止时间",
        r"项目(?:总体|总)绩效目标": "长期目标",
        r".{0,4}(?:复核|审定|评审)得?分数?": "复核得分",
        r".{0,6}(?:总分|总得分|最终得分|综合得分|评价得分|分数合计|得分合计)": "总分",
        r"(?:自评|单位自评|指标)(?:打分|赋分|分值?|分数)": "得分",
        r"(?:全年|当年|本年|年度|实际|预算)?(?:执行|支出|支付)(?:资金|金额|总额)": "执行数",
        r"(?:全年|年度|当年|本年|经费|资金|项目)(?:预算|计划)(?:资金|金额|数|安排|安排数|投资)?": "预算数",
        r"(?:预算|资金)?(?:执行|支出|支付|完成)(?:率|进度|比例)": "执行率",
    }.items()
}
"""Words that forms make up of the same parts in many ways → one of the vocabulary that says the same."""


_ODD_SIGNS = {ord("∶"): ":", ord("︰"): ":", ord("﹕"): ":"}


def _set(words: str) -> frozenset[str]:
    """Return words parted by spaces."""
    return frozenset(words.split())


def _words(table: Mapping[str, str]) -> dict[str, str]:
    """Return word → key of ``key: words parted by spaces``."""
    found: dict[str, str] = {}
    for key, words in table.items():
        for word in words.split():
            if word in found:
                raise ValueError(f"{word} stands for {found[word]} and for {key}")
            found[word] = key
    return found


MONEY_COLUMNS = _words(
    {
        "initial": "年初 批复预算 批复数 年初安排 年初下达 计划数 初始预算 年初预算数 年初预算 年初预算金额 年初批复预算数 年初预算安排 年初预算安排数 年初批复数",
        "adjusted": "全年预算数 全年预算 全年预算金额 调整后预算数 调整后预算 调整后全年预算数 调整预算数 预算数 预算金额 预算安排数 预算安排 预算资金 当年预算数 本年预算数 年度预算数 预算批复数 全年预算安排数 调整数 调整预算 全年调整预算数 调整后预算金额 本年预算 当年预算 项目当年预算 本年预算金额 当年预算金额 预算 调整后 计划安排 计划投资 安排资金 全年可用预算 指标数 全年指标数 变更后预算 变更后预算数 年中调整后预算数 调整后预算数额 预算安排情况",
        "executed": "全年执行数 执行数 预算执行数 全年执行金额 执行金额 实际支出数 实际支出 实际执行数 全年支出数 支出数 全年实际支出数 支出金额 实际执行金额 全年执行 实际支出金额 当年执行数 决算数 决算金额 年终执行数 执行情况 支出决算数 实际支付数 执行 支出 已支付 实际完成投资 完成投资 决算 年度决算 资金执行情况 全年决算数 全年支出 累计支出 使用金额 实际使用 实际使用数 列支数 当年执行",
        "whole_period": "实施期资金总额 实施期总额 实施期金额 项目总预算 项目总额 项目总投资 总投资 中长期资金总额 中期资金总额 中期总额 三年资金总额 专项总规模 资金总规模",
        "amount": "金额 当年金额 当年申请 本年度申请金额 本年申请金额 年度金额 合计金额 预算申请数 申请金额",
        "rate": "使用率 执行率 预算执行率 全年执行率 资金执行率 执行进度 预算执行进度 支出进度 支付进度 支付率 预算完成率",
        "weight": "分值 权重 标准分 标准分值 指标分值 分值权重 权重分 执行率权重 执行率分值 满分 满分值",
        "score": "得分 自评得分 指标得分 自评分 实际得分 执行率得分 实得分 得分情况",
        "deviation": "原因 原因分析 偏差原因 未完成原因 偏差原因分析 未完成原因分析 执行率偏低原因 执行偏差原因",
        "label": "资金来源 资金项目 资金性质 资金类别 项目资金 资金情况 预算资金情况 项目 支出内容 成本构成 成本项目 成本明细 支出明细 支出项目 费用明细 支出类型 支出类别 资金构成 预算科目 类别 资金类型 资金名称",
        "executed_y2": "前年决算数 前年实际数 前年执行数 前年支出数",
        "executed_y1": "上年度实际执行 上年实际执行 上年度执行数 上年决算数 上年实际数 上年执行数 上年支出数",
        "executed_of_year": YEARS_FINAL,
    }
)
"""Heading of a money column → field of ``FundingLine``."""
MONEY_AMOUNTS = (
    "initial",
    "adjusted",
    "executed",
    "whole_period",
    "amount",
    "executed_y2",
    "executed_y1",
    "executed_of_year",
)

MONEY_GROUPS = _set(
    "年度预算数 年度预算申请 预算执行情况 预算情况 资金情况 项目资金 年度资金情况 部门预算执行情况 资金使用情况 项目成本 成本测算 项目资金情况 资金金额 资金投入 资金投入情况 资金结构 预算资金 预算资金执行情况 年度预算执行情况 项目资金申请 资金申请 项目预算 总体资金情况 资金安排 资金规模 资金 部门资金"
)
"""What stands over or beside the money rows and is no field."""

MONEY_OTHERS = _set("某年 合计 总计 小计 备注 结余 结余资金 占比 近两年收支金额 近两年支出")
"""What stands over columns of money that have no field of their own."""

INDICATOR_COLUMNS = _words(
    {
        "level1": "评价内容 一级指标 一级目标 一级绩效指标 指标类型 指标类别 一级",
        "level2": "二级指标 二级目标 二级绩效指标 二级",
        "name": "绩效内容 三级指标 三级目标 三级绩效指标 名称 指标名称 指标内容 绩效指标名称 具体指标 三级指标名称 三级指标内容 绩效指标内容 三级 评价指标",
        "target": "值 数值 设定值 预计值 标准值 目标任务 任务目标 当年 今年 本年度计划水平 当年计划水平 区域目标值 区域绩效目标值 整体目标值 总体目标值 实施期指标值 中期指标值 指标目标值 预期实现值 年度指标值 年初值 指标值 目标值 年初目标值 年初指标值 当年预期实现值 预计当年实现值 预计当年实现 预期当年实现 预期当年实现值 计划值 全年指标值 年度目标值 预期指标值 全年目标值 绩效目标值 当年指标值 预期值 年度绩效指标值 预期目标值 目标指标值 "
        "年初设定指标值 年初绩效指标值 当年目标值 长期目标值 长期指标值 计划指标值 当年实现值 绩效指标值 年度计划值 本年指标值 预期完成值",
        "adjusted_target": "调整值 调整后指标值 调整指标值 调整后目标值 调整后年度指标值 年中调整指标值 调整后的指标值",
        "baseline_y2": "前年 前年指标值 前年值 前年实际值",
        "baseline_y1": "上年度实际水平 上年度实际 上年度实际值 上年实际 上年 上年指标值 上年值 上年实际值 上年完成值",
        "actual": "完成 实际 实绩 执行结果 完成结果 实际情况 达到值 实际完成值 全年完成值 全年实际值 完成值 实际完成情况 实际值 完成情况 全年实际完成值 实际完成 自评完成值 指标完成值 实际完成指标值 全年实际完成情况 年度完成值 实际完成数 完成指标值 业绩值 年度实际完成值 指标实际完成值 实际完成结果",
        "weight": "分值 权重 指标分值 指标权重 参考分值 标准分值 权重分 标准分 满分 分值权重 权重值 分数 基准分 满分值 设定分值",
        "score": "得分 自评得分 指标得分 自评分 实际得分 自评分值 自评分数 单位自评得分 单位自评分 打分 评分 实得分 得分情况 自评",
        "reviewed_score": "财政审定得分 审定得分 复核得分 复评得分 财政评审得分 财政复核得分 评审得分 主管部门复核得分 部门复核得分",
        "deviation": "偏差原因分析及改进措施 未达标原因 未完成绩效目标或偏离较多的原因 未完成原因及改进建议  偏差原因分析与改进措施 偏差原因及改进措施 未完成原因分析 未完成原因 原因 偏差原因 偏差原因分析 未完成原因及拟采取的改进措施 未完成原因和改进措施 未完成原因及改进措施 未完成原因分析及改进措施 偏差分析 偏差原因分析和改进措施 "
        "未完成原因分析与改进措施 偏差分析及改进措施 未完成原因及改进方向 差异原因分析 原因分析 扣分原因 扣分原因和改进措施 扣分原因及改进措施 扣分说明 失分原因 差异原因 偏差说明 偏离原因 原因说明 未完成情况说明",
        "operator": "运算符 绩效指标性质 指标性质 指标方向 指标方向性 运算符号 计算符号 符号 比较符号 关系符 关系符号 性质",
        "unit": "绩效度量单位 度量单位 计量单位 单位 指标单位 指标计量单位",
        "core": "是否核心指标 核心指标 是否核心",
        "coefficient": "得分系数 系数",
        "explanation": "绩效指标描述 绩效目标描述 指标解释 指标说明 指标内涵 指标释义 指标含义",
        "criteria": "评分标准 绩效标准 评扣分标准 评价标准 计分标准 指标评分标准 评分细则 评分办法 计分方法 评分方法 计分办法 参考标准 评分规则 评分依据 指标标准",
        "target_basis": "指标值确定依据 指标值设定依据 目标值确定依据 指标值依据 指标值说明 目标值说明 目标值依据 数据来源 计算方法或来源",
        "remarks": "备注",
    }
)
"""Heading of an indicator column → field of ``Indicator``."""
INDICATOR_GROUPS = _set(
    "绩效指标 绩效目标 年度绩效指标 近两年指标值 指标值情况 指标情况 绩效指标完成情况 指标 目标 长期绩效指标 长期指标 年度指标 年度绩效目标 中长期绩效指标 绩效指标情况 指标体系 年度绩效指标完成情况 实施期指标 "
    "实施期绩效指标 中期指标 中长期指标 实施期目标 实施周期绩效指标 长期目标 中期目标"
)

LEVEL_NAMES = _set(
    "成本指标 产出指标 效益指标 效果指标 满意度指标 影响力指标 投入指标 过程指标 管理指标 决策指标 运行成本指标 管理效率指标 履职效能指标 社会效应指标 可持续发展能力指标"
)
"""First levels, where they stand side by side over their indicators."""
GOAL_COLUMNS = _words(
    {
        "target_text": "总目标 年初设定 目标设定 计划目标 预期总目标 目标内容 年度履职目标 项目年度总目标 预期目标 年初设定目标 项目年度目标 年度目标 年度绩效目标 年初目标 设定目标 年初预期目标 年度预期目标 年初绩效目标 年度总体绩效目标 年初设定绩效目标 原定目标 年度设定目标 年度总目标 预期绩效目标",
        "adjusted_text": "全年绩效目标 调整后绩效目标值 全年调整目标 调整后年度绩效目标 调整后目标 调整后绩效目标 调整目标 调整后年度目标 年中调整目标",
        "actual_text": "实际完成 实现情况 实际执行情况 目标达成情况 完成情况综述 完成情况说明 全年目标实际完成情况 年度目标实际完成情况 实际完成情况 全年实际完成情况 年度目标完成情况 目标完成情况 年度总体目标完成情况综述 完成情况 年度总体目标完成情况 目标实际完成情况 具体完成情况 实际完成情况综述 全年完成情况 实际完成目标 年度实际完成情况 总体目标完成情况 绩效目标完成情况 目标实现情况",
    }
)
GOAL_GROUPS = _set(
    "年度总体目标 总体目标 年度绩效总目标 项目绩效目标 项目年度目标完成情况 整体绩效总目标 年度总体绩效目标 总体绩效目标 绩效目标 年度目标 项目总体目标 年度总体目标情况 整体绩效目标 项目年度绩效目标 "
    "年度绩效目标 绩效总目标 项目目标 当年绩效目标 分解目标 目标"
)
GOAL_KINDS: Mapping[str, GoalKind] = {
    word: next(one for one in GoalKind if one.value == kind)
    for word, kind in _words(
        {
            "long_term": "长期目标 中期目标 中长期目标 实施期目标 实施期绩效目标 长期绩效目标 中长期绩效目标 实施周期目标 实施期总目标 实施期总体目标 中长期总目标 中期总目标 长期总目标 项目总目标 项目实施期目标 长期指标 长期绩效指标 中期指标 中长期指标 实施期指标 实施期绩效指标 中长期绩效指标 实施周期绩效指标",
            "annual": "本年度目标 本年目标 年度目标 年度总目标 年度绩效目标 当年目标 当年绩效目标 年度指标 年度绩效指标 当年指标",
        }
    ).items()
}
"""What stands over or before a goal or a set of indicator columns → which kind of goal it is."""
GOAL_LABEL = re.compile(
    r"(?:长期|中期|中长期|实施期|年度|)(?:绩效)?目标\d+|(?:长期|中期|中长期|实施期|年度)(?:绩效)?目标"
)
"""A goal's label; where a form has one goal of a kind it need not be numbered."""

HEAD = _words(
    {
        "project": "单位名称、项目名称 转移支付名称 转移支付项目名称 专项转移支付名称 项目名称 专项名称 项目支出名称 专项资金名称 项目名称及代码 项目及代码 专项名称及代码",
        "department": "上级主管部门 上级主管单位 资金主管部门 地方主管部门 省级主管部门 市级主管部门 县级主管部门 区级主管部门 主管部门名称 项目主管部门名称 主管部门 主管部门及代码 预算部门 部门名称 预算部门名称 项目主管部门 主管单位 主管预算部门 部门名称及代码 部门单位名称",
        "implementing_unit": "执行单位 承担单位 承担企业 建设单位 实施主体 项目实施主体 申报单位 实施单位 项目单位 项目实施单位 资金使用单位 用款单位 项目单位及代码 实施单位及代码 项目承担单位 单位",
        "unit_name": "填报学校 基层单位 部门 填报部门 编制部门 学校名称 医院名称 单位名称 填报单位 预算单位 预算单位名称 填报单位名称 单位名称及代码 预算单位及代码 填表单位 自评单位 编制单位 编报单位 申报部门",
        "report_date": "填报日期 填表日期 填报时间 填表时间 报告日期",
    }
)
"""Label → field of the form; ``unit_name`` is the department's name or, on a project's form, the implementing unit's."""

_LINE_CODES = {code.value: code for code in LineCode}
_TEXT_KINDS = {kind.value: kind for kind in NarrativeKind}
FUNDING_LABELS: Mapping[str, LineCode] = {
    word: _LINE_CODES[code]
    for word, code in _words(
        {
            "total": "预算数合计 预算合计 支出合计 收入合计 收支合计 年度资金总额 资金总额 总额 年度预算总额 项目资金总额 预算资金总额 年度金额 资金合计 合计 预算总额 项目总金额 总计 年度资金 总金额 年度总金额 项目金额 年度预算资金总额 预算资金合计 实施期资金总额 实施期总额 项目总预算 项目总额 项目总投资 总投资 中长期资金总额 中期资金总额 中期总额 三年资金总额",
            "central": "中央财政资金 中央补助 中央资金 中央财政拨款 中央补助资金 中央财政 中央级资金",
            "provincial": "省级财政资金 省级资金 省级补助 省财政资金 省级财政拨款 省级补助资金 省级 自治区资金 自治区财政资金 省资金",
            "city_county": "市级 市级财政 市县财政资金 市县资金 市县级资金 市县级财政资金 市县区财政资金 市级财政资金 市级资金 市区级资金",
            "county": "县级配套 县级财政 区级财政 县级 区级 县级财政资金 县级资金 区级资金 区级财政资金 县区级资金 县区级财政资金 本级资金 本级财政资金 县财政资金 区财政资金",
            "local": "地方资金 地方财政资金 地方配套资金",
            "current_year_appropriation": "当年财政拨款 本年财政拨款 财政拨款 当年财政拨款资金 本年度财政拨款 一般公共预算拨款 当年拨款",
            "carry_over": "上年结转金额 上年结转资金 上年结转 结转资金 结转结余资金 上年结余 上年结转结余资金 上年结转结余 结余结转资金 结转结余 上年结余收入 上年结余资金 上年结转收入",
            "other": "其他资金 其它资金 其他 其它 其他收入 其它收入 其他来源",
            "general_public_budget": "一般公共预算 一般公共预算资金 一般公共预算财政拨款",
            "state_capital": "国有资本经营预算 国有资本经营预算资金 国有资本经营预算拨款 国有资本经营预算财政拨款 国有资本经营预算收入",
            "government_fund": "政府性基金拨款 政府性基金 政府性基金预算 政府性基金资金 政府性基金预算资金 政府性基金预算拨款",
            "non_tax_special_account": "纳入专户管理的非税收入拨款 纳入专户管理的非税收入",
            "basic": "基本支出 基本支出总额 基本支出金额",
            "project": "项目支出 项目支出总额 项目支出金额",
            "department_total": "部门整体支出总额 部门整体支出 整体支出总额 部门支出总额 整体支出 部门预算总额 部门整体支出预算",
            "fiscal": "财政资金 财政性资金 财政预算资金 财政资金小计 财政拨款资金",
            "special_account": "财政专户管理资金 财政专户资金 财政专户 专户管理资金 财政专户核拨资金",
            "unit_funds": "单位资金 单位自有资金 单位其他资金",
            "self_raised": "企业自筹 单位自筹 自有资金 自筹资金 社会资金 银行贷款",
            "other_line": "地方政府专项债券 专项债券 地方政府债券 债券资金 政府债券 本级安排",
            "superior": "上级资金 上级补助 上级补助资金 上级财政资金 上级转移支付 上级专项资金 上级财政补助",
        }
    ).items()
}
"""Label of a money row → which row it is."""

SUBTOTALS = re.compile(".*小计")
"""Labels of rows that add up a part of the indicators; none of them is an indicator."""
TOTAL_LABELS = _set(
    "总分 合计 总计 得分合计 总得分 自评总分 综合得分 合计得分 总评分 自评总得分 总分合计 最终得分 绩效得分 评价得分 总得分值"
)

TEXT_LABELS: Mapping[str, NarrativeKind] = {
    word: _TEXT_KINDS[kind]
    for word, kind in _words(
        {
            "audit_remarks": "说明 审计和财政监督检查情况 需要说明的事项 其他需要说明的问题 其他需要说明的事项",
            "deviation_summary": "偏差原因分析及改进措施 偏差原因及改进措施 未完成原因分析及改进措施 未完成目标的原因分析及改进措施 未完成原因及改进措施 偏差大或目标未完成原因分析 未完成原因分析 偏差原因分析 绩效目标未完成原因 目标未完成原因分析 偏离原因 存在偏差的原因 未完成绩效目标原因分析 绩效目标偏离原因分析",
            "improvement_plan": "改进建议 有关改进建议 下一步整改措施 改进措施及结果应用方案 改进措施 下一步改进措施 整改措施 下一步工作计划 下一步改进计划 下一步改进措施及建议 结果应用方案 改进措施及建议 下一步工作措施",
            "good_practice": "主要经验做法 主要经验及做法 经验做法 主要做法 主要成效",
            "problems": "问题与建议 问题及建议 存在的问题及建议 存在问题及建议 存在问题、原因及下一步整改措施 存在的问题、原因及下一步整改措施 存在问题及改进措施 存在的问题及改进措施 存在问题和改进措施 项目管理中存在的主要问题及原因分析 存在问题 存在的问题 存在主要问题 存在的主要问题 主要问题 存在的问题及原因分析 存在问题及原因 存在的问题及原因 存在问题及原因分析 主要问题及原因分析",
            "recommend_decision": "对项目决策的建议",
            "recommend_budget": "对预算安排与执行的建议 对预算安排的建议",
            "recommend_funds": "对资金管理的建议",
            "recommend_management": "项目管理的建议 对项目管理的建议",
            "recommend_other": "其他 其他建议 相关建议 有关建议",
            "remarks": "备注",
            "austerity_measures": "厉行节约保障措施 厉行节约措施",
            "money_sentence": "资金总额及构成 项目总预算 资金情况说明",
            "project_overview": "项目概述 项目概况 项目基本概况 项目内容 项目简介 项目主要内容 项目实施内容 主要内容 项目基本内容",
            "legal_basis": "立项依据 项目立项依据 项目设立依据 政策依据 项目立项情况 设立依据 申报依据",
            "implementation": "项目实施内容及过程概述 项目实施情况 项目实施过程 实施情况 项目组织实施情况 项目实施内容及过程",
            "conclusion": "自评等次 评价等次 绩效等次 评价结论 自评结论 项目自评结论 综合评价结论 绩效自评结论 自评结果 总体评价 绩效等级 评分等级 等级 评价等级 自评等级 综合评价",
            "attributes": "项目编号 项目代码 项目编码 项目属性 项目类型 项目类别 资金性质 项目性质 项目分类 专项属性 分配方式",
            "period": "起止时间 项目起止时间 实施期限 项目实施期 项目实施期限 项目周期 起止年限 实施起止时间 开始时间 结束时间 完成时间 开始日期 结束日期 项目开始时间 项目结束时间 项目期 项目实施时间 实施时间 项目日期范围 项目起始时间 项目终止时间 项目起始日期 项目终止日期 计划开始日期 计划完成日期 计划开始时间 计划完成时间 起始时间 终止时间 项目期限 执行期限 设立年限 建设周期 实施周期 存续期限",
            "schedule": "实施进度 实施计划 进度安排 项目实施进度计划 项目实施计划 实施进度计划 项目进度安排 工作计划",
            "report_number": "报告编号 表号 编号",
            "self_score": "绩效自评得分 自评得分 自评分 自评分数 单位自评得分 自评总分 自评综合得分",
            "reviewed_score": "财政审定得分 审定得分 复核得分 财政复核得分 财政评审得分",
            "person": "负责人",
            "telephone": "联系电话",
        }
    ).items()
}
"""Label of a text → which text it is."""
TEXT_GROUPS = _set(
    "项目基本情况 项目自评结论 下一步改进措施及管理建议 自评结论 基本情况 其中 按收入性质分 按支出性质分 项目资金 绩效指标 其他说明 基础信息 项目信息 资金来源 年度主要任务 主要任务 重点工作任务 年度重点工作 年度主要工作任务"
)
"""What stands beside several labels and is no field."""


BASE_DATA_LABELS: Mapping[str, BaseDataLine] = {
    **{line.zh: line for line in BaseDataLine},
    "控制率": BaseDataLine.STAFFING_RATE,
    "实际在职人数": BaseDataLine.STAFFING_ACTUAL,
    "公务用车购置及运行维护费": BaseDataLine.VEHICLES,
    "公务用车购置": BaseDataLine.VEHICLES_PURCHASE,
    "公务用车运行维护费": BaseDataLine.VEHICLES_OPERATION,
    "因公出国费": BaseDataLine.OVERSEAS_TRAVEL,
    "公务接待费": BaseDataLine.RECEPTIONS,
}
"""Label in a base-data table, without the year before it → which row it is."""
BASE_DATA_SECTIONS = {section.zh: section for section in BaseDataSection}

ALL_GROUPS = TEXT_GROUPS | GOAL_GROUPS | INDICATOR_GROUPS | MONEY_GROUPS
"""What stands over or beside other labels."""
_AMOUNT = re.compile(r"[-—/]*|[\d,.]+(?:万元|亿元|元|万|%|分)?")


def is_amount(text: str) -> bool:
    """Tell whether a cell prints a number, a blank or a dash."""
    return bool(_AMOUNT.fullmatch(compact(text)))


def label_words(text: str) -> str:
    """Return a text without white space, in plain digits and brackets."""
    return unicodedata.normalize("NFKC", compact(text))


def is_label(text: str, beside: str = "") -> bool:
    """Tell whether a cell is one of the words that forms print as labels; ``beside`` is the label at its left."""
    core = label_of(text).core
    if beside in TEXT_LABELS and core in {"其他", "无", "合计"}:
        return False
    known = (HEAD, TEXT_LABELS, GOAL_COLUMNS, ALL_GROUPS, FUNDING_LABELS, TOTAL_LABELS)
    return any(core in words for words in known) or bool(GOAL_LABEL.fullmatch(core))
