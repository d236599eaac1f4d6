"""Judged records → the published tables.

Each module imports only from those named before it:

ids             the names of rows
published       what a published column and a published table are
shared_columns  columns that stand in several tables
form_tables     the tables of forms and their rows, column by column
portal_tables   the tables of what stands beside the forms
catalogue       every table in its order; judged records → filled tables
csv_format      tables → CSV with a reversible formula guard
parquet_format  tables → Parquet, with the types of their columns
formats         the formats in which tables are published
downloads       every table as files, whole and in the part of each place
chunks          every indicator row in pieces for the browser
loading_code    code that loads the published tables, for those who write it and for Excel
ledger          sums and counts that pages show, each with the query that proves it
"""
