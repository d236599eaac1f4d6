"""Characters that look like others, or that a conversion put in the place of others.

A Kangxi radical (⼈, U+2F08) looks like the character 人 and is another one: nobody who searches for 人 finds it. What a
conversion broke (锟斤拷, 娴嬭瘯, �) says nothing to anybody.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from build_scripts.words.language import Both, Term

# The simplified characters among the radicals of the supplement, for which Unicode has no normal form.
_RADICALS = dict(
    pair.split()
    for pair in (
        "⺠ 民", "⻄ 西", "⻅ 见", "⻆ 角", "⻉ 贝", "⻋ 车", "⻓ 长", "⻔ 门", "⻘ 青", "⻙ 韦", "⻚ 页", "⻛ 风", "⻜ 飞", "⻝ 食", "⻢ 马",
        "⻣ 骨", "⻤ 鬼", "⻥ 鱼", "⻦ 鸟", "⻧ 卤", "⻨ 麦", "⻩ 黄", "⻬ 齐", "⻮ 齿", "⻰ 龙", "⻳ 龟", "⺟ 母", "⺎ 兀", "⻁ 虎",
    )
)  # fmt: skip
_BLOCKS = (range(0x2E80, 0x2FE0), range(0xF900, 0xFB00), range(0x2F800, 0x2FA20))


def _likeness(character: str) -> str:
    normal = _RADICALS.get(character) or unicodedata.normalize("NFKC", character)
    return normal if len(normal) == 1 else character


LOOKALIKES: dict[int, str] = {
    code: meant for block in _BLOCKS for code in block if (meant := _likeness(chr(code))) != chr(code)
}
"""Ideographs of compatibility and radicals by code point, each with the character that is meant."""
_ALIKE = f"[{''.join(map(chr, LOOKALIKES))}]"
_LOST = "[\\ue000-\\uf8ff\\ufffd\\U000f0000-\\U0010ffff]|锟斤拷|烫烫烫|屯屯屯"
_FOREIGN_SIGN = "[\\u0080-\\u00ff\\u0152-\\u0178\\u2018-\\u2030\\u20ac]"
_FOREIGN = f"{_FOREIGN_SIGN}{{4,}}"
_FIRST_BYTES = {
    bytes((first, second)).decode("gbk", "ignore") for first in range(0xE4, 0xEA) for second in range(0x80, 0xC0)
}
"""The ideographs as which the first two of the three bytes of one in UTF-8 are read in GBK."""
_IDEOGRAPHS = f"[{''.join(sorted(_FIRST_BYTES))}][\\u4e00-\\u9fff€]{{2,}}"
_FIRST_OF_ODD = [*(chr(code) for code in LOOKALIKES if code < 0x10000), *"锟烫屯", *sorted(_FIRST_BYTES)]
_HINTS = (
    re.compile(f"[{''.join(_FIRST_OF_ODD)}\\ue000-\\uf8ff\\ufffd]"),
    re.compile("[\\U0002f800-\\U0002fa1f\\U000f0000-\\U0010ffff]"),
    re.compile(f"{_FOREIGN_SIGN}{_FOREIGN_SIGN}{{3}}"),
)
"""One after the other, each begun by one set: ``re`` goes to the next character of it at once, and tries alternatives at each.

In two sets: it looks up one without characters beyond U+FFFF at once, and goes through any other range by range.
"""
_READABLE = "[\\u4e00-\\u9fff\\u3000-\\u303f\\uff00-\\uffef0-9A-Za-z%.]+"
"""These sets are large: they are made when a text holds anything odd, which is hardly ever."""


class OddCharacter(Term):
    """What is the matter with a character."""

    LOOKALIKE = ("lookalike", "形近字", "A character that looks like another")
    LOST = ("lost", "转换时丢失的字", "A character lost in conversion")
    GARBLED = ("garbled", "编码错乱", "Text in a wrong encoding")


@dataclass(frozen=True)
class Odd:
    """A character, or a run of them, that is not what it looks like or says nothing."""

    kind: OddCharacter
    text: str
    meant: str
    """What it stands for; empty where nobody can tell."""

    @property
    def said(self) -> Both:
        """The text with its code points, and what is meant."""
        points = " ".join(f"U+{ord(character):04X}" for character in self.text[:4])
        if not self.meant:
            return Both(f"“{self.text}”（{points}）", f"“{self.text}” ({points})")
        return Both(f"“{self.text}”（{points}），应为“{self.meant}”", f"“{self.text}” ({points}) for “{self.meant}”")


def may_hold_odd_characters(text: str) -> bool:
    """Tell whether there is anything to look for in a text, or in many that are joined."""
    return any(hint.search(text) for hint in _HINTS)


def odd_characters(text: str) -> Iterator[Odd]:
    """Yield the odd characters of a text, each once, in order of their kinds."""
    if not may_hold_odd_characters(text):
        return
    for found in dict.fromkeys(re.findall(_ALIKE, text)):
        yield Odd(OddCharacter.LOOKALIKE, found, LOOKALIKES[ord(found)])
    for found in dict.fromkeys(re.findall(_LOST, text)):
        yield Odd(OddCharacter.LOST, found, "")
    for pattern, encodings in (
        (_FOREIGN, (("latin-1", "utf-8"), ("cp1252", "utf-8"), ("latin-1", "gb18030"))),
        (_IDEOGRAPHS, (("gb18030", "utf-8"),)),
    ):
        for found in dict.fromkeys(re.findall(pattern, text)):
            meant = next((read for wrong, right in encodings if (read := _reread(found, wrong, right))), "")
            if meant:
                yield Odd(OddCharacter.GARBLED, found, meant)


def _reread(text: str, wrong: str, right: str) -> str:
    """Return what bytes read in a wrong encoding say in the right one; empty where they say nothing readable."""
    try:
        read = text.encode(wrong).decode(right)
    except UnicodeError:
        return ""
    return read if re.fullmatch(_READABLE, read) and re.search("[\\u4e00-\\u9fff]{2}", read) else ""
