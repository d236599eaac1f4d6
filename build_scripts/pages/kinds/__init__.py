"""One module for each page kind, named by its code as its template is: the record of the template, and the maker.

A module takes nothing from another; what page kinds share stands in ``pages``.
"""

from importlib import import_module

from build_scripts.words.page_kinds import PageKind

for _kind in PageKind:
    import_module(f"{__name__}.{_kind}")
