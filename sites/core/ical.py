"""The only place that writes calendar files (RFC 5545): whole days, each with a title, a sentence and a link."""

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


def calendar_of(name: str, events: Iterable[DayEvent], *, host: str, now: datetime) -> str:
    """A file that every calendar reads in. `host`: ours, for keys that nobody else uses."""
    calendar = Calendar({"version": "2.0", "prodid": PRODUCT, "method": "PUBLISH", "x-wr-calname": _clean(name)})
    for one in events:
        calendar.add_component(_event(one, host, now))
    content: bytes = calendar.to_ical()
    return content.decode()


def _event(one: DayEvent, host: str, now: datetime) -> Event:
    event = Event(
        {"uid": f"{one.key}@{host}", "summary": _clean(one.title), "description": _clean(one.words), "url": one.url, "transp": "TRANSPARENT"}
    )
    event.add("dtstamp", now.astimezone(UTC))
    event.add("dtstart", one.day)
    event.add("dtend", one.day + timedelta(days=1))
    return event


def _clean(words: str) -> str:
    """Signs that no calendar may hold are left out; the library sees to the others."""
    return "".join(sign for sign in words if sign >= " " or sign in "\n\t")  # guard: calendar-signs -> return words
