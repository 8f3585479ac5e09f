"""What every form asks of days: a span ends on its first day at the earliest, nothing past lies ahead, no year is a slip of the finger."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django import forms
from django.utils import timezone

from sites.core.access import Access
from sites.core.forms import END_FIRST, Form
from sites.models import User


class Span(Form):
    PERIOD = ("starts", "ends")
    starts = forms.DateField(required=False)
    ends = forms.DateField(required=False)


class Held(Form):
    PAST = ("day",)
    day = forms.DateField()


class Planned(Form):
    PLAUSIBLE = ("day",)
    FIRST_YEAR, AHEAD = 2015, 10
    day = forms.DateField()


def errors_of(kind: type[Form], **days) -> dict[str, list[str]]:
    request = SimpleNamespace(access=Access(User(), timezone.localdate()))
    form = kind({name: f"{day:%d.%m.%Y}" for name, day in days.items() if day}, request=request)
    return dict(form.errors)


@pytest.mark.parametrize(("length", "is_right"), [(-1, False), (0, True), (1, True)])
def test_a_span_may_be_one_day_long_but_not_end_before_it_begins(db, length, is_right):
    day = timezone.localdate()
    assert errors_of(Span, starts=day, ends=day + timedelta(days=length)) == ({} if is_right else {"ends": [END_FIRST]})


def test_a_span_may_be_open(db):
    day = timezone.localdate()
    assert errors_of(Span, starts=day) == errors_of(Span, ends=day) == errors_of(Span) == {}


@pytest.mark.parametrize(("ahead", "is_right"), [(-1, True), (0, True), (1, False)])
def test_what_has_been_is_today_at_the_latest(db, ahead, is_right):
    assert bool(errors_of(Held, day=timezone.localdate() + timedelta(days=ahead))) != is_right


@pytest.mark.parametrize(("years", "is_right"), [(10, True), (11, False)])
def test_a_year_far_ahead_is_asked_for(db, years, is_right):
    today = timezone.localdate()
    assert bool(errors_of(Planned, day=today.replace(year=today.year + years, month=1, day=1))) != is_right


@pytest.mark.parametrize(("year", "is_right"), [(2014, False), (2015, True)])
def test_a_year_long_past_is_asked_for(db, year, is_right):
    assert bool(errors_of(Planned, day=timezone.localdate().replace(year=year, day=1))) != is_right
