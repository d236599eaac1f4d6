"""The page of one rule with all its findings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from build_scripts.judging.rules import RULES, Rule
from build_scripts.pages.examples import Example, examples_of
from build_scripts.pages.finding_rows import FindingRow, in_order
from build_scripts.pages.makers import page_for_each
from build_scripts.pages.page import HOME, Link, Page, said
from build_scripts.pages.site import Site
from build_scripts.words.language import Both
from build_scripts.words.page_kinds import PageKind


@dataclass(frozen=True)
class RuleContext:
    """``/rules/<RULE>/``."""

    rule: Rule = said("规则", "The rule")
    wrong: Example = said("有问题的例子", "An example in which the rule finds something")
    right: Example = said("没有问题的例子", "The same without anything to find")
    findings: Sequence[FindingRow] = said("该规则的全部发现", "All its findings")
    transcription: Sequence[FindingRow] = said(
        "其中只说本门户的处理的", "Those that speak only of how this portal transcribed a form"
    )
    silences: Sequence[str] = said("有本规则的发现时不再重复的规则", "Rules that are silent where this one has spoken")
    elsewhere: Sequence[FindingRow] = said(
        "同样符合本规则、已由其他规则指出的", "Findings of other rules on rows that meet this one too"
    )


@page_for_each(lambda _: RULES.values(), PageKind.RULE, RuleContext, Site)
def rule_page(site: Site, rule: Rule) -> Page:
    """Return the page of one rule with all its findings."""
    findings, transcription = site.parted(row for row in site.finding_rows if row.rule_id == rule.id)
    elsewhere = in_order(row for row in site.finding_rows if rule.id in row.also)
    silences = sorted(other.id for other in RULES.values() if rule.id in other.needs)
    return Page(
        kind=PageKind.RULE,
        url=f"rules/{rule.id}/",
        title=Both(f"{rule.id} {rule.title.zh}", f"{rule.id} {rule.title.en}"),
        description=rule.reason,
        crumbs=(HOME, Link(PageKind.RULES.both, "rules/")),
        context=RuleContext(
            rule,
            *examples_of(rule),
            findings,
            transcription,
            silences,
            elsewhere,
        ),
        names=(rule.id, rule.title.zh, rule.title.en),
    )
