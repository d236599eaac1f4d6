"""Everything that is written to disk; no other module writes.

A site is written whole into a new folder beside the old one and then takes its place, so that a build which fails
leaves the old site untouched. MkDocs runs once per language; it publishes the hand-written pages (Chinese ones in
``content/``, English ones in ``content/en/``) and one *frame* per depth of address:
an empty page in the theme's dress, with slots for title, description and body. Every generated page is that frame with
its slots filled, byte for byte what MkDocs would have made of the page itself (a test proves it on every page kind).
Each module imports only from those named before it:

policy     what a browser may do on the pages: the content-security policy
folder     the site's folder: made beside the old one and swapped in
addresses  each address belongs to one thing, and a map names them all
styles     one stylesheet for all pages, each of its files in its layer
editions   one edition for each language: the tree that MkDocs reads, and the frames that are filled
"""

from __future__ import annotations

import shutil
from pathlib import Path

from build_scripts.publish.addresses import (
    Rendered,
    SiteFiles,
    alone,
    edition,
    refuse_duplicates,
    theme_files,
    write_map,
)
from build_scripts.publish.editions import (
    docs_tree,
    extend_index,
    fill_frames,
    has_own_search,
    navigation,
    of_edition,
    read_content,
    run_mkdocs,
    scripts_of,
    share_assets,
    source_of,
)
from build_scripts.publish.folder import (
    PublishError,
    make_ready,
    may_be_replaced,
    swap,
    work_folder,
    write_all_or_none,
    write_files,
)
from build_scripts.publish.policy import POLICY_FILE, policy_file
from build_scripts.publish.styles import bundle_styles
from build_scripts.reading.model import PortalSettings
from build_scripts.words.language import LANGUAGES
from build_scripts.words.page_kinds import PageKind

__all__ = [
    "PublishError",
    "Rendered",
    "SiteFiles",
    "edition",
    "make_ready",
    "publish",
    "write_all_or_none",
    "write_files",
]


def publish(project: Path, out: Path, settings: PortalSettings, site: SiteFiles, *, plain: Path | None = None) -> int:
    """Write the whole site and swap it in; return how many HTML pages it has.

    With ``plain`` MkDocs makes every page itself; the tree that it read, which any generator that reads ``mkdocs.yml``
    can publish, stays in that folder, one edition a folder.

    Raises:
        PublishError: where MkDocs refuses the pages or ``out`` is something that must not be replaced.
    """
    out = out.absolute()  # MkDocs reads paths from its own folder, a person from where he stands
    may_be_replaced(out)
    scripts: set[str] = set()
    files = {**site.files, **alone(site.pages)}
    made_whole = navigation(project)
    refuse_duplicates((place for place, _ in read_content(project / "content")), site, theme_files(project))
    with work_folder(out) as work:
        docs, new = plain or work / "docs", work / "site"
        if plain:
            shutil.rmtree(plain, ignore_errors=True)
        for lang in LANGUAGES:
            own = [rendered for rendered in site.pages if rendered.lang == lang]
            pages = [rendered for rendered in own if rendered.page.kind is not PageKind.MOVED]
            framed = [] if plain else [rendered for rendered in pages if source_of(rendered.page) not in made_whole]
            whole = pages if plain else [rendered for rendered in pages if source_of(rendered.page) in made_whole]
            write_files(docs / lang, docs_tree(project / "content", whole, framed, lang))
            if plain:
                write_files(docs / lang, of_edition(files, lang))
            run_mkdocs(project, docs / lang, new, settings, lang, site.as_of)
            has_own_search(new / edition(lang) / "index.html")
            if lang != "zh":
                share_assets(new / lang)
            scripts |= scripts_of(new / edition(lang))
            fill_frames(new / edition(lang), framed)
            extend_index(new / edition(lang), (item for item in pages if item.page.kind.is_listed), lang)
        bundle_styles(new)
        write_map(new, settings, {item.page.url for item in site.pages if not item.page.kind.is_listed})
        write_files(new, {**files, POLICY_FILE: policy_file(scripts).encode()})
        swap(new, out)
    return sum(1 for _ in out.rglob("*.html"))
