"""What the program stands on: one table of it, a bill of materials, and an answer on known weaknesses that is never made up."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from importlib.metadata import files

import advisories
import pytest
import sbom
from conftest import PROJECT
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

TABLE = dict(
    re.findall(
        r"^\| `([@\w./-]+)` \| [^|]+ \| ([^|]+) \|$",
        (PROJECT / "CONTRIBUTING.md")
        .read_text("utf-8")
        .partition("### 程序库 · Dependencies")[2]
        .partition("\n### ")[0],
        re.MULTILINE,
    )
)
PYTHON = {
    name.lower()
    for file in PROJECT.glob("requirements*.in")
    for name in re.findall(r"^([A-Za-z][\w.-]*)", file.read_text("utf-8"), re.MULTILINE)
}
SCRIPTS = json.loads((PROJECT / "package.json").read_text("utf-8"))["devDependencies"].keys()
ELSEWHERE = {"cosmic-ray", "coverage", "properdocs", "zensical", "atheris"}
"""Installed for ``make mutants``, ``make hedge`` or ``make fuzz`` alone."""
IN_OTHER_WORDS = {
    "BSD": ("BSD-",),
    "BSD License": ("BSD-",),
    "BSD license (see license.txt for details), Copyright (c) 2000-2025, ReportLab Inc.": ("BSD-",),
    "Apache License": ("Apache-2.0",),
    "Apache License, Version 2.0": ("Apache-2.0",),
}
"""What packages without an SPDX expression say → how the licence's identifier begins."""


def test_the_table_has_every_direct_dependency_and_no_other():
    """Requirements of Python and of scripts: each has its reason, and none is left that is not used any more."""
    assert set(TABLE) == PYTHON | SCRIPTS


@pytest.mark.parametrize("name", sorted(PYTHON - ELSEWHERE))
def test_a_licence_is_the_one_that_the_package_tells(name):
    """By its metadata; where these have only the text of a licence, by its words."""
    told = sbom.licence_of(name)
    if told.startswith("Copyright") or not told:
        (text,) = (
            one.read_text() for one in files(name) if one.name in {"LICENSE", "LICENSE.txt"} and "dist-info" in str(one)
        )
        told = "MIT" if "Permission is hereby granted, free of charge" in text else "?"
    assert TABLE[name].startswith(IN_OTHER_WORDS.get(told, (told,)))


@pytest.mark.parametrize("name", sorted(SCRIPTS))
def test_and_of_a_script_by_the_lock(name):
    """The lock of npm has the licence of every package."""
    locked = json.loads((PROJECT / "package-lock.json").read_text("utf-8"))["packages"]
    assert locked[f"node_modules/{name}"]["license"] == TABLE[name]


def test_the_bill_of_materials_is_that_of_the_pins():
    """It is what its program writes, the same every time, and has every pinned library and vendored script with its hash."""
    written = sbom.WRITTEN.read_text("utf-8")
    assert sbom.bill() == written, "python benchmarks/sbom.py"
    told = json.loads(written)
    pins = set(re.findall(r"^([\w.-]+)==([^\s;]+)", (PROJECT / "requirements.txt").read_text("utf-8"), re.MULTILINE))
    vendored = set(
        re.findall(
            r"^\| `[\w.-]+` \| ([\w.-]+)[^|]*\| ([\d.]+)",
            (sbom.WRITTEN.parent / "javascripts/vendor/README.md").read_text("utf-8"),
            re.MULTILINE,
        )
    )
    assert len(vendored) == 2
    assert {(one["name"], one["version"]) for one in told["components"]} == pins | vendored
    assert all(one["hashes"] and one["licenses"] for one in told["components"])
    assert "timestamp" not in written


def test_the_bill_of_materials_is_cyclonedx():
    """The schema of CycloneDX 1.6 finds nothing in it, and something where a part has no name."""
    told = json.loads(sbom.WRITTEN.read_text("utf-8"))
    validator = JsonStrictValidator(SchemaVersion.V1_6)
    assert validator.validate_str(json.dumps(told)) is None
    del told["components"][0]["name"]
    assert validator.validate_str(json.dumps(told)) is not None


def test_what_was_not_looked_at_is_not_said_to_be_clean(tmp_path):
    """Without pip-audit, and where it ends without an answer, the exit code is neither that of a clean answer nor of a weakness."""
    call = (sys.executable, PROJECT / "benchmarks/advisories.py")
    told = subprocess.run(call, env={"PATH": str(tmp_path)}, capture_output=True, text=True, check=False)
    if "pip-audit" not in told.stdout.partition("\n")[0]:
        pytest.skip("pip-audit is installed here")
    assert told.returncode == advisories.NOT_RUN
    assert "Not looked at" in told.stdout
    assert advisories.asked("/bin/false", "requirements.txt") == (None, "?")
