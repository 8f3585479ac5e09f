"""Re-exports."""

from processes.models.advice import AdviceContact, BodySeat, Channel
from processes.models.analysis import AnalysisFigure, AnalysisPart, AnalysisRound, Conditions, FieldRating, Finding
from processes.models.book import ClosedMonth, FacilitationNote, FacilitationSession, FacilitationTask
from processes.models.changes import ChangeEvent, ChangeProposal
from processes.models.concepts import Concept
from processes.models.consultation import ConsultationProfile, ConsultationSlot, ConsultationVisit, VisitKind
from processes.models.contracts import Contract, HoursReason
from processes.models.pool import FacilitationRequest, Facilitator
from processes.models.practice import PracticeExample, PracticeFigure, PracticeMedium, PracticeUse, PublishedExample
from processes.models.reflections import LearningNote, Reflection
from processes.models.rules import Fee, HoursEdition, HoursRule
from processes.models.steps import ActionStep
from processes.models.team import Qualification, Strength, TeamCount, TeamTraining
from processes.models.trainings import TopicProposal, Training, TrainingDay, TrainingFeedback, TrainingRegistration
from processes.models.visits import SiteVisit
