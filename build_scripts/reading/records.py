"""Everything that ``data/`` says, as frozen records: what all later stages are given."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import PurePosixPath
from typing import Any

from build_scripts.reading.form_cells import FormCells, read_cells
from build_scripts.reading.layout import KIND_OF
from build_scripts.reading.model import (
    AnyStatement,
    BaseDataRow,
    Department,
    FormTemplate,
    FundingLine,
    FurtherCell,
    Goal,
    Indicator,
    Jurisdiction,
    KnownGap,
    KnownGaps,
    Mark,
    Narrative,
    PortalSettings,
    PrintedRow,
    Published,
    Record,
    ReleaseEntry,
    Replies,
    Reply,
    Restatement,
    Restatements,
    ReviewedCell,
    ScoringProfile,
    SourceDocument,
    Total,
    Withdrawn,
    WithdrawnPlace,
)
from build_scripts.reading.positions import Positions
from build_scripts.reading.printed import (
    PERSONAL_DATA,
    PrintedCell,
    printed_cells,
    published_keys,
    without_personal_texts,
)
from build_scripts.reading.releases import ReleasedState
from build_scripts.reading.row_ids import row_ids, title_of_cell
from build_scripts.reading.yaml_messages import shown
from build_scripts.words.language import Both, Term
from build_scripts.words.vocabulary import CurrencyUnit, FormType, WithheldReason

RULE_OF_PERSONAL_DATA = "DSC-05"
"""The rule that a form's release names when it makes a name or a telephone number public."""
AS_OF = "."
"""The data folder's own name among the places that have a day: that day is told of the data as a whole."""
_STEP = re.compile(r"([^.\[\]]+)|\[(\d+)\]")
"""One step of a path: a key, or the number of an item in a list."""
LedgerEntry = Restatement | KnownGap | Reply
"""What a department says of one of its forms."""


@lru_cache(maxsize=1 << 13)  # forms have the same rows, and one asks for the same places again and again
def _steps(path: str) -> tuple[str | int, ...]:
    return tuple(name or int(number) for name, number in _STEP.findall(path))


def as_printed(place: object) -> str:
    """Return what stands somewhere in a form, where that is the text of a cell; else nothing."""
    return place if isinstance(place, str) and not isinstance(place, Term) else ""


@dataclass(frozen=True)
class LoadedStatement:
    """One form with its place in the tree."""

    id: str
    """Its page's address without the slashes at its ends: ``jurisdiction/department/year/form``."""
    file: str
    """Its file, below the data folder's parent, with ``/``."""
    jurisdiction_id: str
    department_id: str
    """``jurisdiction/department``."""
    project_id: str | None
    """The project's id within its department; None for forms of the whole department."""
    form: AnyStatement
    positions: Positions
    row_ids: Mapping[str, str] = field(default_factory=dict)
    """The id of each row by its path; on the form's page it is the row's anchor. It stays where cells are masked."""

    def __post_init__(self) -> None:
        """Make the ids where the form is new, and hold back personal data that nobody released: no later stage has them."""
        printed = self.form
        object.__setattr__(self, "form", without_personal_texts(printed, lambda _: False))
        if not self.row_ids:
            made = row_ids(self.goals, self.funding, self.base_data, self.form.narratives)
            object.__setattr__(self, "row_ids", made)
        release = printed.release if printed.release and RULE_OF_PERSONAL_DATA in printed.release.rules else None
        released = {(cell.row, cell.printed) for cell in release.cells} if release else set()
        form = without_personal_texts(
            printed, lambda cell: (self.row_ids[cell.path.removesuffix(".text")], cell.text) in released
        )
        object.__setattr__(self, "form", form)
        if form.release and self.withheld:
            cells = (self._undisclosed(cell) for cell in form.release.cells)
            release = form.release.model_copy(update={"cells": tuple(cells)})
            object.__setattr__(self, "form", form.model_copy(update={"release": release}))

    def _undisclosed(self, cell: ReviewedCell) -> ReviewedCell:
        """Return a cell of a release that says no name or number which it does not make public."""
        hidden = self.is_personal(cell.row, cell.column) and self.printed_at(f"{self.path_of(cell.row, cell.column)}")
        return cell.model_copy(update={"printed": PERSONAL_DATA}) if hidden == PERSONAL_DATA else cell

    def is_personal(self, row: str | None, column: str | None) -> bool:
        """Tell whether a cell, by its row's id and its key, prints somebody's name or telephone number."""
        text = self.at(self.path_of(row, None) or "") if row and column == "text" else None
        return isinstance(text, Narrative) and text.kind.is_personal

    @property
    def place(self) -> str:
        """Its file, below the data folder."""
        return self.file.partition("/")[2]

    @property
    def funding(self) -> tuple[FundingLine, ...]:
        """The form's money rows; targets of a department, reports and base-data tables have none."""
        return getattr(self.form, "funding", ())

    @property
    def goals(self) -> tuple[Goal, ...]:
        """The form's goals; reports and base-data tables have none."""
        return getattr(self.form, "goals", ())

    @property
    def base_data(self) -> tuple[BaseDataRow, ...]:
        """The rows of a base-data table; other forms have none."""
        return getattr(self.form, "base_data", ())

    @property
    def total(self) -> Total | None:
        """The form's total row, where it prints one."""
        return getattr(self.form, "total", None)

    @property
    def project(self) -> str | None:
        """The project's name as printed; None for a form of the whole department."""
        return getattr(self.form, "project", None)

    @property
    def implementing_unit(self) -> str | None:
        """The implementing unit as printed, where the form has that cell."""
        return getattr(self.form, "implementing_unit", None)

    @property
    def report_date(self) -> str | None:
        """The reporting date as printed, where the form has that cell."""
        return getattr(self.form, "report_date", None)

    @property
    def long_term_end_year(self) -> int | None:
        """The year to which long-term goals run, where the form prints it."""
        return getattr(self.form, "long_term_end_year", None)

    @property
    def scoring_profile(self) -> str:
        """The id of the profile that says how points follow; empty for a form without points."""
        return getattr(self.form, "scoring_profile", "")

    @property
    def money_unit(self) -> CurrencyUnit:
        """The unit in which the form's money is read: the one printed, unless somebody has confirmed another."""
        confirmed = self.form.currency_unit_override
        return confirmed.unit if confirmed is not None else self.form.currency_unit

    @cached_property
    def printed(self) -> tuple[PrintedCell, ...]:
        """Every cell that the form prints, in the order of the model."""
        return tuple(printed_cells(self.form))

    @cached_property
    def printed_text(self) -> str:
        """All that the form prints, a cell a line: where a word is nowhere, no cell need be looked at."""
        return "\n".join(cell.text for cell in self.printed)

    @cached_property
    def _texts(self) -> frozenset[str]:
        return frozenset(cell.text for cell in self.printed)

    def printed_where(self, holds: Callable[[str], bool]) -> list[PrintedCell]:
        """Return the printed cells of whose text something holds; cells repeat each other, and each text is asked about once."""
        found = {text for text in self._texts if holds(text)}
        return [cell for cell in self.printed if cell.text in found] if found else []

    @cached_property
    def cells(self) -> FormCells:
        """What the form's cells say, each read once."""
        rows = self.funding, self.goals, self.total, self.base_data
        return read_cells(*rows, self.report_date, self.form.narratives, self.money_unit)

    @property
    def further(self) -> Iterator[tuple[str, FurtherCell]]:
        """The printed cells that have no field of their own, each with the path of its row."""
        rows: list[tuple[str, FundingLine | Goal | Indicator | Total]] = [
            *((f"funding[{number}]", line) for number, line in enumerate(self.funding))
        ]
        for number, goal in enumerate(self.goals):
            rows.append((f"goals[{number}]", goal))
            rows += ((f"goals[{number}].indicators[{place}]", row) for place, row in enumerate(goal.indicators))
        rows += [("total", self.total)] if self.total else []
        return ((path, cell) for path, row in rows for cell in row.further)

    @property
    def name(self) -> Both:
        """What the form is called on pages: its project's name as printed, else the name of its form type."""
        form_type = self.form.form_type
        return Both.printed(self.project) if self.project else Both(form_type.zh, form_type.en)

    def place_of(self, path: str) -> tuple[int, int]:
        """Return the 1-based line and column of ``goals[0].indicators[3].target``, or of the nearest thing around it."""
        return self.positions.nearest(path)

    def row_at(self, path: str) -> tuple[str, str]:
        """Return the id of the row on which ``path`` stands, empty for the form as a whole, and the key of the cell there."""
        row, ids = path, self.row_ids
        while row:
            if row in ids:
                return ids[row], path[len(row) + 1 :]
            row = row.rpartition(".")[0]
        return "", path

    @cached_property
    def _paths(self) -> dict[str, str]:
        """The path of each row by its id; of two with one id the first counts."""
        return {id_: path for path, id_ in reversed([*self.row_ids.items()])}

    def path_of(self, row: str | None, column: str | None) -> str | None:
        """Return the path of a cell by its row's id and its key, each None where the whole is meant; None for no such row."""
        path = self._paths.get(row) if row else ""
        return None if path is None else ".".join(filter(None, (path, column)))

    def printed_at(self, path: str) -> str:
        """Return the text printed in the cell at ``path``, as it is; empty where ``path`` leads to no cell."""
        return as_printed(self.at(path))

    def published_at(self, path: str) -> str:
        """Return the cell or the code at ``path`` as text; empty where there is none."""
        place = self.at(path)
        return "" if place is None or isinstance(place, Record | tuple) else str(place)

    def mark_at(self, path: str) -> Mark:
        """Return what the cell at ``path`` is: words, a figure or a code."""
        column = self.row_at(path)[1]
        row = self.at(path.removesuffix(column).removesuffix("."))
        return published_keys(type(row)).get(column, Mark.WORDS) if isinstance(row, Record) else Mark.WORDS

    def at(self, path: str) -> object:
        """Return the record, the rows or the value at ``path``; None where it leads nowhere."""
        return self.way_to(path)[-1]

    def way_to(self, path: str) -> list[object]:
        """Return the form, everything around what stands at ``path``, and that itself; None from where it leads nowhere."""
        place: Any = self.form
        way = [place]
        for step in _steps(path):
            if isinstance(step, str):
                place = getattr(place, step, None)
            else:
                place = place[step] if type(place) is tuple and step < len(place) else None
            way.append(place)
        return way

    def words_at(self, path: str) -> str:
        """Return what a review of the cell or row at ``path`` is bound to: its text, of a row its name; else nothing."""
        place = self.at(path)
        return (place.words[-1] or "") if isinstance(place, PrintedRow) else as_printed(place)

    def called(self, path: str) -> Both:
        """Return what people call the cell or row at ``path``: the row's name and id, the cell's title and key."""
        row_id, column = self.row_at(path)
        name = shown(self.words_at(path.removesuffix(column).removesuffix(".")))
        parts = [Both(f"“{name}”（{row_id}）", f"'{name}' ({row_id})")] if row_id else []
        parts += [Both(f"{title_of_cell(row_id, column)} {column}", column)] if column else []
        return Both.printed(" ").join(parts or [Both("整张表", "the form as a whole")])

    @cached_property
    def withheld(self) -> Mapping[str | None, WithheldReason]:
        """The ground of every cell that is not disclosed, by its path."""
        grounds = {self.path_of(item.row, item.column): item.reason for item in self.form.withheld}
        texts = enumerate(self.form.narratives)
        personal = (f"narratives[{number}].text" for number, text in texts if text.text == PERSONAL_DATA)
        return dict.fromkeys(personal, WithheldReason.PRIVACY) | grounds


@dataclass(frozen=True)
class Records:
    """The records of all files but ``portal.yml``; mappings are sorted by their key."""

    jurisdictions: Mapping[str, Jurisdiction]
    departments: Mapping[str, Department]
    """By ``jurisdiction/department``."""
    templates: Mapping[str, FormTemplate]
    profiles: Mapping[str, ScoringProfile]
    sources: Mapping[str, SourceDocument]
    statements: tuple[LoadedStatement, ...]
    """Sorted by id."""
    restatements: Mapping[str, Restatements]
    known_gaps: Mapping[str, KnownGaps]
    replies: Mapping[str, Replies]
    """Like the two before it by ``jurisdiction/department``."""
    published: Mapping[str, Published]
    """By the id that a form in that place would have."""
    positions: Mapping[str, Positions]
    """Of every file, by its name."""

    def file(self, kind: type[Record], key: str = "") -> str:
        """Return the name of the file that holds such a record, whether it is there or not."""
        return f"{next(iter(self.positions)).partition('/')[0]}/{KIND_OF[kind].path(key)}"

    def entries(self) -> Iterator[tuple[str, str, str, LedgerEntry]]:
        """Yield owner, file, path and entry of everything that departments say of forms outside their files."""
        listed: list[tuple[type[Record], str, str, tuple[LedgerEntry, ...]]] = [
            *(
                (Restatements, owner, "restatements", record.restatements)
                for owner, record in self.restatements.items()
            ),
            *((KnownGaps, owner, "known_gaps", record.known_gaps) for owner, record in self.known_gaps.items()),
            *((Replies, owner, "replies", record.replies) for owner, record in self.replies.items()),
        ]
        for kind, owner, name, entries in listed:
            for number, entry in enumerate(entries):
                yield owner, self.file(kind, owner), f"{name}[{number}]", entry


@dataclass(frozen=True)
class HeldForm:
    """A form that awaits review before it is published: that it exists, and nothing of what it says."""

    id: str
    jurisdiction_id: str
    department_id: str
    fiscal_year: int
    form_type: FormType
    name: Both
    """The project's name in the department's own file, else (and where that name is what holds it) the form type's."""
    place: str = ""
    """Its file, below the data folder."""
    formerly: tuple[str, ...] = ()
    """The ids that it had before."""
    was_public: bool = False
    """Whether a release showed it: then it keeps its address, where a page says that it awaits review."""


@dataclass(frozen=True)
class Portal(Records):
    """The whole portal as authored, without a problem."""

    settings: PortalSettings
    held: tuple[HeldForm, ...] = ()
    """Only in what is published: the forms that are left out of ``statements`` until somebody releases them."""
    addresses: frozenset[str] = frozenset()
    """The ids of everything that had a page at a release; see ``Addresses``."""
    made: tuple[ReleaseEntry, ...] = ()
    """Not in a part of the portal: every release of the data that was ever made, withdrawn ones too; see ``ReleaseLedger``."""
    evaluated_until: int = 0
    """Only in a part of the portal: the last fiscal year of which anybody in the whole of it reported results."""
    days: Mapping[str, str] = field(default_factory=dict)
    """Only in what is published: the day on which each file and folder of the data last changed, where that is known."""
    release: str = ""
    """Only in what is published: the version of the latest release, such as ``2026.11``; empty where there is none."""
    released: tuple[ReleasedState, ...] = ()
    """Only in what is published: what releases showed of these departments, the oldest first."""

    @cached_property
    def by_id(self) -> Mapping[str, LoadedStatement]:
        """The forms by their id."""
        return {statement.id: statement for statement in self.statements}

    @cached_property
    def _former(self) -> Mapping[str, tuple[str, ...]]:
        """What each jurisdiction, department and form says of its former ids."""
        said: dict[str, tuple[str, ...]] = {id_: one.formerly for id_, one in self.jurisdictions.items()}
        said |= {id_: one.formerly for id_, one in self.departments.items()}
        said |= {statement.id: statement.form.formerly for statement in self.statements}
        return said | {form.id: form.formerly for form in self.held if form.was_public}

    @cached_property
    def redirects(self) -> Mapping[str, str]:
        """The former ids that files name themselves, each with the id of what names it."""
        return {old: id_ for id_, ids in self._former.items() for old in ids}

    @cached_property
    def moved(self) -> Mapping[str, str]:
        """The former ids of jurisdictions, departments and forms, each with the id that it has now.

        What a file says itself goes before what follows from its department's former id, that before what follows from its
        jurisdiction's, and an id that something has today before all.
        """
        said = {**self._former, **dict.fromkeys(self._withdrawn, ())}
        moved = dict(self.redirects)
        ids = {id_: [id_, *olds] for id_, olds in said.items()}
        above = {any_: one.formerly for id_, one in self.jurisdictions.items() for any_ in (id_, *one.formerly)}
        departments = {any_: one.formerly for id_, one in self.departments.items() for any_ in (id_, *one.formerly)}
        implied = {old: had for any_, had in departments.items() for old in _below((any_,), 1, above)}
        for parts, former in ((2, implied | departments), (1, above)):
            for id_, had in ids.items():
                had.extend(_below(had, parts, former))
                moved |= {old: id_ for old in had if old not in moved}
        return {old: moved[old] for old in sorted(moved) if old not in said}

    def former(self, id_: str) -> tuple[str, ...]:
        """Return all ids that something had before, also by a former id of its department or jurisdiction; the oldest first."""
        return tuple(old for old in self._known_as(id_) if self.moved.get(old) == id_)

    def first_id(self, id_: str) -> str:
        """Return the id that something had first: no later name of it, of its department or its jurisdiction changes that."""
        return next((old for old in self._known_as(id_) if self.moved.get(old, old) == id_), id_)

    def _known_as(self, id_: str) -> Iterator[str]:
        """Yield every id that something may have had, its own names and those of what is above it, the oldest first."""
        for own in (*self._former.get(id_, ()), id_):
            above = "/".join(own.split("/")[: 2 if own.count("/") > 1 else 1])
            if above == own:
                yield own
            else:
                yield from (f"{had}{own.removeprefix(above)}" for had in self._known_as(self.moved.get(above, above)))

    @cached_property
    def withdrawn(self) -> Mapping[str, tuple[str, Withdrawn | WithdrawnPlace]]:
        """What was withdrawn, by its id, each with the id of the department or jurisdiction that says so.

        Of a department or a jurisdiction also what releases showed below it, as far as it is nowhere else.
        """
        kept = {*self.jurisdictions, *self.departments, *self.by_id, *self.moved, *(form.id for form in self.held)}
        below = {
            id_: entry
            for id_ in sorted(self.recorded - kept)
            for place in (id_.partition("/")[0], "/".join(id_.split("/")[:2]))
            if (entry := self._withdrawn.get(self.moved.get(place, place)))
        }
        return {**below, **self._withdrawn}

    @cached_property
    def withdrawn_by_law(self) -> frozenset[str]:
        """The ids of the forms of which nothing may stay public, neither in releases nor in what is recorded of them."""
        return frozenset(
            id_ for id_, (_, entry) in self.withdrawn.items() if isinstance(entry, Withdrawn) and entry.from_releases
        )

    def gone(self, ids: Iterable[str]) -> frozenset[str]:
        """Return those of ``ids`` that are on no page and of which no file says why; of what is below such a one none."""
        here = {*self.jurisdictions, *self.departments, *self.by_id, *self.moved, *self.withdrawn}
        gone = frozenset(ids) - here
        return frozenset(id_ for id_ in gone if gone.isdisjoint(map(str, PurePosixPath(id_).parents)))

    @cached_property
    def _withdrawn(self) -> Mapping[str, tuple[str, Withdrawn | WithdrawnPlace]]:
        """What the files themselves say of what was withdrawn."""
        found: dict[str, tuple[str, Withdrawn | WithdrawnPlace]] = {}
        for id_, department in self.departments.items():
            found |= {entry.statement: (id_, entry) for entry in department.withdrawn}
        for id_, jurisdiction in self.jurisdictions.items():
            found |= {entry.place: (id_, entry) for entry in jurisdiction.withdrawn}
        return found

    @cached_property
    def recorded(self) -> frozenset[str]:
        """The ids of all pages of jurisdictions, departments and forms that releases showed, as far as they are written down."""
        forms = {record.statement for record in self.published.values()}
        above = {str(place) for form in forms for place in tuple(PurePosixPath(form).parents)[1:3]}
        return self.addresses.union(forms, above)


def _below(ids: Iterable[str], parts: int, former: Mapping[str, tuple[str, ...]]) -> list[str]:
    """Return ids with each former id of the place in which they are, which is their first ``parts``, instead of it."""
    placed = ((one, "/".join(one.split("/")[:parts])) for one in ids)
    return [
        f"{old}{one.removeprefix(place)}"
        for one, place in placed
        if place != one
        for old in former.get(place, ())
        if old != place
    ]
