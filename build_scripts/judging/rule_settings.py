"""What decides how all forms are read and judged, and which keys of it a change alters: portal, profiles, templates, sources, places.

Of a form itself what its editors write and no record of what was published holds: lines of the source, notes, the duplicate.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby

from build_scripts.reading.model import (
    Department,
    FormTemplate,
    Jurisdiction,
    PortalSettings,
    Record,
    ScoringProfile,
    SourceDocument,
)
from build_scripts.reading.printed import leaves, published_cells, title_at
from build_scripts.reading.problems import Problem
from build_scripts.reading.records import LoadedStatement, Portal
from build_scripts.reading.row_ids import title_of_cell
from build_scripts.words.language import UNSAID, Both
from build_scripts.words.vocabulary import Severity

_SAID_ELSEWHERE = {"withdrawn", "formerly"}
"""Keys that say where a form is, and not what is so of it."""
_ONLY_CALLED = ("name", "citations", "revisions")
"""How the keys of a scoring profile begin that change no figure and no finding."""
_JUDGE = ("grades.", "thresholds.")
"""How the keys of the portal's settings begin that do."""
_OF_REVIEWS = ("release.", "withheld[", "formerly[")
"""Where in a form stands what is listed among the reviews and the forms that moved."""


@dataclass(frozen=True)
class SettingChange:
    """One key of a file of settings that is not what it was, or a whole file that is new or gone."""

    file: str
    line: int
    key: str
    """Path within the file, items of lists by their ids, such as ``projects[road-repair].name``; empty for a whole file."""
    title: str
    """The key's title in Chinese."""
    old: str
    """Empty where there was none."""
    new: str


def setting_changes(before: Portal, after: Portal, moved: Mapping[str, str]) -> Iterator[SettingChange]:
    """Yield what differs between the settings of two states, file by file; ``moved``: ids that are gone → those of now."""
    earlier, present = _settings(before), _settings(after)
    now = {
        before.file(kind, old): after.file(kind, moved[old])
        for kind, records in ((Jurisdiction, before.jurisdictions), (Department, before.departments))
        for old in records.keys() & moved.keys()
        if moved[old] not in records  # else it was merged into one that was there
    }
    earlier = {now.get(file, file): record for file, record in earlier.items()}
    for file in sorted(earlier.keys() | present.keys()):
        old, new = earlier.get(file), present.get(file)
        if old is None or new is None:
            yield SettingChange(file, 0, "", "", _called(old), _called(new))
            continue
        was, is_ = (dict(_flat(record.model_dump(mode="json", exclude=_SAID_ELSEWHERE))) for record in (old, new))
        for key in (key for key in dict.fromkeys((*is_, *was)) if was.get(key, "") != is_.get(key, "")):
            line = after.positions[file].nearest(key)[0]
            yield SettingChange(file, line, key, title_at(type(new), key), was.get(key, ""), is_.get(key, ""))


def unexplained_settings(changed: Iterable[SettingChange], before: Portal, after: Portal) -> Iterator[Problem]:
    """Yield the files by which forms of before are judged that were changed without a new word under ``revisions``."""
    earlier, present = _settings(before), _settings(after)
    profiles = {getattr(statement.form, "scoring_profile", None) for statement in before.statements}
    used = {before.file(PortalSettings, ""), *(before.file(ScoringProfile, key) for key in profiles if key)}
    for file, changes in groupby(changed, key=lambda change: change.file):
        old, new = earlier.get(file), present.get(file)
        if file not in used or not isinstance(new, ScoringProfile | PortalSettings) or not isinstance(old, type(new)):
            continue
        telling = [change for change in changes if _judges(new, change.key)]
        if telling and set(new.revisions) <= set(old.revisions):
            first = telling[0]
            more = Both(f" 等 {len(telling)} 处", f" and {len(telling) - 1} more") if len(telling) > 1 else UNSAID
            what = f"{first.title} {first.key}"
            said = Both(
                f"公布过的表按这个文件核对和重算，这里改了“{what}”（“{first.old}” → “{first.new}”）{more.zh}，没有写原因。请在文件末尾的 revisions 添一条，写明 date 和 reason；是新年度的新规则，请另建文件，不要改已经在用的；不是有意改的，请改回。",
                f"published forms are judged by this file, and {first.key} was changed (“{first.old}” → “{first.new}”){more.en} without a reason. Add an entry with date and reason under revisions at the end of the file; put the new rules of a new year into a file of their own; if it was not meant, put it back.",
            )
            yield Problem(file, first.line, 1, "setting-unexplained", said, Severity.ERROR)


def _judges(record: ScoringProfile | PortalSettings, key: str) -> bool:
    return key.startswith(_JUDGE) if isinstance(record, PortalSettings) else not key.startswith(_ONLY_CALLED)


def filing_changes(before: Portal, after: Portal, now: Mapping[str, str]) -> Iterator[SettingChange]:
    """Yield what differs of where forms are taken from and what their editors note; ``now``: id of before → id of a form."""
    for statement in before.statements:
        present = after.by_id.get(now.get(statement.id, ""))
        if present is None:
            continue
        was, is_ = _filed(statement), _filed(present)
        for row, column in dict.fromkeys((*is_, *was)):
            old, new = was.get((row, column), ""), is_.get((row, column), "")
            if old != new:
                line = present.place_of(present.path_of(row, column) or "")[0]
                title = title_of_cell(row, column)
                yield SettingChange(present.file, line, f"{row} {column}".strip(), title, old, new)


def _filed(statement: LoadedStatement) -> dict[tuple[str, str], str]:
    """Return, by row and key, every value of a form that is not among what is published."""
    published = {path for path, _ in published_cells(statement.form)}
    return {
        statement.row_at(path): str(value)
        for path, key, value in leaves(statement.form)
        if value is not None and key != "id" and path not in published and not path.startswith(_OF_REVIEWS)
    }


def _settings(portal: Portal) -> dict[str, Record]:
    named: dict[type[Record], Mapping[str, Record]] = {
        PortalSettings: {"": portal.settings},
        ScoringProfile: portal.profiles,
        FormTemplate: portal.templates,
        SourceDocument: portal.sources,
        Jurisdiction: portal.jurisdictions,
        Department: portal.departments,
    }
    return {portal.file(kind, key): record for kind, records in named.items() for key, record in records.items()}


def _called(record: Record | None) -> str:
    return "" if record is None else str(getattr(record, "name", None) or getattr(record, "title", ""))


def _flat(value: object, path: str = "") -> Iterator[tuple[str, str]]:
    """Yield path and text of every value; items with an id are known by it, a list of texts is one value."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _flat(item, f"{path}.{key}" if path else key)
    elif isinstance(value, list) and any(isinstance(item, dict) for item in value):
        for number, item in enumerate(value):
            named = next((key for key in ("id", "key", "name") if key in item), "")
            rest = {key: item[key] for key in item if key != named}
            yield from _flat(rest or item, f"{path}[{item.get(named, number)}]")
    elif isinstance(value, list):
        yield path, "、".join(map(str, value))
    elif value is not None:
        yield path, str(value).lower() if isinstance(value, bool) else str(value)


def with_former_rules(before: Portal, after: Portal) -> Portal:
    """Return the forms of ``after`` under the thresholds, profiles and templates of ``before``: what the forms alone have changed."""
    forms = {after.moved.get(statement.id, statement.id): statement.form for statement in before.statements}
    statements = []
    for statement in after.statements:
        form = forms.get(statement.id)
        keys = ("template", "scoring_profile") if form is not None and type(form) is type(statement.form) else ()
        former = {key: getattr(form, key) for key in keys if hasattr(form, key)}
        statements.append(replace(statement, form=statement.form.model_copy(update=former)))
    return replace(
        after,
        settings=before.settings,
        profiles={**after.profiles, **before.profiles},
        templates={**after.templates, **before.templates},
        statements=tuple(statements),
    )
