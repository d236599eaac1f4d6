"""The list of all rules, and the thresholds by which they judge."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from build_scripts.judging.rules import RULES, Rule
from build_scripts.pages.makers import one_page
from build_scripts.pages.page import Page, page_of, said
from build_scripts.pages.site import Site
from build_scripts.reading.model import Thresholds
from build_scripts.tables.ledger import Figure
from build_scripts.words.language import Both
from build_scripts.words.page_kinds import PageKind
from build_scripts.words.vocabulary import RuleSubject


@dataclass(frozen=True)
class RulesContext:
    """``/rules/``."""

    subjects: Sequence[tuple[RuleSubject, Sequence[tuple[Rule, Sequence[Figure]]]]] = said(
        "全部规则及各程度的发现数，按所管的事分开",
        "All rules with their number of findings of each severity, those of each subject together",
    )
    thresholds: Sequence[tuple[Both, str]] = said(
        "门户的核对门槛：说明与数值", "The portal's thresholds: what each says, and its value"
    )


@one_page(PageKind.RULES, RulesContext)
def rules_page(site: Site) -> Page:
    """Return the list of all rules."""
    context = RulesContext(
        tuple((subject, tuple(_counted(site, subject))) for subject in RuleSubject),
        tuple(_thresholds(site.portal.settings.thresholds)),
    )
    return page_of(
        PageKind.RULES,
        Both(
            "本门户核对表单所用的全部规则：算式、依据、正例与反例。",
            "All rules by which this portal checks the forms: formula, basis, a right and a wrong example.",
        ),
        context,
        tuple(rule.id for rule in RULES.values()),
    )


def _counted(site: Site, subject: RuleSubject) -> Iterator[tuple[Rule, Sequence[Figure]]]:
    own = (rule for rule in RULES.values() if rule.id.startswith(subject.value))
    return ((rule, site.counted_by_severity(rule_id=rule.id)) for rule in own)


def _thresholds(thresholds: Thresholds) -> Iterator[tuple[Both, str]]:
    """Yield each threshold's own sentences and its value."""
    for name, declared in Thresholds.model_fields.items():
        if name != "citations" and isinstance(declared.json_schema_extra, dict):
            said = Both(str(declared.description), str(declared.json_schema_extra["description_en"]))
            yield said, str(getattr(thresholds, name))
