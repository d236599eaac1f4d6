"""The five published documents are in ``data/`` whole: every line of each stands in the YAML or is accounted for."""

from __future__ import annotations

import csv
import io
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from build_scripts.audit import audit
from build_scripts.build import downloadable
from build_scripts.csv_format import csv_text, unguarded
from build_scripts.importers import read_document
from build_scripts.importers.document import compact, digest
from build_scripts.importers.placing import place
from build_scripts.tables import tables

PROJECT = Path(__file__).parent.parent
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
def audited():
    """Return the real data, loaded, scored and checked once."""
    found, problems = audit(PROJECT / "data", lambda _: None, date(2026, 11, 1))
    assert not problems
    return found


@cache
def published():
    """Return the tables of the real data."""
    data = audited()
    return tables(data)


def without_added(record):
    """Return a form as plain data, less what a person may have added."""
    return strip(record.model_dump(mode="json", exclude_none=True))


def strip(value):
    """Remove added keys at every depth."""
    if isinstance(value, dict):
        return {key: strip(item) for key, item in value.items() if key not in ADDED}
    return [strip(item) for item in value] if isinstance(value, list) else value


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_data_holds_each_document_as_its_reader_reads_it(path):
    """Importing a document again gives the very forms that stand in ``data/``, under the very ids."""
    portal = audited().portal
    content = path.read_bytes()
    source = next(key for key, item in portal.sources.items() if item.sha256 == digest(content))
    assert source == path.stem
    document = read_document(content, source)
    placed = place(document, portal.departments)
    assert placed.remarks == ()
    stored = {item.file.removeprefix("data/").removesuffix(".yml"): item for item in portal.statements}
    names = [name.removesuffix(".yml") for name in placed.files]
    assert len(names) == len(document.forms) == COUNTS[path.stem][0]
    for name, imported in zip(names, document.forms, strict=True):
        assert without_added(stored[name].form) == without_added(imported.statement)
    assert sum(len(audited().results[stored[name].id].indicators) for name in names) == COUNTS[path.stem][1]


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
    """Each non-blank cell is used up from the texts of the stored forms, or the import says why it stands in none."""
    portal = audited().portal
    lines = path.read_text(encoding="utf-8").split("\n")
    left_out = read_document(path.read_bytes(), path.stem).left_out
    forms = [item.form for item in portal.statements if item.form.source.document == path.stem]
    stored = Counter()
    for form in forms:
        for text in texts_of(without_added(form)):
            stored.update(compact(part) for part in text.split("\n") if compact(part))
    headings = {compact(column.heading) for template in portal.templates.values()
                for group in (template.funding_columns, template.long_term_columns, template.indicator_columns, template.base_data_columns)
                for column in group}  # fmt: skip
    for number, line in enumerate(lines, 1):
        if not line.strip() or number in left_out:
            continue
        for cell in filter(None, (compact(part) for part in line.split("\t"))):
            known = cell in headings or cell in FORM_LABELS
            taken = next((text for text in (cell, cell.partition("：")[2]) if stored[text] > 0), None)
            assert taken is not None or known, (number, cell)
            if taken is not None and not known:
                stored[taken] -= 1


# Labels that stand on a line together with content, in the tab-separated documents.
FORM_LABELS = {
    "专项（项目）名称", "主管部门", "实施单位", "项目名称", "年度总体目标", "绩效目标", "绩效指标",
    "项目自评结论", "下一步改进措施及", "管理建议",
    "（", "2021", "年度）",
}  # fmt: skip


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
    for result in audited().results.values():
        for item in result.indicators:
            row = by_id[f"{result.statement.id}#indicator-{item.order}"]
            for name in raw:
                assert unguarded(row[f"{name}_raw"]) == (getattr(item.row, name) or ""), (row["indicator_id"], name)


def test_every_money_row_is_in_the_csv_exactly_as_printed():
    """funding.csv holds every money row of every form in printed order."""
    rows = iter(csv.DictReader(io.StringIO(csv_text(published()["funding"]), newline="")))
    for result in audited().results.values():
        for item in result.funding:
            row = next(rows)
            assert row["statement_id"] == result.statement.id
            for name in ("label", "initial", "adjusted", "executed", "amount", "rate", "weight", "score"):
                assert unguarded(row[f"{name}_raw"]) == (getattr(item.line, name) or "")
    assert next(rows, None) is None


def test_subsets_of_departments_make_up_the_whole():
    """The department files together hold exactly the rows of the portal's file, for every table."""
    files, _ = downloadable(published(), audited().portal)
    for name in ("statements", "funding", "goals", "indicators", "narratives", "base_data", "findings"):
        whole = Counter(
            map(
                tuple, list(csv.reader(io.StringIO(files[f"downloads/{name}.csv"].decode("utf-8-sig"), newline="")))[1:]
            )
        )
        parts = Counter()
        for department in audited().portal.departments:
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
    rows = csv.DictReader(io.StringIO(csv_text(published()["funding"]), newline=""))
    row = next(item for item in rows if item["statement_id"] == statement_id and item["line_code"] == line)
    assert (row["rate_recomputed"], row["score_recomputed"]) == (rate, points)
