"""Where imported forms belong in ``data/``, as YAML text, with a report of what became of every line."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, count
from pathlib import PurePosixPath
from types import MappingProxyType

from pypinyin import lazy_pinyin

from build_scripts.importers.added import with_added
from build_scripts.importers.document import ImportedDocument, ImportedForm, compact
from build_scripts.model import AnyStatement, Department, ProjectSelfEvaluation, ProjectTarget, SourceDocument
from build_scripts.strict_yaml import quoted, write
from build_scripts.vocabulary import FormType

FILE_NAMES = {
    FormType.DEPT_TARGET: "targets",
    FormType.DEPT_SELF_EVAL: "self-evaluation",
    FormType.DEPT_REPORT: "report",
    FormType.DEPT_BASE_DATA: "base-data",
}
PROJECT_FOLDERS = {FormType.PROJECT_SELF_EVAL: "projects", FormType.PROJECT_TARGET: "project-targets"}
SLUG_WORDS = 6


@dataclass(frozen=True)
class Placed:
    """Files for ``data/`` and what a person has to know or do."""

    files: Mapping[str, str]
    """Path below ``data/`` → YAML text; fewer than the document's forms where a form has no file of its own."""
    remarks: tuple[str, ...]
    """What is missing in ``data/``, each with the lines to add, in Chinese and English."""


def place(
    document: ImportedDocument,
    departments: Mapping[str, Department],
    folder: str = "",
    standing: Mapping[str, AnyStatement] = MappingProxyType({}),
) -> Placed:
    """Give every form its own file: department and project are known by their printed names (or aliases).

    ``folder`` (``jurisdiction/department``) decides for the one department of the document that is not known yet.
    A project that its department does not list gets an id from its name's pinyin, and a remark with the lines to add.
    ``standing`` holds the forms of ``data/`` by their paths: what a person added to one goes into its new text.
    """
    files: dict[str, str] = {}
    lines: dict[str, int] = {}
    remarks: list[str] = []
    folders = _Folders(departments, folder)
    projects = _Projects(departments, standing)
    for form in document.forms:
        statement, line = form.statement, form.statement.source.first_line
        key, remark = folders.of(form)
        remarks += [remark] if remark else []
        if not key:
            continue
        name, remark = projects.file(key, statement, files)
        remarks += [remark] if remark else []
        if name in files:
            remarks.append(
                f"第 {lines[name]} 行与第 {line} 行的表单都应是 data/{name}，无法并存；请把其中一份移出该文本，或改正部门名称"
                f" · the forms at lines {lines[name]} and {line} would both be data/{name};"
                " take one out of the text, or correct the department's name"
            )
            continue
        statement, lost = with_added(statement, standing.get(name))
        remarks += [f"data/{name}: {text}" for text in lost]
        files[name], lines[name] = write(statement), line
    return Placed(files, tuple(dict.fromkeys(remarks)))


class _Folders:
    """Which department's folder a form belongs in."""

    def __init__(self, departments: Mapping[str, Department], folder: str) -> None:
        """Keep the known departments, and the folder for one that is not known."""
        self.folder = folder
        self.departments = departments
        self.named: dict[str, list[str]] = {}
        for key, item in departments.items():
            for name in {compact(name) for name in (item.name, *item.aliases)}:
                self.named.setdefault(name, []).append(key)
        self.served: str | None = None
        """The printed name of the department that ``folder`` has been given to."""

    def of(self, form: ImportedForm) -> tuple[str, str]:
        """Return the department's folder (``""`` where none is certain) and what has to be said about it."""
        printed, line = compact(form.department), form.statement.source.first_line
        known = self.named.get(printed, [])
        if len(known) == 1 or self.folder in known:
            return self.folder if self.folder in known else known[0], ""
        if known:
            return "", (
                f"第 {line} 行：“{form.department}”可能是 {'、'.join(known)}，请用 --to 指定"
                f" · line {line}: {form.department} may be any of {', '.join(known)}; say which with --to"
            )
        if not self.folder:
            return "", (
                f"data/ 中没有“{form.department}”，请先建立 department.yml 或用 --to data/行政区/部门 指定"
                f" · {form.department} is not in data/; add its department.yml or say --to data/<jurisdiction>/<department>"
            )
        if self.served not in {None, printed}:
            return "", (
                f"第 {line} 行：--to 只能给一个部门用，已给“{self.served}”；请为“{form.department}”建立 department.yml"
                f" · line {line}: --to serves one department and has {self.served}; add a department.yml for {form.department}"
            )
        self.served = printed
        return self.folder, "" if self.folder in self.departments else (
            f"请建立 data/{self.folder}/department.yml，其中 name: {quoted(form.department)}"
            f" · add data/{self.folder}/department.yml with name: {quoted(form.department)}"
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
                self._note(key, project.id, project.name)
        for path, statement in standing.items():
            if isinstance(statement, ProjectSelfEvaluation | ProjectTarget):
                parts = PurePosixPath(path).with_suffix("").parts
                self._note("/".join(parts[:2]), parts[-1], statement.project)

    def _note(self, key: str, project_id: str, name: str) -> None:
        self.names.setdefault(key, {}).setdefault(project_id, set()).add(compact(name))

    def file(self, key: str, statement: AnyStatement, taken: Container[str]) -> tuple[str, str]:
        """Return the form's path below ``data/``, and a remark where its project is not listed yet."""
        year = f"{key}/{statement.fiscal_year}"
        if not isinstance(statement, ProjectSelfEvaluation | ProjectTarget):
            return f"{year}/{FILE_NAMES[statement.form_type]}.yml", ""
        base = f"{year}/{PROJECT_FOLDERS[statement.form_type]}"
        names, slug = self.names.get(key, {}), pinyin_slug(statement.project)
        known = [project_id for project_id, own in names.items() if compact(statement.project) in own]
        fresh = (one for one in numbered(slug) if one not in names and one not in FILE_NAMES.values())
        found = next(one for one in chain(known, fresh) if f"{base}/{one}.yml" not in taken)
        self._note(key, found, statement.project)
        line = f'{{id: "{found}", name: {quoted(statement.project)}}}'
        remark = f"{key}/department.yml: 请在 projects 中加入 {line} · add {line} to projects"
        return f"{base}/{found}.yml", "" if (key, found) in self.listed else remark


def numbered(slug: str) -> Iterator[str]:
    """Yield ``slug``, ``slug-2``, ``slug-3`` …, for as long as somebody asks."""
    return chain([slug], (f"{slug}-{number}" for number in count(2)))


def pinyin_slug(name: str) -> str:
    """Return an id from a Chinese name: the pinyin of its first characters, digits and letters kept."""
    words = re.findall(r"[a-z0-9]+", " ".join(lazy_pinyin(name)).lower())
    return "-".join(words[:SLUG_WORDS]) or "project"


def source_record(data: bytes, file_name: str, digest: str) -> SourceDocument:
    """Return a draft record of a document that ``data/sources/`` does not know yet; a person completes it."""
    return SourceDocument(
        title=file_name,
        publisher="待填写 · to be completed",
        media_type="文本 · text",
        sha256=digest,
        lines=len(data.decode("utf-8").splitlines()),
        notes=("由 mingzhang import 生成的草稿，请补全标题、发布单位与网址。",),
    )


def fidelity_report(document: ImportedDocument, lines: list[str]) -> str:
    """Say what became of every line of a document: how many stand in a form, which were left out and why."""
    printed = sum(1 for line in lines if line.strip())
    reasons = Counter(document.left_out.values())
    rows = sum(len(goal.indicators) for form in document.forms for goal in getattr(form.statement, "goals", ()))
    repaired = [
        (row.source_line, row.extraction_note)
        for form in document.forms
        for goal in getattr(form.statement, "goals", ())
        for row in goal.indicators
        if row.extraction_note
    ]
    return "\n".join(
        [
            f"表单 forms: {len(document.forms)}   指标行 indicator rows: {rows}",
            f"非空行 non-blank lines: {printed}   进入表单 in a form: {printed - len(document.left_out)}",
            *(f"未进入 left out: {count:>6}  {reason}" for reason, count in reasons.most_common()),
            *(f"第 {line} 行 line {line}: {note}" for line, note in repaired),
        ]
    )
