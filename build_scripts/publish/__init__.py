"""Everything that is written to disk; no other module writes.

A site is made in a new folder beside the old one and then takes its place, so that a build which fails leaves the old
site untouched. MkDocs runs once per language; it publishes the hand-written pages (Chinese ones in
``content/``, English ones in ``content/en/``) and one *frame* per depth of address:
an empty page in the theme's dress, with slots for title, description and body. Every generated page is that frame with
its slots filled, byte for byte what MkDocs would have made of the page itself (a test proves it on every page kind).
Each module imports only from those named before it:

policy     what a browser may do on the pages: the content-security policy
folder     files below a folder, and the folders in which a site may stand
kept       what is kept for the next build
own_files  what a project has of its own, and what the program brings where it has nothing
moving     a new site moves into its place file by file, where two folders cannot be exchanged
exchange   the step of the system in which they can
former_sites  the last sites that stood in a place, which can be returned to
replacing  a new site takes the place of the old one, and no file is touched that stays as it was
stores     where the files of a site go while it is made
remote     the same where a site stands elsewhere: staged and moved into place
sums       the checksums of a whole site
signing    a signature of these checksums
versions   scripts and styles are asked for with a digest of what they hold
addresses  each address belongs to one thing, and a map names them all
styles     one stylesheet for all pages, each of its files in its layer
editions   one edition for each language: the tree that MkDocs reads, and the frames that are filled
offline    a site's pages as they open from a disk, without a server
"""

from __future__ import annotations

import shutil
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from build_scripts.pages.search_files import SearchIndex
from build_scripts.publish.addresses import (
    Claim,
    Rendered,
    claims_of_files,
    claims_of_pages,
    claims_of_project,
    edition,
    map_files,
    page_file,
    page_places,
    picture_place,
    refuse_duplicates,
)
from build_scripts.publish.editions import (
    docs_tree,
    filled,
    frame_places,
    frames_in,
    index_files,
    of_edition,
    run_mkdocs,
    scripts_of,
    share_assets,
    written_indexes,
)
from build_scripts.publish.folder import (
    PublishError,
    behind_links,
    files_in,
    site_files,
    write_all_or_none,
    write_each_whole,
    write_files,
    write_pieces,
    write_whole,
)
from build_scripts.publish.former_sites import former_sites, present_site
from build_scripts.publish.kept import NO_MEMORY, Memory
from build_scripts.publish.offline import pages_for_a_disk
from build_scripts.publish.own_files import (
    digest_of_program,
    digest_of_project,
    own_templates,
    project_files,
    written_pages,
)
from build_scripts.publish.policy import policy_files
from build_scripts.publish.remote import HalfMovedError, Stage, keep_apart_from, staged
from build_scripts.publish.replacing import clear_up, go_back, let_go, make_ready, swap, work_folder
from build_scripts.publish.signing import SIGNERS, signature, signers_files
from build_scripts.publish.stores import FolderStore
from build_scripts.publish.styles import bundle_styles
from build_scripts.publish.sums import MANIFEST, write_sums
from build_scripts.publish.versions import check_library, version_files, versioned, without_dead_weight
from build_scripts.reading.model import PortalSettings
from build_scripts.words.language import LANGUAGES
from build_scripts.words.page_kinds import PageKind

__all__ = [
    "MANIFEST",
    "SIGNERS",
    "Claim",
    "Dress",
    "HalfMovedError",
    "PublishError",
    "Rendered",
    "Stage",
    "behind_links",
    "claimed",
    "claims_of_files",
    "claims_of_pages",
    "clear_up",
    "digest_of_program",
    "digest_of_project",
    "dress",
    "edition",
    "files_in",
    "finish",
    "former_sites",
    "go_back",
    "keep_apart_from",
    "let_go",
    "made_plain",
    "make_ready",
    "own_templates",
    "page_files",
    "page_places",
    "pages_for_a_disk",
    "picture_place",
    "present_site",
    "project_files",
    "refuse_duplicates",
    "signature",
    "signers_files",
    "site_files",
    "staged",
    "swap",
    "work_folder",
    "write_all_or_none",
    "write_each_whole",
    "write_files",
    "write_pieces",
    "write_sums",
    "write_whole",
]


@dataclass(frozen=True)
class Dress:
    """What MkDocs makes of the theme and of the hand-written pages: all of a site that needs no data."""

    frames: Mapping[str, Mapping[str, str]]
    """By language the frames by their addresses; of a site that MkDocs makes whole there are none."""
    policy: Mapping[str, bytes]
    """What a browser may do on the pages, as files for servers."""
    pages: frozenset[str]
    """The files of the pages that MkDocs has made."""
    versions: Mapping[str, str]
    """By place a digest of each script and stylesheet, which pages tell where they name it."""

    @cached_property
    def digest(self) -> str:
        """What tells it from any other."""
        frames = sorted((lang, *sorted(own.items())) for lang, own in self.frames.items())
        told = repr((frames, sorted(self.policy.items()), sorted(self.versions.items())))
        return sha256(told.encode()).hexdigest()


def claimed(project: Path) -> list[Claim]:
    """Return the addresses of all that is not made from the data."""
    return claims_of_project(project, written_pages(project))


def dress(project: Path, new: Path, docs: Path, settings: PortalSettings, as_of: str) -> Dress:
    """Have MkDocs make the hand-written pages, the theme's files and the frames below ``new``; it reads from ``docs``.

    Raises:
        PublishError: where MkDocs refuses the pages.
    """
    return _made(project, new, docs, settings, as_of, (), frame_places(project))


def made_plain(
    project: Path,
    new: Path,
    docs: Path,
    settings: PortalSettings,
    as_of: str,
    pages: Sequence[Rendered],
    files: Mapping[str, bytes],
) -> Dress:
    """Have MkDocs make every page itself; the tree that it read, which any generator can publish, stays in ``docs``.

    Markdown among the files of the data is to be downloaded, not to be made into a page of what the data say: it does not
    stand in that tree, and comes to the site as it is.

    Raises:
        PublishError: where MkDocs refuses the pages.
    """
    shutil.rmtree(docs, ignore_errors=True)
    texts = {place: data for place, data in files.items() if place.endswith(".md")}
    for lang in LANGUAGES:
        write_files(docs / lang, of_edition({place: files[place] for place in files if place not in texts}, lang))
    made = _made(project, new, docs, settings, as_of, pages, ())
    write_files(new, texts)
    return made


def _made(
    project: Path,
    new: Path,
    docs: Path,
    settings: PortalSettings,
    as_of: str,
    pages: Sequence[Rendered],
    places: Sequence[str],
) -> Dress:
    for lang in LANGUAGES:
        whole = (item for item in pages if item.lang == lang)
        write_files(docs / lang, docs_tree(project, places, whole, lang))
        run_mkdocs(project, docs / lang, new, settings, lang, as_of)
        if lang != "zh":
            share_assets(new / lang)
    bundle_styles(new)
    without_dead_weight(new)
    check_library(new)
    versions = version_files(new)
    scripts = scripts_of(new, project)
    frames = {lang: frames_in(new / edition(lang), places) if places else {} for lang in LANGUAGES}
    made = frozenset(path.relative_to(new).as_posix() for path in new.rglob("*.html"))
    return Dress(frames, policy_files(scripts), made, versions)


def page_files(worn: Dress, pages: Iterable[Rendered]) -> dict[str, bytes]:
    """Return pages as files: those that only lead on from a former address are whole in themselves."""
    named = (replace(item, body=versioned(item.body, worn.versions)) for item in pages)
    return {
        page_file(item.page.url, item.lang): (
            item.body if item.page.kind is PageKind.MOVED else filled(worn.frames[item.lang], item)
        ).encode()
        for item in named
    }


def finish(
    folder: FolderStore,
    worn: Dress,
    settings: PortalSettings,
    searched: SearchIndex,
    made: Iterable[str],
    unlisted: Collection[str],
    memory: Memory = NO_MEMORY,
) -> int:
    """Give a site what speaks of all its pages: search index, map and policy; return how many HTML pages it has.

    ``folder`` has what MkDocs made, ``made`` are the files of the pages that are made from the data, wherever they stand.
    """
    pages, new = worn.pages.union(made), folder.root
    written, found = written_indexes(new), dict[str, bytes]()
    if not memory.again("search", (written, searched)):
        found = index_files(written, searched)
        memory.made_anew("search", True, found)
    for of_mkdocs in (*worn.policy, "sitemap.xml", "sitemap.xml.gz"):
        (new / of_mkdocs).unlink(missing_ok=True)
    mapped = map_files(settings, pages, unlisted)
    if (new / "robots.txt").exists():  # a web team may have its own in content/
        mapped.pop("robots.txt", None)
    folder.write_all({**found, **worn.policy, **mapped})
    return len(pages)
