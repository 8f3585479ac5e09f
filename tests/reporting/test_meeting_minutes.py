"""The minutes of a meeting on paper: PDF for who reads the meeting, by mail for members without an account; one decision in two books."""

import io
from datetime import date, timedelta

import pikepdf
import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from planning.models import AgendaItem, Meeting
from reporting.documents.minutes import minutes_html, minutes_pdf
from reporting.pages.meeting_minutes import minutes_of
from sites.core import jobs
from sites.models import Entry, Job
from tests import factories as make
from tests.conftest import as_owner
from tests.sites.reading import text

TODAY = timezone.localdate()


def url(name, *args):
    return reverse(f"reporting:{name}", args=args)


def detail(client, meeting):
    return text(client.get(reverse("planning:meeting_detail", args=[meeting.pk])))


@pytest.fixture
def closed(world):
    """A closed meeting with two members: one of them has an account."""
    with as_owner():
        body = make.make_body(world.own, "Steuerungsteam", "steering_team")
        head = make.make_body_member(body, "Ines Brandt", function_of="head", email="head@hier.example")
        make.make_body_member(body, "Petra Lang", function_of="provider", email="lang@traeger.example")
        make.make_body_member(body, "Früher dabei", email="frueher@kreis.example", ends=TODAY - timedelta(days=9))
        meeting = make.make_meeting(
            body, TODAY - timedelta(days=2), where="Familienraum", state="closed", closed_at=timezone.now(), closed_by="Ines Brandt, Leitung",
            guests="Frau Lenz",
        )  # fmt: skip
        make.make_agenda_item(
            meeting, title="Babytreff", discussed="Der Weg ist kurz.", result="Acht Termine ab Januar.", owner="Jana Seidel", due=date(2026, 12, 18)
        )
        make.make_agenda_item(meeting, 2, "Vätersamstag", deferred=True)
        meeting.attendances.create(place_id=world.own.pk, member=head, how="present")
        return meeting


@pytest.mark.req("R201.H")
def test_the_minutes_are_a_file_for_who_reads_the_meeting(world, client_of, closed):
    answer = client_of("parent_representative").get(url("meeting_minutes", closed.pk))
    assert answer.headers["Content-Type"] == "application/pdf" and f"protokoll-{closed.held_on}.pdf" in answer.headers["Content-Disposition"]
    with pikepdf.open(io.BytesIO(answer.content)) as pdf:
        assert len(pdf.pages) == 1
    with as_owner():
        html = minutes_html(minutes_of(Meeting.objects.select_related("body", "place__site").get(pk=closed.pk)))
    for words in (
        "Kita Lindenhof", "Steuerungsteam", "Der Weg ist kurz.", "Beschlossen: Acht Termine ab Januar.", "Jana Seidel bis 18.", "Frau Lenz",
        "Ines Brandt (Kita-Leitung)", "Zurückgestellt auf die nächste Sitzung.", "von Ines Brandt, Leitung.",
    ):  # fmt: skip
        assert words in html.replace("\xa0", " "), words
    assert "Früher dabei" not in html
    assert client_of("head", elsewhere=True).get(url("meeting_minutes", closed.pk)).status_code == 404
    with as_owner():
        Meeting.objects.update(state="running")
    assert client_of("head").get(url("meeting_minutes", closed.pk)).status_code == 404


def test_the_same_minutes_give_the_same_file(world, closed):
    with as_owner():
        minutes = minutes_of(Meeting.objects.select_related("body", "place__site").get(pk=closed.pk))
    assert minutes_pdf(minutes) == minutes_pdf(minutes)


@pytest.mark.guard("minutes-once")
def test_members_without_an_account_get_the_minutes_by_mail_once(world, client_of, closed):
    facilitator = client_of("facilitator")
    assert "1 Mitglied hat kein Konto." in detail(facilitator, closed)
    assert "Das Protokoll geht an ein Mitglied ohne Konto." in text(facilitator.post(url("meeting_send", closed.pk), follow=True))
    with as_owner():
        job = Job.objects.get(name="reporting.mail_minutes")
    jobs.run(job.pk, "test")
    (letter,) = mail.outbox
    assert letter.to == ["lang@traeger.example"] and letter.subject.startswith("Protokoll: Steuerungsteam")
    ((name, content, kind),) = letter.attachments
    assert name.endswith(".pdf") and kind == "application/pdf" and content.startswith(b"%PDF")
    assert "schon verschickt" in text(facilitator.post(url("meeting_send", closed.pk), follow=True))
    shown = detail(facilitator, closed)
    assert "An Mitglieder ohne Konto verschickt am" in shown and "Wieder öffnen" not in shown
    with as_owner():
        assert Job.objects.filter(name="reporting.mail_minutes").count() == 1 and Entry.objects.filter(kind="sent").count() == 1


def test_without_anybody_to_send_to_nothing_is_sent(world, client_of, closed):
    with as_owner():
        closed.body.members.filter(name="Petra Lang").delete()
    assert "haben ein Konto" in text(client_of("head").post(url("meeting_send", closed.pk), follow=True))
    with as_owner():
        Meeting.objects.update(state="running")
    assert "wenn die Sitzung abgeschlossen ist" in text(client_of("head").post(url("meeting_send", closed.pk), follow=True))
    with as_owner():
        assert not Job.objects.exists()


def test_a_decision_of_the_county_is_typed_once_and_stands_in_both_books(world, client_of):
    with as_owner():
        body = make.make_body(world.county)
        meeting = make.make_meeting(body, TODAY - timedelta(days=2), state="closed", closed_at=timezone.now(), closed_by="Planung")
        item = make.make_agenda_item(meeting, title="Fortführung", site=world.own, result="Der Ausschuss führt fort.")
        decision = make.make_decision(world.own, world.people["social_planner"], agenda_item=item, number="JHA 7")
    planner = client_of("social_planner")
    shown = planner.get(reverse("planning:meeting_detail", args=[meeting.pk])).content.decode()
    assert reverse("planning:decision_detail", args=[decision.pk]) in shown and "Der Ausschuss führt fort." in shown
    book = planner.get(reverse("planning:decision_detail", args=[decision.pk])).content.decode()
    assert reverse("planning:meeting_detail", args=[meeting.pk]) in book
    assert "JHA 7" in text(client_of("head").get(reverse("planning:decision_detail", args=[decision.pk])))
    with as_owner():
        assert AgendaItem.objects.get(pk=item.pk).decisions.count() == 1
        html = minutes_html(minutes_of(Meeting.objects.select_related("body", "place__county").get(pk=meeting.pk)))
    assert "Entscheidung des Landkreises: Kita Lindenhof" in html and "JHA 7" in html
