"""Reading an .xlsx of any author: the zip, its cells, its sheets, the tree of a data file, each value with its cell."""
