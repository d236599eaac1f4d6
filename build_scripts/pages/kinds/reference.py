"""The page about ourselves: every column, field, rule, template variable and command with its sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields

from pydantic import BaseModel

from build_scripts.commands import commands
from build_scripts.judging.rules import RULES
from build_scripts.pages.makers import MAKERS, one_page
from build_scripts.pages.page import Page, page_of, said
from build_scripts.pages.site import Site
from build_scripts.reading import model
from build_scripts.tables.catalogue import TABLES
from build_scripts.words.language import Both
from build_scripts.words.page_kinds import PageKind

ReferenceEntry = tuple[str, str, Both]
"""Name, type and sentence."""
_CHINESE_NAME = re.compile(r"^[\u3400-\u9fff（）]+: ")


@dataclass(frozen=True)
class ReferenceSection:
    """A list of promises of one kind."""

    anchor: str
    title: Both
    entries: Sequence[ReferenceEntry]


@dataclass(frozen=True)
class ReferenceContext:
    """``/reference/``."""

    sections: Sequence[ReferenceSection] = said("各类约定", "All kinds of promises")


@one_page(PageKind.REFERENCE, ReferenceContext)
def reference_page(_site: Site) -> Page:
    """Return the reference."""
    return page_of(
        PageKind.REFERENCE,
        Both(
            "数据列、YAML 字段、核对规则、模板变量与命令的完整清单。",
            "Every column, YAML field, rule, template variable and command.",
        ),
        ReferenceContext(tuple(reference_sections())),
    )


def reference_sections() -> Iterator[ReferenceSection]:
    """Yield all that this portal promises to others."""
    yield from _tables()
    yield from _fields()
    yield from _contexts()
    yield _rules()
    yield from _commands()


def _tables() -> Iterator[ReferenceSection]:
    for table in TABLES:
        title = Both(f"数据表 {table.name}：{table.title.zh}", f"Table {table.name}: {table.title.en}")
        entries = [(column.name, _kind(column.kind, column.unit), column.sentence) for column in table.columns]
        yield ReferenceSection(f"table-{table.name}", title, entries)


def _kind(kind: str, unit: str) -> str:
    return f"{kind} ({unit})" if unit else kind


def _fields() -> Iterator[ReferenceSection]:
    for record in records():
        entries = []
        for name, info in record.model_fields.items():
            extra = info.json_schema_extra
            english = str(extra.get("description_en", "")) if isinstance(extra, dict) else ""
            sentence = Both(f"{info.title}：{info.description}", english)
            entries.append((name, "required" if info.is_required() else "optional", sentence))
        heading = _CHINESE_NAME.sub("", (record.__doc__ or "").split("\n")[0])
        title = Both(
            f"YAML 字段 {record.__name__}：{record.model_config.get('title')}",
            f"YAML fields {record.__name__}: {heading}",
        )
        yield ReferenceSection(f"field-{record.__name__}", title, entries)


def records() -> list[type[BaseModel]]:
    """Return every record an author may write, in the order in which the model declares them."""
    found = [item for item in vars(model).values() if isinstance(item, type) and issubclass(item, model.Record)]
    return [item for item in found if item.model_fields]


def _contexts() -> Iterator[ReferenceSection]:
    for kind, maker in MAKERS.items():
        entries = [(item.name, str(item.type), item.metadata["said"]) for item in fields(maker.context)]
        yield ReferenceSection(
            f"template-{kind}", Both(f"模板 {kind} 的变量", f"Variables of template {kind}"), entries
        )


def _rules() -> ReferenceSection:
    entries = [(rule.id, rule.severity.value, rule.title) for rule in RULES.values()]
    return ReferenceSection("rules", Both("核对规则", "Rules"), entries)


def _commands() -> Iterator[ReferenceSection]:
    for name, command in commands().commands.items():
        title = Both(f"命令 mingzhang {name}：{command.said.zh}", f"Command mingzhang {name}: {command.said.en}")
        yield ReferenceSection(
            f"command-{name}", title, [(option, "", said_of) for option, said_of in command.options.items()]
        )
