"""Everything that ``data/`` says, as frozen records: what all later stages are given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from build_scripts.model import (
    AnyStatement,
    Department,
    FormTemplate,
    Jurisdiction,
    KnownGap,
    PortalSettings,
    Replies,
    Restatement,
    ScoringProfile,
    SourceDocument,
)
from build_scripts.positions import Positions


@dataclass(frozen=True)
class LoadedStatement:
    """One form with its place in the tree."""

    id: str
    """Its page's address without the slashes at its ends: ``jurisdiction/department/year/form``."""
    file: str
    """Its file, below the data folder's parent, with ``/``."""
    jurisdiction_id: str
    department_id: str
    """``jurisdiction/department``."""
    project_id: str | None
    """The project's id within its department; None for forms of the whole department."""
    form: AnyStatement
    positions: Positions

    def line_of(self, path: str) -> int:
        """Return the 1-based line of ``goals[0].indicators[3].target``, or of the nearest thing around it."""
        return self.positions.nearest(path)[0]


@dataclass(frozen=True)
class Records:
    """The records of all files but ``portal.yml``; mappings are sorted by their key."""

    jurisdictions: Mapping[str, Jurisdiction]
    departments: Mapping[str, Department]
    """By ``jurisdiction/department``."""
    templates: Mapping[str, FormTemplate]
    profiles: Mapping[str, ScoringProfile]
    sources: Mapping[str, SourceDocument]
    statements: tuple[LoadedStatement, ...]
    """Sorted by id."""
    restatements: tuple[Restatement, ...]
    known_gaps: tuple[KnownGap, ...]
    replies: Mapping[str, Replies]
    """By ``jurisdiction/department``."""
    positions: Mapping[str, Positions]
    """Of every file, by its name."""


@dataclass(frozen=True)
class Portal(Records):
    """The whole portal as authored, without a problem."""

    settings: PortalSettings
