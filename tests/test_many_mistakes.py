"""All mistakes of a file are told in one round: syntax, keys, codes and references, and nothing that only follows from them."""

from __future__ import annotations

import random
import re

import pytest
from conftest import SAMPLE

from build_scripts.cli import DATA_ERRORS, main
from build_scripts.reading.layout import files_of
from build_scripts.reading.load import load
from build_scripts.reading.strict_yaml import read_yaml
from build_scripts.reading.validation import validate

FORM = "wuhan-jiangxia/gov-office/2023/projects/road-repair.yml"
FILES = files_of(SAMPLE)[0]
CELLS = {"target", "actual", "label", "weight", "score", "target_text", "actual_text", "deviation", "heading"}
"""Keys whose value may be any text."""
LINE = re.compile(r'( *)((?:- )*)([a-z_][a-z0-9_]*): "((?:[^"\\]|\\.)*)"$')


def mistakes(line):
    """Yield how a person may write a line wrongly: the code of the problem, and the line."""
    found = LINE.match(line)
    if not found:
        return
    indent, dash, key, value = found.groups()
    begin, rest = indent + dash, f'{key}: "{value}"'
    yield "yaml-full-width-colon", f'{begin}{key}："{value}"'
    yield "yaml-colon-space", f'{begin}{key}:"{value}"'
    yield "yaml-unclosed-quote", line[:-1]
    if value:
        yield "yaml-no-colon", f'{begin}{key} "{value}"'
        if re.fullmatch(r"\w+", value):
            yield "yaml-full-width-colon", f"{begin}{key}：{value}"
            yield "yaml-full-width-colon", f"{begin}{key}：“{value}”"
    if key in CELLS:
        yield "yaml-unquoted", f"{begin}{key}: @某某  # 注"
        yield "yaml-unquoted", f"{begin}{key}: >=98%人"
        yield "yaml-after-quote", f"{line} 另外"
        yield "yaml-after-quote", f'{begin}{key}: "根据"实际"需求"'
        yield "yaml-escape", f'{begin}{key}: "\\d元"'
    if indent:
        yield "yaml-tab", "\t" * (len(indent) // 2) + dash + rest
        yield "yaml-blank", "\u3000" * (len(indent) // 2) + dash + rest
        yield "yaml-indent", f" {line}"
        yield "yaml-indent", line[1:]
    if dash:
        yield "yaml-dash", f"{indent}-{rest}"


def told(file, text):
    """Return line and code of every problem of a file alone."""
    data, positions, problems = read_yaml(text, file.name)
    more = validate(file.kind.record, data, positions, file.name)[1] if data is not None else []
    return {(problem.line, problem.code) for problem in (*problems, *more)}, problems


@pytest.mark.parametrize("seed", range(300))
def test_mistakes_are_told_together_and_alone(seed):
    """One to seven lines of a good file are written wrongly: each is told by its code and line, and no other line is."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    file = chance.choice(FILES)
    lines = file.path.read_text(encoding="utf-8").split("\n")
    ways = [(number, code, line) for number, good in enumerate(lines) for code, line in mistakes(good)]
    made = {}
    for number, code, line in chance.sample(ways, min(chance.choice([1, 2, 5, 7]), len(ways))):
        if all(abs(number - other) > 3 for other in made):
            made[number] = code
            lines[number] = line
    found, problems = told(file, "\n".join(lines))
    assert found == {(number + 1, code) for number, code in made.items()}
    for edit in (edit for problem in problems for edit in problem.cure):
        line = lines[edit.line - 1]
        assert edit.column - 1 + edit.length <= len(line)
    mended = applied(lines, problems)
    left = told(file, "\n".join(mended))[0]
    assert left == {(problem.line, problem.code) for problem in problems if not problem.cure}


def applied(lines, problems):
    """Return the lines with every certain cure made as it is told."""
    lines = [*lines]
    for edit in sorted((edit for problem in problems for edit in problem.cure), reverse=True):
        line = lines[edit.line - 1]
        lines[edit.line - 1] = line[: edit.column - 1] + edit.text + line[edit.column - 1 + edit.length :]
    return lines


WRONG = {
    'title: "项目支出绩效自评表"': 'title："项目支出绩效自评表"',
    'template: "project-form"': 'template: "project-fomr"',
    'fiscal_year_basis: "printed"': 'fiscal_year_basis: "prined"',
    'rate: "95%"': "rate: %95",
    'actual_text: "已完成"': 'actual_text: "已完成',
    'name: "维修里程"': 'nmae: "维修里程"',
    'target: ">=5公里"': "target: >=5公里",
    '  score: "98"': '   score: "98"',
}
"""What a form says → what is written for it."""


def test_syntax_keys_codes_and_references_of_a_file_are_told_in_one_round(write_tree, tree):
    """Eight mistakes of every kind: each at its line, and none besides."""
    lines = tree[FORM].split("\n")
    for good, bad in WRONG.items():
        number = next(number for number, line in enumerate(lines) if good in line)
        lines[number] = lines[number].replace(good, bad)
    problems = load(write_tree({FORM: "\n".join(lines)}))[1]
    assert {problem.file for problem in problems} == {f"data/{FORM}"}
    assert [(lines[problem.line - 1].strip(" -"), problem.code) for problem in problems] == [
        ('template: "project-fomr"', "reference-unknown"),
        ('title："项目支出绩效自评表"', "yaml-full-width-colon"),
        ('fiscal_year_basis: "prined"', "shape-unknown-code"),
        ("rate: %95", "yaml-unquoted"),
        ('actual_text: "已完成', "yaml-unclosed-quote"),
        ('nmae: "维修里程"', "shape-unknown-key"),
        ("target: >=5公里", "yaml-unquoted"),
        ('score: "98"', "yaml-indent"),
    ]


@pytest.mark.parametrize(
    "change", ["某某\n", "  - 一\n", '\tx: "1"\n', "a：b\n", '"\n', "<<<<<<< a\n", "[a: b\n", "'\n"]
)
def test_no_other_file_is_blamed_for_one_that_cannot_be_read(change, write_tree, tree):
    """Whatever file of a portal has a mistake, no other says that it knows a project, a source or a template no more."""
    for name, text in tree.items():
        lines = text.split("\n")
        broken = "\n".join([*lines[: len(lines) // 2], change + "\n".join(lines[len(lines) // 2 :])])
        problems = load(write_tree({name: broken}))[1]
        assert {problem.file for problem in problems} == {f"data/{name}"}, broken
        write_tree({name: text})


def test_what_a_guess_may_have_caused_is_not_told(write_tree, tree):
    """A line that says nothing one could read may be any key: none of its mapping is missing; all else is told."""
    text = tree[FORM].replace("fiscal_year: 2023", "二〇二三年").replace("scoring_profile:", "scoring_profil:")
    problems = load(write_tree({FORM: text}))[1]
    assert [problem.code for problem in problems] == ["yaml-no-colon", "shape-unknown-key"]


def test_of_a_conflict_one_message_is_told(tree, write_tree):
    """Both sides are somebody's; what stands outside is read on."""
    text = tree[FORM].replace(
        "fiscal_year: 2023\n", '<<<<<<< a\nfiscal_year: 2023\n=======\nfiscal_year: "24"\n>>>>>>> b\n'
    )
    text = text.replace("scoring_profile:", "scoring_profil:")
    assert [problem.code for problem in load(write_tree({FORM: text}))[1]] == [
        "yaml-merge-conflict",
        "shape-unknown-key",
    ]


def test_a_pasted_text_is_one_mistake():
    """Ten lines of prose one below the other are one thing to mend; the next key is read."""
    text = 'a: "1"\n' + "某某工作顺利完成\n" * 10 + "b: @x\n"
    assert [(problem.line, problem.code) for problem in read_yaml(text, "f.yml")[2]] == [
        (2, "yaml-no-colon"),
        (12, "yaml-unquoted"),
    ]


def test_the_limit_of_a_file_holds(write_tree, capsys):
    """Of a thousand mistakes no more than two hundred are told."""
    data = write_tree({FORM: 'a："1"\nb: "2"\n' * 500})
    assert main(["check", "--data", str(data)]) == DATA_ERRORS
    said = capsys.readouterr().out
    assert said.count(f"data/{FORM}:") == 201
    assert "more-problems" in said
