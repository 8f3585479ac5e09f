"""What changes several rows of why and by whose will, cut by noun; one import path."""

from planning.services.cases import (
    EDITABLE,
    OWN_VOICE,
    case_heard_by,
    change_dossier,
    place_of_statement,
    record_statement,
    refusal,
    take_step,
    voice_of,
    writes_now,
)
from planning.services.decisions import REASON_MISSING, correct_decision, decide, kinds_for, record_phase
from planning.services.doors import confirm_interest, county_of, invite_application, send_interest
from planning.services.goals import main_field, note_saved

__all__ = [
    "EDITABLE",
    "OWN_VOICE",
    "REASON_MISSING",
    "case_heard_by",
    "change_dossier",
    "confirm_interest",
    "correct_decision",
    "county_of",
    "decide",
    "invite_application",
    "kinds_for",
    "main_field",
    "note_saved",
    "place_of_statement",
    "record_phase",
    "record_statement",
    "refusal",
    "send_interest",
    "take_step",
    "voice_of",
    "writes_now",
]
