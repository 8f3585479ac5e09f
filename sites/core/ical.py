"""The only place that writes calendar files (RFC 5545): whole days, or dates with their hours, each with a title, a sentence and a link."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar, Event

PRODUCT = "-//ThEKiZ//DE"


@dataclass(frozen=True)
class DayEvent:
    """One whole day. `key` names the thing for ever: read in again, it replaces the event of before."""

    key: str
    day: date
    title: str
    words: str
    url: str
    cancelled: bool = False
    sequence: int = 0
    invites: tuple[str, str] | None = None


@dataclass(frozen=True)
class HourEvent:
    """A date with its hours and its place; one that falls out is told to who has it in a calendar already.

    `sequence` counts its changes. `invites`: who asks whom by mail, as two addresses.
    """

    key: str
    begin: datetime
    end: datetime
    title: str
    words: str
    url: str
    where: str
    cancelled: bool
    sequence: int = 0
    invites: tuple[str, str] | None = None


def calendar_of(name: str, events: Iterable[DayEvent | HourEvent], *, host: str, now: datetime, method: str = "PUBLISH") -> str:
    """A file that every calendar reads in. `host`: ours, for keys that nobody else uses. `method`: REQUEST and CANCEL where somebody is asked."""
    calendar = Calendar({"version": "2.0", "prodid": PRODUCT, "method": method, "x-wr-calname": _clean(name)})
    for one in events:
        calendar.add_component(_event(one, host, now) if isinstance(one, DayEvent) else _hours(one, host, now))
    content: bytes = calendar.to_ical()
    return content.decode()


def _event(one: DayEvent, host: str, now: datetime) -> Event:
    event = Event(
        {"uid": f"{one.key}@{host}", "summary": _clean(one.title), "description": _clean(one.words), "url": one.url, "transp": "TRANSPARENT"}
    )
    event.add("dtstamp", now.astimezone(UTC))
    event.add("dtstart", one.day)
    event.add("dtend", one.day + timedelta(days=1))
    if one.cancelled:
        event.add("status", "CANCELLED")
    return _asked(event, one)


def _hours(one: HourEvent, host: str, now: datetime) -> Event:
    event = Event({"uid": f"{one.key}@{host}", "summary": _clean(one.title), "description": _clean(one.words), "url": one.url})
    event.add("location", _clean(one.where))
    event.add("status", "CANCELLED" if one.cancelled else "CONFIRMED")  # guard: calendar-cancelled -> event.add("status", "CONFIRMED")
    event.add("dtstamp", now.astimezone(UTC))
    event.add("dtstart", one.begin.astimezone(UTC))
    event.add("dtend", one.end.astimezone(UTC))
    return _asked(event, one)


def _asked(event: Event, one: DayEvent | HourEvent) -> Event:
    """The number of the change, and who asks whom; nothing of it where a date is only published."""
    if one.sequence or one.invites:
        event.add("sequence", one.sequence)
    if one.invites:
        asking, asked = one.invites
        event.add("organizer", f"mailto:{asking}")
        event.add("attendee", f"mailto:{asked}", parameters={"RSVP": "TRUE", "PARTSTAT": "NEEDS-ACTION"})
    return event


def _clean(words: str) -> str:
    """Signs that no calendar may hold are left out; the library sees to the others."""
    return "".join(sign for sign in words if sign >= " " or sign in "\n\t")  # guard: calendar-signs -> return words
