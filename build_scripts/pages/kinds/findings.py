"""The list of all findings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from build_scripts.judging.rules import RULES, Rule
from build_scripts.pages.drawing import Heat
from build_scripts.pages.finding_charts import findings_heat
from build_scripts.pages.finding_rows import TRANSCRIPTION, FindingRow
from build_scripts.pages.long_lists import Listed, Part, cut, going_on
from build_scripts.pages.makers import one_page
from build_scripts.pages.page import Page, page_of, said
from build_scripts.pages.site import Site
from build_scripts.tables.ledger import Figure
from build_scripts.words.language import Both
from build_scripts.words.page_kinds import PageKind
from build_scripts.words.vocabulary import Severity, Subject

FIRST_ROWS = 32
"""Rows of each list that stand on this page, which has four of them and the counts."""


@dataclass(frozen=True)
class FindingsContext:
    """``/findings/``."""

    by_severity: Sequence[tuple[Severity, Figure, Part]] = said(
        "全部发现，按程度分开，各有前几行", "All findings, those of each severity apart, with the first rows of each"
    )
    transcription: Part = said("本门户对各表的处理，前几行", "How this portal transcribed the forms, the first rows")
    by_rule: Sequence[tuple[Rule, Sequence[Figure]]] = said(
        "各规则、各程度的发现数", "Number of findings of each rule and severity"
    )
    total: Figure = said("发现总数", "Number of findings")
    heat: Heat = said("各部门各规则的发现数", "Findings by department and rule")


@one_page(PageKind.FINDINGS, FindingsContext)
def findings_page(site: Site) -> Page:
    """Return the list of all findings."""
    by_rule = ((rule, site.counted_by_severity(rule_id=rule.id, about=Subject.FORM)) for rule in RULES.values())
    findings, transcription = site.parted(site.finding_rows)
    lists = {
        severity: _cut(severity, tuple(row for row in findings if row.severity is severity)) for severity in Severity
    }
    apart = _cut("transcription", transcription)
    page = page_of(
        PageKind.FINDINGS,
        Both(
            "需要说明的数字：按规则逐一列出，附算式与来源行号。",
            "Figures that need an explanation, by rule, with formula and line of the source.",
        ),
        FindingsContext(
            by_severity=tuple(
                (severity, site.ledger.count("findings", severity=severity, about=Subject.FORM), parts[0])
                for severity, parts in lists.items()
            ),
            transcription=apart[0],
            by_rule=tuple((rule, figures) for rule, figures in by_rule if any(figure.value for figure in figures)),
            total=site.ledger.count("findings", about=Subject.FORM),
            heat=findings_heat(site),
        ),
    )
    for severity, parts in lists.items():
        page = going_on(page, severity.both, Listed.FINDINGS, parts)
    return going_on(page, TRANSCRIPTION, Listed.TRANSCRIPTION, apart)


def _cut(anchor: str, rows: Sequence[FindingRow]) -> tuple[Part, ...]:
    return cut(rows, f"findings/#{anchor}", f"findings/{anchor}/", first=FIRST_ROWS)
