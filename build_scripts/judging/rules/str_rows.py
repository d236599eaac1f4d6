"""STR rules on rows and cells: what is missing, misplaced or left over on a form."""

from __future__ import annotations

from collections.abc import Iterator

from build_scripts.cells.instructions import holds_instruction, is_blank_form_name
from build_scripts.cells.value_model import ValueNote
from build_scripts.judging.rules.registry import Hit, Place, statement_rule
from build_scripts.judging.rules.rows import row_cell, satisfaction_by_category
from build_scripts.judging.rules.texts import is_blank, narratives, quoted
from build_scripts.judging.score import StatementResult
from build_scripts.words.language import COMMA, UNSAID, Both
from build_scripts.words.vocabulary import (
    BaseDataSection,
    GoalKind,
    NarrativeKind,
    Severity,
)

IDENTIFICATION = {
    "project": Both("项目名称", "name of the project"),
    "department": Both("主管部门或单位名称", "name of the department or unit"),
    "implementing_unit": Both("实施单位", "implementing unit"),
}
_ANSWERS = {
    "actual": Both("完成值", "actual value"),
    "weight": Both("分值", "weight"),
    "score": Both("得分", "points"),
}
CONCLUSIONS = frozenset(
    {
        NarrativeKind.AUDIT_REMARKS,
        NarrativeKind.DEVIATION_SUMMARY,
        NarrativeKind.IMPROVEMENT_PLAN,
        NarrativeKind.GOOD_PRACTICE,
        NarrativeKind.PROBLEMS,
        NarrativeKind.AUSTERITY_MEASURES,
    }
)
MAIN_BASE_ROWS = frozenset(
    {
        "staffing_authorised",
        "staffing_actual",
        "three_public",
        "vehicles",
        "overseas_travel",
        "receptions",
        "project",
        "operating",
        "procurement",
    }
)
"""Rows every unit has something to say on, be it 0. Sub-rows and buildings may have nothing to report."""


@statement_rule("STR-02", Severity.NOTE,
    title=Both("表上应填的栏目为空白", "A field of the form is printed blank"),
    reason=Both("主管部门、实施单位、目标完成情况、政府采购等栏目空白，读者不知道是没有还是没填。没有数据的栏目应填“0”或“无”。", "Where department, unit, achievement or procurement is blank, a reader cannot tell whether there is nothing or nothing was entered."),
    formula=Both("表样的主要栏目 ≠ 空白", "main fields of the form ≠ blank"),
    basis=Both("表样自身的栏目；基层政务公开标准目录：“没有数据的表格应当列出空表并说明”。", "The form's own fields; the basic-level disclosure catalogue asks that empty tables be published with an explanation."),
    wrong="""
        department: "　"
    """,
    right="department: 示例县交通运输局",
)  # fmt: skip
def fields_are_filled(result: StatementResult) -> Iterator[Hit]:
    """Find identification fields, objectives, conclusions and main base-data rows that are printed blank."""
    for path, name in _blank_fields(result):
        yield Place(path).hit(f"{name.zh}一栏印为空白。", f"The field for the {name.en} is printed blank.")


def _blank_fields(result: StatementResult) -> Iterator[tuple[str, Both]]:
    form = result.statement.form
    for key, name in IDENTIFICATION.items():
        if is_blank(getattr(form, key, None)):
            yield key, name
    for index, goal in enumerate(result.statement.goals):
        if goal.kind is not GoalKind.OVERALL and is_blank(goal.target_text) and is_blank(goal.overview or ""):
            yield f"goals[{index}].target_text", Both("目标内容", "words of the goal")
        if goal.kind is GoalKind.OVERALL and form.form_type.is_self_evaluation:
            if is_blank(goal.target_text):
                yield f"goals[{index}].target_text", Both("年度总体目标", "overall annual objective")
            if is_blank(goal.actual_text):
                yield f"goals[{index}].actual_text", Both("全年实际完成情况", "what was achieved")
    yield from _blank_texts(result)


def _blank_texts(result: StatementResult) -> Iterator[tuple[str, Both]]:
    form = result.statement.form
    for path, block in narratives(form, CONCLUSIONS):
        if is_blank(block.text):
            yield f"{path}.text", Both(quoted(block.heading) or block.kind.zh, block.kind.en)
    for index, row in enumerate(result.statement.base_data):
        printed = [raw for raw in (row.prior_final, row.budget, row.final, row.value) if raw is not None]
        if (
            row.section is not BaseDataSection.BUILDINGS
            and row.line_code in MAIN_BASE_ROWS
            and printed
            and all(map(is_blank, printed))
        ):
            yield f"base_data[{index}]", Both.printed(quoted(row.label))


@statement_rule("STR-03", Severity.WARNING,
    title=Both("单元格里仍是填表说明", "A cell still holds the form's instruction"),
    reason=Both("栏目里印着“请在此处……”等填表说明，本单位的内容没有填上。", "The cell shows what the blank form tells its author to write, not what the author wrote."),
    formula=Both("单元格文字不含“请在此处”“如没有请填写”“（100字以内）”等填表说明；填了内容的行不再以表样的“指标1：”为名称", "a cell does not hold the form's own instructions (“please state here …”, “if none, write …”); a row that is filled in does not still have the name that the blank form prints, “indicator 1:”"),
    basis=Both("本门户约定：填表说明不是填报内容。", "Own convention: an instruction is no answer."),
    wrong="""
        narratives:
          - {kind: audit_remarks, heading: 说明, text: 请在此处简要说明审计中发现的问题，如没有请填写无。}
    """,
    right="narratives[0].text: 无",
)  # fmt: skip
def no_instruction_left(result: StatementResult) -> Iterator[Hit]:
    """Find printed texts, form notes excepted, that hold a template's instruction, and rows with a template's name."""
    form = result.statement.form
    notes = {f"{path}.text" for path, _ in narratives(form, frozenset({NarrativeKind.FORM_NOTE}))}
    for path, _, text in result.statement.printed_where(holds_instruction):
        if path not in notes and not path.endswith(".heading"):
            yield Place(path).hit(
                f"单元格印的是填表说明：“{quoted(text)}”。",
                f"The cell holds the form's instruction: “{quoted(text)}”.",
            )
    for item in result.indicators:
        if item.has_target and is_blank_form_name(item.row.name):
            yield Place(f"{item.path}.name").hit(
                f"指标名称仍是表样印的“{quoted(item.row.name)}”，目标值为“{quoted(item.target.raw)}”。",
                f"The name still is the blank form's “{quoted(item.row.name)}”; the target is “{quoted(item.target.raw)}”.",
            )


@statement_rule("STR-04", Severity.WARNING,
    title=Both("三级指标一栏是分类名称，内容可能错列", "A category stands where the indicator's name belongs"),
    reason=Both("三级指标栏印着“质量指标”等分类名称，真正的指标名称可能填到了目标值栏，目标值又填到了完成值栏。", "The indicator's name seems to stand in the target column and the target in the column of actual values."),
    formula=Both("三级指标 ∉ 一、二级指标名称", "indicator's name ∉ names of first and second levels"),
    basis=Both("表头：三级指标栏填指标名称。本门户约定：“满意度”“服务对象满意度”可以作三级指标名称。", "The column's heading. Own convention: 满意度 and 服务对象满意度 may serve as names."),
    wrong="""
        goals:
          - kind: overall
            indicators:
              - {level1: 产出指标, level2: 质量指标, name: 质量指标, target: 质量达标率, actual: ≥95%}
    """,
    right="goals[0].indicators: [{level1: 产出指标, level2: 质量指标, name: 质量达标率, target: ≥95%, actual: 96%}]",
)  # fmt: skip
def name_is_no_category(result: StatementResult) -> Iterator[Hit]:
    """Find rows whose name is a first- or second-level category and tells nothing by itself."""
    for item in result.indicators:
        if item.category_in_name is None or satisfaction_by_category(item):
            continue
        target = quoted(item.target.raw)
        beside = UNSAID
        if target and item.target.number is None:
            beside = Both(f"，目标值栏印的是“{target}”", f"; the target column holds “{target}”")
            if item.actual.op in {"ge", "gt", "le", "lt"} and item.actual.number is not None:
                bound = quoted(item.actual.raw)
                more = Both(
                    f"，完成值栏的“{bound}”是目标的界限，不是结果",
                    f", and the actual value “{bound}” is the bound of a target and no result",
                )
                beside = UNSAID.join([beside, more])
        yield Place(f"{item.path}.name").hit(
            f"三级指标栏印的是分类名称“{quoted(item.row.name)}”{beside.zh}。",
            f"The name column holds the category “{quoted(item.row.name)}”{beside.en}.",
        )


@statement_rule("STR-07", Severity.WARNING,
    title=Both("有目标值而完成值、分值或得分空白（或为占位符）", "A target without actual value, weight or points"),
    reason=Both("自评表的一行填了目标值，却没有填完成值、分值或得分，读者不知道目标完成了没有。", "The row of a self-evaluation gives a target but not what became of it."),
    formula=Both("目标值已填 ⇒ 完成值、分值、得分已填（表上有该栏时）；完成值不是“/”“--”", "target filled ⇒ actual value, weight and points filled (where the form has the columns); no / or -- for the actual value"),
    basis=Both("表样自身的栏目。", "The form's own columns."),
    wrong="""
        goals:
          - kind: overall
            indicators:
              - {level1: 产出指标, level2: 数量指标, name: 接访, target: ≥10次, actual: "", weight: "", score: ""}
    """,
    right="""
        goals[0].indicators[0].actual: 12次
        goals[0].indicators[0].weight: 10
        goals[0].indicators[0].score: 10
    """,
)  # fmt: skip
def row_is_complete(result: StatementResult) -> Iterator[Hit]:
    """Find rows of self-evaluations with a target whose actual value, weight or points are printed blank, or that hold a dash for the result."""
    if not result.statement.form.form_type.is_self_evaluation:
        return
    for item in result.indicators:
        if item.target.state != "reported":
            continue
        row = item.row
        missing = [(key, name) for key, name in _ANSWERS.items() if is_blank(getattr(row, key))]
        if missing:
            names = COMMA.join(name for _, name in missing)
            yield row_cell(item, missing[0][0]).hit(
                f"目标值为“{quoted(row.target)}”，{names.zh}空白。",
                f"the target is “{quoted(row.target)}”; blank: {names.en}.",
            )
        elif item.actual.state == "placeholder" and ValueNote.AMBIGUOUS_NONE not in item.actual.notes:
            yield row_cell(item, "actual").hit(
                f"目标值为“{quoted(row.target)}”，完成值印作“{quoted(row.actual)}”，没有写结果。",
                f"the target is “{quoted(row.target)}”; the actual value is printed as “{quoted(row.actual)}”, which is no result.",
            )
