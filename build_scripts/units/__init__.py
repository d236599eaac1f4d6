"""The work of a build, done department by department: a map over units, and what is made of their summaries.

A unit is a department's folder with what all share; departments that speak of each other make one. Whatever a unit's
files say is done in one place: loaded, scored, checked, tabulated, made into pages and written. What is kept of it is
small, and all that speaks of many departments is made of that. How the work is spread changes no byte.
Each module imports only from those named before it:

parting    a data folder → units
drawn      the charts of pages as files
inputs     which files of the data may be told by name and digest
work       one unit: its files in, its pages and tables written, its summary out
beside     what can be done beside other work, in processes of their own
spreading  how units are spread over processes
keeping    what a build keeps, so that the next does again only what has changed
cluster    how they are spread over many machines
whole      summaries → what the portal says of all departments
manifest   what a site was made of
"""
