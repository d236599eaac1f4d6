"""A chart's four views say the same numbers."""

from __future__ import annotations

import html
import json
import re
from dataclasses import replace
from decimal import Decimal
from xml.etree import ElementTree as ET

import pytest

from build_scripts.pages.drawing import HATCHES, NARROW, READABLE, Bars, Heat, Series, figure_json, svg
from build_scripts.words.language import Both
from build_scripts.words.vocabulary import Achievement

D = Decimal


def bars(*, stacked=False, marker=None):
    """Return a chart of two series over three categories, one value missing, one name hostile."""
    return Bars(
        "demo", Both("执行率", "Rate"), Both("三个部门。", "Three departments."), Both("%", "%"),
        (Both("甲局", "Bureau A"), Both.printed("<b>乙&局"), Both.printed("一个名称很长很长很长很长很长很长很长很长很长的部门")),
        (Series(Both("一", "one"), (D("98.5"), D(100), None), "a"), Series(Both("二", "two"), (D(1), D(2), D(3)), "b")),
        stacked=stacked, marker=marker,
    )  # fmt: skip


@pytest.mark.parametrize("stacked", [False, True])
def test_the_svg_is_xml_with_a_name_and_its_numbers(stacked):
    """The static picture parses, is named by title and sentence, and prints the numbers of its table."""
    chart = bars(stacked=stacked, marker=D(100))
    root = ET.fromstring(svg(chart))  # noqa: S314 - our own output
    texts = "".join(root.itertext())
    assert root.attrib["role"] == "img"
    assert root.attrib["aria-labelledby"] == "demo-t demo-d"
    assert "三个部门。" in texts
    for number in ("98.5", "100") if not stacked else ("99.5", "102"):
        assert number in texts
    assert "一个名称很长很长很长很长很长很长很长很长很长的部门" in texts


def test_a_missing_value_is_a_dash_and_never_a_zero():
    """A category without a value has no bar and says so."""
    chart = bars()
    assert "—" in svg(chart)
    assert chart.grid()[3][1] == ""


def test_the_bars_are_as_long_as_their_numbers():
    """Lengths are shares of the width, proportional to the numbers: 98.5 : 100 : 1 : 2 : 3 on one scale."""
    widths = [float(width) for width in re.findall(r'width="([\d.]+)%" height="18" class="mz-[ab]"', svg(bars()))]
    assert [round(width / widths[2] * 100, 1) for width in widths] == [98.5, 1, 100, 2, 3]


def test_nothing_runs_over_the_narrowest_screen():
    """At 288 px no bar, number or label of the drawing passes its edge, wherever the number stands."""
    for width, length in ((NARROW, 13), (NARROW, 14)):
        chart = Bars(
            "long", Both("金额", "Money"), Both("一。", "One."), Both("万元", ""), (Both.printed("甲"), Both.printed("乙")),
            (Series(Both("一", "one"), (D("1" * length), D("7" * length) / 10), "a"),),
        )  # fmt: skip
        for place, anchor, text in re.findall(
            r'x="([\d.]+)%" dx="-?\d"[^>]*?(text-anchor="end")?>([\d.]+)<', svg(chart)
        ):
            end = float(place) / 100 * width + (0 if anchor else 6 + 8 * len(text))
            assert end <= width


def test_a_long_label_takes_lines_and_loses_its_end_only_after_the_third():
    """Two long names that differ at their end stay apart; the longest imaginable one is cut with a sign."""
    names = [f"Office of the People's Government of {place}, Hunan (2023, sum of its projects)" for place in ("A", "B")]
    chart = Bars(
        "long", Both("金额", "Money"), Both("一。", "One."), Both("%", "%"), (*map(Both.printed, names), Both.printed("长" * 99)),
        (Series(Both("一", "one"), (D(1), D(2), D(3)), "a"),),
    )  # fmt: skip
    texts = re.findall(r'<text class="mz-narrow" y[^>]*>([^<]*)</text>', svg(chart))
    assert html.unescape(" ".join(texts[:2])) == names[0]
    assert html.unescape(" ".join(texts[2:4])) == names[1]
    assert texts[4:] == ["长" * 22, "长" * 22, "长" * 21 + "…"]
    texts = re.findall(r'<text class="mz-roomy" y[^>]*>([^<]*)</text>', svg(chart))
    assert list(map(html.unescape, texts[:2])) == names
    assert texts[2:] == ["长" * 55, "长" * 44]


def test_a_bracket_stays_with_the_word_it_closes():
    """No line of a label begins with a closing bracket or a full stop, and none ends with an opening bracket."""
    for length in range(15, 30):
        name = "长" * length + "（项目合计）。"
        chart = Bars(
            "b",
            Both("一", "One"),
            Both("。", "."),
            Both("项", "rows"),
            (Both.printed(name),),
            (Series(Both("一", "one"), (D(1),), "a"),),
        )
        lines = re.findall(r'<text (?:class="mz-narrow" )?y[^>]*>([长（项目合计）。]+)</text>', svg(chart))
        assert "".join(lines) == name
        assert not any(line[0] in "）。" or line[-1] == "（" for line in lines)


def test_the_unit_stands_in_the_picture():
    """A number without its unit says nothing: the drawing has it in the language of its page."""
    assert ">单位：%<" in svg(bars())
    assert ">Unit: %<" in svg(bars(), "en")


def test_a_single_bar_is_told_and_not_drawn():
    """One number has nothing to be compared with; zeros draw nothing either."""
    one = Bars(
        "o", Both("一", "One"), Both("。", "."), Both("项", "rows"), (Both.printed("甲"), Both.printed("乙")), ()
    )
    assert not one.is_drawn
    for values, drawn in (((D(3), D(0)), False), ((D(3), None), False), ((D(3), D(1)), True)):
        assert replace(one, series=(Series(Both("一", "one"), values, "a"),)).is_drawn is drawn


def test_an_achievement_keeps_its_pattern_whatever_stands_before_it():
    """The pattern belongs to what a bar stands for: missed is hatched the same way with and without met beside it."""
    met, missed = (Series(a.both, (D(2), D(1)), a) for a in (Achievement.MET, Achievement.MISSED))
    names = (Both.printed("甲"), Both.printed("乙"))
    drawings = [
        svg(Bars("p", Both("一", "One"), Both("。", "."), Both("项", "rows"), names, series, stacked=True))
        for series in ((met, missed), (missed,))
    ]
    hatching = [re.findall(r'id="p-missed".*?d="([^"]+)"', drawing) for drawing in drawings]
    assert hatching[0] == hatching[1] != []
    assert "p-met" not in drawings[0]
    assert len({(HATCHES[a].path, a) for a in Achievement}) == len({HATCHES[a].path for a in Achievement}) == 6


def test_the_mark_is_drawn_before_the_numbers():
    """What is drawn later covers it: the rims of the numbers keep the mark of 100 % from running through them."""
    drawing = svg(bars(marker=D(100)))
    assert drawing.index('class="mz-marker"') < drawing.index(">98.5<")


def test_a_number_without_room_in_its_piece_is_not_written_there():
    """A small piece of a stacked bar keeps its number for wide screens, a tiny one for the table alone."""
    chart = Bars(
        "pieces", Both("达成", "Met"), Both("一。", "One."), Both("项", "rows"), (Both.printed("甲"),),
        tuple(Series(Both(str(n), str(n)), (D(n),), "a") for n in (900, 60, 1)), stacked=True,
    )  # fmt: skip
    drawing = svg(chart)
    assert re.search(r'class="mz-on-a"[^>]*>900<', drawing)
    assert re.search(r'class="mz-on-a mz-roomy"[^>]*>60<', drawing)
    assert not re.search(r'class="mz-on-a[^>]*>1<', drawing)
    assert ">961<" in drawing


def test_a_heat_map_writes_every_count_and_shades_by_size():
    """Shades grow in steps of three; zero has none; the grid has every number."""
    heat = Heat(
        "h",
        Both("发现", "Findings"),
        Both("。", "."),
        (Both.printed("甲"),),
        ("a/",),
        tuple("ABCDE"),
        ((0, 1, 3, 9, 27),),
    )
    assert heat.shades == ((0, 1, 2, 3, 4),)
    assert heat.grid() == [["名称", *"ABCDE"], ["甲", "0", "1", "3", "9", "27"]]


def test_a_heat_map_of_many_rules_draws_those_with_most_findings():
    """They stand in their usual order; the grid for the download has all."""
    rules = tuple(f"R{number}" for number in range(READABLE + 2))
    counts = tuple(0 if number in {3, 5} else number + 1 for number in range(len(rules)))
    heat = Heat("h", Both("发现", "Findings"), Both("。", "."), (Both.printed("甲"),), ("a/",), rules, (counts,))
    assert heat.drawn == tuple(number for number in range(len(rules)) if number not in {3, 5})
    assert heat.grid()[0][1:] == list(rules)


def test_the_interactive_figure_has_the_numbers_of_the_table():
    """Plotly's JSON has one trace per series with the same values, no template, and escaped labels."""
    chart = bars()
    figure = json.loads(figure_json(chart))
    assert [trace["x"] for trace in figure["data"]] == [[98.5, 100.0, None], [1.0, 2.0, 3.0]]
    assert figure["data"][0]["y"][1] == "&lt;b&gt;乙&amp;局"
    assert figure["layout"].get("template", {}) == {}
    assert len(figure_json(chart)) < 2_000


def test_the_same_chart_gives_the_same_bytes():
    """No random id and no clock in either picture."""
    assert svg(bars()) == svg(bars())
    assert figure_json(bars()) == figure_json(bars())
