"""The only place for how a document writes figures, dates and sums in German, hidden and missing ones included."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import TypeGuard
from zoneinfo import ZoneInfo

HIDDEN = "•"
MISSING = "–"
BERLIN = ZoneInfo("Europe/Berlin")
NBSP = "\u00a0"
MONTHS = ("Jan", "Feb", "Mär", "Apr", "Mai", "Jun", "Jul", "Aug", "Sep", "Okt", "Nov", "Dez")


def is_number(value: object) -> TypeGuard[int | float]:
    return isinstance(value, int | float) and not isinstance(value, bool)


def number(value: object, decimals: int = 0) -> str:
    """1234.5 as 1.234,5 with a real minus; a missing figure as a dash; a hidden one as it came."""
    if value is None:
        return MISSING
    if not is_number(value):
        return str(value)
    text = f"{value:,.{decimals}f}".translate(str.maketrans(",.-", ".,−"))
    return text.removeprefix("−") if not text.strip("−0.,") else text


def total(values: Iterable[object]) -> int | float | str | None:
    """The sum; missing as long as nothing was collected, hidden as soon as one part is."""
    known = [value for value in values if value is not None]
    if not known:
        return None
    if not all(is_number(value) for value in known):
        return HIDDEN
    whole = sum(value for value in known if is_number(value))
    return round(whole, 6) if isinstance(whole, float) else whole


def ratio(part: object, whole: object) -> float | str | None:
    """part / whole; hidden if one of them is, missing if there is nothing to divide by."""
    if HIDDEN in (part, whole):
        return HIDDEN
    return part / whole if is_number(part) and is_number(whole) and whole else None


def percent(share: float | str | None) -> str:
    return f"{number(share * 100)}{NBSP}%" if is_number(share) else number(share)


def change(now: object, before: object) -> str:
    """The change against the year before in percent, empty where there is nothing to compare."""
    if not (is_number(now) and is_number(before) and before):
        return ""
    points = round((now - before) / before * 100)
    return f"{'+' if points > 0 else ''}{number(points)}{NBSP}%"


def day(value: str | None) -> str:
    """An ISO date as 03.04.2026."""
    return date.fromisoformat(value[:10]).strftime("%d.%m.%Y") if value else MISSING


def moment(value: str) -> tuple[str, str]:
    """An ISO time as date and time of day in Thuringia."""
    local = datetime.fromisoformat(value).astimezone(BERLIN)
    return local.strftime("%d.%m.%Y"), local.strftime("%H:%M") + f"{NBSP}Uhr"
