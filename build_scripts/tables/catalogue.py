"""Every published table, in the order in which they are listed."""

from __future__ import annotations

from typing import Any

from build_scripts.judging.audit import Audit
from build_scripts.tables.form_tables import (
    BASE_DATA,
    FUNDING,
    FURTHER_CELLS,
    GOALS,
    INDICATORS,
    NARRATIVES,
    STATEMENTS,
)
from build_scripts.tables.portal_tables import (
    DEPARTMENTS,
    FINDING_CELLS,
    FINDINGS,
    HAPPENED,
    JURISDICTIONS,
    RESTATEMENTS,
    ROLLUPS,
    SCORECARD,
    SCORING_PROFILES,
    SOURCES,
)
from build_scripts.tables.published import PublishedTable, Table

TABLES: tuple[PublishedTable[Any], ...] = (
    JURISDICTIONS, DEPARTMENTS, STATEMENTS, FUNDING, GOALS, INDICATORS, NARRATIVES, BASE_DATA, FURTHER_CELLS, FINDINGS,
    FINDING_CELLS, ROLLUPS, SCORECARD, RESTATEMENTS, HAPPENED, SOURCES, SCORING_PROFILES,
)  # fmt: skip

TABLE_OF = {table.name: table for table in TABLES}
_OWNER = {table.key[0]: table.name for table in TABLES if len(table.key) == 1}
"""The table of which a column is the key, by its name: such a column of another table names a row of it."""


def foreign_keys(table: PublishedTable[Any]) -> dict[str, str]:
    """Return the columns whose cells, where they are not empty, are the key of a row of another table, with that table."""
    if table.outlives:
        return {}
    of = {column.name: column.refers_to or _OWNER.get(column.name, "") for column in table.columns}
    return {name: other for name, other in of.items() if other and (name,) != table.key}


def tables(audit: Audit) -> dict[str, Table]:
    """Fill every published table; keys are their names, in the order of ``TABLES``."""
    return {table.name: table.filled(audit) for table in TABLES}
