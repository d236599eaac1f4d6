"""Charts of points: totals against what they are made of, and where points were lost."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from build_scripts.cells.amounts import added, plain
from build_scripts.pages.drawing import Bars, Drawn, Series, with_values
from build_scripts.pages.money_charts import form_names
from build_scripts.pages.outlines import FormOutline, LostPoints
from build_scripts.pages.summaries import StatementSummary
from build_scripts.pages.unit_site import MOST_LOST
from build_scripts.words.language import UNSAID, Both, in_brackets, names_apart

THREE = (
    (Both("印出的总分", "Published total"), Drawn.BAR),
    (Both("各项得分之和", "Sum of the points"), Drawn.TICK),
    (Both("重算得分", "Recomputed"), Drawn.TICK),
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
            f"{len(scored)} 份计分表中，{agree} 份的总分对得上（等于各项得分之和；其中 {again} 份还能按公式重算），{len(shown)} 份对不上。",
            f"On {agree} of {len(scored)} scored forms the total equals the sum of its points ({again} of all can also be"
            f" recomputed by the formula); {len(shown)} do not agree.",
        ),
        Both("分", "points"), form_names(shown),
        with_values(
            Series(name, tuple(_three(s)[place] for s in shown), "a", mark) for place, (name, mark) in enumerate(THREE)
        ),
        links=tuple(s.url for s in shown), tells_without_bars=bool(scored),
        message=Both(
            f"{len(scored)} 份计分表中 {len(shown)} 份的总分对不上", f"Totals of {len(shown)} of {len(scored)} scored forms do not agree"
        ) if shown else Both(f"{len(scored)} 份计分表的总分都对得上", f"The totals of all {len(scored)} scored forms agree"),
    )  # fmt: skip


def _three(summary: StatementSummary) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
    return summary.total_score.value, summary.score_sum, summary.score_recomputed


def points_lost(key: str, forms: Sequence[FormOutline]) -> Bars:
    """Rows that lost most points by the form's own printing: weight less score."""
    most = sorted((row for form in forms for row in form.losses.most), key=LostPoints.place)[:MOST_LOST]
    scored, lost = sum(form.losses.scored for form in forms), sum(form.losses.lost for form in forms)
    whole, several = added(form.losses.points for form in forms), len({row.form.url for row in most}) > 1
    names = names_apart(_row_names(row, several=several) for row in most)
    first = names[0] if names else UNSAID
    return Bars(
        key, Both("在哪些指标上失分", "Where points were lost"),
        Both(
            f"{scored} 行印有分值和得分，其中 {lost} 行没有得满分，共失 {plain(whole)} 分"
            + (f"；失分最多的是{first.zh}（{plain(most[0].points)} 分）" if lost else "")
            + (f"；这里画出失分最多的 {MOST_LOST} 行。" if lost > MOST_LOST else "。")
            + ("各表的分值由评分规则而定，不宜比高低。" if several else ""),
            f"Of {scored} rows with weight and score, {lost} lost points, {plain(whole)} in all"
            + (f"; {first.en} lost most ({plain(most[0].points)})" if lost else "")
            + (f"; the {MOST_LOST} that lost most are drawn." if lost > MOST_LOST else ".")
            + (" Scoring rules set the weights of each form, so this is no ranking." if several else ""),
        ),
        Both("分", "points"), names,
        (Series(Both("失分（分值减得分，印出）", "Points lost (weight less score, printed)"), tuple(row.points for row in most), "a"),),
        links=tuple(row.url for row in most), tells_without_bars=bool(scored), told=0 if lost else None,
        message=Both(
            f"{scored} 行中 {lost} 行失分，最多的是{first.zh}：{plain(most[0].points)} 分",
            f"{lost} of {scored} rows lost points, most {first.en}: {plain(most[0].points)}",
        ) if lost else Both(f"{scored} 行都得了满分", f"All {scored} rows got full marks"),
    )  # fmt: skip


def _row_names(row: LostPoints, *, several: bool) -> tuple[Both, ...]:
    """Return a row's name, with its form's among several, and what else tells it from others."""
    own, form, id_ = Both.printed(row.name), row.form, Both.printed(row.url.rpartition("#")[2])
    if not several:
        return own, id_
    return in_brackets(own, form.name), form.department, Both.printed(str(form.fiscal_year)), id_
