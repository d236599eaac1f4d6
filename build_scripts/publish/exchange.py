"""One step of the system in which two folders change their names, so that nobody ever finds neither: Linux alone has it."""

from __future__ import annotations

import ctypes
import errno
import os
from pathlib import Path

_HERE, _EXCHANGE = -100, 2
"""``AT_FDCWD`` and ``RENAME_EXCHANGE`` of the system's headers."""
NOT_THERE = {errno.ENOSYS, errno.EINVAL, errno.EXDEV, errno.EBUSY, errno.EOPNOTSUPP}
"""What is said by a system, a file system or a mount point that has no such step."""


def exchange(one: Path, other: Path) -> None:
    """Let two folders change their names.

    Raises:
        OSError: where that cannot be, with a number of ``NOT_THERE`` where it never can.
    """
    library = ctypes.CDLL(None, use_errno=True)
    if not hasattr(library, "renameat2"):
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))
    if library.renameat2(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE):
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), f"{other}")
