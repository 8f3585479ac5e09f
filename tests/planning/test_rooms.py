"""What a house plans for its rooms: the room concept in versions with the needs it answers, and the equipment with cost and funding."""

from datetime import date, timedelta
from decimal import Decimal
from html import unescape

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from planning.models import Equipment, RoomConcept, RoomConceptNeed, Term
from sites.models import Entry
from tests import factories as make
from tests.conftest import as_owner

OF_EVERY_REQUEST = 5  # session, user, reach, wall, the place in the header
TODAY = timezone.localdate()


def url(name, *args):
    return reverse(f"planning:{name}", args=args)


def text_of(response, status=200):
    assert response.status_code == status
    return unescape(response.content.decode()).replace("\xa0", " ")


def plan(client, site):
    return text_of(client.get(url("room_plan", site.pk)))


def concept(**changes):
    return {"starts": "1.3.2026", "text": "Am Nachmittag gehört der Mehrzweckraum den Familien.", **changes}


def thing(**changes):
    return {"title": "Klapptische", "number": "6", "room": "", "need": "", "cost": "", "source": "", "bought_on": "", **changes}


# Room concept ---------------------------------------------------------------------------------------------------------


@pytest.mark.req("R154.H")
@pytest.mark.parametrize("who", ["head", "coordinator"])
def test_a_room_concept_answers_needs(world, client_of, who):
    with as_owner():
        wanted, other = make.make_need(world.own, "Treffpunkt am Nachmittag"), make.make_need(world.own, "Hilfe bei Anträgen")
    client = client_of(who)
    form = text_of(client.get(url("room_concept_create", world.own.pk)))
    assert "bedarf es in der Regel neuer Raumkonzepte" in form and "(Abschnitt 2.5)" in form and "Hilfe bei Anträgen" in form
    page = text_of(client.post(url("room_concept_create", world.own.pk), concept(needs=[wanted.pk]), follow=True))
    assert "Fassung 1, gilt seit 1. März 2026" in page and "gehört der Mehrzweckraum den Familien" in page
    answer = page.split("Antwort auf:")[1].split("</ul>")[0]
    assert wanted.title in answer and other.title not in answer
    with as_owner():
        saved = RoomConcept.objects.get(site=world.own)
        assert Entry.objects.get(subject=f"planning.roomconcept:{saved.pk}").text == "Raumkonzept, Fassung 1 angelegt"


@pytest.mark.req("R154.H")
def test_a_new_version_begins_with_the_last_and_leaves_it_as_it_was(world, client_of):
    with as_owner():
        need = make.make_need(world.own)
        first = make.make_room_concept(world.own, needs=[need], text="Alles bleibt offen.")
    client = client_of("coordinator")
    form = text_of(client.get(url("room_concept_create", world.own.pk)))
    assert "Alles bleibt offen.</textarea>" in form and "checked" in form
    page = text_of(client.post(url("room_concept_create", world.own.pk), concept(text="Die Küche wird Treff.", needs=[need.pk]), follow=True))
    now, before = page.split("<summary>Fassung 1, galt ab 1. Januar 2026</summary>")
    assert "Fassung 2, gilt seit 1. März 2026" in now and "Die Küche wird Treff." in now and "Alles bleibt offen." in before
    with as_owner():
        first.refresh_from_db()
        assert first.text == "Alles bleibt offen." and RoomConceptNeed.objects.count() == 2


@pytest.mark.req("R154.H")
def test_a_version_that_begins_later_does_not_apply_yet(world, client_of):
    with as_owner():
        make.make_room_concept(world.own, text="Heute so.")
        make.make_room_concept(world.own, version=2, starts=TODAY + timedelta(days=40), text="Bald anders.")
    page = plan(client_of("provider"), world.own)
    assert page.index("Heute so.") < page.index("Bald anders.") and "Fassung 2, gilt ab" in page and "Fassung 1, gilt seit" in page


@pytest.mark.req("R154.H")
def test_needs_are_linked_and_unlinked_and_missing_ones_are_a_hint(world, client_of):
    with as_owner():
        kept, dropped = make.make_need(world.own, "Bleibt"), make.make_need(world.own, "Fällt weg")
        saved = make.make_room_concept(world.own, needs=[kept, dropped])
    client = client_of("head")
    page = text_of(client.post(url("room_concept_edit", saved.pk), concept(needs=[kept.pk]), follow=True))
    assert "Bleibt" in page and "Fällt weg" not in page
    page = text_of(client.post(url("room_concept_edit", saved.pk), concept(), follow=True))
    assert "Noch ist kein Bedarf verknüpft. Raumkonzepte berücksichtigen die Bedarfe der Familien (Fachliche Empfehlungen 2.5)." in page
    with as_owner():
        assert not RoomConceptNeed.objects.exists() and RoomConcept.objects.filter(pk=saved.pk).exists()
        entry = Entry.objects.filter(subject=f"planning.roomconcept:{saved.pk}").order_by("pk").first()
        assert entry.details["text"] == [saved.text, concept()["text"]] and sorted(entry.details["needs"][0].split(", ")) == ["Bleibt", "Fällt weg"]


def test_without_any_need_the_way_to_them_is_shown(world, client_of):
    page = text_of(client_of("head").get(url("room_concept_create", world.own.pk)))
    assert "Noch ist keiner eingetragen" in page and url("need_list", world.own.pk) in page
    assert client_of("head").post(url("room_concept_create", world.own.pk), concept()).status_code == 302


def test_offices_read_the_concept_and_only_released_needs(world, client_of):
    with as_owner():
        shown, inner = make.make_need(world.own, "Freigegeben", released=True), make.make_need(world.own, "Noch intern")
        make.make_room_concept(world.own, needs=[shown, inner])
        make.make_equipment(world.own, need=inner)
    page = plan(client_of("social_planner"), world.own)
    assert "Freigegeben" in page and "Noch intern" not in page and "nicht freigegeben" in page and "Neue Fassung" not in page


BAD_CONCEPTS = [
    ({"text": " "}, "Bitte füllen Sie „Wie wir unsere Räume nutzen wollen“ aus."),
    ({"text": "x" * 4001}, "höchstens 4.000 Zeichen"),
    ({"starts": ""}, "Bitte füllen Sie „Gilt ab“ aus."),
    ({"starts": "31.2.2026"}, "Diesen Tag gibt es nicht."),
    ({"starts": "1.3.2226"}, "Bitte prüfen Sie das Jahr"),
    ({"starts": "1.1.2026"}, "Fassung 1 gilt ab 01.01.2026. Bitte wählen Sie einen späteren Tag."),
    ({"needs": ["987654"]}, "Diese Auswahl gibt es nicht (mehr)."),
]


@pytest.mark.parametrize(("changes", "sentence"), BAD_CONCEPTS)
def test_bad_versions_are_refused_in_words(world, client_of, changes, sentence):
    with as_owner():
        make.make_need(world.own)
        make.make_room_concept(world.own)
    data = {**concept(text="Bleibt stehen"), **changes}
    page = text_of(client_of("head").post(url("room_concept_create", world.own.pk), data), 422)
    assert sentence in page and ("Bleibt stehen" in page or "text" in changes)
    with as_owner():
        assert RoomConcept.objects.count() == 1 and not RoomConceptNeed.objects.exists()


def test_an_earlier_version_stays_before_the_later_one(world, client_of):
    with as_owner():
        first = make.make_room_concept(world.own)
        make.make_room_concept(world.own, version=2, starts=date(2026, 6, 1))
    page = text_of(client_of("head").post(url("room_concept_edit", first.pk), concept(starts="1.6.2026")), 422)
    assert "Fassung 2 gilt ab 01.06.2026. Bitte wählen Sie einen früheren Tag." in page


def test_a_need_of_another_house_cannot_be_linked(world, client_of):
    with as_owner():
        make.make_need(world.own)
        foreign = make.make_need(world.sister)
        saved = make.make_room_concept(world.own)
        with pytest.raises(IntegrityError, match="roomconceptneed_need_place"), transaction.atomic():
            RoomConceptNeed.objects.create(site=world.own, concept=saved, need=foreign)
            transaction.get_connection().check_constraints()
    assert client_of("head").post(url("room_concept_edit", saved.pk), concept(needs=[foreign.pk])).status_code == 422


# Equipment ------------------------------------------------------------------------------------------------------------


@pytest.mark.req("R157.H")
@pytest.mark.parametrize("who", ["head", "coordinator"])
def test_equipment_is_planned_for_a_need_with_cost_and_funding(world, client_of, who):
    with as_owner():
        need, room = make.make_need(world.own), make.make_room(world.own)
        source = make.term("funding_source", "lsz")
    client, values = client_of(who), {"room": room.pk, "need": need.pk, "cost": "1.250,50", "source": source.pk}
    form = text_of(client.get(url("equipment_create", world.own.pk)))
    assert "„Die sächliche Ausstattung der Räume ist in Bezug auf die jeweiligen Bedarfe für Begegnung und Angebote zu planen.“" in form
    page = text_of(client.post(url("equipment_create", world.own.pk), thing(**values), follow=True))
    for words in ("Klapptische", ">6<", room.name, need.title, "1.250,50 €", source.label, "geplant"):
        assert words in page
    assert "Ein Bedarf ist noch nicht genannt" not in page
    with as_owner():
        item = Equipment.objects.get(site=world.own)
        assert item.cost == Decimal("1250.50") and Entry.objects.filter(subject=f"planning.equipment:{item.pk}").count() == 1
    page = text_of(client.post(url("equipment_edit", item.pk), thing(**values, bought_on="2.3.2026"), follow=True))
    assert "angeschafft am 2. März 2026" in page


@pytest.mark.req("R157.H")
def test_without_a_need_it_is_saved_with_a_hint(world, client_of):
    page = text_of(client_of("coordinator").post(url("equipment_create", world.own.pk), thing(), follow=True))
    assert "Ausstattung wird nach den Bedarfen geplant (Fachliche Empfehlungen 2.5). Ein Bedarf ist noch nicht genannt." in page
    with as_owner():
        assert Equipment.objects.get(site=world.own).need is None


@pytest.mark.req("R157.H")
def test_what_is_planned_and_what_was_bought_is_summed_to_the_cent(world, client_of):
    with as_owner():
        for cost, bought in (("0.10", None), ("0.20", None), ("780.00", date(2025, 3, 1)), (None, None)):
            make.make_equipment(world.own, cost=cost and Decimal(cost), bought_on=bought)
        make.make_equipment(world.sister, cost=Decimal(999))
    assert "Zusammen geplant: 0,30 €, angeschafft: 780,00 €." in plan(client_of("social_planner"), world.own)


def test_what_is_over_stays_where_it_was_chosen(world, client_of):
    with as_owner():
        need, gone = make.make_need(world.own, closed_on=TODAY), make.make_room(world.own, "Altes Büro", closed_on=TODAY)
        source = make.term("funding_source", "lsz")
        item = make.make_equipment(world.own, need=need, room=gone, source=source)
        Term.objects.filter(pk=source.pk).update(ends=date(2022, 12, 31))
    client = client_of("head")
    assert client.post(url("equipment_edit", item.pk), thing(need=need.pk, room=gone.pk, source=source.pk)).status_code == 302
    fresh = text_of(client.get(url("equipment_create", world.own.pk)))
    assert "Altes Büro" not in fresh and source.label not in fresh


BAD_THINGS = [
    ({"title": ""}, "Bitte füllen Sie „Was gebraucht wird“ aus."),
    ({"number": "0"}, "Bitte geben Sie mindestens 1 an."),
    ({"number": "1000"}, "Bitte geben Sie höchstens 999 an."),
    ({"cost": "teuer"}, "Bitte"),
    ({"cost": "-5"}, "Bitte geben Sie mindestens 0 an."),
    ({"cost": "1,234"}, "Stellen nach dem Komma: höchstens 2"),
    ({"room": "987654"}, "Diese Auswahl gibt es nicht (mehr)."),
    ({"bought_on": f"{TODAY + timedelta(days=1):%d.%m.%Y}"}, "Das Datum liegt in der Zukunft."),
    ({"bought_on": "30.2.2026"}, "Diesen Tag gibt es nicht."),
]


@pytest.mark.parametrize(("changes", "sentence"), BAD_THINGS)
def test_bad_equipment_is_refused_in_words(world, client_of, changes, sentence):
    data = thing(**{"title": "Bleibt stehen", **changes})
    page = text_of(client_of("head").post(url("equipment_create", world.own.pk), data), 422)
    assert sentence in page and ("Bleibt stehen" in page or "title" in changes)
    with as_owner():
        assert not Equipment.objects.exists()


def test_rooms_and_needs_of_another_house_cannot_be_chosen(world, client_of):
    with as_owner():
        need, room = make.make_need(world.sister), make.make_room(world.sister)
        item = make.make_equipment(world.sister)
    client = client_of("head")
    for changes in ({"need": need.pk}, {"room": room.pk}):
        assert client.post(url("equipment_create", world.own.pk), thing(**changes)).status_code == 422
    assert client.get(url("equipment_edit", item.pk)).status_code == 404
    assert client.get(url("room_plan", world.foreign.pk)).status_code == 404


# The page -------------------------------------------------------------------------------------------------------------


def test_the_empty_page_says_what_will_stand_here(world, client_of):
    page = plan(client_of("coordinator"), world.own)
    assert "Raumkonzept schreiben" in page and "Noch nichts geplant" in page
    page = plan(client_of("facilitator"), world.own)
    assert "sobald Leitung oder Koordination es schreiben" in page and "Ausstattung planen" not in page


def test_the_page_asks_the_same_number_of_questions(world, client_of, own_queries):
    client, counts = client_of("coordinator"), []
    with as_owner():
        room, need = make.make_room(world.own), make.make_need(world.own)
        source = make.term("funding_source", "lsz")
    version = 0
    for number in (3, 27):
        with as_owner():
            for index in range(number):
                version += 1
                make.make_equipment(world.own, f"Ding {index}", room=room, need=need, source=source)
                make.make_room_concept(world.own, needs=[need], version=version, starts=date(2020, 1, 1) + timedelta(days=version))
        with own_queries() as seen:
            assert client.get(url("room_plan", world.own.pk)).status_code == 200
        counts.append(seen.count)
    assert counts[0] == counts[1] <= 8 + OF_EVERY_REQUEST
