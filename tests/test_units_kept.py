"""A build does again only what has changed, and nobody can tell from the site whether anything was kept."""

from __future__ import annotations

import os
import pickle
import re
import shutil
import subprocess
import sys
from datetime import timedelta
from itertools import count

import pytest
from conftest import PROJECT, TODAY, TREE
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_releases_read import keep, packed
from test_units import times

from build_scripts.build import Order, build

OFFICE, ROADS = "wuhan-jiangxia/gov-office", "wuhan-jiangxia/roads"
FORM = f"{OFFICE}/2023/projects/road-repair.yml"
THIRD = "wuhan-xinzhou/gov-office"


def of_other_place(text: str, title: str, first: int) -> str:
    """Return a form as another department's: no two forms print the same or stand on the same lines."""
    text = re.sub(r"\n +source_line: \d+", "", text)
    text = re.sub(r"first_line: \d+", f"first_line: {first}", text)
    return re.sub(r"last_line: \d+", f"last_line: {first + 59}", text).replace('title: "', f'title: "{title}')


DEPARTMENTS = {
    **TREE,
    "sources/document.yml": TREE["sources/document.yml"].replace("lines: 100", "lines: 1000"),
    "wuhan-xinzhou/jurisdiction.yml": TREE["wuhan-jiangxia/jurisdiction.yml"]
    .replace("江夏", "新洲")
    .replace("420115", "420117"),
    f"{THIRD}/department.yml": TREE[f"{OFFICE}/department.yml"],
    f"{THIRD}/2023/projects/road-repair.yml": of_other_place(TREE[FORM], "新洲", 201),
    f"{ROADS}/department.yml": TREE[f"{OFFICE}/department.yml"].replace("区政府办公室", "区交通局"),
    f"{ROADS}/2023/projects/road-repair.yml": of_other_place(TREE[FORM], "交通", 301),
}


class Portal:
    """A project of its own with data that change, and the site that is built of them again and again."""

    def __init__(self, folder) -> None:
        """Write project and data below ``folder``."""
        self.project, self.data, self.site = folder, folder / "data", folder / "site"
        shutil.copytree(PROJECT / "content", folder / "content")
        shutil.copytree(PROJECT / "site_templates" / "theme", folder / "site_templates" / "theme")
        shutil.copy(PROJECT / "mkdocs.yml", folder)
        self.number = count()
        self.reset()

    def reset(self):
        """Write the data as they are at first."""
        shutil.rmtree(self.data, ignore_errors=True)
        (self.project / "content" / "note.md").unlink(missing_ok=True)
        self.today = TODAY
        self.write(DEPARTMENTS)

    def write(self, files):
        """Write files of the data; None takes one away."""
        for name, text in files.items():
            file = self.data / name
            if text is None:
                file.unlink()
            else:
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(text, encoding="utf-8")

    def read(self, name):
        """Return a file of the data."""
        return (self.data / name).read_text(encoding="utf-8")

    def replace(self, name, old, new):
        """Change a file of the data, which has ``old`` in it."""
        assert old in self.read(name)
        self.write({name: self.read(name).replace(old, new)})

    def build(self, out=None, jobs=1):
        """Build and return what was told of units."""
        told = []
        build(
            Order(self.project, self.data, out or self.site, self.today, jobs=jobs), lambda text: told.append(text.zh)
        )
        return told

    def again(self):
        """Build again; return how many departments were done and how many were taken as they were."""
        last = [text for text in self.build() if text.startswith("部门")]
        if not last:
            return 0, None
        done, taken = last[-1].split("个", 2)[:2]
        return int(done.split()[-1]), int(taken.split()[-1])

    def fresh(self, *, all_of_it=False):
        """Return every file of a site that is built of the data with no unit kept, and no dress of pages either."""
        if all_of_it:
            shutil.rmtree(self.project / ".cache")
        out = self.project / f"fresh-{next(self.number)}"
        self.build(out)
        files = contents(out)
        shutil.rmtree(out)
        return files


def contents(site):
    """Return every file of a site by its path."""
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def only_portal(tmp_path_factory):
    """Return a portal for all tests: its first build is dear."""
    return Portal(tmp_path_factory.mktemp("portal"))


@pytest.fixture
def portal(only_portal):
    """Return a portal of three departments in two jurisdictions, built."""
    only_portal.reset()
    only_portal.build()
    return only_portal


def test_only_the_department_that_changed_is_done_again(portal):
    """A figure is changed in one form: one department of three is done."""
    portal.replace(FORM, 'executed: "95"', 'executed: "94"')
    assert portal.again() == (1, 2)
    assert b"94" in (portal.site / FORM.replace("projects/", "").replace(".yml", "/index.html")).read_bytes()


def test_nothing_is_done_where_nothing_changed_and_the_site_is_the_same(portal):
    """A second build takes all as it was, byte for byte."""
    before = contents(portal.site)
    assert portal.again() == (0, None)
    assert contents(portal.site) == before


ANOTHER_PROCESS = """
import sys
from datetime import date
from pathlib import Path
from build_scripts.build import Order, build
from build_scripts.units import whole
rendered, of = [], whole.in_every_language
whole.in_every_language = lambda pages, portal: of([rendered.append(page.url) or page for page in pages], portal)
project, today = sys.argv[1:]
build(Order(Path(project), Path(project) / "data", Path(project) / "site", date.fromisoformat(today)), print)
print(sorted(rendered), file=sys.stderr)
"""


def test_another_process_takes_again_what_one_has_made(portal):
    """Nothing that is kept depends on the process that made it: no page of the portal is made anew, no file touched."""

    def built(seed):
        command = [sys.executable, "-c", ANOTHER_PROCESS, str(portal.project), portal.today.isoformat()]
        run = subprocess.run(
            command, cwd=PROJECT, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True
        )
        return run.stderr.splitlines()[-1]

    portal.replace(FORM, 'executed: "95"', 'executed: "92"')
    assert "''" in built("1")
    before = times(portal.site)
    assert built("2") == "[]"
    assert times(portal.site) == before


def test_what_departments_share_is_done_again_only_for_those_that_use_it(portal):
    """A template is used by all, a jurisdiction's name stands on the pages of its own departments."""
    portal.replace("form_templates/project-form.yml", "全年执行数", "执行数")
    assert portal.again()[0] == 3
    portal.replace("wuhan-xinzhou/jurisdiction.yml", "新洲", "新州")
    assert portal.again() == (1, 2)
    portal.write({"sources/other.yml": portal.read("sources/document.yml")})  # which no form names
    assert portal.again()[0] == 0


def test_a_day_later_nothing_is_done_unless_somebody_speaks_of_a_day(portal):
    """Accepted gaps end on a day: then, and only then, it matters what day it is."""
    portal.today += timedelta(days=1)
    assert portal.again()[0] == 0
    portal.write({f"{OFFICE}/replies.yml": "replies: []\n"})
    portal.again()
    portal.today += timedelta(days=1)
    assert portal.again() == (1, 2)


def test_the_day_on_which_a_page_changed_is_told_though_nothing_else_on_it_did(portal, monkeypatch):
    """What a jurisdiction says of a withdrawn department has the day of its file, whatever day the whole is of."""
    file = "wuhan-xinzhou/jurisdiction.yml"
    gone = '  - place: "wuhan-xinzhou/gone"\n    name: "某局"\n    date: "2026-10-12"\n    reason: "机构撤销。"\n'
    portal.write({file: f"{portal.read(file)}withdrawn:\n{gone}"})
    for day in ("2026-10-13", "2026-10-20"):
        monkeypatch.setattr("build_scripts.build.days_of_change", lambda *_, day=day: {".": "2026-10-31", file: day})
        portal.build()
        assert day in (portal.site / "wuhan-xinzhou" / "gone" / "index.html").read_text(encoding="utf-8")


def tables_of_two(portal):
    """Return the tables as they are published, without the third department: a form of it may be held back later."""
    made = {path.name: path.read_bytes() for path in (portal.site / "downloads").glob("*.csv")}
    for name in ("statements.csv", "findings.csv"):
        lines = made[name].splitlines(keepends=True)
        made[name] = b"".join(line for line in lines if THIRD.encode() not in line)
    return made


def test_a_release_is_told_to_those_whom_it_shows(portal):
    """What was raised since is told against it, and all pages name the latest: so all are done again, and only once."""
    made = tables_of_two(portal)
    keep(portal.data, "2026.10", "2026-10-31", packed("2026.10", "2026-10-31", **made))
    assert portal.again() == (3, 0)
    assert portal.again() == (0, None)
    assert contents(portal.site) == portal.fresh()


def test_a_file_of_the_site_that_somebody_touched_is_made_anew(portal):
    """The published site is no place to edit: what was written into it does not live on."""
    page = portal.site / OFFICE / "index.html"
    was = page.read_bytes()
    page.write_bytes(was.replace(b"<h1>", b"<h1>x"))
    assert portal.again() == (1, 2)
    assert page.read_bytes() == was
    (portal.site / "findings" / "index.html").unlink()
    portal.build()
    assert contents(portal.site) == portal.fresh()


def test_the_new_site_shares_no_file_with_what_it_is_changed_into(portal):
    """A site that is kept by its reader (a hard link, a copy of the folder's files) is not changed by the next build."""
    kept = portal.project / "kept"
    shutil.copytree(portal.site, kept, copy_function=os.link)
    before = contents(kept)
    portal.replace(FORM, 'executed: "95"', 'executed: "93"')
    portal.replace("portal.yml", "部门预算绩效公开", "部门预算与绩效公开")
    portal.build()
    assert contents(kept) == before


@pytest.mark.parametrize(
    "harm",
    [lambda _: b"garbage", lambda kept: kept[:50], lambda _: pickle.dumps({"search": (), "page ": 1}), None],
    ids=["garbage", "cut", "of another shape", "gone"],
)
def test_a_broken_cache_costs_time_and_nothing_else(portal, harm):
    """Whatever is wrong with what was kept, the site is made without it."""
    before = contents(portal.site)
    for path in (portal.project / ".cache").rglob("*.pickle"):
        kept = path.read_bytes()
        path.unlink()
        if harm:
            path.write_bytes(harm(kept))
    assert portal.again()[0] == 3
    assert contents(portal.site) == before


def test_what_somebody_changed_in_the_cache_is_not_published(portal):
    """The dress of the pages is kept as files, and these may be touched too."""
    before = contents(portal.site)
    for harm in (lambda path: path.write_bytes(path.read_bytes() + b"/* x */"), lambda path: path.unlink()):
        harm(next((portal.project / ".cache" / "dress").rglob("*.css")))
        portal.build()
        assert contents(portal.site) == before


def moved(portal):
    """A form goes to another department, and says where it was."""
    text = portal.read(FORM)
    register = portal.read(f"{ROADS}/department.yml")
    portal.write(
        {
            FORM: None,
            f"{ROADS}/2023/projects/second-repair.yml": f'formerly: ["{OFFICE}/2023/road-repair"]\n{text}',
            f"{ROADS}/department.yml": f'{register}  - id: "second-repair"\n    name: "道路维修"\n',
        }
    )


def held(portal):
    """A form prints an identity number and waits for a release."""
    portal.replace(f"{THIRD}/2023/projects/road-repair.yml", "道路平整", "道路平整，联系人证件 11010519491231002X")


def released(portal):
    """A release is made of the tables as they are published, and a second one a month later of the same."""
    made = tables_of_two(portal)
    for version in ("2026.10", "2026.11"):
        keep(portal.data, version, "2026-10-31", packed(version, "2026-10-31", **made))


EDITS = {
    "figure": lambda portal: portal.replace(f"{ROADS}/2023/projects/road-repair.yml", 'executed: "95"', 'executed: "90"'),
    "text": lambda portal: portal.replace(f"{OFFICE}/2023/targets.yml", "改善办公条件", "改善办公<b>环境</b>"),
    "new form": lambda portal: portal.write(
        {f"{OFFICE}/2022/targets.yml": of_other_place(portal.read(f"{OFFICE}/2023/targets.yml"), "往年", 501).replace("2023", "2022")}
    ),
    "no form": lambda portal: portal.write({f"{OFFICE}/2023/targets.yml": None}),
    "moved": moved,
    "held": held,
    "new department": lambda portal: portal.write({"wuhan-xinzhou/archives/department.yml": 'name: "档案馆"\nkind: "other"\n'}),
    "renamed department": lambda portal: portal.replace(f"{ROADS}/department.yml", "区交通局", "区交通运输局"),
    "renamed jurisdiction": lambda portal: portal.replace("wuhan-xinzhou/jurisdiction.yml", "新洲", "新州"),
    "source": lambda portal: portal.replace("sources/document.yml", "2023年度", "2023 年度"),
    "profile": lambda portal: portal.replace("scoring_profiles/plain.yml", 'execution_weight: "10"', 'execution_weight: "20"'),
    "threshold": lambda portal: portal.replace("portal.yml", 'excellent: "90"', 'excellent: "95"'),
    "title": lambda portal: portal.replace("portal.yml", 'title: "明账"', 'title: "公开账"'),
    "release": released,
    "content": lambda portal: (portal.project / "content" / "note.md").write_text("# 说明\n\n一句话。\n", encoding="utf-8"),
}  # fmt: skip
APART = {"no form": "text"}
"""Edits that cannot follow another: what it changes is gone."""


@settings(max_examples=1 if "CI" in os.environ else 2, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(sorted(EDITS)))
def test_after_any_edits_the_site_is_that_of_a_full_build(portal, order):
    """Edits in any order, a build after each: in the end, and half way, every byte is that of a build with nothing kept."""
    portal.reset()
    for number, name in enumerate(order, 1):
        if any(order.index(gone) < number and name == wanted for gone, wanted in APART.items()) or (
            name == "new form" and order.index("no form") < number
        ):
            continue
        EDITS[name](portal)
        portal.build(jobs=1 + number % 2)
        if number in {len(order) // 2, len(order)}:
            assert contents(portal.site) == portal.fresh(all_of_it=number == len(order))
