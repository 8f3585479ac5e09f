"""One address is one delivery, through a real mail server: each gets its mail once, whatever the others answer."""

from datetime import timedelta
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from sites.core import jobs
from sites.core.mails import REFUSED
from sites.models import Invitation, Job, RefusedAddress
from sites.services.invitations import secret_of
from tests import factories as make
from tests.client import Client
from tests.conftest import as_owner
from tests.mails import mail_server


@pytest.fixture
def server(settings):
    with mail_server() as (port, answers):
        backend = "django.core.mail.backends.smtp.EmailBackend"
        settings.MAILERS = {"default": {"BACKEND": backend, "OPTIONS": {"host": "127.0.0.1", "port": port, "timeout": 5}}}
        yield answers


@pytest.fixture
def returned(world):
    """A mail job to head and provider of the own site, asked for by the planner."""
    with as_owner():
        case = make.make_application(world.own, state="returned")
        return Job.objects.create(
            place_id=world.own.pk,
            person=world.people["social_planner"],
            name="planning.mail_returned",
            title="Nachricht",
            arguments={"application": case.pk},
        )


def run_all() -> list[str]:
    """Every job that is due, until none is; the states in which they ended."""
    states = []
    while True:
        with as_owner():
            due = list(Job.objects.filter(state="queued").order_by("pk").values_list("pk", flat=True))
        if not due:
            return states
        states += [jobs.run(pk) for pk in due]


def again() -> list[str]:
    """The waiting deliveries, when their time has come."""
    with as_owner():
        Job.objects.filter(state="running").update(lease=timezone.now() - timedelta(seconds=1))
        waiting = list(Job.objects.filter(state="running").values_list("pk", flat=True))
    return [jobs.run(pk) for pk in waiting]


HEAD, PROVIDER, PLANNER = "head@hier.example", "provider@hier.example", "social_planner@hier.example"


@pytest.mark.guard("one-delivery")
def test_a_refused_address_keeps_no_mail_from_the_others(world, server, returned, client_of):
    server.refuses[HEAD] = (550, "5.1.1 No such user")
    assert sorted(run_all()) == ["done", "done", "done", "failed"]  # handed on; provider; the note to the planner; head
    assert sorted(server.taken) == [PROVIDER, PLANNER]
    with as_owner():
        failed = Job.objects.get(state="failed")
        assert failed.error == f"{HEAD} nimmt keine E-Mail an." and failed.attempts == 1
        assert list(RefusedAddress.objects.values_list("place", "email", "said")) == [(world.own.pk, HEAD, "5.1.1 No such user")]
    page = client_of("social_planner").get(reverse("sites:member_list", args=[world.own.pk])).content.decode()
    assert page.count("E-Mail kommt nicht an") == 1
    server.refuses.clear()
    with as_owner():
        Job.objects.filter(pk=returned.pk).update(state="queued", arguments=returned.arguments)
    run_all()
    page = client_of("social_planner").get(reverse("sites:member_list", args=[world.own.pk])).content.decode()
    assert "E-Mail kommt nicht an" not in page


@pytest.mark.guard("refused-once")
def test_who_wrote_and_takes_no_mail_either_is_told_once(world, server, returned):
    server.refuses[HEAD] = server.refuses[PLANNER] = (550, "5.1.1 No such user")
    for _ in range(3):  # the job, its deliveries, the note
        with as_owner():
            due = list(Job.objects.filter(state="queued").values_list("pk", flat=True))
        for pk in due:
            jobs.run(pk)
    with as_owner():
        assert Job.objects.filter(name=REFUSED).count() == 1 and not Job.objects.filter(state="queued").exists()
        assert set(RefusedAddress.objects.values_list("email", flat=True)) == {HEAD, PLANNER}


def test_who_is_greylisted_is_tried_again_alone(world, server, returned):
    server.refuses[PROVIDER] = (450, "4.2.0 Greylisted")
    assert sorted(run_all()) == ["done", "done", "running"]
    assert server.taken == [HEAD]
    server.refuses.clear()
    assert again() == ["done"] and server.taken == [HEAD, PROVIDER]
    with as_owner():
        assert not RefusedAddress.objects.exists() and not Job.objects.filter(name=REFUSED).exists()


def test_a_mail_waits_out_an_outage_of_a_day(world, server, returned):
    server.refuses[HEAD] = server.refuses[PROVIDER] = (451, "4.3.0 down")
    waited = timedelta()
    for attempt in (run_all, *[again] * (len(jobs.WAITS) - 1)):
        assert "running" in attempt()
        with as_owner():
            waited += Job.objects.filter(state="running").latest("pk").lease - timezone.now()
    assert waited > timedelta(days=1)
    server.refuses.clear()
    assert again() == ["done", "done"] and sorted(server.taken) == [HEAD, PROVIDER]


@pytest.fixture
def invited(world, client_of):
    """What the head sees of the one she has invited, at the address given."""
    data = {"email": "falsch@neu.example", "name": "Nora Neumann", "role": "coordinator", "starts": "1.2.2027", "ends": ""}
    assert client_of("head").post(reverse("sites:member_give", args=[world.own.pk]), data).status_code == 302
    with as_owner():
        return Invitation.objects.get(email="falsch@neu.example")


def seen_by_the_head(world, client_of) -> str:
    page = unescape(client_of("head").get(reverse("sites:member_list", args=[world.own.pk])).content.decode())
    return page.partition('id="h-invited"')[2].partition("</section>")[0]


@pytest.mark.guard("corrected-link")
def test_who_invited_sees_what_did_not_arrive_corrects_the_address_and_sends_again(world, server, client_of, invited):
    server.refuses["falsch@neu.example"] = (550, "5.1.1 No such user")
    run_all()
    old, page = secret_of(invited), seen_by_the_head(world, client_of)
    assert "nicht zugestellt" in page and "(„5.1.1 No such user“)" in page and "Berichtigen Sie die Adresse" in page
    there = reverse("sites:invitation_correct", args=[invited.pk])
    assert there in page
    answer = client_of("head").post(there, {"email": "Richtig@neu.example", "name": "Nora Neumann"}, follow=True)
    assert "Die Einladung ist an richtig@neu.example unterwegs." in answer.content.decode()
    run_all()
    with as_owner():
        invited.refresh_from_db()
    assert "richtig@neu.example" in server.taken and "nicht zugestellt" not in seen_by_the_head(world, client_of)
    assert Client().get(reverse("sites:invitation_accept", args=[old])).status_code == 404  # it lies in somebody else's box, perhaps
    assert Client().get(reverse("sites:invitation_accept", args=[secret_of(invited)])).status_code == 200


def test_who_invited_sees_that_a_mail_waits_and_that_one_was_given_up(world, server, client_of, invited):
    assert "zugestellt" not in seen_by_the_head(world, client_of)  # on its way
    server.refuses["falsch@neu.example"] = (451, "4.3.0 down")
    run_all()
    page = seen_by_the_head(world, client_of)
    assert "noch nicht zugestellt" in page and "Sie müssen nichts tun." in page
    with as_owner():
        Job.objects.filter(name="sites.mail_invitation").update(state="parked")
    page = seen_by_the_head(world, client_of)
    assert "noch nicht zugestellt" not in page and "nicht zugestellt" in page and "Bitte senden Sie die Einladung noch einmal." in page
    server.refuses.clear()
    client_of("head").post(reverse("sites:invitation_renew", args=[invited.pk]))
    run_all()
    assert "zugestellt" not in seen_by_the_head(world, client_of)


def test_two_members_with_one_address_get_one_mail(world, server):
    with as_owner():
        body = make.make_body(world.county)
        for name, email in (("Eins", "buero@amt.example"), ("Zwei", "Buero@amt.example"), ("Drei", "drei@amt.example"), ("Vier", "")):
            make.make_body_member(body, name, email=email)
        meeting = make.make_meeting(body, timezone.localdate() + timedelta(days=5))
        Job.objects.create(place_id=world.county.pk, name="planning.mail_meeting", title="Einladung", arguments={"meeting": meeting.pk})
    run_all()
    assert sorted(address.lower() for address in server.taken) == ["buero@amt.example", "drei@amt.example"]
