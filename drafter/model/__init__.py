"""The data file as records: what a clerk fills in, checked key by key.

In: mappings with Chinese keys (``SelfEvaluation.model_validate``). Out: frozen records with English names;
figures keep the text as written. ``model_dump(by_alias=True)`` gives the texts back under their keys.
"""

from drafter.model.fields import LINE_LIMIT, PROSE_LIMIT, ReportType, is_blank
from drafter.model.figures import CurrencyUnit, Figure, Money, Rate
from drafter.model.paths import ROOT, DataPath, PlaceOf
from drafter.model.records import (
    EXECUTION_NAMES,
    Approval,
    BudgetPart,
    Deduction,
    Dimension,
    Execution,
    Goal,
    Indicator,
    Item,
    Measure,
    Problem,
    Record,
    RevenueAndSpending,
    SelfEvaluation,
    Settlement,
    Tier,
)
from drafter.textfile.errors import Refusal, Refusals

__all__ = [
    "EXECUTION_NAMES",
    "LINE_LIMIT",
    "PROSE_LIMIT",
    "ROOT",
    "Approval",
    "BudgetPart",
    "CurrencyUnit",
    "DataPath",
    "Deduction",
    "Dimension",
    "Execution",
    "Figure",
    "Goal",
    "Indicator",
    "Item",
    "Measure",
    "Money",
    "PlaceOf",
    "Problem",
    "Rate",
    "Record",
    "Refusal",
    "Refusals",
    "ReportType",
    "RevenueAndSpending",
    "SelfEvaluation",
    "Settlement",
    "Tier",
    "is_blank",
]
