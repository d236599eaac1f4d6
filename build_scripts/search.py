"""The words by which a page is found: a slim index in the format that Material's search reads.

Tables full of numbers would make the index large and find nothing better. A generated page is indexed by its title and
its words (department, project, distinct indicator names). Chinese text is cut into words by jieba, as Material's own
plugin does it, and each distinct text is cut once.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from build_scripts.pages import Page

_HAN = re.compile(
    r"[\u2e80-\u2fdf\u3005\u3007\u3021-\u3029\u3038-\u303b\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+"
)


def prepare(cache_folder: Path) -> None:
    """Have jieba keep its dictionary in the project's own cache (a shared one could be tampered with) and be silent."""
    import jieba  # noqa: PLC0415 - see segmented

    jieba.setLogLevel(logging.WARNING)
    jieba.dt.tmp_dir = str(cache_folder)


@cache
def segmented(text: str) -> str:
    """Return ``text`` with zero-width spaces around the words of its Chinese runs."""
    import jieba  # noqa: PLC0415 - its dictionary costs most of a second; only a build needs it

    return _HAN.sub(lambda run: "\u200b" + "\u200b".join(jieba.cut(run[0])) + "\u200b", text).strip("\u200b")


def entries(pages: Iterable[Page]) -> list[dict[str, str]]:
    """Return the index entries of generated pages."""
    return [
        {
            "location": page.url,
            "title": segmented(page.title),
            "text": " ".join(segmented(" ".join(word.split())) for word in page.words),
        }
        for page in pages
    ]


def extended(index: str, pages: Iterable[Page]) -> str:
    """Return Material's index with the entries of generated pages added; entries of the same page are replaced."""
    data = json.loads(index)
    added = entries(pages)
    places = {entry["location"] for entry in added}
    kept = [entry for entry in data["docs"] if entry["location"].partition("#")[0] not in places]
    return json.dumps({**data, "docs": kept + added}, ensure_ascii=False, separators=(",", ":"))
