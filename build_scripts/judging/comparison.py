"""What a change of ``data/`` does: the state before it and the state after it, both judged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from build_scripts.judging.audit import Audit, judged
from build_scripts.judging.changes import Change, Figures, changes, figures_of, guesses, vanished
from build_scripts.judging.check import holds_back
from build_scripts.judging.findings import Finding
from build_scripts.judging.reviews import says_as_then
from build_scripts.judging.rule_settings import (
    SettingChange,
    filing_changes,
    setting_changes,
    unexplained_settings,
    with_former_rules,
)
from build_scripts.judging.vouched import Renewal, not_renewed, renewals, vouched
from build_scripts.reading.model import EXAMPLE, Addresses, Department, Jurisdiction, Published, ReleaseLedger
from build_scripts.reading.problems import Problem
from build_scripts.reading.records import Portal
from build_scripts.reading.yaml_messages import shown
from build_scripts.words.language import UNSAID, Both
from build_scripts.words.vocabulary import Severity

Judged = tuple[Audit, list[Problem]]
"""A state of the data, and what ``audit`` had to say of it."""


@dataclass(frozen=True)
class Comparison:
    """The state after a change against the one before it."""

    since: str
    """What the change is compared with, as it was asked for."""
    commit: str
    why_not: Both = UNSAID
    """Why nothing could be compared, and all that was found counts as new."""
    added: tuple[str, ...] = ()
    """Ids of forms."""
    removed: tuple[str, ...] = ()
    moved: tuple[tuple[str, str], ...] = ()
    """The id before and the id after of each form that was renamed or moved."""
    redirects: tuple[tuple[str, str], ...] = ()
    """Former ids that files name and did not before, each with the id to which it leads; empty where that is taken back."""
    settings: tuple[SettingChange, ...] = ()
    """What decides how all forms are read and judged."""
    filed: tuple[SettingChange, ...] = ()
    """Where forms are taken from, and what their editors note: what no restatement need speak of."""
    reviews: tuple[Renewal, ...] = ()
    """Releases, replies, restatements and whatever else somebody vouches for."""
    figures: tuple[Change, ...] = ()
    """Figures and rows of forms that are in both states."""
    raised: tuple[Finding, ...] = ()
    """Findings that are new, open again or graver than before."""
    settled: tuple[Finding, ...] = ()
    """Findings that are gone or answered, as they were."""
    milder: tuple[Finding, ...] = ()
    """Errors that are only doubts or remarks now, as they were."""
    by_settings: frozenset[str] = frozenset()
    """Ids of those among the last two that would still be as they were if only the forms had changed and no setting."""
    standing: int = 0
    """How many findings were open before and are still."""
    problems: tuple[Problem, ...] = ()
    """Every error; of warnings and notices the new ones."""

    @property
    def by_form(self) -> dict[str, tuple[int, int]]:
        """How many findings each form has got and lost, by its id as it is now."""
        now = dict(self.moved)
        got = Counter(item.statement_id for item in self.raised)
        lost = Counter(now.get(item.statement_id, item.statement_id) for item in self.settled)
        return {id_: (got[id_], lost[id_]) for id_ in sorted({*got, *lost})}

    def of_rules(self, chosen: Collection[str]) -> Comparison:
        """Return the comparison with the findings of some rules."""
        raised, settled, milder = (
            tuple(finding for finding in found if finding.rule_id in chosen)
            for found in (self.raised, self.settled, self.milder)
        )
        return replace(self, raised=raised, settled=settled, milder=milder)


def public_figures(audited: Audit) -> Figures:
    """Return what the pages of this state show; a held form has none, and neither has the example of a new portal."""
    forms = (statement for statement in audited.public().portal.statements if EXAMPLE not in statement.form.title)
    return {statement.id: figures_of(statement) for statement in forms}


def first_state(since: str, commit: str, why: Both, after: Audit | None, problems: list[Problem]) -> Comparison:
    """Return the comparison of a state with one of which nothing is known: all that is found in it is new."""
    found = after.findings if after is not None else ()
    held = [_held(id_, after) for id_ in sorted(after.held)] if after is not None else []
    reviews = renewals((), vouched(after.portal, {})) if after is not None else ()
    return Comparison(since, commit, why, reviews=reviews, raised=found, problems=tuple(sorted([*problems, *held])))


def compared(since: str, commit: str, earlier: Judged, shown: Figures, present: Judged) -> Comparison:
    """Return what has changed from one state to the other.

    Args:
        since: what the change is compared with, as it was asked for.
        commit: the commit of the state before.
        earlier: the state before the change.
        shown: the public figures of that state.
        present: the state after the change, judged with those figures.
    """
    (before, earlier_problems), (after, problems) = earlier, present
    figures = tuple(changes(shown, after.portal))
    guessed = {(item.statement_id, item.row_id): item.guess for item in figures if item.guess}
    were = {item.id: after.portal.moved.get(item.id, item.id) for item in before.portal.statements}
    were = {old: now if now in after.portal.by_id else guessed.get((old, ""), "") for old, now in were.items()}
    settings = tuple(setting_changes(before.portal, after.portal, {**after.portal.moved, **guesses(figures)}))
    known = _matched(before, after, were, guessed)
    raised = tuple(item for item in after.findings if _is_news(item, known.get(item.id)))
    open_now = {item.id for item in after.findings if item.is_open}
    kept = {old.id for id_, old in known.items() if id_ in open_now or not old.is_open}
    settled = tuple(item for item in before.findings if item.id not in kept)
    milder = tuple(known[item.id] for item in after.findings if item.id in known and _is_milder(item, known[item.id]))
    reviews = renewals(
        vouched(before.portal, {**after.portal.moved, **were}), vouched(after.portal, after.portal.moved)
    )
    told = {(item.file, item.code, item.message) for item in earlier_problems}
    found = [item for item in problems if _stops(item) or (item.file, item.code, item.message) not in told]
    found += [_held(id_, after) for id_ in after.held - {were.get(id_, "") for id_ in before.held}]
    found += not_renewed(reviews, after.today)
    found += unexplained_settings(settings, before.portal, after.portal)
    found += (_outlived(item, known[item.id]) for item in after.findings if _is_outlived(item, known.get(item.id)))
    redirects = tuple(_redirects(before.portal, after.portal))
    had = {*before.portal.recorded, *before.portal.jurisdictions, *before.portal.departments, *before.portal.by_id}
    found += [_never_there(old, now, after.portal) for old, now in redirects if now and old not in had]
    return Comparison(
        since,
        commit,
        added=tuple(sorted(after.portal.by_id.keys() - set(were.values()))),
        removed=tuple(sorted(old for old, now in were.items() if not now)),
        moved=tuple(sorted((old, now) for old, now in were.items() if now not in {"", old})),
        redirects=redirects,
        settings=settings,
        filed=tuple(filing_changes(before.portal, after.portal, were)),
        reviews=reviews,
        figures=tuple(item for item in figures if item.row_id or item.column),
        raised=raised,
        settled=settled,
        milder=milder,
        by_settings=_by_settings(before, after, (*settled, *milder), were, guessed) if settings else frozenset(),
        standing=len(open_now - {item.id for item in raised}),
        problems=tuple(
            sorted({*found, *_addresses_gone(before, after, guesses(figures)), *_ledgers_gone(before, after, commit)})
        ),
    )


def _redirects(before: Portal, after: Portal) -> Iterator[tuple[str, str]]:
    was, is_now = {old: after.moved.get(now, now) for old, now in before.redirects.items()}, after.redirects
    yield from ((old, is_now.get(old, "")) for old in sorted({*was, *is_now}) if was.get(old) != is_now.get(old))


def _never_there(old: str, now: str, portal: Portal) -> Problem:
    """Say of a former id that neither a release nor the state before has it."""
    kind = (Jurisdiction, Department)[now.count("/")] if now.count("/") < 2 else None
    file = portal.by_id[now].file if kind is None else portal.file(kind, now)
    number = [id_ for id_, to in portal.redirects.items() if to == now].index(old)
    said = Both(
        f"{now} 写明原代码是 {old}，但从没有过这个代码：addresses.yml 中没有，这次改动之前也没有。请核对；写错了的请改正，不是改名、移动来的请删去。",
        f"{now} says that it was {old}, which never existed: it is neither in addresses.yml nor in the state before. Correct it, or delete it if nothing was renamed or moved.",
    )
    return Problem(
        file, *portal.positions[file].nearest(f"formerly[{number}]"), "former-id-unknown", said, Severity.WARNING
    )


def _stops(problem: Problem) -> bool:
    return problem.severity is Severity.ERROR


def _matched(
    before: Audit, after: Audit, were: Mapping[str, str], rows: Mapping[tuple[str, str], str]
) -> dict[str, Finding]:
    """Return the findings of before by the id that each has now, its form and its row perhaps under another one.

    Of two findings of a rule on one cell each has the words of its message in its id, of one alone it has not: where its
    twin has gone or come, it is known by its place and its message.
    """
    by_id, by_words = {}, {}
    for old in before.findings:
        form = were[old.statement_id]
        row = rows.get((form, old.row_id), old.row_id) if old.row_id else ""
        by_id[f"{form}{old.id.removeprefix(old.statement_id).replace(old.row_id, row, 1)}"] = old
        by_words[_words_of(replace(old, row_id=row), form)] = old
    known = {}
    for finding in after.findings:
        old_one = by_id.get(finding.id) or by_words.get(_words_of(finding, finding.statement_id))
        if old_one is not None:
            known[finding.id] = old_one
    return known


def _words_of(finding: Finding, form: str) -> tuple[str, str, str, str, str]:
    return form, finding.rule_id, finding.row_id, finding.cell, finding.message.zh


def _by_settings(
    before: Audit,
    after: Audit,
    better: Collection[Finding],
    were: Mapping[str, str],
    rows: Mapping[tuple[str, str], str],
) -> frozenset[str]:
    """Return the ids of those findings that the forms of now would still have, as grave, under the rules of before."""
    former = judged(with_former_rules(before.portal, after.portal), lambda _: None, after.today)
    known = _matched(before, former, were, rows)
    still = {
        known[item.id].id
        for item in former.findings
        if item.is_open and item.id in known and not _is_milder(item, known[item.id])
    }
    return frozenset(item.id for item in better if item.is_open and item.id in still)


def _is_milder(finding: Finding, old: Finding) -> bool:
    return old.is_open_error and finding.is_open and not finding.is_open_error


def _is_news(finding: Finding, old: Finding | None) -> bool:
    return old is None or (finding.is_open and not old.is_open) or (finding.is_open_error and not old.is_open_error)


def _is_outlived(finding: Finding, old: Finding | None) -> bool:
    """Tell whether an answer that does not keep what its finding said stands beside one that says something else now.

    Where the words of its own cell changed, the answer quotes other words than before: see ``not_renewed``.
    """
    if (
        old is None
        or not finding.reply
        or finding.is_open
        or finding.given_to is not None
        or finding.quote != old.quote
    ):
        return False
    answers = {(one.status, one.reply, one.replied, one.until) for one in (finding, old)}
    return len(answers) == 1 and not says_as_then(old.said, finding)


def _outlived(finding: Finding, old: Finding) -> Problem:
    said = Both(
        f"{finding.rule_id} 的发现已有答复或被接受，所说的却变了：原为“{shown(old.said)}”，现为“{shown(finding.said)}”。仍要这样答复的，请用 mingzhang reply 另写一条，并删去原来的；已知缺口请重新写明截止日期。",
        f"This finding of {finding.rule_id} was answered or accepted and says something else now: '{shown(old.said)}' before, '{shown(finding.said)}' today. If the answer is still meant, write it anew with mingzhang reply and delete the old one; of a known gap give the last day anew.",
    )
    return Problem(finding.file, finding.line, finding.column, "answer-outlived", said, Severity.ERROR)


def _held(id_: str, audited: Audit) -> Problem:
    holding = [item for item in audited.findings if item.statement_id == id_ and holds_back(item)]
    rules = sorted({item.rule_id for item in holding})
    said = Both(
        f"表单 {id_} 会因疑似涉密或个人信息暂缓发布（见该表 {'、'.join(rules)} 的发现）。请删去或遮盖；审查后可以公开的，用 mingzhang release {id_} --by 审查单位 --text 审查了什么 写明。",
        f"The form {id_} would be held back for secrecy or personal data (see its findings of {', '.join(rules)}). Remove or mask them; if it was reviewed and may be public, say so with mingzhang release {id_} --by OFFICE --text WHAT.",
    )
    return Problem(holding[0].file, holding[0].line, holding[0].column, "form-held", said)


def _addresses_gone(before: Audit, after: Audit, guessed: Mapping[str, str]) -> list[Problem]:
    """Return a problem for each page of a jurisdiction or a department, and each that a release showed, that is gone without a word."""
    had = before.portal
    return vanished({*had.recorded, *had.jurisdictions, *had.departments}, after.portal, guessed, after.today)


def _recorded(portal: Portal, now: Portal) -> set[str]:
    """Return the ids of ``now`` of the forms of which a state of the data tells what was published."""
    return {now.moved.get(record.statement, record.statement) for record in portal.published.values()}


def _ledgers_gone(before: Audit, after: Audit, commit: str) -> Iterator[Problem]:
    """Yield a problem for each record that no longer says what was published: of a form, an address, a release."""
    is_listed = {(one.version, one.date, one.size, one.sha256): one for one in after.portal.made}
    for one in before.portal.made:
        now = is_listed.get((one.version, one.date, one.size, one.sha256))
        if now is None or (one.withdrawn is not None and now.withdrawn is None):
            said = Both(
                f"数据版本 {one.version} 的登记改了或不见了：这个文件只增不减，发布过的版本一个字节也不变，版本号不再用。请恢复（git checkout {commit} -- {after.portal.file(ReleaseLedger)}）；撤下的，只在这一条加写 withdrawn。",
                f"The entry of release {one.version} was changed or is gone: this file only grows, no byte of a release ever changes, and no version is used again. Put it back (git checkout {commit} -- {after.portal.file(ReleaseLedger)}); to withdraw a release, add withdrawn to its entry and nothing else.",
            )
            yield Problem(after.portal.file(ReleaseLedger), 0, 0, "record-gone", said)
    if before.portal.addresses - after.portal.addresses:
        said = Both(
            "发布过的网址少了：这个文件只增不减，否则以后网址没有了看不出来。请恢复；它只由 mingzhang record 改写。",
            "Addresses are missing here: this file only grows, or a page that goes later would not be noticed. Put it back; only mingzhang record writes it.",
        )
        yield Problem(after.portal.file(Addresses), 0, 0, "record-gone", said)
    was, is_now = (_recorded(one.portal, after.portal) for one in (before, after))
    kept = {*after.portal.by_id, *after.portal.withdrawn} - after.portal.withdrawn_by_law
    for id_ in sorted((was - is_now) & kept):
        said = Both(
            "这张表公布过的内容的记录不见了：没有它，以后改数、删行都看不出来。请恢复这个文件；它只由 mingzhang record 改写。",
            "The record of what was published is gone: without it no changed figure and no removed row would be noticed. Put the file back; only mingzhang record writes it.",
        )
        yield Problem(after.portal.file(Published, id_), 0, 0, "record-gone", said)
