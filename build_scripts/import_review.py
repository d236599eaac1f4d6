"""The page of ``import --review``: what a file prints beside what was read of it, each cell linked to its field and back.

It is one file without scripts that asks nobody for anything, to be opened from disk and thrown away.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from markupsafe import Markup

from build_scripts.carriers import Grid, GridCell, Paragraph
from build_scripts.carriers.text_export import compact
from build_scripts.cells.personal_data import masked
from build_scripts.import_check import DraftCheck, SaidOfDraft
from build_scripts.import_report import (
    change_line,
    facts,
    held_back,
    list_headings,
    new_projects,
    numbers,
    other_sources,
    place_of,
    printed_changes,
    profiles,
    remarks,
)
from build_scripts.importers.document import ImportedForm
from build_scripts.importers.fidelity import Account, cells_of, repairs
from build_scripts.importers.run import Draft
from build_scripts.pages.render import environment
from build_scripts.reading.model import AnyStatement
from build_scripts.reading.printed import leaves, printed_cells, title_at, without_personal_texts
from build_scripts.words.language import UNSAID, Both, Term

_TEMPLATE, _STYLES = "import_review.html.j2", ("theme/assets/stylesheets/tokens.css", "import_review.css")
_FILES = Both("新写或改写的文件", "Files that are new or change")
_GROUP = re.compile(r"(?:\w+\[\d+\]\.)*(?!further\[)\w+\[\d+\]|total|source|")
"""The row of a path, or what else its field is a part of; empty for the head of the form."""
_FURTHER = re.compile(r"further\[(\d+)\]\.text$")


@dataclass(frozen=True)
class ShownCell:
    """A cell of the source, as the page shows it."""

    text: str
    rows: int
    columns: int
    anchor: str
    kind: str
    """``field``, ``heading``, ``further``, ``lost``, ``apart``, ``blank`` or, where nothing was read, empty."""
    address: str
    to: str
    """Anchor of what was made of it; empty for nothing."""
    why: Both
    """Why its place is not certain, or why it is part of no form."""


@dataclass(frozen=True)
class ShownBlock:
    """A table or a paragraph of the source."""

    name: str
    rows: tuple[tuple[ShownCell, ...], ...]


@dataclass(frozen=True)
class ShownField:
    """A field of the result."""

    title: str
    key: str
    text: str
    anchor: str
    cells: tuple[tuple[str, str], ...]
    """Anchor and address of the cells it was read from."""


@dataclass(frozen=True)
class ShownGroup:
    """A row of the result: a money row, an indicator, a text, or what stands in none."""

    name: Both
    anchor: str
    fields: tuple[ShownField, ...]


@dataclass(frozen=True)
class ShownForm:
    """A form as it was read."""

    name: Both
    facts: tuple[tuple[Both, str], ...]
    file: str
    groups: tuple[ShownGroup, ...]


@dataclass(frozen=True)
class ShownDoubt:
    """A cell to look at."""

    address: str
    text: str
    reason: Both
    kind: str
    cell: str
    field: str
    path: str


@dataclass(frozen=True)
class ShownMessage:
    """What check says of a cell."""

    place: str
    """Form, row, column and the source's cell; for what is said of no form, where in which file it stands."""
    id: str
    said: Both
    to: str
    """Anchor of the source's cell or, where that is printed blank, of the field; empty for none."""
    file: str
    """Where in which file it stands, or would stand."""


@dataclass(frozen=True)
class FileReview:
    """Everything that is shown of one file."""

    name: str
    anchor: str
    carrier: Both
    refused: tuple[str, ...]
    counts: tuple[Both, ...]
    confidence: tuple[Both, Both]
    doubts: tuple[ShownDoubt, ...]
    apart: tuple[ShownDoubt, ...]
    """The cells that are part of no form, each with its reason."""
    remarks: tuple[Both, ...]
    lists: tuple[tuple[Both, tuple[str, ...]], ...]
    """What else would be written, each list with its heading."""
    messages: tuple[ShownMessage, ...]
    changes_heading: Both
    changes: tuple[str, ...]
    restatements: str
    blocks: tuple[ShownBlock, ...]
    forms: tuple[ShownForm, ...]


def review(drafts: Iterable[tuple[Draft, DraftCheck]]) -> str:
    """Return the page of some files, written or refused."""
    env = environment("zh")
    assert env.loader is not None
    styles = "\n".join(env.loader.get_source(env, name)[0] for name in _STYLES)
    # without a script nobody chooses a scheme: the system's is the reader's
    styles = styles.replace("@media screen {", "@media screen and (prefers-color-scheme: dark) {")
    styles = styles.replace('[data-md-color-scheme="slate"]', ":root")
    files = [_file(f"f{number}", draft, check) for number, (draft, check) in enumerate(drafts, 1)]
    return env.get_template(_TEMPLATE).render(files=files, styles=Markup(styles), say=_say)  # noqa: S704 - our own files


def _say(zh: str | Both, en: str = "") -> Markup:
    """Return a text in both languages, Chinese first."""
    both = zh if isinstance(zh, Both) else Both(zh, en)
    if both.zh == both.en:
        return Markup("{}").format(both.zh)
    return Markup('{} <span class="en" lang="en">{}</span>').format(both.zh, both.en)


def _file(anchor: str, draft: Draft, check: DraftCheck) -> FileReview:
    document = draft.document
    account = Account(document) if document else None
    shown, over = _Shown(anchor, draft, account), list_headings(draft)
    forms = document.forms if document else ()
    return FileReview(
        name=masked(draft.path.name),
        anchor=anchor,
        carrier=draft.carried.carrier if draft.carried else UNSAID,
        refused=tuple(masked(str(said)) for said in draft.refused),
        counts=tuple(numbers(account)) if account else (),
        confidence=account.confidence if account else (UNSAID, UNSAID),
        doubts=tuple(shown.doubts()),
        apart=tuple(shown.apart()),
        remarks=tuple(
            Both(masked(said.zh), masked(said.en))
            for said in (
                *draft.placed.remarks,
                *remarks(forms),
                *held_back(draft, check),
                *profiles(draft),
                *(repairs(document) if document else ()),
                *(draft.carried.notices if draft.carried else ()),
            )
        ),
        lists=tuple(
            (said, tuple(map(masked, lines)))
            for said, lines in (
                (over.projects, new_projects(draft)),
                (over.sources, other_sources(draft)),
                (_FILES, (name for name in draft.files if name in draft.changed)),
            )
        ),
        messages=tuple(map(shown.message, check.messages)),
        changes_heading=over.changes,
        changes=tuple(change_line(change, draft) for change in printed_changes(check)),
        restatements=masked("\n".join(check.restatements)),
        blocks=tuple(shown.blocks()),
        forms=tuple(shown.forms),
    )


class _Shown:
    """The source and the result of one file, each with its anchors."""

    def __init__(self, anchor: str, draft: Draft, account: Account | None) -> None:
        """Give every printed cell and every field its anchor, and know which leads to which."""
        self.draft, self.account, self.anchor = draft, account, anchor
        self.cells: dict[str, str] = {}
        """Address of a cell → its anchor."""
        blocks = draft.carried.blocks if draft.carried else ()
        for block in blocks:
            for cell in block.cells if isinstance(block, Grid) else (block,):
                self.cells[cell.address] = f"{anchor}c{len(self.cells)}"
        self.fields: dict[tuple[int, str], str] = {}
        """Number of a form and path of a field → its anchor."""
        documents = draft.document.forms if draft.document else ()
        self.forms = [self._form(number, form) for number, form in enumerate(documents)]

    # ── the result ───────────────────────────────────────────────────────────────────────────────────────────────────

    def _form(self, number: int, form: ImportedForm) -> ShownForm:
        statement, sources = without_personal_texts(form.statement, lambda _: False), cells_of(form)
        groups: dict[str, list[ShownField]] = {}
        for path, title, text in _results(statement):
            group = "".join(found[0] for found in [_GROUP.match(path)] if found)
            anchor = self.fields[number, path] = f"{self.anchor}v{len(self.fields)}"
            from_ = tuple((self.cells[cell.address], cell.address) for cell in sources.get(path, ()))
            key = path.removeprefix(group).lstrip(".")
            groups.setdefault(group, []).append(ShownField(title, key, masked(text), anchor, from_))
        made = []
        for group, fields in groups.items():
            anchor = self.fields[number, group] = f"{self.anchor}v{len(self.fields)}"
            made.append(ShownGroup(_name_of(statement, group), anchor, tuple(fields)))
        names = (*self.draft.placed.names, *[""] * (number + 1))
        told = tuple((label, masked(text)) for label, text in facts(form, self.draft))
        kind = statement.form_type
        name = Both(f"{form.name.zh}：{kind.zh}", f"{form.name.en}: {kind.en}")
        return ShownForm(name, told, names[number], tuple(made))

    # ── the source ───────────────────────────────────────────────────────────────────────────────────────────────────

    def blocks(self) -> Iterator[ShownBlock]:
        """Yield the tables and paragraphs of the source in printed order."""
        for block in self.draft.carried.blocks if self.draft.carried else ():
            if isinstance(block, Paragraph):
                cell = GridCell(block.text, 0, 0, 1, 1, block.address, block.line)
                if compact(block.text):
                    yield ShownBlock("", ((self._cell(cell),),))
                continue
            rows: dict[int, list[ShownCell]] = {}
            for cell in sorted(self._seen(block), key=lambda cell: (cell.row, cell.column)):
                rows.setdefault(cell.row, []).append(self._cell(cell))
            last = max(rows, default=-1)
            if rows:
                yield ShownBlock(block.name, tuple(tuple(rows.get(row, ())) for row in range(last + 1)))

    def _seen(self, block: Grid) -> Iterable[GridCell]:
        """Return the cells of a table without what a workbook of this program hides."""
        ours = self.account.ours if self.account else frozenset()
        return (cell for cell in block.cells if cell.address not in ours)

    def _cell(self, cell: GridCell) -> ShownCell:
        places = self.account.places.get(cell.address, ()) if self.account else ()
        placed = next(((number, place) for number, place in places if place.field), None)
        doubt = next((place.doubt for _, place in places if place.doubt != UNSAID), UNSAID)
        if not compact(cell.text):
            kind = "blank"
        elif self.account is None:
            kind = ""
        elif not places:
            doubt = self.account.document.left_out.get(cell.line, UNSAID)
            kind = "lost" if doubt == UNSAID else "apart"
        else:
            kind = "further" if doubt != UNSAID else "field" if placed else "heading"
        to = self._field(placed[0], placed[1].field, cell) if placed else ""
        text = self.account.shown(cell) if self.account else masked(cell.text)
        return ShownCell(text, cell.rows, cell.columns, self.cells[cell.address], kind, cell.address, to, doubt)

    def _field(self, number: int, path: str, cell: GridCell) -> str:
        """Return the anchor of a field, or of what it stands in."""
        forms = self.draft.document.forms if self.draft.document else ()
        further = [
            place
            for place, _, text in (leaves(forms[number].statement) if path.endswith(".further") else ())
            if place.startswith(f"{path}[") and place.endswith(".text") and text == cell.text
        ]
        return next((self.fields[number, place] for place in further[:1]), "") or self._result(number, path)

    def doubts(self) -> Iterator[ShownDoubt]:
        """Yield the cells to look at, those that were not taken first."""
        for doubt in self.account.doubts if self.account else ():
            yield ShownDoubt(
                doubt.cell.address,
                doubt.text,
                doubt.reason,
                "further" if doubt.field else "lost",
                self.cells.get(doubt.cell.address, ""),
                self._field(doubt.form, doubt.field, doubt.cell) if doubt.field else "",
                doubt.field,
            )

    def apart(self) -> Iterator[ShownDoubt]:
        """Yield the cells that belong to no form, in printed order."""
        for block in self.blocks():
            for cell in (cell for row in block.rows for cell in row if cell.kind == "apart"):
                yield ShownDoubt(cell.address, cell.text, cell.why, cell.kind, cell.anchor, "", "")

    def message(self, item: SaidOfDraft) -> ShownMessage:
        """Return what check says, with where on the page its cell stands."""
        cell = self.cells.get(item.read_from.address, "") if item.read_from else ""
        field = self._result(item.number, item.said.path) if item.number >= 0 else ""
        place, said = masked(place_of(item).zh or item.said.place), item.said.message
        words = Both(masked(said.zh), masked(said.en))
        return ShownMessage(
            place, item.said.id, words, (cell if item.exact else field or cell), masked(item.said.place)
        )

    def _result(self, number: int, path: str) -> str:
        """Return the anchor of a field of the result, or of what it stands in."""
        while path and (number, path) not in self.fields:
            path = path.rpartition(".")[0]
        return self.fields.get((number, path), "")


def _results(statement: AnyStatement) -> Iterator[tuple[str, str, str]]:
    """Yield path, title and text of every printed cell of a form; of a further cell its heading is the title."""
    labels: dict[str, str] = {}
    for cell in printed_cells(statement):
        if re.search(r"further\[\d+\]\.label$", cell.path):
            labels[cell.path.removesuffix("label")] = cell.text
        elif _FURTHER.search(cell.path):
            yield cell.path, labels.get(cell.path.removesuffix("text"), "") or "—", cell.text
        else:
            yield cell.path, title_at(type(statement), cell.path), cell.text


def _name_of(statement: AnyStatement, group: str) -> Both:
    """Return what a row of the result is called."""
    if not group:
        return Both("表头", "Head of the form")
    if group == "total":
        return Both("总分", "Total")
    if group == "source":
        return Both("来源", "Source")
    number = int(group.rpartition("[")[2].rstrip("]")) + 1
    codes = {path: value for path, _, value in leaves(statement) if isinstance(value, Term)}
    for key in ("line_code", "kind"):
        code = codes.get(f"{group}.{key}")
        if code is not None and isinstance(code, Term):
            what = _CALLED[group.partition("[")[0]]
            return Both(f"{what.zh} {number}：{code.zh}", f"{what.en} {number}: {code.en}")
    what = _CALLED[group.rpartition("[")[0].rpartition(".")[2]]
    return Both(f"{what.zh} {number}", f"{what.en} {number}")


_CALLED = {
    "funding": Both("资金", "Money row"),
    "goals": Both("目标", "Goal"),
    "indicators": Both("指标", "Indicator"),
    "narratives": Both("文字", "Text"),
    "base_data": Both("基础数据", "Base data"),
}
