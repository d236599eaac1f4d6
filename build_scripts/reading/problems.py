"""What is wrong with a file of ``data/``: where, what, what is allowed, how to mend it.

A problem stops publication (the file cannot be understood) unless it is a warning (an entry has outlived what it
speaks of); a *finding* does not (the form is understood, and one of its figures needs an explanation).
Problems are values, never exceptions: one bad file never hides another.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from build_scripts.words.language import Both
from build_scripts.words.vocabulary import Severity


def line_and_column(file: str, line: int, column: int) -> str:
    """Return ``file:line:column``, as editors make it clickable; without what is 0, which means all of it."""
    return ":".join([file, *(str(number) for number in (line, column) if number)])


WHOLE = -1
"""Instead of a length: up to the end of the key or value, quotes with it."""


@dataclass(frozen=True, order=True)
class Edit:
    """What to write for a piece of a line."""

    line: int
    column: int
    """Where the piece begins; both are 1-based, and columns count characters."""
    length: int
    """How many characters it has; 0 where something is only put in, ``WHOLE`` for the key or value that begins there."""
    text: str
    """What stands there instead; none of it where the piece is deleted."""


@dataclass(frozen=True, order=True)
class Problem:
    """One thing that is wrong with a file, in both languages."""

    file: str
    """Path below the data folder's parent, as an author would type it."""
    line: int
    """1-based; 0 where the file as a whole is meant."""
    column: int
    """1-based; 0 where the line as a whole is meant."""
    code: str
    """Stable short name, such as ``yaml-duplicate-key``; behaviour hangs on it, never on the wording."""
    message: Both
    """What is so, what is allowed and how to mend it."""
    severity: Severity = field(default=Severity.ERROR, compare=False)
    """An error stops publication; a warning only with ``--strict``."""
    cure: tuple[Edit, ...] = field(default=(), compare=False)
    """What to write in the file so that this is mended and says what was meant; empty where only a person can know."""

    @property
    def place(self) -> str:
        """Return the place as ``place`` writes it."""
        return line_and_column(self.file, self.line, self.column)

    def text(self, lang: str = "zh") -> str:
        """Return the line shown to an author in ``lang`` (``zh`` or ``en``)."""
        return f"{self.place}: [{self.code}] {self.message.of(lang)}"


def any_error(problems: Iterable[Problem]) -> bool:
    """Tell whether one of these stops publication, strict or not."""
    return any(problem.severity is Severity.ERROR for problem in problems)
