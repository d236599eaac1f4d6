"""Published tables → what can be downloaded of the portal, of a jurisdiction and of a department.

Each module imports only from those named before it:

scopes      what a set of files is about, and the files that hold it
schema_org  a scope in the words of schema.org, for search engines
"""
