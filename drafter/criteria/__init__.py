"""Scoring rules in words (评分标准) -> rules that compute.

In: a criterion as written, then weight, target, actual and the verdict on the row. Out: ``Criterion`` and its score
in 分, or ``Unread`` with the clause that could not be read. The usual sentence forms compute; a form that is not
understood is named, never guessed, and a sentence that contradicts itself is not understood.

A rule is a condition and an outcome: 90%以上 (``conditions``, read by ``bounds``) 得10分 (``outcomes``). ``clauses``
cuts the sentence, ``deductions`` reads 每…扣…, ``reading`` reads the rest, ``contradictions`` finds clauses that do not
go together, ``rules`` decides which clause a row falls under.
"""

from drafter.criteria.outcomes import Row, Scored
from drafter.criteria.reading import read_criterion
from drafter.criteria.rules import Criterion, Unread

__all__ = ["Criterion", "Row", "Scored", "Unread", "read_criterion"]
