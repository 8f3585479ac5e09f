"""Cases, decisions and concepts past their forms: what the services refuse by themselves, and what no list shows."""

from datetime import date

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from planning.models import Decision, RoomConcept, Statement
from planning.rules.assessments import basis_of
from planning.rules.gaps import gaps_of
from planning.services.cases import note_dossier, record_statement
from planning.services.continuation import continue_sites
from planning.services.corrections import correct_decision
from planning.services.decisions import advance_phase, record_phase
from planning.services.doors import invite_application
from planning.services.rooms import save_concept
from sites.core.roles import Role
from sites.core.wall import set_wall
from sites.models import Job, Membership, Phase, SitePhase
from tests import factories as make
from tests.conftest import as_owner
from tests.mails import deliver

TODAY = timezone.localdate()


@pytest.fixture
def case(world):
    with as_owner():
        return make.make_application(world.own, state="submitted")


# Dossier and statements -------------------------------------------------------------------------------------------


@pytest.mark.guard("closed-case")
def test_a_case_that_is_decided_is_closed_for_the_planner_too(world, client_of):
    with as_owner():
        case = make.make_application(world.own, state="decided")
    data = {"needs_text": "Nachgetragen", "location_reasons": ["intrinsic_motivation"], "forms": ["gallery"]}
    answer = client_of("social_planner").post(reverse("planning:application_edit", args=[case.pk]), data)
    assert answer.status_code == 422
    with as_owner():
        case.refresh_from_db()
    assert case.needs_text != "Nachgetragen"


@pytest.mark.guard("dossier-right")
def test_nothing_is_noted_about_a_case_that_went_on_meanwhile(behind_forms, case):
    with pytest.raises(ValidationError, match="inzwischen eingereicht"):
        note_dossier(access=behind_forms("head"), application=case, labels=["Bedarfe"], changes={"needs_text": ["a", "b"]})


def say(access, case, party):
    fields = {"stance": "given", "stated_on": date(2026, 10, 1), "spoken_by": "Vorstand"}
    return record_statement(access=access, statement=Statement(application=case, site_id=case.site_id, party=party, **fields))


def statements():
    with as_owner():
        return list(Statement.objects.all())


@pytest.mark.guard("statement-right")
def test_nobody_speaks_in_a_case_beyond_their_reach(world, behind_forms, case):
    with pytest.raises(PermissionDenied):
        say(behind_forms(world.elsewhere["social_planner"]), case, "municipality")
    assert statements() == []


@pytest.mark.guard("statement-voice")
def test_nobody_speaks_for_another_side(behind_forms, case):
    with pytest.raises(ValidationError, match="hält die Sozialplanung"):
        say(behind_forms("head"), case, "municipality")
    assert statements() == []


@pytest.mark.guard("roles-here")
def test_who_plans_elsewhere_records_nothing_on_behalf_here(world, client_of, case):
    with as_owner():
        make.give(world.people["head"], Role.SOCIAL_PLANNER, world.other_county)
    data = {"stance": "given", "stated_on": "1.10.2026", "spoken_by": "Bürgermeister", "text": "", "paper": "Schreiben Nr. 1"}
    answer = client_of("head").post(reverse("planning:statement_edit", args=[case.pk, "municipality"]), data)
    assert answer.status_code == 422 and statements() == []


@pytest.mark.guard("statement-closed")
def test_nothing_is_said_in_a_case_that_was_decided_under_the_hand(behind_forms, world):
    with as_owner():
        case = make.make_application(world.own, state="decided")
        said = make.make_statement(case, "team", world.people["head"])
    with pytest.raises(ValidationError, match="inzwischen entschieden"):
        say(behind_forms("head"), case, "team")
    assert [(row.pk, row.spoken_by) for row in statements()] == [(said.pk, said.spoken_by)]


# Decisions --------------------------------------------------------------------------------------------------------


def paper(**fields) -> Decision:
    values = {"body": "youth_welfare_committee", "decided_on": date(2026, 11, 12), "number": "JHA 2026/50", "effective_from": date(2027, 1, 1)}
    return Decision(**{**values, "reasons": "Passt.", "departure_reason": "Der Plan folgt.", **fields})


@pytest.mark.guard("advance-right")
def test_nobody_steps_forward_who_does_not_decide(world, behind_forms):
    with pytest.raises(PermissionDenied):
        advance_phase(access=behind_forms("head"), site=world.own, decision=paper(phase="consultation_site"))
    with as_owner():
        assert not Decision.objects.exists()


@pytest.mark.guard("correct-right")
@pytest.mark.parametrize("who", ["head", "youth_welfare_office"])
def test_nobody_corrects_a_decision_that_others_take(world, behind_forms, who):
    with as_owner():
        old = make.make_decision(world.own, world.people["social_planner"])
    with pytest.raises(PermissionDenied):
        correct_decision(access=behind_forms(who), old=old, corrected=paper(), note="Falsch")
    with as_owner():
        assert Decision.objects.get().superseded_by is None


@pytest.mark.guard("phase-right")
def test_a_phase_is_recorded_where_one_decides_and_for_the_site_it_was_decided_about(world, behind_forms):
    for who, site in (("head", world.own), (world.elsewhere["social_planner"], world.own), ("social_planner", world.sibling)):
        with pytest.raises(PermissionDenied):
            record_phase(access=behind_forms(who), site=world.own, phase="ended", decision=paper(site=site))
    with as_owner():
        assert not Decision.objects.exists() and not SitePhase.objects.filter(phase="ended").exists()


@pytest.mark.guard("mixed-continuation")
def test_one_resolution_continues_no_site_of_another_county(world, behind_forms):
    """Also not for a planner of both: a resolution is that of one county."""
    with as_owner():
        make.give(world.people["social_planner"], Role.SOCIAL_PLANNER, world.other_county)
    for who in ("social_planner", world.elsewhere["social_planner"]):
        with pytest.raises(PermissionDenied):
            continued = {world.own.pk, world.foreign.pk}
            continue_sites(access=behind_forms(who), county=world.county, paper=paper(funding_year=2027), continued=continued, ended={})
    with as_owner():
        assert not Decision.objects.exists()


@pytest.mark.guard("concept-right")
@pytest.mark.parametrize("who", ["social_planner", "professional"])
def test_the_room_concept_is_the_houses(world, behind_forms, who):
    concept = RoomConcept(site=world.own, version=1, starts=TODAY, text="Von außen geschrieben")
    with pytest.raises(PermissionDenied):
        save_concept(access=behind_forms(who), concept=concept, needs=[], choosable=[], changes={})
    with as_owner():
        assert not RoomConcept.objects.exists()


# What no page shows -----------------------------------------------------------------------------------------------


@pytest.mark.guard("own-place")
def test_an_office_changes_neither_assessments_nor_bodies_of_a_house(world, client_of):
    with as_owner():
        row, body = make.make_assessment(world.own, released=True), make.make_body(world.own, "Steuerungsgruppe", "steering_team")
    for who, status in (("social_planner", 404), ("head", 200)):
        assert client_of(who).get(reverse("planning:assessment_edit", args=[row.pk])).status_code == status
        assert client_of(who).get(reverse("planning:body_edit", args=[body.pk])).status_code == status


@pytest.mark.guard("need-voices", "small-people")
def test_offices_read_no_small_number_in_the_list_of_needs(world, client_of):
    with as_owner():
        make.make_need(world.own, voices=2, released=True)
    address = reverse("planning:need_list", args=[world.own.pk])
    assert [row.voices for row in client_of("social_planner").get(address).context["page"].rows] == ["•"]
    assert [row.voices for row in client_of("head").get(address).context["page"].rows] == [2]


@pytest.mark.guard("case-documents", "job-file-choice")
def test_the_file_of_a_job_stands_in_no_case(world, client_of, case):
    """It is the file of the person who asked for it, whatever it is about."""
    with as_owner():
        file = make.make_document(world.own, "Nur für mich", owner=world.people["social_planner"])
        type(file).objects.filter(pk=file.pk).update(subject=f"planning.application:{case.pk}")
    planner = client_of("social_planner")
    for address in (case.get_absolute_url(), reverse("planning:statement_edit", args=[case.pk, "municipality"])):
        assert "Nur für mich" not in planner.get(address).content.decode(), address


@pytest.mark.guard("invite-site")
def test_a_planner_invites_no_house_that_they_only_read(world, client_of):
    with as_owner():
        make.give(world.people["social_planner"], Role.HEAD, world.foreign)
    offered = client_of("social_planner").get(reverse("planning:application_invite")).context["form"].fields["site"].queryset
    assert {site.pk for site in offered} == {world.own.pk, world.sibling.pk}


@pytest.mark.guard("gaps-wall")
def test_the_counts_of_needs_end_at_the_wall(world):
    with as_owner():
        make.make_need(world.own, released=True)
    for places, needs in (([world.county.pk], 1), ([world.other_county.pk, world.own.pk], 0)):
        set_wall(places)
        assert gaps_of(world.county.pk, TODAY).needs == needs


@pytest.mark.guard("basis-wall")
def test_on_what_a_site_rests_is_told_to_those_who_reach_it(world):
    with as_owner():
        make.make_assessment(world.county)
    for places, told in (([world.own.pk], True), ([world.county.pk], True), ([world.sibling.pk, world.other_county.pk], False)):
        set_wall(places)
        assert (basis_of(world.own.pk, TODAY) is not None) is told


# Mails ------------------------------------------------------------------------------------------------------------


@pytest.mark.guard("case-mail")
def test_who_has_left_gets_no_mail_about_a_case(world, client_of, case):
    for person in ("former", "inactive", "future"):
        with as_owner():
            assert Membership.objects.filter(user=world.people[person], place_id=world.own.pk, role=Role.HEAD).exists()
    client_of("social_planner").post(reverse("planning:application_step", args=[case.pk, "hand_back"]), {"note": "Bitte ergänzen."})
    with as_owner():
        job = Job.objects.get(name="planning.mail_returned")
    assert deliver(job.pk) == "done"
    assert {address for message in mail.outbox for address in message.to} == {"head@hier.example", "provider@hier.example"}


def test_a_site_that_has_ended_meanwhile_is_not_continued(world, behind_forms):
    with as_owner():
        SitePhase.objects.filter(site=world.own).update(phase=Phase.ENDED)
    with pytest.raises(ValidationError, match=f"laufen inzwischen nicht mehr: {world.own.name}"):
        continue_sites(access=behind_forms("social_planner"), county=world.county, paper=paper(funding_year=2027), continued={world.own.pk}, ended={})


@pytest.mark.parametrize(
    ("house", "words"),
    [({"kita": None, "municipality": None}, "Eine neue Kita braucht ihre Gemeinde"), ({}, "läuft schon ein Antrag")],
)
def test_a_case_needs_a_town_and_is_the_only_one(world, behind_forms, house, words):
    with as_owner():
        make.make_application(world.own)
    site = None if house else world.own
    more = {"new_kita": "Kita Neu", "provider": world.provider, "new_provider": "", "kind": "", "kita": None}
    with pytest.raises(ValidationError, match=words):
        invite_application(access=behind_forms("social_planner"), site=site, name="Neu", municipality=None, contact="", email="", **more)
