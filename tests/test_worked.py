"""The formula that a finding works out can be worked out by anybody, and comes to the figure that it gives."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from planted import KINDS, changed, faults, findings_in
from rule_examples import findings_of

from build_scripts import verify
from build_scripts.judging.findings import Finding
from build_scripts.judging.rules import RULES

NO_ARITHMETIC = {"SCO-12": "a grade is looked up", "DSC-02": "days between two dates"}
"""Rules that give a figure of their own and no formula."""
NUMBER = re.compile(r"(?P<number>-?\d+(?:\.\d+)?)(?P<share>[%‰]?)[一-龥/（）]*")
"""A number as a form prints it, with its unit: 12条, 98.5‰."""
SHARES = {"": 1, "%": 100, "‰": 1000}
TERM = re.compile(rf"min|max|[()+−÷×,]|(?:{NUMBER.pattern.replace('?P<number>', '?:').replace('?P<share>', '?:')})")


class Formula:
    """A formula read as it is written: numbers, % as hundredths, min and max, the four operations."""

    def __init__(self, text: str) -> None:
        """Cut a text into terms."""
        self.terms = TERM.findall(text)
        assert "".join(self.terms) == text.replace(" ", ""), f"{text!r} holds something that is no arithmetic"
        self.terms.reverse()

    def sum(self) -> Decimal:
        """Return what comes next up to the end, or to a bracket or comma."""
        value = self.product()
        while self.terms and self.terms[-1] in {"+", "−"}:
            value = value + self.product() if self.terms.pop() == "+" else value - self.product()
        return value

    def product(self) -> Decimal:
        """Return the next term of a sum."""
        value = self.number()
        while self.terms and self.terms[-1] in {"×", "÷"}:
            value = value * self.number() if self.terms.pop() == "×" else value / self.number()
        return value

    def number(self) -> Decimal:
        """Return the next number, bracket, min or max."""
        term = self.terms.pop()
        if term in {"min", "max", "("}:
            values = self.within() if term == "(" else (self.terms.pop(), self.within())[1]
            return max(values) if term == "max" else min(values)
        number = NUMBER.fullmatch(term)
        assert number, f"{term!r} is no number"
        return Decimal(number["number"]) / SHARES[number["share"]]

    def within(self) -> list[Decimal]:
        """Return what stands in a bracket, as far as the one that closes it."""
        values = [self.sum()]
        while (mark := self.terms.pop()) == ",":
            values.append(self.sum())
        assert mark == ")"
        return values


def worked_out(text: str) -> Decimal:
    """Work out a formula as a reader would."""
    formula = Formula(text)
    value = formula.sum()
    assert not formula.terms
    return value


def assert_follows(finding: Finding) -> None:
    """The formula's figures make its result, within rounding, and that is the figure that the finding gives."""
    if finding.rule_id in verify.SUBTRACT and verify.are_stated(
        finding.published, finding.recomputed, finding.reference
    ):
        assert finding.difference is not None, f"{finding.rule_id} gives two figures and not their difference"
    if not finding.recomputed or finding.rule_id in NO_ARITHMETIC:
        assert not finding.worked
        return
    if " → " in finding.worked:  # a target that is met has its weight, whatever the share
        assert finding.worked.endswith(f": {finding.recomputed}")
        return
    formula, _, result = finding.worked.rpartition(" = ")
    assert formula, f"{finding.rule_id} gives {finding.recomputed} and does not say how"
    assert result == finding.recomputed
    decimals = len(result.rstrip("%").partition(".")[2])
    stated = Decimal(result.rstrip("%")) / (100 if result.endswith("%") else 1)
    close = Decimal(1).scaleb(-decimals - (2 if result.endswith("%") else 0))
    assert abs(worked_out(formula) - stated) <= close / 2 + Decimal("1e-12")


@pytest.mark.parametrize("rule_id", RULES)
def test_the_formula_of_a_rules_own_example_can_be_followed(rule_id):
    """Every figure of a rule's own wrong example has its formula."""
    for finding in findings_of(RULES[rule_id].examples[0], rule_id):
        assert_follows(finding)


@pytest.mark.parametrize("kind", KINDS)
def test_the_formula_of_a_planted_fault_can_be_followed(kind):
    """So has every figure that is said of a planted fault."""
    for fault in faults(kind):
        for finding in findings_in(fault.form, changed(fault)):
            assert_follows(finding)


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("150 ÷ 200", "0.75"),
        ("10 × min(150 ÷ 200, 100%)", "7.5"),
        ("10 × min(9 ÷ 6, 100%) × (100% − 5%)", "9.5"),
        ("12 − 3 − 2", "7"),
        ("8 ÷ 2 ÷ 2", "2"),
        ("1 + 2 × 3", "7"),
    ],
)
def test_formulas_are_read_as_they_are_written(formula, value):
    """Worked examples of the reader in this file."""
    assert worked_out(formula) == Decimal(value)
