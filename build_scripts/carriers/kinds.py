"""What a file is, told by how it begins and what it holds, never by its name."""

from __future__ import annotations

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Callable, Mapping
from dataclasses import replace
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from build_scripts.carriers.docx import read_docx
from build_scripts.carriers.grid import CarriedDocument, Grid
from build_scripts.carriers.packed import parts_of
from build_scripts.carriers.pdf import read_pdf
from build_scripts.carriers.refusals import EMPTY, ENCRYPTED, TRUNCATED, UNKNOWN, CarrierError
from build_scripts.carriers.texts import read_plain_text
from build_scripts.carriers.web_page import read_web_page
from build_scripts.carriers.xls import read_xls
from build_scripts.carriers.xlsx import read_xlsx
from build_scripts.words.language import Both


class Conversion(Exception):  # noqa: N818 - nothing is wrong with such a file
    """Raised for a file that LibreOffice can turn into one that is read here."""

    def __init__(self, suffix: str, to: str, kind: Both) -> None:
        """Keep which kind of file it is, its usual suffix, and what is made of it (``docx`` or ``xlsx``)."""
        super().__init__(suffix)
        self.suffix, self.to, self.kind = suffix, to, kind


def _not_read(zh: str, en: str) -> Both:
    return Both(f"这是{zh}", f"this is {en}")


_PICTURE = _not_read(
    "图片，读不出里面的字。请用表单原来的 Word 或 Excel 文件；没有的，照表填写",
    "a picture, whose words cannot be read; use the Word or Excel file of the form or, where there is none, write it by hand",
)
_ARCHIVE = _not_read(
    "压缩包。请解压后逐个导入里面的文件", "an archive; unpack it and import the files in it one by one"
)
_SLIDES = _not_read(
    "幻灯片。请把表单复制到 Word 或 Excel 文件里再导入",
    "a presentation; copy the form into a Word or Excel file and import that",
)
_OFD = _not_read(
    "OFD 版式文件。请用阅读器另存为 PDF，或用原来的 Word 文件",
    "an OFD file; save it as PDF, or use the Word file it was made of",
)
_REFUSED: Mapping[bytes, Both] = {
    **dict.fromkeys((b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*", b"BM"), _PICTURE),
    **dict.fromkeys((b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b"), _ARCHIVE),
}
_WORD_97 = Conversion(
    ".doc", "docx", Both("旧版 Word 或 WPS 文档（.doc、.wps）", "old Word or WPS document (.doc, .wps)")
)
_RTF = Conversion(".rtf", "docx", Both("富文本文档（.rtf）", "rich text document (.rtf)"))
_WORD_XML = Conversion(".xml", "docx", Both("文档（Word 2003 XML）", "Word 2003 XML document"))
_EXCEL_XML = Conversion(".xml", "xlsx", Both("表格（Excel 2003 XML）", "Excel 2003 XML spreadsheet"))
_EXCEL_BINARY = Conversion(".xlsb", "xlsx", Both("二进制 Excel 工作簿（.xlsb）", "Excel binary workbook (.xlsb)"))
_OPEN_TEXT = Conversion(".odt", "docx", Both("开放文档（.odt）", "OpenDocument text (.odt)"))
_OPEN_SHEET = Conversion(".ods", "xlsx", Both("开放文档表格（.ods）", "OpenDocument spreadsheet (.ods)"))
_XML = {
    b"Word.Document": _WORD_XML,
    b"urn:schemas-microsoft-com:office:spreadsheet": _EXCEL_XML,
    b"opendocument.text": _OPEN_TEXT,
    b"opendocument.spreadsheet": _OPEN_SHEET,
}
"""What an XML file says of itself → its kind."""
_TAGS = re.compile(rb"<(!doctype html|html|body|table)[\s>]", re.IGNORECASE)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_NOT_PRINTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")
_CONTROLS = Both(
    "文字里有 {count} 个控制字符：网页浏览器认得的照它的读法换成字，其余印不出来，没有收录，请核对",
    "there are {count} control characters in the text: what web browsers know is read as they do, the others print nothing and were left out; please compare",
)


def read_any(data: bytes) -> CarriedDocument:
    """Read a file of any kind.

    Raises:
        CarrierError: where it cannot be read.
        Conversion: where LibreOffice must turn it into another kind first.
    """
    return _as_printed(_read(data))


def _as_printed(document: CarriedDocument) -> CarriedDocument:
    """Return a document without control characters, which no file of ``data/`` may hold."""
    count = 0

    def of(text: str) -> str:
        nonlocal count
        printed, found = _NOT_PRINTED.subn(_printed, text)
        count += found
        return printed

    blocks = tuple(
        replace(block, cells=tuple(replace(cell, text=of(cell.text)) for cell in block.cells), name=of(block.name))
        if isinstance(block, Grid)
        else replace(block, text=of(block.text))
        for block in document.blocks
    )
    if not count:
        return document
    return replace(document, blocks=blocks, notices=(*document.notices, _CONTROLS.format(count=count)))


def _printed(found: re.Match[str]) -> str:
    """Return what is seen of a control character: the HTML standard reads those above 127 as Windows-1252 (``&#150;`` is a dash)."""
    if found[0] in "\x0b\x0c":
        return " "
    return bytes([ord(found[0])]).decode("cp1252", errors="ignore") if "\x7f" < found[0] < "\xa0" else ""


def _read(data: bytes) -> CarriedDocument:
    if not data.strip(b" \t\r\n\0\xef\xbb\xbf"):
        raise CarrierError(EMPTY)
    for beginning, said in _REFUSED.items():
        if data.startswith(beginning):
            raise CarrierError(said)
    if data.startswith((b"PK\3\4", b"PK\5\6")):
        return _zip_reader(data)(data)
    if data.startswith(_OLE):
        return _ole_reader(data)(data)
    if b"%PDF-" in data[:1024]:
        return read_pdf(data)
    if data.startswith(b"{\\rtf"):
        raise _RTF
    head = data[:4096]
    if head.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        head = head.decode("utf-16", errors="ignore").encode()
    head = head.removeprefix(BOM_UTF8).lstrip()
    if head.startswith(b"<?xml") and not _TAGS.search(head):
        raise next((kind for said, kind in _XML.items() if said in head), CarrierError(UNKNOWN))
    is_page = re.match(rb"<[a-z!?]|mime-version:|from: <saved by", head, re.IGNORECASE) or _TAGS.search(head)
    return read_web_page(data) if is_page else read_plain_text(data)


def _zip_reader(data: bytes) -> Callable[[bytes], CarriedDocument]:
    """Return what reads the office file that a zip archive is."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            names = set(archive.namelist())
            mimetype = archive.open("mimetype").read(100) if "mimetype" in names else b""
    except (BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise CarrierError(TRUNCATED) from error
    if "xl/workbook.bin" in names or b"opendocument" in mimetype:
        parts_of(data)  # within the limits also where LibreOffice reads it
        raise _EXCEL_BINARY if not mimetype else _OPEN_SHEET if b"spreadsheet" in mimetype else _OPEN_TEXT
    for beginning, reader in (("word/", read_docx), ("xl/", read_xlsx)):
        if any(name.startswith(beginning) for name in names):
            return reader
    raise CarrierError(
        _OFD if "OFD.xml" in names else _SLIDES if any(n.startswith("ppt/") for n in names) else _ARCHIVE
    )


def _ole_reader(data: bytes) -> Callable[[bytes], CarriedDocument]:
    """Return what reads an old office file; its directory names its streams in UTF-16."""
    if _stream("EncryptedPackage") in data:
        raise CarrierError(ENCRYPTED)
    if _stream("WordDocument") in data:
        raise _WORD_97
    if _stream("Workbook") in data or _stream("Book") in data:
        return read_xls
    raise CarrierError(_SLIDES if _stream("PowerPoint Document") in data else TRUNCATED)


def _stream(name: str) -> bytes:
    """Return how the directory of an old office file writes a name."""
    return name.encode("utf-16-le") + b"\0\0"
