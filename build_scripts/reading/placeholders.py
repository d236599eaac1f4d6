"""What a portal still says that is not its own: words to be completed, the example, the sample that it was begun from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from build_scripts.reading.model import (
    EXAMPLE,
    NO_DIGEST,
    TO_COMPLETE,
    FormTemplate,
    Jurisdiction,
    PortalSettings,
    Record,
    ScoringProfile,
)
from build_scripts.reading.positions import Positions
from build_scripts.reading.problems import Problem
from build_scripts.reading.strict_yaml import Node
from build_scripts.words.language import COMMA, Both
from build_scripts.words.vocabulary import Severity

NOT_PUBLISHED = frozenset(("placeholder-to-complete", "placeholder-example"))
"""Problems of files that are not finished: nothing is recorded as published while they are there."""
_MARKS = (TO_COMPLETE.encode(), EXAMPLE.encode(), NO_DIGEST.encode())
MOST_NAMED = 8
"""How many lines of a file are named."""
SAMPLE_PUBLISHERS = ("明账项目组", "示例部署")
SAMPLE_PLACES = ("江夏区", "武昌区", "首义路", "东西湖区", "赫山区", "壶关县")
"""Whose forms the program's own repository holds; what is said of them there says nothing of another portal."""
_OF_THE_SAMPLE = 3
"""So many of them make a portal the repository's own, or a part of it."""
_LOOKED_AT = (PortalSettings, ScoringProfile, FormTemplate)


def unfinished(content: bytes, data: Node, positions: Positions, file: str) -> list[Problem]:
    """Return a warning for a file in which words are left to be completed, or that is still the example."""
    if not any(mark in content for mark in _MARKS):
        return []
    texts = dict(_texts(data))
    waiting = [path for path, text in texts.items() if text.strip().startswith(TO_COMPLETE) or text == NO_DIGEST]
    examples = [path for path, text in texts.items() if EXAMPLE in text]
    return [
        *_warned("placeholder-to-complete", waiting, positions, file, _TO_COMPLETE),
        *_warned("placeholder-example", examples, positions, file, _EXAMPLE),
    ]


_TO_COMPLETE = Both(
    f"还有 {{count}} 处“{TO_COMPLETE}”（或空文件的校验和）没有补上：第 {{lines}} 行。请照原件填写；印着空白的格写 ''，表上没有的格删去这一行。",
    f"{{count}} places still read “{TO_COMPLETE}” (to be completed), or are the checksum of an empty file: lines {{lines}}. Fill them in from the original; '' for a blank cell, no line for a cell that the form does not have.",
)
_EXAMPLE = Both(
    f"这里还是示例的内容（“{EXAMPLE}”，第 {{lines}} 行），是编出来的。请换成自己的，或删去示例：见门户文件夹里 README.md 的“发布之前”。",
    "This is still the made-up example (“{example}”, lines {lines}). Put your own in its place or delete it: see README.md in the portal's folder.",
)


def _warned(code: str, paths: list[str], positions: Positions, file: str, said: Both) -> Iterator[Problem]:
    if not paths:
        return
    places = [positions.nearest(path) for path in paths]
    numbers = sorted({line for line, _ in places})
    more = " …" if len(numbers) > MOST_NAMED else ""
    lines = COMMA.join(str(line) for line in numbers[:MOST_NAMED])
    words = Both(f"{lines.zh}{more}", f"{lines.en}{more}")
    yield Problem(
        file, *min(places), code, said.format(count=len(paths), lines=words, example=EXAMPLE), Severity.WARNING
    )


def of_the_sample(records: Mapping[str, Record], positions: Mapping[str, Positions]) -> list[Problem]:
    """Return a warning for each text that names the sample's publisher or places, in a portal that is not the sample's.

    ``records`` are those of files that departments share, by file.
    """
    registered = "".join(record.name for record in records.values() if isinstance(record, Jurisdiction))
    foreign = [place for place in SAMPLE_PLACES if place not in registered]
    if len(SAMPLE_PLACES) - len(foreign) >= _OF_THE_SAMPLE:
        return []
    problems = []
    for file, record in records.items():
        if not isinstance(record, _LOOKED_AT):
            continue
        for path, text in _texts(record.model_dump(mode="json", exclude_unset=True)):
            if found := [word for word in (*SAMPLE_PUBLISHERS, *foreign) if word in text]:
                said = _SAMPLE.format(words=COMMA.join(found))
                place = positions[file].nearest(path)
                problems.append(Problem(file, *place, "placeholder-sample", said, Severity.WARNING))
    return problems


_SAMPLE = Both(
    "这里还写着“{words}”，是明账自带数据里的，不是本门户的。请换成本门户自己的单位、依据，或删去这一句。",
    "This still says “{words}”, which is of the data that Mingzhang comes with and not of this portal. Put your own publisher or ground in its place, or delete the sentence.",
)


def _texts(value: object, path: str = "") -> Iterator[tuple[str, str]]:
    """Yield the texts of a file with their paths."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from _texts(item, f"{path}.{key}" if path else str(key))
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from _texts(item, f"{path}[{number}]")
