"""The command line as a person meets it: exit codes, formats, and a site that a failed build leaves alone."""

from __future__ import annotations

import fcntl
import io
import json
import os
import re
import socket
import subprocess
import sys
from pathlib import Path
from urllib.request import urlopen

import pytest
from conftest import PROJECT, SAMPLE, TODAY
from test_replacing import killed_while_moving

from build_scripts import cli
from build_scripts.cli import main
from build_scripts.commands import REPORT_FORMATS, commands
from build_scripts.judging.rules import RULES
from build_scripts.publish import write_files
from build_scripts.publish.folder import ONLY_OURS
from build_scripts.reports import MOST_OF_A_FILE, REPORTERS

DOCUMENTS = Path(__file__).parent / "fixtures" / "documents"
BAD = {"wuhan-jiangxia/gov-office/2023/projects/road-repair.yml": "template: >=98%\n", "portal.yml": "titel: 明账\n"}


def digest(folder):
    """Return what a folder holds."""
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def digest_of(files):
    """Return what a folder holds that has these files."""
    return {Path(url): data for url, data in files.items()}


def test_without_a_command_the_help_is_shown(capsys):
    """No command is a wrong call; the help lists all of them."""
    assert main([]) == 2
    shown = capsys.readouterr().out
    for name in ("check", "build", "serve", "explain", "import", "schema"):
        assert name in shown


def test_every_command_has_a_help_text_in_both_languages():
    """Each command and option says what it does in Chinese and English."""
    text = commands().format_help()
    assert text.count(" · ") >= 6


def test_a_missing_data_folder_is_a_wrong_call(tmp_path, capsys):
    """The message names the folder and says what to do."""
    assert main(["check", "--data", str(tmp_path / "nothing")]) == 2
    assert "--data" in capsys.readouterr().err


def test_valid_data_passes(write_tree, capsys):
    """A tree without problems whose money adds up passes the money rules."""
    assert main(["check", "--data", str(write_tree()), "--rules", "BUD"]) == 0
    assert "错误 0" in capsys.readouterr().out


def test_all_problems_of_all_files_are_shown_at_once(write_tree, capsys):
    """Two broken files give their problems in one run, each with its line shown and a caret below."""
    assert main(["check", "--data", str(write_tree(BAD))]) == 1
    shown = capsys.readouterr().out
    assert "data/portal.yml:1:1" in shown
    assert "road-repair.yml:1:11" in shown
    assert "^" in shown


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_messages_come_in_the_chosen_language(write_tree, capsys, lang):
    """English on request, Chinese by default."""
    main(["check", "--data", str(write_tree(BAD)), "--lang", lang])
    shown = capsys.readouterr().out
    assert "title" in shown
    assert ("没有" in shown or "请" in shown) == (lang == "zh")


def test_formats_say_the_same(write_tree, capsys):
    """JSON, GitHub, GitLab, SARIF and Markdown list the same messages as the text."""
    data = str(write_tree(BAD))
    counts = {}
    for name in ("json", "github", "gitlab", "sarif", "markdown"):
        main(["check", "--data", data, "--format", name])
        out = capsys.readouterr().out
        counts[name] = {
            "json": lambda text: len(json.loads(text)),
            "github": lambda text: text.count("::error "),
            "gitlab": lambda text: len(json.loads(text)),
            "sarif": lambda text: len(json.loads(text)["runs"][0]["results"]),
            "markdown": lambda text: text.count("\n| "),
        }[name](out)
    assert len(set(counts.values())) == 1
    assert counts["json"] >= 2


def test_a_file_of_mistakes_is_told_in_measure(write_tree, capsys):
    """The first are told, in every format, with how many more there are; the other files are told as they are."""
    data = write_tree(
        {"wuhan/jurisdiction.yml": 'name: "武汉市"\n' * 1000, "wuhan-jiangxia/jurisdiction.yml": "a: b\n"}
    )
    for style, reporter in (("json", "message_zh"), ("sarif", "ruleId"), ("github", "::error "), ("markdown", "\n| ")):
        assert main(["check", "--data", str(data), "--format", style]) == 1
        said = capsys.readouterr().out
        assert said.count(reporter) - said.count("wuhan-jiangxia/") == MOST_OF_A_FILE + 1, style
        assert "还有 801 处问题" in said
        assert "wuhan-jiangxia/jurisdiction.yml" in said


def test_a_failing_build_leaves_the_old_site_untouched(write_tree, tmp_path, capsys):
    """Broken data: exit 1, the old site is as it was, and no half-written folder stays behind."""
    data, out = write_tree(), tmp_path / "site"
    assert main(["build", "--data", str(data), "--out", str(out)]) == 0
    before = digest(out)
    for path, text in BAD.items():
        (data / path).write_text(text, encoding="utf-8")
    assert main(["build", "--data", str(data), "--out", str(out)]) == 1
    assert digest(out) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data", "site"]
    assert "保持原样" in capsys.readouterr().err


def test_what_is_unfinished_elsewhere_is_told_beside_the_files_that_were_asked_for(write_tree, tree, capsys):
    """The form is right, the record of its document waits: whoever looks at the form alone reads where to look too."""
    source = "sources/document.yml"
    waiting = tree[source].replace(re.search('publisher: "(.*)"', tree[source])[1], "待填写")
    data = write_tree({source: waiting})
    main(["check", "--data", str(data), str(data / "wuhan-jiangxia" / "gov-office" / "2023")])
    said = capsys.readouterr()
    assert f"{source}:" not in said.out
    assert f"data/{source}；全部请看 mingzhang check" in said.err
    main(["check", "--data", str(data), str(data / "sources")])
    said = capsys.readouterr()
    assert (f"{source}:" in said.out, said.err) == (True, "")


def test_paths_are_read_from_where_one_stands(write_tree, tmp_path, monkeypatch):
    """Relative --data and --out work in any folder, not only in the project's own."""
    write_tree()
    monkeypatch.chdir(tmp_path)
    assert main(["build", "--data", "data", "--out", "site"]) == 0
    assert (tmp_path / "site" / "index.html").is_file()


def test_a_folder_that_is_no_site_is_not_replaced(write_tree, tmp_path, capsys):
    """A slip in --out must not delete somebody's files."""
    out = tmp_path / "documents"
    out.mkdir()
    (out / "letter.txt").write_text("keep me", encoding="utf-8")
    assert main(["build", "--data", str(write_tree()), "--out", str(out)]) == 2
    assert (out / "letter.txt").read_text(encoding="utf-8") == "keep me"
    assert "--out" in capsys.readouterr().err


def test_hostile_names_stay_text(write_tree, tmp_path):
    """Markup in every place an author can write reaches the pages only as text."""
    hostile = '<script>alert(1)</script><img src=x onerror=alert(2)>"&'
    project = "wuhan-jiangxia/gov-office/2023/projects/road-repair.yml"
    data = write_tree()
    file = data / project
    quoted = json.dumps(hostile)
    text = file.read_text(encoding="utf-8").replace('"维修里程"', quoted).replace('"道路平整"', quoted)
    file.write_text(text, encoding="utf-8")
    department = data / "wuhan-jiangxia/gov-office/department.yml"
    department.write_text(department.read_text(encoding="utf-8").replace('"区政府办公室"', quoted), encoding="utf-8")
    assert main(["build", "--data", str(data), "--out", str(tmp_path / "site")]) == 0
    for path in (tmp_path / "site").rglob("*.html"):
        page = path.read_text(encoding="utf-8")
        assert "<script>alert" not in page, path
        assert "<img src=x" not in page, path


def test_explain_says_everything_about_a_rule(capsys):
    """Title, reason, formula, basis and both examples; an unknown rule lists the known ones."""
    assert main(["explain", "bud-01"]) == 0
    shown = capsys.readouterr().out
    for part in (RULES["BUD-01"].title.zh, RULES["BUD-01"].formula.zh, "190"):
        assert part in shown
    assert main(["explain", "BUD-99"]) == 2
    assert "BUD-01" in capsys.readouterr().err


def test_rules_can_be_chosen_by_prefix(capsys):
    """--rules takes ids and prefixes, --ignore takes them out; an unknown id is a wrong call."""
    data = str(SAMPLE)
    assert main(["check", "--data", data, "--format", "json", "--rules", "BUD", "--ignore", "BUD-01"]) in {0, 1}
    ids = {item["id"] for item in json.loads(capsys.readouterr().out)}
    assert ids
    assert all(name.startswith("BUD") and name != "BUD-01" for name in ids)
    assert main(["check", "--data", data, "--rules", "XYZ"]) == 2


def test_importing_again_changes_nothing(tmp_path, capsys):
    """A document already in data/ is recognised by its checksum; nothing is written."""
    import shutil

    data = tmp_path / "data"
    shutil.copytree(SAMPLE, data)
    before = digest(data)
    assert main(["import", str(DOCUMENTS / "wuhan-shouyilu-2020.txt"), "--data", str(data)]) == 0
    assert digest(data) == before
    assert "已导入过，没有变化" in capsys.readouterr().out


def test_importing_into_empty_data_makes_a_loadable_form(tmp_path, capsys):
    """A lost form comes back byte for byte; an unknown document is refused with a reason."""
    import shutil

    data = tmp_path / "data"
    shutil.copytree(SAMPLE, data)
    form = data / "wuhan-wuchang/shouyilu-subdistrict/2020/self-evaluation.yml"
    text = form.read_bytes()
    form.unlink()
    assert main(["import", str(DOCUMENTS / "wuhan-shouyilu-2020.txt"), "--data", str(data)]) == 0
    assert form.read_bytes() == text
    strange = tmp_path / "strange.txt"
    strange.write_text("没有表格", encoding="utf-8")
    assert main(["import", str(strange), "--data", str(data)]) == 1
    assert "没有认得出的表单" in capsys.readouterr().out


def test_a_different_file_is_not_overwritten_unasked(tmp_path, capsys):
    """An edited form stays until --replace is said."""
    import shutil

    data = tmp_path / "data"
    shutil.copytree(SAMPLE, data)
    form = data / "wuhan-wuchang/shouyilu-subdistrict/2020/self-evaluation.yml"
    edited = form.read_text(encoding="utf-8").replace("97.5分", "98分")
    form.write_text(edited, encoding="utf-8")
    document = str(DOCUMENTS / "wuhan-shouyilu-2020.txt")
    assert main(["import", document, "--data", str(data)]) == 1
    assert form.read_text(encoding="utf-8") == edited
    assert "--replace" in capsys.readouterr().out
    assert main(["import", document, "--data", str(data), "--replace"]) == 0
    assert "97.5分" in form.read_text(encoding="utf-8")


def test_schemas_are_written_for_editors(tmp_path):
    """One JSON Schema a file kind."""
    assert main(["schema", "--to", str(tmp_path)]) == 0
    made = sorted(path.name for path in tmp_path.iterdir())
    assert len(made) >= 10
    assert all(json.loads((tmp_path / name).read_text(encoding="utf-8"))["$schema"] for name in made)


@pytest.mark.parametrize("place", [".", "..", "data", "data/../data", "data/portal.yml"])
def test_check_takes_whatever_holds_the_data(write_tree, tmp_path, monkeypatch, capsys, place):
    """A path that is or holds the data folder reports what is in it: the broken portal.yml fails the check."""
    write_tree(BAD)
    monkeypatch.chdir(tmp_path)
    assert main(["check", place]) == 1
    assert "data/portal.yml:1:1" in capsys.readouterr().out


@pytest.mark.parametrize("form", REPORT_FORMATS)
def test_what_kept_the_data_from_being_checked_is_never_left_out(write_tree, tmp_path, monkeypatch, capsys, form):
    """A broken file stops every check: asked for another file, check names the broken one and fails, in every format."""
    write_tree(BAD)
    monkeypatch.chdir(tmp_path)
    assert main(["check", "data/wuhan-jiangxia/gov-office/2023/targets.yml", "--format", form]) == 1
    assert "data/portal.yml" in capsys.readouterr().out


@pytest.mark.parametrize("place", ["data/.draft.yml", "data/README.md", "data/empty"])
def test_check_refuses_a_path_in_which_nothing_is_read(write_tree, tmp_path, monkeypatch, capsys, place):
    """A hidden file, a note, an empty folder: nothing was checked there, and that is not "no error"."""
    write_tree({".draft.yml": "nmae: x", "README.md": "#"})
    (tmp_path / "data" / "empty").mkdir()
    monkeypatch.chdir(tmp_path)
    assert main(["check", place]) == 2
    assert place in capsys.readouterr().err


@pytest.mark.parametrize("form", REPORT_FORMATS)
@pytest.mark.parametrize("kind", ["pipe", "link to a device", "link to a text"])
def test_what_is_no_regular_file_is_named_and_never_opened(write_tree, tmp_path, kind, form):
    """A pipe would be waited for and a device read without end: check names it, and ends, with exit code 1."""
    secret = tmp_path / "secret.txt"
    secret.write_text("nobody may read this", encoding="utf-8")
    place = write_tree() / "wuhan-jiangxia" / "odd.yml"
    if kind == "pipe":
        os.mkfifo(place)
    else:
        place.symlink_to("/dev/zero" if kind == "link to a device" else secret)
    command = [sys.executable, "-m", "build_scripts", "check", "--data", tmp_path / "data", "--format", form]
    ended = subprocess.run(command, cwd=PROJECT, timeout=60, capture_output=True, text=True, check=False)
    assert ended.returncode == 1
    assert "data/wuhan-jiangxia/odd.yml" in ended.stdout
    assert "nobody" not in ended.stdout
    assert ended.stderr == ""


@pytest.mark.parametrize("place", ["README.md", "site", "data/nothing", "data2"])
def test_check_refuses_a_path_that_holds_no_data(write_tree, tmp_path, monkeypatch, capsys, place):
    """A path beside the data folder would report no error of anything: it is a wrong call."""
    write_tree(BAD)
    (tmp_path / "README.md").write_text("", encoding="utf-8")
    (tmp_path / "data2").mkdir()
    monkeypatch.chdir(tmp_path)
    assert main(["check", place]) == 2
    assert place in capsys.readouterr().err


@pytest.mark.parametrize("options", [["--rules", ","], ["--rules", "BUD", "--ignore", "bud"], ["--rules", " , ,"]])
def test_a_choice_of_no_rule_is_a_wrong_call(write_tree, capsys, options):
    """No rule would find no error: said to be a wrong call, not a clean bill."""
    assert main(["check", "--data", str(write_tree()), *options]) == 2
    assert "--rules" in capsys.readouterr().err


@pytest.mark.parametrize("epoch", ["garbage", "99999999999999999", "1e9", "-1", ""])
def test_an_impossible_day_is_a_wrong_call(write_tree, monkeypatch, capsys, epoch):
    """SOURCE_DATE_EPOCH that is no day is named, without a traceback."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    assert main(["check", "--data", str(write_tree())]) == 2
    assert f"SOURCE_DATE_EPOCH={epoch}" in capsys.readouterr().err


@pytest.mark.parametrize("out", ["file/x", "file", "/proc/x"])
def test_a_site_that_cannot_be_written_is_said_in_a_line(write_tree, tmp_path, capsys, out):
    """A place where no folder can be made: exit 2 and a message that names it."""
    (tmp_path / "file").write_text("", encoding="utf-8")
    place = str(tmp_path / out)
    assert main(["build", "--data", str(write_tree()), "--out", place]) == 2
    shown = capsys.readouterr().err
    assert place.rpartition("/")[0] in shown
    assert "Traceback" not in shown


def test_schemas_that_cannot_be_written_are_said_in_a_line(tmp_path, capsys):
    """A file where a folder should be: exit 2, the path and the reason."""
    place = tmp_path / "file"
    place.write_text("", encoding="utf-8")
    assert main(["schema", "--to", str(place)]) == 2
    assert str(place) in capsys.readouterr().err


@pytest.mark.parametrize("port", ["0", "99999", "-1", "http"])
def test_a_port_that_no_machine_has_is_a_wrong_call(write_tree, capsys, port):
    """--port outside 1 to 65535 is refused before anything is built."""
    with pytest.raises(SystemExit) as stopped:
        main(["serve", "--data", str(write_tree()), "--port", port])
    assert stopped.value.code == 2
    assert "--port" in capsys.readouterr().err


def test_a_port_in_use_is_named_before_anything_is_built(write_tree, tmp_path, capsys):
    """Where another program has the port: exit 2, the port and what to do, and no wait for a build."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        options = ["--data", str(write_tree()), "--out", str(tmp_path / "site"), "--port", port]
        assert main(["serve", *options]) == 2
    shown = capsys.readouterr().err
    assert port in shown
    assert "--port" in shown
    assert not (tmp_path / "site").exists()


def test_a_terminal_without_chinese_shows_escapes(monkeypatch):
    """Where the output knows only ASCII, a message comes as escapes instead of a traceback."""
    shown = io.TextIOWrapper(io.BytesIO(), encoding="ascii", errors="strict")
    monkeypatch.setattr(sys, "stdout", shown)
    assert main(["explain", "BUD-01"]) == 0
    shown.flush()
    assert b"\\u" in shown.buffer.getvalue()


def test_ctrl_c_ends_a_command_quietly(monkeypatch, capsys):
    """An interrupted command says so and exits with 130, as shells expect."""

    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setitem(cli.COMMANDS, "explain", interrupted)
    assert main(["explain", "BUD-01"]) == 130
    assert "stopped" in capsys.readouterr().err


@pytest.mark.parametrize(
    "place",
    [
        "data",
        "data/site",
        "data/../data/x",
        ".",
        *(f"project/{name}" for name in ("", "content/site", ".git", "tests/x")),
    ],
)
def test_a_site_does_not_lie_in_its_own_sources(write_tree, tmp_path, monkeypatch, capsys, place):
    """--out in or above data/, content/ or another folder of the project would be read by the next run: refused."""
    write_tree()
    project = tmp_path / "project"
    (project / "content").mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    before = digest(tmp_path)
    assert main(["build", "--project", "project", "--data", "data", "--out", place]) == 2
    assert digest(tmp_path) == before
    assert "--out" in capsys.readouterr().err


def test_a_link_as_site_is_followed(write_tree, tmp_path, capsys):
    """--out that is a symlink: the site stands where it leads, and the link stays; one that leads nowhere but to itself is named."""
    (tmp_path / "site").symlink_to("target")
    assert main(["build", "--data", str(write_tree()), "--out", str(tmp_path / "site")]) == 0
    assert (tmp_path / "target" / ONLY_OURS).is_file()
    assert (tmp_path / "site").is_symlink()
    (tmp_path / "circle").symlink_to("circle")
    assert main(["build", "--data", str(write_tree()), "--out", str(tmp_path / "circle")]) == 2
    assert "leads to itself" in capsys.readouterr().err


def test_what_a_killed_build_left_is_cleared_up(write_tree, tmp_path):
    """The old site comes back even if the next build fails, and the killed build's folder goes; others' folders stay."""
    site, work, mine = tmp_path / "site", tmp_path / ".site.new-4242", tmp_path / ".site.new-design"
    old = {ONLY_OURS: b"old", "a.html": b"old"}
    write_files(site, old)
    write_files(work / "site", {ONLY_OURS: b"new", "a.html": b"new", "b.html": b"new"})
    killed_while_moving(work / "site", site, 2)
    assert digest(site) != digest_of(old)
    mine.mkdir()
    assert main(["build", "--data", str(write_tree(BAD)), "--out", str(site)]) == 1
    assert digest(site) == digest_of(old)
    assert not work.exists()
    assert mine.is_dir()


def test_a_running_build_is_left_alone(write_tree, tmp_path):
    """A folder that another build works in, and has locked, stays whole."""
    work = tmp_path / ".site.new-4242"
    write_files(work, {"moving": b"", "old/index.html": b"old"})
    opened = os.open(work, os.O_RDONLY)
    fcntl.flock(opened, fcntl.LOCK_EX)
    before = digest(work)
    assert main(["build", "--data", str(write_tree(BAD)), "--out", str(tmp_path / "site")]) == 1
    os.close(opened)
    assert digest(work) == before


def test_no_file_is_written_where_one_would_leave_its_folder(tmp_path):
    """One bad path among many: none of them is written."""
    from build_scripts.publish import PublishError, write_files

    with pytest.raises(PublishError):
        write_files(tmp_path / "to", {"good.txt": b"", "../bad.txt": b""})
    assert list(tmp_path.iterdir()) == []


def test_every_format_that_may_be_asked_for_has_its_reporter():
    """The command line and the reporters name the same formats."""
    assert tuple(REPORTERS) == REPORT_FORMATS


@pytest.mark.parametrize("there", ["index.html", "search/search_index.json"])
def test_somebody_elses_site_is_not_replaced(write_tree, tmp_path, there):
    """Another MkDocs site has a search index too: --out replaces only what this portal has written."""
    other = tmp_path / "documentation"
    (other / there).parent.mkdir(parents=True)
    (other / there).write_text("keep me", encoding="utf-8")
    assert main(["build", "--data", str(write_tree()), "--out", str(other)]) == 2
    assert (other / there).read_text(encoding="utf-8") == "keep me"


def test_the_tests_have_their_own_day():
    """No test asks the clock: accepted gaps with a last day would make it fail one morning."""
    assert cli.today() == TODAY


@pytest.fixture
def templates(tmp_path, monkeypatch):
    """Return a copy of the page templates that the build reads instead of the project's."""
    import shutil

    from build_scripts.pages import render

    copy = tmp_path / "site_templates"
    shutil.copytree(render.TEMPLATES, copy)
    monkeypatch.setattr(render, "TEMPLATES", copy)
    render.environment.cache_clear()
    yield copy
    render.environment.cache_clear()


@pytest.mark.parametrize(
    ("mistake", "line"),
    [
        ("{% if %}", 2),
        ("{{ no_such_thing }}", 2),
        ("{{ page.no_such_thing }}", 2),
        ("{% include 'none.j2' %}", 2),
        ("\n{{ 1 | x }}", 3),
    ],
)
def test_a_mistake_in_a_template_is_named_with_file_and_line(write_tree, tmp_path, templates, capsys, mistake, line):
    """The template is wrong, not the data: exit 2, the place, and the old site as it was."""
    page = templates / "pages" / "home.html.j2"
    first, rest = page.read_text(encoding="utf-8").split("\n", 1)
    page.write_text(f"{first}\n{mistake}\n{rest}", encoding="utf-8")
    assert main(["build", "--data", str(write_tree()), "--out", str(tmp_path / "site")]) == 2
    shown = capsys.readouterr().err
    assert f"home.html.j2:{line}: " in shown
    assert "nothing was published" in shown
    assert not (tmp_path / "site").exists()


def test_serve_shows_an_edited_template_and_outlives_a_mistake(write_tree, tmp_path, templates, monkeypatch, capsys):
    """Each rebuild reads the templates again; one that fails says why on the page, and the server goes on with the old site."""
    page, out, port = templates / "pages" / "home.html.j2", tmp_path / "site", unused_port()
    watched = []

    def shown():
        with urlopen(f"http://127.0.0.1:{port}/") as answer:
            return answer.read().decode()

    def edits(places):
        watched.extend(place.name for place in places)
        yield
        text = page.read_text(encoding="utf-8")
        page.write_text(f"{text}<p>changed</p>", encoding="utf-8")
        yield
        assert "<p>changed</p>" in shown()
        assert "mz-preview" not in shown()
        page.write_text(f"{text}{{{{ wrong }}}}", encoding="utf-8")
        yield
        assert "home.html.j2" in capsys.readouterr().err
        assert "home.html.j2" in shown()
        assert "<p>changed</p>" in shown()
        (tmp_path / "data").rename(tmp_path / "gone")
        yield
        assert "--data" in capsys.readouterr().err
        assert "--data" in shown()

    monkeypatch.setattr("build_scripts.preview.edits", edits)
    assert main(["serve", "--data", str(write_tree()), "--out", str(out), "--port", str(port)]) == 0
    assert "<p>changed</p>" in (out / "index.html").read_text(encoding="utf-8")
    assert watched == ["data", "content", "site_templates", "mkdocs.yml"]


def unused_port():
    """Return a port on which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        return other.getsockname()[1]


def test_the_help_appears_on_a_terminal_without_chinese():
    """The help is Chinese and English; where the output knows only ASCII, it comes as escapes."""
    environment = {
        **os.environ,
        "PYTHONIOENCODING": "ascii",
        "PYTHONUTF8": "0",
        "PYTHONCOERCECLOCALE": "0",
        "LC_ALL": "C",
    }
    command = [sys.executable, "-m", "build_scripts", "--help"]
    ended = subprocess.run(command, cwd=PROJECT, env=environment, timeout=60, capture_output=True, check=False)
    assert (ended.returncode, ended.stderr) == (0, b"")
    assert b"budget-performance forms" in ended.stdout


def test_a_wrong_call_is_said_in_both_languages(capsys):
    """What argparse refuses begins with Chinese words and says what is wrong."""
    for options in (["check", "--format", "xml"], ["serve", "--port", "http"], ["built"]):
        with pytest.raises(SystemExit) as stopped:
            main(options)
        assert stopped.value.code == 2
        shown = capsys.readouterr().err
        assert "用法有误" in shown
        assert options[-1] in shown


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["import"], "缺少 FILE · FILE is missing"),
        (["check", "--strikt"], "不认识 --strikt · --strikt is unknown"),
        (["check", "--format"], "--format 后面要写上值 · --format needs a value"),
        (["check", "--strict=3"], "--strict 后面不写值 · --strict takes no value"),
        (
            ["import", "x", "--re"],
            "--re 可以是 --replace, --review，请写全 · --re may be --replace, --review; write it out",
        ),
        (["built"], "COMMAND: 没有 built，可以写 init、new、"),
        (["template", "xlsx", "--form", "x"], "project_self_eval（项目支出绩效自评表）"),
        (["template", "xlsx", "--form", "x"], "project_self_eval (Project performance self-evaluation)"),
        (["reply", "x", "--status", "x"], "false_positive（误报）"),
        (
            ["check", "--format", "xml"],
            "没有 xml，可以写 text、json、github、gitlab、sarif、markdown · there is no xml;",
        ),
    ],
)
def test_what_argparse_refuses_is_said_in_both_languages(capsys, options, said):
    """What is missing, unknown or no choice is named, and codes have their names."""
    with pytest.raises(SystemExit):
        main(options)
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("none.docx", "没有这个文件或文件夹 · cannot be read: there is no such file or folder"),
        (".", "这是文件夹，不是文件 · cannot be read: it is a folder, not a file"),
    ],
)
def test_why_a_file_cannot_be_read_is_said_in_both_languages(write_tree, tmp_path, capsys, name, said):
    """The system's reason is told in Chinese too."""
    assert main(["import", str(tmp_path / name), "--data", str(write_tree())]) == 1
    assert said in capsys.readouterr().out


def test_a_build_names_the_forms_that_it_holds_back(write_tree, tmp_path, capsys):
    """The last line of a build says which forms wait for a release, and how the site of another folder is looked at."""
    data, out = write_tree(), tmp_path / "other"
    file = data / "wuhan-jiangxia/gov-office/2023/projects/road-repair.yml"
    file.write_text(file.read_text(encoding="utf-8").replace("道路平整", "道路平整13812345678"), encoding="utf-8")
    assert main(["build", "--data", str(data), "--out", str(out)]) == 0
    shown = capsys.readouterr().out
    assert "1 份表单因疑似涉密或个人信息暂缓发布：wuhan-jiangxia/gov-office/2023/road-repair。" in shown
    assert "make serve" not in shown
    assert f"--directory {out}" in shown
