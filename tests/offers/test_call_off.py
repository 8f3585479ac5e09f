"""A date falls away: with its reason from every page, with a proposed day that makes up for it, and whoever has signed up is told."""

from datetime import date, datetime, time, timedelta

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import ValidationError
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from offers.models import ClosingDays, Offer, PublicDate, Session
from offers.rules.make_up import make_up_days
from offers.services.sessions import call_off
from offers.services.signups import sign_up
from sites.core.access import Access
from sites.core.wall import set_wall
from sites.models import Entry
from tests import factories as make
from tests.conftest import as_owner
from tests.offers.test_series import BERLIN, sessions
from tests.offers.test_signups import published, told
from tests.sites.reading import text

TUESDAY = date(2026, 12, 1)


@pytest.fixture
def offer(world):
    with time_machine.travel(datetime(2026, 11, 24, 12, tzinfo=BERLIN), tick=False):
        with as_owner():
            offer = make.make_offer(world.own, "Babytreff", room="Familienraum")
        yield offer


@pytest.fixture
def session(offer):
    with as_owner():
        return make.make_session(offer, TUESDAY, at=time(9))


def address(session, back=""):
    return reverse("offers:session_call_off", args=[session.pk]) + (f"?back={back}" if back else "")


def fresh(session):
    with as_owner():
        return Session.objects.get(pk=session.pk)


@pytest.mark.parametrize("back", ["home", "offer", "week"])
def test_every_page_that_cancels_leads_through_the_reason_and_back(client_of, session, back):
    """One step more than the tap: the reason is asked, saved with its words, and one is where one came from, with a way to take it back."""
    browser, page = client_of("coordinator"), address(session, back)
    before = {
        "home": "/", "offer": session.offer.get_absolute_url(), "week": reverse("offers:offer_week", args=[session.site_id]) + "?week=2026-W49",
    }[back]  # fmt: skip
    came_from = reverse("offers:session_log", args=[session.pk]) + f"?back={back}" if back != "week" else before
    assert f'href="{page}"' in browser.get(came_from).content.decode()
    refused = browser.post(page, {"reason": "", "words": "Wasserschaden"})
    assert refused.status_code == 422 and "Wasserschaden" in refused.content.decode() and not fresh(session).cancelled
    answer = browser.post(page, {"reason": "room", "words": "Wasserschaden"})
    assert answer["Location"] == before
    bar = browser.get(before).content.decode()
    assert "Babytreff, 01.12.2026 fällt aus." in bar and reverse("offers:session_restore", args=[session.pk]) in bar
    row = fresh(session)
    assert (row.cancelled, row.off_words) == (True, "der Raum ist nicht frei: Wasserschaden")
    assert "der Raum ist nicht frei: Wasserschaden" in text(browser.get(reverse("offers:session_log", args=[session.pk])))


def test_what_was_said_in_words_goes_with_the_date_and_stands_in_no_entry(client_of, session):
    browser = client_of("coordinator")
    browser.post(address(session), {"reason": "other", "words": "Wasserschaden"})
    browser.post(reverse("offers:session_restore", args=[session.pk]))
    row = fresh(session)
    assert (row.cancelled, row.cancel_reason, row.cancel_words) == (False, "", "")
    with as_owner():
        kinds = Entry.objects.filter(subject=f"offers.session:{session.pk}").order_by("pk").values_list("kind", "text", "details")
    assert [kind for kind, *_ in kinds] == ["cancelled", "restored"] and "Wasserschaden" not in str(list(kinds))


@pytest.mark.guard("reason-first")
def test_nothing_falls_away_without_a_reason(world, session):
    access = Access(world.people["coordinator"])
    for reason in ("", "ill"):
        set_wall([world.own.pk], person=access.user.pk)
        with pytest.raises(ValidationError):
            call_off(access=access, session=Session.objects.get(pk=session.pk), reason=reason)
    assert not fresh(session).cancelled


def test_whoever_has_signed_up_is_told_whichever_page_cancels(client_of, world, session):
    with as_owner():
        Offer.objects.filter(pk=session.offer_id).update(registration="optional")
    published(world)
    sign_up(session=session.pk, name="Anna", contact=("anna@post.example", ""))
    told()
    browser = client_of("coordinator")
    assert "Eine Familie ist angemeldet; sie bekommt Nachricht." in text(browser.get(address(session, "home")))
    assert browser.post(address(session, "home"), {"reason": "staff", "proposed": "2026-12-08"}).status_code == 302
    assert told() == [("anna@post.example", "Fällt aus: Babytreff")] and "niemand kann es leiten" not in mail.outbox[0].body
    browser.post(reverse("offers:session_restore", args=[session.pk]))
    assert told() == [("anna@post.example", "Findet doch statt: Babytreff")]


def test_a_proposed_day_makes_up_for_it_in_the_same_step(client_of, session):
    browser = client_of("coordinator")
    page = browser.get(address(session))
    chosen = [value for value, _ in page.context["form"].fields["proposed"].choices]
    assert chosen == ["", "2026-12-02", "2026-12-08", "2026-12-15"] and "Dienstag, 8. Dezember 2026" in text(page)
    both = {"reason": "few", "proposed": "2026-12-08", "held_on": "9.12.2026"}
    assert browser.post(address(session), both).status_code == 422
    assert browser.post(address(session), {"reason": "few", "proposed": "2026-12-24"}).status_code == 422 and len(sessions(session.offer)) == 1
    assert browser.post(address(session), {"reason": "few", "proposed": "2026-12-08"}).status_code == 302
    first, second = sessions(session.offer)
    assert (first.cancelled, second.held_on, second.starts_at, second.ends_at) == (True, date(2026, 12, 8), time(9), time(10, 30))
    assert second.makes_up_id == first.pk
    with as_owner():
        assert list(PublicDate.objects.order_by("held_on").values_list("cancelled", flat=True)) == [True, False]
    back = browser.post(reverse("offers:session_restore", args=[session.pk]), follow=True)
    assert "Der Nachholtermin am 08.12.2026 bleibt geplant" in text(back)


def test_another_day_needs_no_hours(client_of, session):
    assert client_of("coordinator").post(address(session), {"reason": "few", "held_on": "10.12.2026"}).status_code == 302
    assert [(row.held_on, row.starts_at) for row in sessions(session.offer)] == [(TUESDAY, time(9)), (date(2026, 12, 10), time(9))]


def test_days_are_proposed_on_which_house_and_room_are_free(world, offer):
    """A closing day, a date of the offer, a taken room and the end of the offer are none; another room or hour is no obstacle."""
    with as_owner():
        room, other = make.make_room(world.own, "Turnhalle"), make.make_room(world.own, "Küche")
        Offer.objects.filter(pk=offer.pk).update(venue=room, room="", ends=date(2026, 12, 22))
        session = make.make_session(Offer.objects.get(pk=offer.pk), TUESDAY, at=time(9))
        ClosingDays.objects.create(site=world.own, name="Teamtag", starts=date(2026, 12, 8), ends=date(2026, 12, 8))
        make.make_session(offer, date(2026, 12, 2), at=time(16))
        yoga = make.make_offer(world.own, "Yoga", venue=room)
        make.make_session(yoga, date(2026, 12, 15), at=time(10))
        make.make_session(yoga, date(2026, 12, 3), at=time(10), cancelled=True)
        make.make_session(yoga, date(2026, 12, 22), at=time(14))
        make.make_session(make.make_offer(world.own, "Kochen", venue=other), date(2026, 12, 4), at=time(9))
        make.make_session(make.make_offer(world.own, "Sprechzeit", venue=room), date(2026, 11, 30), at=time(9), open_days=[1, 4])  # Thursday as well
    set_wall([world.own.pk])
    assert make_up_days(session, date(2026, 11, 24)) == [date(2026, 12, 4), date(2026, 12, 7), date(2026, 12, 9)]
    session.open_days = [2]
    assert make_up_days(session, date(2026, 11, 24)) == []


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ago=st.integers(-200, 200))
def test_proposed_days_are_to_come_few_and_in_order(world, offer, ago):
    """Whenever the date was or will be: at most three days, after it and after today, none twice, within four weeks."""
    today = date(2026, 11, 24)
    session = Session(offer=offer, site=world.own, held_on=today - timedelta(days=ago), starts_at=time(9), ends_at=time(10))
    set_wall([world.own.pk])
    offer.starts = date(2026, 1, 1)
    days, begin = make_up_days(session, today), max(session.held_on, today)
    assert days == sorted(set(days)) and len(days) <= 3 and all(begin < day <= begin + timedelta(days=28) for day in days)
    assert all(day.isoweekday() < 6 or day.isoweekday() == session.held_on.isoweekday() for day in days)
