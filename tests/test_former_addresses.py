"""Addresses for ever: what was renamed is found at its old address, what was withdrawn says so at its own."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from urllib.parse import urljoin

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import TODAY
from links import broken, links_of
from test_sharing import ADDRESS, Head

from build_scripts.cli import main
from build_scripts.judging.audit import audit
from build_scripts.reading.load import load

DEPARTMENT = "wuhan-jiangxia/gov-office"
FILE = f"{DEPARTMENT}/department.yml"
TARGETS = f"{DEPARTMENT}/2023/targets"
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
            self.link = given["href"]
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
    found = {
        path.parent.relative_to(site).as_posix()
        for path in site.rglob("index.html")
        if 'http-equiv="refresh"' in path.read_text(encoding="utf-8")
    }
    assert found == {f"{edition}{old}" for edition in ("", "en/") for old in expected}
    listed = (site / "sitemap.xml").read_text(encoding="utf-8")
    for edition in ("", "en/"):
        searched = (site / edition / "search" / "search_index.json").read_text(encoding="utf-8")
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
        ("", "区政府办公室 2022 · 部门整体支出绩效目标申报表"),
        ("en/", "区政府办公室 2022 · Whole-department performance targets"),
    ):
        text = (site / edition / gone / "index.html").read_text(encoding="utf-8")
        assert Head(text).meta["og:title"] == title
        assert "<time>2026-10-12</time>" in text
        assert "登记有误&lt;b&gt;，已撤下。" in text
        listed = (site / edition / DEPARTMENT / "index.html").read_text(encoding="utf-8").partition('id="withdrawn"')[2]
        assert f'{gone}/">' in listed
        assert gone not in (site / edition / "search" / "search_index.json").read_text(encoding="utf-8")
    assert f"{gone}/" not in (site / "sitemap.xml").read_text(encoding="utf-8")
    assert broken(site, links_of(site)) == []


def test_a_form_that_awaits_review_is_not_told_at_its_old_addresses(write_tree, tree):
    """Where a form is held back nothing leads to it."""
    project = f"{DEPARTMENT}/2023/projects/road-repair.yml"
    secret = tree[project].replace("维修里程", "涉密项目").replace(">=5公里", "≤60万元") + formerly(
        f"{DEPARTMENT}/2023/roads"
    )
    audited, _ = audit(write_tree({project: secret, FILE: tree[FILE] + formerly(OLD)}), lambda _: None, TODAY)
    assert f"{DEPARTMENT}/2023/road-repair" in audited.held
    assert set(audited.public().portal.moved) == {OLD, f"{OLD}/2023/targets"}


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
    line = max(number for number, line in lines if line.startswith(('  - "', "  - statement")))
    assert [(item.file, item.line, item.code) for item in problems] == [(f"data/{file}", line, code)]


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
