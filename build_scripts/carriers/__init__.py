"""Files in which forms are carried (Word, Excel, web page, PDF, text) → one and the same grid of printed cells.

What a file is, is told by its content, never by its name. Each module imports only from those named before it:

grid        a table as cells, each with its exact text, its span and an address that a person can find again
"""
