"""The forms of why and by whose will, cut by noun; one import path."""

from planning.forms.cases import ApplicationFilter, DossierForm, NoteForm, StatementForm
from planning.forms.decisions import CorrectionForm, DecisionForm, PhaseForm
from planning.forms.doors import ConfirmForm, DeclineForm, InterestForm, InviteForm
from planning.forms.goals import GoalForm, IndicatorForm, MeasureForm, NeedForm, ValueForm

__all__ = [
    "ApplicationFilter",
    "ConfirmForm",
    "CorrectionForm",
    "DecisionForm",
    "DeclineForm",
    "DossierForm",
    "GoalForm",
    "IndicatorForm",
    "InterestForm",
    "InviteForm",
    "MeasureForm",
    "NeedForm",
    "NoteForm",
    "PhaseForm",
    "StatementForm",
    "ValueForm",
]
