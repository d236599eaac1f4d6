"""What stands in the blocks of a guide, done as it is written: commands run, entries made, and what is to be seen looked for."""

from __future__ import annotations

import html
import re
import shlex
import subprocess
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from build_scripts.cli import main

BLOCK = re.compile(r"^```(sh|yaml|text)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
MARKED = re.compile(
    r'^<pre lang="zh-CN"><code class="language-(sh|yaml|text)">(.*?)</code></pre>$', re.MULTILINE | re.DOTALL
)
"""A block of an English page, which says that what stands in it is Chinese."""
BEFORE, AFTER, DELETED = " # 改前", " # 改后", " # 删去"
MARKS = {" # before": BEFORE, " # after": AFTER, " # delete": DELETED}
WAITING = re.compile(r"^错误 [1-9]\d*(?!\d|（待说明 0）)", re.MULTILINE)
"""A count of errors, some of which nobody has answered."""

Block = tuple[str, str]
"""A kind, and what stands in it."""


def same_blocks(chinese: str, english: str) -> None:
    """See that commands, entries and what is seen are the very same in both pages; only the marks of an edit are translated."""
    for theirs, ours in MARKS.items():
        english = english.replace(theirs, ours)
    theirs = [(kind, f"{html.unescape(block)}\n") for kind, block in MARKED.findall(english)]
    assert theirs == BLOCK.findall(chinese)
    assert english.count("<pre") == len(theirs)
    assert chinese.count("```") == 2 * len(theirs)


def enter(entry: str) -> None:
    """Make an edit as the guide shows it: lines replaced or deleted in the file that is named, or added at its end."""
    head, _, lines = entry.partition("\n")
    file = Path(head.removeprefix("# "))
    text = file.read_text(encoding="utf-8") if file.exists() else ""
    before, after = "", ""
    for line in lines.splitlines():
        said = line.removesuffix(BEFORE).removesuffix(AFTER).removesuffix(DELETED)
        before += f"{said}\n" if line.endswith((BEFORE, DELETED)) else ""
        after += "" if line.endswith((BEFORE, DELETED)) else f"{said}\n"
    assert text.count(before) == 1 or not before, (entry, text)
    file.write_text(text.replace(before, after) if before else text + after, encoding="utf-8")


class Shell:
    """A shell that runs the lines of blocks: ``mingzhang`` in this process, all else as it is written."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
        """Begin in the folder that the test is in, without a name for git."""
        self.monkeypatch, self.capfd = monkeypatch, capfd
        for role in ("AUTHOR", "COMMITTER"):
            monkeypatch.delenv(f"GIT_{role}_NAME", raising=False)

    def run(self, block: str) -> tuple[int, str]:
        """Run the lines of a block one by one; return the exit code of the last, and all that was shown."""
        code = 0
        for line in block.replace("\\\n", "").splitlines():
            assert code == 0, (line, self.capfd.readouterr())
            name, _, rest = line.partition(" ")
            if name == "mingzhang":
                code = main(shlex.split(rest, comments=True))
            elif name == "cd":
                self.monkeypatch.chdir(*shlex.split(rest, comments=True))
            elif name == "export":
                variable, _, value = rest.partition("=")
                told = subprocess.run(("bash", "-c", f"echo {value}"), check=True, capture_output=True, text=True)
                self.monkeypatch.setenv(variable, told.stdout.strip())
            else:
                code = subprocess.run(("bash", "-c", line), check=False).returncode
        shown = self.capfd.readouterr()
        return code, shown.out + shown.err

    def follow(self, blocks: Iterable[Block], said: Callable[[str], str] = lambda block: block) -> None:
        """Do what blocks say, in their order; a reader has put something else in the place of some words (``said``)."""
        listed = [(kind, said(block)) for kind, block in blocks]
        for at, (kind, block) in enumerate(listed):
            if kind == "yaml":
                enter(block)
            elif kind == "sh":
                told = next((text for what, text in listed[at + 1 : at + 2] if what == "text"), "")
                code, shown = self.run(block)
                assert code == (1 if WAITING.search(told) else 0), (block, shown)
                missing = [line for line in told.splitlines() if line not in shown]
                assert not missing, (block, shown)
