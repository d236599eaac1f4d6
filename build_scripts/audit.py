"""From ``data/`` to what is known of it: loaded, recomputed, checked, rolled up."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path

from build_scripts.check import Finding, check, held, without_object
from build_scripts.load import load
from build_scripts.portal import Portal
from build_scripts.problems import Problem
from build_scripts.rollups import Rollup, roll_up
from build_scripts.rules import Rule
from build_scripts.score import StatementResult, score
from build_scripts.scorecard import Card, scorecard

Tell = Callable[[str], None]


@dataclass(frozen=True)
class Audit:
    """The data as understood: records, recomputed figures, findings."""

    portal: Portal
    results: Mapping[str, StatementResult]
    findings: tuple[Finding, ...]
    problems: tuple[Problem, ...] = ()
    """Replies and accepted gaps that speak of no finding."""

    @cached_property
    def rollups(self) -> tuple[Rollup, ...]:
        """Figures of many forms as one, with coverage."""
        return roll_up(self.portal, self.results, self.findings)

    @cached_property
    def cards(self) -> tuple[Card, ...]:
        """How each department reported in each fiscal year."""
        return scorecard(self.portal, self.results, self.findings)

    @property
    def held(self) -> frozenset[str]:
        """Ids of the forms that are not published until somebody releases them."""
        return held(self.findings)

    def public(self) -> Audit:
        """Return everything but the held forms, and nothing that quotes them."""
        portal = self.portal
        kept = tuple(item for item in portal.statements if item.id not in self.held)
        restatements = tuple(item for item in portal.restatements if item.statement not in self.held)
        return Audit(
            replace(portal, statements=kept, restatements=restatements),
            {key: result for key, result in self.results.items() if key not in self.held},
            tuple(finding for finding in self.findings if finding.statement_id not in self.held),
        )


def audit(
    data: Path, tell: Tell, today: date, rules: Iterable[Rule] | None = None
) -> tuple[Audit | None, list[Problem]]:
    """Load, score and check with ``rules`` (all by default); no Audit where a file cannot be understood."""
    tell("读取 data/ · reading data/")
    portal, problems = load(data)
    if portal is None:
        return None, problems
    tell("重算 · recomputing")
    results = score(portal)
    tell("核对 · checking")
    findings = check(portal, results, today, rules)
    orphans = without_object(portal, findings) if rules is None else []
    return Audit(portal, results, findings, tuple(orphans)), orphans
