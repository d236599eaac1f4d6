"""A finding in few words: a title that says what it is about, and a sentence with its figures, their unit and proportion.

And what is told of it where it is told whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from build_scripts.cells.amounts import percent_of, plain, rounded, times
from build_scripts.cells.made_often import made_often
from build_scripts.judging.findings import Finding
from build_scripts.judging.rules import RULES, Rule
from build_scripts.pages.cell_names import ROWLESS, cell_called, column_called
from build_scripts.pages.finding_rows import FindingRow
from build_scripts.reading.model import BaseDataRow, FundingLine, Goal, Narrative, PrintedRow
from build_scripts.reading.records import LoadedStatement
from build_scripts.reading.yaml_messages import shown
from build_scripts.words.language import COLON, UNSAID, Both
from build_scripts.words.vocabulary import BaseDataSection, CurrencyUnit

LONGEST_NAME = 24
"""Characters of a row's name in a title."""
AMOUNT_KEYS = {
    "initial", "adjusted", "executed", "amount", "whole_period", "executed_y1", "executed_y2", "prior_final", "budget", "final",
}  # fmt: skip
"""Keys of the cells that print an amount."""
MANY_TIMES = 10
"""From so many times on an amount is not said to be more by a share of the other."""


@made_often
@dataclass(frozen=True)
class MeantCell:
    """A cell of the form as printed."""

    name: Both
    """Its heading, or the name of its row and what it is called there."""
    text: str
    """As printed, or what the finding quotes of it."""
    anchor: str
    """Its row on the form's page; empty where it is of the form as a whole."""
    is_meant: bool
    """Whether the finding speaks of it, and not only of its row."""


@dataclass(frozen=True)
class TwoAmounts:
    """Two amounts that a finding holds against each other, in the unit of the form."""

    figure: Decimal
    """As printed."""
    other: Decimal
    unit: CurrencyUnit

    def told(self, amount: Decimal) -> Both:
        """Return an amount with its unit; the English edition knows no ten thousands."""
        return Both(f"{Decimal(plain(amount)):,f} {self.unit.zh}", f"{self.in_yuan(amount):,f} yuan")

    def in_yuan(self, amount: Decimal) -> Decimal:
        """Return an amount in yuan."""
        return Decimal(plain(times(amount, self.unit.in_yuan)))

    @property
    def many(self) -> str:
        """How many times as much the printed one is; empty where that says less than a share."""
        far = self.other > 0 and self.figure >= times(self.other, MANY_TIMES)
        return _short(self.figure / self.other) if far else ""

    @property
    def share(self) -> str:
        """By what share the printed one is more or less; empty where one of them is nothing."""
        if not self.figure or not self.other:
            return ""
        return f"{_short(percent_of(abs(self.figure - self.other), abs(self.other)))}%"

    @property
    def more(self) -> Both:
        """How much more or less the printed one is: as so many times, as a share, else as an amount."""
        if self.figure == self.other:
            return UNSAID
        if self.many:
            return Both(f"，是其 {self.many} 倍", f": {self.many} times as much")
        told = Both.printed(self.share) if self.share else self.told(abs(self.figure - self.other))
        is_more = self.figure > self.other
        return Both(f"，{'多' if is_more else '少'} {told.zh}", f": {told.en} {'more' if is_more else 'less'}")

    @property
    def signs(self) -> str:
        """The same in signs of no language; empty where the amounts alone say it."""
        if self.many:
            return f"× {self.many}"
        sign = "+" if self.figure > self.other else "−"
        return f"{sign}{self.share}" if self.share and self.figure != self.other else ""


@dataclass(frozen=True)
class ToldFinding:
    """A finding where it is told whole."""

    finding: Finding
    title: Both
    sentence: Both
    rule: Rule
    unit: CurrencyUnit | None
    """Of an amount its unit."""
    cells: Sequence[MeantCell]
    """Of a finding over several cells each of them."""


def told_whole(finding: Finding, row: FindingRow, statement: LoadedStatement) -> ToldFinding:
    """Return what is told of a finding; as a row of lists it has its title and its sentence."""
    unit, cells = _unit(finding, statement), tuple(_cells(finding, statement))
    return ToldFinding(finding, row.title, row.sentence, RULES[finding.rule_id], unit, cells)


def _cells(finding: Finding, statement: LoadedStatement) -> Iterator[MeantCell]:
    for place in finding.places:
        path = statement.path_of(place.row_id, place.cell)
        yield MeantCell(cell_called(statement, path) if path else UNSAID, place.text, place.row_id, is_meant=True)


def finding_title(finding: Finding, statement: LoadedStatement) -> Both:
    """Return what a finding is called: the row, of rows of amounts the column too, and what its rule looks for."""
    about, title = _subject(finding, statement), RULES[finding.rule_id].title
    if finding.places:
        named = {_row_called(statement.at(statement.path_of(place.row_id, None) or "")) for place in finding.places}
        about = about if len(named) == 1 else UNSAID
        title = Both(f"{title.zh}（{len(finding.places)} 格）", f"{title.en} ({len(finding.places)} cells)")
    return title if about == UNSAID else COLON.join([about, title])


def finding_sentence(finding: Finding, statement: LoadedStatement) -> Both:
    """Return what a finding says: two amounts with unit and proportion where these are known, else the rule's own words."""
    both = two_amounts(finding, statement)
    if both is None:
        return finding.message
    row = statement.at(statement.path_of(finding.row_id, None) or "")
    name, column = _row_called(row), column_called(row, finding.cell)
    figure, other, more = both.told(both.figure), both.told(both.other), both.more
    against = RULES[finding.rule_id].against
    return Both(
        f"{name.zh}：{column.zh} {figure.zh}，{against.zh} {other.zh}{more.zh}。",
        f"{name.en}: {column.en.lower()} {figure.en}, {against.en} {other.en}{more.en}.",
    )


def two_amounts(finding: Finding, statement: LoadedStatement) -> TwoAmounts | None:
    """Return the two amounts that a finding holds against each other; None where it does not."""
    unit = _unit(finding, statement)
    figure, other = _number(finding.published), _number(finding.recomputed or finding.reference)
    if unit is None or RULES[finding.rule_id].against == UNSAID or figure is None or other is None:
        return None
    return TwoAmounts(figure, other, unit)


def _unit(finding: Finding, statement: LoadedStatement) -> CurrencyUnit | None:
    """Return the unit of the amount of which a finding speaks; None where it speaks of no amount."""
    row = statement.at(statement.path_of(finding.row_id, None) or "") if finding.row_id else None
    is_amount = isinstance(row, FundingLine) or (
        isinstance(row, BaseDataRow) and row.section is BaseDataSection.EXPENDITURE
    )
    return statement.money_unit if is_amount and finding.cell in AMOUNT_KEYS else None


def _subject(finding: Finding, statement: LoadedStatement) -> Both:
    row_id, column = finding.row_id, finding.cell
    if not row_id:
        return ROWLESS.get(column.partition(".")[0], UNSAID)
    row = statement.at(statement.path_of(row_id, None) or "")
    name = _row_called(row)
    if isinstance(row, FundingLine | BaseDataRow) and column and name != UNSAID:
        called = column_called(row, column)
        return Both(f"{name.zh}（{called.zh}）", f"{name.en} ({called.en.lower()})")
    return name


def _row_called(row: object) -> Both:
    if isinstance(row, Goal):
        label = (row.label or "").strip().rstrip("：:")
        number = "" if row.number is None else f" {row.number}"
        return (
            Both.printed(shown(label, LONGEST_NAME))
            if label
            else Both(f"{row.kind.zh}{number}", f"{row.kind.en}{number}")
        )
    if isinstance(row, Narrative):
        return Both.printed(shown(row.heading.strip().rstrip("：:"), LONGEST_NAME)) if row.heading else row.kind.both
    words = "".join((row.words[-1] or "").split()) if isinstance(row, PrintedRow) else ""
    return Both.printed(shown(words.rstrip("：:"), LONGEST_NAME)) if words else UNSAID


def _number(text: str) -> Decimal | None:
    """Return what a plain number says; None of anything else."""
    try:
        number = Decimal(text.strip().replace(",", ""))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _short(number: Decimal) -> str:
    return f"{Decimal(plain(rounded(number, 0 if number >= 10 else 1))):,f}"
