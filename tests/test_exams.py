"""Cells and pairs of cells that are in none of the published documents, with the reading of a careful official.

The lists were written before the grammar was taught to read them, by people who had not seen it; what several officials would
read differently has all their readings (``alternatives``). ``tests/exams/README.md`` says what the columns mean.
"""

from __future__ import annotations

import csv
from fractions import Fraction
from pathlib import Path

import pytest

from build_scripts.cells.achievement import achievement_of, polarity_of
from build_scripts.cells.categories import level2_of
from build_scripts.cells.values import is_money_row, parse_value
from build_scripts.words.vocabulary import CurrencyUnit, Level1, Polarity

EXAMS = Path(__file__).parent / "exams"
WAN = CurrencyUnit.TEN_THOUSAND_YUAN
FIELDS = ("kind", "op", "number", "number_max", "unit", "per", "about")
WITHOUT_FIELDS = frozenset({"words", "none", "date", "grade", "not_read", "withheld"})
KINDS = {
    "month_range": "months",
    "date_range": "date",
    "duty": "words",
    "list": "list",
    "range": "range",
    "grade": "grade",
}
STATES = {"blank": "none", "placeholder": "none", "withheld": "withheld"}


def rows(*names):
    """Return the rows of the exams of these names."""
    found = []
    for name in names:
        with (EXAMS / name).open(encoding="utf-8", newline="") as file:
            found += csv.DictReader(file)
    return found


def kind_of(value):
    """Return what an examiner calls a value of this kind."""
    if value.state != "reported":
        return STATES[value.state]
    if value.kind in {"number", "mixed"}:
        return "number" if value.number is not None else "not_read"
    if value.kind == "qualitative":
        return "date" if "deadline" in value.notes else "words"
    return KINDS[value.kind]


def readings(row):
    """Yield the reading of a row of the exam, then the other ones that are as good."""
    yield {field: row[field] for field in FIELDS}
    for alternative in filter(None, map(str.strip, row["alternatives"].split("|"))):
        changed = {field: row[field] for field in FIELDS}
        for name, _, wanted in (part.strip().partition("=") for part in alternative.split(",")):
            changed[name.strip()] = wanted.strip()
        if changed["kind"] in WITHOUT_FIELDS:
            changed |= dict.fromkeys(FIELDS[1:], "")
        yield changed


def exact(text):
    """Return the number of a text, a fraction or a decimal; None of none."""
    return Fraction(text) if text not in {"", None} else None


def near(one, other):
    """Tell whether two numbers are the same, as far as 28 digits go."""
    return one == other or (None not in {one, other} and abs(one - other) < Fraction(1, 10**20))


def is_read_as(value, wanted):  # noqa: PLR0911 - each kind in its turn
    """Tell whether a value is what an examiner wants."""
    kind = kind_of(value)
    if wanted["kind"] == "not_read":
        return kind in {"not_read", "words", "date"} or value.confidence == "low"
    if kind != wanted["kind"]:
        return False
    if kind == "list":
        return [Fraction(item.number) for item in value.items] == [
            exact(number) for number in wanted["number"].split(";")
        ]
    if kind == "grade":
        return wanted["op"] in {"", value.op}
    if kind in WITHOUT_FIELDS:
        return True
    numbers = near(exact(wanted["number"]), exact(value.number)) and near(
        exact(wanted["number_max"]), exact(value.number_max)
    )
    if kind == "months":
        return numbers
    same_unit = (wanted["unit"], wanted["per"]) == (value.unit, value.per)
    if kind == "range":
        return numbers and same_unit
    about = (wanted["about"] == "yes") is ("approximate" in value.notes)
    return numbers and same_unit and about and (wanted["op"] or None) == value.op


def value_of(row):
    """Return the reading of a row's cell."""
    return parse_value(row["cell"], name=row["name"], cost=row["cost"] == "yes", currency_unit=WAN)


VALUES = rows("values.csv", "values_2.csv")
PAIRS = rows("pairs.csv", "pairs_2.csv")


@pytest.mark.parametrize("row", VALUES, ids=[f"{row['cell']}|{row['name']}|{row['cost']}" for row in VALUES])
def test_a_cell_is_read_as_a_careful_official_reads_it(row):
    """One of the readings of the exam, or none; never another."""
    value = value_of(row)
    assert is_right(row) or (value.number is None and not value.items), (row, value)
    assert value.raw == row["cell"]


def is_right(row):
    """Tell whether a row's cell is read in one of the ways of the exam."""
    value = value_of(row)
    return any(is_read_as(value, wanted) for wanted in readings(row))


def test_hardly_any_cell_is_left_unread():
    """Ninety-nine of a hundred cells of the exams are read."""
    assert sum(map(is_right, VALUES)) >= 0.99 * len(VALUES)


LEVELS = {"经济成本指标": Level1.COST, "数量指标": Level1.OUTPUT, "质量指标": Level1.OUTPUT, "时效指标": Level1.OUTPUT}
DECIDED = {"met", "missed"}


def verdict_of(row):
    """Return whether a row's actual value reaches its target."""
    level1 = LEVELS.get(row["category"], Level1.OUTCOME)
    level2 = level2_of(row["category"], level1)
    around = {"name": row["name"], "cost": is_money_row(level1, level2), "currency_unit": WAN}
    target, actual = parse_value(row["target"], **around), parse_value(row["actual"], **around)
    polarity, _ = polarity_of(target, level1=level1, level2=level2, name=row["name"], manual=None)
    assert polarity in Polarity
    return achievement_of(target, actual, polarity)


def agrees(row):
    """Tell whether the verdict is one that the examiner gives."""
    verdict = verdict_of(row)
    return verdict == row["verdict"] or f"verdict={verdict}" in row["remark"]


@pytest.mark.parametrize("row", PAIRS, ids=[f"{row['name']}|{row['target']}|{row['actual']}" for row in PAIRS])
def test_no_verdict_is_wrong(row):
    """What is not decided is said to be so; met and missed are what the examiner says."""
    assert agrees(row) or verdict_of(row) not in DECIDED


def test_nearly_all_pairs_are_decided():
    """Of the pairs of the exams the examiner's verdict is given in more than eight of ten; the others stay undecided."""
    assert sum(map(agrees, PAIRS)) >= 0.83 * len(PAIRS)
