"""Views of why and by whose will, cut by noun; one import path."""

from planning.views.cases import application_detail, application_edit, application_list, application_step, statement_edit
from planning.views.decisions import decision_create, phase_record
from planning.views.doors import application_invite, interest_form, interest_step
from planning.views.goals import (
    goal_create,
    goal_edit,
    goal_list,
    indicator_create,
    indicator_edit,
    need_create,
    need_edit,
    need_list,
    value_create,
)
from planning.views.measures import measure_create, measure_edit

__all__ = [
    "application_detail",
    "application_edit",
    "application_invite",
    "application_list",
    "application_step",
    "decision_create",
    "goal_create",
    "goal_edit",
    "goal_list",
    "indicator_create",
    "indicator_edit",
    "interest_form",
    "interest_step",
    "measure_create",
    "measure_edit",
    "need_create",
    "need_edit",
    "need_list",
    "phase_record",
    "statement_edit",
    "value_create",
]
