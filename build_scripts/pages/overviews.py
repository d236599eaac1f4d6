"""The pages over the whole portal: home, findings, rules, downloads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from build_scripts.judging.check import Finding
from build_scripts.judging.rules import RULES, Rule
from build_scripts.judging.scorecard import ASPECTS, Card
from build_scripts.pages.contexts import (
    DictionaryEntry,
    Download,
    DownloadsContext,
    FindingsContext,
    HomeContext,
    Link,
    Page,
    PlaceMoney,
    RuleContext,
    RulesContext,
    ScorecardContext,
    ScorecardLine,
    StatementSummary,
)
from build_scripts.pages.examples import example
from build_scripts.pages.finding_charts import findings_heat
from build_scripts.pages.places import most_severe_first
from build_scripts.pages.site import HOME, Site
from build_scripts.reading.model import Thresholds
from build_scripts.tables.columns import PublishedColumn
from build_scripts.tables.loading_code import recipes
from build_scripts.tables.rows import Table
from build_scripts.words.language import Both, Term
from build_scripts.words.vocabulary import Achievement, FindingStatus, Severity, Subject

Listed = tuple[tuple[Finding, StatementSummary], ...]
RULES_TITLE = Both("核对规则", "Rules")
HIGHLIGHTS = 6
NEWEST = 2
"""So many forms of each jurisdiction's latest year stand on the home page."""
# The rules whose findings a reader understands without the method page, in the order in which they tell most.
MOST_TELLING_RULES = ("BUD-03", "SCO-05", "BUD-01", "SCO-03", "BUD-05", "BUD-02")


def home_page(site: Site) -> Page:
    """Return the home page."""
    ledger = site.ledger
    context = HomeContext(
        statements=ledger.count("statements"),
        departments=ledger.count("departments"),
        indicators=ledger.count("indicators"),
        met=ledger.count("indicators", achievement=Achievement.MET),
        missed=ledger.count("indicators", achievement=Achievement.MISSED),
        judged=ledger.count("indicators", actual_state="reported"),
        errors=ledger.count("findings", severity=Severity.ERROR, status=FindingStatus.OPEN),
        money=tuple(_money_by_place(site)),
        jurisdictions=tuple(site.jurisdiction(key) for key in site.jurisdictions_with_departments()),
        newest=_newest(site),
        highlights=_highlights(site),
    )
    settings = site.audit.portal.settings
    title, description = (
        Both(settings.title, settings.title_en),
        Both(settings.description, settings.description_en),
    )
    return Page("home", "", title, description, (), context)


def _money_by_place(site: Site) -> Iterator[PlaceMoney]:
    """Yield what was budgeted and spent, newest year first: nothing is added over years, scopes or jurisdictions."""
    found = {
        (-form.fiscal_year, result.statement.jurisdiction_id, form.form_type.of_project, form.form_type)
        for result in site.audit.results.values()
        if (form := result.statement.form).form_type.is_self_evaluation
    }
    for year, place, _, form_type in sorted(found):
        money = site.money(form_type, jurisdiction_id=place, fiscal_year=-year)
        yield PlaceMoney(Link(site.full_name(place), f"{place}/"), money)


def _newest(site: Site) -> tuple[StatementSummary, ...]:
    """Return forms of each jurisdiction's latest year, so that one with many forms does not fill the list."""
    newest: dict[str, list[StatementSummary]] = {}
    for item in sorted(site.summaries.values(), key=lambda item: (-item.fiscal_year, item.url)):
        own = newest.setdefault(item.url.partition("/")[0], [])
        if len(own) < NEWEST and (not own or own[0].fiscal_year == item.fiscal_year):
            own.append(item)
    return tuple(item for own in newest.values() for item in own)


def _highlights(site: Site) -> tuple[tuple[Rule, Finding, StatementSummary], ...]:
    """Return one open error of each rule, those first that tell most."""
    first: dict[str, Finding] = {}
    for item in site.audit.findings:
        if item.is_open_error:
            first.setdefault(item.rule_id, item)
    order = sorted(
        first,
        key=lambda rule: (
            MOST_TELLING_RULES.index(rule) if rule in MOST_TELLING_RULES else len(MOST_TELLING_RULES),
            rule,
        ),
    )
    return tuple((RULES[rule], first[rule], site.summaries[first[rule].statement_id]) for rule in order[:HIGHLIGHTS])


def findings_page(site: Site) -> Page:
    """Return the list of all findings."""
    by_rule = tuple((rule, site.ledger.count("findings", rule_id=rule.id, about=Subject.FORM)) for rule in _rules())
    findings, transcription = _parted(site, site.audit.findings)
    context = FindingsContext(
        by_severity=tuple(
            (
                severity,
                site.ledger.count("findings", severity=severity, about=Subject.FORM),
                tuple(pair for pair in findings if pair[0].severity is severity),
            )
            for severity in Severity
        ),
        transcription=transcription,
        by_rule=tuple((rule, figure) for rule, figure in by_rule if figure.value),
        total=site.ledger.count("findings", about=Subject.FORM),
        heat=findings_heat(site),
    )
    return Page(
        "findings",
        "findings/",
        Both("核对发现", "Findings"),
        Both(
            "需要说明的数字：按规则逐一列出，附算式与来源行号。",
            "Figures that need an explanation, by rule, with formula and line of the source.",
        ),
        (HOME,),
        context,
    )


def scorecard_page(site: Site) -> Page:
    """Return the page on how each department reports; in order of name of place, never of merit."""
    return Page(
        "scorecard",
        "scorecard/",
        Both("填报情况", "Reporting scorecard"),
        Both(
            "各部门各年度的表单缺什么、空什么、哪些数字待说明、多少目标可衡量；不打总分，不排名。",
            "What is missing or blank on each department's forms, which figures await an explanation and how many targets"
            " are measurable; no overall score, no ranking.",
        ),
        (HOME,),
        ScorecardContext(ASPECTS, tuple(_line(site, card) for card in site.audit.cards)),
    )


COUNTS = (
    "department_forms", "project_forms", "forms_held", "self_evaluations", "before_year_end", "undated", "publication_unknown",
    "cells_due", "cells_blank", "errors_open", "forms_with_errors", "findings_due", "findings_answered",
    "targets", "targets_measurable",
)  # fmt: skip


def _line(site: Site, card: Card) -> ScorecardLine:
    return ScorecardLine(
        url=f"{card.department_id}/",
        department=site.department_name(card.department_id),
        jurisdiction=site.full_name(card.jurisdiction_id),
        card=card,
        **{name: site.ledger.total("scorecard", name, scorecard_id=card.id) for name in COUNTS},
    )


def _thresholds(thresholds: Thresholds) -> Iterator[tuple[Both, str]]:
    """Yield each threshold's own sentences and its value."""
    for name, declared in Thresholds.model_fields.items():
        if name != "citations" and isinstance(declared.json_schema_extra, dict):
            said = Both(str(declared.description), str(declared.json_schema_extra["description_en"]))
            yield said, str(getattr(thresholds, name))


def rules_page(site: Site) -> Page:
    """Return the list of all rules."""
    context = RulesContext(
        tuple((rule, site.ledger.count("findings", rule_id=rule.id)) for rule in _rules()),
        tuple(_thresholds(site.audit.portal.settings.thresholds)),
    )
    return Page(
        "rules",
        "rules/",
        RULES_TITLE,
        Both(
            "本门户核对表单所用的全部规则：算式、依据、正例与反例。",
            "All rules by which this portal checks the forms: formula, basis, a right and a wrong example.",
        ),
        (HOME,),
        context,
        tuple(rule.id for rule in _rules()),
    )


def rule_page(site: Site, rule: Rule) -> Page:
    """Return the page of one rule with all its findings."""
    findings, transcription = _parted(site, [item for item in site.audit.findings if item.rule_id == rule.id])
    elsewhere = [item for item in site.audit.findings if rule.id in item.also]
    silences = sorted(other.id for other in RULES.values() if rule.id in other.needs)
    return Page(
        kind="rule",
        url=f"rules/{rule.id}/",
        title=Both(f"{rule.id} {rule.title_zh}", f"{rule.id} {rule.title_en}"),
        description=Both(rule.reason_zh, rule.reason_en),
        crumbs=(HOME, Link(RULES_TITLE, "rules/")),
        context=RuleContext(
            rule,
            example(rule.wrong),
            example(rule.right),
            findings,
            transcription,
            silences,
            most_severe_first(site, elsewhere),
        ),
        words=(rule.id, rule.title_zh, rule.title_en),
    )


def _parted(site: Site, findings: Iterable[Finding]) -> tuple[Listed, Listed]:
    """Return findings on the forms, and apart from them what only speaks of how this portal transcribed a form."""
    apart: dict[Subject, list[Finding]] = {subject: [] for subject in Subject}
    for finding in findings:
        apart[finding.about].append(finding)
    return most_severe_first(site, apart[Subject.FORM]), most_severe_first(site, apart[Subject.TRANSCRIPTION])


def downloads_page(site: Site, downloads: tuple[Download, ...]) -> Page:
    """Return the page from which every table can be taken."""
    context = DownloadsContext(
        settings=site.audit.portal.settings,
        tables=downloads,
        dictionary=_dictionary(site, downloads),
        recipes=recipes(),
        sources=tuple(site.audit.portal.sources.items()),
        citation=site.citation(Both("全部数据表", "All tables"), "downloads/"),
    )
    return Page(
        "downloads",
        "downloads/",
        Both("数据下载", "Downloads"),
        Both(
            "全部表单、资金、指标与核对发现的数据表，附数据字典与校验和。",
            "Tables of all forms, money, indicators and findings, with dictionary and checksums.",
        ),
        (HOME,),
        context,
    )


def _dictionary(site: Site, downloads: tuple[Download, ...]) -> list[tuple[Download, list[DictionaryEntry]]]:
    """Return the columns of every table; a list of codes stands at the first column that has it, later ones point there."""
    first: dict[type[Term], str] = {}
    return [(file, _dictionary_entries(site.tables[file.name], first)) for file in downloads]


def _dictionary_entries(table: Table, first: dict[type[Term], str]) -> list[DictionaryEntry]:
    return [
        _dictionary_entry(f"column-{table.name}-{header}", header, column, first)
        for header, column in zip(table.header, table.columns, strict=True)
    ]


def _dictionary_entry(
    anchor: str, header: str, column: PublishedColumn, first: dict[type[Term], str]
) -> DictionaryEntry:
    codes_at = first.setdefault(column.codes, anchor) if column.codes else anchor
    return DictionaryEntry(anchor, header, column, "" if codes_at == anchor else codes_at)


def _rules() -> list[Rule]:
    return sorted(RULES.values(), key=lambda rule: rule.id)
