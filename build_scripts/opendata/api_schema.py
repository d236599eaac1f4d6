"""What the answers of the API hold: JSON Schemas and the OpenAPI description, made from the declarations of the tables.

A schema names what an object has at least, for fields may be added below ``v1``. A cell that is empty in the table is left
out of its object, so that no value is ever null and only the first column of a key is sure to be there.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from build_scripts.opendata.api import ADDRESSED, NOTICE, OF_A_FORM, Answer, Became, Endpoint
from build_scripts.reading.model import ID_PATTERN, PortalSettings
from build_scripts.tables.catalogue import TABLES
from build_scripts.tables.published import PublishedColumn, PublishedTable
from build_scripts.words.language import SEMICOLON, Both, Term
from build_scripts.words.vocabulary import Unit

Shape = dict[str, Any]
"""A JSON Schema, or a part of one."""
SCHEMA_DIALECT = "https://json-schema.org/draft/2020-12/schema"
JSON_TYPES = {"integer": "integer", "decimal": "number", "codes": "array"}
"""JSON's types of the columns' types; all others are strings."""
_A_LIST = Both("这里是列表", "a list here")
_ABOUT = Both(
    '对象的键就是数据表的列名。空的单元格不写（没有这个数，不是零）；"" 是表上印成空白的格。'
    "小数逐位照 CSV 写出，读时可不经浮点数。网址都相对于门户根目录，root 是从这份答复到那里的路。v1 之内，字段的含义不变，只会增加。",
    "Objects have the column names of the tables. An empty cell is left out (there is no such figure; it is not zero); "
    '"" is a cell that the form prints blank. Decimals have the digits of the CSV and can be read without floats. '
    "Addresses are relative to the portal's root, to which root is the way from an answer. Within v1 no field changes its meaning; fields may be added.",
)
_PARTS = {
    "jurisdiction": Both("行政区代码", "Id of the jurisdiction"),
    "department": Both("部门代码的第二段", "Second part of the department's id"),
    "year": Both("财政年度", "Fiscal year"),
    "form": Both("表单代码的最后一段", "Last part of the form's id"),
    "schema": Both("哪种答复", "Which kind of answer"),
}


def schema_files(settings: PortalSettings, endpoints: Iterable[Endpoint]) -> dict[str, bytes]:
    """Return the files that say what the answers hold: dictionary, schemas, OpenAPI."""
    files = {Answer.SCHEMA.url(name): _json(schema_of(name)) for name in _answers("")}
    return {
        **files,
        Answer.DICTIONARY.url(): _json({"tables": [_entry(table) for table in TABLES]}),
        Answer.OPENAPI.url(): _json(open_api(settings, endpoints)),
    }


def schema_of(name: str) -> Shape:
    """Return the schema of a kind of answer, whole in itself."""
    places = "#/$defs/"
    schema = _answers(places)[name]
    shapes, needed = _shapes(places), set[str]()
    left = _referred(schema, places)
    while left:
        needed |= left
        left = set().union(*(_referred(shapes[one], places) for one in left)) - needed
    return {"$schema": SCHEMA_DIALECT, **schema, "$defs": {one: shapes[one] for one in sorted(needed)}}


def open_api(settings: PortalSettings, endpoints: Iterable[Endpoint]) -> Shape:
    """Return the OpenAPI description of every address, with examples that the portal has."""
    places = "#/components/schemas/"
    answers = {f"{name}_answer": schema for name, schema in _answers(places).items()}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"{settings.title} · {settings.title_en}",
            "version": "1",
            "description": str(_ABOUT),
            "license": {"name": settings.licence, "url": settings.licence_url},
        },
        "servers": [{"url": "../v1", "description": "where this file stands"}],
        "paths": {one.answer.path: {"get": _operation(one, places)} for one in endpoints},
        "components": {"schemas": _shapes(places) | answers},
    }


def _operation(endpoint: Endpoint, places: str) -> Shape:
    answer = endpoint.answer
    schema: Shape = {"type": "object"}
    if answer in _answers(places):
        own = {"$ref": f"{places}{answer}_answer"}
        may_be_gone = any(answer is one for one in (*ADDRESSED.values(), Answer.INDICATORS, Answer.FINDINGS))
        schema = {"anyOf": [own, {"$ref": f"{places}{NOTICE}_answer"}]} if may_be_gone else own
    said: Shape = {"200": {"description": str(answer.both), "content": {"application/json": {"schema": schema}}}}
    if answer.parts:
        said["404"] = {"description": str(Both("没有这个网址，或没有这样的行", "No such address, or no such rows"))}
    examples = endpoint.example.split("/") if endpoint.example else ()
    parameters = [
        {
            "name": part,
            "in": "path",
            "required": True,
            "description": str(_PARTS[part]),
            "schema": {"type": "string", "pattern": "^[0-9]{4}$" if part == "year" else ID_PATTERN},
        }
        for part in answer.parts
    ]
    for parameter, example in zip(parameters, examples, strict=False):
        parameter["example"] = example
    return {"operationId": str(answer), "summary": str(answer.both), "parameters": parameters, "responses": said}


def _entry(table: PublishedTable[Any]) -> Shape:
    """Return what the dictionary says of a table."""
    return {
        "name": table.name,
        "title": table.title.zh,
        "title_en": table.title.en,
        "key": table.key,
        "columns": [
            {
                "name": column.name,
                "type": column.kind,
                "description": column.sentence.zh,
                "description_en": column.sentence.en,
                **({"unit": column.unit} if column.unit else {}),
                **({"codes": _codes(column.codes)} if column.codes else {}),
            }
            for column in table.columns
        ],
    }


def _codes(terms: type[Term]) -> list[Shape]:
    return [{"code": str(term), "name": term.zh, "name_en": term.en} for term in terms]


def _column(column: PublishedColumn[Any]) -> Shape:
    is_list = column.kind == "codes"
    sentence = SEMICOLON.join([column.sentence, _A_LIST]) if is_list else column.sentence
    schema: Shape = {"description": str(sentence), "type": JSON_TYPES.get(column.kind, "string")}
    if column.unit:
        schema["x-unit"] = column.unit
    # Beside the codes of units stand counting words as printed, and what is per something: person/year.
    codes: Shape = {"enum": [str(code) for code in column.codes]} if column.codes and column.codes is not Unit else {}
    return schema | ({"items": {"type": "string", **codes}, "minItems": 1} if is_list else codes)


def _shapes(places: str) -> dict[str, Shape]:
    """Return the shapes of what answers are made of, by the names by which they are referred to at ``places``."""
    file = _object(
        Both("一个文件", "A file"),
        {
            "format": _text(Both("格式，即后缀", "Format, the suffix of its name")),
            "url": _ADDRESS,
            "size": _number(Both("字节数", "Bytes")),
            "sha256": _text(Both("SHA-256", "SHA-256")) | {"pattern": "^[0-9a-f]{64}$"},
        },
    )
    table = _object(
        Both("一张表", "A table"),
        {
            "name": _text(Both("表名，即文件名", "Name of the table and its files")),
            "title": _text(Both("中文名", "Chinese name")),
            "title_en": _text(Both("英文名", "English name")),
            "rows": _number(Both("行数", "Rows")),
            "files": _list(places, "file"),
        },
    )
    return {"file": file, "table": table} | {f"{one.name}_row": _row(one) for one in TABLES}


def _row(table: PublishedTable[Any]) -> Shape:
    properties = {column.name: _column(column) for column in table.columns}
    required = [table.key[0]]
    if table.name in ADDRESSED:
        properties = {"api_url": _ADDRESS, "page_url": _ADDRESS} | properties
        required += ["api_url", "page_url"]
    return {"type": "object", "description": str(table.title), "properties": properties, "required": required}


def _answers(places: str) -> dict[str, Shape]:
    """Return the shapes of all kinds of answers by their names, made of those at ``places``."""
    settings = PortalSettings.model_fields
    title_of_portal = ("title", "title_en", "publisher", "publisher_en", "contact", "licence")

    def rows(*names: str) -> dict[str, Shape]:
        return {name: _list(places, f"{name}_row") for name in names}

    def row(table: str) -> Shape:
        return {"$ref": f"{places}{table}_row"}

    listed = {"tables": _list(places, "table"), "files": _list(places, "file")}
    whose = {"department_id": _text(Both("部门代码", "Id of the department")), "department_url": _ADDRESS}
    index: dict[str, Shape] = {
        "version": {"const": "v1"},
        **{name: _text(Both(f"{settings[name].title}", name)) for name in title_of_portal},
        "licence_url": _URI,
        "base_url": _URI,
        "as_of": _DAY,
        "openapi_url": _ADDRESS,
        "dictionary_url": _ADDRESS,
        "downloads_url": _ADDRESS,
        "feed_url": _ADDRESS,
        **listed,
        **rows("jurisdictions", "departments"),
    }
    department = {
        "department": row("departments"),
        **rows("statements", "scorecard", "rollups", "restatements"),
        **listed,
        "jurisdiction_url": _ADDRESS,
        "indicators_url": _ADDRESS,
        "findings_url": _ADDRESS,
    }
    jurisdiction = {"jurisdiction": row("jurisdictions"), **rows("departments", "rollups"), **listed}
    notice = {
        "id": _text(Both("原来的代码", "The id that it had")),
        "status": _text(Both("成了什么", "What has become of it")) | {"enum": [str(one) for one in Became]},
        "page_url": _ADDRESS,
        "moved_to": _ADDRESS,
        "date": _DAY,
        "reason": _text(Both("撤下的原因", "Why it was withdrawn")),
        "now_at": _ADDRESS,
    }
    form = {"statement": row("statements"), **rows(*OF_A_FORM), "department_url": _ADDRESS}
    of_column: dict[str, Shape] = {
        "name": _text(Both("列名", "Name of the column")),
        "type": _text(Both("类型", "Type")) | {"enum": ["text", "integer", "decimal", "code", "codes"]},
        "description": _text(Both("含义", "Meaning in Chinese")),
        "description_en": _text(Both("英文的含义", "Meaning in English")),
        "unit": _text(Both("计量单位", "Unit")),
        "codes": {
            "type": "array",
            "items": _object(
                Both("代码与名称", "A code and its names"),
                {name: {"type": "string"} for name in ("code", "name", "name_en")},
            ),
        },
    }
    of_table: dict[str, Shape] = {
        **{name: {"type": "string"} for name in ("name", "title", "title_en")},
        "key": {"type": "array", "items": {"type": "string"}},
        "columns": {
            "type": "array",
            "items": _object(Both("一列", "A column"), of_column, {"unit", "codes"}),
        },
    }
    dictionary: dict[str, Shape] = {"tables": {"type": "array", "items": _object(Both("一张表", "A table"), of_table)}}
    of_answers: dict[Answer, tuple[dict[str, Shape], set[str]]] = {
        Answer.INDEX: (index, {"publisher_en", "base_url", "as_of"}),
        Answer.JURISDICTION: (jurisdiction, set()),
        Answer.DEPARTMENT: (department, {"indicators_url", "findings_url"}),
        Answer.FORM: (form, set()),
        Answer.INDICATORS: ({**whose, **rows("indicators")}, set()),
        Answer.FINDINGS: ({**whose, **rows("findings")}, set()),
        Answer.DICTIONARY: (dictionary, set()),
    }
    gone = _object(
        Both("已不在此处的，成了什么", "What has become of what stood here"),
        _BEGINNING | notice,
        {"moved_to", "date", "reason", "now_at"},
    )
    answers = {
        str(answer): _object(answer.both, own if answer is Answer.DICTIONARY else _BEGINNING | own, optional)
        for answer, (own, optional) in of_answers.items()
    }
    return {**answers, NOTICE: gone}


def _object(said: Both, properties: Mapping[str, Shape], optional: Iterable[str] = ()) -> Shape:
    required = [name for name in properties if name not in set(optional)]
    return {"type": "object", "description": str(said), "properties": dict(properties), "required": required}


def _text(said: Both) -> Shape:
    return {"type": "string", "description": str(said)}


def _number(said: Both) -> Shape:
    return {"type": "integer", "minimum": 0, "description": str(said)}


def _list(places: str, name: str) -> Shape:
    return {"type": "array", "items": {"$ref": f"{places}{name}"}}


_ADDRESS = _text(Both("网址，相对于门户根目录", "Address relative to the portal's root")) | {"format": "uri-reference"}
_BEGINNING: dict[str, Shape] = {
    "root": _text(Both("从这份答复到门户根目录的路", "The way from this answer to the portal's root"))
    | {"pattern": r"^(\.\./)+$"},
    "schema_url": _ADDRESS,
}
"""What stands first in every answer."""
_URI = _text(Both("网址", "Address")) | {"format": "uri"}
_DAY = _text(Both("日期", "Day")) | {"format": "date"}


def _referred(shape: object, places: str) -> set[str]:
    """Return the names of the shapes to which one refers itself."""
    if isinstance(shape, dict):
        own = {shape["$ref"].removeprefix(places)} if "$ref" in shape else set[str]()
        return own.union(*(_referred(part, places) for part in shape.values()))
    return set[str]().union(*(_referred(part, places) for part in shape)) if isinstance(shape, list) else set()


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
