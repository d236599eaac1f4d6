"""Every column of tables: type, unit, meaning, example, what it may hold, since which release; itself a table, and JSON.

What a dictionary says of the tables of a set of files is true of these files: its examples are cells of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from build_scripts.opendata.described import json_bytes
from build_scripts.tables.catalogue import TABLE_OF, foreign_keys
from build_scripts.tables.csv_format import csv_bytes
from build_scripts.tables.downloads import Download
from build_scripts.tables.published import PublishedColumn, PublishedTable, Table, listed, text_column
from build_scripts.words.language import Both


@dataclass(frozen=True)
class DescribedColumn:
    """A column of a published table."""

    table: PublishedTable[Any]
    column: PublishedColumn[Any]
    example: str
    """The first cell that is not empty; empty where there is none."""
    refers_to: str
    """The table of which its cells are the key."""

    @property
    def is_key(self) -> bool:
        """Whether its cell is the key of a row, or a part of it."""
        return self.column.name in self.table.key

    @property
    def is_always_filled(self) -> bool:
        """Whether no row is empty in it."""
        return self.column.name in self.table.never_empty


def described_columns(downloads: Iterable[Download]) -> Iterator[DescribedColumn]:
    """Yield every column of tables, in their order."""
    for item in downloads:
        table = TABLE_OF[item.name]
        of = foreign_keys(table)
        for column, example in zip(table.columns, item.examples, strict=True):
            yield DescribedColumn(table, column, example, of.get(column.name, ""))


# fmt: off
DICTIONARY = PublishedTable[DescribedColumn](
    "dictionary", Both("数据字典", "Data dictionary"), ("table", "column"), lambda _: (),
    (
        text_column("table", Both("数据表，即文件名", "Table, the name of its file"), lambda one: one.table.name),
        text_column("column", Both("列名", "Name of the column"), lambda one: one.column.name),
        text_column("type", Both("类型：text、integer、decimal、code（一个代码）、codes（多个代码，以“；”分隔）", "Type: text, integer, decimal, code, or codes joined by a full-width semicolon"), lambda one: one.column.kind),
        text_column("unit", Both("计量单位", "Unit"), lambda one: one.column.unit or None),
        text_column("meaning_zh", Both("含义（中文）", "Meaning in Chinese"), lambda one: one.column.sentence.zh),
        text_column("meaning_en", Both("含义（英文）", "Meaning in English"), lambda one: one.column.sentence.en),
        text_column("example", Both("例子：这些数据中这一列第一个不空的格，长的只写开头", "Example: the first cell of these data that is not empty, a long one cut"), lambda one: one.example or None),
        text_column("key", Both("是否主键的一部分：key", "key where it is part of the key of a row"), lambda one: "key" if one.is_key else None),
        text_column("refers_to", Both("指向哪个数据表的主键", "Table whose key it holds"), lambda one: one.refers_to or None),
        text_column("filled", Both("是否每行都有：always", "always where no row is empty"), lambda one: "always" if one.is_always_filled else None),
        text_column("pattern", Both("不空的格符合的正则表达式", "Regular expression that a cell matches unless it is empty"), lambda one: one.column.pattern or None),
        text_column("codes_zh", Both("可有的代码及其中文名", "The codes with their Chinese names"), lambda one: listed(f"{code}={code.zh}" for code in one.column.codes or ())),
        text_column("codes_en", Both("可有的代码及其英文名", "The codes with their English names"), lambda one: listed(f"{code}={code.en}" for code in one.column.codes or ())),
        text_column("other_values", Both("代码以外还可有别的：yes", "yes where a cell may hold something else than one of the codes"), lambda one: "yes" if one.column.others else None),
        text_column("since", Both("自哪一版数据起有此列", "First release that has the column"), lambda one: one.column.since),
    ),
    by_place=False,
)
# fmt: on


def dictionary_table(downloads: Iterable[Download]) -> Table:
    """Return the dictionary of tables as a table, one row for each of their columns."""
    return DICTIONARY.of(described_columns(downloads))


def dictionary_csv(downloads: Iterable[Download]) -> bytes:
    """Return the dictionary of tables as ``dictionary.csv``."""
    return csv_bytes(dictionary_table(downloads))


def dictionary_json(downloads: Iterable[Download]) -> bytes:
    """Return the dictionary of tables as ``dictionary.json``: a list of tables, each with its columns."""
    told = []
    for item in downloads:
        table = TABLE_OF[item.name]
        columns = [_told(one) for one in described_columns((item,))]
        told.append(
            {"table": table.name, "title_zh": table.title.zh, "title_en": table.title.en, "key": [*table.key], "columns": columns}
        )  # fmt: skip
    return json_bytes(told)


def _told(one: DescribedColumn) -> dict[str, object]:
    column = one.column
    said: dict[str, object] = {
        "column": column.name,
        "type": column.kind,
        "unit": column.unit,
        "meaning_zh": column.sentence.zh,
        "meaning_en": column.sentence.en,
        "example": one.example,
        "refers_to": one.refers_to,
        "filled": one.is_always_filled,
        "pattern": column.pattern,
        "codes": [{"code": code.value, "zh": code.zh, "en": code.en} for code in column.codes or ()],
        "other_values": column.others,
        "since": column.since,
    }
    return {name: value for name, value in said.items() if value not in ("", [], False)}
