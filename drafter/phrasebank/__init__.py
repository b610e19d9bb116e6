"""The phrasebank: sentences as data, and the rule that picks one.

In: the YAML files of ``phrasebank/`` (a list of phrases each). Out: a ``Phrasebank`` that makes statements of facts.
"""

from drafter.phrasebank.bank import Phrasebank
from drafter.phrasebank.loading import load_phrasebank
from drafter.phrasebank.phrase import Phrase, proofs

__all__ = ["Phrase", "Phrasebank", "load_phrasebank", "proofs"]
