"""What rules ask of a department's forms of one year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from build_scripts.judging.score import StatementResult
from build_scripts.words.language import Both
from build_scripts.words.vocabulary import FormType, LineCode

AMOUNT_NAMES = {
    "initial": Both("年初预算数", "initial budget"),
    "adjusted": Both("调整后预算数", "adjusted budget"),
    "executed": Both("决算数", "final figure"),
}
"""The amounts of a year, as reports call them."""


def by_year(forms: tuple[StatementResult, ...]) -> Iterator[tuple[StatementResult, ...]]:
    """Go through a department's forms year by year."""
    years: dict[int, list[StatementResult]] = defaultdict(list)
    for result in forms:
        years[result.statement.form.fiscal_year].append(result)
    yield from (tuple(group) for group in years.values())


def first_of(forms: tuple[StatementResult, ...], form_type: FormType) -> StatementResult | None:
    """Return the first form of a type, if there is one."""
    return next((result for result in forms if result.statement.form.form_type is form_type), None)


def column_followed(form: StatementResult) -> str | None:
    """Return the only column of the total row that basic plus project expenditure of the form equals."""
    total, basic, project = form.total_line, form.line(LineCode.BASIC), form.line(LineCode.PROJECT)
    if total is None or basic is None or project is None or basic.amount.value is None or project.amount.value is None:
        return None
    added = basic.amount.value + project.amount.value
    columns = [
        column
        for column in AMOUNT_NAMES
        if (value := getattr(total, column).value) is not None
        and agree((added, basic.amount.margin), (value, getattr(total, column).margin))
    ]
    return columns[0] if len(columns) == 1 else None


def agree(*figures: tuple[Decimal, Decimal]) -> bool:
    """Tell whether figures, each given with its margin of rounding, agree within all their margins together."""
    values = [value for value, _ in figures]
    return max(values) - min(values) <= sum((margin for _, margin in figures), Decimal())
