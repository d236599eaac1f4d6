"""A page before it is rendered, and how the variables of its template are declared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from build_scripts.reading.records import AS_OF
from build_scripts.words.language import UNSAID, Both
from build_scripts.words.page_kinds import PageKind


def said(zh: str, en: str) -> Any:  # noqa: ANN401 - dataclasses' own
    """Declare a template variable with its sentence, which the page ``/reference/`` prints."""
    return field(metadata={"said": Both(zh, en)})


@dataclass(frozen=True)
class Link:
    """A place on the portal."""

    text: Both
    url: str
    """Relative to the portal's root."""


HOME = Link(PageKind.HOME.both, "")


@dataclass(frozen=True)
class Page:
    """A page before it is rendered."""

    kind: PageKind
    url: str
    """Address relative to the portal's root, ending in a slash; empty for the home page."""
    title: Both
    """Title of the page, without the portal's name."""
    description: Both
    """One sentence for search engines."""
    crumbs: tuple[Link, ...]
    """The way from the home page to here, without this page."""
    context: object
    """The record the template receives as ``page``."""
    words: tuple[str, ...] = ()
    """What the page is found by in both editions besides its title and its names: department, form type, projects."""
    rows: tuple[tuple[str, str], ...] = ()
    """Parts of the page that can be found: anchor and text, each text once."""
    crumb: Both | None = None
    """What this page is called at the end of the way from home, where its title would say the way again."""
    names: tuple[str, ...] = ()
    """What the page's subject is called, where that is not its title."""
    shows: str = AS_OF
    """The file or folder, below the data folder, whose last change is the page's."""
    feed: str = ""
    """Where the feed stands that tells what changes on it, relative to the portal's root; empty where there is none."""
    further: tuple[Page, ...] = ()
    """The pages on which its long lists go on."""
    cited: Both | None = None
    """What it is cited as, where that is not its title."""
    citation: Both | None = None
    """How it is cited; None where it shows no data, and until ``descriptions`` has said it."""
    dataset: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    """By language what it offers as a data set, in the words of schema.org; empty where it offers none."""
    in_doubt: Both = UNSAID
    """What a shared link says besides: how many of its figures need an explanation."""
    picture: bytes = b""
    """What is shown where its link is shared, as PNG; empty where that is the portal's own picture."""
    named: tuple[tuple[str, Both], ...] = ()
    """Meta tags in its head, each with its content: those that a government website must have; others have none."""

    @property
    def shared(self) -> Both:
        """What search engines and shared links say of it."""
        return UNSAID.join([self.description, self.in_doubt])


def page_of(
    kind: PageKind, description: Both, context: object, words: tuple[str, ...] = (), cited: Both | None = None
) -> Page:
    """Return the one page of its kind, which stands below the home page under the kind's name."""
    return Page(kind, f"{kind}/", kind.both, description, (HOME,), context, words, cited=cited)
