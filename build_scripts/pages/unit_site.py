"""What the pages of a unit are made from: the forms of its departments themselves, and the outlines that go on to others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from build_scripts.cells.amounts import Points, Rate, added
from build_scripts.judging.audit import Audit
from build_scripts.judging.findings import Finding
from build_scripts.judging.rollups import HOW, Measure, by_place, doubts, standing_errors
from build_scripts.judging.score import StatementResult
from build_scripts.opendata.scopes import Scope
from build_scripts.pages.finding_rows import FindingRow
from build_scripts.pages.finding_words import finding_sentence, finding_title
from build_scripts.pages.outlines import FormOutline, Losses, LostPoints
from build_scripts.pages.render import finding_row
from build_scripts.pages.site import Site
from build_scripts.pages.summaries import CompareCell, StatementSummary
from build_scripts.tables.form_tables import COUNTED_AS, counted_as
from build_scripts.tables.ids import page_url, row_id
from build_scripts.tables.ledger import Figure, Ledger
from build_scripts.words.language import Both
from build_scripts.words.vocabulary import Achievement, CellState, CountedAs, FormType, RowKind, Subject

MOST_LOST = 10
"""Rows that lost most points: no chart shows more of them."""
_REPORTED: dict[str, str] = {"target_state": CellState.REPORTED}
ASKED: dict[Measure, tuple[str, str, dict[str, str]]] = {
    Measure.ADJUSTED: ("funding", "adjusted_yuan", {"counted_as": CountedAs.PROJECT}),
    Measure.EXECUTED: ("funding", "executed_yuan", {"counted_as": CountedAs.PROJECT}),
    Measure.RATE: ("funding", "rate_recomputed", {}),
    Measure.TOTAL_SCORE: ("statements", "total_score", {}),
    Measure.INDICATORS: ("indicators", "", {"row_kind": RowKind.FILLED}),
    Measure.TARGETS: ("indicators", "", _REPORTED),
    Measure.MET: ("indicators", "", {**_REPORTED, "achievement": Achievement.MET}),
    Measure.MISSED: ("indicators", "", {**_REPORTED, "achievement": Achievement.MISSED}),
}
"""Where the measures of one form stand: table, column added up (or none: rows counted), and which rows.

Its execution rate stands on the row of its whole money.
"""


@dataclass(frozen=True)
class UnitSite(Site):
    """What the pages of one unit are made from; a portal that is looked at as a whole is one unit."""

    audit: Audit = field(kw_only=True)

    @classmethod
    def of(cls, audit: Audit, ledger: Ledger, scopes: Mapping[str, Scope]) -> UnitSite:
        """Return what the pages of an audit are made from."""
        outlines: dict[str, FormOutline] = {}
        rollups = by_place(audit.rollups)
        site = cls(audit.portal, outlines, (), rollups, audit.cards, ledger, scopes, audit=audit)
        outlines |= {key: site.outline(result) for key, result in audit.results.items()}
        return site

    def results(self, department_id: str) -> list[StatementResult]:
        """Return the department's forms themselves, in the order of ``of_department``."""
        return [self.audit.results[form.id] for form in self.of_department(department_id)]

    @property
    def moved(self) -> dict[str, str]:
        """The former addresses of the unit's departments and forms, each with the id of today."""
        return {old: new for old, new in self.portal.moved.items() if "/" in new}

    @property
    def gone(self) -> list[str]:
        """The ids of what its departments have withdrawn."""
        return [id_ for id_, (owner, _) in self.portal.withdrawn.items() if "/" in owner]

    @cached_property
    def findings_of(self) -> dict[str, list[Finding]]:
        """The findings of every form, by statement id."""
        return self._grouped(Subject.FORM)

    @cached_property
    def transcription_of(self) -> dict[str, list[Finding]]:
        """What is to be said of how this portal transcribed every form, by statement id."""
        return self._grouped(Subject.TRANSCRIPTION)

    def _grouped(self, about: Subject) -> dict[str, list[Finding]]:
        grouped: dict[str, list[Finding]] = {key: [] for key in self.audit.results}
        for finding in self.audit.findings:
            if finding.about is about:
                grouped[finding.statement_id].append(finding)
        return grouped

    @cached_property
    def rows(self) -> dict[str, FindingRow]:
        """All findings as rows of lists, by their ids."""
        return {item.id: self._row(item) for item in self.audit.findings}

    def _row(self, finding: Finding) -> FindingRow:
        statement = self.portal.by_id[finding.statement_id]
        words = finding_title(finding, statement), finding_sentence(finding, statement)
        return finding_row(finding, self.summaries[finding.statement_id], *words)

    def row_of(self, finding: Finding) -> FindingRow:
        """Return a finding as a row of lists."""
        return self.rows[finding.id]

    def outline(self, result: StatementResult) -> FormOutline:
        """Return what is known of a form elsewhere."""
        statement, form = result.statement, result.statement.form
        summary = self._summary(result)
        return FormOutline(
            id=statement.id,
            department_id=statement.department_id,
            jurisdiction_id=statement.jurisdiction_id,
            form_type=form.form_type,
            fiscal_year=form.fiscal_year,
            document=form.source.document,
            template=form.template,
            scoring_profile=statement.scoring_profile or "",
            summary=summary,
            indicators=len(result.filled_rows),
            reports_money=result.total_line is not None and not form.form_type.is_target,
            has_baseline=any(item.target_change or item.target_change_y2 for item in result.indicators),
            losses=_losses(result, summary),
            compared=dict(self._compared(result)),
            warnings=self.ledger.total("statements", "warnings", statement_id=statement.id),
        )

    def _summary(self, result: StatementResult) -> StatementSummary:
        """Return the line about a form."""
        statement, form, line, money = result.statement, result.statement.form, result.total_line, result.money
        doubted = statement.id in self.audit.money_in_doubt
        counted = None if line is None else counted_as(result, doubted=doubted)
        total, project = statement.cells.total, statement.project
        where = {"statement_id": statement.id}
        return StatementSummary(
            url=page_url(statement.id),
            name=Both.printed(project) if project else form.form_type.both,
            form_type=form.form_type,
            fiscal_year=form.fiscal_year,
            department=self.department_in_full(statement.department_id),
            initial=money.initial if money else None,
            adjusted=money.adjusted if money else None,
            executed=money.executed if money else None,
            by_parts=bool(money and money.by_parts),
            rate=line.rate if line else Rate(None, "blank"),
            rate_recomputed=line.rate_recomputed.value if line else None,
            counted=counted in COUNTED_AS.values(),
            counted_as=counted,
            total_score=total.score if total else Points(None, "blank"),
            score_sum=result.score_sum.value,
            score_recomputed=result.score_recomputed.value,
            indicators=self.ledger.count("indicators", row_kind=RowKind.FILLED, **where),
            blank_rows=self.ledger.count("indicators", row_kind=RowKind.BLANK, **where),
            met=self.ledger.count("indicators", achievement=Achievement.MET, **where),
            missed=self.ledger.count("indicators", achievement=Achievement.MISSED, **where),
            errors=self.ledger.total("statements", "errors", **where),
            judged=self.ledger.count("indicators", actual_state="reported", **where),
        )

    @cached_property
    def _errors(self) -> Mapping[str, Sequence[Finding]]:
        return standing_errors((*self.audit.findings, *self.audit.withheld))

    def _compared(self, result: StatementResult) -> Iterator[tuple[Measure, CompareCell]]:
        """Yield a form's own figures; like a roll-up, they leave out what rests on an error or is not printed."""
        statement = result.statement
        if statement.form.form_type is not FormType.PROJECT_SELF_EVAL:
            return
        line = result.total_line
        for measure, (table, column, rows) in ASKED.items():
            how = HOW[measure]
            doubted = bool(doubts(how.rests_on(result), self._errors.get(statement.id, ())))
            share = how.read(result)
            known = share is not None and (measure is not Measure.RATE or bool(share.base))
            figure: Figure | None = None
            if known and not doubted:
                where = {"statement_id": statement.id, **rows}
                if measure is Measure.RATE and line is not None:
                    where["funding_id"] = row_id(statement, line.path)
                figure = self.ledger.total(table, column, **where) if column else self.ledger.count(table, **where)
            yield measure, CompareCell(figure, how.unit, doubted)


def _losses(result: StatementResult, summary: StatementSummary) -> Losses:
    """Return where a form lost points by its own printing: weight less score."""
    lost = []
    scored = 0
    for item in result.scored_rows:
        full, got = item.own_weight, item.score.value
        if full is None or got is None:
            continue
        scored += 1
        if got < full:
            url = f"{summary.url}#{result.statement.row_ids[item.path]}"
            lost.append(LostPoints(full - got, summary, "".join(item.name.split()), url))
    lost.sort(key=LostPoints.place)
    return Losses(scored, len(lost), added(row.points for row in lost), tuple(lost[:MOST_LOST]))
