"""Addresses for ever: what was renamed is found at its old address, what was withdrawn says so at its own."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import replace
from html.parser import HTMLParser
from urllib.parse import urljoin

import pytest
from assembled import assembled
from axe_playwright_python.sync_playwright import Axe
from conftest import TODAY
from links import broken, links_of
from test_sharing import ADDRESS, Head
from test_since import committed, git

from build_scripts.cli import main
from build_scripts.judging.audit import audit
from build_scripts.pages.render import render
from build_scripts.reading.load import load
from build_scripts.tables.catalogue import tables

DEPARTMENT = "wuhan-jiangxia/gov-office"
FILE = f"{DEPARTMENT}/department.yml"
PLACE = "wuhan-jiangxia/jurisdiction.yml"
TARGETS = f"{DEPARTMENT}/2023/targets"
PROJECT = f"{DEPARTMENT}/2023/projects/road-repair.yml"
OLD, OLDER = "wuhan-jiangxia/office", "jiangxia/office"
WITHDRAWN = 'withdrawn:\n  - statement: "{}"\n    date: "2026-10-12"\n    reason: "登记有误<b>，已撤下。"\n'


def formerly(*ids):
    """Return the key ``formerly`` with ids."""
    return "formerly:\n" + "".join(f'  - "{id_}"\n' for id_ in ids)


class Leads(HTMLParser):
    """Where a page at a former address leads: without scripts, for a reader, for search engines, with scripts."""

    def __init__(self, html):
        """Read a page."""
        super().__init__()
        self.refresh = self.link = self.canonical = self.script = None
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        """Note the four."""
        given = dict(attrs)
        if given.get("http-equiv") == "refresh":
            self.refresh = re.fullmatch("0; url=(.+)", given["content"])[1]
        elif tag == "a":
            self.link = self.link or given["href"]
        elif given.get("rel") == "canonical":
            self.canonical = given["href"]
        elif tag == "script":
            self.script = given["data-to"]


@pytest.fixture
def built(write_tree, tree, tmp_path):
    """Return a function that builds the smallest tree with additions to some of its files."""

    def build(additions):
        data = write_tree({path: tree[path] + text for path, text in additions.items()})
        assert main(["build", "--data", str(data), "--out", str(tmp_path / "site")]) == 0
        return tmp_path / "site"

    return build


def test_every_page_below_a_renamed_department_leads_on_from_its_old_address(built):
    """The department, its forms, their own former names, and a form that was withdrawn; in both languages, at any depth."""
    site = built(
        {
            "portal.yml": f'base_url: "{ADDRESS}"\n',
            FILE: formerly(OLD, OLDER) + WITHDRAWN.format(f"{DEPARTMENT}/2022/report"),
            f"{TARGETS}.yml": formerly(f"{DEPARTMENT}/2023/self-evaluation", "wuhan/hospital/2023/targets"),
        }
    )
    expected = {"wuhan/hospital/2023/targets": TARGETS, f"{DEPARTMENT}/2023/self-evaluation": TARGETS}
    for old in (OLD, OLDER):
        expected[old] = DEPARTMENT
        for rest in ("2023/targets", "2023/road-repair", "2022/report"):
            expected[f"{old}/{rest}"] = f"{DEPARTMENT}/{rest}"
        expected[f"{old}/2023/self-evaluation"] = TARGETS
    found_on = {
        f"{old}/{page.name}": f"{new}/{page.name}"
        for old, new in expected.items()
        if new.count("/") == 3 and (site / new).is_dir()
        for page in (site / new).iterdir()
        if page.is_dir()
    }
    assert any("/SCO-02-" in old for old in found_on)
    expected |= found_on
    found = {
        path.parent.relative_to(site).as_posix()
        for path in site.rglob("index.html")
        if 'http-equiv="refresh"' in path.read_text(encoding="utf-8")
    }
    assert found == {f"{edition}{old}" for edition in ("", "en/") for old in expected}
    listed = (site / "sitemap.xml").read_text(encoding="utf-8")
    for edition in ("", "en/"):
        searched = (site / edition / "search" / "words" / "first.json").read_text(encoding="utf-8")
        for old, new in expected.items():
            text = (site / edition / old / "index.html").read_text(encoding="utf-8")
            leads, here = Leads(text), f"{ADDRESS}{edition}{old}/"
            assert leads.canonical == f"{ADDRESS}{edition}{new}/"
            assert {urljoin(here, to) for to in (leads.refresh, leads.link, leads.script)} == {leads.canonical}
            assert Head(text).lang == ("en" if edition else "zh-CN")
            assert len(text.encode()) < 1500
            assert f"{old}/" not in listed.replace(f"{new}/", "")
            assert f'"{old}/"' not in searched
    assert broken(site, links_of(site)) == []


def test_a_withdrawn_form_says_when_and_why_at_its_address(built):
    """Its page stays, in the portal's dress; its department lists it, search and site map do not."""
    gone = f"{DEPARTMENT}/2022/targets"
    site = built({"portal.yml": f'base_url: "{ADDRESS}"\n', FILE: WITHDRAWN.format(gone)})
    for edition, title in (
        ("", "区政府办公室 2022 · 部门整体支出绩效目标申报表（已撤下）"),
        ("en/", "区政府办公室 2022 · Whole-department performance targets (withdrawn)"),
    ):
        text = (site / edition / gone / "index.html").read_text(encoding="utf-8")
        assert Head(text).meta["og:title"] == title
        assert "<time>2026-10-12</time>" in text
        assert "登记有误&lt;b&gt;，已撤下。" in text
        listed = (site / edition / DEPARTMENT / "index.html").read_text(encoding="utf-8").partition('id="withdrawn"')[2]
        assert f'{gone}/">' in listed
        assert gone not in (site / edition / "search" / "words" / "first.json").read_text(encoding="utf-8")
    assert f"{gone}/" not in (site / "sitemap.xml").read_text(encoding="utf-8")
    assert broken(site, links_of(site)) == []


def test_a_form_that_was_never_public_is_not_told_at_its_old_addresses(write_tree, tree):
    """Where it is held back nothing leads to it."""
    project = f"{DEPARTMENT}/2023/projects/road-repair.yml"
    secret = tree[project].replace("维修里程", "涉密项目").replace(">=5公里", "≤60万元") + formerly(
        f"{DEPARTMENT}/2023/roads"
    )
    audited, _ = audit(write_tree({project: secret, FILE: tree[FILE] + formerly(OLD)}), lambda _: None, TODAY)
    assert f"{DEPARTMENT}/2023/road-repair" in audited.held
    assert set(audited.public().portal.moved) == {OLD, f"{OLD}/2023/targets"}


@pytest.fixture
def released(write_tree):
    """Return the data folder just after a release."""
    data = write_tree()
    assert main(["record", "--data", str(data)]) == 0
    return data


@pytest.fixture
def held_again(write_tree, tree):
    """Return the data folder in which a form was released from its hold and published, and the release is gone."""
    data = write_tree({PROJECT: tree[PROJECT].replace('"已完成"', '"已完成，电话13812345678"')})
    text = (data / PROJECT).read_text(encoding="utf-8")
    form = f"{DEPARTMENT}/2023/road-repair"
    assert main(["release", form, "--data", str(data), "--by", "区政务公开办", "--text", "号码为样例。"]) == 0
    assert main(["record", "--data", str(data)]) == 0
    (data / PROJECT).write_text(text, encoding="utf-8")
    return data


def told(data):
    """Return file and code of every problem of the data."""
    return [(item.file, item.code) for item in audit(data, lambda _: None, TODAY)[1]]


def add(data, path, text):
    """Add to the end of a file."""
    (data / path).write_text((data / path).read_text(encoding="utf-8") + text, encoding="utf-8")


def site_of(data, tmp_path):
    """Build the portal, whose address is known, and return it; every link in it leads somewhere."""
    add(data, "portal.yml", f'base_url: "{ADDRESS}"\n')
    assert main(["build", "--data", str(data), "--out", str(tmp_path / "site")]) == 0
    site = tmp_path / "site"
    assert broken(site, links_of(site)) == []
    return site


def test_a_form_that_was_public_and_is_held_again_keeps_its_address(held_again, tmp_path):
    """A page says that it awaits review, and not a word of the form; its old addresses lead there, its department lists it."""
    form, old = f"{DEPARTMENT}/2023/road-repair", f"{DEPARTMENT}/2023/roads"
    add(held_again, PROJECT, formerly(old))
    for _ in range(2):  # another release does not forget it
        assert main(["record", "--data", str(held_again)]) == 0
    site = site_of(held_again, tmp_path)
    for edition, title in (("", "区政府办公室 2023 · 道路维修"), ("en/", "区政府办公室 2023 · 道路维修")):
        page = (site / edition / form / "index.html").read_text(encoding="utf-8")
        assert Head(page).meta["og:title"] == title
        assert f'<link rel="canonical" href="{ADDRESS}{edition}{form}/">' in page
        assert Head(page).meta["robots"] == "noindex"
        assert ("待审查，暂缓刊载" in page, "held back for review" in page) == (not edition, bool(edition))
        assert not [
            word
            for word in ("涉密", "个人信息", "secrecy", "personal", "电话", "DSC-", "维修里程", "道路平整")
            if word in page
        ]
        assert Leads((site / edition / old / "index.html").read_text(encoding="utf-8")).canonical.endswith(f"{form}/")
        listed = (site / edition / DEPARTMENT / "index.html").read_text(encoding="utf-8").partition('id="held"')[2]
        assert f'{form}/">' in listed.partition("</ul>")[0]
        searched = (site / edition / "search" / "words" / "first.json").read_text(encoding="utf-8")
        assert f'"{form}/' not in searched
        assert "维修里程" not in searched
        targets = (site / edition / f"{TARGETS}/index.html").read_text(encoding="utf-8")
        assert "noindex" not in targets
    assert f"{form}/" not in (site / "sitemap.xml").read_text(encoding="utf-8")


def test_a_name_that_holds_its_form_back_is_on_no_page(released, tmp_path):
    """Neither at the form's address nor in the list of its department nor in the search, though the register has it."""
    for path in (PROJECT, FILE):
        file = released / path
        file.write_text(
            file.read_text(encoding="utf-8").replace("道路维修", "涉密专网与密码设备采购（机密级）"), encoding="utf-8"
        )
    (released / f"{DEPARTMENT}/restatements.yml").write_text(
        f'restatements:\n  - statement: "{DEPARTMENT}/2023/road-repair"\n    column: "project"\n    old: "道路维修"\n'
        '    new: "涉密专网与密码设备采购（机密级）"\n    date: "2026-10-01"\n    reason: "核对原件后更正。"\n',
        encoding="utf-8",
    )
    assert told(released) == []
    site = site_of(released, tmp_path)
    page = (site / DEPARTMENT / "2023/road-repair/index.html").read_text(encoding="utf-8")
    assert Head(page).meta["og:title"] == "区政府办公室 2023 · 项目支出绩效自评表"
    written = [path for path in site.rglob("*") if path.is_file() and path.suffix not in {".png", ".js", ".xlsx"}]
    assert [path for path in written if "密码设备" in path.read_text(encoding="utf-8", errors="replace")] == []


def test_a_held_form_that_was_never_public_is_told_neither_by_its_source_nor_by_its_id(write_tree, tree, tmp_path):
    """A document that another form is taken from too is told; the register's name of the project is."""
    project = f"{DEPARTMENT}/2023/projects/cipher-qqww.yml"
    held = tree[PROJECT].replace("维修里程", "涉密专网").replace(">=5公里", "≤60万元").replace("道路维修", "专网")
    held = re.sub("(?:source|last)_line: [0-9]+", lambda line: line[0].partition(":")[0] + ": 1", held)
    held = held.replace("first_line: 41", "first_line: 1").replace('"document"', '"papers"')
    papers = tree["sources/document.yml"].replace('title: "', 'title: "密码设备QQWW')
    register = tree[FILE].replace("projects:\n", 'projects:\n  - id: "cipher-qqww"\n    name: "专网"\n')
    for shared in (False, True):
        other = tree[PROJECT].replace('"document"', '"papers"' if shared else '"document"')
        data = write_tree({project: held, PROJECT: other, FILE: register, "sources/papers.yml": papers})
        site = site_of(data, tmp_path)
        written = [path for path in site.rglob("*") if path.is_file() and path.suffix not in {".png", ".js", ".xlsx"}]
        texts = {path: path.read_text(encoding="utf-8", errors="replace") for path in written}
        assert [path for path, text in texts.items() if "cipher-qqww" in text] == []
        assert any("专网（待审查）" in text for text in texts.values())
        assert any("密码设备QQWW" in text for text in texts.values()) == shared


def test_a_held_form_says_when_it_last_changed(held_again):
    """What holds it may have come with that change or later, with a rule: the page says the day and no more."""
    audited, _ = audit(held_again, lambda _: None, TODAY)
    for day in ("2026-10-05", ""):
        dated = replace(audited, portal=replace(audited.portal, days={PROJECT: day}))
        (page,) = (page for page in assembled(dated).pages if page.kind == "held")
        assert ("<time>2026-10-05</time>" in render(page, audited.portal.settings)) == bool(day)


def test_every_page_below_a_renamed_jurisdiction_leads_on(released, tmp_path):
    """Its own, its departments' and their forms', with the names that those had before; without a word it is missed."""
    here, now = "wuhan-jiangxia", "jiangxia"
    add(released, FILE, formerly(OLD))
    assert told(released) == []
    (released / here).rename(released / now)
    assert told(released) == [(f"data/{now}/jurisdiction.yml", "address-gone")]
    add(released, f"{now}/jurisdiction.yml", formerly(here))
    assert told(released) == []
    site = site_of(released, tmp_path)
    for old in (here, DEPARTMENT, TARGETS, f"{DEPARTMENT}/2023/road-repair", OLD, f"{OLD}/2023/targets"):
        new = old.replace(here, now).replace(f"{now}/office", f"{now}/gov-office")
        for edition in ("", "en/"):
            text = (site / edition / old / "index.html").read_text(encoding="utf-8")
            assert Leads(text).canonical == f"{ADDRESS}{edition}{new}/"
            assert ("#downloads" in text) == (old.count("/") < 2)


def test_what_was_renamed_knows_all_its_former_ids_the_oldest_first(released):
    """Its own, and those that it had because its department or its jurisdiction had another; they are published with it."""
    here, now, place = "wuhan-jiangxia", "jiangxia", "jiangxia/head-office"
    (released / here).rename(released / now)
    (released / now / "gov-office").rename(released / place)
    add(released, f"{now}/jurisdiction.yml", formerly("district", here))
    add(released, f"{place}/department.yml", formerly(OLD, DEPARTMENT))
    add(released, f"{place}/2023/targets.yml", formerly(f"{OLD}/2023/aims", f"{now}/gov-office/2023/goals"))
    audited, problems = audit(released, lambda _: None, TODAY)
    assert audited is not None, problems
    portal, moved = audited.portal, audited.portal.moved
    for id_ in (now, place, f"{place}/2023/targets", f"{place}/2023/road-repair"):
        assert {old for old, new in moved.items() if new == id_} == {*portal.former(id_)}
        assert len(portal.former(id_)) == len({*portal.former(id_)})
    assert portal.former(now) == ("district", here)
    assert portal.former(place)[:2] == ("district/office", OLD)
    assert portal.first_id(f"{place}/2023/targets") == "district/office/2023/aims"
    assert portal.first_id(f"{place}/2023/road-repair") == "district/office/2023/road-repair"
    for name, key in (("jurisdictions", now), ("departments", place), ("statements", f"{place}/2023/targets")):
        filled = tables(audited)[name]
        (cell,) = (row[filled.header.index("formerly")] for row in filled.rows if row[0] == key)
        assert cell == "；".join(portal.former(key))


WITHDRAWN_PLACE = """withdrawn:
  - place: "{}"
    name: "区政府办<b>公室"
    date: "2026-10-12"
    reason: "机构改革。"
"""


def test_a_deleted_department_needs_its_word_and_keeps_the_addresses_of_its_forms(released, tmp_path):
    """Check and build refuse the deletion; then each of its pages says when, why, and who has taken its place."""
    other = "wuhan/archives"
    (released / other).mkdir()
    (released / other / "department.yml").write_text('name: "档案馆"\nkind: "public_institution"\n', encoding="utf-8")
    shutil.rmtree(released / DEPARTMENT)
    assert told(released) == [("data/wuhan-jiangxia/jurisdiction.yml", "address-gone")]
    assert main(["check", "--data", str(released)]) == 1
    assert main(["build", "--data", str(released), "--out", str(tmp_path / "site")]) == 1
    assert main(["record", "--data", str(released)]) == 1
    add(released, "wuhan-jiangxia/jurisdiction.yml", WITHDRAWN_PLACE.format(DEPARTMENT) + f'    now: "{other}"\n')
    assert told(released) == []
    site = site_of(released, tmp_path)
    titles = {
        DEPARTMENT: "",
        TARGETS: " 2023 · 部门整体支出绩效目标申报表",
        f"{DEPARTMENT}/2023/road-repair": " 2023 · road-repair",
    }
    for id_, rest in titles.items():
        page = (site / id_ / "index.html").read_text(encoding="utf-8")
        assert Head(page).meta["og:title"] == f"区政府办<b>公室{rest}（已撤下）"
        assert Head(page).meta["robots"] == "noindex"
        assert all(word in page for word in ("<time>2026-10-12</time>", "机构改革。", f'{other}/">档案馆</a>'))
        assert f'<link rel="canonical" href="{ADDRESS}{id_}/">' in page
        assert (site / "en" / id_ / "index.html").is_file()
        assert f"{id_}/" not in (site / "sitemap.xml").read_text(encoding="utf-8")
        assert id_ not in (site / "search" / "words" / "first.json").read_text(encoding="utf-8")
    above = (site / "wuhan-jiangxia" / "index.html").read_text(encoding="utf-8")
    assert f'{DEPARTMENT}/">' in above.partition('id="withdrawn"')[2]


def test_a_jurisdiction_that_was_merged_is_told_by_the_one_above(released, tmp_path):
    """All that releases showed below it says so too."""
    shutil.rmtree(released / "wuhan-jiangxia")
    assert told(released) == [("data/addresses.yml", "address-gone")]
    add(released, "wuhan/jurisdiction.yml", WITHDRAWN_PLACE.format("wuhan-jiangxia") + '    now: "wuhan"\n')
    assert told(released) == []
    site = site_of(released, tmp_path)
    titles = {
        "wuhan-jiangxia": "",
        DEPARTMENT: " · gov-office",
        TARGETS: " · gov-office 2023 · 部门整体支出绩效目标申报表",
    }
    for id_, rest in titles.items():
        page = (site / id_ / "index.html").read_text(encoding="utf-8")
        assert Head(page).meta["og:title"] == f"区政府办<b>公室{rest}（已撤下）"


def test_a_release_only_adds_to_the_addresses(released):
    """What was withdrawn before a release is not forgotten by it."""
    shutil.rmtree(released / DEPARTMENT)
    add(released, "wuhan-jiangxia/jurisdiction.yml", WITHDRAWN_PLACE.format(DEPARTMENT))
    before = load(released)[0].addresses
    assert main(["record", "--data", str(released)]) == 0
    assert load(released)[0].addresses == before >= {"wuhan", "wuhan-jiangxia", DEPARTMENT, TARGETS}


def test_what_a_form_says_goes_before_what_its_department_says(write_tree, tree):
    """A form that went to another department than the rest of its old one is found there."""
    other = "wuhan/archives"
    moved = tree[f"{TARGETS}.yml"] + formerly(f"{OLD}/2023/targets")
    data = write_tree(
        {
            FILE: tree[FILE] + formerly(OLD),
            f"{other}/department.yml": 'name: "档案馆"\nkind: "public_institution"\n',
            f"{other}/2023/targets.yml": moved,
            f"{TARGETS}.yml": None,
        }
    )
    portal, problems = load(data)
    assert problems == []
    assert portal.moved[f"{OLD}/2023/targets"] == f"{other}/2023/targets"
    assert portal.moved[f"{OLD}/2023/road-repair"] == f"{DEPARTMENT}/2023/road-repair"


@pytest.mark.parametrize(
    ("additions", "code"),
    [
        ({FILE: formerly(OLD, "wuhan-jiangxia/gov-office")}, "former-id-lives"),
        ({FILE: WITHDRAWN.format(TARGETS)}, "former-id-lives"),
        ({f"{TARGETS}.yml": formerly(f"{DEPARTMENT}/2023/road-repair")}, "former-id-lives"),
        ({FILE: formerly(OLD, OLD)}, "former-id-twice"),
        ({FILE: formerly(OLD) + WITHDRAWN.format(f"{OLD}/2022/x") + WITHDRAWN.format(f"{OLD}/2022/x")[11:]}, "former-id-twice"),
        ({FILE: formerly("design/office")}, "former-id-reserved"),
        ({f"{TARGETS}.yml": formerly("en/office/2023/targets")}, "former-id-reserved"),
        ({FILE: WITHDRAWN.format("wuhan/office/2022/x")}, "form-elsewhere"),
        ({PLACE: formerly("wuhan")}, "former-id-lives"),
        ({PLACE: formerly("reference")}, "former-id-reserved"),
        ({PLACE: formerly("a/b")}, "shape-bad-pattern"),
        ({PLACE: WITHDRAWN_PLACE.format(DEPARTMENT)}, "former-id-lives"),
        ({PLACE: WITHDRAWN_PLACE.format("wuhan/office")}, "department-elsewhere"),
        ({FILE: formerly("office")}, "shape-bad-pattern"),
        ({FILE: formerly("wuhan-jiangxia/Office")}, "shape-bad-pattern"),
        ({FILE: WITHDRAWN.format(f"{DEPARTMENT}/202/x")}, "shape-bad-pattern"),
        ({f"{TARGETS}.yml": formerly(f"{DEPARTMENT}/targets")}, "shape-bad-pattern"),
    ],
)  # fmt: skip
def test_a_former_id_that_cannot_be_one_is_a_problem(write_tree, tree, additions, code):
    """Something has it today, it leads to two places, it is the portal's own, or it is no id at all; file and line are told."""
    portal, problems = load(write_tree({path: tree[path] + text for path, text in additions.items()}))
    assert portal is None
    ((file, text),) = additions.items()
    lines = enumerate((tree[file] + text).splitlines(), 1)
    line = max(number for number, line in lines if line.startswith(('  - "', "  - statement", "  - place")))
    assert [(item.file, item.line, item.code) for item in problems] == [(f"data/{file}", line, code)]


def test_what_is_withdrawn_and_still_there_is_to_be_deleted(write_tree, tree):
    """The file is named: the entry is not what is wrong."""
    data = write_tree({FILE: tree[FILE] + WITHDRAWN.format(TARGETS)})
    (problem,) = audit(data, lambda _: None, TODAY)[1]
    assert problem.code == "former-id-lives"
    assert f"data/{TARGETS}.yml）。撤下的，请删去它" in problem.message.zh


def test_a_list_of_withdrawn_forms_goes_along_with_its_renamed_place(released, capsys):
    """Without the word of the renaming that is asked for; with it the list stays as it is, and nothing was withdrawn anew."""
    gone = f"{DEPARTMENT}/2023/road-repair"
    (released / PROJECT).unlink()
    add(released, FILE, WITHDRAWN.format(gone))
    git(released.parent, "init", "-q", "-b", "main")
    committed(released.parent)
    new = "jiangxia/gov-office"
    (released / "wuhan-jiangxia").rename(released / "jiangxia")
    (problem,) = audit(released, lambda _: None, TODAY)[1]
    assert (problem.code, f'写 formerly: ["{DEPARTMENT}"]' in problem.message.zh) == ("form-elsewhere", True)
    add(released, "jiangxia/jurisdiction.yml", formerly("wuhan-jiangxia"))
    for rewritten in (False, True):
        if rewritten:
            file = released / new / "department.yml"
            file.write_text(
                file.read_text(encoding="utf-8").replace(gone, gone.replace(DEPARTMENT, new)), encoding="utf-8"
            )
        capsys.readouterr()
        assert main(["check", "--since", "main", "--format", "json", "--data", str(released)]) == 0
        assert json.loads(capsys.readouterr().out)["reviews"] == []
    assert gone.replace(DEPARTMENT, new) in audit(released, lambda _: None, TODAY)[0].portal.withdrawn


def test_what_has_taken_the_place_of_a_department_exists(write_tree, tree):
    """A slip of the pen is asked about."""
    gone = WITHDRAWN_PLACE.format(OLD) + '    now: "wuhan-jiangxia/gov-ofice"\n'
    _, problems = load(write_tree({PLACE: tree[PLACE] + gone}))
    assert [(item.file, item.line, item.code) for item in problems] == [(f"data/{PLACE}", 11, "reference-unknown")]
    assert DEPARTMENT in problems[0].message.zh


def test_two_departments_cannot_have_been_one(write_tree, tree):
    """The second claim names the place of the first."""
    other = {"wuhan/archives/department.yml": 'name: "档案馆"\nkind: "public_institution"\n' + formerly(OLD)}
    _, problems = load(write_tree({FILE: tree[FILE] + formerly(OLD), **other}))
    assert [(item.file, item.line, item.code) for item in problems] == [(f"data/{FILE}", 7, "former-id-twice")]
    assert "data/wuhan/archives/department.yml:4:5" in problems[0].message.zh


def test_axe_finds_nothing_on_a_page_that_leads_on(browser, real_site):
    """Looked at without what leads on; it does so at once, so nobody is cut off in reading."""
    page = browser.new_page()
    for edition in ("", "en/"):
        text = (real_site / edition / "changzhi-huguan/county-office/index.html").read_text(encoding="utf-8")
        page.set_content(re.sub("<meta http-equiv[^>]*>|<script.*?</script>", "", text))
        page.evaluate(Axe().axe_script)
        assert page.evaluate("axe.run().then(results => results.violations)") == []
    page.close()


@pytest.mark.parametrize("scripts", [True, False])
def test_an_old_address_leads_on_in_a_browser(browser, origin, scripts):
    """It does so without scripts too; with them the place on the page that the address named is kept."""
    context = browser.new_context(java_script_enabled=scripts)
    page = context.new_page()
    page.goto(f"{origin}en/changzhi-huguan/county-office/#findings")
    page.wait_for_url(f"{origin}en/changzhi-huguan/government-office/{'#findings' if scripts else ''}")
    context.close()


def test_pages_that_say_what_became_of_another_are_whole_in_a_browser(browser, held_again, tmp_path):
    """A held form and a withdrawn department: axe finds nothing, nothing runs over on a telephone, no script is needed."""
    gone = "wuhan-jiangxia/office"
    add(held_again, PLACE, WITHDRAWN_PLACE.format(gone))
    site = site_of(held_again, tmp_path)
    for edition in ("", "en/"):
        for id_, words in (
            (f"{DEPARTMENT}/2023/road-repair", ("暂缓刊载", "held back")),
            (gone, ("撤下", "withdrawn")),
        ):
            for scripts in (True, False):
                context = browser.new_context(java_script_enabled=scripts, viewport={"width": 320, "height": 700})
                page = context.new_page()
                page.goto((site / edition / id_ / "index.html").as_uri())
                assert page.locator(".mz-notice", has_text=words[bool(edition)]).is_visible()
                if scripts:
                    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
                    page.evaluate(Axe().axe_script)
                    assert page.evaluate("axe.run().then(results => results.violations)") == []
                context.close()
