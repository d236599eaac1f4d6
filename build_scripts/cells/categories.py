"""Categories, grades and grounds as the forms print them → their codes."""

from __future__ import annotations

import re
from functools import lru_cache

from build_scripts.cells.amounts import NUMBER, REMEMBERED, clean
from build_scripts.words.vocabulary import (
    BASIS_WORDS,
    GRADE_VARIANTS,
    LEVEL1_VARIANTS,
    LEVEL2_VARIANTS,
    Grade,
    Level1,
    Level2,
    Polarity,
    TargetBasis,
)

_POINTS = re.compile(
    rf"(.+?)[：:]?(?:[（【［\[](?:权重|分值|满分|总分|共)?[：:]?({NUMBER})(?:分值?|%)?[）】］\]]|({NUMBER})分|[：:]({NUMBER}))"
)
_ENDS_OF_POINTS = (*"0123456789分）】］]",)
_NUMBERING = re.compile(r"^(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十0-9]+）|[0-9]{1,2}[.、](?![0-9]))")
_DIRECTIONS = {
    "正": Polarity.HIGHER_BETTER,
    "反": Polarity.LOWER_BETTER,
    "逆": Polarity.LOWER_BETTER,
    "负": Polarity.LOWER_BETTER,
}


def grade_of(raw: str | None) -> Grade | None:
    """Return the grade a cell prints, or None where it prints none."""
    return GRADE_VARIANTS.get(clean(raw or ""))


@lru_cache(maxsize=REMEMBERED)
def without_points(raw: str | None) -> tuple[str, str]:
    """Return a level without white space and numbering, and the points behind it, if it has some: ``一、产出指标(50分)`` → 产出指标, 50."""
    text = _NUMBERING.sub("", clean(raw or ""))
    found = _POINTS.fullmatch(text) if text.endswith(_ENDS_OF_POINTS) else None
    return (found[1], found[2] or found[3] or found[4]) if found else (text, "")


@lru_cache(maxsize=REMEMBERED)
def direction_of(raw: str | None) -> Polarity | None:
    """Return the direction that a cell for the indicator's nature names (正向, 反向); None for signs and other words."""
    text = clean(raw or "")
    return _DIRECTIONS.get(text[:1]) if re.fullmatch("[正反逆负]向(?:指标)?", text) else None


@lru_cache(maxsize=REMEMBERED)
def level1_of(raw: str | None) -> Level1 | None:
    """Return the category a first-level cell prints, or None where it prints none."""
    return LEVEL1_VARIANTS.get(without_points(raw)[0])


@lru_cache(maxsize=REMEMBERED)
def level2_of(raw: str | None, level1: Level1 | None) -> Level2 | None:
    """Return the sub-category a second-level cell prints.

    ``成本指标`` below first-level cost is economic cost; below output it is the old template's cost.
    """
    found = LEVEL2_VARIANTS.get(without_points(raw)[0])
    return Level2.ECONOMIC_COST if found is Level2.COST and level1 is Level1.COST else found


@lru_cache(maxsize=REMEMBERED)
def category_of(raw: str | None) -> Level1 | Level2 | None:
    """Return the category of the indicator tree, of either level, that a cell prints where something else should stand."""
    level1 = level1_of(raw)
    return level2_of(raw, None) or (level1 if level1 is not None and level1.in_tree else None)


@lru_cache(maxsize=REMEMBERED)
def target_bases_of(raw: str | None) -> tuple[TargetBasis, ...]:
    """Return the grounds that a printed basis names, each once; none for a blank, ``other`` for unknown words."""
    text = clean(raw or "")
    found = tuple(dict.fromkeys(basis for word, basis in BASIS_WORDS.items() if word in text))
    return found or ((TargetBasis.OTHER,) if text else ())
