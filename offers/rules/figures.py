"""The only place for what earlier sessions tell: last value, usual range, sums of a year. All sums are Teilnahmen, never persons."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db.models import QuerySet

from offers.models import Session
from sites.core.days import begun, now_here

FIELDS = ("adults_centre", "adults_space", "children")
USUAL = 8
#: A figure is asked about once when it is more than three times the highest of the usual ones, or than 50 where there are none.
TIMES, MANY, FEW = 3, 50, 20
SHOWN = 5


@dataclass(frozen=True)
class Before:
    """What the counters start with and the table beside them."""

    last: dict[str, int]
    hints: dict[str, str]
    highest: dict[str, int]
    rows: list[Session]


def before(sessions: QuerySet[Session], session: Session) -> Before:
    """One query: the sessions of the same offer up to this day that have begun. `sessions` is already scoped."""
    others = sessions.filter(begun(now_here()), offer=session.offer_id, held_on__lte=session.held_on).exclude(pk=session.pk)
    earlier = list(others.order_by("-held_on", "-starts_at", "-pk")[:30])
    logged = [row for row in earlier if row.logged][:USUAL]
    last = {name: getattr(logged[0], name) if logged else 0 for name in FIELDS}
    values = {name: [getattr(row, name) for row in logged] for name in FIELDS}
    highest = {name: max(found) for name, found in values.items() if found}
    return Before(last, {name: hint(found) for name, found in values.items()}, highest, earlier[:SHOWN])


def is_doubtful(value: int, highest: int | None) -> bool:
    """Is this likely a slip of the finger? `highest`: of the last eight sessions, None at the first one."""
    return value > MANY if highest is None else value > max(TIMES * highest, FEW)


def hint(values: list[int]) -> str:
    """ "zuletzt 7, meist 5–11": the newest value and the smallest and largest of the last eight."""
    if not values:
        return "noch keine Zahlen"
    low, high = min(values), max(values)
    usual = f", meist {low}–{high}" if low < high else f", immer {low}" if len(values) > 1 else ""
    return f"zuletzt {values[0]}{usual}"


def sums(sessions: Sequence[Session]) -> dict[str, int]:
    """Sessions held, cancelled, and Teilnahmen of a list."""
    held = [row for row in sessions if row.logged]
    found = {name: sum(getattr(row, name) for row in held) for name in FIELDS}
    return {"sessions": len(held), "cancelled": sum(row.cancelled for row in sessions), "participations": sum(found.values()), **found}


def months(sessions: Iterable[Session]) -> list[dict[str, Any]]:
    """The sessions of a year by month, newest first, each with its sums."""
    found = []
    for (year, month), rows in groupby(sessions, key=lambda row: (row.held_on.year, row.held_on.month)):
        listed = list(rows)
        found.append({"year": year, "month": month, "day": listed[0].held_on.replace(day=1), "rows": listed, **sums(listed)})
    return found
