"""On which days no date is proposed, and why: public holidays of Thuringia, closing days of the house, school holidays of the Land."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from holidays import country_holidays

from offers.models import ClosingDays, SchoolHolidays

#: No public holidays, but no Kita is open.
CLOSED = {(12, 24): "Heiligabend", (12, 31): "Silvester"}


def public_holidays(first: date, last: date) -> dict[date, str]:
    """The public holidays of Thuringia in a span, by their German names."""
    known = country_holidays("DE", subdiv="TH", language="de", years=range(first.year, last.year + 1))
    return {day: name for day, name in sorted(known.items()) if first <= day <= last}


def left_out(site: int, days: Sequence[date]) -> dict[date, str]:
    """Of some days those that are left out unless somebody ticks them, each with its reason. Two queries."""
    if not days:
        return {}
    first, last = min(days), max(days)
    feasts = {day: f"Feiertag: {name}" for day, name in public_holidays(first, last).items()}
    closed = _by_day(ClosingDays.objects.filter(site=site).between(first, last), first, last, "Schließtag")
    school = _by_day(SchoolHolidays.objects.between(first, last), first, last, "Schulferien")
    found = {}
    for day in days:
        reason = feasts.get(day) or closed.get(day) or CLOSED.get((day.month, day.day)) or school.get(day)
        if reason:  # guard: left-out -> if False:
            found[day] = reason
    return found


def _by_day(spans: Iterable[ClosingDays | SchoolHolidays], first: date, last: date, kind: str) -> dict[date, str]:
    found: dict[date, str] = {}
    for span in spans:
        begins, ends = max(span.starts, first), min(span.ends, last)
        for number in range((ends - begins).days + 1):
            found.setdefault(begins + timedelta(days=number), f"{kind}: {span.name}")
    return found
