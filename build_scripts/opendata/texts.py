"""What is said of a set of files to whoever finds them without the portal: who, what, when, how they are read and checked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet

from build_scripts.opendata.described import summary_of_files, title_of_files
from build_scripts.opendata.scopes import Provenance, Scope
from build_scripts.tables.formats import CSV
from build_scripts.words.language import LANGUAGES, UNSAID, Both
from build_scripts.words.one_line import as_cell
from build_scripts.words.vocabulary import EventKind, FindingStatus

_KINDS = {kind.value: kind for kind in EventKind}
MOST_EVENTS = 200
"""So many events stand in the change log of a zip; ``changes.csv`` beside it has all."""


def page_address(base_url: str | None, url: str) -> Both:
    """Return a page's address in each edition; below the portal's root, where its own address is not known."""
    base = base_url or ""
    return Both(f"{base}{url}", f"{base}en/{url}")


def suggested_citation(what: Both, url: str, day: str, provenance: Provenance) -> Both:
    """Return how to cite a page or a set of files: who, what, as it stood when, in which release, where, under which licence."""
    settings, release = provenance.settings, provenance.release
    publisher, title, address = settings.both("publisher"), settings.both("title"), page_address(settings.base_url, url)
    as_of = Both(f"，数据截至 {day}", f", data as of {day}") if day else UNSAID
    version = Both(f"，版本 {release}", f", release {release}") if release else UNSAID
    if not release and provenance.latest:
        version = Both(f"，最近的版本 {provenance.latest}", f", latest release {provenance.latest}")
    part = UNSAID if what == title else Both(f"《{what.zh}》，", f"“{what.en}”, ")
    # Where the portal's own address is not known, the page adds that at which it is read.
    where = Both(f"，{address.zh}", f", {address.en}") if settings.base_url else UNSAID
    licence, text = settings.licence, settings.licence_url
    return Both(
        f"{publisher.zh}：{part.zh}{title.zh}{as_of.zh}{version.zh}{where.zh}，许可：{licence}（{text}）。",
        f"{publisher.en}: {part.en}{title.en}{as_of.en}{version.en}{where.en}, licence: {licence} ({text}).",
    )


def _cited(scope: Scope, provenance: Provenance) -> Both:
    return suggested_citation(title_of_files(scope), scope.folder, scope.day, provenance)


def cover_lines(scope: Scope, provenance: Provenance) -> list[tuple[Both, str]]:
    """Return what the cover of a workbook says, line by line."""
    settings = provenance.settings
    told = [
        (Both("内容", "What"), str(title_of_files(scope))),
        (Both("门户", "Portal"), str(settings.both("title"))),
        (Both("发布", "Publisher"), str(settings.both("publisher"))),
        (Both("版本", "Release"), provenance.release),
        (Both("数据截至", "Data as of"), scope.day),
        (Both("许可", "Licence"), f"{settings.licence} {settings.licence_url}"),
        (Both("引用", "How to cite"), str(_cited(scope, provenance))),
        (Both("怎样读", "How to read"), str(_HOW_TO_READ)),
        *((Both("怎样求和", "How to add up"), str(_COUNTED)) for table in scope.tables if table.name == "funding"),
    ]
    return [(what, text) for what, text in told if text]


_HOW_TO_READ = Both(
    "列名以 _raw 结尾的，和字段说明里写明“原样”的，是表上印出的文字；其余是读出的、重算的或本门户写的。空格是没有这个数，不是零。"
    "各列的含义在最后一张工作表。",
    "Columns that end in _raw, and those that are said to be as printed, hold what the form prints; the others what was "
    "read of it, recomputed, or said by this portal. An empty cell means that there is no such figure; it is no zero. What each column means stands on the last "
    "sheet.",
)


def licence_text(scope: Scope, provenance: Provenance) -> str:
    """Return under which licence the files are, and what that is about."""
    settings = provenance.settings
    said = Both(
        f"本压缩包中的数据表（{title_of_files(scope).zh}）按 {settings.licence} 许可使用：{settings.licence_url}\n"
        "表上印出的事实与数字来自各级政府部门公开的文件，出处逐份列在 datapackage.json 的 sources 中。\n"
        "verify.py 按 MIT 许可使用。\n",
        f"The tables in this zip ({title_of_files(scope).en}) are licensed under {settings.licence}: {settings.licence_url}\n"
        "The facts and figures printed on the forms come from documents published by government departments; each is named "
        "under sources in datapackage.json.\n"
        "verify.py is under the MIT licence.\n",
    )
    return f"{said.zh}\n{said.en}"


def change_log(scope: Scope, events: Iterable[Mapping[str, str]]) -> str:
    """Return what has happened to the data, the newest first; ``events`` are rows of the table of changes."""
    listed = list(events)
    title = title_of_files(scope)
    lines = [f"# 变动记录 · Changes：{title.zh} · {title.en}", ""]
    if not listed:
        lines.append(str(Both("没有记录在案的变动。", "No change is on record.")))
    for event in listed[:MOST_EVENTS]:
        kind, day = _KINDS[event["kind"]], event["date"] or "—"
        place = event["statement_id"] or event["department_id"] or event["jurisdiction_id"]
        about = " ".join(filter(None, (place, event["column"], event["rule_id"]))) or event["release"]
        told = "：".join(filter(None, (about, _change_told(kind, event["old"], event["new"]))))
        reason = f"（{event['reason']}）" if event["reason"] else ""
        lines.append(f"- {as_cell(f'{day} {kind.both} {told}{reason}')}")
    if len(listed) > MOST_EVENTS:
        said = Both(
            f"共 {len(listed)} 项，全部在 changes.csv。", f"{len(listed)} events; all of them are in changes.csv."
        )
        lines += ["", str(said)]
    return "\n".join([*lines, ""])


def _change_told(kind: EventKind, old: str, new: str) -> str:
    """Return what was and what is: figures as printed, the status of findings by its name."""
    if kind is EventKind.RESTATEMENT:
        return " → ".join(f"“{state}”" if state.strip() else str(Both("（空白）", "(blank)")) for state in (old, new))
    was, is_now = (next((one.both for one in FindingStatus if one == state), UNSAID) for state in (old, new))
    if kind is EventKind.FINDING_RAISED and was == UNSAID:
        return str(Both("新出现", "new"))
    if kind is EventKind.FINDING_SETTLED and is_now == UNSAID:
        return str(Both("不再有", "gone"))
    told = [state for state in (was, is_now) if state != UNSAID]
    return str(Both.printed(" → ").join(told)) if told else ""


def read_me(scope: Scope, provenance: Provenance, pictures: int) -> str:
    """Return the README of a zip that has so many pictures of charts, Chinese first."""
    return "\n".join(line for lang in LANGUAGES for line in _read_me(scope, provenance, pictures, lang))


def _read_me(scope: Scope, provenance: Provenance, pictures: int, lang: str) -> Iterator[str]:
    settings = provenance.settings
    said: Callable[[str, str], str] = lambda zh, en: Both(zh, en).of(lang)  # noqa: E731 - as t() in the templates
    yield f"# {title_of_files(scope).of(lang)}"
    yield ""
    yield summary_of_files(scope).of(lang)
    yield ""
    yield said("引用：", "How to cite: ") + _cited(scope, provenance).of(lang)
    yield ""
    yield said("更正与反馈：", "Corrections and feedback: ") + settings.both("contact").of(lang)
    yield ""
    yield said("## 里面有什么", "## What is in it")
    yield ""
    yield said("| 文件 | 内容 | 行数 |", "| File | What it holds | Rows |")
    yield "|---|---|---:|"
    for table in scope.tables:
        yield f"| `{CSV.file(table.name)}` | {table.title.of(lang)} | {table.rows} |"
    beside = (
        (
            "dictionary.csv",
            "每一列的类型、单位、含义、例子、代码",
            "type, unit, meaning, example and codes of every column",
        ),
        (
            "datapackage.json",
            "Data Package：各文件的列、键、校验和",
            "Data Package: columns, keys and hashes of the files",
        ),
        ("CHANGELOG.md", "变动记录", "what has changed"),
        ("CITATION.cff", "供文献管理软件引用", "for reference managers"),
        ("LICENSE.txt", "许可", "the licence"),
        ("SHA256SUMS", "校验和：sha256sum -c SHA256SUMS", "checksums: sha256sum -c SHA256SUMS"),
        ("verify.py", "自己验算：python verify.py .", "check every figure yourself: python verify.py ."),
    )
    for name, zh, en in beside:
        yield f"| `{name}` | {said(zh, en)} | |"
    if pictures:
        told = said(
            "部门页上的图（SVG），中文、英文各一份",
            "the charts of the department's page (SVG), in Chinese and in English",
        )
        yield f"| `charts/` | {told} | |"
    yield ""
    yield said("## 怎样读", "## How to read it")
    yield ""
    names = {table.name for table in scope.tables}
    yield from (f"- {one.of(lang)}" for needed, one in _READ if needed <= names)
    yield ""
    if lang == LANGUAGES[0]:
        yield from _code(names)
    yield said(
        "以上代码在这些文件所在的文件夹里运行（pandas、DuckDB）。Excel：数据 → 获取数据 → 从文本/CSV，编码选 UTF-8；"
        "或直接打开门户上的 Excel 工作簿。",
        "The code above (pandas, DuckDB) runs in the folder of these files. Excel: Data → Get Data → From Text/CSV with "
        "UTF-8, or open the portal's workbook.",
    )
    yield ""


_COUNTED = Both(
    "`funding` 里总额与其分项各占一行，求合计先按 `counted_as` 选行：只加 `project`（或只加 `department`）的，不会重复计算；"
    "`excluded` 是有错误类发现、不计入合计的表，`plan` 是目标申报表的资金。",
    "In `funding` a total and its parts have a row each. For totals choose rows by `counted_as`: add up those of `project` "
    "(or those of `department`) alone and nothing is counted twice; `excluded` stands on forms that are left out of totals "
    "because of errors, `plan` on target forms.",
)
_READ: tuple[tuple[set[str], Both], ...] = (
    (
        set(),
        Both(
            "CSV 是 UTF-8（带 BOM），逗号分隔，第一行是列名。列名以 `_raw` 结尾的，和字典里写明“原样”的，是表上印出的文字；"
            "其余是读出的、重算的或本门户写的。",
            "The CSV files are UTF-8 (with a byte order mark), separated by commas, names of columns in the first line. Columns "
            "that end in `_raw`, and those of which the dictionary says “as printed”, hold what the form prints; the others "
            "what was read of it, recomputed, or said by the portal.",
        ),
    ),
    (
        set(),
        Both(
            "数字列空着：没有这个数（没有填、没有印出或不能重算），不是零。金额列以 `_yuan` 结尾，单位是元。",
            "An empty number: there is no such figure (not filled in, not printed, not to be recomputed); it is no zero. "
            "Columns of money end in `_yuan` and are in yuan.",
        ),
    ),
    (
        set(),
        Both(
            "文字以 `=`、`+`、`-`、`@` 等开头的，前面加了一个撇号，以免表格软件当成公式；去掉第一个撇号就是原文。",
            "Text that begins with `=`, `+`, `-`, `@` or the like has an apostrophe before it, so that no spreadsheet takes it "
            "for a formula; without the first apostrophe it is as printed.",
        ),
    ),
    (
        {"indicators"},
        Both(
            "各表用代码相连：`indicators.statement_id` → `statements`。",
            "Ids join the tables: `indicators.statement_id` → `statements`.",
        ),
    ),
    (
        {"findings", "indicators"},
        Both(
            "`findings.row_id` 是发现所在的行：`indicators`、`funding`、`goals`、`base_data` 或 `narratives` 的行代码；"
            "说的是整张表的则空。只与指标相连，会漏掉其余的发现。",
            "`findings.row_id` is the row on which a finding stands: an id of `indicators`, `funding`, `goals`, `base_data` or "
            "`narratives`; empty where it speaks of the form as a whole. Joined to indicators alone, the others are lost.",
        ),
    ),
    ({"funding"}, _COUNTED),
    (
        set(),
        Both(
            "CSV 带不了类型（文字列的 `002` 会读成 2、`N/A` 会读成空，polars 还可能停下），在意的请用门户上的 Parquet、SQLite 或 "
            "Excel 文件，类型写在里面。",
            "Where a type matters that CSV cannot carry (in a text column `002` is read as 2, `N/A` as nothing, and polars may "
            "stop), take the Parquet, SQLite or Excel files of the portal, which have types.",
        ),
    ),
)
"""How the files are read: what is said where all of some tables are there."""


def _code(names: AbstractSet[str]) -> Iterator[str]:
    """Yield code that reads the tables that are there, in pandas and in DuckDB."""
    pandas = [f'{name} = pd.read_csv("{name}.csv")' for name in ("funding", "findings", "indicators") if name in names]
    duckdb = []
    if "funding" in names:
        pandas.append('print(funding.groupby(["department_id", "counted_as"]).executed_yuan.sum(min_count=1))')
        duckdb.append(
            "SELECT department_id, counted_as, sum(executed_yuan) FROM 'funding.csv' GROUP BY ALL ORDER BY ALL;"
        )
    if {"findings", "indicators"} <= names:
        pandas.append('print(findings.merge(indicators, how="left", left_on="row_id", right_on="indicator_id"))')
    if "findings" in names:
        duckdb.append("SELECT rule_id, severity, count(*) FROM 'findings.csv' GROUP BY ALL ORDER BY ALL;")
    if not duckdb:
        duckdb.append("SELECT form_type, count(*) FROM 'statements.csv' GROUP BY ALL ORDER BY ALL;")
    if not pandas:
        pandas = ['statements = pd.read_csv("statements.csv")', "print(statements.form_type.value_counts())"]
    yield from ("```python", "import pandas as pd", "", *pandas, "```", "", "```sql", "-- DuckDB", *duckdb, "```", "")
