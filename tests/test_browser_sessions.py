"""A session logged on a phone in at most six taps, counted by the page itself: by touch, and with the keyboard alone (UF8)."""

from datetime import time, timedelta

import pytest
from django.utils import timezone

from offers.models import Session
from tests import factories as make
from tests.conftest import as_owner, make_world
from tests.phones import by_keyboard, counted, done

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MOST = 6
TYPED = {"adults_centre": "8", "adults_space": "4", "children": "12"}


@pytest.fixture
def world(transactional_db):
    return make_world()


@pytest.fixture
def session(world):
    """Today's date of an offer that had figures a week ago."""
    with as_owner():
        offer = make.make_offer(world.own, "Elterncafé")
        make.make_session(offer, timezone.localdate() - timedelta(days=7), figures=(7, 3, 11))
        return make.make_session(offer, timezone.localdate(), at=time(0))


def stored(session, person):
    """The figures of the session and who has logged it; no other session has got any."""
    with as_owner():
        saved = Session.objects.get(pk=session.pk)
        assert Session.objects.filter(logged__isnull=False).count() == 2
    assert saved.logged and saved.logged_by_id == person.pk and not saved.cancelled
    return {name: str(getattr(saved, name)) for name in TYPED}


def test_a_session_is_logged_by_touch_in_at_most_six_taps(phone, world, session):
    """Open it, three fields, done: with every figure another one than last time."""
    person = world.people["coordinator"]
    page = phone.new(person, touch=True)
    counted(page)
    phone.station(page, "1-touch-start")
    page.locator(f"a[href*='/sessions/{session.pk}/']").first.tap()
    page.wait_for_selector("input[name=adults_centre]")
    assert [page.input_value(f"[name={name}]") for name in TYPED] == ["7", "3", "11"]
    for name, figure in TYPED.items():
        page.tap(f"[name={name}]")
        page.keyboard.press("Control+A")
        page.keyboard.type(figure)
    phone.station(page, "1-touch-form")
    page.get_by_role("button", name="Fertig").tap()
    page.wait_for_url(f"{phone.address}/")
    phone.station(page, "1-touch-saved")
    assert 0 < done(page) <= MOST
    assert done(page) == 5
    assert stored(session, person) == TYPED


def test_a_session_like_the_last_one_takes_two_taps(phone, world, session):
    person = world.people["coordinator"]
    page = phone.new(person, touch=True)
    counted(page)
    page.locator(f"a[href*='/sessions/{session.pk}/']").first.tap()
    page.get_by_role("button", name="Fertig").tap()
    page.wait_for_url(f"{phone.address}/")
    assert done(page) == 2
    assert list(stored(session, person).values()) == ["7", "3", "11"]


def test_a_session_is_logged_with_the_keyboard_in_at_most_six_presses(phone, world, session):
    """Enter and each typed figure count; Tab only moves on."""
    person = world.people["coordinator"]
    page = phone.new(person)
    counted(page)
    with by_keyboard(page) as keys:
        keys.press(f"[href*='/sessions/{session.pk}/']")
        keys.fill_in(**TYPED)
        keys.press("Fertig")
        assert page.url == f"{phone.address}/"
    assert 0 < done(page) <= MOST
    assert done(page) == 5
    assert stored(session, person) == TYPED
