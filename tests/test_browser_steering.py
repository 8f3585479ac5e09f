"""A meeting of a steering team on two phones: from the agenda to the minutes as PDF, written by two at once without a loss (UF13)."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from planning.models import AgendaItem, Attendance, Meeting
from processes.models import ActionStep
from tests import factories as make
from tests.conftest import as_owner, make_world

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TODAY = timezone.localdate()
NEED, LEFT = "Familien mit Babys haben keinen Treffpunkt", "Vätersamstag ohne Turnhalle"
HERS, HIS = "Ab Januar ein Babytreff.", "Ab Februar ein Babytreff."


@pytest.fixture
def team():
    """A team with a meeting today and another one in three months."""
    world = make_world()
    with as_owner():
        body = make.make_body(world.own, "Steuerungsteam", "steering_team")
        make.make_body_member(body, "Ines Brandt", function_of="head", email="head@hier.example")
        make.make_body_member(body, "Petra Lang", function_of="provider", email="lang@traeger.example")
        make.make_need(world.own, NEED, urgent=True)
        today = make.make_meeting(body, TODAY, where="Familienraum")
        make.make_agenda_item(today, 1, LEFT)
        later = make.make_meeting(body, TODAY + timedelta(days=90))
    return world, today, later


def write(page, **fields):
    for name, value in fields.items():
        page.fill(f"[name={name}]", value)
    page.get_by_role("button", name="Punkt festhalten").click()


def test_from_the_agenda_to_the_minutes_with_two_who_write(phone, team):
    world, today, later = team
    due = TODAY + timedelta(days=14)
    hers, his = phone.new(world.people["coordinator"]), phone.new(world.people["facilitator"])
    # the agenda from what is open
    hers.goto(phone.address + reverse("planning:steering_team", args=[world.own.pk]))
    phone.station(hers, "13-team")
    hers.locator(f"a[href='{today.get_absolute_url()}']").click()
    hers.get_by_role("link", name="Aus dem, was offen ist, auswählen").click()
    phone.station(hers, "13-agenda")
    hers.get_by_text(NEED).click()
    hers.get_by_role("button", name="Auf die Tagesordnung nehmen").click()
    phone.station(hers, "13-planned")
    hers.get_by_role("button", name="Sitzung beginnen").click()
    hers.get_by_role("heading", name="Sitzung läuft").wait_for()
    # both at the second item
    with as_owner():
        item = AgendaItem.objects.get(title=NEED)
    address = phone.address + reverse("processes:meeting_run", args=[item.pk])
    hers.goto(address), his.goto(address)
    phone.station(hers, "13-running")
    write(hers, discussed="Die Krabbelgruppe ist voll.", result=HERS, owner="Jana Seidel", due=f"{due:%d.%m.%Y}")
    hers.get_by_text("TOP 2 ist festgehalten.").wait_for()
    write(his, result=HIS, owner="Ines Brandt", due=f"{due:%d.%m.%Y}")
    his.get_by_text("Hier steht inzwischen etwas anderes.").first.wait_for()
    phone.station(his, "13-overtaken")
    shown = his.inner_text("main")
    assert HERS in shown and his.input_value("[name=result]") == HIS and "Koordination Hier" in shown  # both texts, and who was first
    write(his, result=HERS, owner="Jana Seidel", discussed="Die Krabbelgruppe ist voll. Die Bibliothek hat donnerstags Platz.")
    his.get_by_text("TOP 2 ist festgehalten.").wait_for()
    # who is there, and the end
    hers.goto(address)
    for choice in hers.locator(".strip--here select").all():
        choice.select_option("present")
    hers.get_by_role("button", name="Anwesenheit speichern").click()
    hers.get_by_text("Die Anwesenheit ist gespeichert.").wait_for()
    hers.get_by_role("link", name="Sitzung abschließen").click()
    phone.station(hers, "13-closing")
    hers.fill("[name=guests]", "Frau Lenz, Grundschule")
    hers.get_by_role("button", name="Sitzung abschließen").click()
    hers.get_by_role("heading", name="Wer macht was bis wann").wait_for()
    phone.station(hers, "13-minutes")
    paper = hers.request.get(phone.address + hers.get_by_role("link", name="Protokoll (PDF)").get_attribute("href"))
    assert paper.ok and paper.headers["content-type"] == "application/pdf" and paper.body().startswith(b"%PDF")
    with as_owner():
        item.refresh_from_db()
        assert item.result == HERS and item.discussed.endswith("donnerstags Platz.") and Meeting.objects.get(pk=today.pk).state == "closed"
        assert list(ActionStep.objects.values_list("title", "owner", "due")) == [(HERS, "Jana Seidel", due)]
        assert list(AgendaItem.objects.filter(meeting=later).values_list("title", flat=True)) == [LEFT]
        assert Attendance.objects.filter(meeting=today, how="present").count() == 2
    hers.get_by_role("link", name=re.compile("Im Maßnahmenplan")).click()
    hers.get_by_role("link", name=HERS).wait_for()
