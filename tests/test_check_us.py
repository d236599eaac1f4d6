"""The pages for those who doubt: every command is run as it is written, and every promise names a test that is there."""

from __future__ import annotations

import re
import shutil
import subprocess

import pytest
from conftest import PROJECT, served
from written import BLOCK, Shell, same_blocks

from build_scripts.cli import main

CHINESE, ENGLISH = (
    (PROJECT / folder / "method/check-us.md").read_text("utf-8") for folder in ("content", "content/en")
)
SIGNING = "\n## 给主办单位"
SITE, CODE, KEY = "https://mingzhang.example.cn/", "https://git.example.cn/mingzhang.git", "ssh-ed25519 AAAA…"
"""What a reader puts something of their own in the place of."""


def test_every_way_of_checking_us_is_there(tmp_path, monkeypatch, capfd):
    """A new portal signs its site and publishes it; a stranger fetches it, checks it, makes it again and reads a line of its source."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    told = [
        "--place",
        "某某县",
        "--publisher",
        "某某县财政局",
        "--contact",
        "预算股",
        "--licence",
        "CC BY 4.0",
        "--forge",
        "none",
    ]
    assert main(["init", "my-portal", *told]) == 0
    for words in ("init --quiet -b main", "config user.name t", "config user.email t@example.cn"):
        subprocess.run(("git", "-C", "my-portal", *words.split()), check=True)
    shutil.copy("my-portal/originals/example-2025.txt", "原件.txt")
    shell, (readers, publishers) = Shell(monkeypatch, capfd), CHINESE.split(SIGNING)
    first, *others = BLOCK.findall(publishers)
    shell.follow([first])
    public = " ".join((tmp_path / "signing-key.pub").read_text("utf-8").split()[:2])
    shell.follow(others, lambda block: block.replace(KEY, public))
    with served(tmp_path / "my-portal/site") as origin:
        shell.follow(BLOCK.findall(readers), lambda block: block.replace(SITE, origin).replace(CODE, "my-portal"))
    assert (tmp_path / "published/method/check-us/index.html").is_file()


def test_the_page_is_the_same_in_both_languages():
    """Commands, entries and what is seen are the very same."""
    same_blocks(CHINESE, ENGLISH)


PROMISES = tuple((PROJECT / folder / "method/security.md").read_text("utf-8") for folder in ("content", "content/en"))
PARTS = re.compile(r"^(保证：|不保证：|Promised:|Not promised:)\n\n((?:- .*\n)+)", re.MULTILINE)


@pytest.mark.parametrize("page", PROMISES, ids=["zh", "en"])
def test_every_promise_names_tests_that_are_there(page):
    """Each line below “promised” names one test file or more; what is not promised names none."""
    parts = PARTS.findall(page)
    assert len(parts) == 2 * page.count("\n## ") - 2
    for head, lines in parts:
        for line in lines.splitlines():
            named = re.findall(r"`(test_\w+\.py)`", line)
            assert bool(named) == (head in {"保证：", "Promised:"}), line
            assert [name for name in named if not (PROJECT / "tests" / name).is_file()] == []


def test_promises_are_the_same_in_both_languages():
    """In the same order, promise by promise, the same tests are named."""
    chinese, english = (
        [[re.findall(r"`(test_\w+\.py)`", line) for line in lines.splitlines()] for _, lines in PARTS.findall(page)]
        for page in PROMISES
    )
    assert chinese == english


def test_what_is_to_be_reported_has_a_place():
    """SECURITY.md stands where code hosts look for it, leads to files that are there, and names no person."""
    text = (PROJECT / "SECURITY.md").read_text("utf-8")
    assert [link for link in re.findall(r"\]\(([^)]+)\)", text) if not (PROJECT / link).is_file()] == []
    assert "`contact`" in text
    assert "@" not in text
