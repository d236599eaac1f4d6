"""Every format holds the same cells: those of the records, whoever reads them and however awkward a text is.

CSV and Excel have one kind of empty cell: a printed blank (``""``) and a cell that a form does not have (None) look alike
in them. Parquet, SQLite and JSON tell them apart. Decimals are doubles in all formats but CSV and JSON, so at most fifteen
digits are asked of them.
"""

from __future__ import annotations

import asyncio
import csv
import hashlib
import io
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import warnings
import zipfile
from collections import defaultdict
from dataclasses import replace
from datetime import date
from decimal import Decimal

import duckdb
import openpyxl
import pandas as pd
import polars as pl
import pyarrow.parquet as pq
import pytest
from conftest import SAMPLE, TODAY
from datasette.app import Datasette
from lxml import etree, html

from build_scripts.judging.audit import judged
from build_scripts.opendata import workbook as workbook_module
from build_scripts.opendata.archive import packed
from build_scripts.opendata.database import SEARCHED, database
from build_scripts.opendata.workbook import COLUMNS, COVER, LETTERS_IN_CELL, LONG_TEXTS, workbook
from build_scripts.reading.history import days_of_change
from build_scripts.reading.load import load
from build_scripts.tables.catalogue import TABLE_OF, foreign_keys, tables
from build_scripts.tables.csv_format import csv_bytes, unguarded
from build_scripts.tables.downloads import rows_by_place
from build_scripts.tables.form_tables import INDICATORS, NARRATIVES
from build_scripts.tables.parquet_format import parquet_bytes
from build_scripts.tables.published import Table

PORTAL = "downloads"
PLACES = (PORTAL, "wuhan-jiangxia", "wuhan-jiangxia/government-office", "yiyang-heshan/government-office")
SIGNIFICANT = 15
"""So many digits of a decimal number does every double keep."""
LOOKS_LIKE_A_NUMBER = re.compile(r"\s*[-+]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][-+]?[0-9]+)?\s*")
MISSING_WORDS = {
    "", "#N/A", "#N/A N/A", "#NA", "-1.#IND", "-1.#QNAN", "-NaN", "-nan", "1.#IND", "1.#QNAN", "<NA>", "N/A", "NA",
    "NULL", "NaN", "None", "n/a", "nan", "null",
}  # fmt: skip
"""Texts that pandas reads as nothing where it is not told otherwise."""
HOSTILE = (
    "=1+1", "+1", "-1", "@SUM(1)", "＝1", "'=1", "''", "'", "002", "1e5", "N/A", "NULL", "TRUE", "NaN", "1-2", "5%", "",
    " ahead", "behind ", "　", "a\r\nb", "a\nb", "\n", "\t=1", 'a "quoted" b', '"', "a,b;c", "_x000D_", "_x0041_", "\x85x",
    "\u2028x", "\u200b=1", "\U0001f4b0款", "<b>&amp;</b>", "二〇二三年", "2023/1/1", "长" * 40, "#REF!", "{=1}", "https://a.example/",
)  # fmt: skip


@pytest.fixture(scope="module")
def expected():
    """Return by folder the tables of each place as the records have them."""
    portal, problems = load(SAMPLE)
    assert not problems
    made = tables(judged(replace(portal, days=days_of_change(SAMPLE)), lambda _: None, TODAY).public())
    return {PORTAL: [*made.values()], **rows_by_place(made)}


def stem(place):
    return "mingzhang" if place == PORTAL else place.replace("/", "_")


def blank_alike(cells):
    """Return cells as a format has them that knows one kind of empty cell."""
    return [None if cell == "" else cell for cell in cells]


def same(table, columns, *, tells_blanks=True):
    """Assert that columns, by name as a reader gives them, are those of a table."""
    assert list(columns) == list(table.header)
    for place, column in enumerate(table.columns):
        own, read = [row[place] for row in table.rows], list(columns[column.name])
        where = (table.name, column.name)
        if column.is_number:
            assert len(own) == len(read), where
            for cell, number in zip(own, read, strict=True):
                assert number_is(cell, number), (*where, cell, number)
        else:
            texts = [None if cell is None else str(cell) for cell in own]
            assert read == (texts if tells_blanks else blank_alike(texts)), where


def number_is(cell, read):
    """Tell whether a reader's number is that of the records."""
    if cell is None or read is None or pd.isna(read):
        return cell is None and (read is None or pd.isna(read))
    digits = len(Decimal(cell).normalize().as_tuple().digits)
    return float(cell) == float(read) and (digits > SIGNIFICANT or Decimal(repr(float(read))) == Decimal(cell))


def unguarded_columns(content):
    header, *rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True)
    cells = [*zip(*rows, strict=True)]
    declared = [column.is_number for column in TABLE_OF_HEADER[tuple(header)].columns]
    return {
        name: [(Decimal(cell) if cell else None) if number else unguarded(cell) or None for cell in own]
        for name, number, own in zip(header, declared, cells or [()] * len(header), strict=True)
    }


TABLE_OF_HEADER = {table.header: table for table in TABLE_OF.values()}


# --- the same cells --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("place", PLACES)
def test_csv_files_and_those_of_the_zip_hold_the_cells(real_site, expected, place):
    """Python's own reader gives back every text, without the guard, and every digit of a number."""
    folder = real_site / place
    with zipfile.ZipFile(folder / f"{stem(place)}.zip") as archive:
        for table in expected[place]:
            if not table.rows and place == PORTAL:
                continue
            content = (folder / f"{table.name}.csv").read_bytes()
            assert archive.read(f"{table.name}.csv") == content
            columns = unguarded_columns(content)
            same(table, columns, tells_blanks=False)
            for at, column in enumerate(table.columns):
                if column.is_number:
                    assert [None if row[at] is None else Decimal(row[at]) for row in table.rows] == columns[column.name]


@pytest.mark.parametrize("place", PLACES)
def test_parquet_files_hold_the_cells_whoever_reads_them(real_site, expected, place):
    """Arrow, DuckDB, polars and pandas read the same; blanks and missing cells are told apart by all but pandas' NaN."""
    for table in expected[place]:
        path = real_site / place / f"{table.name}.parquet"
        read = pq.read_table(path)
        assert read.schema.equals(table.declared.schema)
        same(table, read.to_pydict())
        same(table, pl.read_parquet(path).to_dict(as_series=False))
        found = duckdb.sql(f"SELECT * FROM '{path}'")  # noqa: S608 - our own file
        cells = [*zip(*found.fetchall(), strict=True)] or [()] * len(found.columns)
        same(table, dict(zip(found.columns, cells, strict=True)))
        frame = pd.read_parquet(path)
        same(table, {name: [None if pd.isna(cell) else cell for cell in frame[name]] for name in frame.columns})


@pytest.mark.parametrize("place", PLACES)
def test_the_workbook_holds_the_cells(real_site, expected, place):
    """Each table is a sheet; cells are texts, numbers or empty, none is a formula, a day or a truth value."""
    book = openpyxl.load_workbook(real_site / place / f"{stem(place)}.xlsx")
    listed = [table.name for table in expected[place] if table.rows or table.name in book.sheetnames]
    assert book.sheetnames == [COVER, *listed, COLUMNS]
    assert not any(sheet.merged_cells.ranges for sheet in book)
    for table in expected[place]:
        if table.name in listed:
            same(table, of_sheet(book[table.name]), tells_blanks=False)


def of_sheet(sheet):
    """Return the columns of a sheet, whose cells are texts and numbers alone."""
    rows = [*sheet.iter_rows()]
    assert {cell.data_type for row in rows for cell in row} <= {"s", "n", "inlineStr"}
    names = [cell.value for cell in rows[0]]
    cells = [*zip(*([cell.value for cell in row] for row in rows[1:]), strict=True)] or [()] * len(names)
    return dict(zip(names, cells, strict=True))


@pytest.mark.parametrize("place", PLACES)
def test_the_database_holds_the_cells_and_is_sound(real_site, expected, place):
    """Cells as in the records; keys are declared, and every row that another names is there."""
    with sqlite3.connect(f"file:{real_site / place / stem(place)}.sqlite?mode=ro", uri=True) as base:
        assert base.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert base.execute("PRAGMA foreign_key_check").fetchall() == []
        names = {name for (name,) in base.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        assert names >= {table.name for table in expected[place] if table.rows}
        for table in expected[place]:
            if table.name not in names:
                continue
            found = base.execute(f"SELECT * FROM {table.name}")  # noqa: S608 - our own names
            header = [told[0] for told in found.description]
            cells = [*zip(*found.fetchall(), strict=True)] or [()] * len(header)
            same(table, dict(zip(header, cells, strict=True)))
            links = {row[3]: row[2] for row in base.execute(f"PRAGMA foreign_key_list({table.name})")}
            wanted = {name: other for name, other in foreign_keys(table.declared).items() if other in names}
            assert links == wanted
            told = {row[1]: row[5] for row in base.execute(f"PRAGMA table_info({table.name})") if row[5]}
            assert sorted(told, key=told.__getitem__) == list(table.declared.key)


@pytest.mark.parametrize("place", PLACES[2:])
def test_the_answers_of_the_api_hold_the_cells(real_site, expected, place):
    """A missing cell is left out, a printed blank is an empty text, several codes are a list."""
    for table in expected[place]:
        if table.name not in {"indicators", "findings"}:
            continue
        file = real_site / "api" / "v1" / table.name / f"{place}.json"
        rows = json.loads(file.read_text(encoding="utf-8"), parse_float=Decimal)[table.name]
        for row in rows:
            row.update({name: "；".join(cell) for name, cell in row.items() if isinstance(cell, list)})
        same(table, {name: [row.get(name) for row in rows] for name in table.header})


def test_no_file_of_a_place_is_empty(real_site):
    """A jurisdiction or a department has a CSV and a Parquet file of a table only where it has rows of it."""
    seen = 0
    for path in published_csv(real_site):
        if path.parent.name == PORTAL:
            continue
        seen += 1
        parquet = path.with_suffix(".parquet")
        assert path.read_bytes().count(b"\r\n") > 1, path
        assert pq.read_metadata(parquet).num_rows > 0, parquet
    assert seen > 200
    for path in (real_site / "api" / "v1").glob("*/**/*.json"):
        assert path.stat().st_size > len("{}"), path


# --- awkward texts ---------------------------------------------------------------------------------------------------


LONGEST = "长😀" * LETTERS_IN_CELL


def hostile(declared):
    """Return a table in every text column of which every awkward text stands, and one that no cell of a workbook holds."""
    texts = (*HOSTILE, LONGEST)
    rows = [
        [None if column.is_number else text[:9] if column.name in declared.key else text for column in declared.columns]
        for text in texts
    ]
    return Table(declared, tuple(map(tuple, rows)))


@pytest.fixture(params=[INDICATORS, NARRATIVES], ids=lambda declared: declared.name)
def awkward(request):
    """Return such a table."""
    return hostile(request.param)


def test_awkward_texts_survive_csv_parquet_and_sqlite(awkward, tmp_path):
    """Exactly the texts come back; CSV alone does not tell a blank from a missing cell."""
    csv.field_size_limit(10**7)
    same(awkward, unguarded_columns(csv_bytes(awkward)), tells_blanks=False)
    path = tmp_path / "awkward.parquet"
    path.write_bytes(parquet_bytes(awkward))
    same(awkward, pq.read_table(path).to_pydict())
    same(awkward, pl.read_parquet(path).to_dict(as_series=False))
    base = sqlite3.connect("")
    base.deserialize(database([awkward.declared], [(awkward.declared, awkward.typed)]))
    found = base.execute(f"SELECT * FROM {awkward.name}")  # noqa: S608 - our own name
    same(awkward, dict(zip((told[0] for told in found.description), zip(*found.fetchall(), strict=True), strict=True)))
    base.close()


def test_awkward_texts_are_texts_in_the_workbook(awkward):
    """No text becomes a formula, a number or a day; one too long for a cell stands whole on a sheet of its own."""
    book = openpyxl.load_workbook(io.BytesIO(workbook([], [(awkward.declared, awkward.typed)])))
    columns = of_sheet(book[awkward.name])
    for column in awkward.columns:
        if not column.is_number:
            *kept, long_one = columns[column.name]
            if column.name in awkward.declared.key:
                assert [restored(text) for text in kept] == blank_alike(text[:9] for text in HOSTILE)
            else:
                assert [restored(text) for text in kept] == blank_alike(HOSTILE), column.name
                assert long_one == f"→ {LONG_TEXTS}"
    told = of_sheet(book[LONG_TEXTS])
    assert max(len(text.encode("utf-16-le")) // 2 for text in told["text"]) <= LETTERS_IN_CELL
    for name in {column.name for column in awkward.columns if not column.is_number} - {*awkward.declared.key}:
        pieces = [text for text, of in zip(told["text"], told["column"], strict=True) if of == name]
        assert "".join(pieces) == LONGEST, name


@pytest.mark.parametrize(
    ("text", "is_marked"),
    [
        *[(text, True) for text in ("=6人", "002", "-", "+1", "@A1", "1-12月", "2020年1月1日", "90%", "（3）", "１２", "¥5", "＝1", " '007", "12:30", "1e5")],
        *[(text, False) for text in ("2 项指标没有填报。", "≥90%", "提升", "3 of 5 rows have no figure.", "i-3", "10 × 95% = 9.5")],
    ],
)  # fmt: skip
def test_a_text_that_a_spreadsheet_takes_for_more_when_it_is_edited_is_kept_one(text, is_marked):
    """Such a cell has the mark of a text and its format; a sentence needs neither."""
    declared = NARRATIVES
    row = [text if column.name == "text" else None for column in declared.columns]
    book = openpyxl.load_workbook(io.BytesIO(workbook([], [(declared, Table(declared, (tuple(row),)).typed)])))
    cell = book[declared.name].cell(2, 1 + declared.header.index("text"))
    assert cell.value == text
    assert (cell.quotePrefix, cell.number_format == "@") == (is_marked, is_marked)


def restored(text):
    """Return a text as a spreadsheet reads it: ``_x000D_`` in the file is a carriage return, which openpyxl leaves alone."""
    return text and re.sub("_x([0-9A-Fa-f]{4})_", lambda code: chr(int(code[1], 16)), text)


def test_a_table_with_more_rows_than_a_sheet_goes_on_in_the_next(monkeypatch):
    """Every sheet has the header; together they have the rows in their order."""
    monkeypatch.setattr(workbook_module, "ROWS_IN_SHEET", 4)
    table = Table(NARRATIVES, hostile(NARRATIVES).rows[:10])
    book = openpyxl.load_workbook(io.BytesIO(workbook([], [(table.declared, table.typed)])))
    assert book.sheetnames == [COVER, "narratives", "narratives 2", "narratives 3", COLUMNS]
    parts = [of_sheet(book[name]) for name in book.sheetnames[1:4]]
    assert [len(part["text"]) for part in parts] == [4, 4, 2]
    assert [restored(text) for part in parts for text in part["text"]] == list(HOSTILE[:10])


def test_containers_have_no_clock(expected):
    """The same tables give the same bytes."""
    filled = [(table.declared, table.typed) for table in expected[PLACES[2]]]
    declared = [one for one, _ in filled]
    assert workbook([], filled) == workbook([], filled)
    assert database(declared, filled) == database(declared, filled)
    files = [(table.name, csv_bytes(table)) for table in expected[PLACES[2]]]
    assert packed(files) == packed(files)


# --- programs that open them ------------------------------------------------------------------------------------------


def test_words_are_found_in_the_database(real_site):
    """Three characters are found by the index, in every table that can be searched, where and only where they stand."""
    with sqlite3.connect(f"file:{real_site / PORTAL / 'mingzhang'}.sqlite?mode=ro", uri=True) as base:
        for name, columns in SEARCHED.items():
            either = " OR ".join(f"instr({column}, '满意度')" for column in columns)
            expected = base.execute(f"SELECT rowid FROM {name} WHERE {either} ORDER BY 1").fetchall()  # noqa: S608
            found = base.execute(f"SELECT rowid FROM {name}_fts WHERE {name}_fts MATCH '满意度' ORDER BY 1").fetchall()  # noqa: S608
            assert found == expected
            assert found or name == "narratives"


def test_datasette_opens_the_database(real_site, tmp_path):
    """It lists the tables with their keys and shows a cell that begins with an equals sign as it is printed."""
    path = shutil.copy(real_site / PORTAL / "mingzhang.sqlite", tmp_path)

    async def asked(*urls):
        datasette = Datasette([path])
        await datasette.invoke_startup()
        return [await datasette.client.get(url) for url in urls]

    listed, cell, searched, page = asyncio.run(
        asked(
            "/mingzhang.json",
            "/mingzhang/indicators.json?target_raw__startswith=%3D&_shape=array&_size=5",
            "/mingzhang/indicators.json?_search=满意度&_shape=array&_size=5",
            "/mingzhang/indicators?target_raw__startswith=%3D",
        )
    )
    assert {table["name"] for table in listed.json()["tables"]} >= {"indicators", "findings", "funding"}
    assert all(row["target_raw"].startswith("=") for row in cell.json())
    assert cell.json()[0]["target_raw"] in page.text
    assert all("满意度" in "".join(map(str, row.values())) for row in searched.json())
    assert len(searched.json()) == len(cell.json()) == 5
    assert page.status_code == 200


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libre_office_opens_the_workbook(real_site, tmp_path):
    """Saved again by another program, no text has become anything else."""
    place = PLACES[2]
    subprocess.run(
        [
            "soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML",
            "--outdir", str(tmp_path), str(real_site / place / f"{stem(place)}.xlsx"),
        ],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    ours = openpyxl.load_workbook(real_site / place / f"{stem(place)}.xlsx")
    again = openpyxl.load_workbook(tmp_path / f"{stem(place)}.xlsx")
    for name in ("indicators", "findings"):
        assert of_sheet(again[name]) == of_sheet(ours[name])


@pytest.fixture(scope="module", params=[PORTAL, PLACES[2]])
def unpacked(request, real_site, tmp_path_factory):
    """Return a folder with the files of a zip."""
    folder = tmp_path_factory.mktemp("unpacked")
    with zipfile.ZipFile(real_site / request.param / f"{stem(request.param)}.zip") as archive:
        assert archive.testzip() is None
        assert all(re.fullmatch(r"(charts/(zh|en)/)?[\w.-]+", name, re.ASCII) for name in archive.namelist())
        archive.extractall(folder)
    return folder


def test_the_checksums_of_a_zip_are_true_and_name_every_file(unpacked):
    """``sha256sum`` finds nothing wrong, and finds a changed byte."""
    listed = dict(reversed(line.split("  ")) for line in (unpacked / "SHA256SUMS").read_text().splitlines())
    there = {path.relative_to(unpacked).as_posix() for path in unpacked.rglob("*") if path.is_file()}
    assert set(listed) == there - {"SHA256SUMS"}
    assert all(hashlib.sha256((unpacked / name).read_bytes()).hexdigest() == digest for name, digest in listed.items())
    if program := shutil.which("sha256sum"):
        assert (
            subprocess.run([program, "-c", "SHA256SUMS"], cwd=unpacked, capture_output=True, check=False).returncode
            == 0
        )
        wrong = "0" * 64 + "  README.md\n"
        found = subprocess.run([program, "-c"], cwd=unpacked, input=wrong.encode(), capture_output=True, check=False)
        assert found.returncode == 1


def test_the_zip_of_a_department_has_the_charts_of_its_page(real_site):
    """Each that is drawn there, in both languages, with the headline it has there; no other zip has any."""
    found = 0
    for path in sorted(real_site.rglob("*.zip")):
        place = path.parent.relative_to(real_site).as_posix()
        with zipfile.ZipFile(path) as archive:
            pictures = {name: archive.read(name) for name in archive.namelist() if name.startswith("charts/")}
            read_me = archive.read("README.md").decode()
        assert ("`charts/`" in read_me) is bool(pictures), path
        if place.count("/") != 1:
            assert not pictures, path
            continue
        shown = {}
        for lang, edition in (("zh", ""), ("en", "en/")):
            page = html.fromstring((real_site / edition / place / "index.html").read_text(encoding="utf-8"))
            for figure in page.iterfind(".//figure[@class='chart']"):
                name = figure.get("id").removeprefix("chart-")
                shown[f"charts/{lang}/{name}.svg"] = " ".join(figure.find(".//h3").text_content().split())
        titles = {name: etree.fromstring(content).findtext("{*}title") for name, content in pictures.items()}
        assert {name: " ".join(title.split()) for name, title in titles.items()} == shown, place
        found += len(shown)
    assert found > 20


def code_of(folder):
    """Return the code in Python and the queries that a README prints."""
    text = (folder / "README.md").read_text(encoding="utf-8")
    (python,), (sql,) = (re.findall(rf"```{language}\n(.*?)```", text, re.DOTALL) for language in ("python", "sql"))
    return python, [query for query in sql.replace("-- DuckDB", "").split(";") if query.strip()]


def ran(code, folder):
    """Run Python in a folder and return what it prints."""
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=folder, capture_output=True, text=True, check=True, env={**os.environ, "PYTHONUTF8": "1"},
    )  # fmt: skip
    return done.stdout


def test_the_code_of_the_readme_runs_and_is_right(unpacked):
    """Python and DuckDB give the executed money by department and kind of total, as the CSV file has it."""
    python, (by_kind, by_rule) = code_of(unpacked)
    with (unpacked / "funding.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["executed_yuan"]]
    wanted = defaultdict(Decimal)
    for row in rows:
        wanted[row["department_id"], row["counted_as"]] += Decimal(row["executed_yuan"])
    assert "project" in {kind for _, kind in wanted}
    python += (
        "\nprint('SUMS', funding.groupby(['department_id', 'counted_as']).executed_yuan.sum().reset_index().to_json())"
    )
    sums = json.loads(ran(python, unpacked).rpartition("SUMS ")[2])
    columns = (sums[name].values() for name in ("department_id", "counted_as", "executed_yuan"))
    by_pandas = {(place, kind): amount for place, kind, amount in zip(*columns, strict=True)}
    with duckdb.connect() as base:
        base.execute(f"SET file_search_path = '{unpacked}'")
        by_duckdb = {(place, kind): amount for place, kind, amount in base.execute(by_kind).fetchall()}
        counted = {(rule, severity): number for rule, severity, number in base.execute(by_rule).fetchall()}
    for found in (by_pandas, by_duckdb):
        assert {key: found[key] for key in wanted} == pytest.approx({key: float(one) for key, one in wanted.items()})
    with (unpacked / "findings.csv").open(encoding="utf-8-sig", newline="") as file:
        assert sum(counted.values()) == len([*csv.DictReader(file)])


def test_the_code_of_every_readme_runs(real_site, tmp_path):
    """A zip without money or findings has code for what it holds."""
    kinds = {}
    for path in sorted(real_site.rglob("*.zip")):
        with zipfile.ZipFile(path) as archive:
            tables = frozenset(
                name for name in archive.namelist() if name in {"funding.csv", "findings.csv", "indicators.csv"}
            )
            kinds.setdefault(tables, path)
    assert len(kinds) > 1
    for number, path in enumerate(kinds.values()):
        folder = tmp_path / str(number)
        with zipfile.ZipFile(path) as archive:
            archive.extractall(folder)
        python, queries = code_of(folder)
        assert ran(python, folder).strip()
        with duckdb.connect() as base:
            base.execute(f"SET file_search_path = '{folder}'")
            assert all(base.execute(query).fetchall() for query in queries)


# --- readers without options -------------------------------------------------------------------------------------------


def published_csv(site):
    """Return the files of tables, of the portal and of every place; those of releases are the same again."""
    found = (path for path in site.rglob("*.csv") if path.stem in TABLE_OF and path.parent.name != "charts")
    return sorted(path for path in found if path.relative_to(site).parts[0] != "data")


def carried(cell, read):
    """Tell whether a reader's cell is a text, or what it makes of one that looks like a number, a day or nothing; and whether it is another then."""
    if isinstance(read, date):
        return [*map(int, re.findall("[0-9]+", cell))] == [read.year, read.month, read.day], str(read) != cell
    if isinstance(read, str):
        return read == cell, False
    if read is None or pd.isna(read):
        return cell in MISSING_WORDS, cell != ""
    return bool(LOOKS_LIKE_A_NUMBER.fullmatch(cell)) and float(cell) == float(read), str(read) != cell


def test_pandas_and_duckdb_read_every_csv_without_options(real_site):
    """Neither stops. Numbers are right; of texts only those are lost that look like a number or a word for nothing."""
    lost = set()
    for path in published_csv(real_site):
        declared = TABLE_OF[path.stem]
        with path.open(encoding="utf-8-sig", newline="") as file:
            header, *rows = csv.reader(file)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", pd.errors.DtypeWarning)  # a long file is looked at piece by piece
            frame = pd.read_csv(path)
        found = duckdb.sql(f"SELECT * FROM '{path}'")  # noqa: S608 - our own file
        by_duckdb = dict(
            zip(found.columns, zip(*found.fetchall(), strict=True) if rows else [()] * len(header), strict=True)
        )
        for place, column in enumerate(declared.columns):
            own = [row[place] for row in rows]
            for read in (frame[column.name].tolist(), by_duckdb[column.name]):
                if column.is_number:
                    assert all(
                        number_is(Decimal(cell) if cell else None, one) for cell, one in zip(own, read, strict=True)
                    )
                    continue
                for cell, one in zip(own, read, strict=True):
                    right, changed = carried(cell, one)
                    assert right, (path, column.name, cell, one)
                    if changed:
                        lost.add(column.name)
    assert lost
    assert not {name for name in lost if name.endswith("_id") or name.startswith("message")}


def test_polars_reads_the_csv_files_without_options_where_a_text_column_lets_it(real_site):
    """It takes a column for what its first hundred rows look like: no column of numbers stops it, and none is changed.

    A text column may: that is why the pages name the formats with types.
    """
    for path in published_csv(real_site):
        declared = TABLE_OF[path.stem]
        with path.open(encoding="utf-8-sig", newline="") as file:
            _, *rows = csv.reader(file)
        first = {
            column.name: [row[place] for row in rows[:100] if row[place]]
            for place, column in enumerate(declared.columns)
        }
        doubtful = [
            column.name
            for place, column in enumerate(declared.columns)
            if not column.is_number
            and first[column.name]
            and all(map(LOOKS_LIKE_A_NUMBER.fullmatch, first[column.name]))
            and not all(LOOKS_LIKE_A_NUMBER.fullmatch(row[place]) for row in rows if row[place])
        ]
        if doubtful:
            with pytest.raises(pl.exceptions.ComputeError, match=f"column '({'|'.join(doubtful)})'"):
                pl.read_csv(path)
            continue
        frame = pl.read_csv(path)
        for place, column in enumerate(declared.columns):
            if column.is_number:
                numbers = [None if cell is None else Decimal(str(cell)) for cell in frame[column.name]]
                assert numbers == [Decimal(row[place]) if row[place] else None for row in rows], (path, column.name)
                assert frame[column.name].dtype.is_numeric() or not first[column.name], (path, column.name)
