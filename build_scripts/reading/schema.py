"""JSON Schemas (2020-12) of the YAML files, so that editors complete keys and show what belongs where.

Made from the model, with Chinese titles and help and an English sentence for each key. The loader stays the
judge: where YAML editors read a number or a truth value, the loader reads text, so the schemas accept both.
"""

from __future__ import annotations

import json
from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from build_scripts.reading.layout import FILE_KINDS, FileKind
from build_scripts.words.language import Term

_WHOLE = "^[0-9]{1,9}$"


class _EditorSchema(GenerateJsonSchema):
    """pydantic's generator, for files in which every scalar is text and a key without a value is left out."""

    def str_schema(self, schema: core_schema.StringSchema) -> JsonSchemaValue:
        """Text; what an editor takes for a number or a truth value is text to the loader too."""
        made = super().str_schema(schema)
        return {**made, "type": ["string", "number"] if "pattern" in made else ["string", "number", "boolean"]}

    def int_schema(self, schema: core_schema.IntSchema) -> JsonSchemaValue:
        """A whole number, with or without quotes."""
        return {"anyOf": [super().int_schema(schema), {"type": "string", "pattern": _WHOLE}]}

    def bool_schema(self, schema: core_schema.BoolSchema) -> JsonSchemaValue:
        """A truth value, with or without quotes."""
        return {"anyOf": [super().bool_schema(schema), {"enum": ["true", "false"]}]}

    def enum_schema(self, schema: core_schema.EnumSchema) -> JsonSchemaValue:
        """Each code with its Chinese and English name."""
        return {"oneOf": [_labelled(term) for term in schema["members"]]}

    def literal_schema(self, schema: core_schema.LiteralSchema) -> JsonSchemaValue:
        """The only code a file may have."""
        return {"oneOf": [_labelled(term) for term in schema["expected"]]}

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        """An optional key is left out, never empty."""
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        """A key left out needs no default in an editor, unless the default says something."""
        made = super().default_schema(schema)
        return {key: value for key, value in made.items() if key != "default" or value}


def _labelled(term: Term) -> dict[str, str]:
    return {"const": term.value, "title": term.zh, "description": term.en}


def schemas() -> dict[str, dict[str, Any]]:
    """Return file name, such as ``targets.schema.json``, → JSON Schema, one for each kind of YAML file."""
    return {f"{kind.name}.schema.json": _schema(kind) for kind in FILE_KINDS}


SCHEMAS, SETTINGS = ".schemas", ".vscode/settings.json"
"""Where a portal keeps the schemas, and what tells VS Code (and its kin) which file is of which kind."""


def editor_schemas() -> dict[str, dict[str, Any]]:
    """Return the same schemas as of draft 7, which every version of yaml-language-server knows: they use nothing newer."""
    return {
        name: {**schema, "$schema": "http://json-schema.org/draft-07/schema#"} for name, schema in schemas().items()
    }


def editor_settings() -> dict[str, Any]:
    """Return what ``SETTINGS`` says to the YAML extension: schema → which files of the data folder it is for."""
    return {
        "yaml.schemas": {f"{SCHEMAS}/{kind.name}.schema.json": f"data/{kind.place}" for kind in FILE_KINDS},
        "yaml.format.enable": False,
        "files.insertFinalNewline": True,
        "[yaml]": {"editor.tabSize": 2, "editor.insertSpaces": True},
    }


def as_file(told: object) -> str:
    """Return a schema, or settings, as the text of a file."""
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def _schema(kind: FileKind) -> dict[str, Any]:
    made = kind.record.model_json_schema(schema_generator=_EditorSchema)
    for definition in (made, *made.get("$defs", {}).values()):
        definition["description_en"] = definition.pop("description", "")
        if "oneOf" in definition:
            del definition["title"]  # the key that uses the codes has a Chinese title of its own
        for declared in definition.get("properties", {}).values():
            for bound, keyword in (("ge", "minimum"), ("le", "maximum")):
                if bound in declared:  # pydantic leaves bounds of optional numbers under names of its own
                    declared["anyOf"][0][keyword] = declared.pop(bound)
    return {
        "$schema": GenerateJsonSchema.schema_dialect,
        "$id": f"{kind.name}.schema.json",
        "title": made.pop("title"),
        "description": f"明账数据文件 data/{kind.place}。所有内容都按原样当作文字保存；空白写 ''，没有的不写这个键。",
        **made,
    }
