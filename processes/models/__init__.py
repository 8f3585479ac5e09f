"""Re-exports."""

from processes.models.changes import ChangeEvent, ChangeProposal
from processes.models.concepts import Concept
from processes.models.consultation import ConsultationProfile, ConsultationSlot, ConsultationVisit, VisitKind
from processes.models.contracts import Contract, FacilitationSession, HoursReason
from processes.models.pool import FacilitationRequest, Facilitator
from processes.models.rules import Fee, HoursEdition, HoursRule
from processes.models.steps import ActionStep
