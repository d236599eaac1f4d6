"""A scope as a ``Dataset`` of schema.org: what search engines for data read in a page.

Addresses are absolute where the portal's own is known. Elsewhere they are relative to the page that holds the
description, as JSON-LD allows: an address that nobody knows is not made up.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from build_scripts.judging.rollups import HOW, Measure
from build_scripts.opendata.scopes import Scope, WholeFile
from build_scripts.reading.model import Jurisdiction, PortalSettings
from build_scripts.tables.downloads import TableFile
from build_scripts.words.language import COMMA, Both

LONGEST_DESCRIPTION = 5000
"""Characters that a description may have at most; at least fifty are asked for, and its first sentence alone has more."""
_KEYWORDS = Both(
    "预算绩效、绩效自评、绩效目标、财政支出、政府信息公开",
    "budget performance, self-evaluation, performance targets, public spending, open government",
)
_UNITS = {"yuan": "CNY", "percent": "%"}
"""Units that have a name outside the portal."""


@dataclass(frozen=True)
class Offer:
    """What the page that offers a scope knows of it."""

    page: str
    """Address of the page: absolute, or ``./`` where it is not known."""
    portal: str
    """The way from the page to the portal's first page in the same language, absolute where that is known."""
    files: str
    """The way from the page to the files, which all languages share."""
    citation: Both
    day: str
    """The day up to which the page tells its data; empty where that is not known."""
    release: str
    places: Sequence[tuple[str, Jurisdiction]]
    """The jurisdictions whose departments it is about, each with its id."""


def dataset(scope: Scope, settings: PortalSettings, offer: Offer, lang: str) -> Mapping[str, Any]:
    """Return a scope as a schema.org ``Dataset`` in ``lang``; what is not known is left out."""
    publisher = {"@type": "Organization", "name": settings.both("publisher").of(lang)}
    portal = settings.both("title").of(lang)
    about: dict[str, Any] = {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "name": _NAME.format(name=scope.name).of(lang),
        "description": _description(scope, settings).of(lang)[:LONGEST_DESCRIPTION],
        "url": offer.page,
        "identifier": scope.place or scope.stem,
        "inLanguage": "zh-CN",
        "license": settings.licence_url,
        "isAccessibleForFree": True,
        "creator": publisher,
        "publisher": publisher,
        "keywords": [*_KEYWORDS.of(lang).split(COMMA.of(lang)), scope.name.of(lang)],
        "temporalCoverage": "/".join(dict.fromkeys(f"{year}" for year in (*scope.years[:1], *scope.years[-1:]))),
        "spatialCoverage": [_place(id_, one, lang) for id_, one in offer.places],
        "variableMeasured": [_measured(measure, lang) for measure in Measure],
        "dateModified": offer.day,
        "version": offer.release,
        "citation": offer.citation.of(lang),
        "includedInDataCatalog": {"@type": "DataCatalog", "name": portal, "url": offer.portal},
        "distribution": [
            *(_distribution(file, offer.files) for file in scope.whole),
            *(_distribution(file, offer.files) for table in scope.tables for file in table.files),
        ],
    }
    return {key: value for key, value in about.items() if value not in ("", [])}


_NAME = Both("{name}：预算绩效数据", "{name}: budget performance data")
_SENTENCES = Both(
    "{name}的预算绩效表单：编报的资金、绩效目标与指标、完成情况和得分，并附重算的数与核对发现。"
    "表上印的一字不改，重算的数另列，每一行注明来源文件与行号。数据表：{tables}。{portal}",
    "The budget-performance forms of {name}: money, goals and indicators, results and scores as reported, with what this "
    "portal recomputes and finds. Printed cells stay as printed, recomputed figures stand beside them, "
    "and every row names its source document and line. Tables: {tables}. {portal}",
)  # fmt: skip


def _description(scope: Scope, settings: PortalSettings) -> Both:
    tables = COMMA.join(table.title for table in scope.tables)
    return _SENTENCES.format(name=scope.name, tables=tables, portal=settings.both("description"))


def _place(id_: str, jurisdiction: Jurisdiction, lang: str) -> Mapping[str, Any]:
    place = {"@type": "AdministrativeArea", "name": jurisdiction.both("name").of(lang)}
    if jurisdiction.admin_code is None:
        return {**place, "identifier": id_}
    return {
        **place,
        "identifier": {"@type": "PropertyValue", "propertyID": "GB/T 2260", "value": jurisdiction.admin_code},
    }


def _measured(measure: Measure, lang: str) -> Mapping[str, Any]:
    unit = HOW[measure].unit
    return {"@type": "PropertyValue", "name": measure.of(lang), "unitText": _UNITS.get(unit, unit)}


def _distribution(file: TableFile | WholeFile, files: str) -> Mapping[str, Any]:
    return {
        "@type": "DataDownload",
        "name": file.url.rpartition("/")[2],
        "contentUrl": f"{files}{file.url}",
        "encodingFormat": file.media_type,
        "contentSize": f"{file.size} B",
        "sha256": file.sha256,
    }
