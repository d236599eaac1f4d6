"""What a journalist does: figures shown on the pages, reproduced from the downloads alone with the tools at hand."""

from __future__ import annotations

import html
import re
import zipfile
from decimal import Decimal

import duckdb
import openpyxl
import pandas as pd
import pytest

FIGURE = re.compile(r'<data class="mz-figure" value="([^"]*)" title="([^"]*)"')
QUERY = re.compile(r"(\w+)\.csv: (?:rows|sum (\w+))(?: where (.*))?")
PAGES = (
    "",
    "wuhan-dongxihu/",
    "yiyang-heshan/",
    "yiyang-heshan/government-office/",
    "changzhi-huguan/government-office/",
    "compare/",
    "findings/",
    "scorecard/",
    "explore/",
)


@pytest.fixture(scope="module")
def folder(real_site, tmp_path_factory):
    """Return the folder into which the zip of all data was unpacked."""
    folder = tmp_path_factory.mktemp("journalist")
    with zipfile.ZipFile(real_site / "downloads" / "mingzhang.zip") as archive:
        archive.extractall(folder)
    return folder


@pytest.fixture(scope="module")
def book(real_site):
    """Return the workbook of all data."""
    return openpyxl.load_workbook(real_site / "downloads" / "mingzhang.xlsx", read_only=True)


def figures(site, page):
    """Return what a page shows: value, table, column that is added up (or none), and the rows that it takes."""
    text = (site / page / "index.html").read_text(encoding="utf-8")
    shown = {}
    for value, query in FIGURE.findall(text):
        asked = QUERY.fullmatch(html.unescape(query))
        assert asked is not None, query
        table, column, where = asked.groups()
        rows = tuple(tuple(part.split("=", 1)) for part in where.split(" & ")) if where else ()
        shown[table, column, rows] = Decimal(value or 0)
    return shown


def near(number):
    """Return a number of a program that reckons with floats as it is told."""
    return round(Decimal(str(number)), 6)


def by_pandas(folder, table, column, rows):
    """Filter and add up with pandas, as the README of the zip says."""
    frame = pd.read_csv(folder / f"{table}.csv")
    for name, value in rows:
        frame = frame[frame[name].astype(str) == value]
    return len(frame) if column is None else frame[column].sum()


def by_duckdb(site, table, column, rows):
    """Ask the Parquet file in SQL."""
    what = "count(*)" if column is None else f'coalesce(sum("{column}"), 0)'
    where = " AND ".join(f'CAST("{name}" AS VARCHAR) = ?' for name, _ in rows) or "true"
    file = (site / "downloads" / f"{table}.parquet").as_posix()
    query = f"SELECT {what} FROM '{file}' WHERE {where}"  # noqa: S608 - names of our own columns
    return duckdb.execute(query, [value for _, value in rows]).fetchone()[0]


def by_excel(book, table, column, rows):
    """Set filters on a sheet and read the sum at its foot."""
    lines = book[table].iter_rows(values_only=True)
    header = next(lines)
    places = [(header.index(name), value) for name, value in rows]
    kept = [line for line in lines if all(told(line[place]) == value for place, value in places)]
    return len(kept) if column is None else sum(line[header.index(column)] or 0 for line in kept)


def told(cell):
    """Return a cell as a filter of a spreadsheet lists it."""
    return "" if cell is None else str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


@pytest.mark.parametrize("page", PAGES)
def test_every_figure_of_a_page_comes_out_of_the_zip(real_site, folder, page):
    """With pandas, without options: sums of money, numbers of forms, rows and findings."""
    shown = figures(real_site, page)
    assert shown
    wrong = {asked: value for asked, value in shown.items() if near(by_pandas(folder, *asked)) != near(value)}
    assert wrong == {}


@pytest.mark.parametrize("page", PAGES)
def test_other_programs_find_the_same(real_site, book, page):
    """DuckDB over the Parquet file and filters in the workbook lead to the page's largest sum and its first count."""
    shown = figures(real_site, page)
    sums = sorted((asked for asked in shown if asked[1]), key=shown.__getitem__)[-1:]
    counts = [asked for asked in shown if not asked[1]][:1]
    for asked in (*sums, *counts):
        assert near(by_duckdb(real_site, *asked)) == near(shown[asked])
        assert near(by_excel(book, *asked)) == near(shown[asked])


def test_findings_are_joined_to_their_indicators_and_their_money(folder):
    """As the README says: a finding's row is that of an indicator or of money, and its form has the rest."""
    findings, indicators, funding, statements = (
        pd.read_csv(folder / f"{name}.csv") for name in ("findings", "indicators", "funding", "statements")
    )
    on_rows = findings.merge(indicators, left_on="row_id", right_on="indicator_id", suffixes=("", "_of_row"))
    on_money = findings.merge(funding, left_on="row_id", right_on="funding_id", suffixes=("", "_of_row"))
    assert len(on_rows) == findings.row_id.isin(indicators.indicator_id).sum() > 100
    assert len(on_money) == findings.row_id.isin(funding.funding_id).sum() > 10
    assert (on_rows.statement_id == on_rows.statement_id_of_row).all()
    assert findings.statement_id.isin(statements.statement_id).all()
    errors = findings[(findings.severity == "error") & (findings.status == "open")]
    in_doubt = statements[statements.statement_id.isin(errors.statement_id)]
    assert (in_doubt.errors > 0).all()
    assert in_doubt.errors.sum() == len(errors)
