"""Numbers that a cell writes in words → the same cell with digits: 不少于四次, 八成以上, 百分之九十, 三分之一, 一年半.

A numeral is read only where it counts: before a word of measure that ends there, in 成, 分之 and their like, in a range or an
order. In 一网通办, 三年行动计划 or 十分满意 it is a part of a word.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from build_scripts.cells.amounts import REMEMBERED, added, plain, times

_DIGITS = {
    **{digit: value for value, digit in enumerate("零一二三四五六七八九")},
    **{digit: value for value, digit in enumerate("〇壹贰叁肆伍陆柒捌玖")},
    "两": 2,
}
_TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_GROUPS = {"万": 10_000, "亿": 100_000_000}
_NUMERAL = f"[{''.join(_DIGITS)}{''.join(_TENS)}{''.join(_GROUPS)}廿卅]{{1,24}}(?:点[零〇一二三四五六七八九]{{1,24}})?"


def number_in_words(words: str) -> Decimal | None:
    """Return the number that a Chinese numeral says (``三千二百五十``, ``两万六``, ``十二点五``); None where it is none."""
    whole, _, decimals = words.replace("廿", "二十").replace("卅", "三十").partition("点")
    total = group = 0
    digit: int | None = None
    group_before = 0
    last = 10**12  # what the last word multiplied by: 五百二 has 二 tens
    for place, word in enumerate(whole):
        if word in _DIGITS:
            if digit:  # two digits beside each other are no number but a row of digits
                return None
            digit = _DIGITS[word]
            last = 10 if digit == 0 else last
        elif word in _TENS:
            factor = _TENS[word]
            if digit == 0 or (place and factor >= last and digit is None):
                return None
            group += (1 if digit is None else digit) * factor
            digit, last = None, factor
        else:
            factor, counted = _GROUPS[word], group + (digit or 0)
            if total and factor == group_before:
                return None
            above = total and factor > group_before  # 一万亿
            total = (total + counted) * factor if above else total + (counted or (0 if total else 1)) * factor
            group, digit, last, group_before = 0, None, factor, factor
    rest = (digit or 0) * (
        last // 10 if digit and last < 10**12 and last > 10 and whole[-2:-1] not in {"零", "〇"} else 1
    )
    value = Decimal(total + group + rest)
    if not decimals:
        return value
    fraction = "".join(str(_DIGITS[word]) for word in decimals)
    return added((value, Decimal(f"0.{fraction}")))


def _digits(words: str) -> str:
    value = number_in_words(words)
    return words if value is None else plain(value)


_END = r"(?=$|[，,、；;：:（）/·。～~]|以[上下内]|及以|之内|左右|上下|[余多]?(?:分|元|倍))"
_MEASURE = (
    "人次|批次|台次|辆次|车次|场次|工作日|个工作日|自然日|小时|分钟|秒|公里|平方公里|平方米|立方米|公顷|公斤|千克|千瓦时|百分点|个百分点|季度|学年|学期|课时|学时"
    "|元|人|名|位|次|个|项|件|场|户|家|篇|册|台|套|条|份|处|座|所|间|辆|亩|吨|米|期|届|轮|批|起|例|支|株|种|张|幅|块|片|组|站|天|日|周|月|个月|年|分|倍|幢|栋|盏|艘|架|本|部|门"
)
_COUNTED = re.compile(
    rf"(?P<number>{_NUMERAL})(?P<vague>[余多来])?(?P<measure>{_MEASURE})"
    r"(?P<end>$|[，,、；;（）/。]|以[上下内]|及以|之内|内|左右|上下|每)"
)
_BEFORE = re.compile(
    r"(?:^|[于过低少高大多足到达约近共计得逾超任少多行办展织成供装置增训查治放印建修造购助立发接动年月周日天季度，,、；;：:）》≥≤><=]|每[人户亩村年月周日天季]|第|前)$"
)
_PART_OF_A_HUNDRED = re.compile(rf"(?P<whole>百|千|万)分之(?P<part>{_NUMERAL})")
_FRACTION = re.compile(rf"(?P<whole>{_NUMERAL})分之(?P<part>{_NUMERAL})")
_TENTHS = re.compile(
    rf"(?<![一-龥])(?P<lead>[近约逾超]|不足|不到|不低于|不少于|不超过|超过|达到?|占)?(?P<tens>[一二三四五六七八九])成(?P<ones>[半一二三四五六七八九])?{_END}"
)
_HALVES = re.compile(
    rf"(?P<number>{_NUMERAL})?(?P<one>个?)(?P<year>年|月|天|日|周)?半(?P<measure>个?(?:小时|月|年|天|日|学期|钟头))?"
)
_RANGE = re.compile(
    rf"(?P<low>{_NUMERAL})(?P<dash>[-—–~～至到]{{1,8}})(?P<high>{_NUMERAL})(?P<measure>{_MEASURE}){_END}"
)
_ORDER = re.compile(rf"(?P<order>第|前)(?P<number>{_NUMERAL})(?=季度|名|位|等?次?$|强)")
_QUARTERS = re.compile(rf"(?P<low>{_NUMERAL})(?P<rest>(?:[-—–~～至到、]{{1,8}}{_NUMERAL})?)季度(?=$|[，,、（）末底前])")
_MONTHS = re.compile(
    rf"(?<![个每数几]){_NUMERAL}(?=月(?:份|底|末|中旬|上旬|下旬|[至到—–~-]|$|[一二三四五六七八九十廿]+[日号]))"
)
_OFTEN = re.compile(rf"^一(?P<per>年|月|周|日|天|季度?)(?P<number>{_NUMERAL})(?P<measure>次|场|期|会|检)$")
_DAYS = re.compile(rf"(?<=月){_NUMERAL}(?=[日号])")
_ALONE = re.compile(rf"(?:{_NUMERAL})")
_NOT_ALONE = re.compile("^(?:[一二三四五六七八九两零〇]|[百千万亿]+)$")
_PART_OF_A_WORD = re.compile("^[一二三两](?:期|批|类|部|本|对|起|组|片|位|方|门|面)$")
_ANY = re.compile("[零〇一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟廿卅半]")


@lru_cache(maxsize=REMEMBERED)
def with_digits(text: str) -> str:
    """Return a cleaned cell with digits for the numbers that it writes in words; the same text where there are none."""
    if not _ANY.search(text) or _PART_OF_A_WORD.match(text):
        return text
    often = _OFTEN.match(text)
    if often:
        return f"{_digits(often['number'])}{often['measure']}/{often['per']}"
    read = _PART_OF_A_HUNDRED.sub(_of_a_hundred, text.removesuffix("整").removeprefix("人民币"))
    read = _FRACTION.sub(lambda found: f"{_digits(found['part'])}/{_digits(found['whole'])}", read)
    read = _TENTHS.sub(_tenths, read)
    read = re.sub(r"^(不足|不到|超过?|约|近|过)?(?:半数|一半)(?=以上|以下|左右|$)", r"\g<1>50%", read)
    read = read.replace("一刻钟", "15分钟")
    read = _HALVES.sub(_with_half, read) if "半" in read else read
    read = _RANGE.sub(
        lambda found: f"{_digits(found['low'])}{found['dash']}{_digits(found['high'])}{found['measure']}", read
    )
    read = _QUARTERS.sub(
        lambda found: f"{re.sub(_NUMERAL, lambda one: _digits(one[0]), found['low'] + found['rest'])}季度", read
    )
    read = _ORDER.sub(lambda found: f"{found['order']}{_digits(found['number'])}", read)
    read = _MONTHS.sub(lambda found: _digits(found[0]), read)
    read = _DAYS.sub(lambda found: _digits(found[0]), read)
    read = _COUNTED.sub(_counted, read)
    if _ALONE.fullmatch(read) and not _NOT_ALONE.match(read):
        read = _digits(read)
    return read if read != text.removesuffix("整").removeprefix("人民币") else text


def _of_a_hundred(found: re.Match[str]) -> str:
    part = number_in_words(found["part"])
    if part is None:
        return found[0]
    if found["whole"] == "万":
        return f"{plain(times(part, Decimal('0.01')))}%"
    return f"{plain(part)}{'%' if found['whole'] == '百' else '‰'}"


def _tenths(found: re.Match[str]) -> str:
    ones = {None: 0, "半": 5}.get(found["ones"], _DIGITS.get(found["ones"] or "", 0))
    return f"{found['lead'] or ''}{_DIGITS[found['tens']] * 10 + ones}%"


def _with_half(found: re.Match[str]) -> str:
    """Write 半年 as 0.5年, 一年半 as 1.5年, 两个半小时 as 2.5小时; 上半年 and 半数 stay."""
    before, after = found.string[: found.start()], found.string[found.end() :]
    whole = number_in_words(found["number"]) if found["number"] else Decimal()
    measure = found["measure"] or found["year"]
    ends = not after or bool(re.match(r"[，,、；;（）/]|以[上下内]|之内|左右|内", after))
    if whole is None or not measure or before.endswith(("上", "下", "前", "后")) or not ends:
        return found[0]
    if bool(found["year"]) == bool(found["measure"]) or bool(found["number"]) != bool(found["year"] or found["one"]):
        return found[0]
    if found["year"] == "月" and not found["one"]:
        return found[0]
    unit = f"{found['one'] if found['year'] else ''}{measure}"
    return f"{plain(added((whole, Decimal('0.5'))))}{unit}"


def _counted(found: re.Match[str]) -> str:
    before = found.string[: found.start()]
    value = number_in_words(found["number"])
    only_scale = re.fullmatch("[百千万亿]+", found["number"]) and not (found["vague"] or before)
    if value is None or only_scale or not (_BEFORE.search(before) or not before):  # 亿元 is a unit that lost its number
        return found[0]
    return f"{plain(value)}{found['vague'] or ''}{found['measure']}{found['end']}"
