"""A rule's example as a reader of forms sees it: blocks of rows under their headings, with the YAML for authors."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, get_args

from build_scripts.judging.rules import Rule
from build_scripts.reading.model import STATEMENT_MODELS, Goal, Record, ScoringProfile, SourceDocument, Thresholds
from build_scripts.reading.yaml_writing import write
from build_scripts.words.language import COLON, SEMICOLON, Both, Term
from build_scripts.words.vocabulary import FORM_COLUMNS, FormType, GoalKind

FORM = Both("表单", "Form")
BESIDES: dict[str, tuple[Both, type[Record]]] = {
    "profile": (Both("评分规则", "Scoring profile"), ScoringProfile),
    "document": (Both("来源文件", "Source document"), SourceDocument),
    "thresholds": (Both("核对门槛", "Thresholds"), Thresholds),
}
"""What an example may say besides its forms."""
CODES = {"line_code", "source_line"}
"""Keys for machines: what they say stands in the row's label."""


@dataclass(frozen=True)
class ExampleCell:
    """A cell of an example."""

    text: Both
    differs: bool = False
    """Whether the cell does not stand so in the rule's other example."""


@dataclass(frozen=True)
class ExampleBlock:
    """Rows of a form, under their headings."""

    title: Both
    headings: Sequence[Both]
    rows: Sequence[Sequence[ExampleCell | None]]
    """Rows of cells, None where there is no such cell."""


@dataclass(frozen=True)
class Example:
    """A rule's example."""

    yaml: str
    """As written in a data file."""
    blocks: Sequence[ExampleBlock]
    """The parts of the form."""


def examples_of(rule: Rule) -> tuple[Example, Example]:
    """Return a rule's wrong and right example; in each the cells are marked that do not stand so in the other."""
    wrong, right = (example(data) for data in rule.examples)
    return _marked(wrong, right), _marked(right, wrong)


def example(data: Mapping[str, Any]) -> Example:
    """Return an example as blocks of a form."""
    return Example(write(data), tuple(_blocks(data)))


def _marked(shown: Example, other: Example) -> Example:
    texts = {
        (block.title, number, heading): cell and cell.text
        for block in other.blocks
        for number, row in enumerate(block.rows)
        for heading, cell in zip(block.headings, row, strict=True)
    }
    blocks = []
    for block in shown.blocks:
        rows = tuple(
            tuple(
                cell and replace(cell, differs=cell.text != texts.get((block.title, number, heading)))
                for heading, cell in zip(block.headings, row, strict=True)
            )
            for number, row in enumerate(block.rows)
        )
        blocks.append(replace(block, rows=rows))
    return replace(shown, blocks=tuple(blocks))


def _blocks(data: Mapping[str, Any]) -> Iterator[ExampleBlock]:
    forms = data.get("forms")
    for number, form in enumerate(forms or [data], 1):
        kind = STATEMENT_MODELS[form.get("form_type", FormType.PROJECT_SELF_EVAL)]
        own = {key: value for key, value in form.items() if key in kind.model_fields}
        title = Both(f"{FORM.zh} {number}", f"{FORM.en} {number}") if forms else FORM
        yield from _record(kind, own, title, title if forms else None)
    for key, (title, besides) in BESIDES.items():
        if key in data:
            yield from _record(besides, data[key], title, None)


def _record(kind: type[Record], data: Mapping[str, Any], title: Both, within: Both | None) -> Iterator[ExampleBlock]:
    """Yield the record's own cells as one row, then the rows below it, those of each goal apart."""
    below = {key: value for key, value in data.items() if _of(kind, key, Record) is not None}
    own = {key: value for key, value in data.items() if key not in below}
    if own:
        yield _block(kind, [own], title)
    for key, value in below.items():
        inner = _of(kind, key, Record)
        name = _title(kind, key, within)
        rows = value if isinstance(value, list) else [value]
        if inner is Goal:
            for row in rows:
                overall = row["kind"] == GoalKind.OVERALL and "number" not in row
                yield from _goal(row, within if overall else _goal_title(row, within))
        else:
            yield _block(inner, rows, name)


def _goal(row: Mapping[str, Any], title: Both | None) -> Iterator[ExampleBlock]:
    texts = {key: value for key, value in row.items() if key not in {"kind", "number"}}
    yield from _record(Goal, texts, title or _goal_title(row, None), title)


def _goal_title(row: Mapping[str, Any], within: Both | None) -> Both:
    kind, number = _cell(Goal, "kind", row["kind"]), f" {row['number']}" if "number" in row else ""
    return _below(within, Both(f"{kind.zh}{number}", f"{kind.en}{number}"))


def _block(kind: type[Record], rows: Sequence[Mapping[str, Any]], title: Both) -> ExampleBlock:
    keys = [key for key in dict.fromkeys(key for row in rows for key in row) if key not in CODES]
    cells = tuple(
        tuple(ExampleCell(_cell(kind, key, row[key])) if key in row else None for key in keys) for row in rows
    )
    return ExampleBlock(title, tuple(_title(kind, key, None) for key in keys), cells)


def _cell(kind: type[Record], key: str, value: Any) -> Both:  # noqa: ANN401 - whatever YAML holds
    term = _of(kind, key, Term)
    if isinstance(value, dict):
        parts = [(Both.printed(name) if term is None else term(name).both, item) for name, item in value.items()]
        cells = SEMICOLON.join(Both(f"{name.zh} {item}", f"{name.en} {item}") for name, item in parts)
        return cells if parts else Both("无", "none")
    if isinstance(value, list):
        return SEMICOLON.join(_cell(kind, key, item) for item in value)
    return Both.printed(value) if term is None else term(value).both


def _title(kind: type[Record], key: str, within: Both | None) -> Both:
    """Return what a key is called: in Chinese as the author's guide has it, in English as above the form's columns."""
    english = FORM_COLUMNS[key].en if key in FORM_COLUMNS else key.replace("_", " ").capitalize()
    chinese = str(kind.model_fields[key].title)
    return _below(within, Both(chinese, english))


def _below(within: Both | None, name: Both) -> Both:
    return name if within is None else COLON.join([within, name])


def _of(kind: type[Record], key: str, wanted: type) -> Any:  # noqa: ANN401 - a class below ``wanted``
    """Return the class below ``wanted`` that a field holds, alone, as one of its codes or in a tuple; else None."""
    open_types = [kind.model_fields[key].annotation]
    while open_types:
        item = open_types.pop()
        if isinstance(item, wanted):
            return type(item)
        if isinstance(item, type) and issubclass(item, wanted):
            return item
        open_types += get_args(item)
    return None
