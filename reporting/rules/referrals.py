"""Families passed on to other services, as counts that may leave the house."""

from collections.abc import Iterable
from datetime import date

from reporting.rules.suppression import Cell, suppress
from sites.core.numbers import total

#: What the dot in place of a count of referrals means, on pages and papers.
HIDDEN_BECAUSE = "verdeckt, weil es ein oder zwei sind oder weil sich solche daraus errechnen ließen"


def by_theme(counts: Iterable[tuple[str, date, int]], months: list[date]) -> tuple[list[tuple[str, list[Cell]]], list[Cell]]:
    """Rows (theme, one cell per month) and the totals. Every month is hidden by itself, so there is no sum of a row to reckon back from."""
    numbers: dict[str, dict[date, int]] = {}
    for theme, month, number in counts:
        of_theme = numbers.setdefault(theme, {})
        of_theme[month] = of_theme.get(month, 0) + number
    totals, columns = [], []
    for month in months:
        cells = [of_theme.get(month, 0) for of_theme in numbers.values()]
        whole, (shown,) = suppress(sum(cells), cells)
        totals.append(whole)
        columns.append(shown)
    return [(theme, [column[at] for column in columns]) for at, theme in enumerate(numbers)], totals


def of_year(counts: Iterable[tuple[str, date, int]], months: list[date]) -> tuple[list[tuple[str, object]], object]:
    """Sums of a year that give away no month: a theme with one hidden month is hidden, and so is the whole."""
    rows, totals = by_theme(counts, months)
    return [(theme, total(cells)) for theme, cells in rows], total(totals)
