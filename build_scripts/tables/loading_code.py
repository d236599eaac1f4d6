"""Code that loads the published tables, as ``/downloads/`` prints it: numbers as numbers, texts as printed.

Which columns hold numbers is taken from their declarations. An empty number is missing, never zero; every text column
loses the apostrophe of ``csv_format.guarded`` and nothing else, so ``--`` stays ``--``.
"""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import fill, indent

from build_scripts.tables.catalogue import TABLES

_PANDAS = r'''
import pandas as pd

INTEGERS = """
@INTEGERS@
""".split()
DECIMALS = """
@DECIMALS@
""".split()
KINDS = dict.fromkeys(INTEGERS, "Int64") | dict.fromkeys(DECIMALS, "float64")


def load(name):
    columns = pd.read_csv(f"{name}.csv", nrows=0).columns
    numbers = [column for column in columns if column in KINDS]
    texts = [column for column in columns if column not in KINDS]
    table = pd.read_csv(
        f"{name}.csv",
        dtype={column: KINDS.get(column, "str") for column in columns},
        keep_default_na=False,
        na_values={column: [""] for column in numbers},
    )
    table[texts] = table[texts].replace(r"^'(?='*[\s\u200b]*[=+\-@\t\r\n\0＝＋－＠])", "", regex=True)
    return table


indicators = load("indicators")
print(indicators.groupby("statement_id")["score"].sum(min_count=1))
'''
# PCRE's \s is another than Python's, so the white space is spelt out; Python's own takes \x1c to \x1f in as well.
_R = r"""
integers <- scan(text = "
@INTEGERS@
", what = "", quiet = TRUE)
decimals <- scan(text = "
@DECIMALS@
", what = "", quiet = TRUE)

load_table <- function(name) {
  table <- read.csv(paste0(name, ".csv"), colClasses = "character", fileEncoding = "UTF-8-BOM", na.strings = character())
  for (column in names(table)) {
    if (column %in% integers) {
      table[[column]] <- as.integer(table[[column]])
    } else if (column %in% decimals) {
      table[[column]] <- as.numeric(table[[column]])
    } else {
      table[[column]] <- sub("^'(?='*[\\t-\\r\\x1c-\\x20\\x{85}\\x{a0}\\x{1680}\\x{2000}-\\x{200b}\\x{2028}\\x{2029}\\x{202f}\\x{205f}\\x{3000}]*[=+\\-@\\t\\r\\n\\0＝＋－＠])", "", table[[column]], perl = TRUE)
    }
  }
  table
}

indicators <- load_table("indicators")
print(aggregate(score ~ statement_id, indicators, sum))
"""


@dataclass(frozen=True)
class Recipe:
    """A piece of code in one language."""

    language: str
    code: str


def recipes() -> tuple[Recipe, ...]:
    """Return the code for each language, with the number columns of all tables in it."""
    return Recipe("Python (pandas)", _filled(_PANDAS)), Recipe("R", _filled(_R))


def _filled(template: str) -> str:
    integers, decimals = (indent(fill(" ".join(_columns_of(kind)), 96), "    ") for kind in ("integer", "decimal"))
    return template.replace("@INTEGERS@", integers).replace("@DECIMALS@", decimals).lstrip("\n")


def _columns_of(kind: str) -> list[str]:
    """Return the names of a type's columns, each once; a name has one type in all tables."""
    return sorted({column.name for table in TABLES for column in table.columns if column.kind == kind})
