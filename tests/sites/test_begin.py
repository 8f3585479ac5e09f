"""The first step of a real installation."""

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from planning.models import Interest
from sites.core.access import Access
from sites.models import County, Municipality, User
from tests.client import Client
from tests.conftest import as_owner


@pytest.mark.req("R003.H1")
def test_an_empty_installation_begins_with_the_state_its_counties_and_one_person(db, capsys):
    with as_owner():
        call_command("begin", "Erste@Ministerium.example", "Dr. Erste Person")
        assert County.objects.count() == 22 and not County.objects.filter(ags="16056").exists()
        cities = Municipality.objects.filter(county__kind="independent_city").order_by("ags").values_list("ags", "name")
        assert [*cities] == [
            ("16051000", "Erfurt"), ("16052000", "Gera"), ("16053000", "Jena"), ("16054000", "Suhl"), ("16055000", "Weimar"),
        ]  # fmt: skip
        person = User.objects.get()
    assert person.email == "erste@ministerium.example" and not person.has_usable_password()
    assert Access(person).holds("members.change")
    with as_owner(), pytest.raises(CommandError, match="schon angelegt"):
        call_command("begin", "zweite@ministerium.example", "Zweite Person")


@pytest.mark.req("R011.H", "R181.H")
def test_all_municipalities_come_along_and_a_kita_of_each_county_can_write(db):
    """The register of 2021 with its official keys; Eisenach is where it belongs today, and its old key still leads there."""
    with as_owner():
        call_command("begin", "erste@ministerium.example", "Erste Person")
        assert Municipality.objects.count() == 633 and not Municipality.objects.exclude(name__regex="^[^,]+$").exists()
        town = Municipality.objects.get(ags="16070029")
        assert (town.name, town.official_name, town.county.name) == ("Ilmenau", "Ilmenau, Stadt", "Ilm-Kreis")
        assert Municipality.objects.get(ags="16066063").name == "Schmalkalden"
        old, new = Municipality.objects.get(ags="16056000"), Municipality.objects.get(ags="16063105")
        assert (old.merged_into, str(old.ends), str(new.starts)) == (new, "2021-06-30", "2021-07-01")
        assert new.county.name == old.county.name == "Wartburgkreis"
        misplaced = [town for town in Municipality.objects.select_related("county") if not town.ags.startswith(town.county.ags)]
        assert misplaced == [old]
        first_of_each = {county.name: county.municipalities.order_by("-ags")[0].pk for county in County.objects.all()}
    browser, url = Client(), reverse("planning:interest_form")
    page = browser.get(url).content.decode()
    assert page.count("<optgroup") == 22 and page.count(">Eisenach<") == 1 and f'value="{old.pk}"' not in page
    for number, (name, pk) in enumerate(first_of_each.items()):  # each Kita at its own connection
        said = {"kita_name": name, "municipality": pk, "provider_name": "Träger", "contact": "A", "email": "a@kita.example", "message": "Ja"}
        assert browser.post(url, said, REMOTE_ADDR=f"192.0.2.{number}").status_code == 302, name
    with as_owner():
        names = dict(County.objects.values_list("pk", "name"))
        assert sorted((names[one.place_id], one.kita_name) for one in Interest.objects.all()) == sorted((name, name) for name in first_of_each)
