"""Charts of indicators: how many were met, and what this year's targets ask beside those of the two previous years."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from build_scripts.cells.amounts import plain, rounded
from build_scripts.judging.score import HUNDRED, StatementResult
from build_scripts.pages.drawing import Bars, Drawn, Series
from build_scripts.pages.money_charts import short_names, whole_names
from build_scripts.pages.site import Site
from build_scripts.words.language import UNSAID, Both, Term
from build_scripts.words.vocabulary import Achievement, CellState, FormType, Level1, TargetChange

CHANGES = (
    (TargetChange.WEAKER, Both("要求低于", "less than "), "a", Drawn.BAR),
    (TargetChange.STRONGER, Both("要求高于", "more than "), "c", Drawn.BAR),
    (TargetChange.EQUAL, Both("要求等于", "the same as "), "c", Drawn.TOLD),
    (TargetChange.NOT_COMPARABLE, Both("不可比于", "not comparable with "), "c", Drawn.TOLD),
)
"""How a target can stand to a year before, with the words before that year, and how it is drawn."""
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
Compared = tuple[Both, str, Changes, Both]
"""A name, an address (or none), the changes below it and the name in short."""
TOLD_FIRST = (
    Achievement.MISSED,
    *(achievement for achievement in Achievement if achievement is not Achievement.MISSED),
)
"""Achievements in the order of their pieces: what was missed begins where bars can be compared."""


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
    departments = [site.department(place) for place in department_ids]
    rows = [
        (name, d.url, _tally(site, ANY, department_id=d.url.rstrip("/")))
        for d, name in zip(departments, whole_names(site, departments), strict=True)
    ]
    names = {d.url: short for d, short in zip(departments, short_names(site, departments), strict=True)}
    return _judged(key, Both("各部门指标达成情况", "Achievement by department"), _by_missed(rows), names)


def achievement_by_place(site: Site, key: str, places: Sequence[str]) -> Bars:
    """Indicators by jurisdiction and achievement; only jurisdictions with forms that report actual values."""
    rows = [
        (name, f"{place}/", _tally(site, ANY, jurisdiction_id=place))
        for place, name in zip(places, site.full_names(places), strict=True)
    ]
    return _judged(key, Both("各行政区指标达成情况", "Achievement by jurisdiction"), _by_missed(rows))


def achievement_by_year(site: Site, key: str, department_id: str, years: Iterable[int]) -> Bars:
    """Indicators of a department by year and achievement; nothing where one year alone reports actual values."""
    title = Both("各年度指标达成情况", "Achievement by year")
    rows = [
        (
            Both.printed(str(year)),
            f"{department_id}/{year}/",
            _tally(site, ANY, department_id=department_id, fiscal_year=year),
        )
        for year in sorted(years)
    ]
    told = [row for row in rows if row[2]]
    if len(told) < 2:
        return _judged(key, title, ())
    first, last = ((year, f"{tally[Achievement.MISSED]} / {tally.total()}") for year, _, tally in (told[0], told[-1]))
    message = Both(
        f"未达成的目标：{first[0].zh} 年 {first[1]}，{last[0].zh} 年 {last[1]}",
        f"Targets missed: {first[1]} in {first[0].en}, {last[1]} in {last[0].en}",
    )
    return replace(_judged(key, title, told), message=message)


Tallied = tuple[Both, str, Counter[Achievement]]
"""A name, an address (or none) and how many targets were met, missed …"""


def _by_missed(rows: Iterable[Tallied]) -> list[Tallied]:
    return sorted(rows, key=lambda row: (-row[2][Achievement.MISSED], -row[2].total(), row[1]))


def _judged(key: str, title: Both, rows: Sequence[Tallied], short: Mapping[str, Both] | None = None) -> Bars:
    """Bars of rows, by their addresses under a shorter name; rows that count nothing are left out."""
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
        tuple(Series(a.both, tuple(Decimal(tally[a]) for *_, tally in shown), a) for a in TOLD_FIRST if whole[a]),
        stacked=True, links=tuple(url for _, url, _ in shown if url),
        labels=tuple(short[url] for _, url, _ in shown) if short else (),
        message=Both(f"{total} 项目标中 {met} 项达成，{missed} 项未达成", f"Of {total} targets {met} were met and {missed} missed"),
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


def _tally(site: Site, occurring: Reported, **where: str | int) -> Counter[Achievement]:
    """Count by achievement the rows with a target that ``where`` names."""
    tally: Counter[Achievement] = Counter()
    for form_type, achievement in sorted(occurring):
        alike = {"form_type": form_type, "achievement": achievement, "target_state": CellState.REPORTED}
        tally[achievement] += int(site.ledger.count("indicators", **alike, **where).value)
    return +tally


def _name(level: Term | None) -> Both:
    return level.both if level else NO_CATEGORY


def measurable_by_department(site: Site, key: str, department_ids: Sequence[str]) -> Bars:
    """Share of measurable targets of each department in its latest year with targets; those that measure all are told."""
    departments = [site.department(place) for place in department_ids]
    rows = []
    for department, whole, short in zip(
        departments, whole_names(site, departments), short_names(site, departments), strict=True
    ):
        shares = ((year, site.measurable_share(department.url.removesuffix("/"), year)) for year in department.years)
        if known := next(((year, share) for year, share in shares if share is not None), None):
            rows.append((rounded(known[1].value, 2), department.url, whole, short, known[0]))
    drawn = sorted((row for row in rows if row[0] != HUNDRED), key=lambda row: row[:2])
    wholly = len(rows) - len(drawn)
    years = {year for *_, year in drawn}

    def named(name: Both, year: int) -> Both:
        return Both(f"{name.zh}（{year}）", f"{name.en} ({year})") if len(years) > 1 else name

    return Bars(
        key, Both("各部门可衡量目标所占比例", "Share of measurable targets by department"),
        Both(
            f"{len(rows)} 个部门有目标：{wholly} 个的目标都能衡量（不画），{len(drawn)} 个有不能衡量的目标。目标写成数字或范围才算可衡量；各部门任务不同，不表示谁好谁差。",
            f"{len(rows)} departments have targets: {wholly} can be measured throughout (not drawn), {len(drawn)} not."
            " A target is measurable where it is a number or a range; tasks differ, so this does not tell who does better.",
        ),
        Both.printed("%"), tuple(named(whole, year) for *_, whole, _, year in drawn),
        (Series(Both("可衡量目标所占比例", "Share of measurable targets"), tuple(share for share, *_ in drawn), "a"),),
        links=tuple(url for _, url, *_ in drawn), labels=tuple(named(short, year) for *_, short, year in drawn),
        told=0 if drawn else None, tells_without_bars=bool(rows),
        message=Both(
            f"{len(rows)} 个部门中 {len(drawn)} 个有难以衡量的目标，比例最低的是{drawn[0][3].zh}：{plain(drawn[0][0])}% 可衡量",
            f"{len(drawn)} of {len(rows)} departments have targets that cannot be measured; least measurable: {drawn[0][3].en}, {plain(drawn[0][0])}%",
        ) if drawn else Both(f"{len(rows)} 个部门的目标都能衡量", f"The targets of all {len(rows)} departments can be measured"),
    )  # fmt: skip


def target_change_by_category(site: Site, key: str, result: StatementResult) -> Bars:
    """This year's targets of one form; its department shows it beside those of other forms, so the title names it."""
    summary = site.summaries[result.statement.id]
    rows = []
    for level in (*Level1, None):
        where = {"statement_id": result.statement.id, "level1": level or ""}
        rows.append((_name(level), "", _changed(site, **where), _name(level)))
    title = Both(
        f"本年目标与前两年指标值相比（{summary.fiscal_year}，{summary.name.zh}）",
        f"Targets against the two previous years ({summary.fiscal_year}, {summary.name.en})",
    )
    return _changes(key, title, rows, [row for row in rows if any(row[2])])


def target_change_by_department(site: Site, key: str, department_ids: Sequence[str]) -> Bars:
    """This year's targets against the two previous years; departments where nothing moved are told, not drawn."""
    departments = [site.department(place) for place in department_ids]
    rows = [
        (whole, d.url, _changed(site, department_id=d.url.rstrip("/")), short)
        for d, whole, short in zip(
            departments, whole_names(site, departments), short_names(site, departments), strict=True
        )
    ]
    moved = sorted((row for row in rows if any(MOVED & set(tally) for tally in row[2])), key=_by_weaker)
    still = sum(any(changes) for _, _, changes, _ in rows) - len(moved)
    title = Both("各部门本年目标与前两年指标值相比", "Targets against the two previous years by department")
    apart = Both(
        f"另有 {still} 个部门没有要求更高或更低的目标（不画）。",
        f" {still} more departments have no target that asks for more or less (not drawn).",
    )
    return _changes(key, title, rows, moved, apart if still else UNSAID)


def _by_weaker(row: Compared) -> tuple[list[int], str]:
    _, url, changes, _ = row
    return [-tally[change] for change in (TargetChange.WEAKER, TargetChange.STRONGER) for tally in changes], url


def _changed(site: Site, **where: str) -> Changes:
    """Count the targets that ``where`` names, once for each of the two years."""
    return tuple(
        +Counter(
            {change: int(site.ledger.count("indicators", **{column: change}, **where).value) for change in TargetChange}
        )
        for column, _ in YEARS
    )


def _changes(key: str, title: Both, rows: Sequence[Compared], shown: Sequence[Compared], apart: Both = UNSAID) -> Bars:
    """Bars of ``shown``, one for each of the two years; the sentence speaks of all ``rows``."""
    whole = [sum((row[2][place] for row in rows), Counter[TargetChange]()) for place in range(len(YEARS))]
    said = [_against(year, tally) for (_, year), tally in zip(YEARS, whole, strict=True) if tally]
    there = [place for place, tally in enumerate(whole) if tally]
    series = [
        Series(Both(f"{words.zh}{YEARS[at][1].zh}", f"{words.en}{YEARS[at][1].en}"), tuple(Decimal(row[2][at][change]) for row in shown), tone, mark)
        for change, words, tone, mark in CHANGES for at in there if whole[at][change]
    ]  # fmt: skip
    return Bars(
        key, title,
        UNSAID.join([Both("", " ").join(said), apart]),
        Both("项", "indicators"), tuple(name for name, *_ in shown), tuple(series),
        links=tuple(url for _, url, *_ in shown if url), tells_without_bars=bool(said),
        labels=tuple(short for *_, short in shown),
        message=_moved(YEARS[there[0]][1], whole[there[0]], _most(shown, there[0])) if there else UNSAID,
    )  # fmt: skip


def _most(shown: Sequence[Compared], at: int) -> tuple[Both, int]:
    """Return whose targets ask for less than that year most often, and how many."""
    counted = ((short, changes[at][TargetChange.WEAKER]) for *_, changes, short in shown)
    return max(counted, key=lambda item: item[1], default=(UNSAID, 0))


def _moved(year: Both, tally: Counter[TargetChange], most: tuple[Both, int]) -> Both:
    weaker, stronger = tally[TargetChange.WEAKER], tally[TargetChange.STRONGER]
    name, own = most
    first = Both(f"，最多的是{name.zh}（{own} 项）", f", most of {name.en} ({own})") if own else UNSAID
    return Both(
        f"{weaker} 项目标的要求低于{year.zh}{first.zh}；{stronger} 项高于{year.zh}",
        f"{weaker} targets ask for less than {year.en}{first.en}; {stronger} for more",
    )


def _against(year: Both, tally: Counter[TargetChange]) -> Both:
    weaker, stronger, equal, apart = (tally[change] for change, *_ in CHANGES)
    compared = stronger + equal + weaker
    return Both(
        f"与{year.zh}相比，{compared} 项目标可比：{stronger} 项要求更高，{equal} 项持平，{weaker} 项要求更低；另有 {apart} 项不可比。",
        f"Against {year.en}, {compared} targets can be compared: {stronger} ask for more, {equal} for the same,"
        f" {weaker} for less; {apart} cannot.",
    )
