"""From ``data/`` to what is known of it: loaded, recomputed, checked, rolled up."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path

from build_scripts.judging.check import Finding, check, held, held_form, without_object
from build_scripts.judging.rollups import Rollup, money_in_doubt, roll_up
from build_scripts.judging.score import StatementResult, score
from build_scripts.judging.scorecard import Card, scorecard
from build_scripts.reading.load import load
from build_scripts.reading.problems import Problem
from build_scripts.reading.records import Portal

Tell = Callable[[str], None]


@dataclass(frozen=True)
class Audit:
    """The data as understood: records, recomputed figures, findings."""

    portal: Portal
    results: Mapping[str, StatementResult]
    findings: tuple[Finding, ...]
    today: date
    """The day on which accepted gaps were looked at."""
    withheld: tuple[Finding, ...] = ()
    """Findings that rest on held forms: not shown, but no total takes in the amounts that they put in doubt."""

    @cached_property
    def rollups(self) -> tuple[Rollup, ...]:
        """Figures of many forms as one, with coverage."""
        return roll_up(self.portal, self.results, (*self.findings, *self.withheld))

    @cached_property
    def cards(self) -> tuple[Card, ...]:
        """How each department reported in each fiscal year."""
        return scorecard(self.portal, self.results, self.findings)

    @cached_property
    def money_in_doubt(self) -> frozenset[str]:
        """Ids of the forms whose money no total takes in."""
        return money_in_doubt((*self.findings, *self.withheld))

    @cached_property
    def held(self) -> frozenset[str]:
        """Ids of the forms that are not published until somebody releases them."""
        return held(self.findings)

    def public(self) -> Audit:
        """Return everything but the held forms, of which only the existence is told.

        A finding on another form may quote a held form, add it up or miss it. It is published only where the forms
        that are left give it word for word: then it rests on them alone. Of the others only the doubt remains.
        """
        if not self.held:
            return self
        portal = replace(
            self.portal,
            statements=tuple(item for item in self.portal.statements if item.id not in self.held),
            restatements=tuple(item for item in self.portal.restatements if item.statement not in self.held),
            held=tuple(held_form(item, self.portal) for item in self.portal.statements if item.id in self.held),
        )
        results = {key: result for key, result in self.results.items() if key not in self.held}
        without_them = {replace(finding, id="") for finding in check(portal, results, self.today)}
        kept = [finding for finding in self.findings if finding.statement_id in results]
        shown = tuple(finding for finding in kept if replace(finding, id="") in without_them)
        withheld = tuple(finding for finding in kept if replace(finding, id="") not in without_them)
        return Audit(portal, results, shown, self.today, withheld)


def audit(data: Path, tell: Tell, today: date) -> tuple[Audit | None, list[Problem]]:
    """Load, score and check; no Audit where a file cannot be understood.

    With an Audit, the problems are replies, accepted gaps and releases that speak of no finding, or no more.
    """
    tell("读取 data/ · reading data/")
    portal, problems = load(data)
    if portal is None:
        return None, problems
    tell("重算 · recomputing")
    results = score(portal)
    tell("核对 · checking")
    findings = check(portal, results, today)
    return Audit(portal, results, findings, today), without_object(portal, findings, today)
