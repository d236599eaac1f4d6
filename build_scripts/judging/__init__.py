"""Records → recomputed figures, findings, roll-ups.

Each module imports only from those named before it:

form_money     which money rows are parts of which, and a form's money as a whole
score          published figures recomputed, or the reason why they cannot be
rules          figures that need an explanation, one small function each
findings       what a rule has found, with its place and what was said of it
vouched        what people vouch for, and what a change adds to it, alters or takes away
reviews        replies, accepted gaps, releases and restatements, bound to the words of which they speak
check          all rules over the portal → findings with place, formula and line
likeness       what seems to have become of a row or a form that is gone
changes        what was published before against what is printed now
rollups        figures of many forms as one, by the forms' own aggregation rules, with coverage
scorecard      how each department reports: missing, late, blank, inconsistent, explained, measurable
events         what has happened to what is published, each with the day that is known of it
audit          the door to all that: ``data/`` → records, recomputed figures, findings, roll-ups
rule_settings  which settings a change of ``data/`` alters, and the forms of now under the rules of before
comparison     what a change of ``data/`` does: two states of it, both judged
"""
