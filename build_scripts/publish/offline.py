"""A published site as one zip whose pages open from a disk: for whoever looks through a site that no server has yet.

A browser runs no modules and fetches nothing for a page on a disk. The copy therefore has no scripts, and shows what every
page shows without them; only search, Explore and what is drawn anew on request are missing. A folder has no page of its own
there, so its links lead to files. The checksums of the site are not those of such a copy, and stay with the site.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import unquote

from build_scripts.publish.folder import files_in
from build_scripts.publish.sums import SIGNATURES
from build_scripts.reading.releases import CHECKSUMS

_ADDRESS = re.compile(r'(?<= )((?:href|action)="|content="0; url=)([^"?#]*)')
"""Where a page names another: in a link, in a form, and where it leads on from a former address."""
_SCRIPTS = "assets/javascripts/"
_OF_THE_SITE = (CHECKSUMS, *SIGNATURES)
_PAGE = "index.html"


def pages_for_a_disk(site: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the files of a site, each with its path, as they are to stand in the copy."""
    names = {
        name
        for name in files_in(site)
        if not name.removeprefix("en/").startswith(_SCRIPTS) and name not in _OF_THE_SITE
    }
    for name in sorted(names):
        content = (site / name).read_bytes()
        yield name, _for_a_disk(name, content.decode(), names).encode() if name.endswith(".html") else content


def _for_a_disk(page: str, html: str, names: Collection[str]) -> str:
    def leading_to_files(found: re.Match[str]) -> str:
        place = normpath(join(dirname(page), unquote(found[2])))
        if place in _OF_THE_SITE:
            return f"data-{found[0]}"  # its words stay, and lead nowhere
        if not found[2] or normpath(join(place, _PAGE)) not in names:
            return found[0]
        return f"{found[0]}{'' if found[2].endswith('/') else '/'}{_PAGE}"

    return _ADDRESS.sub(leading_to_files, _without_scripts(html))


def _without_scripts(html: str) -> str:
    """Return a page without scripts, and without the fields that do nothing where there are none."""
    for begin, end in (("<script", "</script>"), ('<form class="mz-search', "</form>")):
        head, *rest = html.split(begin)
        html = "".join((head, *(part.partition(end)[2] for part in rest)))
    return html
