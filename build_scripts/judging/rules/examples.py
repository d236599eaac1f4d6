"""A rule's two examples: YAML of the parts of a form that matter, and the change that makes it right."""

from __future__ import annotations

import re
import textwrap
from typing import Any

from build_scripts.reading import strict_yaml
from build_scripts.reading.strict_yaml import Node

_STEP = re.compile(r"(\w+)|\[(\d+)\]")


def read_example(text: str) -> dict[str, Node]:
    """Return what an example says; ValueError where it is no YAML."""
    data, _, problems = strict_yaml.read_yaml(f"{textwrap.dedent(text).strip()}\n", "example.yml")
    if problems or data is None:
        raise ValueError("\n".join(problem.text("en") for problem in problems) or "the example is empty")
    return data


def changed_example(text: str, change: str) -> dict[str, Node]:
    """Return an example with other values at some places.

    ``change`` has a line ``path: value`` for each, such as ``goals[0].indicators[0].actual: 12次``; the path one past
    the end of a list adds to it.

    Raises:
        LookupError: where a path leads nowhere in the example.
    """
    data = read_example(text)
    for path, value in read_example(change).items():
        *way, last = [int(number) if number else key for key, number in _STEP.findall(path)]
        at: Any = data
        for step in way:
            at = at[step]
        if isinstance(at, list) and last == len(at):
            at.append(value)
        else:
            at[last] = value
    return data
