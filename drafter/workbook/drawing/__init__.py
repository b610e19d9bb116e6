"""Drawing what a clerk fills in: the entry workbook, its guide and styles; empty YAML with comments."""
