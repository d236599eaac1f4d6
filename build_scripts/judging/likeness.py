"""What seems to have become of a row or a form that is gone: a new one that prints mostly the same.

Only a guess, told to whoever has to say what became of it; nothing else hangs on it.
"""

from __future__ import annotations

from collections.abc import Mapping

_Rows = Mapping[str, Mapping[str, str]]
"""Id of a row → key → text, the row's name first."""


def likest_form(gone: str, rows: _Rows, forms: Mapping[str, _Rows]) -> str:
    """Return the id of the form in which more than half of the cells of ``rows`` stand in the same rows; empty for none.

    Of several the one that is called as the form ``gone`` was (only its department's folder was renamed), else the likest.
    """
    cells = sum(map(len, rows.values()))
    same = {
        id_: sum(len(rows[row].items() & now[row].items()) for row in rows.keys() & now) for id_, now in forms.items()
    }
    like = [id_ for id_ in sorted(forms) if 2 * same[id_] > cells]
    return max(like, key=lambda id_: (id_.split("/")[2:] == gone.split("/")[2:], same[id_]), default="")


def likest_rows(gone: _Rows, new: _Rows) -> dict[str, str]:
    """Return for each row that is gone the new row that it seems to be, those with the same name first; each new row once.

    It is of the same kind and has half of the other cells; by another name more than half of them, and two at least.
    """
    found: dict[str, str] = {}
    for renamed in (False, True):
        for row, cells in gone.items():
            left = [one for one in new if one[0] == row[0] and one not in found.values() and row not in found]
            like = [one for one in left if _is_like(cells, new[one], renamed=renamed)]
            if like:
                found[row] = max(like, key=lambda one: len(cells.items() & new[one].items()))
    return found


def _is_like(old: Mapping[str, str], new: Mapping[str, str], *, renamed: bool) -> bool:
    names, others = (next(iter(cells.items()), None) for cells in (old, new)), len(old) - 1
    first, second = names
    same = len(old.items() & new.items())
    if renamed:
        return first != second and same > max(1, others / 2)
    return first is not None and first == second and 2 * (same - 1) >= others
