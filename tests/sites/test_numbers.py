"""How figures are written: back and forth, sign, thousands, rounding, hidden and missing ones."""

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sites.core import numbers
from sites.core.numbers import HIDDEN, MISSING, NBSP

PLACES = st.integers(0, 4)
DECIMALS = st.decimals(-(10**9), 10**9, places=4)
FIGURES = st.one_of(DECIMALS, st.integers(-(10**9), 10**9), st.floats(-(10**6), 10**6))
SHAPE = re.compile(r"−?\d{1,3}(\.\d{3})*(,\d+)?")


def read(text: str) -> Decimal:
    """What a German reader reads."""
    return Decimal(text.replace(".", "").replace(",", ".").replace("−", "-"))


@given(FIGURES, PLACES)
def test_what_is_written_is_read_as_the_rounded_figure(value, places):
    text = numbers.decimal(value, places)
    assert SHAPE.fullmatch(text) and len(text.partition(",")[2]) == places
    assert read(text) == numbers.rounded(value, places)
    assert text.startswith("−") == (numbers.rounded(value, places) < 0)  # never −0


@given(DECIMALS)
def test_the_exact_figure_loses_nothing_and_shows_no_idle_zero(value):
    text = numbers.exact(value)
    assert read(text) == value and SHAPE.fullmatch(text)
    assert "," not in text or not text.endswith("0")


@given(DECIMALS, PLACES)
def test_rounding_is_fair_to_both_signs_and_never_farther_than_half(value, places):
    assert numbers.rounded(-value, places) == -numbers.rounded(value, places)
    assert abs(numbers.rounded(value, places) - value) * 2 <= Decimal(1).scaleb(-places)


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        (0.5, 0, "1"), (1.5, 0, "2"), (2.5, 0, "3"), (-2.5, 0, "−3"), (8.25, 1, "8,3"), (1.005, 2, "1,01"), (57.49999999999999, 0, "58"),
        (0.575 * 100, 0, "58"), (999.95, 1, "1.000,0"), (-0.04, 1, "0,0"), (0, 2, "0,00"), (999, 0, "999"), (1000, 0, "1.000"),
        (1234567.891, 2, "1.234.567,89"), (Decimal("-3252.75"), 2, "−3.252,75"),
    ],
)  # fmt: skip
def test_half_goes_up_and_thousands_have_a_point(value, places, text):
    assert numbers.decimal(value, places) == text


@pytest.mark.parametrize("write", [numbers.number, numbers.decimal, numbers.euros, numbers.percent, numbers.exact])
def test_hidden_and_missing_figures_have_neither_digits_nor_a_unit(write):
    assert write(HIDDEN) == HIDDEN == "•"
    assert write(None) == MISSING == "–"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        (numbers.number(44535), "44.535"), (numbers.number(-3700), "−3.700"), (numbers.number(2.5), "3"), (numbers.decimal(7.84), "7,8"),
        (numbers.euros(Decimal("1234.5")), f"1.234,50{NBSP}€"), (numbers.euros(0), f"0,00{NBSP}€"), (numbers.percent(1 / 3), f"33{NBSP}%"),
        (numbers.percent(0.155, 1), f"15,5{NBSP}%"), (numbers.percent(0), f"0{NBSP}%"), (numbers.percent(1), f"100{NBSP}%"),
        (numbers.exact(Decimal("10.00")), "10"), (numbers.exact(Decimal("3.50")), "3,5"), (numbers.exact(0.75), "0,75"),
        (numbers.exact(Decimal("100")), "100"), (numbers.fte(Decimal("0.5")), "0,50"), (numbers.fte(Decimal("1.00")), "1"),
        (numbers.fte(1.25), "1,25"), (numbers.signed(3), "+3"), (numbers.signed(-2), "−2"), (numbers.signed(0), "0"), (numbers.signed(0.4), "0"),
        (numbers.in_words(1), "1"), (numbers.in_words(2), "zwei"), (numbers.in_words(12), "zwölf"), (numbers.in_words(13), "13"),
    ],
)  # fmt: skip
def test_figures_are_german(text, written):
    assert text == written


@pytest.mark.parametrize(
    ("now", "before", "text"),
    [
        (6, 4, f"+50{NBSP}%"), (4, 6, f"−33{NBSP}%"), (4, 4, f"0{NBSP}%"), (0, 4, f"−100{NBSP}%"), (4, 0, ""), (HIDDEN, 4, ""), (4, HIDDEN, ""),
        (None, 4, ""), (4, None, ""),
    ],
)  # fmt: skip
def test_a_change_is_said_only_where_there_is_something_to_compare(now, before, text):
    assert numbers.change(now, before) == text


@pytest.mark.parametrize(
    ("value", "of", "text"),
    [
        (6, 10, "6 von 10"), (25, 50, "25 von 50"), (51, 51, f"100{NBSP}% (n = 51)"), (69, 108, f"64{NBSP}% (n = 108)"), (0, 50, "0 von 50"),
        (600, 1200, f"50{NBSP}% (n = 1.200)"), (1234, None, "1.234"),
    ],
)  # fmt: skip
def test_a_share_of_few_is_counted_and_of_many_is_a_percentage(value, of, text):
    assert numbers.share(value, of) == text


@pytest.mark.parametrize(
    ("value", "text"), [(1, "1 Stunde"), (0, "0 Stunden"), (2, "2 Stunden"), (Decimal("1.0"), "1 Stunde"), (Decimal("2.50"), "2,5 Stunden")]
)
def test_one_is_said_in_the_singular(value, text):
    assert numbers.in_hours(value) == text and numbers.with_noun(value, "Stunde", "Stunden") == text


def test_a_hidden_figure_keeps_its_noun():
    assert numbers.with_noun(HIDDEN, "Termin", "Termine") == f"{HIDDEN} Termine" and numbers.with_noun(1200, "Termin", "Termine") == "1.200 Termine"


@given(st.lists(st.one_of(st.none(), st.integers(0, 9999), st.just(HIDDEN))))
def test_a_sum_is_hidden_by_one_part_and_missing_without_any(parts):
    known = [part for part in parts if part is not None]
    expected = HIDDEN if HIDDEN in known else sum(known) if known else None
    assert numbers.total(parts) == expected


def test_sums_of_parts_forgive_what_floats_cannot_hold():
    assert numbers.total([0.1, 0.2]) == 0.3 and numbers.total([7.25, 0.75]) == 8 and numbers.total([0, None]) == 0


@pytest.mark.parametrize(
    ("part", "whole", "share"), [(1, 4, 0.25), (0, 4, 0.0), (1, 0, None), (None, 4, None), (1, None, None), (HIDDEN, 4, HIDDEN), (1, HIDDEN, HIDDEN)]
)
def test_a_share_is_hidden_with_either_of_its_parts(part, whole, share):
    assert numbers.ratio(part, whole) == share
