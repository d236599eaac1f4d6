"""Charts of indicators: how many were met, and what this year's targets ask beside those of the two previous years."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from decimal import Decimal

from build_scripts.judging.score import StatementResult
from build_scripts.pages.drawing import Bars, Series
from build_scripts.pages.site import Site
from build_scripts.words.language import UNSAID, Both, Term
from build_scripts.words.vocabulary import Achievement, CellState, FormType, Level1, TargetChange

CHANGES = (
    (TargetChange.STRONGER, "a"),
    (TargetChange.EQUAL, "c"),
    (TargetChange.WEAKER, "b"),
    (TargetChange.NOT_COMPARABLE, Achievement.NOT_COMPARABLE),
)
MOVED = {TargetChange.STRONGER, TargetChange.WEAKER}
YEARS = (
    ("target_change", Both("上年", "last year")),
    ("target_change_y2", Both("前年", "the year before last")),
)
"""The two previous years: column of the table and name."""
NO_CATEGORY = Both("类别无法识别", "Category not recognised")

Reported = Collection[tuple[FormType, Achievement]]
"""Types of forms that report actual values, and achievements, between them all that can be among some rows."""
ANY: Reported = tuple(
    (kind, achievement) for kind in FormType if kind.is_self_evaluation for achievement in Achievement
)
Changes = tuple[Counter[TargetChange], ...]
"""How many targets moved in which way, once for each of ``YEARS``."""
Compared = tuple[Both, str, Changes]
"""A name, an address (or none) and the changes below it."""


def achievement_by_category(site: Site, key: str, results: Iterable[StatementResult], **where: str) -> Bars:
    """Indicators by category and achievement of the forms that ``where`` names."""
    reported = _reported(results)
    tallies = [
        (_name(level), "", _tally(site, reported.get(level, ()), level1=level or "", **where))
        for level in (*Level1, None)
    ]
    return _judged(key, Both("各类指标达成情况", "Achievement by category"), tallies)


def achievement_by_department(site: Site, key: str, department_ids: Sequence[str]) -> Bars:
    """Indicators by department and achievement; only departments that report actual values."""
    rows = [
        (site.department_name(place), f"{place}/", _tally(site, ANY, department_id=place)) for place in department_ids
    ]
    return _judged(key, Both("各部门指标达成情况", "Achievement by department"), rows)


def achievement_by_place(site: Site, key: str, places: Sequence[str]) -> Bars:
    """Indicators by jurisdiction and achievement; only jurisdictions with forms that report actual values."""
    rows = [(site.full_name(place), f"{place}/", _tally(site, ANY, jurisdiction_id=place)) for place in places]
    return _judged(key, Both("各行政区指标达成情况", "Achievement by jurisdiction"), rows)


def _judged(key: str, title: Both, rows: Sequence[tuple[Both, str, Counter[Achievement]]]) -> Bars:
    """Bars of rows with a name, an address (or none) and a tally; rows that count nothing are left out."""
    shown = [row for row in rows if row[2]]
    whole = sum((tally for *_, tally in shown), Counter[Achievement]())
    total, met, missed = whole.total(), whole[Achievement.MET], whole[Achievement.MISSED]
    return Bars(
        key, title,
        Both(
            f"{total} 项设有目标的指标中，{met} 项达成，{missed} 项未达成，其余 {total - met - missed} 项无法判断、不可比或未填报。",
            f"Of {total} indicators with a target, {met} were met, {missed} missed; {total - met - missed} cannot be judged.",
        ),
        Both("项", "indicators"), tuple(name for name, *_ in shown),
        tuple(Series(a.both, tuple(Decimal(tally[a]) for *_, tally in shown), a) for a in Achievement if whole[a]),
        stacked=True, links=tuple(url for _, url, _ in shown if url),
    )  # fmt: skip


def _reported(results: Iterable[StatementResult]) -> dict[Level1 | None, set[tuple[FormType, Achievement]]]:
    """Return what occurs among the rows with a target in each category: asking for the rest would only give noughts."""
    found: dict[Level1 | None, set[tuple[FormType, Achievement]]] = defaultdict(set)
    for result in results:
        if (form_type := result.statement.form.form_type).is_self_evaluation:
            for item in result.indicators:
                if item.has_target:
                    found[item.level1].add((form_type, item.achievement))
    return found


def _tally(site: Site, occurring: Reported, **where: str) -> Counter[Achievement]:
    """Count by achievement the rows with a target that ``where`` names."""
    tally: Counter[Achievement] = Counter()
    for form_type, achievement in sorted(occurring):
        alike = {"form_type": form_type, "achievement": achievement, "target_state": CellState.REPORTED}
        tally[achievement] += int(site.ledger.count("indicators", **alike, **where).value)
    return +tally


def _name(level: Term | None) -> Both:
    return level.both if level else NO_CATEGORY


def target_change_by_category(site: Site, key: str, result: StatementResult) -> Bars:
    """This year's targets of one form; its department shows it beside those of other forms, so the title names it."""
    summary = site.summaries[result.statement.id]
    rows = []
    for level in (*Level1, None):
        where = {"statement_id": result.statement.id, "level1": level or ""}
        rows.append((_name(level), "", _changed(site, **where)))
    title = Both(
        f"本年目标与前两年指标值相比（{summary.fiscal_year}，{summary.name.zh}）",
        f"Targets against the two previous years ({summary.fiscal_year}, {summary.name.en})",
    )
    return _changes(key, title, rows, rows)


def target_change_by_department(site: Site, key: str, department_ids: Sequence[str]) -> Bars:
    """This year's targets against the two previous years; departments where nothing moved are told, not drawn."""
    rows = [(site.department_name(place), f"{place}/", _changed(site, department_id=place)) for place in department_ids]
    moved = [row for row in rows if any(MOVED & set(tally) for tally in row[2])]
    still = sum(any(changes) for *_, changes in rows) - len(moved)
    title = Both("各部门本年目标与前两年指标值相比", "Targets against the two previous years by department")
    apart = Both(
        f"另有 {still} 个部门没有要求更高或更低的目标（不画）。",
        f" {still} more departments have no target that asks for more or less (not drawn).",
    )
    return _changes(key, title, rows, moved, apart if still else UNSAID)


def _changed(site: Site, **where: str) -> Changes:
    """Count the targets that ``where`` names, once for each of the two years."""
    return tuple(
        +Counter(
            {change: int(site.ledger.count("indicators", **{column: change}, **where).value) for change in TargetChange}
        )
        for column, _ in YEARS
    )


def _changes(key: str, title: Both, rows: Iterable[Compared], shown: Iterable[Compared], apart: Both = UNSAID) -> Bars:
    """Bars of ``shown``, one for each of the two years; the sentence speaks of all ``rows``."""
    whole = [sum((tallies[place] for *_, tallies in rows), Counter[TargetChange]()) for place in range(len(YEARS))]
    said = [_against(year, tally) for (_, year), tally in zip(YEARS, whole, strict=True) if tally]
    bars = [
        (Both(f"{name.zh}：比{year.zh}", f"{name.en} vs {year.en}"), url, tally)
        for name, url, tallies in shown
        for (_, year), tally in zip(YEARS, tallies, strict=True)
        if tally
    ]
    return Bars(
        key, title,
        UNSAID.join([Both("", " ").join(said), apart]),
        Both("项", "indicators"), tuple(name for name, *_ in bars),
        tuple(
            Series(c.both, tuple(Decimal(tally[c]) for *_, tally in bars), tone)
            for c, tone in CHANGES if any(tally[c] for *_, tally in bars)
        ),
        stacked=True, links=tuple(url for _, url, _ in bars if url), tells_without_bars=bool(said),
    )  # fmt: skip


def _against(year: Both, tally: Counter[TargetChange]) -> Both:
    stronger, equal, weaker, apart = (tally[change] for change, _ in CHANGES)
    compared = stronger + equal + weaker
    return Both(
        f"与{year.zh}相比，{compared} 项目标可比：{stronger} 项要求更高，{equal} 项持平，{weaker} 项要求更低；另有 {apart} 项不可比。",
        f"Against {year.en}, {compared} targets can be compared: {stronger} ask for more, {equal} for the same,"
        f" {weaker} for less; {apart} cannot.",
    )
