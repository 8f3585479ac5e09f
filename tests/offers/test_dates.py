"""Which days a series has: each rhythm keeps its step and its weekday, never leaves its span, and never lies on a day that is left out."""

import itertools
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from offers.models import ClosingDays, SchoolHolidays
from offers.rules.dates import IN_WEEKS, UNDERSTOOD, Pattern, Rhythm, by_week, number_in_month
from offers.rules.left_out import left_out, public_holidays
from sites.core.days import clock_overlap, is_running, sum_of_hours
from tests import factories as make
from tests.conftest import as_owner

DAY, WEEK = timedelta(days=1), timedelta(days=7)
firsts = st.dates(date(2024, 1, 1), date(2032, 12, 31))
spans = st.integers(0, 900).map(lambda days: days * DAY)
steps = st.integers(1, 26)
weekdays = st.sets(st.integers(1, 7), max_size=7).map(lambda found: tuple(sorted(found)))
REPEATED = [rhythm for rhythm in Rhythm if rhythm not in (Rhythm.ONCE, Rhythm.SINGLE)]


@given(st.sampled_from(REPEATED), firsts, spans, steps, weekdays)
def test_every_series_is_in_order_each_day_once_and_within_its_span(rhythm, first, span, every, others):
    found = Pattern(rhythm, first, first + span, every, others).dates()
    assert found == sorted(set(found)) and all(first <= day <= first + span for day in found)
    assert len(found) <= UNDERSTOOD + 1
    if rhythm != Rhythm.LAST:
        assert found[0] == first


@given(firsts, spans, steps)
def test_weeks_keep_weekday_and_step_and_their_number_is_right(first, span, every):
    found = Pattern(Rhythm.WEEKS, first, first + span, every).dates()
    assert all(later - earlier == every * WEEK for earlier, later in itertools.pairwise(found))
    assert len(found) == span // (every * WEEK) + 1


@given(st.sampled_from(IN_WEEKS), firsts, spans, steps, weekdays)
def test_several_weekdays_are_those_and_no_other_every_so_many_weeks(rhythm, first, span, every, others):
    pattern = Pattern(rhythm, first, first + span, every, others)
    found, monday = pattern.dates(), first - DAY * first.weekday()
    assert {day.isoweekday() for day in found} <= {first.isoweekday(), *others}
    assert all((day - monday) // WEEK % pattern.step == 0 for day in found)
    expected = [
        day for day in (first + DAY * n for n in range(span.days + 1))
        if day.isoweekday() in {first.isoweekday(), *others} and (day - monday) // WEEK % pattern.step == 0
    ]  # fmt: skip
    assert found == expected[: UNDERSTOOD + 1]


@given(firsts, spans)
def test_the_nth_weekday_of_the_month_is_the_nth_of_every_month_that_has_one(first, span):
    found = Pattern(Rhythm.NTH, first, first + span).dates()
    assert {(number_in_month(day), day.weekday()) for day in found} == {(number_in_month(first), first.weekday())}
    every = [day for day in (first + DAY * n for n in range(span.days + 1)) if day.weekday() == first.weekday()]
    assert found == [day for day in every if number_in_month(day) == number_in_month(first)]


@given(firsts, spans)
def test_the_last_weekday_of_the_month_has_none_after_it(first, span):
    found = Pattern(Rhythm.LAST, first, first + span).dates()
    every = [day for day in (first + DAY * n for n in range(span.days + 1)) if day.weekday() == first.weekday()]
    assert found == [day for day in every if (day + WEEK).month != day.month]


@given(firsts, st.lists(firsts, max_size=30))
def test_single_days_are_those_that_were_named(first, days):
    assert Pattern(Rhythm.SINGLE, first, days=tuple(days)).dates() == sorted({first, *days})


@given(firsts, st.integers(0, 40))
def test_days_in_a_row_miss_none(first, number):
    assert Pattern(Rhythm.ROW, first, first + number * DAY).dates() == [first + n * DAY for n in range(number + 1)]


@given(st.sets(firsts, max_size=40))
def test_standing_hours_have_one_row_a_week_and_lose_no_day(days):
    weeks = by_week(days)
    assert [day for week in weeks for day in week] == sorted(days)
    assert len(weeks) == len({tuple(day.isocalendar())[:2] for day in days})


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        (Pattern("once", date(2027, 1, 16)), "einmal"),
        (Pattern("weekly", date(2027, 1, 12), date(2027, 6, 30)), "jeden Dienstag"),
        (Pattern("fortnightly", date(2027, 1, 11), date(2027, 6, 30)), "jeden zweiten Montag"),
        (Pattern("weeks", date(2027, 1, 11), date(2027, 6, 30), 6), "alle 6 Wochen am Montag"),
        (Pattern("weekly", date(2027, 1, 11), date(2027, 6, 30), weekdays=(4,)), "jeden Montag und Donnerstag"),
        (Pattern("nth", date(2027, 1, 16), date(2027, 6, 30)), "am dritten Samstag im Monat"),
        (Pattern("last", date(2027, 1, 30), date(2027, 6, 30)), "am letzten Samstag im Monat"),
        (Pattern("row", date(2027, 2, 1), date(2027, 2, 5)), "täglich, 1. bis 5. Februar 2027"),
        (Pattern("single", date(2027, 2, 1), days=(date(2027, 2, 5),)), "an einzelnen Tagen"),
        (Pattern("standing", date(2027, 1, 11), date(2027, 6, 30), weekdays=(4,)), "offene Sprechzeit, jeden Montag und Donnerstag"),
    ],
)
def test_a_rhythm_in_words(pattern, words):
    assert pattern.words().replace("\xa0", " ") == words


def test_a_series_over_the_29th_of_february_and_over_a_year_s_end():
    assert date(2028, 2, 29) in Pattern("weekly", date(2028, 2, 1), date(2028, 3, 31)).dates()
    assert Pattern("row", date(2028, 2, 28), date(2028, 3, 1)).dates() == [date(2028, 2, 28), date(2028, 2, 29), date(2028, 3, 1)]
    assert Pattern("nth", date(2028, 2, 29), date(2028, 12, 31)).dates()[:2] == [date(2028, 2, 29), date(2028, 5, 30)]  # the fifth Tuesday
    assert Pattern("fortnightly", date(2026, 12, 21), date(2027, 1, 20)).dates() == [date(2026, 12, 21), date(2027, 1, 4), date(2027, 1, 18)]


# Days without dates ---------------------------------------------------------------------------------------------------


@pytest.mark.guard("left-out")
def test_a_series_over_christmas_has_no_date_on_a_feast(world):
    """Feasts of Thuringia, and the two days on which no Kita is open; each with its name."""
    days = Pattern("row", date(2026, 12, 20), date(2027, 1, 3)).dates()
    with as_owner():
        found = left_out(world.own.pk, days)
    assert found[date(2026, 12, 24)] == "Heiligabend" and found[date(2026, 12, 25)] == "Feiertag: Erster Weihnachtstag"
    assert found[date(2026, 12, 31)] == "Silvester" and found[date(2027, 1, 1)] == "Feiertag: Neujahr"
    assert found[date(2026, 12, 28)] == "Schulferien: Weihnachtsferien"
    assert not found.keys() & {date(2026, 12, 22), date(2027, 1, 3)}


def test_feasts_are_those_of_thuringia():
    year = public_holidays(date(2026, 1, 1), date(2026, 12, 31))
    assert {date(2026, 9, 20), date(2026, 10, 31)} <= set(year) and date(2026, 6, 4) not in year and len(year) == 11
    assert year[date(2026, 9, 20)] == "Weltkindertag"


def test_closing_days_are_those_of_the_house_and_both_ends_belong_to_them(world):
    with as_owner():
        ClosingDays.objects.create(site=world.own, name="Teamtag", starts=date(2026, 11, 3), ends=date(2026, 11, 4))
        ClosingDays.objects.create(site=world.foreign, name="Anderswo", starts=date(2026, 11, 5), ends=date(2026, 11, 6))
        SchoolHolidays.objects.create(name="Probe", starts=date(2026, 11, 9), ends=date(2026, 11, 10))
        found = left_out(world.own.pk, Pattern("row", date(2026, 11, 1), date(2026, 11, 12)).dates())
    assert found == {
        date(2026, 11, 3): "Schließtag: Teamtag", date(2026, 11, 4): "Schließtag: Teamtag",
        date(2026, 11, 9): "Schulferien: Probe", date(2026, 11, 10): "Schulferien: Probe",
    }  # fmt: skip


# Over midnight ----------------------------------------------------------------------------------------------------


def test_an_evening_goes_on_after_midnight():
    assert sum_of_hours(time(20), time(1)) == 5 and sum_of_hours(time(9), time(10, 30)) * 2 == 3
    assert clock_overlap((time(20), time(1)), (time(23), time(23, 30))) and not clock_overlap((time(20), time(21)), (time(21), time(22)))
    assert clock_overlap((time(20), time(1)), (time(23), time(2))) and not clock_overlap((time(20), time(1)), (time(9), time(20)))
    evening = (date(2026, 11, 28), time(20), time(1))
    moments = (
        (datetime(2026, 11, 28, 19, 59), False),
        (datetime(2026, 11, 28, 20), True),
        (datetime(2026, 11, 29, 0, 30), True),
        (datetime(2026, 11, 29, 1, 1), False),
    )
    assert [is_running(*evening, now) for now, _ in moments] == [expected for _, expected in moments]


def test_the_clock_change_moves_no_day_and_no_hour(world):
    """Last Sundays of March and October 2026: days and hours are those of the clock on the wall."""
    with as_owner():
        offer = make.make_offer(world.own)
    assert offer and Pattern("weekly", date(2026, 3, 22), date(2026, 4, 5)).dates() == [date(2026, 3, 22), date(2026, 3, 29), date(2026, 4, 5)]
    assert Pattern("weekly", date(2026, 10, 18), date(2026, 11, 1)).dates() == [date(2026, 10, 18), date(2026, 10, 25), date(2026, 11, 1)]
