"""The only place for days: how they, times and spans are written in German, and what is valid, over or overlapping."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import NamedTuple, Protocol
from zoneinfo import ZoneInfo

from django.db.models import F, Q
from django.utils import timezone

from sites.core.numbers import NBSP, in_words

BERLIN = ZoneInfo("Europe/Berlin")
DAYS = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")
MONTHS = ("Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember")
SHORT_MONTHS = ("Jan.", "Feb.", "März", "April", "Mai", "Juni", "Juli", "Aug.", "Sept.", "Okt.", "Nov.", "Dez.")
#: Heads of columns as narrow as a two-digit figure.
NARROW_MONTHS = ("Jan", "Feb", "Mär", "Apr", "Mai", "Jun", "Jul", "Aug", "Sep", "Okt", "Nov", "Dez")
#: Of a day that is typed; what lies before it is a slip.
FIRST_YEAR = 1990


# Written ----------------------------------------------------------------------------------------------------------


def _day(value: object) -> date | None:
    """The day in Thuringia of a day, a time, or one of them as ISO text."""
    if isinstance(value, str) and value:
        value = datetime.fromisoformat(value) if len(value) > len("2026-04-03") else date.fromisoformat(value)
    if isinstance(value, datetime):
        return value.astimezone(BERLIN).date() if timezone.is_aware(value) else value.date()
    return value if isinstance(value, date) else None


def dayname(value: object) -> str:
    """Dienstag"""
    day = _day(value)
    return DAYS[day.weekday()] if day else ""


def date_long(value: object) -> str:
    """17. November 2026"""
    day = _day(value)
    return f"{day.day}.{NBSP}{MONTHS[day.month - 1]} {day.year}" if day else ""


def from_to(first: date, last: date) -> str:
    """25. bis 26. November 2026; what both days have in common is said once."""
    if first == last:
        return date_long(first)
    if first.year != last.year:
        return f"{date_long(first)} bis {date_long(last)}"
    begins = f"{first.day}." if first.month == last.month else f"{first.day}.{NBSP}{MONTHS[first.month - 1]}"
    return f"{begins} bis {date_long(last)}"


def month_long(value: object) -> str:
    """November 2026"""
    day = _day(value)
    return f"{MONTHS[day.month - 1]} {day.year}" if day else ""


def date_short(value: object) -> str:
    """17. Nov."""
    day = _day(value)
    return f"{day.day}.{NBSP}{SHORT_MONTHS[day.month - 1]}" if day else ""


def date_figures(value: object) -> str:
    """03.04.2026, as papers and entries write a day."""
    day = _day(value)
    return f"{day:%d.%m.%Y}" if day else ""


def clock_time(value: time) -> str:
    """9:30"""
    return f"{value.hour}:{value:%M}"


def day_and_hours(day: date, starts_at: time, ends_at: time) -> str:
    """Dienstag, 12. Januar 2027, 9:00 bis 11:00 Uhr"""
    return f"{dayname(day)}, {date_long(day)}, {clock_time(starts_at)} bis {clock_time(ends_at)}{NBSP}Uhr"


def moment(value: str) -> tuple[str, str]:
    """An ISO time as day and time of day in Thuringia: 03.04.2026 and 9:30 Uhr."""
    return date_figures(value), f"{clock_time(datetime.fromisoformat(value).astimezone(BERLIN).time())}{NBSP}Uhr"


def until(value: object, today: object = None) -> str:
    """heute, morgen, in 13 Tagen, in gut acht Wochen, in fünf Monaten; what is over: gestern, vor 3 Tagen."""
    day = _day(value)
    if not day:
        return ""
    days = (day - (_day(today) or timezone.localdate())) // timedelta(days=1)
    near = {0: "heute", 1: "morgen", -1: "gestern"}
    if days in near:
        return near[days]
    start = "in" if days > 0 else "vor"
    days = abs(days)
    if days <= 21:
        return f"{start} {days}{NBSP}Tagen"
    if days <= 84:
        weeks, rest = divmod(days, 7)
        return f"{start} {'gut ' if rest else ''}{in_words(weeks)} Wochen"
    months = round(days / 30.4)
    return f"{start} {in_words(months)} Monaten" if months < 24 else f"{start} {in_words(months // 12)} Jahren"


# Valid ------------------------------------------------------------------------------------------------------------
# From `starts` to `ends`, both days inclusive; an empty end is open. Each question once for rows in hand and once for the database.


class Ending(Protocol):
    """Whatever may have a last day."""

    @property
    def ends(self) -> date | None: ...


class Dated(Ending, Protocol):
    """Whatever holds from a day until a day."""

    @property
    def starts(self) -> date: ...


class Span(NamedTuple):
    """Days alone."""

    starts: date
    ends: date | None


def is_valid(row: Dated, day: date) -> bool:
    return row.starts <= day and not is_over(row, day)


def valid[Row: Dated](rows: Iterable[Row], day: date) -> list[Row]:
    """Those that hold on a day."""
    return [row for row in rows if is_valid(row, day)]


def is_over(row: Ending, day: date) -> bool:
    """Whether its last day lies before this one."""
    return row.ends is not None and row.ends < day


def overlap(one: Dated, other: Dated) -> bool:
    """Whether two share a day."""
    return not is_over(one, other.starts) and not is_over(other, one.starts)


def valid_on(day: date, of: str = "") -> Q:
    """The condition of `is_valid`; `of` leads to the row that is dated, such as "plan__"."""
    return not_over(day, of) & Q(**{f"{of}starts__lte": day})


def not_over(day: date, of: str = "") -> Q:
    return Q(**{f"{of}ends__isnull": True}) | Q(**{f"{of}ends__gte": day})


def overlapping(first: date, last: date | None = None) -> Q:
    """The condition of `overlap` with a span; without a last day it stays open."""
    return not_over(first) & Q(starts__lte=last) if last else not_over(first)


# To the minute ----------------------------------------------------------------------------------------------------


def now_here() -> datetime:
    """This minute in Thuringia."""
    return timezone.localtime(timezone=BERLIN)


def sum_of_hours(starts_at: time, ends_at: time) -> Decimal:
    """The hours from a time to another one; what ends before it begins ends on the next day."""
    minutes = (ends_at.hour - starts_at.hour) * 60 + ends_at.minute - starts_at.minute
    return Decimal(minutes % (24 * 60)) / 60


def clock_overlap(one: tuple[time, time], other: tuple[time, time]) -> bool:
    """Whether two spans that begin on the same day share a minute; one that ends before it begins goes on into the night."""
    (starts, ends), (others, until) = one, other
    return (others < ends or ends < starts) and (starts < until or until < others)


def has_begun(day: date, starts_at: time, now: datetime) -> bool:
    return (day, starts_at) <= (now.date(), now.time())


def begun(now: datetime) -> Q:
    """The condition of `has_begun`."""
    return Q(held_on__lt=now.date()) | Q(held_on=now.date(), starts_at__lte=now.time())


def not_past(now: datetime) -> Q:
    """The condition of dates with their hours that are not over at this minute; what ends before it begins ends on the next day."""
    into_night, clock = Q(ends_at__lt=F("starts_at")), now.time()
    later = Q(held_on__gt=now.date()) | Q(held_on=now.date()) & (Q(ends_at__gt=clock) | into_night)
    # guard: after-midnight -> return later
    return later | Q(held_on=now.date() - timedelta(days=1), ends_at__gt=clock) & into_night


def lasting(held_on: date, starts_at: time, ends_at: time) -> tuple[datetime, datetime]:
    """When a date begins and ends in Thuringia; what ends before it begins ends on the next day."""
    ends_on = held_on if ends_at > starts_at else held_on + timedelta(days=1)
    return datetime.combine(held_on, starts_at, BERLIN), datetime.combine(ends_on, ends_at, BERLIN)


def is_running(held_on: date, starts_at: time, ends_at: time, now: datetime) -> bool:
    """Whether a date has begun and is not over."""
    begins, ends = lasting(held_on, starts_at, ends_at)
    return begins <= now.replace(tzinfo=BERLIN) <= ends
