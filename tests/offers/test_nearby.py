"""The own offers beside those of other houses in the same social space."""

from datetime import time, timedelta
from html import unescape

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from offers.pages.offer_nearby import Hours, Near, pairs
from sites.core.wall import set_wall
from sites.models import Site
from tests import factories as make
from tests.conftest import as_owner

OF_EVERY_REQUEST = 5  # session, user, reach, wall, the place in the header


def page_of(client, site):
    response = client.get(reverse("offers:offer_nearby", args=[site.pk]))
    assert response.status_code == 200
    return unescape(response.content.decode()), response.context


def offer_at(site, title, *codes, at=time(15), **fields):
    """A running offer with themes and a date in a week."""
    offer = make.make_offer(site, title, **fields)
    offer.terms.set([make.term("theme", code) for code in codes])
    make.make_session(offer, timezone.localdate() + timedelta(days=7), at=at)
    return offer


@pytest.fixture
def neighbour(world):
    with as_owner():
        make.make_page(world.sibling)
        make.make_page(world.sister)
        offer_at(world.sister, "In einer anderen Gemeinde", "parenting")
    return world.sibling


@pytest.mark.guard("nearby-public")
@pytest.mark.req("R040.H", "R040.C")
def test_the_same_theme_and_the_same_time_of_another_house_are_shown(world, client_of, neighbour):
    with as_owner():
        both = offer_at(world.own, "Elterncafé", "encounter", "parenting")
        offer_at(world.own, "Turnen", "health_promotion", at=time(9), tuned_with="Märchenwald, im Januar")
        offer_at(world.own, "Singen", "generations", at=time(20))
        offer_at(world.own, "Ganz eigen", "language", at=time(18))
        offer_at(neighbour, "Abendkurs", "mobility", at=time(20))
        offer_at(neighbour, "Offener Treff", "encounter", at=time(16))
        offer_at(neighbour, "Bewegte Kinder", "health_promotion", at=time(12))
        offer_at(neighbour, "Nur intern", "encounter", public=False)
        offer_at(neighbour, "Vorbei", "encounter", ends=timezone.localdate() - timedelta(days=1))
    page, found = page_of(client_of("coordinator"), world.own)
    assert {offer.title: [(pair.near.title, bool(pair.themes), bool(pair.hours)) for pair in offer.pairs] for offer in found["offers"]} == {
        "Elterncafé": [("Offener Treff", True, True)], "Turnen": [("Bewegte Kinder", True, False)],
        "Singen": [("Abendkurs", False, True)],
    }  # fmt: skip
    for words in (
        "gleiches Thema, gleiche Zeit",
        "Gleiches Thema: Begegnung und Austausch",
        "Abgestimmt mit: Märchenwald, im Januar",
        "Noch keine Absprache",
    ):
        assert words in page
    assert reverse("offers:offer_classify", args=[both.pk]) in page and "Kita Märchenwald" in page
    for words in ("In einer anderen Gemeinde", "Nur intern", "Vorbei", "Ganz eigen"):
        assert words not in page
    assert "Absprache eintragen" not in page_of(client_of("parent_representative"), world.own)[0]


def test_a_planning_area_is_nearer_than_the_municipality(world, client_of, neighbour):
    with as_owner():
        area = make.make_area(world.county)
        Site.objects.filter(pk=world.own.pk).update(planning_area=area)
        offer_at(neighbour, "Offener Treff", "encounter")
    assert "Noch kein anderes Haus in der Nähe" in page_of(client_of("head"), world.own)[0]
    with as_owner():
        Site.objects.filter(pk=neighbour.pk).update(planning_area=area)
    page, found = page_of(client_of("head"), world.own)
    assert "Offener Treff" in page and "Nichts fällt zusammen." in page and [near.house for near in found["others"]] == ["Kita Märchenwald"]


@pytest.mark.guard("nearby-wall")
def test_who_does_not_reach_the_house_gets_nothing(world, client_of, neighbour):
    with as_owner():
        offer_at(neighbour, "Offener Treff", "encounter")
    assert client_of("coordinator").get(reverse("offers:offer_nearby", args=[world.sibling.pk])).status_code == 404
    set_wall([world.foreign.pk])
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM thekiz_nearby(%s, %s)", [world.own.pk, timezone.localdate()])
        assert cursor.fetchone() == (0,)


def test_the_page_asks_the_same_number_of_questions(world, client_of, own_queries, neighbour):
    client, counts = client_of("coordinator"), []
    for number in (3, 27):
        with as_owner():
            for index in range(number):
                offer_at(world.own, f"Eigenes {number}-{index}", "encounter")
                offer_at(neighbour, f"Anderes {number}-{index}", "encounter")
        with own_queries() as seen:
            page_of(client, world.own)
        counts.append(seen.count)
    assert counts[0] == counts[1] and counts[0] <= 5 + OF_EVERY_REQUEST


HOURS = st.builds(
    lambda day, starts, length: Hours(day, time(starts), time(starts + length)), st.integers(1, 7), st.integers(8, 18), st.integers(1, 4)
)
CODES = st.frozensets(st.sampled_from("abcd"))


@given(HOURS, HOURS)
def test_meeting_is_mutual_and_needs_the_same_day(first, second):
    assert first.meets(second) == second.meets(first) and first.meets(first)
    assert not first.meets(second) or first.weekday == second.weekday
    assert str(first).endswith(" Uhr")


@given(CODES, st.lists(HOURS, max_size=3), st.lists(st.tuples(CODES, st.lists(HOURS, max_size=3)), max_size=8))
def test_a_pair_has_a_reason_and_no_reason_is_left_out(themes, hours, others):
    near = [Near("Haus", "haus", str(number), codes, tuple(when)) for number, (codes, when) in enumerate(others)]
    found = pairs({code: code for code in themes}, hours, near)
    wanted = {row.title for row in near if row.themes & themes or any(mine.meets(other) for mine in hours for other in row.hours)}
    assert {pair.near.title for pair in found} == wanted and all(pair.themes or pair.hours for pair in found)
    both = [bool(pair.themes and pair.hours) for pair in found]
    assert both == sorted(both, reverse=True)
