"""Which long-term goal an annual goal belongs to, and which long-term row an annual row: by their words, else by number."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from difflib import SequenceMatcher
from functools import lru_cache

from build_scripts.cells.amounts import REMEMBERED, clean
from build_scripts.judging.score import IndicatorResult, StatementResult
from build_scripts.reading.model import Goal
from build_scripts.words.vocabulary import GoalKind, Level2

_MEASURE = re.compile("(?:落实率|完成率|达成率|人员数量|人数|次数|数量|活动|率|数)$")
_STEM = 4
LIKENESS = 0.6
"""Texts of goals that share so much of their characters speak of the same work."""


def counterpart(result: StatementResult, order: int) -> int | None:
    """Return the order of the long-term goal that belongs to an annual goal, by its order; None where there is none.

    Goals are matched by their words: on some forms two of them have changed places. Where no words are alike, the number
    decides.
    """
    return _counterparts(result).get(order)


@lru_cache(maxsize=1)  # a form's rules ask one after the other
def long_term_pairs(result: StatementResult) -> tuple[tuple[IndicatorResult, IndicatorResult], ...]:
    """Return each annual row behind the long-term row of its name and category, below the goal that belongs to its own."""
    rows: dict[tuple[int | None, str, Level2 | None], list[IndicatorResult]] = defaultdict(list)
    for item in result.indicators:
        if item.long_term and item.bare_name:
            rows[item.goal_order, item.bare_name, item.level2].append(item)
    found, seen = [], Counter[tuple[int, str, Level2 | None]]()
    for item in result.indicators if rows else ():
        if not item.long_term:
            name = item.bare_name
            later = rows.get((counterpart(result, item.goal_order), name, item.level2))
            if later:  # rows of one name belong together in their order
                place = seen[item.goal_order, name, item.level2]
                found.append((later[min(place, len(later) - 1)], item))
                seen[item.goal_order, name, item.level2] += 1
    return tuple(found)


def stem(item: IndicatorResult) -> str:
    """Return a row's name without the word for its measure; all of it where too little would be left."""
    return _stem(item.head)


@lru_cache(maxsize=REMEMBERED)
def _stem(name: str) -> str:
    bare = _MEASURE.sub("", name)
    return bare if len(bare) >= _STEM else name


@lru_cache(maxsize=1)  # as above
def renamed_pairs(result: StatementResult) -> tuple[tuple[IndicatorResult, IndicatorResult], ...]:
    """Return pairs whose names differ by an ending, of one category and unit, neither with its own name on the other side."""
    exact = {item.path for pair in long_term_pairs(result) for item in pair}
    rows: dict[tuple[int | None, str, object, str], IndicatorResult] = {}
    for item in result.indicators:
        if item.long_term and item.path not in exact and item.head:
            rows[item.goal_order, stem(item), item.level2, item.target.unit] = item
    found = []
    for item in result.indicators if rows else ():
        if not item.long_term and item.path not in exact:
            later = rows.get((counterpart(result, item.goal_order), stem(item), item.level2, item.target.unit))
            if later is not None and later.bare_name != item.bare_name:
                found.append((later, item))
    return tuple(found)


@lru_cache(maxsize=1)  # as above
def _counterparts(result: StatementResult) -> dict[int, int]:
    goals = list(enumerate(result.statement.goals, 1))
    later = [(order, goal) for order, goal in goals if goal.kind is GoalKind.LONG_TERM]
    return {
        order: found
        for order, goal in goals
        if goal.kind is GoalKind.ANNUAL and later and (found := _of_words(goal, later) or _of_number(goal, later))
    }


def _words(goal: Goal) -> str:
    return clean(goal.target_text or goal.overview or "")


def _of_number(goal: Goal, later: list[tuple[int, Goal]]) -> int | None:
    return next((order for order, other in later if other.number == goal.number and goal.number is not None), None)


def _of_words(goal: Goal, later: list[tuple[int, Goal]]) -> int | None:
    """Return the goal with the likest words, where these are alike; that of the same number, where it is as like."""
    text, number = _words(goal), _of_number(goal, later)
    if not text:
        return None
    if any(order == number and _likeness(text, _words(other)) >= LIKENESS for order, other in later):
        return number  # whatever the others say
    likeness = {order: _likeness(text, _words(other)) for order, other in later}
    best = max(likeness.values())
    if number is not None and likeness[number] >= min(best, LIKENESS):
        return number
    return next(order for order, like in likeness.items() if like == best) if best >= LIKENESS else None


@lru_cache(maxsize=1 << 12)
def _likeness(one: str, other: str) -> float:
    if one == other:
        return 1.0
    characters = len(one) + len(other)
    if 2 * min(len(one), len(other)) / characters < LIKENESS:
        return 0.0
    if 2 * (_characters(one) & _characters(other)).total() / characters < LIKENESS:
        return 0.0  # the two share no more than that, in whatever order it stands
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


@lru_cache(maxsize=1 << 8)
def _characters(text: str) -> Counter[str]:
    return Counter(text)
