"""Re-exports."""

from processes.models.concepts import Concept
from processes.models.consultation import ConsultationProfile, ConsultationSlot, ConsultationVisit, VisitKind
from processes.models.contracts import Contract, FacilitationSession, HoursRule
from processes.models.steps import ActionStep
