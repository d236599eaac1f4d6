"""Numbers written in words, days and grades: what a cell says without digits, or with digits that are no quantity."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_scripts.cells.dates import months_of, parse_day, span_of
from build_scripts.cells.grades import reaches
from build_scripts.cells.numerals import number_in_words, with_digits
from build_scripts.cells.values import parse_value
from build_scripts.words.vocabulary import Operator


def below_ten_thousand(number):
    """Write a number below 10,000 as a Chinese numeral."""
    words, zero = "", False
    for factor, word in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // factor % 10
        if digit:
            words += ("零" if zero and words else "") + "零一二三四五六七八九"[digit] + word
        zero = not digit
    return words


def in_words(number):
    """Write a number as a Chinese numeral, group by group."""
    if not number:
        return "零"
    words = ""
    for factor, word in ((10**8, "亿"), (10**4, "万"), (1, "")):
        group = number // factor % 10**4
        if group:
            words += ("零" if words and group < 1000 else "") + below_ten_thousand(group) + word
    return words.removeprefix("一") if words.startswith("一十") else words


@given(st.one_of(st.integers(0, 10**4), st.integers(0, 10**12 - 1)))
def test_a_numeral_says_its_number(number):
    """Whatever is written in words by the rules of the language is read back."""
    assert number_in_words(in_words(number)) == number


@given(
    st.integers(1, 10**8),
    st.sampled_from(["次", "人次", "万元", "公里", "个工作日"]),
    st.sampled_from(["", "不少于", "约", "每年"]),
)
def test_a_cell_in_words_is_that_in_digits(number, unit, before):
    """不少于四次 says what 不少于4次 says, and notes how it is written."""
    one, other = (parse_value(f"{before}{written}{unit}") for written in (in_words(number), str(number)))
    if unit == "万元" and number >= 10**4:  # nobody writes 一万零一万元
        return
    assert (one.number, one.op, one.unit, one.per) == (other.number, other.op, other.unit, other.per)
    assert "written_number" in one.notes


@pytest.mark.parametrize(
    "text",
    ["一网通办", "三年行动计划", "第七次人口普查", "一户一策", "两不愁三保障", "十分满意", "千方百计", "一村一辅警", "二级甲等", "一般", "统一", "进一步完善", "二十四节气宣传", "第三方评估", "四个自信", "一次性通过", "三公经费", "十四五规划", "完成", "建成", "五A级", "半成品", "一带一路", "双随机、一公开", "亿元", "万", "每周一、三、五", "百花齐放", "万无一失", "上半年", "一期", "数百人", "数十家"],
)  # fmt: skip
def test_a_numeral_in_a_word_is_no_number(text):
    """Nothing is counted there."""
    assert with_digits(text) == text


@pytest.mark.parametrize("words", ["一二", "二〇二五", "十十", "百千", "一万零一万"])
def test_a_row_of_digits_is_no_numeral(words):
    """A year or a list of digits says no quantity."""
    assert number_in_words(words) is None


@pytest.mark.parametrize(
    ("target", "actual", "inside"),
    [
        ("12月底前", "11月20日", True), ("2024年6月前", "2024年9月", False), ("2024年6月前", "2024年5月31日", True),
        ("2024年6月前", "2024年6月1日", False), ("2024年6月底前", "2024年6月30日", True), ("12月15日前", "12月", None),
        ("第4季度", "11月", True), ("第3季度", "10月15日", False), ("年内", "次年2月", False), ("次年1月15日前", "次年1月12日", True),
        ("2024年12月31日前", "2025年1月10日", False), ("6月底前", "2024年5月", True), ("2024.11.30", "2024-12-05", False),
        ("上半年", "6月下旬", True), ("3月-5月", "2月28日", None), ("当年12月", "12月25日", True), ("年底前", "次年1月", False),
        ("次年1月", "12月", None), ("第3季度", "6月", None),
    ],
)  # fmt: skip
def test_a_date_lies_before_a_deadline_or_not(target, actual, inside):
    """6月前 ends with May, 6月底前 with June; a year that only one of them prints is taken to be the other's."""
    assert span_of(actual).within(span_of(target)) is inside


@pytest.mark.parametrize("text", ["2月30日", "13月", "5次", "年", "12", "100%", "2024年13月1日"])
def test_what_no_calendar_has_is_no_day(text):
    """Nor is what only looks like one."""
    assert span_of(text) is None


@pytest.mark.parametrize(
    ("text", "months"),
    [("1-12月", (1, 12)), ("第4季度", (10, 12)), ("1至3季度", (1, 9)), ("前3季度", (1, 9)), ("下半年", (7, 12)), ("10月份", (10, 10)), ("5次", None)],
)  # fmt: skip
def test_months_of_a_stretch(text, months):
    """Quarters and halves are months."""
    assert months_of(text) == months


@pytest.mark.parametrize(
    ("wanted", "op", "reached", "answer"),
    [
        ("合格", Operator.GE, "优秀", True), ("优秀", None, "良好", False), ("Ⅲ类", None, "Ⅱ类", True), ("III类", Operator.GE, "劣Ⅴ类", False),
        ("良好", Operator.LE, "优秀", False), ("合格", Operator.GT, "合格", False), ("省级", None, "国家级", True), ("三级甲等", None, "二级甲等", False),
        ("一级", None, "二级", None), ("优秀", None, "甲等", None), ("5A级", None, "AAAA级", False), ("优秀等次", None, "优秀", True),
    ],
)  # fmt: skip
def test_grades_of_one_order(wanted, op, reached, answer):
    """Only grades of one order are compared; 一级 is the best of some and the lowest of others."""
    assert reaches(wanted, op, reached) is answer


def test_numbers_in_names_are_no_quantities():
    """Of 5A级景区2个 two are counted; 12345热线 is a name."""
    assert (parse_value("5A级景区2个").number, parse_value("5A级景区2个").text) == (Decimal(2), "5A级景区")
    assert parse_value("12345热线").number is None
    assert parse_value("12345热线接通率≥95%").number == 95


PARTS = st.sampled_from(
    [*"年月日号底前初末至到-—~.:/ 0123456789〇二十", "2024", "上旬", "季度", "之前", "以前", "当年", "次年"]
)


@given(st.lists(PARTS | st.text(max_size=2), max_size=12).map("".join))
def test_no_text_breaks_the_reading_of_days(text):
    """Whatever a cell prints, it names days of a calendar that come one after another, or none."""
    span, months, day = span_of(text), months_of(text), parse_day(text)
    assert span is None or span.first <= span.last
    assert months is None or 1 <= months[0] <= months[1] <= 12
    assert day.value is None or not day.in_no_calendar
