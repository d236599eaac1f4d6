"""Which word was meant by one that is not known: the only place where one is guessed at, and none where two are as likely."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher
from unicodedata import normalize

_LONGEST = 100
"""Longer words are no slip of a key, a code or an id."""
_APART = 0.05
"""By so much the word that was meant is more like it than any other."""
_AROUND = " \t\u3000\"'“”‘’`"
_NUMBER = re.compile(r"[0-9]+")


def meant(written: str, known: Iterable[str], likeness: float = 0.75) -> str:
    """Return the known word that was meant; none where none is like it, or two are; see ``meant_by_name``."""
    return meant_by_name(written, {word: word for word in known}, likeness)


def meant_by_name(written: str, names: Mapping[str, str], likeness: float = 0.75) -> str:
    """Return the word of which a name was meant (name → word); none where none is like it, or those of two are.

    A word with another number in it is another thing and no slip: the year of a document, the number of a rule. How a
    number is padded (``BUD-7``), letters of another size or width, blanks, hyphens and quotation marks are no difference.
    """
    if not written or len(written) > _LONGEST:
        return ""
    plain = _plain(written)
    same = {word for name, word in names.items() if _plain(name) == plain}
    if same:
        return same.pop() if len(same) == 1 else ""
    best: dict[str, float] = {}
    for name, word in names.items():
        if _numbers(_plain(name)) == _numbers(plain):
            best[word] = max(best.get(word, 0.0), _alike(plain, _plain(name), likeness))
    likest = sorted(((score, word) for word, score in best.items() if score >= likeness), reverse=True)
    if not likest or (len(likest) > 1 and likest[0][0] - likest[1][0] < _APART):
        return ""
    return likest[0][1]


def _alike(one: str, other: str, likeness: float) -> float:
    found = SequenceMatcher(None, one, other, autojunk=False)
    quick = found.real_quick_ratio() >= likeness and found.quick_ratio() >= likeness
    return found.ratio() if quick else 0.0


def _plain(word: str) -> str:
    """Return a word as it is compared: half-width, lower-case, numbers without leading zeros, no signs between its parts."""
    text = normalize("NFKC", word.strip(_AROUND)).lower()
    return _NUMBER.sub(lambda found: str(int(found[0])), re.sub(r"[\s_-]+", "-", text))


def _numbers(word: str) -> list[str]:
    return _NUMBER.findall(word)
