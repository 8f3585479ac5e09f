"""The steps of a case: who may take which from which state, what a refusal says, and the mails that follow."""

import pytest
from django.core import mail
from django.urls import reverse

from planning.models import Application
from sites import jobs
from sites.access import Role
from sites.models import Entry, Job
from tests import factories as make
from tests.conftest import as_owner

#: By hand: the states from which a step may be taken, and by whom.
ALLOWED = {
    "submit": ({"open", "returned"}, {"head", "provider"}),
    "hand_back": ({"submitted"}, {"social_planner"}),
    "withdraw": ({"open", "submitted", "returned"}, {"head", "provider"}),
}
READERS = {"social_planner", "youth_welfare_office", "specialist_advisor", "provider", "head", "coordinator"}
TARGET = {"submit": "submitted", "hand_back": "returned", "withdraw": "withdrawn"}
WHOLE = {"needs_text": "Familien fehlt ein Treffpunkt.", "location_reasons": ["intrinsic_motivation"], "forms": ["gallery"]}


def post(client, case, name, **data):
    return client.post(reverse("planning:application_step", args=[case.pk, name]), data)


def state_of(case):
    with as_owner():
        return Application.objects.get(pk=case.pk).state


@pytest.mark.parametrize("state", ["open", "submitted", "returned", "decided", "withdrawn"])
@pytest.mark.parametrize("name", list(ALLOWED))
def test_every_step_from_every_state_by_everybody(world, client_of, name, state):
    with as_owner():
        case = make.make_application(world.own, state=state, **WHOLE)
    sources, people = ALLOWED[name]
    for role in Role:
        response = post(client_of(role), case, name, note="Die Raumfrage ist offen.")
        right = 403 if role not in READERS or role not in people else 302 if state in sources else 422
        assert response.status_code == right, role
        if right == 302:
            assert state_of(case) == TARGET[name]
            with as_owner():
                Application.objects.filter(pk=case.pk).update(state=state)
        else:
            assert state_of(case) == state


@pytest.mark.parametrize("name", list(ALLOWED))
def test_the_same_role_elsewhere_sees_a_missing_row(world, client_of, name):
    with as_owner():
        case = make.make_application(world.own, state="submitted")
    for role in sorted(READERS):
        assert post(client_of(role, elsewhere=True), case, name, note="x").status_code == 404
    assert state_of(case) == "submitted"


def test_an_unknown_step_and_the_decision_have_no_door_here(world, client_of):
    with as_owner():
        case = make.make_application(world.own, state="submitted")
    assert post(client_of("social_planner"), case, "decide").status_code == 404
    assert post(client_of("social_planner"), case, "erase").status_code == 404
    assert client_of("head").get(reverse("planning:application_step", args=[case.pk, "submit"])).status_code == 405


def test_what_is_missing_stands_on_the_page_and_in_the_refusal(world, client_of):
    with as_owner():
        case = make.make_application(world.own)
    missing = "Es fehlt, warum dieser Standort gewählt wird."
    page = client_of("head").get(case.get_absolute_url()).content.decode()
    response = post(client_of("head"), case, "submit")
    assert missing in page and "disabled" in page
    assert response.status_code == 422 and missing in response.content.decode()


def test_submitting_notes_the_day(world, client_of):
    with as_owner():
        case = make.make_application(world.own, **WHOLE)
    assert post(client_of("provider"), case, "submit").status_code == 302
    with as_owner():
        case.refresh_from_db()
        assert case.submitted is not None and Entry.objects.get(kind="submit").person == world.people["provider"]


@pytest.mark.parametrize("note", ["", "   "])
def test_a_return_asks_for_a_reason(world, client_of, note):
    with as_owner():
        case = make.make_application(world.own, state="submitted")
    response = post(client_of("social_planner"), case, "hand_back", note=note)
    assert response.status_code == 422 and "Bitte geben Sie einen Grund an." in response.content.decode()
    assert state_of(case) == "submitted"


def test_the_reason_of_a_late_return_is_kept(world, client_of):
    with as_owner():
        case = make.make_application(world.own, state="withdrawn")
    response = post(client_of("social_planner"), case, "hand_back", note="Die Raumfrage ist offen.")
    assert response.status_code == 422 and "Inzwischen hat jemand anderes den Stand geändert" in response.content.decode()


def work_off(name):
    with as_owner():
        job = Job.objects.get(name=name)
    jobs.run(job.pk, "test")
    with as_owner():
        job.refresh_from_db()
    assert job.state == "done", job.error
    return list(mail.outbox)


def test_a_return_mails_the_reason_to_head_and_provider(world, client_of):
    with as_owner():
        case = make.make_application(world.own, state="submitted")
    post(client_of("social_planner"), case, "hand_back", note="Die Raumfrage ist offen.")
    sent = work_off("planning.mail_returned")
    assert {address for message in sent for address in message.to} == {"head@hier.example", "provider@hier.example"}
    assert all("Die Raumfrage ist offen." in message.body and case.get_absolute_url() in message.body for message in sent)


def test_a_declined_interest_mails_the_reason_to_the_kita(world, client_of):
    with as_owner():
        interest = make.make_interest(world.town)
    client_of("social_planner").post(reverse("planning:interest_step", args=[interest.pk]), {"step": "decline", "note": "In diesem Jahr kein Geld."})
    (message,) = work_off("planning.mail_declined")
    assert message.to == ["kern@test.example"] and "In diesem Jahr kein Geld." in message.body and "Ilm-Kreis" in message.body
