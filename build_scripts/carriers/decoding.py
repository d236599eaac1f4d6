"""Bytes → text: which encoding it is in, and how it is said that it was not UTF-8."""

from __future__ import annotations

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE

from build_scripts.carriers.refusals import UNKNOWN, CarrierError
from build_scripts.words.language import Both

_SAID = Both("文字按 {name} 编码读取，请留意有无乱码", "the text was read as {name}; please look out for garbled words")
_GARBLED = Both("有 {count} 处文字编码有误，读作 �", "{count} places of the text are wrongly encoded and are read as �")
_BINARY = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


def decoded(data: bytes, declared: str = "") -> tuple[str, tuple[Both, ...]]:
    """Return a text and what must be said of its encoding: by its mark, as ``declared``, UTF-8, else GB18030.

    A text that declares its encoding may have single wrong places, which are said.

    Raises:
        CarrierError: where it is no text.
    """
    if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        names = ["utf-16"]
    elif data.startswith(BOM_UTF8):
        names = ["utf-8-sig"]
    else:  # GB2312 and GBK are parts of GB18030, and what says GB2312 often is GBK
        stated = "gb18030" if re.fullmatch(r"gb[\d_-]*|gbk|cp936", declared, re.IGNORECASE) else declared
        names = list(dict.fromkeys([*([stated] if stated else []), "utf-8", "gb18030"]))
    text, name = next(((text, name) for name in names if (text := _text(data, name)) is not None), ("", ""))
    notices = [] if name.lower() in {"utf-8", "utf8", "utf-8-sig"} else [_SAID.format(name=name.upper())]
    if not name and declared:
        text = data.decode(names[0] if _text(b"", names[0]) is not None else "utf-8", errors="replace")
        notices = [_GARBLED.format(count=text.count("\ufffd"))]
    elif not name or _BINARY.search(text):
        raise CarrierError(UNKNOWN)
    return text.replace("\r\n", "\n").replace("\r", "\n"), tuple(notices)


def _text(data: bytes, name: str) -> str | None:
    """Return a text in an encoding, or nothing where it is in another."""
    try:
        return data.decode(name)
    except (UnicodeDecodeError, LookupError):
        return None
