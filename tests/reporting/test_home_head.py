"""The start page of a head: the plan of the week with rooms and team, whom to ask, the file for the own calendar, and what it costs for 300 rows."""

from datetime import time, timedelta
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from offers.models import Session
from planning.models import Inquiry
from sites.core.journal import record
from sites.models import Absence, Agreement, Cooperation, Partner
from tests import factories as make
from tests.client import Client
from tests.conftest import as_owner

OF_EVERY_REQUEST = 4  # session, user, reach, wall
BUDGET = 9  # one of them asks for a handover


def day(number):
    return timezone.localdate() + timedelta(days=number)


def start(client) -> str:
    return unescape(client.get("/").content.decode())


def plan_of(client) -> str:
    return start(client).split("Räume und Team vom", 1)[1]


def test_the_plan_says_for_each_day_who_of_the_team_is_away(world, client_of):
    with as_owner():
        make.make_session(make.make_offer(world.own, "Babytreff"), day(1))
        make.make_absence(world.own, "Jana Seidel", starts=day(-2), ends=day(0), substitute="Thomas Krüger")
        make.make_absence(world.own, "Doreen Hartung", starts=day(6), ends=day(9), text="")
        make.make_absence(world.own, "Später", starts=day(7)), make.make_absence(world.own, "Vorbei", starts=day(-1))
        make.make_absence(world.sister, "Anderswo", starts=day(1))
    plan = plan_of(client_of("head"))
    assert plan.count("Jana Seidel: Fortbildung in Erfurt") == 1 and "Thomas Krüger übernimmt." in plan
    assert plan.count("Doreen Hartung: nicht im Haus") == 1 and plan.count("alle im Haus") == 1 and plan.count("kein Termin") == 2
    assert not any(name in plan for name in ("Später", "Vorbei", "Anderswo"))
    assert reverse("sites:absence_list", args=[world.own.pk]) in start(client_of("head"))


@pytest.mark.parametrize("who", ["coordinator", "professional"])
def test_the_team_reads_on_its_start_page_who_is_away_this_week(world, client_of, who):
    assert "Alle sind im Haus." in start(client_of(who))
    with as_owner():
        make.make_absence(world.own, "Jana Seidel", starts=day(2), substitute="Thomas Krüger")
        make.make_absence(world.own, "Später", starts=day(7)), make.make_absence(world.sister, "Anderswo", starts=day(1))
    page = start(client_of(who))
    assert "Jana Seidel: Fortbildung in Erfurt" in page and "Thomas Krüger übernimmt." in page
    assert not any(words in page for words in ("Später", "Anderswo", "Alle sind im Haus."))


def test_of_two_dates_in_one_room_the_later_one_gives_way(world, client_of):
    with as_owner():
        room = make.make_room(world.own, "Familienraum")
        first = make.make_session(make.make_offer(world.own, "Babytreff", venue=room), day(2), at=time(13))
        second = make.make_session(make.make_offer(world.own, "Beratung", venue=room), day(2), at=time(13, 30))
    page = start(client_of("head"))
    assert page.count("doppelt belegt") == 2
    for name, row, stays in (("offers:session_edit", second, first), ("offers:offer_edit", second.offer, first.offer)):
        assert reverse(name, args=[row.pk]) in page and reverse(name, args=[stays.pk]) not in page


def test_what_is_due_names_whom_to_ask(world, client_of):
    with as_owner():
        world.county.contact, world.county.phone = "Miriam Albrecht", "03628 555 0217"
        world.county.save()
        make.make_report(world.own, timezone.localdate().year)
        partner = make.make_partner(world.own, "Hebamme", contact="Karin Körner", phone="0361 555 4710")
        make.make_agreement(make.make_cooperation(partner, stage="active"), starts=day(-300), ends=day(200), notice_until=day(30))
    due = start(client_of("head")).split("Wartet auf andere")[0]
    assert all(words in due for words in ("Miriam Albrecht", "tel:036285550217", "Letzter Kündigungstag: Hebamme", "Karin Körner", "tel:03615554710"))


def test_the_calendar_has_a_whole_day_for_each_date_that_is_due(world, client_of):
    with as_owner():
        report = make.make_report(world.own, timezone.localdate().year)
        case = make.make_application(world.own)
        make.make_meeting(make.make_body(world.own, "Elternbeirat", kind="parents_council"), held_on=day(6))
        make.make_report(world.foreign, timezone.localdate().year)
    answer = client_of("head").get(reverse("reporting:due_calendar"))
    assert answer["Content-Type"] == "text/calendar; charset=utf-8" and answer["Content-Disposition"].endswith('.ics"')
    text = answer.content.decode().replace("\r\n ", "")
    assert text.count("BEGIN:VEVENT") == 2  # what has no day is on the page alone, and what is another house's nowhere
    assert f"UID:report-{report.measure_id}@" in text and f"UID:hearing-{case.pk}@" in text
    assert f"DTSTART;VALUE=DATE:{day(6):%Y%m%d}" in text and f"SUMMARY:Elternbeirat anhören: Antrag {world.own.name}" in text
    assert reverse("reporting:report_detail", args=[report.pk]) in text and "in 6" not in text


def test_the_calendar_of_a_person_with_two_roles_is_that_of_the_head(world, client_of):
    with as_owner():
        make.give(world.people["head"], "social_planner", world.other_county)
        make.make_report(world.foreign, timezone.localdate().year)
    assert "VEVENT" not in client_of("head").get(reverse("reporting:due_calendar")).content.decode()


@pytest.mark.parametrize("number", [3, 300])
def test_the_page_asks_the_same_queries_for_3_and_300_rows(world, client_of, own_queries, behind_forms, number):
    today = timezone.localdate()
    with as_owner():
        offer, case = make.make_offer(world.own), make.make_application(world.own, state="submitted", submitted=today)
        partners = Partner.objects.bulk_create(Partner(site=world.own, name=f"Stelle {one}", kind="club") for one in range(number))
        row = make.make_session(offer, day(1))
        shared = {"offer": offer, "site": world.own, "county": world.county, "offer_type": row.offer_type, "action_field": row.action_field}
        Session.objects.bulk_create(
            Session(held_on=day(one % 7), starts_at=time(8 + one // 60, one % 60), ends_at=time(20), **shared) for one in range(number)
        )
        Absence.objects.bulk_create(Absence(site=world.own, name=f"Person {one}", starts=today, ends=day(3)) for one in range(number))
        together = Cooperation.objects.bulk_create(Cooperation(site=world.own, partner=one, subject_text="Hilfe", stage="active") for one in partners)
        Agreement.objects.bulk_create(
            Agreement(site=world.own, cooperation=one, title="Vertrag", parties="beide", starts=day(-9), ends=day(9)) for one in together
        )
        Inquiry.objects.bulk_create(Inquiry(site=world.own, office_id=world.county.pk, site_name="", title=f"Frage {one}") for one in range(number))
        make.make_contract(world.own, world.people["facilitator"])
        make.make_report(world.own, today.year), make.make_report(world.own, today.year - 1, state="submitted", ready=True, version=1)
    for one in range(number):
        record(behind_forms("provider"), case, "reminded" if one % 2 else "submit", text="Antrag eingereicht", about=str(case), asked="provider")
    client = Client()
    client.force_login(world.people["head"])
    with own_queries() as seen:
        page = client.get("/")
    assert page.status_code == 200
    assert seen.count <= OF_EVERY_REQUEST + BUDGET, [query["sql"][:90] for query in seen.captured_queries]
