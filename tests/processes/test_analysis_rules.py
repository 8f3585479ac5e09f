"""What follows from a round: when the next is due, where views lie apart, what the net shows. Pure rules, tried on anything."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from processes.rules.analysis import apart, compared, next_due
from sites.core.drawings import spider

LEVELS = st.dictionaries(st.sampled_from(["team", "parents", "steering"]), st.integers(1, 4))
ROUNDS = st.dictionaries(st.integers(1, 5), st.integers(1, 4))


@pytest.mark.parametrize(
    ("begun", "due"),
    [
        (date(2025, 12, 1), date(2026, 12, 1)),
        (date(2024, 2, 29), date(2025, 3, 1)),
        (date(2025, 1, 31), date(2026, 1, 31)),
    ],
)
def test_the_next_round_is_due_after_twelve_months(begun, due):
    assert next_due(begun) == due


@given(st.dates(date(2015, 1, 1), date(2060, 12, 31)))
def test_the_next_round_is_due_a_year_later_and_never_earlier(begun):
    assert 365 <= (next_due(begun) - begun).days <= 366


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ([(4, {"team": 3, "parents": 1})], "In Feld 4 sieht das Team das Haus zwei Stufen weiter als die Eltern."),
        ([(4, {"team": 1, "parents": 4})], "In Feld 4 sehen die Eltern das Haus drei Stufen weiter als das Team."),
        (
            [(1, {"team": 1, "steering": 3}), (2, {"team": 3, "parents": 1})],
            "In Feld 1 sieht das Steuerungsteam das Haus zwei Stufen weiter als das Team.",
        ),
        ([(4, {"team": 3, "parents": 2})], ""),
        ([(4, {"team": 3})], ""),
        ([], ""),
    ],
)
def test_two_views_that_lie_apart_are_named(fields, words):
    assert apart(fields) == words


@given(st.lists(LEVELS, max_size=5))
def test_views_are_named_apart_exactly_when_two_levels_lie_between(found):
    wide = any(max(levels.values()) - min(levels.values()) >= 2 for levels in found if levels)
    assert bool(apart(list(enumerate(found, 1)))) == wide


@given(ROUNDS, ROUNDS)
def test_each_field_of_both_rounds_stands_once_in_the_words(now, before):
    figures = [int(sign) for sign in compared(now, before) if sign.isdigit()]
    assert sorted(figures) == sorted(now.keys() & before.keys())


@given(st.lists(st.none() | st.integers(1, 4), min_size=5, max_size=5), st.lists(st.none() | st.integers(1, 4), min_size=5, max_size=5))
def test_every_point_of_a_net_lies_in_its_picture_on_its_ring(now, before):
    picture = spider("Netz", "", [[f"{number} Feld"] for number in range(1, 6)], now, before, 4)
    points = [dict(shape.attributes) for shape in picture.shapes if shape.css == "point"]
    assert len(points) == sum(value is not None for value in now)
    seen = [value for value in now if value is not None]
    for point, value in zip(points, seen, strict=True):
        far = ((float(point["cx"]) - 240) ** 2 + (float(point["cy"]) - 190) ** 2) ** 0.5
        assert abs(far - 136 * value / 4) < 0.2


def test_names_of_a_net_stay_in_its_picture():
    names = [
        ["1 Konzept, Team", "und Organisation"],
        ["2 Angebote"],
        ["3 Sozialraum und", "Netzwerk"],
        ["4 Partizipation,", "Empowerment"],
        ["5 Qualität,"],
    ]
    picture = spider("Netz", "", names, [1, 2, 3, 4, 1], [None] * 5, 4)
    for shape in picture.shapes:
        if shape.tag == "text" and not shape.css:
            at, half = float(dict(shape.attributes)["x"]), len(shape.text) * 4.5
            assert half - 1 <= at <= 480 - half + 1 and 10 <= float(dict(shape.attributes)["y"]) <= 362
