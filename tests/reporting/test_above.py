"""Figures above the site: one door, as of the last closed month; the five subtractions by which somebody would get at a single house fail."""

import json
import re
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from reporting.models import ClosedFigures, LszReport
from reporting.rules.above import closed_on
from reporting.services.closing import close_month
from sites.core import jobs
from sites.core.days import date_long
from sites.models import Job
from tests import factories as make
from tests.conftest import as_owner
from tests.test_conventions import APPS, ROOT

TODAY = timezone.localdate()
CLOSED = closed_on(TODAY)
EVERYBODY = (14, 12, 16)


def words(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def logged(site, people=EVERYBODY, day=CLOSED, field=3):
    return make.make_session(make.make_offer(site, action_field=make.action_field(field)), day, figures=people)


def house(world, name, town=None):
    town = town or world.town
    return make.make_site(town, [make.make_kita(town, world.provider, f"Kita {name}")], f"Kita {name}")


def sheet(client, county):
    return client.get(reverse("reporting:county_sheet", args=[county.pk])).context["year_figures"]


def overview(client):
    return client.get(reverse("reporting:overview"))


def test_nobody_above_the_site_reads_roll_ups_past_the_door():
    """The only other readers: the house itself and who reads it, and the Sachbericht. The LSZ report is made of what the door gives."""
    allowed = {
        "CountyQuarter": {"reporting/rules/above.py"},  # the day of the last entry
        "SiteQuarter": {"reporting/pages/site_list.py", "reporting/pages/site_year.py", "reporting/documents/source.py"},
        "ClosedFigures": {"reporting/rules/above.py"},
        "ClosedSite": set(),
    }
    for name, files in allowed.items():
        found = {path.relative_to(ROOT).as_posix() for app in APPS for path in (ROOT / app).rglob("*.py") if name in path.read_text()}
        assert {path for path in found if "/models/" not in path and "/migrations/" not in path} == files


def test_both_pages_say_as_of_when(world, client_of):
    with as_owner():
        logged(world.own), make.close_month()
    for client, url in (
        (client_of("ministry"), reverse("reporting:overview")),
        (client_of("ministry"), reverse("reporting:county_sheet", args=[world.county.pk])),
        (client_of("social_planner"), reverse("reporting:county_sheet", args=[world.county.pk])),
    ):
        assert f"Stand: {date_long(CLOSED)}".replace("\xa0", " ") in words(client.get(url))


# From one day to the next ---------------------------------------------------------------------------------------------


@pytest.mark.guard("until-closed")
def test_what_is_logged_today_does_not_change_what_is_read_above(world, client_of):
    """Three houses deliver, one logs today: the difference to yesterday would be this one."""
    with as_owner():
        for site in (world.own, world.sibling, house(world, "A")):
            logged(site)
        make.close_month()
    before = sheet(client_of("ministry"), world.county)
    with as_owner():
        logged(world.own, (9, 0, 1), day=TODAY), logged(world.own, (9, 0, 1))
    after = sheet(client_of("ministry"), world.county)
    assert (before.people, before.sessions) == (after.people, after.sessions) == (3 * sum(EVERYBODY), 3)
    with as_owner():
        logged(world.sibling, day=TODAY), logged(house(world, "B"), day=TODAY), make.close_month()
    assert sheet(client_of("ministry"), world.county).sessions == 3  # by the end of the closed month one house alone has moved


@pytest.mark.guard("closed-once", "month-over")
def test_a_month_is_closed_once_and_never_before_its_end(world, client_of):
    with as_owner():
        logged(world.own), logged(world.foreign)
    assert close_month(TODAY) is True
    with as_owner():
        logged(world.own)
    assert close_month(TODAY) is False
    with as_owner():
        assert sum(ClosedFigures.objects.filter(part="whole").values_list("sessions", flat=True)) == 2
    with pytest.raises(DatabaseError, match="is not over"), transaction.atomic():
        close_month(TODAY + timedelta(days=40))


# Few sites ------------------------------------------------------------------------------------------------------------


@pytest.mark.guard("lsz-few")
def test_the_lsz_report_of_one_site_says_nothing_about_people(world, client_of):
    """Page and every file are made of what is frozen here."""
    year = TODAY.year - 1
    with as_owner():
        logged(world.own, day=date(year, 5, 5)), make.close_month()
    client_of("social_planner").post(reverse("reporting:lsz_create"), {"county": world.county.pk, "year": year})
    with as_owner():
        job = Job.objects.latest("pk")
    assert jobs.run(job.pk) == "done"
    with as_owner():
        data = LszReport.objects.get(county=world.county).data
    assert data["totals"]["held"] == 1 and data["totals"]["adults_centre"] == "•" == data["totals"]["children"]
    assert not re.search(r"\b(14|12|16|26|42)\b", json.dumps([data["totals"], data["by_quarter"], data["by_type"]]))


@pytest.mark.guard("few-in-line", "few-sites-cell")
def test_a_field_of_one_site_is_hidden_with_another(world, client_of):
    with as_owner():
        for site in (world.own, world.sibling, house(world, "A")):
            logged(site), logged(site, field=5)
        logged(world.own, field=4)
        make.close_month()
    state, county = sheet(client_of("ministry"), world.county), sheet(client_of("social_planner"), world.county)
    assert [line.people for line in state.fields] == ["•", "•", "•"] and state.people == 7 * sum(EVERYBODY)
    assert [line.people for line in county.fields] == [126, 42, 126]  # who reads each house reads the sum of its fields


@pytest.mark.guard("rest-of-lines")
@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        ({3: 4, 4: 1, 5: 1}, ["•", "•", "•"]),  # both of one and the same site: a third hides with them
        ({3: 4, 4: 1, 5: 3}, [168, "•", "•"]),
        ({3: 4, 4: 3, 5: 3}, [168, 126, 126]),
        ({3: 2, 4: 3}, ["•", "•"]),
    ],
)
def test_the_rest_of_hidden_fields_rests_on_three_sites(world, client_of, fields, shown):
    with as_owner():
        sites = [world.own, world.sibling, house(world, "A"), house(world, "B")]
        for field, number in fields.items():
            for site in sites[:number]:
                logged(site, field=field)
        make.close_month()
    assert [line.people for line in sheet(client_of("ministry"), world.county).fields] == shown


@pytest.mark.guard("few-sites")
def test_a_county_of_two_sites_is_hidden_from_the_state_and_not_from_itself(world, client_of):
    with as_owner():
        logged(world.own), logged(world.sibling), make.close_month()
    state, county = sheet(client_of("ministry"), world.county), sheet(client_of("social_planner"), world.county)
    assert (state.people, state.average, state.sessions) == ("•", "•", 2) and county.people == 84


# Sums across pages ----------------------------------------------------------------------------------------------------


@pytest.mark.guard("small-kind")
def test_an_average_stands_beside_no_hidden_sum(world, client_of):
    """Two children in the whole year: the sheet and the overview would tell them to a reader of the LSZ report, which says the adults."""
    with as_owner():
        for site in (world.own, world.sibling, house(world, "A")):
            logged(site, (10, 10, 0))
        logged(world.own, (10, 10, 2))
        for name in ("B", "C", "D"):
            logged(house(world, name, world.other_town))
        make.close_month()
    answer = overview(client_of("ministry"))
    line = next(line for line in answer.context["table"] if line.county == world.county)
    assert (line.is_hidden, line.average) == (True, None)
    figures = sheet(client_of("ministry"), world.county)
    assert (figures.people, figures.average, {line.people for line in figures.fields}) == ("•", "•", {"•"})


@pytest.mark.guard("hidden-rest")
def test_the_sum_of_the_land_minus_the_counties_that_are_seen_is_nothing(world, client_of):
    """The land is the sum of what is shown; the file says the same."""
    with as_owner():
        logged(world.own, (10, 10, 2))
        for name in ("A", "E"):
            logged(house(world, name), (10, 10, 0))
        for name in ("B", "C", "D"):
            logged(house(world, name, world.other_town))
        make.close_month()
    ministry = client_of("ministry")
    answer = overview(ministry)
    shown, totals = [line.average for line in answer.context["table"] if not line.is_hidden], answer.context["totals"]
    assert shown == [42] and (totals.average, totals.sessions, totals.land.people, totals.land.adults) == (42, 6, 126, 78)
    assert "n = 3 Termine, ohne ausgeblendete Gebiete" in words(answer)
    file = b"".join(ministry.get(reverse("reporting:overview_export", args=["csv"]))).decode()
    head, sums = (next(line for line in file.splitlines() if word in line).split(";") for word in ("Teilnahmen je Termin", "Zusammen"))
    assert sums[head.index("Teilnahmen je Termin")] == "42,0"


def test_a_land_of_hidden_counties_has_no_sum(world, client_of):
    with as_owner():
        logged(world.own), logged(world.foreign), make.close_month()
    totals = overview(client_of("ministry")).context["totals"]
    assert (totals.average, totals.land.share, totals.land.adults, totals.sessions) == ("•", "•", "•", 2)


def test_without_hidden_counties_everything_stands(world, client_of):
    with as_owner():
        for name, town in (("A", None), ("B", None), ("C", None), ("D", world.other_town), ("E", world.other_town), ("F", world.other_town)):
            logged(house(world, name, town))
        make.close_month()
    answer = overview(client_of("ministry"))
    assert [line.average for line in answer.context["table"]] == [42, 42] and answer.context["totals"].average == 42
    assert sheet(client_of("ministry"), world.county).people == 126


def test_the_land_is_summed_of_what_the_runtime_role_cannot_type(world):
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE reporting_closedfigures SET children = 0")


@pytest.mark.req("R033.H")
def test_above_the_site_only_additional_offers_count(world):
    with as_owner():
        logged(world.own)
        regular = make.make_offer(world.own, "Morgenkreis", additional=False)
        make.make_session(regular, CLOSED, figures=EVERYBODY)
        close_month(TODAY)
        whole = ClosedFigures.objects.get(county=world.county, year=CLOSED.year, part="whole")
    assert (whole.sessions, whole.adults_centre) == (1, EVERYBODY[0])
