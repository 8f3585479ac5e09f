"""Which planned dates go along when an offer ends."""

from datetime import date

from django.db.models import QuerySet

from offers.models import Offer, Session


def planned_after(offer: Offer, ends: date, today: date) -> QuerySet[Session]:
    """Coming dates after the last day of an offer that have no figures and were not cancelled."""
    return Session.objects.filter(offer=offer, held_on__gte=today, held_on__gt=ends, logged__isnull=True, cancelled=False)


def dropped_dates(offer: Offer, ends: date, today: date) -> list[date]:
    return list(planned_after(offer, ends, today).order_by("held_on", "starts_at").values_list("held_on", flat=True))
