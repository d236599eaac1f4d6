"""How a text stands in two languages, and a code with its two names."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Self

LANGUAGES = ("zh", "en")
"""The portal's editions; Chinese stands at the root, English below ``en/``."""


@dataclass(frozen=True)
class Both:
    """A text in both languages."""

    zh: str
    en: str

    @classmethod
    def printed(cls, text: str) -> Self:
        """Return a text of the data, which no edition translates."""
        return cls(text, text)

    def of(self, lang: str) -> str:
        """Return the text in ``lang`` (``zh`` or ``en``)."""
        return self.zh if lang == "zh" else self.en

    def __str__(self) -> str:
        """Return both, where nobody has chosen a language: ``中文 · English``."""
        return f"{self.zh} · {self.en}"


class Term(StrEnum):
    """A code (its value) with its Chinese name ``zh`` and English label ``en``."""

    zh: str
    en: str

    def __new__(cls, code: str, zh: str, en: str, *_more: str) -> Self:
        """Make the string ``code`` carry its two names; more is taken by the ``__init__`` of a kind of terms."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.zh = zh
        member.en = en
        return member

    @property
    def both(self) -> Both:
        """Its two names."""
        return Both(self.zh, self.en)

    def of(self, lang: str) -> str:
        """Return the name in ``lang`` (``zh`` or ``en``)."""
        return self.both.of(lang)
