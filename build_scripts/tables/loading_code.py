"""Code that loads the published tables, as ``/downloads/`` prints it: numbers as numbers, texts as printed.

Which columns hold numbers is taken from their declarations. An empty number is missing, never zero; every text column
loses the apostrophe of ``csv_format.guarded`` and nothing else, so ``--`` stays ``--``. Parquet files and the database have
their types in them, so that their code is short.
"""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import fill, indent

from build_scripts.tables.catalogue import TABLES
from build_scripts.tables.form_tables import INDICATORS
from build_scripts.words.language import UNSAID, Both

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
_PANDAS_PARQUET = """
import pandas as pd

indicators = pd.read_parquet("indicators.parquet")
print(indicators.groupby("statement_id")["score"].sum(min_count=1))
"""
_POLARS = """
import polars as pl

indicators = pl.read_parquet("indicators.parquet").drop_nulls("score")
print(indicators.group_by("statement_id").agg(pl.col("score").sum()).sort("statement_id"))
"""
_POLARS_CSV = """
import polars as pl

indicators = pl.read_csv("indicators.csv", infer_schema_length=None).drop_nulls("score")
print(indicators.group_by("statement_id").agg(pl.col("score").sum()).sort("statement_id"))
"""
_R_PARQUET = """
library(arrow)

indicators <- read_parquet("indicators.parquet")
print(aggregate(score ~ statement_id, indicators, sum))
"""
_DUCKDB = """
SELECT f.department_id, f.rule_id, f.message_zh, i.name_raw, i.target_raw, i.actual_raw, m.line_code, m.executed_yuan, m.counted_as
FROM 'findings.parquet' AS f
LEFT JOIN 'indicators.parquet' AS i ON i.indicator_id = f.row_id
LEFT JOIN 'funding.parquet' AS m ON m.statement_id = f.statement_id AND m.line_code IN ('total', 'department_total')
WHERE f.severity = 'error'
ORDER BY f.finding_id;
"""
_SQLITE = """
import sqlite3

base = sqlite3.connect("mingzhang.sqlite")
found = base.execute(
    "SELECT department_id, count(*) FROM indicators WHERE rowid IN "
    "(SELECT rowid FROM indicators_fts WHERE indicators_fts MATCH ?) GROUP BY department_id",
    ["满意度"],
)
for department_id, rows in found:
    print(department_id, rows)
"""
_POWER_QUERY = """
let
    File = Csv.Document(File.Contents("C:\\downloads\\indicators.csv"), [Delimiter = ",", Encoding = 65001, QuoteStyle = QuoteStyle.Csv]),
    Named = Table.PromoteHeaders(File, [PromoteAllScalars = false]),
    Numbers = {
@NUMBERS@
    },
    Empty = Table.ReplaceValue(Named, "", null, Replacer.ReplaceValue, Numbers),
    Typed = Table.TransformColumnTypes(Empty, List.Transform(Numbers, each {_, type number}), "en-US")
in
    Typed
"""


@dataclass(frozen=True)
class Recipe:
    """A piece of code in one language."""

    language: str
    code: str
    steps: Both = UNSAID
    """What is done with it, where that is not plain."""


def recipes() -> tuple[Recipe, ...]:
    """Return the code for each language; for CSV, which has no types, with the number columns in it."""
    return (
        Recipe("Python (pandas)", _filled(_PANDAS)),
        Recipe("R", _filled(_R)),
        Recipe("Python (pandas, Parquet)", _PANDAS_PARQUET.lstrip("\n")),
        Recipe("Python (polars, Parquet)", _POLARS.lstrip("\n")),
        Recipe(
            "Python (polars, CSV)",
            _POLARS_CSV.lstrip("\n"),
            Both(
                "读完全部行再定类型，不会在文字列停下。",
                "Types are settled after all rows are read, so that it stops at no column of words.",
            ),
        ),
        Recipe("R (arrow, Parquet)", _R_PARQUET.lstrip("\n")),
        Recipe(
            "SQL (DuckDB)",
            _DUCKDB.lstrip("\n"),
            Both(
                "每项错误；说的是指标的，附指标；并附它那张表的资金总额和计入哪一类合计。",
                "Each error with its indicator, where it speaks of one, and with the total of its form's money and where that is counted.",
            ),
        ),
        Recipe(
            "SQLite (Python)",
            _SQLITE.lstrip("\n"),
            Both(
                "名称、目标值等写有“满意度”的指标。搜索要三个字以上；两个字的用 name_raw LIKE '%满意%'。也可不写代码：datasette mingzhang.sqlite",
                "Indicators that speak of 满意度 (satisfaction). A search takes three characters or more; for two: name_raw LIKE '%满意%'. "
                "Without any code: datasette mingzhang.sqlite",
            ),
        ),
        Recipe("Excel (Power Query)", _power_query(), _STEPS),
    )


_STEPS = Both(
    "数据 → 获取数据 → 自其他源 → 空白查询 → 高级编辑器，粘贴，改成自己的文件夹，再关闭并上载。"
    "文字前的撇号见上；要原样的文字，请用 Excel 工作簿。",
    "Data → Get Data → From Other Sources → Blank Query → Advanced Editor, paste, put in your folder, then Close & Load. "
    "Of apostrophes before texts see above; for texts as printed take the Excel workbook.",
)


def _power_query() -> str:
    names = ", ".join(f'"{column.name}"' for column in INDICATORS.columns if column.is_number)
    return _POWER_QUERY.replace("@NUMBERS@", indent(fill(names, 96), " " * 8)).lstrip("\n")


def _filled(template: str) -> str:
    integers, decimals = (indent(fill(" ".join(_columns_of(kind)), 96), "    ") for kind in ("integer", "decimal"))
    return template.replace("@INTEGERS@", integers).replace("@DECIMALS@", decimals).lstrip("\n")


def _columns_of(kind: str) -> list[str]:
    """Return the names of a type's columns, each once; a name has one type in all tables."""
    return sorted({column.name for table in TABLES for column in table.columns if column.kind == kind})
