"""Printed names of departments and projects, without the codes and the level that forms print beside them."""

from __future__ import annotations

import re
import unicodedata

_OPEN, _CLOSE, _DASH = r"[(（\[［【〔]", r"[)）\]］】〕]", r"[-－—–_]"
_CODE = re.compile(rf"^[0-9][0-9A-Za-z]{{2,39}}{_DASH}(?=[^0-9])")
_BRACKETED_CODE = re.compile(rf"^{_OPEN}[0-9A-Za-z]{{2,40}}{_CLOSE}{_DASH}?")
_LEVEL = (
    r"(?:(?:主管|预算|行政|事业|所属|下属|直属|一级|二级|三级|不含|含|及|和|各|全|省|市|州|县|区|旗|镇|乡|街道|厅|局|委|办|处|院|校|馆|会|中心)*"
    r"(?:本级|本部|机关|部门|单位|系统|级|整体|汇总|合并|合计))+"
)
"""Which part of a body fills in a form: 本级, 局机关, 一级预算单位, 含下属单位; no such words name a body of its own."""
_BESIDE_A_DEPARTMENT = re.compile(
    "|".join(
        (
            _BRACKETED_CODE.pattern,
            rf"^[0-9][0-9A-Za-z]{{2,39}}(?:{_DASH}|[:：/.、])?(?=[^0-9A-Za-z年月日])",
            rf"{_DASH}?{_OPEN}(?:{_LEVEL}|[0-9][0-9A-Za-z]{{1,39}}){_CLOSE}$",
            rf"(?<=[^0-9A-Za-z])(?:{_DASH}|[:：/])[0-9][0-9A-Za-z]{{1,39}}$",
            r"(?<=[^0-9A-Za-z])[0-9][0-9A-Za-z]{2,39}$",
            rf"(?<=.){_DASH}?(?:本级|机关|本部|机关本级)$",
        )
    )
)


def without_code(printed: str | None) -> str:
    """Return a name without white space and without the code before it: ``219001-某镇人民政府`` → 某镇人民政府."""
    return _CODE.sub("", "".join((printed or "").split()))


def project_names(printed: str) -> tuple[str, ...]:
    """Return a project's printed name without white space, and the same without the code before it."""
    return tuple(dict.fromkeys(("".join(printed.split()), _BRACKETED_CODE.sub("", without_code(printed)))))


def department_names(printed: str) -> tuple[str, ...]:
    """Return a department's printed name without white space, then without each code or level beside it, barest last.

    ``118001-某局（本级）`` may be any of 118001-某局（本级）, 某局（本级） and 某局: a register says which of them there is.
    """
    names = ["".join(printed.split())]
    while (barer := _BESIDE_A_DEPARTMENT.sub("", names[-1], count=1)) not in {names[-1], ""}:
        names.append(barer)
    return tuple(names)


def folded(name: str) -> str:
    """Return a name as names are compared: full-width letters, digits and brackets are the same as narrow ones."""
    return unicodedata.normalize("NFKC", "".join(name.split()))
