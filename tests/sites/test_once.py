"""A form acts once: double click, resent page, ten requests at once; and what is refused or different is a click of its own."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from planning.models import Need
from sites.core.once import KEPT, forget_old_clicks, new_number
from sites.models import Submission
from tests.client import Client
from tests.conftest import as_owner, make_world

TYPED = {"title": "Ein Treffpunkt für Familien mit Babys", "text": "", "method": "other", "source_group": "families", "found_on": "1.10.2026"}


def needs_of(site) -> int:
    with as_owner():
        return Need.objects.filter(site=site).count()


@pytest.fixture
def send(world, client_of):
    """Send the form of a new need with a number; returns (answer, message shown on the page it leads to)."""
    client, address = client_of("coordinator"), reverse("planning:need_create", args=[world.own.pk])

    def post(number, **typed):
        answer = client.post(address, {**TYPED, "once": number, **typed})
        return answer, client.get(answer["Location"]).content.decode() if answer.status_code == 302 else ""

    return post


@pytest.mark.guard("once", "same-click")
def test_the_same_click_twice_is_one_row_with_the_same_friendly_page(world, send):
    number = new_number()
    (first, shown), (second, shown_again) = send(number), send(number)
    assert first.status_code == second.status_code == 302 and first["Location"] == second["Location"]
    assert needs_of(world.own) == 1
    assert "ist gespeichert" in shown and "ist gespeichert" in shown_again and "nicht gespeichert" not in shown_again


def test_a_double_click_says_once_what_it_did(world, client_of):
    """Both answers come before the browser has opened the page they lead to."""
    client, address = client_of("coordinator"), reverse("planning:need_create", args=[world.own.pk])
    data = {**TYPED, "once": new_number()}
    answers = [client.post(address, data) for _ in range(2)]
    assert client.get(answers[1]["Location"]).content.decode().count("Bedarf ist gespeichert.") == 1


def test_another_text_or_another_page_is_another_click(world, send):
    number = new_number()
    send(number)
    send(number, title="Ein Treffpunkt für Väter")
    send(new_number())
    assert needs_of(world.own) == 3


def test_what_was_refused_may_be_sent_again_with_its_number(world, send):
    number = new_number()
    assert send(number, found_on="31.2.2026")[0].status_code == 422
    assert not Submission.objects.exists()
    assert send(number)[0].status_code == 302 and needs_of(world.own) == 1


@pytest.mark.guard("own-click")
def test_nobody_is_led_to_the_click_of_another_person(world, client_of):
    number, address = new_number(), reverse("planning:need_create", args=[world.own.pk])
    for role in ("coordinator", "head"):
        assert client_of(role).post(address, {**TYPED, "once": number}).status_code == 302
    assert needs_of(world.own) == 2


def test_clicks_are_forgotten_after_a_day(world, send):
    send(new_number())
    forget_old_clicks()
    assert Submission.objects.count() == 1
    Submission.objects.update(at=timezone.now() - KEPT - timedelta(seconds=1))
    forget_old_clicks()
    assert not Submission.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_ten_identical_requests_at_once_make_one_row():
    world, number = make_world(), new_number()
    address = reverse("planning:need_create", args=[world.own.pk])

    def click(_):
        client = Client()
        client.force_login(world.people["coordinator"])
        try:
            return client.post(address, {**TYPED, "once": number})
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as pool:
        answers = list(pool.map(click, range(10)))
    assert {answer.status_code for answer in answers} == {302} and len({answer["Location"] for answer in answers}) == 1
    assert needs_of(world.own) == 1
