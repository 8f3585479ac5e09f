"""From one closed month to the next: what one or two houses have logged in between is told by no difference of two pages or files."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from reporting.models import LszReport
from sites.core import jobs
from sites.core.days import date_long
from sites.models import Job
from tests import factories as make
from tests.conftest import as_owner
from tests.reporting.test_above import CLOSED, EVERYBODY, house, logged, sheet, words

YEAR = timezone.localdate().year - 1
MAY, JUNE, JULY = date(YEAR, 5, 31), date(YEAR, 6, 30), date(YEAR, 7, 31)


@pytest.fixture
def houses(world):
    """Four houses of the county, each with a session in each of two fields in May, which is closed."""
    with as_owner():
        found = [world.own, world.sibling, house(world, "A"), house(world, "B")]
        for site in found:
            logged(site, day=MAY), logged(site, day=MAY, field=5)
        make.close_month(MAY)
    return found


def closed(*moves, on=JUNE, field=3, people=(5, 0, 6)):
    with as_owner():
        for site in moves:
            logged(site, people, day=on, field=field)
        make.close_month(on)


def seen(client, county):
    """What stands on the sheet: people, sessions, people by field."""
    figures = sheet(client, county)
    return figures.people, figures.sessions, [line.people for line in figures.fields]


BEFORE = (8 * sum(EVERYBODY), 8, [168, 168])


@pytest.mark.guard("moved-year")
@pytest.mark.parametrize("moving", [1, 2])
def test_a_year_that_two_houses_have_moved_stays_as_it_was(world, client_of, houses, moving):
    ministry = client_of("ministry")
    assert seen(ministry, world.county) == BEFORE
    closed(*houses[:moving])
    assert seen(ministry, world.county) == BEFORE
    assert f"Stand: {date_long(MAY)}".replace("\xa0", " ") in words(ministry.get(reverse("reporting:county_sheet", args=[world.county.pk])))
    closed(*houses[1:4], on=JULY)
    people, sessions, _ = seen(ministry, world.county)
    assert (people, sessions) == (BEFORE[0] + 11 * (moving + 3), 8 + moving + 3)
    assert f"Stand: {date_long(JULY)}".replace("\xa0", " ") in words(ministry.get(reverse("reporting:county_sheet", args=[world.county.pk])))


@pytest.mark.guard("moved-line", "opened-line")
def test_a_field_that_one_house_has_moved_hides_until_three_have(world, client_of, houses):
    """With it another one, whose change would else be the rest; and no month without a change opens it again."""
    with as_owner():
        for site in houses:
            logged(site, (20, 20, 20), day=MAY, field=4)
        make.close_month(MAY)
    ministry = client_of("ministry")
    assert seen(ministry, world.county)[2] == [168, 240, 168]
    with as_owner():
        logged(houses[0], (5, 0, 6), day=JUNE, field=4)
    closed(*houses[1:4])
    assert seen(ministry, world.county)[2] == ["•", "•", 168]
    closed(*houses, on=JULY, field=5)
    assert seen(ministry, world.county)[2][:2] == ["•", "•"]
    with as_owner():
        for site in houses:
            logged(site, (5, 0, 6), day=JULY, field=4), logged(site, (5, 0, 6), day=JULY)
    closed(*houses, on=JULY, field=5)
    assert "•" not in seen(ministry, world.county)[2]
    assert "•" not in seen(client_of("social_planner"), world.county)[2]  # who reads each house reads the sums of all


@pytest.mark.guard("moved-rest")
def test_what_hides_together_was_moved_by_three(world, client_of, houses):
    """Two houses each move a field of their own: both fields together would tell the two. A third one goes with them."""
    with as_owner():
        for field in (4, 6):
            for site in houses:
                logged(site, (9, 9, 9), day=MAY, field=field)
        make.close_month(MAY)
        logged(houses[0], (1, 1, 1), day=JUNE, field=4), logged(houses[1], (1, 1, 1), day=JUNE, field=6)
    closed(*houses[1:4])
    assert seen(client_of("ministry"), world.county)[2].count("•") == 3


def lsz(client, county, year=YEAR):
    client.post(reverse("reporting:lsz_create"), {"county": county.pk, "year": year})
    with as_owner():
        job = Job.objects.latest("pk")
    assert jobs.run(job.pk) == "done"
    with as_owner():
        return LszReport.objects.latest("pk").data


def test_two_versions_of_an_lsz_report_tell_no_house(world, client_of, houses):
    """Made on two days: what one house has logged in between is in neither; and each says the same people as the sheet."""
    planner, ministry = client_of("social_planner"), client_of("ministry")
    first = lsz(planner, world.county)
    with as_owner():
        logged(houses[0], (7, 0, 0), day=MAY)
    second = lsz(planner, world.county)
    closed(houses[0], on=JUNE)
    third = lsz(planner, world.county)
    offers = {"offers": 0}  # institutions are counted openly, and today
    for part in ("by_quarter", "by_type", "until"):
        assert first[part] == second[part] == third[part]
    assert first["totals"] | offers == second["totals"] | offers == third["totals"] | offers
    assert sum(first["totals"][name] for name in ("adults_centre", "adults_space", "children")) == seen(ministry, world.county)[0]
    assert first["notice"] == f"Termine und Teilnahmen zählen bis zum {date_long(MAY)}."


def test_the_year_of_the_last_closed_month_is_read_in_every_report(world, client_of):
    """The LSZ report of a year that runs ends with the closed month, as the sheet does."""
    with as_owner():
        for name in ("A", "B", "C"):
            logged(house(world, name))
        make.close_month()
        logged(world.own, day=timezone.localdate())
    data = lsz(client_of("social_planner"), world.county, CLOSED.year)
    assert (data["totals"]["held"], data["until"]) == (3, CLOSED.isoformat())
