"""The five published documents are in ``data/`` whole: every line of each stands in the YAML or is accounted for."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from assembled import assembled
from conftest import sample_audit

from build_scripts.carriers.text_export import compact
from build_scripts.cells.amounts import plain
from build_scripts.importers import read_document
from build_scripts.importers.document import digest
from build_scripts.importers.placing import placed_in
from build_scripts.importers.run import known_of
from build_scripts.tables.catalogue import tables
from build_scripts.tables.csv_format import csv_text, unguarded
from build_scripts.words.vocabulary import ExtractionNote, Unit

DOCUMENTS = sorted((Path(__file__).parent / "fixtures" / "documents").glob("*.txt"))
# What a person may add to a form after it was imported; everything else is the document's own.
ADDED = {"currency_unit_override", "polarity", "release"}
COUNTS = {
    "changzhi-huguan-2021": (8, 62),
    "wuhan-dongxihu-2025": (36, 3044),
    "wuhan-jiangxia-2019": (2, 39),
    "wuhan-shouyilu-2020": (1, 55),
    "yiyang-heshan-2023": (24, 242),
}


@cache
def published():
    """Return the tables of the real data."""
    data = sample_audit()
    return tables(data)


def without_added(record):
    """Return a form as plain data, less what a person may have added."""
    return strip(record.model_dump(mode="json", exclude_none=True))


def strip(value):
    """Remove added keys at every depth."""
    if isinstance(value, dict):
        return {key: strip(item) for key, item in value.items() if key not in ADDED}
    return [strip(item) for item in value] if isinstance(value, list) else value


@cache
def read(path):
    """Return a document, read as its source record says."""
    portal = sample_audit().portal
    source = next(key for key, item in portal.sources.items() if item.sha256 == digest(path.read_bytes()))
    assert source == path.stem
    return read_document(path.read_bytes(), source, known=known_of(portal), source=portal.sources[source])


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_data_holds_each_document_as_it_is_read(path):
    """Importing a document again gives the very forms that stand in ``data/``, under the very ids."""
    portal = sample_audit().portal
    document = read(path)
    placed = placed_in(document, portal.departments)
    assert placed.remarks == ()
    stored = {item.file.removeprefix("data/").removesuffix(".yml"): item for item in portal.statements}
    names = [name.removesuffix(".yml") for name in placed.files]
    assert len(names) == len(document.forms) == COUNTS[path.stem][0]
    for name, imported in zip(names, document.forms, strict=True):
        assert imported.template is None
        assert without_added(stored[name].form) == without_added(imported.statement)
    assert sum(len(sample_audit().results[stored[name].id].indicators) for name in names) == COUNTS[path.stem][1]


def texts_of(value):
    """Yield every text of a form's plain data."""
    if isinstance(value, dict):
        for item in value.values():
            yield from texts_of(item)
    elif isinstance(value, list):
        for item in value:
            yield from texts_of(item)
    elif isinstance(value, str):
        yield value


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_every_line_is_in_the_yaml_or_is_accounted_for(path):
    """Each line that prints something is left out by the source record, a heading, or used up from the texts of the forms."""
    document = read(path)
    assert document.not_read == ()
    lines = path.read_text(encoding="utf-8").split("\n")
    kept = (line for number, line in enumerate(lines, 1) if number not in document.left_out)
    printed = Counter(filter(None, (compact(part) for line in kept for part in line.split("\t"))))
    cells = {place.cell for form in document.forms for place in form.places}
    read_lines = Counter(part for cell in cells for part in map(compact, re.split("[\n\t]", cell.text)) if part)
    source = sample_audit().portal.sources[path.stem]
    repeated = [repair for repair in source.repairs if ExtractionNote.LABEL_REPEATED in repair.done]
    missing = printed - read_lines
    assert bool(missing) == bool(repeated)
    assert missing.keys() <= read_lines.keys()
    assert not read_lines - printed
    for form in document.forms:
        stored = "\n".join(map(compact, texts_of(without_added(form.statement))))
        for place in form.places:
            for part in re.split("[\n\t]", place.cell.text) if place.field else ():
                assert compact(part.rpartition("：")[2]) in stored, (place, part)


def test_every_indicator_row_is_in_the_csv_exactly_as_printed():
    """indicators.csv holds all 3,442 rows; taking the guard off gives back each printed cell."""
    rows = list(csv.DictReader(io.StringIO(csv_text(published()["indicators"]), newline="")))
    assert len(rows) == sum(count for _, count in COUNTS.values())
    by_id = {row["indicator_id"]: row for row in rows}
    assert len(by_id) == len(rows)
    raw = (
        "name",
        "target",
        "adjusted_target",
        "baseline_y2",
        "baseline_y1",
        "actual",
        "weight",
        "score",
        "deviation",
        "target_basis",
    )
    for result in sample_audit().results.values():
        for item in result.indicators:
            row = by_id[f"{result.statement.id}#{result.statement.row_ids[item.path]}"]
            for name in raw:
                assert unguarded(row[f"{name}_raw"]) == (getattr(item.row, name) or ""), (row["indicator_id"], name)


def test_every_money_row_is_in_the_csv_exactly_as_printed():
    """funding.csv holds every money row of every form in printed order."""
    rows = iter(csv.DictReader(io.StringIO(csv_text(published()["funding"]), newline="")))
    for result in sample_audit().results.values():
        for item in result.funding:
            row = next(rows)
            assert row["statement_id"] == result.statement.id
            for name in ("label", "initial", "adjusted", "executed", "amount", "rate", "weight", "score"):
                assert unguarded(row[f"{name}_raw"]) == (getattr(item.line, name) or "")
    assert next(rows, None) is None


def test_subsets_of_departments_make_up_the_whole():
    """The department files together hold exactly the rows of the portal's file, for every table."""
    files = assembled(sample_audit()).files
    for name in ("statements", "funding", "goals", "indicators", "narratives", "base_data", "findings"):
        whole = Counter(
            map(
                tuple, list(csv.reader(io.StringIO(files[f"downloads/{name}.csv"].decode("utf-8-sig"), newline="")))[1:]
            )
        )
        parts = Counter()
        for department in sample_audit().portal.departments:
            data = files.get(f"{department}/{name}.csv")
            if data:
                parts.update(map(tuple, list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))[1:]))
        assert parts == whole, name


@pytest.mark.parametrize(
    ("statement_id", "line", "rate", "points"),
    [
        ("changzhi-huguan/government-office/2021/poverty-alleviation-research", "total", "75", "7.5"),
        ("wuhan-wuchang/shouyilu-subdistrict/2020/self-evaluation", "department_total", "170.6753", "10"),
        ("wuhan-jiangxia/government-office/2019/government-special-work", "total", "64.1685", ""),
        ("yiyang-heshan/government-office/2023/self-evaluation", "total", "100", "10"),
    ],
)
def test_recomputed_money_of_the_documents(statement_id, line, rate, points):
    """Worked by hand: 18÷24 = 75 % and 7.5 of 10 points; 7469.35÷4376.35 = 170.6753 %, capped at 10 points; and so on."""
    row = next(
        item for item in rows_of("funding") if item["statement_id"] == statement_id and item["line_code"] == line
    )
    assert (row["rate_recomputed"], row["score_recomputed"]) == (rate, points)


# Parsed columns beside the printed ones -----------------------------------------------------------------------------


@cache
def rows_of(name):
    """Return the rows of a published table as the CSV gives them, by column name; ``10.0`` there is 10 here."""
    decimals = {column.name for column in published()[name].columns if column.kind == "decimal"}
    return tuple(
        {key: plain(Decimal(cell)) if cell and key in decimals else cell for key, cell in row.items()}
        for row in csv.DictReader(io.StringIO(csv_text(published()[name]), newline=""))
    )


def indicator_at(document, line):
    """Return the indicator row that begins on a line of a source document."""
    return next(r for r in rows_of("indicators") if (r["source_id"], r["source_line"]) == (document, str(line)))


def added(rows, column):
    """Return the sum of a column; empty cells add nothing."""
    return sum((Decimal(row[column]) for row in rows if row[column]), Decimal())


def test_the_score_columns_add_up_to_what_the_pages_show():
    """Scores of money rows and indicators add up to each form's sum: 97.5 at 首义路街, a Word bookmark in one cell or not."""
    for statement in rows_of("statements"):
        own = [row for name in ("funding", "indicators") for row in rows_of(name) if row["statement_id"] == statement["statement_id"]]  # fmt: skip
        assert added(own, "score") == Decimal(statement["score_sum"] or 0)
    assert next(
        row["score_sum"] for row in rows_of("statements") if row["statement_id"].endswith("2020/self-evaluation")
    ) == "97.5"  # fmt: skip
    assert indicator_at("wuhan-shouyilu-2020", 647)["score"] == "1.5"


def test_every_printed_weight_score_and_rate_has_its_number():
    """``(10 分)``, ``64%``, ``75`` and ``97.5分`` stand as 10, 64, 75 and 97.5; ``--`` and U+3000 as nothing."""
    read = Counter()
    for name in ("funding", "goals", "indicators", "statements"):
        for row in rows_of(name):
            for column in ("weight", "score", "rate", "total_weight", "total_score"):
                raw = unguarded(row.get(f"{column}_raw") or "")
                if re.search("[0-9]", raw):
                    assert row[column], (name, column, raw)
                    read[raw, row[column]] += 1
                else:
                    assert not row.get(column), (name, column, raw)
    assert {("(10 分)", "10"), ("(15 分)", "15"), ("64%", "64"), ("75", "75"), ("170.68%", "170.68")} <= read.keys()
    assert {("97.5分", "97.5"), ("[bookmark: _GoBack]1.5", "1.5")} <= read.keys()


@pytest.mark.parametrize(
    ("target", "value", "unit", "per"),
    [
        ("3600元/人/年", "3600", "yuan", "person/year"),
        ("135元/生·学期", "135", "yuan", "student/term"),
        ("≥20场次/年", "20", "session", "year"),
        ("≥1次/月", "1", "time", "month"),
        ("≥6.6万/人/年", "66000", "yuan", "person/year"),
        ("≤1500万/年", "15000000", "yuan", "year"),
    ],
)
def test_unit_prices_and_frequencies_say_what_they_are_counted_per(target, value, unit, per):
    """A price per head is no total, and once a month is no once: the table says per what."""
    row = next(row for row in rows_of("indicators") if row["target_raw"] == target)
    assert (row["target_value"], row["target_unit"], row["target_per"]) == (value, unit, per)


def test_an_inferred_money_unit_is_told_from_a_printed_one():
    """191 targets have their 万元 from the form's header and say so; a target that prints 元 does not."""
    rows = rows_of("indicators")
    inferred = [row for row in rows if "unit_from_form" in row["target_notes"].split("；")]
    assert len(inferred) == 191, "two of 8750 are in doubt and have none"
    assert {row["target_unit"] for row in inferred} == {"yuan"}
    doubted = indicator_at("wuhan-dongxihu-2025", 31087)  # 8750 for pest control, as printed
    assert (doubted["target_notes"], doubted["target_value"], doubted["target_unit"]) == ("unit_in_doubt", "8750", "")
    assert not [row for row in inferred if "元" in row["target_raw"]]


@pytest.mark.parametrize(
    ("raw", "cells"),
    [
        ("1-12月", ("", "", "", "")),
        ("10-30万元/本", ("100000", "300000", "yuan", "本")),
        ("8次", ("8", "", "time", "")),
        ("12次/年", ("12", "", "time", "year")),
        ("提升", ("", "", "", "")),
    ],
)
def test_earlier_years_have_a_number_only_where_they_are_one(raw, cells):
    """A span of months is no number of a baseline; a range has both ends, and every number its unit."""
    row = next(row for row in rows_of("indicators") if row["baseline_y1_raw"] == raw)
    assert tuple(row[f"baseline_y1_{name}"] for name in ("value", "value_max", "unit", "per")) == cells


def test_base_data_values_have_a_number_and_its_unit():
    """81 posts, 69 staff, 85.19 percent and 0.00 square metres; what is printed blank or as a lone % is no number."""
    rows = {row["line_code"]: (row["value"], row["value_unit"]) for row in rows_of("base_data")}
    assert [rows[f"staffing_{name}"] for name in ("authorised", "actual", "rate")] == [
        ("81", "person"),
        ("69", "person"),
        ("85.19", "percent"),
    ]
    assert (rows["approved_area"], rows["actual_area"]) == (("0", "m2"), ("", "m2"))
    assert rows["budget_investment"] == ("", "yuan")
    assert rows["area_rate"] == ("", "percent")
    assert rows["three_public"] == ("", "")


def test_every_code_in_the_tables_is_defined_in_the_dictionary():
    """A code column holds its declared codes; only a unit may be another word, and then one that forms print."""
    for table in published().values():
        for number, column in enumerate(table.columns):
            if column.codes is None:
                continue
            defined = {term.value for term in column.codes}
            for cell in {row[number] for row in table.rows} - {None}:
                parts = str(cell).split("；" if column.kind == "codes" else "/" if column.codes is Unit else "\0")
                unknown = [part for part in parts if part not in defined]
                printed = column.codes is Unit and all(re.search("[\u3400-\u9fff]", part) for part in unknown)
                assert not unknown or printed, (table.name, column.name, cell)


def test_every_cell_is_of_the_type_of_its_column_and_every_key_names_one_row():
    """What a column promises is what its reader gives; no two rows of a table have the same cells in its key."""
    types = {"integer": int, "decimal": Decimal}
    for table in published().values():
        for number, column in enumerate(table.columns):
            assert all(isinstance(row[number], types.get(column.kind, str) | None) for row in table.rows), column.name
        places = [table.header.index(name) for name in table.declared.key]
        assert len({tuple(row[place] for place in places) for row in table.rows}) == len(table.rows), table.name


def test_grounds_of_targets_are_coded():
    """One cell may name two grounds; spellings of one ground have one code."""
    bases = {row["target_basis_raw"]: row["target_basis"] for row in rows_of("indicators")}
    assert bases["计划数据和历史数据"] == "plan；historical"
    assert {bases[raw] for raw in ("计划数据", "计划数据\u3000", "按照计划标准", "计划指标")} == {"plan"}
    assert (bases["在册党员人数"], bases["通过满意度调查"], bases["合同规定"]) == ("roster", "survey", "contract")
    assert (bases["其他标准"], bases[""]) == ("other", "")


def test_what_stands_beside_the_forms_is_in_the_tables():
    """Budget code, annex, kind of body and standard section are published, not only kept in the files."""
    departments = {row["department_id"]: row for row in rows_of("departments")}
    assert departments["changzhi-huguan/government-office"]["budget_code"] == "002"
    assert departments["wuhan-dongxihu/cppcc-office"]["kind"] == "cppcc"
    annexes = Counter(row["annex"] for row in rows_of("statements"))
    assert annexes == {"": 47, "附件1": 1, "附件2": 2, "附件3": 21}
    sections = [row["standard_section"] for row in rows_of("narratives") if row["kind"] == "report_section"]
    assert Counter(sections)["performance"] == 4
    assert all(sections)


def test_english_messages_hold_chinese_only_where_they_quote_a_form():
    """Every Chinese word of an English message stands on a form; FMT-09 also names the units it could be read as."""
    printed = "\n".join(
        "".join(text.split())
        for item in sample_audit().portal.statements
        for text in texts_of(without_added(item.form) | {"source": "", "fiscal_year_note": ""})
    )
    foreign = [
        (finding.rule_id, word)
        for finding in sample_audit().findings
        for word in re.findall("[\u3400-\u9fff]+", finding.message.en)
        if word not in printed and finding.rule_id != "FMT-09"
    ]
    assert foreign == []


def test_the_dictionary_is_english_in_english():
    """Sentences and codes of every published column have an English wording without Chinese words or signs."""
    for table in published().values():
        for column in table.columns:
            for text in (column.sentence.en, *(term.en for term in column.codes or ())):
                assert not re.search("[\u3400-\u9fff，；：（）]", text), (column.name, text)
