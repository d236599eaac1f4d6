"""What a project has of its own, and what the program brings where it has nothing: pages, theme, templates, settings.

A project is the folder that holds ``data/``. A file in its ``content/`` or ``site_templates/`` stands in the place of the
program's of the same path, and its ``mkdocs.yml`` says only what is to be otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

import mergedeep
from mkdocs.exceptions import ConfigurationError
from mkdocs.utils.yaml import yaml_load

from build_scripts.brought import BROUGHT
from build_scripts.publish.folder import PublishError, files_in
from build_scripts.publish.kept import digest_of
from build_scripts.words.language import COMMA, Both

_CONTENT, _TEMPLATES, _SETTINGS = "content", "site_templates", "mkdocs.yml"
_THEME = f"{_TEMPLATES}/theme"
_READ = (_CONTENT, f"{_TEMPLATES}/pages", f"{_TEMPLATES}/macros", _THEME)
"""The folders of a project that are looked into."""
MOST_OF_A_PAGE, MOST_BRACKETS = 512 * 1024, 2000
"""What a hand-written page may have: Python-Markdown looks at all that follows a bracket, at every bracket."""


def written_pages(project: Path) -> dict[str, bytes]:
    """Return the hand-written files by their places: the pages that the program brings, and all that the project has.

    Raises:
        PublishError: for what is no plain file (a symlink would publish one from outside), and for a page that is not UTF-8
            or too large to be made.
    """
    brought = {place: data for place, data in _read(BROUGHT / _CONTENT) if place.endswith(".md")}
    return dict(sorted({**brought, **dict(_read(project / _CONTENT))}.items()))


def own_templates(project: Path) -> dict[str, tuple[str, str]]:
    """Return the page templates and macros that a project has in the place of the program's: name → text and file.

    Raises:
        PublishError: for a symlink, a file that is not UTF-8, and a name that no template of the program has.
    """
    if _is_the_programs(project, _TEMPLATES):
        return {}
    found = {
        f"{kind}/{place}": (data.decode(), str(project / _TEMPLATES / kind / place))
        for kind in ("pages", "macros")
        for place, data in _read(project / _TEMPLATES / kind, ".j2")
    }
    for name, (_, file) in found.items():
        if not (BROUGHT / _TEMPLATES / name).is_file():
            folder = name.partition("/")[0]
            names = COMMA.join(sorted(path.name for path in (BROUGHT / _TEMPLATES / folder).glob("*.j2")))
            said = Both(
                f"程序没有这个模板，放在这里不起作用。可以换的有：{names.zh}",
                f"the program has no such template, and none is read here. Those that may be replaced: {names.en}",
            )
            raise PublishError(file, said)
    return found


def theme_folders(project: Path) -> list[Path]:
    """Return the folders in which files of the theme stand, the project's own before the program's."""
    own = project / _THEME
    return [BROUGHT / _THEME] if not own.is_dir() or _is_the_programs(project, _THEME) else [own, BROUGHT / _THEME]


def mkdocs_settings(project: Path) -> tuple[Path, dict[str, Any]]:
    """Return the file of MkDocs' settings that counts, and all settings: the program's, with what the project's says instead.

    Raises:
        PublishError: where a file is no YAML, or names a theme folder that is not looked into.
    """
    brought, own = BROUGHT / _SETTINGS, project / _SETTINGS
    told, said = _settings(brought), _settings(own) if own.is_file() else {}
    theme = said.get("theme")
    if isinstance(theme, Mapping) and Path(theme.get("custom_dir", _THEME)) != Path(_THEME):
        at_fault = Both(
            f"theme.custom_dir 不能另写：自己的主题文件放在 {_THEME}/，与程序同名的即代替它",
            f"theme.custom_dir cannot be chosen: put files of the theme into {_THEME}/, where they stand in the place of the program's",
        )
        raise PublishError(own, at_fault)
    settings: dict[str, Any] = mergedeep.merge(told, said)
    settings["theme"]["custom_dir"] = str(BROUGHT / _THEME)
    return (own if own.is_file() else brought), settings


def digest_of_project(project: Path) -> bytes:
    """Return a digest of all that the dress of a site's pages is made from, besides its data and the program."""
    roots = {BROUGHT.resolve(), project.resolve()}
    told = b""
    for root in sorted(roots):
        folders = [folder for name in (_CONTENT, _TEMPLATES) if (folder := root / name).is_dir()]
        told += digest_of(root, (root / _SETTINGS, *(one / file for one in folders for file in files_in(one))))
    return told


def project_files(project: Path) -> dict[str, str]:
    """Return the SHA-256 of each file of a project that is read besides its data, by its path in the project."""
    found = [project / _SETTINGS] if (project / _SETTINGS).is_file() else []
    found += (path for name in _READ for path in sorted((project / name).rglob("*")) if _is_read(path))
    return {path.relative_to(project).as_posix(): sha256(path.read_bytes()).hexdigest() for path in found}


def digest_of_program(modules: Path) -> str:
    """Return a digest of the program whose ``modules`` stand in a folder, with all that it brings to a portal.

    It is the same for a wheel as for the repository that it was made of.
    """
    pages = (BROUGHT / _CONTENT).rglob("*.md")
    brought = (path for name in _READ[1:] for path in (BROUGHT / name).rglob("*"))
    told = digest_of(modules, modules.rglob("*.py")) + digest_of(BROUGHT, (BROUGHT / _SETTINGS, *pages, *brought))
    return sha256(told).hexdigest()


def _is_read(path: Path) -> bool:
    return path.is_file() and path.suffix != ".pyc"


def _is_the_programs(project: Path, name: str) -> bool:
    """Tell whether a folder of a project is the program's: in the repository they are the same."""
    return (project / name).resolve() == (BROUGHT / name).resolve()


def _settings(file: Path) -> dict[str, Any]:
    data = file.read_bytes()
    _is_utf8(file, data)
    try:
        settings = yaml_load(data.decode())
    except ConfigurationError as error:
        said = Both(f"读不懂这个文件，请改正：{error}", f"cannot be understood; mend it: {error}")
        raise PublishError(file, said) from error
    if not isinstance(settings, dict) or not isinstance(settings.get("theme", {}), dict):
        said = Both(
            "应是一组“键: 值”，theme 下面也是，如 theme: {palette: …}",
            "should be 'key: value' lines, below theme too, such as theme: {palette: …}",
        )
        raise PublishError(file, said)
    return settings


def _read(folder: Path, ending: str = "") -> Iterator[tuple[str, bytes]]:
    """Yield the place and content of every file below a folder that is there."""
    for path in sorted(folder.rglob(f"*{ending}")):
        if path.is_symlink():
            said = Both(
                f"{folder.name}/ 中不允许符号链接，请换成文件本身",
                f"no symlinks in {folder.name}/; put the file itself there",
            )
            raise PublishError(path, said)
        if path.is_dir():
            continue
        if not path.is_file():  # a pipe is waited for, and a device has no end
            said = Both(
                f"{folder.name}/ 中只放普通文件，请删除它", f"only plain files stand in {folder.name}/; delete it"
            )
            raise PublishError(path, said)
        data = path.read_bytes()
        if path.suffix in {".md", ".j2"}:
            _is_utf8(path, data)
        if path.suffix == ".md":
            _is_a_page(path, data)
        yield path.relative_to(folder).as_posix(), data


def _is_utf8(path: Path, data: bytes) -> None:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise PublishError(
            path, Both("不是 UTF-8 编码，请另存为 UTF-8", f"not UTF-8; save it as UTF-8 (byte {error.start})")
        ) from error


def _is_a_page(path: Path, data: bytes) -> None:
    if len(data) > MOST_OF_A_PAGE or data.count(b"[") > MOST_BRACKETS:
        said = Both(
            f"这一页太大：最多 {MOST_OF_A_PAGE // 1024} KB、{MOST_BRACKETS} 个“[”，再多就生成不出来。请分成几页",
            f"too large for a page: at most {MOST_OF_A_PAGE // 1024} KB and {MOST_BRACKETS} times [, or it would never be made; "
            "split it",
        )
        raise PublishError(path, said)
