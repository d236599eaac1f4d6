"""``mingzhang serve``: what is edited is on the page, what is wrong with it too, and the last good site stays to be seen."""

from __future__ import annotations

import http.client
import signal
import socket
import subprocess
import sys
import time
from contextlib import closing, contextmanager

import pytest
from conftest import PROJECT, windows

from build_scripts.preview import Preview, edits

FORM = "wuhan-jiangxia/gov-office/2023/projects/road-repair.yml"
PAGE = "/wuhan-jiangxia/gov-office/2023/road-repair/"


@contextmanager
def previewed(data, out):
    """Run the command on a free port and return what asks it, and its process."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
    command = [
        sys.executable,
        "-m",
        "build_scripts",
        "serve",
        "--port",
        str(port),
        "--data",
        str(data),
        "--out",
        str(out),
    ]
    with subprocess.Popen(
        command, cwd=PROJECT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as running:
        try:
            while f":{port}/" not in running.stdout.readline():
                assert running.poll() is None

            def ask(path, method="GET", **headers):
                with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=30)) as connection:
                    connection.request(method, path, headers=headers)
                    answer = connection.getresponse()
                    return answer.status, answer.headers, answer.read().decode()

            ask.origin = f"http://127.0.0.1:{port}"
            yield ask, running
        finally:
            running.kill()


def until(ask, path, sign, *, there=True):
    """Ask for a page until a text is on it, or is not any more; return it."""
    for _ in range(200):
        page = ask(path)[2]
        if (sign in page) is there:
            return page
        time.sleep(0.1)
    raise AssertionError(page)


def test_an_editor_sees_what_is_edited_and_what_is_wrong_with_it(write_tree, tree, tmp_path, browser):
    """A change, a mistake, the folder gone and back, in a browser that loads the page by itself; TERM leaves nothing behind."""
    data, out = write_tree(), tmp_path / "网站 site"
    with previewed(data, out) as (ask, running):
        with windows(browser, ask.origin, "load") as visit:
            page = visit(PAGE)
            (data / FORM).write_text(tree[FORM].replace("道路平整", "道路平整通畅"), encoding="utf-8")
            page.get_by_text("道路平整通畅").first.wait_for()

            (data / FORM).write_text(tree[FORM].replace("weight:", "wieght:"), encoding="utf-8")
            panel = page.locator(".mz-preview")
            panel.wait_for()
            for said in ("road-repair.yml:28:", "是不是", "weight", "还不能发布", "cannot be published"):
                assert said in panel.inner_text()
            assert "wieght" in panel.locator("pre[lang=en]").inner_text()
            assert page.get_by_text("道路平整通畅").first.is_visible()  # the last good site
            assert "mz-preview" in ask("/")[2]

            data.rename(tmp_path / "away")
            until(ask, "/", "--data")
            (tmp_path / "away" / FORM).write_text(tree[FORM].replace("道路平整", "道路平整如新"), encoding="utf-8")
            (tmp_path / "away").rename(data)
            page.get_by_text("道路平整如新").first.wait_for()
            assert panel.count() == 0

            status, headers, missing = ask("/none/")
            assert (status, headers["Content-Type"]) == (404, "text/html; charset=utf-8")
            assert "没有这个页面" in missing
            assert ask(PAGE.rstrip("/"))[1]["Location"] == PAGE
            assert ask("/downloads/statements.csv")[1]["Content-Type"] == "text/csv; charset=utf-8"
            assert ask("/../../../etc/passwd")[0] == 404
            assert ask("/", Host="evil.example")[0] == 421  # another site's name that was made to lead here
        running.send_signal(signal.SIGTERM)
        assert running.wait(30) == 143
    assert {path.name for path in tmp_path.iterdir()} == {"data", "网站 site"}


def test_a_portal_that_was_never_made_shows_what_is_wrong(tmp_path):
    """Whoever begins with a mistake sees it in the browser, at every address."""
    preview = Preview(tmp_path / "site")
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
    from build_scripts.words.language import Both

    preview.show(wrong=Both('data/portal.yml:3: 缺 <b>"title"', "lacks title"))
    with preview.served(port), closing(http.client.HTTPConnection("127.0.0.1", port, timeout=30)) as connection:
        connection.request("GET", "/anything/")
        answer = connection.getresponse()
        page = answer.read().decode()
    assert answer.status == 404
    assert "data/portal.yml:3: 缺 &lt;b&gt;" in page
    assert "lacks title" in page


@pytest.mark.parametrize(
    "edit",
    [
        lambda folder: (folder / "a.yml").write_text("other", encoding="utf-8"),
        lambda folder: (folder / "deep" / "b.yml").unlink(),
        lambda folder: (folder / "new.yml").touch(),
        lambda folder: folder.rename(folder.with_name("away")),
    ],
    ids=["another", "gone", "new", "all gone"],
)
def test_every_edit_is_seen_and_nothing_else(tmp_path, edit):
    """A file that is otherwise, one that went or came, the folder itself; and not what is the same."""
    folder = tmp_path / "data"
    (folder / "deep").mkdir(parents=True)
    (folder / "a.yml").write_text("one", encoding="utf-8")
    (folder / "deep" / "b.yml").write_text("two", encoding="utf-8")
    looked = edits((folder, tmp_path / "mkdocs.yml"))
    next(looked)
    edit(folder)
    next(looked)
