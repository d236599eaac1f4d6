"""The page of one form: the form as printed, what was recomputed beside the cells, where it was found."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from build_scripts.check import Finding
from build_scripts.glossary import BY_ID, GLOSSARY, Entry, explained
from build_scripts.model import Column, FormTemplate, Goal, Narrative
from build_scripts.pages.charts import statement_charts
from build_scripts.pages.contexts import (
    FundingRow,
    GoalBlock,
    IndicatorRow,
    LevelCell,
    Link,
    Page,
    PrintedCell,
    StatementContext,
)
from build_scripts.pages.summaries import Site, in_both
from build_scripts.score import FundingResult, IndicatorResult, StatementResult
from build_scripts.vocabulary import LANGUAGES, Both, FormType, GoalKind

LEVELS = {"level1", "level2"}


def statement_page(site: Site, result: StatementResult) -> Page:
    """Return the page of one form."""
    statement, form = result.statement, result.statement.form
    summary = site.summaries[statement.id]
    department = site.department_name(statement.department_id)
    template = site.audit.portal.templates[form.template]
    findings = site.findings_of[statement.id]
    funding = tuple(_funding_row(index, item, template, findings) for index, item in enumerate(result.funding, 1))
    title = Both(*(f"{department.of(lang)} {form.fiscal_year} · {summary.name.of(lang)}" for lang in LANGUAGES))
    context = StatementContext(
        statement=statement,
        result=result,
        summary=summary,
        department=department,
        department_url=f"{statement.department_id}/",
        template=template,
        profile=result.profile,
        source=site.audit.portal.sources[form.source.document],
        funding_headings=tuple(column.heading for column in template.funding_columns),
        funding=funding,
        has_rate=any(column.key == "rate" for column in template.funding_columns),
        has_weight=any(column.key == "score" for column in template.funding_columns),
        goals=_goals(result, template, findings),
        overview=tuple(goal for goal in _all_goals(result) if goal.overview is not None),
        total=getattr(form, "total", None),
        total_findings=_on("total", findings),
        base_data=tuple(
            (row, _on(f"base_data[{index}]", findings)) for index, row in enumerate(getattr(form, "base_data", ()))
        ),
        base_data_headings=tuple(column.heading for column in template.base_data_columns),
        narratives=_narratives(form.narratives),
        findings=findings,
        terms=_terms(result, template),
        charts=statement_charts(site, result),
        downloads=tuple(
            Link(Both.printed(f"{name}.csv"), f"{statement.department_id}/{name}.csv")
            for name in _tables_of(result)
        ),
        citation=site.citation(title, summary.url),
    )  # fmt: skip
    return Page(
        kind="statement",
        url=summary.url,
        title=title,
        description=Both(
            f"{title.zh}：印出的数字与重算的数字并列，附来源行号。",
            f"{title.en}: printed and recomputed figures side by side, with the lines of the source.",
        ),
        crumbs=site.crumbs(*statement.department_id.split("/")),
        context=context,
        words=_words(result, department),
        rows=_rows_found(result),
    )


def _on(prefix: str, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings on a row or on one of its cells."""
    return tuple(item for item in findings if item.path == prefix or item.path.startswith(f"{prefix}."))


def _cells(path: str, row: object, columns: Iterable[Column], findings: Iterable[Finding]) -> tuple[PrintedCell, ...]:
    return tuple(
        PrintedCell(
            column.key,
            getattr(row, column.key),
            tuple(item for item in findings if item.path == f"{path}.{column.key}"),
        )
        for column in columns
    )


def _funding_row(index: int, item: FundingResult, template: FormTemplate, findings: Sequence[Finding]) -> FundingRow:
    return FundingRow(
        f"funding-{index}", item, _cells(item.path, item.line, template.funding_columns, _on(item.path, findings))
    )


def _terms(result: StatementResult, template: FormTemplate) -> tuple[Entry, ...]:
    """Return the words of the glossary that the page prints in headings, categories and row labels."""
    columns = (
        template.funding_columns, template.indicator_columns, template.long_term_columns, template.base_data_columns
    )  # fmt: skip
    texts = {column.heading or "" for own in columns for column in own}
    texts |= {level for item in result.indicators for level in (item.level1_raw, item.level2_raw)}
    texts |= {row.label for row in getattr(result.statement.form, "base_data", ())}
    texts |= {item.line.label for item in result.funding}
    found = {entry.id for text in texts if (entry := explained(text))}
    found |= {"adjusted", "executed", "rate"} if result.funding else set()
    found |= {"total"} if getattr(result.statement.form, "total", None) is not None else set()
    found |= {"self-evaluation"} if "自评" in result.statement.form.form_type.zh else {"goal"}
    return tuple(entry for entry in GLOSSARY if entry.id in found & set(BY_ID))


def _all_goals(result: StatementResult) -> tuple[Goal, ...]:
    goals: tuple[Goal, ...] = getattr(result.statement.form, "goals", ())
    return goals


def _goals(result: StatementResult, template: FormTemplate, findings: Sequence[Finding]) -> tuple[GoalBlock, ...]:
    blocks = []
    for order, goal in enumerate(_all_goals(result), 1):
        long_term = goal.kind is GoalKind.LONG_TERM and template.long_term_columns
        columns = template.long_term_columns if long_term else template.indicator_columns
        keys = {column.key for column in columns}
        items = [item for item in result.indicators if item.goal_order == order]
        shown = [column for column in columns if column.key not in LEVELS]
        blocks.append(
            GoalBlock(
                anchor=f"goal-{order}",
                goal=goal,
                headings=tuple(column.heading for column in shown),
                rows=_rows(items, shown, findings),
                has_actual="actual" in keys,
                has_baseline="baseline_y1" in keys,
                has_score="score" in keys,
            )
        )
    return tuple(blocks)


def _rows(items: list[IndicatorResult], columns: list[Column], findings: Sequence[Finding]) -> tuple[IndicatorRow, ...]:
    """Return the rows with their merged level cells: a cell begins where it is printed and spans to the next one.

    Empty lines before and after a merged cell's text only placed it in the middle; the tables keep them.
    """
    begins1 = [index for index, item in enumerate(items) if index == 0 or item.row.level1 is not None]
    begins2 = [index for index, item in enumerate(items) if index in begins1 or item.row.level2 is not None]

    def level(begins: list[int], index: int, text: str) -> LevelCell | None:
        if index not in begins:
            return None
        place = begins.index(index)
        end = begins[place + 1] if place + 1 < len(begins) else len(items)
        return LevelCell(text.strip("\n"), end - index)

    return tuple(
        IndicatorRow(
            anchor=f"indicator-{item.order}",
            result=item,
            level1=level(begins1, index, item.level1_raw),
            level2=level(begins2, index, item.level2_raw),
            cells=_cells(item.path, item.row, columns, _on(item.path, findings)),
        )
        for index, item in enumerate(items)
    )


def _narratives(narratives: Iterable[Narrative]) -> tuple[tuple[str, Narrative], ...]:
    return tuple((f"text-{order}", item) for order, item in enumerate(narratives, 1))


def _tables_of(result: StatementResult) -> list[str]:
    form = result.statement.form
    parts = {
        "funding": result.funding,
        "goals": _all_goals(result),
        "indicators": result.indicators,
        "narratives": form.narratives,
        "base_data": getattr(form, "base_data", ()),
    }
    return ["statements", *(name for name, rows in parts.items() if rows)]


def _words(result: StatementResult, department: Both) -> tuple[str, ...]:
    """Return what the form is found by besides its name: department and form type."""
    form = result.statement.form
    return (*in_both(department), form.form_type.zh, form.form_type.en)


def _rows_found(result: StatementResult) -> tuple[tuple[str, str], ...]:
    """Return what can be found on the form, each text once: indicators, base-data rows, headings of a report."""
    form = result.statement.form
    found = [("".join(item.row.name.split()), f"indicator-{item.order}") for item in result.indicators]
    found += [(row.label.strip(), f"base-data-{n}") for n, row in enumerate(getattr(form, "base_data", ()), 1)]
    if form.form_type is FormType.DEPT_REPORT:
        found += [((item.heading or "").strip(), f"text-{n}") for n, item in enumerate(form.narratives, 1)]
    places = {text: anchor for text, anchor in reversed(found) if text}
    return tuple((anchor, text) for text, anchor in reversed(places.items()))
