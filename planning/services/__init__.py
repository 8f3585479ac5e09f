"""What changes several rows of why and by whose will, cut by noun; one import path."""

from planning.services.admission import admit_sites
from planning.services.assessments import release, save_assessment, send_wish, set_aside, take_up
from planning.services.bodies import invite_members, save_meeting
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
from planning.services.catalogues import check_link, create_entry, open_edition, save_entry, save_link, succeed
from planning.services.continuation import continue_sites
from planning.services.decisions import REASON_MISSING, correct_decision, decide, kinds_for, record_phase
from planning.services.doors import confirm_interest, county_of, invite_application, send_interest
from planning.services.goals import main_field
from planning.services.imports import apply_table, discard_table, read_table
from planning.services.inquiries import ask, take_inquiry_step
from planning.services.money import change_rule, is_in_plan, remove_line, rule_of
from planning.services.plans import (
    attach,
    change_representative,
    end_representative,
    remove_entry,
    renew_plan,
    report_due,
    save_entry_of_plan,
    save_strategy,
    set_deadlines,
)
from planning.services.rooms import save_concept
from sites.services.entries import note_saved

__all__ = [
    "EDITABLE",
    "OWN_VOICE",
    "REASON_MISSING",
    "admit_sites",
    "apply_table",
    "ask",
    "attach",
    "case_heard_by",
    "change_dossier",
    "change_representative",
    "change_rule",
    "check_link",
    "confirm_interest",
    "continue_sites",
    "correct_decision",
    "county_of",
    "create_entry",
    "decide",
    "discard_table",
    "end_representative",
    "invite_application",
    "invite_members",
    "is_in_plan",
    "kinds_for",
    "main_field",
    "note_saved",
    "open_edition",
    "place_of_statement",
    "read_table",
    "record_phase",
    "record_statement",
    "refusal",
    "release",
    "remove_entry",
    "remove_line",
    "renew_plan",
    "report_due",
    "rule_of",
    "save_assessment",
    "save_concept",
    "save_entry",
    "save_entry_of_plan",
    "save_link",
    "save_meeting",
    "save_strategy",
    "send_interest",
    "send_wish",
    "set_aside",
    "set_deadlines",
    "succeed",
    "take_inquiry_step",
    "take_step",
    "take_up",
    "voice_of",
    "writes_now",
]
