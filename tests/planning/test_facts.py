"""Decisions are facts: none contradicts another one, a slip is corrected with all its consequences, or taken back with a reason."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from planning.models import Decision, Measure
from sites.models import Entry, Job, Site, SiteForm, SitePhase
from tests import factories as make
from tests.conftest import as_owner
from tests.planning.test_decisions import REASON, all_given, case, correct, decide, phase  # noqa: F401  a fixture

JHA = "Jugendhilfeausschuss, 12.11.2026, JHA 2026/47"


def page_of(client, decision):
    return client.get(reverse("planning:decision_detail", args=[decision.pk])).content.decode().replace("\xa0", " ")


def take_back(client, decision, reason="Der Ausschuss hat vertagt."):
    return client.post(reverse("planning:decision_take_back", args=[decision.pk]), {"reason": reason})


def only():
    with as_owner():
        return Decision.objects.valid().get()


# No two contradict ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"kind": "continue", "funding_year": 2027}, {"kind": "establish", "funding_year": 2027, "effective_from": date(2027, 2, 1)}),
        ({"kind": "end", "funding_year": 2027}, {"kind": "end", "funding_year": 2027, "effective_from": date(2027, 2, 1)}),
        ({"kind": "continue", "funding_year": 2027}, {"kind": "end", "funding_year": 2026}),
        ({"kind": "advance", "phase": "established"}, {"kind": "end"}),
        ({"kind": "advance", "phase": "established"}, {"kind": "advance", "phase": "consultation_site"}),
        (
            {"kind": "advance", "phase": "established", "funding_year": 2027},
            {"kind": "advance", "phase": "established", "funding_year": 2027, "effective_from": date(2027, 2, 1)},
        ),
    ],
)
def test_the_database_refuses_two_decisions_that_contradict(world, first, second):
    person, day = world.people["social_planner"], {"effective_from": date(2027, 1, 1)}
    with as_owner():
        standing = make.make_decision(world.own, person, **{**day, **first})
        with pytest.raises(IntegrityError, match="decision_one_"), transaction.atomic():
            make.make_decision(world.own, person, **{**day, **second})
        make.make_decision(world.own, person, **{**day, "kind": "reject", "funding_year": 2027})  # a refused application says nothing about the site
        Decision.objects.filter(pk=standing.pk).update(taken_back=date(2026, 12, 1), take_back_reason="Vertagt.")
        make.make_decision(world.own, person, **{**day, **second})


def test_a_site_goes_on_and_steps_forward_from_the_same_day(world):
    person, day = world.people["social_planner"], {"effective_from": date(2027, 1, 1), "funding_year": 2027}
    with as_owner():
        make.make_decision(world.own, person, kind="continue", **day)
        make.make_decision(world.own, person, kind="advance", phase="consultation_site", **day)


@pytest.mark.guard("contradiction")
@pytest.mark.parametrize(
    ("standing", "changes", "label"),
    [
        ({"kind": "continue", "effective_from": date(2027, 1, 1), "funding_year": 2027}, {"kind": "end"}, "Gilt ab"),
        ({"kind": "continue", "effective_from": date(2027, 2, 1), "funding_year": 2027}, {"kind": "continue"}, "Förderjahr"),
        ({"kind": "end", "effective_from": date(2026, 12, 1), "funding_year": 2026}, {"kind": "continue"}, "Gilt ab"),
        ({"kind": "continue", "effective_from": date(2027, 3, 1), "funding_year": 2028}, {"kind": "end"}, "Gilt ab"),
    ],
)
def test_a_contradiction_is_refused_at_the_field_with_the_way_to_correct(world, client_of, standing, changes, label):
    with as_owner():
        there = make.make_decision(world.own, world.people["social_planner"], decided_on=date(2026, 11, 1), number="JHA 2026/40", **standing)
        pending = make.make_application(world.own, state="submitted")
    refused = decide(client_of("social_planner"), pending, departure_reason=REASON, funding_year="2027", **changes)
    body = refused.content.decode()
    assert refused.status_code == 422 and "schon entschieden am 01.11.2026" in body and "JHA 2026/40" in body
    assert "auf ihrer Seite berichtigen oder zurücknehmen" in body and reverse("planning:decision_detail", args=[there.pk]) in body
    assert f"{label}: Für 202" in body and REASON in body  # at its field, and nothing that was typed is lost
    with as_owner():
        assert Decision.objects.count() == 1


def test_a_refused_application_and_what_is_taken_back_stand_in_nobodys_way(world, client_of, case):  # noqa: F811  a fixture
    all_given(world, case)
    with as_owner():
        person = world.people["social_planner"]
        make.make_decision(case.site, person, kind="reject", effective_from=date(2027, 1, 1), funding_year=2027)
        make.make_decision(
            case.site, person, effective_from=date(2027, 1, 1), funding_year=2027, taken_back=date(2026, 11, 1), take_back_reason="Vertagt."
        )
    assert decide(client_of("social_planner"), case).status_code == 302


# A day that looks like a slip -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        ("1.1.2020", "Wirklich 01.01.2020? Entschieden wurde am 12.11.2026."),
        ("1.1.2028", "Wirklich 01.01.2028? Entschieden wurde am 12.11.2026."),
        ("31.8.2026", "Der Antrag wurde erst am 01.09.2026 begonnen."),
        ("1.10.2026", "Das liegt mehr als einen Monat zurück."),
    ],
)
def test_a_day_that_looks_like_a_slip_is_asked_about_once(world, client_of, case, day, sentence):  # noqa: F811  a fixture
    all_given(world, case)
    planner = client_of("social_planner")
    page = planner.get(case.get_absolute_url()).content.decode()
    assert 'name="sure"' not in page
    asked = decide(planner, case, effective_from=day, reasons="Mein Text bleibt", next_due="", funding_year="2027")
    body = asked.content.decode()
    assert asked.status_code == 422 and sentence in body and 'name="sure"' in body and "Mein Text bleibt" in body
    with as_owner():
        assert not Decision.objects.exists()
    assert decide(planner, case, effective_from=day, next_due="", funding_year="2027", sure="on").status_code == 302


def test_the_next_year_is_the_usual_case_and_not_asked_about(world, client_of, case):  # noqa: F811  a fixture
    all_given(world, case)
    assert decide(client_of("social_planner"), case, effective_from="31.12.2027").status_code == 302


# Taken back -------------------------------------------------------------------------------------------------------


def test_a_decision_is_taken_back_and_the_site_is_as_it_was(world, client_of, case):  # noqa: F811  a fixture
    all_given(world, case)
    with as_owner():
        Site.objects.filter(pk=case.site_id).update(coordinator_fte="0.25")
        before = list(SiteForm.objects.filter(site=case.site_id).values_list("form", "starts", "ends"))
    planner, head = client_of("social_planner"), client_of("head")
    decide(planner, case)
    mine = only()
    assert take_back(planner, mine).status_code == 302
    with as_owner():
        row = Decision.objects.get()
        assert (row.taken_back, row.taken_back_by) == (timezone.localdate(), world.people["social_planner"])
        assert list(SitePhase.objects.filter(site=case.site_id).values_list("phase", "starts", "ends")) == [("interested", date(2026, 9, 1), None)]
        assert list(SiteForm.objects.filter(site=case.site_id).values_list("form", "starts", "ends")) == before
        assert str(Site.objects.get(pk=case.site_id).coordinator_fte) == "0.25" and not Measure.objects.filter(site=case.site_id).exists()
        case.refresh_from_db()
        assert case.state == "submitted"
        assert Entry.objects.filter(kind="taken_back", note="Der Ausschuss hat vertagt.").exists()
    page = page_of(head, mine)
    assert "zurückgenommen" in page and "Der Ausschuss hat vertagt." in page and "gilt nicht mehr" in page
    sheet = head.get(reverse("reporting:site_sheet", args=[case.site_id])).content.decode()
    assert "(zurückgenommen: Der Ausschuss hat vertagt.)" in sheet
    assert "zurückgenommen am" in head.get(case.get_absolute_url()).content.decode()
    assert decide(planner, case, number="JHA 2026/60").status_code == 302  # and it is decided anew
    again = take_back(planner, mine)
    assert again.status_code == 422 and "inzwischen zurückgenommen" in again.content.decode()


@pytest.mark.guard("taken-back-once")
def test_what_is_taken_back_is_corrected_no_more(world, client_of, case):  # noqa: F811  a fixture
    all_given(world, case)
    planner = client_of("social_planner")
    decide(planner, case)
    mine = only()
    take_back(planner, mine)
    refused = correct(planner, mine, number="JHA 2026/99")
    assert refused.status_code == 422 and "inzwischen zurückgenommen" in refused.content.decode()
    with as_owner():
        assert Decision.objects.get().number == "JHA 2026/47"


def test_an_interest_that_stepped_back_returns_to_its_day(world, client_of, case):  # noqa: F811  a fixture
    all_given(world, case)
    planner = client_of("social_planner")
    decide(planner, case, effective_from="1.9.2026", sure="on")
    assert take_back(planner, only()).status_code == 302
    with as_owner():
        assert list(SitePhase.objects.filter(site=case.site_id).values_list("phase", "starts", "ends")) == [("interested", date(2026, 9, 1), None)]


def test_an_end_and_an_older_chapter_are_taken_back(world, client_of):
    planner = client_of("social_planner")
    today = timezone.localdate()
    with as_owner():
        pending = make.make_application(world.own, state="submitted")
    assert decide(planner, pending, kind="end", departure_reason=REASON, site_forms=[]).status_code == 302
    assert take_back(planner, only()).status_code == 302
    planner.post(reverse("planning:phase_record", args=[world.own.pk]), phase())
    assert take_back(planner, only(), reason="Es war ein anderer Standort.").status_code == 302
    with as_owner():
        found = list(SitePhase.objects.filter(site=world.own).values_list("phase", "starts", "ends"))
        assert found == [("established", date(2023, 1, 1), None)]
        assert SitePhase.objects.on(today + timedelta(days=400)).get(site=world.own).phase == "established"


def test_a_case_that_others_have_followed_does_not_come_back(world, client_of, case):  # noqa: F811  a fixture
    all_given(world, case)
    planner = client_of("social_planner")
    decide(planner, case)
    with as_owner():
        make.make_application(case.site, state="open", begun=date(2026, 11, 1))
    refused = take_back(planner, only())
    assert refused.status_code == 422 and "läuft inzwischen ein anderer Antrag" in refused.content.decode()
    with as_owner():
        assert SitePhase.objects.filter(site=case.site_id, phase="on_the_way").exists()  # all of it or nothing


def test_nobody_is_told_of_a_decision_that_is_taken_back_before_its_mail(world, client_of, case):  # noqa: F811  a fixture
    from django.core import mail

    from tests.mails import deliver

    all_given(world, case)
    planner = client_of("social_planner")
    decide(planner, case)
    take_back(planner, only())
    with as_owner():
        job = Job.objects.filter(name="planning.mail_decided").latest("pk")
    deliver(job.pk)
    assert not mail.outbox


def told_of(case, name):  # noqa: F811  a fixture
    """The mails of the newest job of this name."""
    from django.core import mail

    from tests.mails import deliver

    with as_owner():
        job = Job.objects.filter(name=name, place=case.site_id).latest("pk")
    mail.outbox.clear()
    deliver(job.pk)
    return {address: message for message in mail.outbox for address in message.to}


PEOPLE = {"provider@hier.example", "head@hier.example", "coordinator@hier.example"}


def test_who_was_told_of_a_decision_is_told_that_it_is_corrected_or_taken_back(world, client_of, case):  # noqa: F811  a fixture
    all_given(world, case)
    planner = client_of("social_planner")
    decide(planner, case)
    assert set(told_of(case, "planning.mail_decided")) == PEOPLE
    same = {"body": "youth_welfare_committee", "decided_on": "12.11.2026", "number": "JHA 2026/47", "next_due": "", "note": "Ein Monat später."}
    correct(planner, only(), **same, effective_from="1.2.2027")
    told = told_of(case, "planning.mail_revised")
    assert set(told) == PEOPLE
    for message in told.values():
        assert message.subject == "Berichtigt: Entscheidung über Kita Talblick"
        assert "Aufnehmen ab 1. Februar 2027" in message.body and "Ein Monat später." in message.body
    correct(planner, only(), **same | {"number": "JHA 2026/48"}, effective_from="1.2.2027")  # how it was written down concerns nobody
    with as_owner():
        assert Job.objects.filter(name="planning.mail_revised", arguments__decision=only().pk).count() == 0
    take_back(planner, only())
    told = told_of(case, "planning.mail_revised")
    assert set(told) == PEOPLE
    for message in told.values():
        assert message.subject == "Zurückgenommen: Entscheidung über Kita Talblick"
        assert "gilt nicht mehr" in message.body and "Der Ausschuss hat vertagt." in message.body


def test_a_decision_that_is_corrected_before_its_mail_is_told_as_it_stands(world, client_of, case):  # noqa: F811  a fixture
    all_given(world, case)
    planner = client_of("social_planner")
    decide(planner, case)
    correct(planner, only(), effective_from="1.2.2027")
    with as_owner():
        assert not Job.objects.filter(name="planning.mail_revised").exists()
    assert all("ab 1. Februar 2027" in message.body for message in told_of(case, "planning.mail_decided").values())
    take_back(planner, only())


def test_nobody_is_written_to_about_a_decision_from_outside(world, client_of):
    planner = client_of("social_planner")
    planner.post(reverse("planning:phase_record", args=[world.own.pk]), phase())
    take_back(planner, only())
    with as_owner():
        assert not Job.objects.filter(name__startswith="planning.mail").exists()


def test_a_reason_is_needed_and_nobody_else_takes_back(world, client_of, case):  # noqa: F811  a fixture
    all_given(world, case)
    planner = client_of("social_planner")
    decide(planner, case)
    mine = only()
    assert "Bitte füllen Sie „Warum nehmen Sie die Entscheidung zurück?“ aus." in take_back(planner, mine, reason="").content.decode()
    assert take_back(client_of("head"), mine).status_code == 403
    assert take_back(client_of("social_planner", elsewhere=True), mine).status_code == 404
