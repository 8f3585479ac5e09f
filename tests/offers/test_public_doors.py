"""What families read and write without an account when something is not as it was: closed meanwhile, full, cancelled, in a crisis, from the right."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from offers.forms.families import contact_of
from offers.models import Offer, PublicPage, Session
from sites.core.languages import LANGUAGES, in_language
from sites.core.phones import is_phone
from sites.models import Site
from tests import factories as make
from tests.client import Client
from tests.conftest import as_owner
from tests.offers.test_family_languages import german_outside_its_marks
from tests.offers.test_signups import date, day, form_of, page_of, published, take, text_of

__all__ = ["date"]
FOREIGN = [language.code for language in LANGUAGES if language.is_foreign]


def family_page(world, code="de"):
    with in_language(code):
        return Client().get(reverse("offers:family_page", args=[world.own.slug])).content.decode()


# Closed while somebody writes -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("what", [{"public": False}, {"registration": "none"}])
def test_an_offer_that_was_closed_meanwhile_shows_what_was_typed(world, date, what):
    typed, address = form_of(Client(), date, name="Людмила <b>"), page_of(date)
    with as_owner():
        Offer.objects.filter(pk=date.offer_id).update(**what)
    published(world)
    text = text_of(Client().post(address, typed), 410)
    assert "Das ist nicht mehr offen" in text and "Nichts wurde gesendet." in text
    assert "Людмила <b>" in text and typed["contact"] in text and typed["made"] not in text
    assert Client().post(address, {}).status_code == 404


def test_every_public_form_keeps_what_was_typed(world, date):
    slug = world.own.slug
    with as_owner():
        PublicPage.objects.filter(site=world.own).delete()
    forms = {
        ("offers:wish_form", slug): {"text": "Ein Treff\nam Samstag", "kind": "idea", "website": "x"},
        ("offers:survey_answer", "abc23"): {"q1": "2", "q2": "Mehr Zeit für Väter", "sheet": "s" * 20},
        ("offers:feedback_form", "abc23"): {"face": "3", "words": "Schön war es"},
        ("offers:wish_look", slug): {"code": "ab3k-9mzt-4hwx"},
    }
    for (name, at), typed in forms.items():
        text = text_of(Client().post(reverse(name, args=[at]), typed), 410)
        shown = re.findall(r'<p dir="auto">(.*?)</p>', text)
        assert shown == [words.replace("\n", "<br>") for key, words in typed.items() if key in ("text", "q2", "words", "code")]
        assert Client().get(reverse(name, args=[at])).status_code == 404


# Full, cancelled ------------------------------------------------------------------------------------------------------


def test_the_button_says_that_nothing_but_the_waiting_list_is_left(world, date):
    assert "Ich komme" in text_of(Client().get(page_of(date)))
    with as_owner():
        other = Session.objects.get(held_on=day(14))
    for session in (date, other):
        for number in range(2):
            take(session, number)
    text = text_of(Client().get(page_of(date)))
    assert "Auf die Warteliste" in text and "Ich komme" not in text


def test_who_can_sign_up_for_nothing_is_not_invited_to(world, date):
    with as_owner():
        Session.objects.filter(offer=date.offer).update(cancelled=True)
    published(world)
    text = text_of(Client().get(page_of(date)))
    assert "Platz sichern in einer Minute" not in text and "fällt aus" in text


# In a crisis, and from the right --------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", FOREIGN)
def test_the_box_of_a_crisis_speaks_the_language_of_the_page(world, date, code):
    with as_owner():
        make.make_period(world.own, text="Wir öffnen bald wieder.")
        make.make_reachability(world.own, text="Infopoint vor der Kita.", confirmed_on=timezone.localdate())
        for weekday in range(3):
            make.make_phone_hour(world.own, weekday)
    html = family_page(world, code)
    box = html[html.index('aria-labelledby="h-crisis"') :].split("</section>")[0]
    left = german_outside_its_marks(box)
    for word in ("Wir", "Geprüft", "Hilfe", "Uhr", "bis", "Mo", "Kita", "Kontakte", "Draußen"):
        assert not re.search(rf"\b{word}\b", left) or (code in ("en", "vi") and word == "Mo")
    assert '<bdi lang="de">Wir öffnen bald wieder.</bdi>' in box and '<bdi lang="de">Kontakte sind beschränkt.</bdi>' in box


def test_in_german_the_box_of_a_crisis_is_as_it_was(world, date):
    with as_owner():
        make.make_period(world.own)
        make.make_reachability(world.own)
        for weekday in range(3):
            make.make_phone_hour(world.own, weekday)
    text = " ".join(re.sub(r"<[^>]+>", " ", family_page(world)).split())
    assert "Wir bleiben in Verbindung Kontakte sind beschränkt." in text and "Mo bis Mi 9 bis 12 Uhr" in text and "Geprüft am 1. März 2026" in text


def test_directions_stand_at_the_edge_of_their_page(world, date):
    with as_owner():
        Site.objects.filter(pk=world.own.pk).update(directions="Der Eingang ist am Garten.")
    published(world)
    assert '<p><bdi lang="de">Der Eingang ist am Garten.</bdi></p>' in family_page(world, "ar")


def test_a_name_that_turns_the_direction_turns_nothing_else(world, date, client_of):
    take(date)
    with as_owner():
        date.signups.update(name="\u202eAnna", phone="036771234", email="", call="moved")
    client = client_of("coordinator")
    for address in (reverse("offers:signup_list", args=[date.pk]), reverse("offers:signup_calls", args=[world.own.pk])):
        assert "<bdi>\u202eAnna</bdi>" in text_of(client.get(address))
    assert '<span class="tick-box"' in text_of(client.get(reverse("offers:signup_list", args=[date.pk])))


# Telephone numbers ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["03677 555-1079", "+49 (0)3677 555 1079", "(03677) 555", "116 117", "110", "0800/1110111", "+380441234567"])
def test_what_can_be_called(text):
    assert is_phone(text)


@pytest.mark.parametrize("text", ["[]", "31.12.9999", "01.12.2026", "1.2.26", "5551079", "12", "+", "0", "morgen", "0" * 21, "٠٣٦٧٧٥٥٥", "0361 x"])
def test_what_calls_nobody(text):
    assert not is_phone(text)


def test_every_field_for_a_number_refuses_what_is_none(world, date, client_of):
    for text in ("31.12.9999", "[]"):
        with pytest.raises(ValidationError):
            contact_of(text)
    client, at = client_of("coordinator"), reverse("offers:reachability_edit", args=[world.own.pk])
    assert "Das ist keine Telefonnummer." in text_of(client.post(at, {"phone": "[]", "text": ""}), 422)
    assert client.post(at, {"phone": "0361 555 1086", "text": ""}).status_code == 302
    partner = reverse("sites:partner_create", args=[world.own.pk])
    assert "Das ist keine Telefonnummer." in text_of(client.post(partner, {"name": "Bibliothek", "kind": "culture", "phone": "31.12.9999"}), 422)
