"""``init``: from an empty folder to a portal that checks without an error; nothing is overwritten, nothing is guessed in silence."""

from __future__ import annotations

import os
import pty
import re
import shutil
import subprocess
import sys

import pytest
import yaml
from conftest import PROJECT, SAMPLE
from test_cli import digest

from build_scripts.cli import main
from build_scripts.forges import FORGES
from build_scripts.importers.document import digest as checksum
from build_scripts.judging.audit import audit
from build_scripts.reading.load import load

GIVEN = {
    "--place": "某山县",
    "--publisher": "某山县财政局",
    "--contact": "某山县财政局预算股，政务服务大厅二楼",
    "--licence": "CC BY 4.0",
    "--forge": "none",
}


def begin(folder, **other):
    """Run ``init`` with every answer given, but for those that are other, or None."""
    options = {**GIVEN, **{f"--{name.replace('_', '-')}": answer for name, answer in other.items()}}
    given = [part for name, answer in options.items() if answer is not None for part in (name, answer)]
    return main(["init", str(folder), *given])


def read(folder, name):
    """Return a file of a portal."""
    return (folder / name).read_text(encoding="utf-8")


def test_a_new_portal_has_its_own_words_and_one_example(tmp_path, capsys):
    """Its data are understood without an error or a finding, and warn of the example in each of its files, and of nothing else."""
    folder = tmp_path / "新 门户"
    assert begin(folder) == 0
    assert "mou-shan-xian" in capsys.readouterr().out
    assert main(["check", "--project", str(folder)]) == 0
    assert main(["build", "--strict", "--project", str(folder)]) == 1
    assert "placeholder-example" in capsys.readouterr().out
    audited, problems = audit(folder / "data", lambda _: None, None)
    settings = audited.portal.settings
    assert (settings.publisher, settings.contact) == (GIVEN["--publisher"], GIVEN["--contact"])
    assert (settings.title, settings.title_en) == ("某山县绩效公开", "Budget performance of Moushan County")
    assert settings.licence_url == "https://creativecommons.org/licenses/by/4.0/"
    assert [(id_, one.level) for id_, one in audited.portal.jurisdictions.items()] == [("mou-shan-xian", "county")]
    (form,) = audited.portal.statements
    assert form.id == "mou-shan-xian/cai-zheng-ju/2025/example-library"
    assert audited.findings == ()
    assert {(problem.code, problem.file.rpartition("/")[2]) for problem in problems} == {
        ("placeholder-example", name) for name in ("example-library.yml", "department.yml", "example-2025.yml")
    }
    about, english = read(folder, "content/about.md"), read(folder, "content/en/about.md")
    assert GIVEN["--contact"] in about
    assert "Moushan County" in english
    servers = {path.relative_to(folder): path.read_bytes() for path in (folder / "deploy").rglob("*") if path.is_file()}
    assert servers == {
        path.relative_to(PROJECT): path.read_bytes()
        for kind in ("nginx", "caddy")
        for path in (PROJECT / "deploy" / kind).rglob("*")
        if path.is_file()
    }
    assert "site/" in read(folder, ".gitignore").split()
    ignored = (PROJECT / ".gitignore").read_text(encoding="utf-8").split()
    assert {line for line in ignored if line.startswith((".site", "site-p", ".cache"))} <= set(
        read(folder, ".gitignore").split()
    )


def test_the_example_is_what_its_document_says(tmp_path):
    """Checksum and lines of the record are those of the document beside it, which has every cell of the form on a line."""
    begin(tmp_path)
    portal, _ = load(tmp_path / "data")
    document, record = (tmp_path / "originals" / "example-2025.txt"), portal.sources["example-2025"]
    lines = document.read_text(encoding="utf-8").splitlines()
    assert (record.sha256, record.lines) == (checksum(document.read_bytes()), len(lines))
    (form,) = portal.statements
    printed = [form.form.title, form.form.project, form.form.funding[0].rate, form.form.total.score]
    printed += [cell for row in form.form.goals[0].indicators for cell in (row.name, row.target, row.actual)]
    assert set(printed) <= set(lines)


def test_readme_puts_into_a_server_what_is_there(tmp_path):
    """Every file that it copies to nginx is in the portal."""
    begin(tmp_path)
    copied = re.findall(r"^ *cp (?:-r )?(\S+) /etc/nginx/", read(tmp_path, "README.md"), re.MULTILINE)
    assert copied
    assert all((tmp_path / name).exists() for name in copied)


@pytest.mark.parametrize("forge", FORGES)
def test_the_forge_gets_its_file_and_no_other(tmp_path, forge):
    """One file, which is YAML, fetches the whole history, checks what a request changes and builds."""
    assert begin(tmp_path, forge=forge) == 0
    there = {one.ci for one in FORGES.values() if one.ci and (tmp_path / one.ci).exists()}
    assert there == ({FORGES[forge].ci} if FORGES[forge].ci else set())
    for file in there:
        assert isinstance(yaml.safe_load(read(tmp_path, file)), dict)
        assert "mingzhang check --since" in read(tmp_path, file)
        assert "mingzhang build" in read(tmp_path, file)
        assert "mingzhang offline" in read(tmp_path, file)
        (installed,) = re.findall(r"pip install .*mingzhang.*", read(tmp_path, file))
        assert "--no-index" in installed  # whoever took the name on a public index is not asked
        assert file in read(tmp_path, "README.md")


@pytest.mark.parametrize("forge", FORGES)
def test_a_request_is_looked_at_item_by_item_by_who_owns_what_it_changes(tmp_path, forge):
    """The forge finds the list where it looks for one, and an example of owners that names nobody before it is filled in."""
    assert begin(tmp_path, forge=forge) == 0
    there = {one.checklist for one in FORGES.values() if one.checklist and (tmp_path / one.checklist).exists()}
    assert there == ({FORGES[forge].checklist} if there else set())
    assert bool(there) == (tmp_path / "CODEOWNERS").exists() == (forge != "none")
    for file in there:
        listed = re.findall(r"^- \[ \] \*\*(.+?)\*\*", read(tmp_path, file), re.MULTILINE)
        assert listed == ["保密", "个人信息", "合计", "单位", "年度", "更正", "暂缓、撤下"]
        assert file in read(tmp_path, "README.md")
        lines = read(tmp_path, "CODEOWNERS").splitlines()
        assert all(line.startswith("#") for line in lines)
        owned = [words[1] for line in lines if len(words := line.split()) == 3 and words[2].startswith("@")]
        assert owned[0] == "*"
        assert len(owned) > 4
        assert all((tmp_path / place.lstrip("/")).exists() for place in owned[1:])


@pytest.mark.parametrize(
    "there", ["data/portal.yml", "content/about.md", ".gitlab-ci.yml", "data"], ids=["data", "page", "CI", "a link"]
)
def test_nothing_is_overwritten(tmp_path, capsys, there):
    """Where a file is there that would be written, none is, and it is named."""
    file = tmp_path / there
    if there == "data":
        (tmp_path / "elsewhere").mkdir()
        file.symlink_to("elsewhere")
    else:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("mine", encoding="utf-8")
    before = digest(tmp_path)
    assert begin(tmp_path, forge="gitlab") == 2
    assert digest(tmp_path) == before
    assert there.partition("/")[0] in capsys.readouterr().err


def test_a_new_repository_keeps_its_readme(tmp_path, capsys):
    """What a forge puts into a new repository stays, and is told."""
    (tmp_path / "README.md").write_text("# 我的仓库\n", encoding="utf-8")
    (tmp_path / ".git").mkdir()
    assert begin(tmp_path) == 0
    assert read(tmp_path, "README.md") == "# 我的仓库\n"
    assert "README.md" in capsys.readouterr().out.splitlines()[1]


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ({"contact": None, "forge": None}, ["--contact", "--forge", "不在终端里"]),
        ({"place": "蓬莱"}, ["--level", "county（县（区））"]),
        ({"licence": "某许可"}, ["--licence-url", "CC BY 4.0"]),
        ({"licence": "某许可", "licence_url": "javascript:alert(1)"}, ["--licence-url"]),
        ({"publisher": "待填写"}, ["--publisher"]),
        ({"contact": "第一行\n第二行"}, ["--contact", "一行"]),
        ({"place_id": "Mou Shan"}, ["--place-id", "连字符"]),
        ({"place_id": "rules"}, ["--place-id"]),
        ({"department_id": "../x"}, ["--department-id"]),
    ],
    ids=[
        "not said",
        "no level",
        "unknown licence",
        "no address",
        "says nothing",
        "two lines",
        "no id",
        "reserved",
        "path",
    ],
)
def test_an_answer_that_cannot_be_is_said_with_what_can(tmp_path, capsys, other, said):
    """There is no terminal, as in a script: nothing is asked or written, and the option is named."""
    assert begin(tmp_path / "new", **other) == 2
    shown = capsys.readouterr().err
    assert all(word in shown for word in said), shown
    assert not (tmp_path / "new").exists()


def test_words_with_signs_of_yaml_and_html_come_back_as_they_were(tmp_path):
    """A name may have quotes, signs of Jinja2, of YAML and of HTML: in data it is read back, on the page it is text."""
    name = '某山县“财政”局 "{{ 1 }}" <b>\\n# & {% x %}'
    assert begin(tmp_path, publisher=name, department_id="finance") == 0
    portal, problems = load(tmp_path / "data")
    assert portal, problems
    assert portal.settings.publisher == name
    assert portal.statements[0].form.department == name
    assert "<b>" not in read(tmp_path, "content/about.md")
    assert "&lt;b&gt;" in read(tmp_path, "content/about.md")


def test_five_questions_are_asked_on_a_terminal(tmp_path):
    """Each is answered by a line; an empty line takes what is offered."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "build_scripts", "init", str(tmp_path / "portal")]
    with subprocess.Popen(command, cwd=PROJECT, stdin=theirs, stdout=subprocess.PIPE, text=True) as asked:
        os.write(ours, "某山县\n某山县财政局\n政务服务大厅二楼\n\ngitee\n".encode())
        shown, _ = asked.communicate(timeout=60)
    os.close(ours)
    os.close(theirs)
    assert asked.returncode == 0
    assert shown.count(": ") >= 5
    assert "[CC BY 4.0]" in shown
    assert (tmp_path / "portal" / FORGES["gitee"].ci).is_file()
    assert 'licence: "CC BY 4.0"' in read(tmp_path / "portal", "data/portal.yml")


def warnings(data):
    """Return the codes and files of all that a data folder is warned of, none of it an error."""
    portal, problems = load(data)
    assert portal, problems
    return {(problem.code, problem.file.partition("/")[2], problem.line) for problem in problems}


def test_words_of_the_sample_are_told_in_a_portal_of_somebody_else(tmp_path):
    """Publisher and places of the sample in settings and citations; a place that the portal has itself is its own."""
    begin(tmp_path)
    profile, settings = tmp_path / "data/scoring_profiles/mof-default-2020.yml", tmp_path / "data/portal.yml"
    profile.write_text(read(tmp_path, "data/scoring_profiles/mof-default-2020.yml") + '  - "与壶关县的表一致。"\n')
    settings.write_text(read(tmp_path, "data/portal.yml").replace("某山县财政局", "明账项目组（示例部署）"))
    found = warnings(tmp_path / "data")
    lines = len(profile.read_text().splitlines())
    assert ("placeholder-sample", "scoring_profiles/mof-default-2020.yml", lines) in found
    assert [place for code, place, _ in found if code == "placeholder-sample"].count("portal.yml") == 2
    place = tmp_path / "data/mou-shan-xian/jurisdiction.yml"
    place.write_text(place.read_text().replace("某山县", "长治市壶关县"))
    assert ("placeholder-sample", "scoring_profiles/mof-default-2020.yml", lines) not in warnings(tmp_path / "data")
    assert warnings(SAMPLE) == set()


def committed(folder, branch):
    """Commit all of a portal on a branch."""
    for call in (("checkout", "-q", "-B", branch), ("add", "-A"), ("commit", "-qm", branch)):
        subprocess.run(("git", "-c", "user.name=x", "-c", "user.email=x@example.cn", *call), cwd=folder, check=True)


def test_the_example_goes_without_a_word(tmp_path, capsys):
    """Deleted as README says, after it was merged, it is no form that was withdrawn; while it is there, nothing is recorded."""
    begin(tmp_path)
    assert main(["record", "--project", str(tmp_path)]) == 1
    assert "placeholder-example" in capsys.readouterr().out
    subprocess.run(("git", "init", "-q"), cwd=tmp_path, check=True)
    committed(tmp_path, "main")
    told = read(tmp_path, "README.md").partition("## 发布之前")[2].partition("2. ")[0]
    for name in re.findall(r"`((?:data|originals)/[^`]+)`", told):
        place = tmp_path / name
        if place.is_dir():
            shutil.rmtree(place)
        elif place.name == "department.yml":
            text = place.read_text(encoding="utf-8")
            place.write_text(text.partition("projects:")[0], encoding="utf-8")
        else:
            place.unlink()
    committed(tmp_path, "without")
    assert main(["check", "--since", "main", "--project", str(tmp_path)]) == 0
    assert main(["check", "--strict", "--project", str(tmp_path)]) == 0
    assert main(["record", "--project", str(tmp_path)]) == 0
