"""Every cell that a form prints, whatever its kind: one walk over the model, so that no field can be forgotten.

What looks at printed words (personal data, secrecy, masks, left-overs of the conversion, search) takes them from here.
A text field that is added to any record of a form is walked without another line of code.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple, get_args, get_origin

from pydantic.fields import FieldInfo

from build_scripts.reading.model import AnyStatement, Mark, Record, RecordT
from build_scripts.words.language import Term

PERSONAL_DATA = "不公开（个人信息）"
"""Stands for what a cell prints that is somebody's name or telephone number."""
_ITEM = re.compile(r"\[[^\]]*\]")
"""Which item of a list a path goes through."""


class PrintedCell(NamedTuple):
    """A cell of a form as printed."""

    path: str
    """Its place in the form's file, such as ``goals[0].indicators[3].target``."""
    field: str
    """The key under which it stands in its row, such as ``target``."""
    text: str
    """Its words as printed; empty where it is printed blank."""


def _every(kind: type[Record]) -> Iterable[str]:
    return kind.model_fields


def printed_cells(record: Record, path: str = "") -> Iterator[PrintedCell]:
    """Go through every cell that a form (or one record of it, at ``path``) prints, in the order of the model.

    A cell that the form does not have is left out. Codes, and what the form's editors write, are not printed.
    """
    return _texts(leaves(record, path, fields=_printed))


def published_cells(record: Record) -> Iterator[PrintedCell]:
    """Go through every cell that a form prints and every code that decides how one is counted, as text; no blank ones.

    What the form's duplicate prints otherwise has no cell: it is told by a finding.
    """
    for path, field, value in leaves(record, fields=_published):
        if value is not None and not path.startswith("source.duplicate.") and (text := str(value)).strip():
            yield PrintedCell(path, field, text)


def editors_texts(record: Record, path: str = "") -> Iterator[PrintedCell]:
    """Go through what was written for this portal: of a form all that it does not print, codes too, else all but addresses."""
    printed = {cell.path for cell in printed_cells(record, path)} if record.of_editors else set()
    return (cell for cell in _texts(leaves(record, path)) if cell.path not in printed and cell.field != "url")


def leaves(
    value: object, path: str = "", field: str = "", fields: Callable[[type[Record]], Iterable[str]] = _every
) -> Iterator[tuple[str, str, object]]:
    """Go through a record and what stands in it, by those ``fields`` of each record: path, key and value."""
    if isinstance(value, Record):
        for name in fields(type(value)):
            yield from leaves(getattr(value, name), f"{path}.{name}" if path else name, name, fields)
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from leaves(item, f"{path}[{number}]", field, fields)
    else:
        yield path, field, value


def with_cells(record: RecordT, change: Callable[[PrintedCell], str], path: str = "") -> RecordT:
    """Return a form (or one record of it, at ``path``) in which every printed cell says what ``change`` makes of it."""

    def changed(value: object, place: str, field: str) -> object:
        if isinstance(value, Record):
            return with_cells(value, change, place)
        if isinstance(value, tuple):
            return tuple(changed(item, f"{place}[{number}]", field) for number, item in enumerate(value))
        return change(PrintedCell(place, field, value)) if type(value) is str else value

    prefix = f"{path}." if path else ""
    names = _printed(type(record))
    return record.model_copy(update={name: changed(getattr(record, name), prefix + name, name) for name in names})


def without_personal_texts(form: AnyStatement, released: Callable[[PrintedCell], bool]) -> AnyStatement:
    """Return a form that says no name and no telephone number of a person but those that are ``released``.

    The second representation of such a cell is held back with it; a cell printed blank stays blank.
    """
    paths = {f"narratives[{number}].text" for number, text in enumerate(form.narratives) if text.kind.is_personal}
    if not paths:
        return form
    kept = {cell.path for cell in printed_cells(form) if cell.path in paths and released(cell)}
    duplicate = form.source.duplicate
    places = {
        f"source.duplicate.differences[{number}].text": difference.path
        for number, difference in enumerate(duplicate.differences if duplicate else ())
    }

    def change(cell: PrintedCell) -> str:
        personal = places.get(cell.path, cell.path) in paths - kept
        return PERSONAL_DATA if personal and cell.text.strip() else cell.text

    return with_cells(form, change)


@cache
def printed_keys(kind: type[Record]) -> tuple[str, ...]:
    """Return the keys under which a record prints one cell each; those of a part, such as the total, as ``total.score``."""
    keys: list[str] = []
    for name in _printed(kind):
        annotation = kind.model_fields[name].annotation
        if get_origin(annotation) is tuple:
            continue
        for one in get_args(annotation) or (annotation,):
            if one is str:
                keys.append(name)
            elif _is_record(one):
                keys += [f"{name}.{key}" for key in printed_keys(one)]
    return tuple(keys)


@cache
def published_keys(kind: type[Record]) -> Mapping[str, Mark]:
    """Return the keys under which a record of a form has a cell or a code that is published, each with its mark."""
    keys: dict[str, Mark] = {}
    for name in _published(kind):
        declared = kind.model_fields[name]
        if get_origin(declared.annotation) is tuple:
            continue
        parts = [one for one in get_args(declared.annotation) or (declared.annotation,) if _is_record(one)]
        keys |= {f"{name}.{key}": mark for part in parts for key, mark in published_keys(part).items()}
        if not parts:
            keys[name] = _mark(declared)
    return keys


def title_at(kind: type[Record], path: str) -> str:
    """Return the Chinese title of the field at ``path`` of a record of this kind, such as ``total.score``; empty for none."""
    title = ""
    for key in _ITEM.sub("", path).split("."):
        declared = kind.model_fields.get(key)
        if declared is None:
            break
        title = declared.title or ""
        kind = next(_records_in(declared.annotation), Record)
    return title


def _records_in(annotation: Any) -> Iterator[type[Record]]:  # noqa: ANN401 - any annotation of a field
    if isinstance(annotation, type) and issubclass(annotation, Record):
        yield annotation
    for one in get_args(annotation):
        yield from _records_in(one)


def _texts(found: Iterable[tuple[str, str, object]]) -> Iterator[PrintedCell]:
    return (PrintedCell(path, field, value) for path, field, value in found if type(value) is str)


@cache
def _printed(kind: type[Record]) -> tuple[str, ...]:
    """Return the fields of a record that can hold printed text."""
    return tuple(
        name
        for name, declared in kind.model_fields.items()
        if name not in kind.of_editors and not _is_code(declared) and _holds_text(declared.annotation)
    )


@cache
def _published(kind: type[Record]) -> tuple[str, ...]:
    printed = _printed(kind)
    return tuple(
        name for name, declared in kind.model_fields.items() if name in printed or _mark(declared) is Mark.CODE
    )


def _mark(declared: FieldInfo) -> Mark:
    extra = declared.json_schema_extra
    mark = extra.get("mark") if isinstance(extra, dict) else None
    return mark if isinstance(mark, Mark) else Mark.WORDS


def _is_record(annotation: Any) -> bool:  # noqa: ANN401 - any annotation of a field
    return isinstance(annotation, type) and issubclass(annotation, Record)


def _is_code(declared: FieldInfo) -> bool:
    """Tell whether a field holds an id or a code of this portal: those have a pattern."""
    return any(getattr(constraint, "pattern", None) for constraint in declared.metadata)


def _holds_text(annotation: Any) -> bool:  # noqa: ANN401 - any annotation of a field
    """Tell whether a value of this type is text or a record with text."""
    if isinstance(annotation, type):
        return (issubclass(annotation, str) and not issubclass(annotation, Term)) or issubclass(annotation, Record)
    return any(map(_holds_text, get_args(annotation)))
