"""What the program brings to every portal: templates, theme, the pages that explain it, and settings for MkDocs.

In the repository they stand beside the program; a wheel has them in it, where ``setup.py`` puts them. A project, the
folder of a government's own data, may have a file of its own in the place of each.
"""

from __future__ import annotations

from pathlib import Path

_IN_A_WHEEL = Path(__file__).parent / "portal"
BROUGHT = _IN_A_WHEEL if _IN_A_WHEEL.is_dir() else Path(__file__).parent.parent
"""The folder that holds mkdocs.yml, content/ and site_templates/ of the program."""


def is_of_the_program(path: Path) -> bool:
    """Tell whether a file or folder of a project is the program's: in the repository they are the same."""
    return path.resolve().is_relative_to(BROUGHT.resolve())
