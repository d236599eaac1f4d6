"""DSC rules on publication itself: in time after the approval, and with a ground for whatever is masked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from build_scripts.cells.amounts import is_printed_mask
from build_scripts.judging.rules.registry import Hit, Place, department_rule, statement_rule
from build_scripts.judging.rules.texts import together
from build_scripts.judging.score import StatementResult
from build_scripts.words.language import Both
from build_scripts.words.vocabulary import Severity

DAYS_TO_PUBLISH = 20
"""Budget Law, article 14: within twenty days of the approval. The law's own number, so no setting."""


@department_rule("DSC-02", Severity.WARNING,
    title=Both("批复后超过二十日才公布", "Published more than twenty days after the approval"),
    reason=Both("部门预算、决算及报表应当在财政部门批复后二十日内由各部门向社会公开。两个日期都知道的才核对。", "A department makes its budget, final accounts and forms public within twenty days of their approval by the finance department. Checked only where both days are known."),
    formula=Both("0 ≤ 发布日期 − 批复日期 ≤ 20 日", "0 ≤ day of publication − day of approval ≤ 20 days"),
    basis=Both("《预算法》第十四条：经批复的部门预算、决算及报表，应当在批复后二十日内由各部门向社会公开。", "Budget Law, article 14: approved departmental budgets, final accounts and forms are made public within twenty days."),
    wrong="""
        document: {approval_date: "2022-07-20", publication_date: "2022-08-31"}
    """,
    right="document.publication_date: 2022-08-09",
)  # fmt: skip
def published_in_time(results: tuple[StatementResult, ...]) -> Iterator[Hit]:
    """Compare the two days of each source document: one finding per department and document."""
    first: dict[str, StatementResult] = {}
    for result in results:
        first.setdefault(result.statement.form.source.document, result)
    for result in first.values():
        approved, published = result.source.approval_date, result.source.publication_date
        if not approved or not published:
            continue
        days = (date.fromisoformat(published) - date.fromisoformat(approved)).days
        if days < 0:
            yield Place("source").hit(
                f"来源文件登记的公布日期 {published} 早于批复日期 {approved}，其中一个有误。",
                f"The source is recorded as published on {published}, before its approval on {approved}: one of the two is wrong.",
                reference=approved,
                statement_id=result.statement.id,
            )
        if days > DAYS_TO_PUBLISH:
            yield Place("source").hit(
                f"来源文件 {approved} 批复，{published} 公布，相隔 {days} 日，超过 {DAYS_TO_PUBLISH} 日。",
                f"The source was approved on {approved} and published on {published}, {days} days later; {DAYS_TO_PUBLISH} are allowed.",
                recomputed=str(days),
                reference=str(DAYS_TO_PUBLISH),
                statement_id=result.statement.id,
            )


@statement_rule("DSC-08", Severity.WARNING,
    title=Both("填报日期晚于公布日期", "Filled in after it was published"),
    reason=Both("表上的填报日期晚于来源文件的公布日期（没有公布日期的，晚于取得日期），其中一个日期有误。", "The form's reporting date is later than the day on which its source was published (or, where that is not known, retrieved): one of the two is wrong."),
    formula=Both("填报日期 ≤ 公布日期（没有的，取得日期）", "reporting date ≤ day of publication (or, where there is none, of retrieval)"),
    basis=Both("算术：没有填的表不能公布。", "A form cannot be published before it is filled in."),
    wrong="""
        report_date: 2022年9月15日
        document: {publication_date: "2022-08-31"}
    """,
    right="report_date: 2022年3月15日",
)  # fmt: skip
def filled_in_before_publication(result: StatementResult) -> Iterator[Hit]:
    """Compare the reporting date with the day of publication, or of retrieval."""
    filled_in = result.statement.cells.report_date.value
    known = result.source.publication_date or result.source.retrieved
    if filled_in is None or not known or filled_in <= date.fromisoformat(known):
        return
    which = Both("公布", "published") if result.source.publication_date else Both("取得", "retrieved")
    yield Place("report_date").hit(
        f"填报日期为 {filled_in}，来源文件 {known} 已{which.zh}。",
        f"The form is dated {filled_in}; its source was {which.en} on {known}.",
        reference=known,
    )


@statement_rule("DSC-06", Severity.NOTE,
    title=Both("遮盖的内容没有写明理由", "Masked without a ground"),
    reason=Both("单元格只印“*”“■”“不公开”“略”等，读者不知道为什么不公开。不予公开的，应当按国家秘密、商业秘密、个人隐私等说明理由；其余部分照常公开。", "A cell prints nothing but *, ■ or words for “not disclosed”, and a reader cannot tell why. Whatever is withheld has a ground (state secret, trade secret, privacy …); the rest is public as ever."),
    formula=Both("只印遮盖符号的单元格 ⇒ 表的 withheld 里有该位置和理由", "a cell with nothing but a mask ⇒ the form's withheld lists its place with a ground"),
    basis=Both("《政府信息公开条例》第十四条至第十六条（不予公开的情形）、第三十七条（区分处理，并对不予公开的内容说明理由）。", "Open Government Information Regulations, articles 14 to 16 (what is not disclosed) and 37 (the rest is released, and the withheld part explained)."),
    wrong="""
        goals:
          - kind: overall
            indicators:
              - {level1: 产出指标, level2: 数量指标, name: 专项检查, target: ≥4次, actual: "*"}
    """,
    right="withheld: [{row: i-2llp6olo, column: actual, reason: state_secret}]",
)  # fmt: skip
def masks_have_a_ground(result: StatementResult) -> Iterator[Hit]:
    """Find printed cells that hold nothing but a mask and are not listed as withheld: one finding per form."""
    masks = result.statement.printed_where(is_printed_mask)
    found = [(path, text) for path, _, text in masks if path not in result.statement.withheld]
    yield from together(
        found, "单元格只印遮盖符号，没有写明不公开的理由", "Cells print nothing but a mask, and no ground is given"
    )
