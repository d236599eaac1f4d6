"""The search index as files: what is read first, pieces by place, and what tells which of them can hold what was typed.

A reader need not fetch the words of every form to find one, and who searches for nothing fetches none. Below
``search/words/`` of each edition there are

``first.json``         ``docs``: the entries of pages that speak of the whole portal; ``pieces``: of each piece the name of
                       its kind of page, the bonus of that kind, its first part and the one after its last; ``topics``:
                       what people call a matter, who answers for it, what forms call it, and why; ``sign_files``: how many
                       there are
``piece-<n>.json``     the entries of some departments, or of their forms; a part is what one department has of them

and at the root, for both editions, for words that are found nowhere

``spelling.json``      how characters sound, and which are written otherwise (``spelling.py``)

A small portal has all entries in ``first.json``. Any other has at the root, too,

``terms.txt``          the names of all departments, of their forms and projects, a line for each
``signs-<n>.txt``      a line for each part, in the order of the pieces: what occurs in its texts of all that begins with some
                       signs, those whose code point leaves ``n`` when divided by the number of these files

A line tells, one after the other: a sign and the two that follow it (``$`` where a text ends), and how long the shortest
text is that has them: a name, or else a word, or else any text; and a row. A blank means that none has. A tab behind the
first sign says that they begin a text. From this the worker knows the most that a part can score, and reads no piece that
cannot have one of the first hits.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain, groupby, pairwise
from typing import TypeVar
from unicodedata import normalize

from build_scripts.pages.page import Page
from build_scripts.pages.search import SearchEntry, entries, entries_json, written_entries
from build_scripts.pages.spelling import FILE as SPELLING
from build_scripts.pages.spelling import spelling_json
from build_scripts.words.language import LANGUAGES
from build_scripts.words.page_kinds import PageKind
from build_scripts.words.topics import TOPICS

FOLDER = "search/words/"
"""Where the files of the index stand in an edition, and those of both at the root."""
SMALL = 300_000
"""So many bytes of entries, some 90 kB compressed, are no more than a search in pieces would fetch."""
PIECE = 32_000
"""So many bytes of entries make a piece, some 9 kB compressed."""
COUNTED = 40
"""The worker counts no more characters of a text beyond what was typed."""
NAME, WORD, TEXT = 0, COUNTED + 1, 2 * (COUNTED + 1)
"""From where the lengths of names and of words count; of other texts none is told."""
FINEST = 1024
"""More files of signs there are not; a power of two, as every number of them is."""
SIGNS = 4096
"""So many bytes, compressed, a file of signs has on an average."""
_BLANKS = str.maketrans("\n\t", "  ")
Grouped = TypeVar("Grouped")


@dataclass(frozen=True)
class SearchPart:
    """The pages of one kind that a department has, or some of them, as search knows them."""

    kind: PageKind
    place: str
    """Id of the department."""
    entries: Mapping[str, bytes]
    """By language, compressed."""
    size: int
    """Bytes of the entries in one language."""
    signs: bytes
    """Lines for the finest division into files, compressed."""
    names: frozenset[str]
    """What its pages are called."""


def search_parts(pages: Iterable[Page]) -> Iterator[SearchPart]:
    """Yield the parts of a department's pages that search may name, each of at most one piece."""
    alike: dict[tuple[PageKind, str], list[Page]] = {}
    for page in pages:
        if page.kind.is_searched:
            alike.setdefault((page.kind, "/".join(page.url.split("/")[:2])), []).append(page)
    for (kind, place), own in alike.items():
        made = zip(*(entries(own, lang) for lang in LANGUAGES), strict=True)
        written = ((entry, [entries_json([one]) for one in entry]) for entry in made)
        for group in _groups(written, lambda item: len(item[1][0])):
            texts = dict(zip(LANGUAGES, map(_joined, zip(*(own for _, own in group), strict=True)), strict=True))
            packed = {lang: zlib.compress(text, 1) for lang, text in texts.items()}
            signs = zlib.compress(_signs([entry for entry, _ in group]), 1)
            names = frozenset(name for (entry, _), _ in group for name in entry["names"])
            yield SearchPart(kind, place, packed, len(texts[LANGUAGES[0]]), signs, names)


def _groups(items: Iterable[Grouped], size_of: Callable[[Grouped], int]) -> Iterator[list[Grouped]]:
    """Yield items that stand beside each other together, as long as they are no larger than a piece."""
    held, size = list[Grouped](), 0
    for item in items:
        more = size_of(item)
        if held and size + more > PIECE:
            yield held
            held, size = [], 0
        held.append(item)
        size += more
    if held:
        yield held


def _signs(made: Sequence[tuple[SearchEntry, ...]]) -> bytes:
    """Return what occurs in the texts of entries; of each only names, words and rows are the same in all languages."""
    first = [entry[0] for entry in made]
    faces = _shortest((f"{entry['title']}\n{entry['text']}" for entry in chain(*made)), TEXT, 0)
    faces |= _shortest((word for entry in first for word in entry["words"]), WORD)
    faces |= _shortest((name for entry in first for name in entry["names"]), NAME)
    rows = _shortest(text for entry in first for _, text in entry["rows"])
    lines = [""] * FINEST
    for signs in {**faces, **rows}:
        lines[ord(signs[0]) % FINEST] += f"{signs}{faces.get(signs, ' ')}{rows.get(signs, ' ')}"
    return "\n".join(lines).encode()


def _shortest(texts: Iterable[str], base: int = 0, longest: int = COUNTED) -> dict[str, str]:
    """Return for any three signs in a row how long the shortest text is that has them, counted from ``base``, as a sign.

    A text's end counts as signs; the first three are told again, with a mark, as its beginning.
    """
    found: dict[str, str] = {}
    folded = (normalize("NFKC", text).lower().translate(_BLANKS) for text in dict.fromkeys(texts))
    for text in sorted(filter(None, folded), key=len, reverse=True):
        longer = f"{text}$$"
        threes = map("".join, zip(text, longer[1:], longer[2:], strict=False))
        length = chr(ord("!") + base + min(len(text), longest))
        found.update(dict.fromkeys(threes, length))
        found[f"{text[0]}\t{longer[1:3]}"] = length
    return found


@dataclass(frozen=True)
class SearchIndex:
    """The entries of all generated pages."""

    first: Mapping[str, bytes]
    """By language those that are read first."""
    pieces: tuple[tuple[SearchPart, ...], ...]

    @classmethod
    def of(cls, pages: Sequence[Page], parts: Iterable[SearchPart], small: int = SMALL) -> SearchIndex:
        """Return the index of pages that speak of the whole portal, and of the departments' parts, kind after kind."""
        ordered = sorted(parts, key=lambda part: list(PageKind).index(part.kind))
        listed = [page for kind in PageKind for page in pages if page.kind is kind and kind.is_searched]
        first = {lang: entries_json(entries(listed, lang)) for lang in LANGUAGES}
        if sum(part.size for part in ordered) > small:
            kinds = (list(own) for _, own in groupby(ordered, key=lambda part: part.kind))
            pieces = (tuple(piece) for own in kinds for piece in _groups(own, lambda part: part.size))
            return cls(first, tuple(pieces))
        return cls({lang: _joined([first[lang], *_unpacked(ordered, lang)]) for lang in LANGUAGES}, ())

    @property
    def sign_files(self) -> int:
        """How many files of signs there are."""
        size = sum(len(part.signs) for piece in self.pieces for part in piece)
        return min(FINEST, 1 << (size // SIGNS).bit_length()) if size else 0

    def files(self, lang: str, index: str) -> Iterator[tuple[str, bytes]]:
        """Yield the files of an edition; ``index`` is what MkDocs made of the hand-written pages."""
        docs = _joined([entries_json(written_entries(index, lang)), self.first[lang]])
        ends = list(accumulate(map(len, self.pieces), initial=0))
        kinds = [piece[0].kind for piece in self.pieces]
        pieces = [[kind.both.of(lang), kind.bonus, *at] for kind, at in zip(kinds, pairwise(ends), strict=True)]
        topics = [[topic.typed, topic.offices, topic.printed, topic.why.of(lang)] for topic in TOPICS]
        told = (_json(self.sign_files), _json(topics), _json(pieces), docs)
        yield "first.json", b'{"sign_files":%b,"topics":%b,"pieces":%b,"docs":[%b]}' % told
        for number, piece in enumerate(self.pieces):
            yield f"piece-{number}.json", b"[%b]" % _joined(_unpacked(piece, lang))

    def shared(self) -> Iterator[tuple[str, bytes]]:
        """Yield the files that serve both editions."""
        yield SPELLING, spelling_json()
        if self.pieces:
            names = {" ".join(name.split()) for part in chain.from_iterable(self.pieces) for name in part.names}
            yield "terms.txt", "\n".join(sorted(names)).encode()
        count = self.sign_files
        files = [bytearray() for _ in range(count)]
        for part in chain.from_iterable(self.pieces):
            lines = zlib.decompress(part.signs).split(b"\n")
            for number, file in enumerate(files):
                file.extend(b"".join(lines[number::count]) + b"\n")
        yield from ((f"signs-{number}.txt", bytes(file)) for number, file in enumerate(files))


def _unpacked(parts: Iterable[SearchPart], lang: str) -> Iterator[bytes]:
    return (zlib.decompress(part.entries[lang]) for part in parts)


def _json(told: object) -> bytes:
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()


def _joined(parts: Iterable[bytes]) -> bytes:
    """Return parts of a JSON list as one."""
    return b",".join(filter(None, parts))
