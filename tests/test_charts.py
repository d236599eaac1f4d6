"""A chart's four views say the same numbers."""

from __future__ import annotations

import html
import json
import re
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from plotly import graph_objects

from build_scripts.pages.chart_pictures import picture
from build_scripts.pages.drawing import HATCHES, READABLE, Bars, Drawn, Heat, Series
from build_scripts.pages.interactive_drawing import figure_json
from build_scripts.pages.static_drawing import NARROW, WIDE, svg
from build_scripts.words.language import Both
from build_scripts.words.vocabulary import Achievement

D = Decimal
SVG = "{http://www.w3.org/2000/svg}"
LONG = "一个名称很长很长很长很长很长很长很长很长很长的部门"


def bars(*, stacked=False, marker=None, **more):
    """Return a chart of two series over three categories, one value missing, one name hostile."""
    return Bars(
        "demo", Both("执行率", "Rate"), Both("三个部门。", "Three departments."), Both("%", "%"),
        (Both("甲局", "Bureau A"), Both.printed("<b>乙&局"), Both.printed(LONG)),
        (Series(Both("一", "one"), (D("98.5"), D(100), None), "a"), Series(Both("二", "two"), (D(1), D(2), D(3)), "c")),
        stacked=stacked, marker=marker, **more,
    )  # fmt: skip


def named(*names, values=None, **more):
    """Return a chart of one series over ``names``."""
    numbers = tuple(map(D, values or range(1, len(names) + 1)))
    return Bars(
        "own", Both("一", "One"), Both("。", "."), Both("项", "rows"), tuple(map(Both.printed, names)),
        (Series(Both("一", "one"), numbers, "a"),), **more,
    )  # fmt: skip


def drawings(chart, lang="zh"):
    """Return the drawing for a telephone and the one for a wide screen."""
    narrow, wide = ET.fromstring(f"<div>{svg(chart, lang)}</div>")  # noqa: S314 - our own output
    return narrow, wide


def columns(drawing):
    """Return the columns of bars of a drawing."""
    return drawing.findall(f"{SVG}svg")


def widths(column):
    """Return how wide the bars of a column are, in percent."""
    return [float(bar.get("width").rstrip("%")) for bar in column.findall(f"{SVG}rect") if bar.get("class")]


def names_in(drawing):
    """Return the lines of the names beside or above the bars."""
    return [text.text for text in drawing.findall(f"{SVG}text") if not text.get("class")]


@pytest.mark.parametrize("stacked", [False, True])
def test_the_svg_is_xml_with_a_name_and_its_numbers(stacked):
    """The static picture parses, is named by headline and sentence, and prints the numbers of its table."""
    for drawing in drawings(bars(stacked=stacked, message=Both("乙局花完了", "B spent all"))):
        title, desc = drawing.find(f"{SVG}title"), drawing.find(f"{SVG}desc")
        assert drawing.get("role") == "img"
        assert drawing.get("aria-labelledby") == f"{title.get('id')} {desc.get('id')}"
        assert (title.text, desc.text) == ("乙局花完了", "三个部门。")
        texts = list(drawing.itertext())
        for number in ("98.5", "100") if not stacked else ("98.5 / 99.5", "100 / 102"):
            assert number in texts
        assert LONG in "".join(texts)


def test_both_drawings_have_ids_of_their_own():
    """No id stands twice on a page."""
    ids = re.findall(r' id="([^"]+)"', svg(bars(stacked=True)))
    assert len(ids) == len(set(ids)) > 4


def test_a_missing_value_is_a_dash_and_never_a_zero():
    """A category without a value has no bar and says so."""
    chart = bars()
    assert "—" in svg(chart)
    assert chart.grid()[3][1] == ""


def test_several_series_stand_side_by_side_on_one_scale():
    """Lengths are proportional to the numbers, 98.5 : 100 : 1 : 2 : 3, also from one column to the next."""
    for drawing in drawings(bars()):
        first, second = map(widths, columns(drawing))
        assert [round(width / first[1] * 100) for width in (*first, *second)] == [98, 100, 1, 2, 3]


def test_names_stand_left_of_the_bars_and_end_there():
    """They are right-aligned before the bars begin; on a telephone a name too long for that puts all above their bars."""
    for drawing in drawings(named("甲局", "乙丙局")):
        (column,) = columns(drawing)
        assert [text.get("text-anchor") for text in drawing.findall(f"{SVG}text")[-2:]] == ["end", "end"]
        assert drawing.findall(f"{SVG}text")[-1].get("x") == column.get("x") != "0%"
    narrow, wide = drawings(named("甲局", "政府网站普查监测系统、政务公开专区、督办系统建设等九项费用"))
    assert columns(narrow)[0].get("x") == "0%" != columns(wide)[0].get("x")


def test_nothing_runs_over_the_narrowest_screen():
    """At 288 px no number passes its edge, whatever stands beside the bars and however long it is."""
    for length in (1, 13, 14):
        numbers = [D("1" * length), D("7" * length) / 10]
        for chart in (named("甲", "乙", values=numbers), named("很长的部门名称", "乙", values=numbers)):
            drawing, _ = drawings(chart)
            (column,) = columns(drawing)
            start, width = (float(column.get(name).rstrip("%")) / 100 * NARROW for name in ("x", "width"))
            for text in column.findall(f"{SVG}text"):
                if text.get("dx"):
                    assert start + float(text.get("x").rstrip("%")) / 100 * width + 6 + 8 * len(text.text) <= NARROW + 1


def test_a_long_label_takes_lines_and_loses_its_end_only_after_the_third():
    """Two long names that differ at their end stay apart; the longest imaginable one is cut with a sign."""
    places = [
        f"Office of the People's Government of {place}, Hunan (2023, sum of its projects)" for place in ("A", "B")
    ]
    narrow, wide = map(names_in, drawings(named(*places, "长" * 99)))
    assert [" ".join(narrow[:2]), " ".join(narrow[2:4])] == places
    assert narrow[4:] == ["长" * 22, "长" * 22, "长" * 21 + "…"]
    assert [" ".join(wide[:3]), " ".join(wide[3:6])] == places
    assert wide[6:] == ["长" * 19, "长" * 19, "长" * 18 + "…"]


def test_a_bracket_stays_with_the_word_it_closes():
    """No line of a label begins with a closing bracket or a full stop, and none ends with an opening bracket."""
    for length in range(2, 50):
        name = "长" * length + "（项目合计）。"
        for lines in map(names_in, drawings(named(name))):
            assert "".join(lines) == name
            assert not any(line[0] in "）。" or line[-1] == "（" for line in lines)


def test_a_short_name_is_drawn_and_the_table_has_the_whole_one():
    """Beside the bars stands the name in short, the whole one is told on pointing at it, and the CSV has it alone."""
    chart = named("武汉市东西湖区教育局", "武汉市东西湖区档案馆", labels=tuple(map(Both.printed, ("教育局", "档案馆"))))
    for drawing in drawings(chart):
        assert names_in(drawing) == ["教育局", "档案馆"]
        assert [text.find(f"{SVG}title").text for text in drawing.findall(f"{SVG}text")[-2:]] == [
            "武汉市东西湖区教育局", "武汉市东西湖区档案馆",
        ]  # fmt: skip
    assert [row[0] for row in chart.grid()[1:]] == ["武汉市东西湖区教育局", "武汉市东西湖区档案馆"]


def test_what_is_shown_and_its_unit_stand_in_the_picture():
    """A number without its unit says nothing: the drawing has it in the language of its page."""
    assert ">执行率（单位：%）<" in svg(bars())
    assert ">Rate (unit: %)<" in svg(bars(), "en")
    assert "末尾：一 / 合计" in svg(bars(stacked=True))


def test_the_bar_that_the_headline_names_stands_out():
    """It alone has the accent, in both drawings; where none is named all have it."""
    for told, tones in ((1, ["mz-c", "mz-a", "mz-c"]), (None, ["mz-a"] * 3)):
        for drawing in drawings(named("甲", "乙", "丙", told=told)):
            assert [bar.get("class") for bar in columns(drawing)[0].findall(f"{SVG}rect")] == tones


def test_a_budget_is_a_tick_across_the_bar_of_what_was_spent():
    """One bar a row, the tick at its own value, both numbers at the end, once where they are one; told ones stay in the table."""
    money = (("年初", Drawn.TOLD, (9, 9)), ("执行", Drawn.BAR, (60, 80)), ("预算", Drawn.TICK, (100, 80)))
    chart = replace(
        named("甲", "乙"),
        series=tuple(Series(Both(n, n), tuple(map(D, values)), "a", mark) for n, mark, values in money),
    )
    for drawing in drawings(chart):
        (column,) = columns(drawing)
        spent = widths(column)
        ticks = [float(t.get("x1").rstrip("%")) for t in column.findall(f"{SVG}line") if t.get("class") == "mz-tick"]
        assert [round(place / spent[0] * 60) for place in (*spent, *ticks)] == [60, 80, 100, 80]
        assert [text.text for text in column.findall(f"{SVG}text") if text.get("dx")] == ["60 / 100", "80"]
    assert [row[1:] for row in chart.grid()[1:]] == [["9", "60", "100"], ["9", "80", "80"]]


def test_a_single_bar_is_told_and_not_drawn():
    """One number has nothing to be compared with; zeros draw nothing either, nor does what only the table has."""
    one = named("甲", "乙")
    for values, drawn in (((D(3), D(0)), False), ((D(3), None), False), ((D(3), D(1)), True)):
        series = Series(Both("一", "one"), values, "a")
        assert replace(one, series=(series,)).is_drawn is drawn
        assert not replace(one, series=(replace(series, mark=Drawn.TOLD),)).is_drawn


def test_an_achievement_keeps_its_pattern_whatever_stands_before_it():
    """The pattern belongs to what a bar stands for: missed is hatched the same way with and without met beside it."""
    met, missed = (Series(a.both, (D(2), D(1)), a) for a in (Achievement.MET, Achievement.MISSED))
    made = [svg(replace(named("甲", "乙"), series=series, stacked=True)) for series in ((met, missed), (missed,))]
    hatching = [re.findall(r'id="own-[nr]-missed".*?d="([^"]+)"', drawing) for drawing in made]
    assert hatching[0] == hatching[1] != []
    assert "own-n-met" not in made[0]
    assert len({(HATCHES[a].path, a) for a in Achievement}) == len({HATCHES[a].path for a in Achievement}) == 6


def test_the_mark_is_drawn_before_the_numbers():
    """What is drawn later covers it: the rims of the numbers keep the mark of 100 % from running through them."""
    drawing = svg(named("甲", "乙", values=(98, 100), marker=D(100)))
    assert drawing.index('class="mz-marker"') < drawing.index(">98<")


def test_a_grid_has_round_numbers_that_keep_apart():
    """Its lines stand at multiples of 1, 2 or 5 times a power of ten, at least 56 px apart, and at whole ones for counts."""
    for values in ((1, 2), (3, 18), (99, 719), ("0.3", "1.4"), (0, 12345678)):
        for drawing, room in zip(drawings(named("甲", "乙", values=values)), (NARROW, WIDE), strict=True):
            (column,) = columns(drawing)
            lines = [
                float(x.get("x1").rstrip("%")) for x in column.findall(f"{SVG}line") if x.get("class") == "mz-grid"
            ]
            marks = [D(text.text) for text in column.findall(f"{SVG}text") if text.get("class") == "mz-unit"]
            assert len(lines) == len(marks) >= 2
            assert marks[1].normalize().as_tuple().digits in {(1,), (2,), (5,)}
            assert marks == [marks[1] * at for at in range(len(marks))]
            assert marks[1] == int(marks[1]) or "0.3" in values
            pixels = float(column.get("width").rstrip("%")) / 100 * room
            assert all((after - before) * pixels / 100 >= 55 for before, after in pairwise(lines))


def test_a_number_without_room_in_its_piece_is_not_written_there():
    """A small piece of a stacked bar has its number on wide screens alone, a tiny one in the table."""
    chart = replace(
        named("甲"), stacked=True,
        series=tuple(Series(Both(str(n), str(n)), (D(n),), "a") for n in (900, 90, 1)),
    )  # fmt: skip
    narrow, wide = ([text.text for text in columns(drawing)[0].findall(f"{SVG}text")] for drawing in drawings(chart))
    assert ("900" in narrow, "90" in narrow, "1" in narrow) == (True, False, False)
    assert ("900" in wide, "90" in wide, "1" in wide) == (True, True, False)
    assert narrow[-1] == wide[-1] == "900 / 991"


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
    figure = json.loads(figure_json(bars()))
    assert [trace["x"] for trace in figure["data"]] == [[98.5, 100.0, None], [1.0, 2.0, 3.0]]
    names = figure["layout"]["yaxis"]["ticktext"]
    assert names[1] == "&lt;b&gt;乙&amp;局"
    assert html.unescape(names[2].replace("<br>", "")) == LONG
    assert figure["layout"].get("template", {}) == {}
    assert len(figure_json(bars())) < 3_000


@pytest.mark.parametrize("chart", [bars(), bars(stacked=True), named("甲", "乙", marker=D(100), told=0)])
def test_plotly_knows_every_property_of_the_figure_and_its_form_is_that_of_the_drawing(chart):
    """Plotly's own classes take it as it is; pieces, columns, accent and the numbers at the ends are those of the SVG."""
    figure = graph_objects.Figure(json.loads(figure_json(chart)))
    drawn = [trace for trace in figure.data if trace.type == "bar"]
    _, wide = drawings(chart)
    assert len({trace.xaxis for trace in drawn}) == len(columns(wide))
    assert (figure.layout.barmode == "stack") is chart.stacked
    tones = [tone for trace in drawn for tone, value in zip(trace.meta, trace.x, strict=True) if value is not None]
    static = [bar.get("class") for column in columns(wide) for bar in column.findall(f"{SVG}rect") if bar.get("class")]
    assert sorted(f"mz-{tone}" for tone in tones) == sorted(static)
    ends = [text.text for column in columns(wide) for text in column.findall(f"{SVG}text") if text.get("dx")]
    said = [trace.text for trace in figure.data if trace.type == "scatter"] or [trace.text for trace in drawn]
    assert [text.strip() or "—" for texts in said for text in texts] == ends


def test_a_bar_stands_at_its_place_and_not_at_its_name():
    """Two of one name stay two, days are no axis of time, and quotation marks are written as plotly shows them."""
    figure = json.loads(figure_json(named("财政局", "财政局", "2024-01-02", '"甲"局')))
    axis = figure["layout"]["yaxis"]
    assert (axis["type"], axis["tickvals"]) == ("linear", [0, 1, 2, 3])
    assert axis["ticktext"] == ["财政局", "财政局", "2024-01-02", '"甲"局']
    assert [(trace["y"], trace["x"]) for trace in figure["data"]] == [([0, 1, 2, 3], [1, 2, 3, 4])] * 2


def test_the_same_chart_gives_the_same_bytes():
    """No random id and no clock in either picture."""
    assert svg(bars()) == svg(bars())
    assert figure_json(bars()) == figure_json(bars())


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("stacked", [False, True])
def test_a_picture_says_whose_it_is_what_is_to_be_seen_and_where_it_comes_from(stacked, lang):
    """It is XML that stands alone: the wide drawing between texts, and no look that only a page or a browser could know."""
    chart = bars(
        stacked=stacked, message=Both("甲局<花了>", "A & others " * 20),
        whose=Both.printed("某市“某局” 2024 " * 9), credit=Both("来源：<某门户>", "Source: a portal"),
    )  # fmt: skip
    text = picture(chart, lang, "https://a.gov.cn/某局/?a&b")
    drawn = ET.fromstring(text)  # noqa: S314 - our own output
    texts = ["".join(part.itertext()) for part in drawn.iterfind(f"{SVG}text")]
    told = (chart.whose.of(lang), chart.message.of(lang), chart.credit.of(lang), "https://a.gov.cn/某局/?a&b")
    assert "".join("".join(texts).split()) == "".join("".join(told).split())
    assert len(texts) > len(told)  # long ones in several lines
    heights = [float(part.get("y")) for part in drawn.iterfind(f"{SVG}text")]
    assert heights == sorted(set(heights))
    assert float(drawn.get("height")) > heights[-1]
    (inner,) = drawn.iterfind(f"{SVG}svg")
    assert float(inner.get("y")) + float(inner.get("height")) < heights[-1]
    assert html.unescape(ET.tostring(inner[0], "unicode")) == html.unescape(
        ET.tostring(drawings(chart, lang)[1], "unicode")
    )
    looks = drawn.findtext(f"{SVG}style")
    assert not re.search(r"var\(|:is\(|currentcolor|@", looks)
    classes = {name for part in inner.iter() for name in (part.get("class") or "").split()}
    plain = {name for name in classes if f".{name} " not in looks and not name.startswith("mz-hatch-")}
    assert plain <= {"mz-chart", "mz-roomy", "mz-on-b"}


def test_a_picture_with_nobody_and_no_address_has_no_line_for_them():
    alone = ET.fromstring(picture(named("甲", "乙", message=Both("一", "One")), "zh", ""))  # noqa: S314 - our own output
    assert [text.text for text in alone.iterfind(f"{SVG}text")] == ["一"]
