"""A file's rows, parted into forms: every row and paragraph between one form's title and the next.

A file may carry several forms in one sheet, one form over several sheets, and a table that a page has cut in two.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from build_scripts.carriers.grid import CarriedDocument, Grid, GridCell, Paragraph
from build_scripts.carriers.text_export import compact
from build_scripts.importers.labels import HEAD, INDICATOR_COLUMNS, TEXT_LABELS, is_label, label_of, label_words
from build_scripts.words.vocabulary import NarrativeKind

_TITLE = re.compile(
    r"(?:(?:自评|绩效|评价|评分|基础数据).{0,24}?表|(?:年度|支出|项目|部门).*(?:自评|评价)报告|^绩效自评报告)(?:\([^()]*\)|\d{4}年度?)*$"
)
_NO_TITLE = re.compile(
    r"^(?:项目)?(?:绩效)?指标(?:明细|情况)?表$|^(?:注|说明|备注|填表|请|本表|此表|附件:?\d\.|\d\.)|[:。；;]$"
)
_TITLE_BEGUN = re.compile(r"(?:[局办部委院会厅处中心馆校府队所站社联室]|整体支出|项目支出|\d{4}年度?)$")
_TITLE_BARE = re.compile(r"^项目(?:支出)?绩效(?:目标)?(?:自评|申报)?表$")
_TITLE_LEFT_OPEN = re.compile(r"^(?:部门|项目)?(?:整体|支出|绩效|预算|自评|单位)")
_NOTE = re.compile(r"^(?:注|备注|填表说明|填报说明|说明)(?:\d*[:.]|\d)")
_LIST = re.compile("汇总表|一览表|统计表|清单|目录")
_ANNEX = re.compile(r"^附(?:件|表)\s*[\d一二三四五六七八九十]*[:：]?$")
_PAGE = re.compile(r"^(?:[-—–]+\d{1,3}[-—–]+|第\d{1,3}页(?:[,，/]?共\d{1,3}页)?)$")
_OF_SITE = re.compile(
    r"^(?:(?:网站)?首页|您?的?(?:当前|现在)?(?:的)?位置:|[\[(【]?(?:打印|关闭|收藏|分享)|字[体号]:|发布(?:日期|时间|机构):|(?:信息|文章)?来源:|浏览(?:次数|量)"
    r"|点击(?:次数|数|量|率)|阅读(?:次数|量)|访问量|版权所有|(?:主办|承办|技术支持)(?:单位)?:|网站标识码|上一[篇条]|下一[篇条]|扫一扫|相关(?:链接|阅读|附件|新闻)"
    r"|附件下载|返回顶部|网站地图|联系我们|关于我们|责任编辑|编辑:|索引号:)|ICP备|公网安备|\.(?:xlsx?|docx?|pdf|wps|et|rar|zip)$"
)
"""What a site prints around every page: where one is, when it was put there, what can be done with it."""
_OF_CATALOGUE = frozenset(
    (
        *(
            "索引号",
            "信息索引号",
            "主题分类",
            "主题词",
            "发布机构",
            "发文机关",
            "发文字号",
            "文号",
            "成文日期",
            "发布日期",
        ),
        *("发文日期", "公开日期", "生成日期", "有效性", "信息名称", "信息来源", "体裁分类", "组配分类", "公开方式"),
    )
)
"""The labels of the table in which government sites catalogue a page."""
_YEAR_ALONE = re.compile(r"^\(?\d{4}年度?\)?$")
WITHIN = 12
"""Rows, blank ones too, within which a table follows its title."""
LONGEST_TITLE = 90
"""Characters; a longer text that names a form is a sentence about it."""


@dataclass(frozen=True)
class PrintedLine:
    """A row of a table, or a paragraph."""

    cells: tuple[GridCell, ...]
    """The cells that begin in it, from the left."""
    above: tuple[GridCell, ...] = ()
    """The cells that begin in a row above and reach into it."""
    table: int = 0
    """Number of its table in the file, by which columns can be compared; 0 for a paragraph."""
    ragged: bool = False
    """Whether its table knows no merged cells and its rows differ in length: what stands in which column is open."""

    @cached_property
    def filled(self) -> tuple[GridCell, ...]:
        """The cells that print something."""
        return tuple(cell for cell in self.cells if compact(cell.text))

    @property
    def line(self) -> int:
        """Where the row begins."""
        return (self.cells or self.above)[0].line

    @property
    def words(self) -> str:
        """All its text without white space, in plain brackets and digits."""
        return label_words("".join(cell.text for cell in self.cells))

    def at(self, first: int, last: int) -> list[GridCell]:
        """Return the cells that begin in the columns from ``first`` to ``last``, or cover ``first``, from the left."""
        cells = sorted((*self.cells, *self.above), key=lambda cell: cell.column)
        return [cell for cell in cells if cell.column <= last and cell.column + cell.columns > first]


@dataclass(frozen=True)
class FormText:
    """All rows of one form."""

    rows: tuple[PrintedLine, ...]
    names: tuple[str, ...]
    """Of the worksheets it stands on."""
    own_line: int = 0
    """Where the rows begin that are no other form's; 0 where all are its own."""
    repeated: tuple[GridCell, ...] = ()
    """Cells that print once more what all its rows share."""


def rows_of(blocks: Iterable[Grid | Paragraph]) -> Iterator[tuple[PrintedLine, str]]:
    """Yield every row and paragraph in printed order, each with the name of its worksheet."""
    number = 0
    for block in blocks:
        number += 1
        if isinstance(block, Paragraph):
            whole = PrintedLine((GridCell(block.text, 0, 0, 1, 1, block.address, block.line),))
            for text in [block.text] if is_title(whole) else block.text.split("\n"):
                yield PrintedLine((replace(whole.cells[0], text=text),)), ""
            continue
        begun: dict[int, list[GridCell]] = {}
        reaching: dict[int, list[GridCell]] = {}
        for cell in block.cells:
            begun.setdefault(cell.row, []).append(cell)
            for row in range(cell.row + 1, cell.row + cell.rows):
                reaching.setdefault(row, []).append(cell)
        plain = all(cell.rows == cell.columns == 1 for cell in block.cells)
        ragged = plain and len({len(cells) for cells in begun.values()}) > 1
        for row in sorted(begun.keys() | reaching.keys()):
            cells, above = begun.get(row, []), reaching.get(row, [])
            for part in _parted(cells) if ragged else [PrintedLine(tuple(cells), tuple(above), number)]:
                number += not part.table
                yield replace(part, table=number if part.table else 0, ragged=ragged), block.name


def _parted(cells: Sequence[GridCell]) -> Iterator[PrintedLine]:
    """Yield a row of a text export, and apart from it the paragraphs that run on behind one of its cells."""
    row: list[GridCell] = []
    for cell in cells:
        own, *after = _runs_on(cell, alone=len(cells) == 1) or [cell]
        row.append(replace(own, column=len(row)))
        if after:
            if any(cell.text for cell in row):
                yield PrintedLine(tuple(row), table=1)
            yield from (PrintedLine((paragraph,)) for paragraph in after)
            row = []
    if row:
        yield PrintedLine(tuple(row), table=1)


def _runs_on(cell: GridCell, *, alone: bool) -> list[GridCell]:
    """Return a cell without the paragraphs that a text export lets run on behind it, and those; nothing where none do.

    Such a paragraph is known by what it is: the next form's title or annex number, or the notes below a form.
    """
    lines = cell.text.split("\n")
    parts = [replace(cell, text=line, line=cell.line + place, row=0, column=0) for place, line in enumerate(lines)]
    rows = [PrintedLine((part,)) for part in parts]
    for place, row in enumerate(rows):
        begins = place - 1 if place and begins_title(rows[place - 1], row) else place
        apart = alone or (annex_of(row) or not rows[begins - 1].filled if begins else stands_below(row))
        if apart and _stands_alone(row):
            break
    else:
        return []
    return [
        replace(cell, text="\n".join(lines[:begins]).rstrip("\n")),
        *(part for part in parts[begins:] if part.text.strip()),
    ]


def _stands_alone(row: PrintedLine) -> bool:
    return is_title(row) or annex_of(row) or stands_below(row)


def forms_in(document: CarriedDocument) -> list[FormText]:
    """Return the forms of a file in printed order; what stands before the first title belongs to the first form.

    What belongs to the page alone is in none of them.
    """
    forms: list[FormText] = []
    rows: list[PrintedLine] = []
    names: list[str] = []
    seen: set[str] = set()

    def close(following: list[PrintedLine]) -> None:
        if any(row.filled for row in rows):
            forms.append(FormText(tuple(rows), tuple(dict.fromkeys(name for name in names if name))))
        rows[:], names[:] = following, []
        seen.clear()

    printed = [(row, name) for row, name in rows_of(document.blocks) if not is_of_page(row)]
    for place, (row, name) in enumerate(printed):
        labels = _labels(row)
        if names and name != names[-1] and not seen:
            close([])  # a cover or a list of contents, on a sheet of its own
        titled = is_title(row) and _is_followed(row, [next_row for next_row, _ in printed[place + 1 :][:WITHIN]])
        if titled and not seen and not row.words.endswith("报告"):
            begun = [above for above in rows[-1:] if begins_title(above, row)]
            rows[:] = [above for above in rows if above in begun or _is_of_form(above)]
        if (titled and "body" in seen) or ("indicators" in seen and labels & seen & {"project", "unit_name"}):
            close(_belongs_to_next(rows, row))
        if titled:
            labels = {"title"}
        elif "title" in seen and row.filled and not annex_of(row) and not _YEAR_ALONE.match(row.words):
            labels = {*labels, "body"}
        seen |= labels | ({"body"} if labels & {"project", "unit_name", "indicators"} else set())
        rows.append(row)
        names.append(name)
    close([])
    return forms


def _is_of_form(row: PrintedLine) -> bool:
    """Tell whether a row above the first title says something of the form, and is no site's navigation or notice."""
    if row.table:
        return any(is_label(cell.text) for cell in row.filled)
    notice = len(row.words) <= WITHIN or "公告" in row.words or "通知" in row.words
    return ":" in row.words or annex_of(row) or bool(_YEAR_ALONE.match(row.words)) or not notice


def is_list(form: FormText) -> bool:
    """Tell whether rows are a list of many projects or tables, a row each, and no form: it has no table of indicators."""
    titles = (row.words for row in form.rows if is_title(row))
    numbered = any(row.table and len(row.filled) > 1 and row.filled[0].text.strip() == "序号" for row in form.rows)
    listed = numbered or bool(_LIST.search(next(titles, "")))
    return listed and not any("indicators" in _labels(row) for row in form.rows)


def _is_followed(row: PrintedLine, following: Iterable[PrintedLine]) -> bool:
    """Tell whether what a title names follows it: a table, or the text of a report."""
    return row.words.endswith("报告") or any(next_row.table and next_row.filled for next_row in following)


def is_title(row: PrintedLine) -> bool:
    """Tell whether a row prints the title of a form, and nothing else."""
    words = re.sub(r"^附(?:件|表)[\d一二三四五六七八九十]*[:：]?", "", row.words)
    filled = len(row.filled)
    return (
        0 < filled <= 2  # it may be parted: what it is of, and what it is
        and len(words) <= LONGEST_TITLE
        and bool(_TITLE.search(words))
        and not _NO_TITLE.search(row.words)
    )


def begins_title(row: PrintedLine, following: PrintedLine) -> bool:
    """Tell whether a row is the first line of the title that follows it: whose form it is, or of which year."""
    return (
        not row.table
        and len(row.filled) == 1
        and len(row.words) <= LONGEST_TITLE // 2
        and bool(_TITLE_BEGUN.search(row.words) or _named_above(row, following))
        and is_title(following)
        and bool(_TITLE_LEFT_OPEN.match(following.words))
    )


def _named_above(row: PrintedLine, following: PrintedLine) -> bool:
    """Tell whether a row may be the name of what a title is of that says nothing but which form it is."""
    return bool(_TITLE_BARE.match(following.words)) and not (
        re.search("[:：，,。；;、]", row.words) or annex_of(row) or _YEAR_ALONE.match(row.words)
    )


def is_note(words: str) -> bool:
    """Tell whether a text, without white space and in plain signs, begins as notes on a form do."""
    return bool(_NOTE.match(words))


def stands_below(row: PrintedLine) -> bool:
    """Tell whether a row is what stands below a form's table: notes, who filled it in, when."""
    label, colon, _ = row.words.partition(":")
    core = label_of(label).core
    signed = colon and (core in HEAD or TEXT_LABELS.get(core) in {NarrativeKind.PERSON, NarrativeKind.TELEPHONE})
    return bool(signed or is_note(row.words))


def is_of_page(row: PrintedLine) -> bool:
    """Tell whether a row belongs to the page and to no form on it: its number, the navigation, the head and foot of a web page."""
    if row.table:
        labels = {label_of(cell.text).core for cell in row.filled[::2]}
        return bool(labels) and labels <= _OF_CATALOGUE
    return bool(_PAGE.match(row.words) or _OF_SITE.search(row.words))


def annex_of(row: PrintedLine) -> bool:
    """Tell whether a row prints the number of an annex alone."""
    return bool(_ANNEX.match(row.words))


def _belongs_to_next(rows: list[PrintedLine], title: PrintedLine) -> list[PrintedLine]:
    """Take from the end of ``rows`` what stands above the next form's ``title``: its first line, its annex number, its year."""
    taken = 1 if rows and begins_title(rows[-1], title) else 0
    while taken < len(rows) and (
        not rows[-1 - taken].filled or annex_of(rows[-1 - taken]) or _YEAR_ALONE.match(rows[-1 - taken].words)
    ):
        taken += 1
    while taken and not rows[-taken].filled:
        taken -= 1
    following = rows[len(rows) - taken :]
    del rows[len(rows) - taken :]
    return following


def _labels(row: PrintedLine) -> set[str]:
    """Return what a row tells of where in a form it stands."""
    if not row.table:
        return set()
    cores = [label_of(cell.text).core for cell in row.filled]
    found = {HEAD[core] for core in cores[:1] if core in HEAD}
    if sum(core in INDICATOR_COLUMNS for core in cores) > 2:  # a header, and no value that is such a word
        found.add("indicators")
    return found
