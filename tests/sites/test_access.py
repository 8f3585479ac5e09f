"""Reach: filter and check agree, time and activity count, two hats do not multiply."""

from datetime import timedelta

import pytest
from django.utils import timezone

from sites.core.access import Access
from sites.core.rights import ACTIONS
from sites.core.roles import Role
from sites.core.wall import set_wall
from sites.models import Kita, Membership, Site
from tests import factories as make
from tests.conftest import as_owner


@pytest.mark.parametrize(
    ("role", "reached"),
    [
        (Role.SOCIAL_PLANNER, {"own", "sibling"}),
        (Role.PROVIDER, {"own", "sister"}),
        (Role.HEAD, {"own"}),
        (Role.COORDINATOR, {"own"}),
    ],
)
def test_a_membership_reaches_the_sites_of_its_place(world, role, reached):
    places = Access(world.people[role.value]).reach("sites.view").places
    assert {name for name, site in world.sites.items() if site.pk in places} == reached


def test_the_state_reaches_counties_and_never_a_site(world):
    places = Access(world.people["ministry"]).reach("figures.view").places
    assert {world.county.pk, world.other_county.pk} <= places
    assert not places & {site.pk for site in world.sites.values()}


@pytest.mark.guard("begun")
@pytest.mark.parametrize("who", ["nobody", "former", "future", "inactive"])
def test_who_has_no_membership_today_reaches_nothing(world, who):
    access = Access(world.people[who])
    assert all(not access.reach(action).places for action in ACTIONS)


def test_access_ends_at_midnight_of_the_last_day(world):
    with as_owner():
        person, today = make.make_user("Heute letzter Tag"), timezone.localdate()
        make.give(person, Role.HEAD, world.own, ends=today)
    assert Access(person).holds("offers.change")
    assert not Access(person, today + timedelta(days=1)).holds("offers.change")


@pytest.mark.guard("check")
def test_two_hats_do_not_multiply(world):
    with as_owner():
        person = make.make_user("Leitung hier, Elternteil dort")
        make.give(person, Role.HEAD, world.own)
        make.give(person, Role.PARENT, world.foreign)
    access = Access(person)
    assert world.own.pk in access.reach("offers.change").places
    assert world.foreign.pk not in access.reach("offers.change").places


def test_filter_and_check_agree_for_every_action_and_person(world):
    with as_owner():
        everyone, rows = [*world.people.values(), *world.elsewhere.values()], list(Site.objects.all())
        for person in everyone:
            access = Access(person)
            for action in ACTIONS:
                assert set(Site.objects.filter(access.q(action, Site))) == {row for row in rows if access.may(action, row)}, (person, action)


def test_an_unknown_action_is_an_error_never_a_silent_no(world):
    with pytest.raises(KeyError):
        Access(world.people["head"]).reach("offers.chnage")


def test_a_change_of_provider_moves_the_reach(world):
    with as_owner():
        Kita.objects.filter(site_links__site=world.own).update(provider=world.other_provider)
    assert world.own.pk not in Access(world.people["provider"]).reach("sites.view").places


def test_the_wall_shows_exactly_the_reach_without_any_filter_of_ours(world):
    set_wall(Access(world.people["head"]).reach("sites.view").places, person=world.people["head"].pk)
    assert [site.pk for site in Site.objects.all()] == [world.own.pk]
    assert {row.user_id for row in Membership.objects.all()} >= {world.people["coordinator"].pk}
    assert not Membership.objects.filter(user=world.elsewhere["coordinator"]).exists()
