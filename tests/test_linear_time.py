"""No text, however it is made, takes more than its length: every pattern of the program is tried on texts made against it."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
import re._constants as sre  # the parts of a pattern, as the library names them
import re._parser as sre_parser
from collections import defaultdict
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

import build_scripts
from build_scripts.publish.policy import inline_scripts
from build_scripts.reading.model import says_something
from build_scripts.reading.strict_yaml import read_yaml

WAYS = {
    **dict.fromkeys(("search", "sub", "subn", "split", "findall", "finditer"), "scan"),
    **{way: way for way in ("match", "fullmatch")},
}
"""What is called on a pattern → how it goes through a text."""
OF_FILE_NAMES = {"build_scripts.reading.layout"}
"""Look at names of files, which have 255 bytes at most."""
BEFORE_A_PERSON = ("build_scripts.carriers", "build_scripts.importers", "build_scripts.import_")
"""Read documents, in a process with limits of time or before a person's eyes; no build runs them."""
LENGTH, TIMES = 1500, 4
"""How many characters a text has, and how many times as long the other is …"""
SLOPE, NOTHING = 9, 0.01
"""… which takes less than so many times the time (16 where it grows with the square) or next to nothing: seconds."""
SIGNS = " 1a的，。-(（:：x%A\n\u30000.一\"'[]<>@/；#|_=和年5Z\\元é、“”《》"


def patterns():  # noqa: C901 - three places where patterns stand
    """Return every pattern of the program with the ways in which it is used, by the place where it stands."""
    ways: dict[tuple[str, int], set[str]] = defaultdict(set)
    places: dict[tuple[str, int], str] = {}

    def note(pattern, how, where):
        key = pattern.pattern, pattern.flags
        places.setdefault(key, where)
        ways[key] |= how

    def within(value, how, where):
        """Note a pattern, or those in a table of some."""
        if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
            note(value, how, where)
        elif isinstance(value, dict):
            within([*value, *value.values()], how, where)
        elif isinstance(value, list | tuple | set | frozenset):
            for item in value:
                within(item, how, where)

    for info in pkgutil.walk_packages(build_scripts.__path__, "build_scripts."):
        if info.name.endswith("__main__") or info.name.startswith(BEFORE_A_PERSON) or info.name in OF_FILE_NAMES:
            continue
        module = importlib.import_module(info.name)
        used: dict[str, set[str]] = defaultdict(set)
        for node in ast.walk(ast.parse(Path(module.__file__).read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Attribute) or node.attr not in WAYS:
                continue
            used[getattr(node.value, "id", "")].add(WAYS[node.attr])
        for name, value in vars(module).items():
            within(value, used.get(name, set()), f"{info.name} {name}")
        for node in ast.walk(ast.parse(Path(module.__file__).read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in {f"re.{way}" for way in WAYS}:
                try:
                    text = eval(ast.unparse(node.args[0]), vars(module))  # noqa: S307 - our own source
                except NameError:
                    continue  # made of what a function is given, by ``re.escape``
                if isinstance(text, str):
                    note(re.compile(text), {WAYS[node.func.attr]}, f"{info.name}:{node.lineno}")
    return [(places[key], re.compile(*key), sorted(how) or ["match", "scan"]) for key, how in ways.items()]


def accepted(kind):
    """Return signs that a class of characters takes."""
    tried = re.compile("".join(_class(item) for item in kind).join("[]"))
    return [sign for sign in SIGNS if tried.match(sign)] or [
        chr(item[1] if item[0] is sre.LITERAL else item[1][0]) for item in kind if item[0] in {sre.LITERAL, sre.RANGE}
    ]


def _class(item):
    op, value = item
    if op is sre.NEGATE:
        return "^"
    if op is sre.LITERAL:
        return re.escape(chr(value))
    if op is sre.RANGE:
        return f"{re.escape(chr(value[0]))}-{re.escape(chr(value[1]))}"
    return {"DIGIT": r"\d", "NOT_DIGIT": r"\D", "SPACE": r"\s", "NOT_SPACE": r"\S", "WORD": r"\w", "NOT_WORD": r"\W"}[
        str(value).removeprefix("CATEGORY_")
    ]


def sample(parts):
    """Return a text that the parts of a pattern take."""
    made = ""
    for op, value in parts:
        if op is sre.LITERAL:
            made += chr(value)
        elif op is sre.IN:
            made += accepted(value)[0]
        elif op in {sre.ANY, sre.NOT_LITERAL}:
            made += "a"
        elif op is sre.BRANCH:
            made += sample(value[1][0])
        elif op is sre.SUBPATTERN:
            made += sample(value[3])
        elif op is sre.ATOMIC_GROUP:
            made += sample(value)
        elif op in {sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT}:
            made += sample(value[2]) * min(value[0], 9)
    return made


def repeated(parts, before=""):  # noqa: C901 - a case for each kind of part
    """Yield what a pattern may repeat, with a text that leads there."""
    for op, value in parts:
        if op in {sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT}:
            _, most, inner = value
            if most > 99:
                yield before, sample(inner)
                for one, kind in inner:
                    if one is sre.IN:
                        yield from ((before, sign) for sign in accepted(kind)[:5])
                    elif one is sre.ANY:
                        yield from ((before, sign) for sign in " 1的")
                    elif one is sre.SUBPATTERN and kind[3] and kind[3][0][0] is sre.BRANCH:
                        yield from ((before, sample(branch)) for branch in kind[3][0][1][1])
            yield from repeated(inner, before)
        elif op is sre.BRANCH:
            for branch in value[1]:
                yield from repeated(branch, before)
        elif op is sre.SUBPATTERN:
            yield from repeated(value[3], before)
        elif op is sre.ATOMIC_GROUP:
            yield from repeated(value, before)
        elif op in {sre.ASSERT, sre.ASSERT_NOT}:
            yield from repeated(value[1], before)
        before += sample([(op, value)])


def texts(pattern):
    """Return texts made against a pattern: beginning, what is said again and again, and an end that lets it fail."""
    parts = sre_parser.parse(pattern.pattern, pattern.flags)
    whole = sample(parts)
    made = [*repeated(parts), ("", whole), ("", whole[:1]), ("", whole[:-1]), ("", whole[:-1] * 2 + whole)]
    return dict.fromkeys(
        (start, again, end) for before, again in made if again for start in (before, "") for end in ("\x01", "")
    )


def taken(pattern, way, text):
    """Return how long a pattern takes for a text, in seconds."""
    begun = process_time()
    if way == "scan":
        for _ in pattern.finditer(text):
            pass
    else:
        getattr(pattern, way)(text)
    return process_time() - begun


def grows_too_fast(pattern, way, start, again, end):
    """Tell whether a text of four times the length takes far more than four times as long, however often one measures."""
    short, long = (start + again * (length // len(again) + 1) + end for length in (LENGTH, LENGTH * TIMES))
    return all(
        (much := taken(pattern, way, long)) > NOTHING and much > SLOPE * taken(pattern, way, short) for _ in range(4)
    )


def slow(pattern, ways):
    """Return the first text that a pattern takes too long for."""
    return next(((way, *text) for way in ways for text in texts(pattern) if grows_too_fast(pattern, way, *text)), None)


def test_no_pattern_takes_more_than_the_length_of_a_text():
    """Four times the text takes four times as long, whatever the text: one cell or one line holds no build up."""
    found = patterns()
    assert len(found) > 350
    assert {where: (text, pattern.pattern) for where, pattern, ways in found if (text := slow(pattern, ways))} == {}


@pytest.mark.parametrize("bad", [r"\s+$", r"(\d+)人", r"“[^”]*”"])
def test_a_pattern_that_would_is_found(bad):
    """What grows with the square of the length, or worse, is told from what does not."""
    pattern = re.compile(bad)
    assert any(grows_too_fast(pattern, "scan", *text) for text in list(texts(pattern)))
    assert not slow(re.compile(bad.replace("+", "{1,9}").replace("*", "{0,9}")), ["scan"])


FILES = {
    "blanks": lambda size: f"a: @{' ' * size}",
    "keys given twice": lambda size: "a: 1\n" * (size // 5),
    "keys in lists": lambda size: "- b\n" * (size // 4),
    "quotes": lambda size: "a: " + "'" * size,
    "comments": lambda size: 'a: ["x"#\n' + ',"x"#\n' * (size // 6) + "]",
    "brackets": lambda size: "a: " + "[bookmark:" * (size // 10),
    "colons": lambda size: "键：" * (size // 2),
    "dashes": lambda size: "- " * (size // 2) + "'",
    "tabs": lambda size: "a:\n" + "\t \u3000" * (size // 3),
    "escapes": lambda size: 'a: "' + "\\" * size,
    "many mistakes": lambda size: "a: &b c\n" * (size // 8),
    "wide colons": lambda size: "甲乙：丙\na: 1\n" * (size // 9),
    "no colons": lambda size: "某某\na: 1\n" * (size // 8),
    "crooked lines": lambda size: 'a:\n  - b: "1"\n     c: "2"\n' * (size // 24),
    "quotes left open": lambda size: 'a: "1\n' * (size // 6),
    "conflicts": lambda size: "<<<<<<< a\n=======\n>>>>>>> b\n" * (size // 28),
    "anchors": lambda size: "".join(f"k{n}: *a\n" for n in range(size // 8)),
}


@pytest.mark.parametrize("kind", FILES)
def test_no_file_takes_more_than_its_length_to_be_refused(kind):
    """A file of mistakes is read, and its messages are made, in a time that grows with it and not faster."""

    def took(size):
        begun = process_time()
        read_yaml(FILES[kind](size), "f.yml")
        return process_time() - begun

    assert any((long := took(64_000)) < 0.05 or long < SLOPE * took(16_000) for _ in range(4))


@pytest.mark.parametrize("text", ["a" * 200_000 + "b", "ab" * 100_000, "abc" * 70_000 + "d"])
def test_whether_a_text_says_something_is_soon_known(text):
    """Nor does a text of a million letters, said once or again and again."""
    begun = process_time()
    says_something(text)
    assert process_time() - begun < 5


@given(
    st.lists(
        st.sampled_from(("<script>", "<script src=a>", '<script type="application/json">', "</script>", "x", "<", ">"))
    )
)
def test_scripts_are_found_as_a_browser_finds_them(pieces):
    """A script begins with its tag and goes on to the next end, whatever stands inside."""
    page = "".join(pieces)
    written = re.findall(r"<script([^>]*)>(.*?)</script>", page, re.DOTALL)
    assert inline_scripts(page) == {text for tag, text in written if not re.search(r"src=|json", tag)}
