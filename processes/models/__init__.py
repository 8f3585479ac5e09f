"""Re-exports."""

from processes.models.analysis import AnalysisFigure, AnalysisPart, AnalysisRound, Conditions, FieldRating, Finding
from processes.models.concepts import Concept
from processes.models.contracts import Contract, FacilitationSession, HoursRule
from processes.models.reflections import LearningNote, Reflection
from processes.models.steps import ActionStep
from processes.models.team import Qualification, Strength, TeamCount, TeamTraining
