"""``.xlsx``: the cells of every sheet as the spreadsheet shows them.

The sheets are read as a stream, so that a million empty formatted rows cost time, not memory.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from io import BytesIO
from itertools import islice

from lxml import etree

from build_scripts.carriers.grid import CarriedDocument
from build_scripts.carriers.laying import COMMENTS, CONTROLS, PICTURES, Laying
from build_scripts.carriers.number_formats import BUILT_IN, shown_number
from build_scripts.carriers.packed import Element, local, main_part, parts_of, related, value, warn_of, xml_of
from build_scripts.carriers.refusals import NESTED, TRUNCATED, CarrierError
from build_scripts.carriers.sheets import Sheet, cell_name, position
from build_scripts.words.language import Both

_CARRIER = Both("Excel 工作簿（.xlsx）", "Excel workbook (.xlsx)")
_LOOKED_AT = [f"{{*}}{name}" for name in ("row", "c", "sheetView", "col", "mergeCell")]
NOT_IMPORTED = "核对（不导入）"
"""Begins what the check formula of our own workbooks shows (``mingzhang template xlsx``): nobody misses its result."""
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


def read_xlsx(data: bytes) -> CarriedDocument:
    """Read a workbook.

    Raises:
        CarrierError: where it is damaged or beyond the limits.
    """
    parts, laying = parts_of(data), Laying()
    warn_of(parts, laying.notice)
    main = main_part(parts)
    workbook = xml_of(parts[main])
    parts_by_id = {id_: (kind, target) for id_, kind, target in related(parts, main)}
    by_kind = {
        kind: xml_of(parts[target])
        for kind, target in parts_by_id.values()
        if kind in {"sharedStrings", "styles"} and target in parts
    }
    strings = [_text(item) for item in by_kind.get("sharedStrings", ())]
    formats = _formats(by_kind.get("styles"))
    date1904 = any(value(e, "date1904") in {"1", "true"} for e in workbook if local(e) == "workbookPr")
    for element in (e for sheets in workbook if local(sheets) == "sheets" for e in sheets):
        kind, target = parts_by_id.get(value(element, "id"), ("", ""))
        if kind == "worksheet" and target in parts:
            sheet = Sheet(value(element, "name"), hidden=value(element, "state", "visible") != "visible")
            _read_sheet(parts[target], sheet, strings, formats, date1904=date1904)
            sheet.lay(laying)
            _boxes(parts, target, sheet.name, laying)
    return laying.document(_CARRIER)


def _read_sheet(part: bytes, sheet: Sheet, strings: list[str], formats: list[str], *, date1904: bool) -> None:
    """Put what a sheet shows into ``sheet``."""
    row, name = -1, ""
    try:
        for _, element in etree.iterparse(BytesIO(part), tag=_LOOKED_AT, resolve_entities=False, no_network=True):
            if element.tag.endswith("}c"):
                name = element.get("r") or _next_to(name, int(element.getparent().get("r") or row + 2) - 1)
                if len(element):
                    code = formats[style] if (style := int(element.get("s", "0"))) < len(formats) else ""
                    text, unsaved = _shown(element, strings, code, date1904=date1904)
                    sheet.put(*position(name), text, unsaved=unsaved)
            elif element.tag.endswith("}row"):
                row, name = int(element.get("r") or row + 2) - 1, ""
                if element.get("hidden") in {"1", "true"}:
                    sheet.hidden_rows.add(row)
            else:
                _note(element, sheet)
                continue
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
    except etree.XMLSyntaxError as error:
        raise CarrierError(NESTED if "depth" in str(error) else TRUNCATED) from error


def _next_to(name: str, row: int) -> str:
    """Return the name of the cell after the one of that name; of the first one in a row where there is none."""
    return cell_name(row, position(name)[1] + 1 if name else 0)


def _note(element: Element, sheet: Sheet) -> None:
    """Keep what a sheet says of its columns, of merged cells, and of zeros, which it may leave blank."""
    match local(element):
        case "col" if element.get("hidden") in {"1", "true"}:
            sheet.hidden_columns.update(range(int(element.get("min")) - 1, min(int(element.get("max")), 16384)))
        case "sheetView":
            sheet.zeros = element.get("showZeros") not in {"0", "false"}
        case "mergeCell":
            first, _, last = element.get("ref").partition(":")
            sheet.merged.append((*position(first), *position(last or first)))


def _shown(cell: Element, strings: list[str], code: str, *, date1904: bool) -> tuple[str, bool]:
    """Return what a cell shows, and whether it is a formula whose result was not saved."""
    inside = {local(child): child for child in cell}
    kind, stored = value(cell, "t", "n"), inside["v"].text or "" if "v" in inside else ""
    match kind:
        case "s":
            return (strings[int(stored)] if stored.isdecimal() and int(stored) < len(strings) else ""), False
        case "inlineStr":
            return (_text(inside["is"]) if "is" in inside else ""), False
        case "b":
            return ("TRUE" if stored in {"1", "true"} else "FALSE"), False
        case "n" if stored:
            return shown_number(float(stored), code, date1904=date1904), False
        case _:
            formula = "f" in inside and not stored and kind == "n"
            return _unescaped(stored), formula and not (inside["f"].text or "").startswith(f'"{NOT_IMPORTED}')


def _text(item: Element) -> str:
    """Return a string of one or more runs, without the readings (``rPh``) that are printed above some of them."""
    pieces = (
        child if local(child) == "t" else next((t for t in child if local(t) == "t"), None)
        for child in item
        if local(child) in {"t", "r"}
    )
    return _unescaped("".join(piece.text or "" for piece in pieces if piece is not None))


def _unescaped(text: str) -> str:
    """Return a text with what XML cannot hold put back (``_x000D_``), and one sign for the end of a line."""
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text).replace("\r\n", "\n").replace("\r", "\n")


def _formats(styles: Element | None) -> list[str]:
    """Return the format code of each style of a cell."""
    sections = {local(section): section for section in (styles if styles is not None else ())}
    own = {int(value(e, "numFmtId")): value(e, "formatCode") for e in sections.get("numFmts", ())}
    numbers = [int(value(e, "numFmtId", "0")) for e in sections.get("cellXfs", ())]
    return [own.get(number, BUILT_IN.get(number, "")) for number in numbers]


def _boxes(parts: Mapping[str, bytes], sheet: str, name: str, laying: Laying) -> None:
    """Lay out the texts of boxes and shapes that lie over a sheet."""
    for _, kind, target in related(parts, sheet):
        if kind == "drawing" and target in parts:
            if any(kind == "image" for _, kind, _ in related(parts, target)):
                laying.notice(PICTURES)
            for paragraph in _paragraphs(xml_of(parts[target])):
                text = "".join(t.text or "" for t in paragraph.iter() if local(t) == "t")
                laying.paragraph(text, f"{name} 文本框")
        elif kind in {"comments", "ctrlProp"}:
            laying.notice(COMMENTS if kind == "comments" else CONTROLS)


def _paragraphs(element: Element) -> Iterator[Element]:
    """Yield the paragraphs of a drawing, of two versions of one shape the first."""
    for child in islice(element, 1 if local(element) == "AlternateContent" else None):
        if local(child) == "p":
            yield child
        else:
            yield from _paragraphs(child)
