"""Dates as the forms print them."""

from __future__ import annotations

import re
from datetime import date

from build_scripts.cells.amounts import clean

_DATE = re.compile(r"((?:19|20)\d{2})[年./-](\d{1,2})[月./-](\d{1,2})日?")


def reporting_day(raw: str | None) -> date | None:
    """Return the day a cell prints (``2020.10.15``, ``2020年10月15日``), or None where it prints none."""
    found = _DATE.fullmatch(clean(raw or ""))
    if found is None:
        return None
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None
