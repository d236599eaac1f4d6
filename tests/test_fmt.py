"""``mingzhang fmt``: files laid out alike, every value and every comment as it was."""

from __future__ import annotations

import re
import string

import pytest
from conftest import PROJECT, SAMPLE, TODAY
from hypothesis import given, settings
from hypothesis import strategies as st

from build_scripts.beginning import Answers, portal_files
from build_scripts.cli import DATA_ERRORS, FINE, WRONG_CALL, main
from build_scripts.judging.audit import audit
from build_scripts.judging.changes import figures_of
from build_scripts.reading.load import load
from build_scripts.reading.strict_yaml import read_yaml
from build_scripts.reading.yaml_layout import NotLaidOutError, laid_out
from build_scripts.words.vocabulary import JurisdictionLevel

FORM = "wuhan-jiangxia/gov-office/2023/projects/road-repair.yml"
UNTIDY = """\
\ufeff---
# 开头
a:   1 # 一

b: 'x'<blanks>

<blanks>
# 说的是 c
c:
    # c 里面
    - k: [1, "2", {x: 'y z'}]  # 行内
      l: |   # 成块
        第一行
          第二行

    # k 之后
    - {m: >-
         n, o: ""}
    -
      # 又一项
      p: q
    - - r
      - s
  # c 的末尾
d: {}   # 空的
e:
  "v"
f: 2024-01-02
"七": "“引号”与'单引号'"
# 文件末尾
"""
TIDY = """\
# 开头
a: 1

b: "x"

# 说的是 c
c:
  # c 里面
  - k:
      - 1
      - "2"
      - x: "y z"  # 行内
    # 成块
    l: |
      第一行
        第二行

  # k 之后
  - m: "n"
    o: ""
  # 又一项
  - p: "q"
  - - "r"
    - "s"
    # c 的末尾
d: {}  # 空的
e: "v"
f: "2024-01-02"
"七": "“引号”与'单引号'"
# 文件末尾
"""


def comments(text):
    """Return the comments of a tidy text, in which no value holds a #."""
    return re.findall(r"#.*", text)


def test_an_untidy_file_is_laid_out():
    """Blanks, quotes, brackets, a mark and line ends of Windows: all alike, and nothing of it lost."""
    untidy = UNTIDY.replace("<blanks>", "   ").replace(" # 一", "").replace(">-\n         n", "n")
    assert laid_out(untidy.replace("\n", "\r\n")) == TIDY
    assert laid_out(TIDY) == TIDY
    assert read_yaml(TIDY, "")[0] == read_yaml(untidy, "")[0]
    assert sorted(comments(TIDY)) == sorted(comments(untidy))


@pytest.mark.parametrize("text", [UNTIDY, "a: >=1\n", "a: 1\na: 2\n", "", "# x\n", "- a\n", "a: &b c\n"])
def test_what_cannot_be_read_is_not_laid_out(text):
    """A file with a mistake stays as it is."""
    with pytest.raises(NotLaidOutError):
        laid_out(text)


TREES = [SAMPLE, PROJECT / "example"]


def test_files_that_the_program_writes_are_tidy_already():
    """Of the sample, which ``import`` wrote, no byte changes; of the example a line in brackets becomes a list."""
    changed = {}
    for tree in TREES:
        for path in tree.rglob("*.yml"):
            text = path.read_text(encoding="utf-8")
            made = laid_out(text)
            assert laid_out(made) == made
            assert read_yaml(made, "")[::2] == read_yaml(text, "")[::2]
            if made != text:
                changed[path.name] = tree.name
    assert changed == {"known_gaps.yml": "example"}


def test_a_new_portal_is_tidy(tmp_path, capsys):
    """What ``init``, ``new`` and ``record`` write ``fmt`` leaves as it is, comments and all."""
    answers = Answers(
        *("某某县", "mou-mou-xian", JurisdictionLevel.COUNTY, "某某县财政局", "cai-zheng-ju", "x@example.cn"),
        *("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/", "none"),
    )
    for name, text in portal_files(answers).items():
        if name.endswith(".yml") and name.startswith("data/"):
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    data, department = tmp_path / "data", "mou-mou-xian/jiao-yu-ju"
    assert main(["new", "department", department, "--name", "某某县教育局", "--data", str(data)]) == FINE
    assert main(["new", "project", f"{department}/repair", "--name", "维修", "--data", str(data)]) == FINE
    new = ["new", "statement", f"{department}/2025/repair", "--form", "project_self_eval", "--data", str(data)]
    assert main(new) == FINE
    before = {path: path.read_bytes() for path in data.rglob("*.yml")}
    capsys.readouterr()
    assert main(["fmt", "--check", "--data", str(data)]) == FINE, capsys.readouterr().out
    assert {path: path.read_bytes() for path in data.rglob("*.yml")} == before


def untidied(text):
    """Return a plain file as somebody might type it: other indents, quotes, blanks, comments."""
    lines, number = [], 0
    for line in text.split("\n"):
        found = re.fullmatch(r'( *)(- )?([a-z_0-9]+): "([0-9A-Za-z_]+)"', line)
        if found:
            number += 1
            quote = ("'", '"', "")[number % 3]
            dash = "-   " if found[2] else ""
            lines.append(f"{found[1] * 2}{dash}{found[3]}:  {quote}{found[4]}{quote}  # 注{number}")
        else:
            lines.append(" " * (len(line) - len(line.lstrip())) + re.sub(r"^( *)- ", r"\1-   ", line))
        lines += [""] * (number % 3)
    return "\n\n# 头\n" + "\n".join(lines).rstrip("\n") + "\n# 尾"


def recorded(data):
    """Return what is recorded of each form, and what is found in it, but for lines."""
    audited = audit(data, lambda _: None, TODAY)[0]
    found = sorted((one.statement_id, one.rule_id, one.row_id, one.path, one.said) for one in audited.findings)
    return {statement.id: figures_of(statement) for statement in audited.portal.statements}, found


def test_formatting_changes_nothing_that_anybody_sees(write_tree, tree, capsys):
    """Forms, ids of rows, findings and what ``check --since`` compares are the same; only line numbers of the file are not."""
    data = write_tree()
    before, problems = load(data)
    figures = recorded(data)
    assert problems == []
    texts = {name: untidied(text) for name, text in tree.items() if "docu" not in name}
    write_tree(texts)
    assert main(["fmt", "--check", "--data", str(data)]) == DATA_ERRORS
    assert capsys.readouterr().out.count("要整理") == len(texts)
    assert all((data / name).read_text(encoding="utf-8") == text for name, text in texts.items())
    assert main(["fmt", "--data", str(data)]) == FINE
    after, problems = load(data)
    assert problems == []
    assert [one.form for one in after.statements] == [one.form for one in before.statements]
    assert [list(one.row_ids.values()) for one in after.statements] == [
        list(one.row_ids.values()) for one in before.statements
    ]
    assert recorded(data) == figures
    for name, text in texts.items():
        made = (data / name).read_text(encoding="utf-8")
        assert sorted(re.findall(r"# (?:注\d+|头|尾)", made)) == sorted(re.findall(r"# (?:注\d+|头|尾)", text))
        assert (made.startswith("# 头\n"), made.endswith("\n# 尾\n"), "\n\n\n" in made) == (True, True, False)
    assert main(["fmt", "--check", "--data", str(data)]) == FINE
    assert [path.name for path in data.parent.iterdir()] == ["data"]


def test_a_file_with_a_mistake_is_told_and_left(write_tree, tree, capsys):
    """The usual message, exit code 1; the others are laid out."""
    wrong = tree[FORM].replace("title: ", "titel:  ")
    data = write_tree({FORM: wrong, "wuhan/jurisdiction.yml": tree["wuhan/jurisdiction.yml"].replace(": ", ":   ")})
    assert main(["fmt", "--data", str(data)]) == DATA_ERRORS
    said = capsys.readouterr().out
    assert f"data/{FORM}:2:1: 错误 shape-unknown-key" in said
    assert (data / FORM).read_text(encoding="utf-8") == wrong
    assert (data / "wuhan/jurisdiction.yml").read_text(encoding="utf-8") == tree["wuhan/jurisdiction.yml"]


def test_only_the_paths_that_are_named(write_tree, tree, capsys):
    """One file of two; a path without a file is a wrong call."""
    untidy = {name: tree[name].replace(": ", ":  ") for name in (FORM, "portal.yml")}
    data = write_tree(untidy)
    assert main(["fmt", str(data / "portal.yml"), "--data", str(data)]) == FINE
    assert (data / "portal.yml").read_text(encoding="utf-8") == tree["portal.yml"]
    assert (data / FORM).read_text(encoding="utf-8") == untidy[FORM]
    (data / "empty").mkdir()
    assert main(["fmt", str(data / "empty"), "--data", str(data)]) == WRONG_CALL
    capsys.readouterr()


WORD = st.text(string.ascii_letters + "一二 #:-'\"\\\u3000。", max_size=8)
COMMENT = st.text("一二三 #:-'\"[]{}|", max_size=6).map(lambda text: f"# {text}".rstrip())


@st.composite
def block(draw, depth=0):
    """Return the lines of a mapping in any layout that the loader accepts."""
    lines = []
    step = draw(st.integers(1, 4))
    for key in draw(st.lists(st.sampled_from("abcdefg"), min_size=1, max_size=4, unique=True)):
        lines += draw(st.lists(st.sampled_from(["", "  ", draw(COMMENT)]), max_size=2))
        kind = draw(st.integers(0, 5 if depth < 3 else 2))
        word = draw(WORD).strip()
        tail = draw(st.sampled_from(["", f"  {draw(COMMENT)}"]))
        quoted = draw(
            st.sampled_from(
                ["'" + word.replace("'", "''") + "'", '"' + word.replace("\\", "\\\\").replace('"', '\\"') + '"', "7"]
            )
        )
        if kind < 2:
            lines.append(f"{key}:{' ' * draw(st.integers(1, 3))}{quoted}{tail}")
        elif kind == 2:
            lines.append(f"{key}: [{quoted}, {{x: {quoted}}}]{tail}")
        elif kind == 3:
            lines += [
                f"{key}: |{draw(st.sampled_from(['', '-']))}{tail}",
                f"{' ' * step}一 # 二",
                "",
                f"{' ' * step}  三",
            ]
        else:
            inner = draw(block(depth + 1))
            if kind == 4:
                lines += [f"{key}:{tail}", *(f"{' ' * step}{line}" for line in inner)]
            else:
                first = next(number for number, line in enumerate(inner) if line.strip() and not line.startswith("#"))
                item = [f"- {line}" if number == first else f"  {line}" for number, line in enumerate(inner)]
                lines += [f"{key}:{tail}", *(f"{' ' * step}{line}" for line in item)]
    return lines


@settings(max_examples=150)
@given(block())
def test_no_layout_loses_anything(lines):
    """Whatever the layout: the same texts, every comment, and a second time changes nothing."""
    text = "\n".join(lines)
    data, _, problems = read_yaml(text, "")
    if problems:
        return
    made = laid_out(text)  # which itself compares values and comments, and raises where any differ
    assert read_yaml(made, "")[::2] == (data, [])
    assert laid_out(made) == made
    assert made.endswith("\n")
    assert not re.search(r"[ \t]\n(?!\n)|\n\n\n|\A\n|\r", re.sub(r"一 # 二\n\n", "", made)), made
