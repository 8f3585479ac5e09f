"""The list of first steps on the start page of a role: what stands already, asked in one query."""

from collections.abc import Callable, Container
from typing import Any

from django.db.models import Exists, Q
from django.urls import reverse

from offers.models import Offer
from planning.models import Application, Body, Deadline, Need
from reporting.rules.first_steps import STEPS, Shown, Step, first_steps
from sites.core.access import Held, Request, rows
from sites.core.days import not_over
from sites.core.navigation import in_order
from sites.core.roles import Role
from sites.models import Invitation, Kita, Membership, Place, Provider, Room

OFFICES = (Role.YOUTH_WELFARE_OFFICE, Role.SPECIALIST_ADVISOR)


def first_steps_of(request: Request, roles: Container[Role]) -> list[Shown]:
    """Those of the role that leads the start page, at its place; `roles`: whose page it is."""
    held = next((held for held in in_order(request.access) if held.role in roles and held.role in STEPS), None)
    if held is None:
        return []

    def url(step: Step) -> str:
        return reverse(step.view, args=[held.place] if step.at_place else [])

    return first_steps(held.role, _facts(request, held), lambda action: held.place in request.access.reach(action).places, url)


def _facts(request: Request, held: Held) -> dict[str, bool]:
    """Name of a fact → is it so? Only what the steps of this role ask."""
    asked = {step.done: FACTS[step.done](request, held) for step in STEPS[held.role]}
    facts: dict[str, bool] = Place.objects.filter(pk=held.place).annotate(**asked).values(*asked).get()
    return facts


def _people(request: Request, which: Q) -> Any:
    """Somebody else with such a role, or invited to it."""
    today, me = request.access.today, request.user.pk
    there = rows(request, Membership).filter(which, not_over(today)).exclude(user=me)
    return Exists(there) | Exists(rows(request, Invitation).filter(which, accepted=None, withdrawn=None))


#: What the steps ask, as a condition of the one query.
FACTS: dict[str, Callable[[Request, Held], Any]] = {
    "state_office": lambda request, held: _people(request, Q(role=Role.STATE_OFFICE)),
    "planner": lambda request, held: _people(request, Q(role=Role.SOCIAL_PLANNER)),
    "same_role": lambda request, held: _people(request, Q(place=held.place, role=held.role)),
    "offices": lambda request, held: _people(request, Q(place=held.place, role__in=OFFICES)),
    "team": lambda request, held: _people(request, Q(place=held.place)),
    "kita": lambda request, held: Exists(rows(request, Kita).filter(county=held.place)),
    "body": lambda request, held: Exists(rows(request, Body).filter(place=held.place)),
    "deadline": lambda request, held: Exists(rows(request, Deadline).filter(place=held.place)),
    "case": lambda request, held: Exists(rows(request, Application)),
    "reachable": lambda request, held: Exists(rows(request, Provider).filter(pk=held.place).exclude(email="", phone="")),
    "permits": lambda request, held: ~Exists(rows(request, Kita).filter(provider=held.place, merged_into=None, permit_number="")),
    "room": lambda request, held: Exists(rows(request, Room).filter(site=held.place)),
    "need": lambda request, held: Exists(rows(request, Need).filter(site=held.place)),
    "offer": lambda request, held: Exists(rows(request, Offer.objects.planned()).filter(site=held.place)),
}
