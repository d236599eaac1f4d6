"""The words by which a page is found: slim entries for the portal's own search (``assets/javascripts/search.js``).

Tables full of numbers would make the index large and find nothing better. An entry has what a reader would type:

``location``  address of the page
``title``     its title
``kind``      what it is, shown beside the result: department, form, rule …; ``bonus`` orders kinds
``names``     what it is called: an exact name comes before any other hit
``words``     what else leads to it
``rows``      parts of the page with a place of their own: ``[anchor, text]``
``text``      one sentence about it

Nothing is cut into words: the search looks for what was typed, anywhere in a name, so that parts of Chinese words are
found and a department is found by the last characters of its long name. Texts stand as they are; no page sets them as
markup.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from html import unescape
from typing import Any

from build_scripts.pages.page import Page
from build_scripts.words.language import Both
from build_scripts.words.page_kinds import PageKind

OTHER = (Both("其他", "Other"), 2)
"""What a page is that has no other of its kind, and its bonus: it comes before jurisdictions and after the rest."""
SYNONYMS = {
    "compare/": ("预算执行率", "执行率", "比较", "比一比", "排名"),
    "downloads/": ("下载", "开放数据", "数据", "Excel", "CSV"),
    "method/": ("方法", "怎样重算", "怎么算", "公式", "算法"),
    "about/": ("联系", "联系方式", "纠错", "更正", "投诉"),
    "findings/": ("错误", "问题", "核对", "对不上"),
    "scorecard/": ("没填", "漏填", "未公开", "填报"),
    "rules/BUD-01/": ("总额不符", "加起来不对"),
    "rules/BUD-03/": ("超支", "超预算", "花超了", "overspending"),
    "rules/BUD-06/": ("单位写错", "金额单位", "万元写成元", "wrong unit"),
    "rules/BUD-07/": ("执行率低", "没花完", "钱没花完", "low execution"),
    "rules/DSC-05/": ("个人信息", "隐私", "身份证", "手机号"),
    "rules/SCO-05/": ("得满分", "没达成得满分", "未达成却得满分", "full points"),
    "rules/SCO-08/": ("没完成", "未完成", "未达成"),
    "rules/SCO-11/": ("全部满分", "都是满分"),
}
"""Everyday words for pages that print others; a test finds a page at every address."""
_TAGS = re.compile(r"<[^<>]+>")
_RANK = (
    re.compile("(?<=..)(?:[^自]{0,6}自治[区州县旗]|特别行政区|林区|矿区|新区|地区|[省市区县盟旗])$"),
    re.compile(r" (?:Province|Prefecture|District|County|City|Municipality|Autonomous Region)$"),
)
"""What a place is, at the end of its name, in Chinese and in English."""

SearchEntry = dict[str, Any]


def entries(pages: Iterable[Page], lang: str) -> list[SearchEntry]:
    """Return the index entries of generated pages in ``lang``."""
    return [_entry(page, lang) for page in pages]


def _entry(page: Page, lang: str) -> SearchEntry:
    kind, bonus = (page.kind.both, page.kind.bonus) if page.kind.bonus else OTHER
    names = dict.fromkeys(" ".join(name.split()) for name in page.names or (page.title.zh, page.title.en))
    words = dict.fromkeys(" ".join(word.split()) for word in page.words)
    return {
        "location": page.url,
        "title": page.title.of(lang),
        "kind": kind.of(lang),
        "bonus": bonus,
        "names": [*names, *SYNONYMS.get(page.url, ())],
        "words": [word for word in words if word not in names],
        "rows": [list(row) for row in page.rows],
        "text": "" if page.kind is PageKind.STATEMENT else page.description.of(lang),
    }


def names_of_place(name: Both, above: Iterable[Both] = ()) -> tuple[str, ...]:
    """Return what a place is called: by its name, without those above it, and without saying what it is (东西湖)."""
    own, own_en = name.zh, name.en.partition(", ")[0]
    for higher in above:
        own = own.removeprefix(higher.zh) or own
    zh, en = _RANK
    return tuple(dict.fromkeys((name.zh, name.en, own, own_en, zh.sub("", own), en.sub("", own_en))))


def entries_json(made: Iterable[SearchEntry]) -> bytes:
    """Return entries as a part of a JSON list, without the brackets around them."""
    return ",".join(json.dumps(entry, ensure_ascii=False, separators=(",", ":")) for entry in made).encode()


def written_entries(index: str, lang: str) -> list[SearchEntry]:
    """Return the entries of the hand-written pages, with their sections as rows, from the index that MkDocs made."""
    kept: dict[str, SearchEntry] = {}
    for item in json.loads(index)["docs"]:
        location, _, anchor = item["location"].partition("#")
        title, text = _plain(item["title"]), _plain(item["text"])
        if not anchor:
            kept[location] = {
                "location": location,
                "title": title,
                "kind": OTHER[0].of(lang),
                "bonus": OTHER[1],
                "names": [title, *SYNONYMS.get(location, ())],
                "words": [],
                "rows": [],
                "text": text,
            }
        else:
            kept[location]["rows"].append([anchor, title, text])
    return list(kept.values())


def _plain(html: str) -> str:
    """Return the text of an entry that MkDocs made, without its tags."""
    return " ".join(unescape(_TAGS.sub(" ", html)).split())
