"""All rules over the portal → findings, each with its place in the file and what has become of it.

A rule's ``needs`` names rules whose finding on the same row says it already: then the later rule is silent there,
so that one fault gives one finding. A department's reply or an accepted gap changes a finding's status, a release lets
its form be published; the finding itself stays.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from graphlib import TopologicalSorter

from build_scripts.cells.amounts import rounded
from build_scripts.judging.rules import RULES, Hit, Rule
from build_scripts.judging.score import StatementResult
from build_scripts.reading.layout import KIND_OF
from build_scripts.reading.model import AnyStatement, KnownGap, KnownGaps, Release, Replies, Reply
from build_scripts.reading.problems import Problem
from build_scripts.reading.records import HeldForm, LoadedStatement, Portal
from build_scripts.words.language import Both
from build_scripts.words.vocabulary import FindingStatus, Severity, Subject

FIGURES = frozenset(
    {
        *("initial", "adjusted", "executed", "amount", "rate", "weight", "score"),
        *("target", "adjusted_target", "baseline_y2", "baseline_y1", "actual"),
        *("prior_final", "budget", "final", "value", "report_date", "annex", "grade"),
    }
)
"""Cells whose text is a figure; other cells hold words, which are quoted and not called a published figure."""
DIFFERENCE_DECIMALS = 6
"""Of a difference: the sixth decimal of an amount in ten thousand yuan is a hundredth of a yuan."""


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
    message: Both
    published: str
    """The figure as printed, where ``path`` leads to one."""
    recomputed: str
    """What this portal calculated from printed figures."""
    difference: Decimal | None
    """Published less recomputed; where there is a reference, the recomputed (else the published) figure less that."""
    file: str
    line: int
    status: FindingStatus = FindingStatus.OPEN
    reply: str = ""
    column: int = 0
    about: Subject = Subject.FORM
    """Whether it speaks of the form, or only of how this portal transcribed it and asks nobody for an explanation."""
    quote: str = ""
    """The whole cell at ``path`` as printed; empty where that is no cell or must not be repeated."""
    reference: str = ""
    """What the figure is compared with."""
    also: tuple[str, ...] = ()
    """Rules that would have spoken on this row too and are silent because this one did."""
    release: Release | None = None
    """The review after which its form is published in spite of it; a word on the form, not on the figure."""

    @property
    def review(self) -> str:
        """Return who released its form, when and why, in one line; empty where nobody did."""
        return f"{self.release.by}，{self.release.date}：{self.release.reason}" if self.release else ""

    @property
    def is_open(self) -> bool:
        """Whether it asks for an explanation and has none: what pages count as errors, doubts and remarks."""
        return self.about is Subject.FORM and self.status is FindingStatus.OPEN

    @property
    def is_open_error(self) -> bool:
        """Whether it is an error that awaits an explanation."""
        return self.severity is Severity.ERROR and self.is_open

    @property
    def is_standing_error(self) -> bool:
        """Whether it is an error on a figure that is still there: an explanation does not make a sum right."""
        return self.severity is Severity.ERROR and self.status is not FindingStatus.FALSE_POSITIVE


def check(
    portal: Portal, results: Mapping[str, StatementResult], today: date, rules: Iterable[Rule] | None = None
) -> tuple[Finding, ...]:
    """Run ``rules`` (all by default) and return the findings in order of form, line and rule.

    ``today`` decides which accepted gaps have expired. With some of the rules, one may speak that another would have
    silenced: who wants to see the findings of some rules runs all and chooses afterwards.
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


def _without_repeats(hits: list[tuple[str, Rule, Hit]]) -> list[tuple[str, Rule, Hit, set[str]]]:
    """Return the hits that say something new, each with the rules that it keeps silent."""
    said: dict[tuple[str, str], dict[str, set[str]]] = defaultdict(dict)
    kept = []
    for statement_id, rule, hit in hits:
        row = said[statement_id, row_of(hit.path)]
        if earlier := rule.needs & row.keys():
            row[min(earlier)].add(rule.id)
        else:
            also: set[str] = set()
            row.setdefault(rule.id, also)  # of two findings of one rule on a row the first stands for the silent ones
            kept.append((statement_id, rule, hit, also))
    return kept


def _placed(hits: list[tuple[str, Rule, Hit, set[str]]], portal: Portal) -> Iterator[Finding]:
    """Give every hit its line, its number and its cell; form by form, because a form's lines are worked out once."""
    statements = {statement.id: statement for statement in portal.statements}
    by_form = sorted(hits, key=lambda hit: hit[0])
    placed = [(key, statements[key].place_of(hit.path), rule, hit, also) for key, rule, hit, also in by_form]
    numbers: Counter[tuple[str, str]] = Counter()
    in_order = sorted(placed, key=lambda item: (item[0], item[1][0], item[2].id, item[3].path))
    for key, (line, column), rule, hit, also in in_order:
        numbers[key, rule.id] += 1
        statement = statements[key]
        quote = "" if rule.private else hit.quote or statement.printed_at(hit.path)
        yield Finding(
            id=f"{key}#{rule.id}-{numbers[key, rule.id]}",
            rule_id=rule.id,
            severity=hit.severity or rule.severity,
            about=hit.about or rule.about,
            statement_id=key,
            department_id=statement.department_id,
            jurisdiction_id=statement.jurisdiction_id,
            path=hit.path,
            message=hit.message,
            quote=quote,
            published=quote if hit.of_cell and hit.path.rpartition(".")[2] in FIGURES else "",
            recomputed=hit.recomputed,
            reference=hit.reference,
            difference=_without_endless_fraction(hit.difference),
            also=tuple(sorted(also)),
            file=statement.file,
            line=line,
            column=column,
        )


def _without_endless_fraction(difference: Decimal | None) -> Decimal | None:
    """Return a difference with its decimals where they end soon, else rounded."""
    if difference is None or difference == (short := rounded(difference, DIFFERENCE_DECIMALS)):
        return difference
    return short


def _with_status(finding: Finding, forms: Mapping[str, AnyStatement], portal: Portal, today: date) -> Finding:
    """A department's newest reply comes first, then an accepted gap that has not expired; a release changes no status."""
    release = forms[finding.statement_id].release
    if release is not None and _frees(release, finding):
        finding = replace(finding, release=release)
    replies = portal.replies.get(finding.department_id)
    spoken = [reply for reply in (replies.replies if replies else ()) if _speaks_of(reply, finding)]
    if spoken:
        newest = max(reversed(spoken), key=lambda reply: reply.date)  # of one day, the one written last
        return replace(finding, status=newest.status, reply=newest.reply)
    for gap in portal.known_gaps:
        if _speaks_of(gap, finding) and date.fromisoformat(gap.until) >= today:
            return replace(finding, status=FindingStatus.ACCEPTED, reply=f"{gap.reason}（至 {gap.until}）")
    return finding


def _frees(release: Release, finding: Finding) -> bool:
    """Tell whether a release speaks of this very finding: what came later was not looked at."""
    return RULES[finding.rule_id].holds and finding.rule_id in release.rules and finding.path in release.paths


def _speaks_of(entry: Reply | KnownGap, finding: Finding) -> bool:
    named = (entry.statement, entry.rule) == (finding.statement_id, finding.rule_id)
    return named and entry.path in {None, finding.path}


def held(findings: Iterable[Finding]) -> frozenset[str]:
    """Return the ids of the forms that must not be published before somebody releases them in their files."""
    return frozenset(
        finding.statement_id for finding in findings if RULES[finding.rule_id].holds and finding.release is None
    )


def held_form(statement: LoadedStatement, portal: Portal) -> HeldForm:
    """Return what may be said of a held form; its name is not taken from it, for the name may be what holds it."""
    form, projects = statement.form, portal.departments[statement.department_id].projects
    name = next((Both.printed(project.name) for project in projects if project.id == statement.project_id), None)
    return HeldForm(
        statement.id,
        statement.jurisdiction_id,
        statement.department_id,
        form.fiscal_year,
        form.form_type,
        name or form.form_type.both,
    )


def without_object(portal: Portal, findings: Iterable[Finding], today: date) -> list[Problem]:
    """Return what is to be said of replies, accepted gaps and releases that speak of no finding, or no more.

    A rule that does not exist is an error. The rest are warnings: a finding goes away when somebody mends a figure, and
    one department's old reply must not keep all the others from being published.
    """
    listed = tuple(findings)
    gaps = next((file for file in portal.positions if file.endswith(f"/{KIND_OF[KnownGaps].path()}")), "")
    entries: list[tuple[str, str, Reply | KnownGap]] = [
        (gaps, f"known_gaps[{number}]", gap) for number, gap in enumerate(portal.known_gaps)
    ]
    for department, record in portal.replies.items():
        file = next(file for file in portal.positions if file.endswith(f"/{KIND_OF[Replies].path(department)}"))
        entries += [(file, f"replies[{number}]", reply) for number, reply in enumerate(record.replies)]
    problems = []
    for file, path, entry in entries:
        told = _told_of(entry, listed, today)
        if told is not None:
            line, column = portal.positions[file].nearest(path)
            problems.append(Problem(file, line, column, *told))
    return sorted([*problems, *_released_in_vain(portal, listed)])


def _told_of(entry: Reply | KnownGap, findings: Iterable[Finding], today: date) -> tuple[str, Both, Severity] | None:
    """Return code, text and severity of what is to be said of an entry; None where all is in order."""
    if entry.rule not in RULES:
        near = get_close_matches(entry.rule, RULES, 1, 0.5)
        said = Both(
            f"没有规则 {entry.rule}{f'，是否为 {near[0]}' if near else ''}；全部规则见 mingzhang explain 与规则页。",
            f"there is no rule {entry.rule}{f'; did you mean {near[0]}' if near else ''}; /rules/ lists them all.",
        )
        return "rule-unknown", said, Severity.ERROR
    if not any(_speaks_of(entry, finding) for finding in findings):
        if isinstance(entry, Reply) and entry.status is FindingStatus.CORRECTED:
            return None  # as it should be: what was corrected is found no more
        said = Both(
            f"表单 {entry.statement} 上没有规则 {entry.rule} 的这一发现。请核对表单、规则与位置；发现已消失的，请删除此条。",
            f"{entry.statement} has no such finding of {entry.rule}. Check form, rule and place; delete the entry if the finding is gone.",
        )
        return "finding-unknown", said, Severity.WARNING
    if isinstance(entry, KnownGap) and date.fromisoformat(entry.until) < today:
        said = Both(
            f"截止日期 {entry.until} 已过，规则 {entry.rule} 的这一发现又成为待说明。请补正数据，或写明新的截止日期。",
            f"its last day, {entry.until}, has passed, and the finding of {entry.rule} is open again. Mend the data, or give a new last day.",
        )
        return "gap-expired", said, Severity.WARNING
    return None


def _released_in_vain(portal: Portal, findings: Iterable[Finding]) -> Iterator[Problem]:
    """Yield a problem for every rule and every place that a release names and that holds nothing back."""
    freed: dict[str, set[str]] = defaultdict(set)
    for finding in findings:
        if finding.release is not None:
            freed[finding.statement_id] |= {finding.rule_id, finding.path}
    for statement in portal.statements:
        release = statement.form.release
        for key, names in (("rules", release.rules), ("paths", release.paths)) if release is not None else ():
            for number, name in enumerate(names):
                if name not in freed[statement.id]:
                    place = statement.positions.nearest(f"release.{key}[{number}]")
                    said = Both(
                        f"release 中的 {name} 与暂缓发布本表的发现都对不上。请核对规则与位置；发现已消失的，请从 release 中删去。",
                        f"{name} in the release names no finding that holds this form back. Check rule and place; delete it if the finding is gone.",
                    )
                    yield Problem(statement.file, *place, "finding-unknown", said, Severity.WARNING)
