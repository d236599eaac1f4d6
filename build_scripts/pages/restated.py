"""What pages say of figures that were changed after publication: where each stands, what it was and is, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from build_scripts.judging.reviews import disclosed
from build_scripts.pages.cell_names import ROWLESS, column_called
from build_scripts.pages.summaries import StatementSummary
from build_scripts.pages.unit_site import UnitSite
from build_scripts.reading.model import PrintedRow, Restatement
from build_scripts.reading.records import LoadedStatement
from build_scripts.words.language import UNSAID, Both


@dataclass(frozen=True)
class Restated:
    """A change to a figure that was published."""

    anchor: str
    """Its own place on the page of the form: its number among the form's changes, the oldest being 1."""
    change: Restatement
    form: StatementSummary
    """The form on which it stands."""
    url: str | None
    """The place of the row, from the portal's root; None where the row is gone."""
    row: Both
    """What the row is called; empty for a cell in the form's head."""
    column: Both
    """What the cell is called."""

    @property
    def cell(self) -> str:
        """Return the cell's name on its form: ``i-k7q2m9xd.actual``, or ``title`` for one that stands in no row."""
        return ".".join(filter(None, (self.change.row, self.change.column)))


def restated(site: UnitSite, department_id: str) -> tuple[Restated, ...]:
    """Return the changes on all forms of a department that are published, newest first."""
    record = site.portal.restatements.get(department_id)
    numbers: dict[str, int] = {}
    listed: list[Restated] = []
    for change in record.restatements if record else ():
        if change.statement not in site.portal.by_id:
            continue
        numbers[change.statement] = numbers.get(change.statement, 0) + 1
        listed.insert(
            0, _restated(site, change, numbers[change.statement])
        )  # of one day the one written last is newest
    return tuple(sorted(listed, key=lambda item: item.change.date, reverse=True))


def restated_on(site: UnitSite, statement: LoadedStatement) -> tuple[Restated, ...]:
    """Return the changes on a form, newest first."""
    changes = restated(site, statement.department_id)
    return tuple(item for item in changes if item.change.statement == statement.id)


def by_cell(changes: Sequence[Restated]) -> Mapping[str, Restated]:
    """Return the newest change of every cell that was changed."""
    return {item.cell: item for item in reversed(changes)}


def _restated(site: UnitSite, change: Restatement, number: int) -> Restated:
    statement = site.portal.by_id[change.statement]
    summary = site.summaries[statement.id]
    path = statement.path_of(change.row, None)
    part, _, key = change.column.rpartition(".")
    block = part.partition(".")[0]
    anchor = change.row or (block if block in ROWLESS else "form")
    holder = None if path is None else statement.at(".".join(filter(None, (path, part))))
    return Restated(
        anchor=f"restated-{number}",
        change=disclosed(change, site.portal),
        form=summary,
        url=None if path is None else f"{summary.url}#{anchor}",
        row=ROWLESS.get(block, _name(None if path is None else statement.at(path))),
        column=column_called(holder, key),
    )


def _name(row: object) -> Both:
    return Both.printed((row.words[-1] or "").strip()) if isinstance(row, PrintedRow) else UNSAID
