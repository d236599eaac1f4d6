"""What each stage costs as the portal grows: the real data copied N times, CPU seconds of one run, and their ratios.

    .venv/bin/python benchmarks/scale.py [copies …]      (1 5 20 by default)

A copy is every department again under another jurisdiction id, so pages, tables and checks grow alike.
Read the ratios (cost per indicator against the smallest run), not the seconds: those are this machine's.
"""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from build_scripts.build import assemble
from build_scripts.judging.audit import Audit
from build_scripts.judging.check import check
from build_scripts.judging.score import score
from build_scripts.pages.render import render
from build_scripts.publish import Rendered, SiteFiles, publish
from build_scripts.reading.load import load
from build_scripts.words.language import LANGUAGES

PROJECT = Path(__file__).resolve().parent.parent
TODAY = date(2026, 11, 1)
SHARED = {"form_templates", "scoring_profiles", "sources"}


def copied(data: Path, copies: int) -> Path:
    """Write the real data ``copies`` times into ``data`` and return it."""
    shutil.copytree(PROJECT / "data", data)
    places = [path for path in data.iterdir() if path.is_dir() and path.name not in SHARED]
    sources = list((data / "sources").glob("*.yml"))
    for number in range(2, copies + 1):
        for source in sources:
            shutil.copy(source, source.with_stem(f"{source.stem}-{number}"))
        for place in places:
            if any(path.is_dir() for path in place.iterdir()):
                copy = data / f"{place.name}-{number}"
                shutil.copytree(place, copy)
                for form in copy.rglob("*.yml"):  # a second form of the same words would be a copy left unedited
                    text = re.sub('^(  document: ".*)"$', rf'\1-{number}"', form.read_text("utf-8"), flags=re.MULTILINE)
                    form.write_text(re.sub('^(title: ".*)"$', rf'\1 {number}"', text, flags=re.MULTILINE), "utf-8")
    for path in [*data.rglob("replies.yml"), *data.rglob("published/*.yml")]:
        path.unlink()
    return data


class Stages:
    """CPU seconds by stage."""

    def __init__(self) -> None:
        """Start the clock."""
        self.seconds: dict[str, float] = {}
        self.last = time.process_time()

    def done(self, name: str) -> None:
        """Note what the stage that ends here has cost."""
        now = time.process_time()
        self.seconds[name] = now - self.last
        self.last = now


def run(copies: int) -> tuple[int, int, dict[str, float]]:
    """Return indicators, pages and the cost of every stage for ``copies`` of the real data."""
    with tempfile.TemporaryDirectory() as folder:
        data = copied(Path(folder) / "data", copies)
        stages = Stages()
        portal, problems = load(data)
        assert portal is not None, problems[:3]
        stages.done("load")
        results = score(portal)
        stages.done("score")
        findings = check(portal, results, TODAY)
        stages.done("check")
        files, pages, _ = assemble(Audit(portal, results, findings, TODAY), lambda _: None)
        stages.done("tables, charts, pages, proof")
        rendered = tuple(
            Rendered(page, lang, render(page, portal.settings, lang)) for lang in LANGUAGES for page in pages
        )
        stages.done("render")
        publish(PROJECT, Path(folder) / "site", portal.settings, SiteFiles(rendered, files))
        stages.done("publish")
    return sum(len(result.indicators) for result in results.values()), len(pages), stages.seconds


def main() -> None:
    """Run every size and print one table."""
    sizes = [int(word) for word in sys.argv[1:]] or [1, 5, 20]
    runs = [run(size) for size in sizes]
    print("stage".ljust(30) + "".join(f"{indicators:>12,} rows" for indicators, _, _ in runs))
    print("pages".ljust(30) + "".join(f"{pages:>17,}" for _, pages, _ in runs))
    base_rows, _, base = runs[0]
    for name in base:
        line = name.ljust(30)
        for rows, _, seconds in runs:
            ratio = (seconds[name] / rows) / (base[name] / base_rows) if base[name] else 0
            line += f"{seconds[name]:>9.2f}s ×{ratio:<5.2f}"
        print(line)
    print("× is the cost per indicator row against the first column")


if __name__ == "__main__":
    main()
