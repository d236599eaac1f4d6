"""Findings by rule and place, and jurisdictions side by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from build_scripts.pages.drawing import READABLE, Bars, Heat, Series
from build_scripts.pages.money_charts import whole_names
from build_scripts.pages.site import Site
from build_scripts.words.language import SEMICOLON, UNSAID, Both
from build_scripts.words.vocabulary import Severity, Subject

ASKING = tuple(severity for severity in Severity if severity.asks)
"""Those that ask for an explanation."""


def findings_heat(site: Site) -> Heat:
    """Return what asks for an explanation by place and rule; places and rules without any are left out.

    A portal of many departments shows jurisdictions instead of them.
    """
    found = {
        place
        for severity in ASKING
        for place in site.ledger.occurring("findings", ("department_id",), about=Subject.FORM, severity=severity)
    }
    by_department = len(found) <= READABLE
    level = "department_id" if by_department else "jurisdiction_id"
    counts: Counter[tuple[str, str]] = Counter()
    for severity in ASKING:
        alike = {"about": Subject.FORM, "severity": severity}
        for place, rule in sorted(site.ledger.occurring("findings", (level, "rule_id"), **alike)):
            counts[place, rule] += int(site.ledger.count("findings", **alike, **{level: place, "rule_id": rule}).value)
    places = sorted({place for place, _ in counts})
    named = whole_names(site, list(map(site.department, places))) if by_department else site.full_names(places)
    names: Mapping[str, Both] = dict(zip(places, named, strict=True))
    rules = tuple(sorted({rule for _, rule in counts}))
    most = max(counts.items(), key=lambda item: (item[1], item[0]), default=None)
    where = names[most[0][0]] if most else UNSAID
    return Heat(
        "findings-heat", Both("各部门各规则的错误与疑点", "Errors and warnings by department and rule"),
        Both(
            f"{len(names)} 处共 {counts.total()} 条错误与疑点，涉及 {len(rules)} 条规则"
            + (f"；最多的一格是{where.zh}的 {most[0][1]}，{most[1]} 条。" if most else "。")
            + "数目与表单多少、指标多少有关，不表示谁好谁差。提示不计在内。"
            + (f"下表只列最多的 {READABLE} 条规则，全部见 CSV。" if len(rules) > READABLE else ""),
            f"{counts.total()} errors and warnings in {len(names)} places under {len(rules)} rules"
            + (f"; the largest cell is {most[0][1]} of {where.en} with {most[1]}." if most else ".")
            + " The counts grow with the number of forms and indicators; they do not tell who does better. Notes are left out."
            + (f" The table has the {READABLE} rules with most of them, the CSV all." if len(rules) > READABLE else ""),
        ),
        tuple(names.values()), tuple(f"{place}/" for place in names), rules,
        tuple(tuple(counts[place, rule] for rule in rules) for place in names),
    )  # fmt: skip


def findings_by_jurisdiction(site: Site, key: str, places: Sequence[str]) -> Bars:
    """Findings of each jurisdiction by severity."""
    counts = {
        (place, severity): site.ledger.count(
            "findings", jurisdiction_id=place, severity=severity, about=Subject.FORM
        ).value
        for place in places
        for severity in Severity
    }
    places = sorted(places, key=lambda place: ([-counts[place, severity] for severity in Severity], place))
    totals = (sum(counts[place, severity] for severity in Severity) for place in places)
    each = list(zip(site.full_names(places), totals, strict=True))
    whole = {severity: sum(counts[place, severity] for place in places) for severity in Severity}
    told = SEMICOLON.join(Both(f"{p.zh} {n} 条", f"{p.en} {n}") for p, n in each)
    return Bars(
        key, Both("各行政区的发现数", "Findings by jurisdiction"),
        Both(
            f"{told.zh}。表单多的地方发现也多，不排名。",
            f"{told.en}. Places with more forms have more findings; this is no ranking.",
        ),
        Both("条", "findings"), tuple(place for place, _ in each),
        tuple(
            Series(s.both, tuple(counts[p, s] for p in places), s)
            for s in Severity if any(counts[p, s] for p in places)
        ),
        stacked=True, links=tuple(f"{p}/" for p in places),
        message=Both(
            f"{sum(whole.values())} 条发现中 {whole[Severity.ERROR]} 条是错误",
            f"{whole[Severity.ERROR]} of {sum(whole.values())} findings are errors",
        ),
    )  # fmt: skip
