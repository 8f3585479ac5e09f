"""Ideas, concerns and offers of families: answered, read with a code, and ideas by all; a contact is forgotten."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.db import IntegrityError, transaction
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone

from offers.services.publishing import publish
from planning.models import Wish, WishContact
from planning.services.wishes import digest_of, forget_past_contacts, send_wish
from sites.core.access import Access, rows
from sites.core.wall import set_wall
from sites.models import Entry
from tests import factories as make
from tests.client import Client
from tests.conftest import as_owner
from tests.pages import filled, form_of

CODE = re.compile(r"<b>((?:\w{4}-){2}\w{4})</b>")


def text_of(response, status=200):
    assert response.status_code == status, response.status_code
    return unescape(response.content.decode())


@pytest.fixture
def page(world):
    set_wall([world.own.pk])
    found = publish(site=world.own.pk, today=timezone.localdate())
    set_wall()
    return found


def send(page, text="Ein Hochbeet im Garten.", kind="idea", **more):
    """What a family sends; the code it is given."""
    sent = Client().post(reverse("offers:wish_form", args=[page.slug]), {"text": text, "kind": kind, **more}, follow=True)
    return CODE.search(text_of(sent)).group(1)


def look(page, code, status=200):
    return text_of(Client().post(reverse("offers:wish_look", args=[page.slug]), {"code": code}), status)


def heard(page):
    return text_of(Client().get(reverse("offers:heard", args=[page.slug])))


def the_wish():
    with as_owner():
        return Wish.objects.get()


def reply(client, wish, **typed):
    address = reverse("planning:wish_answer", args=[wish.pk])
    return client.post(address, filled(form_of(client.get(address), address)) | typed)


YES = {"outcome": "doing", "answer": "Der Verein gibt Erde und Holz.", "decided_by": "Steuerungsteam", "became": "Bau am 13. März", "public": "on"}


@pytest.mark.req("R240.D", "R251.D")
@pytest.mark.guard("ideas-answered")
def test_an_idea_gets_an_answer_that_its_sender_and_all_families_read(world, page, client_of):
    code = send(page)
    assert "noch offen" in look(page, code) and "Hochbeet" not in heard(page)
    assert reply(client_of("coordinator"), the_wish(), **YES).status_code == 302
    for text in (look(page, code), heard(page)):
        assert all(words in text for words in ("Entscheidung: ja", "Steuerungsteam", "Der Verein gibt Erde und Holz.", "Bau am 13. März"))
    assert "Ein Hochbeet im Garten." in heard(page)
    with as_owner():
        entries = " ".join(Entry.objects.values_list("text", flat=True))
    assert "Hochbeet" not in entries and "Erde" not in entries


def test_an_answer_can_stay_between_the_house_and_its_sender(page, client_of):
    code = send(page)
    reply(client_of("head"), the_wish(), **{**YES, "public": ""})
    assert "Der Verein gibt Erde und Holz." in look(page, code) and "Hochbeet" not in heard(page)


@pytest.mark.req("R251.D")
def test_an_idea_leads_to_the_offer_that_answers_its_need(world, page, client_of):
    send(page)
    with as_owner():
        need = make.make_need(world.own)
        make.make_offer(world.own, needs=[need], title="Gartentag")
        Wish.objects.update(need=need)
    reply(client_of("head"), the_wish(), **YES)
    assert "Gartentag" in heard(page)


@pytest.mark.req("R240.D")
@pytest.mark.guard("concerns-inside", "concern-stays")
def test_a_concern_is_read_in_the_house_and_by_its_code_alone(world, page, client_of):
    code = send(page, "Mein Kind wird hier ausgelacht.", "concern")
    listed = reverse("planning:wish_list", args=[world.own.pk])
    assert "Mein Kind wird hier ausgelacht." in text_of(client_of("professional").get(listed))
    assert "ausgelacht" not in text_of(client_of("parent_representative").get(listed))
    assert reply(client_of("head"), the_wish(), **YES).status_code == 302
    assert "Der Verein gibt Erde und Holz." in look(page, code) and "ausgelacht" not in look(page, code)
    assert "ausgelacht" not in heard(page) and "Der Verein" not in heard(page)
    with as_owner(), pytest.raises(IntegrityError), transaction.atomic():
        Wish.objects.update(public=True)


@pytest.mark.req("R240.D")
@pytest.mark.guard("answer-by-code")
def test_a_code_leads_to_one_answer_and_a_wrong_one_to_none(world, page, client_of):
    code = send(page)
    reply(client_of("head"), the_wish(), **YES)
    assert "Diesen Code kennen wir hier nicht." in look(page, "ab3k-9mzt-4hwx", 422)
    assert "Der Verein" in look(page, code.upper().replace("-", " "))
    with as_owner():
        assert code not in str(vars(Wish.objects.get())) and len(Wish.objects.get().code) == 64
        Wish.objects.create(site=world.sister, text="Anderswo", code=digest_of("ab3k-9mzt-4hwx"))
    assert "Diesen Code kennen wir hier nicht." in look(page, "ab3k-9mzt-4hwx", 422)  # of another house


def test_ideas_of_the_parents_representative_too(world, page, client_of):
    send(page)
    text = text_of(client_of("parent_representative").get(reverse("planning:wish_list", args=[world.own.pk])))
    assert "Ein Hochbeet im Garten." in text and "Antworten" not in text


NO = [
    ({"outcome": "declined", "answer": "", "look_again_on": "01.05.2027"}, "Zu einem Nein gehört ein Grund."),
    ({"outcome": "declined", "answer": "Der Raum ist belegt.", "look_again_on": ""}, "Wann sehen Sie es sich wieder an?"),
    ({"outcome": "doing", "answer": "x" * 1_000_000}, "höchstens 1.000 Zeichen sind möglich"),
]


@pytest.mark.parametrize(("typed", "sentence"), NO)
def test_a_no_has_a_reason_and_a_next_look(page, client_of, typed, sentence):
    send(page)
    assert sentence in text_of(reply(client_of("head"), the_wish(), **typed), 422)
    assert the_wish().outcome == "new"


def test_a_no_is_told_with_its_reason_and_next_look(page, client_of):
    code, again = send(page), timezone.localdate() + timedelta(days=150)
    no = {"outcome": "declined", "answer": "Der Raum ist belegt.", "look_again_on": f"{again:%d.%m.%Y}", "public": "on"}
    assert reply(client_of("head"), the_wish(), **no).status_code == 302
    for text in (look(page, code), heard(page)):
        assert "Entscheidung: jetzt nicht" in text and "Der Raum ist belegt." in text and "Wir sehen es uns wieder an" in text


# "Ich kann etwas anbieten" --------------------------------------------------------------------------------------------


@pytest.mark.req("R236.D")
@pytest.mark.guard("contacts-inside")
def test_a_contact_is_for_the_house_alone_whoever_reads_the_wish(world, page):
    send(page, "Ich kann vorlesen.", "offer", contact="0361 555 1079")
    for role, read in (("coordinator", 1), ("parent_representative", 0)):
        request = RequestFactory().get("/")
        request.user, request.actions = world.people[role], ("wishes.view",)
        request.access = Access(request.user)
        assert request.access.held
        with as_owner():
            assert rows(request, WishContact).count() == read, role


@pytest.mark.guard("contact-goes")
def test_who_offers_something_may_leave_a_contact_that_goes_with_the_answer(world, page, client_of):
    send(page, "Ich kann vorlesen, auf Arabisch.", "offer", contact="0361 555 1079")
    listed = reverse("planning:wish_list", args=[world.own.pk])
    assert "0361 555 1079" in text_of(client_of("coordinator").get(listed))
    assert "0361" not in text_of(client_of("parent_representative").get(listed)) and "vorlesen" not in heard(page)
    reply(client_of("coordinator"), the_wish(), outcome="talking", answer="Wir melden uns.")
    with as_owner():
        assert WishContact.objects.count() == 1
    reply(client_of("coordinator"), the_wish(), outcome="doing", answer="Ab März, donnerstags.")
    with as_owner():
        assert not WishContact.objects.exists()
        assert "0361" not in " ".join(map(str, Entry.objects.values_list("text", "note", "details")))


@pytest.mark.guard("contact-of-ideas", "contact-of-offers")
@pytest.mark.parametrize("kind", ["idea", "concern"])
def test_only_who_offers_something_leaves_a_contact(page, kind):
    data = {"text": "Ein Garten.", "kind": kind, "contact": "0361 555 1079"}
    assert "Einen Kontakt brauchen wir nur" in text_of(Client().post(reverse("offers:wish_form", args=[page.slug]), data), 422)
    assert send_wish(slug=page.slug, text="Ein Garten.", kind=kind, contact="0361 555 1079")  # past the form
    with as_owner():
        assert not WishContact.objects.exists()


@pytest.mark.guard("contacts-stay")
def test_a_contact_is_forgotten_after_ninety_days(page):
    send(page, "Ich kann nähen.", "offer", contact="a@b.example")
    send(page, "Ich kann backen.", "offer", contact="c@d.example")
    with as_owner():
        first = WishContact.objects.order_by("pk").first()
        assert first.until == timezone.localdate() + timedelta(days=90)
        WishContact.objects.filter(pk=first.pk).update(until=timezone.localdate())
    assert forget_past_contacts() == 1 and forget_past_contacts() == 0
    with as_owner():
        assert WishContact.objects.get().contact == "c@d.example" and Wish.objects.count() == 2


@pytest.mark.req("R050.D2")
def test_meetings_that_are_open_to_families_stand_on_their_page(world, page, client_of):
    with as_owner():
        body = make.make_body(world.own, name="Planung 2027")
        meeting = make.make_meeting(body, timezone.localdate() + timedelta(days=20), open_to_families=True, where="Familienraum")
    family = reverse("offers:family_page", args=[page.slug])
    text = text_of(Client().get(family))
    assert "Planung 2027" in text and "offen für alle Familien" in text and "Familienraum" in text
    with as_owner():
        type(meeting).objects.update(open_to_families=False)
    assert "Planung 2027" not in text_of(Client().get(family))
