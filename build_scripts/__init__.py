"""明账 Mingzhang: budget-performance forms of Chinese local governments as public pages and open data.

The modules read as the sentence of the program; each imports only from those named before it:

vocabulary   the field's words: codes with their Chinese and English names
problems     what is wrong with a file, where, and how to mend it
model        what an author may write in YAML, each field with its sentence
values       a printed cell → operator, number, unit; achievement by containment of intervals
strict_yaml  YAML in which every scalar is text and every value knows its line and column
load         ``data/`` → a frozen Portal, or every problem of every file at once; the only reader of ``data/``
score        published figures recomputed: execution rates, scores, totals, with the reason where none can be
rules        figures that need an explanation, one small function each
check        all rules over the portal → findings with place, formula and line
columns      every published column, once
tables       records → typed tables
charts       tables → figures: a sentence, a static SVG, an interactive figure
pages        which pages exist, and what each one shows
render       Jinja2
search       the words by which a page is found
importers    text exports of published forms → YAML
publish      everything that is written to disk; the only writer
cli          the command ``mingzhang``
"""
