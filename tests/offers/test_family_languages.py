"""The public pages of a house in every language: page, idea box, and what a form says when it is refused."""

import re
from datetime import timedelta

import pytest
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from offers.services.publishing import publish
from planning.models import Wish
from sites.core import languages
from sites.core.languages import BY_CODE, LANGUAGES, in_language
from sites.core.wall import set_wall
from sites.models import Site
from tests import factories as make
from tests.client import Client
from tests.conftest import as_owner

CODES = [language.code for language in LANGUAGES]


@pytest.fixture
def page(world):
    with as_owner():
        Site.objects.filter(pk=world.own.pk).update(street="Lindenweg 8", postcode="98693", phone="03677 20 00 14", directions="Am Garten.")
        make.make_session(make.make_offer(world.own, room="Familienraum"), timezone.localdate() + timedelta(days=3))
    set_wall([world.own.pk])
    return publish(site=world.own.pk, today=timezone.localdate())


def german_outside_its_marks(html: str) -> str:
    """What is left of a page without what is marked as German, links to other languages, and code."""
    html = re.sub(r"<(bdi|div|span|p|a) [^>]*lang=\"de[^>]*>.*?</\1>", "", html, flags=re.S)
    return re.sub(r"<[^>]+>", " ", html)


def same_page(address):
    """The page in each language."""
    return languages.addresses(RequestFactory().get(address))


@pytest.mark.req("R259.D", "R180.D")
@pytest.mark.parametrize("code", CODES)
def test_a_house_speaks_every_language(world, page, code):
    with in_language(code):
        addresses = [reverse("offers:family_page", args=[page.slug]), reverse("offers:wish_form", args=[page.slug])]
    for address in addresses:
        response = Client().get(address)
        text, language = response.content.decode(), BY_CODE[code]
        assert response.status_code == 200 and f'<html lang="{code}" dir="{language.direction}">' in text
        assert f'href="{addresses[0]}"' in text  # the brand leads on in the same language
        linked = set(re.findall(r'href="(/[^"#?]*familien/[^"#?]*)"', text))
        elsewhere = {url for url in linked if languages.split(url)[0] != language and "/programm/" not in url}  # paper is German
        assert elsewhere == {url for other, url in same_page(address) if other != language}
        if language.is_foreign:
            left = german_outside_its_marks(text)
            for word in ("Termine", "Elterncafé", "Familienraum", "Am Garten", "Zurück", "Haben Sie", " Uhr", "Kita Lindenhof"):
                assert word not in left.split("– ThEKiZ")[1], word
            assert '<bdi lang="de">Kita Lindenhof</bdi>' in text


@pytest.mark.parametrize("code", CODES)
def test_an_idea_is_sent_and_refused_in_the_language_of_its_page(world, page, code):
    with in_language(code):
        address = reverse("offers:wish_form", args=[page.slug])
        empty, thanks = gettext("Das ist noch nicht gesendet"), gettext("Danke für Ihre Idee")
        missing = gettext("Bitte füllen Sie „%(field)s“ aus.") % {"field": gettext("Ihre Idee oder Ihr Wunsch")}
    client = Client()
    assert re.search(rf'<form[^>]*action="{address}"', client.get(address).content.decode())
    refused = client.post(address, {"text": ""})
    assert refused.status_code == 422 and missing.replace('"', "&quot;") in refused.content.decode().replace("&#x27;", "'"), empty
    sent = client.post(address, {"text": "Садок для всіх, حديقة للجميع 🌳"})
    assert sent.status_code == 302 and sent.url.startswith(f"{address}?sent=")
    text = client.get(sent.url).content.decode()
    assert f"<h1>{thanks}</h1>" in text and f'lang="{code}"' in text
    with as_owner():
        assert Wish.objects.filter(site=world.own).get().text == "Садок для всіх, حديقة للجميع 🌳"
