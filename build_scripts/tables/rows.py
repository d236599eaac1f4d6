"""Records → the published tables: every row of every form, printed cells beside what was read and recomputed.

Each table lists the names of its columns; their types and sentences are declared in ``columns``.
Cells hold text, int, Decimal or None (empty); a printed blank stays as printed and is never zero.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from build_scripts.cells.amounts import plain, rounded
from build_scripts.cells.value_model import Value
from build_scripts.judging.audit import Audit
from build_scripts.judging.check import Finding
from build_scripts.judging.rollups import Rollup, RollupLevel
from build_scripts.judging.rules import RULES
from build_scripts.judging.score import FundingResult, IndicatorResult, ScoredRow, StatementResult
from build_scripts.judging.scorecard import COLUMNS_OF_CARDS, Card
from build_scripts.reading.model import AnyStatement
from build_scripts.reading.records import LoadedStatement, Portal
from build_scripts.tables.columns import COLUMNS, PublishedColumn
from build_scripts.words.vocabulary import (
    CountedAs,
    Severity,
    Subject,
    ValueKind,
)

Cell = str | int | Decimal | None
Row = dict[str, Cell]

TABLE_COLUMNS: dict[str, str] = {
    "jurisdictions": "jurisdiction_id name name_en level parent_id admin_code",
    "departments": "department_id jurisdiction_id name name_en kind budget_code statements indicators",
    "statements": """statement_id form_type template title_raw jurisdiction_id department_id department_raw project
        implementing_unit fiscal_year fiscal_year_basis long_term_end_year report_date_raw currency_unit
        total_weight_raw total_weight total_score_raw total_score grade_raw score_sum score_recomputed score_reason grade_recomputed
        errors warnings notes withheld source_id source_line annex page_url""",
    "funding": """statement_id department_id jurisdiction_id fiscal_year order line_code label_raw initial_raw
        adjusted_raw executed_raw amount_raw initial_yuan adjusted_yuan executed_yuan amount_yuan rate_raw rate
        rate_recomputed weight_raw weight score_raw score score_recomputed score_difference score_reason score_formula
        counted_as withheld source_line""",
    "goals": """goal_id statement_id department_id kind number order goal_label_raw overview_text target_text
        actual_text weight_raw weight withheld source_line""",
    "indicators": """indicator_id statement_id department_id jurisdiction_id fiscal_year form_type project
        goal_id goal_kind goal_number order level1_raw level1 level2_raw level2 name_raw name_unit target_raw
        target_state target_kind target_op target_value target_value_max target_unit target_per target_notes
        adjusted_target_raw baseline_y2_raw baseline_y2_value baseline_y2_value_max baseline_y2_unit
        baseline_y2_per baseline_y1_raw baseline_y1_value baseline_y1_value_max baseline_y1_unit baseline_y1_per
        actual_raw actual_state actual_kind actual_op actual_value actual_value_max actual_unit actual_per
        actual_notes weight_raw weight score_raw score polarity polarity_source achievement attainment
        target_change target_change_y2 score_recomputed score_difference score_reason score_formula
        target_basis_raw target_basis deviation_raw extraction_notes withheld source_id source_line""",
    "narratives": "statement_id order kind standard_section heading_raw text withheld source_line",
    "base_data": """statement_id order section line_code label_raw prior_final_raw budget_raw final_raw value_raw value value_unit
        prior_final_yuan budget_yuan final_yuan withheld source_line""",
    "findings": """finding_id rule_id severity about statement_id department_id jurisdiction_id path message_zh
        message_en quote published recomputed reference difference formula formula_en also file line status reply release""",
    "rollups": """rollup_id level jurisdiction_id department_id fiscal_year form_type measure value unit method
        forms_counted forms_total rows_judged rows_total money_share missing missing_ids excluded excluded_ids formula reason""",
    "scorecard": " ".join(
        ("scorecard_id jurisdiction_id department_id fiscal_year", *(taken.name for taken in COLUMNS_OF_CARDS))
    ),
    "restatements": "statement_id path column old new date reason commit",
    "sources": "source_id title publisher url approval_date publication_date retrieved media_type sha256 lines",
}
TITLES: dict[str, tuple[str, str]] = {
    "jurisdictions": ("行政区", "Jurisdictions"),
    "departments": ("部门", "Departments"),
    "statements": ("表单", "Forms"),
    "funding": ("资金", "Funding rows"),
    "goals": ("目标", "Goals"),
    "indicators": ("绩效指标", "Indicators"),
    "narratives": ("文字内容", "Texts"),
    "base_data": ("基础数据", "Base data"),
    "findings": ("核对发现", "Findings"),
    "rollups": ("汇总", "Roll-ups"),
    "scorecard": ("填报情况", "Reporting scorecard"),
    "restatements": ("数据更正", "Restatements"),
    "sources": ("来源文件", "Source documents"),
}
# One name, another meaning: these tables' columns are declared under a longer name.
DECLARED_AS: dict[tuple[str, str], str] = {
    ("departments", "kind"): "department_kind",
    ("goals", "kind"): "goal_kind",
    ("narratives", "kind"): "narrative_kind",
    ("base_data", "line_code"): "base_line_code",
    ("findings", "formula"): "rule_formula",
    ("base_data", "value"): "base_value",
    ("rollups", "level"): "rollup_level",
    ("rollups", "reason"): "rollup_reason",
}


@dataclass(frozen=True)
class Table:
    """A published table: ``rows`` has one tuple per row in the order of ``columns``."""

    name: str
    columns: tuple[PublishedColumn, ...]
    rows: tuple[tuple[Cell, ...], ...]

    @property
    def title(self) -> tuple[str, str]:
        """The table's name in Chinese and English."""
        return TITLES[self.name]

    @property
    def header(self) -> tuple[str, ...]:
        """The column names as published."""
        return tuple(TABLE_COLUMNS[self.name].split())


def tables(audit: Audit) -> dict[str, Table]:
    """Build every published table; keys and order as in ``TABLE_COLUMNS``."""
    portal, results, findings = audit.portal, audit.results, audit.findings
    tally: dict[str, Counter[Severity]] = defaultdict(Counter)
    for finding in findings:
        if finding.is_open:
            tally[finding.statement_id][finding.severity] += 1
    rows: dict[str, Iterable[Row]] = {
        "jurisdictions": _jurisdictions(portal),
        "departments": _departments(portal, results),
        "statements": (_statement(result, tally[key]) for key, result in results.items()),
        "funding": _all_funding(audit),
        "goals": (row for result in results.values() for row in _goals(result.statement)),
        "indicators": (_indicator(result, item) for result in results.values() for item in result.indicators),
        "narratives": (row for result in results.values() for row in _narratives(result.statement)),
        "base_data": (row for result in results.values() for row in _base_data(result.statement)),
        "findings": (_finding(finding) for finding in findings),
        "rollups": map(_rollup, audit.rollups),
        "scorecard": map(_card, audit.cards),
        "restatements": _restatements(portal),
        "sources": _sources(portal),
    }
    return {name: _table(name, rows[name]) for name in TABLE_COLUMNS}


def _table(name: str, rows: Iterable[Row]) -> Table:
    header = TABLE_COLUMNS[name].split()
    columns = tuple(COLUMNS[DECLARED_AS.get((name, column), column)] for column in header)
    return Table(name, columns, tuple(tuple(row[column] for column in header) for row in rows))


def page_url(statement_id: str) -> str:
    """Return a statement's address, relative to the portal's root; the id is the address."""
    return f"{statement_id}/"


def _jurisdictions(portal: Portal) -> Iterator[Row]:
    for key, item in portal.jurisdictions.items():
        yield {
            "jurisdiction_id": key,
            "name": item.name,
            "name_en": item.name_en,
            "level": item.level,
            "parent_id": item.parent,
            "admin_code": item.admin_code,
        }


def _departments(portal: Portal, results: Mapping[str, StatementResult]) -> Iterator[Row]:
    forms = Counter(result.statement.department_id for result in results.values())
    rows: Counter[str] = Counter()
    for result in results.values():
        rows[result.statement.department_id] += len(result.indicators)
    for key, item in portal.departments.items():
        yield {
            "department_id": key,
            "jurisdiction_id": key.partition("/")[0],
            "name": item.name,
            "name_en": item.name_en,
            "kind": item.kind,
            "budget_code": item.budget_code,
            "statements": forms[key],
            "indicators": rows[key],
        }


def _statement(result: StatementResult, by_severity: Counter[Severity]) -> Row:
    statement, form = result.statement, result.statement.form
    total = statement.cells.total
    return {
        "statement_id": statement.id,
        "form_type": form.form_type,
        "template": form.template,
        "title_raw": form.title,
        "jurisdiction_id": statement.jurisdiction_id,
        "department_id": statement.department_id,
        "department_raw": form.department,
        "project": statement.project,
        "implementing_unit": statement.implementing_unit,
        "fiscal_year": form.fiscal_year,
        "fiscal_year_basis": form.fiscal_year_basis,
        "long_term_end_year": statement.long_term_end_year,
        "report_date_raw": statement.report_date,
        "currency_unit": form.currency_unit,
        "total_weight_raw": total.weight.raw if total else None,
        "total_weight": total.weight.value if total else None,
        "total_score_raw": total.score.raw if total else None,
        "total_score": total.score.value if total else None,
        "grade_raw": total.row.grade if total else None,
        "score_sum": result.score_sum.value,
        "score_recomputed": result.score_recomputed.value,
        "score_reason": result.score_recomputed.reason,
        "grade_recomputed": result.grade_recomputed,
        "errors": by_severity[Severity.ERROR],
        "warnings": by_severity[Severity.WARNING],
        "notes": by_severity[Severity.NOTE],
        "withheld": _withheld(form, "", "total"),
        "source_id": form.source.document,
        "source_line": form.source.first_line,
        "annex": form.source.annex,
        "page_url": page_url(statement.id),
    }


def _all_funding(audit: Audit) -> Iterator[Row]:
    for result in audit.results.values():
        for order, item in enumerate(result.funding, 1):
            counted = counted_as(result, item, doubted=result.statement.id in audit.money_in_doubt)
            yield _funding(result.statement, order, item, counted)


def counted_as(result: StatementResult, item: FundingResult, *, doubted: bool) -> CountedAs:
    """Say in which totals a money row takes part: the one total row of a self-evaluation without errors on its money."""
    if item is not result.total_line:
        return CountedAs.PART
    if result.statement.form.form_type.is_target:
        return CountedAs.PLAN
    if doubted:
        return CountedAs.EXCLUDED
    if item.adjusted.yuan is None or item.executed.yuan is None:
        return CountedAs.INCOMPLETE
    return CountedAs.PROJECT if result.statement.form.form_type.of_project else CountedAs.DEPARTMENT


def _funding(statement: LoadedStatement, order: int, item: FundingResult, counted: CountedAs) -> Row:
    line = item.line
    return {
        **_context(statement),
        "order": order,
        "line_code": line.line_code,
        "label_raw": line.label,
        "initial_raw": line.initial,
        "adjusted_raw": line.adjusted,
        "executed_raw": line.executed,
        "amount_raw": line.amount,
        "initial_yuan": item.initial.yuan,
        "adjusted_yuan": item.adjusted.yuan,
        "executed_yuan": item.executed.yuan,
        "amount_yuan": item.amount.yuan,
        "rate_raw": line.rate,
        "rate": item.rate.value,
        "rate_recomputed": _percent(item.rate_recomputed.value),
        "weight_raw": line.weight,
        "weight": item.weight.value,
        "score_raw": line.score,
        "score": item.score.value,
        "score_recomputed": item.score_recomputed.value,
        "score_difference": _difference(item),
        "score_reason": item.score_recomputed.reason,
        "score_formula": item.score_recomputed.formula or None,
        "counted_as": counted,
        "withheld": _withheld(statement.form, item.path),
        "source_line": line.source_line,
    }


def _withheld(form: AnyStatement, *rows: str) -> str | None:
    """Return the cells of the rows at these paths that are not disclosed, each with its ground."""
    places = [(*item.path.rpartition("."), item.reason) for item in form.withheld]
    return "; ".join(f"{cell}: {reason.value}" for row, _, cell, reason in places if row in rows) or None


def _difference(item: ScoredRow) -> Decimal | None:
    """Return published less recomputed points, where there are both."""
    points, recomputed = item.score.value, item.score_recomputed.value
    return None if points is None or recomputed is None else points - recomputed


def _context(statement: LoadedStatement) -> Row:
    return {
        "statement_id": statement.id,
        "department_id": statement.department_id,
        "jurisdiction_id": statement.jurisdiction_id,
        "fiscal_year": statement.form.fiscal_year,
    }


def _percent(value: Decimal | None) -> Decimal | None:
    """Publish rates with four decimals: more than any form prints, and no endless fractions."""
    return None if value is None else rounded(value, 4).normalize()


def goal_id(statement_id: str, order: int) -> str:
    """Return a goal's id: the form's id and its position, also the anchor on the form's page."""
    return f"{statement_id}#goal-{order}"


def indicator_id(statement_id: str, order: int) -> str:
    """Return an indicator row's id: the form's id and its position, also the anchor on the form's page."""
    return f"{statement_id}#indicator-{order}"


def _goals(statement: LoadedStatement) -> Iterator[Row]:
    for cells in statement.cells.goals:
        goal = cells.goal
        yield {
            "goal_id": goal_id(statement.id, cells.order),
            "statement_id": statement.id,
            "department_id": statement.department_id,
            "kind": goal.kind,
            "number": goal.number,
            "order": cells.order,
            "goal_label_raw": goal.label,
            "overview_text": goal.overview,
            "target_text": goal.target_text,
            "actual_text": goal.actual_text,
            "weight_raw": goal.weight,
            "weight": cells.weight.value,
            "withheld": _withheld(statement.form, cells.path),
            "source_line": goal.source_line or goal.overview_line,
        }


def _value(prefix: str, value: Value) -> Row:
    return {
        f"{prefix}_kind": value.kind,
        f"{prefix}_op": value.op,
        f"{prefix}_value": value.number,
        f"{prefix}_value_max": value.number_max,
        f"{prefix}_unit": value.unit or None,
        f"{prefix}_per": value.per or None,
        f"{prefix}_notes": _listed(value.notes),
    }


def _baseline(prefix: str, value: Value) -> Row:
    """Publish an earlier year's figure where the cell holds one: a number or a range, no span of months."""
    known = value if value.kind in {ValueKind.NUMBER, ValueKind.RANGE, ValueKind.MIXED} else Value(None)
    return {
        f"{prefix}_value": known.number,
        f"{prefix}_value_max": known.number_max,
        f"{prefix}_unit": known.unit or None,
        f"{prefix}_per": known.per or None,
    }


def _indicator(result: StatementResult, item: IndicatorResult) -> Row:
    statement, row = result.statement, item.row
    goals = statement.goals
    goal = goals[item.goal_order - 1]
    return {
        **_context(statement),
        "indicator_id": indicator_id(statement.id, item.order),
        "form_type": statement.form.form_type,
        "project": statement.project,
        "goal_id": goal_id(statement.id, item.goal_order),
        "goal_kind": goal.kind,
        "goal_number": goal.number,
        "order": item.order,
        "level1_raw": item.level1_raw,
        "level1": item.level1,
        "level2_raw": item.level2_raw,
        "level2": item.level2,
        "name_raw": row.name,
        "name_unit": item.name_unit,
        "target_raw": row.target,
        "target_state": None if item.effective_target.raw is None else item.effective_target.state,
        **_value("target", item.target),
        "adjusted_target_raw": row.adjusted_target,
        "baseline_y2_raw": row.baseline_y2,
        **_baseline("baseline_y2", item.baseline_y2),
        "baseline_y1_raw": row.baseline_y1,
        **_baseline("baseline_y1", item.baseline_y1),
        "actual_raw": row.actual,
        "actual_state": None if row.actual is None else item.actual.state,
        **_value("actual", item.actual),
        "weight_raw": row.weight,
        "weight": item.weight.value,
        "score_raw": row.score,
        "score": item.score.value,
        "polarity": item.polarity,
        "polarity_source": item.polarity_source,
        "achievement": item.achievement,
        "attainment": _percent(item.attainment),
        "target_change": item.target_change,
        "target_change_y2": item.target_change_y2,
        "score_recomputed": item.score_recomputed.value,
        "score_difference": _difference(item),
        "score_reason": item.score_recomputed.reason,
        "score_formula": item.score_recomputed.formula or None,
        "target_basis_raw": row.target_basis,
        "target_basis": _listed(item.target_bases),
        "deviation_raw": row.deviation,
        "extraction_notes": _listed(row.extraction_notes),
        "withheld": _withheld(statement.form, item.path),
        "source_id": statement.form.source.document,
        "source_line": row.source_line,
    }


def _narratives(statement: LoadedStatement) -> Iterator[Row]:
    for order, item in enumerate(statement.form.narratives, 1):
        yield {
            "statement_id": statement.id,
            "order": order,
            "kind": item.kind,
            "standard_section": item.standard_section,
            "heading_raw": item.heading,
            "text": item.text,
            "withheld": _withheld(statement.form, f"narratives[{order - 1}]"),
            "source_line": item.source_line,
        }


def _base_data(statement: LoadedStatement) -> Iterator[Row]:
    for order, cells in enumerate(statement.cells.base_data, 1):
        item = cells.row
        yield {
            "statement_id": statement.id,
            "order": order,
            "section": item.section,
            "line_code": item.line_code,
            "label_raw": item.label,
            "prior_final_raw": item.prior_final,
            "budget_raw": item.budget,
            "final_raw": item.final,
            "value_raw": item.value,
            "value": cells.number,
            "value_unit": cells.unit,
            "prior_final_yuan": cells.prior_final.yuan,
            "budget_yuan": cells.budget.yuan,
            "final_yuan": cells.final.yuan,
            "withheld": _withheld(statement.form, cells.path),
            "source_line": item.source_line,
        }


def _finding(finding: Finding) -> Row:
    return {
        "finding_id": finding.id,
        "rule_id": finding.rule_id,
        "severity": finding.severity,
        "about": finding.about,
        "statement_id": finding.statement_id,
        "department_id": finding.department_id,
        "jurisdiction_id": finding.jurisdiction_id,
        "path": finding.path,
        "message_zh": finding.message.zh,
        "message_en": finding.message.en,
        "quote": finding.quote,
        "published": finding.published,
        "recomputed": finding.recomputed,
        "reference": finding.reference,
        "difference": finding.difference,
        "formula": RULES[finding.rule_id].formula.zh,
        "formula_en": RULES[finding.rule_id].formula.en,
        "also": _listed(finding.also),
        "file": finding.file,
        "line": finding.line,
        "status": finding.status if finding.about is Subject.FORM else None,
        "reply": finding.reply,
        "release": finding.review or None,
    }


def _rollup(item: Rollup) -> Row:
    whole = item.level is RollupLevel.JURISDICTION
    return {
        "rollup_id": item.id,
        "level": item.level,
        "jurisdiction_id": item.place.partition("/")[0],
        "department_id": None if whole else item.place,
        "fiscal_year": item.fiscal_year,
        "form_type": item.form_type,
        "measure": item.measure,
        "value": item.value,
        "unit": item.unit,
        "method": item.method,
        "forms_counted": item.counted,
        "forms_total": item.total,
        "rows_judged": item.rows_judged,
        "rows_total": item.rows_total,
        "money_share": item.money_share,
        "missing": _listed(party.name.zh for party in item.missing),
        "missing_ids": _listed(party.id for party in item.missing),
        "excluded": _listed(party.name.zh for party in item.excluded),
        "excluded_ids": _listed(party.id for party in item.excluded),
        "formula": item.formula or None,
        "reason": item.reason,
    }


def _listed(texts: Iterable[str]) -> str | None:
    return "；".join(texts) or None


def _card(item: Card) -> Row:
    return {
        "scorecard_id": item.id,
        "jurisdiction_id": item.jurisdiction_id,
        "department_id": item.department_id,
        "fiscal_year": item.fiscal_year,
        **{name: _listed(value) if isinstance(value, tuple) else value for name, value in item.values.items()},
    }


def _restatements(portal: Portal) -> Iterator[Row]:
    for item in portal.restatements:
        yield {
            "statement_id": item.statement,
            "path": item.path,
            "column": item.column,
            "old": item.old,
            "new": item.new,
            "date": item.date,
            "reason": item.reason,
            "commit": item.commit,
        }


def _sources(portal: Portal) -> Iterator[Row]:
    for key, item in portal.sources.items():
        yield {
            "source_id": key,
            "title": item.title,
            "publisher": item.publisher,
            "url": item.url,
            "approval_date": item.approval_date,
            "publication_date": item.publication_date,
            "retrieved": item.retrieved,
            "media_type": item.media_type,
            "sha256": item.sha256,
            "lines": item.lines,
        }


def text_of(cell: Cell) -> str:
    """Return a cell as every text format publishes it: decimals in plain digits, nothing for None."""
    return "" if cell is None else plain(cell) if isinstance(cell, Decimal) else str(cell)
