"""What a department's report says of money in sentences that allow only one reading, to be compared with its forms."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from build_scripts.cells.amounts import NUMBER, clean, margin_of, number_of, times
from build_scripts.judging.score import StatementResult
from build_scripts.words.language import Both
from build_scripts.words.vocabulary import CurrencyUnit

IN_YUAN = CurrencyUnit.TEN_THOUSAND_YUAN.in_yuan
"""Reports write their amounts in 万元."""
_SUBJECT = re.compile("基本支出|项目支出")
_FIGURE = re.compile(
    rf"(?P<what>年初预算数|调整后预算数|预算数|决算数)为?(?P<number>{NUMBER})万元"
    rf"(?:，其中人员经费(?P<personnel>{NUMBER})万元，公用经费(?P<operating>{NUMBER})万元)?"
)
_COLUMN = {"年初预算数": "initial", "预算数": "initial", "调整后预算数": "adjusted", "决算数": "executed"}
_TOP_HEADING = re.compile("[一二三四五六七八九十]{1,3}、")
_STAFF = re.compile(r"编制(?P<posts>\d+)名，在职人数(?P<staff>\d+)人")
_ITEM = re.compile(
    rf"(?:^|(?<=[、，,；;。：:]))(?:其中|其中：)?(?P<name>[^、，,；;。：:0-9（）]{{2,24}}?)(?P<number>{NUMBER})万元"
)
"""An item of a list of amounts: 区长热线经费10万元."""
_NO_ITEM = re.compile("(?:预算|决算)数?为?$|^(?:合计|共计|总计|总额|基本支出|项目支出|人员经费|公用经费)")
"""What stands before an amount and names a sum, not an item."""


@dataclass(frozen=True)
class Said:
    """A figure of a report's text: as printed, in 万元 or persons, with its place."""

    path: str
    printed: str
    column: str = ""
    """``initial``, ``adjusted`` or ``executed``; empty for persons and for items of a list."""
    section: str = ""
    """Numbered heading of the report under which it stands."""
    name: str = ""
    """What an item of a list is called."""

    @property
    def value(self) -> Decimal:
        """The number."""
        return number_of(self.printed)

    @property
    def yuan(self) -> Decimal:
        """The amount in yuan."""
        return times(self.value, IN_YUAN)

    @property
    def margin(self) -> Decimal:
        """How far rounding may have moved the amount, in yuan."""
        return times(margin_of(self.printed), IN_YUAN)

    def shown_beside(self, result: StatementResult) -> Both:
        """Return the figure for a message on a form: with its unit where the form prints its money in another."""
        if result.statement.money_unit.in_yuan == IN_YUAN:
            return Both.printed(self.printed)
        return Both(f"{self.printed}万元", f"{self.printed} ten thousand yuan")


@dataclass
class ReportSays:
    """What a report's text says in sentences that allow only one reading."""

    result: StatementResult
    figures: dict[tuple[str, str], Said] = field(default_factory=dict)
    """(basic, personnel, operating or project; initial, adjusted or executed) → figure."""
    staff: dict[str, Said] = field(default_factory=dict)
    """``staffing_authorised`` and ``staffing_actual`` → figure."""


def what_report_says(result: StatementResult) -> ReportSays:
    """Read the figures of paragraphs that speak of basic or of project expenditure alone; the first mention counts."""
    report = ReportSays(result)
    for path, section, text in _paragraphs(result):
        subjects = set(_SUBJECT.findall(text))
        if len(subjects) == 1:
            _read_figures(report, path, section, text, "basic" if "基本支出" in subjects else "project")
        if found := _STAFF.search(text):
            report.staff.setdefault("staffing_authorised", Said(path, found["posts"]))
            report.staff.setdefault("staffing_actual", Said(path, found["staff"]))
    return report


def _paragraphs(result: StatementResult) -> Iterator[tuple[str, str, str]]:
    """Go through the paragraphs of a report: path, the numbered heading above, text without white space."""
    section = ""
    for index, block in enumerate(result.statement.form.narratives):
        heading = clean(block.heading or "")
        section = heading if _TOP_HEADING.match(heading) else section
        for paragraph in (block.text or "").splitlines():
            yield f"narratives[{index}].text", section, clean(paragraph)


def _read_figures(report: ReportSays, path: str, section: str, text: str, subject: str) -> None:
    for found in _FIGURE.finditer(text):
        column = _COLUMN[found["what"]]
        report.figures.setdefault((subject, column), Said(path, found["number"], column, section))
        for part in ("personnel", "operating") if subject == "basic" else ():
            if found[part]:
                report.figures.setdefault((part, column), Said(path, found[part], column, section))


def listed_items(result: StatementResult) -> list[Said]:
    """Return the items of the longest list of amounts in a report: 甲经费2万元、乙经费3万元; empty where there is none."""
    lists = [
        [
            Said(path, found["number"], section=section, name=found["name"])
            for found in _ITEM.finditer(text)
            if not _NO_ITEM.search(found["name"])
        ]
        for path, section, text in _paragraphs(result)
        if "项目" in text or "专项" in text
    ]
    return max(lists, key=len, default=[])
