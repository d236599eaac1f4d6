"""The command ``mingzhang``. Exit codes: 0 fine, 1 the data has errors, 2 wrong call or broken set-up, 128 and more stopped."""

from __future__ import annotations

import argparse
import atexit
import gc
import io
import os
import re
import shlex
import signal
import sys
import tempfile
import textwrap
import threading
import time
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from build_scripts.collecting import without_collecting
from build_scripts.commands import commands
from build_scripts.words.language import COMMA, PAUSE, UNSAID, Both
from build_scripts.words.meant import meant

if TYPE_CHECKING:
    from build_scripts.beginning import Answers
    from build_scripts.build import Built, Order
    from build_scripts.judging.audit import Audit
    from build_scripts.judging.comparison import Comparison
    from build_scripts.judging.findings import Finding
    from build_scripts.judging.rules import Rule
    from build_scripts.preview import Preview
    from build_scripts.reading.model import AnyStatement, FormTemplate
    from build_scripts.reading.problems import Problem
    from build_scripts.reading.records import LoadedStatement, Portal
    from build_scripts.reports import Message

FINE, DATA_ERRORS, WRONG_CALL, STOPPED, STOPPED_BY = 0, 1, 2, 130, 128
MOST_HELD = 10
"""How many held forms are named below a build; ``check`` names all."""
BIT_BY_BIT = Both(
    "站点所在的文件系统不能整体替换文件夹（或站点文件夹是挂载点）：文件逐个换上，有一瞬间新旧并存",
    "the file system (or a mount point) does not let a folder take another's place at once: files moved in one by one, and for a moment old and new stood side by side",
)
NO_RELEASE = Both("没有定版，data/ 保持原样", "no release was made; data/ is as it was")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    _print_anything()  # before the help, which is Chinese too
    parser = commands()
    arguments = parser.parse_args(argv)
    if arguments.command is None:
        parser.print_help()
        return WRONG_CALL
    _in_project(arguments)
    started = time.monotonic()
    atexit.register(gc.freeze)  # a process that ends gives all its memory back: no garbage need be looked for in it
    with _ended_cleanly():
        return _answered(lambda: COMMANDS[arguments.command](arguments, started))


class StoppedError(BaseException):
    """Raised where the system asks the command to end: what it has begun is cleared up as after Ctrl+C."""


@contextmanager
def _ended_cleanly() -> Iterator[None]:
    """Have TERM and HUP end a command as Ctrl+C does; who was started to outlive its terminal (``nohup``) still does."""
    asked = (signal.SIGTERM, signal.SIGHUP)
    before = {one: signal.getsignal(one) for one in asked}

    def stop(number: int, _frame: object) -> None:
        for one in asked:  # once is enough: clearing up is not cut short
            signal.signal(one, signal.SIG_IGN)
        raise StoppedError(number)

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    try:
        for one, handler in before.items():
            if handler is signal.SIG_DFL:
                signal.signal(one, stop)
        yield
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)


def _in_project(arguments: argparse.Namespace) -> None:
    """Say where data and site are, where that is not said: in the project."""
    out = "site-preview" if arguments.command == "serve" else "site"
    for name, folder in {"data": "data", "out": out}.items():
        if getattr(arguments, name, "") is None:
            setattr(arguments, name, arguments.project / folder)


def _answered(work: Callable[[], int]) -> int:
    """Return the exit code of some work; what stops it is said in a line."""
    try:
        return work()
    except CallError as error:
        _complain(error)
        return WRONG_CALL
    except BrokenPipeError:
        sys.stderr.close()
        return FINE
    except OSError as error:
        _complain(_reason(error))
        return WRONG_CALL
    except KeyboardInterrupt:
        print(Both("已中断", "stopped"), file=sys.stderr)
        return STOPPED
    except StoppedError as asked:
        with suppress(OSError):  # the terminal may be gone
            print(Both("已中断", "stopped"), file=sys.stderr)
        return STOPPED_BY + int(asked.args[0])


def _print_anything() -> None:
    """Have a terminal that knows no Chinese show its characters as escapes: a message must never fail to appear."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _complain(text: object) -> None:
    """Print why something was not done; what a name in it would do to a terminal is shown instead."""
    from build_scripts.words.one_line import visible

    print(visible(str(text)), file=sys.stderr)


def _reason(error: OSError, where: object = "") -> str:
    """Return what the system refused, and where; a disk that is full does not say of itself."""
    from build_scripts.words.system_errors import reason_of

    place, why = error.filename2 or error.filename or where, reason_of(error)
    said = Both(f"{f'{place}: ' if place else ''}无法读写：{why.zh}", f"cannot be read or written: {why.en}")
    return str(said)


class CallError(Exception):
    """Raised where a command is called with something that cannot be; says what and how to mend it."""


class Progress:
    """One line on a terminal that says what is being done; nothing elsewhere."""

    def __init__(self, arguments: argparse.Namespace) -> None:
        """Look whether somebody watches, and in which language: without a choice the messages are Chinese."""
        self.shown = sys.stderr.isatty()
        self.lang = getattr(arguments, "lang", "zh")

    def __call__(self, text: Both) -> None:
        """Replace the line."""
        if self.shown:
            print(f"\r\033[K… {text.of(self.lang)}", end="", file=sys.stderr, flush=True)

    def keep(self, text: Both) -> None:
        """Say something that stays, above the line."""
        if self.shown:
            print(f"\r\033[K{text.of(self.lang)}", file=sys.stderr, flush=True)

    def done(self) -> None:
        """Take the line away."""
        if self.shown:
            print("\r\033[K", end="", file=sys.stderr, flush=True)


def _data_folder(arguments: argparse.Namespace) -> Path:
    data: Path = arguments.data
    if not data.is_dir():
        said = Both(
            f"{data}: 没有这个数据文件夹。请在门户的文件夹里运行，或用 --project 指定它（数据在别处的用 --data）；还没有门户的，用 mingzhang init 建一个",
            "no such data folder. Run this in the folder of a portal, or name it with --project (data elsewhere with --data); mingzhang init makes a new one",
        )
        raise CallError(said)
    return data


def _audit(arguments: argparse.Namespace, progress: Progress) -> tuple[Audit | None, list[Problem]]:
    from build_scripts.judging.audit import audit

    try:
        return audit(_data_folder(arguments), progress, today())
    finally:
        progress.done()


def today() -> date:
    """Return the day that decides which accepted gaps have expired: SOURCE_DATE_EPOCH where set, else the clock's.

    Raises:
        CallError: where SOURCE_DATE_EPOCH is no day.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch is None:
        return datetime.now(UTC).date()
    wrong = CallError(Both(f"SOURCE_DATE_EPOCH={epoch}: 应为 1970 年以来的秒数", "should be the seconds since 1970"))
    if not epoch.isdecimal():
        raise wrong
    try:
        return datetime.fromtimestamp(int(epoch), UTC).date()
    except (ValueError, OverflowError, OSError):
        raise wrong from None


@without_collecting()
def _run_check(arguments: argparse.Namespace, _started: float) -> int:
    from build_scripts import reports

    data = _data_folder(arguments)
    chosen = _chosen_rules(arguments.rules, arguments.ignore) if arguments.rules or arguments.ignore else None
    if arguments.since is not None:  # an empty name, as of a variable that CI has not set, is a wrong call
        return _check_since(arguments, data, chosen)
    audited, problems = _audit(arguments, Progress(arguments))
    findings = audited.findings if audited else ()
    if audited is not None and chosen is not None:
        problems, findings = [], tuple(finding for finding in findings if finding.rule_id in chosen)
    found = reports.messages(problems, findings)
    within = [_below_root(path, data) for path in arguments.paths]
    if within and audited is not None:  # what kept the data from being checked is said whatever PATH names
        _nothing_unread(within, audited)
        asked = {file for file in {item.file for item in found} if _is_within(file, within)}
        if (others := reports.elsewhere(item for item in found if item.file not in asked)) != UNSAID:
            print(others, file=sys.stderr)
        found = [item for item in found if item.file in asked]
    sources = reports.sources_of(data.resolve().parent, found, arguments.format)
    print(reports.REPORTERS[arguments.format](found, sources, arguments.lang))
    return DATA_ERRORS if any(_fails(item, strict=arguments.strict) for item in found) else FINE


def _is_within(file: str, places: Iterable[str]) -> bool:
    return any(PurePosixPath(file).is_relative_to(place) for place in places)


def _fails(item: Message, *, strict: bool) -> bool:
    """Tell whether a command fails because of this message; a notice never stops anything."""
    from build_scripts.words.vocabulary import FindingStatus, Severity

    failing = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    return item.status is FindingStatus.OPEN and item.severity in failing


def _check_since(arguments: argparse.Namespace, data: Path, chosen: set[str] | None) -> int:
    """Say what has changed since a commit, and fail for what is wrong and was not before."""
    from build_scripts import reports
    from build_scripts.change_report import with_comparison

    within = [_below_root(path, data) for path in arguments.paths]
    comparison, after = _compared(arguments, data)
    comparison = comparison if chosen is None else comparison.of_rules(chosen)
    found = reports.messages(comparison.problems, comparison.raised)
    failed = [item for item in found if _fails(item, strict=arguments.strict)]
    if within and after is not None:
        _nothing_unread(within, after)
        found = [item for item in found if item in failed or _is_within(item.file, within)]
    sources = reports.sources_of(data.resolve().parent, found)
    print(with_comparison(arguments.format, comparison, found, sources, arguments.lang))
    if comparison.why_not != UNSAID and arguments.format in {"github", "gitlab", "sarif"}:  # which have no place for it
        print(comparison.why_not, file=sys.stderr)
    return DATA_ERRORS if failed else FINE


def _compared(arguments: argparse.Namespace, data: Path) -> tuple[Comparison, Audit | None]:
    """Return what has changed since a commit, and the state of now.

    Raises:
        CallError: where git cannot tell how ``data/`` was then.
    """
    from build_scripts.judging.audit import audit
    from build_scripts.judging.comparison import compared, first_state, public_figures
    from build_scripts.publish import write_files
    from build_scripts.reading.earlier import NoEarlierStateError, state_at

    since, progress = arguments.since, Progress(arguments)
    try:
        state = state_at(data, since)
    except NoEarlierStateError as error:
        raise CallError(f"--since {error}") from error
    with tempfile.TemporaryDirectory() as folder:
        earlier = Path(folder) / data.resolve().name
        write_files(earlier, state.files)
        before, trouble = audit(earlier, progress, today()) if state.files else (None, [])
    shown = public_figures(before) if before is not None else {}
    after, problems = audit(data, progress, today(), shown)
    progress.done()
    if before is not None and after is not None:
        return compared(since, state.commit, (before, trouble), shown, (after, problems)), after
    if after is None:
        why = Both(
            "现在的数据有读不懂的内容，没有比较", "the present data cannot be understood, so nothing was compared"
        )
    elif state.files:
        why = Both(
            f"当时的数据本版本读不懂（{len(trouble)} 处，如 {trouble[0].text('zh')}），现在的一切都算新的",
            f"this version cannot understand the data of then ({len(trouble)} places, such as {trouble[0].text('en')}), so everything counts as new",
        )
    else:
        why = Both("当时还没有数据文件夹，现在的一切都算新的", "there was no data then, so everything counts as new")
    return first_state(since, state.commit, why, after, problems), after


def _run_diff(arguments: argparse.Namespace, _started: float) -> int:
    """Say what is otherwise in the published tables of the second of two states."""
    from build_scripts.difference_report import DIFFERENCE_REPORTERS
    from build_scripts.opendata.difference import TableError, difference

    progress = Progress(arguments)
    old, new = (_tables_of(name, arguments, progress) for name in (arguments.old, arguments.new))
    progress.done()
    try:
        found = difference(old, new, (arguments.old, arguments.new))
    except TableError as error:
        raise CallError(error) from error
    print(DIFFERENCE_REPORTERS[arguments.format](found, (arguments.old, arguments.new), arguments.lang))
    return FINE


def _tables_of(name: str, arguments: argparse.Namespace, progress: Progress) -> dict[str, str]:
    """Return the published tables of a state as CSV texts: a release, a zip, a folder, or the data of a commit.

    Raises:
        CallError: where ``name`` is none of these, or cannot be read.
    """
    from build_scripts.publish import write_files
    from build_scripts.reading.earlier import NoEarlierStateError, state_of
    from build_scripts.reading.releases import ReleaseError, releases, tables_in_folder, tables_in_zip

    path = Path(name)
    try:
        if path.is_file():
            return _with_tables(name, tables_in_zip(path))
        if path.is_dir():
            if (path / "portal.yml").is_file():
                return _tables_of_data(path, name, progress)
            here, below = tables_in_folder(path), path / "downloads"
            return _with_tables(name, here if here or not below.is_dir() else tables_in_folder(below))
        kept = releases(_data_folder(arguments))
        for release in kept:
            if release.version == name:
                return release.tables()
        state = state_of(arguments.data, name)
    except ReleaseError as error:
        raise CallError(error) from error
    except NoEarlierStateError as error:
        versions = COMMA.join(release.version for release in kept)
        there = Both(f"（已有版本：{versions.zh}）", f" (there are {versions.en})") if kept else UNSAID
        said = Both(
            f"{name}: 既不是版本号{there.zh}，也不是文件或文件夹，git 也没有这个提交。可以写：版本号、版本 zip、站点或 CSV 文件夹、数据文件夹、git 的分支或提交",
            f"no release{there.en}, no file or folder, and no commit. Give a version, a release's zip, a folder of a site, of CSV files or of data, or a branch or commit of git. {error}",
        )
        raise CallError(said) from error
    with tempfile.TemporaryDirectory() as folder:
        earlier = Path(folder) / arguments.data.resolve().name
        write_files(earlier, state.files)
        return _tables_of_data(earlier, name, progress)


def _with_tables(name: str, found: dict[str, str]) -> dict[str, str]:
    """Return the tables that were found, where any of them is one of ours: without, everything would seem to be gone."""
    from build_scripts.tables.catalogue import TABLE_OF

    if found.keys().isdisjoint(TABLE_OF):
        said = Both(
            f"{name}: 里面没有本门户的数据表。可以写：站点文件夹、下载的 CSV 所在的文件夹或压缩包、版本 zip、数据文件夹",
            f"{name}: no tables of the portal in it; give the folder of a site, of downloaded CSV files or of data, or a zip of tables or of a release",
        )
        raise CallError(said)
    return found


def _tables_of_data(data: Path, name: str, progress: Progress) -> dict[str, str]:
    from build_scripts.judging.audit import audit
    from build_scripts.reading.problems import any_error
    from build_scripts.tables.catalogue import tables
    from build_scripts.tables.csv_format import csv_text

    audited, problems = audit(data, progress, today())
    if audited is None:
        errors = [problem for problem in problems if any_error([problem])]
        said = Both(
            f"{name}: 本版本读不懂这些数据（{len(errors)} 处，如 {errors[0].text('zh')}），没有比较。请先用 mingzhang check 查看并改正",
            f"this version cannot understand these data ({len(errors)} places, such as {errors[0].text('en')}), so nothing was compared. See mingzhang check",
        )
        raise CallError(said)
    return {table: csv_text(filled) for table, filled in tables(audited.public()).items()}


def _nothing_unread(within: list[str], audited: Audit) -> None:
    """Make sure that every place that was asked for has been looked at.

    Raises:
        CallError: where a place holds no file that was read: no check would read like no error.
    """
    for place in within:
        if not any(_is_within(file, [place]) for file in audited.portal.positions):
            said = Both(
                f"{place}: 其中没有数据文件，没有可核对的（以“.”开头的文件和 README.md 不读）",
                "no data file here, nothing to check (names that begin with '.' and README.md are not read)",
            )
            raise CallError(said)


def _below_root(path: Path, data: Path) -> str:
    """Return a path as files are named in messages, below the data folder's parent; ``.`` for what holds the folder.

    Raises:
        CallError: where it does not exist or lies elsewhere.
    """
    folder, place = data.resolve(), path.resolve()
    if place.exists() and folder.is_relative_to(place):
        return "."
    if not place.exists() or not place.is_relative_to(folder):
        raise CallError(Both(f"{path}: {data} 中没有这个文件", f"not in {data}"))
    return place.relative_to(folder.parent).as_posix()


def _chosen_rules(selected: str, ignored: str) -> set[str]:
    """Return the ids of the rules whose findings are wanted; all rules run, for one silences another.

    Raises:
        CallError: where a name is no rule's, or no rule is left: no check would read like no error.
    """
    from build_scripts.judging.rules import RULES

    def matching(text: str) -> set[str]:
        wanted = [part.strip().upper() for part in text.split(",") if part.strip()]
        unknown = [part for part in wanted if not any(key.startswith(part) for key in RULES)]
        if unknown:
            raise CallError(_no_rule(unknown))
        return {key for key in RULES if any(key.startswith(part) for part in wanted)}

    kept = matching(selected) if selected.strip() else set(RULES)
    left = kept - matching(ignored)
    if not left:
        said = Both(
            "--rules 与 --ignore 没有留下任何规则，等于没有检查；请改正",
            "--rules and --ignore leave no rule to run",
        )
        raise CallError(said)
    return left


def _run_build(arguments: argparse.Namespace, started: float) -> int:
    from build_scripts.publish import SIGNERS, PublishError
    from build_scripts.publish.sums import SIGNATURES

    data = _data_folder(arguments)
    try:
        order = _order(arguments, data)
    except PublishError as error:
        raise CallError(str(error)) from error
    built = _built(order, arguments, _unpublished(arguments.out))
    if isinstance(built, int):
        return built
    print(_closing_words(built, arguments.out, order.project, time.monotonic() - started))
    # what stands at a URL is not looked at: nothing is in the folder beside which it was made
    if (order.out / SIGNERS).exists() and not any((order.out / name).exists() for name in SIGNATURES):
        said = Both(
            "这个站点没有签名，portal.yml 里却有 signing_keys；要签名，加 --sign 私钥",
            "this site is not signed, though portal.yml has signing_keys; to sign it add --sign KEY",
        )
        print(said)
    return FINE


def _built(
    order: Order,
    arguments: argparse.Namespace,
    failed: Both,
    wrong: Callable[[Both], None] = lambda _: None,
    early: Callable[[Path], None] = lambda _: None,
) -> Built | int:
    """Build a site and say what is wrong with the data; return what was made, or the exit code where nothing was.

    ``wrong`` is told what kept it from being published, and ``early`` as of ``build``.
    """
    from build_scripts import reports
    from build_scripts.build import RefusedError, build
    from build_scripts.publish import HalfMovedError, PublishError
    from build_scripts.tables.ledger import UnprovedError

    progress, lang = Progress(arguments), getattr(arguments, "lang", "zh")

    def say(problems: Sequence[Problem], findings: Sequence[Finding] = ()) -> None:
        found = reports.messages(problems, findings)
        if found:
            print(_text_of(order, found).of(lang))

    try:
        built = build(order, progress, progress.keep, early)
    except RefusedError as refused:
        progress.done()
        say(refused.problems, refused.findings)
        wrong(_text_of(order, reports.messages(refused.problems, refused.findings)))
        print(failed, file=sys.stderr)
        return DATA_ERRORS
    except HalfMovedError as error:
        progress.done()
        _complain(error)
        return WRONG_CALL
    except (PublishError, UnprovedError, OSError) as error:
        progress.done()
        why = _reason(error, order.url or order.out) if isinstance(error, OSError) else error
        _complain(f"{why}\n{failed}")
        wrong(Both.printed(f"{why}"))
        return WRONG_CALL
    progress.done()
    say(built.notices)
    return built


def _text_of(order: Order, found: Sequence[Message]) -> Both:
    """Return messages as the terminal shows them, with the lines that they speak of."""
    from build_scripts import reports

    sources = reports.sources_of(order.data.resolve().parent, found)
    return Both(*(reports.text(found, sources, lang) for lang in ("zh", "en")))


def _order(arguments: argparse.Namespace, data: Path) -> Order:
    """Return what is to be built, where that can be.

    Raises:
        CallError: for what cannot be asked together.
        PublishError: where no site may be built at the place.
    """
    from build_scripts.build import Order
    from build_scripts.publish import behind_links, clear_up, keep_apart_from, make_ready

    url = arguments.out if isinstance(arguments.out, str) else ""
    project = _project(arguments)
    named: Path = project / ".cache" / "remote" if url else arguments.out
    out = named.parent.resolve() / named.name  # one way to name it: parts of a build compare paths
    if arguments.plain and (url or arguments.scheduler):
        said = Both(
            "--plain 只在本机做：不能与 --scheduler 或网址形式的 --out 同用",
            "--plain works on this machine alone: not with --scheduler, nor with a URL as --out",
        )
        raise CallError(said)
    if url:
        keep_apart_from(project, data, url)
        clear_up(out)
    else:
        make_ready(project, data, behind_links(out))
    return Order(
        project,
        data,
        out,
        today(),
        today().isoformat() if os.environ.get("SOURCE_DATE_EPOCH") else "",
        strict=arguments.strict,
        plain=plain_folder(project) if arguments.plain else None,
        jobs=arguments.jobs,
        scheduler=arguments.scheduler or "",
        keep=getattr(arguments, "keep", None),  # what is only looked at takes no site's place
        sign=getattr(arguments, "sign", None),
        url=url,
    )


def _unpublished(out: Path | str) -> Both:
    return Both(f"未发布，{out} 保持原样", f"nothing was published; {out} is as it was")


def _project(arguments: argparse.Namespace) -> Path:
    """Return the folder that holds what is the government's own."""
    project: Path = arguments.project
    return project.resolve()


def plain_folder(project: Path) -> Path:
    """Return where ``build --plain`` leaves the pages for other generators, one edition a folder."""
    return project / ".cache" / "docs"


def _closing_words(summary: Built, out: Path | str, project: Path, seconds: float) -> str:
    from build_scripts.words.vocabulary import Severity

    counts = PAUSE.join(
        Both(f"{severity.zh} {summary.findings[severity]}", f"{summary.findings[severity]} {severity.value}")
        for severity in Severity
    )
    listed = " ".join(summary.held[:MOST_HELD])
    more = len(summary.held) - MOST_HELD
    waiting = [
        str(
            Both(
                f"{len(summary.held)} 份表单因疑似涉密或个人信息暂缓发布：{listed}{' 等' if more > 0 else ''}。审查后用 mingzhang release 放行，见 mingzhang check --rules DSC",
                f"{len(summary.held)} forms wait for a release{f', {more} more than are named here' if more > 0 else ''}; see mingzhang release and mingzhang check --rules DSC",
            )
        )
    ]
    look = Both("用浏览器打开它对外的网址", "open its public address in a browser")
    if isinstance(out, Path):
        ours = Both("mingzhang serve，或", "mingzhang serve, or ") if out.resolve() == project / "site" else UNSAID
        look = Both(
            f"{ours.zh}用任何静态服务器打开该文件夹，如 python3 -m http.server --directory {shlex.quote(str(out))}",
            f"{ours.en}any static server over that folder",
        )
    return "\n".join(
        [
            f"已发布 {out}/：{summary.forms} 份表单，{summary.departments} 个部门，{summary.indicators} 行指标，{summary.pages} 个页面，用时 {seconds:.1f} 秒",
            f"核对发现：{counts.zh}；页面上 {summary.figures} 个合计与计数已用公开的 CSV 验算",
            f"查看：{look.zh}；发现的说明见 findings/ 页",
            f"published {out}/: {summary.forms} forms, {summary.departments} departments, {summary.indicators} indicator rows, {summary.pages} pages, {seconds:.1f} s",
            f"findings: {counts.en}; {summary.figures} sums and counts on the pages proved against the public CSV",
            f"to look at it: {look.en}; the findings are explained under findings/",
            *(waiting if summary.held else []),
            *([] if summary.at_once else [str(BIT_BY_BIT)]),
        ]
    )


def _run_rollback(arguments: argparse.Namespace, _started: float) -> int:
    """Put a former site in the place of the present one, and say what else there is."""
    from build_scripts.publish import PublishError, behind_links, clear_up, former_sites, go_back, present_site

    if isinstance(arguments.out, str):
        raise CallError(Both("存在网址的站点不保留以前的", "where a site stands at a URL, none before it is kept"))
    try:
        out = behind_links(arguments.out)
        clear_up(out)
        if not out.is_dir():
            raise CallError(Both(f"{arguments.out}: 没有站点", f"{arguments.out}: there is no site"))
        left, kept = present_site(out).name, former_sites(out)
        if not arguments.only_list:
            wanted = arguments.to or max((one.name for one in kept if one.name < left), default="")
            found = next((one for one in kept if one.name == wanted), None)
            if found is None:
                names = COMMA.join(one.name for one in kept) if kept else Both("无", "none")
                said = Both(
                    f"{f'没有保留 {wanted}' if wanted else '没有更早的站点可以换回'}；保留的：{names.zh}",
                    f"{f'{wanted} is not kept' if wanted else 'no earlier site is kept'}; there are: {names.en}",
                )
                raise CallError(said)
            go_back(out, found)
            said = Both(
                f"已从 {left} 换回 {wanted}。其中可能有此后撤下的内容；下次 mingzhang build 会再换上由 data/ 生成的站点",
                f"returned from {left} to {wanted}. It may hold what was withdrawn since; the next mingzhang build publishes data/ again",
            )
            print(said)
    except PublishError as error:
        raise CallError(str(error)) from error
    print(
        Both(
            "名字、发布时间（UTC）、数据版本；带 * 的是现在的",
            "name, when published (UTC), version of the data; * is the present one",
        )
    )
    for one in sorted((*former_sites(out), present_site(out)), key=lambda one: one.name):
        print("*" if one.folder == out else " ", one.name, one.published, one.version)
    return FINE


def _run_offline(arguments: argparse.Namespace, _started: float) -> int:
    """Pack a built site so that its pages can be looked through without a server."""
    from build_scripts.opendata.archive import packed
    from build_scripts.publish import behind_links, pages_for_a_disk, write_whole
    from build_scripts.publish.folder import ONLY_OURS

    site, out = arguments.site or _project(arguments) / "site", arguments.out
    if not (site / ONLY_OURS).is_file():
        said = Both(
            f"{site}: 没有生成好的站点，请先运行 mingzhang build",
            f"{site}: there is no built site; run mingzhang build first",
        )
        raise CallError(said)
    if behind_links(site) in behind_links(out).parents:
        said = Both(
            f"{out}: zip 不能写在站点里面，那样会发布出去", f"{out}: the zip cannot stand in the site, which is public"
        )
        raise CallError(said)
    names = list[str]()

    def placed() -> Iterator[tuple[str, bytes]]:
        for name, content in pages_for_a_disk(site):  # one after the other: a site is larger than its zip
            names.append(name)
            yield f"{out.stem}/{name}", content

    write_whole(out, packed(placed()))
    pages = sum(name.endswith(".html") for name in names)
    print(
        Both(
            f"已写 {out}：{pages} 个页面。解压后打开 {out.stem}/index.html；查找、查看数据要有服务器才能用",
            f"wrote {out}: {pages} pages; unpack it and open {out.stem}/index.html. Search and Explore need a server",
        )
    )
    return FINE


def _run_serve(arguments: argparse.Namespace, _started: float) -> int:
    import socket
    from contextlib import ExitStack

    from build_scripts.preview import Preview, edits
    from build_scripts.words.system_errors import reason_of

    if arguments.scheduler or isinstance(arguments.out, str):
        said = Both(
            "serve 只在本机做：不能用 --scheduler 或网址形式的 --out，请用 mingzhang build",
            "serve works on this machine alone: no --scheduler, no URL as --out; use mingzhang build",
        )
        raise CallError(said)
    try:  # asked before the build, so that nobody waits for a site that cannot be shown
        socket.create_server(("127.0.0.1", arguments.port)).close()
    except OSError as error:
        why = reason_of(error)
        said = Both(
            f"端口 {arguments.port} 不能使用（{why.zh}），请用 --port 另选",
            f"port {arguments.port} cannot be used ({why.en}); choose another --port",
        )
        raise CallError(said) from error
    _order(arguments, _data_folder(arguments))  # what can never be built is a wrong call
    preview, project = Preview(arguments.out), _project(arguments)
    own = (project / "content", project / "site_templates", project / "mkdocs.yml")
    with ExitStack() as until_the_end, suppress(KeyboardInterrupt):
        for number, _ in enumerate(edits((arguments.data, *own))):
            preview.show(wrong=_made_again(arguments, preview))
            if not number:
                until_the_end.enter_context(preview.served(arguments.port))
                print(f"http://127.0.0.1:{arguments.port}/  （{Both('Ctrl+C 停止', 'stops it')}）", flush=True)
    return FINE


def _made_again(arguments: argparse.Namespace, preview: Preview) -> Both:
    """Build what is previewed and return what is wrong with it; the preview goes on whatever that is."""
    from build_scripts.publish import PublishError

    wrong, started = [UNSAID], time.monotonic()
    try:
        order = _order(arguments, _data_folder(arguments))
        built = _built(
            order, arguments, _unpublished(arguments.out), wrong.append, lambda folder: preview.show(early=folder)
        )
        if not isinstance(built, int):
            print(_closing_words(built, arguments.out, _project(arguments), time.monotonic() - started), flush=True)
    except (CallError, PublishError, OSError) as error:
        wrong.append(Both.printed(_reason(error) if isinstance(error, OSError) else f"{error}"))
        _complain(wrong[-1].zh)
    except Exception as error:  # noqa: BLE001 - a mistake of ours ends no preview
        wrong.append(Both.printed(f"{error!r}"))
        traceback.print_exc()
    return wrong[-1]


def _run_explain(arguments: argparse.Namespace, _started: float) -> int:
    print(rule_text(_rule(arguments.rule), arguments.lang))
    return FINE


def _rule(named: str) -> Rule:
    """Return a rule by its id.

    Raises:
        CallError: where there is none.
    """
    from build_scripts.judging.rules import RULES

    rule = RULES.get(named.upper())
    if rule is None:
        raise CallError(_no_rule([named]))
    return rule


def _no_rule(named: Sequence[str]) -> Both:
    """Say that no rule has such an id, and which was meant or else which there are."""
    from build_scripts.judging.rules import RULES
    from build_scripts.words.meant import meant

    guesses = [guess for name in named if (guess := meant(name, RULES))]
    if len(guesses) == len(named):
        return Both(
            f"没有规则 {'、'.join(named)}，是不是 {'、'.join(guesses)}？",
            f"no rule {', '.join(named)}; did you mean {', '.join(guesses)}?",
        )
    return Both(f"没有规则 {'、'.join(named)}；已有 {'、'.join(sorted(RULES))}", f"no rule {', '.join(named)}")


def rule_text(rule: Rule, lang: str) -> str:
    """Return everything that is said about a rule, as the terminal shows it."""
    from build_scripts.reading.yaml_writing import write

    wrong, right = (f"\n{textwrap.indent(write(example), '    ').rstrip()}" for example in rule.examples)
    parts = (
        (Both("原因", "Reason"), rule.reason.of(lang)),
        (Both("算式", "Formula"), rule.formula.of(lang)),
        (Both("依据", "Basis"), rule.basis.of(lang)),
        (Both("会被指出的写法", "Found"), wrong),
        (Both("不会被指出的写法", "Not found"), right),
    )
    head = f"{rule.id} {rule.title.of(lang)}（{rule.severity.of(lang)}）"
    return "\n".join([head, *(f"{label.of(lang)}：{part}" for label, part in parts)])


def _run_import(arguments: argparse.Namespace, _started: float) -> int:
    from build_scripts.import_check import checked
    from build_scripts.import_report import to_do, told, would_write
    from build_scripts.import_review import review
    from build_scripts.importers.run import draft_of
    from build_scripts.publish import write_all_or_none, write_files

    data = _data_folder(arguments)
    folder = _department_folder(arguments.to, data)
    if arguments.review is not None:
        _make_sure_of_page(arguments.review)
    drafts, progress = [], Progress(arguments)
    for path in arguments.files:
        draft = draft_of(path, data, folder, arguments.year, over=arguments.replace)
        check = checked(draft, data, progress, today(), write_files)
        progress.done()
        if check.unreadable and not draft.refused:
            said = Both(
                "照这样写入后 data/ 就读不懂了，什么也没有写入；原因见上面的错误",
                "data/ could not be understood with these files in it, and nothing was written; the errors above say why",
            )
            draft = replace(draft, refused=(said,))
        if not draft.refused and not arguments.dry_run:
            write_all_or_none(data, {name: draft.files[name].encode() for name in draft.files if name in draft.changed})
            draft = replace(draft, written=True)
        drafts.append((draft, check))
        _say(told(draft, check))
        _say(draft.refused or (to_do if draft.written else would_write)(draft, data))
    if arguments.review is not None:
        page = review(drafts)
        write_files(arguments.review.parent, {arguments.review.name: page.encode()})
        _say([Both(f"对照页 {arguments.review}：用浏览器打开", "the review page: open it in a browser")])
    return DATA_ERRORS if any(draft.refused for draft, _ in drafts) else FINE


def _make_sure_of_page(path: Path) -> None:
    """Make sure that a page can be written there, before anything is read.

    Raises:
        CallError: where a browser would not show the file as a page, or there is no such folder.
    """
    if path.suffix.lower() != ".html":
        said = Both(
            f"--review {path}: 对照页是网页，名字应以 .html 结尾，如 {path.with_suffix('.html')}",
            f"the review is a page; its name ends in .html, such as {path.with_suffix('.html')}",
        )
        raise CallError(said)
    if not path.parent.is_dir():
        said = Both(
            f"--review {path}: 没有文件夹 {path.parent}，请先建立，或写到别处",
            f"there is no folder {path.parent}; make it first, or write elsewhere",
        )
        raise CallError(said)


def _run_template(arguments: argparse.Namespace, _started: float) -> int:
    from build_scripts.form_workbook import TooLongError, emptied, form_workbook
    from build_scripts.importers.assembling import profile_of
    from build_scripts.importers.run import known_of
    from build_scripts.publish import write_files
    from build_scripts.reading.load import load

    data = _data_folder(arguments)
    portal, problems = load(data)
    if portal is None:
        raise CallError(_unreadable(len(problems)))
    form, department, address, name = None, "", "", arguments.template
    if arguments.filled is not None:
        form, department, address = _filled(arguments.filled, portal, data)
        name = form.template
    name = _template_id(arguments.form, name, portal.templates)
    template = portal.templates[name]
    if form is None:  # the labels of its rows are those of the last form on it
        filled = [item.form for item in portal.statements if item.form.template == name]
        form = emptied(max(filled, key=lambda item: item.fiscal_year)) if filled else None
    to = arguments.to or Path(f"{arguments.filled.stem if arguments.filled else name}.xlsx")
    if to.exists():
        raise CallError(
            Both(f"{to}: 已存在，没有写入；请另取名字", "exists, and nothing was written; choose another name")
        )
    keys = (column.key for column in template.indicator_columns)
    profile = profile_of(name, keys, known_of(portal))
    empty = arguments.filled is None
    try:
        content = form_workbook(name, template, form, department, address, profile=profile, empty=empty)
    except TooLongError as error:
        raise CallError(error.said) from error
    write_files(to.parent, {to.name: content})
    print(
        Both(
            f"已写入 {to}：填好、保存后用 mingzhang import {to} 导入（最左边隐藏的一列请勿改动）",
            f"written: fill it in, save it, then mingzhang import {to}; leave the hidden first column as it is",
        )
    )
    return FINE


def _filled(file: Path, portal: Portal, data: Path) -> tuple[AnyStatement, str, str]:
    """Return the form of a file as the file has it, the name of its department, and its address.

    Raises:
        CallError: where it is none of the data folder.
    """
    from build_scripts.importers.workbook_reader import form_address
    from build_scripts.reading.load import content_of
    from build_scripts.reading.strict_yaml import read_yaml
    from build_scripts.reading.validation import validate

    place = file.resolve()
    statement = next((item for item in portal.statements if place == data.resolve().parent / item.file), None)
    if statement is None:
        raise CallError(Both(f"{file}: 不是 data/ 中的表单", "is no form in the data folder"))
    # as the file has it: what the loaded form holds back of persons would be lost on the way back
    read, positions, _ = read_yaml(content_of(place), statement.file)
    form = validate(type(statement.form), read or {}, positions, statement.file)[0]
    assert form is not None  # it has been loaded
    return form, portal.departments[statement.department_id].name, form_address(portal.settings, statement.id)


def _template_id(form_type: str | None, named: str, templates: Mapping[str, FormTemplate]) -> str:
    """Return the id of the template that is meant: of several of a form type the national one, which is told.

    Raises:
        CallError: where none or several may be; says which there are.
    """
    from build_scripts.importers.assembling import NATIONAL

    fitting = [id_ for id_, template in templates.items() if form_type in {None, template.form_type.value}]
    if named in fitting:
        return named
    if not named and len(fitting) == 1:
        return fitting[0]
    national = [id_ for prefix in NATIONAL for id_ in fitting if id_.startswith(prefix)]
    if not named and form_type is not None and national:
        taken, others = national[0], [id_ for id_ in fitting if id_ != national[0]]
        said = Both(
            f"用的是全国通用的表样 {taken}（{templates[taken].name}）；另有 {'、'.join(others)}，用 --template 指定",
            f"on the national template {taken}; others are {', '.join(others)}: say which with --template",
        )
        print(said)
        return taken
    if not fitting:
        said = Both(
            "data/form_templates/ 中还没有这类表单的表样", "no template of this form type in data/form_templates/"
        )
        raise CallError(said)
    listed = "\n".join(f"  {id_}  {templates[id_].name}" for id_ in fitting)
    said = Both(
        f"请用 --template 指定表样{f'（没有 {named}）' if named else ''}，可选",
        f"say which template with --template{f' ({named} is none)' if named else ''}, one of",
    )
    raise CallError(f"{said}:\n{listed}")


def _unreadable(count: int) -> Both:
    return Both(
        f"数据里有 {count} 处读不懂，请先用 mingzhang check 查看并改正",
        f"{count} places in the data cannot be understood; mend them first, see mingzhang check",
    )


def _say(lines: Iterable[object]) -> None:
    """Print lines without anybody's personal numbers, and without what would move a terminal's cursor."""
    from build_scripts.cells.personal_data import masked
    from build_scripts.words.one_line import visible

    for line in lines:
        print(visible(masked(str(line))))


def _department_folder(to: str, data: Path) -> str:
    """Return ``--to`` as ``jurisdiction/department``, whether it was given below the data folder or not.

    Raises:
        CallError: where it is anything but two ids, the first of them free for a jurisdiction.
    """
    from build_scripts.reading.layout import RESERVED
    from build_scripts.reading.model import ID_PATTERN

    root, given = data.resolve(), Path(to).resolve()
    parts = given.relative_to(root).parts if given.is_relative_to(root) else PurePosixPath(to).parts
    parts = parts[1:] if parts and parts[0] in {root.name, "data"} else parts
    if to and (len(parts) != 2 or parts[0] in RESERVED or not all(re.fullmatch(ID_PATTERN, part) for part in parts)):
        said = Both(
            f"--to {to}: 应为 data/行政区代码/部门代码，代码用小写英文字母、数字和连字符，例如示例县档案馆可写 data/sample-county/archives",
            "should be data/<jurisdiction>/<department>, ids of lower-case letters, digits and hyphens, such as data/sample-county/archives",
        )
        raise CallError(said)
    return "/".join(parts) if to else ""


def _run_fmt(arguments: argparse.Namespace, _started: float) -> int:
    """Lay out the files of ``data/``, or tell which would change; one with mistakes is told and stays as it is."""
    from build_scripts import reports
    from build_scripts.publish import write_each_whole
    from build_scripts.reading.layout import files_of
    from build_scripts.reading.load import content_of, mistakes_in
    from build_scripts.reading.yaml_layout import NotLaidOutError, laid_out

    data = _data_folder(arguments)
    within = [_below_root(path, data) for path in arguments.paths] or ["."]
    files = [file for file in files_of(data)[0] if any(PurePosixPath(file.name).is_relative_to(p) for p in within)]
    for place in within:
        if not any(PurePosixPath(file.name).is_relative_to(place) for file in files):
            raise CallError(Both(f"{place}: 其中没有数据文件", "no data file here"))
    changed: dict[str, bytes] = {}
    problems: list[Problem] = []
    for file in files:
        content = content_of(file.path)
        wrong = mistakes_in(file, content)
        try:
            made = b"" if wrong else laid_out(content).encode()
        except NotLaidOutError:
            print(Both(f"{file.name}: 没有把握，保持原样", "left as it is: not sure to keep it all"), file=sys.stderr)
            continue
        problems += wrong
        if made not in {b"", content}:
            changed[file.path.relative_to(data.absolute()).as_posix()] = made
    if problems:
        found = reports.messages(problems, ())
        print(reports.text(found, reports.sources_of(data.resolve().parent, found), arguments.lang))
    if changed and not arguments.check:
        write_each_whole(data.absolute(), changed)
    what = Both("要整理", "would change") if arguments.check else Both("已整理", "laid out")
    _say(Both(f"{what.zh} {data / name}", what.en) for name in changed)
    if not changed and not problems:
        _say([Both(f"{len(files)} 个文件都已整齐", f"{len(files)} files are in order")])
    return DATA_ERRORS if problems or (changed and arguments.check) else FINE


def _run_schema(arguments: argparse.Namespace, _started: float) -> int:
    from build_scripts.publish import write_files
    from build_scripts.reading.load import content_of
    from build_scripts.reading.schema import SCHEMAS, SETTINGS, as_file, editor_schemas, editor_settings, schemas

    told = editor_schemas() if arguments.editor else schemas()
    if arguments.editor and arguments.to is not None:
        raise CallError(Both("--editor 与 --to 只能写一个", "either --editor or --to"))
    if not arguments.editor and arguments.to is None:
        print(as_file(told), end="")
        return FINE
    folder = _project(arguments) / SCHEMAS if arguments.editor else arguments.to
    write_files(folder, {name: as_file(schema).encode() for name, schema in told.items()})
    print(f"{len(told)} → {folder}/")
    if arguments.editor:
        settings, there = as_file(editor_settings()), _project(arguments) / SETTINGS
        if not os.path.lexists(there):
            write_files(there.parent, {there.name: settings.encode()})
            print(Both(f"已写入 {there}", "written"))
        elif content_of(there) != settings.encode():
            print(Both(f"{there} 已经有了，没有动；请把这些加进去", "is there already and was left alone; add these"))
            print(settings, end="")
    return FINE


def _run_reply(arguments: argparse.Namespace, _started: float) -> int:
    from build_scripts.answers import replied
    from build_scripts.reading.load import content_of
    from build_scripts.words.vocabulary import FindingStatus

    audited, data = _understood(arguments)
    form, _, _ = arguments.target.partition("#")
    rule = _rule(arguments.rule).id if arguments.rule else ""
    statement = _form(form, audited, data)
    meant = [
        item
        for item in audited.findings
        if item.id == arguments.target.replace(form, statement.id, 1)
        or (item.statement_id == statement.id and item.rule_id == rule)
    ]
    if not meant:
        known = sorted({item.id for item in audited.findings if item.statement_id == statement.id})
        raise CallError(
            Both(
                f"没有这个发现。该表的发现：{' '.join(known) or '（没有）'}",
                "no such finding; those of the form are listed",
            )
        )
    status = next(status for status in FindingStatus if status == arguments.status)
    file = data / statement.department_id / "replies.yml"
    answered = [item for item in meant if item.reply and item.status is not FindingStatus.OPEN]
    if answered == meant:
        said = Both(
            f"{file}: 已有对 {' '.join(item.id for item in meant)} 的说明；要改，请改那一条的 reply 和 date",
            "there is a reply to it already; to change it edit its reply and date",
        )
        raise CallError(said)
    meant = [item for item in meant if item not in answered]
    reviewed = statement.form.release.cells if statement.form.release else ()
    about = [f"{item.rule_id} {item.message.zh}" for item in meant]
    text = _said(arguments, about, [cell.printed for cell in reviewed])
    standing = content_of(file).decode() if file.exists() else ""
    return _written(file, lambda: replied(standing, meant, audited.portal, status, text, today()))


def _run_release(arguments: argparse.Namespace, _started: float) -> int:
    if not arguments.target:
        return _run_data_release(arguments)
    if not arguments.by:
        said = Both(
            "缺少 --by：由哪个单位或岗位审查；--text 写审查了什么、依据什么",
            "--by is missing: which office looked; --text says what it looked at, and on what ground",
        )
        raise CallError(said)
    return _run_form_release(arguments)


def _run_data_release(arguments: argparse.Namespace) -> int:
    """Make a release of all data: what a build of them proves, frozen, and its entry in the ledger of releases."""
    from build_scripts.opendata.releasing import NotFrozenError, frozen, same_tables
    from build_scripts.reading.releases import ReleaseError, releases
    from build_scripts.tables.catalogue import TABLES

    if arguments.by or arguments.text:
        raise CallError(Both("--by、--text 只用于表单的发布审查", "--by and --text belong to the review of a form"))
    audited, data = _understood(arguments)
    made = audited.portal.made
    if (why := _not_yet(audited, data)) != UNSAID:
        _complain(f"{why}\n{NO_RELEASE}")
        return DATA_ERRORS
    try:
        earlier = releases(data, made)
        version = _next_version(arguments.version or "", [one.version for one in made])
        content = _zip_of_all(arguments, data, version)
        if isinstance(content, int):
            return content
        if earlier and same_tables(content, earlier[-1]):
            last = earlier[-1].version
            print(
                Both(f"数据与版本 {last} 相同，没有定新版。", f"Nothing has changed since {last}; no release was made.")
            )
            return FINE
        zipped = frozen(content, TABLES, earlier)
    except ReleaseError as error:
        _complain(f"{error}\n{NO_RELEASE}")
        return DATA_ERRORS
    except NotFrozenError as error:
        _complain("\n".join(map(str, (*error.said, NO_RELEASE))))
        return DATA_ERRORS
    return _keep_release(data, version, zipped)


def _not_yet(audited: Audit, data: Path) -> Both:
    """Return what is to be done before the data can be released: what is recorded and committed is what is released."""
    from build_scripts.answers import recorded
    from build_scripts.reading.history import uncommitted

    if unrecorded := recorded(audited):
        return Both(
            f"公开的内容还有 {len(unrecorded)} 个文件没有记录：请先运行 mingzhang record 并提交，再定版。",
            f"What is public is not recorded yet in {len(unrecorded)} files: run mingzhang record, commit, then release.",
        )
    if left := uncommitted(data):
        listed = COMMA.join(left[:MOST_HELD])
        return Both(
            f"data/ 中有 {len(left)} 个文件没有提交到 git：{listed.zh}{' 等' if len(left) > MOST_HELD else ''}。请先提交（或还原），再定版：版本须与提交的数据一致。",
            f"{len(left)} files of data/ are not committed to git: {listed.en}{' …' if len(left) > MOST_HELD else ''}. Commit them (or undo the change), then release: a release is of data that are committed.",
        )
    return UNSAID


def _zip_of_all(arguments: argparse.Namespace, data: Path, version: str) -> bytes | int:
    """Return the zip of all data as a build of this release makes it, or the exit code where none was made."""
    from build_scripts.build import Order
    from build_scripts.publish import clear_up, work_folder
    from build_scripts.publish.stores import FolderStore

    project = _project(arguments)
    place = project / ".cache" / "release"
    clear_up(place)
    with work_folder(place) as folder:
        told = today().isoformat() if os.environ.get("SOURCE_DATE_EPOCH") else ""
        order = Order(project, data, folder / "out", today(), told, release=version)
        built = _built(order, arguments, NO_RELEASE)
        if isinstance(built, int):
            return built
        (content,) = FolderStore(folder / "out").read(["downloads/mingzhang.zip"])
        return content


def _keep_release(data: Path, version: str, zipped: bytes) -> int:
    """Write a release and its entry in the ledger: both, or neither."""
    from hashlib import sha256

    from build_scripts.answers import NotWrittenError, with_release
    from build_scripts.publish import write_all_or_none
    from build_scripts.reading.layout import KIND_OF, RELEASES
    from build_scripts.reading.load import content_of
    from build_scripts.reading.model import ReleaseEntry, ReleaseLedger

    name, ledger = f"{RELEASES}/{version}.zip", KIND_OF[ReleaseLedger].path()
    told = {"version": version, "date": today().isoformat(), "size": len(zipped), "sha256": sha256(zipped).hexdigest()}
    try:
        standing = content_of(data / ledger).decode() if (data / ledger).exists() else ""
        entry = with_release(standing, ReleaseEntry.model_validate(told))
        write_all_or_none(data, {name: zipped, ledger: entry.encode()})
    except NotWrittenError as error:
        said = Both(f"{data / ledger} 的写法不能自动添加，请整理后再定版", "cannot be added to as it is laid out")
        _complain(f"{said}:\n{error}{NO_RELEASE}")
        return DATA_ERRORS
    except OSError as error:
        _complain(f"{_reason(error)}\n{NO_RELEASE}")
        return WRONG_CALL
    said = Both(
        f"已写入 {data / name}（{len(zipped):,} 字节），并登记在 {data / ledger}。请一并提交：以后每次生成，都在 data/{version}/ 下原样刊载。",
        f"written to {data / name} ({len(zipped):,} bytes) and entered in {data / ledger}. Commit both: every later build publishes it unchanged below data/{version}/.",
    )
    print(said)
    return FINE


def _next_version(wanted: str, there: Sequence[str]) -> str:
    """Return the version of a release that follows those that are there.

    Raises:
        CallError: where the one that is wanted does not.
    """
    from build_scripts.reading.releases import version_order

    latest = max(map(version_order, there), default=(0,))
    month = f"{today():%Y.%m}"
    of_month = [order for order in map(version_order, there) if order[:2] == version_order(month)]
    if wanted and version_order(wanted)[:2] > version_order(month):
        said = Both(
            f"版本 {wanted} 的月份还没有到（今天是 {today()}），以后的版本就都排在它前面了。请写 {month} 或更早的月份。",
            f"the month of version {wanted} is still to come (today is {today()}), and no release before it could follow. Take {month} or an earlier one.",
        )
        raise CallError(said)
    version = wanted or (f"{month}.{max(of_month)[-1] + 1 if len(max(of_month)) > 2 else 1}" if of_month else month)
    if version_order(version) <= latest:
        last = ".".join(f"{part:02}" if place == 1 else str(part) for place, part in enumerate(latest))
        said = Both(
            f"版本 {version} 不在最近的版本 {last} 之后。版本号只能往后，请用更大的。",
            f"version {version} does not follow {last}, the latest. Versions only go on: take a later one.",
        )
        raise CallError(said)
    return version


def _run_form_release(arguments: argparse.Namespace) -> int:
    from build_scripts.answers import holding, released
    from build_scripts.reading.load import content_of, load

    audited, data = _understood(arguments)
    statement = _form(arguments.target, audited, data)
    found = holding(audited, statement.id)
    if all(item.release for item in found):
        raise CallError(Both(f"{statement.id} 没有被暂缓发布", f"{statement.id} is not held back"))
    portal, _ = load(data)  # with nothing masked: a release quotes what was looked at
    assert portal is not None
    file = data.parent / statement.file
    about = [f"{item.file}:{item.line} {item.rule_id} {item.message.zh}" for item in found]
    text = _said(arguments, about, [statement.words_at(item.path) for item in found])
    return _written(
        file,
        lambda: released(content_of(file).decode(), found, portal, by=arguments.by, reason=text, day=today()),
    )


def _run_record(arguments: argparse.Namespace, _started: float) -> int:
    from build_scripts import reports
    from build_scripts.answers import recorded
    from build_scripts.publish import write_files
    from build_scripts.reading.placeholders import NOT_PUBLISHED
    from build_scripts.words.vocabulary import Severity

    data = _data_folder(arguments)
    audited, problems = _audit(arguments, Progress(arguments))
    stopping = (item for item in problems if item.severity is Severity.ERROR or item.code in NOT_PUBLISHED)
    wrong = reports.messages(stopping, ())
    if audited is None or wrong:
        print(reports.text(wrong, reports.sources_of(data.resolve().parent, wrong), "zh"))
        print(Both("没有记录：请先改正以上各处", "nothing was recorded; mend the above first"), file=sys.stderr)
        return DATA_ERRORS
    files = recorded(audited)
    write_files(data, {name: None if text is None else text.encode() for name, text in files.items()})
    print(Both(f"已写入 {len(files)} 个文件", f"{len(files)} files written"))
    return FINE


def _run_verify(arguments: argparse.Namespace, _started: float) -> int:
    from build_scripts.verify import verify  # the very file that is published

    lang = ["--lang", arguments.lang] if arguments.lang else []
    return verify(["--format", arguments.format, *lang, "--", arguments.place])


def _understood(arguments: argparse.Namespace) -> tuple[Audit, Path]:
    data = _data_folder(arguments).resolve()
    audited, problems = _audit(arguments, Progress(arguments))
    if audited is None:
        raise CallError(_unreadable(len(problems)))
    return audited, data


def _form(named: str, audited: Audit, data: Path) -> LoadedStatement:
    """Return the form that is named by its id or its file.

    Raises:
        CallError: where there is none.
    """
    place = Path(named).resolve()
    for statement in audited.portal.statements:
        if named.strip("/") == statement.id or place == data.parent / statement.file:
            return statement
    other = meant(named, [statement.id for statement in audited.portal.statements], 0.65)
    raise CallError(
        Both(
            f"没有表单 {named}{f'，是不是 {other}' if other else ''}；编号是 行政区/部门/年度/表单",
            f"no form {named}{f', did you mean {other}' if other else ''}; an id is jurisdiction/department/year/form",
        )
    )


def _said(arguments: argparse.Namespace, about: Sequence[str], reviewed: Sequence[str]) -> str:
    """Return ``--text``, or what somebody writes in an editor; ``reviewed``: cells that a release has looked at.

    Raises:
        CallError: where nothing is said, or words of secrecy that those cells do not have.
    """
    from build_scripts.cells.personal_data import personal_data
    from build_scripts.cells.secrecy import classified
    from build_scripts.reading.model import says_something

    text: str = arguments.text
    if not text and sys.stdin.isatty():
        text = _edited(["以 # 开头的行不算 · lines that begin with # do not count", *about])
    for option, words in {"--text": text, "--by": getattr(arguments, "by", text)}.items():
        if not says_something(words):
            raise CallError(
                Both(
                    f"{option} 没有写明内容，什么也没有改：至少两个不同的字或字母，“无”“x”“待填写”之类不算",
                    f"{option} says nothing, and nothing was changed: at least two different letters or characters, no placeholder",
                )
            )
        if kinds := list(personal_data(words)):
            kind = kinds[0]
            raise CallError(
                Both(
                    f"{option} 里有疑似{kind.zh}，会公开，什么也没有改：请删去号码再写",
                    f"{option} seems to hold {kind.with_article}, which would be public; nothing was changed: leave the number out",
                )
            )
    if secret := sorted(set(classified(text)) - set(classified(" ".join(reviewed)))):
        raise CallError(
            Both(
                f"文字中有“{'、'.join(secret)}”字样，什么也没有改：这里的文字会原样发布，请不写密级和涉密的内容",
                "the text holds words of secrecy and is published as it stands; nothing was changed: leave them out",
            )
        )
    return text.strip()


def _edited(about: Sequence[str]) -> str:
    """Return what somebody writes in an editor below what it is about."""
    import subprocess

    from build_scripts.publish import write_files
    from build_scripts.reading.load import content_of
    from build_scripts.words.one_line import on_one_line

    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR") or ("notepad" if os.name == "nt" else "vi")
    with tempfile.TemporaryDirectory() as folder:
        draft = Path(folder) / "mingzhang.txt"
        write_files(draft.parent, {draft.name: "".join(f"\n# {on_one_line(line)}" for line in about).encode()})
        subprocess.run([*shlex.split(editor), str(draft)], check=False)  # noqa: S603 - the user's own editor
        return "\n".join(line for line in content_of(draft).decode().splitlines() if not line.startswith("#"))


def _written(file: Path, made: Callable[[], str]) -> int:
    """Write one file of the data and say so."""
    from build_scripts.answers import NotWrittenError
    from build_scripts.publish import write_files

    try:
        write_files(file.parent, {file.name: made().encode()})
    except NotWrittenError as error:
        said = Both(
            f"{file} 的写法不能自动添加，请手工加上", f"{file} cannot be added to as it is laid out; add this by hand"
        )
        raise CallError(f"{said}:\n{error}") from error
    print(Both(f"已写入 {file}；请核对后提交", f"written to {file}; look at it and commit"))
    return FINE


FIRST_QUESTIONS: dict[str, tuple[Both, str]] = {
    "place": (Both("行政区名称，如 某某县", "name of the place"), ""),
    "publisher": (Both("主办单位，如 某某县财政局", "who publishes the portal"), ""),
    "contact": (Both("更正与反馈的联系方式", "how to reach the publisher"), ""),
    "licence": (Both("数据许可", "licence of the data"), "CC BY 4.0"),
    "forge": (Both("代码放在哪里：github、gitlab、gitee 或 none", "where files are kept"), "none"),
}
"""What ``init`` asks on a terminal, each with what is taken where nothing is said."""


def _run_init(arguments: argparse.Namespace, _started: float) -> int:
    from build_scripts.beginning import KEPT, next_steps, portal_files
    from build_scripts.publish import write_all_or_none

    folder: Path = arguments.folder
    if folder.exists() and not folder.is_dir():
        raise CallError(Both(f"{folder}: 不是文件夹，请另取名字", "not a folder; choose another name"))
    if (folder / "data").exists():
        said = Both(
            f"{folder}: 已经有门户（data/），什么也没有写", "there is a portal (data/) already; nothing was written"
        )
        raise CallError(said)
    answers = _answers(arguments)
    files = portal_files(answers)
    there = [name for name in files if os.path.lexists(folder / name)]
    if others := [name for name in there if name not in KEPT]:
        said = Both(
            f"{folder} 里已经有 {'、'.join(others)}，不覆盖，什么也没有写。请移开，或另取文件夹",
            f"{', '.join(others)} is there already and nothing was written; move it away, or choose another folder",
        )
        raise CallError(said)
    write_all_or_none(folder, {name: text.encode() for name, text in files.items() if name not in there})
    print(Both(f"已写入 {folder}：{len(files) - len(there)} 个文件", f"{len(files) - len(there)} files written"))
    if there:
        print(Both(f"原来就有、没有动的：{'、'.join(there)}", f"left as they were: {', '.join(there)}"))
    _say(next_steps(answers))
    return FINE


def _run_new(arguments: argparse.Namespace, _started: float) -> int:
    from build_scripts.publish import write_all_or_none
    from build_scripts.skeletons import NotBegunError, new_department, new_project

    data = _data_folder(arguments)
    try:
        if arguments.kind == "statement":
            files = _new_statement(arguments, data)
        else:
            name = _in_words("name", arguments.name)
            begin = new_department if arguments.kind == "department" else new_project
            files = begin(data, arguments.address, name)
    except NotBegunError as error:
        raise CallError(error) from error
    write_all_or_none(data, {place: text.encode() for place, text in files.items()})
    _say(Both(f"已写入 {data / place}", "written") for place in files)
    _say(
        [
            Both(
                "请照原件填写“待填写”的地方，再运行 mingzhang check",
                "fill in what is left to be completed, then mingzhang check",
            )
        ]
    )
    return FINE


def _new_statement(arguments: argparse.Namespace, data: Path) -> dict[str, str]:
    """Return the files of a form that is begun on a template of ``data/``, whatever else is wrong there.

    Raises:
        CallError: where the form type is not said, or there is no template.
        NotBegunError: where it cannot be begun.
    """
    from build_scripts.reading.load import looked_through, read_shared
    from build_scripts.reading.model import FormTemplate, ScoringProfile
    from build_scripts.skeletons import new_statement

    if arguments.form is None and not arguments.template:
        raise CallError(Both("缺少 --form：表单类型", "--form is missing: the form type"))
    shared = read_shared(data, looked_through(data)[0])
    templates = {file.key: record for file, record in shared.records.items() if isinstance(record, FormTemplate)}
    template = _template_id(arguments.form, arguments.template, templates)
    return new_statement(data, arguments.address, template, templates[template], shared.ids[ScoringProfile])


def _answers(arguments: argparse.Namespace) -> Answers:
    """Return what a new portal is to say, asked for where it was not given.

    Raises:
        CallError: where nobody can be asked, or an answer cannot be.
    """
    from build_scripts.beginning import LICENCES, Answers, level_of
    from build_scripts.importers.assembling import pinyin_slug
    from build_scripts.reading.model import URL_PATTERN
    from build_scripts.words.vocabulary import JurisdictionLevel

    given = {name: getattr(arguments, name) for name in FIRST_QUESTIONS}
    missing = [name for name, answer in given.items() if answer is None]
    if missing and not sys.stdin.isatty():
        listed = "\n".join(f"  --{name}  {FIRST_QUESTIONS[name][0]}" for name in missing)
        said = Both("不在终端里，不能提问；请用选项写明", "there is no terminal to ask on; say with options")
        raise CallError(f"{said}:\n{listed}")
    for name in missing:
        given[name] = _asked(*FIRST_QUESTIONS[name])
    place, publisher = (_in_words(name, given[name]) for name in ("place", "publisher"))
    level = next((one for one in JurisdictionLevel if one == arguments.level), None) or level_of(place)
    if level is None:
        levels = "、".join(f"{one.value}（{one.zh}）" for one in JurisdictionLevel)
        said = Both(
            f"看不出“{place}”的级别，请用 --level 写明：{levels}",
            f"the level of {place} cannot be told by its name; give it with --level: {', '.join(JurisdictionLevel)}",
        )
        raise CallError(said)
    licence = _in_words("licence", given["licence"])
    url = arguments.licence_url or LICENCES.get(licence, "")
    if not re.fullmatch(URL_PATTERN, url):
        said = Both(
            f"请用 --licence-url 写明“{licence}”全文的网址；不必写网址的许可：{'、'.join(LICENCES)}",
            f"give the address of {licence} with --licence-url; not needed for {', '.join(LICENCES)}",
        )
        raise CallError(said)
    return Answers(
        place=place,
        place_id=_free_id("--place-id", arguments.place_id or pinyin_slug(place)),
        level=level,
        publisher=publisher,
        department_id=_free_id(
            "--department-id", arguments.department_id or pinyin_slug(publisher.removeprefix(place))
        ),
        contact=_in_words("contact", given["contact"]),
        licence=licence,
        licence_url=url,
        forge=_forge(given["forge"]),
    )


def _asked(question: Both, otherwise: str) -> str:
    """Return what somebody answers on the terminal, or what is taken where nothing is said.

    Raises:
        CallError: where the terminal is closed.
    """
    try:
        return input(f"{question}{f' [{otherwise}]' if otherwise else ''}: ").strip() or otherwise
    except EOFError:
        raise CallError(Both("没有回答，什么也没有写", "no answer; nothing was written")) from None


def _in_words(name: str, answer: str) -> str:
    """Return an answer that says something.

    Raises:
        CallError: where it says nothing, or is more than a line.
    """
    from build_scripts.reading.model import says_something
    from build_scripts.words.one_line import on_one_line

    if not says_something(answer) or on_one_line(answer) != answer:
        said = Both(
            f"--{name} “{on_one_line(answer)}”：要用一行文字写明，“无”“x”“待填写”之类不算",
            "must say something, in one line; a placeholder does not",
        )
        raise CallError(said)
    return answer


def _forge(answer: str) -> str:
    """Return where code is kept.

    Raises:
        CallError: where it is none of those that are known.
    """
    from build_scripts.forges import FORGES

    if answer not in FORGES:
        raise CallError(Both(f"--forge {answer}: 可以写 {'、'.join(FORGES)}", f"write one of {', '.join(FORGES)}"))
    return answer


def _free_id(option: str, id_: str) -> str:
    """Return an id that a folder of ``data/`` may have.

    Raises:
        CallError: where it is no id, or belongs to the portal itself.
    """
    from build_scripts.reading.layout import RESERVED
    from build_scripts.reading.model import ID_PATTERN

    if not re.fullmatch(ID_PATTERN, id_) or id_ in RESERVED:
        said = Both(
            f"{option} {id_}: 代码用小写英文字母、数字和连字符，不能是门户自己的网址，如 mou-xian",
            "an id has lower-case letters, digits and hyphens, and is no address of the portal itself, such as mou-xian",
        )
        raise CallError(said)
    return id_


COMMANDS = {
    "init": _run_init,
    "new": _run_new,
    "check": _run_check,
    "fmt": _run_fmt,
    "build": _run_build,
    "rollback": _run_rollback,
    "offline": _run_offline,
    "serve": _run_serve,
    "explain": _run_explain,
    "import": _run_import,
    "template": _run_template,
    "reply": _run_reply,
    "release": _run_release,
    "record": _run_record,
    "verify": _run_verify,
    "diff": _run_diff,
    "schema": _run_schema,
}
