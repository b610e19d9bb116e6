"""Safe reading and writing: bounded reads, whole-or-nothing writes, names made from data.

In: paths and bytes. Out: bytes, files that are whole, names that are safe; InputError or RefusedError in Chinese.
"""

from drafter.files.naming import is_open_elsewhere, safe_name
from drafter.files.packages import ILLEGAL_XML, NOT_IN_XML, harm_in, has_doctype
from drafter.files.reading import STYLE_FILE, packaged, read_bounded, read_head, shared_style_file
from drafter.files.writing import write_new

__all__ = [
    "ILLEGAL_XML",
    "NOT_IN_XML",
    "STYLE_FILE",
    "harm_in",
    "has_doctype",
    "is_open_elsewhere",
    "packaged",
    "read_bounded",
    "read_head",
    "safe_name",
    "shared_style_file",
    "write_new",
]
