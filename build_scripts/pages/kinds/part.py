"""A page on which a list goes on that is too long for the page it belongs to; that page's maker makes it."""

from __future__ import annotations

from build_scripts.pages.long_lists import PartContext
from build_scripts.pages.makers import made_with_others
from build_scripts.words.page_kinds import PageKind

made_with_others(PageKind.PART, PartContext)
