"""How a text stands in two languages, and a code with its two names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

LANGUAGES = ("zh", "en")
"""The portal's editions; Chinese stands at the root, English below ``en/``."""


@dataclass(frozen=True, order=True)
class Both:
    """A text in both languages; put together like a ``str``, of others and of texts that no edition translates."""

    zh: str
    en: str

    @classmethod
    def printed(cls, text: str) -> Self:
        """Return a text of the data, which no edition translates."""
        return cls(text, text)

    def of(self, lang: str) -> str:
        """Return the text in ``lang`` (``zh`` or ``en``)."""
        return self.zh if lang == "zh" else self.en

    def join(self, texts: Iterable[Both | str]) -> Both:
        """Return ``texts`` with this one between them."""
        parts = [Both.printed(text) if isinstance(text, str) else text for text in texts]
        return Both(self.zh.join(part.zh for part in parts), self.en.join(part.en for part in parts))

    def format(self, **words: object) -> Both:
        """Return the text with ``words`` put in where it has ``{word}``."""
        filled = [{name: w.of(lang) if isinstance(w, Both) else w for name, w in words.items()} for lang in LANGUAGES]
        return Both(self.zh.format(**filled[0]), self.en.format(**filled[1]))

    def __str__(self) -> str:
        """Return both, where nobody has chosen a language: ``中文 · English``."""
        return f"{self.zh} · {self.en}"


COMMA, PAUSE, SEMICOLON, COLON = Both("、", ", "), Both("，", ", "), Both("；", "; "), Both("：", ": ")
"""What stands between items, between what is said of each, between parts of a sentence, and before what is said of a thing."""
UNSAID = Both.printed("")
"""What a text does not go on to say."""


def names_apart(rows: Iterable[Sequence[Both]]) -> tuple[Both, ...]:
    """Return the name that every row begins with; where others have the same, with what follows it, as far as it takes.

    The last of a row is its own alone, such as an address: two things of one name are two, and a reader must see which.
    """
    told = [(name, list(further)) for name, *further in rows]
    while True:
        zh, en = (Counter(name.of(lang) for name, _ in told) for lang in LANGUAGES)
        alike = [zh[name.zh] > 1 or en[name.en] > 1 for name, _ in told]
        if not any(same and further for same, (_, further) in zip(alike, told, strict=True)):
            return tuple(name for name, _ in told)
        told = [
            (in_brackets(name, further[0]), further[1:]) if same and further else (name, further)
            for same, (name, further) in zip(alike, told, strict=True)
        ]


def in_brackets(name: Both, by: Both) -> Both:
    """Return a name with what it belongs to in brackets."""
    return Both(f"{name.zh}（{by.zh}）", f"{name.en} ({by.en})")


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
        return self.zh if lang == "zh" else self.en
