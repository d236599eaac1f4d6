"""From ``data/`` to what is known of it: loaded, recomputed, checked, rolled up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import chain
from operator import attrgetter
from pathlib import Path
from types import MappingProxyType

from build_scripts.cells.personal_data import masked
from build_scripts.judging.changes import Figures, changes, guesses, unexplained, vanished
from build_scripts.judging.check import check, held, held_form, holds_back
from build_scripts.judging.events import Event, events
from build_scripts.judging.findings import Finding
from build_scripts.judging.reviews import lapsed
from build_scripts.judging.rollups import Brought, Rollup, RollupLevel, brought, money_in_doubt, roll_up
from build_scripts.judging.rules import RULES
from build_scripts.judging.score import StatementResult, score
from build_scripts.judging.scorecard import Card, scorecard
from build_scripts.reading.load import load
from build_scripts.reading.model import Department, SourceDocument
from build_scripts.reading.printed import PrintedCell, with_cells
from build_scripts.reading.problems import Problem
from build_scripts.reading.records import LoadedStatement, Portal
from build_scripts.reading.releases import releases
from build_scripts.words.language import COMMA, Both

Tell = Callable[[Both], None]


@dataclass(frozen=True)
class Audit:
    """The data as understood: records, recomputed figures, findings."""

    portal: Portal
    results: Mapping[str, StatementResult]
    findings: tuple[Finding, ...]
    today: date
    """The day on which accepted gaps were looked at."""
    withheld: tuple[Finding, ...] = ()
    """Findings that rest on held forms: not shown, but no total takes in the amounts that they put in doubt."""

    @cached_property
    def brought(self) -> tuple[Brought, ...]:
        """What each form brings to the roll-ups of its department and of its jurisdiction."""
        return brought(self.results.values(), (*self.findings, *self.withheld))

    @cached_property
    def rollups(self) -> tuple[Rollup, ...]:
        """Figures of many forms as one, with coverage: departments and jurisdictions in order of id."""
        levels = (roll_up(self.portal, self.brought, level) for level in RollupLevel)
        return tuple(sorted(chain.from_iterable(levels), key=attrgetter("place")))

    @cached_property
    def cards(self) -> tuple[Card, ...]:
        """How each department reported in each fiscal year."""
        return scorecard(self.portal, self.results, self.findings)

    @cached_property
    def events(self) -> tuple[Event, ...]:
        """What has happened to what is published, the newest first."""
        return events(self.portal, self.findings)

    @cached_property
    def money_in_doubt(self) -> frozenset[str]:
        """Ids of the forms whose money no total takes in."""
        return money_in_doubt((*self.findings, *self.withheld))

    @cached_property
    def held(self) -> frozenset[str]:
        """Ids of the forms that are not published until somebody releases them."""
        return held(self.findings)

    @cached_property
    def not_to_be_public(self) -> Mapping[str, tuple[tuple[str, int, int], Both]]:
        """The forms that no release may show, by their ids, each with where that is said and why."""
        portal, held_back = self.portal, Both("须暂缓发布", "is held back")
        holding = (finding for finding in reversed(self.findings) if holds_back(finding))
        found = {item.statement_id: ((item.file, item.line, item.column), held_back) for item in holding}
        for id_ in portal.withdrawn_by_law:
            owner, entry = portal.withdrawn[id_]
            file, number = portal.file(Department, owner), [*portal.departments[owner].withdrawn].index(entry)  # type: ignore[arg-type]
            place = file, *portal.positions[file].nearest(f"withdrawn[{number}]")
            found[id_] = place, Both("已依法撤下", "was withdrawn by law")
        return found

    def public(self) -> Audit:
        """Return everything but the held forms, of which only the existence is told.

        A finding on another form may quote a held form, add it up or miss it. It is published only where the forms
        that are left give it word for word: then it rests on them alone. Of the others only the doubt remains.
        """
        if not self.held:
            return self
        told = replace(self.portal, departments=self._departments_told(), sources=self._sources_told())
        portal = replace(
            told,
            statements=tuple(item for item in self.portal.statements if item.id not in self.held),
            restatements={
                key: record.model_copy(
                    update={"restatements": tuple(x for x in record.restatements if x.statement not in self.held)}
                )
                for key, record in self.portal.restatements.items()
            },
            held=tuple(held_form(item, told) for item in self.portal.statements if item.id in self.held),
        )
        results = {key: result for key, result in self.results.items() if key not in self.held}
        without_them = {replace(finding, id="") for finding in check(portal, results, self.today)}
        kept = [finding for finding in self.findings if finding.statement_id in results]
        shown = tuple(finding for finding in kept if replace(finding, id="") in without_them)
        withheld = tuple(finding for finding in kept if replace(finding, id="") not in without_them)
        return Audit(portal, results, shown, self.today, withheld)

    def _sources_told(self) -> dict[str, SourceDocument]:
        """Return the documents without those from which only held forms are taken: a title may say what such a form is."""
        held, shown = (
            {item.form.source.document for item in self.portal.statements if (item.id in self.held) is is_held}
            for is_held in (True, False)
        )
        return {id_: one for id_, one in self.portal.sources.items() if id_ not in held - shown}

    def _departments_told(self) -> dict[str, Department]:
        """Return the departments without the projects whose very name holds back each of their forms."""
        portal = self.portal
        named = {(item.department_id, item.project_id) for item in portal.statements if item.id not in self.held}
        holding = (item.statement_id for item in self.findings if item.path == "project" and holds_back(item))
        held_names = {(portal.by_id[id_].department_id, portal.by_id[id_].project_id) for id_ in holding} - named
        return {
            id_: one.model_copy(
                update={"projects": tuple(item for item in one.projects if (id_, item.id) not in held_names)}
            )
            for id_, one in portal.departments.items()
        }


def audit(
    data: Path, tell: Tell, today: date, before: Figures = MappingProxyType({})
) -> tuple[Audit | None, list[Problem]]:
    """Load, score and check; no Audit where a file cannot be understood.

    With an Audit, the problems are what is no file of ``data/`` and was passed over, reviews that do not hold (any more),
    addresses that are gone without a word, forms that must not be public and that releases go on showing, and figures that
    are neither those of the last release nor those of ``before``, where no restatement says why.
    """
    tell(Both("读取 data/", "reading data/"))
    portal, problems = load(data)
    if portal is None:
        return None, problems
    audited, more = examined(portal, tell, today, before)
    more += still_released(audited, forms_by_release(data, audited))
    return audited, sorted({*problems, *more})


def forms_by_release(data: Path, audited: Audit) -> dict[str, frozenset[str]]:
    """Return which forms each release shows that is published, by its version; none is read where no form may be missing."""
    if not audited.not_to_be_public:
        return {}
    return {release.version: release.forms() for release in releases(data, audited.portal.made)}


def still_released(audited: Audit, shown: Mapping[str, Collection[str]]) -> list[Problem]:
    """Return an error for each form that must not be public and that releases go on showing; ``shown``: their forms."""
    portal, within = audited.portal, defaultdict[str, list[str]](list)
    for version, forms in shown.items():
        for id_ in {portal.moved.get(id_, id_) for id_ in forms} & audited.not_to_be_public.keys():
            within[id_].append(version)
    return [_still_released(id_, versions, *audited.not_to_be_public[id_]) for id_, versions in sorted(within.items())]


def _still_released(id_: str, versions: Sequence[str], place: tuple[str, int, int], why: Both) -> Problem:
    listed = COMMA.join(versions)
    said = Both(
        f"表单 {id_} {why.zh}，数据版本 {listed.zh} 里却还原样刊载着它。不能公开的，把这些版本撤下：在 releases.yml 各该版本处写 withdrawn（date、reason），网址改为说明，zip 可以删除（git 的历史里还有，请按规定另行清除）。经审查可以公开的，用 mingzhang release {id_} 写明。",
        f"The form {id_} {why.en}, and the releases {listed.en} go on showing it as it was. If it must not be public, withdraw them: write withdrawn (date, reason) in the entry of each in releases.yml; a notice takes their place, and their zips may be deleted (the history of git still has them and is to be cleared as the law says). If it was reviewed and may be public, say so with mingzhang release {id_}.",
    )
    return Problem(*place, "form-still-released", said)


def examined(
    portal: Portal, tell: Tell, today: date, before: Figures = MappingProxyType({})
) -> tuple[Audit, list[Problem]]:
    """Score and check records, and look what of former releases is otherwise; see ``audit`` for the problems."""
    audited = judged(portal, tell, today)
    last = {record.statement: record.rows for record in portal.published.values()}
    changed = [change for figures in (last, before) for change in changes(figures, portal)]
    gone = vanished(portal.recorded, portal, guesses(changed), today)
    silent = unexplained(changed, portal, today)
    return audited, [*lapsed(portal, audited.findings, today), *silent, *gone]


def judged(portal: Portal, tell: Tell, today: date) -> Audit:
    """Score and check.

    A number that a private rule finds is masked before another rule, a sum or a table sees it: nothing can repeat it,
    nor reckon with it. Where it is released it stands as printed.
    """
    tell(Both("重算", "recomputing"))
    results = score(portal)
    tell(Both("核对", "checking"))
    private = check(portal, results, today, [rule for rule in RULES.values() if rule.private])
    places = {(finding.statement_id, finding.path) for finding in private if finding.release is None}
    if places:
        portal = replace(portal, statements=tuple(_masked(item, places) for item in portal.statements))
        results = score(portal)
    others = check(portal, results, today, [rule for rule in RULES.values() if not rule.private])
    in_order = sorted((*private, *others), key=lambda item: (item.statement_id, item.line, item.rule_id, item.path))
    return Audit(portal, results, tuple(in_order), today)


def _masked(statement: LoadedStatement, places: Collection[tuple[str, str]]) -> LoadedStatement:
    def change(cell: PrintedCell) -> str:
        return masked(cell.text) if (statement.id, cell.path) in places else cell.text

    return replace(statement, form=with_cells(statement.form, change))
