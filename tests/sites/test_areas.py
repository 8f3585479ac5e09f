"""Planning areas, social spaces and soziale Zentren of a county with their sites."""

import pytest
from django.urls import reverse

from sites.core.roles import Role
from sites.models import Area, SocialCentre
from tests import factories as make
from tests.conftest import as_owner
from tests.sites.reading import anew, entries, text, url


def create(client, world, **changes):
    data = {"kind": "planning_area", "name": "Planungsraum Nord", "text": "Drei Dörfer, eine Buslinie.", "sites": [world.own.pk], **changes}
    return client.post(url("area_create", world.county.pk), data, follow=True)


@pytest.mark.req("R234", "R235.H")
def test_a_planning_area_gathers_sites_and_stands_on_their_sheet(world, client_of):
    client = client_of("social_planner")
    form = text(client.get(url("area_create", world.county.pk)))
    assert "ein Ort der Begegnung im sozialen Nahraum" in form and "in den Sozialräumen und kommunalen Planungsräumen" in form and "3.3" in form
    page = text(create(client, world))
    assert "Planungsraum „Planungsraum Nord“ ist gespeichert." in page and "Drei Dörfer, eine Buslinie." in page
    assert "1 Standort ohne Raum" in page and "Planungsraum Planungsraum Nord" in text(client_of("head").get(url("site_master", world.own.pk)))
    assert [entry.kind for entry in entries("created")] == ["created"]
    (entry,) = entries("planning_area")
    assert entry.text == "Gehört jetzt zum Planungsraum Planungsraum Nord" and entry.place_id == world.own.pk


@pytest.mark.req("R235.H")
def test_a_site_lies_in_one_area_and_moves_with_its_mark(world, client_of):
    client = client_of("social_planner")
    create(client, world, sites=[world.own.pk, world.sibling.pk])
    create(client, world, kind="social_space", name="Pörlitzer Höhe", sites=[world.own.pk])
    assert anew(world.own).planning_area.name == "Pörlitzer Höhe"
    area = Area.objects.get(name="Planungsraum Nord")
    client.post(url("area_edit", area.pk), {"kind": "planning_area", "name": "Planungsraum Nord", "text": "", "sites": []})
    assert anew(world.sibling).planning_area is None
    assert [entry.text for entry in entries("planning_area")][-1] == "Gehört nicht mehr zum Planungsraum Planungsraum Nord"


@pytest.mark.req("R321.H")
def test_a_new_name_of_an_area_keeps_the_old_one(world, client_of):
    with as_owner():
        area = make.make_area(world.county, "Nord")
    client = client_of("social_planner")
    client.post(url("area_edit", area.pk), {"kind": "planning_area", "name": "Nordkreis", "text": ""})
    assert "Frühere Namen Nord bis" in text(client.get(url("area_edit", area.pk)))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"name": ""}, "Bitte füllen Sie „Name“ aus"),
        ({"name": "planungsraum süd"}, "Diesen Raum gibt es schon"),
        ({"name": "x" * 101}, "höchstens 100"),
        ({"kind": "village"}, "Diese Auswahl gibt es nicht"),
        ({"sites": ["foreign"]}, "Diese Auswahl gibt es nicht"),
    ],
)
def test_a_bad_area_is_refused_and_nothing_is_saved(world, client_of, changes, words):
    with as_owner():
        make.make_area(world.county, "Planungsraum Süd")
    changes = {**changes, **({"sites": [world.foreign.pk]} if "sites" in changes else {})}
    answer = create(client_of("social_planner"), world, **changes)
    assert answer.status_code == 422 and words in text(answer) and "Drei Dörfer, eine Buslinie." in answer.content.decode()
    with as_owner():
        assert Area.objects.count() == 1
    assert anew(world.own).planning_area is None and not entries("created")


# Soziale Zentren ------------------------------------------------------------------------------------------------------


def create_centre(client, world, sites, name="Soziales Zentrum Nord"):
    return client.post(url("centre_create", world.county.pk), {"name": name, "sites": [site.pk for site in sites]}, follow=True)


def test_a_soziales_zentrum_joins_several_sites_and_is_no_verbund(world, client_of):
    client = client_of("social_planner")
    page = text(create_centre(client, world, [world.own, world.sibling]))
    assert "ist gespeichert" in page and "weniger als zwei" not in page
    centre = SocialCentre.objects.get()
    for address in (url("area_list", world.county.pk), url("centre_edit", centre.pk), url("site_kitas", world.own.pk)):
        both = text(client.get(address))
        assert "Verbundmodell (Fachliche Empfehlungen 1.3): Mehrere Kitas eines Sozialraums bilden zusammen ein ThEKiZ" in both
        assert "Soziales Zentrum (Fachliche Empfehlungen 2.4): ein Verbund mehrerer ThEKiZ" in both
    assert "Dieser Standort gehört zum sozialen Zentrum Soziales Zentrum Nord." in text(client.get(url("site_kitas", world.own.pk)))
    with as_owner():
        helper = make.make_user("Petra Lang", "lang@begleitung.example")
        make.give(helper, Role.FACILITATOR, centre)
    client.force_login(helper)  # the facilitation of a centre reaches its sites and no other
    reached = {site: client.get(reverse("reporting:site_sheet", args=[site.pk])).status_code for site in world.sites.values()}
    assert reached == {world.own: 200, world.sibling: 200, world.sister: 404, world.foreign: 404}


@pytest.mark.parametrize(("number", "words"), [(0, "mit keinem Standort"), (1, "mit einem Standort")])
def test_a_centre_of_fewer_than_two_is_saved_with_a_warning(world, client_of, number, words):
    page = text(create_centre(client_of("social_planner"), world, [world.own][:number]))
    assert f"Gespeichert ist es {words}" in page and "weniger als zwei ThEKiZ" in page


@pytest.mark.req("R321.H")
def test_a_centre_keeps_its_former_name_and_refuses_a_double(world, client_of):
    client = client_of("social_planner")
    create_centre(client, world, [world.own, world.sibling])
    centre = SocialCentre.objects.get()
    double = create_centre(client, world, [], name="soziales zentrum nord")
    assert double.status_code == 422 and "gibt es" in text(double)
    client.post(url("centre_edit", centre.pk), {"name": "Zentrum Ilmenau", "sites": [world.own.pk]})
    assert "Frühere Namen Soziales Zentrum Nord bis" in text(client.get(url("centre_edit", centre.pk)))
    assert [entry.text for entry in entries("social_centre")][-1] == "Gehört nicht mehr zum sozialen Zentrum Zentrum Ilmenau"


@pytest.mark.parametrize("number", [3, 30])
def test_the_page_asks_the_same_queries_for_3_and_30(world, client_of, own_queries, number):
    with as_owner():
        for one in range(number):
            area, centre = make.make_area(world.county, f"Raum {one}"), make.make_centre(world.county, f"Zentrum {one}")
            site = make.make_site(world.town, [make.make_kita(world.town, world.provider, f"Kita {one}")], f"Ort {one}")
            type(site).objects.filter(pk=site.pk).update(planning_area=area, social_centre=centre)
    client = client_of("social_planner")
    with own_queries() as seen:
        client.get(url("area_list", world.county.pk))
    assert seen.count <= 9, [query["sql"][:100] for query in seen.captured_queries]
