"""Every set of files for those who collect catalogues of data: DCAT-AP 3 as JSON-LD, and Project Open Data 1.1.

``catalog.jsonld`` names everything by its address; where the portal's own is not known, by addresses that are relative to
that of the file, which JSON-LD allows. ``data.json`` has to name absolute ones, so that there is none before the portal
says its address.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from build_scripts.opendata.described import (
    KEYWORDS,
    address_of,
    json_bytes,
    summary_of_files,
    title_of_files,
)
from build_scripts.opendata.scopes import Scope, WholeFile
from build_scripts.reading.model import PortalSettings
from build_scripts.tables.downloads import TableFile
from build_scripts.words.language import LANGUAGES, Both

DCAT_URL, POD_URL = "catalog.jsonld", "data.json"
PREFIXES = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "spdx": "http://spdx.org/rdf/terms#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
EUROPEAN = "http://publications.europa.eu/resource/authority/"
"""Where DCAT-AP has its lists of languages, themes and rights of access."""
DATA_PACKAGE = "https://datapackage.org/standard/data-package/"
SHA256 = "http://spdx.org/rdf/terms#checksumAlgorithm_sha256"
MEDIA_TYPES_OF_IANA = "https://www.iana.org/assignments/media-types/"
POD_SCHEMA = "https://resources.data.gov/schemas/dcat-us/v1.1/schema"
_Node = dict[str, Any]


def dcat_catalogue(scopes: Iterable[Scope], settings: PortalSettings, version: str = "") -> bytes:
    """Return ``catalog.jsonld``: sets of files, the portal's first, as datasets with each of their files."""
    listed = list(scopes)
    publisher = {
        "@id": address_of(settings, "#publisher"),
        "@type": "foaf:Agent",
        "foaf:name": _in_languages(settings.both("publisher")),
    }
    catalogue = _known(
        {
            "@context": PREFIXES,
            "@id": address_of(settings, DCAT_URL),
            "@type": "dcat:Catalog",
            "dct:title": _in_languages(settings.both("title")),
            "dct:description": _in_languages(settings.both("description")),
            "dct:publisher": publisher,
            "dct:language": [_node(f"{EUROPEAN}language/{code}") for code in ("ZHO", "ENG")],
            "dct:license": _node(settings.licence_url),
            "dct:modified": _day(listed[0].day) if listed else None,
            "foaf:homepage": _node(address_of(settings, "")) if settings.base_url else None,
            "dcat:dataset": [_dataset(scope, settings, version) for scope in listed],
        }
    )
    return json_bytes(catalogue)


def _dataset(scope: Scope, settings: PortalSettings, version: str) -> _Node:
    above = scope.place.rpartition("/")[0] if "/" in scope.place else "" if scope.place else None
    return _known(
        {
            "@id": address_of(settings, dataset_url(scope.place)),
            "@type": "dcat:Dataset",
            "dct:identifier": scope.stem,
            "dct:title": _in_languages(title_of_files(scope)),
            "dct:description": _in_languages(summary_of_files(scope)),
            "dct:publisher": _node(address_of(settings, "#publisher")),
            "dcat:contactPoint": _contact(settings),
            "dcat:keyword": [word for keyword in KEYWORDS for word in _in_languages(keyword)],
            "dcat:theme": _node(f"{EUROPEAN}data-theme/GOVE"),
            "dct:accessRights": _node(f"{EUROPEAN}access-right/PUBLIC"),
            "dct:accrualPeriodicity": _node(f"{EUROPEAN}frequency/IRREG"),
            "dct:language": _node(f"{EUROPEAN}language/ZHO"),
            "dct:modified": _day(scope.day),
            "dcat:version": version or scope.day,
            "dct:temporal": _period(scope),
            "dct:spatial": [_location(area.name, area.code) for area in scope.territories],
            "dct:isPartOf": None if above is None else _node(address_of(settings, dataset_url(above))),
            "dcat:landingPage": _node(address_of(settings, scope.folder)),
            "dct:conformsTo": _node(DATA_PACKAGE),
            "dcat:distribution": [_distribution(*one, settings) for one in _files(scope)],
        }
    )


def dataset_url(place: str) -> str:
    """Return by what the set of files about a place is named, below the portal's root."""
    return f"{Scope(place, Both('', ''), ()).folder}#dataset"


def _files(scope: Scope) -> Iterator[tuple[Both, Both, TableFile | WholeFile]]:
    """Yield every file of a set with its title and its format."""
    yield from ((title_of_files(scope), file.kind.both, file) for file in scope.whole)
    yield from ((item.title, file.format.name, file) for item in scope.tables for file in item.files)


def _distribution(title: Both, kind: Both, file: TableFile | WholeFile, settings: PortalSettings) -> _Node:
    address = address_of(settings, file.url)
    name = Both(f"{title.zh}（{kind.zh}）", f"{title.en} ({kind.en})")
    return {
        "@id": f"{address}#file",
        "@type": "dcat:Distribution",
        "dct:title": _in_languages(name),
        "dcat:accessURL": _node(address),
        "dcat:downloadURL": _node(address),
        "dcat:mediaType": _node(f"{MEDIA_TYPES_OF_IANA}{file.media_type}"),
        "dcat:byteSize": {"@value": str(file.size), "@type": "xsd:nonNegativeInteger"},
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": _node(SHA256),
            "spdx:checksumValue": {"@value": file.sha256, "@type": "xsd:hexBinary"},
        },
        "dct:license": _node(settings.licence_url),
    }


def _known(told: _Node) -> _Node:
    """Return what is told without what is not known."""
    return {name: value for name, value in told.items() if value not in (None, "", [])}


def _node(address: str) -> _Node:
    return {"@id": address}


def _in_languages(text: Both) -> list[_Node]:
    """Return a text in each language, once where both are the same."""
    texts = {text.of(lang): lang for lang in reversed(LANGUAGES)}
    return [
        {"@value": words, "@language": lang} for words, lang in sorted(texts.items(), key=lambda one: one[1] != "zh")
    ]


def _day(day: str) -> _Node | None:
    return {"@value": day, "@type": "xsd:date"} if day else None


def _period(scope: Scope) -> _Node | None:
    if not scope.years:
        return None
    return {
        "@type": "dct:PeriodOfTime",
        "dcat:startDate": _day(f"{scope.years[0]}-01-01"),
        "dcat:endDate": _day(f"{scope.years[-1]}-12-31"),
    }


def _location(name: Both, code: str) -> _Node:
    """Return a jurisdiction as a place; its identifier is its code of GB/T 2260."""
    return _known({"@type": "dct:Location", "skos:prefLabel": _in_languages(name), "dct:identifier": code})


def _contact(settings: PortalSettings) -> _Node:
    email = settings.corrections_email
    return _known(
        {
            "@type": "vcard:Kind",
            "vcard:fn": settings.contact,
            "vcard:hasEmail": _node(f"mailto:{email}") if email else None,
        }
    )


def pod_catalogue(scopes: Iterable[Scope], settings: PortalSettings) -> bytes | None:
    """Return ``data.json`` of the same; None where the portal's address is not known."""
    if not settings.base_url:
        return None
    return json_bytes(
        {
            "@context": "https://project-open-data.cio.gov/v1.1/schema/catalog.jsonld",
            "@id": address_of(settings, POD_URL),
            "@type": "dcat:Catalog",
            "conformsTo": POD_SCHEMA,
            "describedBy": f"{POD_SCHEMA}/catalog.json",
            "dataset": [_pod_dataset(scope, settings) for scope in scopes],
        }
    )


def _pod_dataset(scope: Scope, settings: PortalSettings) -> _Node:
    email = settings.corrections_email
    return _known(
        {
            "@type": "dcat:Dataset",
            "identifier": address_of(settings, dataset_url(scope.place)),
            "title": str(title_of_files(scope)),
            "description": str(summary_of_files(scope)),
            "accessLevel": "public",
            "publisher": {"@type": "org:Organization", "name": settings.publisher},
            "contactPoint": _known(
                {"@type": "vcard:Contact", "fn": settings.contact, "hasEmail": f"mailto:{email}" if email else None}
            ),
            "keyword": [word for keyword in KEYWORDS for word in (keyword.zh, keyword.en)],
            "modified": scope.day,
            "license": settings.licence_url,
            "language": ["zh-CN"],
            "spatial": "；".join(f"{area.name.zh} {area.code}".strip() for area in scope.territories),
            "temporal": f"{scope.years[0]}-01-01/{scope.years[-1]}-12-31" if scope.years else None,
            "landingPage": address_of(settings, scope.folder),
            "describedBy": address_of(settings, scope.descriptor_url),
            "describedByType": "application/json",
            "isPartOf": address_of(settings, dataset_url("")) if scope.place else None,
            "distribution": [
                {
                    "@type": "dcat:Distribution",
                    "title": str(title),
                    "downloadURL": address_of(settings, file.url),
                    "mediaType": file.media_type,
                    "format": kind.en,
                }
                for title, kind, file in _files(scope)
            ],
        }
    )
