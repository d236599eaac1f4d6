"""``mingzhang import``: read a document, put its forms into ``data/``, account for every line."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from build_scripts.carriers import CarrierError
from build_scripts.importers import DocumentError, ImportedDocument, KnownForms, read_document
from build_scripts.importers.assembling import PROFILES, numbered, pinyin_slug
from build_scripts.importers.document import digest
from build_scripts.importers.placing import Placed, fidelity_report, placed_in, source_record
from build_scripts.reading.layout import KIND_OF
from build_scripts.reading.load import Portal, load
from build_scripts.reading.model import FormTemplate, ScoringProfile, SourceDocument
from build_scripts.reading.yaml_writing import write
from build_scripts.words.language import Both


class ImportRefusedError(Exception):
    """Raised where nothing is written; says all that has to be done first."""

    def __init__(self, *said: object) -> None:
        """Keep the words."""
        super().__init__(*said)
        self.said = said


def import_file(
    path: Path,
    data: Path,
    folder: str,
    year: int | None,
    *,
    replace: bool,
    say: Callable[[object], None],
    write_files: Callable[[Path, Mapping[str, bytes]], object],
) -> bool:
    """Import one document; return whether every form found its place. Nothing is written unless all of them did.

    ``folder`` is ``jurisdiction/department``, or empty; ``year`` is that of forms that print none. The source record is known by the document's SHA-256; a new
    document gets a draft to complete, under an id that no other document has. ``write_files`` writes: a folder, and its files.
    """
    try:
        content = path.read_bytes()
        portal = _portal(data)
        source_id, known = _source(content, path, portal)
        document = read_document(
            content, source_id, year, name=path.name, known=known_of(portal), source=portal.sources.get(source_id)
        )
        placed = _placed(document, portal, folder, data)
        record = (
            {}
            if known
            else {KIND_OF[SourceDocument].path(source_id): write(source_record(content, path.name, document))}
        )
        files = {**placed.files, **record, **_drafts(document, portal)}
        changed = {name: text for name, text in files.items() if not _same(data / name, text)}
        say(f"{path}\n{fidelity_report(document)}")
        for remark in (*placed.remarks, *_remarks(document)):
            say(remark)
        _refuse(document, placed, [] if replace else [data / name for name in changed if (data / name).exists()])
    except OSError as error:
        say(Both(f"{path}: 无法读取", f"cannot be read: {error.strerror}"))
        return False
    except CarrierError as error:
        say(error.said)
        return False
    except DocumentError as error:
        say(f"{path}:{f'{error.line}:' if error.line else ''} {error.said}")
        return False
    except ImportRefusedError as error:
        for said in error.said:
            say(said)
        return False
    write_files(data, {name: text.encode() for name, text in changed.items()})
    say(f"写入 wrote {len(changed)}   未变 unchanged {len(files) - len(changed)}")
    for line in _to_do([data / name for name in changed], [data / name for name in record]):
        say(line)
    return True


def _portal(data: Path) -> Portal:
    portal, problems = load(data)
    if portal is None:
        said = Both(
            "data/ 中已有文件不能读懂，请先改好", "files already in data/ cannot be understood; mend them first"
        )
        raise ImportRefusedError(
            said, *(f"{problem.place}: [{problem.code}] {problem.message}" for problem in problems)
        )
    return portal


def _placed(document: ImportedDocument, portal: Portal, folder: str, data: Path) -> Placed:
    root = f"{data.absolute().name}/"
    standing = {item.file.removeprefix(root): item.form for item in portal.statements}
    return placed_in(document, portal.departments, folder, standing)


def _remarks(document: ImportedDocument) -> Iterator[Both]:
    for form in document.forms:
        line = form.statement.source.first_line
        yield from (Both(f"第 {line} 行起的表：{said.zh}", f"form at line {line}: {said.en}") for said in form.remarks)


def _refuse(document: ImportedDocument, placed: Placed, standing: list[Path]) -> None:
    """Raise where a form has no place of its own, or another file stands in it."""
    if len(placed.files) < len(document.forms):
        raise ImportRefusedError(
            Both(
                f"{len(document.forms)} 份表单中有 {len(document.forms) - len(placed.files)} 份没有自己的位置，什么也没有写入",
                "some forms have no place of their own; nothing was written",
            )
        )
    if standing:
        raise ImportRefusedError(
            *(
                Both(
                    f"{file}: 已存在且内容不同；核对后加 --replace",
                    "exists and differs; look at it, then say --replace",
                )
                for file in standing
            )
        )


def _source(content: bytes, path: Path, portal: Portal) -> tuple[str, bool]:
    """Return the document's id, and whether ``data/sources/`` knows it; a new one gets an id that no other has."""
    checksum = digest(content)
    known = next((key for key, item in portal.sources.items() if item.sha256 == checksum), None)
    return known or next(one for one in numbered(pinyin_slug(path.stem)) if one not in portal.sources), bool(known)


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


def _to_do(written: list[Path], drafts: list[Path]) -> Iterator[object]:
    """Name the files that were written, and say what is left for a person to do with them."""
    for file in written:
        yield f"  {file}"
    for draft in drafts:
        yield Both(
            f"请补全 {draft}：title、publisher；知道的话再写 url、publication_date、retrieved",
            f"complete {draft}: title, publisher and, where known, url, publication_date, retrieved",
        )
    if written:
        yield Both(
            "请逐表与原件核对，再运行 mingzhang check", "compare each form with the original, then run mingzhang check"
        )


def _same(path: Path, text: str) -> bool:
    return path.is_file() and path.read_text(encoding="utf-8") == text
