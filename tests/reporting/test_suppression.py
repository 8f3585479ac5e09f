"""Small numbers: no hidden cell can be computed, not even by somebody who knows how cells are hidden."""

from collections import defaultdict
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.rules.suppression import suppress
from sites.core.numbers import HIDDEN
from sites.rules.small_numbers import is_small


def published(*partitions):
    total, shown = suppress(sum(partitions[0]), *map(list, partitions))
    return total, tuple(map(tuple, shown))


@pytest.mark.guard("complementary", "equal-cells")
@pytest.mark.parametrize(("cells", "largest"), [(1, 9), (2, 12), (3, 10), (4, 8), (5, 6)])
def test_a_reader_who_knows_the_rules_never_learns_a_hidden_cell(cells, largest):
    """Exhaustive: all tables that look alike in print are told apart by no hidden cell."""
    alike = defaultdict(list)
    for table in product(range(largest + 1), repeat=cells):
        alike[published(table)].append(table)
    for (_, (shown,)), tables in alike.items():
        for at, cell in enumerate(shown):
            if cell == HIDDEN:
                assert len({table[at] for table in tables}) > 1, (shown, tables)


def test_two_partitions_of_one_total_do_not_betray_each_other():
    alike = defaultdict(list)
    tables = defaultdict(list)
    for table in product(range(9), repeat=3):
        tables[sum(table)].append(table)
    for total in range(9):  # all tables of these totals are among them
        for first, second in product(tables[total], repeat=2):
            alike[published(first, second)].append((first, second))
    for (_, shown), pairs in alike.items():
        for part, at in product(range(2), range(3)):
            if shown[part][at] == HIDDEN:
                assert len({pair[part][at] for pair in pairs}) > 1, (shown, pairs)


@pytest.mark.guard("small-cells")
@given(st.lists(st.integers(0, 400), min_size=1, max_size=6))
def test_nothing_small_is_shown_and_nothing_is_invented(cells):
    total, (shown,) = suppress(sum(cells), cells)
    assert not any(cell != HIDDEN and is_small(cell) for cell in (total, *shown))
    assert all(cell in (HIDDEN, number) for cell, number in zip(shown, cells, strict=True))
    assert total in (HIDDEN, sum(cells))


@given(st.lists(st.integers(3, 400) | st.just(0), min_size=1, max_size=6))
def test_without_small_numbers_everything_is_shown(cells):
    assert suppress(sum(cells), cells) == (sum(cells), [cells])


@given(st.lists(st.integers(0, 60), min_size=2, max_size=5), st.randoms())
def test_the_rest_of_the_total_is_never_one_cell(cells, chance):
    other = list(cells)
    chance.shuffle(other)
    total, parts = suppress(sum(cells), cells, other)
    for part in parts:
        hidden = part.count(HIDDEN)
        assert hidden != 1 or total == HIDDEN


@pytest.mark.guard("complementary", "equal-cells", "small-cells")
@pytest.mark.parametrize(
    ("cells", "shown"),
    [
        ([1, 5, 9], ["•", "•", 9]),
        ([1, 5, 5, 9], ["•", "•", "•", 9]),
        ([2, 2, 6], ["•", "•", "•"]),
        ([2, 1, 0, 7], ["•", "•", 0, 7]),
        ([1, 1, 8, 9], ["•", "•", "•", 9]),
        ([0, 0, 0, 0], [0, 0, 0, 0]),
        ([1, 1, 1, 0], ["•", "•", "•", "•"]),
    ],
)
def test_what_is_hidden_beside_the_small_ones(cells, shown):
    assert suppress(sum(cells), cells) == (sum(cells), [shown])


@pytest.mark.guard("small-total")
def test_a_small_total_hides_its_whole_column():
    assert suppress(2, [2, 0], [1, 1]) == ("•", [["•", "•"], ["•", "•"]])
    assert suppress(2, [2, 0, 0]) == ("•", [["•"] * 3])  # also where the empty cells beside it would hide the two
    assert suppress(4, [1, 1, 1, 1], [4, 0]) == ("•", [["•"] * 4, ["•"] * 2])
