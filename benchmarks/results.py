"""The figures of a run as a document: tables, a chart, and what a province or the nation would need."""

from __future__ import annotations

import math
import os
import platform
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from html import escape
from importlib.metadata import version
from itertools import pairwise
from pathlib import Path
from typing import Any

OURS = "Mingzhang"
PLANS = (("a district", 1_000), ("a province", 500_000), ("the nation", 10_000_000))
NIGHT = 8
"""Hours in which a whole portal is to be built."""
CORES = 16
"""Cores of a machine in the plan."""
EFFICIENCY = 0.8
"""Of a core's time how much is work: two processes on two cores are to be 1.7 times one, so more than that is not planned on."""
CHANGED = 0.01
"""Of the departments how many change something on a day."""
COLOURS = {True: "#b3541e", False: "#7a8b99"}
_ON_DASK = ("Dask workers: 1", "Dask workers: 2")
"""Read by the clock alone: the CPU is that of the client."""
_BESIDE = ("making the portal", "(pages made ready for the peers)", *_ON_DASK)
_PUBLISHING = "publishing"

Figures = dict[str, Any]


def this_machine(project: Path) -> Figures:
    """Return where and with what the figures are measured."""
    cpu = next(
        (
            line.partition(":")[2].strip()
            for line in Path("/proc/cpuinfo").read_text().splitlines()
            if line.startswith("model name")
        ),
        platform.machine(),
    )
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    asked = ["git", "-C", str(project), "rev-parse", "--short", "HEAD"]
    commit = subprocess.run(asked, capture_output=True, text=True, check=False)
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "commit": commit.stdout.strip() or "no git",
        "cpu": f"{len(os.sched_getaffinity(0))} cores, {cpu}",
        "memory": f"{memory / 2**30:.0f} GiB",
        "system": f"{platform.system()} {platform.release()}, Python {platform.python_version()}",
        "versions": {
            name: version(name)
            for name in ("pandas", "jinja2", "mkdocs", "mkdocs-material", "pydantic", "pyyaml", "plotly")
        },
        "peers": [
            line for line in (Path(__file__).parent / "requirements-peers.in").read_text().split() if "==" in line
        ],
    }


def text(found: Figures) -> str:
    """Return the document."""
    parts = [_head(found), _sizes(found), _slope(found), _stages(found), _peers(found), _plan(found)]
    return "\n\n".join(filter(None, parts)) + "\n"


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a pipe table with its numbers to the right."""
    lines = [f"| {' | '.join(header)} |", f"|---|{'---:|' * (len(header) - 1)}"]
    return "\n".join([*lines, *(f"| {' | '.join(row)} |" for row in rows)])


def _head(found: Figures) -> str:
    machine = found["machine"]
    versions = ", ".join(f"{name} {number}" for name, number in machine["versions"].items())
    return f"""# 性能 · What it costs

Measured by `make bench`; written by `python benchmarks/run.py {" ".join(str(size["forms"]) for size in found["sizes"])} --write`.
{machine["date"]}, commit {machine["commit"]}; {machine["cpu"]}, {machine["memory"]}; {machine["system"]}; {versions}; peers {", ".join(machine["peers"])}.

Made portals (`benchmarks/portals.py`, seeded): YAML to finished site in both languages, with CSVs, charts and search.
CPU is user and system time of the command and its children; memory is that of its largest process at its peak.
Seconds are this machine's, measured once: read ratios.

![CPU seconds per 1,000 forms](results.svg)"""


def _sizes(found: Figures) -> str:
    sizes = found["sizes"]
    header = ["", *(f"{size['forms']:,} forms" for size in sizes)]
    rows = [
        ["indicator rows", *(f"{size['rows']:,}" for size in sizes)],
        ["read: files, MB", *(f"{size['read']['files']:,}, {size['read']['bytes'] / 1e6:.1f}" for size in sizes)],
        [
            "written: files, MB",
            *(f"{size['written']['files']:,}, {size['written']['bytes'] / 1e6:.0f}" for size in sizes),
        ],
        ["written, kB a form", *(f"{size['written']['bytes'] / 1e3 / size['forms']:.0f}" for size in sizes)],
    ]
    for label in our_runs(found):
        rows.append([f"**{label}**: CPU s (wall)", *(_cost(size, label) for size in sizes)])
        rows.append(["– ms CPU a form; a row", *(_each(size, label) for size in sizes)])
        rows.append(
            [
                "– peak memory, MB",
                *(f"{size['costs'][label]['memory'] / 2**20:.0f}" if label in size["costs"] else "" for size in sizes),
            ]
        )
    every = [size["costs"] for size in sizes]
    for what, one, two in (
        ("two processes against one, by the clock", "cold, --jobs 1", "cold, --jobs 2"),
        ("two Dask workers against one, by the clock", *_ON_DASK),
    ):
        if all(two in costs for costs in every):
            rows.append([what, *(f"{costs[one]['wall'] / costs[two]['wall']:.2f} ×" for costs in every)])
    return "## By size\n\n" + table(header, rows)


def our_runs(found: Figures) -> list[str]:
    """Return the labels of this program's own runs."""
    labels = dict.fromkeys(label for size in found["sizes"] for label in size["costs"])
    return [label for label in labels if label.startswith(("cold", "nothing", "one form"))]


def _cost(size: Figures, label: str) -> str:
    cost = size["costs"].get(label)
    return f"{cost['cpu']:.2f} ({cost['wall']:.2f})" if cost else ""


def _each(size: Figures, label: str) -> str:
    cost = size["costs"].get(label)
    return f"{cost['cpu'] * 1e3 / size['forms']:.1f}; {cost['cpu'] * 1e3 / size['rows']:.3f}" if cost else ""


def slope(smaller: float, larger: float, times: float) -> tuple[float, float]:
    """Return how many times the cost has grown, and its exponent: 1 is linear, 2 grows with the square."""
    grown = larger / smaller if smaller else 0.0
    return grown, math.log(grown) / math.log(times) if grown > 0 else 0.0


def _slope(found: Figures) -> str:
    sizes = found["sizes"]
    rows = []
    for label in our_runs(found):
        for smaller, larger in pairwise(sizes):
            if label in smaller["costs"] and label in larger["costs"]:
                times = larger["forms"] / smaller["forms"]
                pair = [(smaller["costs"][label][kind], larger["costs"][label][kind]) for kind in ("cpu", "memory")]
                told = [
                    f"× {grown:.2f} (exponent {power:.2f})" for grown, power in (slope(*one, times) for one in pair)
                ]
                rows.append([f"{label}, {smaller['forms']:,} → {larger['forms']:,} (× {times:.1f})", *told])
    return "## Slope\n\n" + table(["", "CPU", "peak memory"], rows) if rows else ""


def _stages(found: Figures) -> str:
    sizes = [size for size in found["sizes"] if size["stages"]]
    names = list(dict.fromkeys(stage["stage"] for size in sizes for stage in size["stages"]))
    rows = []
    for name in names:
        cells = [next((stage for stage in size["stages"] if stage["stage"] == name), None) for size in sizes]
        rows.append([name, *(f"{stage['cpu']:.2f}" if stage else "" for stage in cells)])
    memory = (f"{size['stages'][-1]['memory'] / 2**20:.0f}" for size in sizes)
    rows.append(["peak memory, MB", *memory])
    return "## Stages, one process\n\nCPU seconds.\n\n" + table(
        ["", *(f"{size['forms']:,} forms" for size in sizes)], rows
    )


def peers(size: Figures) -> dict[str, Figures]:
    """Return the costs of what is not this program's."""
    ours = {*our_runs({"sizes": [size]}), *_BESIDE, "stage by stage, one process"}
    return {label: cost for label, cost in size["costs"].items() if label not in ours}


def publishing(size: Figures) -> float:
    """Return the CPU seconds of our publishing alone: MkDocs' frames, filling and writing."""
    return sum(stage["cpu"] for stage in size["stages"] if stage["stage"] == _PUBLISHING)


def _peers(found: Figures) -> str:
    sizes = [size for size in found["sizes"] if peers(size)]
    if not sizes:
        return ""
    labels = dict.fromkeys(label for size in sizes for label in peers(size))
    rows = [[label, *(_beside(size, label) for size in sizes)] for label in labels]
    own = [f"{size['costs']['cold']['cpu']:.2f}; 1; {publishing(size):.2f} alone" for size in sizes]
    rows.append([f"{OURS}: whole build; publishing", *own])
    return f"""## Peers, on the pages of the same run

CPU seconds; as a multiple of {OURS}'s whole build (YAML to site, checks and all); as a multiple of its publishing alone (MkDocs' frames, filling, writing).
Markdown and finished HTML are given to the peers ready-made. Markdown: the pages of forms in both languages, tables as pipe tables; finished HTML: every page.

{table(["", *(f"{size['forms']:,} forms" for size in sizes)], rows)}"""


def _beside(size: Figures, label: str) -> str:
    """Return what a peer cost, and that as a multiple of our whole build and of our publishing."""
    cost = size["costs"].get(label)
    if not cost:
        return ""
    whole, alone = size["costs"]["cold"]["cpu"], publishing(size)
    return f"{cost['cpu']:.2f}; {cost['cpu'] / whole:.2f} ×; {cost['cpu'] / alone:.2f} ×"


def _marginal(found: Figures) -> Figures:
    """Return what one more form costs: between the two largest sizes, or of the only one."""
    *_, last = found["sizes"]
    before = found["sizes"][-2] if len(found["sizes"]) > 1 else None
    more = last["forms"] - (before["forms"] if before else 0)

    def each(value: Any) -> float:  # noqa: ANN401 - a function of a size
        return (value(last) - (value(before) if before else 0)) / more

    return {
        "cpu": each(lambda size: size["costs"]["cold"]["cpu"]),
        "read": each(lambda size: size["read"]["bytes"]),
        "written": each(lambda size: size["written"]["bytes"]),
        "files": each(lambda size: size["written"]["files"]),
        "memory": last["costs"]["cold"]["memory"],
        "edited": last["costs"].get("one form edited"),
    }


def _plan(found: Figures) -> str:
    one = _marginal(found)
    largest = found["sizes"][-1]["forms"]
    edited = f": one edited form costs {one['edited']['cpu']:.1f} CPU s among {largest:,}" if one["edited"] else ""
    columns = list(_plan_columns(one))
    rows = [list(row) for row in zip(*columns, strict=True)]
    labels = (
        "forms",
        "CPU hours, everything anew",
        f"machines of {CORES} cores for that in {NIGHT} hours",
        "hours on one such machine",
        "CPU hours of a day's changes",
        "YAML read, GB",
        "site written, GB",
        "files written, million",
    )
    return f"""## Capacity plan

Reckoned from what one more form costs here: {one["cpu"] * 1e3:.0f} ms CPU, {one["read"] / 1e3:.0f} kB read, {one["written"] / 1e3:.0f} kB and {one["files"]:.1f} files written.
It assumes that the slope measured up to {largest:,} forms goes on, that {EFFICIENCY:.0%} of a core's time is work, and that {CHANGED:.0%} of the departments change on a day, each made anew as a whole.

{table(["", *(name for name, _ in PLANS)], ([label, *row] for label, row in zip(labels, rows, strict=True)))}

- **Machines**: the work is split by department; a machine needs no more than {one["memory"] / 2**30:.1f} GiB a process here, one process a core.
- **Storage**: the site and, while it is swapped, the one before: twice the gigabytes above. Text compresses; serve it compressed.
- **What drives the cost**: the number of files (object stores charge for each that is written, and list them slowly), then the bytes of the form pages in two languages, then CPU. Writing what has not changed is the waste to avoid.
- **Every night** needs only what changed{edited}."""


def _plan_columns(one: Figures) -> Iterator[tuple[str, ...]]:
    for _, forms in PLANS:
        hours = one["cpu"] * forms / 3600
        usable = CORES * EFFICIENCY
        yield (
            f"{forms:,}",
            f"{hours:,.1f}",
            f"{max(1, math.ceil(hours / usable / NIGHT)):,}",
            f"{hours / usable:,.1f}",
            f"{hours * CHANGED:,.2f}",
            f"{one['read'] * forms / 1e9:,.1f}",
            f"{one['written'] * forms / 1e9:,.0f}",
            f"{one['files'] * forms / 1e6:,.2f}",
        )


def chart(found: Figures) -> str:
    """Return a bar for each run at the largest size that has the most of them: CPU seconds per 1,000 forms."""
    size = max(found["sizes"], key=lambda one: (len(peers(one)), one["forms"]))
    ours = {f"{OURS}: {label}": size["costs"][label] for label in our_runs(found) if label in size["costs"]}
    bars = [(label, cost["cpu"] * 1e3 / size["forms"], label in ours) for label, cost in (ours | peers(size)).items()]
    longest = max(value for _, value, _ in bars)
    height = 30 * len(bars) + 50
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 {height}" font-family="sans-serif" font-size="13">',
        f"<title>CPU seconds per 1,000 forms, measured at {size['forms']:,} forms</title>",
        f'<rect width="800" height="{height}" fill="#fff"/>',
        f'<text x="10" y="24" font-weight="bold">CPU seconds per 1,000 forms, measured at {size["forms"]:,} forms</text>',
    ]
    for place, (label, value, own) in enumerate(bars):
        top, width = 40 + 30 * place, 400 * value / longest
        lines.append(f'<text x="310" y="{top + 15}" text-anchor="end">{escape(label)}</text>')
        lines.append(f'<rect x="320" y="{top}" width="{width:.1f}" height="20" fill="{COLOURS[own]}"/>')
        lines.append(f'<text x="{326 + width:.1f}" y="{top + 15}">{value:.1f}</text>')
    return "\n".join([*lines, "</svg>"]) + "\n"
