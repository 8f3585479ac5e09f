"""The rooms of a house: within the operating permit, beyond it, and outside through cooperations."""

from datetime import date, timedelta
from html import unescape

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from sites.models import Entry, Room
from tests import factories as make
from tests.conftest import as_owner

OF_EVERY_REQUEST = 5  # session, user, reach, wall, the place in the header


def url(name, *args):
    return reverse(f"sites:{name}", args=args)


def text_of(response, status=200):
    assert response.status_code == status
    return unescape(response.content.decode())


def master(client, site):
    return text_of(client.get(url("site_master", site.pk)))


# Rooms ----------------------------------------------------------------------------------------------------------------


def room(**changes):
    values = {
        "name": "Elterncafé", "covered": "on", "cooperation": "", "address": "", "capacity": "20", "uses": "Elterncafé am Dienstag, Beratung",
        "accessible": "stufenlos", "equipment": "zwei Sofas",
    }  # fmt: skip
    return {name: value for name, value in {**values, **changes}.items() if value is not None}


@pytest.mark.req("R155.H")
@pytest.mark.parametrize("who", ["head", "coordinator"])
def test_a_room_stands_with_permit_uses_capacity_accessibility_and_equipment(world, client_of, who):
    page = text_of(client_of(who).post(url("room_create", world.own.pk), room(), follow=True))
    for words in ("Raum „Elterncafé“ ist gespeichert", ">gehört dazu<", ">20<", "Elterncafé am Dienstag, Beratung", "stufenlos", "zwei Sofas"):
        assert words in page
    with as_owner():
        saved = Room.objects.get(site=world.own)
        assert saved.covered and not saved.external and saved.capacity == 20
        assert Entry.objects.get(subject=f"sites.room:{saved.pk}").kind == "created"
    form = text_of(client_of(who).get(url("room_edit", saved.pk)))
    assert "„Die variable Nutzung von Räumen im Rahmen der Betriebserlaubnis ist dabei möglich.“" in form and "(Abschnitt 2.5)" in form


@pytest.mark.req("R155.H")
def test_a_room_of_the_kita_may_lie_beyond_the_permit(world, client_of):
    page = text_of(client_of("head").post(url("room_create", world.own.pk), room(covered=None), follow=True))
    assert "gehört nicht dazu" in page and "außerhalb der Kita</small>" not in page
    assert "1 in der Kita, davon 0 in der Betriebserlaubnis" in master(client_of("head"), world.own)


@pytest.mark.req("R155.H")
def test_an_offer_takes_a_room_of_the_list(world, client_of):
    with as_owner():
        offer, found = make.make_offer(world.own), make.make_room(world.own, "Kinderküche")
        gone = make.make_room(world.own, closed_on=date(2025, 1, 1))
    address = reverse("offers:offer_classify", args=[offer.pk])
    form = text_of(client_of("coordinator").get(address))
    assert f'<option value="{found.pk}">Kinderküche</option>' in form and f'<option value="{gone.pk}">' not in form
    page = text_of(
        client_of("coordinator").post(address, {"origin": "both", "generations": "", "registration": "none", "venue": found.pk}, follow=True)
    )
    assert "im Haus, Kinderküche" in page


@pytest.mark.req("R156.H")
def test_a_room_outside_rests_on_a_cooperation_and_is_never_part_of_the_permit(world, client_of):
    with as_owner():
        cooperation = make.make_cooperation(make.make_partner(world.own, "Sportverein Ilmenau e. V."))
    outside = room(name="Vereinshaus", external="on", covered=None, cooperation=cooperation.pk, address="Am Sportplatz 2", capacity="80")
    page = text_of(client_of("coordinator").post(url("room_create", world.own.pk), outside, follow=True))
    assert "außerhalb der Kita, über Sportverein Ilmenau e. V. · Am Sportplatz 2" in page and "gehört nicht dazu" in page
    assert "noch nicht genannt" not in page
    sheet = master(client_of("social_planner"), world.own)
    assert "1 außerhalb, nie Teil der Betriebserlaubnis" in sheet and "Platz für 80 Personen" in sheet
    listed = text_of(client_of("social_planner").get(url("room_list", world.own.pk)))
    assert "Vereinshaus" in listed and "Sportverein" not in listed  # offices read the room, not the partners of the house


@pytest.mark.req("R156.K")
def test_an_external_room_cannot_be_covered_says_the_form(world, client_of):
    refused = text_of(client_of("head").post(url("room_create", world.own.pk), room(external="on", uses="Bleibt stehen")), 422)
    assert "Ein Raum außerhalb der Kita gehört nie zur Betriebserlaubnis. Bitte nehmen Sie dieses Häkchen weg" in refused
    assert "Bleibt stehen" in refused and "nicht Bestandteil der Betriebserlaubnis" in refused
    with as_owner():
        assert not Room.objects.exists()


@pytest.mark.req("R156.K")
def test_an_external_room_cannot_be_covered_says_the_database(world):
    with as_owner():
        outside = make.make_room(world.own, "Gemeindesaal", external=True, covered=False)
        for refused in (lambda: make.make_room(world.own, external=True), lambda: Room.objects.filter(pk=outside.pk).update(covered=True)):
            with pytest.raises(IntegrityError, match="room_external_uncovered"), transaction.atomic():
                refused()


@pytest.mark.req("R156.H")
def test_without_a_cooperation_it_is_saved_with_a_hint(world, client_of):
    client = client_of("head")
    form = text_of(client.get(url("room_create", world.own.pk)))
    assert "Noch ist keine Kooperation eingetragen" in form and url("partner_list", world.own.pk) in form
    page = text_of(client.post(url("room_create", world.own.pk), room(external="on", covered=None), follow=True))
    assert "auf der Basis einer Kooperation genutzt (Fachliche Empfehlungen 2.5)" in page and "1 Raum" not in page
    with as_owner():
        assert Room.objects.filter(site=world.own, cooperation=None).count() == 1


def test_a_room_that_is_given_up_stays_readable(world, client_of):
    today = timezone.localdate()
    with as_owner():
        gone, soon = make.make_room(world.own, "Altes Büro"), make.make_room(world.own, "Mehrzweckraum")
    client = client_of("coordinator")
    assert client.post(url("room_edit", gone.pk), room(name="Altes Büro", closed_on=f"{today:%d.%m.%Y}")).status_code == 302
    later = today + timedelta(days=30)
    assert client.post(url("room_edit", soon.pk), room(name="Mehrzweckraum", closed_on=f"{later:%d.%m.%Y}")).status_code == 302
    now, before = (text_of(client.get(url("room_list", world.own.pk) + query)) for query in ("", "?show=closed"))
    assert ">Mehrzweckraum</a>" in now and ">Altes Büro</a>" not in now and ">Altes Büro</a>" in before and ">Mehrzweckraum</a>" not in before
    assert "1 in der Kita" in master(client, world.own)


BAD_ROOMS = [
    ({"name": ""}, "Bitte füllen Sie „Raum“ aus."),
    ({"capacity": "viele"}, "Bitte als ganze Zahl eingeben"),
    ({"capacity": "1000"}, "Bitte geben Sie höchstens 999 an."),
    ({"capacity": "-1"}, "Bitte geben Sie mindestens 0 an."),
    ({"cooperation": "987654"}, "Diese Auswahl gibt es nicht (mehr)."),
    ({"uses": "x" * 301}, "höchstens 300 Zeichen"),
    ({"name": "Turnraum"}, "Diesen Raum gibt es schon, vielleicht unter „Früher genutzt“."),
]


@pytest.mark.parametrize(("changes", "sentence"), BAD_ROOMS)
def test_bad_rooms_are_refused_in_words(world, client_of, changes, sentence):
    with as_owner():
        make.make_cooperation(make.make_partner(world.own))
        make.make_room(world.own, "Turnraum")
    page = text_of(client_of("head").post(url("room_create", world.own.pk), room(accessible="bleibt stehen", **changes)), 422)
    assert sentence in page and "bleibt stehen" in page
    with as_owner():
        assert Room.objects.count() == 1


def test_a_cooperation_belongs_to_a_room_outside_of_this_house(world, client_of):
    with as_owner():
        own, foreign = (make.make_cooperation(make.make_partner(site)) for site in (world.own, world.sister))
    page = text_of(client_of("head").post(url("room_create", world.own.pk), room(cooperation=own.pk)), 422)
    assert "Bitte setzen Sie das Häkchen „außerhalb der Kita“" in page
    assert client_of("head").post(url("room_create", world.own.pk), room(external="on", covered=None, cooperation=foreign.pk)).status_code == 422


@pytest.mark.parametrize("day", ["31.2.2026", "1.1.0026", "1.1.2199"])
def test_a_day_that_cannot_be_is_asked_again(world, client_of, day):
    with as_owner():
        found = make.make_room(world.own)
    page = text_of(client_of("head").post(url("room_edit", found.pk), room(closed_on=day)), 422)
    assert "Diesen Tag gibt es nicht." in page or "Bitte prüfen Sie das Jahr" in page


def test_the_empty_list_says_what_will_stand_here(world, client_of):
    assert "Den ersten Raum eintragen" in text_of(client_of("coordinator").get(url("room_list", world.own.pk)))
    page = text_of(client_of("facilitator").get(url("room_list", world.own.pk)))
    assert "sobald Leitung oder Koordination sie eintragen" in page and "Raum eintragen" not in page


def test_rooms_are_listed_in_the_same_number_of_queries(world, client_of, own_queries):
    client, counts = client_of("coordinator"), []
    with as_owner():
        cooperation = make.make_cooperation(make.make_partner(world.own))
    for number in (3, 27):
        with as_owner():
            for index in range(number):
                make.make_room(world.own, f"Raum {number}.{index}", external=True, covered=False, cooperation=cooperation)
        with own_queries() as seen:
            assert client.get(url("room_list", world.own.pk)).status_code == 200
        counts.append(seen.count)
    assert counts[0] == counts[1] <= 5 + OF_EVERY_REQUEST
