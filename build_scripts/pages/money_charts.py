"""Charts of money: what was planned, allotted and spent, and how much of the allotment was spent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal

from build_scripts.cells.amounts import plain, rounded, times
from build_scripts.judging.score import HUNDRED
from build_scripts.pages.drawing import Bars, Drawn, Series, with_values
from build_scripts.pages.site import Site
from build_scripts.pages.summaries import DepartmentSummary, Money, StatementSummary
from build_scripts.words.language import SEMICOLON, UNSAID, Both, names_apart

FEW = 4
"""A sentence names no more departments than this."""
MOST = 8
"""A chart of projects shows no more than this, the largest; the tables have all."""
AMOUNTS = (
    (Both("年初预算数", "Initial budget"), Drawn.TOLD),
    (Both("全年执行数", "Spent"), Drawn.BAR),
    (Both("全年预算数", "Adjusted budget"), Drawn.TICK),
)
"""What is drawn of the money: a bar of what was spent, and the budget across it."""
WAN = Both("万元", "×10,000 yuan")
NOT_ALIKE = Both(
    "表单类型和年度不同，只并列，不排名。", "Forms and years differ, so they stand side by side and are not ranked."
)
BANDS: tuple[tuple[Both, Decimal, Decimal], ...] = tuple(
    (name, Decimal(low), Decimal(high))
    for name, low, high in (
        (Both("不到 50%", "Below 50%"), 0, 50),
        (Both("50% 至不到 80%", "50% to below 80%"), 50, 80),
        (Both("80% 至不到 95%", "80% to below 95%"), 80, 95),
        (Both("95% 至不到 100%", "95% to below 100%"), 95, 100),
    )
)


def form_names(among: Sequence[StatementSummary]) -> tuple[Both, ...]:
    """Return the names of forms, with their departments and years where these differ."""
    departments, years = len({s.department for s in among}) > 1, len({s.fiscal_year for s in among}) > 1
    parts = (
        ([s.department] if departments else [], s.name, [str(s.fiscal_year)] if years else [], s.url) for s in among
    )
    return names_apart(
        (Both.printed(" ").join([*before, name, *after]), _address(url)) for before, name, after, url in parts
    )


def _address(url: str) -> Both:
    return Both.printed(url.rstrip("/"))


def _scoped(name: Both, department: DepartmentSummary) -> Both:
    money = department.money
    if money.scope is None:
        return name
    return Both(
        f"{name.zh}（{money.fiscal_year}，{money.scope.zh}）", f"{name.en} ({money.fiscal_year}, {money.scope.en})"
    )


def _of_several_places(departments: Sequence[DepartmentSummary]) -> bool:
    return len({department.url.partition("/")[0] for department in departments}) > 1


def whole_names(site: Site, departments: Sequence[DepartmentSummary]) -> tuple[Both, ...]:
    """Return the names of departments; of several jurisdictions with theirs."""
    several = _of_several_places(departments)
    addresses = [_address(department.url) for department in departments]
    named = site.department_in_full if several else site.department_name
    return names_apart((named(address.zh), address) for address in addresses)


def short_names(site: Site, departments: Sequence[DepartmentSummary]) -> tuple[Both, ...]:
    """Return the names of departments of one jurisdiction without its name, where they still tell them apart."""
    if _of_several_places(departments):
        return whole_names(site, departments)
    alike = Counter(department.short.zh for department in departments)
    return names_apart((d.short if alike[d.short.zh] == 1 else d.name, _address(d.url)) for d in departments)


def _with_scope(names: Sequence[Both], departments: Sequence[DepartmentSummary]) -> tuple[Both, ...]:
    """Return names of departments with the year and the scope of their money."""
    return tuple(_scoped(name, department) for name, department in zip(names, departments, strict=True))


def execution_rates(key: str, summaries: Sequence[StatementSummary]) -> Bars:
    """Execution rate of each form whose money counts, in percent; those of exactly 100 % are told, not drawn."""
    known = [(s, s.rate_recomputed) for s in summaries if s.rate_recomputed is not None]
    drawn = sorted(((s, rate) for s, rate in known if rate != HUNDRED), key=lambda item: (item[1], item[0].name.zh))
    shown, rates = [s for s, _ in drawn], tuple(rounded(rate, 2) for _, rate in drawn)
    below = sum(rate < HUNDRED for _, rate in drawn)
    above, exactly = len(shown) - below, len(known) - len(shown)
    names = form_names(shown)
    low, high = (_with_rate(names[at], rates[at]) if shown else UNSAID for at in (0, -1))
    return Bars(
        key, Both("预算执行率", "Execution rate"),
        Both(
            f"{len(known)} 份表单中，{exactly} 份的执行率正好 100%{'（不画）' if exactly and shown else ''}，{below} 份低于 100%"
            + (f"；最低为{low.zh}" if below else "")
            + (f"；{above} 份高于 100%，最高为{high.zh}。" if above else "。"),
            f"Of {len(known)} forms {exactly} executed exactly 100% of the budget{' (not drawn)' if exactly and shown else ''} and {below} less"
            + (f"; the lowest is {low.en}" if below else "")
            + (f"; {above} executed more, the highest is {high.en}." if above else "."),
        ),
        Both.printed("%"), names,
        (Series(Both("执行率（重算）", "Execution rate (recomputed)"), rates, "a"),),
        links=tuple(s.url for s in shown), marker=HUNDRED, tells_without_bars=bool(known),
        message=_unspent(len(known), below, above, low, high), told=0 if below else len(shown) - 1 if above else None,
    )  # fmt: skip


def _unspent(known: int, below: int, above: int, low: Both, high: Both) -> Both:
    if below:
        return Both(
            f"{known} 份表单中 {below} 份没有花完预算，最低是{low.zh}",
            f"{below} of {known} forms spent less than their budget, least {low.en}",
        )
    if above:
        return Both(
            f"{known} 份表单中 {above} 份超过预算，最高是{high.zh}",
            f"{above} of {known} forms spent more than their budget, most {high.en}",
        )
    return Both(f"{known} 份表单都正好花完预算", f"All {known} forms spent exactly their budget")


def _with_rate(name: Both, rate: Decimal) -> Both:
    return Both(f"{name.zh}（{plain(rate)}%）", f"{name.en} ({plain(rate)}%)")


def rate_bands(key: str, summaries: Sequence[StatementSummary]) -> Bars:
    """How many forms have which execution rate; only forms whose money counts. Empty below ``FEW`` forms."""
    rates = [s.rate_recomputed for s in summaries if s.counted and s.rate_recomputed is not None]
    rows = [(name, sum(low <= rate < high for rate in rates)) for name, low, high in BANDS]
    rows += [
        (Both("正好 100%", "Exactly 100%"), sum(rate == HUNDRED for rate in rates)),
        (Both("超过 100%", "Above 100%"), sum(rate > HUNDRED for rate in rates)),
    ]
    exactly, below = rows[-2][1], sum(count for _, count in rows[:-2])
    none = len([s for s in summaries if s.counted]) - len(rates)
    shown = rows if len(rates) > FEW else []
    return Bars(
        key, Both("执行率分布", "How execution rates are spread"),
        Both(
            f"{len(rates)} 份可以计算执行率的表单中，{exactly} 份正好 100%，{below} 份低于 100%"
            + (f"；另有 {none} 份预算数为零，没有执行率。" if none else "。"),
            f"Of {len(rates)} forms with an execution rate, {exactly} have exactly 100% and {below} less"
            + (f"; {none} more have a budget of zero and no rate." if none else "."),
        ),
        Both("份", "forms"), tuple(name for name, _ in shown),
        (Series(Both("表单数", "Forms"), tuple(Decimal(count) for _, count in shown), "a"),),
        message=Both(
            f"{len(rates)} 份表单中 {exactly} 份的执行率正好是 100%",
            f"{exactly} of {len(rates)} forms executed exactly 100% of the budget",
        ),
        told=len(BANDS) if exactly else None,
    )  # fmt: skip


def department_rates(site: Site, key: str, departments: Sequence[DepartmentSummary]) -> Bars:
    """Execution rate of each department, in percent; departments whose forms are not all counted have none."""
    known = sorted((rounded(d.money.rate, 2), d.url, d) for d in departments if d.money.rate is not None)
    rates, shown = tuple(rate for rate, *_ in known), tuple(d for *_, d in known)
    none = len(departments) - len(shown)
    names = whole_names(site, shown)
    few = list(zip(names, rates, strict=True)) if len(shown) <= FEW else []
    each = SEMICOLON.join(Both(f"{name.zh} {plain(rate)}%", f"{name.en} {plain(rate)}%") for name, rate in few)
    apart = NOT_ALIKE if len({(d.money.scope, d.money.fiscal_year) for d in shown}) > 1 else UNSAID
    return Bars(
        key, Both("各部门预算执行率", "Execution rate by department"),
        Both(
            f"{len(shown)} 个部门可以计算执行率{'：' + each.zh if few else ''}"
            + (f"；另有 {none} 个部门没有可计入的资金数据，或有表单不计入" if none else "") + f"。{apart.zh}",
            f"{_have(len(shown))} an execution rate{': ' + each.en if few else ''}"
            + (f"; {none} have no countable money, or forms that are not counted" if none else "") + f". {apart.en}".rstrip(),
        ),
        Both.printed("%"), _with_scope(names, shown),
        (Series(Both("执行率（重算）", "Execution rate (recomputed)"), rates, "a"),),
        links=tuple(d.url for d in shown), marker=HUNDRED, labels=_with_scope(short_names(site, shown), shown),
        message=_slowest(short_names(site, shown), rates), told=0 if len(set(rates)) > 1 else None,
    )  # fmt: skip


def _slowest(names: Sequence[Both], rates: Sequence[Decimal]) -> Both:
    if not names:
        return UNSAID
    if len(set(rates)) == 1:
        return Both(f"执行率都是 {plain(rates[0])}%", f"All execution rates are {plain(rates[0])}%")
    return Both(
        f"执行率从 {plain(rates[0])}% 到 {plain(rates[-1])}%，最低是{names[0].zh}",
        f"Execution rates from {plain(rates[0])}% to {plain(rates[-1])}%, lowest {names[0].en}",
    )


def rates_by_year(key: str, years: Sequence[Money]) -> Bars:
    """Execution rate of a department year by year, in percent, of money of one scope; nothing for a single year."""
    known = sorted((money.fiscal_year or 0, money.scope, money.rate) for money in years if money.rate is not None)
    alike = [(str(year), rounded(rate, 2)) for year, scope, rate in known if scope is known[-1][1]]
    shown = alike if len(alike) > 1 else []
    scope = known[-1][1].both if shown and known[-1][1] is not None else UNSAID
    each = SEMICOLON.join(f"{year} {plain(rate)}%" for year, rate in shown)
    return Bars(
        key, Both("各年度预算执行率", "Execution rate by year"),
        Both(f"{scope.zh}的执行率：{each.zh}。", f"Execution rate of {scope.en}: {each.en}."),
        Both.printed("%"), tuple(Both.printed(year) for year, _ in shown),
        (Series(Both("执行率（重算）", "Execution rate (recomputed)"), tuple(rate for _, rate in shown), "a"),),
        marker=HUNDRED, told=len(shown) - 1 if shown else None,
        message=_from_to(shown),
    )  # fmt: skip


def _from_to(rates: Sequence[tuple[str, Decimal]]) -> Both:
    if not rates:
        return UNSAID
    (first, before), (last, now) = rates[0], rates[-1]
    return Both(
        f"执行率从 {first} 年的 {plain(before)}% 到 {last} 年的 {plain(now)}%",
        f"Execution rate from {plain(before)}% in {first} to {plain(now)}% in {last}",
    )


def project_money(key: str, summaries: Sequence[StatementSummary]) -> Bars:
    """Money of the largest forms whose money counts, in 10,000 yuan."""
    counted = sorted((s for s in summaries if s.counted and s.adjusted), key=lambda s: (-(s.adjusted or 0), s.url))
    shown = counted[:MOST]
    left, names = len(counted) - len(shown), form_names(shown)
    return Bars(
        key, Both("资金：年初预算、全年预算、全年执行", "Money: initial budget, adjusted budget, spent"),
        Both(
            f"{len(counted)} 份表单的资金可以计入" + (f"，这里画出金额最大的 {len(shown)} 份" if left else "")
            + (f"；最大的是{names[0].zh}，全年预算 {_wan(shown[0].adjusted)} 万元。" if shown else "。"),
            f"The money of {len(counted)} forms counts" + (f"; the {len(shown)} largest are drawn" if left else "")
            + (f". The largest is {names[0].en} with a budget of {_wan(shown[0].adjusted)} ×10,000 yuan." if shown else "."),
        ),
        WAN, names,
        _money([(s.initial, s.executed, s.adjusted) for s in shown]),
        links=tuple(s.url for s in shown), told=0 if shown else None,
        message=Both(
            f"最大的一笔：{names[0].zh}，预算 {_wan(shown[0].adjusted)} 万元，执行 {_wan(shown[0].executed)} 万元",
            f"The largest: {names[0].en}, budget {_wan(shown[0].adjusted)}, spent {_wan(shown[0].executed)} (×10,000 yuan)",
        ) if shown else UNSAID,
    )  # fmt: skip


def department_money(site: Site, key: str, departments: Sequence[DepartmentSummary]) -> Bars:
    """Money of each department that has countable money, in 10,000 yuan; the largest are drawn."""
    counted = sorted((d for d in departments if d.money.adjusted), key=lambda d: (-(d.money.adjusted or 0), d.url))
    shown = counted[:MOST]
    spent = sum(d.money.adjusted == d.money.executed for d in counted)
    none = len(departments) - len(counted)
    return Bars(
        key, Both("各部门资金", "Money by department"),
        Both(
            f"{len(counted)} 个部门有可计入的资金" + (f"，这里画出金额最大的 {len(shown)} 个" if len(counted) > len(shown) else "")
            + (f"；另有 {none} 个部门没有" if none else "") + "。部门整体与项目合计的口径不同，括号里写明。",
            f"{_have(len(counted))} countable money" + (f", {none} have none" if none else "")
            + (f"; the {len(shown)} largest are drawn" if len(counted) > len(shown) else "")
            + ". Whole-department money and sums of projects are different things; the brackets say which.",
        ),
        WAN, _with_scope(whole_names(site, shown), shown),
        _money([(d.money.initial, d.money.executed, d.money.adjusted) for d in shown]),
        links=tuple(d.url for d in shown), labels=_with_scope(short_names(site, shown), shown),
        message=Both(
            f"{len(counted)} 个部门中 {spent} 个正好花完预算",
            f"{spent} of {len(counted)} departments spent exactly their budget",
        ),
    )  # fmt: skip


def _have(departments: int) -> str:
    return "1 department has" if departments == 1 else f"{departments} departments have"


def _money(rows: Sequence[tuple[Decimal | None, Decimal | None, Decimal | None]]) -> tuple[Series, ...]:
    return with_values(
        Series(name, tuple(None if (yuan := row[place]) is None else _in_wan(yuan) for row in rows), "a", mark)
        for place, (name, mark) in enumerate(AMOUNTS)
    )


def _wan(yuan: Decimal | None) -> str:
    return plain(rounded(_in_wan(yuan or Decimal()), 2))


def _in_wan(yuan: Decimal) -> Decimal:
    return times(yuan, Decimal("0.0001"))
