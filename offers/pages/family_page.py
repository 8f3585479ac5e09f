"""What families see of a site without an account: how to call, how to come, its houses, the next dates; and where published dates are read."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from babel import Locale
from django.db import connection
from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from offers.models import Offer, PublicDate, PublicPage
from sites.core.days import not_past, now_here
from sites.core.languages import GERMAN, current, day_and_month, figure
from sites.core.mails import link
from sites.templatetags.languages import german

SHOWN, SHOWN_DAYS = 6, 60  # dates at once, and how far families look ahead
SIGNS, SHORT = 3, 40  # beside a date: so many drawings, each with at most so many signs of words


@dataclass(frozen=True)
class Counts:
    """How many families have a place at a date, and how many wait."""

    taken: int = 0
    waiting: int = 0


@dataclass(frozen=True)
class DateLine:
    """A date as families read it. `text`: the words of its offer where they are said; `free`: places left, None where nobody counts."""

    date: PublicDate
    text: str
    free: int | None
    url: str

    @property
    def is_today(self) -> bool:
        return self.date.held_on == now_here().date()

    @property
    def where(self) -> str:
        """Room and address, where they are not the house's own."""
        return ", ".join(filter(None, [self.date.room, self.date.address]))

    @property
    def takes_signups(self) -> bool:
        return self.date.offer.registration != Offer.Registration.NONE and not self.date.cancelled and not self.date.standing

    @property
    def drawing(self) -> str:
        """Of the words about the way in: a person who joins, or an open door."""
        return "join" if self.takes_signups else "door"

    @property
    def good_to_know(self) -> list[tuple[str, Any]]:
        """A drawing and a few words each: what makes it easier to come, as far as the house has said it shortly."""
        offer = self.date.offer
        if self.date.cancelled:
            return []
        spoken = ", ".join(language_name(code) for code in offer.languages if code != GERMAN)
        found: list[tuple[str, Any]] = [
            ("child", german(_shortly(offer.childcare))),
            ("speech", gettext("auch auf %(languages)s") % {"languages": spoken} if spoken else ""),
            ("ramp", german(_shortly(offer.accessibility))),
            ("screen", gettext("im Internet") if offer.digital else ""),
        ]
        return [(name, words) for name, words in found if words][:SIGNS]

    @property
    def places(self) -> str:
        """How one gets in, in a few words; nothing is said of a date that falls out."""
        offer = self.date.offer
        if self.date.cancelled:
            return ""
        if offer.registration == Offer.Registration.NONE:
            return gettext("ohne Anmeldung")
        if self.free is None:
            if self.date.standing and offer.registration == Offer.Registration.OPTIONAL:
                return gettext("ohne Anmeldung")
            return gettext("mit Anmeldung") if offer.registration == Offer.Registration.REQUIRED else gettext("Anmeldung möglich")
        if not self.free:
            return gettext("ausgebucht, Warteliste") if offer.waiting_list else gettext("ausgebucht")
        return ngettext("noch ein Platz", "noch %(number)s Plätze", self.free) % {"number": figure(self.free)}


def _shortly(text: str) -> str:
    """The first sentence of what a house has written, without its stop; nothing where it is no short one."""
    first = re.split(r"(?<=[.!?;])\s", text.strip(), maxsplit=1)[0].rstrip(".;")
    return first if len(first) <= SHORT else ""


def language_name(code: str) -> str:
    """ "Ukrainisch": a language in the words of the one of this page."""
    return str(Locale.parse(current().locale).languages.get(code) or code)


@dataclass(frozen=True)
class FamilyPage:
    """`dates` and `later`: the coming ones, the first few at once; `join_url`: where one signs up for the next one with room."""

    page: PublicPage
    day: date
    dates: list[DateLine]
    later: list[DateLine]
    last: PublicDate | None
    join_url: str
    calendar_url: str
    canonical: str

    @property
    def today(self) -> list[DateLine]:
        return [line for line in self.dates if line.is_today]

    @property
    def closed(self) -> str:
        """When the house is closed in the coming weeks, in the words of the page."""
        return ", ".join(map(_span, closed_between(self.page, self.day, self.day + timedelta(days=SHOWN_DAYS))))

    @property
    def is_closed(self) -> bool:
        return bool(closed_between(self.page, self.day, self.day))

    @property
    def is_joint(self) -> bool:
        return len(self.page.houses) > 1

    @property
    def provider(self) -> str:
        return provider_of(self.page)


def provider_of(page: PublicPage) -> str:
    """Who stands behind the house, as the foot names it."""
    return page.provider_names.rstrip(".")


def find(slug: str) -> PublicPage | None:
    return PublicPage.objects.filter(slug=slug).first()


def family_page(page: PublicPage, today: date) -> FamilyPage:
    """The page of a published site."""
    lines = lines_of(coming(today, site=page.site_id), page.slug)
    joining = [line for line in lines if line.takes_signups]
    with_room = [line for line in joining if line.free != 0]
    at_once = shown_at_once(lines)
    return FamilyPage(
        page=page,
        day=today,
        dates=lines[:at_once],
        later=lines[at_once:],
        last=lines[-1].date if lines else None,
        join_url=next((f"{line.url}?tag={line.date.session_id}#mitmachen" for line in with_room or joining), ""),
        calendar_url=reverse("offers:family_calendar", args=[page.slug]),
        canonical=link("offers:family_page", page.slug),
    )


def closed_between(page: PublicPage, first: date, last: date) -> list[tuple[date, date]]:
    """The closing days of a house that share a day with a span, in order."""
    spans = [(date.fromisoformat(starts), date.fromisoformat(ends)) for starts, ends in page.closed]
    return sorted((starts, ends) for starts, ends in spans if starts <= last and ends >= first)


def _span(days: tuple[date, date]) -> str:
    """24. Dezember – 2. Januar"""
    first, last = days
    return day_and_month(first) if first == last else f"{day_and_month(first)} – {day_and_month(last)}"


def shown_at_once(lines: list[DateLine]) -> int:
    """How many lines stand there unfolded; the days of a week of open hours are one of the first dates, or they would push out the others."""
    kept = dict.fromkeys(line.date.session_id for line in lines)
    first = set(list(kept)[:SHOWN])
    return next((number for number, line in enumerate(lines) if line.date.session_id not in first), len(lines))


def coming(today: date, **of: Any) -> QuerySet[PublicDate]:
    """Published dates of the next weeks that are not over, with their offers."""
    over_midnight = Q(held_on=today - timedelta(days=1), ends_at__lte=F("starts_at"))  # last night's evening may still run
    weeks = Q(held_on__range=(today, today + timedelta(days=SHOWN_DAYS))) | over_midnight
    dates = PublicDate.objects.filter(not_past(now_here()), weeks, **of)
    return dates.select_related("offer").order_by("held_on", "starts_at", "pk")


def lines_of(dates: Iterable[PublicDate], slug: str) -> list[DateLine]:
    """Each with its free places, and with the text of its offer where it is said: at the first one, once."""
    found = list(dates)
    counts = counts_of(found)
    first = {one.offer_id: one.pk for one in reversed(found)}
    return [DateLine(one, one.text if first[one.offer_id] == one.pk else "", free_at(one, counts), offer_url(slug, one.offer.slug)) for one in found]


def offer_url(slug: str, offer: str) -> str:
    return reverse("offers:family_offer", args=[slug, offer])


def counts_of(dates: Iterable[PublicDate]) -> dict[int, Counts]:
    """Places taken at dates that have a limit, asked once for all of them, and not at all where none has."""
    limited = [one.session_id for one in dates if one.offer.capacity and one.offer.registration != Offer.Registration.NONE and not one.standing]
    if not limited:
        return {}
    with connection.cursor() as cursor:
        cursor.execute("SELECT session, taken, waiting FROM thekiz_signup_counts(%s)", [limited])
        return {session: Counts(taken, waiting) for session, taken, waiting in cursor.fetchall()}


def free_at(one: PublicDate, counts: dict[int, Counts]) -> int | None:
    """Places left; None where there is no limit, or nobody signs up."""
    if one.offer.registration == Offer.Registration.NONE or not one.offer.capacity or one.standing:
        return None
    capacity: int = one.offer.capacity
    return max(0, capacity - counts.get(one.session_id, Counts()).taken)
