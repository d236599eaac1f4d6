"""The page that explains every word of the glossary."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from build_scripts.pages.makers import one_page
from build_scripts.pages.page import Page, page_of, said
from build_scripts.pages.site import Site
from build_scripts.words.glossary import GLOSSARY, Entry
from build_scripts.words.language import Both
from build_scripts.words.page_kinds import PageKind


@dataclass(frozen=True)
class GlossaryContext:
    """``/glossary/``."""

    terms: Sequence[Entry] = said("全部名词", "All words")


@one_page(PageKind.GLOSSARY, GlossaryContext)
def glossary_page(_site: Site) -> Page:
    """Return the page that explains every word of the glossary."""
    return page_of(
        PageKind.GLOSSARY,
        Both("绩效表上的词，用大白话说一遍。", "The words of the performance forms, in plain words."),
        GlossaryContext(GLOSSARY),
        tuple(entry.name.zh for entry in GLOSSARY),
    )
