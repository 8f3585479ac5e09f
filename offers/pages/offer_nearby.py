"""The only place that lays the offers of a house beside those of other houses in the same social space: the same theme, the same time (R040)."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from typing import Any

from django.db import connection

from offers.models import Offer, Session
from offers.pages.family_page import SHOWN_DAYS
from planning.rules.catalogues import stem
from sites.core import navigation
from sites.core.access import Request, rows
from sites.core.days import clock_overlap, clock_time, now_here, valid_on
from sites.core.places import site_within
from sites.models import Site

WEEKDAYS = ("montags", "dienstags", "mittwochs", "donnerstags", "freitags", "samstags", "sonntags")


@dataclass(frozen=True, order=True)
class Hours:
    """When something is: weekday (1 is Monday), from, to."""

    weekday: int
    starts: time
    ends: time

    def __str__(self) -> str:
        return f"{WEEKDAYS[self.weekday - 1]} {clock_time(self.starts)}–{clock_time(self.ends)} Uhr"

    def meets(self, other: "Hours") -> bool:
        return self.weekday == other.weekday and clock_overlap((self.starts, self.ends), (other.starts, other.ends))


@dataclass
class Near:
    """A published offer of another house."""

    house: str
    slug: str
    title: str
    themes: frozenset[str]
    hours: tuple[Hours, ...]


@dataclass
class Pair:
    """Another house's offer that has the theme or the time of an own one."""

    near: Near
    themes: list[str] = field(default_factory=list)
    hours: list[Hours] = field(default_factory=list)


def nearby(site: int, today: date) -> list[Near]:
    """What the other houses of the planning area (or municipality) have published. One query through a definer function."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, slug, title, themes, hours FROM thekiz_nearby(%s, %s)", [site, today])
        return [
            Near(house, slug, title, frozenset(map(stem, themes)), tuple(_hours(json.loads(hours)))) for house, slug, title, themes, hours in cursor
        ]


def _hours(found: Iterable[Sequence[Any]]) -> list[Hours]:
    return sorted(Hours(weekday, time.fromisoformat(starts), time.fromisoformat(ends)) for weekday, starts, ends in found)


@dataclass(frozen=True)
class Own:
    """An own offer with its hours, and the offers of other houses that have its theme or its time."""

    pk: int
    title: str
    tuned_with: str
    hours: list[Hours]
    pairs: list[Pair]


@dataclass(frozen=True)
class OfferNearby:
    site: Site
    offers: list[Own]
    others: list[Near]
    may_change: bool

    @property
    def crumbs(self) -> list[tuple[str, str]]:
        return [navigation.OFFERS.crumb(self.site.pk), ("In der Nähe", "")]


def offer_nearby_page(request: Request, pk: int) -> OfferNearby:
    """A site within reach, or a 404. The running additional offers with their themes and the hours of the coming weeks; five queries."""
    site, today = site_within(request, "offers.view", pk), request.access.today
    others, mine = nearby(site.pk, today), rows(request, Offer).filter(valid_on(today), site=site, additional=True)
    offers, weeks = list(mine.prefetch_related("terms").order_by("title", "pk")), (today, today + timedelta(days=SHOWN_DAYS))
    own: Any = Session.objects.coming(now_here())
    coming = rows(request, own.filter(offer__in=offers, cancelled=False, next_on__range=weeks))
    hours: dict[int, set[Hours]] = {}
    for session in coming.only("offer_id", "held_on", "starts_at", "ends_at", "open_days"):
        days = [day for day in session.days() if day >= vars(session)["next_on"]]
        hours.setdefault(session.offer_id, set()).update(Hours(day.isoweekday(), session.starts_at, session.ends_at) for day in days)
    times = {row.pk: sorted(hours.get(row.pk, ())) for row in offers}
    beside = [Own(row.pk, row.title, row.tuned_with, times[row.pk], pairs(themes_of(row), times[row.pk], others)) for row in offers]
    may_change = site.pk in request.access.reach("offers.change").places
    return OfferNearby(site, [row for row in beside if row.pairs], others, may_change)


def themes_of(offer: Offer) -> dict[str, str]:
    """The themes of an offer by their code, as other houses name them."""
    return {stem(term.code): term.label for term in offer.terms.all() if term.catalogue == "theme"}


def pairs(themes: dict[str, str], hours: Iterable[Hours], others: Iterable[Near]) -> list[Pair]:
    """The offers of other houses with the same theme or at the same time; those with both first."""
    found = [
        Pair(near, [themes[code] for code in sorted(themes.keys() & near.themes)], [mine for mine in hours if any(map(mine.meets, near.hours))])
        for near in others
    ]
    return sorted((pair for pair in found if pair.themes or pair.hours), key=lambda pair: not (pair.themes and pair.hours))
