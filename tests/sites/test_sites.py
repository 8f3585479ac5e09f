"""What planner and head may register and change of a site."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from sites.core.access import Access
from sites.core.wall import set_wall
from sites.models import Entry, Kita, Place, Provider, Site, SiteForm, SitePhase
from sites.services.sites import change_forms, register_site
from tests import factories as make
from tests.conftest import as_owner


def create(client, world, **changes):
    data = {"name": "ThEKiZ Sonnenhügel", "municipality": world.town.pk, "new_kita": "Kita Sonnenhügel", "provider": world.provider.pk, **changes}
    return client.post(reverse("sites:site_create"), data)


@pytest.mark.req("R027.H")
def test_a_planner_registers_a_site_with_a_new_kita_and_a_new_provider(world, client_of):
    answer = create(client_of("social_planner"), world, provider="", new_provider="Elterninitiative Ilmtal e. V.", kind="independent_provider")
    assert answer.status_code == 302
    with as_owner():
        site = Site.objects.get(name="ThEKiZ Sonnenhügel")
        assert site.county_id == world.county.pk and SitePhase.objects.get(site=site).phase == "interested"
        assert Kita.objects.get(site_links__site=site).provider.name == "Elterninitiative Ilmtal e. V."
        assert {entry.kind for entry in Entry.objects.all()} == {"opened", "registered"}


def test_an_existing_kita_without_a_site_can_be_taken(world, client_of):
    with as_owner():
        free = make.make_kita(world.town, world.other_provider, "Kita Frei")
    assert create(client_of("social_planner"), world, new_kita="", kitas=[free.pk], provider="").status_code == 302
    with as_owner():
        assert Site.objects.get(kita_links__kita=free).name == "ThEKiZ Sonnenhügel"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        pytest.param({"new_kita": "", "provider": ""}, "mindestens eine Kita", marks=pytest.mark.req("R027.K")),
        ({"provider": ""}, "braucht einen Träger"),
        ({"name": ""}, "Name des Standorts"),
        ({"new_provider": "Noch einer"}, "nicht beides"),
        ({"provider": "", "new_provider": "Stadt Neu", "kind": ""}, "Bitte wählen Sie, was für ein Träger das ist."),
        ({"municipality": "999999"}, "gibt es nicht"),
        ({"new_kita": "Kita Lindenhof"}, "gibt es in der Gemeinde schon"),
        ({"name": "x" * 101}, "höchstens 100"),
    ],
)
def test_a_refused_site_leaves_nothing_behind(world, client_of, changes, words):
    with as_owner():
        before = Place.objects.count(), Provider.objects.count(), Kita.objects.count()
    answer = create(client_of("social_planner"), world, **changes)
    page = answer.content.decode()
    assert answer.status_code == 422 and words in page and ("new_kita" in changes or "Kita Sonnenhügel" in page)
    with as_owner():
        assert (Place.objects.count(), Provider.objects.count(), Kita.objects.count()) == before


def test_the_municipality_of_another_county_is_no_choice(world, client_of):
    assert create(client_of("social_planner"), world, municipality=world.other_town.pk).status_code == 422


@pytest.mark.guard("head-fields")
def test_the_head_changes_what_families_need_and_nothing_else(world, client_of):
    url = reverse("sites:site_edit", args=[world.own.pk])
    data = {
        "name": "Umbenannt",
        "phone": "03677 1234",
        "directions": "Durch den Hof.",
        "contact": "Jana Seidel",
        "coordinator_fte": "5",
        "vision": "",
        "email": "",
    }
    assert client_of("head").post(url, data).status_code == 302
    with as_owner():
        site = Site.objects.get(pk=world.own.pk)
        entry = Entry.objects.get(kind="changed")
    assert (site.name, site.phone, site.coordinator_fte) == ("Kita Lindenhof", "03677 1234", None)
    assert entry.details["phone"] == ["", "03677 1234"] and "name" not in entry.details


def test_the_planner_changes_all_with_a_decimal_comma(world, client_of):
    url = reverse("sites:site_edit", args=[world.own.pk])
    assert client_of("social_planner").post(url, {"name": "Kita Am Lindenhof", "coordinator_fte": "0,75", "postcode": "98693"}).status_code == 302
    with as_owner():
        site = Site.objects.get(pk=world.own.pk)
    assert (site.name, str(site.coordinator_fte)) == ("Kita Am Lindenhof", "0.75")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"postcode": "9869"}, "fünf Ziffern"),
        ({"coordinator_fte": "viel"}, "Bitte als Zahl eingeben"),
        ({"coordinator_fte": "9"}, "5"),
        ({"name": ""}, "Name"),
        ({"email": "x"}, "E-Mail"),
    ],
)
def test_bad_master_data_is_refused(world, client_of, changes, words):
    data = {"name": "Neuer Name", "vision": "Unser Haus ist offen.", **changes}
    answer = client_of("social_planner").post(reverse("sites:site_edit", args=[world.own.pk]), data)
    assert answer.status_code == 422 and words in answer.content.decode() and "Unser Haus ist offen." in answer.content.decode()
    with as_owner():
        assert Site.objects.get(pk=world.own.pk).name == "Kita Lindenhof"


def test_a_new_kita_without_a_provider_opens_no_site(world):
    access = Access(world.people["social_planner"])
    set_wall(access.reach("sites.register").places, person=access.user.pk)
    with pytest.raises(ValidationError, match="braucht einen Träger"):
        register_site(access=access, municipality=world.town, name="ThEKiZ Sonnenhügel", new_kita="Kita Sonnenhügel")
    with as_owner():
        assert not Kita.objects.filter(name="Kita Sonnenhügel").exists() and not Site.objects.filter(name="ThEKiZ Sonnenhügel").exists()


@pytest.mark.guard("site-without-kita")
def test_no_site_opens_without_a_kita(world):
    access = Access(world.people["social_planner"])
    set_wall(access.reach("sites.register").places, person=access.user.pk)
    with pytest.raises(ValidationError, match="mindestens eine Kita"):
        register_site(access=access, municipality=world.town, name="ThEKiZ ohne Haus")
    with as_owner():
        assert not Site.objects.filter(name="ThEKiZ ohne Haus").exists()


def test_other_forms_end_the_one_before_on_the_day_before(world, behind_forms):
    change_forms(access=behind_forms("social_planner"), site=world.own, forms=["guide", "one_roof"], day=date(2024, 5, 1))
    change_forms(access=behind_forms("social_planner"), site=world.own, forms=["network"], day=date(2024, 5, 1))
    with as_owner():
        rows = SiteForm.objects.filter(site=world.own).order_by("starts", "pk").values_list("form", "starts", "ends", "leading")
        assert list(rows) == [
            ("gallery", date(2023, 1, 1), date(2024, 4, 30), True),
            ("guide", date(2024, 5, 1), date(2024, 5, 1), True),
            ("one_roof", date(2024, 5, 1), date(2024, 5, 1), False),
            ("network", date(2024, 5, 1), None, True),
        ]
