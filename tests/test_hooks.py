"""The hook that a new portal brings: a commit with a mistake is refused in the usual words, a good one is made."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
import yaml
from test_beginning import begin

FORM = "data/mou-shan-xian/cai-zheng-ju/2025/projects/example-library.yml"


@pytest.fixture
def portal(tmp_path):
    """Return a new portal under git, with its hook put in place as README says."""
    folder = tmp_path / "某山 县"
    assert begin(folder) == 0
    program = tmp_path / "bin" / "mingzhang"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m build_scripts "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    for command in ("git init -q -b main", "install -m 755 .githooks/pre-commit .git/hooks/pre-commit"):
        assert command in (folder / "README.md").read_text(encoding="utf-8") or command.startswith("git init")
        assert run(folder, *command.split()).returncode == 0
    assert run(folder, "git", "add", "-A").returncode == 0
    return folder


def run(folder, *command):
    """Run a command in the portal as its author would, with the program on the path."""
    settings = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "PYTHONPATH": os.getcwd()}  # noqa: PTH109
    names = {f"GIT_{who}_{what}": "a@example.cn" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    path = f"{folder.parent / 'bin'}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, **settings, **names, "PATH": path}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def commits(folder):
    return run(folder, "git", "rev-list", "--count", "--all").stdout.strip()


def test_a_commit_is_looked_at(portal):
    """The first commit of a good portal is made; then mistakes and an untidy file are refused, each in its words, and pages are not."""
    done = run(portal, "git", "commit", "-qm", "一")
    assert (done.returncode, commits(portal)) == (0, "1"), done.stdout + done.stderr
    file = portal / FORM
    good = file.read_text(encoding="utf-8")
    wrong = good.replace("title: ", "title：", 1).replace("template: ", "tempalte: ", 1)
    untidy = good.replace("title: ", "title:    ", 1)
    for text, said in {wrong: "错误 yaml-full-width-colon", untidy: "要整理"}.items():
        assert text != good
        file.write_text(text, encoding="utf-8")
        refused = run(portal, "git", "commit", "-qam", "二")
        assert (refused.returncode, commits(portal)) == (1, "1")
        assert said in refused.stdout + refused.stderr
        assert "没有提交" in refused.stderr
    (portal / "content/about.md").write_text("# 关于\n", encoding="utf-8")
    run(portal, "git", "reset", "-q")
    run(portal, "git", "add", "content")
    assert run(portal, "git", "commit", "-qm", "三").returncode == 0, "a page is no data"
    file.write_text(good.replace("示例，请替换", "示例，请替换。", 1), encoding="utf-8")
    done = run(portal, "git", "commit", "-qam", "四")
    assert (done.returncode, commits(portal)) == (0, "3"), done.stdout + done.stderr


def test_pre_commit_runs_the_same_script_and_fetches_nothing(portal):
    """Its settings name one local hook, whose command refuses what the plain one refuses."""
    (repository,) = yaml.safe_load((portal / ".pre-commit-config.yaml").read_text(encoding="utf-8"))["repos"]
    (hook,) = repository["hooks"]
    assert (repository["repo"], hook["language"]) == ("local", "system")
    (portal / FORM).write_text("titel：x\n", encoding="utf-8")
    refused = run(portal, *hook["entry"].split())
    assert refused.returncode == 1
    assert "yaml-not-mapping" in refused.stdout
    assert "没有 git add 的改动" in refused.stderr
