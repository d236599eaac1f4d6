"""All findings on forms as the file from which ``/findings/`` is filtered, one for each edition.

``findings/found.json`` holds ``forms``: of each the address, the place of its department among ``departments``, its year
and its name; ``departments``: of each the id and the name; ``rules``: their ids; and ``rows``: of each finding its
severity, its status, the places of its rule and its form, the way from the form to its page, and its title.
"""

from __future__ import annotations

import json

from build_scripts.pages.finding_rows import in_order
from build_scripts.pages.site import Site
from build_scripts.words.language import LANGUAGES
from build_scripts.words.vocabulary import Subject

FOUND = "findings/found.json"


def found_files(site: Site) -> dict[str, bytes]:
    """Return the file of each edition by its address."""
    rows = in_order(row for row in site.finding_rows if row.about is Subject.FORM)
    forms, rules = ({key: place for place, key in enumerate(sorted(keys))} for keys in (
        {row.statement_id for row in rows}, {row.rule_id for row in rows}
    ))  # fmt: skip
    departments = {
        id_: place for place, id_ in enumerate(sorted({site.outlines[form].department_id for form in forms}))
    }
    files = {}
    for lang in LANGUAGES:
        told = {
            "departments": [[id_, site.department_in_full(id_).of(lang)] for id_ in departments],
            "forms": [
                [one.summary.url, departments[one.department_id], one.fiscal_year, one.summary.name.of(lang)]
                for one in (site.outlines[form] for form in forms)
            ],
            "rules": [*rules],
            "rows": [
                [
                    row.severity, row.status or "", rules[row.rule_id], forms[row.statement_id],
                    row.url.removeprefix(f"{row.statement_id}/"), row.title.of(lang),
                ]
                for row in rows
            ],
        }  # fmt: skip
        text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
        files[FOUND if lang == "zh" else f"{lang}/{FOUND}"] = text.encode()
    return files
