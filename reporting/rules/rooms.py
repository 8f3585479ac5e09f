"""Which room of a house is in use when: dates of offers, meetings and bookings together; two at once in one room are a hint (R155)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, time

from django.db.models import QuerySet
from django.urls import reverse

from offers.models import Session
from planning.models import Meeting, RoomBooking
from sites.core.days import clock_overlap, clock_time

MEETING_HOURS = 2  # a meeting says when it begins


@dataclass(frozen=True)
class InUse:
    """A room at a time of a day. `key`: tells what is the same thing; `what`: offer, meeting or booking, in a word."""

    key: tuple[str, int]
    room: str
    day: date
    starts_at: time
    ends_at: time
    title: str
    what: str
    url: str

    @property
    def hours(self) -> str:
        return f"{clock_time(self.starts_at)}–{clock_time(self.ends_at)}"

    def meets(self, other: "InUse") -> bool:
        """Whether both take the same room at the same time; what has no room meets nothing."""
        same = self.room.casefold() == other.room.casefold() != ""
        return same and self.key != other.key and self.day == other.day and self._overlaps(other)

    def _overlaps(self, other: "InUse") -> bool:
        return clock_overlap((self.starts_at, self.ends_at), (other.starts_at, other.ends_at))


def of_sessions(sessions: Iterable[Session]) -> Iterator[InUse]:
    """Dates that take place, open hours on each of their days; sessions with offer and rooms."""
    for one in sessions:
        for day in one.days():
            if not one.cancelled and day >= one.held_on:
                url = reverse("offers:offer_detail", args=[one.offer_id])
                yield InUse(("session", one.pk), one.place_words, day, one.starts_at, one.ends_at, one.offer.title, "Angebot", url)


def of_meetings(meetings: Iterable[Meeting]) -> Iterator[InUse]:
    """Meetings in the house that say when they begin; meetings with their body."""
    for one in meetings:
        if one.starts_at is not None and not one.digital:
            ends = getattr(one, "ends_at", None) or one.starts_at.replace(hour=min(one.starts_at.hour + MEETING_HOURS, 23))
            yield InUse(
                ("meeting", one.pk), one.where, one.held_on, one.starts_at, ends, one.body.name, "Sitzung",
                reverse("planning:meeting_detail", args=[one.pk]),
            )  # fmt: skip


def of_bookings(bookings: Iterable[RoomBooking]) -> Iterator[InUse]:
    """Bookings with their rooms."""
    for one in bookings:
        title = ", ".join(filter(None, [one.title, one.who]))
        url = reverse("reporting:room_booking_edit", args=[one.pk])
        yield InUse(("booking", one.pk), one.room.name, one.day, one.starts_at, one.ends_at, title, "Belegung", url)


def in_use(sessions: QuerySet[Session], meetings: QuerySet[Meeting], bookings: QuerySet[RoomBooking], first: date, last: date) -> list[InUse]:
    """All of some days within one week, by day, room and time; one query each. Open hours stand at the first day of theirs in the week."""
    found = [
        *of_sessions(sessions.filter(held_on__range=(first, last)).select_related("offer__venue", "venue")),
        *of_meetings(meetings.filter(held_on__range=(first, last)).select_related("body")),
        *of_bookings(bookings.filter(day__range=(first, last)).select_related("room")),
    ]
    return sorted(found, key=lambda one: (one.day, one.starts_at, one.room, one.key))


def clashes(one: InUse, others: Iterable[InUse]) -> list[InUse]:
    """What else takes the room at the same time."""
    return [other for other in others if one.meets(other)]
