"""One line about each form, department and jurisdiction, with every sum and count taken from the ledger."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from itertools import groupby

from build_scripts.cells.amounts import percent_of, rounded
from build_scripts.judging.events import Event
from build_scripts.judging.rollups import Measure, NoRollup, Rollup, RollupLevel
from build_scripts.judging.scorecard import Card
from build_scripts.opendata.releasing import ReleaseFile
from build_scripts.opendata.scopes import Scope
from build_scripts.opendata.texts import page_address
from build_scripts.pages.finding_rows import FindingRow, in_order
from build_scripts.pages.outlines import FormOutline
from build_scripts.pages.page import HOME, Link
from build_scripts.pages.summaries import (
    DepartmentSummary,
    JurisdictionSummary,
    Money,
    RollupGroup,
    RollupRow,
    StatementSummary,
    Strip,
    StripPart,
    ThreeWays,
)
from build_scripts.reading.layout import name_of_form
from build_scripts.reading.model import Withdrawn, WithdrawnPlace
from build_scripts.reading.records import HeldForm, Portal
from build_scripts.tables.form_tables import COUNTED_AS
from build_scripts.tables.ids import page_url
from build_scripts.tables.ledger import Figure, Ledger
from build_scripts.tables.published import Cell
from build_scripts.words.language import Both, names_apart
from build_scripts.words.vocabulary import (
    Achievement,
    CellState,
    FindingStatus,
    FormType,
    MoneyScope,
    RowKind,
    Severity,
    Subject,
    TargetChange,
)

COMMITTEES = (
    ("中国共产党", "委员会", "委"),
    ("中共", "委员会", "委"),
    ("中共", "委", "委"),
    ("中国人民政治协商会议", "委员会", "政协"),
)
"""How names of committees begin, what follows the place's name, and how one calls them there: 区委宣传部, 区政协办公室."""
JUDGED = (Achievement.MISSED, *(of for of in Achievement if of not in {Achievement.MISSED, Achievement.NOT_DUE}))
"""What can have come of a target whose year is over; what a reader looks for begins a strip, so that lengths compare."""
PLANNED = (TargetChange.WEAKER, *(of for of in TargetChange if of is not TargetChange.WEAKER))
"""How a plan's target can stand to last year's figure, likewise."""


@dataclass(frozen=True)
class Site:
    """What pages are made from; of the whole portal no form is here, only what is known of each in a few lines."""

    portal: Portal
    outlines: Mapping[str, FormOutline]
    """By statement id, in order of id."""
    finding_rows: tuple[FindingRow, ...]
    """All findings, as rows of lists."""
    rollups_of: Mapping[str, Sequence[Rollup]]
    """The roll-ups of every department and jurisdiction, by its id."""
    cards: tuple[Card, ...]
    ledger: Ledger
    scopes: Mapping[str, Scope]
    """The files of the portal (key ``""``), of each jurisdiction and of each department."""
    lines: dict[str, DepartmentSummary] = field(default_factory=dict)
    """One line about each department, by its id; the first page that asks has it made."""
    occurring: Mapping[str, Collection[Cell]] = field(default_factory=dict)
    """By column of the table of indicators the values that occur; only where the pages are those of the whole portal."""
    events: tuple[Event, ...] = ()
    """What has happened to what is published, the newest first; only where the pages are those of the whole portal."""
    releases: tuple[ReleaseFile, ...] = ()
    """The releases of the data, the oldest first; likewise."""

    @cached_property
    def summaries(self) -> dict[str, StatementSummary]:
        """A line about every form, by statement id."""
        return {key: outline.summary for key, outline in self.outlines.items()}

    @property
    def moved(self) -> dict[str, str]:
        """The former addresses of jurisdictions, each with the id of today; those below are their departments'."""
        return {old: new for old, new in self.portal.moved.items() if "/" not in new}

    @property
    def gone(self) -> list[str]:
        """The ids of what jurisdictions have withdrawn."""
        return [id_ for id_, (owner, _) in self.portal.withdrawn.items() if "/" not in owner]

    @cached_property
    def rows_of_rule(self) -> dict[str, list[FindingRow]]:
        """The findings of each rule that has any, as rows of lists."""
        return _by_rule((row.rule_id, row) for row in self.finding_rows)

    @cached_property
    def rows_elsewhere(self) -> dict[str, list[FindingRow]]:
        """By rule the findings of others on rows that meet it too."""
        return _by_rule((rule_id, row) for row in self.finding_rows for rule_id in row.also)

    def counted_by_severity(self, **where: str | int) -> tuple[Figure, ...]:
        """Return how many findings equal ``where``, of each severity."""
        return tuple(self.ledger.count("findings", severity=severity, **where) for severity in Severity)

    def parted(self, rows: Iterable[FindingRow]) -> tuple[tuple[FindingRow, ...], tuple[FindingRow, ...]]:
        """Return findings on the forms, and apart from them what only speaks of how this portal transcribed a form."""
        apart: dict[Subject, list[FindingRow]] = {subject: [] for subject in Subject}
        for row in rows:
            apart[row.about].append(row)
        return in_order(apart[Subject.FORM]), in_order(apart[Subject.TRANSCRIPTION])

    @cached_property
    def _by_department(self) -> dict[str, list[FormOutline]]:
        grouped: dict[str, list[FormOutline]] = {key: [] for key in self.portal.departments}
        for outline in self.outlines.values():
            grouped[outline.department_id].append(outline)
        order = {form_type: place for place, form_type in enumerate(FormType)}
        for own in grouped.values():
            own.sort(key=lambda form: (-form.fiscal_year, -order[form.form_type], form.id))
        return grouped

    def rollups(self, place: str) -> tuple[RollupGroup, ...]:
        """Return the roll-ups of a department or jurisdiction by year and form type."""
        groups = groupby(self.rollups_of.get(place, ()), key=lambda item: (item.fiscal_year, item.form_type))
        return tuple(RollupGroup(*key, tuple(map(self._rolled, items))) for key, items in groups)

    def _rolled(self, item: Rollup) -> RollupRow:
        def proved(column: str) -> Figure:
            return self.ledger.total("rollups", column, rollup_id=item.id)

        rows = ("rows_judged", "rows_total")
        judged, targets = (None if getattr(item, name) is None else proved(name) for name in rows)
        value = None if item.value is None else proved("value")
        ways = (item.as_printed, item.by_parts, item.in_doubt)
        told = item.in_doubt or item.as_printed != item.by_parts
        three_ways = (
            ThreeWays(proved("as_printed"), proved("by_parts"), proved("in_doubt"))
            if told and None not in ways
            else None
        )
        each = None if item.per_inhabitant is None else proved("value_per_inhabitant")
        return RollupRow(item, value, proved("forms_counted"), proved("forms_total"), judged, targets, three_ways, each)

    def of_department(self, department_id: str) -> list[FormOutline]:
        """Return the department's forms, newest year first, whole-department forms before projects."""
        return self._by_department[department_id]

    def department(self, department_id: str) -> DepartmentSummary:
        """Return the line about a department; several pages show it, so it is made once."""
        if department_id not in self.lines:
            self.lines[department_id] = self._department(department_id)
        return self.lines[department_id]

    def _department(self, department_id: str) -> DepartmentSummary:
        where = {"department_id": department_id}
        department, name = self.portal.departments[department_id], self.department_name(department_id)
        return DepartmentSummary(
            url=f"{department_id}/",
            name=name,
            short=self.short_name(department_id),
            names=tuple(dict.fromkeys((name.zh, name.en, *department.aliases, *department.short_names))),
            statements=self.ledger.count("statements", **where),
            indicators=self.ledger.count("indicators", row_kind=RowKind.FILLED, **where),
            money=self.department_money(department_id),
            met=self.ledger.count("indicators", achievement=Achievement.MET, **where),
            missed=self.ledger.count("indicators", achievement=Achievement.MISSED, **where),
            judged=self.ledger.count("indicators", actual_state="reported", **where),
            errors=self.ledger.count("findings", severity=Severity.ERROR, status=FindingStatus.OPEN, **where),
            warnings=self.ledger.count("findings", severity=Severity.WARNING, status=FindingStatus.OPEN, **where),
            strip=self.strip(**where),
            measurable=next(iter(self._measurable.get(department_id, {}).values()), None),
            years=tuple(sorted({form.fiscal_year for form in self.of_department(department_id)}, reverse=True)),
        )

    def strip(self, **where: str) -> Strip | None:
        """Return the rows that ``where`` names as one bar: what came of their targets, else how they stand to last year's."""
        return self.outcomes(**where) or self.plans(**where)

    def outcomes(self, **where: str) -> Strip | None:
        """Return the targets that ``where`` names by what came of them; None where no form reports it."""
        reported = {"target_state": CellState.REPORTED, **where}
        return _strip(
            [(of, self.ledger.count("indicators", achievement=of, **reported)) for of in JUDGED], is_plan=False
        )

    def plans(self, **where: str) -> Strip | None:
        """Return the targets that ``where`` names by how they stand to last year's figure; None where none has one."""
        return _strip(
            [(of, self.ledger.count("indicators", target_change=of, **where)) for of in PLANNED], is_plan=True
        )

    def measurable_share(self, department_id: str, year: int) -> Figure | None:
        """Return how many percent of a department's targets of a year can be measured; None where it has none."""
        if year not in self._measurable.get(department_id, {}):
            return None
        where: dict[str, str | int] = {"department_id": department_id, "fiscal_year": year}
        return self.ledger.total("scorecard", "measurable_share", **where)

    @cached_property
    def _measurable(self) -> dict[str, dict[int, Decimal]]:
        """By department the share of measurable targets in each year that has targets, the newest first."""
        shares: dict[str, dict[int, Decimal]] = defaultdict(dict)
        for card in self.cards:  # of a department the newest year first
            share = card["measurable_share"]
            if isinstance(share, Decimal):
                shares[card.department_id][card.fiscal_year] = share
        return shares

    def department_money(self, department_id: str) -> Money:
        """Return the whole-department money where its form counts, else the sum of its projects; latest year only."""
        years = [form.fiscal_year for form in self.of_department(department_id) if form.reports_money]
        if not years:
            return Money()
        return self.money_of_year(department_id, max(years))

    def money_of_year(self, department_id: str, year: int) -> Money:
        """Return the whole-department money of a year, or the sum of its projects where they count and that form does not."""
        where: dict[str, str | int] = {"department_id": department_id, "fiscal_year": year}
        whole, projects = self.money(FormType.DEPT_SELF_EVAL, **where), self.money(FormType.PROJECT_SELF_EVAL, **where)
        counts, has_projects = whole.adjusted is not None, projects.forms is not None and projects.forms.value
        return whole if counts or not has_projects else projects

    def money(self, form_type: FormType, **where: str | int) -> Money:
        """Return the summed money of all counted forms of one type, with how many are counted out of how many.

        ``where`` may name a department or a jurisdiction; how many forms there should be is what their roll-ups say.
        """
        scope = MoneyScope.PROJECTS if form_type.of_project else MoneyScope.DEPARTMENT
        rows = {"counted_as": COUNTED_AS[form_type], **where}
        level = RollupLevel.DEPARTMENT if "department_id" in where else RollupLevel.JURISDICTION
        due = {"level": level, "measure": Measure.ADJUSTED, "form_type": form_type, **where}
        counted, forms = (self.ledger.total("rollups", f"forms_{which}", **due) for which in ("counted", "total"))
        year = int(where["fiscal_year"]) if "fiscal_year" in where else None
        if not counted.value:
            scope_or_none = scope if forms.value else None
            return Money(scope_or_none, year, None, None, None, None, NoRollup.NOTHING_COUNTED, counted, forms)
        adjusted = self.ledger.total("funding", "adjusted_yuan", **rows).value
        executed = self.ledger.total("funding", "executed_yuan", **rows).value
        complete = counted.value == forms.value
        no_rate = None if complete and adjusted else NoRollup.ZERO_BASE if complete else NoRollup.INCOMPLETE
        rate = percent_of(executed, adjusted) if no_rate is None else None
        printed = self._every_form_prints_initial(form_type, **where)
        initial = self.ledger.total("funding", "initial_yuan", **rows).value if printed else None
        return Money(scope, year, initial, adjusted, executed, rate, no_rate, counted, forms)

    def _every_form_prints_initial(self, form_type: FormType, **where: str | int) -> bool:
        department = where.get("department_id")
        forms = self.of_department(str(department)) if department else self.outlines.values()
        return all(
            form.summary.initial is not None
            for form in forms
            if form.form_type is form_type
            and where.get("fiscal_year", form.fiscal_year) == form.fiscal_year
            and form.summary.counted
        )

    def jurisdiction(self, jurisdiction_id: str) -> JurisdictionSummary:
        """Return the card about a jurisdiction."""
        return JurisdictionSummary(
            url=f"{jurisdiction_id}/",
            name=self.full_name(jurisdiction_id),
            departments=tuple(sorted(map(self.department, self.departments_of(jurisdiction_id)), key=_standing_out)),
            statements=self.ledger.count("statements", jurisdiction_id=jurisdiction_id),
            indicators=self.ledger.count("indicators", row_kind=RowKind.FILLED, jurisdiction_id=jurisdiction_id),
            strip=self.strip(jurisdiction_id=jurisdiction_id),
            money=tuple(self._money_of(jurisdiction_id)),
        )

    def _money_of(self, jurisdiction_id: str) -> Iterator[Money]:
        """Yield what was budgeted and spent, newest year first: nothing is added over years or scopes."""
        found = {
            (-form.fiscal_year, form.form_type.of_project, form.form_type)
            for key in self.departments_of(jurisdiction_id)
            for form in self.of_department(key)
            if form.form_type in COUNTED_AS
        }
        for year, _, form_type in sorted(found):
            yield self.money(form_type, jurisdiction_id=jurisdiction_id, fiscal_year=-year)

    @cached_property
    def below(self) -> dict[str, list[str]]:
        """The ids of the jurisdictions directly below each that has any."""
        grouped = defaultdict[str, list[str]](list)
        for key, jurisdiction in self.portal.jurisdictions.items():
            if jurisdiction.parent:
                grouped[jurisdiction.parent].append(key)
        return grouped

    @cached_property
    def _departments(self) -> dict[str, list[str]]:
        grouped: dict[str, list[str]] = {key: [] for key in self.portal.jurisdictions}
        for key in self.portal.departments:
            grouped[key.partition("/")[0]].append(key)
        return grouped

    def departments_of(self, jurisdiction_id: str) -> list[str]:
        """Return the ids of a jurisdiction's departments, those with most indicator rows first."""
        own = self._departments[jurisdiction_id]
        rows = {key: sum(form.indicators for form in self.of_department(key)) for key in own}
        return sorted(own, key=lambda key: (-rows[key], key))

    def full_name(self, jurisdiction_id: str) -> Both:
        """Return a jurisdiction's name; the files give it in full."""
        return self.portal.jurisdictions[jurisdiction_id].both("name")

    def full_names(self, jurisdiction_ids: Sequence[str]) -> tuple[Both, ...]:
        """Return the names of jurisdictions; those of the same name with what is above them."""
        return names_apart(
            (self.full_name(key), *map(self.full_name, reversed(self.above(key))), Both.printed(key))
            for key in jurisdiction_ids
        )

    def above(self, jurisdiction_id: str) -> tuple[str, ...]:
        """Return the ids of the jurisdictions above one, the highest first."""
        parent = self.portal.jurisdictions[jurisdiction_id].parent
        return (*self.above(parent), parent) if parent else ()

    def department_name(self, department_id: str) -> Both:
        """Return a department's name; where its file gives no English one, the printed name stands in both editions."""
        return self.portal.departments[department_id].both("name")

    def short_name(self, department_id: str) -> Both:
        """Return a department's name without that of its jurisdiction, for where the jurisdiction is named already."""
        name, place = self.department_name(department_id), self.full_name(department_id.partition("/")[0])
        ends = [place.zh[start:] for start in range(len(place.zh) - 1)]  # 武汉市江夏区, 江夏区 among them
        of_committees = (
            f"{end[-1]}{word}{name.zh.removeprefix(whole)}"
            for before, behind, word in COMMITTEES
            for end in ends
            if name.zh.startswith(whole := f"{before}{end}{behind}")
        )
        zh = next(of_committees, "") or next((name.zh.removeprefix(end) for end in ends if name.zh.startswith(end)), "")
        en = name.en.removeprefix(f"{place.en.partition(',')[0]} ")
        return Both(zh if len(zh) > 1 else name.zh, name.en if name.en == name.zh else en)

    def department_in_full(self, department_id: str) -> Both:
        """Return a department's name for where places stand together: with that of its jurisdiction, unless it says it."""
        name, place = self.department_name(department_id), self.full_name(department_id.partition("/")[0])
        least = min(3, len(place.zh))  # of 武汉市江夏区 at least 江夏区
        ends = (place.zh[start:] for start in range(len(place.zh) - least + 1))
        zh = name.zh if any(end in name.zh for end in ends) else f"{name.zh}（{place.zh}）"
        says_it = zh == name.zh if name.en == name.zh else place.en.partition(",")[0] in name.en
        return Both(zh, name.en if says_it else f"{name.en} ({place.en})")

    def title_of(self, id_: str) -> Both:
        """Return what the page of a jurisdiction, a department or a form is called, held back or withdrawn ones among them."""
        portal = self.portal
        if id_ in portal.jurisdictions:
            return self.full_name(id_)
        if id_ in portal.departments:
            return self.department_name(id_)
        held = next((form for form in portal.held if form.id == id_), None)
        if held is not None:
            return Both.printed(f" {held.fiscal_year} · ").join([self.department_name(held.department_id), held.name])
        if id_ in self.summaries:
            form = self.summaries[id_]
            return Both.printed(f" {form.fiscal_year} · ").join([form.department, form.name])
        owner, entry = portal.withdrawn[id_]
        parts = id_.split("/")
        if isinstance(entry, WithdrawnPlace):
            unnamed = parts[1:2] if "/" not in entry.place else []  # a department that went with its jurisdiction
            name, department = Both.printed(" · ").join([entry.both("name"), *unnamed]), None
        else:
            name, department = self.department_name(owner), portal.departments[owner]
        if len(parts) < 3:
            return name
        return Both.printed(f" {parts[2]} · ").join([name, name_of_form(department, parts[3])])

    def jurisdictions_with_departments(self) -> list[str]:
        """Return the ids of the jurisdictions that have departments, in order of id."""
        return sorted({key.partition("/")[0] for key in self.portal.departments})

    def excluded(self, forms: Iterable[FormOutline]) -> tuple[StatementSummary, ...]:
        """Return the forms with a money total that no sum takes in."""
        return tuple(form.summary for form in forms if form.reports_money and not form.summary.counted)

    def held(self, place: str) -> tuple[tuple[Both, HeldForm], ...]:
        """Return the forms of a department or jurisdiction that await review, with the name of their department."""
        return tuple(
            (self.department_name(form.department_id), form)
            for form in self.portal.held
            if place in {form.department_id, form.jurisdiction_id}
        )

    def withdrawn(self, place: str) -> tuple[tuple[Link, Withdrawn | WithdrawnPlace], ...]:
        """Return what a department or jurisdiction says of what it has withdrawn, the latest first."""
        portal = self.portal
        entries = portal.departments[place].withdrawn if "/" in place else portal.jurisdictions[place].withdrawn
        named = ((entry.place if isinstance(entry, WithdrawnPlace) else entry.statement, entry) for entry in entries)
        listed = [(Link(self.title_of(id_), page_url(id_)), entry) for id_, entry in named]
        return tuple(sorted(listed, key=lambda pair: pair[1].date, reverse=True))

    def crumbs(self, *place: str) -> tuple[Link, ...]:
        """Return the way from home to a jurisdiction (one id) or a department (two ids)."""
        links = [HOME]
        if place:
            links.append(Link(self.full_name(place[0]), f"{place[0]}/"))
        if len(place) > 1:
            key = "/".join(place)
            links.append(Link(self.department_name(key), f"{key}/"))
        return tuple(links)

    def year_link(self, department_id: str, year: int) -> Link:
        """Return the way to a department's year, which stands between the department and its forms."""
        return Link(Both.printed(str(year)), f"{department_id}/{year}/")

    def address(self, url: str) -> Both:
        """Return a page's address in each edition; below the portal's root, where its own address is not known."""
        return page_address(self.portal.settings.base_url, url)


def _by_rule(rows: Iterable[tuple[str, FindingRow]]) -> dict[str, list[FindingRow]]:
    grouped: dict[str, list[FindingRow]] = defaultdict(list)
    for rule_id, row in rows:
        grouped[rule_id].append(row)
    return dict(grouped)


def _strip(counted: Sequence[tuple[Achievement | TargetChange, Figure]], *, is_plan: bool) -> Strip | None:
    whole, (_, told) = sum((rows.value for _, rows in counted), Decimal()), counted[0]
    if not whole:
        return None
    before, parts = Decimal(), []
    for of, rows in counted:
        if rows.value or rows is told:  # that there is none of what a reader looks for is told too
            start, end = (rounded(percent_of(place, whole), 2) for place in (before, before + rows.value))
            parts.append(StripPart(of, rows, start, end - start))
            before += rows.value
    return Strip(tuple(parts), told, is_plan, whole)


def _standing_out(row: DepartmentSummary) -> tuple[bool, Decimal]:
    """Return a department's place among others: by the share of its targets that stands out, the largest first."""
    return row.strip is None, -row.strip.share if row.strip else Decimal()


def amount_of(summary: StatementSummary) -> Decimal:
    """Return what a list of projects is sorted by; forms without an amount come last."""
    return summary.adjusted if summary.adjusted is not None else Decimal(-1)


def in_both(name: Both) -> tuple[str, ...]:
    """Return a name as words to be found by: in Chinese, and in English where that is another."""
    return tuple(dict.fromkeys((name.zh, name.en)))
