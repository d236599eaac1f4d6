"""The documented API: the rows of the tables as JSON, each answer a file below ``api/v1/`` that any server can give out.

An object of a row has the names of the table's columns. A cell that is empty in the table is left out, and ``""`` is one
that the form prints blank. Texts are raw, without the guard of ``csv_format``; numbers are written digit by digit as in
the CSV, never through a float; several codes are a list. Every address is relative to the portal's root, as in the tables;
``root`` is the way from the answer to it.
What a field means never changes below ``v1``; fields may be added.

Each row is written once, whatever answers it stands in.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from json import JSONEncoder
from typing import Any

from build_scripts.judging.rollups import RollupLevel
from build_scripts.opendata.feeds import FEED
from build_scripts.opendata.scopes import Scope, WholeFile
from build_scripts.reading.model import WithdrawnPlace
from build_scripts.reading.records import AS_OF, HeldForm, Portal
from build_scripts.tables.downloads import TableFile
from build_scripts.tables.ids import page_url
from build_scripts.tables.published import Cell, PublishedColumn, Table, codes_in, text_of
from build_scripts.words.language import Term

API = "api/v1/"
_TO_JSON = JSONEncoder(ensure_ascii=False, separators=(",", ":"))


class Answer(Term):
    """A kind of answer: its folder, or its file where there is but one, what it is, and the parts of an id that name one."""

    parts: tuple[str, ...]

    INDEX = ("index", "有什么：各表与文件、行政区、部门", "What there is: tables and files, jurisdictions, departments")
    JURISDICTION = (
        "jurisdictions",
        "一个行政区：部门与汇总",
        "A jurisdiction: departments and roll-ups",
        "jurisdiction",
    )
    DEPARTMENT = (
        "departments",
        "一个部门：表单、填报情况、汇总、更正",
        "A department: forms, scorecard, roll-ups, restatements",
        "jurisdiction",
        "department",
    )
    FORM = (
        "forms",
        "一张表单：它的每一行与核对发现",
        "A form: every row of it, and its findings",
        "jurisdiction",
        "department",
        "year",
        "form",
    )
    INDICATORS = (
        "indicators",
        "一个部门的全部指标行",
        "All indicator rows of a department",
        "jurisdiction",
        "department",
    )
    FINDINGS = ("findings", "一个部门的全部核对发现", "All findings of a department", "jurisdiction", "department")
    DICTIONARY = ("dictionary", "数据字典：每张表的每一列", "The dictionary: every column of every table")
    SCHEMA = ("schemas", "一种答复的 JSON Schema", "The JSON Schema of a kind of answer", "schema")
    OPENAPI = ("openapi", "本接口的 OpenAPI 说明", "The OpenAPI description of this API")

    def __init__(self, _code: str, _zh: str, _en: str, *parts: str) -> None:
        """Keep the parts; code and names are the term's."""
        self.parts = parts

    def url(self, id_: str = "") -> str:
        """Return the address of the answer about what has such an id."""
        return f"{API}{self}/{id_}.json" if id_ else f"{API}{self}.json"

    @property
    def path(self) -> str:
        """Its addresses below ``api/v1`` with the parts of the id in braces."""
        return f"{'/'.join(['', self, *(f'{{{part}}}' for part in self.parts)])}.json"


class Became(Term):
    """What has become of something that is no longer at its address."""

    MOVED = ("moved", "网址已更改", "moved")
    WITHDRAWN = ("withdrawn", "已撤下", "withdrawn")
    HELD = ("held", "待审查，暂缓刊载", "held back for review")


NOTICE = "notice"
"""The kind of answer that stands at an address in the place of another, and says what became of that."""
ADDRESSED = {"jurisdictions": Answer.JURISDICTION, "departments": Answer.DEPARTMENT, "statements": Answer.FORM}
"""The tables each of whose rows has an answer of its own; its object says where."""
OF_A_FORM = (
    "funding", "goals", "indicators", "narratives", "base_data", "further_cells", "findings", "restatements",
)  # fmt: skip
"""The tables whose rows the answer about a form has."""


def _objects(table: Table) -> list[bytes]:
    """Return each row of a table as a JSON object."""
    members = [
        _members(column.name, own, _writer(column)) for column, own in zip(table.columns, table.cells, strict=True)
    ]
    if table.name in ADDRESSED:
        ids = [str(id_) for id_ in table.cells[0]]
        added = {"api_url": [ADDRESSED[table.name].url(id_) for id_ in ids]}
        if "page_url" not in table.header:
            added["page_url"] = [page_url(id_) for id_ in ids]
        members += [_members(name, own, _TO_JSON.encode) for name, own in added.items()]
    return [b"{%s}" % b"".join(row)[1:] for row in zip(*members, strict=True)]


def _writer(column: PublishedColumn[Any]) -> Callable[[Cell], str]:
    """Return how the cells of a column are written."""
    if column.is_number:
        return text_of
    if column.kind == "codes":
        return lambda cell: _TO_JSON.encode(codes_in(text_of(cell)))
    return _TO_JSON.encode


def _members(name: str, cells: Sequence[Cell], written: Callable[[Cell], str]) -> list[bytes]:
    """Return the member of each cell of a column behind a comma, nothing for an empty one; what many cells say is written once."""
    once = {cell: b"" if cell is None else f',"{name}":{written(cell)}'.encode() for cell in set(cells)}
    # Not one by one as rows are put together: the texts of a column fit in a processor's cache, those of all do not.
    return [*map(once.__getitem__, cells)]


def answers_of_departments(tables: Mapping[str, Table], scopes: Mapping[str, Scope]) -> dict[str, bytes]:
    """Return the answers about departments and their forms; ``tables`` have the rows of these departments alone."""
    by_form = {name: _grouped(tables[name], "statement_id") for name in ("statements", *OF_A_FORM)}
    own = {name: _grouped(tables[name], "department_id") for name in ("departments", "scorecard", "rollups")}
    files: dict[str, bytes] = {}
    forms_of: dict[str, list[str]] = defaultdict(list)
    for id_, statement in by_form["statements"].items():
        department = "/".join(id_.split("/")[:2])
        forms_of[department].append(id_)
        rows = {name: _list([by_form[name].get(id_)]) for name in OF_A_FORM}
        above = _json(Answer.DEPARTMENT.url(department))
        _put(files, Answer.FORM, id_, statement=statement, **rows, department_url=above)
    for id_, department_row in own["departments"].items():
        rows_of = {
            name: _list(map(by_form[name].get, forms_of[id_]))
            for name in ("statements", "indicators", "findings", "restatements")
        }
        pages = [answer for answer in (Answer.INDICATORS, Answer.FINDINGS) if _has(scopes.get(id_), answer)]
        for answer in pages:
            whose = {"department_id": _json(id_), "department_url": _json(Answer.DEPARTMENT.url(id_))}
            _put(files, answer, id_, **whose, **{str(answer): rows_of[answer]})
        _put(
            files,
            Answer.DEPARTMENT,
            id_,
            department=department_row,
            statements=rows_of["statements"],
            scorecard=_list([own["scorecard"].get(id_)]),
            rollups=_list([own["rollups"].get(id_)]),
            restatements=rows_of["restatements"],
            **_listed(scopes.get(id_)),
            jurisdiction_url=_json(Answer.JURISDICTION.url(id_.partition("/")[0])),
            **{f"{answer}_url": _json(answer.url(id_)) for answer in pages},
        )
    return files


def answers_of_portal(portal: Portal, tables: Mapping[str, Table], scopes: Mapping[str, Scope]) -> dict[str, bytes]:
    """Return what there is, and the answers about jurisdictions; ``tables`` have the rows of all departments."""
    departments = _grouped(tables["departments"], "jurisdiction_id")
    rollups = tables["rollups"]
    level = rollups.header.index("level")
    above = tuple(row for row in rollups.rows if row[level] == RollupLevel.JURISDICTION)
    own = _grouped(Table(rollups.declared, above), "jurisdiction_id")
    jurisdictions = _grouped(tables["jurisdictions"], "jurisdiction_id")
    settings, day = portal.settings, portal.days.get(AS_OF)
    known = {"as_of": day, "base_url": settings.base_url, "publisher_en": settings.publisher_en}
    index = {
        "version": "v1",
        "title": settings.title,
        "title_en": settings.title_en,
        "publisher": settings.publisher,
        "contact": settings.contact,
        "licence": settings.licence,
        "licence_url": settings.licence_url,
        **{name: text for name, text in known.items() if text},
        "openapi_url": Answer.OPENAPI.url(),
        "dictionary_url": Answer.DICTIONARY.url(),
        "downloads_url": "downloads/",
        "feed_url": FEED,
    }
    files: dict[str, bytes] = {}
    _put(
        files,
        Answer.INDEX,
        "",
        **{name: _json(value) for name, value in index.items()},
        **_listed(scopes[""]),
        jurisdictions=_list(jurisdictions.values()),
        departments=_list(departments.values()),
    )
    for id_, jurisdiction in jurisdictions.items():
        _put(
            files,
            Answer.JURISDICTION,
            id_,
            jurisdiction=jurisdiction,
            departments=_list([departments.get(id_)]),
            rollups=_list([own.get(id_)]),
            **_listed(scopes.get(id_)),
        )
    return files


def notices(
    portal: Portal,
    moved: Mapping[str, str],
    gone: Iterable[str],
    held: Iterable[HeldForm],
    scopes: Mapping[str, Scope],
) -> dict[str, bytes]:
    """Return what stands at the addresses of what has moved, is withdrawn or, having been public, awaits review again."""
    files: dict[str, bytes] = {}
    for old, new in moved.items():
        for answer in _answers_about(new, scopes):
            _notice(files, answer, old, Became.MOVED, page_url(new), moved_to=answer.url(new))
    for id_ in gone:
        entry = portal.withdrawn[id_][1]
        now = entry.now if isinstance(entry, WithdrawnPlace) else None
        told = {"date": entry.date, "reason": entry.reason}
        if now:
            told["now_at"] = _answers_about(now, scopes)[0].url(now)
        _notice(files, _answers_about(id_, {})[0], id_, Became.WITHDRAWN, page_url(id_), **told)
    for form in held:
        if form.was_public:
            _notice(files, Answer.FORM, form.id, Became.HELD, page_url(form.id))
    return files


@dataclass(frozen=True)
class Endpoint:
    """The addresses of a kind of answer."""

    answer: Answer
    example: str
    """The id of something that there is an answer about; empty where there is but one answer, or none yet."""

    @property
    def exists(self) -> bool:
        """Whether the portal has such an answer."""
        return bool(self.example) or not self.answer.parts

    @property
    def url(self) -> str:
        """The address of that answer."""
        return self.answer.url(self.example)


def endpoints(portal: Portal, forms: Iterable[str], scopes: Mapping[str, Scope]) -> tuple[Endpoint, ...]:
    """Return every kind of answer with an example that this portal has."""
    form = next(iter(forms), "")
    place = "/".join(form.split("/")[:2]) or next(iter(portal.departments), "")
    examples = {
        Answer.JURISDICTION: place.partition("/")[0] or next(iter(portal.jurisdictions), ""),
        Answer.DEPARTMENT: place,
        Answer.FORM: form,
        Answer.SCHEMA: str(Answer.FORM),
    }
    for answer in (Answer.INDICATORS, Answer.FINDINGS):
        listed = (place, *portal.departments) if place else ()
        examples[answer] = next((id_ for id_ in listed if _has(scopes.get(id_), answer)), "")
    return tuple(Endpoint(answer, examples.get(answer, "")) for answer in Answer)


def _answers_about(id_: str, scopes: Mapping[str, Scope]) -> list[Answer]:
    """Return the answers about a jurisdiction, a department or a form, the one that holds its own row first."""
    parts = id_.count("/") + 1
    first = next(answer for answer in ADDRESSED.values() if len(answer.parts) == parts)
    if first is not Answer.DEPARTMENT:
        return [first]
    return [first, *(answer for answer in (Answer.INDICATORS, Answer.FINDINGS) if _has(scopes.get(id_), answer))]


def _has(scope: Scope | None, answer: Answer) -> bool:
    """Tell whether a place has rows of the table of an answer; there are no empty answers."""
    return scope is not None and any(table.name == answer for table in scope.tables)


def _notice(files: dict[str, bytes], answer: Answer, id_: str, became: Became, page: str, **more: str) -> None:
    told = {"id": id_, "status": became, "page_url": page, **more}
    _put(files, answer, id_, NOTICE, **{name: _json(value) for name, value in told.items()})


def _listed(scope: Scope | None) -> dict[str, bytes]:
    """Return how the tables of a place are listed, each with its files, and the files that hold them all."""
    tables = scope.tables if scope else ()
    listed = [
        {
            "name": table.name,
            "title": table.title.zh,
            "title_en": table.title.en,
            "rows": table.rows,
            "files": [_told(file, file.format.suffix) for file in table.files],
        }
        for table in tables
    ]
    return {
        "tables": _json(listed),
        "files": _json([_told(file, file.kind) for file in (scope.whole if scope else ())]),
    }


def _told(file: TableFile | WholeFile, kind: str) -> dict[str, object]:
    return {"format": kind, "url": file.url, "size": file.size, "sha256": file.sha256}


def _grouped(table: Table, column: str) -> dict[str, bytes]:
    """Return the objects of a table, side by side, by what a column says."""
    grouped: dict[str, list[bytes]] = defaultdict(list)
    at = table.header.index(column)
    for row, written in zip(table.rows, _objects(table), strict=True):
        grouped[str(row[at])].append(written)
    return {key: b",".join(rows) for key, rows in grouped.items()}


def _list(parts: Iterable[bytes | None]) -> bytes:
    """Return a list of objects, which come some at a time as ``_grouped`` has them, or none."""
    return b"[%s]" % b",".join(filter(None, parts))


def _put(files: dict[str, bytes], answer: Answer, id_: str, schema: str = "", /, **members: bytes) -> None:
    """Put an answer among files: members that are written already, and before them where its addresses begin, and its schema."""
    url = answer.url(id_)
    begin = {"root": _json("../" * url.count("/")), "schema_url": _json(Answer.SCHEMA.url(schema or answer))}
    told = (b'"%s":%s' % (name.encode(), value) for name, value in (begin | members).items())
    files[url] = b"{%s}" % b",".join(told)


def _json(value: object) -> bytes:
    return _TO_JSON.encode(value).encode()
