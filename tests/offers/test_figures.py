"""What earlier sessions tell: last value, usual range, sums."""

from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st

from offers.rules.figures import FIELDS, hint, months, sums


def test_words_of_the_hint():
    assert hint([]) == "noch keine Zahlen"
    assert hint([7]) == "zuletzt 7"
    assert hint([7, 7]) == "zuletzt 7, immer 7"
    assert hint([7, 5, 11]) == "zuletzt 7, meist 5–11"


@given(st.lists(st.integers(0, 500), min_size=2, max_size=8))
def test_the_range_holds_every_value(values):
    text = hint(values)
    assert text.startswith(f"zuletzt {values[0]}")
    if len(set(values)) > 1:
        low, high = map(int, text.rsplit("meist ")[1].split("–"))
        assert low == min(values) and high == max(values)


figures = st.builds(
    lambda day, logged, cancelled, a, b, c: SimpleNamespace(
        held_on=day, logged=logged, cancelled=cancelled and not logged, adults_centre=a, adults_space=b, children=c, participations=a + b + c
    ),
    st.dates(),
    st.booleans(),
    st.booleans(),
    *[st.integers(0, 500)] * 3,
)


@given(st.lists(figures, max_size=40))
def test_months_add_up_to_the_year(rows):
    rows.sort(key=lambda row: row.held_on, reverse=True)
    whole, parts = sums(rows), months(rows)
    for name in (*FIELDS, "sessions", "cancelled", "participations"):
        assert whole[name] == sum(part[name] for part in parts)
    assert whole["participations"] == sum(row.participations for row in rows if row.logged)
