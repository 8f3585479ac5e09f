"""Whose sessions a person may log: those of the house for who plans them, and those of the own offers for professionals."""

from django.db.models import Q

from offers.models import Session
from sites.core.access import Access


def loggable(access: Access) -> Q:
    """The filter on sessions whose figures this person enters."""
    own = access.q("sessions.log", Session) & Q(offer__led_by=access.user)
    # guard: own-sessions -> return access.q("sessions.log", Session)
    return access.q("sessions.change", Session) | own
