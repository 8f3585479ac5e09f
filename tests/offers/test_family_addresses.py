"""No house has the address of another public page: fixed words below familien/ and names of houses never look alike."""

import re

import pytest
from django.db import IntegrityError, transaction
from django.urls import get_resolver, resolve

from sites.models import Site
from sites.models.sites import SLUG
from tests.conftest import as_owner


def patterns(resolver=None, before=""):
    """Every address of the application as it is written in its patterns."""
    for pattern in (resolver or get_resolver()).url_patterns:
        address = before + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from patterns(pattern, address)
        else:
            yield address


def fixed_words():
    """The words that stand right below familien/, read from the patterns: a new page is among them by itself."""
    below = {address.split("familien/", 1)[1].split("/")[0] for address in patterns() if "familien/" in address}
    return {word for word in below if word and "<" not in word}


def test_the_words_are_read_from_the_pages_there_are():
    assert {"hilfe", "umfrage", "rueckmeldung", "anmeldung", "feed.json"} <= fixed_words()


def test_no_page_is_called_as_a_house_may_be():
    assert [word for word in fixed_words() if re.search(SLUG, word)] == []


def test_a_house_is_called_as_no_page_is(world):
    with as_owner():
        for word in sorted(fixed_words()):
            with pytest.raises(IntegrityError, match="site_slug"), transaction.atomic():
                Site.objects.filter(pk=world.own.pk).update(slug=word)
        slug = Site.objects.get(pk=world.own.pk).slug
    assert re.search(SLUG, slug) and resolve(f"/familien/{slug}/").url_name == "family_page"
