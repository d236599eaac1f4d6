"""What a rule has found, with its place, its cell and what was said of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from build_scripts.cells.made_often import made_often
from build_scripts.cells.personal_data import masked
from build_scripts.reading.model import Release
from build_scripts.words.language import SEMICOLON, Both
from build_scripts.words.vocabulary import FindingStatus, Severity, Subject

_IN_ADDRESSES = str.maketrans({"[": ".", "]": None})


def finding_id_of(statement_id: str, rule_id: str, row_id: str, cell: str) -> str:
    """Return the id of a finding of a rule on a row and a cell, each empty where the whole is meant; several share it."""
    return f"{statement_id}#{'-'.join(filter(None, (rule_id, row_id, cell)))}"


def below_form(id_: str) -> str:
    """Return the way from a form's page to that of the finding with this id, whether it is there or was once."""
    return f"{id_.partition('#')[2].translate(_IN_ADDRESSES)}/"


def page_of_finding(id_: str) -> str:
    """Return the address of that finding's own page, relative to the portal's root."""
    return f"{id_.partition('#')[0]}/{below_form(id_)}"


class SpokenOf(NamedTuple):
    """A cell of which a finding over several speaks."""

    row_id: str
    """The id of the row within the form; empty for the form as a whole."""
    cell: str
    """The key of the cell in that row; empty for the whole row."""
    text: str
    """What the finding quotes of it."""


@made_often
@dataclass(frozen=True)
class Finding:
    """A figure that needs an explanation, with everything that is shown about it."""

    id: str
    rule_id: str
    severity: Severity
    statement_id: str
    department_id: str
    jurisdiction_id: str
    path: str
    row_id: str
    """The id of the row within its form; empty where it speaks of the form as a whole."""
    cell: str
    """The key of the cell in that row, such as ``actual``; empty where it speaks of the whole row."""
    message: Both
    published: str
    """The figure as printed, where ``path`` leads to one."""
    recomputed: str
    """What this portal calculated from printed figures."""
    difference: Decimal | None
    """Published less recomputed; where there is a reference, the recomputed (else the published) figure less that."""
    file: str
    line: int
    status: FindingStatus = FindingStatus.OPEN
    reply: str = ""
    """What its department, or whoever accepted it for now, said of it."""
    replied: str = ""
    """The day of a department's reply."""
    until: str = ""
    """The last day on which it is accepted."""
    given_to: str | None = None
    """What was printed when the reply was given, where that or the ground has changed since: then it answers no more."""
    other_ground: bool = False
    """Whether the words of its cell are still those, and it is the finding that says something else."""
    column: int = 0
    basis: str = ""
    """Eight characters that stand for its severity, its figures, those of its row, and all texts that it gathers."""
    about: Subject = Subject.FORM
    """Whether it speaks of the form, or only of how this portal transcribed it and asks nobody for an explanation."""
    quote: str = ""
    """The whole cell at ``path`` as printed; empty where that is no cell or must not be repeated."""
    worked: str = ""
    """The rule's formula with the figures of its row; empty where the rule is no calculation."""
    reference: str = ""
    """What the figure is compared with."""
    places: tuple[SpokenOf, ...] = ()
    """All cells that it speaks of, where these are several; the first is its own."""
    source_id: str = ""
    """The source document of its form."""
    source_line: int | None = None
    """The line of the source document on which its row stands, or the form begins; None where that is not known."""
    beside: tuple[str, ...] = field(default=(), compare=False)
    """Rules with findings of their own on the same cell."""
    also: tuple[str, ...] = ()
    """Rules that would have spoken on this row too and are silent because this one did."""
    settled: bool = False
    """Whether the form itself tells what the figure should be, and totals take that."""
    release: Release | None = None
    """The review after which its form is published in spite of it; a word on the form, not on the figure."""

    @property
    def below(self) -> str:
        """The way from its form's page to its own; remarks stand together on one.

        It is made of the rule, the row's id and the cell's key, so that it stays where rows come and go above.
        """
        return below_form(self.id) if self.severity.asks else f"notes/#{self.id.partition('#')[2]}"

    @property
    def url(self) -> str:
        """Its address, relative to the portal's root."""
        return f"{self.statement_id}/{self.below}"

    @property
    def said(self) -> str:
        """What a reply keeps of it: severity, sentence, basis."""
        return f"{self.severity.zh}：{masked(self.message.zh)}〔{self.basis}〕"

    @property
    def told(self) -> FindingStatus | None:
        """Its status as told everywhere; None for how this portal transcribed a form, unless somebody spoke of it."""
        return None if self.about is Subject.TRANSCRIPTION and self.status is FindingStatus.OPEN else self.status

    @property
    def outcome(self) -> Both:
        """What has become of it: its status, and whose word of which day made it so; empty where nothing is told of it."""
        parts = [self.told.both] if self.told is not None else []
        if self.other_ground:
            parts.append(
                Both(
                    f"{self.replied} 的答复针对这条发现当时的内容，数或依据已变，不再适用",
                    f"the reply of {self.replied} was given to what this finding said then; figures or ground have changed since",
                )
            )
        elif self.given_to is not None:
            parts.append(
                Both(
                    f"{self.replied} 的答复针对当时印的“{self.given_to}”，文字已改，不再适用",
                    f"the reply of {self.replied} was given to “{self.given_to}”; the words have changed since",
                )
            )
        elif self.until:
            parts.append(Both(f"至 {self.until}", f"until {self.until}"))
        elif self.replied:
            parts.append(Both(f"部门 {self.replied} 答复", f"reply of {self.replied}"))
        if self.release:
            by, day = self.release.by, self.release.date
            parts.append(Both(f"{by} {day} 审查", f"reviewed by {by} on {day}"))
        return SEMICOLON.join(parts)

    @property
    def review(self) -> str:
        """Return who released its form, when and why, in one line; empty where nobody did."""
        return f"{self.release.by}，{self.release.date}：{self.release.reason}" if self.release else ""

    @property
    def is_open(self) -> bool:
        """Whether it asks for an explanation and has none: what pages count as errors, doubts and remarks."""
        return self.about is Subject.FORM and self.status is FindingStatus.OPEN

    @property
    def is_open_error(self) -> bool:
        """Whether it is an error that awaits an explanation."""
        return self.severity is Severity.ERROR and self.is_open

    @property
    def fails_strict_build(self) -> bool:
        """Whether it is an error or a doubt, on a form or on how it was transcribed, of which nobody has spoken."""
        return self.severity.asks and self.status is FindingStatus.OPEN

    @property
    def is_standing_error(self) -> bool:
        """Whether it is an error that leaves a figure in doubt: an explanation does not make a sum right."""
        return self.severity is Severity.ERROR and self.status is not FindingStatus.FALSE_POSITIVE and not self.settled
