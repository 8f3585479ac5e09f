"""Which days a series has: once, every n weeks, the nth weekday of a month, days in a row, days named one by one; and what an end drops."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice

from django.db import models
from django.db.models import QuerySet

from offers.models import Offer, Session
from sites.core.days import DAYS, from_to

DAY, WEEK = timedelta(days=1), timedelta(days=7)
MAX_DATES = 120  # planned at once: a year of two days a week
UNDERSTOOD = 500  # counted, so that the refusal can say how many it would be
ORDINALS = ("", "ersten", "zweiten", "dritten", "vierten", "fünften")
COUNTS = {2: "zweiten", 3: "dritten", 4: "vierten"}


class Rhythm(models.TextChoices):
    """How often a series takes place."""

    ONCE = "once", "einmal"
    WEEKLY = "weekly", "jede Woche"
    FORTNIGHTLY = "fortnightly", "alle zwei Wochen"
    WEEKS = "weeks", "alle … Wochen (Zahl angeben)"
    NTH = "nth", "jeden Monat am selben Wochentag, zum Beispiel am dritten Samstag"
    LAST = "last", "jeden Monat am letzten Wochentag dieser Art"
    ROW = "row", "mehrere Tage hintereinander"
    SINGLE = "single", "an einzelnen Tagen"
    STANDING = "standing", "als offene Sprechzeit: jede Woche, Zahlen einmal für die Woche"


#: Rhythms of weeks; they may have several weekdays.
IN_WEEKS = (Rhythm.WEEKLY, Rhythm.FORTNIGHTLY, Rhythm.WEEKS, Rhythm.STANDING)
#: Rhythms that need no last day.
WITHOUT_END = (Rhythm.ONCE, Rhythm.SINGLE)


@dataclass(frozen=True)
class Pattern:
    """What was said of a series. `every`: weeks from one to the next; `weekdays`: beside that of the first day (1 is Monday); `days`: named ones."""

    rhythm: str
    first: date
    until: date | None = None
    every: int = 1
    weekdays: tuple[int, ...] = ()
    days: tuple[date, ...] = ()

    @property
    def step(self) -> int:
        """Weeks from one date to the next."""
        return {Rhythm.FORTNIGHTLY: 2, Rhythm.WEEKS: self.every}.get(Rhythm(self.rhythm), 1)

    @property
    def all_weekdays(self) -> list[int]:
        return sorted({self.first.isoweekday(), *self.weekdays})

    def dates(self) -> list[date]:
        """Its days in order, each once, none before the first or after the last one; at most one more than are understood."""
        if self.rhythm == Rhythm.SINGLE:
            found: Iterator[date] = iter(sorted({self.first, *self.days}))
        elif self.rhythm == Rhythm.ONCE or self.until is None:
            found = iter([self.first])
        else:
            found = self._repeated(self.until)
        return list(islice(found, UNDERSTOOD + 1))

    def _repeated(self, until: date) -> Iterator[date]:
        if self.rhythm == Rhythm.ROW:
            yield from (self.first + DAY * number for number in range((until - self.first).days + 1))
        elif self.rhythm in (Rhythm.NTH, Rhythm.LAST):
            yield from (day for day in _of_months(self.first, until, last=self.rhythm == Rhythm.LAST) if self.first <= day <= until)
        else:
            monday = self.first - DAY * self.first.weekday()
            while monday <= until:
                yield from (day for number in self.all_weekdays if self.first <= (day := monday + DAY * (number - 1)) <= until)
                monday += WEEK * self.step

    def words(self) -> str:
        """The rhythm as people say it: "jeden zweiten Montag"."""
        day = DAYS[self.first.weekday()]
        match self.rhythm:
            case Rhythm.ONCE:
                return "einmal"
            case Rhythm.SINGLE:
                return "an einzelnen Tagen"
            case Rhythm.ROW:
                return f"täglich, {from_to(self.first, self.until or self.first)}"
            case Rhythm.NTH:
                return f"am {ORDINALS[number_in_month(self.first)]} {day} im Monat"
            case Rhythm.LAST:
                return f"am letzten {day} im Monat"
        named = [DAYS[number - 1] for number in self.all_weekdays]
        several = " und ".join(filter(None, [", ".join(named[:-1]), named[-1]]))
        open_hours = "offene Sprechzeit, " if self.rhythm == Rhythm.STANDING else ""
        if self.step == 1:
            return f"{open_hours}jeden {several}"
        if self.step in COUNTS and len(named) == 1:
            return f"jeden {COUNTS[self.step]} {several}"
        return f"alle {self.step} Wochen am {several}"


def number_in_month(day: date) -> int:
    """The how manieth of its weekday in its month."""
    return (day.day - 1) // 7 + 1


def _of_months(first: date, until: date, *, last: bool) -> Iterator[date]:
    """In each month the nth or the last of the weekday of the first day; a month without a fifth one has none."""
    number, month = number_in_month(first), first.replace(day=1)
    while month <= until:
        following = (month + DAY * 31).replace(day=1)
        if last:
            yield following - DAY - DAY * ((following - DAY).weekday() - first.weekday()) % WEEK
        else:
            day = month + DAY * ((first.weekday() - month.weekday()) % 7) + WEEK * (number - 1)
            if day < following:
                yield day
        month = following


def by_week(days: Collection[date]) -> list[list[date]]:
    """Days of the same week together, in order."""
    weeks: dict[date, list[date]] = {}
    for day in sorted(days):
        weeks.setdefault(day - DAY * day.weekday(), []).append(day)
    return list(weeks.values())


# The end of an offer ------------------------------------------------------------------------------------------------


def planned_since(offer: Offer, since: date) -> QuerySet[Session]:
    """The dates of an offer from a day on that have no figures and were not cancelled."""
    return Session.objects.filter(offer=offer, held_on__gte=since, logged__isnull=True, cancelled=False)


def planned_after(offer: Offer, ends: date, today: date) -> QuerySet[Session]:
    """Coming dates after the last day of an offer that have no figures and were not cancelled."""
    return planned_since(offer, today).filter(held_on__gt=ends)


def dropped_dates(offer: Offer, ends: date, today: date) -> list[date]:
    return list(planned_after(offer, ends, today).order_by("held_on", "starts_at").values_list("held_on", flat=True))


def dates_outside(offer: Offer, starts: date | None, ends: date | None) -> tuple[list[date], list[date]]:
    """The dates that stand against other days of an offer: all before its first day, and those with figures after its last one."""
    held = Session.objects.filter(offer=offer).order_by("held_on").values_list("held_on", flat=True)
    before = list(held.filter(held_on__lt=starts)) if starts else []
    return before, list(held.filter(held_on__gt=ends, logged__isnull=False)) if ends else []
