"""A portal of any size that looks like a real one: invented places, departments and forms, written as ``data/``.

    .venv/bin/python benchmarks/portals.py FOLDER --forms 1000 [--seed 1]

Writes ``FOLDER/data``, for ``mingzhang check --data`` and ``mingzhang build --data``. The same seed
gives the same bytes. Some 60 indicators a form and 20 forms a department (5 to 60), of all form types; words, shapes and
shares are those of the project's own ``data/`` (``made_forms.py``). One form is held in memory at a time.
"""

from __future__ import annotations

import argparse
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import Any

from made_forms import Maker, Vocabulary, reply_to, restated

from build_scripts.reading.load import load
from build_scripts.reading.yaml_writing import write
from build_scripts.words.vocabulary import DepartmentKind, FormType

PROJECT = Path(__file__).resolve().parent.parent
NAMES = "青云龙江平安石泉临川宁阳清河新南北东西永兴和福海源昌德林湖溪"
SOUNDS = (
    *("qing", "yun", "long", "jiang", "ping", "an", "shi", "quan", "lin", "chuan", "ning", "yang", "qing", "he", "xin"),
    *("nan", "bei", "dong", "xi", "yong", "xing", "he", "fu", "hai", "yuan", "chang", "de", "lin", "hu", "xi"),
)
"""How the characters of invented place names sound."""
A_COUNTY = 400
"""Forms of a county; it has twenty departments."""
COUNTIES = 4
"""Counties of a prefecture."""
PREFECTURES = 6
"""Prefectures of a province."""
SIZES = (5, 6, 8, 10, 12, 15, 18, 20, 20, 24, 28, 34, 60)
"""Forms of a department: twenty in the middle, some much smaller or larger."""
A_YEAR = 24
"""Forms of a department in a year; with more it has several years."""
LAST_YEAR = 2025
PROJECT_TEMPLATES = {
    "shanxi-project-2021": 28,
    "hunan-project-2023": 28,
    "mof-project-2020": 24,
    "integrated-project-2023": 10,
    "wuhan-project-2019": 10,
}
"""Templates of projects' self-evaluations → their shares."""


@dataclass(frozen=True)
class Place:
    """A jurisdiction."""

    id: str
    name: str
    name_en: str
    level: str
    parent: str | None


@dataclass(frozen=True)
class Planned:
    """A form to be made."""

    kind: FormType
    template: str
    year: int
    project: str = ""

    @property
    def file(self) -> str:
        """Its file below the department's folder."""
        return f"{self.year}/{self.kind.file}{self.project}.yml"

    @property
    def address(self) -> str:
        """The last part of its id."""
        return f"{self.project}{self.kind.ending}" if self.project else self.kind.file


def places(forms: int, rng: Random) -> Iterator[tuple[Place, tuple[Place, ...]]]:
    """Yield counties for so many forms, each with the jurisdictions above it that no county before it had."""
    above: list[Place] = []
    for number in range(max(3, -(-forms // A_COUNTY))):
        new: list[Place] = []
        if number % (COUNTIES * PREFECTURES) == 0:
            above = [_place(rng, number, "province", "省", "Province", None)]
            new.append(above[0])
        if number % COUNTIES == 0:
            above[1:] = [_place(rng, number, "prefecture", "市", "City", above[0])]
            new.append(above[1])
        kind, kind_en = rng.choice((("区", "District"), ("县", "County")))
        yield _place(rng, number, "county", kind, kind_en, above[1]), tuple(new)


def _place(rng: Random, number: int, level: str, kind: str, kind_en: str, parent: Place | None) -> Place:
    first, second = rng.sample(range(len(NAMES)), 2)
    sound = SOUNDS[first] + SOUNDS[second]
    above = parent.name if parent and level == "county" else ""
    return Place(
        id=f"{sound}-{level}-{number + 1}",
        name=f"{above}{NAMES[first]}{NAMES[second]}{kind}",
        name_en=f"{sound.capitalize()} {kind_en} {number + 1}",
        level=level,
        parent=parent.id if parent else None,
    )


def planned(size: int, rng: Random) -> list[Planned]:
    """Return the forms of a department, year by year: targets and self-evaluation of the whole, those of its projects besides."""
    years = max(1, round(size / A_YEAR))
    forms: list[Planned] = []
    for place in range(years):
        year, share = LAST_YEAR - place, size // years + (place < size % years)
        own = [
            Planned(
                FormType.DEPT_TARGET, rng.choice(("wuhan-dongxihu-target",) * 3 + ("mof-department-target-2015",)), year
            ),
            Planned(
                FormType.DEPT_SELF_EVAL,
                rng.choice(("wuhan-department-2020", "hunan-department-2023", "mof-department-2020")),
                year,
            ),
        ]
        if share >= 8 and rng.random() < 0.5:
            own += [
                Planned(FormType.DEPT_REPORT, "hunan-report-2023", year),
                Planned(FormType.DEPT_BASE_DATA, "hunan-base-data-2023", year),
            ]
        projects = 0
        while len(own) < share:
            projects += 1
            template = rng.choices(list(PROJECT_TEMPLATES), list(PROJECT_TEMPLATES.values()))[0]
            own.append(Planned(FormType.PROJECT_SELF_EVAL, template, year, f"project-{projects}"))
            if len(own) < share and rng.random() < 0.2:
                own.append(Planned(FormType.PROJECT_TARGET, "mof-project-target-2015", year, f"project-{projects}"))
        forms += own[:share]
    return forms


def rows_of(form: Planned, rng: Random) -> int:
    """Return how many indicators a form has: some 60, of a whole department more."""
    if form.kind in {FormType.DEPT_TARGET, FormType.DEPT_SELF_EVAL}:
        return rng.randint(60, 150)
    return rng.randint(37, 78)


def department(
    county: Place, number: int, size: int, words: Vocabulary, seed: int
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the files of a department by their paths below ``data/``."""
    id_ = f"{county.id}/department-{number + 1}"
    rng = Random(f"{seed} {id_}")  # noqa: S311 - drawn to be drawn again, no secret
    kinds = sorted(words.bodies)
    body = kinds[number % len(kinds)]
    name = f"{county.name}{body}{'' if number < len(kinds) else f'第{number // len(kinds) + 1}分局'}"
    forms = planned(size, rng)
    projects = {form.project: _project_name(words, rng) for form in forms if form.project}
    maker = Maker(words, rng, name)
    replies: list[dict[str, Any]] = []
    changes: list[dict[str, Any]] = []
    for year in sorted({form.year for form in forms}):
        document = f"{county.id}-{number + 1}-{year}"
        maker.begin(document, year)
        for form in (form for form in forms if form.year == year):
            made = maker.form(form.kind, form.template, rows_of(form, rng), projects.get(form.project, ""))
            statement = f"{id_}/{year}/{form.address}"
            replies += reply_to(made, statement) if rng.random() < 0.5 else ()
            changes += restated(made, statement) if rng.random() < 0.02 else ()
            yield f"{id_}/{form.file}", made
        yield f"sources/{document}.yml", _source(document, year, name, maker.line)
    yield (
        f"{id_}/department.yml",
        {
            "name": name,
            "kind": DepartmentKind.GOVERNMENT_DEPARTMENT.value,
            "projects": [{"id": key, "name": value} for key, value in projects.items()],
        },
    )
    if replies:
        yield f"{id_}/replies.yml", {"replies": replies}
    if changes:
        yield f"{id_}/restatements.yml", {"restatements": changes}


def _project_name(words: Vocabulary, rng: Random) -> str:
    return (
        rng.choice(words.topics)
        + rng.choice(words.topics)
        + rng.choice(("经费", "专项经费", "项目", "专项", "补助资金"))
    )


def _source(document: str, year: int, name: str, lines: int) -> dict[str, Any]:
    return {
        "title": f"{name}{year}年度绩效目标表与自评表",
        "publisher": name,
        "media_type": "纯文本（由程序编成，供性能测试）",
        "sha256": sha256(document.encode()).hexdigest(),
        "lines": lines,
    }


def files(forms: int, words: Vocabulary, seed: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every file of the portal that is not the same in all: places, departments, forms, sources."""
    rng = Random(seed)  # noqa: S311
    left = forms
    per_county = -(-forms // max(3, -(-forms // A_COUNTY)))
    for county, above in places(forms, rng):
        for place in (*above, county):
            told = {"name": place.name, "name_en": place.name_en, "level": place.level, "parent": place.parent}
            yield f"{place.id}/jurisdiction.yml", {key: value for key, value in told.items() if value}
        here, number = min(left, per_county), 0
        left -= here
        while here > 0:
            size = rng.choice(SIZES)
            size = here if here - size < SIZES[0] else size
            yield from department(county, number, size, words, seed)
            here, number = here - size, number + 1


def make(folder: Path, forms: int, seed: int = 1, real: Path = PROJECT / "data") -> Path:
    """Write a portal of so many forms, made from the ``real`` ones, into ``folder/data`` and return that."""
    portal, problems = load(real)
    assert portal is not None, problems[:3]
    words = Vocabulary(portal)
    data = folder / "data"
    for shared in ("form_templates", "scoring_profiles"):
        shutil.copytree(real / shared, data / shared)
    shutil.copy(real / "portal.yml", data)
    for name, record in files(forms, words, seed):
        target = data / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(write(record), encoding="utf-8")
    return data


def main() -> None:
    """Make the portal that the arguments ask for."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path, help="where data/ is written; must not hold one")
    parser.add_argument("--forms", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1, help="the same seed gives the same bytes")
    options = parser.parse_args()
    print(make(options.folder, options.forms, options.seed))


if __name__ == "__main__":
    main()
