"""The addresses of a site: each belongs to one thing, and a map names them all in every language."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path, PurePosixPath

import material
from mkdocs.utils import is_markdown_file

from build_scripts.pages import Page
from build_scripts.pages.search_files import FOLDER as SEARCH_FOLDER
from build_scripts.publish.folder import PublishError
from build_scripts.publish.own_files import theme_folders
from build_scripts.publish.policy import CADDY_POLICY_FILE, POLICY_FILE
from build_scripts.publish.sums import MANIFEST, SIGNATURES
from build_scripts.reading.model import PortalSettings
from build_scripts.reading.releases import CHECKSUMS
from build_scripts.words.language import LANGUAGES, Both

FRAME_FOLDER = "mz-frame"
OF_MKDOCS = ("404.html", "search/search_index.json", SEARCH_FOLDER[:-1], "sitemap.xml", "sitemap.xml.gz", FRAME_FOLDER)
"""What MkDocs writes below the root of every edition, the search index made of it, and the frames that it makes for us."""
OWN_PICTURE = "assets/images/share.png", Both("天平与一张绩效表", "A balance and a performance form")
"""What is shown where a link to a page is shared that has no picture of its own, and what is to be seen there."""
HREFLANG = {"zh": "zh-CN", "en": "en"}


@dataclass(frozen=True)
class Rendered:
    """A page and its finished body in one language."""

    page: Page
    lang: str
    body: str
    changed: str = ""
    """The day on which what it shows last changed; empty where that is not known."""

    @property
    def robots(self) -> str:
        """What search engines are told: to leave pages out that say what became of another, or go on with its list."""
        return "" if self.page.kind.is_listed else "noindex"

    @property
    def picture(self) -> str:
        """Where the picture stands that is shown where the page's link is shared, relative to the portal's root."""
        return picture_place(self.page) if self.page.picture else OWN_PICTURE[0]

    @property
    def pictured(self) -> str:
        """What is to be seen there: of a picture of the page's own what the page says in a sentence."""
        return (self.page.description if self.page.picture else OWN_PICTURE[1]).of(self.lang)

    @property
    def feed(self) -> str:
        """The way from the page to its feed, which both editions share; empty where it has none."""
        up = "../" * f"{edition(self.lang)}{self.page.url}".count("/")
        return f"{up}{self.page.feed}" if self.page.feed else ""


def picture_place(page: Page) -> str:
    """Return where a page's own picture stands, relative to the portal's root."""
    return f"{page.url}share.png"


def edition(lang: str) -> str:
    """Return the folder of a language's edition, relative to the portal's root."""
    return "" if lang == "zh" else f"{lang}/"


def lang_of(place: str) -> str:
    """Return the language of the edition in whose folder ``place`` stands."""
    return next((lang for lang in LANGUAGES if edition(lang) and place.startswith(edition(lang))), "zh")


Claim = tuple[str, Both]
"""An address, and what stands there."""


def claims_of_project(project: Path, content: Iterable[str]) -> list[Claim]:
    """Return the addresses of all that is not made from the data: MkDocs' own files, the theme's, those in ``content``."""
    claims = [(f"{edition(lang)}{place}", Both.printed("MkDocs")) for lang in LANGUAGES for place in OF_MKDOCS]
    claims += [(name, Both("安全策略", "the security policy")) for name in (POLICY_FILE, CADDY_POLICY_FILE)]
    claims += [(name, Both("站点的校验和", "the site's checksums")) for name in (MANIFEST, CHECKSUMS, *SIGNATURES)]
    claims += [(place, Both("主题文件", "a file of the theme")) for place in theme_files(project)]
    claims += [
        (f"{edition(lang)}assets", Both("主题文件", "files of the theme")) for lang in LANGUAGES if edition(lang)
    ]
    return [*claims, *((_published_as(place), Both.printed(f"content/{place}")) for place in content)]


def page_file(url: str, lang: str) -> str:
    """Return where the page at an address stands in a language, relative to the portal's root."""
    return f"{edition(lang)}{url}index.html"


def page_places(url: str) -> tuple[str, ...]:
    """Return the files of the page at an address, one for each language."""
    return tuple(page_file(url, lang) for lang in LANGUAGES)


def claims_of_pages(pages: Iterable[Page]) -> Iterator[Claim]:
    """Yield the addresses of generated pages."""
    for page in pages:
        owner = Both(f"页面“{page.title.zh}”", f"the page “{page.title.en}”")
        yield from ((place, owner) for place in page_places(page.url))


def claims_of_files(places: Iterable[str]) -> Iterator[Claim]:
    """Yield the addresses of files that are made from the data."""
    return ((place, Both("由数据生成的文件", "a file made from the data")) for place in places)


def refuse_duplicates(claims: Iterable[Claim]) -> None:
    """Refuse a site in which two things have one address.

    Raises:
        PublishError: naming the address and both claimants; the one written last would silently replace the other.
    """
    owners: dict[str, Claim] = {}
    for place, owner in claims:
        key = place.casefold()  # some file systems and servers take no notice of capitals
        if key in owners:
            raise _twice(place, owners[key][1], owner)
        owners[key] = place, owner
    for key, (_, owner) in owners.items():
        folder = key
        while folder:
            folder = folder.rpartition("/")[0]
            if folder in owners:
                raise _twice(folder, owners[folder][1], owner)


def theme_files(project: Path) -> frozenset[str]:
    """Return the paths of the files that the theme brings: Material's own and the portal's."""
    folders = (*theme_folders(project), Path(material.__file__).parent / "templates")
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


def _twice(place: str, first: Both, second: Both) -> PublishError:
    said = Both(
        f"两处都要占用这个地址：{first.zh}；{second.zh}。请给其中一个改名或删除",
        f"{first.en} and {second.en} both have this address; rename or remove one of them",
    )
    return PublishError(f"/{place.removesuffix('index.html')}", said)


def map_files(settings: PortalSettings, places: Iterable[str], unlisted: Collection[str] = ()) -> dict[str, bytes]:
    """Return what tells search engines what there is, where the portal's own address is known: each page in every language.

    ``places`` are the files of all pages; the ``unlisted`` addresses lead to nothing that one would look for.
    """
    if not settings.base_url:
        return {}
    files = (place.rpartition("/") for place in places)
    urls = sorted(f"{folder}{slash}" for folder, slash, name in files if name == "index.html")
    lines = [_mapped(settings.base_url, url) for url in urls if lang_of(url) == "zh" and url not in unlisted]
    text = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
        ' xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
    )
    robots = f"User-agent: *\nDisallow:\nSitemap: {settings.base_url}sitemap.xml\n"
    return {"sitemap.xml": f"{text}{chr(10).join(lines)}\n</urlset>\n".encode(), "robots.txt": robots.encode()}


def _mapped(base: str, url: str) -> str:
    """Return a page's entries in the site map, one for each language, each with all languages."""
    places = {HREFLANG[lang]: escape(f"{base}{edition(lang)}{url}") for lang in LANGUAGES}
    links = "".join(f'<xhtml:link rel="alternate" hreflang="{code}" href="{place}"/>' for code, place in places.items())
    return "\n".join(f"<url><loc>{place}</loc>{links}</url>" for place in places.values())
