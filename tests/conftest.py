"""The smallest valid data tree, which tests change at one place and look what follows."""

from __future__ import annotations

import fcntl
import functools
import gc
import http.server
import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from build_scripts.judging.audit import Audit

PROJECT = Path(__file__).parent.parent
SAMPLE = Path(__file__).parent / "sample" / "data"
"""The five documents as they stood in ``data/`` when the tests were written: what departments add or mend breaks no test."""
WITHOUT_LARGEST = shutil.ignore_patterns("wuhan-dongxihu")
"""Leaves the place that has nine rows in ten out of a copy of the sample: for tests that look at one department."""
LIVE = str(PROJECT / "data")
TODAY = date(2026, 11, 1)
"""The day of every test and of every command that a test runs: accepted gaps expire, a test must not."""


def pytest_configure() -> None:
    """Stop the calendar before anything asks for the day, and close the live data before anything opens it."""
    os.environ["SOURCE_DATE_EPOCH"] = str(int(datetime.combine(TODAY, time(), UTC).timestamp()))
    sys.addaudithook(keep_out)
    gc.set_threshold(50_000, 20, 20)  # thousands of tests live to the end: to look through them seldom finds garbage
    settings.load_profile("repeatable" if "CI" in os.environ else "searching")


# A busy machine makes no test fail; continuous integration tries the same examples every time.
settings.register_profile(
    "searching",
    deadline=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("repeatable", settings.get_profile("searching"), derandomize=True)


def keep_out(event: str, arguments: tuple[object, ...]) -> None:
    """Let no test open the live data: departments add and mend files there, and no test may notice."""
    if event in {"open", "os.listdir", "os.scandir"} and isinstance(arguments[0], str | os.PathLike):
        if event == "open" and arguments[0] == "data":
            return  # a folder of that name below one opened before: pytest clears an old temporary folder
        path = os.path.abspath(arguments[0])  # noqa: PTH100 - asked at every file that is opened
        assert not f"{path}/".startswith(f"{LIVE}/"), f"{path}: tests read the sample, not data/"


TREE = {
    "portal.yml": """\
title: "明账"
title_en: "Mingzhang"
description: "部门预算绩效公开。"
publisher: "某区财政局"
contact: "mingzhang@example.cn"
licence: "CC BY 4.0"
licence_url: "https://creativecommons.org/licenses/by/4.0/"
grades:
  excellent: "90"
  good: "80"
  fair: "60"
grades_citation: "财预〔2020〕10号"
description_en: "Budget performance of departments."
""",
    "form_templates/target-form.yml": """\
name: "部门整体支出绩效目标表"
name_en: "Whole-department targets"
form_type: "dept_target"
long_term_columns:
  - key: "level1"
    heading: "一级指标"
  - key: "name"
    heading: "三级指标"
  - key: "target"
    heading: "指标值"
indicator_columns:
  - key: "level1"
    heading: "一级指标"
  - key: "level2"
    heading: "二级指标"
  - key: "name"
    heading: "三级指标"
  - key: "baseline_y1"
    heading: "上年"
  - key: "target"
    heading: "指标值"
""",
    "form_templates/project-form.yml": """\
name: "项目支出绩效自评表"
name_en: "Project self-evaluation"
form_type: "project_self_eval"
funding_columns:
  - key: "adjusted"
    heading: "全年预算数"
  - key: "executed"
    heading: "全年执行数"
  - key: "rate"
    heading: "执行率"
indicator_columns:
  - key: "level1"
    heading: "一级指标"
  - key: "level2"
    heading: "二级指标"
  - key: "name"
    heading: "三级指标"
  - key: "target"
    heading: "年度指标值"
  - key: "actual"
    heading: "实际完成值"
  - key: "weight"
    heading: "分值"
  - key: "score"
    heading: "得分"
""",
    "scoring_profiles/plain.yml": """\
name: "通用评分"
name_en: "Plain scoring"
scored: true
execution_weight: "10"
level1_weights:
  output: "50"
  outcome: "30"
  satisfaction: "10"
total_weight: "100"
citations:
  - "财预〔2020〕10号"
""",
    "sources/document.yml": """\
title: "2023年度绩效自评"
publisher: "某区财政局"
retrieved: "2024-05-06"
media_type: "text/plain"
sha256: "0000000000000000000000000000000000000000000000000000000000000000"
lines: 100
""",
    "wuhan/jurisdiction.yml": """\
name: "武汉市"
name_en: "Wuhan"
level: "prefecture"
""",
    "wuhan-jiangxia/jurisdiction.yml": """\
name: "武汉市江夏区"
name_en: "Jiangxia District, Wuhan"
level: "county"
parent: "wuhan"
admin_code: "420115"
""",
    "wuhan-jiangxia/gov-office/department.yml": """\
name: "区政府办公室"
kind: "government_department"
projects:
  - id: "road-repair"
    name: "道路维修"
""",
    "wuhan-jiangxia/gov-office/2023/targets.yml": """\
template: "target-form"
title: "部门整体支出绩效目标表"
fiscal_year: 2023
fiscal_year_basis: "printed"
source:
  document: "document"
  first_line: 1
  last_line: 40
currency_unit: "ten_thousand_yuan"
form_type: "dept_target"
goals:
  - kind: "long_term"
    number: 1
    target_text: "改善办公条件"
    source_line: 3
    indicators:
      - level1: "产出指标"
        name: "办公面积"
        target: ">=800平方米"
        source_line: 5
  - kind: "annual"
    number: 1
    target_text: "完成本年任务"
    indicators:
      - level1: "产出指标"
        level2: "数量指标"
        name: "会议次数"
        baseline_y1: "--"
        target: "=6次"
        source_line: 9
      - name: "简报期数"
        target: ""
""",
    "wuhan-jiangxia/gov-office/2023/projects/road-repair.yml": """\
template: "project-form"
title: "项目支出绩效自评表"
fiscal_year: 2023
fiscal_year_basis: "printed"
source:
  document: "document"
  first_line: 41
  last_line: 100
currency_unit: "ten_thousand_yuan"
scoring_profile: "plain"
funding:
  - line_code: "total"
    label: "年度资金总额"
    adjusted: "100"
    executed: "95"
    rate: "95%"
    source_line: 45
goals:
  - kind: "overall"
    target_text: "道路平整"
    actual_text: "已完成"
    indicators:
      - level1: "产出指标"
        level2: "数量指标"
        name: "维修里程"
        target: ">=5公里"
        actual: "5公里"
        weight: "50"
        score: "50"
        source_line: 50
total:
  label: "总分"
  score: "98"
form_type: "project_self_eval"
project: "道路维修"
""",
}
"""Path below the data folder → text of the file."""

WriteTree = Callable[..., Path]


@pytest.fixture
def tree() -> dict[str, str]:
    """Return the smallest valid tree, to be changed at will."""
    return dict(TREE)


@pytest.fixture
def write_tree(tmp_path: Path) -> WriteTree:
    """Return a function that writes the smallest valid tree, with changes, and returns its data folder.

    A change is path → text or bytes; None leaves the file out.
    """

    def write(changes: dict[str, str | bytes | None] | None = None) -> Path:
        data = tmp_path / "data"
        for path, content in {**TREE, **(changes or {})}.items():
            if content is None:
                continue
            file = data / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return data

    return write


@functools.cache
def sample_audit() -> Audit:
    """Return the sample, loaded, scored and checked: once, whichever tests ask for it."""
    from build_scripts.judging.audit import audit

    found, problems = audit(SAMPLE, lambda _: None, TODAY)
    assert not problems
    return found


def made_once(tmp_path_factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """Return the folder ``name`` as ``make`` fills it: once, also where tests run in parallel."""
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    out, whole = shared / name, shared / f"{name}.whole"
    with (shared / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # the worker that comes second waits for what the first one makes
        if not whole.exists():
            make(out)
            whole.touch()
    return out


@pytest.fixture(scope="session")
def real_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the portal of the sample, built by the main job's own command."""
    from build_scripts.cli import main

    def make(out: Path) -> None:
        assert main(["build", "--data", str(SAMPLE), "--out", str(out)]) == 0

    return made_once(tmp_path_factory, "portal", make)


def policies(site: Path) -> dict[str, str]:
    """Return the content-security policies that a site asks its server for: of charts in other pages (``*``) and of the rest."""
    from build_scripts.publish.policy import POLICY_FILE  # here: most tests need no page, and none of what makes one

    lines = (site / POLICY_FILE).read_text(encoding="utf-8")
    (embedded,), (other,) = (re.findall(rf'^    {case} "(.*)";$', lines, re.MULTILINE) for case in ("default", '""'))
    return {"*": embedded, "": other}


@pytest.fixture(scope="session")
def origin(real_site: Path) -> Iterator[str]:
    """Return the address at which the portal of the sample is served."""
    with served(real_site) as address:
        yield address


@contextmanager
def served(site: Path) -> Iterator[str]:
    """Serve a built portal under a sub-path, as a code host would, with the site's own policy; return its address.

    Under ``/plain/`` the same site stands with all its scripts forbidden: a browser without JavaScript, in which a test
    can still run its own.
    """
    policy = policies(site)
    silent = re.sub("script-src [^;]+", "script-src 'none'", policy[""])

    class Handler(http.server.SimpleHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def translate_path(self, path: str) -> str:
            return super().translate_path(re.sub("^/(portal|plain)(?=/)", "", path))

        def end_headers(self) -> None:
            """Add the policy of the place."""
            parts = urlsplit(self.path)
            embedded = "*" if parse_qs(parts.query).get("embed") else ""
            own = {"portal": policy[embedded], "plain": silent}
            self.send_header("Content-Security-Policy", own.get(parts.path.split("/")[1], "default-src 'none'"))
            super().end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    handler = functools.partial(Handler, directory=str(site))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/portal/"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Return the system's Chromium, without any request of its own."""
    from playwright.sync_api import sync_playwright

    found = subprocess.run(
        [PROJECT / "tests/chromium.sh"], check=True, stdout=subprocess.PIPE, text=True
    ).stdout.strip()
    quiet = [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ]
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=found, args=quiet)
        yield running
        running.close()


def watched(page: Page, origin: str = "") -> list[str]:
    """Return what goes wrong on a page, as it happens: errors on its console and, with ``origin``, requests to elsewhere."""
    wrong: list[str] = []
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    if origin:
        page.on("request", lambda asked: None if stays(asked.url, origin) else wrong.append(asked.url))
    return wrong


def stays(url: str, origin: str) -> bool:
    """Tell whether an address stays on the portal."""
    return urlsplit(url).scheme in {"data", "blob"} or urlsplit(url).netloc == urlsplit(origin).netloc


@contextmanager
def windows(
    browser: Browser, origin: str, until: Literal["load", "networkidle"] = "load"
) -> Iterator[Callable[..., Page]]:
    """Give a function that opens a page below ``origin`` in a window of its own; what goes wrong in it fails the test."""
    opened: list[Page] = []

    def visit(url: str, *, width: int = 1280, javascript: bool = True) -> Page:
        page = browser.new_context(
            viewport={"width": width, "height": 900},
            java_script_enabled=javascript,
            locale="zh-CN",
            reduced_motion="reduce",
        ).new_page()
        opened.append(page)
        page.wrong = watched(page, origin)  # for a test to take out what it expects
        page.goto(origin + url, wait_until=until)
        return page

    yield visit
    for page in opened:
        page.context.close()
    assert [said for page in opened for said in page.wrong] == []


def pytest_collection_modifyitems(items: list[pytest.Function]) -> None:
    """Mark the tests that need the built site or a browser, and run them after the quick ones."""
    for item in items:
        for mark, fixtures in {"site": {"real_site", "short_site"}, "browser": {"origin", "browser"}}.items():
            if fixtures & set(item.fixturenames):
                item.add_marker(mark)
    items.sort(key=lambda item: [item.get_closest_marker(mark) is not None for mark in ("browser", "site")])
