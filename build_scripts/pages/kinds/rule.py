"""The page of one rule with all its findings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from build_scripts.judging.rules import RULES, Rule
from build_scripts.pages.examples import Example, examples_of
from build_scripts.pages.finding_rows import TRANSCRIPTION, in_order
from build_scripts.pages.long_lists import Listed, Part, cut, going_on
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
    findings: Part = said("该规则的发现，前几行", "Its findings, the first rows")
    transcription: Part = said("其中只说本门户的处理的", "Those that speak only of how this portal transcribed a form")
    silences: Sequence[str] = said("有本规则的发现时不再重复的规则", "Rules that are silent where this one has spoken")
    elsewhere: Part = said(
        "同样符合本规则、已由其他规则指出的", "Findings of other rules on rows that meet this one too"
    )


@page_for_each(lambda _: RULES.values(), PageKind.RULE, RuleContext, Site)
def rule_page(site: Site, rule: Rule) -> Page:
    """Return the page of one rule with all its findings."""
    url = f"rules/{rule.id}/"
    findings, transcription = site.parted(site.rows_of_rule.get(rule.id, ()))
    own = cut(findings, f"{url}#findings", url)
    apart = cut(transcription, f"{url}#transcription", f"{url}transcription/")
    elsewhere = cut(in_order(site.rows_elsewhere.get(rule.id, ())), f"{url}#elsewhere", f"{url}elsewhere/")
    silences = sorted(other.id for other in RULES.values() if rule.id in other.needs)
    page = Page(
        kind=PageKind.RULE,
        url=url,
        title=Both(f"{rule.id} {rule.title.zh}", f"{rule.id} {rule.title.en}"),
        description=rule.reason,
        crumbs=(HOME, Link(PageKind.RULES.both, "rules/")),
        context=RuleContext(rule, *examples_of(rule), own[0], apart[0], silences, elsewhere[0]),
        names=(rule.id, rule.title.zh, rule.title.en),
    )
    page = going_on(page, Both("本规则的发现", "Findings of this rule"), Listed.FINDINGS_OF_A_RULE, own)
    page = going_on(page, TRANSCRIPTION, Listed.TRANSCRIPTION, apart)
    return going_on(page, Both("由其他规则指出", "Pointed out by other rules"), Listed.FINDINGS, elsewhere)
