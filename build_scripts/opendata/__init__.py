"""Published tables → what can be downloaded of the portal, of a jurisdiction and of a department.

Each module imports only from those named before it:

scopes      what a set of files is about, and the files that hold it
described   what every description of a set of files says: title, licence, publisher, media types
dictionary  every column of tables with its type, unit, meaning, example and codes, as CSV and JSON
package     a set of files as a Data Package: ``datapackage.json``
citation    how a set of files is cited: ``CITATION.cff``
catalogues  every set of files for harvesters: DCAT-AP (``catalog.jsonld``) and Project Open Data (``data.json``)
"""
