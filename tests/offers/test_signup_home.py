"""What the start page of a house says of sign-ups: how many come today, and whom to call."""

from datetime import time

import pytest
from django.urls import reverse
from django.utils import timezone

from tests import factories as make
from tests.conftest import as_owner
from tests.texts import main_of

pytestmark = pytest.mark.django_db


def home(client):
    return " ".join(main_of(client.get(reverse("reporting:home")).content.decode()).split())


def test_the_start_page_says_who_comes_today_and_who_waits_for_a_call(world, client_of):
    with as_owner():
        session = make.make_session(make.make_offer(world.own, registration="required", expected=5), timezone.localdate(), at=time(22))
        make.make_signup(session), make.make_signup(session, "Olga", state="waiting")
    page = home(client_of("coordinator"))
    assert "1 Familie angemeldet" in page and "Anruf" not in page
    with as_owner():
        elsewhere = make.make_session(make.make_offer(world.foreign), timezone.localdate())
        make.make_signup(session, "Mia", email="", phone="0361", call="moved_up")
        make.make_signup(elsewhere, "Tom", email="", phone="0361", call="moved_up")
    page = home(client_of("coordinator"))
    assert "Eine Familie wartet auf Ihren Anruf." in page and reverse("offers:signup_calls", args=[world.own.pk]) in page
    assert "Ihren Anruf" not in home(client_of("professional"))  # who writes nothing down calls nobody
