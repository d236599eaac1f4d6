"""YAML in which every scalar is text: what is read, what is refused with which words, what is written."""

from __future__ import annotations

import string
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from build_scripts.carriers.decoding import decoded
from build_scripts.reading import strict_yaml
from build_scripts.reading.model import DepartmentTarget, Goal, Indicator, SourceReference
from build_scripts.reading.strict_yaml import (
    MAX_BAD_CHARACTERS,
    MAX_BYTES,
    MAX_DEPTH,
    MAX_NODES,
    read_yaml,
    shown_lines,
)
from build_scripts.reading.yaml_writing import write
from build_scripts.words.vocabulary import CurrencyUnit, FormType, GoalKind, YearBasis

PRINTED = (
    *("", "=6人", ">=98%", "--", "-", "no", "7.50", "2024-01-02", " 年 月 日", "\u3000\u3000一、", "# 注", "a: b"),
    *("a\nb\n", "\n", "\r\n\t", '"', "\\n", "😀", "[bookmark: _GoBack]目标", "\u2028\ufeff\u202e\u200b\ue000"),
)
NO_CHARACTERS = "".join(map(chr, (*range(0xFDD0, 0xFDF0), 0xFFFE, 0xFFFF)))
CHARACTERS = st.characters(
    exclude_categories=["Cc", "Cs"], include_characters="\t\n\r", exclude_characters=NO_CHARACTERS
)
TEXT = st.text(CHARACTERS, max_size=60) | st.sampled_from(PRINTED)
KEYS = st.text(CHARACTERS, max_size=20)
DATA = st.dictionaries(
    KEYS,
    st.recursive(
        TEXT,
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
        max_leaves=12,
    ),
    max_size=5,
)


def codes(text: str | bytes) -> list[str]:
    return [problem.code for problem in read_yaml(text, "f.yml")[2]]


@given(DATA)
def test_what_is_written_is_read_back(data):
    """Any mapping of texts, with line breaks, quotes, U+3000, turned lines and emoji, survives writing and reading."""
    assert read_yaml(write(data), "f.yml")[::2] == (data, [])


@given(DATA)
def test_a_plain_yaml_reader_reads_the_same(data):
    """What is written is ordinary YAML: PyYAML's own safe loader reads the same texts."""
    assert yaml.safe_load(write(data)) == data


@given(target=TEXT, name=TEXT, number=st.none() | st.integers(1, 99))
def test_a_record_comes_back_from_its_file(target, name, number):
    """A model written and read again is the same model, blank cells and missing cells kept apart."""
    form = DepartmentTarget(
        template="a",
        title=name,
        fiscal_year=2023,
        fiscal_year_basis=YearBasis.PRINTED,
        source=SourceReference(document="a", first_line=1, last_line=2),
        currency_unit=CurrencyUnit.YUAN,
        form_type=FormType.DEPT_TARGET,
        goals=(Goal(kind=GoalKind.ANNUAL, number=number, indicators=(Indicator(name=name, target=target),)),),
    )
    data, _, problems = read_yaml(write(form), "f.yml")
    assert (problems, DepartmentTarget.model_validate(data)) == ([], form)


def test_a_record_is_written_in_the_order_of_its_fields():
    """Block style, two spaces, every text quoted, whole numbers plain, None and empty lists left out."""
    goal = Goal(
        indicators=(Indicator(name="里程\n（公里）", target="", weight=None),), number=2, kind="annual", label=None
    )
    assert write(goal) == ('kind: "annual"\nnumber: 2\nindicators:\n  - name: "里程\\n（公里）"\n    target: ""\n')


def test_writing_refuses_what_is_no_text():
    """A float has lost its printed form; it is a mistake of the program, not of an author."""
    with pytest.raises(TypeError, match="float"):
        write({"weight": 7.5})


@pytest.mark.parametrize(
    "value",
    ["no", "7.50", "010", "2024-01-02", "12:30:45", "1e3", "~", "null", "=", "=6人", "》0.95", "--", '6"屏和"8"屏"'],
)
def test_an_unquoted_value_stays_as_typed(value):
    """Nothing is read as number, date, truth value or null."""
    assert read_yaml(f"a: {value}\n", "f.yml")[::2] == ({"a": value}, [])


def test_all_styles_of_text_are_text():
    """Plain, quoted and block values are texts; a comment on its own line or after two spaces is a comment."""
    text = "# 说明\na: 1  # 注\nb: '2' # 注\nc: \"3\"\nd: |\n  4\n  5\ne: [6, '7']\n2021: x\n"
    assert read_yaml(text, "f.yml")[::2] == (
        {"a": "1", "b": "2", "c": "3", "d": "4\n5\n", "e": ["6", "7"], "2021": "x"},
        [],
    )


def test_positions_of_keys_and_values():
    """Every value and key has its line and column, counted from 1 in characters; unknown places have the nearest."""
    _, positions, _ = read_yaml("名称: 甲\ngoals:\n  - kind: a\n    rows:\n      - x\n      - y: '1'\n", "f.yml")
    assert dict(positions) == {
        "": (1, 1),
        "名称": (1, 5),
        "goals": (3, 3),
        "goals[0]": (3, 5),
        "goals[0].kind": (3, 11),
        "goals[0].rows": (5, 7),
        "goals[0].rows[0]": (5, 9),
        "goals[0].rows[1]": (6, 9),
        "goals[0].rows[1].y": (6, 12),
    }
    assert (positions.key("goals[0].rows"), positions.key("goals[0]")) == ((4, 5), None)
    assert positions.nearest("goals[0].rows[7].name") == (5, 7)
    assert positions.nearest("nothing[3].here") == (1, 1)


def test_windows_files_read_like_others():
    """A byte-order mark at the start and CR LF line ends change nothing."""
    data, positions, problems = read_yaml("\ufeffa: 1\r\nb: |\r\n  x\r\n".encode(), "f.yml")
    assert (data, problems, positions["b"]) == ({"a": "1", "b": "x\n"}, [], (2, 4))


TRAPS = {
    "a: >=98%": ("yaml-unquoted", 1, 4, '">=98%"'),
    "a: >80%": ("yaml-unquoted", 1, 4, '">80%"'),
    "a: >8": ("yaml-empty-block", 1, 4, '">5"'),
    "a: |": ("yaml-empty-block", 1, 4, "''"),
    "a: *": ("yaml-unquoted", 1, 4, '"*"'),
    "a: &": ("yaml-unquoted", 1, 4, '"&"'),
    "a: %x": ("yaml-unquoted", 1, 4, '"%x"'),
    "a: @x": ("yaml-unquoted", 1, 4, '"@x"'),
    "a: `x": ("yaml-unquoted", 1, 4, '"`x"'),
    "a: -": ("yaml-unquoted", 1, 4, '"-"'),
    "a: - b": ("yaml-unquoted", 1, 4, '"- b"'),
    "a: ? b": ("yaml-unquoted", 1, 4, '"? b"'),
    "a: [bookmark: _GoBack] b": ("yaml-unquoted", 1, 4, '"[bookmark: _GoBack] b"'),
    "a: {年": ("yaml-unquoted", 1, 4, '"{年"'),
    "a: {年}": ("yaml-braces", 1, 6, '"{年}"'),
    "a: 目标: 5: 6": ("yaml-unquoted-colon", 1, 4, '"目标: 5: 6"'),
    'a: "abc': ("yaml-unclosed-quote", 1, 4, '\\"'),
    "a: 'abc": ("yaml-unclosed-quote", 1, 4, "''"),
    'a: "b" c': ("yaml-after-quote", 1, 4, """'"b" c'"""),
    'a: "根据"实际"需求执行"': ("yaml-after-quote", 1, 4, """a: '根据"实际"需求执行'"""),
    'a: "it"s 1\'"': ("yaml-after-quote", 1, 4, '"it\\"s 1\'"'),
    'a: "1"\nb:\n  - c: "2"\n    d: "3"\n   e: "4"': ("yaml-indent", 5, 4, "缩进"),
    'a: "1"\n b: "2"': ("yaml-indent", 2, 2, "缩进"),
    'b:\n  - c: "2"\n    d: "3"\n    - e: "4"': ("yaml-indent", 4, 5, "缩进"),
    'b:\n  - c: "2"\n    d: "3"\n  e: "4"': ("yaml-indent", 4, 3, "“- ”"),
    'b:\n  - c: "2"\n  -d: "3"': ("yaml-dash", 3, 3, '- d: "3"'),
    'b:\n  - c: "2"\n  — d: "3"': ("yaml-dash", 3, 3, '- d: "3"'),
    'b:\n  - c: "2"\n\u00a0   d: "3"\n    e: "4"': ("yaml-blank", 3, 1, "U+00A0"),
    'b:\n  - c: "2"\n\u3000\u3000d: "3"\n    e: "4"': ("yaml-blank", 3, 1, "U+3000"),
    'a: "1"\n<<<<<<< HEAD\nb: "2"\n=======\nb: "3"\n>>>>>>> other': ("yaml-merge-conflict", 2, 1, "合并冲突"),
    'a: "1"\nb: "abc\nc: "3"\nd: "4"': ("yaml-unclosed-quote", 2, 4, '\\"'),
    'b:\n  - {c: "x"，d: "3"}': ("yaml-entry", 2, 12, "写 ,"),
    'b:\n  - {c: "x" d: "3"}': ("yaml-entry", 2, 12, "写 ,"),
    'b:\n  - {c: "x", d: "3"\n  - {c: "y", d: "4"}': ("yaml-entry", 2, 20, "写 }"),
    'b:\n  - {c: "x", d: "3"  # 注': ("yaml-entry", 2, 20, "写 }"),
    'b:\n  - ｛c: "x", d: "3"｝': ("yaml-entry", 2, 5, "写 {"),
    'b:\n  - {c: "x", d："3"}': ("yaml-entry", 2, 15, "写 :"),
    'b:\n  - {c:"x", d: "3"}': ("yaml-entry", 2, 7, "写 :"),
    'b:\n  - c："x"\n    d: "3"': ("yaml-full-width-colon", 2, 6, '如 c: "x"'),
    'b:\n  - c:"x"\n    d: "3"': ("yaml-colon-space", 2, 6, '写成 c: "x"'),
    'source：\n  document: "x"': ("yaml-full-width-colon", 1, 7, "如 source:"),
    'a: "\\d"': ("yaml-escape", 1, 4, "\\\\"),
    'a: 已完成"': ("yaml-half-quote", 1, 4, "开头的引号"),
    "a: “98%”": ("yaml-chinese-quotes", 1, 4, '"98%"'),
    "a: ‘甲’和‘乙’": ("yaml-chinese-quotes", 1, 4, '"‘甲’和‘乙’"'),
    "a: 100 #注": ("yaml-comment", 1, 7, "#"),
    "a:": ("yaml-empty-value", 1, 3, "''"),
    "a: # 注": ("yaml-empty-value", 1, 3, "''"),
    "x: 1\na：2\nb: 3": ("yaml-full-width-colon", 2, 2, 'a: "2"'),
    "a：1": ("yaml-not-mapping", 1, 1, "："),
    "x: 1\nabc:2\nb: 3": ("yaml-colon-space", 2, 4, 'abc: "2"'),
    "abc:1\nb: 2": ("yaml-colon-space", 1, 4, 'abc: "1"'),
    "a:\n\tb: 1": ("yaml-tab", 2, 1, "Tab"),
    "a: 1\n\tb: 1": ("yaml-tab", 2, 1, "Tab"),
    'a: "1"\n \t\nb: 1': ("yaml-tab", 2, 2, "Tab"),
    "a:\n  - b: 1\n   c: 2": ("yaml-indent", 3, 4, "缩进"),
    "a: 1\n没有冒号\nb: 2": ("yaml-no-colon", 2, 1, "冒号"),
    "a: x\n  y": ("yaml-folded-text", 1, 4, "\\n"),
    "a: >\n  x\n  y": ("yaml-folded-text", 1, 4, "|-"),
    "a: >-\n  x": ("yaml-folded-text", 1, 4, "|-"),
    "a: 1\nb: 2\na: 3": ("yaml-duplicate-key", 3, 1, "第 1 行"),
    "a:\n  - b: 1\n    c: {b: 1}\n    b: 2": ("yaml-duplicate-key", 4, 5, "第 2 行"),
    "a: &x 1": ("yaml-anchor", 1, 4, '"&x"'),
    "a: *x": ("yaml-alias", 1, 4, '"*x"'),
    "*x : 1": ("yaml-alias", 1, 1, '"*x"'),
    "a: !x 1": ("yaml-tag", 1, 4, "引号"),
    "a: !!python/object/apply:os.system [ls]": ("yaml-tag", 1, 4, "引号"),
    "<<: 1": ("yaml-merge-key", 1, 1, "逐个"),
    "a: 1\n---\nb: 2": ("yaml-many-documents", 2, 1, "---"),
    "%YAML 1.1\n---\na: 1": ("yaml-directive", 1, 1, "删除"),
    "- a": ("yaml-not-mapping", 1, 1, "name:"),
    "abc": ("yaml-not-mapping", 1, 1, "name:"),
    "": ("yaml-empty-file", 0, 0, "键"),
    "# 只有注释": ("yaml-empty-file", 0, 0, "键"),
    ": a": ("yaml-key", 1, 1, "键"),
    "[a]: 1": ("yaml-key", 1, 1, "键"),
    "a: x\u202ey": ("yaml-character", 1, 5, "U+202E"),
    "a: 1\nb: x\ufeffy": ("yaml-character", 2, 5, "U+FEFF"),
    "a: x\u2028y": ("yaml-character", 1, 5, "U+2028"),
    "a: x\x07y": ("yaml-control", 1, 5, "U+0007"),
    'a: "x\\x07y"': ("yaml-control", 1, 4, "U+0007"),
    'b: [1, "\\0"]': ("yaml-control", 1, 8, "U+0000"),
    '"\\x7f": 1': ("yaml-control", 1, 1, "U+007F"),
    'a: "\\uffff"': ("yaml-control", 1, 4, "U+FFFF"),
    'name: "道路"#1号工程': ("yaml-glued-comment", 1, 11, "name: '\"道路\"#1号工程'"),
    "a: 'x'#1": ("yaml-glued-comment", 1, 7, "\"'x'#1\""),
    "a: ['x', y]#1": ("yaml-glued-comment", 1, 12, "#1"),
    "a: {b: c}#": ("yaml-glued-comment", 1, 10, "#"),
}


@pytest.mark.parametrize("text", TRAPS)
def test_each_trap_is_named_where_it_stands(text):
    """The problem has its code, line and column, says how to mend it, and comes alone."""
    code, line, column, hint = TRAPS[text]
    problems = read_yaml(text + "\n", "f.yml")[2]
    assert [(p.code, p.line, p.column) for p in problems] == [(code, line, column)]
    assert hint in problems[0].message.zh
    assert any("\u4e00" <= char <= "\u9fff" for char in problems[0].message.zh)
    assert problems[0].message.en


def test_all_refusals_of_a_file_come_at_once():
    """What can still be read is read on: several problems, in the order of the file, and the data beside them."""
    data, _, problems = read_yaml("a: 1 #x\nb: &y 2\na: 3\nc:\n", "f.yml")
    assert data == {"a": "1", "b": "2", "c": ""}
    assert [(p.line, p.code) for p in problems] == [
        (1, "yaml-comment"),
        (2, "yaml-anchor"),
        (3, "yaml-duplicate-key"),
        (4, "yaml-empty-value"),
    ]


def test_text_that_is_not_utf8():
    """A GBK file is refused at its first foreign byte, counted in characters."""
    (problem,) = read_yaml("a: 1\n名: 乙".encode() + "甲".encode("gbk"), "f.yml")[2]
    assert (problem.code, problem.line, problem.column) == ("yaml-encoding", 2, 5)


def test_a_file_full_of_control_characters_is_reported_in_measure():
    """A binary file gives a limited number of problems."""
    assert codes("a: '" + "\x01" * 500 + "'") == ["yaml-control"] * MAX_BAD_CHARACTERS


@pytest.mark.parametrize("text", ['a: "x" # 注\n', "a: 'x'  # 注\n", "a: [x] # 注\nb:\n  - c: 1\n#注\nd: 2\n"])
def test_a_comment_behind_a_blank_is_one(text):
    """Only what is glued to a quote or a bracket is text, wherever a block ends."""
    assert codes(text) == []


def test_depth_is_limited():
    """Nesting up to the limit is read; one level more is refused, and a bomb of 100,000 levels harms nobody."""
    assert codes("a: " + "[" * (MAX_DEPTH - 1) + "]" * (MAX_DEPTH - 1)) == []
    assert codes("a: " + "[" * MAX_DEPTH + "]" * MAX_DEPTH) == ["yaml-too-deep"]
    assert codes("a: " + "[" * 100_000) == ["yaml-too-deep"]


def test_an_alias_bomb_stays_small():
    """References are never followed, so nothing grows: each anchor and alias is one problem."""
    lines = ["a0: &a0 [x, x]"] + [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 30)]
    data, _, problems = read_yaml("\n".join(lines), "f.yml")
    assert len(problems) == 30 + 58
    assert data is not None
    assert data["a29"] == ["*a28", "*a28"]


def test_size_is_limited_before_anything_is_parsed():
    """A file of the largest size is read; one byte more is refused."""
    assert codes(b"#" * MAX_BYTES) == ["yaml-empty-file"]
    assert codes(b"#" * (MAX_BYTES + 1)) == ["yaml-too-large"]


def test_nodes_are_limited():
    """A file of very many tiny values is refused."""
    assert codes("a: [" + "1," * MAX_NODES + "]") == ["yaml-too-many-nodes"]


@settings(max_examples=300)
@given(st.binary(max_size=200) | st.text(alphabet=string.printable + "：年\u3000\u202e\ufeff", max_size=200))
def test_no_content_raises(content):
    """Whatever stands in a file, reading returns data or problems, with both texts, and never raises."""
    data, positions, problems = read_yaml(content, "f.yml")
    assert data is not None or problems
    assert all(
        problem.message.zh and problem.message.en and "{" + "key}" not in problem.message.zh for problem in problems
    )
    assert all(position >= (1, 1) for position in positions.values())


@settings(max_examples=300)
@given(
    st.lists(
        st.sampled_from(
            [
                "a",
                ":",
                " ",
                "\n",
                "- ",
                "'",
                '"',
                "[",
                "]",
                "{",
                "}",
                ",",
                "#",
                "&",
                "*",
                "!",
                "|",
                ">",
                "%",
                "?",
                "\t",
                "：",
                "<<",
                "---",
                "\\",
            ]
        ),
        max_size=40,
    ).map("".join)
)
def test_no_arrangement_of_yaml_signs_raises(content):
    """Random YAML punctuation is read or refused, never an exception."""
    data, _, problems = read_yaml(content, "f.yml")
    assert data is not None or problems


VALUE = st.text(max_size=8).map(lambda text: strict_yaml._FORBIDDEN.sub("", text.replace("\r", ""))) | st.sampled_from(
    PRINTED[:14]
)
SAID = st.tuples(
    st.sampled_from(string.digits + string.ascii_letters),
    st.text(f"{string.digits}{string.ascii_letters}_.-", max_size=4),
).map("".join) | VALUE.map(lambda text: '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"')
"""A value as a plain file writes it."""
BRANCH = st.recursive(
    st.dictionaries(st.sampled_from("abcdefgh"), SAID, min_size=1, max_size=3),
    lambda inner: st.dictionaries(
        st.sampled_from("abcdefgh"),
        SAID | inner | st.lists(SAID | inner, min_size=1, max_size=3),
        min_size=1,
        max_size=4,
    ),
    max_leaves=6,
)


def lines_of(branch, indent=""):
    """Return the lines of a mapping in the plain shape."""
    lines = []
    for key, value in branch.items():
        if isinstance(value, str):
            lines.append(f"{indent}{key}: {value}")
            continue
        lines.append(f"{indent}{key}:")
        for item in value if isinstance(value, list) else [value]:
            own = [item] if isinstance(item, str) else lines_of(item, f"{indent}  ")
            begin = f"{indent}  - " if isinstance(value, list) else f"{indent}  "
            lines += [begin + own[0].lstrip(), *(("  " if isinstance(value, list) else "") + line for line in own[1:])]
    return lines


def said_by_both(text):
    """Return what the reader says of a file and, beside it, what it says without its way for plain files."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(strict_yaml, "read_plain", lambda _: None)
        slow, *slow_rest = read_yaml(text, "f.yml")
    quick, *quick_rest = read_yaml(text, "f.yml")
    both = ((slow, slow_rest), (quick, quick_rest))
    return [
        (repr(data), dict(positions), [positions.key(path) for path in positions], list(positions.marks), problems)
        for data, (positions, problems) in both
    ]


@given(BRANCH)
def test_a_plain_file_is_read_line_by_line(branch):
    """What is written in the plain shape takes the quick way, which says what the other says."""
    text = "".join(f"{line}\n" for line in lines_of(branch))
    assert strict_yaml.read_plain(text) is not None
    slow, quick = said_by_both(text)
    assert slow == quick
    assert quick[-1] == []


@settings(max_examples=400)
@given(st.data(), BRANCH)
def test_the_quick_way_says_nothing_of_its_own(data, branch):
    """A plain file with a few mistakes is read or refused in the same words, at the same places."""
    lines = lines_of(branch)
    odd = [
        "",
        "# x",
        "  ",
        "-",
        "- a: 1",
        "a:",
        "a: ''",
        "b: |-",
        "  x",
        "c: d: e",
        "---",
        "a: {}",
        "\ta: 1",
        'f: "',
        "- - a",
        "a:1",
    ]
    for _ in range(data.draw(st.integers(1, 3))):
        number, change = data.draw(st.integers(0, len(lines) - 1)), data.draw(st.integers(0, 5))
        line, sign = lines[number], data.draw(st.sampled_from(" :#-\"'x\\&*|>"))
        place = data.draw(st.integers(0, len(line)))
        lines[number : number + 1] = [
            [line, data.draw(st.sampled_from(odd))],
            [line, line],
            [line[:place] + sign + line[place:]],
            [line[:place] + line[place + 1 :]],
            [f" {line}"],
            [line, data.draw(st.sampled_from(["  ", "    ", " "])) + data.draw(st.sampled_from(odd))],
        ][change]
    slow, quick = said_by_both("\n".join(lines) + data.draw(st.sampled_from(["\n", "", "\n\n", "\n ", "\r\n"])))
    assert slow == quick


def test_every_file_of_the_data_is_read_alike_either_way():
    """Of the files that there are, the forms are plain; all say the same either way."""
    files = [path.read_text("utf-8") for path in sorted((Path(__file__).parent / "sample/data").rglob("*.yml"))]
    for text in files:
        slow, quick = said_by_both(text)
        assert slow == quick
    assert sum(strict_yaml.read_plain(text) is not None for text in files) > len(files) / 2


def test_lines_are_counted_as_the_documents_readers_count_them():
    """Positions count lines as editors do, also in a file whose texts hold escaped line separators."""
    text = write({"a": "x\u2028\u2029\ny", "b": "z"})
    assert len(decoded(text.encode())[0].split("\n")) == 3
    assert read_yaml(text, "f.yml")[1]["b"] == (2, 4)


def test_lines_are_counted_as_positions_count_them():
    """Only CR, LF and CR LF end a line; what could steer a terminal or move a line is shown as U+FFFD."""
    text = "a: 1\r\nb: \x1b[31m2\u2028\x85\x0c3\rc: 4"
    shown = shown_lines("\ufeff".encode() + text.encode() + b"\xff")
    assert shown == ["a: 1", "b: \ufffd[31m2\ufffd\ufffd\ufffd3", "c: 4\ufffd"]
