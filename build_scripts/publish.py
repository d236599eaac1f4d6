"""Everything that is written to disk; no other module writes.

A site is written whole into a new folder beside the old one and then takes its place, so that a build which fails
leaves the old site untouched. MkDocs runs once per language; it publishes the hand-written pages (Chinese ones in
``content/``, English ones in ``content/en/``) and one *frame* per depth of address:
an empty page in the theme's dress, with slots for title, description and body. Every generated page is that frame with
its slots filled, byte for byte what MkDocs would have made of the page itself (a test proves it on every page kind).
"""

from __future__ import annotations

import fcntl
import glob
import json
import logging
import os
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from html import escape
from pathlib import Path, PurePosixPath

import material
from markupsafe import escape as markup
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException
from mkdocs.utils import is_markdown_file

from build_scripts.model import PortalSettings
from build_scripts.pages import Page
from build_scripts.search import extended, prepare
from build_scripts.vocabulary import LANGUAGES, Both

SLOT_TITLE, SLOT_DESCRIPTION = "mz-slot-title", "mz-slot-description"
SLOT_BODY = '<div class="mz-slot"><h1>mz-slot-body</h1></div>'
FRAME_FOLDER = "mz-frame"
OF_MKDOCS = ("404.html", "search", "sitemap.xml", "sitemap.xml.gz", FRAME_FOLDER)
"""What MkDocs writes at the root of every edition, and the frames that it makes for us."""
HREFLANG = {"zh": "zh-CN", "en": "en"}
SEARCH_WORKER = "assets/javascripts/search.js"
"""The portal's own search worker; ``theme/main.html`` puts it in the place of Material's."""
_ASSETS = re.compile(r'( href="| src="|"search": ")((?:\.\./)*assets/)')
# Pages that stand in the hand-written navigation: MkDocs makes them itself, so that their tab is marked.
IN_NAVIGATION = frozenset({"home", "compare", "explore", "findings", "downloads"})

OWN_FOLDERS = ("content", "site_templates", "build_scripts", "tests", "benchmarks", ".ci", ".git", ".venv", ".cache")
"""The project's own folders; a site built there would be read, or would destroy them, in the next run."""


class PublishError(Exception):
    """Raised where the site cannot be written; says why and what to do."""


@dataclass(frozen=True)
class Rendered:
    """A page and its finished body in one language."""

    page: Page
    lang: str
    body: str


@dataclass(frozen=True)
class SiteFiles:
    """All that makes up a site besides MkDocs' own files."""

    pages: tuple[Rendered, ...]
    files: Mapping[str, bytes]
    """Path below the site's root → content."""


def edition(lang: str) -> str:
    """Return the folder of a language's edition, relative to the portal's root."""
    return "" if lang == "zh" else f"{lang}/"


def depth(page: Page) -> int:
    """Return how many folders below the root a page stands."""
    return page.url.count("/")


def markdown(rendered: Rendered) -> str:
    """Return a generated page as any generator that reads ``mkdocs.yml`` takes it: front matter and finished HTML."""
    page = rendered.page
    title, description = page.title.of(rendered.lang), page.description.of(rendered.lang)
    return _markdown(escape(title), escape(description), rendered.body)


def _markdown(title: str, description: str, body: str) -> str:
    """Front matter is JSON, which is YAML; search is told to pass, because the slim index has the page already."""
    meta = {"title": title, "description": description, "hide": ["navigation", "toc"], "search": {"exclude": True}}
    head = "\n".join(f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in meta.items())
    return f"---\n{head}\n---\n\n{body}\n"


def docs_tree(content: Path, pages: Iterable[Rendered], lang: str, *, frames: bool) -> dict[str, bytes]:
    """Return the folder that MkDocs reads for ``lang``: hand-written pages and generated ones, these as frames if asked.

    Raises:
        PublishError: where ``content`` holds a symlink (it would publish a file from outside).
    """
    tree = {
        place.removeprefix(edition(lang)): data for place, data in _read_content(content) if _lang_of(place) == lang
    }
    for rendered in pages:
        if frames and rendered.page.kind not in IN_NAVIGATION:
            place = "/".join([FRAME_FOLDER] * depth(rendered.page))
            tree[f"{place}/index.md"] = _markdown(SLOT_TITLE, SLOT_DESCRIPTION, SLOT_BODY).encode()
        else:
            tree[f"{rendered.page.url}index.md"] = markdown(rendered).encode()
    return tree


def _lang_of(place: str) -> str:
    return next((lang for lang in LANGUAGES if edition(lang) and place.startswith(edition(lang))), "zh")


def _read_content(content: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(content.rglob("*")):
        if path.is_symlink():
            raise PublishError(
                f"{path}: content/ 中不允许符号链接，请换成文件本身 · no symlinks in content/; put the file itself there"
            )
        if path.is_file():
            data = path.read_bytes()
            if path.suffix == ".md":
                _is_utf8(path, data)
            yield path.relative_to(content).as_posix(), data


def _is_utf8(path: Path, data: bytes) -> None:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise PublishError(
            f"{path}: 不是 UTF-8 编码，请另存为 UTF-8 · not UTF-8; save it as UTF-8 (byte {error.start})"
        ) from error


def write_files(root: Path, files: Mapping[str, bytes]) -> None:
    """Write files below ``root``; where a path would leave it, none is written.

    Raises:
        PublishError: for an absolute path or one with ``..``.
    """
    for name in files:
        if PurePosixPath(name).is_absolute() or ".." in PurePosixPath(name).parts:
            raise PublishError(f"{name}: 路径越出目标文件夹 · the path leaves its folder")
    for name, data in files.items():
        target = root / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)


def publish(project: Path, out: Path, settings: PortalSettings, site: SiteFiles, *, frames: bool = True) -> int:
    """Write the whole site and swap it in; return how many HTML pages it has.

    Raises:
        PublishError: where MkDocs refuses the pages or ``out`` is something that must not be replaced.
    """
    out = out.absolute()  # MkDocs reads paths from its own folder, a person from where he stands
    _may_be_replaced(out)
    cache = project / ".cache"
    cache.mkdir(exist_ok=True)
    prepare(cache)
    refuse_duplicates((place for place, _ in _read_content(project / "content")), site, theme_files(project))
    with _work_folder(out) as work:
        docs, new = work / "docs", work / "site"
        for lang in LANGUAGES:
            pages = [rendered for rendered in site.pages if rendered.lang == lang]
            write_files(docs / lang, docs_tree(project / "content", pages, lang, frames=frames))
            _run_mkdocs(project, docs / lang, new, settings, lang)
            _has_own_search(new / edition(lang) / "index.html")
            if lang != "zh":
                _share_assets(new / lang)
            if frames:
                _fill_frames(new / edition(lang), pages)
            _extend_index(new / edition(lang), pages, lang)
        _map(new, settings)
        write_files(new, site.files)
        _swap(new, out)
    return sum(1 for _ in out.rglob("*.html"))


def refuse_duplicates(content: Iterable[str], site: SiteFiles, theme: Iterable[str]) -> None:
    """Refuse a site in which two things have one address.

    ``content`` names the hand-written files and ``theme`` the theme's own, below the folders they stand in.

    Raises:
        PublishError: naming the address and both claimants; the one written last would silently replace the other.
    """
    claims = [(f"{edition(lang)}{place}", "MkDocs") for lang in LANGUAGES for place in OF_MKDOCS]
    claims += [(place, "主题文件 · a file of the theme") for place in theme]
    claims += [(f"{edition(lang)}assets", "主题文件 · files of the theme") for lang in LANGUAGES if edition(lang)]
    claims += [
        (f"{edition(item.lang)}{item.page.url}index.html", f"{item.page.kind} “{item.page.title.of(item.lang)}”")
        for item in site.pages
    ]
    claims += [(place, "由数据生成的文件 · a file made from the data") for place in site.files]
    claims += [(_published_as(place), f"content/{place}") for place in content]
    owners: dict[str, str] = {}
    for place, owner in claims:
        key = place.casefold()  # some file systems and servers take no notice of capitals
        if key in owners:
            raise PublishError(_twice(place, owners[key], owner))
        owners[key] = owner
    for place, owner in claims:
        folder = next((str(above) for above in PurePosixPath(place.casefold()).parents if str(above) in owners), None)
        if folder is not None:
            raise PublishError(_twice(folder, owners[folder], owner))


def theme_files(project: Path) -> frozenset[str]:
    """Return the paths of the files that the theme brings: Material's own and the portal's."""
    folders = (project / "site_templates" / "theme", Path(material.__file__).parent / "templates")
    return frozenset(
        path.relative_to(folder).as_posix()
        for folder in folders
        for path in (folder / "assets").rglob("*")
        if path.is_file()
    )


def _published_as(place: str) -> str:
    """Return where MkDocs publishes a file of ``content/``, relative to the portal's root."""
    path = PurePosixPath(place)
    if not is_markdown_file(place):
        return place
    folder = path.parent if path.stem in {"index", "README"} else path.with_suffix("")
    return (folder / "index.html").as_posix()


def _twice(place: str, first: str, second: str) -> str:
    address = place.removesuffix("index.html")
    return (
        f"/{address}: 两处都要占用这个地址：{first}；{second}。请给其中一个改名或删除"
        " · both have this address; rename or remove one of them"
    )


def _has_own_search(first_page: Path) -> None:
    """Make sure that Material's search worker was replaced: it would show what the portal's own index is not made for."""
    if f'{SEARCH_WORKER}"' not in first_page.read_text(encoding="utf-8"):
        raise PublishError(
            "site_templates/theme/main.html: 没有找到要替换的 Material 搜索程序名，Material 可能已更新；"
            '请把 replace 中的文件名改成 material/templates/base.html 里 "search" 一行的文件名'
            " · the name of Material's search worker to be replaced was not found; put the name from the line"
            ' "search" of material/templates/base.html into the replace filter'
        )


def make_ready(project: Path, data: Path, out: Path) -> None:
    """See that a site may be built at ``out``, and clear up what a killed build left beside it.

    Where the killed build had taken the old site away already, the old site comes back.

    Raises:
        PublishError: where ``out`` holds or lies in what a site is made from, or must not be replaced.
    """
    place = out.resolve()
    for folder in (data.resolve(), *(project.resolve() / name for name in OWN_FOLDERS)):
        if place.is_relative_to(folder) or folder.is_relative_to(place):
            raise PublishError(
                f"{out}: 站点不能放在 {folder} 里，也不能包含它，请另选 --out"
                f" · the site must neither lie in {folder} nor hold it; choose another --out"
            )
    out = out.absolute()
    _may_be_replaced(out)
    for work in sorted(out.parent.glob(f".{glob.escape(out.name)}.new-*")):
        with _locked(work) as ours:
            if ours and work.name.rpartition("-")[2].isdigit() and not work.is_symlink():
                if (work / "old").is_dir() and not out.exists():
                    (work / "old").rename(out)
                shutil.rmtree(work, ignore_errors=True)


@contextmanager
def _work_folder(out: Path) -> Iterator[Path]:
    """Make a folder beside ``out`` to build in, locked for as long as the build lives, and remove it in the end."""
    work = out.parent / f".{out.name}.new-{os.getpid()}"
    work.mkdir(parents=True)
    try:
        with _locked(work):
            yield work
    finally:
        shutil.rmtree(work, ignore_errors=True)


@contextmanager
def _locked(folder: Path) -> Iterator[bool]:
    """Lock a folder and say whether that went; the system takes the lock away when its process ends, however it ends."""
    opened = None
    try:
        opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        free = True
    except OSError:
        free = False
    try:
        yield free
    finally:
        if opened is not None:
            os.close(opened)


def _may_be_replaced(out: Path) -> None:
    """Refuse to replace a folder that does not look like a site: a slip of the hand must not delete somebody's files."""
    if out.is_symlink():
        raise PublishError(
            f"{out}: 是符号链接，请直接写它指向的文件夹 {out.readlink()} · a symlink; name its target {out.readlink()}"
        )
    if out.exists() and not out.is_dir():
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


def _run_mkdocs(project: Path, docs: Path, new: Path, settings: PortalSettings, lang: str) -> None:
    name, description = (
        Both(settings.title, settings.title_en),
        Both(settings.description, settings.description_en),
    )
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    with _collected_log() as messages:
        try:
            config = load_config(
                str(project / "mkdocs.yml"),
                docs_dir=str(docs),
                site_dir=str(new / edition(lang)),
                site_name=markup(name.of(lang)),  # Material sets these three as markup; Markup is not escaped twice
                site_description=markup(description.of(lang)),
                site_author=markup(Both(settings.publisher, settings.publisher_en or settings.publisher).of(lang)),
                site_url=f"{settings.base_url}{edition(lang)}" if settings.base_url else "",
                strict=True,
            )
            if lang == "en":
                _translate(config)
            config.plugins.on_startup(command="build", dirty=False)
            mkdocs_build(config)
            config.plugins.on_shutdown()
        except (MkDocsException, SystemExit) as error:
            reasons = "\n".join([*messages, str(error)])
            raise PublishError(f"MkDocs 未能生成页面 · MkDocs could not make the pages:\n{reasons}") from error


def _translate(config: MkDocsConfig) -> None:
    """Put the English words of ``mkdocs.yml`` (below ``extra``) in the places of the Chinese ones."""
    words = config.extra["english"]
    config.theme["language"] = "en"
    config.copyright = words["copyright"]
    config.mdx_configs["toc"]["permalink_title"] = words["permalink_title"]
    for scheme, toggle in zip(config.theme["palette"], words["palette"], strict=True):
        scheme["toggle"]["name"] = toggle
    places = [place for item in config.nav or [] for place in item.values()]
    unnamed = set(places) - set(words["nav"])
    if unnamed:
        raise PublishError(f"mkdocs.yml: extra.english.nav 缺少 · lacks {'、'.join(sorted(unnamed))}")
    config.nav = [{words["nav"][place]: place} for place in places]


def _share_assets(edition_folder: Path) -> None:
    """Have an edition's pages take the theme's files from the root, and remove its own copy.

    The theme names them in a page's head and after its article; a page's own text is left alone. An edition has no
    error page: a server shows the root's.
    """
    for unused in ("404.html", "sitemap.xml", "sitemap.xml.gz"):
        (edition_folder / unused).unlink(missing_ok=True)
    shutil.rmtree(edition_folder / "assets")
    for path in edition_folder.rglob("*.html"):
        head, opening, rest = path.read_text(encoding="utf-8").partition("<article")
        article, closing, foot = rest.partition("</article>")
        parts = (_ASSETS.sub(r"\1../\2", head), opening, article, closing, _ASSETS.sub(r"\1../\2", foot))
        path.write_text("".join(parts), encoding="utf-8")


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
        for slot, text in ((SLOT_TITLE, page.title), (SLOT_DESCRIPTION, page.description)):
            part = part.replace(slot, escape(text.of(rendered.lang)))
        return part.replace(place, page.url)

    return dressed(head) + rendered.body + dressed(foot)


def _extend_index(folder: Path, pages: Iterable[Rendered], lang: str) -> None:
    """Give the search index of an edition its generated pages."""
    index = folder / "search" / "search_index.json"
    found = extended(index.read_text(encoding="utf-8"), (rendered.page for rendered in pages), lang)
    index.write_text(found, encoding="utf-8")


def _map(new: Path, settings: PortalSettings) -> None:
    """Tell search engines what there is, where the portal's own address is known: each page in every language."""
    for name in ("sitemap.xml", "sitemap.xml.gz"):
        (new / name).unlink(missing_ok=True)
    if settings.base_url:
        places = (path.parent.relative_to(new).as_posix() + "/" for path in new.rglob("index.html"))
        urls = sorted("" if place == "./" else place for place in places)
        lines = [_mapped(settings.base_url, url) for url in urls if _lang_of(url) == "zh"]
        text = (
            '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
            ' xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
        )
        (new / "sitemap.xml").write_text(text + "\n".join(lines) + "\n</urlset>\n", encoding="utf-8")
        robots = f"User-agent: *\nDisallow:\nSitemap: {settings.base_url}sitemap.xml\n"
        if not (new / "robots.txt").exists():  # a web team may have its own in content/
            (new / "robots.txt").write_text(robots, encoding="utf-8")


def _mapped(base: str, url: str) -> str:
    """Return a page's entries in the site map, one for each language, each with all languages."""
    places = {HREFLANG[lang]: escape(f"{base}{edition(lang)}{url}") for lang in LANGUAGES}
    links = "".join(f'<xhtml:link rel="alternate" hreflang="{code}" href="{place}"/>' for code, place in places.items())
    return "\n".join(f"<url><loc>{place}</loc>{links}</url>" for place in places.values())


def _swap(new: Path, out: Path) -> None:
    """Put the new site in the old one's place; both are on one file system, so each step is a rename."""
    old = new.parent / "old"
    try:
        if out.exists():
            out.rename(old)
        new.rename(out)
    except BaseException:  # Ctrl+C too: the work folder, and the old site in it, is about to be removed
        if old.exists() and not out.exists():
            old.rename(out)
        raise
