"""What stands in the calendar of rooms: a week of a house by day, with what is taken twice."""

from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta

from django.urls import reverse

from offers.models import Session
from planning.models import Meeting, RoomBooking
from reporting.rules.rooms import InUse, clashes, in_use
from sites.core.access import Request, rows
from sites.core.days import date_long, date_short, dayname
from sites.core.navigation import ROOMS
from sites.core.numbers import with_noun
from sites.core.places import site_within
from sites.models import Room, Site

WEEK = timedelta(days=7)


@dataclass(frozen=True)
class RoomLine:
    """A room in use; `twice`: with what at the same time, in words; `may_open`: whether the link leads somewhere for this person."""

    use: InUse
    twice: str
    may_open: bool


@dataclass(frozen=True)
class RoomDay:
    """A day of the week with everything that takes a room."""

    day: date
    lines: list[RoomLine]

    @property
    def words(self) -> str:
        return f"{dayname(self.day)}, {date_short(self.day)}"


@dataclass(frozen=True)
class RoomWeek:
    """`rooms`: the rooms of the list that stand free the whole week."""

    site: Site
    monday: date
    today: date
    days: list[RoomDay]
    idle: list[str]
    may_change: bool
    crumbs: list[tuple[str, str]]

    @property
    def title(self) -> str:
        return "Raumbelegung"

    @property
    def lead(self) -> str:
        twice = sum(bool(line.twice) for day in self.days for line in day.lines)
        hint = f" {with_noun(twice, 'Eintrag ist', 'Einträge sind')} doppelt belegt." if twice else ""
        return f"Woche vom {date_short(self.monday)} bis {date_long(self.monday + WEEK - timedelta(days=1))}.{hint}"

    @property
    def before(self) -> str:
        return f"?week={self.monday - WEEK}"

    @property
    def after(self) -> str:
        return f"?week={self.monday + WEEK}"

    @property
    def is_this_week(self) -> bool:
        return self.monday <= self.today < self.monday + WEEK

    @property
    def new_url(self) -> str:
        return reverse("reporting:room_booking_create", args=[self.site.pk]) if self.may_change else ""


def monday_of(request: Request) -> date:
    """The week of the address, else this one."""
    try:
        day = date.fromisoformat(request.GET.get("week", ""))
    except ValueError:
        day = request.access.today
    if not MINYEAR + 1 < day.year < MAXYEAR:
        day = request.access.today
    return day - timedelta(days=day.weekday())


def uses_of(request: Request, site: Site, first: date, last: date) -> list[InUse]:
    """All that takes a room of a house on some days and that this person may read."""
    meetings = rows(request, Meeting).filter(place=site.pk)
    return in_use(rows(request, Session).filter(site=site), meetings, rows(request, RoomBooking).filter(site=site), first, last)


def room_week_page(request: Request, pk: int) -> RoomWeek:
    """A house within the right to read it."""
    site, monday = site_within(request, "bookings.view", pk), monday_of(request)
    uses = uses_of(request, site, monday, monday + WEEK - timedelta(days=1))
    may_change = site.pk in request.access.reach("bookings.change").places
    taken = {use.room for use in uses}
    rooms = rows(request, Room.objects.in_use(request.access.today)).filter(site=site).values_list("name", flat=True)
    days = []
    for day in (monday + timedelta(days=number) for number in range(7)):
        own = [use for use in uses if use.day == day]
        days.append(RoomDay(day, [_line(use, own, may_change=may_change) for use in own]))
    return RoomWeek(
        site=site,
        monday=monday,
        today=request.access.today,
        days=days,
        idle=[name for name in rooms if name not in taken],
        may_change=may_change,
        crumbs=[(site.name, site.get_absolute_url()), ROOMS.crumb(site.pk), ("Raumbelegung", "")],
    )


def _line(use: InUse, others: list[InUse], *, may_change: bool) -> RoomLine:
    twice = ", ".join(f"{other.title} {other.hours}" for other in clashes(use, others))
    return RoomLine(use, f"doppelt belegt: {twice}" if twice else "", may_change or use.what != "Belegung")
