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
from zipfile import ZipFile

import pytest
import yaml
from conftest import PROJECT, SAMPLE
from links import broken, links_of

from build_scripts import __version__
from build_scripts.reading.placeholders import SAMPLE_PLACES, SAMPLE_PUBLISHERS

README = (PROJECT / "README.md").read_text(encoding="utf-8")
MADE_FROM = (
    *("build_scripts", "content", "site_templates", "mkdocs.yml"),
    *("pyproject.toml", "setup.py", "MANIFEST.in", "README.md", "requirements.in"),
)
PIP = (sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet", "--no-input")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """Return the wheel, made of a copy of what it is made from."""
    source, made = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("wheel")
    for name in MADE_FROM:
        if (PROJECT / name).is_dir():
            shutil.copytree(PROJECT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(PROJECT / name, source)
    command = (*PIP, "wheel", "--no-index", "--no-build-isolation", "--no-deps", "-w", str(made), str(source))
    subprocess.run(command, check=True, timeout=300)
    (file,) = made.iterdir()
    return file


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    """Return the command of the wheel, installed by itself; the libraries are those that the tests run with."""
    place = tmp_path_factory.mktemp("installed")
    subprocess.run((sys.executable, "-m", "venv", "--without-pip", place), check=True, timeout=300)
    (packages,) = place.glob("lib/python*/site-packages")
    (packages / "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    install = ("install", "--no-index", "--no-deps", "--no-compile", str(wheel))
    subprocess.run((*PIP, "--python", str(place), *install), check=True, timeout=300)
    return place / "bin" / "mingzhang"


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
        ".cache", ".gitignore", ".gitlab-ci.yml", "README.md", "content", "data", "originals", "site",
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
