"""How quick the page ``/explore/`` is with 50,000 rows in Chromium: loading, filtering, sorting, downloads.

    .venv/bin/python benchmarks/explore.py [rows]      (50000 by default)

The rows are the real ones again and again, each copy under jurisdictions of its own and with texts of its own, so that
nothing is gained from repetition. A filter's time runs from the event to the finished table; *painted* adds the browser's
drawing of it. Read the milliseconds as this machine's.
"""

from __future__ import annotations

import functools
import gzip
import http.server
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

from build_scripts.build import Order, build
from build_scripts.judging.audit import audit
from build_scripts.publish import write_files
from build_scripts.publish.stores import MemoryStore
from build_scripts.tables.catalogue import tables
from build_scripts.tables.chunks import chunks, index_of, pieces
from build_scripts.tables.published import Cell, Table

if TYPE_CHECKING:
    from playwright.sync_api import Page

PROJECT = Path(__file__).resolve().parent.parent
PLACES = ("indicator_id", "statement_id", "department_id", "jurisdiction_id", "goal_id")
TEXTS = ("name_raw", "target_raw", "actual_raw")
CHOICES = {
    "one letter": ("text", "率"),
    "a word": ("text", "满意度"),
    "two words": ("text", "完成 100%"),
    "no such word": ("text", "查无此词"),
    "text cleared": ("text", ""),
    "achievement": ("achievement", "met"),
    "achievement cleared": ("achievement", ""),
    "first level": ("level1", "output"),
    "second level": ("level2", "quality"),
    "levels cleared": ("level1", ""),
    "findings": ("finding", "any"),
    "no findings": ("finding", "none"),
}
MEASURE = """
async (act) => {
  const begin = performance.now();
  if (act.sort) document.querySelector(`[data-column="${act.sort}"]`).click();
  else {
    const control = document.querySelector(`#explorer [name="${act.name}"]`);
    control.value = act.value;
    control.dispatchEvent(new Event("input", { bubbles: true }));
  }
  const done = performance.now();
  await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  return [done - begin, performance.now() - begin];
}
"""


def grown(published: dict[str, Table], rows: int) -> dict[str, Table]:
    """Return the tables with the indicators copied until there are ``rows`` of them."""
    table = published["indicators"]
    made: list[tuple[Cell, ...]] = []
    places = {name: list(published[f"{name}s"].rows) for name in ("jurisdiction", "department")}
    copy = 0
    while len(made) < rows:
        made += [_copy(table, row, copy) for row in table.rows]
        if copy:
            for name, own in places.items():
                own += [_copy(published[f"{name}s"], row, copy) for row in published[f"{name}s"].rows]
        copy += 1
    extended = {f"{name}s": replace(published[f"{name}s"], rows=tuple(own)) for name, own in places.items()}
    return {**published, **extended, "indicators": replace(table, rows=tuple(made[:rows]))}


def _copy(table: Table, row: tuple[Cell, ...], copy: int) -> tuple[Cell, ...]:
    def changed(name: str, cell: Cell) -> Cell:
        if not copy or not cell:
            return cell
        if name in PLACES:
            first, slash, rest = str(cell).partition("/")
            return f"{first}-{copy}{slash}{rest}"
        return f"{cell}{copy}" if name in TEXTS else cell

    return tuple(changed(name, cell) for name, cell in zip(table.header, row, strict=True))


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder on loopback and yield its address."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def measured(page: Page) -> None:
    """Print what each filter, each sorting and each download takes."""
    print(f"{'':24}{'filtered':>12}{'painted':>12}   (ms, median and worst of 5)")
    times: dict[str, list[tuple[float, float]]] = {}
    for _ in range(5):
        for label, (name, value) in CHOICES.items():
            times.setdefault(label, []).append(page.evaluate(MEASURE, {"name": name, "value": value}))
        page.evaluate(MEASURE, {"name": "level2", "value": ""})
        page.evaluate(MEASURE, {"name": "finding", "value": ""})
    for label, runs in times.items():
        shown = [f"{median(run[k] for run in runs):.0f}/{max(run[k] for run in runs):.0f}" for k in (0, 1)]
        print(f"{label:24}{shown[0]:>12}{shown[1]:>12}")
    for column in ("name_raw", "target_raw", "department_id", "score_raw", "finding"):
        runs = [page.evaluate(MEASURE, {"sort": column}) for _ in range(4)]
        print(f"sort by {column:16}{'/'.join(f'{run[0]:.0f}' for run in runs):>24}   (up, down, up again, down again)")
    for kind in ("csv", "xlsx"):
        begin = time.perf_counter()
        with page.expect_download(timeout=120_000) as waiting:
            page.locator(f"[data-save={kind}]").click()
        size = Path(waiting.value.path()).stat().st_size
        print(f"download {kind:15}{(time.perf_counter() - begin) * 1000:>12.0f} ms, {size / 1e6:.1f} MB")


def main() -> None:
    """Build the portal, grow its rows, and measure."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 50_000
    audited, problems = audit(PROJECT / "data", lambda _: None, date(2026, 11, 1))
    assert audited, problems[:3]
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        build(Order(PROJECT, PROJECT / "data", site, date(2026, 11, 1)), lambda _: None)
        begin = time.process_time()
        made = grown(tables(audited), rows)
        store = MemoryStore()
        written = [
            (chunk, *store.write(f"explore/{chunk.name}", (chunk.content,))) for chunk in chunks(pieces(made).values())
        ]
        files = {**store.files, "explore/index.json": index_of(written, made["jurisdictions"], made["departments"])}
        packed = sum(len(gzip.compress(data)) for data in files.values())
        print(f"{rows:,} rows in {len(files)} files, {packed / 1e6:.2f} MB compressed, ", end="")
        print(f"written in {time.process_time() - begin:.1f} CPU s")
        write_files(site, files)
        chromium = subprocess.run(
            [PROJECT / "tests/chromium.sh"], check=True, stdout=subprocess.PIPE, text=True
        ).stdout.strip()
        with served(site) as origin, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
            page = browser.new_page()
            begin = time.perf_counter()
            page.goto(f"{origin}explore/")
            page.locator(".mz-results").wait_for(state="visible", timeout=60_000)
            print(f"{'loaded and shown':24}{(time.perf_counter() - begin) * 1000:>12.0f} ms")
            measured(page)
            browser.close()


if __name__ == "__main__":
    main()
