"""Who reaches what: state, county, provider, site and Verbund lie in each other, a contract reaches across; by hand, through real pages."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from sites.core.roles import Role
from sites.models import Kita
from tests import factories as make
from tests.client import Client
from tests.conftest import as_owner

NAMES = {"own": "Kita Lindenhof", "sister": "Kita Birkenweg", "sibling": "Kita Märchenwald", "foreign": "Kita Regenbogen"}
#: Role → the sites it sees; the world has two counties (own and sibling, sister and foreign) and two providers (own and sister, …).
SEES = {
    "social_planner": {"own", "sibling"}, "youth_welfare_office": {"own", "sibling"}, "specialist_advisor": {"own", "sibling"},
    "provider": {"own", "sister"}, "head": {"own"}, "coordinator": {"own"}, "professional": {"own"}, "facilitator": {"own"},
    "parent_representative": {"own"},
}  # fmt: skip


def browser(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def seen(client, world) -> set[str]:
    """The sites in the list, which are exactly those whose pages open; also the file of the list holds no other."""
    listed = {site.pk for site in client.get(reverse("reporting:site_list")).context["page"].rows}
    opened = {site.pk for site in world.sites.values() if client.get(reverse("reporting:site_sheet", args=[site.pk])).status_code == 200}
    masters = {site.pk for site in world.sites.values() if client.get(reverse("sites:site_master", args=[site.pk])).status_code == 200}
    file = client.get(reverse("reporting:site_export", args=["csv"])).content.decode()
    assert listed == opened == masters == {site.pk for site in world.sites.values() if f"{site.name};" in file}
    return {name for name, site in world.sites.items() if site.pk in listed}


@pytest.mark.req("R003.D", "R318.K")
@pytest.mark.parametrize("role", SEES)
def test_each_level_sees_what_lies_in_it_and_nothing_else(world, client_of, role):
    assert seen(client_of(role), world) == SEES[role]
    stranger = seen(client_of(role, elsewhere=True), world)
    assert stranger.isdisjoint(SEES[role]) and "foreign" in stranger


@pytest.mark.guard("allowed")
@pytest.mark.req("R318.K")
@pytest.mark.parametrize("role", ["ministry", "state_office", "parent", "nobody", "former", "future"])
def test_the_state_and_those_without_a_role_open_no_site(world, client_of, role):
    client = client_of(role)
    assert client.get(reverse("reporting:site_list")).status_code == 403
    for site in world.sites.values():
        assert client.get(reverse("reporting:site_sheet", args=[site.pk])).status_code in {403, 404}


@pytest.mark.req("R318.K")
def test_a_verbund_is_reached_by_the_providers_of_all_its_kitas(world, client_of):
    with as_owner():
        kita = make.make_kita(world.town, world.other_provider, "Kita Quellgrund")
        make.make_kita_link(world.own, kita)
    assert seen(client_of("provider", elsewhere=True), world) == {"own", "sibling", "foreign"}
    with as_owner():
        Kita.objects.filter(pk=kita.pk).update(provider=world.provider)
    assert seen(client_of("provider", elsewhere=True), world) == {"sibling", "foreign"}


@pytest.mark.req("R016.D1", "R318.K")
def test_facilitators_work_across_tenants_by_contract_and_only_so(world):
    today = timezone.localdate()
    with as_owner():
        person = make.make_user("Petra Lang", "lang@begleitung.example")
        for site in (world.own, world.foreign):  # two counties, two providers
            make.make_contract(site, person, starts=today - timedelta(days=30), ends=today + timedelta(days=30))
        late = make.make_user("Holger Bechstein", "bechstein@begleitung.example")
        make.make_contract(world.own, late, starts=today - timedelta(days=90), ends=today - timedelta(days=1))
    assert seen(browser(person), world) == {"own", "foreign"}
    assert browser(late).get(reverse("reporting:site_list")).status_code == 403  # over at 24:00 of the last day


@pytest.mark.req("R318.K")
def test_a_soziales_zentrum_joins_its_sites_for_the_facilitation_alone(world, client_of):
    with as_owner():
        centre = make.make_centre(world.county)
        for site in (world.own, world.sibling):
            type(site).objects.filter(pk=site.pk).update(social_centre=centre)
        person = make.make_user("Petra Lang", "lang@begleitung.example")
        make.give(person, Role.FACILITATOR, centre)
    assert seen(browser(person), world) == {"own", "sibling"}
    assert seen(client_of("head"), world) == {"own"}  # being in one centre opens no neighbour


@pytest.mark.req("R318.K")
def test_two_roles_do_not_multiply(world):
    """Head here and provider there: master data are changed here alone."""
    with as_owner():
        person = make.make_user("Zwei Hüte", "zwei@huete.example")
        make.give(person, Role.HEAD, world.own)
        make.give(person, Role.PROVIDER, world.other_provider)
    client = browser(person)
    assert seen(client, world) == {"own", "sibling", "foreign"}
    opened = {name: client.get(reverse("sites:site_edit", args=[site.pk])).status_code for name, site in world.sites.items()}
    assert opened == {"own": 200, "sister": 404, "sibling": 404, "foreign": 404}
