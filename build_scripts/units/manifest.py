"""What a site was made of, told in the site itself: who has the same makes the same bytes.

It tells what decides the bytes and nothing else: no clock, no place on a machine, nobody's name. Of a file that says
something which the site keeps back there is neither name nor digest; it is counted.
"""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterable, Mapping
from datetime import date
from importlib.metadata import version
from pathlib import Path

from build_scripts import __version__
from build_scripts.opendata.described import json_bytes
from build_scripts.publish import digest_of_program, project_files
from build_scripts.reading.history import Commit, commit_of
from build_scripts.reading.layout import RELEASES
from build_scripts.reading.model import ReleaseLedger
from build_scripts.reading.records import AS_OF
from build_scripts.units.keeping import LIBRARIES, PROGRAM
from build_scripts.units.parting import Parted
from build_scripts.units.work import Common, Done


def manifest(
    common: Common, found: Parted, done: Iterable[Done], days: Mapping[str, str], data: Path, project: Path, today: date
) -> bytes:
    """Return as JSON what a site was made of; see the page on checking it (``content/method/check-us.md``) for its keys."""
    units = [*done]
    files = dict(common.shared.digests)
    files |= {file.name: digest for one in units for file, digest in one.unit.files.items()}
    kept_back = frozenset[str]().union(*(one.kept_back for one in units))
    ledger = common.shared.single(ReleaseLedger)
    releases = {
        f"{common.shared.root}/{RELEASES}/{one.version}.zip": one.sha256
        for one in (ledger.releases if ledger is not None else ())
        if one.withdrawn is None
    }
    shown = {name: digest for name, digest in files.items() if name not in kept_back}
    own = project_files(project)
    told = {
        "program": {"name": "mingzhang", "version": __version__, "sha256": digest_of_program(PROGRAM)},
        "libraries": {name: version(name) for name in LIBRARIES}
        | {"sqlite": sqlite3.sqlite_version, "zlib": zlib.ZLIB_RUNTIME_VERSION},
        "commit": _told(commit_of(data, {PROGRAM, *(project / name.partition("/")[0] for name in own)})),
        "data_as_of": days.get(AS_OF) or None,
        "day": found.day(today) or None,
        "release": common.latest or None,
        "inputs": dict(sorted({**shown, **releases, **own}.items())),
        "inputs_not_named": len(files) - len(shown),
    }
    return json_bytes(told)


def _told(commit: Commit | None) -> dict[str, object] | None:
    return {"id": commit.id, "clean": commit.is_clean} if commit is not None else None
