"""How many families have signed up for a date: counted along with the dates, and said in one way wherever the house reads it."""

from typing import Any

from django.db.models import Count, Q, QuerySet

from offers.models import Offer, Session, SignUp
from sites.core.access import Request


def with_signups(sessions: QuerySet[Session]) -> Any:
    """How many families have a place at each date, and how many wait."""
    coming, waiting = (Count("signups", filter=Q(signups__state=state)) for state in (SignUp.State.IN, SignUp.State.WAITING))
    return sessions.annotate(coming=coming, waiting=waiting)


def signup_words(coming: int, waiting: int, capacity: int | None) -> str:
    """ "8 von 12 angemeldet, 2 warten"."""
    waits = {0: "", 1: ", eine wartet"}.get(waiting, f", {waiting} warten")
    places = f" von {capacity}" if capacity else ""
    return f"{coming or ('0' if places else 'niemand')}{places} angemeldet{waits}"


def counted_words(offer: Offer, date: dict[str, int] | None) -> str:
    """The same of a date that was counted along with its offer; empty where families just come."""
    if date is None or offer.registration == Offer.Registration.NONE:
        return ""
    return signup_words(date["coming"], date["waiting"], offer.capacity)


def signed_up(request: Request, session: Any) -> str:
    """The same at a date to which one signs up, for who reads sign-ups there; empty for everybody else and where families just come."""
    offer = session.offer
    if offer.registration == Offer.Registration.NONE or session.cancelled or session.logged:
        return ""
    # guard: signups-read -> return signup_words(session.coming, session.waiting, offer.capacity)
    return signup_words(session.coming, session.waiting, offer.capacity) if session.site_id in request.access.reach("signups.view").places else ""
