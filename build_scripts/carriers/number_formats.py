"""A number as a spreadsheet shows it in its cell: ``0.375`` in the format ``0.00%`` is ``37.50%``.

What a format code means is said in ECMA-376, part 1, 18.8.31; built-in codes 27–58 are those of Chinese programs (18.8.30).
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
    14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm",
    21: "h:mm:ss", 22: "yyyy/m/d h:mm", 37: "#,##0 ;-#,##0", 38: "#,##0 ;-#,##0", 39: "#,##0.00 ;-#,##0.00",
    40: "#,##0.00 ;-#,##0.00", 41: "#,##0 ;-#,##0 ;- ", 42: "¥#,##0 ;-¥#,##0 ;¥- ", 43: "#,##0.00 ;-#,##0.00 ;- ",
    44: "¥#,##0.00 ;-¥#,##0.00 ;¥- ", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: "@",
    27: 'yyyy"年"m"月"', 28: 'm"月"d"日"', 29: 'm"月"d"日"', 30: "m-d-yy", 31: 'yyyy"年"m"月"d"日"', 32: 'h"时"mm"分"',
    33: 'h"时"mm"分"ss"秒"', 36: 'yyyy"年"m"月"', 50: 'yyyy"年"m"月"', 51: 'm"月"d"日"', 52: 'yyyy"年"m"月"', 53: 'm"月"d"日"',
    54: 'm"月"d"日"', 57: 'yyyy"年"m"月"', 58: 'm"月"d"日"',
}  # fmt: skip
"""Number of a format that files do not spell out → its code; 5–8 (currency) are spelt out by every program."""

# Quoted text, an escaped letter, a width (_x) or a filler (*x), a bracket, parts of a day, or any other letter.
_TOKEN = re.compile(
    r'"([^"]*)"|[\\!](.)|([_*].)|\[([^\]]*)\]|(AM/PM|A/P|上午/下午|y+|m+|d+|h+|s+(?:\.0+)?|a{3,4}|E[+-])|(.)',
    re.IGNORECASE | re.DOTALL,
)
_CONDITION = re.compile(r"(<=|>=|<>|[<>=])(-?[\d.]+)")
_HOLDS = {
    "<": Decimal.__lt__, "<=": Decimal.__le__, ">": Decimal.__gt__, ">=": Decimal.__ge__, "=": Decimal.__eq__, "<>": Decimal.__ne__,
}  # fmt: skip


def shown_number(number: float, code: str, *, date1904: bool = False) -> str:
    """Return ``number`` as it is shown in the format ``code``; ``date1904`` for workbooks whose days count from 1904."""
    sections = re.findall(r'(?:"[^"]*"|[\\!].|[^;"])+|(?<=;)(?=;|$)|^(?=;)', code) or ["General"]
    exact = Decimal(repr(number))
    section, negative_is_said = _section(sections, exact)
    tokens = [match.groups() for match in _TOKEN.finditer(section)]
    plain = "".join((match[4] or match[5] or "") for match in tokens)
    if "general" in section.lower() or section.strip() == "@":
        return _around_general(section, number)
    if re.search("[ymdhs]|aaa", re.sub("E[+-]", "", plain), re.IGNORECASE) or any(
        re.fullmatch("h+|m+|s+", match[3] or "") for match in tokens
    ):
        return _date(number, tokens, date1904=date1904)
    return _digits(abs(exact) if negative_is_said else exact, tokens)


def general(number: float) -> str:
    """Return ``number`` as it is shown without a format: at most eleven letters wide, long ones in powers of ten."""
    if number == 0:
        return "0"
    if not 1e-9 <= abs(number) < 1e11:
        mantissa, _, exponent = f"{number:.5E}".partition("E")
        return f"{mantissa.rstrip('0').rstrip('.')}E{exponent[0]}{exponent[1:].lstrip('0').zfill(2)}"
    whole = len(str(int(abs(number))))
    text = f"{Decimal(repr(number)).quantize(Decimal(1).scaleb(-max(0, 10 - whole)), ROUND_HALF_UP):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _section(sections: list[str], number: Decimal) -> tuple[str, bool]:
    """Return the part of a format that a number is shown in, and whether that part says itself that it is negative."""
    for index, section in enumerate(sections[:3]):
        if condition := next((m for m in re.findall(r"\[([^\]]*)\]", section) if _CONDITION.fullmatch(m)), None):
            match = _CONDITION.fullmatch(condition)
            assert match
            if _HOLDS[match[1]](number, Decimal(match[2])):
                return section, index > 0 or (match[1].startswith("<") and Decimal(match[2]) <= 0)
            continue
        if index == 0 and (number > 0 or len(sections) == 1 or (number == 0 and len(sections) < 3)):
            return section, False
        if (index == 1 and (number < 0 or len(sections) == 2)) or index == 2:
            return section, number < 0
    return sections[-1], False


def _around_general(section: str, number: float) -> str:
    """Return a number without a format, with the text around it that its format adds."""
    text = re.sub(r"\[[^\]]*\]|[_*].", "", section)
    text = re.sub("general|@", lambda _: general(number), text, flags=re.IGNORECASE)
    return re.sub(r'"([^"]*)"|\\(.)', r"\1\2", text).strip()


def _digits(number: Decimal, tokens: list[tuple[str, ...]]) -> str:
    """Return a number with the digits, separators and texts of its format."""
    pattern = "".join(match[5] if match[5] and match[5] in "0#?.,/%" else (match[4] or "") for match in tokens)
    number *= 100 ** pattern.count("%")
    power = re.search(r"[0#?]*\.?[0#?]*(?=E[+-])", pattern, re.IGNORECASE)
    number_part, exponent = pattern.replace("%", ""), 0
    if "/" in pattern:
        return _fraction(number, pattern)
    whole, _, after = re.split("E", number_part, maxsplit=1, flags=re.IGNORECASE)[0].partition(".")
    scaled = len(whole) - len(whole.rstrip(",")) if not after else len(after) - len(after.rstrip(","))
    number = number.scaleb(-3 * scaled)
    places = sum(letter in "0#?" for letter in after)
    if power and number:
        wide = max(1, sum(letter in "0#?" for letter in whole))
        exponent = number.adjusted() // wide * wide if wide > 1 else number.adjusted()
        number = number.scaleb(-exponent)
    text = f"{abs(number).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):f}"
    left, _, right = text.partition(".")
    left = left.lstrip("0").rjust(sum(letter == "0" for letter in whole), "0")
    optional = len(after.rstrip(",")) - len(after.rstrip(",").rstrip("#?"))
    while optional and right.endswith("0"):
        right, optional = right[:-1], optional - 1
    if "," in whole.rstrip(","):
        left = re.sub(r"(?<=\d)(?=(\d{3})+$)", ",", left)
    sign = "-" if number < 0 and Decimal(text) else ""
    return _assemble(tokens, sign, left, right, exponent if power else None)


def _assemble(tokens: list[tuple[str, ...]], sign: str, left: str, right: str, exponent: int | None) -> str:
    """Return the digits among the texts of the format, which may stand between them too (``0"年"``, ``(0.00)``)."""
    letters = [match[5] for match in tokens]
    places = sum(letter in {"0", "#", "?"} for letter in letters[: letters.index(".") if "." in letters else None])
    out, seen, point = [], False, False
    for quoted, escaped, _, bracket, word, letter in tokens:
        if letter in {"0", "#", "?"} and not point:
            places -= 1  # the first place takes the digits that have no place of their own
            cut = len(left) if "," in left else max(0, len(left) - places)
            out.append(("" if seen else sign) + left[:cut])
            left, seen = left[cut:], True
        elif letter == "." and not point:
            out.append(f"{'' if seen else sign}{left}.{right}")
            seen = point = True
        elif word and word.upper() in {"E+", "E-"} and exponent is not None:
            mark = "-" if exponent < 0 else "+" if word[1] == "+" else ""
            width = len(re.search(r"E[+-](0*)", "".join((m[4] or m[5] or "") for m in tokens), re.IGNORECASE)[1])  # type: ignore[index]
            out.append(f"E{mark}{abs(exponent):0{width}d}")
        elif bracket and bracket.startswith("$"):
            out.append(bracket[1:].partition("-")[0])
        elif not (letter and letter in "0#?,"):
            out.append(quoted or escaped or letter or (word if word and exponent is None else "") or "")
    if sign and not seen:
        out.insert(0, sign)
    return "".join(out).strip()


def _fraction(number: Decimal, pattern: str) -> str:
    """Return a number as whole and fraction (``1 1/2``), its divisor at most as wide as the format has it, or as it says."""
    whole, below = divmod(abs(number), 1)
    wide = pattern.rpartition("/")[2].strip()
    if wide.isdecimal() and int(wide):
        numerator, divisor = int((below * int(wide)).quantize(Decimal(1), ROUND_HALF_UP)), int(wide)
    else:
        numerator, divisor = Fraction(below).limit_denominator(10 ** len(wide) - 1).as_integer_ratio()
    sign = "-" if number < 0 else ""
    if re.match(r"[#0?]+[^/#0?]*[#0?]+/|[#0?]{2,}/", pattern) is None:
        return f"{sign}{int(whole) * divisor + numerator}/{divisor}"
    whole, numerator = (whole + 1, 0) if numerator == divisor else (whole, numerator)
    return f"{sign}{int(whole) or ''} {f'{numerator}/{divisor}' if numerator else '' if whole else '0'}".strip()


def _date(number: float, tokens: list[tuple[str, ...]], *, date1904: bool) -> str:
    """Return a number of days as a date, a time or a length of time."""
    if number < 0:
        return "#" * 8  # a spreadsheet fills the cell with them
    # Lotus took 1900 for a leap year, and so do spreadsheets: day 60 never was.
    start = datetime(1904, 1, 1) if date1904 else datetime(1899, 12, 30 if number >= 60 else 31)  # noqa: DTZ001
    fractional = any(re.search(r"s\.0", word or "", re.IGNORECASE) for *_, word, _ in tokens)
    seconds = round(number * 86400, 3) if fractional else round(number * 86400)
    try:
        day = start + timedelta(seconds=seconds)
    except OverflowError:
        return "#" * 8
    noon = any(re.fullmatch("AM/PM|A/P|上午/下午", word or "", re.IGNORECASE) for *_, word, _ in tokens)
    out, before = [], ""
    words = [
        (match[3] if re.fullmatch("h+|m+|s+", match[3] or "", re.IGNORECASE) else match[4] or "").lower()
        for match in tokens
    ]
    for index, (quoted, escaped, _, bracket, word, letter) in enumerate(tokens):
        part = words[index]
        after = next((other for other in words[index + 1 :] if other), "")
        if not part:
            out.append(
                (bracket[1:].partition("-")[0] if bracket and bracket.startswith("$") else "")
                + (quoted or escaped or letter or "")
            )
            continue
        minutes = part in {"m", "mm"} and (before.startswith("h") or after.startswith("s"))
        if bracket and not word:
            total = {"h": seconds // 3600, "m": seconds // 60, "s": seconds}[part[0]]
            out.append(f"{int(total):0{len(part)}d}")
        else:
            out.append(_part_of_day(day, "min" if minutes else part, len(part), noon=noon))
        before = part
    return "".join(out).strip()


_WEEK = "一二三四五六日"


def _part_of_day(day: datetime, part: str, wide: int, *, noon: bool) -> str:  # noqa: PLR0911 - a table in code
    """Return year, month, day, hour, minute, second, day of the week or half of the day."""
    months = day.strftime("%B")
    match part[0]:
        case "y":
            return f"{day.year % 100:02d}" if wide <= 2 else f"{day.year}"
        case "m" if part == "min":
            return f"{day.minute:0{wide}d}"
        case "m":
            return [f"{day.month}", f"{day.month:02d}", months[:3], months, months[0]][min(wide, 5) - 1]
        case "d":
            return [f"{day.day}", f"{day.day:02d}", day.strftime("%a"), day.strftime("%A")][min(wide, 4) - 1]
        case "h":
            return f"{((day.hour - 1) % 12 + 1) if noon else day.hour:0{min(wide, 2)}d}"
        case "s":
            whole, _, below = part.partition(".")
            return f"{day.second:0{len(whole)}d}" + (f".{day.microsecond:06d}"[: len(below) + 1] if below else "")
        case "a" if part.startswith("aaa"):
            return ("星期" if wide == 4 else "") + _WEEK[day.weekday()]
        case _:
            return (
                ("下午" if day.hour >= 12 else "上午")
                if part[0] == "上"
                else ("PM" if day.hour >= 12 else "AM")[: 2 if "m" in part else 1]
            )
