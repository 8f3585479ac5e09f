"""Offices read where consultation sites are and how many visits there were, by kind and group; of a visit they read nothing else."""

from datetime import timedelta
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from tests import factories as make
from tests.client import Client
from tests.conftest import as_owner


def today():
    return timezone.localdate()


def page_of(world, who):
    client = Client()
    client.force_login(world.people[who])
    response = client.get(reverse("reporting:consultation_coverage"))
    assert response.status_code == 200
    return " ".join(unescape(response.content.decode()).split())


@pytest.fixture
def house(world):
    with as_owner():
        make.make_consultation_site(world.own)
        make.make_consultation_profile(world.own)
        make.make_slot(world.own, 20)
    return world


@pytest.mark.req("R206.K")
def test_counties_with_none_or_several_consultation_sites_are_hinted_at(house):
    state = page_of(house, "state_office")
    assert house.county.name in state and house.other_county.name in state and "Noch keine Konsultationseinrichtung" in state
    planner = page_of(house, "social_planner")
    assert house.county.name in planner and house.other_county.name not in planner and "Noch keine" not in planner
    with as_owner():
        make.make_consultation_site(house.sibling)
    assert "2 Konsultationseinrichtungen; empfohlen ist eine je Landkreis (3.2)." in page_of(house, "social_planner")


@pytest.mark.req("R212.C")
def test_visits_are_counted_by_kind_and_group_and_told_without_a_word_of_them(house):
    with as_owner():
        words = {"name": "Mia Sommer", "organisation": "Kita Kunterbunt", "question": "Wie fängt man an?", "email": "mia@kita.example"}
        make.make_consultation_visit(house.own, day=today(), state="held", kinds=["tour", "talk"], **words)
        make.make_consultation_visit(house.own, role="office", **words)
        make.make_consultation_profile(house.foreign)
        make.make_consultation_visit(house.foreign, role="office", kinds=["advice"])
    planner, state = page_of(house, "social_planner"), page_of(house, "state_office")
    for page in (planner, state):
        assert not any(word in page for word in words.values())

    def sums(page):
        return page.split("Zusammen")[1].replace("</td>", " ").split("</tr>")[0]

    def figures(page):
        return [int(part) for part in sums(page).replace(">", " ").replace("<", " ").split() if part.isdigit()]

    assert figures(planner) == [2, 0, 1, 0, 2, 1] and figures(state) == [2, 0, 1, 1, 3, 1]


@pytest.mark.req("R209.H2")
@pytest.mark.guard("ended-site")
def test_a_house_that_has_ended_is_read_and_no_more_changed(world):
    client = Client()
    client.force_login(world.people["coordinator"])
    with as_owner():
        step, other = make.make_step(world.own, "Leseraum zusagen lassen"), make.make_step(world.own, "Zweiter")
    edit, listed = reverse("processes:step_edit", args=[step.pk]), reverse("processes:step_list", args=[world.own.pk])
    new = reverse("processes:step_create", args=[world.own.pk])
    assert client.get(edit).status_code == client.get(new).status_code == 200
    with as_owner():
        world.own.phases.all().delete()
        phases = world.own.phases.model
        phases.objects.create(site=world.own, county_id=world.own.county_id, phase="ended", starts=today())
    page = client.get(listed).content.decode()
    assert "Leseraum zusagen lassen" in page and new not in page
    assert client.get(edit).status_code == client.get(new).status_code == 404
    assert client.post(edit, {"title": "Neu", "owner": "x", "due": f"{today():%d.%m.%Y}"}).status_code == 404
    sheet = client.get(reverse("reporting:site_sheet", args=[world.own.pk])).content.decode()
    assert "bleibt lesbar" in sheet
    with as_owner():
        other.refresh_from_db()
        world.own.phases.update(starts=today() + timedelta(days=1))
    assert client.get(edit).status_code == 200
