"""Scripts and styles are asked for with a digest of what they hold, so that a browser may keep them for good.

The digest stands behind the name (``search.js?v=1f2e3d4c``): a file keeps its place, and a page that was opened before an
update still finds what it asks for later. A script that names another one holds the digest of that one, and so its own
changes with it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from hashlib import sha256
from pathlib import Path

from plotly.offline import get_plotlyjs_version

from build_scripts.publish.folder import PublishError
from build_scripts.words.language import Both

CHART_LIBRARY = "assets/javascripts/vendor/plotly-basic.min.js"
_DEAD = ("assets/javascripts/lunr", "assets/javascripts/workers")
"""Material's own search: nothing on the portal asks for it."""
_CIRCLE = Both(
    "脚本互相引用成环，算不出校验码；请把共用的部分移到另一个文件",
    "scripts that name each other in a circle have no digest; put what they share into a file of its own",
)
_IN_HTML = re.compile(r'( (?:src|href|data-library|data-style)="(?:[^"]*/)?)(assets/[\w./-]+\.(?:js|css))(?=")')
_IN_SCRIPT = re.compile(r'(?<=")((?:\./|\.\./)*)([\w./-]+\.js)(?=")')


def check_library(site: Path) -> None:
    """Make sure that the library of interactive charts is the one for which figures are written.

    Raises:
        PublishError: where it is of another version than Python's plotly, whose properties the figures have.
    """
    wanted, head = f"v{get_plotlyjs_version()}", (site / CHART_LIBRARY).read_text(encoding="utf-8")[:100]
    if f"{wanted}\n" not in head:
        said = Both(
            f"交互图是按 plotly.js {wanted} 写的，这里的不是这个版本；请按 vendor/README.md 换成同一版本",
            f"interactive charts are written for plotly.js {wanted}, and this is another version; renew it as vendor/README.md says",
        )
        raise PublishError(CHART_LIBRARY, said)


def without_dead_weight(site: Path) -> None:
    """Remove what Material brings and no page asks for: its search, and the maps of its sources."""
    places = [site / folder for folder in _DEAD if (site / folder).is_dir()]
    for path in sorted((*(one for place in places for one in place.rglob("*")), *places), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    for path in (site / "assets").rglob("*.map"):
        path.unlink()
    for path in (site / "assets").rglob("*.min.js"):
        text = path.read_text(encoding="utf-8")
        path.write_text(re.sub(r"\n?//# sourceMappingURL=.*\s*$", "\n", text), encoding="utf-8")


def version_files(site: Path) -> dict[str, str]:
    """Write the digests of scripts into the scripts and pages of ``site`` that name them; return all, by their places.

    Raises:
        PublishError: where scripts name each other in a circle.
    """
    versions: dict[str, str] = {}
    asked: set[str] = set()

    def digest(path: Path) -> str:
        place = path.relative_to(site).as_posix()
        if place not in versions:
            if place in asked:
                raise PublishError(place, _CIRCLE)
            asked.add(place)
            text = path.read_text(encoding="utf-8")
            if path.suffix == ".js" and not path.name.endswith(".min.js"):
                named = _IN_SCRIPT.sub(lambda found: _named(found, path.parent, digest), text)
                if named != text:
                    path.write_text(named, encoding="utf-8")
                    text = named
            versions[place] = sha256(text.encode()).hexdigest()[:8]
        return versions[place]

    for path in sorted((site / "assets").rglob("*")):
        if path.suffix in {".js", ".css"}:
            digest(path)
    for path in site.rglob("*.html"):
        path.write_text(versioned(path.read_text(encoding="utf-8"), versions), encoding="utf-8")
    return versions


def versioned(html: str, versions: Mapping[str, str]) -> str:
    """Return a page with the digest behind each script and style that it names."""
    return _IN_HTML.sub(lambda found: f"{found[0]}{_behind(versions.get(found[2]))}", html)


def _named(found: re.Match[str], folder: Path, digest: Callable[[Path], str]) -> str:
    path = (folder / found[1] / found[2]).resolve()
    return f"{found[0]}{_behind(digest(path) if path.is_file() else None)}"


def _behind(version: str | None) -> str:
    return f"?v={version}" if version else ""
