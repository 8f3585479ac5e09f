"""What changes in a crisis: an offer out of a format with the dates it takes over, and the house that can still be reached."""

from datetime import date, time
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from offers.models import CrisisFormat, CrisisPeriod, Offer, Reachability, Session
from offers.rules.crises import carried_on
from offers.rules.dates import planned_since
from offers.services.planning import refuse_outside, refuse_taken
from offers.services.publishing import publish
from planning.models import LegalBasis
from sites.core.access import Access
from sites.core.journal import changes_of, record
from sites.core.rights import ACTIONS


def prefill(offer: Offer, of: CrisisFormat, action_field: int | None, today: date) -> Offer:
    """What a format says of its offer before anything is typed."""
    offer.crisis_format, offer.title, offer.types, offer.executor = of, of.title, [of.types], of.executor
    offer.text, offer.digital, offer.analogue_way, offer.starts = of.summary, of.digital, of.analogue_way, today
    offer.where = Offer.Where.NEARBY if of.group.code == "visits" else Offer.Where.INSIDE
    if action_field is not None:
        offer.action_field_id = action_field
    return offer


#: What families have been told of an offer holds in its other form as well.
CARRIED = ("registration", "capacity", "waiting_list", "public")


@transaction.atomic
def complete_format(*, access: Access, offer: Offer, replaces: Offer | None, periods: list[CrisisPeriod]) -> int:
    """What belongs to a saved offer of a format: § 16, one entry, and the coming dates of the offer it carries on. Returns how many moved.

    Without a crisis nothing is switched: whoever wants another date moves it.
    """
    bases = LegalBasis.objects.on(access.today).filter(citation__regex=r"§\s*16([^0-9]|$)")
    offer.legal_bases.set(bases)
    moved = 0
    if replaces:
        for name in CARRIED:
            setattr(offer, name, getattr(replaces, name))
        offer.continues = replaces
        offer.save(update_fields=["continues", *CARRIED])
        for link in replaces.need_links.all():
            offer.need_links.get_or_create(site_id=offer.site_id, need=link.need)
        begins = max(access.today, offer.starts or access.today)
        moved = _go_on_as(offer, carried_on(replaces, periods, begins, offer.ends))
    record(access, offer, "created", text=f"Angebot „{offer.title}“ aus einer Form für Krisenzeiten angelegt", dates=moved)
    publish(site=offer.site_id, today=access.today)
    return moved


@transaction.atomic
def end_format(*, access: Access, offer: Offer, since: date) -> int:
    """From a day on the dates of an offer of a format take place again as the offer it carries on. Returns how many."""
    before = offer.continues
    if before is None:
        return 0
    coming = planned_since(offer, max(access.today, since))
    by_hour: dict[time, list[date]] = {}
    for day, hour in coming.order_by("held_on").values_list("held_on", "starts_at"):
        by_hour.setdefault(hour, []).append(day)
    for hour, days in by_hour.items():
        refuse_outside(before, days[0], days[-1])
        refuse_taken(Session.objects.filter(offer=before), days, hour)
    moved = _go_on_as(before, coming)
    record(access, offer, "changed", text=f"Angebot „{offer.title}“: Termine finden wieder als „{before.title}“ statt", dates=moved)
    publish(site=offer.site_id, today=access.today)
    return moved


def _go_on_as(offer: Offer, dates: QuerySet[Session]) -> int:
    """Dates of one offer become those of another; who has signed up keeps the place, and is told (`thekiz_signup_date`)."""
    return dates.update(offer=offer, offer_type=offer.types[0], action_field_id=offer.action_field_id, additional=offer.additional, series=None)


@transaction.atomic
def confirm(*, access: Access, reachability: Reachability) -> None:
    """Somebody has looked: this still holds."""
    reachability.confirmed_on = access.today
    reachability.save(update_fields=["confirmed_on"])
    record(access, reachability, "confirmed", text="Erreichbarkeit geprüft, stimmt noch", internal=True)


def save_listed(*, access: Access, form: Any, text: str) -> Any:
    """Keep a row of a list of the whole Land; its entry lies at the place of who keeps the list."""
    row = form.save()
    if form.changed_data:
        place = next(held.place for held in access.held if held.role in ACTIONS[access.doing].roles)
        record(access, row, "changed", text=f"{text} geändert", place=place, changes=changes_of(form))
    return row
