"""A personal number in any printed cell of any form holds the form, and stands in no file and in no message."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from assembled import assembled, texts_in
from mutation_forms import FORMS
from rule_examples import DEPARTMENT, PROFILE, TODAY, loaded, portal_of, portal_with
from whole_forms import whole

from build_scripts.cli import main
from build_scripts.judging.audit import Audit, judged
from build_scripts.reading.model import STATEMENT_MODELS
from build_scripts.reading.printed import printed_cells, with_cells
from build_scripts.reading.records import LoadedStatement
from build_scripts.reading.yaml_writing import write
from build_scripts.reports import REPORTERS, messages
from build_scripts.words.language import LANGUAGES

IDENTITY, ANOTHER = "110105194912310011", "110105194912310038"
"""Two identity numbers with right check digits, of digits only, so that a figure could be made of them."""
BANK_CARD, MOBILE = "6222021234567894", "13812345678"
SIGNS = str.maketrans("", "", ",. -，\n")
"""What would stand between the digits of a number that is shown as an amount."""


def real_looking() -> list[LoadedStatement]:
    """Return forms of one department that speak of each other, as they are published."""
    texts = {name: re.sub("scoring_profile: .*", "scoring_profile: sample", text) for name, text in FORMS.items()}
    return [loaded(portal_of(text).statements[0].form, DEPARTMENT, name) for name, text in texts.items()]


def with_every_cell() -> list[LoadedStatement]:
    """Return of every form type a form in which every cell says something."""
    found = []
    for form_type, kind in STATEMENT_MODELS.items():
        given = {"template": "sample", "fiscal_year": 2023, "release": None, "scoring_profile": "sample"}
        form = whole(kind, **{key: value for key, value in given.items() if key in kind.model_fields})
        found.append(loaded(form, DEPARTMENT, f"every-{form_type}"))
    return found


def with_number(statement: LoadedStatement, path: str, number: str, name: str = "") -> LoadedStatement:
    """Return a form (of another name, where one is given) with ``number`` in the cell at ``path``."""
    form = with_cells(statement.form, lambda cell: number if cell.path == path else cell.text)
    return replace(statement, id=statement.id + name, file=statement.file + name, form=form, row_ids={})


def judge(*statements: LoadedStatement) -> Audit:
    """Judge a portal of one department with these forms."""
    return judged(portal_with(statements, {"sample": PROFILE}), lambda _: None, TODAY)


def said_of(audited: Audit, files: list[LoadedStatement]) -> Iterator[str]:
    """Say everything that ``mingzhang check`` can say of these files, in every format and language."""
    sources = {item.file: write(item.form).split("\n") for item in files}
    found = messages([], audited.findings)
    for lang in LANGUAGES:
        yield from (reporter(found, sources, lang) for reporter in REPORTERS.values())


def test_no_file_says_a_number():
    """Every cell of every form is tried in one portal: each such form is held, and no file or page has the number."""
    clean = [*real_looking(), *with_every_cell()]
    tries = [(form, cell.path, IDENTITY) for form in clean for cell in printed_cells(form.form)]
    tries += [
        (clean[-1], cell.path, number) for cell in printed_cells(clean[-1].form) for number in (BANK_CARD, MOBILE)
    ]
    tried = [with_number(form, path, number, f"-{place}") for place, (form, path, number) in enumerate(tries)]
    audited = judge(*clean, *tried)
    assert audited.held == {form.id for form in tried}
    made = assembled(audited)
    files = made.files | {f"{one.lang}/{one.page.url}": one.body.encode() for one in made.rendered}
    texts = {name: text.translate(SIGNS) for name, text in texts_in(files).items()}
    assert [name for name, text in texts.items() if any(n in text for n in (IDENTITY, BANK_CARD, MOBILE))] == []


@pytest.mark.parametrize("turn", [0, 1])
@pytest.mark.parametrize("made", [real_looking, with_every_cell])
def test_no_message_says_a_number(made, turn):
    """Cell by cell, in each second form, messages are the same whatever the number is, and none repeats it."""
    forms = made()
    cells = {form.id: [cell.path for cell in printed_cells(form.form)] for form in forms[turn::2]}
    for number_of_cell in range(max(map(len, cells.values()))):
        said = []
        for number in (IDENTITY, ANOTHER):
            changed = [
                with_number(form, paths[number_of_cell], number)
                if number_of_cell < len(paths := cells.get(form.id, []))
                else form
                for form in forms
            ]
            audited = judge(*changed)
            tried = [new for new, old in zip(changed, forms, strict=True) if new is not old]
            assert audited.held == {form.id for form in tried}
            said.append("\n".join(said_of(audited, tried)))
            assert number not in said[-1].translate(SIGNS)
        assert said[0] == said[1]


FORM = "wuhan-jiangxia/gov-office/2023/projects/road-repair.yml"
UNREADABLE = {
    "a year": ("fiscal_year: 2023", f'fiscal_year: "{IDENTITY}"'),
    "a code": ('printed"', f'印出的{IDENTITY}"'),
    "a key": ("fiscal_year:", f'"{IDENTITY}": ""\nfiscal_year:'),
    "behind quotes": ('"项目支出绩效自评表"', f'"项目支出绩效自评表" {IDENTITY}'),
    "a long value": ('template: "project-form"', f'template: "{"表" * 30}{IDENTITY}"'),
    "beside a fault": ('target: ">=5公里"', f"target: >=5公里{IDENTITY}"),
}
"""Where a number could stand in a file that cannot be understood: as a value, a key, cut short, on the line of a fault."""


@pytest.mark.parametrize("place", UNREADABLE)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_problem_says_a_number(place, lang, tree, write_tree, capsys):
    """A message about a file that cannot be understood masks the number, in its words and in the line shown below."""
    old, new = UNREADABLE[place]
    assert old in tree[FORM]
    data = write_tree({FORM: tree[FORM].replace(old, new, 1)})
    for style in REPORTERS:
        assert main(["check", "--data", str(data), "--format", style, "--lang", lang]) == 1
    said = capsys.readouterr()
    assert not re.search(IDENTITY[:10], said.out + said.err)
