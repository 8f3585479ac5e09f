"""Open hours (Mo-Fr 9-12) are one session a week; whoever reads days reads each of them: families, papers, machines, neighbours, the house."""

import re
from datetime import date, datetime, time
from html import unescape

import pytest
import time_machine
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from offers.models import Offer, PublicDate, Session
from offers.pages.family_page import coming, family_page, find
from offers.services.publishing import publish
from offers.services.signups import sign_up
from reporting.pages.papers import month_programme
from sites.core.days import BERLIN
from sites.core.wall import set_wall
from sites.models import Site
from tests import factories as make
from tests.client import Client
from tests.conftest import as_owner

MONDAY, WEDNESDAY, NEXT_MONDAY = date(2026, 11, 30), date(2026, 12, 2), date(2026, 12, 7)
AT = datetime(2026, 12, 2, 8, 0, tzinfo=BERLIN)  # the Wednesday, before it opens


def weeks(offer, *mondays, open_days=(1, 2, 3, 4, 5), **fields):
    for monday in mondays:
        make.make_session(offer, monday, at=time(9), open_days=list(open_days), **fields)


def text(response):
    return " ".join(re.sub(r"<[^>]+>", " ", unescape(response.content.decode())).split())


def published(world, at=AT):
    with time_machine.travel(at, tick=False):
        set_wall([world.own.pk])
        return publish(site=world.own.pk, today=at.date())


@pytest.fixture
def offer(world):
    with as_owner():
        row = make.make_offer(world.own, "Offene Sprechzeit")
        weeks(row, MONDAY, NEXT_MONDAY)
        Site.objects.filter(pk=world.own.pk).update(phone="03677 1", street="Lindenweg 8", postcode="98693")
    published(world)
    return row


@pytest.fixture
def now():
    with time_machine.travel(AT, tick=False):
        yield


def test_families_read_every_day_that_is_left(world, offer, now):
    page = text(Client().get(reverse("offers:family_page", args=[world.own.slug])))
    today, listed = re.search(r"Heute (.*?) Die nächsten Termine (.*?) In meinen Kalender", page).groups()
    assert today.count("Offene Sprechzeit") == 1 and "9:00 bis 10:30 Uhr" in today
    days = [2, 3, 4, 7, 8, 9, 10, 11]
    assert [int(day) for day in re.findall(r"(\d+) Dez", listed)] == days[1:]
    with as_owner():
        assert [one.held_on.day for one in PublicDate.objects.order_by("held_on")] == days
    page = text(Client().get(reverse("offers:family_offer", args=[world.own.slug, "offene-sprechzeit"])))
    assert page.count("9:00 bis 10:30 Uhr") == len(days)
    found = Client().get(reverse("offers:family_list"), {"day": "2026-12-04"})
    assert "Kita Lindenhof" in text(found)
    assert "Kita Lindenhof" not in text(Client().get(reverse("offers:family_list"), {"day": "2026-12-05"}))


def test_machines_read_every_day_under_a_name_that_stays(world, offer, now):
    def uids():
        answer = Client().get(reverse("offers:family_calendar", args=[world.own.slug]))
        return [str(one["uid"]) for one in Calendar.from_ical(answer.content).walk("VEVENT")]

    before = uids()
    assert len(set(before)) == 8
    published(world)
    assert uids() == before
    (house,) = Client().get(reverse("offers:family_feed")).json()["houses"]
    dates = house["offers"][0]["dates"]
    assert [one["begin"][:10] for one in dates][:3] == ["2026-12-02", "2026-12-03", "2026-12-04"] and len({one["id"] for one in dates}) == 8
    page = Client().get(reverse("offers:family_offer", args=[world.own.slug, "offene-sprechzeit"])).content.decode()
    assert page.count('"startDate": "2026-12-0') + page.count('"startDate": "2026-12-1') == 8


def test_papers_name_every_day(world, offer, now, client_of, monkeypatch):
    found = month_programme(world.own.slug, 2026, 12, WEDNESDAY)
    assert [one.day.day for one in found.meetings] == [2, 3, 4, 7, 8, 9, 10, 11]
    drawn = []
    monkeypatch.setattr("reporting.documents.papers._drawn", lambda html, printed: drawn.append(html) or b"%PDF")
    assert client_of("coordinator").get(reverse("reporting:offer_poster", args=[offer.pk])).status_code == 200
    words = drawn[0].replace("\xa0", " ")
    assert "2. Dezember" in words and "3. Dez., 4. Dez., 7. Dez., 8. Dez." in words


def test_a_week_of_open_hours_does_not_push_out_the_other_dates(world, offer, now):
    with as_owner():
        other = make.make_offer(world.own, "Babytreff")
        for day in (3, 4, 10, 11, 17, 18):
            make.make_session(other, date(2026, 12, day))
    published(world)
    page = family_page(find(world.own.slug), WEDNESDAY)
    first = [(line.date.title, line.date.held_on.day) for line in page.dates]
    assert first.count(("Babytreff", 11)) == 1 and len({line.date.session_id for line in page.dates}) == 6
    assert [line.date.held_on.day for line in page.later] == [17, 18]


@pytest.mark.guard("standing-signup")
def test_nobody_signs_up_for_a_week(world, offer, now):
    with as_owner():
        Offer.objects.filter(pk=offer.pk).update(registration="optional", capacity=3)
        session = Session.objects.get(held_on=MONDAY).pk
        make.make_signup(Session.objects.get(pk=session))
    published(world)
    page = Client().get(reverse("offers:family_offer", args=[world.own.slug, "offene-sprechzeit"]))
    assert "Mitmachen" not in text(page) and text(page).count("ohne Anmeldung") == 8 and "noch ein Platz" not in text(page)
    with as_owner():
        future = Session.objects.get(held_on=NEXT_MONDAY).pk
    assert sign_up(session=future, name="Anna", contact=("a@post.example", "")).answer == "gone"


def test_what_falls_out_says_so_on_each_day(world, offer, now):
    with as_owner():
        Session.objects.filter(held_on=NEXT_MONDAY).update(cancelled=True)
    published(world)
    assert text(Client().get(reverse("offers:family_page", args=[world.own.slug]))).count("fällt aus") == 5


def test_the_house_sees_them_today_and_next(world, offer, client_of, now):
    browser = client_of("coordinator")
    assert "Offene Sprechzeit" in text(browser.get(reverse("reporting:home")))
    assert "Nächster Termin Mittwoch, 2. Dezember, 9:00 Uhr" in text(browser.get(offer.get_absolute_url()))
    with time_machine.travel(datetime(2026, 12, 2, 11, 0, tzinfo=BERLIN), tick=False):
        assert "Nächster Termin Donnerstag, 3. Dezember, 9:00 Uhr" in text(client_of("coordinator").get(offer.get_absolute_url()))
    with time_machine.travel(datetime(2026, 12, 5, 11, 0, tzinfo=BERLIN), tick=False):
        assert "Nächster Termin Montag, 7. Dezember, 9:00 Uhr" in text(client_of("coordinator").get(offer.get_absolute_url()))


@pytest.mark.parametrize("ours", [True, False])
def test_neighbours_are_compared_by_every_weekday(world, offer, client_of, now, ours):
    """The own open hours meet a Thursday of the neighbour; the neighbour's open hours meet an own Thursday."""
    theirs = world.sibling if ours else world.own
    with as_owner():
        make.make_page(world.sibling)
        if not ours:
            Session.objects.all().delete()
            weeks(make.make_offer(world.sibling, "Sprechzeit nebenan"), MONDAY)
        make.make_session(make.make_offer(theirs, "Donnerstags"), date(2026, 12, 3), at=time(10))
    found = client_of("coordinator").get(reverse("offers:offer_nearby", args=[world.own.pk])).context["offers"]
    assert [(one.title, [str(hours) for pair in one.pairs for hours in pair.hours]) for one in found] == [
        ("Offene Sprechzeit", ["donnerstags 9:00–10:30 Uhr"]) if ours else ("Donnerstags", ["donnerstags 10:00–11:30 Uhr"])
    ]


@given(open_days=st.sets(st.integers(1, 7), min_size=1))
def test_a_row_has_the_named_weekdays_of_its_week(open_days):
    monday = date(2026, 12, 7)
    row = Session(held_on=date.fromordinal(monday.toordinal() + min(open_days) - 1), starts_at=time(9), ends_at=time(12), open_days=sorted(open_days))
    assert [day.isoweekday() for day in row.days()] == sorted(open_days) and {day.isocalendar().week for day in row.days()} == {50}


@pytest.mark.parametrize(("day", "hour", "shown"), [(2, 10, 2), (2, 11, 3), (4, 11, 7), (6, 23, 7), (11, 11, None)])
def test_the_next_day_of_the_house_is_that_of_the_families(world, offer, day, hour, shown):
    at = datetime(2026, 12, day, hour, tzinfo=BERLIN)
    with time_machine.travel(at, tick=False), as_owner():
        session, one = Session.objects.coming(at).first(), coming(at.date(), site=world.own.pk).first()
        assert (session.next_on.day if session else None, one.held_on.day if one else None) == (shown, shown)
