"""What ``init`` writes: a portal of a government's own, with an example that says that it is one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from hashlib import sha256

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from pypinyin import lazy_pinyin

from build_scripts import __version__
from build_scripts.brought import BROUGHT
from build_scripts.forges import FORGES
from build_scripts.reading.model import EXAMPLE
from build_scripts.reading.schema import SETTINGS, as_file, editor_settings
from build_scripts.reading.validation import codes
from build_scripts.reading.yaml_writing import double_quoted
from build_scripts.words.language import Both
from build_scripts.words.vocabulary import DepartmentKind, JurisdictionLevel

LICENCES = {
    "CC BY 4.0": "https://creativecommons.org/licenses/by/4.0/",
    "CC0 1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
    "ODC-By 1.0": "https://opendatacommons.org/licenses/by/1-0/",
}
"""Licences whose address need not be given."""
SERVERS = ("nginx", "caddy")
"""Whose configurations go into a portal as they are; those of containers and code hosts are for the repository."""
KEPT = ("README.md", ".gitignore")
"""Files that a folder may have already, as a new repository of a forge does: they stay as they are."""
_LEVELS = (
    (re.compile("(?:省|自治区)$"), JurisdictionLevel.PROVINCE, "Province"),
    (re.compile("(?:自治州|地区|盟)$"), JurisdictionLevel.PREFECTURE, "Prefecture"),
    (re.compile("市$"), JurisdictionLevel.PREFECTURE, "City"),
    (re.compile("(?:自治)?县$"), JurisdictionLevel.COUNTY, "County"),
    (re.compile("区$"), JurisdictionLevel.COUNTY, "District"),
    (re.compile("(?:自治)?旗$"), JurisdictionLevel.COUNTY, "Banner"),
    (re.compile("镇$"), JurisdictionLevel.TOWNSHIP, "Town"),
    (re.compile("乡$"), JurisdictionLevel.TOWNSHIP, "Township"),
    (re.compile("街道(?:办事处)?$"), JurisdictionLevel.TOWNSHIP, "Subdistrict"),
)
"""How a place's name ends → its level, and what it is called in English."""


@dataclass(frozen=True)
class Answers:
    """What is asked of somebody who begins a portal."""

    place: str
    place_id: str
    level: JurisdictionLevel
    publisher: str
    department_id: str
    contact: str
    licence: str
    licence_url: str
    forge: str

    @property
    def place_en(self) -> str:
        """The place's name in English: its pinyin, and what it is."""
        ending, called = next(
            ((found[0], called) for end, _, called in _LEVELS if (found := end.search(self.place))), ("", "")
        )
        return f"{''.join(lazy_pinyin(self.place.removesuffix(ending))).capitalize()} {called}".strip()


def level_of(place: str) -> JurisdictionLevel | None:
    """Return the level of a place by how its name ends; None where that does not tell."""
    return next((level for end, level, _ in _LEVELS if end.search(place)), None)


def portal_files(answers: Answers) -> dict[str, str]:
    """Return the files of a new portal by their places in its folder."""
    env = Environment(  # noqa: S701 - no HTML: what stands in YAML is quoted, what stands in a page is escaped there
        loader=FileSystemLoader(BROUGHT / "site_templates" / "begin"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    env.filters["quoted"] = double_quoted
    told = {
        **asdict(answers),
        "place_en": answers.place_en,
        "title": f"{answers.place}绩效公开",
        "title_en": f"Budget performance of {answers.place_en}",
        "ci": FORGES[answers.forge].ci,
        "checklist": FORGES[answers.forge].checklist,
        "example": EXAMPLE,
        "version": __version__,
        "levels": codes(JurisdictionLevel).zh,
        "kinds": codes(DepartmentKind).zh,
    }
    document = env.get_template("portal/originals/example-2025.txt.j2").render(told)
    told |= {"sha256": sha256(document.encode()).hexdigest(), "lines": document.count("\n")}
    names = (name for name in env.list_templates() if name.partition("/")[0] in {"portal", answers.forge})
    made = {_placed(name, answers): env.get_template(name).render(told) for name in names}
    servers = FileSystemLoader(BROUGHT / "deploy")
    conf = (name for name in servers.list_templates() if name.partition("/")[0] in SERVERS)
    made[SETTINGS] = as_file(editor_settings())
    return made | {f"deploy/{name}": servers.get_source(env, name)[0] for name in conf}


def _placed(name: str, answers: Answers) -> str:
    """Return where the file made of a template stands in the portal's folder."""
    ids: Mapping[str, str] = {"PLACE": answers.place_id, "DEPARTMENT": answers.department_id}
    return "/".join(ids.get(part, part) for part in name.partition("/")[2].removesuffix(".j2").split("/"))


def next_steps(answers: Answers) -> tuple[Both, ...]:
    """Return what is to be done with a portal that was begun."""
    place, department = answers.place_id, answers.department_id
    return (
        Both(
            f"网址里的代码：行政区 {place}，部门 {department}；要换的，请在公布以前改 data/ 里的文件夹名",
            f"ids in addresses: {place}, {department}; to change them rename the folders in data/ before anything is public",
        ),
        Both(
            "接着在那里运行 mingzhang check 和 mingzhang serve", "next, run mingzhang check and mingzhang serve there"
        ),
        Both(
            f"示例表标有“{EXAMPLE}”，有了自己的表以后删去，见 README.md",
            f"the example is marked “{EXAMPLE}”; delete it once there is a form of your own, see README.md",
        ),
    )
