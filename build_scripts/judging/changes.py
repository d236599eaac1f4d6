"""What was published before against what is printed now: no cell changes, and no row or form goes, without a word.

Before is the last release (``Published``), or another state of ``data/``.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache

from build_scripts.cells.personal_data import masked
from build_scripts.judging.likeness import likest_form, likest_rows
from build_scripts.judging.reviews import LONG, undone
from build_scripts.reading.layout import KIND_OF
from build_scripts.reading.model import Addresses, Department, Jurisdiction, Mark, Restatement, Restatements
from build_scripts.reading.printed import published_cells
from build_scripts.reading.problems import Problem
from build_scripts.reading.records import LoadedStatement, Portal
from build_scripts.reading.row_ids import hashed
from build_scripts.reading.yaml_messages import shown
from build_scripts.reading.yaml_writing import double_quoted
from build_scripts.words.language import COMMA, SEMICOLON, UNSAID, Both

Figures = Mapping[str, Mapping[str, Mapping[str, str]]]
"""Id of a form → id of a row → key → text; see ``Published``."""
_CALLED = {
    Mark.FIGURE: ("figure-changed", Both("公布过的数", "the published figure")),
    Mark.WORDS: ("text-changed", Both("公布过的文字", "the published text")),
    Mark.CODE: ("code-changed", Both("公布过的数所依据的代码", "the code on which published figures rest,")),
}
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
    guess: str = ""
    """Of a row or a form that is gone: the id of the new one that it seems to be."""
    edits: tuple[tuple[str, str, str], ...] = ()
    """The cells in which that row differs: key, old, new."""


@lru_cache(maxsize=1 << 16)
def kept(text: str) -> str:
    """Return what is recorded of a text: all of it or, where it is long, its beginning and a hash; no personal number."""
    text = masked(text)
    return text if len(text) <= LONG else f"{text[:LONG]}…{hashed((text,))}"


def figures_of(statement: LoadedStatement) -> dict[str, dict[str, str]]:
    """Return what a form prints and the codes that decide how it counts, row by row, in each row its name first.

    Names and telephone numbers of persons are not recorded, whoever released them.
    """
    rows: dict[str, dict[str, str]] = {row: {} for row in statement.row_ids.values()}
    rows[_FORM] = {}
    around, row, start = None, "", 0
    for path, text in published_cells(statement.form):
        part = path.rpartition(".")[0]
        if part != around:  # the cells of a record stand on one row
            around, (row, column) = part, statement.row_at(path)
            start = len(path) - len(column)
        column = path[start:]
        if column != "text" or not statement.is_personal(row, column):
            rows[row or _FORM][column] = kept(text)
    for path, row in statement.row_ids.items():
        name = kept(statement.words_at(path))
        rows[row] = {key: text for key, text in rows[row].items() if text == name} | rows[row]
    return rows


def changes(before: Figures, portal: Portal) -> Iterator[Change]:
    """Yield what of ``before`` is otherwise now, form by form, row by row."""
    known = {portal.moved.get(id_, id_) for id_ in before}

    @cache
    def fresh() -> Figures:
        return {one.id: figures_of(one) for one in portal.statements if one.id not in known}

    for id_, rows in before.items():
        here = portal.moved.get(id_, id_)
        statement = portal.by_id.get(here)
        if statement is None:
            guess = "" if here in portal.withdrawn else likest_form(id_, rows, fresh())
            yield Change(id_, "", "", "", id_, "", here in portal.withdrawn, guess=guess)
            continue
        now = figures_of(statement)
        if now == rows:
            continue
        entries = (entry for *_, entry in portal.entries() if entry.statement == statement.id)
        said = [entry for entry in entries if isinstance(entry, Restatement)]
        seem = likest_rows(
            {row: printed for row, printed in rows.items() if row not in now and row != _FORM},
            {row: printed for row, printed in now.items() if row not in rows and row != _FORM},
        )
        for row, printed in {_FORM: {}, **rows}.items():
            if (guess := seem.get(row, "")) and not (gone := _gone_row(statement.id, row, printed, said)).explained:
                yield replace(gone, guess=guess, edits=_edits(printed, now[guess]))
            else:
                yield from _of_row(statement, row, printed, now.get(row), said)
        for row, printed in now.items():
            if row != _FORM and row not in rows and row not in seem.values():
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
        yield _gone_row(statement.id, row, old, said)
        return
    new = new or {}
    for column in sorted(old.keys() | new.keys()):
        before, after = old.get(column, ""), new.get(column, "")
        if before != after:
            text = statement.published_at(statement.path_of(row_id or None, column) or "")
            explained = _leads(text, before, [entry for entry in entries if entry.column == column])
            name = _name(old) if named_by else ""
            yield Change(statement.id, row_id, column, name, before, after, explained, named_by)


def _gone_row(form: str, row: str, old: Mapping[str, str], said: Iterable[Restatement]) -> Change:
    named_by = next(iter(old), "")
    removed = [entry for entry in said if (entry.row or "") == row and (entry.column == named_by or not old)]
    return Change(form, row, "", _name(old), _name(old), "", _leads("", _name(old), removed), named_by)


def _edits(old: Mapping[str, str], new: Mapping[str, str]) -> tuple[tuple[str, str, str], ...]:
    pairs = ((key, old.get(key, ""), new.get(key, "")) for key in dict.fromkeys((*old, *new)))
    return tuple(pair for pair in pairs if pair[1] != pair[2])


def _leads(text: str, before: str, restatements: Sequence[Restatement]) -> bool:
    """Tell whether restatements lead from what was recorded before to the text of now."""
    return any(kept(step) == before for step in undone(masked(text), restatements))


def unexplained(found: Iterable[Change], portal: Portal, today: date) -> list[Problem]:
    """Return a problem for each change that nobody has explained; one for all rows of a form that only stand elsewhere.

    Of a form whose department is gone that is told alone.
    """
    silent = [
        change
        for change in dict.fromkeys(found)
        if not change.explained and (change.column or change.row_id or not _is_below_gone(change.statement_id, portal))
    ]
    moved: dict[str, list[Change]] = defaultdict(list)
    for change in silent:
        if change.row_id and change.guess and change.named_by not in {key for key, *_ in change.edits}:
            moved[change.statement_id].append(change)
    together = {change for listed in moved.values() for change in listed}
    problems = [_problem(change, portal, today) for change in silent if change not in together]
    return sorted([*problems, *(_moved_rows(portal.by_id[form], listed, today) for form, listed in moved.items())])


def _is_below_gone(statement_id: str, portal: Portal) -> bool:
    return bool(portal.gone({"/".join(statement_id.split("/")[:2]), statement_id.partition("/")[0]}))


def guesses(found: Iterable[Change]) -> dict[str, str]:
    """Return what seems to be the new id of each form that is gone, and of each folder above it that has only another name."""
    guessed: dict[str, str] = {}
    for change in found:
        if change.guess and not change.row_id:
            old, new = change.statement_id.split("/"), change.guess.split("/")
            guessed |= {
                "/".join(old[:n]): "/".join(new[:n]) for n in (1, 2, len(old)) if n == len(old) or old[n:] == new[n:]
            }
    return {old: new for old, new in guessed.items() if old != new}


def vanished(ids: Iterable[str], portal: Portal, guessed: Mapping[str, str], today: date) -> list[Problem]:
    """Return a problem for each page at these addresses that is gone, where nothing is said in its place."""
    return sorted(
        _vanished(id_, portal, guessed.get(id_) or _came_along(id_, portal), today) for id_ in portal.gone(ids)
    )


def _came_along(id_: str, portal: Portal) -> str:
    """Return the folder that brings the records of what ``id_`` published, though no release showed it under its name."""
    depth = id_.count("/") + 1
    forms = (form.split("/") for form in portal.published if depth < form.count("/"))
    found = Counter("/".join(form[:depth]) for form in forms if "/".join((id_, *form[depth:])) in portal.addresses)
    return next((place for place, _ in found.most_common() if place not in portal.addresses), "")


def _vanished(id_: str, portal: Portal, guess: str, today: date) -> Problem:
    if guess:
        return _renamed(id_, guess, portal)
    place, jurisdiction = "/".join(id_.split("/")[:2]), id_.partition("/")[0]
    if place != id_:
        file = portal.file(Department, portal.moved.get(place, place))
        said = Both(
            f'公布过的表单 {id_} 不见了。改了名或移了位置的，在新文件中写 formerly: ["{id_}"]；撤下的，在 {file} 的 withdrawn: 下加一条，写明 reason（原因）：{_entry(statement=id_, date=today.isoformat(), reason="")}。不是要删的，请恢复。',
            f'the published form {id_} is gone. If it was renamed or moved, write formerly: ["{id_}"] in its new file; if withdrawn, add an entry below withdrawn: in {file}, with its reason: {_entry(statement=id_, date=today.isoformat(), reason="")}; if it was not meant, put it back.',
        )
    elif jurisdiction != id_:
        jurisdiction = portal.moved.get(jurisdiction, jurisdiction)
        keeper = portal.file(Jurisdiction, jurisdiction)
        file = keeper if jurisdiction in portal.jurisdictions else portal.file(Addresses)
        entry = _entry(place=id_, name="", date=today.isoformat(), reason="")
        said = Both(
            f'公布过的部门 {id_} 不见了，它的网址（和下面各表的）不能就这样没有。文件夹改了名的，在新的 department.yml 中写 formerly: ["{id_}"]；撤下的，在 {keeper} 的 withdrawn: 下加一条，写明 name（名称）和 reason（原因），并入别的部门的再写 now：{entry}。不是要删的，请恢复。',
            f'the published department {id_} is gone, and with it its address and those of its forms. If its folder was renamed, write formerly: ["{id_}"] in the new department.yml; if it was withdrawn, add an entry below withdrawn: in {keeper}, with name and reason (and now, where another has taken its place): {entry}; if it was not meant, put it back.',
        )
    else:
        file, entry = portal.file(Addresses), _entry(place=id_, name="", date=today.isoformat(), reason="")
        said = Both(
            f'公布过的行政区 {id_} 不见了，它和下面各部门、各表的网址不能就这样没有。文件夹改了名的，在新的 jurisdiction.yml 中写 formerly: ["{id_}"]；合并、撤销的，在上级或并入的行政区的 jurisdiction.yml 的 withdrawn: 下加一条，写明 name（名称）和 reason（原因），并入的再写 now：{entry}。不是要删的，请恢复。',
            f'the published jurisdiction {id_} is gone, and with it all addresses below. If its folder was renamed, write formerly: ["{id_}"] in the new jurisdiction.yml; if it was merged or abolished, add an entry below withdrawn: in the jurisdiction.yml of the one above or of the one it went to, with name and reason (and now, where another has taken its place): {entry}; if it was not meant, put it back.',
        )
    return Problem(file, 0, 0, "address-gone", said)


def restatement_line(statement: LoadedStatement, row: str, cell: tuple[str, str, str], today: date) -> str:
    """Return a line for ``restatements.yml`` that only lacks its reason, and texts that are too long to stand in a record."""
    texts = (text if len(text) <= LONG else "…" for text in map(masked, cell))
    entry = {"statement": statement.id, "row": row, **dict(zip(("column", "old", "new"), texts, strict=True))}
    entry |= {"date": today.isoformat(), "reason": ""}
    return _entry(**{key: text for key, text in entry.items() if key != "row" or text})


def _entry(**keys: str) -> str:
    """Return a line of a list, to be pasted."""
    return f"- {{{', '.join(f'{key}: {double_quoted(text)}' for key, text in keys.items())}}}"


def _told_where(statement: LoadedStatement) -> Both:
    root = statement.file.partition("/")[0]
    file = f"{root}/{KIND_OF[Restatements].path(statement.department_id)}"
    return Both(
        f"请在 {file} 的 restatements: 下加一条，写明 reason（原因）：",
        f"add an entry below restatements: in {file}, with its reason: ",
    )


def _moved_rows(statement: LoadedStatement, listed: list[Change], today: date) -> Problem:
    """Say once of all rows that have only got another goal or level above them what keeps their ids."""
    named = [(change, statement.path_of(change.guess, None) or "") for change in listed]
    lines = [
        (change, statement.place_of(path))
        for change, path in sorted(named, key=lambda pair: statement.place_of(pair[1]))
    ]
    names = COMMA.join(f"“{shown(masked(change.name), 20)}”" for change, _ in lines)
    ids = [
        Both(f'第 {place[0]} 行写 id: "{change.row_id}"', f'line {place[0]}: id: "{change.row_id}"')
        for change, place in lines
    ]
    edits = " ".join(
        restatement_line(statement, change.row_id, cell, today) for change, _ in lines for cell in change.edits
    )
    where = _told_where(statement)
    kept_so = SEMICOLON.join([*ids, Both(f"再{where.zh}{edits}", f"and {where.en}{edits}")] if edits else ids)
    said = Both(
        f"公布过的 {len(lines)} 行的代码不见了，看来是同样的行（{names.zh}），只是上面的一级、二级指标或目标改了。改得对的，让这些行保留原来的代码：{kept_so.zh}。不是要改的，请改回。",
        f"the ids of {len(lines)} published rows are gone; these seem to be the same rows ({names.en}) below another goal or level. If that was corrected, keep their ids: {kept_so.en}. If it was not meant, put it back.",
    )
    return Problem(statement.file, *lines[0][1], "row-gone", said)


def _renamed(old: str, new: str, portal: Portal) -> Problem:
    """Return what is to be said of a form, a department or a jurisdiction that seems to stand under another id."""
    kind = (Jurisdiction, Department)[new.count("/")] if new.count("/") < 2 else None
    file = portal.by_id[new].file if kind is None else portal.file(kind, new)
    said = Both(
        f'公布过的 {old} 不见了，{new} 看来由它改名而来：请在 {file} 中写 formerly: ["{old}"]，原来的网址就指到新的地方。不是改名的，撤下的写 withdrawn，不是要删的请恢复。',
        f'the published {old} is gone, and {new} seems to be the same under a new name: write formerly: ["{old}"] in {file}, and the old addresses lead to the new ones. If it is another, say withdrawn of the old one, or put it back.',
    )
    return Problem(file, *portal.positions[file].nearest(""), "address-gone", said)


def _problem(change: Change, portal: Portal, today: date) -> Problem:
    statement = portal.by_id.get(change.statement_id)
    if statement is None:
        return _vanished(change.statement_id, portal, change.guess, today)
    path = statement.path_of(change.row_id or None, change.column) or ""
    old, new = shown(masked(change.old)), shown(masked(change.new))
    where = _told_where(statement)
    if not change.column:
        return _gone(change, statement, today)
    entry = restatement_line(statement, change.row_id, (change.column, change.old, change.new), today)
    place = statement.file, *statement.place_of(path)
    if change.column == change.named_by:
        said = Both(
            f"公布过的行 {change.row_id} 原来是“{old}”，现在是“{new}”，没有更正记录。更正了名称的，{where.zh}{entry}；是另一行的，请删去该行的 id。",
            f"the published row {change.row_id} was '{old}' and is now '{new}', and no restatement says why. If its name was corrected, {where.en}{entry}. If it is another row, delete its id.",
        )
        return Problem(*place, "row-renamed", said)
    code, what = _CALLED[statement.mark_at(path)]
    long = len(statement.published_at(path)) > LONG
    part = (
        Both("（文字长，old、new 可以只写改动的那一段）", " (of a long text, old and new may be the part that changed)")
        if long
        else UNSAID
    )
    called = statement.called(path)
    said = Both(
        f"{what.zh}“{old}”改成了“{new}”（{called.zh}），没有更正记录。{where.zh}{entry}{part.zh}；不是要改的，请改回。",
        f"{what.en} '{old}' is now '{new}' ({called.en}), and no restatement says why: {where.en}{entry}{part.en}; or put back what was there.",
    )
    return Problem(*place, code, said)


_BLOCKS = {"g": "goals", "i": "goals", "f": "funding", "b": "base_data", "n": "narratives"}
"""Where in a form's file rows stand, by the first letter of their ids."""


def _gone(change: Change, statement: LoadedStatement, today: date) -> Problem:
    """Say of a row that is gone how to keep its id, where a new one seems to be it, and how to say that it was removed."""
    where, old = _told_where(statement), shown(masked(change.old))
    removed = restatement_line(statement, change.row_id, (change.named_by, change.old, ""), today)
    path = statement.path_of(change.guess, None) if change.guess else _BLOCKS[change.row_id[0]]
    line, column = statement.place_of(path or "")
    if change.guess:
        new = shown(masked(statement.words_at(path or "")))
        edits = " ".join(restatement_line(statement, change.row_id, cell, today) for cell in change.edits)
        said = Both(
            f'公布过的行“{old}”（{change.row_id}）不见了，看来就是第 {line} 行的“{new}”。更正了名称的，在那一行写 id: "{change.row_id}"，再{where.zh}{edits}。是另一行、原来的删去了的，{where.zh}{removed}。',
            f"""the published row '{old}' ({change.row_id}) is gone and seems to be '{new}' on line {line} now. If its name was corrected, write id: "{change.row_id}" there, and {where.en}{edits}. If that is another row and the old one was removed, {where.en}{removed}.""",
        )
    else:
        said = Both(
            f'公布过的行“{old}”（{change.row_id}）不见了。改了名称的，在该行写 id: "{change.row_id}"；删去的，{where.zh}{removed}。',
            f"""the published row '{old}' ({change.row_id}) is gone. If its name was corrected, write id: "{change.row_id}" in it; if it was removed, {where.en}{removed}.""",
        )
    return Problem(statement.file, line, column, "row-gone", said)
