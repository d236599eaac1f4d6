"""Characters that look like others, and words that a conversion broke."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rule_examples import findings_of

from build_scripts.cells.amounts import clean
from build_scripts.cells.categories import level1_of, without_points
from build_scripts.cells.lookalikes import LOOKALIKES, odd_characters
from build_scripts.cells.values import parse_value
from build_scripts.words.vocabulary import Level1


@pytest.mark.parametrize(
    ("text", "kind", "meant"),
    [
        ("⼈员经费", "lookalike", "人"), ("⻓期目标", "lookalike", "长"), ("执⾏率", "lookalike", "行"), ("\uf90f马", "lookalike", "羅"),
        ("完成\ue5e5", "lost", ""), ("完成\ufffd", "lost", ""), ("锟斤拷95", "lost", ""),
        ("测试".encode().decode("gb18030"), "garbled", "测试"), ("预算执行".encode().decode("latin-1"), "garbled", "预算执行"),
        ("预算执行".encode("gbk").decode("latin-1"), "garbled", "预算执行"),
    ],
)  # fmt: skip
def test_an_odd_character_is_named_with_what_it_stands_for(text, kind, meant):
    """With its code point, and the right character where that is known."""
    (odd,) = odd_characters(text)
    assert (odd.kind, odd.meant) == (kind, meant)
    assert f"U+{ord(odd.text[0]):04X}" in odd.said.zh


@given(st.text(st.characters(codec="gb2312"), max_size=40))
def test_ordinary_text_has_none(text):
    """Whatever the standard character set has is what it looks like; four signs in a row are no words in another encoding."""
    assert {odd.kind for odd in odd_characters(text)} <= {"garbled"}
    if text.isalnum() and text.isascii():
        assert not list(odd_characters(text))


@pytest.mark.parametrize(
    "text",
    [
        "提高公共服务水平",
        "经费支出及时率",
        "锲而不舍",
        "钟表、铁路、钱粮",
        "长江大保护",
        "辖区范围内群众满意度（％）",
        "±5%，×2，÷3",
        "“十四五”规划……",
    ],
)
def test_words_of_forms_have_none(text):
    """Characters that begin like misread bytes are words all the same."""
    assert not list(odd_characters(text))


def test_reading_takes_them_for_what_is_meant():
    """A unit is known; the printed text is untouched."""
    assert parse_value("30⼈").unit == "person"
    assert parse_value("30⼈").raw == "30⼈"
    assert all(clean(chr(code)) == meant for code, meant in LOOKALIKES.items())


def test_one_finding_tells_them_all():
    """One of a kind for a form, at the first cell, a doubt where words are lost."""
    example = """
        goals:
          - kind: overall
            indicators:
              - {level1: 产出指标, level2: 数量指标, name: 培训⼈员, target: 30⼈}
              - {level1: 产出指标, level2: 质量指标, name: "合格率\ufffd", target: 90%}
    """
    alike, lost = findings_of(example, "STR-19")
    assert (alike.severity, alike.path) == ("note", "goals[0].indicators[0].name")
    assert "（2 格）：“⼈”（U+2F08），应为“人”" in alike.message.zh
    assert (lost.severity, lost.path) == ("warning", "goals[0].indicators[1].name")


@pytest.mark.parametrize(
    ("label", "name", "points"),
    [
        ("产出指标(50分)", "产出指标", "50"), ("效益指标（30 分）", "效益指标", "30"), ("产出指标50分", "产出指标", "50"), ("产出指标（50）", "产出指标", "50"),
        ("一、产出指标（50分）", "产出指标", "50"), ("（一）产出指标", "产出指标", ""), ("1.产出指标", "产出指标", ""), ("产出指标【50分】", "产出指标", "50"),
        ("产出指标[50分]", "产出指标", "50"), ("产出指标（权重50）", "产出指标", "50"), ("产出指标（分值：50）", "产出指标", "50"), ("产出指标（满分50分）", "产出指标", "50"),
        ("产出指标 (50%)", "产出指标", "50"), ("产出指标：50", "产出指标", "50"), ("产出指标\n（50分）", "产出指标", "50"), ("产 出 指 标", "产出指标", ""),
        ("产出指标（50分值）", "产出指标", "50"), ("产出指标（50.5分）", "产出指标", "50.5"),
    ],
)  # fmt: skip
def test_levels_with_their_points(label, name, points):
    """The commonest style in the country prints the points behind the level's name, in any brackets, with or without a number before it."""
    assert without_points(label) == (name, points)
    assert level1_of(label) is Level1.OUTPUT if name == "产出指标" else True
