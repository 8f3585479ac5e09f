"""Spans of days in words."""

from datetime import date

from sites.core.days import date_long


def from_to(starts: date | None, ends: date | None) -> str:
    """ "ab 1. Februar 2026", "ab 1. Februar 2026 bis 31. März 2026", "bis 31. März 2026"."""
    return " ".join(f"{word} {date_long(day)}" for word, day in (("ab", starts), ("bis", ends)) if day)
