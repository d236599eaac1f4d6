"""TXT rules on the words of goals: the overview against the goal, the long-term goal against the year's, whose level they speak of."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property, lru_cache
from itertools import chain

from build_scripts.cells.amounts import clean
from build_scripts.judging.rules.counterparts import counterpart
from build_scripts.judging.rules.registry import Hit, Place, statement_rule
from build_scripts.judging.rules.texts import quoted, together
from build_scripts.judging.score import StatementResult
from build_scripts.reading.model import Goal
from build_scripts.words.language import UNSAID, Both
from build_scripts.words.vocabulary import GoalKind, Severity

_LABEL = re.compile(
    r"^(?:(?:长期|年度|总体)?目标(?:\d+|[一二三四五六七八九十]+)?[：:、.．]|(?:长期|年度|总体)目标(?=\d)\d+)"
)
"""The label of a goal where it stands within its text."""
_ENUMERATOR = re.compile(r"^(?:（?(?:\d{1,2}|[一二三四五六七八九十]{1,3})(?:[、．）]|\.(?!\d)))+")
_NUMBERING = re.compile(
    r"(?<![\d.])\d{1,2}[、．](?=[一-龥])|(?<=[；;。\n])\d{1,2}\.?(?=[一-龥])(?![个项次座条家场名人件户期处台套亩所万亿年月日级类])"
)
_MARK = re.compile(r"[\W_]")
_LEVEL = re.compile("省|(?<![城都])市(?![场政民容])|(?<![社园地景小辖校片山])区(?!域)|(?<!郊)县|街道")
"""Words for a level of government: two of them are two areas of work. 城市, 社区, 市场 and 区域 are none."""
_DIGITS = re.compile(r"\d+")
_TITLE_SHARE = 0.4
"""An overview of at most this share of the goal's text, with which that begins, is its title and no copy."""
_CONTEXT = 4
_FEW_PIECES, _BEGINNING = 2, 16
"""Texts that part in more places than these are shown by their first characters."""
_SHORTEST = 10
"""Shorter texts are titles, which may well be the same for years."""


@dataclass(frozen=True)
class _Words:
    """What a text says, without label, numbering, blanks and punctuation, and where that stands in the text."""

    text: str

    @cached_property
    def bare(self) -> str:
        return _MARK.sub("", _NUMBERING.sub("", self.text))

    @cached_property
    def places(self) -> tuple[int, ...]:
        """Where in the text each character of ``bare`` stands."""
        numbers = {place for found in _NUMBERING.finditer(self.text) for place in range(*found.span())}
        marks = {found.start() for found in _MARK.finditer(self.text)}
        return tuple(place for place in range(len(self.text)) if place not in numbers and place not in marks)

    def around(self, start: int, end: int) -> str:
        """Return a piece as it is printed, with some words around it, and with dots where more follows."""
        first, last = max(0, start - _CONTEXT), min(end + _CONTEXT, len(self.places))
        if first >= last:
            return ""
        words = self.text[self.places[first] : self.places[last - 1] + 1]
        return f"{'…' if first else ''}{words}{'…' if last < len(self.places) else ''}"


@lru_cache(maxsize=1 << 10)
def _words_of(text: str | None) -> _Words:
    words, before = clean(text or ""), ""
    while words != before:
        before, words = words, _ENUMERATOR.sub("", _LABEL.sub("", words))
    return _Words(words)


def _bare(text: str | None) -> str:
    return _words_of(text).bare


def _differing(one: _Words, other: _Words) -> tuple[tuple[str, str, str, str], ...]:
    """Return the pieces that two texts do not share: what either has, and the same with some words around it."""
    matcher = SequenceMatcher(None, one.bare, other.bare, autojunk=False)
    return tuple(
        (one.bare[start:end], other.bare[start2:end2], one.around(start, end), other.around(start2, end2))
        for tag, start, end, start2, end2 in matcher.get_opcodes()
        if tag != "equal"
    )


def _contradict(pieces: tuple[tuple[str, str, str, str], ...]) -> bool:
    """Tell whether short pieces name two levels of government, or give two figures, in the same place."""
    return any(
        (words := {*pattern.findall(one)}) and (others := {*pattern.findall(other)}) and words != others
        for one, other, *_ in pieces
        for pattern in (_LEVEL, _DIGITS)
        if max(len(one), len(other)) <= _SHORTEST
    )


@statement_rule("TXT-04", Severity.NOTE,
    title=Both("总目标表与指标表中同一目标的文字不同", "A goal reads otherwise in the overview than at its indicators"),
    reason=Both("同一个目标在总目标表和指标表各写一次，两处文字不同：不知以哪一处为准。级别（全市、全区）或数不同的，目标的范围就不同，作为疑点。", "A goal stands in the overview and again at its indicators; where the two differ, which one counts? Where they speak of two levels of government or give two figures, the goal itself is another, and that is a doubt."),
    formula=Both("总目标表中的文字 = 指标表中的目标文字（标签、序号、空格、标点除外；只是标题的除外）；级别或数不同的为疑点", "words in the overview = words at the indicators (labels, numbering, blanks and punctuation aside; not where the overview is a mere title); a doubt where a level of government or a figure differs"),
    basis=Both("表内勾稽关系。", "The form's own two representations."),
    wrong="""
        form_type: dept_target
        goals:
          - {kind: annual, number: 1, overview: "目标1：全市经济发展预期良好", target_text: 全区经济发展预期良好, indicators: [{name: 里程, target: 5公里}]}
    """,
    right="goals[0].overview: 目标1：全区经济发展预期良好",
)  # fmt: skip
def overviews_say_the_same(result: StatementResult) -> Iterator[Hit]:
    """Compare the two texts of each goal: one note for a form, one doubt for each pair of words that contradict each other."""
    others: list[tuple[str, str]] = []
    doubts: dict[tuple[tuple[str, str, str, str], ...], list[str]] = defaultdict(list)
    for index, goal in enumerate(result.statement.goals):
        one, other = _words_of(goal.overview), _words_of(goal.target_text)
        short, long = one.bare, other.bare
        if not short or not long or short == long:
            continue
        if long.startswith(short) and len(short) <= _TITLE_SHARE * len(long):
            continue
        pieces, path = _differing(one, other), f"goals[{index}].overview"
        if _contradict(pieces):
            doubts[pieces].append(path)
        else:
            others.append((path, _first_of(pieces) if len(pieces) <= _FEW_PIECES else _beginnings(one, other)))
    for pieces, paths in doubts.items():
        _, _, here, there = next(piece for piece in pieces if _contradict((piece,)))
        times = Both(f"（{len(paths)} 个目标）", f" ({len(paths)} goals)") if len(paths) > 1 else UNSAID
        yield Place(paths[0]).hit(
            f"总目标表写“{quoted(here)}”，指标表的目标写“{quoted(there)}”{times.zh}。",
            f"The overview says “{quoted(here)}”, the goal at its indicators “{quoted(there)}”{times.en}.",
            severity=Severity.WARNING,
            reference=there,
        )
    more = Both("另有", "Further goals: the") if doubts else Both("", "The")
    yield from together(
        others,
        f"{more.zh}总目标表与指标表的文字不同（总目标表 / 指标表）",
        f"{more.en} overview differs from the text at the indicators (overview / indicators)",
        Both("个目标", "goal"),
    )


def _first_of(pieces: tuple[tuple[str, str, str, str], ...]) -> str:
    """Return the first place where two texts part, and whether there are others."""
    _, _, one, other = pieces[0]
    return f"{one or '—'} / {other or '—'}{'；…' if len(pieces) > 1 else ''}"


def _beginnings(one: _Words, other: _Words) -> str:
    return " / ".join(
        f"{words.text[:_BEGINNING]}{'…' if len(words.text) > _BEGINNING else ''}" for words in (one, other)
    )


_OPPOSITE = (
    ("全国", "全省"),
    ("全省", "全市"),
    ("全市", "全区"),
    ("全市", "全县"),
    ("全区", "全街"),
    ("省直", "市直"),
    ("市直", "区直"),
    ("市直", "县直"),
    ("存量", "新增"),
)
"""Words of which only one is meant before the same noun."""
_ALL_OPPOSITE = re.compile("|".join(sorted({*chain(*_OPPOSITE)})))
_FOLLOWING = re.compile("[一-龥]{4}")
_RANKED = re.compile("[^，,。；;、\n]{0,14}(?:排名|前列|位次|名次|考核|评比|评选|平均|首位|第一|领先)|性")
"""After 全市, words that compare with the others there (全市前列), or make another word of it (全市性)."""


@lru_cache(maxsize=1 << 12)
def _qualified(text: str) -> dict[str, set[str]]:
    """Return for each four characters that follow one of the opposite words the words that they follow."""
    found: dict[str, set[str]] = defaultdict(set)
    for match in _ALL_OPPOSITE.finditer(text):
        noun = _FOLLOWING.match(text, match.end())
        if noun and not _RANKED.match(text, match.end()):
            found[noun[0]].add(match[0])
    return found


@statement_rule("TXT-05", Severity.WARNING,
    title=Both("同一件事，一处说全市，一处说全区（存量、新增等同此）", "One matter, of the whole city in one place and of the district in another"),
    reason=Both("长期目标说全区、年度目标说全市，或目标说存量、指标说新增：说的是不是同一件事，范围以哪一处为准，表上看不出。", "A long-term goal speaks of the district and the year's of the whole city, or a goal of existing cases and its indicator of new ones: whether one matter is meant, and in what area, cannot be told."),
    formula=Both("同一名词（四个字以上相同）前的限定词相同：年度目标与所属长期目标、目标与它的指标", "the same word stands before the same noun (four characters and more): in an annual goal and its long-term goal, in a goal and its indicators"),
    basis=Both("表内勾稽关系。", "The form's own words."),
    wrong="""
        form_type: dept_target
        goals:
          - {kind: long_term, number: 1, target_text: 提升全区信访工作水平, indicators: [{name: 化解率, target: ≥95%}]}
          - {kind: annual, number: 1, target_text: 加强提升全市信访工作水平, indicators: [{name: 化解率, target: ≥95%}]}
    """,
    right="goals[1].target_text: 加强提升全区信访工作水平",
)  # fmt: skip
def words_before_nouns_agree(result: StatementResult) -> Iterator[Hit]:
    """Compare each goal with its long-term goal and with the names of its own rows."""
    goals = result.statement.goals
    names: dict[int, str] = defaultdict(str)
    for item in result.indicators:
        if _ALL_OPPOSITE.search(item.row.name):
            names[item.goal_order] += f"\n{item.bare_name}"
    for index, goal in enumerate(goals):
        text = clean(goal.target_text or "")
        later = counterpart(result, index + 1) if goal.kind is GoalKind.ANNUAL else None
        beside = (
            [(clean(goals[later - 1].target_text or ""), Both("所属长期目标", "its long-term goal"))] if later else []
        )
        beside.append((names.get(index + 1, ""), Both("它的指标", "its indicators")))
        told: dict[tuple[str, str], list[Both]] = defaultdict(list)
        for other, what in beside:
            for here, there in _opposed(text, other):
                told[here, there].append(what)
        for (here, there), whats in told.items():
            where = Both("和".join(what.zh for what in whats), " and ".join(what.en for what in whats))
            yield Place(f"goals[{index}].target_text").hit(
                f"目标写“{here}”，{where.zh}写“{there}”。",
                f"The goal says “{here}”, {where.en} “{there}”.",
                reference=there,
            )


def _opposed(text: str, other: str) -> Iterator[tuple[str, str]]:
    """Yield words of a text with those of another that put the opposite word before the same noun, and only that."""
    there = _qualified(other) if other and text else {}
    for noun, words in _qualified(text).items() if there else ():
        others = there.get(noun, set())
        if len(words) == len(others) == 1 and any({*words, *others} == {*pair} for pair in _OPPOSITE):
            yield f"{min(words)}{noun}", f"{min(others)}{noun}"


@statement_rule("TXT-06", Severity.NOTE,
    title=Both("年度目标与长期目标文字相同", "Annual goals read like the long-term ones"),
    reason=Both("年度目标与长期目标的文字逐字相同，看不出当年要做到哪一步。", "Where the year's goal repeats the long-term goal word for word, what the year is to add cannot be seen."),
    formula=Both("年度目标文字 ≠ 长期目标文字（标点除外；全是 10 字以下的标题的不作提示）", "words of an annual goal ≠ words of a long-term goal (punctuation aside; nothing is said where all are titles of fewer than 10 characters)"),
    basis=Both("本门户约定：长期目标说到期末达到什么，年度目标说当年做到哪一步。", "Own convention: the long-term goal says what holds in the end, the annual goal what the year adds."),
    wrong="""
        form_type: dept_target
        goals:
          - {kind: long_term, number: 1, target_text: 完善公共卫生体系，提升服务能力, indicators: [{name: 覆盖率, target: ≥95%}]}
          - {kind: annual, number: 1, target_text: 完善公共卫生体系，提升服务能力, indicators: [{name: 覆盖率, target: ≥90%}]}
    """,
    right="goals[1].target_text: 年内建成两个街道卫生服务中心",
)  # fmt: skip
def annual_goals_say_more(result: StatementResult) -> Iterator[Hit]:
    """Gather the annual goals that repeat a long-term one."""
    goals = result.statement.goals
    later = {_bare(_words(goal)) for goal in goals if goal.kind is GoalKind.LONG_TERM and _words(goal)}
    annual = [
        (index, goal)
        for index, goal in enumerate(goals)
        if goal.kind is GoalKind.ANNUAL and later and (goal.number or goal.indicators)
    ]
    same = [
        (f"goals[{index}].{'target_text' if goal.target_text else 'overview'}", _words(goal))
        for index, goal in annual
        if _bare(_words(goal)) in later
    ]
    if all(len(_bare(text)) < _SHORTEST for _, text in same):
        return
    yield from together(
        same,
        f"{len(annual)} 个年度目标中与长期目标文字相同的",
        f"Of {len(annual)} annual goals those that read like a long-term one",
        Both("个", "goal"),
    )


def _words(goal: Goal) -> str:
    return goal.target_text or goal.overview or ""


@statement_rule("TXT-07", Severity.NOTE,
    title=Both("目标文字里又印了一次“目标几：”", "The label of a goal stands again within its text"),
    reason=Both("目标的标签已经印在它前面，文字里又写一次，多半是从别处粘贴来的；序号不同的，不知属于哪个目标。", "The label stands before the goal already; again within its text it was probably pasted from elsewhere."),
    formula=Both("有序号的目标，文字不以“目标几：”开头", "the text of a numbered goal does not begin with the label of a goal"),
    basis=Both("表样自身的编排；本门户约定。", "The form's own layout; own convention."),
    wrong="""
        form_type: dept_target
        goals:
          - {kind: annual, number: 1, label: "年度目标1：", target_text: "目标1：完善公共卫生体系", indicators: [{name: 覆盖率, target: ≥90%}]}
    """,
    right="goals[0].target_text: 完善公共卫生体系",
)  # fmt: skip
def labels_stand_once(result: StatementResult) -> Iterator[Hit]:
    """Gather the numbered goals whose text begins with a label; overall goals list theirs in one cell by design."""
    yield from together(
        [
            (f"goals[{index}].target_text", goal.target_text)
            for index, goal in enumerate(result.statement.goals)
            if goal.kind is not GoalKind.OVERALL
            and goal.label
            and goal.target_text
            and _LABEL.match(clean(goal.target_text))
        ],
        "目标文字里又印了目标的标签",
        "The label of a goal stands again within its text",
        Both("个目标", "goal"),
    )
