"""Rows of facilitation for tests: editions of the rules, fees, changes, the pool and requests; call them inside `as_owner()`."""

from datetime import date
from decimal import Decimal

from django.utils import timezone

from processes.models import ChangeEvent, ChangeProposal, FacilitationRequest, Facilitator, Fee, HoursEdition, HoursRule


def make_hours_edition(at, name="Fassung des Ortes", *, starts=date(2026, 1, 1), ends=None, hours=(8, 3, 8, None)):
    """An edition of a county or the Land; hours in the order of the rules 1 to 4."""
    place = at.place
    edition = HoursEdition.objects.create(place=place, place_kind=place.kind, name=name, starts=starts, ends=ends)
    whens = ("first_two_years", "ongoing", "change", "consultation_site")
    HoursRule.objects.bulk_create(
        HoursRule(edition=edition, place=place, when=when, hours=None if number is None else Decimal(number), at_least=number is not None and at > 0)
        for at, (when, number) in enumerate(zip(whens, hours, strict=True))
    )
    return edition


def make_fee(at, step="mit Hochschulabschluss", euros="60", *, starts=date(2024, 1, 1), **fields):
    return Fee.objects.create(place=at.place, step=step, euros=Decimal(euros), starts=starts, **fields)


def make_change(site, trigger="head", *, starts=date(2026, 6, 1), proposals=True, **fields):
    event = ChangeEvent.objects.create(site=site, trigger=trigger, starts=starts, person_label="Ramona Fiedler, Leitung", **fields)
    if proposals:
        ChangeProposal.objects.bulk_create(
            ChangeProposal(site=site, event=event, kind=kind, made_on=timezone.localdate()) for kind in ChangeProposal.Kind
        )
    return event


def make_pool_entry(at, name="Petra Lang", **fields):
    values = {"qualification": "Systemische Beratung", "region": "Mittelthüringen", "capacity": Decimal(30), **fields}
    return Facilitator.objects.create(place=at.place, name=name, **values)


def make_request(site, **fields):
    values = {"hours": Decimal(10), "starts": timezone.localdate(), "asked_on": timezone.localdate(), "site_name": f"{site.name}", **fields}
    return FacilitationRequest.objects.create(place_id=site.county_id, site=site, **values)
