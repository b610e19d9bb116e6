"""Text files into trees with places, and into records.

In: the path of a .yaml, .yml or .json file. Out: every scalar as the text that was written, the place of each
value, and all faults of the file at once, in Chinese. Data files, packs and phrases are all read here.
"""

from drafter.textfile.errors import Loc, Refusal, Refusals, advice, faults_of, fields_of, model_in, unknown_key
from drafter.textfile.kinds import HEAD, foreign_kind, kind_by_suffix, kind_in_message
from drafter.textfile.partial import Lenient, read_leniently
from drafter.textfile.records import read_record, read_records
from drafter.textfile.text import READERS, TextTree, read_text_tree
from drafter.textfile.tree import Places, Tree, Value, brief, joined, shown

__all__ = [
    "HEAD",
    "READERS",
    "Lenient",
    "Loc",
    "Places",
    "Refusal",
    "Refusals",
    "TextTree",
    "Tree",
    "Value",
    "advice",
    "brief",
    "faults_of",
    "fields_of",
    "foreign_kind",
    "joined",
    "kind_by_suffix",
    "kind_in_message",
    "model_in",
    "read_leniently",
    "read_record",
    "read_records",
    "read_text_tree",
    "shown",
    "unknown_key",
]
