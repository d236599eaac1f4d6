"""What a person added to a form in ``data/`` and no document prints: it outlives a new import of the form."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from build_scripts.carriers.text_export import compact
from build_scripts.reading.model import AnyStatement, Goal, Indicator, PrintedRow
from build_scripts.reading.printed import leaves
from build_scripts.reading.row_ids import row_ids
from build_scripts.words.language import Both
from build_scripts.words.vocabulary import Polarity

ADDED = ("release", "currency_unit_override", "withheld", "formerly")
AddedLine = tuple[str, int | None, str, int]
"""How a row is known again: kind and number of its goal, its name, the how-manieth of that name in that goal."""


def with_added(imported: AnyStatement, standing: AnyStatement | None) -> tuple[AnyStatement, tuple[Both, ...]]:
    """Return the imported form with what a person added to the standing one, and what that person has to look at again.

    Added are ``release``, ``currency_unit_override``, ``withheld``, ``formerly``, the ``id`` of rows and the ``polarity`` of
    indicator rows. A row is known by what it prints (for its polarity by its goal and its name), never by its line: lines
    move with every new text. A release is bound to the words that were looked at, and lapses by itself where they changed.
    """
    if standing is None:
        return imported, ()
    added: dict[str, Any] = {name: getattr(standing, name, None) for name in ADDED}
    kept = {name: value for name, value in added.items() if value}
    chosen = {row: item.polarity for row, item in _rows(standing) if item.polarity is not None}
    there = {row for row, _ in _rows(imported)}
    remarks = [
        Both(
            f"原来为指标“{row[2]}”写的方向（polarity: {polarity.value}）已找不到该行，没有保留",
            f"the polarity {polarity.value} written for {row[2]} was not kept: the row is gone",
        )
        for row, polarity in chosen.items()
        if row not in there
    ]
    goals = _with_polarity(imported, chosen)
    written, made = _written_ids(standing), _made_ids(imported)
    result = _with_rows(
        imported.model_copy(update={**kept, **({"goals": goals} if goals else {})}),
        lambda path, row: row.model_copy(update={"id": written.get(made[path])}),
    )
    remarks += [
        Both(
            f"原来写的行的代码（id: {id_}）已找不到该行，没有保留；行还在的，请重新写上",
            f"the id {id_} that was written for a row was not kept: no row prints what it did; write it again if it is still there",
        )
        for printed, id_ in written.items()
        if printed not in made.values()
    ]
    if result != standing and "currency_unit_override" in kept:
        said = Both(
            "保留了经核实的金额单位（currency_unit_override），但表的内容有变，请重新核实",
            "the confirmed unit (currency_unit_override) was kept, but the form has changed: look at it again",
        )
        remarks.append(said)
    return result, tuple(remarks)


def _made_ids(statement: AnyStatement) -> dict[str, str]:
    """Return the id that each row would have if none were written, by its path."""
    bare = _with_rows(statement, lambda _, row: row.model_copy(update={"id": None}))
    funding, base_data = getattr(bare, "funding", ()), getattr(bare, "base_data", ())
    return row_ids(_goals(bare), funding, base_data, bare.narratives)


def _written_ids(statement: AnyStatement) -> dict[str, str]:
    """Return the ids that a person wrote, by those that the rows would have else."""
    made = _made_ids(statement)
    found = ((path.removesuffix(".id"), value) for path, key, value in leaves(statement) if key == "id" and value)
    return {made[path]: str(value) for path, value in found}


def _with_rows(statement: AnyStatement, change: Callable[[str, PrintedRow], PrintedRow]) -> AnyStatement:
    """Return a form with every row as ``change`` makes it, which is given the row's path."""

    def changed(block: str, rows: tuple[PrintedRow, ...]) -> tuple[PrintedRow, ...]:
        return tuple(change(f"{block}[{number}]", row) for number, row in enumerate(rows))

    goals = tuple(
        goal.model_copy(update={"indicators": changed(f"goals[{number}].indicators", goal.indicators)})
        for number, goal in enumerate(_goals(statement))
    )
    form = statement.model_copy(update={"goals": goals}) if goals else statement
    blocks = (block for block in ("goals", "funding", "base_data", "narratives") if hasattr(form, block))
    return form.model_copy(update={block: changed(block, getattr(form, block)) for block in blocks})


def _goals(statement: AnyStatement) -> tuple[Goal, ...]:
    goals: tuple[Goal, ...] = getattr(statement, "goals", ())
    return goals


def _rows(statement: AnyStatement) -> Iterator[tuple[AddedLine, Indicator]]:
    seen: Counter[tuple[str, int | None, str]] = Counter()
    for goal in _goals(statement):
        for item in goal.indicators:
            name = (goal.kind.value, goal.number, compact(item.name))
            seen[name] += 1
            yield (*name, seen[name]), item


def _with_polarity(statement: AnyStatement, chosen: Mapping[AddedLine, Polarity]) -> tuple[Goal, ...]:
    """Return the form's goals, each row with the direction chosen for it."""
    rows = iter(
        [item.model_copy(update={"polarity": chosen[row]}) if row in chosen else item for row, item in _rows(statement)]
    )
    return tuple(
        goal.model_copy(update={"indicators": tuple(next(rows) for _ in goal.indicators)}) if goal.indicators else goal
        for goal in _goals(statement)
    )
