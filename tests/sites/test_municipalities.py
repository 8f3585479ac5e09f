"""Municipalities of a county: entered by hand, found, renamed without losing the old name, and what is wrong in words."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from planning.rules.imports.known import Known
from sites.models import Entry, FormerName, Job, Municipality
from sites.rules.as_of import in_year, with_history
from tests import factories as make
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
    planner.post(url("edit", town), {"name": "Oberes Geratal", "ags": "16070058"})
    with as_owner():
        town.refresh_from_db()
        assert town.name == "Oberes Geratal" and FormerName.objects.get(subject=f"sites.municipality:{town.pk}").name == "Geratal"
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


@pytest.mark.req("R011.H")
def test_the_official_name_with_its_addition_is_the_same_municipality(world, client_of):
    planner = client_of("social_planner")
    for name in ("Ilmenau, Stadt", "Stadt Ilmenau"):
        assert "Diese Gemeinde gibt es schon" in planner.post(url("create", world.county), {"name": name, "ags": "16070999"}).content.decode()
    planner.post(url("edit", world.town), {"name": "Ilmenau, Stadt", "ags": world.town.ags})
    with as_owner():
        world.town.refresh_from_db()
        assert (world.town.name, world.town.official_name) == ("Ilmenau", "Ilmenau, Stadt") and not FormerName.objects.exists()
    assert "Ilmenau, Stadt" in planner.get(url("list", world.county)).content.decode()
    planner.post(url("edit", world.town), {"name": "Ilmenau", "ags": world.town.ags, "starts": "1.1.1990"})
    with as_owner():
        world.town.refresh_from_db()
        assert (world.town.official_name, world.town.starts) == ("Ilmenau, Stadt", date(1990, 1, 1))


@pytest.fixture
def gehren(world):
    """A municipality with a Kita and a site that becomes part of Ilmenau."""
    with as_owner():
        town = make.make_municipality(world.county, "Gehren")
        kita = make.make_kita(town, world.provider, "Kita Schlossberg")
        site = make.make_site(town, [kita], "Kita Schlossberg")
    return town, kita, site


@pytest.mark.req("R011.H")
def test_a_merger_takes_kitas_and_sites_along_and_can_be_taken_back(world, client_of, gehren):
    town, kita, site = gehren
    planner, said = client_of("social_planner"), {"into": world.town.pk, "day": "6.7.2018"}
    page = planner.post(url("merge", town), said, follow=True).content.decode()
    assert "„Gehren“ gehört jetzt zu „Ilmenau“." in page and "seit 6.\xa0Juli 2018 Teil von Ilmenau" in page
    with as_owner():
        for row in gehren:
            row.refresh_from_db()
        assert (town.ends, town.merged_into) == (date(2018, 7, 5), world.town) and kita.municipality == site.municipality == world.town
        assert Job.objects.filter(title="Familienseite von Kita Schlossberg").exists()
        known = Known(world.county, date(2026, 11, 24))
        assert known.municipality("Gehren") == known.municipality(town.ags) == known.municipality("Ilmenau, Stadt") == world.town
    kitas = planner.get(reverse("sites:kita_create")).content.decode()
    assert ">Gehren, Ilm-Kreis<" not in kitas and ">Ilmenau, Ilm-Kreis<" in kitas
    assert planner.post(url("merge", town), said).status_code == 422  # once is enough
    page = planner.post(url("unmerge", town), follow=True).content.decode()
    assert "Der Zusammenschluss ist zurückgenommen." in page
    with as_owner():
        for row in gehren:
            row.refresh_from_db()
        assert (town.ends, town.merged_into) == (None, None) and kita.municipality == site.municipality == town
        world.own.refresh_from_db()
        assert world.own.municipality == world.town
    assert "kein Zusammenschluss eingetragen" in planner.post(url("unmerge", town), follow=True).content.decode()


def test_a_municipality_that_had_joined_goes_along_with_the_next_merger(world, client_of, gehren):
    with as_owner():
        third = make.make_municipality(world.county, "Langewiesen")
    planner = client_of("social_planner")
    planner.post(url("merge", gehren[0]), {"into": third.pk, "day": "1.1.2019"})
    planner.post(url("merge", third), {"into": world.town.pk, "day": "1.1.2024"})
    with as_owner():
        gehren[0].refresh_from_db()
        gehren[1].refresh_from_db()
        assert gehren[0].merged_into == gehren[1].municipality == world.town


def test_a_year_names_the_municipality_of_its_time(world, client_of, gehren):
    """Through a new name and two mergers; a merger that is taken back leaves nothing behind."""
    town, _, site = gehren
    planner, today = client_of("social_planner"), date(2026, 11, 24)
    with as_owner():
        third = make.make_municipality(world.county, "Langewiesen")
        FormerName.objects.create(place_id=world.county.pk, subject=f"sites.municipality:{town.pk}", name="Gehren (Thür.)", ends=date(2017, 12, 31))

    def lay():
        with as_owner():
            known = with_history(site.pk)
        return {year: in_year(known, year, today).municipality for year in (2017, 2018, 2019, 2020, 2024, 2025)}

    planner.post(url("merge", town), {"into": third.pk, "day": "1.7.2019"})
    planner.post(url("merge", third), {"into": world.town.pk, "day": "1.1.2024"})
    first = {2017: "Gehren (Thür.)", 2018: "Gehren", 2019: "bis 30.6. Gehren, ab 1.7. Langewiesen", 2020: "Langewiesen"}
    assert lay() == {**first, 2024: "Ilmenau", 2025: "Ilmenau"}
    planner.post(url("unmerge", third))
    assert lay() == {**first, 2024: "Langewiesen", 2025: "Langewiesen"}
    planner.post(url("unmerge", town))
    assert set(lay().values()) == {"Gehren (Thür.)", "Gehren"}
    with as_owner():
        assert FormerName.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"into": "own"}, "Diese Auswahl gibt es nicht"),
        ({"into": "other"}, "Diese Auswahl gibt es nicht"),
        ({"day": "1.1.2099"}, "Bitte prüfen Sie das Jahr"),
        ({"day": "1.7.2019"}, "„Ilmenau“ gibt es erst seit 1.\xa0Januar 2020."),
        ({"day": ""}, "Bitte füllen Sie „Seit wann?“ aus."),
    ],
)
def test_what_is_wrong_with_a_merger_is_told(world, client_of, gehren, changes, sentence):
    with as_owner():
        Municipality.objects.filter(pk=world.town.pk).update(starts=date(2020, 1, 1))
    places = {"own": gehren[0].pk, "other": world.other_town.pk}
    said = {"into": world.town.pk, "day": "1.7.2021"} | {name: places.get(value, value) for name, value in changes.items()}
    response = client_of("social_planner").post(url("merge", gehren[0]), said)
    assert response.status_code == 422 and sentence in response.content.decode()
    with as_owner():
        gehren[0].refresh_from_db()
        assert gehren[0].merged_into is None


def test_the_database_knows_no_merger_without_its_last_day_and_none_into_itself(world, gehren):
    with as_owner():
        for fields in ({"merged_into": world.town}, {"merged_into": gehren[0], "ends": date(2018, 7, 5)}):
            with pytest.raises(IntegrityError, match="municipality_merged"), transaction.atomic():
                Municipality.objects.filter(pk=gehren[0].pk).update(**fields)
        with pytest.raises(ValidationError, match="eine andere Gemeinde"):
            Municipality(county=world.county, ags="16070998", name="X", merged_into=world.town).full_clean()
