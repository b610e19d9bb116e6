"""The data file as a workbook: one sheet a group, one row an entry, the keys of the data file as column heads.

In: a tree of text (as YAML gives it), or the cells of an .xlsx, also one that was not made by
this program. Out: the one from the other, without loss.
"""

SUFFIX = ".xlsx"
