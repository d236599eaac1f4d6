"""How a set of files is cited, for reference managers and code hosts: ``CITATION.cff`` (Citation File Format 1.2.0)."""

from __future__ import annotations

import yaml

from build_scripts.opendata.described import KEYWORDS, licence_id, summary_of_files, title_of_files
from build_scripts.opendata.scopes import Scope
from build_scripts.reading.model import PortalSettings


def citation_cff(scope: Scope, settings: PortalSettings, version: str = "", released: str = "") -> str:
    """Return ``CITATION.cff`` of a set of files; ``version`` is the release, if it is one, and ``released`` its day."""
    title, summary, id_ = title_of_files(scope), summary_of_files(scope), licence_id(settings)
    told = {
        "cff-version": "1.2.0",
        "type": "dataset",
        "message": "使用这些数据，请按此引用。 If you use these data, please cite them as below.",
        "title": title.zh,
        "abstract": f"{summary.zh} {summary.en}",
        "authors": [{"name": settings.publisher}],
        "keywords": [word for keyword in KEYWORDS for word in (keyword.zh, keyword.en)],
        "version": version or scope.day,
        "date-released": released or scope.day,
        "license": id_,
        "license-url": "" if id_ else settings.licence_url,
        "url": f"{settings.base_url}{scope.folder}" if settings.base_url else "",
    }
    known = {name: value for name, value in told.items() if value}
    return yaml.safe_dump(known, allow_unicode=True, sort_keys=False, width=10_000)
