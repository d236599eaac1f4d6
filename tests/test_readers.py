"""What careful readers noted on the published forms, before they saw a rule, is said by a rule, or it is written why not."""

from __future__ import annotations

import csv
from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest
from conftest import sample_audit

from build_scripts.judging.rules import RULES

LEAST_SHARE, LEAST_NOTED, LEAST_FORMS = 0.9, 500, 25
with (Path(__file__).parent / "exams" / "readers.csv").open(encoding="utf-8", newline="") as file:
    NOTED = list(csv.DictReader(file))
FOUND = [noted for noted in NOTED if noted["rules"]]


def parts(text: str) -> list[str]:
    """Return the parts of a cell that lists several."""
    return [part.strip() for part in text.split(";") if part.strip()]


@cache
def said() -> dict[str, set[str]]:
    """Return the rules that speak of each form."""
    audited = sample_audit()
    rules: dict[str, set[str]] = defaultdict(set)
    for finding in audited.findings:
        rules[finding.statement_id] |= {finding.rule_id, *finding.also}
    return rules


@pytest.mark.parametrize("noted", FOUND, ids=[noted["id"] for noted in FOUND])
def test_a_rule_says_what_a_reader_noted(noted):
    """Each rule named speaks of a form named."""
    spoken = set().union(*(said()[statement] for statement in parts(noted["statements"])))
    assert set(parts(noted["rules"])) <= spoken


def test_what_no_rule_says_has_its_reason():
    """Beside the rest stands why: what else one would have to know, or what such a rule would say wrongly."""
    for noted in NOTED:
        assert bool(noted["rules"]) is bool(noted["statements"])
        assert noted["open"] in {"", "yes"}
        if not noted["rules"]:
            assert len(noted["why"]) > 10, noted["id"]
        else:
            assert not noted["why"] + noted["open"], noted["id"]


def test_nearly_all_that_a_machine_should_say_is_said():
    """Of what can be decided by the forms alone at least 90 of 100 are found; there are hundreds, on dozens of forms."""
    still_open = [noted for noted in NOTED if noted["open"]]
    assert len(FOUND) / (len(FOUND) + len(still_open)) >= LEAST_SHARE
    assert len(NOTED) >= LEAST_NOTED
    assert len({noted["id"] for noted in NOTED}) == len(NOTED)
    assert len({statement for noted in FOUND for statement in parts(noted["statements"])}) >= LEAST_FORMS


def test_only_rules_that_there_are_are_named():
    """A rule that is renamed or withdrawn leaves no trace here."""
    assert {rule for noted in FOUND for rule in parts(noted["rules"])} <= set(RULES)
