"""Records as YAML that ``strict_yaml`` gives back unchanged.

Every text is in quotes, so that ``>=98%`` and ``--`` come back as they were.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel

_PLAIN_KEY = re.compile(r"[a-z_][a-z0-9_]*")
_YAML_WORDS = frozenset(("y", "n", "yes", "no", "on", "off", "true", "false", "null"))
"""Keys that other YAML readers would take for something else than text."""
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def write(record: BaseModel | Mapping[str, Any]) -> str:
    """Return a record as YAML that ``strict_yaml.read`` gives back unchanged.

    Block style, two spaces, keys in the order of the model's fields, one line per value, every text in double
    quotes. Of a model only what was set is written: no None, no empty tuple, no default.

    Raises:
        TypeError: where a value is neither text, number, bool, list, mapping nor model.
    """
    lines = _block(record, 0)
    return "\n".join(lines or ["{}"]) + "\n"


def double_quoted(text: str) -> str:
    """Return ``text`` in double quotes, on one line, with everything invisible but U+3000 escaped."""
    return '"' + "".join(_escaped(char) for char in text) + '"'


def written_key(key: str) -> str:
    """Return a key as it is written: in quotes where another YAML reader would take it for something else than text."""
    return key if _PLAIN_KEY.fullmatch(key) and key not in _YAML_WORDS else double_quoted(key)


def _escaped(char: str) -> str:
    if char in _ESCAPES:
        return _ESCAPES[char]
    if char.isprintable() or char == "\u3000":
        return char
    number = ord(char)
    return f"\\x{number:02x}" if number < 0x100 else f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"


def _entries(record: BaseModel | Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    if not isinstance(record, BaseModel):
        yield from record.items()
        return
    for name in written_order(type(record)):
        value = getattr(record, name)
        if name in record.model_fields_set and value is not None and value != ():
            yield name, value


def written_order(kind: type[BaseModel]) -> list[str]:
    """Return the fields in the order of the model; a form's own order puts its name first and its long parts last."""
    first, last = getattr(kind, "written_first", ()), getattr(kind, "written_last", ())
    places = {name: place for place, name in enumerate(kind.model_fields)}
    return sorted(
        kind.model_fields,
        key=lambda name: (
            (0, first.index(name)) if name in first else (2, last.index(name)) if name in last else (1, places[name])
        ),
    )


def _block(value: Any, indent: int) -> list[str]:  # noqa: ANN401 - any authored value
    """Return the lines of a mapping or list, each indented by ``indent`` spaces."""
    pad = " " * indent
    lines: list[str] = []
    if isinstance(value, BaseModel | Mapping):
        for key, item in _entries(value):
            name = written_key(key)
            inner = _block(item, indent + 2)
            lines += [f"{pad}{name}:", *inner] if inner else [f"{pad}{name}: {_inline(item)}"]
    elif isinstance(value, list | tuple):
        for item in value:
            inner = _block(item, indent + 2)
            lines += [f"{pad}- {inner[0].lstrip(' ')}", *inner[1:]] if inner else [f"{pad}- {_inline(item)}"]
    return lines


def _inline(value: Any) -> str:  # noqa: ANN401 - any authored value
    """Return a scalar or an empty container as it stands on its line."""
    if isinstance(value, str):
        return double_quoted(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, BaseModel | Mapping):
        return "{}"
    if isinstance(value, list | tuple):
        return "[]"
    raise TypeError(f"a {type(value).__name__} cannot be written to a data file: {value!r}")
