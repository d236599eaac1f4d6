"""What rules ask of a form's money: its whole, its unit, how exactly its sums must agree."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, auto

from build_scripts.cells.amounts import Amount, Rate, clean, percent_of, plain, times
from build_scripts.judging.rules.registry import Hit, Place
from build_scripts.judging.rules.texts import line_name, narratives, quoted
from build_scripts.judging.score import HUNDRED, FundingResult, StatementResult
from build_scripts.reading.form_cells import BaseDataCells
from build_scripts.words.language import UNSAID, Both
from build_scripts.words.vocabulary import NarrativeKind, Severity

AMOUNT_COLUMNS = {
    "initial": Both("年初预算数", "initial budget"),
    "adjusted": Both("全年预算数", "adjusted budget"),
    "executed": Both("全年执行数", "executed amount"),
}
"""The amounts of a year, as the forms head them."""

BASE_DATA_COLUMNS = {
    "prior_final": Both("上年决算数", "prior-year final"),
    "budget": Both("本年预算数", "budget"),
    "final": Both("本年决算数", "final"),
}


@dataclass(frozen=True)
class Spending:
    """A form's whole budget, above 0, and what was executed of it, in yuan, with the rate in percent."""

    line: FundingResult
    """The total row."""
    budget: Decimal
    executed: Decimal
    rate: Decimal
    by_parts: bool
    """Whether the total row prints 0 and the amounts are the sum of its parts."""


def spending(result: StatementResult) -> Spending | None:
    """Return what a form spent of its budget; None where no budget is printed, or none above 0."""
    money, line = result.money, result.total_line
    if money is None or line is None or not money.adjusted or money.adjusted < 0 or money.executed is None:
        return None
    rate = percent_of(money.executed, money.adjusted)
    return Spending(line, money.adjusted, money.executed, rate, money.by_parts)


def money_cell(item: FundingResult, column: str) -> Place:
    """Return the place of a cell of a money row."""
    return Place(f"{item.path}.{column}", line_name(item.line.label))


def in_form_unit(result: StatementResult, yuan: Decimal) -> str:
    """Return an amount for a message, in the unit in which the form prints its money."""
    return plain(yuan / result.statement.money_unit.in_yuan)


BY_ROUNDING = Both("差额可能是四舍五入所致。", "Rounding may explain the difference.")
SHARE = Both("；印的可能是以小数表示的比率", "; what is printed may be a ratio")
"""What is said of a rate where ``may_be_a_ratio``."""


_NOTES = frozenset({NarrativeKind.FORM_NOTE})
_SAYS_IT_ROUNDS = re.compile(
    r"[^，。；、（\d.]{0,12}(?:四舍五入|尾差|尾数差|取整|保留整数|以整数列示)[^，。；、）]{0,12}"
)


class SumsUp(Enum):
    """Whether printed figures may be a sum and its terms."""

    YES = auto()
    PERHAPS = auto()
    """Rounding could make the difference, in a block of whole numbers or in a cell of a larger unit."""
    NO = auto()


def sums_up(difference: Decimal, figures: Iterable[Amount], block: Iterable[Amount]) -> SumsUp:
    """Tell whether ``figures``, a sum and its terms, may differ by this much, in the form's unit.

    Amounts drop the zeros at their end: the most precise one of the ``block`` tells to which decimal all are printed, but for
    those with a unit of their own. Each figure may be off by half a unit of that decimal. A block of whole numbers is exact,
    or rounded, and so is a cell in a larger unit than the form's: it cannot be told. Source: domain model, D.1, tolerances.
    """
    if not difference:
        return SumsUp.YES
    printed = [amount for amount in block if amount.value is not None]
    in_form = [amount for amount in printed if amount.of_printed == 1]
    finest = min((amount.margin for amount in in_form), default=Decimal())
    margins = [finest if amount.of_printed == 1 else amount.margin for amount in figures]
    if abs(difference) > sum(margins, Decimal()):
        return SumsUp.NO
    exact = any(amount.decimals for amount in in_form or printed)
    within = sum((min(margin, finest) if finest else margin for margin in margins), Decimal())
    return SumsUp.YES if exact and abs(difference) <= within else SumsUp.PERHAPS


def perhaps_rounded(fits: Collection[SumsUp]) -> tuple[Both, Severity | None]:
    """Return what is said of figures that do not add up, by any reading, and how grave that is: None for what the rule says."""
    return (BY_ROUNDING, Severity.WARNING) if SumsUp.PERHAPS in fits else (UNSAID, None)


def rounding_once(result: StatementResult, hits: Iterable[Hit]) -> Iterator[Hit]:
    """Make one note of all sums that rounding may explain, where a note of the form says that it rounds.

    ``hits`` are those of a rule whose only doubts are such sums (``perhaps_rounded``); all others stay as they are.
    """
    notes = (clean(block.text or "") for _, block in narratives(result.statement.form, _NOTES))
    said = next((found[0] for note in notes if (found := _SAYS_IT_ROUNDS.search(note))), None)
    rounded: list[Hit] = []
    for hit in hits:
        if said is not None and hit.severity is Severity.WARNING:
            rounded.append(hit)
        else:
            yield hit
    if rounded:
        first, number = rounded[0], len(rounded)
        yield Place(first.path).hit(
            f"表注写明“{quoted(said)}”；合计与各项之和不等、差额在四舍五入之内的有 {number} 处。",
            f"A note says “{quoted(said)}”; sums that differ from their parts within rounding: {number}.",
            places=tuple(hit.path for hit in rounded) if number > 1 else (),
            recomputed=first.recomputed,
            worked=first.worked,
            difference=first.difference,
            severity=Severity.NOTE,
        )


def coarseness(*amounts: Amount) -> Decimal:
    """Return how far amounts may be off that a cell prints in a larger unit than the form's: 0.03亿 below 万元."""
    return sum((amount.margin for amount in amounts if amount.of_printed > 1), Decimal())


def may_be_a_ratio(rate: Rate, percent: Decimal) -> bool:
    """Tell whether a rate is printed as a ratio, 0.85, of what it should be in percent, 85."""
    if rate.value is None or not 0 < rate.value <= 1 or "%" in clean(rate.raw or ""):
        return False
    return abs(times(rate.value, HUNDRED) - percent) <= times(rate.margin, HUNDRED)


def funds(result: StatementResult) -> Iterator[Amount]:
    """Go through the amounts of a form's money block."""
    for item in result.funding:
        yield from (item.initial, item.adjusted, item.executed, item.amount)


def expenditure_rows(result: StatementResult) -> list[BaseDataCells]:
    """Return the expenditure rows of a base-data form; none for any other form."""
    return [row for row in result.statement.cells.base_data if row.is_expenditure]
