"""What the program is made of, as CycloneDX: ``python benchmarks/sbom.py`` writes it where the wheel and every site have it.

Python libraries come from the pinned requirements, with their hashes; scripts of others from the table in ``vendor/``. The
same pins make the same bytes: there is no clock and no random number in it. ``make lock`` writes it anew.
"""

from __future__ import annotations

import re
import sys
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import HashAlgorithm, HashType
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output import make_outputter
from cyclonedx.schema import OutputFormat, SchemaVersion
from packageurl import PackageURL

PROJECT = Path(__file__).parent.parent
sys.path.insert(0, str(PROJECT))
from build_scripts import __version__  # noqa: E402 - it may not be installed here

WRITTEN = PROJECT / "site_templates" / "theme" / "assets" / "sbom.cdx.json"
_PIN = re.compile(
    r"^([A-Za-z0-9._-]+)==([^\s;\\]+)([^\\\n]*)\\?\n((?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)", re.MULTILINE
)
_DIRECT = re.compile(r"^([A-Za-z0-9._-]+)", re.MULTILINE)
_VENDORED = re.compile(
    r"^\| `([\w.-]+)` \| ([\w.-]+)[^|]*\| ([\d.]+) \| (\w+)[^|]*\| `([0-9a-f]{64})` \|$", re.MULTILINE
)
_CALLED = {
    "MIT License": "MIT",
    "Apache Software License": "Apache-2.0",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
}
"""What a package without an SPDX expression calls its licence → the identifier of SPDX."""


def licence_of(name: str) -> str:
    """Return the licence of an installed package as it tells it, as an identifier of SPDX where it tells one."""
    try:
        told = metadata(name)
    except PackageNotFoundError:
        return ""
    classified = [one.rpartition(" :: ")[2] for one in told.get_all("Classifier") or () if one.startswith("License")]
    written = (told.get("License") or "").strip().split("\n")[0]
    known = next((one for one in classified if one in _CALLED), "")
    said = told.get("License-Expression") or known or written or next(iter(classified), "")
    return _CALLED.get(said, said)


def bill() -> str:
    """Return the bill of materials as JSON."""
    pins, table = (
        (PROJECT / "requirements.txt").read_text("utf-8"),
        (WRITTEN.parent / "javascripts/vendor/README.md").read_text("utf-8"),
    )
    named = LicenseFactory()
    root = Component(
        name="mingzhang", version=__version__, type=ComponentType.APPLICATION, bom_ref=f"mingzhang@{__version__}",
        purl=PackageURL("pypi", name="mingzhang", version=__version__), licenses=[named.make_from_string("MIT")],
    )  # fmt: skip
    bom = Bom(serial_number=uuid5(NAMESPACE_URL, f"mingzhang {__version__}\n{pins}\n{table}"))
    bom.metadata.component, bom.metadata.timestamp = root, None
    direct = {one.lower() for one in _DIRECT.findall((PROJECT / "requirements.in").read_text("utf-8"))}
    used = []
    for name, version, _, hashes in _PIN.findall(pins):
        purl = PackageURL("pypi", name=name, version=version)
        licence = licence_of(name)
        part = Component(
            name=name, version=version, type=ComponentType.LIBRARY, bom_ref=str(purl), purl=purl,
            licenses=[named.make_from_string(licence)] if licence else [],
            hashes=[HashType(alg=HashAlgorithm.SHA_256, content=one) for one in sorted(re.findall("[0-9a-f]{64}", hashes))],
        )  # fmt: skip
        bom.components.add(part)
        used += [part] * (name.lower() in direct)
    for file, name, version, licence, digest in _VENDORED.findall(table):
        purl = PackageURL("npm", name=name, version=version, subpath=f"assets/javascripts/vendor/{file}")
        part = Component(
            name=name, version=version, type=ComponentType.LIBRARY, bom_ref=str(purl), purl=purl,
            licenses=[named.make_from_string(licence)], hashes=[HashType(alg=HashAlgorithm.SHA_256, content=digest)],
        )  # fmt: skip
        bom.components.add(part)
        used.append(part)
    bom.register_dependency(root, used)
    return make_outputter(bom, OutputFormat.JSON, SchemaVersion.V1_6).output_as_string(indent=1) + "\n"


if __name__ == "__main__":
    WRITTEN.write_text(bill(), encoding="utf-8")
