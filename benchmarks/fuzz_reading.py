"""What the run by coverage calls with each input: bytes → the strict reader, or a data folder → the loader. Neither may raise.

    .venv/bin/python benchmarks/fuzz_reading.py yaml -max_total_time=60 FOLDER
    .venv/bin/python benchmarks/fuzz_reading.py load INPUT         an input that failed, once more

All options are libFuzzer's. The first byte of an input of ``load`` says which file of a small data folder the rest is.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import atheris

PROJECT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PROJECT))

with atheris.instrument_imports(include=["build_scripts", "yaml"]):
    from build_scripts.reading import load as loading
    from build_scripts.reading import model
    from build_scripts.reading.strict_yaml import read_yaml

EXAMPLE, SAMPLE = PROJECT / "example", PROJECT / "tests" / "sample" / "data"
OFFICE = "example-district/transport-bureau"
KEPT = (
    "portal.yml",
    "example-city/jurisdiction.yml",
    "example-district/jurisdiction.yml",
    f"{OFFICE}/department.yml",
)
"""The files that stand in the folder whatever the input is."""
FILES = (
    *KEPT,
    f"{OFFICE}/2024/projects/hotline.yml",
    f"{OFFICE}/2025/targets.yml",
    f"{OFFICE}/replies.yml",
    f"{OFFICE}/restatements.yml",
    f"{OFFICE}/known_gaps.yml",
    f"{OFFICE}/2024/published/bus-shelters.yml",
    "form_templates/project-form.yml",
    "addresses.yml",
    "releases.yml",
)
"""The files that an input can be."""
LARGEST = 6000


def seeds(target: str) -> list[bytes]:
    """Return what the run begins with: files of the example and of the sample that are not too large to be changed often."""
    if target == "load":
        found = [bytes([number]) + (EXAMPLE / name).read_bytes() for number, name in enumerate(FILES)]
        found += [bytes([4]) + path.read_bytes() for path in sorted(SAMPLE.glob("*/*/*/*.yml"))]
    else:
        found = [path.read_bytes() for top in (EXAMPLE, SAMPLE) for path in sorted(top.rglob("*.yml"))]
    return [content for content in found if len(content) <= LARGEST]


def words() -> list[str]:
    """Return what libFuzzer puts into inputs: the keys of all records, and the signs of YAML."""
    records = [kind for kind in vars(model).values() if isinstance(kind, type) and issubclass(kind, model.Record)]
    keys = {key for kind in records for key in kind.model_fields}
    signs = ["- ", ": ", "|-\n", ">\n", "{}", "[]", "''", '"', "&a ", "*a", "!!int ", "<<: *a", "---\n", "%YAML 1.1\n"]
    return [*signs, "？：", "\N{NO-BREAK SPACE}", "\\u0000", "\\x85", *(f"{key}: " for key in sorted(keys))]


def reads(content: bytes) -> None:
    """Read one file."""
    data, positions, problems = read_yaml(content, "f.yml")
    assert data is not None or problems
    assert all(position >= (1, 1) for position in positions.values())


def loader(folder: Path) -> Callable[[bytes], None]:
    """Return what loads a small data folder in which an input is one of the files."""
    data = folder / "data"
    for name in KEPT:
        (data / name).parent.mkdir(parents=True, exist_ok=True)
        (data / name).write_bytes((EXAMPLE / name).read_bytes())

    def loads(content: bytes) -> None:
        name = FILES[(content[0] if content else 0) % len(FILES)]
        file = data / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content[1:])
        portal, problems = loading.load(data)
        assert portal is not None or problems
        if name in KEPT:
            file.write_bytes((EXAMPLE / name).read_bytes())
        else:
            file.unlink()

    return loads


def main() -> None:
    """Hand over to libFuzzer, which ends the process."""
    target, options = sys.argv[1], sys.argv[2:]
    folder = Path(tempfile.mkdtemp(prefix="fuzz-", dir="/dev/shm" if Path("/dev/shm").is_dir() else None))  # noqa: S108
    listed = folder / "words"
    quoted = ("".join(f"\\x{byte:02x}" for byte in word.encode()) for word in words())
    listed.write_text("".join(f'"{word}"\n' for word in quoted), encoding="ascii")
    for place in (Path(option) for option in options if not option.startswith("-")):
        if place.is_dir():
            for number, content in enumerate(seeds(target)):
                (place / f"seed-{number}").write_bytes(content)
    atheris.Setup([sys.argv[0], f"-dict={listed}", *options], reads if target == "yaml" else loader(folder))
    atheris.Fuzz()


if __name__ == "__main__":
    main()
