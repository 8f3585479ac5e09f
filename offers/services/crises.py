"""What changes in a crisis: an offer out of a format with the dates it takes over, and the house that can still be reached."""

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q

from offers.models import CrisisFormat, CrisisPeriod, Offer, Reachability, Session
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


@transaction.atomic
def complete_format(*, access: Access, offer: Offer, replaces: Offer | None, periods: list[CrisisPeriod]) -> int:
    """What belongs to a saved offer of a format: § 16, one entry, and the coming dates of the offer it carries on. Returns how many moved."""
    bases = LegalBasis.objects.on(access.today).filter(citation__regex=r"§\s*16([^0-9]|$)")
    offer.legal_bases.set(bases)
    moved = 0
    if replaces:
        for link in replaces.need_links.all():
            offer.need_links.get_or_create(site_id=offer.site_id, need=link.need)
        within = Q()
        for period in periods:
            within |= Q(held_on__gte=period.starts) & (Q(held_on__lte=period.ends) if period.ends else Q())
        begins = max(access.today, offer.starts or access.today)
        coming = Session.objects.filter(within, offer=replaces, held_on__gte=begins, logged__isnull=True, cancelled=False)
        if offer.ends:
            coming = coming.filter(held_on__lte=offer.ends)
        # without a crisis nothing is switched: whoever wants another date moves it
        if periods:  # guard: switched-in-crisis -> if True:
            moved = coming.update(
                offer=offer, offer_type=offer.types[0], action_field_id=offer.action_field_id, additional=offer.additional, series=None
            )
    record(access, offer, "created", text=f"Angebot „{offer.title}“ aus einer Form für Krisenzeiten angelegt", dates=moved)
    publish(site=offer.site_id, today=access.today)
    return moved


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
