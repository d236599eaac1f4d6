"""What an import found in a file, as it is told on the terminal: the forms, what is doubtful, what ``check`` says, what is to be done."""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar

from build_scripts.cells.personal_data import masked
from build_scripts.import_check import DraftCheck, SaidOfDraft, form_called
from build_scripts.importers.assembling import PROFILES
from build_scripts.importers.document import ImportedForm
from build_scripts.importers.fidelity import Account, Doubt, repairs, short
from build_scripts.importers.run import Draft
from build_scripts.judging.changes import Change
from build_scripts.pages.cell_names import cell_called
from build_scripts.reading.layout import KIND_OF
from build_scripts.reading.model import FormTemplate
from build_scripts.reading.row_ids import title_of_cell
from build_scripts.reports import closing_line
from build_scripts.words.language import COMMA, PAUSE, UNSAID, Both

T = TypeVar("T")

MOST_LISTED = 10
"""How many of one kind are listed; the others are counted, and all stand on the page of ``--review``."""
MOST_FORMS = 3
"""Up to how many forms are told in full; of more each has a line."""
MOST_PLACES = 3
"""Up to how many departments are named in a command; of more their jurisdictions."""


@dataclass(frozen=True)
class ListHeadings:
    """What stands over the lists of what a draft would do or, once it is written, has done."""

    projects: Both
    sources: Both
    changes: Both


def list_headings(draft: Draft) -> ListHeadings:
    """Return the headings in the tense that is true of a draft."""
    ids = Both(
        "（代码是网址的一部分，以后不改；要换，请在提交前改）",
        "(an id is part of an address for ever; change it before you commit)",
    )
    if draft.written:
        return ListHeadings(
            Both(f"已登记的新项目{ids.zh}", f"projects that were listed {ids.en}"),
            Both("来源文件换成了另一份", "forms whose source document has become another one"),
            Both("改变了的内容", "what has changed"),
        )
    return ListHeadings(
        Both(f"要登记的新项目{ids.zh}", f"projects to be listed {ids.en}"),
        Both("来源文件会换成另一份", "forms whose source document becomes another one"),
        Both("会改变的内容", "what would change"),
    )


def told(draft: Draft, check: DraftCheck) -> Iterator[str]:
    """Yield what is printed of a draft: what was found in the file, what is doubtful and what check says."""
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
    over = list_headings(draft)
    yield from _listed(tuple(new_projects(draft)), str, over.projects)
    yield from _listed(tuple(other_sources(draft)), str, over.sources)
    yield from _listed(printed_changes(check), partial(change_line, draft=draft), over.changes)
    if check.restatements:
        said = Both(
            "其中有公布过的内容：请在部门的 restatements.yml 的 restatements 中加上这些，并写明原因",
            "some of it was published: add these to restatements in the department's restatements.yml, with the reason",
        )
        yield str(said)
        yield from (f"  {masked(entry)}" for entry in check.restatements)
    yield from _checked(check)
    for remark in (*draft.placed.remarks, *remarks(document.forms), *profiles(draft), *held_back(draft, check)):
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
    yield str(Both(f"{form.name.zh}：{kind.zh}", f"{form.name.en}: {kind.en}"))
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
    drafted = [one for one in draft.document.forms if one.template is not None] if draft.document else []
    first = next((one for one in drafted if one.statement.template == statement.template), None)
    template = known or (first.template if first else None)
    if known is not None or first is None:
        new = Both("已有", "known")
    elif first is not form:
        new = Both(f"为{first.name.zh} 新起草的", f"drafted for {first.name.en}")
    else:
        file = f"data/{KIND_OF[FormTemplate].path(statement.template)}"
        new = Both(
            f"新起草，请打开 {file} 核对：name 是显示在网页上的名称，各栏依印出的次序、表头照印",
            f"drafted anew; look at {file}: name is shown on pages, the columns stand in printed order under their printed headings",
        )
    yield Both("表样", "template"), f"{statement.template}（{template.name if template else ''}；{new}）"
    profile = getattr(statement, "scoring_profile", "")
    if profile:
        rules = (portal.profiles.get(profile) if portal else None) or PROFILES.get(profile)
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
    """Yield how many cells went where, and how many lines are part of no form, by their reasons."""
    yield counts_of(account)
    for reason, count in Counter(account.document.left_out.values()).most_common():
        yield Both(f"不属于表单的行 {count}：{reason.zh}", f"{_number(count, 'line')} of no form: {reason.en}")


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


def change_line(change: Change, draft: Draft) -> str:
    """Return what would change in one cell of a standing form: form, row and column, old → new."""
    assert draft.portal is not None
    statement = draft.portal.by_id[change.statement_id]
    form = form_called(statement, draft.portal).zh
    if not change.column:
        what = Both("整行不见了", "the row is gone") if change.old else Both("新的行", "a new row")
        return masked(f"{form} · {short(change.name)}：{what}")
    path = statement.path_of(change.row_id or None, change.column)
    row = f"{short(change.name)}：" if change.name else ""
    cell = cell_called(statement, path).zh if path else f"{row}{title_of_cell(change.row_id, change.column)}"
    return masked(f"{form} · {cell}：“{short(change.old)}” → “{short(change.new)}”")


def _checked(check: DraftCheck) -> Iterator[str]:
    if not check.messages:
        return
    said = [item.said for item in check.messages]
    yield f"核对 check：{closing_line(said, 'zh')} · {closing_line(said, 'en')}"
    yield from (f"  {message_line(item)}" for item in check.messages[:MOST_LISTED])
    if len(check.messages) > MOST_LISTED:
        rest = len(check.messages) - MOST_LISTED
        yield "  " + str(
            Both(f"还有 {rest} 处，见 --review 或 mingzhang check", f"{rest} more, see --review or mingzhang check")
        )


def message_line(item: SaidOfDraft) -> str:
    """Return what ``check`` says in one line: form, row and column, the source's cell, then the rule and its sentence."""
    said = item.said
    if item.number < 0:
        return masked(f"{said.place}: {said.id} {said.message}")
    place = place_of(item)
    return masked(str(Both(f"{place.zh}：{said.id} {said.message.zh}", f"{place.en}: {said.message.en}")))


def place_of(item: SaidOfDraft) -> Both:
    """Return of which form and cell something is said, and from where in the source that was read."""
    cell = item.read_from
    at = Both(f"（{cell.address}）", f" ({cell.address})") if cell else UNSAID
    if cell and not item.exact:
        at = Both(f"（{cell.address}起）", f" (from {cell.address})")
    called = Both(" · ", ", ").join(part for part in (item.form, item.cell) if part != UNSAID)
    return Both(f"{called.zh}{at.zh}", f"{called.en}{at.en}")


def held_back(draft: Draft, check: DraftCheck) -> Iterator[Both]:
    """Yield of each form that would not be published for which of its cells that is so, and what has to be done."""
    holding: dict[int, list[SaidOfDraft]] = {}
    for item in check.messages:
        if item.holds:
            holding.setdefault(item.number, []).append(item)
    for number, items in holding.items():
        assert draft.document is not None
        form, id_ = draft.document.forms[number].name, items[0].said.statement_id
        places = [(place_of(item), item.said.id) for item in items]
        cells = COMMA.join(Both(f"{place.zh} {rule}", f"{place.en} {rule}") for place, rule in places)
        yield Both(
            f"{form.zh} 会暂缓发布，原因在：{cells.zh}。审查后可以公开的：mingzhang release {id_} --by 审查单位 --text 审查了什么；不能公开的：在原件上遮盖后再导入，并写 withheld（见门户的“怎样发布”页 /publish/）",
            f"{form.en} would be held back for: {cells.en}. Where it may be public: mingzhang release {id_} --by OFFICE --text WHAT; where it may not, mask it in the document, import again and write withheld (see the portal's page “How to publish”, /publish/)",
        )


def profiles(draft: Draft) -> Iterator[Both]:
    """Yield why forms that would be written have a scoring profile of the program's own, and which others there are."""
    if draft.document is None or draft.portal is None:
        return
    named = zip(draft.placed.names, draft.document.forms, strict=False)
    found = (getattr(form.statement, "scoring_profile", "") for name, form in named if name in draft.changed)
    for profile in dict.fromkeys(one for one in found if one in PROFILES):
        others = "、".join(id_ for id_, one in draft.portal.profiles.items() if one.scored and id_ not in PROFILES)
        why = (
            Both(
                "data/ 中没有与这种表样对应的评分规则，只核对印出的分值、得分与合计",
                "data/ knows no scoring rules for this template, and the printed weights, points and sums are only compared with each other",
            )
            if PROFILES[profile].scored
            else Both(
                "表上没有分值和得分，不重算得分", "the form prints no weights and no points, and none are recomputed"
            )
        )
        yield Both(
            f"评分规则 {profile}：{why.zh}。要按别的规则重算，在表的文件中改 scoring_profile，data/scoring_profiles/ 中有 {others or '（还没有）'}",
            f"scoring profile: {why.en}; to have points recomputed by other rules, change scoring_profile in the form's file to one of data/scoring_profiles/, listed here",
        )


def remarks(forms: Iterable[ImportedForm]) -> Iterator[Both]:
    """Yield what a person has to look at, each remark once with the forms that it is about."""
    about: dict[Both, list[Both]] = {}
    for form in forms:
        for said in form.remarks:
            about.setdefault(said, []).append(form.at)
    for said, places in about.items():
        shown, rest = places[:MOST_FORMS], len(places) - MOST_FORMS
        zh, en = "、".join(at.zh for at in shown), ", ".join(at.en for at in shown)
        more = Both(f" 等 {len(places)} 份", f" and {rest} more") if rest > 0 else UNSAID
        yield Both(f"{zh}{more.zh}：{said.zh}", f"{en}{more.en}: {said.en}")


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
    yield from _files(draft, data, "会写入 would write")
    if draft.changed:
        yield str(Both("--dry-run：什么也没有写入", "nothing was written"))


def _files(draft: Draft, data: Path, said: str) -> Iterator[str]:
    """Yield the files that change, and the source records that no form cites any more."""
    if not draft.changed:
        yield str(_SAME)
        return
    files = [data / name for name in draft.files if name in draft.changed]
    yield f"{said} {len(files)}   未变 unchanged {len(draft.files) - len(files)}"
    yield from (f"  {file}" for file in files)
    yield from map(str, _uncited(draft, data))


def to_do(draft: Draft, data: Path) -> Iterator[str]:
    """Yield the files that were written, and what is left for a person to do with them."""
    yield from _files(draft, data, "写入 wrote")
    if not draft.changed:
        return
    if draft.source:
        title = draft.title
        yield str(
            Both(
                f"请补全 {data / draft.source}：{f'核对 title（标题，现为“{title}”），补上 ' if title else 'title（标题）、'}publisher（发布单位）；知道的话再写 url（网址）、publication_date（发布日期）、retrieved（取得日期）",
                f"complete {data / draft.source}: {'look at title, add' if title else 'title,'} publisher and, where known, url, publication_date, retrieved",
            )
        )
    command = check_command(draft, data)
    yield str(Both(f"请逐表与原件核对，再运行 {command}", f"compare each form with the original, then run {command}"))


_SAME = Both("已导入过，没有变化，什么也没有写", "imported before; nothing has changed and nothing was written")


def _uncited(draft: Draft, data: Path) -> Iterator[Both]:
    """Yield the source records that nothing cites once the draft is written."""
    for name in draft.uncited:
        then = "" if draft.written else "写入后 "
        yield Both(f"{then}{data / name} 已无表引用，可删除", "no form is taken from it any more; it may be deleted")


def check_command(draft: Draft, data: Path) -> str:
    """Return the command that checks the departments of a draft and prints nothing of others; of many their jurisdictions."""
    places = dict.fromkeys("/".join(name.split("/")[:2]) for name in draft.placed.names if name)
    if len(places) > MOST_PLACES:
        places = dict.fromkeys(place.partition("/")[0] for place in places)
    paths = " ".join(shlex.quote(str(data / place)) for place in places)
    elsewhere = "" if data == Path("data") else f" --data {shlex.quote(str(data))}"
    return f"mingzhang check {paths}{elsewhere}"
