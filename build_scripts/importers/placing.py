"""Where imported forms belong in ``data/``, as YAML text."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import chain
from pathlib import PurePosixPath
from types import MappingProxyType

from build_scripts.carriers.text_export import compact
from build_scripts.cells.categories import without_code
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
from build_scripts.words.vocabulary import DepartmentKind, JurisdictionLevel


@dataclass(frozen=True)
class Placed:
    """Files for ``data/`` and what a person has to know or do."""

    files: Mapping[str, str]
    """Path below ``data/`` → YAML text; fewer than the document's forms where a form has no file of its own."""
    remarks: tuple[Both, ...]
    """What is missing in ``data/``, each with the lines to add."""
    names: tuple[str, ...] = ()
    """Of each form of the document the path of its file; empty where it has none."""
    projects: Mapping[str, tuple[ProjectName, ...]] = field(default_factory=dict)
    """Department → the projects that it must list."""


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
    A project that its department does not list gets an id from its name's pinyin, and a remark with the lines to add.
    ``standing`` holds the forms of ``data/`` by their paths: what a person added to one goes into its new text.
    """
    files: dict[str, str] = {}
    lines: dict[str, int] = {}
    remarks: list[Both] = []
    names: list[str] = []
    folders = _Folders(departments, folder, jurisdictions, [form.department for form in document.forms])
    projects = _Projects(departments, standing)
    for form in document.forms:
        statement, line = form.statement, form.statement.source.first_line
        key, remark = folders.of(form)
        remarks += [remark] if remark != UNSAID else []
        names.append("")
        if not key:
            continue
        name, remark = projects.file(key, statement, files)
        remarks += [remark] if remark != UNSAID else []
        if name in files:
            said = Both(
                f"第 {lines[name]} 行与第 {line} 行的表单都应是 data/{name}，无法并存；请把其中一份移出该文本，或改正部门名称",
                f"the forms at lines {lines[name]} and {line} would both be data/{name};"
                " take one out of the text, or correct the department's name",
            )
            remarks.append(said)
            continue
        statement, lost = with_added(statement, standing.get(name))
        remarks += [Both(f"data/{name}: {text.zh}", text.en) for text in lost]
        files[name], lines[name], names[-1] = write(statement), line, name
    return Placed(files, tuple(dict.fromkeys(remarks)), tuple(names), projects.to_list)


def names_of(printed: str) -> tuple[str, ...]:
    """Return a printed name without white space as it stands, and without the code before it."""
    name = compact(printed)
    return tuple(dict.fromkeys((name, _CODE_IN_BRACKETS.sub("", without_code(name)))))


def department_names_of(printed: str) -> tuple[str, ...]:
    """Return the same for a department, whose code may stand behind it too; a project may end with its year."""
    names = names_of(printed)
    return tuple(dict.fromkeys((*names, _CODE_BEHIND.sub("", names[-1]))))


class _Folders:
    """Which department's folder a form belongs in."""

    def __init__(
        self, departments: Mapping[str, Department], folder: str, jurisdictions: Container[str], printed: Iterable[str]
    ) -> None:
        """Keep the known departments, the folder that was named, if one was, and the names that the document prints."""
        self.folder = folder
        self.departments = departments
        self.jurisdictions = jurisdictions
        self.named: dict[str, list[str]] = {}
        for key, item in departments.items():
            for name in {compact(name) for name in (item.name, *item.aliases)}:
                self.named.setdefault(name, []).append(key)
        self.needed = any(self._known(name) == [] for name in printed)
        """Whether a form waits for ``folder``."""
        self.served: str | None = None
        """The printed name of the department for which ``folder`` is to be registered."""

    def _known(self, printed: str) -> list[str]:
        return next((self.named[name] for name in department_names_of(printed) if name in self.named), [])

    def of(self, form: ImportedForm) -> tuple[str, Both]:
        """Return the department's folder (``""`` where none is certain) and what has to be said about it."""
        known, line = self._known(form.department), form.statement.source.first_line
        if self.folder in known:
            return self.folder, UNSAID
        if len(known) > 1:
            return "", Both(
                f"第 {line} 行：“{form.department}”可能是 {'、'.join(known)}，请用 --to 指定",
                f"line {line}: {form.department} may be any of {', '.join(known)}; say which with --to",
            )
        if known and self.folder and not self.needed:
            return "", Both(
                f"第 {line} 行：“{form.department}”已登记为 data/{known[0]}，与 --to data/{self.folder} 不同。请去掉 --to；确是另一个同名部门的，先建立 data/{self.folder}/department.yml",
                f"line {line}: {form.department} is data/{known[0]}, not data/{self.folder}; leave --to out or, where it is another department of the same name, add data/{self.folder}/department.yml first",
            )
        return (known[0], UNSAID) if known else self._new(form, line)

    def _new(self, form: ImportedForm, line: int) -> tuple[str, Both]:
        """Return the same for a form whose department is not known by its name."""
        printed = compact(form.department)
        if self.folder and self.folder not in self.departments:
            if self.served not in {None, printed}:
                return "", Both(
                    f"第 {line} 行：--to 只能给一个部门用，已给“{self.served}”；请为“{form.department}”建立 department.yml",
                    f"line {line}: --to serves one department and has {self.served}; add a department.yml for {form.department}",
                )
            self.served = printed
            return "", self._to_add(department_names_of(form.department)[-1])
        if not self.folder:
            return "", (
                Both(
                    f"data/ 中没有“{form.department}”。已登记的部门只是写法不同：把这个写法加进它的 aliases，或用 --to data/行政区/部门 指定；还没有登记：先建立它的 department.yml（--to 一个新文件夹，会给出要写的内容）",
                    f"{form.department} is not in data/. If it is a listed department under another spelling, add the spelling to its aliases; if it is not listed yet, add its department.yml first (--to a new folder prints the lines)",
                )
                if printed
                else Both(
                    f"第 {line} 行起的表没有印部门名称，请用 --to data/行政区/部门 指定",
                    f"the form at line {line} prints no department; say --to data/<jurisdiction>/<department>",
                )
            )
        if not printed:
            return self.folder, UNSAID
        registered = self.departments[self.folder]
        return "", Both(
            f"第 {line} 行：表上印的是“{form.department}”，而 data/{self.folder}/department.yml 的名称是“{registered.name}”，别名中也没有。同一部门的另一种写法，请写进 aliases；别的部门，请改 --to",
            f"line {line}: the form prints {form.department}, data/{self.folder}/department.yml is {registered.name} and has no such alias; add the spelling to aliases, or name the right folder with --to",
        )

    def _to_add(self, printed: str) -> Both:
        """Return what has to stand in ``data/`` before a form can be put into the folder, to be pasted."""
        place = self.folder.partition("/")[0]
        files: dict[str, tuple[str, ...]]
        files = {f"data/{self.folder}/department.yml": (f"name: {double_quoted(printed or '部门全称')}", _KIND)}
        if place not in self.jurisdictions:
            files = {f"data/{place}/jurisdiction.yml": _PLACE, **files}
        lines = "".join(
            f"\n\n  # {file}\n" + "\n".join(f"  {line}" for line in content) for file, content in files.items()
        )
        said = "、".join(files)
        return Both(
            f"--to data/{self.folder} 还没有登记，什么也没有写入。请先建立 {said}，照下面写，核对后再导入",
            f"--to data/{self.folder} is not registered, and nothing was written. Create {', '.join(files)} first, as below, then import again:{lines}\n",
        )


_CODE_IN_BRACKETS = re.compile(r"^[\[［【〔][0-9A-Za-z]{2,40}[\]］】〕]")
_CODE_BEHIND = re.compile(r"(?<=[^0-9A-Za-z])[-－—–_][0-9][0-9A-Za-z]{1,39}$")
_KIND = f'kind: "government_department"  # {"、".join(f"{kind} {kind.zh}" for kind in DepartmentKind)}'
_PLACE = (
    'name: "行政区全称"',
    'name_en: "Name in Latin letters"',
    f'level: "county"  # {"、".join(f"{level} {level.zh}" for level in JurisdictionLevel)}',
)


class _Projects:
    """Which file below its department's folder a form is; every project of a year has its own."""

    def __init__(self, departments: Mapping[str, Department], standing: Mapping[str, AnyStatement]) -> None:
        """Note the ids that each department has given already: those it lists, and those its forms stand under."""
        self.names: dict[str, dict[str, set[str]]] = {}
        """Department → project id → the names it is known by."""
        self.listed = {(key, project.id) for key, item in departments.items() for project in item.projects}
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
        self.names.setdefault(key, {}).setdefault(project_id, set()).update(names_of(name))

    def file(self, key: str, statement: AnyStatement, taken: Container[str]) -> tuple[str, Both]:
        """Return the form's path below ``data/``, and a remark where its project is not listed yet."""
        kind, year, project = KIND_OF[type(statement)], f"{key}/{statement.fiscal_year}", _project_of(statement)
        if project is None:
            return kind.path(year), UNSAID
        names, printed = self.names.get(key, {}), names_of(project)
        slug = pinyin_slug(printed[-1])
        known = dict.fromkeys(project_id for name in printed for project_id, own in names.items() if name in own)
        fresh = (one for one in numbered(slug) if one not in names and one not in DEPARTMENT_FORMS)
        found = next(one for one in chain(known, fresh) if kind.path(f"{year}/{one}") not in taken)
        self._note(key, found, project)
        if (key, found) in self.listed:
            return kind.path(f"{year}/{found}"), UNSAID
        if says_something(name := printed[-1]):
            self.to_list[key] = (*self.to_list.get(key, ()), ProjectName(id=found, name=name))
        self.listed.add((key, found))
        line = f'{{id: "{found}", name: {double_quoted(name)}}}'
        remark = Both(f"{key}/department.yml: 请在 projects 中加入 {line}", f"add {line} to projects")
        return kind.path(f"{year}/{found}"), remark


def _project_of(statement: AnyStatement) -> str | None:
    """Return the project's name as printed; None for a form of the whole department."""
    project: str | None = getattr(statement, "project", None)
    return project


def source_record(data: bytes, file_name: str, document: ImportedDocument) -> SourceDocument:
    """Return a draft record of a document that ``data/sources/`` does not know yet; a person completes it."""
    return SourceDocument(
        title=f"{TO_COMPLETE}（{file_name}）",
        publisher=TO_COMPLETE,
        media_type=document.carried.carrier.zh,
        sha256=digest(data),
        lines=document.carried.lines,
    )
