"""Population, households and area of a jurisdiction: told with year and source, and money divided by the inhabitants."""

from __future__ import annotations

import csv
import re
from decimal import ROUND_HALF_UP, Decimal

import pytest
from assembled import assembled
from conftest import served, windows

from build_scripts.cli import main
from build_scripts.reading.load import load

PLACE = "wuhan-jiangxia"
DEPARTMENT = f"{PLACE}/gov-office"
CONTEXT = """\
population:
  value: 913000
  year: 2020
  source: "第七次全国人口普查公报"
  url: "https://example.cn/census"
households:
  value: 301000
  year: 2021
  source: "某区统计年鉴"
area:
  value: "2018.3"
  year: 2019
  source: "某区概况"
"""


def with_context(tree, context=CONTEXT):
    """Return the change that gives the district of the smallest tree its context."""
    return {f"{PLACE}/jurisdiction.yml": tree[f"{PLACE}/jurisdiction.yml"] + context}


def rows(content):
    """Return the rows of a CSV file."""
    return [*csv.DictReader(content.decode("utf-8-sig").splitlines())]


def text(html):
    """Return what a reader sees of a piece of HTML."""
    return " ".join(re.sub("<[^>]*>", "", html).split())


@pytest.fixture
def made(write_tree, tree):
    """Return what a build makes of a portal that knows how many people live in its district."""
    return assembled(write_tree(with_context(tree)))


def page(made, url, lang="zh"):
    """Return the body of a page."""
    return next(one.body for one in made.rendered if one.page.url == url and one.lang == lang)


def test_the_page_of_a_jurisdiction_tells_each_figure_with_its_year_and_source(made):
    """In both languages; the source is linked where it has an address."""
    told = page(made, f"{PLACE}/").partition('id="context"')[2].partition("</dl>")[0]
    assert [text(one) for one in re.findall("<dd>(.*?)</dd>", told, re.DOTALL)] == [
        "913,000（2020 年，来源：第七次全国人口普查公报）",
        "301,000（2021 年，来源：某区统计年鉴）",
        "2018.3 平方公里（2019 年，来源：某区概况）",
    ]
    assert '<a href="https://example.cn/census" rel="noopener noreferrer">' in told
    assert "Inhabitants" in page(made, f"{PLACE}/", "en")
    assert 'id="context"' not in page(made, "wuhan/")


def test_a_place_counts_what_lies_below_it(write_tree, tree):
    """A city without departments of its own tells of those of its districts, and so does the province above it."""
    city = tree["wuhan/jurisdiction.yml"]
    changes = {
        "hubei/jurisdiction.yml": 'name: "湖北省"\nname_en: "Hubei"\nlevel: "province"\n',
        "wuhan/jurisdiction.yml": f'{city}parent: "hubei"\n',
    }
    made = assembled(write_tree(changes))
    district = rows(made.files["downloads/statements.csv"])
    forms = sum(row["jurisdiction_id"] == PLACE for row in district)
    told = text(page(made, "hubei/").partition('id="children"')[2].partition('id="departments"')[0])
    assert f"武汉市 部门 1，表单 {forms}，含下级" in told
    assert f"江夏区 部门 1，表单 {forms}" in told.partition("含下级")[2]


def test_the_table_of_jurisdictions_has_them_in_columns(made):
    """A cell is empty where a figure is not given; it is never zero."""
    city, district = rows(made.files["downloads/jurisdictions.csv"])
    names = [
        f"{name}{end}" for name in ("population", "households", "area") for end in ("", "_year", "_source", "_url")
    ]
    assert [district[name] for name in names] == [
        *("913000.0", "2020", "第七次全国人口普查公报", "https://example.cn/census"),
        *("301000.0", "2021", "某区统计年鉴", ""),
        *("2018.3", "2019", "某区概况", ""),
    ]
    assert {city[name] for name in names} == {""}


def test_money_per_inhabitant_is_that_of_the_table_and_names_the_year(made):
    """Every sum of money is divided, no other figure is; the pages show what the table has and were proved against it."""
    listed = rows(made.files["downloads/rollups.csv"])
    money = [row for row in listed if row["unit"] == "yuan"]
    assert len(money) == 4  # adjusted and executed, of the department and of the district
    for row in listed:
        each = Decimal(row["value"]) / 913000 if row in money else None
        expected = "" if each is None else f"{each.quantize(Decimal('0.0001'), ROUND_HALF_UP).normalize():f}"
        assert (row["value_per_inhabitant"], row["population_year"]) == (expected, "2020" if row in money else "")
    for url in (f"{PLACE}/", f"{DEPARTMENT}/", "compare/"):
        shown = re.findall(r'<small class="mz-each">(.*?)</small>', page(made, url), re.DOTALL)
        assert all("sum value_per_inhabitant" in one for one in shown)
        assert [text(one) for one in shown] == ["人均 1.10 元（2020 年人口）", "人均 1.04 元（2020 年人口）"]


def test_without_a_population_nothing_is_divided(write_tree, tree):
    """Households and area alone give no money per inhabitant."""
    made = assembled(write_tree(with_context(tree, CONTEXT[CONTEXT.index("households") :])))
    assert {row["value_per_inhabitant"] for row in rows(made.files["downloads/rollups.csv"])} == {""}
    assert "mz-each" not in page(made, f"{PLACE}/")
    assert "户数" in page(made, f"{PLACE}/")


@pytest.mark.parametrize(
    ("wrong", "line", "code", "said"),
    [
        ("population:\n  value: 913000\n  source: 公报\n", 7, "shape-missing-key", ("year（年份）", "year")),
        ("population:\n  value: 913000\n  year: 2020\n", 7, "shape-missing-key", ("source（来源）", "source")),
        (
            "population:\n  value: 0\n  year: 2020\n  source: 公报\n",
            7,
            "shape-out-of-range",
            ("不小于 1", "at least 1"),
        ),
        (
            "population:\n  value: 91.3万\n  year: 2020\n  source: 公报\n",
            7,
            "shape-bad-number",
            ("整数", "whole number"),
        ),
        ('area:\n  value: "0"\n  year: 2020\n  source: 公报\n', 7, "", ("大于零", "above zero")),
        ("area:\n  value: 18\n  year: 20\n  source: 公报\n", 8, "shape-out-of-range", ("1949", "1949")),
        ("population: 913000\n", 6, "shape-group-expected", ("value（数）", "value")),
    ],
)
def test_a_figure_without_year_or_source_is_refused_with_its_place(write_tree, tree, wrong, line, code, said):
    """Each problem names file, line, key and what may be written, in Chinese and English."""
    portal, problems = load(write_tree(with_context(tree, wrong)))
    assert portal is None
    (problem,) = problems
    assert problem.file == f"data/{PLACE}/jurisdiction.yml"
    assert problem.line == line
    assert problem.code.startswith(code)
    assert said[0] in problem.message.zh
    assert said[1] in problem.message.en


def test_the_page_stays_within_a_telephone(write_tree, tree, tmp_path, browser):
    """At 390 pixels nothing runs over, with long sources too; the columns stand in the built table."""
    out = tmp_path / "site"
    long = CONTEXT.replace("第七次全国人口普查公报", "第七次全国人口普查公报" * 12)
    assert main(["build", "--data", str(write_tree(with_context(tree, long))), "--out", str(out)]) == 0
    with served(out) as origin, windows(browser, origin) as visit:
        shown = visit(f"{PLACE}/", width=390)
        assert shown.locator("#context dd").first.is_visible()
        assert shown.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
