"""The start page of the state office: the network by phase, what is missing in the data and since when, and reminders once in seven days."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from reporting.rules.data_quality import months_on
from sites.models import Entry, Job
from tests import factories as make
from tests.conftest import as_owner
from tests.mails import deliver
from tests.sites.reading import text


def home(client):
    return client.get("/").context


def line_of(client, county):
    return next(line for line in home(client)["table"] if line.county.pk == county.pk)


@pytest.fixture
def county(world):
    """The county of the test world with nothing missing."""
    today = timezone.localdate()
    with as_owner():
        make.make_representative(world.county)
        make.make_resolution(make.make_body(world.county), kind="adoption")
        make.make_session(make.make_offer(world.own), today - timedelta(days=2), figures=(5, 3, 4, 0))
    return world.county


@pytest.mark.req("R002.D2")
def test_the_state_office_sees_every_county_by_phase(world, client_of):
    with as_owner():
        make.make_site(world.town, [], "Auf dem Weg", phase="on_the_way", since=timezone.localdate())
        make.make_site(world.town, [], "Konsultation", phase="consultation_site")
    office = client_of("state_office")
    line, other = line_of(office, world.county), line_of(office, world.other_county)
    ready = line.phases[1]
    assert line.phases == [1, ready, 1] and ready >= 2 and other.phases[2] == 0
    assert (line.tile["class"], other.tile["class"]) == ("plain", "gapped")
    assert line.tile["parts"] == [("q1", 1), ("q3", ready), ("q4", 1)]
    page = text(office.get("/"))
    assert f"{line.words}" in page and "ohne Konsultationseinrichtung" in page and "Netzwerk" in page
    assert world.own.name not in page  # the state level reads counties, no sites


def test_a_county_without_a_site_misses_nothing_and_is_named_once(world, client_of):
    with as_owner():
        empty = make.make_county("16054", "Suhl", "SHL", "independent_city")
    context = home(client_of("state_office"))
    line = next(line for line in context["table"] if line.county.pk == empty.pk)
    assert line.missing == [] and line.sites == 0
    assert [gap.title for gap in context["gaps"] if empty in gap.counties] == ["1 Gebiet noch ohne Standort"]


@pytest.mark.req("R008.K")
def test_a_county_where_all_is_entered_has_no_line(client_of, county):
    line = line_of(client_of("state_office"), county)
    assert line.missing == []


@pytest.mark.parametrize("days", [45, 46])
def test_an_entry_is_missed_after_45_days(world, client_of, county, days):
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("UPDATE reporting_countyquarter SET last_day = %s", [timezone.localdate() - timedelta(days=days)])
    line = line_of(client_of("state_office"), county)
    assert [one.short for one in line.missing] == (["Einträge"] if days > 45 else [])
    assert not line.missing or (line.days, line.first.url) == (46, reverse("reporting:county_sheet", args=[county.pk]))


@pytest.mark.parametrize(("ends", "short"), [(0, []), (-1, ["Vertretung"])])
def test_a_representative_is_missed_from_the_day_after_the_last_one(world, client_of, county, ends, short):
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("UPDATE planning_representative SET ends = %s", [timezone.localdate() + timedelta(days=ends)])
    line = line_of(client_of("state_office"), county)
    assert [one.short for one in line.missing] == short
    assert not short or line.since == "heute"


def test_the_resolution_stands_last_and_a_phase_is_looked_at_after_24_months(world, client_of):
    today = timezone.localdate()
    with as_owner():
        make.make_site(world.town, [], "Lange auf dem Weg", phase="on_the_way", since=today - timedelta(days=900))
        make.make_site(world.town, [], "Neu auf dem Weg", phase="on_the_way", since=today - timedelta(days=600))
    line = line_of(client_of("state_office"), world.county)
    assert line.missing[-1].short == "Beschluss" and "außerdem" not in line.others
    assert [one.what for one in line.missing if one.short == "Phase"] == ["Phase eines Standorts prüfen: mehr als 24 Monate auf dem Weg"]
    assert [one.since for one in line.missing[:-1]] == sorted(one.since for one in line.missing[:-1])


@given(st.dates(date(2000, 1, 1), date(2060, 1, 1)), st.integers(0, 120))
def test_so_many_months_later_is_the_same_day_or_the_last_of_the_month(day, months):
    later = months_on(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or (later.day < day.day and (later + timedelta(days=1)).day == 1)


def remind(client, county):
    return text(client.post(reverse("reporting:county_remind", args=[county.pk]), follow=True))


@pytest.mark.guard("reminds-county-once")
@pytest.mark.parametrize(("days", "goes"), [(0, False), (6, False), (7, True)])
def test_the_planners_get_one_mail_with_the_pages_and_none_again_within_seven_days(world, client_of, days, goes):
    office = client_of("state_office")
    assert "Die Erinnerung geht an Sozialplanung Ilm-Kreis." in remind(office, world.county)
    with as_owner():
        (job,) = Job.objects.filter(name="reporting.mail_county_reminder")
        entry = Entry.objects.get(kind="reminded")
        assert (entry.place_id, entry.details["asked"]) == (world.county.pk, "data")
    assert deliver(job.pk) == "done" and [one.to for one in mail.outbox] == [["social_planner@hier.example"]]
    where = reverse("planning:representative_create", args=[world.county.pk])
    assert where in mail.outbox[0].body and "Vertretung in der Sozialplanung" in mail.outbox[0].body
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("UPDATE sites_entry SET at = at - %s WHERE kind = 'reminded'", [timedelta(days=days)])
    assert line_of(office, world.county).can_be_reminded is goes
    page = remind(office, world.county)
    assert ("Wieder erinnern können Sie ab" in page) is not goes
    with as_owner():
        assert Job.objects.filter(name="reporting.mail_county_reminder").count() == 1 + goes


def test_all_that_are_not_reminded_yet_are_reminded_at_once(world, client_of):
    office = client_of("state_office")
    remind(office, world.county)
    page = text(office.post(reverse("reporting:county_remind_all"), follow=True))
    assert "1 Gebiet ist erinnert." in page and "Zurzeit ist niemand zu erinnern." in text(
        office.post(reverse("reporting:county_remind_all"), follow=True)
    )
    with as_owner():
        places = Job.objects.filter(name="reporting.mail_county_reminder").values_list("place", flat=True)
    assert sorted(places) == sorted([world.county.pk, world.other_county.pk])


def test_nothing_is_sent_when_it_is_entered_meanwhile_and_nobody_reminds_where_nothing_is_missing(client_of, world, county):
    assert f"In {county.name} fehlt inzwischen nichts mehr." in remind(client_of("state_office"), county)
    remind(client_of("state_office"), world.other_county)
    with as_owner():
        job = Job.objects.get(name="reporting.mail_county_reminder")
        make.make_representative(world.other_county, "Vera Vogt")
        make.make_resolution(make.make_body(world.other_county), kind="adoption")
        make.make_session(make.make_offer(world.foreign), timezone.localdate(), figures=(5, 3, 4, 0))
    assert deliver(job.pk) == "done" and mail.outbox == []


def test_where_nobody_has_an_account_one_calls(world, client_of):
    with as_owner():
        for who in ("social_planner", "youth_welfare_office"):
            world.people[who].memberships.update(ends=timezone.localdate() - timedelta(days=1))
    office = client_of("state_office")
    assert line_of(office, world.county).remind_url == "" and "bitte anrufen" in text(office.get("/"))
    assert "Bitte rufen Sie an." in remind(office, world.county)


def test_what_is_sought_offered_and_planned_stands_on_the_page(world, client_of):
    with as_owner():
        make.make_request(world.own)
        make.make_pool_entry(world.state, "Theresa Blum")
        make.make_training(world.state, "Väter erreichen")
    page = text(client_of("state_office").get("/"))
    assert all(words in page for words in ("Sucht Begleitung", world.own.name, "Theresa Blum", "Väter erreichen"))
    assert "ohne Veranstaltung in diesem Jahr" in page and "Termin anbieten" in page


def test_without_any_of_it_the_page_says_so(world, client_of):
    page = text(client_of("state_office").get("/"))
    assert "Sucht Begleitung" not in page and "steht noch niemand" in page and "keine Fortbildung geplant" in page
