"""Figures change, the clerk's edits stay: a new draft is brought into a Word file that a person has edited.

In: the bytes of *the clerk's file*; *the base*, the state of the generation that it was made from; *the draft*, what
the data give now, with its state. Out: the clerk's file with the smallest edits that bring the draft in, and the
account of them. Three versions of everything, base, clerk, draft: what only one side changed is taken, what both
changed is a conflict, which the clerk decides on in Word.
"""

from drafter.revise.account import Account, Change, Matter
from drafter.revise.update import Revised, revised

__all__ = ["Account", "Change", "Matter", "Revised", "revised"]
