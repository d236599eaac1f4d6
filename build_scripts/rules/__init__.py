"""Figures that need an explanation: one small function a rule, declared once with its texts and examples."""
