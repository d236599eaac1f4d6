"""Where imported forms belong in ``data/``, as YAML text, with a report of what became of every line."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from pypinyin import lazy_pinyin

from build_scripts.importers.document import ImportedDocument, ImportedForm, compact
from build_scripts.model import Department, ProjectSelfEvaluation, ProjectTarget, SourceDocument
from build_scripts.strict_yaml import write
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
    """Path below ``data/`` → YAML text."""
    remarks: tuple[str, ...]
    """What is missing in ``data/``, each with the lines to add, in Chinese and English."""


def place(document: ImportedDocument, departments: Mapping[str, Department], folder: str = "") -> Placed:
    """Give every form its file: department and project are known by their printed names (or aliases).

    ``folder`` (``jurisdiction/department``) decides where the document's department is not known yet.
    A project that its department does not list gets an id from its name's pinyin, and a remark with the lines to add.
    """
    files: dict[str, str] = {}
    remarks: list[str] = []
    for form in document.forms:
        key = _department(form, departments) or folder
        if not key:
            remarks.append(
                f"data/ 中没有“{form.department}”，请先建立 department.yml 或用 --to data/行政区/部门 指定"
                f" · {form.department} is not in data/; add its department.yml or say --to data/<jurisdiction>/<department>"
            )
            continue
        name, remark = _file(form, departments.get(key))
        remarks += [f"{key}/department.yml: {remark}"] if remark else []
        files[f"{key}/{form.statement.fiscal_year}/{name}.yml"] = write(form.statement)
    return Placed(files, tuple(dict.fromkeys(remarks)))


def _department(form: ImportedForm, departments: Mapping[str, Department]) -> str | None:
    printed = compact(form.department)
    return next(
        (key for key, item in departments.items() if printed in {compact(name) for name in (item.name, *item.aliases)}),
        None,
    )


def _file(form: ImportedForm, department: Department | None) -> tuple[str, str]:
    """Return the file's name below the year's folder, and a remark where the project is not listed yet."""
    statement = form.statement
    if not isinstance(statement, ProjectSelfEvaluation | ProjectTarget):
        return FILE_NAMES[statement.form_type], ""
    listed = department.projects if department else ()
    known = next((item.id for item in listed if compact(item.name) == compact(statement.project)), None)
    slug = known or pinyin_slug(statement.project)
    remark = "" if known else (
        f'请在 projects 中加入 {{id: "{slug}", name: "{statement.project}"}}'
        f' · add {{id: "{slug}", name: "{statement.project}"}} to projects'
    )  # fmt: skip
    return f"{PROJECT_FOLDERS[statement.form_type]}/{slug}", remark


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
