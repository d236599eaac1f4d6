"""What is said of a set of files to whoever finds them without the portal: who, what, when, how they are read."""

from __future__ import annotations

from collections.abc import Iterator

from build_scripts.opendata.scopes import Provenance, Scope
from build_scripts.tables.formats import CSV
from build_scripts.words.language import LANGUAGES, UNSAID, Both


def page_address(settings_url: str | None, url: str) -> Both:
    """Return a page's address in each edition; below the portal's root, where its own address is not known."""
    base = settings_url or ""
    return Both(f"{base}{url}", f"{base}en/{url}")


def citation(what: Both, url: str, provenance: Provenance) -> Both:
    """Return how to cite a page or a set of files: who, what, as it stood when, in which release, where, under which licence."""
    settings, day, release = provenance.settings, provenance.day, provenance.release
    publisher, title, address = settings.both("publisher"), settings.both("title"), page_address(settings.base_url, url)
    as_of = Both(f"，数据截至 {day}", f", data as of {day}") if day else UNSAID
    version = Both(f"，版本 {release}", f", release {release}") if release else UNSAID
    if not release and provenance.latest:
        version = Both(f"，最近的版本 {provenance.latest}", f", latest release {provenance.latest}")
    part = UNSAID if what == title else Both(f"《{what.zh}》，", f"“{what.en}”, ")
    # The first page has no address where the portal's own is not known.
    where = Both(f"，{address.zh}", f", {address.en}") if address.zh else UNSAID
    licence, text = settings.licence, settings.licence_url
    return Both(
        f"{publisher.zh}：{part.zh}{title.zh}{as_of.zh}{version.zh}{where.zh}，许可：{licence}（{text}）。",
        f"{publisher.en}: {part.en}{title.en}{as_of.en}{version.en}{where.en}, licence: {licence} ({text}).",
    )


def cover_lines(scope: Scope, provenance: Provenance) -> list[tuple[Both, str]]:
    """Return what the cover of a workbook says, line by line."""
    settings = provenance.settings
    told = [
        (Both("内容", "What"), str(scope.name)),
        (Both("门户", "Portal"), str(settings.both("title"))),
        (Both("发布", "Publisher"), str(settings.both("publisher"))),
        (Both("版本", "Release"), provenance.release),
        (Both("数据截至", "Data as of"), provenance.day),
        (Both("许可", "Licence"), f"{settings.licence} {settings.licence_url}"),
        (Both("引用", "How to cite"), str(_cited(scope, provenance))),
        (
            Both("怎样读", "How to read"),
            str(
                Both(
                    "列名以 _raw 结尾的，是表上印出的原样；其余是读出的、重算的或本门户写的。空格是没有这个数，不是零。各列的含义在最后一张工作表。",
                    "Columns that end in _raw hold what the form prints; the others what was read of it, recomputed, or said by this portal. An empty cell means that there is no such figure; it is no zero. What each column means stands on the last sheet.",
                )
            ),
        ),
    ]
    return [(what, text) for what, text in told if text]


def read_me(scope: Scope, provenance: Provenance) -> str:
    """Return the README of a zip, Chinese first."""
    return "\n".join(line for lang in LANGUAGES for line in _read_me(scope, provenance, lang))


def _read_me(scope: Scope, provenance: Provenance, lang: str) -> Iterator[str]:
    settings = provenance.settings

    def said(zh: str, en: str) -> str:
        return zh if lang == "zh" else en

    yield f"# {scope.name.of(lang)} · {settings.both('title').of(lang)}"
    yield ""
    yield _cited(scope, provenance).of(lang)
    yield ""
    yield said("| 文件 | 内容 | 行数 |", "| File | What it holds | Rows |")
    yield "|---|---|---:|"
    for table in scope.tables:
        yield f"| `{CSV.file(table.name)}` | {table.title.of(lang)} | {table.rows} |"
    yield ""


def _cited(scope: Scope, provenance: Provenance) -> Both:
    url = "downloads/" if not scope.place else f"{scope.place}/"
    return citation(scope.name, url, provenance)
