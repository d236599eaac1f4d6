"""The reader of the Wuhan Dongxihu target forms: nothing lost, nothing guessed, every known trap read by hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache

import pytest
import yaml
from conftest import PROJECT, SAMPLE

from build_scripts.carriers.text_export import compact, lines_of
from build_scripts.importers.document import DocumentError, ImportedDocument
from build_scripts.importers.wuhan_target import read_wuhan_target
from build_scripts.importers.wuhan_target_rows import HEADING, REPEATED
from build_scripts.reading.model import Department, DepartmentTarget, FormTemplate, Goal, Indicator, Jurisdiction
from build_scripts.words.vocabulary import CurrencyUnit, ExtractionNote, GoalKind, NarrativeKind, YearBasis

FIXTURE = PROJECT / "tests" / "fixtures" / "documents" / "wuhan-dongxihu-2025.txt"

KNOWN_HEADINGS = {
    *("整体绩效总目标", "整体绩效目标", "整体绩效", "总目标", "年度目标"),
    *("长期绩效指标", "年度绩效指标", "绩效指标", "长期", "年度"),
    *(f"长期绩效指标{n}" for n in range(2, 6)),
    *(f"年度绩效指标{n}" for n in range(1, 6)),
    *("一级指标", "二级指标", "三级指标", "指标名称", "一级", "二级", "三级", "指标"),
    *("指标值", "近两年指标值", "前年", "上年", "指标值确定依据", "指标值确", "定依据"),
    *("预计当年实现值", "预期当年实现值", "预计当年实现", "预计当年", "预期当年", "实现值"),
}
"""All that the document prints as a heading, line by line; anything else in ``left_out`` is a loss."""


@cache
def fixture_lines() -> tuple[str, ...]:
    """Return the document's lines."""
    return tuple(lines_of(FIXTURE.read_bytes()))


@cache
def document() -> ImportedDocument:
    """Return the document as read, once for all tests."""
    return read_wuhan_target(list(fixture_lines()), "wuhan-dongxihu-2025")


def statements() -> list[DepartmentTarget]:
    """Return the 36 forms."""
    found = [form.statement for form in document().forms]
    assert all(isinstance(statement, DepartmentTarget) for statement in found)
    return [statement for statement in found if isinstance(statement, DepartmentTarget)]


def goals() -> list[Goal]:
    """Return all goals in printed order."""
    return [goal for statement in statements() for goal in statement.goals]


def indicators() -> list[Indicator]:
    """Return all indicator rows in printed order."""
    return [indicator for goal in goals() for indicator in goal.indicators]


def printed(indicator: Indicator) -> list[str | None]:
    """Return the cells of a row in the order the annual form prints them."""
    row = indicator
    return [row.level1, row.level2, row.name, row.baseline_y2, row.baseline_y1, row.target, row.target_basis]


def row_at(line: int) -> Indicator:
    """Return the indicator that begins on a line."""
    (found,) = [indicator for indicator in indicators() if indicator.source_line == line]
    return found


def form_of(department: str) -> DepartmentTarget:
    """Return a department's form."""
    (found,) = [form.statement for form in document().forms if form.department == department]
    assert isinstance(found, DepartmentTarget)
    return found


# Counts -------------------------------------------------------------------------------------------------------------


def test_every_department_goal_and_indicator_is_there():
    """The document holds 36 forms, 160 + 159 goal blocks (one of each without a number) and 3,044 indicator rows."""
    blocks = [goal for goal in goals() if goal.label is not None]
    assert len(document().forms) == 36
    assert Counter((goal.kind, goal.number is not None) for goal in blocks) == {
        (GoalKind.LONG_TERM, True): 159,
        (GoalKind.LONG_TERM, False): 1,
        (GoalKind.ANNUAL, True): 158,
        (GoalKind.ANNUAL, False): 1,
    }
    assert all(goal.indicators for goal in blocks)
    assert len(indicators()) == 3044


def test_every_value_cell_is_there():
    """The 3,044 rows hold 6,194 value cells, 53 of them printed blank."""
    cells = [c for row in indicators() for c in (row.target, row.baseline_y2, row.baseline_y1) if c is not None]
    assert len(cells) == 6194
    assert cells.count("") == 53


def test_only_annual_rows_have_baselines():
    """The two previous years are columns of the annual tables, and every annual row has both cells."""
    for goal in goals():
        for row in goal.indicators:
            has = (row.baseline_y2 is not None, row.baseline_y1 is not None)
            assert has == ((True, True) if goal.kind is GoalKind.ANNUAL else (False, False)), row.source_line


def test_categories_after_filling_down():
    """Filled down within each goal, the levels add up to the counts taken by hand from the document."""
    counts: Counter[tuple[str, str]] = Counter()
    for goal in goals():
        level1 = level2 = None
        for row in goal.indicators:
            level1 = row.level1 if row.level1 is not None else level1
            level2 = row.level2 if row.level2 is not None else level2
            assert level1 is not None
            assert level2 is not None
            counts[compact(level1), compact(level2)] += 1
    assert counts["产出指标", "数量指标"] == 915
    assert counts["产出指标", "质量指标"] == 677
    assert counts["产出指标", "时效指标"] == 271
    assert counts["成本指标", "经济成本指标"] == 316
    assert counts["成本指标", "经济成本"] == 91
    assert counts["效益指标", "社会效益指标"] == 341
    assert counts["效益指标", ""] == 2
    assert counts["满意度指标", "服务对象满意度指标"] == 239
    assert sum(n for (level1, _), n in counts.items() if level1 == "满意度") == 4


def test_bases_of_targets():
    """The bases for setting targets have the counts taken by hand; six rows leave theirs blank."""
    counts = Counter(compact(row.target_basis or "") for row in indicators())
    assert [counts[text] for text in ("计划数据", "计划标准", "历史数据", "行业标准", "计划指标", "历史标准", "")] == [
        *(1927, 641, 211, 72, 63, 34, 6)
    ]


# Nothing lost -------------------------------------------------------------------------------------------------------


def fields_in_printed_order(statement: DepartmentTarget) -> Iterator[str | None]:
    """Yield every printed field of a form in the order in which the form prints them."""
    yield from (statement.title, statement.currency_unit_text, statement.long_term_text)
    yield from (narrative.text for narrative in statement.narratives)
    overview = [goal for goal in statement.goals if goal.overview is not None]
    yield from (goal.overview for goal in sorted(overview, key=lambda goal: goal.overview_line or 0))
    for goal in statement.goals:
        yield from (goal.label, goal.target_text)
        for row in goal.indicators:
            yield from printed(row)


def test_every_printed_line_is_in_a_field_or_accounted_for():
    """The fields of all forms, in order, are the document's non-blank lines less those left out: same text, same order.

    Only titles and units, which stand outside the tables, lose the blanks that place them on the page.
    """
    expected = [
        line
        for statement in statements()
        for text in fields_in_printed_order(statement)
        for line in (text or "").split("\n")
        if line.strip()
    ]
    heads = {
        line
        for statement in statements()
        for line in range(statement.source.first_line, statement.source.first_line + 15)
        if compact(fixture_lines()[line - 1]).endswith(("表", "万元", "办公室", "信息化局", "整体支出"))
    }
    actual = [
        text.strip() if number in heads else text.lstrip("\t")
        for number, text in enumerate(fixture_lines(), 1)
        if text.strip() and number not in document().left_out
    ]
    assert actual == expected


def test_only_headings_and_repeats_are_left_out():
    """A line left out is a known heading, or repeats the label printed just before it; its reason says which."""
    repeats = 0
    for number, reason in document().left_out.items():
        text = compact(fixture_lines()[number - 1])
        assert text
        if reason == REPEATED:
            before = next(line for line in reversed(fixture_lines()[: number - 1]) if line.strip())
            assert text == compact(before), number
            repeats += 1
        else:
            assert (reason, text in KNOWN_HEADINGS) == (HEADING, True), (number, text)
    assert repeats == 22


def test_rows_stand_where_their_line_says():
    """Each row's cells follow one another from its ``source_line`` and end before the next row begins."""
    rows = indicators()
    ends = [row.source_line or 0 for row in rows[1:]] + [len(fixture_lines()) + 1]
    for row, end in zip(rows, ends, strict=True):
        position = row.source_line or 0
        for text in printed(row):
            for line in (text or "").split("\n"):
                if line.strip():
                    while fixture_lines()[position - 1].lstrip("\t") != line:
                        position += 1
                        assert position < end, (row.source_line, line)
                    position += 1


# Heads of the forms -------------------------------------------------------------------------------------------------


def test_year_is_inferred_and_unit_is_printed():
    """No form prints its year; all print 万元."""
    for statement in statements():
        assert statement.fiscal_year == 2025
        assert statement.fiscal_year_basis is YearBasis.INFERRED
        assert (statement.fiscal_year_note or "").startswith("表上未印年度；正文出现“2025年度”，据此推定")
        assert statement.currency_unit is CurrencyUnit.TEN_THOUSAND_YUAN
        assert statement.currency_unit_text == "单位：万元"
        assert statement.narratives == ()


def test_long_term_years():
    """The long-term goals run to 2028 in 29 forms; four headings name no year, one of them says 年度目标."""
    assert Counter(statement.long_term_end_year for statement in statements()) == {
        2028: 29,
        2026: 1,
        2029: 1,
        2030: 1,
        None: 4,
    }
    justice = form_of("武汉市东西湖区司法局")
    assert justice.long_term_text == "年度目标"
    assert "第17103行长期目标的表头印作“年度目标”。" in justice.source.notes


@pytest.mark.parametrize(
    ("department", "title", "first", "last"),
    [
        ("武汉市东西湖区行政审批局", "武汉市东西湖区行政审批局整体支出绩效目标申报表", 1, 1180),
        (
            "中国共产党武汉市东西湖区委员会办公室",
            "中国共产党武汉市东西湖区委员会办公室\n整体支出绩效目标表",
            1183,
            1684,
        ),
        ("武汉市东西湖区人民政府办公室", "武汉市东西湖区人民政府办公室整体支出绩效目标表", 1687, 2142),
        (
            "中国人民政治协商会议武汉市东西湖区委员会办公室",
            "中国人民政治协商会议武汉市东西湖区委员会办公室\n整体支出绩效目标表",
            2149,
            3434,
        ),
        (
            "中共武汉市东西湖区委机构编制委员会办公室",
            "中共武汉市东西湖区委机构编制委员会办公室整体支出\n绩效目标表",
            7855,
            8136,
        ),
        (
            "武汉市东西湖区科学技术和经济信息化局",
            "武汉市东西湖区科学技术和经济信息化局\n整体支出绩效目标表",
            20968,
            22007,
        ),
        ("武汉市东西湖商务局", "武汉市东西湖商务局整体支出绩效目标表", 22475, 23198),
        ("武汉市东西湖区卫生健康局", "武汉市东西湖区卫生健康局部门整体支出绩效目标表", 31045, 32358),
    ],
)
def test_titles_on_one_or_two_lines(department, title, first, last):
    """A form begins with its title, even where the name stands on the line before, and ends before the next title."""
    statement = form_of(department)
    assert (statement.title, statement.source.first_line, statement.source.last_line) == (title, first, last)


# Goals --------------------------------------------------------------------------------------------------------------


def test_goal_with_its_overview():
    """A goal keeps its label, its text and the overview's own wording, each with its line."""
    goal = form_of("武汉市东西湖区行政审批局").goals[0]
    assert (goal.kind, goal.number, goal.label, goal.source_line) == (GoalKind.LONG_TERM, 1, "长期目标1：", 37)
    assert goal.overview_line == 12
    assert (goal.overview or "").endswith("高质量发展。              ")
    assert goal.target_text == "行政审批。优化营商环境，推进行政审批服务提质增效，助力全区经济高质量发展。"


@pytest.mark.parametrize(
    ("line", "kind", "number", "label"),
    [
        (2285, GoalKind.LONG_TERM, 3, "长期目标 3："),
        (13645, GoalKind.LONG_TERM, None, "长期目标:"),
        (13705, GoalKind.ANNUAL, None, "年度目标:"),
        (19973, GoalKind.ANNUAL, 2, "年度目标2"),
        (20070, GoalKind.ANNUAL, 3, "年度目标3"),
        (30548, GoalKind.LONG_TERM, 5, "长期目标5"),
    ],
)
def test_odd_goal_labels(line, kind, number, label):
    """A label with a space, without colon or without number begins a goal all the same."""
    (goal,) = [goal for goal in goals() if goal.source_line == line]
    assert (goal.kind, goal.number, goal.label) == (kind, number, label)
    assert goal.overview is not None


def test_goals_of_the_overview_alone():
    """Three overview cells have no block of their own; they are goals without label, text or indicators."""
    alone = [goal for goal in goals() if goal.label is None]
    assert [(goal.kind, goal.number, goal.overview_line) for goal in alone] == [
        (GoalKind.LONG_TERM, None, 12579),
        (GoalKind.ANNUAL, None, 12580),
        (GoalKind.ANNUAL, 3, 22048),
    ]
    assert all((goal.target_text, goal.source_line, goal.indicators) == (None, None, ()) for goal in alone)
    assert "总目标表第22048行的年度目标3没有单独的指标表。" in form_of("武汉市东西湖区水务和湖泊局").source.notes


def test_number_printed_twice_goes_by_its_place():
    """Where the overview numbers two goals alike, the later goes by its place, and the form's notes say so."""
    (goal,) = [goal for goal in goals() if goal.overview_line == 17143]
    assert (goal.number, goal.overview, goal.target_text) == (10, "目标9：强化后勤服务。", "强化后勤服务。")
    justice, education = form_of("武汉市东西湖区司法局"), form_of("武汉市东西湖区教育局")
    assert "总目标表第17143行的序号9与前面重复，按行序与长期目标10对应。" in justice.source.notes
    assert "总目标表第19700行的序号2与前面重复，按行序与长期目标3对应。" in education.source.notes


# Rows with a history ------------------------------------------------------------------------------------------------

PLAIN_ROWS = {
    48: ["成本指标", "经济成本指标", "按合同执行", None, None, "不超合同金额", "计划数据"],
    62: [None, None, "审批改革事项", None, None, "≥2项", "计划数据"],
    97: ["满意度\n指标", "服务对象\n满意度指标", "服务对象满意度", None, None, "≥90%", "计划数据"],
    # a second level printed blank beside a new first level
    2375: ["效益指标", "", "反映档案开放率", None, None, "≥100%", "计划标准"],
    3010: ["效益指标", "", "反映档案开放率", "", "", "≥100%", "计划标准"],
    # the label of the table stands in the row itself
    3022: ["产出指标", "数量指标", "党员年度受训人次", "", "", "", "计划标准"],
    7109: ["成本指标", "经济成本", "编外辅助用工", "19.02", "25.43", "≤22", "计划数据"],
    12749: ["产出指标", "数量指标", "党建活动开展场次", None, None, "≥12场次/年", "计划数据"],
    31209: ["成本指标", "经济成本指标", "质控中心工作经费", None, None, "4万", "行业标准"],
    # the next form's title follows without a TAB
    3427: ["效益指标", "社会效益指标", "促进委员履职能力提升", *["促进提升"] * 3, "计划标准"],
    # cells printed blank stay blank
    9170: [None, "质量指标", "分配军转干部接收安置率\u3000", "", "", "", ""],
    9622: ["满意度指标", "服务对象满意度指标", "退役军人满意率", "100%", "", "", "计划数据"],
    25899: ["成本指标", "经济成本指标", "工程量检测", None, None, "≤50万元", "计划标准"],
    32351: [None, "服务对象满意度指标", "计生服务对象满意度", "≥90%", "≥90%", "≥90%", "计划数据"],
}


@pytest.mark.parametrize("line", PLAIN_ROWS)
def test_rows_that_need_no_mending(line):
    """Rows that only look damaged are read as they stand, without a note."""
    assert printed(row_at(line)) == PLAIN_ROWS[line]
    assert row_at(line).extraction_notes == ()


SYPHILIS = (
    "梅毒阳性孕产妇280元/人/年，梅毒孕产妇随访及婴儿随访、管理、信息上报800元/人/年，新生儿注射免疫球蛋白180元/人/年"
)
CUT, LONGER = ExtractionNote.ROW_SPLIT, ExtractionNote.EXTRA_CELL
REPEAT, LEADING = ExtractionNote.LABEL_REPEATED, ExtractionNote.BLANK_LINES
MENDED_ROWS = {
    9790: (LONGER, [None, None, "机房设备运行正常率", None, None, "100%", ""]),
    22632: (LONGER, [None, "质量指标", "费用报销合规率", None, None, "100%", ""]),
    21763: (LONGER, [None, None, "交通费用", "20", "20", "≤20", "计划数据"]),
    18773: (
        CUT,
        [
            "效益指标",
            "社会效益\n指标",
            "满足政府履行职能、实施公共政策和提供公共物品与服务需要作用的社会效益显著。",
            *(None, None, "显著", "历史数据"),
        ],
    ),
    18873: (
        CUT,
        ["效益指标", "社会效益\n指标", "服务管理行业领域，提升财政资金使用效益。", None, None, "显著", "计划数据"],
    ),
    18884: (
        CUT,
        ["满意度指标", "服务对象满意度指标", "社会公众或服务对象满意度", None, None, "≥90%", "计划数据"],
    ),
    21292: (CUT, ["满意度指标", "服务对象满意度指标", "相关服务对象满意度", None, None, "≥90%", "计划数据"]),
    21898: (CUT, ["满意度指标", "服务对象满意度指标", "相关服务对象满意度", "90%", "90%", "≥90%", "计划数据"]),
    26039: (REPEAT, ["产出指标", "数量指标", "受监项目交工核验", None, None, "100%", "计划标准"]),
    26771: (REPEAT, ["产出指标", "数量指标", "驻村人数", None, None, "≥3人", "计划标准"]),
    27095: (REPEAT, ["满意度指标", "服务对象满意度指标", "村民满意度", None, None, "≥90%", "历史数据"]),
    27401: (REPEAT, ["成本指标", "经济成本指标", "工程量检测", *["50万元"] * 3, "计划标准"]),
    27932: (REPEAT, ["效益指标", "社会效益指标", "保障公共安全，降低安全风险", *["保障"] * 3, "历史标准"]),
    28836: (REPEAT, ["效益指标", "社会效益指标", "通过产业发展，带动村集体、村民增收", *["提升"] * 3, "计划标准"]),
    31949: (
        REPEAT,
        ["产出指标", "数量指标", "输入性疟疾病例调查处置、质控等(处置病例数)", *["据实处置"] * 3, "计划数据"],
    ),
    32164: (LEADING, [None, "经济成本指标", "免费艾滋、梅毒、乙肝防治项目补助经费", *[SYPHILIS] * 3, "行业标准"]),
}


@pytest.mark.parametrize("line", MENDED_ROWS)
def test_mended_rows(line):
    """A row that a page break cut, lengthened or relabelled is whole again and says what was done."""
    note, cells = MENDED_ROWS[line]
    assert printed(row_at(line)) == cells
    assert row_at(line).extraction_notes == (note,)


def test_no_other_row_was_mended():
    """Only the sixteen rows checked by hand carry an extraction note."""
    assert [row.source_line for row in indicators() if row.extraction_notes] == sorted(MENDED_ROWS)


def test_a_page_break_does_not_move_outputs_under_cost():
    """The rows after a repeated 产出指标 are outputs, and the repeat is accounted for."""
    (goal,) = [goal for goal in goals() if goal.source_line == 25846]
    levels = [(row.source_line, row.level1) for row in goal.indicators if row.level1 is not None]
    assert levels[:2] == [(25899, "成本指标"), (26039, "产出指标")]
    assert document().left_out[26060] == REPEATED
    assert 26041 not in document().left_out


def test_tables_without_headings_are_named_in_the_notes():
    """Twelve tables print no column headings; each is read by the columns of its kind and named in the notes."""
    notes = [note for statement in statements() for note in statement.source.notes if "未印表头" in note]
    lines = [3019, 3148, 3196, 3244, 3283, 3340, 3388, 18938, 22556, 31206, 31288, 31390]
    assert notes == [f"第{line}行的目标下，指标表未印表头，按同类表的栏目顺序读取。" for line in lines]


def test_blank_rows_within_tables_are_named_in_the_notes():
    """Three rows between indicators print nothing; they are no indicators, and the notes say where they stand."""
    notes = [note for statement in statements() for note in statement.source.notes if "空单元格" in note]
    assert notes == [f"第{line}行是一行空单元格，未收录。" for line in (14628, 22802, 22811)]


# Documents that are not understood ----------------------------------------------------------------------------------

LONG_TERM_ROW = ["\t", "\t产出指标", "\t数量指标", "\t培训次数", "\t≥2次", "\t计划数据"]
SMALL = [
    *("武汉市东西湖区某局整体支出绩效目标表", "\t单位：万元", ""),
    *("\t整体绩效总目标", "\t长期目标（截至2028年）", "\t年度目标", ""),
    *("\t", "\t目标1：甲。", "\t目标1：完成2025年度任务。", ""),
    *("\t长期目标1:", "\t甲。", ""),
    *("\t长期绩效指标", "\t一级指标", "\t二级指标", "\t三级指标", "\t指标值", "\t指标值确定依据", ""),
    *LONG_TERM_ROW,
]


def replaced(old: str, *new: str) -> list[str]:
    """Return the small document with one line replaced by others."""
    assert SMALL.count(old) == 1
    place = SMALL.index(old)
    return [*SMALL[:place], *new, *SMALL[place + 1 :]]


def test_small_document_is_read():
    """The document from which the broken ones are made is sound."""
    (form,) = read_wuhan_target(SMALL, "small").forms
    assert isinstance(form.statement, DepartmentTarget)
    assert printed(form.statement.goals[0].indicators[0]) == [
        *("产出指标", "数量指标", "培训次数", None, None, "≥2次", "计划数据")
    ]


@pytest.mark.parametrize(
    ("lines", "line", "words"),
    [
        (replaced("\t≥2次"), 22, "应有6格"),
        (replaced("\t培训次数", "\t"), 25, "没有三级指标名称"),
        (replaced("\t产出指标", "\t产出指标", "", "", "效益指标"), 26, "无法判断"),
        ([*SMALL[:21], "\t某单位", *SMALL[22:]], 22, "首格印有"),
        (replaced("\t单位：万元", "\t单位：亿元"), 2, "应为万元"),
        (
            replaced("\t甲。", "\t完成2024年度任务。"),
            13,
            "正文出现“2024年度”（第13行）、“2025年度”（第10行），无法推定；请用 --year",
        ),
        (replaced("\t目标1：完成2025年度任务。", "\t目标1：乙。"), 0, "正文没有“××××年度”字样，无法推定；请用 --year"),
        (replaced("\t长期目标1:", "\t长期目标1:", "\t另一格"), 12, "三格一行"),
        ([*SMALL, "", "\t长期目标1:", "\t乙。", "", *LONG_TERM_ROW], 12, "序号重复"),
        (["前言", "", *SMALL], 1, "为题开始"),
        ([], 1, "为题开始"),
    ],
)
def test_unknown_structures_are_refused(lines, line, words):
    """A document the reader does not understand is an error at a line, never a row that was made to fit."""
    with pytest.raises(DocumentError) as caught:
        read_wuhan_target(lines, "small")
    assert caught.value.line == line
    assert words in caught.value.said.zh


@pytest.mark.parametrize(
    ("lines", "note"),
    [
        (replaced("\t目标1：完成2025年度任务。", "\t目标1：乙。"), "正文没有“××××年度”字样；导入时指定为 2026 年度。"),
        (SMALL, "正文出现“2025年度”（第10行）；导入时指定为 2026 年度。"),
    ],
)
def test_a_year_given_at_import_is_inferred_and_says_so(lines, note):
    """Where no form prints its year, the person who imports may give it; the form says so, and what the text speaks of."""
    (form,) = read_wuhan_target(lines, "small", 2026).forms
    assert form.statement.fiscal_year == 2026
    assert form.statement.fiscal_year_basis == YearBasis.INFERRED
    assert form.statement.fiscal_year_note == f"表上未印年度；{note}"


def test_stray_text_before_the_overview_is_kept():
    """Text between title and overview that is in no field is kept as another printed cell."""
    (form,) = read_wuhan_target(replaced("\t单位：万元", "\t填报单位：某局"), "small").forms
    (stray,) = form.statement.narratives
    assert (stray.kind, stray.text, stray.source_line) == (NarrativeKind.OTHER_CELL, "填报单位：某局", 2)
    assert form.statement.currency_unit_text is None
    assert "本表未印金额单位，按同类表的万元收录。" in form.statement.source.notes


# Files beside the reader --------------------------------------------------------------------------------------------


def test_every_form_has_one_department_file():
    """The name each form prints is the name or an alias of exactly one department."""
    known: dict[str, str] = {}
    for path in sorted((SAMPLE / "wuhan-dongxihu").glob("*/department.yml")):
        department = Department.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
        assert department.name_en
        for name in (department.name, *department.aliases):
            assert known.setdefault(name, path.parent.name) == path.parent.name
    assert len(set(known.values())) == 36
    assert {known[form.department] for form in document().forms} == set(known.values())


def test_jurisdiction_file():
    """The district is a county-level district of Wuhan with its GB/T 2260 code."""
    text = (SAMPLE / "wuhan-dongxihu" / "jurisdiction.yml").read_text(encoding="utf-8")
    jurisdiction = Jurisdiction.model_validate(yaml.safe_load(text))
    assert (jurisdiction.parent, jurisdiction.admin_code) == ("wuhan", "420112")


def test_template_names_the_columns_the_reader_fills():
    """The template's columns are the fields that rows of each kind fill, under headings that the document prints."""
    path = SAMPLE / "form_templates" / "wuhan-dongxihu-target.yml"
    template = FormTemplate.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    assert {statement.template for statement in statements()} == {path.stem}
    for kind, columns in (
        (GoalKind.LONG_TERM, template.long_term_columns),
        (GoalKind.ANNUAL, template.indicator_columns),
    ):
        rows = [row for goal in goals() if goal.kind is kind for row in goal.indicators]
        filled = {key for row in rows for key, value in row if value not in (None, ())}
        assert {column.key for column in columns} == filled - {"source_line", "extraction_notes"}
        assert {column.heading for column in columns} <= KNOWN_HEADINGS
