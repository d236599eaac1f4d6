"""What ``mingzhang check`` says, in the formats that people, editors and merge requests read.

A reporter takes the messages (problems and findings alike) and returns text; adding a format touches only this file.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from unicodedata import east_asian_width

from build_scripts.check import Finding
from build_scripts.problems import Problem
from build_scripts.rules import RULES
from build_scripts.vocabulary import FindingStatus, Severity

GITHUB_LEVEL = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
SARIF_LEVEL = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}


@dataclass(frozen=True)
class Message:
    """A problem or a finding, as every format shows it."""

    file: str
    line: int
    column: int
    id: str
    severity: Severity
    text: str
    status: FindingStatus = FindingStatus.OPEN
    published: str = ""
    recomputed: str = ""
    path: str = ""

    @property
    def place(self) -> str:
        """Return ``file:line:column``, clickable in an editor."""
        return ":".join([self.file, *(str(number) for number in (self.line, self.column) if number)])


Reporter = Callable[[Sequence[Message], Mapping[str, list[str]], str], str]


def messages(problems: Iterable[Problem], findings: Iterable[Finding], lang: str) -> list[Message]:
    """Return problems and findings as messages in ``lang`` (``zh`` or ``en``), sorted by file and line."""
    zh = lang == "zh"
    found = [Message(p.file, p.line, p.column, p.code, Severity.ERROR, p.zh if zh else p.en) for p in problems]
    found += [
        Message(
            f.file, f.line, 0, f.rule_id, f.severity, f.message_zh if zh else f.message_en,
            f.status, f.published, f.recomputed, f.path,
        )
        for f in findings
    ]  # fmt: skip
    return sorted(found, key=lambda item: (item.file, item.line, item.column, item.id, item.path))


def sources_of(root: Path, found: Iterable[Message]) -> dict[str, list[str]]:
    """Return the lines of the files that messages speak of, for excerpts; unreadable files have none."""
    lines: dict[str, list[str]] = {}
    for name in {item.file for item in found}:
        try:
            lines[name] = (root / name).read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError):
            lines[name] = []
    return lines


def text(found: Sequence[Message], sources: Mapping[str, list[str]], lang: str) -> str:
    """Return one block a message: place, id, text, then the line it stands on with a caret below."""
    blocks = []
    for item in found:
        kind = item.severity.zh if lang == "zh" else item.severity.en.lower()
        blocks.append(f"{item.place}: {kind} {item.id} {item.text}{_answered(item, lang)}\n{_excerpt(item, sources)}")
    return "".join(blocks) + closing_line(found, lang)


def _answered(item: Message, lang: str) -> str:
    """Name the status of a finding that is no longer open."""
    if item.status is FindingStatus.OPEN:
        return ""
    return f"（{item.status.zh}）" if lang == "zh" else f" ({item.status.en.lower()})"


def closing_line(found: Iterable[Message], lang: str) -> str:
    """Return the counts by severity in one line."""
    counts = Counter(item.severity for item in found)
    names = (f"{severity.zh if lang == 'zh' else severity.en.lower()} {counts[severity]}" for severity in Severity)
    return " · ".join(names)


def _excerpt(item: Message, sources: Mapping[str, list[str]]) -> str:
    lines = sources.get(item.file, [])
    if not 0 < item.line <= len(lines):
        return ""
    line = lines[item.line - 1].expandtabs(1)
    column = item.column or len(line) - len(line.lstrip()) + 1
    cut = max(0, column - 60)
    shown = line[cut : cut + 110]
    indent = sum(2 if east_asian_width(letter) in "WF" else 1 for letter in shown[: column - 1 - cut])
    margin = f"{item.line:>6} | "
    return f"{margin}{shown}\n{' ' * (len(margin) + indent)}^\n"


def as_json(found: Sequence[Message], _sources: Mapping[str, list[str]], _lang: str) -> str:
    """Return a JSON list with one object a message."""
    return json.dumps([asdict(item) for item in found], ensure_ascii=False, indent=1)


def github(found: Sequence[Message], _sources: Mapping[str, list[str]], _lang: str) -> str:
    """Return workflow commands, which a code host shows beside the changed line."""
    return "\n".join(
        f"::{GITHUB_LEVEL[item.severity]} file={_property(item.file)},line={max(item.line, 1)},"
        f"col={max(item.column, 1)},title={_property(item.id)}::{_data(item.text)}"
        for item in found
    )


def _data(value: str) -> str:
    return value.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: str) -> str:
    return _data(value).replace(":", "%3A").replace(",", "%2C")


def sarif(found: Sequence[Message], _sources: Mapping[str, list[str]], lang: str) -> str:
    """Return SARIF 2.1.0, which code scanners exchange."""
    zh = lang == "zh"
    ids = sorted({item.id for item in found})
    rules: list[dict[str, Any]] = []
    for key in ids:
        rule = RULES.get(key)
        title = (rule.title_zh if zh else rule.title_en) if rule else key
        rules.append({"id": key, "shortDescription": {"text": title}})
    results = [
        {
            "ruleId": item.id,
            "ruleIndex": ids.index(item.id),
            "level": SARIF_LEVEL[item.severity],
            "message": {"text": item.text},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": item.file},
                        "region": {"startLine": max(item.line, 1), "startColumn": max(item.column, 1)},
                    }
                }
            ],
        }
        for item in found
    ]
    run = {
        "tool": {"driver": {"name": "mingzhang", "rules": rules}},
        "results": results,
        "columnKind": "unicodeCodePoints",
    }
    log = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=1)


def markdown(found: Sequence[Message], _sources: Mapping[str, list[str]], lang: str) -> str:
    """Return a table for a merge request."""
    zh = lang == "zh"
    head = "| 程度 | 规则 | 位置 | 说明 |" if zh else "| Severity | Rule | Place | Message |"
    rows = [
        f"| {item.severity.zh if zh else item.severity.en} | {item.id} | `{item.place}` | {_cell(item.text)} |"
        for item in found
    ]
    return "\n".join([head, "|---|---|---|---|", *rows, "", closing_line(found, lang)])


def _cell(value: str) -> str:
    """Keep a text in its cell and its signs from being taken for markup."""
    escaped = "".join(f"\\{letter}" if letter in "\\`*_{}[]<>|#!~" else letter for letter in value)
    return " ".join(escaped.split())


REPORTERS: dict[str, Reporter] = {"text": text, "json": as_json, "github": github, "sarif": sarif, "markdown": markdown}
