"""The log of what a house has made public of its offers: enter, find, put right, take away."""

from datetime import date

import pytest
from django.urls import reverse

from offers.models import Publication
from tests import factories as make
from tests.client import Client
from tests.conftest import as_owner


@pytest.fixture
def client(world):
    client = Client()
    client.force_login(world.people["coordinator"])
    return client


def kept():
    with as_owner():
        return list(Publication.objects.order_by("pk").values_list("published_on", "medium", "title", "where", "offer__title"))


@pytest.mark.req("R172.H")
def test_a_publication_is_entered_and_stands_in_the_log(world, client):
    with as_owner():
        offer = make.make_offer(world.own)
    typed = {"published_on": "2.11.2026", "medium": "newspaper", "title": "Artikel über das Elterncafé", "where": "Freies Wort", "offer": offer.pk}
    response = client.post(reverse("offers:publication_create", args=[world.own.pk]), typed)
    assert response.status_code == 302 and response.url == reverse("offers:publication_list", args=[world.own.pk])
    assert kept() == [(date(2026, 11, 2), "newspaper", "Artikel über das Elterncafé", "Freies Wort", "Elterncafé")]
    text = client.get(response.url).content.decode()
    for words in ("02.11.2026", "Zeitung", "Artikel über das Elterncafé", "Freies Wort", "Elterncafé"):
        assert words in text
    assert response.url in client.get(reverse("offers:offer_list", args=[world.own.pk])).content.decode()


def test_a_medium_is_never_chosen_beforehand_and_the_title_says_something(world, client):
    address = reverse("offers:publication_create", args=[world.own.pk])
    assert "Bitte wählen" in client.get(address).content.decode()
    refused = client.post(address, {"published_on": "2.11.2026", "title": "   "})
    assert refused.status_code == 422 and kept() == []
    assert "Bitte füllen Sie „Medium“ aus." in refused.content.decode()


@pytest.mark.parametrize("day", ["1.1.1800", "1.1.2090", "gestern", "31.2.2026"])
def test_a_day_that_cannot_be_is_asked_about(world, client, day):
    refused = client.post(reverse("offers:publication_create", args=[world.own.pk]), {"published_on": day, "medium": "notice", "title": "Aushang"})
    assert refused.status_code == 422 and day in refused.content.decode() and kept() == []


def test_an_offer_of_another_house_is_no_choice(world, client):
    with as_owner():
        foreign = make.make_offer(world.foreign)
    typed = {"published_on": "2.11.2026", "medium": "notice", "title": "Aushang", "offer": foreign.pk}
    assert client.post(reverse("offers:publication_create", args=[world.own.pk]), typed).status_code == 422 and kept() == []


def test_the_log_is_narrowed_to_a_medium_and_a_row_is_taken_away(world, client):
    with as_owner():
        make.make_publication(world.own, "Aushang am Rathaus", medium="notice")
        article = make.make_publication(world.own)
    address = reverse("offers:publication_list", args=[world.own.pk])
    text = client.get(address, {"medium": "newspaper"}).content.decode()
    assert "Artikel über das Elterncafé" in text and "Aushang am Rathaus" not in text
    assert "Nichts in diesem Medium" in client.get(address, {"medium": "radio"}).content.decode()
    edit = reverse("offers:publication_edit", args=[article.pk])
    form = client.get(edit)
    assert client.post(edit, {"remove": "1", "marks": form.content.decode().split('name="marks" value="')[1].split('"')[0]}).status_code == 302
    assert [row[2] for row in kept()] == ["Aushang am Rathaus"]


def test_an_offer_that_is_gone_leaves_the_log_as_it_is(world, client):
    with as_owner():
        offer = make.make_offer(world.own)
        make.make_publication(world.own, offer=offer)
        offer.delete()
    assert kept()[0][-1] is None
    assert "das Haus" in client.get(reverse("offers:publication_list", args=[world.own.pk])).content.decode()


def test_the_log_leads_to_the_programmes_of_a_published_house(world, client):
    address = reverse("offers:publication_list", args=[world.own.pk])
    assert "Programm zum Aushängen" not in client.get(address).content.decode()
    with as_owner():
        page = make.make_page(world.own)
    assert client.get(address).content.decode().count(f"/familien/{page.slug}/programm/") == 3
