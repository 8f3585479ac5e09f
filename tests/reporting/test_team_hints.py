"""The start page of a house says when its steering team has not met for long; laid aside it is silent."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from planning.models import BodyNotice
from tests import factories as make
from tests.conftest import as_owner
from tests.sites.reading import text

TODAY = timezone.localdate()
QUIET = "Seit mehr als vier Monaten keine Sitzung."


def home(client):
    return text(client.get(reverse("reporting:home")))


@pytest.mark.req("R201.K")
def test_head_and_coordination_read_it_where_their_day_begins(world, client_of):
    with as_owner():
        body = make.make_body(world.own, "Steuerungsteam", "steering_team", starts=TODAY - timedelta(days=200))
        make.make_meeting(body, TODAY - timedelta(days=150), state="closed", closed_at=timezone.now())
        make.make_meeting(body, TODAY - timedelta(days=10))  # planned, and never written in
        other = make.make_body(world.sister, "Steuerungsteam", "steering_team", starts=TODAY - timedelta(days=200))
    for who in ("head", "coordinator"):
        answer = client_of(who).get(reverse("reporting:home"))
        assert text(answer).count(QUIET) == 1 and reverse("planning:body_detail", args=[body.pk]) in answer.content.decode(), who
        assert reverse("planning:body_detail", args=[other.pk]) not in answer.content.decode()
    assert QUIET not in home(client_of("professional"))
    with as_owner():
        BodyNotice.objects.create(place_id=world.own.pk, body=body, kind="quiet", reason="Umbau.", laid_on=TODAY)
    assert QUIET not in home(client_of("head")) and QUIET not in home(client_of("coordinator"))
