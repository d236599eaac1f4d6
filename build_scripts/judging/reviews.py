"""What people said of findings and figures, bound to the words of which they said it.

A department's reply or an accepted gap changes a finding's status, a release lets its form be published, a restatement
says why a published figure changed. Each names its row by id and quotes what was printed: where the words have changed
since, it lapses and is told of, and never speaks of other words.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from build_scripts.cells.amounts import clean
from build_scripts.cells.personal_data import PERSONAL_NUMBER, masked
from build_scripts.cells.secrecy import SECRECY
from build_scripts.judging.findings import Finding
from build_scripts.judging.rules import RULES
from build_scripts.judging.vouched import dated_ahead, to_come, vouched
from build_scripts.reading.model import (
    AnsweredCell,
    KnownGap,
    Record,
    Reply,
    Restatement,
    ReviewedCell,
)
from build_scripts.reading.printed import published_keys
from build_scripts.reading.problems import WHOLE, Edit, Problem
from build_scripts.reading.records import RULE_OF_PERSONAL_DATA, LoadedStatement, Portal
from build_scripts.reading.yaml_messages import shown
from build_scripts.reading.yaml_writing import double_quoted
from build_scripts.words.language import Both
from build_scripts.words.meant import meant
from build_scripts.words.vocabulary import FindingStatus, Severity

LONG = 40
"""Characters: a longer text is prose, of which a record keeps the beginning and a restatement may quote a part."""
UNDISCLOSED = "〔不公开 · withheld〕"
"""Stands for what a cell printed once and may not be repeated."""


_ANSWER_ANEW = Both(
    "所说的不再适用。要对现在的内容作答的，请用 mingzhang reply 另写一条；此条请删除。",
    "What was said has lapsed. To speak of what is there now, write a new entry with mingzhang reply; delete this one.",
)
_OF_THE_FORM = re.compile(r"“[^”]{0,999}”|〔[^〕]{0,99}〕|\d[\d.,]*")
"""What a finding's sentence has from the form: quotations, figures, and the code of its ground. The rest is this program's."""


_NOT_RELEASED = Both(
    f"这里的姓名或电话仍不公开：表上印的与 release 中引用的不同，或 release 的 rules 没有写 {RULE_OF_PERSONAL_DATA}。看过现在的文字、确认可以公开的，请照印改正。",
    f"this name or telephone number stays withheld: the form prints other words than the release quotes, or the release's rules do not name {RULE_OF_PERSONAL_DATA}. "
    "Who has looked at the words as they are now and found that they may be public quotes them.",
)


def with_reviews(finding: Finding, portal: Portal, today: date) -> Finding:
    """Return a finding with its release, and with a department's newest reply, else an accepted gap that has not expired.

    A reply to other words than those printed now leaves the finding open and stands beside it as what it is.
    """
    statement = portal.by_id[finding.statement_id]
    release = statement.form.release
    if release and RULES[finding.rule_id].holds and finding.rule_id in release.rules:
        words = statement.words_at(finding.path)
        if any(_names(cell, finding) and cell.printed == words for cell in release.cells):
            finding = replace(finding, release=release, status=FindingStatus.REVIEWED)
    replies, gaps = portal.replies.get(finding.department_id), portal.known_gaps.get(finding.department_id)
    if not replies and not gaps:
        return finding
    words = masked(statement.words_at(finding.path))
    spoken = [(reply, cell) for reply in (replies.replies if replies else ()) for cell in _of(reply, finding)]
    standing = [
        (reply, cell) for reply, cell in spoken if cell.printed == words and says_as_then(cell.finding, finding)
    ]
    if not standing:
        for gap in gaps.known_gaps if gaps else ():
            if date.fromisoformat(gap.until) >= today and any(
                cell.printed == words and says_as_then(cell.finding, finding) for cell in _of(gap, finding)
            ):
                return replace(finding, status=FindingStatus.ACCEPTED, reply=gap.reason, until=gap.until)
    if not spoken:
        return finding
    newest, cell = max(reversed(standing or spoken), key=lambda said: said[0].date)  # of one day, the one written last
    said = replace(finding, reply=newest.reply, replied=newest.date)
    return (
        replace(said, status=newest.status)
        if standing
        else replace(
            said,
            given_to=repeated(cell.printed, statement, finding.path),
            other_ground=cell.printed == words,
        )
    )


def says_as_then(then: str | None, finding: Finding) -> bool:
    """Tell whether a finding has the figures, quotations and ground that it had then, in whatever sentence of this program."""
    return then is None or sorted(_OF_THE_FORM.findall(then)) == sorted(_OF_THE_FORM.findall(finding.said))


def _of(entry: Reply | KnownGap, finding: Finding) -> Iterator[AnsweredCell]:
    """Yield the cells of an entry that name the place of this finding, if the entry is on its form and rule."""
    if (entry.statement, entry.rule) == (finding.statement_id, finding.rule_id):
        yield from (cell for cell in entry.cells if _names(cell, finding))


def _names(cell: ReviewedCell, finding: Finding) -> bool:
    return (cell.row or "", cell.column or "") == (finding.row_id, finding.cell)


def lapsed(portal: Portal, findings: Iterable[Finding], today: date) -> list[Problem]:
    """Return what is to be said of reviews whose finding or whose words are gone, and of restatements that do not hold.

    A rule that does not exist, a day that is still to come, and a restatement that says other than what is printed, are errors. The rest are warnings:
    a finding goes away when somebody mends a figure, and one department's old reply must not keep all the others from
    being published.
    """
    listed = tuple(findings)
    problems = [*_lapsed_entries(portal, listed, today), *_released_in_vain(portal, listed)]
    problems += dated_ahead(vouched(portal, {}), today)
    return sorted([*problems, *_restated_wrongly(portal, today)])


def _lapsed_entries(portal: Portal, findings: tuple[Finding, ...], today: date) -> Iterator[Problem]:
    by_place: dict[tuple[str, str], list[Finding]] = defaultdict(list)
    for item in findings:
        by_place[item.statement_id, item.rule_id].append(item)
    for _, file, path, entry in portal.entries():
        if isinstance(entry, Restatement) or entry.statement in portal.withdrawn:
            continue
        if entry.rule not in RULES:
            rule = meant(entry.rule, RULES, 0.65)
            yield _problem(
                portal,
                file,
                f"{path}.rule",
                "rule-unknown",
                Both(
                    f"没有规则 {entry.rule}{f'，是否为 {rule}' if rule else ''}；全部规则见 mingzhang explain 与规则页。",
                    f"there is no rule {entry.rule}{f'; did you mean {rule}' if rule else ''}; /rules/ lists them all.",
                ),
                Severity.ERROR,
                rule,
            )
            continue
        if isinstance(entry, KnownGap) and date.fromisoformat(entry.until) < today:
            yield _problem(
                portal,
                file,
                path,
                "gap-expired",
                Both(
                    f"截止日期 {entry.until} 已过，规则 {entry.rule} 的这一发现又成为待说明。请补正数据，或写明新的截止日期。",
                    f"its last day, {entry.until}, has passed, and the finding of {entry.rule} is open again. Mend the data, or give a new last day.",
                ),
            )
        if isinstance(entry, Reply) and entry.status is FindingStatus.CORRECTED:
            continue  # as it should be: what was corrected is found no more
        statement, gone = portal.by_id[entry.statement], _CORRECTED if isinstance(entry, Reply) else _DELETE
        found = by_place.get((entry.statement, entry.rule), [])
        for number, cell in enumerate(entry.cells):
            if told := _told_of(cell, statement, entry.rule, found, gone):
                yield _problem(portal, file, f"{path}.cells[{number}]", *told)


_CORRECTED = Both(
    '数已更正、发现随之消失的，把这条的 status 改为 "corrected"，原来的说明仍在变动记录里；写错了的，删除此条。',
    'If the figure was corrected and the finding is gone, set status to "corrected": what was said stays among the changes. If it was a slip, delete the entry.',
)
_DELETE = Both("发现已消失的，请删除此条。", "Delete the entry if the finding is gone.")


def _told_of(
    cell: ReviewedCell,
    statement: LoadedStatement,
    rule: str,
    found: Iterable[Finding],
    gone: Both = _DELETE,
    *,
    released: bool = False,
) -> tuple[str, Both] | None:
    """Return code and text of what is to be said of a review's cell; None where all is in order; ``gone``: what to do where its finding is."""
    path = statement.path_of(cell.row, cell.column)
    if path is None:
        return "row-unknown", Both(
            f"表单 {statement.id} 没有代码为 {cell.row} 的行：已删去，或印出的名称改过。行还在的，请在该行写 id: {cell.row}；已删去的，请删除此条。",
            f"{statement.id} has no row {cell.row}: it was removed, or its printed name was changed. Write id: {cell.row} in the row if it is still there; else delete this entry.",
        )
    place = statement.called(path)
    named = [finding for finding in found if _names(cell, finding)]
    if not named:
        return "finding-unknown", Both(
            f"表单 {statement.id} 的{place.zh}上没有规则 {rule} 的发现。请核对表单、规则、行与键。{gone.zh}",
            f"{statement.id} has no finding of {rule} at {place.en}. Check form, rule, row and key. {gone.en}",
        )
    words = statement.words_at(path)
    if cell.printed in ({words} if released else {words, masked(words)}):
        then = cell.finding if isinstance(cell, AnsweredCell) else None
        if any(says_as_then(then, finding) for finding in named):
            return None
        now = shown(named[0].said)
        return "finding-changed", Both(
            f"{place.zh}上规则 {rule} 的发现现在是“{now}”，不再是“{shown(then or '')}”。{_ANSWER_ANEW.zh}",
            f"the finding of {rule} at {place.en} now says '{now}' and no more '{shown(then or '')}'. {_ANSWER_ANEW.en}",
        )
    before, now = shown(masked(cell.printed)), shown(masked(words))
    if released:  # nobody has looked at the new words: to copy them would release what was never reviewed
        cure = Both(
            f"审查失效，本表重新暂缓发布。看过现在的文字、确认可以公开的，请用 mingzhang release {statement.id} 写下新的审查。",
            f"The review has lapsed and the form is held again. Who has looked at the words as they are now writes a new review with mingzhang release {statement.id}.",
        )
    else:
        cure = _ANSWER_ANEW
    said = Both(
        f"{place.zh}现在印的是“{now}”，不再是“{before}”。{cure.zh}",
        f"{place.en} now prints '{now}' and no more '{before}'. {cure.en}",
    )
    if masked(cell.printed) == masked(words):  # the number itself is never repeated
        said = Both(
            f"{place.zh}所印的号码换了，不再是当时的：“{now}”。{cure.zh}",
            f"the number printed at {place.en} was changed since: '{now}'. {cure.en}",
        )
    return "words-changed", said


def _released_in_vain(portal: Portal, findings: Iterable[Finding]) -> Iterator[Problem]:
    """Yield a problem for every rule and every cell that a release names and that holds nothing back."""
    holding: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        if RULES[finding.rule_id].holds:
            holding[finding.statement_id].append(finding)
    for statement in portal.statements:
        release = statement.form.release
        if release is None:
            continue
        found = holding[statement.id]
        personal = [cell for cell in release.cells if statement.is_personal(cell.row, cell.column)]
        for number, rule in enumerate(release.rules):
            if all(finding.rule_id != rule for finding in found) and not (personal and rule == RULE_OF_PERSONAL_DATA):
                yield Problem(
                    statement.file,
                    *statement.positions.nearest(f"release.rules[{number}]"),
                    "finding-unknown",
                    Both(
                        f"release 中的 {rule} 与暂缓发布本表的发现都对不上。请核对规则；发现已消失的，请从 release 中删去。",
                        f"{rule} in the release names no finding that holds this form back. Check the rule; delete it if the finding is gone.",
                    ),
                    Severity.WARNING,
                )
        named = [finding for finding in found if finding.rule_id in release.rules]
        for number, cell in enumerate(release.cells):
            told = _told_of(cell, statement, "、".join(release.rules), named, released=True)
            if cell in personal:
                hidden = statement.path_of(cell.row, cell.column) in statement.withheld
                told = ("words-changed", _NOT_RELEASED) if hidden else None
            if told:
                place = statement.positions.nearest(f"release.cells[{number}]")
                yield Problem(statement.file, *place, *told, Severity.WARNING)


def undone(text: str, restatements: Sequence[Restatement]) -> Iterator[str]:
    """Yield what a cell printed before its last restatement, before the one before, and so on, from what it prints now.

    The first restatement that does not lead to the text it should lead to is the end. A restatement says the whole of a
    cell; of a long text it may say the part that changed, if that part stands there once.
    """
    for change in reversed(restatements):
        if not _leads_to(change, text):
            return
        text = text.replace(change.new, change.old, 1)
        yield text


def _leads_to(change: Restatement, text: str) -> bool:
    return change.new == text or (change.new != "" and len(text) > LONG and text.count(change.new) == 1)


def _restated_wrongly(portal: Portal, today: date) -> Iterator[Problem]:
    """Yield where a restatement is not what happened: each starts from the one before, and the last says what is printed."""
    of_cell: dict[tuple[str, str | None, str], list[tuple[str, str, Restatement]]] = defaultdict(list)
    for _, file, path, change in portal.entries():
        if isinstance(change, Restatement) and change.statement not in portal.withdrawn:
            of_cell[change.statement, change.row, change.column].append((file, path, change))
    for (form, row, column), listed in of_cell.items():
        statement = portal.by_id[form]
        place = statement.path_of(row, column)
        text = "" if place is None else masked(statement.published_at(place))
        told = list(_not_printed(listed[-1][2], statement, text))
        for number in range(len(listed) - 1, -1, -1):
            file, entry, change = listed[number]
            before = listed[number - 1][2] if number else None
            text = next(undone(text, [change]), change.old)
            told += _out_of_order(change, before, text, today)
            for key, message in told:
                instead = _key_meant(change, statement) if key == "column" else ""
                yield _problem(portal, file, f"{entry}.{key}", f"restatement-{key}", message, Severity.ERROR, instead)
            told = []


def _out_of_order(
    change: Restatement, before: Restatement | None, text: str, today: date
) -> Iterator[tuple[str, Both]]:
    """Yield what is wrong with a restatement beside the one before, which should lead to ``text``."""
    if to_come(change.date, today):
        yield (
            "date",
            Both(
                f"日期 {change.date} 在今天（{today}）之后。请写更改的那一天。",
                f"{change.date} is after today, {today}. Write the day of the change.",
            ),
        )
    if change.old == change.new and PERSONAL_NUMBER.search(change.new):
        yield (
            "new",
            Both(
                "遮去号码后，原数与新数相同。只换了号码的不记更正：由新的发布审查（mingzhang release）说明。请删除此条。",
                "with the number masked, old and new are the same. Where only a number was changed a new release (mingzhang release) says so, no restatement: delete the entry.",
            ),
        )
    elif change.old == change.new:
        yield (
            "new",
            Both(
                f"原数与新数都是“{shown(change.new)}”，没有更改。请改正，或删除此条。",
                f"old and new are both '{shown(change.new)}': nothing changed. Correct or delete the entry.",
            ),
        )
    if before is not None and before.date > change.date:
        yield (
            "date",
            Both(
                f"同一格上一条更正的日期是 {before.date}，比这一条晚。新的写在后面，请核对顺序和日期。",
                f"the restatement of this cell before is of {before.date}, which is later. The newest stands last: check order and dates.",
            ),
        )
    if before is not None and not _leads_to(before, text):
        yield (
            "old",
            Both(
                f"同一格上一条更正后是“{shown(before.new)}”，这一条的原数却是“{shown(change.old)}”。请核对。",
                f"the restatement of this cell before left '{shown(before.new)}', but this one starts from '{shown(change.old)}'. Check them.",
            ),
        )


def _not_printed(change: Restatement, statement: LoadedStatement, text: str) -> Iterator[tuple[str, Both]]:
    """Yield why the newest restatement of a cell does not lead to the ``text`` that it has now."""
    path = statement.path_of(change.row, None)
    if path is None:
        if change.new:
            yield (
                "row",
                Both(
                    f"表单 {statement.id} 没有代码为 {change.row} 的行。行还在的，请写网页上该行链接里的代码；已删去的，新数写 ''。",
                    f"{statement.id} has no row {change.row}. Write the id from the row's link; where the row was removed, new is ''.",
                ),
            )
        return
    allowed = _keys_of_row(change, statement)
    if change.column not in allowed and not change.column.startswith("further["):
        key = _key_meant(change, statement)
        yield (
            "column",
            Both(
                f"这里没有公布的键“{shown(change.column)}”。{f'是不是 {key}？' if key else ''}可以写：{'、'.join(allowed)}。",
                f"no such published key '{shown(change.column)}' here.{f' Did you mean {key}?' if key else ''} Allowed: {', '.join(allowed)}.",
            ),
        )
    elif not _leads_to(change, text):
        yield (
            "new",
            Both(
                f"这一格现在是“{shown(text)}”，不是新数“{shown(change.new)}”。请改正新数；之后又改过的，再记一条。",
                f"the cell is '{shown(text)}' now, not the new '{shown(change.new)}'. Correct it; where it was changed again, add an entry.",
            ),
        )


def _keys_of_row(change: Restatement, statement: LoadedStatement) -> Collection[str]:
    """Return the published keys of the row of which a restatement speaks."""
    path = statement.path_of(change.row, None)
    row = statement.at(path) if path is not None else None
    return published_keys(type(row)) if isinstance(row, Record) else {}


def _key_meant(change: Restatement, statement: LoadedStatement) -> str:
    return meant(change.column, _keys_of_row(change, statement), 0.65)


def disclosed(change: Restatement, portal: Portal) -> Restatement:
    """Return a restatement as it may be shown; see ``repeated``."""
    statement = portal.by_id[change.statement]
    path = statement.path_of(change.row, change.column)
    return change.model_copy(update={"old": repeated(change.old, statement, path), "new": masked(change.new)})


def repeated(words: str, statement: LoadedStatement, path: str | None) -> str:
    """Return what may be shown of words that a cell printed once.

    Never those of a cell that is not disclosed today, nor words of secrecy that it prints no more: nobody reviews them.
    """
    now = "" if path is None else clean(statement.words_at(path))
    secret = set(SECRECY.findall(clean(words))) - set(SECRECY.findall(now))
    return UNDISCLOSED if secret or path in statement.withheld else masked(words)


def _problem(
    portal: Portal,
    file: str,
    path: str,
    code: str,
    message: Both,
    severity: Severity = Severity.WARNING,
    instead: str = "",
) -> Problem:
    """Return a problem at the value at ``path``; ``instead`` is what that was meant to be."""
    place = portal.positions[file].nearest(path)
    cure = (Edit(*place, WHOLE, double_quoted(instead)),) if instead else ()
    return Problem(file, *place, code, message, severity, cure)
