"""A form's money as a whole: which rows are parts of which, and what the form has where its total row was left at 0."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from build_scripts.cells.amounts import Amount, added, percent_of, plain
from build_scripts.reading.form_cells import FundingCells
from build_scripts.words.vocabulary import LineCode

BY_LEVEL = frozenset(
    {
        LineCode.CENTRAL,
        LineCode.PROVINCIAL,
        LineCode.CITY_COUNTY,
        LineCode.COUNTY,
        LineCode.LOCAL,
        LineCode.SUPERIOR,
    }
)
"""Money of levels of government: sources beside others or, where a row of all fiscal money is printed, perhaps parts of it."""
BY_SOURCE = BY_LEVEL | {
    LineCode.FISCAL,
    LineCode.CURRENT_YEAR_APPROPRIATION,
    LineCode.CARRY_OVER,
    LineCode.SPECIAL_ACCOUNT,
    LineCode.UNIT_FUNDS,
    LineCode.SELF_RAISED,
    LineCode.OTHER,
    LineCode.OTHER_WITH_CARRY_OVER,
}
"""Rows that are parts of the total; of ``other_line`` nobody knows whether it is one."""
BY_BUDGET = frozenset((LineCode.GENERAL_PUBLIC_BUDGET, LineCode.GOVERNMENT_FUND, LineCode.STATE_CAPITAL))

RowT = TypeVar("RowT", bound=FundingCells)


@dataclass(frozen=True)
class FormMoney:
    """The money of the whole form: its total row, or the sum of its parts where that row prints 0 above parts that are not."""

    total: FundingCells
    """The total row."""
    parts: tuple[FundingCells, ...]
    """The rows that are read instead of the total row; empty where that is read itself."""

    @property
    def by_parts(self) -> bool:
        """Whether the amounts are the sum of the parts, because the total row was left at 0 (BUD-01 says so)."""
        return bool(self.parts)

    @property
    def initial(self) -> Decimal | None:
        """The initial budget in yuan; None where none is printed."""
        return self._yuan(lambda row: row.initial)

    @property
    def adjusted(self) -> Decimal | None:
        """The adjusted budget in yuan; None where none is printed."""
        return self._yuan(lambda row: row.adjusted)

    @property
    def executed(self) -> Decimal | None:
        """What was executed, in yuan; None where it is not printed."""
        return self._yuan(lambda row: row.executed)

    @property
    def rate(self) -> Decimal | None:
        """Execution rate in percent; None without both amounts, or with a budget of 0."""
        adjusted, executed = self.adjusted, self.executed
        return percent_of(executed, adjusted) if adjusted and executed is not None else None

    @property
    def division(self) -> str:
        """The execution rate as a division of the parts, in the unit of the form: ``(190 + 24) ÷ (190 + 30)``."""
        return " ÷ ".join(self._terms(amount) for amount in (lambda row: row.executed, lambda row: row.adjusted))

    def _yuan(self, amount: Callable[[FundingCells], Amount]) -> Decimal | None:
        known = [yuan for row in self.parts or (self.total,) if (yuan := amount(row).yuan) is not None]
        return added(known) if known else None

    def _terms(self, amount: Callable[[FundingCells], Amount]) -> str:
        terms = [plain(value) for row in self.parts if (value := amount(row).value)]
        return f"({' + '.join(terms)})" if len(terms) > 1 else "".join(terms) or "0"


def sources(rows: Sequence[RowT]) -> list[list[RowT]]:
    """Return the money rows that may make up the total: all sources; beside fiscal money also those without its levels.

    Money by the budget that it comes from (general public, government fund, state capital) may be parts of the total or of
    a source above it.
    """
    by_source = [item for item in rows if item.line.line_code in BY_SOURCE]
    codes = {item.line.line_code for item in by_source}
    outer = [item for item in by_source if item.line.line_code not in BY_LEVEL]
    nested = codes & BY_LEVEL and codes & {LineCode.FISCAL, LineCode.CURRENT_YEAR_APPROPRIATION}
    budgets = [item for item in rows if item.line.line_code in BY_BUDGET]
    return [by_source, *([outer] if nested else ()), *([[*by_source, *budgets]] if by_source and budgets else ())]


def form_money(rows: Sequence[FundingCells]) -> FormMoney | None:
    """Return the money of a form with these money rows; None where no row stands for the whole form.

    Where the total row prints 0 and its parts do not, the parts are read, unless one is masked or nobody can tell which rows
    are parts, or a part has only one of the two amounts.
    """
    codes = {item.line.line_code: item for item in reversed(rows)}
    total = codes.get(LineCode.TOTAL) or codes.get(LineCode.DEPARTMENT_TOTAL)
    if total is None:
        return None
    if total.adjusted.value != 0 or total.executed.value != 0:
        return FormMoney(total, ())
    parts, *otherwise = sources(rows)
    unknown = otherwise or LineCode.OTHER_LINE in codes
    masked = any("withheld" in {item.adjusted.state, item.executed.state} for item in parts)
    filled = tuple(item for item in parts if item.adjusted.value is not None and item.executed.value is not None)
    by_parts = not (unknown or masked) and any(item.adjusted.value > 0 for item in filled if item.adjusted.value)
    halves = any((item.adjusted.value or item.executed.value) and item not in filled for item in parts)
    return FormMoney(total, filled if by_parts and not halves else ())
