"""``mingzhang import``: read a document → a draft of what it would put into ``data/``, and what keeps it from being written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from build_scripts.carriers import CarriedDocument, CarrierError, read_carrier
from build_scripts.importers import DocumentError, ImportedDocument, KnownForms, read_document
from build_scripts.importers.assembling import PROFILES, numbered, pinyin_slug
from build_scripts.importers.document import digest
from build_scripts.importers.placing import Placed, placed_in, source_record
from build_scripts.reading.layout import KIND_OF
from build_scripts.reading.load import Portal, load
from build_scripts.reading.model import Department, FormTemplate, ScoringProfile, SourceDocument
from build_scripts.reading.yaml_writing import write
from build_scripts.words.language import Both


@dataclass(frozen=True)
class Draft:
    """What the import of a file would write; nothing has been written."""

    path: Path
    content: bytes = b""
    portal: Portal | None = None
    """What stands in ``data/``; None where that cannot be understood."""
    document: ImportedDocument | None = None
    """The forms that were found; None where the file was not understood."""
    carried: CarriedDocument | None = None
    """What the file prints, where it could be read."""
    placed: Placed = field(default_factory=lambda: Placed({}, ()))
    files: Mapping[str, str] = field(default_factory=dict)
    """Path below ``data/`` → YAML text, drafts of a source record, templates and profiles among them."""
    changed: frozenset[str] = frozenset()
    """Which of the files are new or differ from what stands there."""
    standing: frozenset[str] = frozenset()
    """Which of those stand there with other words."""
    source: str = ""
    """Path of the source record that a person must complete; empty where ``data/`` knows the document."""
    refused: tuple[object, ...] = ()
    """Why nothing may be written, what has to be done first; empty where everything has its place."""


def draft_of(path: Path, data: Path, folder: str, year: int | None, *, over: bool = False) -> Draft:
    """Read a document and see where its forms belong; nothing is written, and whatever is wrong is said in the draft.

    Args:
        path: the document.
        data: the data folder.
        folder: ``jurisdiction/department``, or empty.
        year: the fiscal year of forms that print none.
        over: whether files that stand in ``data/`` may be written over.
    """
    draft = Draft(path)
    try:
        draft = replace(draft, content=path.read_bytes())
        portal, problems = load(data)
        if portal is None:
            said = Both(
                "data/ 中已有文件不能读懂，请先改好", "files already in data/ cannot be understood; mend them first"
            )
            told = [f"{problem.place}: [{problem.code}] {problem.message}" for problem in problems]
            return replace(draft, refused=(said, *told))
        draft = replace(draft, portal=portal)
        return _placed(_read(draft, portal, year), portal, data, folder, over=over)
    except OSError as error:
        return replace(draft, refused=(Both(f"{path}: 无法读取", f"cannot be read: {error.strerror}"),))
    except CarrierError as error:
        return replace(draft, refused=(error.said,))
    except DocumentError as error:
        line = f"{error.line}:" if error.line else ""
        return replace(draft, carried=_carried(draft), refused=(f"{path}:{line} {error.said}",))


def _carried(draft: Draft) -> CarriedDocument | None:
    """Return what a file prints of which no form was made, so that a person sees it."""
    try:
        return read_carrier(draft.content, draft.path.name)
    except CarrierError:
        return None


def _read(draft: Draft, portal: Portal, year: int | None) -> Draft:
    """Read the document under its id: the known one's of the same SHA-256, else one that no other document has."""
    checksum = digest(draft.content)
    known = next((key for key, item in portal.sources.items() if item.sha256 == checksum), None)
    id_ = known or next(one for one in numbered(pinyin_slug(draft.path.stem)) if one not in portal.sources)
    document = read_document(
        draft.content, id_, year, name=draft.path.name, known=known_of(portal), source=portal.sources.get(id_)
    )
    source = "" if known else KIND_OF[SourceDocument].path(id_)
    record = {} if known else {source: write(source_record(draft.content, draft.path.name, document))}
    return replace(draft, document=document, carried=document.carried, files=record, source=source)


def _placed(draft: Draft, portal: Portal, data: Path, folder: str, *, over: bool) -> Draft:
    document = draft.document
    assert document is not None
    root = f"{data.absolute().name}/"
    standing = {item.file.removeprefix(root): item.form for item in portal.statements}
    placed = placed_in(document, portal.departments, folder, standing, portal.jurisdictions)
    files = {**placed.files, **draft.files, **_drafts(document, portal)}
    changed = {name for name, text in files.items() if not _same(data / name, text)}
    there = {name for name in changed if (data / name).exists()}
    return replace(
        draft,
        placed=placed,
        files=files,
        changed=frozenset(changed),
        standing=frozenset(there),
        refused=tuple(_refusals(document, placed, [] if over else [data / name for name in sorted(there)])),
    )


def _refusals(document: ImportedDocument, placed: Placed, standing: list[Path]) -> list[Both]:
    """Return why nothing is written: a form has no place of its own, or another file stands in it."""
    missing = len(document.forms) - len(placed.files)
    if missing:
        return [
            Both(
                f"{len(document.forms)} 份表单中有 {missing} 份没有自己的位置，什么也没有写入",
                f"{missing} of {len(document.forms)} forms have no place of their own; nothing was written",
            )
        ]
    return [
        Both(f"{file}: 已存在且内容不同；核对后加 --replace", "exists and differs; look at it, then say --replace")
        for file in standing
    ]


def departments_of(draft: Draft) -> dict[str, str]:
    """Return the ``department.yml`` files as they will be when a person has listed the projects of the draft."""
    portal = draft.portal
    assert portal is not None
    files = {}
    for key, projects in draft.placed.projects.items():
        department = portal.departments[key]
        listed = department.model_copy(update={"projects": (*department.projects, *projects)})
        written = Department.model_validate(listed.model_dump(exclude_none=True, exclude_defaults=True))
        files[KIND_OF[Department].path(key)] = write(written)
    return files


def known_of(portal: Portal) -> KnownForms:
    """Return what ``data/`` knows of how forms look, and of how forms that look so are scored."""
    scored = ((item.form.template, item.scoring_profile) for item in portal.statements)
    profiles = {id_: id_ for id_ in portal.templates if id_ in portal.profiles}
    return KnownForms(dict(portal.templates), {**profiles, **{id_: profile for id_, profile in scored if profile}})


def _drafts(document: ImportedDocument, portal: Portal) -> dict[str, str]:
    """Return the files of templates and scoring profiles that the forms need and ``data/`` lacks."""
    templates = {form.statement.template: form.template for form in document.forms if form.template is not None}
    profiles = {getattr(form.statement, "scoring_profile", None) for form in document.forms} - portal.profiles.keys()
    return {
        **{KIND_OF[FormTemplate].path(id_): write(template) for id_, template in templates.items()},
        **{KIND_OF[ScoringProfile].path(id_): write(PROFILES[id_]) for id_ in profiles if id_ in PROFILES},
    }


def _same(path: Path, text: str) -> bool:
    return path.is_file() and path.read_text(encoding="utf-8") == text
