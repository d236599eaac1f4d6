"""Blocks of a form, each printed and expected at once: rows of a table, money, goals, indicators, texts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import NamedTuple

from printed.comparing import ABSENT, Either, Holding, Matching, Maybe
from printed.table import Cell, Document, Kind, Paragraph, Table

Row = tuple[Cell, ...]
"""Cells that begin in a row; of those with 0 columns each takes its share of what the others leave."""


class Column(NamedTuple):
    """A column of a table: which text of a row it shows, under which heading, and in which field that belongs."""

    shows: str
    heading: str
    field: str = ""
    """Empty where it is the same; ``further`` where there is none."""


Change = Callable[[Sequence[Column]], Sequence[Column]]
"""What a form does to the columns of its indicators."""


@dataclass(frozen=True)
class Printed:
    """A form as printed, and what must be read from it."""

    document: Document
    expected: Mapping[str, object]


def heading(text: str, columns: int = 0, rows: int = 1) -> Cell:
    """Return a cell whose words stay with the blank form."""
    return Cell(text, columns, rows, "heading")


def label(text: str, columns: int = 0, rows: int = 1) -> Cell:
    """Return a cell whose words are kept beside the answer."""
    return Cell(text, columns, rows, "label")


def value(text: str, columns: int = 0, rows: int = 1, kind: Kind = "value") -> Cell:
    """Return an answer."""
    return Cell(text, columns, rows, kind)


def fit(width: int, *cells: Cell) -> Row:
    """Return the cells with their columns: those that have none share what is left, the last taking most."""
    free = [at for at, cell in enumerate(cells) if not cell.columns]
    left = width - sum(cell.columns for cell in cells)
    shares = {at: left * (n + 1) // len(free) - left * n // len(free) for n, at in enumerate(free)}
    if any(share < 1 for share in shares.values()) or (left and not free):
        raise ValueError(f"{[cell.text for cell in cells]} do not fill {width} columns")
    return tuple(replace(cell, columns=shares[at]) if at in shares else cell for at, cell in enumerate(cells))


def beside(text: str, rows: Sequence[Row], columns: int = 1) -> list[Row]:
    """Return the rows with a heading to their left that spans them all."""
    first = heading(text, columns, len(rows))
    return [(first, *rows[0]), *rows[1:]]


@dataclass
class Form:
    """A form in the making: its one table's rows, the blocks before it, and what is expected."""

    width: int
    expected: dict[str, object]
    blocks: list[Paragraph | Table] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)

    def row(self, *cells: Cell) -> None:
        """Print a row across the whole table."""
        self.rows.append(fit(self.width, *cells))

    def paragraph(self, text: str, kind: Kind = "value") -> None:
        """Print a text before, between or after tables."""
        self.close()
        self.blocks.append(Paragraph(text, kind))

    def close(self) -> None:
        """End the table."""
        if self.rows:
            self.blocks.append(Table(tuple(self.rows)))
            self.rows = []

    def identify(self, *pairs: tuple[str, str, str]) -> None:
        """Print a row of labels and answers; each pair is a key of the form, its label, its text."""
        self.row(*(cell for _, words, text in pairs for cell in (heading(words), value(text))))
        self.expected.update({key: text for key, _, text in pairs})

    def tell(self, kind: str | Either, words: str, text: str) -> None:
        """Print a row with a label and a long text."""
        self.row(label(words, min(2, self.width - 1)), value(text))
        self.say(kind, words, text)

    def answer(self, *triples: tuple[str | Either, str, str]) -> None:
        """Print a row of labels and texts that are narratives; of each its kind, its label, its text."""
        self.row(*(cell for _, words, text in triples for cell in (label(words), value(text))))
        for triple in triples:
            self.say(*triple)

    def leave(self, kind: Either, words: str, guidance: str) -> None:
        """Print a cell with the blank form's guidance where an answer is due; it may be kept as printed."""
        self.row(heading(words, 2), value(guidance, kind="template"))
        text = {"kind": kind, "heading": words, "text": Either("", guidance)}
        self.expected.setdefault("narratives", []).append(Maybe(text))

    def budget(self, words: str, columns: Sequence[Column], rows: Sequence[Mapping[str, object]]) -> None:
        """Print the money block with ``words`` to its left, if any."""
        printed, self.expected["funding"] = money(self.width - bool(words), columns, rows)
        self.rows += beside(words, printed) if words else printed

    def measure(self, words: str, columns: Sequence[Column], rows: Sequence[Mapping[str, str]], **goal: object) -> None:
        """Print the indicators of a goal with ``words`` to their left, if any."""
        printed, items = indicators(self.width - bool(words), columns, rows)
        self.rows += beside(words, printed) if words else printed
        self.expected.setdefault("goals", []).append({**goal, "indicators": items})

    def sum_up(self, columns: Sequence[Column], row: Mapping[str, str], before: int = 1) -> None:
        """Print the total row, ``before`` columns to the left of those of the indicators."""
        printed, self.expected["total"] = total(self.width - before, columns, row, before)
        self.rows.append(printed)

    def say(self, kind: str | Either, words: str, text: str) -> None:
        """Expect a text that is printed elsewhere."""
        self.expected.setdefault("narratives", []).append({"kind": kind, "heading": words, "text": text})

    def hold(self, texts: Iterable[str], *kinds: str) -> None:
        """Expect texts somewhere among the narratives."""
        self.expected.setdefault("holding", []).append(Holding(tuple(texts), frozenset(kinds)))

    def goal(self, **texts: object) -> None:
        """Expect a goal."""
        self.expected.setdefault("goals", []).append(texts)

    def done(self) -> Printed:
        """Return the form."""
        self.close()
        return Printed(Document(tuple(self.blocks)), self.expected)


def begin(width: int, form_type: str, title: str, *, year: int = 2023, apart: bool = False) -> Form:
    """Begin a form with its title; the year stands in it, or in a line of its own where it is ``apart``."""
    form = Form(
        width,
        {
            "form_type": form_type,
            "title": Matching(f".*{title}.*") if apart else title,
            "fiscal_year": year,
            "fiscal_year_basis": "printed",
            "fiscal_year_text": Matching(f".*{year}年.*"),
            "currency_unit": "ten_thousand_yuan",
            "currency_unit_text": Matching(".*万元.*"),
        },
    )
    form.paragraph(title)
    if apart:
        form.paragraph(f"（{year}年度）")
    return form


def spans(columns: Sequence[Column], width: int) -> list[int]:
    """Return how wide each column is in a table that is wider than they are many: the names take what is left."""
    names = next((at for at, column in enumerate(columns) if column.shows == "name"), 0)
    return [1 + (width - len(columns) if at == names else 0) for at in range(len(columns))]


def cells_of(columns: Sequence[Column], row: Mapping[str, str], kind: Kind = "value") -> tuple[Cell, ...]:
    """Return a row's cells below the columns."""
    return tuple(value(row.get(column.shows, ""), kind=kind) for column in columns)


def fields_of(columns: Sequence[Column], row: Mapping[str, str]) -> dict[str, object]:
    """Return a row's fields, and under ``further`` the cells that have none."""
    fields: dict[str, object] = {}
    further = []
    for column in columns:
        text = row.get(column.shows, "")
        if column.field == "further":
            further.append({"label": column.heading, "text": text})
        else:
            fields[column.field or column.shows] = text
    return {**fields, "further": further} if further else fields


def money(width: int, columns: Sequence[Column], rows: Sequence[Mapping[str, object]]) -> tuple[list[Row], list[dict]]:
    """Return heading and rows of the money block, the row labels in front, and the expected lines."""
    printed = [fit(width, *(heading(column.heading) for column in columns))]
    lines = []
    for row in rows:
        texts = {key: text for key, text in row.items() if key != "line_code"}
        first, *others = cells_of(columns, texts)
        printed.append(fit(width, replace(first, kind="label"), *others))
        lines.append({"line_code": row["line_code"], **fields_of(columns, texts)})
    return printed, lines


def indicators(
    width: int, columns: Sequence[Column], rows: Sequence[Mapping[str, str]]
) -> tuple[list[Row], list[dict]]:
    """Return heading and rows of indicators with merged levels, and the expected rows.

    A row under ``blank`` is printed by the blank form and answered by nobody: it may be left out, and a level whose
    cell begins in it may then be written with the next row.
    """
    rows = [row if "blank" in row else {"evidence": f"附件{at}", **row} for at, row in enumerate(rows, 1)]
    levels = [column.shows for column in columns if column.shows in {"level1", "level2"}]
    starts = {level: _starts(rows, levels[: at + 1]) for at, level in enumerate(levels)}
    widths = spans(columns, width)
    printed: list[Row] = [tuple(heading(column.heading, wide) for column, wide in zip(columns, widths, strict=True))]
    expected: list[dict] = []
    for at, row in enumerate(rows):
        cells: list[Cell] = []
        fields = fields_of(columns, row)
        for column, cell, wide in zip(columns, cells_of(columns, row), widths, strict=True):
            begins = starts.get(column.shows, {at: 1})
            if at in begins:
                blank = all("blank" in below for below in rows[at : at + begins[at]])
                cells.append(replace(cell, columns=wide, rows=begins[at], kind="template" if blank else "value"))
                continue
            start = max(begin for begin in begins if begin <= at)
            if all("blank" in above for above in rows[start:at]):
                fields[column.shows] = Either(ABSENT, row[column.shows])
            else:
                del fields[column.shows]
        printed.append(tuple(cells))
        expected.append(Maybe(fields) if "blank" in row else fields)
    return printed, expected


def _starts(rows: Sequence[Mapping[str, str]], levels: Sequence[str]) -> dict[int, int]:
    """Return where each merged cell of a level begins and how many rows it spans."""
    keys = [tuple(row.get(level, "") for level in levels) for row in rows]
    begins = [0, *(at for at, (one, other) in enumerate(pairwise(keys), 1) if one != other), len(rows)]
    return {one: other - one for one, other in pairwise(begins)}


def three_heading_rows(width: int, columns: Sequence[Column], rows: Sequence[Row]) -> list[Row]:
    """Return a table with its heading in three rows: 指标值 above the two earlier years and the coming one."""
    wide = dict(zip((column.shows for column in columns), spans(columns, width), strict=True))
    words = {column.shows: column.heading for column in columns}
    figures = ("baseline_y2", "baseline_y1", "target")
    first = [
        heading("指标值", sum(wide[key] for key in figures))
        if column.shows == figures[0]
        else heading(column.heading, wide[column.shows], 3)
        for column in columns
        if column.shows not in figures[1:]
    ]
    earlier, coming = figures[:2], figures[2]
    second = (heading("近两年指标值", sum(wide[key] for key in earlier)), heading(words[coming], wide[coming], 2))
    third = tuple(heading(words[key], wide[key]) for key in earlier)
    return [tuple(first), second, third, *rows[1:]]


def total(
    width: int, columns: Sequence[Column], row: Mapping[str, str], before: int = 1
) -> tuple[Row, dict[str, object]]:
    """Return the total row, its label across the columns before its first figure, and the expected total.

    Args:
        width: Of the indicators above it.
        columns: Theirs.
        row: ``label`` and what it prints below the columns.
        before: Columns to the left of those of the indicators.
    """
    first = next(at for at, column in enumerate(columns) if column.shows in row)
    widths = spans(columns, width)
    figures = zip(cells_of(columns[first:], row), widths[first:], strict=True)
    shown = (
        label(row["label"], before + sum(widths[:first])),
        *(replace(cell, columns=wide) for cell, wide in figures),
    )
    fields = fields_of([column for column in columns if column.shows in row], row)
    return shown, {"label": row["label"], **fields}
