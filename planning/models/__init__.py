"""Why and by whose will: one import path for all models of the app, cut by noun."""

from planning.models.cases import Application, Decision, Interest, LocationReason, Party, Statement
from planning.models.catalogues import ActionField, LegalBasis
from planning.models.goals import Goal, Indicator, IndicatorValue, Measure, Need

__all__ = [
    "ActionField",
    "Application",
    "Decision",
    "Goal",
    "Indicator",
    "IndicatorValue",
    "Interest",
    "LegalBasis",
    "LocationReason",
    "Measure",
    "Need",
    "Party",
    "Statement",
]
