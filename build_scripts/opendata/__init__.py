"""Published tables → what can be downloaded of the portal, of a jurisdiction and of a department.

Each module imports only from those named before it:

archive     files packed into one zip, and the list of their checksums
scopes      what a set of files is about, and the files that hold it
described   what every description of a set of files says: title, licence, publisher, media types
texts       what is said of it to whoever finds the files without the portal
dictionary  every column of tables with its type, unit, meaning, example and codes, as CSV and JSON
package     a set of files as a Data Package: ``datapackage.json``
citation    how a set of files is cited: ``CITATION.cff``
workbook    all its tables as an Excel workbook
database    all its tables as an SQLite database
packing     these three, made of the files of its tables
difference  what is otherwise between two states of the tables, and why
releasing   a release: the portal's zip, frozen
catalogues  every set of files for harvesters: DCAT-AP (``catalog.jsonld``) and Project Open Data (``data.json``)
gov_cn      what the rules for Chinese government websites ask of pages and of the catalogue of data
schema_org  a scope in the words of schema.org, for search engines
feeds       what has happened, as Atom feeds of the portal and of each department
api         rows as JSON: the answers below ``api/v1/``
api_schema  what each answer holds, as JSON Schema and OpenAPI; what each column means
"""
