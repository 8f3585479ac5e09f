"""How days are written, and what is valid, over or overlapping: the same answer for rows in hand and from the database."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.db.models import Q
from hypothesis import given
from hypothesis import strategies as st

from sites.core import days
from sites.core.days import Span
from sites.core.numbers import NBSP
from sites.models import SitePhase
from tests.conftest import as_owner
from tests.sites.gallery import TODAY

DAY = timedelta(days=1)
FIRST, LAST = date(2026, 3, 1), date(2026, 3, 31)
BEGIN = date(2020, 1, 1)
spans = st.builds(
    lambda start, length: Span(BEGIN + start * DAY, None if length is None else BEGIN + (start + length) * DAY),
    st.integers(0, 90),
    st.none() | st.integers(0, 60),
)


# Written --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "written"),
    [
        (days.dayname(TODAY), "Dienstag"), (days.date_long(TODAY), f"17.{NBSP}November 2026"), (days.date_short(TODAY), f"17.{NBSP}Nov."),
        (days.date_short(date(2026, 3, 1)), f"1.{NBSP}März"), (days.date_figures(date(2026, 4, 3)), "03.04.2026"),
        (days.date_figures("2026-04-03"), "03.04.2026"), (days.date_long("2026-04-03"), f"3.{NBSP}April 2026"),
        (days.from_to(TODAY, TODAY), f"17.{NBSP}November 2026"), (days.from_to(TODAY, date(2026, 11, 20)), f"17. bis 20.{NBSP}November 2026"),
        (days.from_to(TODAY, date(2026, 12, 2)), f"17.{NBSP}November bis 2.{NBSP}Dezember 2026"),
        (days.from_to(TODAY, date(2027, 11, 18)), f"17.{NBSP}November 2026 bis 18.{NBSP}November 2027"),
        (days.clock_time(time(9, 5)), "9:05"), (days.clock_time(time(13, 32)), "13:32"),
    ],
)  # fmt: skip
def test_days_are_german(text, written):
    assert text == written


@pytest.mark.parametrize("write", [days.dayname, days.date_long, days.date_short, days.date_figures, days.until])
def test_no_day_is_no_text(write):
    assert write(None) == "" == write("")


def test_a_time_has_the_day_and_hour_of_thuringia():
    late = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)
    assert days.date_figures(late) == days.date_figures(late.isoformat()) == "01.01.2027"
    assert days.moment(late.isoformat()) == ("01.01.2027", f"0:30{NBSP}Uhr")
    assert days.moment("2026-07-01T07:05:00+00:00") == ("01.07.2026", f"9:05{NBSP}Uhr")


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (date(2026, 11, 17), "heute"),
        (date(2026, 11, 18), "morgen"),
        (date(2026, 11, 16), "gestern"),
        (date(2026, 11, 30), f"in 13{NBSP}Tagen"),
        (date(2026, 11, 7), f"vor 10{NBSP}Tagen"),
        (date(2026, 12, 8), f"in 21{NBSP}Tagen"),
        (date(2026, 12, 9), "in gut drei Wochen"),
        (date(2027, 1, 15), "in gut acht Wochen"),
        (date(2027, 1, 12), "in acht Wochen"),
        (date(2027, 7, 17), "in acht Monaten"),
        (date(2029, 12, 1), "in drei Jahren"),
    ],
)
def test_deadlines_in_words(day, text):
    assert days.until(day, TODAY) == text


# Valid ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "valid", "over"), [(FIRST - DAY, False, False), (FIRST, True, False), (LAST, True, False), (LAST + DAY, False, True)]
)
def test_first_and_last_day_belong_to_it(day, valid, over):
    span, open_end = Span(FIRST, LAST), Span(FIRST, None)
    assert (days.is_valid(span, day), days.is_over(span, day)) == (valid, over)
    assert (days.is_valid(open_end, day), days.is_over(open_end, day)) == (day >= FIRST, False)
    assert days.valid([span, open_end], day) == [row for row, holds in ((span, valid), (open_end, day >= FIRST)) if holds]


@given(spans, spans)
def test_two_overlap_when_one_day_holds_for_both(one, other):
    shared = any(days.is_valid(one, day) and days.is_valid(other, day) for day in (one.starts, other.starts))
    assert days.overlap(one, other) == days.overlap(other, one) == shared


@pytest.mark.parametrize("ends", [LAST, FIRST, None])
def test_the_database_gives_the_same_answers(world, ends):
    with as_owner():
        SitePhase.objects.filter(site=world.own).update(starts=FIRST, ends=ends)
        row = SitePhase.objects.get(site=world.own)

        def found(condition: Q) -> bool:
            return SitePhase.objects.filter(condition, pk=row.pk).exists()

        around = sorted({FIRST - DAY, FIRST, FIRST + DAY, LAST - DAY, LAST, LAST + DAY})
        for day in around:
            assert found(days.valid_on(day)) == days.is_valid(row, day) == SitePhase.objects.on(day).filter(pk=row.pk).exists(), day
            assert found(days.not_over(day)) != days.is_over(row, day), day
            for last in (None, *(other for other in around if other >= day)):
                assert found(days.overlapping(day, last)) == days.overlap(row, Span(day, last)), (day, last)


def test_a_condition_leads_to_the_row_that_is_dated(world):
    with as_owner():
        SitePhase.objects.filter(site=world.own).update(starts=FIRST, ends=LAST)
        sites = type(world.own).objects.filter(pk=world.own.pk)
        answers = [sites.filter(days.valid_on(day, "phases__")).exists() for day in (FIRST - DAY, FIRST, LAST, LAST + DAY)]
    assert answers == [False, True, True, False]
