"""The only place for how dates, numbers and spans of time are written in German, with the no-break spaces that keep them together."""

from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from django.utils import timezone

NBSP = "\u00a0"
MINUS = "\u2212"
HIDDEN = "•"
DAYS = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")
MONTHS = ("Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember")
SHORT = ("Jan.", "Feb.", "März", "April", "Mai", "Juni", "Juli", "Aug.", "Sept.", "Okt.", "Nov.", "Dez.")
WORDS = ("null", "eins", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf")


def _day(value: object) -> date | None:
    if isinstance(value, datetime):
        return timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return value if isinstance(value, date) else None


def dayname(value: object) -> str:
    """Dienstag"""
    day = _day(value)
    return DAYS[day.weekday()] if day else ""


def date_long(value: object) -> str:
    """17. November 2026"""
    day = _day(value)
    return f"{day.day}.{NBSP}{MONTHS[day.month - 1]} {day.year}" if day else ""


def month_long(value: object) -> str:
    """November 2026"""
    day = _day(value)
    return f"{MONTHS[day.month - 1]} {day.year}" if day else ""


def date_short(value: object) -> str:
    """17. Nov."""
    day = _day(value)
    return f"{day.day}.{NBSP}{SHORT[day.month - 1]}" if day else ""


def clock_time(value: time) -> str:
    """9:30"""
    return f"{value.hour}:{value:%M}"


def decimal(value: object, places: int = 1) -> str:
    """7,8; nothing is a dash, what is hidden stays a dot."""
    if value is None or value == "":
        return "–"
    try:
        figure = Decimal(str(value)).quantize(Decimal(1).scaleb(-int(places)), ROUND_HALF_UP)
    except InvalidOperation:
        return str(value)
    text = f"{abs(figure):,f}".replace(",", " ").replace(".", ",").replace(" ", ".")
    return f"{MINUS}{NBSP}{text}" if figure < 0 else text


def euros(value: object) -> str:
    """1.234,50 €; nothing is a dash."""
    text = decimal(value, 2)
    return text if text == "–" else f"{text}\u00a0€"


def number(value: object) -> str:
    """1.234"""
    return decimal(value, 0)


def share(value: int, of: int | None) -> str:
    """ "6 von 10" for small wholes, "64 % (n = 108)" for large ones, a plain number without a whole."""
    if of is None:
        return number(value)
    return f"{number(value)} von {number(of)}" if of <= 50 else f"{decimal(value * 100 / of, 0)} % (n = {number(of)})"


def in_words(count: int) -> str:
    """zwei to zwölf as a word, more as figures."""
    return WORDS[count] if 1 < count < len(WORDS) else str(count)


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
