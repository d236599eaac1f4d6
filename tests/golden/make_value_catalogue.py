"""Write ``value_catalogue.tsv``: every distinct value cell of the published forms beside what the grammar reads in it.

Without arguments the cells of the catalogue itself are read again: after a change of the grammar, look at the diff.
With a folder of published tables (``site/downloads``) the cells are taken from there.
"""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from build_scripts.cells.amounts import plain
from build_scripts.cells.value_model import Value
from build_scripts.cells.values import is_money_row, parse_value
from build_scripts.words.vocabulary import CurrencyUnit, Level1, Level2

CATALOGUE = Path(__file__).with_name("value_catalogue.tsv")
HEADER = (
    "raw", "name", "cost", "form_unit",
    "state", "kind", "op", "number", "number_max", "unit", "per", "text", "confidence", "notes",
)  # fmt: skip
CELLS = ("target_raw", "adjusted_target_raw", "baseline_y2_raw", "baseline_y1_raw", "actual_raw")
_ESCAPES = {"\\": r"\\", "\n": r"\n", "\r": r"\r", "\t": r"\t", "\u3000": r"\u3000", "\u00a0": r"\u00a0"}
_UNESCAPES = {escaped: character for character, escaped in _ESCAPES.items()}

Row = tuple[str, str, bool, CurrencyUnit | None]
"""A cell, the indicator's name, whether the row is about money, the money unit of the form."""


def catalogue(rows: Iterable[Row]) -> str:
    """Return the catalogue of ``rows`` as tab-separated text; a cell that reads alike in all its rows stands once.

    Name, cost and unit are shown only where the cell would read differently without them.
    """
    lines = {}
    for raw, name, cost, unit in rows:
        value = parse_value(raw, name=name, cost=cost, currency_unit=unit)
        without_name = parse_value(raw, cost=cost, currency_unit=unit)
        without_row = parse_value(raw)
        if value == without_row:
            around: tuple[str, bool, CurrencyUnit | None] = ("", False, None)
        elif value == without_name:
            around = ("", cost, unit)
        elif value == parse_value(raw, name=name):
            around = (name, False, None)
        else:
            around = (name, cost, unit)
        key = (clean_key(raw), replace(value, raw=""))
        lines.setdefault(key, _line(value, *around))
    return "\n".join(["\t".join(HEADER), *sorted(lines.values())]) + "\n"


def clean_key(raw: str) -> str:
    """Return what two cells must share to be one entry: their text, whatever white space stands around it."""
    return raw.strip()


def _line(value: Value, name: str, cost: bool, unit: CurrencyUnit | None) -> str:  # noqa: FBT001 - fields of a row
    fields = (
        value.raw, re.sub(r"\s", "", name), "cost" if cost else "", unit or "",
        value.state, value.kind, value.op, _digits(value.number), _digits(value.number_max),
        value.unit, value.per, value.text, value.confidence, ",".join(value.notes),
    )  # fmt: skip
    return "\t".join(escape(field or "") for field in fields)


def _digits(number: object) -> str:
    return "" if number is None else plain(number)


def escape(text: str) -> str:
    """Return ``text`` on one line, white space that no editor shows written as escapes."""
    return "".join(_ESCAPES.get(character, character) for character in text)


def unescape(text: str) -> str:
    """Return the text that ``escape`` was given."""
    return re.sub(r"\\(?:u[0-9a-f]{4}|.)", lambda found: _UNESCAPES[found[0]], text)


def rows_of_catalogue(text: str) -> Iterator[Row]:
    """Yield the cells of a catalogue with what it shows of their rows."""
    for line in text.rstrip("\n").split("\n")[1:]:
        raw, name, cost, unit = line.split("\t")[:4]
        yield unescape(raw), unescape(name), cost == "cost", CurrencyUnit(unit) if unit else None


def rows_of_tables(folder: Path) -> Iterator[Row]:
    """Yield every non-empty value cell of the published tables ``indicators`` and ``statements``."""
    with (folder / "statements.csv").open(encoding="utf-8-sig", newline="") as file:
        units = {row["statement_id"]: row["currency_unit"] for row in csv.DictReader(file)}
    with (folder / "indicators.csv").open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            level1, level2 = Level1(row["level1"]) if row["level1"] else None, row["level2"]
            money = is_money_row(level1, Level2(level2) if level2 else None)
            unit = units[row["statement_id"]]
            for column in CELLS:
                if row[column]:
                    yield row[column], row["name_raw"], money, CurrencyUnit(unit) if unit else None


if __name__ == "__main__":
    old = rows_of_catalogue(CATALOGUE.read_text(encoding="utf-8")) if len(sys.argv) == 1 else None
    CATALOGUE.write_text(catalogue(old or rows_of_tables(Path(sys.argv[1]))), encoding="utf-8", newline="\n")
