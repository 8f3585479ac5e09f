"""The languages of the public pages: addresses, direction, fallback that is seen, days and figures; and that the catalogues are whole."""

import pytest
from django.urls import resolve, reverse
from django.utils import translation

from sites.core import languages
from sites.core.languages import LANGUAGES, in_language
from tests.client import Client

CODES = [language.code for language in LANGUAGES]


def test_an_address_names_its_language_and_reverse_keeps_it():
    assert reverse("offers:family_list") == "/familien/"
    with in_language("uk"):
        assert reverse("offers:family_list") == "/uk/familien/"
        assert resolve("/uk/familien/").view_name == "offers:family_list"
        assert reverse("sites:imprint") == "/impressum/"
    with in_language("de-simple"):
        assert reverse("offers:wish_form", args=["haus"]) == "/einfach/familien/haus/idee/"
    assert languages.split("/uk/familien/haus/") == (languages.BY_CODE["uk"], "/familien/haus/")
    for inside in ("/uk/offers/1/", "/uk/", "/xx/familien/", "/de/familien/", "/uk/konto/login/"):
        assert languages.split(inside)[0].code == "de"


@pytest.mark.parametrize("code", CODES)
def test_the_directory_has_the_language_of_its_address(world, code):
    with in_language(code):
        address = reverse("offers:family_list")
    response = Client().get(address)
    text, language = response.content.decode(), languages.BY_CODE[code]
    assert response.status_code == 200 and response.headers["Content-Language"] == code and not response.cookies
    assert f'<html lang="{code}" dir="{language.direction}">' in text
    assert translation.get_language() == "de"
    for other in LANGUAGES:
        assert f'hreflang="{other.code}"' in text and f">{other.name}</a>" in text
