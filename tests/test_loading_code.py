"""The code that the downloads page prints is run as it is printed, and what it tells is what the records say."""

from __future__ import annotations

import csv
import os
import re
import shutil
import subprocess
import sys
from collections import Counter, defaultdict
from decimal import Decimal
from html import unescape

import duckdb
import pytest

from build_scripts.tables.catalogue import TABLE_OF
from build_scripts.tables.csv_format import unguarded


@pytest.fixture(scope="module")
def printed(real_site):
    """Return the code on the page, by the heading above it."""
    html = (real_site / "downloads" / "index.html").read_text(encoding="utf-8")
    found = re.findall(r"<h3[^>]*>([^<]*)(?:<a.*?)?</h3>(?:(?!<h3).)*?<pre>(.*?)</pre>", html, re.DOTALL)
    return {unescape(name): unescape(code) for name, code in found}


@pytest.fixture(scope="module")
def rows(real_site):
    """Return a function that gives the rows of a table as its CSV file has them, without the guard."""

    def read(name):
        with (real_site / "downloads" / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
            return [{key: unguarded(cell) for key, cell in row.items()} for row in csv.DictReader(file)]

    return read


def run(code, folder):
    """Run Python code in a folder and return what it prints; tables are printed whole."""
    before = "import os\nos.environ.update(POLARS_FMT_MAX_ROWS='-1', POLARS_FMT_STR_LEN='200')\n"
    whole = "import pandas\npandas.set_option('display.max_rows', None)\n" if "pandas" in code else ""
    ran = subprocess.run(
        [sys.executable, "-c", before + whole + code],
        cwd=folder, capture_output=True, text=True, check=True, env={**os.environ, "PYTHONUTF8": "1", "COLUMNS": "300"},
    )  # fmt: skip
    return ran.stdout


def test_every_language_has_its_code(printed):
    """Whoever uses one of these finds code for it."""
    assert {*printed} >= {
        "Python (pandas)", "R", "Python (pandas, Parquet)", "Python (polars, Parquet)", "Python (polars, CSV)", "R (arrow, Parquet)",
        "SQL (DuckDB)", "SQLite (Python)", "Excel (Power Query)",
    }  # fmt: skip


@pytest.mark.parametrize(
    "language", ["Python (pandas)", "Python (pandas, Parquet)", "Python (polars, Parquet)", "Python (polars, CSV)"]
)
def test_scores_are_added_up_by_form(printed, rows, real_site, language):
    """Every form's sum is the exact one; a form without a score has no zero."""
    sums = defaultdict(Decimal)
    for row in rows("indicators"):
        if row["score"]:
            sums[row["statement_id"]] += Decimal(row["score"])
    told = run(printed[language], real_site / "downloads")
    found = dict(re.findall(r"(\S+/\S+/\d{4}/\S+)[ │┆|]+([0-9.]+)", told))
    assert len(sums) > 20
    assert {form: float(number) for form, number in found.items()} == pytest.approx(
        {form: float(number) for form, number in sums.items()}
    )


def test_findings_are_joined_to_indicators_and_money(printed, rows, real_site):
    """DuckDB finds every error, with the printed cells of its indicator where it has one and the money of its form."""
    indicators = {row["indicator_id"]: row for row in rows("indicators")}
    totals = ("total", "department_total")
    money = {row["statement_id"]: row for row in rows("funding") if row["line_code"] in totals}
    errors = sorted((row for row in rows("findings") if row["severity"] == "error"), key=lambda row: row["finding_id"])
    assert {row["row_id"] in indicators for row in errors} == {True, False}
    blank = defaultdict(str)
    wanted = [
        (
            row["department_id"], row["rule_id"], row["message_zh"],
            *(indicators.get(row["row_id"], blank)[name] for name in ("name_raw", "target_raw", "actual_raw")),
            *(money.get(row["statement_id"], blank)[name] for name in ("line_code", "executed_yuan", "counted_as")),
        )
        for row in errors
    ]  # fmt: skip
    with duckdb.connect() as base:
        base.execute(f"SET file_search_path = '{real_site / 'downloads'}'")
        found = base.execute(printed["SQL (DuckDB)"]).fetchall()
    assert [["" if cell is None else cell for cell in row] for row in found] == [
        [*row[:7], float(row[7]) if row[7] else "", row[8]] for row in wanted
    ]


def test_the_database_is_searched(printed, rows, real_site):
    """Counted by department are the rows in which the word stands in a column that is searched."""
    columns = ("name_raw", "target_raw", "actual_raw", "deviation_raw")
    wanted = Counter(
        row["department_id"] for row in rows("indicators") if any("满意度" in row[name] for name in columns)
    )
    told = run(printed["SQLite (Python)"], real_site / "downloads")
    assert {place: int(number) for place, number in map(str.split, told.splitlines())} == wanted
    assert wanted


def test_the_code_for_excel_names_a_file_and_all_its_columns_of_numbers(printed, real_site):
    """Power Query runs in Excel alone: what can be known here is that what it names is there, and that brackets close."""
    code = printed["Excel (Power Query)"]
    (name,) = re.findall(r"\\(\w+\.csv)", code)
    assert (real_site / "downloads" / name).is_file()
    (listed,) = re.findall(r"Numbers = \{(.*?)\}", code, re.DOTALL)
    numbers = [column.name for column in TABLE_OF[name.removesuffix(".csv")].columns if column.is_number]
    assert re.findall(r'"(\w+)"', listed) == numbers
    assert all(code.count(one) == code.count(other) for one, other in ("()", "[]", "{}"))
    steps = re.findall(r"^    (\w+) = ", code, re.MULTILINE)
    assert all(re.search(rf"\b{one}\b", code.partition(f"{one} = ")[2]) for one in steps)
    assert code.rstrip().endswith(steps[-1])


@pytest.mark.skipif(shutil.which("Rscript") is None, reason="R is not installed")
def test_r_reads_parquet(printed, real_site, tmp_path):
    """Where R has arrow, its code runs."""
    (tmp_path / "code.R").write_text(printed["R (arrow, Parquet)"], encoding="utf-8")
    told = subprocess.run(
        ["Rscript", str(tmp_path / "code.R")],
        cwd=real_site / "downloads", capture_output=True, text=True, check=False,
    )  # fmt: skip
    if "no package called" in told.stderr:
        pytest.skip("R has no arrow")
    assert "self-evaluation" in told.stdout
