"""The API below ``api/v1/`` says of itself what is there, and holds the cells of the tables exactly."""

from __future__ import annotations

import copy
import csv
import io
import json
import re
from decimal import Decimal

import pytest
from assembled import assembled
from conftest import sample_audit
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator
from referencing import Registry
from referencing.jsonschema import DRAFT202012
from test_former_addresses import DEPARTMENT, FILE, OLD, PLACE, PROJECT, TARGETS, WITHDRAWN, formerly
from test_hostile import PUBLISHER, TITLE, hostile
from test_units_kept import ROADS, Portal, contents
from test_withheld import MASKED

from build_scripts.cells.amounts import plain
from build_scripts.cli import main
from build_scripts.opendata.api import NOTICE, OF_A_FORM
from build_scripts.opendata.api_schema import schema_of
from build_scripts.publish import edition
from build_scripts.tables.catalogue import TABLES, tables
from build_scripts.tables.csv_format import unguarded
from build_scripts.words.vocabulary import DepartmentKind

FORM = f"{DEPARTMENT}/2023/road-repair"


def read(path):
    """Return what a file holds, with every number as it is written; no byte-order mark, no NaN."""
    text = path.read_bytes().decode()
    assert not text.startswith("\ufeff")

    def refuse(word):
        raise AssertionError(word)

    return json.loads(text, parse_float=Decimal, parse_constant=refuse)


def api_files(site):
    """Return every file of the API by its path below ``api/v1``."""
    root = site / "api" / "v1"
    return {f"/{path.relative_to(root).as_posix()}": path for path in sorted(root.rglob("*")) if path.is_file()}


def closed(schema):
    """Return a schema that allows nothing which it does not name, so that a field without its sentence is found."""
    if isinstance(schema, list):
        return [closed(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    shut = {key: closed(part) for key, part in schema.items()}
    return shut | ({"additionalProperties": False} if "properties" in schema and "type" in schema else {})


def strict(schema):
    """Return what checks that answers are as a schema says, dates and addresses too."""
    return Draft202012Validator(closed(schema), format_checker=Draft202012Validator.FORMAT_CHECKER)


def kind_of(path, told):
    """Return the kind of answer that stands at a path."""
    return NOTICE if set(told) >= {"id", "status"} else path.strip("/").removesuffix(".json").partition("/")[0]


def answers(site):
    """Return every answer of an API by its path, without the notices of what stood elsewhere."""
    found = {path: read(file) for path, file in api_files(site).items()}
    return {path: told for path, told in found.items() if kind_of(path, told) != NOTICE}


def whole_site_is_as_described(site):
    """Check every file of an API against its published schema, and the OpenAPI document against the files."""
    files = api_files(site)
    document = read(files["/openapi.json"])
    OpenAPIV31SpecValidator(document).validate()
    patterns = {path: re.compile(re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(path))) for path in document["paths"]}
    registry = Registry().with_resource("openapi", DRAFT202012.create_resource(document))
    published = {path: read(file) for path, file in files.items() if path.startswith("/schemas/")}
    for schema in published.values():
        Draft202012Validator.check_schema(schema)
    by_kind = {path.split("/")[2].removesuffix(".json"): strict(schema) for path, schema in published.items()}
    by_path = {}
    for path, item in document["paths"].items():
        answer = item["get"]["responses"]["200"]["content"]["application/json"]["schema"]
        pointing = json.loads(json.dumps(answer).replace('"#/', '"openapi#/'))
        by_path[path] = Draft202012Validator(pointing, registry=registry)
    for path, file in files.items():
        told = read(file)
        (described,) = [name for name, pattern in patterns.items() if pattern.fullmatch(path)]
        by_path[described].validate(told)
        if path != "/openapi.json" and path not in published:
            by_kind[kind_of(path, told)].validate(told)
    for path, item in document["paths"].items():
        examples = {one["name"]: one["example"] for one in item["get"]["parameters"] if "example" in one}
        if examples or "{" not in path:
            assert path.format(**examples) in files, path
            for one in item["get"]["parameters"]:
                assert re.fullmatch(one["schema"]["pattern"], one["example"])
        else:
            assert not any(patterns[path].fullmatch(one) for one in files), path
    return files


def addresses(told):
    """Yield every address of this portal that an answer names."""
    if isinstance(told, dict):
        for key, value in told.items():
            if key in {"api_url", "page_url", "moved_to", "now_at"} or (
                key.endswith("_url") and "://" not in str(value)
            ):
                yield value
            yield from addresses(value)
        if set(told) == {"format", "url", "size", "sha256"}:
            yield told["url"]
    elif isinstance(told, list):
        for value in told:
            yield from addresses(value)


def every_address_leads_somewhere(site, files):
    """Check that pages, files and answers named in answers exist, and are found from each answer by what it says itself."""
    for path, file in files.items():
        if not path.startswith(("/schemas/", "/openapi", "/dictionary")):
            told = read(file)
            root = file.parent / told["root"]
            assert root.resolve() == site.resolve(), path
            for url in addresses(told):
                assert (root / url / ("index.html" if url.endswith("/") else "")).is_file(), (path, url)


def told_cell(column, cell):
    """Return a cell as JSON is to hold it."""
    if column.kind == "codes":
        return cell.split("；")
    return cell if column.is_number else str(cell)


def rows_of(table):
    """Return the rows of a table as objects, from its records."""
    return [
        {
            column.name: told_cell(column, cell)
            for column, cell in zip(table.columns, row, strict=True)
            if cell is not None
        }
        for row in table.rows
    ]


def same(told, expected, table):
    """Compare objects with rows, every text and every number."""
    own = set(table.header)
    told = [{key: value for key, value in row.items() if key in own} for row in told]
    assert len(told) == len(expected)
    for one, other in zip(told, expected, strict=True):
        assert list(one) == list(other)
        assert one == other
        for key, value in one.items():
            assert isinstance(value, int | Decimal) == isinstance(other[key], int | Decimal), key


@pytest.fixture(scope="module")
def filled():
    """Return the tables of the sample."""
    return tables(sample_audit().public())


def without_day(rows):
    """Return rows of forms without the day of their last change, which the records of a test do not know."""
    return [{key: value for key, value in row.items() if key != "last_changed"} for row in rows]


def test_every_file_is_as_its_schema_and_the_openapi_document_say(real_site):
    """Each answer validates, each is at exactly one described path, and every described path has its example."""
    files = whole_site_is_as_described(real_site)
    assert len(files) > 100
    every_address_leads_somewhere(real_site, files)


def test_the_answers_hold_the_cells_of_the_records(real_site, filled):
    """Every table, put together from the answers, is the table of the records: each text exact, each number by its digits."""
    files = answers(real_site)
    forms = [told for path, told in files.items() if path.startswith("/forms/")]
    departments = [told for path, told in files.items() if path.startswith("/departments/")]
    index = files["/index.json"]
    by_name = {table.name: table for table in filled.values()}

    def sorted_rows(rows, table):
        return sorted(rows, key=lambda row: [str(row.get(name, "")) for name in table.declared.key])

    def compared(name, rows):
        table = by_name[name]
        expected = without_day(rows_of(table))
        same(sorted_rows(without_day(rows), table), sorted_rows(expected, table), table)

    compared("statements", [told["statement"] for told in forms])
    for name in OF_A_FORM:
        compared(name, [row for told in forms for row in told[name]])
    for name in ("statements", "scorecard", "restatements"):
        compared(name, [row for told in departments for row in told[name]])
    for name in ("indicators", "findings"):
        below = [told for path, told in files.items() if path.startswith(f"/{name}/")]
        assert all(told[name] for told in below)
        compared(name, [row for told in below for row in told[name]])
    jurisdictions = [told for path, told in files.items() if path.startswith("/jurisdictions/")]
    compared("rollups", [row for told in (*departments, *jurisdictions) for row in told["rollups"]])
    compared("departments", index["departments"])
    compared("departments", [told["department"] for told in departments])
    compared("jurisdictions", index["jurisdictions"])
    assert sum(len(row) for row in rows_of(by_name["indicators"])) > 50_000


def test_the_answers_hold_the_cells_of_the_csv_files_in_their_order(real_site):
    """A department's indicators and findings are its CSV file row by row; a number is the same."""
    files = answers(real_site)
    seen = 0
    for name in ("indicators", "findings"):
        table = next(one for one in TABLES if one.name == name)
        for path in (path for path in files if path.startswith(f"/{name}/")):
            place = path.removeprefix(f"/{name}/").removesuffix(".json")
            text = (real_site / place / f"{name}.csv").read_bytes().decode("utf-8-sig")
            lines = list(csv.DictReader(io.StringIO(text, newline="")))
            rows = files[path][name]
            assert len(rows) == len(lines)
            for row, line in zip(rows, lines, strict=True):
                for column in table.columns:
                    cell = row.get(column.name, "")
                    shown = "；".join(cell) if column.kind == "codes" and cell else cell
                    written = line[column.name] if column.is_number else unguarded(line[column.name])
                    if column.kind == "decimal" and written:
                        written = plain(Decimal(written))
                    assert (plain(shown) if isinstance(shown, Decimal) else str(shown)) == written
                    seen += 1
    assert seen > 100_000


def test_numbers_are_written_with_their_plain_digits(real_site):
    """No exponent, no zero at the end of decimals, no float's tail: what a reader of texts sees is what the CSV has."""
    for path, file in api_files(real_site).items():
        if not path.startswith(("/schemas/", "/openapi", "/dictionary")):
            text = re.sub(r'"(?:[^"\\]|\\.)*"', '""', file.read_text(encoding="utf-8"))
            for number in re.findall(r"-?[0-9][0-9.eE+-]*", text):
                assert re.fullmatch(r"-?(0|[1-9][0-9]*)(\.[0-9]*[1-9])?", number), (path, number)
                assert number != "-0"
            assert "null" not in text
            assert not re.search(r"\s", text)


def test_the_dictionary_names_every_column_with_its_codes(real_site):
    """Table for table and column for column what is declared; each code with both names."""
    told = read(real_site / "api/v1/dictionary.json")["tables"]
    assert [one["name"] for one in told] == [table.name for table in TABLES]
    for one, table in zip(told, TABLES, strict=True):
        assert one["key"] == list(table.key)
        assert [column["name"] for column in one["columns"]] == list(table.header)
        for column, declared in zip(one["columns"], table.columns, strict=True):
            assert (column["type"], column.get("unit", "")) == (declared.kind, declared.unit)
            assert (column["description"], column["description_en"]) == (declared.sentence.zh, declared.sentence.en)
            codes = {code["code"]: (code["name"], code["name_en"]) for code in column.get("codes", ())}
            assert codes == {str(term): (term.zh, term.en) for term in declared.codes or ()}
    kinds = next(table for table in told if table["name"] == "departments")["columns"]
    assert len(next(one for one in kinds if one["name"] == "kind")["codes"]) == len(DepartmentKind)


def wrongs(form):
    """Yield answers about a form that are wrong in one thing each, with the word for it."""

    def changed(change):
        other = copy.deepcopy(form)
        change(other)
        return other

    row = form["indicators"][0]
    assert {"target_notes"} & set().union(*form["indicators"])
    yield "a number as text", changed(lambda told: told["indicators"][0].update(order=str(row["order"])))
    yield "a text as number", changed(lambda told: told["indicators"][0].update(target_raw=5))
    yield "an empty cell told", changed(lambda told: told["indicators"][0].update(score=None))
    yield "a code that is none", changed(lambda told: told["indicators"][0].update(row_kind="full"))
    yield "codes in one text", changed(lambda told: told["indicators"][0].update(target_notes="rounded"))
    yield "a row without its id", changed(lambda told: told["indicators"][0].pop("indicator_id"))
    yield "a list that is missing", changed(lambda told: told.pop("findings"))
    yield "a column that is not declared", changed(lambda told: told["goals"][0].update(colour="red"))
    yield "an address with a space", changed(lambda told: told["statement"].update(api_url="a b"))


def test_the_schema_refuses_what_is_wrong(real_site):
    """A schema that lets everything pass would prove nothing."""
    forms = (told for path, told in answers(real_site).items() if path.startswith("/forms/"))
    form = next(told for told in forms if any("target_notes" in row for row in told["indicators"]))
    schema = strict(schema_of("forms"))
    schema.validate(form)
    for what, wrong in wrongs(form):
        assert not schema.is_valid(wrong), what


def site_of(data, folder):
    """Write what a build makes of data, pages of MkDocs left out, and return the site's folder."""
    made = assembled(data)
    pages = {f"{edition(one.lang)}{one.page.url}index.html": one.body.encode() for one in made.rendered}
    for place, content in {**made.files, **pages}.items():
        file = folder / place
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    return folder


HOSTILE = (
    "=6人",
    "'=6人",
    '"],{"x":1}',
    "\\",
    "</script><script>alert(1)</script>",
    "甲\t乙\n丙",
    "\u2028",
    "0.10",
    "null",
    "𠮷",
)
"""Texts that another format takes for something else, or that end a text of JSON where they are not escaped."""


@pytest.mark.parametrize("text", HOSTILE)
def test_any_printed_text_stands_as_it_is_printed(write_tree, tree, tmp_path, text):
    """In a name, a value and a goal: the text comes back character by character, no apostrophe before it."""
    changed = tree[PROJECT]
    for old in ("道路平整", "维修里程", ">=5公里"):
        changed = changed.replace(f'"{old}"', json.dumps(text, ensure_ascii=not text.isprintable()))
    site = site_of(write_tree({PROJECT: changed}), tmp_path / "site")
    form = read(site / f"api/v1/forms/{FORM}.json")
    row = form["indicators"][0]
    assert (row["name_raw"], row["target_raw"], form["goals"][0]["target_text"]) == (text, text, text)
    strict(schema_of("forms")).validate(form)


def test_markup_in_names_breaks_no_answer(tmp_path):
    """Title, publisher, department and project of hostile words: every answer validates and says them as they are."""
    for place, text in hostile().items():
        file = tmp_path / "data" / place
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    site = site_of(tmp_path / "data", tmp_path / "site")
    files = whole_site_is_as_described(site)
    index = read(files["/index.json"])
    assert (index["title"], index["publisher"]) == (TITLE, PUBLISHER)
    every_address_leads_somewhere(site, files)


def test_a_blank_cell_is_empty_text_and_a_missing_one_is_left_out(write_tree, tree, tmp_path):
    """The CSV has both empty; the API tells them apart: the last row prints a blank target, and no earlier figure at all."""
    rows = read(site_of(write_tree(tree), tmp_path / "site") / f"api/v1/forms/{TARGETS}.json")["indicators"]
    blank = next(row for row in rows if row["name_raw"] == "简报期数")
    assert blank["target_raw"] == ""
    assert "baseline_y1_raw" not in blank
    assert next(row for row in rows if row["name_raw"] == "会议次数")["baseline_y1_raw"] == "--"


def test_what_has_moved_or_is_withdrawn_says_so_at_its_old_address(write_tree, tree, tmp_path):
    """Of jurisdiction, department and forms; each notice names the page that says the same, and where the answer is now."""
    gone, roads = f"{DEPARTMENT}/2022/report", f"{DEPARTMENT}/2023/roads"
    data = write_tree(
        {
            FILE: tree[FILE] + formerly(OLD) + WITHDRAWN.format(gone),
            PROJECT: tree[PROJECT] + formerly(roads),
            PLACE: tree[PLACE] + formerly("jiangxia"),
        }
    )
    site = site_of(data, tmp_path / "site")
    files = whole_site_is_as_described(site)
    every_address_leads_somewhere(site, files)
    told = {path: read(file) for path, file in files.items()}
    notices = {path: one for path, one in told.items() if kind_of(path, one) == NOTICE}
    moved = {path: one["moved_to"] for path, one in notices.items() if one["status"] == "moved"}
    assert moved[f"/forms/{roads}.json"] == moved[f"/forms/{OLD}/2023/roads.json"] == f"api/v1/forms/{FORM}.json"
    assert moved["/jurisdictions/jiangxia.json"] == "api/v1/jurisdictions/wuhan-jiangxia.json"
    for kind in ("departments", "indicators", "findings"):
        assert moved[f"/{kind}/{OLD}.json"] == f"api/v1/{kind}/{DEPARTMENT}.json"
        assert moved[f"/{kind}/jiangxia/gov-office.json"] == f"api/v1/{kind}/{DEPARTMENT}.json"
    assert notices[f"/forms/{gone}.json"] == {
        "root": "../../../../../../",
        "schema_url": "api/v1/schemas/notice.json",
        "id": gone,
        "status": "withdrawn",
        "page_url": f"{gone}/",
        "date": "2026-10-12",
        "reason": "登记有误<b>，已撤下。",
    }
    assert notices[f"/forms/{OLD}/2022/report.json"]["moved_to"] == f"api/v1/forms/{gone}.json"


def test_of_a_form_that_is_held_back_there_is_nothing(write_tree, tree, tmp_path):
    """Neither an answer nor a word in another one; where a release had shown it, its address says that it awaits review."""
    secret = tree[PROJECT].replace('"已完成"', '"已完成，电话13812345678"')
    data = write_tree({PROJECT: secret})
    site = site_of(data, tmp_path / "site")
    files = whole_site_is_as_described(site)
    assert f"/forms/{FORM}.json" not in files
    texts = {path: file.read_text(encoding="utf-8") for path, file in files.items()}
    assert not [path for path, text in texts.items() if "13812345678" in text or "维修里程" in text]

    assert main(["release", FORM, "--data", str(data), "--by", "区政务公开办", "--text", "号码为样例。"]) == 0
    assert main(["record", "--data", str(data)]) == 0
    (data / PROJECT).write_text(secret, encoding="utf-8")
    again = site_of(data, tmp_path / "again")
    files = whole_site_is_as_described(again)
    assert read(files[f"/forms/{FORM}.json"]) == {
        "root": "../../../../../../",
        "schema_url": "api/v1/schemas/notice.json",
        "id": FORM,
        "status": "held",
        "page_url": f"{FORM}/",
    }
    every_address_leads_somewhere(again, files)


def test_a_cell_that_is_not_disclosed_is_in_no_answer(write_tree, tree, tmp_path):
    """What a form masks stands in the answers as the mask, with its ground."""
    text = tree[PROJECT].replace('actual: "5公里"', 'actual: "***"').replace('executed: "95"', 'executed: "***"')
    data = write_tree({PROJECT: f"{text}{MASKED}"})
    form = read(site_of(data, tmp_path / "site") / f"api/v1/forms/{FORM}.json")
    assert (form["indicators"][0]["actual_raw"], form["indicators"][0]["withheld"]) == ("***", "actual: commercial")
    assert form["funding"][0]["withheld"] == "executed: state_secret"
    assert not {"executed_yuan", "rate_recomputed"} & set(form["funding"][0])


def test_a_place_without_forms_has_no_empty_answers(write_tree, tree, tmp_path):
    """A new department is there with empty lists and leads to no indicators or findings; a portal may have nothing yet."""
    archives = f"{DEPARTMENT.partition('/')[0]}/archives"
    data = write_tree({f"{archives}/department.yml": 'name: "档案馆"\nkind: "other"\n'})
    site = site_of(data, tmp_path / "site")
    files = whole_site_is_as_described(site)
    told = read(files[f"/departments/{archives}.json"])
    assert (told["statements"], told["tables"]) == ([], [])
    assert not {"indicators_url", "findings_url"} & set(told)
    assert {f"/indicators/{archives}.json", f"/findings/{archives}.json"}.isdisjoint(files)
    for path in [path for path in tree if "gov-office" in path]:
        (data / path).unlink()
    (data / archives / "department.yml").unlink()
    empty = whole_site_is_as_described(site_of(data, tmp_path / "empty"))
    assert read(empty["/index.json"])["departments"] == []


def test_two_builds_give_the_same_bytes_and_so_does_one_after_a_change(tmp_path):
    """Nothing depends on what was kept, on who was first, or on the order of a set."""
    portal = Portal(tmp_path / "portal")
    portal.build()
    first = {path: content for path, content in contents(portal.site).items() if path.startswith("api/")}
    assert len(first) > 20
    portal.replace(f"{ROADS}/2023/projects/road-repair.yml", 'executed: "95"', 'executed: "90"')
    portal.replace("portal.yml", "部门预算绩效公开", "部门预算与绩效公开")
    portal.build(jobs=2)
    changed = contents(portal.site)
    assert {path for path, content in first.items() if changed[path] != content} >= {
        f"api/v1/forms/{ROADS}/2023/road-repair.json",
        f"api/v1/departments/{ROADS}.json",
        "api/v1/index.json",
    }
    assert changed[f"api/v1/forms/{FORM}.json"] == first[f"api/v1/forms/{FORM}.json"]
    assert changed == portal.fresh(all_of_it=True)
