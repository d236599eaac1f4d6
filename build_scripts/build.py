"""From a data folder to a published site, in the order in which the data flows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from build_scripts.judging.audit import Tell, audit
from build_scripts.judging.findings import Finding
from build_scripts.publish import Rendered, claimed, dress, finish, made_plain, swap, work_folder
from build_scripts.reading.history import days_of_change
from build_scripts.reading.layout import DataFile
from build_scripts.reading.load import content_of, looked_through, read_shared
from build_scripts.reading.model import PortalSettings
from build_scripts.reading.problems import Problem
from build_scripts.reading.records import AS_OF
from build_scripts.units import whole
from build_scripts.units.parting import parted
from build_scripts.units.spreading import spread
from build_scripts.units.stores import FolderStore, MemoryStore
from build_scripts.units.work import Common, Done
from build_scripts.words.language import Both
from build_scripts.words.vocabulary import FindingStatus, Severity, Subject


@dataclass(frozen=True)
class Order:
    """What is to be built."""

    project: Path
    """The folder that holds mkdocs.yml, content/ and site_templates/."""
    data: Path
    out: Path
    today: date
    """Decides which accepted gaps have expired."""
    told: str = ""
    """The day up to which the data are told where no history says it."""
    strict: bool = False
    """Whether doubts keep the portal from being published too."""
    plain: Path | None = None
    """Where MkDocs makes every page itself, the folder in which the tree that it read stays."""
    jobs: int = 1
    """Processes that share the work."""


@dataclass(frozen=True)
class Built:
    """What a build made, for the last lines it prints."""

    forms: int
    departments: int
    indicators: int
    findings: Counter[Severity]
    figures: int
    pages: int
    held: tuple[str, ...]
    """Ids of the forms that wait for a release."""
    notices: tuple[Problem, ...]
    """What is no file of data and was passed over."""


class RefusedError(Exception):
    """Raised where the data have errors: nothing is published."""

    def __init__(self, problems: Sequence[Problem], findings: Sequence[Finding]) -> None:
        """Keep what is wrong, in the order in which it is told, and the findings that a strict build fails for."""
        super().__init__(len(problems))
        self.problems, self.findings = problems, findings


def build(order: Order, tell: Tell) -> Built:
    """Make the whole site and swap it in.

    Raises:
        RefusedError: where the data have errors.
        UnprovedError: where a figure on a page differs from the published CSV.
        PublishError: where the site cannot be written.
    """
    tell(Both("读取 data/", "reading data/"))
    files, problems = looked_through(order.data)
    shared = read_shared(order.data, files)
    settings = shared.single(PortalSettings)
    if settings is None or _wrong([*problems, *shared.problems]):
        raise _refused(order, tell)
    try:
        found = parted(shared, ((file, content_of(file.path)) for file in files if file.department_id))
    except OSError:  # a file that cannot be read is a problem like others
        raise _refused(order, tell) from None
    days = days_of_change(order.data, order.told)
    with work_folder(order.out.absolute()) as work:
        new = work / "site"
        worn = None if order.plain else dress(order.project, new, work / "docs", settings, days.get(AS_OF, ""))
        common = Common(shared, worn, order.today, evaluated_until(files))
        store = FolderStore(new) if worn else MemoryStore()
        done: list[Done] = []
        rendered: list[Rendered] = []
        for one, pages in spread(common, found.units, days, store, order.jobs, tell):
            done.append(one)
            rendered += pages
        portal = whole.portal_of(shared, [one.summary for one in done if one.summary], found.rest, days)
        if any(one.summary is None for one in done) or whole.at_odds(shared, portal, done):
            raise _refused(order, tell)
        summaries = [one.summary for one in done if one.summary]
        if order.strict and any(map(_fails, (item for one in summaries for item in (*one.findings, *one.withheld)))):
            raise _refused(order, tell)
        tell(Both("汇总", "bringing it all together"))
        made = whole.made_whole(common, portal, summaries, store, claimed(order.project))
        if worn is None:
            assert order.plain is not None
            assert isinstance(store, MemoryStore)
            rendered += made.pages
            worn = made_plain(order.project, new, order.plain, settings, days.get(AS_OF, ""), rendered, store.files)
        count = finish(new, worn, settings, made.entries, made.unlisted)
        swap(new, order.out.absolute())
    shown = [item for one in summaries for item in one.findings if item.about is Subject.FORM]
    return Built(
        forms=sum(len(one.outlines) for one in summaries),
        departments=len(portal.departments),
        indicators=sum(form.indicators for one in summaries for form in one.outlines),
        findings=Counter(item.severity for item in shown),
        figures=made.proved,
        pages=count,
        held=tuple(sorted(id_ for one in summaries for id_ in one.held_ids)),
        notices=tuple(problems),
    )


def _wrong(problems: Iterable[Problem]) -> bool:
    return any(problem.severity is Severity.ERROR for problem in problems)


def _fails(finding: Finding) -> bool:
    return finding.severity is not Severity.NOTE and finding.status is FindingStatus.OPEN


def _refused(order: Order, tell: Tell) -> RefusedError:
    """Return all that is wrong with the data, told as a look at the whole of them tells it, however the work was spread."""
    audited, problems = audit(order.data, tell, order.today)
    findings = [item for item in audited.findings if _fails(item)] if audited and order.strict else []
    return RefusedError(problems, findings)


def evaluated_until(files: Iterable[DataFile]) -> int:
    """Return the last year of which there is a self-evaluation; a file stands in the folder of its year."""
    kinds = ((file.parts[2], file.kind.form_type) for file in files if file.kind.form_type)
    return max((int(year) for year, kind in kinds if kind.is_self_evaluation), default=0)
