"""What ``mingzhang check`` says, in the formats that people, editors and merge requests read.

A reporter takes the messages (problems and findings alike) and returns text; adding a format touches only this file.
"""

from __future__ import annotations

import json
import textwrap
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import groupby
from pathlib import Path
from typing import Any
from unicodedata import east_asian_width
from urllib.parse import quote

from build_scripts.cells.amounts import plain
from build_scripts.cells.made_often import made_often
from build_scripts.cells.personal_data import OF_OFFICES, PersonalData, masked, may_hold_personal_data, personal_data
from build_scripts.judging.findings import Finding
from build_scripts.judging.rules import RULES
from build_scripts.reading.load import content_of
from build_scripts.reading.problems import WHOLE, Edit, Problem, line_and_column
from build_scripts.reading.strict_yaml import shown_lines
from build_scripts.reading.yaml_messages import piece_at
from build_scripts.words.language import COLON, COMMA, UNSAID, Both
from build_scripts.words.one_line import as_cell, on_one_line
from build_scripts.words.vocabulary import FindingStatus, Severity, Subject

GITHUB_LEVEL = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
_ON_LINES = json.JSONEncoder(ensure_ascii=False, separators=(",\n  ", ": "))
GITLAB_LEVEL = {Severity.ERROR: "critical", Severity.WARNING: "major", Severity.NOTE: "info"}
SARIF_LEVEL = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}


MOST_OF_A_FILE = 200
"""So many problems of one file are told; findings, of which each asks for an answer, are told all."""
_FILES_NAMED = 3
"""So many files are named that nobody asked for."""


@made_often
@dataclass(frozen=True)
class Message:
    """A problem or a finding, as every format shows it."""

    file: str
    line: int
    column: int
    id: str
    severity: Severity
    message: Both
    """What is so."""
    about: Subject = Subject.FORM
    statement_id: str = ""
    row_id: str = ""
    path: str = ""
    quote: str = ""
    published: str = ""
    recomputed: str = ""
    reference: str = ""
    difference: str = ""
    """In plain digits; empty where there is none."""
    also: tuple[str, ...] = ()
    status: FindingStatus = FindingStatus.OPEN
    reply: str = ""
    reply_date: str = ""
    reply_given_to: str | None = None
    accepted_until: str = ""
    release: str = ""
    outcome: Both = UNSAID
    """What has become of a finding, in one line; empty where nothing is due and nobody has spoken of it."""
    cure: tuple[Edit, ...] = ()
    """What to write in the file, where that is certain."""

    @property
    def place(self) -> str:
        """Return ``file:line:column``, clickable in an editor."""
        return line_and_column(self.file, self.line, self.column)


Reporter = Callable[[Sequence[Message], Mapping[str, list[str]], str], str]


def messages(problems: Iterable[Problem], findings: Iterable[Finding]) -> list[Message]:
    """Return problems and findings as messages, sorted by file and line; none repeats a personal number, wherever it stood."""
    found = [
        Message(p.file, p.line, p.column, p.code, p.severity, p.message, cure=p.cure) for p in _in_measure(problems)
    ]
    found += [
        Message(
            f.file, f.line, f.column, f.rule_id, f.severity, f.message,
            f.about, f.statement_id, f"{f.statement_id}#{f.row_id}" if f.row_id else "", f.path, f.quote, f.published, f.recomputed, f.reference,
            "" if f.difference is None else plain(f.difference), f.also,
            f.status, f.reply, f.replied, f.given_to, f.until, f.review, f.outcome,
        )
        for f in findings
    ]  # fmt: skip
    return sorted(map(_masked, found), key=lambda item: (item.file, item.line, item.column, item.id, item.path))


def _in_measure(problems: Iterable[Problem]) -> Iterator[Problem]:
    """Yield the first problems of each file, and how many more it has: nobody mends thousands of messages one by one."""
    for file, own in groupby(sorted(problems), key=lambda problem: problem.file):
        listed = list(own)
        first, more = listed[:MOST_OF_A_FILE], listed[MOST_OF_A_FILE:]
        yield from first
        if more:
            said = Both(
                f"这个文件还有 {len(more)} 处问题没有列出。请先改好以上各处，再核对一次。",
                f"This file has {len(more)} more problems that are not listed. Mend those above, then check again.",
            )
            worst = min(more, key=lambda problem: list(Severity).index(problem.severity)).severity
            yield Problem(file, more[0].line, 0, "more-problems", said, worst)


def _masked(item: Message) -> Message:
    """Return a message without personal numbers: logs of checks are often public, and so are names of files in them.

    What is said of a file that cannot be read gives an office's number as an example.
    """
    said = [value for value in vars(item).values() if type(value) is str]
    said += (item.message.zh, item.message.en, item.outcome.zh, item.outcome.en)
    if not item.cure and not may_hold_personal_data("\n".join(said)):
        return item
    examples = frozenset[PersonalData]() if item.id in RULES else OF_OFFICES
    held = {key: _without_numbers(value) for key, value in vars(item).items() if _holds_other(value, examples)}
    if any(_holds_other(edit.text, examples) for edit in item.cure):
        held["cure"] = ()
    return replace(item, **held) if held else item


def _texts(value: object) -> Iterable[str]:
    if isinstance(value, Both):
        return value.zh, value.en
    return (value,) if type(value) is str else ()


def _holds_other(value: object, kinds: frozenset[PersonalData]) -> bool:
    return any(not kinds.issuperset(personal_data(text)) for text in _texts(value))


def _without_numbers(value: Any) -> Any:  # noqa: ANN401 - a text, or one in both languages
    return Both(masked(value.zh), masked(value.en)) if isinstance(value, Both) else masked(value)


def sources_of(root: Path, found: Iterable[Message], format_: str = "text") -> dict[str, list[str]]:
    """Return the lines of the files that a format shows: as excerpts, or to measure a cure; unreadable files have none."""
    lines: dict[str, list[str]] = {}
    excerpts = format_ in WITH_EXCERPTS
    for name in {item.file for item in found if item.line and (excerpts or item.cure)}:
        try:
            lines[name] = shown_lines(content_of(root / name))
        except OSError:
            lines[name] = []
    return lines


def text(found: Sequence[Message], sources: Mapping[str, list[str]], lang: str) -> str:
    """Return one block a message: place, id, text, then the line it stands on with a caret below.

    A line on which a private rule has spoken is not shown: logs of checks are often public.
    """
    return blocks(found, sources, lang) + "\n".join([*how_to_answer(found, lang), closing_line(found, lang)])


def blocks(found: Sequence[Message], sources: Mapping[str, list[str]], lang: str) -> str:
    """Return the blocks of ``text`` without the line that counts them."""
    private = {(item.file, item.line) for item in found if item.id in RULES and RULES[item.id].private}
    made = []
    for item in found:
        shown = "" if (item.file, item.line) in private else _excerpt(item, sources)
        made.append(
            on_one_line(f"{item.place}: {_kind(item, lang)} {item.id} {item.message.of(lang)}{_answered(item, lang)}")
            + f"\n{shown}"
        )
    return "".join(made)


def _kind(item: Message, lang: str) -> str:
    """Name the severity; what only tells how a form was transcribed has none."""
    kind = item.severity if item.about is Subject.FORM else item.about
    return kind.of(lang).lower()


def _answered(item: Message, lang: str) -> str:
    """Say what has become of a finding of which somebody has spoken."""
    said = item.outcome.of(lang)
    return _in_brackets(said[0].lower() + said[1:], lang) if item.reply or item.release else ""


def _in_brackets(text: str, lang: str) -> str:
    return f"（{text}）" if lang == "zh" else f" ({text})"


def how_to_answer(found: Iterable[Message], lang: str) -> Iterator[str]:
    """Yield the command that answers the first of the gravest findings that wait for an answer, to be copied.

    What a private rule has found is released or masked, not answered.
    """
    for item in sorted(found, key=lambda one: list(Severity).index(one.severity)):
        rule = RULES.get(item.id)
        asks = item.severity is not Severity.NOTE and item.about is Subject.FORM and item.status is FindingStatus.OPEN
        if rule and not rule.private and item.statement_id and asks:
            command = f"mingzhang reply {item.statement_id} --rule {item.id}"
            said = Both(f"部门要写说明的，如：{command}", f"A department answers a finding so: {command}")
            yield on_one_line(said.of(lang))
            return


def elsewhere(others: Iterable[Message]) -> Both:
    """Return what is unfinished or wrong in files that nobody asked for, on which a form may rest; findings do not count."""
    files = Counter(on_one_line(item.file) for item in others if item.id not in RULES)
    if not files:
        return UNSAID
    number, named = files.total(), COMMA.join([*files][:_FILES_NAMED])
    more = Both(" 等", " and others") if len(files) > _FILES_NAMED else UNSAID
    return Both(
        f"别的文件里还有 {number} 处没有写完或不对：{named.zh}{more.zh}；全部请看 mingzhang check",
        f"elsewhere, unfinished or wrong: {number}, in {named.en}{more.en}; see mingzhang check",
    )


def closing_line(found: Iterable[Message], lang: str) -> str:
    """Return the counts by severity in one line, with those still open where some are answered."""
    listed = list(found)
    counts = Counter(item.severity for item in listed if item.about is Subject.FORM)
    opened = Counter(
        item.severity for item in listed if item.about is Subject.FORM and item.status is FindingStatus.OPEN
    )
    parts = [_count(severity, counts[severity], opened[severity], lang) for severity in Severity]
    transcribed = sum(item.about is Subject.TRANSCRIPTION for item in listed)
    if transcribed:
        parts.append(_count(Subject.TRANSCRIPTION, transcribed, transcribed, lang))
    return " · ".join(parts)


def _count(what: Severity | Subject, number: int, opened: int, lang: str) -> str:
    still = _in_brackets(f"{FindingStatus.OPEN.of(lang).lower()} {opened}", lang) if opened < number else ""
    return f"{what.of(lang).lower()} {number}{still}"


def _excerpt(item: Message, sources: Mapping[str, list[str]]) -> str:
    lines = sources.get(item.file, [])
    if not 0 < item.line <= len(lines):
        return ""
    line = masked(lines[item.line - 1].expandtabs(1))
    column = item.column or len(line) - len(line.lstrip()) + 1
    cut = max(0, column - 60)
    shown = line[cut : cut + 110]
    indent = sum(2 if east_asian_width(letter) in "WF" else 1 for letter in shown[: column - 1 - cut])
    margin = f"{item.line:>6} | "
    return f"{margin}{shown}\n{' ' * (len(margin) + indent)}^\n"


def as_json(found: Sequence[Message], sources: Mapping[str, list[str]], lang: str) -> str:
    """Return a JSON list with one object a message; where no explanation is due the status is empty, as in findings.csv.

    The pieces of ``cure`` are those of the file as it is: who puts them in begins with the last.
    """
    written = ",\n".join(_written(_object(item, sources.get(item.file, []), lang)) for item in found)
    return f"[\n{written}\n]" if found else "[]"


def measured(edit: Edit, lines: Sequence[str]) -> Edit:
    """Return a piece with its length, also where it is a whole key or value; ``lines`` are those of its file."""
    return replace(edit, length=piece_at(lines[edit.line - 1], edit.column - 1)) if edit.length == WHOLE else edit


def _written(made: dict[str, Any]) -> str:
    """Return an item of the list, indented: where nothing stands inside it as one line, which takes a quarter of the time."""
    if made["also"] or made["cure"]:
        return textwrap.indent(json.dumps(made, ensure_ascii=False, indent=1), " ")
    return f" {{\n  {_ON_LINES.encode(made)[1:-1]}\n }}"


def _object(item: Message, lines: Sequence[str], lang: str) -> dict[str, Any]:
    said = item.message
    made: dict[str, Any] = {}
    for key, value in vars(item).items():
        if key == "message":
            made |= {"text": said.of(lang), "message_zh": said.zh, "message_en": said.en}
        elif key == "cure":
            made[key] = [vars(measured(edit, lines)) for edit in value if edit.line <= len(lines)]
        else:
            made[key] = value
    told = item.about is Subject.FORM or item.status is not FindingStatus.OPEN
    return made | {"status": item.status if told else "", "outcome": item.outcome.of(lang)}


def github(found: Sequence[Message], _sources: Mapping[str, list[str]], lang: str) -> str:
    """Return workflow commands, which a code host shows beside the changed line; what is answered is only a notice."""
    return "\n".join(
        f"::{GITHUB_LEVEL[item.severity if item.status is FindingStatus.OPEN else Severity.NOTE]}"
        f" file={_property(item.file)},line={max(item.line, 1)},col={max(item.column, 1)},title={_property(item.id)}"
        f"::{_data(item.message.of(lang) + _answered(item, lang))}"
        for item in found
    )


def _data(value: str) -> str:
    return value.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: str) -> str:
    return _data(value).replace(":", "%3A").replace(",", "%2C")


def sarif(found: Sequence[Message], _sources: Mapping[str, list[str]], lang: str) -> str:
    """Return SARIF 2.1.0, which code scanners exchange."""
    ids = sorted({item.id for item in found})
    run = {
        "tool": {"driver": {"name": "mingzhang", "rules": [_sarif_rule(key, lang) for key in ids]}},
        "results": [_sarif_result(item, ids.index(item.id), lang) for item in found],
        "columnKind": "unicodeCodePoints",
    }
    log = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=1)


def _sarif_rule(key: str, lang: str) -> dict[str, Any]:
    """Describe a rule; what keeps a file from being read has no page and is described by its messages."""
    rule = RULES.get(key)
    if rule is None:
        return {"id": key, "shortDescription": {"text": key}}
    return {
        "id": key,
        "shortDescription": {"text": rule.title.of(lang)},
        "fullDescription": {"text": rule.reason.of(lang)},
        "help": {"text": rule.formula.of(lang)},
        "helpUri": f"rules/{key}/" if lang == "zh" else f"en/rules/{key}/",
    }


def _sarif_result(item: Message, rule: int, lang: str) -> dict[str, Any]:
    """Return a result; an answer suppresses it, and a moved line does not make it a new one."""
    result: dict[str, Any] = {
        "ruleId": item.id,
        "ruleIndex": rule,
        "level": SARIF_LEVEL[item.severity],
        "message": {"text": item.message.of(lang)},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": quote(item.file)},
                    "region": {"startLine": max(item.line, 1), "startColumn": max(item.column, 1)},
                }
            }
        ],
        "partialFingerprints": {"mingzhang/v1": _fingerprint(item)},
    }
    if item.status is not FindingStatus.OPEN:
        said = COLON.join([item.outcome, item.reply or item.release]).of(lang)
        result["suppressions"] = [{"kind": "external", "status": "accepted", "justification": said}]
    return result


def _fingerprint(item: Message) -> str:
    """Return what a code host knows a message by when its line has moved."""
    return sha256(f"{item.file}\n{item.id}\n{item.path or item.message.en}".encode()).hexdigest()


def code_quality(found: Sequence[Message], _sources: Mapping[str, list[str]], lang: str) -> str:
    """Return GitLab's Code Quality report, shown beside the changed lines; what is answered is no issue there."""
    issues = [
        {
            "description": item.message.of(lang),
            "check_name": item.id,
            "fingerprint": sha256(f"{_fingerprint(item)}{item.message.en}".encode()).hexdigest(),
            "severity": GITLAB_LEVEL[item.severity],
            "location": {"path": item.file, "lines": {"begin": max(item.line, 1)}},
        }
        for item in found
        if item.status is FindingStatus.OPEN
    ]
    return json.dumps(issues, ensure_ascii=False, indent=1)


def merge_request_table(found: Sequence[Message], _sources: Mapping[str, list[str]], lang: str) -> str:
    """Return a table for a merge request."""
    return "\n".join([*table_of(found, lang), closing_line(found, lang)])


def table_of(found: Sequence[Message], lang: str) -> list[str]:
    """Return the lines of that table, none for no message."""
    head = Both("| 程度 | 规则 | 位置 | 说明 | 状态 |", "| Severity | Rule | Place | Message | Status |")
    rows = [
        f"| {_kind(item, lang).capitalize()} | {item.id} | `{item.place}` | {as_cell(item.message.of(lang))} | {_status(item, lang)} |"
        for item in found
    ]
    return [head.of(lang), "|---|---|---|---|---|", *rows, ""] if rows else []


def _status(item: Message, lang: str) -> str:
    """Say what has become of a finding, with what was said of it; where no explanation is due, nothing."""
    words = item.reply or item.release
    return as_cell(COLON.join([item.outcome, words] if words else [item.outcome]).of(lang))


WITH_EXCERPTS = frozenset({"text"})
"""The formats that show the lines on which messages stand: for the others no file is read again."""
REPORTERS: dict[str, Reporter] = {
    "text": text,
    "json": as_json,
    "github": github,
    "gitlab": code_quality,
    "sarif": sarif,
    "markdown": merge_request_table,
}
