"""Where rules must be silent, and every error they find in the five published documents."""

from __future__ import annotations

from pathlib import Path

import pytest
from rule_examples import PROFILE, TODAY, findings_of, loaded, portal_with

from build_scripts.check import check
from build_scripts.importers import hunan, shanxi, wuhan_department, wuhan_project, wuhan_target
from build_scripts.importers.document import lines_of
from build_scripts.rules import RULES
from build_scripts.score import score
from build_scripts.vocabulary import Severity

DOCUMENTS = Path(__file__).parent / "fixtures" / "documents"
READERS = {
    "wuhan-jiangxia-2019": wuhan_project,
    "wuhan-shouyilu-2020": wuhan_department,
    "yiyang-heshan-2023": hunan,
    "wuhan-dongxihu-2025": wuhan_target,
    "changzhi-huguan-2021": shanxi,
}
ERRORS = {
    # The total says 0 and the county's row 190 (and 118.82): three columns each, and points without a budget.
    *(
        ("changzhi-huguan-2021", "BUD-01", f"form-{form}", f"funding[0].{column}")
        for form in (1, 6)
        for column in ("initial", "adjusted", "executed")
    ),
    *(("changzhi-huguan-2021", "BUD-05", f"form-{form}", "funding[0].score") for form in (1, 6)),
    # 50,000 万元 beside cost indicators of 4.83 and 0.17 万元.
    ("changzhi-huguan-2021", "BUD-06", "form-2", "funding[0].adjusted"),
    # 7469.35 executed against 4376.35; dated 15 October of the year it reports on.
    ("wuhan-shouyilu-2020", "BUD-03", "form-0", "funding[2].executed"),
    ("wuhan-shouyilu-2020", "DSC-01", "form-0", "report_date"),
    # 100%% twice; one of the rows also prints it for the two years before.
    *(
        ("wuhan-dongxihu-2025", "FMT-01", "form-24", f"goals[{row}].target")
        for row in ("0].indicators[11", "4].indicators[5")
    ),
    # Three-public expenses above budget, overseas travel without one.
    *(("yiyang-heshan-2023", "BUD-13", "form-1", f"base_data[{row}].final") for row in (3, 7)),
    # Operating budget 372.13 against 120.42 in the text; 1960.84 executed against 1936.97 + 251.70 in the text.
    ("yiyang-heshan-2023", "BUD-14", "form-1", "base_data[13].budget"),
    ("yiyang-heshan-2023", "BUD-14", "form-2", "funding[0].executed"),
    # Points on every row and no total row.
    ("yiyang-heshan-2023", "STR-12", "form-2", "goals"),
}
"""Document, rule, form (by its place in the document, from 0) and place: each was compared with the document by hand."""
SILENT = {
    "a unit price beside a large total is no slip of units": (
        "BUD-06",
        """
        funding: [{line_code: total, label: 年度资金总额, adjusted: "100", executed: "100"}]
        goals: [{kind: overall, indicators: [{level1: 成本指标, level2: 经济成本指标, name: 补助标准, target: 100元, actual: 100元}]}]
    """,
    ),
    "a bare cost takes the form's unit and proves nothing about it": (
        "BUD-06",
        """
        funding: [{line_code: total, label: 年度资金总额, adjusted: "50000", executed: "50000"}]
        goals: [{kind: overall, indicators: [{level1: 成本指标, level2: 经济成本指标, name: 劳务费, target: "5", actual: "5"}]}]
    """,
    ),
    "a project that says it has no carry-over": (
        "BUD-10",
        """
        project: 修路（无结转资金）
        funding: [{line_code: carry_over, label: 上年结转资金, adjusted: "0", executed: "0"}]
    """,
    ),
    "parts that are blank may hold what is missing": (
        "BUD-12",
        """
        form_type: dept_base_data
        base_data:
          - {section: expenditure, line_code: vehicles, label: 公务用车, final: "4"}
          - {section: expenditure, line_code: vehicles_purchase, label: 购置, final: ""}
          - {section: expenditure, line_code: vehicles_operation, label: 运行维护, final: "3"}
    """,
    ),
    "eighteen digits with a wrong check digit are no identity card": (
        "DSC-05",
        """
        narratives: [{kind: remarks, heading: 备注, text: 合同编号 110105194912310021。}]
    """,
    ),
    "eleven digits within a longer number are no mobile number": (
        "DSC-05",
        """
        narratives: [{kind: remarks, heading: 备注, text: 统一编号 2013800138000999。}]
    """,
    ),
    "a report of last year explains nothing about this year": (
        "BUD-14",
        """
        forms:
          - form_type: dept_report
            fiscal_year: 2020
            narratives: [{kind: report_section, heading: 基本支出, text: 基本支出决算数10万元。}, {kind: report_section, heading: 项目支出, text: 项目支出决算数5万元。}]
          - form_type: dept_self_eval
            funding: [{line_code: total, label: 年度资金总额, adjusted: "20", executed: "20"}]
    """,
    ),
    "a sentence on both kinds of expenditure has two readings": (
        "BUD-14",
        """
        forms:
          - form_type: dept_report
            narratives: [{kind: report_section, heading: 支出, text: 基本支出和项目支出决算数10万元。}]
          - form_type: dept_self_eval
            funding: [{line_code: basic, label: 基本支出, amount: "7"}]
    """,
    ),
    "satisfaction may stand under outcome where the form has no block for it": (
        "STR-06",
        """
        goals: [{kind: overall, indicators: [{level1: 效益指标, level2: 服务对象满意度指标, name: 群众满意度, target: 90%}]}]
    """,
    ),
    "satisfaction is a category and a good name": (
        "STR-04",
        """
        goals: [{kind: overall, indicators: [{level1: 满意度指标, level2: 服务对象满意度指标, name: 服务对象满意度, target: ≥90%}]}]
    """,
    ),
    "a grade or better is a definite grade": (
        "FMT-04",
        """
        form_type: dept_target
        goals: [{kind: annual, number: 1, indicators: [{name: 四害密度控制水平, baseline_y1: C以及以上, target: C以及以上}]}]
    """,
    ),
    "none may be the true number of accidents": (
        "FMT-11",
        """
        form_type: dept_target
        goals: [{kind: annual, number: 1, indicators: [{name: 责任事故, target: 无}]}]
    """,
    ),
    "a half-day is no rate": (
        "FMT-07",
        """
        goals: [{kind: overall, indicators: [{level1: 产出指标, level2: 数量指标, name: 里程, target: "0.5"}]}]
    """,
    ),
}
"""What is so → rule and example in which it must find nothing."""


@pytest.mark.parametrize(("rule_id", "example"), SILENT.values(), ids=list(SILENT))
def test_silence(rule_id: str, example: str) -> None:
    """The rule finds nothing where the figures allow an innocent reading."""
    assert [finding.message_en for finding in findings_of(example, rule_id)] == []


def test_a_reason_in_the_report_makes_a_note() -> None:
    """A large change of the budget that the department's report speaks of is a note that quotes it."""
    found = findings_of(
        """
        forms:
          - form_type: dept_self_eval
            funding: [{line_code: total, label: 年度资金总额, initial: "100", adjusted: "150", executed: "150"}]
          - form_type: dept_report
            narratives: [{kind: report_section, heading: 问题, text: 年中追加人员经费。预算编制有待提高。}]
        """,
        "BUD-08",
    )
    assert [finding.severity for finding in found] == [Severity.NOTE]
    assert "“年中追加人员经费”" in found[0].message_zh


def test_errors_in_the_published_documents() -> None:
    """The form, format, budget and disclosure rules find exactly the errors that were confirmed by reading the documents."""
    statements = []
    for document, reader in READERS.items():
        imported = reader.read(lines_of((DOCUMENTS / f"{document}.txt").read_bytes()), document)
        statements += [
            loaded(form.statement, f"{document}/department", f"form-{index}")
            for index, form in enumerate(imported.forms)
        ]
    names = {getattr(statement.form, "scoring_profile", "none") for statement in statements}
    unscored = {"name": "不计分", "name_en": "Unscored", "scored": "false", "citations": ["示例"]}
    portal = portal_with(statements, {name: unscored if "none" in name else PROFILE for name in names})
    rules = [rule for rule in RULES.values() if rule.id.startswith(("STR", "FMT", "BUD", "DSC"))]
    found = {
        (finding.jurisdiction_id, finding.rule_id, finding.statement_id.rpartition("/")[2], finding.path)
        for finding in check(portal, score(portal), TODAY, rules)
        if finding.severity is Severity.ERROR
    }
    assert found == ERRORS
