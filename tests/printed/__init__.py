"""Forms as other governments print them, written in every kind of file, and what must be read from them.

Written without a look at the reader that it tests: what stands in a form is declared here once, printed by the
writers and expected by the comparisons.
"""
