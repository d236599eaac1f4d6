"""A text of the data where it stands on one line among others: on a terminal, in Markdown."""

from __future__ import annotations

import json
from unicodedata import category


def visible(text: str) -> str:
    """Return a text with the codes of what is not to be seen in it: what moves a cursor or turns the direction of writing."""
    if text.isprintable():
        return text
    return "".join(
        char if char.isprintable() or char in "\t\n" or category(char) == "Zs" else json.dumps(char)[1:-1]
        for char in text
    )


def on_one_line(value: str) -> str:
    """Return a text with its line breaks as signs: none begins a line, where a code host would take ``::`` for a command."""
    return visible("⏎".join(value.splitlines()))


def as_cell(value: str) -> str:
    """Keep a text in its cell or line of Markdown and its signs from being taken for markup."""
    shown = visible(" ".join(value.split()))
    return "".join(f"\\{letter}" if letter in "\\`*_{}[]<>|#!~" else letter for letter in shown)
