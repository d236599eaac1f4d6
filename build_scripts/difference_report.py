"""What ``mingzhang diff`` says: counts first, then what changed, department by department, form by form, row by row.

What forms print stands first in each row, with what it was, what it is and why; what was read or worked out from it
follows in a line of its own. What this portal only tells (sentences, lines, addresses) is counted and not listed; the
whole, every cell of every table that is compared, is in the JSON.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from markupsafe import Markup

from build_scripts.opendata.difference import (
    CellChange,
    CellKind,
    Difference,
    Reason,
    TableDifference,
    TextRow,
    counted,
)
from build_scripts.pages.render import environment
from build_scripts.tables.catalogue import TABLE_OF
from build_scripts.tables.downloads import PLACE_COLUMNS
from build_scripts.words.language import COLON, PAUSE, SEMICOLON, UNSAID, Both
from build_scripts.words.one_line import as_cell, on_one_line, visible
from build_scripts.words.vocabulary import FindingStatus, FormType

_TEMPLATE, _STYLES = "difference.html.j2", ("theme/assets/stylesheets/tokens.css", "difference.css")
_NAMES = ("name_raw", "label_raw", "heading_raw", "overview_text", "target_text", "name", "title", "text", "rule_id")
"""Columns that say what a row is called, the best first."""
_ELSEWHERE = {"findings", "restatements"}
"""Tables whose rows come and go elsewhere: findings are told on their forms, reasons at what they explain."""
_AS_PRINTED = re.compile(r"，原样$|, as printed$")
_ENDS = re.compile(r"[，；：（;,(]")


@dataclass(frozen=True)
class CellLine:
    """A cell that changed, as it is told."""

    column: Both
    old: str
    new: str
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class RowLines:
    """A row that changed, came or went."""

    name: str
    """What it is called; empty for what stands in no row of a form."""
    table: Both
    state: Both
    """Whether it is new or gone; empty for one that changed."""
    printed: tuple[CellLine, ...] = ()
    worked_out: tuple[CellLine, ...] = ()
    reasons: tuple[Reason, ...] = ()
    """Why it is gone."""


@dataclass
class FormLines:
    """What changed on a form or, without a name, elsewhere in a department or in the portal."""

    name: Both
    id: str
    state: Both = UNSAID
    rows: list[RowLines] = field(default_factory=list)
    raised: list[Both] = field(default_factory=list)
    settled: list[Both] = field(default_factory=list)
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True)
class DepartmentLines:
    """What changed of a department, a jurisdiction or (without an id) of what all share."""

    name: Both
    id: str
    forms: tuple[FormLines, ...]


def departments_told(found: Difference) -> tuple[DepartmentLines, ...]:
    """Return what changed, department by department, in the order of their ids; first what all share."""
    forms: dict[str, FormLines] = {}

    def at_place(place: str) -> FormLines:
        return forms.setdefault(place, FormLines(_form_name(found, place), place))

    def at(row: TextRow) -> FormLines:
        return at_place(next((text for name in PLACE_COLUMNS if (text := row.cells.get(name))), ""))

    for one in found.renamed:
        at_place(one.new).state = Both(f"改名，原为 {one.old}", f"renamed, formerly {one.old}")
    new = {row.key[0] for row in found.table("statements").added}
    gone = {one.row.key[0] for one in found.table("statements").removed}
    for table in found.tables:
        if table.name == "findings":
            _tell_findings(table, at, gone)
        elif table.name == "statements":
            _tell_forms(table, at)
        elif table.name not in _ELSEWHERE and table.in_old and table.in_new:
            _tell_rows(table, at, new, gone)
        _tell_cells(table, at)
    return _by_department(found, forms)


def _by_department(found: Difference, forms: Mapping[str, FormLines]) -> tuple[DepartmentLines, ...]:
    """Return by department those of which there is anything to tell."""
    grouped: dict[str, list[FormLines]] = defaultdict(list)
    for place in sorted(forms, key=lambda place: place.split("/")):
        if (own := forms[place]).rows or own.raised or own.settled or own.state != UNSAID:
            grouped["/".join(place.split("/")[:2])].append(own)
    return tuple(DepartmentLines(_place_name(found, id_), id_, tuple(own)) for id_, own in grouped.items())


def _tell_findings(table: TableDifference, at: Callable[[TextRow], FormLines], gone: set[str]) -> None:
    """Tell the findings that came and went; those of a form that is gone went with it."""
    for row in table.added:
        at(row).raised.append(_finding(row))
    for removed in table.removed:
        if removed.row.cells.get("statement_id") not in gone:
            at(removed.row).settled.append(_finding(removed.row))
    for change in table.changed:
        for cell in change.cells:
            if cell.column == "status":
                told = at(change.row)
                (told.raised if cell.new == FindingStatus.OPEN else told.settled).append(
                    SEMICOLON.join([_finding(change.row), Both.printed(f"{cell.old} → {cell.new}")])
                )


def _finding(row: TextRow) -> Both:
    said = Both(row.named("message_zh"), row.named("message_en"))
    return Both.printed(" ").join([row.named("rule_id"), said])


def _tell_forms(table: TableDifference, at: Callable[[TextRow], FormLines]) -> None:
    for row in table.added:
        at(row).state = Both("新增的表", "new form")
    for gone in table.removed:
        told = at(gone.row)
        told.state, told.reasons = Both("减少的表", "form removed"), gone.reasons


def _tell_rows(table: TableDifference, at: Callable[[TextRow], FormLines], new: set[str], gone: set[str]) -> None:
    """Tell which rows of a table came and went; those of a form that is new or gone are told by that alone."""
    title = _table_name(table.name)
    for row in table.added:
        if row.cells.get("statement_id") not in new:
            at(row).rows.append(RowLines(_row_name(row), title, Both("新增", "new")))
    for one in table.removed:
        if one.row.cells.get("statement_id") not in gone:
            at(one.row).rows.append(RowLines(_row_name(one.row), title, Both("删去", "removed"), reasons=one.reasons))


def _tell_cells(table: TableDifference, at: Callable[[TextRow], FormLines]) -> None:
    """Tell the rows of a table in which cells are otherwise; the status of a finding is told with those that came and went."""
    for change in table.changed:
        cells = [cell for cell in change.cells if (table.name, cell.column) != ("findings", "status")]
        if lines := _row_lines(table.name, change.row, cells):
            at(change.row).rows.append(lines)


def _row_lines(table: str, row: TextRow, cells: Iterable[CellChange]) -> RowLines | None:
    """Return the lines of a row that changed; None where only what this portal tells is otherwise."""
    lines: dict[CellKind, list[CellLine]] = {kind: [] for kind in CellKind}
    for cell in cells:
        lines[cell.kind].append(CellLine(column_label(table, cell.column), cell.old, cell.new, cell.reasons))
    printed, worked_out = tuple(lines[CellKind.PRINTED]), tuple(lines[CellKind.WORKED_OUT])
    name = "" if table == "statements" else _row_name(row)
    return RowLines(name, _table_name(table), UNSAID, printed, worked_out) if printed or worked_out else None


def _row_name(row: TextRow) -> str:
    return row.named(*_NAMES) or row.key[0]


def _table_name(name: str) -> Both:
    return TABLE_OF[name].title if name in TABLE_OF else Both.printed(name)


def column_label(table: str, name: str) -> Both:
    """Return what a column is called: the beginning of its sentence."""
    columns = TABLE_OF[table].columns if table in TABLE_OF else ()
    sentence = next((column.sentence for column in columns if column.name == name), Both.printed(name))
    return Both(*(_ENDS.split(_AS_PRINTED.sub("", text), maxsplit=1)[0] for text in (sentence.zh, sentence.en)))


def _place_name(found: Difference, id_: str) -> Both:
    table = "departments" if "/" in id_ else "jurisdictions"
    row = _row_of(found, table, id_)
    if row is None:
        return Both.printed(id_) if id_ else Both("整个门户", "The portal as a whole")
    return Both(row.named("name"), row.named("name_en", "name"))


def _form_name(found: Difference, id_: str) -> Both:
    row = _row_of(found, "statements", id_)
    if row is None:
        return UNSAID
    kind = next((kind.both for kind in FormType if kind == row.named("form_type")), UNSAID)
    name = Both.printed(row.named("project")) if row.named("project") else kind
    return Both.printed(" ").join([row.named("fiscal_year"), name])


def _row_of(found: Difference, table: str, id_: str) -> TextRow | None:
    for state in (found.new, found.old):
        if table in state and (row := state[table].by_key.get((id_,))) is not None:
            return row
    return None


def _said(reasons: Iterable[Reason], lang: str) -> str:
    words = SEMICOLON.join(" ".join(filter(None, (one.text, one.date))) for one in reasons)
    return Both(f"（原因：{words.zh}）", f" (reason: {words.en})").of(lang) if words != UNSAID else ""


def _cell_text(text: str, lang: str) -> str:
    return on_one_line(text) if text.strip() else Both("（空白）", "(blank)").of(lang)


def _lines(form: FormLines, lang: str) -> list[tuple[int, str]]:
    """Return what is told of a form as lines, each with how far it is indented."""
    lines: list[tuple[int, str]] = []
    for row in form.rows:
        head = COLON.join([row.table, on_one_line(row.name)]) if row.name else row.table
        state = PAUSE.join([head, row.state]) if row.state != UNSAID else head
        lines.append((0, state.of(lang) + _said(row.reasons, lang)))
        for cell in row.printed:
            change = (
                f"{cell.column.of(lang)}{COLON.of(lang)}{_cell_text(cell.old, lang)} → {_cell_text(cell.new, lang)}"
            )
            lines.append((1, change + _said(cell.reasons, lang)))
        if row.worked_out:
            follow = SEMICOLON.of(lang).join(
                f"{cell.column.of(lang)} {_cell_text(cell.old, lang)} → {_cell_text(cell.new, lang)}"
                for cell in row.worked_out
            )
            lines.append((1, Both("读出与重算的：", "read or worked out: ").of(lang) + follow))
    lines += ((0, Both("新的发现：", "finding raised: ").of(lang) + on_one_line(said.of(lang))) for said in form.raised)
    lines += (
        (0, Both("不再待说明的发现：", "finding settled: ").of(lang) + on_one_line(said.of(lang)))
        for said in form.settled
    )
    return lines


def _form_head(form: FormLines, lang: str) -> str:
    parts = [part for part in (form.name, form.state) if part != UNSAID]
    head = PAUSE.join([*parts, Both.printed(form.id)] if parts else [Both("表以外", "beside its forms")])
    return head.of(lang) + _said(form.reasons, lang)


def _named(department: DepartmentLines, lang: str) -> str:
    return " ".join(filter(None, (department.name.of(lang), department.id)))


def _head(names: tuple[str, str], lang: str) -> str:
    return Both(f"从 {names[0]} 到 {names[1]} 的变化", f"What changed from {names[0]} to {names[1]}").of(lang)


def _columns_told(found: Difference) -> list[Both]:
    """Say what is no change of a figure: tables and columns that only one state has, and where the portal's words are told."""
    told = []
    for table in found.tables:
        if not (table.in_old and table.in_new):
            rows = len(table.added) or len(table.removed)
            which = (
                Both("只有后者有的表", "table only in the second")
                if table.in_new
                else Both("只有前者有的表", "table only in the first")
            )
            told.append(Both(f"{which.zh}：{table.name}（{rows} 行）", f"{which.en}: {table.name} ({rows} rows)"))
        for which, columns in (
            (Both("只有后者有的列", "columns only in the second"), table.columns_added),
            (Both("只有前者有的列", "columns only in the first"), table.columns_removed),
        ):
            if columns:
                names = ", ".join(columns)
                told.append(Both(f"{which.zh}：{table.name} 的 {names}", f"{which.en}: {names} of {table.name}"))
    cells = (cell for table in found.tables for change in table.changed for cell in change.cells)
    if any(cell.kind is CellKind.TOLD for cell in cells):
        told.append(
            Both(
                "只是本门户说明文字改动的格，用 --format json 逐格查看",
                "cells changed in what this portal only tells: --format json lists each",
            )
        )
    return told


_NOTHING = Both("没有变化。", "Nothing changed.")


def _counts(found: Difference, lang: str) -> list[str]:
    return [f"{said.of(lang)} {number}" for said, number in counted(found) if number]


def as_text(found: Difference, names: tuple[str, str], lang: str) -> str:
    """Return what changed as lines for a terminal."""
    lines = [_head(names, lang), *(f"  {line}" for line in _counts(found, lang) or [_NOTHING.of(lang)])]
    for department in departments_told(found):
        lines += ["", _named(department, lang)]
        for form in department.forms:
            lines.append(f"  {_form_head(form, lang)}")
            lines += (f"    {'  ' * level}{line}" for level, line in _lines(form, lang))
    told = _columns_told(found)
    return "\n".join(map(on_one_line, [*lines, *([""] if told else []), *(said.of(lang) for said in told)]))


def as_markdown(found: Difference, names: tuple[str, str], lang: str) -> str:
    """Return what changed for a merge request or a release's notes."""
    lines = [f"## {as_cell(_head(names, lang))}", ""]
    lines += (f"- {line}" for line in _counts(found, lang) or [_NOTHING.of(lang)])
    for department in departments_told(found):
        lines += ["", f"### {as_cell(_named(department, lang))}"]
        for form in department.forms:
            lines += ["", f"**{as_cell(_form_head(form, lang))}**", ""]
            lines += (f"{'  ' * level}- {as_cell(line)}" for level, line in _lines(form, lang))
    told = _columns_told(found)
    return "\n".join([*lines, *([""] if told else []), *(f"- {as_cell(said.of(lang))}" for said in told)])


def as_page(found: Difference, names: tuple[str, str], lang: str) -> str:
    """Return what changed as a page that is whole in itself and asks nobody for anything."""
    env = environment(lang)
    assert env.loader is not None
    styles = "\n".join(env.loader.get_source(env, name)[0] for name in _STYLES)
    styles = styles.replace("@media screen {", "@media screen and (prefers-color-scheme: dark) {")
    styles = styles.replace('[data-md-color-scheme="slate"]', ":root")
    page = env.get_template(_TEMPLATE).render(
        styles=Markup(styles),  # noqa: S704 - our own files
        lang=lang,
        head=_head(names, lang),
        counts=[(said, number) for said, number in counted(found) if number],
        departments=departments_told(found),
        told=_columns_told(found),
    )
    return visible(page)


def as_object(found: Difference, names: tuple[str, str], lang: str) -> str:
    """Return every change of every table as one JSON object."""
    made = {
        "old": names[0],
        "new": names[1],
        "counts": {said.en.replace(" ", "_"): number for said, number in counted(found)},
        "renamed": [asdict(one) for one in found.renamed],
        "tables": {table.name: _table_object(table, lang) for table in found.tables},
    }
    return visible(json.dumps(made, ensure_ascii=False, indent=1))


def _table_object(table: TableDifference, lang: str) -> dict[str, Any]:
    return {
        "only_in": "" if table.in_old and table.in_new else "new" if table.in_new else "old",
        "columns_added": table.columns_added,
        "columns_removed": table.columns_removed,
        "added": [row.cells for row in table.added],
        "removed": [{"row": gone.row.cells, "reasons": list(map(asdict, gone.reasons))} for gone in table.removed],
        "changed": [
            {
                "key": change.row.key,
                "name": change.row.named(*_NAMES),
                "cells": [
                    {**asdict(cell), "kind": cell.kind, "called": column_label(table.name, cell.column).of(lang)}
                    for cell in change.cells
                ],
            }
            for change in table.changed
        ],
    }


DIFFERENCE_REPORTERS: Mapping[str, Callable[[Difference, tuple[str, str], str], str]] = {
    "text": as_text,
    "markdown": as_markdown,
    "html": as_page,
    "json": as_object,
}
