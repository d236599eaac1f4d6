"""The page on which departments stand side by side, in groups within which a comparison means something."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from build_scripts.check import Finding
from build_scripts.pages.charts import compare_charts
from build_scripts.pages.contexts import CompareContext, CompareGroup, CompareLine, Page, RollupRow
from build_scripts.pages.summaries import HOME, Site
from build_scripts.rollups import MEASURES_OF, Measure
from build_scripts.score import StatementResult
from build_scripts.vocabulary import Both, FormType, Severity

UNSCORED = Both("表上没有评分规则", "No scoring profile on the forms")
SEVERAL = Both("几种评分规则", "Several scoring profiles")

Key = tuple[int, FormType, str]
"""Fiscal year, form type and id of the scoring profile: what is alike can be compared."""


def compare_page(site: Site) -> Page:
    """Return the page on which departments and forms stand side by side."""
    context = CompareContext(
        charts=compare_charts(site),
        groups=_groups(site),
        excluded=site.excluded(site.audit.results.values()),
    )
    return Page(
        "compare",
        "compare/",
        Both("比较", "Compare"),
        Both(
            "各部门的执行率、指标达成情况、得分与目标变化并列比较。",
            "Execution rates, achievement, scores and changes of targets, department beside department.",
        ),
        (HOME,),
        context,
    )


def _groups(site: Site) -> tuple[CompareGroup, ...]:
    found: dict[Key, dict[str, list[StatementResult]]] = defaultdict(dict)
    for department_id in sorted(site.audit.portal.departments):
        own: dict[tuple[int, FormType], list[StatementResult]] = defaultdict(list)
        for result in site.of_department(department_id):
            own[result.statement.form.fiscal_year, result.statement.form.form_type].append(result)
        for (year, form_type), results in own.items():
            if form_type in MEASURES_OF:
                profiles = {getattr(r.statement.form, "scoring_profile", None) or "" for r in results}
                profile = next(iter(profiles)) if len(profiles) == 1 else "several"
                found[year, form_type, profile][department_id] = results
    findings: dict[str, list[Finding]] = site.findings_of
    order = list(FormType)
    keys = sorted(found, key=lambda key: (-key[0], order.index(key[1]), key[2]))
    return tuple(_group(site, key, found[key], findings) for key in keys)


def _group(
    site: Site, key: Key, departments: dict[str, list[StatementResult]], findings: dict[str, list[Finding]]
) -> CompareGroup:
    year, form_type, profile = key
    cells = {place: _cells(site, place, year, form_type) for place in departments}
    measures = tuple(
        measure
        for measure in MEASURES_OF[form_type]
        if any(row[measure].value is not None for row in cells.values() if measure in row)
    )
    return CompareGroup(
        anchor=f"group-{year}-{form_type}-{profile}".rstrip("-").replace("_", "-"),
        fiscal_year=year,
        form_type=form_type,
        profile=_profile_name(site, profile),
        measures=measures,
        rows=tuple(
            _line(site, place, key, [cells[place][measure] for measure in measures], results, findings)
            for place, results in departments.items()
        ),
    )


def _profile_name(site: Site, profile: str) -> Both:
    if profile in site.audit.portal.profiles:
        own = site.audit.portal.profiles[profile]
        return Both(own.name, own.name_en)
    return SEVERAL if profile else UNSCORED


def _cells(site: Site, place: str, year: int, form_type: FormType) -> dict[Measure, RollupRow]:
    groups = site.rollups(place)
    own = next(group for group in groups if (group.fiscal_year, group.form_type) == (year, form_type))
    return {row.rollup.measure: row for row in own.rows}


def _line(
    site: Site,
    place: str,
    key: Key,
    cells: Sequence[RollupRow],
    results: Sequence[StatementResult],
    findings: dict[str, list[Finding]],
) -> CompareLine:
    year, form_type, _ = key
    tally = Counter(finding.severity for result in results for finding in findings[result.statement.id])
    return CompareLine(
        department_id=place,
        url=f"{place}/",
        name=site.department_name(place),
        jurisdiction=site.full_name(place.partition("/")[0]),
        statements=site.ledger.count("statements", department_id=place, fiscal_year=year, form_type=form_type),
        cells=tuple(cells),
        errors=tally[Severity.ERROR],
        warnings=tally[Severity.WARNING],
    )
