"""Files packed into one zip; the same files give the same bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping

SAME_DAY = (1980, 1, 1, 0, 0, 0)
"""No file in it has a day of its own: the day of the data stands in what is told of them."""
_READABLE = 0o644 << 16
CHECKSUMS = "SHA256SUMS"
"""The file that has the checksums of all others, as ``sha256sum -c`` reads them."""


def checksums(digests: Mapping[str, str]) -> bytes:
    """Return the content of ``CHECKSUMS``; ``digests`` has the SHA-256 of each other file by its name."""
    return "".join(f"{digest}  {name}\n" for name, digest in sorted(digests.items())).encode()


def packed(files: Iterable[tuple[str, Iterable[bytes]]]) -> bytes:
    """Return a zip of files; each has a name and its content in pieces."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, pieces in files:
            info = zipfile.ZipInfo(name, SAME_DAY)
            info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, _READABLE
            with archive.open(info, "w") as member:
                for piece in pieces:
                    member.write(piece)
    return made.getvalue()
