"""A signature of a site's checksums: that they are the publisher's is told by whoever has the publisher's key.

``ssh-keygen`` signs and verifies; it comes with OpenSSH, which nearly every machine has. The signature covers the list of
checksums, and so every file of the site. The keys stand in ``portal.yml`` and are published beside the signature, in the
form that ``ssh-keygen`` reads; who has seen a key elsewhere need not take the site's word for it.
"""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from build_scripts.publish.folder import PublishError
from build_scripts.publish.sums import SIGNATURES
from build_scripts.reading.releases import CHECKSUMS
from build_scripts.words.language import Both

SIGNERS = "allowed_signers"
"""Where a site has the keys of its publisher, below its root."""
_PUBLISHER, _PURPOSE = "publisher", "mingzhang"
"""What the keys' owner is called there, and what they sign: the same for every portal, so that one command fits all."""


def signers_files(keys: Iterable[str]) -> dict[str, bytes]:
    """Return the file that has the keys of a portal's publisher; none where there are no keys."""
    lines = [f'{_PUBLISHER} namespaces="{_PURPOSE}" {key}\n' for key in keys]
    return {SIGNERS: "".join(lines).encode()} if lines else {}


def signature(sums: bytes, key: Path, keys: Iterable[str]) -> Mapping[str, bytes]:
    """Return the file that signs checksums with a private key, or with that of a public one which an agent holds.

    Raises:
        PublishError: where that cannot be done, and where none of the portal's ``keys`` verifies it.
    """
    known = signers_files(keys)
    if not known:
        said = Both(
            "portal.yml 没有 signing_keys，读者无从核对签名；请先把公钥写在那里",
            "portal.yml has no signing_keys, and readers could not check a signature; write the public key there first",
        )
        raise PublishError("--sign", said)
    made = _ssh_keygen(sums, "sign", "-f", str(key))
    if made.returncode:
        said = Both("未能签名", f"could not sign: {made.stderr.decode(errors='replace').strip()}")
        raise PublishError(key, said)
    with tempfile.TemporaryDirectory() as folder:
        signers, signed = Path(folder) / SIGNERS, Path(folder) / SIGNATURES[0]
        signers.write_bytes(known[SIGNERS])
        signed.write_bytes(made.stdout)
        checked = _ssh_keygen(sums, "verify", "-f", str(signers), "-I", _PUBLISHER, "-s", str(signed))
    if checked.returncode:
        said = Both(
            "这个密钥的公钥不在 portal.yml 的 signing_keys 里；请换用其中一个的私钥，或先把它的公钥写进去",
            "its public key is not among signing_keys of portal.yml; sign with one of those, or write it there first",
        )
        raise PublishError(key, said)
    return {SIGNATURES[0]: made.stdout}


def _ssh_keygen(content: bytes, does: str, *words: str) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(  # noqa: S603 - no shell
            ("ssh-keygen", "-Y", does, "-n", _PURPOSE, *words),  # noqa: S607 - of the system, wherever it has it
            input=content,
            capture_output=True,
            check=False,
        )
    except FileNotFoundError as error:
        said = Both(
            f"没有找到 ssh-keygen，请安装 OpenSSH（Debian: apt install openssh-client）；也可以不签，之后在别的机器上为 {CHECKSUMS} 签名",
            f"there is no ssh-keygen; install OpenSSH (Debian: apt install openssh-client), or sign {CHECKSUMS} on another machine",
        )
        raise PublishError("ssh-keygen", said) from error
