"""The only place for the calendar of the demo world: public holidays, school holidays and how full a room is in which season."""

from datetime import date, timedelta
from functools import cache

from thekiz.demo.world.base import DAY


@cache
def easter(year: int) -> date:
    """Easter Sunday (Gauss, in the form of Meeus)."""
    a, b, c = year % 19, year // 100, year % 100
    d = (19 * a + b - b // 4 - ((b - (b + 8) // 25 + 1) // 3) + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    f = d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114
    return date(year, f // 31, f % 31 + 1)


@cache
def public_holidays(year: int) -> frozenset[date]:
    """The public holidays of Thuringia."""
    moving = {easter(year) + timedelta(days=days) for days in (-2, 0, 1, 39, 49, 50)}
    fixed = {(1, 1), (5, 1), (9, 20), (10, 3), (10, 31), (12, 25), (12, 26)}
    return frozenset(moving | {date(year, month, day) for month, day in fixed})


@cache
def school_holidays(year: int) -> tuple[tuple[date, date], ...]:
    """About when schools are closed: winter, Easter, six weeks of summer, two of autumn."""
    sunday = easter(year)
    return (
        (date(year, 2, 9), date(year, 2, 15)),
        (sunday - 9 * DAY, sunday + 6 * DAY),
        (date(year, 7, 4), date(year, 8, 14)),
        (date(year, 10, 5), date(year, 10, 17)),
    )


def closed(day: date) -> bool:
    """No offer anywhere: public holidays and the days between Christmas and the New Year."""
    return day in public_holidays(day.year) or (day.month, day.day) >= (12, 23) or (day.month, day.day) <= (1, 2)


def on_holiday(day: date) -> bool:
    return any(first <= day <= last for first, last in school_holidays(day.year))


def in_summer(day: date) -> bool:
    first, last = school_holidays(day.year)[2]
    return first <= day <= last


def chance(day: date) -> float:
    """How likely a planned date is kept in the plan of this time of the year."""
    return 0.35 if in_summer(day) else 0.7 if on_holiday(day) else 1.0


def fullness(day: date) -> float:
    """How many come, compared with an ordinary week: most before Advent and in spring, fewest in summer."""
    if in_summer(day):
        return 0.6
    month = (0.92, 0.9, 1.02, 1.05, 1.05, 0.97, 0.85, 0.85, 1.03, 1.06, 1.12, 0.95)[day.month - 1]
    return month * (0.8 if on_holiday(day) else 1.0)
