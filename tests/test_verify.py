"""The file that anybody can run over the downloads finds nothing where nothing is wrong, and names whatever is changed."""

from __future__ import annotations

import ast
import csv
import hashlib
import http.server
import io
import json
import random
import shutil
import subprocess
import sys
import threading
import time
import tracemalloc
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial
from pathlib import Path

import pytest
from conftest import SAMPLE, TODAY

from build_scripts import verify
from build_scripts.cells.values import parse_value
from build_scripts.cli import main
from build_scripts.judging import form_money, score, scorecard
from build_scripts.judging.audit import judged
from build_scripts.judging.rollups import HOW, Measure
from build_scripts.reading.load import load
from build_scripts.reading.releases import ReleasedFinding, ReleasedState
from build_scripts.tables.catalogue import TABLE_OF, TABLES, tables
from build_scripts.tables.formats import CSV
from build_scripts.words.vocabulary import CurrencyUnit, EventKind, Grade

SOURCE = Path(verify.__file__)
Rows = list[dict[str, str]]


@dataclass(frozen=True)
class Held:
    """Downloads in memory."""

    files: Mapping[str, bytes]
    is_closed: bool = True
    site: str = ""

    def names(self) -> list[str]:
        """Return all files."""
        return sorted(self.files)

    def opened(self, name: str) -> io.BytesIO | None:
        """Return a file, None where there is none."""
        return io.BytesIO(self.files[name]) if name in self.files else None


def checked(files: Mapping[str, bytes], *, is_closed: bool = True) -> verify.Report:
    return verify.verified(Held(files, is_closed), "here")


def read(content: bytes) -> Rows:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def written(rows: Rows) -> bytes:
    text = io.StringIO(newline="")
    table = csv.DictWriter(text, list(rows[0]))
    table.writeheader()
    table.writerows(rows)
    return text.getvalue().encode("utf-8-sig")


def tables_below(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.glob("*.csv")) if path.stem in verify.KEYS}


@pytest.fixture(scope="module")
def downloads(real_site: Path) -> dict[str, bytes]:
    """Return the tables of the whole sample."""
    return tables_below(real_site / "downloads")


@pytest.fixture(scope="module")
def part(real_site: Path) -> dict[str, bytes]:
    """Return the tables of one department of the sample, whose forms award points, with those that all share."""
    own = tables_below(real_site / "changzhi-huguan" / "government-office")
    shared = {
        f"{name}.csv": (real_site / "downloads" / f"{name}.csv").read_bytes()
        for name in ("scoring_profiles", "sources")
    }
    return {**own, **shared}


SOME = (
    "changzhi-huguan/government-office/2021/daily-office-expenses",
    "changzhi-huguan/government-office/2021/e-government-network-maintenance",
    "wuhan-dongxihu/senior-university/2025/targets",
    "wuhan-jiangxia/government-office/2019/smart-office-platform",
    "wuhan-wuchang/shouyilu-subdistrict/2020/self-evaluation",
    "yiyang-heshan/government-office/2023/base-data",
    "yiyang-heshan/government-office/2023/computer-networking",
    "yiyang-heshan/government-office/2023/self-evaluation",
)
"""One form of each kind that the sample has."""
MORE_SAID = {
    "yiyang-heshan/jurisdiction.yml": (
        "",
        "population: {value: 608000, year: 2020, source: 第七次全国人口普查公报, url: 'https://example.cn/census'}\n",
    ),
    "wuhan-wuchang/shouyilu-subdistrict/2020/self-evaluation.yml": (
        '    label: "基本支出总额"\n',
        "    further: [{label: 备注, text: 财政直达}, {label: 占比, text: 100%}]\n",
    ),
    "wuhan-wuchang/shouyilu-subdistrict/restatements.yml": (
        "",
        f'restatements:\n  - {{statement: {SOME[4]}, row: i-4oeswa7m, column: actual, old: "1", new: "2", date: "2026-10-01", reason: 核对原件后更正。}}\n',
    ),
}
"""What the sample does not say: file → the line behind which it stands (the end where there is none), and what."""


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Return the tables of a small portal that has rows in every table, and a release behind it."""
    data = tmp_path_factory.mktemp("small") / "data"
    shutil.copytree(SAMPLE, data)
    for name, (behind, more) in MORE_SAID.items():
        file = data / name
        text = file.read_text(encoding="utf-8") if file.exists() else ""
        assert behind in text
        file.write_text(text.replace(behind, behind + more, 1) if behind else text + more, encoding="utf-8")
    portal, problems = load(data)
    assert portal is not None, problems
    portal = replace(portal, statements=tuple(form for form in portal.statements if form.id in SOME))
    told = [
        ReleasedFinding(
            one.id, one.rule_id, one.statement_id, f"{one.statement_id}#{one.row_id}" * bool(one.row_id), one.told, True
        )
        for one in judged(portal, lambda _: None, TODAY).findings
        if one.told is not None
    ]
    settled = replace(told[0], id=f"{told[0].statement_id}#FMT-99-target", rule_id="FMT-99")
    released = ReleasedState("2026.10", "2026-10-31", frozenset(SOME), (settled, *told[1:]))
    made = tables(judged(replace(portal, released=(released,)), lambda _: None, TODAY).public())
    assert all(table.rows for table in made.values())
    return {f"{name}.csv": CSV.write(table) for name, table in made.items()}


def listed(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return files with both lists of their checksums."""
    sums = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    resources = [
        {"name": name, "path": name, "bytes": len(files[name]), "hash": f"sha256:{digest}"}
        for name, digest in sums.items()
    ]
    package = json.dumps({"resources": resources}).encode()
    lines = {**sums, "datapackage.json": hashlib.sha256(package).hexdigest()}
    told = "".join(f"{digest}  {name}\n" for name, digest in lines.items()).encode()
    return {**files, "datapackage.json": package, "SHA256SUMS": told}


def zipped(path: Path, files: Mapping[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files.items():
            made.writestr(name, content)
    return path


def unzipped(folder: Path, files: Mapping[str, bytes]) -> Path:
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return folder


def test_the_sample_agrees_and_every_check_has_something_to_look_at(downloads):
    """Nothing differs, and each check finds figures that agree; those of a whole site are looked at in ``test_proof``."""
    report = checked(listed(downloads))
    assert [item for one in report.checks.values() for item in one.differences] == []
    assert [name for name, one in report.checks.items() if not one.agree] == ["site", "signature"]


def test_a_part_agrees_and_says_what_it_lacks(part):
    """So do the downloads of a department; what stands in tables of the portal alone is said to be missing."""
    report = checked(part)
    assert report.differ == 0
    assert report.checks["links"].why_not.keys() == {"no_table"}
    alone = checked({name: content for name, content in part.items() if name != "scoring_profiles.csv"})
    assert alone.differ == 0
    assert alone.checks["scores"].why_not["no_table"] > report.checks["scores"].why_not.get("no_table", 0)


def test_the_build_publishes_the_file_and_what_it_found(real_site):
    """``verify.json`` is what anybody gets who runs the published file over the published downloads."""
    folder = real_site / "downloads"
    assert (folder / "verify.py").read_bytes() == SOURCE.read_bytes()
    told = json.loads((folder / "verify.json").read_text(encoding="utf-8"))
    again = json.loads(
        verify.verified(verify.place_of(str(folder / "mingzhang.zip")), "downloads/mingzhang.zip").as_json()
    )
    assert told["differences"] == []
    assert [one["id"] for one in told["checks"]] == list(verify.CHECKS)
    assert told == again
    for one in told["checks"]:
        assert one["looked_at"] == one["agree"] + one["differ"] + one["not_recomputable"]
        assert one["not_recomputable"] == sum(reason["figures"] for reason in one["reasons"])


def test_it_runs_as_a_lone_file_without_anything_installed(real_site, tmp_path):
    """Copied into an empty folder, without site-packages and without a look at the environment."""
    alone = tmp_path / "alone" / "verify.py"
    alone.parent.mkdir()
    alone.write_bytes(SOURCE.read_bytes())
    call = [sys.executable, "-S", "-I", str(alone), str(real_site / "downloads")]
    done = subprocess.run(call, cwd=alone.parent, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (verify.AGREES, b"")
    assert "全部相符 · everything agrees" in done.stdout.decode()


def test_it_imports_nothing_but_python_and_is_written_for_old_ones():
    """Python 3.8 reads it, and whatever it imports comes with Python."""
    tree = ast.parse(SOURCE.read_text(encoding="utf-8"), feature_version=(3, 8))
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    names |= {str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name.partition(".")[0] for name in names} <= sys.stdlib_module_names


def test_what_it_knows_of_the_tables_is_what_they_are():
    """It imports nothing, so this is where its own words are compared with the declarations."""
    assert {table.name: table.key for table in TABLES} == verify.KEYS
    columns = {
        "scoring_profiles": verify.ProfileRow, "statements": verify.StatementRow, "findings": verify.FoundRow,
        "funding": verify.MoneyRow, "goals": verify.GoalRow, "indicators": verify.IndicatorRow,
        "base_data": verify.BasicRow, "scorecard": verify.CardRow, "rollups": verify.RollupRow,
        "changes": verify.ChangeRow,
    }  # fmt: skip
    for table, row in columns.items():
        assert set(row._fields) <= set(TABLE_OF[table].header), table
    for table in TABLES:
        assert tuple(name for name in table.header if name in table.never_empty) == verify.NEVER_EMPTY[table.name]
    assert {f"{sign}1": operator for sign, operator in verify.OPERATORS.items()} == {
        f"{sign}1": parse_value(f"{sign}1").op for sign in verify.OPERATORS
    }
    assert {kind.value for kind in EventKind} == verify.NAMED_BY.keys()
    assert tuple(Grade) == verify.GRADES
    assert {unit: unit.in_yuan for unit in CurrencyUnit} == verify.IN_YUAN
    assert (form_money.BY_LEVEL, form_money.BY_SOURCE, form_money.BY_BUDGET) == (
        verify.BY_LEVEL, verify.BY_SOURCE, verify.BY_BUDGET,
    )  # fmt: skip
    assert scorecard.ANSWERS == verify.ANSWERS
    assert {measure: (HOW[measure].method, HOW[measure].unit) for measure in Measure} == {
        name: (how.method, how.unit) for name, how in verify.MEASURES.items()
    }


# --- What is changed is found and named ---------------------------------------------------------------------------


def other_digit(text: str) -> str:
    """Return a number with its last digit but zeros changed."""
    place = max(place for place, sign in enumerate(text) if sign.isdigit())
    return f"{text[:place]}{(int(text[place]) + 1) % 10}{text[place + 1 :]}"


def has(*names: str) -> Callable[[dict[str, str]], bool]:
    return lambda row: all(row[name] for name in names)


ANY = has()
CHANGES = {
    "a printed total": ("statements", has("total_score"), "total_score", other_digit, "cells"),
    "a sum of scores": ("statements", has("score_sum"), "score_sum", other_digit, "totals"),
    "a recomputed total": ("statements", has("score_recomputed"), "score_recomputed", other_digit, "totals"),
    "proved points": ("statements", has("score_proved"), "score_proved", other_digit, "totals"),
    "a grade": ("statements", has("grade_recomputed"), "grade_recomputed", lambda _: "poor", "totals"),
    "a number of errors": ("statements", has("errors"), "errors", other_digit, "counts"),
    "an address": ("statements", ANY, "page_url", lambda url: f"x{url}", "ids"),
    "a scoring profile": ("statements", has("scoring_profile"), "scoring_profile", lambda _: "none", "links"),
    "an amount": ("funding", has("executed_yuan"), "executed_yuan", other_digit, "cells"),
    "a printed amount": ("funding", has("adjusted_raw"), "adjusted_raw", other_digit, "cells"),
    "an execution rate": ("funding", has("rate_recomputed"), "rate_recomputed", other_digit, "rates"),
    "points for execution": ("funding", has("score_recomputed"), "score_recomputed", other_digit, "scores"),
    "the formula of points": ("funding", has("score_formula"), "score_formula", other_digit, "formulas"),
    "a total that money is in": ("funding", ANY, "counted_as", lambda _: "excluded", "counted_as"),
    "an attainment": ("indicators", has("attainment", "score_formula"), "attainment", other_digit, "targets"),
    "an achievement": (
        "indicators",
        lambda row: row["achievement"] == "met" and row["target_kind"] == row["actual_kind"] == "number",
        "achievement",
        lambda _: "missed",
        "targets",
    ),
    "a target": ("indicators", lambda row: row["target_unit"] == "percent" and row["target_raw"].endswith("%"), "target_value", other_digit, "cells"),
    "a recomputed score": ("indicators", has("score_recomputed"), "score_recomputed", other_digit, "scores"),
    "a difference of scores": ("indicators", has("score_difference"), "score_difference", other_digit, "scores"),
    "the formula of a score": ("indicators", has("score_formula"), "score_formula", other_digit, "formulas"),
    "what stands on a goal": ("indicators", ANY, "goal_id", lambda id_: f"{id_}x", "links"),
    "the place of a row": ("indicators", ANY, "fiscal_year", other_digit, "ids"),
    "a number that is none": ("indicators", has("weight"), "weight", lambda _: "1O", "numbers"),
    "the id of a row": ("indicators", ANY, "indicator_id", lambda id_: id_.replace("#", "/"), "ids"),
    "the form of a text": ("narratives", ANY, "statement_id", lambda id_: f"{id_}x", "links"),
    "the number of a department's forms": ("departments", has("statements"), "statements", other_digit, "counts"),
    "the number of its rows": ("departments", has("indicators"), "indicators", other_digit, "counts"),
    "a count of the scorecard": ("scorecard", ANY, "targets", other_digit, "scorecard"),
    "a share of the scorecard": ("scorecard", has("measurable_share"), "measurable_share", other_digit, "scorecard"),
    "a difference": ("findings", lambda row: row["rule_id"] == "BUD-07", "difference", other_digit, "differences"),
    "a formula": ("findings", lambda row: row["rule_id"] == "BUD-07", "worked", lambda text: text.replace("÷", "+"), "worked"),
    "the cell of a finding": ("findings", has("row_id"), "row_id", lambda id_: f"{id_}x", "links"),
    "how many cells it speaks of": ("findings", has("cells"), "cells", lambda _: "0", "counts"),
    "what has become of a finding": ("findings", lambda row: row["severity"] == "error", "status", lambda _: "explained", "counts"),
    "a roll-up": ("rollups", has("value"), "value", other_digit, "rollups"),
    "the formula of a roll-up": ("rollups", has("formula"), "formula", other_digit, "rollups"),
    "what it leaves out": ("rollups", has("excluded_ids"), "excluded_ids", lambda _: "", "rollups"),
    "what is in doubt": ("rollups", has("in_doubt"), "in_doubt", other_digit, "rollups"),
    "what is by parts": ("rollups", has("by_parts"), "by_parts", other_digit, "rollups"),
    "the forms counted": ("rollups", ANY, "forms_counted", other_digit, "rollups"),
    "why there is no figure": ("rollups", has("reason"), "reason", lambda _: "zero_base", "rollups"),
    "the floor of a grade": ("scoring_profiles", lambda row: row["scoring_profile"] == "shanxi-project-2021", "excellent_from", lambda _: "99", "totals"),
}  # fmt: skip
"""What is changed → the table, which row (the first such), which column, how, and the check that names it."""


@pytest.mark.parametrize("change", CHANGES)
def test_one_changed_cell_is_named(downloads, change):
    """The check that is meant to finds it, and names file, row, column and both figures."""
    table, wanted, column, new, check = CHANGES[change]
    file = f"{table}.csv"
    rows = read(downloads[file])
    row = next(filter(wanted, rows))
    row[column] = new(row[column])
    report = checked({**downloads, file: written(rows)})
    found = report.checks[check].differences
    assert found, [item for one in report.checks.values() for item in one.differences]
    key = " ".join(row[name] for name in verify.KEYS[table])
    if table != "scoring_profiles":  # what a profile says is seen on the forms that it is of
        near = {key, row.get("statement_id", key)}  # what is counted of a form is named where its count stands
        assert any(item.row in near or key in item.published + item.recomputed for item in found)
    assert all(item.published != item.recomputed for item in found)


@pytest.mark.parametrize(
    ("table", "check"),
    [
        ("statements", "links"), ("funding", "rollups"), ("goals", "links"), ("indicators", "counts"),
        ("findings", "counts"), ("rollups", "rollups"), ("scorecard", "scorecard"), ("departments", "links"),
        ("sources", "links"), ("jurisdictions", "links"),
    ],
)  # fmt: skip
def test_a_removed_row_is_named(downloads, table, check):
    """What rested on the row does not add up any more, or leads nowhere."""
    file = f"{table}.csv"
    rows = read(downloads[file])
    gone = next(row for row in rows if row.get("row_kind") == "filled" or row.get("line_code", "total") == "total")
    if table == "findings":
        gone = next(row for row in rows if row["status"] == "open" and row["severity"] == "warning")
    if table == "jurisdictions":
        gone = next(row for row in rows if row["jurisdiction_id"] == "wuhan-dongxihu")
    report = checked({**downloads, file: written([row for row in rows if row is not gone])})
    assert report.checks[check].differ > 0


def test_a_row_that_stands_twice_is_named(downloads):
    """A key names one row."""
    rows = read(downloads["goals.csv"])
    report = checked({**downloads, "goals.csv": written([*rows, rows[0]])})
    assert [item.row for item in report.checks["keys"].differences] == [rows[0]["goal_id"]]


def test_swapped_cells_of_two_findings_are_named(downloads):
    """A finding that gives another one's figures does not work out."""
    rows = read(downloads["findings.csv"])
    one, other = [row for row in rows if row["rule_id"] == "BUD-07"][:2]
    one["recomputed"], other["recomputed"] = other["recomputed"], one["recomputed"]
    report = checked({**downloads, "findings.csv": written(rows)})
    assert {item.row for item in report.checks["worked"].differences} == {one["finding_id"], other["finding_id"]}


FIGURES = {
    "statements": ("score_sum", "score_recomputed", "score_proved", "errors", "warnings", "notes", "total_score"),
    "funding": ("initial_yuan", "adjusted_yuan", "executed_yuan", "rate", "rate_recomputed", "weight", "score", "score_recomputed", "score_formula"),
    "indicators": ("weight", "score", "score_recomputed", "score_difference", "score_formula"),
    "scorecard": ("department_forms", "project_forms", "errors_open", "findings_due", "targets", "targets_measurable"),
    "rollups": ("value", "forms_counted", "forms_total", "rows_judged", "rows_total", "as_printed", "by_parts", "in_doubt", "formula"),
}  # fmt: skip


def test_any_digit_of_any_recomputed_figure_counts(part):
    """One digit changed anywhere in the figures of a department is a difference in the row in which it stands."""
    dice = random.Random(12)  # noqa: S311 - any rows will do, the same each time
    tables = {table: read(part[f"{table}.csv"]) for table in FIGURES}
    cells = [
        (table, place, column)
        for table, columns in FIGURES.items()
        for place, row in enumerate(tables[table])
        for column in columns
        if any(map(str.isdigit, row[column]))
    ]
    for table, place, column in dice.sample(cells, 60):
        rows = [dict(row) for row in tables[table]]
        rows[place][column] = other_digit(rows[place][column])
        report = checked({**part, f"{table}.csv": written(rows)})
        key = rows[place][verify.KEYS[table][0]]
        assert any(key == item.row for one in report.checks.values() for item in one.differences), (table, key, column)


FALSIFIED = {
    "money for each inhabitant": ("rollups", has("value_per_inhabitant"), "value_per_inhabitant", other_digit, "rollups"),
    "the year of the inhabitants": ("rollups", has("population_year"), "population_year", other_digit, "rollups"),
    "who is missing": ("rollups", has("missing"), "missing", lambda _: "", "rollups"),
    "the rules of who is left out": ("rollups", has("excluded"), "excluded", lambda _: "某部门", "rollups"),
    "a value of the base data": ("base_data", has("value"), "value", other_digit, "cells"),
    "last year's figure": ("indicators", lambda row: row["baseline_y1_unit"] == "percent", "baseline_y1_value", other_digit, "cells"),
    "the figure of two years ago": ("indicators", lambda row: row["baseline_y2_unit"] == "percent", "baseline_y2_value", other_digit, "cells"),
    "how the target changed": ("indicators", has("target_change"), "target_change", lambda _: "weaker", "targets"),
    "the sign of a target": ("indicators", lambda row: row["target_raw"].startswith("≥"), "target_op", lambda _: "le", "cells"),
    "a unit of money": ("statements", ANY, "currency_unit", lambda _: "dollar", "ids"),
    "the order of rows": ("narratives", lambda row: row["order"] == "2", "order", lambda _: "9", "rows"),
    "the kind of a goal": ("indicators", ANY, "goal_kind", lambda _: "long_term", "ids"),
    "the formula of a rule": ("findings", lambda row: row["rule_id"] == "STR-05", "formula", lambda text: f"{text}?", "ids"),
    "the order of grades": ("scoring_profiles", has("good_from"), "good_from", lambda _: "95", "totals"),
    "what was corrected": ("changes", lambda row: row["kind"] == "restatement", "new", other_digit, "changes"),
    "the correction itself": ("restatements", ANY, "old", other_digit, "changes"),
    "the day of an event": ("changes", lambda row: row["kind"] == "form_withdrawn", "date", other_digit, "changes"),
    "what a finding has become": ("changes", lambda row: row["kind"] == "finding_raised", "new", lambda _: "explained", "changes"),
}  # fmt: skip
"""The same of columns that only a richer portal fills."""


@pytest.mark.parametrize("change", FALSIFIED)
def test_one_falsified_cell_is_found(small, change):
    """The check that is meant to finds it, and nothing differs without it."""
    table, wanted, column, new, check = FALSIFIED[change]
    assert checked(small).differ == 0
    file = f"{table}.csv"
    rows = read(small[file])
    row = next(filter(wanted, rows))
    row[column] = new(row[column])
    assert checked({**small, file: written(rows)}).checks[check].differ > 0


WORDS = {
    "printed words from which no number is read": {
        "statements": {"title_raw", "department_raw", "project", "implementing_unit", "report_date_raw", "annex"},
        "funding": {"label_raw", "deviation_raw"},
        "goals": {"goal_label_raw", "overview_text", "target_text", "adjusted_text", "actual_text"},
        "indicators": {"level1_raw", "level2_raw", "name_raw", "core_raw", "explanation_raw", "criteria_raw", "operator_raw", "unit_raw", "target_basis_raw", "deviation_raw", "remarks_raw", "adjusted_target_raw"},
        "narratives": {"heading_raw", "text"},
        "base_data": {"label_raw"},
        "further_cells": {"row_id", "label_raw", "text"},
        "findings": {"path", "quote", "published", "reference", "also", "reply", "reply_date", "reply_given_to", "accepted_until", "publication_review"},
        "restatements": {"commit"},
        "finding_cells": {"row_id", "column", "printed"},
    },
    "printed cells that hold no number, so that nothing was read": {
        "funding": {"rate_raw", "weight_raw", "score_raw"},
        "indicators": {"target_raw", "baseline_y2_raw", "baseline_y1_raw", "actual_raw", "weight_raw", "score_raw"},
        "base_data": {"prior_final_raw", "budget_raw", "final_raw", "value_raw"},
    },
    "codes that are read from words": {
        "indicators": {"level1", "level2", "name_unit", "target_op", "target_unit", "target_per", "target_notes", "baseline_y2_op", "baseline_y2_unit", "baseline_y2_per", "baseline_y2_notes", "baseline_y1_op", "baseline_y1_unit", "baseline_y1_per", "baseline_y1_notes", "actual_op", "actual_unit", "actual_per", "actual_notes", "target_basis", "extraction_notes"},
        "narratives": {"standard_section"},
        "base_data": {"value_unit"},
        "statements": {"long_term_end_year"},
    },
    "an attainment that rests on more than two plain numbers": {"indicators": {"attainment"}},
    "what is taken from documents": {
        "jurisdictions": {"parent_id", "admin_code", "population_source", "population_url"},
        "departments": {"name_en", "budget_code"},
        "sources": {"url", "approval_date", "publication_date", "retrieved"},
        "scoring_profiles": {"name", "name_en", "scoring", "total_weight", "execution_weight", "over_fulfilment", "excellent_from", "good_from", "fair_from", "poor_from", "citations"},
    },
    "the line of the source, which some rows do not have": {
        table: {"source_line"} for table in ("funding", "goals", "indicators", "narratives", "base_data", "findings")
    },
    "what takes the template, or dates as they are written": {
        "scorecard": {"forms_held", "not_in_portal", "before_year_end", "undated", "cells_due", "cells_blank"},
    },
    "former ids, which nothing else tells": {
        table: {"formerly"} for table in ("jurisdictions", "departments", "statements")
    },
    "what no other table tells of an event": {"changes": {"reason", "release"}},
}  # fmt: skip
"""Why a cell may be blanked unnoticed, by table and column; in all other columns every blank is found."""
ROW_MAY_GO = {
    "funding": "the last row of a form may be one that is no total",
    "further_cells": "nothing counts the last one of a form",
    "findings": "on how the form was transcribed, which no count takes in",
    "changes": "nothing else tells of what came or went",
    "scoring_profiles": "no form uses it",
}
ROW_MAY_COME = {
    "funding": "a part of a total that says nothing new",
    "goals": "a goal without rows",
    "narratives": "nothing counts texts",
    "base_data": "nothing counts base data",
    "further_cells": "nothing counts further cells",
    "findings": "on how the form was transcribed, which no count takes in",
    "jurisdictions": "one without departments",
    "sources": "one without forms",
    "scoring_profiles": "one without forms",
    "changes": "nothing else tells of what came or went",
}
"""Why a row may go or come unnoticed where nothing says how many there are."""


def found(files: Mapping[str, bytes], table: str, rows: Rows) -> bool:
    """Tell whether anything is said of tables one of which has other rows."""
    try:
        return checked({**files, f"{table}.csv": written(rows)}).differ > 0
    except verify.UnreadableError:
        return True


@pytest.mark.parametrize("table", verify.KEYS)
def test_any_blanked_cell_counts(small, table):
    """One blanked cell of every column is found, but for what is listed with its reason, and of that some is not."""
    dice, rows = random.Random(table), read(small[f"{table}.csv"])  # noqa: S311 - any rows will do, the same each time
    listed_ones = {name for columns in WORDS.values() for name in columns.get(table, ())}
    assert listed_ones <= set(rows[0])
    filled = {column: [place for place, row in enumerate(rows) if row[column]] for column in rows[0]}
    chosen = {column: dice.choice(places) for column, places in filled.items() if places}
    unfound = {
        column
        for column, place in chosen.items()
        if not found(small, table, [{**row, column: ""} if at == place else row for at, row in enumerate(rows)])
    }
    assert unfound <= listed_ones
    assert unfound or not listed_ones & chosen.keys()


@pytest.mark.parametrize("table", verify.KEYS)
def test_any_row_that_goes_or_comes_counts(small, table):
    """A row removed, or one put in under a new id, is found by the rows around it or by the number of rows that is listed."""
    dice, rows = random.Random(table), read(small[f"{table}.csv"])  # noqa: S311 - any rows will do, the same each time
    resources = [{"path": name, "hash": "", "rowCount": len(read(content))} for name, content in small.items()]
    gone, come = [], []
    for place in dice.sample(range(len(rows)), min(3, len(rows))):
        gone.append([row for at, row in enumerate(rows) if at != place])
        new = {
            **rows[place],
            "order": str(1 + sum(row.get("statement_id") == rows[place].get("statement_id") for row in rows)),
        }
        new[verify.KEYS[table][0 if len(verify.KEYS[table]) == 1 else -1]] += (
            "" if "order" in verify.KEYS[table] else "0"
        )
        come.append([*rows, {name: new[name] for name in rows[0]}])
    for changed, unnoticed in ((gone, ROW_MAY_GO), (come, ROW_MAY_COME)):
        for other in filter(None, changed):
            assert found(small, table, other) or table in unnoticed
            report = checked(
                {
                    **small,
                    f"{table}.csv": written(other),
                    "datapackage.json": json.dumps({"resources": resources}).encode(),
                }
            )
            (item,) = (item for item in report.checks["rows"].differences if item.column == "rowCount")
            assert (item.file, item.published, item.recomputed) == (f"{table}.csv", str(len(rows)), str(len(other)))


# --- Files and their lists ----------------------------------------------------------------------------------------


def test_what_the_lists_say_of_the_files_is_compared(part):
    """A file that is changed, gone or not listed is named; so is a list that gives another size."""
    whole = listed({**part, "README.md": b"read me\n"})
    assert checked(whole).checks["files"].differ == 0

    def named(**changes: bytes | None) -> set[tuple[str, str]]:
        files = {**whole, **{name.replace("__", "."): content for name, content in changes.items()}}
        report = checked({name: content for name, content in files.items() if content is not None})
        return {(item.file, item.recomputed) for item in report.checks["files"].differences}

    assert named(README__md=b"read me!\n") == {
        ("README.md", hashlib.sha256(b"read me!\n").hexdigest()),
        ("README.md", "9"),
    }
    assert named(README__md=None) == {("README.md", "missing")}
    assert named(MORE__md=b"") == {("MORE.md", "not listed")}
    assert ("datapackage.json", hashlib.sha256(b'{"resources": []}').hexdigest()) in named(
        datapackage__json=b'{"resources": []}'
    )


@pytest.mark.parametrize(
    "name", ["a.py", ".DS_Store", "Thumbs.db", "~$funding.xlsx", "__pycache__/a.pyc", "my-sums.csv"]
)
def test_what_a_user_puts_beside_the_unpacked_files_is_told_and_is_no_difference(part, name):
    """In a zip, which only its publisher makes, and under the name of a table, it is one."""
    whole = listed(part)
    files = {**whole, name: b"print(1)"}
    in_folder = checked(files, is_closed=False).checks["files"]
    assert (in_folder.differ, in_folder.why_not) == (0, {"stray": 1})
    assert checked(files).checks["files"].differ == 1
    rest = listed({file: content for file, content in part.items() if file != "findings.csv"})
    assert checked({**rest, "findings.csv": part["findings.csv"]}, is_closed=False).checks["files"].differ == 1


@pytest.mark.parametrize("name", ["../outside.csv", "/etc/hostname", "a/../../b", "c:x"])
def test_a_list_that_leads_out_of_the_folder_is_not_followed(part, name):
    """Whatever it says of such a file, the file is not opened."""
    files = {**part, "SHA256SUMS": f"{'0' * 64}  {name}\n".encode()}
    assert ("unsafe path", name) in {
        (item.recomputed, item.file) for item in checked(files).checks["files"].differences
    }


@pytest.mark.parametrize("line", [f"{'0' * 63}  README.md", f"{'g' * 64}  README.md", f"{'0' * 64} ", "README.md"])
def test_a_line_of_checksums_that_is_none_is_a_difference(part, line):
    """A digest that lost a sign says nothing any more of its file, and that is told with the line."""
    files = {**part, "README.md": b"changed", "SHA256SUMS": f"\n{line}\n".encode()}
    report = checked(files, is_closed=False)
    (item,) = (item for item in report.checks["files"].differences if item.file == "SHA256SUMS")
    assert (item.row, item.published, item.recomputed) == ("2", line, "malformed")
    assert "写法不对" in report.as_text([0])


@pytest.mark.parametrize("digest", ["", "md5:0", f"sha256:{'0' * 63}"])
def test_a_data_package_without_a_proper_digest_is_a_difference(part, digest):
    """Only what stands at another address is left alone."""
    for path, differs in (("funding.csv", 1), ("https://example.cn/funding.csv", 0), ("HTTP://example.cn/x", 0)):
        package = json.dumps({"resources": [{"path": path, "hash": digest}]}).encode()
        report = checked(
            {"datapackage.json": package, **{name: part[name] for name in ("statements.csv", "funding.csv")}}
        )
        told = {item.recomputed for item in report.checks["files"].differences if item.file == path}
        assert told == ({"malformed"} if differs else set())
        assert report.checks["files"].why_not.get("elsewhere", 0) == (not differs)


def test_the_build_lists_the_checksums_of_all_that_stands_beside_the_tables(real_site, tmp_path):
    """Of every scope; a byte more in any of these files is a difference, and pages may stand among them."""
    for place in ("downloads", "wuhan-jiangxia", "changzhi-huguan/government-office"):
        folder = real_site / place
        subprocess.run(["sha256sum", "--quiet", "--strict", "-c", "SHA256SUMS"], cwd=folder, check=True)
        named = {line.partition("  ")[2] for line in (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines()}
        there = {path.name for path in folder.iterdir() if path.is_file() and path.suffix not in {".html", ".xml"}}
        assert named == there - {"SHA256SUMS"}
        own = tmp_path / place
        shutil.copytree(folder, own)
        assert verify.verify([str(own), "--format", "json"]) == verify.AGREES
        changed = {
            name for name in named if name.removesuffix(".csv") not in verify.KEYS
        }  # a table would be none any more
        for name in changed:
            with (own / name).open("ab") as file:
                file.write(b"\n")
        differ = json.loads(verify.verified(verify.place_of(str(own)), "here").as_json())["differences"]
        assert changed == {item["file"] for item in differ if item["check"] == "files"}
    assert {"mingzhang.xlsx", "mingzhang.sqlite", "mingzhang.zip", "verify.py", "verify.json", "CITATION.cff"} <= {
        path.name for path in (real_site / "downloads").iterdir()
    }


def test_the_data_package_alone_tells_of_every_format(real_site, tmp_path):
    """Its alternates have digests of their own."""
    shutil.copytree(real_site / "downloads", tmp_path / "here")
    (tmp_path / "here" / "SHA256SUMS").unlink()
    with (tmp_path / "here" / "funding.parquet").open("ab") as file:
        file.write(b" ")
    found_there = verify.verified(verify.place_of(str(tmp_path / "here")), "here").checks["files"].differences
    assert {item.file for item in found_there} == {"funding.parquet"}


def test_tables_that_are_not_here_are_said(real_site, downloads):
    """Whoever takes tables away and out of every list does not get told that everything agrees."""
    gone = {"rollups", "scorecard", "departments", "changes"}
    with zipfile.ZipFile(real_site / "downloads" / "mingzhang.zip") as made:
        whole = {name: made.read(name) for name in made.namelist()}
    assert checked(whole).absent == []
    package = json.loads(whole["datapackage.json"])
    package["resources"] = [one for one in package["resources"] if one["name"] not in gone]
    rest = {name: content for name, content in whole.items() if name.removesuffix(".csv") not in gone}
    rest["datapackage.json"] = json.dumps(package).encode()
    rest["SHA256SUMS"] = b"".join(
        f"{hashlib.sha256(content).hexdigest()}  {name}\n".encode()
        for name, content in rest.items()
        if name != "SHA256SUMS"
    )
    report = checked(rest)
    assert {item.file for item in report.checks["files"].differences} == {f"{table}.csv" for table in gone}
    assert all(item.recomputed == "missing" for item in report.checks["files"].differences)
    del rest["dictionary.csv"]
    report = checked(rest, is_closed=False)
    assert "4 张表不在这里：departments、rollups、scorecard、changes" in report.as_text([0]).splitlines()[-1]
    assert "4 tables are not here: departments, rollups, scorecard, changes" in report.as_text([1])
    alone = checked({name: content for name, content in downloads.items() if name.removesuffix(".csv") not in gone})
    assert (alone.differ, set(alone.absent)) == (0, gone)
    assert alone.as_text([1]).splitlines()[-1].startswith("what is here agrees; 4 tables are not here")


def test_a_part_is_not_said_to_lack_what_is_the_portals(part):
    """What its data package lists is what it has; a form has its year in the scorecard and its roll-ups all the same."""
    assert checked(listed(part)).absent == []
    assert set(checked(part).absent) == {table for table in verify.KEYS if f"{table}.csv" not in part}
    less = {name: content for name, content in part.items() if name not in {"rollups.csv", "scorecard.csv"}}
    assert set(checked(listed(less)).absent) == {"rollups", "scorecard"}


def test_chinese_sentences_have_no_english_words(part):
    """What is said of files is said in both languages."""
    files = {**listed(part), "more.txt": b"", "SHA256SUMS": f"{'0' * 64}  ../x\n{'0' * 64}  gone.txt\nx\n".encode()}
    chinese, english = (checked(files).as_text([lang]) for lang in (0, 1))
    for word, (zh, en) in verify.WORDS.items():
        if word == "unproved":  # of the signature of a site
            continue
        assert f"重算 {zh}" in chinese
        assert f"recomputed {en}" in english
        assert f"重算 {en}" not in chinese


def test_what_is_not_checked_is_said(part):
    """At the end, in both languages, and for programs."""
    report = checked(part)
    told = json.loads(report.as_json())
    assert [(one["zh"], one["en"]) for one in told["not_checked"]] == [*verify.NOT_CHECKED]
    assert all(zh in report.as_text([0]) and en in report.as_text([1]) for zh, en in verify.NOT_CHECKED)


def test_a_line_without_an_end_takes_no_memory(part, tmp_path, monkeypatch):
    """It is read no further than a row may be long."""
    monkeypatch.setattr(verify, "LARGEST_ROW", 1 << 20)
    content = part["funding.csv"].split(b"\r\n")[0] + b"\r\n" + b"a" * (48 << 20)
    path = zipped(tmp_path / "long.zip", {**part, "funding.csv": content})
    del content
    tracemalloc.start()
    with pytest.raises(verify.UnreadableError, match="第 2 行"):
        verify.verified(verify.place_of(str(path)), "here")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 24 << 20


class Server(http.server.SimpleHTTPRequestHandler):
    """Serves a folder and says nothing of it."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def web(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """Return a folder and the address at which it is served."""
    root = tmp_path / "web"
    root.mkdir()
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(Server, directory=str(root)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield root, f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def test_zip_folder_and_address_say_the_same(web, part, capsys):
    """All ways to name the same files, one answer, apart from the name."""
    root, address = web
    files = listed(part)
    unzipped(root / "site" / "downloads", files)
    zipped(root / "all.zip", files)
    places = [
        root / "site",
        root / "site" / "downloads",
        root / "site" / "downloads" / "datapackage.json",
        root / "all.zip",
    ]
    places += [f"{address}{rest}" for rest in ("all.zip", "site/", "site/downloads", "site/downloads/datapackage.json")]
    places.append(f"HTTP{address[4:]}all.zip")
    told = []
    for place in places:
        assert verify.verify([str(place), "--format", "json"]) == verify.AGREES
        told.append({**json.loads(capsys.readouterr().out), "place": ""})
    assert all(one == told[0] for one in told)


def test_the_command_runs_the_same_file(part, tmp_path, capsys):
    """``mingzhang verify`` answers as the file does, with its exit codes, in one language or in both."""
    path = zipped(tmp_path / "all.zip", listed(part))
    for options in ([], ["--lang", "zh"], ["--lang", "en"], ["--format", "json"]):
        assert main(["verify", str(path), *options]) == verify.AGREES
        ours = capsys.readouterr().out
        assert verify.verify([str(path), *options]) == verify.AGREES
        assert capsys.readouterr().out == ours
        assert ("全部相符" in ours, "everything agrees" in ours) == {"zh": (True, False), "en": (False, True)}.get(
            options[-1] if options else "", (options == [], options == [])
        )
    assert main(["verify", str(zipped(tmp_path / "odd.zip", {**listed(part), "x": b""}))]) == verify.DIFFERS
    assert main(["verify", str(tmp_path / "nowhere")]) == verify.UNREADABLE


# --- What nobody can read -----------------------------------------------------------------------------------------


def refused(place: object, capsys: pytest.CaptureFixture[str]) -> str:
    """Return what is said of a place that cannot be read: two lines, Chinese first, and no traceback."""
    assert verify.verify([str(place)]) == verify.UNREADABLE
    told = capsys.readouterr()
    assert told.out == ""
    chinese, english = told.err.splitlines()
    assert any("\u4e00" <= sign <= "\u9fff" for sign in chinese)
    return english


@pytest.mark.parametrize("name", ["../statements.csv", "/statements.csv", "a/../../x", "..\\x.csv", "c:\\x.csv"])
def test_a_zip_whose_names_lead_elsewhere_is_refused(part, tmp_path, capsys, name):
    """It says which name, and that nobody should unpack it."""
    path = tmp_path / "slip.zip"
    with zipfile.ZipFile(zipped(path, part), "a") as made:
        info = zipfile.ZipInfo("placeholder")
        info.filename = name
        made.writestr(info, b"x")
    assert "leads out of its folder" in refused(path, capsys)


def test_zips_that_are_none_or_hold_too_much_are_refused(part, tmp_path, capsys, monkeypatch):
    """Broken off, two files of one name, more files or bytes than anybody needs."""
    whole = zipped(tmp_path / "all.zip", part)
    (tmp_path / "half.zip").write_bytes(whole.read_bytes()[:5000])
    assert "is no zip" in refused(tmp_path / "half.zip", capsys)
    harmed = bytearray(whole.read_bytes())
    with zipfile.ZipFile(whole) as made:
        inside = made.getinfo("indicators.csv").header_offset + 200
    harmed[inside : inside + 100] = bytes(100)
    (tmp_path / "harmed.zip").write_bytes(harmed)
    refused(tmp_path / "harmed.zip", capsys)
    with zipfile.ZipFile(tmp_path / "odd.zip", "w", zipfile.ZIP_BZIP2) as made:
        made.writestr("statements.csv", b"x")
    assert "unusual way" in refused(tmp_path / "odd.zip", capsys)
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(zipped(tmp_path / "two.zip", part), "a") as made:
        made.writestr("statements.csv", b"x")
    assert "have one name" in refused(tmp_path / "two.zip", capsys)
    zipped(tmp_path / "bomb.zip", {**part, "statements.csv": bytes(1 << 20)})
    monkeypatch.setattr(verify, "LARGEST_FILE", 1 << 19)
    assert "statements.csv is too large" in refused(tmp_path / "bomb.zip", capsys)
    monkeypatch.setattr(verify, "MOST_MEMBERS", 3)
    assert "too many" in refused(whole, capsys)


GOOD = "goal_id,statement_id,department_id,kind,number,order,weight_raw,weight"


@pytest.mark.parametrize(
    ("file", "content", "said"),
    [
        ("goals.csv", b"goal_id,statement_id\r\n", "lacks the columns department_id, kind, number, order, weight_raw, weight"),
        ("goals.csv", f"{GOOD},weight\r\n".encode(), "two columns of one name"),
        ("goals.csv", f"{GOOD}\r\na,b\r\n".encode(), "line 2 has 2 cells instead of 8"),
        ("goals.csv", f'{GOOD}\r\n"a"b,c,d,e,f\r\n'.encode(), "line 2 is no proper CSV"),
        ("goals.csv", f'{GOOD}\r\n"a,b,c,d,e'.encode(), "is no proper CSV"),
        ("goals.csv", f"{GOOD}\r\n{'a' * (17 << 20)},b,c,d,e\r\n".encode(), "line 2: a row of more than 16,777,216 characters"),
        ("goals.csv", f'{GOOD}\r\n"'.encode() + (b"a" * 1023 + b"\n") * (17 << 10), "a row of more than 16,777,216 characters"),
        ("datapackage.json", b" " * (17 << 20), "datapackage.json is too large"),
        ("goals.csv", f"{GOOD}\r\n".encode() + b"\xff\xfe,b,c,d,e\r\n", "is not UTF-8"),
        ("goals.csv", b"", "lacks the columns"),
        ("datapackage.json", b"[" * 100_000, "no proper JSON"),
        ("datapackage.json", b"\xff\xfe\xff", "no proper JSON"),
        ("datapackage.json", b"[]", "no resources"),
        ("statements.csv", None, "there is no statements.csv"),
    ],
)  # fmt: skip
def test_tables_that_cannot_be_read_are_named(part, tmp_path, capsys, file, content, said):
    """The file, its line and what is wrong with it."""
    files = {name: told for name, told in {**part, file: content}.items() if told is not None}
    assert said in refused(zipped(tmp_path / "odd.zip", files), capsys)


@pytest.mark.parametrize("formula", ["(" * 500, "1 ÷ 0", "1 + ", "min(1, 2", "1 2", "__import__('os')", "1e9 ** 9"])
def test_no_formula_is_more_than_arithmetic(formula):
    """What is no formula is refused: nothing is run, and nothing goes on for ever."""
    with pytest.raises(verify.FormulaError):
        verify.Formula(formula).value()


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("10 × min(150 ÷ 200, 100%)", "7.5"),
        ("10 × min(9 ÷ 6, 100%) × (100% − 5%)", "9.5"),
        ("12 − 3 − 2", "7"),
        ("8 ÷ 2 ÷ 2", "2"),
        ("1 + 2 × 3", "7"),
        ("1,200 + max(-1, 98.5‰)", "1200.0985"),
        ("76% ÷ 95%", "0.8"),
        ("每月2次 ÷ 每月4次", "0.5"),
        ("1.5万元 ÷ 5000元", "3"),
        ("30m2 ÷ 60m2", "0.5"),
        ("10台（套） ÷ 20台（套）", "0.5"),
    ],
)  # fmt: skip
def test_formulas_are_read_as_they_are_written(formula, value):
    """Worked examples, by hand."""
    assert verify.Formula(formula).value() == Decimal(value)


@pytest.mark.parametrize(
    ("formula", "why"), [("一月一次 ÷ 一月一次", "words"), ("3小时 ÷ 90分钟", "units"), ("3年内2次 ÷ 4", "words")]
)
def test_a_formula_that_takes_more_than_arithmetic_is_left_alone(formula, why):
    """It is counted as what cannot be recomputed, with the reason."""
    with pytest.raises(verify.FormulaError, match=why):
        verify.Formula(formula).value()


@pytest.mark.parametrize("case", ["nothing there", "error", "slow", "large", "elsewhere"])
def test_an_address_that_does_not_answer_well_is_named(tmp_path, capsys, monkeypatch, case):
    """Nothing is waited for without end, and no more is taken than has room; a redirect leads to no file of this machine."""

    class Odd(Server):
        def do_GET(self) -> None:
            if case == "slow":
                time.sleep(1)
            status = {"nothing there": 404, "error": 500, "elsewhere": 302}.get(case, 200)
            self.send_response(status)
            if case == "elsewhere":
                self.send_header("Location", f"file://{tmp_path}/all.zip")
            self.end_headers()
            if status == 200:
                self.wfile.write(bytes(5000))

        def handle(self) -> None:
            with suppress(ConnectionError):  # nobody waits for the answer any more
                super().handle()

    monkeypatch.setattr(verify, "WAIT", 0.2)
    monkeypatch.setattr(verify, "LARGEST_FILE", 1000)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Odd)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        for rest in ("all.zip", "downloads/"):
            assert refused(f"http://127.0.0.1:{server.server_port}/{rest}", capsys)
    finally:
        server.shutdown()
        server.server_close()


# --- In a build ---------------------------------------------------------------------------------------------------


def test_a_build_whose_downloads_do_not_add_up_publishes_nothing(write_tree, tmp_path, capsys, monkeypatch):
    """A fault of the program that no page shows is found before anything is published."""
    monkeypatch.setattr(score, "_score_sum", lambda _: score.Recomputed(Decimal(49)))
    out = tmp_path / "site"
    assert main(["build", "--data", str(write_tree()), "--out", str(out), "--jobs", "1"]) != 0
    told = "".join(capsys.readouterr())
    assert "statements.csv wuhan-jiangxia/gov-office/2023/road-repair score_sum" in told
    assert not out.exists()


def test_a_build_verifies_again_only_where_a_table_changed(write_tree, tmp_path, capsys, monkeypatch):
    """An unchanged portal keeps what was found; a changed figure is looked at."""
    runs = []
    really = verify.verified
    monkeypatch.setattr(verify, "verified", lambda *place: runs.append(place) or really(*place))
    data, out = write_tree(), tmp_path / "site"

    def built() -> bytes:
        assert main(["build", "--data", str(data), "--out", str(out), "--jobs", "1"]) == 0, capsys.readouterr()
        return (out / "downloads" / "verify.json").read_bytes()

    first = built()
    assert (built(), len(runs)) == (first, 1)
    form = data / "wuhan-jiangxia/gov-office/2023/projects/road-repair.yml"
    form.write_text(
        form.read_text(encoding="utf-8")
        .replace('executed: "95"', 'executed: "90"')
        .replace('rate: "95%"', 'rate: "90%"'),
        encoding="utf-8",
    )
    built()
    assert len(runs) == 2
