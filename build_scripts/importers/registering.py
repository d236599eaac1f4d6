"""Projects added to ``department.yml`` as text: comments and layout stay as people wrote them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from build_scripts.reading.model import ProjectName
from build_scripts.reading.positions import Positions
from build_scripts.reading.strict_yaml import Node, read_yaml
from build_scripts.reading.yaml_writing import double_quoted


class NotRegisteredError(Exception):
    """Raised where ``department.yml`` is laid out in a way that cannot be added to."""


def with_projects(content: str, projects: Sequence[ProjectName]) -> str:
    """Return ``department.yml`` with projects at the end of its list, every other character as it was.

    Raises:
        NotRegisteredError: where no place is found at which the file then reads as it did, with these projects besides.
    """
    before, positions, _ = read_yaml(content, "")
    listed = (before or {}).get("projects", [])
    added: list[Node] = [{"id": project.id, "name": project.name} for project in projects]
    if before is not None and isinstance(listed, list):
        wanted = {**before, "projects": [*listed, *added]}
        for text in _ways(content, positions, projects):
            after, _, problems = read_yaml(text, "")
            if after == wanted and not problems:
                return text
    raise NotRegisteredError


def _ways(content: str, positions: Positions, projects: Sequence[ProjectName]) -> Iterator[str]:
    """Yield the file with the projects at each place that may be the end of its list, the likeliest first."""
    end = "\r\n" if "\r\n" in content else "\n"
    lines = content.splitlines(keepends=True)
    if lines and not lines[-1].endswith(("\n", "\r")):
        lines[-1] += end
    key = positions.key("projects")
    if key is None:
        first = next((positions.key(path) for path in positions if path), None)
        root = " " * (first[1] - 1 if first else 0)
        yield "".join(lines) + f"{root}projects:{end}" + _block(projects, f"{root}  ", end)
        return
    dash = next((line for line in lines[key[0] :] if line.lstrip(" ").startswith("-")), "  -")
    indent = dash[: len(dash) - len(dash.lstrip(" "))]
    last = max(line for path, (line, _) in positions.items() if path.startswith("projects"))
    while last < len(lines) and re.match(rf"{indent} +#", lines[last]):  # a comment on the last project
        last += 1
    for place in range(last, len(lines) + 1):
        yield "".join((*lines[:place], _block(projects, indent, end), *lines[place:]))
    inline = ", ".join(f"{{id: {double_quoted(one.id)}, name: {double_quoted(one.name)}}}" for one in projects)
    for bracket in re.finditer(r"(?<!\s)\s*\]", content):
        for comma in ("", ", "):
            yield f"{content[: bracket.start()]}{comma}{inline}{content[bracket.start() :]}"


def _block(projects: Sequence[ProjectName], indent: str, end: str) -> str:
    return "".join(
        f"{indent}- id: {double_quoted(one.id)}{end}{indent}  name: {double_quoted(one.name)}{end}" for one in projects
    )
