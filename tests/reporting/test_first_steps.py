"""The first hour: after `begin` each role finds one list of steps with buttons that it may press, ticked by what stands, gone when all is done."""

import re
from datetime import date

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from reporting.pages.first_steps import FACTS
from reporting.rules.first_steps import STEPS, first_steps
from sites.core.rights import ACTIONS
from sites.core.roles import MAY_GIVE, Role
from sites.models import Invitation, Kita, Membership, Provider, State, User
from tests import factories as make
from tests.client import Client
from tests.conftest import as_owner

BUTTON = re.compile(r'href="([^"]+)"')


def steps_of(browser):
    """(ticked, addresses of the buttons) of the list on the start page; nothing where there is none."""
    page = browser.get(reverse("reporting:home"), follow=True).content.decode()
    part = page.partition('id="h-first-steps"')[2].partition("</ol>")[0]
    return part.count("Erledigt:"), BUTTON.findall(part)


def logged_in(person):
    browser = Client()
    browser.force_login(person)
    return browser


@pytest.fixture
def begun(db):
    """An installation as `begin` leaves it, with its first person."""
    with as_owner():
        call_command("begin", "erste@ministerium.example", "Erste Person")
        return User.objects.get()


def test_the_ministry_invites_the_state_office_and_that_the_counties(begun):
    ministry = logged_in(begun)
    ticked, buttons = steps_of(ministry)
    assert "h-first-steps" not in ministry.get(reverse("reporting:overview"), {"year": 2019}).content.decode()  # a look back is no beginning
    assert (ticked, len(buttons)) == (0, 2) and all(ministry.get(url).status_code == 200 for url in buttons)
    said = {"role": "state_office", "email": "lako@fachstelle.example", "name": "Zweite Person", "starts": f"{timezone.localdate():%d.%m.%Y}"}
    assert ministry.post(buttons[0], said).status_code == 302
    ticked, buttons = steps_of(ministry)
    assert (ticked, len(buttons)) == (1, 1)
    ministry.post(buttons[0], {**said, "role": "ministry", "email": "dritte@ministerium.example"})
    assert steps_of(ministry) == (0, [])  # all done: the list is gone
    with as_owner():
        Invitation.objects.update(accepted="2026-01-01T10:00Z")
        office = make.make_user("Zweite Person", "lako@fachstelle.example")
        make.give(office, Role.STATE_OFFICE, State.objects.get())
    browser = logged_in(office)
    ticked, buttons = steps_of(browser)
    assert (ticked, len(buttons)) == (0, 2) and all(browser.get(url).status_code == 200 for url in buttons)
    assert "Ilm-Kreis" in browser.get(buttons[0]).content.decode()


def alone(person):
    """Nobody else is there yet."""
    Membership.objects.exclude(user=person).update(ends=date(2020, 1, 1), starts=date(2019, 1, 1))


MAKE = {
    Role.SOCIAL_PLANNER: {
        "body": lambda world: make.make_body(world.county), "deadline": lambda world: make.make_deadline(world.county),
        "offices": lambda world: make.make_invitation(world.county, world.people["social_planner"], role=Role.YOUTH_WELFARE_OFFICE),
        "case": lambda world: make.make_application(world.own),
    },
    Role.PROVIDER: {
        "reachable": lambda world: Provider.objects.filter(pk=world.provider.pk).update(phone="03677 1"),
        "permits": lambda world: Kita.objects.filter(provider=world.provider).update(permit_number="IK-1"),
        "same_role": lambda world: make.make_invitation(world.provider, world.people["provider"], role=Role.PROVIDER),
    },
    Role.HEAD: {
        "team": lambda world: make.make_invitation(world.own, world.people["head"]), "room": lambda world: make.make_room(world.own),
        "need": lambda world: make.make_need(world.own), "offer": lambda world: make.make_offer(world.own),
    },
}  # fmt: skip


@pytest.mark.parametrize("role", MAKE)
def test_every_button_may_be_pressed_and_each_fact_ticks_its_step(world, client_of, role):
    with as_owner():
        alone(world.people[role])
        Provider.objects.filter(pk=world.provider.pk).update(email="", phone="")
    browser, left = client_of(role), dict(MAKE[role])
    before, buttons = steps_of(browser)
    assert len(buttons) == len(left), buttons
    for url in buttons:
        assert browser.get(url).status_code == 200, url
    for done, entered in enumerate(left.values(), 1):
        with as_owner():
            entered(world)
        ticked, buttons = steps_of(browser)
        assert (ticked, len(buttons)) == ((before + done, len(left) - done) if done < len(left) else (0, 0))  # all done: the list is gone


def test_what_lies_elsewhere_ticks_nothing(world, client_of):
    with as_owner():
        alone(world.people["head"])
        make.make_room(world.foreign), make.make_need(world.foreign), make.make_offer(world.sister)
        make.make_invitation(world.foreign, world.elsewhere["head"])
    assert (steps_of(client_of("head"))[0], len(steps_of(client_of("head"))[1])) == (0, 4)


def test_an_invitation_that_was_taken_back_ticks_nothing(world, client_of):
    with as_owner():
        alone(world.people["head"])
        row = make.make_invitation(world.own, world.people["head"])
        assert row and steps_of(client_of("head"))[0] == 1
        Invitation.objects.update(withdrawn="2026-01-01T10:00Z")
    assert steps_of(client_of("head"))[0] == 0


def test_the_rule_is_pure_and_shows_what_may_be_pressed():
    facts = dict.fromkeys(FACTS, False)
    for role, steps in STEPS.items():
        assert {step.done for step in steps} <= set(FACTS) and all(role in ACTIONS[step.action].roles for step in steps)
        assert "members.change" not in {step.action for step in steps} or MAY_GIVE[role]
        shown = first_steps(role, facts, lambda action: True, lambda step: step.view)
        assert len(shown) == len(steps) and not any(step.done for step in shown)
        assert first_steps(role, dict.fromkeys(FACTS, True), lambda action: True, lambda step: step.view) == []
        assert first_steps(role, facts, lambda action: False, lambda step: step.view) == []
    assert first_steps(Role.PARENT, facts, lambda action: True, lambda step: step.view) == []
