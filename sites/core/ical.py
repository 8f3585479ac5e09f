"""The only place that writes calendar files (RFC 5545): whole days, each with a title, a sentence and a link."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

#: Octets of a line; longer ones go on in the next one.
WIDTH = 75
ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})


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
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//ThEKiZ//DE", "METHOD:PUBLISH", f"X-WR-CALNAME:{_text(name)}"]
    for event in events:
        lines += _lines(event, host, now)
    return "".join(f"{part}\r\n" for line in [*lines, "END:VCALENDAR"] for part in _folded(line))


def _lines(event: DayEvent, host: str, now: datetime) -> list[str]:
    return [
        "BEGIN:VEVENT",
        f"UID:{_text(event.key)}@{host}",
        f"DTSTAMP:{now.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}",
        f"DTEND;VALUE=DATE:{event.day + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{_text(event.title)}",
        f"DESCRIPTION:{_text(event.words)}",
        f"URL:{event.url}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def _text(words: str) -> str:
    """What somebody typed never begins a line of its own; signs that no calendar may hold are left out."""
    shown = "".join(sign for sign in words if sign >= " " or sign in "\n\r\t")
    return shown.translate(ESCAPES)  # guard: calendar-lines -> return shown


def _folded(line: str) -> Iterator[str]:
    """A long line in parts of 75 octets, never within a letter; each further one begins with a blank."""
    part, size = "", 0
    for sign in line:
        octets = len(sign.encode())
        if size + octets > WIDTH:
            yield part
            part, size = " ", 1
        part, size = part + sign, size + octets
    yield part
