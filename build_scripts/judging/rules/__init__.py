"""Figures that need an explanation: one small function a rule, declared once with its texts and examples.

``RULES`` holds every rule by id once this package is imported. Ids are never used again. A rule stands in the file
that begins with its prefix: BUD-06 in one of ``bud_*.py``. What rules share stands in files without a prefix, each
importing only from those named before it; no file of rules imports from another file of rules:

examples  a rule's wrong example, and the change that makes it right
registry  how a rule is declared
texts     the printed texts of a form, and how one cell or many are quoted in a message
wording   how texts are compared by their words alone
rows      what rules say and ask about an indicator row alike
counterparts  which long-term goal an annual goal belongs to, which long-term row an annual one
money     a form's money as a whole, its parts, how exactly sums must agree
groups    a department's forms of one year, and figures that should agree across them
reports   what a department's report says of money in sentences with one reading
"""

from importlib import import_module
from pkgutil import iter_modules

from build_scripts.judging.rules.registry import DECLARED, Hit, Rule

__all__ = ["RULES", "Hit", "Rule"]

for _module in sorted(module.name for module in iter_modules(__path__)):
    import_module(f"{__name__}.{_module}")
RULES: dict[str, Rule] = dict(sorted(DECLARED.items()))
"""Every rule by id, in order of id."""
