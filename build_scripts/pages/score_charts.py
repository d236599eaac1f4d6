"""Charts of points: totals against what they are made of, and where points were lost."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from build_scripts.cells.amounts import added, plain
from build_scripts.judging.score import StatementResult
from build_scripts.pages.drawing import Bars, Series, with_values
from build_scripts.pages.money_charts import form_name
from build_scripts.pages.site import Site
from build_scripts.pages.summaries import StatementSummary
from build_scripts.words.language import UNSAID, Both

TOP = 10
THREE = (
    (Both("印出的总分", "Published total"), "a"),
    (Both("各项得分之和", "Sum of the points"), "c"),
    (Both("重算得分", "Recomputed"), "b"),
)


def scores(key: str, summaries: Sequence[StatementSummary]) -> Bars:
    """Forms on which the published total, the sum of the printed points and the recomputed score are not one number."""
    scored = [s for s in summaries if s.total_score.value is not None]
    shown = [s for s in scored if len(set(_three(s)) - {None}) > 1]
    again = sum(s.score_recomputed is not None for s in scored)
    agree = len(scored) - len(shown)
    return Bars(
        key, Both("总分核对：印出、相加、重算", "Total scores: printed, added up, recomputed"),
        Both(
            f"{len(scored)} 份计分表中，{agree} 份的总分对得上（等于各项得分之和；其中 {again} 份还能按公式重算），{len(shown)} 份对不上"
            + ("，见下图。" if shown else "。"),
            f"On {agree} of {len(scored)} scored forms the total equals the sum of its points ({again} of all can also be"
            f" recomputed by the formula); {len(shown)} do not agree" + (" and are drawn." if shown else "."),
        ),
        Both("分", "points"), tuple(form_name(s, shown) for s in shown),
        with_values(
            Series(name, tuple(_three(s)[place] for s in shown), tone) for place, (name, tone) in enumerate(THREE)
        ),
        links=tuple(s.url for s in shown), tells_without_bars=bool(scored),
    )  # fmt: skip


def _three(summary: StatementSummary) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
    return summary.total_score.value, summary.score_sum, summary.score_recomputed


def points_lost(key: str, site: Site, results: Iterable[StatementResult]) -> Bars:
    """Rows that lost most points by the form's own printing: weight less score."""
    lost = []
    scored = 0
    for result in results:
        summary = site.summaries[result.statement.id]
        for item in result.scored_rows:
            anchor = result.statement.row_ids[item.path]
            full, got = item.own_weight, item.score.value
            if full is None or got is None:
                continue
            scored += 1
            if got < full:
                lost.append((full - got, summary, "".join(item.name.split()), f"{summary.url}#{anchor}"))
    lost.sort(key=lambda item: (-item[0], item[3]))
    shown = lost[:TOP]
    whole, several = added(points for points, *_ in lost), len({s.url for _, s, *_ in shown}) > 1
    names = tuple(_row_name(name, summary, several=several) for _, summary, name, _ in shown)
    most = names[0] if names else UNSAID
    return Bars(
        key, Both("在哪些指标上失分", "Where points were lost"),
        Both(
            f"{scored} 行印有分值和得分，其中 {len(lost)} 行没有得满分，共失 {plain(whole)} 分"
            + (f"；失分最多的是{most.zh}（{plain(lost[0][0])} 分）" if lost else "")
            + (f"；这里画出失分最多的 {TOP} 行。" if len(lost) > TOP else "。")
            + ("各表的分值由评分规则而定，不宜比高低。" if several else ""),
            f"Of {scored} rows with weight and score, {len(lost)} lost points, {plain(whole)} in all"
            + (f"; {most.en} lost most ({plain(lost[0][0])})" if lost else "")
            + (f"; the {TOP} that lost most are drawn." if len(lost) > TOP else ".")
            + (" Scoring rules set the weights of each form, so this is no ranking." if several else ""),
        ),
        Both("分", "points"), names,
        (Series(Both("失分（分值减得分，印出）", "Points lost (weight less score, printed)"), tuple(p for p, *_ in shown), "b"),),
        links=tuple(url for *_, url in shown), tells_without_bars=bool(scored),
    )  # fmt: skip


def _row_name(name: str, summary: StatementSummary, *, several: bool) -> Both:
    if not several:
        return Both.printed(name)
    return Both(f"{name}（{summary.name.zh}）", f"{name} ({summary.name.en})")
