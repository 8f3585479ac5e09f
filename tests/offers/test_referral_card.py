"""The card of a partner that a family takes along: in its language, without anybody's name, nothing kept."""

import re
from html import unescape

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from offers.pages.referral_card import MOST, shortened, spoken
from sites.core.languages import BY_CODE, LANGUAGES, in_language
from sites.models import Entry, Partner, Site
from tests import factories as make
from tests.conftest import as_owner

FOREIGN = [language.code for language in LANGUAGES if language.is_foreign]


@pytest.fixture
def partner(world):
    with as_owner():
        Site.objects.filter(pk=world.own.pk).update(phone="03677 1")
        row = make.make_partner(world.own)
        Partner.objects.filter(pk=row.pk).update(
            name="Erziehungsberatung Ilmenau", kind="advice_centre", services=["counselling", "benefit_application"], text="Kostenlos. Vertraulich.",
            phone="03677 555 0100", address="Markt 3, 98693 Ilmenau", hours="Mo bis Do 9–16 Uhr", languages="Deutsch, Ukrainisch, Platt",
        )  # fmt: skip
        make.make_page(world.own)
    return row


def shown(browser, partner, code):
    answer = browser.get(reverse("offers:referral_card", args=[partner.pk]), {"sprache": code})
    assert answer.status_code == 200
    html = answer.content.decode()
    return unescape(html), unescape(re.search(r'<article class="hand-card".*?</article>', html, re.S)[0])


@pytest.mark.parametrize("code", [language.code for language in LANGUAGES])
@pytest.mark.req("R037.D", "R067.H")
def test_the_card_speaks_the_language_of_the_family_and_keeps_what_the_partner_said(partner, client_of, code):
    page, card = shown(client_of("professional"), partner, code)
    language = BY_CODE[code]
    assert '<html lang="de">' in page and f'lang="{code}" dir="{language.direction}"' in card
    for words in ("Erziehungsberatung Ilmenau", "03677 555 0100", "Markt 3, 98693 Ilmenau", "Mo bis Do 9–16 Uhr", "Vertraulich", "Platt", "<svg"):
        assert words in card
    if language.is_foreign:
        left = re.sub(r"<bdi lang=\"de\">.*?</bdi>|<[^>]+>", " ", card)
        for words in ("Erreichbar", "Wann", "Adresse", "Beratungsstelle", "Ukrainisch", "Hilfe", "Uhr", "Lindenhof", "Markt", "Fragen"):
            assert words not in left, words


def test_a_language_that_is_none_is_german_and_the_frame_leads_to_each(partner, client_of):
    page, card = shown(client_of("coordinator"), partner, "klingonisch")
    assert "Wann ist jemand da?" in card and all(f'href="?sprache={language.code}"' in page for language in LANGUAGES)


def test_nothing_is_kept(partner, client_of):
    with as_owner():
        before = Entry.objects.count()
    browser = client_of("professional")
    shown(browser, partner, "uk")
    assert browser.post(reverse("offers:referral_card", args=[partner.pk]), {"name": "Anna"}).status_code == 405
    with as_owner():
        assert Entry.objects.count() == before


def test_the_code_leads_to_the_partner_else_to_the_house_in_the_language(world, partner, client_of, monkeypatch):
    drawn = []
    monkeypatch.setattr("offers.pages.referral_card.qr_svg", lambda address: drawn.append(address) or "")
    browser = client_of("coordinator")
    shown(browser, partner, "uk")
    with as_owner():
        Partner.objects.filter(pk=partner.pk).update(website="https://beratung.example/")
    shown(browser, partner, "uk")
    assert drawn[0].endswith(f"/uk/familien/{world.own.slug}/") and drawn[1] == "https://beratung.example/"


def test_after_counting_the_card_is_one_tap_away(world, partner, client_of):
    browser, card = client_of("professional"), reverse("offers:referral_card", args=[partner.pk])
    assert card in browser.get(reverse("offers:referral_count", args=[world.own.pk]), {"shown": partner.pk}).content.decode()
    assert card in browser.get(partner.get_absolute_url()).content.decode()
    with as_owner():
        Partner.objects.filter(pk=partner.pk).update(kind="network")
    assert browser.get(card).status_code == 404 and card not in browser.get(partner.get_absolute_url()).content.decode()


@given(st.text(st.characters(codec="utf-8"), max_size=1000))
def test_long_words_end_at_a_sentence_or_a_word(text):
    short, plain = shortened(text), " ".join(text.split())
    assert len(short) <= MOST + 2 and plain.startswith(short.removesuffix(" …"))


def test_a_language_that_nobody_knows_stays_german():
    with in_language("uk"):
        assert spoken("Deutsch und Ukrainisch, Leichte Sprache") == [("німецька", False), ("українська", False), ("Leichte Sprache", True)]
