"""Planted faults are found by the rules meant for them, and no error rule speaks of anything that is not there.

What is not found is written down with its reason: the list gets shorter when a rule learns, and a fault that was found
once is not lost again unnoticed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache

import pytest
from planted import FAMILIES, KINDS, Planted, changed, faults, findings_in, form_of, untouched_findings
from planted_forms import REAL

from build_scripts.judging.findings import Finding
from build_scripts.judging.rules import RULES
from build_scripts.words.vocabulary import Severity

LEAST_FAULTS, LEAST_REAL, LEAST_SHARE = 1800, 40, 0.98
NOT_FOUND: dict[str, tuple[str, ...]] = {
    "a split of the total with a row missing is taken as not printed in full, and the two sides are not compared": (
        "part left out: hunan_department funding[1]",
        "part left out: hunan_department funding[2]",
        "part left out: hunan_department funding[3]",
    ),
    "any text in the form's summary of reasons counts as an explanation, whatever row it speaks of": (
        "target exceeded twice over: wuhan_department goals[0].indicators[0] actual",
        "target exceeded twice over: wuhan_department goals[1].indicators[0] actual",
        "digit lost in a floor: wuhan_department goals[0].indicators[0] target",
        "digit lost in a floor: wuhan_department goals[1].indicators[2] target",
    ),
    "a goal's printed weight is not compared with the weights of its rows, only its points are": (
        "goal's weight too great: wuhan_department goals[0]",
    ),
    "costs, hours to repair, rates and counts by these names are not known as better low or high, and no value contradicts the operator": (
        "operator reversed: integrated goals[0].indicators[3] operator",
        "operator reversed: next_year goals[0].indicators[0] target",
        "operator reversed: project_target goals[0].indicators[1] target",
        "operator reversed: project_target goals[0].indicators[4] target",
    ),
    "a cost ten thousand times below its ceiling is simply met": (
        "yuan where 万元 was agreed: shanxi_project goals[0].indicators[3] actual",
        "yuan where 万元 was agreed: hunan_project goals[0].indicators[0] actual",
    ),
    "a target in words may be blank: only rows of figures are asked for one": (
        "target blank: criteria goals[0].indicators[0] target",
    ),
    "a target in words may be a dash: only rows of figures are asked for one": (
        "dash for a target: criteria goals[0].indicators[0] target",
    ),
    "fewer fairs than last year are taken as less demand for them": (
        "half of last year's work: wide_targets goals[2].indicators[0] target",
    ),
    "the words of a single goal may be blank": ("goal without words: wide_targets goals[1]",),
    "the operating total need only be no less than its parts; a jump from one year to the next is not looked at here": (
        "operating total ten times: full_base base_data[13].budget",
    ),
    "posts and staff of the report are not read from this way of writing": (
        "base data unlike the report: office posts",
        "base data unlike the report: office staff",
    ),
}
"""Faults that no rule meant for them finds, by what the program would have to learn."""
Said = Counter[tuple[str, str, str, Severity]]


def said(findings: list[Finding]) -> Said:
    """Return findings as what can be compared: rule, place, words and how serious it is."""
    return Counter((found.rule_id, found.path, found.message.en, found.severity) for found in findings)


@cache
def said_before(form: str) -> Said:
    """Return what is said of a form before anything is changed in it."""
    return said(findings_in(form, form_of(form)))


@cache
def said_of(kind: str) -> dict[str, Said]:
    """Return what each fault of a kind adds to the findings of its form."""
    return {
        fault.name: said(findings_in(fault.form, changed(fault))) - said_before(fault.form) for fault in faults(kind)
    }


def is_found(fault: Planted) -> bool:
    """Whether a rule meant for the fault says something that it did not say before."""
    return not fault.intended.isdisjoint(rule for rule, *_ in said_of(fault.kind)[fault.name])


def all_faults() -> Iterator[Planted]:
    """Yield the faults of all kinds."""
    for kind in KINDS:
        yield from faults(kind)


FORMS = sorted({form for kind in KINDS.values() for form in kind.forms})


@pytest.mark.parametrize("form", FORMS)
def test_a_form_without_a_fault_says_what_it_said(form):
    """A clean form has no finding at all; a real one, read and changed by the harness, has those of the program's own reading."""
    expected = said(untouched_findings(form)) if form in REAL else Counter()
    assert said_before(form) == expected


@pytest.mark.parametrize("kind", KINDS)
def test_a_slip_is_found_wherever_it_is_made(kind):
    """Every fault of the kind is found by an intended rule, but those listed as not found; and these are not found yet."""
    missed = {fault.name for fault in faults(kind) if not is_found(fault)}
    listed = {name for names in NOT_FOUND.values() for name in names if name.startswith(f"{kind}: ")}
    assert faults(kind)
    assert missed == listed, {name: sorted(said_of(kind)[name], key=str) for name in missed - listed}


@pytest.mark.parametrize("kind", KINDS)
def test_a_slip_brings_no_other_error(kind):
    """No error rule speaks that is neither meant for the fault nor bound to find it too."""
    wrong = {
        fault.name: heard
        for fault in faults(kind)
        if (
            heard := sorted(
                (rule, path, words)
                for rule, path, words, severity in said_of(kind)[fault.name]
                if severity is Severity.ERROR and rule not in fault.intended | fault.implied
            )
        )
    }
    assert wrong == {}


def test_nearly_all_faults_are_found():
    """At least 95 of 100 planted faults are found, all kinds and forms together."""
    found = [is_found(fault) for fault in all_faults()]
    assert sum(found) / len(found) >= LEAST_SHARE


def test_there_are_many_faults_and_no_two_alike():
    """There are enough faults, also in real forms; their names differ, and so does what they make of the form."""
    planted = list(all_faults())
    real = [fault for fault in planted if fault.form in REAL]
    assert len(planted) >= LEAST_FAULTS
    assert len(real) >= LEAST_REAL
    assert len({fault.name for fault in planted}) == len(planted)
    assert len({(fault.form, repr(changed(fault))) for fault in planted}) == len(planted)
    assert len(KINDS) == sum(len(kinds) for kinds in FAMILIES.values())


def test_every_listed_fault_is_planted():
    """The list of what is not found names faults that there are, each once."""
    listed = [name for names in NOT_FOUND.values() for name in names]
    assert len(listed) == len(set(listed))
    assert set(listed) <= {fault.name for fault in all_faults()}


def test_every_rule_of_errors_is_meant_for_some_fault():
    """Each rule that calls a figure wrong has faults planted for it; every rule has one in ``test_mutations``."""
    intended = frozenset().union(*(kind.intended for kind in KINDS.values()))
    assert intended <= set(RULES)
    assert intended >= {rule.id for rule in RULES.values() if rule.severity is Severity.ERROR}
