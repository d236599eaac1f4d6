"""Office files are zip archives: their parts, counted while they are unpacked, before anything in them is read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from io import BytesIO
from posixpath import dirname, join, normpath
from typing import Any
from zipfile import BadZipFile, ZipFile
from zlib import error as zlib_error

from lxml import etree

from build_scripts.carriers.refusals import ENCRYPTED, NESTED, TRUNCATED, CarrierError
from build_scripts.words.language import Both

MOST_PARTS, MOST_BYTES = 2000, 50_000_000
"""Of a zip archive: how many parts, and how many unpacked bytes in all."""
_BOMB = Both(
    f"压缩包太大：文件超过 {MOST_PARTS} 个，或解压后超过 50 MB，不像是表单。请把表单复制到新文件，另存后再导入",
    f"the archive is too large for a form: more than {MOST_PARTS} parts or 50 MB unpacked; copy the form into a new file and"
    " import that",
)
_STRANGE_PATH = Both(
    "压缩包里的文件名指到包外（以 / 开头或含有 ..），这不是 Word 或 Excel 存出来的。请用 Word、Excel 或 WPS 打开后另存一份",
    "names in the archive point outside it (absolute or with ..), which neither Word nor Excel writes; open it in Word, Excel or"
    " WPS and save it anew",
)
_DOCTYPE = Both(
    "文件里有 DOCTYPE 声明，Word 和 Excel 从不这样写，为防夹带外部内容不予读取。请用 Word、Excel 或 WPS 打开后另存一份",
    "it contains a DOCTYPE, which neither Word nor Excel writes and which can bring in other files, so it is not read; open it in"
    " Word, Excel or WPS and save it anew",
)
_MACROS = Both("文件带有宏：没有运行，也没有读取", "it has macros: they were neither run nor read")
_LINKS = Both(
    "文件链接到外部文件或网址（{count} 处）：没有打开",
    "it links to other files or addresses ({count}): they were not opened",
)
Element = Any
"""An element of lxml, which has no types of its own."""


def parts_of(data: bytes) -> Mapping[str, bytes]:
    """Return the name of every part of a zip archive → its content if it is XML, else nothing.

    Raises:
        CarrierError: where it is too large when unpacked, damaged, encrypted, has strange names or a DOCTYPE.
    """
    parts, left = dict[str, bytes](), MOST_BYTES
    try:
        with ZipFile(BytesIO(data)) as archive:
            members = archive.infolist()
            if len(members) > MOST_PARTS:
                raise CarrierError(_BOMB)
            for member in members:
                if member.filename.startswith(("/", "\\")) or ".." in member.filename.replace("\\", "/").split("/"):
                    raise CarrierError(_STRANGE_PATH)
                if member.flag_bits & 1:
                    raise CarrierError(ENCRYPTED)
                parts[member.filename] = b""
                if not member.filename.lower().endswith((".xml", ".rels", ".vml")):
                    continue  # pictures and embedded files are not looked into
                with archive.open(member) as part:
                    content = part.read(left + 1)
                left -= len(content)
                if left < 0:
                    raise CarrierError(_BOMB)
                if b"<!DOCTYPE" in content.replace(b"\0", b"").upper():  # in UTF-16 every other byte is 0
                    raise CarrierError(_DOCTYPE)
                parts[member.filename] = content
    except (BadZipFile, zlib_error, EOFError, NotImplementedError, OSError, ValueError) as error:
        raise CarrierError(TRUNCATED) from error
    return parts


def warn_of(parts: Mapping[str, bytes], notice: Callable[[Both], None]) -> None:
    """Say what is left alone: macros, and links to what is outside the file."""
    if any(name.lower().endswith(("vbaproject.bin", ".vba")) or "macrosheets/" in name for name in parts):
        notice(_MACROS)
    linked = sum(
        relation.get("TargetMode") == "External" and not relation.get("Type", "").endswith("/hyperlink")
        for name, part in parts.items()
        if name.endswith(".rels")
        for relation in xml_of(part)
    )
    if linked:
        notice(_LINKS.format(count=linked))


def xml_of(part: bytes) -> Element:
    """Return the root of an XML part; no entity is resolved and nothing is fetched.

    Raises:
        CarrierError: where it is not well-formed or nested too deeply.
    """
    try:
        return etree.fromstring(
            part, etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
        )
    except etree.XMLSyntaxError as error:
        raise CarrierError(NESTED if "depth" in str(error) else TRUNCATED) from error


def related(parts: Mapping[str, bytes], name: str) -> Iterator[tuple[str, str, str]]:
    """Yield id, kind (the last word of its type) and name of each part that the part ``name`` ("" for the file) refers to."""
    rels = parts.get(join(dirname(name), "_rels", f"{name.rpartition('/')[2]}.rels"))
    for relation in xml_of(rels) if rels else ():
        if relation.get("TargetMode") != "External":
            target = normpath(join("/", dirname(name), relation.get("Target", ""))).lstrip("/")
            yield relation.get("Id", ""), relation.get("Type", "").rpartition("/")[2], target


def main_part(parts: Mapping[str, bytes]) -> str:
    """Return the name of the part that an office file is: its document or its workbook.

    Raises:
        CarrierError: where it is missing.
    """
    main = next((target for _, kind, target in related(parts, "") if kind == "officeDocument"), "")
    if main not in parts:
        raise CarrierError(TRUNCATED)
    return main


def local(element: Element) -> str:
    """Return an element's name without its namespace: both editions of the standard, transitional and strict, are read."""
    return str(element.tag).rpartition("}")[2]


def value(element: Element, name: str, default: str = "") -> str:
    """Return an attribute by its local name, whatever its namespace."""
    return next((str(text) for key, text in element.attrib.items() if key.rpartition("}")[2] == name), default)
