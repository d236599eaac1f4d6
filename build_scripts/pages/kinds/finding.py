"""The page of an error or a doubt: what is printed and what it is held against, where it stands, what its department says of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from build_scripts.judging.findings import Finding
from build_scripts.judging.score import IndicatorResult, StatementResult
from build_scripts.pages.cell_names import cell_called
from build_scripts.pages.finding_words import MeantCell, ToldFinding, told_whole, two_amounts
from build_scripts.pages.makers import page_for_each
from build_scripts.pages.page import Link, Page, said
from build_scripts.pages.share_pictures import picture_of
from build_scripts.pages.summaries import StatementSummary
from build_scripts.pages.unit_site import UnitSite
from build_scripts.reading.model import BaseDataRow, Column, FundingLine, Indicator
from build_scripts.reading.records import LoadedStatement
from build_scripts.words.language import PAUSE, Both
from build_scripts.words.page_kinds import PageKind
from build_scripts.words.vocabulary import FORM_COLUMNS, GoalKind


@dataclass(frozen=True)
class FindingContext:
    """``/<jurisdiction>/<department>/<year>/<form or project>/<RULE>-<row>-<cell>/``."""

    told: ToldFinding = said("发现", "The finding")
    form: StatementSummary = said("所在的表单", "The form on which it stands")
    department_url: str = said("部门地址", "Address of the department's page")
    row: Sequence[MeantCell] = said("所在的行，逐格照印", "Its row, cell by cell as printed")


_Found = tuple[Finding, StatementResult, Mapping[str, IndicatorResult]]
"""A finding, its form, and the indicator rows of that by their paths."""


def _found(site: UnitSite) -> Iterator[_Found]:
    for id_, result in site.audit.results.items():
        rows = {item.path: item for item in result.indicators}
        own = (*site.findings_of[id_], *site.transcription_of[id_])
        yield from ((item, result, rows) for item in own if item.severity.asks)


@page_for_each(_found, PageKind.FINDING, FindingContext, UnitSite)
def finding_page(site: UnitSite, found: _Found) -> Page:
    """Return the page of one finding."""
    finding, result, _ = found
    statement = result.statement
    form, row = site.summaries[finding.statement_id], site.row_of(finding)
    year, both = Both.printed(str(form.fiscal_year)), two_amounts(finding, statement)
    where = Both.printed(" ").join([form.department, year])
    names = [where] if form.name == form.department else [where, form.name]
    return Page(
        kind=PageKind.FINDING,
        url=finding.url,
        title=Both(f"{row.title.zh}（{PAUSE.join(names).zh}）", f"{row.title.en} ({PAUSE.join(names).en})"),
        description=row.sentence,
        crumbs=(
            *site.crumbs(*finding.department_id.split("/")),
            site.year_link(finding.department_id, form.fiscal_year),
            Link(form.name, form.url),
        ),
        context=FindingContext(
            told_whole(finding, row, statement), form, f"{finding.department_id}/", tuple(_row(site, found))
        ),
        crumb=row.title,
        picture=picture_of(both) if both is not None and site.portal.settings.base_url else b"",
        shows=statement.place,
    )


def _row(site: UnitSite, found: _Found) -> Iterator[MeantCell]:
    """Yield the row on which a finding stands, cell by cell; of a text or of the form as a whole the cell that it quotes."""
    finding, result, rows = found
    statement = result.statement
    path = statement.path_of(finding.row_id, None) if finding.row_id else None
    row = statement.at(path) if path else None
    if path is None or not isinstance(row, FundingLine | Indicator | BaseDataRow):
        if finding.quote:
            yield MeantCell(cell_called(statement, finding.path), finding.quote, finding.row_id, is_meant=True)
        return
    own = {place.cell for place in finding.places if place.row_id == finding.row_id} | {finding.cell}
    levels = {"level1": rows[path].level1_raw, "level2": rows[path].level2_raw} if path in rows else {}
    for column in _columns(site, statement, row, path):
        text = levels.get(column.key, getattr(row, column.key, None))
        if isinstance(text, str):
            called = FORM_COLUMNS[column.key]
            heading = Both(column.heading or called.zh, called.en)
            yield MeantCell(heading, text, finding.row_id, is_meant=column.key in own)
    for number, cell in enumerate(row.further if isinstance(row, FundingLine | Indicator) else ()):
        key = f"further[{number}].text"
        yield MeantCell(Both.printed(cell.label), cell.text, finding.row_id, is_meant=key in own)


def _columns(site: UnitSite, statement: LoadedStatement, row: object, path: str) -> Sequence[Column]:
    template = site.portal.templates[statement.form.template]
    if isinstance(row, FundingLine):
        return template.funding_columns
    if isinstance(row, BaseDataRow):
        return template.base_data_columns
    goal = statement.at(path.rpartition(".")[0])
    is_long_term = getattr(goal, "kind", None) is GoalKind.LONG_TERM
    return (is_long_term and template.long_term_columns) or template.indicator_columns
