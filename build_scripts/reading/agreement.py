"""What must agree between files: ids that exist, lines inside their document, columns that the template prints.

Each check is a small generator of problems over all records that could be read. A reference to a file that
is there but has problems of its own is left alone: mending that file comes first.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from build_scripts.cells.names import project_names
from build_scripts.cells.personal_data import OF_OFFICES, may_hold_personal_data, personal_data
from build_scripts.cells.secrecy import classified
from build_scripts.reading.layout import DEPARTMENT_FORMS, KIND_OF, RESERVED
from build_scripts.reading.model import (
    ID_PATTERN,
    BaseDataRow,
    Column,
    Department,
    FormTemplate,
    FundingLine,
    Goal,
    Indicator,
    Jurisdiction,
    PortalSettings,
    Published,
    Record,
    ReleaseLedger,
    Restatement,
    ScoringProfile,
    SourceDocument,
    SourceReference,
    Statement,
)
from build_scripts.reading.printed import PrintedCell, editors_texts, leaves, line_fields
from build_scripts.reading.problems import WHOLE, Edit, Problem
from build_scripts.reading.records import LedgerEntry, LoadedStatement, Portal
from build_scripts.reading.strict_yaml import Node
from build_scripts.reading.yaml_messages import shown
from build_scripts.reading.yaml_writing import double_quoted
from build_scripts.words.language import COMMA, UNSAID, Both
from build_scripts.words.meant import meant
from build_scripts.words.vocabulary import FormType, GoalKind

_BESIDE_THE_COLUMNS = {"line_code", "label", "section", "polarity", "source_line", "extraction_notes", "id", "further"}
"""Keys of rows that are no column of a template."""
_PROSE = frozenset(("reply", "reason", "note", "notes", "fiscal_year_note", "description"))
"""Keys under which people give reasons and explain, in words of their own."""


NAMED: dict[str, type[Record]] = {
    "template": FormTemplate,
    "scoring_profile": ScoringProfile,
    "source.document": SourceDocument,
}
"""What a form names: path of the key → what the files hold that it may name."""


@dataclass(frozen=True)
class Named:
    """An id that a form's file names."""

    file: str
    path: str
    value: str


def named_in(data: Mapping[str, Node], file: str) -> Iterator[Named]:
    """Yield the ids that the text of a form names, whatever else is wrong with it; what can be no id is left to the model."""
    for path in NAMED:
        value: Node | None = dict(data)
        for key in path.split("."):
            value = value.get(key) if isinstance(value, dict) else None
        if isinstance(value, str) and re.fullmatch(ID_PATTERN, value):
            yield Named(file, path, value)


@dataclass(frozen=True)
class Known:
    """The records, and the ids of all files that are there, readable or not."""

    root: str
    """Name of the data folder."""
    records: Portal
    ids: Mapping[type[Record], frozenset[str]]
    """What a file holds → ids; of all forms together under ``Statement``."""
    named: Iterable[Named] = ()
    """What the forms name, those among them too that have problems of their own."""

    def problem(self, file: str, path: str, code: str, message: Both, instead: str = "") -> Problem:
        """Return a problem at the value at ``path`` of ``file``, or at what is around it; ``instead`` is what the value was meant to be."""
        positions = self.records.positions.get(file)
        place = positions.nearest(path) if positions is not None else (0, 0)
        cure = (Edit(*place, WHOLE, double_quoted(instead)),) if instead else ()
        return Problem(file, *place, code, message, cure=cure)

    def file(self, kind: type[Record], key: str = "") -> str:
        """Return the name of the file that holds such a record."""
        return f"{self.root}/{KIND_OF[kind].path(key)}"

    def is_new(self, statement: LoadedStatement) -> bool:
        """Tell whether no release has shown a form: of two that are alike it is the copy."""
        moved = self.records.moved
        return all(moved.get(id_, id_) != statement.id for id_ in self.records.recorded)

    def missing(self, file: str, path: str, value: str, kind: type[Record]) -> Problem:
        """Return the problem of an id that no file has."""
        what, where = KIND_OF[kind].called, f"{self.root}/{KIND_OF[kind].place}".partition("/*")[0]
        other = meant(value, sorted(self.ids[kind]))
        hint = _question(other)
        said = Both(
            f"没有名为“{shown(value)}”的{what.zh}。{hint.zh}可以写 {where}/ 下已有的名称；或先在那里建立它。",
            f"There is no {what.en} '{shown(value)}'.{hint.en} Write one that exists in {where}/, or create it there first.",
        )
        return self.problem(file, path, "reference-unknown", said, other)


def _question(word: str) -> Both:
    """Return the question whether a word was meant; nothing for none."""
    return Both(f"是不是 {word}？", f" Did you mean {word}?") if word else UNSAID


def disagreements(known: Known) -> Iterator[Problem]:
    """Yield every disagreement between files."""
    yield from _government_site(known)
    yield from _parents(known)
    yield from _departments(known)
    yield from _template_columns(known)
    for named in known.named:
        kind = NAMED[named.path]
        if named.value not in known.ids[kind]:
            yield known.missing(named.file, named.path, named.value, kind)
    for statement in known.records.statements:
        yield from _statement_references(known, statement)
        yield from _year(known, statement)
        yield from _source_lines(known, statement)
        yield from _columns(known, statement)
        yield from _row_ids(known, statement)
        yield from _withheld(known, statement)
        yield from _project_name(known, statement)
    yield from _one_content(known)
    yield from _one_place(known)
    yield from _known_forms(known)
    yield from _own_forms(known)
    yield from _former_ids(known)
    yield from _withdrawn(known)
    written = list(_editors_texts(known))
    yield from _personal_data(known, written)
    yield from _secrets(known, written)
    yield from _unseen(known, written)


def _government_site(known: Known) -> Iterator[Problem]:
    """A government website knows its own address: its pages name its domain, its foot leads to its site map."""
    settings: PortalSettings | None = known.records.settings  # none where portal.yml has problems of its own
    if settings is not None and settings.gov_cn is not None and settings.base_url is None:
        said = Both(
            "写了 gov_cn（政府网站）就要写 base_url（网址）：页面标签 SiteDomain 和页脚的网站地图要用。请补上，如 base_url: "
            '"https://www.example.gov.cn/jixiao/"',
            "With gov_cn there must be base_url: the meta tag SiteDomain and the site map at the foot need it. Add it, such as "
            'base_url: "https://www.example.gov.cn/jixiao/"',
        )
        yield known.problem(known.file(PortalSettings), "gov_cn", "government-site-address", said)


def _parents(known: Known) -> Iterator[Problem]:
    """A parent exists, and following parents ends."""
    jurisdictions = known.records.jurisdictions
    for id_, jurisdiction in jurisdictions.items():
        file = known.file(Jurisdiction, id_)
        if jurisdiction.parent is None:
            continue
        if jurisdiction.parent not in known.ids[Jurisdiction]:
            yield known.missing(file, "parent", jurisdiction.parent, Jurisdiction)
            continue
        chain = [id_]
        parent: str | None = jurisdiction.parent
        while parent is not None and parent not in chain:
            chain.append(parent)
            parent = jurisdictions[parent].parent if parent in jurisdictions else None
        if parent == id_:
            loop = " → ".join([*chain, id_])
            said = Both(
                f"上级行政区绕成了圈：{loop}。请把其中一个的 parent 改为真正的上级，最高一级不写 parent。",
                f"The parents run in a circle: {loop}. Correct one of them; the highest jurisdiction has no parent.",
            )
            yield known.problem(file, "parent", "jurisdiction-cycle", said)


_ENDINGS = [kind.ending for kind in FormType if kind.of_project and kind.ending]


def _departments(known: Known) -> Iterator[Problem]:
    """Names differ within a jurisdiction; project ids differ and leave the forms' own names alone."""
    names: dict[tuple[str, str], str] = {}
    for id_, department in known.records.departments.items():
        file = known.file(Department, id_)
        key = (id_.split("/", maxsplit=1)[0], department.name)
        if key in names:
            said = Both(
                f"部门名称“{shown(department.name)}”已用于 {names[key]}。同一行政区内名称不能重复；请改正名称，或合并两个文件夹。",
                f"The name '{shown(department.name)}' is already that of {names[key]}. Names must differ within a jurisdiction: "
                "correct it, or merge the two folders.",
            )
            yield known.problem(file, "name", "department-duplicate-name", said)
        names.setdefault(key, id_)
        projects = [project.id for project in department.projects]
        for number, project in enumerate(projects):
            if project in projects[:number]:
                said = Both(
                    f"项目代码 {project} 在上面已经用过。每个项目要有自己的代码；请改一个。",
                    f"The project id {project} is used above already. Each project needs its own: change one.",
                )
                yield known.problem(file, f"projects[{number}].id", "project-duplicate", said)
            if project in DEPARTMENT_FORMS or any(
                f"{other}{ending}" == project for other in projects for ending in _ENDINGS
            ):
                forms = COMMA.join(DEPARTMENT_FORMS)
                of_projects = COMMA.join(Both(f"“项目代码{ending}”", f"'project{ending}'") for ending in _ENDINGS)
                said = Both(
                    f"项目代码 {project} 与其他表单的网址相同（{forms.zh}，以及{of_projects.zh}）。"
                    f"请换一个没有用过的。",
                    f"The project id {project} is the address of another form ({forms.en} and "
                    f"{of_projects.en} are taken). Choose one that is not taken.",
                )
                yield known.problem(file, f"projects[{number}].id", "project-reserved", said)


_ROWS: dict[str, type[Record]] = {
    "funding_columns": FundingLine,
    "long_term_columns": Indicator,
    "indicator_columns": Indicator,
    "base_data_columns": BaseDataRow,
}


def _template_columns(known: Known) -> Iterator[Problem]:
    """A template names keys that its rows have, each once."""
    for id_, template in known.records.templates.items():
        for block, row in _ROWS.items():
            allowed = [key for key in row.model_fields if key in {"label", "further"} or key not in _BESIDE_THE_COLUMNS]
            columns: tuple[Column, ...] = getattr(template, block)
            keys = [column.key for column in columns]
            for number, key in enumerate(keys):
                if key in allowed and (key == "further" or key not in keys[:number]):
                    continue
                why = Both("不是这种行的键", "is no key of such rows")
                other = meant(key, [one for one in allowed if one not in keys], 0.65)
                if key in allowed:
                    why, other = Both("在上面已经列过", "is listed above already"), ""
                hint = _question(other)
                said = Both(
                    f"栏目“{shown(key)}”{why.zh}。{hint.zh}可以写：{'、'.join(allowed)}，各一次。",
                    f"The column '{shown(key)}' {why.en}.{hint.en} Allowed, each once: {', '.join(allowed)}.",
                )
                file = known.file(FormTemplate, id_)
                yield known.problem(file, f"{block}[{number}].key", "template-column", said, other)


def _statement_references(known: Known, statement: LoadedStatement) -> Iterator[Problem]:
    """The template is for this form, and the project is one of the department's."""
    form, records = statement.form, known.records
    template = records.templates.get(form.template)
    if template is not None and template.form_type != form.form_type:
        fitting = sorted(id_ for id_, other in records.templates.items() if other.form_type == form.form_type)
        said = Both(
            f"表样 {form.template} 属于{template.form_type.zh}，本表是{form.form_type.zh}。可用的表样：{'、'.join(fitting) or '（还没有）'}。请改正 template。",
            f"The template {form.template} is for {template.form_type}, this form is {form.form_type}. "
            f"Fitting templates: {', '.join(fitting) or '(none yet)'}. Correct template.",
        )
        yield known.problem(statement.file, "template", "template-form-type", said)
    department = records.departments.get(statement.department_id)
    declared = [project.id for project in department.projects] if department is not None else []
    if statement.project_id is not None and department is not None and statement.project_id not in declared:
        forms, place = known.ids[Statement], statement.id.removesuffix(f"{statement.project_id}{form.form_type.ending}")
        without = [one for one in declared if f"{place}{one}{form.form_type.ending}" not in forms]
        hint = _question(meant(statement.project_id, without))
        said = Both(
            f"项目代码 {statement.project_id}（本文件名）没有写在 {known.file(Department, statement.department_id)} 的 projects 里。"
            f"{hint.zh}请在那里加上 id 和 name，或改文件名。",
            f"The project {statement.project_id} (this file's name) is not among the projects of "
            f"{known.file(Department, statement.department_id)}.{hint.en} "
            "Add its id and name there, or rename the file.",
        )
        yield known.problem(statement.file, "project", "project-undeclared", said)


def _project_name(known: Known, statement: LoadedStatement) -> Iterator[Problem]:
    """A form prints the name of its own project; a blank cell names none, and of a personal number others speak."""
    department = known.records.departments.get(statement.department_id)
    printed = _without_spaces(statement.project)
    names = {
        project.id: [_without_spaces(name) for name in (project.name, *project.aliases)]
        for project in (department.projects if department is not None else ())
    }
    own = names.get(statement.project_id or "")
    if not printed or own is None or {*project_names(printed)} & {*own}:
        return
    registered = own[0]
    if any(list(personal_data(text)) for text in (statement.project or "", registered)):
        return
    other = next((id_ for id_, own in names.items() if printed in own), None)
    whose = Both(f"，那是项目 {other} 的名称", f", which is the name of the project {other}") if other else UNSAID
    said = Both(
        f"表上印的项目是“{shown(statement.project or '')}”{whose.zh}；本文件是项目 {statement.project_id}，{known.file(Department, statement.department_id)} 登记的名称是“{shown(registered)}”。"
        "放错了文件的，请移走；同一项目的另一种写法，请写进该项目的 aliases。",
        f"The form prints the project '{shown(statement.project or '')}'{whose.en}; this file is the project {statement.project_id}, "
        f"which {known.file(Department, statement.department_id)} calls '{shown(registered)}'. Move the form if it stands in the wrong file; "
        "add another spelling of the same project to its aliases.",
    )
    yield known.problem(statement.file, "project", "project-name", said)


def _without_spaces(text: str | None) -> str:
    return "".join((text or "").split())


def _one_content(known: Known) -> Iterator[Problem]:
    """No two forms print the same in every cell: one was copied and left as it was."""
    alike: dict[tuple[object, ...], list[LoadedStatement]] = defaultdict(list)
    for statement in known.records.statements:
        form = statement.form
        score = statement.total.score if statement.total else None
        alike[form.form_type, form.title, form.department, statement.project, score, len(statement.row_ids)].append(
            statement
        )
    for group in (group for group in alike.values() if len(group) > 1):
        first: dict[tuple[PrintedCell, ...], LoadedStatement] = {}
        for statement in sorted(group, key=known.is_new):
            printed = tuple(cell for cell in statement.printed if not cell.path.startswith("source."))
            other = first.setdefault(printed, statement)
            if other is not statement:
                said = Both(
                    f"印出的内容与 {other.file} 完全相同：同一份表写了两次，金额会重复计入。请删去其中一份，或填上这张表自己的内容。",
                    f"Every printed cell is that of {other.file}: one form stands here twice, and its money would count double. "
                    "Delete one of the two, or fill in what this form prints.",
                )
                yield known.problem(statement.file, "title", "form-twice", said)


def _one_place(known: Known) -> Iterator[Problem]:
    """No two forms of one kind stand on the same lines of a source; a scan has one line and tells nothing."""
    places: dict[tuple[str, FormType], list[LoadedStatement]] = defaultdict(list)
    for statement in known.records.statements:
        source = known.records.sources.get(statement.form.source.document)
        if source is None or source.lines > 1:
            places[statement.form.source.document, statement.form.form_type].append(statement)
    for (document, _), group in places.items():
        group.sort(key=lambda statement: (statement.form.source.first_line, statement.id))
        before = group[0]
        for statement in group[1:]:
            if statement.form.source.first_line <= before.form.source.last_line:
                other, copy = sorted((before, statement), key=known.is_new)
                here, there = copy.form.source, other.form.source
                said = Both(
                    f"来源 {document} 的第 {here.first_line}—{here.last_line} 行与 {other.file} 的第 {there.first_line}—{there.last_line} 行重叠：一处只能是一张表。请核对两个文件的 first_line 和 last_line；是同一份表的，请删去一份。",
                    f"Lines {here.first_line} to {here.last_line} of {document} overlap lines {there.first_line} to {there.last_line}, which are {other.file}: "
                    "a place holds one form. Check first_line and last_line of both; delete one if they are the same form.",
                )
                yield known.problem(copy.file, "source.first_line", "source-lines-twice", said)
            before = max(before, statement, key=lambda one: one.form.source.last_line)


def _year(known: Known, statement: LoadedStatement) -> Iterator[Problem]:
    """The fiscal year is the folder's."""
    folder = statement.id.split("/")[2]
    if str(statement.form.fiscal_year) != folder:
        said = Both(
            f"财政年度写的是 {statement.form.fiscal_year}，文件却在 {folder} 文件夹。两者必须一致；请改 fiscal_year 或移动文件。",
            f"The fiscal year is {statement.form.fiscal_year}, but the file stands in the folder {folder}. They must agree: "
            "change fiscal_year or move the file.",
        )
        yield known.problem(statement.file, "fiscal_year", "year-folder", said)


def _source_lines(known: Known, statement: LoadedStatement) -> Iterator[Problem]:
    """The form lies inside its document, and each row inside the form."""
    source = statement.form.source
    document = known.records.sources.get(source.document)
    ranges = [("source", source.first_line, source.last_line)]
    if source.duplicate is not None:
        ranges.append(("source.duplicate", source.duplicate.first_line, source.duplicate.last_line))
    for path, first, last in ranges:
        if first > last:
            said = Both(
                f"结束行 {last} 在起始行 {first} 之前。请核对来源文件的行号，使 first_line 不大于 last_line。",
                f"The last line, {last}, is before the first, {first}. Check the lines in the source: first_line must not "
                "be greater than last_line.",
            )
            yield known.problem(statement.file, f"{path}.last_line", "source-lines-order", said)
        if document is not None and last > document.lines:
            said = Both(
                f"结束行 {last} 超出了来源文件 {source.document} 的 {document.lines} 行。请核对行号或来源文件。",
                f"The last line, {last}, is beyond the {document.lines} lines of the source {source.document}. "
                "Check the line or the source.",
            )
            yield known.problem(statement.file, f"{path}.last_line", "source-lines-outside", said)
    yield from _row_lines(known, statement, source)


def _row_lines(known: Known, statement: LoadedStatement, source: SourceReference) -> Iterator[Problem]:
    if source.first_line > source.last_line:
        return
    for path, _, line in leaves(statement.form, fields=line_fields):
        if path.startswith("source.") or not isinstance(line, int):
            continue
        if not source.first_line <= line <= source.last_line:
            said = Both(
                f"来源行号 {line} 不在本表的 {source.first_line}—{source.last_line} 行之内。请核对这一行的行号，或改正 source 的起止行。",
                f"The source line {line} is outside this form's lines {source.first_line} to {source.last_line}. "
                "Check it, or correct the first and last line under source.",
            )
            yield known.problem(statement.file, path, "row-line-outside", said)


def _columns(known: Known, statement: LoadedStatement) -> Iterator[Problem]:
    """A row has only cells that its template prints, and the first row of a goal has nothing to merge with."""
    template = known.records.templates.get(statement.form.template)
    if template is None or template.form_type != statement.form.form_type:
        return
    yield from _cells(known, statement, "funding", template.funding_columns, statement.funding)
    yield from _cells(known, statement, "base_data", template.base_data_columns, statement.base_data)
    goals = statement.goals
    for number, goal in enumerate(goals):
        columns = _indicator_columns(template, goal)
        path = f"goals[{number}].indicators"
        yield from _cells(known, statement, path, columns, goal.indicators)
        prints_level1 = any(column.key == "level1" for column in columns)
        if goal.indicators and goal.indicators[0].level1 is None and prints_level1:
            said = Both(
                "目标的第一行指标没有写 level1（一级指标），上面没有可以合并的行。请写出表上的一级指标；印的是空白就写 ''。",
                "The first indicator of the goal has no level1, and there is no row above to merge with. Write the first level "
                "as printed, or '' for a blank cell.",
            )
            yield known.problem(statement.file, f"{path}[0]", "level1-nothing-to-merge", said)


def _indicator_columns(template: FormTemplate, goal: Goal) -> tuple[Column, ...]:
    """Return the columns of a goal's indicators; long-term goals have their own where the template gives them."""
    own = template.long_term_columns if goal.kind is GoalKind.LONG_TERM else ()
    return own or template.indicator_columns


def _cells(
    known: Known, statement: LoadedStatement, block: str, columns: tuple[Column, ...], rows: tuple[Record, ...]
) -> Iterator[Problem]:
    """Yield the cells of ``rows`` that no column prints."""
    printed = {column.key for column in columns}
    for number, row in enumerate(rows):
        for key in sorted(row.model_fields_set - printed - _BESIDE_THE_COLUMNS):
            if getattr(row, key) is None:
                continue
            template = statement.form.template
            said = Both(
                f"表样 {template} 在这里没有“{key}”栏（{type(row).model_fields[key].title}）。这种行的栏目："
                f"{'、'.join(column.key for column in columns) or '（没有）'}。请改正键名，或在表样中加上该栏。",
                f"The template {template} prints no column '{key}' here. Columns of such rows: "
                f"{', '.join(column.key for column in columns) or '(none)'}. Correct the key, or add the column to the template.",
            )
            yield known.problem(statement.file, f"{block}[{number}].{key}", "column-not-printed", said)


def _known_forms(known: Known) -> Iterator[Problem]:
    """Restatements, known gaps and replies speak of forms that exist, or did until they were withdrawn."""
    for owner, file, path, entry in known.records.entries():
        if entry.statement in known.ids[Statement] or entry.statement in known.records.withdrawn:
            continue
        other = _form_meant(entry, known)
        hint = _folder_renamed(entry, owner, known) or _question(other)
        cure = Both(
            "代码是 行政区/部门/年度/表单，与网址相同；请改正，表已不在的，请删去这一条。",
            " The id is jurisdiction/department/year/form, as in its address: correct it, or delete the entry if the form is no more.",
        )
        if entry.statement in known.records.recorded:
            cure = Both(
                f'它公布过：改了名、移了位置的，请在它的新文件中写 formerly: ["{entry.statement}"]；撤下的，请写在 {known.file(Department, owner)} 的 withdrawn 中。写了之后这一条不必改；不是要删的，请恢复。',
                f' It was published: if it was renamed or moved, write formerly: ["{entry.statement}"] in its new file; if it was withdrawn, say so under withdrawn in {known.file(Department, owner)}. Then this entry stays as it is. If it was not meant, put it back.',
            )
        said = Both(
            f"没有代码为“{entry.statement}”的表单。{hint.zh}{cure.zh}",
            f"There is no form '{entry.statement}'.{hint.en}{cure.en}",
        )
        cured = other if entry.statement not in known.records.recorded else ""
        yield known.problem(file, f"{path}.statement", "reference-unknown", said, cured)


def _folder_renamed(entry: LedgerEntry, owner: str, known: Known) -> Both | None:
    """Return what to do where the entry came along with its department's folder, which has another name now."""
    parts = entry.statement.split("/")
    old, now = "/".join(parts[:2]), "/".join([owner, *parts[2:]])
    if old in known.ids[Department] or now not in known.ids[Statement]:
        return None
    return Both(
        f'文件夹看来由 {old} 改名为 {owner}：请在 {known.file(Department, owner)} 中写 formerly: ["{old}"]，这里改为 {now}。',
        f' The folder {old} seems to be {owner} now: write formerly: ["{old}"] in {known.file(Department, owner)}, and {now} here.',
    )


def _form_meant(entry: LedgerEntry, known: Known) -> str:
    """Return another form of the department that was meant: one that has the rows of which the entry speaks.

    Entries that speak of no row are only asked about a slip of the pen.
    """
    alike = [one for *_, one in known.records.entries() if one.statement == entry.statement]
    rows = {one.row for one in alike if isinstance(one, Restatement)}
    rows |= {cell.row for one in alike if not isinstance(one, Restatement) for cell in one.cells}
    place, _, last = entry.statement.rpartition("/")
    own = [one for one in known.records.statements if one.id.startswith("/".join(place.split("/")[:2]) + "/")]
    if rows - {None}:
        found = [one.id for one in own if rows - {None} <= set(one.row_ids.values())]
    else:
        beside = {one.id.rpartition("/")[2]: one.id for one in own if one.id.startswith(f"{place}/")}
        found = [beside[near] for near in (meant(last, beside, 0.85),) if near]
    return found[0] if len(found) == 1 else ""


def _own_forms(known: Known) -> Iterator[Problem]:
    """A department speaks of its own forms."""
    for owner, file, path, entry in known.records.entries():
        if entry.statement in known.ids[Statement] and not entry.statement.startswith(f"{owner}/"):
            said = Both(
                f"表单 {entry.statement} 不是本部门（{owner}）的。部门只能说明自己的表；请移到该部门的文件夹，或改正表单代码。",
                f"{entry.statement} is no form of this department ({owner}). A department speaks of its own forms: "
                "move the entry to the other department's folder, or correct the id.",
            )
            yield known.problem(file, f"{path}.statement", "form-elsewhere", said)


def _gone(known: Known) -> Iterator[tuple[str, str, str]]:
    """Yield file, path and id wherever an id is said to be a former or a withdrawn one."""
    for id_, jurisdiction in known.records.jurisdictions.items():
        file = known.file(Jurisdiction, id_)
        yield from ((file, f"formerly[{number}]", old) for number, old in enumerate(jurisdiction.formerly))
        yield from (
            (file, f"withdrawn[{number}].place", one.place) for number, one in enumerate(jurisdiction.withdrawn)
        )
    for id_, department in known.records.departments.items():
        file = known.file(Department, id_)
        yield from ((file, f"formerly[{number}]", old) for number, old in enumerate(department.formerly))
        for number, entry in enumerate(department.withdrawn):
            yield file, f"withdrawn[{number}].statement", entry.statement
    for statement in known.records.statements:
        for number, old in enumerate(statement.form.formerly):
            yield statement.file, f"formerly[{number}]", old


def _former_ids(known: Known) -> Iterator[Problem]:
    """An id that is gone is nobody's now and was only one's."""
    living = known.ids[Jurisdiction] | known.ids[Department] | known.ids[Statement]
    first = dict[str, Problem]()
    for file, path, id_ in _gone(known):
        if id_ in living:
            here = next((one.file for one in known.records.statements if one.id == id_), f"{known.root}/{id_}/")
            said = Both(
                f"{id_} 现在仍在（{here}）。撤下的，请删去它；不撤下的，请删去这一条。",
                f"{id_} is still there ({here}): delete it if it is withdrawn, or else this entry.",
            )
            if not path.startswith("withdrawn"):
                said = Both(
                    f"{id_} 现在仍是一个行政区、部门或一张表的代码，它的网址不能指到别处。请删去这一条，或改正代码。",
                    f"{id_} is the id of a jurisdiction, a department or a form today, and its address cannot lead elsewhere: delete the entry, or correct it.",
                )
            yield known.problem(file, path, "former-id-lives", said)
        elif id_.partition("/")[0] in RESERVED:
            said = Both(
                f"{id_} 的第一段是门户自己的网址，不会是行政区的代码。请改正。",
                f"{id_} begins with an address of the portal's own, which no jurisdiction can have had: correct it.",
            )
            yield known.problem(file, path, "former-id-reserved", said)
        elif id_ in first:
            said = Both(
                f"{id_} 已写在 {first[id_].place}。一个网址只能指到一处；请删去其中一条。",
                f"{id_} stands in {first[id_].place} already. An address leads to one place: delete one of the two.",
            )
            yield known.problem(file, path, "former-id-twice", said)
        first.setdefault(id_, known.problem(file, path, "", UNSAID))


def _withdrawn(known: Known) -> Iterator[Problem]:
    """A department withdraws its own forms, a jurisdiction its own departments; what has taken their place exists."""
    places = known.ids[Jurisdiction] | known.ids[Department]
    for owner, department in known.records.departments.items():
        for number, entry in enumerate(department.withdrawn):
            place = "/".join(entry.statement.split("/")[:2])
            if known.records.moved.get(place, place) != owner:
                said = Both(
                    f"表单 {entry.statement} 不是本部门（{owner}）的。请移到该部门的 department.yml，或改正表单代码。",
                    f"{entry.statement} was no form of this department ({owner}). Move the entry to the other department's "
                    "department.yml, or correct the id.",
                )
                if place not in known.ids[Department]:
                    said = Both(
                        f'表单 {entry.statement} 属于 {place}，现在没有这个部门。本部门（{owner}）由它改名而来的，请写 formerly: ["{place}"]（行政区改了名的，写在 jurisdiction.yml）；否则请改正表单代码。',
                        f'{entry.statement} is of {place}, and there is no such department. If this one ({owner}) was called so, write formerly: ["{place}"] (of a renamed jurisdiction in jurisdiction.yml); otherwise correct the id.',
                    )
                yield known.problem(
                    known.file(Department, owner), f"withdrawn[{number}].statement", "form-elsewhere", said
                )
    for owner, jurisdiction in known.records.jurisdictions.items():
        file = known.file(Jurisdiction, owner)
        for number, gone in enumerate(jurisdiction.withdrawn):
            above, _, department_id = gone.place.partition("/")
            if department_id and known.records.moved.get(above, above) != owner:
                said = Both(
                    f"部门 {gone.place} 不在本行政区（{owner}）。请移到它所在行政区的 jurisdiction.yml，或改正代码。",
                    f"{gone.place} was no department of this jurisdiction ({owner}). Move the entry to the other one's "
                    "jurisdiction.yml, or correct the id.",
                )
                yield known.problem(file, f"withdrawn[{number}].place", "department-elsewhere", said)
            if gone.now is not None and gone.now not in places:
                kind = Department if "/" in gone.now else Jurisdiction
                yield known.missing(file, f"withdrawn[{number}].now", gone.now, kind)


def _row_ids(known: Known, statement: LoadedStatement) -> Iterator[Problem]:
    """No two rows of a form have one id: an id that was written by hand may be that of another row."""
    places: dict[str, str] = {}
    for path, id_ in statement.row_ids.items():
        if (first := places.setdefault(id_, path)) != path:
            said = Both(
                f"行的代码 {id_} 已属于 {first}。id 只用于印出的名称更正过的行，写它原来公布的代码；请改正，或删去其中一个 id。",
                f"The row id {id_} is that of {first}. Write id only in a row whose printed name was corrected, with the id that was "
                "published; correct it, or delete one of the two.",
            )
            yield known.problem(statement.file, f"{path}.id", "row-id-twice", said)


def _withheld(known: Known, statement: LoadedStatement) -> Iterator[Problem]:
    """What is withheld stands in a cell of the form."""
    for number, item in enumerate(statement.form.withheld):
        path = statement.path_of(item.row, item.column)
        if path is None or path not in statement.positions:
            said = Both(
                f"本表里没有{f'代码为 {item.row} 的行' if path is None else f'“{shown(path)}”这一格'}。row 写网页上该行链接里的代码，column 写键，如 actual；单元格里照印出的写。",
                f"This form has no {f'row {item.row}' if path is None else f'cell {shown(path)}'}. Under row write the id from the row's link, "
                "under column the key, such as actual; the cell itself keeps what is printed.",
            )
            key = "row" if path is None else "column"
            yield known.problem(statement.file, f"withheld[{number}].{key}", "withheld-cell", said)


_UNSEEN = re.compile(
    "[\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ue000-\uf8ff\U000e0000-\U000e0fff\U000f0000-\U0010ffff]"
)
_QUOTES = frozenset({"old", "new", "printed", "finding", "rows"})
"""Keys under which editors repeat what a form prints."""
_Written = tuple[str, str, str]
"""File, path and text of what was written for this portal."""


def _personal_data(known: Known, written: Iterable[_Written]) -> Iterator[Problem]:
    """What editors and departments write themselves is published as it stands, and holds no personal number.

    What a form prints is looked through by DSC-05, which holds the form back.
    """
    for file, path, text in written:
        for kind in (kind for kind in personal_data(text) if kind not in OF_OFFICES):
            said = Both(
                f"文字中疑似有{kind.zh}。这里的文字会原样发布，请删去或遮盖号码（此处不重复）。",
                f"The text seems to hold {kind.with_article}. It is published as it stands: remove or mask the number "
                "(not repeated here).",
            )
            yield known.problem(file, path, "personal-data", said)


def _unseen(known: Known, written: Iterable[_Written]) -> Iterator[Problem]:
    """What editors write is what one sees: no sign in a name turns a sentence around or makes two names look like one.

    What a form prints stays as it is, also where it is quoted, and messages show such signs by their codes.
    """
    for file, path, text in written:
        own = path.rpartition(".")[2].partition("[")[0] not in _QUOTES
        if own and (found := _UNSEEN.search(text)):
            code = f"U+{ord(found[0]):04X}"
            said = Both(
                f"文字中有看不见的字符 {code}（零宽、改变书写方向或私用区的字符）：网页上看不出它，却会使句子颠倒、名称看着一样而不同。请删去。",
                f"The text holds {code}, a character that is not seen (of no width, turning lines around, or private): names that look alike "
                "would differ, and sentences be turned around. Delete it.",
            )
            yield known.problem(file, path, "unseen-character", said)


def _secrets(known: Known, written: Iterable[_Written]) -> Iterator[Problem]:
    """What people write themselves says nothing of secrets, but in words of a cell that a release of the form has looked at.

    What a form prints is looked through by DSC-04, which holds the form back; nobody reviews a reply. What was said of a
    form that is withdrawn is on no page.
    """
    records = known.records
    reviewed = {
        one.id: {word for cell in one.form.release.cells for word in classified(cell.printed)}
        for one in records.statements
        if one.form.release
    }
    about = {(file, path): entry.statement for _, file, path, entry in records.entries()}
    about |= {(one.file, ""): one.id for one in records.statements}
    for file, path, text in written:
        place, _, key = path.rpartition(".")
        if key.partition("[")[0] not in _PROSE:
            continue
        form = about.get((file, place)) or about.get((file, ""), "")
        for word in dict.fromkeys(classified(text) if form not in records.withdrawn else ()):
            if word not in reviewed.get(form, ()):
                said = Both(
                    f"文字中有“{word}”字样。这里的文字会原样发布，没有经过发布审查。请不写密级和涉密的内容；说明审查过的，写“已经保密审查”即可。",
                    f"The text holds the word '{word}'. It is published as it stands, and no release looks at it: leave out what is secret and how it is "
                    "classified. To say that there was a review, 已经保密审查 is enough.",
                )
                yield known.problem(file, path, "secrecy-words", said)


def _editors_texts(known: Known) -> Iterator[_Written]:
    """Yield file, path and text of everything that was written for this portal and not taken from a form."""
    records, root = known.records, known.root
    by_place: dict[str, Mapping[str, Record]] = {
        "{}/jurisdiction": records.jurisdictions,
        "{}/department": records.departments,
        "sources/{}": records.sources,
        "form_templates/{}": records.templates,
        "scoring_profiles/{}": records.profiles,
    }
    listed: list[tuple[str, str, Record]] = [(file, path, entry) for _, file, path, entry in known.records.entries()]
    for place, items in by_place.items():
        listed += [(f"{root}/{place.format(key)}.yml", "", item) for key, item in items.items()]
    listed += [(statement.file, "", statement.form) for statement in records.statements]
    if (settings := records.settings) is not None:
        listed.append((known.file(PortalSettings), "", settings))
    ids = {known.file(kind, key): key for kind, keys in known.ids.items() if kind in KIND_OF for key in keys}
    ids |= {statement.file: statement.id for statement in records.statements}
    yield from ((file, "", key) for file, key in ids.items())
    ledger = known.file(ReleaseLedger)
    gone = ((number, entry.withdrawn) for number, entry in enumerate(records.made))
    listed += [(ledger, f"releases[{number}].withdrawn", told) for number, told in gone if told is not None]
    for id_, record in records.published.items():  # which masks numbers: one that stands there was written by hand
        texts = (text for row in record.rows.values() for text in row.values() if may_hold_personal_data(text))
        yield known.file(Published, id_), "rows", "。".join(texts)
    for file, path, item in listed:
        for place, _, text in editors_texts(item, path):
            if not place.startswith("release.cells"):  # which quotes the very cells that were looked at
                yield file, place, text
