"""STR rules on the indicator tree: how categories are spelt and where they stand."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from build_scripts.cells.amounts import clean
from build_scripts.judging.rules.registry import Hit, Place, statement_rule
from build_scripts.judging.rules.rows import row_cell
from build_scripts.judging.score import IndicatorResult, StatementResult
from build_scripts.words.language import Both
from build_scripts.words.vocabulary import Level1, Level2, Severity, Subject

TREE: dict[Level1, frozenset[Level2]] = {
    Level1.COST: frozenset({Level2.ECONOMIC_COST, Level2.SOCIAL_COST, Level2.ECO_COST}),
    Level1.OUTPUT: frozenset({Level2.QUANTITY, Level2.QUALITY, Level2.TIMELINESS, Level2.COST}),
    Level1.OUTCOME: frozenset({Level2.ECONOMIC, Level2.SOCIAL, Level2.ECOLOGICAL, Level2.SUSTAINABILITY}),
    Level1.SATISFACTION: frozenset({Level2.BENEFICIARY_SATISFACTION}),
}
"""The indicator tree, old and new template together: cost stands under output in the old one."""
_POINTS = re.compile(r"(?:（[0-9.]{1,9}分?）|[0-9.]{1,9}分)$")
_OF_CRITERIA = re.compile("(?:项目)?(?:产出|效益|效果)")
"""First levels of tables of criteria, which have other second levels than the indicator tree."""


@statement_rule("STR-05", Severity.NOTE, about=Subject.TRANSCRIPTION,
    title=Both("归类说明：分类名称按标准写法归类", "About the filing: a category was filed under its standard name"),
    reason=Both("这是对本门户归类的说明，不是部门的差错：同一分类在各表写法不一，本门户按标准名称归类，以便汇总和比较；表上原文照样保存。", "This is about this portal's filing, not a fault of the department: one category is spelt in several ways and is filed under its standard name so that forms can be compared; the text stays as printed."),
    formula=Both("一、二级指标 = 标准名称（空格与换行不计）", "first and second level = standard name (spaces and line breaks aside)"),
    basis=Both("标准名称取自各表样所印的多数写法（产出、效益、满意度、成本及其下级）。", "The standard names are those most forms print."),
    wrong="""
        goals:
          - kind: overall
            indicators:
              - {level1: 效益指标, level2: 社会效益, name: 办事便利程度, target: 提高, actual: 提高}
    """,
    right="goals[0].indicators[0].level2: 社会效益指标",
)  # fmt: skip
def categories_by_their_names(result: StatementResult) -> Iterator[Hit]:
    """Find printed category cells that were filed under another spelling: one finding per spelling of a form."""
    variants: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for item in result.indicators:
        for column, raw, code in (("level1", item.row.level1, item.level1), ("level2", item.row.level2, item.level2)):
            if raw is not None and code is not None and not _is_named(code, raw):
                variants[column, clean(raw), code.zh].append(f"{item.path}.{column}")
    for (column, printed, name), paths in variants.items():
        level = Both("一级", "first") if column == "level1" else Both("二级", "second")
        yield Place(paths[0]).hit(
            f"{level.zh}指标印作“{printed}”（{len(paths)} 处），本门户归入“{name}”。",
            f"The {level.en} level is printed as “{printed}” (cells: {len(paths)}); this portal files it under “{name}”.",
            reference=name,
        )


def _is_named(code: Level1 | Level2, raw: str) -> bool:
    """Tell whether a cell prints the category's standard name, its points aside, or the old name of cost."""
    name = _POINTS.sub("", clean(raw))
    return name == code.zh or (code is Level2.ECONOMIC_COST and name == Level1.COST.zh)


@statement_rule("STR-06", Severity.WARNING,
    title=Both("二级指标不属于所在的一级指标", "A sub-category stands under another category"),
    reason=Both("例如时效指标印在效益指标之下。归类错误会使按分类汇总的数字失真；本门户照原样保留，不移动。", "For example timeliness printed under outcome: figures by category would be wrong. The row stays where it was printed."),
    formula=Both("（一级指标，二级指标）∈ 指标体系", "(first level, second level) ∈ indicator tree"),
    basis=Both("表样的指标体系：成本（经济、社会、生态环境）；产出（数量、质量、时效、旧表样的成本）；效益（经济、社会、生态、可持续影响，旧表样的满意度）；满意度（服务对象）。", "The forms' own indicator tree."),
    wrong="""
        goals:
          - kind: overall
            indicators:
              - {level1: 效益指标, level2: 时效指标, name: 办结时限, target: ≤5个工作日, actual: 4个工作日}
    """,
    right="goals[0].indicators[0].level1: 产出指标",
)  # fmt: skip
def pair_is_in_the_tree(result: StatementResult) -> Iterator[Hit]:
    """Find printed category cells whose pair is not in the tree; a form's own satisfaction block decides on its place."""
    own_satisfaction = any(item.level1 is Level1.SATISFACTION for item in result.indicators)
    for item in result.indicators:
        if item.row.level1 is None and item.row.level2 is None:
            continue
        level1, level2 = clean(item.level1_raw), clean(item.level2_raw)
        if not level1 or (not level2 and item.row.level2 is None) or _in_tree(item, own_satisfaction=own_satisfaction):
            continue
        column = "level1" if item.level1 is None or item.row.level2 is None else "level2"
        below = Both("空白，无法归类", "the cell is blank")
        if level2:
            below = Both(
                f"“{level2}”，不是它的二级指标", f"stands “{level2}”, which the indicator tree does not have there"
            )
        above = Both(f"一级指标“{level1}”之下的二级指标为", f"under the category “{level1}” ")
        if item.row.level1 is None:  # a merged cell, or a blank one: only the rows above print it
            above = Both(
                f"本行没有印一级指标，上方最近印出的是“{level1}”；二级指标为",
                f"the row prints no category, the last one above it is “{level1}”; below it ",
            )
        yield row_cell(item, column).hit(f"{above.zh}{below.zh}。", f"{above.en}{below.en}.")


def _in_tree(item: IndicatorResult, *, own_satisfaction: bool) -> bool:
    if item.level1 is None:
        return False
    if not item.level1.in_tree or (
        item.level2 is None and _OF_CRITERIA.fullmatch(_POINTS.sub("", clean(item.level1_raw)))
    ):
        return True
    if item.level1 is Level1.OUTCOME and item.level2 is Level2.BENEFICIARY_SATISFACTION:
        return not own_satisfaction
    return item.level2 in TREE[item.level1]
