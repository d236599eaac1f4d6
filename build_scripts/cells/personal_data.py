"""Numbers in texts that look like personal data: identity cards, bank cards, mobile numbers.

Only numbers that stand for themselves count. Identity and bank-card numbers carry a check digit and are told from other
long numbers by it; a mobile number has none, so that a unit behind it makes it an amount.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from build_scripts.words.language import Term


class PersonalData(Term):
    """What a number looks like."""

    IDENTITY = ("identity", "身份证号", "identity card number")
    BANK_CARD = ("bank_card", "银行卡号", "bank card number")
    MOBILE = ("mobile", "手机号码", "mobile number")

    @property
    def with_article(self) -> str:
        """The English name with ``a`` or ``an``."""
        return f"{'an' if self is PersonalData.IDENTITY else 'a'} {self.en}"


PERSONAL_NUMBER = re.compile("|".join(f"〔{kind.zh} · {kind.en}〕" for kind in PersonalData))
"""What stands for a number that is masked."""
_FEWEST_DIGITS, _LONG = 11, re.compile(r"\d(?:\D{0,2}\d){10}")
"""Eleven digits, written together or in groups: without them there is nothing to look for."""
_INVISIBLE, _DASH = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]"), re.compile("[\u2010-\u2015\u2212]")
"""What nobody sees in a number, and what people write for a hyphen."""
_BEFORE, _BEHIND = "(?<![0-9A-Za-z¥])", "(?![0-9A-Za-z])"
_GAP = r"[\s-]?"
"""What may part an identity number; a cell breaks its lines too."""
_IDENTITY = re.compile(
    rf"(?<![0-9])[1-9]\d{{5}}{_GAP}(?:19|20)\d{{2}}{_GAP}(?:0[1-9]|1[0-2]){_GAP}(?:0[1-9]|[12]\d|3[01]){_GAP}\d{{3}}[\dXx]{_BEHIND}"
)
_BANK_CARD = re.compile(
    rf"{_BEFORE}62(?:\d{{14,17}}|\d{{2}}(?:[ -]\d{{4}}){{3}}(?:[ -]?\d{{1,3}})?|\d{{4}}[ -]\d{{10,13}}){_BEHIND}"
)
_MOBILE = re.compile(
    rf"(?:(?:\+|00)86[ -]?|{_BEFORE}(?<![0-9][.,]))1[3-9]\d[ -]?\d{{4}}[ -]?\d{{4}}(?!\s*[%元万亿人次个份]){_BEHIND}(?!\.[0-9])"
)
"""Without a check digit: what could be the end or the whole part of an amount is none. The others may stand in a list."""
_APART = re.compile(r"(?<=[\dXx])，(?=\d)|(?<=\d{10}[\dXx]),(?=\d{11})")
"""A comma that keeps two numbers apart: a full-width one, or one between numbers longer than any group of digits."""
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def may_hold_personal_data(text: str) -> bool:
    """Tell whether a text has so many digits together that there is anything to look for in it."""
    return len(text) >= _FEWEST_DIGITS and _LONG.search(text) is not None


def personal_data(text: str) -> Iterator[PersonalData]:
    """Yield each kind of personal number that ``text`` seems to hold, once; the numbers themselves are not returned.

    Full-width digits, groups with blanks or hyphens and the country code +86 are read as people write them.
    Identity numbers by the check character of GB 11643, bank cards (62…) by the Luhn check digit.
    """
    if not may_hold_personal_data(text):
        return
    narrow = _narrow(text)
    if any(map(_is_identity, _IDENTITY.findall(narrow))):
        yield PersonalData.IDENTITY
    if any(map(_is_bank_card, _BANK_CARD.findall(narrow))):
        yield PersonalData.BANK_CARD
    if _MOBILE.search(narrow):
        yield PersonalData.MOBILE


def masked(text: str) -> str:
    """Return ``text`` without the personal numbers that it seems to hold; a text without any comes back as it is."""
    if not may_hold_personal_data(text) or not any(personal_data(text)):
        return text
    narrow = _narrow(text)
    for kind, found, proved in (
        (PersonalData.IDENTITY, _IDENTITY, _is_identity),
        (PersonalData.BANK_CARD, _BANK_CARD, _is_bank_card),
        (PersonalData.MOBILE, _MOBILE, bool),
    ):
        narrow = found.sub(lambda match: f"〔{kind.zh} · {kind.en}〕" if proved(match[0]) else match[0], narrow)  # noqa: B023 - used at once
    return narrow


def another_number(before: str, now: str) -> bool:
    """Tell whether two texts differ in nothing but a personal number, so that they look the same where it is masked."""
    return before != now and masked(before) == masked(now)


def _narrow(text: str) -> str:
    plain = _DASH.sub("-", _INVISIBLE.sub("", text))
    return unicodedata.normalize("NFKC", _APART.sub("、", plain))


def _is_identity(printed: str) -> bool:
    number = re.sub(r"[\s-]", "", printed)
    total = sum(int(digit) * weight for digit, weight in zip(number[:17], _WEIGHTS, strict=True))
    return "10X98765432"[total % 11] == number[17].upper()


def _is_bank_card(printed: str) -> bool:
    digits = reversed(re.sub("[ -]", "", printed))
    doubled = [int(digit) * (2 if place % 2 else 1) for place, digit in enumerate(digits)]
    return sum(digit - 9 if digit > 9 else digit for digit in doubled) % 10 == 0
