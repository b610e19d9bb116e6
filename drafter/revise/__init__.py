"""Figures change, her edits stay: a new draft is brought into the Word file that a person has edited.

In: the bytes of her file, the state of the generation that it was made from, the draft and the state of now. Out: her
file with the smallest edits that bring the new draft in, and the account of them.
"""

from drafter.revise.account import Account, Change, Matter
from drafter.revise.revising import Revised, revised

__all__ = ["Account", "Change", "Matter", "Revised", "revised"]
