"""A set of files as a Data Package (version 2): what each CSV file holds, column by column, with hashes and keys.

The columns of money say by the words of the Fiscal Data Package which phase of the budget they are of. Beside the
standard's own, a descriptor has these properties:

``title_en``, ``description_en``  the same in English
``unit``                          of a field of numbers
``rowCount``                      of a resource: its rows
``csvGuard``                      how a text that a spreadsheet could take for a formula is written, and how it is read
``alternates``                    of a resource: the same rows in files of other formats
"""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Any

from build_scripts.opendata.described import (
    KEYWORDS,
    licence_id,
    summary_of_files,
    title_of_files,
)
from build_scripts.opendata.scopes import Scope
from build_scripts.reading.model import PortalSettings
from build_scripts.tables.catalogue import TABLE_OF, foreign_keys
from build_scripts.tables.csv_format import GUARDED
from build_scripts.tables.downloads import Download, TableFile
from build_scripts.tables.formats import CSV
from build_scripts.tables.published import PublishedColumn, PublishedTable

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
TYPES = {"text": "string", "integer": "integer", "decimal": "number", "code": "string", "codes": "string"}
"""The type of Table Schema for each of ours."""
PHASES = {
    "initial_yuan": "approved",
    "adjusted_yuan": "adjusted",
    "executed_yuan": "executed",
    "budget_yuan": "approved",
    "final_yuan": "executed",
}
"""The phase of the budget of the row's fiscal year that a column of money is of; figures of other years have none."""
CONCEPTS = {
    "fiscal_year": "date:fiscal-year",
    "jurisdiction_id": "administrative-classification:generic:level1:code",
    "department_id": "administrative-classification:generic:level2:code",
    "funding_id": "budget-line-id",
    "base_data_id": "budget-line-id",
}
"""What a column is in the taxonomy of the Fiscal Data Package, in tables with a column of a phase."""
EXTRA_FIELDS = (
    {"name": "phase", "type": "string", "columnType": "phase:id"},
    {"name": "amount_of_phase", "type": "number", "columnType": "value", "normalizationTarget": True},
    {"name": "currency", "type": "string", "columnType": "value-currency:code", "constant": "CNY"},
)
"""The columns that such a table has once each of its amounts stands in a row of its own."""
DIALECT = {"header": True, "delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True}
GUARD = {
    "description": "文字格可能被表格软件当成公式的，前面加了一个撇号；数字列没有。符合 pattern 的格去掉第一个撇号，就是原文。"
    " Text cells that a spreadsheet could take for a formula have an apostrophe before them; columns of numbers have none. "
    "A cell that begins as pattern says is the original without its first apostrophe.",
    "prefix": "'",
    "pattern": f"^{GUARDED.pattern}",
    "types": ["string"],
}


def datapackage(scope: Scope, settings: PortalSettings, version: str = "", released: str = "") -> dict[str, Any]:
    """Return the descriptor of a set of files, which stands in their folder; ``version`` is the release, if it is one, and ``released`` its day.

    It describes the files that ``scope`` lists, so that one without other formats is the descriptor of the CSV files alone.
    """
    title, summary, base = title_of_files(scope), summary_of_files(scope), settings.base_url
    names, day = {item.name for item in scope.tables}, released or scope.day
    told: dict[str, Any] = {
        "$schema": PROFILE,
        "name": scope.stem,
        "id": base and f"{base}{scope.folder}datapackage.json",
        "title": title.zh,
        "title_en": title.en,
        "description": summary.zh,
        "description_en": summary.en,
        "homepage": base and f"{base}{scope.folder}",
        "version": version or scope.day,
        "created": day and f"{day}T00:00:00Z",
        "licenses": [_filled({"name": licence_id(settings), "path": settings.licence_url, "title": settings.licence})],
        "contributors": [_filled({"title": settings.publisher, "path": base, "roles": ["publisher"]})],
        "keywords": [word for keyword in KEYWORDS for word in (keyword.zh, keyword.en)],
        "sources": [
            _filled({"title": f"{one.publisher}：《{one.title}》", "path": one.url}) for one in scope.sources
        ],
        "csvGuard": GUARD,
        "resources": [_resource(item, names) for item in scope.tables],
    }  # fmt: skip
    return _filled(told)


def datapackage_json(scope: Scope, settings: PortalSettings, version: str = "", released: str = "") -> bytes:
    """Return ``datapackage.json`` of a set of files."""
    told = datapackage(
        scope, settings, version, released
    )  # in one line: there are two of every scope, and many columns
    return f"{json.dumps(told, ensure_ascii=False, separators=(',', ':'))}\n".encode()


def _filled(told: dict[str, Any]) -> dict[str, Any]:
    """Return what is told without what is not known; a zero is known."""
    return {name: value for name, value in told.items() if value or (value == 0 and value is not False)}


def _resource(item: Download, names: Collection[str]) -> dict[str, Any]:
    table = TABLE_OF[item.name]
    file = next(file for file in item.files if file.format.suffix == CSV.suffix)
    others = [_file(one) for one in item.files if one is not file]
    return _filled(
        {
            "name": item.name,
            **_file(file),
            "type": "table",
            "title": item.title.zh,
            "title_en": item.title.en,
            "description": f"{item.rows} 行。",
            "description_en": f"Rows: {item.rows}.",
            "rowCount": item.rows,
            "encoding": "utf-8",
            "dialect": DIALECT,
            "schema": _schema(table, item.examples, names),
            "alternates": others,
        }
    )


def _file(file: TableFile) -> dict[str, Any]:
    name = file.url.rpartition("/")[2]
    return {
        "path": name,
        "format": file.format.suffix,
        "mediatype": file.media_type,
        "bytes": file.size,
        "hash": f"sha256:{file.sha256}",
    }


def _schema(table: PublishedTable[Any], examples: tuple[str, ...], names: Collection[str]) -> dict[str, Any]:
    is_fiscal = bool(PHASES.keys() & set(table.header))
    named = {column: other for column, other in foreign_keys(table).items() if other in names}
    key = "primaryKey" if set(table.key) <= table.never_empty else "uniqueKeys"
    return _filled(
        {
            "fields": [
                _field(table, column, example, is_fiscal=is_fiscal)
                for column, example in zip(table.columns, examples, strict=True)
            ],
            "missingValues": [""],
            key: [*table.key] if key == "primaryKey" else [[*table.key]],
            "foreignKeys": [
                {
                    "fields": [column],
                    "reference": _filled(
                        {"resource": "" if other == table.name else other, "fields": [*TABLE_OF[other].key]}
                    ),
                }
                for column, other in named.items()
            ],
            "extraFields": [*EXTRA_FIELDS] if is_fiscal else [],
        }
    )


def _field(
    table: PublishedTable[Any], column: PublishedColumn[Any], example: str, *, is_fiscal: bool
) -> dict[str, Any]:
    phase = PHASES.get(column.name, "")
    return _filled(
        {
            "name": column.name,
            "type": TYPES[column.kind],
            "description": column.sentence.zh,
            "description_en": column.sentence.en,
            "unit": column.unit,
            "example": json.loads(example) if column.is_number and example else example,
            "constraints": _filled(_constraints(table, column)),
            "columnType": CONCEPTS.get(column.name, "") if is_fiscal and not phase else "",
            "normalize": {"phase": phase} if phase else {},
        }
    )


def _constraints(table: PublishedTable[Any], column: PublishedColumn[Any]) -> dict[str, Any]:
    codes = [code.value for code in column.codes or () if not column.others]
    one_of = f"({'|'.join(codes)})"
    return {
        "required": column.name in table.never_empty,
        "unique": (column.name,) == table.key,
        "enum": codes if column.kind == "code" else [],
        "pattern": f"{one_of}(；{one_of})*" if column.kind == "codes" and codes else column.pattern,
    }
