"""The process that reads a file: it takes it from its input, within limits of memory and time, and answers in JSON.

A file that breaks a library breaks this process and nothing else.
"""

from __future__ import annotations

import json
import sys

from build_scripts.carriers.kinds import Conversion, read_any
from build_scripts.carriers.refusals import NESTED, TOO_LARGE, TRUNCATED, CarrierError

MOST_MEMORY, MOST_SECONDS = 1 << 30, 25
"""Bytes of address space, and seconds of processor time."""


def limit_this_process() -> None:
    """Let the system end this process where it asks for more memory or time; Windows has no such limits."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))


def answer(data: bytes) -> dict[str, object]:
    """Return the document, why there is none, or what must be made of the file before it can be read."""
    try:
        return {"document": read_any(data)}
    except Conversion as conversion:
        return {"convert": vars(conversion)}
    except CarrierError as error:
        return {"refused": error.said}
    except MemoryError:
        return {"refused": TOO_LARGE}
    except RecursionError:
        return {"refused": NESTED}
    except Exception as error:  # noqa: BLE001 - whatever a library makes of a damaged file
        return {"refused": TOO_LARGE if "memory" in str(error).lower() else TRUNCATED}


if __name__ == "__main__":
    limit_this_process()
    json.dump(answer(sys.stdin.buffer.read()), sys.stdout, default=vars)
