"""The work of a build in units: how departments are parted, and that neither parting nor spreading changes a byte or a word."""

from __future__ import annotations

import csv
import io
from collections import Counter
from dataclasses import replace
from hashlib import sha256
from types import SimpleNamespace

import pytest
from assembled import assembled, data_file, departments, units_of
from conftest import PROJECT, SAMPLE, TODAY, sample_audit
from hypothesis import given
from hypothesis import strategies as st

from build_scripts.build import Order, RefusedError, build
from build_scripts.cli import main
from build_scripts.judging.audit import audit
from build_scripts.publish.folder import ONLY_OURS, PublishError
from build_scripts.reading.load import SharedFiles
from build_scripts.reading.model import Department, Jurisdiction
from build_scripts.reading.problems import Problem
from build_scripts.tables.catalogue import TABLES
from build_scripts.tables.ledger import TALLIED, Tally, UnprovedError
from build_scripts.units import whole, work
from build_scripts.units.parting import parted
from build_scripts.words.language import UNSAID
from build_scripts.words.vocabulary import Severity

OFFICE = "wuhan-jiangxia/gov-office"
PLACES = ("wuhan-jiangxia/archives", "wuhan-jiangxia/schools", "wuhan/archives", "wuhan/water", "huguan/water")
"""Departments beside the one of the smallest tree; in three jurisdictions, and one name in several of them."""
FORMERLY = 'formerly:\n  - "{}"\n'


@pytest.fixture
def several(write_tree, tree):
    """Return the data folder of six departments in three jurisdictions."""
    return write_tree(departments(tree, *PLACES))


def add(data, path, text):
    """Write more at the end of a file, which need not be there yet."""
    (data / path).parent.mkdir(parents=True, exist_ok=True)
    with (data / path).open("a", encoding="utf-8") as file:
        file.write(text)


def together(data):
    """Return the departments of each unit."""
    return [unit.departments for unit in units_of(data).units]


def order(data, out, **options):
    """Return an order to build a data folder's site."""
    return Order(PROJECT, data, out, TODAY, "2026-11-01", **options)


def contents(folder):
    """Return what every file of a folder holds, by its path there."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def times(folder):
    """Return when every file of a folder was last changed."""
    return {
        path.relative_to(folder).as_posix(): path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()
    }


# --- the same bytes ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("plain", [False, True])
def test_one_process_and_two_make_the_same_site(several, tmp_path, plain):
    """Every file of the site is the same byte for byte, pages and tables and search index, however the work is spread."""
    sites = []
    for jobs in (1, 2):
        out = tmp_path / f"site-{jobs}"
        built = build(
            order(several, out, jobs=jobs, plain=tmp_path / f"docs-{jobs}" if plain else None), lambda _: None
        )
        sites.append((contents(out), built))
    (one, told), (two, told_too) = sites
    assert told == told_too
    assert told.departments == len(PLACES) + 1
    assert sorted(one) == sorted(two)
    assert [path for path, content in one.items() if content != two[path]] == []


@pytest.mark.site
def test_one_process_makes_the_site_that_several_made(real_site, tmp_path):
    """Of the sample too: what the default number of processes made."""
    assert main(["build", "--data", str(SAMPLE), "--out", str(tmp_path / "site"), "--jobs", "1"]) == 0
    one, other = contents(tmp_path / "site"), contents(real_site)
    assert sorted(one) == sorted(other)
    assert [path for path, content in one.items() if content != other[path]] == []


def entwine(data):
    """Have departments speak of each other across others that stand between them, and across jurisdictions."""
    add(data, "wuhan-jiangxia/archives/department.yml", FORMERLY.format("wuhan/water-bureau"))
    add(data, "wuhan/water/2023/targets.yml", FORMERLY.format("wuhan/water-bureau/2023/goals"))
    add(data, f"{OFFICE}/department.yml", FORMERLY.format("huguan/office"))
    add(data, "huguan/water/department.yml", FORMERLY.format("huguan/office-of-water"))
    add(data, "huguan/water/2023/targets.yml", FORMERLY.format("huguan/office/2023/targets"))


@pytest.mark.parametrize("entwined", [False, True])
def test_parts_make_the_portal_that_the_whole_makes(several, entwined):
    """Files, pages and figures of a portal that is worked on unit by unit are those of one that is worked on at once."""
    if entwined:
        entwine(several)
        assert together(several) == [
            ("huguan/water", OFFICE), ("wuhan-jiangxia/archives", "wuhan/water"), ("wuhan-jiangxia/schools",),
            ("wuhan/archives",),
        ]  # fmt: skip
    for place in ("wuhan-jiangxia/archives", "wuhan/water", "huguan/water"):  # forms that await review
        wrong(f"{place}/2023/projects/road-repair.yml", 'actual: "5公里"', 'actual: "电话13812345678"')(several)
    audited, problems = audit(several, lambda _: None, TODAY)
    assert problems == []
    assert len(audited.held) == 3
    parts, one = assembled(several), assembled(audited)
    assert sorted(parts.files) == sorted(one.files)
    assert [path for path, content in parts.files.items() if content != one.files[path]] == []
    bodies = {(page.lang, page.page.url): page.body for page in one.rendered}
    assert [page.page.url for page in parts.rendered if page.body != bodies[page.lang, page.page.url]] == []
    assert len(parts.rendered) == len(one.rendered) == len(bodies)
    assert parts.searched == one.searched


def test_the_sample_in_parts_is_the_sample_as_a_whole():
    """On real forms too: no rule, roll-up or page looks beyond a department without its being told."""
    parts, one = assembled(SAMPLE), assembled(sample_audit())
    assert len(together(SAMPLE)) > 3
    assert [path for path, content in parts.files.items() if content != one.files[path]] == []
    assert [page.body for page in parts.rendered] == [page.body for page in one.rendered]
    assert parts.searched == one.searched


def but_for_names(table):
    """Return the rows of a CSV file, if it is there, without what each was called before."""
    lines = csv.DictReader(io.StringIO((table or b"").decode("utf-8-sig"), newline=""))
    return [{name: cell for name, cell in line.items() if name != "formerly"} for line in lines]


def test_rows_stand_in_the_order_of_their_ids_however_departments_are_parted(several):
    """In every table of the portal the rows of forms come form by form, in the order that a look at the whole gives."""
    plain = assembled(several).files
    entwine(several)
    files = assembled(several).files
    for table in TABLES:
        urls = [f"{place}/{table.name}.csv" for place in ("downloads", "wuhan", "wuhan-jiangxia", "huguan")]
        for url in urls:
            assert (url in files) == (url in plain)
            assert but_for_names(files.get(url)) == but_for_names(plain.get(url))
    assert {url for url in files if url.startswith("explore/")} == {url for url in plain if url.startswith("explore/")}


def test_a_portal_without_a_department_is_published(write_tree, tree, tmp_path):
    """Whoever begins has a site to look at."""
    data = write_tree({path: None for path in tree if path.startswith(f"{OFFICE}/")})
    assert together(data) == []
    assert build(order(data, tmp_path / "site"), lambda _: None).forms == 0
    assert (tmp_path / "site" / ONLY_OURS).is_file()


# --- parting -------------------------------------------------------------------------------------------------------


def test_departments_that_say_nothing_of_each_other_are_units_of_their_own(several):
    """Each department alone with all of its files, in the order of the ids of forms."""
    units = units_of(several).units
    assert [unit.departments for unit in units] == [(place,) for place in sorted((*PLACES, OFFICE), key="{}/".format)]
    for unit in units:
        (place,) = unit.departments
        found = set((several / place).rglob("*.yml"))
        assert {file.path for file in unit.files} == found
        assert all(digest == sha256(file.path.read_bytes()).hexdigest() for file, digest in unit.files.items())


SPEAKING = {
    "a department that was another's": {"wuhan/water/department.yml": FORMERLY.format(OFFICE.replace("gov-", ""))},
    "a form that moved": {f"{OFFICE}/2023/targets.yml": FORMERLY.format("wuhan/water/2023/targets")},
    "a form that moved in a renamed jurisdiction": {
        "wuhan/jurisdiction.yml": FORMERLY.format("hankou"),
        f"{OFFICE}/2023/targets.yml": FORMERLY.format("hankou/water/2023/goals"),
    },
    "withdrawn forms": {
        f"{OFFICE}/department.yml": 'withdrawn:\n  - statement: "wuhan/water/2022/targets"\n    date: "2026-10-12"\n    reason: "机构改革。"\n'
    },
    "a record that moved along": {
        f"{OFFICE}/2023/published/targets.yml": 'statement: "wuhan/water/2023/targets"\nrows: []\n'
    },
    "replies": {f"{OFFICE}/replies.yml": 'replies:\n  - statement: "wuhan/water/2023/targets"\n'},
    "restatements": {f"{OFFICE}/restatements.yml": 'restatements:\n  - statement: "wuhan/water/2023/targets"\n'},
    "accepted gaps": {f"{OFFICE}/known_gaps.yml": 'known_gaps:\n  - statement: "wuhan/water/2023/targets"\n'},
}


@pytest.mark.parametrize("case", SPEAKING)
def test_departments_that_speak_of_each_other_make_one_unit(several, case):
    """These two and no others; what a department was once called leads to the department that has that name now."""
    for path, text in SPEAKING[case].items():
        add(several, path, text)
    if case == "a department that was another's":
        add(several, f"{OFFICE}/department.yml", FORMERLY.format("wuhan/bureau"))
        add(several, f"{OFFICE}/2023/targets.yml", FORMERLY.format("wuhan-jiangxia/office/2023/goals"))
    units = together(several)
    assert (OFFICE, "wuhan/water") in units
    assert sorted(map(len, units)) == [1, 1, 1, 1, 2]


def test_departments_that_speak_of_one_that_is_gone_make_one_unit(several):
    """Who has taken its place can only be told where both are seen."""
    for path, old in (
        ("wuhan/water/department.yml", "wuhan/lakes"),
        ("huguan/water/2023/targets.yml", "wuhan/lakes/2023/a"),
    ):
        add(several, path, FORMERLY.format(old))
    assert ("huguan/water", "wuhan/water") in together(several)


def test_a_name_of_a_form_or_a_text_joins_nobody(several):
    """A fraction, a date or an address in a text is no department; an id outside of such keys is a text."""
    add(several, f"{OFFICE}/2023/targets.yml", 'department: "wuhan/water"\n')
    add(
        several, "wuhan/archives/department.yml", FORMERLY.format("wuhan/archive") + "# 1/2, https://wuhan/water/2023\n"
    )
    assert sorted(map(len, together(several))) == [1] * 6


def test_addresses_go_with_the_department_that_has_them_now(several):
    """Of a renamed jurisdiction too; those of jurisdictions, and of departments that are no more, belong to no unit."""
    add(several, "wuhan/jurisdiction.yml", FORMERLY.format("hankou"))
    add(several, "wuhan/water/department.yml", FORMERLY.format("wuhan/lakes"))
    theirs = {"hankou/water", "hankou/water/2023/targets", "wuhan/lakes/2023/targets", "wuhan/water"}
    rest = {"hankou", "wuhan", "wuhan/gone", "wuhan/gone/2023/targets", "nowhere/water"}
    add(several, "addresses.yml", "addresses:\n" + "".join(f'  - "{id_}"\n' for id_ in sorted(theirs | rest)))
    found = units_of(several)
    assert {unit.departments: unit.addresses for unit in found.units if unit.addresses} == {("wuhan/water",): theirs}
    assert found.rest == rest


JURISDICTIONS = ("a", "a-b", "c")
IDS = st.tuples(st.sampled_from((*JURISDICTIONS, "gone", "was-a")), st.sampled_from(("d", "d-e", "f", "g"))).map(
    "/".join
)
FILES = st.sampled_from(
    ("department.yml", "replies.yml", "2023/targets.yml", "2023/published/x.yml", "2023/projects/p.yml")
)


@given(
    st.sets(st.tuples(st.sampled_from(JURISDICTIONS), st.sampled_from(("d", "d-e", "f"))).map("/".join), min_size=1),
    st.lists(
        st.tuples(st.integers(0, 8), FILES, st.lists(IDS, max_size=3), st.sampled_from(("", "/2023/x")), st.booleans())
    ),
    st.sets(st.tuples(IDS, st.sampled_from(("", "/2023/x"))).map("".join)),
)
def test_whatever_is_said_every_department_and_file_is_in_one_unit(places, said, addresses):
    """Nothing is lost or done twice; who speaks of whom is in one unit, and nobody else is."""
    listed = sorted(places)
    texts = {data_file(f"{place}/department.yml"): b'name: "x"' for place in listed}
    edges = []
    for number, name, ids, below, under_key in said:
        own = listed[number % len(listed)]
        file = data_file(f"{own}/{name}")
        word = "formerly" if under_key else "title"
        texts[file] = texts.get(file, b"") + f"\n{word}: {[f'{id_}{below}' for id_ in ids]}".encode()
    speaking = ("replies.yml", "published")
    for file, text in texts.items():
        if b"formerly" in text or any(word in file.name for word in speaking):
            edges += [
                (file.department_id, id_)
                for id_ in (f"{one}/{two}" for one in (*JURISDICTIONS, "was-a") for two in ("d", "d-e", "f", "g"))
                if f"'{id_}'".encode() in text or f"'{id_}/2023/x'".encode() in text
            ]
    shared = SharedFiles(
        root="data",
        ids={Department: frozenset(places), Jurisdiction: frozenset(JURISDICTIONS)},
        records={data_file("a/jurisdiction.yml"): Jurisdiction.model_construct(formerly=("was-a",))},
        positions={},
        digests={},
        problems=(),
        addresses=frozenset(addresses),
    )
    found = parted(shared, texts.items(), {})
    seen = [place for unit in found.units for place in unit.departments]
    assert Counter(seen) == Counter(places)
    assert Counter(file for unit in found.units for file in unit.files) == Counter(texts.keys())
    told = [id_ for unit in found.units for id_ in unit.addresses]
    assert Counter((*told, *found.rest)) == Counter(addresses)
    home = {place: unit for unit in found.units for place in unit.departments}
    assert all(file.department_id in unit.departments for unit in found.units for file in unit.files)
    known = {*JURISDICTIONS, "was-a", *(id_.partition("/")[0] for id_ in addresses)}
    if "gone" in known:
        edges += [
            (file.department_id, f"gone/{two}")
            for file, text in texts.items()
            for two in ("d", "d-e", "f", "g")
            if (b"formerly" in text or any(word in file.name for word in speaking))
            and (f"'gone/{two}'".encode() in text or f"'gone/{two}/2023/x'".encode() in text)
        ]
    groups = {place: {place} for place in places}
    for one, other in edges:
        other = other.replace("was-a/", "a/")  # noqa: PLW2901 - what it is called today
        both = groups.setdefault(one, {one}) | groups.setdefault(other, {other})
        groups |= dict.fromkeys(both, both)
    for place in places:
        assert set(home[place].departments) == groups[place] & places
    assert [unit.departments for unit in found.units] == sorted(
        (unit.departments for unit in found.units), key=lambda own: f"{own[0]}/"
    )


# --- the same words ------------------------------------------------------------------------------------------------


def wrong(path, old, new):
    """Return a change of a file."""
    return lambda data: (data / path).write_text(
        (data / path).read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8"
    )


def copied(data):
    """Let a department hold the form of another, copied and left as it was, from a document of its own."""
    text = (data / OFFICE / "2023/targets.yml").read_text(encoding="utf-8").replace('"document"', '"of-3"')
    (data / "wuhan/water/2023/targets.yml").write_text(text, encoding="utf-8")


def said_twice(data):
    """Let two departments say that they had one name, which nobody knows."""
    for place in ("wuhan/water", "huguan/water"):
        add(data, f"{place}/department.yml", FORMERLY.format("elsewhere/lakes"))


def said_above_and_below(data):
    """Let a jurisdiction withdraw what a department of another says it was."""
    add(data, "wuhan/water/department.yml", FORMERLY.format("huguan/lakes"))
    add(
        data,
        "huguan/jurisdiction.yml",
        'withdrawn:\n  - place: "huguan/lakes"\n    name: "湖泊局"\n    date: "2026-10-12"\n    reason: "机构改革。"\n',
    )


def gone(*ids):
    """Let addresses that releases showed be gone."""
    return lambda data: add(data, "addresses.yml", "addresses:\n" + "".join(f'  - "{id_}"\n' for id_ in ids))


def two_files(data):
    """Let files of two departments be wrong, the last first."""
    for place in ("wuhan/water", OFFICE):
        wrong(f"{place}/2023/targets.yml", "fiscal_year: 2023", 'fiscal_year: "zwei"')(data)
        wrong(f"{place}/2023/projects/road-repair.yml", 'rate: "95%"', "rate: 95%\n    rate: 96%")(data)


def below_and_above(data):
    """Let a file of a department and a shared one be wrong, and a file be where none belongs."""
    two_files(data)
    wrong("scoring_profiles/plain.yml", "scored: true", "scored: perhaps")(data)
    add(data, "wuhan/water/2023/unknown.yml", "x: 1\n")


def file_and_name(data):
    """Let a file be wrong, and two departments have one name."""
    wrong("wuhan/archives/2023/targets.yml", "fiscal_year: 2023", "fiscal_year: 2022")(data)
    wrong("wuhan/water/department.yml", "区政府办公室之3", "区政府办公室之2")(data)


FAULTS = {
    "one name twice": (
        wrong("wuhan/water/department.yml", "区政府办公室之3", "区政府办公室之2"),
        {"department-duplicate-name"},
    ),
    "a form twice": (copied, {"form-twice"}),
    "lines twice": (wrong("wuhan/water/2023/targets.yml", '"of-3"', '"of-2"'), {"source-lines-twice"}),
    "a former id twice": (said_twice, {"former-id-twice"}),
    "a former id twice, above and below": (said_above_and_below, {"former-id-twice"}),
    "a department is gone": (gone("wuhan/lakes", "wuhan/lakes/2023/targets"), {"address-gone"}),
    "a form is gone": (gone("wuhan/water/2022/targets"), {"address-gone"}),
    "a jurisdiction is gone": (gone("huguan", "hankou"), {"address-gone"}),
    "a reply to another's form": (
        lambda data: add(
            data,
            f"{OFFICE}/replies.yml",
            'replies:\n  - statement: "wuhan/water/2023/targets"\n    rule: "STR-02"\n    cells: [{column: "title", printed: "x"}]\n'
            '    status: "explained"\n    reply: "另有说明。"\n    date: "2024-06-01"\n',
        ),
        {"form-elsewhere"},
    ),
    "two files": (two_files, {"shape-bad-number", "yaml-duplicate-key"}),
    "below and above": (below_and_above, {"file-unknown"}),
    "a file and a name": (file_and_name, {"year-folder", "department-duplicate-name"}),
}


@pytest.mark.parametrize("case", FAULTS)
def test_bad_data_are_told_as_check_tells_them_and_nothing_is_published(several, tmp_path, case):
    """The same problems in the same order from a look at the whole, from one process and from two; the old site stays."""
    harm, codes = FAULTS[case]
    harm(several)
    _, problems = audit(several, lambda _: None, TODAY)
    assert codes <= {problem.code for problem in problems}
    old = tmp_path / "site"
    (old / ONLY_OURS).parent.mkdir(parents=True)
    (old / ONLY_OURS).write_bytes(b"old")
    for jobs in (1, 2):
        with pytest.raises(RefusedError) as refused:
            build(order(several, old, jobs=jobs), lambda _: None)
        assert list(refused.value.problems) == problems
        assert refused.value.findings == []
        assert contents(old) == {ONLY_OURS: b"old"}
        assert list(tmp_path.glob(".site.new-*")) == []


def test_check_and_build_print_the_same(several, tmp_path, capsys):
    """Word for word, in both languages, whichever of them an author asks first."""
    two_files(several)
    for lang in ("zh", "en"):
        assert main(["check", "--data", str(several), "--lang", lang]) == 1
        told = capsys.readouterr().out
        assert told.count("targets.yml") > 1
        for jobs in ("1", "2"):
            options = ["--data", str(several), "--out", str(tmp_path / "site"), "--lang", lang, "--jobs", jobs]
            assert main(["build", *options]) == 1
            assert capsys.readouterr().out == told
    assert not (tmp_path / "site").exists()


REPLY = """\
replies:
  - statement: "{}/2023/road-repair"
    rule: "BUD-03"
    cells: [{{row: "f-4pm2ww3v", column: "executed", printed: "195"}}]
    status: "explained"
    reply: "年末追加预算。"
    date: "2024-06-01"
"""


@pytest.mark.parametrize("jobs", [1, 2])
def test_doubts_of_departments_are_told_and_only_a_strict_build_fails_for_them(several, tmp_path, jobs):
    """A reply to no finding, in two departments: told in the order of files, as check does."""
    for place in ("wuhan/water", OFFICE):
        add(several, f"{place}/replies.yml", REPLY.format(place))
    _, problems = audit(several, lambda _: None, TODAY)
    assert [problem.severity for problem in problems] == [Severity.WARNING] * 2
    built = build(order(several, tmp_path / "site", jobs=jobs), lambda _: None)
    assert list(built.notices) == problems
    with pytest.raises(RefusedError) as refused:
        build(order(several, tmp_path / "other", jobs=jobs, strict=True), lambda _: None)
    assert list(refused.value.problems) == problems


def test_a_doubt_alone_stops_a_strict_build(monkeypatch):
    """Where no finding is open, a reply that holds no more still does."""
    from build_scripts import build as module

    doubt = Problem("data/a/b/replies.yml", 4, 5, "finding-unknown", UNSAID, Severity.WARNING)
    done = SimpleNamespace(done=SimpleNamespace(summary=SimpleNamespace(asks=False, placed=()), problems=(doubt,)))
    building = object.__new__(module._Building)
    building.order = SimpleNamespace(strict=True)
    building.results, building.days = {0: done}, {}
    building.common = SimpleNamespace(shared=None)
    monkeypatch.setattr(module._Building, "_work", lambda *_: None)
    monkeypatch.setattr(module.whole, "portal_of", lambda *_: None)
    assert building.made(SimpleNamespace(units=(None,), rest=frozenset()), sound=True, early=None) is None


def test_a_second_look_that_fails_leaves_the_old_site_as_it_was(several, tmp_path, monkeypatch):
    """What looks wrong in parts is made again as a whole; where that fails, no file that the old site shares has changed."""
    site = tmp_path / "site"
    build(order(several, site), lambda _: None)
    before = contents(site), times(site)
    wrong("wuhan/water/2023/targets.yml", "改善办公条件", "改善一切条件")(several)

    def breaks(*_):
        raise PublishError("downloads", UNSAID)

    monkeypatch.setattr(whole, "at_odds", lambda *_: True)
    monkeypatch.setattr(whole, "made_whole", breaks)
    with pytest.raises(PublishError):
        build(order(several, site), lambda _: None)
    assert (contents(site), times(site)) == before


def test_whoever_edits_a_page_of_a_site_edits_that_site_alone(several, tmp_path):
    """What is kept of the dress of a site is nobody's page: neither another site nor the next one has the edit."""
    site, other = tmp_path / "site", tmp_path / "other"
    build(order(several, site), lambda _: None)
    before = contents(site)
    for page in ("about/index.html", "wuhan/water/index.html", "compare/index.html", "index.html"):
        add(site, page, "<!-- edited -->")
    build(order(several, other), lambda _: None)
    assert contents(other) == before
    build(order(several, site), lambda _: None)
    assert contents(site) == before


# --- proof ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", TALLIED)
def test_a_figure_of_the_portal_that_its_csv_files_do_not_give_stops_the_build(several, tmp_path, monkeypatch, name):
    """Every row twice in the CSV files of one department, and figures of many departments are wrong: nothing is published."""
    published = work.published

    def tampered(audited, worn):
        summary, *rest = published(audited, worn)
        tally = summary.proof[name]
        if tally.rows and "wuhan/water" in summary.departments:
            more = Tally(tally.header, tally.lines * 2, tally.rows * 2)
            summary = replace(summary, proof={**summary.proof, name: more})
        return summary, *rest

    monkeypatch.setattr(work, "published", tampered)
    with pytest.raises(UnprovedError, match=rf"{name}\.csv"):
        build(order(several, tmp_path / "site"), lambda _: None)
    assert not (tmp_path / "site").exists()


def test_the_proof_comes_from_the_bytes_of_the_files(several):
    """What pages of many departments ask of the tables of a unit is worked out again from what was written of them."""
    shared = assembled(several)
    for name in TALLIED:
        urls = [f"{place}/{name}.csv" for place in (*PLACES, OFFICE)]
        rows = sum(shared.files[url].count(b"\r\n") - 1 for url in urls if url in shared.files)
        assert shared.files[f"downloads/{name}.csv"].count(b"\r\n") - 1 == rows > 0


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_file_of_a_unit_that_differs_from_its_table_stops_the_build(several, tmp_path, monkeypatch, jobs):
    """A figure on a department's own page is proved from the bytes of the department's files, in whatever process."""
    from build_scripts.tables import downloads, formats

    true = formats.CSV.write

    def false(table):
        return true(table).replace(b",95,", b",96,").replace(b"950000", b"960000")

    monkeypatch.setitem(downloads.FORMATS, "csv", replace(formats.CSV, write=false))
    monkeypatch.setattr(work, "CSV", downloads.FORMATS["csv"])
    with pytest.raises(UnprovedError, match="950000"):
        build(order(several, tmp_path / "site", jobs=jobs), lambda _: None)
    assert not (tmp_path / "site").exists()
