"""The choice of a provider among hundreds: the own county first, by a part of the name, without JavaScript."""

import re

import pytest

from sites.models import Kita
from tests import factories as make
from tests.conftest import as_owner
from tests.sites.reading import text, url


@pytest.fixture
def many(world):
    with as_owner():
        for county in (world.other_county, world.county):
            for at in range(150):
                make.make_provider(county, f"Träger {at:03} gGmbH")
        return make.make_provider(world.other_county, "Diakonie Oberland")


def sent(client, world, **typed):
    return client.post(url("kita_create"), {"name": "Kita Neu", "municipality": str(world.town.pk), **typed})


def test_proposals_are_those_of_the_own_county_and_cost_one_query(world, client_of, many, own_queries):
    planner = client_of("social_planner")
    with own_queries() as seen:
        page = planner.get(url("kita_create")).content.decode()
    offered = re.findall(r'<option value="([^"]*, [^"]*)">', page)
    assert len(offered) == 151 and all(name.endswith(", Ilm-Kreis") for name in offered)
    assert seen.count <= 8 + 4  # of every request: session, person, reach, wall


def test_a_part_of_the_name_leads_to_what_is_found_and_a_whole_name_is_enough(world, client_of, many):
    planner = client_of("social_planner")
    answer = sent(planner, world, provider="traeger 14")
    page = answer.content.decode()
    assert answer.status_code == 422 and "Welcher Träger ist gemeint? Bitte wählen Sie ihn aus. Gezeigt werden die ersten 10" in text(answer)
    assert 'value="traeger 14"' in page and page.index("Träger 014 gGmbH, Ilm-Kreis</label>") < page.index("Träger 140 gGmbH, Ilm-Kreis</label>")
    assert page.count('name="provider-found"') == 10
    key = re.search(r'name="provider-found" value="(\d+)"', page)[1]
    assert sent(planner, world, provider="traeger 14", **{"provider-found": key}).status_code == 302
    with as_owner():
        assert str(Kita.objects.get(name="Kita Neu").provider_id) == key
        Kita.objects.filter(name="Kita Neu").update(name="Kita Alt")
    assert sent(planner, world, provider="diakonie oberland").status_code == 302  # of another county, by its whole name
    with as_owner():
        assert Kita.objects.get(name="Kita Neu").provider == many
    nobody = sent(planner, world, provider="Nirgendwer")
    assert nobody.status_code == 422 and "Einen Träger „Nirgendwer“ finden wir nicht." in text(nobody)


def test_the_same_name_in_the_own_county_goes_first(world, client_of, many):
    assert sent(client_of("social_planner"), world, provider="Träger 007 gGmbH").status_code == 302
    with as_owner():
        assert Kita.objects.get(name="Kita Neu").provider.county == world.county
