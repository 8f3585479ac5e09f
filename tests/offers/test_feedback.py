"""Quick feedback after a date: three faces and a line, by offer and day; the mean from five on."""

from datetime import timedelta
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from offers.models import SessionFeedback
from offers.services.feedback import code_of, number_of
from offers.services.publishing import publish
from sites.core.wall import set_wall
from sites.models import Entry
from tests import factories as make
from tests.client import Client
from tests.conftest import as_owner
from tests.offers.test_survey_answer import NUMBER


def text_of(response, status=200):
    assert response.status_code == status, response.status_code
    return unescape(response.content.decode())


@pytest.fixture
def offer(world):
    set_wall([world.own.pk])
    publish(site=world.own.pk, today=timezone.localdate())
    set_wall()
    with as_owner():
        offer = make.make_offer(world.own, title="Krabbelgruppe")
        make.make_session(offer, timezone.localdate() - timedelta(days=1))
    return offer


def address(offer):
    return reverse("offers:feedback_form", args=[code_of(offer.pk)])


def fresh(offer):
    return NUMBER.search(Client().get(address(offer)).content.decode()).group(1)


def say(offer, face="1", words="", **more):
    return Client().post(address(offer), {"face": face, "words": words, "sheet": fresh(offer), **more})


def kept():
    with as_owner():
        return sorted(SessionFeedback.objects.values_list("day", "face", "words"))


def test_after_open_hours_the_last_open_day_counts(offer):
    """A week of standing hours is one row, dated by its first day; families talk of the day they came."""
    today = timezone.localdate()
    monday = today - timedelta(days=today.weekday() + 7)
    with as_owner():
        make.make_session(make.make_offer(offer.site, title="Sprechzeit"), monday, open_days=[1, 4])
        hours = offer.site.offers.get(title="Sprechzeit")
    assert say(hours).status_code == 302
    assert [day for day, _, _ in kept()] == [monday + timedelta(days=3)]


@pytest.mark.req("R256.D")
def test_a_family_says_how_it_was_without_a_name(offer, client_of):
    page = Client(enforce_csrf_checks=True).get(address(offer))
    text = text_of(page)
    assert all(words in text for words in ("Krabbelgruppe", "Gut", "Geht so", "Nicht gut", "Ihre Antwort ist anonym")) and not page.cookies
    with as_owner():
        before = Entry.objects.count()
    assert "Danke!" in text_of(Client().post(address(offer), {"face": "2", "words": "Zu laut 🙉", "sheet": fresh(offer)}, follow=True))
    assert kept() == [(timezone.localdate() - timedelta(days=1), 2, "Zu laut 🙉")]
    with as_owner():
        assert Entry.objects.count() == before
    paper = text_of(client_of("professional").get(reverse("offers:feedback_sheet", args=[offer.pk])))
    assert "☐ Geht so" in paper and f"/r/{code_of(offer.pk)}" in paper and "<svg" in paper


def test_the_same_one_twice_counts_once(offer):
    number = fresh(offer)
    assert "sent=1" in Client().post(address(offer), {"face": "1", "sheet": number})["Location"]
    again = Client().post(address(offer), {"face": "3", "sheet": number}, follow=True)
    assert "Ihre Rückmeldung ist schon da" in text_of(again) and len(kept()) == 1


@pytest.mark.req("R256.C")
@pytest.mark.guard("five-feedbacks")
def test_the_mean_is_shown_from_five_on(world, offer, client_of):
    page = reverse("offers:offer_detail", args=[offer.pk])
    for face in "1112":
        say(offer, face, "Zu laut")
    text = text_of(client_of("coordinator").get(page))
    assert "4 bisher, zuletzt vom" in text and "Mittel von 1" not in text and "Zu laut" not in text
    say(offer, "3")
    text = text_of(client_of("coordinator").get(page))
    assert "5 Rückmeldungen" in text and "<b>1,6</b>" in text and "Zu laut" in text
    outside = text_of(client_of("parent_representative").get(page))
    assert "<b>1,6</b>" in outside and "Zu laut" not in outside


BAD = [
    ({"face": ""}, "Bitte wählen Sie ein Gesicht."),
    ({"face": "4"}, "Diese Auswahl gibt es nicht."),
    ({"words": "x" * 1_000_000}, "höchstens 200 Zeichen sind möglich"),
    ({"sheet": "erfunden"}, "bitte senden Sie sie noch einmal"),
]


@pytest.mark.parametrize(("typed", "sentence"), BAD)
def test_what_cannot_be_is_refused_in_words(offer, typed, sentence):
    data = {"face": "1", "words": "", "sheet": fresh(offer), **typed}
    assert sentence in text_of(Client().post(address(offer), data), 422) and kept() == []


def test_machines_and_floods(offer):
    assert say(offer, website="https://spam.example").status_code == 302 and kept() == []
    for _ in range(60):
        say(offer)
    assert "schon viele Nachrichten gekommen" in text_of(say(offer), 422) and len(kept()) == 60


@pytest.mark.guard("feedback-limit")
def test_a_date_takes_a_hundred(offer):
    day = timezone.localdate() - timedelta(days=1)
    with as_owner():
        make.make_session_feedback(offer, day, *[1] * 100)
    assert "Heute sind hier schon sehr viele" in text_of(say(offer), 422) and len(kept()) == 100


def test_without_a_date_there_is_nothing_to_say(offer):
    number = fresh(offer)
    with as_owner():
        offer.sessions.update(held_on=timezone.localdate() - timedelta(days=15))
    assert "war hier kein Termin" in text_of(Client().get(address(offer)))
    assert "war hier kein Termin" in text_of(Client().post(address(offer), {"face": "1", "sheet": number}), 422) and kept() == []


@pytest.mark.guard("feedback-address")
def test_an_address_is_given_out_by_the_house_alone(offer):
    code = code_of(offer.pk)
    assert number_of(code) == offer.pk and Client().get(reverse("offers:feedback_short", args=[code]))["Location"] == address(offer)
    for wrong in (code[:-1], f"{code}x", "1-aaaaa", "zz", code.upper() + "-"):
        assert number_of(wrong) is None and Client().get(reverse("offers:feedback_form", args=[wrong])).status_code == 404
