"""What a clerk writes as a value: ``≥95%``, ``3万/人/年``, ``2020年底前`` -> ``Value``, and back to text."""

from drafter.values.folding import fold
from drafter.values.printing import print_value
from drafter.values.reading import read_value
from drafter.values.record import Basis, Claim, DateSpan, Day, Direction, Kind, Question, Value
from drafter.values.usual_direction import as_money, is_unwanted, usual_direction

__all__ = [
    "Basis",
    "Claim",
    "DateSpan",
    "Day",
    "Direction",
    "Kind",
    "Question",
    "Value",
    "as_money",
    "fold",
    "is_unwanted",
    "print_value",
    "read_value",
    "usual_direction",
]
