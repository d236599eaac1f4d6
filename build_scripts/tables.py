"""Records → the published tables: every row of every form, printed cells beside what was read and recomputed.

Each table lists the names of its columns; their types and sentences are declared in ``columns``.
Cells hold text, int, Decimal or None (empty); a printed blank stays as printed and is never zero.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from build_scripts.amounts import parse_amount, parse_points, plain
from build_scripts.audit import Audit
from build_scripts.check import Finding
from build_scripts.columns import COLUMNS, Column
from build_scripts.model import Goal
from build_scripts.portal import LoadedStatement, Portal
from build_scripts.rollups import Rollup, RollupLevel, money_in_doubt
from build_scripts.score import FundingResult, IndicatorResult, StatementResult, rounded
from build_scripts.scorecard import Card
from build_scripts.value_model import Value
from build_scripts.vocabulary import CountedAs, FormType, Severity

Cell = str | int | Decimal | None
Row = dict[str, Cell]

TABLE_COLUMNS: dict[str, str] = {
    "jurisdictions": "jurisdiction_id name name_en level parent_id admin_code",
    "departments": "department_id jurisdiction_id name name_en kind statements indicators",
    "statements": """statement_id form_type template title_raw jurisdiction_id department_id department_raw project
        implementing_unit fiscal_year fiscal_year_basis long_term_end_year report_date_raw currency_unit
        total_weight_raw total_score_raw total_score score_sum score_recomputed score_reason grade_recomputed
        errors warnings notes source_id source_line page_url""",
    "funding": """statement_id department_id jurisdiction_id fiscal_year order line_code label_raw initial_raw
        adjusted_raw executed_raw amount_raw initial_yuan adjusted_yuan executed_yuan amount_yuan rate_raw
        rate_recomputed weight_raw score_raw score_recomputed score_difference score_reason score_formula counted_as source_line""",
    "goals": """goal_id statement_id department_id kind number order goal_label_raw overview_text target_text
        actual_text weight_raw source_line""",
    "indicators": """indicator_id statement_id department_id jurisdiction_id fiscal_year form_type project goal_id
        goal_kind goal_number order level1_raw level1 level2_raw level2 name_raw target_raw target_kind target_op
        target_value target_value_max target_unit adjusted_target_raw baseline_y2_raw baseline_y2_value
        baseline_y1_raw baseline_y1_value actual_raw actual_state actual_op actual_value actual_unit weight_raw score_raw polarity
        polarity_source achievement attainment target_change score_recomputed score_difference score_reason score_formula target_basis_raw
        deviation_raw extraction_note source_id source_line""",
    "narratives": "statement_id order kind heading_raw text source_line",
    "base_data": """statement_id order section line_code label_raw prior_final_raw budget_raw final_raw value_raw
        prior_final_yuan budget_yuan final_yuan source_line""",
    "findings": """finding_id rule_id severity statement_id department_id jurisdiction_id path message_zh message_en
        published recomputed difference file line status reply""",
    "rollups": """rollup_id level jurisdiction_id department_id fiscal_year form_type measure value unit method
        forms_counted forms_total money_share missing missing_ids excluded excluded_ids formula reason""",
    "scorecard": """scorecard_id jurisdiction_id department_id fiscal_year department_forms project_forms not_in_portal
        self_evaluations before_year_end undated publication_unknown cells_due cells_blank errors_open
        forms_with_errors findings_due findings_answered targets targets_measurable measurable_share""",
    "restatements": "statement_id path column old new date reason commit",
    "sources": "source_id title publisher url publication_date retrieved media_type sha256 lines",
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
    ("rollups", "level"): "rollup_level",
    ("rollups", "reason"): "rollup_reason",
}


@dataclass(frozen=True)
class Table:
    """A published table: ``rows`` has one tuple per row in the order of ``columns``."""

    name: str
    columns: tuple[Column, ...]
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
        tally[finding.statement_id][finding.severity] += 1
    rows: dict[str, Iterable[Row]] = {
        "jurisdictions": _jurisdictions(portal),
        "departments": _departments(portal, results),
        "statements": (_statement(result, tally[key]) for key, result in results.items()),
        "funding": _all_funding(results, findings),
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
            "statements": forms[key],
            "indicators": rows[key],
        }


def _statement(result: StatementResult, by_severity: Counter[Severity]) -> Row:
    statement, form = result.statement, result.statement.form
    total = getattr(form, "total", None)
    return {
        "statement_id": statement.id,
        "form_type": form.form_type,
        "template": form.template,
        "title_raw": form.title,
        "jurisdiction_id": statement.jurisdiction_id,
        "department_id": statement.department_id,
        "department_raw": form.department,
        "project": getattr(form, "project", None),
        "implementing_unit": getattr(form, "implementing_unit", None),
        "fiscal_year": form.fiscal_year,
        "fiscal_year_basis": form.fiscal_year_basis,
        "long_term_end_year": getattr(form, "long_term_end_year", None),
        "report_date_raw": getattr(form, "report_date", None),
        "currency_unit": form.currency_unit,
        "total_weight_raw": total.weight if total else None,
        "total_score_raw": total.score if total else None,
        "total_score": parse_points(total.score) if total else None,
        "score_sum": result.score_sum.value,
        "score_recomputed": result.score.value,
        "score_reason": result.score.reason,
        "grade_recomputed": result.grade,
        "errors": by_severity[Severity.ERROR],
        "warnings": by_severity[Severity.WARNING],
        "notes": by_severity[Severity.NOTE],
        "source_id": form.source.document,
        "source_line": form.source.first_line,
        "page_url": page_url(statement.id),
    }


def _all_funding(results: Mapping[str, StatementResult], findings: tuple[Finding, ...]) -> Iterator[Row]:
    doubted = money_in_doubt(findings)
    for result in results.values():
        for order, item in enumerate(result.funding, 1):
            counted = counted_as(result, item, doubted=result.statement.id in doubted)
            yield _funding(result.statement, order, item, counted)


def counted_as(result: StatementResult, item: FundingResult, *, doubted: bool) -> CountedAs:
    """Say in which totals a money row takes part: the one total row of a self-evaluation without open errors on its money."""
    if item is not result.total_line:
        return CountedAs.PART
    if result.statement.form.form_type is FormType.PROJECT_TARGET:
        return CountedAs.PLAN
    if doubted:
        return CountedAs.EXCLUDED
    if item.adjusted.yuan is None or item.executed.yuan is None:
        return CountedAs.INCOMPLETE
    whole = result.statement.form.form_type is FormType.DEPT_SELF_EVAL
    return CountedAs.DEPARTMENT if whole else CountedAs.PROJECT


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
        "rate_recomputed": _percent(item.rate.value),
        "weight_raw": line.weight,
        "score_raw": line.score,
        "score_recomputed": item.score.value,
        "score_difference": _difference(line.score, item.score.value),
        "score_reason": item.score.reason,
        "score_formula": item.score.formula or None,
        "counted_as": counted,
        "source_line": line.source_line,
    }


def _difference(printed: str | None, recomputed: Decimal | None) -> Decimal | None:
    """Return published less recomputed points, where there are both."""
    points = parse_points(printed)
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
    goals: tuple[Goal, ...] = getattr(statement.form, "goals", ())
    for order, goal in enumerate(goals, 1):
        yield {
            "goal_id": goal_id(statement.id, order),
            "statement_id": statement.id,
            "department_id": statement.department_id,
            "kind": goal.kind,
            "number": goal.number,
            "order": order,
            "goal_label_raw": goal.label,
            "overview_text": goal.overview,
            "target_text": goal.target_text,
            "actual_text": goal.actual_text,
            "weight_raw": goal.weight,
            "source_line": goal.source_line or goal.overview_line,
        }


def _value(prefix: str, value: Value) -> Row:
    return {f"{prefix}_op": value.op, f"{prefix}_value": value.number, f"{prefix}_unit": value.unit or None}


def _indicator(result: StatementResult, item: IndicatorResult) -> Row:
    statement, row = result.statement, item.row
    goals: tuple[Goal, ...] = getattr(statement.form, "goals", ())
    goal = goals[item.goal_order - 1]
    return {
        **_context(statement),
        "indicator_id": indicator_id(statement.id, item.order),
        "form_type": statement.form.form_type,
        "project": getattr(statement.form, "project", None),
        "goal_id": goal_id(statement.id, item.goal_order),
        "goal_kind": goal.kind,
        "goal_number": goal.number,
        "order": item.order,
        "level1_raw": item.level1_raw,
        "level1": item.level1,
        "level2_raw": item.level2_raw,
        "level2": item.level2,
        "name_raw": row.name,
        "target_raw": row.target,
        "target_kind": item.target.kind,
        **_value("target", item.target),
        "target_value_max": item.target.number_max,
        "adjusted_target_raw": row.adjusted_target,
        "baseline_y2_raw": row.baseline_y2,
        "baseline_y2_value": item.baseline_y2.number,
        "baseline_y1_raw": row.baseline_y1,
        "baseline_y1_value": item.baseline_y1.number,
        "actual_raw": row.actual,
        "actual_state": None if row.actual is None else item.actual.state,
        **_value("actual", item.actual),
        "weight_raw": row.weight,
        "score_raw": row.score,
        "polarity": item.polarity,
        "polarity_source": item.polarity_source,
        "achievement": item.achievement,
        "attainment": _percent(item.attainment),
        "target_change": item.target_change,
        "score_recomputed": item.score.value,
        "score_difference": _difference(row.score, item.score.value),
        "score_reason": item.score.reason,
        "score_formula": item.score.formula or None,
        "target_basis_raw": row.target_basis,
        "deviation_raw": row.deviation,
        "extraction_note": row.extraction_note,
        "source_id": statement.form.source.document,
        "source_line": row.source_line,
    }


def _narratives(statement: LoadedStatement) -> Iterator[Row]:
    for order, item in enumerate(statement.form.narratives, 1):
        yield {
            "statement_id": statement.id,
            "order": order,
            "kind": item.kind,
            "heading_raw": item.heading,
            "text": item.text,
            "source_line": item.source_line,
        }


def _base_data(statement: LoadedStatement) -> Iterator[Row]:
    for order, item in enumerate(getattr(statement.form, "base_data", ()), 1):
        money = {
            f"{column}_yuan": parse_amount(getattr(item, column), statement.form.currency_unit).yuan
            if item.section == "expenditure"
            else None
            for column in ("prior_final", "budget", "final")
        }
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
            **money,
            "source_line": item.source_line,
        }


def _finding(finding: Finding) -> Row:
    return {
        "finding_id": finding.id,
        "rule_id": finding.rule_id,
        "severity": finding.severity,
        "statement_id": finding.statement_id,
        "department_id": finding.department_id,
        "jurisdiction_id": finding.jurisdiction_id,
        "path": finding.path,
        "message_zh": finding.message_zh,
        "message_en": finding.message_en,
        "published": finding.published,
        "recomputed": finding.recomputed,
        "difference": finding.difference,
        "file": finding.file,
        "line": finding.line,
        "status": finding.status,
        "reply": finding.reply,
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
        "department_forms": item.department_forms,
        "project_forms": item.project_forms,
        "not_in_portal": _listed(item.not_in_portal),
        "self_evaluations": item.self_evaluations,
        "before_year_end": item.before_year_end,
        "undated": item.undated,
        "publication_unknown": item.publication_unknown,
        "cells_due": item.cells_due,
        "cells_blank": item.cells_blank,
        "errors_open": item.errors_open,
        "forms_with_errors": item.forms_with_errors,
        "findings_due": item.findings_due,
        "findings_answered": item.findings_answered,
        "targets": item.targets,
        "targets_measurable": item.targets_measurable,
        "measurable_share": item.measurable_share,
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
            "publication_date": item.publication_date,
            "retrieved": item.retrieved,
            "media_type": item.media_type,
            "sha256": item.sha256,
            "lines": item.lines,
        }


def text_of(cell: Cell) -> str:
    """Return a cell as every text format publishes it: decimals in plain digits, nothing for None."""
    return "" if cell is None else plain(cell) if isinstance(cell, Decimal) else str(cell)
