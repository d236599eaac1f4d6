"""Tables and paragraphs laid out in printed order: each cell gets its address, each row its number."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable

from build_scripts.carriers.grid import CarriedDocument, Grid, GridCell, Paragraph
from build_scripts.carriers.refusals import EMPTY, TOO_LARGE, CarrierError
from build_scripts.words.language import Both

MOST_CELLS = 200_000
"""A county's forms of a year are some 20,000 cells; a file with more than this is no form, whatever it is."""

MERGED = Both("合并的单元格里藏有不显示的文字，没有读取", "merged cells hide text that is not shown; it was not read")
COMMENTS = Both("有批注：没有读取", "it has comments: they were not read")
CONTROLS = Both(
    "有控件（如复选框、下拉框）：没有读取，请核对",
    "it has controls such as check boxes: they were not read; please compare",
)
PICTURES = Both("有图片：图片里的字读不出来，请核对", "it has pictures: words in them cannot be read; please compare")

LaidCell = tuple[int, int, int, int, str]
"""A cell as a reader finds it: row, column (both 0-based), rows, columns, text."""


class Laying:
    """Takes a file's parts in printed order and numbers them."""

    def __init__(self) -> None:
        """Begin with nothing laid out."""
        self.blocks: list[Grid | Paragraph] = []
        self.notices: list[Both] = []
        self._paragraphs = Counter[str]()
        self.line = self._cells = self._tables = 0

    def paragraph(self, text: str, where: str = "") -> None:
        """Lay out a paragraph, unless it is blank; its address is its number, counted in each place (``页眉 第 1 段``)."""
        if text.strip():
            self.line += 1
            self._paragraphs[where] += 1
            address = f"{where} 第 {self._paragraphs[where]} 段".strip()
            self.blocks.append(Paragraph(text.strip("\n"), address, self.line))

    def table(
        self, cells: Iterable[LaidCell], name: str = "", at: str = "", address: Callable[[int, int], str] | None = None
    ) -> None:
        """Lay out a table; ``address`` makes a cell's address of its row and column, by default ``表 n 第 r 行第 c 列``.

        ``at`` stands for ``表 n`` where the file has pages.

        Raises:
            CarrierError: where the file has more than ``MOST_CELLS`` cells, merged ones counted by what they cover.
        """
        number = self._tables + 1
        at = at or f"表 {number}"
        address = address or (lambda row, column: f"{at} 第 {row + 1} 行第 {column + 1} 列")
        laid = []
        for row, column, rows, columns, text in cells:
            self._cells += rows * columns
            if self._cells > MOST_CELLS:
                raise CarrierError(TOO_LARGE)
            laid.append(
                GridCell(text.strip("\n"), row, column, rows, columns, address(row, column), self.line + 1 + row)
            )
        if laid:
            self._tables = number
            self.line += max(cell.row + cell.rows for cell in laid)
            laid.sort(key=lambda cell: (cell.row, cell.column))
            self.blocks.append(Grid(tuple(laid), name))

    def notice(self, said: Both) -> None:
        """Add what a person must know, once."""
        if said not in self.notices:
            self.notices.append(said)

    def document(self, carrier: Both) -> CarriedDocument:
        """Return everything laid out.

        Raises:
            CarrierError: where there is no text at all.
        """
        if not self.blocks:
            raise CarrierError(EMPTY)
        return CarriedDocument(carrier, tuple(self.blocks), self.line, tuple(self.notices))
