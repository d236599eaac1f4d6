"""``new``: files that the loader takes as they are, with what belongs in them beside every key; nothing is overwritten."""

from __future__ import annotations

import re
import shutil

import pytest
from conftest import SAMPLE
from test_beginning import begin, read
from test_cli import digest

from build_scripts.cli import main
from build_scripts.reading.load import load
from build_scripts.reading.model import STATEMENT_MODELS, Department
from build_scripts.reading.problems import any_error
from build_scripts.reading.validation import terms_of
from build_scripts.words.vocabulary import DepartmentKind, FormType, LineCode

OFFICE = "mou-shan-xian/jiao-yu-ju"


@pytest.fixture
def portal(tmp_path):
    """Return a portal that was begun, with a template for every form type, a second department and a project of it."""
    begin(tmp_path)
    for template in ("hunan-report-2023", "hunan-base-data-2023"):
        shutil.copy(SAMPLE / "form_templates" / f"{template}.yml", tmp_path / "data" / "form_templates")
    new(tmp_path, "department", OFFICE, "--name", "某山县教育局")
    new(tmp_path, "project", f"{OFFICE}/repair", "--name", "校园维修")
    return tmp_path


def new(folder, *call, code=0):
    """Run ``new`` on the data of a folder."""
    assert main(["new", *call, "--project", str(folder)]) == code


def test_a_department_that_is_begun_is_one(portal):
    """It is understood at once; each key of the model has its title and help above it, each code is there with its name."""
    found, problems = load(portal / "data")
    assert not any_error(problems)
    assert (found.departments[OFFICE].name, found.departments[OFFICE].kind) == ("某山县教育局", "government_department")
    assert [(one.id, one.name) for one in found.departments[OFFICE].projects] == [("repair", "校园维修")]
    text = read(portal, f"data/{OFFICE}/department.yml")
    for key in ("name", "name_en", "aliases", "short_names", "kind", "budget_code", "projects"):
        declared = Department.model_fields[key]
        assert re.search(
            rf"^# {declared.title}：{re.escape(declared.description)}\n(?:# .*\n)?(?:# )?{key}: ", text, re.MULTILINE
        ), key
    assert all(f"{term}（{term.zh}）" in text for term in DepartmentKind)


def test_a_jurisdiction_that_is_not_there_is_begun_too(portal):
    """Its file waits to be completed: the loader says which line, and which codes there are stands above it."""
    new(portal, "department", "mou-shui-xian/archives", "--name", "某水县档案馆")
    _, problems = load(portal / "data")
    assert {problem.code for problem in problems if problem.file == "data/mou-shui-xian/jurisdiction.yml"} == {
        "shape-words-missing", "placeholder-to-complete",
    }  # fmt: skip
    (portal / "data" / "mou-shan-xia").mkdir()  # as is said where another place has nearly this name
    new(portal, "department", "mou-shan-xia/archives", "--name", "某山峡档案馆")
    assert (portal / "data" / "mou-shan-xia" / "jurisdiction.yml").is_file()
    assert "county（" in read(portal, "data/mou-shui-xian/jurisdiction.yml")


@pytest.mark.parametrize("form", FormType)
def test_a_form_that_is_begun_is_understood_and_waits(portal, form):
    """Every type: the loader takes it, all it does is to warn; each key has its help above it, and each code is listed."""
    address = f"{OFFICE}/2025{'/repair' if form.of_project else ''}"
    new(portal, "statement", address, "--form", form.value)
    found, problems = load(portal / "data")
    assert not any_error(problems), problems
    (made,) = (one for one in found.statements if one.department_id == OFFICE)
    assert (made.form.form_type, made.form.fiscal_year) == (form, 2025)
    assert ("placeholder-to-complete", f"data/{file_of(form)}") in {(one.code, one.file) for one in problems}
    assert "data/sources/mou-shan-xian-jiao-yu-ju-2025.yml" in {one.file for one in problems}
    lines = read(portal, f"data/{file_of(form)}").splitlines()
    for number, line in enumerate(lines):
        if not line.lstrip(" -").startswith("#"):
            assert lines[number - 1].lstrip().startswith("# "), line
    kind = STATEMENT_MODELS[form]
    for key in ("fiscal_year_basis", "currency_unit"):
        assert all(f"{term}（{term.zh}）" in "\n".join(lines) for term in terms_of(kind.model_fields[key].annotation))
    if made.form.form_type.of_project:
        assert all(f"{term}（{term.zh}）" in "\n".join(lines) for term in LineCode)
        assert made.form.project == "校园维修"


def file_of(form):
    """Return where a form of the second department stands."""
    return f"{OFFICE}/2025/{form.file}{'repair' if form.of_project else ''}.yml"


def test_the_columns_of_a_form_are_those_of_its_template(portal):
    """A form on another template has other keys."""
    new(portal, "statement", f"{OFFICE}/2024/repair", "--template", "mof-project-2020")
    found, _ = load(portal / "data")
    (made,) = (one.form for one in found.statements if one.department_id == OFFICE)
    template = found.templates["mof-project-2020"]
    written = made.goals[0].indicators[0].model_fields_set
    assert written == {column.key for column in template.indicator_columns}
    assert made.funding[0].model_fields_set == {"line_code", *(column.key for column in template.funding_columns)}


def test_a_project_is_added_and_nothing_else_changes(portal):
    """What people wrote in the file, comments too, stays."""
    file = portal / "data" / OFFICE / "department.yml"
    before = "# 我写的\n" + file.read_text(encoding="utf-8")
    file.write_text(before, encoding="utf-8")
    new(portal, "project", f"{OFFICE}/library", "--name", "图书室")
    assert file.read_text(encoding="utf-8") == before + '  - id: "library"\n    name: "图书室"\n'


def test_mistakes_elsewhere_do_not_stop_a_form(portal):
    """A file of another department that cannot be understood is no matter."""
    (portal / "data" / "mou-shan-xian" / "cai-zheng-ju" / "department.yml").write_text("name: [", encoding="utf-8")
    new(portal, "statement", f"{OFFICE}/2025/repair", "--form", "project_self_eval")
    assert (portal / "data" / file_of(FormType.PROJECT_SELF_EVAL)).is_file()


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (("department", OFFICE, "--name", "某山县教育局"), "不覆盖"),
        (("department", "mou-shan-xian", "--name", "教育局"), "行政区/部门"),
        (("department", "rules/x", "--name", "教育局"), "rules"),
        (("department", "mou-shan-xian/Jiao Yu", "--name", "教育局"), "连字符"),
        (("department", "mou-shan-xian/../x", "--name", "教育局"), "行政区/部门"),
        (("department", "mou-shan-xian/..", "--name", "教育局"), "连字符"),
        (("department", "mou-shan-xian/archives"), "--name"),
        (("department", "mou-shan-xain/archives", "--name", "档案馆"), "new department mou-shan-xian/archives"),
        (("department", "mou-shanxian/archives", "--name", "档案馆"), "data/mou-shanxian"),
        (("project", f"{OFFICE}/repair", "--name", "维修"), "已经有项目"),
        (("project", f"{OFFICE}/other", "--name", "校园维修"), "已经有项目"),
        (("project", "mou-shan-xian/archives/x", "--name", "维修"), "new department mou-shan-xian/archives"),
        (("statement", f"{OFFICE}/2025/none", "--form", "project_self_eval"), f"new project {OFFICE}/none"),
        (("statement", f"{OFFICE}/2025/repair"), "--form"),
        (("statement", f"{OFFICE}/2025", "--form", "project_self_eval"), "项目"),
        (("statement", f"{OFFICE}/25", "--form", "dept_target"), "四位数年份"),
        (("statement", f"{OFFICE}/2025", "--form", "dept_target", "--template", "none"), "--template"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else None,
)
def test_what_cannot_be_begun_is_said_with_what_can(portal, capsys, call, said):
    """Nothing is written, and the message names what is wrong or the command that comes first."""
    before = digest(portal)
    capsys.readouterr()
    new(portal, *call, code=2)
    assert said in capsys.readouterr().err
    assert digest(portal) == before


def test_a_form_that_is_there_is_not_overwritten(portal, capsys):
    """The second time nothing is written."""
    call = ("statement", f"{OFFICE}/2025/repair", "--form", "project_self_eval")
    new(portal, *call)
    before = digest(portal)
    new(portal, *call, code=2)
    assert "不覆盖" in capsys.readouterr().err
    assert digest(portal) == before
