"""Numbers in texts that look like personal data: identity cards, bank cards, telephones, addresses of e-mail.

Only numbers that stand for themselves count, written as people write them: full-width, in groups, over a line's end, behind
a label. Identity and bank-card numbers carry a check digit and are told from other long numbers by it; an identity number
that was mistyped, or is of the old kind without one, by the region and the day of birth that it holds. A telephone has
none, so that a unit behind it makes it an amount.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache
from itertools import accumulate

from build_scripts.cells.amounts import REMEMBERED
from build_scripts.words.language import Term


class PersonalData(Term):
    """What a number looks like."""

    IDENTITY = ("identity", "身份证号", "identity card number")
    BANK_CARD = ("bank_card", "银行卡号", "bank card number")
    MOBILE = ("mobile", "手机号码", "mobile number")
    LANDLINE = ("landline", "固定电话号码", "landline number")
    EMAIL = ("email", "电子邮箱", "e-mail address")

    @property
    def with_article(self) -> str:
        """The English name with ``a`` or ``an``."""
        return f"{'an' if self.en[0] in 'aeiou' else 'a'} {self.en}"


OF_OFFICES = frozenset({PersonalData.LANDLINE, PersonalData.EMAIL})
"""What offices have too: on a form somebody must look at it, and where an office writes for the portal it is its own."""


PERSONAL_NUMBER = re.compile("|".join(f"〔{kind.zh} · {kind.en}〕" for kind in PersonalData))
"""What stands for a number that is masked."""
_FEWEST, _LONG, _AT = 6, re.compile(r"\d(?:\D{0,2}\d){9}"), re.compile(r"[^\s@]@[^\s@]")
"""Ten digits, written together or in groups, or the sign of an address: without them there is nothing to look for.

One pattern for both would be tried at every character, that of digits alone only where one stands.
"""
_INVISIBLE, _DASH = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]"), re.compile("[\u2010-\u2015\u2212]")
"""What nobody sees in a number, and what people write for a hyphen."""
_LABEL = "(?:(?<=(?i:tel))|(?<=(?i:phone))|(?<=(?i:mobile))|(?<![0-9A-Za-z¥]))"
"""No letter stands before a number but those of what it is called."""
_BEHIND = "(?![0-9A-Za-z])"
_NO_AMOUNT = r"(?!\s*(?:[%元万亿次份]|个(?!人)|人(?![一-龥])|人次))(?!\.[0-9])"
"""Without a check digit: what a unit follows is an amount or a count, and so is the part of a decimal number."""
_GAP = r"[\s.-]?"
"""What may part a number; a cell breaks its lines too."""
_IDENTITY = re.compile(rf"(?<![0-9])(?=([1-9](?:{_GAP}\d){{16}}{_GAP}[\dXx]){_BEHIND})")
_IN_PARTS = re.compile(
    rf"(?<![0-9])(?<![0-9][.,])(?=([1-9]\d{{5}}{_GAP}(?:\d{{8}}{_GAP}\d{{3}}[\dXx]|\d{{6}}{_GAP}\d{{3}})){_BEHIND}{_NO_AMOUNT})"
)
"""As it is parted where it is parted: region, day of birth, and the rest; the old kind has two digits for the year."""
_BANK_CARD = re.compile(
    rf"(?<![0-9A-Za-z¥])(?=(62(?:\d{{14,17}}|\d{{2}}(?:[\s-]\d{{4}}){{3}}(?:[\s-]?\d{{1,3}})?|\d{{4}}[\s-]\d{{10,13}})){_BEHIND})"
)
_GROUPS = ((3, 4, 4), (3, 8), (7, 4), (5, 6), (6, 5), (4, 7), (4, 3, 4), (4, 4, 3), (3, 3, 5), (3, 5, 3))
"""How many digits of a mobile number stand together, where they do not stand together all."""
_ELEVEN = "|".join(
    r"[\s-]".join([rf"1[3-9]\d{{{first - 2}}}", *(rf"\d{{{digits}}}" for digits in rest)]) for first, *rest in _GROUPS
)
_MOBILE = re.compile(
    rf"(?:(?:\+|00|(?<![0-9A-Za-z¥.,]))86[\s-]?|{_LABEL}(?<![0-9][.,]))"
    rf"(?=(1[3-9]\d{{9}}|1[3-9]\d\.\d{{4}}\.\d{{4}}|{_ELEVEN}){_BEHIND}{_NO_AMOUNT})"
)
_LANDLINE = re.compile(
    rf"{_LABEL}(?<![0-9][.,])(?<![0-9]{{4}}[ -])(?=([(（]?0(?:10|2\d|[3-9]\d{{2}})[)）]?[\s-]?\d{{3,4}}[\s-]?\d{{4}}){_BEHIND}{_NO_AMOUNT})"
)
_EMAIL = re.compile(r"(?<![\w.+-])(?=([\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,8}))", re.ASCII)
_APART = re.compile(r"(?<=[\dXx])，(?=\d)|(?<=\d{10}[\dXx])[.,](?=\d{11})")
"""What keeps two numbers apart: a full-width comma, or a comma or point between numbers longer than any group of digits."""
_OTHER_NUMBER = re.compile(r"(?:编号|编码|代码|合同|文号|单号|订单|流水|批次|字第|号段)[^0-9]{0,6}$")
"""Words before a number that name another kind."""
_REGIONS = frozenset(
    (*range(11, 16), *range(21, 24), *range(31, 38), *range(41, 47), *range(50, 55), *range(61, 66), 71, 81, 82)
)
"""The first two digits of GB/T 2260."""
_GROWN_UP = 2010
"""Who was born later is on no form; a later year is the day of a document in its number."""
_ROUNDS = 8
"""How many numbers in a row may hide one behind another; each is as long a look at a text as the first."""
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


@lru_cache(maxsize=REMEMBERED)  # a cell is asked about where it is read, hashed, checked and recorded
def may_hold_personal_data(text: str) -> bool:
    """Tell whether a text has so many digits together, or such a sign, that there is anything to look for in it."""
    if len(text) < _FEWEST:
        return False
    return _LONG.search(text) is not None or ("@" in text and _AT.search(text) is not None)


def personal_data(text: str) -> Iterator[PersonalData]:
    """Yield each kind of personal data that ``text`` seems to hold, once; the numbers themselves are not returned.

    Full-width digits, groups with blanks, hyphens or line breaks, labels and the country code 86 are read as people write
    them. Identity numbers by the check character of GB 11643 (or, mistyped, by what they are made of), bank cards (62…) by
    the Luhn check digit.
    """
    if may_hold_personal_data(text):
        yield from dict.fromkeys(kind for kind in PersonalData for _, _, one in _found(text) if one is kind)


def identity_over(cells: Iterable[str]) -> bool:
    """Tell whether cells side by side hold an identity number, each a part of it; none but one with its check character."""
    narrow = _narrow("\n".join(cells))
    return any(_is_identity(match[1]) for match in _IDENTITY.finditer(narrow))


def masked(text: str) -> str:
    """Return ``text`` without the personal data that it seems to hold; all else of it stays as it is printed."""
    if not may_hold_personal_data(text):
        return text
    found = _found(text)
    if not found:
        return text
    printed = [at for at, sign in enumerate(text) for _ in _narrow_sign(sign)]
    parts, end = list[str](), 0
    for start, stop, kind in found:
        parts += [text[end : printed[start]], f"〔{kind.zh} · {kind.en}〕"]
        end = printed[stop - 1] + 1
    return "".join([*parts, text[end:]])


def _found(text: str) -> list[tuple[int, int, PersonalData]]:
    """Return where in the narrow text which kind of number stands, with the whole of each printed sign that has a part in it.

    Beside a number another may look like a part of it. Once the first is masked the other would stand there for all to see,
    so that what lies between numbers is looked through once more.
    """
    narrow = _narrow(text)
    found: list[tuple[int, int, PersonalData]] = []
    for _ in range(_ROUNDS):
        ends = [0, *(stop for _, stop, _ in found)]
        starts = [*(start for start, _, _ in found), len(narrow)]
        new = [
            (at + start, at + stop, kind)
            for at, until in zip(ends, starts, strict=True)
            for start, stop, kind in _by_themselves(narrow[at:until])
        ]
        if not new:
            break
        edges = [0, *accumulate(len(_narrow_sign(sign)) for sign in text)]  # of a sign such as ¼ all goes, or nothing
        new = [
            (edges[bisect_right(edges, start) - 1], edges[bisect_left(edges, stop)], kind) for start, stop, kind in new
        ]
        found = sorted((*found, *new), key=lambda place: place[:2])
    return found


def _by_themselves(narrow: str) -> Iterator[tuple[int, int, PersonalData]]:
    """Yield the numbers that stand for themselves; of two at one place the first kind counts."""
    places = sorted(
        (match.start(), match.end(1), order, kind)
        for order, (kind, pattern, proved) in enumerate(_KINDS)
        for match in pattern.finditer(narrow)
        if proved(match[1], narrow[max(0, match.start() - 12) : match.start()])
    )
    free = 0
    for start, stop, _, kind in places:
        if start >= free:
            yield start, stop, kind
            free = stop


def another_number(before: str, now: str) -> bool:
    """Tell whether two texts differ in nothing but a personal number, so that they look the same where it is masked."""
    return before != now and masked(before) == masked(now)


def _narrow(text: str) -> str:
    """Return a text as numbers are looked for in it; each sign by itself, so that it is known where it was printed."""
    apart = _APART.sub("、", _DASH.sub("-", _INVISIBLE.sub("", text)))
    return "".join(map(_narrow_sign, apart))


@cache
def _narrow_sign(sign: str) -> str:
    return unicodedata.normalize("NFKC", _DASH.sub("-", _INVISIBLE.sub("", sign)))


def _is_identity(printed: str, _before: str = "") -> bool:
    number = re.sub(r"[\s.-]", "", printed)
    total = sum(int(digit) * weight for digit, weight in zip(number[:17], _WEIGHTS, strict=True))
    return _has_day(number[10:14]) and number[6:8] in {"19", "20"} and "10X98765432"[total % 11] == number[17].upper()


def _is_made_like_one(printed: str, before: str) -> bool:
    """Tell whether a number without a right check digit holds region and day of birth, and is called nothing else."""
    number = re.sub(r"[\s.-]", "", printed)
    year, day = (int(number[6:10]), number[10:14]) if len(number) == 18 else (1900 + int(number[6:8]), number[8:12])
    born = 1900 <= year <= _GROWN_UP and _has_day(day)
    return born and int(number[:2]) in _REGIONS and not _OTHER_NUMBER.search(before)


def _has_day(digits: str) -> bool:
    return 1 <= int(digits[:2]) <= 12 and 1 <= int(digits[2:]) <= 31


def _is_bank_card(printed: str, _before: str = "") -> bool:
    digits = reversed(re.sub(r"[\s-]", "", printed))
    doubled = [int(digit) * (2 if place % 2 else 1) for place, digit in enumerate(digits)]
    return sum(digit - 9 if digit > 9 else digit for digit in doubled) % 10 == 0


def _stands(_printed: str, _before: str) -> bool:
    """Tell nothing more: what has no check digit is proved by how it stands."""
    return True


_KINDS: tuple[tuple[PersonalData, re.Pattern[str], Callable[[str, str], bool]], ...] = (
    (PersonalData.IDENTITY, _IDENTITY, _is_identity),
    (PersonalData.IDENTITY, _IN_PARTS, _is_made_like_one),
    (PersonalData.BANK_CARD, _BANK_CARD, _is_bank_card),
    (PersonalData.MOBILE, _MOBILE, _stands),
    (PersonalData.LANDLINE, _LANDLINE, _stands),
    (PersonalData.EMAIL, _EMAIL, _stands),
)
