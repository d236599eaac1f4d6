"""The page about ourselves: every column, field, rule, template variable and command with its sentence."""

from __future__ import annotations

import argparse
import dataclasses
import re
from collections.abc import Iterator

from pydantic import BaseModel

from build_scripts.commands import commands
from build_scripts.judging.rules import RULES
from build_scripts.pages.contexts import CONTEXTS, Page, ReferenceContext, ReferenceSection
from build_scripts.pages.site import HOME
from build_scripts.reading import model
from build_scripts.tables.columns import COLUMNS
from build_scripts.tables.rows import DECLARED_AS, TABLE_COLUMNS, TITLES
from build_scripts.words.language import Both

ReferenceEntry = tuple[str, str, str, str]
_CHINESE_NAME = re.compile(r"^[\u3400-\u9fff（）]+: ")


def reference_page() -> Page:
    """Return the reference."""
    sections = (*_tables(), *_fields(), *_contexts(), _rules(), *_commands())
    return Page(
        "reference",
        "reference/",
        Both("参考", "Reference"),
        Both(
            "数据列、YAML 字段、核对规则、模板变量与命令的完整清单。",
            "Every column, YAML field, rule, template variable and command.",
        ),
        (HOME,),
        ReferenceContext(sections),
    )


def _tables() -> Iterator[ReferenceSection]:
    for name, header in TABLE_COLUMNS.items():
        columns = [(column, COLUMNS[DECLARED_AS.get((name, column), column)]) for column in header.split()]
        zh, en = TITLES[name]
        entries = tuple(
            (column, _kind(declared.kind, declared.unit), declared.zh, declared.en) for column, declared in columns
        )
        yield ReferenceSection(f"table-{name}", f"数据表 {name}：{zh}", f"Table {name}: {en}", entries)


def _kind(kind: str, unit: str) -> str:
    return f"{kind} ({unit})" if unit else kind


def _fields() -> Iterator[ReferenceSection]:
    for record in records():
        entries = []
        for name, info in record.model_fields.items():
            extra = info.json_schema_extra
            english = str(extra.get("description_en", "")) if isinstance(extra, dict) else ""
            entries.append(
                (name, "required" if info.is_required() else "optional", f"{info.title}：{info.description}", english)
            )
        heading = _CHINESE_NAME.sub("", (record.__doc__ or "").split("\n")[0])
        yield ReferenceSection(
            f"field-{record.__name__}",
            f"YAML 字段 {record.__name__}：{record.model_config.get('title')}",
            f"YAML fields {record.__name__}: {heading}",
            tuple(entries),
        )


def records() -> list[type[BaseModel]]:
    """Return every record an author may write, in the order in which the model declares them."""
    found = [item for item in vars(model).values() if isinstance(item, type) and issubclass(item, model.Record)]
    return [item for item in found if item.model_fields]


def _contexts() -> Iterator[ReferenceSection]:
    for kind, context in CONTEXTS.items():
        entries = tuple(
            (item.name, str(item.type), str(item.metadata["zh"]), str(item.metadata["en"]))
            for item in dataclasses.fields(context)
        )
        yield ReferenceSection(f"template-{kind}", f"模板 {kind} 的变量", f"Variables of template {kind}", entries)


def _rules() -> ReferenceSection:
    entries = tuple(
        (rule.id, rule.severity.value, rule.title_zh, rule.title_en)
        for rule in sorted(RULES.values(), key=lambda r: r.id)
    )
    return ReferenceSection("rules", "核对规则", "Rules", entries)


def _commands() -> Iterator[ReferenceSection]:
    """Yield the commands: argparse offers no public way to its own commands, so its private lists are read here, in one place."""
    for action in commands()._actions:  # noqa: SLF001
        if not isinstance(action, argparse._SubParsersAction):  # noqa: SLF001
            continue
        for name, parser in action.choices.items():
            options: list[argparse.Action] = parser._actions  # noqa: SLF001
            entries = tuple(
                (" ".join(item.option_strings) or item.dest, "", *_two(item.help or "")) for item in options
            )
            zh, en = _two(parser.description or "")
            yield ReferenceSection(
                f"command-{name}", f"命令 mingzhang {name}：{zh}", f"Command mingzhang {name}: {en}", entries
            )


def _two(text: str) -> tuple[str, str]:
    """Split a help text into its Chinese and its English half."""
    zh, _, en = text.partition(" · ")
    return zh, en or zh
