"""What families see of a site without an account: how to call, how to come, its houses, the next dates; and where published dates are read."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import connection
from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from offers.models import Offer, PublicDate, PublicPage
from sites.core.days import not_past, now_here
from sites.core.languages import figure
from sites.core.mails import link

SHOWN, SHOWN_DAYS = 6, 60  # dates at once, and how far families look ahead


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
        return self.date.offer.registration != Offer.Registration.NONE and not self.date.cancelled

    @property
    def drawing(self) -> str:
        """Of the words about the way in: a person who joins, or an open door."""
        return "join" if self.takes_signups else "door"

    @property
    def places(self) -> str:
        """How one gets in, in a few words; nothing is said of a date that falls out."""
        offer = self.date.offer
        if self.date.cancelled:
            return ""
        if offer.registration == Offer.Registration.NONE:
            return gettext("ohne Anmeldung")
        if self.free is None:
            return gettext("mit Anmeldung") if offer.registration == Offer.Registration.REQUIRED else gettext("Anmeldung möglich")
        if not self.free:
            return gettext("ausgebucht, Warteliste") if offer.waiting_list else gettext("ausgebucht")
        return ngettext("noch ein Platz", "noch %(number)s Plätze", self.free) % {"number": figure(self.free)}


@dataclass(frozen=True)
class FamilyPage:
    """`dates` and `later`: the coming ones, the first few at once; `join_url`: where one signs up for the next one with room."""

    page: PublicPage
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
    return FamilyPage(
        page=page,
        dates=lines[:SHOWN],
        later=lines[SHOWN:],
        last=lines[-1].date if lines else None,
        join_url=next((f"{line.url}?tag={line.date.pk}#mitmachen" for line in with_room or joining), ""),
        calendar_url=reverse("offers:family_calendar", args=[page.slug]),
        canonical=link("offers:family_page", page.slug),
    )


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
    limited = [one.pk for one in dates if one.offer.capacity and one.offer.registration != Offer.Registration.NONE]
    if not limited:
        return {}
    with connection.cursor() as cursor:
        cursor.execute("SELECT session, taken, waiting FROM thekiz_signup_counts(%s)", [limited])
        return {session: Counts(taken, waiting) for session, taken, waiting in cursor.fetchall()}


def free_at(one: PublicDate, counts: dict[int, Counts]) -> int | None:
    """Places left; None where there is no limit, or nobody signs up."""
    if one.offer.registration == Offer.Registration.NONE or not one.offer.capacity:
        return None
    capacity: int = one.offer.capacity
    return max(0, capacity - counts.get(one.pk, Counts()).taken)
