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
_PARTS = (tuple, Record)
"""What further cells stand in."""
_ITEM = re.compile(r"\[[^][]*\]")
"""Which item of a list a path goes through."""


class PrintedCell(NamedTuple):
    """A cell of a form as printed."""

    path: str
    """Its place in the form's file, such as ``goals[0].indicators[3].target``."""
    field: str
    """The key under which it stands in its row, such as ``target``."""
    text: str
    """Its words as printed; empty where it is printed blank."""


@cache
def _every(kind: type[Record]) -> tuple[str, ...]:
    return tuple(kind.model_fields)


def printed_cells(record: Record, path: str = "") -> list[PrintedCell]:
    """Return every cell that a form (or one record of it, at ``path``) prints, in the order of the model.

    A cell that the form does not have is left out. Codes, and what the form's editors write, are not printed.
    """
    return _texts(leaves(record, path, fields=_printed))


def published_cells(record: Record) -> Iterator[tuple[str, str]]:
    """Go through every cell that a form prints and every code that decides how one is counted: path and text; no blank ones.

    What the form's duplicate prints otherwise has no cell: it is told by a finding.
    """
    for path, _, value in leaves(record, fields=_published):
        if (text := str(value)).strip() and not path.startswith("source.duplicate."):
            yield path, text


def editors_texts(record: Record, path: str = "") -> Iterator[PrintedCell]:
    """Go through what was written for this portal: of a form all that it does not print, codes too, else all."""
    found: list[tuple[str, str, object]] = []
    if record.of_editors:
        _gather_unprinted(record, path, found)
    else:
        _gather(record, path, "", _every, found)
    yield from _texts(found)


def leaves(
    record: Record, path: str = "", fields: Callable[[type[Record]], Iterable[str]] = _every
) -> list[tuple[str, str, object]]:
    """Return what stands in a record and in its parts, by those ``fields`` of each record: path, key and value.

    What is not there (None) is left out.
    """
    found: list[tuple[str, str, object]] = []
    _gather(record, path, "", fields, found)
    return found


def _gather(
    value: object,
    path: str,
    field: str,
    fields: Callable[[type[Record]], Iterable[str]],
    found: list[tuple[str, str, object]],
) -> None:
    """Add the leaves of a value to ``found``: every form is walked several times, so most texts cost no call."""
    if isinstance(value, Record):
        prefix, parts = f"{path}." if path else "", vars(value)
        for name in fields(type(value)):
            part = parts[name]
            if type(part) is str:
                found.append((prefix + name, name, part))
            elif part is None or part == ():
                continue
            elif isinstance(part, _PARTS):
                _gather(part, prefix + name, name, fields, found)
            else:
                found.append((prefix + name, name, part))
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            _gather(item, f"{path}[{number}]", field, fields, found)
    else:
        found.append((path, field, value))


def _gather_unprinted(value: object, path: str, found: list[tuple[str, str, object]]) -> None:
    """Add what a record of a form holds beside its printed cells; all of what stands below a field that is not printed."""
    if isinstance(value, tuple):
        for number, item in enumerate(value):
            _gather_unprinted(item, f"{path}[{number}]", found)
    elif isinstance(value, Record):
        prefix, parts = f"{path}." if path else "", vars(value)
        for name, is_printed in _beside_print(type(value)):
            part = parts[name]
            if part is None or part == ():
                continue
            if is_printed:
                _gather_unprinted(part, prefix + name, found)
            else:
                _gather(part, prefix + name, name, _every, found)


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


def _has_parts(declared: FieldInfo) -> bool:
    """Tell whether further records can stand in a field."""
    return any(True for _ in _records_in(declared.annotation))


def _texts(found: Iterable[tuple[str, str, object]]) -> list[PrintedCell]:
    return [PrintedCell(path, field, value) for path, field, value in found if type(value) is str]


@cache
def _printed(kind: type[Record]) -> tuple[str, ...]:
    """Return the fields of a record that can hold printed text."""
    return tuple(
        name
        for name, declared in kind.model_fields.items()
        if name not in kind.of_editors and not _is_code(declared) and _holds_text(declared.annotation)
    )


@cache
def _beside_print(kind: type[Record]) -> tuple[tuple[str, bool], ...]:
    """Return the fields in which something that is not printed can stand, and whether the field itself is printed."""
    printed = _printed(kind)
    return tuple(
        (name, name in printed)
        for name, declared in kind.model_fields.items()
        if name not in printed or _has_parts(declared)
    )


@cache
def _published(kind: type[Record]) -> tuple[str, ...]:
    printed = _printed(kind)
    return tuple(
        name for name, declared in kind.model_fields.items() if name in printed or _mark(declared) is Mark.CODE
    )


@cache
def line_fields(kind: type[Record]) -> tuple[str, ...]:
    """Return the fields of a record that hold a line of the source, or parts in which one can stand."""
    return tuple(
        name
        for name, declared in kind.model_fields.items()
        if name in {"source_line", "overview_line"} or _has_parts(declared)
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
