"""明账 Mingzhang: budget-performance forms of Chinese local governments as public pages and open data.

The modules read as the sentence of the program; each imports only from those named before it:

vocabulary     the field's words: codes with their Chinese and English names
glossary       the words of the forms in plain words
problems       what is wrong with a file, where, and how to mend it
model          what an author may write in YAML, each field with its sentence
amounts        printed amounts, rates and points → exact decimals
units          the units of values and what they measure
value_model    what a value cell says, and what is odd about it
values         a printed cell → operator, number, unit
achievement    target and actual compared by containment of intervals
personal_data  numbers that look like personal data
positions      which line and column a value stands on
yaml_messages  what is wrong with a line of YAML, in an author's words
strict_yaml    YAML in which every scalar is text and every value knows its place
yaml_writing   records as YAML that reads back unchanged
shape          a file's text checked against the model
layout         which files belong in ``data/``, and which do not
portal         everything that ``data/`` says, as frozen records
references     what one file says of another: ids, templates, profiles, lines of a source
load           ``data/`` → a Portal, or every problem of every file at once; the only reader of ``data/``
schema         JSON Schemas of the files, for editors
score          published figures recomputed, or the reason why they cannot be
rules          figures that need an explanation, one small function each
check          all rules over the portal → findings with place, formula and line
rollups        figures of many forms as one, by the forms' own aggregation rules, with coverage
scorecard      how each department reports: missing, late, blank, inconsistent, explained, measurable
audit          the door to all that: ``data/`` → records, recomputed figures, findings, roll-ups
reports        problems and findings as text, JSON, SARIF and for merge requests
columns        every published column, once
tables         records → typed tables
csv_format     tables → CSV with a reversible formula guard
recipes        code that loads the published tables, for pandas and R
explore        every indicator row in pieces for the browser
figures        sums and counts that pages show, each with the query that proves it
charts         tables → bars: a sentence, a table, a static SVG, an interactive figure
commands       what may be asked on the command line, each command and option with its sentence
pages          which pages exist, and what each one shows
render         pages → HTML, by Jinja2
search         the words by which a page is found
policy         what a browser may do on the pages: the content-security policy
publish        everything that is written to disk; the only writer
importers      text exports of published forms → YAML
build          the pipeline from there to a site, in the order in which the data flows
cli            the command ``mingzhang``
"""
