"""Are weaknesses of the pinned libraries known? ``python benchmarks/advisories.py`` asks pip-audit, where it can answer.

Exit codes: 0 none is known, 1 some are, 2 nothing was looked at. What did not run is never told as a clean answer.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).parent.parent
PINNED = ("requirements.txt", "requirements-cluster.txt")
"""What makes a site; what only checks the program is not on anybody's server."""
NONE_KNOWN, KNOWN, NOT_RUN = 0, 1, 2


def asked(program: str, pinned: str) -> tuple[list[dict[str, object]] | None, str]:
    """Return what pip-audit tells of each library, None where it tells nothing, and its last words."""
    call = (program, "--format", "json", "--progress-spinner", "off", "--disable-pip", "--require-hashes", "-r", pinned)
    told = subprocess.run(call, cwd=PROJECT, capture_output=True, text=True, check=False)
    try:
        return json.loads(told.stdout)["dependencies"], ""
    except (ValueError, KeyError, TypeError):
        return None, (told.stderr.strip().splitlines() or ["?"])[-1]


def main() -> int:
    """Ask for each file of pins and say what came of it."""
    beside = Path(sys.executable).parent
    program = shutil.which("pip-audit", path=str(beside)) or shutil.which("pip-audit")
    if program is None:
        print("没有查：没有装 pip-audit（在能上网的机器上 pip install pip-audit，再执行一次）")
        print(
            "Not looked at: pip-audit is not installed (pip install pip-audit where there is a network, and run this again)"
        )
        return NOT_RUN
    known = looked = 0
    for pinned in PINNED:
        found, why = asked(program, pinned)
        if found is None:
            print(f"没有查：pip-audit 没有答复（{why}）")
            print(f"Not looked at: pip-audit gave no answer ({why})")
            return NOT_RUN
        for library in found:
            looked += 1
            for one in library.get("vulns") or ():
                known += 1
                fixed = ", ".join(one.get("fix_versions") or ()) or "–"
                print(f"{pinned}: {library['name']} {library['version']}: {one['id']} → {fixed}")
    print(f"查了 {looked} 个库，已知的漏洞 {known} 个；随站点的脚本（fflate、plotly.js）不在其中")
    print(
        f"{looked} libraries looked at, {known} known weaknesses; scripts on the site (fflate, plotly.js) are not among them"
    )
    return KNOWN if known else NONE_KNOWN


if __name__ == "__main__":
    sys.exit(main())
