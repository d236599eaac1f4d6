"""Where imported forms belong in ``data/``, as YAML text."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from itertools import chain
from pathlib import PurePosixPath
from types import MappingProxyType

from build_scripts.carriers.text_export import compact
from build_scripts.cells.names import department_names, folded, project_names
from build_scripts.cells.personal_data import masked
from build_scripts.importers.added import with_added
from build_scripts.importers.assembling import numbered, pinyin_slug
from build_scripts.importers.document import ImportedDocument, ImportedForm, digest
from build_scripts.reading.layout import DEPARTMENT_FORMS, KIND_OF
from build_scripts.reading.model import (
    TO_COMPLETE,
    AnyStatement,
    Department,
    ProjectName,
    SourceDocument,
    says_something,
)
from build_scripts.reading.yaml_writing import double_quoted, write
from build_scripts.words.language import UNSAID, Both
from build_scripts.words.vocabulary import DepartmentKind, JurisdictionLevel, YearBasis


@dataclass(frozen=True)
class Placed:
    """Files for ``data/`` and what a person has to know or do."""

    files: Mapping[str, str]
    """Path below ``data/`` → YAML text; fewer than the document's forms where a form has no file of its own."""
    remarks: tuple[Both, ...]
    """What a person has to do or to look at."""
    names: tuple[str, ...] = ()
    """Of each form of the document the path of its file; empty where it has none."""
    projects: Mapping[str, tuple[ProjectName, ...]] = field(default_factory=dict)
    """Department → the projects that are to be added to its list."""


def placed_in(
    document: ImportedDocument,
    departments: Mapping[str, Department],
    folder: str = "",
    standing: Mapping[str, AnyStatement] = MappingProxyType({}),
    jurisdictions: Container[str] = (),
) -> Placed:
    """Give every form its own file: department and project are known by their printed names (or aliases), codes aside.

    ``folder`` (``jurisdiction/department``) decides where several departments bear a name, and for forms that print
    none; it never takes a form of another name than its own, and a folder without ``department.yml`` takes none.
    A project that its department does not list gets an id from its name's pinyin, and is to be listed.
    ``standing`` holds the forms of ``data/`` by their paths: what a person added to one goes into its new text.
    """
    placing = _Placing(
        _Folders(departments, folder, jurisdictions, document.forms), _Projects(departments, standing), standing
    )
    names = tuple(map(placing.place, document.forms))
    return Placed(placing.files, tuple(dict.fromkeys(placing.remarks)), names, placing.projects.to_list)


class _Placing:
    """The files of a document's forms as far as they have been placed."""

    def __init__(self, folders: _Folders, projects: _Projects, standing: Mapping[str, AnyStatement]) -> None:
        """Begin without a file."""
        self.folders, self.projects, self.standing = folders, projects, standing
        self.files: dict[str, str] = {}
        self.places: dict[str, Both] = {}
        """Where in the document the form of each file begins."""
        self.remarks: list[Both] = []

    def place(self, form: ImportedForm) -> str:
        """Give a form its file; return the path, empty where it has none."""
        key, remark = self.folders.of(form)
        self.remarks += [remark] if remark != UNSAID else []
        if not key:
            return ""
        name, remark = self.projects.file(key, form, self.files)
        self.remarks += [remark] if remark != UNSAID else []
        if name in self.files:
            first, second = self.places[name], form.at
            said = Both(
                f"{first.zh}与{second.zh}都应是 data/{name}，无法并存；请把其中一张移出这份文件，或改正部门名称",
                f"{first.en} and {second.en} would both be data/{name};"
                " take one out of the file, or correct the department's name",
            )
            self.remarks.append(said)
            return ""
        if name:
            statement, lost = with_added(form.statement, self.standing.get(name))
            self.remarks += [Both(f"data/{name}：{text.zh}", text.en) for text in lost]
            self.files[name], self.places[name] = write(statement), form.at
        return name


def _names_on(form: ImportedForm) -> tuple[str, ...]:
    """Return the names that a form prints of who reports: the department, then the unit that carries the project out."""
    unit: str | None = getattr(form.statement, "implementing_unit", None)
    return tuple(dict.fromkeys(name for name in (form.department, unit or "") if compact(name)))


def _quoted(names: Iterable[str]) -> Both:
    return Both("、".join(f"“{compact(name)}”" for name in names), ", ".join(map(compact, names)))


class _Folders:
    """Which department's folder a form belongs in."""

    def __init__(
        self,
        departments: Mapping[str, Department],
        folder: str,
        jurisdictions: Container[str],
        forms: Iterable[ImportedForm],
    ) -> None:
        """Keep the known departments, the folder that was named, if one was, and whether a form needs it."""
        self.folder = folder
        self.departments = departments
        self.jurisdictions = jurisdictions
        self.named: dict[str, list[str]] = {}
        for key, item in departments.items():
            for name in {folded(name) for name in (item.name, *item.aliases)}:
                self.named.setdefault(name, []).append(key)
        self.needed = not all(any(map(self._known, _names_on(form))) for form in forms)
        """Whether a form waits for ``folder``."""
        self.served: tuple[str, ...] | None = None
        """The printed names of the department for which ``folder`` is to be registered."""
        self.first: dict[tuple[str, ...], Both] = {}
        """Names that nobody knows → where they stand first: what has to be done about them is said once."""

    def _known(self, printed: str) -> list[str]:
        return next((self.named[name] for name in department_names(folded(printed)) if name in self.named), [])

    def of(self, form: ImportedForm) -> tuple[str, Both]:
        """Return the department's folder (``""`` where none is certain) and what has to be said about it.

        Of two names the department's counts, where it is known: the other one may be a superior or a subordinate.
        """
        found = {name: self._known(name) for name in _names_on(form)}
        if any(self.folder in known for known in found.values()):
            return self.folder, UNSAID
        printed, known = next(((name, known) for name, known in found.items() if known), ("", []))
        if len(known) > 1:
            return "", Both(
                f"{form.at.zh}：“{printed}”可能是 {'、'.join(known)}，请用 --to 指定",
                f"{form.at.en}: {printed} may be any of {', '.join(known)}; say which with --to",
            )
        if known and self.folder and not self.needed:
            return "", Both(
                f"{form.at.zh}：“{printed}”已登记为 data/{known[0]}，与 --to data/{self.folder} 不同。请去掉 --to；确是另一个同名部门的，先建立 data/{self.folder}/department.yml",
                f"{form.at.en}: {printed} is data/{known[0]}, not data/{self.folder}; leave --to out or, where it is another department of the same name, add data/{self.folder}/department.yml first",
            )
        return (known[0], UNSAID) if known else self._new(form)

    def _new(self, form: ImportedForm) -> tuple[str, Both]:
        """Return the same for a form whose department is not known by its name."""
        names = _names_on(form)
        said, at = _quoted(names), self.first.setdefault(names, form.at)
        if self.folder and self.folder not in self.departments:
            if self.served not in {None, names}:
                return "", Both(
                    f"{at.zh}：--to 只能给一个部门用，已给{_quoted(self.served or ()).zh}；请为{said.zh}建立 department.yml",
                    f"{at.en}: --to serves one department and has {_quoted(self.served or ()).en}; add a department.yml for {said.en}",
                )
            self.served = names
            return "", self._to_add(names)
        if not self.folder and not names:
            return "", Both(
                f"{form.at.zh}没有印部门名称，请用 --to data/行政区/部门 指定",
                f"{form.at.en} prints no department; say --to data/<jurisdiction>/<department>",
            )
        if not self.folder:
            return "", Both(
                f"{at.zh}：data/ 中没有{said.zh}。已登记的部门只是写法不同：把这个写法加进它的 aliases，或用 --to data/行政区/部门 指定；还没有登记：先运行 mingzhang new department 行政区/部门 --name 部门全称",
                f"{at.en}: {said.en} is not in data/. If it is a listed department under another spelling, add the spelling to its aliases; if it is not listed yet, first run mingzhang new department <jurisdiction>/<department> --name NAME",
            )
        if not names:
            return self.folder, UNSAID
        registered = self.departments[self.folder]
        return "", Both(
            f"{at.zh}：表上印的是{said.zh}，而 data/{self.folder}/department.yml 的名称是“{registered.name}”，别名中也没有。同一部门的另一种写法，请写进 aliases；别的部门，请改 --to",
            f"{at.en}: the form prints {said.en}, data/{self.folder}/department.yml is {registered.name} and has no such alias; add the spelling to aliases, or name the right folder with --to",
        )

    def _to_add(self, printed: Sequence[str]) -> Both:
        """Return what has to stand in ``data/`` before a form can be put into the folder, to be pasted."""
        names = [department_names(name)[-1] for name in printed] or ["部门全称"]
        files: dict[str, tuple[str, ...]]
        other = [f"# 表上还印有{_quoted(names[1:]).zh}"] if names[1:] else []
        files = {f"data/{self.folder}/department.yml": (f"name: {double_quoted(names[0])}", *other, _KIND)}
        place = self.folder.partition("/")[0]
        if place not in self.jurisdictions:
            files = {f"data/{place}/jurisdiction.yml": _place(place, names[0]), **files}
        lines = "".join(f"\n\n# {file}\n" + "\n".join(content) for file, content in files.items())
        return Both(
            f"data/{self.folder} 还没有登记。请照下面新建 {len(files)} 个文件，核对后再导入",
            f"not registered; create these files, look them over, import again:{lines}\n",
        )


_KIND = f'kind: "government_department"  # {"、".join(f"{kind} {kind.zh}" for kind in DepartmentKind)}'
_PLACE_NAME = re.compile(
    r"(?:.{2,8}?(?:省|自治区))?(?:.{2,8}?[市州盟])?(?:.{1,7}?(?:[县旗]|(?<![社小园景林])区))?", re.DOTALL
)
"""The place at the beginning of a department's name."""
_LEVELS = {
    **dict.fromkeys("省", JurisdictionLevel.PROVINCE),
    **dict.fromkeys("市州盟", JurisdictionLevel.PREFECTURE),
}


def _place(id_: str, department: str) -> tuple[str, ...]:
    """Return the lines of a new ``jurisdiction.yml``, as far as the name of one of its departments tells them."""
    found = _PLACE_NAME.match(department)
    name = found[0] if found else ""
    level = _LEVELS.get(name[-1:], JurisdictionLevel.COUNTY)
    return (
        f"name: {double_quoted(name or '行政区全称')}",
        f"name_en: {double_quoted(id_.replace('-', ' ').title())}",
        f"level: {double_quoted(level)}  # {'、'.join(f'{level} {level.zh}' for level in JurisdictionLevel)}",
    )


ALIKE = 0.8
"""From which likeness (0 to 1) a new project may be a listed one under another spelling."""


class _Projects:
    """Which file below its department's folder a form is; every project of a year has its own."""

    def __init__(self, departments: Mapping[str, Department], standing: Mapping[str, AnyStatement]) -> None:
        """Note the ids that each department has given already: those it lists, and those its forms stand under."""
        self.names: dict[str, dict[str, set[str]]] = {}
        """Department → project id → the names it is known by."""
        self.listed = {(key, project.id) for key, item in departments.items() for project in item.projects}
        self.registered = {key: {one.name: one.id for one in item.projects} for key, item in departments.items()}
        """Department → name → id of the projects that it lists."""
        for key, item in departments.items():
            for project in item.projects:
                for name in (project.name, *project.aliases):
                    self._note(key, project.id, name)
        self.to_list: dict[str, tuple[ProjectName, ...]] = {}
        """Department → the projects of this document that it does not list."""
        for path, statement in standing.items():
            printed = _project_of(statement)
            if printed is not None:
                parts = PurePosixPath(path).with_suffix("").parts
                self._note("/".join(parts[:2]), parts[-1], printed)

    def _note(self, key: str, project_id: str, name: str) -> None:
        self.names.setdefault(key, {}).setdefault(project_id, set()).update(project_names(name))

    def file(self, key: str, form: ImportedForm, taken: Container[str]) -> tuple[str, Both]:
        """Return the form's path below ``data/`` (empty where its project has no name), and what has to be said about it."""
        statement = form.statement
        kind, year, project = KIND_OF[type(statement)], f"{key}/{statement.fiscal_year}", _project_of(statement)
        if project is None:
            return kind.path(year), UNSAID
        names, printed = self.names.get(key, {}), project_names(project)
        slug = pinyin_slug(printed[-1])
        known = dict.fromkeys(project_id for name in printed for project_id, own in names.items() if name in own)
        fresh = (one for one in numbered(slug) if one not in names and one not in DEPARTMENT_FORMS)
        found = next(one for one in chain(known, fresh) if kind.path(f"{year}/{one}") not in taken)
        self._note(key, found, project)
        if (key, found) in self.listed:
            return kind.path(f"{year}/{found}"), UNSAID
        return self._new(key, found, masked(printed[-1]), form, kind.path(f"{year}/{found}"))

    def _new(self, key: str, id_: str, name: str, form: ImportedForm, path: str) -> tuple[str, Both]:
        """Return the same for a project that its department does not list; it is to be listed."""
        if not says_something(name):
            is_label = (place.cell for place in form.places if "项目名称" in compact(place.cell.text))
            label = next((f"（{cell.address}）" for cell in is_label), "")
            wrong = (
                Both(f"项目名称“{name}”不成名称，无法登记", f"{name!r} is no name of a project and cannot be listed")
                if name
                else Both("没有填项目名称", "the project's name is not filled in")
            )
            return "", Both(
                f"{form.at.zh}：{wrong.zh}{label}。请在原文件中写上项目名称再导入",
                f"{form.at.en}: {wrong.en}; write the name into the file and import again",
            )
        self.to_list[key] = (*self.to_list.get(key, ()), ProjectName(id=id_, name=name))
        self.listed.add((key, id_))
        alike = get_close_matches(name, self.registered[key], 1, ALIKE)
        if not alike:
            return path, UNSAID
        return path, Both(
            f"新项目“{name}”与已登记的“{alike[0]}”（{self.registered[key][alike[0]]}）相近：同一个项目的，不要用这次的结果，把这个写法加进那个项目的 aliases 再导入",
            f"the new project {name} is much like the listed {alike[0]} ({self.registered[key][alike[0]]}): where they are one, take this import back, add the spelling to that project's aliases and import again",
        )


def _project_of(statement: AnyStatement) -> str | None:
    """Return the project's name as printed; None for a form of the whole department."""
    project: str | None = getattr(statement, "project", None)
    return project


def source_record(data: bytes, file_name: str, document: ImportedDocument) -> SourceDocument:
    """Return a draft record of a document that ``data/sources/`` does not know yet; a person completes it."""
    return SourceDocument(
        title=_title(document) or f"{TO_COMPLETE}（{file_name}）",
        publisher=TO_COMPLETE,
        media_type=document.carried.carrier.zh,
        sha256=digest(data),
        lines=document.carried.lines,
    )


def _title(document: ImportedDocument) -> str:
    """Return a document's title where it has one form: whose, of which year, and the printed title; else nothing.

    What the title says of the name and the year already is not said twice, nor the place with which both begin.
    """
    (form, *others) = document.forms
    if others or not compact(form.department):
        return ""
    statement, name = form.statement, department_names(form.department)[-1]
    title, place = compact(statement.title), _PLACE_NAME.match(name)
    if name in title:
        return masked(title)
    told = str(statement.fiscal_year) in title or statement.fiscal_year_basis is not YearBasis.PRINTED
    year = "" if told else f"{statement.fiscal_year}年度"
    return masked(f"{name}{year}{title.removeprefix(place[0] if place else '')}")
