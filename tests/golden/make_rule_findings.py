"""Write ``rule_findings.txt``: what each rule says of its wrong example, word for word and with its figures.

After a change of a rule, look at the diff: a reader of the findings sees just that.
"""

from __future__ import annotations

import sys
from pathlib import Path

from rule_examples import findings_of

from build_scripts.cells.amounts import plain
from build_scripts.judging.rules import RULES

FINDINGS = Path(__file__).with_name("rule_findings.txt")


def findings_of_example(rule_id: str) -> str:
    """Return what a rule finds in its own wrong example: place, figures, both messages."""
    lines = []
    for found in findings_of(RULES[rule_id].examples[0], rule_id):
        figures = [f"recomputed {found.recomputed}"] if found.recomputed else []
        figures += [] if found.difference is None else [f"difference {plain(found.difference)}"]
        lines += [" | ".join((rule_id, found.severity, found.path, *figures)), found.message.zh, found.message.en, ""]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(FINDINGS.write_text("\n".join(map(findings_of_example, RULES)), encoding="utf-8") < 0)
