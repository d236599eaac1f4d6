"""A printed cell → what it says.

Each module imports only from those named before it:

made_often     records of which every row of a form has several
lookalikes     characters that look like others, or that a conversion broke
amounts        printed amounts, rates and points → exact decimals
instructions   what blank forms tell their authors, left in a cell
categories     categories, grades and grounds → their codes
names          names of departments and projects, without the codes and the level beside them
units          the units of values and what they measure
dates          days, deadlines and months as the forms print them
numerals       numbers that a cell writes in words → digits
grades         grades, and which of two is better
value_model    what a value cell says, and what is odd about it
values         a printed cell → operator, number, unit
dimensions     what a unit measures, and what an indicator's name says that it measures
achievement    target and actual compared by containment of intervals
personal_data  numbers that look like personal data
secrecy        words of secrecy protection law, beside an amount or not
"""
