"""Words of secrecy protection law: where they stand beside an amount somebody looks before it is public.

A word list is no classification: it finds what deserves a second look. It is our own convention.
"""

from __future__ import annotations

import re

from build_scripts.cells.amounts import clean

_LEVEL = "[（(【\\[](?:绝密|机密|秘密)[）)】\\]]|(?:绝密|机密|秘密)★"
SECRECY = re.compile(f"涉密|国家秘密|绝密|机密级|秘密级|保密|国安|{_LEVEL}")
"""Of a row's name. Some stand on harmless rows and in harmless prose too: 保密检查, 全国安全生产."""
_CLASSIFIED = re.compile(f"涉密|国家秘密|绝密|机密级|秘密级|{_LEVEL}")
_NOT_SO = re.compile("(?:不|非|未|无|除|否)(?:属于?|是|存在|含有?|涉及)?(?:任何)?(?:涉密|国家秘密)")
_AMOUNT = re.compile("[0-9〇零一二两三四五六七八九十百千万亿]元(?![化素旦])")
_SENTENCE = re.compile("[。；;！？]")


def classified(text: str) -> list[str]:
    """Return the words of a text that say that something is secret; of what is said not to be (不涉密, 除涉密信息外) none."""
    if "密" not in text:
        return []
    return _CLASSIFIED.findall(_NOT_SO.sub("", clean(text)))


def may_hint_at_secrecy(text: str) -> bool:
    """Tell whether a text, or many that are joined, has the signs of which each word of the list has some."""
    return "密" in text or ("国" in text and "安" in text)


def hints_at_secrecy(text: str) -> bool:
    """Tell whether a text holds a word of the list, harmless as it may be; signs that each has are looked for first."""
    if not may_hint_at_secrecy(text):
        return False
    return SECRECY.search(clean(text)) is not None or bool(classified(text))


def names_an_amount(text: str) -> bool:
    """Tell whether a text holds an amount in yuan, in digits or in words."""
    return "元" in text and _AMOUNT.search(clean(text)) is not None


def classified_amount(text: str) -> list[str]:
    """Return the words of secrecy that stand in one sentence with an amount."""
    parts = _SENTENCE.split(text) if classified(text) else ()
    return [word for part in parts if names_an_amount(part) for word in classified(part)]
