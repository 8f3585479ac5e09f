"""The forms of why and by whose will, cut by noun; one import path."""

from planning.forms.assessments import AssessmentForm, FigureFilter, FigureForm
from planning.forms.bodies import AgendaItemForm, BodyForm, BodyMemberForm, MeetingForm
from planning.forms.cases import ApplicationFilter, DossierForm, NoteForm, StatementForm
from planning.forms.catalogues import CriterionForm, DayForm, EditionForm, LinkForm, entry_form
from planning.forms.continuation import AdmissionForm, ContinuationFilter, ContinuationForm
from planning.forms.decisions import CorrectionForm, DecisionForm, PhaseForm
from planning.forms.doors import ConfirmForm, DeclineForm, InterestForm, InviteForm
from planning.forms.goals import GoalForm, IndicatorForm, MeasureForm, NeedForm, ValueForm
from planning.forms.imports import ImportForm
from planning.forms.inquiries import InquiryFilter, InquiryForm, MessageForm
from planning.forms.money import CostForm, FundingForm, FundingRuleForm
from planning.forms.plans import (
    DeadlineForm,
    LastDayForm,
    PlanEntryForm,
    PlanForm,
    PlanGoalForm,
    PlanRenewForm,
    RepresentativeForm,
    ResolutionForm,
    StrategyForm,
)
from planning.forms.rooms import EquipmentForm, RoomConceptForm
from planning.forms.terms import TermField, TermGroups

__all__ = [
    "AdmissionForm",
    "AgendaItemForm",
    "ApplicationFilter",
    "AssessmentForm",
    "BodyForm",
    "BodyMemberForm",
    "ConfirmForm",
    "ContinuationFilter",
    "ContinuationForm",
    "CorrectionForm",
    "CostForm",
    "CriterionForm",
    "DayForm",
    "DeadlineForm",
    "DecisionForm",
    "DeclineForm",
    "DossierForm",
    "EditionForm",
    "EquipmentForm",
    "FigureFilter",
    "FigureForm",
    "FundingForm",
    "FundingRuleForm",
    "GoalForm",
    "ImportForm",
    "IndicatorForm",
    "InquiryFilter",
    "InquiryForm",
    "InterestForm",
    "InviteForm",
    "LastDayForm",
    "LinkForm",
    "MeasureForm",
    "MeetingForm",
    "MessageForm",
    "NeedForm",
    "NoteForm",
    "PhaseForm",
    "PlanEntryForm",
    "PlanForm",
    "PlanGoalForm",
    "PlanRenewForm",
    "RepresentativeForm",
    "ResolutionForm",
    "RoomConceptForm",
    "StatementForm",
    "StrategyForm",
    "TermField",
    "TermGroups",
    "ValueForm",
    "entry_form",
]
