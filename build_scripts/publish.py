"""Everything that is written to disk; no other module writes.

A site is written whole into a new folder beside the old one and then takes its place, so that a build which fails
leaves the old site untouched. MkDocs publishes the hand-written pages and one *frame* per depth of address:
an empty page in the theme's dress, with slots for title, description and body. Every generated page is that frame with
its slots filled, byte for byte what MkDocs would have made of the page itself (a test proves it on every page kind).
"""

from __future__ import annotations

import json
import logging
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from html import escape
from pathlib import Path, PurePosixPath

from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.exceptions import MkDocsException

from build_scripts.model import PortalSettings
from build_scripts.pages import Page
from build_scripts.search import extended, prepare

SLOT_TITLE, SLOT_DESCRIPTION = "mz-slot-title", "mz-slot-description"
SLOT_BODY = '<div class="mz-slot"><h1>mz-slot-body</h1></div>'
FRAME_FOLDER = "mz-frame"
# Pages that stand in the hand-written navigation: MkDocs makes them itself, so that their tab is marked.
IN_NAVIGATION = frozenset({"home", "compare", "findings", "downloads"})


class PublishError(Exception):
    """Raised where the site cannot be written; says why and what to do."""


@dataclass(frozen=True)
class Rendered:
    """A page and its finished body."""

    page: Page
    body: str


@dataclass(frozen=True)
class SiteFiles:
    """All that makes up a site besides MkDocs' own files."""

    pages: tuple[Rendered, ...]
    files: Mapping[str, bytes]
    """Path below the site's root → content."""


def depth(page: Page) -> int:
    """Return how many folders below the root a page stands."""
    return page.url.count("/")


def markdown(rendered: Rendered) -> str:
    """Return a generated page as any generator that reads ``mkdocs.yml`` takes it: front matter and finished HTML."""
    page = rendered.page
    return _markdown(escape(page.title), escape(page.description), rendered.body)


def _markdown(title: str, description: str, body: str) -> str:
    """Front matter is JSON, which is YAML; search is told to pass, because the slim index has the page already."""
    meta = {"title": title, "description": description, "hide": ["navigation", "toc"], "search": {"exclude": True}}
    head = "\n".join(f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in meta.items())
    return f"---\n{head}\n---\n\n{body}\n"


def docs_tree(content: Path, pages: Iterable[Rendered], *, frames: bool) -> dict[str, bytes]:
    """Return the folder that MkDocs reads: hand-written pages and generated ones, these as frames where asked.

    Raises:
        PublishError: where ``content`` holds a symlink (it would publish a file from outside).
    """
    tree = dict(_read_content(content))
    for rendered in pages:
        if frames and rendered.page.kind not in IN_NAVIGATION:
            place = "/".join([FRAME_FOLDER] * depth(rendered.page))
            tree[f"{place}/index.md"] = _markdown(SLOT_TITLE, SLOT_DESCRIPTION, SLOT_BODY).encode()
        else:
            tree[f"{rendered.page.url}index.md"] = markdown(rendered).encode()
    return tree


def _read_content(content: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(content.rglob("*")):
        if path.is_symlink():
            raise PublishError(
                f"{path}: content/ 中不允许符号链接，请换成文件本身 · no symlinks in content/; put the file itself there"
            )
        if path.is_file():
            yield path.relative_to(content).as_posix(), path.read_bytes()


def write_files(root: Path, files: Mapping[str, bytes]) -> None:
    """Write files below ``root``; a path that would leave it is refused.

    Raises:
        PublishError: for an absolute path or one with ``..``.
    """
    for name, data in files.items():
        if PurePosixPath(name).is_absolute() or ".." in PurePosixPath(name).parts:
            raise PublishError(f"{name}: 路径越出目标文件夹 · the path leaves its folder")
        target = root / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)


def publish(project: Path, out: Path, settings: PortalSettings, site: SiteFiles, *, frames: bool = True) -> int:
    """Write the whole site and swap it in; return how many HTML pages it has.

    Raises:
        PublishError: where MkDocs refuses the pages or ``out`` is something that must not be replaced.
    """
    _may_be_replaced(out)
    work = out.parent / f".{out.name}.new-{os.getpid()}"
    docs, new, cache = work / "docs", work / "site", project / ".cache"
    cache.mkdir(exist_ok=True)
    prepare(cache)
    try:
        write_files(docs, docs_tree(project / "content", site.pages, frames=frames))
        _run_mkdocs(project, docs, new, settings)
        if frames:
            _fill_frames(new, site.pages)
        _finish(new, settings, site)
        write_files(new, site.files)
        _swap(new, out)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return sum(1 for _ in out.rglob("*.html"))


def _may_be_replaced(out: Path) -> None:
    """Refuse to replace a folder that does not look like a site: a slip of the hand must not delete somebody's files."""
    if out.is_symlink() or (out.exists() and not out.is_dir()):
        raise PublishError(f"{out}: 不是文件夹 · not a folder")
    if out.is_dir() and any(out.iterdir()) and not (out / "search" / "search_index.json").is_file():
        raise PublishError(
            f"{out}: 该文件夹不是本门户生成的站点，请另选 --out · not a site of this portal; choose another --out"
        )


@contextmanager
def _collected_log() -> Iterator[list[str]]:
    """Collect what MkDocs warns of instead of printing it."""
    messages: list[str] = []

    class Collector(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if record.levelno >= logging.WARNING:
                messages.append(record.getMessage())

    logger, handler = logging.getLogger("mkdocs"), Collector()
    logger.addHandler(handler)
    propagate, logger.propagate = logger.propagate, False
    try:
        yield messages
    finally:
        logger.removeHandler(handler)
        logger.propagate = propagate


def _run_mkdocs(project: Path, docs: Path, new: Path, settings: PortalSettings) -> None:
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    with _collected_log() as messages:
        try:
            config = load_config(
                str(project / "mkdocs.yml"),
                docs_dir=str(docs),
                site_dir=str(new),
                site_name=settings.title,
                site_description=settings.description,
                site_author=settings.publisher,
                site_url=settings.base_url or "",
                strict=True,
            )
            config.plugins.on_startup(command="build", dirty=False)
            mkdocs_build(config)
            config.plugins.on_shutdown()
        except (MkDocsException, SystemExit) as error:
            reasons = "\n".join([*messages, str(error)])
            raise PublishError(f"MkDocs 未能生成页面 · MkDocs could not make the pages:\n{reasons}") from error


def _fill_frames(new: Path, pages: Iterable[Rendered]) -> None:
    frames: dict[int, str] = {}
    for rendered in pages:
        page, level = rendered.page, depth(rendered.page)
        if page.kind in IN_NAVIGATION:
            continue
        place = "/".join([FRAME_FOLDER] * level)
        if level not in frames:
            frames[level] = (new / place / "index.html").read_text(encoding="utf-8")
        write_files(new, {f"{page.url}index.html": filled(frames[level], f"{place}/", rendered).encode()})
    shutil.rmtree(new / FRAME_FOLDER, ignore_errors=True)


def filled(frame: str, place: str, rendered: Rendered) -> str:
    """Return a frame with its slots filled; ``place`` is the frame's own address."""
    page = rendered.page
    head, body, foot = frame.partition(SLOT_BODY)
    if not body:
        raise PublishError("页面框架缺少正文位置 · the frame has no slot for the body")

    def dressed(part: str) -> str:
        named = part.replace(SLOT_TITLE, escape(page.title)).replace(SLOT_DESCRIPTION, escape(page.description))
        return named.replace(place, page.url)

    return dressed(head) + rendered.body + dressed(foot)


def _finish(new: Path, settings: PortalSettings, site: SiteFiles) -> None:
    """Give the search index the generated pages, and the site map their addresses."""
    index = new / "search" / "search_index.json"
    index.write_text(extended(index.read_text(encoding="utf-8"), (item.page for item in site.pages)), encoding="utf-8")
    for name in ("sitemap.xml", "sitemap.xml.gz"):
        (new / name).unlink(missing_ok=True)
    if settings.base_url:
        addresses = sorted(f"{path.parent.relative_to(new).as_posix()}/" for path in new.rglob("index.html"))
        lines = [
            f"<url><loc>{escape(settings.base_url + ('' if url == './' else url))}</loc></url>" for url in addresses
        ]
        text = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
        (new / "sitemap.xml").write_text(text + "\n".join(lines) + "\n</urlset>\n", encoding="utf-8")


def _swap(new: Path, out: Path) -> None:
    """Put the new site in the old one's place; both are on one file system, so each step is a rename."""
    old = new.parent / "old"
    if out.exists():
        out.rename(old)
    try:
        new.rename(out)
    except OSError:
        if old.exists():
            old.rename(out)
        raise
