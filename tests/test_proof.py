"""A site proves what it is: it tells what it was made of, and lists the checksum of each of its files."""

from __future__ import annotations

import getpass
import json
import platform
import shutil
import subprocess
from datetime import date
from hashlib import sha256

import pytest
from conftest import PROJECT, TREE

from build_scripts.brought import BROUGHT
from build_scripts.cli import main
from build_scripts.opendata.archive import checksums
from build_scripts.publish import digest_of_program
from build_scripts.units.keeping import PROGRAM
from build_scripts.units.parting import Parted

OFFICE = "wuhan-jiangxia/gov-office"
FORM = f"{OFFICE}/2023/projects/road-repair.yml"
CALLER = 'narratives:\n  - kind: "person"\n    heading: "填表人"\n    text: "王小明"\n    source_line: 50\n'
REPLY = f"""\
known_gaps:
  - statement: "{OFFICE}/2023/targets"
    rule: "STR-02"
    cells:
      - column: "implementing_unit"
        printed: ""
        finding: "提示"
    reason: "原件如此。"
    until: "2027-03-31"
"""


def git(folder, *words):
    """Run git in a folder."""
    name = ("-c", "user.name=t", "-c", "user.email=t@example.cn")
    subprocess.run(("git", "-C", folder, *name, *words), check=True, capture_output=True)


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """Return a project of its own under git, with a page, a template and settings beside its data."""
    folder = tmp_path_factory.mktemp("proof") / "portal"
    own = {
        "content/about.md": "# 关于\n",
        "site_templates/macros/address.html.j2": (BROUGHT / "site_templates/macros/address.html.j2").read_text("utf-8"),
        "mkdocs.yml": "copyright: 某区财政局\n",
        ".gitignore": "/site/\n/.cache/\n.site*\n",
        **{f"data/{name}": text for name, text in TREE.items()},
    }
    for name, text in own.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    git(folder.parent, "init", "--quiet", "portal")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "-m", "first")
    return folder


def built(project, *words):
    """Build a project and return its site."""
    assert main(["build", "--project", str(project), *words]) == 0
    return project / "site"


def told(site):
    """Return what a site tells of what it was made of."""
    return json.loads((site / "build.json").read_bytes())


def check_sums(site):
    """Have ``sha256sum`` look at every file of a site, and see that there is none besides."""
    subprocess.run(("sha256sum", "--quiet", "--strict", "-c", "SHA256SUMS"), cwd=site, check=True)
    listed = {line[66:] for line in (site / "SHA256SUMS").read_text("utf-8").splitlines()}
    assert listed == {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()} - {"SHA256SUMS"}


def test_a_site_tells_every_file_that_it_was_made_of(project):
    """Data, pages, templates and settings by their digests, the program, the commit: all of it what is really there."""
    manifest = told(built(project))
    inputs = {path.relative_to(project).as_posix(): path.read_bytes() for path in project.rglob("*") if path.is_file()}
    ours = {
        name: sha256(data).hexdigest()
        for name, data in inputs.items()
        if name.split("/")[0] in {"content", "data", "mkdocs.yml", "site_templates"}
    }
    assert manifest["inputs"] == ours
    assert list(ours) != []
    assert manifest["inputs_not_named"] == 0
    head = subprocess.run(("git", "-C", project, "rev-parse", "HEAD"), capture_output=True, text=True, check=True)
    assert manifest["commit"] == {"id": head.stdout.strip(), "clean": True}
    assert manifest["program"]["version"] == subprocess.run(
        ("python3", "-c", "import build_scripts; print(build_scripts.__version__)"),
        cwd=PROJECT, capture_output=True, text=True, check=True,
    ).stdout.strip()  # fmt: skip
    assert (manifest["day"], manifest["release"]) == (None, None)
    assert manifest["libraries"]["mkdocs-material"]


def test_a_commit_has_one_manifest_wherever_it_is_checked_out(project, tmp_path):
    """Another folder makes the same bytes, and they name no folder, no machine and nobody; what is not committed is told."""
    site = built(project)
    git(tmp_path, "clone", "--quiet", str(project), "别 处")
    again = built(tmp_path / "别 处", "--jobs", "1")
    for name in ("build.json", "SHA256SUMS"):
        assert (site / name).read_bytes() == (again / name).read_bytes()
    text = (site / "build.json").read_text("utf-8")
    assert [word for word in (str(project.parent), getpass.getuser(), platform.node()) if f'{word}"' in text] == []
    portal = tmp_path / "别 处/data/portal.yml"
    portal.write_text(f"{portal.read_text('utf-8')}# 未提交\n", encoding="utf-8")
    assert told(built(tmp_path / "别 处"))["commit"]["clean"] is False


def test_a_build_that_takes_old_work_again_tells_what_is_there(project, tmp_path):
    """After an edit every file is listed, and every digest is right; that a full build lists the same, ``test_units_kept`` shows."""
    copy = tmp_path / "copy"
    shutil.copytree(project, copy)
    before = told(built(copy))["inputs"]
    form = copy / "data" / FORM
    form.write_text(form.read_text("utf-8").replace("道路平整", "道路平坦"), encoding="utf-8")
    site = built(copy)
    check_sums(site)
    assert {name for name, digest in told(site)["inputs"].items() if before[name] != digest} == {f"data/{FORM}"}


def test_every_file_of_a_whole_portal_is_listed(real_site):
    """Pages, downloads, pictures, scripts: ``sha256sum -c`` finds all of them as they are listed, and none is missing."""
    check_sums(real_site)


def test_nothing_is_told_of_a_file_that_says_what_is_kept_back(tmp_path):
    """Of a held form no file has a digest by which a guess could be confirmed, nor has what speaks of it; they are counted."""
    copy = tmp_path / "copy"
    shutil.copytree(PROJECT / "example", copy / "data")
    site = built(copy)
    manifest, place = told(site), "example-district/transport-bureau"
    hidden = [
        f"{place}/2024/projects/hotline.yml",
        *(f"{place}/{name}.yml" for name in ("department", "known_gaps", "replies", "restatements")),
    ]
    (source,) = (
        line.split('"')[1]
        for line in (copy / "data" / hidden[0]).read_text("utf-8").splitlines()
        if "document:" in line
    )
    hidden.append(f"sources/{source}.yml")
    assert manifest["inputs_not_named"] == len(hidden)
    there = {
        f"data/{path.relative_to(copy / 'data').as_posix()}"
        for path in (copy / "data").rglob("*")
        if path.suffix in {".yml", ".zip"}
    }
    assert there - manifest["inputs"].keys() == {f"data/{name}" for name in hidden}
    digests = [sha256((copy / "data" / name).read_bytes()).hexdigest().encode() for name in hidden]
    files = [
        path.read_bytes()
        for path in site.rglob("*")
        if path.suffix in {".json", ".csv", ".html", ""} and path.is_file()
    ]
    assert not [digest for digest in digests for data in files if digest in data]


def test_nor_of_one_with_a_name_that_is_not_shown(project, tmp_path):
    """A form whose author's name the portal does not show could be guessed at name by name: it is counted, with its department."""
    copy = tmp_path / "copy"
    shutil.copytree(project, copy, ignore=shutil.ignore_patterns("site"))
    form = copy / "data" / FORM
    form.write_text(form.read_text("utf-8") + CALLER, encoding="utf-8")
    manifest = told(built(copy))
    assert manifest["inputs_not_named"] == 2
    assert {f"data/{FORM}", f"data/{OFFICE}/department.yml"}.isdisjoint(manifest["inputs"])
    assert f"data/{OFFICE}/2023/targets.yml" in manifest["inputs"]


@pytest.mark.parametrize(
    ("dates", "today", "day"),
    [
        ((), "2026-11-01", ""),
        (("2024-06-01", "2027-03-31"), "2026-11-01", "2024-06-02"),
        (("2024-06-01", "2027-03-31"), "2027-03-31", "2027-03-31"),
        (("2024-06-01", "2027-03-31"), "2030-01-01", "2027-04-01"),
        (("2027-03-31", "2024-99-01"), "2026-11-01", "2027-03-29"),
    ],
)
def test_the_day_is_the_first_on_which_the_site_is_the_same(dates, today, day):
    """A build tomorrow tells the same as today's, unless tomorrow is a day that the data name: whoever builds takes that day."""
    assert Parted((), frozenset(), frozenset(dates)).day(date.fromisoformat(today)) == day


def test_a_site_is_the_same_on_every_day_until_one_that_is_named(project, tmp_path, monkeypatch):
    """Where a gap is accepted until a day, builds on other days before it tell the same; a build behind it tells another."""
    copy = tmp_path / "copy"
    shutil.copytree(project, copy, ignore=shutil.ignore_patterns("site"))
    (copy / "data" / OFFICE / "known_gaps.yml").write_text(REPLY, encoding="utf-8")
    git(copy, "add", "data")
    git(copy, "commit", "--quiet", "-m", "a gap")
    sums = []
    for day in ("2026-11-01", "2027-03-01", "2027-05-01"):
        seconds = int((date.fromisoformat(day) - date(1970, 1, 1)).total_seconds())
        monkeypatch.setenv("SOURCE_DATE_EPOCH", str(seconds))
        sums.append((built(copy) / "SHA256SUMS").read_bytes())
    assert sums[0] == sums[1] != sums[2]


def test_the_program_has_one_digest_as_a_wheel_and_as_a_repository(tmp_path):
    """What a wheel holds beside its modules is told as what the repository holds; another line in a module is another digest."""
    ours = digest_of_program(PROGRAM)
    copy = tmp_path / "build_scripts"
    shutil.copytree(PROGRAM, copy, ignore=shutil.ignore_patterns("__pycache__", "portal"))
    assert digest_of_program(copy) == ours
    (copy / "build.py").write_bytes((copy / "build.py").read_bytes() + b"\n")
    assert digest_of_program(copy) != ours


def test_any_name_of_a_file_is_listed_as_sha256sum_reads_it(tmp_path):
    """Names with a line break or a backslash are escaped as the program does it, others stand as they are."""
    names = ("plain.txt", "two words.txt", "反斜杠\\和\n换行.txt", "中文.txt")
    for name in names:
        (tmp_path / name).write_bytes(name.encode())
    (tmp_path / "sums").write_bytes(checksums({name: sha256(name.encode()).hexdigest() for name in names}))
    subprocess.run(("sha256sum", "--quiet", "--strict", "-c", "sums"), cwd=tmp_path, check=True)


@pytest.fixture(scope="module")
def signed(project, tmp_path_factory):
    """Return a portal whose site is signed, and the key that signed it."""
    folder = tmp_path_factory.mktemp("signed")
    for name in ("key", "another"):
        subprocess.run(
            ("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "someone@machine", "-f", folder / name), check=True
        )
    shutil.copytree(project, folder / "portal")
    kind, key, _ = (folder / "key.pub").read_text("utf-8").split()
    with (folder / "portal/data/portal.yml").open("a", encoding="utf-8") as file:
        file.write(f'signing_keys:\n  - "{kind} {key}"\n')
    built(folder / "portal", "--sign", str(folder / "key"))
    return folder


def verified(site, capsys):
    """Return the exit code of ``mingzhang verify`` for a site, and of its checks on it the files that differ."""
    code = main(["verify", str(site), "--format", "json"])
    report = json.loads(capsys.readouterr().out)
    looked = {check["id"]: check for check in report["checks"]}
    return code, looked["signature"]["agree"], [item["file"] for item in report["differences"]]


def test_a_signature_is_the_publishers(signed, capsys):
    """What ``--sign`` writes is what ``ssh-keygen`` verifies with the published key; the name in the key's file is not told."""
    site = signed / "portal/site"
    call = "ssh-keygen -Y verify -f allowed_signers -I publisher -n mingzhang -s SHA256SUMS.sig"
    with (site / "SHA256SUMS").open("rb") as sums:
        subprocess.run(call.split(), cwd=site, stdin=sums, check=True, capture_output=True)
    check = subprocess.run(("sha256sum", "--quiet", "--strict", "-c", "SHA256SUMS"), cwd=site, check=False)
    assert check.returncode == 0
    assert b"someone" not in (site / "allowed_signers").read_bytes()
    capsys.readouterr()
    assert verified(site, capsys) == (0, 1, [])


def test_what_was_changed_on_the_server_is_found(signed, tmp_path, capsys):
    """A changed, a missing and an added file are named; whoever changes the list too has no signature for it."""
    site = tmp_path / "site"
    shutil.copytree(signed / "portal/site", site)
    page, data = site / "index.html", (site / "index.html").read_bytes()
    page.write_bytes(data + b"<!-- -->")
    (site / "robots.html").write_bytes(b"")
    (site / "about/index.html").unlink()
    assert verified(site, capsys) == (1, 1, ["about/index.html", "index.html", "robots.html"])
    sums = site / "SHA256SUMS"
    lines = [line for line in sums.read_text("utf-8").splitlines() if not line.endswith("  about/index.html")]
    lines = [line.replace(sha256(data).hexdigest(), sha256(page.read_bytes()).hexdigest()) for line in lines]
    (site / "robots.html").unlink()
    sums.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert verified(site, capsys) == (1, 0, ["SHA256SUMS"])
    (site / "SHA256SUMS.sig").unlink()
    assert verified(site, capsys) == (0, 0, [])  # without a key only another copy tells


def test_a_signature_stays_as_long_as_it_holds(signed, tmp_path, capsys):
    """A build that changes nothing keeps it; one that changes something and does not sign has none."""
    shutil.copytree(signed / "portal", tmp_path / "portal")
    signature = (tmp_path / "portal/site/SHA256SUMS.sig").read_bytes()
    assert (built(tmp_path / "portal") / "SHA256SUMS.sig").read_bytes() == signature
    shutil.rmtree(tmp_path / "portal/site")
    assert (built(tmp_path / "portal", "--sign", str(signed / "key")) / "SHA256SUMS.sig").read_bytes() == signature
    form = tmp_path / "portal/data" / FORM
    form.write_text(form.read_text("utf-8").replace("道路平整", "道路平坦"), encoding="utf-8")
    capsys.readouterr()
    assert not (built(tmp_path / "portal") / "SHA256SUMS.sig").exists()
    assert "这个站点没有签名" in capsys.readouterr().out


def test_nothing_is_published_with_a_signature_that_nobody_can_check(signed, project, capsys):
    """A key that the portal does not publish, none at all, or one that is no key: the site stays as it was, and it says why."""
    before = (signed / "portal/site/SHA256SUMS").read_bytes()
    for folder, key, said in (
        (signed / "portal", signed / "another", "signing_keys"),
        (signed / "portal", signed / "portal/data/portal.yml", "未能签名"),
        (project, signed / "key", "portal.yml"),
    ):
        capsys.readouterr()
        assert main(["build", "--project", str(folder), "--sign", str(key)]) == 2
        assert said in capsys.readouterr().err
    assert (signed / "portal/site/SHA256SUMS").read_bytes() == before
    assert (signed / "portal/site/SHA256SUMS.sig").is_file()
