"""What belongs to a saved offer: its needs, its coming dates, its entry, the family page."""

from collections.abc import Iterable

from django.db import transaction

from offers.models import Offer, OfferNeed, Session
from offers.rules.dates import planned_after
from offers.services.publishing import publish
from offers.services.sessions import refuse_reported
from planning.models import Need
from sites.core.access import Access
from sites.core.journal import record


def drop_planned(offer: Offer) -> None:
    """The dates that go along with an offer that is taken away: those without figures. What was logged holds it."""
    Session.objects.filter(offer=offer, logged__isnull=True).delete()  # guard: logged-holds -> Session.objects.filter(offer=offer).delete()


def refuse_recount(offer: Offer) -> None:
    """What stands against counting an offer otherwise: all its figures go along, also those of years that are reported."""
    years = Session.objects.filter(offer=offer, logged__isnull=False).dates("held_on", "year")
    refuse_reported(offer.site_id, *years, field="additional")


def copy_kind(source: Offer, offer: Offer) -> None:
    """For whom and what about another offer was, where a new one begins with its answers and the form did not ask."""
    kept = ("audience", "origin", "generations", "additional", "low_threshold", "family_orientation", "closeness", "special_needs")
    for name in kept:
        setattr(offer, name, getattr(source, name))
    offer.save(update_fields=kept)
    offer.terms.set(source.terms.all())


@transaction.atomic
def complete_offer(*, access: Access, offer: Offer, needs: Iterable[Need], created: bool) -> int:
    """What belongs to a saved offer: its needs, its coming sessions, one entry, the family page. Returns how many planned dates fell away."""
    linked = {need.pk for need in needs}
    OfferNeed.objects.filter(offer=offer).exclude(need__in=linked).delete()
    known = set(OfferNeed.objects.filter(offer=offer).values_list("need_id", flat=True))
    OfferNeed.objects.bulk_create(OfferNeed(site_id=offer.site_id, offer=offer, need_id=pk) for pk in sorted(linked - known))
    dropped = 0
    if not created:
        # guard: facts-of-the-day -> planned = Session.objects.filter(offer=offer, logged__isnull=True)
        planned = Session.objects.filter(offer=offer, held_on__gte=access.today, logged__isnull=True)
        planned.update(offer_type=offer.types[0], action_field=offer.action_field)
        if offer.ends:
            dropped, _ = planned_after(offer, offer.ends, access.today).delete()
    text = f"{'Entwurf' if offer.is_draft else 'Angebot'} „{offer.title}“ {'angelegt' if created else 'geändert'}"
    record(access, offer, "created" if created else "changed", text=text, dropped_dates=dropped, needs=sorted(linked))
    publish(site=offer.site_id, today=access.today)
    return dropped
