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
    (line,) = re.findall(r"^\.venv/bin/mingzhang check --since .*$", readme, re.MULTILINE)
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

    check.folder = folder
    return check


def test_open_errors_elsewhere_do_not_stop_a_request(request_with, tree):
    """A row is added to a form without errors: the request passes in silence, although another form has open errors."""
    row = '      - name: "简报期数"\n'
    added = tree[WITHOUT_ERRORS].replace(row, f'      - name: "走访次数"\n        target: ">=8次"\n{row}')
    ended = request_with({f"data/{WITHOUT_ERRORS}": added})
    assert ended.returncode == 0, ended
    assert ended.stdout.strip() == ""


def test_new_errors_in_a_changed_form_stop_the_request(request_with, tree):
    """A figure is changed: what is wrong with it now is shown beside its line, and the request fails."""
    ended = request_with({f"data/{WITH_ERRORS}": tree[WITH_ERRORS].replace('executed: "95"', 'executed: "195"')})
    assert ended.returncode == 1
    assert ended.stdout.count("::error ") == 3
    assert "figure-changed" in ended.stdout


def test_a_request_that_breaks_the_data_fails_and_names_the_file(request_with):
    """One changed file cannot be understood: the request fails and says which."""
    ended = request_with({f"data/{WITHOUT_ERRORS}": "fiscal_year: [", "data/wuhan/jurisdiction.yml": "nmae: x\n"})
    assert ended.returncode == 1
    assert "file=data/wuhan/jurisdiction.yml" in ended.stdout


@pytest.mark.parametrize("path", [WITH_ERRORS, "sources/document.yml", "wuhan-jiangxia/gov-office/department.yml"])
def test_a_request_that_takes_a_file_away_fails(request_with, path):
    """Nothing of what is left was changed, and still the portal would lose an address or could not be built."""
    assert request_with({f"data/{path}": None}).returncode == 1


@pytest.mark.parametrize("changes", [{"notes.txt": "no data"}, {"data/README.md": "# notes"}])
def test_a_request_without_data_passes_and_is_silent(request_with, changes):
    """Where no file of data/ was changed nothing is new."""
    ended = request_with(changes)
    assert ended.returncode == 0, ended
    assert ended.stdout.strip() == ""


def test_a_clone_without_history_is_no_error_of_the_data(request_with):
    """The exit code tells a broken set-up from broken data."""
    folder = request_with.folder
    run(folder, "git", "update-ref", "-d", "refs/remotes/origin/main")
    ended = request_with({})
    assert ended.returncode == 2
    assert "origin/main" in ended.stderr
