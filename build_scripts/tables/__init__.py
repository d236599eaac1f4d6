"""Judged records → the published tables.

Each module imports only from those named before it:

columns       every published column, once
rows          records → typed tables
csv_format    tables → CSV with a reversible formula guard
formats       the formats in which tables are published
downloads     every table as files, whole and in the part of each place
chunks        every indicator row in pieces for the browser
loading_code  code that loads the published tables, for pandas and R
ledger        sums and counts that pages show, each with the query that proves it
"""
