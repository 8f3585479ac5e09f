"""Every constraint of every model refuses one bare statement that violates it, whatever forms and services above would have said.

It stands here because it changes rows of the demo world: there nearly every table has some.
"""

from datetime import date
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import CheckConstraint
from django.utils import timezone

from offers.models import DeviceEntry, Session
from planning.models import ColumnAssignment
from processes.models import PracticeExample, PracticeMedium
from reporting.models import Handover
from sites.models import Document, FormerShare, Place, RefusedAddress, SamePlace, SavedView, Site, User
from tests.conftest import as_owner
from tests.test_conventions import models

#: Of a check, what a row is set to that it must refuse; otherwise an end before the start.
WRONG = {
    "formerprovider_ends": "starts = '2026-01-02', ends = '2026-01-01'",
    "county_ags": "ags = '16056'",
    "municipality_ends": "starts = '2026-01-02', ends = '2026-01-01'",
    "municipality_merged": "merged_into_id = id, ends = '2026-01-01'",
    "membership_one_answer": "accepted = starts, declined = starts",
    "municipality_ags": "ags = '15070004'",
    "room_external_uncovered": "covered = true, external = true",
    "cooperation_ended": "stage = 'ended', ends = NULL",
    "agreement_notice": "ends = '2026-01-01', notice_until = '2026-01-02'",
    "user_email_lower": "email = 'Gross@kita.example'",
    "membership_role_fits": "role = 'head', place_kind = 'county'",
    "invitation_role_fits": "role = 'head', place_kind = 'county'",
    "assessment_days": "held_until = held_from - 1",
    "assessment_reach": "invited = 3, answered = 4",
    "assessmentresult_share": "voices = 4, voices_of = 3",
    "term_figure_kind": "figure_kind = CASE WHEN figure_kind = '' THEN 'count' ELSE '' END",
    "socialfigure_value": "value = -1, value_of = NULL",
    "socialfigure_share": "value = 4, value_of = 3",
    "socialfigure_level": "municipality_id = (SELECT min(id) FROM sites_municipality), planning_area_id = (SELECT min(id) FROM sites_area)",
    "decision_phase": "phase = 'established', kind = 'continue'",
    "decision_taken_back": "taken_back = decided_on, take_back_reason = ''",
    "statement_votes": "votes_for = 4, votes_all = 3",
    "resolution_edition": "kind = 'adoption', edition_id = NULL",
    "commission_sections": "sections = '{}'",
    "commission_holder": "provider_id = NULL, holder = ''",
    "strategy_years": "year_until = year_from - 1",
    "strategytarget_part": "sites = 3, consultation_sites = 4",
    "goal_due": "due = starts - 1",
    "goalreview_first": "cycle = 0",
    "evidence_valid": "valid_until = dated - 1",
    "evidence_no_names": "kind = 'participants', document_id = 1",
    "bodysite_other": "site_id = place_id",
    "bodynotice_reason": "reason = ''",
    "meeting_times": "starts_at = '12:00', ends_at = '11:00'",
    "meeting_closed": "state = 'closed', closed_at = NULL",
    "agendaitem_task": "owner = 'Jana Seidel', due = NULL",
    "evidenceuse_one": "goal_id = NULL, offer_id = NULL, meeting_id = NULL",
    "namedlist_rule": "rule = ''",
    "goal_step": "step = 8",
    "indicator_scale": "highest = lowest",
    "indicator_baseline": "baseline = 4, baseline_of = 3",
    "indicator_target": "target = 4, target_of = 3",
    "indicator_value": "value = 4, value_of = 3",
    "referralcount_month": "month = month + 1",
    "referralcount_parts": "number = 3, arrived = 2, not_gone = 2",
    "supportcount_month": "month = month + 1",
    "crisisformat_analogue": "digital = true, analogue_way = ''",
    "phonehour_weekday": "weekday = 7",
    "phonehour_times": "ends_at = starts_at",
    "outreachcount_week": "week = week + 1",
    "outreachweek_week": "week = week + 1",
    "outreachweek_reached": "families = 3, reached = 4",
    "topiccount_week": "week = week + 1",
    "contactchannel_checked": "checked_on = '2026-01-01', processor = ''",
    "offer_types": "types = '{}'",
    "offer_room_once": "venue_id = (SELECT min(id) FROM sites_room), room = 'Flur'",
    "offer_partner_once": "partner_id = (SELECT min(id) FROM sites_partner), executor_name = 'Verein', executor = 'partner'",
    "site_slug": "slug = 'hilfe'",
    "signup_echo": "state = 'in', echo = 'in'",
    "signup_forgotten": "forgotten_on = held_on, name = 'Anna'",
    "offer_intended": "starts = '2026-01-01', intended = '{\"held_on\": \"morgen\"}'",
    "offer_fee": "fee = 2, fee_consent_on = NULL",
    "session_times": "ends_at = starts_at",
    "session_room_once": "venue_id = (SELECT min(id) FROM sites_room), place = 'Turnhalle'",
    "session_cancel_reason": "cancelled = false, cancel_reason = 'few', logged = NULL, newcomers = NULL, "
    "adults_centre = NULL, adults_space = NULL, children = NULL",
    "offerstep_reason": "stage = 'ended', reason = ''",
    "session_newcomers": "logged = NULL, newcomers = 1",
    "session_figures": "logged = now(), children = NULL",
    "publication_title": "title = ' '",
    "facilitation_hours": "hours = 12.5",
    "hoursreason_first": "month = month + 1",
    "contract_rate": "rate = 0",
    "contract_budget": "budget = 0",
    "contract_model": "model = 'social_centre', centre_id = NULL",
    "hoursedition_keeper": "place_kind = 'site'",
    "hoursrule_need": "hours = NULL, up_to = NULL, at_least = true",
    "hoursrule_span": "hours = 5, up_to = 5, at_least = false",
    "fee_euros": "euros = 0",
    "changeevent_other": "trigger = 'other', note = ''",
    "changeproposal_sentence": "state = 'open', sentence = 'Erst später.'",
    "facilitator_capacity": "capacity = -1",
    "facilitator_course": "course = '', course_starts = '2026-01-01'",
    "facilitator_course_days": "course_starts = '2026-01-02', course_ends = '2026-01-01'",
    "facilitationrequest_proposed": "state = 'proposed', proposed_id = NULL",
    "facilitationrequest_hours": "hours = 0",
    "facilitation_month": "month = month + 1",
    "facilitationnote_door": "door = 'county', county_id = NULL",
    "closedmonth_month": "month = month + 1",
    "closedmonth_amount": "rate = 1, amount = NULL",
    "facilitationtask_days": "done_on = begun_on - 1",
    "survey_days": "closes = opens - 1, published_on = NULL",
    "survey_published": "published_on = closes",
    "surveyquestion_number": "number = 6",
    "surveyquestion_scale": "highest = 11",
    "surveyquestion_options": "kind = 'one', options = '{Nur eine}'",
    "surveyanswer_something": "choices = '{}', words = ''",
    "sessionfeedback_face": "face = 4",
    "wish_public": "public = true, kind = 'concern'",
    "wish_declined": "outcome = 'declined', answer = ''",
    "signup_call": "call = 'moved', phone = ''",
    "contribution_answered": "answer = '', answered_on = written_on",
    "actionstep_dropped": "dropped = true, result = ''",
    "consultation_kind": "tour = '', shadowing = '', talk = '', advice = ''",
    "consultation_limit": "monthly_limit = 0",
    "consultationslot_ends": "ends_at = starts_at",
    "visit_people": "people = 0",
    "visit_kinds": "kinds = '{}'",
    "visit_when": "ends_at = starts_at",
    "visit_day": "state = 'confirmed', day = NULL, starts_at = NULL, ends_at = NULL, slot_id = NULL",
    "visit_rated": "useful = 'very', rated_on = NULL",
    "visit_forgotten": "forgotten_on = '2026-01-01', name = 'Mia'",
    "roombooking_ends": "ends_at = starts_at",
    "handover_two": "successor_id = leaver_id",
    "analysisround_closed": "state = 'closed', closed_on = NULL",
    "analysispart_released": "released = true, released_on = NULL",
    "analysisfigure_value": "value = -1",
    "fieldrating_parents": "view = 'parents', words = 'Gut', people = 4",
    "learningnote_door": "door = 'county'",
    "teamtraining_figures": "participants = 0",
    "teamcount_share": "people = 3, trained = 4",
    "qualification_people": "people = 0",
    "concept_hours": "coordination_hours = 10, coordination_reason = ''",
    "concept_released": "state = 'released', released_on = NULL",
    "training_capacity": "capacity = 0",
    "training_fee": "fee = -1",
    "training_cancelled": "state = 'cancelled', cancel_reason = ''",
    "trainingday_times": "ends_at = starts_at",
    "registration_attended": "attended = true, state = 'off'",
    "registration_account": "person_id = (SELECT min(id) FROM sites_user), name = 'Anna'",
    "registration_forgotten": "forgotten_on = '2026-01-01', name = 'Anna'",
    "trainingfeedback_degrees": "learned = 5",
    "concept_heard": "stance = 'agreed', heard_on = NULL",
    "advicecontact_county": "site_id = 1, county_id = NULL",
    "advicecontact_minutes": "minutes = 601",
    "sitevisit_house": "house_id = site_id + 1",
    "practiceexample_types": "types = '{}'",
    "practiceexample_submitted": "state = 'returned', office_id = NULL",
    "practiceexample_consent": "state = 'submitted', consent = ''",
    "practicefigure_number": "number = 4, value = 3",
    "practicemedium_consent": "people = true, consent_on = '2026-03-01', kept_by = ''",
}
#: Which row a statement takes, where not any will do.
WHERE = {
    "visit_when": "day IS NOT NULL",
    "visit_slot_once": "slot_id IS NOT NULL AND state IN ('asked', 'offered', 'confirmed', 'held')",
    "visit_secret": "secret_hash <> ''",
    "application_one_open": "state IN ('open', 'submitted', 'returned')",
    "application_file_number": "file_number <> ''",
    "decision_one_valid": "superseded_by_id IS NULL AND taken_back IS NULL AND application_id IS NOT NULL",
    "decision_one_a_year": "superseded_by_id IS NULL AND taken_back IS NULL AND kind IN ('establish', 'continue') AND funding_year IS NOT NULL",
    "decision_one_advance_a_year": "superseded_by_id IS NULL AND taken_back IS NULL AND kind = 'advance' AND funding_year IS NOT NULL",
    "decision_one_end_a_year": "superseded_by_id IS NULL AND taken_back IS NULL AND kind = 'end' AND funding_year IS NOT NULL",
    "decision_one_a_day": "superseded_by_id IS NULL AND taken_back IS NULL AND kind IN ('establish', 'continue', 'end')",
    "decision_one_phase_a_day": "superseded_by_id IS NULL AND taken_back IS NULL AND kind IN ('establish', 'advance', 'end')",
    "kita_key": "key <> ''",
    "survey_days": "published_on IS NULL",
    "evidence_no_names": "document_id IS NULL",
    **dict.fromkeys(("facilitation_hours", "facilitation_month"), "month = (SELECT max(month) FROM processes_facilitationsession)"),  # an open one
    "concept_one_draft": "state <> 'released'",
    "facilitator_course": "course_starts IS NULL",
    "facilitationrequest_once": "state IN ('open', 'proposed')",
    "hoursedition_overlap": "place_id IS NOT NULL",
    "analysisround_one_open": "state = 'open'",
    **{f"evidenceuse_{of}_once": f"{of}_id IS NOT NULL" for of in ("goal", "offer", "meeting")},
    "agendaitem_origin_once": "origin <> ''",
    "actionstep_agenda_item_once": "agenda_item_id IS NOT NULL",
    "signup_email_once": "email <> ''",
    "signup_phone_once": "phone <> ''",
    "signup_secret": "secret_hash <> ''",
    "registration_email_once": "email <> '' AND state <> 'off'",
    "registration_person_once": "person_id IS NOT NULL AND state <> 'off'",
}


def a_picture():
    """The picture of an example: no house of the demo world shows one."""
    example = PracticeExample.objects.first()
    facts = {"title": "Werkbank", "filename": "werkbank.png", "content_type": "image/png", "size": 1, "sha256": "0" * 64}
    document = Document.objects.create(place_id=example.site_id, **facts)
    return {"example": example, "site_id": example.site_id, "document": document, "caption": "Werkbank"}


#: What nobody has in the demo world.
MISSING = {
    SavedView: lambda: {"user": User.objects.first(), "view": "reporting:site_list", "name": "Meine", "query": "q=Kita"},
    ColumnAssignment: lambda: {"place": Place.objects.first(), "kind": "kitas", "head": "einrichtung", "column": "name"},
    DeviceEntry: lambda: {
        **dict(zip(("session_id", "site_id"), Session.objects.values_list("pk", "site_id").first(), strict=True)),
        **dict.fromkeys(("adults_centre", "adults_space", "children"), 1),
        **{"person": User.objects.first(), "key": uuid4(), "typed": timezone.now(), "outcome": "taken"},
    },
    FormerShare: lambda: {"site": Site.objects.first(), "county": Site.objects.first().county, "ends": date(2026, 1, 31)},
    PracticeMedium: a_picture,
    RefusedAddress: lambda: {"place": Place.objects.first(), "email": "weg@kita.example"},
    Handover: lambda: {
        **{"site": Site.objects.first(), "role": "coordinator", "leaves_on": date(2026, 1, 31), "passed_on": date(2026, 1, 2)},
        **dict(zip(("leaver", "successor"), User.objects.order_by("pk")[:2], strict=True)),
    },
}


def constraints():
    """All but the keys to places (tests/sites/test_database.py) and those that other tables only point at: a number is unique anyway."""
    for model in models():
        for constraint in model._meta.constraints:
            if not isinstance(constraint, SamePlace) and model._meta.pk.name not in getattr(constraint, "fields", ()):
                yield pytest.param(model, constraint, id=f"{model.__name__}-{constraint.name}")


def alone(cursor, table: str, name: str) -> None:
    """Takes every other constraint of the table away, so that nothing else refuses."""
    cursor.execute(
        "SELECT conname FROM pg_constraint WHERE conrelid = %s::regclass AND conname <> %s AND contype IN ('c', 'u', 'x') AND conname NOT IN"
        " (SELECT i.relname FROM pg_constraint f JOIN pg_class i ON i.oid = f.conindid WHERE f.confrelid = %s::regclass AND f.contype = 'f')",
        [table, name, table],
    )
    for (other,) in cursor.fetchall():
        cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{other}"')
    cursor.execute(
        "SELECT indexrelid::regclass::text FROM pg_index WHERE indrelid = %s::regclass AND indisunique AND indexrelid NOT IN"
        " (SELECT conindid FROM pg_constraint) AND indexrelid::regclass::text <> %s",
        [table, name],
    )
    for (index,) in cursor.fetchall():
        cursor.execute(f"DROP INDEX {index}")


def statement(model, constraint) -> str:
    """A wrong value where one is checked, else the same row once more; a place of its own is the number of a row."""
    table, where = model._meta.db_table, WHERE.get(constraint.name, "true")
    if isinstance(constraint, CheckConstraint):
        return f"UPDATE {table} SET {WRONG.get(constraint.name, 'ends = starts - 1')} WHERE ctid = (SELECT min(ctid) FROM {table} WHERE {where})"
    fields = [field for field in model._meta.concrete_fields if not field.generated and (field.remote_field or not field.primary_key)]
    columns = ", ".join(f'"{field.column}"' for field in fields)
    values = ", ".join("-1" if field.primary_key else f'"{field.column}"' for field in fields)
    return f"INSERT INTO {table} ({columns}) SELECT {values} FROM {table} WHERE {where} LIMIT 1"


@pytest.mark.parametrize(("model", "constraint"), list(constraints()))
def test_a_constraint_refuses_a_bare_statement(db, model, constraint):
    table = model._meta.db_table
    with as_owner(), connection.cursor() as cursor:
        if model in MISSING:
            model.objects.create(**MISSING[model]())
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # its keys are checked now; nothing of it waits when the table is changed
        alone(cursor, table, constraint.name)
        with pytest.raises(IntegrityError) as refused, transaction.atomic():
            cursor.execute(statement(model, constraint))
        assert refused.value.__cause__.diag.constraint_name == constraint.name
