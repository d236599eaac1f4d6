"""What ``mingzhang check --since`` says: what is wrong first, then what the change does, in every format of the reports."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from build_scripts.cells.personal_data import another_number, masked
from build_scripts.judging.changes import Change
from build_scripts.judging.comparison import Comparison
from build_scripts.judging.findings import Finding
from build_scripts.judging.rule_settings import SettingChange
from build_scripts.judging.vouched import Renewal, Vouched, VouchKind
from build_scripts.reading.problems import line_and_column
from build_scripts.reading.row_ids import title_of_cell
from build_scripts.reports import REPORTERS, Message, blocks, closing_line, github, how_to_answer, table_of
from build_scripts.words.language import COLON, COMMA, PAUSE, UNSAID, Both
from build_scripts.words.one_line import as_cell, on_one_line
from build_scripts.words.vocabulary import FindingStatus, Severity, WithheldReason

LONGEST_SECTION = 100
"""Lines of what a change does that are listed of one kind; of more the rest is counted."""


def with_comparison(
    name: str, comparison: Comparison, found: Sequence[Message], sources: Mapping[str, list[str]], lang: str
) -> str:
    """Return the report in the format ``name``: errors, then what the change does, then what else is new.

    A code scanner (``sarif``, ``gitlab``) is told of problems and findings alone.
    """
    errors = [item for item in found if item.severity is Severity.ERROR and item.status is FindingStatus.OPEN]
    others = [item for item in found if item not in errors]
    if name == "json":
        listed = json.loads(REPORTERS[name]([*errors, *others], sources, lang))
        return json.dumps(_as_object(comparison, listed, lang), ensure_ascii=False, indent=1)
    if name == "github":
        return "\n".join(filter(None, (github(part, sources, lang) for part in (errors, _notices(comparison), others))))
    if name in {"sarif", "gitlab"}:
        return REPORTERS[name]([*errors, *others], sources, lang)
    head = _compared_with(comparison).of(lang)
    sections = [
        (title.of(lang), _cut([on_one_line(line.of(lang)) for line in lines], lang))
        for title, lines in _sections(comparison)
        if lines
    ]
    foot = [
        *how_to_answer(found, lang),
        closing_line(found, lang),
        *([_standing(comparison).of(lang)] if comparison.standing and comparison.why_not == UNSAID else []),
    ]
    if name == "text":
        listed = [f"{title}\n" + "".join(f"  {line}\n" for line in lines) for title, lines in sections]
        parts = [blocks(errors, sources, lang), *listed, blocks(others, sources, lang)]
        return f"{head}\n{''.join(parts)}" + "\n".join(foot)
    listed = [f"**{title}**\n\n" + "".join(f"- {as_cell(line)}\n" for line in lines) for title, lines in sections]
    parts = [f"### {as_cell(head)}\n", *table_of(errors, lang), *listed, *table_of(others, lang)]
    return "\n".join([*parts, "\n\n".join(map(as_cell, foot))])


def _standing(comparison: Comparison) -> Both:
    return Both(
        f"另有 {comparison.standing} 条原有的待说明发现，不重复列出",
        f"{comparison.standing} open findings stood before and are not repeated",
    )


def _cut(lines: list[str], lang: str) -> list[str]:
    more = len(lines) - LONGEST_SECTION
    said = Both(f"……另有 {more} 项", f"… and {more} more").of(lang)
    return [*lines[:LONGEST_SECTION], said] if more > 0 else lines


def _compared_with(comparison: Comparison) -> Both:
    with_ = Both(
        f"与 {comparison.since}（{comparison.commit}）相比", f"Compared with {comparison.since} ({comparison.commit})"
    )
    return COLON.join([with_, comparison.why_not]) if comparison.why_not != UNSAID else with_


def _sections(comparison: Comparison) -> list[tuple[Both, list[Both]]]:
    """Return what a change does: titles with the number of their lines, each with its lines."""
    better = (*comparison.settled, *comparison.milder)
    by_rules = [item for item in better if item.id in comparison.by_settings]
    by_form = comparison.by_form.items() if comparison.settings else ()
    listed = [
        (Both("改动的规则、表样与设置", "Rules, templates and settings changed"), map(_setting, comparison.settings)),
        (
            Both(
                "只因规则、设置改动而不再提示或减轻的发现，表没有改",
                "Findings gone or milder only because rules or settings changed, not the forms",
            ),
            map(_settled, by_rules),
        ),
        (
            Both("各表发现的增减", "Findings by form"),
            (
                Both(f"{id_}：新增 {got}，减少 {lost}", f"{id_}: {got} more, {lost} fewer")
                for id_, (got, lost) in by_form
            ),
        ),
        (Both("审查、说明、更正", "Reviews, replies, restatements"), map(_renewal, comparison.reviews)),
        (Both("新增的表", "Forms added"), map(Both.printed, comparison.added)),
        (Both("减少的表", "Forms removed"), map(Both.printed, comparison.removed)),
        (
            Both("改名或移动的表", "Forms renamed or moved"),
            (Both.printed(f"{old} → {new}") for old, new in comparison.moved),
        ),
        (
            Both("旧网址改指的地方", "Where former addresses lead now"),
            (
                Both.printed(f"{old} → {now}") if now else Both(f"{old} → （撤回）", f"{old} → (taken back)")
                for old, now in comparison.redirects
            ),
        ),
        (Both("改动的数与文字", "Figures and texts changed"), map(_changed, comparison.figures)),
        (Both("改动的来源行号与提取说明", "Lines of the source and notes changed"), map(_setting, comparison.filed)),
        (
            Both("不再有或已有答复的发现", "Findings gone or answered"),
            (_settled(item) for item in comparison.settled if item not in by_rules),
        ),
    ]
    listed.append(
        (
            Both("程度减轻的发现", "Errors that are only doubts or remarks now"),
            (_settled(item) for item in comparison.milder if item not in by_rules),
        )
    )
    counted = [(title, list(lines)) for title, lines in listed]
    return [(Both(f"{title.zh} {len(lines)}", f"{title.en} {len(lines)}"), lines) for title, lines in counted]


def _notices(comparison: Comparison) -> list[Message]:
    """Return what a reviewer of a request must see beside the lines it changes."""

    def notice(file: str, line: int, name: str, said: Both) -> Message:
        return Message(file, line, 0, name, Severity.NOTE, said)

    said = [notice(item.file, item.line, "setting-changed", _setting(item)) for item in comparison.settings]
    said += [
        notice(item.file, item.line, "settled-by-setting", _settled(item))
        for item in (*comparison.settled, *comparison.milder)
        if item.id in comparison.by_settings
    ]
    for before, after in comparison.reviews:
        one = after or before
        assert one is not None
        said.append(notice(one.file, one.line if after else 0, f"review-{one.kind}", _renewal((before, after))))
    return said


def _settled(finding: Finding) -> Both:
    place = line_and_column(finding.file, finding.line, 0)
    return Both(f"{place} {finding.rule_id} {finding.message.zh}", f"{place} {finding.rule_id} {finding.message.en}")


def _setting(change: SettingChange) -> Both:
    place = line_and_column(change.file, change.line, 0)
    old, new = masked(change.old), masked(change.new)
    if not change.key:
        return (
            Both(f"{place}：新增“{new}”", f"{place}: new, '{new}'")
            if new
            else Both(f"{place}：删去“{old}”", f"{place}: '{old}' removed")
        )
    return Both(
        f"{place} {change.title} {change.key}：{_quoted(old).zh} → {_quoted(new).zh}",
        f"{place} {change.key}: {_quoted(old).en} → {_quoted(new).en}",
    )


def _quoted(text: str) -> Both:
    return Both(f"“{text}”", f"'{text}'") if text else Both("（没有）", "(none)")


def _renewal(pair: Renewal) -> Both:
    """Say what has become of something that somebody vouches for."""
    before, after = pair
    if before is None:
        assert after is not None
        return COLON.join([Both(f"新增{after.kind.zh}", f"{after.kind.en} added"), _vouched(after)])
    if after is None:
        return COLON.join([Both(f"撤回{before.kind.zh}", f"{before.kind.en} taken back"), _vouched(before)])
    head = Both(f"改动{after.kind.zh}", f"{after.kind.en} altered")
    was_there = {(cell.row, cell.column): cell.printed for cell in before.cells}
    if any(another_number(was_there.get((one.row, one.column), one.printed), one.printed) for one in after.cells):
        head = Both(f"{head.zh}（号码换了）", f"{head.en} (a number was changed)")
    was = COLON.join([Both("原为", "before"), _vouched(before)])
    return Both.printed(" ← ").join([COLON.join([head, _vouched(after)]), was])


def _vouched(said: Vouched) -> Both:
    """Say of what somebody speaks, in which words, who and when."""
    about = [Both.printed(line_and_column(said.file, said.line, 0)), Both.printed(said.statement)]
    about += [Both.printed(" ".join(said.rules))] if said.rules else []
    cells = [_cell(cell.row, cell.column, cell.printed, said) for cell in said.cells]
    until = (
        Both(f"至 {said.date}", f"until {said.date}") if said.kind is VouchKind.KNOWN_GAP else Both.printed(said.date)
    )
    status = [item.both for item in FindingStatus if said.kind is VouchKind.REPLY and item == said.status]
    words = next(
        (reason.both for reason in WithheldReason if said.kind is VouchKind.WITHHELD and reason == said.status), None
    )
    told = [
        *map(Both.printed, filter(None, (said.by,))),
        *([until] if said.date else []),
        *status,
        words or _quoted(masked(said.words)),
    ]
    return PAUSE.join([Both.printed(" ").join(about), *([COMMA.join(cells)] if cells else []), *told])


def _cell(row: str, column: str, printed: str, said: Vouched) -> Both:
    place = [Both.printed(row)] if row else []
    place += [_called(row, column)] if column else []
    words = [_quoted(masked(printed))] if printed else []
    if said.kind is VouchKind.RESTATEMENT:
        words = [Both.printed(" → ").join([_quoted(masked(said.old)), _quoted(masked(printed))])]
    return Both.printed(" ").join([*(place or [Both("整张表", "the whole form")]), *words])


def _called(row: str, column: str) -> Both:
    """Name a cell: the title that it has in Chinese, with its key beside."""
    return Both(f"{title_of_cell(row, column)} {column}".strip(), column)


def _changed(change: Change) -> Both:
    """Say what has become of a figure or a row."""
    name, old, new = (masked(text) for text in (change.name, change.old, change.new))
    place = " ".join(filter(None, (change.statement_id, change.row_id, name)))
    if change.guess:
        said = Both(f"{place}：不见了，看来就是现在的 {change.guess}", f"{place}: gone, seems to be {change.guess} now")
    elif not change.column:
        said = (
            Both(f"{place}：新增的行", f"{place}: new row")
            if new
            else Both(f"{place}：删去的行", f"{place}: row removed")
        )
    else:
        column = _called(change.row_id, change.column)
        said = Both(f"{place} {column.zh}：“{old}” → “{new}”", f"{place} {column.en}: '{old}' → '{new}'")
    return said if change.explained else Both(f"{said.zh}（没有说明）", f"{said.en} (nobody says why)")


def _as_object(comparison: Comparison, found: list[dict[str, Any]], lang: str) -> dict[str, Any]:
    """Return what is new and what a change does as one JSON object."""
    return {
        "since": comparison.since,
        "commit": comparison.commit,
        "not_compared": comparison.why_not.of(lang),
        "messages": found,
        "settings": [_without_numbers(asdict(change)) for change in comparison.settings],
        "filed": [_without_numbers(asdict(change)) for change in comparison.filed],
        "reviews": [_renewed(pair) for pair in comparison.reviews],
        "forms": {
            "added": comparison.added,
            "removed": comparison.removed,
            "moved": [{"from": old, "to": new} for old, new in comparison.moved],
        },
        "redirects": [{"from": old, "to": now} for old, now in comparison.redirects],
        "figures": [_without_numbers(asdict(change)) for change in comparison.figures],
        "findings": {
            "raised": [_found(item, lang) for item in comparison.raised],
            **{
                kind: [{**_found(item, lang), "by_settings": item.id in comparison.by_settings} for item in found_so]
                for kind, found_so in (("settled", comparison.settled), ("milder", comparison.milder))
            },
            "by_form": {id_: {"raised": got, "settled": lost} for id_, (got, lost) in comparison.by_form.items()},
            "standing": comparison.standing,
        },
    }


def _found(finding: Finding, lang: str) -> dict[str, Any]:
    return {"id": finding.id, "file": finding.file, "line": finding.line, "text": finding.message.of(lang)}


def _renewed(pair: Renewal) -> dict[str, Any]:
    before, after = (_as_said(said) if said is not None else None for said in pair)
    return {
        "change": "added" if before is None else "removed" if after is None else "altered",
        "before": before,
        "after": after,
    }


def _as_said(said: Vouched) -> dict[str, Any]:
    cells = [_without_numbers(cell._asdict()) for cell in said.cells]
    return _without_numbers(asdict(said)) | {"kind": said.kind.value, "status": str(said.status), "cells": cells}


def _without_numbers(made: Mapping[str, Any]) -> dict[str, Any]:
    """Return an object with every personal number in its texts masked."""
    return {key: masked(value) if type(value) is str else value for key, value in made.items()}
