"""What strangers read of consultation sites: who is shown, what a house says of itself, when something is free."""

from datetime import date, time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from processes.models import ConsultationProfile
from processes.rules.consultation import Slot, consultation_sites, months_of, open_slots
from tests import factories as make
from tests.client import Client
from tests.conftest import as_owner
from tests.consultation import house, page_of, text_of

__all__ = ["house"]


# What strangers see -----------------------------------------------------------------------------------------------


@pytest.mark.req("R210.H", "R210.D", "R071.H")
@pytest.mark.guard("consultation-published", "consultations-published")
def test_a_published_profile_is_read_by_everybody_and_a_draft_by_nobody(house):
    said = text_of(Client().get(page_of(house.own)))
    for words in (house.own.name, "Wir arbeiten als Galerie.", "Wie aus Bedarfen Angebote werden", "Galerie", "Deutsch, Arabisch", "Jana Seidel"):
        assert words in said
    with as_owner():
        ConsultationProfile.objects.update(published=False)
    assert Client().get(page_of(house.own)).status_code == 404
    assert house.own.name not in text_of(Client().get(reverse("processes:consultation_houses")))


@pytest.mark.guard("consultation-phase")
def test_only_a_house_in_phase_3_is_shown(house):
    with as_owner():
        house.own.phases.update(phase="established")
    assert Client().get(page_of(house.own)).status_code == 404
    assert consultation_sites(timezone.localdate()) == []


@pytest.mark.guard("publish-phase")
def test_a_house_publishes_its_profile_once_it_is_a_consultation_site(world):
    with as_owner():
        make.make_consultation_profile(world.own, published=False)
    client = Client()
    client.force_login(world.people["coordinator"])
    address = reverse("processes:consultation_publish", args=[world.own.pk])
    assert "Bis dahin bleibt es ein Entwurf" in text_of(client.post(address, {"published": "1"}, follow=True))
    with as_owner():
        make.make_consultation_site(world.own)
    assert "Das Profil ist öffentlich." in text_of(client.post(address, {"published": "1"}, follow=True))
    assert world.own.name in text_of(Client().get(page_of(world.own)))
    client.post(address, {"published": "0"})
    assert Client().get(page_of(world.own)).status_code == 404


@pytest.mark.req("R071.D2")
def test_the_list_is_searched_by_form_county_and_words(house):
    with as_owner():
        make.make_consultation_site(house.foreign)
        make.make_consultation_profile(house.foreign, forms=["guide"], focuses="Sprachcafé")
    address = reverse("processes:consultation_houses")
    for query, found in (
        ("", {"own", "foreign"}),
        ("?form=gallery", {"own"}),
        ("?form=guide", {"foreign"}),
        ("?q=sprachcafé", {"foreign"}),
        (f"?county={house.own.county.name}", {"own"}),
        ("?form=nonsense&county=nonsense", {"own", "foreign"}),
        ("?q=nirgends", set()),
    ):
        said = text_of(Client().get(address + query))
        assert {name for name in ("own", "foreign") if getattr(house, name).name in said} == found, query


@pytest.mark.req("R211.H", "R214.H")
def test_fixed_times_and_free_places_are_told_month_by_month(house):
    said = text_of(Client().get(page_of(house.own)))
    assert f"{house.slot.day.day}., 9:00 bis 11:00 Uhr" in said and "höchstens 2 Besuche im Monat" in said
    for _ in range(2):
        with as_owner():
            make.make_consultation_visit(house.own, day=house.slot.day, state="confirmed")
    said = text_of(Client().get(page_of(house.own)))
    assert "ausgebucht, 2 von 2" in said
    assert f'value="{house.slot.pk}"' not in said


@given(st.lists(st.tuples(st.integers(0, 300), st.booleans()), max_size=12), st.integers(1, 6), st.integers(0, 8))
def test_no_month_is_free_beyond_its_limit_and_no_time_of_a_full_one_is_offered(days, most, number):
    today = date(2026, 12, 1)
    slots = [Slot(at, today + timedelta(days=day), time(9), time(11), taken) for at, (day, taken) in enumerate(sorted(set(days)))]
    counted = {f"{slots[0].day:%Y-%m}": number} if slots else {}
    months = months_of(slots, counted, most, today)
    assert len(months) >= 3 and months[0].first == today.replace(day=1)
    assert all(0 <= month.free <= most for month in months)
    assert {slot.day.replace(day=1) for slot in slots} <= {month.first for month in months}
    full = number >= most
    for slot in open_slots(slots, months):
        assert not slot.taken and not (full and f"{slot.day:%Y-%m}" in counted)
