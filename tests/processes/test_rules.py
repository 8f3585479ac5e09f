"""Recommended hours: the table of the recommendations, and what must hold for any history."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from processes.models import HoursRule
from processes.rules.recommended import on_the_way_since, recommended, situation, two_years_after, warning


@dataclass
class Row:
    phase: str
    starts: date
    ends: date | None = None


@dataclass
class Rule:
    when: str
    hours: Decimal | None
    edition: str = "Fachliche Empfehlungen 2021"
    paragraph: str = "2.4"
    starts: date = date(2021, 1, 1)
    ends: date | None = None


RULES = [Rule("first_two_years", Decimal(10)), Rule("ongoing", Decimal(5)), Rule("consultation_site", None)]
PHASES = ["interested", "on_the_way", "established", "consultation_site", "ended"]


@pytest.mark.parametrize(
    ("phase", "day", "hours"),
    [
        ("on_the_way", date(2024, 3, 15), 10),  # the first day
        ("on_the_way", date(2026, 3, 14), 10),  # the last day of month 24
        ("on_the_way", date(2026, 3, 15), 5),  # month 25
        ("established", date(2024, 3, 15), 5),
        ("established", date(2030, 1, 1), 5),
        ("consultation_site", date(2024, 3, 15), None),  # by need: a rule without a number
    ],
)
def test_the_table_of_the_recommendations(phase, day, hours):
    assert recommended([Row(phase, date(2024, 3, 15))], day, RULES).hours == hours


@pytest.mark.parametrize("phase", ["interested", "ended"])
def test_before_the_way_and_after_its_end_nothing_is_recommended(phase):
    assert recommended([Row(phase, date(2024, 1, 1))], date(2025, 1, 1), RULES) is None
    assert recommended([], date(2025, 1, 1), RULES) is None


def test_two_years_from_the_leap_day():
    assert two_years_after(date(2024, 2, 29)) == date(2026, 3, 1)


def test_a_phase_written_in_two_rows_counts_as_one_stretch():
    history = [Row("on_the_way", date(2023, 1, 1), date(2023, 12, 31)), Row("on_the_way", date(2024, 1, 1))]
    assert on_the_way_since(history, date(2024, 6, 1)) == date(2023, 1, 1)
    assert situation(history, date(2025, 1, 1)) == "ongoing"


def test_who_begins_again_after_a_break_begins_anew():
    history = [
        Row("on_the_way", date(2015, 1, 1), date(2016, 12, 31)),
        Row("ended", date(2017, 1, 1), date(2023, 12, 31)),
        Row("on_the_way", date(2024, 1, 1)),
    ]
    assert situation(history, date(2024, 6, 1)) == "first_two_years"


def test_the_newest_edition_of_the_day_decides():
    newer = Rule("ongoing", Decimal(6), edition="Fachliche Empfehlungen 2030", starts=date(2030, 1, 1))
    history = [Row("established", date(2020, 1, 1))]
    assert recommended(history, date(2029, 12, 31), [*RULES, newer]).hours == 5
    assert recommended(history, date(2030, 1, 1), [*RULES, newer]).hours == 6


@st.composite
def histories(draw):
    """Phases without overlap, as the database keeps them: each begins after the one before has ended."""
    day, rows = draw(st.dates(date(2019, 1, 1), date(2022, 1, 1))), []
    for phase in draw(st.lists(st.sampled_from(PHASES), max_size=6)):
        days = draw(st.integers(0, 1200))
        rows.append(Row(phase, day, day + timedelta(days=days)))
        day += timedelta(days=days + draw(st.integers(1, 90)))
    if rows and draw(st.booleans()):
        rows[-1].ends = None
    return rows


@given(history=histories(), day=st.dates(date(2019, 1, 1), date(2032, 1, 1)), random=st.randoms())
def test_what_holds_for_every_history(history, day, random):
    found = recommended(history, day, RULES)
    shuffled = [*history]
    random.shuffle(shuffled)
    assert recommended(shuffled, day, RULES) == found  # the order of the rows does not matter
    phase = next((row.phase for row in history if row.starts <= day and (row.ends is None or day <= row.ends)), None)
    if day < date(2021, 1, 1) or phase in {None, "interested", "ended"}:
        assert found is None
    elif phase == "on_the_way":
        since = on_the_way_since(history, day)
        assert since <= day
        assert found.hours == (10 if day < two_years_after(since) else 5)
    else:
        assert found.when == {"established": "ongoing", "consultation_site": "consultation_site"}[phase]


@given(starts=st.dates(date(2021, 1, 1), date(2030, 1, 1)), first=st.integers(0, 2000), later=st.integers(0, 2000))
def test_within_one_way_the_recommendation_never_rises(starts, first, later):
    history = [Row("on_the_way", starts)]
    one, two = (recommended(history, starts + timedelta(days=days), RULES).hours for days in (first, first + later))
    assert two <= one


@given(agreed=st.decimals(Decimal("0.5"), Decimal(80), places=1), reason=st.sampled_from(["", " ", "Der Bedarf ist kleiner."]))
def test_only_less_than_recommended_is_remarked(agreed, reason):
    for rule in RULES:
        text = warning(agreed, reason, rule)
        if rule.hours is not None:
            assert bool(text) == (agreed < rule.hours)
        if text:
            assert rule.edition in text and rule.paragraph in text
            assert ("Begründung" in text) == (not reason.strip())
    assert warning(agreed, reason, None) == ""


def test_the_catalogue_holds_the_rules_of_2021(db):
    found = {rule.when: (rule.hours, rule.paragraph) for rule in HoursRule.objects.filter(edition="Fachliche Empfehlungen 2021")}
    assert found == {"first_two_years": (Decimal(10), "2.4 (1)"), "ongoing": (Decimal(5), "2.4 (2)"), "consultation_site": (None, "2.4 (4)")}
