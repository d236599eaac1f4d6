"""All rules over the portal → findings, each with its place in the file and what has become of it.

A rule's ``needs`` names rules whose finding on the same row says it already: then the later rule is silent there,
so that one fault gives one finding. A department's reply, an accepted gap or a release changes a finding's status;
the finding itself stays.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from graphlib import TopologicalSorter

from build_scripts.model import AnyStatement, KnownGap, Reply
from build_scripts.portal import Portal
from build_scripts.problems import Problem
from build_scripts.rules import RULES, Hit, Rule
from build_scripts.score import StatementResult
from build_scripts.vocabulary import FindingStatus, Severity


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
    status: FindingStatus = FindingStatus.OPEN
    reply: str = ""


def check(
    portal: Portal, results: Mapping[str, StatementResult], today: date, rules: Iterable[Rule] | None = None
) -> tuple[Finding, ...]:
    """Run ``rules`` (all by default) and return the findings in order of form, line and rule.

    ``today`` decides which accepted gaps have expired.
    """
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
    forms = {statement.id: statement.form for statement in portal.statements}
    placed = _placed(_without_repeats(hits), portal)
    return tuple(_with_status(finding, forms, portal, today) for finding in placed)


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


def _placed(hits: list[tuple[str, Rule, Hit]], portal: Portal) -> Iterator[Finding]:
    """Give every hit its line and its number; form by form, because a form's lines are worked out once."""
    statements = {statement.id: statement for statement in portal.statements}
    by_form = sorted(hits, key=lambda hit: hit[0])
    placed = [(key, statements[key].line_of(hit.path), rule, hit) for key, rule, hit in by_form]
    numbers: Counter[tuple[str, str]] = Counter()
    for key, line, rule, hit in sorted(placed, key=lambda item: (item[0], item[1], item[2].id, item[3].path)):
        numbers[key, rule.id] += 1
        statement = statements[key]
        yield Finding(
            id=f"{key}#{rule.id}-{numbers[key, rule.id]}",
            rule_id=rule.id,
            severity=hit.severity or rule.severity,
            statement_id=key,
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


def _with_status(finding: Finding, forms: Mapping[str, AnyStatement], portal: Portal, today: date) -> Finding:
    """A department's newest reply comes first, then an accepted gap that has not expired.

    A finding that holds its form back is answered by the form's own release and by nothing else.
    """
    if RULES[finding.rule_id].holds:
        release = forms[finding.statement_id].release
        said = f"{release.by}，{release.date}：{release.reason}" if release else ""
        return replace(finding, status=FindingStatus.EXPLAINED, reply=said) if release else finding
    replies = portal.replies.get(finding.department_id)
    spoken = [reply for reply in (replies.replies if replies else ()) if _speaks_of(reply, finding)]
    if spoken:
        newest = max(spoken, key=lambda reply: reply.date)
        return replace(finding, status=newest.status, reply=newest.reply)
    for gap in portal.known_gaps:
        if _speaks_of(gap, finding) and date.fromisoformat(gap.until) >= today:
            return replace(finding, status=FindingStatus.ACCEPTED, reply=f"{gap.reason}（至 {gap.until}）")
    return finding


def _speaks_of(entry: Reply | KnownGap, finding: Finding) -> bool:
    named = (entry.statement, entry.rule) == (finding.statement_id, finding.rule_id)
    return named and entry.path in {None, finding.path}


def held(findings: Iterable[Finding]) -> frozenset[str]:
    """Return the ids of the forms that must not be published before somebody releases them in their files."""
    return frozenset(
        finding.statement_id
        for finding in findings
        if RULES[finding.rule_id].holds and finding.status is FindingStatus.OPEN
    )


def without_object(portal: Portal, findings: Iterable[Finding]) -> list[Problem]:
    """Return a problem for every reply and accepted gap that speaks of no finding: it is mistyped, or has done its work."""
    listed = tuple(findings)
    gaps = next((file for file in portal.positions if file.endswith("/known_gaps.yml")), "")
    entries: list[tuple[str, str, Reply | KnownGap]] = [
        (gaps, f"known_gaps[{number}]", gap) for number, gap in enumerate(portal.known_gaps)
    ]
    for department, record in portal.replies.items():
        file = next(file for file in portal.positions if file.endswith(f"/{department}/replies.yml"))
        entries += [(file, f"replies[{number}]", reply) for number, reply in enumerate(record.replies)]
    problems = []
    for file, path, entry in entries:
        if any(_speaks_of(entry, finding) for finding in listed):
            continue
        line, column = portal.positions[file].nearest(path)
        zh = f"表单 {entry.statement} 上没有规则 {entry.rule} 的这一发现。请核对表单、规则与位置；发现已消失的，请删除此条。"
        en = f"{entry.statement} has no such finding of {entry.rule}. Check form, rule and place; delete the entry if the finding is gone."
        problems.append(Problem(file, line, column, "finding-unknown", zh, en))
    return sorted(problems)
