"""The plan of the week on the start page of a head: the rooms of each day with what is taken twice, and who of the team is not in the house."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject
from django.urls import reverse

from offers.models import Session
from sites.core.access import Request, rows
from sites.core.days import clock_overlap, clock_time, date_short, dayname, is_valid, overlapping
from sites.models import Absence, Site

WEEK = timedelta(days=6)


@dataclass(frozen=True)
class RoomLine:
    """A date. `clashes`: its room is taken twice; `gives_way`: the other one was there first."""

    session: Session
    clashes: bool
    gives_way: bool

    @property
    def starts(self) -> str:
        return clock_time(self.session.starts_at)

    @property
    def words(self) -> str:
        where = self.session.place_words or "Ort noch offen"
        return f"{where}: {self.session.offer.title}{', fällt aus' if self.session.cancelled else ''}"

    @property
    def move_url(self) -> str:
        return reverse("offers:session_edit", args=[self.session.pk]) if self.gives_way else ""

    @property
    def room_url(self) -> str:
        return reverse("offers:offer_edit", args=[self.session.offer_id]) if self.gives_way else ""


@dataclass(frozen=True)
class AwayLine:
    """Who of the team is not in the house. `site`: which one, for who leads several."""

    absence: Absence
    site: str

    @property
    def words(self) -> str:
        return f"{self.absence.name}{f' ({self.site})' if self.site else ''}: {self.absence.words}"

    @property
    def substitute(self) -> str:
        return f"{self.absence.substitute} übernimmt." if self.absence.substitute else ""


@dataclass(frozen=True)
class DayLine:
    """A day on which there is something to say."""

    day: date
    rooms: list[RoomLine]
    away: list[AwayLine]

    @property
    def words(self) -> str:
        return f"{dayname(self.day)[:2]}, {date_short(self.day)}"


def away_this_week(request: Request) -> ArraySubquery:
    """For a query of sites: who of the team is not in the house within seven days; `absences_of` reads it."""
    today = request.access.today
    found = rows(request, Absence).filter(overlapping(today, today + WEEK), site=OuterRef("pk")).order_by("starts", "pk")
    columns = ("name", "starts", "ends", "text", "substitute")
    return ArraySubquery(found.values(found=JSONObject(**{name: name for name in columns})))


def absences_of(site: Site) -> list[Absence]:
    """What a query with `away=away_this_week(…)` has brought along."""
    return [Absence(site=site, **_with_days(one)) for one in vars(site)["away"]]


def _with_days(one: dict[str, Any]) -> dict[str, Any]:
    return {**one, "starts": date.fromisoformat(one["starts"]), "ends": date.fromisoformat(one["ends"])}


def week_of(request: Request, absences: Iterable[Absence], *, several: bool) -> list[DayLine]:
    """Seven days from today; one query for the dates. `absences` with their sites."""
    today, away = request.access.today, list(absences)
    found = rows(request, Session).filter(held_on__range=(today, today + WEEK)).select_related("offer__venue", "venue")
    sessions = list(found.order_by("held_on", "starts_at", "pk"))
    lines = []
    for day in (today + timedelta(days=number) for number in range(WEEK.days + 1)):
        held = [session for session in sessions if session.held_on == day]
        missing = [AwayLine(one, one.site.name if several else "") for one in away if is_valid(one, day)]
        if held or missing:
            lines.append(DayLine(day, [_room(one, held) for one in held], missing))
    return lines


def _room(one: Session, held: list[Session]) -> RoomLine:
    others = [other for other in held if other.pk != one.pk and _at_once(one, other)]
    return RoomLine(one, bool(others), any((other.starts_at, other.pk) < (one.starts_at, one.pk) for other in others))


def _at_once(one: Session, other: Session) -> bool:
    """Do two dates of a house take the same room at the same time?"""
    if one.cancelled or other.cancelled or one.site_id != other.site_id or one.place_words == "":
        return False
    return one.place_words == other.place_words and clock_overlap((one.starts_at, one.ends_at), (other.starts_at, other.ends_at))
