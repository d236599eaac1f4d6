"""One edition for each language: the tree that MkDocs reads, what MkDocs makes of it, and the frames that are filled."""

from __future__ import annotations

import json
import logging
import os
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from html import escape
from pathlib import Path

import material
from markupsafe import Markup
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException

from build_scripts.opendata.gov_cn import column_tags, foot, site_tags
from build_scripts.pages import Page
from build_scripts.pages.search_files import FOLDER as SEARCH_FOLDER
from build_scripts.pages.search_files import SearchIndex
from build_scripts.publish.addresses import FRAME_FOLDER, OWN_PICTURE, Rendered, edition, lang_of
from build_scripts.publish.folder import PublishError
from build_scripts.publish.own_files import mkdocs_settings, theme_folders, written_pages
from build_scripts.publish.policy import inline_scripts, scripts_of_theme
from build_scripts.reading.model import PortalSettings
from build_scripts.words.language import LANGUAGES, Both
from build_scripts.words.page_kinds import PageKind

SLOT_TITLE, SLOT_DESCRIPTION, SLOT_CHANGED = "mz-slot-title", "mz-slot-description", "mz-slot-changed"
SLOT_ROBOTS, SLOT_FEED = "mz-slot-robots", "mz-slot-feed"
SLOT_NAMED = "mz-slot-named"
SLOT_PICTURE, SLOT_PICTURED = "mz-slot-picture", "mz-slot-pictured"
DEPTHS = (1, 2, 3, 4, 5)
"""How many folders below the root pages stand: jurisdictions, departments and rules, further pages of lists, forms, findings."""
SLOT_BODY = '<div class="mz-slot"><h1>mz-slot-body</h1></div>'
_META = '<meta name="{}" content="{}">'
_TAG = _META.format(SLOT_NAMED, SLOT_NAMED)
"""The slot for the meta tags of a page: the whole of one, in the place of which any number stands."""
_NO_ASCII = re.compile("[^\x20-\x7e]")
_ASSETS = re.compile(r'( href="| src="|"search": ")((?:\.\./)*assets/)')


def navigation(project: Path) -> frozenset[str]:
    """Return the files in the navigation of ``mkdocs.yml``: MkDocs makes these pages itself, so that their tab is marked."""
    _, settings = mkdocs_settings(project)
    return frozenset(place for item in settings["nav"] for place in item.values())


def source_of(page: Page) -> str:
    """Return the file from which MkDocs makes a generated page."""
    return f"{page.url}index.md"


def depth(page: Page) -> int:
    """Return how many folders below the root a page stands."""
    return page.url.count("/")


def front_matter_and_html(rendered: Rendered) -> str:
    """Return a generated page as any generator that reads ``mkdocs.yml`` takes it: front matter and finished HTML."""
    page = rendered.page
    title, description = page.title.of(rendered.lang), page.shared.of(rendered.lang)
    told = {
        "changed": rendered.changed,
        "robots": rendered.robots,
        "feed": rendered.feed,
        "picture": rendered.picture,
        "pictured": escape(rendered.pictured),
        "named": _escaped_tags(rendered),
    }
    return _markdown(escape(title), escape(description), told, rendered.body)


def _escaped_tags(rendered: Rendered) -> list[tuple[str, str]]:
    return [(name, escape(content.of(rendered.lang))) for name, content in rendered.page.named]


def _markdown(title: str, description: str, told: Mapping[str, object], body: str) -> str:
    """Return front matter and body; search is told to pass, because the slim index has the page already."""
    meta: dict[str, object] = {
        "title": title,
        "description": description,
        "hide": ["navigation", "toc"],
        "search": {"exclude": True},
    }
    meta |= {key: value for key, value in told.items() if value}
    head = "\n".join(f"{key}: {_yaml(value)}" for key, value in meta.items())
    return f"---\n{head}\n---\n\n{body}\n"


def _yaml(value: object) -> str:
    """Return a value as JSON that is YAML too: in ASCII, because some characters of JSON may not stand in YAML."""
    text = json.dumps(value, ensure_ascii=False)
    return _NO_ASCII.sub(lambda char: f"\\U{ord(char[0]):08x}", text)


def docs_tree(project: Path, frames: Iterable[str], whole: Iterable[Rendered], lang: str) -> dict[str, bytes]:
    """Return the folder that MkDocs reads for ``lang``: hand-written pages, frames at their addresses, whole pages.

    Raises:
        PublishError: as of ``written_pages``.
    """
    tree = of_edition(written_pages(project), lang)
    slots = {
        "changed": SLOT_CHANGED,
        "robots": SLOT_ROBOTS,
        "feed": SLOT_FEED,
        "picture": SLOT_PICTURE,
        "pictured": SLOT_PICTURED,
        "named": [(SLOT_NAMED, SLOT_NAMED)],
    }
    frame = _markdown(SLOT_TITLE, SLOT_DESCRIPTION, slots, SLOT_BODY).encode()
    tree |= {f"{place}index.md": frame for place in frames}
    return tree | {source_of(rendered.page): front_matter_and_html(rendered).encode() for rendered in whole}


def frame_places(project: Path) -> list[str]:
    """Return the addresses of frames: one for each depth, and one for each page of ours in the navigation, whose tab is marked."""
    named = navigation(project)
    ours = [kind.address for kind in PageKind if kind.address is not None and f"{kind.address}index.md" in named]
    return [*ours, *map(frame_of, DEPTHS)]


def frame_of(level: int) -> str:
    """Return the address of the frame for pages at a depth."""
    return f"{FRAME_FOLDER}/" * level


def of_edition(files: Mapping[str, bytes], lang: str) -> dict[str, bytes]:
    """Return the files that stand in a language's edition, by their paths there."""
    return {place.removeprefix(edition(lang)): data for place, data in files.items() if lang_of(place) == lang}


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


def run_mkdocs(project: Path, docs: Path, new: Path, settings: PortalSettings, lang: str, as_of: str) -> None:
    """Have MkDocs make an edition below ``new`` from the tree in ``docs``.

    Raises:
        PublishError: with all that MkDocs warns of or refuses.
    """
    name, description = settings.both("title"), settings.both("description")
    short = Both(settings.short_title or settings.title, settings.short_title_en or settings.title_en)
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    file, given = mkdocs_settings(project)
    given |= {
        "docs_dir": str(docs),
        "site_dir": str(new / edition(lang)),
        "site_name": _as_markup(name.of(lang)),  # Material sets these three as markup; Markup is not escaped twice
        "site_description": _as_markup(description.of(lang)),
        "site_author": _as_markup(settings.both("publisher").of(lang)),
        "site_url": f"{settings.base_url}{edition(lang)}" if settings.base_url else "",
        "strict": True,
    }
    with _collected_log() as messages:
        try:
            config = load_config(str(file), **given)
            config.theme.dirs[:1] = map(str, theme_folders(project))
            config.extra["short_name"] = _as_markup(short.of(lang))
            config.extra["picture"], config.extra["pictured"] = OWN_PICTURE[0], OWN_PICTURE[1].of(lang)
            if lang == "en":
                _translate(config)
            if as_of:
                told = Both("数据截至", "Data as of").of(lang)
                said = filter(None, (config.copyright, f"{told} <time>{as_of}</time>"))
                config.copyright = Both("。", ". ").of(lang).join(said)
            if settings.gov_cn is not None:
                site = settings.gov_cn
                config.extra["site_tags"] = _as_html(site_tags(settings, site))
                config.extra["column_tags"] = _as_html(column_tags(site))
                config.copyright = f"{config.copyright or ''}<br>{foot(settings, site, lang)}"
            config.plugins.on_startup(command="build", dirty=False)
            mkdocs_build(config)
            config.plugins.on_shutdown()
        except (
            MkDocsException,
            SystemExit,
            UnicodeDecodeError,
            RecursionError,
        ) as error:  # a template, a page 1,000 lists deep
            reasons = "\n".join([*messages, str(error)])
            raise PublishError("MkDocs", Both("未能生成页面", f"could not make the pages:\n{reasons}")) from error


def _as_markup(text: str) -> Markup:
    """Return a text of the portal's as the theme places it, which escapes nothing; it is no slot of a frame."""
    return Markup(escape(text).replace("mz-", "mz&#45;"))  # noqa: S704 - escaped


def _as_html(tags: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return meta tags likewise."""
    return [(name, _as_markup(content)) for name, content in tags]


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
        raise PublishError("mkdocs.yml: extra.english.nav", Both("缺少", f"lacks {'、'.join(sorted(unnamed))}"))
    config.nav = [{words["nav"][place]: place} for place in places]


def share_assets(edition_folder: Path) -> None:
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


def scripts_of(folder: Path, project: Path) -> set[str]:
    """Return the theme's scripts inside the pages of a folder; a filled frame has none but those of its frame."""
    themes = (Path(material.__file__).parent / "templates", *theme_folders(project))
    known = scripts_of_theme(path.read_text("utf-8") for theme in themes for path in sorted(theme.rglob("*.html")))
    written = set[str]().union(*(inline_scripts(path.read_text("utf-8")) for path in folder.rglob("*.html")))
    return set(filter(known.fullmatch, written))


def frames_in(folder: Path, places: Iterable[str]) -> dict[str, str]:
    """Return the frames that MkDocs has made in an edition, by their addresses, and remove them."""
    frames = {}
    for place in places:
        file = folder / place / "index.html"
        frames[place] = file.read_text(encoding="utf-8")
        file.unlink()
    shutil.rmtree(folder / FRAME_FOLDER)
    return frames


def filled(frames: Mapping[str, str], rendered: Rendered) -> str:
    """Return a page as its frame with the slots filled.

    Raises:
        PublishError: where the frame has no place for the body.
    """
    page = rendered.page
    place = page.url if page.url in frames else frame_of(depth(page))
    told = {
        SLOT_TITLE: escape(page.title.of(rendered.lang)),
        SLOT_DESCRIPTION: escape(page.shared.of(rendered.lang)),
        SLOT_CHANGED: rendered.changed,
        SLOT_ROBOTS: rendered.robots,
        SLOT_FEED: rendered.feed,
        SLOT_PICTURED: escape(rendered.pictured),
        SLOT_PICTURE: rendered.picture,
        _TAG: "\n  ".join(_META.format(*tag) for tag in _escaped_tags(rendered)),
        SLOT_BODY: rendered.body,
        place: page.url,
    }
    without = tuple(slot for slot in (SLOT_CHANGED, SLOT_ROBOTS, SLOT_FEED, _TAG) if not told[slot])
    above = next((one for one in frames if one and one != page.url and page.url.startswith(one)), "")
    return "".join(told[part] if slot else part for slot, part in _cut(frames[place], place, without, above))


@cache
def _cut(frame: str, place: str, without: tuple[str, ...], above: str) -> tuple[tuple[bool, str], ...]:
    """Return a frame as pieces, each with whether it is a slot; the lines of the slots ``without`` a word are left out.

    To a page of the navigation ``above`` it, MkDocs goes up from a page, and not round by the root.
    """
    if above:
        root, up = "../" * place.count("/"), "../" * (place.count("/") - above.count("/"))
        frame = frame.replace(f'"{root}{above}"', f'"{up}"')
    for slot in without:
        of_slot = slot if slot == _TAG else f"<(?:meta|link) [^>]*{slot}[^>]*>"
        frame = re.sub(rf"\n  {of_slot}", "", frame)  # as the theme writes it: a line of its own
    if SLOT_BODY not in frame:
        raise PublishError(place, Both("页面框架缺少正文位置", "the frame has no slot for the body"))
    slots = [
        SLOT_TITLE,
        SLOT_DESCRIPTION,
        SLOT_CHANGED,
        SLOT_ROBOTS,
        SLOT_FEED,
        SLOT_PICTURED,
        SLOT_PICTURE,
        _TAG,
        SLOT_BODY,
    ]
    slots += [place] if place else []
    pieces = re.split(f"({'|'.join(map(re.escape, slots))})", frame)
    return tuple((bool(number % 2), piece) for number, piece in enumerate(pieces))


def written_indexes(new: Path) -> dict[str, str]:
    """Return by language what MkDocs has written of the pages that it made, and remove it."""
    written = {}
    for lang in LANGUAGES:
        file = new / edition(lang) / "search" / "search_index.json"
        written[lang] = file.read_text(encoding="utf-8")
        file.unlink()
    return written


def index_files(written: Mapping[str, str], index: SearchIndex) -> dict[str, bytes]:
    """Return the search index of every edition: that of the hand-written pages, which MkDocs made, with all others."""
    files = {f"{SEARCH_FOLDER}{name}": content for name, content in index.shared()}
    for lang in LANGUAGES:
        made = index.files(lang, written[lang])
        files |= {f"{edition(lang)}{SEARCH_FOLDER}{name}": content for name, content in made}
    return files
