"""Web pages (``.html``), saved or copied from a site, and what programs save as one under the name ``.xls`` or ``.doc``."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from email import message_from_bytes
from itertools import takewhile

from lxml import etree

from build_scripts.carriers.decoding import decoded
from build_scripts.carriers.grid import CarriedDocument
from build_scripts.carriers.laying import MOST_CELLS, LaidCell, Laying
from build_scripts.carriers.packed import Element
from build_scripts.carriers.refusals import NESTED, TOO_LARGE, CarrierError
from build_scripts.words.language import Both

_CARRIER = Both("网页（.html）", "web page (.html)")
_CHARSET = re.compile(rb"""<meta[^>]+?charset\s*=\s*["']?([\w-]+)|<\?xml[^>]+encoding=["']([\w-]+)""", re.IGNORECASE)
_UNPRINTED = {
    "head",
    "title",
    "script",
    "style",
    "template",
    "noscript",
    "object",
    "iframe",
    "svg",
    "colgroup",
    "datalist",
}
_SINGLE_FILE = re.compile(rb"(?:mime-version:|from: <saved by)", re.IGNORECASE)
"""How a web page begins that Word or a browser has saved in a single file."""
_BLOCKS = re.compile(
    "address|article|aside|blockquote|body|caption|center|d[dlt]|details|dialog|dir|div|fieldset|figcaption|figure|footer|form"
    "|h[1-6r]|header|hgroup|html|legend|li|main|menu|nav|[ou]l|option|p|pre|search|section|summary|t[dhr]|table|tbody|tfoot|thead"
)
"""Elements that begin a new line; a browser shows those that it does not know within one."""
_CELLS = ("td", "th")
_GROUPS = {"thead": 0, "tbody": 1, "tfoot": 2}
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_BREAK, _EDGE = "\n", "\x1e"
_MOST_SPAN = 1000
"""The most columns that a browser lets a cell span."""


def read_web_page(data: bytes) -> CarriedDocument:
    """Read a web page.

    Raises:
        CarrierError: where it is nested too deeply, beyond the limits, or has no words.
    """
    if _SINGLE_FILE.match(data):
        parts = (part for part in message_from_bytes(data).walk() if part.get_content_type() == "text/html")
        data = next((page for part in parts if isinstance(page := part.get_payload(decode=True), bytes)), b"")
    charset = _CHARSET.search(data[:4096])
    text, notices = decoded(data, (charset[1] or charset[2]).decode() if charset else "")
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        root = etree.fromstring(re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f]", "", text).encode(), parser)
    except etree.XMLSyntaxError as error:  # a page may be as wrong as it likes, but memory ends
        raise CarrierError(TOO_LARGE) from error
    if any("depth" in entry.message.lower() for entry in parser.error_log):
        raise CarrierError(NESTED)
    laying = Laying()
    laying.notices.extend(notices)
    if root is not None:
        _lay(root, laying)
    return laying.document(_CARRIER)


def _lay(element: Element, laying: Laying, without: Collection[str] = ()) -> None:
    """Lay out what an element holds: its words as paragraphs, its tables as tables."""
    gathered = ""
    for piece in (*_pieces(element, without), _EDGE):
        if isinstance(piece, str):
            gathered += piece
        if not isinstance(piece, str) or piece == _EDGE:
            for line in _lines(gathered).split("\n"):
                laying.paragraph(line)
            gathered = ""
        if not isinstance(piece, str):
            _lay_table(piece, laying)


def _lay_table(table: Element, laying: Laying) -> None:
    """Lay out a table, then the tables inside its cells; one that only arranges the page is no table.

    Its caption comes first, and so does what stands in it but in no cell, as in a browser.
    """
    _lay(table, laying, _CELLS)
    groups = list(_row_groups(table))
    rows = [[(cell, list(_pieces(cell, _CELLS))) for cell in row] for group in groups for row in group]
    nested = [piece for row in rows for _, pieces in row for piece in pieces if not isinstance(piece, str)]
    filled = [sum(any(not isinstance(p, str) or p.strip() for p in pieces) for _, pieces in row) for row in rows]
    words = "".join(piece for row in rows for _, pieces in row for piece in pieces if isinstance(piece, str))
    if nested and (max(filled) <= 1 or not words.strip(f" \n{_EDGE}")):
        for row in rows:
            for cell, _ in row:
                _lay(cell, laying, _CELLS)
        return
    laying.table(_placed(groups))
    for inner in nested:
        _lay_table(inner, laying)


def _placed(groups: Iterable[list[list[Element]]]) -> Iterator[LaidCell]:
    """Yield the cells where a browser puts them: a cell goes into the first free place of its row, and never onto another."""
    top = 0
    for group in groups:
        taken: set[tuple[int, int]] = set()
        for number, row in enumerate(group):
            column = 0
            for cell in row:
                while (number, column) in taken:
                    column += 1
                rows = min(_span(cell, "rowspan") or len(group), len(group) - number)
                wanted = range(column, column + max(1, min(_span(cell, "colspan"), _MOST_SPAN)))
                columns = next((c for c in wanted if (number, c) in taken), wanted.stop) - column
                if rows * columns > MOST_CELLS:
                    raise CarrierError(TOO_LARGE)
                taken |= {(number + down, column + right) for down in range(rows) for right in range(columns)}
                text = _lines("".join(piece if isinstance(piece, str) else _EDGE for piece in _pieces(cell, _CELLS)))
                yield top + number, column, rows, columns, text
                column += columns
        top += len(group)


def _span(cell: Element, name: str) -> int:
    """Return how many rows or columns a cell spans; 0 rows is all that are left."""
    text = (cell.get(name) or "1").strip()
    return int(text) if text.isdecimal() and len(text) < 6 else 1


def _row_groups(table: Element) -> Iterator[list[list[Element]]]:
    """Yield the rows of head, bodies and foot, in the order in which they are printed; no cell reaches from one into another.

    Whatever they are wrapped in (a ``form``, say, or a cell that was not closed): a row is a table's if no other table is
    nearer, a cell likewise.
    """
    rows: dict[Element, list[Element]] = {}
    for cell in table.iter(*_CELLS):
        around = list(takewhile(lambda element: element is not table, cell.iterancestors()))
        if not any(element.tag == "table" or _is_hidden(element) for element in (cell, *around)):
            rows.setdefault(next((e for e in around if e.tag == "tr"), cell.getparent()), []).append(cell)
    for row in table.iter("tr"):  # one without cells is a row all the same, if only of cells that span it
        if next(row.iterancestors("table")) is table and not _is_hidden(row):
            rows.setdefault(row, [])
    groups: dict[Element, list[Element]] = {}
    for row in (row for row in table.iter() if row in rows):
        group = next((e for e in row.iterancestors("table", *_GROUPS)), table)
        groups.setdefault(group, []).append(row)
    for group in sorted(groups, key=lambda group: _GROUPS.get(group.tag, 1)):
        yield [rows[row] for row in groups[group]]


def _pieces(element: Element, without: Collection[str] = ()) -> Iterator[str | Element]:
    """Yield what an element prints: words, line breaks, edges of blocks, and tables as they are; nothing of some elements."""
    yield _words(element.text, element)
    for child in element:
        name = child.tag if isinstance(child.tag, str) else "head"
        if name in without or name in _UNPRINTED or _is_hidden(child):
            pass
        elif name == "br":
            yield _BREAK
        elif name == "table":
            yield from (_EDGE, child)
        elif name in {"input", "select", "textarea"}:
            yield _control(child)
        else:
            edge = _EDGE if _BLOCKS.fullmatch(name) else ""
            yield edge
            yield from _pieces(child, without)
            yield edge
        yield _words(child.tail, element)


def _words(text: str | None, inside: Element) -> str:
    """Return words with their white space as a browser shows it."""
    if inside.tag == "pre":
        return text or ""
    return re.sub("[ \t\n\r\f]+", " ", text or "")


def _lines(text: str) -> str:
    """Return words as lines; an edge begins a line unless one has just begun."""
    text = re.sub(rf"[ \t]*({_BREAK}|{_EDGE})[ \t]*", r"\1", text)
    text = re.sub(f"{_BREAK}?{_EDGE}+", _BREAK, text.strip(_EDGE)).replace("\xad", "").replace("\u200b", "")
    lines = [re.sub(" {2,}", " ", line).strip(" ").replace("\xa0", " ").rstrip(" ") for line in text.split("\n")]
    return "\n".join(lines).strip("\n")


def _control(control: Element) -> str:
    """Return what a field of a form shows."""
    if control.tag == "textarea":
        return control.text or ""
    if control.tag == "select":
        options = list(control.iter("option"))
        chosen = next(
            (option for option in options if option.get("selected") is not None), options[0] if options else None
        )
        return "" if chosen is None else (chosen.text or "").strip()
    kind = (control.get("type") or "text").lower()
    if kind in {"checkbox", "radio"}:
        return "☑" if control.get("checked") is not None else "□"
    return control.get("value") or "" if kind in {"text", "number", "date"} else ""


def _is_hidden(element: Element) -> bool:
    """Return whether a browser shows nothing of an element."""
    return element.get("hidden") is not None or bool(_HIDDEN.search(element.get("style") or ""))
