"""Where findings stand on a form: by row and by cell, and which of them ask for an explanation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from build_scripts.judging.findings import Finding
from build_scripts.reading.positions import around
from build_scripts.reading.records import LoadedStatement

Found = Mapping[str, Sequence[Finding]]
"""The findings on each row and each cell that has any, by its path; those on a cell are on its row too."""


def found_on(statement: LoadedStatement, findings: Iterable[Finding]) -> Found:
    """Return the findings on a form by the places of which they speak, and by all that is around these."""
    found: dict[str, list[Finding]] = {}
    for item in findings:
        cells = (statement.path_of(place.row_id, place.cell) or "" for place in item.places)
        for place in {above for path in (item.path, *cells) for above in _upwards(path)}:
            found.setdefault(place, []).append(item)
    return found


def asked_of(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings that ask for an explanation."""
    return tuple(item for item in findings if item.severity.asks)


def _upwards(path: str) -> Iterator[str]:
    """Yield a path and every one around it."""
    while path:
        yield path
        path = around(path)
