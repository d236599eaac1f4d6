"""Published tables → what can be downloaded of the portal, of a jurisdiction and of a department.

Each module imports only from those named before it:

scopes      what a set of files is about, and the files that hold it
api         rows as JSON: the answers below ``api/v1/``
api_schema  what each answer holds, as JSON Schema and OpenAPI; what each column means
"""
