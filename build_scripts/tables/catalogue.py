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
    ROLLUPS, SCORECARD, RESTATEMENTS, HAPPENED, SOURCES, SCORING_PROFILES,
)  # fmt: skip

TABLE_OF = {table.name: table for table in TABLES}


def tables(audit: Audit) -> dict[str, Table]:
    """Fill every published table; keys are their names, in the order of ``TABLES``."""
    return {table.name: table.filled(audit) for table in TABLES}
