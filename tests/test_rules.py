"""Each rule keeps its promises: its wrong example is found, its right one is silent, its texts are whole and neutral."""

from __future__ import annotations

import re

import pytest
from rule_examples import findings_of

from build_scripts.judging.rules import RULES

ACCUSING = re.compile(
    "虚假|造假|作假|弄虚|虚报|谎|欺|舞弊|贪|挪用|违纪|违法|不法|不实|隐瞒|捏造|伪造|应受处罚"
    r"|fraud|fake|forg|cheat|\blie|\blying|illegal|unlawful|corrupt|misappropriat|embezzl|dishonest|falsif|conceal",
    re.IGNORECASE,
)
"""Words that accuse. A finding is a figure that needs an explanation."""
CHINESE = re.compile("[一-龥]")
TEXTS = (
    "title_zh",
    "title_en",
    "reason_zh",
    "reason_en",
    "formula_zh",
    "formula_en",
    "basis_zh",
    "basis_en",
    "wrong",
    "right",
)

every_rule = pytest.mark.parametrize("rule_id", sorted(RULES))


@every_rule
def test_the_wrong_example_is_found(rule_id: str) -> None:
    """Among all rules' findings on the wrong example is at least one of the rule itself, with a place in the file."""
    found = findings_of(RULES[rule_id].wrong, rule_id)
    assert found
    assert all(finding.line > 0 for finding in found)


@every_rule
def test_the_right_example_is_silent(rule_id: str) -> None:
    """The rule finds nothing in its right example."""
    assert [finding.message_en for finding in findings_of(RULES[rule_id].right, rule_id)] == []


@every_rule
def test_messages_are_neutral_and_bilingual(rule_id: str) -> None:
    """Messages are whole sentences, Chinese in Chinese and English in English, and accuse nobody."""
    for finding in findings_of(RULES[rule_id].wrong, rule_id):
        assert CHINESE.search(finding.message_zh)
        assert re.search("[A-Za-z]{3}", finding.message_en)
        assert finding.message_zh.endswith(("。", "”。"))
        assert finding.message_en.endswith((".", ".”"))
        assert not ACCUSING.search(finding.message_zh + finding.message_en)


@every_rule
def test_every_text_is_there(rule_id: str) -> None:
    """Id, texts in both languages and the rules it needs are as a reader of the rule page expects them."""
    rule = RULES[rule_id]
    assert re.fullmatch(r"(STR|FMT|BUD|SCO|IND|DSC)-[0-9]{2}", rule.id)
    for name in TEXTS:
        text = getattr(rule, name)
        assert text.strip(), f"{rule_id}.{name} is empty"
        assert not ACCUSING.search(text) or name.startswith("basis"), f"{rule_id}.{name} accuses"
    for name in ("title_zh", "reason_zh", "basis_zh"):
        assert CHINESE.search(getattr(rule, name))
    assert not CHINESE.search(rule.title_en + rule.formula_en)
    assert len(CHINESE.findall(rule.reason_en)) < len(rule.reason_en) / 8, f"{rule_id}.reason_en is not English"
    assert (rule.on_statement is None) != (rule.on_department is None)


@every_rule
def test_needed_rules_exist(rule_id: str) -> None:
    """A rule needs only other rules that exist."""
    assert rule_id not in RULES[rule_id].needs
    assert RULES[rule_id].needs <= RULES.keys()
