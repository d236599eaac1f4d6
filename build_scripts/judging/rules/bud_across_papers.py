"""BUD rules on what a department's papers of one year say of the same money in words and in classes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from build_scripts.cells.amounts import clean, plain
from build_scripts.judging.rules.groups import by_year, first_of
from build_scripts.judging.rules.money import coarseness, expenditure_rows, in_form_unit
from build_scripts.judging.rules.registry import Hit, Place, department_rule
from build_scripts.judging.rules.rows import STOCK_PHRASES
from build_scripts.judging.rules.texts import line_name, passages, quoted
from build_scripts.judging.score import HUNDRED, StatementResult
from build_scripts.reading.form_cells import BaseDataCells
from build_scripts.words.language import Both
from build_scripts.words.vocabulary import FormType, LineCode, NarrativeKind, Severity, StandardSection

_THRIFT = re.compile(
    r"(?<![^。；\n])[^。；\n]*(?:支出(?:管理)?(?:较为|比较|更加)?规范|(?:严格|有效)控制[^。；\n]{0,10}(?:三公|支出|经费)|厉行节约)[^。；\n]*"
)
"""A sentence that praises how sparingly money was spent."""
_NOT_YET = re.compile("不够|有待|不足|不到位|仍需|还需|进一步|今后|下一步|要求|应当")
"""Words of a plan, or of a fault that is admitted."""
_EARMARKED = re.compile(r"专项资金绩效目标[：:]?\s*(?P<text>\S[^\n]*)")
_NEAR = Decimal(5)
"""Percent by which two sums may differ and still be the same money."""


def _row(base: StatementResult | None, code: str) -> BaseDataCells | None:
    rows = expenditure_rows(base) if base is not None else []
    return next((row for row in rows if row.row.line_code == code), None)


@department_rule("BUD-28", Severity.WARNING,
    title=Both("文字说支出规范、厉行节约，三公经费却超预算", "Words on thrift beside hospitality, vehicles and trips above their budget"),
    reason=Both("报告或厉行节约一栏称支出管理规范、控制严格，同年基础数据表的三公经费决算却大于预算，两处应当一并说明。", "A report or a box on austerity says that spending was well controlled, while the final figure of the three public expenses exceeds their budget: both belong together."),
    formula=Both("称支出规范、严格控制、厉行节约 ⇒ 三公经费本年决算数 ≤ 本年预算数", "words on thrift or control ⇒ final figure of hospitality, vehicles and trips abroad ≤ their budget"),
    basis=Both("表间勾稽关系；《预算法》第十三条：支出必须以经批准的预算为依据。", "The papers' own figures; Budget Law, article 13: spending must be based on the approved budget."),
    wrong="""
        forms:
          - form_type: dept_report
            narratives: [{kind: report_section, heading: 总体评价, text: 我单位支出管理较为规范。}]
          - form_type: dept_base_data
            base_data: [{section: expenditure, line_code: three_public, label: 三公经费, budget: "9", final: "15.52"}]
    """,
    right="forms[1].base_data[0].final: 8.75",
)  # fmt: skip
def thrift_is_in_the_figures(forms: tuple[StatementResult, ...]) -> Iterator[Hit]:
    """Set words on thrift beside a three-public row above its budget: one finding for each paper that has such words."""
    for group in by_year(forms):
        row = _row(first_of(group, FormType.DEPT_BASE_DATA), "three_public")
        budget, final = (row.budget.value, row.final.value) if row is not None else (None, None)
        if row is None or budget is None or final is None or final <= budget + coarseness(row.budget, row.final):
            continue
        for result in group:
            found = next(_on_thrift(result), None)
            if found is not None:
                path, words = found
                yield Place(path).hit(
                    f"文字写“{quoted(words)}”，同年基础数据表的{line_name(row.row.label)}决算 {row.final.shown.zh} 大于预算 {row.budget.shown.zh}。",
                    f"The text says “{quoted(words)}”; in the base data of the year the final figure of {line_name(row.row.label)} is {row.final.shown.en}, above its budget of {row.budget.shown.en}.",
                    reference=plain(budget),
                    quote=words,
                    statement_id=result.statement.id,
                )


def _on_thrift(result: StatementResult) -> Iterator[tuple[str, str]]:
    """Go through a paper's sentences on thrift; all that a box on austerity says is one."""
    for index, block in enumerate(result.statement.form.narratives):
        path, text = f"narratives[{index}].text", block.text or ""
        if block.kind is NarrativeKind.AUSTERITY_MEASURES:
            if clean(text).rstrip("。.") not in STOCK_PHRASES:
                yield path, text.strip()
            continue
        plans = block.standard_section is StandardSection.NEXT_STEPS or "改进" in (block.heading or "")
        if result.statement.form.form_type is FormType.DEPT_REPORT and not plans:
            yield from ((path, found[0]) for found in _THRIFT.finditer(text) if not _NOT_YET.search(found[0]))


@department_rule("BUD-29", Severity.NOTE,
    title=Both("部门表有其他资金，各项目表却没有", "Other funds on the department's form and on none of its projects'"),
    reason=Both("部门自评表的其他资金与各项目上年结转之和相近，而项目表的其他资金全是 0：同一笔钱在两处归入不同的类别，或基本支出另有其他资金。", "The other funds of the department's form are close to what its projects carried over, and their own other funds are all 0: one sum filed in two classes, unless basic expenditure had other funds."),
    formula=Both("部门自评表其他资金 > 0 ⇒ Σ 项目自评表其他资金 > 0，除非与 Σ 上年结转相差 5% 以上", "other funds of the department > 0 ⇒ Σ other funds of its projects > 0, unless more than 5% apart from Σ carry-over"),
    basis=Both("本门户约定；表间勾稽关系。", "Own convention; arithmetic between forms."),
    wrong="""
        forms:
          - form_type: dept_self_eval
            funding: [{line_code: other_revenue, label: 其他资金, amount: "29.89"}]
          - project: 修路
            funding:
              - {line_code: carry_over, label: 上年结转金额, executed: "29.62"}
              - {line_code: other, label: 其它资金, executed: "0"}
    """,
    right="forms[0].funding[0].amount: 0",
)  # fmt: skip
def other_funds_are_on_both_levels(forms: tuple[StatementResult, ...]) -> Iterator[Hit]:
    """Compare the department's other funds with the other funds and the carry-over of all its projects of the year."""
    for group in by_year(forms):
        form = first_of(group, FormType.DEPT_SELF_EVAL)
        row = form.line(LineCode.OTHER_REVENUE) if form is not None else None
        projects = [one for one in group if one.statement.form.form_type is FormType.PROJECT_SELF_EVAL]
        others = [line.executed.yuan for one in projects if (line := one.line(LineCode.OTHER)) is not None]
        if (
            form is None
            or row is None
            or not row.amount.yuan
            or len(others) < len(projects)
            or any(v != 0 for v in others)
        ):
            continue
        carried = sum(
            (
                line.executed.yuan or Decimal()
                for one in projects
                if (line := one.line(LineCode.CARRY_OVER)) is not None
            ),
            Decimal(),
        )
        apart = abs(row.amount.yuan - carried)
        if carried > 0 and apart * HUNDRED <= row.amount.yuan * _NEAR:
            sum_ = in_form_unit(form, carried)
            yield Place(f"{row.path}.amount").hit(
                f"{line_name(row.line.label)}印为 {row.amount.shown.zh}，{len(projects)} 张项目自评表的其他资金都是 0，而上年结转合计 {sum_}，相差 {in_form_unit(form, apart)}。",
                f"{line_name(row.line.label)}: {row.amount.shown.en} is printed; on {len(projects)} project forms other funds are 0, and {sum_} was carried over, {in_form_unit(form, apart)} apart.",
                reference=sum_,
                difference=(row.amount.yuan - carried) / form.statement.money_unit.in_yuan,
                statement_id=form.statement.id,
            )


@department_rule("BUD-30", Severity.NOTE,
    title=Both("报告列有专项资金，基础数据表的专项资金为空", "Earmarked funds in the report, none in the base data"),
    reason=Both("报告的专项资金绩效目标列出了项目，基础数据表的本级专项资金一行却是空白或 0：同一批项目在两处归入不同的类别。", "The report names projects under its aims for earmarked funds, and the row of earmarked funds is blank or 0: the same projects are filed in two classes."),
    formula=Both("报告“专项资金绩效目标”列有项目 ⇒ 基础数据表本级专项资金 > 0", "projects under the report's aims for earmarked funds ⇒ earmarked funds of the base data > 0"),
    basis=Both("表间勾稽关系。", "The papers' own words."),
    wrong="""
        forms:
          - form_type: dept_report
            narratives: [{kind: report_section, heading: 绩效目标, text: "专项资金绩效目标\\n完成值班电话、文印费等21个项目的实施。"}]
          - form_type: dept_base_data
            base_data: [{section: expenditure, line_code: project_earmarked, label: 3、本级专项资金, budget: "", final: ""}]
    """,
    right="forms[1].base_data[0].final: 251.7",
)  # fmt: skip
def earmarked_funds_are_in_both(forms: tuple[StatementResult, ...]) -> Iterator[Hit]:
    """Compare the report's aims for earmarked funds with the row of the base data."""
    for group in by_year(forms):
        base, report = first_of(group, FormType.DEPT_BASE_DATA), first_of(group, FormType.DEPT_REPORT)
        row = _row(base, "project_earmarked")
        if base is None or report is None or row is None or row.final.value or row.budget.value:
            continue
        texts = (match["text"] for _, text in passages(report) if (match := _EARMARKED.search(text)))
        named = next((text for text in texts if "项目" in text and not text.startswith("无")), None)
        if named is not None:
            printed = Both("印为 0", "is 0") if row.final.value == 0 else Both("空白", "is blank")
            yield Place(f"{row.path}.final", line_name(row.row.label)).hit(
                f"本年决算数{printed.zh}，报告的专项资金绩效目标写“{quoted(named)}”。",
                f"the final figure {printed.en}; under its aims for earmarked funds the report says “{quoted(named)}”.",
                statement_id=base.statement.id,
            )
