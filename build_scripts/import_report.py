"""What an import found in a file, as it is told on the terminal: the forms, what is doubtful, what ``check`` says, what is to be done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from build_scripts.cells.personal_data import masked
from build_scripts.import_check import DraftCheck
from build_scripts.importers.document import ImportedForm
from build_scripts.importers.fidelity import Account, Doubt, repairs, short
from build_scripts.importers.run import Draft
from build_scripts.judging.changes import Change
from build_scripts.reading.row_ids import title_of_cell
from build_scripts.reports import Message, closing_line
from build_scripts.words.language import PAUSE, UNSAID, Both

T = TypeVar("T")

MOST_LISTED = 10
"""How many of one kind are listed; the others are counted, and all stand on the page of ``--review``."""
MOST_FORMS = 3
"""Up to how many forms are told in full; of more each has a line."""
NEW_PROJECTS = Both(
    "要登记的新项目（代码是网址的一部分，以后不改；要换，请在提交前改）",
    "projects to be listed (an id is part of an address for ever; change it before you commit)",
)
OTHER_SOURCES = Both("来源文件会换成另一份", "forms whose source document becomes another one")


def told(draft: Draft, check: DraftCheck) -> Iterator[str]:
    """Yield the lines that are printed of a draft before it is written."""
    document = draft.document
    if document is None:
        return
    yield f"{draft.path}"
    account = Account(document)
    kind = document.carried.carrier
    yield str(
        Both(f"{kind.zh}，读出 {len(document.forms)} 份表", f"{kind.en}, {_number(len(document.forms), 'form')} read")
    )
    for number, form in enumerate(document.forms):
        yield from _form(number, form, draft, whole=len(document.forms) <= MOST_FORMS)
    yield from map(str, numbers(account))
    confidence, reason = account.confidence
    yield str(Both(f"把握：{confidence.zh}。{reason.zh}", f"confidence: {confidence.en}; {reason.en}"))
    yield from _listed(account.doubts, _doubt, Both("请看一下这些格", "please look at these cells"))
    yield from _listed(tuple(repairs(document)), str, Both("导入时整理过的行", "rows that the import put in order"))
    yield from _listed(document.carried.notices, str, Both("关于这份文件", "about the file"))
    yield from _listed(tuple(new_projects(draft)), str, NEW_PROJECTS)
    yield from _listed(tuple(other_sources(draft)), str, OTHER_SOURCES)
    yield from _listed(printed_changes(check), change_line, Both("会改变的内容", "what would change"))
    if check.restatements:
        said = Both(
            "其中有公布过的内容：请在部门的 restatements.yml 的 restatements 中加上这些，并写明原因",
            "some of it was published: add these to restatements in the department's restatements.yml, with the reason",
        )
        yield str(said)
        yield from (f"  {masked(entry)}" for entry in check.restatements)
    yield from _checked(check)
    for remark in (*draft.placed.remarks, *remarks(document.forms)):
        yield str(remark)


def _number(count: int, thing: str) -> str:
    return f"{count} {thing}{'' if count == 1 else 's'}"


def _form(number: int, form: ImportedForm, draft: Draft, *, whole: bool) -> Iterator[str]:
    """Yield what was found of one form."""
    statement, file = form.statement, (*draft.placed.names, *[""] * (number + 1))[number]
    kind = statement.form_type.both
    where = file or "（还没有位置 no place yet）"
    department = form.department.strip() or "（没有印 not printed）"
    if not whole:
        yield f"  {number + 1}. {department} {statement.fiscal_year} {kind.zh} {kind.en} → {where}"
        return
    yield str(Both(f"表 {number + 1}：{kind.zh}", f"form {number + 1}: {kind.en}"))
    for label, text in facts(form, draft):
        yield f"  {label.zh} {label.en}：{text}"
    yield f"  写入 file：{where}"


def facts(form: ImportedForm, draft: Draft) -> Iterator[tuple[Both, str]]:
    """Yield what a form is, each with its label: title, department, project, year, template, scoring profile, how much it holds."""
    statement = form.statement
    yield Both("表名", "title"), " ".join(statement.title.split())
    yield Both("部门", "department"), form.department.strip() or str(Both("没有印", "not printed"))
    unit = getattr(statement, "implementing_unit", None) or ""
    if unit.strip() and unit != form.department:
        yield Both("实施单位", "unit"), " ".join(unit.split())
    project = getattr(statement, "project", None)
    if project is not None:
        yield Both("项目", "project"), " ".join(project.split())
    printed = statement.fiscal_year_basis
    yield Both("年度", "year"), f"{statement.fiscal_year}（{printed.zh} {printed.en}）"
    portal = draft.portal
    known = portal.templates.get(statement.template) if portal else None
    template = form.template or known
    new = Both("新起草，请看一眼", "drafted anew, have a look") if form.template is not None else Both("已有", "known")
    yield Both("表样", "template"), f"{statement.template}（{template.name if template else ''}；{new}）"
    profile = getattr(statement, "scoring_profile", "")
    if profile:
        rules = portal.profiles.get(profile) if portal else None
        name = f"（{rules.name}）" if rules else ""
        yield Both("评分规则", "scoring profile"), f"{profile}{name}"
    goals = getattr(statement, "goals", ())
    rows = sum(len(goal.indicators) for goal in goals)
    counts = (
        Both(
            f"资金 {len(getattr(statement, 'funding', ()))} 行",
            _number(len(getattr(statement, "funding", ())), "money row"),
        ),
        Both(f"目标 {len(goals)} 个", _number(len(goals), "goal")),
        Both(f"指标 {rows} 行", _number(rows, "indicator row")),
        Both(f"文字 {len(statement.narratives)} 段", _number(len(statement.narratives), "text")),
        Both(f"没有填的空白行 {form.blank_rows}", f"{_number(form.blank_rows, 'blank row')} left out"),
    )
    yield Both("内容", "content"), str(PAUSE.join(counts))


def numbers(account: Account) -> Iterator[Both]:
    """Yield how many cells went where, and how many lines the source record leaves out."""
    yield counts_of(account)
    for reason, count in Counter(account.document.left_out.values()).most_common():
        yield Both(
            f"来源记录不收录的行 {count}：{reason}", f"lines that the source record leaves out: {count}: {reason}"
        )


def counts_of(account: Account) -> Both:
    """Return the line of numbers: cells read, in fields, headings, kept as further cells, not taken, blank rows."""
    return Both(
        f"有字的格 {account.printed}：进入栏目 {account.in_fields}，表头标签 {account.headings}，照印另存 {account.further}，没有收录 {account.not_mapped}；空白行 {account.blank_rows}",
        f"{account.printed} printed cells: {account.in_fields} in fields, {account.headings} headings, {account.further} kept as further cells, {account.not_mapped} not taken; {account.blank_rows} blank rows",
    )


def _listed(items: Sequence[T], line: Callable[[T], str], head: Both) -> Iterator[str]:
    """Yield a list under its head: the first of the items, and how many more there are."""
    if not items:
        return
    yield f"{head.zh}（{len(items)}）· {head.en} ({len(items)})"
    yield from (f"  {line(item)}" for item in items[:MOST_LISTED])
    if len(items) > MOST_LISTED:
        rest = len(items) - MOST_LISTED
        yield "  " + str(
            Both(f"还有 {rest} 处，用 --review 文件.html 可以全部看到", f"{rest} more; --review FILE.html shows all")
        )


def _doubt(doubt: Doubt) -> str:
    return f"{doubt.cell.address} “{short(doubt.text)}”：{doubt.reason}"


def printed_changes(check: DraftCheck) -> tuple[Change, ...]:
    """Return what would change but for the source document, of which there is a list of its own."""
    return tuple(change for change in check.changes if change.column != "source.document")


def change_line(change: Change) -> str:
    """Return what would change in one cell, old → new."""
    if not change.column:
        what = Both("整行不见了", "the row is gone") if change.old else Both("新的行", "a new row")
        return f"{change.statement_id} {masked(short(change.name))}：{what}"
    row = f"{masked(short(change.name))} " if change.name else ""
    column = f"{title_of_cell(change.row_id, change.column)} {change.column}".lstrip()
    return f"{change.statement_id} {row}{column}：“{masked(short(change.old))}” → “{masked(short(change.new))}”"


def _checked(check: DraftCheck) -> Iterator[str]:
    if not check.messages:
        return
    yield f"核对 check：{closing_line(check.messages, 'zh')} · {closing_line(check.messages, 'en')}"
    yield from (f"  {message_line(item)}" for item in check.messages[:MOST_LISTED])
    if len(check.messages) > MOST_LISTED:
        rest = len(check.messages) - MOST_LISTED
        yield "  " + str(
            Both(f"还有 {rest} 处，见 --review 或 mingzhang check", f"{rest} more, see --review or mingzhang check")
        )


def message_line(item: Message) -> str:
    """Return what ``check`` says of a place in one line."""
    return masked(f"{item.place}: {item.id} {item.message}")


def remarks(forms: Iterable[ImportedForm]) -> Iterator[Both]:
    """Yield what a person has to look at, each remark once with the forms that it is about."""
    about: dict[Both, list[Both]] = {}
    for form in forms:
        for said in form.remarks:
            about.setdefault(said, []).append(form.at)
    for said, places in about.items():
        shown, rest = places[:MOST_FORMS], len(places) - MOST_FORMS
        zh, en = "、".join(at.zh for at in shown), ", ".join(at.en for at in shown)
        more = Both(f" 等 {len(places)} 处", f" and {rest} more") if rest > 0 else UNSAID
        yield Both(
            f"{zh}{more.zh}起的表：{said.zh}", f"{'forms' if len(places) > 1 else 'form'} at {en}{more.en}: {said.en}"
        )


def new_projects(draft: Draft) -> Iterator[str]:
    """Yield the projects that the import adds to the lists of their departments, each with the id that it gets for ever."""
    for key, projects in draft.placed.projects.items():
        yield from (f"{key}/department.yml：{project.name} → {project.id}" for project in projects)


def other_sources(draft: Draft) -> Iterator[str]:
    """Yield the standing forms that would be said to stand in another document than before, with the title of that."""
    known = draft.portal.sources if draft.portal else {}
    for one in draft.other_sources:
        was, now = (
            f"sources/{id_}.yml（{known[id_].title if id_ in known else draft.path.name}）"
            for id_ in (one.was, one.now)
        )
        yield f"{one.file}：{was} → {now}"


def would_write(draft: Draft, data: Path) -> Iterator[str]:
    """Yield the files that an import without ``--dry-run`` would write."""
    files = [data / name for name in draft.files if name in draft.changed]
    yield f"会写入 would write {len(files)}   未变 unchanged {len(draft.files) - len(files)}"
    yield from (f"  {file}" for file in files)
    yield str(Both("--dry-run：什么也没有写入", "nothing was written"))


def to_do(draft: Draft, data: Path) -> Iterator[str]:
    """Yield the files that were written, and what is left for a person to do with them."""
    written = [data / name for name in draft.files if name in draft.changed]
    yield f"写入 wrote {len(written)}   未变 unchanged {len(draft.files) - len(written)}"
    yield from (f"  {file}" for file in written)
    if draft.source:
        yield str(
            Both(
                f"请补全 {data / draft.source}：title（标题）、publisher（发布单位）；知道的话再写 url（网址）、publication_date（发布日期）、retrieved（取得日期）",
                f"complete {data / draft.source}: title, publisher and, where known, url, publication_date, retrieved",
            )
        )
    if written:
        yield str(
            Both(
                "请逐表与原件核对，再运行 mingzhang check",
                "compare each form with the original, then run mingzhang check",
            )
        )
