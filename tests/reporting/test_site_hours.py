"""Recommended, agreed and delivered hours on the page of a site and in the dossier of its case; sums of the counties for those above."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from processes.rules.coverage import facilitation_by_county
from sites.core.wall import set_wall
from sites.models import Membership, SitePhase
from tests import factories as make
from tests.conftest import as_owner
from tests.sites.reading import text

TODAY = timezone.localdate()


@pytest.fixture
def contract(world):
    with as_owner():
        SitePhase.objects.filter(site=world.own).update(phase="established", starts=TODAY - timedelta(days=900))
        contract = make.make_contract(world.own, make.make_user("Petra Lang"), starts=TODAY - timedelta(days=400), hours=Decimal(4))
        make.make_hours(contract, TODAY, Decimal("2.5"))
        make.make_hours(contract, TODAY.replace(year=TODAY.year - 1, day=1), Decimal(9))
    return contract


WORDS = "Empfohlen im Monat mind. 5 (2) bereits auf dem Weg Fachliche Empfehlungen 2021, Abschnitt 2.4 (2) Vereinbart im Monat 4 Stunden"


def test_the_hours_of_a_site_stand_on_its_page(world, client_of, contract):
    page = text(client_of("head").get(world.own.get_absolute_url()))
    assert f"{WORDS} ▼ 1 unter der Empfehlung 1 Vereinbarung Geleistet in diesem Jahr 2,5 Stunden" in page
    with as_owner():
        make.make_change(world.own, "team", starts=TODAY)
    assert "Empfohlen im Monat mind. 10 (3) grundlegende Veränderung: Neue Teamkonstellation" in text(
        client_of("head").get(world.own.get_absolute_url())
    )


def test_an_edition_of_the_county_is_told_where_it_holds(world, client_of, contract):
    with as_owner():
        make.make_hours_edition(world.county, "Ilm-Kreis", starts=TODAY.replace(day=1))
        make.make_hours_edition(world.other_county, "Nebenan", starts=TODAY.replace(day=1))
    assert "Empfohlen im Monat mind. 3 (2) bereits auf dem Weg Ilm-Kreis Vereinbart" in text(client_of("head").get(world.own.get_absolute_url()))


def test_the_hours_of_a_site_stand_in_its_dossier(world, client_of, contract):
    with as_owner():
        case = make.make_application(world.own)
    assert WORDS in text(client_of("social_planner").get(reverse("planning:application_detail", args=[case.pk])))


@pytest.mark.guard("site-hours")
def test_who_sees_no_contracts_sees_no_hours(world, client_of, contract):
    assert "Vereinbart im Monat" not in text(client_of("professional").get(world.own.get_absolute_url()))


def sums():
    return {one.county.name: (one.sites, one.accompanied, one.agreed, one.delivered) for one in facilitation_by_county(TODAY)}


@pytest.mark.guard("facilitation-wall")
def test_the_counties_are_told_in_sums_within_the_reach(world, contract):
    with as_owner():
        waiting = make.make_contract(world.sibling, make.make_user("Wartet"), hours=Decimal(20))
        Membership.objects.filter(pk=waiting.membership_id).update(accepted=None)
        SitePhase.objects.filter(site=world.sister).update(phase="ended")
    set_wall([world.county.pk, world.other_county.pk])
    assert sums() == {world.county.name: (2, 1, 4, 0), world.other_county.name: (1, 0, 0, 0)}
    set_wall([world.county.pk])
    assert set(sums()) == {world.county.name}


def test_hours_count_once_their_month_is_over(world, contract):
    with as_owner():
        before = TODAY.replace(day=1) - timedelta(days=1)
        make.make_hours(contract, before, Decimal(3))
    set_wall([world.county.pk])
    assert sums()[world.county.name][3] == (3 if before.year == TODAY.year else 0)


@pytest.mark.parametrize("role", ["state_office", "social_planner"])
def test_the_page_of_facilitation_shows_the_counties(world, client_of, contract, role):
    page = text(client_of(role).get(reverse("processes:facilitator_list")))
    assert "Begleitung in den Landkreisen" in page and f"{world.county.name} 2 1 4 0" in page
    assert (world.other_county.name in page) is (role == "state_office")
