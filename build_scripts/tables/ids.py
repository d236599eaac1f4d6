"""The ids by which rows are named: addresses of pages, and anchors on them."""

from __future__ import annotations

from build_scripts.reading.model import ROW_PATTERN, STATEMENT_PATTERN
from build_scripts.reading.records import LoadedStatement

ROW_ID_PATTERN = f"{STATEMENT_PATTERN.removesuffix('$')}#{ROW_PATTERN.removeprefix('^')}"
"""What the id of a row looks like."""


def page_url(statement_id: str) -> str:
    """Return a statement's address, relative to the portal's root; the id is the address."""
    return f"{statement_id}/"


def row_id(statement: LoadedStatement, path: str) -> str:
    """Return the id of the row at ``path``: the form's id and, behind ``#``, its anchor on the form's page."""
    return f"{statement.id}#{statement.row_ids[path]}"
