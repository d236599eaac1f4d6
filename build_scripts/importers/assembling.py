"""What was read of a form → its record: which form it is, whose, of which year, in which unit, on which template."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, count
from typing import Any

from pydantic import ValidationError
from pypinyin import lazy_pinyin

from build_scripts.carriers.grid import CarriedDocument, Grid
from build_scripts.carriers.text_export import compact
from build_scripts.cells.personal_data import masked
from build_scripts.importers.account import FormAccount
from build_scripts.importers.document import DocumentError, ImportedForm
from build_scripts.importers.labels import label_words
from build_scripts.importers.printed_forms import FormText
from build_scripts.reading.model import (
    STATEMENT_MODELS,
    AnyStatement,
    Column,
    FormTemplate,
    ScoringProfile,
)
from build_scripts.words.language import Both
from build_scripts.words.vocabulary import FORM_COLUMNS, CurrencyUnit, FormType, GoalKind, NarrativeKind, YearBasis

AS_PRINTED = "as-printed"
"""The scoring profile of forms whose weights are no known rule's: they are compared with themselves alone."""
NOT_SCORED = "none"
"""The scoring profile of self-evaluations that award no points."""
MOST_OTHER_HEADINGS = 1
"""In how many headings a form may differ from a template that it is still printed on."""
NATIONAL = ("mof-", "integrated-")
"""How the ids of national templates begin: where the columns of several fit, no form is put on another province's."""
SLUG_WORDS = 6
PROFILES = {
    AS_PRINTED: ScoringProfile(
        name="以表上印出的分值为准",
        name_en="Weights as printed",
        scored=True,
        citations=("没有适用的评分规则：只核对表上印出的分值、得分与合计是否一致，本门户约定。",),
    ),
    NOT_SCORED: ScoringProfile(
        name="不计分", name_en="No scores", scored=False, citations=("表上没有分值和得分栏，本门户约定。",)
    ),
}
"""Scoring profiles that an import writes where a form needs them."""
_YEAR = re.compile(r"(20\d\d)年度")
_OF_TITLE = re.compile(
    r"(?:\(?\d{4}年度?\)?)?(?!\d|度|部门|项目|整体|单位)(?P<name>.{3,}?)(?<!整体|乡镇)(?:部门)?(?:整体|预算)?(?:支出)?(?:绩效|自评)"
)
"""Whose form it is, where its title begins with that."""
_KIND_OF_FORM = re.compile(
    r"(?:(?:中央对地方|省对下|省级|市级|县级)?(?:专项)?转移支付|政府性基金|国有资本经营|(?:部门|单位)?(?:预算)?整体|部门预算项目|财政|项目|专项|部门|绩效)[^局委办厅院校县区市镇乡]*表(?:\([^()]*\))?$"
)
"""Which kind of form its title names, without whose it is."""
_PROJECT_OF_TITLE = re.compile(r"^\(?\d{4}年度?\)?|(?:项目)?(?:财政)?(?:支出)?绩效.*$")
"""What stands in the title of a project's form beside its name."""
_MONITORING = Both(
    "这是绩效运行监控表（年中填报）。本门户收录目标表和自评表，没有监控表的栏目，没有写入；请从文件中去掉这张表再导入",
    "this is a form of mid-year monitoring; the portal holds targets and self-evaluations and has no columns for monitoring: nothing was written; take this form out of the file and import again",
)
_HEADINGS = {"implementing_unit": "实施单位", "project": "项目名称", "report_date": "填报日期"}
"""What stands before a field of the head in the forms that have one."""
_BLOCKS = {
    "funding": "funding_columns",
    "indicators": "indicator_columns",
    "long_term": "long_term_columns",
    "base_data": "base_data_columns",
}


@dataclass(frozen=True)
class KnownForms:
    """What ``data/`` knows of how forms look and are scored."""

    templates: dict[str, FormTemplate]
    """By id; a template that is drafted is put in, so that the next form with the same columns has it too."""
    profiles: Mapping[str, str]
    """Id of a template → the scoring profile that its forms have."""
    elsewhere: Container[str] = frozenset()
    """Ids of templates that are another province's: no form here is put on them, however alike its columns are."""
    standing: Mapping[str, AnyStatement] = field(default_factory=dict)
    """The forms that ``data/`` has, by their addresses as workbooks name them (``form_address``)."""


def assembled(
    form: FormText, read: FormAccount, document: CarriedDocument, document_id: str, year: int | None, known: KnownForms
) -> ImportedForm:
    """Return a form as its record.

    Args:
        form: the rows that were read.
        read: what was read of them.
        document: the file they stand in, which may say the year.
        document_id: its id in ``data/sources/``.
        year: the fiscal year of forms that print none.
        known: templates and profiles to choose from.

    Raises:
        DocumentError: where the year is neither printed nor given, another one is printed than given, or what is
            printed makes no form.
    """
    fields: dict[str, Any] = dict(read.fields)
    line = next(row.line for row in form.rows if row.filled and row.line >= form.own_line)
    if "监控" in fields.get("title", ""):
        raise DocumentError(line, _MONITORING)
    form_type = _type_of(fields, read)
    kind = STATEMENT_MODELS[form_type]
    fields |= _year_of(fields, year, document, line)
    remarks = _completed(fields, form, form_type)
    department = _named(fields, form_type)
    _begin_levels(fields, read)
    template_id, template, other_headings = _template(read, form_type, fields["title"], known)
    remarks += other_headings
    fields |= {"form_type": form_type.value, "template": template_id}
    if "scoring_profile" in kind.model_fields:
        fields["scoring_profile"] = profile_of(template_id, read.keys, known)
    _leave_out_lines(fields, form.own_line)
    last = max(cell.line for row in form.rows for cell in row.cells if cell.text)
    source = {"document": document_id, "first_line": line, "last_line": last}
    fields["source"] = source | ({"annex": fields.pop("annex")} if "annex" in fields else {})
    _keep_what_has_no_place(fields, kind.model_fields, line)
    try:
        statement = kind.model_validate(fields)
    except ValidationError as error:
        where = ".".join(map(str, error.errors()[0]["loc"]))
        said = Both(f"读出的表不完整：{where}", f"what was read is no whole form: {where}: {error.errors()[0]['msg']}")
        raise DocumentError(line, said) from None
    return ImportedForm(statement, department, tuple(read.places), len(read.blank_rows), template, tuple(remarks))


def _completed(fields: dict[str, Any], form: FormText, form_type: FormType) -> list[Both]:
    """Add title and unit where the form prints none; return what has to be said about it."""
    remarks: list[Both] = []
    if not fields.get("title"):
        fields["title"] = form.names[0] if form.names else form_type.zh
        remarks.append(
            Both(f"没有印表名，先写作“{fields['title']}”", f"no title is printed; written as {fields['title']}")
        )
    if "currency_unit" not in fields:
        fields["currency_unit"] = CurrencyUnit.TEN_THOUSAND_YUAN.value
        if fields.get("funding"):
            remarks.append(
                Both(
                    "没有印金额单位，先按万元，请核对 currency_unit",
                    "no unit is printed; taken as 万元: check currency_unit",
                )
            )
    return remarks


def _type_of(fields: Mapping[str, Any], read: FormAccount) -> FormType:
    """Return which form it is: of a project or of the whole department, promised or evaluated."""
    title = label_words(fields.get("title", ""))
    if "基础数据表" in title:
        return FormType.DEPT_BASE_DATA
    if title.endswith("报告") and not read.columns:
        return FormType.DEPT_REPORT
    evaluated = bool(read.keys & {"actual", "score", "executed"}) or "自评" in title
    of_project = "project" in fields or ("项目" in title and "整体" not in title)
    if of_project:
        return FormType.PROJECT_SELF_EVAL if evaluated else FormType.PROJECT_TARGET
    return FormType.DEPT_SELF_EVAL if evaluated else FormType.DEPT_TARGET


def _named(fields: dict[str, Any], form_type: FormType) -> str:
    """Give the unit's name its place, and return the name of the reporting department."""
    if form_type.of_project and not compact(fields.get("project", "")):
        fields["project"] = _PROJECT_OF_TITLE.sub("", label_words(fields["title"])) or compact(fields["title"])
    names = (fields.get("department"), fields.get("implementing_unit"))
    name = next((name for name in names if name and compact(name)), "")
    in_title = _OF_TITLE.match(label_words(fields["title"]))
    name = name or (in_title["name"] if in_title and not form_type.of_project else "")
    if form_type is FormType.DEPT_REPORT and name:
        fields["department"] = name
    return name


def _year_of(fields: Mapping[str, Any], year: int | None, document: CarriedDocument, line: int) -> dict[str, Any]:
    """Return the fiscal year and how it is known, where the form itself prints none."""
    printed = fields.get("fiscal_year")
    if printed is not None:
        if year not in {None, printed}:
            raise DocumentError(
                line,
                Both(
                    f"表上印的年度是 {printed}，与 --year {year} 不同；请去掉 --year",
                    f"the form prints the year {printed}, not {year}; leave --year out",
                ),
            )
        return {}
    spoken = years_spoken_of(document)
    if year is not None:
        note = f"表上未印年度；{_spoken(spoken)}；导入时指定为 {year} 年度。"
    elif len(spoken) == 1:
        ((year, first),) = spoken.items()
        note = f"表上未印年度；正文出现“{year}年度”，据此推定（见来源文本第{first}行）。"
    else:
        raise DocumentError(
            line,
            Both(
                f"表上未印年度，{_spoken(spoken)}，无法推定；请用 --year 指定，如 --year 2025",
                "no form prints its year, and the text speaks of none or of several; say which with --year, such as --year 2025",
            ),
        )
    return {"fiscal_year": year, "fiscal_year_basis": YearBasis.INFERRED.value, "fiscal_year_note": note}


def years_spoken_of(document: CarriedDocument) -> dict[int, int]:
    """Return every year that a file speaks of as ``2025年度``, each with the first line that does."""
    found: dict[int, int] = {}
    for block in document.blocks:
        for cell in block.cells if isinstance(block, Grid) else (block,):
            for place, text in enumerate(cell.text.split("\n")):
                for year in _YEAR.findall(text):
                    found.setdefault(int(year), cell.line + place)
    return found


def _spoken(years: Mapping[int, int]) -> str:
    said = "、".join(f"“{year}年度”（第{line}行）" for year, line in sorted(years.items()))
    return f"正文出现{said}" if said else "正文没有“××××年度”字样"


def profile_of(template_id: str, keys: Iterable[str], known: KnownForms) -> str:
    """Return the scoring profile of a form with columns of these keys: that of its template, else one that goes by what is printed."""
    return known.profiles.get(template_id) or (NOT_SCORED if {"score", "weight"}.isdisjoint(keys) else AS_PRINTED)


def _template(
    read: FormAccount, form_type: FormType, title: str, known: KnownForms
) -> tuple[str, FormTemplate | None, list[Both]]:
    """Return the id of the template with the same columns under (nearly) the same headings, or a draft; and what differs."""
    printed = {
        _BLOCKS[block]: tuple(Column(key=key, heading=heading) for key, heading in columns if key)
        for block, columns in read.columns.items()
    }
    for block, keys in _used(read).items():
        own = printed.get(block, ())
        beside = keys.keys() - {column.key for column in own}
        printed[block] = (*own, *(Column(key=key, heading="") for key in keys if key in beside))
    found: list[tuple[int, bool, str, list[Both]]] = []
    for id_, template in known.templates.items():
        unheaded = {block: {c.key for c in columns if not c.heading} for block, columns in printed.items()}
        lacks = any(keys - {c.key for c in getattr(template, block)} for block, keys in unheaded.items())
        if template.form_type is not form_type or lacks or id_ in known.elsewhere:
            continue
        pairs = [_side_by_side(getattr(template, block), printed.get(block, ())) for block in _BLOCKS.values()]
        if None in pairs:
            continue
        other = [pair for block in pairs if block for pair in block if label_words(pair[0]) != label_words(pair[1])]
        if len(other) <= MOST_OTHER_HEADINGS:
            far = len(other) + (not _same_labels(template.funding_columns, printed.get("funding_columns", ())))
            found.append((far, not id_.startswith(NATIONAL), id_, [_other_heading(id_, *pair) for pair in other]))
    if found:
        *_, id_, remarks = min(found, key=lambda item: item[:2])
        return id_, None, remarks
    kind = _KIND_OF_FORM.search(re.sub(r"\(?\d{4}年度?\)?", "", label_words(title)))
    name = kind[0].replace("(", "（").replace(")", "）") if kind else form_type.zh
    id_ = next(one for one in numbered(pinyin_slug(name)) if one not in known.templates)
    number = f"（{id_.rsplit('-', 1)[1]}）" if id_ != pinyin_slug(name) else ""
    english = form_type.en + (f" ({id_.rsplit('-', 1)[1]})" if number else "")
    draft = FormTemplate(name=name + number, name_en=english, form_type=form_type, **printed)
    known.templates[id_] = draft
    return id_, draft, []


def _leave_out_lines(fields: Mapping[str, Any], own_line: int) -> None:
    """Name no line of what a form shares with those above it."""
    for block in ("goals", "funding", "narratives"):
        for row in fields.get(block, ()):
            if row.get("source_line", own_line) < own_line:
                del row["source_line"]


def _begin_levels(fields: Mapping[str, Any], read: FormAccount) -> None:
    """Write the first level of a goal's first indicator as blank, where the form has such a column and prints nothing there."""
    for goal in fields.get("goals", ()) if "level1" in read.keys else ():
        for row in goal.get("indicators", ())[:1]:
            row.setdefault("level1", "")


def _used(read: FormAccount) -> dict[str, dict[str, None]]:
    """Return the fields that the rows of each block have, in the order of their first: columns of the form, headed or not."""
    found: dict[str, dict[str, None]] = {}
    goals = [("indicators", goal) for goal in read.goals]
    if "long_term" in read.columns:
        goals = [("long_term" if goal["kind"] == GoalKind.LONG_TERM else block, goal) for block, goal in goals]
    rows = [(block, row) for block, goal in goals for row in goal.get("indicators", ())]
    rows += [("funding", row) for row in read.funding]
    for block, row in rows:
        keys = (key for key in row if key in FORM_COLUMNS.keys() - {"label", "further"})
        found.setdefault(_BLOCKS[block], {}).update(dict.fromkeys(keys))
    return found


def _same_labels(columns: Sequence[Column], printed: Sequence[Column]) -> bool:
    """Tell whether the labels of money rows stand under one heading, which tells apart templates with the same columns."""
    ours, theirs = ([label_words(c.heading) for c in of if c.key == "label"] for of in (columns, printed))
    return ours == theirs


def _side_by_side(columns: Sequence[Column], printed: Sequence[Column]) -> list[tuple[str, str]] | None:
    """Return the headings of a template beside the printed ones; None where the columns are others."""

    def named(of: Iterable[Column]) -> list[Column]:
        return [column for column in of if column.key != "label" and column.heading]

    ours, theirs = named(columns), named(printed)
    if [column.key for column in ours] != [column.key for column in theirs]:
        return None
    return [(one.heading, other.heading) for one, other in zip(ours, theirs, strict=True)]


def _other_heading(template: str, ours: str, theirs: str) -> Both:
    return Both(
        f"表头印的是“{compact(theirs)}”，按表样 {template} 的“{compact(ours)}”收录",
        f"the heading is {compact(theirs)}; taken as {compact(ours)} of the template {template}",
    )


def numbered(slug: str) -> Iterator[str]:
    """Yield ``slug``, ``slug-2``, ``slug-3`` …, for as long as somebody asks."""
    return chain([slug], (f"{slug}-{number}" for number in count(2)))


def pinyin_slug(name: str) -> str:
    """Return an id from a Chinese name: the pinyin of its first characters, digits and letters kept."""
    words = re.findall(r"[a-z0-9]+", " ".join(lazy_pinyin(masked(name))).lower())
    return "-".join(words[:SLUG_WORDS]) or "project"


def _keep_what_has_no_place(fields: dict[str, Any], known: Iterable[str], line: int) -> None:
    """Keep the printed fields that this form's record lacks among its texts."""
    for key in [key for key in fields if key not in known]:
        value = fields.pop(key)
        heading = _HEADINGS.get(key, "")
        if isinstance(value, dict):  # a total row of a form that has no place for one
            heading = value.pop("label", heading)
            value = "\t".join(str(text) for name, text in value.items() if name not in {"source_line", "further"})
        if isinstance(value, str) and not key.startswith("long_term"):
            entry = {"kind": NarrativeKind.OTHER_CELL.value, "heading": heading, "text": value, "source_line": line}
            fields.setdefault("narratives", []).append(entry)
