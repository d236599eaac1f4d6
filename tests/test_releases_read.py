"""Releases are read in their order, and a zip that could harm whoever reads or unpacks it is refused with its name."""

from __future__ import annotations

import csv
import io
import json
import os
import stat
import zipfile
from hashlib import sha256

import pytest

from build_scripts.cli import main
from build_scripts.opendata.archive import checksums
from build_scripts.reading import releases as module
from build_scripts.reading.load import load
from build_scripts.reading.releases import ReleaseError, releases


def packed(version="2026.11", created="2026-11-30", **files):
    """Return a release's zip: its tables and what it says of itself; ``files`` are beside these or instead."""
    made = io.BytesIO()
    texts = {"datapackage.json": json.dumps({"version": version, "created": created}), **files}
    held = {name: text.encode() if isinstance(text, str) else text for name, text in texts.items() if text is not None}
    held.setdefault("SHA256SUMS", checksums({name: sha256(text).hexdigest() for name, text in held.items()}))
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in held.items():
            archive.writestr(name, text)
    return made.getvalue()


def entry(version, day, content):
    """Return what the ledger says of a release."""
    told = f'    size: {len(content)}\n    sha256: "{sha256(content).hexdigest()}"\n'
    return f'  - version: "{version}"\n    date: "{day}"\n{told}'


def released(**zips):
    """Return releases and their ledger as files of a data folder, for ``write_tree``; each as ``v2026_11=its zip``."""
    found = {named.removeprefix("v").replace("_", "."): content for named, content in zips.items()}
    ledger = "".join(entry(version, "2026-11-30", content) for version, content in found.items())
    files = {f"releases/{version}.zip": content for version, content in found.items()}
    return {**files, "releases.yml": f"releases:\n{ledger}"}


def keep(data, version, day, content):
    """Add a release to a data folder, and its entry to the ledger."""
    ledger = data / "releases.yml"
    standing = ledger.read_text(encoding="utf-8") if ledger.exists() else "releases:\n"
    (data / "releases").mkdir(exist_ok=True)
    (data / "releases" / f"{version}.zip").write_bytes(content)
    ledger.write_text(standing + entry(version, day, content), encoding="utf-8")


def codes(data):
    """Return file and code of every problem that ``load`` has with a folder."""
    return [(problem.file, problem.code) for problem in load(data)[1]]


def test_releases_stand_in_the_order_of_their_versions(write_tree):
    """February comes before October, and a later release of a month after its first; each knows its day."""
    versions = ["2026.10", "2026.2", "2026.2.10", "2026.2.2", "2025.12"]
    data = write_tree(released(**{f"v{version}": packed(version) for version in versions}))
    assert codes(data) == []
    assert [one.version for one in releases(data)] == ["2025.12", "2026.2", "2026.2.2", "2026.2.10", "2026.10"]
    assert {one.day for one in releases(data)} == {"2026-11-30"}
    assert releases(data)[0].path == data / "releases" / "2025.12.zip"


def test_a_data_folder_without_releases_has_none(write_tree):
    """Nobody has to make a release."""
    assert releases(write_tree()) == ()


def test_tables_are_texts_without_the_mark_at_their_beginning(write_tree):
    """The tables of a release are its CSV files, as they are but for the BOM; what else it holds is none."""
    table = "﻿statement_id,old\r\na/b/2023/targets,'=6人\r\n".encode()
    data = write_tree({"releases/2026.11.zip": packed(**{"statements.csv": table, "README.md": "x"})})
    assert releases(data)[0].tables() == {"statements": "statement_id,old\r\na/b/2023/targets,'=6人\r\n"}


def linked():
    """Return a zip with an entry that is a symbolic link."""
    made = io.BytesIO()
    entry = zipfile.ZipInfo("passwd.csv")
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr(entry, "/etc/passwd")
    return made.getvalue()


def cut_off():
    """Return the first half of a zip."""
    whole = packed(**{"a.csv": os.urandom(4096)})
    return whole[: len(whole) // 2]


def damaged():
    """Return a zip in which one byte of what it says of itself is another than its checksum tells."""
    whole = bytearray(packed())
    whole[40] ^= 0xFF
    return bytes(whole)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"not a zip", "release-unreadable"),
        (cut_off(), "release-unreadable"),
        (damaged(), "release-unreadable"),
        (packed(**{"datapackage.json": b"\xff"}), "release-unreadable"),
        (packed(**{"datapackage.json": "[" * 100_000}), "release-unreadable"),
        (packed(**{"datapackage.json": None}), "release-incomplete"),
        (packed(**{"datapackage.json": "[]"}), "release-incomplete"),
        (packed("2026.12"), "release-incomplete"),
        (packed(created="30.11.2026"), "release-incomplete"),
        (packed(**{"../evil.csv": "x"}), "release-entry"),
        (packed(**{"a/../../evil.csv": "x"}), "release-entry"),
        (packed(**{"/etc/evil.csv": "x"}), "release-entry"),
        (packed(**{"C:/evil.csv": "x"}), "release-entry"),
        (packed(**{"a/..": "x"}), "release-entry"),
        (packed(**{"a\\..\\evil.csv": "x"}), "release-entry"),
        (linked(), "release-entry"),
        (packed(**{"index.html": "<script>"}), "release-foreign"),
        (packed(**{".htaccess": "x"}), "release-foreign"),
        (packed(**{"sub/x.svg": "<svg/>"}), "release-foreign"),
        (packed(**{"sub/x.csv": "x"}), "release-foreign"),
    ],
)
def test_a_zip_that_cannot_be_trusted_is_a_problem_of_its_file(write_tree, content, code):
    """Nothing is built beside it; the message names the file and says how to mend it, in both languages."""
    data = write_tree(released(v2026_11=content))
    problems = load(data)[1]
    assert [(problem.file, problem.code) for problem in problems] == [("data/releases/2026.11.zip", code)]
    assert all(
        "mingzhang release" in text or "git" in text for text in (problems[0].message.zh, problems[0].message.en)
    )
    with pytest.raises(ReleaseError, match=code):
        releases(data)


def test_more_than_a_release_can_have_is_not_read(write_tree, monkeypatch):
    """Too large a file and a small one that unpacks to too much are told apart from good ones by their sizes alone."""
    data = write_tree(released(v2026_11=packed(**{"a.csv": "0" * 100_000})))
    assert codes(data) == []
    monkeypatch.setattr(module, "MAX_UNPACKED", 50_000)
    assert codes(data) == [("data/releases/2026.11.zip", "release-too-large")]
    monkeypatch.setattr(module, "MAX_ZIP", 100)
    assert codes(data) == [("data/releases/2026.11.zip", "release-too-large")]


@pytest.mark.parametrize(
    ("limit", "content"), [("MAX_LINE", b"a" * 3000), ("MAX_TABLE", b"a,b\r\n" * 600)], ids=["line", "table"]
)
def test_a_table_that_is_too_large_or_has_no_lines_is_not_read(tmp_path, monkeypatch, limit, content):
    """From a zip or from a folder; the message names the file, its line, and what is allowed."""
    monkeypatch.setattr(module, limit, 2000)
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "funding.csv").write_bytes(content)
    (tmp_path / "some.zip").write_bytes(packed(**{"funding.csv": content.decode()}))
    for read, place in ((module.tables_in_zip, "some.zip"), (module.tables_in_folder, "folder")):
        with pytest.raises(ReleaseError, match="release-too-large") as told:
            read(tmp_path / place)
        problem = told.value.problem
        assert problem.file.endswith(f"{place}/funding.csv")
        assert all("2,000" in text for text in (problem.message.zh, problem.message.en))


def test_rows_are_read_as_any_reader_of_files_would():
    """Whatever ends the lines, and whatever stands in a quoted cell."""
    for text in ("a,b\r\n1,2\r\n", "a,b\n1,2", "a,b\r1,2\r", 'a,b\r\n"1\r\nx\u2028\x0b",2\r\n', "a,b\n\n1\n", ""):
        assert [*module.csv_rows(text)] == [*csv.DictReader(io.StringIO(text, newline=""), restval="")]


@pytest.mark.parametrize(
    "name", ["2026.13.zip", "2026-11.zip", "2026.11.0.zip", "26.11.zip", "2026.11.ZIP", "notes.yml", "2026.11.tar"]
)
def test_only_releases_stand_among_releases(write_tree, name):
    """Any other name is told with those that are allowed."""
    data = write_tree({f"releases/{name}": packed()})
    assert codes(data) == [(f"data/releases/{name}", "release-name")]
    assert "2026.11.zip" in load(data)[1][0].message.zh


def test_links_and_folders_among_releases_are_refused(write_tree, tmp_path):
    """A link could publish any file of the machine, and so could a folder that is one."""
    data = write_tree({**released(v2026_11=packed()), "releases/old/2026.10.zip": packed("2026.10")})
    (tmp_path / "2026.9.zip").write_bytes(packed("2026.9"))
    (data / "releases/2026.9.zip").symlink_to(tmp_path / "2026.9.zip")
    assert codes(data) == [
        ("data/releases/2026.9.zip", "file-link"),
        ("data/releases/old", "folder-unknown"),
    ]
    assert [one.version for one in releases(data)] == ["2026.11"]
    (data / "releases").rename(tmp_path / "elsewhere")
    (data / "releases").symlink_to(tmp_path / "elsewhere")
    assert codes(data) == [("data/releases", "file-link"), ("data/releases.yml", "release-missing")]
    assert releases(data) == ()


def test_one_version_is_not_written_in_two_ways(write_tree):
    """2026.2 and 2026.02 would be one release with two contents."""
    data = write_tree(released(**{f"v{version}": packed(version) for version in ("2026.2", "2026.02")}))
    assert codes(data) == [("data/releases.yml", "release-twice")]
    with pytest.raises(ReleaseError, match="release-twice"):
        releases(data)


def test_no_jurisdiction_is_called_like_the_releases(write_tree):
    """``releases`` holds releases, and below ``data/`` of the site they are published."""
    data = write_tree({"releases/jurisdiction.yml": "x", "data/jurisdiction.yml": "x"})
    assert codes(data) == [("data/data", "folder-reserved"), ("data/releases/jurisdiction.yml", "release-name")]


@pytest.mark.parametrize(
    "files",
    [
        {"a.csv": "x", "SHA256SUMS": ""},
        {"SHA256SUMS": f"{'0' * 64}  a.csv\n"},
        {"a.csv": "x", "SHA256SUMS": f"{'0' * 64}  a.csv\n{'0' * 64}  datapackage.json\n"},
        {"SHA256SUMS": None},
    ],
)
def test_every_file_of_a_release_is_the_one_of_its_checksums(write_tree, files):
    """One that is another, or stands only in the list or only in the zip, is refused."""
    made = packed(**files)
    if files.get("SHA256SUMS", "") is None:
        made = without(made, "SHA256SUMS")
    assert codes(write_tree(released(v2026_11=made))) == [("data/releases/2026.11.zip", "release-checksum")]


def without(content, *names):
    """Return a zip without some of its files."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            if name not in names:
                new.writestr(name, old.read(name))
    return made.getvalue()


def flipped(content, place):
    """Return the same with one byte changed."""
    changed = bytearray(content)
    changed[place] ^= 0x01
    return bytes(changed)


GOOD = packed(**{"statements.csv": "statement_id\r\na/b/2023/targets\r\n"})


@pytest.mark.parametrize(
    "other",
    [
        packed(**{"statements.csv": "statement_id\r\na/b/2024/targets\r\n"}),
        packed(created="2026-11-29", **{"statements.csv": "statement_id\r\na/b/2023/targets\r\n"}),
        *(flipped(GOOD, place) for place in (0, 60, len(GOOD) // 2, len(GOOD) - 1)),
        b"",
    ],
)
def test_a_release_is_the_file_of_the_ledger(write_tree, other, capsys):
    """A cell edited with all checksums of the zip made anew, a flipped byte, an empty file: check and build refuse each."""
    data = write_tree({**released(v2026_11=GOOD), "releases/2026.11.zip": other})
    assert codes(data) == [("data/releases/2026.11.zip", "release-changed")]
    for command in (["check"], ["build", "--out", str(data.parent / "site")], ["release"]):
        assert main([*command, "--data", str(data)]) != 0
    assert not (data.parent / "site").exists()
    assert "git checkout" in capsys.readouterr().out


def test_a_release_that_is_gone_or_in_no_ledger_is_told(write_tree):
    """Both ways: what the ledger has and the folder has not, at its line; what the folder has and the ledger has not."""
    files = released(v2026_10=packed("2026.10"), v2026_11=GOOD)
    data = write_tree(files)
    (data / "releases/2026.10.zip").unlink()
    (problem,) = load(data)[1]
    assert (problem.file, problem.line, problem.code) == ("data/releases.yml", 2, "release-missing")
    assert "git checkout HEAD -- releases/2026.10.zip" in problem.message.zh
    assert "git checkout HEAD -- releases/2026.10.zip" in problem.message.en
    (data / "releases.yml").unlink()
    assert codes(data) == [("data/releases/2026.11.zip", "release-unlisted")]


def test_what_is_wrong_in_the_ledger_is_said_alone(write_tree):
    """Where the ledger cannot be understood nothing is said of its releases, and an entry counts once."""
    files = released(v2026_11=GOOD)
    data = write_tree({**files, "releases.yml": files["releases.yml"].replace("size", "bytes")})
    assert {file for file, _ in codes(data)} == {"data/releases.yml"}
    twice = files["releases.yml"] + files["releases.yml"].partition("\n")[2]
    (data / "releases.yml").write_text(twice, encoding="utf-8")
    assert codes(data) == [("data/releases.yml", "release-twice")]


WITHDRAWN = '    withdrawn:\n      date: "2026-12-01"\n      reason: "误载了不应公开的内容。"\n'


def test_a_withdrawn_release_may_go_and_its_reason_is_looked_at(write_tree):
    """Its zip may stay or go, and is not opened; what is written of it is published, so it holds no number of a person."""
    files = released(v2026_10=packed("2026.10"), v2026_11=b"not a zip")
    files["releases.yml"] += WITHDRAWN
    data = write_tree(files)
    ledger = data / "releases.yml"
    assert codes(data) == []
    (data / "releases/2026.11.zip").unlink()
    portal, problems = load(data)
    assert problems == []
    assert [one.version for one in releases(data, portal.made)] == ["2026.10"]
    ledger.write_text(files["releases.yml"].replace("2026-12-01", "2026-11-01"), encoding="utf-8")
    assert codes(data) == [("data/releases.yml", "release-withdrawn-early")]
    ledger.write_text(files["releases.yml"].replace("内容", "号码13812345678"), encoding="utf-8")
    assert [file for file, _ in codes(data)] == ["data/releases.yml"]
