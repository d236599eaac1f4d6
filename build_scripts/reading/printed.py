"""Every cell that a form prints, whatever its kind: one walk over the model, so that no field can be forgotten.

What looks at printed words (personal data, secrecy, masks, left-overs of the conversion, search) takes them from here.
A text field that is added to any record of a form is walked without another line of code.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple, get_args

from pydantic.fields import FieldInfo

from build_scripts.reading.model import Record, Statement
from build_scripts.words.language import Term


class PrintedCell(NamedTuple):
    """A cell of a form as printed."""

    path: str
    """Its place in the form's file, such as ``goals[0].indicators[3].target``."""
    field: str
    """The key under which it stands in its row, such as ``target``."""
    text: str
    """Its words as printed; empty where it is printed blank."""


def printed_cells(record: Record, path: str = "") -> Iterator[PrintedCell]:
    """Go through every cell that a form (or one record of it, at ``path``) prints, in the order of the model.

    A cell that the form does not have is left out. Codes, and what the form's editors write, are not printed.
    """
    prefix = f"{path}." if path else ""
    for name in _fields(type(record)):
        yield from _cells(getattr(record, name), f"{prefix}{name}", name)


def _cells(value: object, path: str, field: str) -> Iterator[PrintedCell]:
    if type(value) is str:
        yield PrintedCell(path, field, value)
    elif isinstance(value, Record):
        yield from printed_cells(value, path)
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from _cells(item, f"{path}[{number}]", field)


@cache
def _fields(kind: type[Record]) -> tuple[str, ...]:
    """Return the fields of a record that can hold printed text."""
    of_editors = Statement.of_editors if issubclass(kind, Statement) else frozenset()
    return tuple(
        name
        for name, declared in kind.model_fields.items()
        if name not in of_editors and not _is_code(declared) and _holds_text(declared.annotation)
    )


def _is_code(declared: FieldInfo) -> bool:
    """Tell whether a field holds an id or a code of this portal: those have a pattern."""
    return any(getattr(constraint, "pattern", None) for constraint in declared.metadata)


def _holds_text(annotation: Any) -> bool:  # noqa: ANN401 - any annotation of a field
    """Tell whether a value of this type is text or a record with text."""
    if isinstance(annotation, type):
        return (issubclass(annotation, str) and not issubclass(annotation, Term)) or issubclass(annotation, Record)
    return any(map(_holds_text, get_args(annotation)))
