"""Figures that need an explanation: one small function a rule, declared once with its texts and examples.

``RULES`` holds every rule by id once this package is imported. Ids are never used again.
"""

from build_scripts.rules import budget, scoring
from build_scripts.rules.registry import RULES, Hit, Rule

__all__ = ["RULES", "Hit", "Rule", "budget", "scoring"]
