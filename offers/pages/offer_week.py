"""What stands in the week of a house: its dates by day, what falls away and when it is made up for, what goes on, and what neighbours offer then."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects
from django.urls import reverse

from offers.models import Offer, Series, Session
from offers.pages.offer_nearby import Hours, Pair, nearby, pairs, themes_of
from offers.rules.left_out import left_out
from offers.rules.logging import too_early
from offers.rules.signups import signed_up, with_signups
from sites.core import navigation
from sites.core.access import Request, rows
from sites.core.days import MONTHS, clock_time, date_long, date_short, dayname, from_to
from sites.core.lists import Option
from sites.core.numbers import in_words, with_noun
from sites.core.places import site_within
from sites.models import Site

DAY, WEEK = timedelta(days=1), timedelta(days=7)
NOON = 13  # what begins before stands in the morning
FIRST, LAST = 2015, 2100
SHOWN_SERIES, SHOWN_NEAR = 8, 4


def views(site: int, shown: str) -> list[Option]:
    """Week, month and list side by side."""
    named = (("offers:offer_week", "Woche"), ("offers:offer_month", "Monat"), (navigation.OFFERS.view, "Liste"))
    return [Option(label, reverse(view, args=[site]), view == shown) for view, label in named]


@dataclass(frozen=True)
class Slot:
    """A date on one of its days. `near`: the house of an offer at the same time; `may_log`: this person enters its figures; `signups`: how
    many families have signed up, where one can and this person reads it."""

    session: Session
    day: date
    near: str
    may_log: bool
    signups: str = ""

    @property
    def hours(self) -> str:
        return f"{clock_time(self.session.starts_at)}–{clock_time(self.session.ends_at)}" + (" (Folgetag)" if self.session.over_midnight else "")

    @property
    def title(self) -> str:
        return str(self.session.offer.title)

    @property
    def figures(self) -> str:
        """How many came, and whether it counts."""
        session = self.session
        if not session.logged:
            return ""
        return with_noun(session.participations, "Teilnahme", "Teilnahmen") + ("" if session.additional else ", Regelangebot, zählt nicht mit")

    @property
    def off(self) -> str:
        """Why it falls away, after the words that it does; empty where nobody has said."""
        return self.session.off_words

    @property
    def lacks_figures(self) -> bool:
        session = self.session
        return not session.logged and not session.cancelled and not too_early(session) and not (session.open_days and self.day != session.days()[-1])

    @property
    def made_up(self) -> Session | None:
        """The date that makes up for it."""
        return next(iter(self.session.made_up.all()), None)

    @property
    def call_off(self) -> str:
        return "Grund oder Nachholtermin" if self.session.cancelled else "Fällt aus"

    @property
    def near_words(self) -> str:
        """What is read aloud after the other house."""
        return f"{self.about}, zur gleichen Zeit"

    @property
    def about(self) -> str:
        return f": {self.title} am {date_long(self.day)}"


@dataclass(frozen=True)
class DayOf:
    """A day with its dates before and after noon; `closed`: why none is proposed on it."""

    day: date
    slots: list[Slot]
    closed: str
    is_today: bool

    @property
    def name(self) -> str:
        return dayname(self.day)

    @property
    def date_words(self) -> str:
        return f"{date_short(self.day)}, heute" if self.is_today else date_short(self.day)

    @property
    def nothing(self) -> str:
        """What stands where no date is."""
        return "" if self.slots else self.closed or "kein Termin"

    @property
    def parts(self) -> list[list[Slot]]:
        early = [slot for slot in self.slots if slot.session.starts_at.hour < NOON]
        return [early, [slot for slot in self.slots if slot not in early]]


@dataclass(frozen=True)
class Going:
    """A series that goes on: its rhythm, its next date, and what of it falls away."""

    series: Series
    coming: Session

    @property
    def next_words(self) -> str:
        return date_short(self.coming.held_on)

    @property
    def next_small(self) -> str:
        coming = self.coming
        elsewhere = coming.place_words if coming.venue_id or coming.place else ""
        return elsewhere or ("nachgeholt" if coming.makes_up_id else "")

    def left_out(self, today: date) -> list[tuple[str, str]]:
        """Days to come that were left out, each with why."""
        known = [(date.fromisoformat(day), reason) for day, reason in self.series.left_out]
        return [(date_short(day), reason) for day, reason in known if day >= today]


@dataclass(frozen=True)
class NearLine:
    """An offer of another house at the time or with the theme of an own one of this week."""

    own: Offer
    pair: Pair

    @property
    def hours(self) -> str:
        return ", ".join(map(str, self.pair.hours))


@dataclass(frozen=True)
class OfferWeek:
    site: Site
    today: date
    monday: date
    days: list[DayOf]
    going: list[tuple[Going, list[tuple[str, str]]]]
    near: list[NearLine]
    counted: tuple[int, int, int]
    may_change: bool

    @property
    def views(self) -> list[Option]:
        return views(self.site.pk, "offers:offer_week")

    @property
    def crumbs(self) -> list[tuple[str, str]]:
        return [navigation.OFFERS.crumb(self.site.pk), ("Woche", "")]

    @property
    def number(self) -> int:
        return self.monday.isocalendar().week

    @property
    def lead(self) -> str:
        """ "Woche 48, 23. bis 29. November 2026: 8 Termine, einer fällt aus, zwei sind noch ohne Zahlen." """
        dates, off, without = self.counted
        parts = [with_noun(dates, "Termin", "Termine") if dates else "kein Termin"]
        parts += [f"{in_words(off)} fallen aus" if off > 1 else "einer fällt aus"] if off else []
        parts += [f"{in_words(without)} sind noch ohne Zahlen" if without > 1 else "einer ist noch ohne Zahlen"] if without else []
        return f"Woche {self.number}, {from_to(self.monday, self.monday + 6 * DAY)}: {', '.join(parts)}."

    @property
    def before(self) -> tuple[str, str]:
        return _way("Woche davor", self.monday - WEEK)

    @property
    def after(self) -> tuple[str, str]:
        return _way("Woche danach", self.monday + WEEK)

    @property
    def is_this_week(self) -> bool:
        return self.monday <= self.today < self.monday + WEEK

    @property
    def today_words(self) -> str:
        return f"Zu heute, {dayname(self.today)}"

    @property
    def months(self) -> list[tuple[str, str, bool]]:
        """A year around this week, to jump to: value, words, chosen."""
        middle = self.monday + 3 * DAY  # a week belongs to the month in which most of its days lie
        first = middle.year * 12 + middle.month - 1
        months = [(number // 12, number % 12 + 1) for number in range(first - 6, first + 13)]
        return [(f"{year}-{month:02}", f"{MONTHS[month - 1]} {year}", number == 6) for number, (year, month) in enumerate(months)]


def _way(label: str, monday: date) -> tuple[str, str]:
    """An address of another week and what it is called."""
    year, week, _ = monday.isocalendar()
    return f"?week={year}-W{week:02}", f"{label}, {from_to(monday, monday + 6 * DAY)}"


def monday_of(request: Request) -> date:
    """The Monday of the week or month the address names; nonsense is this week."""
    text, today = request.GET.get("week", ""), request.access.today
    try:
        if text:
            year, week = text.split("-W")
            found = date.fromisocalendar(int(year), int(week), 1)
        else:
            year, month = request.GET.get("month", "").split("-")
            found = date(int(year), int(month), 4)  # its week is the first of which most days lie in the month
    except ValueError:
        found = today
    found = found if FIRST <= found.year <= LAST else today
    return found - DAY * found.weekday()


def dates_of(request: Request, site: Site, first: date, last: date) -> list[Any]:
    """The dates of a house between two days, each with its offer, its place, who has signed up, and the date that makes up for it or for which
    it stands."""
    found = rows(request, Session).filter(site=site, held_on__range=(first, last)).select_related("offer__venue", "venue", "makes_up")
    return list(with_signups(found).prefetch_related(Prefetch("made_up", rows(request, Session))).order_by("starts_at", "pk"))


def offer_week_page(request: Request, pk: int) -> OfferWeek:
    """A site within reach, or a 404; eight queries."""
    site, today, monday = site_within(request, "offers.view", pk), request.access.today, monday_of(request)
    sessions = dates_of(request, site, monday, monday + 6 * DAY)
    near = _near(request, site, sessions)
    same = {line.own.pk: line.pair.near.house for line in near if line.pair.hours}
    may_change, days = site.pk in request.access.reach("sessions.change").places, [monday + DAY * number for number in range(7)]
    closed = left_out(site.pk, days)
    slots = [
        Slot(session, day, same.get(session.offer_id, ""), may_change or session.offer.led_by_id == request.user.pk, signed_up(request, session))
        for session in sessions
        for day in session.days()
    ]
    shown = [DayOf(day, [slot for slot in slots if slot.day == day], closed.get(day, ""), day == today) for day in days]
    without = sum(slot.lacks_figures for slot in slots)
    going = [(line, line.left_out(today)) for line in _going(request, site, today)]
    counted = (len(sessions), sum(session.cancelled for session in sessions), without)
    return OfferWeek(site, today, monday, shown, going, near, counted, site.pk in request.access.reach("offers.change").places)


def _going(request: Request, site: Site, today: date) -> list[Going]:
    """The series that have a coming date, the next one first. One query."""
    coming = rows(request, Session).filter(site=site, series__isnull=False, held_on__gte=today, cancelled=False, logged__isnull=True)
    found = coming.select_related("series", "offer__venue", "venue").order_by("series_id", "held_on", "starts_at").distinct("series_id")
    lines = [Going(session.series, session) for session in found]
    return sorted(lines, key=lambda line: (line.coming.held_on, line.coming.starts_at))[:SHOWN_SERIES]


def _near(request: Request, site: Site, sessions: Sequence[Session]) -> list[NearLine]:
    """What other houses offer at the same time as a date of this week. Two queries."""
    own = {session.offer_id: session.offer for session in sessions if not session.cancelled and session.additional}
    if not own:
        return []
    others = nearby(site.pk, request.access.today)
    if others:
        prefetch_related_objects(list(own.values()), "terms")
    found = []
    for offer in own.values() if others else ():
        hours = {Hours(day.isoweekday(), one.starts_at, one.ends_at) for one in sessions if one.offer_id == offer.pk for day in one.days()}
        found += [NearLine(offer, pair) for pair in pairs(themes_of(offer), sorted(hours), others) if pair.hours]
    return sorted(found, key=lambda line: not line.pair.themes)[:SHOWN_NEAR]
