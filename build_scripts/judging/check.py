"""All rules over the portal → findings, each with its place in the file and what has become of it.

A rule's ``needs`` names rules whose finding on the same row says it already: then the later rule is silent there,
so that one fault gives one finding. A department's reply or an accepted gap changes a finding's status, a release lets
its form be published; the finding itself stays.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from graphlib import TopologicalSorter
from itertools import chain

from build_scripts.cells.amounts import rounded
from build_scripts.judging.findings import Finding, SpokenOf, finding_id_of
from build_scripts.judging.reviews import with_reviews
from build_scripts.judging.rules import RULES, Hit, Rule
from build_scripts.judging.score import StatementResult
from build_scripts.reading.model import Mark, PrintedRow, Record, Total
from build_scripts.reading.printed import published_keys
from build_scripts.reading.records import HeldForm, LoadedStatement, Portal, as_printed
from build_scripts.reading.row_ids import hashed, told_apart
from build_scripts.words.language import Both
from build_scripts.words.vocabulary import Severity

DIFFERENCE_DECIMALS = 6
"""Of a difference: the sixth decimal of an amount in ten thousand yuan is a hundredth of a yuan."""


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
    filed = [_as_filed(group) for group in departments.values()]
    hits: dict[str, list[tuple[str, Rule, Hit]]] = {rule.id: [] for rule in chosen}
    of_forms = [(rule, rule.on_statement, hits[rule.id]) for rule in chosen if rule.on_statement]
    for key, result in results.items():  # form by form: what rules share of a form is worked out once
        for rule, on_statement, found in of_forms:
            for hit in on_statement(result):
                found.append((key, rule, hit))
    for rule in chosen:
        if rule.on_department:
            hits[rule.id] += [(hit.statement_id, rule, hit) for group in filed for hit in rule.on_department(group)]
    said = _without_repeats(chain.from_iterable(hits.values()))  # rule by rule, each after those it needs
    return tuple(with_reviews(finding, portal, today) for finding in _placed(said, portal))


def _as_filed(results: Iterable[StatementResult]) -> tuple[StatementResult, ...]:
    """Return a department's forms in the order of years and documents.

    What is said of many forms stands on the first of them, and a renamed one is still the first.
    """

    def key(result: StatementResult) -> tuple[object, ...]:
        form, project = result.statement.form, result.statement.project or ""
        return form.fiscal_year, form.source.document, form.source.first_line, project, form.title, result.statement.id

    return tuple(sorted(results, key=key))


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


def _without_repeats(hits: Iterable[tuple[str, Rule, Hit]]) -> list[tuple[str, Rule, Hit, set[str]]]:
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
    statements = portal.by_id
    by_form = sorted(hits, key=lambda hit: hit[0])
    placed = [(key, statements[key].place_of(hit.path), rule, hit, also) for key, rule, hit, also in by_form]
    in_order = sorted(placed, key=lambda item: (item[0], item[1][0], item[2].id, item[3].path))
    rows = [statements[key].row_at(hit.path) for key, _, _, hit, _ in in_order]
    names = [finding_id_of(key, rule.id, *row) for (key, _, rule, _, _), row in zip(in_order, rows, strict=True)]
    on_cell: dict[tuple[str, str], set[str]] = defaultdict(set)
    for key, _, rule, hit, _ in in_order:
        on_cell[key, hit.path].add(rule.id)
    ids = told_apart(names, lambda number: f"{names[number]}-{hashed((in_order[number][3].message.zh,))}")
    for id_, (row_id, cell), (key, (line, column), rule, hit, also) in zip(ids, rows, in_order, strict=True):
        statement = statements[key]
        way = statement.way_to(hit.path)
        quote = "" if rule.private else hit.quote or as_printed(way[-1])
        yield Finding(
            id=id_,
            row_id=row_id,
            cell=cell,
            rule_id=rule.id,
            severity=hit.severity or rule.severity,
            basis=_basis(hit, hit.severity or rule.severity, way),
            about=hit.about or rule.about,
            settled=hit.settled,
            statement_id=key,
            department_id=statement.department_id,
            jurisdiction_id=statement.jurisdiction_id,
            path=hit.path,
            places=_places(hit, statement),
            source_id=statement.form.source.document,
            source_line=_source_line(way, statement),
            beside=tuple(sorted(on_cell[key, hit.path] - {rule.id, *also})) if hit.path else (),
            message=hit.message,
            quote=quote,
            published=quote if quote and hit.of_cell and statement.mark_at(hit.path) is Mark.FIGURE else "",
            recomputed=hit.recomputed,
            worked=hit.worked,
            reference=hit.reference,
            difference=_without_endless_fraction(hit.difference),
            also=tuple(sorted(also)),
            file=statement.file,
            line=line,
            column=column,
        )


def _places(hit: Hit, statement: LoadedStatement) -> tuple[SpokenOf, ...]:
    """Return every cell of a hit over several, each once, with what is quoted of it."""
    if len(hit.places) < 2:
        return ()
    texts = hit.gathered if len(hit.gathered) == len(hit.places) else tuple(map(statement.words_at, hit.places))
    places = {statement.row_at(path): text for path, text in zip(hit.places, texts, strict=True)}
    return tuple(SpokenOf(*place, " ".join(text.split())) for place, text in places.items()) if len(places) > 1 else ()


def _source_line(way: Sequence[object], statement: LoadedStatement) -> int | None:
    """Return the line of the source on which the row at the end of a way stands, the goal above it, or else the form begins."""
    for place in way[:0:-1]:
        if isinstance(place, Record) and (line := getattr(place, "source_line", None)) is not None:
            return int(line)
    return statement.form.source.first_line


def _basis(hit: Hit, severity: Severity, way: Sequence[object]) -> str:
    """Return a code of what a finding rests on, beside the words that its message shows.

    The figures of its row count though a message may leave some out: what was said of one target is not said of another.
    """
    row = next(place for place in reversed(way) if isinstance(place, Record))
    figures = (
        [f"{key}={printed}" for key in _figures(type(row)) if (printed := getattr(row, key)) is not None]
        if isinstance(row, PrintedRow | Total)
        else []
    )
    difference = _without_endless_fraction(hit.difference)
    return hashed((severity.value, hit.recomputed, hit.reference, f"{difference}", *figures, *hit.gathered))


@cache
def _figures(kind: type[Record]) -> tuple[str, ...]:
    """Return the keys of a record under which it prints a figure."""
    return tuple(key for key, mark in published_keys(kind).items() if mark is Mark.FIGURE)


def _without_endless_fraction(difference: Decimal | None) -> Decimal | None:
    """Return a difference with its decimals where they end soon, else rounded."""
    if difference is None or difference == (short := rounded(difference, DIFFERENCE_DECIMALS)):
        return difference
    return short


def holds_back(finding: Finding) -> bool:
    """Tell whether a finding keeps its form from being published."""
    return RULES[finding.rule_id].holds and finding.release is None


def held(findings: Iterable[Finding]) -> frozenset[str]:
    """Return the ids of the forms that must not be published before somebody releases them in their files."""
    return frozenset(finding.statement_id for finding in findings if holds_back(finding))


def held_form(statement: LoadedStatement, portal: Portal) -> HeldForm:
    """Return what may be said of a held form; its name is the register's, where ``portal`` tells it: it may be what holds it."""
    form, projects = statement.form, portal.departments[statement.department_id].projects
    name = next((Both.printed(project.name) for project in projects if project.id == statement.project_id), None)
    return HeldForm(
        statement.id,
        statement.jurisdiction_id,
        statement.department_id,
        form.fiscal_year,
        form.form_type,
        name or form.form_type.both,
        statement.place,
        form.formerly,
        any(portal.moved.get(id_, id_) == statement.id for id_ in portal.recorded),
    )
