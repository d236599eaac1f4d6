"""The page that shows every building block with its markup names, made by the very macros of the pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from build_scripts.pages.drawing import Bars, Series
from build_scripts.pages.makers import one_page
from build_scripts.pages.page import Page, page_of, said
from build_scripts.pages.site import Site
from build_scripts.pages.summaries import Money
from build_scripts.words.glossary import BY_ID, Entry
from build_scripts.words.language import Both
from build_scripts.words.page_kinds import PageKind
from build_scripts.words.vocabulary import Achievement, Severity


@dataclass(frozen=True)
class DesignPart:
    """A building block of the pages."""

    anchor: str
    title: Both
    use: Both
    """When to use it."""
    markup: Sequence[str]
    """Its classes and macros."""


@dataclass(frozen=True)
class DesignContext:
    """``/design/``."""

    parts: Sequence[DesignPart] = said("各种构件，按页面上的次序", "The building blocks in order")
    colours: Sequence[tuple[str, Both]] = said("颜色代码与用途", "Colours: token and use")
    money: Money = said("示例金额", "Sample amounts")
    cells: Sequence[str] = said("示例单元格：有文字、空白、不适用", "Sample cells: text, blank, not applicable")
    achievements: Sequence[Achievement] = said("各种达成情况", "Every judgement of an indicator")
    severities: Sequence[Severity] = said("核对发现的轻重", "Every severity of a finding")
    charts: Sequence[Bars] = said("示例图表", "Sample charts")
    terms: Sequence[Entry] = said("示例名词", "Sample words of the glossary")


PARTS = (
    DesignPart(
        "keys", Both("关键数字", "Key figures"),
        Both("页面开头的几个数，每个带名称和单位。", "The few figures at the top of a page, each with its name and unit."),
        ("mz-keys", "mz-key", "macros/figure.html.j2: key, amount, money_keys"),
    ),
    DesignPart(
        "cells", Both("印出的文字与空白", "Printed text and blanks"),
        Both(
            "印出的文字一字不改；空白单元格写明“空白”，不补零；重算的数用另一种底色并在表头注明；英文版在印出的表头下写英文名。",
            "Printed text stays as it is; a blank cell is said to be blank, never zero; recomputed figures have another ground and say so in the heading; in English a printed heading has its English name below it.",
        ),
        ("mz-raw", "mz-blank", "mz-english", "mz-own", "mz-recomputed", "filter: printed"),
    ),
    DesignPart(
        "achievements", Both("达成情况", "Achievement"),
        Both("文字加符号，颜色只是辅助；图中只有“未达成”用表中的颜色，其余是灰色。", "A word and a sign; the colour only helps. In charts what was missed alone has its colour of the tables, the others are grey."),
        ("mz-achievement", "macros/figure.html.j2: achievement"),
    ),
    DesignPart(
        "severities", Both("核对发现的轻重", "Severity of a finding"),
        Both("文字加形状，颜色只是辅助；不写“违规”。", "A word and a shape; the colour only helps. Never an accusation."),
        ("mz-severity", "mz-mark", "mz-finding", "macros/finding.html.j2: severity, marks, entry"),
    ),
    DesignPart(
        "charts", Both("图表", "Charts"),
        Both(
            "标题说出要点，图下有数据表；名称在左、数字在条末，灰色中只有一处强调色，打印和强制颜色时加纹理；只有一根条时只写那句话。",
            "The headline says what is to be seen, a table has all values; names stand left, numbers at the ends of the bars, one accent among greys, patterns on paper and in forced colours; a single bar is told, not drawn.",
        ),
        ("figure.chart", "mz-chart", "mz-plot", "macros/chart.html.j2: chart"),
    ),
    DesignPart(
        "tables", Both("表格", "Tables"),
        Both(
            "每张表有标题和行列表头；宽表在自己的框里横向滚动，右边还有内容时边上有阴影；窄屏上行名不动；手机上每行是一张卡片，mz-path 写在行名上方，只有少数几栏短内容的表写 mz-grid，仍是表；mz-sortable 的表可按列排序。",
            "Every table has a caption and scoped headers; a wide one scrolls in its own frame, shaded where it goes on; on a narrow screen the row’s name stays in sight; on a telephone every row is a card with mz-path above its name, and a table of few short columns, mz-grid, stays a table; one with mz-sortable sorts by its columns.",
        ),
        ("mz-table", "mz-sortable", "mz-number", "mz-sticky", "mz-path", "mz-grid", "table-scroll"),
    ),
    DesignPart(
        "words", Both("名词解释", "Explained words"),
        Both(
            "按钮打开解释，不用脚本，解释紧挨着词，手机上在屏幕底部；全部名词另有一页。",
            "A button opens the explanation without a script, beside the word or at the foot of a telephone; all words have a page of their own.",
        ),
        ("mz-term", "mz-popover", "macros/glossary.html.j2: row, popovers"),
    ),
)  # fmt: skip

COLOURS = (
    *((achievement, achievement.both) for achievement in Achievement),
    ("a", Both("其他系列之一", "Another series, first")),
    ("b", Both("其他系列之二", "Another series, second")),
    ("c", Both("其他系列之三", "Another series, third")),
    ("own", Both("重算的数的底色", "Ground of recomputed figures")),
    ("head", Both("表头的底色", "Ground of headings")),
    ("target", Both("链接所指的一行", "The row a link points to")),
)

SAMPLE = Bars(
    "design-sample", Both("示例图表", "Sample chart"),
    Both("甲类 12 项达成、3 项未达成，乙类 5 项达成、没有未达成。", "12 of group A are met and 3 missed; 5 of group B are met and none missed."),
    Both("项", "rows"), (Both("甲类", "Group A"), Both("乙类", "Group B")),
    (
        Series(Both("达成", "Met"), (Decimal(12), Decimal(5)), Achievement.MET),
        Series(Both("未达成", "Missed"), (Decimal(3), Decimal(0)), Achievement.MISSED),
    ),
)  # fmt: skip


@one_page(PageKind.DESIGN, DesignContext)
def design_page(_site: Site) -> Page:
    """Return the page that shows every building block with its markup names, made by the very macros of the pages."""
    return page_of(
        PageKind.DESIGN,
        Both(
            "页面构件一览：样子、何时使用、类名与宏。",
            "The building blocks of the pages: look, use, classes and macros.",
        ),
        DesignContext(
            parts=PARTS,
            colours=COLOURS,
            money=Money(adjusted=Decimal(1_000_000), executed=Decimal(939_250), rate=Decimal("93.925")),
            cells=("≥95%", "", "--"),
            achievements=tuple(Achievement),
            severities=tuple(Severity),
            charts=(SAMPLE,),
            terms=(BY_ID["rate"], BY_ID["carry-over"], BY_ID["three-public"]),
        ),
    )
