"""A new site takes the place of the old one: at once, whole or not at all, and nothing is touched that stays as it was."""

from __future__ import annotations

import errno
import fcntl
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from conftest import PROJECT

from build_scripts.publish import PublishError, clear_up, let_go, replacing, swap, write_files
from build_scripts.publish.moving import OLD
from build_scripts.publish.replacing import work_folder

OLD_SITE = {
    "index.html": b"old",
    "a/index.html": b"old a",
    "a/gone/index.html": b"gone",
    "same.css": b"same",
    "staying/one.html": b"one",
    "staying/two.html": b"two",
    "folder-then-file": b"file",
}
NEW_SITE = {
    "index.html": b"new",
    "a/index.html": b"new a",
    "b/c/index.html": b"new b",
    "same.css": b"same",
    "folder-then-file/index.html": b"page",
    "a/gone": b"a file where a folder was",
}
STAYS = ("staying/one.html", "staying/two.html")
WHOLE = NEW_SITE | {url: OLD_SITE[url] for url in STAYS}


def contents(site):
    """Return every file of a site by its path."""
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


def folders(site):
    """Return every folder in which something stands."""
    return {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_dir()}


def folders_of(files):
    """Return the folders that files need."""
    return {url[:place] for url in files for place, sign in enumerate(url) if sign == "/"}


def after(steps, then):
    """Return what renames files ``steps`` times and does something else then."""
    done, rename = [], os.replace

    def renamed(*places):
        if len(done) == steps:
            then()
        rename(*places)
        done.append(places)

    return renamed


def no_exchange(*_):
    """Say what a file system says that cannot exchange folders."""
    raise OSError(errno.EINVAL, "none here")


def killed_while_moving(new, out, steps, stays=()):
    """Have a process of its own move a site in file by file and end, as killed, before a step; it may be done before that."""
    child = os.fork()
    if not child:
        replacing.exchange = no_exchange
        os.replace = after(steps, lambda: os._exit(9))
        swap(new, out, stays)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9


@pytest.fixture(autouse=True)
def alone():
    """Let go of what a test has locked."""
    yield
    let_go()


@pytest.fixture(params=["at once", "file by file"])
def way(request, monkeypatch):
    """Have a site move in on a file system that can exchange folders, and on one that cannot."""
    if request.param != "at once":
        monkeypatch.setattr(replacing, "exchange", no_exchange)
    return request.param == "at once"


@pytest.fixture
def file_by_file(monkeypatch):
    """Have a site move in as on a file system that cannot exchange folders."""
    monkeypatch.setattr(replacing, "exchange", no_exchange)


@pytest.fixture
def site(tmp_path):
    """Return the place of an old site."""
    write_files(tmp_path / "site", OLD_SITE)
    return tmp_path / "site"


@pytest.fixture
def new(tmp_path):
    """Return a new site beside the old one."""
    write_files(tmp_path / ".site.new-4242" / "site", NEW_SITE)
    return tmp_path / ".site.new-4242" / "site"


def test_the_new_site_stands_in_the_place_and_nothing_of_the_old_one(site, new, way):
    """Replaced, added, gone, staying; a file where a folder was and the reverse; no empty folder is left."""
    assert swap(new, site, STAYS) is way
    assert contents(site) == WHOLE
    assert folders(site) == folders_of(WHOLE)


@pytest.mark.usefixtures("way")
def test_what_is_the_same_is_not_touched(site, new):
    """Whoever copies the site elsewhere by time and size copies what has changed."""

    def seen(url):
        told = (site / url).stat()
        return told.st_ino, told.st_mtime_ns, told.st_size

    before = {url: seen(url) for url in ("same.css", *STAYS)}
    swap(new, site, STAYS)
    assert {url: seen(url) for url in before} == before


@pytest.mark.parametrize("steps", range(8))
@pytest.mark.usefixtures("file_by_file")
def test_ctrl_c_at_any_step_leaves_the_old_site(site, new, monkeypatch, steps):
    """Whatever has been moved is put back, and what came goes."""

    def interrupted():
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        undo, moving = os.replace, after(steps, interrupted)
        patched.setattr(os, "replace", lambda one, other: (undo if f"/{OLD}/" in one else moving)(one, other))
        if steps == 7:  # two that went, five that came
            swap(new, site, STAYS)
        else:
            with pytest.raises(KeyboardInterrupt):
                swap(new, site, STAYS)
    assert contents(site) == (WHOLE if steps == 7 else OLD_SITE)
    assert folders(site) == folders_of(contents(site))


@pytest.mark.parametrize("steps", range(8))
def test_a_build_killed_at_any_step_is_undone_by_the_next_one(site, new, steps):
    """What the system ended can put nothing back itself."""
    assert killed_while_moving(new, site, steps, STAYS) is (steps < 7)
    clear_up(site)
    assert contents(site) == (WHOLE if steps == 7 else OLD_SITE)
    assert folders(site) == folders_of(contents(site))
    assert not new.parent.exists()


def test_a_build_killed_before_it_moved_anything_leaves_nothing(site, new):
    """Its folder goes."""
    clear_up(site)
    assert contents(site) == OLD_SITE
    assert not new.parent.exists()


def test_what_was_to_stay_and_is_gone_is_said(site, new):
    """Somebody cleared the place while the site was being built: the site would have a hole."""
    (site / STAYS[0]).unlink()
    before = contents(site)
    with pytest.raises(PublishError, match=STAYS[0]):
        swap(new, site, STAYS)
    assert contents(site) == before


@pytest.mark.usefixtures("way")
def test_nothing_is_written_through_a_link_in_the_old_site(site, new, tmp_path):
    """A link in the published folder, to a file or a folder, gives way to what the site has there."""
    elsewhere = tmp_path / "elsewhere"
    write_files(elsewhere, {"index.html": b"not ours", "page.html": b"not ours"})
    (site / "index.html").unlink()
    (site / "index.html").symlink_to(elsewhere / "page.html")
    (site / "b").symlink_to(elsewhere)
    swap(new, site, STAYS)
    assert contents(site) == WHOLE
    assert not any(path.is_symlink() for path in site.rglob("*"))
    assert contents(elsewhere) == {"index.html": b"not ours", "page.html": b"not ours"}


def test_a_link_to_somebodys_folder_survives_a_build_that_is_killed_before_it_gave_way(site, new, tmp_path):
    """What stands behind the link is not taken for what the new site has brought."""
    elsewhere = tmp_path / "elsewhere"
    write_files(elsewhere, {"c/index.html": b"theirs"})
    (site / "b").symlink_to(elsewhere)
    for steps in (0, 1, 2, 5):
        assert killed_while_moving(new, site, steps, STAYS)
        write_files(new, NEW_SITE)
        (work,) = tmp_path.glob(".site.new-*")
        shutil.copytree(work / "site", tmp_path / "again")
        clear_up(site)
        assert contents(elsewhere) == {"c/index.html": b"theirs"}
        assert (site / "b").is_symlink()
        assert {url: data for url, data in contents(site).items() if not url.startswith("b/")} == OLD_SITE
        work.mkdir()
        (tmp_path / "again").rename(work / "site")


@pytest.mark.usefixtures("file_by_file")
def test_what_breaks_while_the_old_site_is_put_back_loses_nothing(site, tmp_path, monkeypatch):
    """A second Ctrl+C: what has not been put back waits for the next build."""
    write_files(site, {"downloads/statements.csv": b""})
    before, calls, rename = contents(site), [], os.replace

    def impatient(*places):
        calls.append(places)
        if len(calls) > 4:
            raise KeyboardInterrupt
        rename(*places)

    def built():
        with work_folder(site) as work, monkeypatch.context() as patched:
            write_files(work / "site", NEW_SITE)
            patched.setattr(os, "replace", impatient)
            swap(work / "site", site, STAYS)

    with pytest.raises(KeyboardInterrupt):
        built()
    assert contents(site) != before
    clear_up(site)
    assert contents(site) == before
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


@pytest.mark.usefixtures("way")
def test_an_empty_folder_gives_way_to_a_file(site, new):
    """Somebody made folders where the site has a file; there is nothing in them."""
    (site / "b/c/index.html/empty/too").mkdir(parents=True)
    swap(new, site, STAYS)
    assert contents(site) == WHOLE


HOLDS = """
import os, sys, time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from build_scripts.publish import work_folder
from build_scripts.units import beside, spreading

def held():
    print(os.getpid(), flush=True)
    time.sleep(60)

with work_folder(Path(sys.argv[1])):
    if sys.argv[2] == "units":
        with ProcessPoolExecutor(1, initializer=spreading._begin, initargs=(None, None)) as pool:
            pool.submit(held).result()
    else:
        with beside.beside(2) as begin:
            begin(held)()
"""


@pytest.mark.parametrize("kind", ["units", "beside"])
def test_a_killed_build_takes_its_locks_and_its_workers_with_it(site, kind):
    """The system, a time limit or CI ends the build alone: its processes neither hold the place nor live on."""
    write_files(site, {"downloads/statements.csv": b""})
    with subprocess.Popen(
        [sys.executable, "-c", HOLDS, str(site), kind], cwd=PROJECT, stdout=subprocess.PIPE, text=True
    ) as running:
        worker = int(running.stdout.readline())
        running.kill()
        running.wait()
        clear_up(site)
        with work_folder(site):
            pass
        for _ in range(100):
            if not Path(f"/proc/{worker}").exists() or " Z " in Path(f"/proc/{worker}/stat").read_text():
                break
            time.sleep(0.1)
        else:
            raise AssertionError(worker)
    assert [path.name for path in site.parent.iterdir()] == ["site"]


def test_two_builds_of_one_site_do_not_mix(site, tmp_path):
    """While one is at work the other is told so."""
    opened = os.open(site, os.O_RDONLY)
    fcntl.flock(opened, fcntl.LOCK_EX)
    write_files(site, {"downloads/statements.csv": b""})
    before = contents(site)
    with pytest.raises(PublishError, match="is building this site"), work_folder(site):
        raise AssertionError
    os.close(opened)
    with work_folder(site):
        assert contents(site) == before
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


PAGES = ("index.html", "wuhan/index.html", "wuhan/office/2023/index.html", "downloads/statements.csv")
READS = """
import os, sys
site, pages, reads, missed = sys.argv[1], sys.argv[2:], 0, 0
print("begun", flush=True)
while os.path.exists(f"{site}/../reading"):
    for page in pages:
        try:
            content = open(f"{site}/{page}", "rb").read()
            reads, missed = reads + 1, missed + (len(content) != 1000)
        except OSError:
            missed += 1
print(reads, missed)
"""


def site_number(work, number):
    """Write a site of which every page holds its number, and return its folder."""
    write_files(work / "site", dict.fromkeys(PAGES, f"{number:03}".encode().rjust(1000)))
    return work / "site"


def test_a_reader_who_polls_misses_nothing_while_60_sites_take_their_places(tmp_path):
    """Another process opens four pages of the site as fast as it can; each is there, and whole, at any moment."""
    site = site_number(tmp_path, 0)
    (tmp_path / "reading").touch()
    asked = [sys.executable, "-c", READS, str(site), *PAGES]
    with subprocess.Popen(asked, stdout=subprocess.PIPE, text=True) as reader:
        assert reader.stdout.readline() == "begun\n"
        for number in range(60):
            with work_folder(site) as work:
                assert swap(site_number(work, number + 1), site, keep=1)
        (tmp_path / "reading").unlink()
        reads, missed = map(int, reader.stdout.read().split())
    assert missed == 0
    assert reads > 60
    assert len(list((tmp_path / ".site.kept").iterdir())) == 1


def test_killed_at_any_moment_it_leaves_one_whole_site(tmp_path):
    """Processes that do nothing but publish are killed wherever they are: the site is that of one number, on every page."""
    site, work = tmp_path / "site", tmp_path / ".site.new-4242"
    site_number(tmp_path, 0)
    for kill in range(20):
        child = os.fork()
        if not child:
            for number in range(1000):
                swap(site_number(work, (kill * 50 + number) % 1000), site, keep=2)
                let_go()
            os._exit(1)
        time.sleep(0.01 + kill / 1000)
        os.kill(child, signal.SIGKILL)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
        clear_up(site)
        assert len({*contents(site).values()}) == 1
        assert sorted(contents(site)) == sorted(PAGES)
        assert {path.name for path in tmp_path.iterdir()} - {".site.kept"} == {"site"}
    for kept in (tmp_path / ".site.kept").iterdir():
        assert len({*contents(kept).values()}) == 1


def test_two_containers_that_share_a_folder_do_not_build_in_one_place(site, tmp_path):
    """Each has processes numbered from 1: what the other one works in is left alone."""
    other = tmp_path / f".site.new-{os.getpid()}"
    write_files(other, {"site/index.html": b"theirs"})
    write_files(site, {"downloads/statements.csv": b""})
    with pytest.raises(PublishError, match="is building this site"), work_folder(site):
        raise AssertionError
    assert contents(other) == {"site/index.html": b"theirs"}


def test_nobody_else_builds_before_a_build_has_ended(site, tmp_path):
    """The site that has just taken its place is locked too: what is kept of a build tells of its own files."""
    write_files(site, {"downloads/statements.csv": b""})
    with work_folder(site) as work:
        swap(site_number(work, 1), site)
        child = os.fork()
        if not child:
            let_go()
            try:
                with work_folder(site):
                    os._exit(0)
            except PublishError:
                os._exit(3)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 3
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


@pytest.mark.usefixtures("way")
def test_everybody_can_read_a_site_whatever_its_maker_keeps_to_himself(site, new):
    """Folders 755 and files 644 under umask 077 too, of what comes and of what an earlier version left closed."""
    (site / STAYS[0]).chmod(0o600)
    (site / "staying").chmod(0o2700)
    old = os.umask(0o077)
    try:
        write_files(new, {"deep/er/page.html": b"new"})
        swap(new, site, STAYS)
    finally:
        os.umask(old)
    modes = {path.relative_to(site).as_posix(): path.stat().st_mode & 0o777 for path in (site, *site.rglob("*"))}
    assert {url for url, mode in modes.items() if mode != (0o755 if (site / url).is_dir() else 0o644)} == set()


@pytest.mark.usefixtures("way")
def test_a_disk_without_second_names_for_files_has_copies(site, new, monkeypatch):
    """Such as are formatted for other systems: the site is the same, and so are the times of what stays."""

    def no_link(*_, **__):
        raise PermissionError(errno.EPERM, "none here")

    monkeypatch.setattr(os, "link", no_link)
    before = {url: (site / url).stat().st_mtime_ns for url in STAYS}
    swap(new, site, STAYS, keep=1)
    assert contents(site) == WHOLE
    assert {url: (site / url).stat().st_mtime_ns for url in STAYS} == before
    (kept,) = (site.parent / ".site.kept").iterdir()
    assert contents(kept) == OLD_SITE


def test_a_site_that_nothing_changes_is_let_be(site, tmp_path):
    """The same once more: not even its folder is another, and nothing former goes for it."""
    work = tmp_path / ".site.new-4242"
    before = site.stat().st_ino
    write_files(work / "site", {url: data for url, data in OLD_SITE.items() if url not in STAYS})
    assert swap(work / "site", site, STAYS, keep=1)
    assert site.stat().st_ino == before
    assert not (tmp_path / ".site.kept").exists()


MOUNTED = """
set -e
mount -t tmpfs -o size=1m none "$1"
mkdir "$1/lost+found"
cd "$2"
exec "$3" -c '
import os, sys
from pathlib import Path
from build_scripts.publish import PublishError, clear_up, swap, work_folder, write_files
from build_scripts.publish.folder import ONLY_OURS
site = Path(sys.argv[1])
def publish(files):
    clear_up(site)
    with work_folder(site) as work:
        write_files(work / "site", files)
        return swap(work / "site", site, (), 2)
print(publish({ONLY_OURS: b"one", "index.html": b"one", "gone.html": b"one"}))
print(publish({ONLY_OURS: b"two", "index.html": b"two"}))
try:
    publish({ONLY_OURS: b"three", "index.html": b"three", "large.bin": os.urandom(1 << 21)})
except OSError as error:
    print(error.strerror)
print(sorted(f"{path.relative_to(site)}" for path in site.rglob("*")), (site / "index.html").read_text())
' "$1"
"""


def test_a_site_that_is_a_mount_point_is_moved_into_file_by_file(tmp_path):
    """A disk of its own, here a small one in memory: nothing is made beside it, and one that is full keeps its site."""
    site = tmp_path / "网站 site"
    site.mkdir()
    asked = [
        "unshare",
        "--mount",
        "--map-root-user",
        "sh",
        "-c",
        MOUNTED,
        "sh",
        str(site),
        str(PROJECT),
        sys.executable,
    ]
    done = subprocess.run(asked, capture_output=True, text=True, check=False)
    if "unshare" in done.stderr or "mount:" in done.stderr:
        pytest.skip(f"nothing can be mounted here: {done.stderr}")
    assert done.stdout.splitlines() == [
        "False", "False", "No space left on device",
        "['downloads', 'downloads/statements.csv', 'index.html', 'lost+found'] two",
    ], done.stderr  # fmt: skip
    assert list(site.iterdir()) == []
