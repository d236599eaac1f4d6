"""The page about ourselves: every column, field, rule, template variable and command with its sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from typing import get_args, get_origin

from pydantic import BaseModel

from build_scripts.commands import commands
from build_scripts.judging.rules import RULES
from build_scripts.pages.makers import MAKERS, one_page
from build_scripts.pages.page import Page, page_of, said
from build_scripts.pages.site import Site
from build_scripts.reading import model
from build_scripts.reading.validation import inner_type, terms_of
from build_scripts.tables.catalogue import TABLES
from build_scripts.words.language import PAUSE, UNSAID, Both, Term
from build_scripts.words.page_kinds import PageKind

_CHINESE_NAME = re.compile(r"^[\u3400-\u9fff（）]+: ")


@dataclass(frozen=True)
class ReferenceEntry:
    """Something that is promised."""

    name: str
    kind: Both
    """Of which type it is, and whether it must be there."""
    sentence: Both
    codes: type[Term] | None = None
    """Which codes it has, where it has codes."""


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
    yield from _codes()
    yield from _contexts()
    yield _rules()
    yield from _commands()


def _tables() -> Iterator[ReferenceSection]:
    for table in TABLES:
        title = Both(f"数据表 {table.name}：{table.title.zh}", f"Table {table.name}: {table.title.en}")
        entries = [
            ReferenceEntry(column.name, _kind(column.kind, column.unit), column.sentence, column.codes)
            for column in table.columns
        ]
        yield ReferenceSection(f"table-{table.name}", title, entries)


def _kind(kind: str, unit: str) -> Both:
    return Both.printed(f"{kind} ({unit})" if unit else kind)


def _fields() -> Iterator[ReferenceSection]:
    for record in records():
        entries = []
        for name, info in record.model_fields.items():
            extra = info.json_schema_extra
            english = str(extra.get("description_en", "")) if isinstance(extra, dict) else ""
            sentence = Both(f"{info.title}：{info.description}", english)
            needed = Both("必填", "required") if info.is_required() else Both("可不写", "optional")
            kind = PAUSE.join((_type(info.annotation), needed))
            entries.append(ReferenceEntry(name, kind, sentence, codes_of(info.annotation)))
        heading = _CHINESE_NAME.sub("", (record.__doc__ or "").split("\n")[0])
        title = Both(
            f"YAML 字段 {record.__name__}：{record.model_config.get('title')}",
            f"YAML fields {record.__name__}: {heading}",
        )
        yield ReferenceSection(f"field-{record.__name__}", title, entries)


def _type(annotation: object) -> Both:
    """Return what a key holds: text, a number, a code, other keys, or a list of these."""
    held = inner_type(annotation)
    if get_origin(held) is tuple:
        return Both("列表：{of}", "list of {of}").format(of=_type(get_args(held)[0]))
    if get_origin(held) is dict:
        return Both("{of} → {to}", "{of} → {to}").format(of=_type(get_args(held)[0]), to=_type(get_args(held)[1]))
    if codes_of(held) is not None:
        return Both("代码", "code")
    if isinstance(held, type) and issubclass(held, model.Record):
        return Both.printed(held.__name__)
    return {int: Both("整数", "whole number"), bool: Both("true 或 false", "true or false")}.get(
        held, Both("文字", "text")
    )


def codes_of(annotation: object) -> type[Term] | None:
    """Return the list of codes from which a key's values are; None where they are no codes."""
    terms = terms_of(annotation)
    return type(terms[0]) if terms else None


def _codes() -> Iterator[ReferenceSection]:
    """Yield every list of codes, called as the first key or column that has it."""
    called: dict[type[Term], str] = {}
    for record in records():
        for info in record.model_fields.values():
            codes = codes_of(info.annotation)
            if codes is not None:
                called.setdefault(codes, f"{record.model_config['title']}·{info.title}")
    for table in TABLES:
        for column in table.columns:
            if column.codes is not None:
                called.setdefault(column.codes, re.split("[，；：]", column.sentence.zh)[0])
    for codes, title in called.items():
        said = (codes.__doc__ or "").split("\n")[0].rstrip(".").replace("``", "")
        entries = [ReferenceEntry(term.value, Both("代码", "code"), term.both) for term in codes]
        name = codes.__name__
        yield ReferenceSection(f"codes-{name}", Both(f"代码 {name}：{title}", f"Codes {name}: {said}"), entries)


def records() -> list[type[BaseModel]]:
    """Return every record an author may write, in the order in which the model declares them."""
    found = [item for item in vars(model).values() if isinstance(item, type) and issubclass(item, model.Record)]
    return [item for item in found if item.model_fields]


def _contexts() -> Iterator[ReferenceSection]:
    for kind, maker in MAKERS.items():
        entries = [
            ReferenceEntry(item.name, Both.printed(str(item.type)), item.metadata["said"])
            for item in fields(maker.context)
        ]
        yield ReferenceSection(
            f"template-{kind}", Both(f"模板 {kind} 的变量", f"Variables of template {kind}"), entries
        )


def _rules() -> ReferenceSection:
    entries = [ReferenceEntry(rule.id, rule.severity.both, rule.title) for rule in RULES.values()]
    return ReferenceSection("rules", Both("核对规则", "Rules"), entries)


def _commands() -> Iterator[ReferenceSection]:
    for name, command in commands().commands.items():
        title = Both(f"命令 mingzhang {name}：{command.said.zh}", f"Command mingzhang {name}: {command.said.en}")
        yield ReferenceSection(
            f"command-{name}",
            title,
            [ReferenceEntry(option, UNSAID, said_of) for option, said_of in command.options.items()],
        )
