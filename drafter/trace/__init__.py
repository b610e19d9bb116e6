"""From what is in a report back to why it is there.

In: the text of a Word file as it reads now, and the state that it carries. Out: ``Trace``s: each a stretch of the
report with its origin (a phrase, the data, the template, a table, the person) and the facts behind it.
"""

from drafter.trace.finding import explain_all, explain_text
from drafter.trace.record import Nearest, Origin, Trace

__all__ = ["Nearest", "Origin", "Trace", "explain_all", "explain_text"]
