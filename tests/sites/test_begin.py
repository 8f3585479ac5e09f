"""The first step of a real installation."""

import pytest
from django.core.management import CommandError, call_command

from sites.core.access import Access
from sites.models import County, Municipality, User
from tests.conftest import as_owner


@pytest.mark.req("R003.H1")
def test_an_empty_installation_begins_with_the_state_its_counties_and_one_person(db, capsys):
    with as_owner():
        call_command("begin", "Erste@Ministerium.example", "Dr. Erste Person")
        assert County.objects.count() == 22 and not County.objects.filter(ags="16056").exists()
        cities = Municipality.objects.order_by("ags").values_list("ags", "name")
        assert cities[0] == ("16051000", "Erfurt") and len(cities) == County.objects.filter(kind="independent_city").count() == 5
        person = User.objects.get()
    assert person.email == "erste@ministerium.example" and not person.has_usable_password()
    assert Access(person).holds("members.change")
    with as_owner(), pytest.raises(CommandError, match="schon angelegt"):
        call_command("begin", "zweite@ministerium.example", "Zweite Person")
