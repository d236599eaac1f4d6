"""The ids by which rows are named: addresses of pages, and anchors on them."""

from __future__ import annotations


def page_url(statement_id: str) -> str:
    """Return a statement's address, relative to the portal's root; the id is the address."""
    return f"{statement_id}/"


def goal_id(statement_id: str, order: int) -> str:
    """Return a goal's id: the form's id and its position, also the anchor on the form's page."""
    return f"{statement_id}#goal-{order}"


def indicator_id(statement_id: str, order: int) -> str:
    """Return an indicator row's id: the form's id and its position, also the anchor on the form's page."""
    return f"{statement_id}#indicator-{order}"
