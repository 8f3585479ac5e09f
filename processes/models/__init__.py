"""Re-exports."""

from processes.models.concepts import Concept
from processes.models.contracts import Contract, FacilitationSession, HoursRule
from processes.models.steps import ActionStep
from processes.models.trainings import TopicProposal, Training, TrainingDay, TrainingFeedback, TrainingRegistration
