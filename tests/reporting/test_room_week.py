"""The rooms of a house in use: offers, meetings and bookings in one week; two at once are told and never refused."""

from datetime import date, time, timedelta
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from planning.models import RoomBooking
from reporting.rules.rooms import InUse, clashes
from sites.models import Room
from tests import factories as make
from tests.client import Client
from tests.conftest import as_owner

BUDGET = 4 + 8


def text_of(response, status=200):
    assert response.status_code == status
    return " ".join(unescape(response.content.decode()).split())


def monday():
    today = timezone.localdate()
    return today - timedelta(days=today.weekday()) + timedelta(weeks=1)


@pytest.fixture
def house(world):
    with as_owner():
        world.room = Room.objects.create(site=world.own, name="Familienraum")
        world.other = Room.objects.create(site=world.own, name="Turnraum")
        offer = make.make_offer(world.own, "Elterncafé", venue=world.room)
        make.make_session(offer, monday() + timedelta(days=1), at=time(9))
    client = Client()
    client.force_login(world.people["professional"])
    world.client = client
    return world


def book(house, room, day, starts="9:30", ends="10:30", **more):
    data = {
        "room": room.pk,
        "title": "Chorprobe",
        "who": "Elternbeirat",
        "day": f"{day:%d.%m.%Y}",
        "starts_at": starts,
        "ends_at": ends,
        "weeks": "1",
    }
    return house.client.post(reverse("reporting:room_booking_create", args=[house.own.pk]), {**data, **more}, follow=True)


def week(house):
    return house.client.get(reverse("reporting:room_week", args=[house.own.pk]), {"week": f"{monday()}"})


@pytest.mark.req("R155.D")
def test_a_room_is_booked_and_a_double_booking_is_told_not_refused(house):
    day = monday() + timedelta(days=1)
    said = text_of(book(house, house.room, day))
    assert "Der Raum ist eingetragen." in said and "doppelt belegt" in said and "Elterncafé" in said
    said = text_of(week(house))
    assert said.count("doppelt belegt:") == 2 and "Chorprobe, Elternbeirat" in said and "2 Einträge sind doppelt belegt." in said
    with as_owner():
        assert RoomBooking.objects.count() == 1


def test_another_room_another_time_and_the_next_day_are_no_double_booking(house):
    day = monday() + timedelta(days=1)
    for room, at, starts, ends in (
        (house.other, day, "9:30", "10:30"),
        (house.room, day, "8:00", "9:00"),
        (house.room, day + timedelta(days=1), "9:30", "10:30"),
    ):
        assert "doppelt belegt" not in text_of(book(house, room, at, starts, ends))
    assert "doppelt belegt" not in text_of(week(house))


def test_weeks_in_a_row_are_bookings_of_their_own(house):
    said = text_of(book(house, house.other, monday(), weeks="3"))
    assert "für 3 Wochen eingetragen" in said
    with as_owner():
        days = list(RoomBooking.objects.values_list("day", flat=True))
    assert days == [monday() + timedelta(weeks=number) for number in range(3)]
    assert book(house, house.other, monday(), weeks="27").status_code == 422
    assert "Das Ende liegt vor dem Beginn" in text_of(book(house, house.other, monday(), "11:00", "10:00"), 422)


def test_a_room_of_another_house_is_not_offered(house):
    with as_owner():
        foreign = Room.objects.create(site=house.foreign, name="Saal")
    assert book(house, foreign, monday()).status_code == 422


def test_meetings_and_open_hours_take_rooms_and_what_falls_away_takes_none(house):
    with as_owner():
        body = make.make_body(house.own.place, "Steuerungsteam")
        make.make_meeting(body, monday() + timedelta(days=1), starts_at=time(10), where="Familienraum")
        dropped = make.make_offer(house.own, "Krabbelgruppe", venue=house.room)
        make.make_session(dropped, monday() + timedelta(days=1), at=time(9), cancelled=True, cancel_reason="staff")
        standing = make.make_offer(house.own, "Offener Treff", venue=house.other)
        make.make_session(standing, monday() + timedelta(days=2), at=time(14), open_days=[3, 5])
    said = text_of(week(house))
    assert "Steuerungsteam" in said and "Sitzung" in said and "doppelt belegt: Elterncafé" in said and "Krabbelgruppe" not in said
    assert said.count("Offener Treff") == 2


def test_nonsense_in_the_address_shows_this_week(house):
    address = reverse("reporting:room_week", args=[house.own.pk])
    for nonsense in ("?week=x", "?week=0001-01-01", "?week=9999-12-31"):
        assert text_of(house.client.get(address + nonsense))
    assert "alle Räume frei" in text_of(house.client.get(address))


@pytest.mark.parametrize("number", [3, 60])
def test_the_week_asks_the_same_queries_for_few_and_many(house, own_queries, number):
    with as_owner():
        for at in range(number):
            RoomBooking.objects.create(
                site=house.own, room=house.other, day=monday() + timedelta(days=at % 7), starts_at=time(8), ends_at=time(9), title=f"{at}"
            )
    with own_queries() as seen:
        assert week(house).status_code == 200
    assert seen.count <= BUDGET, [query["sql"][:90] for query in seen.captured_queries]


SPANS = st.tuples(st.integers(0, 20), st.integers(1, 3), st.sampled_from(["A", "B", ""]), st.integers(1, 2))


@given(st.lists(SPANS, max_size=8))
def test_two_uses_clash_when_they_share_a_minute_in_one_room_on_one_day(spans):
    uses = [
        InUse(("booking", at), room, date(2026, 12, day), time(hour), time(hour + length), "x", "Belegung", "")
        for at, (hour, length, room, day) in enumerate(spans)
    ]
    for one in uses:
        for other in uses:
            minutes = {(one.day, minute) for minute in range(one.starts_at.hour * 60, one.ends_at.hour * 60)}
            theirs = {(other.day, minute) for minute in range(other.starts_at.hour * 60, other.ends_at.hour * 60)}
            expected = one is not other and one.room == other.room != "" and bool(minutes & theirs)
            assert (other in clashes(one, uses)) == expected
