"""The only place that hands referrals up: the finished months by theme, small numbers hidden (UF7).

Counties reach no rows of the counters. Their sum by theme for action field 4 (R106) needs figures handed up like the sessions' and comes later;
`by_theme` then takes the sums of the county's sites.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import QuerySet, Sum

from offers.models import ReferralCount
from reporting.rules.suppression import Cell, suppress

MONTHS = 12


def finished_months(today: date) -> list[date]:
    """The first days of the last twelve months that are over, oldest first. A running month would show each single family as it comes."""
    number = today.year * 12 + today.month - 1
    return [date(at // 12, at % 12 + 1, 1) for at in range(number - MONTHS, number)]


def by_theme(counts: Iterable[tuple[Any, date, int]], months: list[date]) -> tuple[list[tuple[Any, list[Cell]]], list[Cell]]:
    """Rows (theme, one cell per month) and the totals. Every month is hidden by itself, so there is no sum of a row to reckon back from."""
    numbers: dict[Any, dict[date, int]] = {}
    for theme, month, number in counts:
        of_theme = numbers.setdefault(theme, {})
        of_theme[month] = of_theme.get(month, 0) + number
    totals, columns = [], []
    for month in months:
        cells = [found.get(month, 0) for found in numbers.values()]
        total, (shown,) = suppress(sum(cells), cells)
        totals.append(total)
        columns.append(shown)
    return [(theme, [column[at] for column in columns]) for at, theme in enumerate(numbers)], totals


def report(counts: QuerySet[ReferralCount], today: date) -> dict:
    """What somebody above the site reads of these counts; one query."""
    months = finished_months(today)
    found = counts.filter(month__range=(months[0], months[-1]), number__gt=0).order_by("theme__number", "theme")
    sums = found.values_list("theme__label", "month").annotate(sum=Sum("number"))
    rows, totals = by_theme(sums, months)
    return {"months": months, "rows": rows, "totals": totals}
