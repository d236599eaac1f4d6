"""Files in which forms are carried (Word, Excel, web page, PDF, text) → one and the same grid of printed cells.

What a file is, is told by its content, never by its name. Each module imports only from those named before it:

grid            a table as cells, each with its exact text, its span and an address that a person can find again
refusals        why a file cannot be read, in words for the person who brought it
laying          tables and paragraphs in printed order: addresses and numbers of rows
decoding        bytes → text: which encoding it is in
packed          office files as zip archives: their parts, within limits
symbols         what a letter of a symbol font looks like
number_formats  a number as a spreadsheet shows it
sheets          a worksheet as one grid
text_export     a text export as rows of cells, each with the line it stands on
docx            Word documents
xlsx            Excel workbooks
xls             Excel 97–2003 workbooks
web_page        web pages
texts           CSV, TSV and text exports
pdf             PDF with text
kinds           what a file is, and which of these reads it
child           the process that reads a file, within limits of memory and time
libre_office    what LibreOffice turns into a Word or Excel file first, where it is installed
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from time import monotonic
from typing import Any

from build_scripts.carriers.grid import CarriedDocument, Grid, GridCell, Paragraph
from build_scripts.carriers.libre_office import converted
from build_scripts.carriers.refusals import TOO_LARGE, TRUNCATED, CarrierError
from build_scripts.words.language import Both

__all__ = ["CarriedDocument", "CarrierError", "Grid", "GridCell", "Paragraph", "read_carrier"]

MOST_SECONDS = 30
"""How long a file may take to be read, conversion included."""
LARGEST_DOCUMENT = 50_000_000
_CONVERTED = Both("，经 LibreOffice 转换", ", converted by LibreOffice")


def read_carrier(data: bytes, name: str) -> CarriedDocument:
    """Return everything that the file ``name`` prints; the name is only told in messages.

    Raises:
        CarrierError: where it cannot be read, whatever the reason.
    """
    until = monotonic() + MOST_SECONDS
    try:
        answer = _ask(data, until)
        if "convert" in answer:
            kind = Both(**answer["convert"].pop("kind"))
            answer = _ask(converted(data, kind=kind, **answer["convert"]), until)
            answer["document"]["carrier"] = {"zh": kind.zh + _CONVERTED.zh, "en": kind.en + _CONVERTED.en}
    except CarrierError as error:
        raise CarrierError(Both("", "").join([Both(f"{name}：", f"{name}: "), error.said])) from error
    return _document(answer["document"])


def _ask(data: bytes, until: float) -> dict[str, Any]:
    """Have a process of its own read a file; return its answer, a document or what to convert the file to."""
    if len(data) > LARGEST_DOCUMENT:
        raise CarrierError(TOO_LARGE)
    here = Path(__file__).parents[2]
    command = [sys.executable, "-P", "-m", "build_scripts.carriers.child"]
    try:
        done = subprocess.run(  # noqa: S603
            command,
            input=data,
            capture_output=True,
            timeout=max(1, until - monotonic()),
            check=False,
            env={**os.environ, "PYTHONPATH": str(here)},
        )
    except subprocess.TimeoutExpired as error:
        raise CarrierError(TOO_LARGE) from error
    if done.returncode:
        raise CarrierError(TOO_LARGE if done.returncode < 0 or b"MemoryError" in done.stderr else TRUNCATED)
    answer: dict[str, Any] = json.loads(done.stdout)
    if "refused" in answer:
        raise CarrierError(Both(**answer["refused"]))
    return answer


def _document(answer: dict[str, Any]) -> CarriedDocument:
    """Return the document that the other process has read."""
    blocks = tuple(
        Grid(tuple(GridCell(**cell) for cell in block["cells"]), block["name"])
        if "cells" in block
        else Paragraph(**block)
        for block in answer["blocks"]
    )
    notices = tuple(Both(**notice) for notice in answer["notices"])
    return CarriedDocument(Both(**answer["carrier"]), blocks, answer["lines"], notices)
