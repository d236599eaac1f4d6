"""The field's words in two languages.

Each module imports only from those named before it:

language    a text in both languages, a code with its two names
one_line    a text of the data on one line of a terminal or of Markdown
page_kinds  which kinds of pages the portal has
vocabulary  the field's words: codes with their Chinese and English names
glossary    the words of the forms in plain words
meant       which known word was meant by one that is not known
topics      what people call a matter, what forms call it, and who answers for it
system_errors  why the system cannot read or write a file
"""
