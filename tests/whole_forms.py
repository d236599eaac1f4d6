"""Whole forms, made from the model: every record with every cell, so that a field added to the model is in them."""

from __future__ import annotations

from enum import Enum
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from build_scripts.reading.model import Record
from build_scripts.reading.validation import PATTERNS

WORDS = "文字"
"""What stands in every text that may say anything."""


def whole(kind: type[Record], **given: Any) -> Any:
    """Return a record of ``kind`` in which every field but the ``given`` ones says something."""
    made = {name: _value(declared) for name, declared in kind.model_fields.items() if name not in given}
    return kind.model_validate({**made, **given})


def _value(declared: FieldInfo) -> Any:
    patterns = [part.pattern for part in declared.metadata if getattr(part, "pattern", None)]
    least = next((part.ge for part in declared.metadata if getattr(part, "ge", None)), 1)
    return PATTERNS[patterns[0]][1] if patterns else _of_type(declared.annotation, least)


def _of_type(annotation: Any, least: int) -> Any:
    parts = get_args(annotation)
    if get_origin(annotation) is tuple:
        return (_of_type(parts[0], least),)
    if get_origin(annotation) in (Union, UnionType, Literal):
        return _of_type(parts[0], least) if get_origin(annotation) is not Literal else parts[0]
    if parts:  # Annotated
        metadata = FieldInfo.from_annotation(annotation).metadata
        pattern = next((part.pattern for part in metadata if getattr(part, "pattern", None)), None)
        return PATTERNS[pattern][1] if pattern else _of_type(parts[0], least)
    if issubclass(annotation, Record):
        return whole(annotation)
    if issubclass(annotation, Enum):
        return next(iter(annotation))
    return WORDS if annotation is str else least
