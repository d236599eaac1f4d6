"""Each rule keeps its promises: its wrong example is found, its right one is silent, its texts are whole and neutral."""

from __future__ import annotations

import re

import pytest
from golden.make_rule_findings import FINDINGS, findings_of_example
from rule_examples import findings_of

from build_scripts.judging.rules import RULES, Hit
from build_scripts.judging.rules.examples import changed_example, read_example
from build_scripts.judging.rules.registry import Place
from build_scripts.words.language import Both

ACCUSING = re.compile(
    "虚假|造假|作假|弄虚|虚报|谎|欺|舞弊|贪|挪用|违纪|违法|不法|不实|隐瞒|捏造|伪造|应受处罚"
    r"|fraud|fake|forg|cheat|\blie|\blying|illegal|unlawful|corrupt|misappropriat|embezzl|dishonest|falsif|conceal",
    re.IGNORECASE,
)
"""Words that accuse. A finding is a figure that needs an explanation."""
CHINESE = re.compile("[一-龥]")

GOLDEN = FINDINGS.read_text(encoding="utf-8").split("\n\n")

every_rule = pytest.mark.parametrize("rule_id", sorted(RULES))


@every_rule
def test_the_wrong_example_is_found(rule_id: str) -> None:
    """Among all rules' findings on the wrong example is at least one of the rule itself, with a place in the file."""
    found = findings_of(RULES[rule_id].examples[0], rule_id)
    assert found
    assert all(finding.line > 0 for finding in found)


@every_rule
def test_what_is_said_of_the_wrong_example(rule_id: str) -> None:
    """Place, figures and both messages, word for word: ``golden/make_rule_findings.py`` writes them anew."""
    assert findings_of_example(rule_id, RULES[rule_id].examples[0]) in GOLDEN


@pytest.mark.parametrize("text", ["", "a: 1\na: 2", "a: [1"])
def test_an_example_that_is_no_yaml_is_told(text: str) -> None:
    """Empty, with a key twice, or broken off: whoever wrote it is told, and no rule runs on half of it."""
    with pytest.raises(ValueError, match="example"):
        read_example(text)


@every_rule
def test_the_right_example_is_silent(rule_id: str) -> None:
    """The rule finds nothing in its right example."""
    assert [finding.message.en for finding in findings_of(RULES[rule_id].examples[1], rule_id)] == []


@every_rule
def test_messages_are_neutral_and_bilingual(rule_id: str) -> None:
    """Messages are whole sentences, Chinese in Chinese and English in English, and accuse nobody."""
    for finding in findings_of(RULES[rule_id].examples[0], rule_id):
        assert CHINESE.search(finding.message.zh)
        assert re.search("[A-Za-z]{3}", finding.message.en)
        assert finding.message.zh.endswith(("。", "”。"))
        assert finding.message.en.endswith((".", ".”"))
        assert not ACCUSING.search(finding.message.zh + finding.message.en)


@every_rule
def test_every_text_is_there(rule_id: str) -> None:
    """Id, texts in both languages and the rules it needs are as a reader of the rule page expects them."""
    rule = RULES[rule_id]
    assert re.fullmatch(r"(STR|FMT|BUD|SCO|IND|DSC|TXT)-[0-9]{2}", rule.id)
    said = (rule.title, rule.reason, rule.formula)
    for text in (*(text for both in (*said, rule.basis) for text in (both.zh, both.en)), rule.wrong, rule.right):
        assert text.strip(), f"a text of {rule_id} is empty"
    for text in (*(text for both in said for text in (both.zh, both.en)), rule.wrong, rule.right):
        assert not ACCUSING.search(text), f"{rule_id} accuses: {text}"
    for both in (rule.title, rule.reason, rule.basis):
        assert CHINESE.search(both.zh)
    assert not CHINESE.search(rule.title.en + rule.formula.en)
    assert len(CHINESE.findall(rule.reason.en)) < len(rule.reason.en) / 8, f"{rule_id}: the reason is not English"
    assert (rule.on_statement is None) != (rule.on_department is None)


@every_rule
def test_needed_rules_exist(rule_id: str) -> None:
    """A rule needs only other rules that exist."""
    assert rule_id not in RULES[rule_id].needs
    assert RULES[rule_id].needs <= RULES.keys()


def test_what_is_said_of_a_row_begins_with_its_name():
    """In both languages; without a name the sentence stands alone, and what else the hit says is kept."""
    hit = Place("goals[0].indicators[0].actual", "接访").hit("目标 10次。", "target 10次.", reference="10次")
    assert hit == Hit(
        "goals[0].indicators[0].actual", Both("接访：目标 10次。", "接访: target 10次."), reference="10次"
    )
    assert Place("total.score").hit("总分空白。", "The total is blank.").message == Both(
        "总分空白。", "The total is blank."
    )


EXAMPLE = """
    goals:
      - kind: annual
        indicators: [{name: 里程, target: 5公里}]
"""


@pytest.mark.parametrize(
    ("change", "goals"),
    [
        (
            "goals[0].indicators[0].target: 7公里\ngoals[0].indicators[0].actual: 7公里",
            [{"kind": "annual", "indicators": [{"name": "里程", "target": "7公里", "actual": "7公里"}]}],
        ),
        (
            "goals[0].indicators[1]: {name: 桥}",
            [{"kind": "annual", "indicators": [{"name": "里程", "target": "5公里"}, {"name": "桥"}]}],
        ),
        ("goals[0]: {kind: overall}", [{"kind": "overall"}]),
    ],
)
def test_a_right_example_is_the_wrong_one_with_other_values(change, goals):
    """A change sets a cell, adds one, adds a row past the last, or puts something else in a place."""
    assert changed_example(EXAMPLE, change) == {"goals": goals}


@pytest.mark.parametrize("change", ["goals[0].indicators[2]: {name: 桥}", "total.score: 9", "goals[1].kind: annual"])
def test_a_change_that_leads_nowhere_is_refused(change):
    """A path into what the example does not have is a mistake of the rule, not a new part of the form."""
    with pytest.raises(LookupError):
        changed_example(EXAMPLE, change)


def test_an_example_that_is_no_yaml_is_refused():
    """A rule's example that cannot be read is a mistake of the rule."""
    with pytest.raises(ValueError, match="example"):
        read_example("funding: [")
