"""Builds on many machines, and sites that stand elsewhere: the same bytes, whoever is lost, and nothing half done."""

from __future__ import annotations

import os
import pickle
import re
import shutil
import subprocess
import sys
import time
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import fsspec
import pytest
from conftest import PROJECT, TODAY, TREE
from fsspec.implementations.asyn_wrapper import AsyncFileSystemWrapper
from fsspec.implementations.memory import MemoryFileSystem

from build_scripts import cli
from build_scripts.build import Order, build
from build_scripts.publish import HalfMovedError, PublishError, remote, staged
from build_scripts.publish.stores import FolderStore
from build_scripts.tables.ledger import UnprovedError
from build_scripts.units import cluster
from build_scripts.units.keeping import program

pytestmark = pytest.mark.site  # as long as the whole portal takes, and no part of the quick tests
PLACES = ("wuhan-jiangxia", "wuhan-hanyang", "wuhan-caidian")
OFFICE, FORM, PROJECT_FORM = (
    f"wuhan-jiangxia/gov-office/{name}"
    for name in ("department.yml", "2023/targets.yml", "2023/projects/road-repair.yml")
)


def several():
    """Return the smallest tree with nine departments of three jurisdictions in it, no two of which say the same."""
    files = {name: text for name, text in TREE.items() if "gov-office" not in name}
    for place in PLACES[1:]:
        county = files["wuhan-jiangxia/jurisdiction.yml"].replace("江夏", place).replace("Jiangxia", place)
        files[f"{place}/jurisdiction.yml"] = county.replace("420115", f"4201{len(files):02}")
    for number, place in enumerate(PLACES * 3):
        own = f"{place}/office-{number}"
        files[f"sources/document-{number}.yml"] = TREE["sources/document.yml"]
        files[f"{own}/department.yml"] = TREE[OFFICE].replace("办公室", f"办公室{number}")
        for name, word in ((FORM, "简报期数"), (PROJECT_FORM, "维修里程")):
            text = TREE[name].replace(word, f"{word}{number}").replace('"document"', f'"document-{number}"')
            files[name.replace("wuhan-jiangxia/gov-office", own)] = text
    return files


def written(folder, files):
    """Write files and return their folder."""
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def held(folder):
    """Return all files of a folder."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    """Return a data folder of nine units."""
    return written(tmp_path_factory.mktemp("many") / "data", several())


@pytest.fixture(scope="module")
def alone(data):
    """Return the site that one process makes of it."""
    out = data.parent / "alone"
    assert cli.main(["build", "--data", str(data), "--out", str(out), "--jobs", "1"]) == 0
    return held(out)


@dataclass(frozen=True)
class Machines:
    """A scheduler and workers as a user starts them, each a process of its own."""

    folder: Path
    running: ExitStack
    workers: dict[str, subprocess.Popen] = field(default_factory=dict)
    """By address."""

    def start(self, kind, *options, program=PROJECT):
        """Start one and return it with its address, once it says that."""
        log = self.folder / f"{kind}-{len(list(self.folder.iterdir()))}.log"
        command = [sys.executable, "-m", "dask", kind, "--scheduler-file", str(self.folder / "scheduler.json")]
        environment = {**os.environ, "PYTHONPATH": str(program)}
        with log.open("w") as told:
            process = subprocess.Popen(
                [*command, "--no-dashboard", *options], cwd=self.folder, env=environment, stderr=told
            )
        self.running.callback(process.wait)
        self.running.callback(process.kill)
        until = time.monotonic() + 60
        while not (
            found := re.search(r"(?:Scheduler at|Start worker at): +(\S+)(?s:.*Registered to)?", log.read_text())
        ):
            assert process.poll() is None, log.read_text()
            assert time.monotonic() < until, log.read_text()
            time.sleep(0.05)
        return found[1], process

    def worker(self, program=PROJECT):
        """Start a worker that does one unit at a time, and is dead when it is killed."""
        options = ("--host", "127.0.0.1", "--nthreads", "1", "--no-nanny", "--local-directory", str(self.folder))
        address, process = self.start("worker", *options, program=program)
        self.workers[address] = process
        return address


@pytest.fixture(scope="module")
def machines(tmp_path_factory):
    """Return two workers and their scheduler."""
    with ExitStack() as running:
        found = Machines(tmp_path_factory.mktemp("machines"), running)
        found.start("scheduler", "--host", "127.0.0.1", "--port", "0")
        for _ in range(2):
            found.worker()
        yield found


@pytest.fixture
def scheduler(machines):
    """Return the address of a scheduler that has two workers."""
    (log,) = machines.folder.glob("scheduler-*.log")
    return re.search(r"Scheduler at: +(\S+)", log.read_text())[1]


def test_many_machines_make_the_same_bytes(data, alone, scheduler, tmp_path):
    """In a folder, again where all is taken from the last build, and in a place that a URL names."""
    for out in (tmp_path / "site", tmp_path / "site", (tmp_path / "elsewhere").as_uri()):
        assert cli.main(["build", "--data", str(data), "--out", str(out), "--scheduler", scheduler]) == 0
    assert held(tmp_path / "site") == alone
    assert held(tmp_path / "elsewhere") == alone
    assert sorted(path.name for path in tmp_path.iterdir()) == ["elsewhere", "site"]


def test_what_is_wrong_is_told_as_by_one_machine(scheduler, tmp_path, capsys):
    """Errors of three departments and one between two of them, in the same order."""
    bad = several()
    for number, place in enumerate(PLACES):
        name = f"{place}/office-{number}/2023/targets.yml"
        bad[name] = bad[name].replace("fiscal_year: 2023", "fiscal_year: 1")
    bad = written(tmp_path / "data", bad)
    told = []
    for how in (("--jobs", "1"), ("--scheduler", scheduler)):
        assert cli.main(["build", "--data", str(bad), "--out", str(tmp_path / "site"), *how]) == 1
        told.append(capsys.readouterr())
    assert told[0] == told[1]
    assert len(set(re.findall(r"office-\d", told[0].out))) == 3
    assert [path.name for path in tmp_path.iterdir()] == ["data"]


def test_a_unit_that_fails_leaves_the_place_as_it_was(data, scheduler, tmp_path):
    """What a worker cannot write is said as it says it; the old site stands, and nothing of the new one."""
    out = tmp_path / "site"
    for name in ("index.html", remote.ONLY_OURS):
        written(out, {name: "old"})

    def in_the_way(_):
        for stage in out.glob(".new-*"):
            (stage / "site").mkdir(exist_ok=True)
            (stage / "site" / PLACES[1]).touch()

    order = Order(PROJECT, data, tmp_path / "work", TODAY, scheduler=scheduler, url=out.as_uri())
    with pytest.raises(PublishError, match="cannot be read or written") as raised:
        build(order, in_the_way)
    assert out.as_uri() in str(raised.value)
    assert held(out) == {"index.html": b"old", remote.ONLY_OURS: b"old"}
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_what_a_worker_raises_comes_back_as_it_was():
    """Its words and its kind go from one machine to another."""
    said = remote.Both("错", "wrong")
    for error in (UnprovedError("12 is not 13"), PublishError("/x/", said), HalfMovedError("/x/", said)):
        again = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own
        assert (type(again), str(again)) == (type(error), str(error))


def test_a_worker_that_is_lost_costs_its_units_only(data, alone, machines, scheduler, tmp_path):
    """One is killed when the first unit is done: another does what it had, and that it was lost is said."""
    machines.worker()
    address, process = next(iter(machines.workers.items()))
    noticed = []

    def kill(told):
        if "departments: 1 done" in told.en and process.poll() is None:
            process.kill()
            process.wait()
            time.sleep(0.2)  # a moment for the scheduler to see it

    build(Order(PROJECT, data, tmp_path / "site", TODAY, TODAY.isoformat(), scheduler=scheduler), kill, noticed.append)
    assert process.poll() is not None
    assert [notice.en for notice in noticed] == [f"lost {address}; others do its departments again"]
    assert held(tmp_path / "site") == alone


def test_a_worker_with_another_program_is_refused(data, machines, scheduler, tmp_path, capsys):
    """One byte of a template makes another site: the worker is named, and nothing is built."""
    for folder in ("build_scripts", "site_templates"):
        shutil.copytree(PROJECT / folder, tmp_path / "other" / folder, ignore=shutil.ignore_patterns("__pycache__"))
    with next((tmp_path / "other" / "site_templates").rglob("*.j2")).open("a") as template:
        template.write("\n")
    address = machines.worker(tmp_path / "other")
    out = tmp_path / "site"
    assert cli.main(["build", "--data", str(data), "--out", str(out), "--scheduler", scheduler]) == 2
    assert f"{address}: 那里的程序" in capsys.readouterr().err
    assert not out.exists()


def test_a_worker_that_does_not_see_the_folder_is_refused(tmp_path):
    """A folder of the same name that it would make on its own machine helps nobody."""
    assert cluster._unfit(program(), FolderStore(tmp_path)) is None
    for store in (FolderStore(tmp_path / "site"), remote.Stage(tmp_path.as_uri(), ".new-1-0")):
        assert "does not see the folder" in cluster._unfit(program(), store).en


def test_without_scheduler_or_dask_it_says_what_to_do(data, tmp_path, monkeypatch, capsys):
    """In a few seconds, in both languages, and as a broken set-up."""
    monkeypatch.setattr(cluster, "CONNECT", 0.2)
    call = ["build", "--data", str(data), "--out", str(tmp_path / "site"), "--scheduler", "tcp://127.0.0.1:9"]
    assert cli.main(call) == 2
    assert "no Dask scheduler answers there (run dask scheduler" in capsys.readouterr().err
    monkeypatch.delitem(sys.modules, cluster.__name__)
    monkeypatch.setitem(sys.modules, "distributed", None)
    assert cli.main(call) == 2
    assert "pip install mingzhang[cluster]" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (["serve", "--out", "s3://bucket/site"], "serve works on this machine alone"),
        (["serve", "--scheduler", "tcp://127.0.0.1:9"], "serve works on this machine alone"),
        (["build", "--plain", "--scheduler", "tcp://127.0.0.1:9"], "--plain works on this machine alone"),
        (["build", "--plain", "--out", "s3://bucket/site"], "--plain works on this machine alone"),
        (["build", "--out", "carrier-pigeon://site"], "no URL that can be used"),
        (["build", "--out", f"file://{PROJECT}/content/site"], "must neither lie in"),
    ],
)
def test_what_cannot_be_asked_is_refused(data, call, said, capsys):
    """A sentence says why."""
    assert cli.main([*call, "--data", str(data)]) == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize("address", ["localhost", "tcp://localhost", "http://localhost:8786"])
def test_an_address_that_is_none_is_refused(address, capsys):
    """Before anything is begun."""
    with pytest.raises(SystemExit):
        cli.main(["build", "--scheduler", address])
    assert "should be like tcp://host:8786" in capsys.readouterr().err


class Bucket(AsyncFileSystemWrapper):
    """An object store: no folders, everything at once, and moving is copying."""

    protocol = "bucket"
    cachable = False

    def __init__(self, **_):
        """Stand on this process's memory."""
        super().__init__(MemoryFileSystem())

    @classmethod
    def _strip_protocol(cls, path):
        return MemoryFileSystem._strip_protocol(path.removeprefix("bucket://")) if isinstance(path, str) else path


@pytest.fixture
def bucket():
    """Return the files of an empty object store."""
    fsspec.register_implementation("bucket", Bucket, clobber=True)
    MemoryFileSystem.store.clear()
    yield MemoryFileSystem.store
    MemoryFileSystem.store.clear()


def test_an_object_store_gets_the_same_site_and_loses_what_is_gone(data, alone, bucket):
    """What a killed build has staged a day ago is gone too; what another may be staging now stays."""
    place = "/portal/site"
    for name in (
        remote.ONLY_OURS,
        "gone/index.html",
        ".new-100-left/site/index.html",
        f".new-{int(time.time())}-other/x",
    ):
        MemoryFileSystem().pipe_file(f"{place}/{name}", b"old")
    assert cli.main(["build", "--data", str(data), "--out", "bucket://portal/site", "--jobs", "1"]) == 0
    found = {name.removeprefix(f"{place}/"): file.getvalue() for name, file in bucket.items()}
    (other,) = found.keys() - alone.keys()
    assert other.endswith("-other/x")
    assert {name: content for name, content in found.items() if name != other} == alone


def test_what_is_not_ours_is_not_replaced(data, bucket, capsys):
    """Neither somebody's files nor a file."""
    MemoryFileSystem().pipe_file("/portal/site/letters.txt", b"mine")
    for out in ("bucket://portal/site", "bucket://portal/site/letters.txt"):
        assert cli.main(["build", "--data", str(data), "--out", out]) == 2
        assert "nothing was published" in capsys.readouterr().err
    assert {name: file.getvalue() for name, file in bucket.items()} == {"/portal/site/letters.txt": b"mine"}


def moved(tmp_path, monkeypatch, fails_at=""):
    """Stage three files, one of them here, and return the order in which they are moved."""
    order = []
    move = remote._move

    def noted(files, old, new):
        for pair in zip(old, new, strict=True):
            if "/.new-" not in pair[1]:
                order.append(pair[1].rpartition("/")[2])
                assert order[-1] != fails_at, "no more space"
            move(files, *([side] for side in pair))

    monkeypatch.setattr(remote, "_move", noted)
    new = written(tmp_path / "new", {"index.html": "home", "assets/a.css": "look"})
    with staged((tmp_path / "out").as_uri()) as stage:
        stage.write_all({"first/look.html": b"made once more"})
        stage.empty()
        stage.write_all({"b.html": b"page of a department", "a.html": b"page of all"})
        stage.move_in(new, {"a.html"})
    return order


def test_pages_that_lead_to_others_come_last(tmp_path, monkeypatch):
    """Whoever follows a link while a site is moved in finds what it leads to."""
    assert moved(tmp_path, monkeypatch) == ["a.css", "b.html", "a.html", "index.html"]
    assert sorted(held(tmp_path / "out")) == ["a.html", "assets/a.css", "b.html", "index.html"]


def test_a_site_that_was_half_moved_in_is_said_to_be_so(tmp_path, monkeypatch):
    """There is no way back then, and no word that all is as it was."""
    with pytest.raises(HalfMovedError, match="old and new are mixed now"):
        moved(tmp_path, monkeypatch, fails_at="a.html")
    assert sorted(held(tmp_path / "out")) == ["assets/a.css", "b.html"]
