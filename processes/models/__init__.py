"""Re-exports."""

from processes.models.advice import AdviceContact, BodySeat, Channel
from processes.models.concepts import Concept
from processes.models.contracts import Contract, FacilitationSession, HoursRule
from processes.models.practice import PracticeExample, PracticeFigure, PracticeMedium, PracticeUse, PublishedExample
from processes.models.steps import ActionStep
from processes.models.visits import SiteVisit
