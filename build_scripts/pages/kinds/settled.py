"""The page at the address of a finding that was published and is found no more: what has become of it, and where."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from build_scripts.judging.events import Event
from build_scripts.judging.findings import finding_id_of, page_of_finding
from build_scripts.judging.rules import RULES, Rule
from build_scripts.pages.happened import ChangeLine, line_of_event
from build_scripts.pages.makers import page_for_each
from build_scripts.pages.page import Link, Page, said
from build_scripts.pages.unit_site import UnitSite
from build_scripts.reading.model import Reply
from build_scripts.reading.yaml_messages import shown
from build_scripts.words.language import PAUSE, Both
from build_scripts.words.page_kinds import PageKind
from build_scripts.words.vocabulary import EventKind, FindingStatus


@dataclass(frozen=True)
class SettledContext:
    """``/<jurisdiction>/<department>/<year>/<form or project>/<RULE>-<row>-<cell>/`` of a finding that is there no more."""

    id: str = said("原来的代码", "The id that it had")
    rule: Rule | None = said("规则，已没有这条规则的则空", "Its rule; none where there is no such rule any more")
    row: Link = said("原来说到的行", "The row of which it spoke")
    lines: Sequence[ChangeLine] = said("经过，新的在前", "What has happened, newest first")


_Settled = tuple[str, str, str, str]
"""The id of the finding, of its form, of its rule, and of its row within the form, empty where the form was meant."""


def _settled(site: UnitSite) -> Iterator[_Settled]:
    """Yield what releases showed, and what departments say that they corrected, where nothing is found any more."""
    listed = [
        (event.finding_id, event.statement_id, event.rule_id, event.row_id.partition("#")[2])
        for event in site.audit.events
        if event.kind is EventKind.FINDING_SETTLED and event.url == page_of_finding(event.finding_id)
    ]
    for entry in (entry for *_, entry in site.portal.entries()):
        if (
            isinstance(entry, Reply)
            and entry.status is FindingStatus.CORRECTED
            and entry.statement in site.portal.by_id
        ):
            for cell in entry.cells:
                place = entry.statement, entry.rule, cell.row or ""
                listed.append((finding_id_of(*place, cell.column or ""), *place))
    there = {finding.url for finding in site.audit.findings}
    yield from {url: one for one in listed if (url := page_of_finding(one[0])) not in there}.values()


@page_for_each(_settled, PageKind.SETTLED, SettledContext, UnitSite)
def settled_page(site: UnitSite, settled: _Settled) -> Page:
    """Return the page of a finding that is found no more."""
    id_, statement_id, rule_id, row_id = settled
    statement, form = site.portal.by_id[statement_id], site.summaries[statement_id]
    rule, department = RULES.get(rule_id), site.department_name(statement.department_id)
    title = rule.title if rule else Both.printed(rule_id)
    where = PAUSE.join([department, Both.printed(str(form.fiscal_year)), form.name])
    path = statement.path_of(row_id, None) if row_id else ""
    row = Both.printed(shown(statement.words_at(path))) if path else form.name
    events = (event for event in site.audit.events if _is_of(event, settled))
    return Page(
        kind=PageKind.SETTLED,
        url=page_of_finding(id_),
        title=Both(f"已不再有的发现：{title.zh}（{where.zh}）", f"No longer found: {title.en} ({where.en})"),
        description=Both(
            f"{where.zh}：这条核对发现公布过，现在没有了；原来是什么、后来改了什么、部门怎样说明，都在这里。",
            f"{where.en}: this finding was published and is there no more; what was changed since and what the department said stands here.",
        ),
        crumbs=(
            *site.crumbs(*statement.department_id.split("/")),
            site.year_link(statement.department_id, form.fiscal_year),
            Link(form.name, form.url),
        ),
        context=SettledContext(
            id_,
            rule,
            Link(row, f"{form.url}{f'#{row_id}' if path else ''}"),
            tuple(map(line_of_event, events)),
        ),
        crumb=PageKind.SETTLED.both,
        shows=statement.place,
    )


def _is_of(event: Event, settled: _Settled) -> bool:
    """Tell whether an event is of a finding, or a correction or a reply that has to do with it."""
    id_, statement_id, rule_id, row_id = settled
    if event.finding_id or event.statement_id != statement_id:
        return event.finding_id == id_
    on_row = event.row_id.partition("#")[2] in {row_id, ""}
    return on_row and (event.kind is EventKind.RESTATEMENT or event.rule_id == rule_id)
