"""Small numbers of people are hidden before they are shown: they vanish, and whatever would give them away.

A column of people is printed as one total and as several partitions of it (quarters, types of offers, answers to a question). Hidden is
hidden: one sign for small cells and for the cells hidden beside them. tests/reporting/test_suppression.py tries every small table against a
reader who knows these rules.
"""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from sites.core.numbers import HIDDEN
from sites.rules.small_numbers import SMALLEST, is_small

type Cell = int | str


def suppress(total: int, *partitions: list[int], hidden: Sequence[AbstractSet[int]] = (), smallest: int = SMALLEST) -> tuple[Cell, list[list[Cell]]]:
    """A total and its partitions as they may be printed. Where nothing else helps the whole column is hidden, total included.

    `hidden`: cells of each partition that hide for a reason of their own, together with those that hide beside them for it.
    `smallest`: the smallest number of people that is shown; families are asked on the promise of five.
    """
    given = hidden or [frozenset[int]()] * len(partitions)
    chosen = [_hidden_cells(cells, one, smallest) for cells, one in zip(partitions, given, strict=True)]
    if is_small(total, smallest) or None in chosen:  # guard: small-total -> if None in chosen:
        return HIDDEN, [[HIDDEN] * len(cells) for cells in partitions]
    shown: list[list[Cell]] = [
        [HIDDEN if at in (of_cells or ()) else number for at, number in enumerate(cells)] for cells, of_cells in zip(partitions, chosen, strict=True)
    ]
    return total, shown


def _hidden_cells(cells: list[int], given: AbstractSet[int], smallest: int) -> set[int] | None:
    """Which cells to hide so that the visible total gives none away; None when no choice is safe."""
    hidden = {at for at, number in enumerate(cells) if is_small(number, smallest)}  # guard: small-cells -> hidden: set[int] = set()
    hidden |= given  # guard: few-sites-cell -> hidden |= set()
    while hidden and _gives_away([cells[at] for at in hidden], smallest):  # guard: complementary -> while False:
        others = {at: (cells[at] == 0, cells[at]) for at in range(len(cells)) if at not in hidden}
        if not others:
            return None
        least = min(others.values())  # an empty cell last; equal ones together, or the choice between them would tell
        # guard: equal-cells -> hidden.add(next(at for at, size in others.items() if size == least))
        hidden |= {at for at, size in others.items() if size == least}
    return hidden


def _gives_away(cells: list[int], smallest: int) -> bool:
    """One hidden cell is the rest of the total; several small ones are known when all must be one, or all the largest small number."""
    return len(cells) == 1 or (all(is_small(cell, smallest) for cell in cells) and sum(cells) in (len(cells), (smallest - 1) * len(cells)))
