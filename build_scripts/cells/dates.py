"""Days as the forms print them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from build_scripts.cells.amounts import clean

_DAY = re.compile(r"((?:19|20)\d{2})[年./-](\d{1,2})[月./-](\d{1,2})日?")


@dataclass(frozen=True)
class PrintedDay:
    """A cell that holds a date."""

    raw: str | None
    """The cell as printed; None where the form has no such cell."""
    value: date | None = None
    """The day; None where the cell names none."""
    in_no_calendar: bool = False
    """Whether year, month and day are printed and no calendar has that day."""


def parse_day(raw: str | None) -> PrintedDay:
    """Read a date cell (``2020.10.15``, ``2020年10月15日``). Never raises."""
    found = _DAY.fullmatch(clean(raw or ""))
    if found is None:
        return PrintedDay(raw)
    try:
        return PrintedDay(raw, date(int(found[1]), int(found[2]), int(found[3])))
    except ValueError:
        return PrintedDay(raw, in_no_calendar=True)
