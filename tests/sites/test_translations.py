"""The list of translations for the state office: how many texts, how many missing, how many no person has checked."""

import pytest
from babel.messages.catalog import Catalog
from django.urls import reverse

from sites.core import languages
from sites.core.languages import BY_CODE, TRANSLATED, in_language
from sites.pages.translation_list import Said, how_far
from tests.client import Client


@pytest.mark.req("R259.D")
def test_the_list_says_of_each_language_what_nobody_has_checked(world):
    client = Client()
    client.force_login(world.people["state_office"])
    text = client.get(reverse("sites:translation_list")).content.decode()
    for language in TRANSLATED:
        assert language.german in text and f'href="/{language.prefix}/familien/"' in text
        found = how_far(language)
        assert found.messages > 90 and found.missing == 0 and found.unchecked == found.messages  # nobody has read them yet


def test_checked_missing_and_unchecked_are_told_apart(monkeypatch):
    catalogue = Catalog(locale="uk")
    catalogue.add("eins", "один", user_comments=["checked: Olena Kovalenko, 2026-12-01"])
    catalogue.add("zwei", "два", user_comments=["unchecked"])
    catalogue.add("drei", "")
    catalogue.add(("vier", "viere"), ("а", "б", ""))
    monkeypatch.setattr(languages, "catalogue", lambda code: catalogue)
    assert how_far(BY_CODE["uk"]) == Said(BY_CODE["uk"], 4, 2, 1)


@pytest.mark.parametrize("language", TRANSLATED, ids=lambda language: language.code)
def test_a_page_says_that_nobody_has_checked_it_until_somebody_has(world, monkeypatch, language):
    with in_language(language.code):
        address, note = reverse("offers:family_list"), languages.catalogue(language.code).get(languages.MACHINE).string
    assert note in Client().get(address).content.decode()
    monkeypatch.setattr("sites.core.languages.is_checked", lambda message: True)
    languages.is_unchecked.cache_clear()
    assert note not in Client().get(address).content.decode()
    languages.is_unchecked.cache_clear()
    assert languages.MACHINE not in Client().get("/familien/").content.decode()
