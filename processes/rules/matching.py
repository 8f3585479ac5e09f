"""Who of the pool fits what a county looks for: a proposal with its reasons, never a decision (R119)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import DecimalField, F, Func, QuerySet, Value

from processes.models import FacilitationRequest, Facilitator
from sites.core.numbers import in_hours


def with_agreed(pool: QuerySet[Facilitator], day: date) -> QuerySet[Facilitator]:
    """Entries of the pool with the hours their person has agreed upon for a day, wherever it is: a sum alone."""
    amount = DecimalField(max_digits=7, decimal_places=1)
    agreed = Func(F("account"), Value(day), function="thekiz_agreed_hours", output_field=amount)
    return pool.annotate(agreed=agreed, free=F("capacity") - F("agreed"))


def the_pool(day: date) -> QuerySet[Facilitator]:
    """Everybody of it: counties choose from the pool of the Land and from those of all counties."""
    return with_agreed(Facilitator.objects.all(), day)


@dataclass(frozen=True)
class Match:
    """An entry of the pool beside what is looked for."""

    entry: Facilitator
    free: Decimal
    has_time: bool
    is_near: bool
    speaks: tuple[str, ...]
    is_qualified: bool

    @property
    def rank(self) -> tuple[Any, ...]:
        """Who has the time comes first, then who is qualified, near, speaks the language, and has most time."""
        return (not self.has_time, not self.is_qualified, not self.is_near, -len(self.speaks), -self.free, self.entry.name)

    @property
    def words(self) -> str:
        """12 Stunden frei · in der Region · spricht Arabisch"""
        time = f"{in_hours(self.free)} frei" if self.free > 0 else "ausgelastet"
        near = "in der Region" if self.is_near else self.entry.region
        speaks = f"spricht {', '.join(self.speaks)}" if self.speaks else ""
        lapsed = "" if self.is_qualified else "Qualifikation abgelaufen"
        return " · ".join(filter(None, [time, near, speaks, lapsed]))


def match(entry: Any, free: Decimal, *, hours: Decimal, county: str, place: int, wishes: str, starts: date) -> Match:
    """How an entry fits: hours, region, language and a qualification that holds on the first day."""
    languages = [one for one in re.split(r"[,;/\s]+", entry.languages) if len(one) > 3 and one != "Deutsch"]
    return Match(
        entry=entry,
        free=free,
        has_time=free >= hours,
        is_near=entry.place_id == place or county.casefold() in entry.region.casefold(),
        speaks=tuple(one for one in languages if one.casefold() in wishes.casefold()),
        is_qualified=entry.qualified_until is None or entry.qualified_until >= starts,
    )


def matches(request: FacilitationRequest, county: str, pool: Iterable[Facilitator]) -> list[Match]:
    """All of the pool, the best match first; entries of `with_agreed`."""
    found = [
        match(entry, vars(entry)["free"], hours=request.hours, county=county, place=request.place_id, wishes=request.wishes, starts=request.starts)
        for entry in pool
    ]
    return sorted(found, key=lambda one: one.rank)
