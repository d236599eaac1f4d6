"""A report as its title block, its numbered sections and its list of annexes."""

from __future__ import annotations

import re
from typing import Any

from build_scripts.carriers.text_export import compact
from build_scripts.importers.account import FormAccount
from build_scripts.importers.label_reader import FormReader
from build_scripts.importers.printed_forms import begins_title, is_title
from build_scripts.words.vocabulary import NarrativeKind, StandardSection

_HEADING = re.compile(r"([一二三四五六七八九十]+、|（[一二三四五六七八九十]+）)[^。]+")
"""一、… or （一）…; a numbered line with a full stop is a paragraph that begins with its own summary, and no heading."""
_NUMBER = re.compile(r"^[一二三四五六七八九十]+、|：$")
_ANNEXES = re.compile(r"(?P<heading>附件：)\t(?P<text>.+)")
_STANDARD_SECTIONS = {section.zh: section for section in StandardSection}


class ReportReader(FormReader):
    """Reads one report from top to bottom; a table in it is kept as text, its cells parted by TABs."""

    def run(self) -> FormAccount:
        """Return the report."""
        titled = next((place for place, row in enumerate(self._rows) if is_title(row)), 0)
        before = titled
        while before and self._begins(before - 1):
            before -= 1
        preface = [row for row in self._rows[:before] if row.filled]
        if preface:
            text = "\n".join(row.cells[0].text for row in preface)
            entry = {"kind": NarrativeKind.REPORT_PREFACE.value, "text": text, "source_line": preface[0].line}
            self.account.narratives.append(entry)
            for row in preface:
                self.account.take(row.cells[0], "narratives[0].text")
        for here in range(before, titled + 1):
            self._block(here)
        self._sections(titled + 1)
        self.account.fields["narratives"] = self.account.narratives
        return self.account

    def _begins(self, place: int) -> bool:
        return begins_title(self._rows[place], self._rows[place + 1])

    def _sections(self, first: int) -> None:
        """Keep one narrative per printed heading, with the paragraphs below it; the list of annexes is the last.

        A sub-heading （一） belongs to the standard section of the numbered heading above it.
        """
        standard: StandardSection | None = None
        texts: list[str] = []
        for row in self._rows[first:]:
            if not row.filled:
                continue
            text = "\t".join(cell.text for cell in row.cells)
            annexes = _ANNEXES.fullmatch(text)
            heading = annexes["heading"] if annexes else text if _HEADING.fullmatch(text.strip()) else None
            if (
                heading is not None
                or not self.account.narratives
                or self.account.narratives[-1]["kind"] == NarrativeKind.REPORT_PREFACE
            ):
                if heading is not None and not compact(heading).startswith("（"):
                    standard = _STANDARD_SECTIONS.get(_NUMBER.sub("", compact(heading)))
                entry: dict[str, Any] = {"kind": NarrativeKind.REPORT_SECTION.value, "source_line": row.line}
                entry |= {"heading": heading} if heading is not None else {}
                entry |= {"standard_section": standard.value} if standard and heading is not None else {}
                self.account.narratives.append(entry)
                texts = [annexes["text"]] if annexes else [] if heading is not None else [text]
            else:
                texts.append(text)
            if texts:
                self.account.narratives[-1]["text"] = "\n".join(texts)
            for cell in row.filled:
                self.account.take(cell, f"narratives[{len(self.account.narratives) - 1}]")
