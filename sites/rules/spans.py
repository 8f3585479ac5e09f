"""Spans of days in words."""

from datetime import date

from sites.core.numbers import date_long


def from_to(starts: date | None, ends: date | None) -> str:
    """ "ab 1. Februar 2026", "ab 1. Februar 2026 bis 31. März 2026", "bis 31. März 2026"."""
    return " ".join(f"{word} {date_long(day)}" for word, day in (("ab", starts), ("bis", ends)) if day)


def holds_on(starts: date, ends: date | None, day: date) -> bool:
    """Is the day within a span? Both ends belong to it; without an end it is open."""
    return starts <= day and (ends is None or ends >= day)
