"""Published tables → what can be downloaded of the portal, of a jurisdiction and of a department.

Each module imports only from those named before it:

scopes      what a set of files is about, and the files that hold it
difference  what is otherwise between two states of the tables, and why
feeds       what has happened, as Atom feeds of the portal and of each department
"""
