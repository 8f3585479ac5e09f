"""Small numbers of people are hidden before they leave the site: 1 and 2 vanish, and whatever would give them away.

A column of Teilnahmen is printed as one total and as several partitions of it (quarters, types of offers). Institutions, offers and
dates are no people: sites, offers, sessions and reports are counted openly. Hidden is hidden: one sign for small cells and for the
cells hidden beside them. tests/reporting/test_suppression.py tries every small table against a reader who knows these rules.
"""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from sites.core.numbers import HIDDEN
from sites.rules.small_numbers import is_small

type Cell = int | str

WHY_HIDDEN = (
    "Ein Punkt steht, wo weniger als drei Standorte Zahlen liefern oder seit dem letzten Stand geändert haben, und wo ein Wert sich sonst "
    "errechnen ließe. So bleiben einzelne Einrichtungen geschützt."
)


def suppress(total: int, *partitions: list[int], hidden: Sequence[AbstractSet[int]] = ()) -> tuple[Cell, list[list[Cell]]]:
    """A total and its partitions as they may be printed. Where nothing else helps the whole column is hidden, total included.

    `hidden`: cells of each partition that hide for a reason of their own, together with those that hide beside them for it.
    """
    chosen = [_hidden_cells(cells, given) for cells, given in zip(partitions, hidden or [frozenset[int]()] * len(partitions), strict=True)]
    if is_small(total) or None in chosen:  # guard: small-total -> if None in chosen:
        return HIDDEN, [[HIDDEN] * len(cells) for cells in partitions]
    shown: list[list[Cell]] = [
        [HIDDEN if at in (of_cells or ()) else number for at, number in enumerate(cells)] for cells, of_cells in zip(partitions, chosen, strict=True)
    ]
    return total, shown


def _hidden_cells(cells: list[int], given: AbstractSet[int]) -> set[int] | None:
    """Which cells to hide so that the visible total gives none away; None when no choice is safe."""
    hidden = {at for at, number in enumerate(cells) if is_small(number)}  # guard: small-cells -> hidden: set[int] = set()
    hidden |= given  # guard: few-sites-cell -> hidden |= set()
    while hidden and _gives_away([cells[at] for at in hidden]):  # guard: complementary -> while False:
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
