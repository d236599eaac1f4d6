"""Categories, grades and grounds as the forms print them → their codes."""

from __future__ import annotations

from build_scripts.cells.amounts import clean
from build_scripts.words.vocabulary import (
    BASIS_WORDS,
    GRADE_VARIANTS,
    LEVEL1_VARIANTS,
    LEVEL2_VARIANTS,
    Grade,
    Level1,
    Level2,
    TargetBasis,
)


def grade_of(raw: str | None) -> Grade | None:
    """Return the grade a cell prints, or None where it prints none."""
    return GRADE_VARIANTS.get(clean(raw or ""))


def level1_of(raw: str | None) -> Level1 | None:
    """Return the category a first-level cell prints, or None where it prints none."""
    return LEVEL1_VARIANTS.get(clean(raw or ""))


def level2_of(raw: str | None, level1: Level1 | None) -> Level2 | None:
    """Return the sub-category a second-level cell prints.

    ``成本指标`` below first-level cost is economic cost; below output it is the old template's cost.
    """
    found = LEVEL2_VARIANTS.get(clean(raw or ""))
    return Level2.ECONOMIC_COST if found is Level2.COST and level1 is Level1.COST else found


def category_of(raw: str | None) -> Level1 | Level2 | None:
    """Return the category, of either level, that a cell prints where something else should stand."""
    return level2_of(raw, None) or level1_of(raw)


def target_bases_of(raw: str | None) -> tuple[TargetBasis, ...]:
    """Return the grounds that a printed basis names, each once; none for a blank, ``other`` for unknown words."""
    text = clean(raw or "")
    found = tuple(dict.fromkeys(basis for word, basis in BASIS_WORDS.items() if word in text))
    return found or ((TargetBasis.OTHER,) if text else ())
