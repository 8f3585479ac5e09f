"""Invitations to a meeting with an entry for the calendar: asked, changed, called off; and minutes that wait for the day of the meeting."""

from datetime import time, timedelta

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from planning.models import Meeting
from sites.core import jobs
from sites.models import Entry, Job
from tests import factories as make
from tests.conftest import as_owner
from tests.pages import remove
from tests.sites.reading import text

TODAY = timezone.localdate()
SOON = TODAY + timedelta(days=10)


def url(name, *args):
    return reverse(f"planning:{name}", args=args)


@pytest.fixture
def coming(world):
    """A meeting of the steering team in ten days; one member of that day has an address, one who has left had one."""
    with as_owner():
        body = make.make_body(world.own, "Steuerungsteam", "steering_team")
        make.make_body_member(body, "Petra Lang", email="lang@traeger.example")
        make.make_body_member(body, "Ohne Adresse")
        make.make_body_member(body, "Früher", email="frueher@kreis.example", ends=TODAY)
        meeting = make.make_meeting(body, SOON, starts_at=time(14), ends_at=time(16), where="Familienraum")
        make.make_agenda_item(meeting, title="Vätersamstag")
        return meeting


def typed(**changes):
    values = {"held_on": f"{SOON:%d.%m.%Y}", "starts_at": "14:00", "ends_at": "16:00", "where": "Familienraum", "digital": "", "link": ""}
    return {**values, **changes}


def sent():
    """All mails that wait are sent; returns the last one with its entry for the calendar."""
    mail.outbox.clear()
    with as_owner():
        waiting = list(Job.objects.filter(name="planning.mail_meeting", state="queued").order_by("pk").values_list("pk", flat=True))
    for pk in waiting:
        jobs.run(pk, "test")
    if not mail.outbox:
        return None, None
    (letter,) = mail.outbox
    (name, content, kind) = letter.attachments[0]
    assert name == "sitzung.ics"
    calendar = Calendar.from_ical(content)
    assert f"method={calendar['method']}" in kind
    return letter, calendar


@pytest.mark.req("R201.D")
def test_an_invitation_is_changed_and_called_off_in_the_calendar_too(world, client_of, coming):
    client = client_of("coordinator")
    assert "Mitglieder einladen" in text(client.get(url("meeting_detail", coming.pk)))
    client.post(url("meeting_invite", coming.pk))
    letter, calendar = sent()
    assert letter.to == ["lang@traeger.example"] and letter.subject.startswith("Einladung: Steuerungsteam") and "1. Vätersamstag" in letter.body
    (event,) = calendar.walk("VEVENT")
    key = event["uid"]
    assert calendar["method"] == "REQUEST" and event["sequence"] == 0 and event["attendee"] == "mailto:lang@traeger.example"
    assert event["organizer"] == "mailto:coordinator@hier.example" and event.decoded("dtend") - event.decoded("dtstart") == timedelta(hours=2)
    answer = client.post(url("meeting_edit", coming.pk), typed(starts_at="15:00", ends_at="17:00"), follow=True)
    assert "Die Eingeladenen bekommen die Änderung per E-Mail." in text(answer)
    letter, calendar = sent()
    (event,) = calendar.walk("VEVENT")
    assert letter.subject.startswith("Geänderte Einladung") and (event["uid"], event["sequence"]) == (key, 1) and calendar["method"] == "REQUEST"
    assert client.post(url("meeting_cancel", coming.pk), {"note": "Die Heizung ist ausgefallen."}).status_code == 302
    letter, calendar = sent()
    (event,) = calendar.walk("VEVENT")
    assert letter.subject.startswith("Abgesagt") and "Der Grund: Die Heizung ist ausgefallen." in letter.body
    assert (calendar["method"], event["uid"], event["sequence"], event["status"]) == ("CANCEL", key, 2, "CANCELLED")
    assert "abgesagt" in text(client.get(url("meeting_detail", coming.pk)))
    assert client.post(url("meeting_cancel", coming.pk), {"note": "Noch einmal."}).status_code == 422


def test_who_was_not_invited_hears_nothing_and_other_changes_are_no_news(world, client_of, coming):
    client = client_of("head")
    client.post(url("meeting_edit", coming.pk), typed(where="Bibliothek"))
    assert sent() == (None, None)
    client.post(url("meeting_invite", coming.pk))
    sent()
    client.post(url("meeting_edit", coming.pk), typed(where="Bibliothek", open_to_families="on"))
    assert sent() == (None, None)


def test_a_meeting_with_invitations_is_called_off_before_it_is_taken_away(world, client_of, coming):
    client = client_of("head")
    with as_owner():
        coming.items.all().delete()
        Meeting.objects.update(invited_on=TODAY)
    answer = remove(client, url("meeting_edit", coming.pk))
    assert "Bitte sagen Sie sie ab" in text(client.get(answer.headers.get("Location", url("meeting_edit", coming.pk))))
    with as_owner():
        assert Meeting.objects.filter(pk=coming.pk).exists()


def test_another_one_may_be_planned_on_the_day_of_one_that_was_called_off(world, client_of, coming):
    client = client_of("head")
    assert client.post(url("meeting_create", coming.body_id), typed()).status_code == 422
    client.post(url("meeting_cancel", coming.pk), {"note": "Krankheit."})
    assert client.post(url("meeting_create", coming.body_id), typed()).status_code == 302


def test_the_file_for_the_own_calendar_is_for_who_reads_the_meeting(world, client_of, coming):
    answer = client_of("parent_representative").get(url("meeting_calendar", coming.pk))
    (event,) = Calendar.from_ical(answer.content).walk("VEVENT")
    assert event["summary"] == "Steuerungsteam" and event["location"] == "Familienraum" and "attendee" not in event
    with as_owner():
        Meeting.objects.update(starts_at=None, ends_at=None)
    (event,) = Calendar.from_ical(client_of("head").get(url("meeting_calendar", coming.pk)).content).walk("VEVENT")
    assert event.decoded("dtstart") == SOON
    assert client_of("head", elsewhere=True).get(url("meeting_calendar", coming.pk)).status_code == 404


def test_minutes_wait_for_the_day_of_the_meeting(world, client_of, coming):
    client = client_of("head")
    paper = SimpleUploadedFile("protokoll.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n")
    refused = text(client.post(url("meeting_edit", coming.pk), typed(upload=paper)))
    assert "Ein Protokoll gibt es danach." in refused
    with as_owner():
        item = coming.items.get()
    data = {"number": "1", "title": "Vätersamstag", "discussed": "Bleibt stehen", "result": "Ja.", "owner": "", "due": ""}
    refused = text(client.post(url("agenda_item_edit", item.pk), data))
    assert "Ein Protokoll gibt es danach." in refused and "Bleibt stehen" in refused
    data |= {"discussed": "", "result": "", "owner": "Jana Seidel"}
    assert "Wer kümmert sich, und bis wann?" in text(client.post(url("agenda_item_edit", item.pk), data))
    assert "das Ende liegt nach dem Beginn" in text(client.post(url("meeting_edit", coming.pk), typed(ends_at="13:00")))


def test_invitations_are_noted(world, client_of, coming):
    client_of("head").post(url("meeting_invite", coming.pk))
    with as_owner():
        assert Entry.objects.get(kind="invited").text.startswith("1 Mitglied zur Sitzung")
        assert Meeting.objects.get().invited_on == TODAY
