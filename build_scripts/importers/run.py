"""``mingzhang import``: read a document → a draft of what it would put into ``data/``, and what keeps it from being written."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import groupby
from pathlib import Path

from build_scripts.carriers import LARGEST_DOCUMENT, CarriedDocument, CarrierError, Grid, read_carrier
from build_scripts.carriers.text_export import compact
from build_scripts.cells.names import department_names, folded
from build_scripts.importers import DocumentError, ImportedDocument, KnownForms, read_carried
from build_scripts.importers.assembling import NATIONAL, PROFILES, numbered, pinyin_slug
from build_scripts.importers.document import digest
from build_scripts.importers.placing import Placed, placed_in, source_record
from build_scripts.importers.registering import NotRegisteredError, with_projects
from build_scripts.importers.workbook_reader import form_address
from build_scripts.reading.layout import KIND_OF
from build_scripts.reading.load import Portal, content_of, load
from build_scripts.reading.model import (
    TO_COMPLETE,
    AnyStatement,
    Department,
    FormTemplate,
    ScoringProfile,
    SourceDocument,
)
from build_scripts.reading.strict_yaml import Node, read_yaml
from build_scripts.reading.yaml_writing import write
from build_scripts.words.language import UNSAID, Both
from build_scripts.words.system_errors import reason_of


@dataclass(frozen=True)
class OtherSource:
    """A form that stands in ``data/`` and was taken from another document."""

    file: str
    was: str
    """Id of the document that it names now."""
    now: str
    same: bool
    """Whether it would print the very same."""


_LONGEST_NAME = 60
"""Characters of a cell that may be a department's name."""


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
    """Path below ``data/`` → YAML text, with drafts of a source record, templates and profiles, and the departments whose lists of projects grow."""
    changed: frozenset[str] = frozenset()
    """Which of the files are new or differ from what stands there."""
    standing: frozenset[str] = frozenset()
    """Which of those stand there with other words."""
    other_sources: tuple[OtherSource, ...] = ()
    """Which of those were taken from another document."""
    source: str = ""
    """Path of the source record that a person must complete; empty where ``data/`` knows the document."""
    title: str = ""
    """The title that the program has given it; empty where a person must write it."""
    uncited: tuple[str, ...] = ()
    """Paths of the source records from which no form would be taken any more."""
    refused: tuple[object, ...] = ()
    """Why nothing may be written, what has to be done first; empty where everything has its place."""
    written: bool = False
    """Whether it has been written since."""


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
        draft = replace(draft, content=content_of(path.resolve(), LARGEST_DOCUMENT))
        portal, problems = load(data)
        if portal is None:
            said = Both(
                "data/ 中已有文件不能读懂，请先改好", "files already in data/ cannot be understood; mend them first"
            )
            told = [f"{problem.place}: [{problem.code}] {problem.message}" for problem in problems]
            return replace(draft, refused=(said, *told))
        draft = replace(draft, portal=portal, carried=read_carrier(draft.content, path.name))
        return _placed(_read(draft, portal, folder, year), portal, data, folder, over=over)
    except OSError as error:
        why = reason_of(error)
        return replace(draft, refused=(Both(f"{path}: 无法读取：{why.zh}", f"cannot be read: {why.en}"),))
    except CarrierError as error:
        return replace(draft, refused=(error.said,))
    except DocumentError as error:
        place = _address(draft.carried, error.line)
        return replace(draft, refused=(f"{path}：{f'{place}：' if place else ''}{error.said}",))


def _address(carried: CarriedDocument | None, line: int) -> str:
    """Return where a person finds a line of what was read: the address of the first cell on it; empty for none."""
    cells = (
        cell
        for block in (carried.blocks if carried else ())
        for cell in (block.cells if isinstance(block, Grid) else (block,))
    )
    return next(
        (cell.address for cell in cells if cell.line == line and compact(cell.text)), f"第 {line} 行" if line else ""
    )


def _read(draft: Draft, portal: Portal, folder: str, year: int | None) -> Draft:
    """Read the document under its id: the known one's of the same SHA-256, else one that no other document has."""
    checksum = digest(draft.content)
    known = next((key for key, item in portal.sources.items() if item.sha256 == checksum), None)
    id_ = known or next(one for one in numbered(pinyin_slug(draft.path.stem)) if one not in portal.sources)
    assert draft.carried is not None
    homes = _homes(draft.carried, portal, folder, id_)
    document = read_carried(draft.carried, id_, year, known=known_of(portal, homes), source=portal.sources.get(id_))
    new = not known and any(form.statement.source.document == id_ for form in document.forms)
    source = KIND_OF[SourceDocument].path(id_) if new else ""
    draft = replace(draft, document=document, carried=document.carried, source=source)
    if not new:
        return draft
    record = source_record(draft.content, draft.path.name, document)
    title = "" if TO_COMPLETE in record.title else record.title
    return replace(draft, files={source: write(record)}, title=title)


def _placed(draft: Draft, portal: Portal, data: Path, folder: str, *, over: bool) -> Draft:
    document = draft.document
    assert document is not None
    root = f"{data.absolute().name}/"
    standing = {item.file.removeprefix(root): item.form for item in portal.statements}
    placed = placed_in(document, portal.departments, folder, standing, portal.jurisdictions)
    made = {**placed.files, **draft.files, **_drafts(document, portal)}
    departments, unlisted = _departments(placed, data)
    changed = {name for name, text in made.items() if not _same(data / name, text)}
    draft = replace(
        draft,
        placed=placed,
        files={**made, **departments},
        changed=frozenset(changed | departments.keys()),
        standing=frozenset(name for name in changed if (data / name).exists()),
    )
    others = tuple(_other_sources(draft, standing, data))
    cited = {item.form.source.document for item in portal.statements if item.place not in {one.file for one in others}}
    cited |= {form.statement.source.document for form in document.forms}
    uncited = dict.fromkeys(KIND_OF[SourceDocument].path(one.was) for one in others if one.was not in cited)
    draft = replace(draft, other_sources=others, uncited=tuple(uncited))
    return replace(
        draft, refused=tuple(_without_place(draft) or (*unlisted, *([] if over else _in_the_way(draft, data))))
    )


def _departments(placed: Placed, data: Path) -> tuple[dict[str, str], list[Both]]:
    """Return the ``department.yml`` files with the projects that they do not list yet; and what has to be listed by hand."""
    files, by_hand = {}, []
    for key, projects in placed.projects.items():
        name = KIND_OF[Department].path(key)
        try:
            files[name] = with_projects(content_of(data / name).decode("utf-8"), projects)
        except NotRegisteredError:
            lines = write({"projects": projects}).rstrip()
            said = Both(
                f"{data / name}：写法特殊，程序不能替你登记新项目，什么也没有写入。请在 projects 中手工加上下面各项，再导入",
                f"is laid out in a way that cannot be added to; nothing was written. Add these to projects by hand, then import again:\n{lines}",
            )
            by_hand.append(said)
    return files, by_hand


def _other_sources(draft: Draft, standing: Mapping[str, AnyStatement], data: Path) -> Iterator[OtherSource]:
    """Yield which of the standing forms would name another document than they do."""
    assert draft.document is not None
    for name, form in zip(draft.placed.names, draft.document.forms, strict=True):
        if name in draft.standing and name in standing:
            was, now = standing[name].source.document, form.statement.source.document
            if was != now:
                there, here = (_but_for_source(text) for text in (content_of(data / name), draft.files[name]))
                yield OtherSource(name, was, now, there == here)


def _but_for_source(content: str | bytes) -> Node:
    """Return what a form's file says, but for where in which document it stands."""

    def without(node: Node) -> Node:
        if isinstance(node, list):
            return [without(item) for item in node]
        if isinstance(node, dict):
            return {key: without(item) for key, item in node.items() if key not in {"source", "source_line"}}
        return node

    return without(read_yaml(content, "")[0] or {})


def _without_place(draft: Draft) -> list[Both]:
    """Return that a form has no place of its own, which is why nothing is written."""
    assert draft.document is not None
    forms = len(draft.document.forms)
    missing = forms - len(draft.placed.files)
    said = Both(
        f"{forms} 份表单中有 {missing} 份没有自己的位置，什么也没有写入",
        f"{missing} of {forms} forms have no place of their own; nothing was written",
    )
    return [said] if missing else []


def _in_the_way(draft: Draft, data: Path) -> Iterator[Both]:
    """Yield the files that stand in ``data/`` with other words; of a second copy of their document, that it is one."""
    copies = [item for item in draft.other_sources if item.same]
    same = {item.file for item in copies}
    others = draft.changed.intersection(draft.placed.files) - same
    to_do = (
        Both("核对后加 --replace", "look at it, then say --replace")
        if others
        else Both(
            "只是同一份文件另存的：不用导入；要改以这份为来源：加 --replace",
            "where this is a copy of it there is nothing to import; to make this one the source, say --replace",
        )
    )
    for was, files in groupby(sorted(copies, key=lambda item: item.was), key=lambda item: item.was):
        names = [item.file for item in files]
        title = draft.portal.sources[was].title if draft.portal and was in draft.portal.sources else was
        more = Both(f" 等 {len(names)} 张表", f"and {len(names) - 1} more: ") if names[1:] else UNSAID
        yield Both(
            f"{data / names[0]}{more.zh}：印出的内容与现有的一样，只是来源文件不同，现有的出自 sources/{was}.yml（{title}）。{to_do.zh}",
            f"{more.en}the same is printed as now, and only the document is another than sources/{was}.yml; {to_do.en}",
        )
    for name in sorted(draft.standing - same):
        yield Both(
            f"{data / name}: 已存在且内容不同；核对后加 --replace", "exists and differs; look at it, then say --replace"
        )


def _homes(carried: CarriedDocument, portal: Portal, folder: str, document_id: str) -> frozenset[str]:
    """Return the jurisdictions whose forms a file may hold: where it is put, whose forms cite it, whose departments it names."""
    places = {item.jurisdiction_id for item in portal.statements if item.form.source.document == document_id}
    registered = {folded(n): key for key, item in portal.departments.items() for n in (item.name, *item.aliases)}
    texts = {cell.text for block in carried.blocks for cell in (block.cells if isinstance(block, Grid) else (block,))}
    printed = (text.rpartition("：")[2] for text in texts if len(text) <= _LONGEST_NAME)
    named = (registered.get(folded(name)) for text in printed for name in department_names(text))
    places |= {key.partition("/")[0] for key in (folder, *named) if key}
    return frozenset(places & portal.jurisdictions.keys())


def known_of(portal: Portal, homes: Collection[str] | None = None) -> KnownForms:
    """Return what ``data/`` knows of how forms look, and of how forms that look so are scored.

    Of the provinces of ``homes``, where these are known: what only others print their forms on is another province's.
    """

    def province(place: str) -> str:
        parent = portal.jurisdictions[place].parent
        return province(parent) if parent and parent in portal.jurisdictions else place

    users: dict[str, set[str]] = {}
    for item in portal.statements:
        users.setdefault(item.form.template, set()).add(province(item.jurisdiction_id))
    own = {province(place) for place in homes or ()}
    others = (id_ for id_, of in users.items() if homes is not None and not of & own)
    scored = ((item.form.template, item.scoring_profile) for item in portal.statements)
    profiles = {id_: id_ for id_ in portal.templates if id_ in portal.profiles}
    return KnownForms(
        dict(portal.templates),
        {**profiles, **{id_: profile for id_, profile in scored if profile}},
        frozenset(id_ for id_ in others if not id_.startswith(NATIONAL)),
        {form_address(portal.settings, item.id): item.form for item in portal.statements},
    )


def _drafts(document: ImportedDocument, portal: Portal) -> dict[str, str]:
    """Return the files of templates and scoring profiles that the forms need and ``data/`` lacks."""
    templates = {form.statement.template: form.template for form in document.forms if form.template is not None}
    profiles = {getattr(form.statement, "scoring_profile", None) for form in document.forms} - portal.profiles.keys()
    return {
        **{KIND_OF[FormTemplate].path(id_): write(template) for id_, template in templates.items()},
        **{KIND_OF[ScoringProfile].path(id_): write(PROFILES[id_]) for id_ in profiles if id_ in PROFILES},
    }


def _same(path: Path, text: str) -> bool:
    """Tell whether a file says the same already, however a person has laid it out."""
    return path.is_file() and read_yaml(content_of(path), "")[0] == read_yaml(text, "")[0]
