"""Re-exports."""

from processes.models.book import ClosedMonth, FacilitationNote, FacilitationSession, FacilitationTask
from processes.models.concepts import Concept
from processes.models.contracts import Contract, HoursRule
from processes.models.steps import ActionStep
