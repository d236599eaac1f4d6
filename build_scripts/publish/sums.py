"""The checksums of a whole site: one list at its root, which ``sha256sum -c`` reads.

What was written by this build, or stays as an earlier one has written it, is not read again: its digest is known.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import file_digest

from build_scripts.opendata.archive import checksums
from build_scripts.publish.folder import files_in
from build_scripts.publish.stores import FolderStore
from build_scripts.reading.releases import CHECKSUMS

MANIFEST = "build.json"
"""Where a site tells what it was made of, below its root."""
SIGNATURES = (f"{CHECKSUMS}.sig", f"{CHECKSUMS}.minisig")
"""Where it has a signature of its checksums, made by ``ssh-keygen`` or by minisign."""


def write_sums(folder: FolderStore, known: Mapping[str, str], elsewhere: Iterable[str]) -> dict[str, str]:
    """Write the checksums of a site that is whole, and return them by the files' paths.

    ``folder`` has its new files; ``elsewhere`` are those that it has besides, whose digests are ``known``, as those of most
    new ones are. Where the checksums are those of the site before, the signatures of these stay too.
    """
    digests = {}
    for url, entry in files_in(folder.root).items():
        if url in known:
            digests[url] = known[url]
        else:
            with open(entry.path, "rb") as file:  # noqa: PTH123 - a Path each is dear
                digests[url] = file_digest(file, "sha256").hexdigest()
    digests |= {url: known[url] for url in elsewhere}
    folder.write_all({CHECKSUMS: checksums(digests)})
    if CHECKSUMS in folder.stays and folder.before is not None:
        folder.stays.update(name for name in SIGNATURES if (folder.before / name).is_file())
    return digests | {CHECKSUMS: folder.digests[CHECKSUMS]}
