"""The publishing flow of the README as continuous integration runs it: on data in which some errors are still open."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest
from conftest import PROJECT

WITH_ERRORS = "wuhan-jiangxia/gov-office/2023/projects/road-repair.yml"
WITHOUT_ERRORS = "wuhan-jiangxia/gov-office/2023/targets.yml"


def run(folder, *command):
    """Run a command in a folder, with this machine's Python as the project's."""
    who = {f"GIT_{role}_{what}": "test" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    environment = {**os.environ, **who, "PYTHONPATH": str(PROJECT), "GIT_CONFIG_GLOBAL": os.devnull}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture
def request_with(write_tree):
    """Return a function that makes a merge request of changed files (None takes one away) and checks it as the README says."""
    folder = write_tree().parent
    readme = (PROJECT / "README.md").read_text(encoding="utf-8")
    (line,) = re.findall(r"^git diff --name-only .*mingzhang check .*$", readme, re.MULTILINE)
    line = line.replace(".venv/bin/mingzhang", f"{sys.executable} -m build_scripts")
    run(folder, "git", "init", "-q")
    run(folder, "git", "add", ".")
    run(folder, "git", "commit", "-q", "-m", "data")
    run(folder, "git", "update-ref", "refs/remotes/origin/main", "HEAD")

    def check(changes):
        for path, text in changes.items():
            if text is None:
                (folder / path).unlink()
            else:
                (folder / path).write_text(text, encoding="utf-8")
        run(folder, "git", "add", ".")
        run(folder, "git", "commit", "-q", "-m", "change")
        return run(folder, "bash", "-c", line)

    return check


def test_open_errors_elsewhere_do_not_stop_a_request(request_with, tree):
    """A form without errors is changed: the request passes, although another form has open errors."""
    ended = request_with({f"data/{WITHOUT_ERRORS}": tree[WITHOUT_ERRORS].replace("办公面积", "办公用房面积")})
    assert ended.returncode == 0, ended
    assert "::notice file=data/wuhan-jiangxia" in ended.stdout
    assert "::error" not in ended.stdout


def test_open_errors_in_a_changed_form_stop_the_request(request_with, tree):
    """A form with errors is changed: each of them is shown beside its line, and the request fails."""
    ended = request_with({f"data/{WITH_ERRORS}": tree[WITH_ERRORS].replace("道路平整", "道路平整了")})
    assert ended.returncode != 0
    assert ended.stdout.count("::error ") == 2


def test_a_request_that_breaks_the_data_fails_and_names_the_file(request_with):
    """One changed file cannot be understood: the request fails and says which."""
    ended = request_with({f"data/{WITHOUT_ERRORS}": "fiscal_year: [", "data/wuhan/jurisdiction.yml": "nmae: x\n"})
    assert ended.returncode != 0
    assert "file=data/wuhan/jurisdiction.yml" in ended.stdout


@pytest.mark.parametrize(
    "changes", [{"notes.txt": "no data"}, {"data/README.md": "# notes"}, {f"data/{WITH_ERRORS}": None}]
)
def test_a_request_without_data_to_read_passes(request_with, changes):
    """Where no file of data/ was changed or added there is nothing to check, and not all of it."""
    ended = request_with(changes)
    assert ended.returncode == 0, ended
    assert ended.stdout == ""
