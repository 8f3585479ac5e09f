"""Municipalities of a county: entered by hand, found, renamed without losing the old name, and what is wrong in words."""

import pytest
from django.urls import reverse

from sites.models import Entry, FormerName, Municipality
from tests.conftest import as_owner

OF_EVERY_REQUEST = 4  # session, person, reach, wall


def url(name, row):
    return reverse(f"sites:municipality_{name}", args=[row.pk])


@pytest.mark.req("R011.H", "R321.H")
def test_a_municipality_is_entered_found_and_renamed(world, client_of):
    planner = client_of("social_planner")
    response = planner.post(url("create", world.county), {"name": "Geratal", "ags": "16070058"}, follow=True)
    assert "Die Gemeinde „Geratal“ ist gespeichert." in response.content.decode()
    with as_owner():
        town = Municipality.objects.get(ags="16070058")
        assert town.county == world.county and Entry.objects.filter(place=world.county.pk, text="Gemeinde „Geratal“ angelegt").exists()
    for q in ("gerat", "16070058"):
        page = planner.get(url("list", world.county), {"q": q}).content.decode()
        assert "Geratal" in page and ">Ilmenau<" not in page
    planner.post(url("edit", town), {"name": "Gemeinde Geratal", "ags": "16070058"})
    with as_owner():
        town.refresh_from_db()
        assert town.name == "Gemeinde Geratal" and FormerName.objects.get(subject=f"sites.municipality:{town.pk}").name == "Geratal"
    assert "Geratal" in planner.get(url("edit", town)).content.decode()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"name": ""}, "Bitte füllen Sie „Name“ aus."),
        ({"name": "ilmenau"}, "Diese Gemeinde gibt es schon."),
        ({"ags": "1607005"}, "Acht Ziffern, beginnend mit 16."),
        ({"ags": "16075001"}, "beginnt mit 16070. Bitte prüfen Sie die Ziffern."),
        ({"ags": "१६०७००५८"}, "beginnt mit 16070"),
    ],
)
def test_what_is_wrong_is_told_and_kept(world, client_of, changes, sentence):
    values = {"name": "Geratal", "ags": "16070058", **changes}
    response = client_of("social_planner").post(url("create", world.county), values)
    body = response.content.decode()
    assert response.status_code == 422 and sentence in body and f'value="{values["ags"]}"' in body
    with as_owner():
        assert not Municipality.objects.filter(name="Geratal").exists()


def test_a_key_is_given_once(world, client_of):
    with as_owner():
        ags = world.town.ags
    response = client_of("social_planner").post(url("create", world.county), {"name": "Neu", "ags": ags})
    assert response.status_code == 422 and "AGS" in response.content.decode()


def test_an_empty_register_leads_to_the_tables(world, client_of):
    with as_owner():
        other = Municipality.objects.filter(county=world.county)
        assert other.exists()
    page = client_of("social_planner").get(url("list", world.county), {"q": "nirgendwo"}).content.decode()
    assert "Keine Gemeinde passt dazu" in page and "Gemeinde anlegen" in page
    assert "Gemeinde anlegen" not in client_of("youth_welfare_office").get(url("list", world.county)).content.decode()


def test_as_many_questions_for_thirty_as_for_three(world, client_of, own_queries):
    client, counts, begun = client_of("social_planner"), [], 0
    for number in (3, 27):
        with as_owner():
            Municipality.objects.bulk_create(
                Municipality(county=world.county, ags=f"16070{900 + at}", name=f"Ort {at:02}") for at in range(begun, begun + number)
            )
        begun += number
        with own_queries() as seen:
            assert client.get(url("list", world.county)).content.decode().count("Ort ") >= begun
        counts.append(seen.count)
    assert counts[0] == counts[1] <= 5 + OF_EVERY_REQUEST
