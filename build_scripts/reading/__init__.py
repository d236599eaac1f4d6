"""``data/`` → records, or every problem of every file at once.

Each module imports only from those named before it:

problems       what is wrong with a file, where, and how to mend it
model          what an author may write in YAML, each field with its sentence
printed        every cell that a form prints, one walk over the model
positions      which line and column a value stands on
yaml_messages  what is wrong with a line of YAML, in an author's words
yaml_cures     what is done in memory about each syntax error, so that all of a file are told at once
plain_yaml     files in the plain shape in which nearly all are written, line by line
strict_yaml    YAML in which every scalar is text and every value knows its place
yaml_writing   records as YAML that reads back unchanged
yaml_layout    files laid out alike: no value changes, no comment is lost
validation     a file's text checked against the model
placeholders   what a portal still says that is not its own
layout         which files belong in ``data/``, and which do not
form_cells     a form's cells read once: number, unit and category beside the printed text
releases       what was published as releases of the data, kept as zips
row_ids        the ids of a form's rows, made of what they print
records        everything that ``data/`` says, as frozen records
agreement      what one file says of another: ids, templates, profiles, lines of a source
load           ``data/`` → a Portal, or every problem of every file at once; the only reader of ``data/``
history        when the files of ``data/`` last changed, as git tells
earlier        an earlier state of ``data/``, from git
schema         JSON Schemas of the files, for editors
"""
