"""What a letter of a symbol font looks like: Word keeps a check box as the letter that Wingdings draws as one."""

from __future__ import annotations

_SYMBOL = dict(zip("\"$'@bcmdps£³±´¹¸Ö·°®", "∀∃∋≅βχμδπσ≤≥±×≠÷√•°→", strict=True))
_SIGNS = {
    "wingdings": {**dict.fromkeys("o¨qpr", "□"), "n": "■", "l": "●", "¡": "○", "ü": "√", "û": "×", "þ": "☑", "ý": "☒"}
    | {"à": "→", "Ø": "➢", "v": "❖", "u": "◆"}
    | {chr(0x80 + digit): sign for digit, sign in enumerate("⓪①②③④⑤⑥⑦⑧⑨⑩")},
    "wingdings 2": {"R": "☑", "S": "☒", "T": "☒", "Q": "☒", "P": "√", "O": "×", "£": "□", "*": "□", "0": "□"},
    "wingdings 3": {},
    "webdings": {"a": "√", "c": "□", "r": "×"},
    "symbol": _SYMBOL,
}


def symbol(sign: str, font: str) -> str:
    """Return what ``sign`` looks like in ``font``: itself in a font of letters, � where the picture is not known."""
    signs = _SIGNS.get(font.lower())
    private = "\uf000" <= sign <= "\uf0ff"
    if not private and (signs is None or sign > "\xff"):
        return "" if sign == "\xad" else sign
    letter = chr(ord(sign) - 0xF000) if private else sign
    if signs is None:  # a check box whose font the document does not name is Wingdings, as programs take it to be
        signs = _SIGNS["wingdings"]
    return signs.get(letter, letter if letter.isspace() or (signs is _SYMBOL and letter.isascii()) else "\ufffd")
