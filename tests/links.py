"""Follow every link of a built site: ``python tests/links.py SITE``; the tests do it on the sample, ``make data`` on ``data/``."""

from __future__ import annotations

import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit


class Links(HTMLParser):
    """Collects what a page points to, and its ids, which it can be pointed at."""

    def __init__(self, text: str) -> None:
        """Read a page."""
        super().__init__()
        self.targets: list[str] = []
        self.ids: list[str] = []
        self.feed(text)

    def handle_starttag(self, _tag, attrs):
        """Note the addresses and the id of a tag."""
        for name, value in attrs:
            if name in {"href", "src"} and value:
                self.targets.append(value)
            elif name == "id" and value:
                self.ids.append(value)


def links_of(site: Path) -> dict[str, Links]:
    """Return the links and ids of every page, by address relative to the root."""
    paths = sorted(site.rglob("*.html"))
    return {path.relative_to(site).as_posix(): Links(path.read_text(encoding="utf-8")) for path in paths}


def broken(site: Path, pages: dict[str, Links]) -> list[tuple[str, str]]:
    """Return each page with a link that would not work below any address: it is absolute, or nothing stands there."""
    found = []
    for page, links in pages.items():
        for target in links.targets:
            parts = urlsplit(target)
            if parts.scheme in {"http", "https", "mailto", "data"}:
                continue
            place = unquote(urlsplit(urljoin(f"http://x/{page}", target)).path).lstrip("/")
            name = place + "index.html" if place.endswith("/") or not place else place
            lost = parts.fragment and name in pages and unquote(parts.fragment) not in pages[name].ids
            if target.startswith("/") or lost or not (site / name).is_file():
                found.append((page, target))
    return found


if __name__ == "__main__":
    root = Path(sys.argv[1])
    read = links_of(root)
    lost = broken(root, read)
    sys.stdout.writelines(f"{page}: {target}\n" for page, target in lost)
    sys.stdout.write(
        f"{len(read)} 个网页，{sum(len(page.targets) for page in read.values())} 个链接，{len(lost)} 个不通 · broken\n"
    )
    sys.exit(1 if lost or not read else 0)
