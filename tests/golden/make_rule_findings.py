"""Write ``rule_findings.txt``: what rules say of their wrong examples and of others, word for word and with their figures.

After a change of a rule, look at the diff: a reader of the findings sees just that.
"""

from __future__ import annotations

import sys
from pathlib import Path

from rule_examples import findings_of

from build_scripts.cells.amounts import plain
from build_scripts.judging.rules import RULES

FINDINGS = Path(__file__).with_name("rule_findings.txt")


def findings_of_example(rule_id: str, example: str) -> str:
    """Return what a rule finds in an example: place, figures, both messages."""
    lines = []
    for found in findings_of(example, rule_id):
        figures = [f"recomputed {found.recomputed}"] if found.recomputed else []
        figures += [f"reference {found.reference}"] if found.reference else []
        figures += [] if found.difference is None else [f"difference {plain(found.difference)}"]
        place = " | ".join((rule_id, found.severity, found.path, *figures))
        lines.append(f"{place}\n{found.message.zh}\n{found.message.en}")
    return "\n".join(lines)


if __name__ == "__main__":
    from test_rules_precision import SAID

    examples = [
        *((rule_id, rule.examples[0]) for rule_id, rule in RULES.items()),
        *(said[:2] for said in SAID.values()),
    ]
    texts = dict.fromkeys(findings_of_example(*example) for example in examples)
    sys.exit(FINDINGS.write_text("\n\n".join(texts), encoding="utf-8") < 0)
