"""What pages of a house say of sign-ups: how many come today, this week and to the next date, and whom to call."""

from datetime import time

import pytest
from django.urls import reverse
from django.utils import timezone

from tests import factories as make
from tests.conftest import as_owner
from tests.texts import main_of

pytestmark = pytest.mark.django_db


def home(client):
    return " ".join(main_of(client.get(reverse("reporting:home")).content.decode()).split())


def test_the_start_page_says_who_comes_today_and_who_waits_for_a_call(world, client_of):
    with as_owner():
        session = make.make_session(make.make_offer(world.own, registration="required", expected=5), timezone.localdate(), at=time(22))
        make.make_signup(session), make.make_signup(session, "Olga", state="waiting")
    page = home(client_of("coordinator"))
    assert "1 Familie angemeldet" in page and "Anruf" not in page
    with as_owner():
        elsewhere = make.make_session(make.make_offer(world.foreign), timezone.localdate())
        make.make_signup(session, "Mia", email="", phone="0361", call="moved_up")
        make.make_signup(elsewhere, "Tom", email="", phone="0361", call="moved_up")
    page = home(client_of("coordinator"))
    assert "Eine Familie wartet auf Ihren Anruf." in page and reverse("offers:signup_calls", args=[world.own.pk]) in page
    assert "Ihren Anruf" not in home(client_of("professional"))  # who writes nothing down calls nobody


VIEWS = ("offers:offer_week", "offers:offer_month", "offers:offer_list")


@pytest.mark.guard("signups-read")
@pytest.mark.parametrize("view", VIEWS)
def test_week_month_and_list_say_how_many_have_signed_up(world, client_of, view):
    """With the places there are and who waits; nothing where families just come, where it is cancelled, nor to who reads no sign-ups."""
    today, url = timezone.localdate(), reverse(view, args=[world.own.pk])
    with as_owner():
        limited = make.make_session(make.make_offer(world.own, "Babytreff", registration="required", capacity=12), today, at=time(22))
        other = make.make_session(make.make_offer(world.own, "Werken", registration="optional"), today, at=time(22))
        make.make_session(make.make_offer(world.own, "Elterncafé"), today, at=time(22))
        off = make.make_session(make.make_offer(world.own, "Singen", registration="required", capacity=7), today, at=time(22), cancelled=True)
        for number in range(3):
            make.make_signup(limited, f"F{number}", email=f"f{number}@post.example")
        for number in range(2):
            make.make_signup(limited, f"W{number}", email=f"w{number}@post.example", state="waiting")
        make.make_signup(limited, "Weg", email="weg@post.example", state="off")
        make.make_signup(off, "Olga")
    page = client_of("coordinator").get(url).content.decode()
    words = " ".join(main_of(page).split())
    assert "3 von 12 angemeldet, 2 warten" in words and "niemand angemeldet" in words and words.count(" angemeldet") == 2
    assert reverse("offers:signup_list", args=[limited.pk]) in page and reverse("offers:signup_list", args=[other.pk]) in page
    assert " angemeldet" not in main_of(client_of("provider").get(url).content.decode())


@pytest.mark.parametrize("view", VIEWS)
def test_counting_sign_ups_costs_no_query(world, client_of, own_queries, view):
    today, url = timezone.localdate(), reverse(view, args=[world.own.pk])
    counted = []
    client = client_of("coordinator")
    for first in (0, 8):
        with as_owner():
            for number in range(first, first + 8):
                offer = make.make_offer(world.own, f"Angebot {number}", registration="required", capacity=5)
                make.make_signup(make.make_session(offer, today, at=time(22)))
        client.get(url)
        with own_queries() as seen:
            client.get(url)
        counted.append(seen.count)
    assert counted[0] == counted[1] <= 4 + 8
