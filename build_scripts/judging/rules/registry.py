"""How a rule is declared: once, with its texts, its basis and two examples that are both run by the tests.

A rule looks at one form (``StatementRule``) or at all forms of one department together (``DepartmentRule``)
and yields a ``Hit`` for each figure that needs an explanation. It never changes what it looks at and never decides
where a finding is shown: ``check`` places it. A declaration has a line for each text, in both languages
(``# fmt: skip`` keeps it so).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import KW_ONLY, dataclass
from decimal import Decimal
from functools import cached_property
from typing import NotRequired, TypedDict, Unpack

from build_scripts.cells.made_often import made_often
from build_scripts.judging.rules.examples import changed_example, read_example
from build_scripts.judging.score import StatementResult
from build_scripts.reading.strict_yaml import Node
from build_scripts.words.language import UNSAID, Both
from build_scripts.words.vocabulary import Severity, Subject


@made_often
@dataclass(frozen=True)
class Hit:
    """A figure that needs an explanation, before it is placed."""

    path: str
    """Place in the form's file, such as ``funding[0].executed``."""
    message: Both
    """What is so, with the figures."""
    _: KW_ONLY
    of_cell: bool = True
    """Whether the figure is the one printed in the cell at ``path``; False for a sum that only begins there."""
    recomputed: str = ""
    """What this portal calculated from printed figures, and nothing else."""
    worked: str = ""
    """The rule's formula with the figures of this row: ``150 ÷ 200 = 75%``."""
    reference: str = ""
    """What the figure is compared with: a budget, last year's figure, a threshold, a figure of another table."""
    quote: str = ""
    """The printed words that are meant, where they are a part of a long text; else the whole cell is quoted."""
    difference: Decimal | None = None
    """Published less recomputed; where there is a reference, the recomputed (else the published) figure less that."""
    gathered: tuple[str, ...] = ()
    """Every text that it speaks of, where the message shows some of them."""
    places: tuple[str, ...] = ()
    """The places of these texts, in the same order, or all places that it speaks of; none where that is ``path`` alone."""
    statement_id: str = ""
    """Only for department rules: the form the figure stands on."""
    severity: Severity | None = None
    """Only where the rule's formula gives another severity than its usual one."""
    about: Subject | None = None
    """Only where it speaks of something else than its rule usually does."""
    settled: bool = False
    """Whether the form itself tells what the figure should be, and totals take that: nothing is left in doubt."""


class Details(TypedDict, total=False):
    """What else a hit may say, by the name of its field."""

    of_cell: bool
    recomputed: str
    worked: str
    reference: str
    quote: str
    difference: Decimal | None
    gathered: tuple[str, ...]
    places: tuple[str, ...]
    statement_id: str
    severity: Severity | None
    about: Subject | None
    settled: bool


@dataclass(frozen=True)
class Place:
    """Where a figure stands in the form's file; what is said of it begins with the name of its row, where that has one."""

    path: str
    name: str = ""

    def hit(self, zh: str, en: str, **details: Unpack[Details]) -> Hit:
        """Return a hit there."""
        said = Both(f"{self.name}：{zh}", f"{self.name}: {en}") if self.name else Both(zh, en)
        return Hit(self.path, said, **details)


StatementRule = Callable[[StatementResult], Iterator[Hit]]
DepartmentRule = Callable[[tuple[StatementResult, ...]], Iterator[Hit]]


class Declared(TypedDict):
    """What is said of a rule where it is declared, by the name of its field."""

    title: Both
    reason: Both
    formula: Both
    basis: Both
    wrong: str
    right: str
    needs: NotRequired[AbstractSet[str]]
    holds: NotRequired[bool]
    private: NotRequired[bool]
    about: NotRequired[Subject]
    against: NotRequired[Both]


@dataclass(frozen=True)
class Rule:
    """One rule with everything that is said about it."""

    id: str
    severity: Severity
    _: KW_ONLY
    title: Both
    reason: Both
    formula: Both
    basis: Both
    """Form note, law or common sense, with its source; own conventions are called 本门户约定."""
    wrong: str
    """YAML of the parts of a form that matter; the rule finds something in it."""
    right: str
    """What is otherwise in the same, explained or corrected, as lines ``path: value``; the rule finds nothing."""
    needs: AbstractSet[str] = frozenset()
    """Rules whose finding on the same row makes this one superfluous."""
    holds: bool = False
    """Whether a finding keeps the form from publication until it is released in its file."""
    private: bool = False
    """Whether the cell holds what must not be repeated: it is neither quoted nor shown as an excerpt."""
    about: Subject = Subject.FORM
    """Whether it speaks of the form or only of how this portal transcribed it."""
    against: Both = UNSAID
    """What the amount is called that a printed one is held against, where pages tell both with their unit."""
    on_statement: StatementRule | None = None
    on_department: DepartmentRule | None = None

    @cached_property
    def examples(self) -> tuple[dict[str, Node], dict[str, Node]]:
        """The wrong example and the right one, as they stand in data files."""
        return read_example(self.wrong), changed_example(self.wrong, self.right)


DECLARED: dict[str, Rule] = {}


def statement_rule(
    rule_id: str, severity: Severity, **declared: Unpack[Declared]
) -> Callable[[StatementRule], StatementRule]:
    """Declare a rule that looks at one form."""

    def register(function: StatementRule) -> StatementRule:
        _add(Rule(rule_id, severity, on_statement=function, **declared))
        return function

    return register


def department_rule(
    rule_id: str, severity: Severity, **declared: Unpack[Declared]
) -> Callable[[DepartmentRule], DepartmentRule]:
    """Declare a rule that looks at all forms of a department together."""

    def register(function: DepartmentRule) -> DepartmentRule:
        _add(Rule(rule_id, severity, on_department=function, **declared))
        return function

    return register


def _add(rule: Rule) -> None:
    if rule.id in DECLARED:
        raise ValueError(f"rule {rule.id} is declared twice")
    DECLARED[rule.id] = rule
