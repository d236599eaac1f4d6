"""Kinds that LibreOffice turns into ``.docx`` or ``.xlsx``, where it is installed."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from build_scripts.carriers.refusals import CarrierError
from build_scripts.words.language import Both

_MOST_SECONDS = 25
_MISSING = Both(
    "这是{kind}，要有 LibreOffice 才能读取，这台电脑上没有安装。请用 Word、Excel 或 WPS 打开，另存为 {to}，再导入；"
    "或安装 LibreOffice（https://zh-cn.libreoffice.org/）",
    "{kind}: to read it needs LibreOffice, which is not installed on this computer; open the file in Word, Excel or WPS,"
    " save it as {to} and import that, or install LibreOffice (https://www.libreoffice.org/)",
)
_FAILED = Both(
    "这是{kind}，LibreOffice 打不开：可能有密码、已损坏或太大。请用 Word、Excel 或 WPS 打开，另存为 {to}，再导入",
    "{kind}: LibreOffice cannot open it; it may have a password, be damaged or too large; open it in Word, Excel or"
    " WPS, save it as {to} and import that",
)
_WITHIN_LIMITS = [] if sys.platform == "win32" else ["sh", "-c", 'ulimit -v 1048576; exec "$0" "$@"']
"""At most 1 GiB of memory, where the system can see to it."""
# No macro is run and nothing is fetched, whatever the file asks for.
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
</oor:items>
"""


def converted(data: bytes, suffix: str, to: str, kind: Both) -> bytes:
    """Return a file of ``kind``, which usually has ``suffix``, as ``to`` (``docx`` or ``xlsx``).

    Raises:
        CarrierError: where LibreOffice is not installed or cannot open the file.
    """
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise CarrierError(_MISSING.format(kind=kind, to=to))
    with TemporaryDirectory(prefix="mingzhang-") as name:
        folder = Path(name)
        profile = folder / "profile" / "user"
        profile.mkdir(parents=True)
        (profile / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
        given = folder / f"form{suffix}"
        given.write_bytes(data)
        command = [
            *_WITHIN_LIMITS,
            *(
                program,
                "--headless",
                "--norestore",
                "--nolockcheck",
                f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            ),
            *("--convert-to", to, "--outdir", str(folder / "out"), str(given)),
        ]
        silent = subprocess.DEVNULL
        with subprocess.Popen(command, stdout=silent, stderr=silent, start_new_session=True) as office:  # noqa: S603
            try:
                office.wait(_MOST_SECONDS)
            except subprocess.TimeoutExpired:
                _end(office)
        try:
            return (folder / "out" / f"form.{to}").read_bytes()
        except OSError as error:
            raise CarrierError(_FAILED.format(kind=kind, to=to)) from error


def _end(office: subprocess.Popen[bytes]) -> None:
    """End LibreOffice and every process that it has begun."""
    if sys.platform == "win32":
        office.kill()
    else:
        os.killpg(office.pid, signal.SIGKILL)
