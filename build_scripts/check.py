"""All rules over the portal → findings, each with its place in the file.

A rule's ``needs`` names rules whose finding on the same row says it already: then the later rule is silent there,
so that one fault gives one finding.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from graphlib import TopologicalSorter

from build_scripts.portal import Portal
from build_scripts.rules import RULES, Hit, Rule
from build_scripts.score import StatementResult
from build_scripts.vocabulary import Severity


@dataclass(frozen=True)
class Finding:
    """A figure that needs an explanation, with everything that is shown about it."""

    id: str
    rule_id: str
    severity: Severity
    statement_id: str
    department_id: str
    jurisdiction_id: str
    path: str
    message_zh: str
    message_en: str
    published: str
    recomputed: str
    difference: Decimal | None
    file: str
    line: int
    status: str = "open"
    reply: str = ""


def check(
    portal: Portal, results: Mapping[str, StatementResult], rules: Iterable[Rule] | None = None
) -> tuple[Finding, ...]:
    """Run ``rules`` (all by default) and return the findings in order of form, line and rule."""
    chosen = in_order_of_need(RULES.values() if rules is None else rules)
    departments: dict[str, list[StatementResult]] = defaultdict(list)
    for result in results.values():
        departments[result.statement.department_id].append(result)
    hits: list[tuple[str, Rule, Hit]] = []
    for rule in chosen:
        if rule.on_statement:
            hits += [(key, rule, hit) for key, result in results.items() for hit in rule.on_statement(result)]
        if rule.on_department:
            found = (hit for group in departments.values() for hit in rule.on_department(tuple(group)))
            hits += [(hit.statement_id, rule, hit) for hit in found]
    return _placed(_without_repeats(hits), portal)


def in_order_of_need(rules: Iterable[Rule]) -> list[Rule]:
    """Return ``rules``, each after the rules it needs.

    Raises:
        graphlib.CycleError: where two rules need each other.
    """
    chosen = {rule.id: rule for rule in rules}
    order = TopologicalSorter({key: sorted(chosen[key].needs & chosen.keys()) for key in sorted(chosen)})
    return [chosen[key] for key in order.static_order()]


def row_of(path: str) -> str:
    """Return the row a path stands on: ``funding[0].rate`` → ``funding[0]``."""
    return path.rpartition(".")[0] or path


def _without_repeats(hits: list[tuple[str, Rule, Hit]]) -> list[tuple[str, Rule, Hit]]:
    said: dict[tuple[str, str], set[str]] = defaultdict(set)
    kept = []
    for statement_id, rule, hit in hits:
        row = (statement_id, row_of(hit.path))
        if not rule.needs & said[row]:
            kept.append((statement_id, rule, hit))
            said[row].add(rule.id)
    return kept


def _placed(hits: list[tuple[str, Rule, Hit]], portal: Portal) -> tuple[Finding, ...]:
    statements = {statement.id: statement for statement in portal.statements}
    placed = sorted(
        (
            (statement_id, statements[statement_id].line_of(hit.path), rule, hit)
            for statement_id, rule, hit in sorted(hits, key=lambda hit: hit[0])
        ),
        key=lambda item: (item[0], item[1], item[2].id, item[3].path),
    )
    numbers: Counter[tuple[str, str]] = Counter()
    findings = []
    for statement_id, line, rule, hit in placed:
        numbers[statement_id, rule.id] += 1
        statement = statements[statement_id]
        findings.append(
            Finding(
                id=f"{statement_id}#{rule.id}-{numbers[statement_id, rule.id]}",
                rule_id=rule.id,
                severity=hit.severity or rule.severity,
                statement_id=statement_id,
                department_id=statement.department_id,
                jurisdiction_id=statement.jurisdiction_id,
                path=hit.path,
                message_zh=hit.zh,
                message_en=hit.en,
                published=hit.published,
                recomputed=hit.recomputed,
                difference=hit.difference,
                file=statement.file,
                line=line,
            )
        )
    return tuple(findings)
