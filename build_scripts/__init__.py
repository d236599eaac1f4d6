"""明账 Mingzhang: budget-performance forms of Chinese local governments as public pages and open data.

The packages read as the sentence of the program; each imports only from those named before it, and so do the modules
inside a package, whose own docstring names them in their order:

brought        what the program brings to every portal, and where that is
collecting     when Python looks for garbage
words          the field's words in two languages
cells          a printed cell → what it says
reading        ``data/`` → records, or every problem of every file at once
judging        records → recomputed figures, findings, roll-ups
tables         judged records → the published tables
verify         the one file that recomputes what is published from the downloads alone, and that anybody may run without the rest
opendata       these tables → what can be downloaded: files in every format, described, packed, released
forges         where the files of a portal may be kept, and which of them each of these reads
commands       what may be asked on the command line, each command and option with its sentence
pages          which pages exist, and what each one shows
publish        everything that is written to disk; the only writer
units          the work of a build, done department by department, and what is made of their summaries
carriers       files in which forms are carried (Word, Excel, web page, PDF, text) → grids of printed cells
importers      text exports of published forms → YAML; stands on words, cells, reading and carriers alone
answers        replies, releases and what was published, written into the files of ``data/``
reports        problems and findings as text, JSON, SARIF and for merge requests
change_report  what a change of ``data/`` does, beside those
difference_report  what is otherwise between two states of the published tables, in every format
form_workbook  a form as an Excel workbook to be filled in and imported again
import_check   what ``check`` says of an import before it is written
import_report  what an import found, as it is told on the terminal
import_review  the same as a page: what the file prints beside what was read of it
beginning      a portal of a government's own, as ``init`` writes it
skeletons      files of data that are to be filled in, as ``new`` writes them
build          the pipeline from a data folder to a site, in the order in which the data flows
preview        a portal while somebody edits it, shown on this machine alone
cli            the command ``mingzhang``
"""

__version__ = "2026.11"
"""The release of the program, told here alone: the wheel takes it from here."""
