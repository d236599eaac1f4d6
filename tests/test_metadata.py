"""What describes the data is right by the standards' own measure, and true of the files beside it."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import sys
from decimal import Decimal
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import frictionless
import polars as pl
import pytest
import yaml
from assembled import assembled
from conftest import PROJECT, SAMPLE, TREE
from jsonschema import Draft202012Validator, FormatChecker
from pyshacl import validate as conforms
from rdflib import DCAT, DCTERMS, FOAF, RDF, SKOS, Graph, Literal, Namespace, URIRef

from build_scripts.cells.amounts import plain
from build_scripts.opendata.catalogues import dcat_catalogue, pod_catalogue
from build_scripts.opendata.citation import citation_cff
from build_scripts.opendata.package import PHASES, datapackage
from build_scripts.opendata.scopes import Scope
from build_scripts.reading.model import PortalSettings
from build_scripts.tables.catalogue import TABLES, foreign_keys
from build_scripts.tables.csv_format import unguarded
from build_scripts.tables.published import FIRST
from build_scripts.words.language import Both

# rdflib's reader of JSON-LD warns of a class that rdflib itself has given up.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
METADATA = Path(__file__).parent / "fixtures" / "metadata"
SPDX = Namespace("http://spdx.org/rdf/terms#")
VERSION = URIRef("http://www.w3.org/ns/dcat#version")
"""Of DCAT 3; rdflib has the terms of DCAT 2."""
ADDRESS = "https://data.example.cn/mingzhang/"
DEPARTMENTS = sorted(path.parent.relative_to(SAMPLE).as_posix() for path in SAMPLE.glob("*/*/department.yml"))
PLACES = ("downloads", *sorted({place.partition("/")[0] for place in DEPARTMENTS}), *DEPARTMENTS)
SMALL = "wuhan-jiangxia/government-office"


@pytest.fixture(scope="module", autouse=True)
def plugins():
    """Have frictionless look for its plugins among the libraries, not in the folders of the project, of which data/ is one."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "path", [place for place in sys.path if Path(place).resolve() != PROJECT])
        assert frictionless.system.methods


def complaints(name: str, told: object) -> list[str]:
    """Return what a JSON Schema of the tests says against something."""
    schema = json.loads((METADATA / f"{name}.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    found = Draft202012Validator(schema, format_checker=FormatChecker()).iter_errors(told)
    return [f"{error.json_path}: {error.message[:200]}" for error in found]


def descriptor(folder: Path) -> dict:
    """Return the descriptor of the package in a folder."""
    return json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))


def errors(folder: Path) -> list[tuple[str, str]]:
    """Return the type of every error that frictionless finds in a package, with its resource."""
    report = frictionless.validate(str(folder / "datapackage.json"))
    return [(error.type, task.name) for task in report.tasks for error in task.errors] + [
        (error.type, "") for error in report.errors
    ]


def cells(path: Path) -> list[dict[str, str]]:
    """Return the rows of a CSV file."""
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline=""), strict=True))


# --- Data Package ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("place", PLACES)
def test_every_package_is_valid(real_site, place):
    """Types, constraints, keys, references, bytes and hashes of the portal, each jurisdiction and each department."""
    assert errors(real_site / place) == []


@pytest.mark.parametrize("place", PLACES)
def test_every_descriptor_meets_the_profile_and_names_every_file(real_site, place):
    """The profile of version 2, and what it only recommends; its resources are the folder's tables, byte for byte."""
    folder = real_site / place
    told = descriptor(folder)
    assert complaints("datapackage-2.0", told) == []
    assert place != "downloads" or {"version", "created"} <= told.keys()
    described = {resource["path"]: resource for resource in told["resources"]}
    beside = {"dictionary.csv"} if place == "downloads" else set()
    assert len(described) == len(told["resources"])
    assert set(described) == {path.name for path in folder.glob("*.csv")} - beside
    for name, resource in described.items():
        content = (folder / name).read_bytes()
        assert (resource["bytes"], resource["hash"]) == (len(content), f"sha256:{sha256(content).hexdigest()}")
        assert [field["name"] for field in resource["schema"]["fields"]] == [*cells_header(content)]


def cells_header(content: bytes) -> list[str]:
    """Return the first row of a CSV file."""
    return next(csv.reader([content.decode("utf-8-sig").partition("\r\n")[0]]))


def test_every_place_with_tables_has_its_package(real_site):
    """None is forgotten, and none stands where there is nothing to describe."""
    found = {path.parent.relative_to(real_site).as_posix() for path in real_site.rglob("datapackage.json")}
    assert found == {*PLACES, "data/latest"}  # and that of releases and of the data of today


def test_references_lead_to_tables_of_the_same_package(real_site):
    """A department's package has no table of departments, so that nothing there refers to one."""
    for place in ("downloads", SMALL):
        resources = {resource["name"]: resource for resource in descriptor(real_site / place)["resources"]}
        for name, resource in resources.items():
            for key in resource["schema"].get("foreignKeys", ()):
                other = resources[key["reference"].get("resource", name)]
                assert key["reference"]["fields"] == other["schema"]["primaryKey"]
    names = {(name, *key["fields"]) for name, one in resources.items() for key in one["schema"].get("foreignKeys", ())}
    assert ("indicators", "goal_id") in names
    assert not any(column == "department_id" for _, column in names)


def test_a_column_with_the_name_of_a_key_refers_to_its_table():
    """What can be joined is told, and the two columns that are named otherwise."""
    told = {(table.name, column): other for table in TABLES for column, other in foreign_keys(table).items()}
    assert told["findings", "statement_id"] == "statements"
    assert told["indicators", "goal_id"] == "goals"
    assert told["rollups", "department_id"] == "departments"
    assert told["jurisdictions", "parent_id"] == "jurisdictions"
    assert ("goals", "goal_id") not in told
    for table in TABLES:
        assert {*table.always, *table.key} <= set(table.header)
        assert not set(table.always) & set(table.key if len(table.key) == 1 else ())


def replaced(folder: Path, name: str, old: str, new: str) -> None:
    """Change a cell of a CSV file once, and say so in the descriptor, as whoever publishes it would."""
    path = folder / name
    text = path.read_bytes().decode()
    assert old in text, old
    path.write_bytes(text.replace(old, new, 1).encode())
    told = descriptor(folder)
    for resource in told["resources"]:
        content = (folder / resource["path"]).read_bytes()
        resource |= {"bytes": len(content), "hash": f"sha256:{sha256(content).hexdigest()}"}
    (folder / "datapackage.json").write_text(json.dumps(told), encoding="utf-8")


@pytest.fixture
def copied(real_site, tmp_path):
    """Return a package of one department that a test may spoil."""
    for path in (real_site / SMALL).glob("*.*"):
        shutil.copy(path, tmp_path)
    return tmp_path


FORM = f"{SMALL}/2019/government-special-work"


@pytest.mark.parametrize(
    ("table", "old", "new", "error"),
    [
        ("goals", f",{FORM},", f",{FORM}-2,", "foreign-key"),
        ("indicators", f",{FORM}#g-", f",{FORM}#g-zzz", "foreign-key"),
        ("funding", ",total,", ",totals,", "constraint-error"),
        ("funding", f"{FORM}#f-", f"{FORM}?f-", "constraint-error"),
        ("funding", ",2019,", ",MMXIX,", "type-error"),
        ("statements", ",project_self_eval,", ",,", "constraint-error"),
        ("goals", "goal_id,", "goal,", "incorrect-label"),
    ],
)
def test_a_wrong_cell_is_noticed(copied, table, old, new, error):
    """A reference to no row, a code that is none, an id of another make, a word for a number, a gap: the reader is told."""
    replaced(copied, f"{table}.csv", old, new)
    assert (error, table) in errors(copied)


def test_two_rows_of_one_key_are_noticed(copied):
    """A key names one row."""
    first, second = (row["funding_id"] for row in cells(copied / "funding.csv")[:2])
    replaced(copied, "funding.csv", second, first)
    assert {kind for kind, table in errors(copied) if table == "funding"} & {"primary-key", "unique-error"}


def test_a_file_that_was_changed_or_lost_is_noticed(copied):
    """Bytes and hash are those of the files as published."""
    path = copied / "goals.csv"
    path.write_bytes(path.read_bytes().replace(b"\r\n", b" \r\n", 1))
    assert {kind for kind, table in errors(copied) if table == "goals"} & {"hash-count", "byte-count"}
    path.unlink()
    assert ("scheme-error", "goals") in errors(copied)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda told: told.pop("licenses"),
        lambda told: told.update(name="Wrong name"),
        lambda told: told.update(created="yesterday"),
        lambda told: told["resources"].clear(),
        lambda told: told["resources"][0].update(path="../statements.csv"),
        lambda told: told["resources"][0].update(hash="sha256:0"),
        lambda told: told["resources"][0].update(data=[]),
        lambda told: told["resources"][0]["schema"]["fields"][0].update(type="text"),
        lambda told: told["resources"][0]["schema"]["fields"][0]["constraints"].update(pattern="("),
        lambda told: told["resources"][0]["schema"].pop("primaryKey"),
    ],
)
def test_the_profile_notices_what_is_wrong(real_site, spoil):
    """So that a descriptor without a complaint means something."""
    told = descriptor(real_site / SMALL)
    assert complaints("datapackage-2.0", told) == []
    spoil(told)
    assert complaints("datapackage-2.0", told) != []


def test_what_may_lack_a_part_of_its_key_has_no_primary_key(write_tree, tmp_path):
    """Corrections of a form as a whole name no row: their key is one of those that may have gaps; the package is valid."""
    data = write_tree(
        {
            "wuhan-jiangxia/gov-office/restatements.yml": """\
restatements:
  - statement: "wuhan-jiangxia/gov-office/2023/road-repair"
    column: "title"
    old: "项目支出自评表"
    new: "项目支出绩效自评表"
    date: "2024-06-01"
    reason: "与原件核对"
"""
        }
    )
    folder = saved(assembled(data).files, tmp_path) / "downloads"
    schemas = {resource["name"]: resource["schema"] for resource in descriptor(folder)["resources"]}
    (row,) = cells(folder / "restatements.csv")
    assert row["row_id"] == ""
    assert "primaryKey" not in schemas["restatements"]
    assert schemas["restatements"]["uniqueKeys"] == [["statement_id", "row_id", "column", "old", "new", "date"]]
    assert schemas["further_cells"]["primaryKey"] == ["statement_id", "order"]
    assert complaints("datapackage-2.0", descriptor(folder)) == []
    assert errors(folder) == []


def saved(files: dict[str, bytes], root: Path) -> Path:
    """Write files below a folder and return it."""
    for url, content in files.items():
        (root / "site" / url).parent.mkdir(parents=True, exist_ok=True)
        (root / "site" / url).write_bytes(content)
    return root / "site"


POLARS = {"string": pl.String, "integer": pl.Int64, "number": pl.Float64}


@pytest.mark.parametrize("place", ["downloads", SMALL])
def test_polars_reads_every_table_by_its_descriptor(real_site, place):
    """With the types and the missing value that the descriptor tells, every cell is what the file says."""
    for resource in descriptor(real_site / place)["resources"]:
        path = real_site / place / resource["path"]
        kinds = {field["name"]: field["type"] for field in resource["schema"]["fields"]}
        read = pl.read_csv(path, schema={name: POLARS[kind] for name, kind in kinds.items()})
        written = cells(path)
        assert read.height == len(written)
        for name, kind in kinds.items():
            own = [row[name] or None for row in written]
            if kind == "string":
                assert read[name].to_list() == own, (path.name, name)
            else:
                numbers = [None if cell is None else (int if kind == "integer" else float)(cell) for cell in own]
                assert read[name].to_list() == numbers, (path.name, name)


def test_the_guard_can_be_taken_off_as_the_descriptor_says(real_site):
    """By its pattern alone, without this program, every guarded cell becomes what was printed."""
    guard = descriptor(real_site / "downloads")["csvGuard"]
    text = (real_site / "downloads" / "indicators.csv").read_text(encoding="utf-8-sig")
    found = {cell for row in csv.reader(io.StringIO(text)) for cell in row if cell.startswith("'")}
    assert len(found) > 5
    for cell in found:
        plain = cell.removeprefix(guard["prefix"]) if re.match(guard["pattern"], cell) else cell
        assert plain == unguarded(cell)


# --- phases of the budget --------------------------------------------------------------------------------------------


def test_money_tells_its_phase(real_site):
    """By the descriptor alone the amounts of a row become a row for each phase, with the right sums."""
    folder = real_site / "downloads"
    resources = {resource["name"]: resource for resource in descriptor(folder)["resources"]}
    for name, columns in {
        "funding": {"approved": "initial_yuan", "adjusted": "adjusted_yuan", "executed": "executed_yuan"},
        "base_data": {"approved": "budget_yuan", "executed": "final_yuan"},
    }.items():
        schema = resources[name]["schema"]
        extra = {field["columnType"]: field for field in schema["extraFields"]}
        assert extra["value-currency:code"]["constant"] == "CNY"
        assert extra["value"]["normalizationTarget"] is True
        phase = extra["phase:id"]["name"]
        measures = {field["name"]: field["normalize"][phase] for field in schema["fields"] if "normalize" in field}
        assert {told: column for column, told in measures.items()} == columns
        assert not {field["name"] for field in schema["fields"]} & {field["name"] for field in schema["extraFields"]}
        assert all(field["unit"] == "yuan" for field in schema["fields"] if "normalize" in field)
    fiscal = {name for name, resource in resources.items() if "extraFields" in resource["schema"]}
    assert fiscal == {"funding", "base_data"}
    years = [
        field for field in resources["funding"]["schema"]["fields"] if field.get("columnType") == "date:fiscal-year"
    ]
    assert [field["name"] for field in years] == ["fiscal_year"]
    assert set(PHASES) <= {column.name for table in TABLES for column in table.columns}


# --- dictionary ------------------------------------------------------------------------------------------------------


def test_the_dictionary_has_every_column_with_true_examples(real_site):
    """Each table's columns in their order; each example is a cell of that very file, or the beginning of one."""
    folder = real_site / "downloads"
    told = cells(folder / "dictionary.csv")
    assert [(row["table"], row["column"]) for row in told] == [(t.name, name) for t in TABLES for name in t.header]
    written = {table.name: cells(folder / f"{table.name}.csv") for table in TABLES}
    for row in told:
        own = [unguarded(cell[row["column"]]) for cell in written[row["table"]]]
        if row["type"] == "decimal":  # 10 is told, for its readers the file has 10.0
            own = [plain(Decimal(cell)) if cell else "" for cell in own]
        first = next(filter(None, own), "")
        example = unguarded(row["example"])
        assert example == first or (example.endswith("…") and first.startswith(example[:-1])), row
        assert row["meaning_zh"]
        assert row["meaning_en"]
        assert row["since"] == FIRST
        if row["codes_zh"] and not row["other_values"]:
            allowed = {part.partition("=")[0] for part in row["codes_zh"].split("；")}
            assert {code for cell in own if cell for code in cell.split("；")} <= allowed, row["column"]
        if row["filled"]:
            assert all(own), row["column"]
        if row["pattern"]:
            assert all(re.fullmatch(row["pattern"], cell) for cell in own if cell), row["column"]


def test_the_dictionary_is_the_same_as_json(real_site):
    """Both files and the descriptor say the same of every column."""
    folder = real_site / "downloads"
    by_csv = {(row["table"], row["column"]): row for row in cells(folder / "dictionary.csv")}
    by_json = json.loads((folder / "dictionary.json").read_text(encoding="utf-8"))
    fields = {
        (resource["name"], field["name"]): field
        for resource in descriptor(folder)["resources"]
        for field in resource["schema"]["fields"]
    }
    listed = {(table["table"], one["column"]): one for table in by_json for one in table["columns"]}
    assert listed.keys() == by_csv.keys() == fields.keys()
    for key, one in listed.items():
        row, field = by_csv[key], fields[key]
        for name in ("type", "unit", "meaning_zh", "meaning_en", "refers_to", "pattern", "since"):
            assert one.get(name, "") == unguarded(row[name]), (key, name)
        assert one.get("example", "") == unguarded(row["example"])
        assert "；".join(f"{code['code']}={code['en']}" for code in one.get("codes", ())) == row["codes_en"]
        assert (field["description"], field["description_en"]) == (one["meaning_zh"], one["meaning_en"])


def test_the_example_of_a_department_is_its_own(real_site):
    """A package shows nothing of another department."""
    folder = real_site / SMALL
    for resource in descriptor(folder)["resources"]:
        written = cells(folder / resource["path"])
        for field in resource["schema"]["fields"]:
            own = [unguarded(row[field["name"]]) for row in written]
            if "example" not in field:
                assert not any(own)
            elif field["type"] == "string":
                assert any(cell.startswith(field["example"].removesuffix("…")) for cell in own)
            else:
                assert field["example"] in {float(cell) for cell in own if cell}


class Anchors(HTMLParser):
    """Collects ids and the links of a page to its own parts."""

    def __init__(self, html: str) -> None:
        """Read a page."""
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        """Note an id, a link."""
        told = dict(attrs)
        if told.get("id"):
            self.ids.append(told["id"])
        if tag == "a" and (told.get("href") or "").startswith("#"):
            self.links.append(unquote(told["href"][1:]))


@pytest.mark.parametrize("edition", ["", "en/"])
def test_every_column_has_its_place_on_the_page_of_the_dictionary(real_site, edition):
    """Each can be linked to, and each link on the page leads somewhere; the page is of a size that telephones can take."""
    path = real_site / edition / "dictionary" / "index.html"
    page = Anchors(path.read_text(encoding="utf-8"))
    columns = [f"column-{table.name}-{name}" for table in TABLES for name in table.header]
    assert [id_ for id_ in page.ids if id_.startswith("column-")] == columns
    assert set(page.links) <= {*page.ids, ""}
    assert path.stat().st_size < 300_000


# --- catalogues ------------------------------------------------------------------------------------------------------


def catalogue(content: bytes, base: str = ADDRESS) -> Graph:
    """Return what a catalogue says, its own address being below ``base``."""
    return Graph().parse(data=content.decode(), format="json-ld", publicID=f"{base}catalog.jsonld")


def objections(graph: Graph) -> str:
    """Return what the shapes of DCAT-AP say against a catalogue; nothing where it conforms."""
    fine, _, text = conforms(graph, shacl_graph=Graph().parse(METADATA / "dcat-ap-3.shapes.ttl"), inference="none")
    return "" if fine else text


@pytest.fixture(scope="module")
def listed(real_site):
    """Return the catalogue of the sample."""
    return catalogue((real_site / "catalog.jsonld").read_bytes())


def test_the_catalogue_conforms(listed):
    """To the shapes of DCAT-AP 3."""
    assert objections(listed) == ""


def test_the_catalogue_names_every_file(listed, real_site):
    """Every file of every set with its true size and checksum, at an address below the portal's."""
    datasets = set(listed.subjects(RDF.type, DCAT.Dataset))
    assert {str(one) for one in datasets} == {f"{ADDRESS}{place}/#dataset" for place in PLACES}
    found = set()
    for one in listed.subjects(RDF.type, DCAT.Distribution):
        url = str(listed.value(one, DCAT.downloadURL)).removeprefix(ADDRESS)
        content = (real_site / url).read_bytes()
        assert int(listed.value(one, DCAT.byteSize)) == len(content)
        checksum = listed.value(one, SPDX.checksum)
        assert str(listed.value(checksum, SPDX.checksumValue)) == sha256(content).hexdigest()
        found.add(url)
    written = {path.relative_to(real_site).as_posix() for place in PLACES for path in (real_site / place).glob("*.csv")}
    assert found >= written - {"downloads/dictionary.csv"}


def test_the_catalogue_tells_time_and_place(listed):
    """The fiscal years of the forms, and jurisdictions by their code of GB/T 2260."""
    dataset = URIRef(f"{ADDRESS}{SMALL}/#dataset")
    period, place = listed.value(dataset, DCTERMS.temporal), listed.value(dataset, DCTERMS.spatial)
    assert (str(listed.value(period, DCAT.startDate)), str(listed.value(period, DCAT.endDate))) == (
        "2019-01-01",
        "2019-12-31",
    )
    assert str(listed.value(place, DCTERMS.identifier)) == "420115"
    assert Literal("武汉市江夏区", lang="zh") in set(listed.objects(place, SKOS.prefLabel))
    assert listed.value(dataset, DCTERMS.isPartOf) == URIRef(f"{ADDRESS}wuhan-jiangxia/#dataset")


@pytest.mark.parametrize(
    ("kind", "lacks"),
    [
        (DCAT.Catalog, DCTERMS.title),
        (DCAT.Catalog, DCTERMS.description),
        (DCAT.Catalog, DCTERMS.publisher),
        (DCAT.Dataset, DCTERMS.title),
        (DCAT.Dataset, DCTERMS.description),
        (DCAT.Distribution, DCAT.accessURL),
        (FOAF.Agent, FOAF.name),
        (SPDX.Checksum, SPDX.algorithm),
        (SPDX.Checksum, SPDX.checksumValue),
    ],
)
def test_the_shapes_notice_what_is_missing(small, kind, lacks):
    """Each thing that DCAT-AP demands is missed where it is not."""
    graph = catalogue(small["catalog.jsonld"])
    assert objections(graph) == ""
    graph.remove((next(graph.subjects(RDF.type, kind)), lacks, None))
    assert str(lacks) in objections(graph) or graph.qname(lacks) in objections(graph)


def test_the_shapes_notice_a_second_version_and_a_size_in_words(small):
    """Cardinalities and datatypes count."""
    graph = catalogue(small["catalog.jsonld"])
    for version in ("1", "2"):
        graph.add((URIRef(f"{ADDRESS}downloads/#dataset"), VERSION, Literal(version)))
    assert "version" in objections(graph)
    graph = catalogue(small["catalog.jsonld"])
    one = next(graph.subjects(RDF.type, DCAT.Distribution))
    graph.set((one, DCAT.byteSize, Literal("many")))
    assert "byteSize" in objections(graph)


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """Return the files of the smallest portal, which knows its address."""
    data = tmp_path_factory.mktemp("addressed") / "data"
    for path, text in {**TREE, "portal.yml": f'{TREE["portal.yml"]}base_url: "{ADDRESS}"\n'}.items():
        (data / path).parent.mkdir(parents=True, exist_ok=True)
        (data / path).write_text(text, encoding="utf-8")
    return assembled(data).files


def test_a_portal_that_knows_its_address_names_everything_by_it(small):
    """Then the catalogue can be read from anywhere, packages have ids and home pages, and there is data.json."""
    elsewhere = catalogue(small["catalog.jsonld"], "https://elsewhere.example.org/")
    own = set(elsewhere.subjects(RDF.type, DCAT.Dataset)) | set(elsewhere.objects(None, DCAT.downloadURL))
    assert {str(one).startswith(ADDRESS) for one in own} == {True}
    told = json.loads(small["wuhan-jiangxia/gov-office/datapackage.json"])
    assert told["id"] == f"{ADDRESS}wuhan-jiangxia/gov-office/datapackage.json"
    assert told["homepage"] == f"{ADDRESS}wuhan-jiangxia/gov-office/"
    cited = yaml.safe_load(small["downloads/CITATION.cff"])
    assert cited["url"] == f"{ADDRESS}downloads/"
    assert complaints("citation-1.2.0", cited) == []


def test_data_json_is_valid_and_names_every_file(small):
    """By the schema of Project Open Data; each file is there."""
    told = json.loads(small["data.json"])
    assert complaints("pod-1.1", told) == []
    urls = [one["downloadURL"] for dataset in told["dataset"] for one in dataset["distribution"]]
    assert len(urls) == len(set(urls))
    assert {url.removeprefix(ADDRESS) for url in urls} <= set(small)
    assert [dataset["identifier"] for dataset in told["dataset"]] == [
        f"{ADDRESS}{place}#dataset" for place in ("downloads/", "wuhan-jiangxia/", "wuhan-jiangxia/gov-office/")
    ]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda told: told.pop("conformsTo"),
        lambda told: told["dataset"][0].pop("contactPoint"),
        lambda told: told["dataset"][0].update(accessLevel="open"),
        lambda told: told["dataset"][0]["distribution"][0].pop("mediaType"),
        lambda told: told["dataset"][0]["distribution"][0].update(downloadURL="downloads/goals.csv"),
        lambda told: told["dataset"][0].update(temporal="2023"),
    ],
)
def test_the_schema_of_data_json_notices_what_is_wrong(small, spoil):
    """So that a file without a complaint means something."""
    told = json.loads(small["data.json"])
    spoil(told)
    assert complaints("pod-1.1", told) != []


def test_without_an_address_there_is_no_data_json(real_site):
    """Its addresses have to be whole ones; the page of downloads does not lead to what is not there."""
    assert not (real_site / "data.json").exists()
    assert "data.json" not in (real_site / "downloads" / "index.html").read_text(encoding="utf-8")


# --- citation and release --------------------------------------------------------------------------------------------


def settings(**changes: object) -> PortalSettings:
    """Return the settings of the smallest portal, with changes."""
    return PortalSettings.model_validate({**yaml.safe_load(TREE["portal.yml"]), **changes})


SCOPE = Scope("a/b", Both("某局", "A bureau"), (), day="2026-11-01", years=(2022, 2023))


def test_the_citation_is_valid(real_site):
    """By the schema of the Citation File Format 1.2.0."""
    told = yaml.safe_load((real_site / "downloads" / "CITATION.cff").read_text(encoding="utf-8"))
    assert complaints("citation-1.2.0", told) == []
    assert told["license"] == "CC-BY-4.0"
    assert told["authors"] == [{"name": "明账项目组（示例部署）"}]


@pytest.mark.parametrize("version", ["", "2026.11", "2026.10"])
def test_a_release_stands_in_every_description(version):
    """As a text, also where YAML could take it for a number; without one the day of the data is the version."""
    own, expected = settings(base_url=ADDRESS), version or "2026-11-01"
    cited = yaml.safe_load(citation_cff(SCOPE, own, version))
    assert complaints("citation-1.2.0", cited) == []
    assert (cited["version"], cited["date-released"]) == (expected, "2026-11-01")
    assert datapackage(SCOPE, own, version)["version"] == expected
    graph = catalogue(dcat_catalogue([SCOPE], own, version))
    assert str(graph.value(URIRef(f"{ADDRESS}a/b/#dataset"), VERSION)) == expected


def test_a_licence_that_no_list_has_is_cited_by_its_address():
    """Neither the citation nor the package gives an id that is none."""
    own = settings(licence="某市政府数据开放许可", licence_url="https://example.cn/licence")
    cited = yaml.safe_load(citation_cff(SCOPE, own))
    assert complaints("citation-1.2.0", cited) == []
    assert cited["license-url"] == "https://example.cn/licence"
    assert "license" not in cited
    assert datapackage(SCOPE, own)["licenses"] == [
        {"path": "https://example.cn/licence", "title": "某市政府数据开放许可"}
    ]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda told: told.pop("message"),
        lambda told: told.update(authors=[]),
        lambda told: told.update(license="CC BY 4.0"),
        lambda told: told.update({"date-released": "1 November"}),
        lambda told: told.update(kind="dataset"),
        lambda told: told.update(version=""),
    ],
)
def test_the_schema_of_citations_notices_what_is_wrong(spoil):
    """So that a citation without a complaint means something."""
    told = yaml.safe_load(citation_cff(SCOPE, settings()))
    assert complaints("citation-1.2.0", told) == []
    spoil(told)
    assert complaints("citation-1.2.0", told) != []


def test_nothing_is_said_that_is_not_known():
    """A portal without history, address and codes still describes itself."""
    bare = Scope("", Both("门户", "Portal"), ())
    assert not {"id", "homepage", "version", "created", "sources"} & datapackage(bare, settings()).keys()
    assert not {"version", "date-released", "url"} & yaml.safe_load(citation_cff(bare, settings())).keys()
    assert pod_catalogue([bare], settings()) is None
