"""The narrative report 整体支出绩效自评报告: its title block, its numbered sections, its list of annexes."""

from __future__ import annotations

import re

from build_scripts.carriers.text_export import compact
from build_scripts.importers.document import DocumentError
from build_scripts.importers.word_table import WordAccount
from build_scripts.reading.model import DepartmentReport, Narrative, SourceReference
from build_scripts.words.language import Both
from build_scripts.words.vocabulary import CurrencyUnit, FormType, NarrativeKind, StandardSection, YearBasis

_TITLE = re.compile(r"(?P<year_text>(?P<year>\d{4})年度)(?P<department>.+)")
_SUBTITLE = "整体支出绩效自评报告"
# 一、… or （一）…; a numbered line with a full stop is a paragraph that begins with its own summary, not a heading.
_HEADING = re.compile(r"([一二三四五六七八九十]+、|（[一二三四五六七八九十]+）)[^。]+")
_NUMBER = re.compile(r"^[一二三四五六七八九十]+、|：$")
_STANDARD_SECTIONS = {section.zh: section for section in StandardSection}
_ANNEXES = re.compile(r"(?P<heading>附件：)\t(?P<text>.+)")


def read_report(account: WordAccount, first: int, last: int, document_id: str) -> DepartmentReport:
    """Return the report that stands on the lines ``first`` to ``last``.

    Amounts stand in sentences, each with its unit (万元).

    Raises:
        DocumentError: where no title is found or text stands before the first heading.
    """
    filled = [number for number in range(first, last + 1) if account.lines[number - 1].strip()]
    subtitle = next((number for number in filled if account.lines[number - 1].strip() == _SUBTITLE), None)
    title = _TITLE.fullmatch(account.lines[subtitle - 2].strip()) if subtitle and subtitle > first else None
    if subtitle is None or title is None:
        raise DocumentError(first, Both(f"没有“…年度…”和“{_SUBTITLE}”两行标题", "no report title found"))
    return DepartmentReport(
        form_type=FormType.DEPT_REPORT,
        template="hunan-report-2023",
        title=account.line(subtitle - 1) + "\n" + account.line(subtitle),
        department=title["department"],
        fiscal_year=int(title["year"]),
        fiscal_year_basis=YearBasis.PRINTED,
        fiscal_year_text=title["year_text"],
        currency_unit=CurrencyUnit.TEN_THOUSAND_YUAN,
        narratives=(
            *_preface(account, [number for number in filled if number < subtitle - 1]),
            *_sections(account, [number for number in filled if number > subtitle]),
        ),
        source=SourceReference(document=document_id, first_line=first, last_line=filled[-1]),
    )


def _preface(account: WordAccount, numbers: list[int]) -> list[Narrative]:
    """Return what stands above the title: in the known report, a date left blank."""
    if not numbers:
        return []
    text = "\n".join(account.line(number) for number in numbers)
    return [Narrative(kind=NarrativeKind.REPORT_PREFACE, text=text, source_line=numbers[0])]


def _sections(account: WordAccount, numbers: list[int]) -> list[Narrative]:
    """Return one narrative per printed heading, with the paragraphs below it; the annex list is the last.

    A sub-heading （一） belongs to the standard section of the numbered heading above it.
    """
    found: list[tuple[int, str, list[str]]] = []
    for number in numbers:
        line = account.line(number)
        if annexes := _ANNEXES.fullmatch(line):
            found.append((number, annexes["heading"], [annexes["text"]]))
        elif _HEADING.fullmatch(line.strip()):
            found.append((number, line, []))
        elif found:
            found[-1][2].append(line)
        else:
            raise DocumentError(number, Both(f"第一个标题之前有文字“{line.strip()}”", "text before the first heading"))
    sections: list[Narrative] = []
    standard: StandardSection | None = None
    for number, heading, text in found:
        if not compact(heading).startswith("（"):
            standard = _STANDARD_SECTIONS.get(_NUMBER.sub("", compact(heading)))
        sections.append(
            Narrative(
                kind=NarrativeKind.REPORT_SECTION,
                standard_section=standard,
                heading=heading,
                text="\n".join(text) or None,
                source_line=number,
            )
        )
    return sections
