"""The sites that stood in a place before the present one: the last few are kept beside it, and can be returned to.

Each is a folder of its own, named by when it was published. What sites have in common is on the disk once. Nobody but
their owner may look at them: they hold what may have been withdrawn since.
"""

from __future__ import annotations

import json
import os
import re
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

_NAME = re.compile(r"\d{8}T\d{6}Z")
_WRITTEN = "%Y%m%dT%H%M%SZ"


@dataclass(frozen=True)
class FormerSite:
    """A site that is kept, or the present one."""

    name: str
    """When it was published, in a form that sorts."""
    folder: Path

    @property
    def published(self) -> str:
        """When it was published, as the clock here shows it."""
        return datetime.strptime(self.name, _WRITTEN).replace(tzinfo=UTC).astimezone().strftime("%Y-%m-%d %H:%M:%S")

    @property
    def version(self) -> str:
        """The version of its data as its downloads tell it; empty where they tell none."""
        try:
            told = json.loads((self.folder / "downloads" / "datapackage.json").read_bytes())
        except (OSError, ValueError):
            return ""
        return str(told.get("version", "")) if isinstance(told, dict) else ""


def present_site(out: Path) -> FormerSite:
    """Return the site that stands in a place."""
    published = datetime.fromtimestamp(int(out.stat().st_mtime), UTC)
    return FormerSite(published.strftime(_WRITTEN), out)


def former_sites(out: Path) -> list[FormerSite]:
    """Return the sites that are kept beside a place, the oldest first."""
    kept = _kept(out)
    found = sorted(path for path in kept.iterdir() if _NAME.fullmatch(path.name)) if kept.is_dir() else []
    return [FormerSite(path.name, path) for path in found if path.is_dir() and not path.is_symlink()]


def date_site(new: Path, out: Path) -> None:
    """Write down when a site is published: later than all others of its place, whatever the clock says."""
    there = [*former_sites(out), *([present_site(out)] if out.is_dir() else [])]
    last = max((datetime.strptime(one.name, _WRITTEN).replace(tzinfo=UTC).timestamp() for one in there), default=0)
    now = max(time.time(), last + 1)
    os.utime(new, (now, now))


def keep_site(old: Path, out: Path, most: int) -> None:
    """Keep a site that has stood in a place, and only so many; what goes, goes into the folder in which ``old`` stands."""
    kept, work = _kept(out), old.parent
    if most:
        kept.mkdir(mode=0o700, exist_ok=True)
        name = present_site(old).name
        if (kept / name).exists():
            (kept / name).rename(work / f"gone-{name}")
        old.rename(kept / name)
    for one in former_sites(out)[: -most or None]:
        one.folder.rename(work / f"gone-{one.name}")
    if kept.is_dir() and not any(kept.iterdir()):
        kept.rmdir()


def _kept(out: Path) -> Path:
    return out.with_name(f".{out.name}.kept")
