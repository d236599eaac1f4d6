"""From a data folder to a published site, in the order in which the data flows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path

from build_scripts.collecting import without_collecting
from build_scripts.judging.audit import Tell, audit
from build_scripts.judging.findings import Finding
from build_scripts.pages.render import environment, use_templates
from build_scripts.publish import (
    MANIFEST,
    Dress,
    PublishError,
    Rendered,
    Stage,
    behind_links,
    claimed,
    finish,
    made_plain,
    own_templates,
    signature,
    site_files,
    staged,
    swap,
    work_folder,
    write_sums,
)
from build_scripts.publish.kept import NO_MEMORY, Memory
from build_scripts.publish.stores import FolderStore, MemoryStore, SharedFolderStore, Store
from build_scripts.reading.history import days_of_change
from build_scripts.reading.layout import DataFile
from build_scripts.reading.load import SharedFiles, content_of, looked_through, read_shared
from build_scripts.reading.model import PortalSettings, ReleaseLedger
from build_scripts.reading.problems import Problem, any_error
from build_scripts.reading.records import AS_OF
from build_scripts.reading.releases import CHECKSUMS, DataRelease, ReleaseError, releases, shown_by_department
from build_scripts.units import whole
from build_scripts.units.beside import beside
from build_scripts.units.keeping import Keeper, dressed, program
from build_scripts.units.manifest import manifest
from build_scripts.units.parting import Parted, WorkUnit, parted
from build_scripts.units.spreading import Result, Spread, spread
from build_scripts.units.work import Common, naming_mistakes
from build_scripts.words.language import Both
from build_scripts.words.vocabulary import Severity


@dataclass(frozen=True)
class Order:
    """What is to be built."""

    project: Path
    """The folder that holds what is the government's own: data/, and content/, site_templates/, mkdocs.yml where it has them."""
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
    scheduler: str = ""
    """Where workers of Dask share it instead, the address of their scheduler."""
    release: str = ""
    """The version of the release that is made of the data; empty where none is."""
    keep: int | None = None
    """How many sites that stood in its place are kept; where it is None the one before is not, and the others are left."""
    sign: Path | None = None
    """The key by which the site's checksums are signed; where it is None they are not."""
    url: str = ""
    """Where the site is to stand elsewhere, its URL; ``out`` is then a folder that is not there, beside which we work."""


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
    notices: tuple[Problem, ...] = ()
    """What is no file of data and was passed over, and what departments said that holds no more."""
    at_once: bool = True
    """Whether the site took the place of the one before in one step."""


class RefusedError(Exception):
    """Raised where the data have errors: nothing is published."""

    def __init__(self, problems: Sequence[Problem], findings: Sequence[Finding]) -> None:
        """Keep what is wrong, in the order in which it is told, and the findings that a strict build fails for."""
        super().__init__(len(problems))
        self.problems, self.findings = problems, findings


def build(
    order: Order, tell: Tell, notice: Tell | None = None, early: Callable[[Path], None] = lambda _: None
) -> Built:
    """Make the whole site and put it in its place; ``tell`` shows what is being done, ``notice`` what is to stay on show.

    ``early`` is given the folder of the new site when the pages of departments stand in it, and those that stay do not.

    Raises:
        RefusedError: where the data have errors.
        UnprovedError: where a figure on a page differs from the published CSV.
        PublishError: where the site cannot be written, or the work not be shared as it should.
    """
    environment.cache_clear()  # templates are read once a build
    program.cache_clear()
    with without_collecting(), _spreading(order, notice or tell) as spreads, staged(order.url) as stage:
        return _built(order, tell, spreads, stage, early)


def _spreading(order: Order, notice: Tell) -> AbstractContextManager[Spread]:
    """Return how the work is shared.

    Raises:
        PublishError: where Dask is asked for and not installed.
    """
    if not order.scheduler:
        jobs = 1 if order.plain else order.jobs  # what is in memory is in that of one process
        return nullcontext(partial(spread, jobs=jobs))
    try:
        from build_scripts.units.cluster import on_cluster
    except ModuleNotFoundError as error:
        said = Both(
            f"没有安装 Dask（缺少 {error.name}），请执行 pip install mingzhang[cluster]，或 pip install -r requirements-cluster.txt",
            f"Dask is not installed ({error.name} is missing); pip install mingzhang[cluster], or pip install -r requirements-cluster.txt",
        )
        raise PublishError("--scheduler", said) from error
    return on_cluster(order.scheduler, notice)


def _built(order: Order, tell: Tell, spreads: Spread, stage: Stage | None, early: Callable[[Path], None]) -> Built:
    tell(Both("读取 data/", "reading data/"))
    files, problems = looked_through(order.data)
    shared = read_shared(order.data, files)
    if any_error([*problems, *shared.problems]) or (order.strict and _doubtful(shared.problems)):
        raise _refused(order, tell)
    problems = [*problems, *shared.problems]
    try:
        ledger = shared.single(ReleaseLedger)
        kept = releases(order.data, ledger.releases if ledger is not None else ())
        contents = ((file, content_of(file.path)) for file in files if file.department_id)
        found = parted(shared, contents, shown_by_department(kept))
    except (OSError, ReleaseError):  # a file that cannot be read is a problem like others
        raise _refused(order, tell) from None
    days = days_of_change(order.data, order.told)

    def made(units: Parted, *, sound: bool) -> Built | None:
        place = behind_links(order.out)
        with work_folder(place) as work:
            site = _Building(order, work, shared, kept, days, evaluated_until(files), tell, spreads, stage)
            whole_site = site.made(units, early, sound=sound)
            if whole_site is None:
                if stage is not None:
                    stage.empty()
                return None
            if stage is None:
                whole_site = replace(whole_site, at_once=swap(work / "site", place, site.stays, order.keep))
            else:
                tell(Both("移入新站点", "moving the new site in"))
                stage.move_in(work / "site", site.leading)
            site.keep()
            return whole_site

    built = made(found, sound=False)
    if built is None:
        refused = _refused(order, tell)
        if refused.findings or any_error(refused.problems) or (order.strict and _doubtful(refused.problems)):
            raise refused
        built = made(found.in_one(), sound=True)  # what looked wrong is right where all is seen at once
    assert built is not None  # the whole has been looked at
    return replace(built, notices=tuple(sorted({*problems, *built.notices})))


class _Building:
    """A site that is being built, from data whose shared files are understood."""

    def __init__(
        self,
        order: Order,
        work: Path,
        shared: SharedFiles,
        kept: tuple[DataRelease, ...],
        days: Mapping[str, str],
        evaluated: int,
        tell: Tell,
        spreads: Spread,
        stage: Stage | None,
    ) -> None:
        """Dress the site; ``work`` is the folder to build in, ``stage`` takes the rest of a site that stands elsewhere."""
        self.order, self.new, self.days, self.tell = order, work / "site", days, tell
        settings, self.as_of = shared.single(PortalSettings), days.get(AS_OF, "")
        assert settings is not None  # it is there in data without a problem
        self.settings, self.cache = settings, order.project / ".cache"
        worn = None if order.plain else dressed(self.cache / "dress", order.project, work, settings, self.as_of)
        templates = own_templates(order.project)
        use_templates(templates)
        self.common = Common(shared, worn, order.today, evaluated, kept, order.release, templates)
        self.spreads, self.leading = spreads, frozenset[str]()
        out = behind_links(order.out)
        there = site_files(out) if stage is None and out.is_dir() else {}
        if any(entry.is_symlink() for entry in there.values()):
            there = {}  # what stands behind a link is no file of ours
        before = out if there else None
        self.folder = (SharedFolderStore if order.scheduler else FolderStore)(self.new, before)
        self.store: Store = (stage or self.folder) if worn is not None else MemoryStore()
        keeps = worn is not None and stage is None
        self.keeper = Keeper.of(self.cache / "units", out, there, self.common, days) if keeps else None
        self.results: dict[int, Result] = {}
        self.digests: Mapping[str, str] = {}

    def made(self, found: Parted, early: Callable[[Path], None], *, sound: bool) -> Built | None:
        """Return what was made of the units; None where something is wrong with them, or may be.

        Of ``sound`` data the whole has been looked at. Even a single unit may contradict what the shared files say.
        """
        self._work(found.units)
        done = [self.results[number].done for number in range(len(found.units))]
        summaries = [one.summary for one in done if one.summary is not None]
        portal = whole.portal_of(self.common, summaries, found.rest, self.days)
        if len(summaries) < len(done) or (not sound and whole.at_odds(self.common.shared, portal, summaries)):
            return None
        told = tuple(problem for one in done for problem in one.problems)
        if self.order.strict and (any(one.asks for one in summaries) or _doubtful(told)):
            return None
        early(self.new)
        self.tell(Both("汇总", "bringing it all together"))
        taken = claimed(self.order.project)
        memory: Memory = self.keeper or NO_MEMORY
        with naming_mistakes(), beside(self.order.jobs if self.store is self.folder else 1) as begin:
            made = whole.made_whole(self.common, portal, summaries, self.store, taken, memory, begin)
        self.leading = made.leading
        count = finish(
            self.folder, self._worn(made.pages), self.settings, made.searched, made.made, made.unlisted, memory
        )
        order = self.order
        made_of = manifest(self.common, found, done, self.days, order.data, order.project, order.today)
        self.folder.write_all({MANIFEST: made_of})
        self._write_sums()
        if order.sign is not None:
            sums = b"".join(self.folder.read([CHECKSUMS]))
            self.folder.write_all(signature(sums, order.sign, self.settings.signing_keys))
        return Built(
            forms=sum(len(one.outlines) for one in summaries),
            departments=len(portal.departments),
            indicators=sum(form.indicators for one in summaries for form in one.outlines),
            findings=made.findings,
            figures=made.proved,
            pages=count,
            held=tuple(sorted(id_ for one in summaries for id_ in one.held_ids)),
            notices=told,
        )

    def _work(self, units: Sequence[WorkUnit]) -> None:
        """Take again what was kept of units, and do the others."""
        self.results = dict(self.keeper.taken(units)) if self.keeper else {}
        again = len(self.results)
        left = {number: unit for number, unit in enumerate(units) if number not in self.results}
        for number, result in self.spreads(self.common, left, self.days, self.store):
            self.results[number] = result
            done, to_do = len(self.results) - again, len(units) - len(self.results)
            self.tell(
                Both(
                    f"部门：做好 {done} 个，沿用 {again} 个，还有 {to_do} 个",
                    f"departments: {done} done, {again} taken again, {to_do} left",
                )
            )

    @property
    def stays(self) -> Collection[str]:
        """The files of this site that the one before has too, and all those of its units."""
        again = self.keeper.stays if self.keeper else ()
        return self.folder.stays.union(again, *(result.files for result in self.results.values()))

    def _write_sums(self) -> None:
        """Write the checksums of all files; where MkDocs made every page, what it made of the others is looked at too."""
        if isinstance(self.store, MemoryStore):
            self.digests = write_sums(self.folder, self.folder.digests, ())
            return
        known = dict(self.keeper.stays) if self.keeper else {}
        for own in (*(result.files for result in self.results.values()), self.store.digests, self.folder.digests):
            known |= own
        elsewhere = self.stays if self.store is self.folder else known
        self.digests = write_sums(self.folder, known, elsewhere)

    def _worn(self, portal_pages: Sequence[Rendered]) -> Dress:
        """Return the dress of the pages; where MkDocs makes every page itself it does so now."""
        if self.common.worn is not None:
            return self.common.worn
        assert self.order.plain is not None
        assert isinstance(self.store, MemoryStore)
        pages = [page for number in sorted(self.results) for page in self.results[number].rendered]
        return made_plain(
            self.order.project,
            self.new,
            self.order.plain,
            self.settings,
            self.as_of,
            [*pages, *portal_pages],
            self.store.files,
        )

    def keep(self) -> None:
        """Keep for the next build what was done for this one."""
        if self.keeper is not None:
            self.keeper.keep(self.results.values(), self.digests)


def _doubtful(problems: Iterable[Problem]) -> bool:
    """Tell whether a strict build fails for problems without which the data can be understood."""
    return any(problem.severity is Severity.WARNING for problem in problems)


def _refused(order: Order, tell: Tell) -> RefusedError:
    """Return all that is wrong with the data, told as a look at the whole of them tells it, however the work was spread."""
    audited, problems = audit(order.data, tell, order.today)
    findings = [item for item in audited.findings if item.fails_strict_build] if audited and order.strict else []
    return RefusedError(problems, findings)


def evaluated_until(files: Iterable[DataFile]) -> int:
    """Return the last year of which there is a self-evaluation; a file stands in the folder of its year."""
    kinds = ((file.parts[2], file.kind.form_type) for file in files if file.kind.form_type)
    return max((int(year) for year, kind in kinds if kind.is_self_evaluation), default=0)
