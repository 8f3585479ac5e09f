"""The roll-ups are written by triggers alone: after anything that happens to sessions they equal a plain sum."""

from datetime import date, time, timedelta

import pytest
from django.db import ProgrammingError, connection, transaction
from django.db.models import Count, F, Q, Sum
from django.db.models.functions import ExtractQuarter, ExtractYear
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from offers.models import Session
from reporting.models import CountyQuarter, SiteQuarter
from sites.core.wall import set_wall
from tests import factories as make
from tests.conftest import as_owner

KEYS = ("year", "quarter", "offer_type", "action_field_id")
SUMS = ("sessions", "cancelled", "adults_centre", "adults_space", "children")


def plain(place: str) -> dict:
    """The slow truth: one SUM over all sessions of additional offers."""
    rows = (
        Session.objects.filter(additional=True)
        .order_by()
        .annotate(year=ExtractYear("held_on"), quarter=ExtractQuarter("held_on"))
        .values(place, *KEYS)
        .annotate(
            sum_sessions=Count("pk", filter=Q(logged__isnull=False)),
            sum_cancelled=Count("pk", filter=Q(cancelled=True)),
            **{f"sum_{name}": Sum(name, default=0) for name in SUMS[2:]},
        )
    )
    return wanted((tuple(row[key] for key in (place, *KEYS)), tuple(row[f"sum_{name}"] for name in SUMS)) for row in rows)


def rolled(model, place: str) -> dict:
    return wanted((tuple(getattr(row, key) for key in (place, *KEYS)), tuple(getattr(row, name) for name in SUMS)) for row in model.objects.all())


def wanted(pairs) -> dict:
    """A quarter without anything may be missing or stand there with zeros."""
    return {key: values for key, values in pairs if any(values)}


figures = st.tuples(*[st.integers(0, 40)] * 3)
days = st.dates(date(2024, 1, 1), date(2026, 11, 20))
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("insert"), st.integers(0, 2), days, st.none() | figures, st.booleans()),
        st.tuples(st.just("log"), st.integers(0, 30), figures),
        st.tuples(st.just("unlog"), st.integers(0, 30)),
        st.tuples(st.just("move"), st.integers(0, 30), days),
        st.tuples(st.just("retype"), st.integers(0, 30), st.sampled_from(["encounter", "education"])),
        st.tuples(st.just("delete"), st.integers(0, 30)),
        st.tuples(st.just("delete_many"), days),
        st.tuples(st.just("add_one"), days),
        st.tuples(st.just("classify"), st.integers(0, 2), st.booleans()),
    ),
    max_size=14,
)


def do(step, offers):
    """One change, as the runtime role within its reach."""
    kind, *rest = step
    if kind == "insert":
        number, day, counts, cancelled = rest
        known = Session.objects.filter(offer=offers[number], held_on=day).count()
        make.make_session(offers[number], day, figures=counts, at=time(7 + known % 14), cancelled=cancelled and counts is None)
        return
    if kind == "classify":  # its sessions follow
        offers[rest[0]].additional = rest[1]
        offers[rest[0]].save()
        return
    if kind == "delete_many":
        Session.objects.filter(held_on__gte=rest[0]).delete()
        return
    if kind == "add_one":  # many rows in one statement
        Session.objects.filter(held_on__gte=rest[0], logged__isnull=False).update(children=F("children") + 1)
        return
    found = Session.objects.order_by("pk")[rest[0] : rest[0] + 1]
    session = next(iter(found), None)
    if session is None:
        return
    if kind == "log":
        session.adults_centre, session.adults_space, session.children = rest[1]
        session.logged, session.cancelled = timezone.now(), False
    elif kind == "unlog":
        session.adults_centre = session.adults_space = session.children = session.logged = None
    elif kind == "move":
        if Session.objects.filter(offer=session.offer_id, held_on=rest[1]).exists():
            return
        session.held_on = rest[1]
    elif kind == "retype":
        session.offer_type = rest[1]
    elif kind == "delete":
        session.delete()
        return
    session.save()


@pytest.mark.req("R254.C")
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_rollups_equal_a_plain_sum_after_any_changes(world, steps):
    with transaction.atomic():
        with as_owner():
            offers = [make.make_offer(world.own, "A"), make.make_offer(world.own, "B", types=["counselling"]), make.make_offer(world.sibling, "C")]
        set_wall([world.own.pk, world.sibling.pk])
        for step in steps:
            with transaction.atomic():
                do(step, offers)
        with as_owner():
            assert rolled(SiteQuarter, "site_id") == plain("site_id")
            assert rolled(CountyQuarter, "county_id") == plain("county_id")
        transaction.set_rollback(True)


@pytest.mark.parametrize("table", ["reporting_sitequarter", "reporting_countyquarter"])
def test_nobody_types_a_figure(world, table):
    set_wall([world.own.pk, world.county.pk])
    for statement in (f"UPDATE {table} SET sessions = 99", f"DELETE FROM {table}", f"INSERT INTO {table} (year) VALUES (2026)"):
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_the_last_day_is_the_newest_logged_one(world):
    with as_owner():
        offer = make.make_offer(world.own)
        for days_ago in (3, 40, 1):
            make.make_session(offer, date(2026, 3, 30) - timedelta(days=days_ago), figures=(1, 1, 1))
        assert max(row.last_day for row in SiteQuarter.objects.filter(site=world.own)) == date(2026, 3, 29)
