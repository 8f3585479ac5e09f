"""Days and numbers as Germans write them, and what is neither."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planning.rules.imports import values
from planning.rules.imports.values import Wrong

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    "text", ["3.4.26", "03.04.2026", "3. 4. 2026", "3. April 2026", "3. Apr. 2026", "2026-04-03", "2026-04-03 00:00:00", "2026-04-03T00:00"]
)
def test_days_as_people_write_them(text):
    assert values.day(text, TODAY) == date(2026, 4, 3)


def test_two_figures_mean_a_year_as_the_forms_take_it():
    assert [values.day(f"1.1.{year}", TODAY).year for year in ("90", "98", "26")] == [1990, 1998, 2026]
    with pytest.raises(Wrong, match=r"„1.1.27“ liegt in der Zukunft\."):
        values.day("1.1.27", TODAY)
    with pytest.raises(Wrong, match=r"„31.12.1989“ liegt vor 1990\."):
        values.day("31.12.1989", TODAY)


@pytest.mark.parametrize("text", ["31.2.2026", "1.13.2026", "2026", "46115", "morgen", "3/4/2026", "25.11.2026", "1.1.1800", "٣.٤.٢٠٢٦"])
def test_other_days_are_told(text):
    with pytest.raises(Wrong, match="„"):
        values.day(text, TODAY)


@given(st.dates(date(1990, 1, 1), TODAY))
def test_every_day_is_read_in_every_way(day):
    for text in (f"{day.day}.{day.month}.{day.year}", f"{day:%d.%m.%Y}", day.isoformat()):
        assert values.day(text, TODAY) == day
    assert values.day(values.as_shown(day), TODAY + timedelta(days=1)) == day


@given(st.decimals(min_value=Decimal("-999999999"), max_value=Decimal("999999999"), places=2))
def test_every_number_is_read_in_every_way(number):
    whole, _, rest = f"{abs(number):.2f}".partition(".")
    sign = "-" if number < 0 else ""
    grouped = f"{int(whole):,}".replace(",", ".")
    for text in (f"{sign}{whole},{rest}", f"{sign}{grouped},{rest}", f"{sign}{grouped},{rest}".replace(".", " "), values.as_shown(number)):
        assert values.number(text) == number


@pytest.mark.parametrize("text", ["", "1,2,3", "1.23,4", "12.5", "eins", "1e9", "∞", "NaN", "--1", "1.000.00", "9" * 5000])
def test_other_numbers_are_told(text):
    with pytest.raises(Wrong):
        values.number(text)
