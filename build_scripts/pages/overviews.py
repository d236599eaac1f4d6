"""The pages over the whole portal: home, findings, rules, downloads."""

from __future__ import annotations

from build_scripts.check import Finding
from build_scripts.pages.contexts import (
    Download,
    DownloadsContext,
    FindingsContext,
    HomeContext,
    Link,
    Money,
    Page,
    RuleContext,
    RulesContext,
    ScorecardContext,
    ScorecardLine,
    StatementSummary,
)
from build_scripts.pages.finding_charts import findings_heat
from build_scripts.pages.places import most_severe_first
from build_scripts.pages.summaries import HOME, Site
from build_scripts.rules import RULES, Rule
from build_scripts.scorecard import ASPECTS, Card
from build_scripts.vocabulary import Achievement, Both, FindingStatus, FormType, Severity

RULES_TITLE = Both("核对规则", "Rules")
HIGHLIGHTS = 6
NEWEST = 8
# The rules whose findings a reader understands without the method page, in the order in which they tell most.
TELLING = ("BUD-03", "SCO-05", "BUD-01", "SCO-03", "BUD-05", "BUD-02")


def home_page(site: Site) -> Page:
    """Return the home page."""
    ledger = site.ledger
    statements = sorted(site.summaries.values(), key=lambda item: (-item.fiscal_year, item.url))
    context = HomeContext(
        statements=ledger.count("statements"),
        departments=ledger.count("departments"),
        indicators=ledger.count("indicators"),
        met=ledger.count("indicators", achievement=Achievement.MET),
        missed=ledger.count("indicators", achievement=Achievement.MISSED),
        judged=ledger.count("indicators", actual_state="reported"),
        errors=ledger.count("findings", severity=Severity.ERROR, status=FindingStatus.OPEN),
        project_money=_newest_project_money(site),
        jurisdictions=tuple(site.jurisdiction(key) for key in site.jurisdictions_with_departments()),
        newest=tuple(statements[:NEWEST]),
        highlights=_highlights(site),
    )
    settings = site.audit.portal.settings
    title, description = (
        Both(settings.title, settings.title_en),
        Both(settings.description, settings.description_en),
    )
    return Page("home", "", title, description, (), context)


def _newest_project_money(site: Site) -> Money:
    """Return the project money of the newest year with countable forms: amounts of different years are not added."""
    kind = FormType.PROJECT_SELF_EVAL
    years = {r.statement.form.fiscal_year for r in site.audit.results.values() if r.statement.form.form_type is kind}
    sums = [site.money(kind, fiscal_year=year) for year in sorted(years, reverse=True)]
    return next((money for money in sums if money.adjusted is not None), site.money(kind))


def _highlights(site: Site) -> tuple[tuple[Rule, Finding, StatementSummary], ...]:
    """Return one open error of each rule, those first that tell most."""
    first: dict[str, Finding] = {}
    for item in site.audit.findings:
        if item.severity is Severity.ERROR and item.status is FindingStatus.OPEN:
            first.setdefault(item.rule_id, item)
    order = sorted(first, key=lambda rule: (TELLING.index(rule) if rule in TELLING else len(TELLING), rule))
    return tuple((RULES[rule], first[rule], site.summaries[first[rule].statement_id]) for rule in order[:HIGHLIGHTS])


def findings_page(site: Site) -> Page:
    """Return the list of all findings."""
    by_rule = tuple((rule, site.ledger.count("findings", rule_id=rule.id)) for rule in _rules())
    context = FindingsContext(
        findings=most_severe_first(site, list(site.audit.findings)),
        by_rule=tuple((rule, figure) for rule, figure in by_rule if figure.value),
        total=site.ledger.count("findings"),
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
    "department_forms", "project_forms", "self_evaluations", "before_year_end", "undated", "publication_unknown",
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


def rules_page(site: Site) -> Page:
    """Return the list of all rules."""
    context = RulesContext(tuple((rule, site.ledger.count("findings", rule_id=rule.id)) for rule in _rules()))
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
    own = [item for item in site.audit.findings if item.rule_id == rule.id]
    return Page(
        kind="rule",
        url=f"rules/{rule.id}/",
        title=Both(f"{rule.id} {rule.title_zh}", f"{rule.id} {rule.title_en}"),
        description=Both(rule.reason_zh, rule.reason_en),
        crumbs=(HOME, Link(RULES_TITLE, "rules/")),
        context=RuleContext(rule, most_severe_first(site, own)),
        words=(rule.id, rule.title_zh, rule.title_en),
    )


def downloads_page(site: Site, downloads: tuple[Download, ...]) -> Page:
    """Return the page from which every table can be taken."""
    context = DownloadsContext(
        settings=site.audit.portal.settings,
        tables=downloads,
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


def _rules() -> list[Rule]:
    return sorted(RULES.values(), key=lambda rule: rule.id)
