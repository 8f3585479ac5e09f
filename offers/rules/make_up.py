"""On which days a date that falls away could be made up for: the house is open, its place is free then, and the offer has no other date."""

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import islice

from django.db.models import Q

from offers.models import Session
from offers.rules.left_out import left_out
from sites.core.days import clock_overlap

DAY, WEEKS = timedelta(days=1), 4
PROPOSED = 3
SATURDAY = 6


def make_up_days(session: Session, today: date) -> list[date]:
    """At most three days: of the same weekday first, then the nearest; in order. Standing hours are not made up for. Four queries at most."""
    if session.open_days:
        return []
    begin = max(session.held_on, today)
    days = [begin + DAY * number for number in range(1, WEEKS * 7 + 1)]
    days = [day for day in days if _is_usual(session, day) and session.offer.starts <= day and (not session.offer.ends or day <= session.offer.ends)]
    closed = left_out(session.site_id, days)
    taken = _taken(session, days)
    return sorted(islice(_best_first(session, (day for day in days if day not in closed and day not in taken)), PROPOSED))


def _is_usual(session: Session, day: date) -> bool:
    """Saturdays and Sundays are proposed where the date lay on one."""
    return day.isoweekday() < SATURDAY or day.isoweekday() == session.held_on.isoweekday()


def _best_first(session: Session, days: Iterable[date]) -> list[date]:
    return sorted(days, key=lambda day: (day.isoweekday() != session.held_on.isoweekday() or day - session.held_on > 14 * DAY, day))


def _taken(session: Session, days: list[date]) -> set[date]:
    """Days on which the offer has a date, or its room is taken at that hour."""
    room = session.venue_id or (None if session.place else session.offer.venue_id)
    here = Q(venue=room) | Q(venue__isnull=True, place="", offer__venue=room) if room else Q(pk__in=[])
    found = Session.objects.in_weeks_of(days).filter(here | Q(offer=session.offer_id), site=session.site_id, cancelled=False)
    hours = session.starts_at, session.ends_at
    return {
        day
        for other in found.only("held_on", "starts_at", "ends_at", "open_days", "offer_id")
        if other.offer_id == session.offer_id or clock_overlap(hours, (other.starts_at, other.ends_at))
        for day in other.days()
    }
