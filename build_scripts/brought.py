"""What the program brings to every portal: templates, theme, the pages that explain it, settings for MkDocs and servers.

In the repository they stand beside the program; a wheel has them in it, where ``setup.py`` puts them. A project, the
folder of a government's own data, may have a file of its own in the place of each.
"""

from __future__ import annotations

from pathlib import Path

_IN_A_WHEEL = Path(__file__).parent / "portal"
BROUGHT = _IN_A_WHEEL if _IN_A_WHEEL.is_dir() else Path(__file__).parent.parent
"""The folder that holds mkdocs.yml, content/, site_templates/ and deploy/ of the program."""
