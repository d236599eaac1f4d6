"""The wheel: made without a network, installed where there is no repository, it builds a portal of whatever folder it is run in."""

from __future__ import annotations

import os
import pty
import re
import shutil
import subprocess
import sys
import sysconfig
import tomllib
from pathlib import Path
from zipfile import ZipFile

import pytest
import yaml
from conftest import PROJECT, SAMPLE
from links import broken, links_of

from build_scripts import __version__
from build_scripts.importers.document import digest
from build_scripts.reading.placeholders import SAMPLE_PLACES, SAMPLE_PUBLISHERS

INSTALLING = re.findall(
    r"^### 装到别的机器.*?^```sh\n(.*?)^```$",
    (PROJECT / "README.md").read_text(encoding="utf-8"),
    re.MULTILINE | re.DOTALL,
)[0].splitlines()
"""The lines by which README installs the program."""
README = (PROJECT / "README.md").read_text(encoding="utf-8")
MADE_FROM = (
    *("build_scripts", "content", "deploy", "site_templates", "mkdocs.yml"),
    *("pyproject.toml", "setup.py", "MANIFEST.in", "README.md", "requirements.in", "Makefile"),
)
PIP = (sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet", "--no-input")
LIBRARY = "anything-1.0-py3-none-any.whl"


@pytest.fixture(scope="module")
def wheelhouse(tmp_path_factory):
    """Return the folder that ``make wheelhouse`` makes of a copy of the program, which needs one library besides those here.

    No index is asked: the library is fetched from a folder.
    """
    source, index = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("index")
    for name in MADE_FROM:
        if (PROJECT / name).is_dir():
            shutil.copytree(PROJECT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(PROJECT / name, source)
    with ZipFile(index / LIBRARY, "w") as library:
        library.writestr("anything.py", "")
        library.writestr("anything-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: anything\nVersion: 1.0\n")
        library.writestr(
            "anything-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        library.writestr("anything-1.0.dist-info/RECORD", "")
    pin = f"anything==1.0 \\\n    --hash=sha256:{digest((index / LIBRARY).read_bytes())}\n"
    (source / "requirements.txt").write_text(pin, encoding="utf-8")
    environment = {**os.environ, "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(index)}
    # the tests' own environment is there already
    command = ("make", "wheelhouse", f"BIN={Path(sys.executable).parent}", "-o", ".venv/.site")
    done = subprocess.run(command, cwd=source, env=environment, check=True, timeout=300, capture_output=True, text=True)
    assert INSTALLING[-1] in done.stdout
    return source / "wheelhouse"


@pytest.fixture(scope="module")
def wheel(wheelhouse):
    """Return the wheel."""
    (file,) = wheelhouse.glob("mingzhang-*.whl")
    return file


@pytest.fixture(scope="module")
def installed(wheelhouse, tmp_path_factory):
    """Return the command, installed as README says; its libraries are those that the tests run with."""
    place = tmp_path_factory.mktemp("installed") / ".venv"
    subprocess.run((sys.executable, "-m", "venv", "--without-pip", place), check=True, timeout=300)
    (packages,) = place.glob("lib/python*/site-packages")
    for library in Path(sysconfig.get_path("purelib")).iterdir():
        if "mingzhang" not in library.name and library.suffix != ".pth":  # the program is that of the wheel
            (packages / library.name).symlink_to(library)
    _, _, options = INSTALLING[-1].partition(" -m pip ")
    command = (*PIP, "--python", str(place), *options.split(), "--no-compile")
    subprocess.run(command, cwd=wheelhouse.parent, check=True, timeout=300)
    return place / "bin" / "mingzhang"


def test_the_wheelhouse_holds_what_its_requirements_pin(wheelhouse, wheel, installed):
    """Each file with its hash, the program last; where a byte is otherwise, nothing is installed."""
    told = (wheelhouse / "requirements.txt").read_text(encoding="utf-8")
    pins = re.findall(r"^(\S+)==(\S+) \\\n +--hash=sha256:(\w{64})$", told, re.MULTILINE)
    assert pins == [
        ("anything", "1.0", digest((wheelhouse / LIBRARY).read_bytes())),
        ("mingzhang", __version__, digest(wheel.read_bytes())),
    ]
    assert {path.name for path in wheelhouse.iterdir()} == {LIBRARY, wheel.name, "requirements.txt"}
    assert (installed.parents[1] / "lib").is_dir()
    assert [*installed.parents[1].rglob("anything.py")]


def run(command, *arguments, cwd):
    """Run the command as a user would, in a folder, without anything of the repository."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    return subprocess.run(
        (command, *arguments), cwd=cwd, env=environment, capture_output=True, text=True, timeout=300, check=False
    )


def test_the_wheel_holds_the_program_and_all_that_it_brings(wheel):
    """Templates, theme, pages and settings; no data, no test, no picture of the repository's."""
    names = set(ZipFile(wheel).namelist())
    portal = "build_scripts/portal"
    for folder in ("build_scripts", "site_templates"):
        files = {path for path in (PROJECT / folder).rglob("*") if path.is_file() and path.suffix != ".pyc"}
        below = "" if folder == "build_scripts" else f"{portal}/"
        assert {f"{below}{path.relative_to(PROJECT).as_posix()}" for path in files} <= names
    assert f"{portal}/mkdocs.yml" in names
    assert f"{portal}/content/en/method.md" in names
    kinds = {name.split("/")[0] for name in names}
    assert kinds == {"build_scripts", f"mingzhang-{__version__}.dist-info"}
    assert not [name for name in names if "statement.png" in name]


def test_the_version_has_one_home(wheel, installed, tmp_path):
    """Wheel and command take it from the program; the newest entry of the changelog is of it, or of what is to come."""
    assert wheel.name.startswith(f"mingzhang-{__version__}-py3-none-any")
    assert run(installed, "--version", cwd=tmp_path).stdout == f"mingzhang {__version__}\n"
    assert "version" in tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dynamic"]
    (newest, *_) = re.findall(r"^## (\S+)", (PROJECT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert newest in {__version__, "未发布"}


def test_the_wheel_asks_for_the_libraries_that_are_pinned(wheel):
    """Who installs it by name gets what requirements.txt pins, of the same file."""
    (metadata,) = (name for name in ZipFile(wheel).namelist() if name.endswith("/METADATA"))
    told = ZipFile(wheel).read(metadata).decode()
    needed = set(re.findall(r"^Requires-Dist: ([^;\n]+)$", told, re.MULTILINE))
    assert needed == set((PROJECT / "requirements.in").read_text(encoding="utf-8").split())


@pytest.fixture(scope="module")
def portal(installed, tmp_path_factory):
    """Return the portal that README's lines make in an empty folder, by the installed command; its questions are answered."""
    (lines,) = re.findall(r"^## 自己的门户.*?^```sh\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
    folder = tmp_path_factory.mktemp("empty")
    ours, theirs = pty.openpty()
    os.write(ours, "某山县\n某山县财政局\n政务服务大厅二楼\n\ngitlab\n".encode())
    environment = {"PATH": f"{installed.parent}:{os.environ['PATH']}", "LANG": "C.UTF-8"}
    done = subprocess.run(
        ("bash", "-ec", lines),
        cwd=folder,
        env=environment,
        stdin=theirs,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    os.close(ours)
    os.close(theirs)
    assert (done.returncode, done.stderr) == (0, "")
    assert "错误 0 · 疑点 3 · 提示 0" in done.stdout
    (made,) = folder.iterdir()
    return made


def test_from_an_empty_folder_to_a_portal_whose_pages_open(portal):
    """The command of the wheel asks for nothing else: its pages are there in both languages, and every link of them works."""
    site = portal / "site"
    assert sorted(path.name for path in portal.iterdir()) == [
        ".cache", ".githooks", ".gitignore", ".gitlab", ".gitlab-ci.yml", ".pre-commit-config.yaml", ".vscode",
        "CODEOWNERS", "README.md", "content", "data", "deploy", "originals", "site",
    ]  # fmt: skip
    pages = links_of(site)
    assert broken(site, pages) == []
    form = "mou-shan-xian/cai-zheng-ju/2025/example-library/index.html"
    assert {form, f"en/{form}", "about/index.html", "method/index.html"} <= set(pages)
    assert "示例，请替换" in (site / form).read_text(encoding="utf-8")
    assert "某山县财政局主办" in (site / "about" / "index.html").read_text(encoding="utf-8")
    assert "<title>某山县绩效公开</title>" in (site / "index.html").read_text(encoding="utf-8")
    assert (site / "assets" / "stylesheets" / "portal.css").is_file()


def test_a_new_portal_says_nothing_of_the_sample(portal):
    """No publisher, place or department of it is on any page or in any file; a rule may rest on the form of a city."""
    names = [yaml.safe_load((SAMPLE / "portal.yml").read_text(encoding="utf-8"))["publisher"], *SAMPLE_PUBLISHERS]
    for kind in ("*/jurisdiction.yml", "*/*/department.yml"):
        for file in SAMPLE.glob(kind):
            record = yaml.safe_load(file.read_text(encoding="utf-8"))
            names += [record["name"], record.get("name_en"), *SAMPLE_PLACES]
    sought = re.compile("|".join(sorted(map(re.escape, filter(None, {*names})), key=len, reverse=True)))
    basis = re.compile(
        "武汉市(?:部门|项目)(?:整体绩效自评)?表|Wuhan (?:whole-)?(?:department|project)(?: self-evaluation)? form"
    )
    texts = {
        path for path in (portal / "site").rglob("*") if path.suffix in {".html", ".json", ".js", ".csv", ".xml", ".py"}
    }
    assert len(texts) > 400
    for path in texts:
        assert sought.findall(basis.sub("", path.read_text(encoding="utf-8"))) == [], path
