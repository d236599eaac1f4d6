"""Where imported forms belong in ``data/``, as YAML text, with a report of what became of every line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import PurePosixPath
from types import MappingProxyType

from build_scripts.carriers.text_export import compact
from build_scripts.importers.added import with_added
from build_scripts.importers.assembling import numbered, pinyin_slug
from build_scripts.importers.document import ImportedDocument, ImportedForm, digest
from build_scripts.reading.layout import DEPARTMENT_FORMS, KIND_OF
from build_scripts.reading.model import (
    TO_COMPLETE,
    AnyStatement,
    Department,
    SourceDocument,
)
from build_scripts.reading.yaml_writing import double_quoted, write
from build_scripts.words.language import UNSAID, Both

SHORT = 20
"""Characters by which a cell is named in the account."""


@dataclass(frozen=True)
class Placed:
    """Files for ``data/`` and what a person has to know or do."""

    files: Mapping[str, str]
    """Path below ``data/`` → YAML text; fewer than the document's forms where a form has no file of its own."""
    remarks: tuple[Both, ...]
    """What is missing in ``data/``, each with the lines to add."""


def placed_in(
    document: ImportedDocument,
    departments: Mapping[str, Department],
    folder: str = "",
    standing: Mapping[str, AnyStatement] = MappingProxyType({}),
) -> Placed:
    """Give every form its own file: department and project are known by their printed names (or aliases).

    ``folder`` (``jurisdiction/department``) decides for the one department of the document that is not known yet,
    and for forms that print none; it never takes a form of another name than its own.
    A project that its department does not list gets an id from its name's pinyin, and a remark with the lines to add.
    ``standing`` holds the forms of ``data/`` by their paths: what a person added to one goes into its new text.
    """
    files: dict[str, str] = {}
    lines: dict[str, int] = {}
    remarks: list[Both] = []
    folders = _Folders(departments, folder, [compact(form.department) for form in document.forms])
    projects = _Projects(departments, standing)
    for form in document.forms:
        statement, line = form.statement, form.statement.source.first_line
        key, remark = folders.of(form)
        remarks += [remark] if remark != UNSAID else []
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
        files[name], lines[name] = write(statement), line
    return Placed(files, tuple(dict.fromkeys(remarks)))


class _Folders:
    """Which department's folder a form belongs in."""

    def __init__(self, departments: Mapping[str, Department], folder: str, printed: Iterable[str]) -> None:
        """Keep the known departments, the folder for one that is not known, and whether the document prints such a one."""
        self.folder = folder
        self.departments = departments
        self.named: dict[str, list[str]] = {}
        for key, item in departments.items():
            for name in {compact(name) for name in (item.name, *item.aliases)}:
                self.named.setdefault(name, []).append(key)
        self.needed = any(name not in self.named for name in printed)
        """Whether a form waits for ``folder``."""
        self.served: str | None = None
        """The printed name of the department that ``folder`` has been given to."""

    def of(self, form: ImportedForm) -> tuple[str, Both]:
        """Return the department's folder (``""`` where none is certain) and what has to be said about it."""
        known, line = self.named.get(compact(form.department), []), form.statement.source.first_line
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
        if not self.folder:
            return "", (
                Both(
                    f"data/ 中没有“{form.department}”，请先建立 department.yml 或用 --to data/行政区/部门 指定",
                    f"{form.department} is not in data/; add its department.yml or say --to data/<jurisdiction>/<department>",
                )
                if printed
                else Both(
                    f"第 {line} 行起的表没有印部门名称，请用 --to data/行政区/部门 指定",
                    f"the form at line {line} prints no department; say --to data/<jurisdiction>/<department>",
                )
            )
        if not printed:
            return self.folder, UNSAID
        registered = self.departments.get(self.folder)
        if registered is not None:
            return "", Both(
                f"第 {line} 行：表上印的是“{form.department}”，而 data/{self.folder}/department.yml 的名称是“{registered.name}”，别名中也没有。同一部门的另一种写法，请写进 aliases；别的部门，请改 --to",
                f"line {line}: the form prints {form.department}, data/{self.folder}/department.yml is {registered.name} and has no such alias; add the spelling to aliases, or name the right folder with --to",
            )
        if self.served not in {None, printed}:
            return "", Both(
                f"第 {line} 行：--to 只能给一个部门用，已给“{self.served}”；请为“{form.department}”建立 department.yml",
                f"line {line}: --to serves one department and has {self.served}; add a department.yml for {form.department}",
            )
        self.served = printed
        return self.folder, Both(
            f"请建立 data/{self.folder}/department.yml，其中 name: {double_quoted(form.department)}",
            f"add data/{self.folder}/department.yml with name: {double_quoted(form.department)}",
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
        for path, statement in standing.items():
            printed = _project_of(statement)
            if printed is not None:
                parts = PurePosixPath(path).with_suffix("").parts
                self._note("/".join(parts[:2]), parts[-1], printed)

    def _note(self, key: str, project_id: str, name: str) -> None:
        self.names.setdefault(key, {}).setdefault(project_id, set()).add(compact(name))

    def file(self, key: str, statement: AnyStatement, taken: Container[str]) -> tuple[str, Both]:
        """Return the form's path below ``data/``, and a remark where its project is not listed yet."""
        kind, year, project = KIND_OF[type(statement)], f"{key}/{statement.fiscal_year}", _project_of(statement)
        if project is None:
            return kind.path(year), UNSAID
        names, slug = self.names.get(key, {}), pinyin_slug(project)
        known = [project_id for project_id, own in names.items() if compact(project) in own]
        fresh = (one for one in numbered(slug) if one not in names and one not in DEPARTMENT_FORMS)
        found = next(one for one in chain(known, fresh) if kind.path(f"{year}/{one}") not in taken)
        self._note(key, found, project)
        line = f'{{id: "{found}", name: {double_quoted(project)}}}'
        remark = Both(f"{key}/department.yml: 请在 projects 中加入 {line}", f"add {line} to projects")
        return kind.path(f"{year}/{found}"), UNSAID if (key, found) in self.listed else remark


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


def fidelity_report(document: ImportedDocument) -> str:
    """Say what became of everything that a file prints: how many cells went where, and each of which that is not certain."""
    rows = [row for form in document.forms for goal in getattr(form.statement, "goals", ()) for row in goal.indicators]
    places = [place for form in document.forms for place in form.places]
    fields, headings = [place for place in places if place.field], [place for place in places if not place.field]
    further = [place for place in fields if place.doubt != UNSAID]
    left = document.not_read
    blank = sum(form.blank_rows for form in document.forms)
    return "\n".join(
        [
            f"表单 forms: {len(document.forms)}   指标行 indicator rows: {len(rows)}",
            str(Both(f"来源：{document.carried.carrier.zh}", document.carried.carrier.en)),
            f"有字的格 printed cells: {len(places) + len(left)}   进入栏目 in fields: {len(fields) - len(further)}   表头标签 headings: {len(headings)}",
            f"照印另存 kept as further cells: {len(further)}   空白行 blank rows left out: {blank}   没有归处 not mapped: {len(left)}",
            *(
                f"来源记录不收录的行 lines left out: {n}  {why}"
                for why, n in Counter(document.left_out.values()).items()
            ),
            *(
                f"  {place.cell.address} “{_short(place.cell.text)}” → {place.field}：{place.doubt}"
                for place in further
            ),
            *(f"  {cell.address} “{_short(cell.text)}”：{_NOT_READ}" for cell in left),
            *(f"  {notice}" for notice in document.carried.notices),
            *(
                f"第 {row.source_line} 行 line {row.source_line}: {note.both}"
                for row in rows
                for note in row.extraction_notes
            ),
        ]
    )


_NOT_READ = Both("不在任何表单里", "it stands in no form")


def _short(text: str) -> str:
    words = compact(text)
    return f"{words[:SHORT]}…" if len(words) > SHORT else words
