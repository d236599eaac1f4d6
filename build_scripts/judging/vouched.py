"""What people vouch for in a state of the data, and what a change of it adds, alters or takes away.

Whoever vouches for new words says so anew: a review whose quoted words changed while its day stayed is an error.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

from build_scripts.cells.personal_data import another_number
from build_scripts.reading.model import (
    AnsweredCell,
    Department,
    Jurisdiction,
    KnownGap,
    Reply,
    ReviewedCell,
    Withdrawn,
    WithdrawnPlace,
)
from build_scripts.reading.problems import Problem
from build_scripts.reading.records import LedgerEntry, LoadedStatement, Portal
from build_scripts.reading.yaml_messages import shown
from build_scripts.words.language import Both, Term


class VouchKind(Term):
    """What somebody says of a form."""

    RELEASE = ("release", "发布审查", "Release")
    WITHHELD = ("withheld", "不公开的内容", "Withheld cell")
    REPLY = ("reply", "部门说明", "Reply")
    KNOWN_GAP = ("known_gap", "已知缺口", "Known gap")
    RESTATEMENT = ("restatement", "更正", "Restatement")
    WITHDRAWAL = ("withdrawal", "撤下", "Withdrawal")


class QuotedCell(NamedTuple):
    """A cell, and the words of it that are quoted."""

    row: str
    column: str
    printed: str
    finding: str = ""
    """What the finding said of which something is said."""


@dataclass(frozen=True)
class Vouched:
    """One thing that somebody says of a form, whoever it is and wherever it stands."""

    kind: VouchKind
    statement: str
    """The id of the form as it is now; of a withdrawal also of a department or a jurisdiction."""
    rules: tuple[str, ...] = ()
    cells: tuple[QuotedCell, ...] = ()
    """What is spoken of; of a restatement with the words after it."""
    old: str = ""
    """What a restatement started from."""
    status: str = ""
    """What a reply makes of its findings; the ground on which a cell is withheld."""
    words: str = ""
    """The reply, or the reason."""
    by: str = ""
    """The office that released the form; of all others the department itself."""
    date: str = ""
    """The day of it; of a known gap its last day."""
    file: str = field(default="", compare=False)
    line: int = field(default=0, compare=False)


Renewal = tuple[Vouched | None, Vouched | None]
"""What was said before and what is said now: new without the first, taken back without the second."""


def vouched(portal: Portal, now: Mapping[str, str]) -> Iterator[Vouched]:
    """Yield everything that somebody vouches for; ``now`` leads from ids of forms to those that they have today."""
    for statement in portal.statements:
        yield from _in_form(statement, now.get(statement.id) or statement.id)
    for _, file, path, entry in portal.entries():
        line = portal.positions[file].nearest(path)[0]
        yield _said(entry, now.get(entry.statement) or entry.statement, file, line)
    for id_, department in portal.departments.items():
        for number, form in enumerate(department.withdrawn):
            yield _withdrawn(
                now.get(form.statement) or form.statement, form, portal, portal.file(Department, id_), number
            )
    for id_, jurisdiction in portal.jurisdictions.items():
        for number, place in enumerate(jurisdiction.withdrawn):
            yield _withdrawn(now.get(place.place) or place.place, place, portal, portal.file(Jurisdiction, id_), number)


def _in_form(statement: LoadedStatement, id_: str) -> Iterator[Vouched]:
    release = statement.form.release
    if release is not None:
        yield Vouched(
            VouchKind.RELEASE,
            id_,
            tuple(sorted(release.rules)),
            _cells(release.cells),
            words=release.reason,
            by=release.by,
            date=release.date,
            file=statement.file,
            line=statement.place_of("release")[0],
        )
    for number, item in enumerate(statement.form.withheld):
        line = statement.place_of(f"withheld[{number}]")[0]
        cells = (QuotedCell(item.row or "", item.column, ""),)
        yield Vouched(
            VouchKind.WITHHELD,
            id_,
            cells=cells,
            status=item.reason,
            words=item.reason.zh,
            file=statement.file,
            line=line,
        )


def _said(entry: LedgerEntry, id_: str, file: str, line: int) -> Vouched:
    if isinstance(entry, Reply):
        status, words, day = entry.status, entry.reply, entry.date
        return Vouched(
            VouchKind.REPLY, id_, (entry.rule,), _cells(entry.cells), "", status, words, date=day, file=file, line=line
        )
    if isinstance(entry, KnownGap):
        words, day = entry.reason, entry.until
        return Vouched(
            VouchKind.KNOWN_GAP, id_, (entry.rule,), _cells(entry.cells), words=words, date=day, file=file, line=line
        )
    cells = (QuotedCell(entry.row or "", entry.column, entry.new),)
    return Vouched(
        VouchKind.RESTATEMENT, id_, (), cells, entry.old, words=entry.reason, date=entry.date, file=file, line=line
    )


def _withdrawn(id_: str, gone: Withdrawn | WithdrawnPlace, portal: Portal, file: str, number: int) -> Vouched:
    line = portal.positions[file].nearest(f"withdrawn[{number}]")[0]
    return Vouched(VouchKind.WITHDRAWAL, id_, words=gone.reason, date=gone.date, file=file, line=line)


def _cells(cells: Iterable[ReviewedCell]) -> tuple[QuotedCell, ...]:
    quoted = (
        QuotedCell(
            cell.row or "",
            cell.column or "",
            cell.printed,
            (cell.finding or "") if isinstance(cell, AnsweredCell) else "",
        )
        for cell in cells
    )
    return tuple(sorted(quoted))


def renewals(before: Iterable[Vouched], after: Iterable[Vouched]) -> tuple[Renewal, ...]:
    """Return what was added, altered and taken back, in the order of the files; what stays as it was is left out.

    An entry that is no more is what became of one that is new where both speak of the same place, else where both say the
    same: order and line do not count.
    """
    was, is_ = Counter(before), Counter(after)
    gone, new = list((was - is_).elements()), list((is_ - was).elements())
    pairs: list[Renewal] = []
    for same in (_of_one_place, _of_one_mouth):
        for one in list(new):
            other = next((old for old in gone if same(old) == same(one)), None)
            if other is not None:
                gone.remove(other)
                new.remove(one)
                pairs.append((other, one))
    pairs += [(None, one) for one in new]
    pairs += [(old, None) for old in gone]
    return tuple(sorted(pairs, key=_where))


def _where(pair: Renewal) -> tuple[str, int]:
    before, after = pair
    shown = after or before
    assert shown is not None
    return shown.file, shown.line


def _of_one_place(said: Vouched) -> tuple[object, ...]:
    if said.kind is VouchKind.RELEASE:  # of which a form has one
        return said.kind, said.statement
    return said.kind, said.statement, said.rules, {(cell.row, cell.column) for cell in said.cells}


def _of_one_mouth(said: Vouched) -> tuple[object, ...]:
    return said.kind, said.statement, said.rules, said.words


def to_come(day: str, today: date) -> bool:
    """Tell whether a day is still to come everywhere: ``today`` is that of UTC, and in China it may be tomorrow."""
    return date.fromisoformat(day) > today + timedelta(days=1)


def dated_ahead(said: Iterable[Vouched], today: date) -> Iterator[Problem]:
    """Yield an error for whatever is dated later than it can have been said; a restatement has its own checks."""
    dated = {VouchKind.RELEASE, VouchKind.REPLY, VouchKind.WITHDRAWAL}
    for one in said:
        if one.kind in dated and to_come(one.date, today):
            said_so = Both(
                f"{one.kind.zh}的日期 {one.date} 还没有到（今天是 {today}）。请写审查、答复或撤下的那一天。",
                f"{one.kind.en}: {one.date} is still to come (today is {today}). Write the day on which it was said or done.",
            )
            yield Problem(one.file, one.line, 0, "date-to-come", said_so)


def not_renewed(pairs: Iterable[Renewal], today: date) -> Iterator[Problem]:
    """Yield an error for each review that speaks of other words than before, and of no later day.

    What is dated today may have been given twice today, in other words or by another office.
    """
    for before, after in pairs:
        if before is None or after is None:
            continue
        if after.date == today.isoformat() and (after.words, after.by) != (before.words, before.by):
            continue
        fresh = set(after.cells) - set(before.cells) or set(after.rules) - set(before.rules)
        same_day = after.date == before.date
        if not fresh:
            continue
        if after.kind is VouchKind.RELEASE and after.date <= before.date:
            cure = Both(
                f"看过现在的文字、确认可以公开的，请用 mingzhang release {after.statement} 写下新的审查；不是有意改的，请改回。",
                f"Who has looked at the words as they are now writes a new review with mingzhang release {after.statement}; if it was not meant, put the old words back.",
            )
            said = Both("发布审查", "the release")
        elif after.kind is VouchKind.REPLY and after.date <= before.date:
            cure = Both(
                "要对现在的文字作答的，请用 mingzhang reply 另写一条，或写上作答的日期；不是有意改的，请改回。",
                "To speak of the words as they are now, write a new entry with mingzhang reply, or give the day on which it was said; if it was not meant, put the old words back.",
            )
            said = Both("部门说明", "the reply")
        elif after.kind is VouchKind.KNOWN_GAP and same_day:
            cure = Both(
                "对现在的文字仍然接受的，请重新写明截止日期 until；不是有意改的，请改回。",
                "If the words of now are accepted too, give their last day, until, anew; if it was not meant, put the old words back.",
            )
            said = Both("已知缺口", "the known gap")
        else:
            continue
        quoted = _quoted(before, after)
        yield Problem(
            after.file,
            after.line,
            0,
            f"{after.kind.replace('_', '-')}-not-renewed",
            Both(
                f"{said.zh}所引的内容改了（{quoted}），日期却没有更新（原为 {before.date}，现为 {after.date}）：为新的内容担保的，须重新写明。{cure.zh}",
                f"{said.en} speaks of other words than before ({quoted}), but of no later day (it was {before.date} and is {after.date}): whoever vouches for new words says so anew. {cure.en}",
            ),
        )


def _quoted(before: Vouched, after: Vouched) -> str:
    """Return the words that were quoted and those that are, of the cells (or rules) that differ."""
    if before.cells == after.cells:
        return f"{'、'.join(before.rules)} → {'、'.join(after.rules)}"
    if {cell[:2] for cell in before.cells} == {cell[:2] for cell in after.cells} and all(
        old == new or another_number(old.printed, new.printed)
        for old, new in zip(before.cells, after.cells, strict=False)
    ):
        return "号码换了 · another number"
    parts = [
        "、".join(f"“{shown(cell.printed)}”{shown(cell.finding)}" for cell in one if cell not in other) or "—"
        for one, other in ((before.cells, after.cells), (after.cells, before.cells))
    ]
    return " → ".join(parts)
