"""Whose sessions a person may log, those of the house for who plans them and of the own offers for professionals; and from when."""

from django.db.models import Q

from offers.models import Session
from sites.core.access import Access
from sites.core.days import clock_time, date_long, has_begun, now_here


def loggable(access: Access) -> Q:
    """The filter on sessions whose figures this person enters."""
    own = access.q("sessions.log", Session) & Q(offer__led_by=access.user)
    # guard: own-sessions -> return access.q("sessions.log", Session)
    return access.q("sessions.change", Session) | own


def too_early(session: Session) -> str:
    """Why nobody can know its figures yet, in words; empty from the minute it begins."""
    now = now_here()
    if has_begun(session.held_on, session.starts_at, now):
        return ""
    day = "heute" if session.held_on == now.date() else f"am {date_long(session.held_on)}"
    return f"Dieser Termin beginnt erst {day} um {clock_time(session.starts_at)} Uhr. Zahlen können Sie ab dann eintragen."
