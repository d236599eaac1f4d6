"""Being told what changed: a figure needs a reason, and then table, page, CSV, feed and diff tell it, each with the same day."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from itertools import pairwise
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import feedparser
import pytest
from assembled import assembled, departments, units_of
from conftest import SAMPLE, TODAY, TREE
from lxml import etree
from test_releases_read import keep, packed

from build_scripts.cli import main
from build_scripts.judging.audit import audit
from build_scripts.opendata import feeds
from build_scripts.pages.render import render
from build_scripts.tables.catalogue import tables
from build_scripts.tables.csv_format import csv_bytes, unguarded
from build_scripts.words.page_kinds import PageKind

OFFICE = "wuhan-jiangxia/gov-office"
FORM, TARGETS = f"{OFFICE}/2023/projects/road-repair.yml", f"{OFFICE}/2023/targets.yml"
ROAD = f"{OFFICE}/2023/road-repair"
SCHEMA = etree.RelaxNG(etree.parse(Path(__file__).parent / "atom.rng"))
CHANGED = TREE[FORM].replace('executed: "95"', 'executed: "85"')


def release_of(data, version, day):
    """Return the release of a data folder: its public tables, packed."""
    audited, problems = audit(data, lambda _: None, TODAY)
    assert audited is not None, problems
    made = {f"{name}.csv": csv_bytes(table) for name, table in tables(audited.public()).items()}
    return packed(version, day, **made)


@pytest.fixture
def portal(write_tree, monkeypatch, capsys):
    """Return a data folder that was recorded and released in October, and a function that writes more of its files."""
    data = write_tree()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790812800")  # 1 October 2026
    assert main(["record", "--data", str(data)]) == 0
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1793491200")  # 1 November 2026
    capsys.readouterr()
    keep(data, "2026.10", "2026-10-01", release_of(data, "2026.10", "2026-10-01"))

    def write(name, text):
        (data / name).parent.mkdir(parents=True, exist_ok=True)
        (data / name).write_bytes(text if isinstance(text, bytes) else text.encode())

    return data, write


def money_row(data):
    """Return the id of the money row."""
    audited, _ = audit(data, lambda _: None, TODAY)
    return next(id_ for id_ in audited.portal.by_id[ROAD].row_ids.values() if id_.startswith("f-"))


def restated(row, old="95", new="85", reason="决算数批复后更正。"):
    """Return the restatement of an executed amount."""
    return (
        f'restatements:\n  - statement: "{ROAD}"\n    row: "{row}"\n    column: "executed"\n    old: "{old}"\n'
        f'    new: "{new}"\n    date: "2026-10-20"\n    reason: "{reason}"\n'
    )


def rows(files, name):
    """Return the rows of a published table."""
    text = files[name].decode("utf-8-sig")
    return [
        {key: unguarded(cell) for key, cell in row.items()} for row in csv.DictReader(io.StringIO(text, newline=""))
    ]


def feed(files, name="feed.xml"):
    """Return a feed as a reader takes it; it is one without a fault."""
    SCHEMA.assertValid(etree.fromstring(files[name]))
    parsed = feedparser.parse(files[name])
    assert not parsed.bozo, parsed.bozo_exception
    assert parsed.version == "atom10"
    ids = [entry.id for entry in parsed.entries]
    assert len({*ids, parsed.feed.id}) == len(ids) + 1
    assert all(one.updated >= other.updated for one, other in pairwise(parsed.entries))
    return parsed


def page_of(made, kind, lang="zh"):
    """Return the body of the page of a kind."""
    return next(one.body for one in made.rendered if one.page.kind == kind and one.lang == lang)


def test_a_figure_without_a_reason_is_refused_and_with_one_told_everywhere(portal, tmp_path, capsys):
    """The build names form, row and both figures; with the reason all of table, page, CSV, feeds and diff show it."""
    data, write = portal
    row = money_row(data)
    write(FORM, CHANGED)
    assert main(["build", "--data", str(data), "--out", str(tmp_path / "site")]) == 1
    said = capsys.readouterr().out
    assert all(word in said for word in ("figure-changed", "“95”改成了“85”", row, "restatements.yml"))
    assert not (tmp_path / "site").exists()
    write(f"{OFFICE}/restatements.yml", restated(row))
    made = assembled(data)
    (corrected,) = rows(made.files, "downloads/restatements.csv")
    assert (corrected["old"], corrected["new"], corrected["reason"]) == ("95", "85", "决算数批复后更正。")
    for name in ("downloads/changes.csv", "wuhan-jiangxia/changes.csv", f"{OFFICE}/changes.csv"):
        (told,) = (one for one in rows(made.files, name) if one["kind"] == "restatement")
        assert (told["date"], told["statement_id"], told["row_id"]) == ("2026-10-20", ROAD, f"{ROAD}#{row}")
        assert (told["column"], told["old"], told["new"]) == ("executed", "95", "85")
        assert (told["reason"], told["page_url"]) == ("决算数批复后更正。", f"{ROAD}/#restated-1")
    for lang in ("zh", "en"):
        text = re.sub("<[^>]+>", " ", page_of(made, "changes", lang))
        assert re.search(r"2026-10-20.*95\s+85\s+决算数批复后更正。", re.sub(r"\s+", " ", text))
    for name in ("feed.xml", f"{OFFICE}/feed.xml"):
        entry = next(one for one in feed(made.files, name).entries if one.tags[0].term == "restatement")
        assert entry.updated == "2026-10-20T00:00:00+08:00"
        assert "原来“95”，现在“85”。" in entry.summary
        assert "决算数批复后更正。" in entry.summary
        assert "Was “95”, is now “85”." in entry.summary
    assert main(["diff", "2026.10", str(data), "--data", str(data)]) == 0
    assert "全年执行数：95 → 85（原因：决算数批复后更正。 2026-10-20）" in capsys.readouterr().out


def test_every_link_of_the_feeds_leads_to_a_page_and_its_place(portal):
    """Addresses are relative to the feed where the portal's own is not known; where it is they are whole, and the ids the same."""
    data, write = portal
    write(FORM, CHANGED)
    write(f"{OFFICE}/restatements.yml", restated(money_row(data)))
    made = assembled(data)
    pages = {one.page.url: one.body for one in made.rendered if one.lang == "zh"}
    ids = {}
    for name in ("feed.xml", f"{OFFICE}/feed.xml"):
        told = feed(made.files, name)
        ids[name] = [told.feed.id, *(entry.id for entry in told.entries)]
        links = re.findall(r'<link rel="alternate"[^>]*href="([^"]+)"', made.files[name].decode())
        assert len(links) == len(told.entries) + 1
        for link in links:
            place = urlsplit(urljoin(f"https://example.cn/{name}", link))
            body = pages[place.path.lstrip("/")]
            assert not place.fragment or f'id="{place.fragment}"' in body, link
    write("portal.yml", f'{TREE["portal.yml"]}base_url: "https://example.cn/open/"\n')
    again = assembled(data)
    for name, before in ids.items():
        told = feed(again.files, name)
        assert [told.feed.id, *(entry.id for entry in told.entries)] == before
        assert {link.href for link in told.feed.links if link.rel == "self"} == {f"https://example.cn/open/{name}"}
        assert all(entry.link.startswith("https://example.cn/open/") for entry in told.entries)


def kinds(files, name="downloads/changes.csv"):
    """Return kind, form, day and release of every event."""
    return [(one["kind"], one["statement_id"], one["date"], one["release"]) for one in rows(files, name)]


def test_forms_are_told_with_the_day_on_which_they_were_published_first(portal):
    """The record's day; without a record that of the first release; without both none is told. A release is told itself."""
    data, _ = portal
    told = [("form_added", f"{OFFICE}/2023/targets"), ("form_added", ROAD), ("release", "")]
    expected = {(*one, "2026-10-01", "2026.10") for one in told}
    assert set(kinds(assembled(data).files)) == expected
    for file in data.glob("*/*/*/published/*.yml"):
        file.unlink()
    assert set(kinds(assembled(data).files)) == expected
    (data / "releases" / "2026.10.zip").unlink()
    (data / "releases.yml").unlink()
    (data / "addresses.yml").unlink()
    assert kinds(assembled(data).files) == []


def test_without_an_event_the_page_says_so(write_tree):
    """No correction, no reply, no release: that is said, and why no finding is told; the feed is empty and valid."""
    made = assembled(write_tree())
    assert "还没有记录到变动" in page_of(made, "changes")
    assert "现在还没有，所以没有列出" in page_of(made, "changes")
    assert feed(made.files).entries == []
    assert feed(made.files, f"{OFFICE}/feed.xml").entries == []
    assert f"{OFFICE}/changes.csv" not in made.files


def test_withdrawn_forms_and_places_are_told_with_their_reason(portal):
    """A form by its department, a department by its jurisdiction."""
    data, write = portal
    (data / TARGETS).unlink()
    gone = f'withdrawn:\n  - statement: "{OFFICE}/2023/targets"\n    date: "2026-10-05"\n    reason: "与另一份重复。"\n'
    write(f"{OFFICE}/department.yml", TREE[f"{OFFICE}/department.yml"] + gone)
    place = 'withdrawn:\n  - place: "wuhan-jiangxia/gone"\n    name: "某局"\n    date: "2026-10-06"\n    reason: "机构撤销。"\n'
    write("wuhan-jiangxia/jurisdiction.yml", TREE["wuhan-jiangxia/jurisdiction.yml"] + place)
    files = assembled(data).files
    told = {
        one["kind"]: (one["department_id"], one["date"], one["reason"]) for one in rows(files, "downloads/changes.csv")
    }
    assert told["form_withdrawn"] == (OFFICE, "2026-10-05", "与另一份重复。")
    assert (f"{OFFICE}/2023/targets", "2026-10-01") in {
        (one["statement_id"], one["date"])
        for one in rows(files, "downloads/changes.csv")
        if one["kind"] == "form_added"
    }  # that it was published once is not forgotten
    assert told["place_withdrawn"] == ("wuhan-jiangxia/gone", "2026-10-06", "机构撤销。")
    assert "place_withdrawn" in {row[0] for row in kinds(files, "wuhan-jiangxia/changes.csv")}
    assert "place_withdrawn" not in {row[0] for row in kinds(files, f"{OFFICE}/changes.csv")}
    assert any("机构撤销。" in entry.summary for entry in feed(files).entries)


def test_findings_are_told_from_release_to_release_and_since_the_last(portal):
    """A finding that one release has and the one before has not was raised then; what came since the last has no day yet."""
    data, write = portal
    row = money_row(data)
    write(FORM, CHANGED)
    write(f"{OFFICE}/restatements.yml", restated(row))
    since = [one for one in rows(assembled(data).files, "downloads/changes.csv") if one["kind"] == "finding_raised"]
    raised = next(one for one in since if one["rule_id"].startswith("BUD"))
    assert (raised["date"], raised["release"], raised["old"], raised["new"]) == ("", "", "", "open")
    keep(data, "2026.11", "2026-11-01", release_of(data, "2026.11", "2026-11-01"))
    later = [one for one in rows(assembled(data).files, "downloads/changes.csv") if one["kind"] == "finding_raised"]
    assert {one["change_id"] for one in later} == {one["change_id"] for one in since}
    assert {(one["date"], one["release"]) for one in later} == {("2026-11-01", "2026.11")}
    back = restated(row) + restated(row, "85", "95", "仍按原数。").removeprefix("restatements:\n")
    write(f"{OFFICE}/restatements.yml", back)
    write(FORM, TREE[FORM])
    made = assembled(data)
    settled = [one for one in rows(made.files, "downloads/changes.csv") if one["kind"] == "finding_settled"]
    assert {one["finding_id"] for one in settled} == {one["finding_id"] for one in since}
    assert {(one["old"], one["new"], one["date"]) for one in settled} == {("open", "", "")}
    entries = feed(made.files).entries
    assert [entry for entry in entries if "日期不详" in entry.summary]
    assert all(entry.updated >= "2026-11-01" for entry in entries if entry.tags[0].term == "finding_settled")


def test_the_address_of_a_settled_finding_says_what_became_of_it(portal):
    """Who has cited a finding reads that it is no more, what was corrected and what the department said, and goes to the row."""
    data, write = portal
    row = money_row(data)
    write(FORM, CHANGED)
    write(f"{OFFICE}/restatements.yml", restated(row))
    keep(data, "2026.11", "2026-11-01", release_of(data, "2026.11", "2026-11-01"))
    found = {one.id: one for one in audit(data, lambda _: None, TODAY)[0].findings if one.statement_id == ROAD}
    back = restated(row) + restated(row, "85", "95", "仍按原数。").removeprefix("restatements:\n")
    write(f"{OFFICE}/restatements.yml", back)
    write(FORM, TREE[FORM])
    left = {one.id for one in audit(data, lambda _: None, TODAY)[0].findings}
    gone = [one for id_, one in found.items() if id_ not in left]
    made = assembled(data)
    pages = {page.url for page in made.pages if page.kind is PageKind.SETTLED}
    assert pages == {one.url for one in gone if one.severity.asks}
    assert pages
    assert all(f'{url}"' in page_of(made, PageKind.CHANGES) for url in pages)
    asked = next(one for one in gone if one.severity.asks and one.row_id)
    words = next(one.body for one in made.rendered if one.page.url == asked.url and one.lang == "zh")
    assert all(text in words for text in ("现在没有了", "仍按原数。", asked.rule_id, f'/#{asked.row_id}"'))
    again = restated(row).removeprefix("restatements:\n").replace("2026-10-20", "2026-10-25")
    write(FORM, CHANGED)  # found anew: the page is the finding's again
    write(f"{OFFICE}/restatements.yml", back + again)
    assert not [page for page in assembled(data).pages if page.kind is PageKind.SETTLED]


def test_what_a_department_says_that_it_corrected_keeps_its_address(portal):
    """No release has shown the finding; the reply, whose state is now that it was corrected, knows where it stood."""
    data, write = portal
    write(FORM, CHANGED)
    row = money_row(data)
    write(f"{OFFICE}/restatements.yml", restated(row))
    finding = next(
        one for one in audit(data, lambda _: None, TODAY)[0].findings if one.row_id == row and one.severity.asks
    )
    assert main(["reply", finding.id, "--text", "将更正。", "--data", str(data)]) == 0
    replies = (data / OFFICE / "replies.yml").read_text(encoding="utf-8")
    back = restated(row) + restated(row, "85", "95", "仍按原数。").removeprefix("restatements:\n")
    write(f"{OFFICE}/restatements.yml", back)
    write(FORM, TREE[FORM])
    said = {one.code: one.message.zh for one in audit(data, lambda _: None, TODAY)[1]}
    assert '把这条的 status 改为 "corrected"' in said["finding-unknown"]
    write(f"{OFFICE}/replies.yml", replies.replace('status: "explained"', 'status: "corrected"'))
    assert "finding-unknown" not in {one.code for one in audit(data, lambda _: None, TODAY)[1]}
    made = assembled(data)
    assert [page.url for page in made.pages if page.kind is PageKind.SETTLED] == [finding.url]
    assert "将更正。" in page_of(made, PageKind.SETTLED)
    assert "将更正。" in page_of(made, "changes")


def test_what_came_with_a_new_form_is_told_by_that_alone(portal):
    """A form that no release has brings its findings along: it is one event, and none for each of these."""
    data, write = portal
    extra = departments(TREE, "wuhan-jiangxia/roads")
    for name, text in extra.items():
        write(name, text)
    assert {row[0] for row in kinds(assembled(data).files)} == {"form_added", "release"}


def test_a_reply_is_told_on_its_day_and_settles_its_finding(portal, capsys):
    """The department's words stand there as they were given."""
    data, _ = portal
    finding = next(one for one in audit(data, lambda _: None, TODAY)[0].findings if one.is_open)
    assert main(["reply", finding.id, "--text", "按合同约定。", "--data", str(data)]) == 0
    capsys.readouterr()
    told = {one["kind"]: one for one in rows(assembled(data).files, "downloads/changes.csv")}
    assert (told["reply"]["reason"], told["reply"]["date"], told["reply"]["new"]) == (
        "按合同约定。",
        "2026-11-01",
        "explained",
    )
    assert (told["finding_settled"]["old"], told["finding_settled"]["new"]) == ("open", "explained")
    assert told["finding_settled"]["finding_id"] == finding.id


def test_a_renamed_folder_makes_no_new_event(portal):
    """Whatever the department is called later, the events of its forms keep their ids, and so do the entries of its feed."""
    data, write = portal
    write(FORM, CHANGED)
    write(f"{OFFICE}/restatements.yml", restated(money_row(data)))
    before = assembled(data).files
    (data / OFFICE).rename(data / "wuhan-jiangxia" / "first-office")
    text = TREE[f"{OFFICE}/department.yml"]
    write("wuhan-jiangxia/first-office/department.yml", f'{text}formerly: ["{OFFICE}"]\n')
    after = assembled(data).files
    ids = [{one["change_id"] for one in rows(files, "downloads/changes.csv")} for files in (before, after)]
    assert ids[0] == ids[1]
    one, other = feed(before, f"{OFFICE}/feed.xml"), feed(after, "wuhan-jiangxia/first-office/feed.xml")
    assert {entry.id for entry in one.entries} == {entry.id for entry in other.entries}
    assert one.feed.id == other.feed.id


def test_ids_of_events_outlast_every_rename_and_record(portal, capsys):
    """Department, form, jurisdiction and department again, each recorded under its new name: every id and entry stays."""
    data, write = portal
    write(FORM, CHANGED)
    gone = f'withdrawn:\n  - statement: "{OFFICE}/2022/targets"\n    date: "2026-10-05"\n    reason: "重复。"\n'
    write(f"{OFFICE}/department.yml", TREE[f"{OFFICE}/department.yml"] + gone)
    write(f"{OFFICE}/restatements.yml", restated(money_row(data)))
    finding = next(one for one in audit(data, lambda _: None, TODAY)[0].findings if one.is_open)
    assert main(["reply", finding.id, "--text", "按合同约定。", "--data", str(data)]) == 0
    keep(data, "2026.11", "2026-11-01", release_of(data, "2026.11", "2026-11-01"))

    def told(place):
        made = assembled(data)
        own = feed(made.files, f"{place}/feed.xml")
        ids = [one["change_id"] for one in rows(made.files, "downloads/changes.csv")]
        assert f"{ROAD}#added" in ids
        return ids, [entry.id for entry in feed(made.files).entries], [entry.id for entry in own.entries], own.feed.id

    def renamed(old, new, file, said):
        (data / old).rename(data / new)
        write(file, re.sub("formerly: .*\n", "", (data / file).read_text(encoding="utf-8")) + said)
        for ledger in data.glob("*/*/*.yml"):  # what speaks of forms is told their new ids
            if ledger.stem in {"restatements", "replies"}:
                text = ledger.read_text(encoding="utf-8")
                old_id, new_id = (re.sub(r"/projects|[.]yml", "", name) for name in (old, new))
                ledger.write_text(
                    text.replace(f"{old_id}/", f"{new_id}/").replace(f'{old_id}"', f'{new_id}"'), encoding="utf-8"
                )
        assert main(["record", "--data", str(data)]) == 0, capsys.readouterr().out

    before = told(OFFICE)
    kinds_told = {one["kind"] for one in rows(assembled(data).files, "downloads/changes.csv")}
    assert kinds_told >= {"form_added", "form_withdrawn", "restatement", "reply", "finding_raised", "release"}
    first, last = "wuhan-jiangxia/first-office", "jiangxia/head-office"
    renamed(OFFICE, first, f"{first}/department.yml", f'formerly: ["{OFFICE}"]\n')
    assert told(first) == before
    text = (data / f"{first}/department.yml").read_text(encoding="utf-8")
    write(f"{first}/department.yml", text.replace('id: "road-repair"', 'id: "roads"'))
    form = f"{first}/2023/projects/roads.yml"
    renamed(f"{first}/2023/projects/road-repair.yml", form, form, f'formerly: ["{first}/2023/road-repair"]\n')
    assert told(first) == before
    renamed("wuhan-jiangxia", "jiangxia", "jiangxia/jurisdiction.yml", 'formerly: ["wuhan-jiangxia"]\n')
    assert told("jiangxia/first-office") == before
    said = f'formerly: ["{OFFICE}", "jiangxia/first-office"]\n'
    renamed("jiangxia/first-office", last, f"{last}/department.yml", said)
    assert told(last) == before


def test_no_event_repeats_what_is_not_disclosed(portal):
    """A cell that was restated and is withheld now shows neither of its figures, and no event quotes a finding."""
    data, write = portal
    row = money_row(data)
    held = f'withheld:\n  - row: "{row}"\n    column: "executed"\n    reason: "privacy"\n'
    write(FORM, CHANGED.replace('executed: "85"', 'executed: ""') + held)
    write(f"{OFFICE}/restatements.yml", restated(row, "95", ""))
    audited, problems = audit(data, lambda _: None, TODAY)
    assert audited is not None, problems
    made = assembled(data)
    told = next(one for one in rows(made.files, "downloads/changes.csv") if one["kind"] == "restatement")
    assert "95" not in told["old"] + told["new"]
    for name in ("feed.xml", f"{OFFICE}/feed.xml"):
        assert not [entry for entry in feed(made.files, name).entries if "“95”" in entry.summary]


def test_a_feed_holds_the_newest_and_the_csv_all(portal, monkeypatch):
    """Readers ask for feeds often; what fell out of one is in the table."""
    data, _ = portal
    whole = [entry.id for entry in feed(assembled(data).files).entries]
    monkeypatch.setattr(feeds, "MOST_ENTRIES", 2)
    made = assembled(data)
    assert [entry.id for entry in feed(made.files).entries] == whole[:2]
    assert len(rows(made.files, "downloads/changes.csv")) == 3


def test_texts_that_xml_cannot_hold_or_would_take_for_markup_are_shown(portal):
    """Signs of markup are text in a feed."""
    data, write = portal
    write(FORM, CHANGED)
    write(f"{OFFICE}/restatements.yml", restated(money_row(data), reason="<b>核对</b> & 更正 ]]>"))
    made = assembled(data)
    entry = next(one for one in feed(made.files).entries if one.tags[0].term == "restatement")
    text = etree.fromstring(made.files["feed.xml"]).findtext(
        "{*}entry[{*}id='%s']/{*}summary" % entry.id  # noqa: UP031 - braces stand for any name space
    )
    assert "<b>核对</b> & 更正 ]]>" in text


def test_the_change_log_of_a_zip_tells_an_event_in_a_line(portal):
    """Texts as they were given, without the guard of CSV files, and none of their signs taken for markup or for a line."""
    data, write = portal
    write(FORM, CHANGED.replace('executed: "85"', 'executed: ""'))
    reason = "=cmd 更正\\n- <b>甲</b> [乙](http://example.cn)"
    write(f"{OFFICE}/restatements.yml", restated(money_row(data), new="", reason=reason))
    files = assembled(data).files
    for name in ("downloads/mingzhang.zip", f"{OFFICE}/{OFFICE.replace('/', '_')}.zip"):
        with zipfile.ZipFile(io.BytesIO(files[name])) as archive:
            told = archive.read("CHANGELOG.md").decode().splitlines()
        listed = told[2:]
        assert all(line.startswith("- ") for line in listed)
        assert len(listed) == len(rows(files, f"{name.rpartition('/')[0]}/changes.csv"))
        (corrected,) = (line for line in listed if "数据更正" in line)
        assert corrected == (
            f"- 2026-10-20 数据更正 · Figure corrected {ROAD} executed：“95” → （空白） · (blank)"
            r"（=cmd 更正 - \<b\>甲\</b\> \[乙\](http://example.cn)）"
        )
        raised = [line for line in listed if "新的核对发现" in line]
        assert raised
        assert all(re.search(r" [A-Z]{3}-[0-9]+：新出现 · new$", line) for line in raised)
        assert not [line for line in listed if "“”" in line or line.endswith(" ")]


def test_events_are_the_same_however_the_work_is_parted(portal):
    """Several departments, each looked at alone, give what a look at all of them gives."""
    data, write = portal
    for name, text in departments(TREE, "wuhan-jiangxia/roads", "wuhan-xinzhou/office").items():
        write(name, text)
    keep(data, "2026.11", "2026-11-01", release_of(data, "2026.11", "2026-11-01"))
    parted = assembled(data).files
    others = f"{ROAD} wuhan-xinzhou/office/2023/road-repair"
    write("wuhan-jiangxia/roads/replies.yml", f"replies: [] # {others}\n")  # which makes all of them one unit
    assert len(units_of(data).units) == 1
    together = assembled(data).files
    names = [name for name in parted if name.endswith(("changes.csv", "feed.xml"))]
    assert len(names) > 6
    assert [name for name in names if parted[name] != together[name]] == []


def test_pages_lead_to_their_feeds(real_site):
    """Home, changes and departments name their feed in the head, in both editions, and the file is there."""
    place = next(path.parent.name for path in sorted((SAMPLE / "wuhan-jiangxia").glob("*/department.yml")))
    pages = ["", "changes/", f"wuhan-jiangxia/{place}/"]
    for page in (*pages, *(f"en/{page}" for page in pages)):
        html = (real_site / page / "index.html").read_text(encoding="utf-8")
        (href,) = re.findall(r'<link rel="alternate " type="application/atom\+xml"[^>]* href="([^"]+)"', html)
        named = urlsplit(urljoin(f"https://example.cn/{page}", href)).path.lstrip("/")
        assert named == f"{page.removeprefix('en/') if place in page else ''}feed.xml"
        feed({named: (real_site / named).read_bytes()}, named)
    html = (real_site / "downloads" / "index.html").read_text(encoding="utf-8")
    assert "application/atom+xml" not in html.partition("</head>")[0]
    assert "changes/" in html


def test_the_changes_page_renders_in_both_languages(portal):
    """Nothing of the events is left in one language where it has two."""
    data, _ = portal
    made = assembled(data)
    page = next(page for page in made.pages if page.kind == "changes")
    settings = audit(data, lambda _: None, TODAY)[0].portal.settings
    assert "Form added" in render(page, settings, "en")
    assert "新增表单" in render(page, settings, "zh")
