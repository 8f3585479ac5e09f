"""What every form asks of days: a span ends on its first day at the earliest, nothing past lies ahead, no year is a slip of the finger."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django import forms
from django.db.models import CheckConstraint
from django.utils import timezone

from sites.core.access import Access
from sites.core.fields import fields_of_constraints
from sites.core.forms import END_FIRST, Form, ModelForm, Speaking
from sites.models import User
from tests.sites.test_form_limits import number_fields
from tests.test_wording import OURS, below


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


def forms_of_ours(kind: type = Speaking) -> list[type[Speaking]]:
    assert number_fields()  # brings every form
    return [form for form in dict.fromkeys(below(kind)) if form.__module__.split(".")[0] in OURS and form.__module__ != "sites.core.forms"]


#: Days that may lie ahead, by the names of their fields; every other day is one that has been.
MAY_LIE_AHEAD = {
    "starts", "ends", "due", "next_on", "next_due", "report_due", "notice_until", "kept_until", "valid_until", "until", "closes", "opens",
    "wanted_start", "effective_from", "heard_until", "look_again_on", "since", "on", "published", "held_on", "day", "closed_on", "published_on",
    "leaves_on", "first", "closes_on", "topics_until", "wanted_on", "new_due", "qualified_until", "course_starts", "course_ends",
    "month",  # one that has not begun is refused by its name (processes/services/book.py)
}  # fmt: skip


def test_every_day_of_every_form_has_been_or_may_lie_ahead_and_has_a_plausible_year(db):
    days = [(form, name) for form in forms_of_ours() for name, field in form.base_fields.items() if isinstance(field, forms.DateField)]
    assert len(days) > 80
    assert {f"{form.__name__}.{name}" for form, name in days if name not in form.PAST and name not in MAY_LIE_AHEAD} == set()
    request = SimpleNamespace(access=Access(User(), timezone.localdate()))
    for form, name in days:
        rules = {rule: tuple(one for one in getattr(form, rule) if one == name) for rule in ("PAST", "PLAUSIBLE", "ANY_YEAR")}
        years = {"plausible": form.plausible} if form.plausible is not Speaking.plausible else {"FIRST_YEAR": form.FIRST_YEAR, "AHEAD": form.AHEAD}
        probe = type("Probe", (Form,), {name: forms.DateField(localize=True), **rules, **years})
        assert probe({name: "31.12.2199"}, request=request).errors or name in form.ANY_YEAR, f"{form.__name__}.{name}"
        assert probe({name: "1.1.1900"}, request=request).errors or name in form.ANY_YEAR, f"{form.__name__}.{name}"


def test_what_stands_already_is_nobodys_slip(db):
    long = timezone.localdate().replace(year=2099)
    probe = type("Probe", (Form,), {"ends": forms.DateField()})
    assert probe({"ends": f"{long:%d.%m.%Y}"}, initial={"ends": long}).errors == {}
    assert probe({"ends": f"{long:%d.%m.%Y}"}).errors


def test_what_a_constraint_says_stands_at_the_last_field_it_compares():
    for form in forms_of_ours(ModelForm):
        if (model := form.Meta.model if hasattr(form, "Meta") else None) is None:
            continue
        names = list(form.base_fields)
        where = fields_of_constraints(model(), names)
        unspoken = CheckConstraint.default_violation_error_message
        checks = [one for one in model._meta.constraints if isinstance(one, CheckConstraint) and one.violation_error_message != unspoken]
        for check in checks:
            compared = check.condition.referenced_base_fields & set(names)
            assert bool(compared) == (check.violation_error_message in where), f"{form.__name__}: {check.name}"
            if {"starts", "ends"} <= compared:
                assert where[check.violation_error_message] == "ends", f"{form.__name__}: {check.name}"


@pytest.mark.parametrize("typed", ["29.2.2027", "31.4.26", "32.1.2027", "2027-02-29"])
def test_a_day_that_does_not_exist_is_told_so(db, typed):
    probe = type("Probe", (Form,), {"day": forms.DateField(localize=True)})
    assert probe({"day": typed}).errors["day"] == ["Diesen Tag gibt es nicht. Bitte prüfen Sie Tag und Monat."]
    assert "Bitte als Datum eingeben" in probe({"day": "morgen"}).errors["day"][0]


@pytest.mark.parametrize(
    ("typed", "clock"), [("11 Uhr", "11:00"), ("11", "11:00"), ("9.30", "9:30"), ("9:30 Uhr", "9:30"), ("24:00", ""), ("24 Uhr", "")]
)
def test_an_hour_is_read_as_people_write_it(db, typed, clock):
    probe = type("Probe", (Form,), {"at": forms.TimeField(localize=True)})({"at": typed})
    probe.is_valid()
    if clock:
        assert f"{probe.cleaned_data['at']:%-H:%M}" == clock
    else:
        assert probe.errors["at"] == ["Mitternacht schreiben Sie bitte als 0:00."]
