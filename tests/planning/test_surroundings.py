"""The social space of a house, how it was explored, and the events where the house was seen (R175–R177, R179, R232)."""

import pytest
from django.urls import reverse

from planning.models import EventVisit, SocialResource
from tests import factories as make
from tests.conftest import as_owner
from tests.sites.reading import text


def url(name, row):
    return reverse(f"planning:{name}", args=[row.pk])


def resource(**changes):
    values = {"kind": "place", "name": "Bolzplatz am Anger", "where": "Am Anger 3", "contact": "Ordnungsamt", "used_for": "Treff im Sommer"}
    return {**values, "partner": "", "seen_on": "3.4.2026", **changes}


def visit(**changes):
    values = {"kind": "conference", "title": "Fachtag Familienbildung", "held_on": "4.6.2026", "function": "Koordination", "role": "contributed"}
    return {**values, "resource": "", "result": "Gute Ideen für Väter.", **changes}


@pytest.mark.req("R232.H", "R179.D")
def test_places_services_bodies_and_resources_stand_beside_figures_and_explorations(world, client_of):
    with as_owner():
        make.make_assessment(world.own, "Gang durchs Wohngebiet", method="site_walk")
        make.make_assessment(world.sister, "Fremder Gang", method="site_walk")
        make.make_figure(world.county, municipality=world.town)
        make.make_resource(world.sister, "Fremder Platz")
    client = client_of("coordinator")
    for changes in (
        {},
        {"kind": "service", "name": "Bibliothek", "used_for": ""},
        {"kind": "body", "name": "AK Frühe Hilfen"},
        {"kind": "resource", "name": "Chor"},
    ):
        assert client.post(url("resource_create", world.own), resource(**changes)).status_code == 302
    page = text(client.get(url("social_space", world.own)))
    for words in ("Bolzplatz am Anger", "Treff im Sommer", "Dienst oder Einrichtung", "Bibliothek", "noch nicht genutzt", "AK Frühe Hilfen",
                  "Chor", "Gang durchs Wohngebiet", "Ortsbegehung", "Der Sozialraum in Zahlen", "Erkundung festhalten"):  # fmt: skip
        assert words in page, words
    assert "Fremd" not in page
    page = text(client_of("facilitator").get(url("social_space", world.own)))
    assert "Bibliothek" in page and "Eintrag ergänzen" not in page and "Erkundung festhalten" not in page


def test_the_same_entry_is_refused_in_words(world, client_of):
    client = client_of("head")
    assert client.post(url("resource_create", world.own), resource()).status_code == 302
    answer = client.post(url("resource_create", world.own), resource(contact="Anderes Amt"))
    assert answer.status_code == 422 and "Das steht schon im Verzeichnis." in text(answer) and "Anderes Amt" in answer.content.decode()
    with as_owner():
        assert SocialResource.objects.count() == 1


@pytest.mark.req("R175.H", "R176.H", "R177.H")
def test_network_events_bodies_and_conferences_are_kept_with_the_role(world, client_of):
    with as_owner():
        body = make.make_resource(world.own, "AK Frühe Hilfen", kind="body")
        foreign = make.make_resource(world.sister, "Fremder AK", kind="body")
    client = client_of("coordinator")
    wider = {"kind": "wider", "title": "Landestreffen", "role": "visited"}
    for changes in ({}, wider, {"kind": "body", "title": "Sitzung im Juni", "resource": body.pk, "role": "held"}):
        assert client.post(url("visit_create", world.own), visit(**changes)).status_code == 302
    assert client.post(url("visit_create", world.own), visit(title="Neu", resource=foreign.pk)).status_code == 422
    page = text(client.get(url("visit_list", world.own)))
    for words in ("Fachtag Familienbildung Fachtag 04.06.2026 Koordination hat einen Beitrag gehalten Gute Ideen für Väter.",
                  "Landestreffen überregionales Netzwerktreffen", "Gremium oder Arbeitskreis im Sozialraum · AK Frühe Hilfen"):  # fmt: skip
        assert words in page, words
    with as_owner():
        assert EventVisit.objects.filter(site=world.own).count() == 3
    assert "Teilnahme eintragen" not in text(client_of("provider").get(url("visit_list", world.own)))
