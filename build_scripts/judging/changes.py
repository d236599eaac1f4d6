"""What was published before against what is printed now: no cell changes, and no row or form goes, without a word.

Before is the last release (``Published``), or another state of ``data/``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from build_scripts.cells.personal_data import masked
from build_scripts.judging.reviews import LONG, undone
from build_scripts.reading.model import Addresses, Department, Jurisdiction, Mark, Restatement
from build_scripts.reading.printed import published_cells
from build_scripts.reading.problems import Problem
from build_scripts.reading.records import LoadedStatement, Portal
from build_scripts.reading.row_ids import hashed
from build_scripts.reading.yaml_messages import shown
from build_scripts.words.language import PAUSE, Both

Figures = Mapping[str, Mapping[str, Mapping[str, str]]]
"""Id of a form → id of a row → key → text; see ``Published``."""
_CALLED = {
    Mark.FIGURE: ("figure-changed", Both("公布过的数", "the published figure")),
    Mark.WORDS: ("text-changed", Both("公布过的文字", "the published text")),
    Mark.CODE: ("code-changed", Both("公布过的数所依据的代码", "the code on which published figures rest,")),
}
_AS_PRINTED, _PART = (
    Both("old、new 照印", "old and new as printed"),
    Both("可以只写改动的那一段", "if only the part that changed"),
)
_FORM = "form"
"""The row of what stands in no row."""


@dataclass(frozen=True)
class Change:
    """One published cell that is not what it was, or a row or a form that is gone or new."""

    statement_id: str
    """The form's id now; of a form that is gone the one it had."""
    row_id: str
    """Empty for the form as a whole."""
    column: str
    """The key of the cell; empty where the whole row or form is gone or new."""
    name: str
    """What the row was called."""
    old: str
    new: str
    explained: bool = True
    """Whether a restatement, a withdrawal or a new address says why; of a new row nobody asks."""
    named_by: str = ""
    """The key of the cell that was the row's name."""


def kept(text: str) -> str:
    """Return what is recorded of a text: all of it or, where it is long, its beginning and a hash; no personal number."""
    text = masked(text)
    return text if len(text) <= LONG else f"{text[:LONG]}…{hashed((text,))}"


def figures_of(statement: LoadedStatement) -> dict[str, dict[str, str]]:
    """Return what a form prints and the codes that decide how it counts, row by row, in each row its name first."""
    rows: dict[str, dict[str, str]] = {row: {} for row in statement.row_ids.values()}
    for cell in published_cells(statement.form):
        row, column = statement.row_at(cell.path)
        rows.setdefault(row or _FORM, {})[column] = kept(cell.text)
    for path, row in statement.row_ids.items():
        name = kept(statement.words_at(path))
        rows[row] = dict(sorted(rows[row].items(), key=lambda cell: cell[1] != name))
    return rows


def changes(before: Figures, portal: Portal) -> Iterator[Change]:
    """Yield what of ``before`` is otherwise now, form by form, row by row."""
    for id_, rows in before.items():
        here = portal.moved.get(id_, id_)
        statement = portal.by_id.get(here)
        if statement is None:
            yield Change(id_, "", "", "", id_, "", here in portal.withdrawn)
            continue
        now = figures_of(statement)
        if now == rows:
            continue
        entries = (entry for *_, entry in portal.entries() if entry.statement == statement.id)
        said = [entry for entry in entries if isinstance(entry, Restatement)]
        for row, printed in {_FORM: {}, **rows}.items():
            yield from _of_row(statement, row, printed, now.get(row), said)
        for row, printed in now.items():
            if row != _FORM and row not in rows:
                yield Change(statement.id, row, "", _name(printed), "", _name(printed))


def _name(printed: Mapping[str, str]) -> str:
    return next(iter(printed.values()), "")


def _of_row(
    statement: LoadedStatement,
    row: str,
    old: Mapping[str, str],
    new: Mapping[str, str] | None,
    said: Iterable[Restatement],
) -> Iterator[Change]:
    row_id, named_by = ("", "") if row == _FORM else (row, next(iter(old), ""))
    entries = [entry for entry in said if (entry.row or "") == row_id]
    if new is None and row != _FORM:
        removed = [entry for entry in entries if entry.column == named_by or not old]
        explained = _leads("", _name(old), removed)
        yield Change(statement.id, row_id, "", _name(old), _name(old), "", explained, named_by)
        return
    new = new or {}
    for column in sorted(old.keys() | new.keys()):
        before, after = old.get(column, ""), new.get(column, "")
        if before != after:
            text = statement.published_at(statement.path_of(row_id or None, column) or "")
            explained = _leads(text, before, [entry for entry in entries if entry.column == column])
            name = _name(old) if named_by else ""
            yield Change(statement.id, row_id, column, name, before, after, explained, named_by)


def _leads(text: str, before: str, restatements: Sequence[Restatement]) -> bool:
    """Tell whether restatements lead from what was recorded before to the text of now."""
    return any(kept(step) == before for step in undone(masked(text), restatements))


def unexplained(found: Iterable[Change], portal: Portal) -> list[Problem]:
    """Return a problem for each change that nobody has explained; of a form whose department is gone that is told alone."""
    return sorted(
        _problem(change, portal)
        for change in found
        if not change.explained and (change.column or change.row_id or not _is_below_gone(change.statement_id, portal))
    )


def _is_below_gone(statement_id: str, portal: Portal) -> bool:
    return bool(portal.gone({"/".join(statement_id.split("/")[:2]), statement_id.partition("/")[0]}))


def vanished(ids: Iterable[str], portal: Portal) -> list[Problem]:
    """Return a problem for each page at these addresses that is gone, where nothing is said in its place."""
    return sorted(_gone(id_, portal) for id_ in portal.gone(ids))


def _gone(id_: str, portal: Portal) -> Problem:
    place, jurisdiction = "/".join(id_.split("/")[:2]), id_.partition("/")[0]
    if place != id_:
        file = portal.file(Department, portal.moved.get(place, place))
        said = Both(
            f"公布过的表单 {id_} 不见了。改了名或移了位置的，在新文件中写 formerly；撤下的，在 department.yml 的 withdrawn 中写明日期与原因。",
            f"the published form {id_} is gone. If it was renamed or moved, write formerly in its new file; if withdrawn, give day and reason under withdrawn in department.yml.",
        )
    elif jurisdiction != id_:
        jurisdiction = portal.moved.get(jurisdiction, jurisdiction)
        file = (
            portal.file(Jurisdiction, jurisdiction) if jurisdiction in portal.jurisdictions else portal.file(Addresses)
        )
        said = Both(
            f'公布过的部门 {id_} 不见了，它的网址（和下面各表的）不能就这样没有。文件夹改了名的，在新的 department.yml 中写 formerly: ["{id_}"]；撤下的，在 {jurisdiction}/jurisdiction.yml 的 withdrawn 中写 place、name、date、reason，并入别的部门的再写 now；不是要删的，请恢复。',
            f'the published department {id_} is gone, and with it its address and those of its forms. If its folder was renamed, write formerly: ["{id_}"] in the new department.yml; if it was withdrawn, give place, name, date and reason (and now, where another has taken its place) under withdrawn in {jurisdiction}/jurisdiction.yml; if it was not meant, put it back.',
        )
    else:
        file = portal.file(Addresses)
        said = Both(
            f'公布过的行政区 {id_} 不见了，它和下面各部门、各表的网址不能就这样没有。文件夹改了名的，在新的 jurisdiction.yml 中写 formerly: ["{id_}"]；合并、撤销的，在上级或并入的行政区的 jurisdiction.yml 的 withdrawn 中写 place、name、date、reason，并入的再写 now；不是要删的，请恢复。',
            f'the published jurisdiction {id_} is gone, and with it all addresses below. If its folder was renamed, write formerly: ["{id_}"] in the new jurisdiction.yml; if it was merged or abolished, give place, name, date and reason (and now, where another has taken its place) under withdrawn in the jurisdiction.yml of the one above or of the one it went to; if it was not meant, put it back.',
        )
    return Problem(file, 0, 0, "address-gone", said)


def _problem(change: Change, portal: Portal) -> Problem:
    statement = portal.by_id.get(change.statement_id)
    department = "/".join(change.statement_id.split("/")[:2])
    if statement is None:
        return _gone(change.statement_id, portal)
    path = statement.path_of(change.row_id or None, change.column) or ""
    place = statement.file, *(statement.place_of(path) if change.column else (0, 0))
    old, new = shown(masked(change.old)), shown(masked(change.new))
    row = f'row: "{change.row_id}", ' if change.row_id else ""
    ledger = f"{department}/restatements.yml"
    if not change.column:
        entry = f'{row}column: "{change.named_by}", old: "{old}", new: ""'
        said = Both(
            f'公布过的行 {change.row_id}（{old}）不见了。改了名称的，在该行写 id: "{change.row_id}"；删去的，在 {ledger} 记一条：{entry}，写明日期与原因。',
            f'the published row {change.row_id} ({old}) is gone. If its name was corrected, write id: "{change.row_id}" in it; if it was removed, add an entry to {ledger}: {entry}, with day and reason.',
        )
        return Problem(*place, "row-gone", said)
    entry = f'{row}column: "{change.column}"'
    if change.column == change.named_by:
        said = Both(
            f"公布过的行 {change.row_id} 原来是“{old}”，现在是“{new}”，没有更正记录。更正了名称的，请在 {ledger} 记一条：{entry}，old、new 照印，写明日期与原因；是另一行的，请删去该行的 id。",
            f"the published row {change.row_id} was '{old}' and is now '{new}', and no restatement says why. If its name was corrected, add an entry to {ledger}: {entry}, old and new as printed, day and reason. If it is another row, delete its id.",
        )
        return Problem(*place, "row-renamed", said)
    code, what = _CALLED[statement.mark_at(path)]
    how = PAUSE.join((_AS_PRINTED, _PART)) if len(statement.published_at(path)) > LONG else _AS_PRINTED
    said = Both(
        f"{what.zh}“{old}”改成了“{new}”，没有更正记录。请在 {ledger} 记一条：{entry}，{how.zh}，写明日期与原因；不是要改的，请改回。",
        f"{what.en} '{old}' is now '{new}', and no restatement says why. Add an entry to {ledger}: {entry}, {how.en}, day and reason; or put back what was there.",
    )
    return Problem(*place, code, said)
