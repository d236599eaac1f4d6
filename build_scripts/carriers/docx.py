"""``.docx``: paragraphs and tables as Word prints them, whatever they are wrapped in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from build_scripts.carriers.grid import CarriedDocument
from build_scripts.carriers.laying import COMMENTS, CONTROLS, MERGED, PICTURES, LaidCell, Laying
from build_scripts.carriers.packed import Element, local, main_part, parts_of, related, value, warn_of, xml_of
from build_scripts.carriers.symbols import symbol
from build_scripts.words.language import Both

_CARRIER = Both("Word 文档（.docx）", "Word document (.docx)")
# Never printed: deleted, moved away, codes of fields, properties, readings above Chinese characters.
_UNPRINTED = {"del", "moveFrom", "instrText", "delText", "delInstrText", "rt"} | {
    f"{of}Pr" for of in ("p", "r", "tbl", "tr", "tc", "sdt", "sdtEnd", "tblEx", "sect", "ruby", "smartTag", "customXml")
}
_AROUND = {"header": "页眉", "footer": "页脚", "footnotes": "脚注", "endnotes": "尾注"}
_PAGE_NUMBER = re.compile(r"[\s\d第共页/／.—–-]*")
_PIECES = {"br": "\n", "cr": "\n", "tab": "\t", "ptab": "\t", "noBreakHyphen": "-"}
_HIDDEN = Both("有隐藏的文字，打印时不出现，没有读取", "hidden text, which is not printed, was not read")
_DELETED = Both(
    "有修订痕迹：删去的没有读取，插入的已读取",
    "it has tracked changes: what was deleted is left out, what was inserted is read",
)
_EMBEDDED = Both(
    "嵌入了别的文件（如 Excel 表）：没有读取，请核对",
    "other files (such as Excel sheets) are embedded: they were not read; please compare",
)
_NUMBERING = Both(
    "有自动编号（如“一、”“1.”）：编号没有读取", "numbers that Word gives to paragraphs (such as 1.) were not read"
)
_OF_MARK = {"del": _DELETED, "ins": _DELETED, "commentReference": COMMENTS, "pic": PICTURES, "imagedata": PICTURES}
_OF_MARK |= {"control": CONTROLS, "numPr": _NUMBERING, "OLEObject": _EMBEDDED, "altChunk": _EMBEDDED, "chart": PICTURES}


def read_docx(data: bytes) -> CarriedDocument:
    """Read a Word document.

    Raises:
        CarrierError: where it is damaged or beyond the limits.
    """
    parts, laying = parts_of(data), Laying()
    warn_of(parts, laying.notice)
    main = main_part(parts)
    others = [
        (kind, xml_of(parts[target])) for _, kind, target in related(parts, main) if target in parts and kind in _AROUND
    ]
    document = xml_of(parts[main])
    for mark in document.iter():
        if said := _OF_MARK.get(local(mark)):
            laying.notice(said)
    headers, after = [o for o in others if o[0] == "header"], [o for o in others if o[0] != "header"]
    texts: set[str] = set()
    for around, element in [*headers, ("", document), *after]:
        text = "".join(element.itertext())
        if not around or text not in texts:  # first, even and other pages often have the same header
            _Word(laying, _AROUND.get(around, "")).lay(element)
        texts.add(text)
    return laying.document(_CARRIER)


class _Word:
    """Lays one part of the document out; ``where`` is the address of its paragraphs, if not their number."""

    def __init__(self, laying: Laying, where: str) -> None:
        self.laying, self.where = laying, where

    def lay(self, container: Element) -> None:
        """Lay out paragraphs and tables, each text box after the paragraph that holds it."""
        for block in _within(container, {"p", "tbl"}):
            if local(block) == "tbl":
                self.table(block)
            else:
                boxes: list[Element] = []
                text = self.text(block, boxes)
                if not (self.where and _PAGE_NUMBER.fullmatch(text)):
                    self.laying.paragraph(text, self.where)
                for box in boxes:
                    self.lay(box)

    def table(self, table: Element) -> None:
        """Lay out a table, then the tables inside its cells."""
        nested: list[Element] = []
        self.laying.table(self.cells(table, nested))
        for inner in nested:
            self.table(inner)

    def cells(self, table: Element, nested: list[Element]) -> list[LaidCell]:
        """Return the cells; a cell merged downwards (``vMerge``) or sideways (``hMerge``) grows the one that it continues."""
        placed: list[list[Any]] = []
        above: dict[int, list[Any]] = {}
        rows = [row for row in _within(table, {"tr"}) if not _has(row, "trPr", "del")]
        for number, row in enumerate(rows):
            column, beside = _number(row, "trPr", "gridBefore", 0), None
            here: dict[int, list[Any]] = {}
            for cell in _within(row, {"tc"}):
                columns, text = _number(cell, "tcPr", "gridSpan", 1), self.cell_text(cell, nested)
                sideways, downwards, over = _merged(cell, "hMerge"), _merged(cell, "vMerge"), above.get(column)
                if sideways == "continue" and beside:
                    beside[3] += columns
                elif downwards == "continue" and over and over[3] == columns:
                    over[2] += 1
                    beside = over
                else:
                    beside = [number, column, 1, columns, text]
                    placed.append(beside)
                    text = ""
                if text.strip():
                    self.laying.notice(MERGED)
                if downwards:
                    here[column] = beside
                column += columns
            above = here
        return [(row, column, rows, columns, text) for row, column, rows, columns, text in placed]

    def cell_text(self, cell: Element, nested: list[Element]) -> str:
        """Return the paragraphs of a cell, and of text boxes in it, as lines; its tables go to ``nested``."""
        lines, blocks = [], [*_within(cell, {"p", "tbl"})]
        for block in blocks:
            if local(block) == "tbl":
                nested.append(block)
            else:
                boxes: list[Element] = []
                lines.append(self.text(block, boxes))
                for box in boxes:
                    lines.append(self.cell_text(box, nested))
        return "\n".join(lines)

    def text(self, element: Element, boxes: list[Element], font: str = "") -> str:
        """Return what an element inside a paragraph prints; text boxes go to ``boxes``."""
        pieces = []
        for child in element:
            name = local(child)
            if name == "r":
                pieces.append(self.run(child, boxes))
            elif name == "t":
                pieces.append("".join(symbol(sign, font) for sign in (child.text or "")))
            elif name == "sym":
                pieces.append(symbol(chr(int(value(child, "char", "25A1"), 16)), value(child, "font")))
            elif name == "fldChar":
                pieces.append(_form_field(child))
            elif name == "den":  # below the line of a fraction
                pieces.append(f"/{self.text(child, boxes, font)}")
            elif name == "txbxContent":
                boxes.append(child)
            elif name == "AlternateContent":
                pieces.append(self.text(child[0], boxes, font) if len(child) else "")
            elif name not in _UNPRINTED:
                pieces.append(_PIECES.get(name) or self.text(child, boxes, font))
        return "".join(pieces)

    def run(self, run: Element, boxes: list[Element]) -> str:
        """Return what a run of letters in one font prints, nothing where it is hidden."""
        if _has(run, "rPr", "vanish") and "".join(run.itertext()).strip():
            self.laying.notice(_HIDDEN)
            return ""
        fonts = _inside(run, "rPr", "rFonts")
        return self.text(run, boxes, "" if fonts is None else value(fonts, "ascii"))


def _within(element: Element, names: set[str]) -> Iterator[Element]:
    """Yield the nearest elements of these names, whatever content controls or insertions they stand in."""
    for child in element:
        if local(child) in names:
            yield child
        elif local(child) == "AlternateContent":
            yield from _within(child[0], names) if len(child) else ()
        elif local(child) not in _UNPRINTED:
            yield from _within(child, names)


def _inside(element: Element, *path: str) -> Element | None:
    """Return the child of the child … of these names."""
    for name in path:
        element = next((child for child in element if local(child) == name), None) if element is not None else None
    return element


def _has(element: Element, *path: str) -> bool:
    """Return whether a property that is on or off is on."""
    found = _inside(element, *path)
    return found is not None and value(found, "val", "1") not in {"0", "false", "off"}


def _merged(cell: Element, name: str) -> str:
    """Return how a cell is merged: ``restart``, ``continue``, or ``""`` where it is not."""
    found = _inside(cell, "tcPr", name)
    return "" if found is None else value(found, "val", "continue")


def _number(element: Element, properties: str, name: str, default: int) -> int:
    """Return a property that is a number; Word knows no more than 63 columns."""
    found = _inside(element, properties, name)
    text = "" if found is None else value(found, "val")
    return min(int(text), 1000) if text.isdecimal() else default


def _form_field(char: Element) -> str:
    """Return what the beginning of an old form field prints: its check box or the chosen entry of its list."""
    if (box := _inside(char, "ffData", "checkBox")) is not None:
        state = _inside(box, "checked")
        return "☑" if _has(box, "checked" if state is not None else "default") else "□"
    if (entries := _inside(char, "ffData", "ddList")) is not None:
        chosen = _inside(entries, "result") if _inside(entries, "result") is not None else _inside(entries, "default")
        index = int(value(chosen, "val", "0")) if chosen is not None else 0
        listed = [value(entry, "val") for entry in entries if local(entry) == "listEntry"]
        return listed[index] if index < len(listed) else ""
    return ""
