"""TXT rules on figures within a text: a total and what it is made of, and how many there are of what the portal holds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from build_scripts.cells.amounts import NUMBER, added, clean, margin_of, number_of, plain
from build_scripts.judging.rules.registry import Hit, Place, department_rule, statement_rule
from build_scripts.judging.rules.texts import added_up, passages, quoted
from build_scripts.judging.score import StatementResult
from build_scripts.words.language import Both
from build_scripts.words.vocabulary import FormType, Severity

_UNIT = "万元|亿元|元|人次|人|名|个|项|件|次|场|户|篇|台|套|公里|平方米|亩"
_TOTAL = re.compile(
    rf"(?P<what>[^，,；;。：:\n0-9]{{0,20}})(?P<total>{NUMBER})(?P<unit>{_UNIT})[，,（]?其中[：:]?(?P<parts>[^；;。）\n]+)"
)
_PART = re.compile(
    rf"(?P<name>[^，,、；;0-9（）]{{1,24}}?)(?:为|共|有|是)?(?P<number>{NUMBER})(?P<unit>{_UNIT})(?=[，,、；;。（）]|和|及|$)"
)
_WHOLE = (
    ("人员经费", "公用经费"),
    ("基本支出", "项目支出"),
    ("行政编制", "事业编制"),
    ("中央", "省级", "市"),
    ("男", "女"),
)
"""Names of parts that together are the whole of something."""
_MANY = 4
"""As many parts as nobody lists who means only some of them."""


@dataclass(frozen=True)
class _Sum:
    """A total in a text with the parts that are listed of it."""

    words: str
    total: str
    unit: str
    parts: tuple[tuple[str, str], ...]

    @property
    def numbers(self) -> list[Decimal]:
        return [number_of(number) for _, number in self.parts]

    @property
    def margin(self) -> Decimal:
        """By how much rounding may move the sum: each figure goes by the most precise one."""
        finest = min(margin_of(figure) for figure in (self.total, *(number for _, number in self.parts)))
        exact = finest == Decimal("0.5")
        return Decimal() if exact else finest * (len(self.parts) + 1)

    @property
    def is_whole(self) -> bool:
        """Whether the parts that are listed must be all."""
        names = [name for name, _ in self.parts]
        complete = any(all(any(word in name for name in names) for word in words) for words in _WHOLE)
        return complete or len(self.parts) >= _MANY


@statement_rule("TXT-01", Severity.WARNING,
    title=Both("文字中的合计与所列各项不符", "A total in a text differs from the parts that it lists"),
    reason=Both("一句话里先说合计、后列各项的，各项之和应等于合计；大于合计的一定有一个数写错。", "A sentence that gives a total and lists its parts adds up; where the parts are more than the total, one of the figures is wrong."),
    formula=Both("合计 = Σ “其中”所列各项（人员经费与公用经费、基本支出与项目支出等列全的，或列出四项以上的）；其他的 Σ ≤ 合计", "total = Σ parts that are listed (where both halves of something, or four parts and more, are listed); else Σ ≤ total"),
    basis=Both("算术。", "Arithmetic."),
    wrong="""
        form_type: dept_report
        narratives:
          - {kind: report_section, heading: 基本支出, text: 基本支出717.29万元，其中人员经费596.87万元，公用经费130.42万元。}
    """,
    right="narratives[0].text: 基本支出717.29万元，其中人员经费596.87万元，公用经费120.42万元。",
)  # fmt: skip
def totals_in_texts_add_up(result: StatementResult) -> Iterator[Hit]:
    """Add up what is listed behind a total in the same unit; a list that may be incomplete only may not exceed it."""
    for path, text in passages(result):
        for found in _sums(clean_lines(text)):
            total, parts = number_of(found.total), added(found.numbers)
            over, apart = parts - total > found.margin, abs(parts - total) > found.margin
            if over or (apart and found.is_whole):
                listed = " + ".join(number for _, number in found.parts)
                yield Place(path).hit(
                    f"文字写合计 {found.total} {found.unit}，所列各项 {listed} = {plain(parts)} {found.unit}。",
                    f"The text gives a total of {found.total} {found.unit}; the parts that it lists are {listed} = {plain(parts)}.",
                    of_cell=False,
                    quote=found.words,
                    recomputed=plain(parts),
                    worked=added_up(found.numbers),
                    difference=total - parts,
                )


def clean_lines(text: str) -> str:
    """Return a text without white space within its lines, so that amounts broken by a space are whole."""
    return "\n".join(clean(line) for line in text.splitlines())


def _sums(text: str) -> Iterator[_Sum]:
    for found in _TOTAL.finditer(text) if "其中" in text else ():
        parts = tuple(
            (part["name"], part["number"]) for part in _PART.finditer(found["parts"]) if part["unit"] == found["unit"]
        )
        others = [part for part in _PART.finditer(found["parts"]) if part["unit"] != found["unit"]]
        if len(parts) > 1 and not others:
            yield _Sum(found[0], found["total"], found["unit"], parts)


_PROJECTS = re.compile(
    r"(?:共|对|将|的|开展|涉及|完成|实施)(?P<number>\d{1,3})个(?:预算|专项|支出|部门|一般|重点)?项目(?:支出)?(?:[^。；]{0,12}(?:绩效)?(?:自评|评价))"
)


@department_rule("TXT-02", Severity.NOTE,
    title=Both("报告说的项目个数与公开的项目自评表份数不同", "The report names another number of projects than there are forms"),
    reason=Both("报告写明开展自评的项目个数，公开的项目自评表却多于或少于此数：缺的表没有公开，或报告的数不准。", "The report says how many projects were evaluated, and more or fewer forms are published: forms are missing, or the figure is wrong."),
    formula=Both("报告正文的项目个数 = 同年同部门的项目自评表份数", "number of projects in the report = project forms of the department and year"),
    basis=Both("本门户约定：只看写明“对N个项目开展自评”的句子。", "Own convention; only sentences that say how many projects were evaluated."),
    wrong="""
        forms:
          - form_type: dept_report
            narratives:
              - {kind: report_section, heading: 绩效自评, text: 我单位对3个项目开展了绩效自评。}
          - form_type: project_self_eval
            funding: [{line_code: total, label: 年度资金总额, adjusted: "10", executed: "10"}]
    """,
    right="forms[0].narratives[0].text: 我单位对1个项目开展了绩效自评。",
)  # fmt: skip
def projects_are_as_many_as_said(results: tuple[StatementResult, ...]) -> Iterator[Hit]:
    """Compare the number in the report with the project forms of its year; silent where there is none at all."""
    for result in results:
        form = result.statement.form
        if form.form_type is not FormType.DEPT_REPORT:
            continue
        same_year = (other.statement.form for other in results if other.statement.form.fiscal_year == form.fiscal_year)
        forms = sum(other.form_type is FormType.PROJECT_SELF_EVAL for other in same_year)
        for path, text in passages(result):
            for found in _PROJECTS.finditer(clean(text)):
                if forms and int(found["number"]) != forms:
                    yield Place(path).hit(
                        f"报告写“{quoted(found[0])}”，本门户收有该年度的项目自评表 {forms} 份。",
                        f"The report says “{quoted(found[0])}”; there are {forms} project forms of that year here.",
                        of_cell=False,
                        quote=found[0],
                        reference=str(forms),
                        difference=Decimal(int(found["number"]) - forms),
                        statement_id=result.statement.id,
                    )


_RATE = re.compile(r"(?P<part>\d{1,6})(?:人|名)?[^。；\d]{0,16}?控制率(?:为|是)?(?P<rate>\d{1,9}(?:\.\d{1,9})?)%")
_POSTS = re.compile(r"编制(?:人?数)?(?:为|共)?(?P<posts>\d{1,6})(?:人|名|个)")
_STAFF = re.compile(r"(?:实有|在职|在编在职|在岗)(?:人?数|人员)?(?:为|共)?(?P<staff>\d{1,6})(?:人|名)")


@statement_rule("TXT-03", Severity.WARNING,
    title=Both("文字中的在职人员控制率与人数不符", "The staffing control rate in a text does not follow from its numbers"),
    reason=Both("同一段文字写明编制数、在职人数和控制率的，控制率应能由两个人数算出。", "A text that gives posts, staff and the control rate allows to compute the rate."),
    formula=Both("控制率 = 在职人数 ÷ 编制数", "control rate = staff ÷ posts"),
    basis=Both("财政部共性指标框架：在职人员控制率 =（在职人员数 ÷ 编制数）×100%。", "The framework of common indicators of the Ministry of Finance."),
    wrong="""
        form_type: dept_report
        narratives:
          - {kind: report_section, heading: 基本情况, text: 人员编制81名，在职69人，在职人员控制率为95.19%。}
    """,
    right="narratives[0].text: 人员编制81名，在职69人，在职人员控制率为85.19%。",
)  # fmt: skip
def control_rate_follows(result: StatementResult) -> Iterator[Hit]:
    """Compare a rate with the posts and the staff of the same passage, where each stands there once."""
    for path, text in passages(result):
        words = clean(text)
        if "控制率" not in words:
            continue
        posts, staff, rates = _POSTS.findall(words), _STAFF.findall(words), _RATE.findall(words)
        if len(posts) != 1 or len(staff) != 1 or len(rates) != 1 or not int(posts[0]):
            continue
        printed = rates[0][1]
        computed = Decimal(staff[0]) * 100 / Decimal(posts[0])
        if abs(Decimal(printed) - computed) > margin_of(printed):
            shown = plain(round(computed, 2))
            yield Place(path).hit(
                f"控制率写作 {printed}%，按在职 {staff[0]} 人 ÷ 编制 {posts[0]} 人 = {shown}%。",
                f"The control rate is given as {printed}%; {staff[0]} staff ÷ {posts[0]} posts = {shown}%.",
                of_cell=False,
                recomputed=f"{shown}%",
                worked=f"{staff[0]} ÷ {posts[0]} = {shown}%",
                difference=Decimal(printed) - round(computed, 2),
            )
