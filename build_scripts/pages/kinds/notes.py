"""The remarks on one form, which ask nobody for an explanation: all on one page, each with its place there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from build_scripts.judging.score import StatementResult
from build_scripts.pages.finding_words import ToldFinding, told_whole
from build_scripts.pages.makers import page_for_each
from build_scripts.pages.page import Link, Page, said
from build_scripts.pages.summaries import StatementSummary
from build_scripts.pages.unit_site import UnitSite
from build_scripts.words.language import Both
from build_scripts.words.page_kinds import PageKind


@dataclass(frozen=True)
class NotesContext:
    """``/<jurisdiction>/<department>/<year>/<form or project>/notes/``."""

    form: StatementSummary = said("所在的表单", "The form on which they stand")
    notes: Sequence[ToldFinding] = said("提示", "The remarks")
    transcription: Sequence[ToldFinding] = said("本门户对本表的处理", "How this portal transcribed the form")


def _noted(site: UnitSite) -> Iterator[StatementResult]:
    for id_, result in site.audit.results.items():
        if not all(item.severity.asks for item in (*site.findings_of[id_], *site.transcription_of[id_])):
            yield result


@page_for_each(_noted, PageKind.NOTES, NotesContext, UnitSite)
def notes_page(site: UnitSite, result: StatementResult) -> Page:
    """Return the page of the remarks on a form."""
    statement = result.statement
    form, id_ = site.summaries[statement.id], statement.id
    notes, transcription = (
        tuple(told_whole(item, site.row_of(item), statement) for item in own if not item.severity.asks)
        for own in (site.findings_of[id_], site.transcription_of[id_])
    )
    title = site.title_of(id_)
    return Page(
        kind=PageKind.NOTES,
        url=f"{form.url}notes/",
        title=Both(f"{title.zh}：提示", f"{title.en}: notes"),
        description=Both(
            f"{title.zh}：{len(notes)} 条提示，不需要部门答复。", f"{title.en}: {len(notes)} notes; no reply is due."
        ),
        crumbs=(
            *site.crumbs(*statement.department_id.split("/")),
            site.year_link(statement.department_id, form.fiscal_year),
            Link(form.name, form.url),
        ),
        context=NotesContext(form, notes, transcription),
        crumb=Both("提示", "Notes"),
        shows=statement.place,
    )
