"""Nobody learns from a public page who has signed up: whose address is known already reads what anybody reads, and is told by mail or call."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from offers.models import Offer, SignUp
from offers.services.signups import forget_past_signups, secret_of, sign_up, write_down
from sites.core.access import Access
from sites.core.wall import set_wall
from tests import factories as make
from tests.client import Client
from tests.conftest import as_owner
from tests.offers.test_signups import MAIL, PHONE, day, form_of, page_of, published, states, take, text_of, told

#: A family that has signed up, and one that has not: by address, and by numbers with the same ending.
CHANNELS = {"mail": (MAIL, "olga@post.example"), "phone": (PHONE, "0361 5551079")}


@pytest.fixture
def date(world):
    with as_owner():
        offer = make.make_offer(world.own, "Babytreff", registration="required", capacity=3)
        session = make.make_session(offer, day(7))
    published(world)
    return session


def signed_up(date, channel):
    """The family is in; its number or address as it is typed."""
    sign_up(session=date.pk, name="Anna", contact=CHANNELS[channel][0])
    told()
    with as_owner():
        return SignUp.objects.get(), CHANNELS[channel][0][channel == "phone"]


def answer(date, contact):
    """What somebody without an account sees: code, and the page one lands on, without the secret of its link."""
    browser = Client()
    sent = browser.post(page_of(date), form_of(browser, date, contact=contact))
    page = browser.get(sent["Location"]) if sent.status_code == 302 else sent
    seen = re.sub(r'/anmeldung/[0-9a-f]{40}|value="[^"]*"|nonce-[^"\']*', "", text_of(page, page.status_code))
    return sent.status_code, sorted(sent.cookies), len(sent.get("Location", "")), seen.replace(contact, "")


@pytest.mark.guard("signup-silent")
@pytest.mark.parametrize("channel", CHANNELS)
@pytest.mark.parametrize("case", ["free", "waiting", "full"])
def test_a_known_address_is_answered_as_any_other(world, date, channel, case):
    _, known = signed_up(date, channel)
    for number in range(0 if case == "free" else 3):
        take(date, number)
    if case == "full":
        with as_owner():
            Offer.objects.filter(pk=date.offer_id).update(waiting_list=False)
            SignUp.objects.filter(state="waiting").update(state="off", name="", email="")
        published(world)
    before = states(date)
    first, second = answer(date, known), answer(date, CHANNELS[channel][1])
    assert first == second and first[0] == (422 if case == "full" else 302)
    with as_owner():
        places = list(SignUp.objects.filter(echo="").order_by("pk").values_list("state", flat=True))
    assert places == before + {"free": ["in"], "waiting": ["waiting"], "full": []}[case]  # the known one has still one place


def test_the_family_is_told_by_mail_that_it_has_a_place_with_its_link(date):
    """Once a day, however often somebody tries; the page knows another link that gives nothing back."""
    row, known = signed_up(date, "mail")
    browser = Client()
    sent = browser.post(page_of(date), form_of(browser, date, contact=known))
    assert told() == [(MAIL[0], "Sie sind schon angemeldet: Babytreff")]
    body = mail.outbox[0].body
    assert reverse("offers:place_status", args=[secret_of(row.nonce)]) in body and sent["Location"] not in body
    browser.post(page_of(date), form_of(browser, date, contact=known))
    assert told() == []
    with time_machine.travel(timezone.now() + timedelta(hours=25)):
        browser.post(page_of(date), form_of(browser, date, contact=known))
        assert len(told()) == 1
    gone = browser.post(f"{sent['Location']}absagen/", follow=True)
    assert "Dieser Platz ist schon frei" in text_of(gone)
    with as_owner():
        assert list(SignUp.objects.exclude(state="off").values_list("pk", "email")) == [(row.pk, MAIL[0])]


def test_a_family_without_mail_is_called_and_the_house_counts_no_echo(world, date, client_of):
    row, known = signed_up(date, "phone")
    assert answer(date, known)[0] == 302 and told() == []
    coordinator = client_of("coordinator")
    calls = text_of(coordinator.get(reverse("offers:signup_calls", args=[world.own.pk])))
    assert "hat sich noch einmal angemeldet" in calls and calls.count("036775551079") >= 1
    listed = text_of(coordinator.get(reverse("offers:signup_list", args=[date.pk])))
    assert "1 von 3 Plätzen belegt." in listed and "abgesagt" not in listed.split("1 von 3")[1].split("</p>")[0]
    with as_owner():
        echo = SignUp.objects.exclude(pk=row.pk).get()
        assert (echo.state, echo.echo, echo.echo_ending, echo.name, echo.email, echo.phone) == ("off", "in", "79", "", "", "")
    with as_owner():
        SignUp.objects.update(held_on=day(-15))
    assert forget_past_signups(day(0)) == 2
    with as_owner():
        assert set(SignUp.objects.values_list("secret_hash", "echo_ending")) == {("", "")}


def test_the_house_is_told_what_it_can_read_anyway(world, date):
    signed_up(date, "mail")
    access = Access(world.people["coordinator"])
    set_wall([world.own.pk], person=access.user.pk)
    with pytest.raises(ValidationError, match="ist schon jemand für diesen Termin angemeldet"):
        write_down(access=access, session=date, name="Anna", contact=MAIL)
    assert states(date) == ["in"]
