"""Releases are read in their order, and a zip that could harm whoever reads or unpacks it is refused with its name."""

from __future__ import annotations

import csv
import io
import json
import os
import stat
import zipfile

import pytest

from build_scripts.reading import releases as module
from build_scripts.reading.load import load
from build_scripts.reading.releases import ReleaseError, release_problems, releases


def packed(version="2026.11", created="2026-11-30", **files):
    """Return a release's zip: its tables and what it says of itself; ``files`` are beside these or instead."""
    made = io.BytesIO()
    texts = {"datapackage.json": json.dumps({"version": version, "created": created}), **files}
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in texts.items():
            if text is not None:
                archive.writestr(name, text)
    return made.getvalue()


def codes(data):
    """Return file and code of every problem that ``load`` has with a folder."""
    return [(problem.file, problem.code) for problem in load(data)[1]]


def test_releases_stand_in_the_order_of_their_versions(write_tree):
    """February comes before October, and a later release of a month after its first; each knows its day."""
    versions = ["2026.10", "2026.2", "2026.2.10", "2026.2.2", "2025.12"]
    data = write_tree({f"releases/{version}.zip": packed(version) for version in versions})
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
    data = write_tree({"releases/2026.11.zip": packed(**{"statements.csv": table, "README.md": "x", "x/y.csv": "z"})})
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
        (b"", "release-unreadable"),
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
    ],
)
def test_a_zip_that_cannot_be_trusted_is_a_problem_of_its_file(write_tree, content, code):
    """Nothing is built beside it; the message names the file and says how to mend it, in both languages."""
    data = write_tree({"releases/2026.11.zip": content})
    problems = load(data)[1]
    assert [(problem.file, problem.code) for problem in problems] == [("data/releases/2026.11.zip", code)]
    assert all(
        "mingzhang release" in text or "git" in text for text in (problems[0].message.zh, problems[0].message.en)
    )
    with pytest.raises(ReleaseError, match=code):
        releases(data)


def test_more_than_a_release_can_have_is_not_read(write_tree, monkeypatch):
    """Too large a file and a small one that unpacks to too much are told apart from good ones by their sizes alone."""
    data = write_tree({"releases/2026.11.zip": packed(**{"a.csv": "0" * 100_000})})
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
    data = write_tree({"releases/2026.11.zip": packed(), "releases/old/2026.10.zip": packed("2026.10")})
    (tmp_path / "2026.9.zip").write_bytes(packed("2026.9"))
    (data / "releases/2026.9.zip").symlink_to(tmp_path / "2026.9.zip")
    assert codes(data) == [
        ("data/releases/2026.9.zip", "file-link"),
        ("data/releases/old", "folder-unknown"),
    ]
    assert [one.version for one in releases(data)] == ["2026.11"]
    (data / "releases").rename(tmp_path / "elsewhere")
    (data / "releases").symlink_to(tmp_path / "elsewhere")
    assert codes(data) == [("data/releases", "file-link")]
    assert releases(data) == ()


def test_one_version_is_not_written_in_two_ways(write_tree):
    """2026.2 and 2026.02 would be one release with two contents."""
    data = write_tree({f"releases/{version}.zip": packed(version) for version in ("2026.2", "2026.02")})
    assert [problem.code for problem in release_problems(data)] == ["release-twice"]


def test_no_jurisdiction_is_called_like_the_releases(write_tree):
    """``releases`` holds releases, and below ``data/`` of the site they are published."""
    data = write_tree({"releases/jurisdiction.yml": "x", "data/jurisdiction.yml": "x"})
    assert codes(data) == [("data/data", "folder-reserved"), ("data/releases/jurisdiction.yml", "release-name")]
