"""What ``new`` writes: files with every key that belongs there, what it means and which codes it allows above it in Chinese.

All of it is made of what the model declares; what only a person knows stands as words to be completed, of which ``check``
warns.
"""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, get_args

from build_scripts.importers.registering import NotRegisteredError, with_projects
from build_scripts.reading.layout import RESERVED
from build_scripts.reading.load import content_of, looked_through
from build_scripts.reading.model import (
    ID_PATTERN,
    NO_DIGEST,
    STATEMENT_MODELS,
    TO_COMPLETE,
    Column,
    Department,
    FormTemplate,
    Jurisdiction,
    ProjectName,
    Record,
    SourceDocument,
    Statement,
)
from build_scripts.reading.strict_yaml import read_yaml
from build_scripts.reading.validation import codes, inner_type, terms_of, validate, value_sample
from build_scripts.reading.yaml_writing import double_quoted, write, written_order
from build_scripts.words.language import Both
from build_scripts.words.meant import meant
from build_scripts.words.vocabulary import (
    BaseDataSection,
    CurrencyUnit,
    DepartmentKind,
    FormType,
    GoalKind,
    JurisdictionLevel,
    LineCode,
    NarrativeKind,
    YearBasis,
)


class NotBegunError(Exception):
    """Raised where a file cannot be begun; says what is to be done first."""

    def __init__(self, said: Both) -> None:
        """Say it in both languages."""
        super().__init__(str(said))


_PARTS = {
    "department": (("行政区", "部门"), "mou-shan-xian/jiao-yu-ju"),
    "project": (("行政区", "部门", "项目"), "mou-shan-xian/jiao-yu-ju/campus-repair"),
    "statement": (("行政区", "部门", "年度"), "mou-shan-xian/jiao-yu-ju/2025"),
}
"""What may be begun → the parts of its address, and one."""


def address_parts(kind: str, address: str, form: FormType | None = None) -> tuple[str, ...]:
    """Return the parts of the address of what is to be begun, each as the loader asks for it.

    Raises:
        NotBegunError: naming the part that is wrong.
    """
    names, sample = _PARTS[kind]
    if form is not None and form.of_project:
        names, sample = (*names, "项目"), f"{sample}/campus-repair"
    parts = tuple(address.removeprefix("data/").strip("/").split("/"))
    if len(parts) != len(names):
        said = Both(f"{address}: 应写成 {'/'.join(names)}，如 {sample}", f"{address}: should be like {sample}")
        raise NotBegunError(said)
    for place, (name, part) in enumerate(zip(names, parts, strict=True)):
        fitting, pattern = ("四位数年份", _YEAR) if name == "年度" else ("小写英文字母、数字和连字符", ID_PATTERN)
        if not re.fullmatch(pattern, part) or (place == 0 and part in RESERVED):
            said = Both(
                f"{address}: {name}“{part}”不合规定，应是{fitting}，也不能是门户自己的网址，如 {sample}",
                f"{address}: {part} is no id here, or belongs to the portal itself; should be like {sample}",
            )
            raise NotBegunError(said)
    return parts


def new_department(data: Path, address: str, name: str) -> dict[str, str]:
    """Return the files of a department, and of its jurisdiction where that is not there.

    Raises:
        NotBegunError: where the address is none, the department is there, or the jurisdiction looks like a slip of one that is.
    """
    place, department = address_parts("department", address)
    files = {f"{place}/{department}/department.yml": department_skeleton(name)}
    if (data / place / "jurisdiction.yml").exists():
        return _new(data, files)
    there = (file.key for file in looked_through(data)[0] if file.kind.record is Jurisdiction)
    if not (data / place).exists() and (likely := meant(place, there, _A_SLIP)):
        said = Both(
            f"还没有行政区 {place}，有 {likely}。若是写错了：mingzhang new department {likely}/{department} --name …。若确是另一个行政区，先建文件夹 data/{place}，再运行一次",
            f"there is no jurisdiction {place}, but {likely}. If that was meant: mingzhang new department {likely}/{department} --name …. If it is another one, first make the folder data/{place}, then run this again",
        )
        raise NotBegunError(said)
    files[f"{place}/jurisdiction.yml"] = jurisdiction_skeleton()
    return _new(data, files)


def new_project(data: Path, address: str, name: str) -> dict[str, str]:
    """Return ``department.yml`` with one more project, all else in it as it was.

    Raises:
        NotBegunError: where there is no such department, or it has the project.
    """
    place, department, project = address_parts("project", address)
    file = f"{place}/{department}/department.yml"
    registered, content = _department(data, file)
    if any(project == one.id or name in {one.name, *one.aliases} for one in registered.projects):
        raise NotBegunError(Both(f"data/{file} 里已经有项目 {project}（{name}）", f"data/{file} has this project"))
    try:
        return {file: with_projects(content, [ProjectName(id=project, name=name)])}
    except NotRegisteredError:
        added = write({"projects": [{"id": project, "name": name}]})
        said = Both(
            f"data/{file} 的写法不能自动添加，请手工加上：\n{added}",
            "cannot be added to as it is laid out; add this by hand",
        )
        raise NotBegunError(said) from None


def new_statement(
    data: Path, address: str, template_id: str, template: FormTemplate, profiles: Collection[str]
) -> dict[str, str]:
    """Return a form, and the record of its source document where that is not there.

    Raises:
        NotBegunError: where department or project are not there, or the form is.
    """
    form = template.form_type
    place, department, year, *project = address_parts("statement", address, form)
    registered, _ = _department(data, f"{place}/{department}/department.yml")
    names = {"department": registered.name, "implementing_unit": registered.name}
    if project:
        known = {one.id: one.name for one in registered.projects}
        if project[0] not in known:
            said = Both(
                f"项目 {project[0]} 还没有登记，请先运行 mingzhang new project {place}/{department}/{project[0]} --name 项目名称",
                f"project {project[0]} is not registered; first run mingzhang new project {place}/{department}/{project[0]} --name …",
            )
            raise NotBegunError(said)
        names["project"] = known[project[0]]
    document = f"{place}-{department}-{year}"
    profile = next(
        (one for one in (template_id, "mof-default-2020", *sorted(profiles)) if one in profiles), TO_COMPLETE
    )
    text = statement_skeleton(template_id, template, names, int(year), profile, document)
    files = {f"{place}/{department}/{year}/{form.file}{''.join(project)}.yml": text}
    if not (data / "sources" / f"{document}.yml").exists():
        files[f"sources/{document}.yml"] = source_skeleton()
    return _new(data, files)


def _new(data: Path, files: dict[str, str]) -> dict[str, str]:
    there = [name for name in files if os.path.lexists(data / name)]
    if there:
        said = Both(
            f"data/{there[0]} 已经有了，不覆盖，什么也没有写", f"data/{there[0]} is there already; nothing was written"
        )
        raise NotBegunError(said)
    return files


def _department(data: Path, file: str) -> tuple[Department, str]:
    """Return a department and its file.

    Raises:
        NotBegunError: where it is not there, or cannot be understood.
    """
    if not (data / file).exists():
        address = file.removesuffix("/department.yml")
        said = Both(
            f"没有 data/{file}，请先运行 mingzhang new department {address} --name 部门名称",
            f"there is no data/{file}; first run mingzhang new department {address} --name …",
        )
        raise NotBegunError(said)
    content = content_of(data / file)
    told, positions, _ = read_yaml(content, file)
    department = validate(Department, told, positions, file)[0] if told is not None else None
    if department is None:
        said = Both(
            f"data/{file} 读不懂，请先运行 mingzhang check 改正",
            f"data/{file} cannot be understood; see mingzhang check",
        )
        raise NotBegunError(said)
    return department, content.decode()


_YEAR = "(?:19|20)[0-9]{2}"
_A_SLIP = 0.9
"""How like the id of a jurisdiction that is there another must be to be a slip of it: names of counties are much alike."""
_HEAD = "# {title}。值一律写在英文双引号里；以 # 开头的行是说明，不算内容，可以删去。\n# 要用的键去掉前面的 #；“待填写”的地方都要照原件填。\n"
_LATER = frozenset(
    {
        *("formerly", "withdrawn", "release", "withheld", "currency_unit_override", "narratives", "notes"),
        *("repairs", "left_out", "form_notes"),
    }
)
"""Keys of which a new file needs to say nothing: they come with what happens to it."""


def jurisdiction_skeleton() -> str:
    """Return ``jurisdiction.yml`` of a place of which only the id is known."""
    words = dict.fromkeys(("name", "name_en"), TO_COMPLETE)
    return _file(Jurisdiction, words | {"level": JurisdictionLevel.COUNTY.value})


def department_skeleton(name: str) -> str:
    """Return ``department.yml``."""
    return _file(Department, {"name": name, "kind": DepartmentKind.GOVERNMENT_DEPARTMENT.value})


def source_skeleton() -> str:
    """Return the record of a source document of which nothing is known yet."""
    words = dict.fromkeys(("title", "publisher", "media_type"), TO_COMPLETE)
    return _file(SourceDocument, {**words, "sha256": NO_DIGEST, "lines": 1})


def statement_skeleton(
    template_id: str, template: FormTemplate, names: Mapping[str, str], year: int, profile: str, document: str
) -> str:
    """Return a form with the columns of its template; ``names`` are those of its department and its project."""
    kind = STATEMENT_MODELS[template.form_type]
    told: dict[str, Any] = {
        "form_type": template.form_type.value,
        "template": template_id,
        "title": TO_COMPLETE,
        **{key: name for key, name in names.items() if key in kind.model_fields},
        "fiscal_year": year,
        "fiscal_year_basis": YearBasis.PRINTED.value,
        "fiscal_year_text": TO_COMPLETE,
        "currency_unit": CurrencyUnit.TEN_THOUSAND_YUAN.value,
        "currency_unit_text": TO_COMPLETE,
        "scoring_profile": profile,
        "source": {"document": document, "first_line": 1, "last_line": 1},
    }
    return _file(
        kind, {key: value for key, value in {**told, **_rows(kind, template)}.items() if key in kind.model_fields}
    )


def _rows(kind: type[Statement], template: FormTemplate) -> dict[str, Any]:
    """Return a row of each block that the template prints."""
    rows: dict[str, Any] = {}
    if template.funding_columns:
        rows["funding"] = [
            {"line_code": LineCode.TOTAL.value, **_cells(template.funding_columns), "label": TO_COMPLETE}
        ]
    goals = [(GoalKind.LONG_TERM, template.long_term_columns), (GoalKind.ANNUAL, template.indicator_columns)]
    if not template.long_term_columns:
        goals = [(GoalKind.OVERALL, template.indicator_columns)] if template.indicator_columns else []
    texts = ("target_text",) if template.form_type.is_target else ("target_text", "actual_text")
    rows["goals"] = [
        {
            "kind": goal.value,
            **dict.fromkeys(texts, TO_COMPLETE),
            "indicators": [_cells(columns) | {"name": TO_COMPLETE}],
        }
        for goal, columns in goals
    ]
    if "total" in kind.model_fields and any(column.key == "score" for column in template.indicator_columns):
        rows["total"] = dict.fromkeys(("label", "weight", "score"), TO_COMPLETE)
    if template.base_data_columns:
        codes_of_row = {"section": BaseDataSection.EXPENDITURE.value, "line_code": "three_public", "label": TO_COMPLETE}
        rows["base_data"] = [codes_of_row | _cells(template.base_data_columns)]
    if not template.indicator_columns and not template.base_data_columns:
        rows["narratives"] = [{"kind": NarrativeKind.REPORT_SECTION.value, "heading": TO_COMPLETE, "text": TO_COMPLETE}]
    return {key: value for key, value in rows.items() if value}


def _cells(columns: Sequence[Column]) -> dict[str, str]:
    """Return the cells of a row, as the template prints its columns."""
    return {column.key: TO_COMPLETE for column in columns if column.key != "further"}


def _file(kind: type[Record], told: Mapping[str, Any]) -> str:
    """Return a file: what is told of its keys, and of the others a line that can be used."""
    lines: list[str] = []
    for key in written_order(kind):
        declared = kind.model_fields[key]
        if key in told:
            lines += _entry(kind, key, told[key], "")
        elif key not in _LATER:
            lines += [*_notes(kind, key, ""), f"# {key}: {value_sample(declared.annotation, declared.metadata)}"]
    title = kind.model_config["title"]
    return _HEAD.format(title=title) + "\n".join(lines) + "\n"


def _entry(kind: type[Record], key: str, value: object, pad: str) -> Iterator[str]:
    """Yield the lines of a key with what it means above it."""
    inner = inner_type(kind.model_fields[key].annotation)
    yield from _notes(kind, key, pad)
    if isinstance(value, list):
        (row,) = (part for part in get_args(inner) if isinstance(part, type))
        yield f"{pad}{key}:"
        for item in value:
            yield from _item(row, item, f"{pad}  ")
    elif isinstance(value, Mapping):
        yield f"{pad}{key}:"
        for name, text in value.items():
            yield from _entry(inner, name, text, f"{pad}  ")
    else:
        yield f"{pad}{key}: {value if isinstance(value, int) else double_quoted(str(value))}"


def _item(row: type[Record], item: Mapping[str, Any], pad: str) -> Iterator[str]:
    """Yield the lines of an item of a list; the notes on its first key stand above its dash."""
    (first, value), *rest = item.items()
    *notes, line = _entry(row, first, value, "")
    yield from (f"{pad}{note}" for note in notes)
    yield f"{pad}- {line}"
    for key, text in rest:
        yield from _entry(row, key, text, f"{pad}  ")


def _notes(kind: type[Record], key: str, pad: str) -> Iterator[str]:
    """Yield what a key means, and which codes it allows."""
    declared = kind.model_fields[key]
    yield f"{pad}# {declared.title}：{declared.description}"
    terms = terms_of(declared.annotation)
    if len(terms) > 1:
        yield f"{pad}# 可以写：{codes(terms).zh}"
