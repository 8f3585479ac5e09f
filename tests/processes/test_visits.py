"""Visits to the sites, on site and digital: their notes are read by the house once released; where nobody has been is listed."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from processes.models import SiteVisit
from tests import factories as make
from tests.conftest import as_owner
from tests.sites.reading import text


def url(name, *args):
    return reverse(f"processes:{name}", args=args)


def today(days=0):
    return timezone.localdate() - timedelta(days=days)


@pytest.mark.req("R273.H")
@pytest.mark.parametrize(("who", "channel"), [("state_office", "digital"), ("specialist_advisor", "on_site")])
def test_a_visit_is_entered_and_its_notes_are_released_to_the_house(world, client_of, who, channel):
    client, house = client_of(who), client_of("head")
    data = {
        "site": str(world.own.pk),
        "visited_on": f"{today():%d.%m.%Y}",
        "channel": channel,
        "visitor": "Jonas Weiß",
        "notes": "Der Hof ist offen.",
    }
    assert client.post(url("sitevisit_create", world.county.pk), data).status_code == 302
    with as_owner():
        visit = SiteVisit.objects.get()
        assert (visit.channel, visit.is_released, visit.county_id) == (channel, False, world.county.pk)
    detail = url("sitevisit_detail", visit.pk)
    assert "Der Hof ist offen." in text(client_of("social_planner").get(detail)) and house.get(detail).status_code == 404
    assert "Noch kein Besuch" in text(house.get(url("sitevisit_list")))
    client.post(url("sitevisit_edit", visit.pk), {**data, "release": "on"})
    page = text(house.get(detail))
    assert "Der Hof ist offen." in page and "Ändern" not in page
    assert client_of("head", elsewhere=True).get(detail).status_code == 404
    client.post(url("sitevisit_edit", visit.pk), data)  # and taken back
    assert house.get(detail).status_code == 404


@pytest.mark.req("R273.C")
@pytest.mark.parametrize(("days", "is_missing"), [(365, False), (366, True)])
def test_sites_without_a_visit_for_a_year_are_listed_those_never_visited_first(world, client_of, days, is_missing):
    with as_owner():
        make.make_site_visit(world.own, visited_on=today(days)), make.make_site_visit(world.own, visited_on=today(days + 100))
        make.make_site(world.town, [], "Nur interessiert", phase="interested")
    rows = client_of("state_office").get(url("sitevisit_missing")).context["page"].rows
    names = [site.name for site in rows]
    assert (world.own.name in names) is is_missing and {world.sibling.name, world.foreign.name} <= set(names)
    assert "Nur interessiert" not in names and (not is_missing or names[-1] == world.own.name)


def test_an_office_sees_its_own_county_alone_and_who_enters_visits_finds_the_way(world, client_of):
    advisor, planner = client_of("specialist_advisor"), client_of("social_planner")
    page = advisor.get(url("sitevisit_missing")).content.decode()
    assert world.own.name in page and world.foreign.name not in page
    link = f"{url('sitevisit_create', world.county.pk)}?site={world.own.pk}"
    assert link in page and link not in planner.get(url("sitevisit_missing")).content.decode()
    assert f'value="{world.own.pk}" selected' in advisor.get(link).content.decode()


def test_a_visit_of_tomorrow_of_a_foreign_site_or_twice_is_refused(world, client_of):
    client, address = client_of("state_office"), url("sitevisit_create", world.county.pk)
    data = {"site": str(world.own.pk), "visited_on": f"{today():%d.%m.%Y}", "channel": "digital", "visitor": "Jonas Weiß"}
    late = client.post(address, {**data, "visited_on": f"{today(-1):%d.%m.%Y}"})
    assert late.status_code == 422 and "Das Datum liegt in der Zukunft." in text(late)
    assert client.post(address, {**data, "site": str(world.foreign.pk)}).status_code == 422
    assert client.post(address, data).status_code == 302
    twice = client.post(address, {**data, "notes": "Noch einmal"})
    assert twice.status_code == 422 and "Dieser Besuch ist schon eingetragen." in text(twice)


@pytest.mark.parametrize("number", [3, 40])
def test_the_lists_ask_the_same_queries(world, client_of, own_queries, number):
    with as_owner():
        for one in range(number):
            make.make_site_visit(make.make_site(world.town, [], f"Haus {one}")), make.make_site(world.town, [], f"Ohne {one}")
    client = client_of("state_office")
    for name in ("sitevisit_list", "sitevisit_missing"):
        with own_queries() as seen:
            assert client.get(url(name)).status_code == 200
        assert seen.count <= 4 + 5, [query["sql"][:90] for query in seen.captured_queries]
