"""The search index as files: what is read first, pieces by place, and what tells which of them can hold what was typed.

A reader need not fetch the words of every form to find one. Below ``search/`` of each edition there are

``search_index.json``  what Material fetches with every page: no entry, only where our worker finds the rest
``first.json``         ``docs``: the entries of pages that speak of the whole portal; ``pieces``: of each piece the name of
                       its kind of page, the bonus of that kind, its first part and the one after its last
``piece-<n>.json``     the entries of some departments, or of their forms; a part is what one department has of them

A small portal has all entries in ``first.json``. Any other has, at the root and for both editions,

``signs-<n>.txt``      a line for each part, in the order of the pieces: what occurs in its texts of all that begins with some
                       signs, those whose code point leaves ``n`` when divided by the number of these files

A line tells, one after the other: a sign, what follows it (``$`` where a text ends), and how short the shortest text is
that has them: a name, or else a word, or else any text; and a row. A blank means that none has. Between a sign that begins
a text and the next two there is a tab, between the last two a vertical one. From this the worker knows the most that a
part can score, and reads no piece that cannot have one of the first hits.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain, groupby, pairwise
from unicodedata import normalize

from build_scripts.pages.page import Page
from build_scripts.pages.search import SearchEntry, as_json, entries, written_entries
from build_scripts.words.language import LANGUAGES, Both
from build_scripts.words.page_kinds import PageKind

MORE = Both(
    "还有没列出来的：请多写几个字，或到“探索”里找", "There is more than is listed: type more, or look for it in Explore"
)
SMALL = 256_000
"""So many bytes of entries, some 80 kB compressed, are no more than a search in pieces would fetch."""
PIECE = 32_000
"""So many bytes of entries make a piece, some 9 kB compressed."""
LONGEST = 40
"""The worker counts no more characters of a text beyond what was typed."""
NAME, WORD, TEXT = 0, LONGEST + 1, 2 * (LONGEST + 1)
"""From where the lengths of names and of words count; of other texts none is told."""
FINEST = 1024
"""More files of signs there are not; a power of two, as every number of them is."""
SIGNS = 4096
"""So many bytes, compressed, a file of signs has on an average."""


@dataclass(frozen=True)
class Part:
    """The pages of one kind that a department has, or some of them, as search knows them."""

    kind: PageKind
    entries: Mapping[str, bytes]
    """By language, compressed."""
    size: int
    """Bytes of the entries in one language."""
    signs: bytes
    """Lines for the finest division into files, compressed."""


def parts_of(pages: Iterable[Page]) -> Iterator[Part]:
    """Yield the parts of a department's pages that search may name, each of at most one piece."""
    for kind in PageKind:
        own = [page for page in pages if page.kind is kind and kind.is_listed]
        made = zip(*(entries(own, lang) for lang in LANGUAGES), strict=True)
        held, size = list[tuple[SearchEntry, ...]](), 0
        for entry in made:
            more = len(as_json(entry[:1]))
            if held and size + more > PIECE:
                yield _part(kind, held, size)
                held, size = [], 0
            held.append(entry)
            size += more
        if held:
            yield _part(kind, held, size)


def _part(kind: PageKind, made: Sequence[tuple[SearchEntry, ...]], size: int) -> Part:
    by_language = zip(LANGUAGES, zip(*made, strict=True), strict=True)
    packed = {lang: zlib.compress(as_json(own), 1) for lang, own in by_language}
    return Part(kind, packed, size, zlib.compress(_signs(made), 1))


def _signs(made: Sequence[tuple[SearchEntry, ...]]) -> bytes:
    """Return what occurs in the texts of entries; of each only names, words and rows are the same in all languages."""
    first = [entry[0] for entry in made]
    texts = {f"{entry['title']}\n{entry['text']}" for entry in chain(*made)}
    faces = dict.fromkeys(chain.from_iterable(_pairs(_folded(text)) for text in texts), TEXT)
    faces |= _shortest((word for entry in first for word in entry["words"]), WORD)
    faces |= _shortest((name for entry in first for name in entry["names"]), NAME)
    rows = _shortest((row[1] for entry in first for row in entry["rows"]), 0)
    lines = [""] * FINEST
    for pair in sorted(faces.keys() | rows.keys()):
        lines[ord(pair[0]) % FINEST] += pair + _sign(faces.get(pair)) + _sign(rows.get(pair))
    return "\n".join(lines).encode()


_BLANKS = str.maketrans("\n\t\v", "   ")


def _folded(text: str) -> str:
    """Return a text as the worker compares it, in one line."""
    return normalize("NFKC", text).lower().translate(_BLANKS)


def _pairs(text: str) -> Iterator[str]:
    """Yield each sign of a text with what follows it, and how the text begins and ends."""
    yield f"{text[0]}\t{f'{text[1:3]}$$'[:2]}"
    yield "\v".join(text[-2:])
    yield from map("".join, zip(text, f"{text[1:]}$", strict=True))


def _shortest(texts: Iterable[str], base: int) -> dict[str, int]:
    """Return for each pair the length of the shortest text that has it, counted from ``base``."""
    found: dict[str, int] = {}
    for text in sorted(filter(None, map(_folded, set(texts))), key=len, reverse=True):
        found.update(dict.fromkeys(_pairs(text), base + min(len(text), LONGEST)))
    return found


def _sign(length: int | None) -> str:
    return " " if length is None else chr(ord("!") + length)


@dataclass(frozen=True)
class SearchIndex:
    """The entries of all generated pages."""

    own: Mapping[str, bytes]
    """By language those that are read first."""
    pieces: tuple[tuple[Part, ...], ...]

    @classmethod
    def of(cls, pages: Sequence[Page], parts: Iterable[Part], small: int = SMALL) -> SearchIndex:
        """Return the index of pages that speak of the whole portal, and of the departments' parts, kind after kind."""
        ordered = sorted(parts, key=lambda part: list(PageKind).index(part.kind))
        kinds = [[page for page in pages if page.kind is kind] for kind in PageKind if kind.is_listed]
        listed = list(chain.from_iterable(kinds))
        own = {lang: as_json(entries(listed, lang)) for lang in LANGUAGES}
        if sum(part.size for part in ordered) > small:
            return cls(own, tuple(_in_pieces(ordered)))
        return cls({lang: _joined([own[lang], *_unpacked(ordered, lang)]) for lang in LANGUAGES}, ())

    @property
    def sign_files(self) -> int:
        """How many files of signs there are."""
        size = sum(len(part.signs) for piece in self.pieces for part in piece)
        return min(FINEST, 1 << (size // SIGNS).bit_length()) if size else 0

    def files(self, lang: str, folder: str, index: str) -> Iterator[tuple[str, bytes]]:
        """Yield the files of an edition below ``search/``; ``folder`` is its own one, ``index`` what MkDocs made of it."""
        told = {"folder": f"{folder}search/", "sign_files": self.sign_files, "more": MORE.of(lang)}
        stub = {"config": {**json.loads(index)["config"], **told}, "docs": []}
        yield "search_index.json", _json(stub)
        docs = _joined([as_json(written_entries(index, lang)), self.own[lang]])
        ends = list(accumulate(map(len, self.pieces), initial=0))
        kinds = [piece[0].kind for piece in self.pieces]
        pieces = [[kind.both.of(lang), kind.bonus, *at] for kind, at in zip(kinds, pairwise(ends), strict=True)]
        yield "first.json", b'{"pieces":%b,"docs":[%b]}' % (_json(pieces), docs)
        for number, piece in enumerate(self.pieces):
            yield f"piece-{number}.json", b"[%b]" % _joined(_unpacked(piece, lang))

    def signs(self) -> Iterator[tuple[str, bytes]]:
        """Yield the files of signs."""
        count = self.sign_files
        files = [bytearray() for _ in range(count)]
        for part in chain.from_iterable(self.pieces):
            lines = zlib.decompress(part.signs).split(b"\n")
            for number, file in enumerate(files):
                file.extend(b"".join(lines[number::count]) + b"\n")
        yield from ((f"signs-{number}.txt", bytes(file)) for number, file in enumerate(files))


def _in_pieces(parts: Iterable[Part]) -> Iterator[tuple[Part, ...]]:
    """Yield parts of one kind that stand beside each other together, as long as they are small."""
    for _, own in groupby(parts, key=lambda part: part.kind):
        held, size = list[Part](), 0
        for part in own:
            if held and size + part.size > PIECE:
                yield tuple(held)
                held, size = [], 0
            held.append(part)
            size += part.size
        yield tuple(held)


def _unpacked(parts: Iterable[Part], lang: str) -> Iterator[bytes]:
    return (zlib.decompress(part.entries[lang]) for part in parts)


def _json(told: object) -> bytes:
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()


def _joined(parts: Iterable[bytes]) -> bytes:
    return b",".join(filter(None, parts))
