"""Goals of the Wuhan Dongxihu target form: the overview's cells and the goals' own blocks brought together.

The overview prints long-term and annual goals side by side, one numbered goal a row; below it every goal has a block
of its own. Where the two do not agree in number, both stay as printed and the form's notes say so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from build_scripts.carriers.text_export import SourceCell, SourceRow
from build_scripts.importers.document import DocumentError
from build_scripts.importers.wuhan_target_rows import TargetAccount, read_indicators
from build_scripts.reading.model import Goal
from build_scripts.words.language import Both
from build_scripts.words.vocabulary import GoalKind

_OVERVIEW_NUMBER = re.compile(r"\s*(?:目标)?\s*(\d+)\s*[:：.．、]")
_GOAL = re.compile(r"(?P<kind>长期|年度)目标(?P<number>\d+)?[:：]?")
_GOAL_KINDS = {"长期": GoalKind.LONG_TERM, "年度": GoalKind.ANNUAL}


@dataclass(frozen=True)
class Block:
    """A goal's own heading with the rows of the table below it."""

    kind: GoalKind
    number: int | None
    heading: SourceRow
    rows: list[SourceRow]


def goal_blocks(rows: list[SourceRow]) -> tuple[list[SourceRow], list[Block]]:
    """Part a form's rows into the rows of the overview and one block per goal."""
    overview: list[SourceRow] = []
    blocks: list[Block] = []
    for row in rows:
        goal = _GOAL.fullmatch(row.cells[0].compact)
        if goal and len(row.cells) == 2:
            number = int(goal["number"]) if goal["number"] else None
            blocks.append(Block(_GOAL_KINDS[goal["kind"]], number, row, []))
        elif blocks:
            blocks[-1].rows.append(row)
        elif len(row.cells) == 3 and not row.cells[0].compact:
            overview.append(row)
        elif any(cell.compact for cell in row.cells):
            said = Both(
                f"总目标表中应是三格一行（首格空白），此处是：{[cell.text for cell in row.cells]}",
                "a row of the overview should have three cells, the first of them blank",
            )
            raise DocumentError(row.line, said)
    return overview, blocks


def goals_of(kind: GoalKind, overview: list[SourceCell], blocks: list[Block], account: TargetAccount) -> list[Goal]:
    """Return the goals of one kind: those with a block in printed order, around them those of the overview alone."""
    own = [block for block in blocks if block.kind is kind]
    numbers = [block.number for block in own]
    if len(set(numbers)) != len(numbers):
        raise DocumentError(
            own[0].heading.line, Both(f"{kind.zh}序号重复：{numbers}", f"goal numbers repeat: {numbers}")
        )
    cells = _numbered(kind, [cell for cell in overview if cell.compact], numbers, account)
    goals = [_goal(block, cells.pop(block.number, None), account) for block in own]
    alone = [
        Goal(kind=kind, number=number, overview=cell.text, overview_line=cell.line) for number, cell in cells.items()
    ]
    for goal in alone:
        name = f"{kind.zh}{goal.number}" if goal.number else "未编号的目标"
        account.note(f"总目标表第{goal.overview_line}行的{name}没有单独的指标表。")
    return [goal for goal in alone if goal.number is None] + goals + [goal for goal in alone if goal.number]


def _numbered(
    kind: GoalKind, cells: list[SourceCell], numbers: list[int | None], account: TargetAccount
) -> dict[int | None, SourceCell]:
    """Return the overview's cells by the number they print.

    Where a number is printed twice, the later cell goes by its place in the column, provided a goal of that number
    is waiting for one.
    """
    found: dict[int | None, SourceCell] = {}
    for place, cell in enumerate(cells, start=1):
        printed = _OVERVIEW_NUMBER.match(cell.text)
        number = int(printed[1]) if printed else None
        if number in found:
            if number is None or place in found or place not in numbers:
                raise DocumentError(
                    cell.line,
                    Both(f"总目标表中{kind.zh}序号重复：“{cell.text}”", "a goal's number repeats in the overview"),
                )
            account.note(f"总目标表第{cell.line}行的序号{number}与前面重复，按行序与{kind.zh}{place}对应。")
            number = place
        found[number] = cell
    return found


def _goal(block: Block, overview: SourceCell | None, account: TargetAccount) -> Goal:
    """Return a goal that has its own block."""
    label, text = block.heading.cells
    return Goal(
        kind=block.kind,
        number=block.number,
        label=label.text,
        overview=overview.text if overview else None,
        overview_line=overview.line if overview else None,
        target_text=text.text,
        source_line=block.heading.line,
        indicators=read_indicators(block.rows, block.kind, block.heading.line, account),
    )
