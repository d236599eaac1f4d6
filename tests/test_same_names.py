"""Two departments of one name in two places are two: in every drawing, table, list and file, each with its own numbers."""

from __future__ import annotations

import csv
import html
import io
import json
import re

import pytest
from assembled import assembled
from conftest import TREE

from build_scripts.words.language import LANGUAGES, Both, names_apart

MET, MISSED = "5公里", "4公里"
FORM = "gov-office/2023/projects/road-repair.yml"
HERE, THERE = "wuhan-jiangxia/finance", "yiyang-heshan/finance"


def rows(*actual):
    """Return a project's form with an indicator of its own name for each actual value."""
    head, _, foot = TREE[f"wuhan-jiangxia/{FORM}"].partition("      - level1:")
    lines = (
        f'      - level1: "产出指标"\n        level2: "数量指标"\n        name: "里程{place}"\n        target: ">=5公里"\n'
        f'        actual: "{value}"\n        weight: "10"\n        score: "{10 if value == MET else 8}"\n'
        for place, value in enumerate(actual)
    )
    return head + "".join(lines) + foot[foot.index("total:") :]


def two_of_one_name(name):
    """Return the files of two places, each with a department of this name: three targets met here, one met and two missed there."""
    heshan = 'name: "益阳市赫山区"\nname_en: "Heshan District, Yiyang"\nlevel: "county"\n'
    files = {"yiyang-heshan/jurisdiction.yml": heshan}
    for place, actual in ((HERE, (MET, MET, MET)), (THERE, (MET, MISSED, MISSED))):
        document, department = place.partition("/")[0], TREE["wuhan-jiangxia/gov-office/department.yml"]
        files[f"{place}/department.yml"] = department.replace('"区政府办公室"', json.dumps(name, ensure_ascii=False))
        files[f"sources/{document}.yml"] = TREE["sources/document.yml"].replace("0" * 64, f"{len(document):064}")
        files[f"{place}/2023/projects/road-repair.yml"] = rows(*actual).replace('"document"', f'"{document}"')
    return files


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Return what a build makes of these two."""
    data = tmp_path_factory.mktemp("alike") / "data"
    tree = {path: text for path, text in TREE.items() if "gov-office" not in path} | two_of_one_name("财政局")
    for path, text in tree.items():
        (data / path).parent.mkdir(parents=True, exist_ok=True)
        (data / path).write_text(text, encoding="utf-8")
    return assembled(data)


NAMES = {
    "zh": {HERE: "财政局（武汉市江夏区）", THERE: "财政局（益阳市赫山区）"},
    "en": {HERE: "财政局 (Jiangxia District, Wuhan)", THERE: "财政局 (Heshan District, Yiyang)"},
}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_has_its_own_bar(made, lang):
    """The interactive figure has a place for each, with its own numbers and its name with the jurisdiction."""
    folder = "" if lang == "zh" else "en/"
    figure = json.loads(made.files[f"{folder}charts/compare-achievement.json"])
    names = [name.replace("<br>", "") for name in figure["layout"]["yaxis"]["ticktext"]]
    assert [name.replace(" ", "") for name in names] == [NAMES[lang][place].replace(" ", "") for place in (THERE, HERE)]
    missed, met, _ = figure["data"]
    assert (missed["y"], missed["x"], met["y"], met["x"]) == ([0, 1], [2, 0], [0, 1], [1, 3])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_has_its_own_name_in_every_chart(made, lang):
    """No table of a chart, which the drawings follow, has one name twice, and those of departments say the place."""
    folder = "" if lang == "zh" else "en/"
    charts = [name for name in made.files if re.match(rf"{folder}charts/compare-[^/]*\.csv", name)]
    assert len(charts) > 5
    for name in charts:
        _, *lines = csv.reader(io.StringIO(made.files[name].decode("utf-8-sig")))
        names = [line[0] for line in lines]
        assert len(names) == len(set(names)), name
        assert not [own for own in names if own.startswith("财政局") and "（" not in own and "(" not in own], name


def test_lists_of_several_places_say_which(made):
    """The newest forms of the first page, the findings and what is filtered there name the place too."""
    bodies = {(one.page.kind, one.lang): html.unescape(one.body) for one in made.rendered}
    for kind in ("home", "findings"):
        text = re.sub("<[^>]*>", "", bodies[kind, "zh"])
        assert all(NAMES["zh"][place] in text for place in (HERE, THERE)), kind
    told = json.loads(made.files["findings/found.json"])
    assert told["departments"] == [[place, NAMES["zh"][place]] for place in (HERE, THERE)]


def test_names_are_told_apart_as_far_as_it_takes():
    """A name of its own stays; one of several gets what follows, and two of one place their addresses."""
    office, archives = Both("办公室", "Office"), Both("档案馆", "Archives")
    here, there = Both("甲区", "A"), Both("乙区", "B")
    named = names_apart(
        [
            (office, here, Both.printed("a/office")),
            (archives, here, Both.printed("a/archives")),
            (office, there, Both.printed("b/office")),
            (office, there, Both.printed("b/office-2")),
        ]
    )
    assert [name.zh for name in named] == [
        "办公室（甲区）", "档案馆", "办公室（乙区）（b/office）", "办公室（乙区）（b/office-2）",
    ]  # fmt: skip
    assert named[0].en == "Office (A)"
