"""A printed cell → operator, number, unit. Exact decimals; no reading raises, and none guesses in silence.

What the grammar is not sure of stands as a note beside the value, or as a lower confidence.
The cell's text itself is never changed: all clean-up happens on a copy.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from build_scripts.cells.amounts import (
    NUMBER,
    REMEMBERED,
    added,
    clean,
    divided,
    has_artefact,
    is_masked,
    is_placeholder,
    number_of,
    plain,
    times,
)
from build_scripts.cells.dates import months_of, span_of
from build_scripts.cells.grades import is_grade
from build_scripts.cells.instructions import is_instruction
from build_scripts.cells.made_often import made_often, with_fields
from build_scripts.cells.numerals import with_digits
from build_scripts.cells.units import BOUND_WORDS, Measurement, per_word, read_measure, unit_in_name
from build_scripts.cells.value_model import ONE_SIDED, Confidence, Value, ValueNote
from build_scripts.words.vocabulary import CellState, CurrencyUnit, Level1, Level2, Operator, Unit, ValueKind

_LOW = frozenset(
    {
        ValueNote.CONTRADICTORY_OPERATOR,
        ValueNote.OPERATOR_WITH_RANGE,
        ValueNote.REVERSED_RANGE,
        ValueNote.OPERATOR_WITHOUT_NUMBER,
        ValueNote.UNIT_WITHOUT_NUMBER,
        ValueNote.DOUBLED_PERCENT,
        ValueNote.SUSPECTED_FRACTION,
        ValueNote.SEVERAL_NUMBERS,
        ValueNote.NUMBER_IN_WORD,
        ValueNote.SPREADSHEET_ERROR,
        ValueNote.LETTER_FOR_DIGIT,
        ValueNote.UNIT_IN_DOUBT,
    }
)
_MEDIUM = frozenset(
    {
        ValueNote.TITLE_MARK_OPERATOR,
        ValueNote.APPROXIMATE,
        ValueNote.STRAY_CHARACTER,
        ValueNote.AMBIGUOUS_UNIT,
        ValueNote.UNKNOWN_UNIT,
        ValueNote.UNIT_FROM_FORM,
        ValueNote.UNIT_DIFFERS_FROM_NAME,
        ValueNote.BARE_NUMBER,
        ValueNote.AMBIGUOUS_NONE,
        ValueNote.FRACTION,
    }
)


@made_often
@dataclass(frozen=True)
class _Row:
    """What the row around a cell says about its unit."""

    name: str
    cost: bool
    currency_unit: CurrencyUnit | None


_SIGNS: dict[str, Operator] = {
    **dict.fromkeys((">=", "=>", "≥", "≧", "⩾", "》=", "〉=", "≮", ">或=", "≥或=", ">/=", "≥="), Operator.GE),
    **dict.fromkeys(("<=", "=<", "≤", "≦", "⩽", "《=", "〈=", "≯", "<或=", "≤或=", "</=", "≤="), Operator.LE),
    **dict.fromkeys((">", "》", "〉"), Operator.GT),
    **dict.fromkeys(("<", "《", "〈"), Operator.LT),
    "=": Operator.EQ,
}
_STANDARD_SIGNS = frozenset("≥≤><=")
_TITLE_MARKS = frozenset("》《〉〈")
_LESS = ("低于", "少于", "小于", "足", "到")
_MORE = ("超过", "高于", "大于", "多于", "超出", "超", "逾")
_NOT = ("不", "不得", "不能", "不应", "不可", "应不", "未", "不会")
_WORDS: dict[str, Operator] = {
    **dict.fromkeys(("大于等于", "大于或等于", "至少", "最少", "最低", "不下"), Operator.GE),
    **dict.fromkeys(("小于等于", "小于或等于", "最多", "至多", "最高", "最大"), Operator.LE),
    **dict.fromkeys((f"{no}{less}" for no in _NOT for less in _LESS[:3]), Operator.GE),
    **dict.fromkeys((f"{no}{more}" for no in _NOT for more in _MORE), Operator.LE),
    **dict.fromkeys(("大于", "高于", "超过", "多于", "超出", "超", "逾", "突破"), Operator.GT),
    **dict.fromkeys(("小于", "低于", "少于", "不足", "不到"), Operator.LT),
    "等于": Operator.EQ,
}
_OPERATORS: dict[str, Operator] = _SIGNS | _WORDS


def _any_of(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


_OP = _any_of(_OPERATORS)
_EARLY_OP = _any_of(
    word for word in _WORDS if word[0] in "不未应至最" and word not in {"不足", "不到", "最高", "最低", "最大"}
)
"""Bounds in words that may stand before other words than the number: ``至少培训200人``."""
_DASH = "[-—–~至到]{1,8}"
_DAY = r"(?:[0-9]{1,2}[日号]|[底末])"
_DATES = re.compile(rf"[0-9]{{4}}年[0-9]{{1,2}}月{_DAY}?{_DASH}(?:[0-9]{{4}}年)?[0-9]{{1,2}}月{_DAY}?")
_DUTY = re.compile(r"[0-9]+[*×xX][0-9]+(?:小时|h)?")
_DATE = re.compile(
    r"(?<![0-9.])(?:(?:19|20)[0-9]{2}年|(?:1[0-2]|0?[1-9])月(?!度)|[0-9]{4}[./-][0-9]{1,2}[./-][0-9]{1,2}(?![0-9]))"
    r"|年底|年末|年内|月底|之前|时间内|规定时限|(?:春节|元旦|清明|端午|中秋|国庆|五一|十一|汛期?|入冬|开学)节?之?前"
    r"|^(?:3[01]|[12]?[0-9])[日号]之?前|(?:每|当|次)月[0-9]{1,2}[日号]|[0-9]{4}[-—]?[0-9]{4}学年|^(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])$"
    r"|^(?:19|20)[0-9]{2}\.[0-9]{1,2}[-—–~至](?:19|20)[0-9]{2}\.[0-9]{1,2}$"
)
_OF_YEAR = re.compile(r"(?:19|20)[0-9]{2}年度?(?=[一-龥]*[0-9])(?![0-9]{1,2}[-—~至]?[0-9]*月)")
_RANGE = re.compile(rf"(?P<op>{_OP})?(?P<lo>-?{NUMBER})(?P<first>[^0-9]*?){_DASH}(?P<hi>-?{NUMBER})(?P<rest>[^0-9]*)")
_INTERVAL = re.compile(
    rf"(?P<open>[【［\[（])(?P<lo>-?{NUMBER})(?P<first>[^0-9,，、;；]*?)(?:[,，、;；]|{_DASH})(?P<hi>-?[0-9]{{1,18}}(?:\.[0-9]{{1,40}})?)"
    rf"(?P<rest>[^0-9]*)(?P<close>[】］\]）])(?P<unit>[^0-9]*)"
)
_CHAIN = re.compile(
    rf"(?P<lo>-?{NUMBER})(?P<first>[^0-9<>≤≥]*)(?P<one><=?|>=?|[≤≥])(?P<what>[^0-9<>≤≥=]{{1,12}})(?P<two><=?|>=?|[≤≥])(?P<hi>-?{NUMBER})(?P<rest>[^0-9]*)"
)
_BOTH_ENDS = re.compile(
    rf"(?P<one>{_OP})?(?P<lo>-?{NUMBER})(?P<first>[^0-9]*?)(?:且|并且?|但|同时|和|[,，、；;])?(?P<two>{_OP})?(?P<hi>-?{NUMBER})(?P<rest>[^0-9]*)"
)
_BETWEEN = re.compile(
    rf"(?:介于|在)?(?P<lo>-?{NUMBER})(?P<first>[^0-9]*?)(?:和|与|至|到|[-—~])(?P<hi>-?{NUMBER})(?P<rest>[^0-9]*)之间"
)
_ONE = re.compile(rf"(?P<pre>[^0-9]*?)(?P<op>{_OP})?(?P<stray>于)?(?P<number>-?{NUMBER})(?P<rest>[^0-9]*)", re.DOTALL)
_SCALED = re.compile(rf"{NUMBER}[余多来]?(?:万亿|[百千]?[万亿]|[百千])?")
_HIGH = re.compile(rf"{_SCALED.pattern}(?![^0-9\n]*[0-9])")
_PER = "半年|公里|平方米|平方公里|次|人|户|亩|村|校|县|镇|乡|社区|单位|企业|项|件|次|场|期|班|年度?|季度?|个?月|周|日|天|学期|学年|生|台|辆|个|家"
_EVERY = re.compile(rf"^(?:每(?P<per>{_PER}))")
_LEAD = re.compile(
    rf"^(?:原则上|力争|争取|确保|保证|保持在?|维持在?|实现|达到?|已|均|共计?|累计|合计|总计|总数?|全年|年度|完成|严格|控制在|应|须|需|要|人均|年均|平均|增至|增加到|提高到|提升到|扩大到|减少到|降低到|降到|降至|缩短到|缩短至|提升至|提高至|压缩至|为|是)+"
    rf"(?={_OP}|[0-9]|每|近|约|大约)"
)
_ABOUT = frozenset({"约", "大约", "近", "将近", "接近", "大概", "≈", "约为", "约达"})
_OPEN = frozenset({Operator.GT, Operator.LT})
_AT_MOST = frozenset({Operator.LE, Operator.LT})
_TURNED = {Operator.GE: Operator.LE, Operator.GT: Operator.LT, Operator.LE: Operator.GE, Operator.LT: Operator.GT}
_ABOUT_AT_END = re.compile(f"(?<!节)(?:{_any_of(_ABOUT)})$")
_FALLS = "下降|降低|减少|压减|缩减|回落|负增长|缩短|压缩|下浮"
_CHANGE = re.compile(
    rf"^(?:同比|环比|(?:较|比|与)?(?:(?:19|20)[0-9]{{2}}年|上年度?|去年|上一年度?|同期|往年|基期|前年)(?:同期|相比)?|年均|平均|每年)*(?:(?P<fall>{_FALLS})|增长|提高|提升|增加|上升|上浮)"
    rf"(?:率|幅度|了)?(?:为|达到?)?(?P<rest>(?:{_OP})?[0-9].*)$"
)
_CHANGE_IN_NAME = re.compile("增|降|减|幅|变动|变化|提高|提升|压缩|缩短|改善")
"""Names of changes: their values are changes, whether the cell says so or not."""
_FALL_IN_NAME = re.compile("下降|降低|减少|压减|缩减|缩短|降幅|节约|减排|节能|压缩")
_FROM_TO = re.compile(
    r"^(?:由|从)[^0-9]{0,6}[0-9][0-9.,]*[^0-9]{0,8}?(?:提高|提升|增加|增长|降低|下降|降|缩短|压缩|减少|上升|扩大|增)(?:到|至|为)(?P<rest>.*[0-9].*)$"
)
_RANK = re.compile(
    r"^(?P<where>[^0-9]*?)(?P<order>前|第)(?P<number>[0-9]{1,4})(?P<measure>名|位|强|等次)?(?P<within>以内|之内|内|以上|及以上)?(?P<more>）)?$"
)
_FRACTION = re.compile(
    rf"(?P<op>{_OP})?(?P<part>[0-9]{{1,2}})/(?P<whole>[0-9]{{1,2}})(?P<bound>{_any_of(BOUND_WORDS)})?"
)
_BAD = (
    "事故|投诉|差错|失误|错误|案件|发案|上访|信访|舆情|违规|违纪|违法|泄密|泄露|伤亡|死亡|伤害|故障|事件|超支|污染|火灾|纠纷|拖欠|欠薪|返贫|复发|遗漏|漏报|瞒报|逾期|超期"
    "|积压|越级|进京|赴省|缺陷|退单|诉讼|损失|中断|瘫痪|伤人"
)
_NOTHING_BAD = re.compile(
    rf"(?:全年|本年度?|当年|年内)?(?:零|无|未(?:发生|出现|产生|发现)|没有(?:发生|出现)?|不(?:发生|出现)|无发生|零发生|杜绝)(?:[^0-9]{{0,6}}?(?P<bad>{_BAD})[^0-9]{{0,4}})?"
)
_COUNTS_BAD = re.compile(
    rf"^(?>.*(?:{_BAD}))(?!.*(?:处理|处置|办结|化解|整改|调解|查处|结案|响应|管控|防控|防范|预防|应急|修复|排查|宣传|受理|办理|答复|回复|审理|审结|保险|演练))",
    re.MULTILINE,
)
"""The last bad word of a line: behind an earlier one there stands no less."""
_NAMES = re.compile(
    r"“[^”]{0,200}”|(?:[0-9]{1,18}(?:[-—~至][0-9]{1,18})?(?:周?岁|个?月龄)(?:以[上下]|及以上)?|[248]K|[1-5]A级|[2-6]G|[0-9]{1,18}(?:kV|KV|千伏)"
    r"|[0-9]{1,2}·[0-9]{1,2}|(?<![0-9A-Za-z≥≤><=])[A-Z](?=[A-Z-]{0,40}[0-9])[A-Z0-9-]{1,60})(?=[一-龥])"
    r"|[0-9]{1,18}(?:元|平方米|㎡|公里|米|万元|吨|亩|人|年)以[上下](?=[一-龥]{2}[^0-9]{0,200}[0-9])|(?:720|1080|2160)[Pp]|等保[0-9.]{1,18}"
    r"|《(?=[^》]{0,100}[一-龥]{2})[^》]{0,200}》|〔[0-9]{4}〕[0-9]{1,18}号|(?:第?[0-9]{1,18}|[0-9]{1,3}[-—]?[0-9]{0,18})号(?=线|楼|院|文|路|令|机)"
    r"|(?<![0-9])[1-9][0-9]{2,4}(?=热线|平台|专线|便民)|PM(?:2\.5|10)"
    r"|(?:GB|DB|HJ|JGJ|CJJ|YY|ISO|IEC)(?:/?[A-Z]{0,2})[0-9.]+(?:[-—:][0-9]{4})?|COVID-19|H[0-9]N[0-9]|[SGX][0-9]{2,3}(?=线|国道|省道|高速)|1\+X"
    r"|(?<![0-9])1(?:10|19|20|22)(?=联动|报警|接警|接处警|出警|急救|指挥|[、，]1)|(?<=、)1(?:10|19|20|22)(?=联动)|[0-9]{1,18}项(?=民生实事|改革任务)"
)
"""Digits that are part of a name, in which no quantity is to be read."""
_SIGN_AT_END = re.compile(f"(?:{_any_of(_SIGNS)}|{_EARLY_OP})$")
_RATE_NAME = re.compile("(?:率|比例|占比|比重|满意度|进度|程度)(?:（.*）)?$")
_MONEY_NAME = re.compile("额(?:（.*）)?$")
_COUNT_NAME = re.compile("(?:数|数量|时间|时限|时长|年限)(?:（.*）)?$")
_TWO_UNITS = re.compile(
    rf"(?P<op>{_OP})?(?P<many>[0-9]{{1,4}})(?P<large>年|天|小时|分钟?)(?:零|又)?(?P<few>[0-9]{{1,4}})(?P<small>个月|小时|分钟?|秒钟?)(?P<bound>{_any_of(BOUND_WORDS)})?"
)
_FACTORS_OF_TIME = {("year", "month"): 12, ("day", "hour"): 24, ("hour", "minute"): 60, ("minute", "second"): 60}
_GRADED = re.compile(rf"(?P<op>{_OP})?(?P<lead>达到?|评为|获评?|为)?(?P<grade>.+?)(?P<bound>{_any_of(BOUND_WORDS)})?")
_LABELLED = re.compile(rf"[一-龥（）“”]{{1,10}}?(?<!第){NUMBER}(?:[万亿]?(?:元|人次|[一-龥]))")
_ORDERED = re.compile("排名|排位|名次|全国|全省|全市|全区|全县|全系统|同类|位列|位居|名列|考核|居|列")
_MASKED = re.compile("[\ue000-\uf8ff]")
_QUALITATIVE_NOTES = {
    ValueNote.OPERATOR_WITHOUT_NUMBER: re.compile("|".join(_SIGNS)),
    ValueNote.DEADLINE: _DATE,
    ValueNote.REFERENCE_BOUND: re.compile("^[不未]超|^控制在|限额以内$"),
    ValueNote.NOT_MEASURABLE: re.compile(
        "^(?:全|本)?(?:辖区|市|区|县|省|镇|乡|街道|村|社区)(?:域)?范围内?$|^根据|^按照?实际|^据实|^依照|^按.*要求|长效管理机制$"
    ),
    ValueNote.NAMES_AN_INDICATOR: re.compile(
        "^(?!提高|提升|降低|减少|增强|保障).*(?:(?<!效)率|指标|满意度|满意程度)$|是否"
    ),
}


_DIGIT = re.compile("[0-9]")
_PLAIN = re.compile(
    "(?:[≥≤]|[<>]?=?)(?:[0-9]{1,3}(?:[.][0-9]{1,2})?%?|[0-9]{1,6}(?:[.][0-9]{1,4})?"
    "(?:[个人份场篇本项条件套家次块期版册户台处座名元吨亩天]|人次|场次|批次|公里|小时|万元|万人次|次/年|场次/年|平方米|个?工作日))"
)
"""What most cells say: one short number, in which no other way of reading finds a month, a date or a grade."""
_SPREADSHEET_ERROR = re.compile("#+|#[A-Z/0!?]+")
_QUOTED_NUMBER = re.compile("“(?>[^“”]*[0-9])[^“”一-龥]*”")
_TO_REWRITE = re.compile("[/（，.成半m¥￥]|人民币")
"""What ``_in_plain_signs`` changes; most cells have none of it."""


def is_money_row(level1: Level1 | None, level2: Level2 | None) -> bool:
    """Tell whether a row's bare numbers are money: economic cost, or the old template's cost under output.

    Social and ecological cost rows are not: their cells count complaints or give a percentage.
    """
    return level2 in {Level2.COST, Level2.ECONOMIC_COST} or (level1 is Level1.COST and level2 is None)


@lru_cache(maxsize=REMEMBERED)
def joined(raw: str | None, operator: str | None, unit: str | None) -> str | None:
    """Return what one cell would print of a value whose operator and unit stand in cells of their own: ``≥``, 95, ``%`` → ``≥95%``.

    A sign or a unit that the value prints itself is not repeated, words take neither, and what is no sign (定性, 正向)
    stands before no number.
    """
    text, sign, measure = clean(raw or ""), clean(operator or ""), clean(unit or "")
    if not sign and not measure:
        return raw
    value = parse_value(raw)
    if value.kind not in {ValueKind.NUMBER, ValueKind.RANGE, ValueKind.MIXED, ValueKind.LIST}:
        return raw
    parts = value.items or (value,)
    sign = "" if sign not in _OPERATORS or any(part.op_raw in _OPERATORS for part in parts) else sign
    if (is_placeholder(measure) and measure != "%") or any(part.unit or part.number is None for part in parts):
        measure = ""
    if not sign and not measure:
        return raw
    each = 0 if value.kind is ValueKind.LIST else 1
    if measure:
        number = _HIGH if value.kind is ValueKind.RANGE else _SCALED
        text = number.sub(lambda found: f"{found[0]}{measure}", text, count=each)
    return re.sub(rf"-?{NUMBER}", lambda found: f"{sign}{found[0]}", text, count=each) if sign else text


@lru_cache(maxsize=REMEMBERED)
def operator_of(raw: str | None) -> Operator | None:
    """Return the operator that a cell for it prints; None for 定性, 正向 and other words that are no sign."""
    return _OPERATORS.get(clean(raw or ""))


@lru_cache(maxsize=1 << 16)  # a form repeats its cells: this year's target is often last year's
def parse_value(
    raw: str | None, *, name: str = "", cost: bool = False, currency_unit: CurrencyUnit | None = None
) -> Value:
    """Read a target, baseline or actual cell.

    Args:
        raw: the cell as printed; None where the form has no such cell.
        name: the indicator's name, for a unit in brackets at its end: （人）, （%）, （万元）.
        cost: whether the row is about money (``is_money_row``), so that a bare number has the form's unit.
        currency_unit: the unit in the form's header.

    Never raises. ``number`` is in ``unit``; a fraction such as ``0.95`` is never turned into a percentage.
    """
    text = clean(raw or "").rstrip("。；;，,")
    if not text:
        return Value(raw, state=CellState.BLANK)
    row = _Row(clean(name), cost, currency_unit)
    if (is_placeholder(text) and _nothing_bad(text, row) is None) or is_instruction(text):
        notes: tuple[ValueNote, ...] = (ValueNote.AMBIGUOUS_NONE,) if text == "无" else ()
        return Value(raw, state=CellState.PLACEHOLDER, text=text, confidence="medium" if notes else "high", notes=notes)
    if is_masked(text):
        return Value(raw, state=CellState.WITHHELD, text=text)
    value = (_number(text, row) if _PLAIN.fullmatch(text) else None) or _read(text, row)
    notes = ((ValueNote.EXTRACTION_ARTEFACT,) if raw and has_artefact(raw) else ()) + value.notes
    return with_fields(value, raw=raw, notes=notes, confidence=_confidence(value))


def _confidence(value: Value) -> Confidence:
    if value.kind == "mixed" or _LOW & set(value.notes):
        return "low"
    return "medium" if value.kind == "list" or _MEDIUM & set(value.notes) else "high"


def _read(text: str, row: _Row) -> Value:
    """Read a cleaned cell that says something: by its digits, those of numerals among them, else by its words."""
    if text.startswith("#") and _SPREADSHEET_ERROR.fullmatch(text):
        return Value(None, kind=ValueKind.MIXED, text=text, notes=(ValueNote.SPREADSHEET_ERROR,))
    text = text[1:-1] if text.startswith("“") and _QUOTED_NUMBER.fullmatch(text) else text
    nothing = _nothing_bad(text, row)
    if nothing:
        return nothing
    written = with_digits(text)
    months = _months(written)
    if months or is_grade(text):
        return months or _words(text)
    names: list[str] = []
    hidden = _NAMES.sub(lambda found: _hide(found[0], names), written) if _DIGIT.search(written) else written
    if not _DIGIT.search(hidden):
        words = _words(text)
        in_word = names and not _DIGIT.search(_NAMES.sub("", text))
        return replace(words, notes=(*words.notes, ValueNote.NUMBER_IN_WORD)) if in_word else words
    value = _quantity(_in_plain_signs(hidden), row)
    if written != text:
        if value.number is None and value.kind is not ValueKind.LIST:
            return replace(value, text=text)
        value = replace(value, notes=(*value.notes, ValueNote.WRITTEN_NUMBER))
    return _shown(value, names) if names else value


def _hide(name: str, names: list[str]) -> str:
    """Put one character of private use where a name with digits stands."""
    names.append(name)
    return chr(0xE000 + len(names) - 1)


def _shown(value: Value, names: Sequence[str]) -> Value:
    """Put the names back into the words of a value."""
    text = _MASKED.sub(lambda found: names[ord(found[0]) - 0xE000], value.text)
    return replace(value, text=text, items=tuple(_shown(item, names) for item in value.items))


def _in_plain_signs(text: str) -> str:
    """Return a copy in which commas part thousands only, powers are raised, and a unit in brackets stands behind its number."""
    if not _TO_REWRITE.search(text):
        return text
    text = re.sub("/（([^（）]+)）", r"/\1", text.replace("（含）", "")).removeprefix("人民币")
    text = re.sub(
        "(?<![0-9.])([1-9](?:[.][0-9])?)成(?=$|以[上下]|左右)",
        lambda found: f"{plain(times(Decimal(found[1]), 10))}%",
        text,
    )
    text = re.sub("(?<=[0-9])(个?)半(?=小时|月|年|天|个月)", r".5", text)
    if text[:1] not in "【［[（":
        text = re.sub(
            r"(?<![0-9.，,])[1-9][0-9]{0,2}(?:，[0-9]{3})+(?![0-9])", lambda found: found[0].replace("，", ","), text
        )
    text = re.sub(
        r"(?<=[0-9万千亿/])([kh]?m)([23])(?![0-9A-Za-z])", lambda found: found[1] + "²³"[int(found[2]) - 2], text
    )
    text = re.sub(r"(?<=[0-9])\.(?=%|$)", "", text)
    text = re.sub(rf"^[¥￥]({NUMBER})元?$", r"\1元", text)
    unit = re.search(r"(?<=[0-9])（([^（）0-9]+)）$", text)
    if unit and _is_unit(unit[1]):
        text = f"{text[: unit.start()]}{unit[1]}"
    return text


def _is_unit(words: str) -> bool:
    measure = read_measure(words)
    return bool(measure.unit) and not (measure.unknown or measure.rest or measure.noun or measure.bound)


def _quantity(text: str, row: _Row) -> Value:
    """Read a cell with digits, the most particular way first."""
    return (
        _months(text)
        or _qualified(text, row)
        or _around(text, row)
        or _between(text, row)
        or _fraction(text)
        or _end_state(text, row)
        or _by_day(text, row)
        or _compound(text)
        or _list(text, row)
        or _changed(text, row)
        or _calendar(text, row)
        or _ranked(text, row)
        or _range(text, row)
        or _number(text, row)
        or Value(None, kind=ValueKind.MIXED, text=text, notes=(ValueNote.SEVERAL_NUMBERS,))
    )


def _nothing_bad(text: str, row: _Row) -> Value | None:
    """Read a zero in words, 零事故, 未发生, 无, where the words or the name count something bad; 无 elsewhere says nothing."""
    found = None if text == "不发生" and not row.name else _NOTHING_BAD.fullmatch(text)
    counts = bool(_COUNTS_BAD.search(row.name))
    if not (text == "无" and counts) and (found is None or not (found["bad"] or counts)):
        return None
    rate = _RATE_NAME.search(row.name)
    notes = (ValueNote.ZERO_IN_WORDS, *((ValueNote.AMBIGUOUS_NONE,) if text == "无" else ()))
    return Value(None, kind=ValueKind.NUMBER, number=Decimal(), unit=Unit.PERCENT if rate else "", notes=notes)


def _months(text: str) -> Value | None:
    """Read months and quarters of a year, whose digits are no quantities."""
    months = months_of(text)
    if months is None or months[0] > 12 or months[1] > 12:
        return None
    first, last = map(Decimal, months)
    return Value(None, kind=ValueKind.MONTH_RANGE, number=first, number_max=last, unit=Unit.CALENDAR_MONTH, text=text)


def _calendar(text: str, row: _Row) -> Value | None:
    """Read dates and duty patterns, whose digits are no quantities; a year before a quantity is no date."""
    if _DATES.fullmatch(text):
        return Value(None, kind=ValueKind.DATE_RANGE, text=text)
    if _DUTY.fullmatch(text):
        return Value(None, kind=ValueKind.DUTY, text=text)
    if re.fullmatch(r"(?:19|20)[0-9]{2}\.(?:0?[1-9]|1[0-2])", text) and re.search("时间|日期|期限", row.name):
        return Value(None, kind=ValueKind.QUALITATIVE, text=text, notes=(ValueNote.DEADLINE,))
    if not _DATE.search(text):
        return None
    year = _OF_YEAR.match(text)
    if year:
        value = _quantity(text[year.end() :], row)
        if value.number is not None and value.unit and ValueNote.DEADLINE not in value.notes:
            return value
    return Value(None, kind=ValueKind.QUALITATIVE, text=text, notes=(ValueNote.DEADLINE,))


def _qualified(text: str, row: _Row) -> Value | None:
    """Read a quantity behind which brackets say more: ``98.6%（问卷500份）``, ``30天（工作日）``, ``全省前列（前8名）``."""
    found = re.fullmatch(r"(?P<core>[^（）]+)（(?P<words>[^（）]*)）", text)
    if found is None or (_is_unit(found["words"]) and found["words"] != "工作日"):
        return None
    core, words = found["core"], found["words"]
    if not _DIGIT.search(core):
        order = _ranked(words, row)
        return replace(order, text=core) if order else None
    value = _quantity(core, row)
    if value.number is None and value.kind is not ValueKind.LIST:
        return None
    if words == "工作日" and value.unit == Unit.DAY:
        return replace(value, unit=Unit.WORKING_DAY, unit_raw=f"{value.unit_raw}（{words}）")
    return replace(value, notes=(*value.notes, ValueNote.QUALIFIED))


def _around(text: str, row: _Row) -> Value | None:
    """Read ``±5%``: from −5 to 5 %."""
    found = re.fullmatch(rf"±(?P<hi>{NUMBER})(?P<rest>[^0-9]*)", text)
    return _ends(f"-{found['hi']}", "", found["hi"], found["rest"], row) if found else None


def _between(text: str, row: _Row) -> Value | None:
    """Read a number between two ends: ``[90,100]``, ``90≤X<100``, ``≥80%且≤100%``, ``介于60%和80%之间``."""
    found = _INTERVAL.fullmatch(text)
    if found and {found["open"], found["close"]} & set("【［[】］]"):
        rest = found["rest"] + found["unit"]
        return _from_to(found, rest, row, (found["open"] == "（", found["close"] == "）"))
    found = _CHAIN.fullmatch(text)
    if found and (found["one"][0] in "<≤") == (found["two"][0] in "<≤"):
        what = "" if found["what"] in {"X", "x", "n", "N"} else found["what"]
        opens = (found["one"] in "<>", found["two"] in "<>")
        return _from_to(found, found["rest"], row, opens, text=what)
    found = _BETWEEN.fullmatch(text)
    if found:
        return _from_to(found, found["rest"], row, (False, False))
    found = _BOTH_ENDS.fullmatch(text)
    return _both_ends(found, row) if found else None


def _both_ends(found: re.Match[str], row: _Row) -> Value | None:
    """Read two bounds in opposite directions; ``≥90%且≤80%`` leaves nothing and is no range."""
    first, last = read_measure(found["first"], row.name), read_measure(found["rest"], row.name)
    ops = [_bounded(found[sign], measure)[0] for sign, measure in (("one", first), ("two", last))]
    if None in ops or len({op in _AT_MOST for op in ops}) < 2 or Operator.EQ in ops:
        return None
    one, two = (
        words.removesuffix(measure.bound_raw) for words, measure in ((found["first"], first), (found["rest"], last))
    )
    value = _ends(found["lo"], one, found["hi"], two, row)
    rises = ops[0] in {Operator.GE, Operator.GT}
    if value is None or rises is not _rises(value):
        return None
    return _closed(value, (ops[0] in _OPEN, ops[1] in _OPEN))


def _by_day(text: str, row: _Row) -> Value | None:
    """Read what was reached by a day: ``截至2023年12月31日，改造1560户``."""
    found = re.match("截[至止]到?(?P<day>[^，,]+)[，,](?P<rest>.*[0-9].*)$", text)
    return _quantity(found["rest"], row) if found and span_of(found["day"]) else None


def _compound(text: str) -> Value | None:
    """Read a length of time in two units, in the smaller one: ``4分50秒``, ``1小时30分钟以内``, ``1年3个月``."""
    found = _TWO_UNITS.fullmatch(text)
    if found is None:
        return None
    large, small = (read_measure(found[which]).unit for which in ("large", "small"))
    if Unit.POINT in {large, small}:  # 分 beside an hour or a second is a minute
        large, small = (Unit.MINUTE if unit == Unit.POINT else unit for unit in (large, small))
    factor = _FACTORS_OF_TIME.get((str(large), str(small)))
    if factor is None:
        return None
    number = added((times(Decimal(found["many"]), factor), Decimal(found["few"])))
    op, op_raw, notes = _bounded(found["op"], read_measure(found["bound"] or ""))
    return Value(
        None,
        kind=ValueKind.NUMBER,
        op=op,
        op_raw=op_raw,
        number=number,
        unit=small,
        notes=(*_sign_notes(found["op"]), *notes),
    )


def _list(text: str, row: _Row) -> Value | None:
    """Read several values of one cell: ``20%/20%``, ``区级60场，市级7场``, ``省级2家市级5家``; None where a part has no single number."""
    if span_of(text):
        return None
    numbered = re.split("[①②③④⑤⑥⑦⑧⑨]", text)
    for parts in (
        text.split("/"),
        re.split("[，；;、]|(?<!E)[+]", text),
        _LABELLED.findall(text),
        numbered[1:] if not numbered[0] else [],
    ):
        if len(parts) < 2 or not all(_DIGIT.search(part) for part in parts):
            continue
        labelled = "".join(parts) == text
        items = tuple(replace(_read(part, row), raw=part) for part in parts)
        if not all(item.number is not None and item.kind in {ValueKind.NUMBER, ValueKind.MIXED} for item in items):
            continue
        if "/".join(parts) == text and len({(item.unit, item.scale, item.text) for item in items}) > 1:
            continue
        if labelled and not all(item.unit for item in items):
            continue
        if re.search("[0-9]，[0-9]", text) and len({item.unit for item in items}) > 1:
            continue  # 12，5% may be 12.5 %
        items = tuple(replace(item, confidence=_confidence(item)) for item in items)
        notes = tuple(dict.fromkeys(note for item in items for note in item.notes))
        return Value(None, kind=ValueKind.LIST, text=text, items=items, notes=notes)
    return None


def _ranked(text: str, row: _Row) -> Value | None:
    """Read a place in an order, of which a smaller one is better: ``全市前10``, ``第3名``, ``排名不低于第6位``, ``第1-3名``."""
    several = re.fullmatch(r"第([0-9]+)[-—–~至到]第?([0-9]+)[名位]", text)
    if several:
        ends = (Decimal(several[1]), Decimal(several[2]))
        return Value(None, kind=ValueKind.RANGE, number=ends[0], number_max=ends[1], unit=Unit.RANK, unit_raw=text[-1])
    found = _RANK.fullmatch(text)
    named = re.search("排名|排位|位次|名次", row.name)
    if found is None or not (
        (found["measure"] and found["measure"] != "等次") or named or _ORDERED.search(found["where"])
    ):
        return None
    bounded = found["order"] == "前" or found["within"] or re.search("不低于|不后于|优于", found["where"])
    return Value(
        None,
        kind=ValueKind.NUMBER,
        op=Operator.LE if bounded else None,
        op_raw=found["order"] if bounded else "",
        number=Decimal(found["number"]),
        unit=Unit.RANK,
        unit_raw=found["measure"] or "",
    )


def _end_state(text: str, row: _Row) -> Value | None:
    """Read what a change ends with: 90 % of ``由80%提高到90%``."""
    found = _FROM_TO.match(text)
    value = _quantity(found["rest"], row) if found else None
    if value is None or value.kind is not ValueKind.NUMBER:
        return None
    return replace(value, notes=(*value.notes, ValueNote.END_STATE))


def _changed(text: str, row: _Row) -> Value | None:
    """Read a rise or a fall, which is below zero (``下降5%以上`` is at most −5 %) unless the name says that falls are counted."""
    found = _CHANGE.match(text)
    value = _number(found["rest"], row) if found else None
    if found is None or value is None or value.number is None or value.kind is not ValueKind.NUMBER:
        return None
    if value.unit == Unit.PERSON and _ORDERED.search(row.name):
        value = replace(value, unit=value.unit_raw)  # 上升3位: by so many places, not persons
    notes = value.notes if _CHANGE_IN_NAME.search(row.name) else (*value.notes, ValueNote.CHANGE)
    if not found["fall"] or _FALL_IN_NAME.search(row.name):
        return replace(value, notes=notes)
    number = -value.number if value.number else value.number
    return replace(value, number=number, op=_TURNED.get(value.op, value.op) if value.op else None, notes=notes)


def _fraction(text: str) -> Value | None:
    """Read ``1/3``, ``2/3以上``: a part of a whole, exact to 28 digits."""
    found = _FRACTION.fullmatch(text)
    part, whole = (int(found["part"]), int(found["whole"])) if found else (0, 0)
    if found is None or not (0 < part < whole and (part == 1 or whole <= 10)):  # 20/30 are two values
        return None
    measure = read_measure(found["bound"] or "")
    op, op_raw, notes = _bounded(found["op"], measure)
    number = divided(Decimal(part), Decimal(whole))
    notes = (*_sign_notes(found["op"]), *notes, ValueNote.FRACTION)
    return Value(None, kind=ValueKind.NUMBER, op=op, op_raw=op_raw, number=number, notes=notes)


def _range(text: str, row: _Row) -> Value | None:
    """Read ``10-30万元/本``; None where the text is no range or its two units differ."""
    body, pers = _body(text)
    label = re.match("[一-龥]{1,12}?(?<![第每])(?=[0-9])", body)
    words = label[0] if label else ""
    found = _RANGE.fullmatch(body.removeprefix("pH").removeprefix(words))
    if found is None:
        return None
    value = _ends(found["lo"], found["first"], found["hi"], found["rest"], row)
    if value is None:
        return None
    notes = value.notes + _sign_notes(found["op"])
    if found["op"]:
        notes += (ValueNote.OPERATOR_WITH_RANGE,)
    if not _rises(value):
        notes += (ValueNote.REVERSED_RANGE,)
    op = _OPERATORS.get(found["op"] or "")
    text = words or value.text
    return replace(value, op=op, op_raw=found["op"] or "", per=value.per or "/".join(pers), notes=notes, text=text)


def _rises(value: Value) -> bool:
    """Tell whether a range's first number is not above its second."""
    return value.number is not None and value.number_max is not None and value.number <= value.number_max


def _from_to(found: re.Match[str], rest: str, row: _Row, opens: tuple[bool, bool], text: str = "") -> Value | None:
    """Return the range of a match with ``lo``, ``first`` and ``hi``, its ends in order; ``opens`` tells which are not in it."""
    value = _ends(found["lo"], found["first"], found["hi"], rest, row)
    return None if value is None else replace(_closed(value, opens), text=text or value.text)


def _closed(value: Value, opens: tuple[bool, bool]) -> Value:
    """Put the two ends of a range in order and say which of them are not in it."""
    if _rises(value):
        return replace(value, lo_open=opens[0], hi_open=opens[1])
    return replace(value, number=value.number_max, number_max=value.number, lo_open=opens[1], hi_open=opens[0])


def _ends(low: str, first_words: str, high: str, last_words: str, row: _Row) -> Value | None:
    """Return the range between two printed numbers; None where their units differ or words stand beside them."""
    measure = read_measure(last_words, row.name)
    first = read_measure(first_words, row.name) if first_words else measure
    alike = first.unit in {measure.unit, ""} and first.per in {measure.per, ""} and not first.rest
    if measure.rest or measure.bound or first.bound or not alike:
        return None
    value = _in_unit(number_of(low), measure, row, (), kind=ValueKind.RANGE, text=measure.noun)
    scale = first.scale if first_words and (first.unit or first.scale > 1) else value.scale
    return replace(value, number=times(number_of(low), scale), number_max=times(number_of(high), value.scale))


def _body(text: str) -> tuple[str, list[str]]:
    """Return a cell without the words that lead to its number (完成, 达到, 全年), and what the number is counted per (每人每月)."""
    pers: list[str] = []
    while True:
        lead = _LEAD.match(text)
        every = None if lead else _EVERY.match(text)
        if lead:
            text = text[lead.end() :]
        elif every and _DIGIT.search(text[every.end() :]):
            pers.append(per_word(every["per"]))
            text = text[every.end() :]
        else:
            return text, pers


def _number(text: str, row: _Row) -> Value | None:
    """Read a number with its unit, or words with one number; None where there are several."""
    body, pers = _body(text)
    found = _ONE.fullmatch(body)
    if found is None:
        return None
    before, rest, sign = found["pre"], found["rest"], found["op"]
    if before[-1:].isascii() and before[-1:].isalpha() and before != "pH" and not sign:
        return Value(None, kind=ValueKind.MIXED, text=text, notes=(ValueNote.NUMBER_IN_WORD,))
    if before.endswith("（") and rest.endswith("）"):
        before, rest = before[:-1], rest[:-1]
    letter_for_digit = rest.startswith(("O", "o", "l", "I")) and re.match(".(?:[0-9一-龥%]|$)", rest)
    fell_below = found["number"].startswith("-") and _FALL_IN_NAME.search(row.name)
    if letter_for_digit or fell_below:  # 10O%; −3.5 % of a fall may be a fall or a rise
        note = ValueNote.LETTER_FOR_DIGIT if letter_for_digit else ValueNote.SEVERAL_NUMBERS
        return Value(None, kind=ValueKind.MIXED, text=text, notes=(note,))
    two_signs = _SIGN_AT_END.search(before) if sign else None
    if two_signs:
        return Value(None, kind=ValueKind.MIXED, text=text, notes=(ValueNote.CONTRADICTORY_OPERATOR,))
    measure = read_measure(rest, row.name)
    if pers and not measure.per:
        measure = replace(measure, per="/".join(pers))
    early = None if sign or not before else re.search(_EARLY_OP, before)
    if early:
        sign, before = early[0], before[: early.start()] + before[early.end() :]
    notes = _sign_notes(sign) + ((ValueNote.STRAY_CHARACTER,) if found["stray"] else ())
    about = _ABOUT_AT_END.search(before)
    if about and not sign:
        measure, before = replace(measure, bound="approximate", bound_raw=about[0]), before[: about.start()]
    words = (before.removesuffix("pH") + measure.rest).strip("：:（）")
    op, op_raw, of_bound = _bounded(sign, measure)
    return _in_unit(
        number_of(found["number"]),
        measure,
        row,
        notes + of_bound,
        kind=ValueKind.MIXED if words else ValueKind.NUMBER,
        op=op,
        op_raw=op_raw,
        text=words or measure.noun,
    )


def _sign_notes(sign: str | None) -> tuple[ValueNote, ...]:
    if not sign or sign in _STANDARD_SIGNS:
        return ()
    if sign in _WORDS:
        return (ValueNote.VERBAL_OPERATOR,)
    return (ValueNote.NONSTANDARD_OPERATOR,) + ((ValueNote.TITLE_MARK_OPERATOR,) if sign in _TITLE_MARKS else ())


def _bounded(sign: str | None, measure: Measurement) -> tuple[Operator | None, str, tuple[ValueNote, ...]]:
    """Join the sign before a number with the word behind it: the operator, what it was read from, and what is odd about it."""
    op = _OPERATORS.get(sign or "")
    if measure.bound == "approximate":
        return op, sign or (measure.bound_raw if measure.bound_raw in ONE_SIDED else ""), (ValueNote.APPROXIMATE,)
    if not measure.bound:
        return op, sign or "", ()
    behind = Operator.GE if measure.bound == "ge" else Operator.LE
    agree = op is None or op[0] == behind[0]
    note = ValueNote.OPEN_ENDED if agree else ValueNote.CONTRADICTORY_OPERATOR
    return op or behind, sign or measure.bound_raw, (note,)


def _in_unit(
    number: Decimal,
    measure: Measurement,
    row: _Row,
    noted: tuple[ValueNote, ...],
    *,
    kind: ValueKind,
    text: str,
    op: Operator | None = None,
    op_raw: str = "",
) -> Value:
    """Return a printed number with its unit and scale: the cell's own, else the name's, else the form's for money."""
    unit, per, scale = measure.unit, measure.per, measure.scale
    notes = list(noted)
    named = unit_in_name(row.name)
    money = row.cost and row.currency_unit and (scale > 1 or not (per or _not_money(row.name)))
    if unit:
        if named:
            same = (named.unit, named.per) == (unit, per)
            notes.append(ValueNote.UNIT_REPEATED if same else ValueNote.UNIT_DIFFERS_FROM_NAME)
    elif named or money:
        notes.append(ValueNote.UNIT_FROM_NAME if named else ValueNote.UNIT_FROM_FORM)
        inherited = named.scale if named else (row.currency_unit.in_yuan if row.currency_unit else 1)
        if scale > 1 and inherited > 1:
            notes.append(ValueNote.UNIT_REPEATED)
        scale = scale if scale > 1 else inherited
        unit, per = (named.unit, per or named.per) if named else (Unit.YUAN, per)
    elif scale > 1 and _MONEY_NAME.search(row.name):
        notes.append(ValueNote.UNIT_FROM_NAME)  # 1500万 of 赔付额 can only be money
        unit = Unit.YUAN
    else:
        notes.extend(_bare(number, row))
    for flag, note in (
        (measure.doubled_percent, ValueNote.DOUBLED_PERCENT),
        (measure.ambiguous, ValueNote.AMBIGUOUS_UNIT),
        (measure.unknown, ValueNote.UNKNOWN_UNIT),
    ):
        notes.extend([note] if flag else [])
    return Value(
        None,
        kind=kind,
        op=op,
        op_raw=op_raw,
        number=times(number, scale),
        scale=scale,
        unit_raw=measure.raw,
        unit=unit,
        per=per,
        text=text,
        notes=tuple(notes),
    )


def _not_money(name: str) -> bool:
    return bool(_RATE_NAME.search(name) or _COUNT_NAME.search(name))


def _bare(number: Decimal, row: _Row) -> list[ValueNote]:
    notes = [ValueNote.BARE_NUMBER]
    if _RATE_NAME.search(row.name):
        notes.append(ValueNote.SUSPECTED_FRACTION if 0 < number <= 1 else ValueNote.RATE_WITHOUT_PERCENT_SIGN)
    elif 0 < number < 1 and not row.cost:
        notes.append(ValueNote.SUSPECTED_FRACTION)
    return notes


def _words(text: str) -> Value:
    """Read a cell without digits: a grade, a unit that lost its number, or words."""
    graded = _GRADED.fullmatch(text)
    if is_grade(text):
        return Value(None, kind=ValueKind.GRADE, text=text)
    if graded and is_grade(graded["grade"]):
        bound = BOUND_WORDS.get(graded["bound"] or "")
        op = _OPERATORS.get(graded["op"] or "") or {"ge": Operator.GE, "le": Operator.LE}.get(bound or "")
        notes: tuple[ValueNote, ...] = _sign_notes(graded["op"]) + ((ValueNote.OPEN_ENDED,) if bound else ())
        op_raw = graded["op"] or graded["bound"] or ""
        return Value(None, kind=ValueKind.GRADE, op=op, op_raw=op_raw, text=graded["grade"], notes=notes)
    measure = read_measure(text)
    if measure.raw == text and not measure.unknown and (measure.unit or measure.scale > 1):
        return Value(None, kind=ValueKind.QUALITATIVE, text=text, notes=(ValueNote.UNIT_WITHOUT_NUMBER,))
    notes = tuple(note for note, pattern in _QUALITATIVE_NOTES.items() if pattern.search(text))
    return Value(None, kind=ValueKind.QUALITATIVE, text=text, notes=notes)
