"""The list of all findings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from build_scripts.judging.rules import RULES, Rule
from build_scripts.pages.drawing import Heat
from build_scripts.pages.finding_charts import findings_heat
from build_scripts.pages.finding_rows import TRANSCRIPTION, FindingRow
from build_scripts.pages.long_lists import Listed, Part, cut, going_on
from build_scripts.pages.makers import one_page
from build_scripts.pages.page import Link, Page, page_of, said
from build_scripts.pages.site import Site
from build_scripts.pages.summaries import StatementSummary
from build_scripts.tables.ledger import Figure
from build_scripts.words.language import Both
from build_scripts.words.page_kinds import PageKind
from build_scripts.words.vocabulary import FindingStatus, Severity, Subject

FIRST_ROWS = 24
"""Rows of each list, and of the errors the cards, that stand on this page."""
FindingsOf = tuple[Link, Sequence[Figure]]
"""A jurisdiction or a department, and its findings of each severity."""


@dataclass(frozen=True)
class FindingsContext:
    """``/findings/``."""

    total: Figure = said("发现总数", "Number of findings")
    by_severity: Sequence[tuple[Severity, Figure, Part]] = said(
        "全部发现，按程度分开，各有前几行", "All findings, those of each severity apart, with the first rows of each"
    )
    cards: Sequence[tuple[FindingRow, StatementSummary]] = said("前几条错误", "The first errors")
    places: Sequence[tuple[FindingsOf, str, Sequence[FindingsOf]]] = said(
        "各行政区的发现、其列表的地址、下属各部门的",
        "Findings of each jurisdiction, where their list stands, and those of its departments",
    )
    transcription: Part = said("本门户对各表的处理，前几行", "How this portal transcribed the forms, the first rows")
    heat: Heat = said("各部门各规则的错误与疑点数", "Errors and warnings by department and rule")
    statuses: Sequence[FindingStatus] = said("筛选可选的状态", "Statuses to choose from")
    years: Sequence[int] = said("筛选可选的年度，新的在前", "Fiscal years to choose from, newest first")
    rules: Sequence[Rule] = said("有发现的规则", "Rules with findings")


@one_page(PageKind.FINDINGS, FindingsContext)
def findings_page(site: Site) -> Page:
    """Return the list of all findings."""
    findings, transcription = site.parted(site.finding_rows)
    lists = {
        severity: _cut(severity, tuple(row for row in findings if row.severity is severity)) for severity in Severity
    }
    apart = _cut("transcription", transcription)
    own: dict[str, list[FindingRow]] = {}
    for row in findings:
        own.setdefault(site.outlines[row.statement_id].jurisdiction_id, []).append(row)
    by_place = {place: f"findings/place/{place}/" for place in sorted(own)}
    ruled = {row.rule_id for row in findings}
    page = page_of(
        PageKind.FINDINGS,
        Both(
            "需要说明的数字：错误在前，可按地方、部门、程度、状态、年度和规则筛选，每一条都有印出的数和算式。",
            "Figures that need an explanation: errors first, to be filtered by place, department, severity, status, year "
            "and rule, each with what is printed and its formula.",
        ),
        FindingsContext(
            total=site.ledger.count("findings", about=Subject.FORM),
            by_severity=tuple(
                (severity, site.ledger.count("findings", severity=severity, about=Subject.FORM), parts[0])
                for severity, parts in lists.items()
            ),
            cards=tuple((row, site.summaries[row.statement_id]) for row in lists[Severity.ERROR][0].rows),
            places=tuple((_place(site, place), url, tuple(_below(site, place))) for place, url in by_place.items()),
            transcription=apart[0],
            heat=findings_heat(site),
            statuses=tuple(status for status in FindingStatus if any(row.status is status for row in findings)),
            years=tuple(sorted({site.outlines[row.statement_id].fiscal_year for row in findings}, reverse=True)),
            rules=tuple(rule for rule in RULES.values() if rule.id in ruled),
        ),
    )
    for severity, parts in lists.items():
        page = going_on(page, severity.both, Listed.FINDINGS, parts)
    for place, url in by_place.items():
        page = going_on(page, site.full_name(place), Listed.FINDINGS, cut(own[place], url, url))
    return going_on(page, TRANSCRIPTION, Listed.TRANSCRIPTION, apart)


def _cut(anchor: str, rows: Sequence[FindingRow]) -> tuple[Part, ...]:
    return cut(rows, f"findings/#{anchor}", f"findings/{anchor}/", first=FIRST_ROWS)


def _place(site: Site, place: str) -> FindingsOf:
    return Link(site.full_name(place), f"{place}/"), site.counted_by_severity(jurisdiction_id=place, about=Subject.FORM)


def _below(site: Site, place: str) -> Iterator[FindingsOf]:
    """Yield the departments of a jurisdiction that have findings, those with most errors and doubts first."""
    found = (
        (site.counted_by_severity(department_id=id_, about=Subject.FORM), id_) for id_ in site.departments_of(place)
    )
    told = ((numbers, id_) for numbers, id_ in found if any(number.value for number in numbers))
    for numbers, id_ in sorted(told, key=lambda one: [*(-number.value for number in one[0]), one[1]]):
        yield Link(site.department_name(id_), f"{id_}/"), numbers
