"""One stylesheet for all pages: the files that it imports, each in its layer."""

from __future__ import annotations

import re
from pathlib import Path

from build_scripts.publish.folder import PublishError
from build_scripts.words.language import Both

STYLESHEET, UNLAYERED = "assets/stylesheets/portal.css", "assets/stylesheets/unlayered.css"
"""The stylesheet that every page names, and the one that ``look.js`` puts in its place for browsers without layers."""

_IMPORT = re.compile(r'@import url\("([^"/]+)"\) layer\((\w+)\);')
_OF_A_FILE = re.compile(r'^@charset "[^"]*";|/\*# sourceMappingURL=.*?\*/')


def bundle_styles(site: Path) -> None:
    """Put the files that a site's stylesheet imports in the places of their lines, with and without layers; remove them.

    Raises:
        PublishError: where an imported file is not there: an update of Material renames its own.
    """
    sheet = site / STYLESHEET
    source = sheet.read_text(encoding="utf-8")
    parts = {name: _part(sheet.parent / name) for name, _ in _IMPORT.findall(source)}
    for part in sheet.parent.iterdir():
        part.unlink()
    layered = _IMPORT.sub(lambda line: f"@layer {line[2]} {{\n{parts[line[1]]}\n}}", source)
    sheet.write_text(layered, encoding="utf-8")
    (site / UNLAYERED).write_text(_IMPORT.sub(lambda line: parts[line[1]], source), encoding="utf-8")


def _part(path: Path) -> str:
    try:
        return _OF_A_FILE.sub("", path.read_text(encoding="utf-8")).strip()
    except FileNotFoundError as error:
        raise PublishError(
            f"site_templates/theme/{STYLESHEET}",
            Both(
                f"没有文件 {path.name}；Material 可能已更新，请改成 material/templates/assets/stylesheets/ 里的文件名，main.html 里也改",
                f"there is no file {path.name}; after an update of Material put the name from"
                " material/templates/assets/stylesheets/, in main.html too",
            ),
        ) from error
