"""Small numbers of people are hidden before they leave the site: 1 and 2 vanish, and whatever would give them away.

A column of Teilnahmen is printed as one total and as several partitions of it (quarters, types of offers). Institutions, offers and
dates are no people: sites, offers, sessions and reports are counted openly. Hidden is hidden: one sign for small cells and for the
cells hidden beside them. tests/reporting/test_suppression.py tries every small table against a reader who knows these rules.
"""

from collections.abc import Sequence

from django.db import connection

from sites.core.numbers import HIDDEN
from sites.rules.small_numbers import SMALLEST, is_small

type Cell = int | str

WHY_HIDDEN = (
    "Ein Punkt steht, wo weniger als drei Standorte Zahlen liefern oder ein Wert sich sonst errechnen ließe. So bleiben einzelne Einrichtungen "
    "geschützt."
)


def suppress(total: int, *partitions: list[int], sites: Sequence[list[int]] = ()) -> tuple[Cell, list[list[Cell]]]:
    """A total and its partitions as they may be printed. Where nothing else helps the whole column is hidden, total included.

    `sites`: how many sites deliver to each cell of each partition; a cell of fewer than three is hidden like a small one.
    """
    of = sites or [[SMALLEST] * len(cells) for cells in partitions]
    chosen = [_hidden_cells(cells, from_) for cells, from_ in zip(partitions, of, strict=True)]
    if is_small(total) or None in chosen:  # guard: small-total -> if None in chosen:
        return HIDDEN, [[HIDDEN] * len(cells) for cells in partitions]
    shown: list[list[Cell]] = [
        [HIDDEN if at in (hidden or ()) else number for at, number in enumerate(cells)] for cells, hidden in zip(partitions, chosen, strict=True)
    ]
    return total, shown


def _hidden_cells(cells: list[int], sites: list[int]) -> set[int] | None:
    """Which cells to hide so that the visible total gives none away; None when no choice is safe."""
    hidden = {at for at, number in enumerate(cells) if is_small(number)}  # guard: small-cells -> hidden: set[int] = set()
    few = {at for at, number in enumerate(sites) if cells[at] and number < SMALLEST}
    hidden |= few  # guard: few-sites-cell -> few = set()
    # guard: complementary -> while False:
    while hidden and (_gives_away([cells[at] for at in hidden]) or (few and len(hidden) < len(cells) and max(sites[at] for at in hidden) < SMALLEST)):
        # one site may stand in several cells: only one of three sites among them makes the rest one of three sites
        others = {at: (cells[at] == 0, cells[at]) for at in range(len(cells)) if at not in hidden}
        if not others:
            return None
        smallest = min(others.values())  # an empty cell last; equal ones together, or the choice between them would tell
        # guard: equal-cells -> hidden.add(next(at for at, size in others.items() if size == smallest))
        hidden |= {at for at, size in others.items() if size == smallest}
    return hidden


def _gives_away(cells: list[int]) -> bool:
    """One hidden cell is the rest of the total; several small ones are known when all must be one, or all two."""
    return len(cells) == 1 or (all(map(is_small, cells)) and sum(cells) in (len(cells), 2 * len(cells)))


def too_few(sites: dict[int, int]) -> set[int]:
    """Counties whose averages are hidden: fewer than three sites deliver. A single hidden one would follow from the sum of all, and several
    of together fewer than three sites would tell theirs, so the smallest of the others hide beside them."""
    few = {county for county, number in sites.items() if 0 < number < SMALLEST}  # guard: few-sites -> few: set[int] = set()
    others = sorted((number, county) for county, number in sites.items() if number >= SMALLEST)
    while few and others and (len(few) == 1 or sum(sites[county] for county in few) < SMALLEST):  # guard: second-county -> while False:
        few.add(others.pop(0)[1])
    return few


def hidden_counties(year: int) -> set[int]:
    """Counties of the Land whose people of a year stay hidden: a definer function says how many of their sites have logged. One query."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT county, sites FROM thekiz_delivering(%s)", [year])
        return too_few(dict(cursor.fetchall()))
